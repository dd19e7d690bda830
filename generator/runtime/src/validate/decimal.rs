//! `multipleOf` over decimals: 0.3 is a multiple of 0.1, though not in binary.

/// Whether a number is a whole multiple of another, both taken as the shortest decimal numbers that mean them.
pub(super) fn is_multiple(value: f64, of: f64) -> bool {
    match (decimal(value), decimal(of)) {
        (Some((value, by)), Some((of, of_by))) => divides(of, value, by - of_by),
        _ => false,
    }
}

/// The `f64` that is written as this `f32` is.
pub(super) fn widen(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| value.into())
}

/// Digits, at most 17, and the power of ten they are scaled by.
fn decimal(value: f64) -> Option<(u128, i32)> {
    let text = format!("{:e}", value.abs());
    let (digits, power) = text.split_once('e')?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let power: i32 = power.parse().ok()?;
    Some((
        format!("{whole}{fraction}").parse().ok()?,
        power - i32::try_from(fraction.len()).ok()?,
    ))
}

/// Whether `of` divides `value * 10^power`.
fn divides(of: u128, value: u128, power: i32) -> bool {
    if of == 0 || value == 0 {
        return value == 0 && of != 0;
    }
    if power >= 0 {
        // Both factors stay below `of`, which has at most 17 digits.
        return (0..power).fold(value % of, |rest, _| rest * 10 % of) == 0;
    }
    // The divisor is scaled instead; one of more than 38 digits divides no value of 17.
    let scaled = 10_u128
        .checked_pow(power.unsigned_abs())
        .and_then(|scale| of.checked_mul(scale));
    scaled.is_some_and(|of| value % of == 0)
}
