//! A [`Spec`] as text for people and golden files: stable, complete, one fact a line.

use std::collections::HashSet;
use std::fmt::{self, Write};

use super::{
    ApiKeyPlace, Example, Header, Info, Limits, MediaType, Operation, Parameter, Requirement,
    Response, Schema, SchemaId, SecurityScheme, SecuritySchemeKind, Server, Spec, Status, Style,
};

/// Writes all that a contract says.
pub fn dump(spec: &Spec) -> String {
    let mut dump = Dump {
        spec,
        out: String::new(),
        depth: 0,
        shown: HashSet::new(),
    };
    dump.info(&spec.info);
    dump.servers(&spec.servers);
    for tag in &spec.tags {
        dump.line(format_args!("tag {}", tag.name));
        dump.text("description", tag.description.as_deref());
    }
    for scheme in spec.components.security_schemes.values() {
        dump.scheme(scheme);
    }
    for operation in &spec.operations {
        dump.operation(operation);
    }
    for (name, id) in &spec.components.schemas {
        dump.schema(format_args!("schema {name}"), *id);
    }
    // What only a pointer leads to.
    for (id, schema) in spec.schemas.iter() {
        if !dump.shown.contains(&id) {
            dump.schema(format_args!("schema #{}", schema.at.pointer), id);
        }
    }
    dump.out
}

struct Dump<'s> {
    spec: &'s Spec,
    out: String,
    depth: usize,
    shown: HashSet<SchemaId>,
}

impl Dump<'_> {
    fn line(&mut self, words: fmt::Arguments<'_>) {
        let depth = self.depth * 2;
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{:depth$}{words}", "");
    }

    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    fn text(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.inside(|dump| dump.line(format_args!("{name} {text:?}")));
        }
    }

    fn flags(&mut self, flags: &[(&str, bool)]) {
        for (name, flag) in flags {
            if *flag {
                self.inside(|dump| dump.line(format_args!("{name}")));
            }
        }
    }

    fn info(&mut self, info: &Info) {
        let version = info.version.as_deref().unwrap_or("(no version)");
        self.line(format_args!("info {:?} {version}", info.title));
        self.text("summary", info.summary.as_deref());
        self.text("description", info.description.as_deref());
    }

    fn servers(&mut self, servers: &[Server]) {
        for server in servers {
            self.line(format_args!("server {}", server.url));
            self.text("name", server.name.as_deref());
            self.text("description", server.description.as_deref());
            for variable in &server.variables {
                let values = match variable.values.as_slice() {
                    [] => String::new(),
                    values => format!(" of {}", values.join(" | ")),
                };
                self.inside(|dump| {
                    let (name, default) = (&variable.name, &variable.default);
                    dump.line(format_args!("variable {name} = {default:?}{values}"));
                    dump.text("description", variable.description.as_deref());
                });
            }
        }
    }

    fn scheme(&mut self, scheme: &SecurityScheme) {
        let kind = match &scheme.kind {
            SecuritySchemeKind::Basic => "basic".to_owned(),
            SecuritySchemeKind::Bearer { format: None } => "bearer".to_owned(),
            SecuritySchemeKind::Bearer {
                format: Some(format),
            } => format!("bearer {format}"),
            SecuritySchemeKind::Http { scheme } => format!("http {scheme}"),
            SecuritySchemeKind::ApiKey { place, name } => {
                let place = match place {
                    ApiKeyPlace::Header => "header",
                    ApiKeyPlace::Query => "query",
                    ApiKeyPlace::Cookie => "cookie",
                };
                format!("key in {place} {name}")
            }
            SecuritySchemeKind::OAuth2 => "oauth2".to_owned(),
            SecuritySchemeKind::OpenIdConnect { url } => format!("openIdConnect {url}"),
            SecuritySchemeKind::MutualTls => "mutualTLS".to_owned(),
        };
        self.line(format_args!("security scheme {}: {kind}", scheme.name));
        self.text("description", scheme.description.as_deref());
    }

    fn operation(&mut self, operation: &Operation) {
        let id = operation.id.as_deref().unwrap_or("(no id)");
        self.line(format_args!("{} {} {id}", operation.method, operation.path));
        self.text("summary", operation.summary.as_deref());
        self.text("description", operation.description.as_deref());
        self.flags(&[("deprecated", operation.deprecated)]);
        self.inside(|dump| {
            if !operation.tags.is_empty() {
                dump.line(format_args!("tags {}", operation.tags.join(", ")));
            }
            dump.security(&operation.security);
            dump.servers(operation.servers.as_deref().unwrap_or_default());
            for parameter in &operation.parameters {
                dump.parameter(parameter);
            }
            if let Some(body) = &operation.request_body {
                let required = if body.required {
                    "required"
                } else {
                    "optional"
                };
                dump.line(format_args!("body {required}"));
                dump.text("description", body.description.as_deref());
                dump.inside(|dump| dump.content(&body.content));
            }
            for response in &operation.responses {
                dump.response(response);
            }
            dump.extensions(&operation.extensions);
        });
    }

    fn security(&mut self, security: &[Vec<Requirement>]) {
        for alternative in security {
            let schemes: Vec<String> = alternative
                .iter()
                .map(|requirement| match requirement.scopes.as_slice() {
                    [] => requirement.scheme.clone(),
                    scopes => format!("{}({})", requirement.scheme, scopes.join(" ")),
                })
                .collect();
            let all = if schemes.is_empty() {
                "nothing".to_owned()
            } else {
                schemes.join(" and ")
            };
            self.line(format_args!("security {all}"));
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let (name, place) = (&parameter.name, parameter.place.as_str());
        let required = if parameter.required {
            "required"
        } else {
            "optional"
        };
        let style = style(parameter.style);
        let explode = if parameter.explode { " explode" } else { "" };
        self.line(format_args!("{place} {name:?} {required} {style}{explode}"));
        self.text("description", parameter.description.as_deref());
        self.flags(&[
            ("deprecated", parameter.deprecated),
            ("allowReserved", parameter.allow_reserved),
            ("allowEmptyValue", parameter.allow_empty_value),
            ("inferred", parameter.inferred),
        ]);
        self.inside(|dump| {
            dump.holds(parameter.schema, parameter.content.as_ref());
            dump.examples(&parameter.examples);
        });
    }

    fn response(&mut self, response: &Response) {
        let status: Status = response.status;
        self.line(format_args!("response {status}"));
        self.text("description", response.description.as_deref());
        self.inside(|dump| {
            for header in &response.headers {
                dump.header(header);
            }
            dump.content(&response.content);
        });
    }

    fn header(&mut self, header: &Header) {
        let required = if header.required {
            "required"
        } else {
            "optional"
        };
        let explode = if header.explode { " explode" } else { "" };
        self.line(format_args!("header {:?} {required}{explode}", header.name));
        self.text("description", header.description.as_deref());
        self.flags(&[("deprecated", header.deprecated)]);
        self.inside(|dump| {
            dump.holds(header.schema, header.content.as_ref());
            dump.examples(&header.examples);
        });
    }

    fn holds(&mut self, schema: Option<SchemaId>, content: Option<&MediaType>) {
        if let Some(id) = schema {
            self.schema(format_args!("schema"), id);
        }
        if let Some(content) = content {
            self.content(std::slice::from_ref(content));
        }
    }

    fn content(&mut self, content: &[MediaType]) {
        for media in content {
            self.line(format_args!("{}", media.name));
            self.inside(|dump| {
                dump.holds(media.schema, None);
                dump.examples(&media.examples);
            });
        }
    }

    fn examples(&mut self, examples: &[Example]) {
        for example in examples {
            let name = example.name.as_deref().unwrap_or_default();
            let space = if name.is_empty() { "" } else { " " };
            self.line(format_args!("example{space}{name} = {}", example.value));
        }
    }

    fn extensions(&mut self, extensions: &super::Extensions) {
        for (name, value) in extensions {
            self.line(format_args!("{name} = {value}"));
        }
    }

    /// A schema under a label: whole where it stands, by its address elsewhere.
    fn schema(&mut self, label: fmt::Arguments<'_>, id: SchemaId) {
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
            dump.limits(&schema.limits);
            dump.parts(schema);
            dump.extensions(&schema.extensions);
        });
    }

    fn address(&self, id: SchemaId) -> String {
        let schema = &self.spec.schemas[id];
        match &schema.name {
            Some(name) => name.clone(),
            None => format!("#{}", schema.at.pointer),
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
        let names: HashSet<&String> = schema.required.iter().collect();
        for (name, id) in &schema.properties {
            let required = if names.contains(name) {
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
        if let Some(discriminator) = &schema.discriminator {
            self.line(format_args!("discriminator {:?}", discriminator.property));
            for (tag, id) in &discriminator.mapping {
                let target = self.address(*id);
                self.inside(|dump| dump.line(format_args!("{tag:?} -> {target}")));
            }
        }
    }
}

/// The types, or what else says which values there are.
fn kind(schema: &Schema) -> String {
    let types: Vec<&str> = schema.types.iter().map(super::JsonType::as_str).collect();
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

fn style(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
    }
}
