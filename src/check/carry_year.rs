//! `carry-year`: applications are carried over into the wrong year (结转年度错).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::dates::{DateForm, DateMention};
use crate::report::{Finding, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, before, cut, from};

/// Applications are carried over into the wrong year (结转年度错): into the year after the report
/// year, or where they came from the year before, into the report year. Years more than three away
/// are not judged.
///
/// 检查结转年度：结转下年度的应为报告年度的次年，上年结转来的应为报告年度。
/// 年份与报告年度相差超过三年的不检查。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CarryYear {
    /// Words for carrying over, right before the year: 结转. 到, 至, 入, 于 or 转 may stand
    /// between.
    ///
    /// 紧接年份前面的结转用语，如 `["结转"]`；中间可有“到、至、入、于、转”。
    words: Vec<Wording>,
    /// What may follow the year inside the clause, behind 年 or 年度: 继续, 办. A year at the end
    /// of its clause needs none.
    ///
    /// 年份（“年”“年度”）后面可接的词语，如 `["继续", "办"]`；年份在分句末尾的不需要。
    then: Vec<Wording>,
    /// Words earlier in the sentence that show that what follows is carried out of the year: 办结. Only
    /// behind one of them may a number follow the year (结转2023年度1件), which without them may be one
    /// carried in. Left out: no number may follow.
    ///
    /// 本句中在前、表明下文所说是结转出去的申请的词语，如 `["办结"]`；有其中之一的，年份后面才可以接数字
    /// （“结转2023年度1件”，没有时也可能是结转来的）。省略时不能接数字。
    #[serde(default)]
    behind: Vec<Wording>,
    /// Words before it in the clause that show the cases came from the year before: 上年, 年初. The
    /// number of the year before shows it, too.
    ///
    /// 分句中在前、表明所说是上年结转来的申请的词语，如 `["上年", "年初"]`；写明上一年年份的也算。
    carried_in: Vec<Wording>,
}

/// Words that lead to a part of the figure before them.
const PART: [&str; 4] = ["其中", "含", "包括", "包含"];

/// Most characters from the start of a sentence to the word in it.
const SENTENCE: usize = 120;

/// Most characters from the start of a clause to the word in it.
const REACH: usize = 30;

impl Kind for CarryYear {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "expected"])];
        MESSAGES
    }

    fn literals(&self) -> Vec<&str> {
        self.words.iter().map(Wording::as_str).collect()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let Some(year) = cx.year else { return Outcome::Inapplicable(Why::NoYear) };
        if let Some(conflict) = &cx.facts.year_conflict {
            return Outcome::Undecided(Why::Ambiguous, vec![conflict.odd.span]);
        }
        let hits = cx.literal_hits().filter_map(|(index, at)| {
            let word = self.words.get(index)?;
            Some((Span::new(at, at + word.len()), self.year_after(cx, word, at + word.len())?))
        });
        let mut hits: Vec<(Span, &DateMention)> = hits.collect();
        hits.dedup_by_key(|(_, date)| date.span);
        if hits.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let judged = hits.into_iter().filter_map(|(word, date)| self.judge(cx, word, date, year));
        Outcome::of(judged.collect())
    }
}

impl CarryYear {
    /// The year into which something is carried over, right after `word`, which ends at `at`.
    fn year_after<'a>(&self, cx: &Context<'a>, word: &str, at: usize) -> Option<&'a DateMention> {
        let rest = from(cx.doc.folded.as_str(), at);
        let start = at + rest.len() - rest.trim_start_matches(['到', '至', '入', '于', '转']).len();
        let source = cx.doc.folded.to_source(Span::at(start)).start();
        let index = cx.facts.dates.partition_point(|it| it.span.start() < source);
        let date = cx.facts.dates.get(index).filter(|it| it.span.start() == source)?;
        let tail = from(cx.doc.folded.as_str(), cx.doc.folded.to_folded(date.span).end());
        let tail = tail.trim_start_matches('度');
        let ended = tail.is_empty() || tail.starts_with(['，', '。', '；', '）', '、']);
        let counted = || {
            let head = sentence_before(cx.doc.folded.as_str(), at);
            let words = before(head, head.len() - word.len());
            // 办结19件，其中结转2022年2件: some of those came from that year.
            !PART.iter().any(|it| words.ends_with(it)) && self.behind.iter().any(|it| head.contains(it.as_str()))
        };
        let goes_on = self.then.iter().any(|word| tail.starts_with(word.as_str()))
            || tail.starts_with(|it: char| it.is_ascii_digit()) && counted();
        (date.date.month.is_none() && date.flaw.is_none() && (ended || goes_on)).then_some(date)
    }

    fn judge(
        &self,
        cx: &Context<'_>,
        word: Span,
        date: &DateMention,
        year: i32,
    ) -> Option<Finding> {
        let written = date.date.year?;
        let clause = clause_before(cx.doc.folded.as_str(), word.start());
        let last = format!("{}年", year - 1);
        // 截至2022年12月31日，未办结1件，结转2023年办理。
        let open = || {
            let words = sentence_before(cx.doc.folded.as_str(), word.start());
            ["截至", "截止"].iter().any(|it| words.contains(&format!("{it}{last}")))
        };
        let carried = clause.contains(&last)
            || self.carried_in.iter().any(|it| clause.contains(it.as_str()))
            || open();
        let expected = if carried { year } else { year + 1 };
        if written == expected || !(year - 3..=year + 3).contains(&written) {
            return None;
        }
        let finding = Finding::at(date.span)
            .value("found", cx.doc.words(date.span))
            .value("expected", expected);
        let arabic = date.form == DateForm::Arabic;
        Some(if arabic { finding.replace(date.span, format!("{expected}年")) } else { finding })
    }
}

/// The words of the sentence before `at`.
fn sentence_before(text: &str, at: usize) -> &str {
    let head = before(text, at).chars().rev().take(SENTENCE);
    let length: usize =
        head.take_while(|it| !matches!(it, '。' | '\n')).map(char::len_utf8).sum();
    cut(text, Span::new(at - length, at))
}

/// The words of the clause before `at`.
fn clause_before(text: &str, at: usize) -> &str {
    let stops = |char: char| matches!(char, '，' | '。' | '；' | '：' | '\n');
    let head = before(text, at).chars().rev().take(REACH).take_while(|&it| !stops(it));
    let length: usize = head.map(char::len_utf8).sum();
    cut(text, Span::new(at - length, at))
}
