//! The style `deepObject` (query, and bodies that are forms): `color%5BR%5D=100&color%5BG%5D=200`.
//!
//! The standard defines it for objects of scalars (`OpenAPI` 3.1.1, section 4.8.12.6). What it leaves undefined is done as PHP, Rack
//! and qs have it: an object within is `filter[price][gt]=1`, a list of texts `ids[]=7&ids[]=8`, a list of anything else
//! `lines[0][sku]=a&lines[1][sku]=b`, and a lone text `color=blue`. Read are also a pair that is repeated without brackets, and
//! places in any order. Nothing nests deeper than [`DEPTH`].

use std::collections::BTreeMap;

use super::Parameter;
use super::error::{Reason, said};
use super::escape::{Escape, QUERY, QUERY_RESERVED};
use super::pairs::Pairs;
use super::tree::Tree;

/// So many brackets may stand behind a name.
const DEPTH: usize = 16;

const TOO_DEEP: Reason = said("is nested too deeply");

pub(super) fn write(parameter: &Parameter, value: &Tree) -> Result<Vec<String>, Reason> {
    let escape = if parameter.allow_reserved {
        &QUERY_RESERVED
    } else {
        &QUERY
    };
    let mut pairs = Vec::new();
    write_value(
        &QUERY.write(parameter.name)?,
        value,
        (escape, 0),
        &mut pairs,
    )?;
    Ok(pairs)
}

/// The pairs of a value under a name that is percent-encoded already.
pub(super) fn write_value(
    name: &str,
    value: &Tree,
    (escape, depth): (&Escape, usize),
    pairs: &mut Vec<String>,
) -> Result<(), Reason> {
    if depth > DEPTH {
        return Err(TOO_DEEP);
    }
    let within = (escape, depth + 1);
    match value {
        Tree::Nothing => {}
        Tree::Scalar(text) => pairs.push(format!("{name}={}", escape.write(text)?)),
        Tree::List(items) => {
            let has_texts = items.iter().all(|item| matches!(item, Tree::Scalar(_)));
            for (index, item) in items.iter().enumerate() {
                if matches!(item, Tree::Nothing) {
                    return Err(said("a null within a list has no wire form"));
                }
                let place = if has_texts {
                    String::new()
                } else {
                    index.to_string()
                };
                write_value(&format!("{name}%5B{place}%5D"), item, within, pairs)?;
            }
        }
        Tree::Object(properties) => {
            for (key, value) in properties {
                write_value(&format!("{name}{}", bracketed(key)?), value, within, pairs)?;
            }
        }
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
    let mut node = Node::default();
    for (name, raw) in pairs.iter() {
        let behind = name.strip_prefix(parameter.name);
        if let Some(keys) = behind.and_then(keys) {
            node.add(&keys, QUERY.read(raw)?)?;
        }
    }
    node.finish()
}

/// `R` of `[R]`, `price` and `gt` of `[price][gt]`, nothing of an empty text; `None` where it is something else than brackets.
pub(super) fn keys(brackets: &str) -> Option<Vec<&str>> {
    if brackets.is_empty() {
        return Some(Vec::new());
    }
    let within = brackets.strip_prefix('[')?.strip_suffix(']')?;
    let keys: Vec<_> = within.split("][").collect();
    let are_names = keys.iter().all(|key| !key.contains(['[', ']']));
    are_names.then_some(keys)
}

/// What is given under a name: texts, or parts by the names in brackets in the order they came.
#[derive(Default)]
pub(super) struct Node {
    texts: Vec<String>,
    parts: Vec<(String, Node)>,
    index: BTreeMap<String, usize>,
}

impl Node {
    pub(super) fn add(&mut self, keys: &[&str], text: String) -> Result<(), Reason> {
        if keys.len() > DEPTH {
            return Err(TOO_DEEP);
        }
        let node = keys.iter().fold(self, |node, key| node.part(key));
        node.texts.push(text);
        Ok(())
    }

    pub(super) fn part(&mut self, key: &str) -> &mut Self {
        let next = self.parts.len();
        let at = *self.index.entry(key.to_owned()).or_insert(next);
        if at == next {
            self.parts.push((key.to_owned(), Self::default()));
        }
        &mut self.parts[at].1
    }

    /// A name that comes again makes a list; so do empty brackets.
    pub(super) fn finish(self) -> Result<Tree, Reason> {
        match (self.texts.len(), self.parts.len()) {
            (0, 0) => Ok(Tree::Nothing),
            (1, 0) => Ok(Tree::Scalar(self.texts.into_iter().collect())),
            (_, 0) => Ok(Tree::List(
                self.texts.into_iter().map(Tree::Scalar).collect(),
            )),
            (0, 1) if self.index.contains_key("") => self.items(),
            (0, _) if self.index.contains_key("") => Err(said("has items without a place")),
            (0, _) => self.finish_parts().map(Tree::Object),
            _ => Err(said("is both a value and an object")),
        }
    }

    fn items(self) -> Result<Tree, Reason> {
        let parts = self.finish_parts()?;
        let mut items = Vec::new();
        for (_, part) in parts {
            match part {
                Tree::Scalar(_) => items.push(part),
                Tree::List(texts) => items.extend(texts),
                // Which pairs make an item of their own is anyone's guess.
                Tree::Nothing | Tree::Object(_) => return Err(said("has items without a place")),
            }
        }
        Ok(Tree::List(items))
    }

    pub(super) fn finish_parts(self) -> Result<Vec<(String, Tree)>, Reason> {
        self.parts
            .into_iter()
            .map(|(key, node)| Ok((key, node.finish()?)))
            .collect()
    }
}
