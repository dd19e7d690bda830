use super::object::Object;
use super::{Reader, field, reference, repair};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::Node;
use crate::spec::dialect::Dialect;
use crate::spec::resolve::{Kind, identity};
use crate::spec::{Encoding, Encodings, Example, Header, MediaType, RequestBody};

/// Reads a Request Body Object or a reference to one; none where it leads nowhere.
pub(super) fn read_body<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Option<RequestBody> {
    let kind = Kind::RequestBody;
    let end = reader.references.follow(diagnostics, node, kind).ok()?;
    let id = identity(&end.node);
    let mut body = if let Some(known) = reader.bodies.get(&id) {
        known.clone()
    } else {
        let body = body(diagnostics, reader, &end.node);
        if id != identity(node) {
            reader.bodies.insert(id, body.clone());
        }
        body
    }?;
    body.description = end.description.or(body.description);
    Some(body)
}

fn body<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Option<RequestBody> {
    let mut body = RequestBody {
        at: node.at().clone(),
        component: reference::component(reader, node),
        description: None,
        required: false,
        content: Vec::new(),
    };
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "description" => body.description = field::text(diagnostics, &value),
            "required" => body.required = field::flag(diagnostics, &value),
            "content" => body.content = read_content(diagnostics, reader, &value),
            _ => field::unknown(diagnostics, Object::RequestBody, key, &value),
        }
    }
    if node.is_object() && node.get("content").is_none() {
        let help = "say what the body holds: `content: {application/json: {schema: …}}`";
        field::missing(diagnostics, node, "content", help);
    }
    node.is_object().then_some(body)
}

/// Reads a map of media types.
pub(super) fn read_content<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Vec<MediaType> {
    let Some(node) = &reader.references.misplaced(diagnostics, node) else {
        return Vec::new();
    };
    let mut content = Vec::with_capacity(node.len());
    for (name, value) in field::members(diagnostics, node) {
        if field::is_media_range(name) {
            content.extend(read(diagnostics, reader, name, &value));
        } else {
            let shown = name.escape_debug();
            let words =
                format!("`{shown}` is no media type (RFC 9110 section 8.3.1), and is ignored");
            let at = value.at().clone();
            let found = Diagnostic::new(Code::WRONG_TYPE, at, words).on_key();
            diagnostics.push(found.help("write a type and a subtype: `application/json`"));
        }
    }
    content
}

/// Reads a Media Type Object or a reference to one.
pub(super) fn read<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    name: &str,
    node: &Node<'d>,
) -> Option<MediaType> {
    let kind = Kind::MediaType;
    let end = reader.references.follow(diagnostics, node, kind).ok()?;
    let mut media = MediaType {
        at: end.node.at().clone(),
        name: name.to_owned(),
        schema: None,
        item_schema: None,
        encodings: Encodings::default(),
        examples: Vec::new(),
    };
    for (key, value) in field::members(diagnostics, &end.node) {
        match key {
            "schema" => media.schema = Some(reader.claimed.claim(&value)),
            "example" => {
                media.examples.reserve_exact(1);
                media.examples.push(example(&value));
            }
            "examples" => media
                .examples
                .extend(read_examples(diagnostics, reader, &value)),
            "itemSchema" => {
                reader.dialect.since(diagnostics, Dialect::V32, key, &value);
                media.item_schema = Some(reader.claimed.claim(&value));
            }
            _ if encodings(diagnostics, reader, &mut media.encodings, key, &value) => {}
            _ => field::unknown(diagnostics, Object::MediaType, key, &value),
        }
    }
    Some(media)
}

/// `encoding`, `prefixEncoding` or `itemEncoding`; false where the key is none of them.
fn encodings<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    encodings: &mut Encodings,
    key: &str,
    node: &Node<'d>,
) -> bool {
    match key {
        "encoding" => {
            for (name, value) in field::members(diagnostics, node) {
                let encoding = encoding(diagnostics, reader, &value);
                encodings.named.insert(name.to_owned(), encoding);
            }
        }
        "prefixEncoding" => {
            reader.dialect.since(diagnostics, Dialect::V32, key, node);
            let items = field::items(diagnostics, node);
            let all = items.map(|item| encoding(diagnostics, reader, &item));
            encodings.prefix = all.collect();
        }
        "itemEncoding" => {
            reader.dialect.since(diagnostics, Dialect::V32, key, node);
            encodings.item = Some(Box::new(encoding(diagnostics, reader, node)));
        }
        _ => return false,
    }
    true
}

/// Reads the Encoding Object.
fn encoding<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Encoding {
    let mut encoding = Encoding {
        at: node.at().clone(),
        content_type: None,
        headers: Vec::new(),
        style: None,
        explode: None,
        allow_reserved: false,
        nested: Encodings::default(),
    };
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "contentType" => encoding.content_type = field::text(diagnostics, &value),
            "headers" => encoding.headers = read_headers(diagnostics, reader, &value),
            "style" => {
                encoding.style = field::style(&value).filter(|style| style.is_of_forms());
                if encoding.style.is_none() {
                    let styles = "`form`, `spaceDelimited`, `pipeDelimited` or `deepObject`";
                    field::wrong_type(diagnostics, &value, styles);
                }
            }
            "explode" => encoding.explode = Some(field::flag(diagnostics, &value)),
            "allowReserved" => encoding.allow_reserved = field::flag(diagnostics, &value),
            _ if encodings(diagnostics, reader, &mut encoding.nested, key, &value) => {}
            _ => field::unknown(diagnostics, Object::Encoding, key, &value),
        }
    }
    encoding
}

/// A lone `example`.
pub(super) fn example(node: &Node<'_>) -> Example {
    field::example(node)
}

/// Reads a map of Example Objects; those without a value of their own are left out.
pub(super) fn read_examples<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Vec<Example> {
    if node.is_array() {
        return repair::listed_examples(diagnostics, node);
    }
    field::members(diagnostics, node)
        .filter_map(|(name, value)| named_example(diagnostics, reader, name, &value))
        .collect()
}

/// Reads an Example Object or a reference to one.
pub(super) fn named_example<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    name: &str,
    node: &Node<'d>,
) -> Option<Example> {
    let kind = Kind::Example;
    let end = reader.references.follow(diagnostics, node, kind).ok()?;
    let first = reader.examples.insert(identity(&end.node));
    let mut scratch = Diagnostics::default();
    let diagnostics = if first { diagnostics } else { &mut scratch };
    let mut value = None;
    for (key, member) in field::members(diagnostics, &end.node) {
        match key {
            "value" | "dataValue" => value = Some(member),
            "summary" | "description" => {}
            "externalValue" if let Some(tree) = reader.references.example(&member) => {
                value = Some(tree);
            }
            "externalValue" | "serializedValue" => {
                let words = format!("an example's `{key}` is not read");
                let help = "write the example itself under `value`";
                field::note(diagnostics, member.at(), words, help);
            }
            _ => field::unknown(diagnostics, Object::Example, key, &member),
        }
    }
    let value = value?;
    Some(Example {
        at: value.at().clone(),
        name: Some(name.to_owned()),
        value: value.to_json(),
    })
}

/// The `content` of a parameter or header: exactly one media type.
pub(super) fn read_single<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Option<MediaType> {
    let mut content = read_content(diagnostics, reader, node).into_iter();
    let first = content.next();
    if first.is_none() && node.is_object() {
        field::wrong_value(
            diagnostics,
            node,
            "`content` must hold one media type, found none",
            "name it: `content: {application/json: {schema: …}}`",
        );
    }
    for other in content {
        let words = format!(
            "`content` holds one media type here: `{}` is ignored",
            other.name
        );
        let found = Diagnostic::new(Code::IGNORED_KEYWORD, other.at, words).on_key();
        diagnostics.push(found.help("keep one of them"));
    }
    first
}

/// Reads a map of headers.
pub(super) fn read_headers<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Vec<Header> {
    let mut headers: Vec<Header> = Vec::new();
    let Some(node) = &reader.references.misplaced(diagnostics, node) else {
        return headers;
    };
    for (name, value) in field::members(diagnostics, node) {
        if name.eq_ignore_ascii_case("content-type") {
            let words = "a header `Content-Type` is ignored: the media type says it";
            let help = "take it out: it is the key under `content`";
            field::note(diagnostics, value.at(), words, help);
        } else if !field::is_token(name) {
            let words = format!("`{name}` cannot be a header's name (RFC 9110 section 5.1)");
            field::wrong_value(diagnostics, &value, words, field::HEADER_NAME);
        } else if headers
            .iter()
            .any(|other| other.name.eq_ignore_ascii_case(name))
        {
            let words = format!("header `{name}` is there already: case does not count");
            let help = "keep one of the two";
            field::wrong_value(diagnostics, &value, words, help);
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
        component: reference::component(reader, node),
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
            "content" => header.content = read_single(diagnostics, reader, &value),
            "example" => header.examples.push(example(&value)),
            "examples" => {
                let examples = read_examples(diagnostics, reader, &value);
                header.examples.extend(examples);
            }
            _ => field::unknown(diagnostics, Object::Header, key, &value),
        }
    }
    node.is_object().then_some(header)
}
