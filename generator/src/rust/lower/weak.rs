//! Where a Rust type says less than its schema, and what of a schema nothing checks yet: told, never dropped in silence.

use super::{Input, pattern, rules};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Clause, PredicateId, Shape, TypeDef};
use crate::rust::Engine;
use crate::rust::name::is_typed;
use crate::source::Location;

/// One note for each weak type, one warning for each keyword that is not enforced.
pub(super) fn report(diagnostics: &mut Diagnostics, input: &Input<'_>) {
    // A view is as weak as the type itself.
    let types = &input.api.types;
    for (id, def) in types.iter().filter(|(id, _)| types.whole(*id) == *id) {
        if let Some(reason) = weakness(def) {
            diagnostics.push(Diagnostic::new(Code::WEAK_TYPE, def.at.clone(), reason));
        }
        if let Some(reason) = inexact(def).filter(|_| input.foreign[id].is_none()) {
            let found = Diagnostic::new(Code::WEAK_TYPE, def.at.clone(), reason);
            diagnostics.push(found.help("choose a type for it: `[types]` in oasmith.toml"));
        }
        if let Some(source) = &def.constraints.pattern {
            pattern(diagnostics, &def.at, source);
        }
        if let Some(predicate) = def.predicate {
            demands(diagnostics, input, def, predicate);
        }
    }
}

/// What a predicate cannot be asked for.
fn demands(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    def: &TypeDef,
    predicate: PredicateId,
) {
    let predicates = &input.api.predicates;
    let Some(within) = predicates.within(predicate, rules::SIZE) else {
        let message = format!(
            "more than {} schemas take part in what is demanded here: it is not checked",
            rules::SIZE
        );
        let help = "values that break it are read and written as they are";
        let found = Diagnostic::new(Code::IGNORED_KEYWORD, def.at.clone(), message);
        diagnostics.push(found.help(help));
        return;
    };
    for id in within {
        for clause in &predicates[id].clauses {
            let sources: Vec<&String> = if let Clause::Patterns(all) = clause {
                all.iter().map(|(source, _)| source).collect()
            } else if let Clause::Bounds(bounds) = clause {
                bounds.pattern.iter().collect()
            } else {
                Vec::new()
            };
            for source in sources {
                pattern(diagnostics, &predicates[id].at, source);
            }
        }
    }
}

fn pattern(diagnostics: &mut Diagnostics, at: &Location, source: &str) {
    let message = match pattern::translate(source).map(|pattern| pattern.engine) {
        Some(Engine::Linear) => return,
        Some(Engine::Backtracking) => {
            let message = format!(
                "the pattern `{source}` cannot be matched in linear time; on texts that take too long it is taken not to match"
            );
            let found = Diagnostic::new(Code::WEAK_TYPE, at.clone(), message);
            diagnostics.push(found.help("write it without lookaround and references back"));
            return;
        }
        None => format!(
            "the pattern `{source}` is no regular expression, or too large a one: it is not checked"
        ),
    };
    let found = Diagnostic::new(Code::IGNORED_KEYWORD, at.clone(), message);
    diagnostics.push(found.help("write it as ECMA-262 has it, with the flag `u`"));
}

fn weakness(def: &TypeDef) -> Option<&'static str> {
    match &def.shape {
        Shape::Tuple(tuple) if !is_typed(tuple) => {
            Some("an array of no or of more than eight fixed parts becomes any JSON value")
        }
        Shape::Never => Some("a schema that nothing fits becomes any JSON value"),
        Shape::Any
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Nullable(_)
        | Shape::Alias(_)
        | Shape::Record(_)
        | Shape::Choice(_)
        | Shape::Literals(_) => None,
    }
}

/// The whole numbers up to this are exact in 64 bits of floating point.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// What a number's type cannot hold although its schema admits it.
fn inexact(def: &TypeDef) -> Option<&'static str> {
    let bounds = &def.constraints;
    let bound = |bound: &Option<serde_json::Number>| bound.as_ref()?.as_f64();
    let least = bound(&bounds.minimum).or_else(|| bound(&bounds.exclusive_minimum));
    let most = bound(&bounds.maximum).or_else(|| bound(&bounds.exclusive_maximum));
    let admits = |number: f64| {
        least.is_some_and(|least| least < -number) || most.is_some_and(|most| most > number)
    };
    if matches!(def.shape, Shape::Number(_)) {
        let decimal = "decimals become `f64`, which rounds what has more than 15 digits";
        let large = "numbers become `f64`, which rounds what is larger than 2^53";
        let is_decimal = def.format.as_deref() == Some("decimal");
        return if is_decimal {
            Some(decimal)
        } else {
            admits(EXACT).then_some(large)
        };
    }
    // 2^64 itself is not held, and no other number of floating point lies between.
    let is_refused =
        matches!(def.shape, Shape::Integer(_)) && admits(2.0 * 9_223_372_036_854_775_808.0);
    is_refused.then_some("an integer of more than 64 bits is refused")
}
