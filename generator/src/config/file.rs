//! `oasmith.toml`: read key by key, so that a mistake is shown where it stands.
//!
//! ```toml
//! specs = "../specs"          # a folder, or a list of files; relative to this file
//! package = "generated"
//! preserve-unknown = false
//! runtime = "copy"            # or "crate"
//! ref-roots = ["../common"]   # more folders that references may lead into; relative to this file
//! extensions = false          # whether `x-rust-name` and `x-rust-type` of a document count
//! non-exhaustive = false      # whether structs are `#[non_exhaustive]`
//!
//! [derive]                    # traits that are not derived everywhere
//! ord = false                 # `Ord` for every record that can have it, not only for small ones
//!
//! [include]                   # and [exclude]: which operations
//! tags = ["Pets"]
//! operations = ["listPets"]
//! paths = ["/pets/**"]
//! methods = ["get"]
//! ```
//!
//! More in `choices`.

use std::fmt;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::{Config, Runtime};
use crate::diagnostics::similar;
use crate::document::Selection;

const KEYS: [&str; 12] = [
    "specs",
    "package",
    "preserve-unknown",
    "runtime",
    "ref-roots",
    "include",
    "exclude",
    "extensions",
    "non-exhaustive",
    "derive",
    "rename",
    "types",
];

/// What operations are chosen by.
const KINDS: [&str; 4] = ["tags", "operations", "paths", "methods"];

/// Which documents a crate is made from. Relative to the file that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Specs {
    /// Every document in a folder, overlays beside them included.
    Folder(String),
    /// These files.
    Files(Vec<String>),
}

/// What is wrong with an `oasmith.toml`, shown like a compiler shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// What is wrong.
    pub message: String,
    /// The file, as the user would name it.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The way out.
    pub help: Option<String>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            message,
            file,
            line,
            column,
            help,
        } = self;
        write!(f, "{message}\n --> {file}:{line}:{column}")?;
        match help {
            Some(help) => write!(f, "\n  = help: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ConfigError {}

/// Reads the text of the `oasmith.toml` called `file`. What it does not say stays as in `config`.
pub fn read(file: &str, text: &str, config: &mut Config) -> Result<Specs, ConfigError> {
    let reader = Reader { file, text };
    let table = DeTable::parse(text)
        .map_err(|error| reader.error(error.span().unwrap_or(0..0), error.message()))?;
    let mut specs = None;
    for (key, value) in table.get_ref() {
        match key.get_ref().as_ref() {
            "specs" => specs = Some(reader.specs(value)?),
            "package" => config.package = reader.text(value)?,
            "preserve-unknown" => config.preserve_unknown = reader.flag(value)?,
            "runtime" => config.runtime = reader.runtime(value)?,
            "ref-roots" => config.ref_roots = reader.texts(value)?,
            "include" => config.filter.include = reader.selection(value)?,
            "exclude" => config.filter.exclude = reader.selection(value)?,
            "extensions" => config.choices.extensions = reader.flag(value)?,
            "non-exhaustive" => config.choices.non_exhaustive = reader.flag(value)?,
            "derive" => config.choices.ord = reader.derives(value)?,
            "rename" => config.choices.renamed = reader.renamed(value)?,
            "types" => {
                let (schemas, formats) = reader.types(value)?;
                (config.choices.schemas, config.choices.formats) = (schemas, formats);
            }
            unknown => return Err(reader.unknown(unknown, key.span(), &KEYS)),
        }
    }
    specs.ok_or_else(|| ConfigError {
        help: Some("add `specs = \"../specs\"`, a folder or a list of files".to_owned()),
        ..reader.error(0..0, "`specs` is missing")
    })
}

pub(super) type Spanned<'a> = toml::Spanned<DeValue<'a>>;

pub(super) struct Reader<'a> {
    file: &'a str,
    text: &'a str,
}

impl Reader<'_> {
    fn specs(&self, value: &Spanned<'_>) -> Result<Specs, ConfigError> {
        if let Some(files) = value.get_ref().as_array() {
            let files: Result<_, _> = files.iter().map(|file| self.text(file)).collect();
            return files.map(Specs::Files);
        }
        let folder = value.get_ref().as_str();
        let folder = folder.ok_or_else(|| self.mismatch(value, "a folder or a list of files"))?;
        Ok(Specs::Folder(folder.to_owned()))
    }

    pub(super) fn text(&self, value: &Spanned<'_>) -> Result<String, ConfigError> {
        let text = value.get_ref().as_str().filter(|text| !text.is_empty());
        text.map(str::to_owned)
            .ok_or_else(|| self.mismatch(value, "a string that is not empty"))
    }

    pub(super) fn flag(&self, value: &Spanned<'_>) -> Result<bool, ConfigError> {
        let flag = value.get_ref().as_bool();
        flag.ok_or_else(|| self.mismatch(value, "`true` or `false`"))
    }

    fn runtime(&self, value: &Spanned<'_>) -> Result<Runtime, ConfigError> {
        match value.get_ref().as_str() {
            Some("copy") => Ok(Runtime::Copy),
            Some("crate") => Ok(Runtime::Crate),
            _ => Err(self.mismatch(value, "`\"copy\"` or `\"crate\"`")),
        }
    }

    fn selection(&self, value: &Spanned<'_>) -> Result<Selection, ConfigError> {
        let mut selection = Selection::default();
        for (key, value) in self.table(value)? {
            match key.get_ref().as_ref() {
                "tags" => selection.tags = self.texts(value)?,
                "operations" => selection.operations = self.texts(value)?,
                "methods" => selection.methods = self.texts(value)?,
                "paths" => {
                    let paths = self.texts(value)?.into_iter();
                    let paths: Result<_, _> = paths.map(|path| path.parse()).collect();
                    selection.paths = paths.map_err(|error| {
                        self.error(value.span(), format!("no pattern for paths: {error}"))
                    })?;
                }
                unknown => return Err(self.unknown(unknown, key.span(), &KINDS)),
            }
        }
        Ok(selection)
    }

    pub(super) fn table<'t, 'a>(
        &self,
        value: &'t Spanned<'a>,
    ) -> Result<&'t DeTable<'a>, ConfigError> {
        let table = value.get_ref().as_table();
        table.ok_or_else(|| self.mismatch(value, "a table"))
    }

    pub(super) fn texts(&self, value: &Spanned<'_>) -> Result<Vec<String>, ConfigError> {
        let list = value.get_ref().as_array();
        let list = list.ok_or_else(|| self.mismatch(value, "a list of strings"))?;
        list.iter().map(|text| self.text(text)).collect()
    }

    pub(super) fn unknown(&self, key: &str, span: Range<usize>, known: &[&str]) -> ConfigError {
        let help = similar(key, known.iter().copied()).map_or_else(
            || format!("the keys are `{}`", known.join("`, `")),
            |known| format!("did you mean `{known}`?"),
        );
        ConfigError {
            help: Some(help),
            ..self.error(span, format!("unknown key `{key}`"))
        }
    }

    pub(super) fn mismatch(&self, value: &Spanned<'_>, wanted: &str) -> ConfigError {
        let found = self.text.get(value.span()).unwrap_or_default();
        self.error(value.span(), format!("expected {wanted}, found `{found}`"))
    }

    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>) -> ConfigError {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        ConfigError {
            message: message.into(),
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            help: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Specs, read};
    use crate::config::{Config, Runtime};
    use crate::document::Filter;

    fn check(text: &str) -> Result<(Specs, Config), String> {
        let mut config = Config::new("default");
        let specs = read("oasmith.toml", text, &mut config).map_err(|error| error.to_string())?;
        Ok((specs, config))
    }

    #[test]
    fn every_key_is_read() {
        let (specs, config) = check(
            "specs = ['a.yaml']\npackage = 'x'\npreserve-unknown = true\nruntime = 'crate'\nref-roots = ['../b']\n",
        )
        .unwrap();
        assert_eq!(specs, Specs::Files(vec!["a.yaml".to_owned()]));
        assert_eq!(
            (
                config.package.as_str(),
                config.preserve_unknown,
                config.runtime
            ),
            ("x", true, Runtime::Crate)
        );
        assert_eq!(config.ref_roots, ["../b"]);
    }

    #[test]
    fn operations_are_chosen() {
        let text = "specs = 'a'\n[include]\ntags = ['A']\npaths = ['/a/**']\n[exclude]\nmethods = ['get']\n";
        let (_, config) = check(text).unwrap();
        let Filter { include, exclude } = &config.filter;
        assert_eq!(
            (&*include.tags, include.paths[0].to_string()),
            (&["A".to_owned()][..], "/a/**".to_owned())
        );
        assert_eq!(exclude.methods, ["get"]);
        let other = Config {
            filter: Filter::default(),
            ..config.clone()
        };
        assert_ne!(config.fingerprint(), other.fingerprint());
        let shown = |text| check(text).unwrap_err();
        assert_eq!(
            shown("specs = 'a'\n[include]\ntag = ['A']\n"),
            "unknown key `tag`\n --> oasmith.toml:3:1\n  = help: did you mean `tags`?"
        );
        assert!(
            shown("specs = 'a'\n[include]\npaths = ['***']\n")
                .starts_with("no pattern for paths: ")
        );
        assert!(shown("specs = 'a'\ninclude = 'A'\n").starts_with("expected a table, found `'A'`"));
    }

    #[test]
    fn mistakes_are_shown_where_they_stand() {
        let shown = |text| check(text).unwrap_err();
        assert_eq!(
            shown("specs = 'a'\npreserve_unknown = true\n"),
            "unknown key `preserve_unknown`\n --> oasmith.toml:2:1\n  = help: did you mean `preserve-unknown`?"
        );
        assert!(
            shown("specs = 3").starts_with(
                "expected a folder or a list of files, found `3`\n --> oasmith.toml:1:9"
            )
        );
        assert!(shown("specs = 'a'\nruntime = 'inline'").starts_with(
            "expected `\"copy\"` or `\"crate\"`, found `'inline'`\n --> oasmith.toml:2:11"
        ));
        assert!(shown("").starts_with("`specs` is missing"));
        assert!(shown("specs = ").contains("oasmith.toml:1:"));
    }
}
