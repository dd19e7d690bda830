//! Files of other machines, from origins that the user names.

use std::time::Duration;

use ureq::http::header::LOCATION;

use crate::document::Limits;
use crate::source::{LoadError, Loaded, Uri};

/// For one file, redirects included.
const TIME: Duration = Duration::from_secs(30);
const REDIRECTS: usize = 5;

/// Reads a URL. A redirect is one more URL, which has to be allowed like the first; no credentials are ever sent.
pub(super) fn fetch(uri: &Uri, allowed: &[String]) -> Result<Loaded, LoadError> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(TIME))
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into();
    let mut at = uri.clone();
    for _ in 0..=REDIRECTS {
        check(&at, allowed)?;
        let unreadable = |error: ureq::Error| LoadError::Unreadable(error.to_string());
        let mut response = agent.get(at.as_str()).call().map_err(unreadable)?;
        let status = response.status();
        if status.is_redirection() {
            let to = response.headers().get(LOCATION);
            let to = to.and_then(|to| to.to_str().ok()).unwrap_or_default();
            let next = at.resolve(to).map(|(next, _)| next);
            at = next.map_err(|error| {
                LoadError::Unreadable(format!("a redirect leads nowhere: {error}"))
            })?;
            continue;
        }
        if !status.is_success() {
            return Err(LoadError::Unreadable(format!("the server says {status}")));
        }
        let limit = u64::try_from(Limits::default().bytes).unwrap_or(u64::MAX);
        let body = response.body_mut().with_config().limit(limit);
        return Ok(Loaded {
            uri: uri.clone(),
            base: at,
            name: uri.to_string(),
            bytes: body.read_to_vec().map_err(unreadable)?,
        });
    }
    Err(LoadError::Unreadable(
        "it redirects again and again".to_owned(),
    ))
}

fn check(uri: &Uri, allowed: &[String]) -> Result<(), LoadError> {
    if uri
        .as_str()
        .split('/')
        .nth(2)
        .is_some_and(|host| host.contains('@'))
    {
        return Err(LoadError::refused("a URL with a user's name in it is not"));
    }
    let origin = uri.origin().unwrap_or_default();
    let is_allowed = |allowed: &String| {
        Uri::parse(allowed).and_then(|uri| uri.origin()).as_ref() == Some(&origin)
    };
    if matches!(uri.scheme(), "http" | "https") && allowed.iter().any(is_allowed) {
        return Ok(());
    }
    Err(LoadError::Refused {
        reason: format!("nobody allowed to ask `{origin}`"),
        help: Some(format!(
            "allow it with `--allow-url {origin}`, or save the file beside the document"
        )),
    })
}
