//! Predicates in the words of the runtime: JSON Schema text that refers to nothing outside.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::{Input, pattern};
use crate::ir::{Clause, Constraints, PredicateId, Predicates, TypeId};
use crate::rust::{Pattern, Rules};
use crate::spec::JsonType;

/// How deep schemas stand within each other before one is written apart.
const DEPTH: usize = 16;

/// How many schemas one type's demands may be made of: more would be the document once again.
pub(super) const SIZE: usize = 500;

/// What `validate` asks of values of a type as they are on the wire.
pub(super) fn of_type(input: &Input<'_>, id: TypeId) -> Option<Rules> {
    let predicate = input.api.types[id].predicate?;
    let within = input.api.predicates.within(predicate, SIZE)?;
    Some(write(&input.api.predicates, predicate, &within))
}

/// Whether `validate` asks anything of values of a type as they are on the wire.
pub(super) fn asks(input: &Input<'_>, id: TypeId) -> bool {
    let predicate = input.api.types[id].predicate;
    predicate.is_some_and(|predicate| input.api.predicates.within(predicate, SIZE).is_some())
}

/// Whether what is asked tells of undeclared properties already.
pub(super) fn closes(input: &Input<'_>, id: TypeId) -> bool {
    let predicates = &input.api.predicates;
    let closes = |id: PredicateId| {
        let mut clauses = predicates[id].clauses.iter();
        clauses.any(|clause| matches!(clause, Clause::Additional(_)))
    };
    let parts = |clause: &Clause| {
        if let Clause::All(parts) = clause {
            parts.clone()
        } else {
            Vec::new()
        }
    };
    input.api.types[id].predicate.is_some_and(|root| {
        let mut all = predicates[root].clauses.iter().flat_map(parts);
        closes(root) || all.any(closes)
    })
}

fn write(predicates: &Predicates, root: PredicateId, within: &[PredicateId]) -> Rules {
    let mut writer = Writer {
        predicates,
        shared: shared(predicates, root, within),
        definitions: HashMap::new(),
        queue: Vec::new(),
        patterns: Vec::new(),
    };
    let mut schema = writer.clauses(root, 0);
    let mut definitions = Vec::new();
    while let Some(id) = writer.queue.get(definitions.len()).copied() {
        definitions.push(Value::Object(writer.clauses(id, 0)));
    }
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), Value::Array(definitions));
    }
    Rules {
        text: Value::Object(schema).to_string(),
        patterns: writer.patterns,
    }
}

/// The predicates that are met more than once.
fn shared(
    predicates: &Predicates,
    root: PredicateId,
    within: &[PredicateId],
) -> HashSet<PredicateId> {
    let mut met = HashSet::from([root]);
    let clauses = within.iter().flat_map(|id| &predicates[*id].clauses);
    let parts = clauses.flat_map(Clause::parts);
    parts
        .filter(|id| !met.insert(*id) && !predicates[*id].clauses.is_empty())
        .collect()
}

struct Writer<'a> {
    predicates: &'a Predicates,
    shared: HashSet<PredicateId>,
    definitions: HashMap<PredicateId, usize>,
    queue: Vec<PredicateId>,
    patterns: Vec<Pattern>,
}

impl Writer<'_> {
    /// A schema where it is used: whole, or by its number.
    fn schema(&mut self, id: PredicateId, depth: usize) -> Value {
        match self.predicates[id].clauses.as_slice() {
            [] => return Value::Bool(true),
            [Clause::Never] => return Value::Bool(false),
            [..] => {}
        }
        if !self.shared.contains(&id) && depth < DEPTH {
            return Value::Object(self.clauses(id, depth + 1));
        }
        let index = *self.definitions.entry(id).or_insert_with(|| {
            self.queue.push(id);
            self.queue.len() - 1
        });
        json!({ "$ref": index })
    }

    /// One object for all clauses; what has no room in it stands under `allOf`.
    fn clauses(&mut self, id: PredicateId, depth: usize) -> Map<String, Value> {
        let mut schema = Map::new();
        let mut others = Vec::new();
        let predicates = self.predicates;
        for clause in &predicates[id].clauses {
            let words = self.clause(clause, depth);
            if words.keys().any(|key| schema.contains_key(key)) {
                others.push(Value::Object(words));
            } else {
                schema.extend(words);
            }
        }
        if !others.is_empty() {
            let all = schema.entry("allOf").or_insert_with(|| json!([]));
            all.as_array_mut()
                .into_iter()
                .for_each(|all| all.append(&mut others));
        }
        schema
    }

    fn clause(&mut self, clause: &Clause, depth: usize) -> Map<String, Value> {
        let one = |key: &str, value: Value| Map::from_iter([(key.to_owned(), value)]);
        match clause {
            Clause::Never => one("not", json!({})),
            Clause::Types(types) => {
                let types: Vec<&str> = types.iter().map(JsonType::as_str).collect();
                one(
                    "type",
                    match types.as_slice() {
                        [only] => json!(only),
                        several => json!(several),
                    },
                )
            }
            Clause::Values(values) => one("enum", json!(values)),
            Clause::Bounds(bounds) => self.bounds(bounds),
            Clause::Required(names) => one("required", json!(names)),
            Clause::DependentRequired(all) => one("dependentRequired", object(all.iter().cloned())),
            Clause::Properties(all) => one("properties", self.named(all, depth)),
            Clause::Patterns(all) => self.matched(all, depth),
            Clause::Dependent(all) => one("dependentSchemas", self.named(all, depth)),
            Clause::Parts(all) => one("prefixItems", self.each(all, depth)),
            Clause::All(all) => one("allOf", self.each(all, depth)),
            Clause::Any(all) => one("anyOf", self.each(all, depth)),
            Clause::One(all) => one("oneOf", self.each(all, depth)),
            Clause::Additional(id) => one("additionalProperties", self.schema(*id, depth)),
            Clause::Names(id) => one("propertyNames", self.schema(*id, depth)),
            Clause::Items(id) => one("items", self.schema(*id, depth)),
            Clause::Not(id) => one("not", self.schema(*id, depth)),
            Clause::Beside(id) => one("$beside", self.schema(*id, depth)),
            Clause::UnevaluatedProperties(id) => {
                one("unevaluatedProperties", self.schema(*id, depth))
            }
            Clause::UnevaluatedItems(id) => one("unevaluatedItems", self.schema(*id, depth)),
            Clause::Contains {
                predicate,
                least,
                most,
            } => {
                let counts = [("minContains", least), ("maxContains", most)];
                let counts = counts.map(|(key, count)| count.map(|count| (key, json!(count))));
                let contains = ("contains", self.schema(*predicate, depth));
                let all = [Some(contains)].into_iter().chain(counts).flatten();
                all.map(|(key, value)| (key.to_owned(), value)).collect()
            }
            Clause::If {
                condition,
                then,
                otherwise,
            } => {
                let all = [
                    ("if", Some(condition)),
                    ("then", then.as_ref()),
                    ("else", otherwise.as_ref()),
                ];
                let all = all.into_iter().filter_map(|(key, id)| Some((key, id?)));
                all.map(|(key, id)| (key.to_owned(), self.schema(*id, depth)))
                    .collect()
            }
        }
    }

    fn each(&mut self, all: &[PredicateId], depth: usize) -> Value {
        all.iter().map(|id| self.schema(*id, depth)).collect()
    }

    fn named(&mut self, all: &[(String, PredicateId)], depth: usize) -> Value {
        object(
            all.iter()
                .map(|(name, id)| (name.clone(), self.schema(*id, depth))),
        )
    }

    /// What stands under a pattern that cannot be matched is left out: it was told of.
    fn matched(&mut self, all: &[(String, PredicateId)], depth: usize) -> Map<String, Value> {
        let mut matched = Map::new();
        for (source, id) in all {
            if self.matches(source) {
                matched.insert(source.clone(), self.schema(*id, depth));
            }
        }
        Map::from_iter([("patternProperties".to_owned(), Value::Object(matched))])
    }

    fn matches(&mut self, source: &str) -> bool {
        if self.patterns.iter().any(|known| known.source == source) {
            return true;
        }
        let pattern = pattern::translate(source);
        let is_some = pattern.is_some();
        self.patterns.extend(pattern);
        is_some
    }

    fn bounds(&mut self, bounds: &Constraints) -> Map<String, Value> {
        let numbers = [
            ("minimum", &bounds.minimum),
            ("maximum", &bounds.maximum),
            ("exclusiveMinimum", &bounds.exclusive_minimum),
            ("exclusiveMaximum", &bounds.exclusive_maximum),
            ("multipleOf", &bounds.multiple_of),
        ];
        let counts = [
            ("minLength", bounds.min_length),
            ("maxLength", bounds.max_length),
            ("minItems", bounds.min_items),
            ("maxItems", bounds.max_items),
            ("minProperties", bounds.min_properties),
            ("maxProperties", bounds.max_properties),
        ];
        let numbers = numbers.map(|(key, bound)| bound.as_ref().map(|bound| (key, json!(bound))));
        let counts = counts.map(|(key, bound)| bound.map(|bound| (key, json!(bound))));
        let unique = bounds.unique_items.then(|| ("uniqueItems", json!(true)));
        let pattern = bounds
            .pattern
            .as_ref()
            .filter(|source| self.matches(source));
        let pattern = pattern.map(|source| ("pattern", json!(source)));
        let all = numbers.into_iter().chain(counts).chain([unique, pattern]);
        all.flatten()
            .map(|(key, value)| (key.to_owned(), value))
            .collect()
    }
}

fn object<V: Into<Value>>(members: impl Iterator<Item = (String, V)>) -> Value {
    let members = members.map(|(name, value)| (name, value.into()));
    Value::Object(members.collect())
}
