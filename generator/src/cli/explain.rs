use super::{Exit, output};
use crate::diagnostics::{Code, similar};
use crate::project::Failure;

/// Explain a diagnostic: what it means, why it matters, what to do
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  oasmith explain              every code\n  oasmith explain E0201\n  oasmith explain unresolved-reference"
)]
pub(super) struct Args {
    /// The code or its name; without it, every code is listed
    code: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let Some(text) = &args.code else {
        let lines = Code::all().map(|code| format!("{}  {}\n", code.id(), code.name()));
        output::print(&lines.collect::<String>())?;
        return Ok(Exit::Done);
    };
    let code: Code = text.parse().map_err(|_| Failure::Usage(unknown(text)))?;
    output::print(&format!(
        "{} {}\n\n{}\n",
        code.id(),
        code.name(),
        code.explanation().trim_end()
    ))?;
    Ok(Exit::Done)
}

fn unknown(text: &str) -> String {
    let known = Code::all().flat_map(|code| [code.id(), code.name()]);
    let help = similar(text, known).map_or_else(
        || "`oasmith explain` lists every code".to_owned(),
        |known| format!("did you mean `{known}`?"),
    );
    format!("no code `{text}`\nhelp: {help}")
}
