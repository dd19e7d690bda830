//! Where the two readers may differ, and why ours is right: each rule is narrow, and the test counts what it excuses.

use crate::facts::Facts;

/// What is known of one document beside the facts.
pub(crate) struct Known {
    /// Schemas that are `nullable` without a `type`.
    pub(crate) untyped: Facts,
    /// Operations that oasmith leaves out with a finding.
    pub(crate) refused: Vec<String>,
    /// References that lead nowhere, of which there is a finding.
    pub(crate) dangling: Vec<String>,
}

/// The rule that a fact only one side has falls under.
pub(crate) fn argued(known: &Known, side: &str, fact: &str) -> Option<&'static str> {
    if side == "oasmith" {
        let implied = fact
            .strip_suffix(" : object")
            .or_else(|| fact.strip_suffix(" : array"));
        return implied
            .is_some_and(|key| known.untyped.contains(key))
            .then_some("`nullable` without a `type`: oasmith adds the type that its other keywords speak of");
    }
    let within = |key: &String| fact == key || fact.starts_with(&format!("{key} "));
    if known.refused.iter().any(within) {
        return Some("E0506: no server can tell requests for it from those for another path");
    }
    let target = fact
        .rsplit_once(" -> ")
        .map(|(_, target)| target.to_owned());
    if target.is_some_and(|target| known.dangling.contains(&target)) {
        return Some("E0201: the reference leads nowhere in this document, and oasmith says so");
    }
    if is_ignored_header(fact) {
        return Some("3.0.4 section 4.7.12.1: parameters for these headers shall be ignored");
    }
    None
}

/// `GET /path header Accept …`
fn is_ignored_header(fact: &str) -> bool {
    let words: Vec<&str> = fact.splitn(5, ' ').collect();
    let [_, path, "header", name, ..] = words.as_slice() else {
        return false;
    };
    let names = ["accept", "content-type", "authorization"];
    path.starts_with('/') && names.contains(&name.to_ascii_lowercase().as_str())
}
