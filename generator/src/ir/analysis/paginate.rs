//! Which operations are paged by a cursor, and where does the next cursor come from?
//!
//! An operation is, where a query parameter is named like a cursor, and its only success is a JSON record with exactly one list of items
//! and one place for the cursor behind them: a property of its own (`next_cursor`), or one of a record beside the items
//! (`meta.after_cursor`). Whether there is more may be said beside the cursor (`has_more`). All of it has to be there and only
//! once; a wrong guess would lose pages, no guess costs a loop that the caller writes.

use crate::ir::{Api, Operation, Parameter, Record, Response, Shape, TypeId, Types, lower};
use crate::spec::{Place, Status};

/// Names of parameters that hold a cursor, the surest first, with every other character than letters and digits as `_`.
const CURSORS: &[&str] = &[
    "page_after",
    "page_cursor",
    "page_token",
    "after_cursor",
    "next_cursor",
    "next_token",
    "next_page_token",
    "starting_after",
    "start_cursor",
    "continuation_token",
    "continuation",
    "cursor",
    "after",
    "start_after",
    "marker",
];

/// Names of parameters that hold a cursor and ask for what stands before it.
const BACKWARD: &[&str] = &[
    "page_before",
    "before_cursor",
    "previous_cursor",
    "prev_cursor",
    "ending_before",
    "end_before",
    "before",
];

/// Names of parameters that say how many items a page holds.
const SIZES: &[&str] = &[
    "page_size",
    "per_page",
    "page_limit",
    "limit",
    "max_results",
    "max_items",
    "results_per_page",
    "first",
    "size",
    "count",
];

/// Names of properties that hold the cursor of the next page.
const NEXT: &[&str] = &[
    "next_cursor",
    "after_cursor",
    "next_page_token",
    "next_token",
    "next_page_cursor",
    "end_cursor",
    "continuation_token",
    "next_continuation_token",
    "next_marker",
    "cursor",
    "after",
    "next",
];

/// Names of properties that say whether there is another page.
const MORE: &[&str] = &[
    "has_more",
    "has_next_page",
    "has_next",
    "has_more_items",
    "has_more_results",
    "more",
    "is_truncated",
];

/// How an operation is paged.
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// The query parameter that takes the cursor.
    pub cursor: String,
    /// The query parameter that asks for the page before a cursor. What such an answer says of more pages is not known.
    pub backward: Option<String>,
    /// The query parameter that says how many items a page holds.
    pub size: Option<Size>,
    /// The status of the response that holds a page.
    pub status: Status,
    /// The properties that lead to the items.
    pub items: Vec<String>,
    /// The properties that lead to the next cursor.
    pub next: Vec<String>,
    /// The properties that lead to whether there is another page.
    pub more: Option<Vec<String>>,
    /// Why this is believed, for people.
    pub evidence: String,
}

/// The parameter that says how many items a page holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    /// Its name.
    pub parameter: String,
    /// The most that may be asked for.
    pub maximum: Option<u64>,
}

/// Answers for every operation, by its index.
pub fn pagination(api: &Api) -> Vec<Option<Pagination>> {
    api.operations
        .iter()
        .map(|operation| of(&api.types, operation))
        .collect()
}

fn of(types: &Types, operation: &Operation) -> Option<Pagination> {
    let cursor = cursor(types, operation, CURSORS)?;
    let backward = self::cursor(types, operation, BACKWARD);
    let (response, page) = page(types, operation)?;
    let items = only(page, |ty| is_list(types, ty))?;
    let (next, more) = next(types, page)?;
    let size = size(types, operation);
    let evidence = format!(
        "query parameter `{}` takes a cursor{}{}; {} answers with the items in `{items}` and the next cursor in `{}`{}",
        cursor.name,
        size.as_ref()
            .map(|size| format!(" beside the page size `{}`", size.parameter))
            .unwrap_or_default(),
        backward
            .map(|parameter| format!(" (`{}` goes backward)", parameter.name))
            .unwrap_or_default(),
        response.status,
        next.join("."),
        more.as_ref()
            .map(|more| format!(", more to come in `{}`", more.join(".")))
            .unwrap_or_default(),
    );
    Some(Pagination {
        cursor: cursor.name.clone(),
        backward: backward.map(|parameter| parameter.name.clone()),
        size,
        status: response.status,
        items: vec![items.to_owned()],
        next,
        more,
        evidence,
    })
}

/// The surest of the query parameters that have one of the names of a cursor.
fn cursor<'o>(types: &Types, operation: &'o Operation, names: &[&str]) -> Option<&'o Parameter> {
    let is_text = |parameter: &&Parameter| is_text(types, parameter.ty) && !parameter.json;
    named(query(operation).filter(is_text), names)
}

fn size(types: &Types, operation: &Operation) -> Option<Size> {
    let is_whole = |parameter: &&Parameter| {
        matches!(types[types.non_null(parameter.ty)].shape, Shape::Integer(_))
    };
    let parameter = named(query(operation).filter(is_whole), SIZES)?;
    let maximum = &types[types.non_null(parameter.ty)].constraints.maximum;
    Some(Size {
        parameter: parameter.name.clone(),
        maximum: maximum.as_ref().and_then(serde_json::Number::as_u64),
    })
}

fn query(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.place == Place::Query)
}

fn named<'o>(
    parameters: impl Iterator<Item = &'o Parameter>,
    names: &[&str],
) -> Option<&'o Parameter> {
    parameters
        .filter_map(|parameter| Some((rank(&parameter.name, names)?, parameter)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, parameter)| parameter)
}

/// The place of a name in a list, as people spell names: `page[after]`, `pageAfter` and `page-after` are `page_after`.
fn rank(name: &str, names: &[&str]) -> Option<usize> {
    let mut plain = String::new();
    let mut before = '_';
    for c in name.chars() {
        let joins = !c.is_alphanumeric() || (c.is_uppercase() && !before.is_uppercase());
        if joins && !plain.is_empty() && !plain.ends_with('_') {
            plain.push('_');
        }
        if c.is_alphanumeric() {
            plain.extend(c.to_lowercase());
        }
        before = c;
    }
    let plain = plain.trim_end_matches('_');
    names.iter().position(|known| *known == plain)
}

/// The record that the only success answers with.
fn page<'a>(types: &'a Types, operation: &'a Operation) -> Option<(&'a Response, &'a Record)> {
    let mut successes = operation
        .responses
        .iter()
        .filter(|response| response.status.is_success());
    let response = successes.next()?;
    let mut json = response
        .content
        .iter()
        .filter(|media| lower::is_json(&media.name));
    let media = json.next()?;
    if successes.next().is_some() || json.next().is_some() {
        return None;
    }
    record(types, media.ty).map(|record| (response, record))
}

fn record(types: &Types, ty: TypeId) -> Option<&Record> {
    if let Shape::Record(record) = &types[types.non_null(ty)].shape {
        Some(record)
    } else {
        None
    }
}

fn is_list(types: &Types, ty: TypeId) -> bool {
    matches!(types[types.non_null(ty)].shape, Shape::List(_))
}

fn is_text(types: &Types, ty: TypeId) -> bool {
    matches!(types[types.non_null(ty)].shape, Shape::Text(_))
}

fn is_bool(types: &Types, ty: TypeId) -> bool {
    matches!(types[types.non_null(ty)].shape, Shape::Bool)
}

/// The only property whose type is such.
fn only(record: &Record, is: impl Fn(TypeId) -> bool) -> Option<&str> {
    let mut found = record.properties.iter().filter(|property| is(property.ty));
    let first = found.next()?;
    found.next().is_none().then_some(first.name.as_str())
}

/// The paths to the next cursor and to whether there is more: in the page itself, or in exactly one record in it.
fn next(types: &Types, page: &Record) -> Option<(Vec<String>, Option<Vec<String>>)> {
    if let Some(found) = next_in(types, page) {
        // Next to items, a bare `next` or `after` may be a link or a date.
        return is_sure(&found.0).then_some(found);
    }
    let mut containers = page.properties.iter().filter_map(|property| {
        let (next, more) = next_in(types, record(types, property.ty)?)?;
        // `links.next` is an address, not a cursor.
        let is_address = rank(&property.name, &["links", "link", "urls"]).is_some();
        let within = |path: Vec<String>| [vec![property.name.clone()], path].concat();
        let more = more.map(within);
        (!is_address).then(|| (within(next), more))
    });
    let found = containers.next()?;
    containers.next().is_none().then_some(found)
}

fn is_sure(path: &[String]) -> bool {
    path.iter()
        .any(|name| rank(name, &["next", "after"]).is_none())
}

fn next_in(types: &Types, record: &Record) -> Option<(Vec<String>, Option<Vec<String>>)> {
    let best = |names: &'static [&'static str], is: fn(&Types, TypeId) -> bool| {
        let fitting = record
            .properties
            .iter()
            .filter(move |property| is(types, property.ty));
        fitting
            .filter_map(|property| Some((rank(&property.name, names)?, property)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, property)| vec![property.name.clone()])
    };
    Some((best(NEXT, is_text)?, best(MORE, is_bool)))
}

#[cfg(test)]
mod tests {
    use super::{CURSORS, MORE, rank};

    #[test]
    fn names_are_known_however_they_are_spelt() {
        for name in [
            "page[after]",
            "page-after",
            "pageAfter",
            "PageAfter",
            "page_after",
        ] {
            assert_eq!(rank(name, CURSORS), Some(0), "{name}");
        }
        assert_eq!(rank("has_more", MORE), Some(0));
        assert_eq!(rank("before", CURSORS), None);
        assert_eq!(rank("page[before]", CURSORS), None);
    }
}
