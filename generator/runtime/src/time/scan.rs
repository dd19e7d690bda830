//! Reads digits and marks off the front of a text.

/// What is left of a text.
pub(super) struct Scan<'a>(pub(super) &'a [u8]);

impl Scan<'_> {
    /// Exactly so many digits, as a number within the bounds.
    pub(super) fn number(&mut self, digits: usize, least: u16, most: u16) -> Option<u16> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        if !number.iter().all(u8::is_ascii_digit) {
            return None;
        }
        // At most four digits: no overflow.
        let value = number
            .iter()
            .fold(0, |value, digit| value * 10 + u16::from(digit - b'0'));
        self.0 = rest;
        (least..=most).contains(&value).then_some(value)
    }

    /// One of the marks, taken.
    pub(super) fn mark(&mut self, marks: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        marks.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    /// All digits that follow.
    pub(super) fn digits(&mut self) -> usize {
        let count = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        self.0 = &self.0[count..];
        count
    }
}
