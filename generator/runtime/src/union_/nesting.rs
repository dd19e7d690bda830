//! What a hostile value may cost.

use std::cell::Cell;

/// How often a value may be read in vain, and how much of a small one.
const TIMES: usize = 100;
const LEAST: usize = 100_000;

thread_local! {
    /// How many unions are being read around the one at hand, and how much may still be read in vain.
    static NESTING: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// Bounds what a hostile value costs. Where a union holds itself in several branches, a fault at the bottom would be looked for in every
/// branch on every level, which doubles the work with each level.
pub(super) struct Nesting {
    outer: usize,
}

impl Nesting {
    /// Begins to read a value of this size.
    pub(super) fn enter(size: usize) -> Self {
        let (outer, left) = NESTING.get();
        let left = match outer {
            0 => LEAST.saturating_add(size.saturating_mul(TIMES)),
            _ => left,
        };
        NESTING.set((outer + 1, left));
        Self { outer }
    }

    /// Whether no other union is being read around this one.
    pub(super) fn is_outermost(&self) -> bool {
        self.outer == 0
    }

    pub(super) fn is_exhausted() -> bool {
        NESTING.get().1 == 0
    }

    /// So much was read in vain.
    pub(super) fn spend(size: usize) {
        let (depth, left) = NESTING.get();
        NESTING.set((depth, left.saturating_sub(size)));
    }
}

impl Drop for Nesting {
    fn drop(&mut self) {
        NESTING.set((self.outer, NESTING.get().1));
    }
}
