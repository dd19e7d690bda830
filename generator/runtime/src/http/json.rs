//! JSON bodies, and where in them a mistake is.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::error::Category;
use serde_path_to_error::Segment;

use super::super::json;

/// Why a text is not the JSON that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Whether the text is JSON, and only its shape is wrong.
    pub is_json: bool,
    /// Where, as a JSON Pointer (RFC 6901); empty for the whole text.
    pub pointer: String,
    /// What serde says. It may repeat what was read, so a server keeps it to itself.
    pub message: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

/// Reads the one JSON value that `bytes` hold.
///
/// # Errors
///
/// A [`JsonError`] where the bytes are not JSON, hold more than one value, or do not have the shape of `T`.
pub fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsonError> {
    let text =
        std::str::from_utf8(bytes).map_err(|error| JsonError::not_utf8(error.valid_up_to()))?;
    read(text).or_else(|error| {
        // Of a number with a fraction or an exponent it shows only now that an integer was asked for.
        let integers = json::with_integers(text).filter(|_| error.is_json);
        integers.and_then(|text| read(&text).ok()).ok_or(error)
    })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| JsonError::of_shape(text, pointer(error.path()), error.inner()))?;
    reader
        .end()
        .map_err(|error| JsonError::new(String::new(), &error))?;
    Ok(value)
}

impl JsonError {
    /// What is no JSON further on is no JSON of another shape.
    fn of_shape(text: &str, pointer: String, error: &serde_json::Error) -> Self {
        match serde_json::from_str::<serde_json::Value>(text) {
            Ok(_) => Self::new(pointer, error),
            Err(syntax) => Self::new(String::new(), &syntax),
        }
    }

    fn new(pointer: String, error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let mut message = error.to_string();
        if let Some(at) = message.rfind(" at line ") {
            message.truncate(at);
        }
        let is_json = error.classify() == Category::Data;
        Self {
            is_json,
            pointer,
            message,
            line,
            column,
        }
    }

    fn not_utf8(at: usize) -> Self {
        let message = format!("byte {at} is not UTF-8");
        Self {
            is_json: false,
            pointer: String::new(),
            message,
            line: 1,
            column: at + 1,
        }
    }

    /// What is wrong, in words of ours: the keyword of JSON Schema and a sentence that holds nothing of what was read
    /// and no name of Rust's.
    pub fn violation(&self) -> (&'static str, String) {
        if let Some(name) = self
            .message
            .strip_prefix("missing field `")
            .and_then(|rest| rest.strip_suffix('`'))
        {
            return ("required", format!("`{name}` is missing"));
        }
        // A union says of each branch what it asks for, in words of ours already.
        if self.message.starts_with("fits no branch (") {
            return ("oneOf", self.message.clone());
        }
        let expected = self
            .message
            .rfind(", expected ")
            .map(|at| &self.message[at + ", expected ".len()..]);
        (
            "type",
            expected.and_then(json_type).map_or_else(
                || "is not what is declared here".to_owned(),
                |name| format!("is not {name}"),
            ),
        )
    }
}

/// The JSON type behind the words in which serde's own visitors ask for something.
fn json_type(expected: &str) -> Option<&'static str> {
    Some(match expected {
        "i8" | "i16" | "i32" | "i64" | "i128" | "u8" | "u16" | "u32" | "u64" | "u128" | "usize"
        | "isize" | "an integer" => "an integer of the declared size",
        "f32" | "f64" | "a number" => "a number",
        "a boolean" => "a boolean",
        "a string" | "a borrowed string" | "a character" => "a string",
        "a sequence" | "a tuple" => "an array",
        "an object" | "a map" => "an object",
        "unit" | "null" => "null",
        other if other.starts_with("tuple ") || other.starts_with("an array ") => "an array",
        _ => return None,
    })
}

/// The JSON Pointer (RFC 6901) of a path within a value.
pub(crate) fn pointer(path: &serde_path_to_error::Path) -> String {
    let tokens = path.iter().map(|segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } | Segment::Enum { variant: key } => {
            format!("/{}", key.replace('~', "~0").replace('/', "~1"))
        }
        Segment::Unknown => String::new(),
    });
    tokens.collect()
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "" } else { " at " };
        write!(
            f,
            "{}{place}{} (line {}, column {})",
            self.message, self.pointer, self.line, self.column
        )
    }
}

impl std::error::Error for JsonError {}
