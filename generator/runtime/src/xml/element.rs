//! Elements, and what stands in them.

use std::rc::Rc;

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: Label,
    pub(super) attributes: Vec<(Label, String)>,
    /// Whether it says that it is null.
    pub(super) nil: bool,
    pub(super) children: Vec<Child>,
    /// The byte where it begins.
    pub(super) at: usize,
}

/// A name with the namespace that its prefix stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Label {
    pub(super) local: Box<str>,
    pub(super) namespace: Option<Rc<str>>,
}

/// What stands in an element.
#[derive(Debug)]
pub(super) enum Child {
    Element(Element),
    Text(String),
    Cdata(String),
}

impl Element {
    /// The elements in it.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) | Child::Cdata(_) => None,
        })
    }

    /// All text in it, that of the elements in it included.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Child::Text(own) | Child::Cdata(own) => text.push_str(own),
                Child::Element(element) => element.add_text(text),
            }
        }
    }

    /// The text that stands directly in it; none where there is only white space between elements.
    pub(super) fn own_text(&self) -> Option<String> {
        let text: String = self.children.iter().filter_map(Child::text).collect();
        let is_layout = self.elements().next().is_some() && text.trim().is_empty();
        (!is_layout).then_some(text)
    }

    /// The CDATA sections that stand directly in it.
    pub(super) fn cdata(&self) -> Option<String> {
        let mut sections = self.children.iter().filter_map(|child| match child {
            Child::Cdata(text) => Some(text.as_str()),
            Child::Text(_) | Child::Element(_) => None,
        });
        let first = sections.next()?.to_owned();
        Some(sections.fold(first, |text, more| text + more))
    }
}

impl Child {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Cdata(text) => Some(text),
            Self::Element(_) => None,
        }
    }
}
