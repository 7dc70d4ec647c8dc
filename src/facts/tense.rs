//! Whether a clause tells of something planned, and the sentence round a place.
//!
//! 将 alone says little: 我镇将进一步公开 is a plan, 我镇将公开工作列入考核 is not. Only 将 before a
//! word of intent counts, and not where its clause goes on to say what was made of something.

use crate::facts::body::SELVES;
use crate::text::{Span, before, cut, from};

/// Most characters of a sentence on either side of a place.
const REACH: usize = 200;

/// Words that follow a 将 of intent.
const INTENT: [&str; 77] = [
    "进一步",
    "继续",
    "不断",
    "着力",
    "着重",
    "重点",
    "认真",
    "严格",
    "努力",
    "积极",
    "全面",
    "大力",
    "切实",
    "加大",
    "加强",
    "加快",
    "采取",
    "采用",
    "从",
    "围绕",
    "按",
    "以",
    "在",
    "对",
    "结合",
    "根据",
    "针对",
    "健全",
    "完善",
    "深化",
    "强化",
    "提高",
    "提升",
    "优化",
    "创新",
    "拓宽",
    "拓展",
    "组织",
    "落实",
    "坚持",
    "紧紧",
    "抓好",
    "做好",
    "更加",
    "逐步",
    "分批",
    "深入",
    "扎实",
    "持续",
    "通过",
    "借助",
    "利用",
    "充分",
    "实行",
    "启动",
    "建立",
    "编制",
    "编写",
    "印发",
    "增加",
    "扩大",
    "丰富",
    "规范",
    "细化",
    "更新",
    "严把",
    "压实",
    "夯实",
    "配齐",
    "畅通",
    "开展",
    "推进",
    "推动",
    "改进",
    "定期",
    "力争",
    "致力",
];

/// Words that may follow a 将 of intent and may as well describe its object; with 的 soon behind them
/// they do (将每月公开的内容汇总, 将规定的事项上墙).
const INTENT_OR_OBJECT: [&str; 13] = [
    "每年",
    "每季",
    "每月",
    "每周",
    "每半年",
    "逐月",
    "逐季",
    "规定",
    "统一",
    "明确",
    "邀请",
    "把",
    "为",
];
/// Characters behind such a word among which 的 makes it part of an object.
const OBJECT: usize = 8;
/// Nouns that begin with one of those words.
const NOT_INTENT: [&str; 4] = ["为民", "为农", "为企", "为主"];

/// What is done to the thing named after a 将 that takes an object.
const DISPOSAL: [&str; 14] = [
    "作为", "纳入", "列入", "列为", "融入", "放在", "摆在", "贯穿", "当作", "视为", "转变", "报送",
    "上传", "录入",
];

/// Words before 将 after which it does not speak of the future.
const NOT_FUTURE: [&str; 12] =
    ["现", "已", "并", "均", "及时", "全部", "统一", "都", "先后", "必须", "应", "曾"];

/// Other words of plans.
const PLANS: [&str; 6] = ["下一步", "下步", "今后", "打算", "力争", "争取"];

/// What follows a 计划 that is meant as a verb: 计划举办, but not 按计划完成.
const PLANNED: [&str; 16] = [
    "举办",
    "开展",
    "组织",
    "召开",
    "新增",
    "新建",
    "建设",
    "编制",
    "推出",
    "实施",
    "安排",
    "建立",
    "修订",
    "改版",
    "继续",
    "进一步",
];

/// Words of intent where they follow whoever intends: 我镇拟, but neither 对拟 nor 工作计划.
const INTENDED: [&str; 4] = ["计划", "拟", "准备", "要"];

/// Words of intent where nothing but a year stands before them: 2018年，确保零差错.
const OPENING: [&str; 4] = ["确保", "力求", "努力实现", "努力做到"];

/// Whether `words` tell of something planned.
pub fn is_planned(words: &str) -> bool {
    let opens = words.trim_start_matches(['度', '，']);
    if OPENING.iter().any(|it| opens.starts_with(it)) {
        return true;
    }
    if PLANS.iter().any(|plan| words.contains(plan)) {
        return true;
    }
    let intends = |(at, mark): (usize, &str)| {
        PLANNED.iter().any(|it| from(words, at + mark.len()).starts_with(it))
    };
    if words.match_indices("计划").any(intends) {
        return true;
    }
    if INTENDED
        .iter()
        .any(|mark| words.match_indices(mark).any(|(at, _)| is_intended(words, at, mark)))
    {
        return true;
    }
    words.match_indices('将').any(|(at, mark)| {
        let head = before(words, at);
        let tail = from(words, at + mark.len());
        let clause = before(tail, tail.find(['，', '。', '；']).unwrap_or(tail.len()));
        !NOT_FUTURE.iter().any(|it| head.ends_with(it))
            && (INTENT.iter().any(|it| tail.starts_with(it)) || is_intent(clause))
            && !DISPOSAL.iter().any(|it| clause.contains(it))
    })
}

/// Whether a clause behind 将 begins with a word of intent that describes nothing.
fn is_intent(clause: &str) -> bool {
    let rest = INTENT_OR_OBJECT.iter().find_map(|it| clause.strip_prefix(it));
    rest.is_some_and(|it| !it.chars().take(OBJECT).any(|char| char == '的'))
        && !NOT_INTENT.iter().any(|it| clause.starts_with(it))
}

/// Whether words begin with what someone means to do: 进一步加强.
pub fn begins_intent(words: &str) -> bool {
    INTENT.iter().chain(&PLANNED).any(|it| words.starts_with(it))
}

/// Whether the word of intent at `at` says what someone named right before it means to do.
fn is_intended(words: &str, at: usize, mark: &str) -> bool {
    let tail = from(words, at + mark.len());
    begins_intent(tail) && is_someone(before(words, at))
}

/// Whether `head` ends with a body that speaks of itself, or is nothing else than a body's name.
fn is_someone(head: &str) -> bool {
    let clause = head.rsplit(['，', '；', '：']).next().unwrap_or_default();
    let own = clause.rfind(['我', '本']).map(|at| from(clause, at + '我'.len_utf8()));
    let opens = head.trim_start_matches(['度', '，']) == clause && !clause.contains('各');
    own.is_some_and(|it| it == "们" || SELVES.contains(&it))
        || opens && (clause.is_empty() || SELVES.iter().any(|it| clause.ends_with(it)))
}

/// The sentence that holds `place`, without its stop; at most some hundred characters of it.
pub fn sentence(text: &str, place: Span) -> Span {
    let head = before(text, place.start());
    let tail = from(text, place.end());
    let left: usize =
        head.chars().rev().take(REACH).take_while(|it| !is_stop(*it)).map(char::len_utf8).sum();
    let right: usize =
        tail.chars().take(REACH).take_while(|it| !is_stop(*it)).map(char::len_utf8).sum();
    Span::new(place.start() - left, place.end() + right)
}

/// The sentences before and after `sentence` on the same line; empty where there is none.
pub fn neighbours(text: &str, here: Span) -> [Span; 2] {
    let stop = |char: Option<char>| char.filter(|it| is_stop(*it) && *it != '\n');
    let last = stop(before(text, here.start()).chars().next_back());
    let next = stop(from(text, here.end()).chars().next());
    let left = last.map(|stop| Span::at(here.start() - stop.len_utf8()));
    let right = next.map(|stop| Span::at(here.end() + stop.len_utf8()));
    [left, right].map(|at| at.map_or(Span::at(here.start()), |at| sentence(text, at)))
}

/// The words from `start` to the end of their part of a sentence.
pub fn rest_of(text: &str, start: usize) -> &str {
    let whole = sentence(text, Span::at(start));
    let rest = cut(text, Span::new(start, whole.end()));
    before(rest, rest.find('；').unwrap_or(rest.len()))
}

fn is_stop(char: char) -> bool {
    matches!(char, '。' | '！' | '？' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_told_from_what_was_done() {
        for words in [
            "我镇将进一步规范公开",
            "，我局将采取以下措施",
            "年，下一步我镇要加强培训",
            "我镇将从三个方面改进",
            "，我镇计划从两方面改进",
            "，桃溪镇拟采取以下措施",
            "度，我们准备进一步扩大范围",
            "，要继续加强培训",
            "，确保行政复议零纠错",
            "，我县将每季度通报乡镇目录更新情况",
            "，我局将规定答复文书由专人校对",
            "，我镇将为老年人提供代查服务",
            "，我县将邀请群众代表评议",
            "，我局将把解读材料同步上网",
        ] {
            assert!(is_planned(words), "{words}");
        }
        for words in [
            "我镇将公开工作列入考核",
            "现将有关情况报告如下",
            "，我镇将每月公开的内容汇总上墙",
            "，我局将规定的事项全部上网",
            "，我镇将为民服务事项张贴上墙",
            "已将制度汇编成册",
            "我镇将推进公开工作纳入考核",
            "我镇主动公开信息12条",
            "我镇对拟印发的文件逐件审查",
            "我镇按工作计划从严落实",
            "县里部署后，各村要进一步规范",
            "主要从三个方面改进",
            "，我镇落实专人，确保更新及时",
        ] {
            assert!(!is_planned(words), "{words}");
        }
    }

    #[test]
    fn a_sentence_knows_its_neighbours() {
        let text = "甲。乙丙。丁\n戊";
        let at = text.find('丙').unwrap();
        let here = sentence(text, Span::at(at));
        assert_eq!(cut(text, here), "乙丙");
        assert_eq!(neighbours(text, here).map(|it| cut(text, it)), ["甲", "丁"]);
        let last = sentence(text, Span::at(text.len()));
        assert_eq!(neighbours(text, last).map(|it| cut(text, it)), ["", ""]);
    }
}
