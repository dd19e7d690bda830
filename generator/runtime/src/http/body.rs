//! The body of a message: whole bytes, or a stream that someone else drives.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;

use super::BoxError;

/// The body of a request or a response.
///
/// Whole bytes are kept apart from streams: they have a length, can be sent again after a redirect, and cost no
/// allocation.
pub struct Body(Kind);

enum Kind {
    Whole(Bytes),
    Stream(UnsyncBoxBody<Bytes, BoxError>),
}

/// Why a body could not be read to its end.
#[derive(Debug)]
pub enum ReadError {
    /// It holds more than this many bytes.
    TooLarge(usize),
    /// The connection or the sender failed.
    Failed(BoxError),
}

/// As much of a body as was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// The bytes.
    pub bytes: Bytes,
    /// Whether they are all.
    pub is_whole: bool,
}

impl Body {
    /// A body without a byte.
    pub const fn empty() -> Self {
        Self(Kind::Whole(Bytes::new()))
    }

    /// A body that is read from `stream` as it arrives.
    pub fn stream<B>(stream: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Self(Kind::Stream(stream.map_err(Into::into).boxed_unsync()))
    }

    /// The bytes, where they are all here already.
    pub fn whole(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Whole(bytes) => Some(bytes),
            Kind::Stream(_) => None,
        }
    }

    /// Reads to the end, holding no more than `limit` bytes.
    ///
    /// # Errors
    ///
    /// [`ReadError::TooLarge`] as soon as the limit is passed, [`ReadError::Failed`] where the stream fails.
    pub async fn read(self, limit: usize) -> Result<Bytes, ReadError> {
        // A length that is announced costs nothing to refuse.
        if self.is_announced_over(limit) {
            return Err(ReadError::TooLarge(limit));
        }
        let beginning = self.beginning(limit).await.map_err(ReadError::Failed)?;
        if beginning.is_whole {
            Ok(beginning.bytes)
        } else {
            Err(ReadError::TooLarge(limit))
        }
    }

    /// Whether the body is said to hold more than `limit` bytes before any of them is read.
    pub fn is_announced_over(&self, limit: usize) -> bool {
        http_body::Body::size_hint(self).lower() > u64::try_from(limit).unwrap_or(u64::MAX)
    }

    /// Reads to the end or to the limit, whichever comes first.
    ///
    /// # Errors
    ///
    /// What the stream fails with.
    pub async fn beginning(self, limit: usize) -> Result<Beginning, BoxError> {
        match self.0 {
            Kind::Whole(bytes) => Ok(Beginning {
                is_whole: bytes.len() <= limit,
                bytes: bytes.slice(..bytes.len().min(limit)),
            }),
            Kind::Stream(stream) => read_stream(stream, limit).await,
        }
    }
}

async fn read_stream(
    mut stream: UnsyncBoxBody<Bytes, BoxError>,
    limit: usize,
) -> Result<Beginning, BoxError> {
    let (mut first, mut more) = (Bytes::new(), BytesMut::new());
    let mut is_whole = true;
    while is_whole {
        let Some(frame) = stream.frame().await else {
            break;
        };
        // Trailers are frames too; nothing here asks for them.
        let Ok(mut data) = frame?.into_data() else {
            continue;
        };
        let room = limit - first.len() - more.len();
        is_whole = data.len() <= room;
        data.truncate(room);
        if first.is_empty() {
            first = data;
        } else {
            more.extend_from_slice(&data);
        }
    }
    // Most bodies come in one piece, which is then handed on as it is.
    let bytes = if more.is_empty() {
        first
    } else {
        [&first[..], &more[..]].concat().into()
    };
    Ok(Beginning { bytes, is_whole })
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Kind::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Whole(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Kind::Whole(bytes.into()))
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(Kind::Whole(text.into()))
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Self(Kind::Whole(Bytes::from_static(text.as_bytes())))
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Kind::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Kind::Stream(stream) => Pin::new(stream).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Kind::Whole(bytes) => bytes.is_empty(),
            Kind::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Kind::Whole(bytes) => {
                SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
            }
            Kind::Stream(stream) => stream.size_hint(),
        }
    }
}
