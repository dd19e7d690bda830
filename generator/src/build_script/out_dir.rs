//! Into `OUT_DIR`: a module to `include!` in a package that is the user's own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::{Cargo, Cause, Error, write};
use crate::config::Config;
use crate::files::Files;
use crate::project::{Failure, Input, Run, package_of};

const MANIFEST: &str = "Cargo.toml";

pub(super) fn generate(cargo: &mut Cargo, document: PathBuf) -> Result<(), Error> {
    let out_dir = std::env::var_os("OUT_DIR").ok_or_else(|| {
        Failure::Usage("there is no `OUT_DIR`: cargo sets it for build scripts".to_owned())
    })?;
    let input = Input::with_overlays(document)?;
    cargo.rerun_for(&input);
    cargo.rerun(Path::new(MANIFEST));
    let config = Config::new(package_of(Path::new(".")));
    let mut manifest = String::new();
    let run = Run::one_as(&input, &config, false, |files| {
        files
            .get(MANIFEST)
            .unwrap_or_default()
            .clone_into(&mut manifest);
        included(&files, &input)
    })?;
    if run.files.is_ok() {
        let needs = Needs::read(&manifest);
        // A side that the package does not offer is no misspelt feature.
        let names: Vec<String> = needs
            .features
            .keys()
            .map(|name| format!("{name:?}"))
            .collect();
        cargo.line(&format!(
            "cargo::rustc-check-cfg=cfg(feature, values({}))",
            names.join(", ")
        ));
        needs.check()?;
    }
    write(cargo, run, &PathBuf::from(out_dir).join(&input.name)).map(drop)
}

/// The sources alone. A file that is included cannot document what includes it, so the root has no inner documentation.
fn included(files: &Files, input: &Input) -> Files {
    let mut included = Files::default();
    included.made_from("", &input.path.display().to_string());
    let sources = files
        .iter()
        .filter_map(|(path, text)| Some((path.strip_prefix("src/")?, text)));
    for (path, text) in sources {
        if path == "lib.rs" {
            let lines = text.lines().filter(|line| !line.starts_with("//!"));
            let root = lines.fold(String::new(), |root, line| root + line + "\n");
            included.insert("mod.rs", root.trim_start());
        } else {
            included.insert(path, text);
        }
    }
    included
}

/// What the manifest of a generated crate says, of which the user's must say the part that is switched on.
struct Needs {
    features: Table,
    dependencies: Table,
}

impl Needs {
    fn read(manifest: &str) -> Self {
        let mut table: Table = manifest.parse().expect("the generator wrote TOML");
        let mut take = |name: &str| match table.remove(name) {
            Some(Value::Table(table)) => table,
            _ => Table::new(),
        };
        Self {
            features: take("features"),
            dependencies: take("dependencies"),
        }
    }

    /// Names what is switched on and not there.
    fn check(&self) -> Result<(), Error> {
        let text =
            fs::read_to_string(MANIFEST).map_err(Failure::unreadable(Path::new(MANIFEST)))?;
        let package: Table = text.parse().unwrap_or_default();
        let has = |table: &str, name: &str| {
            let table = package.get(table).and_then(Value::as_table);
            table.is_some_and(|table| table.contains_key(name))
        };
        let (features, dependencies) = self.switched_on();
        let missing = |table: &str, names: &BTreeSet<&str>, ours: &Table| {
            let names = names.iter().filter(|name| !has(table, name));
            let mut lines = names.map(|name| format!("{name} = {}\n", plain(&ours[*name])));
            match lines.next() {
                Some(first) => lines.fold(format!("[{table}]\n{first}"), |text, line| text + &line),
                None => String::new(),
            }
        };
        let lines = [
            missing("features", &features, &self.features),
            missing("dependencies", &dependencies, &self.dependencies),
        ]
        .concat();
        if lines.is_empty() {
            Ok(())
        } else {
            Err(Error(Cause::Needs(lines)))
        }
    }

    /// The features that cargo says are on, those that they bring along, and the dependencies of all.
    fn switched_on(&self) -> (BTreeSet<&str>, BTreeSet<&str>) {
        let is_on = |name: &str| {
            let variable = format!("CARGO_FEATURE_{}", name.to_uppercase().replace('-', "_"));
            std::env::var_os(variable).is_some()
        };
        let mut waiting: Vec<&str> = self
            .features
            .keys()
            .map(String::as_str)
            .filter(|name| *name != "default" && is_on(name))
            .collect();
        let (mut features, mut dependencies) = (BTreeSet::new(), BTreeSet::new());
        while let Some(name) = waiting.pop() {
            if !features.insert(name) {
                continue;
            }
            for item in self.features[name]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
            {
                match item.strip_prefix("dep:") {
                    Some(dependency) => drop(dependencies.insert(dependency)),
                    None if self.features.contains_key(item) => waiting.push(item),
                    // `reqwest?/rustls`: a feature of a dependency.
                    None => {}
                }
            }
        }
        let always = self
            .dependencies
            .iter()
            .filter(|(_, value)| value.get("optional").is_none());
        dependencies.extend(always.map(|(name, _)| name.as_str()));
        (features, dependencies)
    }
}

/// As one line. A dependency need not be optional where its feature is on.
fn plain(value: &Value) -> String {
    let mut value = value.clone();
    if let Some(table) = value.as_table_mut() {
        table.remove("optional");
    }
    value.to_string()
}
