use std::fmt::Write as _;

/// Whether line breaks stay or become spaces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    Kept,
    Joined,
}

/// Where a piece of text is going to stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the beginning of a line, where `-`, `#` or `1.` would open a block.
    LineStart,
    /// After something else on its line.
    MidLine,
    /// In a heading, which a `#` might close.
    Heading,
    /// In a table's cell, which a `|` would end.
    Cell,
    /// Inside a link that stays, wherever that stands: no other link may stand in it.
    Link,
}

/// Normalises line ends and tabs and spells out what a reader could not see: control, bidirectional and invisible characters.
pub(super) fn visible(text: &str, breaks: Breaks) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push(if breaks == Breaks::Kept { '\n' } else { ' ' }),
            '\t' if breaks == Breaks::Joined => out.push(' '),
            // Kept for the parser, to which a tab is indentation.
            '\t' => out.push('\t'),
            _ if is_hidden(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

/// Whether a reader could not see a character, or not where it stands. Joiners (U+200C, U+200D) stay: Persian and emoji are written
/// with them, and they turn nothing around.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Escapes text so that it is nothing but text; bare URLs become `<url>`.
pub(super) fn text(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    let mut place = place;
    while let Some((before, url, after)) = split_url(rest, place) {
        plain(before, place, &mut out);
        push_separate(&mut out, &shown_url(url));
        rest = after;
        if place == Place::LineStart {
            place = Place::MidLine;
        }
    }
    plain(rest, place, &mut out);
    out
}

fn plain(text: &str, place: Place, out: &mut String) {
    let opening = match place {
        Place::LineStart => block_opening(text),
        Place::MidLine | Place::Heading | Place::Cell | Place::Link => None,
    };
    let mut previous = None;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        if opening == Some(at) || is_markup(c, previous, next, place) {
            out.push('\\');
        }
        out.push(c);
        previous = Some(c);
    }
}

/// Where the character stands that would make a block of a line that begins like this.
fn block_opening(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let second = characters.next();
    match first {
        '>' | '|' => Some(0),
        '#' | '+' | '-' | '=' | ':' => (!second.is_some_and(char::is_alphanumeric)).then_some(0),
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            text[digits..].starts_with(['.', ')']).then_some(digits)
        }
        _ => None,
    }
}

fn is_markup(c: char, previous: Option<char>, next: Option<char>, place: Place) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
        // Inside a word an underscore is no emphasis.
        '_' => {
            !(previous.is_some_and(char::is_alphanumeric)
                && next.is_some_and(char::is_alphanumeric))
        }
        '&' => next.is_none_or(|next| next == '#' || next.is_ascii_alphanumeric()),
        '|' => matches!(place, Place::Cell | Place::Link),
        '#' => matches!(place, Place::Heading | Place::Link),
        _ => false,
    }
}

/// The first bare URL, what stands before it and what follows it.
fn split_url(text: &str, place: Place) -> Option<(&str, &str, &str)> {
    if place == Place::Link {
        return None;
    }
    let mut from = 0;
    while let Some(found) = text[from..].find("://") {
        let colon = from + found;
        from = colon + "://".len();
        let Some(scheme) = scheme_before(&text[..colon]) else {
            continue;
        };
        let start = colon - scheme;
        let end = start + url_length(&text[start..]);
        if end > from {
            return Some((&text[..start], &text[start..end], &text[end..]));
        }
    }
    None
}

/// The length of the `http` or `https` that `text` ends with.
fn scheme_before(text: &str) -> Option<usize> {
    ["https", "http"]
        .iter()
        .find(|scheme| {
            text.len()
                .checked_sub(scheme.len())
                .and_then(|start| text.get(start..))
                .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
        })
        .map(|scheme| scheme.len())
}

/// How far a URL goes in running text: punctuation that closes the sentence or the bracket around it is not part of it.
fn url_length(text: &str) -> usize {
    let length = text
        .find(|c: char| !(c.is_alphanumeric() || "-._~:/?#@!$&'()*+,;=%{}".contains(c)))
        .unwrap_or(text.len());
    let mut url = &text[..length];
    let mut open_brackets = surplus(url, '(', ')');
    let mut open_braces = surplus(url, '{', '}');
    loop {
        let surplus = match url.chars().next_back() {
            Some(')') => &mut open_brackets,
            Some('}') => &mut open_braces,
            Some('.' | ',' | ':' | ';' | '!' | '?' | '\'' | '*' | '_' | '~' | '&') => &mut -1,
            _ => return url.len(),
        };
        if *surplus >= 0 {
            return url.len();
        }
        *surplus += 1;
        url = &url[..url.len() - 1];
    }
}

fn surplus(text: &str, open: char, close: char) -> isize {
    text.chars()
        .map(|c| isize::from(c == open) - isize::from(c == close))
        .sum()
}

/// A URL as a link, or as code where it is a template.
fn shown_url(url: &str) -> String {
    if url.contains(['{', '}']) {
        format!("`{url}`")
    } else {
        format!("<{url}>")
    }
}

/// A link's target where it may stay: http and https only, with nothing in it that could end the link.
pub(super) fn target(url: &str) -> Option<String> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    if !lower.starts_with("http://") && !lower.starts_with("https://") {
        return None;
    }
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        let closing = c.is_ascii_control() || c.is_ascii() && " \"<>()[]\\`|*{}^".contains(c);
        if closing || is_hidden(c) || c.is_whitespace() {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    // `&lt;` in a target would be decoded once more.
    Some(escape_entities(&out))
}

fn escape_entities(url: &str) -> String {
    let mut pieces = url.split('&');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let name = piece.trim_start_matches(|c: char| c == '#' || c.is_ascii_alphanumeric());
        out.push_str(if name.starts_with(';') { "%26" } else { "&" });
        out.push_str(piece);
    }
    out
}

/// Inline code in a fence of as many backticks as it needs.
pub(super) fn code(code: &str) -> String {
    let fence = "`".repeat(longest_run(code) + 1);
    let pad = code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']);
    if pad && !code.trim_matches(' ').is_empty() {
        format!("{fence} {code} {fence}")
    } else {
        format!("{fence}{code}{fence}")
    }
}

/// Appends, keeping backticks apart: two runs side by side would be one, and close or open something else.
pub(super) fn push_separate(line: &mut String, piece: &str) {
    if piece.starts_with('`') && line.ends_with('`') {
        line.push(' ');
    }
    line.push_str(piece);
}

/// The longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
