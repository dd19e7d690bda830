//! Values as XML, by a table that says what each part of a type is there (`OpenAPI`: XML Object).
//!
//! A text becomes a tree (`tree`), tree and table a JSON value (`reading`), which the type's own reader takes; writing goes the
//! same way back (`writing`). So no type has code of its own for XML.
//!
//! What comes from elsewhere is hostile: no document type, no entities but the five that XML has itself, no more than
//! 100 elements inside one another.

mod choose;
#[cfg(feature = "client")]
mod client;
mod element;
mod error;
mod locate;
mod number;
mod others;
mod pool;
mod reading;
mod scope;
#[cfg(feature = "server")]
mod server;
mod settled;
mod shape;
mod spelling;
mod tree;
mod writing;

pub use self::error::XmlError;
pub use self::reading::read;
pub use self::shape::{Branch, Content, Field, Kind, Name, Node, Root};
pub use self::writing::write;

/// The namespace of `xsi:nil` (XML Schema part 1, section 2.6.2).
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// How many elements may stand in one another: whoever sends more means to exhaust the stack.
const NESTING: usize = 100;

/// How many tables may be entered for one element: choices and objects without elements of their own lead to others.
const DEPTH: usize = 32;

/// What attributes that no table has are called in a JSON object: this and their names.
const ATTRIBUTE: char = '@';

/// What text is called in a JSON object that no table describes.
const TEXT: &str = "$text";
