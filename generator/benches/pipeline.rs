//! How long documents take from bytes to files, beside what reading them and printing their output costs alone:
//! `cargo bench -p oasmith --bench pipeline`. With `OASMITH_CORPUS` some real documents are measured too.

#![expect(clippy::disallowed_methods, reason = "a bench reads its documents")]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use oasmith::{Config, Diagnostics, Document, Files, Stage};

/// Real documents, small to large.
const VENDOR: &[&str] = &[
    "vendor/scalar__dist_3.1.yaml",
    "vendor/adyen__json_CapitalService-v1.json",
    "vendor/vonage__definitions_reports.yaml",
];

/// A document and its overlays, in bytes.
struct Input {
    name: String,
    texts: Vec<Vec<u8>>,
}

impl Input {
    fn read(path: &Path) -> Self {
        let overlay = path.with_extension("overlay.yaml");
        let paths = std::iter::once(path.to_owned()).chain(overlay.exists().then_some(overlay));
        Self {
            name: path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            texts: paths
                .map(|path| fs::read(path).expect("a document"))
                .collect(),
        }
    }

    /// Reads everything, and applies nothing.
    fn parse(&self, diagnostics: &mut Diagnostics) -> Vec<Document> {
        let load = |text: &Vec<u8>| Document::load(diagnostics, "document", text);
        let documents = self.texts.iter().map(load);
        documents.collect::<Result<_, _>>().expect("it loads")
    }

    /// Reads everything, and completes the document.
    fn load(&self) -> Document {
        let mut diagnostics = Diagnostics::default();
        let mut documents = self.parse(&mut diagnostics).into_iter();
        let mut document = documents.next().expect("there is a document");
        for overlay in documents {
            document.apply(&mut diagnostics, &overlay);
        }
        document
    }

    /// From bytes to files.
    fn generate(&self) -> Files {
        oasmith::generate(&self.load(), &Config::new("bench")).0
    }
}

fn inputs() -> Vec<Input> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let entries = fs::read_dir(specs).expect("the documents of this workspace");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| !path.to_string_lossy().ends_with(".overlay.yaml"));
    paths.sort();
    if let Some(corpus) = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from) {
        paths.extend(VENDOR.iter().map(|path| corpus.join(path)));
    }
    paths.iter().map(|path| Input::read(path)).collect()
}

/// The runtime's text is copied as it is.
fn is_printed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
        && path.components().all(|part| part.as_os_str() != "runtime")
}

fn pipeline(criterion: &mut Criterion) {
    for input in inputs() {
        let mut group = criterion.benchmark_group(&input.name);
        group
            .sample_size(20)
            .measurement_time(Duration::from_secs(3));
        let files = input.generate();
        let printed: Vec<syn::File> = files
            .iter()
            .filter(|(path, _)| is_printed(Path::new(path)))
            .map(|(path, text)| syn::parse_file(text).expect(path))
            .collect();
        group.bench_function("bytes to files", |bench| bench.iter(|| input.generate()));
        group.bench_function("bytes to the Rust model's dump", |bench| {
            bench.iter(|| oasmith::dump(Stage::Rust, &input.load(), &Config::new("bench")));
        });
        group.bench_function("parse only", |bench| {
            bench.iter(|| input.parse(&mut Diagnostics::default()));
        });
        group.bench_function("print only", |bench| {
            bench.iter(|| {
                for file in &printed {
                    black_box(prettyplease::unparse(file));
                }
            });
        });
        group.finish();
    }
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
