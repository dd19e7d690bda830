//! A text as a tree of elements.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::element::{Child, Element, Label};
use super::error::XmlError;
use super::{INSTANCE, NESTING};

/// How many namespaces may be declared at one place, its surroundings included: each name is looked up among them.
const NAMESPACES: usize = 256;

/// The text that bytes are: UTF-8, with a byte order mark or without.
pub(super) fn text(bytes: &[u8]) -> Result<&str, XmlError> {
    if bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]) {
        let message = "the text is UTF-16; only UTF-8 is read";
        return Err(XmlError::syntax("", 0, message));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let before = std::str::from_utf8(&bytes[..at]).unwrap_or_default();
        XmlError::syntax(before, at, format!("byte {at} is not UTF-8"))
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// The only element of a document.
pub(super) fn parse(text: &str) -> Result<Element, XmlError> {
    let mut parser = Parser {
        text,
        reader: NsReader::from_str(text),
        open: Vec::new(),
        root: None,
        declared: Vec::new(),
        namespaces: HashMap::new(),
    };
    parser
        .reader
        .resolver_mut()
        .set_max_declarations_per_element(NAMESPACES);
    while parser.step()? {}
    match parser.root {
        Some(root) if parser.open.is_empty() => Ok(root),
        _ => Err(XmlError::syntax(
            text,
            text.len(),
            "the text ends too early",
        )),
    }
}

struct Parser<'t> {
    text: &'t str,
    reader: NsReader<&'t [u8]>,
    open: Vec<Element>,
    root: Option<Element>,
    /// How many namespaces each open element declares.
    declared: Vec<usize>,
    /// Each namespace once.
    namespaces: HashMap<String, Rc<str>>,
}

impl Parser<'_> {
    /// Reads one more piece; says whether there is another.
    fn step(&mut self) -> Result<bool, XmlError> {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let event = self.reader.read_event().map_err(|error| {
            let at = usize::try_from(self.reader.error_position()).unwrap_or(at);
            self.wrong(at, error.to_string())
        })?;
        match event {
            Event::Start(start) => self.start(&start, at)?,
            Event::Empty(start) => {
                self.start(&start, at)?;
                self.end();
            }
            Event::End(_) => self.end(),
            Event::Text(text) => {
                let text = text
                    .xml10_content()
                    .map_err(|error| self.wrong(at, error.to_string()))?;
                self.add_text(&text, at)?;
            }
            Event::CData(section) => {
                let section = section
                    .xml10_content()
                    .map_err(|error| self.wrong(at, error.to_string()))?;
                self.legal(&section, at)?;
                let Some(element) = self.open.last_mut() else {
                    return Err(self.wrong(at, "text stands outside of the root element"));
                };
                element.children.push(Child::Cdata(section.into_owned()));
            }
            Event::GeneralRef(reference) => {
                let text = self.resolved(&reference, at)?;
                self.add_text(&text, at)?;
            }
            Event::Decl(declaration) => self.check_encoding(&declaration, at)?,
            Event::DocType(_) => {
                return Err(self.wrong(at, "a document type declaration is not read"));
            }
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => return Ok(false),
        }
        Ok(true)
    }

    fn wrong(&self, at: usize, message: impl Into<String>) -> XmlError {
        XmlError::syntax(self.text, at, message)
    }

    fn start(&mut self, start: &BytesStart<'_>, at: usize) -> Result<(), XmlError> {
        if self.open.len() >= NESTING {
            return Err(self.wrong(at, format!("more than {NESTING} elements in one another")));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(self.wrong(at, "a second root element"));
        }
        let (namespace, local) = self.reader.resolver().resolve_element(start.name());
        let namespace = resolved(&namespace).map_err(|message| self.wrong(at, message))?;
        let name = Label {
            local: self.decoded(local.into_inner(), at)?.into(),
            namespace: namespace.map(|uri| intern(&mut self.namespaces, &uri)),
        };
        let mut element = Element {
            name,
            attributes: Vec::new(),
            nil: false,
            children: Vec::new(),
            at,
        };
        let declared = self.attributes(start, at, &mut element)?;
        self.declared.push(declared);
        if self.declared.iter().sum::<usize>() > NAMESPACES {
            return Err(self.wrong(at, "too many namespaces"));
        }
        self.open.push(element);
        Ok(())
    }

    /// Reads the attributes; says how many of them declare namespaces.
    fn attributes(
        &mut self,
        start: &BytesStart<'_>,
        at: usize,
        element: &mut Element,
    ) -> Result<usize, XmlError> {
        let mut declared = 0;
        let mut seen = HashSet::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.wrong(at, error.to_string()))?;
            if attribute.key.as_namespace_binding().is_some() {
                declared += 1;
                continue;
            }
            let (namespace, local) = self.reader.resolver().resolve_attribute(attribute.key);
            let namespace = resolved(&namespace).map_err(|message| self.wrong(at, message))?;
            let label = Label {
                local: self.decoded(local.into_inner(), at)?.into(),
                namespace: namespace.map(|uri| intern(&mut self.namespaces, &uri)),
            };
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| self.wrong(at, error.to_string()))?;
            self.legal(&value, at)?;
            if !seen.insert(label.clone()) {
                return Err(self.wrong(at, format!("attribute `{}` stands twice", label.local)));
            }
            if label.namespace.as_deref() == Some(INSTANCE) {
                // Its other attributes speak to validators.
                element.nil |= &*label.local == "nil" && matches!(value.trim(), "true" | "1");
            } else {
                element.attributes.push((label, value.into_owned()));
            }
        }
        Ok(declared)
    }

    fn decoded<'n>(&self, name: &'n [u8], at: usize) -> Result<&'n str, XmlError> {
        std::str::from_utf8(name).map_err(|error| self.wrong(at, error.to_string()))
    }

    /// The parser has seen to it that the end is that of the element which is open.
    fn end(&mut self) {
        self.declared.pop();
        if let Some(element) = self.open.pop() {
            match self.open.last_mut() {
                Some(around) => around.children.push(Child::Element(element)),
                None => self.root = Some(element),
            }
        }
    }

    fn add_text(&mut self, text: &str, at: usize) -> Result<(), XmlError> {
        self.legal(text, at)?;
        match self.open.last_mut() {
            Some(element) => match element.children.last_mut() {
                Some(Child::Text(before)) => before.push_str(text),
                _ => element.children.push(Child::Text(text.to_owned())),
            },
            None if text.trim().is_empty() => {}
            None => return Err(self.wrong(at, "text stands outside of the root element")),
        }
        Ok(())
    }

    /// A reference to a character, or to one of the five entities that XML has without a declaration (XML 1.0 section 4.6).
    fn resolved(&self, reference: &BytesRef<'_>, at: usize) -> Result<String, XmlError> {
        let character = reference.resolve_char_ref();
        let character = character.map_err(|error| self.wrong(at, error.to_string()))?;
        if let Some(character) = character {
            return Ok(character.to_string());
        }
        let name = reference.decode();
        let name = name.map_err(|error| self.wrong(at, error.to_string()))?;
        let text = resolve_predefined_entity(&name);
        text.map(str::to_owned)
            .ok_or_else(|| self.wrong(at, format!("entity `{name}` is not declared")))
    }

    fn check_encoding(&self, declaration: &BytesDecl<'_>, at: usize) -> Result<(), XmlError> {
        if at != 0 {
            return Err(self.wrong(at, "the XML declaration does not stand at the beginning"));
        }
        let Some(encoding) = declaration.encoding() else {
            return Ok(());
        };
        let encoding = encoding.map_err(|error| self.wrong(at, error.to_string()))?;
        let encoding = String::from_utf8_lossy(&encoding).to_ascii_lowercase();
        if ["utf-8", "utf8", "us-ascii"].contains(&encoding.as_str()) {
            return Ok(());
        }
        let message = format!("the encoding is declared as `{encoding}`; only UTF-8 is read");
        Err(self.wrong(at, message))
    }

    fn legal(&self, text: &str, at: usize) -> Result<(), XmlError> {
        match text.chars().find(|character| !is_legal(*character)) {
            Some(character) => {
                let message = format!("U+{:04X} is no character of XML", u32::from(character));
                Err(self.wrong(at, message))
            }
            None => Ok(()),
        }
    }
}

/// `Char` of XML 1.0 section 2.2.
pub(super) fn is_legal(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        other => other >= ' ',
    }
}

fn resolved(namespace: &ResolveResult<'_>) -> Result<Option<String>, String> {
    match namespace {
        ResolveResult::Unbound => Ok(None),
        ResolveResult::Bound(Namespace(uri)) => Ok(Some(String::from_utf8_lossy(uri).into())),
        ResolveResult::Unknown(prefix) => {
            let prefix = String::from_utf8_lossy(prefix);
            Err(format!("prefix `{prefix}` stands for no namespace"))
        }
    }
}

/// The same text for the same namespace.
fn intern(known: &mut HashMap<String, Rc<str>>, namespace: &str) -> Rc<str> {
    if let Some(shared) = known.get(namespace) {
        return Rc::clone(shared);
    }
    let shared: Rc<str> = namespace.into();
    known.insert(namespace.to_owned(), Rc::clone(&shared));
    shared
}
