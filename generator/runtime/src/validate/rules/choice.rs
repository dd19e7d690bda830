use serde_json::{Map, Value};

use super::super::{Path, Violations};
use super::Evaluation;
use super::plain::list;
use super::seen::Seen;

impl<'r> Evaluation<'r> {
    /// `anyOf`, `oneOf`, `not`.
    pub(super) fn choice<'v>(
        &mut self,
        schema: &'r Map<String, Value>,
        value: &'v Value,
        at: &Path<'_>,
        out: &mut Violations,
    ) -> Seen<'v> {
        let mut all = Seen::default();
        for (keyword, most) in [("anyOf", usize::MAX), ("oneOf", 1)] {
            let Some(branches) = schema.get(keyword) else {
                continue;
            };
            let mut met = 0;
            for branch in list(Some(branches)) {
                if let Some(seen) = self.fits(branch, value, at) {
                    met += 1;
                    all.merge(seen);
                }
            }
            if met == 0 {
                out.add(at, keyword, || "must fit one of the branches".to_owned());
            } else if met > most {
                let words = || format!("must fit one of the branches, and fits {met}");
                out.add(at, keyword, words);
            }
        }
        if let Some(refused) = schema.get("not")
            && self.fits(refused, value, at).is_some()
        {
            out.add(at, "not", || "must not be of the kind described".to_owned());
        }
        all
    }

    /// `if`, `then`, `else`, and `dependentSchemas`.
    pub(super) fn condition<'v>(
        &mut self,
        schema: &'r Map<String, Value>,
        value: &'v Value,
        at: &Path<'_>,
        out: &mut Violations,
    ) -> Seen<'v> {
        let mut all = Seen::default();
        if let Some(condition) = schema.get("if") {
            let met = self.fits(condition, value, at);
            let next = schema.get(if met.is_some() { "then" } else { "else" });
            all.merge(met.unwrap_or_default());
            if let Some(part) = next {
                all.merge(self.schema(part, value, at, out));
            }
        }
        let dependent = schema.get("dependentSchemas").and_then(Value::as_object);
        for (name, part) in dependent.into_iter().flatten() {
            if value.get(name).is_some() {
                all.merge(self.schema(part, value, at, out));
            }
        }
        all
    }
}
