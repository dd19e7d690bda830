//! What bodies are in XML: a table for each type that is met in one.

use std::collections::{HashMap, HashSet, VecDeque};

use super::Input;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Additional, Choice, LiteralKind, Literals, Media, Origin, Property, Record, Shape, Step,
    TextFormat, TypeId,
};
use crate::rust::name::{Case, Ident, Scope};
use crate::rust::{Xml, XmlContent, XmlField, XmlKind, XmlNode, XmlRoot, XmlShape, XmlTable};
use crate::source::Location;
use crate::spec::{self, is_xml_name};

/// How many values of a list of them are kept, to tell branches apart by.
const LISTED: usize = 32;

/// How far the way to a type is followed for the name of its table.
const OWNERS: usize = 16;

/// What the root is called that nobody names.
const ROOT: &str = "root";

/// The tables of a document, while bodies are met.
#[derive(Default)]
pub(super) struct Tables {
    scope: Scope,
    idents: HashMap<TypeId, Ident>,
    waiting: VecDeque<TypeId>,
    told: HashSet<String>,
    xml: Xml,
}

impl Tables {
    /// All of them.
    pub(super) fn finish(self) -> Xml {
        self.xml
    }
}

/// Whether a body is XML that a type says something about: text that nobody names an element for is the XML itself.
pub(super) fn is_typed(input: &Input<'_>, media: &Media) -> bool {
    let types = &input.api.types;
    let shape = &types[types.non_null(media.ty)].shape;
    let is_text = matches!(shape, Shape::Text(_));
    let is_bytes = matches!(shape, Shape::Text(TextFormat::Binary));
    !is_bytes && (!is_text || name(input, media).is_some())
}

/// The constant for a body's root element; `owner` is whose body it is.
pub(super) fn root(
    diagnostics: &mut Diagnostics,
    input: &Input<'_>,
    media: &Media,
    (owner, title): (&str, String),
) -> Ident {
    let mut tables = input.xml.borrow_mut();
    let mut lowering = Lowering {
        diagnostics,
        input,
        tables: &mut tables,
    };
    let ident = lowering.tables.scope.claim(Case::Shouty, owner);
    let said = lowering.said(media.xml.as_deref(), media.ty);
    let named = said.as_ref().is_some_and(|xml| xml.name.is_some());
    let local = match name(input, media) {
        Some(name) => lowering.legal(name, &media.at),
        None => lowering.unnamed(&media.at),
    };
    let mut node = lowering.node(XmlKind::Element, local, said.as_ref(), media.ty);
    if let Some(shape) = lowering.items_by_type(media.ty) {
        let ident = lowering
            .tables
            .scope
            .claim(Case::Shouty, &format!("{owner} items"));
        node.content = XmlContent::Table(ident.clone());
        lowering.tables.xml.tables.push(XmlTable { ident, shape });
    }
    let root = XmlRoot {
        ident: ident.clone(),
        title,
        named,
        node,
    };
    lowering.tables.xml.roots.push(root);
    while let Some(id) = lowering.tables.waiting.pop_front() {
        lowering.table(id);
    }
    ident
}

/// What a body's root element is called: by its schema, or by the component that it is of (OpenAPI 3.2 section 4.27.1.2).
fn name(input: &Input<'_>, media: &Media) -> Option<String> {
    let types = &input.api.types;
    let own = media.xml.as_ref().and_then(|xml| xml.name.clone());
    let of_type = || types[types.non_null(media.ty)].xml.as_ref()?.name.clone();
    own.or_else(of_type).or_else(|| component(input, media.ty))
}

fn component(input: &Input<'_>, id: TypeId) -> Option<String> {
    let types = &input.api.types;
    let chain = [id, types.non_null(id)];
    chain
        .into_iter()
        .find_map(|id| match &types[types.whole(id)].origin {
            Origin::Named(name) => Some(name.clone()),
            Origin::Inline { .. } | Origin::Operation { .. } | Origin::Shared { .. } => None,
        })
}

struct Lowering<'l, 'a> {
    diagnostics: &'l mut Diagnostics,
    input: &'l Input<'a>,
    tables: &'l mut Tables,
}

impl Lowering<'_, '_> {
    fn shape(&self, id: TypeId) -> &Shape {
        let types = &self.input.api.types;
        &types[types.non_null(id)].shape
    }

    /// What is said of a place, and what its type says of itself.
    fn said(&self, place: Option<&spec::Xml>, id: TypeId) -> Option<spec::Xml> {
        let types = &self.input.api.types;
        let own = types[types.non_null(id)].xml.as_deref();
        match place {
            Some(place) => Some(place.clone().or(own)),
            None => own.cloned(),
        }
    }

    fn tell(&mut self, at: &Location, message: &str, help: &str) {
        if self.tables.told.insert(format!("{at} {message}")) {
            let found = Diagnostic::new(Code::INVALID_XML, at.clone(), message);
            self.diagnostics.push(found.help(help));
        }
    }

    fn unnamed(&mut self, at: &Location) -> String {
        let message = "nothing names the root element: it is written as `root`, and read whatever its name is";
        self.tell(at, message, "say `xml: {name: …}` in the schema");
        ROOT.to_owned()
    }

    /// A name that XML can have; what it cannot have becomes `_`.
    fn legal(&mut self, name: String, at: &Location) -> String {
        if is_xml_name(&name) {
            return name;
        }
        let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c) || !c.is_ascii();
        let parts = name.chars().map(|c| if is_part(c) { c } else { '_' });
        let legal: String = parts.collect();
        let legal = if is_xml_name(&legal) {
            legal
        } else {
            format!("_{legal}")
        };
        let message = format!("`{name}` is no name in XML: it is `{legal}` there");
        self.tell(at, &message, "say `xml: {name: …}` beside it");
        legal
    }

    fn node(
        &mut self,
        kind: XmlKind,
        local: String,
        said: Option<&spec::Xml>,
        id: TypeId,
    ) -> XmlNode {
        let has_name = matches!(kind, XmlKind::Element | XmlKind::Attribute);
        let said = said.filter(|_| has_name);
        XmlNode {
            kind,
            local,
            namespace: said.and_then(|xml| xml.namespace.clone()),
            prefix: said.and_then(|xml| xml.prefix.clone()),
            content: self.content(id),
        }
    }

    /// What a value is, where it is used.
    fn content(&mut self, id: TypeId) -> XmlContent {
        let types = &self.input.api.types;
        let id = types.resolve(id);
        match &types[id].shape {
            Shape::Any | Shape::Never | Shape::Alias(_) => XmlContent::Plain("Any"),
            Shape::Null => XmlContent::Plain("Null"),
            Shape::Bool => XmlContent::Plain("Boolean"),
            Shape::Integer(_) => XmlContent::Plain("Integer"),
            Shape::Number(_) => XmlContent::Plain("Number"),
            Shape::Text(_) => XmlContent::Plain("String"),
            Shape::Literals(literals) => self::literals(literals),
            Shape::Nullable(inner) => XmlContent::Nullable(Box::new(self.content(*inner))),
            Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Map(_)
            | Shape::Record(_)
            | Shape::Choice(_) => XmlContent::Table(self.ident(id)),
        }
    }

    /// The constant of a type's table, which is made once.
    fn ident(&mut self, id: TypeId) -> Ident {
        if let Some(ident) = self.tables.idents.get(&id) {
            return ident.clone();
        }
        let ident = self.tables.scope.claim(Case::Shouty, &self.words(id));
        self.tables.idents.insert(id, ident.clone());
        self.tables.waiting.push_back(id);
        ident
    }

    /// What a type is called, or the way to it.
    fn words(&self, id: TypeId) -> String {
        let mut words = Vec::new();
        let mut at = id;
        for _ in 0..OWNERS {
            if let Some(ident) = self.input.names.ident(at) {
                words.push(ident.to_string());
                break;
            }
            match &self.input.api.types[at].origin {
                Origin::Inline { owner, step } => {
                    words.push(match step {
                        Step::Property(name) => name.clone(),
                        Step::Item => "item".to_owned(),
                        Step::Value => "value".to_owned(),
                        Step::Part(index) | Step::Branch(index) => index.to_string(),
                        Step::NonNull | Step::Base | Step::Request => String::new(),
                    });
                    at = *owner;
                }
                Origin::Named(name) | Origin::Shared { name, .. } => {
                    words.push(name.clone());
                    break;
                }
                Origin::Operation { operation, role } => {
                    words.push(format!("{operation} {role} content"));
                    break;
                }
            }
        }
        words.reverse();
        words.join(" ")
    }

    fn table(&mut self, id: TypeId) {
        let api = self.input.api;
        let shape = match &api.types[id].shape {
            Shape::Record(record) => self.record(record),
            Shape::Map(map) => XmlShape::Map(self.value(map.value)),
            Shape::List(list) => XmlShape::List(self.item(list.xml.as_deref(), list.item)),
            Shape::Tuple(tuple) => {
                let said = tuple.xml.iter().map(Option::as_deref);
                let parts = tuple.parts.iter().zip(said.chain(std::iter::repeat(None)));
                let parts = parts.map(|(part, said)| self.part(said, *part)).collect();
                XmlShape::Tuple(parts, tuple.rest.map(|rest| self.item(None, rest)))
            }
            Shape::Choice(choice) => self.choice(choice),
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Bool
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::Text(_)
            | Shape::Nullable(_)
            | Shape::Alias(_)
            | Shape::Literals(_) => return,
        };
        let ident = self.ident(id);
        self.tables.xml.tables.push(XmlTable { ident, shape });
    }

    fn record(&mut self, record: &Record) -> XmlShape {
        let properties = record.properties.iter();
        let fields = properties.map(|property| self.field(property)).collect();
        let types = &self.input.api.types;
        let rest = match record.additional {
            Additional::Open | Additional::Closed => None,
            Additional::Typed(ty) if matches!(types[types.resolve(ty)].shape, Shape::Any) => None,
            Additional::Typed(ty) => Some(self.value(ty)),
        };
        XmlShape::Record(fields, rest)
    }

    fn field(&mut self, property: &Property) -> XmlField {
        let said = self.said(property.xml.as_deref(), property.ty);
        let at = said.as_ref().map_or(&property.at, |xml| &xml.at).clone();
        let kind = self.kind(said.as_ref().and_then(|xml| xml.node), property.ty, &at);
        let own = said.as_ref().and_then(|xml| xml.name.clone());
        // Of a list without an element of its own the name counts for nothing (OpenAPI 3.2 section 4.27.1).
        let own = own.filter(|_| kind != XmlKind::Nothing);
        let local = match own {
            Some(name) => name,
            None => self.legal(property.name.clone(), &property.at),
        };
        XmlField {
            property: property.name.clone(),
            required: property.required,
            node: self.node(kind, local, said.as_ref(), property.ty),
        }
    }

    /// The kind that is asked for, where a value of the type can be of it.
    fn kind(&mut self, asked: Option<spec::XmlNode>, id: TypeId, at: &Location) -> XmlKind {
        let shape = self.shape(id);
        let is_list = matches!(shape, Shape::List(_) | Shape::Tuple(_));
        let is_record = matches!(shape, Shape::Record(_));
        let holds_others = is_record || matches!(shape, Shape::Map(_) | Shape::Tuple(_));
        let is_scalar =
            !is_list && !holds_others && !matches!(shape, Shape::Choice(_) | Shape::Any);
        match asked {
            Some(spec::XmlNode::Attribute) if !holds_others => XmlKind::Attribute,
            Some(spec::XmlNode::Text | spec::XmlNode::Nothing) if is_scalar => XmlKind::Text,
            Some(spec::XmlNode::Cdata) if is_scalar => XmlKind::Cdata,
            Some(spec::XmlNode::Nothing) if is_list || is_record => XmlKind::Nothing,
            Some(spec::XmlNode::Element) => XmlKind::Element,
            Some(asked) => {
                let asked = asked.as_str();
                let message = format!("what holds other values is no node of the kind `{asked}`");
                self.tell(at, &message, "say so of the values in it");
                if is_list {
                    XmlKind::Nothing
                } else {
                    XmlKind::Element
                }
            }
            None if is_list => XmlKind::Nothing,
            None => XmlKind::Element,
        }
    }

    /// An item is an element, called what the list is called unless it has a name of its own.
    fn item(&mut self, place: Option<&spec::Xml>, id: TypeId) -> XmlNode {
        let said = self.said(place, id);
        let name = said.as_ref().and_then(|xml| xml.name.clone());
        self.node(
            XmlKind::Element,
            name.unwrap_or_default(),
            said.as_ref(),
            id,
        )
    }

    /// A part of a tuple may be text between elements.
    fn part(&mut self, place: Option<&spec::Xml>, id: TypeId) -> XmlNode {
        let mut node = self.item(place, id);
        let asked = self.said(place, id).and_then(|xml| xml.node);
        let is_plain = matches!(node.content, XmlContent::Plain(_) | XmlContent::Listed(..));
        match asked {
            Some(spec::XmlNode::Text) if is_plain => node.kind = XmlKind::Text,
            Some(spec::XmlNode::Cdata) if is_plain => node.kind = XmlKind::Cdata,
            Some(_) | None => {}
        }
        node
    }

    /// A property without a declaration: its name is the element's.
    fn value(&mut self, id: TypeId) -> XmlNode {
        let said = self.said(None, id);
        let is_wrapped = said
            .as_ref()
            .is_some_and(|xml| xml.node == Some(spec::XmlNode::Element));
        let kind = if matches!(self.shape(id), Shape::List(_)) && !is_wrapped {
            XmlKind::Nothing
        } else {
            XmlKind::Element
        };
        self.node(kind, String::new(), said.as_ref(), id)
    }

    fn choice(&mut self, choice: &Choice) -> XmlShape {
        let tag = choice.discriminator.as_ref();
        let branches = choice.branches.iter().enumerate().map(|(index, branch)| {
            let tags = tag.and_then(|tag| tag.tags.get(index)).cloned();
            (tags.unwrap_or_default(), self.content(branch.ty))
        });
        XmlShape::Choice(tag.map(|tag| tag.property.clone()), branches.collect())
    }

    /// The items of a body that is a list are called what they are, where no property names them.
    fn items_by_type(&mut self, id: TypeId) -> Option<XmlShape> {
        let Shape::List(list) = self.shape(id) else {
            return None;
        };
        let list = list.clone();
        let mut item = self.item(list.xml.as_deref(), list.item);
        if !item.local.is_empty() {
            return None;
        }
        let name = component(self.input, list.item)?;
        item.local = self.legal(name, &self.input.api.types[list.item].at);
        Some(XmlShape::List(item))
    }
}

fn literals(literals: &Literals) -> XmlContent {
    let kind = match literals.kind {
        LiteralKind::Text => "String",
        LiteralKind::Integer => "Integer",
        LiteralKind::Number => "Number",
        LiteralKind::Boolean => "Boolean",
        LiteralKind::Mixed => "Scalar",
    };
    if literals.others || literals.values.len() > LISTED {
        return XmlContent::Plain(kind);
    }
    let values = literals.values.iter().map(|literal| {
        let text = literal.value.as_str().map(str::to_owned);
        text.unwrap_or_else(|| literal.value.to_string())
    });
    XmlContent::Listed(kind, values.collect())
}
