//! Whose figure it is and for which time, as the words before it in its sentence say.

use super::Figure;
use crate::document::Document;
use crate::facts::body::Body;
use crate::facts::dates::DateMention;
use crate::text::{Span, before, cut, from};

/// Whose figure it is (范围).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Scope {
    /// The sentence does not say.
    Unsaid,
    /// Of the body itself: 本机关, 区政府办.
    Own,
    /// Of the whole place: 全市, 全区.
    Whole,
    /// Of the bodies below: 各乡镇, 县直部门.
    Members,
    /// Of a place above that of the body: 全县 in the report of a town.
    Wider,
}

/// For which time it is (期间).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum When {
    /// The sentence does not say: the report year.
    Unsaid,
    /// A year that is named.
    Year(i32),
    /// Before the report year: 上年, 去年, 同期.
    Before,
    /// From some time on: 历年累计, 以来.
    Running,
    /// A part of the year: 上半年, 3月.
    Within,
    /// Several years are told together: 2022年、2023年分别为5件和8件, 2021年至2023年.
    Several,
    /// What is to be reached: 计划公开300条.
    Planned,
}

/// Bytes of a Han character.
const HAN: usize = 3;

/// Characters before a figure that are looked at.
const REACH: usize = 90;

/// Words that say whose figures follow. A figure keeps them apart, so that they limit nothing else.
pub(crate) const SCOPES: &[(&str, Scope)] = &[
    ("本机关", Scope::Own),
    ("本单位", Scope::Own),
    ("本级", Scope::Own),
    ("机关本身", Scope::Own),
    ("政府办公厅", Scope::Own),
    ("政府办公室", Scope::Own),
    ("政府办", Scope::Own),
    ("管委会办公室", Scope::Own),
    ("党政办", Scope::Own),
    ("局机关", Scope::Own),
    ("委机关", Scope::Own),
    ("全省", Scope::Whole),
    ("全市", Scope::Whole),
    ("全州", Scope::Whole),
    ("全盟", Scope::Whole),
    ("全县", Scope::Whole),
    ("全区", Scope::Whole),
    ("全旗", Scope::Whole),
    ("全镇", Scope::Whole),
    ("全乡", Scope::Whole),
    ("全街道", Scope::Whole),
    ("全系统", Scope::Whole),
    ("全局", Scope::Whole),
    ("各级", Scope::Whole),
    ("全部单位", Scope::Whole),
    ("各部门", Scope::Members),
    ("各单位", Scope::Members),
    ("各乡镇", Scope::Members),
    ("各镇", Scope::Members),
    ("各乡", Scope::Members),
    ("各街道", Scope::Members),
    ("各县", Scope::Members),
    ("各区", Scope::Members),
    ("各市", Scope::Members),
    ("各委办局", Scope::Members),
    ("各有关单位", Scope::Members),
    ("县直", Scope::Members),
    ("区直", Scope::Members),
    ("市直", Scope::Members),
    ("省直", Scope::Members),
    ("各村", Scope::Members),
    ("各社区", Scope::Members),
    ("各站所", Scope::Members),
    ("镇属", Scope::Members),
    ("下属", Scope::Members),
    ("所属", Scope::Members),
];

const BEFORE: [&str; 9] =
    ["上年", "去年", "上一年", "前一年", "往年", "同期", "年初", "前年", "以前年度"];
const RUNNING: [&str; 12] = [
    "历年",
    "以来",
    "历史",
    "自成立",
    "自开通",
    "历次",
    "五”期间",
    "五期间",
    "五”时期",
    "五时期",
    "年来",
    "近三年",
];
const WITHIN: [&str; 10] =
    ["上半年", "下半年", "季度", "月份", "每月", "当月", "单月", "当日", "当天", "期间共有"];
/// A date behind one of these is compared with.
const COMPARES: [char; 5] = ['较', '比', '于', '与', '同'];
/// What stands before a year into which something is carried, and behind one from which it is.
const CARRIED_TO: [&str; 12] = [
    "结转",
    "结转至",
    "结转到",
    "结转入",
    "转结",
    "转结至",
    "转至",
    "转到",
    "转入",
    "顺延至",
    "顺延到",
    "延至",
];
const CARRIED_FROM: [&str; 6] = ["结转", "转结", "未办结", "遗留", "顺延", "转入"];
/// Words that lead back to the report year.
const CURRENT: [&str; 7] = ["本年", "今年", "当年", "全年", "年内", "年初以来", "一年来"];

/// What a clause of a plan begins with.
const PLANS: [&str; 5] = ["计划", "预计", "力争", "拟", "目标"];
/// A figure of all years is told beside that of this one: 累计收到80件，其中2023年23件.
const THIS_YEAR: [&str; 3] = ["本年", "今年", "当年"];

/// Reads what the sentence says before a figure, in the report of a body whose place has this rank.
pub(super) fn read(
    doc: &Document,
    dates: &[DateMention],
    figure: &Figure,
    own: Option<Rank>,
) -> (Scope, When) {
    let text = doc.folded.as_str();
    let head = before(text, figure.folded.start());
    let stops = |char: char| matches!(char, '。' | '！' | '？' | '\n');
    let length: usize =
        head.chars().rev().take(REACH).take_while(|it| !stops(*it)).map(char::len_utf8).sum();
    let span = Span::new(figure.folded.start() - length, figure.folded.start());
    (scope(cut(text, span), own), when(doc, dates, span, figure))
}

/// Whose figures `words` speak of, in the report of a body whose place has this rank; the last word
/// on it counts.
pub fn scope(words: &str, own: Option<Rank>) -> Scope {
    let is_above = |place: &str| own.is_some_and(|own| Rank::of_place(place) > Some(own));
    let starts = words.char_indices().rev().filter(|&(_, char)| begins_scope(char));
    // 全县收到340件，我镇收到23件: from here on it is the body itself.
    let mut itself = false;
    for (at, _) in starts {
        let rest = from(words, at);
        if let Some(place) = rest.strip_prefix('我') {
            if !is_above(place) {
                itself |= !before(words, at).ends_with('自');
            } else if is_subject(words, at) {
                return if itself { Scope::Unsaid } else { Scope::Wider };
            }
            continue;
        }
        let begin = rest.as_bytes().first_chunk::<HAN>();
        let mut alike = SCOPES.iter().filter(|(word, _)| word.as_bytes().first_chunk() == begin);
        let Some((word, scope)) = alike.find(|(word, _)| rest.starts_with(word)) else { continue };
        // 本机关不掌握 is a reason, not a circle of bodies.
        if is_reason(rest) {
            continue;
        }
        return match word.strip_prefix('全') {
            Some(place) if is_above(place) && itself => Scope::Unsaid,
            Some(place) if is_above(place) && is_subject(words, at) => Scope::Wider,
            _ => *scope,
        };
    }
    Scope::Unsaid
}

/// Whether the place named at `at` is that of the figure behind `words`: it begins a clause, and no
/// other time begins behind it. 按照全县统一部署，全年收到 tells only who asked for the work.
fn is_subject(words: &str, at: usize) -> bool {
    let place = from(words, at).chars().take(2).map(char::len_utf8).sum();
    let behind = from(from(words, at), place);
    let begins = at == 0 || before(words, at).ends_with(['，', '；', '：', '年', '度', '）']);
    let ordered = ["统一", "部署", "要求", "要点", "工作", "安排"];
    let asks = ordered.iter().any(|it| behind.starts_with(it));
    let anew = behind.contains('，') && CURRENT.iter().any(|it| behind.contains(it));
    begins && !asks && !anew
}

/// How high a place stands: a department serves none of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
    /// A department (部门).
    Department,
    /// A town or subdistrict (乡镇、街道).
    Town,
    /// A county or district (县、区).
    County,
    /// A city (市), at whichever level.
    City,
    /// A province (省).
    Province,
}

impl Rank {
    /// That of a body, where its name tells.
    pub(crate) fn of_body(body: &Body) -> Option<Self> {
        Some(match body.sub? {
            "department" => Self::Department,
            "town" | "street" => Self::Town,
            "committee" | "county" | "district" => Self::County,
            "city" => Self::City,
            "province" => Self::Province,
            _ => return None,
        })
    }

    /// That of the place that `words` begin with, said by the kind of place alone: 县 in 全县.
    fn of_place(words: &str) -> Option<Self> {
        Some(match words.chars().next()? {
            '镇' | '乡' => Self::Town,
            '县' | '区' | '旗' => Self::County,
            '市' | '州' | '盟' => Self::City,
            '省' => Self::Province,
            _ => return None,
        })
    }
}

/// Whether one of the words of [`SCOPES`] begins with `char`.
fn begins_scope(char: char) -> bool {
    matches!(char, '本' | '机' | '政' | '管' | '党' | '局' | '委' | '全' | '各' | '我')
        || matches!(char, '县' | '区' | '市' | '省' | '镇' | '下' | '所')
}

fn is_reason(words: &str) -> bool {
    ["本机关不", "本机关负责", "本单位不", "本单位负责"].iter().any(|it| words.starts_with(it))
}

/// Dates before a figure among which its own is looked for.
const DATES: usize = 16;

/// What the clause says of the time counts; else a date in the sentence, or 以来 behind it.
fn when(doc: &Document, dates: &[DateMention], sentence: Span, figure: &Figure) -> When {
    let label = doc.plain(figure.label);
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    // 较2016年的400条增长25%，达到500条.
    if label.starts_with('达') || label.starts_with("增至") {
        return When::Unsaid;
    }
    if has(&WITHIN) {
        return When::Within;
    }
    if has(&RUNNING) && !has(&CURRENT) {
        return When::Running;
    }
    if has(&BEFORE) {
        return When::Before;
    }
    if ["本年", "今年"].iter().any(|it| label.starts_with(it)) {
        return When::Unsaid;
    }
    let words = cut(doc.folded.as_str(), sentence);
    if is_planned(words) {
        return When::Planned;
    }
    let rest = from(doc.folded.as_str(), figure.folded.end());
    if label.contains("累计") && (goes_on_with_a_year(rest) || is_of_years(rest)) {
        return When::Running;
    }
    // Most are not there at all, which is told sooner than where the last one is.
    let last = |words: &str, list: &[&str]| {
        list.iter().filter(|it| words.contains(**it)).filter_map(|it| words.rfind(it)).max()
    };
    let current = || last(words, &CURRENT);
    if last(words, &RUNNING).is_some_and(|it| current().is_none_or(|current| current + 12 < it)) {
        return When::Running;
    }
    // Dates are found in the folded text and still have their places there.
    let mut told = dates
        .get(..dates.partition_point(|it| it.span.end() <= sentence.end()))
        .unwrap_or_default()
        .iter()
        .rev()
        .take(DATES)
        .take_while(|it| it.span.start() >= sentence.start());
    // 较2022年减少25件，结转5件: what is compared with binds its own clause alone, and so does where
    // something was carried from or to: 结转至2024年办理1件，办结12件.
    let compared = |it: &&DateMention| {
        let ahead = before(doc.folded.as_str(), it.span.start());
        let behind = cut(words, Span::new(it.span.end() - sentence.start(), words.len()));
        let apart = ahead.ends_with(COMPARES) || is_carried_to(ahead) || is_carried_from(behind);
        apart && behind.contains(['，', '；', '、'])
    };
    let Some(date) = told.find(|it| !compared(it)) else { return When::Unsaid };
    let together = cut(words, Span::new(date.span.end() - sentence.start(), words.len()));
    if together.contains("分别") && told.next().is_some_and(|it| it.date.year != date.date.year) {
        return When::Several;
    }
    // 较2022年的1416件: what is compared with.
    let ahead = before(doc.folded.as_str(), date.span.start());
    if label.starts_with('的') && ahead.ends_with(COMPARES) {
        return When::Before;
    }
    match (date.date.year, date.date.month, date.date.day) {
        // The end of a whole year, as in 1月1日至12月31日.
        (year, Some(12), Some(31)) => year.map_or(When::Unsaid, When::Year),
        (_, Some(_), _) => When::Within,
        (Some(_), None, _) if ends_a_span(ahead) => When::Several,
        (Some(year), None, _) => When::Year(year),
        _ => When::Unsaid,
    }
}

/// Whether words lead on to the year into which something is carried: 结转至.
pub(crate) fn is_carried_to(ahead: &str) -> bool {
    CARRIED_TO.iter().any(|it| ahead.ends_with(it))
}

/// Whether words go on behind the year from which something is carried: 度结转2件.
pub(crate) fn is_carried_from(behind: &str) -> bool {
    let behind = behind.strip_prefix('度').unwrap_or(behind);
    CARRIED_FROM.iter().any(|it| behind.starts_with(it))
}

/// Whether the last clause begins as a plan does: 我镇计划2016年主动公开; 工作计划 and 计划生育 make none.
fn is_planned(sentence: &str) -> bool {
    let clause = sentence.rsplit(['，', '；', '：']).next().unwrap_or(sentence);
    PLANS.iter().any(|plan| {
        clause.find(plan).is_some_and(|at| {
            let (ahead, behind) = (before(clause, at), from(clause, at + plan.len()));
            let begins =
                ahead.is_empty() || ahead.ends_with(['年', '镇', '乡', '局', '县', '区', '市']);
            begins
                && !["生育", "任务", "指标", "完成", "安排"].iter().any(|it| behind.starts_with(it))
        })
    })
}

/// Whether the words behind a figure tell that of one year apart.
fn goes_on_with_a_year(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['，', '；', '（', '。']);
    let Some(rest) = rest.strip_prefix("其中").map(|it| it.trim_start_matches('，')) else {
        return false;
    };
    let year = rest.split_once('年').map(|it| it.0);
    year.is_some_and(|it| it.len() == 4 && it.bytes().all(|it| it.is_ascii_digit()))
        || THIS_YEAR.iter().any(|it| rest.starts_with(it))
}

/// Whether a bracket behind a figure names several years: （2021—2023年）.
fn is_of_years(rest: &str) -> bool {
    let Some((years, _)) = rest.strip_prefix('（').and_then(|it| it.split_once('）')) else {
        return false;
    };
    let long = |it: &&str| it.len() == 4;
    years.split(|it: char| !it.is_ascii_digit()).filter(long).count() > 1
}

/// Whether a year stands before the last of these words and leads on to what follows: 2013年至.
fn ends_a_span(words: &str) -> bool {
    let Some(year) = words.strip_suffix(['至', '到', '-', '—', '－', '～', '~']) else {
        return false;
    };
    let year = year.trim_end_matches('—');
    let year = year.strip_suffix("年度").or_else(|| year.strip_suffix('年')).unwrap_or(year);
    year.chars().rev().take_while(char::is_ascii_digit).count() == 4
}

impl When {
    /// Whether the figure is for the report year.
    pub fn is(self, year: i32) -> bool {
        self == Self::Unsaid || self == Self::Year(year)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_scope_is_looked_for() {
        for (word, told) in SCOPES {
            assert!(word.starts_with(begins_scope), "{word}");
            assert_eq!(scope(&format!("全市公开，{word}公开"), None), *told, "{word}");
        }
        assert_eq!(scope("全市共有本机关不掌握的", None), Scope::Whole);
    }

    #[test]
    fn a_place_above_the_body_is_told_from_its_own() {
        let (town, county) = (Some(Rank::Town), Some(Rank::County));
        let table = [
            ("全县共收到", town, Scope::Wider),
            ("全县共收到", county, Scope::Whole),
            ("全县共收到", Some(Rank::Department), Scope::Wider),
            ("全镇共收到", town, Scope::Whole),
            ("全市共收到", county, Scope::Wider),
            ("我县共收到", town, Scope::Wider),
            ("我县共收到", county, Scope::Unsaid),
            ("全县共收到340件，我镇收到", town, Scope::Unsaid),
            ("全县共收到340件，我镇收到5件，全市收到", town, Scope::Wider),
            ("全系统共收到", Some(Rank::Department), Scope::Whole),
            ("按照全县统一部署，全年收到", town, Scope::Whole),
            ("落实全市政务公开要点，主动公开", town, Scope::Whole),
            ("按照我县统一部署，全年收到", town, Scope::Unsaid),
            ("在自我省察中收到", town, Scope::Unsaid),
        ];
        for (words, own, told) in table {
            assert_eq!(scope(words, own), told, "{words} {own:?}");
        }
    }

    #[test]
    fn plans_and_spans_of_years_are_told() {
        for words in ["计划2016年主动公开", "2016年，我镇计划公开", "2016年拟公开"]
        {
            assert!(is_planned(words), "{words}");
        }
        for words in ["按照工作计划公开", "计划生育信息", "2016年初计划，共公开"]
        {
            assert!(!is_planned(words), "{words}");
        }
        assert!(ends_a_span("2013年至") && ends_a_span("从2013-") && ends_a_span("2013年——"));
        assert!(!ends_a_span("1月至") && !ends_a_span("2013年") && !ends_a_span("截至"));
        assert!(goes_on_with_a_year("，其中2023年23件") && goes_on_with_a_year("。其中，本年"));
        assert!(is_of_years("（2021—2023年），其中") && !is_of_years("（2023年），其中"));
        assert!(!goes_on_with_a_year("，其中政策20条") && !goes_on_with_a_year("，2023年"));
    }
}
