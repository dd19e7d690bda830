//! The client, from the environment.

use std::time::Duration;

use generated::runtime::client::{BuildError, ReqwestTransport};
use generated::zendesk_organization_memberships::client::{Client, Server};

use super::arguments::Service;
use super::failure::Failure;
use super::patience::Patient;
use super::progress::Progress;

/// Makes the client; whatever is missing for it is wrong usage.
pub(crate) fn client(service: &Service, progress: &Progress) -> Result<Client, Failure> {
    let transport = ReqwestTransport::new().map_err(refused)?;
    let builder = Client::builder()
        .transport(Patient::new(
            transport,
            service.call_limit(),
            progress.clone(),
        ))
        // The transport bounds each attempt; this would count the time in between as well.
        .timeout(Duration::MAX);
    let builder = match address(service)? {
        Address::Url(url) => builder.base_url(&url),
        Address::Subdomain(subdomain) => builder.server(Server { subdomain }),
    };
    let builder = match credentials()? {
        Credentials::AccessToken(token) => builder.bearer_auth(token),
        Credentials::ApiToken { email, token } => {
            builder.basic_auth(format!("{email}/token"), token)
        }
    };
    builder.build().map_err(refused)
}

enum Address {
    Url(String),
    Subdomain(String),
}

/// What the arguments say goes before what the environment says.
fn address(service: &Service) -> Result<Address, Failure> {
    let url = service.url.clone().map(Address::Url);
    let subdomain = service.subdomain.clone().map(Address::Subdomain);
    url.or(subdomain)
        .or_else(|| variable("ZENDESK_URL").map(Address::Url))
        .or_else(|| variable("ZENDESK_SUBDOMAIN").map(Address::Subdomain))
        .ok_or_else(|| {
            Failure::Usage(
                "which account? Set ZENDESK_SUBDOMAIN (or `--subdomain`), or ZENDESK_URL (or `--url`) for another address"
                    .to_owned(),
            )
        })
}

enum Credentials {
    AccessToken(String),
    ApiToken { email: String, token: String },
}

fn credentials() -> Result<Credentials, Failure> {
    if let Some(token) = variable("ZENDESK_ACCESS_TOKEN") {
        return Ok(Credentials::AccessToken(token));
    }
    let lacking = |message: &str| Err(Failure::Usage(message.to_owned()));
    match (variable("ZENDESK_EMAIL"), variable("ZENDESK_API_TOKEN")) {
        (Some(email), Some(token)) => Ok(Credentials::ApiToken { email, token }),
        (Some(_), None) => lacking("ZENDESK_EMAIL is set, but not ZENDESK_API_TOKEN"),
        (None, Some(_)) => lacking("ZENDESK_API_TOKEN is set, but not ZENDESK_EMAIL"),
        (None, None) => lacking(
            "no credentials: set ZENDESK_EMAIL and ZENDESK_API_TOKEN, or ZENDESK_ACCESS_TOKEN",
        ),
    }
}

/// A variable that is empty counts as not set.
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[expect(clippy::needless_pass_by_value, reason = "stands in `map_err`")]
fn refused(error: BuildError) -> Failure {
    Failure::Usage(error.to_string())
}
