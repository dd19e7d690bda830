use std::num::NonZeroU32;
use std::ops::{Index, IndexMut};

use indexmap::IndexMap;

use super::{Example, Extensions, ExternalDocs, Xml};
use crate::document::members::Members;
use crate::source::Location;

/// A JSON Schema (2020-12) as the contract states it: every known keyword, nothing decided. Large parts that are rare are boxed:
/// documents have ten thousands of schemas.
///
/// ```yaml
/// type: object
/// properties: {id: {type: integer}}
/// required: [id]
/// ```
#[derive(Clone, Debug)]
pub struct Schema {
    /// Where it stands.
    pub at: Location,
    /// Its name, where it is a component.
    pub name: Option<String>,
    /// The name that its place gives it where it is none: the key under `$defs` or in another file, or that file's stem.
    pub definition: Option<String>,
    /// `true` or `false` in place of an object.
    pub boolean: Option<bool>,
    /// What `$ref` leads to. Keywords beside it hold as well.
    pub reference: Option<SchemaId>,
    /// `title`.
    pub title: Option<String>,
    /// More to read.
    pub external_docs: Option<Box<ExternalDocs>>,
    /// `description`, `CommonMark`.
    pub description: Option<String>,
    /// Not to be used any more.
    pub deprecated: bool,
    /// Sent by the server only.
    pub read_only: bool,
    /// Sent by the client only.
    pub write_only: bool,
    /// `type`; empty where any type will do.
    pub types: JsonTypes,
    /// `format`.
    pub format: Option<String>,
    /// `contentEncoding`: how bytes became this text (RFC 4648).
    pub content_encoding: Option<String>,
    /// `contentMediaType`: what the text, decoded, is.
    pub content_media_type: Option<String>,
    /// `enum`.
    pub values: Option<Vec<serde_json::Value>>,
    /// `const`.
    pub constant: Option<Box<serde_json::Value>>,
    /// `default`, with its place.
    pub default: Option<Box<(Location, serde_json::Value)>>,
    /// `examples`, and OpenAPI's `example`.
    pub examples: Vec<Example>,
    /// `minimum`, `maxLength` and their like, where there are any.
    limits: Option<Box<Limits>>,
    /// `properties`, in document order.
    pub properties: Properties,
    /// `required`, in document order.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional_properties: Option<SchemaId>,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `prefixItems`.
    pub prefix_items: Vec<SchemaId>,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `discriminator`.
    pub discriminator: Option<Box<Discriminator>>,
    /// `not`, `if`, `contains` and their like, where there is any.
    pub assertions: Option<Box<Assertions>>,
    /// `xml`.
    pub xml: Option<Box<Xml>>,
    /// `x-…`.
    pub extensions: Extensions,
}

/// `properties`: each schema by its name.
pub type Properties = Members<SchemaId>;

impl Schema {
    /// A schema that says nothing yet.
    pub fn any(at: Location) -> Self {
        Self {
            at,
            name: None,
            definition: None,
            boolean: None,
            reference: None,
            title: None,
            external_docs: None,
            description: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            types: JsonTypes::default(),
            format: None,
            content_encoding: None,
            content_media_type: None,
            values: None,
            constant: None,
            default: None,
            examples: Vec::new(),
            limits: None,
            properties: Properties::default(),
            required: Vec::new(),
            additional_properties: None,
            items: None,
            prefix_items: Vec::new(),
            all_of: Vec::new(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            discriminator: None,
            assertions: None,
            xml: None,
            extensions: Extensions::default(),
        }
    }

    /// The branches of `oneOf` and `anyOf`.
    pub fn branches(&self) -> impl Iterator<Item = SchemaId> + '_ {
        self.one_of.iter().chain(&self.any_of).copied()
    }

    /// `minimum`, `maxLength` and their like.
    pub fn limits(&self) -> &Limits {
        self.limits.as_deref().unwrap_or(&Limits::NONE)
    }

    /// The same, to say more.
    pub fn limits_mut(&mut self) -> &mut Limits {
        self.limits.get_or_insert_default()
    }
}

/// The keywords that bound a value without changing its type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// `minimum`.
    pub minimum: Option<serde_json::Number>,
    /// `maximum`.
    pub maximum: Option<serde_json::Number>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<serde_json::Number>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<serde_json::Number>,
    /// `multipleOf`.
    pub multiple_of: Option<serde_json::Number>,
    /// `minLength`, in characters.
    pub min_length: Option<u64>,
    /// `maxLength`, in characters.
    pub max_length: Option<u64>,
    /// `pattern`, ECMA-262.
    pub pattern: Option<String>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
}

impl Limits {
    const NONE: Self = Self {
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        min_length: None,
        max_length: None,
        pattern: None,
        min_items: None,
        max_items: None,
        unique_items: false,
        min_properties: None,
        max_properties: None,
    };
}

/// The keywords that few schemas have, and that no type shows.
#[derive(Clone, Debug, Default)]
pub struct Assertions {
    /// `not`.
    pub not: Option<SchemaId>,
    /// `if`.
    pub condition: Option<SchemaId>,
    /// `then`.
    pub then: Option<SchemaId>,
    /// `else`.
    pub otherwise: Option<SchemaId>,
    /// `patternProperties`, by pattern.
    pub pattern_properties: IndexMap<String, SchemaId>,
    /// `propertyNames`.
    pub property_names: Option<SchemaId>,
    /// `dependentRequired`.
    pub dependent_required: IndexMap<String, Vec<String>>,
    /// `dependentSchemas`.
    pub dependent_schemas: IndexMap<String, SchemaId>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<SchemaId>,
    /// `contains`.
    pub contains: Option<SchemaId>,
    /// `minContains`.
    pub min_contains: Option<u64>,
    /// `maxContains`.
    pub max_contains: Option<u64>,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<SchemaId>,
}

impl Assertions {
    /// The schemas under a keyword each.
    pub fn single(&self) -> impl Iterator<Item = (&'static str, SchemaId)> {
        [
            ("not", self.not),
            ("if", self.condition),
            ("then", self.then),
            ("else", self.otherwise),
            ("propertyNames", self.property_names),
            ("unevaluatedProperties", self.unevaluated_properties),
            ("contains", self.contains),
            ("unevaluatedItems", self.unevaluated_items),
        ]
        .into_iter()
        .filter_map(|(keyword, id)| Some((keyword, id?)))
    }

    /// The schemas under a name or pattern each.
    pub fn named(&self) -> [(&'static str, &IndexMap<String, SchemaId>); 2] {
        [
            ("patternProperties", &self.pattern_properties),
            ("dependentSchemas", &self.dependent_schemas),
        ]
    }
}

/// The Discriminator Object.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Where it stands.
    pub at: Location,
    /// The property that holds the tag.
    pub property: String,
    /// Tag values and the schemas they stand for; values that lead nowhere are left out with a warning.
    pub mapping: IndexMap<String, SchemaId>,
    /// The schema of values whose tag is missing or unknown, with the place that names it.
    pub default_mapping: Option<(Location, SchemaId)>,
}

impl Discriminator {
    /// The schema that `defaultMapping` names.
    pub fn default_schema(&self) -> Option<SchemaId> {
        self.default_mapping.as_ref().map(|(_, id)| *id)
    }
}

/// One of JSON Schema's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

/// A list of JSON types in document order, without repeats: never more than there are. It needs no memory of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JsonTypes([Option<JsonType>; 7]);

impl JsonTypes {
    /// Adds a type once.
    pub fn insert(&mut self, ty: JsonType) {
        if !self.contains(ty)
            && let Some(free) = self.0.iter_mut().find(|place| place.is_none())
        {
            *free = Some(ty);
        }
    }

    /// Takes a type out.
    pub fn remove(&mut self, ty: JsonType) {
        let others: Vec<JsonType> = self.iter().filter(|other| *other != ty).collect();
        *self = Self::default();
        for other in others {
            self.insert(other);
        }
    }

    /// Whether it is among them.
    pub fn contains(&self, ty: JsonType) -> bool {
        self.0.contains(&Some(ty))
    }

    /// Whether `type` says nothing.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// In document order.
    pub fn iter(&self) -> impl Iterator<Item = JsonType> + '_ {
        self.0.iter().flatten().copied()
    }
}

impl JsonType {
    /// From `type`'s text.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "null" => Self::Null,
            "boolean" => Self::Boolean,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::String,
            "array" => Self::Array,
            "object" => Self::Object,
            _ => return None,
        })
    }

    /// As `type` spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// A schema's handle in its [`Schemas`]: its number, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(NonZeroU32);

/// Every schema of a document, by handle, components first. They lie in blocks: a schema is most of a kilobyte, and is neither moved while
/// the list grows nor asked for and given back by itself.
#[derive(Clone, Debug, Default)]
pub struct Schemas(Vec<Vec<Schema>>);

/// How many schemas a block holds.
const BLOCK: usize = 16;

impl SchemaId {
    /// The handle of the schema that is added after so many others.
    pub(super) fn nth(index: usize) -> Self {
        let number = u32::try_from(index + 1).ok().and_then(NonZeroU32::new);
        Self(number.expect("a document holds fewer than 2^32 schemas: the loader bounds its nodes"))
    }

    /// How many were added before it.
    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }

    fn place(self) -> (usize, usize) {
        (self.index() / BLOCK, self.index() % BLOCK)
    }
}

impl Schemas {
    /// Adds a schema.
    pub fn push(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId::nth(self.len());
        match self.0.last_mut() {
            Some(block) if block.len() < BLOCK => block.push(schema),
            Some(_) => {
                let mut block = Vec::with_capacity(BLOCK);
                block.push(schema);
                self.0.push(block);
            }
            // Many documents that are read have few schemas.
            None => self.0.push(vec![schema]),
        }
        id
    }

    /// With their handles, in the order added.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        (0..).map(SchemaId::nth).zip(self.0.iter().flatten())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        // Only the last block has room left.
        match self.0.as_slice() {
            [full @ .., last] => full.len() * BLOCK + last.len(),
            [] => 0,
        }
    }

    /// Whether the document has no schema at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Index<SchemaId> for Schemas {
    type Output = Schema;

    fn index(&self, id: SchemaId) -> &Schema {
        let (block, place) = id.place();
        &self.0[block][place]
    }
}

impl IndexMut<SchemaId> for Schemas {
    fn index_mut(&mut self, id: SchemaId) -> &mut Schema {
        let (block, place) = id.place();
        &mut self.0[block][place]
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonType, JsonTypes};

    #[test]
    fn types_keep_their_order_whatever_is_taken_out() {
        let all = [
            JsonType::String,
            JsonType::Null,
            JsonType::Object,
            JsonType::Array,
            JsonType::Number,
            JsonType::Integer,
            JsonType::Boolean,
        ];
        let mut types = JsonTypes::default();
        assert!(types.is_empty());
        for ty in all.into_iter().chain(all) {
            types.insert(ty);
        }
        assert_eq!(types.iter().collect::<Vec<_>>(), all);
        types.remove(JsonType::Null);
        types.insert(JsonType::Null);
        let kept: Vec<JsonType> = types.iter().collect();
        assert_eq!(kept.first(), Some(&JsonType::String));
        assert_eq!(kept.last(), Some(&JsonType::Null));
        assert_eq!(kept.len(), all.len());
    }
}
