use super::spell::{At, spell};
use super::{Input, xml};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Media, TypeId};
use crate::rust::BodyKind;

/// How a body is written, and as which media type.
pub(super) struct Form {
    pub(super) kind: BodyKind,
    pub(super) media_type: String,
    /// The type that it is read and written as; none where it stays as it is.
    pub(super) ty: Option<TypeId>,
}

/// The form of a body that may take several: JSON where it may be JSON, then XML, then text, else bytes. The others are reported;
/// `owner` and `title` say whose body it is.
pub(super) fn form(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    content: &[Media],
    (owner, title): (&str, &str),
) -> Option<Form> {
    let chosen = chosen(content)?;
    for other in content.iter().filter(|other| !std::ptr::eq(*other, chosen)) {
        let message = format!("`{}` is not generated: `{}` is", other.name, chosen.name);
        diagnostics.push(
            Diagnostic::new(Code::UNSUPPORTED_MEDIA_TYPE, other.at.clone(), message)
                .on_key()
                .help(format!(
                    "nothing has to be done where `{}` will do",
                    chosen.name
                )),
        );
    }
    let media_type = essence(&chosen.name).to_owned();
    if is_json(&chosen.name) {
        return Some(Form {
            kind: BodyKind::Json(spell(input, chosen.ty, At::Outside)),
            media_type,
            ty: Some(chosen.ty),
        });
    }
    if is_xml(&chosen.name) && xml::is_typed(input, chosen) {
        let title = format!("The body of {title}.");
        let root = xml::root(diagnostics, input, chosen, (owner, title));
        return Some(Form {
            kind: BodyKind::Xml(spell(input, chosen.ty, At::Outside), root),
            media_type,
            ty: Some(chosen.ty),
        });
    }
    if is_text(&chosen.name) {
        return Some(Form {
            kind: BodyKind::Text,
            media_type,
            ty: None,
        });
    }
    if is_structured(&chosen.name) {
        let message = format!(
            "a body of `{}` is passed on as bytes: its schema is not used",
            chosen.name
        );
        diagnostics.push(
            Diagnostic::new(Code::UNSUPPORTED_MEDIA_TYPE, chosen.at.clone(), message)
                .on_key()
                .help("nothing has to be done where bytes will do: your code writes and reads the body's text"),
        );
    }
    Some(Form {
        kind: BodyKind::Bytes,
        media_type,
        ty: None,
    })
}

/// Which of its forms a body has in Rust.
pub(super) fn chosen(content: &[Media]) -> Option<&Media> {
    content
        .iter()
        .find(|media| is_json(&media.name))
        .or_else(|| content.iter().find(|media| is_xml(&media.name)))
        .or_else(|| content.iter().find(|media| is_text(&media.name)))
        .or(content.first())
}

/// The media type without its parameters.
pub(super) fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or(name).trim()
}

/// `application/json` and everything that ends in `+json` (RFC 6839).
pub(super) fn is_json(name: &str) -> bool {
    let essence = essence(name).to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// `application/xml`, `text/xml` and everything that ends in `+xml` (RFC 7303 sections 4.1 and 8).
fn is_xml(name: &str) -> bool {
    let essence = essence(name).to_ascii_lowercase();
    essence == "application/xml" || essence == "text/xml" || essence.ends_with("+xml")
}

fn is_text(name: &str) -> bool {
    let essence = essence(name).to_ascii_lowercase();
    essence.starts_with("text/") && !essence.contains('*') && !is_structured(name)
}

/// Forms whose schema says more than that there are bytes.
fn is_structured(name: &str) -> bool {
    let essence = essence(name).to_ascii_lowercase();
    essence.starts_with("multipart/")
        || essence == "application/x-www-form-urlencoded"
        || is_xml(name)
        || essence == "text/event-stream"
}
