/// `style`: how a value becomes text (OpenAPI 3.2 section 4.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `3,4,5`
    Simple,
    /// `.3.4.5`
    Label,
    /// `;id=3,4,5`
    Matrix,
    /// `id=3&id=4` or `id=3,4`
    Form,
    /// `id=3%204`
    SpaceDelimited,
    /// `id=3%7C4`
    PipeDelimited,
    /// `id[a]=3`
    DeepObject,
    /// `id=3; id=4`, nothing escaped
    Cookie,
}

impl Style {
    /// Whether parts of a form may be written so (OpenAPI 3.2 section 4.15).
    pub(super) fn is_of_forms(self) -> bool {
        match self {
            Self::Form | Self::SpaceDelimited | Self::PipeDelimited | Self::DeepObject => true,
            Self::Simple | Self::Label | Self::Matrix | Self::Cookie => false,
        }
    }
}
