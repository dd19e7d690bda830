use std::collections::VecDeque;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::object::Object;
use super::{Reader, assertion, field, info, limits, media_type, reference, repair, xml};
use crate::diagnostics::Diagnostics;
use crate::document::Node;
use crate::source::Location;
use crate::spec::dialect::{self, Dialect, Older};
use crate::spec::resolve::{self, Identity, ScopeId, identity};
use crate::spec::{Discriminator, JsonType, Properties, Schema, SchemaId, Schemas};

/// Schemas that something has met. Those still to be read wait in the order of their handles.
#[derive(Default)]
pub(super) struct Claimed<'d> {
    ids: HashMap<(Identity, ScopeId), SchemaId>,
    waiting: VecDeque<Waiting<'d>>,
    /// Those that references lead to at the top of other files.
    pub(super) kept_by_name: Vec<(SchemaId, Node<'d>)>,
    count: usize,
    /// The scope of the schema that is being read, which those inside it share.
    pub(super) scope: ScopeId,
}

enum Waiting<'d> {
    Node(Option<String>, ScopeId, Node<'d>),
    Made(Box<Schema>),
}

impl<'d> Claimed<'d> {
    /// None yet, with room for what a text of so many bytes may hold.
    pub(super) fn of_size(bytes: usize) -> Self {
        Self {
            ids: HashMap::with_capacity(bytes / 256),
            ..Self::default()
        }
    }

    /// The handle of the schema at `node`. However often it is met, it is read once, later.
    pub(super) fn claim(&mut self, node: &Node<'d>) -> SchemaId {
        self.claim_as(None, self.scope, node)
    }

    /// Claims what a reference leads to, which may have another scope.
    pub(super) fn claim_in(&mut self, scope: ScopeId, node: &Node<'d>) -> SchemaId {
        self.claim_as(None, scope, node)
    }

    /// Claims a component. Where it is only a reference to another file, what stands there has its name.
    pub(super) fn claim_named(&mut self, name: &str, node: &Node<'d>, end: &Node<'d>) -> SchemaId {
        if self.ids.contains_key(&(identity(end), 0)) {
            return self.claim_as(Some(name), 0, node);
        }
        let id = self.claim_as(Some(name), 0, end);
        self.ids.insert((identity(node), 0), id);
        id
    }

    fn claim_as(&mut self, name: Option<&str>, scope: ScopeId, node: &Node<'d>) -> SchemaId {
        let next = SchemaId::nth(self.count);
        let id = *self.ids.entry((identity(node), scope)).or_insert(next);
        if id == next {
            self.count += 1;
            let name = name.map(ToOwned::to_owned);
            self.waiting
                .push_back(Waiting::Node(name, scope, node.clone()));
        }
        id
    }

    /// Whether a schema was met at `node`.
    pub(super) fn is_claimed(&self, node: &Node<'_>) -> bool {
        self.ids.contains_key(&(identity(node), 0))
    }

    /// The handle of a schema that the document does not spell out.
    pub(super) fn add(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId::nth(self.count);
        self.count += 1;
        self.waiting.push_back(Waiting::Made(Box::new(schema)));
        id
    }
}

/// Reads the claimed schemas and all that they claim in turn.
pub(super) fn read_claimed(diagnostics: &mut Diagnostics, reader: &mut Reader<'_>) -> Schemas {
    let mut schemas = Schemas::default();
    // What is read in one more scope has been told of.
    let several = reader.references.has_dynamics();
    let mut told: HashSet<Identity> = HashSet::new();
    let mut scratch = Diagnostics::default();
    let dialect = reader.dialect;
    while let Some(next) = reader.claimed.waiting.pop_front() {
        match next {
            Waiting::Made(schema) => drop(schemas.push(*schema)),
            Waiting::Node(name, scope, node) => {
                // Made where it stays: it is large.
                let id = schemas.push(Schema::any(node.at().clone()));
                let schema = &mut schemas[id];
                reader.claimed.scope = scope;
                // A description that is referred to has a version of its own (OpenAPI 3.1.1 section 4.3).
                reader.dialect = reader.references.dialect_of(&node);
                schema.definition = reference::definition(reader, &node);
                schema.name = name;
                let first = !several || told.insert(identity(&node));
                let found = if first {
                    &mut *diagnostics
                } else {
                    &mut scratch
                };
                read(found, reader, schema, &node);
            }
        }
    }
    reader.dialect = dialect;
    reference::name_kept(reader, &mut schemas);
    schemas
}

fn read<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    schema: &mut Schema,
    node: &Node<'d>,
) {
    if !node.is_object() {
        schema.boolean = node.as_bool();
        if schema.boolean.is_none() {
            field::wrong_type(diagnostics, node, "a schema: an object or a boolean");
        }
        return;
    }
    let older = Older::default();
    let mut draft = Draft { schema, older };
    let alone = !reader.dialect.reads_siblings() && node.get("$ref").is_some();
    for (key, value) in node.members() {
        if key == "$ref" {
            draft.schema.reference = reference::referred(diagnostics, reader, &value);
        } else if key == "$dynamicRef" && reader.dialect.reads_siblings() {
            let target = reference::referred_dynamically(diagnostics, reader, &value);
            match target {
                Some(target) if node.get("$ref").is_some() => draft.refer(reader, target),
                target => draft.schema.reference = target,
            }
        } else if alone {
            if !key.starts_with("x-") {
                diagnostics.push(resolve::ignored_sibling(key, &value));
            }
        } else {
            keyword(diagnostics, reader, &mut draft, key, &value);
        }
    }
    xml::check(diagnostics, draft.schema, node);
    if draft.older.nullable {
        nullable_alone(diagnostics, node);
    }
    let add = |schema| reader.claimed.add(schema);
    dialect::fold(draft.schema, &draft.older, add);
}

/// `nullable` adds null to what the keywords beside it allow (OpenAPI 3.0.4 section 4.7.24); beside none, all is allowed already.
fn nullable_alone(diagnostics: &mut Diagnostics, node: &Node<'_>) {
    if let (1, Some(nullable)) = (node.len(), node.get("nullable")) {
        field::note(
            diagnostics,
            nullable.at(),
            "`nullable` says nothing here: without other keywords, this schema allows any value",
            "to allow null alone, write `enum: [null]`; to allow any value, `{}`",
        );
    }
}

/// A schema while its members are walked.
struct Draft<'s> {
    schema: &'s mut Schema,
    older: Older,
}

impl Draft<'_> {
    /// One more reference, which holds beside a `$ref`.
    fn refer(&mut self, reader: &mut Reader<'_>, target: SchemaId) {
        let mut part = Schema::any(self.schema.at.clone());
        part.reference = Some(target);
        self.schema.all_of.push(reader.claimed.add(part));
    }
}

fn keyword<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    draft: &mut Draft<'_>,
    key: &str,
    value: &Node<'d>,
) {
    if let Some(words) = dialect::newer_keyword(key, value) {
        let dialect = reader.dialect;
        dialect.since_words(diagnostics, Dialect::V31, &words, value);
    }
    let schema = &mut *draft.schema;
    let known = annotation(diagnostics, schema, key, value)
        || kind(diagnostics, schema, key, value)
        || limits::read(diagnostics, schema, key, value)
        || applicator(diagnostics, reader, schema, key, value)
        || assertion::keyword(diagnostics, reader, schema, key, value)
        || older(diagnostics, reader, draft, key, value);
    if !known {
        unread(diagnostics, reader, key, value);
    }
}

fn annotation(
    diagnostics: &mut Diagnostics,
    schema: &mut Schema,
    key: &str,
    value: &Node<'_>,
) -> bool {
    match key {
        "title" => schema.title = field::text(diagnostics, value),
        "description" => schema.description = field::text(diagnostics, value),
        "deprecated" => schema.deprecated = field::flag(diagnostics, value),
        "readOnly" => schema.read_only = field::flag(diagnostics, value),
        "writeOnly" => schema.write_only = field::flag(diagnostics, value),
        "default" => schema.default = Some(Box::new((value.at().clone(), value.to_json()))),
        "example" => {
            schema.examples.reserve_exact(1);
            schema.examples.push(media_type::example(value));
        }
        "examples" => schema.examples.extend(repair::examples(diagnostics, value)),
        "contentEncoding" => schema.content_encoding = field::text(diagnostics, value),
        "contentMediaType" => schema.content_media_type = field::text(diagnostics, value),
        "externalDocs" => {
            schema.external_docs = info::external_docs(diagnostics, value).map(Box::new);
        }
        "$comment" | "$schema" | "$defs" | "definitions" => {}
        _ if key.starts_with("x-") => {
            schema.extensions.insert(key.to_owned(), value.to_json());
        }
        _ => return false,
    }
    true
}

/// What a value may be.
fn kind(diagnostics: &mut Diagnostics, schema: &mut Schema, key: &str, value: &Node<'_>) -> bool {
    match key {
        "type" => types(diagnostics, schema, value),
        "format" => schema.format = field::text(diagnostics, value),
        "enum" => {
            let values: Vec<_> = field::items(diagnostics, value)
                .map(|item| item.to_json())
                .collect();
            schema.values = repair::empty_enum(diagnostics, value, values);
        }
        "const" => schema.constant = Some(Box::new(value.to_json())),
        _ => return false,
    }
    true
}

fn types(diagnostics: &mut Diagnostics, schema: &mut Schema, node: &Node<'_>) {
    if !node.is_array() {
        if node.as_str() == Some("file") {
            repair::file(diagnostics, node, schema);
        } else if let Some(ty) = json_type(diagnostics, node) {
            schema.types.insert(ty);
        }
        return;
    }
    if node.items().next().is_none() {
        let words = "`type` is an empty list, and is ignored";
        let help = "list the types, or take it out where any type will do";
        field::wrong_value(diagnostics, node, words, help);
    }
    for item in node.items() {
        let Some(ty) = json_type(diagnostics, &item) else {
            continue;
        };
        if schema.types.contains(ty) {
            let words = format!("`type` lists `{}` twice", ty.as_str());
            field::wrong_value(diagnostics, &item, words, "list it once");
        }
        schema.types.insert(ty);
    }
}

fn json_type(diagnostics: &mut Diagnostics, node: &Node<'_>) -> Option<JsonType> {
    // `type: null` without quotes is YAML's null, and can only mean the type.
    if node.is_null() {
        let words = "`type` must be a string, found null: it is taken to be `\"null\"`";
        field::wrong_value(diagnostics, node, words, "put it in quotes: `'null'`");
        return Some(JsonType::Null);
    }
    if let Some(known) = node.as_str().and_then(JsonType::parse) {
        return Some(known);
    }
    let text = field::text(diagnostics, node)?;
    JsonType::parse(&text).or_else(|| repair::type_name(diagnostics, node, &text))
}

fn applicator<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    schema: &mut Schema,
    key: &str,
    value: &Node<'d>,
) -> bool {
    match key {
        "properties" => {
            let Some(value) = reader.references.misplaced(diagnostics, value) else {
                return true;
            };
            schema.properties = Properties::with_capacity(value.len());
            for (name, property) in field::members(diagnostics, &value) {
                let id = reader.claimed.claim(&property);
                schema.properties.insert(name, id);
            }
        }
        "required" if value.as_bool().is_some() => repair::required_property(diagnostics, value),
        "required" => schema.required = field::texts(diagnostics, value),
        "additionalProperties" => schema.additional_properties = Some(reader.claimed.claim(value)),
        "items" if value.is_array() => {
            repair::items_by_position(diagnostics, value);
            schema.prefix_items = claim_all(diagnostics, reader, value);
        }
        "items" => schema.items = Some(reader.claimed.claim(value)),
        "prefixItems" => schema.prefix_items = claim_all(diagnostics, reader, value),
        "allOf" => schema.all_of = claim_all(diagnostics, reader, value),
        "oneOf" => schema.one_of = claim_all(diagnostics, reader, value),
        "anyOf" => schema.any_of = claim_all(diagnostics, reader, value),
        "discriminator" => {
            schema.discriminator = discriminator(diagnostics, reader, value).map(Box::new);
        }
        "xml" => schema.xml = Some(Box::new(xml::read(diagnostics, reader, value))),
        _ => return false,
    }
    true
}

fn claim_all<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Vec<SchemaId> {
    field::items(diagnostics, node)
        .map(|item| reader.claimed.claim(&item))
        .collect()
}

fn discriminator<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Option<Discriminator> {
    let mut property = repair::discriminator(diagnostics, node);
    let mut discriminator = Discriminator {
        at: node.at().clone(),
        property: String::new(),
        mapping: indexmap::IndexMap::new(),
        default_mapping: None,
    };
    if let Some(property) = property {
        discriminator.property = property;
        return Some(discriminator);
    }
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "propertyName" => property = field::text(diagnostics, &value),
            "mapping" => {
                for (tag, target) in field::members(diagnostics, &value) {
                    if let Some(id) = reference::mapped(diagnostics, reader, &target) {
                        discriminator.mapping.insert(tag.to_owned(), id);
                    }
                }
            }
            "defaultMapping" => {
                reader.dialect.since(diagnostics, Dialect::V32, key, &value);
                let id = reference::mapped(diagnostics, reader, &value);
                discriminator.default_mapping = id.map(|id| (value.at().clone(), id));
            }
            _ => field::unknown(diagnostics, Object::Discriminator, key, &value),
        }
    }
    if property.is_none() && node.is_object() && node.get("propertyName").is_none() {
        let help = "name the property that holds the tag; the discriminator is ignored";
        field::missing(diagnostics, node, "propertyName", help);
    }
    discriminator.property = property?;
    Some(discriminator)
}

/// 3.0's keywords, which documents carry over into 3.1.
fn older(
    diagnostics: &mut Diagnostics,
    reader: &Reader<'_>,
    draft: &mut Draft<'_>,
    key: &str,
    value: &Node<'_>,
) -> bool {
    let flag = match key {
        "nullable" => &mut draft.older.nullable,
        "exclusiveMinimum" => &mut draft.older.exclusive_minimum,
        "exclusiveMaximum" => &mut draft.older.exclusive_maximum,
        _ => return false,
    };
    *flag = field::flag(diagnostics, value);
    if !reader.dialect.spells_like_draft_4() && value.as_bool().is_some() {
        repair::older_keyword(diagnostics, key, value);
    }
    true
}

/// Keywords of JSON Schema and OpenAPI that nothing is made of, and those that nobody knows.
fn unread(diagnostics: &mut Diagnostics, reader: &Reader<'_>, key: &str, value: &Node<'_>) {
    match key {
        "additionalItems" | "contentSchema" | "$recursiveAnchor" | "$recursiveRef"
        | "$vocabulary" => {
            field::ignored(diagnostics, key, value);
        }
        "$id" | "$anchor" | "$dynamicAnchor" | "$dynamicRef" => {
            reference::check_name(diagnostics, reader, key, value);
        }
        _ => field::unknown(diagnostics, Object::Schema, key, value),
    }
}

/// Tells of schemas that only refer to each other, and lets them hold anything: nothing else is said about them.
pub(super) fn break_circles(diagnostics: &mut Diagnostics, schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    // The walk in which a schema was first seen; each schema refers to one other at most.
    let mut seen: Vec<Option<SchemaId>> = vec![None; ids.len()];
    for start in ids {
        if schemas[start].reference.is_none() {
            continue;
        }
        let mut at = start;
        while seen[at.index()].is_none() {
            seen[at.index()] = Some(start);
            let Some(next) = schemas[at].reference else {
                break;
            };
            at = next;
        }
        if seen[at.index()] == Some(start) && schemas[at].reference.is_some() {
            break_circle(diagnostics, schemas, at);
        }
    }
}

fn break_circle(diagnostics: &mut Diagnostics, schemas: &mut Schemas, first: SchemaId) {
    let mut places: Vec<Location> = Vec::new();
    let mut at = first;
    while let Some(next) = schemas[at].reference.take() {
        places.push(schemas[at].at.clone());
        at = next;
    }
    let places: Vec<&Location> = places.iter().collect();
    diagnostics.push(resolve::circle_of(&places));
}
