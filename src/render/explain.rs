//! Everything there is to know of a rule.

use super::{Look, packs, pretty, words};
use crate::lang::Lang;
use crate::rule::{Authority, Cite, Example, Expect, Packs, Planned, Rule};

/// A rule in full: what it wants and why, what it rests on, how it judges.
pub fn explain(rule: &Rule, packs: &Packs, look: Look) -> String {
    let lang = look.lang;
    let headline = format!("{} {}  {}", rule.code(), rule.id(), rule.title.get(lang));
    let mut out = look.hang("", &look.shown(&headline)).join("\n") + "\n";
    let mut say = |zh: &'static str, en: &'static str, text: &str| {
        out += &pretty::note(look, lang.pick(zh, en), text);
    };
    say("级别", "severity", &severity(rule, look));
    say("修改", "fix", words::safety(rule.fix, lang));
    say("规则包", "pack", &pack(rule, packs, look));
    say("检查方式", "kind of check", &rule.kind());
    for (pack, change) in packs::changes(rule, packs, lang) {
        say(
            "调整",
            "changed",
            &lang.pick(format!("规则包 {pack}：{change}"), format!("by pack {pack}: {change}")),
        );
    }
    say("启用版本", "since", &rule.since);
    say("缘由", "why", rule.why.get(lang));
    if let Some(guard) = &rule.guard {
        say("不作为问题", "let pass", guard.get(lang));
    }
    for (message, help) in messages(rule, look) {
        say("报告", "message", &message);
        if let Some(help) = help {
            say("建议", "help", &help);
        }
    }
    for cite in rule.cites() {
        say("依据", "basis", &basis(cite, packs, lang));
    }
    for example in rule.examples() {
        out += &shown(rule, example, packs, look);
    }
    out
}

fn severity(rule: &Rule, look: Look) -> String {
    let severity = words::severity(rule.severity(), look.lang);
    let off = look.lang.pick("（默认不启用，可用 --select 启用）", " (off unless selected)");
    format!("{severity}{}", if rule.enabled { "" } else { off })
}

fn pack(rule: &Rule, packs: &Packs, look: Look) -> String {
    match packs.pack(&rule.pack) {
        Some(pack) => format!("{} {}", rule.pack, pack.file.title.get(look.lang)),
        None => rule.pack.clone(),
    }
}

/// The main message and those of the variants, with their advice.
fn messages(rule: &Rule, look: Look) -> Vec<(String, Option<String>)> {
    let names = std::iter::once("").chain(rule.variant.keys().map(String::as_str));
    let help = |name| rule.help(name).map(|help| words::outline(help.get(look.lang)));
    names.map(|name| (words::outline(rule.message(name).get(look.lang)), help(name))).collect()
}

/// What a rule rests on, how far it binds and how far it was read.
pub(super) fn basis(cite: &Cite, packs: &Packs, lang: Lang) -> String {
    let Some(authority) = packs.authorities.get(cite.authority.get_ref()) else {
        return cite.authority.get_ref().clone();
    };
    let mut basis = words::citation(authority, cite.article.as_ref(), lang);
    let (binding, standing) = (binding(authority, lang), words::standing(authority.standing, lang));
    basis += &lang.pick(format!("；{binding}，{standing}。"), format!("; {binding}; {standing}."));
    if let Some(note) = &authority.note {
        basis += lang.pick("", " ");
        basis += note.get(lang);
    }
    basis
}

/// Whether bodies must follow an act.
pub(super) fn binding(authority: &Authority, lang: Lang) -> &'static str {
    if authority.binding {
        lang.pick("有强制力", "binding")
    } else {
        lang.pick("不具强制力", "not binding")
    }
}

/// What an example shows.
pub(super) fn kind(expect: Expect, lang: Lang) -> &'static str {
    let (zh, en) = match expect {
        Expect::Fail => ("应当指出的写法（⟦ ⟧ 处）", "wrong (at ⟦ ⟧)"),
        Expect::Pass => ("合规的写法", "right"),
        Expect::Inapplicable => ("不适用的情形", "not concerned"),
        Expect::Undecided => ("不作判断的情形", "not decided"),
    };
    lang.pick(zh, en)
}

/// A rule that is not there yet, and why.
pub fn explain_planned(planned: &Planned, look: Look) -> String {
    let lang = look.lang;
    let title = planned.title.get(lang);
    let headline = format!("{} {}  {title}", planned.code(), planned.id());
    let status = lang.pick("尚未提供", "not there yet");
    look.hang("", &look.shown(&headline)).join("\n")
        + "\n"
        + &pretty::note(look, lang.pick("状态", "status"), status)
        + &pretty::note(look, lang.pick("原因", "reason"), planned.reason.get(lang))
}

/// An example, its marks as ⟦ ⟧.
fn shown(rule: &Rule, example: &Example, packs: &Packs, look: Look) -> String {
    let kind = kind(example.expect, look.lang);
    let usual = packs.pack(&rule.pack).map(|pack| pack.file.example_year);
    let year = example.year.or(usual).map_or_else(String::new, |year| year.to_string());
    let name = look.lang.pick(format!("{kind}，{year}年度"), format!("{kind}, {year}"));
    let mut out = format!("\n  {name}{}\n", look.lang.pick("：", ":"));
    for line in example.text.trim_end().lines() {
        for line in look.hang("    ", &look.shown(line)) {
            out += line.trim_end();
            out.push('\n');
        }
    }
    out
}
