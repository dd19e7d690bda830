use std::path::PathBuf;

use crate::project::{Access, Failure, Input};
use crate::source::Uri;

/// Which overlays complete a document.
#[derive(Debug, clap::Args)]
pub(super) struct Overlays {
    /// Apply this overlay, after the one beside the document; may be repeated
    #[arg(long = "overlay", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read the document without the `.overlay.yaml` beside it
    #[arg(long)]
    pub(super) no_auto_overlay: bool,
    /// Let references lead into this folder, too; may be repeated
    #[arg(long = "allow-ref-root", value_name = "DIR")]
    ref_roots: Vec<PathBuf>,
    /// Let references, and SPEC itself, lead to this origin, such as `https://example.com`; may be repeated
    #[arg(long = "allow-url", value_name = "ORIGIN", value_parser = origin)]
    urls: Vec<String>,
}

/// A scheme and a host, maybe with a port.
fn origin(text: &str) -> Result<String, String> {
    let uri = Uri::parse(text.trim_end_matches('/'));
    let origin = uri.as_ref().and_then(Uri::origin);
    origin
        .filter(|origin| {
            origin.starts_with("http") && uri.is_some_and(|uri| uri.file_name().is_none())
        })
        .ok_or_else(|| "an origin is a scheme and a host, as in `https://example.com`".to_owned())
}

impl Overlays {
    /// The document at `spec` with the overlays that were asked for.
    pub(super) fn input(&self, spec: PathBuf) -> Result<Input, Failure> {
        let mut input = if self.no_auto_overlay {
            Input::new(spec)?
        } else {
            Input::with_overlays(spec)?
        };
        input.overlays.extend(self.files.iter().cloned());
        input.access = self.access();
        Ok(input)
    }

    /// What may be read beyond the rule.
    pub(super) fn access(&self) -> Access {
        Access {
            ref_roots: self.ref_roots.clone(),
            urls: self.urls.clone(),
        }
    }

    /// Whether the network may be used, which no build script would do again.
    pub(super) fn allow_urls(&self) -> bool {
        !self.urls.is_empty()
    }

    /// Whether overlays were named, which needs one document that they are for.
    pub(super) fn are_named(&self) -> bool {
        !self.files.is_empty()
    }

    /// As they were typed.
    pub(super) fn words(&self) -> Vec<String> {
        let named = self
            .files
            .iter()
            .map(|path| format!("--overlay {}", path.display()));
        let roots = self
            .ref_roots
            .iter()
            .map(|path| format!("--allow-ref-root {}", path.display()));
        let urls = self
            .urls
            .iter()
            .map(|origin| format!("--allow-url {origin}"));
        named
            .chain(roots)
            .chain(urls)
            .chain(self.no_auto_overlay.then(|| "--no-auto-overlay".to_owned()))
            .collect()
    }
}
