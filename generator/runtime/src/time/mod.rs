//! Dates and times that keep the text they were read from: `format: date-time`, `date`, `time` and `duration`.
//!
//! RFC 3339 is what they are written as. What servers send besides is understood too, and written back as it came: no
//! offset, a space between date and time, `t` and `z`, an offset without its colon or minutes, no seconds.
//!
//! The features `jiff`, `chrono` and `time` convert them to the types of those crates and back.

mod calendar;
mod clock;
mod date;
mod date_time;
mod duration;
mod scan;
mod time_of_day;

pub use super::text::InvalidText;

pub use self::date::Date;
pub use self::date_time::DateTime;
pub use self::duration::{Duration, DurationParts};
pub use self::time_of_day::Time;
