//! XML bodies, for the client.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::client::{ReadError, RequestWriter, ResponseReader};
use super::super::http::{Body, MediaType};
use super::{Root, read, write};

impl RequestWriter {
    /// Writes the body as XML of the given media type.
    pub fn xml<T: Serialize + ?Sized>(&mut self, media_type: &'static str, root: &Root, value: &T) {
        match write(value, root) {
            Ok(bytes) => self.body(media_type, Body::from(bytes)),
            Err(error) => self.refuse(format!("the body has no XML form: {error}")),
        }
    }
}

impl ResponseReader {
    /// Reads the body as XML. A body that names no media type is taken for XML.
    pub fn xml<T: DeserializeOwned>(&self, root: &Root) -> Result<T, ReadError> {
        if let Some(other) = self.other_than(MediaType::is_xml) {
            return Err(ReadError::Body {
                pointer: String::new(),
                message: format!("the body is `{other}` where XML is declared"),
            });
        }
        read(&self.bytes(), root).map_err(|error| ReadError::Body {
            message: error.to_string(),
            pointer: error.pointer,
        })
    }
}
