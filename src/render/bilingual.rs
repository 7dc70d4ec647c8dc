//! Documents in both languages at once: the same pages whatever language the user reads.

use super::markdown::escape::text;
use super::words;
use crate::lang::Lang;
use crate::rule::{Packs, Rule, Words, Years};

/// What both languages say, Chinese first: 错误 · error.
pub(super) fn both(words: impl Fn(Lang) -> String) -> String {
    joined(" · ", words)
}

/// The same in a cell of a table, one above the other.
pub(super) fn cell(words: impl Fn(Lang) -> String) -> String {
    joined("<br>", words)
}

fn joined(between: &str, words: impl Fn(Lang) -> String) -> String {
    let (zh, en) = (words(Lang::Zh), words(Lang::En));
    if zh == en { zh } else { format!("{zh}{between}{en}") }
}

/// Words of a pack, for [`both`] and [`cell`].
pub(super) fn of(words: &Words) -> impl Fn(Lang) -> String {
    |lang| text(words.get(lang))
}

/// A link to the page of a rule; the code alone stands for it.
pub(super) fn link(code: &str) -> String {
    format!("[{}]({code}.md)", text(code))
}

/// A rule by code and title, with a link to its page, and whether it has to be asked for.
pub(super) fn named(rule: &Rule, lang: Lang) -> String {
    format!("{} {}", link(rule.code()), title(rule, lang))
}

/// Rules in a cell, one a line, in both languages.
pub(super) fn listed(rules: &[&Rule]) -> String {
    let line = |rule: &&Rule| format!("{} {}", link(rule.code()), both(|lang| title(rule, lang)));
    rules.iter().map(line).collect::<Vec<_>>().join("<br>")
}

fn title(rule: &Rule, lang: Lang) -> String {
    let off = lang.pick("（默认关闭）", " (off)");
    format!("{}{}", text(rule.title.get(lang)), if rule.enabled { "" } else { off })
}

/// The report years a rule judges.
pub(super) fn years_of(rule: &Rule, packs: &Packs) -> Option<Years> {
    let pack = packs.pack(&rule.pack).and_then(|pack| pack.file.report_years);
    match (pack, rule.years) {
        (Some(pack), Some(own)) => Some(Years {
            from: pack.from.max(own.from),
            to: [pack.to, own.to].into_iter().flatten().min(),
        }),
        (pack, own) => own.or(pack),
    }
}

/// The same in words.
pub(super) fn years_in_words(rule: &Rule, packs: &Packs, lang: Lang) -> String {
    let every = Years { from: None, to: None };
    words::years(years_of(rule, packs).unwrap_or(every), lang)
}
