//! Who may call.

use crate::ask::{BASIC, LIST, ask_with};
use crate::memory::Memory;

#[tokio::test]
async fn unauthorized_401() {
    let ask = async |values: &[&str]| {
        let headers: Vec<_> = values
            .iter()
            .map(|value| ("authorization", *value))
            .collect();
        ask_with(Memory::of(3), "GET", LIST, &headers, "").await
    };
    let answer = ask(&[]).await;
    answer.is_error_response(401, "unauthorized", "The credentials are missing or wrong.");
    let challenges: Vec<_> = answer.headers.get_all("www-authenticate").iter().collect();
    assert_eq!(
        challenges,
        [
            "Basic realm=\"api\", charset=\"UTF-8\"",
            "Bearer realm=\"api\""
        ]
    );
    for wrong in [
        "Basic",
        "Basic dTp3cm9uZw==",
        "Basic %%%",
        "Basic dQ==",
        "Basic dTpzM2NyZXQtY2FuYXJ5 x",
        "Bearer",
        "Bearer ",
        "Bearer a b",
        "Bearer wrong",
        "Digest username=\"u\"",
        "",
        "t0ken-canary",
        "Bearert0ken-canary",
        "Basic dTpzM2NyZXQtY2FuYXJ5, Bearer t0ken-canary",
    ] {
        let answer = ask(&[wrong]).await;
        answer.is_error_response(401, "unauthorized", "The credentials are missing or wrong.");
        assert!(answer.headers.contains_key("www-authenticate"), "{wrong}");
    }
    assert_eq!(
        ask(&[BASIC.1, BASIC.1]).await.status,
        401,
        "once, not twice"
    );
    for right in [
        BASIC.1,
        "Bearer t0ken-canary",
        "bearer t0ken-canary",
        "BASIC dTpzM2NyZXQtY2FuYXJ5",
    ] {
        assert_eq!(ask(&[right]).await.status, 200, "{right}");
    }
    ask(&["Bearer guest"]).await.is_problem(403, "forbidden");
}

/// Who may call is asked before anything of the request is looked at.
#[tokio::test]
async fn nothing_is_said_to_strangers() {
    for (method, uri, body) in [
        ("GET", "/api/v2/organization_memberships/abc", ""),
        (
            "GET",
            "/api/v2/organization_memberships?page%5Bsize%5D=0",
            "",
        ),
        ("POST", LIST, "{"),
    ] {
        let answer = ask_with(Memory::of(0), method, uri, &[("accept", "text/html")], body).await;
        assert_eq!(answer.status, 401, "{method} {uri}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_hook_that_cannot_tell_lets_nobody_in() {
    for (authorization, cause) in [
        ("Basic YnJva2VuOng=", "directory-canary is down"), // broken:x
        ("Basic cGFuaWM6eA==", "panicked: hook-canary"),    // panic:x
    ] {
        let memory = Memory::of(3);
        let headers = [("authorization", authorization)];
        let answer = ask_with(memory.clone(), "GET", LIST, &headers, "").await;
        answer.is_problem(500, "internal_error");
        assert!(!answer.text.contains("canary"), "{}", answer.text);
        assert_eq!(memory.store().failures, [cause]);
        assert!(memory.store().lists.is_empty());
    }
}
