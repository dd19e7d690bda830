//! The address of a client: what is taken, and how paths and queries are joined to it.

#![cfg(feature = "client")]

use oasmith_runtime::client::{BaseUrl, BuildError, Config, Credential};
use oasmith_runtime::secret::Secret;

#[test]
fn base_urls() {
    for (given, kept) in [
        ("http://localhost", "http://localhost"),
        ("https://api.example.com/", "https://api.example.com"),
        (
            "https://api.example.com:8443/v1/",
            "https://api.example.com:8443/v1",
        ),
        ("http://[::1]:80/a/b", "http://[::1]:80/a/b"),
    ] {
        assert_eq!(BaseUrl::parse(given).expect("an address").as_str(), kept);
    }
    for refused in [
        "",
        "/v1",
        "api.example.com",
        "ftp://api.example.com",
        "https://",
        "https:///v1",
        "https://user:pass@api.example.com",
        "https://api.example.com/?a=b",
        "https://api.example.com/#a",
        "https://api.example.com/a/../b",
        "https://api.example.com/%2e%2E/b",
        "https://.example.com",
        "https://a..example.com",
        "https://exa mple.com",
        "https://example.com\r\nx: y",
    ] {
        let refusal = BaseUrl::parse(refused);
        assert!(
            matches!(refusal, Err(BuildError::BaseUrl { .. })),
            "{refused}: {refusal:?}"
        );
    }
}

/// RFC 3986, section 5.2, for what the address of a server may be.
#[test]
fn addresses_are_joined() {
    let base = BaseUrl::parse("https://api.example.com:8443/v1/pets").expect("an address");
    for (reference, joined) in [
        ("http://b.example/x", "http://b.example/x"),
        ("//b.example/x", "https://b.example/x"),
        ("/v2", "https://api.example.com:8443/v2"),
        ("/", "https://api.example.com:8443"),
        ("v2/", "https://api.example.com:8443/v1/v2"),
        ("./v2", "https://api.example.com:8443/v1/v2"),
        ("../v2", "https://api.example.com:8443/v2"),
        ("../../../v2", "https://api.example.com:8443/v2"),
    ] {
        let found = base.join(reference).expect(reference);
        assert_eq!(found.as_str(), joined, "{reference}");
    }
    let root = BaseUrl::parse("https://api.example.com").expect("an address");
    assert_eq!(
        root.join("v2").expect("v2").as_str(),
        "https://api.example.com/v2"
    );
    for refused in [
        "ftp://b.example",
        "/a?b",
        "/a#b",
        "//user@b.example",
        "/%2e%2e/b",
    ] {
        assert!(base.join(refused).is_err(), "{refused}");
    }
}

#[test]
fn server_variables_stay_where_they_are() {
    const TEMPLATE: &str = "https://{host}.example.com/{version}";
    let url = BaseUrl::from_template(TEMPLATE, &[("host", "acme-1"), ("version", "v2")]);
    assert_eq!(
        url.expect("an address").as_str(),
        "https://acme-1.example.com/v2"
    );
    for wrong in [
        "evil.org/",
        "evil.org#",
        "evil.org?",
        "user@evil",
        "evil:80",
        "evil%2F",
        "a b",
        "a\tb",
        "a\n",
        "..",
        ".",
        "\\",
        "{version}",
        "[::1]",
    ] {
        let refusal = BaseUrl::from_template(TEMPLATE, &[("host", wrong), ("version", "v2")]);
        assert!(
            matches!(refusal, Err(BuildError::ServerVariable { name: "host" })),
            "{wrong}"
        );
    }
    assert!(BaseUrl::from_template(TEMPLATE, &[("host", ""), ("version", "v2")]).is_err());
}

#[test]
fn a_configuration_says_what_it_lacks() {
    assert!(matches!(
        Config::default().build(),
        Err(BuildError::NoBaseUrl)
    ));
    let mut config = Config::default();
    config.base_url("http://localhost");
    config.header("x", "a\r\nb");
    assert!(matches!(config.build(), Err(BuildError::Header)));
    let mut config = Config::default();
    config.base_url("http://localhost");
    config.credential(
        "basic",
        Credential::Basic("u".to_owned(), Secret::new("canary")),
    );
    config.credential("key", Credential::ApiKey(Secret::new("canary")));
    assert!(!format!("{config:?}").contains("canary"), "{config:?}");
}
