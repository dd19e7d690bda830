//! `xml.rs`: what bodies are in XML, as tables that the runtime reads.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use super::text::{ident, literal, literals, words};
use crate::rust::{Api, XmlContent, XmlField, XmlKind, XmlNode, XmlRoot, XmlShape, XmlTable};

/// The file.
pub(super) fn module(api: &Api) -> String {
    let mut file = File::with_words("What the bodies of operations are in XML.");
    file.head(quote!(
        use super::runtime;
    ));
    let names = names(&api.xml.tables).into_iter().map(ident);
    file.head(quote!(use runtime::xml::{#(#names),*};));
    for one in &api.xml.roots {
        file.item(root(one));
    }
    for one in &api.xml.tables {
        file.item(table(one));
    }
    file.print()
}

/// What the tables name of the runtime's.
fn names(tables: &[XmlTable]) -> Vec<&'static str> {
    let has = |is: fn(&XmlShape) -> bool| tables.iter().any(|table| is(&table.shape));
    let branch = has(|shape| matches!(shape, XmlShape::Choice(..)));
    let field = has(|shape| matches!(shape, XmlShape::Record(fields, _) if !fields.is_empty()));
    let names = ["Branch", "Content", "Field", "Node", "Root"].into_iter();
    let is_used = |name: &&str| match *name {
        "Branch" => branch,
        "Field" => field,
        _always => true,
    };
    names.filter(is_used).collect()
}

fn root(root: &XmlRoot) -> TokenStream {
    let (constant, docs, node) = (&root.ident, words(&root.title), node(&root.node));
    let how = ident(if root.named { "named" } else { "unnamed" });
    quote! {
        #docs
        pub(crate) static #constant: Root = Root::#how(#node);
    }
}

fn table(table: &XmlTable) -> TokenStream {
    let (constant, shape) = (&table.ident, shape(&table.shape));
    quote!(static #constant: Content = #shape;)
}

fn shape(shape: &XmlShape) -> TokenStream {
    match shape {
        XmlShape::Record(fields, rest) => {
            let (fields, rest) = (fields.iter().map(field), optional(rest.as_ref()));
            quote!(Content::Record(&[#(#fields),*], #rest))
        }
        XmlShape::Map(value) => {
            let value = node(value);
            quote!(Content::Map(&#value))
        }
        XmlShape::List(item) => {
            let item = node(item);
            quote!(Content::List(&#item))
        }
        XmlShape::Tuple(parts, rest) => {
            let (parts, rest) = (parts.iter().map(node), optional(rest.as_ref()));
            quote!(Content::Tuple(&[#(#parts),*], #rest))
        }
        XmlShape::Choice(property, branches) => {
            let property = property.as_deref().map(literal);
            let property = property.map_or(quote!(None), |property| quote!(Some(#property)));
            let branches = branches.iter().map(|(tags, content)| {
                let (tags, content) = (literals(tags), self::content(content));
                quote!(Branch { tags: &[#tags], content: #content })
            });
            quote!(Content::Choice(#property, &[#(#branches),*]))
        }
    }
}

fn optional(rest: Option<&XmlNode>) -> TokenStream {
    let rest = rest.map(node);
    rest.map_or(quote!(None), |rest| quote!(Some(&#rest)))
}

fn field(field: &XmlField) -> TokenStream {
    let (property, node) = (literal(&field.property), node(&field.node));
    let how = ident(if field.required {
        "required"
    } else {
        "optional"
    });
    quote!(Field::#how(#property, #node))
}

fn node(node: &XmlNode) -> TokenStream {
    let (local, content) = (literal(&node.local), content(&node.content));
    let start = match node.kind {
        XmlKind::Element => quote!(Node::element(#local, #content)),
        XmlKind::Attribute => quote!(Node::attribute(#local, #content)),
        XmlKind::Text => quote!(Node::text(#content)),
        XmlKind::Cdata => quote!(Node::cdata(#content)),
        XmlKind::Nothing => quote!(Node::nothing(#local, #content)),
    };
    let namespace = node.namespace.iter().map(|namespace| {
        let namespace = literal(namespace);
        quote!(.within(#namespace))
    });
    let prefix = node.prefix.iter().map(|prefix| {
        let prefix = literal(prefix);
        quote!(.prefixed(#prefix))
    });
    quote!(#start #(#namespace)* #(#prefix)*)
}

/// A reference to what stands there.
fn content(content: &XmlContent) -> TokenStream {
    match content {
        XmlContent::Plain(name) => {
            let name = ident(name);
            quote!(&Content::#name)
        }
        XmlContent::Listed(kind, values) => {
            let (kind, values) = (ident(kind), literals(values));
            quote!(&Content::Listed(&Content::#kind, &[#values]))
        }
        XmlContent::Nullable(inner) => {
            let inner = self::content(inner);
            quote!(&Content::Nullable(#inner))
        }
        XmlContent::Table(table) => quote!(&#table),
    }
}
