//! The public API of a generated crate: a line for each item that its users can name, sorted, with all that they can see of it.
//!
//! ```text
//! models::Pet struct Clone, Debug, Deserialize<'de>, PartialEq, Serialize
//! models::Pet::name field String
//! client::Client::list_pets fn (&self) -> ListPets
//! ```
//!
//! In: a [`Crate`]. Out: a [`Snapshot`], which stands as `oasmith.api` beside the crate's manifest. What a change does to users is the
//! difference of two of them: neither the old document nor the old generator is needed. It is made from the model, like the code;
//! `tests/snapshot.rs` holds that the two say the same of every item. What the runtime offers, where its text is copied in, is made from
//! that text in the same test (`generator/runtime/oasmith.api`) and joins the list where that is written.

mod calls;
mod entry;
mod models;
mod operations;
mod server;
mod ty;

pub use self::entry::{Entry, Kind, Snapshot};

use super::name::Ident;
use super::{Api, Crate};

/// What a crate offers to its users.
pub fn snapshot(krate: &Crate) -> Snapshot {
    let mut entries = Vec::new();
    for (name, switched) in &krate.features {
        let path = format!("Cargo.toml::{name}");
        entries.push(Entry::new(path, Kind::Feature, switched.join(", ")));
    }
    let runtime = if krate.copies_runtime {
        Entry::new("runtime", Kind::Mod, "")
    } else {
        Entry::new("runtime", Kind::Use, "oasmith_runtime")
    };
    entries.push(runtime);
    for api in &krate.apis {
        let mut root = Module::root();
        if !krate.flat {
            let condition = format!("if {}", api.feature);
            entries.push(Entry::new(api.module.as_str(), Kind::Mod, condition));
            root = root.inside(api.module.as_str());
        }
        self::api(&mut entries, &root, api);
    }
    if let ([api], false) = (krate.apis.as_slice(), krate.flat) {
        let exported = format!("{}::* if {}", api.module, api.feature);
        entries.push(Entry::new("*", Kind::Use, exported));
    }
    Snapshot::of(entries)
}

fn api(entries: &mut Vec<Entry>, root: &Module, api: &Api) {
    let modules = [
        ("models", ""),
        ("operations", "if client or server"),
        ("client", "if client"),
        ("server", "if server"),
    ];
    let shared = if api.operations.is_empty() {
        1
    } else {
        modules.len()
    };
    for (name, condition) in &modules[..shared] {
        entries.push(Entry::new(root.item(name), Kind::Mod, *condition));
    }
    models::models(entries, &root.inside("models"), api);
    if !api.operations.is_empty() {
        operations::operations(entries, &root.inside("operations"), api);
        calls::client(entries, &root.inside("client"), api);
        server::server(entries, &root.inside("server"), api);
    }
}

/// A module of the crate, by its path from the root.
struct Module(String);

impl Module {
    fn root() -> Self {
        Self(String::new())
    }

    fn inside(&self, name: &str) -> Self {
        Self(format!("{}{name}::", self.0))
    }

    /// The path of something in it.
    fn item(&self, name: impl AsRef<str>) -> String {
        format!("{}{}", self.0, name.as_ref())
    }

    fn ident(&self, ident: &Ident) -> String {
        self.item(ident.as_str())
    }
}
