//! What acts and forms ask for and which rules see to it (条款与规则): a list, JSON or Markdown.

use serde::Serialize;

use super::bilingual::{cell, listed as rules_in_both, of};
use super::markdown::escape::{row, text};
use super::rule_index::{act_head, head};
use super::rules::Title;
use super::{ListFormat, Look, escape, pretty, words};
use crate::lang::Lang;
use crate::rule::{Article, Authority, Checked, Clause, Packs, Rule};

/// `clauses` in a format; Markdown is in both languages.
pub fn clauses(clauses: &[&Clause], packs: &Packs, format: ListFormat, look: Look) -> String {
    match format {
        ListFormat::Table => list(clauses, packs, look),
        ListFormat::Json => json(clauses, packs),
        ListFormat::Markdown => markdown(clauses, packs),
    }
}

/// The clauses that a rule sees to.
pub(super) fn of_rule(rule: &Rule, packs: &Packs, lang: Lang) -> Vec<String> {
    let names_it = |clause: &&Clause| clause.rules.iter().any(|it| it.get_ref() == rule.id());
    let clauses = packs.clauses().map(|(_, clause)| clause).filter(names_it);
    let item = |clause: &Clause| {
        let act = packs.authorities.get(clause.authority.get_ref());
        let act = act.map_or("", |it| it.name.get(lang));
        let (name, checked) = (name(clause, packs, lang), words::checked(clause.checked, lang));
        lang.pick(format!("{act}{name}，{checked}"), format!("{act}, {name}: {checked}"))
    };
    clauses.map(item).collect()
}

/// Where a clause stands in its act: 第四十九条（部门公布）.
fn name(clause: &Clause, packs: &Packs, lang: Lang) -> String {
    let act = packs.authorities.get(clause.authority.get_ref());
    let article = clause.article.as_ref().zip(act);
    let article = article.map(|(at, act)| words::article_of(act, at, lang));
    match (article, clause.part.as_ref().map(|it| it.get(lang))) {
        (Some(at), Some(part)) => lang.pick(format!("{at}（{part}）"), format!("{at} ({part})")),
        (at, part) => at.or(part.map(str::to_owned)).unwrap_or_default(),
    }
}

/// The rules that see to a clause.
fn rules_of<'p>(clause: &Clause, packs: &'p Packs) -> Vec<&'p Rule> {
    let all = packs.rules();
    let found = |id: &str| all.iter().copied().find(|rule| rule.id() == id);
    clause.rules.iter().filter_map(|id| found(id.get_ref())).collect()
}

/// The acts in the order in which clauses name them, each with its clauses.
fn by_act<'c, 'p>(
    clauses: &[&'c Clause],
    packs: &'p Packs,
) -> Vec<(&'p Authority, Vec<&'c Clause>)> {
    let mut acts: Vec<(&Authority, Vec<&Clause>)> = Vec::new();
    for clause in clauses {
        let Some(act) = packs.authorities.get(clause.authority.get_ref()) else { continue };
        match acts.iter_mut().find(|(known, _)| known.id == act.id) {
            Some((_, clauses)) => clauses.push(clause),
            None => acts.push((act, vec![clause])),
        }
    }
    // The acts by the years they are for; those of the same years stay in the order of the packs.
    acts.sort_by_key(|(act, _)| act.report_years.map(|it| (it.from, it.to)));
    acts
}

fn count(clauses: &[&Clause], checked: Checked) -> usize {
    clauses.iter().filter(|it| it.checked == checked).count()
}

fn list(clauses: &[&Clause], packs: &Packs, look: Look) -> String {
    let lang = look.lang;
    let mut out = String::new();
    for (act, clauses) in by_act(clauses, packs) {
        out += &look.hang("", &look.shown(&words::citation(act, None, lang))).join("\n");
        out.push('\n');
        for clause in clauses {
            let checked = words::checked(clause.checked, lang);
            let lead = format!("  [{checked}] ");
            let colon = lang.pick("：", ": ");
            let (name, asked) = (name(clause, packs, lang), clause.text.get(lang));
            let line = look.shown(&format!("{name}{colon}{asked}"));
            out += &(look.hang(&lead, &line).join("\n") + "\n");
            let codes: Vec<&str> = rules_of(clause, packs).iter().map(|it| it.code()).collect();
            if !codes.is_empty() {
                out += &note(look, ("规则", "rules"), &codes.join(lang.pick("、", ", ")));
            }
            if let Some(words) = &clause.note {
                out += &note(look, ("说明", "note"), words.get(lang));
            }
        }
        out.push('\n');
    }
    out + &total(clauses, lang) + "\n"
}

/// What is said below a clause.
fn note(look: Look, (zh, en): (&str, &str), words: &str) -> String {
    let inner = Look { width: look.width.saturating_sub(2), ..look };
    let note = pretty::note(inner, look.lang.pick(zh, en), words);
    note.lines().flat_map(|line| ["  ", line, "\n"]).collect()
}

fn total(clauses: &[&Clause], lang: Lang) -> String {
    let [automatic, part, person] = Checked::ALL.map(|it| count(clauses, it));
    let all = clauses.len();
    lang.pick(
        format!("共 {all} 项：自动 {automatic} 项，部分自动 {part} 项，人工 {person} 项"),
        format!("{all} clauses: {automatic} automatic, {part} in part, {person} by a person"),
    )
}

fn markdown(clauses: &[&Clause], packs: &Packs) -> String {
    let mut out = String::from(
        "# 条款与规则 · Clauses and rules\n\n[规则目录 · All rules](README.md)\n\n\
        法规和报告格式的各项要求，分别由哪些规则检查：\n\n\
        - **自动**：凡能读取的报告，由规则全部判断；未能读取的部分，程序另行告知。\n\
        - **部分自动**：规则判断一部分，其余由人工判断，见说明。\n\
        - **人工**：只能由人工判断。\n\n\
        What acts and forms ask for, and which rules see to it:\n\n\
        - **automatic**: rules decide the whole of what can be read; \
        what could not be read the program tells.\n\
        - **in part**: rules decide a part, a person the rest, as the note says.\n\
        - **a person**: only a person can tell.\n\n",
    );
    for lang in [Lang::Zh, Lang::En] {
        out.extend([total(clauses, lang).as_str(), lang.pick("。\n\n", ".\n")]);
    }
    for (act, clauses) in by_act(clauses, packs) {
        out += &act_head("##", act);
        let heads = ["条款 · Clause", "要求 · What it asks for", "检查 · Checked"];
        out += &head(&[&heads[..], &["规则 · Rules", "说明 · Note"]].concat());
        for clause in clauses {
            out += &row(&[
                cell(|lang| text(&name(clause, packs, lang))),
                cell(of(&clause.text)),
                cell(|lang| words::checked(clause.checked, lang).to_owned()),
                rules_in_both(&rules_of(clause, packs)),
                clause.note.as_ref().map(|it| cell(of(it))).unwrap_or_default(),
            ]);
        }
    }
    out
}

/// A clause as JSON lists it.
#[derive(Serialize)]
struct Listed<'a> {
    authority: &'a str,
    article: Option<String>,
    name: Bilingual,
    text: Title<'a>,
    checked: &'static str,
    rules: Vec<Named<'a>>,
    note: Option<Title<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    code: &'a str,
    id: &'a str,
}

#[derive(Serialize)]
struct Bilingual {
    zh: String,
    en: String,
}

fn json(clauses: &[&Clause], packs: &Packs) -> String {
    let listed: Vec<Listed<'_>> = clauses.iter().map(|it| listed(it, packs)).collect();
    // Plain structs of words cannot fail to serialise.
    let json = serde_json::to_string_pretty(&listed).unwrap_or_default();
    escape::in_json(&json).into_owned() + "\n"
}

fn listed<'a>(clause: &'a Clause, packs: &'a Packs) -> Listed<'a> {
    let rules = rules_of(clause, packs).into_iter();
    Listed {
        authority: clause.authority.get_ref(),
        article: clause.article.as_ref().map(Article::to_string),
        name: Bilingual { zh: name(clause, packs, Lang::Zh), en: name(clause, packs, Lang::En) },
        text: Title::of(&clause.text),
        checked: clause.checked.name(),
        rules: rules.map(|rule| Named { code: rule.code(), id: rule.id() }).collect(),
        note: clause.note.as_ref().map(Title::of),
    }
}
