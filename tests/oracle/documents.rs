//! The 3.0 documents that are asked about.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use openapiv3::OpenAPI;

/// A document's name and text.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Folders of fixtures in this package.
const FIXTURES: [&str; 4] = ["oracle/fixtures", "layers", "codegen", "diagnostics"];

/// Every 3.0 document: the fixtures, and the corpus where there is one.
pub(crate) fn inputs() -> Vec<Input> {
    let mut paths = Vec::new();
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in FIXTURES {
        collect(&own.join(folder), &mut paths);
    }
    if let Some(corpus) = std::env::var_os("OASMITH_CORPUS") {
        collect(Path::new(&corpus), &mut paths);
    }
    paths.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).ok()?;
        let name = path.file_name()?.to_string_lossy().into_owned();
        is_3_0(&text).then_some(Input { name, text })
    };
    paths.iter().filter_map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = path.to_string_lossy().into_owned();
        let document = [".yaml", ".yml", ".json"]
            .iter()
            .any(|end| name.ends_with(end));
        if path.is_dir() {
            collect(&path, paths);
        } else if document && !name.ends_with(".overlay.yaml") {
            paths.push(path);
        }
    }
}

/// Whether a line says so, in either format; what is none after all is told as skipped.
fn is_3_0(text: &str) -> bool {
    let plain = text.replace(['"', '\'', ' '], "");
    plain.match_indices("openapi:3.0.").next().is_some()
}

/// `openapiv3`'s own reading, in a thread of its own: it may panic, and a fault deep inside costs it time that doubles with
/// every level.
pub(crate) fn read_by_openapiv3(input: &Input) -> Result<Box<OpenAPI>, String> {
    const PATIENCE: Duration = Duration::from_mins(1);
    let (sender, receiver) = mpsc::channel();
    let text = input.text.clone();
    let read = move || {
        let is_json = text.trim_start().starts_with('{');
        let description = if is_json {
            serde_json::from_str::<OpenAPI>(&text).map_err(drop)
        } else {
            serde_yaml::from_str::<OpenAPI>(&text).map_err(drop)
        };
        // Nobody listens any more where it took too long.
        let _ = sender.send(description.map(Box::new));
    };
    let thread = std::thread::Builder::new().stack_size(256 << 20);
    let _thread = thread.spawn(read).expect("a thread can be had");
    match receiver.recv_timeout(PATIENCE) {
        Ok(Ok(description)) if description.openapi.starts_with("3.0.") => Ok(description),
        Ok(Ok(_)) => Err("it is no 3.0 document".to_owned()),
        Ok(Err(())) => Err("openapiv3 refuses it".to_owned()),
        Err(mpsc::RecvTimeoutError::Timeout) => Err("openapiv3 takes too long".to_owned()),
        Err(mpsc::RecvTimeoutError::Disconnected) => Err("openapiv3 panics".to_owned()),
    }
}
