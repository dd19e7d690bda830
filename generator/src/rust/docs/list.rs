/// A list that is open.
#[derive(Clone, Copy)]
pub(super) struct List {
    number: Option<u64>,
    /// Whether it has the second kind of marker.
    other: bool,
    /// Whether blank lines stand between its items.
    pub(super) loose: bool,
    /// Whether an item is written.
    pub(super) begun: bool,
}

impl List {
    /// A list that begins; right after another of its kind it needs the other marker to be one of its own.
    pub(super) fn new(number: Option<u64>, last: Option<Self>) -> Self {
        Self {
            number,
            other: last
                .is_some_and(|last| last.number.is_some() == number.is_some() && !last.other),
            loose: false,
            begun: false,
        }
    }

    /// What the next item begins with.
    pub(super) fn next_marker(&mut self) -> String {
        let end = match (self.number, self.other) {
            (None, false) => return "- ".into(),
            (None, true) => return "* ".into(),
            (Some(_), false) => '.',
            (Some(_), true) => ')',
        };
        // A marker has nine digits at most.
        let number = self.number.unwrap_or(1).min(999_999_999);
        self.number = Some(number + 1);
        format!("{number}{end} ")
    }
}
