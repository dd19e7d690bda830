//! Rows on stdout: a table in a terminal, tab-separated values in a pipe, or JSON lines.
//!
//! A table is printed piece by piece while its rows arrive. The first piece decides how wide its columns are.

use std::io::{self, IsTerminal, Write};
use std::marker::PhantomData;

use comfy_table::{
    ColumnConstraint, ContentArrangement, Table as Drawing, TableComponent, Width, presets,
};
use console::{Term, measure_text_width, style};
use serde::Serialize;

use super::failure::Failure;
use super::progress::Progress;

/// How narrow and how wide the last column may become.
const NARROWEST: usize = 12;
const WIDEST: usize = 60;

/// What is between two columns.
const GAP: usize = 2;

/// What can be a row.
pub(crate) trait Row: Serialize {
    fn headings() -> Vec<&'static str>;

    /// As many as there are headings. The last is the one that is wrapped where the terminal is narrow.
    fn cells(&self) -> Vec<String>;
}

/// A table in the making.
pub(crate) struct Table<R> {
    form: Form,
    /// Decided by the first rows.
    widths: Option<Vec<usize>>,
    progress: Progress,
    row: PhantomData<fn(R)>,
}

#[derive(Clone, Copy)]
enum Form {
    Drawn { width: usize },
    TabSeparated,
    Json,
}

impl<R: Row> Table<R> {
    pub(crate) fn new(json: bool, progress: &Progress) -> Self {
        let form = if json {
            Form::Json
        } else if io::stdout().is_terminal() {
            let width = Term::stdout().size().1.into();
            Form::Drawn { width }
        } else {
            Form::TabSeparated
        };
        Self {
            form,
            widths: None,
            progress: progress.clone(),
            row: PhantomData,
        }
    }

    /// Prints rows; the first time also what they mean.
    pub(crate) fn print(&mut self, rows: &[R]) -> Result<(), Failure> {
        let text = match self.form {
            Form::Json => json_lines(rows)?,
            Form::TabSeparated => self.tab_separated(rows),
            Form::Drawn { width } => self.drawn(rows, width),
        };
        self.progress.aside(|| write(&text))
    }

    fn tab_separated(&mut self, rows: &[R]) -> String {
        let mut text = String::new();
        let mut line = |cells: Vec<String>| {
            text.push_str(&cells.join("\t"));
            text.push('\n');
        };
        if self.widths.replace(Vec::new()).is_none() {
            line(R::headings().into_iter().map(str::to_owned).collect());
        }
        for row in rows {
            line(cells(row));
        }
        text
    }

    fn drawn(&mut self, rows: &[R], terminal: usize) -> String {
        let rows: Vec<Vec<String>> = rows.iter().map(cells).collect();
        let is_first = self.widths.is_none();
        let widths = self
            .widths
            .get_or_insert_with(|| widths(&R::headings(), &rows, terminal));
        let mut drawing = Drawing::new();
        drawing
            .load_preset(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic);
        if is_first {
            drawing
                .set_style(TableComponent::HeaderLines, '─')
                .set_header(R::headings());
        }
        drawing.add_rows(rows);
        for (column, width) in drawing.column_iter_mut().zip(widths) {
            let width = u16::try_from(*width + GAP).unwrap_or(u16::MAX);
            column
                .set_padding((0, u16::try_from(GAP).unwrap_or(0)))
                .set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
        let mut text = String::new();
        for (index, line) in drawing.lines().enumerate() {
            let line = line.trim_end();
            let is_heading = is_first && index == 0;
            if is_heading {
                text.push_str(&style(line).bold().to_string());
            } else {
                text.push_str(line);
            }
            text.push('\n');
        }
        text
    }
}

/// Prints one line, such as what became of something.
pub(crate) fn line(text: &str) -> Result<(), Failure> {
    write(&format!("{text}\n"))
}

/// Prints a value as JSON, on one line.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    write(&json_line(value)?)
}

/// A text without the characters that would do something to a terminal, or break a line.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn cells<R: Row>(row: &R) -> Vec<String> {
    row.cells().iter().map(|cell| plain(cell)).collect()
}

/// As wide as what is in them, but for the last, which gets what is left.
fn widths(headings: &[&str], rows: &[Vec<String>], terminal: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = headings
        .iter()
        .enumerate()
        .map(|(column, heading)| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            let widest = cells.map(|cell| measure_text_width(cell)).max();
            widest.unwrap_or(0).max(measure_text_width(heading))
        })
        .collect();
    if let Some((last, others)) = widths.split_last_mut() {
        let taken: usize = others.iter().map(|width| width + GAP).sum();
        *last = terminal
            .saturating_sub(taken + GAP)
            .clamp(NARROWEST, WIDEST);
    }
    widths
}

fn json_lines<R: Row>(rows: &[R]) -> Result<String, Failure> {
    rows.iter().map(json_line).collect()
}

fn json_line(value: &impl Serialize) -> Result<String, Failure> {
    let mut text = serde_json::to_string(value).map_err(io::Error::from)?;
    text.push('\n');
    Ok(text)
}

fn write(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes());
    written.and_then(|()| stdout.flush()).map_err(|error| {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Failure::Closed
        } else {
            Failure::System(format!("the output cannot be written: {error}"))
        }
    })
}
