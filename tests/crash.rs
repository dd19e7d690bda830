//! What happens when something goes wrong: the old output is whole afterwards, byte for byte, and the message says where.

#![expect(clippy::unwrap_used, reason = "a test ends where its set-up fails")]

mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Output, Stdio};
use std::thread;
use std::time::Duration;

use libtest_mimic::Trial;
use tempfile::TempDir;

const PETS: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents: {schemas: {Pet: {type: object, properties: {name: {type: string}}}}}\n";
const TOYS: &str = "openapi: 3.1.0\ninfo: {title: Toys, version: '2'}\npaths: {}\ncomponents: {schemas: {Toy: {type: object, properties: {size: {type: integer}}}, Box: {type: object}}}\n";

type Tree = BTreeMap<PathBuf, Vec<u8>>;

const TESTS: &[(&str, fn())] = &[
    (
        "an_unreadable_document_leaves_the_old_output",
        an_unreadable_document_leaves_the_old_output,
    ),
    (
        "a_document_broken_in_the_middle_leaves_the_old_output",
        a_document_broken_in_the_middle_leaves_the_old_output,
    ),
    (
        "output_that_cannot_be_written_is_named",
        output_that_cannot_be_written_is_named,
    ),
    (
        "a_folder_where_a_file_must_be_leaves_the_old_output",
        a_folder_where_a_file_must_be_leaves_the_old_output,
    ),
    (
        "a_manifest_that_cannot_be_merged_leaves_the_old_output",
        a_manifest_that_cannot_be_merged_leaves_the_old_output,
    ),
    ("a_second_run_touches_nothing", a_second_run_touches_nothing),
    (
        "other_line_endings_are_no_drift",
        other_line_endings_are_no_drift,
    ),
    ("runs_at_once_do_not_mix", runs_at_once_do_not_mix),
    (
        "a_killed_run_leaves_whole_files",
        a_killed_run_leaves_whole_files,
    ),
    (
        "a_reader_that_has_had_enough_is_no_error",
        a_reader_that_has_had_enough_is_no_error,
    ),
    #[cfg(unix)]
    (
        "links_out_of_the_folder_are_refused",
        unix::links_out_of_the_folder_are_refused,
    ),
    #[cfg(unix)]
    (
        "a_build_looks_again_after_it_has_written",
        unix::a_build_looks_again_after_it_has_written,
    ),
    #[cfg(target_os = "linux")]
    (
        "a_full_disk_leaves_the_old_output",
        unix::a_full_disk_leaves_the_old_output,
    ),
];

fn main() -> ExitCode {
    program::main(|| {
        let trial = |(name, test): &(&'static str, fn())| {
            let test = *test;
            Trial::test(*name, move || {
                test();
                Ok(())
            })
        };
        TESTS.iter().map(trial).collect()
    })
}

/// A folder with two documents; `made` is the crate of the first.
fn prepared() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pets.yaml"), PETS).unwrap();
    fs::write(folder.path().join("toys.yaml"), TOYS).unwrap();
    assert_eq!(generate(folder.path(), "pets.yaml").status.code(), Some(0));
    folder
}

fn generate(folder: &Path, document: &str) -> Output {
    let mut command = program::process("oasmith", folder);
    command.args(["generate", document, "--out", "made", "--package", "made"]);
    command.output().unwrap()
}

/// Every file below a folder, the texts of links not followed.
fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = fs::symlink_metadata(&path).unwrap();
        if kind.is_dir() {
            found.extend(tree(&path));
        } else if kind.is_file() {
            let bytes = fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}

/// Runs what must fail with `code` and `words`, and leave `made` as it is.
fn check_refused(folder: &Path, document: &str, code: i32, words: &str) {
    let before = tree(&folder.join("made"));
    let output = generate(folder, document);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(said.contains(words), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(tree(&folder.join("made")), before);
}

fn an_unreadable_document_leaves_the_old_output() {
    let folder = prepared();
    fs::create_dir(folder.path().join("folder.yaml")).unwrap();
    check_refused(
        folder.path(),
        "folder.yaml",
        2,
        "`folder.yaml` holds no document",
    );
    check_refused(
        folder.path(),
        "missing.yaml",
        3,
        "cannot read `missing.yaml`",
    );
}

fn a_document_broken_in_the_middle_leaves_the_old_output() {
    let folder = prepared();
    for end in [PETS.len() - 30, PETS.len() - 10] {
        fs::write(folder.path().join("pets.yaml"), &PETS[..end]).unwrap();
        check_refused(folder.path(), "pets.yaml", 3, "--> pets.yaml:");
    }
    fs::write(
        folder.path().join("pets.yaml"),
        [&PETS.as_bytes()[..60], &[0xff, 0xfe, 0x80]].concat(),
    )
    .unwrap();
    check_refused(folder.path(), "pets.yaml", 3, "pets.yaml");
}

/// A mode that forbids writing does not bind the administrator, so a file stands where a folder must be.
fn output_that_cannot_be_written_is_named() {
    let folder = prepared();
    fs::remove_dir_all(folder.path().join("made")).unwrap();
    fs::write(folder.path().join("made"), "a file").unwrap();
    let output = generate(folder.path(), "pets.yaml");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("`made"), "{said}");
    assert_eq!(
        fs::read_to_string(folder.path().join("made")).unwrap(),
        "a file"
    );
}

fn a_folder_where_a_file_must_be_leaves_the_old_output() {
    let folder = prepared();
    let lib = folder.path().join("made/src/lib.rs");
    fs::remove_file(&lib).unwrap();
    fs::create_dir(&lib).unwrap();
    check_refused(folder.path(), "toys.yaml", 3, "lib.rs`: it is not a file");
}

fn a_manifest_that_cannot_be_merged_leaves_the_old_output() {
    let folder = prepared();
    fs::write(folder.path().join("made/Cargo.toml"), "[package\n").unwrap();
    check_refused(
        folder.path(),
        "toys.yaml",
        3,
        "cannot merge into `made/Cargo.toml`",
    );
}

fn a_second_run_touches_nothing() {
    let folder = prepared();
    let times = || -> Vec<_> {
        let made = folder.path().join("made");
        let files = tree(&made)
            .into_keys()
            .chain([made.clone(), made.join("src")]);
        files
            .map(|path| fs::metadata(path).unwrap().modified().unwrap())
            .collect()
    };
    let before = times();
    assert_eq!(generate(folder.path(), "pets.yaml").status.code(), Some(0));
    assert_eq!(times(), before);
}

fn other_line_endings_are_no_drift() {
    let folder = prepared();
    for (path, bytes) in tree(&folder.path().join("made")) {
        let text = String::from_utf8(bytes).unwrap().replace('\n', "\r\n");
        fs::write(path, text).unwrap();
    }
    let before = tree(folder.path());
    let output = generate(folder.path(), "pets.yaml");
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(tree(folder.path()), before);
}

/// The trees that the two documents make.
fn both(folder: &Path) -> [Tree; 2] {
    ["toys.yaml", "pets.yaml"].map(|document| {
        assert_eq!(generate(folder, document).status.code(), Some(0));
        tree(&folder.join("made"))
    })
}

fn runs_at_once_do_not_mix() {
    let folder = prepared();
    let expected = both(folder.path());
    thread::scope(|scope| {
        for index in 0..12 {
            let document = if index % 2 == 0 {
                "pets.yaml"
            } else {
                "toys.yaml"
            };
            let path = folder.path();
            scope.spawn(move || {
                let output = generate(path, document);
                let told = String::from_utf8_lossy(&output.stderr);
                assert_eq!(output.status.code(), Some(0), "{told}");
            });
        }
    });
    assert!(expected.contains(&tree(&folder.path().join("made"))));
}

fn a_killed_run_leaves_whole_files() {
    let folder = prepared();
    let made = folder.path().join("made");
    let expected = both(folder.path());
    for step in 0..40 {
        let document = if step % 2 == 0 {
            "toys.yaml"
        } else {
            "pets.yaml"
        };
        let mut command = program::process("oasmith", folder.path());
        command.args(["generate", document, "--out", "made", "--package", "made"]);
        let mut child = command.stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_micros(400 * step));
        let _ = child.kill();
        child.wait().unwrap();
        for (path, bytes) in tree(&made) {
            let whole = expected.iter().any(|tree| tree.get(&path) == Some(&bytes));
            assert!(whole || is_ours(&made, &path), "{}", path.display());
        }
    }
    assert_eq!(generate(folder.path(), "pets.yaml").status.code(), Some(0));
    assert_eq!(tree(&made), expected[1]);
}

/// The lock and the staged texts, which the next run clears.
fn is_ours(made: &Path, path: &Path) -> bool {
    let below = path.strip_prefix(made).unwrap();
    below.starts_with(".oasmith.tmp") || below.starts_with(".oasmith.lock")
}

fn a_reader_that_has_had_enough_is_no_error() {
    let folder = prepared();
    let mut command = program::process("oasmith", folder.path());
    command.args(["dump", "pets.yaml", "--stage", "document"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.stderr.is_empty());
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::process::Command;
    use std::thread;
    use std::time::Duration;

    use super::{PETS, TOYS, check_refused, prepared, program, tree};

    pub(super) fn links_out_of_the_folder_are_refused() {
        let folder = prepared();
        let made = folder.path().join("made");
        let elsewhere = folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();

        fs::remove_file(made.join("src/lib.rs")).unwrap();
        symlink(elsewhere.join("lib.rs"), made.join("src/lib.rs")).unwrap();
        check_refused(
            folder.path(),
            "toys.yaml",
            3,
            "lib.rs`: a symbolic link stands there",
        );

        fs::remove_dir_all(made.join("src")).unwrap();
        symlink(&elsewhere, made.join("src")).unwrap();
        check_refused(
            folder.path(),
            "toys.yaml",
            3,
            "src`: a symbolic link stands there",
        );

        fs::remove_file(made.join("src")).unwrap();
        symlink(elsewhere.join("lock"), made.join(".oasmith.lock")).unwrap();
        check_refused(
            folder.path(),
            "toys.yaml",
            3,
            ".oasmith.lock`: a symbolic link stands there",
        );
        assert_eq!(fs::read_dir(elsewhere).unwrap().count(), 0);
    }

    /// Each look at a pipe gives the next text: as if the document had been edited while the build wrote.
    pub(super) fn a_build_looks_again_after_it_has_written() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("api.yaml");
        fs::write(folder.path().join("oasmith.toml"), "specs = ['api.yaml']\n").unwrap();
        let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        let models = folder.path().join("src/api/models");
        let writer = models.clone();
        thread::spawn(move || {
            for (text, written) in [(PETS, "pet.rs"), (TOYS, "toy.rs"), (TOYS, "toy.rs")] {
                fs::write(&pipe, text).unwrap();
                while !writer.join(written).exists() {
                    thread::sleep(Duration::from_millis(1));
                }
            }
        });
        let output = program::process("build-script", folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("run `cargo build` again"), "{said}");
        assert!(models.join("toy.rs").exists() && !models.join("pet.rs").exists());
    }

    /// A limit on the size of files, which binds the administrator too, refuses a write in the middle.
    #[cfg(target_os = "linux")]
    pub(super) fn a_full_disk_leaves_the_old_output() {
        let folder = prepared();
        let before = tree(folder.path());
        let command = program::process("oasmith", folder.path());
        let mut shell = Command::new("sh");
        shell.current_dir(folder.path()).args([
            "-c",
            "trap '' XFSZ; ulimit -f 0; exec \"$@\"",
            "sh",
        ]);
        shell.arg(command.get_program()).args([
            "generate",
            "toys.yaml",
            "--out",
            "made",
            "--package",
            "made",
        ]);
        for (name, value) in command.get_envs() {
            if let Some(value) = value {
                shell.env(name, value);
            }
        }
        let output = shell.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(
            said.contains("File too large") && said.contains("`made/"),
            "{said}"
        );
        assert_eq!(tree(folder.path()), before);
    }
}
