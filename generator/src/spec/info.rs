use crate::source::Location;

/// The Info Object: who this API is.
#[derive(Clone, Debug)]
pub struct Info {
    /// Where it stands; the document's root where there is none.
    pub at: Location,
    /// The API's name; empty where the document has none.
    pub title: String,
    /// The version of the API, not of OpenAPI.
    pub version: Option<String>,
    /// One line.
    pub summary: Option<String>,
    /// `CommonMark`.
    pub description: Option<String>,
    /// Where its terms of service stand.
    pub terms_of_service: Option<String>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// What it may be used under.
    pub license: Option<License>,
    /// More to read: the root's `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
}

/// The Contact Object.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Where it stands.
    pub at: Location,
    /// Who it is.
    pub name: Option<String>,
    /// A page.
    pub url: Option<String>,
    /// An address.
    pub email: Option<String>,
}

/// The License Object.
#[derive(Clone, Debug)]
pub struct License {
    /// Where it stands.
    pub at: Location,
    /// What it is called.
    pub name: Option<String>,
    /// Its SPDX expression.
    pub identifier: Option<String>,
    /// Where its text stands.
    pub url: Option<String>,
}

impl Info {
    /// What is known where nothing is said.
    pub fn unsaid(at: Location) -> Self {
        Self {
            at,
            title: String::new(),
            version: None,
            summary: None,
            description: None,
            terms_of_service: None,
            contact: None,
            license: None,
            external_docs: None,
        }
    }
}

/// The External Documentation Object: more to read, elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalDocs {
    /// Where it stands.
    pub url: String,
    /// What it is.
    pub description: Option<String>,
}

/// The Tag Object: a group of operations.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Where it stands.
    pub at: Location,
    /// What operations call it.
    pub name: String,
    /// What it is called for people.
    pub summary: Option<String>,
    /// The tag that it stands below.
    pub parent: Option<String>,
    /// What sort of group it is: `nav`, `badge`, `audience`.
    pub kind: Option<String>,
    /// More to read.
    pub external_docs: Option<ExternalDocs>,
    /// `CommonMark`.
    pub description: Option<String>,
}
