//! The outcome of every rule, so that silence is never taken for approval.

use std::io::{self, Write};

use super::{Judged, Look, escape, words};
use crate::lang::Lang;
use crate::report::Outcome;
use crate::text::Span;

/// Writes what was read of a report and what every rule says of it.
pub(super) fn write(out: &mut dyn Write, look: Look, judged: &Judged<'_>) -> io::Result<()> {
    for line in look.hang("", &look.shown(&read(judged, look.lang))) {
        writeln!(out, "{line}")?;
    }
    for (rule, outcome) in &judged.verdict.outcomes {
        let word = look.padded(name(outcome, look.lang), look.lang.pick(8, 12));
        let title = rule.title.get(look.lang);
        let text = format!("{title}{}", remark(judged, outcome, look.lang));
        for line in look.hang(&format!("  {word}  {}  ", rule.code()), &look.shown(&text)) {
            writeln!(out, "{line}")?;
        }
    }
    writeln!(out)?;
    out.flush()
}

/// Year, period of law, kind of body and packs.
fn read(judged: &Judged<'_>, lang: Lang) -> String {
    let verdict = &judged.verdict;
    let unknown = || lang.pick("不明", "unknown").to_owned();
    let year = verdict.year.map_or_else(unknown, |year| year.to_string());
    let body = judged.facts.body.as_ref().map_or_else(unknown, |body| body.name.clone());
    let kind = verdict.body.map_or("—", crate::facts::body::BodyKind::name);
    let (era, packs) = (verdict.era.unwrap_or("—"), verdict.packs.join(lang.pick("、", ", ")));
    let guessed = if judged.guessed { lang.pick("（推断）", " (guessed)") } else { "" };
    let (path, encoding) =
        (escape::path(&judged.path), judged.encoding.title().to_owned() + guessed);
    let tables = judged.tables();
    let tables: Vec<String> = tables.iter().map(|it| it.in_words(lang)).collect();
    let lead = if tables.is_empty() { "" } else { lang.pick("，", ", ") };
    let tables = lead.to_owned() + &tables.join(lang.pick("、", ", "));
    match lang {
        Lang::Zh => format!(
            "{path}：报告年度 {year}（{era}），机关 {body}（{kind}），编码 {encoding}，规则包 {packs}{tables}"
        ),
        Lang::En => format!(
            "{path}: report year {year} ({era}), body {body} ({kind}), {encoding}, packs {packs}{tables}"
        ),
    }
}

/// An outcome in a word.
pub(super) fn name(outcome: &Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Pass => lang.pick("通过", "passed"),
        Outcome::Fail(_) => lang.pick("不符", "failed"),
        Outcome::Inapplicable(_) => lang.pick("不适用", "inapplicable"),
        Outcome::Undecided(..) => lang.pick("未能判断", "undecided"),
    }
}

fn remark(judged: &Judged<'_>, outcome: &Outcome, lang: Lang) -> String {
    match outcome {
        Outcome::Pass => String::new(),
        Outcome::Fail(found) => {
            let count = found.len();
            lang.pick(format!("（{count} 处）"), format!(" ({count})"))
        }
        Outcome::Inapplicable(why) => reason(words::why(*why, lang), lang),
        Outcome::Undecided(why, places) => {
            reason(words::why(*why, lang), lang) + &at(judged, places, lang)
        }
    }
}

fn reason(why: &str, lang: Lang) -> String {
    lang.pick(format!("：{why}"), format!(": {why}"))
}

/// The places at which it could not be told.
pub(super) fn at(judged: &Judged<'_>, places: &[Span], lang: Lang) -> String {
    if places.is_empty() {
        return String::new();
    }
    let positions: Vec<String> = places
        .iter()
        .map(|span| judged.doc.position(*span))
        .map(|at| format!("{}:{}", at.line, at.column))
        .collect();
    let positions = positions.join(lang.pick("、", ", "));
    lang.pick(format!("（{positions}）"), format!(" ({positions})"))
}
