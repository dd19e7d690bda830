//! Bodies of `application/x-www-form-urlencoded` (WHATWG URL, section 5): an object whose properties are `name=value` pairs.
//!
//! A property is spelled as the Encoding Object says (`OpenAPI` 3.1.1, section 4.8.15): as a query parameter of a style, or as JSON. Where
//! nothing is said, a text is one pair, a list of texts the pair repeated, and what nests is written in brackets, as in the style
//! `deepObject`. A null has no wire form, and is left out.

use std::fmt;

use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::super::json;
use super::deep_object::{self, Node};
use super::error::{Reason, said};
use super::escape::QUERY;
use super::pairs::Pairs;
use super::part::Part;
use super::tree::Tree;
use super::{Kind, Parameter, Place, Style, delimited, form, probe, writer};

/// A property of a form that is not spelled as texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    parameter: Parameter,
    json: Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Json {
    No,
    Whole,
    Items,
}

impl Field {
    /// It is JSON.
    pub const fn json(name: &'static str) -> Self {
        Self {
            json: Json::Whole,
            ..Self::styled(name, Style::Form, false, Kind::Json, false)
        }
    }

    /// It is a list, and each item is JSON in a pair of its own.
    pub const fn json_items(name: &'static str) -> Self {
        Self {
            json: Json::Items,
            ..Self::json(name)
        }
    }

    /// It is spelled as a query parameter with these properties is.
    pub const fn styled(
        name: &'static str,
        style: Style,
        explode: bool,
        kind: Kind,
        allow_reserved: bool,
    ) -> Self {
        let parameter = Parameter {
            name,
            place: Place::Query,
            style,
            explode,
            kind,
            required: false,
            allow_reserved,
        };
        Self {
            parameter,
            json: Json::No,
        }
    }
}

/// Why a body is not the form that was asked for, or has no such form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// Where, as a JSON Pointer (RFC 6901); empty for the whole form.
    pub pointer: String,
    /// What is wrong, as a phrase. It may repeat what was read, so a server keeps it to itself.
    pub message: String,
}

/// Writes an object as a form.
///
/// # Errors
///
/// A [`FormError`] where the value is no object, or a property has no spelling in its style.
pub fn encode_form<T: Serialize + ?Sized>(
    value: &T,
    fields: &[Field],
) -> Result<String, FormError> {
    let tree = value.serialize(writer::Writer);
    let properties = match tree.map_err(|reason| FormError::new("", &reason))? {
        Tree::Object(properties) => properties,
        Tree::Nothing => Vec::new(),
        Tree::Scalar(_) | Tree::List(_) => {
            return Err(FormError::new("", &said("a form holds an object")));
        }
    };
    let has_json = fields.iter().any(|field| field.json != Json::No);
    let json = if has_json { as_json(value)? } else { None };
    let mut pairs = Vec::new();
    for (name, tree) in properties {
        let field = fields.iter().find(|field| field.parameter.name == name);
        let json = json.as_ref().and_then(|json| json.get(&name));
        let written = match field {
            Some(field) => field.write(tree, json, &mut pairs),
            None => write_plain(&name, &tree, &mut pairs),
        };
        written.map_err(|reason| FormError::new(&name, &reason))?;
    }
    Ok(pairs.join("&"))
}

/// Through the text: a number is then what its text says.
fn as_json<T: Serialize + ?Sized>(value: &T) -> Result<Option<Value>, FormError> {
    let text = serde_json::to_string(value);
    let value = text.and_then(|text| serde_json::from_str(&text));
    value
        .map(Some)
        .map_err(|error| FormError::new("", &Reason::Said(json::reason(&error).into())))
}

fn write_plain(name: &str, tree: &Tree, pairs: &mut Vec<String>) -> Result<(), Reason> {
    let name = QUERY.write(name)?;
    let items = match tree {
        Tree::List(items) if items.iter().all(|item| matches!(item, Tree::Scalar(_))) => items,
        Tree::Nothing | Tree::Scalar(_) | Tree::List(_) | Tree::Object(_) => {
            std::slice::from_ref(tree)
        }
    };
    let mut items = items.iter();
    items.try_for_each(|item| deep_object::write_value(&name, item, (&QUERY, 0), pairs))
}

/// Reads an object from a form.
///
/// # Errors
///
/// A [`FormError`] where the bytes are not UTF-8, are no form, or do not have the shape of `T`.
pub fn decode_form<T: DeserializeOwned>(bytes: &[u8], fields: &[Field]) -> Result<T, FormError> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| FormError::new("", &said("must be UTF-8 when percent-decoded")))?;
    let pairs = Pairs::of_query(text);
    let mut parts = Vec::new();
    for field in fields {
        let name = field.parameter.name;
        let part = field.read(&pairs);
        let part = part.map_err(|reason| FormError::new(name, &reason))?;
        parts.extend(part.map(|part| (name.to_owned(), part)));
    }
    let rest = others(&pairs, fields, probe::properties_of::<T>().unwrap_or(&[]))?;
    parts.extend(
        rest.into_iter()
            .map(|(name, tree)| (name, Part::Tree(tree))),
    );
    serde_path_to_error::deserialize(Part::Form(parts)).map_err(|error| FormError {
        pointer: super::super::http::pointer(error.path()),
        message: error.inner().to_string(),
    })
}

/// What no field describes: texts, and what brackets group.
fn others(
    pairs: &Pairs<'_>,
    fields: &[Field],
    names: &[&str],
) -> Result<Vec<(String, Tree)>, FormError> {
    let mut all = Node::default();
    for (name, raw) in pairs.iter() {
        let (base, keys) = split(name, names);
        if !fields.iter().any(|field| field.parameter.name == base) {
            let text = QUERY.read(raw);
            let added = text.and_then(|text| all.part(base).add(&keys, text));
            added.map_err(|reason| FormError::new(base, &reason))?;
        }
    }
    all.finish_parts()
        .map_err(|reason| FormError::new("", &reason))
}

/// The property, and the names in the brackets behind it. A property's own name may hold brackets.
fn split<'a>(name: &'a str, names: &[&str]) -> (&'a str, Vec<&'a str>) {
    let at = name.find('[').filter(|_| !names.contains(&name));
    let (base, brackets) = name.split_at(at.unwrap_or(name.len()));
    match deep_object::keys(brackets) {
        Some(keys) if !base.is_empty() => (base, keys),
        _ => (name, Vec::new()),
    }
}

impl Field {
    fn write(
        &self,
        tree: Tree,
        json: Option<&Value>,
        pairs: &mut Vec<String>,
    ) -> Result<(), Reason> {
        let mut write = |value: &Value| {
            let name = QUERY.write(self.parameter.name)?;
            pairs.push(format!("{name}={}", QUERY.write(&value.to_string())?));
            Ok(())
        };
        match (self.json, json) {
            (Json::No, _) => pairs.extend(self.parameter.pairs(tree)?),
            (Json::Items, Some(Value::Array(items))) => items.iter().try_for_each(write)?,
            (Json::Whole | Json::Items, None | Some(Value::Null)) => {}
            (Json::Whole | Json::Items, Some(value)) => write(value)?,
        }
        Ok(())
    }

    fn read(&self, pairs: &Pairs<'_>) -> Result<Option<Part>, Reason> {
        let name = self.parameter.name;
        match self.json {
            Json::No => {
                let tree = self.tree(pairs)?;
                Ok((tree != Tree::Nothing).then_some(Part::Tree(tree)))
            }
            Json::Whole => {
                let value = pairs.one(name)?.map(json_of).transpose()?;
                Ok(value.map(Part::Json))
            }
            Json::Items => {
                let values = pairs.of(name).map(json_of).collect::<Result<Vec<_>, _>>()?;
                Ok((!values.is_empty()).then_some(Part::Json(Value::Array(values))))
            }
        }
    }

    fn tree(&self, pairs: &Pairs<'_>) -> Result<Tree, Reason> {
        let parameter = &self.parameter;
        match (parameter.style, delimited::of(parameter)) {
            (Style::DeepObject, _) => deep_object::read(parameter, pairs),
            (_, Some(delimiter)) => delimited::read(parameter, pairs, delimiter),
            (_, None) => form::read::<IgnoredAny>(parameter, pairs),
        }
    }
}

fn json_of(raw: &str) -> Result<Value, Reason> {
    serde_json::from_str(&QUERY.read(raw)?).map_err(|_| said("must be JSON"))
}

impl FormError {
    fn new(name: &str, reason: &Reason) -> Self {
        let pointer = match name {
            "" => String::new(),
            name => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
        };
        Self {
            pointer,
            message: reason.to_string(),
        }
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.pointer {
            "" => f.write_str(&self.message),
            pointer => write!(f, "{} at {pointer}", self.message),
        }
    }
}

impl std::error::Error for FormError {}
