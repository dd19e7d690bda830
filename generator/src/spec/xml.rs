use crate::source::Location;

/// The XML Object: what a schema is in XML. Before 3.2 `nodeType` is spelled `attribute` and `wrapped`.
///
/// ```yaml
/// type: string
/// xml: {name: id, namespace: 'https://example.com/pets', prefix: p, nodeType: attribute}
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Xml {
    /// Where it stands.
    pub at: Location,
    /// `name`, without a prefix.
    pub name: Option<String>,
    /// `namespace`.
    pub namespace: Option<String>,
    /// `prefix`, or what stands before a colon in the name.
    pub prefix: Option<String>,
    /// `nodeType`.
    pub node: Option<XmlNode>,
}

/// `nodeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlNode {
    /// An element; of a list, the one around its items.
    Element,
    /// An attribute.
    Attribute,
    /// Text.
    Text,
    /// A CDATA section.
    Cdata,
    /// None: what the schema is made of stands directly in what is around it.
    Nothing,
}

impl Xml {
    /// One that says nothing yet.
    pub fn silent(at: Location) -> Self {
        Self {
            at,
            name: None,
            namespace: None,
            prefix: None,
            node: None,
        }
    }

    /// Takes from another what it does not say itself. A prefix belongs to its namespace.
    #[must_use]
    pub fn or(mut self, other: Option<&Self>) -> Self {
        if let Some(other) = other {
            self.name = self.name.or_else(|| other.name.clone());
            if self.namespace.is_none() && self.prefix.is_none() {
                self.namespace.clone_from(&other.namespace);
                self.prefix.clone_from(&other.prefix);
            }
            self.node = self.node.or(other.node);
        }
        self
    }
}

impl XmlNode {
    /// From `nodeType`'s text.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "element" => Self::Element,
            "attribute" => Self::Attribute,
            "text" => Self::Text,
            "cdata" => Self::Cdata,
            "none" => Self::Nothing,
            _ => return None,
        })
    }

    /// As `nodeType` spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Element => "element",
            Self::Attribute => "attribute",
            Self::Text => "text",
            Self::Cdata => "cdata",
            Self::Nothing => "none",
        }
    }
}

/// Whether a text is a name without prefix (Namespaces in XML 1.0, section 3), as far as ASCII goes.
pub fn is_xml_name(text: &str) -> bool {
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
    let is_part = |c: char| is_start(c) || c.is_ascii_digit() || c == '-' || c == '.';
    text.starts_with(is_start) && text.chars().all(is_part)
}
