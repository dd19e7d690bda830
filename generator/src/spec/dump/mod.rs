//! A [`Spec`] as text for people and golden files: stable, complete, one fact a line.

use std::collections::HashSet;
use std::fmt::{self, Write};

mod schema;

use super::{
    ApiKeyPlace, Encoding, Encodings, Example, Header, Info, MediaType, OAuthFlow, Operation,
    Parameter, Requirement, Response, SchemaId, SecurityScheme, SecuritySchemeKind, Server, Spec,
    Status, Style, Tag,
};

/// Writes all that a contract says.
pub fn dump(spec: &Spec) -> String {
    let mut dump = Dump {
        spec,
        out: String::new(),
        depth: 0,
        shown: HashSet::new(),
    };
    let addresses = [
        ("$self", &spec.self_uri),
        ("jsonSchemaDialect", &spec.schema_dialect),
    ];
    for (name, text) in addresses {
        if let Some(text) = text {
            dump.line(format_args!("{name} {text}"));
        }
    }
    dump.info(&spec.info);
    dump.servers(&spec.servers);
    for tag in &spec.tags {
        dump.tag(tag);
    }
    for scheme in spec.components.security_schemes.values() {
        dump.scheme(scheme);
    }
    for operation in &spec.operations {
        dump.operation(operation);
    }
    for webhook in &spec.webhooks {
        dump.line(format_args!("webhook {}", webhook.name));
        for operation in &webhook.operations {
            dump.inside(|dump| dump.operation(operation));
        }
    }
    for (name, id) in &spec.components.schemas {
        dump.schema(format_args!("schema {name}"), *id);
    }
    // What only a pointer leads to.
    for (id, schema) in spec.schemas.iter() {
        if !dump.shown.contains(&id) {
            dump.schema(format_args!("schema #{}", schema.at.pointer()), id);
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
        self.text("termsOfService", info.terms_of_service.as_deref());
        if let Some(contact) = &info.contact {
            self.inside(|dump| {
                dump.line(format_args!("contact"));
                dump.text("name", contact.name.as_deref());
                dump.text("url", contact.url.as_deref());
                dump.text("email", contact.email.as_deref());
            });
        }
        if let Some(license) = &info.license {
            self.inside(|dump| {
                dump.line(format_args!("license"));
                dump.text("name", license.name.as_deref());
                dump.text("identifier", license.identifier.as_deref());
                dump.text("url", license.url.as_deref());
            });
        }
    }

    fn tag(&mut self, tag: &Tag) {
        self.line(format_args!("tag {}", tag.name));
        self.text("summary", tag.summary.as_deref());
        self.text("kind", tag.kind.as_deref());
        self.text("parent", tag.parent.as_deref());
        self.text("description", tag.description.as_deref());
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
            SecuritySchemeKind::OAuth2 { .. } => "oauth2".to_owned(),
            SecuritySchemeKind::OpenIdConnect { url } => format!("openIdConnect {url}"),
            SecuritySchemeKind::MutualTls => "mutualTLS".to_owned(),
        };
        self.line(format_args!("security scheme {}: {kind}", scheme.name));
        self.text("description", scheme.description.as_deref());
        self.flags(&[("deprecated", scheme.deprecated)]);
        if let SecuritySchemeKind::OAuth2 {
            flows,
            metadata_url,
        } = &scheme.kind
        {
            self.text("metadata", metadata_url.as_deref());
            for flow in flows {
                self.inside(|dump| dump.flow(flow));
            }
        }
    }

    fn flow(&mut self, flow: &OAuthFlow) {
        self.line(format_args!("flow {}", flow.kind.as_str()));
        let urls = [
            ("authorization", &flow.authorization_url),
            ("device authorization", &flow.device_authorization_url),
            ("token", &flow.token_url),
            ("refresh", &flow.refresh_url),
        ];
        for (name, url) in urls {
            self.text(name, url.as_deref());
        }
        for (scope, words) in &flow.scopes {
            self.inside(|dump| dump.line(format_args!("scope {scope} {words:?}")));
        }
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
        self.text("summary", response.summary.as_deref());
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
                if let Some(id) = media.item_schema {
                    dump.schema(format_args!("itemSchema"), id);
                }
                dump.encodings(&media.encodings);
                dump.examples(&media.examples);
            });
        }
    }

    fn encodings(&mut self, encodings: &Encodings) {
        for (name, encoding) in &encodings.named {
            self.encoding(format_args!("encoding {name:?}"), encoding);
        }
        for encoding in &encodings.prefix {
            self.encoding(format_args!("prefixEncoding"), encoding);
        }
        if let Some(encoding) = &encodings.item {
            self.encoding(format_args!("itemEncoding"), encoding);
        }
    }

    fn encoding(&mut self, label: fmt::Arguments<'_>, encoding: &Encoding) {
        let style = encoding.style.map_or("", style);
        let space = if style.is_empty() { "" } else { " " };
        let explode = match encoding.explode {
            Some(true) => " explode",
            Some(false) => " joined",
            None => "",
        };
        self.line(format_args!("{label}{space}{style}{explode}"));
        self.text("contentType", encoding.content_type.as_deref());
        self.flags(&[("allowReserved", encoding.allow_reserved)]);
        self.inside(|dump| {
            for header in &encoding.headers {
                dump.header(header);
            }
            dump.encodings(&encoding.nested);
        });
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
        Style::Cookie => "cookie",
    }
}
