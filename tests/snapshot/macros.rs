//! What macros of the runtime write: those with one rule and no repetition, which is how a type's own methods are shared.

use std::collections::BTreeMap;

use proc_macro2::{Group, TokenStream, TokenTree};
use syn::Item as Code;

/// The macros by their names: what they are given, and what they write.
#[derive(Default)]
pub(crate) struct Macros(BTreeMap<String, (Vec<String>, TokenStream)>);

impl Macros {
    /// Remembers a definition that can be followed. The others write nothing but `impl`s for types of others, or parts of one.
    pub(crate) fn learn(&mut self, item: &Code) {
        let Code::Macro(item) = item else { return };
        let Some(name) = &item.ident else { return };
        let tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
        let groups: Vec<&Group> = tokens.iter().filter_map(group).collect();
        let [pattern, body] = groups.as_slice() else {
            return;
        };
        if !item.mac.tokens.to_string().contains("$ (") {
            let names = variables(pattern.stream());
            self.0.insert(name.to_string(), (names, body.stream()));
        }
    }

    /// These items with what their macros write in place of the macros.
    pub(crate) fn expanded(&self, items: Vec<Code>) -> Vec<Code> {
        items
            .into_iter()
            .flat_map(|item| {
                self.written(&item)
                    .map_or_else(|| vec![item], |written| self.expanded(written))
            })
            .collect()
    }

    fn written(&self, item: &Code) -> Option<Vec<Code>> {
        let Code::Macro(item) = item else { return None };
        let name = item.mac.path.segments.last()?.ident.to_string();
        let (names, body) = self.0.get(&name).filter(|_| item.ident.is_none())?;
        let given = arguments(item.mac.tokens.clone());
        assert_eq!(names.len(), given.len(), "what `{name}!` is given");
        let values = names.iter().map(String::as_str).zip(given).collect();
        let file: syn::File = syn::parse2(filled(body.clone(), &values)).expect("items");
        Some(file.items)
    }
}

fn group(tree: &TokenTree) -> Option<&Group> {
    if let TokenTree::Group(group) = tree {
        Some(group)
    } else {
        None
    }
}

fn is_dollar(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(mark) if mark.as_char() == '$')
}

/// The names behind `$`.
fn variables(pattern: TokenStream) -> Vec<String> {
    let trees: Vec<TokenTree> = pattern.into_iter().collect();
    let pairs = trees.windows(2).filter(|pair| is_dollar(&pair[0]));
    pairs.map(|pair| pair[1].to_string()).collect()
}

/// What stands between commas.
fn arguments(tokens: TokenStream) -> Vec<TokenStream> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let is_comma =
        |tree: &TokenTree| matches!(tree, TokenTree::Punct(mark) if mark.as_char() == ',');
    let parts = trees.split(is_comma).filter(|part| !part.is_empty());
    parts.map(|part| part.iter().cloned().collect()).collect()
}

fn filled(body: TokenStream, values: &BTreeMap<&str, TokenStream>) -> TokenStream {
    let mut filled_in = TokenStream::new();
    let mut trees = body.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let name = trees.peek().map(ToString::to_string).unwrap_or_default();
        match (&tree, values.get(name.as_str())) {
            (tree, Some(value)) if is_dollar(tree) => {
                trees.next();
                filled_in.extend(value.clone());
            }
            (TokenTree::Group(group), _) => {
                let inside = filled(group.stream(), values);
                filled_in.extend([TokenTree::Group(Group::new(group.delimiter(), inside))]);
            }
            _ => filled_in.extend([tree]),
        }
    }
    filled_in
}
