//! `reading`: whether the text is a report at all, of which year, and undamaged (读取).

use schemars::JsonSchema;
use serde::Deserialize;

use super::elsewhere::is_titled;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::report::{Finding, Label, Outcome};
use crate::rule::Wording;
use crate::text::{Span, uncommon};

/// Whether the text is a report at all, of which year, and undamaged (读取): what every other check
/// depends on.
///
/// 检查文本能否判读：是不是年度报告、是哪一年度、转换中有无损坏。其他检查都以此为前提。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Reading {
    /// What is looked at; one aspect a rule.
    ///
    /// 检查哪一方面，一条规则选一项。
    aspect: Aspect,
    /// Words in headings that show that a text without a title is a report; two headings with one
    /// of them are enough. Only for `aspect = "report"`. Left out: only a title does.
    ///
    /// 没有标题的文本，章节标题含有这些词语（如 `["主动公开"]`）的有两个以上，也视为年度报告。
    /// 仅用于 `aspect = "report"`；省略时只看报告标题。
    #[serde(default)]
    chapters: Vec<Wording>,
    /// Characters that only a wrong conversion writes: 锟斤拷. One place is enough. Only for
    /// `aspect = "damage"`. Left out: none but the usual signs of UTF-8 read as Latin-1.
    ///
    /// 只有转换出错才会出现的文字，如 `["锟斤拷"]`，出现一处即报告。仅用于 `aspect = "damage"`；
    /// 省略时只查 UTF-8 误作 Latin-1 的常见乱码。
    #[serde(default)]
    garbled: Vec<Wording>,
    /// The same, where three places of any of them must be met. Left out: none.
    ///
    /// 同上，但合计出现三处以上才报告；省略时没有。
    #[serde(default)]
    suspicious: Vec<Wording>,
}

/// What can be asked of a text before it is judged.
///
/// 判读文本的各个方面。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Aspect {
    /// There is neither a title nor enough chapters of a report.
    ///
    /// 既没有报告标题，也没有足够的报告章节。
    Report,
    /// The report year is not known: neither title nor period nor signature tells it.
    ///
    /// 报告年度不明：标题、统计期限、落款都不能确定。
    Year,
    /// Characters were lost or garbled, or dates lost their 年, 月 or 日.
    ///
    /// 文字丢失或成乱码，或者多处日期丢了“年、月、日”字样。
    Damage,
}

/// Headings that make a report of a text without a title.
const ENOUGH_CHAPTERS: usize = 2;
/// How often a suspicious sign must be met.
const ENOUGH_SIGNS: usize = 3;
/// Characters in a row, and capitals among them, that show UTF-8 read as Latin-1.
const LATIN_RUN: usize = 4;
const LATIN_LEADS: usize = 2;
/// Places shown beside the first.
const MOST: usize = 20;

impl Kind for Reading {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["count"]), message("garbled", &["count"])];
        MESSAGES
    }

    fn literals(&self) -> Vec<&str> {
        self.garbled.iter().chain(&self.suspicious).map(Wording::as_str).collect()
    }

    fn is_of_whole(&self) -> bool {
        self.aspect == Aspect::Report
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let fine = match self.aspect {
            Aspect::Report => self.is_report(cx),
            Aspect::Year => cx.year.is_some(),
            Aspect::Damage => return Outcome::of(self.damage(cx).into_iter().collect()),
        };
        if fine { Outcome::Pass } else { Outcome::of((Finding::at(cx.title_or_start())).into()) }
    }
}

impl Reading {
    fn is_report(&self, cx: &Context<'_>) -> bool {
        let is_chapter = |title: &str| self.chapters.iter().any(|it| title.contains(it.as_str()));
        let chapters = cx.doc.chapters().filter(|(_, it)| is_chapter(cx.doc.plain(it.title)));
        is_titled(cx) || chapters.count() >= ENOUGH_CHAPTERS
    }

    /// One finding for all that was destroyed.
    fn damage(&self, cx: &Context<'_>) -> Option<Finding> {
        let garbled = self.garbled_places(cx);
        let damage = &cx.facts.damage;
        let (variant, places) = match (damage.dates, garbled.is_empty()) {
            (true, _) => ("", &damage.places),
            (false, false) => ("garbled", &garbled),
            (false, true) => return None,
        };
        let first = places.first().map_or_else(|| cx.title_or_start(), |it| *it);
        let others = places.iter().copied().skip(1).take(MOST);
        let finding = Finding::at(first).variant(variant).value("count", places.len().max(1));
        Some(finding.all_related(others, Label::Again))
    }

    fn garbled_places(&self, cx: &Context<'_>) -> Vec<Span> {
        let weak = |literal: usize| literal >= self.garbled.len();
        let signs = cx.literal_hits().filter(|&(literal, _)| weak(literal)).count();
        let hits = cx.literal_hits().filter_map(|(literal, at)| {
            let words = self.literals().get(literal).map_or(0, |it| it.len());
            let span = Span::new(at, at + words);
            (!weak(literal) || signs >= ENOUGH_SIGNS).then(|| cx.doc.folded.to_source(span))
        });
        let mut places: Vec<Span> = hits.chain(latin_runs(cx.doc.text.as_str())).collect();
        places.sort_unstable();
        places.dedup_by(|next, kept| kept.overlaps(*next));
        places
    }
}

/// Runs of Latin-1 characters such as UTF-8 gives when it is read one byte at a time.
fn latin_runs(text: &str) -> Vec<Span> {
    let mut runs = Vec::new();
    let (mut run, mut count, mut leads) = (Span::at(0), 0, 0);
    for (at, char) in uncommon(text).filter(|it| is_byte(it.1)).chain([(usize::MAX, '\n')]) {
        if at != run.end() {
            if count >= LATIN_RUN && leads >= LATIN_LEADS {
                runs.push(run);
            }
            (run, count, leads) = (Span::at(at), 0, 0);
        }
        run = Span::new(run.start(), at.saturating_add(char.len_utf8()));
        count += 1;
        leads += usize::from(char >= '\u{C0}');
    }
    runs
}

/// A character of Latin-1 beyond ASCII, those left out that Chinese texts use: · × ° ± § and NBSP.
fn is_byte(char: char) -> bool {
    let used = matches!(char, '\u{A0}' | '·' | '×' | '°' | '±' | '§');
    ('\u{80}'..='\u{FF}').contains(&char) && !used
        || matches!(char, '\u{2013}'..='\u{203A}' | '\u{20AC}' | '\u{2122}' | '\u{152}'..='\u{178}')
            && !matches!(char, '—' | '–' | '‘' | '’' | '“' | '”' | '…' | '†')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{marked, unmarked};

    #[test]
    fn garbled_runs_are_found_and_right_signs_are_not() {
        for shown in ["标题⟦ä¸\u{AD}æ⟧，", "5×3，30°C±1，马丁·路德，“引文”——café"]
        {
            let text = unmarked(shown);
            assert_eq!(marked(&text, latin_runs(&text)), shown);
        }
    }
}
