//! The style `deepObject` (query): `color%5BR%5D=100&color%5BG%5D=200`.
//!
//! The standard defines it for objects of scalars. What it leaves undefined is done as most servers do: an object
//! within is `filter[price][gt]=1`, a list within repeats its pair.

use std::collections::BTreeMap;

use super::Parameter;
use super::error::{Reason, said};
use super::escape::{Escape, QUERY, QUERY_RESERVED};
use super::pairs::Pairs;
use super::tree::Tree;

pub(super) fn write(parameter: &Parameter, value: &Tree) -> Result<Vec<String>, Reason> {
    let escape = if parameter.allow_reserved {
        &QUERY_RESERVED
    } else {
        &QUERY
    };
    let name = QUERY.write(parameter.name)?;
    let mut pairs = Vec::new();
    match value {
        Tree::Nothing => {}
        Tree::Object(properties) => write_properties(&name, properties, escape, &mut pairs)?,
        Tree::Scalar(_) | Tree::List(_) => {
            return Err(said("the style `deepObject` is for objects"));
        }
    }
    Ok(pairs)
}

fn write_properties(
    prefix: &str,
    properties: &[(String, Tree)],
    escape: &Escape,
    pairs: &mut Vec<String>,
) -> Result<(), Reason> {
    for (key, value) in properties {
        let name = format!("{prefix}{}", bracketed(key)?);
        match value {
            Tree::Object(within) => {
                for (key, value) in within {
                    write_leaf(&format!("{name}{}", bracketed(key)?), value, escape, pairs)?;
                }
            }
            Tree::Nothing | Tree::Scalar(_) | Tree::List(_) => {
                write_leaf(&name, value, escape, pairs)?;
            }
        }
    }
    Ok(())
}

fn write_leaf(
    name: &str,
    value: &Tree,
    escape: &Escape,
    pairs: &mut Vec<String>,
) -> Result<(), Reason> {
    match value {
        Tree::Nothing => {}
        Tree::Scalar(text) => pairs.push(format!("{name}={}", escape.write(text)?)),
        Tree::List(items) => {
            for item in items {
                let Tree::Scalar(text) = item else {
                    return Err(said("it is nested too deeply"));
                };
                pairs.push(format!("{name}={}", escape.write(text)?));
            }
        }
        Tree::Object(_) => return Err(said("it is nested too deeply")),
    }
    Ok(())
}

fn bracketed(key: &str) -> Result<String, Reason> {
    if key.is_empty() || key.contains(['[', ']']) {
        return Err(said("a property's name is empty or holds brackets"));
    }
    Ok(format!("%5B{}%5D", QUERY.write(key)?))
}

pub(super) fn read(parameter: &Parameter, pairs: &Pairs<'_>) -> Result<Tree, Reason> {
    let mut top = Group::default();
    for (name, raw) in pairs.iter() {
        let Some(keys) = keys(name, parameter.name) else {
            continue;
        };
        let text = Tree::Scalar(QUERY.read(raw)?);
        match keys.split_once("][") {
            None => top.add(keys, text),
            Some((key, within)) if !within.contains("][") => {
                top.within(key)?.push((within.to_owned(), text));
            }
            Some(_) => return Err(said("is nested too deeply")),
        }
    }
    Ok(if top.properties.is_empty() {
        Tree::Nothing
    } else {
        Tree::Object(top.finished())
    })
}

/// `R` of `color[R]`, `price][gt` of `filter[price][gt]`.
fn keys<'a>(name: &'a str, parameter: &str) -> Option<&'a str> {
    name.strip_prefix(parameter)?
        .strip_prefix('[')?
        .strip_suffix(']')
}

/// Properties in the order they came, found by name.
#[derive(Default)]
struct Group {
    properties: Vec<(String, Tree)>,
    index: BTreeMap<String, usize>,
}

impl Group {
    fn entry(&mut self, key: &str) -> &mut Tree {
        let at = *self.index.entry(key.to_owned()).or_insert_with(|| {
            self.properties.push((key.to_owned(), Tree::Nothing));
            self.properties.len() - 1
        });
        &mut self.properties[at].1
    }

    /// A name that comes again makes a list.
    fn add(&mut self, key: &str, text: Tree) {
        let entry = self.entry(key);
        match entry {
            Tree::Nothing => *entry = text,
            Tree::List(items) => items.push(text),
            Tree::Scalar(_) | Tree::Object(_) => {
                let first = std::mem::replace(entry, Tree::Nothing);
                *entry = Tree::List(vec![first, text]);
            }
        }
    }

    fn within(&mut self, key: &str) -> Result<&mut Vec<(String, Tree)>, Reason> {
        let entry = self.entry(key);
        if matches!(entry, Tree::Nothing) {
            *entry = Tree::Object(Vec::new());
        }
        match entry {
            Tree::Object(properties) => Ok(properties),
            Tree::Nothing | Tree::Scalar(_) | Tree::List(_) => {
                Err(said("has a property that is both a value and an object"))
            }
        }
    }

    /// The properties of an object within are grouped as those of the object itself are.
    fn finished(self) -> Vec<(String, Tree)> {
        let regroup = |tree| match tree {
            Tree::Object(pairs) => {
                let mut group = Self::default();
                for (key, text) in pairs {
                    group.add(&key, text);
                }
                Tree::Object(group.properties)
            }
            Tree::Nothing | Tree::Scalar(_) | Tree::List(_) => tree,
        };
        self.properties
            .into_iter()
            .map(|(key, tree)| (key, regroup(tree)))
            .collect()
    }
}
