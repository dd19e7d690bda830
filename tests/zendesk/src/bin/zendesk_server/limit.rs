//! How often a caller may call: so many times in each minute.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::auth::Caller;

const WINDOW: Duration = Duration::from_mins(1);

/// Counts the calls of each caller.
pub(crate) struct Limit {
    calls: u32,
    windows: Mutex<HashMap<Caller, (Instant, u32)>>,
}

impl Limit {
    pub(crate) fn per_minute(calls: u32) -> Self {
        Self {
            calls,
            windows: Mutex::default(),
        }
    }

    /// Counts a call. The error is how many seconds are left of the minute, where it was one too many.
    pub(crate) fn count(&self, caller: Caller) -> Result<(), u64> {
        let now = Instant::now();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let (start, count) = windows.entry(caller).or_insert((now, 0));
        if now.duration_since(*start) >= WINDOW {
            (*start, *count) = (now, 0);
        }
        if *count < self.calls {
            *count += 1;
            return Ok(());
        }
        let left = WINDOW.saturating_sub(now.duration_since(*start));
        Err(left.as_secs().saturating_add(1))
    }
}
