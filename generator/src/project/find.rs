//! Which crate somebody means who names none.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{CONFIG, Failure};

/// The folder of that crate, as somebody would name it who stands where this process does.
pub(crate) fn find() -> Result<PathBuf, Failure> {
    let absolute = |path: &Path| path.canonicalize().map_err(Failure::unreadable(path));
    let here = absolute(Path::new("."))?;
    let root = absolute(&nearest(&here)?)?;
    Ok(relative_to(&here, &root))
}

/// The folder of the crate that somebody who stands in `from` means: the nearest one upwards that has settings, or the one
/// member of a workspace upwards that does.
fn nearest(from: &Path) -> Result<PathBuf, Failure> {
    for folder in from.ancestors() {
        if folder.join(CONFIG).is_file() {
            return Ok(folder.to_owned());
        }
        match members(folder).as_slice() {
            [] => {}
            [member] => return Ok(member.clone()),
            several => return Err(Failure::Usage(ambiguous(several))),
        }
    }
    Err(Failure::Usage(format!(
        "no `{CONFIG}` here, in a folder above, or in a member of the workspace\nhelp: name a document: `oasmith generate openapi.yaml --out DIR`"
    )))
}

fn ambiguous(several: &[PathBuf]) -> String {
    let shown: Vec<String> = several
        .iter()
        .map(|path| format!("`{}`", path.display()))
        .collect();
    format!(
        "several members of the workspace have an `{CONFIG}`: {}\nhelp: run it in one of them",
        shown.join(", ")
    )
}

/// How somebody who stands in `from` names `path`; both absolute.
fn relative_to(from: &Path, path: &Path) -> PathBuf {
    let shared = from
        .components()
        .zip(path.components())
        .take_while(|(a, b)| a == b)
        .count();
    if shared == 0 {
        return path.to_owned();
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    let relative: PathBuf = up.chain(path.components().skip(shared)).collect();
    if relative.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        relative
    }
}

/// The members of the workspace in `folder` that have settings of their own.
fn members(folder: &Path) -> Vec<PathBuf> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).ok();
    let manifest = manifest.and_then(|text| text.parse::<toml::Table>().ok());
    let members = manifest
        .as_ref()
        .and_then(|table| table.get("workspace")?.get("members")?.as_array());
    let named = members
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_str);
    let mut found: Vec<PathBuf> = named
        .flat_map(|member| expand(folder, member))
        .filter(|member| member.join(CONFIG).is_file())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// `crates/*` is every folder in `crates`; the other patterns that cargo knows are rarer than a folder's own name.
fn expand(folder: &Path, member: &str) -> Vec<PathBuf> {
    match member.strip_suffix("/*") {
        None => vec![folder.join(member)],
        Some(parent) => {
            let entries = fs::read_dir(folder.join(parent)).into_iter().flatten();
            entries
                .filter_map(Result::ok)
                .map(|entry| entry.path())
                .collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::relative_to;

    #[test]
    fn a_place_is_named_from_where_one_stands() {
        let named = |from, path| relative_to(Path::new(from), Path::new(path));
        assert_eq!(named("/a/b", "/a/c/d"), PathBuf::from("../c/d"));
        assert_eq!(named("/a", "/a/c"), PathBuf::from("c"));
        assert_eq!(named("/a", "/a"), PathBuf::from("."));
    }
}
