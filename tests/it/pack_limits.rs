//! Parameters that can never work, names that no pack has, and rules that together ask for too much
//! are refused, each at its place. ⟦ ⟧ mark the place at fault.

use std::time::{Duration, Instant};

use hegui::rule::{Packs, Problem};

use crate::packs::{CHECK, Case, MESSAGE, P, PACK, R, changed, check, told};

/// A message that quotes nothing, which every kind takes.
const PLAIN: &str = r#"message = { zh = "有误", en = "wrong" }"#;

/// A rule with another check is refused, and this is said of it.
fn refused(cases: &[(&'static str, &'static str)]) {
    let edits: Vec<_> =
        cases.iter().map(|(it, said)| ([(R, MESSAGE, PLAIN), (R, CHECK, *it)], [*said])).collect();
    check(&edits.iter().map(|(edit, said)| Case(edit, said)).collect::<Vec<_>>());
}

/// A rule with another check is taken.
fn taken(checks: &[&'static str]) {
    for it in checks {
        assert_eq!(told(&changed(&[(R, MESSAGE, PLAIN), (R, CHECK, it)])).0, [], "{it}");
    }
}

#[test]
fn a_signing_day_that_is_never_told() {
    refused(&[
        ("[⟦check⟧.signing-day]\nreport = \"late\"\n", "report = \"late\" 须有 deadline"),
        (
            "[⟦check⟧.signing-day]\nreport = \"before-event\"\n",
            "report = \"before-event\" 须有 happened",
        ),
        (
            "[⟦check⟧.signing-day]\nreport = \"late\"\ndeadline = [{ month = 2, day = 30 }]\n",
            "期限不存在：2月没有30日",
        ),
        (
            "[⟦check⟧.signing-day]\nreport = \"late\"\ndeadline = [{ month = 3, day = 31 }, { month = 6, day = 31 }]\n",
            "期限不存在：6月没有31日",
        ),
    ]);
    taken(&[
        "[check.signing-day]\nreport = \"late\"\ndeadline = [{ month = 2, day = 29 }]\n",
        "[check.signing-day]\nreport = \"before-event\"\nhappened = [\"召开\"]\n",
        "[check.signing-day]\nreport = \"early\"\n",
    ]);
}

#[test]
fn comparisons_that_are_never_told() {
    refused(&[
        ("[⟦check⟧.year-to-year]\nform = \"T3\"\nrelation = []\n", "relation 没有列出任何关系"),
        (
            "[⟦check⟧.year-to-year]\nform = \"T3\"\nrelation = [{ now = \"2/total\", before = [] }]\n",
            "“2/total”没有 before，无从与上年度核对",
        ),
        (
            "[⟦check⟧.year-to-year]\nform = \"T3\"\nrelation = [{ now = \"2\", before = [\"4/total\"] }]\n",
            "“2”不是单元格，应写作“行/列”",
        ),
        (
            "[⟦check⟧.year-to-year]\nform = \"T3\"\nrelation = [{ now = \"2/total\", before = [\"4/total\"], minus = [\"2/\"] }]\n",
            "“2/”不是单元格，应写作“行/列”",
        ),
        ("[⟦check⟧.year-jump]\ncells = []\ntimes = 5\nleast = 50\n", "cells 没有列出任何单元格"),
        (
            "[⟦check⟧.year-jump]\ncells = [\"2/total\"]\ntimes = 5\nleast = 50\n",
            "“2/total”不是单元格，应写作“表/行/列”",
        ),
        (
            "[⟦check⟧.year-jump]\ncells = [\"T3/2/total\"]\ntimes = 1\nleast = 50\n",
            "times 至少为 2",
        ),
        ("[⟦check⟧.running-total]\nindicators = []\n", "indicators 没有列出任何指标"),
        ("[⟦check⟧.missing-report]\ndue = [{ month = 2, day = 30 }]\n", "期限不存在：2月没有30日"),
        ("[⟦check⟧.year-outlier]\nleast = 1\nshare = 75\n", "least 至少为 2"),
        ("[⟦check⟧.year-outlier]\nleast = 3\nshare = 50\n", "share 应为 51 至 100"),
        ("[⟦check⟧.year-outlier]\nleast = 3\nshare = 75\napart = 50\n", "apart 应为 51 至 100"),
        ("[⟦check⟧.members-sum]\ntable = []\nown = []\n", "table 没有列出任何表"),
        (
            "[⟦check⟧.members-sum]\ntable = [{ form = \"T3\" }]\nown = []\nshift = 9\n",
            "shift 应为 1 至 8",
        ),
    ]);
    taken(&[
        "[check.year-to-year]\nform = \"T3\"\nrelation = [{ now = \"2/total\", before = [\"4/total\"] }]\n",
        "[check.year-jump]\ncells = [\"T3/2/total\"]\ntimes = 2\nleast = 0\n",
        "[check.missing-report]\ndue = [{ month = 2, day = 29 }]\n",
        "[check.missing-report]\ndue = []\n",
        "[check.year-outlier]\nleast = 2\nshare = 51\n",
        "[check.members-sum]\ntable = [{ form = \"T2\" }]\nown = []\n",
    ]);
}

#[test]
fn tables_and_cells_that_no_pack_has() {
    refused(&[
        (
            "[⟦check⟧.year-to-year]\nform = \"T9\"\nrelation = [{ now = \"2/total\", before = [\"4/total\"] }]\n",
            "没有名为 T9 的统一表格",
        ),
        (
            "[⟦check⟧.year-to-year]\nform = \"T3\"\nrelation = [{ now = \"2/totl\", before = [\"4/total\"] }]\n",
            "没有名为 T3/2/totl 的单元格 → 是否想写 total？",
        ),
        (
            "[⟦check⟧.year-jump]\ncells = [\"T3/99/total\"]\ntimes = 5\nleast = 50\n",
            "没有名为 T3/99/total 的单元格",
        ),
        (
            "[⟦check⟧.members-sum]\ntable = [{ form = \"T\" }]\nown = []\n",
            "没有名为 T 的统一表格 → 是否想写 T2？可用的有：S14、T2、T3、T4",
        ),
        ("[⟦check⟧.running-total]\nindicators = [\"qqqqqq\"]\n", "没有名为 qqqqqq 的指标"),
    ]);
}

#[test]
fn topics_and_units_that_are_not_given() {
    refused(&[
        ("[⟦check⟧.topics]\ntopic = []\n", "topic 没有列出任何内容"),
        (
            "[⟦check⟧.topics]\ntopic = [{ name = \"评议\", en = \"review\", words = [] }]\n",
            "“评议”没有 words，怎样写都算缺少",
        ),
        ("[⟦check⟧.unit-missing]\nunits = []\ncounted = []\n", "units 是空的"),
    ]);
    taken(&[
        "[check.topics]\nchapters = []\ntopic = [{ name = \"评议\", en = \"review\", words = [\"评议\"] }]\n",
        "[check.unit-missing]\nunits = [\"条\"]\ncounted = []\n",
    ]);
}

#[test]
fn words_that_are_never_found_or_change_nothing() {
    refused(&[
        (
            "[check.phrase]\nentry = [{ find = ⟦\"大 干\"⟧ }]\n",
            "“大 干”永远查不到：查找时文字已统一写法，应写作“大干”",
        ),
        (
            "[check.phrase]\nentry = [{ find = ⟦\"ＡＢ\"⟧ }]\n",
            "“ＡＢ”永远查不到：查找时文字已统一写法，应写作“AB”",
        ),
        (
            "[check.phrase]\nentry = [{ find = ⟦\"甲(乙)\"⟧ }]\n",
            "“甲(乙)”永远查不到：查找时文字已统一写法，应写作“甲（乙）”",
        ),
        (
            "[check.phrase]\nentry = [{ find = ⟦\"大干\"⟧, replace = \"大干\" }]\n",
            "replace 与 find 相同",
        ),
        (
            "[check.phrase]\nentry = [{ find = \"大干\" }, { find = ⟦\"大干\"⟧ }]\n",
            "前面已有相同的词语",
        ),
    ]);
    taken(&[
        "[check.phrase]\nentry = [{ find = \"（\" }, { find = \":\" }, { find = \",\" }, { find = \"a b\" }, { find = \"：\" }]\n",
        "[check.phrase]\nentry = [{ find = \"大干\", pattern = \"大干+\", replace = \"大干\" }]\n",
        "[check.phrase]\nentry = [{ find = \"大干\", replace = \"大干\", with_before = [\"大\"] }]\n",
        "[check.phrase]\nentry = [{ find = \"大干\", only-after = [\"快\"] }, { find = \"大干\" }]\n",
    ].map(|it| it.replace("with_before", "with-before").leak() as &str));
}

#[test]
fn chapters_and_indicators_that_no_pack_has() {
    const OVERVIEW: &str = "没有名为 overveiw 的章节 → 是否想写 overview？可用的有：";
    refused(&[
        (
            "[⟦check⟧.topics]\nchapters = [\"overveiw\"]\ntopic = [{ name = \"评\", en = \"r\", words = [\"评\"] }]\n",
            OVERVIEW,
        ),
        (
            "[⟦check⟧.required-section]\ntitle = \"评\"\nen = \"r\"\nchapters = [\"overveiw\"]\n",
            OVERVIEW,
        ),
        (
            "[⟦check⟧.stock-sentences]\nchapter = \"overveiw\"\nexcept = []\nstock = [\"待\"]\n",
            OVERVIEW,
        ),
        (
            "[⟦check⟧.generic-text]\nchapters = [\"overveiw\"]\nat-least = 9\ncommon = []\n",
            OVERVIEW,
        ),
        (
            "[⟦check⟧.chapter-missing]\nlenient = [{ chapter = \"overveiw\", years = {} }]\n",
            OVERVIEW,
        ),
        (
            "[⟦check⟧.chapter-empty]\nnil = [\"无\"]\nmust-tell = [\"overveiw\"]\nmust-name = []\n",
            OVERVIEW,
        ),
        (
            "[⟦check⟧.result-untold]\nchapter = \"qqqqqq\"\nreceived = [\"收\"]\nobject = [\"申\"]\nunits = [\"件\"]\nresults = [\"办\"]\nfacts = []\nprocedures = []\n",
            "没有名为 qqqqqq 的章节 → 可用的有：",
        ),
        (
            "[⟦check⟧.claim]\nclaim = [{ says = [\"未\"], nought = [\"qqqqqq\"] }]\n",
            "没有名为 qqqqqq 的指标 → 可用的有：",
        ),
        (
            "[⟦check⟧.partition]\nreceived = []\ncarried-in = \"qqqqqq\"\nhandled = []\ncarried-out = [\"qqqqqq\"]\nbeside = []\noutcomes = []\nlast-outcome = []\n",
            "没有名为 qqqqqq 的指标 → 可用的有：",
        ),
    ]);
    taken(&["[check.required-section]\ntitle = \"评\"\nen = \"r\"\nchapters = [\"overview\"]\n"]);
    let change = format!(
        "{PACK}[[adjust]]\nrule = \"plan-year\"\nwhy = {{ zh = \"另设\", en = \"other\" }}\n\
         [⟦adjust.check⟧.year-word]\nchapters = [\"overveiw\"]\n"
    );
    let (found, _) = told(&changed(&[(P, PACK, change.leak())]));
    let words: Vec<&str> = found.iter().map(|it| it.message.zh.as_str()).collect();
    assert_eq!(words, ["没有名为 overveiw 的章节"], "{found:?}");
    assert!(
        found[0].path == P && found[0].source[found[0].span.range()].contains("check"),
        "{found:?}"
    );
}

/// Rules with these checks in one pack.
fn many(checks: impl Iterator<Item = String>) -> Vec<Problem> {
    let [authorities, pack, rule] = changed(&[(R, MESSAGE, PLAIN)]).try_into().unwrap();
    let mut files = vec![(authorities.0.to_owned(), authorities.1), (pack.0.to_owned(), pack.1)];
    for (nth, check) in checks.enumerate() {
        let id = format!("rule-{nth}");
        let text = rule.1.replace(CHECK, &check).replace("\"slogan\"\ns", &format!("\"{id}\"\ns"));
        let text = text.replace("LN0001", &format!("LN{nth:04}"));
        files.push((format!("lan/{id}.toml"), text.replace('⟪', "⟦").replace('⟫', "⟧")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    Packs::for_checking(&files).err().unwrap_or_default()
}

#[test]
fn words_that_each_cost_a_pass_are_counted() {
    let list = |prefix: &str, count: usize| {
        (0..count).map(|it| format!("\"{prefix}{it}\"")).collect::<Vec<_>>().join(", ")
    };
    let topics = |nth: usize, count| {
        let words = list(&format!("词{nth}甲"), count);
        format!("[check.topics]\ntopic = [{{ name = \"评\", en = \"r\", words = [{words}] }}]\n")
    };
    let section = |nth: usize, count| {
        format!(
            "[check.required-section]\ntitle = \"评\"\nen = \"r\"\nwords = [[{}]]\n",
            list(&format!("节{nth}甲"), count)
        )
    };
    let phrase = |nth: usize, count| {
        let words = list("句甲", count);
        format!("[check.phrase]\nentry = [{{ find = \"甲{nth}\", unless-anywhere = [{words}] }}]\n")
    };
    let checks = || vec![topics(0, 2_000), section(1, 2_000), phrase(2, 1_000)];
    assert_eq!(many(checks().into_iter()), []);
    let found = many(checks().into_iter().chain([topics(3, 1)]));
    let words: Vec<&str> = found.iter().map(|it| it.message.zh.as_str()).collect();
    assert_eq!(words.len(), 1, "{words:?}");
    assert!(words[0].contains("最多 5000 个，内置规则不计"), "{words:?}");
    assert!(found[0].path == "lan/rule-3.toml" && found[0].message.en.contains("5000"));
    assert_eq!(&found[0].source[found[0].span.range()], "\"rule-3\"");
}

#[test]
fn a_budget_that_is_overdrawn_is_spent() {
    let patterns = |nth: usize| {
        let entry = |it| format!("{{ find = \"甲{nth}乙{it}\", pattern = '甲' }}");
        let entries: Vec<String> = (0..1_500).map(entry).collect();
        format!("[check.phrase]\nentry = [{}]\n", entries.join(", "))
    };
    let start = Instant::now();
    let found = many((0..40).map(patterns));
    // The first takes most of what there is; the others are too many and are not weighed.
    assert_eq!(found.len(), 39);
    assert!(found.iter().all(|it| it.message.zh.contains("正则表达式过多")));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
