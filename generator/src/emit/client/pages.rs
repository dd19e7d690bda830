use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::text::literal;
use crate::rust::{Operation, Pages, Step};

/// How a page is taken apart.
pub(super) fn emit(operation: &Operation, pages: &Pages) -> TokenStream {
    let (request, item, cursor) = (&operation.request.ident, &pages.item, &pages.cursor);
    let containers = pages.containers.iter().map(|container| {
        let (ident, value) = (&container.ident, must(&quote!(page), container));
        quote!(let #ident = #value;)
    });
    let items = must(&holder(pages, pages.items.container), &pages.items.step);
    let next = may(&holder(pages, pages.next.container), &pages.next.step);
    let next = match &pages.more {
        Some(more) => {
            let flag = may(&holder(pages, more.container), &more.step);
            let flag = if more.step.options == 0 {
                let (at, ident) = (holder(pages, more.container), &more.step.ident);
                quote!(#at.#ident)
            } else {
                quote!(#flag.unwrap_or(true))
            };
            quote!(#next.filter(|_| #flag))
        }
        None => next,
    };
    quote! {
        impl CursorPages for operations::#request {
            type Item = #item;

            fn cursor(&self) -> Option<&str> {
                self.#cursor.as_deref()
            }

            fn set_cursor(&mut self, cursor: String) {
                self.#cursor = Some(cursor);
            }

            fn page(page: Self::Success) -> Result<Page<Self::Item>, PageError> {
                #(#containers)*
                Ok(Page { items: #items, next: #next })
            }
        }
    }
}

/// Where a step starts: the page, or a container that was taken out of it.
fn holder(pages: &Pages, container: Option<usize>) -> TokenStream {
    container.map_or_else(
        || quote!(page),
        |index| {
            let ident = &pages.containers[index].ident;
            quote!(#ident)
        },
    )
}

/// A part that a page cannot do without.
fn must(at: &TokenStream, step: &Step) -> TokenStream {
    let (ident, name) = (&step.ident, literal(&step.wire_name));
    match step.options {
        0 => quote!(#at.#ident),
        1 => quote!(#at.#ident.ok_or(PageError::Missing(#name))?),
        _ => quote!(#at.#ident.flatten().ok_or(PageError::Missing(#name))?),
    }
}

/// A part that may be absent.
fn may(at: &TokenStream, step: &Step) -> TokenStream {
    let ident = &step.ident;
    match step.options {
        0 => quote!(Some(#at.#ident)),
        1 => quote!(#at.#ident),
        _ => quote!(#at.#ident.flatten()),
    }
}
