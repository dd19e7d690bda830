//! The independent judge: the `jsonschema` crate, over a document as a whole.

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use crate::schemas::{View, step};

const HOME: &str = "urn:document";

/// The codes that say that a type, or `validate`, is weaker than its schema: a keyword that is no good or not checked, a contradiction,
/// a branch that is left out, a type that is wider.
pub(crate) const WEAKER: &[&str] = &["E0302", "E0304", "E0401", "E0404", "E0405"];

/// Formats that no type and no check asserts, or that the validator reads otherwise: notes about texts.
const NOTES: &[&str] = &[
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "duration",
    "uri",
    "uri-reference",
    "uri-template",
];

/// Says what is valid against a schema of a document.
pub(crate) struct Judge<'a> {
    registry: Registry<'a>,
}

impl<'a> Judge<'a> {
    /// For a document; none where its references cannot be followed at all.
    pub(crate) fn of(view: &'a View) -> Result<Self, String> {
        let registry = Registry::new()
            .draft(Draft::Draft202012)
            .add(HOME, &view.root)
            .and_then(jsonschema::RegistryBuilder::prepare)
            .map_err(|error| error.to_string())?;
        Ok(Self { registry })
    }

    /// The validator of a schema; the reason where the schema, or one that it refers to, is none.
    pub(crate) fn validator(&self, pointer: &str) -> Result<Validator, String> {
        let fragment: String = pointer.bytes().map(escape).collect();
        let options = jsonschema::options();
        let options = NOTES.iter().fold(options, |options, format| {
            options.with_format(*format, |_: &str| true)
        });
        options
            .with_draft(Draft::Draft202012)
            .with_registry(&self.registry)
            .offline()
            .should_validate_formats(true)
            .build(&json!({"$ref": format!("{HOME}#{fragment}")}))
            .map_err(|error| error.to_string())
    }
}

/// A byte of a fragment (RFC 3986, section 3.5).
fn escape(byte: u8) -> String {
    match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    }
}

/// Where in the document the keyword stands that refuses a value first, and what it says.
pub(crate) fn refusal(validator: &Validator, value: &Value) -> Option<(String, String)> {
    let error = validator.validate(value).err()?;
    let place = error.absolute_keyword_location().map(ToString::to_string);
    let place = place.and_then(|place| Some(place.split_once('#')?.1.to_owned()));
    Some((
        place.unwrap_or_else(|| step("", error.kind().keyword())),
        error.to_string(),
    ))
}
