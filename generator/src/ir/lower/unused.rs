//! What the contract says and nothing is made of yet: each is told once, where it stands.

use super::operation::is_form;
use super::report::unused;
use super::words;
use crate::diagnostics::Diagnostics;
use crate::spec::{Encodings, MediaType, Place, Spec, Style};

/// Tells all of it.
pub(super) fn tell(diagnostics: &mut Diagnostics, spec: &Spec) {
    for webhook in &spec.webhooks {
        unused(diagnostics, &webhook.at, "a webhook is not generated");
    }
    for (_, schema) in spec.schemas.iter() {
        let discriminator = schema.discriminator.as_ref();
        if let Some((at, default)) = discriminator.and_then(|found| found.default_mapping.as_ref())
            && !schema
                .branches()
                .any(|branch| words::is_same(&spec.schemas, branch, *default))
        {
            let words = "`defaultMapping` names none of the branches and is not used: an unknown tag is kept as it came";
            unused(diagnostics, at, words);
        }
    }
    for operation in &spec.operations {
        for parameter in &operation.parameters {
            if parameter.place == Place::QueryString {
                let words = "a parameter of the whole query (`in: querystring`) is not generated";
                unused(diagnostics, &parameter.at, words);
            }
            if parameter.style == Style::Cookie {
                let words = "`style: cookie` is written as `form`, which escapes more";
                unused(diagnostics, &parameter.at, words);
            }
        }
        let body = operation.request_body.iter();
        let bodies = body.flat_map(|body| &body.content);
        let answers = operation.responses.iter();
        for media in bodies.chain(answers.flat_map(|answer| &answer.content)) {
            tell_media(diagnostics, media);
        }
    }
}

fn tell_media(diagnostics: &mut Diagnostics, media: &MediaType) {
    if media.item_schema.is_some() {
        let words = "`itemSchema` is not used: the stream is passed on as bytes";
        unused(diagnostics, &media.at.key("itemSchema"), words);
    }
    let Encodings {
        named,
        prefix,
        item,
    } = &media.encodings;
    let is_form = is_form(&media.name);
    let named = named.values().filter(|_| !is_form);
    let all = named.chain(prefix).chain(item.as_deref());
    for encoding in all {
        let words = "`encoding` is not used: the form is passed on as bytes";
        unused(diagnostics, &encoding.at, words);
    }
}
