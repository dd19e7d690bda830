//! The package's manifest.
