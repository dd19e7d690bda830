use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::operation;
use crate::emit::file::File;
use crate::emit::text::{docs, ident, literal, words};
use crate::rust::{Api, Fill, Group, Operation, Part, RejectionForm};

/// `server/<tag>.rs`
pub(in crate::emit) fn group(api: &Api, group: &Group) -> String {
    let operations: Vec<_> = group
        .operations
        .iter()
        .map(|index| &api.operations[*index])
        .collect();
    let mut file = File::with_words(&format!("The handlers of the group `{}`.", group.title));
    file.head(quote!(
        use super::super::{operations, runtime};
    ));
    file.head(quote!(
        use super::Authenticate;
    ));
    let names = names(&operations).into_iter().map(ident);
    file.head(quote!(
        use runtime::http::Body;
    ));
    file.head(quote!(use runtime::server::{#(#names),*};));
    file.item(handlers(group, &operations));
    file.item(routes(group, &operations));
    for operation in operations {
        if let Some(declared) = declared(operation) {
            file.item(declared);
        }
        file.item(operation::emit(operation));
    }
    file.print()
}

/// What the group names of the runtime's server.
fn names(operations: &[&Operation]) -> Vec<&'static str> {
    let filled = operations
        .iter()
        .any(|operation| !operation.response.rejections.is_empty());
    let written = operations
        .iter()
        .any(|operation| !operation.response.variants.is_empty());
    let names = [
        "Context",
        "Declared",
        "Failure",
        "Operation",
        "Part",
        "Rejection",
        "RequestReader",
        "ResponseWriter",
        "Route",
    ];
    let is_used = |name: &&str| match *name {
        "Declared" | "Part" => filled,
        "ResponseWriter" => written,
        _always => true,
    };
    names.into_iter().filter(is_used).collect()
}

fn handlers(group: &Group, operations: &[&Operation]) -> TokenStream {
    let ident = &group.ident;
    let title = words(&format!(
        "Carries out the operations of the group `{}`.",
        group.title
    ));
    let docs = docs(&group.docs);
    let gap = (!group.docs.0.is_empty()).then(|| quote!(#[doc = ""]));
    let methods = operations.iter().map(|operation| method(operation));
    quote! {
        #title
        #gap
        #docs
        pub trait #ident: Authenticate { #(#methods)* }
    }
}

fn method(operation: &Operation) -> TokenStream {
    let (method, request, response) = (
        &operation.module,
        &operation.request.ident,
        &operation.response.ident,
    );
    let title = words(&format!("`{}`", operation.title));
    let docs = docs(&operation.docs);
    let gap = (!operation.docs.0.is_empty()).then(|| quote!(#[doc = ""]));
    quote! {
        #title
        #gap
        #docs
        fn #method(
            &self,
            context: Context<Self::Principal>,
            request: operations::#request,
        ) -> impl Future<Output = Result<operations::#response, Failure>> + Send;
    }
}

fn routes(group: &Group, operations: &[&Operation]) -> TokenStream {
    let ident = &group.ident;
    let count = Literal::usize_unsuffixed(operations.len());
    let routes = operations.iter().map(|operation| {
        let (method, constant) = (&operation.module, &operation.declared);
        let declared = if operation.response.rejections.is_empty() {
            quote!(&[])
        } else {
            quote!(#constant)
        };
        quote! {
            Route {
                facts: &operations::#method::FACTS,
                declared: #declared,
                call: |api, call| call.answer(|context, request| api.#method(context, request)),
            }
        }
    });
    quote! {
        pub(super) fn routes<A: #ident>() -> [Route<A>; #count] {
            [#(#routes),*]
        }
    }
}

/// The declared forms that a rejection can take.
fn declared(operation: &Operation) -> Option<TokenStream> {
    let constant = &operation.declared;
    let forms: Vec<_> = operation.response.rejections.iter().map(form).collect();
    (!forms.is_empty()).then(|| quote!(const #constant: &[Declared] = &[#(#forms),*];))
}

fn form(form: &RejectionForm) -> TokenStream {
    let statuses = form.statuses.iter().map(|(first, last)| {
        let (first, last) = (
            Literal::u16_unsuffixed(*first),
            Literal::u16_unsuffixed(*last),
        );
        quote!(#first..=#last)
    });
    let (media_type, fields) = (literal(&form.media_type), fields(&form.fills));
    quote!(Declared { statuses: &[#(#statuses),*], media_type: #media_type, fields: #fields })
}

fn fields(fills: &[Fill]) -> TokenStream {
    let fields = fills.iter().map(|fill| {
        let (name, part) = (literal(&fill.property), part(&fill.part));
        quote!((#name, #part))
    });
    quote!(&[#(#fields),*])
}

fn part(part: &Part) -> TokenStream {
    match part {
        Part::Title => quote!(Part::Title),
        Part::Detail => quote!(Part::Detail),
        Part::Status => quote!(Part::Status),
        Part::Code => quote!(Part::Code),
        Part::Violations => quote!(Part::Violations),
        Part::ViolationsIfAny => quote!(Part::ViolationsIfAny),
        Part::Object(fills) => {
            let fields = fields(fills);
            quote!(Part::Object(#fields))
        }
    }
}
