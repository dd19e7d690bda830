//! The package around the modules: what it is called, what it depends on, which features switch what on.

use super::Options;
use crate::rust::name::{Case, Scope};
use crate::rust::{Api, Crate, Dependency, Engine};

const SERDE: Dependency = Dependency {
    name: "serde",
    version: "1",
    features: &["derive"],
    default_features: true,
    optional: false,
};
const SERDE_JSON: Dependency = always("serde_json", "1");

/// What client or server need, each with the features that need it.
const OPTIONAL: &[(Dependency, &[&str])] = &[
    (optional("axum", "0.8"), &["server"]),
    (optional("bytes", "1"), &["client", "server"]),
    (optional("futures-core", "0.3"), &["client"]),
    (
        Dependency {
            features: &["std"],
            ..optional("futures-util", "0.3")
        },
        &["client"],
    ),
    (
        Dependency {
            default_features: true,
            ..optional("http", "1")
        },
        &["client", "server"],
    ),
    (
        Dependency {
            default_features: true,
            ..optional("http-body", "1")
        },
        &["client", "server"],
    ),
    (
        Dependency {
            default_features: true,
            ..optional("http-body-util", "0.1")
        },
        &["client", "server"],
    ),
    (
        Dependency {
            default_features: true,
            ..optional("percent-encoding", "2")
        },
        &["client", "server"],
    ),
    (
        Dependency {
            features: &["stream"],
            ..optional("reqwest", "0.13")
        },
        &["reqwest"],
    ),
    (
        Dependency {
            default_features: true,
            ..optional("serde_path_to_error", "0.1")
        },
        &["client", "server"],
    ),
    (
        Dependency {
            features: &["time"],
            ..optional("tokio", "1")
        },
        &["client"],
    ),
    (optional("tower", "0.5"), &["client", "server"]),
];
/// What patterns need: only a crate whose documents have any depends on it.
const REGEX: Dependency = Dependency {
    features: &["std", "perf-onepass", "perf-backtrack", "unicode"],
    ..optional("regex", "1")
};
const FANCY_REGEX: Dependency = Dependency {
    features: &["std", "unicode", "variable-lookbehinds"],
    ..optional("fancy-regex", "0.20")
};
/// What emitted code names itself, where the runtime is a crate of its own.
const NAMED: &[&str] = &["axum", "bytes", "http"];
const RUNTIME: Dependency = always("oasmith-runtime", "0.1");

const fn always(name: &'static str, version: &'static str) -> Dependency {
    Dependency {
        name,
        version,
        features: &[],
        default_features: true,
        optional: false,
    }
}

const fn optional(name: &'static str, version: &'static str) -> Dependency {
    Dependency {
        name,
        version,
        features: &[],
        default_features: false,
        optional: true,
    }
}

/// The crate for these modules.
pub(super) fn krate(apis: Vec<Api>, options: &Options) -> Crate {
    let talks = apis.iter().any(|api| !api.operations.is_empty());
    let ident = Scope::default().claim(Case::Snake, &options.package);
    let engines = engines(&apis);
    Crate {
        package: options.package.clone(),
        ident,
        features: features(&apis, talks, &engines, options),
        dependencies: dependencies(talks, &engines, options.copies_runtime),
        flat: options.flat,
        copies_runtime: options.copies_runtime,
        apis,
    }
}

/// The libraries for patterns: each is a feature of the runtime.
fn engines(apis: &[Api]) -> Vec<(&'static str, Dependency)> {
    let used = |engine: Engine| apis.iter().any(|api| api.engines.contains(&engine));
    let steps_back = used(Engine::Backtracking);
    let linear = used(Engine::Linear) || steps_back;
    let pattern = linear.then_some(("pattern", REGEX));
    let backtracking = steps_back.then_some(("backtracking", FANCY_REGEX));
    pattern.into_iter().chain(backtracking).collect()
}

fn dependencies(
    talks: bool,
    engines: &[(&'static str, Dependency)],
    copies_runtime: bool,
) -> Vec<Dependency> {
    let mut dependencies = vec![SERDE, SERDE_JSON];
    if copies_runtime {
        dependencies.extend(engines.iter().map(|(_, dependency)| dependency.clone()));
    } else {
        dependencies.push(RUNTIME);
    }
    if talks {
        let is_needed =
            |dependency: &Dependency| copies_runtime || NAMED.contains(&dependency.name);
        dependencies.extend(
            OPTIONAL
                .iter()
                .map(|(dependency, _)| dependency.clone())
                .filter(is_needed),
        );
    }
    dependencies.sort_by_key(|dependency| dependency.name);
    dependencies
}

fn features(
    apis: &[Api],
    talks: bool,
    engines: &[(&'static str, Dependency)],
    options: &Options,
) -> Vec<(String, Vec<String>)> {
    let modules = || {
        apis.iter()
            .filter(|_| !options.flat)
            .map(|api| api.feature.clone())
    };
    let mut features = Vec::new();
    let sides = ["client", "reqwest", "rustls", "server"];
    let default = sides
        .iter()
        .filter(|_| talks)
        .map(|&side| side.to_owned())
        .chain(modules())
        .collect();
    features.push(("default".to_owned(), default));
    if talks {
        features.push((
            "client".to_owned(),
            side("client", &[], options.copies_runtime),
        ));
        features.push((
            "reqwest".to_owned(),
            side("reqwest", &["client"], options.copies_runtime),
        ));
        features.push((
            "server".to_owned(),
            side("server", &["validate"], options.copies_runtime),
        ));
        for tls in ["rustls", "native-tls"] {
            let forwarded = if options.copies_runtime {
                format!("reqwest?/{tls}")
            } else {
                format!("oasmith-runtime/{tls}")
            };
            features.push((tls.to_owned(), vec![forwarded]));
        }
    }
    let names: Vec<&str> = engines.iter().map(|(name, _)| *name).collect();
    features.push((
        "validate".to_owned(),
        side("validate", &names, options.copies_runtime),
    ));
    for (name, dependency) in engines {
        let switched = if options.copies_runtime {
            format!("dep:{}", dependency.name)
        } else {
            format!("oasmith-runtime/{name}")
        };
        features.push(((*name).to_owned(), vec![switched]));
    }
    features.extend(modules().map(|module| (module, Vec::new())));
    features
}

/// What a feature switches on: other features, the dependencies that it needs, the runtime's feature of the same name.
fn side(name: &str, others: &[&str], copies_runtime: bool) -> Vec<String> {
    let needs = |(dependency, sides): &&(Dependency, &[&str])| {
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
