//! The example server as a process of its own, and every operation against it with the generated client.
//!
//! Cargo gives a test the path of no example, so the examples' modules are part of this test and its binary plays the server when
//! a variable asks it to.

#[path = "../generated/examples/zendesk_client.rs"]
#[expect(
    dead_code,
    clippy::print_stdout,
    reason = "an example is a program that prints"
)]
mod zendesk_client;
#[path = "zendesk/src/bin/zendesk_server/main.rs"]
#[expect(dead_code, reason = "its own main is not called")]
mod zendesk_server;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};

use generated::runtime::client::SendError;
use generated::zendesk_organization_memberships::client::{Client, ClientBuilder};
use generated::zendesk_organization_memberships::models::{
    ErrorResponse, ErrorResponseError, FailedResult, JobStatusObject, JobStatusObjectResults,
    JobStatusObjectStatus, JobStatusResultObject, OrganizationMembershipCreate,
    OrganizationMembershipObject,
};
use generated::zendesk_organization_memberships::operations::{
    CreateOrganizationMembershipResponse, DeleteOrganizationMembershipResponse,
    ListOrganizationMembershipsResponse, SetOrganizationMembershipAsDefaultResponse,
    ShowJobStatusResponse, ShowOrganizationMembershipByIdResponse,
};
use libtest_mimic::{Arguments, Failed, Trial};

const ROLE: &str = "OASMITH_TEST_ROLE";

/// A user of the seed who is a member of two organizations, and one who is a member of none.
const BUSY: i64 = 3;
const IDLE: i64 = 30;

fn main() -> ExitCode {
    if std::env::var_os(ROLE).is_some() {
        return runtime().block_on(zendesk_server::run(std::env::args().skip(1)));
    }
    let tests = vec![
        trial("pages_hold_every_row_once_while_rows_come_and_go", pages),
        trial("a_list_without_a_size_has_no_cursors", unpaged),
        trial("a_membership_is_made_shown_and_deleted", one),
        trial("what_cannot_be_saved_is_said", unprocessable),
        trial("a_user_has_one_default_membership", defaults),
        trial("bulk_calls_are_jobs", jobs),
        trial("nobody_passes_with_wrong_credentials", credentials),
        trial("a_caller_waits_behind_the_rate_limit", rate_limit),
        trial("the_example_client_runs_through", example_client),
        Trial::test("ctrl_c_ends_it", ctrl_c),
        Trial::test("wrong_arguments_are_usage", wrong_arguments),
    ];
    libtest_mimic::run(&Arguments::from_args(), tests).exit_code()
}

fn trial<F>(name: &str, test: fn() -> F) -> Trial
where
    F: Future<Output = Result<(), Failed>> + 'static,
{
    Trial::test(name, move || runtime().block_on(test()))
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().expect("a runtime starts")
}

/// The example's process; it ends with this value.
struct Server {
    process: Child,
    output: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut process = command(&[&["--port", "0", "--job-step", "5"], arguments].concat())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this binary starts");
        let mut output = BufReader::new(process.stdout.take().expect("it is piped"));
        let mut line = String::new();
        output.read_line(&mut line).expect("its first line");
        let address = line.trim_end().strip_prefix("listening on ");
        let address = address.expect("the first line is the address").to_owned();
        Self {
            process,
            output,
            address,
        }
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(&self.address)
    }

    fn client(&self) -> Client {
        let builder = self.builder();
        let builder = builder.basic_auth("agent@example.com/token", "demo-api-token");
        builder.build().expect("the address is good")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("a running process has a file"));
    command.args(arguments).env(ROLE, "zendesk_server");
    for name in ["ZENDESK_EMAIL", "ZENDESK_API_TOKEN", "ZENDESK_ACCESS_TOKEN"] {
        command.env_remove(name);
    }
    command
}

fn new(user_id: i64, organization_id: i64) -> OrganizationMembershipCreate {
    OrganizationMembershipCreate {
        user_id,
        organization_id,
        default: None,
    }
}

async fn create(
    client: &Client,
    membership: OrganizationMembershipCreate,
) -> Result<OrganizationMembershipObject, Failed> {
    let call = client.create_organization_membership();
    let answer = call.organization_membership(membership).send().await?;
    Ok(answer.organization_membership.ok_or("no membership")?)
}

async fn of_user(client: &Client, user: i64) -> Result<Vec<OrganizationMembershipObject>, Failed> {
    let mut all = client
        .list_organization_memberships()
        .stream()
        .collect()
        .await?;
    all.retain(|membership| membership.user_id == user);
    Ok(all)
}

fn code(body: &ErrorResponse) -> &str {
    match &body.error {
        Some(ErrorResponseError::String(code)) => code,
        other => panic!("no code: {other:?}"),
    }
}

fn ids(rows: &[OrganizationMembershipObject]) -> Vec<i64> {
    rows.iter().filter_map(|row| row.id).collect()
}

async fn pages() -> Result<(), Failed> {
    let server = Server::start(&[]);
    let client = server.client();
    let list = || client.list_organization_memberships();

    let before = ids(&list().stream().collect().await?);
    let mut stream = list().page_size(4).stream();
    let mut seen = Vec::new();
    while let Some(row) = stream.next().await {
        seen.push(row?.id.ok_or("no id")?);
        if seen.len() == 2 {
            // One on a page that is read already goes, one comes.
            let call = client.delete_organization_membership();
            call.organization_membership_id(before[0]).send().await?;
            create(&client, new(IDLE, 1)).await?;
        }
    }
    let created = of_user(&client, IDLE).await?;
    assert_eq!(seen, [before, ids(&created)].concat());

    let all = list().page_size(4).stream().collect().await?;
    let second = list().page_size(4).send().await?.meta.ok_or("no meta")?;
    assert!(second.has_more);
    let after = second.after_cursor.flatten().ok_or("no cursor")?;
    let second = list().page_size(4).page_after(&after).send().await?;
    let rows = second.organization_memberships.ok_or("no rows")?;
    assert_eq!(ids(&rows), ids(&all[4..8]));
    let before = second.meta.and_then(|meta| meta.before_cursor.flatten());
    let first = list().page_size(4).page_before(before.ok_or("no cursor")?);
    let first = first.send().await?;
    let rows = first.organization_memberships.ok_or("no rows")?;
    assert_eq!(ids(&rows), ids(&all[..4]));
    assert!(!first.meta.ok_or("no meta")?.has_more);

    let answer = list().page_after("made up").send_full().await?;
    let ListOrganizationMembershipsResponse::Undeclared(answer) = answer else {
        return Err(format!("{answer:?}").into());
    };
    assert_eq!(answer.status, 400);
    Ok(())
}

async fn unpaged() -> Result<(), Failed> {
    let server = Server::start(&[]);
    let answer = server
        .client()
        .list_organization_memberships()
        .send()
        .await?;
    assert_eq!(
        answer.organization_memberships.map(|rows| rows.len()),
        Some(16)
    );
    assert_eq!((answer.meta, answer.links), (None, None));
    Ok(())
}

async fn one() -> Result<(), Failed> {
    let server = Server::start(&[]);
    let client = server.client();
    let show = |id| {
        client
            .show_organization_membership_by_id()
            .organization_membership_id(id)
    };
    let delete = |id| {
        client
            .delete_organization_membership()
            .organization_membership_id(id)
    };

    let created = create(&client, new(IDLE, 2)).await?;
    let id = created.id.ok_or("no id")?;
    assert!(id > i64::from(u32::MAX));
    assert_eq!(created.organization_name.as_deref(), Some("Library"));
    assert_eq!(
        created.url,
        Some(format!(
            "{}/api/v2/organization_memberships/{id}",
            server.address
        ))
    );
    assert_eq!(
        show(id).send().await?.organization_membership,
        Some(created)
    );

    delete(id).send().await?;
    let ShowOrganizationMembershipByIdResponse::NotFound { body } = show(id).send_full().await?
    else {
        return Err("it is still there".into());
    };
    assert_eq!(code(&body), "RecordNotFound");
    let answer = delete(id).send_full().await?;
    assert!(matches!(
        answer,
        DeleteOrganizationMembershipResponse::NotFound { .. }
    ));
    Ok(())
}

async fn unprocessable() -> Result<(), Failed> {
    let server = Server::start(&[]);
    let client = server.client();
    create(&client, new(IDLE, 1)).await?;
    for (membership, property, reason) in [
        (new(IDLE, 1), "user_id", "DuplicateValue"),
        (new(999, 1), "user_id", "InvalidValue"),
        (new(IDLE, 999), "organization_id", "InvalidValue"),
    ] {
        let call = client.create_organization_membership();
        let answer = call.organization_membership(membership).send_full().await?;
        let CreateOrganizationMembershipResponse::UnprocessableContent { body } = answer else {
            return Err(format!("{answer:?}").into());
        };
        assert_eq!(code(&body), "RecordInvalid");
        let details = body.details.ok_or("no details")?;
        assert_eq!(details[property][0]["error"], reason);
    }
    Ok(())
}

async fn defaults() -> Result<(), Failed> {
    let server = Server::start(&[]);
    let client = server.client();
    let make_default = |user, id| {
        let call = client.set_organization_membership_as_default();
        call.user_id(user).organization_membership_id(id)
    };
    let defaults = |rows: Vec<OrganizationMembershipObject>| -> Vec<Option<bool>> {
        rows.into_iter().map(|row| row.default).collect()
    };

    let rows = of_user(&client, BUSY).await?;
    let [first, second] = ids(&rows)[..] else {
        return Err("the seed is another one".into());
    };
    assert_eq!(defaults(rows), [Some(true), None]);

    // The answer has the default one first.
    let answer = make_default(BUSY, second).send().await?;
    let rows = answer.organization_memberships.ok_or("no rows")?;
    assert_eq!(ids(&rows), [second, first]);
    assert_eq!(defaults(of_user(&client, BUSY).await?), [None, Some(true)]);

    let call = client.delete_organization_membership();
    call.organization_membership_id(second).send().await?;
    assert_eq!(defaults(of_user(&client, BUSY).await?), [Some(true)]);

    let wanted = OrganizationMembershipCreate {
        default: Some(Some(true)),
        ..new(BUSY, 2)
    };
    create(&client, wanted).await?;
    assert_eq!(defaults(of_user(&client, BUSY).await?), [None, Some(true)]);

    // Somebody else's membership.
    let answer = make_default(BUSY + 1, first).send_full().await?;
    assert!(matches!(
        answer,
        SetOrganizationMembershipAsDefaultResponse::NotFound { .. }
    ));
    Ok(())
}

async fn jobs() -> Result<(), Failed> {
    let server = Server::start(&[]);
    let client = server.client();
    let rows = vec![new(IDLE, 1), new(IDLE, 2), new(IDLE, 1), new(999, 1)];
    let call = client.create_many_organization_memberships();
    let answer = call.organization_memberships(rows).send().await?;
    let job = answer.job_status.ok_or("no job")?;
    assert_eq!(job.status, Some(JobStatusObjectStatus::Queued));
    assert_eq!((job.progress, job.total), (Some(Some(0)), Some(Some(4))));
    assert_eq!(job.results, Some(None));

    let results = completed(&client, job).await?;
    let [
        JobStatusResultObject::UpdateResourceResult(first),
        JobStatusResultObject::UpdateResourceResult(second),
        JobStatusResultObject::FailedResult(twice),
        JobStatusResultObject::FailedResult(unknown),
    ] = &results[..]
    else {
        return Err(format!("{results:?}").into());
    };
    assert_eq!((first.status.as_str(), first.success), ("Created", true));
    assert_eq!((twice.error.as_str(), index(twice)), ("DuplicateValue", 2));
    assert_eq!(
        (unknown.error.as_str(), index(unknown)),
        ("InvalidValue", 3)
    );
    assert_eq!(ids(&of_user(&client, IDLE).await?), [first.id, second.id]);

    let call = client.delete_many_organization_memberships();
    let answer = call
        .ids(vec![second.id, second.id, first.id])
        .send()
        .await?;
    let results = completed(&client, answer.job_status.ok_or("no job")?).await?;
    let [
        JobStatusResultObject::UpdateResourceResult(deleted),
        JobStatusResultObject::FailedResult(gone),
        JobStatusResultObject::UpdateResourceResult(_),
    ] = &results[..]
    else {
        return Err(format!("{results:?}").into());
    };
    assert_eq!(
        (deleted.status.as_str(), deleted.id),
        ("Deleted", second.id)
    );
    assert_eq!((gone.error.as_str(), gone.id), ("NotFound", second.id));
    assert!(of_user(&client, IDLE).await?.is_empty());

    let answer = client
        .show_job_status()
        .job_status_id("none")
        .send_full()
        .await?;
    assert!(matches!(answer, ShowJobStatusResponse::NotFound { .. }));
    Ok(())
}

/// Asks for a job until it is completed.
async fn completed(
    client: &Client,
    job: JobStatusObject,
) -> Result<Vec<JobStatusResultObject>, Failed> {
    let id = job.id.ok_or("no id")?;
    loop {
        let answer = client.show_job_status().job_status_id(&id).send().await?;
        let job = answer.job_status.ok_or("no job")?;
        assert!(job.progress <= job.total);
        if job.status == Some(JobStatusObjectStatus::Completed) {
            assert_eq!(job.progress, job.total);
            let Some(JobStatusObjectResults::Array(results)) = job.results.flatten() else {
                return Err("no results".into());
            };
            return Ok(results);
        }
        tokio::task::yield_now().await;
    }
}

/// It is not declared, and kept all the same.
fn index(result: &FailedResult) -> u64 {
    let index = result.additional_properties.get("index");
    index.and_then(serde_json::Value::as_u64).expect("an index")
}

async fn credentials() -> Result<(), Failed> {
    let server = Server::start(&[]);
    let wrong = [
        server.builder(),
        server
            .builder()
            .basic_auth("agent@example.com/token", "wrong"),
        server
            .builder()
            .basic_auth("agent@example.com", "demo-api-token"),
        server.builder().bearer_auth("demo-api-token"),
    ];
    for builder in wrong {
        let answer = builder
            .build()?
            .list_organization_memberships()
            .send_full()
            .await?;
        assert!(matches!(
            answer,
            ListOrganizationMembershipsResponse::Unauthorized { .. }
        ));
    }
    let client = server.builder().bearer_auth("demo-access-token").build()?;
    client.list_organization_memberships().send().await?;
    Ok(())
}

async fn rate_limit() -> Result<(), Failed> {
    let server = Server::start(&["--rate-limit", "2"]);
    let client = server.client();
    client.list_organization_memberships().send().await?;
    client.list_organization_memberships().send().await?;
    let Err(SendError::Answer { status, answer }) =
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
    let other = server.builder().bearer_auth("demo-access-token").build()?;
    other.list_organization_memberships().send().await?;
    Ok(())
}

async fn example_client() -> Result<(), Failed> {
    let server = Server::start(&[]);
    let result = zendesk_client::run(&server.address).await;
    result.map_err(|error| error.to_string().into())
}

/// Only where there is a `kill` to send the signal with.
fn ctrl_c() -> Result<(), Failed> {
    let mut server = Server::start(&[]);
    let id = server.process.id().to_string();
    if !cfg!(unix) || !Command::new("kill").args(["-INT", &id]).status()?.success() {
        return Ok(());
    }
    assert!(server.process.wait()?.success());
    let mut rest = String::new();
    server.output.read_to_string(&mut rest)?;
    assert!(rest.ends_with("stopped\n"), "{rest}");
    Ok(())
}

fn wrong_arguments() -> Result<(), Failed> {
    for arguments in [&["--prot", "1"][..], &["--port"], &["--port", "many"]] {
        let output = command(arguments).output()?;
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("Usage: zendesk_server"));
    }
    Ok(())
}
