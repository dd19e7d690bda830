//! How fast bytes become a contract, in MB/s: `cargo bench -p oasmith --bench reading`. Documents are repeated 1, 4 and 16 times,
//! in both formats: time must grow with size. With `OASMITH_CORPUS`, every document of at least 100 kB is read once in a process
//! of its own as well, for time and peak memory (where `/proc` tells it); `OASMITH_CORPUS` alone gives that table without
//! waiting for the benches: `-- --table`.

#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads documents and prints figures"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput};
use oasmith::spec::Spec;
use oasmith::{Diagnostics, Document, spec};
use serde_json::{Map, Value};

/// What is repeated from the corpus; without one, the documents in `specs/`.
const VENDOR: &[&str] = &[
    "vendor/box__openapi_openapi.json",
    "vendor/twilio__spec_yaml_twilio_api_v2010.yaml",
];

/// A child's part: the document to read once.
const ONE: &str = "OASMITH_BENCH_DOCUMENT";

fn main() {
    if let Some(path) = std::env::var_os(ONE) {
        return read_one(Path::new(&path));
    }
    let corpus = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from);
    if !std::env::args().any(|argument| argument == "--table") {
        let mut criterion = Criterion::default().configure_from_args();
        growing(&mut criterion, corpus.as_deref());
        criterion.final_summary();
    }
    if let Some(corpus) = corpus {
        table(&corpus);
    }
}

/// From bytes to the contract, whatever is found on the way. All of it is handed back: giving memory back is no part of reading.
fn read(name: &str, bytes: &[u8]) -> Option<(Document, Spec, Diagnostics)> {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, name, bytes).ok()?;
    let spec = spec::read::read(&mut diagnostics, &document);
    Some((document, spec, diagnostics))
}

fn growing(criterion: &mut Criterion, corpus: Option<&Path>) {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let paths: Vec<PathBuf> = match corpus {
        Some(corpus) => VENDOR.iter().map(|path| corpus.join(path)).collect(),
        None => vec![specs.join("zendesk-organization-memberships.yaml")],
    };
    for path in paths {
        let text = fs::read_to_string(&path).expect("a document");
        let document: Value = serde_yaml::from_str(&text).expect("it is JSON or YAML");
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let mut group = criterion.benchmark_group(name);
        group
            .sample_size(10)
            .measurement_time(Duration::from_secs(3));
        for times in [1, 4, 16] {
            let document = repeated(&document, times);
            let json = serde_json::to_string_pretty(&document).expect("it was JSON");
            let yaml = serde_yaml::to_string(&document).expect("it was YAML");
            for (format, text) in [("json", json), ("yaml", yaml)] {
                group.throughput(Throughput::Bytes(text.len() as u64));
                group.bench_function(BenchmarkId::new(format, times), |bench| {
                    bench.iter_batched(
                        || (),
                        |()| read(format, text.as_bytes()),
                        BatchSize::PerIteration,
                    );
                });
            }
        }
        group.finish();
    }
}

/// A document with everything in it so many times, each under names of its own.
fn repeated(document: &Value, times: usize) -> Value {
    let mut all = document.clone();
    for number in 1..times {
        let copy = renamed(document, number);
        for section in ["paths", "components"] {
            if let (Some(all), Some(Value::Object(copy))) =
                (all.get_mut(section), copy.get(section))
            {
                merge(all, copy, section == "components");
            }
        }
    }
    all
}

fn merge(all: &mut Value, copy: &Map<String, Value>, deeper: bool) {
    for (name, value) in copy {
        match (all.get_mut(name), value) {
            (Some(section), Value::Object(value)) if deeper => merge(section, value, false),
            _ => drop(
                all.as_object_mut()
                    .and_then(|all| all.insert(name.clone(), value.clone())),
            ),
        }
    }
}

/// A copy whose paths, components, references and operations have names that end in a number.
fn renamed(document: &Value, number: usize) -> Value {
    let Value::Object(root) = document else {
        return document.clone();
    };
    let rename = |(key, value): (&String, &Value)| {
        let value = match (key.as_str(), value) {
            ("paths", Value::Object(paths)) => {
                let paths = paths.iter();
                paths
                    .map(|(path, item)| (format!("/{number}{path}"), references(item, number)))
                    .collect()
            }
            ("components", Value::Object(sections)) => {
                let sections = sections.iter();
                sections
                    .map(|(name, section)| (name.clone(), components(section, number)))
                    .collect()
            }
            _ => value.clone(),
        };
        (key.clone(), value)
    };
    Value::Object(root.iter().map(rename).collect())
}

fn components(section: &Value, number: usize) -> Value {
    let members = section.as_object().into_iter().flatten();
    members
        .map(|(name, value)| (format!("{name}{number}"), references(value, number)))
        .collect()
}

fn references(value: &Value, number: usize) -> Value {
    match value {
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let named = value
                    .as_str()
                    .filter(|_| key == "$ref" || key == "operationId");
                let value = match named {
                    Some(text) => format!("{text}{number}").into(),
                    None => references(value, number),
                };
                (key.clone(), value)
            };
            members.iter().map(member).collect()
        }
        Value::Array(items) => items.iter().map(|item| references(item, number)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// The peak of this process' memory in bytes, where the system tells it.
fn peak() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace()
        .nth(1)?
        .parse::<usize>()
        .ok()
        .map(|kilobytes| kilobytes * 1024)
}

/// Reads one document; prints microseconds and bytes of memory.
fn read_one(path: &Path) {
    let bytes = fs::read(path).expect("a document");
    let before = peak().unwrap_or_default();
    let start = Instant::now();
    let read = read(&path.to_string_lossy(), &bytes);
    let time = start.elapsed();
    let memory = peak().unwrap_or_default().saturating_sub(before);
    println!("{}\t{memory}", time.as_micros());
    drop(read);
}

/// A line for each large document of the corpus: size, time, speed, peak memory by size; the worst of each at the end.
fn table(corpus: &Path) {
    let mut paths = Vec::new();
    collect(corpus, &mut paths);
    paths.sort();
    let (mut slowest, mut largest): (f64, f64) = (0.0, 0.0);
    println!("\n{:>9} {:>7} {:>7} {:>7}", "bytes", "ms", "MB/s", "memory");
    for path in &paths {
        let myself = std::env::current_exe().expect("a running process has a file");
        let output = Command::new(myself)
            .env(ONE, path)
            .output()
            .expect("it can be started");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let figures: Vec<u32> = text
            .split_whitespace()
            .filter_map(|word| word.parse().ok())
            .collect();
        let size = fs::metadata(path).map_or(0, |data| data.len());
        let size = f64::from(u32::try_from(size).unwrap_or(u32::MAX));
        let shown = path.strip_prefix(corpus).unwrap_or(path).display();
        let [time, memory] = figures.as_slice() else {
            println!("{size:>9} failed: {shown}");
            continue;
        };
        let (time, memory) = (f64::from(*time), f64::from(*memory) / size);
        let speed = size / time;
        println!(
            "{size:>9} {:>7.1} {speed:>7.1} {memory:>6.1}x {shown}",
            time / 1000.0
        );
        slowest = slowest.max(time / size * 4.0);
        largest = largest.max(memory);
    }
    println!(
        "worst of {}: {slowest:.2} s for 4 MB, {largest:.1} times its size in memory",
        paths.len()
    );
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = path.to_string_lossy().into_owned();
        let document = [".json", ".yaml", ".yml"]
            .iter()
            .any(|end| name.ends_with(end));
        let large = entry.metadata().is_ok_and(|data| data.len() >= 100_000);
        if path.is_dir() {
            collect(&path, paths);
        } else if document && large {
            paths.push(path);
        }
    }
}
