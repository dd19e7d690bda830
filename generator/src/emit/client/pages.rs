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
    let next = next(pages);
    let backward = pages.backward.as_ref().map(|(ident, name)| {
        let name = literal(name);
        quote! {
            fn backward(&self) -> Option<&'static str> {
                self.#ident.as_ref().map(|_| #name)
            }
        }
    });
    quote! {
        impl CursorPages for operations::#request {
            type Item = #item;

            fn cursor(&self) -> Option<&str> {
                self.#cursor.as_deref()
            }

            fn set_cursor(&mut self, cursor: String) {
                self.#cursor = Some(cursor);
            }

            #backward

            fn page(page: Self::Success) -> Result<Page<Self::Item>, PageError> {
                #(#containers)*
                Ok(Page { items: #items, next: #next })
            }
        }
    }
}

/// The next cursor. A page that says there is more must say where; one that does not say is the last where it has no cursor.
fn next(pages: &Pages) -> TokenStream {
    let at = holder(pages, pages.next.container);
    let (must, may) = (must(&at, &pages.next.step), may(&at, &pages.next.step));
    let Some(more) = &pages.more else { return may };
    let (at, ident) = (holder(pages, more.container), &more.step.ident);
    match more.step.options {
        0 => quote!(if #at.#ident { Some(#must) } else { None }),
        options => {
            let flatten = (options > 1).then(|| quote!(.flatten()));
            quote! {
                match #at.#ident #flatten {
                    Some(true) => Some(#must),
                    Some(false) => None,
                    None => #may,
                }
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
