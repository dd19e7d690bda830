//! Text that tries to be something else, in every place of a document that holds text: each payload in place of each text and each
//! key of the documents in `injection/documents`, and behind it. Every run ends with files or with findings that say where, and what
//! is written is inert (`injection/oracle.rs`).
//!
//! Unoptimised, one place in seven is tried with one payload each; `--release` tries every place with a few. All runs take the better
//! part of an hour: `OASMITH_INJECTION=all cargo test --release -p tests --test injection -- --nocapture`. `OASMITH_META_SCHEMAS` names a folder with the published schemas of
//! OpenAPI (each file by its `$id`): no place that they know for a text is then missing in the documents.

#[path = "injection/meta.rs"]
mod meta;
#[path = "injection/oracle.rs"]
mod oracle;
#[path = "injection/payloads.rs"]
mod payloads;
#[path = "injection/places.rs"]
mod places;

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use oasmith::config::Runtime;
use oasmith::diagnostics::Severity;
use oasmith::diagnostics::render::{self, Colour};
use oasmith::document::marks::Locator;
use oasmith::{Config, Diagnostics, Document, generate};
use places::{Mode, Place};
use serde_json::Value;

/// Where not everything is tried: one in so many places, each with one payload.
const FEWER: usize = 7;
/// Optimised, so many runs of each place.
const EACH: usize = 4;

/// What came of all runs.
#[derive(Default)]
struct Tally {
    generated: AtomicUsize,
    refused: AtomicUsize,
    files: AtomicUsize,
    hits: Mutex<Vec<String>>,
    /// Files that have been looked at: most of a document stays as it was.
    seen: Mutex<HashSet<(String, String)>>,
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn no_text_of_a_document_becomes_anything_else() {
    let long = payloads::long();
    let payloads: Vec<&str> = payloads::PAYLOADS
        .iter()
        .copied()
        .chain(long.iter().map(String::as_str))
        .collect();
    let documents = places::documents();
    let places: Vec<(&Value, Place)> = documents
        .iter()
        .flat_map(|(name, document)| places::of(name, document).map(move |place| (document, place)))
        .collect();
    let runs = places.len() * payloads.len() * Mode::ALL.len();
    // A little more than the runs of some places: each of their payloads follows the last.
    let of_place = runs / places.len();
    let stride = if std::env::var_os("OASMITH_INJECTION").is_some_and(|asked| asked == "all") {
        1
    } else if cfg!(debug_assertions) {
        FEWER * of_place + 1
    } else {
        of_place / EACH + 1
    };
    let tally = Tally::default();
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let run = next.fetch_add(stride, Ordering::Relaxed);
            if run >= runs {
                return;
            }
            let mode = Mode::ALL[run % Mode::ALL.len()];
            let payload = payloads[run / Mode::ALL.len() % payloads.len()];
            let (document, place) = &places[run / Mode::ALL.len() / payloads.len()];
            tally.judge(place, mode, payload, &place.put(document, mode, payload));
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
    let hits = tally.hits.into_inner().expect("nobody panics with it");
    println!(
        "\n{} places x {} payloads x {} ways: {} of {runs} runs, {} generated, {} refused, {} files looked at, {} hits",
        places.len(),
        payloads.len(),
        Mode::ALL.len(),
        runs.div_ceil(stride),
        tally.generated.into_inner(),
        tally.refused.into_inner(),
        tally.files.into_inner(),
        hits.len()
    );
    let shown: Vec<&str> = hits.iter().take(20).map(String::as_str).collect();
    assert!(
        hits.is_empty(),
        "{} hits:\n{}",
        hits.len(),
        shown.join("\n")
    );
}

impl Tally {
    fn judge(&self, place: &Place, mode: Mode, payload: &str, text: &str) {
        let hits = catch_unwind(AssertUnwindSafe(|| self.run(text)))
            .unwrap_or_else(|_| vec!["panics".to_owned()]);
        let payload: String = payload.chars().take(60).collect();
        let hits = hits
            .into_iter()
            .map(|hit| format!("{place} {mode:?} {payload}: {hit}"));
        self.hits
            .lock()
            .expect("nobody panics with it")
            .extend(hits);
    }

    /// Reads, generates, and looks at all of it.
    fn run(&self, text: &str) -> Vec<String> {
        let mut hits = Vec::new();
        let mut diagnostics = Diagnostics::default();
        let document = Document::load(&mut diagnostics, "openapi.json", text.as_bytes()).ok();
        if let Some(document) = document {
            let mut config = Config::new("injected");
            config.runtime = Runtime::Crate;
            config.choices.extensions = true;
            let (files, found) = generate(&document, &config);
            diagnostics.extend(found);
            let paths: HashSet<String> = files
                .iter()
                .map(|(path, _)| path.to_ascii_lowercase())
                .collect();
            if paths.len() < files.len() {
                hits.push("two files have one name where case does not count".to_owned());
            }
            for (path, text) in files.iter() {
                let file = (path.to_owned(), text.to_owned());
                if self
                    .seen
                    .lock()
                    .expect("nobody panics with it")
                    .insert(file)
                {
                    self.files.fetch_add(1, Ordering::Relaxed);
                    let found = oracle::hits(path, text).into_iter();
                    hits.extend(found.map(|hit| format!("{path}: {hit}")));
                }
            }
            let counter = if files.is_empty() {
                &self.refused
            } else {
                &self.generated
            };
            counter.fetch_add(1, Ordering::Relaxed);
            if files.is_empty() && diagnostics.count(Severity::Error) == 0 {
                hits.push("nothing is written, and nothing said".to_owned());
            }
        } else {
            self.refused.fetch_add(1, Ordering::Relaxed);
            if diagnostics.count(Severity::Error) == 0 {
                hits.push("refused without a word".to_owned());
            }
        }
        let mut locator = Locator::default();
        let shown = render::human(&diagnostics, Colour::Plain, &mut |at, at_key| {
            locator.span(at, at_key)
        });
        hits.extend(oracle::hits("shown", &shown));
        hits
    }
}

#[test]
fn the_oracle_sees_what_it_is_to_see() {
    for (path, text) in [
        ("src/a.rs", "pub fn canary_planted() {}"),
        ("src/a.rs", "fn a() { unsafe { b() } }"),
        ("src/a.rs", "fn a() { std::process::abort() }"),
        ("src/a.rs", "use std::fs;"),
        ("src/a.rs", "const A: &str = include_str!(\"b\");"),
        ("src/a.rs", "fn a() { println!(\"{canary}\") }"),
        ("src/a.rs", "#[path = \"/etc/passwd\"] mod a;"),
        ("src/a.rs", "#[doc = include_str!(\"b\")] mod a {}"),
        ("src/a.rs", "/// ```\n/// a()\n/// ```\nfn a() {}"),
        ("src/a.rs", "///     a()\nfn a() {}"),
        ("src/a.rs", "//! <script>a()</script>"),
        ("src/a.rs", "/// [a](javascript:a())\nfn a() {}"),
        ("src/a.rs", "/// \u{202e}\nfn a() {}"),
        ("src/a.rs", "const A: &str = \"\u{e9}\";"),
        ("src/a.rs", "fn a( {}"),
        ("src/a.rs", "\r"),
        ("src/../a.rs", ""),
        ("src/CON.rs", ""),
        ("src/com1.rs", ""),
        ("Cargo.toml", "[package]\nbuild = \"a.rs\""),
        ("Cargo.toml", "[dependencies]\na = { path = \"b\" }"),
    ] {
        assert!(!oracle::hits(path, text).is_empty(), "{path}: {text}");
    }
    let fine = "//! A `b` <https://example.com>.\n/// ```text\n/// a()\n/// ```\n/// \u{e9}\n#[derive(Clone)]\npub struct CanaryPlanted;\n";
    assert_eq!(oracle::hits("src/a.rs", fine), [""; 0]);
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn no_place_for_a_text_is_forgotten() {
    let Some(folder) = std::env::var_os("OASMITH_META_SCHEMAS") else {
        return;
    };
    let mut schemas = meta::Schemas::load(Path::new(&folder));
    let documents = places::documents();
    let mut forgotten = Vec::new();
    for version in ["2.0", "3.0", "3.1", "3.2"] {
        let root = schemas.of_version(version).expect("the version's schema");
        let mut texts = schemas.texts(&root);
        assert!(texts.len() > 50, "{version}: {texts:?}");
        let all = texts.len();
        for (name, document) in &documents {
            let is_of_version = if version == "2.0" {
                document.get("swagger").is_some()
            } else {
                name.contains(&format!(" {version}."))
            };
            if is_of_version {
                schemas.strike(&mut texts, &root, document);
            }
        }
        println!(
            "{version}: {} of {all} places for a text",
            all - texts.len()
        );
        forgotten.extend(
            texts
                .into_iter()
                .map(|(file, pointer)| format!("{file}#{pointer}")),
        );
    }
    assert!(
        forgotten.is_empty(),
        "the documents have no text at\n{}",
        forgotten.join("\n")
    );
}
