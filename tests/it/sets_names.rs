//! Whose report a file is, whatever the body is called in it, and what lies beside reports.

use std::fs;
use std::path::Path;

use crate::cli::{Desk, Run};

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sets");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The county for 2023 without the report of one town.
fn county() -> Desk {
    let desk = Desk::new(&[("hegui.toml", &read("county/hegui.toml"))]);
    for name in ["county.txt", "office.txt", "huping.txt"] {
        desk.put(name, read(&format!("county/2023/{name}")));
    }
    desk
}

fn check(desk: &Desk, more: &[&str]) -> Run {
    desk.run(&[&["check", "--today", "2025-06-30"], more, &["."]].concat())
}

#[test]
fn a_notice_is_told_once_and_is_nobodys_report() {
    let desk = county();
    check(&desk, &[]).says("error[HG1102] 苇塬镇人民政府没有2023年度报告");
    desk.put(
        "通知.txt",
        "楮陵县人民政府办公室关于做好年度报告编制工作的通知\n各乡镇、各部门：\n\
         为做好2023年度报告的编制和发布，现就有关事项通知如下，请认真组织落实。\n\
         一、高度重视\n请明确专人负责，对照提纲逐项填写，核对数据后按时报送电子版。\n\
         楮陵县人民政府办公室\n2023年12月20日\n",
    );
    let run = check(&desk, &[]).says("error[HG1102] 苇塬镇人民政府没有2023年度报告");
    let told: Vec<_> = run.out.lines().filter(|it| it.starts_with("通知.txt")).collect();
    assert!(told.len() == 1 && told[0].contains("HG0001"), "{told:?}");
    run.says("2023年度").keeps_from("2022");
}

#[test]
fn a_picture_by_the_name_of_a_body_may_be_its_report() {
    for file in ["苇塬镇2023年年报.jpg", "苇塬镇.ZIP", "往来/苇塬镇人民政府2023.xlsx"]
    {
        let desk = county();
        desk.put(file, "x");
        let run = check(&desk, &[]).keeps_from("error[HG1102]");
        let name = file.rsplit('/').next().unwrap();
        run.says("warning[HG1102] 没有查到苇塬镇人民政府的2023年度报告").says(name);
    }
    for file in ["苇塬镇2021年年报.jpg", "槲坪乡2023年年报.jpg", "活动照片.jpg"] {
        let desk = county();
        desk.put(file, "x");
        check(&desk, &[]).says("error[HG1102] 苇塬镇人民政府没有2023年度报告");
    }
}

/// Two years of a department, of which the second takes up less than the first left.
fn years() -> [String; 2] {
    let before = read("department/2019.txt");
    let (old, new) = ("继续办理\t1\t0\t0\t0\t0\t0\t1", "继续办理\t2\t0\t0\t0\t0\t0\t2");
    assert!(before.contains(old));
    [before.replacen(old, new, 1), read("department/2020.txt")]
}

#[test]
fn years_with_a_list_each_are_compared_where_the_lists_agree() {
    let [before, after] = years();
    let start = before.find("年政府信息公开").unwrap() - "2019".len();
    let name = &before[..start];
    let list = |names: [&str; 3]| names.map(|it| format!("[[body]]\nname = \"{it}\"\n")).concat();
    let desk = Desk::new(&[("2019/甲.txt", &before), ("2020/甲.txt", &after)]);
    desk.put("2019/hegui.toml", list([name, "河口镇", "桃溪镇"]));
    desk.put("2020/hegui.toml", list([name, "河口镇", "石桥镇"]));
    check(&desk, &["--select", "HG1001"]).says("error[HG1001]").warns("1 组相邻年度");
    desk.put("2020/hegui.toml", list([name, "青山镇", "石桥镇"]));
    check(&desk, &["--select", "HG1001"]).keeps_from("HG1001");
}
