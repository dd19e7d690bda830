//! `format: date-time`: the date-time of RFC 3339, section 5.6, and its common relatives.

use std::cmp::Ordering;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::super::text::{InvalidText, Text, text_type};
use super::calendar::{SECONDS_A_DAY, date_from_days, days_from_date};
use super::clock::{Clock, scan_clock};
use super::date::scan_date;
use super::scan::Scan;
use super::{Date, Time};

/// A date and a time of day, mostly with an offset from UTC: `2026-01-31T12:00:00Z`.
///
/// Two are equal where their texts are. The same instant can be written in many ways: [`DateTime::cmp_instant`]
/// compares what they mean. In order, those with an offset come first, by their instants; then those without, by their clocks; then
/// what is no date-time. Where these are the same, their texts decide.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateTime(String);

/// What a text was found to say.
pub(super) struct Moment {
    pub(super) date: (u16, u16, u16),
    pub(super) clock: Clock,
    /// Whether a `T` stands between the two.
    conforms: bool,
}

impl DateTime {
    /// The instant so many seconds after (or before) 1970-01-01T00:00:00Z; `None` outside the years 0 to 9999.
    pub fn from_unix_timestamp(seconds: i64) -> Option<Self> {
        Self::from_unix_nanoseconds(seconds, 0)
    }

    /// The same with nanoseconds after the second.
    pub fn from_unix_nanoseconds(seconds: i64, nanoseconds: u32) -> Option<Self> {
        let (year, month, day) = date_from_days(seconds.div_euclid(SECONDS_A_DAY));
        let of_day = seconds.rem_euclid(SECONDS_A_DAY);
        let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        let fraction = fraction_text(nanoseconds);
        Self::parse(&format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"
        ))
        .ok()
    }

    /// The time of day on a date, so many minutes ahead of UTC; `None` where either is not what it should be, or the offset is a day
    /// or more.
    pub fn new(date: &Date, time: &Time, offset_minutes: Option<i16>) -> Option<Self> {
        let (year, month, day) = date.parts()?;
        let (hour, minute, second, nanoseconds) = time.parts()?;
        let fraction = fraction_text(nanoseconds);
        let offset = match offset_minutes {
            None => String::new(),
            Some(0) => "Z".to_owned(),
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        };
        Self::parse(&format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}"
        ))
        .ok()
    }

    /// The date that the text shows.
    pub fn date(&self) -> Option<Date> {
        Date::parse(self.0.get(..10)?).ok()
    }

    /// The time of day that the text shows, with its offset.
    pub fn time(&self) -> Option<Time> {
        Time::parse(self.0.get(11..)?).ok()
    }

    /// Minutes that its clock is ahead of UTC; `None` where the text has no offset.
    pub fn offset_minutes(&self) -> Option<i16> {
        self.moment()?.clock.offset
    }

    /// Whole seconds since 1970-01-01T00:00:00Z; `None` where the text has no offset and so means no certain instant.
    /// A leap second counts as the second after it.
    pub fn unix_timestamp(&self) -> Option<i64> {
        self.moment()?.unix_timestamp()
    }

    /// The fraction of the second in nanoseconds; what is finer is cut off.
    pub fn nanosecond(&self) -> u32 {
        self.moment().map_or(0, |moment| moment.clock.nanosecond)
    }

    /// Compares the instants, to the last digit of the fraction. Two without an offset compare by their clocks; one
    /// with and one without cannot be compared, nor can a text that is no date-time.
    pub fn cmp_instant(&self, other: &Self) -> Option<Ordering> {
        let (this, that) = (self.moment()?, other.moment()?);
        let seconds = match (this.unix_timestamp(), that.unix_timestamp()) {
            (Some(this), Some(that)) => this.cmp(&that),
            (None, None) => this.local().cmp(&that.local()),
            _ => return None,
        };
        let fraction = seconds.then_with(|| self.fraction(&this).cmp(other.fraction(&that)));
        Some(fraction)
    }

    /// What decides on its place among others: how much it says, its second, its fraction.
    fn key(&self, moment: Option<&Moment>) -> (u8, i64, &str) {
        match moment {
            Some(moment) => match moment.unix_timestamp() {
                Some(second) => (0, second, self.fraction(moment)),
                None => (1, moment.local(), self.fraction(moment)),
            },
            None => (2, 0, ""),
        }
    }

    fn fraction(&self, moment: &Moment) -> &str {
        moment.clock.fraction_digits(&self.0)
    }

    pub(super) fn moment(&self) -> Option<Moment> {
        scan(&self.0)
    }
}

/// A point and nine digits; nothing for none.
pub(super) fn fraction_text(nanoseconds: u32) -> String {
    if nanoseconds == 0 {
        String::new()
    } else {
        format!(".{nanoseconds:09}")
    }
}

impl Moment {
    /// Seconds since 1970-01-01T00:00:00 on the clock that the text shows.
    fn local(&self) -> i64 {
        let (year, month, day) = self.date;
        days_from_date(year, month, day) * SECONDS_A_DAY + self.clock.seconds()
    }

    fn unix_timestamp(&self) -> Option<i64> {
        let minutes = self.clock.offset?;
        Some(self.local() - i64::from(minutes) * 60)
    }
}

fn scan(text: &str) -> Option<Moment> {
    let mut scan = Scan(text.as_bytes());
    let date = scan_date(&mut scan)?;
    let mark = scan.mark(b"Tt ")?;
    let clock = scan_clock(text, &mut scan)?;
    Some(Moment {
        date,
        clock,
        conforms: mark != b' ',
    })
}

impl Text for DateTime {
    const EXPECTED: &'static str = "a date-time such as 2026-01-31T12:00:00Z";

    fn as_str(&self) -> &str {
        &self.0
    }

    fn reads(text: &str) -> bool {
        scan(text).is_some()
    }

    fn conforms(text: &str) -> bool {
        scan(text).is_some_and(|moment| moment.conforms && moment.clock.conforms)
    }
}

/// To the nanosecond; fails outside the years 0 to 9999.
impl TryFrom<SystemTime> for DateTime {
    type Error = InvalidText;

    fn try_from(time: SystemTime) -> Result<Self, InvalidText> {
        let outside = InvalidText("within the years 0 to 9999");
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
        Self::from_unix_nanoseconds(seconds, nanoseconds).ok_or(outside)
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        let (this, that) = (self.moment(), other.moment());
        let order = self.key(this.as_ref()).cmp(&other.key(that.as_ref()));
        order.then_with(|| self.0.cmp(&other.0))
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

text_type!(DateTime);
