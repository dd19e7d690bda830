//! What a hostile value may cost.

use std::cell::Cell;

/// The failures of closed unions, and the branches that are tried to count them, within one value that are looked into.
const FAILURES: usize = 10_000;

thread_local! {
    /// How many unions are being read around the one at hand, and how many of those read so far failed.
    static NESTING: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// Bounds what a hostile value costs. Where a closed union holds itself in several branches, a fault at the bottom
/// would be looked for in every branch on every level, which doubles the work with each level.
pub(super) struct Nesting {
    outer: usize,
}

impl Nesting {
    pub(super) fn enter() -> Self {
        let (outer, failures) = NESTING.get();
        NESTING.set((outer + 1, failures));
        Self { outer }
    }

    pub(super) fn is_exhausted() -> bool {
        NESTING.get().1 > FAILURES
    }

    pub(super) fn count_failure() {
        let (depth, failures) = NESTING.get();
        NESTING.set((depth, failures + 1));
    }
}

impl Drop for Nesting {
    fn drop(&mut self) {
        let failures = if self.outer == 0 { 0 } else { NESTING.get().1 };
        NESTING.set((self.outer, failures));
    }
}
