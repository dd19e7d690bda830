//! Names and types that the user chose for what no document has.

use std::collections::{BTreeMap, BTreeSet};

use super::operation::{locked, parameter_name};
use super::server::UNTAGGED;
use super::{Options, Source};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, similar};
use crate::ir::{Origin, Shape};
use crate::rust::Choices;
use crate::rust::name::value_name;

/// What the documents of a crate have that can be chosen for.
#[derive(Default)]
struct Known {
    schemas: BTreeSet<String>,
    properties: BTreeSet<String>,
    operations: BTreeSet<String>,
    parameters: BTreeSet<String>,
    values: BTreeSet<String>,
    tags: BTreeSet<String>,
    formats: BTreeSet<String>,
}

/// Tells of each choice that nothing meets: most are slips, and what they were meant for has the name or type of everybody else's.
pub(super) fn report(diagnostics: &mut Diagnostics, sources: &[Source<'_>], options: &Options) {
    let choices = &options.choices;
    let known = Known::of(sources);
    let Some(source) = sources.first() else {
        return;
    };
    let mut report = |setting: &str, kind: &str, word: &str, known: &BTreeSet<String>| {
        if known.contains(word) {
            return;
        }
        let documents = match sources {
            [_] => "the document does not have",
            _ => "no document has",
        };
        let message =
            format!("the setting `{setting}` names the {kind} `{word}`, which {documents}");
        let found = Diagnostic::new(Code::UNUSED_CHOICE, source.api.at.clone(), message);
        diagnostics.push(match similar(word, known.iter().map(String::as_str)) {
            Some(near) => found.help(format!("one of a similar name exists: `{near}`")),
            None => found,
        });
    };
    for (setting, kind, words, known) in known.chosen(choices) {
        for word in words {
            report(setting, kind, word, known);
        }
    }
}

/// A setting, the kind of thing that it names, what it names, and what there is of the kind.
type Chosen<'c> = (&'static str, &'static str, Words<'c>, &'c BTreeSet<String>);

type Words<'c> = Box<dyn Iterator<Item = &'c str> + 'c>;

fn keys<T>(map: &BTreeMap<String, T>) -> Words<'_> {
    Box::new(map.keys().map(String::as_str))
}

impl Known {
    /// Each setting with the kind of thing that it names, what it names, and what there is of the kind.
    fn chosen<'k>(&'k self, choices: &'k Choices) -> [Chosen<'k>; 8] {
        let renamed = &choices.renamed;
        [
            (
                "rename.schemas",
                "schema",
                keys(&renamed.schemas),
                &self.schemas,
            ),
            (
                "rename.properties",
                "property",
                keys(&renamed.properties),
                &self.properties,
            ),
            (
                "rename.operations",
                "operation",
                keys(&renamed.operations),
                &self.operations,
            ),
            (
                "rename.parameters",
                "parameter",
                keys(&renamed.parameters),
                &self.parameters,
            ),
            (
                "rename.values",
                "value",
                keys(&renamed.values),
                &self.values,
            ),
            ("rename.tags", "tag", keys(&renamed.tags), &self.tags),
            (
                "types.schemas",
                "schema",
                keys(&choices.schemas),
                &self.schemas,
            ),
            (
                "types.formats",
                "format",
                keys(&choices.formats),
                &self.formats,
            ),
        ]
    }

    fn of(sources: &[Source<'_>]) -> Self {
        let mut known = Self::default();
        for source in sources {
            let api = source.api;
            for (id, def) in api.types.iter() {
                known.formats.extend(def.format.clone());
                if let Shape::Literals(literals) = &def.shape {
                    let values = literals.values.iter();
                    let values = values.map(|literal| value_name(&api.types, id, &literal.value));
                    known.values.extend(values);
                }
                let Origin::Named(schema) = &api.types[api.types.declared(id)].origin else {
                    continue;
                };
                known.schemas.insert(schema.clone());
                if let Shape::Record(record) = &def.shape {
                    let properties = record.properties.iter();
                    let properties =
                        properties.map(|property| format!("{schema}.{}", property.name));
                    known.properties.extend(properties);
                }
            }
            known.operations.extend(api.operations.iter().map(locked));
            for operation in &api.operations {
                let parameters = operation.parameters.iter();
                let parameters = parameters.map(|parameter| parameter_name(operation, parameter));
                known.parameters.extend(parameters);
            }
            known
                .tags
                .extend(api.tags.iter().map(|tag| tag.name.clone()));
            known.tags.insert(UNTAGGED.to_owned());
        }
        known
    }
}
