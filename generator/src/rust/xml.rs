use super::name::Ident;

/// What a document's bodies are in XML: tables that `xml.rs` spells.
#[derive(Clone, Debug, Default)]
pub struct Xml {
    /// One for each body.
    pub roots: Vec<XmlRoot>,
    /// What stands in elements, each type once.
    pub tables: Vec<XmlTable>,
}

/// The only element of a body.
#[derive(Clone, Debug)]
pub struct XmlRoot {
    /// The constant.
    pub ident: Ident,
    /// Whose body it is, for people.
    pub title: String,
    /// Whether the document names the element.
    pub named: bool,
    /// The element.
    pub node: XmlNode,
}

/// A type that others refer to by name, itself among them.
#[derive(Clone, Debug)]
pub struct XmlTable {
    /// The constant.
    pub ident: Ident,
    /// What its values look like.
    pub shape: XmlShape,
}

/// What stands in an element.
#[derive(Clone, Debug)]
pub enum XmlShape {
    /// Properties, and what stands beside them.
    Record(Vec<XmlField>, Option<XmlNode>),
    /// Properties of any name.
    Map(XmlNode),
    /// Items.
    List(XmlNode),
    /// Items of a kind each, and what stands behind them.
    Tuple(Vec<XmlNode>, Option<XmlNode>),
    /// One of several, by the tags of a property where there is one.
    Choice(Option<String>, Vec<(Vec<String>, XmlContent)>),
}

/// A property.
#[derive(Clone, Debug)]
pub struct XmlField {
    /// The name in JSON.
    pub property: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it is.
    pub node: XmlNode,
}

/// A node.
#[derive(Clone, Debug)]
pub struct XmlNode {
    /// The runtime's name for what kind of node it is: `element`.
    pub kind: XmlKind,
    /// The name; empty where it is that of what is around it.
    pub local: String,
    /// The namespace.
    pub namespace: Option<String>,
    /// The prefix.
    pub prefix: Option<String>,
    /// What stands in it.
    pub content: XmlContent,
}

/// The kind of a node, by the name of the runtime's function for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlKind {
    /// `Node::element`
    Element,
    /// `Node::attribute`
    Attribute,
    /// `Node::text`
    Text,
    /// `Node::cdata`
    Cdata,
    /// `Node::nothing`
    Nothing,
}

/// What a value is, where it is used.
#[derive(Clone, Debug)]
pub enum XmlContent {
    /// By the runtime's name for it: `Integer`.
    Plain(&'static str),
    /// One of these texts.
    Listed(&'static str, Vec<String>),
    /// Null, or a value.
    Nullable(Box<XmlContent>),
    /// A table.
    Table(Ident),
}

impl Xml {
    /// Whether no body is XML.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }
}
