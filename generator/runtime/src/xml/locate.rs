//! Where in the text the value stands that a pointer leads to.

use super::choose;
use super::element::Element;
use super::pool::Pool;
use super::shape::{Content, Kind, Node, Root};

/// The byte where the nearest element begins that can be told.
pub(super) fn locate(element: &Element, root: &Root, tokens: &[String]) -> usize {
    let mut at = (element, root.node.content);
    let mut tokens = tokens.iter();
    // A list without an element of its own takes two steps at once: to the property, and to the item.
    let mut waiting: Option<(&Element, Node)> = None;
    for token in &mut tokens {
        let next = match waiting.take() {
            Some((around, node)) => item(around, &node, token),
            None => match step(at.0, at.1, token) {
                Step::To(element, content) => Some((element, content)),
                Step::Around(element, node) => {
                    waiting = Some((element, node));
                    continue;
                }
                Step::Nowhere => None,
            },
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at.0.at
}

enum Step<'e> {
    To(&'e Element, &'static Content),
    Around(&'e Element, Node),
    Nowhere,
}

fn step<'e>(element: &'e Element, content: &'static Content, token: &str) -> Step<'e> {
    let mut content = content.non_null().0;
    if let Content::Choice(property, branches) = content {
        content = choose::of_element(*property, branches, element)
            .non_null()
            .0;
    }
    let found = match content {
        Content::Record(fields, rest) => {
            let field = fields.iter().find(|field| field.property == token);
            let node = field.map(|field| field.node);
            match node.or_else(|| rest.copied()) {
                Some(node) if node.kind == Kind::Nothing => {
                    return Step::Around(element, node);
                }
                Some(node) => {
                    let mut found = Pool::of(element).take(&node.name, token).into_iter();
                    found.next().map(|element| (element, node.content))
                }
                None => None,
            }
        }
        Content::Map(value) => {
            let mut found = element
                .elements()
                .filter(|child| *child.name.local == *token);
            found.next().map(|element| (element, value.content))
        }
        Content::List(item) => {
            let items = Pool::of(element).take(&item.name, &element.name.local);
            let index = token.parse::<usize>().ok();
            index
                .and_then(|index| items.get(index))
                .map(|element| (*element, item.content))
        }
        Content::Any
        | Content::Null
        | Content::Boolean
        | Content::Integer
        | Content::Number
        | Content::String
        | Content::Scalar
        | Content::Listed(..)
        | Content::Nullable(_)
        | Content::Tuple(..)
        | Content::Choice(..) => None,
    };
    found.map_or(Step::Nowhere, |(element, content)| {
        Step::To(element, content)
    })
}

fn item<'e>(
    around: &'e Element,
    node: &Node,
    token: &str,
) -> Option<(&'e Element, &'static Content)> {
    let item = node.content.items()?;
    let items = Pool::of(around).take(&item.name, node.name.local);
    let element = items.get(token.parse::<usize>().ok()?)?;
    Some((element, item.content))
}
