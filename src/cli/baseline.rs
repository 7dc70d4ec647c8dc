//! The command `baseline`: draws up, renews and lists the findings that were there before.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use super::args::{
    BaselineArgs, BaselineCommand, BaselineCommands, BaselineShowArgs, InputArgs, SelectionArgs,
    UpdateArgs,
};
use super::configs::Configs;
use super::failure::{Failure, FileFault};
use super::known::{self, Known};
use super::plan::Plan;
use super::progress::Progress;
use super::recorded::{self, Recorded};
use super::session::{Session, tell};
use super::sets::{self, Kept, Sets};
use super::{examining, paths, stream, terminal};
use crate::baseline::Entry;
use crate::render::{self, Judged, Status, escape};
use crate::report::Severity;

/// Does what is asked; gives the exit code.
pub(super) fn run(args: &BaselineCommands, session: &Session) -> Result<u8, Failure> {
    match &args.command {
        BaselineCommand::Create(args) => create(args, session),
        BaselineCommand::Update(args) => update(args, session),
        BaselineCommand::Show(args) => show(args, session),
    }
}

/// What was found in one report.
struct Found {
    /// All findings.
    all: Vec<Entry>,
    /// Those that no ignore names.
    open: Vec<Entry>,
    /// The codes of the rules that ran.
    ran: BTreeSet<String>,
    /// It is a report.
    is_report: bool,
    /// All of it was read, so that what was not found is gone.
    whole: bool,
}

fn create(args: &BaselineArgs, session: &Session) -> Result<u8, Failure> {
    let mut configs = Configs::new(&args.input.config);
    let run = configs.of_run(&args.input)?;
    let config = run.and_then(|at| configs.loaded.get(at));
    let path = recorded::path_or_usual(args.file.as_ref(), config);
    if path.symlink_metadata().is_ok() {
        return Err(Failure::Exists(path));
    }
    let mut recorded = Recorded::new(&path);
    let (found, code) = check(&args.input, configs, run, session, &recorded)?;
    if !found.values().any(|it| it.is_report) {
        tell(session.look.lang.pick(
            "没有检查任何报告，未写基线文件。",
            "no report was checked; no baseline was written.",
        ))?;
        return Ok(code);
    }
    for (name, found) in found {
        recorded.baseline.files.insert(name, found.open);
    }
    known::put(&path, &recorded.baseline.to_text())?;
    let (name, count) = (path.display(), recorded.baseline.len());
    tell(&session.look.lang.pick(
        format!(
            "已把 {count} 处问题记入 {name}。检查时加 --baseline {name}，或在 hegui.toml 的 \
             [gate] 中写明 baseline，即只计新问题。"
        ),
        format!(
            "recorded {count} findings in {name}. Check with --baseline {name}, or name it as \
             `baseline` in [gate] of hegui.toml, and only new ones count."
        ),
    ))?;
    Ok(code)
}

/// Strikes the findings of the checked files that are gone; those of files that are gone, too.
fn update(args: &UpdateArgs, session: &Session) -> Result<u8, Failure> {
    let input = &args.of.input;
    let mut configs = Configs::new(&input.config);
    let run = configs.of_run(input)?;
    let config = run.and_then(|at| configs.loaded.get(at));
    let path = recorded::path_or_usual(args.of.file.as_ref(), config);
    let mut recorded = Recorded::read(&path)?;
    let (found, code) = check(input, configs, run, session, &recorded)?;
    let before = recorded.baseline.len();
    let names: Vec<String> = recorded.baseline.files.keys().cloned().collect();
    for name in names.iter().filter(|name| !found.contains_key(*name)) {
        if recorded.path_of(name).symlink_metadata().is_err() {
            recorded.baseline.files.remove(name);
        }
    }
    let mut new = 0;
    for (name, found) in found.into_iter().filter(|(_, found)| found.is_report) {
        let entries = recorded.baseline.files.entry(name).or_default();
        let known: BTreeSet<String> = entries.iter().map(|it| it.fingerprint.clone()).collect();
        let present: BTreeSet<&str> = found.all.iter().map(|it| it.fingerprint.as_str()).collect();
        let may_stay = |code: &String| !found.whole || !found.ran.contains(code);
        entries.retain(|it| present.contains(it.fingerprint.as_str()) || may_stay(&it.code));
        let unknown = found.open.into_iter().filter(|it| !known.contains(&it.fingerprint));
        let unknown: Vec<Entry> = unknown.collect();
        new += unknown.len();
        if args.all {
            entries.extend(unknown);
        }
    }
    let added = if args.all { new } else { 0 };
    let kept = recorded.baseline.len() - added;
    known::put(&path, &recorded.baseline.to_text())?;
    let (name, gone) = (path.display(), before - kept);
    let rest = if args.all {
        session.look.lang.pick(format!("新记入 {new} 处"), format!("{new} taken in"))
    } else {
        session.look.lang.pick(
            format!("新问题 {new} 处未记入（记入请加 --all）"),
            format!("{new} new left out (--all takes them in)"),
        )
    };
    tell(&session.look.lang.pick(
        format!("{name}：保留 {kept} 处，去掉 {gone} 处，{rest}。"),
        format!("{name}: {kept} kept, {gone} struck, {rest}."),
    ))?;
    Ok(code)
}

/// What is found in each report that was read, by its name in the baseline, and the exit code that
/// what was not read calls for.
fn check(
    input: &InputArgs,
    configs: Configs,
    run: Option<usize>,
    session: &Session,
    recorded: &Recorded,
) -> Result<(BTreeMap<String, Found>, u8), Failure> {
    let plan = Plan::of(input, &SelectionArgs::default(), configs, run, &[], session)?;
    let today = terminal::today();
    let judges = plan.judges(Severity::Warning);
    let mut accounts = plan.accounts(|config| Known::new(config, today, None, None));
    let (mut all, mut worst) = (BTreeMap::new(), Vec::new());
    let progress = Progress::start(&plan.inputs, !input.no_progress, session.look);
    let mut sets = Sets::of(&plan, &judges, input, today);
    let wanted = sets.is_some();
    let note = |index, judged: &Judged<'_>| sets::note(judges.of(index).filter(|_| wanted), judged);
    let name = |judged: &Judged<'_>| recorded.name_of(&paths::physical(Path::new(&judged.path)));
    examining::each(&plan, &judges, input, &progress, note, |index, examined| {
        if let Some(account) = accounts.of_mut(index) {
            let mut kept = Kept::default();
            worst.push(examined.show(account, session, |entry, noted| {
                kept = Kept::of(entry, noted.flatten());
                if let render::Entry::Judged(judged) = entry {
                    all.insert(name(judged), found(judged));
                }
                Ok(())
            })?);
            if let Some(sets) = &mut sets {
                sets.keep(index, kept);
            }
        }
        Ok(ControlFlow::Continue(()))
    })?;
    if let Some(sets) = sets {
        // What they did not find is gone, as with rules on single reports, unless the report that it
        // was held against is not at hand.
        let mut whole = plan.sees_all(recorded.folder()) && worst.iter().all(|it| *it == 0);
        let outcome = sets.compare(&mut accounts, &progress, session, |entry| {
            if let render::Entry::Compared(judged) = entry {
                let mut found = found(judged);
                found.ran.clear();
                all.entry(name(judged)).or_insert_with(Found::none).add(found);
            }
            Ok(())
        })?;
        worst.push(outcome.code);
        whole &= outcome.code == 0;
        let lists =
            if all.values().any(|it| it.is_report) { plan.list_texts() } else { Vec::new() };
        for path in lists {
            all.entry(recorded.name_of(&path)).or_insert_with(Found::none);
        }
        for it in all.values_mut().filter(|_| whole) {
            it.ran.extend(outcome.rules.iter().cloned());
        }
    }
    // A wrong path weighs more than an input that could not be read.
    let code = [2, 3].into_iter().find(|code| worst.contains(code)).unwrap_or(0);
    Ok((all, code))
}

impl Found {
    /// Nothing, of a list, which is not judged by itself.
    fn none() -> Self {
        let (open, all, ran) = (Vec::new(), Vec::new(), BTreeSet::new());
        Self { open, all, ran, is_report: true, whole: true }
    }

    /// Adds what came of comparing it with others.
    fn add(&mut self, other: Self) {
        self.open.extend(other.open);
        self.all.extend(other.all);
        self.ran.extend(other.ran);
    }
}

fn found(judged: &Judged<'_>) -> Found {
    let all = render::record(judged);
    let open = all.iter().zip(&judged.verdict.findings);
    let open = open.filter(|(_, it)| it.suppressed.is_none()).map(|(entry, _)| entry.clone());
    let ran = judged.verdict.outcomes.iter().map(|(rule, _)| rule.code().to_owned());
    Found {
        open: open.collect(),
        all: all.clone(),
        ran: ran.collect(),
        is_report: judged.status == Status::Checked,
        whole: judged.is_whole(),
    }
}

fn show(args: &BaselineShowArgs, session: &Session) -> Result<u8, Failure> {
    let mut configs = Configs::new(&args.config);
    let first = args.paths.first().map_or(Path::new("."), |path| path.as_path());
    let run = configs.of_path(first)?;
    let config = run.and_then(|at| configs.loaded.get(at));
    let recorded = Recorded::read(&recorded::path_or_usual(args.file.as_ref(), config))?;
    let wanted: Vec<String> =
        args.paths.iter().map(|path| recorded.name_of(&paths::physical(path))).collect();
    let names = |name: &str, it: &String| {
        let below = || name.strip_prefix(it.as_str()).is_some_and(|it| it.starts_with('/'));
        it.is_empty() || it == name || below()
    };
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|it| names(name, it));
    // Of a path that is nowhere nothing is known, which is not the same as nothing recorded.
    for (path, it) in args.paths.iter().zip(&wanted) {
        let is_known = || recorded.baseline.files.keys().any(|name| names(name, it));
        if path.symlink_metadata().is_err() && !is_known() {
            return Err(Failure::File(path.clone(), FileFault::Missing));
        }
    }
    let mut out = stream::out();
    let mut count = 0_usize;
    for (name, entries) in recorded.baseline.files.iter().filter(|(name, _)| is_wanted(name)) {
        for it in entries {
            count += 1;
            let quote = match it.quote.trim() {
                "" => String::new(),
                quote => format!(" “{quote}”"),
            };
            let line = format!("{name}: {} {}{quote}", it.code, it.r#where);
            writeln!(out, "{}", escape::shown(&line))?;
        }
    }
    out.flush()?;
    tell(&session.look.lang.pick(format!("共 {count} 处。"), format!("{count} in all.")))?;
    Ok(0)
}
