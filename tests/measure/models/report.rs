//! What came out of many cases, as figures and a list.

use std::collections::BTreeMap;
use std::fmt::Write;

/// At most this many of one fault are listed for each document.
const LISTED: usize = 3;

/// Counts, and what went wrong.
#[derive(Default)]
pub(crate) struct Report {
    /// For each kind of value how many were right and how many were asked.
    kinds: BTreeMap<String, (usize, usize)>,
    /// What was not asked, and why.
    notes: BTreeMap<String, usize>,
    /// What went wrong: the fault, how often, some of them.
    faults: BTreeMap<String, (usize, Vec<String>)>,
}

impl Report {
    pub(crate) fn right(&mut self, kind: &str) {
        let (right, asked) = self.kinds.entry(kind.to_owned()).or_default();
        *right += 1;
        *asked += 1;
    }

    pub(crate) fn wrong(&mut self, kind: &str, fault: &str, what: &str) {
        self.kinds.entry(kind.to_owned()).or_default().1 += 1;
        self.fail(&format!("{kind}, {fault}"), what);
    }

    pub(crate) fn fail(&mut self, fault: &str, what: &str) {
        let (count, listed) = self.faults.entry(fault.to_owned()).or_default();
        *count += 1;
        if listed.len() < LISTED {
            listed.push(what.to_owned());
        }
    }

    pub(crate) fn note(&mut self, why: &str) {
        let why = if why.starts_with("no value made") {
            "no value made of a schema"
        } else {
            why
        };
        *self.notes.entry(why.to_owned()).or_default() += 1;
    }

    /// Takes over what another counted and listed.
    pub(crate) fn add(&mut self, other: Self) {
        for (kind, (right, asked)) in other.kinds {
            let sum = self.kinds.entry(kind).or_default();
            sum.0 += right;
            sum.1 += asked;
        }
        for (note, count) in other.notes {
            *self.notes.entry(note).or_default() += count;
        }
        for (fault, (count, listed)) in other.faults {
            let sum = self.faults.entry(fault).or_default();
            sum.0 += count;
            sum.1.extend(listed);
        }
    }

    /// The share of what was right, of these kinds; all where nothing was asked.
    #[expect(clippy::cast_precision_loss, reason = "counts of values are small")]
    pub(crate) fn share(&self, kinds: &[&str]) -> f64 {
        let counts = kinds.iter().filter_map(|kind| self.kinds.get(*kind));
        let (right, asked) = counts.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        if asked == 0 {
            return 1.0;
        }
        right as f64 / asked as f64
    }

    /// The figures without the list.
    pub(crate) fn totals(&self) -> String {
        let mut text = String::from("\n");
        for (fault, (count, _)) in &self.faults {
            let _ = writeln!(text, "  {fault}: {count}");
        }
        for (kind, (right, asked)) in &self.kinds {
            let _ = writeln!(text, "  {kind}: {right} of {asked}");
        }
        for (note, count) in &self.notes {
            let _ = writeln!(text, "  not asked: {count} ({note})");
        }
        text
    }

    /// Everything.
    pub(crate) fn text(&self) -> String {
        let mut text = String::from("\n");
        for (fault, (count, listed)) in &self.faults {
            let _ = writeln!(text, "== {fault}: {count}");
            for what in listed {
                let _ = writeln!(text, "  {what}");
            }
        }
        text + &self.totals()
    }

    /// Whether nothing went wrong.
    pub(crate) fn is_good(&self) -> bool {
        self.faults.is_empty()
    }
}
