//! Where in a value a violation is.

/// A place within a value. It lives on the stack and becomes an RFC 6901 pointer only where something is wrong.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Field(&'a str),
    Item(usize),
}

impl Path<'_> {
    /// The value itself.
    pub const ROOT: Self = Self {
        parent: None,
        step: Step::Item(0),
    };

    /// A property of the value here, by its name on the wire.
    #[must_use]
    pub fn field<'a>(&'a self, name: &'a str) -> Path<'a> {
        Path {
            parent: Some(self),
            step: Step::Field(name),
        }
    }

    /// An item of the array here.
    #[must_use]
    pub fn item(&self, index: usize) -> Path<'_> {
        Path {
            parent: Some(self),
            step: Step::Item(index),
        }
    }

    /// The pointer: `/items/0/a~1b`.
    pub fn pointer(&self) -> String {
        let mut steps = Vec::new();
        let mut here = self;
        while let Some(parent) = here.parent {
            steps.push(here.step);
            here = parent;
        }
        steps.iter().rev().map(Step::token).collect()
    }
}

impl Step<'_> {
    fn token(&self) -> String {
        match self {
            Self::Field(name) => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
            Self::Item(index) => format!("/{index}"),
        }
    }
}
