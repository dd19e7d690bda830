use super::{Reader, field};
use crate::diagnostics::Diagnostics;
use crate::document::Node;
use crate::spec::resolve::{Kind, identity};
use crate::spec::{Example, MediaType, RequestBody};

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
        description: None,
        required: false,
        content: Vec::new(),
    };
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "description" => body.description = field::text(diagnostics, &value),
            "required" => body.required = field::flag(diagnostics, &value),
            "content" => body.content = read_content(diagnostics, reader, &value),
            _ => field::unknown(diagnostics, key, &value),
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
    let node = &reader.references.misplaced(diagnostics, node);
    field::members(diagnostics, node)
        .filter_map(|(name, value)| read(diagnostics, reader, name, &value))
        .collect()
}

fn read<'d>(
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
        examples: Vec::new(),
    };
    for (key, value) in field::members(diagnostics, &end.node) {
        match key {
            "schema" => media.schema = Some(reader.claimed.claim(&value)),
            "example" => media.examples.push(example(&value)),
            "examples" => media
                .examples
                .extend(read_examples(diagnostics, reader, &value)),
            "encoding" | "itemSchema" | "prefixEncoding" | "itemEncoding" => {
                field::ignored(diagnostics, key, &value);
            }
            _ => field::unknown(diagnostics, key, &value),
        }
    }
    Some(media)
}

/// A lone `example`.
pub(super) fn example(node: &Node<'_>) -> Example {
    Example {
        at: node.at().clone(),
        name: None,
        value: node.to_json(),
    }
}

/// Reads a map of Example Objects; those without a value of their own are left out.
pub(super) fn read_examples<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Vec<Example> {
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
                field::note(diagnostics, member.at(), words);
            }
            _ => field::unknown(diagnostics, key, &member),
        }
    }
    let value = value?;
    Some(Example {
        at: value.at().clone(),
        name: Some(name.to_owned()),
        value: value.to_json(),
    })
}
