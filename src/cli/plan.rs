//! What a run works on: its inputs, and for each the configuration, packs and settings that hold.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::{ConfigArgs, GateArgs, InputArgs, SelectionArgs};
use super::configs::{Configs, Loaded};
use super::failure::{Failure, Kind};
use super::inputs::{Found, Input, Scope};
use super::judging::{Account, Judge};
use super::known::Known;
use super::packs::PackFault;
use super::session::Session;
use super::{body_list, inputs, packs, paths, settled};
use crate::config::{Config, Placed, unknown_rules};
use crate::engine::Settings;
use crate::lang::Lang;
use crate::render::{Gate, words};
use crate::report::Severity;
use crate::rule::{Packs, Problem, say};
use crate::set::AtHand;

/// Inputs in their order, each with the group it belongs to.
#[derive(Debug)]
pub(super) struct Plan {
    pub inputs: Vec<Input>,
    configs: Configs,
    /// The packs of the run; groups that use the same folders share them.
    packs: Vec<(Vec<PathBuf>, Packs)>,
    groups: Vec<Group>,
    /// The group of each input.
    of_input: Vec<usize>,
    /// The rules that the command line ignores.
    ignored: Vec<String>,
    /// Folders that were named, and all whose files are checked.
    whole: Vec<PathBuf>,
    /// Files of folders that are passed over though they may hold reports.
    passed: Vec<PathBuf>,
}

/// Inputs of one configuration.
#[derive(Debug)]
struct Group {
    config: Option<usize>,
    packs: usize,
    settings: Settings,
}

impl Plan {
    /// Finds inputs and what holds for each. `run` is the configuration of the run, `results` the
    /// files that it writes: in a folder they are passed over.
    pub(super) fn of(
        args: &InputArgs,
        selection: &SelectionArgs,
        mut configs: Configs,
        run: Option<usize>,
        results: &[PathBuf],
        session: &Session,
    ) -> Result<Self, Failure> {
        let mut scope =
            run.and_then(|at| configs.loaded.get(at)).map(Scope::of).unwrap_or_default();
        scope.results = results.to_vec();
        // A list of bodies may be named like a report.
        scope.results.extend(configs.lists.iter().cloned());
        let found = inputs::collect(args, &scope)?;
        found.tell_own(session)?;
        let Found { inputs, left_out, passed, .. } = found;
        for folder in left_out {
            let (zh, en) = (
                "其中的文件均已排除，未作检查",
                "all files in it are left out; it was not checked",
            );
            session.remark(&folder.to_string_lossy(), session.look.lang.pick(zh, en))?;
        }
        if inputs.is_empty() && !args.allow_empty {
            return Err(Failure::NoInput);
        }
        let mut found = Vec::new();
        for input in &inputs {
            found.push(configs.of_input(input, &args.reading)?);
        }
        let mut lists = BTreeSet::new();
        for at in found.iter().flatten().collect::<BTreeSet<_>>() {
            lists.extend(configs.list_above(*at)?);
        }
        configs.settled()?;
        let mut plan = Self::begun(inputs, configs, selection);
        plan.passed = passed;
        if args.include.is_empty() && args.exclude.is_empty() {
            let named = if args.paths.is_empty() && args.files_from.is_none() {
                vec![PathBuf::from(".")]
            } else {
                args.paths.clone()
            };
            let folders = named.into_iter().filter(|path| path.is_dir());
            plan.whole = folders.filter_map(|path| path.canonicalize().ok()).collect();
        }
        // Names on the command line are held against packs even where there is no input.
        let first = if found.is_empty() { vec![run] } else { Vec::new() };
        for config in first.iter().chain(&found) {
            let group = plan.group(*config, selection, session)?;
            plan.of_input.push(group);
        }
        // One that holds for no report by itself is in force by its list.
        for at in lists {
            plan.group(Some(at), selection, session)?;
        }
        plan.know(selection)?;
        let folders = plan.configs_in_use().map(|it| it.1.folder.clone());
        for folder in folders.collect::<BTreeSet<_>>() {
            if plan.misses_nothing(&folder, args, &scope)? {
                plan.whole.push(folder);
            }
        }
        Ok(plan)
    }

    /// Whether a folder, of which the run was given folders inside, has no other reports.
    fn misses_nothing(
        &self,
        folder: &Path,
        args: &InputArgs,
        scope: &Scope,
    ) -> Result<bool, Failure> {
        if !self.whole.iter().any(|it| it.starts_with(folder) && it != folder) {
            return Ok(false);
        }
        let own: BTreeSet<PathBuf> =
            self.inputs.iter().filter_map(Input::path).map(paths::real).collect();
        inputs::holds_only(folder, args, scope, &own)
    }

    /// Holds what a configuration and the command line name against the packs, without inputs.
    pub(super) fn validate(
        selection: &SelectionArgs,
        configs: Configs,
        run: Option<usize>,
        session: &Session,
    ) -> Result<(), Failure> {
        let mut plan = Self::begun(Vec::new(), configs, selection);
        plan.group(run, selection, session)?;
        plan.know(selection)
    }

    fn begun(inputs: Vec<Input>, configs: Configs, selection: &SelectionArgs) -> Self {
        let (packs, groups, of_input) = (Vec::new(), Vec::new(), Vec::new());
        let ignored = selection.ignore.iter().chain(&selection.allow).cloned().collect();
        let (whole, passed) = (Vec::new(), Vec::new());
        Self { inputs, configs, packs, groups, of_input, ignored, whole, passed }
    }

    /// The group of a configuration, which is begun if it is not there.
    fn group(
        &mut self,
        config: Option<usize>,
        selection: &SelectionArgs,
        session: &Session,
    ) -> Result<usize, Failure> {
        if let Some(at) = self.groups.iter().position(|group| group.config == config) {
            return Ok(at);
        }
        let loaded = config.and_then(|at| self.configs.loaded.get(at));
        let packs = packs_of(&mut self.packs, loaded, session)?;
        let own = self.packs.get(packs).map(|(_, packs)| packs);
        if let Some((loaded, own)) = loaded.zip(own) {
            let text = loaded.text.as_str();
            let problems = unknown_rules(&loaded.config, &loaded.name, text, own);
            if !problems.is_empty() {
                return Err(Failure::Config(problems));
            }
        }
        let single = |name: &str| {
            let rules = own.iter().flat_map(|it| &it.packs).flat_map(|pack| &pack.rules);
            rules.into_iter().any(|rule| rule.code() == name || rule.id() == name)
        };
        let settings = settings(selection, loaded.map(|it| &it.config), single);
        self.groups.push(Group { config, packs, settings });
        Ok(self.groups.len() - 1)
    }

    /// Refuses names on the command line that no pack of the run knows: a slip there would
    /// silently check nothing.
    fn know(&self, selection: &SelectionArgs) -> Result<(), Failure> {
        let all: Vec<&Packs> = self.packs.iter().map(|(_, packs)| packs).collect();
        for names in [
            &selection.select,
            &selection.ignore,
            &selection.allow,
            &selection.warn,
            &selection.deny,
        ] {
            packs::known_in(&all, names)?;
        }
        let eras = || {
            let packs = all.iter().flat_map(|packs| &packs.packs);
            packs.filter_map(|pack| pack.file.era.as_deref())
        };
        let known = |era: &String| all.iter().flat_map(|it| &it.packs).any(|pack| pack.is_of(era));
        match &selection.era {
            Some(era) if !known(era) => {
                Err(Failure::Unknown(Kind::Era, era.clone(), packs::closest(era, eras())))
            }
            _ => Ok(()),
        }
    }

    /// What packs take from the law: the pack, and what it switches off or makes milder.
    pub(super) fn weakened(&self, lang: Lang) -> BTreeSet<(String, String)> {
        let all = self.packs.iter().flat_map(|(_, packs)| packs.weakened());
        let told = all.map(|(pack, rule, change)| {
            let rule = format!("{} {}", rule.code(), rule.id());
            let words = match &change.severity {
                Some(severity) if change.enabled != Some(false) => {
                    let severity = words::severity(*severity.get_ref(), lang);
                    lang.pick(
                        format!("{rule} 由错误降为{severity}"),
                        format!("{rule} is made a mere {severity}"),
                    )
                }
                _ => {
                    lang.pick(format!("{rule}（错误）不启用"), format!("{rule}, an error, is off"))
                }
            };
            (pack.id().to_owned(), words)
        });
        told.collect()
    }

    /// The files that the run reads: inputs, configurations and the lists
    /// they name, packs, and what `args` name.
    pub(super) fn reads<'p>(
        &'p self,
        args: &'p InputArgs,
        baseline: Option<&'p Path>,
    ) -> Vec<Cow<'p, Path>> {
        let inputs = self.inputs.iter().filter_map(Input::path);
        let configs = self.configs.loaded.iter().map(|it| it.path.as_path());
        let lists = self.configs.lists.iter().map(PathBuf::as_path);
        let named = args.files_from.as_deref().into_iter().chain(baseline);
        let known = inputs.chain(configs).chain(lists).chain(named).map(Cow::Borrowed);
        let folders = self.packs.iter().flat_map(|(folders, _)| folders);
        let packs = folders.filter_map(|it| it.read_dir().ok()).flatten();
        known.chain(packs.filter_map(Result::ok).map(|entry| Cow::Owned(entry.path()))).collect()
    }

    /// One judge for each group; the run shows findings from `least` on.
    pub(super) fn judges(&self, least: Severity) -> ByGroup<'_, Judge<'_>> {
        let judge = |group: &Group| {
            let config = self.config(group.config).map(|it| &it.config);
            let (_, packs) = self.packs.get(group.packs)?;
            let judge = Judge::new(packs, group.settings.clone(), config);
            Some(judge.trusting(&self.ignored).showing(least))
        };
        let all = self.groups.iter().filter_map(judge).collect();
        ByGroup { all, of_input: &self.of_input }
    }

    /// One account for each group; `known` says what is known to each.
    pub(super) fn accounts<'p>(
        &'p self,
        mut known: impl FnMut(Option<&'p Loaded>) -> Known<'p>,
    ) -> ByGroup<'p, Account<'p>> {
        let account = |(index, group): (usize, &Group)| {
            let config = self.config(group.config);
            let mut known = known(config);
            if config.is_some_and(|it| self.is_whole(&it.folder)) {
                let mut files = self.files_of(index);
                files.extend(config.into_iter().flat_map(body_list::texts_of));
                known.expect(&files);
            }
            Account::new(known)
        };
        let all = self.groups.iter().enumerate().map(account).collect();
        ByGroup { all, of_input: &self.of_input }
    }

    /// The physical paths of the inputs of a group.
    fn files_of(&self, group: usize) -> Vec<PathBuf> {
        let own = self.inputs.iter().zip(&self.of_input).filter(|(_, of)| **of == group);
        let path = |(input, _): (&Input, _)| match input {
            Input::File(path) | Input::Lost(path, _) => Some(paths::physical(path)),
            Input::Stdin => None,
        };
        own.filter_map(path).collect()
    }

    /// When the run fails: the strictest of all configurations in use, so that the order of paths
    /// is no matter.
    pub(super) fn gate(&self, args: &GateArgs) -> Gate {
        let gates = self.groups.iter().map(|it| settled::gate(args, self.config(it.config)));
        gates.reduce(settled::stricter).unwrap_or_else(|| settled::gate(args, None))
    }

    /// The configurations that hold for inputs, in the order in which they were met, and those of
    /// which only the list does.
    pub(super) fn configs_in_use(&self) -> impl Iterator<Item = (usize, &Loaded)> {
        let groups = self.groups.iter().enumerate();
        groups.filter_map(|(group, it)| Some((group, self.config(it.config)?)))
    }

    /// The files below a folder that are passed over though they may hold reports.
    pub(super) fn passed_in(&self, folder: &Path) -> impl Iterator<Item = &Path> {
        let folder = folder.to_owned();
        let below = move |it: &&PathBuf| paths::physical(it).starts_with(&folder);
        self.passed.iter().filter(below).map(PathBuf::as_path)
    }

    /// Whether all reports of a folder are at hand.
    pub(super) fn is_whole(&self, folder: &Path) -> bool {
        self.whole.iter().any(|it| folder.starts_with(it))
    }

    /// How much of a folder is at hand.
    pub(super) fn at_hand(&self, folder: &Path) -> AtHand {
        let inside = || self.whole.iter().any(|it| it.starts_with(folder));
        match self.is_whole(folder) {
            true => AtHand::All,
            false if inside() => AtHand::Part,
            false => AtHand::Files,
        }
    }

    /// Whether all reports are at hand that those of a folder may be held against.
    pub(super) fn sees_all(&self, folder: &Path) -> bool {
        let mut lists = self.configs_in_use().filter(|it| it.1.lists_bodies());
        self.is_whole(folder) && lists.all(|it| self.is_whole(&it.1.folder))
    }

    /// The configuration whose list of bodies is in force for a group, which is the nearest from its
    /// folder upward that has one, with its own group.
    pub(super) fn list_over(&self, group: usize) -> Option<(usize, &Loaded)> {
        let own = self.config(self.groups.get(group)?.config)?;
        let lists = self.configs_in_use().filter(|(_, it)| it.lists_bodies());
        let above = lists.filter(|(_, it)| own.folder.starts_with(&it.folder));
        above.max_by_key(|(_, it)| it.folder.components().count())
    }

    /// The physical paths of texts that list bodies.
    pub(super) fn list_texts(&self) -> Vec<PathBuf> {
        self.configs_in_use().flat_map(|it| body_list::texts_of(it.1)).collect()
    }

    /// The physical paths of all inputs.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        (0..self.groups.len()).flat_map(|it| self.files_of(it)).collect()
    }

    /// The group of an input.
    pub(super) fn group_of(&self, input: usize) -> Option<usize> {
        self.of_input.get(input).copied()
    }

    /// The group that goes by a configuration.
    pub(super) fn group_under(&self, config: &Loaded) -> Option<usize> {
        let is = |it: &Group| self.config(it.config).is_some_and(|own| own.path == config.path);
        self.groups.iter().position(is)
    }

    /// The configuration with this index.
    pub(super) fn config(&self, at: Option<usize>) -> Option<&Loaded> {
        at.and_then(|at| self.configs.loaded.get(at))
    }
}

/// Something of which each group of inputs has its own.
pub(super) struct ByGroup<'p, T> {
    pub all: Vec<T>,
    of_input: &'p [usize],
}

impl<T> ByGroup<'_, T> {
    /// What the input at `index` has.
    pub(super) fn of(&self, index: usize) -> Option<&T> {
        self.all.get(*self.of_input.get(index)?)
    }

    /// The same, to change it.
    pub(super) fn of_mut(&mut self, index: usize) -> Option<&mut T> {
        self.all.get_mut(*self.of_input.get(index)?)
    }
}

/// The index of the packs that a configuration and the command line name, loaded once.
fn packs_of(
    loaded: &mut Vec<(Vec<PathBuf>, Packs)>,
    config: Option<&Loaded>,
    session: &Session,
) -> Result<usize, Failure> {
    let folders = pack_folders(config, session)?;
    let keys: Vec<PathBuf> = folders.iter().map(|it| real(it)).collect();
    if let Some(at) = loaded.iter().position(|(known, _)| *known == keys) {
        return Ok(at);
    }
    loaded.push((keys, packs::load(&folders, false)?));
    Ok(loaded.len() - 1)
}

/// The folders of packs that the command line and a configuration name, each once.
fn pack_folders(config: Option<&Loaded>, session: &Session) -> Result<Vec<PathBuf>, Failure> {
    let mut folders = session.folders.clone();
    for (named, config) in config.iter().flat_map(|it| it.config.packs.iter().map(move |n| (n, it)))
    {
        let folder = paths::shown(&config.folder.join(&named.value));
        if let Err(why) = packs::files_of(&folder) {
            return Err(Failure::Config(vec![no_pack(config, named, &why)]));
        }
        if !folders.iter().any(|it| real(it) == real(&folder)) {
            folders.push(folder);
        }
    }
    Ok(folders)
}

/// The folders of packs that --pack and the nearest hegui.toml name: for commands without inputs.
pub(super) fn folders_at_hand(session: &Session) -> Result<Vec<PathBuf>, Failure> {
    let mut configs = Configs::new(&ConfigArgs { config: None, isolated: false });
    let found = configs.of_path(Path::new("."))?;
    pack_folders(found.and_then(|at| configs.loaded.get(at)), session)
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn no_pack(config: &Loaded, named: &Placed<String>, fault: &PackFault) -> Problem {
    let (name, what) = (&named.value, fault.what());
    let help = match fault {
        PackFault::Missing | PackFault::NoFolder | PackFault::NoPack => say(
            "指定含有 pack.toml 的文件夹，路径从本文件所在文件夹算起",
            "name a folder that holds pack.toml, counted from the folder of this file",
        ),
        _ => fault.remedy(),
    };
    Problem {
        path: config.name.clone(),
        source: config.text.as_str().into(),
        span: named.span,
        message: say(
            format!("“{name}”不能作为规则包读取：{}", what.zh),
            format!("`{name}` cannot be read as a rule pack: {}", what.en),
        ),
        help: Some(help),
    }
}

/// What the command line asks for, and the configuration where it is silent. Whoever names rules
/// with --select wants these, whatever the file says of them. Wishes for `single` rules outweigh
/// those for families and packs.
fn settings(
    selection: &SelectionArgs,
    config: Option<&Config>,
    single: impl Fn(&str) -> bool,
) -> Settings {
    let values = |list: &[Placed<String>]| list.iter().map(|it| it.value.clone()).collect();
    let (mut select, mut ignore) = (selection.select.clone(), selection.ignore.clone());
    let mut levels = Vec::new();
    if let Some(config) = config {
        let chosen = !select.is_empty();
        let named = |name: &String| selection.select.contains(name);
        if !chosen {
            select = values(&config.rules.select);
            ignore.extend::<Vec<String>>(values(&config.rules.ignore));
        }
        let kept = |name: &String, level: Option<Severity>| level.is_some() || !named(name);
        levels.extend(
            (config.rules.severity.iter())
                .map(|(name, level)| (name.value.clone(), level.value.severity()))
                .filter(|(name, level)| kept(name, *level)),
        );
    }
    let wishes = [
        (&selection.allow, None),
        (&selection.warn, Some(Severity::Warning)),
        (&selection.deny, Some(Severity::Error)),
    ];
    let mut flags = Vec::new();
    for (names, level) in wishes {
        flags.extend(names.iter().map(|name| (name.clone(), level)));
    }
    flags.sort_by_key(|(name, _)| single(name));
    levels.extend(flags);
    let (year, body, era) = (selection.year, selection.body, selection.era.clone());
    Settings { year, body, select, ignore, era, levels }
}
