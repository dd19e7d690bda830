//! What a media type is, by its name.

/// The media type without its parameters.
pub(super) fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or(name).trim()
}

/// `application/json` and everything that ends in `+json` (RFC 6839).
pub(super) fn is_json(name: &str) -> bool {
    let essence = essence(name).to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// `application/xml`, `text/xml` and everything that ends in `+xml` (RFC 7303 sections 4.1 and 8).
pub(super) fn is_xml(name: &str) -> bool {
    let essence = essence(name).to_ascii_lowercase();
    essence == "application/xml" || essence == "text/xml" || essence.ends_with("+xml")
}

pub(super) fn is_form(name: &str) -> bool {
    essence(name).eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

pub(super) fn is_text(name: &str) -> bool {
    let essence = essence(name).to_ascii_lowercase();
    essence.starts_with("text/") && !essence.contains('*') && !is_structured(name)
}

/// Forms whose schema says more than that there are bytes.
pub(super) fn is_structured(name: &str) -> bool {
    let essence = essence(name).to_ascii_lowercase();
    essence.starts_with("multipart/")
        || is_form(name)
        || is_xml(name)
        || essence == "text/event-stream"
}
