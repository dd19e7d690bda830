use super::name::Ident;

/// What of an item's values one side only sends.
#[derive(Clone, Debug)]
pub struct Withheld {
    /// The item.
    pub ident: Ident,
    /// Where in a value it stands.
    pub parts: Parts,
}

/// Where in a value there is something that not everybody sends.
#[derive(Clone, Debug)]
pub enum Parts {
    /// In fields.
    Fields {
        /// Those that a client leaves out: `readOnly`.
        by_client: Vec<Ident>,
        /// Those that a server leaves out: `writeOnly`.
        by_server: Vec<Ident>,
        /// Those that hold a value with such fields.
        within: Vec<Ident>,
        /// Properties that only the other side sends, and the field that keeps what is not declared.
        others: Option<(Ident, Vec<String>)>,
    },
    /// In what these variants hold.
    Variants(Vec<Ident>),
    /// In what a newtype is around.
    Inside,
    /// Nowhere; but it stands in a tuple beside what has something.
    Nowhere,
}
