//! The rules on wording and characters bear any text, and a safe repair leaves nothing to repair.

use std::sync::LazyLock;

use hegui::document::Document;
use hegui::engine::{Ruleset, Settings, judge_by};
use hegui::examples::apply;
use hegui::facts::{self, Facts};
use hegui::reader;
use hegui::report::{Edit, Finding};
use hegui::rule::{FixSafety, Pack, Packs, Rule};
use hegui::source::Format;
use proptest::prelude::*;

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::builtin().unwrap());

/// Texts tried; `HEGUI_CASES` at build time asks for more.
static CASES: LazyLock<u32> = LazyLock::new(|| match option_env!("HEGUI_CASES") {
    Some(cases) => cases.parse().unwrap(),
    None => 64,
});

/// What texts go wrong with, and what stands around it; no pipes and tabs, because a repaired line
/// end may make a table of what was none.
const PIECES: [&str; 54] = [
    "甲",
    "公开",
    "信息公开",
    "依申请公开",
    "受理渠",
    "全年共收到申请",
    "，",
    "。",
    "；",
    "：",
    "、",
    ",",
    ";",
    ":",
    "(",
    ")",
    "（",
    "）",
    "<",
    ">",
    "《",
    "》",
    "“",
    "”",
    "‘",
    " ",
    "  ",
    "　　",
    "\u{A0}",
    "\u{2003}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{B}",
    "\u{C}",
    "\u{2028}",
    "\n",
    "\n　　",
    "\r\n",
    "2",
    "２",
    "2018年1月十五日",
    "二0一八年",
    "３月",
    "⼀",
    "⺠",
    "\u{E004}",
    "http://a.cn/",
    "（一）",
    "一是",
    "三是",
    "1、",
    "3．",
    "—",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60).prop_map(|it| it.concat())
}

/// Each rule alone; its search is built once.
static RULES: LazyLock<Vec<(&Rule, Ruleset<'_>)>> = LazyLock::new(|| {
    let own = PACKS.rules().into_iter().filter(|rule| rule.code().starts_with("HG09"));
    own.map(|rule| (rule, Ruleset::only(&PACKS, rule, Some(2017)))).collect()
});

fn read(text: &str) -> (Document, Facts) {
    let doc = reader::read(text.to_owned(), Format::Txt, &Pack::vocabulary(&PACKS.packs));
    let facts = facts::extract(&doc);
    (doc, facts)
}

/// What a rule alone finds.
fn findings(rules: &Ruleset<'_>, (doc, facts): &(Document, Facts)) -> Vec<Finding> {
    let verdict = judge_by(doc, facts, rules, &Settings::default());
    verdict.findings.into_iter().map(|it| it.finding).collect()
}

fn edits(findings: Vec<Finding>) -> Vec<Edit> {
    findings.into_iter().filter_map(|it| it.fix).flat_map(|fix| fix.edits).collect()
}

fn places_fit(text: &str, findings: &[Finding]) -> bool {
    findings.iter().all(|finding| {
        let related = finding.related.iter().map(|it| it.span);
        let edited = finding.fix.iter().flat_map(|fix| &fix.edits).map(|it| it.span);
        let mut places = related.chain(edited).chain([finding.primary.span]);
        places.all(|span| text.get(span.range()).is_some())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(*CASES))]

    #[test]
    fn any_text_is_borne(text in text(), other in "\\PC{0,80}") {
        for text in [text, other] {
            let read = read(&text);
            for (rule, alone) in RULES.iter() {
                prop_assert!(places_fit(&text, &findings(alone, &read)), "{}", rule.id());
            }
        }
    }

    #[test]
    fn a_safe_repair_leaves_nothing_to_repair(text in text()) {
        let flawed = read(&text);
        for (rule, alone) in RULES.iter().filter(|it| it.0.fix == FixSafety::Safe) {
            let edits_of = |read| edits(findings(alone, read));
            let wanted = edits_of(&flawed);
            if wanted.is_empty() {
                continue;
            }
            let repaired = apply(&text, &wanted);
            let left = edits_of(&read(&repaired));
            prop_assert!(left.is_empty(), "{}: {:?} became {:?}: {:?}", rule.id(), text, repaired, left);
        }
    }
}

/// A slip that is repeated all over a page is one finding.
#[test]
fn a_page_of_slips_is_one_finding() {
    let line = "　　全年公开信息,接受监督 ，做到及时;准确。\u{A0}\n";
    for id in ["invisible-char", "halfwidth-punct", "space-in-han"] {
        let (_, alone) = RULES.iter().find(|it| it.0.id() == id).unwrap();
        assert_eq!(findings(alone, &read(&line.repeat(200))).len(), 1, "{id}");
    }
}
