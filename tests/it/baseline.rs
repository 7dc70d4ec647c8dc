//! The baseline: findings that were there before do not count.

use std::fs;

use crate::cli::{Desk, FLAWED};

/// A line with a finding of its own.
const ADDRESS: &str = "网址为http:∥a.gov.cn。\n";

fn text(desk: &Desk, name: &str) -> String {
    fs::read_to_string(desk.path(name)).unwrap()
}

#[test]
fn a_baseline_is_drawn_up_used_renewed_and_listed() {
    let flawed = FLAWED.replace("三、", &format!("{ADDRESS}三、"));
    let desk = Desk::new(&[("2012/报告.txt", &flawed)]);
    let run = desk.run(&["baseline", "create"]).ends(0);
    run.warns("已把 3 处问题记入 hegui-baseline.json");
    let first = text(&desk, "hegui-baseline.json");
    assert!(first.contains("\"2012/报告.txt\"") && first.contains("\"quote\": \"民计民生\""));
    desk.run(&["baseline", "create"]).ends(2).warns("文件已存在，未作改动");

    let check = ["2012", "--baseline", "hegui-baseline.json", "--fail-on", "info"];
    desk.run(&check).ends(0).warns("已豁免 3 处");
    desk.put("hegui.toml", "[gate]\nbaseline = \"hegui-baseline.json\"\nfail-on = \"info\"\n");
    desk.run(&["2012"]).ends(0);
    let report = desk.run(&["2012", "--format", "json"]).json();
    assert_eq!(report["files"][0]["findings"][0]["suppressed"]["kind"], "baseline");

    // Lines may move; one more of the same is new.
    desk.put("2012/报告.txt", flawed.replace("全年主动", "\n\n全年主动"));
    desk.run(&["2012"]).ends(0);
    desk.put("2012/报告.txt", flawed.replace("三、", &format!("{ADDRESS}三、")));
    let run = desk.run(&["2012"]).ends(1).says("HG0801");
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    let run = desk.run(&["baseline", "update", "2012"]).ends(0);
    run.warns("保留 3 处，去掉 0 处，新问题 1 处未记入（记入请加 --all）");
    assert_eq!(text(&desk, "hegui-baseline.json"), first);
    let run = desk.run(&["baseline", "update", "2012", "--all"]).ends(0);
    run.warns("保留 3 处，去掉 0 处，新记入 1 处");
    desk.run(&["2012"]).ends(0);

    // What is gone is told, and struck by an update.
    desk.put("2012/报告.txt", FLAWED);
    let report = desk.run(&["2012", "--format", "json"]).ends(0).json();
    assert_eq!(report["summary"]["stale_baseline"], 2);
    desk.run(&["2012"]).ends(0).warns("基线中 2 处已不存在，可用 hegui baseline update 去掉");
    desk.run(&["2012", "--select", "HG0201"]).ends(0).keeps_from("已不存在");
    desk.run(&["baseline", "update"]).ends(0).warns("去掉 2 处");
    desk.run(&["2012"]).ends(0).keeps_from("已不存在");
    let run = desk.run(&["baseline", "show"]).ends(0).says("2012/报告.txt: HG0201 ");
    run.keeps_from("HG0801").warns("共 2 处。");
    desk.run(&["baseline", "show", "2012"]).ends(0).says("HG0201");
    desk.put("别处/报告.txt", "");
    desk.run(&["baseline", "show", "别处"]).ends(0).keeps_from("HG0201").warns("共 0 处。");
    let run = desk.run(&["baseline", "show", "2012/报告.md"]).ends(2).keeps_from("共 0 处");
    run.warns("2012/报告.md：文件不存在。请核对路径。是否指“2012/报告.txt”？");
    let run = desk.run(&["baseline", "show", "--baseline", "hegui-basline.json"]).ends(2);
    run.warns("是否指“hegui-baseline.json”？");
    fs::remove_dir_all(desk.path("2012")).unwrap();
    desk.run(&["baseline", "show", "2012"]).ends(0).says("HG0201");
}

#[test]
fn an_update_keeps_what_it_did_not_look_at() {
    let desk = Desk::new(&[("甲.txt", FLAWED), ("乙.txt", FLAWED), ("丙.txt", FLAWED)]);
    desk.run(&["baseline", "create", "--baseline", "b.json"]).ends(0);
    fs::remove_file(desk.path("丙.txt")).unwrap();
    desk.put("乙.txt", b"\xE5\xB9\xB4\xE6\x8A\xA5\xFF\xFE\xFF".repeat(9));
    let run = desk.run(&["baseline", "update", "--baseline", "b.json"]).ends(3);
    // Three reports for one year of one body: that, too, is known of two of them, and stays so while
    // one of the three cannot be read.
    run.warns("保留 6 处，去掉 2 处");
    let renewed = text(&desk, "b.json");
    assert!(
        renewed.contains("甲.txt") && renewed.contains("乙.txt") && !renewed.contains("丙.txt")
    );
    desk.run(&["baseline", "update", "--baseline", "b.json", "无.txt"]).ends(2);
    assert_eq!(text(&desk, "b.json"), renewed);
}

#[test]
fn paths_count_from_the_folder_of_the_baseline() {
    let desk = Desk::new(&[("库/甲/报告.txt", FLAWED)]);
    desk.run(&["baseline", "create", "库", "--baseline", "库/b.json"]).ends(0);
    assert!(text(&desk, "库/b.json").contains("\"甲/报告.txt\""));
    desk.put("库/hegui.toml", "[gate]\nbaseline = \"b.json\"\n");
    desk.run(&["库"]).ends(0);
    desk.run(&["库/甲/报告.txt"]).ends(0);
    desk.run(&["库", "--isolated"]).ends(1);
}

#[test]
fn ignored_findings_are_not_recorded() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.put("hegui.toml", "[[ignore]]\nrule = \"HG0908\"\nreason = \"原文如此\"\n");
    desk.run(&["baseline", "create"]).ends(0);
    assert!(!text(&desk, "hegui-baseline.json").contains("HG0908"));
}

#[test]
fn a_baseline_that_is_none_ends_with_2() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let check = ["报告.txt", "--baseline", "b.json"];
    desk.run(&check).ends(2).warns("b.json：文件不存在");
    let table = [
        ("{", "基线文件已损坏（第 1 行第 "),
        ("{\"baseline\": 1, \"files\": {\"a\": [{}]}}", "基线文件已损坏"),
        ("{\"baseline\": 7}", "基线文件的版本为 7，本程序只认版本 1"),
    ];
    for (text, words) in table {
        desk.put("b.json", text);
        desk.run(&check).ends(2).warns(words).warns("请用 hegui baseline create 重新生成");
        desk.run(&["baseline", "update", "--baseline", "b.json"]).ends(2).warns(words);
        desk.run(&["baseline", "show", "--baseline", "b.json", "--lang", "en"]).ends(2);
    }
    desk.put("b.json", b"\xFF");
    desk.run(&check).ends(2).warns("不是 UTF-8");
}

fn fixture(name: &str) -> String {
    fs::read_to_string(format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The text with another end of one of its lines, from 1.
fn with_end(text: &str, line: usize, old: &str, new: &str) -> String {
    let changed = text.lines().enumerate().map(|(index, it)| match it.strip_suffix(old) {
        Some(head) if index + 1 == line => format!("{head}{new}\n"),
        _ => format!("{it}\n"),
    });
    let changed: String = changed.collect();
    assert_ne!(changed, text);
    changed
}

#[test]
fn a_known_finding_hides_no_other() {
    let county = fixture("golden/2023/county.txt");
    let desk = Desk::new(&[("r.txt", &with_end(&county, 31, "0", "4"))]);
    desk.run(&["baseline", "create", "r.txt"]).ends(0);
    let check = ["r.txt", "--baseline", "hegui-baseline.json"];
    desk.run(&check).ends(0);
    desk.put("r.txt", with_end(&county, 36, "0", "4"));
    desk.run(&check).ends(1);
    // Another figure in the same cell.
    desk.put("r.txt", with_end(&county, 31, "0", "5"));
    desk.run(&check).ends(1);

    // Another chapter that is missing: both are told at the title.
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.run(&["baseline", "create"]).ends(0);
    let recorded = text(&desk, "hegui-baseline.json");
    let heading = FLAWED.lines().find(|line| line.starts_with("三、")).unwrap();
    desk.put("报告.txt", FLAWED.replace(&format!("{heading}\n"), ""));
    let run = desk.run(&["报告.txt", "--baseline", "hegui-baseline.json"]).ends(1);
    run.says("HG0201");
    assert_eq!(recorded.matches("HG0201").count(), 1);
}

#[test]
fn what_was_not_read_stays_recorded() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.run(&["baseline", "create"]).ends(0);
    let recorded = text(&desk, "hegui-baseline.json");
    desk.put("报告.txt", "关于召开会议的通知\n请各科室准时参加。\n");
    desk.run(&["baseline", "update"]).warns("保留 2 处，去掉 0 处");
    assert_eq!(text(&desk, "hegui-baseline.json"), recorded);
    desk.put("报告.txt", FLAWED.replace("民计民生", "国计民生"));
    desk.put("hegui.toml", "[rules]\nignore = [\"HG0908\"]\n");
    desk.run(&["baseline", "update"]).ends(0).warns("保留 2 处，去掉 0 处");
    assert_eq!(text(&desk, "hegui-baseline.json"), recorded);
    desk.put("hegui.toml", "");
    desk.run(&["baseline", "update"]).ends(0).warns("保留 1 处，去掉 1 处");
}

#[test]
fn without_a_report_no_baseline_is_written() {
    let desk = Desk::new(&[("通知.txt", "关于召开会议的通知\n请各科室准时参加。\n")]);
    desk.run(&["baseline", "create", "无.txt"]).ends(2).warns("没有检查任何报告");
    desk.run(&["baseline", "create", "通知.txt"]).warns("没有检查任何报告");
    assert!(!desk.path("hegui-baseline.json").exists());
}

#[test]
fn a_merged_finding_with_another_place_is_new() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.run(&["baseline", "create"]).ends(0);
    let check = ["报告.txt", "--baseline", "hegui-baseline.json", "--fail-on", "warning"];
    desk.run(&check).ends(0);
    desk.put("报告.txt", FLAWED.replace("将专人负责", "将专人负责民计民生"));
    desk.run(&check).ends(1).says("HG0908").keeps_from("HG0201");
}
