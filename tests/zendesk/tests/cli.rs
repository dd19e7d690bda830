//! The program `zendesk` as a person and as a pipe use it, against the example server, and against a stand-in that misbehaves.

#![expect(clippy::unwrap_used, reason = "a test ends where its set-up fails")]

mod common;

#[path = "cli/bulk.rs"]
mod bulk;
#[path = "cli/credentials.rs"]
mod credentials;
#[path = "cli/list.rs"]
mod list;
#[path = "cli/one.rs"]
mod one;
#[path = "cli/program.rs"]
mod program;
#[path = "cli/stand_in.rs"]
mod stand_in;
#[path = "cli/terminal.rs"]
mod terminal;
#[path = "cli/tty.rs"]
mod tty;
#[path = "cli/waiting.rs"]
mod waiting;
