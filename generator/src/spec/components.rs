use indexmap::IndexMap;

use super::{SchemaId, SecurityScheme};

/// The Components Object, as far as what it declares keeps its name in the contract. Parameters, responses, headers, examples
/// and request bodies are merged into the places that use them.
#[derive(Clone, Debug, Default)]
pub struct Components {
    /// Named schemas, in document order.
    pub schemas: IndexMap<String, SchemaId>,
    /// Named security schemes, in document order.
    pub security_schemes: IndexMap<String, SecurityScheme>,
}
