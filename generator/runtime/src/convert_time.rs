//! To the crate `time` and from it.

use ::time::{Month, OffsetDateTime, PrimitiveDateTime, UtcOffset};

use super::text::{InvalidText, Text};
use super::time::{Date, DateTime, Duration, Time};

const UNCERTAIN: InvalidText = InvalidText("a duration of a certain length");
const OUTSIDE: InvalidText = InvalidText("within the years 0 to 9999");

/// The instant with its offset. Fails where the text has none.
impl TryFrom<&DateTime> for OffsetDateTime {
    type Error = InvalidText;

    fn try_from(text: &DateTime) -> Result<Self, InvalidText> {
        let read = || {
            let instant = Self::from_unix_timestamp(text.unix_timestamp()?).ok()?;
            let instant = instant.replace_nanosecond(text.nanosecond()).ok()?;
            let seconds = i32::from(text.offset_minutes()?) * 60;
            instant.checked_to_offset(UtcOffset::from_whole_seconds(seconds).ok()?)
        };
        read().ok_or(InvalidText("a date-time with an offset"))
    }
}

/// What the text shows, whatever its offset.
impl TryFrom<&DateTime> for PrimitiveDateTime {
    type Error = InvalidText;

    fn try_from(text: &DateTime) -> Result<Self, InvalidText> {
        let invalid = InvalidText(DateTime::EXPECTED);
        let date = text.date().ok_or(invalid)?;
        let time = text.time().ok_or(invalid)?;
        Ok(Self::new((&date).try_into()?, (&time).try_into()?))
    }
}

/// An offset's seconds are left out: the text has no place for them.
impl TryFrom<OffsetDateTime> for DateTime {
    type Error = InvalidText;

    fn try_from(time: OffsetDateTime) -> Result<Self, InvalidText> {
        let read = || {
            let minutes = time.offset().whole_minutes();
            let whole = UtcOffset::from_whole_seconds(i32::from(minutes) * 60).ok()?;
            let local = time.checked_to_offset(whole)?;
            let date = local.date().try_into().ok()?;
            Self::new(&date, &local.time().try_into().ok()?, Some(minutes))
        };
        read().ok_or(OUTSIDE)
    }
}

impl TryFrom<PrimitiveDateTime> for DateTime {
    type Error = InvalidText;

    fn try_from(time: PrimitiveDateTime) -> Result<Self, InvalidText> {
        Self::new(&time.date().try_into()?, &time.time().try_into()?, None).ok_or(OUTSIDE)
    }
}

impl TryFrom<&Date> for ::time::Date {
    type Error = InvalidText;

    fn try_from(text: &Date) -> Result<Self, InvalidText> {
        let read = || {
            let (year, month, day) = text.parts()?;
            let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
            Self::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()
        };
        read().ok_or(InvalidText(Date::EXPECTED))
    }
}

impl TryFrom<::time::Date> for Date {
    type Error = InvalidText;

    fn try_from(date: ::time::Date) -> Result<Self, InvalidText> {
        u16::try_from(date.year())
            .ok()
            .and_then(|year| Self::new(year, u8::from(date.month()).into(), date.day().into()))
            .ok_or(OUTSIDE)
    }
}

/// A leap second becomes the second before it.
impl TryFrom<&Time> for ::time::Time {
    type Error = InvalidText;

    fn try_from(text: &Time) -> Result<Self, InvalidText> {
        text.parts()
            .and_then(|(hour, minute, second, nanoseconds)| {
                Self::from_hms_nano(hour, minute, second.min(59), nanoseconds).ok()
            })
            .ok_or(InvalidText(Time::EXPECTED))
    }
}

impl TryFrom<::time::Time> for Time {
    type Error = InvalidText;

    fn try_from(time: ::time::Time) -> Result<Self, InvalidText> {
        let (hour, minute, second, nanoseconds) = time.as_hms_nano();
        Self::new(hour, minute, second, nanoseconds).ok_or(InvalidText(Self::EXPECTED))
    }
}

/// Fails where years or months leave its length open.
impl TryFrom<&Duration> for ::time::Duration {
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

impl From<::time::Duration> for Duration {
    fn from(length: ::time::Duration) -> Self {
        let magnitude = length.unsigned_abs();
        Self::from_seconds(
            length.is_negative(),
            magnitude.as_secs(),
            magnitude.subsec_nanos(),
        )
    }
}
