//! Into `OUT_DIR`: a module to `include!` in a package that is the user's own.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::{Cargo, Cause, Error, write};
use crate::config::Config;
use crate::files::Files;
use crate::project::{Ask, Failure, Input, Run, lock_of, package_of};

const MANIFEST: &str = "Cargo.toml";

pub(super) fn generate(cargo: &mut Cargo, document: PathBuf) -> Result<(), Error> {
    let out_dir = std::env::var_os("OUT_DIR").ok_or_else(|| {
        Failure::Usage("there is no `OUT_DIR`: cargo sets it for build scripts".to_owned())
    })?;
    let input = Input::with_overlays(document)?;
    cargo.rerun_for(&input);
    cargo.rerun(Path::new(MANIFEST));
    let mut config = Config::new(package_of(Path::new(".")));
    config.lock = lock_of(Path::new("."));
    let mut manifest = String::new();
    let run = Run::one_as(&input, &config, Ask::default(), |files| {
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

    /// Names what the package has to say for the features that it has switched on.
    fn check(&self) -> Result<(), Error> {
        let text =
            fs::read_to_string(MANIFEST).map_err(Failure::unreadable(Path::new(MANIFEST)))?;
        let package: Table = text.parse().unwrap_or_default();
        let said = |table: &str, name: &str| package.get(table)?.get(name);
        let dependencies = self.dependencies();
        let dependencies = dependencies
            .iter()
            .filter(|name| !serves(said("dependencies", name), &self.dependencies[**name]))
            .map(|name| format!("{name} = {}", plain(&self.dependencies[*name])));
        let lines = [
            section(
                "features",
                &self.missing_features(|name| said("features", name).is_some()),
            ),
            section("dependencies", &dependencies.collect::<Vec<_>>()),
        ]
        .concat();
        if lines.is_empty() {
            Ok(())
        } else {
            Err(Error(Cause::Needs(lines)))
        }
    }

    /// A feature that is on brings others along; in the user's manifest it must, too.
    fn missing_features(&self, is_declared: impl Fn(&str) -> bool) -> Vec<String> {
        let mut lines = Vec::new();
        for name in self.features.keys().filter(|name| is_on(name)) {
            let missing = self.features_of(name).filter(|other| !is_on(other));
            let missing: Vec<&str> = missing.collect();
            if !missing.is_empty() {
                lines.push(format!("{name} = {missing:?}"));
            }
            let unknown = missing.iter().filter(|other| !is_declared(other));
            lines.extend(unknown.map(|other| format!("{other} = []")));
        }
        lines.dedup();
        lines
    }

    /// What the features that are on need, and those that they bring along; and what is always needed.
    fn dependencies(&self) -> BTreeSet<&str> {
        let names = self.features.keys().map(String::as_str);
        let mut waiting: Vec<&str> = names.filter(|name| is_on(name)).collect();
        let mut seen = BTreeSet::new();
        let always = self
            .dependencies
            .iter()
            .filter(|(_, value)| value.get("optional").is_none());
        let mut needed: BTreeSet<&str> = always.map(|(name, _)| name.as_str()).collect();
        while let Some(name) = waiting.pop() {
            if seen.insert(name) {
                waiting.extend(self.features_of(name));
                needed.extend(
                    self.items(name)
                        .filter_map(|item| item.strip_prefix("dep:")),
                );
            }
        }
        needed
    }

    /// The features of ours that a feature brings along. `reqwest?/rustls` is one of a dependency.
    fn features_of(&self, name: &str) -> impl Iterator<Item = &str> {
        self.items(name)
            .filter(|item| self.features.contains_key(*item))
    }

    fn items(&self, name: &str) -> impl Iterator<Item = &str> {
        let items = self.features[name].as_array().into_iter().flatten();
        items.filter_map(Value::as_str)
    }
}

/// Whether cargo has switched a feature of ours on; `default` is the user's own.
fn is_on(feature: &str) -> bool {
    let variable = feature.to_uppercase().replace('-', "_");
    feature != "default" && std::env::var_os(format!("CARGO_FEATURE_{variable}")).is_some()
}

/// Whether what the user's manifest says of a dependency has the features that are needed. What a workspace says stands elsewhere.
fn serves(said: Option<&Value>, needed: &Value) -> bool {
    let features = |value: &Value| {
        let features = value.get("features").and_then(Value::as_array).cloned();
        features.unwrap_or_default()
    };
    said.is_some_and(|said| {
        let has = features(said);
        said.get("workspace").is_some() || features(needed).iter().all(|one| has.contains(one))
    })
}

fn section(name: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        String::new()
    } else {
        format!("[{name}]\n{}\n", lines.join("\n"))
    }
}

/// As one line, in the usual order. A dependency need not be optional where its feature is on.
fn plain(dependency: &Value) -> String {
    let said = ["version", "default-features", "features"]
        .iter()
        .filter_map(|key| Some((key, dependency.get(key)?)));
    match said.collect::<Vec<_>>().as_slice() {
        [] => dependency.to_string(),
        [(_, version)] => version.to_string(),
        several => {
            let parts = several
                .iter()
                .map(|(key, value)| format!("{key} = {value}"));
            format!("{{ {} }}", parts.collect::<Vec<_>>().join(", "))
        }
    }
}
