//! The parts of a value as the [`Writer`] collects them: lists and objects.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple, SerializeTupleStruct,
};

use super::error::{Reason, said};
use super::tree::Tree;
use super::writer::Writer;

/// The items so far.
#[derive(Default)]
pub(super) struct ListWriter(Vec<Tree>);

/// The properties so far.
pub(super) struct ObjectWriter {
    name: &'static str,
    key: Option<String>,
    properties: Vec<(String, Tree)>,
}

/// The record as which `serde_json` passes a number when it keeps numbers as text.
const NUMBER: &str = "$serde_json::private::Number";

impl ObjectWriter {
    pub(super) fn new(name: &'static str) -> Self {
        Self {
            name,
            key: None,
            properties: Vec::new(),
        }
    }
}

impl SerializeSeq for ListWriter {
    type Ok = Tree;
    type Error = Reason;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Reason> {
        self.0.push(value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<Tree, Reason> {
        Ok(Tree::List(self.0))
    }
}

impl SerializeTuple for ListWriter {
    type Ok = Tree;
    type Error = Reason;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Reason> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Tree, Reason> {
        SerializeSeq::end(self)
    }
}

impl SerializeTupleStruct for ListWriter {
    type Ok = Tree;
    type Error = Reason;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Reason> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<Tree, Reason> {
        SerializeSeq::end(self)
    }
}

impl SerializeMap for ObjectWriter {
    type Ok = Tree;
    type Error = Reason;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Reason> {
        match key.serialize(Writer)? {
            Tree::Scalar(text) => self.key = Some(text),
            Tree::Nothing | Tree::List(_) | Tree::Object(_) => {
                return Err(said("a property's name is not a text"));
            }
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Reason> {
        let key = self.key.take().ok_or(said("a property has no name"))?;
        self.properties.push((key, value.serialize(Writer)?));
        Ok(())
    }

    fn end(self) -> Result<Tree, Reason> {
        Ok(Tree::Object(self.properties))
    }
}

impl SerializeStruct for ObjectWriter {
    type Ok = Tree;
    type Error = Reason;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Reason> {
        self.properties
            .push((key.to_owned(), value.serialize(Writer)?));
        Ok(())
    }

    fn end(mut self) -> Result<Tree, Reason> {
        match self.properties.pop() {
            Some((_, number)) if self.name == NUMBER => Ok(number),
            last => {
                self.properties.extend(last);
                Ok(Tree::Object(self.properties))
            }
        }
    }
}
