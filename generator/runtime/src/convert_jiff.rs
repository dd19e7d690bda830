//! To the crate `jiff` and from it.

use ::jiff::civil;
use ::jiff::{SignedDuration, Span, Timestamp};

use super::text::{InvalidText, Text};
use super::time::{Date, DateTime, Duration, Time};

const UNCERTAIN: InvalidText = InvalidText("a duration of a certain length");
const OUTSIDE: InvalidText = InvalidText("within the years 0 to 9999");

/// The instant. Fails where the text has no offset and so means none.
impl TryFrom<&DateTime> for Timestamp {
    type Error = InvalidText;

    fn try_from(text: &DateTime) -> Result<Self, InvalidText> {
        let nanoseconds = i32::try_from(text.nanosecond()).unwrap_or_default();
        text.unix_timestamp()
            .and_then(|seconds| Self::new(seconds, nanoseconds).ok())
            .ok_or(InvalidText("a date-time with an offset"))
    }
}

/// What the text shows, whatever its offset.
impl TryFrom<&DateTime> for civil::DateTime {
    type Error = InvalidText;

    fn try_from(text: &DateTime) -> Result<Self, InvalidText> {
        let invalid = InvalidText(DateTime::EXPECTED);
        let date = text.date().ok_or(invalid)?;
        let time = text.time().ok_or(invalid)?;
        Ok(Self::from_parts((&date).try_into()?, (&time).try_into()?))
    }
}

impl TryFrom<Timestamp> for DateTime {
    type Error = InvalidText;

    fn try_from(time: Timestamp) -> Result<Self, InvalidText> {
        let seconds = time.as_nanosecond().div_euclid(1_000_000_000);
        let nanoseconds = time.as_nanosecond().rem_euclid(1_000_000_000);
        let seconds = i64::try_from(seconds).map_err(|_| OUTSIDE)?;
        let nanoseconds = u32::try_from(nanoseconds).map_err(|_| OUTSIDE)?;
        Self::from_unix_nanoseconds(seconds, nanoseconds).ok_or(OUTSIDE)
    }
}

impl TryFrom<civil::DateTime> for DateTime {
    type Error = InvalidText;

    fn try_from(time: civil::DateTime) -> Result<Self, InvalidText> {
        Self::new(&time.date().try_into()?, &time.time().try_into()?, None).ok_or(OUTSIDE)
    }
}

impl TryFrom<&Date> for civil::Date {
    type Error = InvalidText;

    fn try_from(text: &Date) -> Result<Self, InvalidText> {
        let read = || {
            let (year, month, day) = text.parts()?;
            let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
            Self::new(i16::try_from(year).ok()?, month, day).ok()
        };
        read().ok_or(InvalidText(Date::EXPECTED))
    }
}

impl TryFrom<civil::Date> for Date {
    type Error = InvalidText;

    fn try_from(date: civil::Date) -> Result<Self, InvalidText> {
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        u16::try_from(date.year())
            .ok()
            .and_then(|year| Self::new(year, month.into(), day.into()))
            .ok_or(OUTSIDE)
    }
}

/// A leap second becomes the second before it.
impl TryFrom<&Time> for civil::Time {
    type Error = InvalidText;

    fn try_from(text: &Time) -> Result<Self, InvalidText> {
        let read = || {
            let (hour, minute, second, nanoseconds) = text.parts()?;
            let (hour, minute) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?);
            let second = i8::try_from(second.min(59)).ok()?;
            Self::new(hour, minute, second, i32::try_from(nanoseconds).ok()?).ok()
        };
        read().ok_or(InvalidText(Time::EXPECTED))
    }
}

impl TryFrom<civil::Time> for Time {
    type Error = InvalidText;

    fn try_from(time: civil::Time) -> Result<Self, InvalidText> {
        let [hour, minute, second] =
            [time.hour(), time.minute(), time.second()].map(i8::unsigned_abs);
        let nanoseconds = time.subsec_nanosecond().unsigned_abs();
        Self::new(hour, minute, second, nanoseconds).ok_or(InvalidText(Self::EXPECTED))
    }
}

/// Unit by unit. Fails where a unit is more than `jiff` counts.
impl TryFrom<&Duration> for Span {
    type Error = InvalidText;

    fn try_from(text: &Duration) -> Result<Self, InvalidText> {
        let read = || {
            let parts = text.parts()?;
            let count = |count: u64| i64::try_from(count).ok();
            let date = Self::new().try_years(count(parts.years)?).ok()?;
            let date = date.try_months(count(parts.months)?).ok()?;
            let date = date.try_weeks(count(parts.weeks)?).ok()?;
            let date = date.try_days(count(parts.days)?).ok()?;
            let time = date.try_hours(count(parts.hours)?).ok()?;
            let time = time.try_minutes(count(parts.minutes)?).ok()?;
            let time = time.try_seconds(count(parts.seconds)?).ok()?;
            let span = time.try_nanoseconds(i64::from(parts.nanoseconds)).ok()?;
            Some(if parts.is_negative { -span } else { span })
        };
        read().ok_or(InvalidText(Duration::EXPECTED))
    }
}

/// Fails where years or months leave its length open.
impl TryFrom<&Duration> for SignedDuration {
    type Error = InvalidText;

    fn try_from(text: &Duration) -> Result<Self, InvalidText> {
        let read = || {
            let parts = text.parts()?;
            let (seconds, nanoseconds) = parts.magnitude()?;
            let seconds = i64::try_from(seconds).ok()?;
            let length = Self::new(seconds, i32::try_from(nanoseconds).ok()?);
            Some(if parts.is_negative { -length } else { length })
        };
        read().ok_or(UNCERTAIN)
    }
}

impl From<SignedDuration> for Duration {
    fn from(length: SignedDuration) -> Self {
        let magnitude = length.unsigned_abs();
        Self::from_seconds(
            length.is_negative(),
            magnitude.as_secs(),
            magnitude.subsec_nanos(),
        )
    }
}
