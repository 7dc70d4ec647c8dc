//! The command `rules`.

use std::io::Write;
use std::path::PathBuf;

use super::args::RulesArgs;
use super::failure::{Failure, Kind};
use super::session::Session;
use super::{packs, plan, stream};
use crate::render;
use crate::rule::{Clause, FixSafety, Pack, Packs, Planned, Rule};

/// Lists the rules that fit all filters.
pub(super) fn run(args: &RulesArgs, session: &Session) -> Result<u8, Failure> {
    let (folders, _): (Vec<PathBuf>, Vec<PathBuf>) =
        plan::folders_at_hand(session)?.into_iter().partition(|it| it.is_dir());
    let packs = packs::load(&folders, true)?;
    let names: Vec<String> = session.folders.iter().map(|folder| packs::name_of(folder)).collect();
    known(&packs, &names, args)?;
    let listed = |pack: &Pack| {
        (names.is_empty() || names.iter().any(|name| name == pack.id())) && is_of(pack, args)
    };
    let wanted = |rule: &&Rule| {
        packs.pack(&rule.pack).is_some_and(listed)
            && args.year.is_none_or(|year| rule.years.is_none_or(|own| own.contains(year)))
            && args.severity.is_none_or(|severity| severity == rule.severity())
            && (!args.fixable || rule.fix != FixSafety::No)
    };
    let rules: Vec<&Rule> = packs.rules().into_iter().filter(wanted).collect();
    let format = args.format.into();
    let printed = if args.clauses {
        let clauses = packs.clauses().filter(|(pack, _)| listed(pack)).map(|(_, it)| it);
        let clauses: Vec<&Clause> = clauses.collect();
        render::clauses(&clauses, &packs, format, session.look)
    } else {
        let unbound = args.severity.is_none() && !args.fixable;
        let planned = packs.planned().into_iter().filter(|(pack, _)| unbound && listed(pack));
        let planned: Vec<&Planned> = planned.map(|(_, it)| it).collect();
        render::rules(&rules, &planned, &packs, format, session.look)
    };
    let mut out = stream::out();
    out.write_all(printed.as_bytes())?;
    out.flush()?;
    Ok(0)
}

/// Whether a pack is for the year or the period of law asked for.
fn is_of(pack: &Pack, args: &RulesArgs) -> bool {
    let (years, era) = (pack.file.report_years, pack.file.era.as_deref());
    args.year.is_none_or(|year| years.is_none_or(|years| years.contains(year)))
        && args.era.as_ref().is_none_or(|it| era.is_none_or(|own| own.eq_ignore_ascii_case(it)))
}

/// Refuses names of packs and periods that do not exist.
fn known(packs: &Packs, names: &[String], args: &RulesArgs) -> Result<(), Failure> {
    let ids = || packs.packs.iter().map(Pack::id);
    if let Some(name) = names.iter().find(|name| packs.pack(name).is_none()) {
        let like = packs::closest(name, ids());
        return Err(Failure::Unknown(Kind::Pack, name.clone(), like));
    }
    let eras = || packs.packs.iter().filter_map(|pack| pack.file.era.as_deref());
    match &args.era {
        Some(era) if !eras().any(|known| known.eq_ignore_ascii_case(era)) => {
            let like = packs::closest(era, eras());
            Err(Failure::Unknown(Kind::Era, era.clone(), like))
        }
        _ => Ok(()),
    }
}
