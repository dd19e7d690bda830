use std::path::PathBuf;

use crate::project::{Failure, Input};

/// Which overlays complete a document.
#[derive(Debug, clap::Args)]
pub(super) struct Overlays {
    /// Apply this overlay, after the one beside the document; may be repeated
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Read the document without the `.overlay.yaml` beside it
    #[arg(long)]
    pub(super) no_auto_overlay: bool,
}

impl Overlays {
    /// The document at `spec` with the overlays that were asked for.
    pub(super) fn input(&self, spec: PathBuf) -> Result<Input, Failure> {
        let mut input = if self.no_auto_overlay {
            Input::new(spec)?
        } else {
            Input::with_overlays(spec)?
        };
        input.overlays.extend(self.overlays.iter().cloned());
        Ok(input)
    }

    /// Whether overlays were named, which needs one document that they are for.
    pub(super) fn are_named(&self) -> bool {
        !self.overlays.is_empty()
    }

    /// As they were typed.
    pub(super) fn words(&self) -> Vec<String> {
        let named = self
            .overlays
            .iter()
            .map(|path| format!("--overlay {}", path.display()));
        named
            .chain(self.no_auto_overlay.then(|| "--no-auto-overlay".to_owned()))
            .collect()
    }
}
