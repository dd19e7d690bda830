//! The package around the modules: what it is called, what it depends on, which features switch what on.

use super::{Options, Source};
use crate::ir::{Shape, TextFormat};
use crate::rust::name::{Case, NameLock, Scope};
use crate::rust::{Api, Crate, Dependency, Engine};

/// A dependency that we know.
#[derive(Clone, Copy)]
struct Known {
    name: &'static str,
    version: &'static str,
    features: &'static [&'static str],
    default_features: bool,
    optional: bool,
}

impl From<&Known> for Dependency {
    fn from(known: &Known) -> Self {
        let features = known.features.iter().map(|&feature| feature.to_owned());
        Self {
            name: known.name.to_owned(),
            version: known.version.to_owned(),
            features: features.collect(),
            default_features: known.default_features,
            optional: known.optional,
        }
    }
}

const SERDE: Known = Known {
    name: "serde",
    version: "1",
    features: &["derive"],
    default_features: true,
    optional: false,
};
/// Without the first feature some fractions are read as their neighbours; without the second unions are read in more time.
const SERDE_JSON: Known = Known {
    features: &["float_roundtrip", "raw_value"],
    ..always("serde_json", "1")
};

/// What client or server need, each with the features that need it.
const OPTIONAL: &[(Known, &[&str])] = &[
    (optional("axum", "0.8"), &["server"]),
    (optional("bytes", "1"), &["client", "server"]),
    (optional("futures-core", "0.3"), &["client"]),
    (
        Known {
            features: &["std"],
            ..optional("futures-util", "0.3")
        },
        &["client"],
    ),
    (
        Known {
            default_features: true,
            ..optional("http", "1")
        },
        &["client", "server"],
    ),
    (
        Known {
            default_features: true,
            ..optional("http-body", "1")
        },
        &["client", "server"],
    ),
    (
        Known {
            default_features: true,
            ..optional("http-body-util", "0.1")
        },
        &["client", "server"],
    ),
    (optional("httpdate", "1"), &["client"]),
    (
        Known {
            default_features: true,
            ..optional("percent-encoding", "2")
        },
        &["client", "server"],
    ),
    (
        Known {
            features: &["stream"],
            ..optional("reqwest", "0.13")
        },
        &["reqwest"],
    ),
    (
        Known {
            default_features: true,
            ..optional("serde_path_to_error", "0.1")
        },
        &["client", "server"],
    ),
    (
        Known {
            features: &["time"],
            ..optional("tokio", "1")
        },
        &["client"],
    ),
    (optional("tower", "0.5"), &["client", "server"]),
];
/// What patterns need: only a crate whose documents have any depends on it.
const REGEX: Known = Known {
    features: &["std", "perf-onepass", "perf-backtrack", "unicode"],
    ..optional("regex", "1")
};
const FANCY_REGEX: Known = Known {
    features: &["std", "unicode", "variable-lookbehinds"],
    ..optional("fancy-regex", "0.20")
};
/// What XML needs: only a crate whose documents have bodies of it depends on it. 0.42 wants a newer compiler than we ask for.
const QUICK_XML: Known = optional("quick-xml", "0.41");
/// What emitted code names itself, where the runtime is a crate of its own.
const NAMED: &[&str] = &["axum", "bytes", "http"];
const RUNTIME: Known = always("oasmith-runtime", "0.1");

const fn always(name: &'static str, version: &'static str) -> Known {
    Known {
        name,
        version,
        features: &[],
        default_features: true,
        optional: false,
    }
}

const fn optional(name: &'static str, version: &'static str) -> Known {
    Known {
        name,
        version,
        features: &[],
        default_features: false,
        optional: true,
    }
}

/// Crates that the runtime's texts convert to: a feature each, which is off until somebody asks for it.
const CONVERSIONS: &[(Known, &[TextFormat])] = &[
    (optional("chrono", "0.4"), TIMES),
    (
        Known {
            features: &["std"],
            ..optional("jiff", "0.2")
        },
        TIMES,
    ),
    (optional("time", "0.3"), TIMES),
    (optional("uuid", "1"), &[TextFormat::Uuid]),
];
const TIMES: &[TextFormat] = &[
    TextFormat::DateTime,
    TextFormat::Date,
    TextFormat::Time,
    TextFormat::Duration,
];

/// The conversions of the texts that the documents have.
fn conversions(sources: &[Source<'_>]) -> Vec<&'static Known> {
    let is_there = |formats: &[TextFormat]| {
        let mut types = sources.iter().flat_map(|source| source.api.types.iter());
        types.any(|(_, def)| matches!(def.shape, Shape::Text(format) if formats.contains(&format)))
    };
    let conversions = CONVERSIONS.iter();
    let wanted = conversions.filter(|(_, formats)| is_there(formats));
    wanted.map(|(dependency, _)| dependency).collect()
}

/// The crate for these modules.
pub(super) fn krate(
    apis: Vec<Api>,
    sources: &[Source<'_>],
    chosen: Vec<Dependency>,
    options: &Options,
    lock: NameLock,
) -> Crate {
    let conversions = conversions(sources);
    let talks = apis.iter().any(|api| !api.operations.is_empty());
    let ident = Scope::default().claim(Case::Snake, &options.package);
    let engines = engines(&apis);
    let has_xml = apis.iter().any(|api| !api.xml.is_empty());
    let xml = has_xml.then_some(("xml", &QUICK_XML));
    Crate {
        package: options.package.clone(),
        ident,
        features: without_switches(
            features(&apis, talks, (&engines, xml), &conversions, options),
            &chosen,
        ),
        dependencies: with(
            dependencies(talks, (&engines, xml), conversions, options.copies_runtime),
            chosen,
        ),
        lock,
        flat: options.flat,
        copies_runtime: options.copies_runtime,
        apis,
    }
}

/// The libraries for patterns, and that for XML.
type Libraries<'l> = (
    &'l [(&'static str, &'static Known)],
    Option<(&'static str, &'static Known)>,
);

/// The libraries for patterns: each is a feature of the runtime.
fn engines(apis: &[Api]) -> Vec<(&'static str, &'static Known)> {
    let used = |engine: Engine| apis.iter().any(|api| api.engines.contains(&engine));
    let steps_back = used(Engine::Backtracking);
    let linear = used(Engine::Linear) || steps_back;
    let pattern = linear.then_some(("pattern", &REGEX));
    let backtracking = steps_back.then_some(("backtracking", &FANCY_REGEX));
    pattern.into_iter().chain(backtracking).collect()
}

/// What the user chose besides. Where we have the crate already it is no longer optional, and has the features of both.
fn with(mut dependencies: Vec<Dependency>, chosen: Vec<Dependency>) -> Vec<Dependency> {
    for one in chosen {
        match dependencies.iter_mut().find(|known| known.name == one.name) {
            None => dependencies.push(one),
            Some(known) => {
                known.optional = false;
                known.default_features |= one.default_features;
                known.features.extend(one.features);
                known.features.sort();
                known.features.dedup();
            }
        }
    }
    dependencies.sort_by(|a, b| a.name.cmp(&b.name));
    dependencies
}

/// A crate that the user chose is always there: no feature switches it on, and cargo refuses one that says so.
fn without_switches(
    mut features: Vec<(String, Vec<String>)>,
    chosen: &[Dependency],
) -> Vec<(String, Vec<String>)> {
    let is_chosen = |name: &str| chosen.iter().any(|one| one.name == name);
    for (_, switched) in &mut features {
        switched.retain(|one| one.strip_prefix("dep:").is_none_or(|name| !is_chosen(name)));
    }
    features
}

fn dependencies(
    talks: bool,
    (engines, xml): Libraries<'_>,
    conversions: Vec<&'static Known>,
    copies_runtime: bool,
) -> Vec<Dependency> {
    let mut dependencies = vec![&SERDE, &SERDE_JSON];
    if copies_runtime {
        dependencies.extend(engines.iter().chain(&xml).map(|(_, dependency)| dependency));
        dependencies.extend(conversions);
    } else {
        dependencies.push(&RUNTIME);
    }
    if talks {
        let is_needed = |dependency: &&Known| copies_runtime || NAMED.contains(&dependency.name);
        dependencies.extend(
            OPTIONAL
                .iter()
                .map(|(dependency, _)| dependency)
                .filter(is_needed),
        );
    }
    dependencies.sort_by_key(|dependency| dependency.name);
    dependencies.into_iter().map(Dependency::from).collect()
}

fn features(
    apis: &[Api],
    talks: bool,
    (engines, xml): Libraries<'_>,
    conversions: &[&'static Known],
    options: &Options,
) -> Vec<(String, Vec<String>)> {
    let modules = || {
        apis.iter()
            .filter(|_| !options.flat)
            .map(|api| api.feature.clone())
    };
    // A side that speaks it cannot do without.
    let forms: Vec<&str> = xml.iter().map(|(name, _)| *name).collect();
    let sides = ["client", "reqwest", "rustls", "server"];
    let sides = sides.iter().filter(|_| talks).map(|&side| side.to_owned());
    let mut features = vec![("default".to_owned(), sides.chain(modules()).collect())];
    if talks {
        features.extend(sides_and_tls(&forms, options.copies_runtime));
    }
    let names: Vec<&str> = engines.iter().map(|(name, _)| *name).collect();
    features.push((
        "validate".to_owned(),
        side("validate", &names, options.copies_runtime),
    ));
    let conversions = conversions.iter().map(|known| (known.name, *known));
    for (name, dependency) in engines.iter().copied().chain(xml).chain(conversions) {
        let switched = if options.copies_runtime {
            format!("dep:{}", dependency.name)
        } else {
            format!("oasmith-runtime/{name}")
        };
        let mut switched = vec![switched];
        if name == "xml" && options.copies_runtime {
            switched.push("dep:serde_path_to_error".to_owned());
        }
        features.push((name.to_owned(), switched));
    }
    features.extend(modules().map(|module| (module, Vec::new())));
    features
}

/// The two sides, and what their connections are made with.
fn sides_and_tls(forms: &[&str], copies_runtime: bool) -> Vec<(String, Vec<String>)> {
    let of_server = [&["validate"], forms].concat();
    let mut features = vec![
        ("client".to_owned(), side("client", forms, copies_runtime)),
        (
            "reqwest".to_owned(),
            side("reqwest", &["client"], copies_runtime),
        ),
        (
            "server".to_owned(),
            side("server", &of_server, copies_runtime),
        ),
    ];
    for tls in ["rustls", "native-tls"] {
        let of = if copies_runtime {
            "reqwest?"
        } else {
            RUNTIME.name
        };
        features.push((tls.to_owned(), vec![format!("{of}/{tls}")]));
    }
    features
}

/// What a feature switches on: other features, the dependencies that it needs, the runtime's feature of the same name.
fn side(name: &str, others: &[&str], copies_runtime: bool) -> Vec<String> {
    let needs = |(dependency, sides): &&(Known, &[&str])| {
        sides.contains(&name) && (copies_runtime || NAMED.contains(&dependency.name))
    };
    let dependencies = OPTIONAL
        .iter()
        .filter(needs)
        .map(|(dependency, _)| format!("dep:{}", dependency.name));
    let forwarded = (!copies_runtime).then(|| format!("oasmith-runtime/{name}"));
    others
        .iter()
        .map(|&other| other.to_owned())
        .chain(dependencies)
        .chain(forwarded)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_crate_is_not_optional() {
        let chosen = vec![Dependency::from(&always("chrono", "0.4"))];
        let conversion = Dependency::from(&optional("chrono", "0.4"));
        let dependencies = with(vec![conversion], chosen.clone());
        assert_eq!(dependencies, chosen);
        let switches = |of: &str| vec![format!("dep:{of}")];
        let features = [("chrono", switches("chrono")), ("jiff", switches("jiff"))];
        let features = features.map(|(name, switched)| (name.to_owned(), switched));
        let expected = [("chrono", Vec::new()), ("jiff", switches("jiff"))];
        let expected = expected.map(|(name, switched)| (name.to_owned(), switched));
        assert_eq!(without_switches(features.into(), &chosen), expected);
    }
}
