//! Which paths may be written: the same on every platform, and never out of the folder.

use std::collections::BTreeMap;
use std::fmt;

/// A path that some file system would refuse, confuse with another, or resolve elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPath {
    /// The path.
    pub path: String,
    why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Why {
    Part(String),
    Character(char),
    Reserved,
    Twice(String),
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.why {
            Why::Part(part) => write!(f, "the path `{path}` has the part `{part}`"),
            Why::Character(c) => write!(f, "the path `{path}` has the character {c:?}"),
            Why::Reserved => write!(f, "the path `{path}` has a name that Windows reserves"),
            Why::Twice(other) => write!(f, "the paths `{path}` and `{other}` differ only in case"),
        }
    }
}

/// Checks every path, alone and against the others.
pub(super) fn check<'a>(paths: impl Iterator<Item = &'a str>) -> Result<(), BadPath> {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for path in paths {
        alone(path).map_err(|why| BadPath {
            path: path.to_owned(),
            why,
        })?;
        for prefix in prefixes(path) {
            let before = seen.insert(prefix.to_lowercase(), prefix.to_owned());
            if let Some(other) = before.filter(|other| other != prefix) {
                return Err(BadPath {
                    path: prefix.to_owned(),
                    why: Why::Twice(other),
                });
            }
        }
    }
    Ok(())
}

/// `src`, `src/models`, `src/models/pet.rs`: folders collide like files do.
fn prefixes(path: &str) -> impl Iterator<Item = &str> {
    let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    folders.chain(std::iter::once(path))
}

fn alone(path: &str) -> Result<(), Why> {
    path.split('/').try_for_each(part)
}

fn part(part: &str) -> Result<(), Why> {
    if matches!(part, "" | "." | "..") || part.ends_with(['.', ' ']) {
        return Err(Why::Part(part.to_owned()));
    }
    if let Some(c) = part
        .chars()
        .find(|c| c.is_control() || r#"\<>:"|?*"#.contains(*c))
    {
        return Err(Why::Character(c));
    }
    if is_reserved(part.split('.').next().unwrap_or(part)) {
        return Err(Why::Reserved);
    }
    Ok(())
}

fn is_reserved(stem: &str) -> bool {
    let stem = stem.to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn ordinary_paths_pass() {
        let paths = [
            "Cargo.toml",
            "src/lib.rs",
            "src/models/comet.rs",
            "src/r#type.rs",
        ];
        assert_eq!(check(paths.into_iter()), Ok(()));
    }

    #[test]
    fn paths_that_leave_or_confuse_are_refused() {
        let bad = [
            "../a.rs",
            "/a.rs",
            "a//b.rs",
            "a/./b.rs",
            "a\\b.rs",
            "c:a.rs",
            "src/con.rs",
            "src/LPT1.x.rs",
            "a./b.rs",
            "a\n.rs",
            "",
        ];
        for path in bad {
            assert!(check(std::iter::once(path)).is_err(), "{path}");
        }
    }

    #[test]
    fn case_alone_does_not_tell_files_or_folders_apart() {
        assert!(check(["src/Pet.rs", "src/pet.rs"].into_iter()).is_err());
        assert!(check(["src/Pet/a.rs", "src/pet/b.rs"].into_iter()).is_err());
    }
}
