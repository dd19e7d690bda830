//! The other end of a socket: a server made of bytes, and a caller made of bytes.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use generated::client::Client;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::memory::{Memory, TOKEN};

/// What a server of bytes has heard.
#[derive(Clone, Default)]
pub(crate) struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    pub(crate) fn all(&self) -> Vec<String> {
        self.0.lock().expect("not poisoned").clone()
    }
}

/// A server that says `answer` to each connection's first request and closes it.
pub(crate) async fn saying(answer: impl Into<String>) -> (SocketAddr, Heard) {
    let answer = answer.into();
    listening(Some(answer)).await
}

/// A server that takes every request and never answers.
pub(crate) async fn silent() -> SocketAddr {
    listening(None).await.0
}

/// An address where nobody listens any more.
pub(crate) async fn nobody() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    listener.local_addr().expect("an address")
}

async fn listening(answer: Option<String>) -> (SocketAddr, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let heard = Heard::default();
    let log = heard.clone();
    tokio::spawn(async move {
        let mut silent = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let request = read_request(&mut stream).await;
            log.0.lock().expect("not poisoned").push(request);
            match &answer {
                Some(answer) => drop(stream.write_all(answer.as_bytes()).await),
                None => silent.push(stream),
            }
        }
    });
    (address, heard)
}

/// A request up to the end of the body that `content-length` announces.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    while !is_whole(&bytes) && stream.read_buf(&mut bytes).await.unwrap_or(0) > 0 {}
    String::from_utf8(bytes).expect("text")
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    body.len() >= length.map_or(0, |length| length.parse().expect("a length"))
}

/// The generated server behind a real socket.
pub(crate) async fn serve(memory: Memory) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = generated::server::router(memory);
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// A client with a token and its own transport.
pub(crate) fn client(address: SocketAddr) -> Client {
    Client::builder()
        .base_url(&format!("http://{address}"))
        .bearer_auth(TOKEN)
        .build()
        .expect("a client")
}

/// What a server says to these bytes before it closes the connection.
pub(crate) async fn say(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    answer
}
