//! Where in a value a branch found what it does not take, by the place in the text that `serde_json` names.

use super::super::json;
use super::looks::string_end;

/// What an error says, behind the place of it.
pub(super) fn reason(json: &str, error: &serde_json::Error) -> String {
    let words = json::reason(error);
    let at = format!(" at line {} column {}", error.line(), error.column());
    let words = words.strip_suffix(&at).unwrap_or(&words);
    match pointer(json, offset(json, error)) {
        place if place.is_empty() => words.to_owned(),
        place => format!("{place}: {words}"),
    }
}

/// How many bytes stand before the error.
fn offset(json: &str, error: &serde_json::Error) -> usize {
    let before = json
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    before.map(str::len).sum::<usize>() + error.column()
}

/// An array or object that is open, and what of it is being read.
enum Open<'j> {
    Array(Option<usize>),
    Object(Option<&'j str>),
}

/// The JSON pointer (RFC 6901) of what stands right before the offset.
fn pointer(json: &str, offset: usize) -> String {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut at = 0;
    while let Some(byte) = json.as_bytes().get(at).filter(|_| at < offset) {
        // What a type objects to is told once the reader has passed what stands behind it.
        if at + 1 == offset && matches!(byte, b',' | b']') {
            break;
        }
        let end = match byte {
            b'"' => string_end(json.as_bytes(), at).unwrap_or(json.len()),
            _ => at + 1,
        };
        match (byte, open.last_mut()) {
            (b'}' | b']', _) => {
                open.pop();
            }
            (b',', Some(Open::Object(name))) => *name = None,
            (b',', Some(Open::Array(Some(index)))) => *index += 1,
            (b'"', Some(Open::Object(name @ None))) => *name = json.get(at + 1..end - 1),
            (b' ' | b'\n' | b'\r' | b'\t', _) => {}
            (_, Some(Open::Array(index @ None))) => *index = Some(0),
            _ => {}
        }
        match byte {
            b'{' => open.push(Open::Object(None)),
            b'[' => open.push(Open::Array(None)),
            _ => {}
        }
        at = end;
    }
    open.iter().filter_map(step).collect()
}

fn step(open: &Open<'_>) -> Option<String> {
    match open {
        Open::Array(index) => index.map(|index| format!("/{index}")),
        Open::Object(name) => {
            name.map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")))
        }
    }
}
