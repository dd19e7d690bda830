//! Values that are listed by their JSON.

use serde_json::Value;

use super::super::json;

/// Whether a value is one of those, numbers by their value.
pub(super) fn contains(values: &[&str], found: &str) -> bool {
    let is_spelled = values.contains(&found);
    is_spelled || {
        let parsed = |text: &str| serde_json::from_str::<Value>(text).ok();
        parsed(found).is_some_and(|found| {
            let mut others = values.iter().filter_map(|value| parsed(value));
            others.any(|other| json::equal(&other, &found))
        })
    }
}
