//! To the types of other crates and back, each behind a feature of its own.

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use oasmith_runtime::time::{Date, DateTime, Duration, Time};

/// What is written back equal where it goes through another type.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! both_ways {
    ($ours:ident, $theirs:ty, [$($text:literal),*]) => {$(
        let read = $ours::from_text($text);
        let theirs = <$theirs>::try_from(&read).expect($text);
        assert_eq!($ours::try_from(theirs).map(String::from).ok().as_deref(), Some($text));
    )*};
}

/// What the other type has no place for.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! refused {
    ($ours:ident, $theirs:ty, [$($text:literal),*]) => {$(
        assert!(<$theirs>::try_from(&$ours::from_text($text)).is_err(), $text);
    )*};
}

#[cfg(feature = "jiff")]
#[test]
fn jiff() {
    use ::jiff::civil;
    both_ways!(
        DateTime,
        jiff::Timestamp,
        ["2026-01-31T12:00:00Z", "1969-12-31T23:59:59.250000000Z"]
    );
    both_ways!(
        DateTime,
        civil::DateTime,
        ["2026-01-31T12:00:00", "0001-02-03T04:05:06.000000007"]
    );
    both_ways!(Date, civil::Date, ["2024-02-29"]);
    both_ways!(Time, civil::Time, ["12:00:00", "01:02:03.000000004"]);
    both_ways!(Duration, jiff::SignedDuration, ["PT1.5S", "-PT90S", "PT0S"]);
    refused!(
        DateTime,
        jiff::Timestamp,
        ["2026-01-31T12:00:00", "soon", ""]
    );
    refused!(DateTime, civil::DateTime, ["2026-01-31", "soon"]);
    refused!(Duration, jiff::SignedDuration, ["P1M", "soon"]);
    refused!(Duration, jiff::Span, ["P99999999999Y", "soon"]);
    let east = DateTime::from_text("2026-01-31 14:00:00.5+02:00");
    let instant = jiff::Timestamp::try_from(&east).expect("an instant");
    assert_eq!(instant.to_string(), "2026-01-31T12:00:00.5Z");
    let span = jiff::Span::try_from(&Duration::from_text("-P1Y2M3W4DT5H6M7.5S")).expect("a span");
    assert_eq!(span.to_string(), "-P1Y2M3W4DT5H6M7.5S");
    let leap = civil::Time::try_from(&Time::from_text("23:59:60Z")).expect("a time");
    assert_eq!(leap.to_string(), "23:59:59");
    assert!(DateTime::try_from(jiff::Timestamp::MIN).is_err());
}

#[cfg(feature = "chrono")]
#[test]
fn chrono() {
    use ::chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
    both_ways!(
        DateTime,
        chrono::DateTime<Utc>,
        ["2026-01-31T12:00:00Z", "1969-12-31T23:59:59.250000000Z"]
    );
    both_ways!(
        DateTime,
        chrono::DateTime<FixedOffset>,
        ["2026-01-31T12:00:00-08:30", "2026-01-31T12:00:00Z"]
    );
    both_ways!(DateTime, NaiveDateTime, ["2026-01-31T12:00:00"]);
    both_ways!(Date, NaiveDate, ["2024-02-29"]);
    both_ways!(
        Time,
        NaiveTime,
        ["12:00:00", "23:59:60", "01:02:03.000000004"]
    );
    both_ways!(Duration, TimeDelta, ["PT1.5S", "-PT90S", "-PT0.5S", "PT0S"]);
    refused!(
        DateTime,
        chrono::DateTime<Utc>,
        ["2026-01-31T12:00:00", "soon", ""]
    );
    refused!(
        DateTime,
        chrono::DateTime<FixedOffset>,
        ["2026-01-31T12:00:00"]
    );
    refused!(DateTime, NaiveDateTime, ["2026-01-31", "soon"]);
    refused!(
        Duration,
        TimeDelta,
        ["P1Y", "PT99999999999999999999S", "soon"]
    );
    assert!(DateTime::try_from(chrono::DateTime::<Utc>::MAX_UTC).is_err());
}

#[cfg(feature = "time")]
#[test]
fn time() {
    use ::time::{OffsetDateTime, PrimitiveDateTime};
    both_ways!(
        DateTime,
        OffsetDateTime,
        [
            "2026-01-31T12:00:00Z",
            "2026-01-31T12:00:00.250000000-08:30"
        ]
    );
    both_ways!(DateTime, PrimitiveDateTime, ["2026-01-31T12:00:00"]);
    both_ways!(Date, time::Date, ["2024-02-29"]);
    both_ways!(Time, time::Time, ["12:00:00", "01:02:03.000000004"]);
    both_ways!(Duration, time::Duration, ["PT1.5S", "-PT90S", "PT0S"]);
    refused!(
        DateTime,
        OffsetDateTime,
        [
            "2026-01-31T12:00:00",
            "9999-12-31T23:59:59-23:59",
            "soon",
            ""
        ]
    );
    refused!(DateTime, PrimitiveDateTime, ["2026-01-31", "soon"]);
    refused!(Duration, time::Duration, ["P1Y", "soon"]);
}

#[cfg(feature = "uuid")]
#[test]
fn uuid() {
    use oasmith_runtime::text::Uuid;
    let text = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    let id = ::uuid::Uuid::try_from(&Uuid::from_text(text)).expect("an id");
    assert_eq!(
        (id.to_string().as_str(), Uuid::from(id).as_str()),
        (text, text)
    );
    assert!(::uuid::Uuid::try_from(&Uuid::from_text("none")).is_err());
}
