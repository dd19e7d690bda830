use std::collections::BTreeMap;

/// The document's names with what stands for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renamed {
    /// Schemas.
    pub schemas: BTreeMap<String, String>,
    /// Properties, as `Schema.property`.
    pub properties: BTreeMap<String, String>,
    /// Operations, by their `operationId`, or by method and path.
    pub operations: BTreeMap<String, String>,
    /// Parameters, as `operation.parameter`, with the operation as above.
    pub parameters: BTreeMap<String, String>,
    /// Values of enums, as `Schema.value`, or `Schema.property.value` where the property's schema stands in the other.
    pub values: BTreeMap<String, String>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}
