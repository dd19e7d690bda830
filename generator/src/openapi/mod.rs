//! The typed exit: a [`Spec`] as [`openapiv3::OpenAPI`], which speaks OpenAPI 3.0.
//!
//! In: a contract. Out: the same contract in 3.0's words. What 3.0 says otherwise is said otherwise (a list of types is an
//! `anyOf`); what it cannot say at all is told, part by part. The model keeps no unused components other than schemas, and so
//! does the exit. Open `schema` first; the other files mirror the objects of the standard.

mod kind;
mod media;
mod operation;
mod parameter;
mod response;
mod schema;
mod security;
mod server;
mod shared;

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{Components, OpenAPI, ReferenceOr, Tag};

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Key, Location, Pointer};
use crate::spec::{Extensions, SchemaId, Spec};

impl TryFrom<&Spec> for OpenAPI {
    /// What 3.0 cannot say, each part with its place. Notes are no loss, and do not stand in the way.
    type Error = Diagnostics;

    fn try_from(spec: &Spec) -> Result<Self, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let description = export(&mut diagnostics, spec);
        if diagnostics
            .iter()
            .all(|found| found.severity == Severity::Note)
        {
            Ok(description)
        } else {
            Err(diagnostics)
        }
    }
}

/// The contract in 3.0's words, as far as they go. What they leave out is told.
pub fn export(diagnostics: &mut Diagnostics, spec: &Spec) -> OpenAPI {
    let mut places = Places::default();
    loop {
        let mut export = Export::new(spec, &places);
        let description = export.description();
        let found = export.found();
        if found == places {
            for (_, finding) in export.findings {
                diagnostics.push(finding);
            }
            return description;
        }
        places = found;
    }
}

/// Where schemas without a name stand in the output, as far as references ask for them: known only when all has been written
/// once. Those that stand nowhere become components.
#[derive(Debug, Default, PartialEq)]
struct Places {
    pointers: HashMap<SchemaId, Pointer>,
    components: IndexMap<SchemaId, String>,
}

/// What is carried along while a contract is written.
struct Export<'s> {
    spec: &'s Spec,
    places: &'s Places,
    components: Components,
    /// Where each schema was written whole first.
    written: HashMap<SchemaId, Pointer>,
    /// Schemas without a name that references ask for.
    wanted: IndexSet<SchemaId>,
    findings: IndexMap<(String, String), Diagnostic>,
}

impl<'s> Export<'s> {
    fn new(spec: &'s Spec, places: &'s Places) -> Self {
        Self {
            spec,
            places,
            components: Components::default(),
            written: HashMap::new(),
            wanted: IndexSet::new(),
            findings: IndexMap::new(),
        }
    }

    fn description(&mut self) -> OpenAPI {
        let info = server::info(self, &self.spec.info);
        let servers = server::servers(self, &self.spec.servers);
        self.note_added();
        let added = self.places.components.iter().map(|(id, name)| (name, id));
        for (name, id) in self.spec.components.schemas.iter().chain(added) {
            let schema = schema::component(self, *id, &place("schemas", name));
            self.components.schemas.insert(name.clone(), schema);
        }
        for scheme in self.spec.components.security_schemes.values() {
            if let Some(exported) = security::scheme(self, scheme) {
                let known = &mut self.components.security_schemes;
                known.insert(scheme.name.clone(), ReferenceOr::Item(exported));
            }
        }
        let paths = operation::paths(self);
        self.note_unused();
        let tags = self.tags();
        let components = std::mem::take(&mut self.components);
        OpenAPI {
            openapi: "3.0.4".to_owned(),
            info,
            servers,
            paths,
            components: (components != Components::default()).then_some(components),
            tags,
            ..OpenAPI::default()
        }
    }

    fn tags(&mut self) -> Vec<Tag> {
        for tag in &self.spec.tags {
            if tag.summary.is_some() || tag.parent.is_some() || tag.kind.is_some() {
                self.lose(
                    &tag.at,
                    "OpenAPI 3.0 has no `summary`, `parent` or `kind` of a tag",
                );
            }
        }
        let tag = |tag: &crate::spec::Tag| Tag {
            name: tag.name.clone(),
            description: tag.description.clone(),
            ..Tag::default()
        };
        self.spec.tags.iter().map(tag).collect()
    }

    /// Something that the target has no words for.
    fn lose(&mut self, at: &Location, words: impl Into<String>) {
        self.tell(Code::NOT_IN_VERSION.severity(), at, words.into());
    }

    /// Something that is written otherwise without a loss.
    fn note(&mut self, at: &Location, words: impl Into<String>) {
        self.tell(Severity::Note, at, words.into());
    }

    fn tell(&mut self, severity: Severity, at: &Location, words: String) {
        // What several places share is written for each of them.
        let key = (at.to_string(), words.clone());
        self.findings.entry(key).or_insert_with(|| {
            let mut finding = Diagnostic::new(Code::NOT_IN_VERSION, at.clone(), words);
            finding.severity = severity;
            finding
        });
    }

    /// Schemas that references find where the output has no place for them.
    fn note_added(&mut self) {
        for (id, name) in &self.places.components {
            let words = format!("it becomes the component `{name}`, for references to find it");
            self.note(&self.spec.schemas[*id].at, words);
        }
    }

    /// Components that nothing uses: of these the model has nothing but the schemas in them.
    fn note_unused(&mut self) {
        let spec = self.spec;
        for (id, schema) in spec.schemas.iter() {
            let unused = schema.name.is_none()
                && !self.written.contains_key(&id)
                && !self.wanted.contains(&id);
            let component = component_of(&schema.at).filter(|_| unused);
            if let Some(at) = component {
                self.note(&at, "nothing uses this component, and it is left out");
            }
        }
    }

    /// What references asked for, and where it stands after all.
    fn found(&self) -> Places {
        let mut places = Places {
            pointers: HashMap::new(),
            components: self.places.components.clone(),
        };
        for id in &self.wanted {
            if places.components.contains_key(id) {
                continue;
            }
            if let Some(at) = self.written.get(id) {
                places.pointers.insert(*id, at.clone());
            } else {
                let name = self.free_name(*id, &places.components);
                places.components.insert(*id, name);
            }
        }
        places
    }

    /// A component's name for a schema that has none: what it is called where it was written.
    fn free_name(&self, id: SchemaId, added: &IndexMap<SchemaId, String>) -> String {
        let schema = &self.spec.schemas[id];
        let last = || schema.at.split_last().map(|(_, key)| key.to_string());
        let word = schema.definition.clone().or_else(last);
        let word = word.unwrap_or_else(|| "Schema".to_owned());
        let taken = |name: &String| {
            self.spec.components.schemas.contains_key(name) || added.values().any(|n| n == name)
        };
        let numbered = (2..).map(|number| format!("{word}{number}"));
        std::iter::once(word.clone())
            .chain(numbered)
            .find(|name| !taken(name))
            .unwrap_or(word)
    }
}

/// The component other than a schema that something stands in.
fn component_of(at: &Location) -> Option<Location> {
    let pointer = at.pointer();
    let [components, section, name, ..] = pointer.keys() else {
        return None;
    };
    let is_other = components.to_string() == "components" && section.to_string() != "schemas";
    let steps = [components, section, name].into_iter().cloned();
    is_other.then(|| Location::new(at.source(), steps.collect()))
}

/// Where a component stands.
fn place(section: &str, name: &str) -> Pointer {
    below(
        &below(&below(&Pointer::root(), "components"), section),
        name,
    )
}

/// `x-…`, as the model has them.
fn extensions(all: &Extensions) -> IndexMap<String, serde_json::Value> {
    let all = all.iter();
    all.map(|(name, value)| (name.to_string(), value.clone()))
        .collect()
}

fn below(at: &Pointer, name: &str) -> Pointer {
    at.step(Key::Name(name.into()))
}

#[cfg(test)]
mod tests;
