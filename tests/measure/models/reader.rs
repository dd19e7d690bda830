//! A program that reads values by generated types and writes them again: one for each document, with a table of its types.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Stdio;

use oasmith::{Config, Document, Files, generate};
use serde_json::Value;

use crate::room::{Room, write};

/// What became of a value.
pub(crate) enum Fate {
    /// The type does not read it; the reason.
    Refused(String),
    /// It was written again as this, and `validate` found this in it.
    Read { written: Value, violations: String },
    /// The program ended over it.
    Lost,
}

/// A question: a type as code spells it, and a value.
pub(crate) struct Question<'a> {
    pub(crate) ty: &'a str,
    pub(crate) value: &'a Value,
}

/// Builds the program for a document's types and asks it; what does not compile is told instead.
pub(crate) fn ask(
    document: &Document,
    room: &mut Room,
    name: &str,
    questions: &[Question<'_>],
) -> Result<Vec<Fate>, String> {
    let config = Config {
        preserve_unknown: true,
        ..Config::new(name)
    };
    let (files, _) = generate(document, &config);
    if files.is_empty() {
        return Err("nothing is generated".to_owned());
    }
    let types: Vec<&str> = questions.iter().map(|question| question.ty).collect();
    let (program, numbers) = program(name, &types);
    let folder = room.add(name, without_tests(&files));
    write(&folder.join("examples/reader.rs"), &program);
    let line = |question: &Question<'_>| format!("{}\t{}", numbers[question.ty], question.value);
    let lines: Vec<String> = questions.iter().map(line).collect();
    let lines = lines.join("\n");
    let mut run = room.cargo("run");
    run.args([
        "-p",
        name,
        "--example",
        "reader",
        "--no-default-features",
        "--features",
        "validate",
    ]);
    let mut child = run
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    // The program may end before it has read all: then its answers say so.
    let writer = std::thread::spawn(move || drop(stdin.write_all(lines.as_bytes())));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("writing does not panic");
    let answers = String::from_utf8_lossy(&output.stdout);
    let mut fates: Vec<Fate> = answers.lines().map(fate).collect();
    if fates.is_empty() && !questions.is_empty() {
        return Err(String::from_utf8_lossy(&output.stderr)
            .lines()
            .take(30)
            .collect::<Vec<_>>()
            .join("\n"));
    }
    fates.resize_with(questions.len(), || Fate::Lost);
    Ok(fates)
}

/// The crate as it is, but for its own tests of examples.
fn without_tests(files: &Files) -> Files {
    let mut kept = Files::default();
    for (path, text) in files.iter().filter(|(path, _)| !path.starts_with("tests/")) {
        kept.insert(path, text);
    }
    kept
}

fn fate(answer: &str) -> Fate {
    let mut parts = answer.splitn(3, '\t');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("read"), Some(violations), Some(written)) => Fate::Read {
            written: serde_json::from_str(written).unwrap_or(Value::Null),
            violations: violations.to_owned(),
        },
        (Some("refused"), Some(reason), _) => Fate::Refused(reason.to_owned()),
        _ => Fate::Lost,
    }
}

/// The program's text, and the number of each type in its table.
fn program<'t>(krate: &str, types: &[&'t str]) -> (String, BTreeMap<&'t str, usize>) {
    let mut types = types.to_vec();
    types.sort_unstable();
    types.dedup();
    let uses = ["models", "runtime"]
        .map(|module| format!("use {krate}::{module};\n"))
        .concat();
    let rows: Vec<String> = types
        .iter()
        .map(|ty| format!("    read::<{ty}>,"))
        .collect();
    let table = rows.join("\n");
    let program =
        format!("{uses}\nconst TYPES: &[fn(&str) -> String] = &[\n{table}\n];\n{PROGRAM}");
    (
        program,
        (0..).zip(types).map(|(number, ty)| (ty, number)).collect(),
    )
}

const PROGRAM: &str = r#"
fn main() {
    for line in std::io::stdin().lines() {
        let line = line.expect("text");
        let (number, json) = line.split_once('\t').expect("a type and a value");
        let answer = TYPES[number.parse::<usize>().expect("a number")](json);
        println!("{answer}");
    }
}

fn read<T: serde::de::DeserializeOwned + serde::Serialize + runtime::validate::Validate>(json: &str) -> String {
    // As bodies are read: once more with integers in digits where that fails.
    let again = |error| runtime::json::with_integers(json).map_or(Err(error), |json| serde_json::from_str::<T>(&json));
    answer(serde_json::from_str::<T>(json).or_else(again).map(|value| {
        let violations = value.validate().err().map(|found| found.to_string()).unwrap_or_default();
        (serde_json::to_string(&value), violations)
    }))
}

fn answer(read: serde_json::Result<(serde_json::Result<String>, String)>) -> String {
    let flat = |text: String| text.replace(['\t', '\n', '\r'], " ");
    match read {
        Ok((Ok(written), violations)) => format!("read\t{}\t{written}", flat(violations)),
        Ok((Err(error), _)) | Err(error) => format!("refused\t{}", flat(error.to_string())),
    }
}
"#;
