//! The published schemas of OpenAPI, where they are at hand: which places they know for a text, and which of those a document has.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

/// A schema's place: the file's address, and the pointer in it.
type At = (String, String);

/// Schemas by their own address.
pub(crate) struct Schemas {
    files: BTreeMap<String, Value>,
    /// Which version's documents are looked at: what a Schema Object is differs.
    version: &'static str,
}

impl Schemas {
    /// Each JSON file of a folder that is a schema.
    pub(crate) fn load(folder: &Path) -> Self {
        let entries = fs::read_dir(folder).expect("a folder of schemas");
        let mut files = BTreeMap::new();
        for entry in entries {
            let path = entry.expect("an entry of it").path();
            let text = fs::read_to_string(&path).expect("a schema");
            let schema: Value = serde_json::from_str(&text).expect("a schema is JSON");
            let own = ["$id", "id"]
                .iter()
                .find_map(|key| schema.get(key)?.as_str());
            let own = own.map_or_else(
                || path.display().to_string(),
                |id| id.trim_end_matches('#').to_owned(),
            );
            files.insert(own, schema);
        }
        Self { files, version: "" }
    }

    /// The schema of a version's documents: `2.0`, `3.1`.
    pub(crate) fn of_version(&mut self, version: &'static str) -> Option<At> {
        self.version = version;
        let is_it = |(address, schema): &(&String, &Value)| {
            if version == "2.0" {
                schema.pointer("/properties/swagger").is_some()
            } else {
                schema.pointer("/properties/openapi").is_some()
                    && address.contains(&format!("/oas/{version}/schema"))
            }
        };
        let (address, _) = self.files.iter().find(is_it)?;
        Some((address.clone(), String::new()))
    }

    fn schema(&self, at: &At) -> &Value {
        let found = self.files.get(&at.0).and_then(|file| file.pointer(&at.1));
        found.unwrap_or(&Value::Null)
    }

    /// Where references of a schema lead. What a Schema Object is, a version's dialect says: `$dynamicRef` leads there.
    fn targets(&self, at: &At) -> Vec<At> {
        let schema = self.schema(at);
        let mut targets = Vec::new();
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let (address, pointer) = reference.split_once('#').unwrap_or((reference, ""));
            let address = match address {
                "" => at.0.clone(),
                absolute if absolute.contains("://") => absolute.to_owned(),
                relative => {
                    let folder = at.0.rsplit_once('/').map_or("", |(folder, _)| folder);
                    format!("{folder}/{relative}")
                }
            };
            targets.push((address, pointer.to_owned()));
        }
        if schema.get("$dynamicRef").is_some() {
            let home = format!("/oas/{}/dialect/", self.version);
            let dialect = self.files.keys().filter(|key| key.contains(&home));
            targets.extend(dialect.map(|address| (address.clone(), String::new())));
        }
        targets.retain(|(address, _)| self.files.contains_key(address));
        targets
    }

    /// Schemas that hold of the same value, this one among them.
    fn same(&self, at: &At, value: Option<&Value>) -> BTreeSet<At> {
        let mut all = BTreeSet::new();
        let mut open = vec![at.clone()];
        while let Some(at) = open.pop() {
            if !all.insert(at.clone()) {
                continue;
            }
            open.extend(self.targets(&at));
            let schema = self.schema(&at);
            for key in ["allOf", "anyOf", "oneOf"] {
                let branches = schema.get(key).and_then(Value::as_array);
                for index in 0..branches.map_or(0, Vec::len) {
                    let branch = (at.0.clone(), format!("{}/{key}/{index}", at.1));
                    if key == "allOf" || self.fits(&branch, value) {
                        open.push(branch);
                    }
                }
            }
            // What `if` holds decides, and describes nothing.
            for key in ["then", "else"] {
                open.extend(
                    schema
                        .get(key)
                        .map(|_| (at.0.clone(), format!("{}/{key}", at.1))),
                );
            }
            let dependent = schema.get("dependentSchemas").and_then(Value::as_object);
            for key in dependent.into_iter().flatten().map(|(key, _)| key) {
                open.push((at.0.clone(), format!("{}/dependentSchemas/{key}", at.1)));
            }
        }
        all
    }

    /// Whether a value may be meant by a branch: no fixed member of it is another.
    fn fits(&self, at: &At, value: Option<&Value>) -> bool {
        let (Some(members), targets) = (value.and_then(Value::as_object), self.targets(at)) else {
            return true;
        };
        let schema = self.schema(at);
        let properties = schema.get("properties").and_then(Value::as_object);
        let own = properties.into_iter().flatten().all(|(name, property)| {
            let fixed = property.get("enum").and_then(Value::as_array);
            let Some(member) = members.get(name) else {
                return true;
            };
            fixed.is_none_or(|fixed| fixed.contains(member))
                && property.get("const").is_none_or(|one| one == member)
        });
        own && targets.iter().all(|target| self.fits(target, value))
    }

    /// The schemas of a value's parts, each with the part, where there is a value.
    fn parts<'v>(&self, at: &At, value: Option<&'v Value>) -> Vec<(At, Option<&'v Value>)> {
        let schema = self.schema(at);
        let mut parts = Vec::new();
        let under = |key: String| (at.0.clone(), format!("{}/{key}", at.1));
        let names: BTreeSet<&String> = schema
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
            .collect();
        let members = value.and_then(Value::as_object);
        for name in &names {
            let place = under(format!("properties/{}", name.replace('/', "~1")));
            match (value, members.and_then(|members| members.get(*name))) {
                (None, _) => parts.push((place, None)),
                (Some(_), Some(member)) => parts.push((place, Some(member))),
                (Some(_), None) => {}
            }
        }
        let mut maps = Vec::new();
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        for (pattern, _) in patterns.into_iter().flatten() {
            maps.push(under(format!(
                "patternProperties/{}",
                pattern.replace('~', "~0").replace('/', "~1")
            )));
        }
        maps.extend(
            schema
                .get("additionalProperties")
                .filter(|one| one.is_object())
                .map(|_| under("additionalProperties".to_owned())),
        );
        let mut lists = Vec::new();
        lists.extend(
            schema
                .get("items")
                .filter(|one| one.is_object())
                .map(|_| under("items".to_owned())),
        );
        for (place, is_map) in maps
            .into_iter()
            .map(|place| (place, true))
            .chain(lists.into_iter().map(|place| (place, false)))
        {
            match value {
                None => parts.push((place, None)),
                Some(Value::Object(members)) if is_map => {
                    let others = members.iter().filter(|(name, _)| !names.contains(name));
                    parts.extend(others.map(|(_, member)| (place.clone(), Some(member))));
                }
                Some(Value::Array(items)) if !is_map => {
                    parts.extend(items.iter().map(|item| (place.clone(), Some(item))));
                }
                Some(_) => {}
            }
        }
        parts
    }

    /// Whether a value of the schema may be a text: one of its schemas says so, or none says what it is.
    fn is_text(&self, at: &At) -> bool {
        let mut said = Vec::new();
        for at in self.same(at, None) {
            let schema = self.schema(&at);
            said.extend(match (schema.get("type"), schema.get("enum")) {
                (Some(Value::String(ty)), _) => Some(ty == "string"),
                (Some(Value::Array(types)), _) => Some(types.contains(&"string".into())),
                (_, Some(Value::Array(values))) => Some(values.iter().any(Value::is_string)),
                // Nothing, a flag, or a map.
                _ if *schema == Value::Bool(false)
                    || schema.get("default").is_some_and(Value::is_boolean)
                    || schema.get("propertyNames").is_some() =>
                {
                    Some(false)
                }
                _ => None,
            });
        }
        said.is_empty() || said.contains(&true)
    }

    /// Every place that the schemas know for a text.
    pub(crate) fn texts(&self, root: &At) -> BTreeSet<At> {
        let (mut texts, mut seen, mut open) =
            (BTreeSet::new(), BTreeSet::new(), vec![root.clone()]);
        while let Some(at) = open.pop() {
            if !seen.insert(at.clone()) {
                continue;
            }
            for at in self.same(&at, None) {
                for (part, _) in self.parts(&at, None) {
                    // Whatever has the name of an extension is read the same everywhere.
                    if self.is_text(&part) && !part.1.ends_with("/^x-") {
                        texts.insert(part.clone());
                    }
                    open.push(part);
                }
            }
        }
        texts
    }

    /// Takes out what a document has a text for.
    pub(crate) fn strike(&self, texts: &mut BTreeSet<At>, root: &At, document: &Value) {
        let mut open = vec![(root.clone(), document)];
        while let Some((at, value)) = open.pop() {
            for at in self.same(&at, Some(value)) {
                for (part, value) in self.parts(&at, Some(value)) {
                    let Some(value) = value else { continue };
                    if !(value.is_object() || value.is_array()) {
                        texts.remove(&part);
                    }
                    open.push((part, value));
                }
            }
        }
    }
}
