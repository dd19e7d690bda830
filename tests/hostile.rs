//! Broken and hostile documents: `OASMITH_HOSTILE` names a folder with an `EXPECT.tsv` of file, category and expectation. Without
//! the variable there is nothing to test. Each row behaves as it expects, or as `hostile/disagreements.toml` argues; what must
//! generate is inert (`injection/oracle.rs`), and where a row must be refused, each place in `hostile/places.tsv` is named with its
//! line. Prints figures: run it with `--release -- --nocapture`.

#[path = "hostile/expected.rs"]
mod expected;
#[path = "injection/oracle.rs"]
mod oracle;
mod program;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, ExitCode, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use expected::{Outcome, Row};
use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use tempfile::TempDir;

/// How much slower a program is that nothing was optimised in.
const SLOWER: u32 = if cfg!(debug_assertions) { 10 } else { 1 };
/// Whoever takes longer hangs.
const HANG: Duration = Duration::from_mins(1).saturating_mul(if SLOWER > 1 { 4 } else { 1 });
/// What is meant by bounded: 5 s, and 10 s for ten thousand operations; 1 GiB.
const TIME: Duration = Duration::from_secs(5).saturating_mul(SLOWER);
const MEMORY: u64 = 1 << 20;

/// How a process ended.
struct End {
    /// None where it had to be stopped.
    status: Option<ExitStatus>,
    /// By the clock, or by the processors where that is less: a busy machine does not count.
    time: Duration,
    /// The most it had, in KiB, where the system tells.
    memory: u64,
    stdout: String,
    stderr: String,
    wrote: bool,
    /// What it wrote, kept to the end: giving thousands of files back makes file systems slow for a while.
    room: TempDir,
}

impl End {
    fn code(&self) -> Option<i32> {
        self.status.and_then(|status| status.code())
    }

    /// Killed by a signal, a panic, or stopped.
    fn is_crash(&self) -> bool {
        self.code().is_none_or(|code| code == 101) || self.stderr.contains("panicked at")
    }
}

fn main() -> ExitCode {
    let folder = std::env::var_os("OASMITH_HOSTILE").map(PathBuf::from);
    program::main(|| {
        let trial =
            |folder: PathBuf| Trial::test("every_row_behaves_as_expected", move || run(&folder));
        folder.map(trial).into_iter().collect()
    })
}

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn run(folder: &Path) -> Result<(), Failed> {
    let rows = expected::rows(folder);
    // What a row may take, it may take alone: the program has threads of its own.
    let (alone, together): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| row.category == "resource");
    let mut judged = judge_all(folder, &alone, 1)?;
    judged.extend(judge_all(folder, &together, 2)?);
    println!("{}", figures(&judged));
    let missed = judged.iter().flat_map(|(row, verdict)| {
        verdict
            .faults
            .iter()
            .map(|fault| format!("{}: {fault}", row.file))
    });
    let missed: Vec<String> = missed.collect();
    for (_, verdict) in judged {
        if let Some(end) = verdict.end {
            end.room.close()?;
        }
    }
    if missed.is_empty() {
        Ok(())
    } else {
        Err(missed.join("\n").into())
    }
}

/// Judges rows, so many at once.
fn judge_all<'r>(
    folder: &Path,
    rows: &[&'r Row],
    workers: usize,
) -> Result<Vec<(&'r Row, Verdict)>, Failed> {
    let next = AtomicUsize::new(0);
    let judged = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let work = || {
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let verdict = judge(folder, row);
                    let mut judged = judged.lock().expect("nobody panics with it");
                    judged.push((*row, verdict));
                }
            };
            // What is deep is parsed by calls within calls.
            let thread = std::thread::Builder::new().stack_size(64 << 20);
            thread
                .spawn_scoped(scope, work)
                .expect("a thread is to be had");
        }
    });
    Ok(judged.into_inner()?)
}

/// What is to be said about a row: nothing, where it behaves as expected.
#[derive(Default)]
struct Verdict {
    faults: Vec<String>,
    /// Places that are named with their line, and all that must be.
    places: (usize, usize),
    is_crash: bool,
    /// What is not inert in what it wrote.
    hits: usize,
    time: Duration,
    memory: u64,
    end: Option<End>,
}

fn judge(folder: &Path, row: &Row) -> Verdict {
    let mut verdict = Verdict::default();
    let outcome = row.instead.unwrap_or(row.outcome);
    let document = folder.join(&row.file);
    let is_strict = outcome == Outcome::Refuses;
    let end = match generate(&document, is_strict) {
        Ok(end) => end,
        Err(error) => {
            verdict.faults.push(error.to_string());
            return verdict;
        }
    };
    (verdict.time, verdict.memory) = (end.time, end.memory);
    if end.is_crash() {
        verdict.is_crash = true;
        let first = end.stderr.lines().next().unwrap_or_default();
        let how = format!("{:?} after {:?}: {first}", end.status, end.time);
        verdict.faults.push(how);
        return verdict;
    }
    verdict.faults.extend(otherwise(&end, outcome, row));
    if is_strict {
        places(&end, row, &mut verdict);
    } else if outcome == Outcome::Generates {
        let hits = active(&end.room.path().join("out"));
        verdict.hits = hits.len();
        verdict.faults.extend(hits);
    }
    if row.instead.is_some() && otherwise(&end, row.outcome, row).is_none() {
        let fault = "behaves as the row expects: the disagreement is not needed";
        verdict.faults.push(fault.to_owned());
    }
    if row.category != "resource" {
        verdict.faults.extend(shows(&document));
    }
    verdict.end = Some(end);
    verdict
}

/// How a run went where it did not go as expected.
fn otherwise(end: &End, outcome: Outcome, row: &Row) -> Option<String> {
    let code = end.code().unwrap_or(-1);
    let time = if row.file == "big_ops_10k.json" {
        TIME * 2
    } else {
        TIME
    };
    let met = match outcome {
        Outcome::Bounded => matches!(code, 0 | 1 | 3) && end.time < time && end.memory < MEMORY,
        Outcome::Refuses => matches!(code, 1 | 3) && !end.wrote,
        Outcome::Generates => code == 0 && end.wrote,
    };
    let wrote = if end.wrote {
        "written"
    } else {
        "nothing written"
    };
    let (seconds, memory) = (end.time.as_secs_f64(), end.memory >> 10);
    (!met).then(|| format!("{outcome:?}: exit {code}, {seconds:.1} s, {memory} MiB, {wrote}"))
}

/// Looks for the places that must be named in the report, each as an error with its pointer and line.
fn places(end: &End, row: &Row, verdict: &mut Verdict) {
    let report: Value = serde_json::from_str(&end.stdout).unwrap_or_default();
    let found = report["diagnostics"].as_array().into_iter().flatten();
    let found: Vec<&Value> = found.filter(|found| found["severity"] == "error").collect();
    let places = expected::places(&row.file);
    verdict.places.1 = places.len();
    for place in &places {
        let is_it = |found: &&Value| {
            found["pointer"] == *place.pointer
                && found["line"] == place.line
                && found["code"] == place.code
        };
        if found.iter().any(is_it) {
            verdict.places.0 += 1;
        } else {
            verdict.faults.push(format!("not told: {place:?}"));
        }
    }
    if places.is_empty() {
        verdict
            .faults
            .push("`places.tsv` does not say where".to_owned());
    }
}

/// What of a written crate is not inert. Its runtime is ours, and the same whatever the document says.
fn active(folder: &Path) -> Vec<String> {
    let mut hits = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).into_iter().flatten().flatten();
            open.extend(entries.map(|entry| entry.path()));
            continue;
        }
        let name = path.strip_prefix(folder).unwrap_or(&path);
        let name = name.to_string_lossy().replace('\\', "/");
        if !name.starts_with("src/runtime/") {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let found = oracle::hits(&name, &text).into_iter();
            hits.extend(found.map(|hit| format!("{name}: {hit}")));
        }
    }
    hits
}

/// What a terminal or a log must not be handed: control characters, and the text of files that nobody asked for.
fn shows(document: &Path) -> Option<String> {
    let mut command = program::process("oasmith", document.parent()?);
    command.arg("lint").arg(document.file_name()?);
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
    let raw = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\t') || ('\u{202a}'..='\u{202e}').contains(c)
    };
    if let Some(raw) = text.chars().find(raw) {
        return Some(format!("shows {raw:?} as it is"));
    }
    let secret = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let mut lines = secret.lines().filter(|line| line.len() > 8);
    lines
        .any(|line| text.contains(line))
        .then(|| "shows a file that it must not read".to_owned())
}

/// A folder in memory, where the system has such: how long its disk takes for ten thousand files is not asked here.
fn room() -> std::io::Result<TempDir> {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())
}

fn generate(document: &Path, is_strict: bool) -> std::io::Result<End> {
    let room = room()?;
    let out = room.path().join("out");
    let folder = document.parent().unwrap_or(Path::new("."));
    let mut command = program::process("oasmith", folder);
    command
        .arg("generate")
        .arg(document.file_name().unwrap_or_default());
    command
        .arg("--out")
        .arg(&out)
        .args(["--output-format", "json"]);
    command.args(is_strict.then_some("--strict"));
    command.stdin(Stdio::null());
    command.stdout(File::create(room.path().join("stdout"))?);
    command.stderr(File::create(room.path().join("stderr"))?);
    let start = Instant::now();
    let mut child = command.spawn()?;
    let (status, time, memory) = watch(&mut child, start)?;
    let read =
        |name| fs::read(room.path().join(name)).map(|b| String::from_utf8_lossy(&b).into_owned());
    Ok(End {
        status,
        time,
        memory,
        stdout: read("stdout")?,
        stderr: read("stderr")?,
        wrote: out.join("src").exists(),
        room,
    })
}

/// Waits for the end, and stops what has none: how it ended, how long it took, the most memory it had.
fn watch(
    child: &mut Child,
    start: Instant,
) -> std::io::Result<(Option<ExitStatus>, Duration, u64)> {
    let (mut memory, mut used) = (0, None);
    let status = loop {
        memory = memory.max(high_water(child.id()));
        used = processors(child.id()).or(used);
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if start.elapsed() > HANG {
            child.kill()?;
            child.wait()?;
            break None;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let passed = start.elapsed();
    Ok((status, used.map_or(passed, |used| used.min(passed)), memory))
}

/// The most memory a process had, in KiB; 0 where the system has no such file.
fn high_water(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let figure = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    figure.unwrap_or(0)
}

/// The time that processors spent on a process, where the system tells: user and system, in hundredths of a second.
fn processors(process: u32) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
    Some(Duration::from_millis(ticks * 10))
}

fn figures(judged: &[(&Row, Verdict)]) -> String {
    let mut categories: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut text = String::new();
    let (mut named, mut places, mut crashes, mut argued, mut hits) = (0, 0, 0, 0, 0);
    for (row, verdict) in judged {
        let (met, all) = categories.entry(&row.category).or_default();
        *all += 1;
        *met += usize::from(verdict.faults.is_empty());
        named += verdict.places.0;
        places += verdict.places.1;
        crashes += usize::from(verdict.is_crash);
        hits += verdict.hits;
        argued += usize::from(row.instead.is_some());
    }
    let met: usize = categories.values().map(|(met, _)| met).sum();
    let _ = writeln!(
        text,
        "{met} of {} rows behave as expected, {argued} of them as argued; {crashes} crashes",
        judged.len()
    );
    let _ = writeln!(
        text,
        "{named} of {places} places are named with pointer, line and code"
    );
    let _ = writeln!(text, "{hits} hits in what must be inert");
    for (category, (met, all)) in categories {
        let _ = writeln!(text, "  {category}: {met} of {all}");
    }
    let mut slowest: Vec<_> = judged.iter().collect();
    slowest.sort_by_key(|(_, verdict)| std::cmp::Reverse(verdict.time));
    for (row, verdict) in slowest.iter().take(5) {
        let (seconds, memory) = (verdict.time.as_secs_f64(), verdict.memory >> 10);
        let _ = writeln!(text, "  {seconds:>5.1} s {memory:>4} MiB {}", row.file);
    }
    format!("\n{text}")
}
