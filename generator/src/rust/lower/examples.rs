use super::fate::{Fate, fate};
use super::spell::{At, spell};
use super::{Input, docs};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Media, Parameter, TypeId};
use crate::rust::Example;
use crate::rust::name::{Case, Scope};
use crate::spec;

/// Every example of the document that stands where a type reads it and comes back whole: models, bodies, parameters. Each place once.
pub(super) fn examples(diagnostics: &mut Diagnostics, input: &Input<'_>) -> Vec<Example> {
    let mut collected = Collected {
        scope: Scope::default(),
        seen: std::collections::HashSet::new(),
        list: Vec::new(),
    };
    for (id, def) in input.api.types.iter() {
        collected.add(diagnostics, input, id, &def.examples, &[]);
    }
    for operation in &input.api.operations {
        let name = operation
            .id
            .clone()
            .unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
        for Parameter {
            ty,
            examples,
            name: parameter,
            ..
        } in &operation.parameters
        {
            collected.add(diagnostics, input, *ty, examples, &[&name, parameter]);
        }
        for Media { ty, examples, .. } in operation
            .body
            .iter()
            .flat_map(|body| &body.content)
            .filter(|media| super::media::is_json(&media.name))
        {
            collected.add(diagnostics, input, *ty, examples, &[&name, "request"]);
        }
        for response in &operation.responses {
            let status = response.status.to_string();
            for Media { ty, examples, .. } in response
                .content
                .iter()
                .filter(|media| super::media::is_json(&media.name))
            {
                collected.add(diagnostics, input, *ty, examples, &[&name, &status]);
            }
        }
    }
    collected.list
}

struct Collected {
    scope: Scope,
    /// A shared response is met once for each operation that answers it.
    seen: std::collections::HashSet<(String, TypeId)>,
    list: Vec<Example>,
}

impl Collected {
    fn add(
        &mut self,
        diagnostics: &mut Diagnostics,
        input: &Input<'_>,
        ty: TypeId,
        examples: &[spec::Example],
        name: &[&str],
    ) {
        for example in examples {
            let place = example.at.pointer().to_string();
            if !self.seen.insert((place.clone(), ty)) {
                continue;
            }
            match fate(input, ty, &example.value) {
                // It may be what the other side sends.
                Fate::Refused if is_of_view(input, ty, &example.value) => continue,
                Fate::Kept => {}
                Fate::Trimmed => continue,
                Fate::Refused => {
                    let message = "the example is not of its schema: no test is made of it";
                    diagnostics.push(
                        Diagnostic::new(Code::INVALID_EXAMPLE, example.at.clone(), message)
                            .help("give it every required property, each of its type"),
                    );
                    continue;
                }
            }
            let own = input.names.ident(ty).map(ToString::to_string);
            let words = if name.is_empty() {
                own.unwrap_or_else(|| place.clone())
            } else {
                name.join(" ")
            };
            self.list.push(Example {
                ident: self.scope.claim(
                    Case::Snake,
                    &format!("{words} {}", example.name.as_deref().unwrap_or("example")),
                ),
                place: docs::plain(&place),
                ty: spell(input, ty, At::Outside),
                json: example.value.to_string(),
            });
        }
    }
}

/// Whether a value that is not of a type is of its view in requests.
fn is_of_view(input: &Input<'_>, ty: TypeId, value: &serde_json::Value) -> bool {
    let types = &input.api.types;
    let mut views = types.ids().filter(|id| *id != ty && types.whole(*id) == ty);
    views.any(|view| fate(input, view, value) != Fate::Refused)
}
