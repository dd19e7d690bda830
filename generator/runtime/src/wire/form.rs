//! The style `form` (query and cookie): RFC 6570, section 3.2.8.
//!
//! In a cookie the pairs of an exploded value are cookies of their own: `&` does not separate anything there.

use serde::de::DeserializeOwned;

use super::error::Reason;
use super::escape::{COOKIE, Escape, PLAIN, QUERY, QUERY_RESERVED, QUERY_RESERVED_ITEM};
use super::pairs::Pairs;
use super::tree::{Flat, Tree};
use super::{Kind, Parameter, Place, items, probe};

pub(super) fn write(parameter: &Parameter, value: &Flat) -> Result<Vec<String>, Reason> {
    let name = QUERY.write(parameter.name)?;
    let escape = escape(parameter);
    match value {
        Flat::Nothing => Ok(Vec::new()),
        Flat::Scalar(text) => Ok(vec![format!("{name}={}", escape.write(text)?)]),
        Flat::List(list) if parameter.explode => list
            .iter()
            .map(|item| Ok(format!("{name}={}", escape.write(item)?)))
            .collect(),
        Flat::Object(properties) if parameter.explode => properties
            .iter()
            .map(|(key, value)| Ok(format!("{}={}", QUERY.write(key)?, escape.write(value)?)))
            .collect(),
        Flat::List(_) | Flat::Object(_) => Ok(vec![format!(
            "{name}={}",
            items::write(value, false, item_escape(parameter))?.join(",")
        )]),
    }
}

/// An exploded object owns the pairs that its type has a property for; where the type takes any property, all.
pub(super) fn read<T: DeserializeOwned>(
    parameter: &Parameter,
    pairs: &Pairs<'_>,
) -> Result<Tree, Reason> {
    let escape = escape(parameter);
    let flat = match parameter.kind {
        Kind::List if parameter.explode => {
            let items: Vec<_> = pairs
                .of(parameter.name)
                .map(|raw| escape.read(raw))
                .collect::<Result<_, _>>()?;
            if items.is_empty() {
                Flat::Nothing
            } else {
                Flat::List(items)
            }
        }
        Kind::Object if parameter.explode => {
            exploded_object(pairs, escape, probe::properties_of::<T>())?
        }
        Kind::Scalar | Kind::List | Kind::Object | Kind::Json => match pairs.one(parameter.name)? {
            None => Flat::Nothing,
            Some(raw) => items::read(raw, ',', (parameter.kind, false), escape)?,
        },
    };
    Ok(Tree::from(flat))
}

/// The items between commas that may be percent-encoded; `None` where no comma is.
///
/// Many writers encode every comma, those between items too. Its spelling does not tell which it is then; only where no
/// item can hold a comma, as no integer can, it separates.
pub(super) fn read_encoded(parameter: &Parameter, pairs: &Pairs<'_>) -> Option<Tree> {
    let raw = pairs.one(parameter.name).ok().flatten()?;
    if parameter.kind != Kind::List
        || parameter.explode
        || !raw.to_ascii_uppercase().contains("%2C")
    {
        return None;
    }
    let text = escape(parameter).read(raw).ok()?;
    items::read(&text, ',', (Kind::List, false), &PLAIN)
        .ok()
        .map(Tree::from)
}

fn exploded_object(
    pairs: &Pairs<'_>,
    escape: &Escape,
    properties: Option<&[&str]>,
) -> Result<Flat, Reason> {
    let own = pairs
        .iter()
        .filter(|(key, _)| properties.is_none_or(|names| names.contains(key)));
    let texts: Vec<_> = own
        .map(|(key, raw)| Ok((key.to_owned(), escape.read(raw)?)))
        .collect::<Result<_, Reason>>()?;
    Ok(if texts.is_empty() {
        Flat::Nothing
    } else {
        Flat::Object(texts)
    })
}

fn escape(parameter: &Parameter) -> &'static Escape {
    match parameter.place {
        Place::Cookie => &COOKIE,
        Place::Path | Place::Query | Place::Header if parameter.allow_reserved => &QUERY_RESERVED,
        Place::Path | Place::Query | Place::Header => &QUERY,
    }
}

fn item_escape(parameter: &Parameter) -> &'static Escape {
    match parameter.place {
        Place::Cookie => &COOKIE,
        Place::Path | Place::Query | Place::Header if parameter.allow_reserved => {
            &QUERY_RESERVED_ITEM
        }
        Place::Path | Place::Query | Place::Header => &QUERY,
    }
}
