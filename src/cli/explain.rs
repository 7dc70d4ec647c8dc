//! The command `explain`.

use std::io::Write;

use super::args::{ExplainArgs, PageArg};
use super::failure::{Failure, Kind};
use super::session::Session;
use super::{packs, plan, stream};
use crate::render;
use crate::rule::Packs;

/// Explains every rule that is named, also those that are not there yet.
pub(super) fn run(args: &ExplainArgs, session: &Session) -> Result<u8, Failure> {
    let packs = packs::load(&plan::folders_at_hand(session)?, true)?;
    let pages: Result<Vec<String>, Failure> =
        args.rule.iter().map(|name| page(name, &packs, args.format, session)).collect();
    let mut out = stream::out();
    out.write_all(pages?.join("\n").as_bytes())?;
    out.flush()?;
    Ok(0)
}

fn page(name: &str, packs: &Packs, format: PageArg, session: &Session) -> Result<String, Failure> {
    let is_meant = |known: &str| known.eq_ignore_ascii_case(name);
    let (rules, planned) = (packs.rules(), packs.planned());
    if let Some(rule) = rules.iter().find(|it| is_meant(it.code()) || is_meant(it.id())) {
        return Ok(match format {
            PageArg::Pretty => render::explain(rule, packs, session.look),
            PageArg::Markdown => render::rule_page(rule, packs),
        });
    }
    if let Some((_, it)) = planned.iter().find(|(_, it)| is_meant(it.code()) || is_meant(it.id())) {
        return Ok(match format {
            PageArg::Pretty => render::explain_planned(it, session.look),
            PageArg::Markdown => render::planned_page(it),
        });
    }
    let names = rules.iter().flat_map(|rule| [rule.code(), rule.id()]);
    let like = packs::closest(name, names);
    Err(Failure::Unknown(Kind::Rule, name.to_owned(), like))
}
