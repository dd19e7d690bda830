//! What the document demands of a value beyond its type: reading is lenient, [`Validate::validate`] is strict.
//!
//! An emitted record checks each field by one line over a constant:
//!
//! ```text
//! impl runtime::validate::Validate for Page {
//!     fn validate_into(&self, at: &validate::Path<'_>, out: &mut validate::Violations) {
//!         validate::check(&self.size, &validate::Integer { minimum: Some(1), ..validate::Integer::ANY }, &at.field("size"), out);
//!         self.owner.validate_into(&at.field("owner"), out);
//!     }
//! }
//! ```

mod blanket;
mod check;
mod constraint;
mod decimal;
mod equality;
mod known;
mod matcher;
mod path;
mod rules;
mod undeclared;
mod violation;

pub use self::check::{Check, Each, check};
pub use self::constraint::{Integer, Items, Number, Properties, Text};
pub use self::known::{fits_branches, fits_some_branch, fits_some_schema, is_known, is_listed};
pub use self::matcher::Matcher;
pub use self::path::Path;
pub use self::rules::{Rules, rules};
pub use self::undeclared::closed;
pub use self::violation::{Violation, Violations};

/// A value that knows what its document demands of it.
pub trait Validate {
    /// Adds what is wrong with the value that stands at a place: nothing, where nothing is demanded.
    fn validate_into(&self, _at: &Path<'_>, _out: &mut Violations) {}

    /// Everything that is wrong with the value.
    fn validate(&self) -> Result<(), Violations> {
        let mut violations = Violations::default();
        self.validate_into(&Path::ROOT, &mut violations);
        if violations.is_empty() {
            Ok(())
        } else {
            Err(violations)
        }
    }
}
