//! The stream over all pages of a list.

use futures_util::TryStreamExt;
use generated::client::Client;
use generated::operations::ListOrganizationMembershipsResponse;
use generated::runtime::client::{Error, InProcess, PageError, SendError};

use crate::memory::{Memory, PASSWORD};
use crate::recorder::Recorder;

type Failed = SendError<ListOrganizationMembershipsResponse>;

fn client(memory: &Memory) -> Client {
    Client::builder()
        .basic_auth("u", PASSWORD)
        .transport(InProcess::new(generated::server::service(memory.clone())))
        .build()
        .expect("a client")
}

/// The ids up to the end or the first error, and that error.
async fn read(wire: &Recorder) -> (Vec<i64>, Option<Failed>) {
    let mut items = wire.client().list_organization_memberships().stream();
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => ids.extend(item.id),
            Err(error) => {
                assert!(items.next().await.is_none(), "an error ends it");
                return (ids, Some(error));
            }
        }
    }
    (ids, None)
}

fn page(ids: &[i64], meta: &str) -> String {
    let items: Vec<_> = ids
        .iter()
        .map(|id| format!(r#"{{"id":{id},"user_id":1,"organization_id":2,"default":null}}"#))
        .collect();
    format!(
        r#"{{"organization_memberships":[{}]{meta}}}"#,
        items.join(",")
    )
}

fn more(cursor: &str) -> String {
    format!(r#","meta":{{"has_more":true,"after_cursor":"{cursor}"}}"#)
}

const END: &str = r#","meta":{"has_more":false,"after_cursor":"z"}"#;

#[tokio::test]
async fn all_pages_in_order() {
    let memory = Memory::of(8);
    let items = client(&memory)
        .list_organization_memberships()
        .page_size(3)
        .stream();
    let items: Vec<_> = items.try_collect().await.expect("three pages");
    let ids: Vec<_> = items.into_iter().filter_map(|item| item.id).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5, 6, 7, 8]);
    let asked: Vec<_> = memory
        .store()
        .lists
        .iter()
        .map(|list| (list.page_size, list.page_after.clone()))
        .collect();
    let cursor = |text: &str| Some(text.to_owned());
    assert_eq!(
        asked,
        [
            (Some(3), None),
            (Some(3), cursor("3")),
            (Some(3), cursor("6"))
        ]
    );
}

/// Without `page[size]` the server does not page at all.
#[tokio::test]
async fn the_size_of_a_page_is_sent_unasked() {
    let wire = Recorder::json(200, page(&[1], &more("a&b"))).then_json(200, page(&[2], END));
    let (ids, error) = read(&wire).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ids, [1, 2]);
    assert_eq!(
        wire.sent(),
        [
            "GET https://acme.zendesk.com/api/v2/organization_memberships?page%5Bsize%5D=100\naccept: application/json\n\n",
            "GET https://acme.zendesk.com/api/v2/organization_memberships?page%5Bsize%5D=100&page%5Bafter%5D=a%26b\naccept: application/json\n\n",
        ]
    );
}

#[tokio::test]
async fn it_starts_behind_a_cursor() {
    let memory = Memory::of(5);
    let list = client(&memory)
        .list_organization_memberships()
        .page_after("3");
    let items = list.stream().collect().await.expect("a page");
    let ids: Vec<_> = items.into_iter().filter_map(|item| item.id).collect();
    assert_eq!(ids, [4, 5]);
}

#[tokio::test]
async fn nothing_is_asked_before_it_is_read() {
    let wire = Recorder::json(200, page(&[1, 2], &more("a")));
    let mut items = wire.client().list_organization_memberships().stream();
    assert_eq!(wire.sent().len(), 0);
    for _ in 0..2 {
        items.next().await.expect("an item").expect("a page");
    }
    assert_eq!(wire.sent().len(), 1);
}

#[tokio::test]
async fn an_empty_page_is_not_the_last() {
    let wire = Recorder::json(200, page(&[1], &more("a")))
        .then_json(200, page(&[], &more("b")))
        .then_json(200, page(&[2], END));
    let (ids, error) = read(&wire).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(ids, [1, 2]);
}

#[tokio::test]
async fn a_page_that_does_not_say_where_to_go_on_is_an_error() {
    for (second, lacks) in [
        (page(&[2], ""), "meta"),
        (
            format!("{{{}}}", END.trim_start_matches(',')),
            "organization_memberships",
        ),
        (
            page(&[2], r#","meta":{"has_more":true,"after_cursor":null}"#),
            "after_cursor",
        ),
    ] {
        let wire = Recorder::json(200, page(&[1], &more("a"))).then_json(200, second);
        let (ids, error) = read(&wire).await;
        assert_eq!(ids, [1]);
        assert!(
            matches!(&error, Some(SendError::Call(Error::Page(PageError::Missing(name)))) if *name == lacks),
            "{error:?}"
        );
    }
}

/// On the next page, which is then not handed out a second time, or after a while.
#[tokio::test]
async fn a_cursor_that_comes_back_is_an_error() {
    for (circle, expected) in [
        (&["a"][..], &[1][..]),
        (&["a", "b"], &[1, 2]),
        (&["a", "b", "c"], &[1, 2, 3, 1, 2]),
    ] {
        let pages = (1..).zip(circle.iter().cycle()).take(12);
        let mut pages = pages.map(|(id, cursor)| {
            let id = (id - 1) % i64::try_from(circle.len()).expect("a few") + 1;
            page(&[id], &more(cursor))
        });
        let first = Recorder::json(200, pages.next().expect("a page"));
        let wire = pages.fold(first, |wire, page| wire.then_json(200, page));
        let (ids, error) = read(&wire).await;
        assert_eq!(ids, expected, "{circle:?}");
        assert!(
            matches!(
                error,
                Some(SendError::Call(Error::Page(PageError::Repeated)))
            ),
            "{circle:?}: {error:?}"
        );
    }
}

#[tokio::test]
async fn an_error_in_the_middle_ends_it() {
    let busy = [("content-type", "application/json"), ("retry-after", "7")];
    let wire = Recorder::json(200, page(&[1], &more("a"))).then(429, &busy, "{}");
    let (ids, error) = read(&wire).await;
    assert_eq!(ids, [1]);
    let Some(SendError::Answer { status, answer, .. }) = error else {
        panic!("an answer: {error:?}")
    };
    assert_eq!(status, 429);
    assert!(
        matches!(
            *answer,
            ListOrganizationMembershipsResponse::TooManyRequests {
                retry_after: Some(7),
                ..
            }
        ),
        "{answer:?}"
    );

    let wire = Recorder::json(200, page(&[1], &more("a"))).then_json(200, "{");
    let (ids, error) = read(&wire).await;
    assert_eq!(ids, [1]);
    assert!(
        matches!(error, Some(SendError::Call(Error::Decode(_)))),
        "{error:?}"
    );
}
