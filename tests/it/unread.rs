//! What could not be read is never reported as clean, and what is hardly there never passes.

use super::cli::Desk;

#[test]
fn a_report_whose_tables_were_not_read_never_passes() {
    let county = include_str!("../../fixtures/golden/2023/county.txt");
    let prose: Vec<&str> = county.lines().filter(|line| !line.contains('\t')).collect();
    let flat = county.replace('\t', "").replace('\n', " ");
    let cells = county.replace('\t', "\n\n");
    let desk = Desk::new(&[("a.txt", county), ("b.txt", &prose.join("\n"))]);
    desk.put("c.txt", flat.as_bytes());
    desk.put("d.txt", cells.as_bytes());
    desk.run(&["a.txt"]).ends(0).warns("表格应有 200 格，读取 200 格");
    desk.run(&["b.txt"]).ends(3).says("HG0211").warns("读取 0 格");
    desk.run(&["c.txt"]).ends(3).says("HG0004").warns("读取 197 格");
    desk.run(&["c.txt", "--ignore", "HG0004"]).ends(3).warns("表二有单元格未能读取");
    desk.run(&["d.txt"]).ends(0).warns("表格应有 200 格，读取 200 格");
    desk.put("e.txt", county.replace("（七）总计\t37", "（七）总计\t37 37").as_bytes());
    desk.run(&["e.txt"]).ends(3).warns("表格应有 200 格，读取 199 格");
    // Of cells that were not read nobody knows whether they are blank.
    let torn = "<td>1<br>1</td>".repeat(7);
    let rows = county.lines().filter(|it| it.split('\t').count() == 8);
    let row = |it: &str| format!("<tr><td>{}</td>{torn}</tr>", it.split('\t').next().unwrap());
    let rows = rows.map(row).collect::<Vec<_>>().concat();
    let page =
        format!("<h1>砚泽县人民政府2023年政府信息公开工作年度报告</h1><table>{rows}</table>");
    desk.put("f.html", page.as_bytes());
    let run = desk.run(&["f.html", "--select", "HG0004,HG0503"]).ends(3);
    assert!(!run.says("HG0004").out.contains("没有填写任何数字"));
    // Whichever rules run, and whatever of their findings is shown.
    let unread = "有统计表未能读取，未作检查。请以 Word 文档或网页原件检查";
    desk.run(&["b.txt", "--select", "HG0801"]).ends(3).warns(unread);
    desk.run(&["b.txt", "-A", "HG0211", "-A", "HG0004"]).ends(3).warns(unread);
    desk.run(&["b.txt", "-q", "--min-severity", "error"]).ends(3).warns(unread);
    desk.run(&["a.txt", "--select", "HG0801"]).ends(0);
}

#[test]
fn a_table_that_is_there_twice_is_judged_twice() {
    let county = include_str!("../../fixtures/golden/2023/county.txt");
    let start = county.find("情形\t自然人").unwrap();
    let end = county.find("　　四、政府信息公开行政复议").unwrap();
    let table = county[start..end].replace("（七）总计\t37", "（七）总计\t99");
    let twice = |between: &str| format!("{}{between}{table}{}", &county[..end], &county[end..]);
    let desk = Desk::new(&[("a.txt", &twice("")), ("b.txt", &twice("　　全县口径如下。\n"))]);
    for name in ["a.txt", "b.txt"] {
        desk.run(&[name]).ends(1).says("HG0508").warns("表格应有 375 格，读取 375 格");
    }
}

#[test]
fn findings_that_are_not_listed_are_counted_and_the_verdict_is_not_whole() {
    let chapters = "　　一、总体情况\n".repeat(1_500);
    let text = format!("砚泽县人民政府2023年政府信息公开工作年度报告\n{chapters}");
    let desk = Desk::new(&[("a.txt", &text)]);
    desk.run(&["a.txt", "--select", "HG0204"]).ends(3).warns("另有499处未列出");
}

#[test]
fn a_report_of_which_little_more_than_the_title_is_there_never_passes() {
    let title = "霁溪镇人民政府2023年政府信息公开工作年度报告";
    let desk = Desk::new(&[
        ("title.txt", title),
        ("old.txt", &title.replace("2023", "2017")),
        ("one.txt", &format!("{title}\n一、总体情况\n全年有序推进。\n")),
        ("title.html", &format!("<h1>{title}</h1>")),
        ("frame.html", &format!("<h1>{title}</h1><iframe src=2023.pdf></iframe>")),
        ("link.html", &format!("<h1>{title}</h1><a href=2023.pdf>全文</a>")),
        ("old-link.html", "<h1>霁溪镇2017年政府信息公开工作年度报告</h1><a href=a.doc>全文</a>"),
        ("list.html", &format!("<ul><li><a href=1>{title}</a><li><a href=2>{title}</a></ul>")),
    ]);
    desk.run(&["title.txt"]).ends(3).says("HG0201").says("全文没有规定的表二、表三、表四");
    desk.run(&["title.txt", "--lang", "en"]).ends(3).says("Table 2, Table 3, Table 4");
    desk.run(&["old.txt"]).ends(1).says("HG0201");
    desk.run(&["one.txt"]).ends(3).says("HG0201").says("HG0211");
    desk.run(&["title.html"]).ends(1).says("HG0201").says("HG0211");
    desk.run(&["frame.html"]).ends(3).says("HG0004").warns("未能识别章节");
    desk.run(&["link.html"]).ends(3).says("HG0004").warns("未能识别章节");
    desk.run(&["old-link.html"]).ends(3).warns("未能识别章节");
    desk.run(&["list.html"]).ends(3).says("HG0001");
}

#[test]
fn a_blank_form_is_told_whatever_its_year() {
    let county = include_str!("../../fixtures/golden/2023/county.txt");
    let tables = county.lines().filter(|line| line.contains('\t'));
    let blank: Vec<String> = tables
        .map(|row| row.split('\t').filter(|it| it.parse::<f64>().is_err()).collect::<Vec<_>>())
        .map(|cells| cells.join("\t") + "\t\t\t\t\t\t\t")
        .collect();
    let form = format!("政府信息公开工作年度报告\n（文字描述）\n{}\n", blank.join("\n"));
    let desk = Desk::new(&[("form.txt", &form)]);
    desk.run(&["form.txt"]).ends(1).says("HG0002").says("表三没有填写任何数字");
}

#[test]
fn rules_count_as_failed_where_they_show_a_finding() {
    let county = include_str!("../../fixtures/golden/2023/county.txt");
    let (head, rest) = county.split_once("第二十条第（一）项").unwrap();
    let (_, tail) = rest.split_once("　　三、").unwrap();
    let desk = Desk::new(&[("a.txt", &format!("{head}　　三、{tail}"))]);
    // The empty chapter lacks its table; that it is empty is the same defect.
    desk.run(&["a.txt"]).ends(1).says("HG0211").warns("不符 1、");
}

#[test]
fn a_local_table_of_which_cells_were_not_read_never_passes() {
    let county = include_str!("../../fixtures/golden/2011/county.txt");
    let desk = Desk::new(&[("a.txt", county)]);
    desk.run(&["a.txt"]).ends(0);
    // Without tabs, a row that lost one of its two figures cannot be told from its neighbours.
    let flat = county.replace('\t', " ").replace("当面申请数 件 2 13", "当面申请数 件 213");
    desk.put("b.txt", flat.as_bytes());
    desk.run(&["b.txt"]).ends(3).warns("地方统计表有单元格未能读取");
}
