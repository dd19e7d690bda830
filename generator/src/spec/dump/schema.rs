use std::collections::HashSet;
use std::fmt;

use super::Dump;
use crate::spec::{Assertions, JsonType, Limits, Schema, SchemaId, XmlNode};

impl Dump<'_> {
    /// A schema under a label: whole where it stands, by its address elsewhere.
    pub(super) fn schema(&mut self, label: fmt::Arguments<'_>, id: SchemaId) {
        let schema = &self.spec.schemas[id];
        if !self.shown.insert(id) {
            let address = self.address(id);
            return self.line(format_args!("{label}: {address}"));
        }
        let kind = kind(schema);
        let reference = schema.reference.map(|target| self.address(target));
        let reference = reference.map_or_else(String::new, |target| format!(" -> {target}"));
        self.line(format_args!("{label}: {kind}{reference}"));
        self.text("title", schema.title.as_deref());
        self.text("description", schema.description.as_deref());
        self.flags(&[
            ("deprecated", schema.deprecated),
            ("readOnly", schema.read_only),
            ("writeOnly", schema.write_only),
        ]);
        self.inside(|dump| {
            dump.values(schema);
            dump.limits(schema.limits());
            dump.parts(schema);
            dump.xml(schema);
            dump.extensions(&schema.extensions);
        });
    }

    fn xml(&mut self, schema: &Schema) {
        let Some(xml) = &schema.xml else { return };
        let said = [
            ("name", xml.name.as_deref()),
            ("namespace", xml.namespace.as_deref()),
            ("prefix", xml.prefix.as_deref()),
            ("nodeType", xml.node.map(XmlNode::as_str)),
        ];
        let said = said.into_iter();
        let said = said.filter_map(|(key, text)| Some(format!(" {key} {:?}", text?)));
        self.line(format_args!("xml{}", said.collect::<String>()));
    }

    fn address(&self, id: SchemaId) -> String {
        let schema = &self.spec.schemas[id];
        match &schema.name {
            Some(name) => name.clone(),
            None => format!("#{}", schema.at.pointer()),
        }
    }

    fn values(&mut self, schema: &Schema) {
        let media = [
            ("contentEncoding", &schema.content_encoding),
            ("contentMediaType", &schema.content_media_type),
        ];
        for (name, text) in media {
            if let Some(text) = text {
                self.line(format_args!("{name} {text:?}"));
            }
        }
        if let Some(values) = &schema.values {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            self.line(format_args!("enum {}", values.join(" | ")));
        }
        if let Some(value) = &schema.constant {
            self.line(format_args!("const {value}"));
        }
        if let Some((_, value)) = schema.default.as_deref() {
            self.line(format_args!("default {value}"));
        }
        self.examples(&schema.examples);
    }

    fn limits(&mut self, limits: &Limits) {
        let numbers = [
            ("minimum", &limits.minimum),
            ("maximum", &limits.maximum),
            ("exclusiveMinimum", &limits.exclusive_minimum),
            ("exclusiveMaximum", &limits.exclusive_maximum),
            ("multipleOf", &limits.multiple_of),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                self.line(format_args!("{name} {number}"));
            }
        }
        let counts = [
            ("minLength", limits.min_length),
            ("maxLength", limits.max_length),
            ("minItems", limits.min_items),
            ("maxItems", limits.max_items),
            ("minProperties", limits.min_properties),
            ("maxProperties", limits.max_properties),
        ];
        for (name, count) in counts {
            if let Some(count) = count {
                self.line(format_args!("{name} {count}"));
            }
        }
        if let Some(pattern) = &limits.pattern {
            self.line(format_args!("pattern {pattern:?}"));
        }
        if limits.unique_items {
            self.line(format_args!("uniqueItems"));
        }
    }

    fn parts(&mut self, schema: &Schema) {
        let names: HashSet<&str> = schema.required.iter().map(String::as_str).collect();
        for (name, id) in &schema.properties {
            let required = if names.contains(name.as_str()) {
                " required"
            } else {
                ""
            };
            self.schema(format_args!("property {name:?}{required}"), *id);
        }
        for name in &schema.required {
            if !schema.properties.contains_key(name) {
                self.line(format_args!("required {name:?}"));
            }
        }
        let one = [
            ("additionalProperties", schema.additional_properties),
            ("items", schema.items),
        ];
        for (name, id) in one {
            if let Some(id) = id {
                self.schema(format_args!("{name}"), id);
            }
        }
        let many = [
            ("prefixItems", &schema.prefix_items),
            ("allOf", &schema.all_of),
            ("oneOf", &schema.one_of),
            ("anyOf", &schema.any_of),
        ];
        for (name, ids) in many {
            for id in ids {
                self.schema(format_args!("{name}"), *id);
            }
        }
        if let Some(assertions) = &schema.assertions {
            self.assertions(assertions);
        }
        if let Some(discriminator) = &schema.discriminator {
            self.line(format_args!("discriminator {:?}", discriminator.property));
            for (tag, id) in &discriminator.mapping {
                let target = self.address(*id);
                self.inside(|dump| dump.line(format_args!("{tag:?} -> {target}")));
            }
            if let Some((_, id)) = &discriminator.default_mapping {
                let target = self.address(*id);
                self.inside(|dump| dump.line(format_args!("otherwise -> {target}")));
            }
        }
    }
}

impl Dump<'_> {
    fn assertions(&mut self, assertions: &Assertions) {
        for (name, id) in assertions.single() {
            self.schema(format_args!("{name}"), id);
        }
        for (keyword, schemas) in assertions.named() {
            for (name, id) in schemas {
                self.schema(format_args!("{keyword} {name:?}"), *id);
            }
        }
        for (name, others) in &assertions.dependent_required {
            self.line(format_args!("dependentRequired {name:?}: {others:?}"));
        }
        let counts = [
            ("minContains", assertions.min_contains),
            ("maxContains", assertions.max_contains),
        ];
        for (name, count) in counts {
            if let Some(count) = count {
                self.line(format_args!("{name} {count}"));
            }
        }
    }
}

/// The types, or what else says which values there are.
fn kind(schema: &Schema) -> String {
    let types: Vec<&str> = schema.types.iter().map(JsonType::as_str).collect();
    let types = match (schema.boolean, types.as_slice()) {
        (Some(boolean), _) => boolean.to_string(),
        (None, []) => "any".to_owned(),
        (None, types) => types.join(" | "),
    };
    match &schema.format {
        Some(format) => format!("{types} ({format})"),
        None => types,
    }
}
