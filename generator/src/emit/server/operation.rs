use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::operation::{demands, form_fields_of};
use crate::emit::text::{ident, literal};
use crate::rust::{Body, BodyKind, Operation, Parameter, ResponseVariant, Status};

/// How the request is read and the answer written.
pub(super) fn emit(operation: &Operation) -> TokenStream {
    let (request, response) = (&operation.request.ident, &operation.response.ident);
    let decode = decode(operation);
    let encode = encode(operation);
    quote! {
        impl Operation for operations::#request {
            type Response = operations::#response;
            #decode
            #encode
        }
    }
}

fn decode(operation: &Operation) -> TokenStream {
    let parameters = operation
        .request
        .parameters
        .iter()
        .map(|parameter| parameter_line(operation, parameter));
    let fields: Vec<_> = parameters
        .chain(
            operation
                .request
                .body
                .as_ref()
                .map(|body| body_line(operation, body)),
        )
        .collect();
    if fields.is_empty() {
        return quote!(
            fn decode(_request: &RequestReader<'_>) -> Result<Self, Rejection> {
                Ok(Self {})
            }
        );
    }
    let checks = checks(operation);
    if checks.is_empty() {
        return quote!(fn decode(request: &RequestReader<'_>) -> Result<Self, Rejection> { Ok(Self { #(#fields,)* }) });
    }
    quote! {
        fn decode(request: &RequestReader<'_>) -> Result<Self, Rejection> {
            let decoded = Self { #(#fields,)* };
            #(#checks)*
            Ok(decoded)
        }
    }
}

fn parameter_line(operation: &Operation, parameter: &Parameter) -> TokenStream {
    let (module, constant, field) = (&operation.module, &parameter.constant, &parameter.ident);
    let read = ident(&parameter.place.to_ascii_lowercase());
    let value = quote!(request.#read(&operations::#module::#constant)?);
    if parameter.withholds {
        quote!(#field: runtime::withhold::by_client(#value))
    } else {
        quote!(#field: #value)
    }
}

fn body_line(operation: &Operation, body: &Body) -> TokenStream {
    let field = &body.ident;
    match (&body.kind, body.required) {
        (BodyKind::Json(_), true) if body.withholds => {
            quote!(#field: runtime::withhold::by_client(request.json()?))
        }
        (BodyKind::Json(_), false) if body.withholds => {
            quote!(#field: runtime::withhold::by_client(request.optional_json()?))
        }
        (BodyKind::Xml(_, root), required) => {
            let read = ident(if required { "xml" } else { "optional_xml" });
            let value = quote!(request.#read(&super::super::xml::#root)?);
            if body.withholds {
                quote!(#field: runtime::withhold::by_client(#value))
            } else {
                quote!(#field: #value)
            }
        }
        (BodyKind::Form(_, fields), required) => {
            let fields = form_fields_of(&operation.module, fields);
            let read = ident(if required { "form" } else { "optional_form" });
            let value = quote!(request.#read(#fields)?);
            if body.withholds {
                quote!(#field: runtime::withhold::by_client(#value))
            } else {
                quote!(#field: #value)
            }
        }
        (BodyKind::Json(_), true) => quote!(#field: request.json()?),
        (BodyKind::Json(_), false) => quote!(#field: request.optional_json()?),
        (BodyKind::Text, true) => quote!(#field: request.text()?),
        (BodyKind::Text, false) => quote!(#field: request.optional_text()?),
        (BodyKind::Bytes, true) => quote!(#field: request.bytes()),
        (BodyKind::Bytes, false) => quote!(#field: request.optional_bytes()),
    }
}

fn checks(operation: &Operation) -> Vec<TokenStream> {
    let parameters = demands(operation).then(|| quote!(request.check_parameters(&decoded)?;));
    let body = operation
        .request
        .body
        .as_ref()
        .filter(|body| body.kind.is_typed())
        .map(|body| {
            let field = &body.ident;
            quote!(request.check_body(&decoded.#field)?;)
        });
    parameters.into_iter().chain(body).collect()
}

fn encode(operation: &Operation) -> TokenStream {
    let arms = operation
        .response
        .variants
        .iter()
        .map(|variant| arm(operation, variant));
    let undeclared = &operation.response.undeclared;
    quote! {
        fn encode(response: Self::Response) -> Result<http::Response<Body>, Failure> {
            match response {
                #(#arms,)*
                Self::Response::#undeclared(answer) => Ok(answer.into()),
            }
        }
    }
}

fn arm(operation: &Operation, variant: &ResponseVariant) -> TokenStream {
    let (module, ident) = (&operation.module, &variant.ident);
    let names = variant
        .status_field
        .iter()
        .chain(variant.headers.iter().map(|header| &header.ident))
        .chain(variant.body.iter().map(|body| &body.ident));
    let names: Vec<_> = names.collect();
    let pattern = if names.is_empty() {
        quote!(Self::Response::#ident)
    } else {
        quote!(Self::Response::#ident { #(#names),* })
    };
    let start = start(variant);
    let headers = variant.headers.iter().map(|header| {
        let (field, constant) = (&header.ident, &header.constant);
        quote!(.header(&operations::#module::#constant, &#field)?)
    });
    let writer = quote!(#start #(#headers)*);
    let answer = answer(operation, variant, &writer);
    quote!(#pattern => #answer)
}

/// A writer with the variant's status.
fn start(variant: &ResponseVariant) -> TokenStream {
    let number = Literal::u16_unsuffixed;
    match (variant.status, &variant.status_field) {
        (Status::Code(code), _) => {
            let code = number(code);
            quote!(ResponseWriter::new(#code))
        }
        (Status::Range(digit), Some(status)) => {
            let (first, last) = (
                number(u16::from(digit) * 100),
                number(u16::from(digit) * 100 + 99),
            );
            quote!(ResponseWriter::within(&(#first..=#last), #status)?)
        }
        (Status::Default | Status::Range(_), status) => {
            quote!(ResponseWriter::new(#status.as_u16()))
        }
    }
}

fn answer(operation: &Operation, variant: &ResponseVariant, writer: &TokenStream) -> TokenStream {
    let Some(body) = &variant.body else {
        return quote!(Ok(#writer.empty()));
    };
    let (field, media_type) = (&body.ident, literal(&body.media_type));
    match &body.kind {
        BodyKind::Xml(_, root) => {
            let value = if body.withholds {
                quote!(&runtime::withhold::by_server(#field))
            } else {
                quote!(&#field)
            };
            quote!(#writer.xml(#media_type, &super::super::xml::#root, #value))
        }
        BodyKind::Form(_, fields) => {
            let fields = form_fields_of(&operation.module, fields);
            let value = if body.withholds {
                quote!(&runtime::withhold::by_server(#field))
            } else {
                quote!(&#field)
            };
            quote!(#writer.form(#media_type, #fields, #value))
        }
        BodyKind::Json(_) if body.withholds => {
            quote!(#writer.json(#media_type, &runtime::withhold::by_server(#field)))
        }
        BodyKind::Json(_) => quote!(#writer.json(#media_type, &#field)),
        BodyKind::Text | BodyKind::Bytes => {
            quote!(Ok(#writer.body(#media_type, Body::from(#field))))
        }
    }
}
