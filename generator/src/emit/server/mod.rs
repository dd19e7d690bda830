//! The server: a trait for each tag, one for who calls, one for all, and the table of routes.

mod group;
mod operation;

use proc_macro2::TokenStream;
use quote::quote;

pub(super) use self::group::group;
use super::file::File;
use super::text::{docs, literal, words};
use crate::rust::{Api, Group, Scheme, SchemeKind};

/// `server/mod.rs`
pub(super) fn module(api: &Api) -> String {
    let mut file = File::with_words(INTRODUCTION);
    file.uses_deprecated(api);
    file.has_placeholders(api);
    for Group { module, .. } in &api.groups {
        file.head(quote!(mod #module;));
    }
    let mut rest = File::default();
    for Group { module, ident, .. } in &api.groups {
        rest.head(quote!(pub use self::#module::#ident;));
    }
    rest.head(quote!(
        use super::runtime;
    ));
    rest.head(quote!(
        use runtime::http::{Body, BoxFuture};
    ));
    rest.head(quote!(
        use runtime::server::{
            Admission, Context, Denied, Failure, Hooks, Identity, Offer, Refusal, Rejection,
            Service,
        };
    ));
    rest.item(authenticate(&api.schemes));
    rest.item(umbrella(&api.groups));
    rest.item(service(&api.groups));
    rest.item(admit());
    rest.item(dispatch(&api.schemes));
    [file.print(), rest.print()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

const INTRODUCTION: &str = "The server: implement [`Authenticate`], the trait of each group and [`Api`], and hand the result to [`router`] or [`service`].";

/// The hooks: one for each scheme that a caller can meet.
fn authenticate(schemes: &[Scheme]) -> TokenStream {
    let hooks = schemes.iter().filter_map(|scheme| {
        let (ident, credentials) = (&scheme.ident, credentials(scheme)?.0);
        let docs = if scheme.docs.0.is_empty() {
            words("Finds out whose credentials these are.")
        } else {
            docs(&scheme.docs)
        };
        Some(quote! {
            #docs
            fn #ident(
                &self,
                credentials: runtime::server::#credentials,
                scopes: &'static [&'static str],
            ) -> impl Future<Output = Result<Self::Principal, Denied>> + Send;
        })
    });
    quote! {
        /// Finds out who calls: one hook for each security scheme of the document.
        pub trait Authenticate: Send + Sync + 'static {
            /// Who calls, as the handlers get to know it.
            type Principal: Send + Sync + 'static;

            #(#hooks)*
        }
    }
}

/// A scheme's credentials in the runtime's terms, and the method of an offer that reads them.
fn credentials(scheme: &Scheme) -> Option<(TokenStream, TokenStream)> {
    match scheme.kind {
        SchemeKind::Basic => Some((quote!(Basic), quote!(basic))),
        SchemeKind::Bearer => Some((quote!(Bearer), quote!(bearer))),
        SchemeKind::ApiKey { .. } => Some((quote!(ApiKey), quote!(api_key))),
        SchemeKind::MutualTls => Some((quote!(Certificate), quote!(certificate))),
        SchemeKind::Unsupported => None,
    }
}

fn umbrella(groups: &[Group]) -> TokenStream {
    let traits: Vec<_> = groups.iter().map(|group| &group.ident).collect();
    let bounds = if traits.is_empty() {
        quote!(Authenticate)
    } else {
        quote!(#(#traits)+*)
    };
    quote! {
        /// The whole API.
        pub trait Api: #bounds {
            /// Lets a request pass to its handler, or refuses it: a rate limit, a tenant that is locked, a service that rests.
            ///
            /// Asked for every operation once its caller is known and before its body is read. A refusal has the form that the
            /// document declares for its status.
            fn admit(
                &self,
                _context: &Context<Self::Principal>,
            ) -> impl Future<Output = Result<(), Refusal>> + Send {
                std::future::ready(Ok(()))
            }

            /// Gives an answer that is made without a handler a form of your own.
            fn rejection(&self, _rejection: &Rejection) -> Option<http::Response<Body>> {
                None
            }

            /// Is told what went wrong behind a 500; the caller is not.
            fn failed(&self, _failure: &Failure) {}
        }
    }
}

fn service(groups: &[Group]) -> TokenStream {
    let mut modules = groups.iter().map(|group| &group.module);
    let first = modules.next().map_or_else(
        || quote!(std::iter::empty()),
        |module| quote!(#module::routes().into_iter()),
    );
    let routes = modules.fold(
        first,
        |routes, module| quote!(#routes.chain(#module::routes())),
    );
    quote! {
        /// The API as a tower service.
        pub fn service<A: Api>(api: A) -> Service {
            let routes = #routes;
            let hooks = Hooks { authenticate, admit, rejection: A::rejection, failed: A::failed };
            Service::new(api, routes.collect(), hooks)
        }

        /// The API as an axum router.
        pub fn router<A: Api>(api: A) -> axum::Router {
            runtime::server::router(service(api))
        }
    }
}

/// Asks the implementation whether a request may pass.
fn admit() -> TokenStream {
    quote! {
        fn admit<A: Api>(api: &A, admission: Admission) -> BoxFuture<'_, Result<Admission, Refusal>> {
            Box::pin(async move {
                let context = admission.into_context();
                api.admit(&context).await?;
                Ok(context.into())
            })
        }
    }
}

/// Leads an offer to its scheme's hook; what has none lets nobody pass.
fn dispatch(schemes: &[Scheme]) -> TokenStream {
    let arms: Vec<_> = schemes
        .iter()
        .filter_map(|scheme| {
            let (ident, name, method) =
                (&scheme.ident, literal(&scheme.name), credentials(scheme)?.1);
            Some(quote!(#name => api.#ident(offer.#method()?, scopes).await.map(Identity::new)))
        })
        .collect();
    if arms.is_empty() {
        return quote! {
            fn authenticate<A: Authenticate>(_api: &A, _offer: Offer) -> BoxFuture<'_, Result<Identity, Denied>> {
                Box::pin(std::future::ready(Err(Denied::Unauthorized)))
            }
        };
    }
    quote! {
        fn authenticate<A: Authenticate>(api: &A, offer: Offer) -> BoxFuture<'_, Result<Identity, Denied>> {
            Box::pin(async move {
                let scopes = offer.scopes;
                match offer.scheme {
                    #(#arms,)*
                    _ => Err(Denied::Unauthorized),
                }
            })
        }
    }
}
