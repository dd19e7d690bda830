use openapiv3 as v3;

use super::Export;
use crate::spec::{Contact, Info, License, Server, ServerVariable};

/// The Info Object.
pub(super) fn info(export: &mut Export<'_>, info: &Info) -> v3::Info {
    if info.summary.is_some() {
        export.lose(&info.at, "OpenAPI 3.0 has no `summary` in `info`");
    }
    if info.version.is_none() {
        export.note(
            &info.at,
            "OpenAPI 3.0 demands a `version`, and gets an empty one",
        );
    }
    v3::Info {
        title: info.title.clone(),
        description: info.description.clone(),
        version: info.version.clone().unwrap_or_default(),
        terms_of_service: info.terms_of_service.clone(),
        contact: info.contact.as_ref().map(contact),
        license: info.license.as_ref().map(|one| license(export, one)),
        ..v3::Info::default()
    }
}

fn contact(contact: &Contact) -> v3::Contact {
    v3::Contact {
        name: contact.name.clone(),
        url: contact.url.clone(),
        email: contact.email.clone(),
        ..v3::Contact::default()
    }
}

fn license(export: &mut Export<'_>, license: &License) -> v3::License {
    if license.identifier.is_some() {
        export.lose(&license.at, "OpenAPI 3.0 has no `identifier` of a license");
    }
    if license.name.is_none() {
        let words = "OpenAPI 3.0 demands a `name` of a license, and gets an empty one";
        export.lose(&license.at, words);
    }
    v3::License {
        name: license.name.clone().unwrap_or_default(),
        url: license.url.clone(),
        ..v3::License::default()
    }
}

/// A list of Server Objects.
pub(super) fn servers(export: &mut Export<'_>, servers: &[Server]) -> Vec<v3::Server> {
    servers.iter().map(|server| one(export, server)).collect()
}

fn one(export: &mut Export<'_>, server: &Server) -> v3::Server {
    if server.name.is_some() {
        export.lose(&server.at, "OpenAPI 3.0 has no `name` for a server");
    }
    let variables = server.variables.iter();
    let variables = variables.map(|variable| (variable.name.clone(), self::variable(variable)));
    v3::Server {
        url: server.url.clone(),
        description: server.description.clone(),
        variables: (!server.variables.is_empty()).then(|| variables.collect()),
        ..v3::Server::default()
    }
}

fn variable(variable: &ServerVariable) -> v3::ServerVariable {
    v3::ServerVariable {
        enumeration: variable.values.clone(),
        default: variable.default.clone(),
        description: variable.description.clone(),
        ..v3::ServerVariable::default()
    }
}
