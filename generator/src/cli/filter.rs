use crate::config::Config;
use crate::document::{PathGlob, Selection};

/// Which operations are wanted.
#[derive(Debug, clap::Args)]
pub(super) struct Filters {
    /// Only operations with this `tag=`, `operation=`, `path=` (`*` in a segment, `**` over segments) or `method=`; may be repeated:
    /// alternatives within a kind, all kinds together
    #[arg(long, value_name = "KIND=WORD")]
    include: Vec<Word>,
    /// No operations with this `tag=`, `operation=`, `path=` or `method=`; may be repeated
    #[arg(long, value_name = "KIND=WORD")]
    exclude: Vec<Word>,
}

#[derive(Clone, Debug)]
enum Word {
    Tag(String),
    Operation(String),
    Path(PathGlob),
    Method(String),
}

impl std::str::FromStr for Word {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const FORM: &str = "expected `tag=`, `operation=`, `path=` or `method=` and a word";
        let (kind, word) = text.split_once('=').ok_or(FORM)?;
        match (kind, word) {
            (_, "") => Err(FORM.to_owned()),
            ("tag", tag) => Ok(Self::Tag(tag.to_owned())),
            ("operation", id) => Ok(Self::Operation(id.to_owned())),
            ("path", path) => path
                .parse()
                .map(Self::Path)
                .map_err(|error| format!("{error}")),
            ("method", method) => Ok(Self::Method(method.to_owned())),
            _ => Err(FORM.to_owned()),
        }
    }
}

impl Filters {
    /// Said here, a filter goes before the one of the file.
    pub(super) fn apply(&self, config: &mut Config) {
        if !self.include.is_empty() {
            config.filter.include = selection(&self.include);
        }
        if !self.exclude.is_empty() {
            config.filter.exclude = selection(&self.exclude);
        }
    }

    /// As they were typed.
    pub(super) fn words(&self) -> Vec<String> {
        let include = self
            .include
            .iter()
            .map(|word| format!("--include {}", typed(word)));
        let exclude = self
            .exclude
            .iter()
            .map(|word| format!("--exclude {}", typed(word)));
        include.chain(exclude).collect()
    }
}

fn typed(word: &Word) -> String {
    match word {
        Word::Tag(tag) => format!("'tag={tag}'"),
        Word::Operation(id) => format!("'operation={id}'"),
        Word::Path(path) => format!("'path={path}'"),
        Word::Method(method) => format!("'method={method}'"),
    }
}

fn selection(words: &[Word]) -> Selection {
    let mut selection = Selection::default();
    for word in words.iter().cloned() {
        match word {
            Word::Tag(tag) => selection.tags.push(tag),
            Word::Operation(id) => selection.operations.push(id),
            Word::Path(path) => selection.paths.push(path),
            Word::Method(method) => selection.methods.push(method),
        }
    }
    selection
}
