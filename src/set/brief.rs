//! Usual short names of departments: 卫健委, 人社局. Titles and lists give a body now in full and now in
//! short, and both are one body; what is not in common use as a short name is only likely to be.

use super::spelling::PLACES;
use crate::facts::body::is_shortening;
use crate::text::{before, from};

/// What departments do, without the words that join it, and its usual short name. Longer ones stand
/// before those that they hold.
const BRIEF: [(&str, &str); 42] = [
    ("国有资产监管", "国资"),
    ("食品药品监管", "食药监"),
    ("安全生产监管", "安监"),
    ("市场监管", "市监"),
    ("质量技术监督", "质监"),
    ("人力资源社会保障", "人社"),
    ("劳动社会保障", "劳保"),
    ("人口计划生育", "计生"),
    ("卫生计划生育", "卫计"),
    ("卫生健康", "卫健"),
    ("住房城乡建设", "住建"),
    ("住房建设", "住建"),
    ("发展改革", "发改"),
    ("工业信息化", "工信"),
    ("经济信息化", "经信"),
    ("经济科技信息化", "经科信"),
    ("科技工业信息化", "科工信"),
    ("科学技术", "科技"),
    ("文化广电新闻出版", "文广新"),
    ("文化广电旅游体育", "文广旅体"),
    ("文化广电旅游", "文广旅"),
    ("文化体育旅游", "文体旅"),
    ("文化旅游", "文旅"),
    ("教育体育", "教体"),
    ("教育科技", "教科"),
    ("自然资源规划", "自规"),
    ("国土资源", "国土"),
    ("环境保护", "环保"),
    ("生态环境保护", "环保"),
    ("林业草原", "林草"),
    ("交通运输", "交通"),
    ("应急管理", "应急"),
    ("退役军人事务", "退役军人"),
    ("医疗保障", "医保"),
    ("民族宗教事务", "民宗"),
    ("工商行政管理", "工商"),
    ("综合行政执法", "综合执法"),
    ("城市管理", "城管"),
    ("机关事务管理", "机关事务"),
    ("地方金融监管", "金融监管"),
    ("机构编制委", "编"),
    ("扶贫开发", "扶贫"),
];
/// What joins two things that a department does; it is often left out.
const JOINTS: [char; 4] = ['和', '及', '与', '、'];
/// Characters that such a thing has at least: 永和县 and 太和县 are no two things.
const JOINED: usize = 2;
/// Characters behind a joint within which no place may end: 仁和区, 和平区.
const AHEAD: usize = 3;
/// What names of departments end with that one and the same of them may have in different words.
const KINDS: [char; 4] = ['局', '委', '办', '厅'];
/// Characters of the shortest name that may be short for another.
const SHORTEST: usize = 3;

/// A name without its office in the usual short words.
pub(super) fn brief(short: &str) -> String {
    let mut name = without_joints(short).replace("监督管理", "监管");
    if let Some(head) = name.strip_suffix("委员会") {
        name = format!("{head}委");
    }
    // What is left of 国有资产监督管理委员会 without 管理委员会, which is an office elsewhere.
    if let Some(head) = name.strip_suffix("国有资产监督") {
        name = format!("{head}国资委");
    }
    for (whole, brief) in BRIEF {
        if name.contains(whole) {
            name = name.replace(whole, brief);
        }
    }
    name
}

/// A name without the words that join what a department does: 人力资源社会保障局.
fn without_joints(name: &str) -> String {
    let is_joint = |at: usize, char: char| {
        let head = before(name, at);
        let own = head.rfind(|it| PLACES.contains(it)).map_or(head, |it| from(head, it));
        // The last character of the place itself is one more.
        let least = if own.len() < head.len() { JOINED + 1 } else { JOINED };
        let ahead = from(name, at + char.len_utf8());
        JOINTS.contains(&char)
            && own.chars().count() >= least
            && ahead.chars().count() > JOINED
            && !ahead.chars().take(AHEAD).any(|it| PLACES.contains(it))
    };
    name.char_indices().filter(|it| !is_joint(it.0, it.1)).map(|it| it.1).collect()
}

/// Whether one of two names may be short for the other, or both have but another
/// word for the office: 桃溪教育局 and 桃溪县教育局, 县教育局 and 县教育体育局, 卫健局 and 卫健委.
pub(super) fn is_likely(one: &str, two: &str) -> bool {
    let parts = [one, two].map(|it| {
        let last = it.chars().next_back().filter(|it| KINDS.contains(it))?;
        let head = it.strip_suffix(last)?;
        (head.chars().count() + 1 >= SHORTEST).then_some((head, last))
    });
    let [Some((one, first)), Some((two, second))] = parts else { return false };
    one == two
        || first == second
            && !is_branch(one, two)
            && (is_shortening(one, two) || is_shortening(two, one))
}

/// Whether one of two bodies is a part of the other or a branch of its work: 卫生局 and 卫生监督局.
fn is_branch(one: &str, two: &str) -> bool {
    const BRANCHES: [&str; 6] = ["监督", "执法", "稽查", "督察", "局", "综合"];
    let (short, long) = if one.len() < two.len() { (one, two) } else { (two, one) };
    let rest = long.strip_prefix(short).unwrap_or_default();
    BRANCHES.iter().any(|it| rest.starts_with(it))
}

/// The first characters by which names that may be short for this one are looked for: its own, and
/// those behind the places in it.
pub(super) fn heads(name: &str) -> Vec<char> {
    let ends = name.char_indices().filter(|it| PLACES.contains(it.1));
    let inner = ends.filter_map(|(at, char)| from(name, at + char.len_utf8()).chars().next());
    let mut heads: Vec<char> = name.chars().take(1).chain(inner).collect();
    heads.sort_unstable();
    heads.dedup();
    heads
}

#[cfg(test)]
mod tests {
    use super::{brief, heads, is_likely};

    #[test]
    fn departments_have_short_names() {
        for (name, one) in [
            ("桃溪县卫生健康委员会", "桃溪县卫健委"),
            ("桃溪县卫生健康委", "桃溪县卫健委"),
            ("桃溪县人力资源和社会保障局", "桃溪县人社局"),
            ("桃溪县人力资源社会保障局", "桃溪县人社局"),
            ("桃溪县市场监督管理局", "桃溪县市监局"),
            ("桃溪县市场监管局", "桃溪县市监局"),
            ("桃溪县住房和城乡建设局", "桃溪县住建局"),
            ("桃溪县发展和改革委员会", "桃溪县发改委"),
            ("桃溪县自然资源和规划局", "桃溪县自规局"),
            ("桃溪县国有资产监督", "桃溪县国资委"),
            ("桃溪县国资委", "桃溪县国资委"),
            ("永和县教育局", "永和县教育局"),
            ("和县水利局", "和县水利局"),
            ("梅江市仁和区教育局", "梅江市仁和区教育局"),
            ("河口镇", "河口镇"),
            ("人和镇", "人和镇"),
        ] {
            assert_eq!(brief(name), one, "{name}");
        }
    }

    #[test]
    fn what_may_be_short_for_another_is_only_likely() {
        for (one, two, likely) in [
            ("桃溪教育局", "桃溪县教育局", true),
            ("桃溪县教育局", "桃溪县教育和体育局", true),
            ("桃溪县文旅局", "桃溪县文化广电和旅游局", true),
            ("桃溪县卫健局", "桃溪县卫健委", true),
            ("桃溪县水利局", "桃溪县民政局", false),
            ("河口镇", "双河口镇", false),
            ("水利局", "桃溪县水利局", true),
        ] {
            assert_eq!(is_likely(one, two), likely, "{one} {two}");
            assert_eq!(is_likely(two, one), likely, "{two} {one}");
        }
        assert_eq!(heads("桃溪县水利局"), ['桃', '水']);
    }
}
