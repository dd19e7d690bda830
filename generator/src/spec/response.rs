use std::fmt;

use super::{Header, MediaType};
use crate::source::Location;

/// The Response Object under its status.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it is defined.
    pub at: Location,
    /// The name that it goes by in the document, where operations refer to it.
    pub component: Option<String>,
    /// Its key among the responses.
    pub status: Status,
    /// One line.
    pub summary: Option<String>,
    /// `CommonMark`.
    pub description: Option<String>,
    /// Declared headers, in document order.
    pub headers: Vec<Header>,
    /// The forms its body may take; empty where there is none.
    pub content: Vec<MediaType>,
}

/// The key of a response: a code, a range of codes, or all the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// `404`
    Code(u16),
    /// `4XX`: the first digit.
    Range(u8),
    /// `default`
    Default,
}

impl Status {
    /// Whether it only ever stands for success (2xx).
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..300).contains(&code),
            Self::Range(digit) => digit == 2,
            Self::Default => false,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}
