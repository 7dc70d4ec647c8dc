//! The command `pack test`: runs the examples and mutations of packs.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use super::mutations::{self, Sheet};
use super::named::Named;
use crate::cli::args::pack::{PackTestArgs, TestFormatArg};
use crate::cli::failure::Failure;
use crate::cli::session::{Session, guarded};
use crate::cli::{packs, stream};
use crate::examples;
use crate::mutation::Mutations;
use crate::render::{Asides, Case, CaseKind, Trials};
use crate::rule::{Pack, Packs, Rule, Status};
use crate::text::Text;
use crate::trial::{Bench, Trial};

/// Runs them; gives the exit code.
pub(super) fn run(args: &PackTestArgs, session: &Session) -> Result<u8, Failure> {
    let named = Named::of(&args.packs, session)?;
    packs::known_in(&[&named.packs], &args.rules)?;
    let sheets = mutations::of(&named.folders)?;
    let bench = Bench::new(&named.packs);
    let ready = ready(&bench, &sheets)?;
    let wanted =
        |rule: &Rule| args.rules.is_empty() || args.rules.iter().any(|name| rule.answers_to(name));
    let all = named.packs.rules().into_iter();
    let rules: Vec<&Rule> =
        all.filter(|rule| named.names.contains(&rule.pack) && wanted(rule)).collect();
    let in_force = |rule: &Rule| rule.status == Status::Active && wanted(rule);
    let tried = |(_, it): &(&Sheet, Mutations<'_>)| it.all().any(|(_, _, rule)| in_force(rule));
    if !rules.iter().any(|rule| rule.examples().next().is_some()) && !ready.iter().any(tried) {
        if args.rules.is_empty() && only_adjusts(&named) {
            return nothing(&named, args.format, session);
        }
        return Err(Failure::NothingToTest);
    }
    let out = Box::new(stream::out());
    let mut trials = match args.format {
        TestFormatArg::Pretty => Trials::pretty(session.look, args.verbose, out),
        TestFormatArg::Json => Trials::json(session.look, out),
    };
    // Nobody waits for the rest after `hegui … | head`.
    for rule in rules.iter().take_while(|_| !stream::reader_left()) {
        try_examples(&bench, rule, &named, &mut trials)?;
    }
    for (sheet, mutations) in ready.iter().take_while(|_| !stream::reader_left()) {
        try_mutations(sheet, mutations, in_force, &mut trials)?;
    }
    let asides = asides(&rules, &ready, &named, wanted);
    Ok(u8::from(trials.finish(&asides)? > 0))
}

/// The packs that are tested.
fn tested(named: &Named) -> impl Iterator<Item = &Pack> {
    named.names.iter().filter_map(|name| named.packs.pack(name))
}

/// Whether packs change rules of others and have none themselves.
fn only_adjusts(named: &Named) -> bool {
    tested(named).all(|it| it.rules.is_empty())
        && tested(named).any(|it| !it.file.adjust.is_empty())
}

/// Says that such packs have nothing that could be tested.
fn nothing(named: &Named, format: TestFormatArg, session: &Session) -> Result<u8, Failure> {
    let mut out = Box::new(stream::out());
    if format == TestFormatArg::Json {
        Trials::json(session.look, out).finish(&Asides::default())?;
        return Ok(0);
    }
    let count: usize = tested(named).map(|it| it.file.adjust.len()).sum();
    let words = session.look.lang.pick(
        format!("没有示例可测试，调整 {count} 项。"),
        format!("nothing to test; changes to rules of others: {count}."),
    );
    writeln!(out, "{words}")?;
    out.flush()?;
    Ok(0)
}

/// The mutations of all files, or the mistakes of all.
fn ready<'b>(
    bench: &'b Bench<'b>,
    sheets: &'b [Sheet],
) -> Result<Vec<(&'b Sheet, Mutations<'b>)>, Failure> {
    let (mut ready, mut problems) = (Vec::new(), Vec::new());
    for it in sheets {
        match Mutations::ready(bench, &it.file, (&it.path, &it.text), &it.report) {
            Ok(mutations) => ready.push((it, mutations)),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(ready) } else { Err(Failure::Packs(problems)) }
}

fn try_examples(
    bench: &Bench<'_>,
    rule: &Rule,
    named: &Named,
    trials: &mut Trials<'_>,
) -> Result<(), Failure> {
    let source = Text::new(source_of(rule, named)?);
    for (index, example) in rule.example.iter().enumerate() {
        let trial = guarded(|| examples::judge(bench, rule, example.get_ref()));
        let kind = CaseKind::Example(rule, example);
        let (pack, path) = (rule.pack.as_str(), rule.path.as_str());
        let case = Case { kind, pack, path, source: &source, index };
        trials.add(&case, &trial.unwrap_or_else(Trial::crashed))?;
    }
    Ok(())
}

/// The text of a rule's file: packs do not keep it.
fn source_of(rule: &Rule, named: &Named) -> Result<String, Failure> {
    if named.folders.iter().any(|(name, _)| *name == rule.pack) {
        let path = Path::new(&rule.path);
        return packs::text_of(path).map_err(|fault| Failure::PackFolder(path.to_owned(), fault));
    }
    Ok(Packs::builtin_text(&rule.path).unwrap_or_default().to_owned())
}

fn try_mutations(
    sheet: &Sheet,
    mutations: &Mutations<'_>,
    in_force: impl Fn(&Rule) -> bool,
    trials: &mut Trials<'_>,
) -> Result<(), Failure> {
    if !mutations.all().any(|(_, _, rule)| in_force(rule)) {
        return Ok(());
    }
    let source = Text::new(sheet.text.clone());
    let case =
        |kind, index| Case { kind, pack: &sheet.pack, path: &sheet.path, source: &source, index };
    let base = guarded(|| mutations.base()).unwrap_or_else(Trial::crashed);
    trials.add(&case(CaseKind::Report(&sheet.file), 0), &base)?;
    if base.misjudged.is_some() {
        return Ok(());
    }
    for (index, mutation, rule) in mutations.all().filter(|(_, _, rule)| in_force(rule)) {
        let trial = guarded(|| mutations.judge(index, mutation.get_ref(), rule));
        let kind = CaseKind::Mutation(rule, mutation);
        trials.add(&case(kind, index), &trial.unwrap_or_else(Trial::crashed))?;
    }
    Ok(())
}

/// Rules that have no mutation, and those whose mutations nobody tries.
fn asides(
    rules: &[&Rule],
    ready: &[(&Sheet, Mutations<'_>)],
    named: &Named,
    wanted: impl Fn(&Rule) -> bool,
) -> Asides {
    let mutated = || ready.iter().flat_map(|(_, it)| it.all()).map(|(_, _, rule)| rule);
    // Built-in packs are tried with theirs where they are built.
    let own = |rule: &Rule| named.folders.iter().any(|(name, _)| *name == rule.pack);
    let tried: BTreeSet<&str> = mutated().map(Rule::id).collect();
    let without = rules
        .iter()
        .filter(|rule| own(rule) && rule.status == Status::Active && !tried.contains(rule.id()));
    let mut not_in_force: Vec<String> = mutated()
        .filter(|rule| rule.status != Status::Active && wanted(rule))
        .map(|rule| rule.id().to_owned())
        .collect();
    not_in_force.sort();
    not_in_force.dedup();
    Asides { without_mutation: without.count(), not_in_force }
}
