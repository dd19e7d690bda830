use std::fmt;

/// Tells whether a text has what a pattern (ECMA-262) asks for. What matches is in the module `pattern`, so that only crates whose
/// documents have patterns depend on a library for them.
pub trait Matcher: fmt::Debug + Sync {
    /// The pattern as the document writes it.
    fn source(&self) -> &'static str;

    /// Whether the pattern is found in the text; `None` where that would take too long.
    fn finds(&self, text: &str) -> Option<bool>;
}
