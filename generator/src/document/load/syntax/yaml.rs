use super::super::offset as offset_of;
use super::{Slip, line_at, line_number};

/// What the YAML parser's words mean.
pub(super) fn slip(text: &str, offset: usize, message: &str) -> Option<Slip> {
    let offset = offset.min(text.len());
    let place = Place {
        text,
        offset,
        opened: opened(text, message),
    };
    let says = |words: &str| message.contains(words);
    if let Some(tab) = place.tab() {
        let help = "indent with spaces: YAML has no tabs there";
        return Some(Slip::new(tab, "a tab stands in the indentation", help));
    }
    if says("mapping values are not allowed") || says("unexpected ':'") {
        return Some(place.second_colon());
    }
    if says("quoted scalar") && (says("end of stream") || says("document indicator")) {
        return Some(place.open_quote());
    }
    if says("unknown escape character") || says("escape") {
        return Some(place.escape());
    }
    if says("cannot start any token") || says("alphabetic or numeric character") {
        return place.needs_quotes();
    }
    if says("',' or ']'") || says("',' or '}'") {
        return place.open_bracket();
    }
    if says("'-' indicator") {
        return Some(place.no_item());
    }
    if says("expected key") || says("<document start>") || says("block end") {
        return place.after_quote().or_else(|| place.indentation());
    }
    if says("could not find expected ':'") {
        return Some(place.no_colon());
    }
    if says("block sequence entries are not allowed") {
        return Some(place.item_in_line());
    }
    if says("control characters") {
        let help = "take it out; many editors do not show it";
        let words = "a control character stands here";
        return Some(Slip::new(offset, words, help));
    }
    None
}

/// Where the parser gave up.
struct Place<'t> {
    text: &'t str,
    offset: usize,
    /// The start of what it was reading.
    opened: Option<usize>,
}

/// The place in `while parsing a block mapping at line 6 column 5`.
fn opened(text: &str, message: &str) -> Option<usize> {
    let (_, place) = message.rsplit_once(" at line ")?;
    let (line, column) = place.split_once(" column ")?;
    Some(offset_of(text, line.parse().ok()?, column.parse().ok()?))
}

/// How many spaces a line begins with.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn spaces(count: usize) -> String {
    match count {
        0 => "no spaces".to_owned(),
        1 => "1 space".to_owned(),
        count => format!("{count} spaces"),
    }
}

impl<'t> Place<'t> {
    fn line(&self) -> (usize, &'t str) {
        line_at(self.text, self.offset)
    }

    /// The nearest line above that says something.
    fn line_above(&self) -> Option<(usize, &'t str)> {
        let (mut start, _) = self.line();
        while start > 0 {
            let (above, line) = line_at(self.text, start - 1);
            let said = line.trim_start();
            if !said.is_empty() && !said.starts_with('#') {
                return Some((above, line));
            }
            start = above;
        }
        None
    }

    /// A tab in the white space that the line begins with.
    fn tab(&self) -> Option<usize> {
        let (start, line) = self.line();
        let tab = line.find(|c: char| c != ' ')?;
        line[tab..].starts_with('\t').then_some(start + tab)
    }

    /// `a: b: c`, or a line that is indented below one that has a value.
    fn second_colon(&self) -> Slip {
        let (start, line) = self.line();
        let key = start + indent(line);
        let before = self.text.get(key..self.offset).unwrap_or_default();
        if before.contains(": ") || before.starts_with("- ") && before.contains(':') {
            let words = "a second `: ` stands in this line, which would begin another key";
            let help = "put the text behind the first `: ` in quotes";
            return Slip::new(self.offset, words, help);
        }
        let name = before.trim();
        let Some((above, line_above)) = self.line_above() else {
            let help = "put the text in quotes if it holds `: `";
            return Slip::new(key, format!("`{name}` cannot be a key here"), help);
        };
        let slip = Slip::new(
            key,
            format!(
                "`{name}` is indented below a line that has a value already, by {}",
                spaces(indent(line))
            ),
            format!(
                "indent it like the line above, with {}, or put a text of several lines in quotes or behind `|`",
                spaces(indent(line_above))
            ),
        );
        slip.related(above + indent(line_above), "this has a value")
    }

    fn open_quote(&self) -> Slip {
        let at = self.opened.unwrap_or(self.offset);
        let quote = if self.text[at..].starts_with('\'') {
            "`'`; one within the text is written twice, `''`"
        } else {
            "`\"`; one within the text is written `\\\"`"
        };
        let words = "the quote that begins here is not closed";
        Slip::new(at, words, format!("close it with {quote}"))
    }

    fn escape(&self) -> Slip {
        let words = "`\\` is followed by what YAML gives no meaning to in double quotes";
        let help = "write a backslash as `\\\\`, or put the text in single quotes";
        Slip::new(self.offset, words, help)
    }

    /// A text whose first character has a meaning of its own.
    fn needs_quotes(&self) -> Option<Slip> {
        let at = match self.opened {
            Some(opened) if "*&".contains(self.text[opened..].chars().next()?) => opened,
            Some(_) | None => self.offset,
        };
        let first = self.text[at..].chars().next()?;
        let words = match first {
            '`' => "a text that begins with a backtick needs quotes".to_owned(),
            _ => format!("a text that begins with `{first}` needs quotes"),
        };
        let text = self.text[at..].lines().next().unwrap_or_default().trim();
        let short = text.chars().count() <= 40 && !text.contains(['\'', '`']);
        let help = if short {
            format!("write `'{text}'`")
        } else {
            "put it in quotes".to_owned()
        };
        Some(Slip::new(at, words, help))
    }

    fn open_bracket(&self) -> Option<Slip> {
        let (at, bracket) = self.innermost_bracket()?;
        let close = if bracket == '{' { '}' } else { ']' };
        let slip = Slip::new(
            self.offset,
            format!(
                "the `{bracket}` of line {} is not closed before this, or a `,` is missing",
                line_number(self.text, at)
            ),
            format!(
                "close it with `{close}`, put a `,` between its elements, or quotes around a text with brackets"
            ),
        );
        Some(slip.related(at, "opened here"))
    }

    /// Where the parser says, or else the nearest before it that nothing closes.
    fn innermost_bracket(&self) -> Option<(usize, char)> {
        let at = |at: usize| self.text[at..].chars().next().map(|c| (at, c));
        let said = self.opened.and_then(at);
        if let Some((_, '[' | '{')) = said {
            return said;
        }
        let mut closed = 0_usize;
        for (at, c) in self.text[..self.offset].char_indices().rev() {
            match c {
                ']' | '}' => closed += 1,
                '[' | '{' if closed == 0 => return Some((at, c)),
                '[' | '{' => closed -= 1,
                _ => {}
            }
        }
        None
    }

    /// A line among the items of a list that is no item.
    fn no_item(&self) -> Slip {
        let (_, line) = self.line();
        let words = "this stands where the next item of a list would, and does not begin with `- `";
        let depth = indent(line);
        let help = format!(
            "indent it by {} or more if it belongs to the item above, by less than {} if the list has ended",
            spaces(depth + 2),
            spaces(depth)
        );
        let slip = Slip::new(self.offset, words, help);
        match self.opened {
            Some(opened) => slip.related(opened, "the list begins here"),
            None => slip,
        }
    }

    /// `'It's`: a quote within a text closes it.
    fn after_quote(&self) -> Option<Slip> {
        let (start, _) = self.line();
        let before = self.text.get(start..self.offset)?.trim_end();
        let help = match before.chars().next_back()? {
            '\'' => {
                "write a `'` within single quotes twice, `''`, or put the text in double quotes"
            }
            '"' => "write a `\"` within double quotes as `\\\"`, or put the text in single quotes",
            _ => return None,
        };
        let words = "the text ends with the quote before this";
        Some(Slip::new(self.offset, words, help))
    }

    /// A line that stands neither within the block above nor beside it.
    fn indentation(&self) -> Option<Slip> {
        let (start, line) = self.line();
        let depth = indent(line);
        if start + depth != self.offset {
            return None;
        }
        let words = format!(
            "this line is indented by {}, as nothing above it that it could belong to is",
            spaces(depth)
        );
        let (_, above) = self.line_above()?;
        let beside = above.len() - above.trim_start_matches(['-', ' ']).len();
        let block = self.opened.unwrap_or_default();
        let (block_start, block_line) = line_at(self.text, block);
        let column = block - block_start;
        let name = first_word(block_line.get(column..).unwrap_or_default());
        let above = format!("indent it by {} like the line above", spaces(beside));
        let help = if column == beside || name.is_empty() {
            above
        } else {
            format!("{above}, or by {} like `{name}`", spaces(column))
        };
        let slip = Slip::new(self.offset, words, help);
        Some(slip.related(block, "the block that it stands in begins here"))
    }

    fn no_colon(&self) -> Slip {
        let at = self.opened.unwrap_or(self.offset);
        let words = "this line is neither `key: value` nor a part of the one above it";
        let help =
            "write a `: ` behind its key, or indent it deeper if it belongs to the text above";
        Slip::new(at, words, help)
    }

    fn item_in_line(&self) -> Slip {
        let words = "a list cannot begin in the line of its key";
        let help = "begin each item on a line of its own with `- `, or write `[…]`";
        Slip::new(self.offset, words, help)
    }
}

/// `name` of `name: x`.
fn first_word(line: &str) -> &str {
    let word = line.split(['\n', ' ']).next().unwrap_or_default();
    word.trim_end_matches(':')
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::Diagnostics;
    use crate::document::load::{Limits, load_tree};
    use crate::source::Lines;

    /// A text, and how what is said of it begins: line, column, words.
    const CASES: &[(&str, &str)] = &[
        ("a:\n\tb: 1\n", "2:1 a tab stands in the indentation"),
        ("a: b: c\n", "1:5 a second `: ` stands in this line"),
        (
            "a: b\n  c: d\n",
            "2:3 `c` is indented below a line that has a value already",
        ),
        (
            "a:\n  b: 'x\n",
            "2:6 the quote that begins here is not closed",
        ),
        ("a: \"x\n", "1:4 the quote that begins here is not closed"),
        (
            "a: \"\\d\"\n",
            "1:5 `\\` is followed by what YAML gives no meaning to",
        ),
        ("a: @b\n", "1:4 a text that begins with `@` needs quotes"),
        (
            "a: *.yaml\n",
            "1:4 a text that begins with `*` needs quotes",
        ),
        (
            "a: [x\nb: y\n",
            "2:2 the `[` of line 1 is not closed before this",
        ),
        (
            "a: {x: y\nb: z\n",
            "2:2 the `{` of line 1 is not closed before this",
        ),
        (
            "- a: 1\n  b: 2\nc: 3\n",
            "3:1 this stands where the next item of a list would",
        ),
        (
            "a: 'it's'\n",
            "1:8 the text ends with the quote before this",
        ),
        (
            "a:\n    b: 1\n  c: 2\n",
            "3:3 this line is indented by 2 spaces",
        ),
        ("  a: 1\nb: 2\n", "2:1 this line is indented by no spaces"),
        (
            "a:\n  b: 1\n  c\nd: 2\n",
            "3:3 this line is neither `key: value`",
        ),
        ("a: - b\n", "1:4 a list cannot begin in the line of its key"),
        ("a: \u{1}\n", "1:4 a control character stands here"),
    ];

    #[test]
    fn every_slip_has_its_words() {
        let mut wrong = Vec::new();
        for (text, expected) in CASES {
            let mut found = Diagnostics::default();
            assert!(load_tree(&mut found, "a.yaml", text.as_bytes(), &Limits::default()).is_err());
            let found = found.into_vec().remove(0);
            let span = found.at.span().unwrap();
            let place = Lines::of(found.at.source()).position(found.at.source(), span.start);
            let line = format!("{}:{} {}", place.line, place.column, found.message);
            if !(line.starts_with(expected)) {
                wrong.push(format!("{text}: {line}"));
            }
            assert!(found.help.is_some(), "{text}");
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
