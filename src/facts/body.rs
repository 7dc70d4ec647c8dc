//! The reporting body (报告主体) and its kind, told from its name.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::facts::places;
use crate::text::{Span, before, from, is_han};

/// The kinds of body that the law tells apart.
///
/// 法规区分的机关类型。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum BodyKind {
    /// A local people's government at county level or above (县级以上地方人民政府), zones included.
    ///
    /// 县级以上地方人民政府，包括各类管理委员会。
    Gb,
    /// A department of such a government (县级以上人民政府部门).
    ///
    /// 县级以上人民政府部门。
    Dep,
    /// A town or township government or a subdistrict office (乡镇人民政府、街道办事处).
    ///
    /// 乡镇人民政府、街道办事处。
    Twn,
}

impl BodyKind {
    /// The name used on the command line (in lower case) and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gb => "GB",
            Self::Dep => "DEP",
            Self::Twn => "TWN",
        }
    }
}

/// The level of the place that a body serves.
///
/// 机关所在地方的层级。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// A province, autonomous region or municipality (省, 自治区, 直辖市).
    ///
    /// 省、自治区、直辖市。
    Province,
    /// A city with districts or an autonomous prefecture (设区的市, 自治州).
    ///
    /// 设区的市、自治州等。
    City,
    /// A county, banner, district or county-level city (县, 旗, 市辖区, 县级市).
    ///
    /// 县、旗、市辖区、县级市。
    County,
}

/// The reporting body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Body {
    /// Its name as written, folded.
    pub name: String,
    /// Its name without 人民政府, 办事处 and the like: 掌起镇.
    pub stem: String,
    /// Where the name was read.
    pub span: Span,
    /// Its kind, where the name tells.
    pub kind: Option<BodyKind>,
    /// A finer kind: town, street, committee, county, district, city, province, department.
    pub sub: Option<&'static str>,
    /// How much of its work the report says it tells of.
    pub reach: Option<Reach>,
}

/// How much of the work of a body its report tells of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// That of its departments as well (某县人民政府及所属部门, 汇总).
    Whole,
    /// Its own alone (本级).
    Own,
}

/// Endings of names, the more telling first: ending, kind, finer kind.
const ENDINGS: [(&str, Option<BodyKind>, &str); 44] = [
    ("镇人民政府", Some(BodyKind::Twn), "town"),
    ("乡人民政府", Some(BodyKind::Twn), "town"),
    ("镇政府", Some(BodyKind::Twn), "town"),
    ("乡政府", Some(BodyKind::Twn), "town"),
    ("街道办事处", Some(BodyKind::Twn), "street"),
    ("街道办", Some(BodyKind::Twn), "street"),
    ("街道", Some(BodyKind::Twn), "street"),
    ("管理委员会", Some(BodyKind::Gb), "committee"),
    ("管委会", Some(BodyKind::Gb), "committee"),
    ("县人民政府", Some(BodyKind::Gb), "county"),
    ("旗人民政府", Some(BodyKind::Gb), "county"),
    ("自治区人民政府", Some(BodyKind::Gb), "province"),
    ("区人民政府", Some(BodyKind::Gb), "district"),
    ("市人民政府", Some(BodyKind::Gb), "city"),
    ("州人民政府", Some(BodyKind::Gb), "city"),
    ("盟行政公署", Some(BodyKind::Gb), "city"),
    ("省人民政府", Some(BodyKind::Gb), "province"),
    ("县政府", Some(BodyKind::Gb), "county"),
    ("区政府", Some(BodyKind::Gb), "district"),
    ("市政府", Some(BodyKind::Gb), "city"),
    ("省政府", Some(BodyKind::Gb), "province"),
    ("人民政府办公室", Some(BodyKind::Dep), "department"),
    ("人民政府办公厅", Some(BodyKind::Dep), "department"),
    ("办公室", Some(BodyKind::Dep), "department"),
    ("办公厅", Some(BodyKind::Dep), "department"),
    ("委员会", Some(BodyKind::Dep), "department"),
    ("服务中心", Some(BodyKind::Dep), "department"),
    ("管理处", Some(BodyKind::Dep), "department"),
    ("公安局", Some(BodyKind::Dep), "department"),
    ("实验区", Some(BodyKind::Gb), "committee"),
    ("开发区", Some(BodyKind::Gb), "committee"),
    ("高新区", Some(BodyKind::Gb), "committee"),
    ("示范区", Some(BodyKind::Gb), "committee"),
    ("局", Some(BodyKind::Dep), "department"),
    ("厅", Some(BodyKind::Dep), "department"),
    ("委", Some(BodyKind::Dep), "department"),
    ("办", Some(BodyKind::Dep), "department"),
    ("镇", Some(BodyKind::Twn), "town"),
    ("乡", Some(BodyKind::Twn), "town"),
    ("县", Some(BodyKind::Gb), "county"),
    ("区", Some(BodyKind::Gb), "district"),
    ("市", Some(BodyKind::Gb), "city"),
    ("州", Some(BodyKind::Gb), "city"),
    ("省", Some(BodyKind::Gb), "province"),
];

/// What a body calls itself behind 我 or 本.
pub(crate) const SELVES: [&str; 18] = [
    "单位",
    "部门",
    "机关",
    "街道",
    "管委会",
    "办事处",
    "镇",
    "乡",
    "局",
    "委",
    "县",
    "市",
    "区",
    "办",
    "厅",
    "院",
    "州",
    "旗",
];

/// Words that name the office of a body and not its place.
const OFFICES: [&str; 8] =
    ["人民政府", "街道办事处", "办事处", "管理委员会", "管委会", "政府", "办公室", "办公厅"];

impl Body {
    /// The body called `name`, which stands at `span`.
    pub fn named(name: &str, span: Span) -> Self {
        let main = without_remark(name);
        let ending = ENDINGS.iter().find(|(ending, ..)| main.ends_with(ending));
        Self {
            name: name.to_owned(),
            stem: stem(main),
            span,
            kind: ending.and_then(|&(_, kind, _)| kind),
            sub: ending.map(|&(.., sub)| sub),
            reach: None,
        }
    }

    /// The level of its place, from the list of places, else from the words of the name; a 市 that
    /// is in no list may be of several.
    pub fn level(&self) -> Option<Level> {
        let codes = places::of_body(&self.name);
        match codes.iter().map(|it| it.len()).max() {
            Some(0..=2) => return Some(Level::Province),
            Some(3..=4) => return Some(Level::City),
            Some(_) => return Some(Level::County),
            None => {}
        }
        let has = |words: &[&str]| words.iter().any(|word| self.name.contains(word));
        match self.sub {
            Some("county" | "district") => Some(Level::County),
            Some("province") => Some(Level::Province),
            Some("department") if has(&["县", "旗"]) => Some(Level::County),
            Some("department") if has(&["省", "自治区"]) => Some(Level::Province),
            _ => None,
        }
    }
}

/// The name without what its end says in brackets: 教育局（科学技术局）, 管理委员会（筹）.
fn without_remark(name: &str) -> &str {
    let inner = name.strip_suffix('）').and_then(|it| it.rfind('（'));
    inner.filter(|&at| at > 0).map_or(name, |at| before(name, at))
}

/// What joins the name of a body with those below it.
const AND: [&str; 5] = ["及", "和", "与", "暨", "（含"];
/// What those are called, one after another: 及其所属各部门.
const BELOW: [&str; 20] = [
    "其", "所属", "下属", "所辖", "直属", "派出", "各", "工作", "组成", "政府", "部门", "单位",
    "机构", "机关", "乡镇", "街道", "及", "和", "、", "）",
];
/// What says that a report is that of the body alone, or of all.
const OWN: [&str; 2] = ["（本级）", "本级"];
const WHOLE: [&str; 2] = ["（汇总）", "汇总"];

/// A name in a title without what it says of the bodies below: 某县人民政府 for 某县人民政府及其部门 and
/// 某县人民政府本级.
pub(crate) fn without_reach(name: &str) -> (&str, Option<Reach>) {
    let cut = |ends: &[&str]| ends.iter().find_map(|it| name.strip_suffix(it));
    let joined = || {
        let heads = AND.iter().flat_map(|it| name.match_indices(it));
        let mut heads = heads.map(|(at, and)| (before(name, at), from(name, at + and.len())));
        heads.find(|(head, rest)| is_body_name(head) && is_below(rest)).map(|it| it.0)
    };
    let own = cut(&OWN).map(|it| (it, Some(Reach::Own)));
    let whole = || cut(&WHOLE).or_else(joined).map(|it| (it, Some(Reach::Whole)));
    own.or_else(whole).filter(|it| is_body_name(it.0)).unwrap_or((name, None))
}

/// Whether words are nothing but a name for those below a body.
fn is_below(words: &str) -> bool {
    let mut rest = words;
    while let Some(shorter) = BELOW.iter().find_map(|it| rest.strip_prefix(it)) {
        rest = shorter;
    }
    !words.is_empty() && rest.is_empty()
}

/// How much a remark behind a title says that its report tells of: （县本级）, （汇总）.
pub(crate) fn reach_in(remark: &str) -> Option<Reach> {
    if remark.contains("汇总") {
        return Some(Reach::Whole);
    }
    let own = remark.contains("本级") && !AND.iter().chain(&["含"]).any(|it| remark.contains(it));
    own.then_some(Reach::Own)
}

/// Words that end like the name of a body and are none.
const NO_BODIES: [&str; 21] = [
    "大厅", "展厅", "专区", "社区", "小区", "园区", "地区", "辖区", "城市", "城乡", "城镇", "乡镇",
    "格局", "大局", "布局", "全局", "结局", "开局", "变局", "当局", "时局",
];

/// Whether `name` ends like the name of a body.
pub fn is_body_name(name: &str) -> bool {
    let main = without_remark(name);
    main.chars().count() >= 2
        && name.chars().all(|char| is_han(char) || matches!(char, '、' | '（' | '）'))
        && !NO_BODIES.iter().any(|word| main.ends_with(word))
        && ENDINGS.iter().any(|(ending, ..)| main.ends_with(ending))
}

/// Endings of the central bodies that issue documents and make no reports.
const CENTRAL: [&str; 5] = ["国务院", "中央", "部", "署", "总局"];

/// Whether `name` ends like the name of a body that issues documents.
pub(crate) fn is_issuer(name: &str) -> bool {
    let central = CENTRAL.iter().any(|ending| name.ends_with(ending)) && name.chars().all(is_han);
    central || is_body_name(name)
}

/// Whether two names can mean one body: the same place, one name with what lies above it, or one
/// a shortening of the other (市发改委 and 市发展和改革委员会).
pub fn is_same(left: &Body, right: &Body) -> bool {
    let (left, right) = (left.stem.as_str(), right.stem.as_str());
    left.ends_with(right)
        || right.ends_with(left)
        || is_shortening(left, right)
        || is_shortening(right, left)
}

/// Whether all characters of `short` stand in `long` in their order.
pub(crate) fn is_shortening(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|char| rest.any(|it| it == char))
}

/// The name without the words for the office: 掌起镇人民政府 is 掌起镇, 东城街道办事处 is 东城街道.
pub fn stem(name: &str) -> String {
    if let Some(place) = name.strip_suffix("街道办事处").or(name.strip_suffix("街道办")) {
        return format!("{place}街道");
    }
    OFFICES.iter().find_map(|office| name.strip_suffix(office)).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_kind() {
        let table = [
            ("掌起镇人民政府", Some(BodyKind::Twn), Some("town"), "掌起镇"),
            ("东城街道办事处", Some(BodyKind::Twn), Some("street"), "东城街道"),
            ("某县人民政府", Some(BodyKind::Gb), Some("county"), "某县"),
            ("某县教育局", Some(BodyKind::Dep), Some("department"), "某县教育局"),
            (
                "某市发展和改革委员会",
                Some(BodyKind::Dep),
                Some("department"),
                "某市发展和改革委员会",
            ),
            ("某综合实验区管委会", Some(BodyKind::Gb), Some("committee"), "某综合实验区"),
            ("某县人民政府办公室", Some(BodyKind::Dep), Some("department"), "某县人民政府"),
            ("某某大学", None, None, "某某大学"),
        ];
        for (name, kind, sub, place) in table {
            let body = Body::named(name, Span::at(0));
            assert_eq!((body.kind, body.sub, body.stem.as_str()), (kind, sub, place), "{name}");
        }
    }

    #[test]
    fn those_below_are_no_part_of_a_name() {
        for (name, body, reach) in [
            ("桃溪县人民政府及其部门", "桃溪县人民政府", Some(Reach::Whole)),
            ("桃溪县人民政府及所属各部门、乡镇", "桃溪县人民政府", Some(Reach::Whole)),
            ("桃溪县政府及部门", "桃溪县政府", Some(Reach::Whole)),
            ("桃溪县人民政府（含所属部门）", "桃溪县人民政府", Some(Reach::Whole)),
            ("桃溪县人民政府本级", "桃溪县人民政府", Some(Reach::Own)),
            ("桃溪县（本级）", "桃溪县", Some(Reach::Own)),
            ("桃溪县发展和改革委员会", "桃溪县发展和改革委员会", None),
            ("桃溪县人民政府和河口镇人民政府", "桃溪县人民政府和河口镇人民政府", None),
            ("全系统及部门", "全系统及部门", None),
        ] {
            assert_eq!(without_reach(name), (body, reach), "{name}");
        }
        assert_eq!(reach_in("（县本级）"), Some(Reach::Own));
        assert_eq!(reach_in("（含本级）"), None);
    }

    #[test]
    fn the_place_tells_the_level() {
        for (name, level) in [
            ("江苏省教育厅", Some(Level::Province)),
            ("广西壮族自治区人民政府", Some(Level::Province)),
            ("某省人民政府", Some(Level::Province)),
            ("杭州市人民政府", Some(Level::City)),
            ("慈溪市人民政府", Some(Level::County)),
            ("苏州市吴中区水务局", Some(Level::County)),
            ("某县教育局", Some(Level::County)),
            ("某市某区人民政府", Some(Level::County)),
            ("某市教育局", None),
            ("某经济技术开发区管理委员会", None),
        ] {
            assert_eq!(Body::named(name, Span::at(0)).level(), level, "{name}");
        }
    }
}
