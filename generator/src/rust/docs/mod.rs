//! Document text on its way to rustdoc: the one sanitiser.
//!
//! In: a description as the document has it (`CommonMark`, trusted with nothing). Out: the lines of a doc comment that means the same
//! and cannot do anything: every code block is ```` ```text ````, HTML is shown as text, brackets never link to items, only http(s)
//! links stay, and characters that hide or turn text around are spelled out.
//!
//! The text is parsed and written anew, never patched: what the parser did not recognise as markup is escaped, so that it is not
//! recognised later either. Tables and strikethrough are parsed because rustdoc does; its footnotes and task lists are not,
//! so their brackets are text. Open `writer` first.

mod escape;
mod inline;
mod list;
mod page;
#[cfg(test)]
mod tests;
mod writer;

pub(crate) use self::escape::is_hidden;

use pulldown_cmark::{Options, Parser};

/// Turns a description into the lines of a doc comment; none where there is nothing to say.
///
/// The lines have no leading space and no `///`. Time and size are linear in the text.
pub fn sanitise(markdown: &str) -> Vec<String> {
    let text = escape::visible(markdown, escape::Breaks::Kept);
    let mut writer = writer::Writer::default();
    for event in Parser::new_ext(&text, options()) {
        writer.event(event);
    }
    let lines = writer.finish();
    if lines.iter().all(|line| line.trim().is_empty()) {
        return Vec::new();
    }
    lines
}

/// Turns a title or a summary, which is plain text, into one line that reads as a sentence; none where it is blank.
pub fn paragraph(text: &str) -> Vec<String> {
    let text = escape::visible(text, escape::Breaks::Joined);
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let text = words.join(" ");
    let mut line = escape::text(&text, escape::Place::LineStart);
    if !ends_sentence(&text) {
        line.push('.');
    }
    vec![line]
}

/// Whether the last character, closing quotes and brackets aside, ends a sentence.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches([')', ']', '"', '\'', '”', '’', '»'])
        .ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？'])
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}
