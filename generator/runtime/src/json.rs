//! How JSON is told apart and spoken of without repeating it.

/// The properties of a JSON object that no schema describes.
pub type Map = serde_json::Map<String, serde_json::Value>;

/// Whether two values are the same JSON: numbers by their value (JSON Schema 2020-12 core, section 4.2.2).
pub fn equal(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Number, Object};
    match (a, b) {
        (Number(a), Number(b)) => a == b || a.as_f64() == b.as_f64() && (a.is_f64() || b.is_f64()),
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        (Object(a), Object(b)) => {
            let same =
                |(name, value): (&String, _)| b.get(name).is_some_and(|other| equal(value, other));
            a.len() == b.len() && a.iter().all(same)
        }
        (a, b) => a == b,
    }
}

/// The digits of an integer that is spelled with a fraction or an exponent: `1.0` and `1e2` are integers (JSON Schema 2020-12
/// core, section 4.2.3). `None` where it is another number, spelled in digits already, or larger than any integer type.
fn integer(number: &str) -> Option<String> {
    let (sign, number) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole == number {
        return None;
    }
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0').trim_end_matches('0');
    if significant.is_empty() {
        return Some("0".to_owned());
    }
    // How many zeros follow the last digit that is none.
    let after = digits.trim_end_matches('0').len();
    let point = i64::try_from(whole.len())
        .ok()?
        .checked_add(exponent.parse().ok()?)?;
    let zeros = usize::try_from(point.checked_sub(i64::try_from(after).ok()?)?).ok()?;
    (significant.len().checked_add(zeros)? <= INTEGER_DIGITS)
        .then(|| format!("{sign}{significant}{}", "0".repeat(zeros)))
}

/// The digits of the largest `u128`.
const INTEGER_DIGITS: usize = 39;

/// The same JSON text with its integers in digits alone, as the integer types read them; `None` where they are already.
pub fn with_integers(text: &str) -> Option<String> {
    let is_of_number = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-');
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_other = false;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '"' => string_end(rest),
            '-' | '0'..='9' => rest.find(|c| !is_of_number(c)).unwrap_or(rest.len()),
            _ => rest
                .find(['"', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
                .unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(end);
        let digits = integer(token).filter(|_| first != '"');
        is_other |= digits.is_some();
        written.push_str(digits.as_deref().unwrap_or(token));
        rest = after;
    }
    is_other.then_some(written)
}

/// Where the string that `text` begins with ends.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !escaped => return at + 1,
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    text.len()
}

/// What a JSON error says, in JSON's words: neither the value that `serde_json` quotes in it nor the Rust type.
pub fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    if !text.starts_with("invalid ") && !text.starts_with("unknown ") {
        return text;
    }
    match text.rsplit_once(", expected ") {
        Some((_, expected)) => format!("it must be {}", in_json(expected)),
        None => "it must be another value".to_owned(),
    }
}

fn in_json(expected: &str) -> &str {
    let expected = expected
        .rsplit_once(" at line ")
        .map_or(expected, |(expected, _)| expected);
    match expected.split(' ').next().unwrap_or_default() {
        "i8" | "i16" | "i32" | "i64" | "i128" | "u8" | "u16" | "u32" | "u64" | "u128" => {
            "an integer within bounds"
        }
        "f32" | "f64" => "a number",
        "unit" => "null",
        "tuple" => "an array",
        _ => match expected {
            "a map" => "an object",
            "a sequence" => "an array",
            other => other,
        },
    }
}
