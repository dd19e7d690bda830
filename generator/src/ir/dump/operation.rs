//! Operations, a line for each parameter, body, answer and header.

use super::{Dump, xml};
use crate::ir::analysis::Pagination;
use crate::ir::{Media, Operation};

impl Dump<'_> {
    pub(super) fn operation(&mut self, operation: &Operation, pagination: Option<&Pagination>) {
        let id = operation.id.as_deref().unwrap_or("(without id)");
        let deprecated = if operation.docs.deprecated {
            " deprecated"
        } else {
            ""
        };
        self.line(
            0,
            &format!("{} {} {id}{deprecated}", operation.method, operation.path),
        );
        for parameter in &operation.parameters {
            let optional = if parameter.required { "" } else { "?" };
            let style = if parameter.json {
                "json".to_owned()
            } else {
                format!("{:?}", parameter.style).to_lowercase()
            };
            let explode = if parameter.explode { " explode" } else { "" };
            let default = parameter
                .default
                .as_ref()
                .map(|value| format!(" = {value}"))
                .unwrap_or_default();
            let spelt = self.spell(parameter.ty);
            let line = format!(
                "{} {}{optional}: {spelt}{default} ({style}{explode})",
                parameter.place.as_str(),
                parameter.name
            );
            self.line(1, &line);
        }
        if let Some(body) = &operation.body {
            let optional = if body.required { "" } else { "?" };
            for media in &body.content {
                let spelt = self.spell(media.ty) + &xml(media.xml.as_deref());
                let line = format!("body{optional} {}: {spelt}", media.name);
                self.line(1, &line);
                self.encodings(media);
            }
        }
        self.responses(operation);
        self.security(operation);
        if let Some(pagination) = pagination {
            self.line(1, &format!("paged: {}", pagination.evidence));
        }
    }

    fn encodings(&mut self, media: &Media) {
        for encoding in &media.encodings {
            let style = encoding
                .style
                .map(|style| format!(" {style:?}").to_lowercase());
            let explode = if encoding.explode { " explode" } else { "" };
            let content_type = encoding.content_type.as_ref();
            let content_type = content_type.map(|name| format!(" {name}"));
            let line = format!(
                "{}:{}{explode}{}",
                encoding.property,
                style.unwrap_or_default(),
                content_type.unwrap_or_default()
            );
            self.line(2, &line);
        }
    }

    fn responses(&mut self, operation: &Operation) {
        for response in &operation.responses {
            if response.content.is_empty() {
                self.line(1, &format!("{}: no body", response.status));
            }
            for media in &response.content {
                let spelt = self.spell(media.ty) + &xml(media.xml.as_deref());
                let line = format!("{} {}: {spelt}", response.status, media.name);
                self.line(1, &line);
                self.encodings(media);
            }
            for header in &response.headers {
                let optional = if header.required { "" } else { "?" };
                let line = format!(
                    "header {}{optional}: {}",
                    header.name,
                    self.spell(header.ty)
                );
                self.line(2, &line);
            }
        }
    }

    fn security(&mut self, operation: &Operation) {
        if operation.security.is_empty() {
            return;
        }
        let schemes = |alternative: &Vec<crate::spec::Requirement>| {
            let names: Vec<&str> = alternative
                .iter()
                .map(|requirement| requirement.scheme.as_str())
                .collect();
            if names.is_empty() {
                "nobody in particular".to_owned()
            } else {
                names.join(" and ")
            }
        };
        let alternatives: Vec<String> = operation.security.iter().map(schemes).collect();
        self.line(1, &format!("as {}", alternatives.join(" or ")));
    }
}
