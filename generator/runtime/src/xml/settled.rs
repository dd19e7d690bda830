//! What of a table a value that is written goes by.

use serde_json::Value;

use super::error::Fault;
use super::shape::{Content, Node};
use super::{DEPTH, NESTING, choose};

/// The content that a value has: behind null, lists of values and choices. What it does not fit is written as it is.
pub(super) fn settled(content: &'static Content, value: &Value) -> &'static Content {
    let mut content = content;
    for _ in 0..DEPTH {
        content = match content {
            Content::Nullable(inner) | Content::Listed(inner, _) => inner,
            Content::Choice(property, branches) => choose::of_value(*property, branches, value),
            Content::Record(..) | Content::Map(_) if value.is_array() => return &Content::Any,
            Content::List(_) | Content::Tuple(..) if value.is_object() => return &Content::Any,
            Content::Any
            | Content::Null
            | Content::Boolean
            | Content::Integer
            | Content::Number
            | Content::String
            | Content::Scalar
            | Content::Record(..)
            | Content::Map(_)
            | Content::List(_)
            | Content::Tuple(..) => return content,
        };
    }
    &Content::Any
}

/// What is read is no deeper either.
pub(super) fn check(depth: usize) -> Result<(), Fault> {
    if depth < NESTING {
        Ok(())
    } else {
        let message = format!("more than {NESTING} elements in one another");
        Err(Fault::new(0, message))
    }
}

/// Whether several things may stand there.
pub(super) fn is_choice(node: &Node) -> bool {
    matches!(node.content.non_null().0, Content::Choice(..))
}
