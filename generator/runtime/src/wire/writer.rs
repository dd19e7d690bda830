//! A typed value to a tree of texts.

use std::fmt;

use serde::ser::{Impossible, Serialize, Serializer};

use super::compound::{ListWriter, ObjectWriter};
use super::error::{Reason, said};
use super::tree::Tree;

/// The serializer.
pub(super) struct Writer;

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
        Ok(ListWriter::default())
    }

    fn serialize_tuple(self, _: usize) -> Result<ListWriter, Reason> {
        Ok(ListWriter::default())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<ListWriter, Reason> {
        Ok(ListWriter::default())
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
        Ok(ObjectWriter::new(name))
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
