use crate::source::{Key, Pointer};

/// The kinds of object that may stand behind a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ObjectKind {
    Schema,
    Response,
    Parameter,
    Example,
    RequestBody,
    Header,
    SecurityScheme,
    Link,
    Callback,
    PathItem,
    MediaType,
    /// What a reference leads to that the standard does not have: whatever its place asks for.
    Any,
}

impl ObjectKind {
    /// The kind that a pointer states by its shape: `Err` names what can never be referred to; none where the pointer
    /// does not say.
    pub(crate) fn at(pointer: &Pointer) -> Option<Result<Self, &'static str>> {
        let keys = pointer.keys();
        let name = |at: usize| match keys.get(at) {
            Some(Key::Name(name)) => name.as_str(),
            Some(Key::Index(_)) | None => "",
        };
        match (name(0), keys.len()) {
            (_, 0) => Some(Err("the whole document")),
            ("components" | "paths" | "webhooks", 1) | ("components", 2) => {
                Some(Err("a collection"))
            }
            ("paths" | "webhooks", 2) => Some(Ok(Self::PathItem)),
            ("components", 3) => Self::of_section(name(1)).map(Ok),
            _ => None,
        }
    }

    fn of_section(section: &str) -> Option<Self> {
        Some(match section {
            "schemas" => Self::Schema,
            "responses" => Self::Response,
            "parameters" => Self::Parameter,
            "examples" => Self::Example,
            "requestBodies" => Self::RequestBody,
            "headers" => Self::Header,
            "securitySchemes" => Self::SecurityScheme,
            "links" => Self::Link,
            "callbacks" => Self::Callback,
            "pathItems" => Self::PathItem,
            "mediaTypes" => Self::MediaType,
            _ => return None,
        })
    }

    /// Where the Components Object keeps them; empty where it keeps none.
    pub(crate) fn section(self) -> &'static str {
        match self {
            Self::Schema => "schemas",
            Self::Response => "responses",
            Self::Parameter => "parameters",
            Self::Example => "examples",
            Self::RequestBody => "requestBodies",
            Self::Header => "headers",
            Self::SecurityScheme => "securitySchemes",
            Self::Link => "links",
            Self::Callback => "callbacks",
            Self::PathItem => "pathItems",
            Self::MediaType => "mediaTypes",
            Self::Any => "",
        }
    }

    /// With its article, for messages.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Schema => "a schema",
            Self::Response => "a response",
            Self::Parameter => "a parameter",
            Self::Example => "an example",
            Self::RequestBody => "a request body",
            Self::Header => "a header",
            Self::SecurityScheme => "a security scheme",
            Self::Link => "a link",
            Self::Callback => "a callback",
            Self::PathItem => "a path item",
            Self::MediaType => "a media type",
            Self::Any => "an object",
        }
    }
}
