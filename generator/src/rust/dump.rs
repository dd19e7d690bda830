//! A [`Crate`] as text, for tests and for whoever wonders what was decided.

use std::fmt::Write as _;

use super::name::Ident;
use super::{
    Conversion, Crate, Field, Item, Mark, Operation, Parts, Presence, Rules, Ty, Withheld, Xml,
    XmlContent, XmlKind, XmlNode, XmlShape,
};

/// Every item on a line with its parts below, as compact as it can be read.
pub fn dump(krate: &Crate) -> String {
    let mut text = String::new();
    for api in &krate.apis {
        for file in &api.models {
            let _ = writeln!(text, "models/{}.rs", file.module);
            file.items.iter().for_each(|one| item(&mut text, one));
            for one in &file.withheld {
                withheld(&mut text, one);
            }
            for one in &file.conversions {
                conversion(&mut text, one);
            }
        }
        for one in &api.operations {
            operation(&mut text, one);
        }
        xml(&mut text, &api.xml);
        for group in &api.groups {
            let methods: Vec<_> = group
                .operations
                .iter()
                .map(|index| api.operations[*index].module.as_str())
                .collect();
            let _ = writeln!(text, "trait {}: {}", group.ident, methods.join(", "));
        }
        for scheme in &api.schemes {
            let _ = writeln!(text, "scheme {}: {:?}", scheme.ident, scheme.kind);
        }
        for server in &api.servers {
            let _ = writeln!(text, "server {}: {}", server.ident, server.template);
        }
        for example in &api.examples {
            let _ = writeln!(text, "example {}: {}", example.ident, ty(&example.ty));
        }
    }
    text
}

fn item(text: &mut String, item: &Item) {
    let _ = match item {
        Item::Struct(item) => {
            let _ = writeln!(text, "  struct {} {:?}", item.ident, item.derives);
            rules(text, item.rules.as_ref());
            if let Some(default) = &item.default {
                let _ = writeln!(text, "    default {default:?}");
            }
            item.fields.iter().for_each(|one| field(text, one));
            item.rest.iter().try_for_each(|rest| {
                let closed = if rest.closed { " (closed)" } else { "" };
                writeln!(text, "    ..{}: {}{closed}", rest.ident, ty(&rest.ty))
            })
        }
        Item::Enum(item) => {
            let default = item.default.as_ref();
            let default =
                default.map_or_else(String::new, |variant| format!(", {variant} by default"));
            let _ = writeln!(text, "  enum {}{default}", item.ident);
            item.variants.iter().try_for_each(|variant| {
                writeln!(text, "    {} = {:?}", variant.ident, variant.value)
            })
        }
        Item::Listed(item) => {
            let _ = writeln!(text, "  enum {} of {}", item.ident, ty(&item.ty));
            item.variants
                .iter()
                .try_for_each(|variant| writeln!(text, "    {} = {}", variant.ident, variant.value))
        }
        Item::Constant(item) => writeln!(text, "  constant {} = {}", item.ident, item.value),
        Item::Union(item) => {
            let _ = writeln!(text, "  union {} {:?}", item.ident, item.derives);
            rules(text, item.rules.as_ref());
            item.variants.iter().try_for_each(|variant| {
                writeln!(
                    text,
                    "    {}({}) {:?}{}",
                    variant.ident,
                    ty(&variant.ty),
                    variant.mark.kinds,
                    told(&variant.mark)
                )
            })
        }
        Item::Alias(item) => writeln!(text, "  type {} = {}", item.ident, ty(&item.ty)),
        Item::Newtype(item) => writeln!(text, "  struct {}({})", item.ident, ty(&item.ty)),
    };
}

/// What tells a branch beside its JSON types and required properties.
fn told(mark: &Mark) -> String {
    let mut text = String::new();
    let tag = mark.tag.as_slice().iter().map(|tag| ("tag", tag));
    let fixed = mark.fixed.iter().map(|fixed| ("fixed", fixed));
    let values = mark.fixed_values.iter().map(|fixed| ("fixed", fixed));
    for (what, (property, values)) in tag.chain(fixed).chain(values) {
        let _ = write!(text, " {what} {property} {values:?}");
    }
    let own = ("value".to_owned(), mark.bounds.clone());
    for (what, bounds) in mark.bounded.iter().chain([&own]) {
        for (keyword, bound) in &bounds.numbers {
            let _ = write!(text, " {what} of {keyword} {bound}");
        }
        for (keyword, bound) in &bounds.lengths {
            let _ = write!(text, " {what} of {keyword} {bound}");
        }
    }
    text
}

fn withheld(text: &mut String, item: &Withheld) {
    let names = |idents: &[Ident]| {
        idents
            .iter()
            .map(Ident::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let parts = match &item.parts {
        Parts::Fields {
            by_client,
            by_server,
            within,
            others,
        } => {
            let others = others.iter().map(|(_, names)| names.join(", "));
            let parts = [
                ("client", names(by_client)),
                ("server", names(by_server)),
                ("within", names(within)),
                ("others", others.collect()),
            ];
            let parts = parts.iter().filter(|(_, names)| !names.is_empty());
            let parts = parts.map(|(word, names)| format!("{word} {names}"));
            parts.collect::<Vec<_>>().join("; ")
        }
        Parts::Variants(idents) => format!("within {}", names(idents)),
        Parts::Inside => "within".to_owned(),
        Parts::Nowhere => "nothing".to_owned(),
    };
    let _ = writeln!(text, "  withheld of {}: {parts}", item.ident);
}

fn conversion(text: &mut String, item: &Conversion) {
    let given = item.given();
    let given = given
        .iter()
        .map(|(ident, given)| format!(" with {ident}: {}", ty(given)));
    let given = given.collect::<Vec<_>>().join(",");
    let _ = writeln!(text, "  {} from {}{given}", item.to, item.from);
}

fn rules(text: &mut String, rules: Option<&Rules>) {
    if let Some(rules) = rules {
        let _ = writeln!(text, "    where {}", rules.text);
        for pattern in &rules.patterns {
            let _ = writeln!(text, "    {pattern:?}");
        }
    }
}

fn field(text: &mut String, field: &Field) {
    let presence = match field.presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::OptionalNullable => "optional, nullable",
    };
    let wire_name = if field.ident.as_str() == field.wire_name {
        String::new()
    } else {
        format!(" = {:?}", field.wire_name)
    };
    let mut checks = String::new();
    if let Some(fallback) = &field.fallback {
        let _ = write!(checks, ", {} = {:?}", fallback.ident, fallback.value);
    }
    for limit in &field.check.limits {
        let _ = write!(checks, ", {limit:?}");
    }
    let _ = writeln!(
        text,
        "    {}{wire_name}: {} ({presence}{checks})",
        field.ident,
        ty(&field.ty)
    );
}

fn operation(text: &mut String, operation: &Operation) {
    let server = operation.server.as_ref().map(|url| format!(" at {url}"));
    let _ = writeln!(
        text,
        "operations/{}.rs {}{}",
        operation.module,
        operation.title,
        server.unwrap_or_default()
    );
    for parameter in &operation.request.parameters {
        let required = if parameter.required {
            "required"
        } else {
            "optional"
        };
        let _ = writeln!(
            text,
            "    {}: {} ({required}, {} {} {})",
            parameter.ident,
            ty(&parameter.ty),
            parameter.place,
            parameter.style,
            parameter.wire_name
        );
    }
    if let Some(body) = &operation.request.body {
        let _ = writeln!(
            text,
            "    {}: {} as {}",
            body.ident,
            body_type(&body.kind),
            body.media_type
        );
    }
    for variant in &operation.response.variants {
        let mut headers = String::new();
        for header in &variant.headers {
            let _ = write!(headers, " {}: {}", header.ident, ty(&header.ty));
        }
        let body = variant
            .body
            .as_ref()
            .map(|body| format!(" {} as {}", body_type(&body.kind), body.media_type))
            .unwrap_or_default();
        let _ = writeln!(
            text,
            "    -> {} {:?}{headers}{body}",
            variant.ident, variant.status
        );
    }
    if let Some(pages) = &operation.pages {
        let _ = writeln!(text, "    pages of {} by {}", ty(&pages.item), pages.cursor);
    }
}

/// The tables of XML, each node as `<name>`, `@name`, `text` or, without one of its own, `(name)`.
fn xml(text: &mut String, xml: &Xml) {
    for root in &xml.roots {
        let named = if root.named { "" } else { " or any" };
        let _ = writeln!(text, "xml root {}: {}{named}", root.ident, node(&root.node));
    }
    for table in &xml.tables {
        let _ = match &table.shape {
            XmlShape::Record(fields, rest) => {
                let _ = writeln!(text, "xml {}: record", table.ident);
                for field in fields {
                    let optional = if field.required { "" } else { "?" };
                    let (property, node) = (&field.property, node(&field.node));
                    let _ = writeln!(text, "  {property}{optional}: {node}");
                }
                rest.iter()
                    .try_for_each(|rest| writeln!(text, "  others: {}", node(rest)))
            }
            XmlShape::Map(value) => writeln!(text, "xml {}: map of {}", table.ident, node(value)),
            XmlShape::List(item) => writeln!(text, "xml {}: list of {}", table.ident, node(item)),
            XmlShape::Tuple(parts, rest) => {
                let parts: Vec<String> = parts.iter().chain(rest).map(node).collect();
                writeln!(text, "xml {}: tuple of {}", table.ident, parts.join(", "))
            }
            XmlShape::Choice(property, branches) => {
                let by = property.iter().map(|property| format!(" by {property}"));
                let by: String = by.collect();
                let contents = branches.iter();
                let contents: Vec<String> = contents
                    .map(|(tags, content)| format!("{}{tags:?}", self::content(content)))
                    .collect();
                writeln!(
                    text,
                    "xml {}: one of {}{by}",
                    table.ident,
                    contents.join(", ")
                )
            }
        };
    }
}

fn node(node: &XmlNode) -> String {
    let prefix = node.prefix.iter().map(|prefix| format!("{prefix}:"));
    let name = prefix.collect::<String>() + &node.local;
    let name = match node.kind {
        XmlKind::Element => format!("<{name}>"),
        XmlKind::Attribute => format!("@{name}"),
        XmlKind::Text => "text".to_owned(),
        XmlKind::Cdata => "cdata".to_owned(),
        XmlKind::Nothing => format!("({name})"),
    };
    let namespace = node.namespace.iter().map(|uri| format!(" in {uri}"));
    let namespace: String = namespace.collect();
    format!("{name}{namespace} {}", content(&node.content))
}

fn content(content: &XmlContent) -> String {
    match content {
        XmlContent::Plain(name) => (*name).to_owned(),
        XmlContent::Listed(kind, values) => format!("{kind}{values:?}"),
        XmlContent::Nullable(inner) => format!("{} or null", self::content(inner)),
        XmlContent::Table(ident) => ident.to_string(),
    }
}

fn body_type(kind: &super::BodyKind) -> String {
    match kind {
        super::BodyKind::Json(json) => ty(json),
        super::BodyKind::Xml(xml, root) => format!("{} by {root}", ty(xml)),
        super::BodyKind::Form(form, fields) => {
            let fields = fields.fields.iter().map(form_field);
            ty(form) + " as a form" + &fields.collect::<String>()
        }
        super::BodyKind::Text => "String".to_owned(),
        super::BodyKind::Bytes => "Bytes".to_owned(),
    }
}

fn form_field(field: &super::FormField) -> String {
    let spelling = match &field.spelling {
        super::FormSpelling::Json => "JSON".to_owned(),
        super::FormSpelling::JsonItems => "JSON items".to_owned(),
        super::FormSpelling::Styled {
            style,
            explode,
            kind,
            allow_reserved,
        } => {
            let explode = if *explode { " explode" } else { "" };
            let reserved = if *allow_reserved { " reserved" } else { "" };
            format!("{style}{explode}{reserved} {kind}")
        }
    };
    format!(", {} {spelling}", field.name)
}

fn ty(spelled: &Ty) -> String {
    match spelled {
        Ty::Bool => "bool".to_owned(),
        Ty::Integer(integer) => integer.as_str().to_owned(),
        Ty::F64 => "f64".to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Value => "Value".to_owned(),
        Ty::Bytes => "Bytes".to_owned(),
        Ty::Model(path) => path.ident.to_string(),
        Ty::Constant(path) => format!("Constant<{}>", path.ident),
        Ty::Foreign(path) => path.as_str().to_owned(),
        Ty::Runtime(runtime) => runtime.path().1.to_owned(),
        Ty::Option(inner) => format!("Option<{}>", ty(inner)),
        Ty::Vec(inner) => format!("Vec<{}>", ty(inner)),
        Ty::Map(inner) => format!("Map<{}>", ty(inner)),
        Ty::Boxed(inner) => format!("Box<{}>", ty(inner)),
        Ty::Tuple(parts, rest) => {
            let parts: Vec<String> = parts.iter().map(ty).collect();
            format!("Tuple<({}), {}>", parts.join(", "), ty(rest))
        }
    }
}
