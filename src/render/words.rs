//! The fixed words of the program in both languages, and the messages of rules filled in.

use crate::engine::Reported;
use crate::lang::Lang;
use crate::report::{Label, Severity, Values, Why};
use crate::rule::{Article, Authority, Checked, FixSafety, Standing, Status, Words, Years};
use crate::text::before;

/// Characters of a value that a message quotes.
const QUOTE_MAX: usize = 80;

/// A severity as a word.
pub(crate) fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Info => lang.pick("提示", "info"),
    }
}

/// What is written beside a marked place.
pub(crate) fn label(label: Label, lang: Lang) -> &'static str {
    let (zh, en) = match label {
        Label::Total => ("合计", "total"),
        Label::Part => ("分项", "part"),
        Label::Other => ("另一处", "the other place"),
        Label::Title => ("标题", "title"),
        Label::Period => ("统计期限", "period"),
        Label::SigningDate => ("成文日期", "date of signature"),
        Label::Signature => ("署名", "signature"),
        Label::Heading => ("章节标题", "heading"),
        Label::Declared => ("文中自述", "stated in the text"),
        Label::Definition => ("简称说明处", "declared here"),
        Label::Glyph => ("此字符有误", "wrong character"),
        Label::Again => ("同样的问题", "again here"),
        Label::Unpaired => ("未配对", "without partner"),
        Label::Mention => ("此处提及", "mentioned here"),
        Label::LastYear => ("上年度报告", "the report of the year before"),
        Label::OtherBody => ("对方报告", "the other body's report"),
        Label::Member => ("所属单位", "a body below"),
    };
    lang.pick(zh, en)
}

/// Why a rule said nothing.
pub(crate) fn why(why: Why, lang: Lang) -> &'static str {
    let (zh, en) = match why {
        Why::NothingToCheck => ("报告中没有此类内容", "nothing of the kind in the report"),
        Why::NoYear => ("报告年度不明", "the report year is not known"),
        Why::OtherBody => (
            "不适用于此类机关，或者机关类别不明",
            "not for this kind of body, or the kind is not known",
        ),
        Why::OtherYear => ("不适用于本报告年度", "not for this report year"),
        Why::NoStructure => ("未识别出章节标题", "no headings were recognised"),
        Why::Damaged => {
            ("文本在转换中缺字或丢失换行", "characters or line ends were lost in a conversion")
        }
        Why::Ambiguous => ("原文可作不止一种理解", "the text can be read in more than one way"),
        Why::TooLarge => ("数字过大，无法计算", "a number is too large to compute with"),
        Why::TooOften => {
            ("要查的词语出现过多，无法逐一核对", "the words it looks for stand there too often")
        }
        Why::NotNumbers => {
            ("有关单元格空白或未能读取", "cells it needs are blank or could not be read")
        }
        Why::NotAReport => ("不是年度报告", "not an annual report"),
        Why::ToldByAnother => ("同一问题已由其他规则指出", "told by another rule"),
    };
    lang.pick(zh, en)
}

/// How far a fix may be trusted.
pub(crate) fn safety(safety: FixSafety, lang: Lang) -> &'static str {
    match safety {
        FixSafety::No => lang.pick("人工修改", "by hand"),
        FixSafety::Suggest => lang.pick("仅建议", "suggested"),
        FixSafety::Safe => lang.pick("可自动", "safe"),
    }
}

/// Where a rule stands in its life.
pub(crate) fn status(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Draft => lang.pick("草案", "draft"),
        Status::Active => lang.pick("启用", "active"),
        Status::Retired => lang.pick("停用", "retired"),
    }
}

/// How far rules see to a clause.
pub(crate) fn checked(checked: Checked, lang: Lang) -> &'static str {
    match checked {
        Checked::Automatic => lang.pick("自动", "automatic"),
        Checked::InPart => lang.pick("部分自动", "in part"),
        Checked::Person => lang.pick("人工", "a person"),
    }
}

/// Report years from one to another.
pub(crate) fn years(years: Years, lang: Lang) -> String {
    match (years.from, years.to) {
        (Some(from), Some(to)) if from == to => lang.pick(format!("{from}年度"), from.to_string()),
        (Some(from), Some(to)) => lang.pick(format!("{from}—{to}年度"), format!("{from} to {to}")),
        (Some(from), None) => lang.pick(format!("{from}年度起"), format!("{from} and later")),
        (None, Some(to)) => lang.pick(format!("至{to}年度"), format!("to {to}")),
        (None, None) => lang.pick("各年度", "every year").to_owned(),
    }
}

/// How far an authority was read.
pub(crate) fn standing(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Read => lang.pick("所引条款已核对原文", "the passages cited were read"),
        Standing::Confirmed => {
            lang.pick("据其他公文所引核对", "confirmed from other official texts that quote it")
        }
        Standing::Unverified => lang.pick("未能核对原文", "its text could not be checked"),
        Standing::Logic => lang.pick("由算术与逻辑得出", "follows from arithmetic or logic"),
        Standing::Convention => lang.pick("通行做法，无明文规定", "usual practice, not prescribed"),
    }
}

/// An act with article and number: 《……条例》第三十二条（国务院令第492号）.
pub(crate) fn citation(authority: &Authority, at: Option<&Article>, lang: Lang) -> String {
    let mut words = authority.name.get(lang).to_owned();
    if let Some(at) = at {
        words.push_str(lang.pick("", ", "));
        words.push_str(&article_of(authority, at, lang));
    }
    match &authority.number {
        Some(number) if !words.contains(number.as_str()) => {
            words + &lang.pick(format!("（{number}）"), format!(" ({number})"))
        }
        _ => words,
    }
}

/// An article as its act numbers it: 第三十二条.
pub(crate) fn article_of(authority: &Authority, at: &Article, lang: Lang) -> String {
    // A Request for Comments has sections where acts and standards have articles.
    let sections = authority.number.as_ref().is_some_and(|it| it.starts_with("RFC"));
    article(at, if sections { ("节", "sec.") } else { ("条", "art.") }, lang)
}

/// 32 is 第三十二条 and 32(2) its item 第三十二条第（二）项; other labels stay as they are.
fn article(article: &Article, (zh, en): (&str, &str), lang: Lang) -> String {
    let label = article.to_string();
    if lang == Lang::En {
        return format!("{en} {label}");
    }
    let numeral = |digits: &str| digits.parse().ok().and_then(han);
    let item = label
        .split_once('(')
        .and_then(|(number, item)| Some((numeral(number)?, numeral(item.strip_suffix(')')?)?)));
    match (article, item, numeral(&label)) {
        (_, Some((number, item)), _) => format!("第{number}{zh}第（{item}）项"),
        (Article::Number(_), None, Some(number)) => format!("第{number}{zh}"),
        _ => format!("第{label}{zh}"),
    }
}

/// 1 to 99 in Han numerals.
fn han(number: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: u32| DIGITS.get(usize::try_from(at).ok()?).copied();
    match (number / 10, number % 10) {
        (0, ones) => digit(ones).filter(|it| !it.is_empty()).map(str::to_owned),
        (1, ones) => Some(format!("十{}", digit(ones)?)),
        (tens, ones) => Some(format!("{}十{}", digit(tens)?, digit(ones)?)),
    }
}

/// The words of a rule in one language with the values in place of `{name}`.
pub(crate) fn filled(words: &Words, values: &Values, lang: Lang) -> String {
    fill(words.get(lang), |name| match values.get(name) {
        Some(value) => shortened(&value.get(lang)),
        None => format!("{{{name}}}"),
    })
}

/// The message of a finding.
pub(crate) fn message(it: &Reported<'_>, lang: Lang) -> String {
    filled(it.rule.message(it.finding.variant), &it.finding.values, lang)
}

/// A message with … in place of its values.
pub(crate) fn outline(message: &str) -> String {
    fill(message, |_| "…".to_owned())
}

fn fill(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((head, (name, after))) =
        rest.split_once('{').and_then(|(head, tail)| Some((head, tail.split_once('}')?)))
    {
        out.push_str(head);
        out.push_str(&value(name));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A value as a message quotes it: a whole paragraph would drown the rest.
fn shortened(value: &str) -> String {
    match value.char_indices().nth(QUOTE_MAX) {
        Some((cut, _)) => format!("{}…", before(value, cut)),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_read_as_an_official_writes_them() {
        let number = Article::Number;
        let label = |label: &str| Article::Label(label.to_owned());
        let table = [
            (number(32), "第三十二条", "art. 32"),
            (number(10), "第十条", "art. 10"),
            (label("32(2)"), "第三十二条第（二）项", "art. 32(2)"),
            (label("7.3.5.4"), "第7.3.5.4条", "art. 7.3.5.4"),
        ];
        for (it, zh, en) in table {
            let names = ("条", "art.");
            assert_eq!(article(&it, names, Lang::Zh), zh);
            assert_eq!(article(&it, names, Lang::En), en);
        }
    }
}
