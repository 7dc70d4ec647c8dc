//! One spelling for the many that the name of a body has: without its office, the party's half of a
//! joint name, and words that say whose organ it is.

use std::collections::BTreeMap;

use super::brief::brief;
use crate::facts::body::{is_body_name, stem};
use crate::text::{before, from};

/// How names of party bodies end with which those of governments stand in one title: 中共某镇委员会
/// 某镇人民政府.
const PARTY: [&str; 5] = ["委员会办公室", "委员会", "委办公室", "委办", "委"];
/// What stands before the 委 of a party's committee: 县委, 镇党委, 街道工委.
const COMMITTEES: &str = "省市县区旗州盟镇乡党工道";
/// Systems led from the centre that stand before the names of their local bodies or are left out.
const SYSTEMS: [&str; 3] = ["国家税务总局", "国家统计局", "国家金融监督管理总局"];
/// Characters of the shortest name of such a local body.
const LOCAL: usize = 4;
/// Last characters of places that stand before the name of a body.
pub(super) const PLACES: &str = "省市县区旗州盟";
/// What the body of a town or street is called in short.
const TOWNS: [&str; 3] = ["镇", "乡", "街道"];

/// What stands between the name of a town and its office where party and government sign as one.
const JOINT: [&str; 6] = ["党政综合", "党政", "党工委、", "党工委", "党委、", "党委"];

/// The one spelling by which reports and lists are told to be of one body: without its office, and in
/// the usual short words for what a department does.
pub(super) fn plain(name: &str) -> String {
    brief(&short(name))
}

/// The name without its office, with 政府 for 人民政府: what reports and lists call a body alike.
pub(super) fn short(name: &str) -> String {
    let name = without_party(name);
    let local = SYSTEMS.iter().find_map(|it| name.strip_prefix(it));
    let name = local.filter(|it| it.chars().count() >= LOCAL).unwrap_or(name);
    if let Some(street) = name.strip_suffix("街办") {
        return street.replace("人民政府", "") + "街道";
    }
    let stem = stem(name);
    let stem = stem.strip_suffix('办').unwrap_or(&stem);
    let joint = JOINT.iter().find_map(|it| stem.strip_suffix(it));
    let stem = joint.filter(|it| is_town(it)).unwrap_or(stem);
    match stem.strip_suffix("人民政府") {
        Some(place) => place.replace("人民政府", "") + "政府",
        // 某县人民政府某街道办事处 lies in 某县.
        None => stem.replace("人民政府", ""),
    }
}

/// A name without the party's half of it: 某县人民政府办公室 for 中共某县委办公室某县人民政府办公室.
pub(crate) fn without_party(name: &str) -> &str {
    let mut halves = name.match_indices('委').filter_map(|(at, _)| {
        let head = before(name, at);
        let party = name.starts_with("中共") || head.ends_with(|it| COMMITTEES.contains(it));
        let rest = PARTY.iter().find_map(|it| from(name, at).strip_prefix(it))?;
        let rest = rest.trim_start_matches('、');
        let governs = rest.contains("政府") || rest.ends_with("街道办事处");
        (party && governs && is_body_name(rest)).then_some(rest)
    });
    halves.next().unwrap_or(name)
}

/// Whether the body of a name is that of a town or street.
fn is_town(short: &str) -> bool {
    TOWNS.iter().any(|it| short.ends_with(it))
}

/// The name of a town or street without the counties among `places` in which it lies: what texts call
/// it. None for other bodies.
pub(super) fn spoken(short: &str, is_known: impl Fn(&str) -> bool) -> Option<&str> {
    let ends = short.char_indices().filter(|it| PLACES.contains(it.1));
    let ends = ends.map(|(at, char)| at + char.len_utf8());
    let mut inner = ends.filter(|end| is_known(before(short, *end))).map(|end| from(short, end));
    inner.next_back().filter(|it| is_town(it) && it.chars().count() > 2)
}

/// The counties, cities and so on that names begin with, by scope and by the character for the
/// level.
#[derive(Default)]
pub(super) struct Places(BTreeMap<(Option<usize>, char), Option<String>>);

impl Places {
    /// Takes down the places that the names of a scope begin with.
    pub(super) fn add(&mut self, scope: Option<usize>, name: &str) {
        for level in PLACES.chars() {
            let Some(place) = name.find(level).map(|at| before(name, at)) else { continue };
            // 某县市场监督管理局 names no city.
            let is_other = place.ends_with(|it| it != '州' && PLACES.contains(it));
            if place.chars().count() < 2 || is_other {
                continue;
            }
            let known = self.0.entry((scope, level)).or_insert_with(|| Some(place.to_owned()));
            match known {
                Some(one) if one.ends_with(place) => {}
                Some(one) if place.ends_with(one.as_str()) => place.clone_into(one),
                _ => *known = None,
            }
        }
    }

    /// Whether what a longer name of a scope has before a shorter one is the name of a place: 慈溪市掌起镇
    /// has one before 掌起镇, 双江口镇 has none before 江口镇. 某县教育局 is 县教育局 where the scope
    /// knows one county.
    pub(super) fn lead(&self, scope: Option<usize>, longer: &str, shorter: &str) -> bool {
        let Some(place) = longer.strip_suffix(shorter) else { return false };
        if place.chars().count() < 2 {
            return false;
        }
        let is_only = |level: char| {
            let only = self.0.get(&(scope, level)).and_then(Option::as_deref);
            only.is_some_and(|it| it.ends_with(place) || place.ends_with(it))
        };
        let level = shorter.chars().next().filter(|it| PLACES.contains(*it) && !is_town(shorter));
        place.ends_with(|it| PLACES.contains(it)) || level.is_some_and(is_only)
    }
}

/// The name of a body as whole as its report gives it: that of the signature, where it is that of the
/// title with a place before it.
pub(super) fn whole<'n>(titled: &'n str, signed: Option<&'n str>) -> Option<&'n str> {
    let (title, is_level) = (plain(titled), |it: char| PLACES.contains(it));
    signed.filter(|signed| {
        let signed = plain(signed);
        let place = signed.strip_suffix(&title).filter(|it| it.chars().count() > 1);
        place.is_some_and(|it| it.ends_with(is_level) || title.starts_with(is_level))
    })
}

#[cfg(test)]
mod tests {
    use super::{Places, short, spoken, without_party};

    #[test]
    fn a_body_has_one_spelling() {
        for (name, one) in [
            ("桃溪县人民政府", "桃溪县"),
            ("桃溪县人民政府河口街道办事处", "桃溪县河口街道"),
            ("桃溪县河口街道", "桃溪县河口街道"),
            ("桃溪县人民政府办公室", "桃溪县政府"),
            ("桃溪县政府办", "桃溪县政府"),
            ("中共桃溪县委办公室桃溪县人民政府办公室", "桃溪县政府"),
            ("中共桃溪县委办公室、桃溪县政府办公室", "桃溪县政府"),
            ("中共河口镇委员会河口镇人民政府", "河口镇"),
            ("河口镇党政办公室", "河口镇"),
            ("河口镇党政综合办", "河口镇"),
            ("河口镇党委、政府", "河口镇"),
            ("河口街道党工委办事处", "河口街道"),
            ("河口街道党工委、办事处", "河口街道"),
            ("桃溪县河口街办", "桃溪县河口街道"),
            ("中共河口街道工作委员会河口街道办事处", "河口街道"),
            ("中共桃溪县委桃溪县人民政府信访局", "桃溪县信访局"),
            ("国家税务总局桃溪县税务局", "桃溪县税务局"),
            ("国家税务总局", "国家税务总局"),
            ("桃溪县卫生健康委员会", "桃溪县卫生健康委员会"),
            ("中共桃溪县委政法委员会", "中共桃溪县委政法委员会"),
            ("桃溪县人民政府国有资产监督管理委员会", "桃溪县国有资产监督"),
        ] {
            assert_eq!(short(name), one, "{name}");
        }
        assert_eq!(without_party("桃溪县发展和改革委员会"), "桃溪县发展和改革委员会");
    }

    #[test]
    fn texts_call_a_town_without_its_county() {
        let known = |it: &str| it == "桃溪县";
        assert_eq!(spoken("桃溪县河口街道", known), Some("河口街道"));
        assert_eq!(spoken("柳河县河口镇", known), None);
        assert_eq!(spoken("桃溪县教育局", known), None);
    }

    #[test]
    fn a_level_alone_is_a_place_where_there_is_one() {
        let mut places = Places::default();
        for name in ["桃溪县教育局", "桃溪县市场监督管理局", "梅江市桃溪县", "县教育局"]
        {
            places.add(None, name);
        }
        assert!(places.lead(None, "桃溪县教育局", "县教育局"));
        assert!(places.lead(None, "桃溪县教育局", "教育局"));
        assert!(!places.lead(None, "双江口镇", "江口镇"));
        places.add(None, "柳河县水利局");
        assert!(!places.lead(None, "桃溪县教育局", "县教育局"));
        assert!(places.lead(None, "桃溪县河口镇", "河口镇"));
    }
}
