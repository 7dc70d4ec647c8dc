//! The command `rules`.

use std::io::Write;
use std::path::PathBuf;

use super::args::RulesArgs;
use super::failure::{Failure, Kind};
use super::session::Session;
use super::{packs, stream};
use crate::render;
use crate::rule::{FixSafety, Pack, Packs, Rule};

/// Lists the rules that fit all filters.
pub(super) fn run(args: &RulesArgs, session: &Session) -> Result<u8, Failure> {
    let (folders, _): (Vec<PathBuf>, Vec<PathBuf>) =
        session.folders.iter().cloned().partition(|it| it.is_dir());
    let packs = packs::load(&folders, true)?;
    let names: Vec<String> = session.folders.iter().map(|folder| packs::name_of(folder)).collect();
    known(&packs, &names, args)?;
    let wanted = |rule: &&Rule| {
        let pack = packs.pack(&rule.pack);
        (names.is_empty() || names.contains(&rule.pack))
            && pack.is_some_and(|pack| in_force(pack, rule, args))
            && args.severity.is_none_or(|severity| severity == rule.severity())
            && (!args.fixable || rule.fix != FixSafety::No)
    };
    let rules: Vec<&Rule> = packs.rules().into_iter().filter(wanted).collect();
    let mut out = stream::out();
    out.write_all(render::rules(&rules, args.format.into(), session.look).as_bytes())?;
    out.flush()?;
    Ok(0)
}

/// Whether the rule is used for the year or the period of law asked for.
fn in_force(pack: &Pack, rule: &Rule, args: &RulesArgs) -> bool {
    let year = args.year.is_none_or(|year| {
        [pack.file.report_years, rule.years].into_iter().flatten().all(|years| years.contains(year))
    });
    let era = args
        .era
        .as_ref()
        .is_none_or(|era| pack.file.era.as_ref().is_none_or(|own| own.eq_ignore_ascii_case(era)));
    year && era
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
