use super::{Reader, field, media_type, parameter};
use crate::diagnostics::Diagnostics;
use crate::document::Node;
use crate::spec::resolve::{Kind, identity};
use crate::spec::{Header, Response, Status};

/// Reads the Responses Object.
pub(super) fn read_all<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    let node = &reader.references.misplaced(diagnostics, node);
    for (key, value) in field::members(diagnostics, node) {
        let Some(status) = status(key) else {
            if !key.starts_with("x-") {
                let words =
                    format!("`{key}` is no status: a code, a range such as `4XX`, or `default`");
                field::wrong_value(diagnostics, &value, words);
            }
            continue;
        };
        if responses.iter().any(|other| other.status == status) {
            let words = format!("`{key}` names status {status} again, and is ignored");
            field::wrong_value(diagnostics, &value, words);
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
        status,
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
    let mut summary = None;
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "description" => response.description = field::text(diagnostics, &value),
            "summary" => summary = field::text(diagnostics, &value),
            "headers" => response.headers = headers(diagnostics, reader, &value),
            "content" => response.content = media_type::read_content(diagnostics, reader, &value),
            "links" => field::ignored(diagnostics, key, &value),
            _ => field::unknown(diagnostics, key, &value),
        }
    }
    response.description = response.description.or(summary);
    response
}

fn headers<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    let node = &reader.references.misplaced(diagnostics, node);
    for (name, value) in field::members(diagnostics, node) {
        if name.eq_ignore_ascii_case("content-type") {
            let words = "a header `Content-Type` is ignored: the media type says it";
            field::note(diagnostics, value.at(), words);
        } else if !parameter::is_token(name) {
            let words = format!("`{name}` cannot be a header's name (RFC 9110 section 5.1)");
            field::wrong_value(diagnostics, &value, words);
        } else if headers
            .iter()
            .any(|other| other.name.eq_ignore_ascii_case(name))
        {
            let words = format!("header `{name}` is there already: case does not count");
            field::wrong_value(diagnostics, &value, words);
        } else {
            headers.extend(read_header(diagnostics, reader, name, &value));
        }
    }
    headers
}

/// Reads a Header Object or a reference to one; none where it leads nowhere.
pub(super) fn read_header<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    name: &str,
    node: &Node<'d>,
) -> Option<Header> {
    let kind = Kind::Header;
    let end = reader.references.follow(diagnostics, node, kind).ok()?;
    let id = identity(&end.node);
    let mut header = if let Some(known) = reader.headers.get(&id) {
        known.clone()
    } else {
        let header = header(diagnostics, reader, &end.node);
        if id != identity(node) {
            reader.headers.insert(id, header.clone());
        }
        header
    }?;
    name.clone_into(&mut header.name);
    header.description = end.description.or(header.description);
    Some(header)
}

fn header<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Option<Header> {
    let mut header = Header {
        at: node.at().clone(),
        name: String::new(),
        description: None,
        required: false,
        deprecated: false,
        explode: false,
        schema: None,
        content: None,
        examples: Vec::new(),
    };
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "description" => header.description = field::text(diagnostics, &value),
            "required" => header.required = field::flag(diagnostics, &value),
            "deprecated" => header.deprecated = field::flag(diagnostics, &value),
            "explode" => header.explode = field::flag(diagnostics, &value),
            "style" if value.as_str() == Some("simple") => {}
            "style" => field::wrong_type(diagnostics, &value, "`simple` for a header"),
            "schema" => header.schema = Some(reader.claimed.claim(&value)),
            "content" => header.content = parameter::read_content(diagnostics, reader, &value),
            "example" => header.examples.push(media_type::example(&value)),
            "examples" => {
                let examples = media_type::read_examples(diagnostics, reader, &value);
                header.examples.extend(examples);
            }
            _ => field::unknown(diagnostics, key, &value),
        }
    }
    node.is_object().then_some(header)
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
