use super::object::Object;
use super::{Reader, field, media_type, reference, repair};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::Node;
use crate::spec::dialect::Dialect;
use crate::spec::resolve::{Kind, identity};
use crate::spec::{Response, Status};

/// Reads the Responses Object.
pub(super) fn read_all<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    let Some(node) = &reader.references.misplaced(diagnostics, node) else {
        return responses;
    };
    for (key, value) in field::members(diagnostics, node) {
        let Some(status) = status(key) else {
            if !key.starts_with("x-") {
                let words = format!(
                    "`{key}` is no status, and is ignored: a code, a range such as `4XX`, or `default`"
                );
                let at = value.at().clone();
                let finding = Diagnostic::new(Code::WRONG_TYPE, at, words).on_key();
                diagnostics.push(finding.help("write the status itself in quotes: `'200'`"));
            }
            continue;
        };
        if responses.iter().any(|other| other.status == status) {
            let words = format!("`{key}` names status {status} again, and is ignored");
            field::wrong_value(diagnostics, &value, words, "keep one of the two");
            continue;
        }
        responses.push(read(diagnostics, reader, status, &value));
    }
    responses
}

/// `200`, `4XX` in either case, `default`.
fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    let [first @ b'1'..=b'9', rest @ ..] = key.as_bytes() else {
        return None;
    };
    match rest {
        [b'x' | b'X', b'x' | b'X'] if *first <= b'5' => Some(Status::Range(first - b'0')),
        [b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(Status::Code),
        _ => None,
    }
}

/// Reads a Response Object or a reference to one; where that leads nowhere, the status stays.
pub(super) fn read<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    status: Status,
    node: &Node<'d>,
) -> Response {
    let Ok(end) = reader.references.follow(diagnostics, node, Kind::Response) else {
        return empty(status, node);
    };
    let id = identity(&end.node);
    let mut response = if let Some(known) = reader.responses.get(&id) {
        known.clone()
    } else {
        let response = response(diagnostics, reader, &end.node);
        if id != identity(node) {
            reader.responses.insert(id, response.clone());
        }
        response
    };
    response.status = status;
    response.description = end.description.or(response.description);
    response
}

fn empty(status: Status, node: &Node<'_>) -> Response {
    Response {
        at: node.at().clone(),
        component: None,
        status,
        summary: None,
        description: None,
        headers: Vec::new(),
        content: Vec::new(),
    }
}

fn response<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Response {
    let mut response = empty(Status::Default, node);
    response.component = reference::component(reader, node);
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "description" => response.description = field::text(diagnostics, &value),
            "summary" => {
                reader.dialect.since(diagnostics, Dialect::V32, key, &value);
                response.summary = field::text(diagnostics, &value);
            }
            "headers" => response.headers = media_type::read_headers(diagnostics, reader, &value),
            "content" => response.content = media_type::read_content(diagnostics, reader, &value),
            "links" => field::ignored(diagnostics, key, &value),
            _ => field::unknown(diagnostics, Object::Response, key, &value),
        }
    }
    if node.is_object() && response.description.is_none() {
        repair::undescribed(diagnostics, reader.dialect, node);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::{Status, status};

    #[test]
    fn statuses() {
        for (key, expected) in [
            ("200", Some(Status::Code(200))),
            ("4xx", Some(Status::Range(4))),
            ("default", Some(Status::Default)),
            ("20", None),
            ("2000", None),
            ("6XX", None),
            ("4Xé", None),
        ] {
            assert_eq!(status(key), expected, "{key}");
        }
    }
}
