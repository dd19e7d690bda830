//! What must happen to each row, and the places that must be named.

use std::fs;
use std::path::Path;

/// Findings that must be there, a line each: file, pointer, line, code.
const PLACES: &str = include_str!("places.tsv");
const DISAGREEMENTS: &str = include_str!("disagreements.toml");

/// What must happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Under `--strict`: an honest exit, nothing written, every place named.
    Refuses,
    /// Exit 0 and a crate. Whether it compiles and is inert is asked elsewhere.
    Generates,
    /// Any honest exit, in bounded time and memory.
    Bounded,
}

/// A row of `EXPECT.tsv`.
pub(crate) struct Row {
    pub(crate) file: String,
    pub(crate) category: String,
    pub(crate) outcome: Outcome,
    /// What the project holds against the row's own expectation.
    pub(crate) instead: Option<Outcome>,
}

/// Where something must be said to be wrong.
#[derive(Debug)]
pub(crate) struct Place {
    pub(crate) pointer: String,
    pub(crate) line: u64,
    pub(crate) code: &'static str,
}

/// Every row; what is argued against one that is not there is a fault.
pub(crate) fn rows(folder: &Path) -> Vec<Row> {
    let text = fs::read_to_string(folder.join("EXPECT.tsv")).expect("the set has its table");
    let mut rows: Vec<Row> = text.lines().skip(1).map(row).collect();
    for (file, instead) in disagreements() {
        let mut rows = rows.iter_mut().filter(|row| row.file == file);
        let row = rows.next().unwrap_or_else(|| panic!("no row {file}"));
        row.instead = Some(instead);
    }
    rows
}

fn row(line: &str) -> Row {
    let mut words = line.split('\t').map(ToOwned::to_owned);
    let mut word = || {
        words
            .next()
            .expect("a row has a file, a category, an expectation")
    };
    let (file, category, expectation) = (word(), word(), word());
    let outcome = match expectation.split(' ').next() {
        Some("clear") => Outcome::Refuses,
        Some("generates,") => Outcome::Generates,
        Some("bounded") => Outcome::Bounded,
        _ => panic!("no expectation is {expectation}"),
    };
    Row {
        file,
        category,
        outcome,
        instead: None,
    }
}

fn disagreements() -> Vec<(String, Outcome)> {
    let table: toml::Table = DISAGREEMENTS.parse().expect("it is TOML");
    let list = table.get("disagreement").and_then(toml::Value::as_array);
    let list = list.into_iter().flatten();
    list.map(|entry| {
        let text = |name: &str| {
            let text = entry.get(name).and_then(toml::Value::as_str);
            text.filter(|text| !text.is_empty())
                .unwrap_or_else(|| panic!("a disagreement without `{name}`"))
        };
        text("why");
        let instead = match text("instead") {
            "refuses" => Outcome::Refuses,
            "generates" => Outcome::Generates,
            "bounded" => Outcome::Bounded,
            other => panic!("`instead` is {other}"),
        };
        (text("file").to_owned(), instead)
    })
    .collect()
}

/// The places of a file that must be named.
pub(crate) fn places(file: &str) -> Vec<Place> {
    let rows = PLACES.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter_map(|row| match row.as_slice() {
        [of, pointer, line, code] if *of == file => Some(Place {
            // A table of one line a place spells line breaks out, as the report's JSON does.
            pointer: serde_json::from_str(&format!("\"{pointer}\"")).expect("JSON's escapes"),
            line: line.parse().expect("a line"),
            code,
        }),
        [_, _, _, _] => None,
        odd => panic!("no place: {odd:?}"),
    })
    .collect()
}
