//! Broken and hostile documents: `OASMITH_HOSTILE` names a folder with an `EXPECT.tsv` of file, category and expectation. Without
//! the variable there is nothing to test. A crash or a hang fails; how many rows are judged as expected is printed.

mod program;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, ExitCode, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use libtest_mimic::{Failed, Trial};

/// Whoever takes longer hangs.
const HANG: Duration = Duration::from_mins(1);
/// What is meant by bounded: 5 s of an optimised program, 1 GiB.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 40 } else { 5 });
const MEMORY: u64 = 1 << 20;

struct Row {
    file: String,
    category: String,
    expectation: String,
}

/// How a process ended.
struct End {
    /// None where it had to be stopped.
    status: Option<ExitStatus>,
    time: Duration,
    /// The most it had, in KiB, where the system tells.
    memory: u64,
    stdout: String,
    stderr: String,
    wrote: bool,
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
        let trial = |folder: PathBuf| Trial::test("no_row_crashes_or_hangs", move || run(&folder));
        folder.map(trial).into_iter().collect()
    })
}

fn rows(folder: &Path) -> Vec<Row> {
    let text = fs::read_to_string(folder.join("EXPECT.tsv")).unwrap_or_default();
    let lines = text.lines().skip(1).map(|line| line.split('\t'));
    lines
        .filter_map(|mut words| {
            Some(Row {
                file: words.next()?.to_owned(),
                category: words.next()?.to_owned(),
                expectation: words.next()?.to_owned(),
            })
        })
        .collect()
}

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn run(folder: &Path) -> Result<(), Failed> {
    let rows = rows(folder);
    let next = AtomicUsize::new(0);
    let judged = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let verdict = judge(folder, row);
                    judged
                        .lock()
                        .expect("nobody panics with it")
                        .push((row, verdict));
                }
            });
        }
    });
    let judged = judged.into_inner()?;
    println!("{}", figures(&judged));
    let crashes: Vec<String> = judged
        .iter()
        .filter_map(|(row, verdict)| match verdict {
            Verdict::Crash(how) => Some(format!("{}: {how}", row.file)),
            Verdict::Met | Verdict::Missed(_) => None,
        })
        .collect();
    if crashes.is_empty() {
        Ok(())
    } else {
        Err(crashes.join("\n").into())
    }
}

enum Verdict {
    Met,
    Missed(String),
    Crash(String),
}

/// A document that must be refused is judged under `--strict`; whether output compiles and is inert is asked elsewhere.
fn judge(folder: &Path, row: &Row) -> Verdict {
    let is_refusal = row.expectation.starts_with("clear error");
    let end = match generate(&folder.join(&row.file), is_refusal) {
        Ok(end) => end,
        Err(error) => return Verdict::Crash(error.to_string()),
    };
    if end.is_crash() {
        let first = end.stderr.lines().next().unwrap_or_default();
        return Verdict::Crash(format!("{:?} after {:?}: {first}", end.status, end.time));
    }
    let code = end.code().unwrap_or(-1);
    let met = match row.expectation.as_str() {
        "bounded time/memory" => {
            matches!(code, 0 | 1 | 3) && end.time < TIME && end.memory < MEMORY
        }
        _ if is_refusal => matches!(code, 1 | 3) && !end.wrote && is_located(&end.stdout),
        _ => code == 0 && end.wrote,
    };
    if met {
        Verdict::Met
    } else {
        Verdict::Missed(format!(
            "exit {code}, {:.1} s, {} MiB, {}",
            end.time.as_secs_f64(),
            end.memory >> 10,
            if end.wrote {
                "written"
            } else {
                "nothing written"
            },
        ))
    }
}

/// Whether a finding says where.
fn is_located(report: &str) -> bool {
    report.contains("\"code\":\"E")
        && report.contains("\"line\":")
        && !report.contains("\"line\":null")
}

fn generate(document: &Path, is_strict: bool) -> std::io::Result<End> {
    let room = tempfile::tempdir()?;
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
    let (status, memory) = watch(&mut child, start)?;
    let read =
        |name| fs::read(room.path().join(name)).map(|b| String::from_utf8_lossy(&b).into_owned());
    Ok(End {
        status,
        time: start.elapsed(),
        memory,
        stdout: read("stdout")?,
        stderr: read("stderr")?,
        wrote: out.join("src").exists(),
    })
}

/// Waits for the end, and stops what has none.
fn watch(child: &mut Child, start: Instant) -> std::io::Result<(Option<ExitStatus>, u64)> {
    let mut memory = 0;
    loop {
        memory = memory.max(high_water(child.id()));
        if let Some(status) = child.try_wait()? {
            return Ok((Some(status), memory));
        }
        if start.elapsed() > HANG {
            child.kill()?;
            child.wait()?;
            return Ok((None, memory));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The most memory a process had, in KiB; 0 where the system has no such file.
fn high_water(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let figure = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    figure.unwrap_or(0)
}

fn figures(judged: &[(&Row, Verdict)]) -> String {
    let mut categories: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut text = String::new();
    for (row, verdict) in judged {
        let (met, all) = categories.entry(&row.category).or_default();
        *all += 1;
        match verdict {
            Verdict::Met => *met += 1,
            Verdict::Missed(how) | Verdict::Crash(how) => {
                let _ = writeln!(text, "  {} ({}): {how}", row.file, row.expectation);
            }
        }
    }
    for (category, (met, all)) in categories {
        let _ = writeln!(text, "{category}: {met} of {all}");
    }
    format!("\n{text}")
}
