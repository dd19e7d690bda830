//! `format: date`: the full-date of RFC 3339, section 5.6.

use super::scan::Scan;
use super::{InvalidTime, calendar};

/// A day of the calendar: `2026-01-31`. Ordered by time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // Four, two and two digits: the order of the texts is the order of the days.
    text: String,
}

impl Date {
    /// Reads a date.
    pub fn parse(text: &str) -> Result<Self, InvalidTime> {
        let mut scan = Scan(text.as_bytes());
        match scan_date(&mut scan) {
            Some(_) if scan.0.is_empty() => Ok(Self {
                text: text.to_owned(),
            }),
            _ => Err(InvalidTime("a date such as 2026-01-31")),
        }
    }

    /// The date of a year (to 9999), a month and a day; `None` where the calendar has no such day.
    pub fn new(year: u16, month: u16, day: u16) -> Option<Self> {
        Self::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
    }

    /// The text it was read from.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Year, month and day.
    pub fn parts(&self) -> (u16, u16, u16) {
        // The text was read before.
        scan_date(&mut Scan(self.text.as_bytes())).unwrap_or_default()
    }

    /// Days since 1970-01-01.
    pub fn unix_days(&self) -> i64 {
        let (year, month, day) = self.parts();
        calendar::days_from_date(year, month, day)
    }
}

pub(super) fn scan_date(scan: &mut Scan<'_>) -> Option<(u16, u16, u16)> {
    let year = scan.number(4, 0, 9999)?;
    scan.mark(b"-")?;
    let month = scan.number(2, 1, 12)?;
    scan.mark(b"-")?;
    let day = scan.number(2, 1, calendar::days_in_month(year, month))?;
    Some((year, month, day))
}

super::text_type!(Date, "a date such as 2026-01-31");
