use super::{Slip, line_number};

/// What the JSON parser's words mean (RFC 8259).
pub(super) fn slip(text: &str, offset: usize, message: &str) -> Option<Slip> {
    let here = text.get(offset..)?;
    let first = here.chars().next();
    let within_texts = ["EOF", "control character", "invalid escape"];
    if !within_texts.iter().any(|start| message.starts_with(start)) {
        match first {
            Some('/' | '#') => return Some(comment(offset)),
            Some('\'') => return Some(single_quote(offset)),
            Some(_) | None => {}
        }
    }
    match message {
        "trailing comma" => Some(trailing_comma(text, offset)),
        "expected value"
            if matches!(first, Some('}' | ']')) && text[..offset].trim_end().ends_with(',') =>
        {
            Some(trailing_comma(text, offset))
        }
        "key must be a string" if first.is_some_and(char::is_alphanumeric) => Some(Slip::new(
            offset,
            "a name stands without quotes",
            "put it in double quotes, or call the file `.yaml` if it is YAML",
        )),
        "expected `,` or `}`" | "expected `,` or `]`" => {
            let before = text[..offset].trim_end().len();
            let slip = Slip::new(
                offset,
                format!("{message} before this"),
                "put a `,` between the two, or close what ends here",
            );
            Some(slip.related(last_char(text, before), "behind this"))
        }
        "expected `:`" => Some(Slip::new(
            offset,
            "a name is followed by no `:`",
            "write `\"name\": value`",
        )),
        "expected value" | "expected ident" => Some(Slip::new(
            offset,
            "a value is missing, or stands without quotes",
            "put a text in double quotes; `true`, `false` and `null` are in small letters",
        )),
        "invalid escape" => Some(Slip::new(
            offset,
            "`\\` is followed by what JSON gives no meaning to",
            "write a backslash as `\\\\`",
        )),
        "trailing characters" => Some(Slip::new(
            offset,
            "the document ends before this",
            "take out what follows, or the bracket too many before it",
        )),
        // Behind a line break the parser is in the next line already.
        _ if message.starts_with("control character") => Some(Slip::new(
            offset - usize::from(text[..offset].ends_with('\n')),
            "a line break or another control character stands in a text",
            "close the quote before it, or write it as `\\n`",
        )),
        _ if message.starts_with("EOF") => Some(cut(text)),
        _ => None,
    }
}

fn comment(offset: usize) -> Slip {
    Slip::new(
        offset,
        "JSON has no comments",
        "take it out, or say it in a `description`",
    )
}

fn trailing_comma(text: &str, offset: usize) -> Slip {
    let comma = text[..offset].rfind(',').unwrap_or(offset);
    let words = "a comma stands behind the last element";
    Slip::new(comma, words, "take the comma out")
}

fn single_quote(offset: usize) -> Slip {
    let help = "write `\"` in place of `'`, around names and texts";
    Slip::new(offset, "JSON has no single quotes", help)
}

/// A text that ends too early: what is still open there.
fn cut(text: &str) -> Slip {
    let end = text.trim_end().len();
    let last = last_char(text, end);
    match open(text) {
        Some((at, '"')) => Slip::new(
            at,
            "the quote that begins here is not closed",
            "close it with `\"`",
        ),
        Some((at, bracket)) => {
            let close = if bracket == '{' { '}' } else { ']' };
            let message = format!(
                "the document ends before the `{bracket}` of line {} is closed",
                line_number(text, at)
            );
            let help = format!("close it with `{close}`; the file may be cut off");
            let slip = Slip::new(last, message, help);
            if at == last {
                slip
            } else {
                slip.related(at, "opened here")
            }
        }
        None => Slip::new(
            last,
            "the document ends too early",
            "write the rest of it; the file may be cut off",
        ),
    }
}

/// The innermost bracket or quote that nothing closes.
fn open(text: &str) -> Option<(usize, char)> {
    let mut open = Vec::new();
    let (mut quote, mut escaped) = (None, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(_), '"') => quote = None,
            (None, '"') => quote = Some(at),
            (None, '{' | '[') => open.push((at, c)),
            (None, '}' | ']') => drop(open.pop()),
            (Some(_) | None, _) => {}
        }
    }
    quote.map(|at| (at, '"')).or_else(|| open.pop())
}

/// The start of the last character before an offset.
fn last_char(text: &str, end: usize) -> usize {
    text[..end]
        .char_indices()
        .next_back()
        .map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use crate::document::load::{Limits, load_tree};
    use crate::source::Lines;

    #[test]
    fn every_slip_has_its_words() {
        let cases = [
            ("{\"a\": 1,}", "1:8 a comma stands behind the last element"),
            ("{a: 1}", "1:2 a name stands without quotes"),
            ("{'a': 1}", "1:2 JSON has no single quotes"),
            ("{\n // x\n \"a\": 1}", "2:2 JSON has no comments"),
            ("{\"a\": 1 \"b\": 2}", "1:9 expected `,` or `}` before this"),
            ("{\"a\" 1}", "1:6 a name is followed by no `:`"),
            ("[True]", "1:2 a value is missing, or stands without quotes"),
            (
                "[\"\\d\"]",
                "1:4 `\\` is followed by what JSON gives no meaning to",
            ),
            ("{} }", "1:4 the document ends before this"),
            (
                "[\"a\nb\"]",
                "1:4 a line break or another control character stands in a text",
            ),
            ("[\"a]", "1:2 the quote that begins here is not closed"),
            (
                "[\n {\"a\": 1\n",
                "2:8 the document ends before the `{` of line 2 is closed",
            ),
        ];
        let mut wrong = Vec::new();
        for (text, expected) in cases {
            let mut found = crate::diagnostics::Diagnostics::default();
            assert!(load_tree(&mut found, "a.json", text.as_bytes(), &Limits::default()).is_err());
            let found = found.into_vec().remove(0);
            let span = found.at.span().unwrap();
            let place = Lines::of(found.at.source()).position(found.at.source(), span.start);
            let line = format!("{}:{} {}", place.line, place.column, found.message);
            if line != expected {
                wrong.push(format!("{text}: {line}"));
            }
            assert!(found.help.is_some(), "{text}");
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
