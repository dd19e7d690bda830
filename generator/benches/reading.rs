//! How fast bytes become a contract, in MB/s: `cargo bench -p oasmith --bench reading`. Documents are repeated 1, 4 and 16 times,
//! in both formats: time must grow with size.
//!
//! `-- --speeds` holds the repeated documents to what is promised of each format, and `-- --table` every document of at least 100 kB
//! below `OASMITH_CORPUS` to what is promised of each: time and peak memory. Either fails where that is not met. Each document has a
//! process of its own, which tells the memory of its first reading and the time of its fastest: whatever disturbs makes one slower.
//! Beside the speeds stand those of the same text read into `serde_json::Value`, which knows neither places nor what is twice.

#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench reads documents and prints figures"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
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

/// What is promised: MB/s of each format, and how much longer a byte of the largest may take than one of the smallest, which alone
/// fits into a processor's memory.
const SPEEDS: [(&str, f64); 2] = [("json", 150.0), ("yaml", 35.0)];
const GROWTH: f64 = 2.0;
/// What is promised of each document: seconds for 4 MB, and memory as a multiple of its size.
const SECONDS: f64 = 1.0;
const MEMORY: f64 = 40.0;
/// Readings go on for so long, and there are at least so many.
const SPAN: Duration = Duration::from_millis(400);
const READINGS: usize = 5;

fn main() -> ExitCode {
    if let Some(path) = std::env::var_os(ONE) {
        read_one(Path::new(&path));
        return ExitCode::SUCCESS;
    }
    let corpus = std::env::var_os("OASMITH_CORPUS").map(PathBuf::from);
    let asked = |flag: &str| std::env::args().any(|argument| argument == flag);
    let mut missed = 0;
    if asked("--speeds") {
        missed += speeds(corpus.as_deref());
    }
    if let Some(corpus) = corpus.as_deref().filter(|_| asked("--table")) {
        missed += table(corpus);
    }
    if !asked("--speeds") && !asked("--table") {
        let mut criterion = Criterion::default().configure_from_args();
        growing(&mut criterion, corpus.as_deref());
        criterion.final_summary();
        return ExitCode::SUCCESS;
    }
    println!("missed: {missed}");
    if missed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// From bytes to the contract, whatever is found on the way. All of it is handed back: giving memory back is no part of reading.
fn read(name: &str, bytes: Vec<u8>) -> Option<(Document, Spec, Diagnostics)> {
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&mut diagnostics, name, bytes).ok()?;
    let spec = spec::read::read(&mut diagnostics, &document);
    Some((document, spec, diagnostics))
}

/// The documents that are repeated, by name.
fn documents(corpus: Option<&Path>) -> Vec<(String, Value)> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let paths: Vec<PathBuf> = match corpus {
        Some(corpus) => VENDOR.iter().map(|path| corpus.join(path)).collect(),
        None => vec![specs.join("zendesk-organization-memberships.yaml")],
    };
    let document = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a document");
        let document: Value = serde_yaml::from_str(&text).expect("it is JSON or YAML");
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        (name.into_owned(), document)
    };
    paths.into_iter().map(document).collect()
}

/// A document in both formats.
fn spelled(document: &Value) -> [(&'static str, String); 2] {
    let json = serde_json::to_string_pretty(document).expect("it was JSON");
    let yaml = serde_yaml::to_string(document).expect("it was YAML");
    [("json", json), ("yaml", yaml)]
}

fn growing(criterion: &mut Criterion, corpus: Option<&Path>) {
    for (name, document) in documents(corpus) {
        let mut group = criterion.benchmark_group(name);
        group
            .sample_size(10)
            .measurement_time(Duration::from_secs(3));
        for times in [1, 4, 16] {
            for (format, text) in spelled(&repeated(&document, times)) {
                group.throughput(Throughput::Bytes(text.len() as u64));
                group.bench_function(BenchmarkId::new(format, times), |bench| {
                    bench.iter_batched(
                        || text.clone().into_bytes(),
                        |bytes| read(format, bytes),
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

/// How long the fastest of some readings takes. Giving back what was read is no part of it.
fn fastest<T>(bytes: &[u8], read: impl Fn(Vec<u8>) -> T) -> Duration {
    let (begin, mut fastest, mut readings) = (Instant::now(), Duration::MAX, 0);
    while readings < READINGS || begin.elapsed() < SPAN {
        let bytes = bytes.to_vec();
        let start = Instant::now();
        let read = read(bytes);
        fastest = fastest.min(start.elapsed());
        drop(read);
        readings += 1;
    }
    fastest
}

/// Reads one document; prints microseconds and bytes of memory, and the microseconds that `serde_json` takes of JSON.
fn read_one(path: &Path) {
    let bytes = fs::read(path).expect("a document");
    let name = path.to_string_lossy();
    let before = peak().unwrap_or_default();
    let first = read(&name, bytes.clone());
    let memory = peak().unwrap_or_default().saturating_sub(before);
    drop(first);
    let time = fastest(&bytes, |bytes| read(&name, bytes)).as_micros();
    let plain = match bytes.first() {
        Some(b'{') => {
            fastest(&bytes, |bytes| serde_json::from_slice::<Value>(&bytes).ok()).as_micros()
        }
        Some(_) | None => 0,
    };
    println!("{time}\t{memory}\t{plain}");
}

/// What reading one document costs: bytes, microseconds, and microseconds of reading it as plain JSON, 0 where it is none.
struct Cost {
    size: f64,
    time: f64,
    memory: f64,
    plain: f64,
}

/// A document read in a process of its own; none where that failed.
fn measured(path: &Path) -> Option<Cost> {
    let myself = std::env::current_exe().expect("a running process has a file");
    let output = Command::new(myself).env(ONE, path).output();
    let text = String::from_utf8(output.expect("it can be started").stdout).ok()?;
    let mut figures = text.split_whitespace().map(|word| word.parse::<u32>().ok());
    let size = fs::metadata(path).map_or(0, |data| data.len());
    let size = u32::try_from(size).unwrap_or(u32::MAX);
    Some(Cost {
        size: size.into(),
        time: figures.next()??.into(),
        memory: figures.next()??.into(),
        plain: figures.next()??.into(),
    })
}

/// A line for each repeated document and format; how many are slower than promised.
fn speeds(corpus: Option<&Path>) -> usize {
    let file = std::env::temp_dir().join(format!("oasmith-reading-{}", std::process::id()));
    let mut missed = 0;
    for (name, document) in documents(corpus) {
        let repetitions: Vec<_> = [1, 4, 16]
            .map(|times| spelled(&repeated(&document, times)))
            .into();
        for (index, (format, least)) in SPEEDS.iter().enumerate() {
            let speed = |texts: &[(&str, String); 2]| {
                fs::write(&file, &texts[index].1).expect("a place for temporary files");
                let cost = measured(&file).expect("a document that can be read");
                (cost.size / cost.time, cost.size / cost.plain)
            };
            let (speeds, plain): (Vec<f64>, Vec<f64>) = repetitions.iter().map(speed).unzip();
            let worst = speeds.iter().copied().fold(f64::INFINITY, f64::min);
            let growth = speeds[0] / speeds[2];
            let beside = if plain[0].is_finite() {
                format!(
                    "; as plain JSON {:.0}, {:.0}, {:.0}",
                    plain[0], plain[1], plain[2]
                )
            } else {
                String::new()
            };
            let is_met = worst >= *least && growth <= GROWTH;
            missed += usize::from(!is_met);
            println!(
                "{name} as {format}, 1, 4 and 16 times: {:.0}, {:.0}, {:.0} MB/s (at least {least}, {growth:.2} of {GROWTH} times slower{beside}): {}",
                speeds[0],
                speeds[1],
                speeds[2],
                if is_met { "met" } else { "missed" }
            );
        }
    }
    let _ = fs::remove_file(file);
    missed
}

/// A line for each large document of the corpus: size, time, speed, peak memory by size; the worst of each at the end. How many
/// take more than promised.
fn table(corpus: &Path) -> usize {
    let mut paths = Vec::new();
    collect(corpus, &mut paths);
    paths.sort();
    let (mut slowest, mut largest, mut missed): (f64, f64, usize) = (0.0, 0.0, 0);
    println!("\n{:>9} {:>7} {:>7} {:>7}", "bytes", "ms", "MB/s", "memory");
    for path in &paths {
        let shown = path.strip_prefix(corpus).unwrap_or(path).display();
        let Some(Cost {
            size, time, memory, ..
        }) = measured(path)
        else {
            println!("failed: {shown}");
            missed += 1;
            continue;
        };
        let (speed, memory) = (size / time, memory / size);
        println!(
            "{size:>9} {:>7.1} {speed:>7.1} {memory:>6.1}x {shown}",
            time / 1000.0
        );
        missed += usize::from(4.0 / speed > SECONDS || memory > MEMORY);
        slowest = slowest.max(4.0 / speed);
        largest = largest.max(memory);
    }
    println!(
        "worst of {}: {slowest:.2} of {SECONDS} s for 4 MB, {largest:.1} of {MEMORY} times its size in memory",
        paths.len()
    );
    missed
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
