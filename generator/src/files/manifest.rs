//! The manifest is shared: its features and the dependencies that we list are kept current, everything else is the user's.

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

/// The tables whose entries we own, one by one.
const SHARED: [&str; 3] = ["features", "dependencies", "dev-dependencies"];
const RECORD_REMARK: &str =
    "\n# What oasmith put into this file and keeps current; everything else in it is yours.\n";

/// Brings what we own in `existing` up to `ours`, byte for byte as it was elsewhere. The message says why that cannot be.
pub(super) fn merge(existing: Option<&str>, ours: &str) -> Result<String, String> {
    let new = parse(ours)?;
    let mut manifest = match existing {
        Some(text) if has_conflicts(text) => {
            return Err("it holds conflict markers; take one side of them, and what oasmith owns in it is brought up to date".to_owned());
        }
        Some(text) => parse(text)?,
        None => new.clone(),
    };
    if !manifest.contains_table("package") {
        return Err("it has no `[package]`".to_owned());
    }
    for name in SHARED {
        let before = recorded(&manifest, name);
        let wanted = new.get(name).and_then(Item::as_table_like);
        merge_table(&mut manifest, name, &before, wanted)?;
        record(&mut manifest, name, wanted)?;
    }
    Ok(manifest.to_string())
}

/// Whether a merge has left it to a person.
fn has_conflicts(text: &str) -> bool {
    text.lines()
        .any(|line| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> "))
}

fn parse(text: &str) -> Result<DocumentMut, String> {
    text.parse()
        .map_err(|error: toml_edit::TomlError| error.to_string().trim_end().to_owned())
}

fn merge_table(
    manifest: &mut DocumentMut,
    name: &str,
    before: &[String],
    wanted: Option<&dyn TableLike>,
) -> Result<(), String> {
    let is_wanted = |key: &str| wanted.is_some_and(|wanted| wanted.contains_key(key));
    if wanted.is_none() && !manifest.contains_key(name) {
        return Ok(());
    }
    let table = manifest
        .entry(name)
        .or_insert_with(|| Item::Table(Table::new()));
    let table = table
        .as_table_like_mut()
        .ok_or_else(|| format!("`{name}` is not a table"))?;
    for stale in before.iter().filter(|key| !is_wanted(key)) {
        table.remove(stale);
    }
    for (key, item) in wanted.into_iter().flat_map(TableLike::iter) {
        match table.get(key) {
            Some(found) if is_covered(found, item) => {}
            Some(found) => {
                let mended = mend(found, item);
                table.insert(key, mended);
            }
            None => {
                table.insert(key, item.clone());
            }
        }
    }
    if table.is_empty() {
        manifest.remove(name);
    }
    Ok(())
}

/// Whether what stands there says at least what we need: a user may ask for more of a dependency.
fn is_covered(found: &Item, ours: &Item) -> bool {
    if let (Some(found), Some(ours)) = (found.as_array(), ours.as_array()) {
        return strings(found) == strings(ours);
    }
    let (found, ours) = (dependency(found), dependency(ours));
    let flag = |table: &InlineTable, key: &str| table.get(key).and_then(Value::as_bool);
    if flag(&found, "workspace") == Some(true) {
        return flag(&found, "optional") == flag(&ours, "optional");
    }
    let extra_optional = found.contains_key("optional") && !ours.contains_key("optional");
    !extra_optional && ours.iter().all(|(key, value)| covers(&found, key, value))
}

fn covers(found: &InlineTable, key: &str, ours: &Value) -> bool {
    match (found.get(key), ours) {
        (Some(Value::Array(found)), Value::Array(ours)) => {
            let found = strings(found);
            strings(ours).iter().all(|feature| found.contains(feature))
        }
        (Some(found), ours) => {
            found.clone().decorated("", "").to_string()
                == ours.clone().decorated("", "").to_string()
        }
        (None, _) => false,
    }
}

/// Ours, and of what stood there what does not contradict it: more features, a registry, a path.
fn mend(found: &Item, ours: &Item) -> Item {
    if ours.is_array() {
        return ours.clone();
    }
    let mut mended = dependency(found);
    if !dependency(ours).contains_key("optional") {
        mended.remove("optional");
    }
    let is_inherited = mended.get("workspace").and_then(Value::as_bool) == Some(true);
    for (key, value) in &dependency(ours) {
        match (mended.get_mut(key), value) {
            _ if is_inherited && key != "optional" => {}
            (Some(Value::Array(there)), Value::Array(ours)) => add(there, ours),
            _ => {
                mended.insert(key, value.clone());
            }
        }
    }
    mended.fmt();
    Item::Value(Value::InlineTable(mended))
}

fn add(there: &mut Array, ours: &Array) {
    let had = strings(there);
    for feature in strings(ours)
        .into_iter()
        .filter(|feature| !had.contains(feature))
    {
        there.push(feature);
    }
}

/// `"1"` is `{ version = "1" }`.
fn dependency(item: &Item) -> InlineTable {
    let mut table = InlineTable::new();
    if let Some(version) = item.as_str() {
        table.insert("version", version.into());
    } else if let Some(found) = item.as_table_like() {
        for (key, value) in found.iter() {
            if let Some(value) = value.as_value() {
                table.insert(key, value.clone().decorated(" ", ""));
            }
        }
    }
    table
}

fn strings(array: &Array) -> Vec<String> {
    array
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn recorded(manifest: &DocumentMut, name: &str) -> Vec<String> {
    let record = ["package", "metadata", "oasmith"]
        .iter()
        .try_fold(manifest.as_item(), |item, key| item.get(key));
    record
        .and_then(|record| record.get(name))
        .and_then(Item::as_array)
        .map_or_else(Vec::new, strings)
}

/// Remembers our entries by name, so that one that is no longer needed can be told from one of the user's.
fn record(
    manifest: &mut DocumentMut,
    name: &str,
    wanted: Option<&dyn TableLike>,
) -> Result<(), String> {
    let mut keys: Vec<String> = wanted
        .into_iter()
        .flat_map(TableLike::iter)
        .map(|(key, _)| key.to_owned())
        .collect();
    keys.sort();
    if recorded(manifest, name) == keys {
        return Ok(());
    }
    let record = record_table(manifest).ok_or("`package.metadata.oasmith` is not a table")?;
    if keys.is_empty() {
        record.remove(name);
    } else {
        record.insert(name, toml_edit::value(Array::from_iter(keys)));
    }
    Ok(())
}

fn record_table(manifest: &mut DocumentMut) -> Option<&mut dyn TableLike> {
    let package = manifest.get_mut("package")?.as_table_like_mut()?;
    let metadata = package.entry("metadata").or_insert_with(implicit);
    let record = metadata
        .as_table_like_mut()?
        .entry("oasmith")
        .or_insert_with(|| {
            let mut table = Table::new();
            table.decor_mut().set_prefix(RECORD_REMARK);
            Item::Table(table)
        });
    record.as_table_like_mut()
}

fn implicit() -> Item {
    let mut table = Table::new();
    table.set_implicit(true);
    Item::Table(table)
}

#[cfg(test)]
mod tests {
    use super::merge;

    const OURS: &str = "[package]\nname = \"x\"\n\n[features]\na = []\n\n[dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\n";

    fn merged(existing: &str, ours: &str) -> String {
        merge(Some(existing), ours).unwrap()
    }

    #[test]
    fn merging_again_changes_nothing() {
        let once = merge(None, OURS).unwrap();
        assert_eq!(merged(&once, OURS), once);
    }

    #[test]
    fn what_the_user_added_survives_and_what_we_dropped_goes() {
        let once = merge(None, OURS).unwrap();
        let edited = once
            .replace("a = []\n", "a = []\nmine = [\"a\"] # Mine.\n")
            .replace("features = [\"derive\"]", "features = [\"derive\", \"rc\"]")
            + "\n[lints.rust]\nunsafe_code = \"forbid\"\n";
        assert_eq!(merged(&edited, OURS), edited);
        let next = merged(&edited, &OURS.replace("a = []", "b = []"));
        assert!(!next.contains("\na = []"), "{next}");
        for kept in [
            "\nb = []",
            "mine = [\"a\"] # Mine.",
            "\"rc\"",
            "unsafe_code",
        ] {
            assert!(next.contains(kept), "{kept}: {next}");
        }
    }

    #[test]
    fn a_dependency_is_mended_and_an_inherited_one_is_left() {
        let found = "[package]\nname = \"x\"\n[dependencies]\nserde = \"0.9\"\n";
        assert!(
            merged(found, OURS).contains("serde = { version = \"1\", features = [\"derive\"] }")
        );
        let found = "[package]\nname = \"x\"\n[dependencies]\nserde.workspace = true\n";
        assert!(merged(found, OURS).contains("serde.workspace = true\n"));
    }

    #[test]
    fn a_broken_manifest_is_named() {
        assert!(merge(Some("[package"), OURS).is_err());
        assert!(merge(Some("[workspace]\n"), OURS).is_err());
        let merging = OURS.replace("a = []", "<<<<<<< ours\na = []\n=======\n>>>>>>> theirs");
        let message = merge(Some(&merging), OURS).unwrap_err();
        assert!(
            message.starts_with("it holds conflict markers"),
            "{message}"
        );
    }
}
