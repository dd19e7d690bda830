use super::Constraints;
use crate::source::Location;
use crate::spec::{JsonType, JsonTypes};

/// Every predicate of an API by handle.
#[derive(Clone, Debug, Default)]
pub struct Predicates(Vec<Predicate>);

/// A predicate's handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PredicateId(u32);

/// What a value has to satisfy although no shape shows it: clauses that hold all at once. It is about the value as it is on the wire.
///
/// ```yaml
/// not: {required: [a, b]}      # Not(Required [a, b])
/// ```
#[derive(Clone, Debug)]
pub struct Predicate {
    /// The schema it comes from.
    pub at: Location,
    /// In the order of their evaluation.
    pub clauses: Vec<Clause>,
}

/// One demand. Those on objects hold for every value that is none, and so with the other types.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// No value will do.
    Never,
    /// The value is of one of these types.
    Types(JsonTypes),
    /// The value is one of these.
    Values(Vec<serde_json::Value>),
    /// Bounds of numbers, texts, arrays and objects.
    Bounds(Constraints),
    /// Properties that have to be there.
    Required(Vec<String>),
    /// Of properties by name.
    Properties(Vec<(String, PredicateId)>),
    /// Of properties whose name matches a pattern.
    Patterns(Vec<(String, PredicateId)>),
    /// Of the properties that neither of both names.
    Additional(PredicateId),
    /// Of the properties' names.
    Names(PredicateId),
    /// Which other properties have to be there where one is.
    DependentRequired(Vec<(String, Vec<String>)>),
    /// What else holds where a property is there.
    Dependent(Vec<(String, PredicateId)>),
    /// Of the first items, one by one.
    Parts(Vec<PredicateId>),
    /// Of the items behind them.
    Items(PredicateId),
    /// So many items satisfy another predicate.
    Contains {
        /// The other one.
        predicate: PredicateId,
        /// At least so many; 1 where nothing is said.
        least: Option<u64>,
        /// At most so many.
        most: Option<u64>,
    },
    /// All of these hold.
    All(Vec<PredicateId>),
    /// At least one holds.
    Any(Vec<PredicateId>),
    /// Exactly one holds.
    One(Vec<PredicateId>),
    /// It does not hold.
    Not(PredicateId),
    /// One of two holds, as a third one does or does not.
    If {
        /// The third one.
        condition: PredicateId,
        /// What holds where it does.
        then: Option<PredicateId>,
        /// What holds where it does not.
        otherwise: Option<PredicateId>,
    },
    /// Is only asked which properties and items it looks at.
    Beside(PredicateId),
    /// Of the properties that no clause here looks at.
    UnevaluatedProperties(PredicateId),
    /// Of the items that no clause here looks at.
    UnevaluatedItems(PredicateId),
}

impl Clause {
    /// The predicates that it is made of.
    pub fn parts(&self) -> Vec<PredicateId> {
        let named = |all: &[(String, PredicateId)]| all.iter().map(|(_, id)| *id).collect();
        match self {
            Self::Never
            | Self::Types(_)
            | Self::Values(_)
            | Self::Bounds(_)
            | Self::Required(_)
            | Self::DependentRequired(_) => Vec::new(),
            Self::Properties(all) | Self::Patterns(all) | Self::Dependent(all) => named(all),
            Self::Parts(all) | Self::All(all) | Self::Any(all) | Self::One(all) => all.clone(),
            Self::Additional(id)
            | Self::Names(id)
            | Self::Items(id)
            | Self::Contains { predicate: id, .. }
            | Self::Not(id)
            | Self::Beside(id)
            | Self::UnevaluatedProperties(id)
            | Self::UnevaluatedItems(id) => vec![*id],
            Self::If {
                condition,
                then,
                otherwise,
            } => [Some(*condition), *then, *otherwise]
                .into_iter()
                .flatten()
                .collect(),
        }
    }
}

impl Predicates {
    /// Adds a predicate.
    pub fn push(&mut self, predicate: Predicate) -> PredicateId {
        let id = PredicateId(u32::try_from(self.0.len()).expect(
            "there are at most a few predicates for each schema, of which there are fewer than 2^30",
        ));
        self.0.push(predicate);
        id
    }

    /// A predicate in one line, as deep as a reader follows.
    pub fn spell(&self, id: PredicateId) -> String {
        self.spell_to(id, 4)
    }

    fn spell_to(&self, id: PredicateId, depth: u8) -> String {
        if depth == 0 {
            return "…".to_owned();
        }
        let clauses = self[id].clauses.iter();
        let clauses = clauses.map(|clause| self.spell_clause(clause, depth - 1));
        format!("{{{}}}", clauses.collect::<Vec<_>>().join(", "))
    }

    /// The clause with what it is made of in place of its handles.
    fn spell_clause(&self, clause: &Clause, depth: u8) -> String {
        let parts = clause.parts();
        let text = if let Clause::Bounds(bounds) = clause {
            format!("Bounds{:?}", bounds.set())
        } else if let Clause::Types(types) = clause {
            let types: Vec<&str> = types.iter().map(JsonType::as_str).collect();
            format!("Types({})", types.join(", "))
        } else {
            format!("{clause:?}")
        };
        parts.into_iter().fold(text, |text, part| {
            text.replacen(&format!("{part:?}"), &self.spell_to(part, depth), 1)
        })
    }

    /// All that a predicate is made of, itself first, each once; nothing where that is more than so many.
    pub fn within(&self, root: PredicateId, most: usize) -> Option<Vec<PredicateId>> {
        let mut seen = std::collections::HashSet::from([root]);
        let mut found = vec![root];
        let mut next = 0;
        while let Some(id) = found.get(next).copied() {
            next += 1;
            for part in self[id].clauses.iter().flat_map(Clause::parts) {
                if seen.insert(part) {
                    found.push(part);
                }
            }
            if found.len() > most {
                return None;
            }
        }
        Some(found)
    }
}

impl std::ops::Index<PredicateId> for Predicates {
    type Output = Predicate;

    fn index(&self, id: PredicateId) -> &Predicate {
        &self.0[id.0 as usize]
    }
}

impl std::ops::IndexMut<PredicateId> for Predicates {
    fn index_mut(&mut self, id: PredicateId) -> &mut Predicate {
        &mut self.0[id.0 as usize]
    }
}
