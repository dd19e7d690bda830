//! The prefixes that names are written with.

use super::error::Fault;
use super::shape::Name;
use super::spelling::is_name;

/// The prefixes that are in use with their namespaces, the innermost last; the empty one is the default's.
#[derive(Debug, Default)]
pub(super) struct Scope(Vec<(String, String)>);

impl Scope {
    /// Where an element begins.
    pub(super) fn mark(&self) -> usize {
        self.0.len()
    }

    /// What an element declares.
    pub(super) fn since(&self, mark: usize) -> &[(String, String)] {
        &self.0[mark..]
    }

    /// Forgets what an element declared.
    pub(super) fn leave(&mut self, mark: usize) {
        self.0.truncate(mark);
    }

    /// A name with its prefix, which is declared if it is not yet.
    pub(super) fn qualified(
        &mut self,
        name: &Name,
        local: &str,
        is_element: bool,
    ) -> Result<String, Fault> {
        if !is_name(local) {
            return Err(Fault::new(0, format!("`{local}` is no name in XML")));
        }
        Ok(match (name.prefix, name.namespace) {
            (Some(prefix), Some(namespace)) => self.prefixed(prefix, namespace, local),
            (None, Some(namespace)) if is_element => {
                if self.bound("") != Some(namespace) {
                    self.0.push((String::new(), namespace.to_owned()));
                }
                local.to_owned()
            }
            (None, Some(namespace)) => self.prefixed("ns", namespace, local),
            // It stands for whatever an element around it declares it for.
            (Some(prefix), None) if self.bound(prefix).is_some() => format!("{prefix}:{local}"),
            (Some(_) | None, None) => local.to_owned(),
        })
    }

    pub(super) fn prefixed(&mut self, prefix: &str, namespace: &str, local: &str) -> String {
        let mut prefix = prefix.to_owned();
        // Another namespace may have it already, on this very element.
        while self.bound(&prefix).is_some_and(|bound| bound != namespace) {
            prefix.push('_');
        }
        if self.bound(&prefix).is_none() {
            self.0.push((prefix.clone(), namespace.to_owned()));
        }
        format!("{prefix}:{local}")
    }

    fn bound(&self, prefix: &str) -> Option<&str> {
        let mut scope = self.0.iter().rev();
        let found = scope.find(|(known, _)| known == prefix);
        found.map(|(_, namespace)| namespace.as_str())
    }
}
