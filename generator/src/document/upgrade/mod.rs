//! Swagger 2.0 in the words of OpenAPI 3.0, on the tree, so that there is one reader for every version.
//!
//! In: a [`Document`] of 2.0, overlays applied. Out: one of 3.0.4 in which every value remembers the place that its author wrote it
//! at. What 3.0 cannot say is told. What is wrong in any version stays as it is, and readers tell it. Open `operation` first.

mod body;
mod build;
mod media;
mod operation;
mod parameter;
mod reference;
mod report;
mod response;
mod schema;
mod security;
mod server;
#[cfg(test)]
mod tests;
mod value;
mod words;

use std::borrow::Cow;

use self::build::{Object, each, text};
use self::media::Media;
pub use self::words::hand_on;
use super::{Document, Node, Tree, Version};
use crate::diagnostics::{Diagnostics, Stop};
use crate::source::Pointer;

impl Document {
    /// The document in a version that readers know, with that version: itself, unless it is in 2.0.
    pub fn upgraded(
        &self,
        diagnostics: &mut Diagnostics,
    ) -> Result<(Cow<'_, Self>, Version), Stop> {
        let version = self.version(diagnostics);
        let version = version.or_else(|stop| self.assumed_version().ok_or(stop))?;
        if version != Version::V2_0 {
            return Ok((Cow::Borrowed(self), version));
        }
        // Only in one file can be told what a parameter or a body of another file is part of.
        let whole = if self.externals.files.is_empty() {
            Cow::Borrowed(self)
        } else {
            Cow::Owned(self.bundled(diagnostics))
        };
        let mut document = Self {
            source: std::sync::Arc::clone(&self.source),
            root: upgrade(diagnostics, &whole.root()),
            sources: self.sources.clone(),
            uris: self.uris.clone(),
            externals: whole.externals.clone(),
        };
        document.root.origin = None;
        Ok((Cow::Owned(document), version))
    }
}

fn upgrade(diagnostics: &mut Diagnostics, root: &Node<'_>) -> Tree {
    let mut upgrade = Upgrade {
        root: root.clone(),
        consumes: Vec::new(),
        produces: Vec::new(),
        sought: Vec::new(),
        assumed: Vec::new(),
    };
    if let Some(node) = root.get("consumes") {
        upgrade.consumes = media::read(diagnostics, &node);
    }
    if let Some(node) = root.get("produces") {
        upgrade.produces = media::read(diagnostics, &node);
    }
    let mut tree = upgrade.document(diagnostics);
    if !upgrade.sought.is_empty() {
        reference::correct(&mut tree, root.at().source(), &upgrade.sought);
    }
    tree
}

/// What the parts of a document share while it is rewritten.
struct Upgrade<'d> {
    root: Node<'d>,
    consumes: Vec<Media<'d>>,
    produces: Vec<Media<'d>>,
    /// Pointers of references to what may have been taken apart.
    sought: Vec<String>,
    /// The keys that were missing, and what they would have said was assumed.
    assumed: Vec<&'static str>,
}

impl<'d> Upgrade<'d> {
    fn document(&mut self, diagnostics: &mut Diagnostics) -> Tree {
        let root = self.root.clone();
        let mut document = Object::of(&root);
        let mut components = Object::of(&root);
        for (key, value) in root.members() {
            match key {
                "swagger" => document.set("openapi", text(&value, "3.0.4")),
                "host" | "basePath" | "schemes" | "consumes" | "produces" => {}
                "paths" => document.set(key, operation::paths(diagnostics, self, &value)),
                "definitions" | "parameters" | "responses" | "securityDefinitions" => {
                    self.section(diagnostics, &mut components, key, &value);
                }
                "servers" => {
                    report::newer(diagnostics, &value, key);
                    document.keep(key, &value);
                }
                "components" => {
                    let words = "`components` is OpenAPI 3's word, and is ignored";
                    report::lost(diagnostics, &value, words, "write `definitions`");
                }
                _ => document.keep(key, &value),
            }
        }
        if !document.has("servers")
            && let Some(servers) = server::of_document(diagnostics, &root)
        {
            document.set("servers", servers);
        }
        document.set("components", components.done());
        document.done()
    }

    /// A collection of what may be referred to.
    fn section(
        &mut self,
        diagnostics: &mut Diagnostics,
        components: &mut Object<'_>,
        key: &str,
        node: &Node<'d>,
    ) {
        match key {
            "definitions" => {
                let made = each(node, |_, value| schema::schema(diagnostics, self, value));
                components.set("schemas", made);
            }
            "parameters" if node.is_object() => {
                let (plain, bodies) = body::global(diagnostics, self, node);
                components.set("parameters", plain);
                components.set("requestBodies", bodies);
            }
            "responses" => {
                let place = response::components();
                let made = response::responses(diagnostics, self, node, None, &place);
                components.set(key, made);
            }
            "securityDefinitions" => components.set("securitySchemes", security::schemes(node)),
            _ => components.keep(key, node),
        }
    }

    /// A reference's text for the new tree. References into other files stay.
    fn target(&mut self, text: &str) -> String {
        let Some(pointer) = self.own(text) else {
            return self.by_name(text).unwrap_or_else(|| text.to_owned());
        };
        reference::section(pointer).unwrap_or_else(|| {
            if !self.sought.iter().any(|sought| sought == pointer) {
                self.sought.push(pointer.to_owned());
            }
            format!("#{pointer}")
        })
    }

    /// The pointer of a reference into this document.
    fn own<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (file, pointer) = text.trim().split_once('#')?;
        let name = &self.root.at().source().name;
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let own = file.is_empty() || file.strip_prefix("./").unwrap_or(file) == name;
        own.then_some(pointer)
    }

    /// A definition's bare name, as Swagger 1.2 had it and many tools still read it.
    fn by_name(&self, text: &str) -> Option<String> {
        let bare = !text.contains(['#', '/', '.']);
        let definitions = self.root.get("definitions")?;
        let found = bare && definitions.get(text).is_some();
        found.then(|| format!("#/components/schemas/{text}"))
    }

    /// What a reference into this document leads to, and its name where that is a global parameter.
    fn find(&self, text: &str) -> Option<(Option<String>, Node<'d>)> {
        let pointer = Pointer::parse(&reference::decoded(self.own(text)?)?).ok()?;
        let node = self.root.find(&pointer)?;
        let keys: Vec<String> = pointer.keys().iter().map(ToString::to_string).collect();
        let global = match keys.as_slice() {
            [section, name] if section == "parameters" => Some(name.clone()),
            _ => None,
        };
        Some((global, node))
    }

    /// The media types of a body; JSON where nobody says.
    fn media(
        &mut self,
        diagnostics: &mut Diagnostics,
        said: &[Media<'d>],
        node: &Node<'d>,
        key: &'static str,
    ) -> Vec<Media<'d>> {
        if !said.is_empty() {
            return said.to_vec();
        }
        if !self.assumed.contains(&key) {
            self.assumed.push(key);
            let words = format!(
                "no `{key}` says what this body is: it is taken to be `{JSON}`, as are others like it"
            );
            let help =
                format!("list the media types under `{key}` of the document or the operation");
            report::assumed(diagnostics, node, &words, &help);
        }
        vec![Media {
            name: JSON.to_owned(),
            node: node.clone(),
        }]
    }

    /// The first media type of a global body or response.
    fn first_name(said: &[Media<'d>]) -> String {
        said.first()
            .map_or_else(|| JSON.to_owned(), |media| media.name.clone())
    }
}

const JSON: &str = "application/json";
