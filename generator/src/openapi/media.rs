use indexmap::IndexMap;
use openapiv3 as v3;
use openapiv3::ReferenceOr;

use super::{Export, below, schema};
use crate::source::Pointer;
use crate::spec::{Example, MediaType};

/// Media types by their ranges.
pub(super) fn content(export: &mut Export<'_>, content: &[MediaType], at: &Pointer) -> v3::Content {
    let mut exported = v3::Content::new();
    for media in content {
        if media.item_schema.is_some() {
            export.lose(&media.at, "OpenAPI 3.0 has no `itemSchema`");
        }
        if !media.encodings.is_empty() {
            export.lose(&media.at, "`encoding` is not written out");
        }
        let schema_at = below(&below(at, &media.name), "schema");
        let schema = media
            .schema
            .map(|id| schema::schema(export, id, &schema_at));
        let (example, examples) = examples(&media.examples);
        let media_type = v3::MediaType {
            schema,
            example,
            examples,
            ..v3::MediaType::default()
        };
        exported.insert(media.name.clone(), media_type);
    }
    exported
}

/// `example`, and `examples` by their names.
pub(super) fn examples(
    examples: &[Example],
) -> (
    Option<serde_json::Value>,
    IndexMap<String, ReferenceOr<v3::Example>>,
) {
    let lone = examples.iter().find(|example| example.name.is_none());
    let named = examples.iter().filter_map(|example| {
        let exported = v3::Example {
            value: Some(example.value.clone()),
            ..v3::Example::default()
        };
        Some((example.name.clone()?, ReferenceOr::Item(exported)))
    });
    (lone.map(|example| example.value.clone()), named.collect())
}
