//! The tables: what types are in XML.

/// A document: its only element.
#[derive(Clone, Copy, Debug)]
pub struct Root {
    /// The element.
    pub node: Node,
    /// Whether the document's author named it: an element of another name is then refused.
    pub named: bool,
}

/// What a part of a type is.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is called, where it is something with a name.
    pub name: Name,
    /// What kind of node it is.
    pub kind: Kind,
    /// What stands in it.
    pub content: &'static Content,
}

/// The name of an element or attribute.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// Without prefix; empty where a list's items are called what the list is called.
    pub local: &'static str,
    /// The namespace; where there is none, any will do.
    pub namespace: Option<&'static str>,
    /// How it is written.
    pub prefix: Option<&'static str>,
}

/// `nodeType` of the XML Object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// Text.
    Text,
    /// Text that is written as a CDATA section.
    Cdata,
    /// No node: what it is made of stands in the element around it.
    Nothing,
}

/// What values of a type look like.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// Any JSON value: members become elements, `@a` is an attribute, `$text` is text.
    Any,
    /// Null alone.
    Null,
    /// A boolean.
    Boolean,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// A number, a boolean or a string, by its look.
    Scalar,
    /// One of a few values, which are listed as text.
    Listed(&'static Content, &'static [&'static str]),
    /// Null (`xsi:nil`) or a value.
    Nullable(&'static Content),
    /// An object with these properties, and others of the node where one is said.
    Record(&'static [Field], Option<&'static Node>),
    /// An object whose properties are all alike; the node's name is the property's.
    Map(&'static Node),
    /// Items.
    List(&'static Node),
    /// Items of a kind each, and others behind them.
    Tuple(&'static [Node], Option<&'static Node>),
    /// One of several, by the text of a property where one is said.
    Choice(Option<&'static str>, &'static [Branch]),
}

/// A property of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// What it is called in JSON.
    pub property: &'static str,
    /// What it is in XML.
    pub node: Node,
    /// Whether it must be there.
    pub required: bool,
}

/// One of the contents of a choice.
#[derive(Clone, Copy, Debug)]
pub struct Branch {
    /// The texts of the choice's property that stand for it.
    pub tags: &'static [&'static str],
    /// What it is.
    pub content: &'static Content,
}

impl Root {
    /// An element that the document's author named.
    pub const fn named(node: Node) -> Self {
        Self { node, named: true }
    }

    /// An element whose name was made up: any is read.
    pub const fn unnamed(node: Node) -> Self {
        Self { node, named: false }
    }
}

impl Node {
    const fn new(kind: Kind, local: &'static str, content: &'static Content) -> Self {
        let name = Name {
            local,
            namespace: None,
            prefix: None,
        };
        Self {
            name,
            kind,
            content,
        }
    }

    /// An element.
    pub const fn element(local: &'static str, content: &'static Content) -> Self {
        Self::new(Kind::Element, local, content)
    }

    /// An attribute.
    pub const fn attribute(local: &'static str, content: &'static Content) -> Self {
        Self::new(Kind::Attribute, local, content)
    }

    /// The text of the element around it.
    pub const fn text(content: &'static Content) -> Self {
        Self::new(Kind::Text, "", content)
    }

    /// The text of the element around it, in a CDATA section.
    pub const fn cdata(content: &'static Content) -> Self {
        Self::new(Kind::Cdata, "", content)
    }

    /// What stands in the element around it: items without an element around them, the parts of an object. The name is that of
    /// items that have none of their own.
    pub const fn nothing(local: &'static str, content: &'static Content) -> Self {
        Self::new(Kind::Nothing, local, content)
    }

    /// The same in a namespace.
    #[must_use]
    pub const fn within(mut self, namespace: &'static str) -> Self {
        self.name.namespace = Some(namespace);
        self
    }

    /// The same with a prefix.
    #[must_use]
    pub const fn prefixed(mut self, prefix: &'static str) -> Self {
        self.name.prefix = Some(prefix);
        self
    }
}

impl Field {
    /// A property that must be there.
    pub const fn required(property: &'static str, node: Node) -> Self {
        Self {
            property,
            node,
            required: true,
        }
    }

    /// A property that may be absent.
    pub const fn optional(property: &'static str, node: Node) -> Self {
        Self {
            property,
            node,
            required: false,
        }
    }
}

impl Content {
    /// What it is apart from null, and whether null is one of its values.
    pub(super) fn non_null(&'static self) -> (&'static Self, bool) {
        if let Self::Nullable(inner) = self {
            (inner, true)
        } else {
            (self, matches!(self, Self::Null))
        }
    }

    /// The items, where it is a list or a choice that has one.
    pub(super) fn items(&'static self) -> Option<&'static Node> {
        let content = self.non_null().0;
        if let Self::Choice(_, branches) = content {
            let mut items = branches
                .iter()
                .filter_map(|branch| branch.content.own_items());
            items.next()
        } else {
            content.own_items()
        }
    }

    fn own_items(&'static self) -> Option<&'static Node> {
        if let Self::List(item) = self.non_null().0 {
            Some(item)
        } else {
            None
        }
    }
}
