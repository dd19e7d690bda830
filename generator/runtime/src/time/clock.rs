//! The time of day of RFC 3339, section 5.6, and its common relatives.

use super::scan::Scan;

/// What a clock shows, and how far it is from UTC.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    /// 60 in a leap second.
    pub(super) second: u8,
    pub(super) nanosecond: u32,
    /// Where in the text the digits of the fraction stand.
    pub(super) fraction: (usize, usize),
    /// Minutes before UTC; `None` where the text has no offset.
    pub(super) offset: Option<i16>,
    /// Whether it is written as the standard says.
    pub(super) conforms: bool,
}

impl Clock {
    /// Seconds since midnight, on the clock that the text shows.
    pub(super) fn seconds(&self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }

    /// The digits of the fraction in the text that it was read from, without zeros at their end.
    pub(super) fn fraction_digits<'t>(&self, text: &'t str) -> &'t str {
        let (start, end) = self.fraction;
        let digits = text.get(start..end).unwrap_or_default();
        digits.trim_end_matches('0')
    }

    /// Minutes since midnight in UTC.
    fn minutes_of_utc(&self) -> i64 {
        let local = i64::from(self.hour) * 60 + i64::from(self.minute);
        (local - i64::from(self.offset.unwrap_or(0))).rem_euclid(1440)
    }
}

/// Reads what is left of `text`, all of it.
pub(super) fn scan_clock(text: &str, scan: &mut Scan<'_>) -> Option<Clock> {
    let hour = scan.number(2, 0, 23)?;
    scan.mark(b":")?;
    let minute = scan.number(2, 0, 59)?;
    let has_seconds = scan.mark(b":").is_some();
    let second = if has_seconds {
        scan.number(2, 0, 60)?
    } else {
        0
    };
    let start = text.len() - scan.0.len() + 1;
    let digits = if has_seconds && scan.mark(b".").is_some() {
        Some(scan.digits()).filter(|digits| *digits > 0)?
    } else {
        0
    };
    let fraction = (start, start + digits);
    let (offset, is_whole) = scan_offset(scan)?;
    let mut clock = Clock {
        hour: u8::try_from(hour).ok()?,
        minute: u8::try_from(minute).ok()?,
        second: u8::try_from(second).ok()?,
        nanosecond: nanosecond(text.get(fraction.0..fraction.1).unwrap_or_default()),
        fraction,
        offset,
        conforms: has_seconds && is_whole,
    };
    // A leap second is the last of a day in UTC (section 5.7).
    clock.conforms &= clock.second < 60 || clock.minutes_of_utc() == 1439;
    scan.0.is_empty().then_some(clock)
}

/// What is finer than a nanosecond is cut off.
fn nanosecond(digits: &str) -> u32 {
    let digits = digits.bytes().chain(std::iter::repeat(b'0')).take(9);
    digits.fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
}

/// `Z`, `+02:00`, `+0200`, `+02` or nothing: in minutes, and whether it is written as the standard says.
fn scan_offset(scan: &mut Scan<'_>) -> Option<(Option<i16>, bool)> {
    if scan.0.is_empty() {
        return Some((None, false));
    }
    let mark = scan.mark(b"Zz+-")?;
    if matches!(mark, b'Z' | b'z') {
        return Some((Some(0), true));
    }
    let hours = scan.number(2, 0, 23)?;
    let colon = scan.mark(b":").is_some();
    let minutes = if colon || !scan.0.is_empty() {
        scan.number(2, 0, 59)?
    } else {
        0
    };
    let ahead = i16::try_from(hours * 60 + minutes).ok()?;
    Some((Some(if mark == b'-' { -ahead } else { ahead }), colon))
}
