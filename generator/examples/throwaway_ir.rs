use oasmith::{Diagnostics, Document};
use std::time::Instant;
fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let quiet = args.first().is_some_and(|a| a == "-q");
    if quiet {
        args.remove(0);
    }
    for name in args {
        let bytes = std::fs::read(&name).unwrap();
        let mut d = Diagnostics::default();
        let Ok(doc) = Document::load(&mut d, &name, &bytes) else {
            println!("{name}: not loaded");
            continue;
        };
        let spec = oasmith::spec::read::read(&mut d, &doc);
        let mut d = Diagnostics::default();
        let t = Instant::now();
        let api = oasmith::ir::lower::lower(&mut d, &spec);
        let lowered = t.elapsed();
        let t = Instant::now();
        let analyses = oasmith::ir::analysis::Analyses::of(&mut d, &api, false);
        let analysed = t.elapsed();
        let t = Instant::now();
        let text = oasmith::ir::dump::dump(&api, &analyses);
        let dumped = t.elapsed();
        let mut by = std::collections::BTreeMap::new();
        for x in &d {
            *by.entry(x.code.id()).or_insert(0) += 1;
        }
        if quiet {
            println!(
                "{name}: {}kB schemas {} types {} lower {lowered:?} analyse {analysed:?} dump {dumped:?} {}kB {by:?}",
                bytes.len() / 1000,
                spec.schemas.len(),
                api.types.len(),
                text.len() / 1000
            );
        } else {
            println!("{text}");
            for x in &d {
                println!("{} {} {}", x.code, x.at, x.message);
            }
        }
    }
}
