//! Who calls. The runtime has found the credentials and asks here whether they are right; where no hook says so, nobody passes.

use generated::runtime::secret::Secret;
use generated::runtime::server::{Basic, Bearer, Denied};
use generated::zendesk_organization_memberships::server::Authenticate;

use super::handlers::Memberships;

const DEMO_EMAIL: &str = "agent@example.com";
const DEMO_API_TOKEN: &str = "demo-api-token";
const DEMO_ACCESS_TOKEN: &str = "demo-access-token";

/// Somebody whose credentials were right.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Caller {
    /// With an API token (basic).
    Agent,
    /// With an OAuth access token (bearer).
    Application,
}

/// The credentials that open the door.
pub(crate) struct Accounts {
    email: String,
    api_token: Secret,
    access_token: Secret,
    are_demo: bool,
}

impl Accounts {
    /// From the environment; what is not set there is for trying it out.
    pub(crate) fn from_env() -> Self {
        let set = |name| std::env::var(name).ok();
        let (email, api_token, access_token) = (
            set("ZENDESK_EMAIL"),
            set("ZENDESK_API_TOKEN"),
            set("ZENDESK_ACCESS_TOKEN"),
        );
        Self {
            are_demo: email.is_none() && api_token.is_none() && access_token.is_none(),
            email: email.unwrap_or_else(|| DEMO_EMAIL.to_owned()),
            api_token: Secret::new(api_token.unwrap_or_else(|| DEMO_API_TOKEN.to_owned())),
            access_token: Secret::new(access_token.unwrap_or_else(|| DEMO_ACCESS_TOKEN.to_owned())),
        }
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
        if email == Some(&self.accounts.email)
            && same(&credentials.password, &self.accounts.api_token)
        {
            Ok(Caller::Agent)
        } else {
            Err(Denied::Unauthorized)
        }
    }

    async fn bearer_auth(
        &self,
        credentials: Bearer,
        _: &'static [&'static str],
    ) -> Result<Caller, Denied> {
        if same(&credentials.token, &self.accounts.access_token) {
            Ok(Caller::Application)
        } else {
            Err(Denied::Unauthorized)
        }
    }
}

/// Compares every byte, so that the time it takes does not tell how many were right.
fn same(offered: &Secret, right: &Secret) -> bool {
    let (offered, right) = (offered.expose().as_bytes(), right.expose().as_bytes());
    let differences = offered
        .iter()
        .zip(right)
        .fold(0, |all, (a, b)| all | (a ^ b));
    offered.len() == right.len() && differences == 0
}
