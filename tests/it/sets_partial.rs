//! What is said where only a part of a set is at hand, where a body has several reports for one
//! year, or where the reports of a set have several configurations: nothing that the rest might
//! refute.

use std::fs;
use std::path::Path;

use crate::cli::Desk;

const DAY: [&str; 2] = ["--today", "2025-06-30"];

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sets");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The county for 2023 without one of its reports, the towns in a folder of their own.
fn county(without: &str) -> Desk {
    let desk = Desk::new(&[("hegui.toml", &read("county/hegui.toml"))]);
    for (folder, name) in [
        ("本级", "county.txt"),
        ("本级", "office.txt"),
        ("乡镇", "huping.txt"),
        ("乡镇", "weiyuan.txt"),
    ] {
        if name != without {
            desk.put(&format!("{folder}/{name}"), read(&format!("county/2023/{name}")));
        }
    }
    desk
}

/// The same, where one cell of the county's table is not the sum of those of its bodies.
fn differing() -> Desk {
    let desk = county("");
    let text = desk.text("本级/county.txt");
    desk.put("本级/county.txt", text.replacen("行政处罚\t15", "行政处罚\t14", 1));
    desk
}

/// Two years of a department of which the second takes up less than the first left.
fn years() -> [String; 2] {
    let before = read("department/2019.txt");
    let (old, new) = ("继续办理\t1\t0\t0\t0\t0\t0\t1", "继续办理\t2\t0\t0\t0\t0\t0\t2");
    assert!(before.contains(old));
    [before.replacen(old, new, 1), read("department/2020.txt")]
}

fn check(desk: &Desk, more: &[&str]) -> crate::cli::Run {
    desk.run(&[&["check", "--select", "HG10,HG11"], &DAY[..], more].concat())
}

#[test]
fn nobody_is_surely_missed_where_a_part_of_the_folder_was_checked() {
    let desk = county("weiyuan.txt");
    check(&desk, &["."]).ends(1).says("error[HG1102] 苇塬镇人民政府没有2023年度报告");
    let part = check(&desk, &["本级"]).ends(0).keeps_from("error[");
    part.says("warning[HG1102] 所检查的文件夹中没有苇塬镇人民政府的2023年度报告");
    check(&desk, &["--lang", "en", "本级"]).ends(0).says("not all of the folder of the list");
    // Whoever names files asks for nothing else.
    let files = check(&desk, &["本级/county.txt", "本级/office.txt"]).ends(0);
    files.keeps_from("HG1102");
}

#[test]
fn a_folder_that_holds_all_reports_is_the_whole() {
    let desk = Desk::new(&[("hegui.toml", &read("county/hegui.toml"))]);
    for name in ["county.txt", "office.txt", "huping.txt"] {
        desk.put(&format!("报告/{name}"), read(&format!("county/2023/{name}")));
    }
    check(&desk, &["报告"]).ends(1).says("error[HG1102]").keeps_from("没有全部检查");
    desk.put("其他/weiyuan.txt", read("county/2023/weiyuan.txt"));
    check(&desk, &["报告"]).ends(0).says("没有全部检查");
    check(&desk, &["报告", "其他"]).ends(0).keeps_from("HG1102");
}

#[test]
fn an_ignore_is_of_no_use_only_where_all_reports_were_compared() {
    let desk = differing();
    let ignore = "\n[[ignore]]\nrule = \"HG1101\"\nreason = \"口径不同\"\n";
    desk.put("hegui.toml", read("county/hegui.toml") + ignore);
    for part in ["本级", "乡镇", "本级/county.txt"] {
        let run = check(&desk, &[part]).ends(0);
        assert!(!run.err.contains("没有对应的问题"), "{part}: {}", run.err);
    }
    check(&desk, &["."]).ends(0);
    desk.put("本级/county.txt", read("county/2023/county.txt"));
    check(&desk, &["."]).ends(0).warns("没有对应的问题");
    // Without a list, and with all reports in a folder inside.
    let [before, after] = years();
    let years = Desk::new(&[("报告/甲.txt", &before), ("报告/乙.txt", &after)]);
    years.put("hegui.toml", ignore.replace("HG1101", "HG1001"));
    let run = check(&years, &["报告"]).ends(0);
    assert!(!run.err.contains("没有对应的问题"), "{}", run.err);
    years.put("报告/甲.txt", read("department/2019.txt"));
    check(&years, &["报告"]).ends(0).warns("没有对应的问题");
}

#[test]
fn a_baseline_keeps_what_only_the_whole_can_refute() {
    let desk = differing();
    desk.run(&["baseline", "create", "."]).ends(0);
    let known = desk.text("hegui-baseline.json");
    assert!(known.contains("HG1101"), "{known}");
    desk.run(&["baseline", "update", "本级"]).ends(0).warns("去掉 0 处");
    assert_eq!(desk.text("hegui-baseline.json"), known);
    desk.put("本级/county.txt", read("county/2023/county.txt"));
    desk.run(&["baseline", "update", "."]).ends(0).warns("去掉 1 处");
}

#[test]
fn years_in_folders_of_their_own_are_compared() {
    let [before, after] = years();
    let desk = Desk::new(&[("2019/甲.txt", &before), ("2020/甲.txt", &after)]);
    for config in [None, Some(""), Some("[output]\nlang = \"zh\"\n")] {
        if let Some(text) = config {
            desk.put("2019/hegui.toml", text);
            desk.put("2020/hegui.toml", text);
        }
        check(&desk, &["."]).ends(1).says("2020/甲.txt").says("error[HG1001]");
    }
}

#[test]
fn of_two_reports_for_a_year_nobody_knows_which_one_counts() {
    let [before, after] = years();
    let desk = Desk::new(&[("甲.txt", &before), ("乙.txt", &after)]);
    check(&desk, &["."]).ends(1).says("error[HG1001]");
    desk.put("更正.txt", read("department/2019.txt"));
    check(&desk, &["."]).ends(0).says("HG1108").keeps_from("error[");
}

#[test]
fn a_county_that_fills_in_the_form_twice_is_held_to_neither() {
    let desk = differing();
    let text = desk.text("本级/county.txt");
    let (head, table) = text.split_once("第二十条第（一）项").unwrap();
    let (table, tail) = table.split_once("三、").unwrap();
    let own = table.replace("行政处罚\t14", "行政处罚\t2");
    let twice = [head, "本级\n第二十条第（一）项", &own, "全县\n第二十条第（一）项", table];
    desk.put("本级/county.txt", twice.concat() + "三、" + tail);
    check(&desk, &["."]).keeps_from("HG1101");
}

#[test]
fn a_report_that_may_be_of_either_is_not_missed() {
    let list = |towns: [&str; 2]| {
        let body = |it: &str| format!("[[body]]\nname = \"{it}\"\n");
        ["楮陵县人民政府办公室", towns[0], towns[1]].map(body).concat()
    };
    let town = read("county/2023/weiyuan.txt");
    let office = read("county/2023/office.txt");
    let desk = Desk::new(&[("镇.txt", &town), ("办.txt", &office)]);
    desk.put("另.txt", town.replace("苇塬镇人民政府", "楮陵县苇塬镇人民政府"));
    desk.put("hegui.toml", list(["楮陵县苇塬镇人民政府", "汀州县苇塬镇人民政府"]));
    let run = check(&desk, &["."]).keeps_from("error[HG1102]");
    run.says("warning[HG1102] 没有查到汀州县苇塬镇人民政府");
}

/// What the rule on the report by itself has told of the day is not told again.
#[test]
fn a_report_that_is_late_by_law_is_told_once() {
    let desk = county("");
    let late = |day: &str| desk.text("本级/office.txt").replace("2024年1月16日", day);
    let run = |text: String| {
        desk.put("本级/office.txt", text);
        desk.run(&["check", "--select", "HG0308,HG1103", "--today", "2025-06-30", "."]).ends(1)
    };
    run(late("2024年2月20日")).says("error[HG0308]").keeps_from("HG1103");
    let early = read("county/hegui.toml").replace("01-31", "01-05");
    desk.put("hegui.toml", early);
    desk.put("本级/office.txt", read("county/2023/office.txt"));
    run(desk.text("本级/office.txt")).says("error[HG1103]").keeps_from("HG0308");
}

/// A copy of last year's report is an error; where the body has another report for that year, with
/// other figures, nobody knows which one was copied from which.
#[test]
fn a_copy_beside_a_rival_is_only_doubted() {
    let before = read("town/2016.txt");
    let copy = before.replace("2017年", "2018年").replace("2016年", "2017年");
    let desk = Desk::new(&[("2016.txt", &before), ("2017.txt", &copy)]);
    check(&desk, &["."]).ends(1).says("error[HG1004]");
    desk.put("2017更正.txt", copy.replace("143条", "144条"));
    check(&desk, &["."]).ends(0).says("warning[HG1004]");
}

/// Whoever reads the findings must know that there are more.
#[test]
fn of_a_long_list_of_bodies_without_reports_the_rest_is_counted() {
    let town = |it: usize| format!("第{it}乡人民政府");
    let entries: Vec<String> =
        (0..1_103).map(|it| format!("[[body]]\nname = \"{}\"\n", town(it))).collect();
    let list = entries.concat();
    let desk = Desk::new(&[("hegui.toml", &list)]);
    for it in [0, 1] {
        let title = format!("{}2023年政府信息公开工作年度报告\n", town(it));
        desk.put(&format!("{it}.txt"), title + "一、总体情况\n全年主动公开政府信息12条。\n");
    }
    let run = check(&desk, &["--format", "json", "."]).ends(3).warns("101");
    assert_eq!(run.out.matches("\"code\":\"HG1102\"").count(), 1_000);
}

/// What might be the report that is missed is named like it, though nobody can read it.
#[test]
fn last_years_report_beside_one_that_cannot_be_read_is_no_stray() {
    let report = |name: &str, year: i32| {
        let title = format!("{name}{year}年政府信息公开工作年度报告");
        format!("{title}\n一、总体情况\n全年主动公开政府信息12条。\n")
    };
    let desk = Desk::new(&[("云溪镇.txt", &report("云溪镇人民政府", 2022))]);
    for name in ["石桥镇", "柳河镇", "青山镇"] {
        desk.put(&format!("{name}.txt"), report(&format!("{name}人民政府"), 2023));
    }
    check(&desk, &["."]).says("warning[HG1107]");
    for (file, told) in [
        ("扫描件.docx", true),
        ("云溪镇2022年年报.docx", true),
        ("云溪镇2023年年报.docx", false),
        ("云溪镇2023年政府信息公开工作年度报告（2024年1月发布）.docx", false),
        ("云溪镇.docx", false),
    ] {
        desk.put(file, [0, 1, 2, 3]);
        let run = check(&desk, &["."]).ends(3);
        assert_eq!(run.out.contains("HG1107"), told, "{file}: {}", run.out);
        fs::remove_file(desk.path(file)).unwrap();
    }
}

/// A body that was founded or abolished meanwhile is asked for no report of other years.
#[test]
fn nobody_is_asked_for_reports_of_years_when_it_was_not_there() {
    for (years, missed) in [
        ("", true),
        ("from = 2023\n", true),
        ("from = 2024\n", false),
        ("to = 2022\n", false),
        ("from = 2019\nto = 2023\n", true),
    ] {
        let desk = county("weiyuan.txt");
        let name = "name = \"苇塬镇人民政府\"\n";
        desk.put("hegui.toml", read("county/hegui.toml").replace(name, &[name, years].concat()));
        let run = check(&desk, &["--min-severity", "info", "."]);
        assert_eq!(run.out.contains("HG1102"), missed, "{years}: {}", run.out);
        // The county's sums are then those of the bodies that there were.
        assert_eq!(run.out.contains("苇塬镇人民政府的数据缺少"), missed, "{years}: {}", run.out);
    }
    let desk = county("weiyuan.txt");
    let list =
        "名称,上级,起始年度\n楮陵县人民政府,,\n楮陵县人民政府办公室,,\n苇塬镇人民政府,,2024年\n";
    desk.put("hegui.toml", "bodies = \"名单.csv\"\n");
    desk.put("名单.csv", list);
    check(&desk, &["."]).keeps_from("HG1102");
    desk.put("名单.csv", list.replace("2024年", "2023年度"));
    check(&desk, &["."]).ends(1).says("HG1102");
}

#[test]
fn the_nearest_list_above_is_in_force_though_no_report_lies_beside_it() {
    let own = "[output]\nlang = \"zh\"\n";
    for apart in [&["本级", "乡镇"][..], &["本级"], &["乡镇"]] {
        let desk = county("weiyuan.txt");
        for folder in apart {
            desk.put(&format!("{folder}/hegui.toml"), own);
        }
        let missing = "error[HG1102] 苇塬镇人民政府没有2023年度报告";
        check(&desk, &["."]).ends(1).says(missing).warns("核对 3 个单位");
        check(&desk, &["本级"]).ends(0).says("warning[HG1102] 所检查的文件夹中没有");
        let named = format!("{}/hegui.toml", apart[0]);
        check(&desk, &["--config", &named, "."]).ends(0).keeps_from("HG1102");
    }
    // A list further up is not the one that holds.
    let desk = county("weiyuan.txt");
    desk.put("本级/hegui.toml", own);
    desk.put("乡镇/hegui.toml", "[[body]]\nname = \"槲坪乡人民政府\"\n");
    check(&desk, &["乡镇"]).keeps_from("HG1102");
    // Nor one that cannot be read: nobody knows what it says.
    desk.put("hegui.toml", "bodies = \"没有.csv\"\n");
    check(&desk, &["本级"]).ends(2).warns("没有.csv");
}

#[test]
fn what_was_recorded_of_reports_not_checked_is_not_gone() {
    let list = ["河口镇", "桃溪镇", "石坪乡", "青禾镇", "木林乡"]
        .map(|it| format!("[[body]]\nname = \"{it}人民政府\"\n"))
        .concat();
    let desk = Desk::new(&[("hegui.toml", &list)]);
    let town = |name: &str| read("county/2023/huping.txt").replace("槲坪乡", name);
    desk.put("甲/河口镇.txt", town("河口镇"));
    desk.put("甲/桃溪镇.txt", town("桃溪镇"));
    desk.put("乙/石坪乡.txt", "");
    desk.run(&["baseline", "create", "."]).ends(3).warns("hegui-baseline.json");
    let known = desk.text("hegui-baseline.json");
    assert_eq!(known.matches("HG1102").count(), 3, "{known}");
    let against =
        |more: &[&str]| check(&desk, &[&["--baseline", "hegui-baseline.json"], more].concat());
    for part in [".", "甲", "乙", "甲/河口镇.txt"] {
        against(&[part]).keeps_from("已不存在");
        desk.run(&["baseline", "update", part]).warns("去掉 0 处");
    }
    // What one file left unread, others may agree with once it is read.
    desk.put("乙/青禾镇.txt", town("青禾镇"));
    against(&["."]).ends(3).keeps_from("已不存在");
    desk.put("乙/石坪乡.txt", town("石坪乡"));
    against(&["甲"]).keeps_from("已不存在");
    against(&["."]).warns("处已不存在");
    desk.run(&["baseline", "update", "--all", "."]);
    against(&["."]).keeps_from("已不存在");
    desk.put("乙/木林乡.txt", town("木林乡"));
    against(&["."]).warns("基线中 1 处已不存在");
    desk.run(&["baseline", "update", "."]).warns("去掉 1 处");
}

#[test]
fn an_ignore_for_a_report_not_checked_is_not_useless() {
    let desk = differing();
    let entry = |more: &str| format!("\n[[ignore]]\nrule = \"HG0201\"\n{more}reason = \"甲\"\n");
    let here = "path = \"乡镇/huping.txt\"\n";
    for (more, told) in [
        ("", &["."][..]),
        ("quote = \"没有的字\"\n", &["."]),
        ("path = \"*.txt\"\n", &["."]),
        (here, &[".", "乡镇", "乡镇/huping.txt"]),
    ] {
        desk.put("hegui.toml", read("county/hegui.toml") + &entry(more));
        for part in [".", "乡镇", "本级", "乡镇/huping.txt"] {
            let run = desk.run(&["check", "--today", "2025-06-30", part]);
            assert_eq!(run.err.contains("没有对应的问题"), told.contains(&part), "{more} {part}");
        }
    }
    // Nor is one that may be for the report that could not be read.
    desk.put("hegui.toml", read("county/hegui.toml") + &entry(""));
    desk.put("乡镇/weiyuan.txt", "");
    desk.run(&["check", "."]).ends(3).keeps_from("没有对应的问题");
    // A folder with settings of its own is not all that its reports are held against.
    let desk = differing();
    desk.put("本级/hegui.toml", entry("").replace("HG0201", "HG1101"));
    check(&desk, &["本级"]).keeps_from("没有对应的问题");
    desk.put("本级/county.txt", read("county/2023/county.txt"));
    check(&desk, &["本级"]).keeps_from("没有对应的问题");
    check(&desk, &["."]).warns("没有对应的问题");
}
