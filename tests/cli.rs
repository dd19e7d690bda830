//! The command line as a user types it. Each file in `cli/` is a session in an empty folder:
//!
//! ```text
//! # What it proves.
//!
//! $ oasmith lint api.yaml              runs the program; `< FILE` at the end is its standard input
//! > a line of its standard output
//! ! a line of its standard error
//! = 1                                  its exit code, where that is not 0
//! $ append PATH TEXT                   adds a line to a file, or makes one of it
//! $ replace PATH OLD NEW               the first OLD in a file becomes NEW
//! $ remove PATH                        deletes a file
//! $ show PATH                          a file's text, as `>` lines
//! $ list PATH                          the files below a folder, as `>` lines
//! $ link PATH TARGET                   makes a symbolic link
//! $ git WORDS                          runs git, whose output is not shown
//! $ serve PATH                         a web server for a folder; `[PORT]` in later steps is its port
//! $ build                              runs a build script that generates what oasmith.toml says
//! $ build-out-dir FEATURE…             runs one that generates from api.yaml into out/, with these features of the package
//!
//! -- api.yaml --
//! a file that is there at the beginning
//! ```
//!
//! `BLESS=1` writes what really came. `[VERSION]` and `[HASH]` stand for what changes with the generator.

mod program;
#[path = "fixture/web.rs"]
mod web;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use libtest_mimic::{Failed, Trial};

fn main() -> ExitCode {
    program::main(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cli");
        let mut cases: Vec<PathBuf> = fs::read_dir(folder)
            .expect("the folder of the cases")
            .map(|entry| entry.expect("an entry of it").path())
            .collect();
        cases.sort();
        cases.into_iter().map(trial).collect()
    })
}

fn trial(case: PathBuf) -> Trial {
    let name = case
        .file_stem()
        .expect("a case has a name")
        .to_string_lossy()
        .into_owned();
    Trial::test(name, move || check(&case))
}

/// Plays a session and compares what came with what its file says.
fn check(case: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(case)?;
    let (script, files) = match text.find("\n-- ") {
        Some(at) => text.split_at(at + 1),
        None => (text.as_str(), ""),
    };
    let folder = tempfile::tempdir()?;
    lay_out(folder.path(), files)?;
    let played = play(folder.path(), script)?;
    if played == script {
        Ok(())
    } else if std::env::var_os("BLESS").is_some() {
        Ok(fs::write(case, played + files)?)
    } else {
        Err(format!(
            "{}\n--- expected\n{script}\n--- came\n{played}\n(BLESS=1 rewrites it)",
            case.display()
        )
        .into())
    }
}

fn lay_out(folder: &Path, files: &str) -> Result<(), Failed> {
    for file in files
        .split("\n-- ")
        .map(|file| file.strip_prefix("-- ").unwrap_or(file))
    {
        let Some((name, text)) = file.split_once(" --\n") else {
            continue;
        };
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder"))?;
        fs::write(path, format!("{}\n", text.trim_end_matches('\n')))?;
    }
    Ok(())
}

/// The script again, with what came after each step.
fn play(folder: &Path, script: &str) -> Result<String, Failed> {
    let mut came = String::new();
    let mut port = None;
    for line in script
        .lines()
        .filter(|line| !line.starts_with(['>', '!', '=']))
    {
        writeln!(came, "{line}")?;
        if let Some(step) = line.strip_prefix("$ ") {
            let port = &mut port;
            let number = port.map(|port: u16| port.to_string());
            let step = match &number {
                Some(number) => step.replace("[PORT]", number),
                None => step.to_owned(),
            };
            if let Some(path) = step.strip_prefix("serve ") {
                *port = Some(web::serve(&folder.join(path))?.port());
                continue;
            }
            let text = take(folder, &step)?;
            let text = match &number {
                Some(number) => text.replace(number, "[PORT]"),
                None => text,
            };
            came += &normal(folder, &text);
        }
    }
    Ok(came)
}

fn take(folder: &Path, step: &str) -> Result<String, Failed> {
    let words: Vec<&str> = step.split(' ').collect();
    let path = |index: usize| {
        words
            .get(index)
            .map(|word| folder.join(word))
            .ok_or("a path is missing")
    };
    match words[0] {
        "oasmith" => run(program::process("oasmith", folder), folder, &words[1..]),
        "build" => run(program::process("build-script", folder), folder, &[]),
        "build-out-dir" => {
            let mut command = program::process("build-script-out-dir", folder);
            command.env("OUT_DIR", folder.join("out"));
            let features = words[1..].iter().map(|feature| feature.to_uppercase());
            command.envs(features.map(|feature| (format!("CARGO_FEATURE_{feature}"), "1")));
            run(command, folder, &[])
        }
        "append" => {
            let text = fs::read_to_string(path(1)?).unwrap_or_default();
            fs::write(path(1)?, format!("{text}{}\n", words[2..].join(" ")))?;
            Ok(String::new())
        }
        "replace" => {
            let text = fs::read_to_string(path(1)?)?;
            fs::write(path(1)?, text.replacen(words[2], words[3], 1))?;
            Ok(String::new())
        }
        "remove" => {
            fs::remove_file(path(1)?)?;
            Ok(String::new())
        }
        "link" => {
            std::os::unix::fs::symlink(words[2], path(1)?)?;
            Ok(String::new())
        }
        "git" => {
            let who = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
            let mut git = Command::new("git");
            git.args(who).args(&words[1..]).current_dir(folder);
            let output = git.output()?;
            if output.status.success() {
                Ok(String::new())
            } else {
                Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
            }
        }
        "show" => Ok(marked('>', &fs::read_to_string(path(1)?)?)),
        "list" => Ok(marked('>', &list(folder, &path(1)?)?.join("\n"))),
        other => Err(format!("no step `{other}`").into()),
    }
}

fn run(mut command: Command, folder: &Path, words: &[&str]) -> Result<String, Failed> {
    let (words, input) = match words {
        [words @ .., "<", input] => (words, fs::read(folder.join(input))?),
        words => (words, Vec::new()),
    };
    command
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn()?;
    // A program that does not read its input closes it; what it does then is what is asked.
    let _ = child.stdin.take().expect("it is piped").write_all(&input);
    let output = child.wait_with_output()?;
    let mut came = marked('>', &String::from_utf8_lossy(&output.stdout));
    came += &marked('!', &String::from_utf8_lossy(&output.stderr));
    match output.status.code() {
        Some(0) => {}
        Some(code) => writeln!(came, "= {code}")?,
        None => came += "= killed\n",
    }
    Ok(came)
}

fn marked(mark: char, text: &str) -> String {
    text.lines().fold(String::new(), |marked, line| {
        format!("{marked}{mark} {line}").trim_end().to_owned() + "\n"
    })
}

fn list(root: &Path, folder: &Path) -> Result<Vec<String>, Failed> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(list(root, &path)?);
        } else {
            found.push(path.strip_prefix(root)?.display().to_string());
        }
    }
    found.sort();
    Ok(found)
}

/// What differs from run to run, or from version to version, has a name.
fn normal(folder: &Path, text: &str) -> String {
    let text = text.replace(&folder.display().to_string(), "[DIR]");
    let text = text.replace(
        &format!("oasmith {}", env!("CARGO_PKG_VERSION")),
        "oasmith [VERSION]",
    );
    let words = text.split_inclusive(|c: char| !c.is_ascii_hexdigit());
    words.map(hash_named).collect()
}

fn hash_named(word: &str) -> String {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_hexdigit());
    if digits.len() == 16 {
        word.replace(digits, "[HASH]")
    } else {
        word.to_owned()
    }
}
