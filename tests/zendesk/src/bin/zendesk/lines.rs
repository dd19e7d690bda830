//! What is to be done many times, one to a line. Every line is read before anything is sent, and every wrong one is named.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};

use generated::zendesk_organization_memberships::models::OrganizationMembershipCreate;
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::progress::Progress;

/// What stands for it where a file is named.
const STDIN: &str = "-";

/// How many wrong lines are named.
const NAMED: usize = 20;

/// What a line asks for, and which line it was.
#[derive(Clone)]
pub(crate) struct Line<T> {
    pub(crate) place: String,
    pub(crate) task: T,
}

/// A membership to be deleted.
#[derive(Clone, Serialize)]
pub(crate) struct Deletion {
    pub(crate) id: i64,
}

/// The generated model lets unknown properties pass, as the document says; here one is most likely a slip.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Membership {
    user_id: i64,
    organization_id: i64,
    default: Option<bool>,
}

/// Reads a file, or stdin where it is called `-`; without the lines that are blank.
pub(crate) async fn read<T: Send + 'static>(
    file: &str,
    task: fn(&str) -> Result<T, String>,
    progress: &Progress,
) -> Result<Vec<Line<T>>, Failure> {
    if file == STDIN && io::stdin().is_terminal() {
        progress.note("reading from the terminal, up to ctrl-d");
    }
    let file = file.to_owned();
    // Reading blocks, for as long as stdin has nothing to say.
    tokio::task::spawn_blocking(move || match file.as_str() {
        STDIN => all("stdin", io::stdin().lock(), task),
        _ => match File::open(&file) {
            Ok(open) => all(&file, BufReader::new(open), task),
            Err(error) => Err(unreadable(&file, &error)),
        },
    })
    .await
    .map_err(io::Error::from)?
}

/// Ids from the arguments, or from stdin where the only one is `-`.
pub(crate) async fn ids(
    arguments: &[String],
    progress: &Progress,
) -> Result<Vec<Line<Deletion>>, Failure> {
    if let [only] = arguments
        && only == STDIN
    {
        return read(only, deletion, progress).await;
    }
    let line = |(index, argument): (usize, &String)| {
        let task = deletion(argument);
        task.map(|task| Line {
            place: format!("argument {}", index + 1),
            task,
        })
    };
    let lines: Result<_, String> = arguments.iter().enumerate().map(line).collect();
    lines.map_err(Failure::Usage)
}

/// Reads a line of JSON.
pub(crate) fn membership(text: &str) -> Result<OrganizationMembershipCreate, String> {
    let read: Result<Membership, _> = serde_json::from_str(text);
    match read {
        Ok(membership) => Ok(OrganizationMembershipCreate {
            user_id: membership.user_id,
            organization_id: membership.organization_id,
            default: membership.default.map(Some),
        }),
        Err(error) => {
            let whole = error.to_string();
            // Its line is always the first one, which would mislead.
            let place = format!(" at line {} column {}", error.line(), error.column());
            let message = whole.strip_suffix(place.as_str()).unwrap_or(&whole);
            Err(format!("column {}: {message}", error.column()))
        }
    }
}

/// Reads a line that is an id.
fn deletion(text: &str) -> Result<Deletion, String> {
    match text.parse() {
        Ok(id) => Ok(Deletion { id }),
        Err(_) => Err(format!("`{}` is not an id", text.escape_debug())),
    }
}

fn all<T>(
    name: &str,
    mut lines: impl BufRead,
    task: fn(&str) -> Result<T, String>,
) -> Result<Vec<Line<T>>, Failure> {
    let (mut read, mut wrong) = (Vec::new(), Vec::new());
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        let count = lines.read_until(b'\n', &mut bytes);
        if count.map_err(|error| unreadable(name, &error))? == 0 {
            break;
        }
        let place = format!("{name}:{number}");
        let text = std::str::from_utf8(&bytes).map(str::trim);
        match text.map(|text| (!text.is_empty()).then(|| task(text))) {
            Ok(None) => {}
            Ok(Some(Ok(task))) => read.push(Line { place, task }),
            Ok(Some(Err(message))) => wrong.push(format!("{place}: {message}")),
            Err(_) => wrong.push(format!("{place}: this is not UTF-8")),
        }
    }
    if wrong.is_empty() {
        Ok(read)
    } else {
        Err(Failure::Usage(wrong_lines(&wrong)))
    }
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::Usage(format!("{name}: {error}"))
}

fn wrong_lines(wrong: &[String]) -> String {
    let mut text = match wrong.len() {
        1 => "a line is wrong; nothing was sent".to_owned(),
        count => format!("{count} lines are wrong; nothing was sent"),
    };
    for message in wrong.iter().take(NAMED) {
        text.push_str("\n  ");
        text.push_str(message);
    }
    if wrong.len() > NAMED {
        text.push_str("\n  …");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_line_is_named_and_blank_ones_are_none() {
        let text = b"{\"user_id\": 1, \"organization_id\": 2}\n\n{\"user_id\": 1}\n\xff\n{\"user_id\": 1, \"organization_id\": 2, \"defualt\": true}\n" as &[u8];
        let Err(Failure::Usage(message)) = all("rows", text, membership) else {
            panic!("wrong lines pass");
        };
        assert_eq!(
            message,
            "3 lines are wrong; nothing was sent\n  \
             rows:3: column 14: missing field `organization_id`\n  \
             rows:4: this is not UTF-8\n  \
             rows:5: column 46: unknown field `defualt`, expected one of `user_id`, `organization_id`, `default`"
        );
    }

    #[test]
    fn the_last_line_needs_no_end_and_an_id_may_stand_between_spaces() {
        let lines = all("ids", b" 5000000001\r\n7" as &[u8], deletion);
        let lines = lines.unwrap_or_default();
        let read: Vec<(&str, i64)> = lines
            .iter()
            .map(|line| (line.place.as_str(), line.task.id))
            .collect();
        assert_eq!(read, [("ids:1", 5_000_000_001), ("ids:2", 7)]);
    }
}
