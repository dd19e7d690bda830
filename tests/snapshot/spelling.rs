//! Code as one line of text.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Attribute, Fields, FnArg, Meta, ReturnType, Signature, Visibility};

/// Code with the blanks that people put.
pub(crate) fn spelled(item: &impl ToTokens) -> String {
    let text = item.to_token_stream().to_string();
    let mut out = String::new();
    for word in text.split_whitespace() {
        let (before, after) = (out.chars().next_back(), word.chars().next());
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "_'".contains(c));
        let is_apart = |word: &str| ["->", "+", "=", "|"].contains(&word);
        let last = out.rsplit(' ').next().unwrap_or_default();
        let follows_mark = before.is_some_and(|c| ",;:".contains(c)) && !out.ends_with("::");
        if !out.is_empty()
            && (follows_mark
                || is_apart(word)
                || is_apart(last)
                || (is_word(before) && is_word(after))
                || (before.is_some_and(|c| ">)]".contains(c)) && is_word(after)))
        {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.replace(",)", ")")
        .replace(", )", ")")
        .replace(",>", ">")
}

pub(crate) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The attributes that users notice, each with a blank behind it.
pub(crate) fn marks(attributes: &[Attribute]) -> String {
    let known = ["must_use", "deprecated", "non_exhaustive"].into_iter();
    let known = known.filter(|name| attributes.iter().any(|one| one.path().is_ident(name)));
    known.flat_map(|name| ["#[", name, "] "]).collect()
}

/// The derived traits.
pub(crate) fn derived(attributes: &[Attribute]) -> BTreeSet<String> {
    let mut derived = BTreeSet::new();
    for attribute in attributes
        .iter()
        .filter(|one| one.path().is_ident("derive"))
    {
        let Meta::List(list) = &attribute.meta else {
            continue;
        };
        let names = list.tokens.to_string();
        derived.extend(names.split(',').map(|name| name.trim().to_owned()));
    }
    derived.remove("");
    derived
}

/// The features any of which `cfg` asks for.
pub(crate) fn conditions(attributes: &[Attribute]) -> Vec<String> {
    let condition = attributes.iter().find(|one| one.path().is_ident("cfg"));
    let condition = condition.map(|one| one.meta.to_token_stream().to_string());
    let condition = condition.unwrap_or_default();
    let quoted = condition.split('"').skip(1).step_by(2);
    quoted.map(ToOwned::to_owned).collect()
}

/// A function as its users call it.
pub(crate) fn signature(signature: &Signature) -> String {
    let asynchronous = if signature.asyncness.is_some() {
        "async "
    } else {
        ""
    };
    let arguments: Vec<String> = signature
        .inputs
        .iter()
        .map(|argument| match argument {
            FnArg::Receiver(receiver) => spelled(receiver),
            FnArg::Typed(argument) => spelled(argument),
        })
        .collect();
    let output = if let ReturnType::Type(_, ty) = &signature.output {
        format!(" -> {}", spelled(ty))
    } else {
        String::new()
    };
    let generics = spelled(&signature.generics);
    let bounds = signature.generics.where_clause.as_ref();
    let bounds = bounds
        .map(|clause| format!(" {}", spelled(clause)))
        .unwrap_or_default();
    format!(
        "{asynchronous}{generics}({}){output}{bounds}",
        arguments.join(", ")
    )
}

/// The last part of a type's path, if the type can be the runtime's own: `::jiff::civil::Time` is not its `Time`.
pub(crate) fn own_name(ty: &syn::Type) -> Option<String> {
    let syn::Type::Path(ty) = ty else { return None };
    let path = &ty.path;
    let first = &path.segments.first()?.ident;
    let is_own = path.segments.len() == 1 || first == "super" || first == "crate";
    let last = path.segments.last()?;
    (is_own && path.leading_colon.is_none()).then(|| last.ident.to_string())
}

/// What a variant holds, without the fields' own attributes: what is said of them is no promise.
pub(crate) fn held(fields: &Fields) -> String {
    let each = fields.iter().map(|field| {
        let name = field.ident.as_ref().map(|name| format!("{name}: "));
        name.unwrap_or_default() + &spelled(&field.ty)
    });
    let each = each.collect::<Vec<_>>().join(", ");
    match fields {
        Fields::Named(_) => format!("{{ {each} }}"),
        Fields::Unnamed(_) => format!("({each})"),
        Fields::Unit => String::new(),
    }
}

/// What an item needs by itself within what its module needs.
pub(crate) fn both(outer: &[String], own: Vec<String>) -> Vec<String> {
    if own.is_empty() {
        return outer.to_vec();
    }
    if outer.is_empty() || own.iter().all(|feature| outer.contains(feature)) {
        return own;
    }
    let pairs = own
        .iter()
        .flat_map(|one| outer.iter().map(move |two| format!("{one} and {two}")));
    pairs.collect()
}
