use super::Source;

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// Where a text's lines start, to turn offsets into positions without reading the text again.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<usize>,
    is_ascii: bool,
}

impl Lines {
    /// Finds the lines.
    pub fn of(source: &Source) -> Self {
        let breaks = source
            .text
            .match_indices('\n')
            .map(|(offset, _)| offset + 1);
        Self {
            starts: std::iter::once(0).chain(breaks).collect(),
            is_ascii: source.text.is_ascii(),
        }
    }

    /// The position of an offset in the same text.
    pub fn position(&self, source: &Source, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self.start(line);
        let before = source.text.get(start..offset).unwrap_or_default();
        let column = if self.is_ascii {
            before.len()
        } else {
            before.chars().count()
        };
        Position {
            line: line + 1,
            column: column + 1,
        }
    }

    /// The line that holds an offset, from 0.
    pub fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    /// The offset of a line's first byte, lines from 0; behind the last one, the last one's.
    pub fn start(&self, line: usize) -> usize {
        let last = self.starts.len() - 1;
        self.starts[line.min(last)]
    }

    /// A line's bytes without its break, lines from 0.
    pub fn text<'s>(&self, source: &'s Source, line: usize) -> &'s str {
        let rest = source.text.get(self.start(line)..).unwrap_or_default();
        rest.lines().next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, Position};
    use crate::source::Source;

    #[test]
    fn positions_count_characters() {
        let source = Source::new("a", "ä: 1\r\nb😀c\n");
        let lines = Lines::of(&source);
        let places = [
            (0, 1, 1),
            (2, 1, 2),
            (7, 2, 1),
            (8, 2, 2),
            (12, 2, 3),
            (14, 3, 1),
            (99, 3, 1),
        ];
        for (offset, line, column) in places {
            assert_eq!(
                lines.position(&source, offset),
                Position { line, column },
                "{offset}"
            );
        }
        assert_eq!(lines.text(&source, 0), "ä: 1");
        assert_eq!(lines.text(&source, 2), "");
    }
}
