use indexmap::IndexMap;
use openapiv3 as v3;
use openapiv3::ReferenceOr;

use super::{Export, below, parameter, response, security, server};
use crate::source::{Key, Pointer};
use crate::spec::{Operation, Parameter, Place};

/// The Paths Object.
pub(super) fn paths(export: &mut Export<'_>) -> v3::Paths {
    let mut grouped: IndexMap<&str, Vec<&Operation>> = IndexMap::new();
    for operation in &export.spec.operations {
        let group = grouped.entry(&operation.path.text).or_default();
        group.push(operation);
    }
    let root = below(&Pointer::root(), "paths");
    let mut paths = v3::Paths::default();
    for (path, operations) in grouped {
        let item = path_item(export, &operations, &below(&root, path));
        paths.paths.insert(path.to_owned(), ReferenceOr::Item(item));
    }
    paths
}

fn path_item(export: &mut Export<'_>, operations: &[&Operation], at: &Pointer) -> v3::PathItem {
    let shared = shared(operations);
    let list = below(at, "parameters");
    let mut item = v3::PathItem {
        parameters: parameters(export, &shared, &list),
        ..v3::PathItem::default()
    };
    for operation in operations {
        let name = operation.method.as_str().to_ascii_lowercase();
        let slot = match operation.method.as_str() {
            "GET" => &mut item.get,
            "PUT" => &mut item.put,
            "POST" => &mut item.post,
            "DELETE" => &mut item.delete,
            "OPTIONS" => &mut item.options,
            "HEAD" => &mut item.head,
            "PATCH" => &mut item.patch,
            "TRACE" => &mut item.trace,
            other => {
                let words = format!("OpenAPI 3.0 has no operation for the method `{other}`");
                export.lose(&operation.at, words);
                continue;
            }
        };
        *slot = Some(one(export, operation, &shared, &below(at, &name)));
    }
    item
}

/// Parameters that a path item declares for all its operations; each operation carries those that it does not override.
fn shared<'s>(operations: &[&'s Operation]) -> Vec<&'s Parameter> {
    let mut shared: Vec<&Parameter> = Vec::new();
    for operation in operations {
        let item = operation.at.split_last().map(|(item, _)| item);
        for parameter in &operation.parameters {
            let list = parameter.at.split_last().map(|(list, _)| list);
            let owner = list
                .and_then(|list| list.split_last())
                .map(|(owner, _)| owner);
            let inherited = owner.is_some() && owner == item && !parameter.inferred;
            if inherited && shared.iter().all(|known| known.at != parameter.at) {
                shared.push(parameter);
            }
        }
    }
    shared.sort_by_key(|parameter| match parameter.at.split_last() {
        Some((_, Key::Index(index))) => *index,
        Some((_, Key::Name(_))) | None => usize::MAX,
    });
    shared
}

fn parameters(
    export: &mut Export<'_>,
    parameters: &[&Parameter],
    at: &Pointer,
) -> Vec<ReferenceOr<v3::Parameter>> {
    let (known, whole): (Vec<&Parameter>, Vec<&Parameter>) = parameters
        .iter()
        .partition(|parameter| parameter.place != Place::QueryString);
    for parameter in whole {
        export.lose(&parameter.at, "OpenAPI 3.0 has no `in: querystring`");
    }
    let numbered = known.into_iter().enumerate();
    numbered
        .map(|(index, one)| parameter::parameter(export, one, &at.step(Key::Index(index))))
        .collect()
}

fn one(
    export: &mut Export<'_>,
    operation: &Operation,
    shared: &[&Parameter],
    at: &Pointer,
) -> v3::Operation {
    // What nobody declares is inferred by the next reader too.
    let own: Vec<&Parameter> = operation
        .parameters
        .iter()
        .filter(|own| !own.inferred && shared.iter().all(|known| known.at != own.at))
        .collect();
    let body = operation.request_body.as_ref();
    let servers = operation.servers.as_deref().unwrap_or_default();
    if operation.servers.is_some() && servers.is_empty() && !export.spec.servers.is_empty() {
        let words = "`openapiv3` cannot say that an operation has none of the document's servers";
        export.lose(&operation.at, words);
    }
    v3::Operation {
        tags: operation.tags.clone(),
        summary: operation.summary.clone(),
        description: operation.description.clone(),
        operation_id: operation.id.clone(),
        parameters: parameters(export, &own, &below(at, "parameters")),
        request_body: body.map(|body| response::body(export, body, &below(at, "requestBody"))),
        responses: response::responses(export, &operation.responses, &below(at, "responses")),
        deprecated: operation.deprecated,
        security: (!operation.security.is_empty())
            .then(|| security::requirements(&operation.security)),
        servers: server::servers(export, servers),
        extensions: super::extensions(&operation.extensions),
        ..v3::Operation::default()
    }
}
