//! Whose report a file holds or may hold, by its name and by what the body is called in it, and what
//! the table of bodies and years makes of it.

use crate::cli::{Desk, Run};

/// A report with what it carried in and over.
fn report(name: &str, year: i32, carried: [u32; 2]) -> String {
    let row = |label: &str, count: u32| format!("{label}\t{count}\t0\t0\t0\t0\t0\t{count}\n");
    let [before, after] = carried;
    format!(
        "{name}{year}年政府信息公开工作年度报告\n一、总体情况\n全年公开信息12条。\n\
         三、收到和处理政府信息公开申请情况\n\
         情形\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n{}{}{}{}{name}\n{}年1月15日\n",
        row("一、本年新收政府信息公开申请数量", 5),
        row("二、上年结转政府信息公开申请数量", before),
        row("（七）总计", 5 + before - after),
        row("四、结转下年度继续办理", after),
        year + 1,
    )
}

fn list<const N: usize>(names: [&str; N]) -> String {
    names.map(|it| format!("[[body]]\nname = \"{it}\"\n")).concat()
}

/// Three towns, of which the last has no report for 2023.
fn towns() -> Desk {
    let desk =
        Desk::new(&[("hegui.toml", &list(["河口镇人民政府", "桃溪镇人民政府", "石坪乡人民政府"]))]);
    for name in ["河口镇人民政府", "桃溪镇人民政府"] {
        desk.put(&format!("2023/{name}.txt"), report(name, 2023, [0, 0]));
    }
    desk
}

fn check(desk: &Desk, more: &[&str]) -> Run {
    desk.run(&[&["check", "--today", "2025-06-30"], more, &["."]].concat())
}

#[test]
fn a_body_in_short_words_is_the_same_in_another_year() {
    let (whole, short) = ("桃溪县人力资源和社会保障局", "桃溪县人社局");
    let desk = Desk::new(&[("甲.txt", &report(whole, 2022, [0, 2]))]);
    desk.put("乙.txt", report(short, 2023, [4, 0]));
    let run = check(&desk, &["--min-severity", "info", "--select", "HG10,HG11"]);
    run.says("error[HG1001]").says("info[HG1106]");
}

#[test]
fn any_file_by_the_name_of_a_body_may_be_its_report() {
    check(&towns(), &[]).says("error[HG1102] 石坪乡人民政府没有2023年度报告");
    for file in ["石坪乡人民政府", "石坪乡.docm", "石坪乡人民政府.docx.bak", "石坪乡/1.mht"]
    {
        let desk = towns();
        desk.put(file, "x");
        check(&desk, &[]).keeps_from("error[HG1102]").says("warning[HG1102]");
    }
    for file in ["石坪乡.csv", "石坪乡报送名单.xlsx", "~$石坪乡.docx"] {
        let desk = towns();
        desk.put(file, "x");
        check(&desk, &[]).says("error[HG1102] 石坪乡人民政府没有2023年度报告");
    }
}

#[test]
fn what_could_not_be_read_is_of_the_year_of_its_folder() {
    for file in ["2023/石坪乡人民政府.docx", "石坪乡人民政府/2023.docx"] {
        let desk = towns();
        desk.put(file, "");
        check(&desk, &[]).keeps_from("HG1102");
        let json = check(&desk, &["--format", "json"]);
        assert!(json.out.contains("\"unread\""), "{}", json.out);
        assert!(!json.out.contains("\"state\":\"missing\""), "{}", json.out);
    }
}

#[test]
fn a_report_that_contradicts_itself_about_its_year_is_not_missing() {
    let desk = towns();
    let text = report("石坪乡人民政府", 2023, [0, 0]).replacen("2023", "2203", 1);
    desk.put("2023/石坪乡人民政府.txt", text);
    check(&desk, &[]).says("warning[HG1102]").warns("（2023年度）").keeps_from("2023—2203");
    let json = check(&desk, &["--format", "json"]);
    assert!(
        json.out.contains("in-doubt") && !json.out.contains("\"state\":\"missing\""),
        "{}",
        json.out
    );
}

#[test]
fn a_file_by_the_name_of_one_body_with_the_report_of_another_is_shown() {
    let desk = towns();
    desk.put("2023/石坪乡人民政府.txt", report("桃溪镇人民政府", 2023, [0, 0]));
    let run = check(&desk, &["--format", "concise", "--min-severity", "info"]);
    let run = run.says("文件名为该单位的报告，所写单位是“桃溪镇人民政府”");
    let told: Vec<&str> = run.out.lines().filter(|it| it.contains("HG1108")).collect();
    assert!(told.len() == 1 && told[0].contains("石坪乡人民政府.txt:1:1: "), "{told:?}");
}

#[test]
fn of_two_files_the_one_that_is_called_final_counts() {
    let name = "桃溪县教育局";
    for [old, new] in [
        ["教育局修改稿", "教育局定稿"],
        ["教育局（更正前）", "教育局（更正后）"],
        ["教育局-旧", "教育局最终版"],
        ["教育局原稿", "教育局"],
        ["教育局20240105", "教育局20240120盖章版"],
        ["教育局定稿（未盖章）", "教育局"],
    ] {
        let desk = Desk::new(&[("2022.txt", &report(name, 2022, [0, 2]))]);
        desk.put(&format!("{old}.txt"), report(name, 2023, [4, 0]));
        desk.put(&format!("{new}.txt"), report(name, 2023, [2, 0]));
        let run = check(&desk, &["--format", "concise"]).keeps_from("HG1001");
        let told: Vec<&str> = run.out.lines().filter(|it| it.contains("HG1108")).collect();
        assert!(told.len() == 1 && told[0].starts_with(&format!("{old}.txt:")), "{told:?}");
    }
}

#[test]
fn a_list_names_a_body_once_and_nobody_above_itself() {
    for [one, two] in [
        ["河口镇人民政府", "河口镇政府"],
        ["桃溪县河口镇人民政府", "河口镇人民政府"],
        ["桃溪县卫生健康委员会", "桃溪县卫健委"],
    ] {
        let desk = Desk::new(&[("hegui.toml", &list([one, two]))]);
        let run = desk.run(&["config", "check"]);
        assert_eq!(run.code, 2, "{one} {two}");
        run.warns(&format!("“{two}”与“{one}”按名称是同一机关，机关名称重复"));
    }
    for [one, two] in [
        ["桃溪县人民政府", "桃溪县人民政府办公室"],
        ["河口镇人民政府", "双河口镇人民政府"],
        ["东湖区人民政府", "东湖区管理委员会"],
    ] {
        let desk = Desk::new(&[("hegui.toml", &list([one, two]))]);
        assert_eq!(desk.run(&["config", "check"]).code, 0, "{one} {two}");
    }
    let own = "[[body]]\nname = \"桃溪县人民政府\"\nparent = \"桃溪县人民政府\"\n";
    let run = Desk::new(&[("hegui.toml", own)]).run(&["config", "check"]);
    assert_eq!(run.code, 2);
    run.warns("逐级上溯又回到自身");
}
