use indexmap::IndexMap;
use openapiv3 as v3;
use openapiv3::ReferenceOr;

use super::{Export, below, parameter, schema};
use crate::source::Pointer;
use crate::spec::{Encodings, Example, Header, MediaType};

/// Media types by their ranges.
pub(super) fn content(export: &mut Export<'_>, content: &[MediaType], at: &Pointer) -> v3::Content {
    let mut exported = v3::Content::new();
    for media in content {
        if media.item_schema.is_some() {
            export.lose(&media.at, "OpenAPI 3.0 has no `itemSchema`");
        }
        let encoding = encodings(export, &media.encodings, &below(at, &media.name));
        if !media.encodings.prefix.is_empty() || media.encodings.item.is_some() {
            let words = "OpenAPI 3.0 has no `prefixEncoding` or `itemEncoding`";
            export.lose(&media.at, words);
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
            encoding,
            ..v3::MediaType::default()
        };
        exported.insert(media.name.clone(), media_type);
    }
    exported
}

/// `encoding`: how the properties of a form are written.
fn encodings(
    export: &mut Export<'_>,
    encodings: &Encodings,
    at: &Pointer,
) -> IndexMap<String, v3::Encoding> {
    let at = below(at, "encoding");
    let mut exported = IndexMap::new();
    for (name, encoding) in &encodings.named {
        if encoding.explode == Some(false) {
            let words = "`openapiv3` cannot say `explode: false` of an encoding";
            export.lose(&encoding.at, words);
        }
        if !encoding.nested.is_empty() {
            let words = "OpenAPI 3.0 has no `encoding` in an encoding";
            export.lose(&encoding.at, words);
        }
        let headers = below(&below(&at, name), "headers");
        let header = |header: &Header| {
            let at = below(&headers, &header.name);
            (header.name.clone(), parameter::header(export, header, &at))
        };
        let written = v3::Encoding {
            content_type: encoding.content_type.clone(),
            headers: encoding.headers.iter().map(header).collect(),
            style: encoding.style.map(parameter::query_style),
            explode: encoding.explode == Some(true),
            allow_reserved: encoding.allow_reserved,
            extensions: IndexMap::new(),
        };
        exported.insert(name.clone(), written);
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
