//! What a clause says beyond its matter: 通过网络 in 通过网络收到申请5件, nothing in 全年共收到申请5件.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::facts::Facts;
use crate::facts::body::SELVES;
use crate::facts::figures::{Rank, SCOPES};
use crate::text::{before, from, is_letter};

/// Words that change nothing about what is counted.
const IDLE: &[&str] = &[
    "公民、法人和其他组织",
    "公民、法人或者其他组织",
    "公民、法人或其他组织",
    "政府信息公开工作方面",
    "政府信息公开工作",
    "政府信息公开方面",
    "政府信息公开类",
    "政府信息公开",
    "政府信息",
    "信息公开类",
    "信息公开",
    "通过各种渠道",
    "通过各类渠道",
    "通过不同渠道",
    "通过多种渠道",
    "各种渠道",
    "多种渠道",
    "行政机关",
    "政府机关",
    "其他组织",
    "其它组织",
    "一年来",
    "本年度",
    "全年度",
    "社会公众",
    "人民群众",
    "向社会",
    "申请人",
    "公民",
    "法人",
    "群众",
    "公众",
    "社会",
    "其中",
    "我们",
    "全年",
    "本年",
    "今年",
    "年度",
    "年内",
    "共计",
    "合计",
    "总计",
    "总共",
    "累计",
    "一共",
    "总数",
    "总量",
    "各类",
    "各项",
    "有关",
    "相关",
    "关于",
    "涉及",
    "因此",
    "情况",
    "数量",
    "案件",
    "工作",
    "方面",
    "办理",
    "提出",
    "提交",
    "提起",
    "申请",
    "书面",
    "有效",
    "依法",
    "当年",
    "内容",
    "期间",
    "发生",
    "产生",
    "存在",
    "引发",
    "引起",
    "共有",
    "包括",
    "分别",
    "信息",
    "公开",
    "达到",
    "对外",
    "总额",
    "金额",
    "行政",
    "主动",
    "依",
    "被",
    "共",
    "总",
    "已",
    "均",
    "的",
    "数",
    "为",
    "是",
    "有",
    "了",
    "达",
    "类",
    "因",
    "新",
];

/// Places and their offices: 县政府办公室.
const PLACES: [&str; 8] = ["省", "市", "县", "区", "州", "旗", "镇", "乡"];
const OFFICES: [&str; 4] = ["政府办公厅", "政府办公室", "政府办", "人民政府"];

/// Bodies that words of the scope go on to name: 各乡镇（街道）, 县直单位.
const BODIES: &[&str] = &["街道", "乡镇", "单位", "部门"];

/// What is left of `words` without what was `said`, the name of the body and words that change
/// nothing; of several words at one place the longest counts.
pub(crate) fn residue(words: &str, said: &[&str], facts: &Facts) -> String {
    let body = facts.body.iter().flat_map(|it| [it.name.as_str(), it.stem.as_str()]);
    let own: Vec<&str> = body.chain(said.iter().copied()).chain(own_name(words, facts)).collect();
    let placed = words.contains(['省', '市', '州', '县', '区', '旗', '镇', '乡']);
    let short = if placed { short_names(facts) } else { Vec::new() };
    let own: Vec<&str> = own.into_iter().chain(short.iter().map(String::as_str)).collect();
    let (mut left, mut at) = (String::new(), 0);
    while let Some(char) = from(words, at).chars().next() {
        let rest = from(words, at);
        let length = |word: &&str| if rest.starts_with(word) { word.len() } else { 0 };
        let known = idle().get(&char).into_iter().flatten().map(|it| length(&it.as_str()));
        let longest = own.iter().map(length).chain(known).max().unwrap_or(0);
        if longest == 0 && is_letter(char) && !"和及与或并".contains(char) {
            left.push(char);
        }
        at += longest.max(char.len_utf8());
    }
    left
}

/// The name of a department or town without the place above it, and with 政府 for 人民政府: 县国土资源局,
/// 镇政府. Of a government as a whole its office may be meant, so that its short names are not taken.
fn short_names(facts: &Facts) -> Vec<String> {
    let Some(body) = facts.body.as_ref() else { return Vec::new() };
    if !matches!(Rank::of_body(body), Some(Rank::Department | Rank::Town)) {
        return Vec::new();
    }
    let whole = if body.name.ends_with(['镇', '乡']) {
        format!("{}人民政府", body.name)
    } else {
        body.name.clone()
    };
    let places = whole.char_indices().filter(|it| "省市州县区旗镇乡".contains(it.1));
    let names = places.map(|(at, _)| from(&whole, at)).chain([whole.as_str()]);
    let names = names.filter(|it| it.chars().nth(2).is_some());
    names.flat_map(|it| [it.to_owned(), it.replace("人民政府", "政府")]).collect()
}

/// A name at the beginning, where the report does not say whose it is: 云溪镇收到申请5件.
fn own_name<'a>(words: &'a str, facts: &Facts) -> Option<&'a str> {
    const LONGEST: usize = 14;
    if facts.body.is_some() {
        return None;
    }
    let head = words.char_indices().take(LONGEST).skip(2);
    let (end, char) = head.filter(|(_, it)| "镇乡县市区局".contains(*it)).last()?;
    Some(before(words, end + char.len_utf8()))
}

/// All words that change nothing, by their first character.
fn idle() -> &'static BTreeMap<char, Vec<String>> {
    static WORDS: OnceLock<BTreeMap<char, Vec<String>>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let selves = SELVES.iter().flat_map(|it| [format!("我{it}"), format!("本{it}")]);
        let offices = PLACES.iter().flat_map(|it| OFFICES.map(|office| format!("{it}{office}")));
        let scopes = SCOPES.iter().map(|it| it.0);
        let plain = scopes.chain(BODIES.iter().chain(IDLE).copied()).map(str::to_owned);
        let mut words: BTreeMap<char, Vec<String>> = BTreeMap::new();
        for word in selves.chain(offices).chain(plain) {
            let Some(first) = word.chars().next() else { continue };
            words.entry(first).or_default().push(word);
        }
        words
    })
}
