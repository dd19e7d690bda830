//! Finds the operation that a path and a method name.

use std::collections::BTreeMap;

use http::Method;

use super::super::http::Facts;
use super::template::{Piece, Segment, Template, capture, decoded};

/// All path templates of a server, as a tree of segments.
///
/// At each segment a literal goes before a pattern and a pattern with more literal text before one with less:
/// concrete paths match before templated ones (`OpenAPI`:
/// Paths Object). Segments are split before anything is decoded, so `%2F` in a value never changes the route.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    literals: BTreeMap<Vec<u8>, Node>,
    patterns: Vec<(Segment, Node)>,
    leaves: Vec<Leaf>,
}

/// An operation at the end of its path.
#[derive(Debug)]
struct Leaf {
    route: usize,
    method: &'static str,
    names: Vec<&'static str>,
    query: Vec<&'static str>,
}

/// An operation that a request names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its place in the table.
    pub(super) route: usize,
    /// The path parameters, still percent-encoded.
    pub(super) parameters: Vec<(&'static str, String)>,
}

/// Why no operation is found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotFound {
    /// No path fits.
    Path,
    /// The path has these methods only.
    Method(Vec<&'static str>),
}

impl Matcher {
    pub(super) fn new(routes: impl Iterator<Item = &'static Facts>) -> Self {
        let mut matcher = Self::default();
        for (route, facts) in routes.enumerate() {
            let template = Template::parse(facts.template);
            let node = template
                .segments
                .iter()
                .fold(&mut matcher.root, |node, segment| node.child(segment));
            node.leaves.push(Leaf {
                route,
                method: facts.method,
                names: template.names,
                query: template.query,
            });
            // The leaf that demands most of the query is asked first.
            node.leaves
                .sort_by_key(|leaf| std::cmp::Reverse(leaf.query.len()));
        }
        matcher
    }

    pub(super) fn find(&self, method: &Method, path: &str, query: &str) -> Result<Found, NotFound> {
        let segments: Vec<&str> = path
            .strip_prefix('/')
            .ok_or(NotFound::Path)?
            .split('/')
            .collect();
        let mut values = Vec::new();
        let node = self
            .root
            .find(&segments, &mut values)
            .ok_or(NotFound::Path)?;
        let fitting = || {
            node.leaves.iter().filter(|leaf| {
                leaf.query
                    .iter()
                    .all(|pair| query.split('&').any(|given| given == *pair))
            })
        };
        let of_method = |method: &str| fitting().find(|leaf| leaf.method == method);
        // A resource that can be read can be asked for its headers (RFC 9110 §9.3.2).
        let head_by_get = || {
            (*method == Method::HEAD)
                .then(|| of_method("GET"))
                .flatten()
        };
        match of_method(method.as_str()).or_else(head_by_get) {
            Some(leaf) => {
                let parameters = leaf
                    .names
                    .iter()
                    .copied()
                    .zip(values.into_iter().map(str::to_owned))
                    .collect();
                Ok(Found {
                    route: leaf.route,
                    parameters,
                })
            }
            None => Err(allowed(fitting().map(|leaf| leaf.method).collect())),
        }
    }
}

impl Node {
    fn child(&mut self, segment: &Segment) -> &mut Self {
        if let [Piece::Literal(literal)] = segment[..] {
            return self.literals.entry(decoded(literal)).or_default();
        }
        let at = self
            .patterns
            .iter()
            .position(|(pattern, _)| pattern == segment)
            .unwrap_or_else(|| {
                let at = self.patterns.partition_point(|(pattern, _)| {
                    literal_length(pattern) >= literal_length(segment)
                });
                self.patterns.insert(at, (segment.clone(), Self::default()));
                at
            });
        &mut self.patterns[at].1
    }

    /// The best node for the path. Each node of the tree is looked at once at most, whatever the path.
    fn find<'a>(&self, segments: &[&'a str], values: &mut Vec<&'a str>) -> Option<&Self> {
        let Some((segment, rest)) = segments.split_first() else {
            return (!self.leaves.is_empty()).then_some(self);
        };
        let literal = self
            .literals
            .get(&decoded(segment))
            .and_then(|node| node.find(rest, values));
        literal.or_else(|| {
            self.patterns.iter().find_map(|(pattern, node)| {
                let before = values.len();
                values.extend(capture(pattern, segment)?);
                let found = node.find(rest, values);
                if found.is_none() {
                    values.truncate(before);
                }
                found
            })
        })
    }
}

fn literal_length(segment: &Segment) -> usize {
    let lengths = segment.iter().map(|piece| {
        if let Piece::Literal(literal) = piece {
            literal.len()
        } else {
            0
        }
    });
    lengths.sum()
}

fn allowed(mut methods: Vec<&'static str>) -> NotFound {
    if methods.is_empty() {
        return NotFound::Path;
    }
    if methods.contains(&"GET") && !methods.contains(&"HEAD") {
        methods.push("HEAD");
    }
    methods.sort_unstable();
    methods.dedup();
    NotFound::Method(methods)
}
