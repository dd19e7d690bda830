//! What the server bears: callers who call too often, who do not go on, and the end while they wait.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use generated::runtime::client::SendError;
use generated::zendesk_organization_memberships::operations::{
    CreateManyOrganizationMembershipsResponse, ListOrganizationMembershipsResponse,
};

use super::common::{ACCESS_TOKEN, Outcome, Server, database, new};
use super::operations::code;

/// `agent@example.com/token:demo-api-token`.
const AUTHORIZATION: &str = "Basic YWdlbnRAZXhhbXBsZS5jb20vdG9rZW46ZGVtby1hcGktdG9rZW4=";

/// No step of a test takes longer.
const LONG: Duration = Duration::from_secs(10);

/// A connection to the server, for what no client sends.
fn connect(server: &Server) -> Result<TcpStream, Box<dyn std::error::Error>> {
    let address = server.address.strip_prefix("http://").ok_or("no address")?;
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(LONG))?;
    Ok(stream)
}

/// The head of a call whose body has `length` bytes, of which none is sent yet.
fn head(length: usize) -> String {
    format!(
        "POST /api/v2/organization_memberships HTTP/1.1\r\nHost: localhost\r\nAuthorization: {AUTHORIZATION}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n\r\n"
    )
}

/// Reads until the text ends with `end`.
fn read_until(stream: &mut TcpStream, end: &str) -> Result<String, Box<dyn std::error::Error>> {
    let mut text = Vec::new();
    let mut byte = [0];
    while !text.ends_with(end.as_bytes()) {
        stream.read_exact(&mut byte)?;
        text.push(byte[0]);
    }
    Ok(String::from_utf8(text)?)
}

#[tokio::test]
async fn a_caller_waits_behind_the_rate_limit() -> Outcome {
    let server = Server::start(&["--rate-limit", "2"]);
    let client = server.client();
    client.list_organization_memberships().send().await?;
    client.list_organization_memberships().send().await?;
    let Err(SendError::Answer { status, answer, .. }) =
        client.list_organization_memberships().send().await
    else {
        return Err("there is no limit".into());
    };
    assert_eq!(status, 429);
    let ListOrganizationMembershipsResponse::TooManyRequests { retry_after, body } = *answer else {
        return Err(format!("{answer:?}").into());
    };
    assert!((1..=60).contains(&retry_after.ok_or("no Retry-After")?));
    assert_eq!(code(&body), "TooManyRequests");
    // Each caller has a limit of its own.
    let other = server.builder().bearer_auth(ACCESS_TOKEN).build()?;
    other.list_organization_memberships().send().await?;
    Ok(())
}

#[tokio::test]
async fn no_more_jobs_are_taken_than_can_be_kept_up_with() -> Outcome {
    let server = Server::start(&["--job-step", "60000"]);
    let client = server.client();
    let start = || {
        let call = client.create_many_organization_memberships();
        call.organization_memberships(vec![new(30, 1)]).send_full()
    };
    for _ in 0..30 {
        let answer = start().await?;
        assert!(matches!(
            answer,
            CreateManyOrganizationMembershipsResponse::Ok { .. }
        ));
    }
    let CreateManyOrganizationMembershipsResponse::TooManyRequests { retry_after, body } =
        start().await?
    else {
        return Err("a job too many".into());
    };
    assert_eq!((code(&body), retry_after), ("TooManyJobs", Some(5)));
    Ok(())
}

#[test]
fn a_head_that_does_not_end_is_hung_up_on() -> Outcome {
    let server = Server::start(&["--read-timeout", "200"]);
    let mut stream = connect(&server)?;
    stream.write_all(b"GET / HTTP/1.1\r\nHost:")?;
    let started = Instant::now();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    assert!(started.elapsed() < LONG);
    let answer = String::from_utf8(answer)?;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
        "{answer}"
    );
    Ok(())
}

#[test]
fn a_body_that_stands_still_is_answered() -> Outcome {
    let server = Server::start(&["--read-timeout", "200"]);
    let mut stream = connect(&server)?;
    stream.write_all(head(10).as_bytes())?;
    read_until(&mut stream, "HTTP/1.1 100 Continue\r\n\r\n")?;
    stream.write_all(b"{")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    assert!(answer.contains("incomplete_body"), "{answer}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_request_that_has_begun_is_answered_before_the_end() -> Outcome {
    let mut server = Server::start(&[]);
    let body = r#"{"organization_membership": {"user_id": 30, "organization_id": 1}}"#;
    let mut stream = connect(&server)?;
    stream.write_all(head(body.len()).as_bytes())?;
    // The handler's side has asked for the body: the request has begun.
    read_until(&mut stream, "HTTP/1.1 100 Continue\r\n\r\n")?;
    server.signal("TERM");
    let started = Instant::now();
    while connect(&server).is_ok() {
        assert!(started.elapsed() < LONG, "others are still let in");
        std::thread::yield_now();
    }
    stream.write_all(body.as_bytes())?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    let (status, output) = server.end();
    assert!(status.success());
    assert!(output.ends_with("stopped\n"), "{output}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let mut server = Server::start(&[]);
    server.signal("INT");
    let (status, output) = server.end();
    assert!(status.success());
    assert!(output.ends_with("stopped\n"), "{output}");
}

#[tokio::test]
async fn no_secret_gets_into_the_log() -> Outcome {
    let (folder, database) = database();
    let log = folder.path().join("log");
    let mut server = Server::logging(&database, &log, &["--seed", "--log", "trace"]);
    server
        .client()
        .list_organization_memberships()
        .send()
        .await?;
    let wrong = server.builder().bearer_auth("a-wrong-token").build()?;
    wrong.list_organization_memberships().send_full().await?;
    let right = server.builder().bearer_auth(ACCESS_TOKEN).build()?;
    let call = right.create_many_organization_memberships();
    call.organization_memberships(vec![new(30, 1)])
        .send()
        .await?;
    // What is wrong here is quoted by no line of the log either.
    let mut stream = connect(&server)?;
    write!(
        stream,
        "GET /api/v2/organization_memberships?token=a-query-token HTTP/1.1\r\nHost: localhost\r\n\
         Authorization: Basic not-base64\r\nConnection: close\r\n\r\n"
    )?;
    stream.read_to_end(&mut Vec::new())?;
    server.process.kill()?;
    server.process.wait()?;

    let log = std::fs::read_to_string(&log)?;
    let answered =
        "method=GET template=\"/api/v2/organization_memberships\" caller=\"agent\" status=200";
    assert!(log.contains(answered), "{log}");
    assert!(log.contains("status=401"), "{log}");
    assert!(
        log.contains("TRACE"),
        "nothing is at the lowest level: {log}"
    );
    let encoded = AUTHORIZATION.trim_start_matches("Basic ");
    for secret in [
        "demo-api-token",
        ACCESS_TOKEN,
        "a-wrong-token",
        "a-query-token",
        "not-base64",
        encoded,
    ] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
    assert!(!log.to_lowercase().contains("authorization"), "{log}");
    Ok(())
}
