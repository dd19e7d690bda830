use indexmap::IndexMap;

use super::object::Object;
use super::{Reader, field, media_type, reference};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::document::Node;
use crate::spec::dialect::Dialect;
use crate::spec::resolve::{Kind, Lost, identity};
use crate::spec::{Extensions, Parameter, Place, Style};

/// The parameters that one list declares, by what tells them apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Declared {
    pub(super) parameters: IndexMap<(Place, String), Parameter, foldhash::fast::RandomState>,
    /// References that lead nowhere: a parameter that the path names may be among them.
    pub(super) lost: Vec<Lost>,
}

/// What tells parameters apart. The case of a header's name does not count (RFC 9110 section 5.1).
pub(super) fn key(parameter: &Parameter) -> (Place, String) {
    let name = match parameter.place {
        Place::Header => parameter.name.to_ascii_lowercase(),
        Place::Path | Place::Query | Place::QueryString | Place::Cookie => parameter.name.clone(),
    };
    (parameter.place, name)
}

/// Reads a list of Parameter Objects and references to them.
pub(super) fn read_all<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Declared {
    let mut declared = Declared::default();
    declared.parameters.reserve_exact(node.len());
    for item in field::items(diagnostics, node) {
        let parameter = match read(diagnostics, reader, &item) {
            Ok(Some(parameter)) => parameter,
            Ok(None) => continue,
            Err(lost) => {
                declared.lost.push(lost);
                continue;
            }
        };
        let key = key(&parameter);
        if let Some(first) = declared.parameters.get(&key) {
            let (name, place) = (&parameter.name, parameter.place.as_str());
            let words =
                format!("{place} parameter `{name}` is declared twice, and the second is ignored");
            diagnostics.push(
                Diagnostic::new(Code::DUPLICATE_PARAMETER, item.at().clone(), words)
                    .label(first.at.clone(), "declared here first"),
            );
        } else {
            declared.parameters.insert(key, parameter);
        }
    }
    declared
}

/// Reads a Parameter Object or a reference to one; `Ok(None)` where it is none, with the reason told.
pub(super) fn read<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Result<Option<Parameter>, Lost> {
    let kind = Kind::Parameter;
    let end = reader.references.follow(diagnostics, node, kind)?;
    let id = identity(&end.node);
    let parameter = if let Some(known) = reader.parameters.get(&id) {
        known.clone()
    } else {
        let parameter = parameter(diagnostics, reader, &end.node);
        if id != identity(node) {
            reader.parameters.insert(id, parameter.clone());
        }
        parameter
    };
    Ok(parameter.map(|mut parameter| {
        parameter.description = end.description.or(parameter.description);
        parameter
    }))
}

/// Fields whose meaning hangs on `in`, which may stand behind them.
#[derive(Default)]
struct Fields<'d> {
    name: Option<Node<'d>>,
    place: Option<Node<'d>>,
    required: Option<Node<'d>>,
    style: Option<Node<'d>>,
    explode: Option<bool>,
}

fn parameter<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    node: &Node<'d>,
) -> Option<Parameter> {
    let mut fields = Fields::default();
    let mut parameter = Parameter {
        at: node.at().clone(),
        component: reference::component(reader, node),
        name: String::new(),
        place: Place::Query,
        required: false,
        description: None,
        deprecated: false,
        style: Style::Form,
        explode: true,
        allow_reserved: false,
        allow_empty_value: false,
        schema: None,
        content: None,
        examples: Vec::new(),
        extensions: Extensions::default(),
        inferred: false,
    };
    for (key, value) in field::members(diagnostics, node) {
        match key {
            "name" => fields.name = Some(value),
            "in" => fields.place = Some(value),
            "required" => fields.required = Some(value),
            "style" => fields.style = Some(value),
            "explode" => fields.explode = Some(field::flag(diagnostics, &value)),
            _ => member(diagnostics, reader, &mut parameter, key, &value),
        }
    }
    settle(diagnostics, reader.dialect, node, &mut parameter, fields)?;
    holds(diagnostics, node, &mut parameter);
    Some(parameter)
}

fn member<'d>(
    diagnostics: &mut Diagnostics,
    reader: &mut Reader<'d>,
    parameter: &mut Parameter,
    key: &str,
    value: &Node<'d>,
) {
    match key {
        "description" => parameter.description = field::text(diagnostics, value),
        "deprecated" => parameter.deprecated = field::flag(diagnostics, value),
        "allowReserved" => parameter.allow_reserved = field::flag(diagnostics, value),
        "allowEmptyValue" => parameter.allow_empty_value = field::flag(diagnostics, value),
        "schema" => parameter.schema = Some(reader.claimed.claim(value)),
        "content" => parameter.content = media_type::read_single(diagnostics, reader, value),
        "example" => {
            parameter.examples.reserve_exact(1);
            parameter.examples.push(media_type::example(value));
        }
        "examples" => {
            let examples = media_type::read_examples(diagnostics, reader, value);
            parameter.examples.extend(examples);
        }
        _ if key.starts_with("x-") => {
            parameter.extensions.insert(key.to_owned(), value.to_json());
        }
        _ => field::unknown(diagnostics, Object::Parameter, key, value),
    }
}

/// Settles name and place, and what follows from them; none where there is no such parameter.
fn settle(
    diagnostics: &mut Diagnostics,
    dialect: Dialect,
    node: &Node<'_>,
    parameter: &mut Parameter,
    fields: Fields<'_>,
) -> Option<()> {
    let Some(name) = fields.name else {
        absent(diagnostics, node, "name");
        return None;
    };
    let Some(place) = fields.place else {
        absent(diagnostics, node, "in");
        return None;
    };
    parameter.name = field::text(diagnostics, &name)?;
    parameter.place = read_place(diagnostics, dialect, &place)?;
    if parameter.place == Place::Header {
        check_header(diagnostics, &name)?;
    }
    parameter.required = required(diagnostics, node, parameter, fields.required);
    let default = parameter.place.default_style();
    parameter.style = match fields.style {
        Some(value) => read_style(diagnostics, dialect, parameter.place, &value).unwrap_or(default),
        None => default,
    };
    parameter.explode = fields
        .explode
        .unwrap_or(matches!(parameter.style, Style::Form | Style::Cookie));
    Some(())
}

fn absent(diagnostics: &mut Diagnostics, node: &Node<'_>, name: &str) {
    if node.is_object() {
        let help = "without it there is no telling where the parameter goes; it is left out";
        field::missing(diagnostics, node, name, help);
    }
}

fn read_place(diagnostics: &mut Diagnostics, dialect: Dialect, node: &Node<'_>) -> Option<Place> {
    match node.as_str() {
        Some("path") => Some(Place::Path),
        Some("query") => Some(Place::Query),
        Some("header") => Some(Place::Header),
        Some("cookie") => Some(Place::Cookie),
        Some("querystring") => {
            dialect.since(diagnostics, Dialect::V32, "querystring", node);
            Some(Place::QueryString)
        }
        Some(_) | None => {
            field::wrong_type(diagnostics, node, "`path`, `query`, `header` or `cookie`");
            None
        }
    }
}

/// Which header names may be parameters (OpenAPI 3.2 section 4.12.2; RFC 9110 section 5.1).
fn check_header(diagnostics: &mut Diagnostics, name: &Node<'_>) -> Option<()> {
    let text = name.as_str().unwrap_or_default();
    let reserved = ["accept", "content-type", "authorization"];
    if reserved.contains(&text.to_ascii_lowercase().as_str()) {
        let words =
            format!("a header parameter `{text}` is ignored: media types and security say it");
        let help = "take it out; what it would say is under `content` and `securitySchemes`";
        field::note(diagnostics, name.at(), words, help);
        return None;
    }
    if !field::is_token(text) {
        let words = format!("`{text}` cannot be a header's name (RFC 9110 section 5.1)");
        field::wrong_value(diagnostics, name, words, field::HEADER_NAME);
        return None;
    }
    Some(())
}

/// A path parameter is always required (OpenAPI 3.2 section 4.12.2.1), whatever the document says.
fn required(
    diagnostics: &mut Diagnostics,
    node: &Node<'_>,
    parameter: &Parameter,
    value: Option<Node<'_>>,
) -> bool {
    let said = value.as_ref().map(|value| field::flag(diagnostics, value));
    if parameter.place != Place::Path || said == Some(true) {
        return said.unwrap_or_default();
    }
    let name = &parameter.name;
    let finding = if let Some(value) = value {
        let words = format!("path parameter `{name}` is always required, and taken to be");
        Diagnostic::new(Code::WRONG_TYPE, value.at().clone(), words)
    } else {
        let words =
            format!("path parameter `{name}` has no `required: true`, and is taken to have it");
        Diagnostic::new(Code::MISSING_FIELD, node.at().clone(), words)
    };
    diagnostics.push(finding.help("write `required: true`"));
    true
}

fn read_style(
    diagnostics: &mut Diagnostics,
    dialect: Dialect,
    place: Place,
    node: &Node<'_>,
) -> Option<Style> {
    let style = field::style(node);
    if style == Some(Style::Cookie) {
        dialect.since(diagnostics, Dialect::V32, "cookie", node);
    }
    let allowed = style.filter(|style| allows(place, *style));
    if allowed.is_none() {
        let styles = match place {
            Place::Path => "`simple`, `label` or `matrix` in a path",
            Place::Query => "`form`, `spaceDelimited`, `pipeDelimited` or `deepObject` in a query",
            Place::Header => "`simple` in a header",
            Place::Cookie => "`form` or `cookie` in a cookie",
            Place::QueryString => "absent for the whole query",
        };
        field::wrong_type(diagnostics, node, styles);
    }
    allowed
}

/// OpenAPI 3.2 section 4.12.3: the styles of each place.
fn allows(place: Place, style: Style) -> bool {
    match style {
        Style::Simple => matches!(place, Place::Path | Place::Header),
        Style::Label | Style::Matrix => place == Place::Path,
        Style::Form => matches!(place, Place::Query | Place::Cookie),
        Style::Cookie => place == Place::Cookie,
        Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject => place == Place::Query,
    }
}

/// A parameter holds a schema or content, not both.
fn holds(diagnostics: &mut Diagnostics, node: &Node<'_>, parameter: &mut Parameter) {
    match (parameter.schema, &parameter.content) {
        (None, None) => {
            let words = format!(
                "parameter `{}` has no `schema` and no `content`",
                parameter.name
            );
            let at = node.at().clone();
            diagnostics.push(
                Diagnostic::new(Code::MISSING_FIELD, at, words)
                    .help("say what it holds, for example `schema: {type: string}`"),
            );
        }
        (Some(_), Some(content)) => {
            let words = "`content` beside `schema` is ignored";
            let at = content.at.clone();
            let help =
                "keep one of the two: `content` where the value is a text of that media type";
            diagnostics.push(Diagnostic::new(Code::IGNORED_KEYWORD, at, words).help(help));
            parameter.content = None;
        }
        (Some(_), None) | (None, Some(_)) => {}
    }
}
