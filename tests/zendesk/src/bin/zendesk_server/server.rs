//! The connections: accepted, bounded in number and time, and let finish when the program ends.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use http::StatusCode;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower::ServiceBuilder;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};
use tracing::{debug, warn};

use super::logging;

/// How many connections are open at once; the next one waits to be accepted.
const CONNECTIONS: usize = 512;

/// How long a request may take from its head to the head of its answer, whatever arrives meanwhile.
const WHOLE: Duration = Duration::from_secs(30);

/// How long requests that have begun may take when the program ends.
const GRACE: Duration = Duration::from_secs(10);

/// How long to wait where no connection can be accepted, such as for want of descriptors.
const REST: Duration = Duration::from_millis(100);

/// Serves until `stop` ends, and then until the requests that have begun are answered.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    read_timeout: Duration,
    stop: impl Future<Output = ()>,
) {
    let service = TowerToHyperService::new(
        ServiceBuilder::new()
            .layer(logging::layer())
            .layer(TimeoutLayer::with_status_code(
                StatusCode::REQUEST_TIMEOUT,
                WHOLE,
            ))
            .layer(RequestBodyTimeoutLayer::new(read_timeout))
            .service(router),
    );
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(read_timeout);
    let open = GracefulShutdown::new();
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    tokio::pin!(stop);
    loop {
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &free) => accepted,
        };
        let (stream, place) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                warn!(%error, "no connection can be accepted");
                sleep(REST).await;
                continue;
            }
        };
        let connection = http.serve_connection(TokioIo::new(stream), service.clone());
        let connection = open.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                debug!(%error, "a connection broke off");
            }
            drop(place);
        });
    }
    // Nobody else is let in.
    drop(listener);
    if timeout(GRACE, open.shutdown()).await.is_err() {
        warn!("requests that took too long are cut off");
    }
}

/// The next connection, and the place that it takes.
async fn accept(
    listener: &TcpListener,
    free: &Arc<Semaphore>,
) -> io::Result<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(free).acquire_owned().await;
    let place = place.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    stream.set_nodelay(true)?;
    Ok((stream, place))
}
