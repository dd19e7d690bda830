use super::escape::{self, Place};

/// A paragraph, heading or cell being gathered.
///
/// Neighbouring pieces of text are joined before they are escaped: whether `&` begins an entity, or `_` stands inside a word,
/// shows only then.
#[derive(Default)]
pub(super) struct Inline {
    shape: Shape,
    lines: Vec<String>,
    line: String,
    /// Text not yet escaped.
    text: String,
    /// Markers of emphasis and links that wait for something to mark.
    openers: Vec<&'static str>,
    line_break: Option<Break>,
    /// How many links that stay are open: one at most.
    links: usize,
}

/// What is being gathered.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shape {
    #[default]
    Paragraph,
    Heading,
    Cell,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    Soft,
    Hard,
}

impl Inline {
    pub(super) fn new(shape: Shape) -> Self {
        Self {
            shape,
            ..Self::default()
        }
    }

    /// Adds text.
    pub(super) fn text(&mut self, text: &str) {
        // Only an entity brings characters here that the page's own text could not have.
        self.text
            .push_str(&escape::visible(text, escape::Breaks::Joined));
    }

    /// Adds inline code.
    pub(super) fn code(&mut self, code: &str) {
        let mut code = escape::visible(code, escape::Breaks::Joined);
        if self.shape == Shape::Cell {
            // What a backslash before `\|` means in a cell's code, parsers do not agree on.
            if code.contains("\\|") {
                return self.text(&code);
            }
            code = code.replace('|', "\\|");
        }
        self.flush();
        self.settle();
        escape::push_separate(&mut self.line, &escape::code(&code));
    }

    /// Adds a link to a safe target by its own text.
    pub(super) fn autolink(&mut self, target: &str) {
        self.flush();
        self.settle();
        self.line.push('<');
        self.line.push_str(target);
        self.line.push('>');
    }

    /// Begins something marked: `*`, `**`, `~~`.
    pub(super) fn open(&mut self, marker: &'static str) {
        self.flush();
        self.openers.push(marker);
    }

    /// Ends it; where nothing stood in it, it was never there.
    pub(super) fn close(&mut self, marker: &str) -> bool {
        self.flush();
        if self.openers.pop().is_some() {
            return false;
        }
        // A marker after a space would not close.
        let text = self.line.trim_end_matches(' ').len();
        self.line.insert_str(text, marker);
        true
    }

    /// Begins a link that stays.
    pub(super) fn open_link(&mut self) {
        self.open("[");
        self.links += 1;
    }

    /// Ends it.
    pub(super) fn close_link(&mut self, target: &str) {
        let shown = self.close("](");
        self.links = self.links.saturating_sub(1);
        if shown {
            let text = self.line.trim_end_matches(' ').len();
            self.line.insert_str(text, &format!("{target})"));
        } else {
            self.autolink(target);
        }
    }

    /// Breaks the line, if anything follows.
    pub(super) fn break_line(&mut self, kind: Break) {
        self.flush();
        if self.line_break != Some(Break::Hard) {
            self.line_break = Some(kind);
        }
    }

    /// The finished lines.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.flush();
        self.end_line();
        self.lines
    }

    /// Writes the text that has gathered.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let words = text.trim_start_matches(' ');
        if words.len() < text.len() && !self.line.is_empty() && !self.line.ends_with(' ') {
            self.line.push(' ');
        }
        if words.is_empty() {
            return;
        }
        let at_start = self.settle();
        let text = escape::text(words, self.place(at_start));
        escape::push_separate(&mut self.line, &text);
    }

    /// Writes what waits for something to follow, and says whether the line is still empty.
    fn settle(&mut self) -> bool {
        match (self.line_break.take(), self.shape) {
            (None, _) => {}
            (Some(kind), Shape::Paragraph) => {
                self.line.truncate(self.line.trim_end_matches(' ').len());
                if kind == Break::Hard && !self.line.is_empty() {
                    self.line.push('\\');
                }
                self.end_line();
            }
            (Some(_), Shape::Heading | Shape::Cell) => self.line.push(' '),
        }
        for opener in self.openers.drain(..) {
            // `![` would open an image.
            if opener == "[" && self.line.ends_with('!') {
                self.line.insert(self.line.len() - 1, '\\');
            }
            self.line.push_str(opener);
        }
        self.line.is_empty()
    }

    fn place(&self, at_start: bool) -> Place {
        match self.shape {
            _ if self.links > 0 => Place::Link,
            Shape::Cell => Place::Cell,
            Shape::Heading => Place::Heading,
            Shape::Paragraph if at_start => Place::LineStart,
            Shape::Paragraph => Place::MidLine,
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim_end_matches(' ');
        if !line.is_empty() {
            self.lines.push(line.to_owned());
        }
    }
}
