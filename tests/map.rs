//! What `--map` says of a document is what stands in the code that was written for it.

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Failed, Trial};
use quote::ToTokens;
use serde_json::Value;
use syn::{Fields, ImplItem, Item, TraitItem, Type};

fn main() -> ExitCode {
    program::main(|| documents().into_iter().map(trial).collect())
}

/// The documents that the goldens are made from.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(root.join("codegen")).expect("the folder of the cases");
    let is_document = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "yaml");
    let mut documents: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of it").path())
        .filter(is_document)
        .collect();
    documents.push(root.join("../specs/zendesk-organization-memberships.yaml"));
    documents.sort();
    documents
}

fn trial(document: PathBuf) -> Trial {
    let name = document.file_stem().unwrap_or_default().to_string_lossy();
    Trial::test(name.into_owned(), move || check(&document))
}

/// Every item of the map is written, with the type that the map says, and every model that is written is in the map.
fn check(document: &Path) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let mut command = program::process("oasmith", folder.path());
    command.args(["generate", "--runtime", "crate", "--map", "--out", "made"]);
    let output = command.arg(document).output()?;
    assert!(output.status.success(), "{output:?}");
    let map: Value = serde_json::from_slice(&output.stdout)?;
    let written = written(&folder.path().join("made/src"))?;
    let symbols = map["symbols"].as_array().ok_or("no list of symbols")?;
    let mut faults = Vec::new();
    for symbol in symbols {
        let (Some(path), kind) = (symbol["path"].as_str(), &symbol["kind"]) else {
            continue;
        };
        let said = symbol["type"].as_str().map(bare);
        match written.get(path) {
            None if kind == "module" => {}
            None => faults.push(format!("{path} is not written")),
            Some(ty) if said.is_some() && said != *ty => {
                faults.push(format!("{path} is {ty:?}, not {said:?}"));
            }
            Some(_) => {}
        }
    }
    let is_mapped = |path: &str| symbols.iter().any(|symbol| symbol["path"] == path);
    let models = written.keys().filter(|path| path.starts_with("models::"));
    faults.extend(
        models
            .filter(|path| path.matches("::").count() == 1 && !is_mapped(path))
            .map(|path| format!("{path} is not in the map")),
    );
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("\n").into())
    }
}

/// Every item by its path, with the type of a field, an alias or a variant.
fn written(root: &Path) -> Result<BTreeMap<String, Option<String>>, Failed> {
    let mut items = BTreeMap::new();
    for module in ["models", "operations", "client", "server"] {
        let folder = root.join(module);
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(folder)? {
            let file = syn::parse_file(&fs::read_to_string(entry?.path())?)?;
            for item in &file.items {
                collect(&mut items, module, item);
            }
        }
    }
    Ok(items)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's list of items is open, and the others are in no map"
)]
fn collect(items: &mut BTreeMap<String, Option<String>>, module: &str, item: &Item) {
    match item {
        Item::Struct(item) => {
            let path = format!("{module}::{}", item.ident);
            fields(items, &path, &item.fields);
            let inner = item.fields.iter().find(|field| field.ident.is_none());
            items.insert(path, inner.map(|field| spelled(&field.ty)));
        }
        Item::Enum(item) => {
            let path = format!("{module}::{}", item.ident);
            for variant in &item.variants {
                let path = format!("{path}::{}", variant.ident);
                fields(items, &path, &variant.fields);
                let inner = variant.fields.iter().find(|field| field.ident.is_none());
                items.insert(path, inner.map(|field| spelled(&field.ty)));
            }
            items.insert(path, None);
        }
        Item::Type(item) => {
            let path = format!("{module}::{}", item.ident);
            items.insert(path, Some(spelled(&item.ty)));
        }
        Item::Trait(item) => {
            let path = format!("{module}::{}", item.ident);
            for member in &item.items {
                if let TraitItem::Fn(method) = member {
                    items.insert(format!("{path}::{}", method.sig.ident), None);
                }
            }
            items.insert(path, None);
        }
        Item::Impl(item) if item.trait_.is_none() => {
            let path = format!("{module}::{}", spelled(&item.self_ty));
            for member in &item.items {
                if let ImplItem::Fn(method) = member {
                    // A field of the name is another thing, and the one that is mapped.
                    let path = format!("{path}::{}", method.sig.ident);
                    items.entry(path).or_insert(None);
                }
            }
        }
        _ => {}
    }
}

fn fields(items: &mut BTreeMap<String, Option<String>>, path: &str, fields: &Fields) {
    for field in fields {
        if let Some(ident) = &field.ident {
            items.insert(format!("{path}::{ident}"), Some(spelled(&field.ty)));
        }
    }
}

fn spelled(ty: &Type) -> String {
    bare(&ty.to_token_stream().to_string())
}

/// Without what depends on where a type is spelled, and in how many lines.
fn bare(ty: &str) -> String {
    ty.replace(' ', "")
        .replace("super::", "")
        .replace("models::", "")
        .replace(",)", ")")
        .replace(",>", ">")
}
