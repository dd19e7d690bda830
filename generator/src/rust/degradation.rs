//! Where the Rust to be written says less than the document, or something else: findings, and what became of their places.

use std::collections::HashMap;

use super::{Symbol, SymbolKind};
use crate::diagnostics::{Diagnostic, Loss};
use crate::source::Location;

/// A place where something was lost.
#[derive(Clone, Debug)]
pub struct Degradation<'a> {
    /// What was found there, and why it matters.
    pub diagnostic: &'a Diagnostic,
    /// The place, which may be another one than the finding's own: of the same target that is missing, there may be many uses.
    pub at: &'a Location,
    /// What it became; several where several items are made of it, none where it is left out.
    pub became: Vec<&'a Symbol>,
}

/// Every degradation, in the order of the findings.
pub fn degradations<'a>(
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    symbols: &'a [Symbol],
) -> Vec<Degradation<'a>> {
    let mut index: Index<'a> = HashMap::new();
    for symbol in symbols {
        let places = index.entry(&symbol.at.source().name).or_default();
        let pointer = symbol.at.pointer().to_string();
        places.entry(pointer).or_default().push(symbol);
    }
    let lossy = diagnostics.into_iter().filter(|found| is_loss(found));
    lossy
        .flat_map(|diagnostic| diagnostic.places().map(move |at| (diagnostic, at)))
        .map(|(diagnostic, at)| Degradation {
            diagnostic,
            at,
            became: match diagnostic.code.loss() {
                Loss::Weaker => became(&index, at),
                Loss::LeftOut | Loss::Nothing => Vec::new(),
            },
        })
        .collect()
}

/// A code may be found where nothing is lost; it is a note there.
fn is_loss(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.loss() != Loss::Nothing && diagnostic.severity >= diagnostic.code.severity()
}

/// Symbols by their places: the name of a source, then a pointer as text.
type Index<'a> = HashMap<&'a str, HashMap<String, Vec<&'a Symbol>>>;

/// What the nearest part became that anything became of. Of the parts around it, only a type says what the place became: an
/// operation is there without it.
fn became<'a>(index: &Index<'a>, at: &Location) -> Vec<&'a Symbol> {
    let Some(places) = index.get(at.source().name.as_str()) else {
        return Vec::new();
    };
    let whole = at.pointer().to_string();
    // A reference that is at fault stands for the object that it replaces.
    let whole = whole.strip_suffix("/$ref").unwrap_or(&whole);
    let mut pointer = whole;
    loop {
        if let Some(symbols) = places.get(pointer) {
            return strongest(symbols, pointer == whole);
        }
        match pointer.rsplit_once('/') {
            Some((above, _)) => pointer = above,
            None => return Vec::new(),
        }
    }
}

/// A field says more than its type, since it knows whether it may be absent; what has a type says more than what has none.
fn strongest<'a>(symbols: &[&'a Symbol], is_itself: bool) -> Vec<&'a Symbol> {
    // An operation's fields are no better than what else is in it.
    if !is_itself
        && symbols
            .iter()
            .any(|symbol| symbol.kind == SymbolKind::Method)
    {
        return Vec::new();
    }
    let of = |fits: &dyn Fn(&Symbol) -> bool| -> Vec<&'a Symbol> {
        symbols
            .iter()
            .copied()
            .filter(|symbol| fits(symbol))
            .collect()
    };
    let ranks: [&dyn Fn(&Symbol) -> bool; 3] = [
        &|symbol| symbol.ty.is_some() && !symbol.is_model(),
        &|symbol| symbol.is_model(),
        &|_| is_itself,
    ];
    let mut found = ranks.iter().map(|fits| of(fits));
    found
        .find(|symbols| !symbols.is_empty())
        .unwrap_or_default()
}
