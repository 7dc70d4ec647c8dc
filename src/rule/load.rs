//! Loads packs from TOML: everything is validated and every mistake is collected, each with its
//! place, so that an author mends a pack in one go. Built-in packs take the same way.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::Deserializer;

use super::authority::AuthorityFile;
use super::budget::Budget;
use super::content::{self, Content, Reading, kind_of};
use super::problem::{Bilingual, say};
use super::schema::FileKind;
use super::syntax::{self, toml_problem};
use super::tree::{self, FILES as BUILTIN};
use super::{
    Adjust, Authorities, Pack, PackFile, Problem, Rule, adjust, limits, lint, order, shape,
};
use crate::report::Severity;
use crate::text::Span;

/// A file of a pack: the name to show and its text.
pub type SourceFile<'a> = (&'a str, &'a str);

/// The files of several packs, in order of their names.
pub type Sources<'a> = [SourceFile<'a>];

/// All packs at hand and the authorities they cite.
#[derive(Debug, Default)]
pub struct Packs {
    /// The packs, by name.
    pub packs: Vec<Pack>,
    /// What they cite.
    pub authorities: Authorities,
}

impl Packs {
    /// The packs the program carries, with their examples.
    pub fn builtin() -> Result<Self, Vec<Problem>> {
        Self::load(BUILTIN)
    }

    /// The packs the program carries and those of `files`, whose names are `pack/rule.toml`.
    pub fn builtin_and(files: &Sources<'_>) -> Result<Self, Vec<Problem>> {
        let all: Vec<SourceFile<'_>> = BUILTIN.iter().chain(files).copied().collect();
        Self::load(&all)
    }

    /// The packs of `files` and the built-in ones of other names: a maintainer works on a built-in
    /// pack in its folder.
    pub fn builtin_but(files: &Sources<'_>) -> Result<Self, Vec<Problem>> {
        let own = |path: &str| {
            folder_of(path).is_some_and(|folder| {
                files
                    .iter()
                    .any(|(it, _)| file_name(it) == "pack.toml" && folder_of(it) == Some(folder))
            })
        };
        let builtin = BUILTIN.iter().filter(|(path, _)| !own(path));
        let all: Vec<SourceFile<'_>> = builtin.chain(files).copied().collect();
        Self::load(&all)
    }

    /// The same packs for judging reports. The rules the program carries come without examples
    /// and are not linted again, because a test does that: start-up stays short.
    pub fn for_checking(files: &Sources<'_>) -> Result<Self, Vec<Problem>> {
        let mut all: Vec<SourceFile<'_>> = tree::heads().collect();
        all.extend_from_slice(files);
        Self::load_linting(&all, BUILTIN.len())
    }

    /// Loads packs and validates them; all problems of all files at once.
    pub fn load(files: &Sources<'_>) -> Result<Self, Vec<Problem>> {
        Self::load_linting(files, 0)
    }

    /// Loads packs and lints the rules of all files but the first `trusted` ones.
    fn load_linting(files: &Sources<'_>, trusted: usize) -> Result<Self, Vec<Problem>> {
        let mut problems = twice(files);
        let own: Vec<SourceFile<'_>> =
            files.iter().filter(|it| !is_builtin(it.0)).copied().collect();
        problems.extend(limits::too_many(&own));
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut packs = Self::default();
        let places = Files::new(files);
        let mut budget = Budget::default();
        let (carried, own) = files.split_at(trusted);
        let carried = in_turn(carried);
        for (&source, reading) in carried.iter().zip(content::read_all(&carried)) {
            packs.add(source, reading, None, &mut problems);
        }
        for source in in_turn(own) {
            packs.add(source, content::read(source), Some(&mut budget), &mut problems);
            problems.extend(packs.without_pack(source, &places));
            // The rules that are not read would be missed by others.
            if limits::are_plenty(&problems) {
                return Err(problems);
            }
        }
        for pack in &mut packs.packs {
            pack.rules.sort_by(|left, right| left.code().cmp(right.code()));
        }
        order::sort(&mut packs.packs, &places, &mut problems);
        adjust::settle(&mut packs, &places, &mut budget, &mut problems);
        // What the program carries is known to fit together: a test loads it with all lints.
        if trusted < files.len() {
            lint::across(&packs, &places, &mut problems);
        }
        if problems.is_empty() { Ok(packs) } else { Err(problems) }
    }

    /// The text of a file that the program carries.
    pub fn builtin_text(path: &str) -> Option<&'static str> {
        tree::number_of(path).and_then(|it| BUILTIN.get(it)).map(|it| it.1)
    }

    /// The pack with this name.
    pub fn pack(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id() == id)
    }

    /// Whether `pack` builds on the one named, by itself or through others.
    pub(crate) fn builds_on(&self, pack: &Pack, other: &str) -> bool {
        let mut reached: Vec<&str> = vec![pack.id()];
        let mut at = 0;
        while let Some(name) = reached.get(at).copied() {
            at += 1;
            let bases = self.pack(name).into_iter().flat_map(|it| &it.file.extends);
            for base in bases.map(|it| it.get_ref().as_str()) {
                if !reached.contains(&base) {
                    reached.push(base);
                }
            }
        }
        reached.iter().skip(1).any(|it| *it == other)
    }

    /// Changes by packs that are not built in to rules whose findings are errors: those that switch
    /// them off or make them milder.
    pub fn weakened(&self) -> Vec<(&Pack, &Rule, &Adjust)> {
        let local = self.packs.iter().filter(|pack| !pack.builtin);
        let changes = local
            .flat_map(|pack| pack.file.adjust.iter().map(move |change| (pack, change.get_ref())));
        let milder = |change: &Adjust| {
            let severity = change.severity.as_ref().map(|it| *it.get_ref());
            change.enabled == Some(false) || severity.is_some_and(|it| it < Severity::Error)
        };
        let rules = self.rules();
        let rule = |id: &str| rules.iter().copied().find(|it| it.id() == id);
        changes
            .filter(|(_, change)| milder(change))
            .filter_map(|(pack, change)| Some((pack, rule(change.rule.get_ref())?, change)))
            .filter(|(_, rule, _)| rule.severity() == Severity::Error)
            .collect()
    }

    /// Every rule of every pack, by code.
    pub fn rules(&self) -> Vec<&Rule> {
        let mut rules: Vec<&Rule> = self.packs.iter().flat_map(|pack| &pack.rules).collect();
        rules.sort_by(|left, right| left.code().cmp(right.code()));
        rules
    }

    /// Adds what a file holds.
    fn add(
        &mut self,
        source: SourceFile<'_>,
        reading: Reading,
        lint: Option<&mut Budget>,
        problems: &mut Vec<Problem>,
    ) {
        let known = problems.len();
        match reading {
            Ok(Content::Authorities(file)) => self.add_authorities(file, source, problems),
            Ok(Content::Pack(file)) => self.add_pack(*file, source, problems),
            Ok(Content::Rule(rule)) => self.add_rule(*rule, source, lint, problems),
            Err(found) => problems.extend(found),
        }
        if kind_of(source.0) == FileKind::Authorities {
            self.authorities.incomplete |= problems.len() > known;
        }
    }

    fn add_authorities(
        &mut self,
        file: AuthorityFile,
        (path, text): SourceFile<'_>,
        problems: &mut Vec<Problem>,
    ) {
        for authority in file.authority {
            let span = span_of(&authority);
            let id = authority.get_ref().id.clone();
            if !self.authorities.insert(authority.into_inner()) {
                let message =
                    say(format!("依据 {id} 重复定义"), format!("authority {id} is defined twice"));
                problems.push(problem(path, text, span, message, None));
            }
        }
    }

    fn add_pack(&mut self, file: PackFile, source: SourceFile<'_>, problems: &mut Vec<Problem>) {
        pack_itself(&file, source, problems);
        let own = format!("{}/pack.toml", file.id.get_ref());
        let builtin = is_builtin(&own);
        self.packs.push(Pack { file, rules: Vec::new(), builtin });
    }

    fn add_rule(
        &mut self,
        mut rule: Rule,
        source: SourceFile<'_>,
        lint: Option<&mut Budget>,
        problems: &mut Vec<Problem>,
    ) {
        let folder = folder_of(source.0).unwrap_or_default();
        folder.clone_into(&mut rule.pack);
        source.0.clone_into(&mut rule.path);
        if let Some(budget) = lint {
            let beyond = budget.take(rule.check.kind(), span_of(&rule.id), source);
            if beyond.is_none() {
                lint::rule(&rule, &self.authorities, source, problems);
            }
            problems.extend(beyond);
        }
        // A pack whose own file has mistakes is told once, and not again by each rule.
        if let Some(pack) = self.packs.iter_mut().find(|pack| pack.id() == folder) {
            pack.rules.push(rule);
        }
    }

    /// What to say of a rule in a folder that is no pack.
    fn without_pack(&self, (path, text): SourceFile<'_>, places: &Files<'_>) -> Option<Problem> {
        let folder = folder_of(path).unwrap_or_default();
        let is_lost = kind_of(path) == FileKind::Rule
            && self.pack(folder).is_none()
            && places.of(folder, "pack.toml").0.is_empty();
        is_lost.then(|| problem(path, text, Span::at(0), no_pack(folder), None))
    }
}

/// The files in the order in which they are added: a rule needs its pack and what it cites.
fn in_turn<'a>(files: &Sources<'a>) -> Vec<SourceFile<'a>> {
    let mut files = files.to_vec();
    files.sort_by_cached_key(|(path, _)| kind_of(path));
    files
}

/// Whether a file of this name is one that the program carries.
pub(super) fn is_builtin(path: &str) -> bool {
    tree::number_of(path).is_some()
}

/// Files by folder and name.
pub(super) struct Files<'a>(BTreeMap<(&'a str, &'a str), SourceFile<'a>>);

impl<'a> Files<'a> {
    fn new(files: &Sources<'a>) -> Self {
        let key = |path: &'a str| (folder_of(path).unwrap_or_default(), file_name(path));
        Self(files.iter().map(|&(path, text)| (key(path), (path, text))).collect())
    }

    /// The file of a rule.
    pub(super) fn at(&self, rule: &Rule) -> SourceFile<'a> {
        self.of(&rule.pack, file_name(&rule.path))
    }

    /// The folders that have a pack.toml.
    pub(super) fn folders(&self) -> impl Iterator<Item = &'a str> {
        self.0.keys().filter(|it| it.1 == "pack.toml").map(|it| it.0)
    }

    /// A file of a pack.
    pub(super) fn of(&self, pack: &str, name: &str) -> SourceFile<'a> {
        self.0.get(&(pack, name)).copied().unwrap_or(("", ""))
    }
}

/// Packs by the name of one before them: a mistake by itself, of which each rule would make more.
fn twice(files: &Sources<'_>) -> Vec<Problem> {
    let mut known: Vec<(&str, &str)> = Vec::new();
    let mut problems = Vec::new();
    for &(path, text) in files.iter().filter(|(path, _)| file_name(path) == "pack.toml") {
        let folder = path.rsplit('/').nth(1).unwrap_or_default();
        match known.iter().find(|(name, _)| *name == folder) {
            Some((_, first)) => problems.push(taken(path, text, folder, first)),
            None => known.push((folder, path)),
        }
    }
    problems
}

fn taken(path: &str, text: &str, folder: &str, first: &str) -> Problem {
    let (message, help) = if is_builtin(first) {
        (
            say(
                format!("程序已内置名为 {folder} 的规则包"),
                format!("a pack named {folder} is built in"),
            ),
            say(
                "去掉这一规则包；另有内容的，请将文件夹改名",
                "leave this pack out; if it holds something else, rename its folder",
            ),
        )
    } else {
        (
            say(
                format!("已有名为 {folder} 的规则包：{first}"),
                format!("another pack is named {folder}: {first}"),
            ),
            say("去掉其中一个，或将文件夹改名", "leave one of them out, or rename its folder"),
        )
    };
    problem(path, text, Span::at(0), message, Some(help))
}

/// What a pack file by itself can get wrong.
fn pack_itself(file: &PackFile, (path, text): SourceFile<'_>, problems: &mut Vec<Problem>) {
    let folder = folder_of(path).unwrap_or_default();
    let mut report = |message, help| {
        problems.push(problem(path, text, span_of(&file.id), message, Some(help)));
    };
    if file.id.get_ref() != folder {
        report(
            say(
                format!("规则包名 {} 与文件夹名 {folder} 不一致", file.id.get_ref()),
                format!("pack id {} differs from the folder name {folder}", file.id.get_ref()),
            ),
            say("两者改成一样", "make them the same"),
        );
    }
    let years = file.report_years.unwrap_or_default();
    if !years.contains(file.example_year) {
        report(
            say(
                format!("示例年度 {} 不在适用的报告年度之内", file.example_year),
                format!("the example year {} is not one of the report years", file.example_year),
            ),
            say("改正 example-year 或 report-years", "mend example-year or report-years"),
        );
    }
    if [&file.title.zh, &file.title.en].iter().any(|it| it.trim().is_empty()) {
        report(
            say("规则包的中英文名称都必须填写", "the title must be given in both languages"),
            say("填写 title", "fill in title"),
        );
    }
}

fn no_pack(folder: &str) -> Bilingual {
    say(
        format!("规则包 {folder} 没有可用的 pack.toml"),
        format!("pack {folder} has no usable pack.toml"),
    )
}

/// The name of the folder that holds a file.
fn folder_of(path: &str) -> Option<&str> {
    path.rsplit('/').nth(1)
}

pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

pub(super) fn span_of<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start, range.end)
}

pub(super) fn problem(
    path: &str,
    text: &str,
    span: Span,
    message: Bilingual,
    help: Option<Bilingual>,
) -> Problem {
    Problem { path: path.to_owned(), source: text.into(), span, message, help }
}

/// Parses one file, or finds every mistake in it.
pub(crate) fn parse<T: DeserializeOwned>(
    path: &str,
    text: &str,
    kind: FileKind,
) -> Result<T, Vec<Problem>> {
    if let Some(tree) = tree::of(path, text) {
        return T::deserialize(tree).map_err(|error| vec![toml_problem(path, text, &error)]);
    }
    let table = syntax::table(path, text)?;
    // A change to a report may put anything into it.
    let bounded = kind != FileKind::Mutations;
    let mut problems = if bounded { limits::problems(path, text, &table) } else { Vec::new() };
    // The files of the program itself have the right shape: tests see to it.
    if !is_builtin(path) && !limits::is_enough(&problems, path) {
        let mut found = shape::mistakes(path, text, &table, kind.schema());
        found.retain(|it| !problems.iter().any(|told| told.span == it.span));
        problems.extend(found);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let read = T::deserialize(Deserializer::from(table));
    read.map_err(|error| vec![toml_problem(path, text, &error)])
}

/// Bytes of the longest name that may be mistyped.
const LONGEST_NAME: usize = 200;

/// A suggestion for a mistyped name.
pub(crate) fn did_you_mean<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Bilingual> {
    // What is so long is no slip, and would take long to compare.
    let known = known.into_iter().filter(|_| name.len() <= LONGEST_NAME);
    let best = known
        .map(|it| (strsim::damerau_levenshtein(name, it), it))
        .min()
        .filter(|(distance, it)| *distance <= 1 + it.len() / 4)?;
    Some(say(format!("是否想写 {}？", best.1), format!("did you mean {}?", best.1)))
}
