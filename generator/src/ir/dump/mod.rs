//! An [`Api`] as text, for tests and for whoever wonders what was understood.
//!
//! One line a property. A type without a name is called by the way to it: `Job.results` is the property's, `[]` a list's items,
//! `{}` a map's values, `|0` a choice's first branch, `!` what is there when it is not null. What has a line of its own (records, choices,
//! lists of values) is referred to; everything else is spelt out where it stands.

mod operation;

use std::fmt::Write as _;

use super::analysis::{Analyses, Discrimination, Keeps, Test};
use super::{
    Additional, Api, Choice, Constraints, IntegerFormat, Literals, Origin, Predicates, Property,
    Record, Shape, Step, TextFormat, TypeId, Types,
};
use crate::spec::{Xml, XmlNode};

/// Writes everything down.
pub fn dump(api: &Api, analyses: &Analyses) -> String {
    let mut dump = Dump {
        types: &api.types,
        predicates: &api.predicates,
        analyses,
        out: String::new(),
    };
    for id in api.types.ids() {
        dump.ty(id);
    }
    for (index, operation) in api.operations.iter().enumerate() {
        dump.operation(operation, analyses.pagination[index].as_ref());
    }
    dump.out
}

struct Dump<'a> {
    types: &'a Types,
    predicates: &'a Predicates,
    analyses: &'a Analyses,
    out: String,
}

impl Dump<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{:indent$}{text}", "", indent = indent * 2);
    }

    fn ty(&mut self, id: TypeId) {
        let def = &self.types[id];
        let named = matches!(self.types[self.types.whole(id)].origin, Origin::Named(_));
        if !named && !has_lines(&def.shape) {
            return;
        }
        let (name, flags) = (self.name(id), self.flags(id));
        match &def.shape {
            Shape::Record(record) => self.record(id, &name, record, &flags),
            Shape::Choice(choice) => self.choice(id, &name, choice, &flags),
            Shape::Literals(literals) => {
                let word = if literals.constant {
                    "always"
                } else {
                    "one of"
                };
                self.line(0, &format!("{name}: {word}{flags}"));
                self.literals(literals);
            }
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Bool
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::Text(_)
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Map(_)
            | Shape::Nullable(_)
            | Shape::Alias(_) => {
                let spelt = self.spell_shape(id);
                self.line(0, &format!("{name}: {spelt}{flags}"));
            }
        }
    }

    /// What the analyses know about a type as a whole.
    fn flags(&self, id: TypeId) -> String {
        let usage = self.analyses.usage[id];
        let way = match (usage.input, usage.output) {
            (true, true) => "sent and received",
            (true, false) => "sent",
            (false, true) => "received",
            (false, false) => "unused",
        };
        let keeps = if self.analyses.keeps_unknown[id] == Keeps::Nothing {
            ""
        } else {
            ", keeps what is undeclared"
        };
        let def = &self.types[id];
        let bounds = bounds(&def.constraints);
        let demands = def.predicate.map(|id| self.predicates.spell(id));
        let demands = demands.map_or_else(String::new, |demands| format!(" where {demands}"));
        format!(
            "{bounds} ({way}{keeps}){demands}{}",
            xml(def.xml.as_deref())
        )
    }

    fn record(&mut self, id: TypeId, name: &str, record: &Record, flags: &str) {
        let additional = match record.additional {
            Additional::Open => "record".to_owned(),
            Additional::Closed => "closed record".to_owned(),
            Additional::Typed(ty) => format!("record with others of {}", self.spell(ty)),
        };
        let others = if record.others.is_empty() {
            String::new()
        } else {
            format!(" without {}", record.others.join(", "))
        };
        let by = record.tag.as_ref().map(|tag| format!(" by {tag:?}"));
        let by = by.unwrap_or_default();
        self.line(0, &format!("{name}: {additional}{by}{others}{flags}"));
        for (index, property) in record.properties.iter().enumerate() {
            let line = self.property(id, index, property);
            self.line(1, &line);
        }
    }

    fn property(&self, owner: TypeId, index: usize, property: &Property) -> String {
        let optional = if property.required { "" } else { "?" };
        let mut line = format!(
            "{}{optional}: {}",
            property.name,
            self.part(owner, index, property.ty)
        );
        for (is, word) in [
            (property.read_only, " read-only"),
            (property.write_only, " write-only"),
            (property.docs.deprecated, " deprecated"),
        ] {
            line.push_str(if is { word } else { "" });
        }
        if let Some(default) = &property.default {
            let _ = write!(line, " = {default}");
        }
        line + &xml(property.xml.as_deref())
    }

    /// A part's type, marked where it is kept apart from its owner.
    fn part(&self, owner: TypeId, index: usize, ty: TypeId) -> String {
        let spelt = self.spell(ty);
        if self.analyses.boxes.contains(owner, index) {
            format!("apart {spelt}")
        } else {
            spelt
        }
    }

    fn choice(&mut self, id: TypeId, name: &str, choice: &Choice, flags: &str) {
        let kind = if choice.overlapping {
            "any of"
        } else {
            "one of"
        };
        let tag = choice.discriminator.as_ref();
        let by = tag
            .map(|tag| format!(" by {:?}", tag.property))
            .unwrap_or_default();
        self.line(0, &format!("{name}: {kind}{by}{flags}"));
        let known = self.analyses.discriminations[id].as_ref();
        for (index, branch) in choice.branches.iter().enumerate() {
            let mut line = format!("| {}", self.part(id, index, branch.ty));
            if choice.base() == Some(index) {
                line.push_str(" otherwise");
            } else if let Some(tags) = tag.and_then(|tag| tag.tags.get(index)) {
                let _ = write!(line, " tagged {tags:?}");
                if branch.is_default {
                    line.push_str(" or otherwise");
                }
            } else if let Some(test) = known.and_then(|known| known.tests.get(index)) {
                let _ = write!(line, " if {}", spell_test(test));
            }
            self.line(1, &line);
        }
        for pair in known.into_iter().flat_map(alike) {
            self.line(1, &pair);
        }
    }

    fn literals(&mut self, literals: &Literals) {
        for literal in &literals.values {
            let name = literal
                .name
                .as_ref()
                .map(|name| format!(" called {name:?}"))
                .unwrap_or_default();
            self.line(1, &format!("{}{name}", literal.value));
        }
    }

    /// A type where it is used.
    fn spell(&self, id: TypeId) -> String {
        let def = &self.types[id];
        let whole = &self.types[self.types.whole(id)];
        if matches!(whole.origin, Origin::Named(_)) || has_lines(&def.shape) {
            return self.name(id);
        }
        let demands = def.predicate.map(|id| self.predicates.spell(id));
        let demands = demands.map_or_else(String::new, |demands| format!(" where {demands}"));
        format!(
            "{}{}{demands}",
            self.spell_shape(id),
            bounds(&def.constraints)
        )
    }

    fn spell_shape(&self, id: TypeId) -> String {
        match &self.types[id].shape {
            Shape::Any => "anything".to_owned(),
            Shape::Never => "nothing".to_owned(),
            Shape::Null => "null".to_owned(),
            Shape::Bool => "boolean".to_owned(),
            Shape::Integer(format) => integer(*format).to_owned(),
            Shape::Number(_) => "number".to_owned(),
            Shape::Text(format) => text(*format).to_owned(),
            Shape::List(list) => {
                format!(
                    "list of {}{}",
                    self.spell(list.item),
                    xml(list.xml.as_deref())
                )
            }
            Shape::Map(map) => format!("map of {}", self.spell(map.value)),
            Shape::Nullable(inner) => format!("{} or null", self.part(id, 0, *inner)),
            Shape::Alias(target) => format!("same as {}", self.spell(*target)),
            Shape::Tuple(tuple) => {
                let parts = tuple
                    .parts
                    .iter()
                    .enumerate()
                    .map(|(index, part)| self.part(id, index, *part));
                let rest = tuple.rest.map(|rest| format!("{}…", self.spell(rest)));
                format!(
                    "tuple of ({})",
                    parts.chain(rest).collect::<Vec<_>>().join(", ")
                )
            }
            Shape::Record(_) | Shape::Choice(_) | Shape::Literals(_) => self.name(id),
        }
    }

    /// What a type is called: its name, or the way to it.
    fn name(&self, id: TypeId) -> String {
        let mut steps = Vec::new();
        let mut at = id;
        let root = loop {
            match &self.types[at].origin {
                Origin::Named(name) => break name.clone(),
                Origin::Operation { operation, role } => break format!("<{operation} {role}>"),
                Origin::Shared { part, name, header } => {
                    let header = header.iter().map(|header| format!(" {header}"));
                    break format!("<{part:?} {name}{}>", header.collect::<String>());
                }
                Origin::Inline { owner, step } => {
                    steps.push(spell_step(step));
                    at = *owner;
                }
            }
        };
        steps
            .into_iter()
            .rev()
            .fold(root, |name, step| name + &step)
    }
}

/// What a place is in XML.
fn xml(xml: Option<&Xml>) -> String {
    let Some(xml) = xml else {
        return String::new();
    };
    let kind = xml.node.map_or("node", XmlNode::as_str);
    let name = xml.name.as_ref().map(|name| format!(" {name}"));
    let prefix = xml
        .prefix
        .as_ref()
        .map(|prefix| format!(" prefix {prefix}"));
    let namespace = xml.namespace.as_ref().map(|uri| format!(" in {uri}"));
    let parts = [name, prefix, namespace].into_iter().flatten();
    format!(" <{kind}{}>", parts.collect::<String>())
}

/// Whether a type is written on lines of its own.
fn has_lines(shape: &Shape) -> bool {
    match shape {
        Shape::Record(_) | Shape::Choice(_) | Shape::Literals(_) => true,
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Bool
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::Text(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Nullable(_)
        | Shape::Alias(_) => false,
    }
}

fn spell_step(step: &Step) -> String {
    match step {
        Step::Property(name) => format!(".{name}"),
        Step::Item => "[]".to_owned(),
        Step::Part(index) => format!("[{index}]"),
        Step::Value => "{}".to_owned(),
        Step::Branch(index) => format!("|{index}"),
        Step::NonNull => "!".to_owned(),
        Step::Base => " itself".to_owned(),
        Step::Request => " in requests".to_owned(),
    }
}

fn integer(format: IntegerFormat) -> &'static str {
    match format {
        IntegerFormat::I8 => "integer of 8 bits",
        IntegerFormat::I16 => "integer of 16 bits",
        IntegerFormat::I32 => "integer of 32 bits",
        IntegerFormat::I64 => "integer",
        IntegerFormat::U8 => "natural of 8 bits",
        IntegerFormat::U16 => "natural of 16 bits",
        IntegerFormat::U32 => "natural of 32 bits",
        IntegerFormat::U64 => "natural",
    }
}

fn text(format: TextFormat) -> &'static str {
    match format {
        TextFormat::Plain => "text",
        TextFormat::DateTime => "date-time",
        TextFormat::Date => "date",
        TextFormat::Time => "time",
        TextFormat::Duration => "duration",
        TextFormat::Uuid => "uuid",
        TextFormat::Ipv4 => "ipv4",
        TextFormat::Ipv6 => "ipv6",
        TextFormat::Password => "password",
        TextFormat::Byte => "base64",
        TextFormat::Base64Url => "base64url",
        TextFormat::Binary => "bytes",
    }
}

/// Constraints in brackets, by their keywords.
fn bounds(constraints: &Constraints) -> String {
    let set = constraints.set().into_iter();
    let set = set.map(|(name, value)| format!("{name} {value}"));
    let set: Vec<String> = set.collect();
    if set.is_empty() {
        String::new()
    } else {
        format!(" [{}]", set.join(", "))
    }
}

fn spell_test(test: &Test) -> String {
    let mut words: Vec<String> = vec![
        test.kinds
            .iter()
            .map(super::analysis::Kind::as_str)
            .collect::<Vec<_>>()
            .join("/"),
    ];
    if !test.values.is_empty() {
        words.push(format!("listed ({})", test.values.len()));
    }
    if !test.required.is_empty() {
        words.push(format!("with {}", test.required.join(", ")));
    }
    for (name, values) in &test.fixed {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        words.push(format!("where {name} is {}", values.join(" or ")));
    }
    for (name, within) in &test.bounded {
        words.push(format!("where {name} is within{}", bounds(within)));
    }
    words.join(" ") + &bounds(&test.bounds)
}

fn alike(known: &Discrimination) -> impl Iterator<Item = String> + '_ {
    known
        .alike
        .iter()
        .map(|(one, other)| format!("branches {one} and {other} look alike"))
}
