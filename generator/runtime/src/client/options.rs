//! Limits of time and size.

use std::time::Duration;

use super::Retry;

/// What one call may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallOptions {
    /// From sending to the last byte of the answer; `None` waits forever.
    pub timeout: Option<Duration>,
    /// How large an answer may be.
    pub limits: Limits,
    /// How often a request is sent.
    pub retry: Retry,
}

/// How large an answer may be, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The body of a success (2xx).
    pub success_body: usize,
    /// The body of any other answer.
    pub error_body: usize,
}

impl Default for CallOptions {
    /// Thirty seconds, and nothing is sent twice.
    fn default() -> Self {
        Self {
            timeout: Some(Duration::from_secs(30)),
            limits: Limits::default(),
            retry: Retry::NEVER,
        }
    }
}

impl Default for Limits {
    /// 64 MiB and 1 MiB.
    fn default() -> Self {
        Self {
            success_body: 64 << 20,
            error_body: 1 << 20,
        }
    }
}
