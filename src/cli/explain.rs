//! The command `explain`.

use std::io::Write;

use super::args::ExplainArgs;
use super::failure::{Failure, Kind};
use super::session::Session;
use super::{packs, stream};
use crate::render;

/// Explains every rule that is named.
pub(super) fn run(args: &ExplainArgs, session: &Session) -> Result<u8, Failure> {
    let packs = session.packs_with_examples()?;
    let rules = packs.rules();
    let mut pages = Vec::new();
    for name in &args.rule {
        let is_meant = |known: &str| known.eq_ignore_ascii_case(name);
        let rule = rules.iter().find(|rule| is_meant(rule.code()) || is_meant(rule.id()));
        let Some(rule) = rule else {
            let names = rules.iter().flat_map(|rule| [rule.code(), rule.id()]);
            let like = packs::closest(name, names);
            return Err(Failure::Unknown(Kind::Rule, name.clone(), like));
        };
        pages.push(render::explain(rule, &packs, session.look));
    }
    let mut out = stream::out();
    out.write_all(pages.join("\n").as_bytes())?;
    out.flush()?;
    Ok(0)
}
