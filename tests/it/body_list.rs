//! The list of bodies that must report, as spreadsheet programs write it.

use std::fs;

use encoding_rs::GB18030;

use crate::cli::{Desk, sound};

const CONFIG: &str = "bodies = \"单位名单.csv\"\n";
const LIST: &str = "名称,别名,类型,上级,期限,联系人\n\
    青禾镇人民政府,青禾镇；青禾镇政府,乡镇,青禾县人民政府,1月15日,张三\n\
    青禾县教育局,,部门,青禾县人民政府,2/28,\n\
    白杨镇人民政府,,乡镇,青禾县人民政府,,李四\n";
/// The row of the body that has no report.
const LACKING: &str = "青禾县教育局,,部门,青禾县人民政府,2/28,\n";

/// A list with a mistake: where it is, what is told of it in both languages, and what to do.
const MISTAKES: &[(&str, &str, [&str; 2], &str)] = &[
    ("单位名,电话\n甲镇,1\n", "1:1", ["首行没有“名称”一列", "no column `name`"], "是否想写 名称？"),
    ("nmae,kind\n甲镇,\n", "1:1", ["首行没有“名称”一列", "no column `name`"], "是否想写 名称？"),
    ("甲镇,TWN\n乙镇,TWN\n", "1:1", ["首行没有“名称”一列", "no column `name`"], "首行写各列的名称"),
    ("名称,name\n甲镇,\n", "1:4", ["“name”与前面一列同义", "`name` means the same"], "只留一列"),
    ("名称\n\n", "1:1", ["名单中没有机关", "the list names no body"], "每行写一个机关"),
    ("名称,别名\n,甲\n", "2:1", ["此行没有机关名称", "this row names no body"], "填写名称"),
    (
        "名称,类型\n甲镇,镇里\n",
        "2:4",
        ["不认识的类型“镇里”", "unknown kind `镇里`"],
        "乡镇街道（TWN）",
    ),
    ("名称,期限\n甲镇,2月30日\n", "2:4", ["“2月30日”不是日期", "`2月30日` is no day"], "1月31日"),
    ("名称,起始年度\n甲镇,二〇二一\n", "2:4", ["“二〇二一”不是年度", "no report year"], "如 2021"),
    (
        "名称,起始年度,截止年度\n甲镇,2021年,2020年度\n",
        "2:10",
        ["截止年度2020早于起始年度2021", "is before the first"],
        "核对起止年度",
    ),
    ("名称,期限\n甲镇,2025/1/31\n", "2:4", ["“2025/1/31”不是日期", "is no day"], "不写年份"),
    (
        "名称\n甲镇\n乙镇\n甲镇\n",
        "4:1",
        ["机关名称“甲镇”重复", "`甲镇` is given twice"],
        "只归一个机关",
    ),
    ("名称,别名\n甲镇,\n乙镇,乙、甲镇\n", "3:6", ["机关名称“甲镇”重复", "given twice"], ""),
    ("名称\n丙镇\n", "2:1", ["机关名称“丙镇”重复", "`丙镇` is given twice"], ""),
    (
        "名称,上级\n甲镇,乙镇\n乙镇,甲镇\n",
        "2:4",
        ["“甲镇”逐级上溯又回到自身", "`甲镇` reports, from one to the next, to itself"],
        "核对各机关所填的上级",
    ),
    ("名称,别名\n甲镇,甲,乙\n", "2:6", ["此行有 3 格，表头只有 2 格", "has 3 cells"], "括在引号中"),
    ("名称,别名\r\n甲镇,\"甲\r\n乙镇,\r\n", "2:4", ["引号不成对", "never close"], "补上或删去引号"),
];

/// Bytes that are no such list: what is told, and what to do.
const UNREADABLE: &[(&[u8], [&str; 2], &str)] = &[
    (b"", ["文件没有内容", "the file is empty"], "首行写 名称"),
    (b"PK\x03\x04 xl/workbook", ["这不是 CSV 文件", "it is no CSV file"], "另存为“CSV UTF-8"),
    (b"<html><table>", ["这不是 CSV 文件", "it is no CSV file"], "另存为“CSV UTF-8"),
    (b"name\n\xFF\xFF\xFF\n", ["GB18030", "GB18030"], "另存为“CSV UTF-8"),
];

/// A desk with reports of two of the three bodies of [`LIST`].
fn desk(list: impl AsRef<[u8]>) -> Desk {
    let desk = Desk::new(&[("hegui.toml", CONFIG), ("2012/青禾镇.txt", &sound())]);
    desk.put("2012/白杨镇.txt", sound().replace("青禾镇", "白杨镇"));
    desk.put("单位名单.csv", list);
    desk
}

#[test]
fn every_mistake_is_told_with_its_place_in_both_languages() {
    let desk = desk("");
    desk.put("hegui.toml", format!("{CONFIG}[[body]]\nname = \"丙镇\"\n"));
    for (list, place, [zh, en], remedy) in MISTAKES {
        desk.put("单位名单.csv", list);
        let run = desk.run(&["config", "check"]).ends(2).warns(zh).warns(remedy);
        let run = run.warns(&format!("单位名单.csv:{place}]"));
        assert_eq!(run.err.matches("设置有误").count(), 1, "{list}: {}", run.err);
        let run = desk.run(&["--lang", "en", "2012"]).ends(2).warns(en);
        let run = run.warns(&format!("单位名单.csv:{place}]"));
        assert!(!run.err.contains("设置") && !run.err.contains("首行"), "{}", run.err);
    }
    desk.run(&["2012/青禾镇.txt", "--isolated"]).ends(0);
}

/// Parents in hegui.toml and in the list, as rows; where the circle is told, if there is one.
const CIRCLES: &[(&str, &str, Option<&str>)] = &[
    ("", "甲镇人民政府,,乙县人民政府\n乙县人民政府,,甲镇政府\n", Some("单位名单.csv:2:9")),
    ("", "甲镇人民政府,甲,乙县人民政府\n乙县人民政府,,甲\n", Some("单位名单.csv:2:10")),
    ("乙县人民政府", "乙县人民政府,,甲镇\n", Some("hegui.toml:4:10")),
    ("", "丙村,,甲镇\n甲镇,,乙县\n乙县,,甲镇\n", Some("单位名单.csv:3:5")),
    ("乙县人民政府", "乙县人民政府,,乙县人民政府\n丙村,,甲镇\n", Some("单位名单.csv:2:9")),
    ("乙县人民政府", "乙县人民政府,,\n丙村,,甲镇\n", None),
];

#[test]
fn bodies_that_report_to_each_other_in_turn_are_told_by_whatever_names() {
    for (parent, rows, place) in CIRCLES {
        let desk = desk(format!("名称,别名,上级\n{rows}"));
        let own = format!("[[body]]\nname = \"甲镇人民政府\"\nparent = \"{parent}\"\n");
        let own = if parent.is_empty() { String::new() } else { own };
        desk.put("hegui.toml", format!("{CONFIG}{own}"));
        let run = desk.run(&["config", "check"]).ends(if place.is_some() { 2 } else { 0 });
        match place {
            Some(place) => _ = run.warns("逐级上溯又回到自身").warns(&format!("{place}]")),
            None => assert!(!run.err.contains("自身"), "{}", run.err),
        }
    }
}

#[test]
fn a_list_that_cannot_be_read_is_told_where_it_is_named() {
    let desk = desk("");
    let refused = |[zh, en]: [&str; 2], remedy: &str| {
        let run = desk.run(&["config", "show"]).ends(2).warns("hegui.toml:1:10]").warns(zh);
        run.warns("“单位名单.csv”不能作为机关名单读取").warns(remedy);
        desk.run(&["--lang", "en", "config", "check"]).ends(2).warns(en);
    };
    for (bytes, told, remedy) in UNREADABLE {
        desk.put("单位名单.csv", bytes);
        refused(*told, remedy);
    }
    desk.put("单位名单.csv", " ".repeat((1 << 20) + 1));
    refused(["文件过大", "too large"], "核对是否写错了文件");
    fs::remove_file(desk.path("单位名单.csv")).unwrap();
    refused(["文件不存在", "no such file"], "路径从本文件所在文件夹算起");
    fs::create_dir(desk.path("单位名单.csv")).unwrap();
    refused(["这是文件夹", "this is a folder"], "指定一个 CSV 文件");
    desk.put("hegui.toml", "bodies = [\"单位名单.csv\"]\n");
    desk.run(&["config", "check"]).ends(2).warns("bodies 应为用引号括起的文字");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let desk = desk("名称,类型,期限\n甲镇,镇里,1/32\n,TWN,\n甲镇,,\n");
    let run = desk.run(&["config", "check"]).ends(2);
    assert_eq!(run.err.matches("设置有误").count(), 4, "{}", run.err);
}

#[test]
fn a_missing_report_is_told_at_its_row() {
    for list in [LIST.to_owned(), LIST.replace('\n', "\r\n"), LIST.replace(',', "\t")] {
        for bytes in [
            list.clone().into_bytes(),
            format!("\u{FEFF}{list}").into_bytes(),
            GB18030.encode(&list).0.into_owned(),
        ] {
            let desk = desk(bytes);
            let args = ["--select", "HG1102", "--today", "2013-03-01", "."];
            let run = desk.run(&args).ends(1).says("单位名单.csv:3:1: error[HG1102]");
            assert_eq!(run.out.lines().count(), 1, "{}", run.out);
            assert!(run.out.contains("青禾县教育局"), "{}", run.out);
            let day = ["--select", "HG1102", "--today", "2013-02-28", "."];
            desk.run(&day).ends(0).keeps_from("HG1102");
        }
    }
}

#[test]
fn the_file_is_told_as_it_lies_on_the_disk() {
    let bytes = GB18030.encode(LIST).0.into_owned();
    let desk = desk(&bytes);
    let args = ["--select", "HG1102", "--today", "2013-03-01", "--format", "json", "."];
    let json = desk.run(&args).ends(1).json();
    let files = json["files"].as_array().unwrap();
    let file = files.iter().find(|it| it["path"] == "单位名单.csv").unwrap();
    assert_eq!(file["encoding"], "gb18030");
    let finding = &file["findings"][0];
    assert_eq!(finding["primary"]["quote"], "青禾县教育局");
    assert_eq!(finding["primary"]["start"]["line"], 3);
    assert_eq!(finding["primary"]["start"]["column"], 1);
}

#[test]
fn aliases_kinds_and_deadlines_of_the_list_hold() {
    // An alias that the report goes by, and a deadline before its date.
    let list = LIST.replace("青禾镇人民政府,青禾镇；", "青禾镇老名称,青禾镇人民政府；");
    let desk = desk(&list);
    // Deadlines of the list are those of the Regulations in force: from 2019 on.
    let text = sound().replace("2013", "2022").replace("2012", "2021");
    desk.put("2012/青禾镇.txt", text);
    let late = ["--select", "HG1103", "--today", "2022-03-01", "2012/青禾镇.txt"];
    // The report has no tables, so that it is not wholly checked.
    let run = desk.run(&late).ends(3).says("2012/青禾镇.txt:12:1: error[HG1103]");
    run.says("2022年1月15日");
    desk.put("单位名单.csv", list.replace("1月15日", "1-31"));
    desk.run(&late).ends(3).keeps_from("HG1103]");
    let kind = |kind: &str| {
        desk.put("单位名单.csv", list.replacen("乡镇,", &format!("{kind},"), 1));
        let json = desk.run(&["2012/青禾镇.txt", "--format", "json"]).json();
        json["files"][0]["body"]["kind"].as_str().unwrap().to_owned()
    };
    assert_eq!(kind("乡镇街道"), "TWN");
    assert_eq!(kind("部门"), "DEP");
    assert_eq!(kind("县级以上政府"), "GB");
    let run = desk.run(&["config", "show"]).ends(0);
    let run = run.says("bodies = \"单位名单.csv\"  # hegui.toml:1");
    run.says("parent = \"青禾县人民政府\", deadline = \"02-28\" }  # 单位名单.csv:3");
    desk.run(&["config", "check"]).ends(0).warns("单位名单.csv：3 个机关，未读取的列：联系人。");
}

#[test]
fn a_parent_that_no_list_has_is_told_with_what_is_not_checked() {
    let desk = desk(LIST);
    let told = "提示：单位名单.csv：上级机关“青禾县人民政府”未列入名单，未核对其汇总数与所属各单位之和；\
                请核对名称，或将其列入名单。\n";
    // Sums are those of the tables, which there are from 2019 on.
    desk.run(&["."]).keeps_from("未列入名单");
    let later = |name: &str| {
        let text = desk.text(&format!("2012/{name}.txt"));
        desk.put(&format!("2021/{name}.txt"), text.replace("2013", "2022").replace("2012", "2021"));
    };
    ["青禾镇", "白杨镇"].into_iter().for_each(later);
    for command in [&["."][..], &["config", "check"], &["2021/青禾镇.txt", "2021/白杨镇.txt"]]
    {
        let run = desk.run(command);
        assert_eq!(run.err.matches(told).count(), 1, "{}", run.err);
    }
    for without in [&["--no-sets", "."][..], &["--select", "HG0101", "."]] {
        desk.run(without).keeps_from("未列入名单");
    }
    let english = desk.run(&["--lang", "en", "config", "check"]);
    assert!(english.err.contains("not listed, though named as parent: `青禾县人民政府`; sums"));
    let own = "[[body]]\nname = \"青禾县政府\"\n";
    desk.put("hegui.toml", format!("{CONFIG}{own}"));
    desk.run(&["config", "check"]).keeps_from("未列入名单");
    let many: Vec<String> = (1..=7).map(|it| format!("甲{it}局,第{it}县")).collect();
    desk.put("单位名单.csv", format!("名称,上级\n{}\n", many.join("\n")));
    desk.run(&["config", "check"]).warns("“第5县”等 7 个机关未列入名单");
}

#[test]
fn both_lists_count_and_findings_lie_in_each() {
    let desk = desk(LIST);
    desk.put("hegui.toml", format!("{CONFIG}[[body]]\nname = \"青禾县水利局\"\n"));
    let run = desk.run(&["--select", "HG1102", "--today", "2014-01-01", "."]).ends(1);
    let run = run.says("hegui.toml:3:8: error[HG1102]").says("单位名单.csv:3:1: error[HG1102]");
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
}

#[test]
fn the_list_is_no_report_and_no_place_for_results() {
    let desk = desk("");
    desk.put("hegui.toml", "bodies = \"名单.txt\"\n");
    desk.put("名单.txt", LIST.replace(LACKING, ""));
    let args = [".", "--select", "HG0001,HG1102"];
    desk.run(&args).ends(0).warns("检查 2 份").keeps_from("HG0001");
    desk.run(&["2012", "--format", "json=名单.txt"]).ends(2).warns("不能写入结果");
}

#[test]
fn a_finding_in_the_list_can_be_ignored() {
    let desk = desk(LIST);
    let args = ["--select", "HG1102", "--today", "2013-03-01", "."];
    desk.run(&[&args[..], &["--add-ignore", "机构已撤销"]].concat());
    let config = desk.text("hegui.toml");
    assert!(config.contains("path = \"/单位名单.csv\""), "{config}");
    let run = desk.run(&args).ends(0).keeps_from("error[HG1102]");
    assert!(!run.err.contains("失效"), "{}", run.err);
}
