//! A typed value to a tree of texts.

use std::fmt;

use serde::ser::{
    Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple,
    SerializeTupleStruct, Serializer,
};

use super::error::{Reason, said};
use super::tree::Tree;

/// The serializer.
pub(super) struct Writer;

/// The items so far.
pub(super) struct ListWriter(Vec<Tree>);

/// The properties so far.
pub(super) struct ObjectWriter {
    name: &'static str,
    key: Option<String>,
    properties: Vec<(String, Tree)>,
}

/// The record as which `serde_json` passes a number when it keeps numbers as text.
const NUMBER: &str = "$serde_json::private::Number";

const VARIANT: Reason = said("an enum variant with data has no wire form");

#[expect(
    clippy::unnecessary_wraps,
    reason = "every method of the serializer answers so"
)]
fn text(value: impl fmt::Display) -> Result<Tree, Reason> {
    Ok(Tree::Scalar(value.to_string()))
}

/// As JSON writes it: with an exponent where the digits alone would run long.
fn float(value: f64, short: impl fmt::Display + fmt::LowerExp) -> Result<Tree, Reason> {
    if !value.is_finite() {
        return Err(said("a number that is not finite has no wire form"));
    }
    let digits = value == 0.0 || (1e-6..1e21).contains(&value.abs());
    if digits {
        text(short)
    } else {
        text(format_args!("{short:e}"))
    }
}

impl Serializer for Writer {
    type Ok = Tree;
    type Error = Reason;
    type SerializeSeq = ListWriter;
    type SerializeTuple = ListWriter;
    type SerializeTupleStruct = ListWriter;
    type SerializeTupleVariant = Impossible<Tree, Reason>;
    type SerializeMap = ObjectWriter;
    type SerializeStruct = ObjectWriter;
    type SerializeStructVariant = Impossible<Tree, Reason>;

    fn serialize_bool(self, value: bool) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_i8(self, value: i8) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_i16(self, value: i16) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_i32(self, value: i32) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_i64(self, value: i64) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_i128(self, value: i128) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_u8(self, value: u8) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_u16(self, value: u16) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_u32(self, value: u32) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_u64(self, value: u64) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_u128(self, value: u128) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_f32(self, value: f32) -> Result<Tree, Reason> {
        float(value.into(), value)
    }

    fn serialize_f64(self, value: f64) -> Result<Tree, Reason> {
        float(value, value)
    }

    fn serialize_char(self, value: char) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_str(self, value: &str) -> Result<Tree, Reason> {
        text(value)
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<Tree, Reason> {
        text(value)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Tree, Reason> {
        Err(said("bytes have no wire form"))
    }

    fn serialize_none(self) -> Result<Tree, Reason> {
        Ok(Tree::Nothing)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree, Reason> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Tree, Reason> {
        Ok(Tree::Nothing)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Tree, Reason> {
        Ok(Tree::Nothing)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Tree, Reason> {
        text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Tree, Reason> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Tree, Reason> {
        Err(VARIANT)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<ListWriter, Reason> {
        Ok(ListWriter(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<ListWriter, Reason> {
        Ok(ListWriter(Vec::new()))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<ListWriter, Reason> {
        Ok(ListWriter(Vec::new()))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Reason> {
        Err(VARIANT)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<ObjectWriter, Reason> {
        self.serialize_struct("", 0)
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<ObjectWriter, Reason> {
        Ok(ObjectWriter {
            name,
            key: None,
            properties: Vec::new(),
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Reason> {
        Err(VARIANT)
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
