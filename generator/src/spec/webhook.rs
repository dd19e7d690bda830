use super::Operation;
use crate::source::Location;

/// A Path Item Object under a name instead of a path: calls that the API makes.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Where it stands.
    pub at: Location,
    /// Its key under `webhooks`.
    pub name: String,
    /// Its operations; their path is the name, without segments.
    pub operations: Vec<Operation>,
}
