//! `hegui pack test`: examples and mutations of packs, the verdicts on them, and mistakes.

use serde_json::Value;

use crate::cli::{Desk, Run};

const PACK: &str = "id = \"local\"\nexample-year = 2023\n\
    title = { zh = \"本地规则\", en = \"local rules\" }\n";

/// A rule of words without its examples.
const RULE: &str = r#"code = "LX0001"
id = "local-words"
since = "0.1.0"
status = "active"
severity = "warning"
fix = "suggest"
title = { zh = "本地用语", en = "local wording" }
message = { zh = "“{found}”宜作“{replacement}”", en = "“{found}” had better read “{replacement}”" }
why = { zh = "统一用语。", en = "One wording for all." }

[[cite]]
authority = "convention"

[check.phrase]
entry = [
    { find = "阳光政务", replace = "政务公开" },
    { find = "绿色通到", replace = "绿色通道" },
    { find = "便民窗囗", replace = "便民绿色通到" },
]
"#;

/// Two examples that the rule judges as they say.
const SOUND: &str = r#"
[[example]]
expect = "pass"
text = "推进政务公开。"

[[example]]
expect = "fail"
text = "推进⟦阳光政务⟧。"
fixed = "推进政务公开。"
"#;

const COMPLIANT: &str = include_str!("../../fixtures/golden/2023/county.txt");
const PAGE: &str = include_str!("../../fixtures/golden/2023/township.html");

/// A pack with these further examples and this file of mutations.
fn desk(examples: &str, mutations: &str) -> Desk {
    let rule = format!("{RULE}{SOUND}{examples}");
    let desk = Desk::new(&[("local/pack.toml", PACK), ("local/local-words.toml", &rule)]);
    if !mutations.is_empty() {
        desk.put("local/mutations/compliant.txt", COMPLIANT);
        desk.put("local/mutations/page.html", PAGE);
        desk.put("local/mutations/local.toml", mutations);
    }
    desk
}

fn mutations(all: &str) -> String {
    format!("report = \"compliant.txt\"\n{all}")
}

fn test(desk: &Desk) -> Run {
    desk.run(&["--lang", "en", "pack", "test", "local"])
}

/// What a run says of examples added to two sound ones.
fn examples(all: &str) -> Run {
    test(&desk(all, ""))
}

#[test]
fn sound_examples_are_counted_and_shown_when_asked_for() {
    let desk = desk("", "");
    let run = test(&desk).ends(0).says("2 examples and 0 mutations validated.\n");
    run.says("note: no mutation is for 1 rule.").keeps_from("local-words");
    let run = desk.run(&["pack", "test", "local", "-v"]).ends(0);
    run.says("通过  LX0001 local-words  local/local-words.toml:25  第 2 个示例\n")
        .says("2 个示例、0 处改动通过。\n提示：1 条规则没有改动测试。\n");
    // In its own folder a pack needs no name.
    let mut there = desk.command(&["pack", "test"]);
    Run::of(there.current_dir(desk.path("local")).output().unwrap()).ends(0).says("2 个示例");
}

#[test]
fn an_example_that_speaks_of_what_is_right_is_noisy() {
    let run = examples("[[example]]\nexpect = \"pass\"\ntext = \"推进阳光政务。\"\n").ends(1);
    run.says("noisy[LX0001] local-words local wording: spoke where nothing should be reported")
        .says("[local/local-words.toml:31:11]")
        .says("31 │ text = \"推进阳光政务。\"\n")
        .says("·             ────┬───\n")
        .says("╰── found here")
        .says("where: local/local-words.toml:29, example 3\n  expected: nothing (pass)\n")
        .says("found: LX0001 local-words line 1, column 3: “阳光政务” (warning)\n")
        .says("2 examples and 0 mutations validated, 1 not: 1 noisy.\n");
}

#[test]
fn an_example_without_its_finding_is_missing() {
    let all = "[[example]]\nexpect = \"fail\"\ntext = \"\"\"\n推进阳光\n⟦务实⟧服务。\n\"\"\"\n";
    let run = examples(all).ends(1).says("missing[LX0001]").says("[local/local-words.toml:33:2]");
    run.says("33 │ ⟦务实⟧服务。\n    ·  ──┬─\n    ·    ╰── expected here\n")
        .says("expected: line 2, column 1: “务实” (warning)\n  found: nothing (pass)\n");
}

#[test]
fn other_words_than_the_marked_ones_are_the_wrong_place() {
    let all = "[[example]]\nexpect = \"fail\"\ntext = \"⟦推进⟧工作，\\n阳光政务。\"\n";
    let run = examples(all).ends(1).says("wrong place[LX0001]").says("expected here");
    // The mark leads to the words behind an escape.
    run.says("expected: line 1, column 1: “推进” (warning)\n")
        .says("31 │ text = \"⟦推进⟧工作，\\n阳光政务。\"\n    ·          ──┬─         ────┬───\n")
        .says("found: LX0001 local-words line 2, column 1: “阳光政务” (warning)\n");
}

#[test]
fn fixes_severities_and_outcomes_are_judged_as_well() {
    let fail = |rest: &str| format!("[[example]]\nexpect = \"fail\"\n{rest}\n");
    let run = examples(&fail("text = \"推进⟦阳光政务⟧。\"\nfixed = \"推进政务。\"")).ends(1);
    run.says("wrong fix[LX0001]").says("should give: “推进政务。”\n  gives: “推进政务公开。”\n");
    let run = examples(&fail("text = \"设⟦便民窗囗⟧。\"\nfixed = \"设便民绿色通到。\"")).ends(1);
    run.says("unfinished fix[LX0001]").says("still writes: “绿色通道”\n");
    let run = examples(&fail("severity = \"error\"\ntext = \"推进⟦阳光政务⟧。\"")).ends(1);
    run.says("wrong severity[LX0001]").says("“阳光政务” (error)\n").says("“阳光政务” (warning)\n");
    let run = examples("[[example]]\nexpect = \"undecided\"\ntext = \"推进政务公开。\"\n").ends(1);
    run.says("other outcome[LX0001]")
        .says("expected: nothing (undecided)\n  found: nothing (pass)");
}

#[test]
fn examples_of_drafts_run_and_their_mutations_do_not() {
    let desk = desk("", &mutations("[[mutation]]\nrule = \"local-words\"\ndrop = \"一、总体\"\n"));
    let draft = desk.text("local/local-words.toml").replace("\"active\"", "\"draft\"");
    desk.put("local/local-words.toml", draft);
    test(&desk)
        .ends(0)
        .says("2 examples and 0 mutations validated.\n")
        .says("note: mutations are for active rules; not run for local-words.\n");
}

/// A change of each kind, which the rule named tells.
const RIGHT: &str = r#"
[[mutation]]
rule = "local-words"
replace = "答复均在法定期限内作出"
with = "推进⟦阳光政务⟧，答复均在法定期限内作出"

[[mutation]]
rule = "table-shape"
drop = "行政强制\t43\n"
place = "⟦行政处罚⟧\t1187"

[[mutation]]
rule = "cell-blank"
blank = { table = "T2", row = "行政处罚", column = "本年处理决定数量" }

[[mutation]]
rule = "t3-column"
cell = { table = "T3", row = "4", column = "natural", add = -1 }

[[mutation]]
rule = "not-a-report"
text = "⟦砚泽县举办农产品展销会⟧\n吸引了众多市民前来选购。\n"
"#;

#[test]
fn a_change_of_every_kind_is_told_by_its_rule() {
    let desk = desk("", &mutations(RIGHT));
    test(&desk).ends(0).says("2 examples and 5 mutations validated.\n").keeps_from("note:");
    let run = desk.run(&["--lang", "en", "pack", "test", "local", "--rule", "t3-column", "-v"]);
    run.ends(0)
        .says("validated  HG0507 t3-column  local/mutations/local.toml:17  mutation 4\n")
        .says("0 examples and 1 mutation validated.\n");
    // Cells of a page lead back to its source.
    let page = "report = \"page.html\"\n[[mutation]]\nrule = \"t3-row\"\n\
        cell = { table = \"表三\", row = \"（一）予以公开\", column = \"总计\", add = 1 }\n\
        [[mutation]]\nrule = \"cell-blank\"\n\
        blank = { table = \"T3\", row = \"4\", column = \"legal\" }\n";
    desk.put("local/mutations/page.toml", page);
    test(&desk).ends(0).says("2 examples and 7 mutations validated.\n");
}

#[test]
fn a_change_of_every_kind_can_be_told_wrongly() {
    let wrong = r#"
[[mutation]]
rule = "local-words"
replace = "答复均在法定期限内作出"
with = "推进⟦阳光⟧政务，答复均在法定期限内作出"

[[mutation]]
rule = "t2-19-stock"
drop = "行政强制\t43\n"

[[mutation]]
rule = "t3-row"
blank = { table = "T2", row = "行政处罚", column = "本年处理决定数量" }

[[mutation]]
rule = "t4-row"
cell = { table = "T4", row = "suit", column = "upheld", add = 1 }

[[mutation]]
rule = "local-words"
replace = "答复均在法定期限内作出"
with = "推进⟦阳光政务⟧，按布署答复均在法定期限内作出"

[[mutation]]
rule = "local-words"
replace = "答复均在法定期限内作出"
with = "推进⟦阳光政务⟧，答复均在法定期限内作出"
beside = ["typo-known"]
"#;
    let run = test(&desk("", &mutations(wrong))).ends(1);
    run.says("wrong place[LX0001]")
        .says("[local/mutations/local.toml:6:12]")
        .says("found: LX0001 local-words line 6, column 51: “阳光政务” (warning)\n")
        .says("missing[HG0515]")
        .says("found: nothing (the rule did not run: it is off, or not for this year)\n")
        .says("also found: HG0501 table-shape line 20, column 1: “行政处罚” (error)\n")
        .says("missing[HG0509]")
        .says("also found: HG0503 cell-blank")
        .says("expected: line 20, column 6: the blank place\n")
        .says("wrong place[HG0511]")
        .says("noisy[LX0001] local-words local wording: other rules spoke as well\n")
        .says("also found: HG0908 typo-known line 6, column 57: “布署” (warning)\n")
        .says("should speak as well: typo-known\n")
        .says("2 examples and 0 mutations validated, 6 not: 3 missing, 1 noisy, 2 wrong place.\n");
}

#[test]
fn a_report_that_is_not_silent_comes_before_its_mutations() {
    let desk = desk("", &mutations(RIGHT));
    desk.put(
        "local/mutations/compliant.txt",
        COMPLIANT.replace("　　一、总", "　　按布署。\n　　一、总"),
    );
    let run = desk.run(&["pack", "test", "local"]).ends(1);
    run.says("报告本身有问题 要改动的报告本身就报出问题，各处改动均未运行\n")
        .says("1 │ report = \"compliant.txt\"\n")
        .says("实报：HG0908 typo-known 第 3 行第 4 列“布署”（警告）")
        .says("2 个示例、0 处改动通过，1 个未通过：报告本身有问题 1 个。\n");
}

/// What stands in a file, what is marked in it, what is said, and what to do.
type Mistake<'a> = (String, &'a str, &'a str, &'a str);

fn t3(rest: &str) -> String {
    format!("[[mutation]]\nrule = \"t3-row\"\n{rest}\n")
}

fn cell(cell: &str) -> String {
    t3(&format!("cell = {{ {cell} }}"))
}

const T3_4: &str = "table = \"T3\", row = \"4\", column = \"total\"";

fn tells(mistakes: &[Mistake<'_>]) {
    for (text, marked, said, remedy) in mistakes {
        let file = mutations(text);
        let desk = desk("", &file);
        let run = test(&desk).ends(2).warns(said).warns(remedy);
        let at = file.rfind(marked).unwrap();
        let line = file[..at].matches('\n').count() + 1;
        let column = file[..at].rsplit('\n').next().unwrap().chars().count() + 1;
        run.warns(&format!("[local/mutations/local.toml:{line}:{column}]")).warns("──");
        desk.run(&["pack", "test", "local"]).ends(2).warns("规则包有误").keeps_from("there is");
    }
}

#[test]
fn every_mistake_of_a_mutation_has_its_caret_and_remedy() {
    tells(&[
        (
            "[[mutation]]\nrule = \"local-word\"\ndrop = \"一、总体情况\"\n".to_owned(),
            "\"local-word\"",
            "there is no rule named local-word",
            "did you mean local-words?",
        ),
        (
            "[[mutation]]\nrule = \"HG0507\"\ndrop = \"一、总体情况\"\n".to_owned(),
            "\"HG0507\"",
            "there is no rule named HG0507",
            "name it by its id, t3-column",
        ),
        (
            t3("drop = \"一、总体情况\"\nbeside = [\"t3-colunm\"]"),
            "\"t3-colunm\"",
            "there is no rule named t3-colunm",
            "did you mean t3-column?",
        ),
        (t3("drop = \"二〇二三\""), "\"二〇二三\"", "does not hold these words", "look over words"),
        (
            t3("drop = \"行政许可\\t20314\\n第\"\nplace = \"第二十条\""),
            "\"第二十条\"",
            "the changed report holds these words 3 times instead of once",
            "write the words around them",
        ),
        (
            t3("replace = \"全年\"\nwith = \"本年\""),
            "\"全年\"",
            "the report holds these words",
            "write the words around them",
        ),
        (
            t3("place = \"一、总体情况\""),
            "\"t3-row\"",
            "does not say what it changes",
            "write replace",
        ),
        (
            t3("drop = \"一、总体情况\"\ntext = \"无\""),
            "\"无\"",
            "one mutation makes one change",
            "in a [[mutation]] of its own",
        ),
        (t3("replace = \"一、\""), "\"一、\"", "`replace` without `with`", "use `drop`"),
        (t3("with = \"一、\""), "\"一、\"", "`with` without `replace`", "use `text`"),
        (
            t3("replace = \"一、总体情况\"\nwith = \"一、⟦总体\""),
            "\"一、⟦总体\"",
            "a ⟦ or ⟧ has no partner",
            "",
        ),
        (
            t3("replace = \"一、总体情况\"\nwith = \"一、⟦总体⟧情况\""),
            "\"一、⟦总体⟧情况\"",
            "this changes nothing",
            "",
        ),
        (
            t3(&format!("blank = {{ {T3_4}, add = 1 }}")),
            "add",
            "unknown name add; there are: column, row, table",
            "",
        ),
        (
            t3(&format!("cell = {{ {T3_4} }}")),
            "cell",
            "cell lacks add, which must be given",
            "add: ",
        ),
        (t3("drops = \"一、\""), "drops", "unknown name drops", "did you mean drop?"),
        (
            "mutations = []\n".to_owned(),
            "mutations",
            "unknown name mutations",
            "did you mean mutation?",
        ),
    ]);
}

#[test]
fn every_mistake_about_a_cell_has_its_caret_and_remedy() {
    tells(&[
        (
            cell("table = \"T9\", row = \"4\", column = \"total\", add = 1"),
            "\"T9\"",
            "no table `T9` was read in the report",
            "there are: T2, T3, T4",
        ),
        (
            cell("table = \"T3\", row = \"四、结转下年度办理\", column = \"total\", add = 1"),
            "\"四、结转下年度办理\"",
            "table T3 has no row `四、结转下年度办理`",
            "did you mean 四、结转下年度继续办理?",
        ),
        (
            cell("table = \"T4\", row = \"x\", column = \"total\", add = 1"),
            "\"x\"",
            "table T4 has no row `x`",
            "there are: review, suit, suit-after-review",
        ),
        (
            cell("table = \"T3\", row = \"4\", column = \"totl\", add = 1"),
            "\"totl\"",
            "table T3 has no column `totl`",
            "did you mean total?",
        ),
        (
            cell("table = \"T2\", row = \"fees\", column = \"fee\", add = 1"),
            "\"fee\"",
            "this cell holds no whole number (“3126.4518”)",
            "use `blank`",
        ),
        (cell(&format!("{T3_4}, add = 0")), "0", "adding 0 changes nothing", "such as add = 1"),
    ]);
}

#[test]
fn a_cell_that_is_blank_cannot_be_emptied_or_added_to() {
    let all = "[[mutation]]\nrule = \"cell-blank\"\n\
        blank = { table = \"T3\", row = \"4\", column = \"total\" }\n\
        [[mutation]]\nrule = \"cell-blank\"\n\
        cell = { table = \"T3\", row = \"4\", column = \"total\", add = 1 }\n";
    let desk = desk("", &mutations(all));
    let row = "四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t";
    desk.put("local/mutations/compliant.txt", COMPLIANT.replace(&format!("{row}2"), row));
    test(&desk)
        .ends(2)
        .warns("this cell is blank already")
        .warns("this cell holds no whole number (“”)");
}

#[test]
fn a_report_lies_beside_its_mutations_and_nowhere_else() {
    let one = "\n[[mutation]]\nrule = \"t3-row\"\ndrop = \"一、总体情况\"\n";
    let desk = desk("", &mutations(one));
    desk.put("secret.txt", "不得读取的内容。\n");
    let absolute = desk.path("secret.txt").to_string_lossy().replace('\\', "/");
    for name in ["../../secret.txt", "..", ".", "", absolute.as_str(), "a/b.txt", r"..\secret.txt"]
    {
        desk.put("local/mutations/local.toml", format!("report = '{name}'{one}"));
        let run = test(&desk).ends(2).warns("`report` is the name of a file, not a path");
        run.warns("[local/mutations/local.toml:1:10]").keeps_from("不得读取");
    }
    desk.put("local/mutations/local.toml", format!("report = 'none.txt'{one}"));
    test(&desk).ends(2).warns("report none.txt: no such file").warns("local.toml:1:10]");
    desk.put("local/mutations/gbk.txt", b"\xd2\xbb\xa1\xa2");
    desk.put("local/mutations/local.toml", format!("report = 'gbk.txt'{one}"));
    test(&desk).ends(2).warns("report gbk.txt: not in UTF-8");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_refused() {
    use std::os::unix::fs::symlink;
    let one = "\n[[mutation]]\nrule = \"t3-row\"\ndrop = \"一、总体情况\"\n";
    let desk = desk("", &format!("report = 'link.txt'{one}"));
    desk.put("secret/secret.toml", "不得读取\n");
    symlink(desk.path("secret/secret.toml"), desk.path("local/mutations/link.txt")).unwrap();
    test(&desk).ends(2).warns("report link.txt: this is no regular file").keeps_from("不得读取");
    symlink(desk.path("secret/secret.toml"), desk.path("local/mutations/a.toml")).unwrap();
    test(&desk).ends(2).warns("a.toml: this is no regular file").keeps_from("不得读取");
    std::fs::remove_dir_all(desk.path("local/mutations")).unwrap();
    symlink(desk.path("secret"), desk.path("local/mutations")).unwrap();
    test(&desk).ends(2).warns("mutations: this is no regular file").keeps_from("不得读取");
}

#[test]
fn json_tells_every_result() {
    let noisy = "[[example]]\nexpect = \"pass\"\ntext = \"推进阳光政务。\"\n";
    let desk = desk(noisy, &mutations(RIGHT));
    let run = desk.run(&["pack", "test", "local", "--format", "json"]).ends(1);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["schema"], 1);
    let summary = serde_json::json!({
        "examples": 2, "mutations": 5, "misjudged": 1, "verdicts": { "noisy": 1 },
        "rules_without_mutation": 0, "rules_not_in_force": [],
    });
    assert_eq!(json["summary"], summary);
    let results = json["results"].as_array().unwrap();
    assert_eq!(results.len(), 8);
    let noisy = serde_json::json!({
        "rule": "local-words", "code": "LX0001", "pack": "local", "kind": "example",
        "path": "local/local-words.toml", "line": 29, "verdict": "noisy",
        "expected": { "outcome": "pass", "places": [] },
        "found": { "outcome": "fail", "findings": [{
            "rule": "local-words", "code": "LX0001", "severity": "warning",
            "quote": "阳光政务", "line": 1, "column": 3,
        }] },
    });
    assert_eq!(results[2], noisy);
    assert_eq!(results[4]["kind"], "mutation");
    assert_eq!(results[4]["verdict"], "validated");
    assert_eq!(results[4]["expected"]["places"][0]["quote"], "行政处罚");
}

#[test]
fn what_cannot_be_tested_is_told_with_what_may_be_meant() {
    let desk = desk("", "");
    let en = |args: &[&str]| desk.run(&[&["--lang", "en", "pack", "test"], args].concat());
    en(&["local", "--rule", "local-wrods"]).ends(2).warns("Did you mean local-words?");
    en(&["commn"]).ends(2).warns("Did you mean common?");
    en(&["local", "--rule", "t3-row"]).ends(2).warns("nothing to test");
    // Built-in packs are known by name, and have their examples within.
    en(&["form-2021", "--rule", "HG0501"]).ends(2).warns("nothing to test");
    let run = en(&["regulation-2019", "--rule", "deadline-stale", "-v"]).ends(0);
    run.says("regulation-2019/deadline-stale.toml:").keeps_from("note:");
}

#[test]
fn a_rule_that_is_asked_for_must_be_silent_before_the_change() {
    let spoken = "[[mutation]]\nrule = \"local-words\"\nreplace = \"行政许可\\t20314\"\n\
        with = \"行政许可\\t20315\"\n";
    let right = "[[mutation]]\nrule = \"local-words\"\n\
        replace = \"答复均在法定期限内作出\"\nwith = \"⟦阳光政务⟧，答复均在法定期限内作出\"\n";
    let desk = desk("", &mutations(spoken));
    let rule = desk.text("local/local-words.toml");
    let off = rule.replace("status = \"active\"", "status = \"active\"\nenabled = false");
    desk.put("local/local-words.toml", off);
    desk.put(
        "local/mutations/compliant.txt",
        COMPLIANT.replace("　　一、总", "　　推进阳光政务。\n　　一、总"),
    );
    let run = test(&desk).ends(1).says("report not compliant[LX0001]");
    run.says("this rule is off unless asked for").says("expected: nothing (pass)").says("阳光政务");
    let json = desk.run(&["pack", "test", "local", "--format", "json"]).ends(1).json();
    assert_eq!(json["results"][2]["verdict"], "not-compliant");
    assert_eq!(json["results"][2]["expected"]["outcome"], "pass");
    desk.put("local/mutations/compliant.txt", COMPLIANT);
    desk.put("local/mutations/local.toml", mutations(right));
    test(&desk).ends(0).says("2 examples and 1 mutation validated.\n");
}

#[test]
fn mutations_stay_within_bounds() {
    let unknown = "[[mutation]]\nrule = \"local-wrods\"\ndrop = \"一、总体情况\"\n";
    let desk = desk("", &mutations(&unknown.repeat(30)));
    let run = test(&desk).ends(2).warns("10 more mistakes from here on").warns("did you mean");
    assert_eq!(run.err.matches("there is no rule named").count(), 20, "{}", run.err);
    desk.put("local/mutations/local.toml", mutations(&unknown.repeat(501)));
    test(&desk).ends(2).warns("a file has at most 500 mutations; here are 501").warns(":1503:");
    // A large file with many mistakes has few of them told.
    let long = format!("# {}\n{}", "长".repeat(1 << 19), unknown.repeat(400));
    desk.put("local/mutations/local.toml", mutations(&long));
    let run = test(&desk).ends(2).warns("more mistakes from here on");
    assert!(run.err.matches("there is no rule named").count() < 20);
    desk.put("local/mutations/local.toml", mutations(""));
    desk.put("local/mutations/.hidden.toml", "坏");
    desk.put("local/mutations/local.toml", mutations(RIGHT));
    test(&desk).ends(0).says("5 mutations");
    for number in 0..100 {
        desk.put(&format!("local/mutations/{number}.toml"), mutations(RIGHT));
    }
    test(&desk).ends(2).warns("more than 100 TOML files in it");
}
