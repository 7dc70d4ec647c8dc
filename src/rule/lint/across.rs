//! What only all packs together show: names that are taken or do not exist, years that two packs
//! claim, changes to rules of others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::Spanned;

use super::{is_bilingual, unknown};
use crate::form::Form;
use crate::report::Severity;
use crate::rule::load::{Files, SourceFile, did_you_mean, problem, span_of};
use crate::rule::problem::{Bilingual, say};
use crate::rule::{Adjust, Authority, Cite, Pack, Packs, Problem, Rule, Status, Wording, limits};
use crate::text::Span;

/// Codes of this beginning are those of the program; a later version may take any of them.
const OWN_CODES: &str = "HG";

/// Checks all packs at once.
pub(in crate::rule) fn across(packs: &Packs, files: &Files<'_>, problems: &mut Vec<Problem>) {
    let rules = packs.rules();
    let ids: BTreeMap<&str, &Rule> = rules.iter().map(|rule| (rule.id(), *rule)).collect();
    let mut all = Across { packs, files, ids, problems };
    all.taken(&rules);
    for rule in &rules {
        all.yields(rule);
    }
    for pack in &packs.packs {
        all.pack(pack);
    }
    all.years();
    all.parameters();
    super::named::across(packs, files, problems);
    super::pack::across(packs, files, problems);
}

struct Across<'a> {
    packs: &'a Packs,
    files: &'a Files<'a>,
    ids: BTreeMap<&'a str, &'a Rule>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Across<'a> {
    fn report(
        &mut self,
        file: SourceFile<'_>,
        span: Span,
        message: Bilingual,
        help: Option<Bilingual>,
    ) {
        if !self.is_full(file) {
            self.problems.push(problem(file.0, file.1, span, message, help));
        }
    }

    /// Whether so much is told of a file, or of all, that no more need be looked for.
    fn is_full(&self, file: SourceFile<'_>) -> bool {
        limits::is_enough(self.problems, file.0) || limits::are_plenty(self.problems)
    }

    /// Codes and ids that two rules have.
    fn taken(&mut self, rules: &[&Rule]) {
        let (mut codes, mut ids) = (BTreeSet::new(), BTreeSet::new());
        for rule in rules {
            let file = self.file_of(rule);
            if !codes.insert(rule.code()) {
                let message = say(
                    format!("代码 {} 已被另一条规则使用", rule.code()),
                    format!("code {} is taken by another rule", rule.code()),
                );
                self.report(file, span_of(&rule.code), message, None);
            }
            if !ids.insert(rule.id()) {
                let message = say(
                    format!("规则名 {} 已被使用", rule.id()),
                    format!("rule id {} is taken", rule.id()),
                );
                self.report(file, span_of(&rule.id), message, None);
            }
        }
    }

    fn yields(&mut self, rule: &Rule) {
        let file = self.file_of(rule);
        for other in &rule.yields_to {
            if !self.ids.contains_key(other.get_ref().as_str()) {
                self.no_rule(file, other);
            } else if other.get_ref() == rule.id() {
                let message = say("规则不能让位于自己", "a rule cannot yield to itself");
                self.report(file, span_of(other), message, None);
            }
        }
    }

    fn no_rule(&mut self, file: SourceFile<'_>, name: &Spanned<Wording>) {
        if self.is_full(file) {
            return;
        }
        let meant = self.ids.values().find(|it| it.code() == name.get_ref()).map(|it| it.id());
        if let Some(id) = meant {
            let message = say("此处应写规则的名称，不是代码", "the id of the rule belongs here");
            let help = say(format!("写作 {id}"), format!("write {id}"));
            return self.report(file, span_of(name), message, Some(help));
        }
        let help = did_you_mean(name.get_ref(), self.ids.keys().copied());
        self.report(file, span_of(name), unknown("规则", "rule", name.get_ref()), help);
    }

    fn pack(&mut self, pack: &Pack) {
        let file = self.files.of(pack.id(), "pack.toml");
        for base in &pack.file.extends {
            if self.packs.pack(base.get_ref()).is_none() {
                let help = did_you_mean(base.get_ref(), self.packs.packs.iter().map(Pack::id));
                self.report(file, span_of(base), unknown("规则包", "pack", base.get_ref()), help);
            }
        }
        if !pack.builtin {
            for rule in pack.rules.iter().filter(|it| it.code().starts_with(OWN_CODES)) {
                self.reserved(rule);
            }
        }
        let mut changed = BTreeSet::new();
        for change in pack.file.adjust.iter().map(Spanned::get_ref) {
            if changed.insert(change.rule.get_ref()) {
                self.change(pack, change, file);
            } else {
                let message = say("此规则已在本规则包中调整", "the pack changes this rule already");
                let help = say("合并为一项", "make one of the two");
                self.report(file, span_of(&change.rule), message, Some(help));
            }
        }
        for rule in &pack.rules {
            self.rule_years(pack, rule);
        }
    }

    /// Some year of a rule is one of its pack, so that it can run.
    fn rule_years(&mut self, pack: &Pack, rule: &Rule) {
        let (file, years) = (self.file_of(rule), pack.file.report_years.unwrap_or_default());
        let own = rule.years.unwrap_or_default();
        if !years.meet(own) {
            let message = say(
                "规则的年度与规则包适用的报告年度没有重合，永远不会运行",
                "none of its years is one of the pack's, so that it never runs",
            );
            let help = say("改正 years 或 report-years", "mend years, or report-years of the pack");
            self.report(file, span_of(&rule.id), message, Some(help));
        }
    }

    fn reserved(&mut self, rule: &Rule) {
        let message = say(
            format!("{OWN_CODES} 开头的代码留给内置规则"),
            format!("codes that begin with {OWN_CODES} are kept for built-in rules"),
        );
        let help = say(
            "用自己的字母，如以省份拼音首字母开头的 ZJ0001",
            "use letters of your own, such as ZJ0001",
        );
        self.report(self.file_of(rule), span_of(&rule.code), message, Some(help));
    }

    /// A change to a rule: of another pack, by an authority that is known, and no error without
    /// a binding act.
    fn change(&mut self, pack: &Pack, change: &Adjust, file: SourceFile<'_>) {
        let Some(rule) = self.ids.get(change.rule.get_ref().as_str()).copied() else {
            return self.no_rule(file, &change.rule);
        };
        if rule.pack == pack.id() {
            let message = say("这是本规则包自己的规则", "the rule is one of this very pack");
            let help = say("直接修改规则文件", "change its file instead");
            return self.report(file, span_of(&change.rule), message, Some(help));
        }
        if !is_bilingual(&change.why) {
            let message =
                say("须以中英文写明调整的理由", "say in both languages why it is changed");
            self.report(file, span_of(&change.rule), message, None);
        }
        self.vain(pack, rule, change, file);
        let authorities = &self.packs.authorities;
        if authorities.incomplete {
            return;
        }
        let known =
            |cite: &&Spanned<Cite>| authorities.get(cite.get_ref().authority.get_ref()).is_some();
        for cite in change.cite.iter().filter(|it| !known(it)) {
            let name = &cite.get_ref().authority;
            let help = did_you_mean(name.get_ref(), authorities.iter().map(|it| it.id.as_str()));
            self.report(file, span_of(name), unknown("依据", "authority", name.get_ref()), help);
        }
        let error = change.severity.as_ref().filter(|it| *it.get_ref() == Severity::Error);
        let cites = rule.cites().chain(change.cite.iter().map(Spanned::get_ref));
        let backed = cites
            .filter_map(|cite| authorities.get(cite.authority.get_ref()))
            .any(Authority::carries_errors);
        if let Some(severity) = error.filter(|_| !backed) {
            let message = say(
                "“错误”须以已核实的强制性依据或算术、逻辑为据",
                "an error must rest on a binding act that was read, or on arithmetic or logic",
            );
            let help = say(
                "在 [[adjust.cite]] 中补充依据，或改为 warning",
                "cite such an act in [[adjust.cite]], or make it a warning",
            );
            self.report(file, span_of(severity), message, Some(help));
        }
    }

    /// A change that can have no effect.
    fn vain(&mut self, pack: &Pack, rule: &Rule, change: &Adjust, file: SourceFile<'_>) {
        if change.check.is_some() && change.adjusted.is_none() {
            // What is wrong with its parameters was told.
            return;
        }
        let years = |it: &Pack| it.file.report_years.unwrap_or_default();
        let base = self.packs.pack(&rule.pack).map(years).unwrap_or_default();
        let (message, help) = if change.is_empty() {
            (
                say("没有写明调整什么", "it is not said what is changed"),
                say(
                    "写明 enabled、severity、[adjust.check.…] 或 [[adjust.cite]]",
                    "give enabled, severity, [adjust.check.…] or [[adjust.cite]]",
                ),
            )
        } else if rule.status == Status::Retired {
            (say("此规则已停用", "the rule is retired"), say("去掉这一项", "leave this out"))
        } else if !years(pack).meet(base) || !years(pack).meet(rule.years.unwrap_or_default()) {
            (
                say(
                    "此规则不适用于本规则包的报告年度，调整没有作用",
                    "the rule judges none of the pack's report years, so the change does nothing",
                ),
                say("去掉这一项，或改正 report-years", "leave this out, or mend report-years"),
            )
        } else {
            return;
        };
        self.report(file, span_of(&change.rule), message, Some(help));
    }

    /// A year has one law and one list of chapters: with two the one would silently hide the other.
    fn years(&mut self) {
        let all: Vec<&Pack> = self.packs.packs.iter().collect();
        for (index, pack) in all.iter().enumerate() {
            for earlier in all.iter().take(index).filter(|it| overlap(it, pack)) {
                for entry in both(pack, earlier) {
                    self.claimed(pack, earlier.id(), &entry);
                }
            }
        }
    }

    fn claimed(&mut self, pack: &Pack, earlier: &str, entry: &str) {
        let file = self.files.of(pack.id(), "pack.toml");
        let message = say(
            format!("规则包 {earlier} 已为同样的报告年度规定了 {entry}"),
            format!("pack {earlier} gives {entry} for the same report years"),
        );
        let help = say(
            format!("去掉 {entry}：本地规则包在内置规则之外增加要求，不替换法定的章节、表格和指标"),
            format!("leave {entry} out: a local pack adds to the built-in ones"),
        );
        self.report(file, span_of(&pack.file.id), message, Some(help));
    }

    /// Two packs must not change the parameters of one rule in one year: only one would count.
    fn parameters(&mut self) {
        let (packs_of, packs) = (self.packs, &self.packs.packs);
        let mut seen: BTreeMap<&str, Vec<&Pack>> = BTreeMap::new();
        let mut twice = Vec::new();
        for pack in packs {
            for change in pack.file.adjust.iter().map(Spanned::get_ref) {
                let Some(own) = &change.check else { continue };
                let before = seen.entry(change.rule.get_ref()).or_default();
                let rivals = |it: &&&Pack| overlap(it, pack) && !packs_of.builds_on(pack, it.id());
                if let Some(other) = before.iter().find(rivals) {
                    twice.push((pack.id(), span_of(own), other.id()));
                }
                before.push(pack);
            }
        }
        for (pack, span, other) in twice {
            let message = say(
                format!("规则包 {other} 已调整了此规则的参数"),
                format!("pack {other} changes the parameters of this rule already"),
            );
            let help = say(
                format!(
                    "把参数写在同一处；以 {other} 为基础再作调整的，写明 extends = [\"{other}\"]"
                ),
                format!(
                    "write all parameters in one place; to go on from {other}, extends = [\"{other}\"]"
                ),
            );
            self.report(self.files.of(pack, "pack.toml"), span, message, Some(help));
        }
    }

    fn file_of(&self, rule: &Rule) -> SourceFile<'a> {
        self.files.at(rule)
    }
}

/// Whether there is a report year that both packs judge.
fn overlap(one: &Pack, other: &Pack) -> bool {
    let years = |it: &Pack| it.file.report_years.unwrap_or_default();
    years(one).meet(years(other))
}

/// What two packs for the same years both give, although one would hide that of the other.
fn both(one: &Pack, other: &Pack) -> Vec<String> {
    let (one, other) = (&one.file, &other.file);
    let mut found = Vec::new();
    if one.era.is_some() && other.era.is_some() {
        found.push("era".to_owned());
    }
    if !one.chapter.is_empty() && !other.chapter.is_empty() {
        found.push("chapter".to_owned());
    }
    for form in &one.form {
        let same = |it: &&Arc<Form>| it.id == form.id && it.report_years.meet(form.report_years);
        found.extend(other.form.iter().find(same).map(|it| format!("form {}", it.id)));
    }
    for matter in &one.matter {
        let same = other.matter.iter().find(|it| it.key == matter.key);
        found.extend(same.map(|it| format!("matter {}", it.key)));
    }
    for indicator in &one.indicator {
        let same = other.indicator.iter().find(|it| it.key == indicator.key);
        found.extend(same.map(|it| format!("indicator {}", it.key)));
    }
    found
}
