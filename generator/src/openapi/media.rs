use indexmap::IndexMap;
use openapiv3 as v3;
use openapiv3::{ParameterSchemaOrContent, ReferenceOr};

use super::shared::{HEADERS, shared};
use super::{Export, below, schema};
use crate::source::{Location, Pointer};
use crate::spec::{Encoding, Encodings, Example, Header, MediaType, SchemaId, Style};

/// Media types by their ranges.
pub(super) fn content(export: &mut Export<'_>, content: &[MediaType], at: &Pointer) -> v3::Content {
    let mut exported = v3::Content::new();
    for media in content {
        if media.item_schema.is_some() {
            export.lose(&media.at, "OpenAPI 3.0 has no `itemSchema`");
        }
        let encoding_at = below(&below(at, &media.name), "encoding");
        let encoding = encodings(export, &media.encodings, &media.at, &encoding_at);
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

/// The Encoding Objects of a media type, by the property that each is for.
fn encodings(
    export: &mut Export<'_>,
    encodings: &Encodings,
    defined: &Location,
    at: &Pointer,
) -> IndexMap<String, v3::Encoding> {
    if !encodings.prefix.is_empty() || encodings.item.is_some() {
        let words = "OpenAPI 3.0 has no `prefixEncoding` and no `itemEncoding`";
        export.lose(defined, words);
    }
    let named = encodings.named.iter();
    named
        .map(|(name, written)| {
            let exported = encoding(export, written, &below(at, name));
            (name.clone(), exported)
        })
        .collect()
}

fn encoding(export: &mut Export<'_>, encoding: &Encoding, at: &Pointer) -> v3::Encoding {
    if !encoding.nested.is_empty() {
        export.lose(&encoding.at, "OpenAPI 3.0 has no `encoding` within another");
    }
    if encoding.explode == Some(false) {
        let words = "`openapiv3` has no `explode: false` in an `encoding`";
        export.lose(&encoding.at, words);
    }
    let has_style = |style| query_style(style) != v3::QueryStyle::Form || style == Style::Form;
    if encoding.style.is_some_and(|style| !has_style(style)) {
        let words = "OpenAPI 3.0 has styles of query parameters only in an `encoding`";
        export.lose(&encoding.at, words);
    }
    let headers = below(at, "headers");
    let written = encoding.headers.iter().map(|written| {
        let exported = header(export, written, &below(&headers, &written.name));
        (written.name.clone(), exported)
    });
    v3::Encoding {
        content_type: encoding.content_type.clone(),
        headers: written.collect(),
        style: encoding.style.map(query_style),
        explode: encoding.explode == Some(true),
        allow_reserved: encoding.allow_reserved,
        ..v3::Encoding::default()
    }
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

/// The styles of a query (OpenAPI 3.0.4 section 4.7.12.3).
pub(super) fn query_style(style: Style) -> v3::QueryStyle {
    match style {
        Style::SpaceDelimited => v3::QueryStyle::SpaceDelimited,
        Style::PipeDelimited => v3::QueryStyle::PipeDelimited,
        Style::DeepObject => v3::QueryStyle::DeepObject,
        Style::Form | Style::Simple | Style::Label | Style::Matrix | Style::Cookie => {
            v3::QueryStyle::Form
        }
    }
}

/// The Header Object.
pub(super) fn header(
    export: &mut Export<'_>,
    header: &Header,
    at: &Pointer,
) -> ReferenceOr<v3::Header> {
    if header.explode {
        export.lose(&header.at, "`openapiv3` has no `explode` in a header");
    }
    shared(export, &HEADERS, &header.at, at, |export, at| {
        let (example, examples) = examples(&header.examples);
        v3::Header {
            description: header.description.clone(),
            style: v3::HeaderStyle::Simple,
            required: header.required,
            deprecated: header.deprecated.then_some(true),
            format: format(
                export,
                &header.at,
                (header.schema, header.content.as_ref()),
                at,
            ),
            example,
            examples,
            extensions: IndexMap::new(),
        }
    })
}

/// What a parameter or header holds; anything where nobody says.
pub(super) fn format(
    export: &mut Export<'_>,
    defined: &Location,
    holds: (Option<SchemaId>, Option<&MediaType>),
    at: &Pointer,
) -> ParameterSchemaOrContent {
    match holds {
        (Some(id), _) => {
            let schema = schema::schema(export, id, &below(at, "schema"));
            ParameterSchemaOrContent::Schema(schema)
        }
        (None, Some(held)) => {
            let held = std::slice::from_ref(held);
            let content = content(export, held, &below(at, "content"));
            ParameterSchemaOrContent::Content(content)
        }
        (None, None) => {
            let words = "OpenAPI 3.0 demands a `schema` or `content`, and gets an empty schema";
            export.note(defined, words);
            ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema::anything()))
        }
    }
}
