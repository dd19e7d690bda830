//! How long generated types take to read JSON, beside structs and enums for which `serde_derive` writes the code: `cargo bench -p oasmith-runtime --bench reading`. The types are those of `tests/codegen/branches.yaml`.
//!
//! Each pair takes turns, and of each the fastest turn counts: whatever disturbs makes a turn slower. Printed is how many times as
//! fast the generated type is. A union's value is always of the last branch.

#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a bench takes the time and prints figures"
)]

#[path = "../../../tests/src/branches/models/mod.rs"]
#[rustfmt::skip]
#[allow(
    clippy::pedantic,
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports,
    unused_qualifications,
    reason = "it is what is generated"
)]
mod models;
use oasmith_runtime as runtime;

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// So many readings are a turn, and so many turns are taken.
const READINGS: u32 = 2_000;
const TURNS: usize = 200;

/// Structs as a careful person writes them, and the enum of the first so many.
mod derived {
    use super::Deserialize;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "what is read is looked at by nobody")]
    #[expect(clippy::option_option, reason = "absent and null are two things")]
    pub(crate) struct Order {
        id: String,
        paid: bool,
        total: Option<f64>,
        #[serde(default)]
        discount: Option<Option<f64>>,
        address: Option<Line>,
        lines: Vec<Line>,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "what is read is looked at by nobody")]
    pub(crate) struct Line {
        sku: String,
        count: i64,
        text: Option<String>,
    }

    /// The branches differ in two words.
    macro_rules! branches {
        ($($name:ident $property:ident)*) => {$(
            #[derive(Deserialize)]
            #[allow(clippy::struct_field_names, reason = "a branch is told by a property of its name")]
            #[expect(dead_code, reason = "what is read is looked at by nobody")]
            pub(crate) struct $name {
                id: String,
                name: Option<String>,
                age: Option<i64>,
                $property: String,
            }
        )*};
    }

    /// The unions differ in how many of the branches they have.
    macro_rules! unions {
        ($($name:ident: $($branch:ident)*;)*) => {$(
            #[derive(Deserialize)]
            #[serde(untagged)]
            #[expect(dead_code, reason = "what is read is looked at by nobody")]
            pub(crate) enum $name {
                $($branch($branch),)*
            }
        )*};
    }

    branches! {
        Ant ant Bee bee Cow cow Dog dog Eel eel Fox fox Gnu gnu Hen hen Ibis ibis Jay jay
        Kite kite Lynx lynx Mole mole Newt newt Owl owl Pig pig Quail quail Rat rat Seal seal Toad toad
    }

    unions! {
        Two: Ant Bee;
        Five: Ant Bee Cow Dog Eel;
        Twenty: Ant Bee Cow Dog Eel Fox Gnu Hen Ibis Jay Kite Lynx Mole Newt Owl Pig Quail Rat Seal Toad;
    }
}

fn main() {
    let line = |number| format!(r#"{{"sku":"A-{number}","count":{number},"text":"a few words"}}"#);
    let lines: Vec<String> = (1..=20).map(line).collect();
    let order = format!(
        r#"{{"id":"2024-17","paid":true,"total":17.25,"discount":null,"address":{},"lines":[{}]}}"#,
        line(0),
        lines.join(",")
    );
    let branch = |property| format!(r#"{{"id":"17","name":"Ida","age":4,"{property}":"grey"}}"#);
    compare::<models::Order, derived::Order>("a record, 1.0 is asked for", &order);
    compare::<models::Two, derived::Two>("a union of 2, 3.0 is asked for", &branch("bee"));
    compare::<models::Five, derived::Five>("a union of 5, 3.0 is asked for", &branch("eel"));
    compare::<models::Twenty, derived::Twenty>("a union of 20, 3.0 is asked for", &branch("toad"));
}

/// A line for two types that read the same.
fn compare<Generated: DeserializeOwned, Derived: DeserializeOwned>(name: &str, json: &str) {
    assert!(serde_json::from_str::<Generated>(json).is_ok(), "{json}");
    assert!(serde_json::from_str::<Derived>(json).is_ok(), "{json}");
    let (mut generated, mut derived) = (Duration::MAX, Duration::MAX);
    for _ in 0..TURNS {
        generated = generated.min(turn::<Generated>(json));
        derived = derived.min(turn::<Derived>(json));
    }
    let ratio = derived.as_secs_f64() / generated.as_secs_f64();
    println!(
        "{name}: {ratio:.2} times as fast ({:?} and {:?})",
        generated / READINGS,
        derived / READINGS
    );
}

fn turn<T: DeserializeOwned>(json: &str) -> Duration {
    let start = Instant::now();
    for _ in 0..READINGS {
        black_box(serde_json::from_str::<T>(black_box(json)).is_ok());
    }
    start.elapsed()
}
