use serde_json_path::{JsonPath, PathElement};

use super::super::Node;
use super::Path;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, similar};
use crate::source::{Key, Location};

/// One Action Object.
pub(super) struct Action<'o> {
    pub(super) target: Target,
    pub(super) change: Change<'o>,
}

/// A JSONPath (RFC 9535) with its place in the overlay.
pub(super) struct Target {
    path: JsonPath,
    pub(super) at: Location,
}

/// What an action does with its targets.
pub(super) enum Change<'o> {
    Remove,
    Update(Node<'o>),
    Copy(Target),
}

impl Target {
    /// Every node that it selects, once.
    pub(super) fn find(&self, json: &serde_json::Value) -> Vec<Path> {
        let found = self.path.query_located(json).dedup();
        let step = |element: &PathElement<'_>| match element {
            PathElement::Name(name) => Key::Name((*name).into()),
            PathElement::Index(index) => Key::Index(*index),
        };
        found
            .locations()
            .map(|path| path.iter().map(step).collect())
            .collect()
    }

    /// Where the target is a plain chain of names: the first that is not there, and the one beside it that may be meant.
    pub(super) fn meant(&self, json: &serde_json::Value) -> Option<(String, String)> {
        let mut value = json;
        for name in names(&self.path.to_string())? {
            let members = value.as_object()?;
            let Some(next) = members.get(&name) else {
                let meant = similar(&name, members.keys().map(String::as_str))?.to_owned();
                return Some((name, meant));
            };
            value = next;
        }
        None
    }
}

/// The names of `$.paths['/pets']`; none where a path is more than names.
fn names(path: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut rest = path.strip_prefix('$')?;
    while !rest.is_empty() {
        let (name, behind) = if let Some(plain) = rest.strip_prefix('.') {
            plain.split_at(plain.find(['.', '[']).unwrap_or(plain.len()))
        } else {
            let quoted = rest.strip_prefix('[')?;
            let quote = quoted.chars().next().filter(|c| "'\"".contains(*c))?;
            let (name, behind) = quoted[1..].split_once(quote)?;
            (name, behind.strip_prefix(']')?)
        };
        // An escape, or what selects more than one: nothing that anybody misspells.
        if name.is_empty() || name.contains(['\\', '*']) {
            return None;
        }
        names.push(name.to_owned());
        rest = behind;
    }
    Some(names)
}

/// An overlay's actions, as far as they can be read; none where the file is no overlay.
pub(super) fn read<'o>(
    diagnostics: &mut Diagnostics,
    overlay: &Node<'o>,
) -> Option<Vec<Action<'o>>> {
    if let Err(diagnostic) = check_version(overlay) {
        diagnostics.push(diagnostic);
        return None;
    }
    let known = ["overlay", "info", "extends", "actions"];
    check_keys(diagnostics, overlay, &known);
    let version = overlay.get("overlay");
    let is_1_0 = version.is_some_and(|version| {
        version
            .as_str()
            .is_some_and(|text| text.starts_with("1.0."))
    });
    let actions = overlay.get("actions").filter(Node::is_array);
    let Some(actions) = actions else {
        let message = "an overlay needs an array of `actions`";
        let help = "list them: `actions: [{target: $.info, update: {…}}]`";
        diagnostics.push(invalid(overlay, message).help(help));
        return None;
    };
    let read =
        actions
            .items()
            .filter_map(|action| match read_action(diagnostics, &action, is_1_0) {
                Ok(action) => Some(action),
                Err(diagnostic) => {
                    diagnostics.push(diagnostic);
                    None
                }
            });
    Some(read.collect())
}

fn check_version(overlay: &Node<'_>) -> Result<(), Diagnostic> {
    const HELP: &str = "1.0.x and 1.1.x are read, as in `overlay: 1.0.0`";
    let Some(version) = overlay.get("overlay") else {
        let message = "the overlay does not say its version";
        return Err(invalid(overlay, message).help(HELP));
    };
    match version.as_str() {
        Some(text) if text.starts_with("1.0.") || text.starts_with("1.1.") => Ok(()),
        Some(text) => {
            let message = format!("version `{text}` of the Overlay Specification is not read");
            Err(invalid(&version, message).help(HELP))
        }
        None => {
            let message = format!("`overlay` must be a string, found {}", version.kind_name());
            Err(invalid(&version, message).help(HELP))
        }
    }
}

fn check_keys(diagnostics: &mut Diagnostics, node: &Node<'_>, known: &[&str]) {
    for (key, value) in node.members() {
        if !known.contains(&key) && !key.starts_with("x-") {
            let message = format!("`{key}` has no meaning in an overlay and is ignored");
            let help = match similar(key, known.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("known are `{}`", known.join("`, `")),
            };
            diagnostics.push(
                Diagnostic::new(Code::UNKNOWN_FIELD, value.at().clone(), message)
                    .on_key()
                    .help(help),
            );
        }
    }
}

fn read_action<'o>(
    diagnostics: &mut Diagnostics,
    action: &Node<'o>,
    is_1_0: bool,
) -> Result<Action<'o>, Diagnostic> {
    let known = ["target", "description", "update", "remove", "copy"];
    check_keys(diagnostics, action, &known);
    if let (Some(copy), true) = (action.get("copy"), is_1_0) {
        let words = "`copy` is known since 1.1, and is read as 1.1 has it";
        let found = Diagnostic::new(Code::OTHER_VERSION, copy.at().clone(), words).on_key();
        diagnostics.push(found.help("write `overlay: 1.1.0`"));
    }
    let target = action.get("target").ok_or_else(|| {
        let words = "the action has no `target`";
        invalid(action, words).help("say what it changes: `target: $.paths['/pets'].get`")
    })?;
    Ok(Action {
        target: read_target(&target)?,
        change: read_change(action)?,
    })
}

fn read_change<'o>(action: &Node<'o>) -> Result<Change<'o>, Diagnostic> {
    if let Some(remove) = action.get("remove") {
        match remove.as_bool() {
            Some(true) => return Ok(Change::Remove),
            Some(false) => {}
            None => {
                let message = format!("`remove` must be a boolean, found {}", remove.kind_name());
                let help = "write `true` or `false`, without quotes";
                return Err(invalid(&remove, message).help(help));
            }
        }
    }
    match (action.get("update"), action.get("copy")) {
        (Some(update), None) => Ok(Change::Update(update)),
        (None, Some(copy)) => Ok(Change::Copy(read_target(&copy)?)),
        (Some(_), Some(copy)) => {
            let message = "`update` and `copy` in one action cancel each other";
            Err(invalid(&copy, message).help("make it two actions"))
        }
        (None, None) => {
            let message = "the action does nothing";
            Err(invalid(action, message).help("give it `update`, `copy` or `remove: true`"))
        }
    }
}

fn read_target(node: &Node<'_>) -> Result<Target, Diagnostic> {
    let Some(text) = node.as_str() else {
        let message = format!("a JSONPath is a string, found {}", node.kind_name());
        return Err(invalid(node, message).help("write it as in `$.paths['/pets'].get`"));
    };
    let path = JsonPath::parse(text).map_err(|error| {
        let message = format!(
            "`{text}` is no JSONPath: {} at character {}",
            error.message(),
            error.position()
        );
        let help = if text.contains("[/") {
            "put a name in brackets in quotes, as in `$.paths['/pets'].get`"
        } else if !text.starts_with('$') {
            "begin with `$`, which is the document: `$.paths['/pets'].get`"
        } else {
            "targets are written as RFC 9535 has them, as in `$.paths['/pets'].get`"
        };
        Diagnostic::new(Code::INVALID_JSON_PATH, node.at().clone(), message).help(help)
    })?;
    Ok(Target {
        path,
        at: node.at().clone(),
    })
}

fn invalid(node: &Node<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::INVALID_OVERLAY, node.at().clone(), message)
}
