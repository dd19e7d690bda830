//! Who calls, and whether the caller may.

use std::any::Any;
use std::fmt;

use http::request::Parts;

use super::super::http::{BoxFuture, Facts, Requirement, SchemeKind};
use super::credentials::{Held, held};
use super::{Failure, Offer, Refusal, Rejection};

/// Why a hook does not let a caller pass.
///
/// Every error converts by `?`, into the 500 that it is.
#[derive(Debug)]
pub enum Denied {
    /// The credentials are wrong: 401.
    Unauthorized,
    /// The caller is known and may not do this: 403.
    Forbidden,
    /// It cannot be told: 500.
    Failed(Failure),
}

/// Who calls, as a hook has found out: the implementation's principal.
pub struct Identity(Box<dyn Any + Send + Sync>);

impl Identity {
    /// Wraps a principal.
    pub fn new<P: Send + Sync + 'static>(principal: P) -> Self {
        Self(Box::new(principal))
    }

    pub(super) fn principal<P: 'static>(self) -> Option<P> {
        self.0.downcast().ok().map(|principal| *principal)
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity")
    }
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Denied {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// The hook of a scheme.
pub(super) type Ask<'a> =
    dyn Fn(Offer) -> BoxFuture<'a, Result<Identity, Denied>> + Send + Sync + 'a;

/// Tries the alternatives in order; the first that is met decides who calls (`OpenAPI`: Security Requirement Object).
///
/// It fails closed. An alternative that no hook has confirmed is not met. The empty one, which anybody meets, is tried
/// last: wherever it stands, credentials that are offered are heard, and where they are refused they do not turn into
/// an anonymous call.
pub(super) async fn authenticate(
    facts: &Facts,
    parts: &Parts,
    ask: &Ask<'_>,
) -> Result<Vec<Identity>, Refusal> {
    let mut refused = false;
    let mut forbidden = false;
    for alternative in facts
        .security
        .iter()
        .filter(|alternative| !alternative.is_empty())
    {
        match meet(alternative, parts, ask).await {
            Met::Yes(identities) => return Ok(identities),
            Met::NotOffered => {}
            Met::No(Denied::Unauthorized) => refused = true,
            Met::No(Denied::Forbidden) => forbidden = true,
            Met::No(Denied::Failed(failure)) => return Err(failure.into()),
        }
    }
    let anybody = facts.security.is_empty()
        || facts
            .security
            .iter()
            .any(|alternative| alternative.is_empty());
    if forbidden {
        return Err(Rejection::forbidden().into());
    }
    if refused || !anybody {
        return Err(Rejection::unauthorized(&challenges(facts)).into());
    }
    Ok(Vec::new())
}

enum Met {
    Yes(Vec<Identity>),
    NotOffered,
    No(Denied),
}

/// All schemes of an alternative have to be met. Nothing is asked before all are offered.
async fn meet(alternative: &'static [Requirement], parts: &Parts, ask: &Ask<'_>) -> Met {
    let mut offers = Vec::new();
    for requirement in alternative {
        match held(requirement, parts) {
            Held::Nothing => return Met::NotOffered,
            Held::Unreadable => return Met::No(Denied::Unauthorized),
            Held::Offer(offer) => offers.push(offer),
        }
    }
    let mut identities = Vec::new();
    for offer in offers {
        match ask(offer).await {
            Ok(identity) => identities.push(identity),
            Err(denied) => return Met::No(denied),
        }
    }
    Met::Yes(identities)
}

/// What a caller may try, for `WWW-Authenticate` (RFC 9110 §11.6.1).
fn challenges(facts: &Facts) -> Vec<String> {
    let mut challenges = Vec::new();
    for requirement in facts.security.iter().copied().flatten() {
        let challenge = match requirement.scheme.kind {
            SchemeKind::Basic => "Basic realm=\"api\", charset=\"UTF-8\"".to_owned(),
            SchemeKind::Bearer => "Bearer realm=\"api\"".to_owned(),
            // No registered scheme says this; it is a word that callers can read, and a 401 must have a challenge.
            SchemeKind::ApiKey(..) => "ApiKey realm=\"api\"".to_owned(),
            SchemeKind::MutualTls | SchemeKind::Unknown => continue,
        };
        if !challenges.contains(&challenge) {
            challenges.push(challenge);
        }
    }
    challenges
}
