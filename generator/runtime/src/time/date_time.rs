//! `format: date-time`: the date-time of RFC 3339, section 5.6, and its common relatives.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::time::{SystemTime, UNIX_EPOCH};

use super::calendar::{SECONDS_A_DAY, date_from_days, days_from_date};
use super::date::scan_date;
use super::scan::Scan;
use super::{Date, InvalidTime};

/// A date and a time of day, mostly with an offset from UTC: `2026-01-31T12:00:00Z`.
///
/// Two are equal where their texts are. The same instant can be written in many ways: [`DateTime::cmp_instant`]
/// compares what they mean.
#[derive(Clone, Debug)]
pub struct DateTime {
    text: String,
    /// Seconds since 1970-01-01T00:00:00 on the clock that the text shows.
    local: i64,
    /// Where in the text the digits of the fraction stand.
    fraction: (usize, usize),
    /// Minutes before UTC; `None` where the text has no offset.
    offset: Option<i16>,
}

impl DateTime {
    /// Reads a date-time.
    pub fn parse(text: &str) -> Result<Self, InvalidTime> {
        scan(text).ok_or(InvalidTime("a date-time such as 2026-01-31T12:00:00Z"))
    }

    /// The instant so many seconds after (or before) 1970-01-01T00:00:00Z; `None` outside the years 0 to 9999.
    pub fn from_unix_timestamp(seconds: i64) -> Option<Self> {
        Self::from_unix(seconds, "")
    }

    /// The text it was read from.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The date that the text shows.
    pub fn date(&self) -> Option<Date> {
        Date::parse(self.text.get(..10)?).ok()
    }

    /// Minutes that its clock is ahead of UTC; `None` where the text has no offset.
    pub fn offset_minutes(&self) -> Option<i16> {
        self.offset
    }

    /// Whole seconds since 1970-01-01T00:00:00Z; `None` where the text has no offset and so means no certain instant.
    /// A leap second counts as the second after it.
    pub fn unix_timestamp(&self) -> Option<i64> {
        self.offset
            .map(|minutes| self.local - i64::from(minutes) * 60)
    }

    /// The fraction of the second in nanoseconds; what is finer is cut off.
    pub fn nanosecond(&self) -> u32 {
        let digits = self
            .fraction_digits()
            .bytes()
            .chain(std::iter::repeat(b'0'))
            .take(9);
        digits.fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
    }

    /// Compares the instants, to the last digit of the fraction. Two without an offset compare by their clocks; one
    /// with and one without cannot be compared.
    pub fn cmp_instant(&self, other: &Self) -> Option<Ordering> {
        let seconds = match (self.unix_timestamp(), other.unix_timestamp()) {
            (Some(this), Some(that)) => this.cmp(&that),
            (None, None) => self.local.cmp(&other.local),
            _ => return None,
        };
        let fraction = |time: &Self| time.fraction_digits().trim_end_matches('0').to_owned();
        Some(seconds.then_with(|| fraction(self).cmp(&fraction(other))))
    }

    fn fraction_digits(&self) -> &str {
        self.text
            .get(self.fraction.0..self.fraction.1)
            .unwrap_or_default()
    }

    fn from_unix(seconds: i64, fraction: &str) -> Option<Self> {
        let (year, month, day) = date_from_days(seconds.div_euclid(SECONDS_A_DAY));
        let of_day = seconds.rem_euclid(SECONDS_A_DAY);
        let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        Self::parse(&format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"
        ))
        .ok()
    }
}

fn scan(text: &str) -> Option<DateTime> {
    let mut scan = Scan(text.as_bytes());
    let (year, month, day) = scan_date(&mut scan)?;
    scan.mark(b"Tt ")?;
    let hour = scan.number(2, 0, 23)?;
    scan.mark(b":")?;
    let minute = scan.number(2, 0, 59)?;
    scan.mark(b":")?;
    let second = scan.number(2, 0, 60)?;
    let start = text.len() - scan.0.len() + 1;
    let digits = if scan.mark(b".").is_some() {
        Some(scan.digits()).filter(|digits| *digits > 0)?
    } else {
        0
    };
    let offset = if scan.0.is_empty() {
        None
    } else {
        Some(scan_offset(&mut scan)?)
    };
    if !scan.0.is_empty() {
        return None;
    }
    let clock = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    let local = days_from_date(year, month, day) * SECONDS_A_DAY + clock;
    Some(DateTime {
        text: text.to_owned(),
        local,
        fraction: (start, start + digits),
        offset,
    })
}

/// `Z`, `+02:00`, `+0200` or `+02`, in minutes.
fn scan_offset(scan: &mut Scan<'_>) -> Option<i16> {
    let mark = scan.mark(b"Zz+-")?;
    if matches!(mark, b'Z' | b'z') {
        return Some(0);
    }
    let hours = scan.number(2, 0, 23)?;
    let colon = scan.mark(b":").is_some();
    let minutes = if colon || !scan.0.is_empty() {
        scan.number(2, 0, 59)?
    } else {
        0
    };
    let ahead = i16::try_from(hours * 60 + minutes).ok()?;
    Some(if mark == b'-' { -ahead } else { ahead })
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for DateTime {}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// To the nanosecond; fails outside the years 0 to 9999.
impl TryFrom<SystemTime> for DateTime {
    type Error = InvalidTime;

    fn try_from(time: SystemTime) -> Result<Self, InvalidTime> {
        let outside = InvalidTime("within the years 0 to 9999");
        let (seconds, nanoseconds) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (
                i64::try_from(after.as_secs()).map_err(|_| outside)?,
                after.subsec_nanos(),
            ),
            Err(before) => {
                let before = before.duration();
                let seconds = i64::try_from(before.as_secs()).map_err(|_| outside)?;
                match before.subsec_nanos() {
                    0 => (-seconds, 0),
                    nanoseconds => (-seconds - 1, 1_000_000_000 - nanoseconds),
                }
            }
        };
        let fraction = if nanoseconds == 0 {
            String::new()
        } else {
            format!(".{nanoseconds:09}")
        };
        Self::from_unix(seconds, &fraction).ok_or(outside)
    }
}

super::text_type!(DateTime, "a date-time such as 2026-01-31T12:00:00Z");
