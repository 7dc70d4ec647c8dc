//! What a case expected and what was found, in words.

use super::super::notes::quote;
use super::super::words;
use super::{Case, CaseKind};
use crate::lang::Lang;
use crate::rule::Expect;
use crate::text::Span;
use crate::trial::{Misjudged, Said, Told, Trial};

/// Quotations of one kind.
const MAX_QUOTES: usize = 12;

type Note = (&'static str, String);

/// All notes in order.
pub(super) fn notes(case: &Case<'_>, trial: &Trial, how: &Misjudged, lang: Lang) -> Vec<Note> {
    let (path, line, what) = (case.path, case.line(), case.named(lang));
    let place = lang.pick(format!("{path}:{line}，{what}"), format!("{path}:{line}, {what}"));
    let mut notes = vec![(lang.pick("位置", "where"), place)];
    if matches!(how, Misjudged::Crashed(_)) {
        return notes;
    }
    let id = case.rule().map_or("", |it| it.id());
    let (own, others): (Vec<&Said>, Vec<&Said>) = trial.found.iter().partition(|it| it.rule == id);
    if case.rule().is_some() {
        notes.push((lang.pick("应报", "expected"), expected(case, trial, how, lang)));
        let found = if own.is_empty() { told(trial.told, lang) } else { all(trial, &own, lang) };
        notes.push((lang.pick("实报", "found"), found));
    }
    if !others.is_empty() {
        let name =
            if case.rule().is_some() { ("另报", "also found") } else { ("实报", "found") };
        notes.push((lang.pick(name.0, name.1), all(trial, &others, lang)));
    }
    let changed = *how != Misjudged::NotCompliant;
    if let (CaseKind::Mutation(_, it), true) = (case.kind, changed) {
        let heard = |rule: &str| others.iter().any(|it| it.rule == rule);
        let beside = it.get_ref().beside.iter().map(|it| it.get_ref().as_str());
        let silent: Vec<&str> = beside.filter(|it| !heard(it)).collect();
        if !silent.is_empty() {
            let name = lang.pick("应一并报出", "should speak as well");
            notes.push((name, silent.join(lang.pick("、", ", "))));
        }
    }
    notes.extend(repairs(case, how, lang));
    notes
}

fn expected(case: &Case<'_>, trial: &Trial, how: &Misjudged, lang: Lang) -> String {
    let wanted = match case.kind {
        CaseKind::Example(_, it) => it.get_ref().expect,
        _ if *how == Misjudged::NotCompliant => Expect::Pass,
        _ => Expect::Fail,
    };
    match wanted {
        Expect::Fail if trial.expected.is_empty() => {
            lang.pick("这条规则，不论何处", "this rule, anywhere").to_owned()
        }
        Expect::Fail => {
            let places = trial.expected.iter().map(|it| place(trial, *it, lang));
            let mut said = listed(places.collect(), lang);
            if let CaseKind::Example(rule, it) = case.kind {
                let severity = it.get_ref().severity.unwrap_or(rule.severity());
                said += &in_brackets(words::severity(severity, lang), lang);
            }
            said
        }
        Expect::Pass => lang.pick("不报（合格）", "nothing (pass)").to_owned(),
        Expect::Inapplicable => lang.pick("不报（不适用）", "nothing (inapplicable)").to_owned(),
        Expect::Undecided => lang.pick("不报（无法判断）", "nothing (undecided)").to_owned(),
    }
}

/// What a rule said that found nothing.
fn told(told: Told, lang: Lang) -> String {
    let with = |zh: &str, en: &str, why| {
        let why = words::why(why, lang);
        lang.pick(format!("无（{zh}：{why}）"), format!("nothing ({en}: {why})"))
    };
    match told {
        Told::Inapplicable(why) => with("不适用", "inapplicable", why),
        Told::Undecided(why) => with("无法判断", "undecided", why),
        Told::NotRun => lang
            .pick(
                "无（规则没有运行：已关闭，或者不用于这一年度）",
                "nothing (the rule did not run: it is off, or not for this year)",
            )
            .to_owned(),
        Told::Pass | Told::Fail => lang.pick("无（合格）", "nothing (pass)").to_owned(),
    }
}

/// Findings: rule, severity, words and place.
fn all(trial: &Trial, said: &[&Said], lang: Lang) -> String {
    let one = |it: &&Said| {
        let severity = in_brackets(words::severity(it.severity, lang), lang);
        format!("{} {} {}{severity}", it.code, it.rule, place(trial, it.span, lang))
    };
    listed(said.iter().map(one).collect(), lang)
}

fn in_brackets(word: &str, lang: Lang) -> String {
    lang.pick(format!("（{word}）"), format!(" ({word})"))
}

/// Words of the text that was judged, and where in it they stand.
fn place(trial: &Trial, span: Span, lang: Lang) -> String {
    let at = trial.text.position(span.start());
    let (line, column) = (at.line, at.column);
    let words = if span.is_empty() {
        lang.pick("空白处", "the blank place").to_owned()
    } else {
        quote(trial.text.slice(span))
    };
    lang.pick(
        format!("第 {line} 行第 {column} 列{words}"),
        format!("line {line}, column {column}: {words}"),
    )
}

fn listed(mut all: Vec<String>, lang: Lang) -> String {
    let more = all.len().saturating_sub(MAX_QUOTES);
    all.truncate(MAX_QUOTES);
    if more > 0 {
        all.push(lang.pick(format!("另有 {more} 处"), format!("{more} more")));
    }
    all.join(lang.pick("；", "; "))
}

/// What the fix should give, and what it gives.
fn repairs(case: &Case<'_>, how: &Misjudged, lang: Lang) -> Vec<Note> {
    let CaseKind::Example(_, example) = case.kind else { return Vec::new() };
    let fixed = example.get_ref().fixed.as_deref().unwrap_or_default();
    match how {
        Misjudged::WrongFix(given) => {
            let (wanted, given) = differing(fixed, given);
            vec![
                (lang.pick("应改为", "should give"), quote(&wanted)),
                (lang.pick("实改为", "gives"), quote(&given)),
            ]
        }
        Misjudged::UnfinishedFix(more) => {
            let more = more.iter().map(|it| quote(it)).collect();
            vec![(lang.pick("还要写入", "still writes"), listed(more, lang))]
        }
        _ => Vec::new(),
    }
}

/// Two texts from the first line on that differs.
fn differing(left: &str, right: &str) -> (String, String) {
    let same = left.lines().zip(right.lines()).take_while(|(one, other)| one == other).count();
    let rest = |text: &str| text.lines().skip(same).collect::<Vec<_>>().join("\n");
    let (one, other) = (rest(left), rest(right));
    // Line ends at the end of the text are no lines.
    if one == other { (left.to_owned(), right.to_owned()) } else { (one, other) }
}
