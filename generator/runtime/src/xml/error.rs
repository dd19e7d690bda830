//! Why XML could not be read or written.

use std::fmt;

/// Why a text is not the XML that was asked for, or a value has no XML form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlError {
    /// Whether the text is XML, and only what it says is wrong.
    pub is_xml: bool,
    /// Where in the value, as a JSON Pointer (RFC 6901); empty for the whole.
    pub pointer: String,
    /// What is wrong. It may repeat what was read, so a server keeps it to itself.
    pub message: String,
    /// The line, from 1; 0 where nothing was read.
    pub line: usize,
    /// The column in characters, from 1; 0 where nothing was read.
    pub column: usize,
}

impl XmlError {
    /// The text is no XML at the byte `at`.
    pub(super) fn syntax(text: &str, at: usize, message: impl Into<String>) -> Self {
        let (line, column) = place(text, at);
        Self {
            is_xml: false,
            pointer: String::new(),
            message: message.into(),
            line,
            column,
        }
    }

    /// What stands at the byte `at` is not what was asked for.
    pub(super) fn shape(text: &str, at: usize, fault: Fault) -> Self {
        let (line, column) = place(text, at);
        Self {
            is_xml: true,
            pointer: fault.pointer,
            message: fault.message,
            line,
            column,
        }
    }

    /// A value has no XML form.
    pub(super) fn unwritable(fault: Fault) -> Self {
        Self {
            is_xml: true,
            pointer: fault.pointer,
            message: fault.message,
            line: 0,
            column: 0,
        }
    }
}

/// What is wrong, and where in the value; found on the way in, it takes up the names on the way out.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) pointer: String,
    pub(super) message: String,
    /// The byte where the element begins.
    pub(super) at: usize,
}

impl Fault {
    pub(super) fn new(at: usize, message: impl Into<String>) -> Self {
        Self {
            pointer: String::new(),
            message: message.into(),
            at,
        }
    }

    /// The same, seen from the object or list around it.
    pub(super) fn under(mut self, token: &str) -> Self {
        let token = token.replace('~', "~0").replace('/', "~1");
        self.pointer = format!("/{token}{}", self.pointer);
        self
    }
}

/// The line and column of a byte.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default();
    (line, column.chars().count() + 1)
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if !self.pointer.is_empty() {
            write!(f, " at {}", self.pointer)?;
        }
        if self.line > 0 {
            write!(f, " (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for XmlError {}
