use std::borrow::Cow;
use std::sync::Arc;

use super::{Fault, at_offset, fault};
use crate::diagnostics::Code;
use crate::source::{Location, Pointer, Source};

/// Bytes as text: UTF-8, with or without a byte order mark, or UTF-16 with one. Nothing is replaced: a byte that is no text
/// is an error at its place.
pub(super) fn decode(name: &str, bytes: Cow<'_, [u8]>) -> Result<Arc<Source>, Fault> {
    match &*bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Err(foreign(name, "UTF-32")),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(name, rest.into(), 3),
        [0xFF, 0xFE, rest @ ..] => utf16(name, rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(name, rest, u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => Err(foreign(name, "UTF-16LE without a byte order mark")),
        [0, second, ..] if *second != 0 => Err(foreign(name, "UTF-16BE without a byte order mark")),
        _ => utf8(name, bytes, 0),
    }
}

fn utf8(name: &str, bytes: Cow<'_, [u8]>, skipped: usize) -> Result<Arc<Source>, Fault> {
    let error = match String::from_utf8(bytes.into_owned()) {
        Ok(text) => return Ok(Source::new(name, text)),
        Err(error) => error,
    };
    let bytes = error.as_bytes();
    let offset = error.utf8_error().valid_up_to();
    let byte = bytes.get(offset).copied().unwrap_or_default();
    // Only to show the place: what stands before it is unchanged by the replacement.
    let source = Source::new(name, String::from_utf8_lossy(bytes));
    let message = format!(
        "byte 0x{byte:02X} at offset {} is not UTF-8",
        offset + skipped
    );
    let at = at_offset(&source, Pointer::root(), offset);
    Err(fault(Code::ENCODING, at, message).help(from_latin_1(byte)))
}

/// The way out: what is not UTF-8 is Latin-1 more often than anything else, whose characters are the first of Unicode.
fn from_latin_1(byte: u8) -> String {
    let save = "save the file as UTF-8";
    match byte {
        0xA0.. => format!(
            "{save}: it seems to be in Latin-1, where this byte is `{}`",
            char::from(byte)
        ),
        _ => format!("{save}: it is in another encoding, or no text"),
    }
}

fn utf16(name: &str, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Arc<Source>, Fault> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut text = String::with_capacity(bytes.len());
    for (index, decoded) in char::decode_utf16(units).enumerate() {
        match decoded {
            Ok(c) => text.push(c),
            Err(error) => {
                let message = format!(
                    "character {index} is half of a UTF-16 pair (0x{:04X})",
                    error.unpaired_surrogate()
                );
                return Err(at_end(name, text, message));
            }
        }
    }
    if rest.is_empty() {
        Ok(Source::new(name, text))
    } else {
        Err(at_end(
            name,
            text,
            "the UTF-16 text ends in half a character".to_owned(),
        ))
    }
}

fn at_end(name: &str, text: String, message: String) -> Fault {
    let end = text.len();
    let source = Source::new(name, text);
    fault(
        Code::ENCODING,
        at_offset(&source, Pointer::root(), end),
        message,
    )
}

fn foreign(name: &str, encoding: &str) -> Fault {
    let at = Location::root(&Source::new(name, String::new()));
    let mut fault = fault(
        Code::ENCODING,
        at,
        format!("the file is in {encoding}, which is not read"),
    );
    fault.help = Some("save it as UTF-8".to_owned());
    fault
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn text(bytes: &[u8]) -> Result<String, String> {
        decode("a", bytes.into())
            .map(|source| source.text.clone())
            .map_err(|fault| fault.message)
    }

    #[test]
    fn marks_choose_the_encoding() {
        assert_eq!(text(b"\xEF\xBB\xBFa: 1"), Ok("a: 1".to_owned()));
        assert_eq!(text(b"\xFF\xFEa\0\xE4\0"), Ok("aä".to_owned()));
        assert_eq!(text(b"\xFE\xFF\0a\xD8\x3D\xDE\x00"), Ok("a😀".to_owned()));
        assert_eq!(text(b""), Ok(String::new()));
    }

    #[test]
    fn what_is_no_text_says_where() {
        let cases: [(&[u8], &str); 4] = [
            (b"ab\xFF", "byte 0xFF at offset 2 is not UTF-8"),
            (
                b"\xFF\xFE\0\xD8",
                "character 0 is half of a UTF-16 pair (0xD800)",
            ),
            (b"\xFF\xFEa", "the UTF-16 text ends in half a character"),
            (
                b"a\0b\0",
                "the file is in UTF-16LE without a byte order mark, which is not read",
            ),
        ];
        for (bytes, message) in cases {
            assert_eq!(text(bytes), Err(message.to_owned()));
        }
    }
}
