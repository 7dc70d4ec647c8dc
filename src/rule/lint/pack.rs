//! What pack files must get right beside their rules: families, clauses, rules to come.

use std::collections::BTreeSet;

use super::{is_bilingual, is_code, unknown};
use crate::rule::load::{Files, SourceFile, did_you_mean, problem, span_of};
use crate::rule::problem::{Bilingual, say};
use crate::rule::{Checked, Clause, Pack, Packs, Planned, Problem, Rule, Words, limits};
use crate::text::Span;

/// Checks families, clauses and rules to come of all packs.
pub(super) fn across(packs: &Packs, files: &Files<'_>, problems: &mut Vec<Problem>) {
    let rules = packs.packs.iter().flat_map(|pack| &pack.rules);
    let mut known = Known {
        taken: rules.clone().flat_map(|rule| [rule.code(), rule.id()]).collect(),
        rules: rules.map(Rule::id).collect(),
        ..Known::default()
    };
    for pack in &packs.packs {
        let file = files.of(pack.id(), "pack.toml");
        let mut lint = Lint { packs, file, problems };
        lint.pack(pack, &mut known);
    }
}

/// Names that were met so far.
#[derive(Default)]
struct Known<'a> {
    /// Ids of rules.
    rules: BTreeSet<&'a str>,
    /// Codes and ids of rules, and of those to come.
    taken: BTreeSet<&'a str>,
    families: BTreeSet<&'a str>,
    clauses: BTreeSet<(&'a str, String, &'a str)>,
}

struct Lint<'a> {
    packs: &'a Packs,
    file: SourceFile<'a>,
    problems: &'a mut Vec<Problem>,
}

impl Lint<'_> {
    fn report(&mut self, span: Span, message: Bilingual, help: Option<Bilingual>) {
        if !self.is_full() {
            self.problems.push(problem(self.file.0, self.file.1, span, message, help));
        }
    }

    /// Whether so much is told of the file, or of all, that no more need be looked for.
    fn is_full(&self) -> bool {
        limits::is_enough(self.problems, self.file.0) || limits::are_plenty(self.problems)
    }

    fn pack<'k>(&mut self, pack: &'k Pack, known: &mut Known<'k>) {
        for family in &pack.file.family {
            let code = family.code.get_ref().as_str();
            let span = span_of(&family.code);
            if !is_code(&format!("{code}00")) {
                let message = say(
                    "类别应为代码去掉末两位数字，如 HG04",
                    "a family is a code without its last two digits, such as HG04",
                );
                self.report(span, message, None);
            } else if !known.families.insert(code) {
                let message =
                    say(format!("类别 {code} 重复定义"), format!("family {code} is defined twice"));
                self.report(span, message, None);
            }
            self.both(&[&family.title], span);
        }
        for it in &pack.file.planned {
            self.planned(it, known);
        }
        for it in &pack.file.clause {
            let (clause, span) = (it.get_ref(), span_of(it));
            self.names(clause, known);
            self.grade(clause, span);
            let words = [Some(&clause.text), clause.part.as_ref(), clause.note.as_ref()];
            self.both(&words.into_iter().flatten().collect::<Vec<_>>(), span);
            if !known.clauses.insert(key(clause)) {
                let message = say("这一条款已经列出", "this clause is listed already");
                let help = say(
                    "合并为一项，或者用 part 写明是条款的哪一部分",
                    "make one of the two, or tell with `part` which part of the article it is",
                );
                self.report(span, message, Some(help));
            }
        }
    }

    /// The act and the rules that a clause names.
    fn names(&mut self, clause: &Clause, known: &Known<'_>) {
        let name = clause.authority.get_ref();
        let authorities = &self.packs.authorities;
        if authorities.get(name).is_none() {
            let help = did_you_mean(name, authorities.iter().map(|it| it.id.as_str()));
            self.report(span_of(&clause.authority), unknown("依据", "authority", name), help);
        }
        for rule in &clause.rules {
            let name = rule.get_ref().as_str();
            if !known.rules.contains(name) && !self.is_full() {
                let help = did_you_mean(name, known.rules.iter().copied());
                self.report(span_of(rule), unknown("规则", "rule", name), help);
            }
        }
    }

    /// Whether a clause says no more and no less than its rules do.
    fn grade(&mut self, clause: &Clause, span: Span) {
        if clause.checked != Checked::Person && clause.rules.is_empty() {
            let message = say(
                "由规则检查的条款没有列出规则（rules）",
                "a clause that rules check names no rules (`rules`)",
            );
            let help = say(
                "列出规则，或改为 checked = \"person\"",
                "name them, or write checked = \"person\"",
            );
            self.report(span, message, Some(help));
        }
        if let (Checked::Person, Some(rule)) = (clause.checked, clause.rules.first()) {
            let message = say(
                "只能由人工判断的条款不应列出规则",
                "a clause that only a person can judge names rules",
            );
            let help = say(
                "去掉 rules，或改为 checked = \"in-part\"",
                "leave `rules` out, or write checked = \"in-part\"",
            );
            self.report(span_of(rule), message, Some(help));
        }
        if clause.checked != Checked::Automatic && clause.note.is_none() {
            let message = say(
                "没有写明哪些内容留待人工判断（note）",
                "it is not told what stays for a person (`note`)",
            );
            self.report(span, message, None);
        }
    }

    fn planned<'k>(&mut self, it: &'k Planned, known: &mut Known<'k>) {
        if !is_code(it.code()) {
            let message = say(
                "代码应为一至两个大写字母加四位数字，如 HG0401",
                "a code is one or two capitals and four digits, such as HG0401",
            );
            self.report(span_of(&it.code), message, None);
        }
        for (name, span) in [(it.code(), span_of(&it.code)), (it.id(), span_of(&it.id))] {
            if !known.taken.insert(name) {
                let message = say(
                    format!("{name} 已有规则使用，或者已经列出"),
                    format!("{name} belongs to a rule, or is listed already"),
                );
                let help = say(
                    "规则已经提供的，请删去这一项",
                    "where the rule is there, leave this entry out",
                );
                self.report(span, message, Some(help));
            }
        }
        self.both(&[&it.title, &it.reason], span_of(&it.code));
    }

    /// Both languages are there.
    fn both(&mut self, words: &[&Words], span: Span) {
        if words.iter().any(|it| !is_bilingual(it)) {
            let message = say(
                "中文和英文都必须填写，zh 中应有汉字",
                "both languages must be given, zh in Chinese characters",
            );
            self.report(span, message, None);
        }
    }
}

/// What makes a clause the same as another.
fn key(clause: &Clause) -> (&str, String, &str) {
    let article = clause.article.as_ref().map(ToString::to_string).unwrap_or_default();
    let part = clause.part.as_ref().map_or("", |it| &*it.zh);
    (clause.authority.get_ref(), article, part)
}
