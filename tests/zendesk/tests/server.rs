//! The server as a process of its own: every operation with the generated client, and what must hold whenever it is killed.

mod common;

#[path = "server/durability.rs"]
mod durability;
#[path = "server/limits.rs"]
mod limits;
#[path = "server/operations.rs"]
mod operations;
#[path = "server/pages.rs"]
mod pages;
#[path = "../../../generated/examples/zendesk_client.rs"]
#[expect(
    dead_code,
    clippy::print_stdout,
    reason = "an example is a program that prints"
)]
mod zendesk_client;

use common::{Outcome, Server, command, database};

#[tokio::test]
async fn the_example_client_runs_through() -> Outcome {
    let server = Server::start(&[]);
    zendesk_client::run(&server.address).await
}

#[test]
fn wrong_arguments_are_said() -> Outcome {
    let (_folder, database) = database();
    for (arguments, said) in [
        (&["--prot", "1"][..], "--prot"),
        (&["--rate-limit"], "--rate-limit <N>"),
        (&["--host", "many"], "--host <HOST>"),
        (&["--log", "a=b=c"], "--log <FILTER>"),
    ] {
        let output = command(&database, arguments).output()?;
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let errors = String::from_utf8(output.stderr)?;
        assert!(errors.contains(said), "{errors}");
    }
    Ok(())
}

#[test]
fn half_of_the_credentials_is_none() -> Outcome {
    let (_folder, database) = database();
    for (name, value, said) in [
        ("ZENDESK_API_TOKEN", "a-token", "go together"),
        ("ZENDESK_ACCESS_TOKEN", "", "ZENDESK_ACCESS_TOKEN is empty"),
    ] {
        let output = command(&database, &[]).env(name, value).output()?;
        assert_eq!(output.status.code(), Some(1));
        let errors = String::from_utf8(output.stderr)?;
        assert!(errors.contains(said), "{errors}");
    }
    Ok(())
}
