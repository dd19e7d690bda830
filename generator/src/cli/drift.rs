//! What is not current, and why: the answer of `generate --check` and `--dry-run`.

use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Value, json};
use similar::TextDiff;

use super::output::plural;
use crate::files::{Entry, Plan, Reason, State};

/// Enough to see what it is about; the rest is in version control after the fix.
const LINES_PER_FILE: usize = 40;
const LINES_IN_ALL: usize = 400;

const ADDED: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();
const HEADING: Style = Style::new().bold();

/// Each path with its reason and a unified diff.
pub(super) fn human(plan: &Plan) -> String {
    let mut lines = Vec::new();
    let mut left = LINES_IN_ALL;
    for entry in &plan.entries {
        lines.push(heading(entry));
        let diff = diff(entry);
        let total = diff.lines().count();
        let shown = total.min(LINES_PER_FILE).min(left);
        lines.extend(diff.lines().take(shown).map(coloured));
        if shown < total {
            lines.push(format!("... {}\n", plural(total - shown, "more line")));
        }
        left -= shown;
    }
    lines.concat()
}

fn heading(entry: &Entry) -> String {
    let Entry { path, state, .. } = entry;
    let reason = reason(*state).map_or_else(String::new, |(_, words)| format!(": {words}"));
    format!("{HEADING}{} {path}{HEADING:#}{reason}\n", name(*state))
}

/// The same as members.
pub(super) fn json(plan: &Plan) -> Value {
    let entries = plan.entries.iter().map(|entry| {
        json!({
            "path": entry.path,
            "state": name(entry.state),
            "reason": reason(entry.state).map(|(name, _)| name),
            "diff": diff(entry),
        })
    });
    entries.collect()
}

/// `2 changed, 1 missing`.
pub(super) fn counts(plan: &Plan) -> String {
    let states = ["changed", "missing", "orphan", "foreign"];
    let counted = states.map(|wanted| (plan.count(|found| name(found) == wanted), wanted));
    let counted = counted.iter().filter(|(count, _)| *count > 0);
    counted
        .map(|(count, name)| format!("{count} {name}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn name(state: State) -> &'static str {
    match state {
        State::Missing => "missing",
        State::Changed(_) => "changed",
        State::Orphan(_) => "orphan",
        State::Foreign => "foreign",
    }
}

fn reason(state: State) -> Option<(&'static str, &'static str)> {
    match state {
        State::Missing => None,
        State::Foreign => Some((
            "foreign",
            "it was not written by oasmith; move or delete it",
        )),
        State::Changed(reason) | State::Orphan(reason) => Some(match reason {
            Reason::HandEdit => (
                "hand-edit",
                "it was edited or merged by hand since it was generated",
            ),
            Reason::Version => ("version", "another version of oasmith wrote it"),
            Reason::Config => ("config", "it was written with other settings"),
            Reason::Document => ("document", "the document says something else now"),
        }),
    }
}

/// From what is there to what should be.
fn diff(entry: &Entry) -> String {
    let unix = |text: &Option<String>| text.as_deref().unwrap_or("").replace("\r\n", "\n");
    let (old, new) = (unix(&entry.old), unix(&entry.new));
    // A file that is not there or should not be there has nothing to compare with: its name says it all. So does the
    // reason where the text is the same.
    if entry.old.is_none() || entry.new.is_none() || entry.is_header_only() {
        return String::new();
    }
    TextDiff::from_lines(&old, &new)
        .unified_diff()
        .context_radius(3)
        .header("on disk", "generated")
        .to_string()
}

fn coloured(line: &str) -> String {
    let style = match line.as_bytes().first() {
        Some(b'+') => ADDED,
        Some(b'-') => REMOVED,
        Some(b'@') => PLACE,
        _ => Style::new(),
    };
    format!("{style}{line}{style:#}\n")
}
