//! What a rule must have before it may judge anybody's report.

mod across;
mod named;
mod pack;

pub(super) use across::across;

use super::load::{SourceFile, did_you_mean, problem, span_of};
use super::problem::{Bilingual, say};
use super::{Authorities, Example, Expect, Problem, Rule, Words, limits, syntax};
use crate::check::Message;
use crate::config;
use crate::date::Date;
use crate::report::Severity;
use crate::text::{Span, is_han};

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
        // What no single value is to blame for.
        let span = if span == Span::at(0) { lint.place("check") } else { span };
        lint.report(span, message, None);
    }
}

/// That there is nothing of a name.
fn unknown(zh: &str, en: &str, name: &str) -> Bilingual {
    say(format!("没有名为 {name} 的{zh}"), format!("there is no {en} named {name}"))
}

/// Where an entry of a file is named; looked for only when there is something to say of it.
fn place((path, text): SourceFile<'_>, entry: &str) -> Span {
    let table = syntax::table(path, text).ok();
    let keys = table.iter().flat_map(|it| it.get_ref().keys());
    keys.into_iter().find(|it| it.get_ref() == entry).map_or(Span::at(0), span_of)
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
        let name = self.file.0.rsplit('/').next().unwrap_or_default();
        let stem = name.strip_suffix(".toml").unwrap_or(name);
        if !is_version(&rule.since) {
            let message = say(
                "启用版本应写作三段数字，如 1.0.0",
                "since is a version of three numbers: 1.0.0",
            );
            self.report(self.place("since"), message, None);
        }
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
            if authorities.get(name).is_none() && !authorities.incomplete {
                let known = authorities.iter().map(|it| it.id.as_str());
                let help = did_you_mean(name, known);
                self.report(span_of(&cite.authority), unknown("依据", "authority", name), help);
            }
        }
        let backed = rule
            .cites()
            .filter_map(|cite| authorities.get(cite.authority.get_ref()))
            .any(super::Authority::carries_errors);
        let unbacked = rule.severity() == Severity::Error && !backed && !authorities.incomplete;
        let known = |cite: &super::Cite| authorities.get(cite.authority.get_ref()).is_some();
        // Without an act that is known, that is what is told.
        if unbacked && rule.cites().any(known) {
            let message = say(
                "“错误”须以已核实的强制性依据或算术、逻辑为据",
                "an error must rest on a binding act that was read, or on arithmetic or logic",
            );
            let help = say("补充依据，或改为 warning", "cite such an act, or make it a warning");
            self.report(span_of(&rule.severity), message, Some(help));
        }
    }

    fn place(&self, entry: &str) -> Span {
        place(self.file, entry)
    }

    fn texts(&mut self) {
        let rule = self.rule;
        let plain = [("title", Some(&rule.title)), ("why", Some(&rule.why))];
        for (entry, words) in plain.into_iter().chain([("guard", rule.guard.as_ref())]) {
            if words.is_some_and(|it| !is_bilingual(it)) {
                self.untold(self.place(entry));
            }
        }
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
        if !is_bilingual(words) {
            self.untold(span);
        }
        for text in [&words.zh, &words.en] {
            for name in placeholders(text).filter(|name| !values.contains(name)) {
                let message = say(
                    format!("此处没有可引用的值 {{{name}}}，可用的有：{}", values.join("、")),
                    format!("no value {{{name}}} here; there are: {}", values.join(", ")),
                );
                self.report(span, message, did_you_mean(name, values.iter().copied()));
            }
        }
    }

    fn untold(&mut self, span: Span) {
        let message = say(
            "中文和英文都必须填写，zh 中应有汉字",
            "both languages must be given, zh in Chinese characters",
        );
        self.report(span, message, None);
    }

    fn examples(&mut self) {
        let rule = self.rule;
        let kinds = [
            (Expect::Pass, "pass", "合格示例", "passing example"),
            (Expect::Fail, "fail", "不合格示例", "failing example"),
        ];
        for (expect, name, zh, en) in kinds {
            if !rule.examples().any(|example| example.expect == expect) {
                let message = say(format!("规则缺少{zh}"), format!("the rule has no {en}"));
                let help = say(
                    format!("增加 [[example]]，其中 expect = \"{name}\""),
                    format!("add an [[example]] with expect = \"{name}\""),
                );
                self.report(self.place("example"), message, Some(help));
            }
        }
        for example in &rule.example {
            let text = &example.get_ref().text;
            let marked = text.contains('⟦');
            if !is_marked_well(text) {
                let message = say("标记 ⟦ ⟧ 没有成对", "the marks ⟦ ⟧ are not in pairs");
                self.report(span_of(example), message, None);
            } else if marked != (example.get_ref().expect == Expect::Fail) {
                let message = say(
                    "不合格示例须用 ⟦ ⟧ 标出问题所在，其他示例不得标记",
                    "a failing example marks the place with ⟦ ⟧, other examples mark nothing",
                );
                self.report(span_of(example), message, None);
            }
            self.company(example);
        }
    }

    /// What an example is compared with.
    fn company(&mut self, example: &toml::Spanned<Example>) {
        let it = example.get_ref();
        let alone = it.others.is_empty() && it.list.is_none() && it.today.is_none();
        if !alone && !self.rule.compares() {
            let message = say(
                "others、list、today 仅用于对照多份报告的检查方式",
                "others, list and today are for kinds of check that compare reports",
            );
            self.report(span_of(example), message, None);
        }
        if it.today.as_ref().is_some_and(|it| it.parse::<Date>().is_err()) {
            let message = say("today 应写作 2024-02-01", "today is written as 2024-02-01");
            self.report(span_of(example), message, None);
        }
        let list = it.list.as_deref();
        if list.is_some_and(|it| config::parse(config::FILE_NAME, it).is_err()) {
            let message = say(
                "list 应为 hegui.toml 的 [[body]] 条目",
                "list holds [[body]] entries as in hegui.toml",
            );
            self.report(span_of(example), message, None);
        }
    }
}

fn is_bilingual(words: &Words) -> bool {
    words.zh.contains(is_han) && !words.en.trim().is_empty()
}

/// Three numbers with points between.
fn is_version(written: &str) -> bool {
    let number = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    written.split('.').count() == 3 && written.split('.').all(number)
}

/// Whether every mark that opens is closed before the next.
fn is_marked_well(text: &str) -> bool {
    let mut open = false;
    let fits = text.chars().filter(|it| matches!(it, '⟦' | '⟧')).all(|mark| {
        let right = (mark == '⟧') == open;
        open = mark == '⟦';
        right
    });
    fits && !open
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
