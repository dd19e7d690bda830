//! The text of the files that are copied into generated crates.
//!
//! Invariant: a file that is in `src/` and is neither this one nor `lib.rs` has a line here.

/// One file to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path within the runtime's folder.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
    /// The feature that needs it, or several parted by commas of which any does; `None` for a file that models need.
    pub feature: Option<&'static str>,
}

/// `include_str!` wants a literal, and the path would otherwise stand twice in each line.
macro_rules! files {
    ($($path:literal $(for $feature:literal)?;)*) => {
        /// Every file, in the order of the paths.
        pub const FILES: &[File] = &[$(File { path: $path, text: include_str!($path), feature: files!(@ $($feature)?) }),*];
    };
    (@) => { None };
    (@ $feature:literal) => { Some($feature) };
}

files! {
    "backtracking.rs" for "backtracking";
    "base64.rs";
    "client/base.rs" for "client";
    "client/call.rs" for "client";
    "client/config.rs" for "client";
    "client/core.rs" for "client";
    "client/credentials.rs" for "client";
    "client/error.rs" for "client";
    "client/in_process.rs" for "client";
    "client/mod.rs" for "client";
    "client/operation.rs" for "client";
    "client/options.rs" for "client";
    "client/paginate.rs" for "client";
    "client/reader.rs" for "client";
    "client/reqwest.rs" for "reqwest";
    "client/retry.rs" for "client";
    "client/transport.rs" for "client";
    "client/writer.rs" for "client";
    "constant.rs";
    "convert_chrono.rs" for "chrono";
    "convert_jiff.rs" for "jiff";
    "convert_time.rs" for "time";
    "convert_uuid.rs" for "uuid";
    "http/body.rs" for "client,server";
    "http/facts.rs" for "client,server";
    "http/json.rs" for "client,server";
    "http/media.rs" for "client,server";
    "http/mod.rs" for "client,server";
    "http/undeclared.rs" for "client,server";
    "json.rs";
    "listed.rs";
    "literal.rs";
    "open.rs";
    "pattern.rs" for "pattern";
    "record.rs";
    "secret.rs";
    "server/adapter.rs" for "server";
    "server/admission.rs" for "server";
    "server/authenticate.rs" for "server";
    "server/call.rs" for "server";
    "server/context.rs" for "server";
    "server/credentials.rs" for "server";
    "server/failure.rs" for "server";
    "server/matcher.rs" for "server";
    "server/mod.rs" for "server";
    "server/negotiate.rs" for "server";
    "server/operation.rs" for "server";
    "server/reader.rs" for "server";
    "server/rejection.rs" for "server";
    "server/render.rs" for "server";
    "server/route.rs" for "server";
    "server/service.rs" for "server";
    "server/template.rs" for "server";
    "server/writer.rs" for "server";
    "text/mod.rs";
    "text/net.rs";
    "text/uuid.rs";
    "time/calendar.rs";
    "time/clock.rs";
    "time/date.rs";
    "time/date_time.rs";
    "time/duration.rs";
    "time/mod.rs";
    "time/scan.rs";
    "time/time_of_day.rs";
    "tuple.rs";
    "undeclared.rs";
    "union_/bounds.rs";
    "union_/branch.rs";
    "union_/looks.rs";
    "union_/mod.rs";
    "union_/nesting.rs";
    "union_/place.rs";
    "union_/text.rs";
    "union_/values.rs";
    "validate/blanket.rs" for "validate";
    "validate/check.rs" for "validate";
    "validate/constraint.rs" for "validate";
    "validate/decimal.rs" for "validate";
    "validate/equality.rs" for "validate";
    "validate/known.rs" for "validate";
    "validate/matcher.rs" for "validate";
    "validate/mod.rs" for "validate";
    "validate/path.rs" for "validate";
    "validate/rules/array.rs" for "validate";
    "validate/rules/choice.rs" for "validate";
    "validate/rules/mod.rs" for "validate";
    "validate/rules/number.rs" for "validate";
    "validate/rules/object.rs" for "validate";
    "validate/rules/plain.rs" for "validate";
    "validate/rules/seen.rs" for "validate";
    "validate/undeclared.rs" for "validate";
    "validate/violation.rs" for "validate";
    "wire/compound.rs" for "client,server";
    "wire/deep_object.rs" for "client,server";
    "wire/delimited.rs" for "client,server";
    "wire/error.rs" for "client,server";
    "wire/escape.rs" for "client,server";
    "wire/form.rs" for "client,server";
    "wire/items.rs" for "client,server";
    "wire/mod.rs" for "client,server";
    "wire/pairs.rs" for "client,server";
    "wire/part.rs" for "client,server";
    "wire/path.rs" for "client,server";
    "wire/probe.rs" for "client,server";
    "wire/reader.rs" for "client,server";
    "wire/tree.rs" for "client,server";
    "wire/urlencoded.rs" for "client,server";
    "wire/writer.rs" for "client,server";
    "withhold.rs";
    "xml/choose.rs" for "xml";
    "xml/client.rs" for "xml";
    "xml/element.rs" for "xml";
    "xml/error.rs" for "xml";
    "xml/locate.rs" for "xml";
    "xml/mod.rs" for "xml";
    "xml/number.rs" for "xml";
    "xml/others.rs" for "xml";
    "xml/pool.rs" for "xml";
    "xml/reading.rs" for "xml";
    "xml/scope.rs" for "xml";
    "xml/server.rs" for "xml";
    "xml/settled.rs" for "xml";
    "xml/shape.rs" for "xml";
    "xml/spelling.rs" for "xml";
    "xml/tree.rs" for "xml";
    "xml/writing.rs" for "xml";
}

/// The public items of these files, a line each; below a line `# if client or server` stands what either brings, below
/// `# if client and xml` what the two bring together.
pub const API: &str = include_str!("../oasmith.api");

/// `runtime/mod.rs`: this crate's `lib.rs` with the modules that some feature of the generated crate can need.
pub fn root(has: &dyn Fn(&str) -> bool) -> String {
    let modules = include_str!("lib.rs")
        .split("pub mod base64;")
        .nth(1)
        .unwrap_or_default();
    let mut text = "//! The support code of the modules beside this one, copied as it stands.\n\npub mod base64;".to_owned();
    let mut condition = None;
    for line in modules.lines() {
        if line.starts_with("#[cfg(") {
            condition = Some(line);
            continue;
        }
        match condition.take() {
            Some(cfg) if quoted(cfg).any(has) => text.extend([cfg, "\n", line, "\n"]),
            Some(_) => {}
            // Where a whole group of modules is left out, the lines around it are enough.
            None if line.is_empty() && text.ends_with("\n\n") => {}
            None => text.extend([line, "\n"]),
        }
    }
    format!("{}\n", text.trim_end())
}

/// What stands between quotes.
fn quoted(cfg: &str) -> impl Iterator<Item = &str> {
    cfg.split('"').skip(1).step_by(2)
}
