//! What parameters and headers share: the words for how they are written.

use super::Input;
use super::spell::value_of;
use crate::ir;
use crate::spec::Style;

/// Constants that every operation has beside its parameters' descriptors.
pub(super) const CONSTANT_RESERVED: &[&str] = &["FACTS"];

/// The runtime's name for a style.
pub(super) fn style(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form | Style::Cookie => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
    }
}

/// What kind of value a style has to write: that decides which of its rules hold.
pub(super) fn kind(input: &Input<'_>, id: ir::TypeId) -> &'static str {
    let (value, _nullable) = value_of(input, id);
    match &input.api.types[input.api.types.resolve(value)].shape {
        ir::Shape::List(_) | ir::Shape::Tuple(_) => "List",
        ir::Shape::Map(_) | ir::Shape::Record(_) => "Object",
        ir::Shape::Any
        | ir::Shape::Never
        | ir::Shape::Null
        | ir::Shape::Bool
        | ir::Shape::Integer(_)
        | ir::Shape::Number(_)
        | ir::Shape::Text(_)
        | ir::Shape::Nullable(_)
        | ir::Shape::Alias(_)
        | ir::Shape::Choice(_)
        | ir::Shape::Literals(_) => "Scalar",
    }
}
