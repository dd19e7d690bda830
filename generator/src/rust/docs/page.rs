/// Containers nested deeper than this stay on the last level, so that a page is linear in its source.
const DEEPEST: usize = 8;

/// Finished lines, and the quotes and list items that the next line stands in.
#[derive(Default)]
pub(super) struct Page {
    lines: Vec<String>,
    containers: Vec<Container>,
    gap: Gap,
}

/// What separates the next line from the last.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    #[default]
    None,
    /// A blank line.
    Blank,
}

/// A block that others stand in.
struct Container {
    /// What its first line begins with: `- `.
    first: String,
    /// What its other lines begin with.
    rest: String,
    /// Whether its first line is written.
    begun: bool,
}

impl Page {
    /// Says what stands between the next line and what there is.
    pub(super) fn set_gap(&mut self, gap: Gap) {
        self.gap = gap;
    }

    /// Whether the next line is the first of its container: its gap was decided when the container was opened.
    pub(super) fn at_container_start(&self) -> bool {
        self.containers
            .last()
            .is_some_and(|container| !container.begun)
    }

    /// Opens a quote.
    pub(super) fn open_quote(&mut self) {
        self.open("> ".into(), "> ".into());
    }

    /// Opens a list's item.
    pub(super) fn open_item(&mut self, marker: &str) {
        self.open(marker.into(), " ".repeat(marker.len()));
    }

    fn open(&mut self, first: String, rest: String) {
        let flat = self.is_full();
        self.containers.push(Container {
            first: if flat { String::new() } else { first },
            rest: if flat { String::new() } else { rest },
            begun: false,
        });
    }

    /// Closes the innermost container and says whether anything was written in it.
    pub(super) fn close(&mut self) -> bool {
        self.containers
            .pop()
            .is_some_and(|container| container.begun)
    }

    /// Whether containers opened now leave no mark.
    pub(super) fn is_full(&self) -> bool {
        self.containers.len() >= DEEPEST
    }

    /// Writes a line.
    pub(super) fn push(&mut self, content: &str) {
        if self.gap == Gap::Blank && !self.lines.is_empty() {
            let begun = self.marked().take_while(|container| container.begun);
            let blank: String = begun.map(|container| container.rest.as_str()).collect();
            self.lines.push(blank.trim_end_matches(' ').to_owned());
        }
        self.gap = Gap::None;
        let mut line: String = self.marked().map(Container::prefix).collect();
        line.push_str(content);
        line.truncate(line.trim_end_matches(' ').len());
        self.lines.push(line);
        for container in self.containers.iter_mut().rev() {
            if container.begun {
                break;
            }
            container.begun = true;
        }
    }

    /// The containers that leave a mark.
    fn marked(&self) -> impl Iterator<Item = &Container> {
        self.containers.iter().take(DEEPEST)
    }

    pub(super) fn finish(self) -> Vec<String> {
        self.lines
    }
}

impl Container {
    fn prefix(&self) -> &str {
        if self.begun { &self.rest } else { &self.first }
    }
}
