//! Everything there is to know of a rule.

use super::{Look, pretty, words};
use crate::rule::{Cite, Example, Expect, Packs, Rule};

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
        say("依据", "basis", &basis(cite, packs, look));
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

fn basis(cite: &Cite, packs: &Packs, look: Look) -> String {
    let lang = look.lang;
    let Some(authority) = packs.authorities.get(cite.authority.get_ref()) else {
        return cite.authority.get_ref().clone();
    };
    let mut basis = words::citation(authority, cite.article.as_ref(), lang);
    let binding = if authority.binding {
        lang.pick("有强制力", "binding")
    } else {
        lang.pick("不具强制力", "not binding")
    };
    let standing = words::standing(authority.standing, lang);
    basis += &lang.pick(format!("；{binding}，{standing}。"), format!("; {binding}; {standing}."));
    if let Some(note) = &authority.note {
        basis += lang.pick("", " ");
        basis += note.get(lang);
    }
    basis
}

/// An example, its marks as ⟦ ⟧.
fn shown(rule: &Rule, example: &Example, packs: &Packs, look: Look) -> String {
    let (zh, en) = match example.expect {
        Expect::Fail => ("应当指出的写法（⟦ ⟧ 处）", "wrong (at ⟦ ⟧)"),
        Expect::Pass => ("合规的写法", "right"),
        Expect::Inapplicable => ("不适用的情形", "not concerned"),
        Expect::Undecided => ("不作判断的情形", "not decided"),
    };
    let usual = packs.pack(&rule.pack).map(|pack| pack.file.example_year);
    let year = example.year.or(usual).map_or_else(String::new, |year| year.to_string());
    let name = look.lang.pick(format!("{zh}，{year}年度"), format!("{en}, {year}"));
    let mut out = format!("\n  {name}{}\n", look.lang.pick("：", ":"));
    for line in example.text.trim_end().lines() {
        for line in look.hang("    ", &look.shown(line)) {
            out += line.trim_end();
            out.push('\n');
        }
    }
    out
}
