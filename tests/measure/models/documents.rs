//! The documents that are asked about.

use std::fs;
use std::path::{Path, PathBuf};

use oasmith::source::Memory;
use oasmith::{Diagnostics, Document};

/// Small to middling, from makers of different habits.
const SAMPLE: &[&str] = &[
    "fx-oai-learn/examples__v3.0__uspto.yaml",
    "fx-oai-learn/examples__v3.1__tictactoe.json",
    "fx-swagger-petstore/src__main__resources__openapi.yaml",
    "fx-openapi-python-client/end_to_end_tests__baseline_openapi_3.1.yaml",
    "vendor/scalar__dist_3.1.yaml",
    "vendor/xero__xero-projects.yaml",
    "vendor/adyen__json_CapitalService-v1.json",
    "vendor/prometheus__api_v2_openapi.yaml",
    "apisguru-2017/box.com__upload__2.0__swagger.yaml",
    "apisguru-2017/googleapis.com__dataproc__v1beta1__swagger.yaml",
];

/// A document of the corpus.
pub(crate) struct Entry {
    /// Its path below the corpus.
    pub(crate) path: String,
    folder: PathBuf,
}

/// The chosen documents, the small ones first; none where no corpus is named.
pub(crate) fn chosen() -> Vec<Entry> {
    let wanted = std::env::var("OASMITH_DOCUMENTS").unwrap_or_else(|_| SAMPLE.join(","));
    let wanted: Vec<&str> = wanted.split(',').filter(|part| !part.is_empty()).collect();
    named(&wanted)
}

/// The documents of these names or parts of names, or `all`.
pub(crate) fn named(wanted: &[&str]) -> Vec<Entry> {
    let Some(folder) = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from) else {
        return Vec::new();
    };
    let is_wanted = |path: &str| wanted == ["all"] || wanted.iter().any(|part| path.contains(part));
    let text = fs::read_to_string(folder.join("manifest.tsv")).expect("the corpus has a manifest");
    let paths = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    let mut entries: Vec<(u64, Entry)> = paths
        .filter(|path| is_wanted(path))
        .map(|path| {
            let size = fs::metadata(folder.join(path)).map_or(0, |file| file.len());
            let (path, folder) = (path.to_owned(), folder.clone());
            (size, Entry { path, folder })
        })
        .collect();
    entries.sort_by_key(|(size, _)| *size);
    entries.into_iter().map(|(_, entry)| entry).collect()
}

impl Entry {
    /// The document with the files that it refers to, and what was found in reading; none where it cannot be read.
    pub(crate) fn load(&self) -> Option<(Document, Diagnostics)> {
        let bytes = fs::read(self.folder.join(&self.path)).expect("the manifest names files");
        self.load_text(&bytes)
    }

    /// The same of another text in its place.
    pub(crate) fn load_text(&self, bytes: &[u8]) -> Option<(Document, Diagnostics)> {
        let mut diagnostics = Diagnostics::default();
        let mut document = Document::load(&mut diagnostics, &self.path, bytes).ok()?;
        document.link(&mut diagnostics, &self.files());
        Some((document, diagnostics))
    }

    /// Its text; none where that is not UTF-8.
    pub(crate) fn text(&self) -> Option<String> {
        fs::read_to_string(self.folder.join(&self.path)).ok()
    }

    /// What stands in the same project, for documents of several files.
    fn files(&self) -> Memory {
        let mut memory = Memory::default();
        if let Some(rest) = self.path.strip_prefix("multi/") {
            let project: PathBuf = rest.split('/').take(2).collect();
            let mut paths = Vec::new();
            collect(&self.folder.join("multi").join(project), &mut paths);
            for path in paths {
                let name = path
                    .strip_prefix(&self.folder)
                    .expect("it is below the folder");
                let bytes = fs::read(&path).expect("it was listed");
                memory = memory.with(name.to_string_lossy(), bytes);
            }
        }
        memory
    }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder)
        .expect("a folder of the corpus")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path
            .extension()
            .is_some_and(|end| end == "yaml" || end == "yml" || end == "json")
        {
            paths.push(path);
        }
    }
}
