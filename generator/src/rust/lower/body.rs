use super::media::{essence, is_form, is_json, is_structured, is_text, is_xml};
use super::spell::{At, spell};
use super::{Input, form, xml};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Media, TypeId};
use crate::rust::name::{Case, Scope};
use crate::rust::{BodyKind, FormFields};

/// How a body is written, and as which media type.
pub(super) struct Form {
    pub(super) kind: BodyKind,
    pub(super) media_type: String,
    /// The type that it is read and written as; none where it stays as it is.
    pub(super) ty: Option<TypeId>,
}

/// The form of a body that may take several: JSON where it may be JSON, then XML, then a form, then text, else bytes. The others are
/// reported; `owner` and `title` say whose body it is, and the constants where and as what the list of a form's fields stands.
pub(super) fn form(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    content: &[Media],
    (owner, title): (&str, &str),
    (constants, constant): (&mut Scope, &str),
) -> Option<Form> {
    let chosen = chosen(content)?;
    tell_others(diagnostics, content, chosen);
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
    if is_form(&chosen.name) && form::is_typed(input, chosen) {
        let fields = form::fields(diagnostics, input, chosen);
        let constant = (!fields.is_empty()).then(|| constants.claim(Case::Shouty, constant));
        let fields = FormFields { constant, fields };
        return Some(Form {
            kind: BodyKind::Form(spell(input, chosen.ty, At::Outside), fields),
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

/// The forms that a body has not in Rust.
fn tell_others(diagnostics: &mut Diagnostics, content: &[Media], chosen: &Media) {
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
}

/// Which of its forms a body has in Rust.
pub(super) fn chosen(content: &[Media]) -> Option<&Media> {
    content
        .iter()
        .find(|media| is_json(&media.name))
        .or_else(|| content.iter().find(|media| is_xml(&media.name)))
        .or_else(|| content.iter().find(|media| is_form(&media.name)))
        .or_else(|| content.iter().find(|media| is_text(&media.name)))
        .or(content.first())
}
