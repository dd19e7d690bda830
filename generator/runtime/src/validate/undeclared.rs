use super::super::undeclared::Undeclared;
use super::{Path, Violations};

/// `additionalProperties: false`: there must be nothing beside what is declared.
pub fn closed(undeclared: &Undeclared, at: &Path<'_>, out: &mut Violations) {
    for (name, _) in undeclared {
        out.add(&at.field(name), "additionalProperties", || {
            "must not be there".to_owned()
        });
    }
}
