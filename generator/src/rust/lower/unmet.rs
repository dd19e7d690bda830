//! Names and types that the user chose for what no document has.

use std::collections::{BTreeMap, BTreeSet};

use super::operation::{locked, parameter_name};
use super::server::UNTAGGED;
use super::{Options, Source};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, similar};
use crate::ir::{Origin, Shape};
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
    let renamed = &choices.renamed;
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
    let mut each = |setting, kind, words: Words<'_>, known| {
        for word in words {
            report(setting, kind, word, known);
        }
    };
    each(
        "rename.schemas",
        "schema",
        keys(&renamed.schemas),
        &known.schemas,
    );
    each(
        "rename.properties",
        "property",
        keys(&renamed.properties),
        &known.properties,
    );
    each(
        "rename.operations",
        "operation",
        keys(&renamed.operations),
        &known.operations,
    );
    each(
        "rename.parameters",
        "parameter",
        keys(&renamed.parameters),
        &known.parameters,
    );
    each(
        "rename.values",
        "value",
        keys(&renamed.values),
        &known.values,
    );
    each("rename.tags", "tag", keys(&renamed.tags), &known.tags);
    each(
        "types.schemas",
        "schema",
        keys(&choices.schemas),
        &known.schemas,
    );
    each(
        "types.formats",
        "format",
        keys(&choices.formats),
        &known.formats,
    );
}

type Words<'c> = Box<dyn Iterator<Item = &'c str> + 'c>;

fn keys<T>(map: &BTreeMap<String, T>) -> Words<'_> {
    Box::new(map.keys().map(String::as_str))
}

impl Known {
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
                let Origin::Named(schema) = &def.origin else {
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
