use super::ty::{derive, fallback, marked, spelled, traits};
use super::{Entry, Kind, Module};
use crate::rust::name::Ident;
use crate::rust::{
    Alias, Api, Constant, Conversion, Derive, Enum, Item, Listed, ModelFile, Struct, Ty, Union,
};

/// The trait that has a feature of its own.
const VALIDATE: &str = "runtime::validate::Validate if validate";
/// A default that is not derived.
const DEFAULT: &str = "std::default::Default";
const SERDE: [&str; 2] = ["serde::Deserialize<'de>", "serde::Serialize"];

/// Every type, with its fields or variants and its methods.
pub(super) fn models(entries: &mut Vec<Entry>, module: &Module, api: &Api) {
    for file in &api.models {
        for item in &file.items {
            match item {
                Item::Struct(item) => record(entries, module, file, item),
                Item::Enum(item) => texts(entries, module, file, item),
                Item::Listed(item) => listed(entries, module, file, item),
                Item::Constant(item) => constant(entries, module, item),
                Item::Union(item) => union(entries, module, file, item),
                Item::Alias(item) => alias(entries, module, item),
                Item::Newtype(item) => newtype(entries, module, file, item),
            }
        }
        for conversion in &file.conversions {
            constructor(entries, module, conversion);
        }
    }
}

/// The traits of an item: what is derived, its own, and those that other parts of its file say it has.
fn all(file: &ModelFile, ident: &Ident, derives: &[Derive], own: &[&str]) -> Vec<String> {
    let derives = derives.iter().map(|one| derive(*one).to_owned());
    let own = own.iter().chain(&SERDE).map(|one| (*one).to_owned());
    let withheld = file.withheld.iter().filter(|one| one.ident == *ident);
    let withheld = withheld.map(|_| "runtime::withhold::Withhold".to_owned());
    let made = file.conversions.iter();
    let made = made.filter(|one| one.to == *ident && one.given().is_empty());
    let made = made.map(|one| format!("From<models::{}>", one.from));
    derives.chain(own).chain(withheld).chain(made).collect()
}

fn marks(deprecated: bool, non_exhaustive: bool) -> Vec<&'static str> {
    let deprecated = deprecated.then_some("deprecated");
    let non_exhaustive = non_exhaustive.then_some("non_exhaustive");
    deprecated.into_iter().chain(non_exhaustive).collect()
}

fn record(entries: &mut Vec<Entry>, module: &Module, file: &ModelFile, item: &Struct) {
    let path = module.ident(&item.ident);
    let mut own = vec!["runtime::record::Record<'de>", VALIDATE];
    own.extend(item.default.as_ref().map(|_| DEFAULT));
    let all = all(file, &item.ident, &item.derives, &own);
    let detail = traits(&marks(item.deprecated, item.non_exhaustive), all);
    entries.push(Entry::new(&path, Kind::Struct, detail));
    for field in &item.fields {
        let own = format!("{path}::{}", field.ident);
        let ty = spelled(&field.presence.wrap(field.ty.clone()));
        entries.push(Entry::new(own, Kind::Field, marked(field.deprecated, ty)));
        if let Some(default) = &field.fallback {
            let own = format!("{path}::{}", default.ident);
            let detail = fallback(&field.ty, field.presence, default);
            entries.push(Entry::new(own, Kind::Fn, detail));
        }
    }
    if let Some(rest) = &item.rest {
        let own = format!("{path}::{}", rest.ident);
        entries.push(Entry::new(own, Kind::Field, spelled(&rest.ty)));
    }
    if item.has_new {
        let required = item.fields.iter();
        let required = required.filter(|field| field.is_asked_for());
        let arguments: Vec<String> = required
            .map(|field| format!("{}: {}", field.ident, spelled(&field.ty)))
            .collect();
        let detail = format!("({}) -> Self", arguments.join(", "));
        entries.push(Entry::new(format!("{path}::new"), Kind::Fn, detail));
    }
}

fn texts(entries: &mut Vec<Entry>, module: &Module, file: &ModelFile, item: &Enum) {
    let path = module.ident(&item.ident);
    let mut derives = vec![
        Derive::Clone,
        Derive::Debug,
        Derive::Eq,
        Derive::Hash,
        Derive::Ord,
        Derive::PartialEq,
        Derive::PartialOrd,
    ];
    derives.extend(item.default.as_ref().map(|_| Derive::Default));
    let own = [
        "From<&str>",
        "runtime::open::OpenEnum",
        "std::fmt::Display",
        "std::str::FromStr",
        VALIDATE,
    ];
    let detail = traits(
        &marks(item.deprecated, false),
        all(file, &item.ident, &derives, &own),
    );
    entries.push(Entry::new(&path, Kind::Enum, detail));
    for variant in &item.variants {
        let own = format!("{path}::{}", variant.ident);
        entries.push(Entry::new(own, Kind::Variant, ""));
    }
    let unknown = format!("{path}::{}", item.unknown);
    entries.push(Entry::new(
        unknown,
        Kind::Variant,
        "(runtime::open::Unknown<Self>)",
    ));
    entries.push(Entry::new(
        format!("{path}::as_str"),
        Kind::Fn,
        "(&self) -> &str",
    ));
}

fn listed(entries: &mut Vec<Entry>, module: &Module, file: &ModelFile, item: &Listed) {
    let path = module.ident(&item.ident);
    let value = spelled(&item.ty);
    let from = format!("From<{value}>");
    let mut own = vec!["runtime::listed::Listed", VALIDATE];
    // JSON has no number for some of Rust's.
    own.extend((item.ty != Ty::F64).then_some(&*from));
    let all = all(file, &item.ident, &item.derives, &own);
    let detail = traits(&marks(item.deprecated, false), all);
    entries.push(Entry::new(&path, Kind::Enum, detail));
    for variant in &item.variants {
        let own = format!("{path}::{}", variant.ident);
        entries.push(Entry::new(own, Kind::Variant, ""));
    }
    let unknown = format!("{path}::{}", item.unknown);
    let held = "(runtime::listed::Unlisted<Self>)";
    entries.push(Entry::new(unknown, Kind::Variant, held));
    let value = format!("(&self) -> {value}");
    entries.push(Entry::new(format!("{path}::value"), Kind::Fn, value));
}

fn constant(entries: &mut Vec<Entry>, module: &Module, item: &Constant) {
    let all = ["Debug", "runtime::constant::Fixed"].map(ToOwned::to_owned);
    let detail = traits(&marks(item.deprecated, false), all);
    entries.push(Entry::new(module.ident(&item.ident), Kind::Enum, detail));
}

fn union(entries: &mut Vec<Entry>, module: &Module, file: &ModelFile, item: &Union) {
    let path = module.ident(&item.ident);
    let mut own = vec!["runtime::union_::Union", VALIDATE];
    own.extend(item.default.as_ref().map(|_| DEFAULT));
    let all = all(file, &item.ident, &item.derives, &own);
    let detail = traits(&marks(item.deprecated, false), all);
    entries.push(Entry::new(&path, Kind::Enum, detail));
    for variant in &item.variants {
        let own = format!("{path}::{}", variant.ident);
        entries.push(Entry::new(
            own,
            Kind::Variant,
            format!("({})", spelled(&variant.ty)),
        ));
    }
    let unknown = format!("{path}::{}", item.unknown);
    entries.push(Entry::new(unknown, Kind::Variant, "(serde_json::Value)"));
}

fn alias(entries: &mut Vec<Entry>, module: &Module, item: &Alias) {
    let detail = marked(item.deprecated, format!("= {}", spelled(&item.ty)));
    entries.push(Entry::new(module.ident(&item.ident), Kind::Type, detail));
}

fn newtype(entries: &mut Vec<Entry>, module: &Module, file: &ModelFile, item: &Alias) {
    let path = module.ident(&item.ident);
    let all = all(file, &item.ident, &item.derives, &[VALIDATE]);
    let detail = traits(&marks(item.deprecated, false), all);
    entries.push(Entry::new(&path, Kind::Struct, detail));
    entries.push(Entry::new(
        format!("{path}::0"),
        Kind::Field,
        spelled(&item.ty),
    ));
}

/// What makes one view of a value of the other, where that takes more than the value.
fn constructor(entries: &mut Vec<Entry>, module: &Module, conversion: &Conversion) {
    let given = conversion.given();
    if given.is_empty() {
        return;
    }
    let name = if conversion.for_requests {
        "from_response"
    } else {
        "from_request"
    };
    let arguments: Vec<String> = given
        .iter()
        .map(|(ident, ty)| format!(", {ident}: {}", spelled(ty)))
        .collect();
    let from = format!("{}: models::{}", conversion.argument, conversion.from);
    let detail = format!("({from}{}) -> Self", arguments.concat());
    let path = format!("{}::{name}", module.ident(&conversion.to));
    entries.push(Entry::new(path, Kind::Fn, detail));
}
