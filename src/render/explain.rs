//! Everything there is to know of a rule.

use super::rule_entries::{Dress, beside, circumstances, entries, messages};
use super::{Look, clauses, pretty, words};
use crate::lang::Lang;
use crate::rule::{Authority, Cite, Example, Expect, Packs, Planned, Rule};

/// A rule in full: what it wants and why, what it rests on, how it judges.
pub fn explain(rule: &Rule, packs: &Packs, look: Look) -> String {
    let lang = look.lang;
    let headline = format!("{} {}  {}", rule.code(), rule.id(), rule.title.get(lang));
    let mut out = look.hang("", &look.shown(&headline)).join("\n") + "\n";
    let mut say = |name: &str, text: &str| out += &pretty::note(look, name, text);
    for (name, words) in entries(rule, packs, lang, &Plain) {
        say(&name, &words);
    }
    for (message, help) in messages(rule, lang) {
        say(lang.pick("报告", "message"), &message);
        if let Some(help) = help {
            say(lang.pick("建议", "help"), &help);
        }
    }
    for cite in rule.cites() {
        say(lang.pick("依据", "basis"), &basis(cite, packs, lang));
    }
    for clause in clauses::of_rule(rule, packs, lang) {
        say(lang.pick("条款", "clause"), &clause);
    }
    for example in rule.examples() {
        out += &shown(rule, example, packs, look);
    }
    out
}

/// Words of the terminal, which are made fit for it where they are shown.
struct Plain;

impl Dress for Plain {
    fn text(&self, words: &str) -> String {
        words.to_owned()
    }

    fn code(&self, name: &str) -> String {
        name.to_owned()
    }

    fn kind(&self, name: &str) -> String {
        name.to_owned()
    }

    fn rule(&self, rule: &Rule, lang: Lang) -> String {
        format!("{} {}", rule.code(), rule.title.get(lang))
    }
}

/// What a rule rests on, how far it binds and how far it was read.
pub(super) fn basis(cite: &Cite, packs: &Packs, lang: Lang) -> String {
    let Some(authority) = packs.authorities.get(cite.authority.get_ref()) else {
        return cite.authority.get_ref().to_string();
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

/// An example, its marks as ⟦ ⟧, with how it is judged and what its repair gives.
fn shown(rule: &Rule, example: &Example, packs: &Packs, look: Look) -> String {
    let lang = look.lang;
    let (kind, how) = (kind(example.expect, lang), circumstances(rule, example, packs, lang));
    let colon = lang.pick("：", ":");
    let name = lang.pick(format!("{kind}，{how}"), format!("{kind}, {how}"));
    let mut out = format!("\n  {name}{colon}\n{}", indented(&example.text, look));
    for (name, text) in beside(example, lang) {
        out.extend(["  ", &name, colon, "\n", &indented(text, look)]);
    }
    if let Some(fixed) = &example.fixed {
        let name = lang.pick("修改后", "after the fix");
        out.extend(["  ", name, colon, "\n", &indented(fixed, look)]);
    }
    out
}

fn indented(text: &str, look: Look) -> String {
    let lines = text.trim_end().lines().flat_map(|line| look.hang("    ", &look.shown(line)));
    lines.map(|line| line.trim_end().to_owned() + "\n").collect()
}
