use std::fmt::Write;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema as Exported, SchemaData,
    SchemaKind,
};

use serde_json::{Map, Value};

use super::{Export, below, kind, place};
use crate::source::{Key, Pointer};
use crate::spec::{JsonType, Schema, SchemaId, XmlNode};

/// A schema where it is used: a reference where it has a name, else whole.
pub(super) fn schema(export: &mut Export<'_>, id: SchemaId, at: &Pointer) -> ReferenceOr<Exported> {
    if export.spec.schemas[id].name.is_some() {
        return reference(export, id);
    }
    component(export, id, at)
}

/// A schema where it is defined.
pub(super) fn component(
    export: &mut Export<'_>,
    id: SchemaId,
    at: &Pointer,
) -> ReferenceOr<Exported> {
    export.written.entry(id).or_insert_with(|| at.clone());
    let outer = &export.spec.schemas[id];
    let inner = wrapped(export, outer);
    let said = inner.map_or(outer, |id| &export.spec.schemas[id]);
    if let Some(inner) = inner {
        export.written.entry(inner).or_insert_with(|| at.clone());
    }
    let mut any = AnySchema::default();
    if let Some(target) = said.reference {
        any.all_of.push(reference(export, target));
    }
    let mut data = data(export, outer);
    data.nullable = inner.is_some();
    fill(export, said, at, &mut any, &mut data);
    let referring = AnySchema {
        all_of: any.all_of.clone(),
        ..AnySchema::default()
    };
    let alone = any.all_of.len() == 1 && any == referring && data == SchemaData::default();
    if said.reference.is_some() && alone {
        return any.all_of.remove(0);
    }
    ReferenceOr::Item(Exported {
        schema_data: data,
        schema_kind: kind::narrow(export, any, said),
    })
}

/// What 3.0's `nullable` was read as where it stood beside anything but a type: `anyOf` of the rest, and null.
fn wrapped(export: &Export<'_>, schema: &Schema) -> Option<SchemaId> {
    let [inner, null] = schema.any_of.as_slice() else {
        return None;
    };
    let same = export.spec.schemas[*inner].at == schema.at;
    (same && is_null(&export.spec.schemas[*null])).then_some(*inner)
}

/// Whether nothing but null fits, and that is all that is said.
fn is_null(schema: &Schema) -> bool {
    schema.types.iter().eq([JsonType::Null])
        && schema.values.is_none()
        && schema.constant.is_none()
        && schema.reference.is_none()
}

/// What describes a value.
fn data(export: &mut Export<'_>, schema: &Schema) -> SchemaData {
    for example in schema.examples.iter().skip(1) {
        export.lose(&example.at, "OpenAPI 3.0 has one `example` in a schema");
    }
    let mut extensions = super::extensions(&schema.extensions);
    if let Some(xml) = xml(export, schema) {
        // The crate has no field for it, and writes what stands among the extensions beside the fields.
        extensions.insert("xml".to_owned(), xml);
    }
    SchemaData {
        read_only: schema.read_only,
        write_only: schema.write_only,
        deprecated: schema.deprecated,
        example: schema.examples.first().map(|example| example.value.clone()),
        title: schema.title.clone(),
        description: schema.description.clone(),
        default: schema.default.as_deref().map(|(_, value)| value.clone()),
        extensions,
        ..SchemaData::default()
    }
}

/// The XML Object in 3.0's words (OpenAPI 3.0.4 section 4.7.26).
fn xml(export: &mut Export<'_>, schema: &Schema) -> Option<Value> {
    let xml = schema.xml.as_deref()?;
    let texts = [
        ("name", &xml.name),
        ("namespace", &xml.namespace),
        ("prefix", &xml.prefix),
    ];
    let said = |(key, text): (&str, &Option<String>)| Some((key.to_owned(), text.clone()?.into()));
    let mut object: Map<String, Value> = texts.into_iter().filter_map(said).collect();
    match xml.node {
        Some(XmlNode::Attribute) => drop(object.insert("attribute".to_owned(), true.into())),
        Some(XmlNode::Element) => drop(object.insert("wrapped".to_owned(), true.into())),
        Some(node @ (XmlNode::Text | XmlNode::Cdata | XmlNode::Nothing)) => {
            let node = node.as_str();
            export.lose(&xml.at, format!("OpenAPI 3.0 has no `nodeType: {node}`"));
        }
        None => {}
    }
    Some(object.into())
}

/// What decides which values fit.
fn fill(
    export: &mut Export<'_>,
    schema: &Schema,
    at: &Pointer,
    any: &mut AnySchema,
    data: &mut SchemaData,
) {
    any.format.clone_from(&schema.format);
    content(export, schema, any);
    any.enumeration = schema.values.clone().unwrap_or_default();
    if let Some(constant) = &schema.constant {
        if schema.values.is_none() {
            any.enumeration = vec![constant.as_ref().clone()];
        } else {
            let words = "OpenAPI 3.0 has no `const`, and `enum` is taken";
            export.lose(&schema.at, words);
        }
    }
    kind::limit(schema, any);
    assertions(export, schema, at, any);
    parts(export, schema, at, any);
    compose(export, schema, at, any, data);
    types(schema, any, data);
    if schema.boolean == Some(false) {
        any.not = Some(Box::new(ReferenceOr::Item(anything())));
    }
    if let Some(discriminator) = &schema.discriminator {
        let mut mapping = IndexMap::new();
        for (tag, id) in &discriminator.mapping {
            mapping.insert(tag.clone(), target(export, *id));
        }
        data.discriminator = Some(Discriminator {
            property_name: discriminator.property.clone(),
            mapping,
            ..Discriminator::default()
        });
    }
}

/// 3.0 knows `not` alone of these keywords.
fn assertions(export: &mut Export<'_>, schema: &Schema, at: &Pointer, any: &mut AnySchema) {
    let Some(assertions) = schema.assertions.as_deref() else {
        return;
    };
    if let Some(not) = assertions.not {
        any.not = Some(Box::new(self::schema(export, not, &below(at, "not"))));
    }
    let single = assertions.single().map(|(keyword, _)| keyword);
    let named = assertions.named().into_iter();
    let named = named.filter(|(_, schemas)| !schemas.is_empty());
    let required = (!assertions.dependent_required.is_empty()).then_some("dependentRequired");
    let lost: Vec<&str> = single
        .chain(named.map(|(keyword, _)| keyword))
        .chain(required)
        .filter(|keyword| *keyword != "not")
        .collect();
    for keyword in lost {
        export.lose(&schema.at, format!("OpenAPI 3.0 has no `{keyword}`"));
    }
}

/// The schema that everything fits.
pub(super) fn anything() -> Exported {
    Exported {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    }
}

/// `contentEncoding: base64` is 3.0's `format: byte`; other encodings it does not know.
fn content(export: &mut Export<'_>, schema: &Schema, any: &mut AnySchema) {
    match schema.content_encoding.as_deref() {
        Some("base64") if any.format.is_none() => any.format = Some("byte".to_owned()),
        Some(_) => export.lose(&schema.at, "OpenAPI 3.0 has no `contentEncoding`"),
        None => {}
    }
    if schema.content_media_type.is_some() {
        export.lose(&schema.at, "OpenAPI 3.0 has no `contentMediaType`");
    }
}

/// 3.0 has one type, and `nullable`: several are alternatives.
fn types(schema: &Schema, any: &mut AnySchema, data: &mut SchemaData) {
    let named: Vec<&str> = schema
        .types
        .iter()
        .filter(|ty| *ty != JsonType::Null)
        .map(JsonType::as_str)
        .collect();
    let null = schema.types.contains(JsonType::Null);
    let values = schema.values.as_ref();
    data.nullable |= null && values.is_none_or(|values| values.contains(&Value::Null));
    match named.as_slice() {
        [] if null && values.is_none() => {
            any.enumeration = vec![Value::Null];
        }
        [] => {}
        [one] => any.typ = Some((*one).to_owned()),
        several => {
            let alternatives = several.iter().map(|name| ReferenceOr::Item(typed(name)));
            let alternatives: Vec<_> = alternatives.collect();
            if any.any_of.is_empty() {
                any.any_of = alternatives;
            } else {
                let both = AnySchema {
                    any_of: alternatives,
                    ..AnySchema::default()
                };
                any.all_of.push(ReferenceOr::Item(Exported {
                    schema_data: SchemaData::default(),
                    schema_kind: kind::alternatives(both),
                }));
            }
        }
    }
}

fn typed(name: &str) -> Exported {
    let any = AnySchema {
        typ: Some(name.to_owned()),
        ..AnySchema::default()
    };
    Exported {
        schema_data: SchemaData::default(),
        schema_kind: kind::plain(any),
    }
}

fn parts(export: &mut Export<'_>, schema: &Schema, at: &Pointer, any: &mut AnySchema) {
    let properties = below(at, "properties");
    for (name, id) in &schema.properties {
        let property = self::schema(export, *id, &below(&properties, name));
        any.properties.insert(name.to_string(), boxed(property));
    }
    any.required.clone_from(&schema.required);
    any.additional_properties = schema.additional_properties.map(|id| {
        let at = below(at, "additionalProperties");
        let exported = self::schema(export, id, &at);
        match export.spec.schemas[id].boolean {
            Some(boolean) if export.spec.schemas[id].name.is_none() => {
                AdditionalProperties::Any(boolean)
            }
            Some(_) | None => AdditionalProperties::Schema(Box::new(exported)),
        }
    });
    let items = schema
        .items
        .map(|id| self::schema(export, id, &below(at, "items")));
    any.items = items.map(boxed);
    if !schema.prefix_items.is_empty() {
        export.lose(&schema.at, "OpenAPI 3.0 has no `prefixItems`");
    }
}

fn boxed(schema: ReferenceOr<Exported>) -> ReferenceOr<Box<Exported>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::boxed_item(schema),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

fn compose(
    export: &mut Export<'_>,
    schema: &Schema,
    at: &Pointer,
    any: &mut AnySchema,
    data: &mut SchemaData,
) {
    let all = list(
        export,
        &schema.all_of,
        &below(at, "allOf"),
        any.all_of.len(),
    );
    any.all_of.extend(all);
    any.one_of = alternatives(export, schema, &schema.one_of, &below(at, "oneOf"), data);
    any.any_of = alternatives(export, schema, &schema.any_of, &below(at, "anyOf"), data);
}

/// `oneOf` or `anyOf`. An alternative that is null is what `nullable` stands for, where the reader takes it so.
fn alternatives(
    export: &mut Export<'_>,
    schema: &Schema,
    ids: &[SchemaId],
    at: &Pointer,
    data: &mut SchemaData,
) -> Vec<ReferenceOr<Exported>> {
    let alone = schema.reference.is_none() && schema.all_of.is_empty() && schema.constant.is_none();
    let only = schema.one_of.is_empty() != schema.any_of.is_empty();
    let (null, others): (Vec<SchemaId>, Vec<SchemaId>) = ids
        .iter()
        .partition(|id| is_null(&export.spec.schemas[**id]));
    if null.is_empty() || others.is_empty() || !(alone && only && schema.types.is_empty()) {
        return list(export, ids, at, 0);
    }
    for id in null {
        export.written.entry(id).or_insert_with(|| at.clone());
    }
    data.nullable = true;
    list(export, &others, at, 0)
}

fn list(
    export: &mut Export<'_>,
    ids: &[SchemaId],
    at: &Pointer,
    offset: usize,
) -> Vec<ReferenceOr<Exported>> {
    let places = (offset..).map(|index| at.step(Key::Index(index)));
    ids.iter()
        .zip(places)
        .map(|(id, at)| schema(export, *id, &at))
        .collect()
}

/// A reference to a schema, by its name or by where it stands.
fn reference(export: &mut Export<'_>, id: SchemaId) -> ReferenceOr<Exported> {
    let reference = target(export, id);
    ReferenceOr::Reference { reference }
}

fn target(export: &mut Export<'_>, id: SchemaId) -> String {
    let name = export.spec.schemas[id].name.as_ref();
    if name.is_none() {
        export.wanted.insert(id);
    }
    match name.or_else(|| export.places.components.get(&id)) {
        Some(name) => fragment(&place("schemas", name)),
        None => fragment(&export.places.pointers.get(&id).cloned().unwrap_or_default()),
    }
}

/// A pointer as a URI's fragment (RFC 6901 section 6).
pub(super) fn fragment(at: &Pointer) -> String {
    let mut text = String::from("#");
    for byte in at.to_string().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
