use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::Exit;
use super::filter::Filters;
use super::input::Overlays;
use super::output::{self, Format, Output, Summary, plural};
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Stop};
use crate::document::{Document, Version};
use crate::files::write_one;
use crate::project::{Failure, package_name};

/// Write the effective document: one file, overlays applied, only the operations that are wanted
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The document; `-` is the standard input
    spec: PathBuf,
    /// The version of OpenAPI to write it in; what that cannot say is told
    #[arg(long, value_enum, value_name = "VERSION")]
    to: Option<Target>,
    /// How to write it; JSON where FILE ends in `.json`, else YAML
    #[arg(long, value_enum)]
    format: Option<DocumentFormat>,
    /// The file to write, instead of the standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    overlays: Overlays,
    #[command(flatten)]
    filters: Filters,
    /// Make every warning an error
    #[arg(long)]
    strict: bool,
    /// How to print what was found; all but `human` need `--output`
    #[arg(long, value_enum, default_value_t)]
    output_format: Format,
}

const EXAMPLES: &str = "\
Examples:
  oasmith bundle api/openapi.yaml -o openapi.yaml             several files as one
  oasmith bundle swagger.json                                 Swagger 2.0 as OpenAPI 3.0
  oasmith bundle openapi.yaml --to 3.0 --format json          for a tool that reads nothing newer
  oasmith bundle openapi.yaml --include tag=Pets | less       a part of it";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Target {
    #[value(name = "3.0")]
    V3_0,
    #[value(name = "3.1")]
    V3_1,
    #[value(name = "3.2")]
    V3_2,
}

impl From<Target> for Version {
    fn from(target: Target) -> Self {
        match target {
            Target::V3_0 => Self::V3_0,
            Target::V3_1 => Self::V3_1,
            Target::V3_2 => Self::V3_2,
        }
    }
}

/// How a document is written.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum DocumentFormat {
    #[default]
    Yaml,
    Json,
}

impl DocumentFormat {
    /// What a file's name asks for.
    fn of(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => Self::Json,
            Some(_) | None => Self::Yaml,
        }
    }

    pub(super) fn print(self, document: &Document) -> String {
        match self {
            Self::Yaml => document.to_yaml(),
            Self::Json => document.to_json(),
        }
    }
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    if args.output.is_none() && args.output_format != Format::Human {
        return Err(Failure::Usage("the document goes to the standard output, where the findings of this format go as well\nhelp: name a file with `--output FILE`".to_owned()));
    }
    let mut diagnostics = Diagnostics::default();
    let bundled = Output::early(args.output_format, bundle(args, &mut diagnostics))?;
    if args.strict {
        diagnostics.deny_warnings();
    }
    let output = Output::new(args.output_format, &diagnostics);
    output.diagnostics()?;
    let halt = match (&bundled, diagnostics.propagate()) {
        (None, _) => Some(Exit::Incomplete),
        (Some(_), Err(Stop)) => Some(Exit::Findings),
        (Some(_), Ok(())) => None,
    };
    let (Some(bundled), None) = (bundled, halt) else {
        output.finish(Summary::new("wrote nothing".to_owned()))?;
        return Ok(halt.unwrap_or(Exit::Incomplete));
    };
    let written = write(args, &bundled).map_err(|failure| output.fail(failure))?;
    output.finish(written)?;
    Ok(Exit::Done)
}

fn bundle(args: &Args, diagnostics: &mut Diagnostics) -> Result<Option<Document>, Failure> {
    let input = args.overlays.input(args.spec.clone())?;
    let Ok(document) = input.load(diagnostics)? else {
        return Ok(None);
    };
    let mut config = Config::new(package_name(&args.spec));
    args.filters.apply(&mut config);
    let (bundled, found) = crate::bundle(&document, &config, args.to.map(Version::from));
    diagnostics.extend(found);
    Ok(Some(bundled))
}

fn write(args: &Args, bundled: &Document) -> Result<Summary, Failure> {
    let files = plural(bundled.sources.len(), "file");
    let Some(path) = &args.output else {
        let format = args.format.unwrap_or_default();
        output::print(&format.print(bundled))?;
        return Ok(Summary::new(format!("bundled {files}")));
    };
    let format = args.format.unwrap_or_else(|| DocumentFormat::of(path));
    write_one(path, &format.print(bundled)).map_err(Failure::Write)?;
    let words = format!("bundled {files} in {}", path.display());
    Ok(Summary::new(words)
        .with("output", path.display().to_string())
        .with("files", bundled.sources.len()))
}
