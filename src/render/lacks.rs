//! What keeps a report from being wholly checked, so that silence is never taken for approval.

use super::{Judged, Status};
use crate::document::{Document, RemarkKind};
use crate::engine::{Reported, Verdict};
use crate::lang::Lang;
use crate::numeral::DIGITS;
use crate::report::{Outcome, Severity, Why};

/// The rule that tells reports from other texts.
const NOT_A_REPORT: &str = "HG0001";
/// The rule that reports an unknown year.
const YEAR_UNKNOWN: &str = "HG0002";
/// The rule that reports tables which could not be read.
const TABLE_UNREAD: &str = "HG0004";
/// The rule that reports chapters which are not there.
const CHAPTER_MISSING: &str = "HG0201";
/// The rule that reports tables which are not there.
const TABLE_MISSING: &str = "HG0211";

/// The rules by which it is known that something was not read.
pub(crate) const TELLING: [&str; 3] = [TABLE_UNREAD, CHAPTER_MISSING, TABLE_MISSING];

/// What keeps a report from being wholly checked and is told by no finding that is shown, in words.
pub(super) fn lacks(judged: &Judged<'_>, lang: Lang) -> Vec<String> {
    let Judged { doc, verdict, .. } = judged;
    let told = |code| tells(judged, code);
    // A list of bodies has no tables, and nothing of it was to be checked.
    if judged.is_list {
        return untold(verdict, lang).into_iter().collect();
    }
    let mut lacks = of_verdict(judged, lang);
    if judged.status == Status::Checked && has_endless_number(doc.folded.as_str()) {
        let (zh, en) = (
            "有数字超过38位，未作核对",
            "a number of more than 38 digits was not held against others",
        );
        lacks.push(lang.pick(zh, en).to_owned());
    }
    let unread = is_unread(judged) && !told(TABLE_UNREAD);
    if verdict.outcome(TABLE_UNREAD).is_none() || unread {
        lacks.extend(unread_tables(doc, lang));
        lacks.extend(oversized(doc, lang));
    }
    if lacks.is_empty() && (unread || is_lost(judged) && !told(TABLE_MISSING)) {
        let (zh, en) = (
            "有统计表未能读取，未作检查。请以 Word 文档或网页原件检查，或逐格核对",
            "a table could not be read or checked. Check the Word document or web page itself, or \
             look the cells over by hand",
        );
        lacks.push(lang.pick(zh, en).to_owned());
    }
    lacks
}

/// Whether a report was wholly checked.
pub(super) fn is_whole(judged: &Judged<'_>) -> bool {
    let unread = !judged.is_list && (is_unread(judged) || is_lost(judged));
    judged.status == Status::Checked && !unread && lacks(judged, Lang::En).is_empty()
}

/// Whether cells of a table were not read.
fn is_unread(judged: &Judged<'_>) -> bool {
    matches!(outcome(judged, TABLE_UNREAD), Some(Outcome::Fail(_)))
}

/// Whether plain text may have lost a table: then it was not checked either, whatever severity the
/// user gives the rule.
fn is_lost(judged: &Judged<'_>) -> bool {
    let lost = |it: &Reported<'_>| {
        it.rule.code() == TABLE_MISSING && it.finding.severity == Some(Severity::Warning)
    };
    let aside = judged.aside.iter().flat_map(|it| &it.findings);
    judged.verdict.findings.iter().chain(aside).any(lost)
}

/// What a rule says of a report, whether or not it was selected.
fn outcome<'j>(judged: &'j Judged<'_>, code: &str) -> Option<&'j Outcome> {
    let aside = || judged.aside.as_ref()?.outcome(code);
    judged.verdict.outcome(code).or_else(aside)
}

/// Whether a finding of the rule is shown: it is neither known nor a mere hint.
fn tells(judged: &Judged<'_>, code: &str) -> bool {
    let least = judged.shown_from.max(Severity::Warning);
    let shown = |it: &&Reported<'_>| it.suppressed.is_none() && it.severity >= least;
    judged.verdict.findings.iter().filter(shown).any(|it| it.rule.code() == code)
}

/// Whether folded `text` has a number that is longer than numbers are read.
fn has_endless_number(text: &str) -> bool {
    let (bytes, most) = (text.as_bytes(), DIGITS as usize);
    let is_digit = |it: &u8| it.is_ascii_digit();
    // So long a number has a digit at one of these places.
    let places =
        (most..bytes.len()).step_by(most + 1).filter(|at| bytes.get(*at).is_some_and(is_digit));
    places.into_iter().any(|at| {
        let (head, tail) = bytes.split_at(at);
        let left = head.iter().rev().take_while(|it| is_digit(it)).take(most).count();
        left + tail.iter().take_while(|it| is_digit(it)).take(most + 1).count() > most
    })
}

/// That there were more findings than are told of one rule.
fn untold(verdict: &Verdict<'_>, lang: Lang) -> Option<String> {
    let count = verdict.untold;
    (count > 0).then(|| {
        lang.pick(
            format!("问题过多，同一规则只列出前1000处，另有{count}处未列出"),
            format!("too many findings: {count} beyond 1000 of one rule are not listed"),
        )
    })
}

/// What keeps the verdict from being whole and is no finding of it.
fn of_verdict(judged: &Judged<'_>, lang: Lang) -> Vec<String> {
    let (verdict, is_report) = (&judged.verdict, judged.status == Status::Checked);
    let told = |code| tells(judged, code);
    let mut lacks = Vec::new();
    if !is_report && !told(NOT_A_REPORT) {
        let (zh, en) = (
            "未识别为政府信息公开工作年度报告，未作检查。请核对是否选错了文件；确是年度报告的，请补全标题，或加 -A HG0001",
            "not recognised as an annual report; it was not checked. Make sure it is the right \
             file; if it is a report, complete its title or add -A HG0001",
        );
        lacks.push(lang.pick(zh, en).to_owned());
    }
    if is_report && verdict.outcomes.is_empty() && verdict.waiting == 0 {
        let (zh, en) = (
            "所选规则均不适用于此报告，未作检查",
            "none of the selected rules applies to this report; it was not checked",
        );
        lacks.push(lang.pick(zh, en).to_owned());
    }
    lacks.extend(untold(verdict, lang));
    match verdict.year {
        Some(year) if verdict.uncovered => lacks.push(lang.pick(
            format!(
                "年度报告为{year}年度，本版本尚无适用该年度的规则包，仅检查了通用规则。\
                 可用 --pack 指定适用的规则包"
            ),
            format!(
                "this is a report for {year}, for which this version has no rule pack; only the \
                 rules for all years ran. Name a pack for it with --pack"
            ),
        )),
        None if is_report && !told(YEAR_UNKNOWN) => lacks.push(
            lang.pick(
                "未能确定报告年度，仅检查了通用规则。请用 --year 指定年度",
                "the report year could not be told; only the rules for all years ran. Give it \
                 with --year",
            )
            .to_owned(),
        ),
        _ => {}
    }
    // Where no chapter was found, what the chapters say was not checked.
    let chapters = outcome(judged, CHAPTER_MISSING);
    if is_report && matches!(chapters, Some(Outcome::Undecided(Why::NoStructure, _))) {
        let (zh, en) = (
            "未能识别章节，正文可能在图片、附件或内嵌文件中，或者在转换中丢失了换行，各章内容未作检查",
            "no chapters were recognised; the text may be in a picture, an attachment or an embedded \
             file, or have lost its line ends, so its chapters were not checked",
        );
        lacks.push(lang.pick(zh, en).to_owned());
    }
    lacks
}

/// What to say of tables that were not laid out, where no rule says it.
fn oversized(doc: &Document, lang: Lang) -> Option<String> {
    let (zh, en) =
        ("有表格过大，其中数据未作检查", "a table is too large; its figures were not checked");
    let is_there = doc.remarks.iter().any(|it| it.kind == RemarkKind::Oversized);
    is_there.then(|| lang.pick(zh, en).to_owned())
}

/// What to say of tables that were not wholly read, where no rule says it.
fn unread_tables(doc: &Document, lang: Lang) -> Option<String> {
    let torn = doc.forms.iter().filter(|form| form.is_torn());
    let names: Vec<&str> = torn.map(|it| it.form.title.get(lang)).collect();
    let names = names.join(lang.pick("、", ", "));
    let words = lang.pick(
        format!("{names}有单元格未能读取，其中的数据未作检查"),
        format!("cells of {names} could not be read; their figures were not checked"),
    );
    (!names.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_is_endless_from_39_digits_on(text in "([0-9]{0,45}[甲.，]?){0,6}") {
            let longest = text.split(|char: char| !char.is_ascii_digit()).map(str::len).max();
            prop_assert_eq!(has_endless_number(&text), longest > Some(38));
        }
    }
}
