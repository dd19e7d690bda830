//! Collects the parts of a request.

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Uri};
use serde::Serialize;

use super::super::http::{Body, Facts};
use super::super::wire::{EncodeError, Field, Parameter, encode_form};
use super::base::is_dots;
use super::credentials::{Carriers, Credentials, put_cookies};
use super::{BaseUrl, Error};

/// Takes the parameters and the body of one request, each in its wire form.
#[derive(Debug)]
pub struct RequestWriter {
    facts: &'static Facts,
    path: Vec<(&'static str, String)>,
    query: String,
    headers: HeaderMap,
    cookies: String,
    body: Body,
    /// What could not be written, where the wire layer had no say.
    fault: Option<String>,
}

impl RequestWriter {
    pub(super) fn new(facts: &'static Facts, headers: HeaderMap) -> Self {
        let (path, query, cookies) = (Vec::new(), String::new(), String::new());
        Self {
            facts,
            path,
            query,
            headers,
            cookies,
            body: Body::empty(),
            fault: None,
        }
    }

    /// Writes a parameter into the path.
    pub fn path<T: Serialize + ?Sized>(
        &mut self,
        parameter: &Parameter,
        value: &T,
    ) -> Result<(), EncodeError> {
        self.path
            .push((parameter.name, parameter.encode_path(value)?));
        Ok(())
    }

    /// Writes a parameter into the query.
    pub fn query<T: Serialize + ?Sized>(
        &mut self,
        parameter: &Parameter,
        value: &T,
    ) -> Result<(), EncodeError> {
        parameter.encode_query(value, &mut self.query)
    }

    /// Writes a parameter into a header.
    pub fn header<T: Serialize + ?Sized>(
        &mut self,
        parameter: &Parameter,
        value: &T,
    ) -> Result<(), EncodeError> {
        if let Some(text) = parameter.encode_header(value)? {
            self.set_header(parameter.name, &text);
        }
        Ok(())
    }

    /// Writes a parameter into the cookies.
    pub fn cookie<T: Serialize + ?Sized>(
        &mut self,
        parameter: &Parameter,
        value: &T,
    ) -> Result<(), EncodeError> {
        parameter.encode_cookie(value, &mut self.cookies)
    }

    /// Writes the body as JSON of the given media type.
    pub fn json<T: Serialize + ?Sized>(&mut self, media_type: &'static str, value: &T) {
        match serde_json::to_vec(value) {
            Ok(bytes) => self.body(media_type, Body::from(bytes)),
            Err(error) => self.refuse(format!("the body has no JSON form: {error}")),
        }
    }

    /// Writes the body as a form (`application/x-www-form-urlencoded`).
    pub fn form<T: Serialize + ?Sized>(
        &mut self,
        media_type: &'static str,
        fields: &[Field],
        value: &T,
    ) {
        match encode_form(value, fields) {
            Ok(text) => self.body(media_type, Body::from(text)),
            Err(error) => self.refuse(format!("the body cannot be written as a form: {error}")),
        }
    }

    /// Has the request not be sent, for a reason that is told.
    pub fn refuse(&mut self, fault: String) {
        self.fault = Some(fault);
    }

    /// Takes the body as it is.
    pub fn body(&mut self, media_type: &'static str, body: Body) {
        self.set_header(CONTENT_TYPE.as_str(), media_type);
        self.body = body;
    }

    fn set_header(&mut self, name: &str, text: &str) {
        match (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(text),
        ) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => {
                self.fault = Some(format!(
                    "header `{name}` holds a character that no header may hold"
                ));
            }
        }
    }

    /// The request as it goes out.
    pub(super) fn finish(
        mut self,
        base: &BaseUrl,
        credentials: &Credentials,
    ) -> Result<Request<Body>, Error> {
        if let Some(fault) = self.fault.take() {
            return Err(Error::Encode(fault));
        }
        let (template, fixed) = self
            .facts
            .template
            .split_once('?')
            .unwrap_or((self.facts.template, ""));
        let path = expand(template, &self.path).map_err(Error::Encode)?;
        let joint = if fixed.is_empty() || self.query.is_empty() {
            ""
        } else {
            "&"
        };
        let mut query = format!("{fixed}{joint}{}", self.query);
        let mut carriers = Carriers {
            headers: &mut self.headers,
            query: &mut query,
            cookies: &mut self.cookies,
        };
        credentials
            .apply(self.facts, &mut carriers)
            .map_err(|scheme| {
                Error::Encode(format!(
                    "the credential for `{scheme}` holds a character that no header may hold"
                ))
            })?;
        let mark = if query.is_empty() { "" } else { "?" };
        self.into_request(&format!("{}{path}{mark}{query}", base.as_str()))
            .map_err(|fault| Error::Encode(fault.to_owned()))
    }

    /// No message repeats the URL or a cookie: either may hold a key.
    fn into_request(mut self, url: &str) -> Result<Request<Body>, &'static str> {
        put_cookies(&mut self.headers, &self.cookies)
            .map_err(|_| "a cookie holds a character that no header may hold")?;
        if let Ok(accept) = HeaderValue::from_str(&accept(self.facts.response)) {
            self.headers.entry(ACCEPT).or_insert(accept);
        }
        let mut request = Request::new(self.body);
        *request.uri_mut() = url
            .parse::<Uri>()
            .map_err(|_| "the URL is longer or stranger than HTTP allows")?;
        *request.method_mut() = Method::from_bytes(self.facts.method.as_bytes())
            .map_err(|_| "the method is not one of HTTP")?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// The path with its values in it.
fn expand(template: &str, values: &[(&'static str, String)]) -> Result<String, String> {
    let mut path = String::new();
    let mut rest = template;
    while let Some((literal, name, after)) = next_expression(rest) {
        let value = values.iter().find(|(known, _)| *known == name);
        let (_, value) = value.ok_or_else(|| format!("path parameter `{name}` has no value"))?;
        path.push_str(literal);
        path.push_str(value);
        rest = after;
    }
    path.push_str(rest);
    // Each value is checked alone already; this holds for what values and literals make together.
    if path.split('/').any(is_dots) {
        return Err(
            "a path segment is `.` or `..`, which would address another resource".to_owned(),
        );
    }
    Ok(path)
}

/// The text before the next `{name}`, the name, and the text behind it.
fn next_expression(template: &str) -> Option<(&str, &str, &str)> {
    let (literal, inner) = template.split_once('{')?;
    let (name, after) = inner.split_once('}')?;
    Some((literal, name, after))
}

fn accept(media_types: &[&str]) -> String {
    if media_types.is_empty() {
        "*/*".to_owned()
    } else {
        media_types.join(", ")
    }
}
