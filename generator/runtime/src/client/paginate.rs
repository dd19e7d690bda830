//! Lists that come in pages.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::try_unfold;

use super::{Call, Core, Operation, PageError, SendError};

/// A request whose answer is a page and names the cursor of the next one.
pub trait CursorPages: Operation<Success: Send, Response: Send> + Send + Sync + 'static {
    /// What the pages hold.
    type Item: Send + 'static;

    /// The cursor that the request has, if any.
    fn cursor(&self) -> Option<&str>;

    /// Asks for the page behind the cursor.
    fn set_cursor(&mut self, cursor: String);

    /// The parameter that asks for what stands before a cursor, where the request has one.
    fn backward(&self) -> Option<&'static str> {
        None
    }

    /// Takes a page apart.
    ///
    /// # Errors
    ///
    /// [`PageError::Missing`] where the page lacks its items or its cursor.
    fn page(page: Self::Success) -> Result<Page<Self::Item>, PageError>;
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// Its items.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last.
    pub next: Option<String>,
}

/// The items of all pages, in order; each page is asked for when the one before is used up.
///
/// It is a [`Stream`], and needs nothing but [`Items::next`] to be read. After an error it ends.
#[must_use = "no page is asked for before the first item is"]
pub struct Items<T, R> {
    stream: Pin<Box<dyn Stream<Item = Result<T, SendError<R>>> + Send>>,
}

struct State<O: CursorPages> {
    core: Core,
    call: Call,
    items: VecDeque<O::Item>,
    /// The request of the page to come; `None` behind the last.
    next: Option<O>,
    trail: Trail,
}

/// Notices when cursors go round in a circle, of whatever length, and remembers one of them only: the mark moves on
/// ever more slowly, until the circle leads past it again (Brent's algorithm).
struct Trail {
    mark: Option<String>,
    steps: u64,
    reach: u64,
}

/// The items of the page that `first` asks for and of all that follow.
pub fn items<O: CursorPages>(core: Core, call: Call, first: O) -> Items<O::Item, O::Response> {
    let trail = Trail::from(first.cursor());
    let state = State {
        core,
        call,
        items: VecDeque::new(),
        next: Some(first),
        trail,
    };
    Items {
        stream: Box::pin(try_unfold(state, State::step)),
    }
}

impl<O: CursorPages> State<O> {
    /// The next item, from this page or from one behind it: a page may be empty and not the last.
    async fn step(mut self) -> Result<Option<(O::Item, Self)>, SendError<O::Response>> {
        while self.items.is_empty() {
            let Some(mut request) = self.next.take() else {
                return Ok(None);
            };
            if let Some(parameter) = request.backward() {
                return Err(PageError::Backward(parameter).into());
            }
            let page = O::page(self.core.send(&request, &self.call).await?)?;
            self.items = page.items.into();
            if let Some(cursor) = page.next {
                if self.trail.comes_back(&cursor) {
                    return Err(PageError::Repeated.into());
                }
                request.set_cursor(cursor);
                self.next = Some(request);
            }
        }
        Ok(self.items.pop_front().map(|item| (item, self)))
    }
}

impl Trail {
    fn from(start: Option<&str>) -> Self {
        Self {
            mark: start.map(str::to_owned),
            steps: 0,
            reach: 1,
        }
    }

    fn comes_back(&mut self, cursor: &str) -> bool {
        if self.mark.as_deref() == Some(cursor) {
            return true;
        }
        self.steps += 1;
        if self.steps == self.reach {
            self.mark = Some(cursor.to_owned());
            (self.steps, self.reach) = (0, self.reach * 2);
        }
        false
    }
}

impl<T, R> Items<T, R> {
    /// The next item; `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<T, SendError<R>>> {
        poll_fn(|context| self.stream.as_mut().poll_next(context)).await
    }

    /// All items.
    ///
    /// # Errors
    ///
    /// The first error; the items before it are lost.
    pub async fn collect(mut self) -> Result<Vec<T>, SendError<R>> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }
}

impl<T, R> Stream for Items<T, R> {
    type Item = Result<T, SendError<R>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream.as_mut().poll_next(context)
    }
}

impl<T, R> fmt::Debug for Items<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Items")
    }
}
