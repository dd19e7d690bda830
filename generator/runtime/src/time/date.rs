//! `format: date`: the full-date of RFC 3339, section 5.6.

use serde::{Deserialize, Serialize};

use super::super::text::{Text, text_type};
use super::calendar;
use super::scan::Scan;

/// A day of the calendar: `2026-01-31`. Ordered by its text, which for dates is the order of time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(String);

impl Date {
    /// The date of a year (to 9999), a month and a day; `None` where the calendar has no such day.
    pub fn new(year: u16, month: u16, day: u16) -> Option<Self> {
        Self::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
    }

    /// Year, month and day; `None` where the text is no date.
    pub fn parts(&self) -> Option<(u16, u16, u16)> {
        scan(&self.0)
    }

    /// Days since 1970-01-01; `None` where the text is no date.
    pub fn unix_days(&self) -> Option<i64> {
        let (year, month, day) = self.parts()?;
        Some(calendar::days_from_date(year, month, day))
    }
}

impl Text for Date {
    const EXPECTED: &'static str = "a date such as 2026-01-31";

    fn as_str(&self) -> &str {
        &self.0
    }

    fn reads(text: &str) -> bool {
        scan(text).is_some()
    }
}

fn scan(text: &str) -> Option<(u16, u16, u16)> {
    let mut scan = Scan(text.as_bytes());
    scan_date(&mut scan).filter(|_| scan.0.is_empty())
}

pub(super) fn scan_date(scan: &mut Scan<'_>) -> Option<(u16, u16, u16)> {
    let year = scan.number(4, 0, 9999)?;
    scan.mark(b"-")?;
    let month = scan.number(2, 1, 12)?;
    scan.mark(b"-")?;
    let day = scan.number(2, 1, calendar::days_in_month(year, month))?;
    Some((year, month, day))
}

text_type!(Date);
