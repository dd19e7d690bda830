//! Who calls. The runtime has found the credentials and asks here whether they are right; where no hook says so, nobody passes.

use std::fmt;

use generated::runtime::secret::Secret;
use generated::runtime::server::{Basic, Bearer, Denied};
use generated::zendesk_organization_memberships::server::Authenticate;
use subtle::{Choice, ConstantTimeEq as _};

use super::handlers::Memberships;

const DEMO_EMAIL: &str = "agent@example.com";
const DEMO_API_TOKEN: &str = "demo-api-token";
const DEMO_ACCESS_TOKEN: &str = "demo-access-token";

/// Somebody whose credentials were right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Caller {
    /// With an API token (basic).
    Agent,
    /// With an OAuth access token (bearer).
    Application,
}

/// The credentials that open the door.
pub(crate) struct Accounts {
    agent: Option<(String, Secret)>,
    access_token: Option<Secret>,
    are_demo: bool,
}

/// Variables that do not make credentials.
#[derive(Debug)]
pub(crate) enum Unusable {
    /// It is set to nothing.
    Empty(&'static str),
    /// An e-mail address without a token, or a token without an address.
    Half,
}

impl Accounts {
    /// From the environment. Where nothing is set there, some to try it with; else nothing opens the door but what is set.
    pub(crate) fn from_env() -> Result<Self, Unusable> {
        let set = |name| match std::env::var(name) {
            Ok(text) if text.is_empty() => Err(Unusable::Empty(name)),
            other => Ok(other.ok()),
        };
        let email = set("ZENDESK_EMAIL")?;
        let api_token = set("ZENDESK_API_TOKEN")?.map(Secret::new);
        let access_token = set("ZENDESK_ACCESS_TOKEN")?.map(Secret::new);
        let agent = match (email, api_token) {
            (Some(email), Some(token)) => Some((email, token)),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(Unusable::Half),
        };
        Ok(if agent.is_none() && access_token.is_none() {
            Self::demo()
        } else {
            Self {
                agent,
                access_token,
                are_demo: false,
            }
        })
    }

    fn demo() -> Self {
        Self {
            agent: Some((DEMO_EMAIL.to_owned(), Secret::new(DEMO_API_TOKEN))),
            access_token: Some(Secret::new(DEMO_ACCESS_TOKEN)),
            are_demo: true,
        }
    }

    /// Whether everybody knows them.
    pub(crate) fn are_demo(&self) -> bool {
        self.are_demo
    }

    /// How to call: the credentials themselves only where they are no secret.
    pub(crate) fn hint(&self) -> String {
        if self.are_demo {
            format!(
                "credentials: basic {DEMO_EMAIL}/token:{DEMO_API_TOKEN} or bearer {DEMO_ACCESS_TOKEN}"
            )
        } else {
            "credentials: from the environment".to_owned()
        }
    }
}

impl Authenticate for Memberships {
    type Principal = Caller;

    async fn basic_auth(
        &self,
        credentials: Basic,
        _: &'static [&'static str],
    ) -> Result<Caller, Denied> {
        // The user name of an API token is the agent's address and `/token`.
        let email = credentials.user.strip_suffix("/token");
        let Some((right_email, token)) = &self.accounts.agent else {
            return Err(Denied::Unauthorized);
        };
        // Both are compared in any case: the time it takes does not tell which one was wrong.
        let is_agent = same(email.unwrap_or_default(), right_email)
            & same(credentials.password.expose(), token.expose());
        pass(is_agent, Caller::Agent)
    }

    async fn bearer_auth(
        &self,
        credentials: Bearer,
        _: &'static [&'static str],
    ) -> Result<Caller, Denied> {
        let Some(token) = &self.accounts.access_token else {
            return Err(Denied::Unauthorized);
        };
        pass(
            same(credentials.token.expose(), token.expose()),
            Caller::Application,
        )
    }
}

/// Compares every byte, so that the time it takes does not tell how many were right.
fn same(offered: &str, right: &str) -> Choice {
    offered.as_bytes().ct_eq(right.as_bytes())
}

fn pass(is_right: Choice, caller: Caller) -> Result<Caller, Denied> {
    if bool::from(is_right) {
        Ok(caller)
    } else {
        Err(Denied::Unauthorized)
    }
}

impl Caller {
    /// A word for logs.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Application => "application",
        }
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(name) => write!(f, "{name} is empty: unset it, or set it to a value"),
            Self::Half => write!(
                f,
                "ZENDESK_EMAIL and ZENDESK_API_TOKEN go together: set both or none"
            ),
        }
    }
}

impl std::error::Error for Unusable {}
