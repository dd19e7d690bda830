//! A server of routes alone: which one a request reaches, and who may call it.

#![cfg(feature = "server")]

use http::{Method, Request, Response};
use oasmith_runtime::http::{Body, BoxFuture, Facts, Requirement, Scheme, SchemeKind};
use oasmith_runtime::server::{Answer, Call, Context, Denied, Failure, Hooks, Identity, Offer};
use oasmith_runtime::server::{
    Operation, Rejection, RequestReader, ResponseWriter, Route, Service,
};
use oasmith_runtime::wire::{Kind, Parameter, Place, Style};

/// Answers with the template and the parameters `a` and `b`.
struct Echo(String);

impl Operation for Echo {
    type Response = String;

    fn decode(request: &RequestReader<'_>) -> Result<Self, Rejection> {
        let text = |name| request.path::<String>(&parameter(name)).unwrap_or_default();
        Ok(Self(format!("{}|{}", text("a"), text("b"))))
    }

    fn encode(response: String) -> Result<Response<Body>, Failure> {
        Ok(ResponseWriter::new(200).body("text/plain", response.into()))
    }
}

const fn parameter(name: &'static str) -> Parameter {
    let (place, style, kind) = (Place::Path, Style::Simple, Kind::Scalar);
    Parameter {
        name,
        place,
        style,
        explode: false,
        kind,
        required: true,
        allow_reserved: false,
    }
}

fn echo(_: &(), call: Call) -> BoxFuture<'_, Answer> {
    call.answer(|context: Context<String>, Echo(parameters)| async move {
        let who: Vec<_> = context.principals().iter().map(String::as_str).collect();
        Ok(
            format!("{} {parameters} {}", context.template(), who.join("+"))
                .trim_end()
                .to_owned(),
        )
    })
}

fn authenticate((): &(), offer: Offer) -> BoxFuture<'_, Result<Identity, Denied>> {
    Box::pin(async move {
        let scheme = offer.scheme;
        let scopes = offer.scopes.join(",");
        let key = match scheme {
            "bearer" => offer.bearer()?.token,
            _ => offer.api_key()?.key,
        };
        match key.expose() {
            "good" => Ok(Identity::new(format!("{scheme}({scopes})"))),
            "known" => Err(Denied::Forbidden),
            "broken" => Err("x".parse::<i64>().expect_err("no number").into()),
            _ => Err(Denied::Unauthorized),
        }
    })
}

fn service(facts: &'static [Facts]) -> Service {
    let routes = facts.iter().map(|facts| Route {
        facts,
        declared: &[],
        call: echo,
    });
    Service::new(
        (),
        routes.collect(),
        Hooks {
            authenticate,
            admit: |(), admission| Box::pin(std::future::ready(Ok(admission))),
            rejection: |(), _| None,
            failed: |(), _| (),
        },
    )
}

async fn ask(
    facts: &'static [Facts],
    method: &str,
    uri: &str,
    headers: &[(&'static str, &str)],
) -> (u16, String) {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::from_bytes(method.as_bytes()).expect("a method");
    *request.uri_mut() = uri.parse().expect("a URI");
    for (name, value) in headers {
        request
            .headers_mut()
            .append(*name, value.parse().expect("a value"));
    }
    let response = service(facts).respond(request).await;
    let status = response.status().as_u16();
    let body = response.into_body().read(1000).await.expect("a body");
    (status, String::from_utf8(body.to_vec()).expect("text"))
}

const fn get(template: &'static str) -> Facts {
    operation("GET", template, &[])
}

const fn operation(
    method: &'static str,
    template: &'static str,
    security: &'static [&'static [Requirement]],
) -> Facts {
    Facts {
        id: template,
        method,
        template,
        server: None,
        security,
        request: &[],
        response: &[],
    }
}

const TEMPLATES: &[Facts] = &[
    get("/"),
    get("/pets/{a}"),
    get("/pets/mine"),
    get("/pets/{a}.{b}"),
    get("/pets/{a}:walk"),
    get("/pets/v{a}"),
    get("/pets/{a}/toys/{b}"),
    get("/pets/mine/toys"),
    get("/pets/{a}/"),
    get("/pairs/{a}{b}"),
    get("/caf%C3%A9/x y"),
    get("/search?kind=a"),
    get("/search"),
    get("/open{a"),
    operation("POST", "/same/{a}", &[]),
    operation("QUERY", "/same/{b}", &[]),
];

#[tokio::test]
async fn paths() {
    for (path, reached) in [
        ("/", "/ |"),
        ("/pets/4", "/pets/{a} 4|"),
        ("/pets/mine", "/pets/mine |"),
        ("/pets/m%69ne", "/pets/mine |"),
        ("/pets/a%2Fb", "/pets/{a} a/b|"),
        ("/pets/mine%2Ftoys", "/pets/{a} mine/toys|"),
        ("/pets/..%2F", "/pets/{a}.{b} .|/"),
        ("/pets/cat.png", "/pets/{a}.{b} cat|png"),
        ("/pets/a.b.c", "/pets/{a}.{b} a|b.c"),
        ("/pets/.x", "/pets/{a} .x|"),
        ("/pets/4:walk", "/pets/{a}:walk 4|"),
        ("/pets/a:walk:walk", "/pets/{a}:walk a:walk|"),
        ("/pets/:walk", "/pets/{a} :walk|"),
        ("/pets/v2", "/pets/v{a} 2|"),
        ("/pets/v", "/pets/{a} v|"),
        ("/pets/mine/toys/1", "/pets/{a}/toys/{b} mine|1"),
        ("/pets/mine/toys", "/pets/mine/toys |"),
        ("/pets/4/", "/pets/{a}/ 4|"),
        ("/pairs/xyz", "/pairs/{a}{b} x|yz"),
        ("/caf%c3%a9/x%20y", "/caf%C3%A9/x y |"),
        ("/search?x=1&kind=a", "/search?kind=a |"),
        ("/search?kind=b", "/search |"),
        ("/open%7Ba", "/open{a |"),
    ] {
        assert_eq!(
            ask(TEMPLATES, "GET", path, &[]).await,
            (200, reached.to_owned()),
            "{path}"
        );
    }
    for path in [
        "/pets",
        "/pets/",
        "//",
        "/pets//",
        "/pets/4/toys/",
        "/pairs/x",
        "/PETS/4",
        "/pets/4/toys/1/2",
    ] {
        assert_eq!(ask(TEMPLATES, "GET", path, &[]).await.0, 404, "{path}");
    }
}

#[tokio::test]
async fn methods() {
    assert_eq!(
        ask(TEMPLATES, "POST", "/same/1", &[]).await.1,
        "/same/{a} 1|"
    );
    assert_eq!(
        ask(TEMPLATES, "QUERY", "/same/1", &[]).await.1,
        "/same/{b} |1"
    );
    assert_eq!(ask(TEMPLATES, "GET", "/same/1", &[]).await.0, 405);
    assert_eq!(
        ask(TEMPLATES, "HEAD", "/same/1", &[]).await,
        (405, String::new())
    );
    assert_eq!(
        ask(TEMPLATES, "HEAD", "/pets/4", &[]).await,
        (200, String::new())
    );
    assert_eq!(ask(TEMPLATES, "get", "/pets/4", &[]).await.0, 405);
}

const BEARER: Scheme = Scheme {
    name: "bearer",
    kind: SchemeKind::Bearer,
};
const HEADER: Scheme = Scheme {
    name: "header",
    kind: SchemeKind::ApiKey(Place::Header, "x-key"),
};
const QUERY: Scheme = Scheme {
    name: "query",
    kind: SchemeKind::ApiKey(Place::Query, "key"),
};
const COOKIE: Scheme = Scheme {
    name: "cookie",
    kind: SchemeKind::ApiKey(Place::Cookie, "key"),
};
const UNKNOWN: Scheme = Scheme {
    name: "unknown",
    kind: SchemeKind::Unknown,
};

const fn needs(scheme: &'static Scheme) -> Requirement {
    Requirement {
        scheme,
        scopes: &["read"],
    }
}

const SECURED: &[Facts] = &[
    operation("GET", "/or", &[&[needs(&BEARER)], &[needs(&HEADER)]]),
    operation("GET", "/and", &[&[needs(&QUERY), needs(&COOKIE)]]),
    operation("GET", "/optional", &[&[needs(&BEARER)], &[]]),
    operation("GET", "/optional-first", &[&[], &[needs(&BEARER)]]),
    operation("GET", "/unknown", &[&[needs(&UNKNOWN)]]),
    operation(
        "GET",
        "/unknown-or",
        &[&[needs(&UNKNOWN)], &[needs(&BEARER)]],
    ),
];

#[tokio::test]
async fn credentials() {
    let bearer = ("authorization", "Bearer good");
    let wrong = ("authorization", "Bearer wrong");
    for (uri, headers, status, who) in [
        ("/or", &[][..], 401, ""),
        ("/or", &[bearer], 200, "bearer(read)"),
        ("/or", &[("x-key", "good")], 200, "header(read)"),
        ("/or", &[wrong, ("x-key", "good")], 200, "header(read)"),
        ("/or", &[wrong, ("x-key", "known")], 403, ""),
        ("/or", &[("x-key", "good"), ("x-key", "good")], 401, ""),
        ("/or", &[("x-key", "")], 401, ""),
        ("/or", &[("x-key", "broken")], 500, ""),
        (
            "/and?key=good",
            &[("cookie", "a=b; key=good")],
            200,
            "query(read)+cookie(read)",
        ),
        (
            "/and?key=good",
            &[("cookie", "a=b"), ("cookie", "key=good")],
            200,
            "query(read)+cookie(read)",
        ),
        ("/and?key=good", &[("cookie", "key=wrong")], 401, ""),
        ("/and?key=good", &[], 401, ""),
        ("/and?key=good&key=good", &[("cookie", "key=good")], 401, ""),
        ("/optional", &[], 200, ""),
        ("/optional", &[bearer], 200, "bearer(read)"),
        ("/optional", &[wrong], 401, ""),
        ("/optional-first", &[], 200, ""),
        ("/optional-first", &[bearer], 200, "bearer(read)"),
        ("/optional-first", &[wrong], 401, ""),
        ("/unknown", &[bearer], 401, ""),
        ("/unknown-or", &[bearer], 200, "bearer(read)"),
    ] {
        let (got, body) = ask(SECURED, "GET", uri, headers).await;
        assert_eq!(got, status, "{uri} {headers:?}: {body}");
        let caller = if who.is_empty() {
            String::new()
        } else {
            format!(" {who}")
        };
        assert!(
            status != 200 || body.ends_with(&format!("|{caller}")),
            "{uri} {headers:?}: {body}"
        );
    }
}
