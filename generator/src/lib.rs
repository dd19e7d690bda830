//! oasmith.
