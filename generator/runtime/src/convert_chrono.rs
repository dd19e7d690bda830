//! To the crate `chrono` and from it.

use ::chrono::{
    Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};

use super::text::{InvalidText, Text};
use super::time::{Date, DateTime, Duration, Time};

const UNCERTAIN: InvalidText = InvalidText("a duration of a certain length");
const OUTSIDE: InvalidText = InvalidText("within the years 0 to 9999");
const NO_INSTANT: InvalidText = InvalidText("a date-time with an offset");

/// The instant. Fails where the text has no offset and so means none.
impl TryFrom<&DateTime> for ::chrono::DateTime<Utc> {
    type Error = InvalidText;

    fn try_from(text: &DateTime) -> Result<Self, InvalidText> {
        let seconds = text.unix_timestamp().ok_or(NO_INSTANT)?;
        Self::from_timestamp(seconds, text.nanosecond()).ok_or(NO_INSTANT)
    }
}

/// The instant with its offset. Fails where the text has none.
impl TryFrom<&DateTime> for ::chrono::DateTime<FixedOffset> {
    type Error = InvalidText;

    fn try_from(text: &DateTime) -> Result<Self, InvalidText> {
        let instant = ::chrono::DateTime::<Utc>::try_from(text)?;
        let minutes = i32::from(text.offset_minutes().ok_or(NO_INSTANT)?);
        let offset = FixedOffset::east_opt(minutes * 60).ok_or(NO_INSTANT)?;
        Ok(instant.with_timezone(&offset))
    }
}

/// What the text shows, whatever its offset.
impl TryFrom<&DateTime> for NaiveDateTime {
    type Error = InvalidText;

    fn try_from(text: &DateTime) -> Result<Self, InvalidText> {
        let invalid = InvalidText(DateTime::EXPECTED);
        let date = text.date().ok_or(invalid)?;
        let time = text.time().ok_or(invalid)?;
        Ok(Self::new((&date).try_into()?, (&time).try_into()?))
    }
}

impl TryFrom<::chrono::DateTime<Utc>> for DateTime {
    type Error = InvalidText;

    fn try_from(time: ::chrono::DateTime<Utc>) -> Result<Self, InvalidText> {
        Self::try_from(time.fixed_offset())
    }
}

/// An offset's seconds are left out: the text has no place for them.
impl TryFrom<::chrono::DateTime<FixedOffset>> for DateTime {
    type Error = InvalidText;

    fn try_from(time: ::chrono::DateTime<FixedOffset>) -> Result<Self, InvalidText> {
        let minutes = time.offset().local_minus_utc() / 60;
        let whole = FixedOffset::east_opt(minutes * 60).ok_or(OUTSIDE)?;
        let local = time.with_timezone(&whole).naive_local();
        let minutes = i16::try_from(minutes).map_err(|_| OUTSIDE)?;
        let (date, time) = (local.date().try_into()?, local.time().try_into()?);
        Self::new(&date, &time, Some(minutes)).ok_or(OUTSIDE)
    }
}

impl TryFrom<NaiveDateTime> for DateTime {
    type Error = InvalidText;

    fn try_from(time: NaiveDateTime) -> Result<Self, InvalidText> {
        Self::new(&time.date().try_into()?, &time.time().try_into()?, None).ok_or(OUTSIDE)
    }
}

impl TryFrom<&Date> for NaiveDate {
    type Error = InvalidText;

    fn try_from(text: &Date) -> Result<Self, InvalidText> {
        text.parts()
            .and_then(|(year, month, day)| {
                Self::from_ymd_opt(year.into(), month.into(), day.into())
            })
            .ok_or(InvalidText(Date::EXPECTED))
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = InvalidText;

    fn try_from(date: NaiveDate) -> Result<Self, InvalidText> {
        let read = || {
            let (month, day) = (date.month().try_into().ok()?, date.day().try_into().ok()?);
            Self::new(date.year().try_into().ok()?, month, day)
        };
        read().ok_or(OUTSIDE)
    }
}

impl TryFrom<&Time> for NaiveTime {
    type Error = InvalidText;

    fn try_from(text: &Time) -> Result<Self, InvalidText> {
        let read = || {
            let (hour, minute, second, nanoseconds) = text.parts()?;
            // A leap second is more than a second's nanoseconds there.
            let leap = u32::from(second == 60) * 1_000_000_000;
            let (hour, minute, second) = (hour.into(), minute.into(), second.min(59).into());
            Self::from_hms_nano_opt(hour, minute, second, nanoseconds + leap)
        };
        read().ok_or(InvalidText(Time::EXPECTED))
    }
}

impl TryFrom<NaiveTime> for Time {
    type Error = InvalidText;

    fn try_from(time: NaiveTime) -> Result<Self, InvalidText> {
        let read = || {
            let is_leap = time.nanosecond() >= 1_000_000_000;
            let second = time.second() + u32::from(is_leap);
            let (hour, minute) = (time.hour().try_into().ok()?, time.minute().try_into().ok()?);
            Self::new(
                hour,
                minute,
                second.try_into().ok()?,
                time.nanosecond() % 1_000_000_000,
            )
        };
        read().ok_or(InvalidText(Self::EXPECTED))
    }
}

/// Fails where years or months leave its length open.
impl TryFrom<&Duration> for TimeDelta {
    type Error = InvalidText;

    fn try_from(text: &Duration) -> Result<Self, InvalidText> {
        let read = || {
            let parts = text.parts()?;
            let (seconds, nanoseconds) = parts.magnitude()?;
            let length = Self::new(i64::try_from(seconds).ok()?, nanoseconds)?;
            Some(if parts.is_negative { -length } else { length })
        };
        read().ok_or(UNCERTAIN)
    }
}

impl From<TimeDelta> for Duration {
    fn from(length: TimeDelta) -> Self {
        let is_negative = length < TimeDelta::zero();
        let magnitude = length.abs();
        let nanoseconds = magnitude.subsec_nanos().unsigned_abs();
        Self::from_seconds(
            is_negative,
            magnitude.num_seconds().unsigned_abs(),
            nanoseconds,
        )
    }
}
