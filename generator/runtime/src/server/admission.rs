//! A request whose caller is known, before anything of it is read.

use std::fmt;

use http::request::Parts;

use super::super::http::Facts;
use super::{Context, Identity};

/// A request that has its operation and its caller, on its way to the implementation's word on whether it may go on.
pub struct Admission {
    pub(super) facts: &'static Facts,
    pub(super) parts: Parts,
    pub(super) identities: Vec<Identity>,
}

impl Admission {
    /// The request as a handler gets to know it.
    pub fn into_context<P: 'static>(self) -> Context<P> {
        let identities = self.identities.into_iter();
        Context {
            parts: self.parts,
            facts: self.facts,
            principals: identities.filter_map(Identity::principal).collect(),
        }
    }
}

impl<P: Send + Sync + 'static> From<Context<P>> for Admission {
    fn from(context: Context<P>) -> Self {
        let principals = context.principals.into_iter();
        Self {
            facts: context.facts,
            parts: context.parts,
            identities: principals.map(Identity::new).collect(),
        }
    }
}

impl fmt::Debug for Admission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Admission")
            .field("template", &self.facts.template)
            .finish_non_exhaustive()
    }
}
