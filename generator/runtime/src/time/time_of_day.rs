//! `format: time`: the full-time of RFC 3339, section 5.6, and its common relatives.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::super::text::{Text, text_type};
use super::clock::{Clock, scan_clock};
use super::date_time::fraction_text;
use super::scan::Scan;

/// A time of day, perhaps with an offset from UTC: `12:00:00Z`, `12:00:00`, `12:00`.
///
/// Two are equal where their texts are. In order, what their clocks show decides, whatever the offset, and then their texts; what is no
/// time comes last.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(String);

impl Time {
    /// The time of an hour, a minute, a second (60 in a leap second) and nanoseconds, without an offset; `None` where no clock shows
    /// it.
    pub fn new(hour: u8, minute: u8, second: u8, nanoseconds: u32) -> Option<Self> {
        let fraction = fraction_text(Some(nanoseconds).filter(|most| *most < 1_000_000_000)?);
        Self::parse(&format!("{hour:02}:{minute:02}:{second:02}{fraction}")).ok()
    }

    /// Hour, minute, second and nanoseconds on the clock that the text shows; `None` where the text is no time.
    pub fn parts(&self) -> Option<(u8, u8, u8, u32)> {
        let clock = scan(&self.0)?;
        Some((clock.hour, clock.minute, clock.second, clock.nanosecond))
    }

    /// What decides on its place among others: whether it is one, its second, its fraction.
    fn key(&self, clock: Option<&Clock>) -> (bool, i64, &str) {
        clock.map_or((true, 0, ""), |clock| {
            (false, clock.seconds(), clock.fraction_digits(&self.0))
        })
    }

    /// Minutes that its clock is ahead of UTC; `None` where the text has no offset.
    pub fn offset_minutes(&self) -> Option<i16> {
        scan(&self.0)?.offset
    }
}

fn scan(text: &str) -> Option<Clock> {
    scan_clock(text, &mut Scan(text.as_bytes()))
}

impl Text for Time {
    const EXPECTED: &'static str = "a time such as 12:00:00Z";

    fn as_str(&self) -> &str {
        &self.0
    }

    fn reads(text: &str) -> bool {
        scan(text).is_some()
    }

    fn conforms(text: &str) -> bool {
        scan(text).is_some_and(|clock| clock.conforms)
    }
}

impl Ord for Time {
    fn cmp(&self, other: &Self) -> Ordering {
        let (this, that) = (scan(&self.0), scan(&other.0));
        let order = self.key(this.as_ref()).cmp(&other.key(that.as_ref()));
        order.then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Time {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

text_type!(Time);
