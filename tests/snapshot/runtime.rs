//! The public items of the runtime, as its own sources have them: `generator/runtime/oasmith.api`, which goes into the list of every
//! crate that the runtime is copied into. Below a line `# if FEATURE` stands what that feature brings.
//!
//! What the runtime implements for types that are not its own is not listed.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "most kinds of Rust's items are no part of what a crate offers"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use oasmith::rust::snapshot::{Entry, Kind};
use syn::{Fields, ImplItem, Item as Code, ItemImpl, ItemTrait, TraitItem, UseTree};

use super::macros::Macros;
use super::spelling::{
    both, conditions, derived, held, is_public, marks, own_name, signature, spelled,
};

/// A path from the runtime's root, its parts.
type Parts = Vec<String>;

/// A file's or an inline module's items.
struct Module {
    path: Parts,
    is_public: bool,
    /// The features any of which it needs: `client and xml` where it needs two.
    needs: Vec<String>,
    items: Vec<Code>,
}

/// A type or a trait where it is defined.
struct Definition {
    /// Where users find it.
    public: Parts,
    needs: Vec<String>,
    kind: Kind,
    front: String,
    traits: BTreeSet<String>,
}

#[derive(Default)]
struct Reader {
    modules: Vec<Module>,
    macros: Macros,
    definitions: BTreeMap<Parts, Definition>,
    /// Types and traits that nobody finds.
    hidden: BTreeSet<Parts>,
    exported: BTreeMap<Parts, (Parts, Vec<String>)>,
    lines: BTreeSet<(Vec<String>, Entry)>,
}

/// The list's text.
pub(crate) fn text(root: &Path) -> String {
    let mut reader = Reader::default();
    reader.load(root, &root.join("lib.rs"), (vec![], true, vec![]));
    for module in &mut reader.modules {
        module.items = reader.macros.expanded(std::mem::take(&mut module.items));
    }
    reader.define();
    reader.list();
    reader.write()
}

impl Reader {
    /// Reads a file and those of its modules.
    fn load(
        &mut self,
        folder: &Path,
        file: &Path,
        (path, is_open, needs): (Parts, bool, Vec<String>),
    ) {
        let text = fs::read_to_string(file).expect("a file of the runtime");
        let items = syn::parse_file(&text).expect("it compiles").items;
        for item in &items {
            self.macros.learn(item);
            let Code::Mod(module) = item else { continue };
            let name = module.ident.to_string();
            if name == "sources" {
                continue;
            }
            let needs = both(&needs, conditions(&module.attrs));
            let inside = folder.join(&name);
            let file = folder.join(format!("{name}.rs"));
            let file = if file.exists() {
                file
            } else {
                inside.join("mod.rs")
            };
            let path = [path.clone(), vec![name]].concat();
            self.load(
                &inside,
                &file,
                (path, is_open && is_public(&module.vis), needs),
            );
        }
        self.modules.push(Module {
            path,
            is_public: is_open,
            needs,
            items,
        });
    }

    /// Where every type and trait is found, and what is derived on it.
    fn define(&mut self) {
        self.exported = self.exports();
        let modules = std::mem::take(&mut self.modules);
        for module in &modules {
            for item in &module.items {
                let (ident, visibility, attributes, generics, kind) = match item {
                    Code::Struct(item) => (
                        &item.ident,
                        &item.vis,
                        &item.attrs,
                        &item.generics,
                        Kind::Struct,
                    ),
                    Code::Enum(item) => (
                        &item.ident,
                        &item.vis,
                        &item.attrs,
                        &item.generics,
                        Kind::Enum,
                    ),
                    Code::Trait(item) => (
                        &item.ident,
                        &item.vis,
                        &item.attrs,
                        &item.generics,
                        Kind::Trait,
                    ),
                    _ => continue,
                };
                let real = [module.path.clone(), vec![ident.to_string()]].concat();
                let export = self.exported.get(&real);
                let public = if module.is_public {
                    Some((&real, &module.needs))
                } else {
                    export.map(|(path, needs)| (path, needs))
                };
                let Some((public, needs)) = public.filter(|_| is_public(visibility)) else {
                    self.hidden.insert(real);
                    continue;
                };
                let mut front = spelled(generics);
                if let Code::Trait(item) = item
                    && !item.supertraits.is_empty()
                {
                    front.extend([": ", &spelled(&item.supertraits)]);
                }
                let definition = Definition {
                    public: public.clone(),
                    needs: needs.clone(),
                    kind,
                    front: format!("{}{front}", marks(attributes))
                        .trim_end()
                        .to_owned(),
                    traits: derived(attributes),
                };
                self.definitions.insert(real, definition);
            }
        }
        self.modules = modules;
    }

    /// What public modules give out of private ones: by where it is defined, where it is found, and what that needs.
    fn exports(&self) -> BTreeMap<Parts, (Parts, Vec<String>)> {
        let mut exported = BTreeMap::new();
        for module in self.modules.iter().filter(|module| module.is_public) {
            for item in &module.items {
                let Code::Use(item) = item else { continue };
                if !is_public(&item.vis) {
                    continue;
                }
                let needs = both(&module.needs, conditions(&item.attrs));
                for path in paths(&item.tree, &module.path) {
                    let name = path.last().cloned().unwrap_or_default();
                    let public = [module.path.clone(), vec![name]].concat();
                    exported.insert(path, (public, needs.clone()));
                }
            }
        }
        exported
    }

    fn list(&mut self) {
        let modules = std::mem::take(&mut self.modules);
        for module in &modules {
            if module.is_public && !module.path.is_empty() {
                self.add(
                    &module.needs,
                    &module.path,
                    Kind::Mod,
                    &condition(&module.needs),
                );
            }
            for item in &module.items {
                self.item(module, item);
            }
        }
        for definition in std::mem::take(&mut self.definitions).into_values() {
            let (module, _) = definition.public.split_at(definition.public.len() - 1);
            let home = modules.iter().find(|one| one.path == module);
            let is_usual = home.is_none_or(|home| home.needs == definition.needs);
            let traits: Vec<String> = definition.traits.into_iter().collect();
            let condition = if is_usual {
                String::new()
            } else {
                condition(&definition.needs)
            };
            let parts = [definition.front, traits.join(", "), condition];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let detail = parts.join(" ");
            self.add(
                &definition.needs,
                &definition.public,
                definition.kind,
                &detail,
            );
        }
    }

    fn add(&mut self, needs: &[String], path: &[String], kind: Kind, detail: &str) {
        let path = format!("runtime::{}", path.join("::"));
        self.lines
            .insert((needs.to_vec(), Entry::new(path, kind, detail)));
    }

    fn item(&mut self, module: &Module, item: &Code) {
        let found = |ident: &syn::Ident| [module.path.clone(), vec![ident.to_string()]].concat();
        match item {
            Code::Struct(item) => self.fields(&found(&item.ident), &item.fields),
            Code::Enum(item) => {
                let real = found(&item.ident);
                let Some((public, needs)) = self.public(&real) else {
                    return;
                };
                for variant in &item.variants {
                    let path = [public.clone(), vec![variant.ident.to_string()]].concat();
                    let held = held(&variant.fields);
                    self.add(&needs, &path, Kind::Variant, &held);
                }
            }
            Code::Trait(item) => self.members(&found(&item.ident), item),
            Code::Impl(item) => self.implementation(module, item),
            Code::Fn(item) if is_public(&item.vis) => {
                let detail = format!("{}{}", marks(&item.attrs), signature(&item.sig));
                self.plain(module, &item.sig.ident, Kind::Fn, &detail);
            }
            Code::Type(item) if is_public(&item.vis) => {
                let detail = format!("{}= {}", spelled(&item.generics), spelled(&item.ty));
                self.plain(module, &item.ident, Kind::Type, &detail);
            }
            Code::Const(item) if is_public(&item.vis) => {
                self.plain(module, &item.ident, Kind::Const, &spelled(&item.ty));
            }
            Code::Use(item) if is_public(&item.vis) && module.is_public => self.given(module, item),
            _ => {}
        }
    }

    /// Functions, constants and other names: where their module is public, or gives them out.
    fn plain(&mut self, module: &Module, ident: &syn::Ident, kind: Kind, detail: &str) {
        let real = [module.path.clone(), vec![ident.to_string()]].concat();
        if module.is_public {
            self.add(&module.needs, &real, kind, detail);
        } else if let Some((public, needs)) = self.exported.get(&real).cloned() {
            self.add(&needs, &public, kind, detail);
        }
    }

    /// What a public module gives out of another public one.
    fn given(&mut self, module: &Module, item: &syn::ItemUse) {
        for path in paths(&item.tree, &module.path) {
            let name = path.last().cloned().unwrap_or_default();
            let here = [module.path.clone(), vec![name]].concat();
            let public = self.public(&path).map(|(public, _)| public);
            if public.as_ref().is_some_and(|public| *public != here) {
                let public = public.unwrap_or_default();
                self.add(
                    &module.needs,
                    &here,
                    Kind::Use,
                    &format!("runtime::{}", public.join("::")),
                );
            }
        }
    }

    /// Where a type or trait is found, if it is.
    fn public(&self, real: &[String]) -> Option<(Parts, Vec<String>)> {
        let definition = self.definitions.get(real)?;
        Some((definition.public.clone(), definition.needs.clone()))
    }

    fn fields(&mut self, real: &[String], fields: &Fields) {
        let Some((public, needs)) = self.public(real) else {
            return;
        };
        for (index, field) in fields
            .iter()
            .enumerate()
            .filter(|(_, one)| is_public(&one.vis))
        {
            let name = field
                .ident
                .as_ref()
                .map_or_else(|| index.to_string(), ToString::to_string);
            let path = [public.clone(), vec![name]].concat();
            self.add(&needs, &path, Kind::Field, &spelled(&field.ty));
        }
    }

    fn members(&mut self, real: &[String], item: &ItemTrait) {
        let Some((public, needs)) = self.public(real) else {
            return;
        };
        let path = |ident: &syn::Ident| [public.clone(), vec![ident.to_string()]].concat();
        for member in &item.items {
            match member {
                TraitItem::Fn(method) => {
                    let provided = if method.default.is_some() {
                        " { .. }"
                    } else {
                        ""
                    };
                    let detail = format!("{}{provided}", signature(&method.sig));
                    self.add(&needs, &path(&method.sig.ident), Kind::Fn, &detail);
                }
                TraitItem::Type(ty) => {
                    let detail = format!(": {}", spelled(&ty.bounds));
                    self.add(
                        &needs,
                        &path(&ty.ident),
                        Kind::Type,
                        detail.trim_end_matches(": "),
                    );
                }
                TraitItem::Const(item) => {
                    self.add(&needs, &path(&item.ident), Kind::Const, &spelled(&item.ty));
                }
                TraitItem::Macro(_) | TraitItem::Verbatim(_) | _ => {
                    unreachable!("a trait of the runtime has nothing else")
                }
            }
        }
    }

    fn implementation(&mut self, module: &Module, item: &ItemImpl) {
        let Some(name) = own_name(&item.self_ty) else {
            return;
        };
        let Some(real) = self.resolved(module, &name) else {
            return;
        };
        let Some((public, home)) = self.public(&real) else {
            return;
        };
        let needs = both(&module.needs, conditions(&item.attrs));
        let needs = if needs.is_empty() {
            home.clone()
        } else {
            needs
        };
        if let Some((one, _)) = &item.trait_ {
            let Some(segment) = one.segments.last() else {
                return;
            };
            let is_hidden = |real: Parts| self.hidden.contains(&real);
            if self
                .imported(module, &segment.ident.to_string())
                .is_some_and(is_hidden)
            {
                return;
            }
            let told = spelled(segment);
            if needs == home {
                if let Some(definition) = self.definitions.get_mut(&real) {
                    definition.traits.insert(told);
                }
            } else {
                let detail = format!("{told} {}", condition(&needs));
                self.add(&needs, &public, Kind::Impl, &detail);
            }
            return;
        }
        for member in &item.items {
            let (ident, kind, detail) = match member {
                ImplItem::Fn(method) if is_public(&method.vis) => {
                    let detail = format!("{}{}", marks(&method.attrs), signature(&method.sig));
                    (&method.sig.ident, Kind::Fn, detail)
                }
                ImplItem::Const(item) if is_public(&item.vis) => {
                    (&item.ident, Kind::Const, spelled(&item.ty))
                }
                _ => continue,
            };
            let path = [public.clone(), vec![ident.to_string()]].concat();
            let besides = if needs == home {
                String::new()
            } else {
                format!(" {}", condition(&needs))
            };
            self.add(&needs, &path, kind, &format!("{detail}{besides}"));
        }
    }

    /// The definition that a name means in a module.
    fn resolved(&self, module: &Module, name: &str) -> Option<Parts> {
        let meant = self.imported(module, name)?;
        if self.definitions.contains_key(&meant) {
            return Some(meant);
        }
        let mut definitions = self.definitions.iter();
        let (real, _) = definitions.find(|(_, definition)| definition.public == meant)?;
        Some(real.clone())
    }

    /// The path that a name stands for in a module: what it brings in under that name, or what is its own.
    fn imported(&self, module: &Module, name: &str) -> Option<Parts> {
        let own = [module.path.clone(), vec![name.to_owned()]].concat();
        if self.definitions.contains_key(&own) || self.hidden.contains(&own) {
            return Some(own);
        }
        let uses = module.items.iter().filter_map(|item| match item {
            Code::Use(item) => Some(paths(&item.tree, &module.path)),
            _ => None,
        });
        let mut uses = uses.flatten();
        uses.find(|path| path.last().is_some_and(|last| last == name))
    }

    /// A line for each item, below the features that it needs.
    fn write(self) -> String {
        let mut text = HEADER.to_owned();
        let mut last = Vec::new();
        for (needs, entry) in self.lines {
            if needs != last {
                text.extend(["\n# ", &condition(&needs), "\n"]);
                last = needs;
            }
            text.extend([&entry.to_string(), "\n"]);
        }
        text
    }
}

const HEADER: &str = "\
# What the runtime offers to users of a crate that it is copied into. `BLESS=1 cargo test -p tests --test snapshot` writes it.

";

fn condition(needs: &[String]) -> String {
    if needs.is_empty() {
        String::new()
    } else {
        format!("if {}", needs.join(" or "))
    }
}

/// What a `use` brings in: from the runtime's root where it begins with `self` or `super`, else as it stands.
fn paths(tree: &UseTree, module: &[String]) -> Vec<Parts> {
    within(tree, module, &[])
}

fn within(tree: &UseTree, module: &[String], before: &[String]) -> Vec<Parts> {
    let followed = |name: String| [before, &[name]].concat();
    match tree {
        UseTree::Path(path) => {
            let name = path.ident.to_string();
            let (above, _) = module.split_at(module.len().saturating_sub(1));
            match name.as_str() {
                "self" => within(&path.tree, module, module),
                "super" => within(&path.tree, above, above),
                _ => within(&path.tree, module, &followed(name)),
            }
        }
        UseTree::Name(name) => vec![followed(name.ident.to_string())],
        UseTree::Rename(name) => vec![followed(name.rename.to_string())],
        UseTree::Group(group) => {
            let trees = group.items.iter();
            trees
                .flat_map(|tree| within(tree, module, before))
                .collect()
        }
        UseTree::Glob(_) => Vec::new(),
    }
}
