//! `format: duration`: the duration of RFC 3339, appendix A, and the signs and fractions of ISO 8601.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::super::text::{InvalidText, Text, text_type};
use super::scan::Scan;

/// A length of time: `P3DT12H`, `PT0.5S`, `P2W`.
///
/// Two are equal where their texts are. In order, their lengths decide, where a day is 24 hours and a month as long as it is on
/// average, 2,629,746 seconds, and then their texts; what is no duration, or has a number beyond 64 bits, comes last.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Duration(String);

/// What a duration says, unit by unit: a month has no certain number of days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DurationParts {
    /// Whether it goes back in time.
    pub is_negative: bool,
    /// Years.
    pub years: u64,
    /// Months.
    pub months: u64,
    /// Weeks.
    pub weeks: u64,
    /// Days.
    pub days: u64,
    /// Hours.
    pub hours: u64,
    /// Minutes.
    pub minutes: u64,
    /// Whole seconds.
    pub seconds: u64,
    /// The fraction of the second; what is finer is cut off.
    pub nanoseconds: u32,
}

const DATE_UNITS: &[u8] = b"YMWD";
const TIME_UNITS: &[u8] = b"HMS";

impl Duration {
    /// What it says; `None` where the text is no duration, and where a number in it is beyond 64 bits.
    pub fn parts(&self) -> Option<DurationParts> {
        scan(&self.0)?.parts
    }
}

impl DurationParts {
    /// Seconds and nanoseconds without its sign, a day being 24 hours; `None` where years or months leave it open, and where no
    /// integer holds it.
    pub fn magnitude(&self) -> Option<(u64, u32)> {
        let units = [
            (self.weeks, 604_800),
            (self.days, 86_400),
            (self.hours, 3600),
            (self.minutes, 60),
            (self.seconds, 1),
        ];
        let seconds = units.iter().try_fold(0_u64, |sum, (count, unit)| {
            sum.checked_add(count.checked_mul(*unit)?)
        })?;
        (self.years == 0 && self.months == 0).then_some((seconds, self.nanoseconds))
    }
}

impl DurationParts {
    /// Its nanoseconds, where a month has as many as on average: the Gregorian calendar repeats itself every 4800 months. The sum of
    /// numbers of 64 bits times these is far within 128 bits.
    fn on_average(&self) -> i128 {
        let units = [
            (self.years, 31_556_952),
            (self.months, 2_629_746),
            (self.weeks, 604_800),
            (self.days, 86_400),
            (self.hours, 3600),
            (self.minutes, 60),
            (self.seconds, 1),
        ];
        let seconds = units.map(|(count, unit)| i128::from(count) * unit);
        let length = seconds.iter().sum::<i128>() * 1_000_000_000 + i128::from(self.nanoseconds);
        if self.is_negative { -length } else { length }
    }
}

/// What a text says that is a duration.
struct Scanned {
    /// The parts, where 64 bits hold each: the standard bounds no number.
    parts: Option<DurationParts>,
    /// Whether they are written as the standard says: whole numbers, no unit left out between two, weeks alone.
    conforms: bool,
}

fn scan(text: &str) -> Option<Scanned> {
    let mut scan = Scan(text.as_bytes());
    let sign = scan.mark(b"+-");
    scan.mark(b"P")?;
    let mut parts = Some(DurationParts {
        is_negative: sign == Some(b'-'),
        ..DurationParts::default()
    });
    let date = units(&mut scan, DATE_UNITS, &mut parts)?;
    let time = if scan.mark(b"T").is_some() {
        Some(units(&mut scan, TIME_UNITS, &mut parts)?).filter(|time| !time.is_empty())?
    } else {
        Vec::new()
    };
    if !scan.0.is_empty() || (date.is_empty() && time.is_empty()) {
        return None;
    }
    let weeks = date.contains(&b'W');
    let contiguous = |units: &[u8], all: &[u8]| {
        units.is_empty() || all.windows(units.len()).any(|window| window == units)
    };
    let is_fraction = text.contains(['.', ',']);
    let order = if weeks {
        date.len() == 1 && time.is_empty()
    } else {
        contiguous(&date, b"YMD") && contiguous(&time, TIME_UNITS)
    };
    Some(Scanned {
        parts,
        conforms: order && sign.is_none() && !is_fraction,
    })
}

/// Numbers with their units, in order, each at most once: the units that were there. There are no parts once a number is too large.
fn units(scan: &mut Scan<'_>, known: &[u8], parts: &mut Option<DurationParts>) -> Option<Vec<u8>> {
    let mut found = Vec::new();
    let mut left = known;
    while scan.0.first().is_some_and(u8::is_ascii_digit) {
        let whole = integer(scan);
        let is_fraction = scan.mark(b".,").is_some();
        let nanoseconds = if is_fraction { fraction(scan)? } else { 0 };
        let unit = scan.mark(left)?;
        let at = left.iter().position(|known| *known == unit)?;
        left = left.get(at + 1..)?;
        let is_seconds = unit == b'S';
        // Fractions of other units would have to be shared out to the smaller ones.
        (!is_fraction || is_seconds).then_some(())?;
        found.push(unit);
        if let (Some(parts), Some(whole)) = (parts.as_mut(), whole) {
            parts.nanoseconds = parts.nanoseconds.max(nanoseconds);
            *field(parts, unit, known == TIME_UNITS) = whole;
        } else {
            *parts = None;
        }
    }
    Some(found)
}

fn field(parts: &mut DurationParts, unit: u8, is_time: bool) -> &mut u64 {
    match unit {
        b'Y' => &mut parts.years,
        b'M' if is_time => &mut parts.minutes,
        b'M' => &mut parts.months,
        b'W' => &mut parts.weeks,
        b'D' => &mut parts.days,
        b'H' => &mut parts.hours,
        _ => &mut parts.seconds,
    }
}

/// The digits at hand; `None` where they are too many.
fn integer(scan: &mut Scan<'_>) -> Option<u64> {
    let digits = scan.0;
    let count = scan.digits();
    std::str::from_utf8(digits.get(..count)?).ok()?.parse().ok()
}

fn fraction(scan: &mut Scan<'_>) -> Option<u32> {
    let digits = scan.0;
    let count = Some(scan.digits()).filter(|count| *count > 0)?;
    let digits = digits.get(..count)?.iter().copied();
    let nine = digits.chain(std::iter::repeat(b'0')).take(9);
    Some(nine.fold(0, |value, digit| value * 10 + u32::from(digit - b'0')))
}

impl Text for Duration {
    const EXPECTED: &'static str = "a duration such as P3DT12H";

    fn as_str(&self) -> &str {
        &self.0
    }

    fn reads(text: &str) -> bool {
        scan(text).is_some()
    }

    fn conforms(text: &str) -> bool {
        scan(text).is_some_and(|scanned| scanned.conforms)
    }
}

/// Fails where it goes back in time, or where years or months leave its length open.
impl TryFrom<&Duration> for std::time::Duration {
    type Error = InvalidText;

    fn try_from(duration: &Duration) -> Result<Self, InvalidText> {
        let parts = duration.parts().filter(|parts| !parts.is_negative);
        let magnitude = parts.and_then(|parts| parts.magnitude());
        let (seconds, nanoseconds) =
            magnitude.ok_or(InvalidText("a duration of a certain length"))?;
        Ok(Self::new(seconds, nanoseconds))
    }
}

/// In seconds.
impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        Self::from_seconds(false, duration.as_secs(), duration.subsec_nanos())
    }
}

impl Duration {
    /// A length in seconds, forwards or back.
    pub fn from_seconds(is_negative: bool, seconds: u64, nanoseconds: u32) -> Self {
        let sign = if is_negative { "-" } else { "" };
        let fraction = super::date_time::fraction_text(nanoseconds);
        let fraction = fraction.trim_end_matches('0');
        Self(format!("{sign}PT{seconds}{fraction}S"))
    }
}

impl Ord for Duration {
    fn cmp(&self, other: &Self) -> Ordering {
        let (this, that) = (self.parts(), other.parts());
        // What is of no length comes last.
        let order = match (this, that) {
            (Some(this), Some(that)) => this.on_average().cmp(&that.on_average()),
            _ => this.is_none().cmp(&that.is_none()),
        };
        order.then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

text_type!(Duration);
