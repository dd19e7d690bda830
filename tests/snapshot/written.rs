//! The public items of emitted files, as their text has them.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{
    Attribute, Fields, FnArg, ImplItem, Item as Code, Meta, ReturnType, Signature, TraitItem,
    Visibility,
};

/// An item as both sides can tell it: types by their last name, without blanks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item {
    path: String,
    kind: &'static str,
    detail: String,
}

impl Item {
    pub(crate) fn new(path: &str, kind: &'static str, detail: &str) -> Self {
        Self {
            path: path.to_owned(),
            kind,
            detail: bare(detail),
        }
    }
}

/// Without what depends on where a type is spelled: the modules of names, blanks, commas at an end.
fn bare(text: &str) -> String {
    // The one word that no sign parts from the name behind it.
    let text = text.replace("& mut ", "&mut ").replace("&mut ", "&mut-");
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut out = String::new();
    let mut word = 0;
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("::") {
            // `Self::Principal` is a name of its own.
            if &out[word..] == "Self" || &out[word..] == "O" {
                out += "::";
            } else {
                out.truncate(word);
            }
            rest = after;
            continue;
        }
        if !(c.is_alphanumeric() || c == '_') {
            word = out.len() + c.len_utf8();
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out.replace(",)", ")").replace(",>", ">")
}

/// What is known of a type before all files are read.
#[derive(Default)]
struct Type {
    kind: &'static str,
    front: String,
    traits: BTreeSet<String>,
}

#[derive(Default)]
struct Reader {
    items: BTreeSet<Item>,
    types: BTreeMap<String, Type>,
}

/// The public items of a document's files, each with its path below the document's module, without the ending.
pub(crate) fn items<'t>(
    files: impl Iterator<Item = (&'t str, &'t str)>,
) -> syn::Result<BTreeSet<Item>> {
    let mut reader = Reader::default();
    for (path, text) in files {
        let Some((module, _)) = path.split_once('/') else {
            continue;
        };
        if !["models", "operations", "client", "server"].contains(&module) {
            continue;
        }
        for item in syn::parse_file(text)?.items {
            reader.item(module, &item);
        }
    }
    let types = std::mem::take(&mut reader.types);
    for (path, ty) in types {
        let traits: Vec<String> = ty.traits.into_iter().collect();
        let detail = format!("{}{}", ty.front, traits.join(","));
        reader.items.insert(Item::new(&path, ty.kind, &detail));
    }
    Ok(reader.items)
}

impl Reader {
    fn add(&mut self, path: &str, kind: &'static str, detail: &str) {
        self.items.insert(Item::new(path, kind, detail));
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the parser's list of items is open, and the others are named by nobody"
    )]
    fn item(&mut self, module: &str, item: &Code) {
        match item {
            Code::Struct(item) if is_public(&item.vis) => {
                let path = format!("{module}::{}", item.ident);
                let generics = tokens(&item.generics);
                self.ty(&path, "struct", &generics, &item.attrs);
                self.fields(&path, &item.fields, true);
            }
            Code::Enum(item) if is_public(&item.vis) => {
                let path = format!("{module}::{}", item.ident);
                self.ty(&path, "enum", "", &item.attrs);
                for variant in &item.variants {
                    let path = format!("{path}::{}", variant.ident);
                    let held = if let Fields::Unnamed(fields) = &variant.fields {
                        tokens(fields)
                    } else {
                        String::new()
                    };
                    self.add(&path, "variant", &held);
                    if let Fields::Named(_) = &variant.fields {
                        self.fields(&path, &variant.fields, false);
                    }
                }
            }
            Code::Type(item) if is_public(&item.vis) => {
                let detail = format!("{}= {}", marks(&item.attrs), tokens(&item.ty));
                self.add(&format!("{module}::{}", item.ident), "type", &detail);
            }
            Code::Fn(item) if is_public(&item.vis) => {
                let detail = signature(&item.sig);
                self.add(&format!("{module}::{}", item.sig.ident), "fn", &detail);
            }
            Code::Trait(item) if is_public(&item.vis) => self.definition(module, item),
            Code::Impl(item) => self.implementation(module, item),
            _ => {}
        }
    }

    fn ty(&mut self, path: &str, kind: &'static str, generics: &str, attributes: &[Attribute]) {
        let ty = self.types.entry(path.to_owned()).or_default();
        ty.kind = kind;
        ty.front = format!("{generics}{}", marks(attributes));
        for attribute in attributes
            .iter()
            .filter(|one| one.path().is_ident("derive"))
        {
            let Meta::List(list) = &attribute.meta else {
                continue;
            };
            let derived = list.tokens.to_string();
            let derived = derived.split(',').map(bare).filter(|one| !one.is_empty());
            for one in derived {
                let one = if one == "Deserialize" {
                    "Deserialize<'de>".to_owned()
                } else {
                    one
                };
                ty.traits.insert(one);
            }
        }
    }

    /// Those of a struct count where they are public; those of a variant always are.
    fn fields(&mut self, path: &str, fields: &Fields, of_struct: bool) {
        for (index, field) in fields.iter().enumerate() {
            if of_struct && !is_public(&field.vis) {
                continue;
            }
            let name = field
                .ident
                .as_ref()
                .map_or_else(|| index.to_string(), ToString::to_string);
            let detail = format!("{}{}", marks(&field.attrs), tokens(&field.ty));
            self.add(&format!("{path}::{name}"), "field", &detail);
        }
    }

    fn definition(&mut self, module: &str, item: &syn::ItemTrait) {
        let path = format!("{module}::{}", item.ident);
        let bounds = item.supertraits.iter().map(tokens);
        let bounds: Vec<String> = bounds.collect();
        self.add(&path, "trait", &format!(": {}", bounds.join("+")));
        for member in &item.items {
            match member {
                TraitItem::Fn(method) => {
                    let provided = if method.default.is_some() {
                        "{ .. }"
                    } else {
                        ""
                    };
                    let detail = format!("{}{provided}", signature(&method.sig));
                    self.add(&format!("{path}::{}", method.sig.ident), "fn", &detail);
                }
                TraitItem::Type(ty) => {
                    let bounds: Vec<String> = ty.bounds.iter().map(tokens).collect();
                    let detail = format!(": {}", bounds.join("+"));
                    self.add(&format!("{path}::{}", ty.ident), "type", &detail);
                }
                TraitItem::Const(_) | TraitItem::Macro(_) | TraitItem::Verbatim(_) | _ => {
                    self.add(&path, "trait", &format!("what is this: {}", tokens(member)));
                }
            }
        }
    }

    fn implementation(&mut self, module: &str, item: &syn::ItemImpl) {
        let name = bare(&tokens(&item.self_ty));
        let name = name.split('<').next().unwrap_or_default();
        let home = if tokens(&item.self_ty).starts_with("operations") {
            "operations"
        } else {
            module
        };
        let path = format!("{home}::{name}");
        if let Some((one, _)) = &item.trait_ {
            let mut one = bare(&tokens(one));
            let feature = match module {
                "client" | "server" if home == "operations" => Some(module.to_owned()),
                _ => feature(&item.attrs),
            };
            if let Some(feature) = feature {
                one += "if";
                one += &feature;
            }
            self.types.entry(path).or_default().traits.insert(one);
            return;
        }
        for member in &item.items {
            if let ImplItem::Fn(method) = member
                && is_public(&method.vis)
            {
                let detail = format!("{}{}", marks(&method.attrs), signature(&method.sig));
                self.add(&format!("{path}::{}", method.sig.ident), "fn", &detail);
            }
        }
    }
}

fn tokens(item: &impl ToTokens) -> String {
    item.to_token_stream().to_string()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The attributes that users notice.
fn marks(attributes: &[Attribute]) -> String {
    let known = ["must_use", "deprecated", "non_exhaustive"];
    let known = known
        .iter()
        .filter(|name| attributes.iter().any(|one| one.path().is_ident(name)));
    let known = known.flat_map(|name| ["#[", *name, "]"]);
    known.collect()
}

/// The feature that an item needs.
fn feature(attributes: &[Attribute]) -> Option<String> {
    let condition = attributes.iter().find(|one| one.path().is_ident("cfg"))?;
    let condition = tokens(&condition.meta);
    Some(condition.split('"').nth(1)?.to_owned())
}

fn signature(signature: &Signature) -> String {
    let asynchronous = if signature.asyncness.is_some() {
        "async"
    } else {
        ""
    };
    let generics = tokens(&signature.generics);
    let arguments: Vec<String> = signature
        .inputs
        .iter()
        .map(|argument| match argument {
            FnArg::Receiver(receiver) => tokens(receiver).replace("mut self", "mutself"),
            FnArg::Typed(argument) => tokens(argument),
        })
        .collect();
    let output = if let ReturnType::Type(_, ty) = &signature.output {
        format!("->{}", tokens(ty))
    } else {
        String::new()
    };
    format!("{asynchronous}{generics}({}){output}", arguments.join(","))
}
