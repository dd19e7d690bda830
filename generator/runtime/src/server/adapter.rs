//! The way into axum.

use super::Service;

/// A router whose every request goes to `service`: it can be nested, merged and layered like any other.
pub fn router(service: Service) -> axum::Router {
    axum::Router::new().fallback_service(service)
}
