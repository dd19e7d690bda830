//! What a schema says of values beside its words, as a sentence of documentation each.

use super::Input;
use super::code::code;
use super::spell::value_of;
use crate::ir::{Constraints, Parameter, Property, TypeDef};
use crate::spec::Example;

/// An example that is longer is a file's worth of text: the generated tests hold it.
const LONGEST_EXAMPLE: usize = 80;

/// What bounds the values of a type, and one of them.
pub(super) fn of_type(def: &TypeDef) -> Option<Vec<String>> {
    paragraph([bounds(&def.constraints), example(&def.examples)])
}

/// Who sends a property, what bounds it, what stands for it where it is absent, and a value of it. Where its type has a name of its
/// own, the bounds and examples stand there.
pub(super) fn of_property(input: &Input<'_>, property: &Property) -> Option<Vec<String>> {
    let access = match (property.read_only, property.write_only) {
        (true, _) => Some("Read-only: set by the server, never sent by a client.".to_owned()),
        (false, true) => Some("Write-only: set by the client, never sent by a server.".to_owned()),
        (false, false) => None,
    };
    let default = property.default.as_ref().map(default);
    let (value, _nullable) = value_of(input, property.ty);
    let own = |id| Some(&input.api.types[id]).filter(|_| input.names.ident(id).is_none());
    let examples = own(property.ty).or(own(value));
    paragraph([
        access,
        own(value).and_then(|def| bounds(&def.constraints)),
        default,
        examples.and_then(|def| example(&def.examples)),
    ])
}

/// What bounds a parameter, what stands for it where it is absent, and a value of it.
pub(super) fn of_parameter(input: &Input<'_>, parameter: &Parameter) -> Option<Vec<String>> {
    let (value, _nullable) = value_of(input, parameter.ty);
    let own = |id| Some(&input.api.types[id]).filter(|_| input.names.ident(id).is_none());
    let examples = own(parameter.ty).or(own(value));
    paragraph([
        own(value).and_then(|def| bounds(&def.constraints)),
        parameter.default.as_ref().map(default),
        example(&parameter.examples).or(examples.and_then(|def| example(&def.examples))),
    ])
}

fn default(value: &serde_json::Value) -> String {
    format!("Default: {}.", code(&value.to_string()))
}

fn paragraph<const N: usize>(sentences: [Option<String>; N]) -> Option<Vec<String>> {
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    (!sentences.is_empty()).then(|| vec![sentences.join(" ")])
}

fn example(examples: &[Example]) -> Option<String> {
    let shown = examples.iter().map(|example| example.value.to_string());
    let short = shown
        .take(1)
        .find(|text| text.chars().count() <= LONGEST_EXAMPLE);
    short.map(|text| format!("Example: {}.", code(&text)))
}

/// `At least 1, at most 100.`
fn bounds(limits: &Constraints) -> Option<String> {
    let number = |words: &str, bound: &Option<serde_json::Number>| {
        bound.as_ref().map(|bound| format!("{words} {bound}"))
    };
    let bounds = [
        number("at least", &limits.minimum),
        number("more than", &limits.exclusive_minimum),
        number("at most", &limits.maximum),
        number("less than", &limits.exclusive_maximum),
        number("a multiple of", &limits.multiple_of),
        count(
            limits.min_length,
            limits.max_length,
            ["character", "characters"],
        ),
        limits
            .pattern
            .as_ref()
            .map(|pattern| format!("matching {}", code(pattern))),
        count(limits.min_items, limits.max_items, ["item", "items"]),
        limits.unique_items.then(|| "no item twice".to_owned()),
        count(
            limits.min_properties,
            limits.max_properties,
            ["property", "properties"],
        ),
    ];
    let words = bounds.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut letters = words.chars();
    let first = letters.next()?.to_ascii_uppercase();
    Some(format!("{first}{}.", letters.as_str()))
}

fn count(least: Option<u64>, most: Option<u64>, [one, several]: [&str; 2]) -> Option<String> {
    let things = |count: u64| format!("{count} {}", if count == 1 { one } else { several });
    Some(match (least.filter(|least| *least > 0), most) {
        (None, None) => return None,
        (Some(least), None) => format!("at least {}", things(least)),
        (None, Some(most)) => format!("at most {}", things(most)),
        (Some(least), Some(most)) if least == most => format!("exactly {}", things(most)),
        (Some(least), Some(most)) => format!("{least} to {}", things(most)),
    })
}
