//! The command line of Zendesk's organization memberships.

fn main() {}
