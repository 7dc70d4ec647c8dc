//! By what the parts of a list are told apart (维度): by who applied, by the way it came in, by what
//! became of it, by what it is about. One item has a place in each, so that parts by different ones
//! are never added up: 收到申请20件，其中自然人申请15件，网络申请12件.

use super::super::Figure;
use super::Finder;
use crate::text::{before, from, is_han};

/// By what a part is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dimension {
    /// Who applied (申请人).
    Applicant,
    /// The way it came in or went out (渠道).
    Channel,
    /// What became of it (办理结果).
    Outcome,
    /// What it is about (内容).
    Topic,
    /// What was done besides, to any of them (延期, 转办, 审核): tells nothing apart.
    Aside,
}

const APPLICANTS: [&str; 17] = [
    "自然人",
    "公民",
    "个人",
    "居民",
    "村民",
    "法人",
    "企业",
    "公司",
    "律师",
    "法律服务",
    "科研机构",
    "教育机构",
    "社会组织",
    "其他组织",
    "公益组织",
    "社会公益",
    "新闻媒体",
];
const CHANNELS: [&str; 22] = [
    "网络",
    "网上",
    "互联网",
    "在线",
    "线上",
    "线下",
    "网站",
    "平台",
    "微信",
    "微博",
    "信函",
    "邮寄",
    "邮政",
    "邮件",
    "邮箱",
    "书面",
    "当面",
    "现场",
    "窗口",
    "传真",
    "公开栏",
    "公告栏",
];
const OUTCOMES: [&str; 18] = [
    "予以公开",
    "同意公开",
    "部分公开",
    "全部公开",
    "不予公开",
    "不同意公开",
    "不予处理",
    "不予受理",
    "无法提供",
    "其他处理",
    "不存在",
    "不掌握",
    "不属于",
    "重复申请",
    "撤回",
    "驳回",
    "维持",
    "告知",
];
/// Labels that tell an outcome only where they say nothing else: 按处理结果分，公开10件.
const GRANTED: [&str; 2] = ["公开", "公开类"];
/// Endings of a label that names what it is about.
const TOPICS: [&str; 6] = ["类", "类信息", "类申请", "类事项", "类问题", "方面"];
/// What a topic begins with.
const ABOUT: [&str; 2] = ["涉及", "关于"];

/// What was done besides: at the beginning of a label, or anywhere in it.
const BESIDES_FIRST: [&str; 16] = [
    "要求",
    "请求",
    "提供",
    "出具",
    "送达",
    "推送",
    "采用",
    "采纳",
    "报送",
    "经",
    "需",
    "延期",
    "延长",
    "征求",
    "转发",
    "补正后",
];
const BESIDES: [&str; 5] = ["转办", "审核", "备案", "点赞", "征求意见"];

/// Words for what is done with all that came in, and what may stand before and behind them: 依法答复, 实际
/// 办结, 出具答复书.
const DEEDS: [&str; 12] = [
    "办结", "办复", "办毕", "答复", "回复", "办理", "受理", "处理", "反馈", "送达", "采用", "采纳",
];
const MANNERS: [&str; 26] = [
    "依法依规",
    "依规",
    "依法",
    "按规定",
    "按要求",
    "按程序",
    "按流程",
    "实际",
    "最终",
    "规范",
    "及时",
    "妥善",
    "认真",
    "当场",
    "作出",
    "做出",
    "出具",
    "公开",
    "办理",
    "予以",
    "进行",
    "已",
    "均",
    "本年",
    "当年",
    "年内",
];
const OBJECTS: [&str; 8] = ["", "书", "函", "件", "完毕", "完成", "申请", "申请件"];
/// Characters behind a figure that are looked at where nothing stands before it.
const BEHIND: usize = 16;

/// Parts of which one item can be but one, though the first of them is as much as the whole: 受理2件（自然
/// 人2件，商业企业1件）.
const EXCLUSIVE: [&[&str]; 2] = [
    &["自然人", "商业企业", "法人", "其他组织", "社会组织", "科研机构", "法律服务机构", "公益组织"],
    &["予以公开", "部分公开", "不予公开", "无法提供", "不予处理"],
];

/// What a part says of itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    words: &'a str,
    /// Whether they stand behind its figure: 12件通过网络提出.
    behind: bool,
    dimension: Option<Dimension>,
}

impl<'a> Finder<'a> {
    /// What a part of `head` says of itself.
    pub(super) fn told(&self, head: &Figure, part: &Figure) -> Told<'a> {
        let label = self.doc.plain(part.label);
        let label = label.strip_prefix("其中").unwrap_or(label).trim_start_matches(['，', '：']);
        let behind = label.is_empty();
        let words = if behind { self.behind(part) } else { label };
        Told { words, behind, dimension: dimension(words, self.is_published(head)) }
    }

    /// The words right behind a figure.
    fn behind(&self, figure: &Figure) -> &'a str {
        let rest = from(self.doc.folded.as_str(), figure.folded.end());
        let length = rest.chars().take(BEHIND).take_while(|it| is_han(*it)).map(char::len_utf8);
        let leads: &[_] = &["由", "为", "是", "系", "通过", "来自", "属于"];
        let words = before(rest, length.sum());
        leads.iter().find_map(|it| words.strip_prefix(it)).unwrap_or(words)
    }

    /// Whether a total counts what was published, and no applications.
    pub(super) fn is_published(&self, head: &Figure) -> bool {
        let (label, object) = (self.doc.plain(head.label), self.behind(head));
        let has = |word: &str| label.contains(word) || object.starts_with(word);
        let published = ["公开", "发布", "信息", "文件", "公文", "推送", "发文"];
        published.into_iter().any(has) && !has("申请")
    }

    /// Whether one item can be either of two figures, but never both.
    pub(super) fn excludes(&self, one: usize, other: usize) -> bool {
        let label = |it: usize| self.figures.get(it).map_or("", |it| self.doc.plain(it.label));
        let (one, other) = (label(one), label(other));
        EXCLUSIVE.iter().any(|all| {
            // 要求公开法人信息2件 is no firm.
            let begins = |label: &str, word: &str| {
                let label = label.strip_prefix("其中").unwrap_or(label);
                label.starts_with(word) && !["公开", "信息"].iter().any(|it| label.contains(it))
                    || label == word
            };
            let of = |label: &str| all.iter().position(|word| begins(label, word));
            of(one).zip(of(other)).is_some_and(|(one, other)| one != other)
        })
    }
}

/// Bytes of two Han characters.
const TWO: usize = 6;

impl Told<'_> {
    pub(super) fn dimension(&self) -> Option<Dimension> {
        self.dimension
    }

    /// Whether it tells what was done with the whole, and the first part says nothing of that: 其中网络
    /// 申请12件，依法答复20件.
    pub(super) fn is_of_the_whole(&self, first: &Told<'_>) -> bool {
        !self.behind && deed(self.words).is_some_and(|it| !first.words.contains(it))
    }
}

/// Whether a part is told by something else than the first one and those behind it, whose dimension is
/// `known`; what 、 joins on goes on.
pub(super) fn turns(
    first: &Told<'_>,
    known: Option<Dimension>,
    part: &Told<'_>,
    joined: bool,
) -> bool {
    let aside = known == Some(Dimension::Aside) || part.dimension == Some(Dimension::Aside);
    match (known, part.dimension) {
        (Some(known), Some(own)) if known == own => {
            aside && !joined && !first.words.starts_with(before(part.words, TWO))
        }
        _ if aside => !joined,
        (Some(_), Some(_)) => true,
        _ => !joined && first.behind != part.behind,
    }
}

fn dimension(words: &str, published: bool) -> Option<Dimension> {
    let begins = |text: &str, list: &[&str]| list.iter().any(|it| text.starts_with(it));
    let has = |list: &[&str]| list.iter().any(|it| words.contains(it));
    let about = ABOUT.iter().find_map(|it| words.strip_prefix(it));
    let class = TOPICS.iter().find_map(|it| words.strip_suffix(it));
    // 涉及自然人9件, 网络类12件
    let bare = class.or(about).unwrap_or(words);
    let topic = about.is_some() || class.is_some();
    if published {
        return if topic {
            Some(Dimension::Topic)
        } else if has(&CHANNELS) {
            Some(Dimension::Channel)
        } else {
            (begins(words, &BESIDES_FIRST) || has(&BESIDES)).then_some(Dimension::Aside)
        };
    }
    let of = |list: &[&str]| if topic { list.contains(&bare) } else { has(list) };
    if has(&OUTCOMES) || GRANTED.contains(&words) {
        Some(Dimension::Outcome)
    } else if of(&APPLICANTS) && !words.contains("隐私") {
        Some(Dimension::Applicant)
    } else if of(&CHANNELS) {
        Some(Dimension::Channel)
    } else if topic || words.contains("涉及") {
        Some(Dimension::Topic)
    } else if begins(words, &BESIDES_FIRST) || has(&BESIDES) {
        Some(Dimension::Aside)
    } else {
        None
    }
}

/// What was done, where a label says that and how alone.
fn deed(label: &str) -> Option<&'static str> {
    let mut rest = label;
    loop {
        let deed = DEEDS.iter().find_map(|it| Some((*it, rest.strip_prefix(it)?)));
        if let Some((deed, _)) = deed.filter(|it| OBJECTS.contains(&it.1)) {
            return Some(deed);
        }
        rest = MANNERS.iter().find_map(|it| rest.strip_prefix(it))?;
    }
}
