//! Properties that one side only sends: the server what is `readOnly`, the client what is `writeOnly` (OpenAPI 3.0.3, Schema Object:
//! the former SHOULD NOT be sent as part of a request, the latter SHOULD NOT be sent as part of a response).
//!
//! An emitted type that holds such properties takes them out of a value, wherever in it they stand:
//!
//! ```text
//! impl runtime::withhold::Withhold for User {
//!     fn withhold(&mut self, sender: runtime::withhold::Sender) {
//!         match sender {
//!             runtime::withhold::Sender::Client => self.id = None,
//!             runtime::withhold::Sender::Server => self.password = None,
//!         }
//!         self.friends.withhold(sender);
//!     }
//! }
//! ```
//!
//! A client takes out what is read-only before it sends a request, a server what is write-only before it answers. A server also takes
//! out what is read-only when it has read a request: attempts to modify such a property "are expected to be ignored or rejected"
//! (JSON Schema Validation 2020-12, section 9.4), and a handler that stores what it is given must not store what its caller has no
//! say in. A client keeps whatever it reads.

use std::collections::BTreeMap;

use super::base64::{Base64, Base64Url};
use super::constant::Constant;
use super::secret::Secret;
use super::text::{Ipv4, Ipv6, Uuid};
use super::time::{Date, DateTime, Duration, Time};
use super::tuple::Tuple;

/// Who sends a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// In a request.
    Client,
    /// In a response.
    Server,
}

/// A value with parts that are not for everybody to send.
pub trait Withhold {
    /// Takes out what is not for this sender to send.
    fn withhold(&mut self, sender: Sender);
}

/// What a client sends of a value.
pub fn by_client<T: Withhold>(mut value: T) -> T {
    value.withhold(Sender::Client);
    value
}

/// What a server sends of a value.
pub fn by_server<T: Withhold>(mut value: T) -> T {
    value.withhold(Sender::Server);
    value
}

impl<T: Withhold> Withhold for Option<T> {
    fn withhold(&mut self, sender: Sender) {
        if let Some(value) = self {
            value.withhold(sender);
        }
    }
}

impl<T: Withhold + ?Sized> Withhold for Box<T> {
    fn withhold(&mut self, sender: Sender) {
        (**self).withhold(sender);
    }
}

impl<T: Withhold> Withhold for Vec<T> {
    fn withhold(&mut self, sender: Sender) {
        for item in self {
            item.withhold(sender);
        }
    }
}

impl<T: Withhold> Withhold for BTreeMap<String, T> {
    fn withhold(&mut self, sender: Sender) {
        for value in self.values_mut() {
            value.withhold(sender);
        }
    }
}

impl<P: Withhold, R: Withhold> Withhold for Tuple<P, R> {
    fn withhold(&mut self, sender: Sender) {
        self.parts.withhold(sender);
        self.rest.withhold(sender);
    }
}

/// The parts of a [`Tuple`]: Rust has no word for tuples of any length.
macro_rules! parts {
    ($(($($part:ident)+))*) => {$(
        impl<$($part: Withhold),+> Withhold for ($(Option<$part>,)+) {
            #[allow(non_snake_case, reason = "the parts are named after their types")]
            fn withhold(&mut self, sender: Sender) {
                let ($($part,)+) = self;
                $($part.withhold(sender);)+
            }
        }
    )*};
}

parts! {
    (B) (B C) (B C D) (B C D E) (B C D E F) (B C D E F G) (B C D E F G H) (B C D E F G H I)
}

impl<F> Withhold for Constant<F> {
    fn withhold(&mut self, _: Sender) {}
}

/// What may stand in a tuple beside a part that has something to take out.
macro_rules! nothing_withheld {
    ($($type:ty)*) => {$(
        impl Withhold for $type {
            fn withhold(&mut self, _: Sender) {}
        }
    )*};
}

nothing_withheld! {
    bool i8 i16 i32 i64 u8 u16 u32 u64 f64
    Base64 Base64Url Date DateTime Duration Ipv4 Ipv6 Secret String Time Uuid serde_json::Value
}
