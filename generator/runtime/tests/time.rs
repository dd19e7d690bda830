//! Dates and times: what is understood, what is not, what it means, and that all of it is kept.

use std::cmp::Ordering;
use std::time::{Duration, UNIX_EPOCH};

use oasmith_runtime::text::Text;
use oasmith_runtime::time::{Date, DateTime, Time};

/// Text, seconds since 1970, nanoseconds.
const READ: &[(&str, Option<i64>, u32)] = &[
    ("1970-01-01T00:00:00Z", Some(0), 0),
    ("1985-04-12T23:20:50.52Z", Some(482_196_050), 520_000_000),
    ("1996-12-19T16:39:57-08:00", Some(851_042_397), 0),
    (
        "1937-01-01T12:00:27.87+00:20",
        Some(-1_041_337_173),
        870_000_000,
    ),
    ("1990-12-31T23:59:60Z", Some(662_688_000), 0),
    ("2000-02-29t00:00:00z", Some(951_782_400), 0),
    ("2026-01-31 12:00:00+02:00", Some(1_769_853_600), 0),
    ("2026-01-31T12:00:00-00:00", Some(1_769_860_800), 0),
    ("2026-01-31T12:00:00+0200", Some(1_769_853_600), 0),
    ("2026-01-31T12:00:00+02", Some(1_769_853_600), 0),
    ("2026-01-31T12:00:00", None, 0),
    ("2026-01-31T12:00Z", Some(1_769_860_800), 0),
    ("2026-01-31 12:00:00.1234567899999", None, 123_456_789),
    ("0000-01-01T00:00:00Z", Some(-62_167_219_200), 0),
    ("9999-12-31T23:59:59Z", Some(253_402_300_799), 0),
];

const REFUSED: &[&str] = &[
    "",
    "2026",
    "2026-01-31",
    "2026-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-31T24:00:00Z",
    "2026-01-31T12:60:00Z",
    "2026-01-31T12:00:61Z",
    "2026-01-31T12:00:00.Z",
    "2026-01-31T12:00:00Z ",
    " 2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00+24:00",
    "2026-01-31T12:00:00+02:60",
    "2026-01-31T12:00:00+",
    "2026-01-31T12:00:00+02:",
    "2026-1-31T12:00:00Z",
    "+2026-01-31T12:00:00Z",
    "2026-01-31_12:00:00Z",
    "２026-01-31T12:00:00Z",
];

#[test]
fn date_times() {
    for &(text, seconds, nanoseconds) in READ {
        let time: DateTime = text.parse().expect(text);
        assert_eq!(
            (time.unix_timestamp(), time.nanosecond()),
            (seconds, nanoseconds),
            "{text}"
        );
        let json = serde_json::to_string(&time).expect("a string");
        assert_eq!(json, format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<DateTime>(&json).expect(text), time);
    }
    for text in REFUSED {
        assert!(DateTime::parse(text).is_err(), "{text}");
    }
}

#[test]
fn what_is_no_date_time_is_kept() {
    for text in REFUSED {
        let json = serde_json::to_string(text).expect("a string");
        let time: DateTime = serde_json::from_str(&json).expect(text);
        assert_eq!(
            (time.as_str(), time.unix_timestamp(), time.nanosecond()),
            (*text, None, 0)
        );
        assert_eq!(serde_json::to_string(&time).expect("a string"), json);
        assert_eq!(time.cmp_instant(&time), None, "{text}");
    }
}

#[test]
fn only_the_letter_of_the_standard_conforms() {
    for (text, conforms) in [
        ("2026-01-31T12:00:00Z", true),
        ("2026-01-31t12:00:00.5+02:00", true),
        ("1990-12-31T23:59:60Z", true),
        ("1990-12-31T15:59:60-08:00", true),
        ("1990-12-31T22:59:60Z", false),
        ("2026-01-31 12:00:00Z", false),
        ("2026-01-31T12:00:00", false),
        ("2026-01-31T12:00Z", false),
        ("2026-01-31T12:00:00+0200", false),
    ] {
        assert!(DateTime::reads(text), "{text}");
        assert_eq!(DateTime::conforms(text), conforms, "{text}");
    }
}

#[test]
fn debug_shows_the_text() {
    let time = DateTime::from_text("2026-01-31T12:00:00Z");
    assert_eq!(format!("{time:?}"), r#"DateTime("2026-01-31T12:00:00Z")"#);
}

#[test]
fn equality_is_of_texts_and_order_of_instants() {
    let time = |text| DateTime::parse(text).expect(text);
    let (zulu, east) = (
        time("2026-01-31T12:00:00.5Z"),
        time("2026-01-31T14:00:00.500+02:00"),
    );
    assert_ne!(zulu, east);
    assert_eq!(zulu.cmp_instant(&east), Some(Ordering::Equal));
    assert_eq!(
        zulu.cmp_instant(&time("2026-01-31T12:00:00.5000000000001Z")),
        Some(Ordering::Less)
    );
    let local = time("2026-01-31T12:00:00");
    assert_eq!(zulu.cmp_instant(&local), None);
    assert_eq!(
        local.cmp_instant(&time("2026-01-31T11:59:59")),
        Some(Ordering::Greater)
    );
    assert_eq!(east.offset_minutes(), Some(120));
}

#[test]
fn instants_become_text() {
    for &(text, seconds, nanoseconds) in READ {
        let Some(seconds) = seconds else { continue };
        let time = DateTime::from_unix_timestamp(seconds).expect(text);
        assert_eq!(time.unix_timestamp(), Some(seconds), "{text}");
        if text.ends_with(":00:00Z") && nanoseconds == 0 {
            assert_eq!(time.as_str(), text);
        }
    }
    assert_eq!(DateTime::from_unix_timestamp(i64::MAX), None);
    assert_eq!(DateTime::from_unix_timestamp(i64::MIN), None);
    let before =
        DateTime::try_from(UNIX_EPOCH - Duration::from_millis(1)).expect("within the years");
    assert_eq!(before.as_str(), "1969-12-31T23:59:59.999000000Z");
}

#[test]
fn dates() {
    let date: Date = "2024-02-29".parse().expect("a leap day");
    assert_eq!(
        (date.parts(), date.unix_days()),
        (Some((2024, 2, 29)), Some(19_782))
    );
    assert_eq!(Date::new(2024, 2, 29), Some(date.clone()));
    assert!(date < Date::new(2024, 3, 1).expect("a day"));
    assert_eq!(
        DateTime::parse("2024-02-29T00:00:00")
            .ok()
            .and_then(|time| time.date()),
        Some(date)
    );
    for refused in [
        "",
        "2023-02-29",
        "2024-2-29",
        "2024-02-29T00:00:00Z",
        "20240229",
        "2024-02-30",
    ] {
        assert!(Date::parse(refused).is_err(), "{refused}");
    }
    assert_eq!(Date::new(10_000, 1, 1), None);
}

#[test]
fn times() {
    for (text, parts, offset, conforms) in [
        ("12:00:00Z", (12, 0, 0, 0), Some(0), true),
        (
            "23:59:59.25-08:00",
            (23, 59, 59, 250_000_000),
            Some(-480),
            true,
        ),
        ("15:59:60-08:00", (15, 59, 60, 0), Some(-480), true),
        ("12:00:60Z", (12, 0, 60, 0), Some(0), false),
        ("12:00:00", (12, 0, 0, 0), None, false),
        ("12:00", (12, 0, 0, 0), None, false),
        ("12:00:00+01", (12, 0, 0, 0), Some(60), false),
    ] {
        let time = Time::parse(text).expect(text);
        assert_eq!(time.parts(), Some(parts), "{text}");
        assert_eq!(time.offset_minutes(), offset, "{text}");
        assert_eq!(Time::conforms(text), conforms, "{text}");
    }
    for refused in [
        "",
        "24:00:00Z",
        "12",
        "12:00:",
        "12:00:00.",
        "1:00:00Z",
        "noon",
    ] {
        assert!(Time::parse(refused).is_err(), "{refused}");
    }
    let time = Time::new(1, 2, 3, 40_000_000).expect("a time");
    assert_eq!(time.as_str(), "01:02:03.040000000");
    assert_eq!(Time::new(1, 2, 3, 1_000_000_000), None);
    assert_eq!(Time::new(24, 0, 0, 0), None);
}

#[test]
fn a_date_and_a_time_make_a_date_time() {
    let date = Date::parse("2026-01-31").expect("a date");
    let time = Time::parse("12:00:00Z").expect("a time");
    for (offset, text) in [
        (None, "2026-01-31T12:00:00"),
        (Some(0), "2026-01-31T12:00:00Z"),
        (Some(-150), "2026-01-31T12:00:00-02:30"),
    ] {
        let both = DateTime::new(&date, &time, offset).expect(text);
        assert_eq!(both.as_str(), text);
        assert_eq!(
            (both.date(), both.time()),
            (Some(date.clone()), Time::parse(&text[11..]).ok())
        );
    }
    assert_eq!(DateTime::new(&date, &time, Some(24 * 60)), None);
    assert_eq!(DateTime::new(&Date::from_text("today"), &time, None), None);
}
