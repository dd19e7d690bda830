//! An [`Api`](super::Api) as text, for tests and for whoever wonders what was understood.
