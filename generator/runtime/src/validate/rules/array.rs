use serde_json::{Map, Value};

use super::super::{Path, Violations};
use super::Evaluation;
use super::plain::count;
use super::seen::Seen;

impl<'r> Evaluation<'r> {
    /// The keywords that look at an array.
    pub(super) fn array<'v>(
        &mut self,
        schema: &'r Map<String, Value>,
        value: &'v [Value],
        at: &Path<'_>,
        out: &mut Violations,
    ) -> Seen<'v> {
        let mut seen = Seen::default();
        let prefix = schema.get("prefixItems").and_then(Value::as_array);
        let prefix = prefix.map(Vec::as_slice).unwrap_or_default();
        let items = schema.get("items");
        for (index, item) in value.iter().enumerate() {
            let part = prefix.get(index).map(|part| ("prefixItems", part));
            if let Some((keyword, part)) = part.or_else(|| Some(("items", items?))) {
                self.part(keyword, part, item, &at.item(index), out);
                seen.items.insert(index);
            }
        }
        self.contains(schema, value, &mut seen, at, out);
        seen
    }

    fn contains(
        &mut self,
        schema: &'r Map<String, Value>,
        value: &[Value],
        seen: &mut Seen<'_>,
        at: &Path<'_>,
        out: &mut Violations,
    ) {
        let Some(part) = schema.get("contains") else {
            return;
        };
        let mut met = 0;
        for (index, item) in value.iter().enumerate() {
            if self.fits(part, item, &at.item(index)).is_some() {
                met += 1;
                seen.items.insert(index);
            }
        }
        let least = count(schema.get("minContains"));
        if met < least.unwrap_or(1) {
            let keyword = if least.is_some() {
                "minContains"
            } else {
                "contains"
            };
            out.add(at, keyword, || {
                let least = least.unwrap_or(1);
                format!("must have at least {least} items of the kind described")
            });
        }
        if let Some(most) = count(schema.get("maxContains")).filter(|most| met > *most) {
            out.add(at, "maxContains", || {
                format!("must have at most {most} items of the kind described")
            });
        }
    }

    /// What no other keyword has looked at.
    pub(super) fn unevaluated_items(
        &mut self,
        demand: &'r Value,
        value: &[Value],
        seen: &mut Seen<'_>,
        at: &Path<'_>,
        out: &mut Violations,
    ) {
        for (index, item) in value.iter().enumerate() {
            if seen.items.insert(index) {
                self.part("unevaluatedItems", demand, item, &at.item(index), out);
            }
        }
    }
}
