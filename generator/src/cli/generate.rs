use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::filter::Filters;
use super::input::Overlays;
use super::output::{self, Format, Output, Summary, plural};
use super::report::Reports;
use super::{Exit, drift};
use crate::config::{Config, Runtime};
use crate::files::{Files, Plan, Policy};
use crate::project::{Ask, CONFIG, Failure, Input, Project, Run, find, lock_of, package_name};

/// Generate a crate: the one that oasmith.toml stands beside, or one for SPEC in a folder of its own
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The document; `-` is the standard input
    #[arg(requires = "out")]
    spec: Option<PathBuf>,
    /// The folder of the crate that is made for SPEC
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// Write nothing; say what is not current and why, and fail if anything is not
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Write nothing; say what would be written
    #[arg(long)]
    dry_run: bool,
    /// Make every warning an error
    #[arg(long)]
    strict: bool,
    /// Write over files of ours that were edited by hand, and into a folder that holds other files
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    overlays: Overlays,
    /// How to print
    #[arg(long, value_enum, default_value_t)]
    output_format: Format,
    #[command(flatten)]
    reports: Reports,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    settings: Settings,
}

const EXAMPLES: &str = "\
Examples:
  oasmith generate                                     the crate of this folder or workspace
  oasmith generate --check                             for CI: exit code 1 when it is not current
  oasmith generate openapi.yaml --out my-client        a whole crate for one document
  curl -s URL | oasmith generate - --out my-client";

/// What stands in oasmith.toml; said here, it goes before the file.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Settings (before those of oasmith.toml)")]
struct Settings {
    /// The name of the generated package
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
    /// Keep properties that an open object does not declare, in every record
    #[arg(long)]
    preserve_unknown: bool,
    /// Where the support code comes from
    #[arg(long, value_enum)]
    runtime: Option<RuntimeSource>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RuntimeSource {
    /// Copied into the crate
    Copy,
    /// The crate depends on oasmith-runtime
    Crate,
}

impl Settings {
    fn apply(&self, config: &mut Config) {
        if let Some(package) = &self.package {
            config.package.clone_from(package);
        }
        config.preserve_unknown |= self.preserve_unknown;
        match self.runtime {
            Some(RuntimeSource::Copy) => config.runtime = Runtime::Copy,
            Some(RuntimeSource::Crate) => config.runtime = Runtime::Crate,
            None => {}
        }
    }

    /// As they were typed.
    fn words(&self) -> Vec<String> {
        let package = self
            .package
            .iter()
            .map(|package| format!("--package {package}"));
        let preserve = self
            .preserve_unknown
            .then(|| "--preserve-unknown".to_owned());
        let runtime = self.runtime.map(|runtime| match runtime {
            RuntimeSource::Copy => "--runtime copy".to_owned(),
            RuntimeSource::Crate => "--runtime crate".to_owned(),
        });
        package.chain(preserve).chain(runtime).collect()
    }
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    args.reports.check(args.output_format)?;
    let (root, run) = Output::early(args.output_format, generate(args))?;
    let output = Output::new(args.output_format, &run.diagnostics);
    output.diagnostics()?;
    args.reports.print(args.output_format, &run)?;
    let complete = |summary| args.reports.complete(args.output_format, &run, summary);
    let Ok(files) = &run.files else {
        output.finish(complete(Summary::new("generated nothing".to_owned())))?;
        return Ok(Exit::of(&run));
    };
    let result = if args.check || args.dry_run {
        compare(args, &output, files, &root)
    } else {
        write(args, files, &root)
    };
    let (summary, exit) = result.map_err(|failure| output.fail(failure))?;
    output.finish(complete(summary))?;
    Ok(exit)
}

fn generate(args: &Args) -> Result<(PathBuf, Run), Failure> {
    match (&args.spec, &args.out) {
        (Some(spec), Some(out)) => Ok((out.clone(), one(args, spec, out)?)),
        _ => all(args),
    }
}

fn ask(args: &Args) -> Ask {
    Ask {
        strict: args.strict,
        trace: args.reports.trace(),
    }
}

fn one(args: &Args, spec: &Path, out: &Path) -> Result<Run, Failure> {
    if out.join(CONFIG).exists() {
        return Err(Failure::Usage(format!(
            "`{}` is made from the documents that its `{CONFIG}` names\nhelp: run `oasmith generate` there, or choose another folder",
            out.display()
        )));
    }
    let input = args.overlays.input(spec.to_owned())?;
    let is_stdin = spec.as_os_str() == "-";
    let mut config = Config::new(package_name(if is_stdin { out } else { spec }));
    config.lock = lock_of(out);
    args.settings.apply(&mut config);
    args.filters.apply(&mut config);
    Run::one(&input, &config, ask(args))
}

fn all(args: &Args) -> Result<(PathBuf, Run), Failure> {
    if args.overlays.are_named() {
        return Err(Failure::Usage("`--overlay` needs the document that it completes\nhelp: `oasmith generate SPEC --out DIR --overlay FILE`".to_owned()));
    }
    if args.overlays.allow_urls() {
        return Err(Failure::Usage("`--allow-url` needs the document that it is for: a build script, which generates the same, never uses the network\nhelp: save the file beside the document, and refer to the copy".to_owned()));
    }
    let root = find()?;
    let mut project = Project::open(&root)?;
    let more = args.overlays.access().ref_roots;
    for input in &mut project.inputs {
        input.access.ref_roots.extend(more.iter().cloned());
    }
    if project.inputs.is_empty() {
        return Err(Failure::Usage(format!(
            "the `specs` of `{}` hold no document",
            root.join(CONFIG).display()
        )));
    }
    if args.overlays.no_auto_overlay {
        project
            .inputs
            .iter_mut()
            .for_each(|input: &mut Input| input.overlays.clear());
    }
    args.settings.apply(&mut project.config);
    args.filters.apply(&mut project.config);
    let run = Run::all(&project, ask(args))?;
    Ok((root, run))
}

fn write(args: &Args, files: &Files, root: &Path) -> Result<(Summary, Exit), Failure> {
    let policy = if args.force {
        Policy::Force
    } else {
        Policy::Careful
    };
    let written = files.write(root, policy).map_err(Failure::Write)?;
    let parts = [
        (written.created, "new"),
        (written.changed, "changed"),
        (written.removed, "removed"),
        (written.unchanged, "unchanged"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let summary = summary(
        format!(
            "generated {} in {} ({})",
            plural(files.len(), "file"),
            root.display(),
            parts.join(", ")
        ),
        files,
        root,
    )
    .with("created", written.created)
    .with("changed", written.changed)
    .with("removed", written.removed)
    .with("unchanged", written.unchanged);
    Ok((summary, Exit::Done))
}

fn compare(
    args: &Args,
    output: &Output<'_>,
    files: &Files,
    root: &Path,
) -> Result<(Summary, Exit), Failure> {
    let plan = Plan::new(files, root).map_err(Failure::Write)?;
    if !output.is_one_value() {
        output::print(&drift::human(&plan))?;
    }
    let words = match (plan.is_current(), args.check) {
        (true, _) => format!(
            "{} in {} are current",
            plural(files.len(), "file"),
            root.display()
        ),
        (false, true) => format!(
            "{} is not current ({}); run `{}`",
            root.display(),
            drift::counts(&plan),
            command(args, &plan)
        ),
        (false, false) => format!(
            "would write to {} ({})",
            root.display(),
            drift::counts(&plan)
        ),
    };
    let summary = summary(words, files, root)
        .with("current", plan.is_current())
        .with("unchanged", plan.unchanged);
    let exit = if args.check && !plan.is_current() {
        Exit::Findings
    } else {
        Exit::Done
    };
    Ok((summary.beside("drift", drift::json(&plan)), exit))
}

fn summary(words: String, files: &Files, root: &Path) -> Summary {
    Summary::new(words)
        .with("directory", root.display().to_string())
        .with("files", files.len())
}

/// What to type so that the crate is current. A build script needs no `--force`.
fn command(args: &Args, plan: &Plan) -> String {
    let mut words = vec!["oasmith generate".to_owned()];
    if let (Some(spec), Some(out)) = (&args.spec, &args.out) {
        words.push(format!("{} --out {}", spec.display(), out.display()));
    }
    words.extend(args.overlays.words());
    words.extend(args.filters.words());
    words.extend(args.settings.words());
    if !plan.hand_edited().is_empty() {
        words.push("--force".to_owned());
    }
    words.join(" ")
}
