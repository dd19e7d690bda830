use std::str::FromStr;

/// A path to a type: `rust_decimal::Decimal`, `crate::Money`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RustPath(String);

impl RustPath {
    /// As Rust spells it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text is not a path to a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPath;

impl FromStr for RustPath {
    type Err = InvalidPath;

    /// Identifiers between `::`, at least two of them; generic arguments are not taken.
    fn from_str(text: &str) -> Result<Self, InvalidPath> {
        let path = text.strip_prefix("::").unwrap_or(text);
        let mut parts = path.split("::");
        let first = parts
            .next()
            .is_some_and(|part| part == "crate" || is_ident(part));
        let others: Vec<&str> = parts.collect();
        if first && !others.is_empty() && others.iter().all(|part| is_ident(part)) {
            Ok(Self(path.to_owned()))
        } else {
            Err(InvalidPath)
        }
    }
}

fn is_ident(part: &str) -> bool {
    super::name::is_free(part)
}

#[cfg(test)]
mod tests {
    use super::RustPath;

    #[test]
    fn only_paths_are_taken() {
        for text in ["a::B", "::uuid::Uuid", "crate::money::Money", "a_1::B2::C"] {
            let path: RustPath = text.parse().expect(text);
            assert_eq!(path.as_str(), text.trim_start_matches("::"));
        }
        for text in [
            "", "B", "a::", "::", "a::b c", "a::fn", "self::A", "a::crate", "a::B<C>", "a::B;",
            "a:::B", "ä::B", "1::B", "a::_",
        ] {
            assert!(text.parse::<RustPath>().is_err(), "{text}");
        }
    }
}
