//! Durations, ids and addresses: what is understood, what conforms, and that all of it is kept.

use oasmith_runtime::base64::{Base64, Base64Url};
use oasmith_runtime::text::{Ipv4, Ipv6, Text, Uuid};
use oasmith_runtime::time::{Duration, DurationParts};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Texts that conform, that are understood all the same, and that are neither.
fn check<T: Text + Serialize + DeserializeOwned>(
    conforming: &[&str],
    read: &[&str],
    other: &[&str],
) {
    for (texts, reads, conforms) in [
        (conforming, true, true),
        (read, true, false),
        (other, false, false),
    ] {
        for text in texts {
            assert_eq!(
                (T::reads(text), T::conforms(text)),
                (reads, conforms),
                "{text}"
            );
            let json = serde_json::to_string(text).expect("a string");
            let kept: T = serde_json::from_str(&json).expect(text);
            assert_eq!(serde_json::to_string(&kept).expect("a string"), json);
        }
    }
}

/// A number of days that no integer holds: the standard bounds none.
const BEYOND: &str = "P99999999999999999999999D";

#[test]
fn durations() {
    check::<Duration>(
        &[
            "P1Y",
            "P4DT12H30M5S",
            "PT0S",
            "P2W",
            "P1M2D",
            "PT1M",
            "P1Y2M",
            BEYOND,
        ],
        &[
            "PT0.5S", "-P1D", "+PT1S", "P1Y2D", "PT1H2S", "P1W2D", "PT1,5S",
        ],
        &[
            "", "P", "PT", "P1", "1D", "P1DT", "P1S", "PT1D", "P1D2M", "PT.5S", "P0.5D", "p1d",
            "P1D ", "P-1D", "3.5s",
        ],
    );
    assert_eq!(
        BEYOND.parse::<Duration>().expect("a duration").parts(),
        None
    );
    let parts = DurationParts {
        is_negative: true,
        months: 2,
        minutes: 3,
        seconds: 4,
        nanoseconds: 500_000_000,
        ..DurationParts::default()
    };
    assert_eq!(Duration::from_text("-P2MT3M4.5S").parts(), Some(parts));
    assert_eq!(parts.magnitude(), None);
    let length = |text| std::time::Duration::try_from(&Duration::from_text(text)).ok();
    assert_eq!(
        length("P1W1DT1H1M1.5S"),
        Some(std::time::Duration::from_millis(694_861_500))
    );
    assert_eq!(length("P99999999999999999999D"), None);
    assert_eq!(length("P9999999999999999999D"), None);
    for text in ["P1M", "P1Y", "-PT1S", "soon"] {
        assert_eq!(length(text), None, "{text}");
    }
    let written = Duration::from(std::time::Duration::from_millis(1_500));
    assert_eq!(written.as_str(), "PT1.5S");
    assert_eq!(Duration::from_seconds(true, 2, 0).as_str(), "-PT2S");
}

#[test]
fn ids() {
    let lower = "67e55044-10b1-426f-9247-bb680e5fe0c8";
    check::<Uuid>(
        &[lower, "67E55044-10B1-426F-9247-BB680E5FE0C8"],
        &[],
        &[
            "",
            "67e5504410b1426f9247bb680e5fe0c8",
            "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
            "67e55044-10b1-426f-9247-bb680e5fe0cg",
            "67e55044+10b1-426f-9247-bb680e5fe0c8",
        ],
    );
    let bits = Uuid::from_text(lower).to_u128().expect("an id");
    assert_eq!(Uuid::from_u128(bits).as_str(), lower);
    assert_eq!(
        Uuid::from_u128(1).as_str(),
        "00000000-0000-0000-0000-000000000001"
    );
    assert_eq!(Uuid::from_text("-").to_u128(), None);
}

#[test]
fn addresses() {
    check::<Ipv4>(
        &["192.0.2.1"],
        &[],
        &["", "192.0.2", "192.0.2.256", "192.0.02.1", "0x7f.0.0.1"],
    );
    check::<Ipv6>(
        &["2001:DB8::1", "::", "::ffff:192.0.2.1"],
        &[],
        &["", "192.0.2.1", "::1%eth0", "1::2::3"],
    );
    let address =
        std::net::Ipv6Addr::try_from(&Ipv6::from_text("2001:DB8::1")).expect("an address");
    assert_eq!(Ipv6::from(address).as_str(), "2001:db8::1");
    let error = std::net::Ipv4Addr::try_from(&Ipv4::from_text("hunter2")).expect_err("no address");
    assert!(!error.to_string().contains("hunter2"));
}

#[test]
fn alphabets() {
    let bytes = [0xfb, 0xff, 0x00, 0x01];
    assert_eq!(Base64::from_bytes(&bytes).as_str(), "+/8AAQ==");
    assert_eq!(Base64Url::from_bytes(&bytes).as_str(), "-_8AAQ");
    check::<Base64>(
        &["+/8AAQ==", "+/8AAQ", ""],
        &[],
        &["-_8AAQ", "+", "+/8AAQ="],
    );
    check::<Base64Url>(&["-_8AAQ", "-_8AAQ==", ""], &[], &["+/8AAQ", "a"]);
    for text in ["-_8AAQ", "-_8AAQ=="] {
        assert_eq!(
            Base64Url::from_text(text).decode().as_deref(),
            Ok(&bytes[..])
        );
    }
}
