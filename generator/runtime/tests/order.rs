//! Texts with a format are ordered by what they mean, and by how they are spelled where they mean the same: never equal but where the
//! texts are.

use std::fmt::Debug;

use oasmith_runtime::text::{Ipv4, Ipv6};
use oasmith_runtime::time::{Date, DateTime, Duration, Time};
use oasmith_runtime::tuple::Tuple;

/// Every text comes before all that stand behind it, and after all before it.
fn check<T: Ord + Debug>(of: fn(&'static str) -> T, texts: &[&'static str]) {
    let values: Vec<T> = texts.iter().map(|text| of(text)).collect();
    for (index, one) in values.iter().enumerate() {
        for (other_index, other) in values.iter().enumerate() {
            let expected = index.cmp(&other_index);
            assert_eq!(one.cmp(other), expected, "{one:?}, {other:?}");
            assert_eq!(one.partial_cmp(other), Some(expected));
            assert_eq!(one == other, expected.is_eq());
        }
    }
}

#[test]
fn date_times() {
    check(
        DateTime::from_text,
        &[
            "0000-01-01T00:00:00Z",
            "2026-01-31T12:00:00+02:00",
            "2026-01-31T11:00:00.25Z",
            "2026-01-31T11:00:00.2500000001Z",
            "2026-01-31T11:00:00.3Z",
            "2026-01-31T12:00:00Z",
            "2026-01-31T14:00:00+02:00",
            "9999-12-31T23:59:59Z",
            // No instant: by their clocks.
            "2026-01-31T11:00:00",
            "2026-01-31 12:00:00",
            "2026-01-31T12:00:00",
            // No date-time.
            "",
            "2026-02-30T00:00:00Z",
            "then",
        ],
    );
}

#[test]
fn dates_and_times() {
    check(
        Date::from_text,
        &["", "1970-01-01", "2026-01-31", "2026-02-01"],
    );
    check(
        Time::from_text,
        &[
            "00:00:00Z",
            "11:00",
            "12:00",
            "12:00:00",
            "12:00:00+02:00",
            "12:00:00Z",
            "12:00:00.5Z",
            "23:59:60Z",
            "",
            "noon",
        ],
    );
}

#[test]
fn durations() {
    check(
        Duration::from_text,
        &[
            "-P18446744073709551615Y",
            "-P2D",
            "-PT0.5S",
            "-P0D",
            "PT0S",
            "PT0.5S",
            "PT1,5S",
            "PT60S",
            "P1D",
            "PT24H",
            "P30D",
            "P1M",
            "P31D",
            "P365D",
            "P12M",
            "P1Y",
            "P366D",
            "P18446744073709551615Y",
            // Beyond what can be counted, and no durations.
            "",
            "P99999999999999999999999D",
            "long",
        ],
    );
}

#[test]
fn addresses() {
    check(
        Ipv4::from_text,
        &["9.0.0.1", "10.0.0.1", "192.0.2.1", "", "192.0.2", "here"],
    );
    check(
        Ipv6::from_text,
        &[
            "::",
            "::1",
            "0:0::2",
            "::2",
            "2001:DB8::1",
            "2001:db8::1",
            "",
            "192.0.2.1",
        ],
    );
}

#[test]
fn tuples_by_their_parts() {
    let tuple = |parts: (Option<&str>, Option<i64>), rest: &[bool]| Tuple {
        parts: (parts.0.map(str::to_owned), parts.1),
        rest: rest.to_vec(),
    };
    let sorted = [
        tuple((None, None), &[]),
        tuple((Some("a"), None), &[]),
        tuple((Some("a"), Some(1)), &[]),
        tuple((Some("a"), Some(1)), &[false]),
        tuple((Some("a"), Some(2)), &[]),
    ];
    assert!(sorted.is_sorted_by(|one, other| one < other));
}
