//! The configuration hegui.toml as users meet it.

mod mistakes;

use std::fs;

use hegui::config;
use proptest::prelude::*;

use self::mistakes::MISTAKES;
use crate::cli::{Desk, FLAWED, sound};

#[test]
fn every_mistake_is_told_with_its_place_and_remedy() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    for (text, place, message, remedy) in MISTAKES {
        desk.put("hegui.toml", text);
        for args in [&["报告.txt"][..], &["config", "check"], &["config", "show"]] {
            let run = desk.run(args).ends(2).warns(&format!("hegui.toml:{place}]"));
            let run = run.warns(&format!("设置有误 {message}")).warns(remedy);
            assert_eq!(run.err.matches("设置有误").count(), 1, "{text}: {}", run.err);
            assert!(run.err.contains('─') || run.err.contains('▲'), "{}", run.err);
        }
        let run = desk.run(&["--lang", "en", "config", "check"]).ends(2).warns("bad configuration");
        assert!(!run.err.contains("设置"), "{}", run.err);
        desk.run(&["报告.txt", "--isolated"]).ends(1);
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let desk = Desk::new(&[("甲/报告.txt", FLAWED), ("乙/报告.txt", FLAWED)]);
    desk.put("甲/hegui.toml", "pakcs = []\n[gate]\nfail-on = 1\n[[ignore]]\nquote = 2\n");
    desk.put("乙/hegui.toml", "[org]\nkind = \"X\"\n");
    let run = desk.run(&["甲", "乙"]).ends(2);
    assert_eq!(run.err.matches("设置有误").count(), 5, "{}", run.err);
    let run = desk.run(&["--files-from", "清单"]);
    assert!(run.err.contains("清单"), "{}", run.err);
}

#[test]
fn a_configuration_that_cannot_be_read_ends_with_2() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.put("hegui.toml", b"\xFF");
    desk.run(&["报告.txt"]).ends(2).warns("hegui.toml：不是 UTF-8 编码。请另存为 UTF-8。");
    desk.put("hegui.toml", " ".repeat((1 << 20) + 1));
    desk.run(&["报告.txt"]).ends(2).warns("hegui.toml：文件超过 1 MiB");
    fs::remove_file(desk.path("hegui.toml")).unwrap();
    desk.run(&["config", "check"]).ends(2).warns("没有找到 hegui.toml。可用 hegui init");
    desk.put("hegui.toml/a", "");
    desk.run(&["报告.txt"]).ends(2).warns("hegui.toml：这不是普通文件");
    desk.run(&["报告.txt", "--isolated"]).ends(1);
    desk.run(&["报告.txt", "--config", "无.toml"]).ends(2).warns("无.toml：文件不存在");
    desk.run(&["--config", "a", "--isolated"]).ends(2).warns("不能与");
}

#[test]
fn the_nearest_configuration_holds() {
    let desk = Desk::new(&[("报告.txt", FLAWED), ("甲/乙/报告.txt", FLAWED)]);
    desk.put("hegui.toml", "[rules]\nignore = [\"HG0201\"]\n");
    desk.put("甲/hegui.toml", "\u{FEFF}[rules]\nignore = [\"HG0908\"]\n");
    let run = desk.run(&["."]).ends(1).says("甲/乙/报告.txt:1:1: error[HG0201]");
    let run = run.says("报告.txt:3:15: warning[HG0908]");
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    desk.run(&[".", "--config", "hegui.toml"]).ends(0).says("甲/乙/报告.txt:3:15");
    let run = desk.run(&[".", "--isolated"]).ends(1);
    assert_eq!(run.out.lines().count(), 4, "{}", run.out);
    desk.pipe(&["-"], FLAWED.as_bytes()).ends(0).says("HG0908").keeps_from("HG0201");
    let name = ["-", "--stdin-filename", "甲/乙/x.txt"];
    desk.pipe(&name, FLAWED.as_bytes()).ends(1).says("HG0201").keeps_from("HG0908");
    desk.put("甲/乙/hegui.toml", "");
    let run = desk.run(&["甲/乙/报告.txt"]).ends(1);
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
}

#[test]
fn flags_win_over_the_file() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let both = "[rules]\nselect = [\"HG0908\"]\n[gate]\nfail-on = \"warning\"\n[output]\n\
                lang = \"en\"\nformat = \"json\"\n";
    desk.put("hegui.toml", both);
    let report = desk.run(&["报告.txt"]).ends(1).json();
    assert_eq!(report["summary"]["warnings"], 1);
    assert!(
        report["files"][0]["findings"][0]["message"]
            .as_str()
            .unwrap()
            .contains(" should probably read ")
    );
    let args = ["报告.txt", "--fail-on", "error", "--format", "concise", "--lang", "zh"];
    desk.run(&args).ends(0).says("HG0908").keeps_from("HG0201").warns("1 处警告");
    desk.run(&["报告.txt", "--select", "HG0201"]).ends(1).says("HG0201");
    desk.put("hegui.toml", "[rules]\nignore = [\"HG0908\"]\n[rules.severity]\nHG0201 = \"off\"\n");
    desk.run(&["报告.txt"]).ends(0);
    desk.run(&["报告.txt", "--select", "HG0908,HG0201"]).ends(1).says("HG0908").says("HG0201");
    desk.run(&["报告.txt", "--ignore", "HG0103"]).ends(0).keeps_from("HG0908");
}

#[test]
fn severities_hold_in_every_format_and_gate() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.put("hegui.toml", "[rules.severity]\nHG0201 = \"info\"\ntypo-known = \"error\"\n");
    let run = desk.run(&["报告.txt"]).ends(1).says("error[HG0908]").keeps_from("HG0201");
    run.warns("1 处错误（另有 1 处提示未显示）");
    let summary = &desk.run(&["报告.txt", "--format", "json"]).json()["summary"];
    assert_eq!((&summary["errors"], &summary["infos"]), (&1.into(), &1.into()));
    desk.run(&["报告.txt", "-W", "HG0908"]).ends(0).says("warning[HG0908]");
    desk.run(&["报告.txt", "-A", "HG09"]).ends(0).keeps_from("HG0908");
    desk.run(&["报告.txt", "-A", "HG09", "-W", "typo-known"]).ends(0).says("warning[HG0908]");
    desk.run(&["报告.txt", "-A", "HG0908", "--deny", "HG0908"]).ends(1).says("error[HG0908]");
    desk.run(&["报告.txt", "-D", "无此"]).ends(2).warns("没有名为“无此”的规则");
}

#[test]
fn an_era_may_be_chosen() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let era = |args: &[&str]| {
        let report = desk.run(&[&["报告.txt", "--format", "json"], args].concat()).json();
        report["files"][0]["era"].as_str().unwrap().to_owned()
    };
    assert_eq!(era(&[]), "R07");
    assert_eq!(era(&["--era", "R21"]), "R21");
    assert_eq!(era(&["--era", "r19", "--year", "2012"]), "R19");
    desk.run(&["报告.txt", "--era", "R20"]).ends(2).warns("没有名为“R20”的时期");
}

const IGNORE: &str = "[[ignore]]\nrule = \"HG0908\"\nreason = \"原文如此\"\n";

#[test]
fn ignores_name_findings_by_rule_path_and_words() {
    let desk = Desk::new(&[("2012/报告.txt", FLAWED), ("报告.txt", FLAWED)]);
    let table = [
        ("", 2),
        ("path = \"2012/**\"\n", 1),
        ("path = \"/报告.txt\"\n", 1),
        ("path = \"报告.txt\"\n", 2),
        ("quote = \"民计民生\"\n", 2),
        ("quote = \"民计 民生\"\n", 2),
        ("quote = \"信息12条，涉及民计民生。\"\n", 2),
        ("quote = \"信息１２条，涉及民计民生\"\n", 2),
        ("quote = \"国计民生\"\n", 0),
        ("path = \"2013/**\"\n", 0),
        ("until = 2030-01-01\n", 2),
    ];
    for (more, suppressed) in table {
        desk.put("hegui.toml", format!("{IGNORE}{more}"));
        let args = [".", "--format", "json", "--today", "2029-12-31"];
        let report = desk.run(&args).ends(1).json();
        assert_eq!(report["summary"]["suppressed"], suppressed, "{more}");
    }
    for rule in ["typo-known", "HG09"] {
        desk.put("hegui.toml", IGNORE.replace("HG0908", rule));
        desk.run(&["."]).says("HG0201").keeps_from("HG0908").warns("已豁免 2 处");
    }
    desk.run(&[".", "--show-suppressed"]).says("HG0908");
}

#[test]
fn ignores_that_outlived_their_use_are_warnings() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let gate = [".", "-A", "HG0201", "--today", "2027-04-01"];
    let until = |day: &str| format!("{IGNORE}until = {day}\n");
    desk.put("hegui.toml", until("2027-04-01"));
    desk.run(&[&gate[..], &["--fail-on", "warning"]].concat()).ends(0).keeps_from("到期");
    desk.put("hegui.toml", until("2027-03-31"));
    let run = desk.run(&gate).ends(0).says("HG0908");
    let run = run.warns("警告 此项豁免已于 2027-03-31 到期，不再有效").warns("hegui.toml:4:9");
    run.warns("失效的豁免 1 项");
    desk.run(&[&gate[..], &["--max-warnings", "1"]].concat()).ends(1);
    desk.put("hegui.toml", format!("{IGNORE}quote = \"国计民生\"\n"));
    let run = desk.run(&gate).ends(0).warns("此项豁免没有对应的问题").warns("hegui.toml:4:9");
    run.warns("更新 quote");
    // Of one report among others nobody knows whether it holds for another.
    desk.run(&["报告.txt", "-A", "HG0201"]).keeps_from("没有对应");
    let args = [".", "--select", "HG0908", "--format", "json", "--fail-on", "warning"];
    let report = desk.run(&args).ends(1).json();
    assert_eq!(report["summary"]["stale_ignores"], 1);
    assert_eq!(report["summary"]["warnings"], 1);
    let stale = &report["config"]["stale"][0];
    assert_eq!((&stale["kind"], &stale["line"]), (&"unmatched".into(), &4.into()));
    // Nothing is said where the rule did not run, or no file of the path was checked.
    desk.run(&["报告.txt", "--select", "HG0201"]).keeps_from("没有对应");
    desk.put("hegui.toml", format!("{IGNORE}path = \"别处/**\"\n"));
    desk.run(&["报告.txt"]).keeps_from("没有对应");
}

#[test]
fn an_ignore_never_hides_what_was_not_read() {
    let desk = Desk::new(&[("通知.txt", "关于召开会议的通知\n请各科室准时参加。\n")]);
    for text in [
        "[[ignore]]\nrule = \"HG\"\nreason = \"甲\"\n".replace("HG", "HG0001"),
        "[[ignore]]\nrule = \"common\"\nreason = \"甲\"\n".to_owned(),
        "[rules]\nignore = [\"HG0001\"]\n".to_owned(),
        "[rules.severity]\nHG0001 = \"off\"\n".to_owned(),
        "[rules.severity]\nHG0001 = \"info\"\n".to_owned(),
    ] {
        desk.put("hegui.toml", &text);
        let run = desk.run(&["通知.txt", "--year", "2012"]).ends(3);
        run.warns("通知.txt：未识别为政府信息公开工作年度报告");
    }
    // A table that plain text may have lost.
    let tables = sound().replace("2012", "2023").replace("2013", "2024");
    desk.put("表.txt", tables);
    for text in [
        "[[ignore]]\nrule = \"HG0211\"\nreason = \"甲\"\n",
        "[rules.severity]\nHG0211 = \"info\"\n",
    ] {
        desk.put("hegui.toml", text);
        let run = desk.run(&["表.txt", "--select", "HG0211"]).ends(3);
        run.warns("表.txt：有统计表未能读取，未作检查");
    }
    desk.put("hegui.toml", "[[ignore]]\nrule = \"HG0002\"\nreason = \"甲\"\n");
    let text = sound().replace("2012年", "").replace("自1月1日起至12月31日止", "为全年");
    desk.put("报告.txt", text.replace("2013年1月20日", ""));
    desk.run(&["报告.txt"]).ends(3).warns("未能确定报告年度");
}

#[test]
fn findings_are_accepted_by_a_flag() {
    let start = "# 说明\r\n[gate]\r\nfail-on = \"warning\" # 尾";
    let desk = Desk::new(&[("甲/报告[1] !.txt", FLAWED), ("hegui.toml", start)]);
    let args = ["甲", "--add-ignore", "经\"核实\"\n属实", "--until", "2099-12-31"];
    let run =
        desk.run(&args).ends(0).keeps_from("warning[").warns("已在 hegui.toml 登记 2 项豁免：");
    run.warns("HG0908  甲/报告[1] !.txt  “民计民生”").warns("已豁免 2 处");
    let text = fs::read_to_string(desk.path("hegui.toml")).unwrap();
    assert!(text.starts_with(&format!("{start}\r\n\r\n[[ignore]]\r\nrule = ")), "{text}");
    assert!(!text.replace("\r\n", "").contains('\n'), "{text}");
    let report = desk.run(&["甲", "--format", "json"]).ends(0).json();
    let found = &report["files"][0]["findings"][0]["suppressed"];
    assert_eq!((&found["kind"], &found["until"]), (&"ignore".into(), &"2099-12-31".into()));
    assert_eq!(found["reason"], "经\"核实\"\n属实");
    desk.run(&["甲", "--add-ignore", "再来"]).ends(0).keeps_from("登记");
    assert_eq!(fs::read_to_string(desk.path("hegui.toml")).unwrap(), text);
    // Without a configuration one is begun; what is not shown is not accepted.
    let desk = Desk::new(&[("甲/报告.txt", FLAWED)]);
    desk.run(&["甲", "--add-ignore", "好", "--min-severity", "error"]).ends(0);
    let text = fs::read_to_string(desk.path("hegui.toml")).unwrap();
    assert!(text.starts_with("[[ignore]]\nrule = \"HG0201\"\npath = \"甲/报告.txt\"\n"), "{text}");
    desk.run(&["甲"]).ends(0).says("HG0908").keeps_from("HG0201");
    // What has no words of its own is named by its message.
    let desk = Desk::new(&[]);
    desk.put("甲/报告.txt", FLAWED.replace("12条，", "12条。。").replace("申请，", "申请。。"));
    let run =
        desk.run(&["甲", "--add-ignore", "好", "--min-severity", "info", "--select", "HG0904"]);
    run.ends(0).warns("HG0904  甲/报告.txt  文中有2处标点重复").keeps_from("“”");
    let desk = Desk::new(&[("甲/报告.txt", FLAWED)]);
    desk.run(&["甲", "--add-ignore", " "]).ends(2).warns("应写明理由");
    desk.run(&["甲", "--add-ignore", "x", "--until", "2027-02-30"]).ends(2).warns("没有这一天");
    let list = "ignore = [{ rule = \"HG0201\", reason = \"甲\" }]\n";
    desk.put("hegui.toml", list);
    desk.run(&["甲", "--add-ignore", "好"]).ends(2).warns("无法在此文件末尾添加 [[ignore]]");
    assert_eq!(fs::read_to_string(desk.path("hegui.toml")).unwrap(), list);
}

#[test]
fn files_and_packs_count_from_the_configuration() {
    let desk = Desk::new(&[("库/甲/报告.txt", FLAWED), ("库/草稿/报告.txt", FLAWED)]);
    desk.put("库/甲/说明.md", FLAWED);
    desk.put("库/hegui.toml", "[files]\ninclude = [\"**/*.txt\"]\nexclude = [\"/草稿/\"]\n");
    let run = desk.run(&["库"]).says("库/甲/报告.txt").keeps_from("草稿").keeps_from("说明");
    run.warns("检查 1 份");
    desk.run(&["库/草稿/报告.txt"]).ends(1);
    desk.run(&["库", "--exclude", "甲"]).says("库/草稿/报告.txt").keeps_from("库/甲");
    desk.run(&["库", "--include", "*.md"]).says("说明.md").keeps_from("报告.txt");
    desk.put(
        "库/本地/pack.toml",
        "id = \"本地\"\ntitle = { zh = \"甲\", en = \"a\" }\nexample-year = 2017\n",
    );
    desk.put("库/hegui.toml", "packs = [\"本地\"]\n[rules]\nignore = [\"HG02\"]\n");
    let report = desk.run(&["库/甲/报告.txt", "--format", "json"]).ends(0).json();
    let packs = report["files"][0]["packs"].as_array().unwrap();
    assert!(packs.contains(&"本地".into()), "{packs:?}");
    desk.run(&["库/甲/报告.txt", "--pack", "库/本地"]).ends(0);
    desk.run(&["facts", "库/甲/报告.txt"]).ends(0);
}

#[test]
fn each_configuration_knows_its_own_rules() {
    let desk = Desk::new(&[("甲/报告.txt", FLAWED), ("乙/报告.txt", FLAWED)]);
    let rule = "code = \"X0001\"\nid = \"slogan\"\nsince = \"1.0.0\"\nstatus = \"active\"\nseverity = \"error\"\n\
        title = { zh = \"甲\", en = \"a\" }\nmessage = { zh = \"甲\", en = \"a\" }\n\
        why = { zh = \"甲\", en = \"a\" }\n[[cite]]\nauthority = \"logic\"\n[check.phrase]\n\
        [[check.phrase.entry]]\nfind = \"专人\"\n[[example]]\nexpect = \"fail\"\n\
        text = \"⟦专人⟧\"\n[[example]]\nexpect = \"pass\"\ntext = \"实干\"\n";
    desk.put(
        "甲/本地/pack.toml",
        "id = \"本地\"\ntitle = { zh = \"甲\", en = \"a\" }\nexample-year = 2017\n",
    );
    desk.put(
        "甲/本地/slogan.toml",
        rule.replace("error", "warning").replace("logic", "convention"),
    );
    desk.put("甲/hegui.toml", "packs = [\"本地\"]\n[rules.severity]\nX0001 = \"error\"\n");
    desk.run(&["甲", "乙"]).ends(1).says("甲/报告.txt:7:12: error[X0001]").says("乙/报告.txt:1:1");
    desk.put("乙/hegui.toml", "[rules.severity]\nX0001 = \"error\"\n");
    desk.run(&["甲", "乙"]).ends(2).warns("乙/hegui.toml:2:1");
    // Files to which no rule applies are no files that pass.
    desk.put("乙/hegui.toml", "");
    desk.run(&["甲", "--select", "X0001"]).ends(1).says("X0001");
    desk.run(&["甲", "乙", "--select", "X0001"]).ends(2).warns("未作任何检查");
}

#[test]
fn bodies_have_the_kind_that_the_file_gives() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let kind = |text: &str, args: &[&str]| {
        desk.put("hegui.toml", text);
        let report = desk.run(&[&["报告.txt", "--format", "json"], args].concat()).json();
        report["files"][0]["body"]["kind"].as_str().unwrap().to_owned()
    };
    assert_eq!(kind("", &[]), "TWN");
    assert_eq!(kind("[org]\nkind = \"DEP\"\n", &[]), "DEP");
    assert_eq!(kind("[org]\nkind = \"DEP\"\n", &["--body", "gb"]), "GB");
    assert_eq!(kind("[org]\nname = \"别处\"\nkind = \"DEP\"\n", &[]), "TWN");
    assert_eq!(kind("[org]\nname = \"青禾镇 人民政府\"\nkind = \"DEP\"\n", &[]), "DEP");
    let body = "[[body]]\nname = \"青禾\"\naliases = [\"青禾镇人民政府\"]\nkind = \"GB\"\n\
                parent = \"某县\"\ndeadline = \"01-31\"\n";
    assert_eq!(kind(body, &[]), "GB");
    assert_eq!(kind(&format!("[org]\nkind = \"DEP\"\n{body}"), &[]), "GB");
}

#[test]
fn settings_in_force_are_shown_with_their_source() {
    let desk = Desk::new(&[("甲/报告.txt", FLAWED)]);
    desk.put("甲/hegui.toml", "[gate]\nfail-on = \"warning\"\n[output]\nwidth = 60\n");
    let run = desk.run(&["config", "show", "甲/报告.txt", "--width", "50", "--select", "HG09"]);
    let run = run.ends(0).says("# 甲/hegui.toml\n");
    let run = run.says("gate.fail-on = \"warning\"  # 甲/hegui.toml:2\n");
    let run =
        run.says("output.width = 50  # --width\n").says("rules.select = [\"HG09\"]  # --select\n");
    run.says("output.format = \"auto\"  # 默认\n");
    desk.run(&["config", "show"])
        .ends(0)
        .says("# 没有设置文件")
        .says("gate.fail-on = \"error\"  # 默认");
    desk.run(&["config", "show", "--lang", "en"]).says("gate.fail-on = \"error\"  # default");
    desk.put("甲/hegui.toml", fs::read_to_string(desk.path("甲/hegui.toml")).unwrap() + IGNORE);
    desk.run(&["config", "show", "甲/报告.md"])
        .ends(2)
        .warns("是否指“甲/报告.txt”？")
        .says_nothing();
    desk.run(&["config", "show", "无"]).ends(2).warns("无：文件不存在").says_nothing();
    let shown = desk.run(&["config", "show", "甲"]).ends(0);
    let shown =
        shown.says("ignore = { rule = \"HG0908\", reason = \"原文如此\" }  # 甲/hegui.toml:6");
    shown.says("output.width = 60  # 甲/hegui.toml:4");
    desk.run(&["config", "check", "甲/hegui.toml"]).ends(0).warns("甲/hegui.toml：无误。");
}

#[test]
fn init_writes_a_configuration_once() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.run(&["init"]).ends(0).warns("已写入 hegui.toml。");
    let text = fs::read_to_string(desk.path("hegui.toml")).unwrap();
    assert!(text.starts_with("# 合规"));
    desk.run(&["config", "check"]).ends(0);
    desk.run(&["报告.txt"]).ends(1);
    desk.run(&["init"]).ends(2).warns("hegui.toml：文件已存在，未作改动");
    assert_eq!(fs::read_to_string(desk.path("hegui.toml")).unwrap(), text);
    desk.put("甲/a", "");
    desk.run(&["--lang", "en", "init", "甲"]).ends(0).warns("wrote 甲/hegui.toml.");
    let text = fs::read_to_string(desk.path("甲/hegui.toml")).unwrap();
    assert!(text.starts_with("# Settings of hegui."));
    desk.run(&["init", "无"]).ends(2).warns("所在文件夹不存在");
}

/// Lines that look like those of a configuration, right and wrong.
fn line() -> impl Strategy<Value = String> {
    const KEYS: &[&str] =
        &["packs", "name", "kind", "rule", "quote", "reason", "until", "width", "ignore", "甲"];
    const VALUES: &[&str] = &[
        "1",
        "-1",
        "\"\"",
        "\"甲\"",
        "[\"a\", 1]",
        "2027-02-30",
        "2027-02-28",
        "{ a = 1 }",
        "true",
        "0x7fffffffffffffff",
        "99999999999999999999",
        "'''\n'",
        "[[",
        "\u{FEFF}",
    ];
    const HEADS: &[&str] = &[
        "[org]",
        "[files]",
        "[rules]",
        "[rules.severity]",
        "[[ignore]]",
        "[[body]]",
        "[output]",
        "[gate]",
        "[",
        "[a.b]",
        "[[gate]]",
        "#",
    ];
    let pair = (prop::sample::select(KEYS), prop::sample::select(VALUES))
        .prop_map(|(key, value)| format!("{key} = {value}"));
    let head = prop::sample::select(HEADS).prop_map(str::to_owned);
    prop_oneof![4 => pair, 2 => head, 1 => ".{0,12}"]
}

proptest! {
    #[test]
    fn reading_any_text_gives_settings_or_mistakes_inside_it(lines in prop::collection::vec(line(), 0..12)) {
        let text = lines.join("\n");
        if let Err(problems) = config::parse("t", &text) {
            prop_assert!(!problems.is_empty());
            for problem in problems {
                prop_assert!(problem.span.end() <= text.len());
                prop_assert!(text.is_char_boundary(problem.span.start()));
            }
        }
    }

    #[test]
    fn an_entry_that_is_added_is_read_as_it_was_meant(
        path in "[a-z甲乙/*?!# \\[\\]{}\\\\]{1,12}", quote in ".{0,12}", reason in ".{0,12}[a甲]"
    ) {
        let path = path.trim_matches('/').replace("//", "/");
        prop_assume!(!path.trim().is_empty());
        let rule = "HG0908".to_owned();
        let entry = config::NewIgnore {
            rule,
            path: path.clone(),
            quote,
            message: "甲".to_owned(),
            reason,
            until: None,
        };
        let text = config::append("t", "# 甲\n[gate]\n", &[entry]).unwrap();
        let read = config::parse("t", &text).unwrap();
        let globs = config::Globs::new([read.ignore[0].path.as_ref().unwrap().value.as_str()]).unwrap();
        prop_assert!(globs.matches(&path), "{text}");
    }
}

#[test]
fn an_ignore_hides_nothing_else_at_its_place() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.run(&["报告.txt", "--add-ignore", "好"]).ends(0);
    desk.run(&["报告.txt"]).ends(0);
    desk.run(&["报告.txt", "--lang", "en"]).ends(0);
    let heading = FLAWED.lines().find(|line| line.starts_with("三、")).unwrap();
    desk.put("报告.txt", FLAWED.replace(&format!("{heading}\n"), ""));
    desk.run(&["报告.txt"]).ends(1).says("HG0201");
    // Words of either language do; others do not.
    desk.put("报告.txt", FLAWED);
    for (words, code) in
        [("民计民生", "HG0201"), ("should probably read", "HG0201"), ("无此", "HG0908")]
    {
        desk.put("hegui.toml", format!("{IGNORE}message = \"{words}\"\n"));
        let run = desk.run(&["报告.txt"]).ends(1).says(code);
        assert_eq!(run.out.contains("HG0908"), words == "无此", "{words}: {}", run.out);
    }
    desk.put("hegui.toml", format!("{IGNORE}mesage = \"甲\"\n"));
    desk.run(&["报告.txt"]).ends(2).warns("是否想写 message？");
}

#[test]
fn the_strictest_gate_counts_whatever_the_order() {
    let mild = FLAWED.replace("民计民生", "国计民生");
    let desk = Desk::new(&[("甲/报告.txt", &mild), ("乙/报告.txt", &mild)]);
    desk.put("甲/hegui.toml", "[gate]\nfail-on = \"never\"\n");
    desk.run(&["甲"]).ends(0);
    for paths in [["甲", "乙"], ["乙", "甲"]] {
        desk.run(&paths).ends(1);
        desk.run(&[&paths[..], &["--fail-on", "never"]].concat()).ends(0);
    }
    let desk = Desk::new(&[("甲/报告.txt", FLAWED), ("乙/报告.txt", FLAWED)]);
    desk.put("乙/hegui.toml", "[gate]\nmax-warnings = 0\n");
    for paths in [["甲", "乙"], ["乙", "甲"]] {
        let no_errors = ["-A", "HG0201"];
        desk.run(&[&paths[..], &no_errors].concat()).ends(1);
        desk.run(&[&paths[..], &no_errors, &["--max-warnings", "9"]].concat()).ends(0);
    }
}

#[test]
fn ignores_are_not_added_in_vain() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let add = ["报告.txt", "--add-ignore", "好"];
    let over = ["--until", "2027-03-31", "--today", "2027-04-01"];
    desk.run(&[&add[..], &over].concat()).ends(2).warns("2027-03-31 已过");
    desk.run(&[&add[..], &over, &["--lang", "en"]].concat()).ends(2).warns("later day");
    for more in [&["--fix"][..], &["--diff"], &["--fix", "--output", "x.txt"]] {
        desk.run(&[&add[..], more].concat()).ends(2);
    }
    desk.run(&[&["fix"], &add[..]].concat()).ends(2).warns("改正时不能同时登记豁免");
    assert!(!desk.path("hegui.toml").exists());
}

#[test]
fn an_ignore_for_no_file_is_told() {
    let desk = Desk::new(&[("甲/报告.txt", FLAWED)]);
    desk.put("甲/hegui.toml", format!("{IGNORE}path = \"别处/**\"\n"));
    for whole in [".", "甲"] {
        desk.run(&[whole]).warns("此项豁免没有对应的问题");
    }
    desk.run(&["甲/报告.txt"]).keeps_from("没有对应");
    desk.run(&["甲", "--include", "*.txt"]).keeps_from("没有对应");
    desk.run(&["甲", "--select", "HG0201"]).keeps_from("没有对应");
}

#[test]
fn a_report_that_no_rule_fits_is_not_checked() {
    let fixture = |name: &str| {
        fs::read_to_string(format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let [old, new] = ["zhangqi-2017/report.txt", "golden/2023/county.txt"].map(fixture);
    let desk = Desk::new(&[("甲.txt", &old), ("乙.txt", &new)]);
    let run = desk.run(&["甲.txt", "乙.txt", "--select", "HG0508"]).ends(3);
    run.warns("甲.txt：所选规则均不适用于此报告，未作检查").keeps_from("乙.txt：");
    desk.run(&["甲.txt", "--select", "HG0508"]).ends(2);
}

#[test]
fn inputs_are_reports_if_a_flag_says_so() {
    let desk = Desk::new(&[("通知.txt", "关于召开会议的通知\n请各科室准时参加。\n")]);
    for flags in [["--ignore", "HG0001"], ["--ignore", "not-a-report"], ["-A", "HG0001"]] {
        let run = desk.run(&[&["通知.txt", "--year", "2012"], &flags[..]].concat());
        assert!(!run.err.contains("未识别为政府信息公开"), "{flags:?}: {}", run.err);
    }
}

#[test]
fn an_ignore_holds_for_a_merged_finding_only_as_a_whole() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.put("hegui.toml", format!("{IGNORE}quote = \"信息12条，涉及民计民生\"\n"));
    desk.run(&["报告.txt"]).keeps_from("HG0908");
    let more = FLAWED.replace("将专人负责", "将专人负责民计民生");
    desk.put("报告.txt", &more);
    desk.run(&["报告.txt"]).says("HG0908");
    desk.run(&["报告.txt", "--add-ignore", "好"]).ends(0);
    desk.run(&["报告.txt"]).ends(0).keeps_from("[HG0908]");
}
