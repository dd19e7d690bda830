//! Paths as people read them: short, relative, without `a/../`.

use std::path::{Component, Path, PathBuf};

/// `path`, relative to `folder` where it is not absolute, without the steps that cancel out.
pub(super) fn join(folder: &Path, path: &str) -> PathBuf {
    let mut joined = PathBuf::new();
    for part in folder.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(joined.components().next_back(), Some(Component::Normal(_))) =>
            {
                joined.pop();
            }
            part @ (Component::Prefix(_)
            | Component::RootDir
            | Component::ParentDir
            | Component::Normal(_)) => {
                joined.push(part);
            }
        }
    }
    joined
}

/// Letters, digits, `-` and `_`, beginning with a letter, as cargo wants it.
pub(crate) fn package_name(path: &Path) -> String {
    let stem = path
        .file_stem()
        .map(|stem| stem.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let words: Vec<&str> = stem
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let name = words.join("-");
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("api-{name}").trim_end_matches('-').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{join, package_name};

    #[test]
    fn steps_that_cancel_out_go() {
        assert_eq!(
            join(Path::new("generated"), "../specs"),
            PathBuf::from("specs")
        );
        assert_eq!(join(Path::new(""), "../specs"), PathBuf::from("../specs"));
        assert_eq!(
            join(Path::new("../a"), "./../../b"),
            PathBuf::from("../../b")
        );
    }

    #[test]
    fn any_file_name_makes_a_package_name() {
        for (file, name) in [
            ("Pet Store.yaml", "pet-store"),
            ("x/2024.json", "api-2024"),
            ("ü.yaml", "api"),
        ] {
            assert_eq!(package_name(Path::new(file)), name);
        }
    }
}
