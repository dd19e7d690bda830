use crate::rust::{Derive, Fallback, Lent, Presence, Ty};

/// A type as users spell it, the same wherever it is used.
pub(super) fn spelled(ty: &Ty) -> String {
    match ty {
        Ty::Model(path) => format!("models::{}", path.ident),
        Ty::Constant(path) => format!("runtime::constant::Constant<models::{}>", path.ident),
        Ty::Option(inner) => format!("Option<{}>", spelled(inner)),
        Ty::Vec(item) => format!("Vec<{}>", spelled(item)),
        Ty::Map(value) => format!("std::collections::BTreeMap<String, {}>", spelled(value)),
        Ty::Boxed(inner) => format!("Box<{}>", spelled(inner)),
        Ty::Tuple(parts, rest) => {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| format!("Option<{}>,", spelled(part)))
                .collect();
            format!(
                "runtime::tuple::Tuple<({}), {}>",
                parts.join(" "),
                spelled(rest)
            )
        }
        Ty::Bool
        | Ty::Integer(_)
        | Ty::F64
        | Ty::String
        | Ty::Value
        | Ty::Bytes
        | Ty::Runtime(_)
        | Ty::Foreign(_) => ty.to_string(),
    }
}

/// The method that gives out a field's value or its default: `(&self) -> &str`.
pub(super) fn fallback(ty: &Ty, presence: Presence, fallback: &Fallback) -> String {
    let held = ty.unboxed();
    let lent = match fallback.access {
        Lent::Copied => spelled(held),
        Lent::Text => "&str".to_owned(),
        Lent::Borrowed => format!("&{}", spelled(held)),
        Lent::Cow => {
            let held = if let Ty::Vec(item) = held {
                format!("[{}]", spelled(item))
            } else {
                spelled(held)
            };
            format!("std::borrow::Cow<'_, {held}>")
        }
    };
    if presence == Presence::OptionalNullable {
        format!("(&self) -> Option<{lent}>")
    } else {
        format!("(&self) -> {lent}")
    }
}

/// What a trait is called in `derive`.
pub(super) fn derive(derive: Derive) -> &'static str {
    match derive {
        Derive::Clone => "Clone",
        Derive::Copy => "Copy",
        Derive::Debug => "Debug",
        Derive::Default => "Default",
        Derive::Eq => "Eq",
        Derive::Hash => "Hash",
        Derive::Ord => "Ord",
        Derive::PartialEq => "PartialEq",
        Derive::PartialOrd => "PartialOrd",
    }
}

/// What is said of a type: its marks, then its traits in alphabetical order.
pub(super) fn traits(marks: &[&str], traits: impl IntoIterator<Item = String>) -> String {
    let mut traits: Vec<String> = traits.into_iter().collect();
    // By their own names: which module has a trait is no reason to stand elsewhere.
    traits.sort_by(|a, b| own_name(a).cmp(own_name(b)));
    let marks = marks.iter().map(|mark| format!("#[{mark}] "));
    format!("{}{}", marks.collect::<String>(), traits.join(", "))
}

fn own_name(path: &str) -> &str {
    let end = path.find(['<', ' ']).unwrap_or(path.len());
    let start = path[..end].rfind("::").map_or(0, |at| at + 2);
    &path[start..]
}

/// With a mark in front where it is deprecated.
pub(super) fn marked(deprecated: bool, detail: String) -> String {
    if deprecated {
        format!("#[deprecated] {detail}").trim_end().to_owned()
    } else {
        detail
    }
}
