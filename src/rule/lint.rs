//! What a rule must have before it may judge anybody's report.

use super::load::{SourceFile, Sources, did_you_mean, problem, span_of};
use super::problem::{Bilingual, say};
use super::{Authorities, Expect, Packs, Problem, Rule, Words, limits};
use crate::check::Message;
use crate::report::Severity;
use crate::text::Span;

/// Checks one rule by itself.
pub(super) fn rule(
    rule: &Rule,
    authorities: &Authorities,
    file: SourceFile<'_>,
    problems: &mut Vec<Problem>,
) {
    let mut lint = Lint { rule, file, problems };
    lint.names();
    lint.cites(authorities);
    lint.texts();
    lint.examples();
    for (span, message) in rule.check.kind().problems() {
        lint.report(span, message, None);
    }
}

/// Checks what only all rules together show: unique codes and ids, names that exist.
pub(super) fn across(packs: &Packs, files: &Sources<'_>, problems: &mut Vec<Problem>) {
    let rules = packs.rules();
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id()).collect();
    for (index, rule) in rules.iter().enumerate() {
        let file = file_of(rule, files);
        let earlier = rules.get(..index).unwrap_or_default();
        if earlier.iter().any(|it| it.code() == rule.code()) {
            let message = say(
                format!("代码 {} 已被另一条规则使用", rule.code()),
                format!("code {} is taken by another rule", rule.code()),
            );
            problems.push(problem(file.0, file.1, span_of(&rule.code), message, None));
        }
        if ids.get(..index).unwrap_or_default().contains(&rule.id()) {
            let message = say(
                format!("规则名 {} 已被使用", rule.id()),
                format!("rule id {} is taken", rule.id()),
            );
            problems.push(problem(file.0, file.1, span_of(&rule.id), message, None));
        }
        for other in rule.yields_to.iter().filter(|other| !ids.contains(&other.get_ref().as_str()))
        {
            let message = unknown("规则", "rule", other.get_ref());
            let help = did_you_mean(other.get_ref(), ids.iter().copied());
            problems.push(problem(file.0, file.1, span_of(other), message, help));
        }
    }
    packs_across(packs, &ids, files, problems);
}

fn packs_across(packs: &Packs, ids: &[&str], files: &Sources<'_>, problems: &mut Vec<Problem>) {
    let names: Vec<&str> = packs.packs.iter().map(super::Pack::id).collect();
    for pack in &packs.packs {
        let name = format!("{}/pack.toml", pack.id());
        let file = find(files, &name);
        for base in pack.file.extends.iter().filter(|it| !names.contains(&it.get_ref().as_str())) {
            let message = unknown("规则包", "pack", base.get_ref());
            let help = did_you_mean(base.get_ref(), names.iter().copied());
            problems.push(problem(file.0, file.1, span_of(base), message, help));
        }
        for adjust in pack.file.adjust.iter().map(|it| &it.get_ref().rule) {
            if !ids.contains(&adjust.get_ref().as_str()) {
                let message = unknown("规则", "rule", adjust.get_ref());
                let help = did_you_mean(adjust.get_ref(), ids.iter().copied());
                problems.push(problem(file.0, file.1, span_of(adjust), message, help));
            }
        }
    }
}

fn unknown(zh: &str, en: &str, name: &str) -> Bilingual {
    say(format!("没有名为 {name} 的{zh}"), format!("there is no {en} named {name}"))
}

fn file_of<'a>(rule: &Rule, files: &'a Sources<'a>) -> SourceFile<'a> {
    find(files, &format!("{}/{}.toml", rule.pack, rule.id()))
}

fn find<'a>(files: &'a Sources<'a>, ending: &str) -> SourceFile<'a> {
    files.iter().copied().find(|(path, _)| path.ends_with(ending)).unwrap_or(("", ""))
}

struct Lint<'a> {
    rule: &'a Rule,
    file: SourceFile<'a>,
    problems: &'a mut Vec<Problem>,
}

impl Lint<'_> {
    fn report(&mut self, span: Span, message: Bilingual, help: Option<Bilingual>) {
        if !limits::is_enough(self.problems, self.file.0) {
            self.problems.push(problem(self.file.0, self.file.1, span, message, help));
        }
    }

    fn names(&mut self) {
        let rule = self.rule;
        if !is_code(rule.code()) {
            let message = say(
                "代码应为一至两个大写字母加四位数字，如 HG0401",
                "a code is one or two capitals and four digits, such as HG0401",
            );
            self.report(span_of(&rule.code), message, None);
        }
        let stem = self.file.0.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml");
        if rule.id() != stem {
            let message = say(
                format!("规则名 {} 与文件名 {stem} 不一致", rule.id()),
                format!("rule id {} differs from the file name {stem}", rule.id()),
            );
            self.report(span_of(&rule.id), message, None);
        }
    }

    fn cites(&mut self, authorities: &Authorities) {
        let rule = self.rule;
        if rule.cite.is_empty() {
            let message =
                say("规则没有写明依据（[[cite]]）", "the rule cites no authority ([[cite]])");
            self.report(span_of(&rule.id), message, None);
        }
        for cite in rule.cites() {
            let name = cite.authority.get_ref();
            if authorities.get(name).is_none() {
                let known = authorities.iter().map(|it| it.id.as_str());
                let help = did_you_mean(name, known);
                self.report(span_of(&cite.authority), unknown("依据", "authority", name), help);
            }
        }
        let backed = rule
            .cites()
            .filter_map(|cite| authorities.get(cite.authority.get_ref()))
            .any(super::Authority::carries_errors);
        if rule.severity() == Severity::Error && !rule.cite.is_empty() && !backed {
            let message = say(
                "“错误”须以已核实的强制性依据或算术、逻辑为据",
                "an error must rest on a binding act that was read, or on arithmetic or logic",
            );
            let help = say("补充依据，或改为 warning", "cite such an act, or make it a warning");
            self.report(span_of(&rule.severity), message, Some(help));
        }
    }

    fn texts(&mut self) {
        let rule = self.rule;
        let messages = rule.check.kind().messages();
        let main = messages.iter().find(|it| it.variant.is_empty());
        let values = main.map_or(&[][..], |it| it.values);
        self.words(rule.message.get_ref(), span_of(&rule.message), values);
        if let Some(help) = &rule.help {
            let all: Vec<&str> = messages.iter().flat_map(|it| it.values).copied().collect();
            self.words(help.get_ref(), span_of(help), &all);
        }
        for (name, variant) in &rule.variant {
            let span = span_of(variant);
            let Some(message) = messages.iter().find(|it| it.variant == name) else {
                let known = messages.iter().map(|it: &Message| it.variant);
                let help = did_you_mean(name, known);
                self.report(span, unknown("消息", "message variant", name), help);
                continue;
            };
            self.words(&variant.get_ref().message, span, message.values);
            if let Some(help) = &variant.get_ref().help {
                self.words(help, span, message.values);
            }
        }
    }

    /// Both languages are there and quote only values that the check gives.
    fn words(&mut self, words: &Words, span: Span, values: &[&str]) {
        for text in [&words.zh, &words.en] {
            if text.trim().is_empty() {
                let message = say("中文和英文都必须填写", "both Chinese and English must be given");
                self.report(span, message, None);
            }
            for name in placeholders(text).filter(|name| !values.contains(name)) {
                let message = say(
                    format!("此处没有可引用的值 {{{name}}}，可用的有：{}", values.join("、")),
                    format!("no value {{{name}}} here; there are: {}", values.join(", ")),
                );
                self.report(span, message, did_you_mean(name, values.iter().copied()));
            }
        }
    }

    fn examples(&mut self) {
        let rule = self.rule;
        let has = |expect| rule.examples().any(|example| example.expect == expect);
        if !has(Expect::Pass) || !has(Expect::Fail) {
            let message = say(
                "规则至少要有一个合格示例（expect = \"pass\"）和一个不合格示例（expect = \"fail\"）",
                "a rule needs at least one passing and one failing example",
            );
            self.report(span_of(&rule.id), message, None);
        }
        for example in &rule.example {
            let marked = example.get_ref().text.contains('⟦');
            if marked != (example.get_ref().expect == Expect::Fail) {
                let message = say(
                    "不合格示例须用 ⟦ ⟧ 标出问题所在，其他示例不得标记",
                    "a failing example marks the place with ⟦ ⟧, other examples mark nothing",
                );
                self.report(span_of(example), message, None);
            }
        }
    }
}

fn is_code(code: &str) -> bool {
    let digits = code.trim_start_matches(|char: char| char.is_ascii_uppercase());
    let letters = code.len() - digits.len();
    (1..=2).contains(&letters) && digits.len() == 4 && digits.bytes().all(|it| it.is_ascii_digit())
}

/// The names between braces.
pub(crate) fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}
