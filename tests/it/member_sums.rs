//! What is said of the total of a place that is not the sum of its bodies (HG1101): an error where
//! one of them must be wrong, a doubt where something else explains the difference.

use crate::cli::{Desk, Run};

const COUNTY: &str = "云溪县人民政府";
const TOWNS: [&str; 4] = ["石桥镇人民政府", "柳河镇人民政府", "青山镇人民政府", "清河镇人民政府"];

/// A report of which the second table has a number of permits and an amount of fees.
fn report(name: &str, permits: &str, fees: &str) -> String {
    format!(
        "{name}2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（五）项\t\n\
         信息内容\t本年处理决定数量\n行政许可\t{permits}\n第二十条第（六）项\t\n\
         信息内容\t本年处理决定数量\n行政处罚\t0\n行政强制\t0\n第二十条第（八）项\t\n\
         信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t{fees}\n"
    )
}

/// The entry of a body of the county.
fn entry(name: &str) -> String {
    format!("[[body]]\nname = \"{name}\"\nparent = \"{COUNTY}\"\n")
}

/// A county, whose office is among its bodies or not, and its towns.
fn place(office: bool, county: (&str, &str), towns: &[(&str, &str)]) -> Desk {
    let own = format!("{COUNTY}办公室");
    let desk = Desk::new(&[("县.txt", &report(COUNTY, county.0, county.1))]);
    let mut list = format!("[[body]]\nname = \"{COUNTY}\"\n");
    if office {
        list += &entry(&own);
        desk.put("办公室.txt", report(&own, "0", "0"));
    }
    for (name, (permits, fees)) in TOWNS.iter().zip(towns) {
        list += &entry(name);
        desk.put(&format!("{name}.txt"), report(name, permits, fees));
    }
    desk.put("hegui.toml", list);
    desk
}

fn check(desk: &Desk) -> Run {
    desk.run(&["check", "--select", "HG1101", "--today", "2024-06-30", "."])
}

/// Fees of the county and of its towns, and what the sum is said to be once converted: where one or
/// several of these gave yuan.
#[test]
fn amounts_in_yuan_are_a_doubt_and_no_error() {
    let doubts: [(&str, &[&str], &str); 8] = [
        (
            "38.25",
            &["352483", "3"],
            "石桥镇人民政府可能误用较小单位（如应以万元填报而填了元），换算后合计38.2483",
        ),
        ("3.5", &["5000", "3"], "换算后合计3.5"),
        ("38", &["352483", "3"], "换算后合计38.2483"),
        ("63.5", &["300000", "305000", "3"], "石桥镇人民政府、柳河镇人民政府可能误用较小单位"),
        ("5000", &["4000", "4999.6"], "石桥镇人民政府可能误用较小单位"),
        ("38.245", &["352450", "3"], "换算后合计38.245"),
        ("38", &["9000", "37"], "换算后合计37.9"),
        // One of them is not more than the total.
        ("38.25", &["352483", "30", "3"], "石桥镇人民政府、柳河镇人民政府可能误用较小单位"),
    ];
    for (county, towns, told) in doubts {
        let towns: Vec<_> = towns.iter().map(|it| ("0", *it)).collect();
        let run = check(&place(true, ("0", county), &towns)).ends(0);
        run.says("warning[HG1101]").says(told);
    }
}

#[test]
fn amounts_that_no_unit_explains_are_an_error() {
    let errors: [(&str, &[&str]); 6] = [
        // Not even when converted.
        ("38.25", &["352400", "3"]),
        ("50", &["352483", "3"]),
        // Left out, and not in yuan.
        ("10", &["300", "10"]),
        ("10", &["3", "10"]),
        ("10", &["4", "3"]),
        // 40.00 is no rounded number.
        ("40.00", &["365000", "3"]),
    ];
    for (county, towns) in errors {
        let towns: Vec<_> = towns.iter().map(|it| ("0", *it)).collect();
        let run = check(&place(true, ("0", county), &towns)).ends(1);
        run.says("error[HG1101]").keeps_from("较小单位");
    }
}

#[test]
fn what_is_counted_has_no_other_unit() {
    let desk = place(true, ("4", "0"), &[("20037", "0"), ("2", "0")]);
    check(&desk).ends(1).says("error[HG1101]");
}

#[test]
fn without_an_office_the_rest_may_be_the_countys_own() {
    let desk = place(false, ("0", "40"), &[("0", "352483"), ("0", "3")]);
    check(&desk).ends(0).says("换算后合计38.2483，其余1.7517请核对是否为本级数据");
    let desk = place(false, ("9", "0"), &[("4", "0"), ("3", "0")]);
    check(&desk).ends(0).says("请核对是否为本级数据");
    // Parts that are more than the total are not: nobody gives 6 yuan for 60,000.
    for (county, towns) in [("5", ["6", "0"]), ("200", ["250", "260"]), ("12", ["12.5", "11"])] {
        let towns = towns.map(|it| ("0", it));
        check(&place(false, ("0", county), &towns)).ends(1).says("error[HG1101]");
    }
}

/// What is missing could only add to the sum.
#[test]
fn reports_that_are_missing_excuse_no_total_that_is_too_small() {
    let desk = place(true, ("9", "0"), &[("7", "0"), ("1", "0")]);
    let list = desk.text("hegui.toml");
    desk.put("hegui.toml", list + &entry("青山镇人民政府"));
    let info = ["check", "--select", "HG1101", "--min-severity", "info", "."];
    desk.run(&info).ends(0).says("info[HG1101]").says("青山镇人民政府的数据缺少");
    desk.put("县.txt", report(COUNTY, "5", "0"));
    desk.run(&info).ends(1).says("error[HG1101]");
}

/// Each finding points to a dozen members that add to its cell.
#[test]
fn findings_on_many_members_all_have_places() {
    let desk = Desk::new(&[("县.txt", &report(COUNTY, "14", "20"))]);
    let mut list = format!("[[body]]\nname = \"{COUNTY}\"\n");
    for index in 0..18 {
        let name = format!("第{index}乡人民政府");
        let (permits, fees) = if index < 13 { ("2", "0") } else { ("0", "3") };
        desk.put(&format!("{name}.txt"), report(&name, permits, fees));
        list += &entry(&name);
    }
    desk.put("hegui.toml", list);
    let run = desk.run(&["check", "--select", "HG1101", "--format", "json", "."]).ends(1);
    let json = run.json();
    let file = json["files"].as_array().unwrap().iter().find(|it| it["path"] == "县.txt").unwrap();
    let findings = file["findings"].as_array().unwrap().iter();
    let places = findings.map(|it| {
        let related = it["related"].as_array().unwrap().iter();
        related.filter(|it| it["path"].is_string()).count()
    });
    assert!(places.eq([12, 5]), "{file}");
}

/// Two cells of a table that differ for two reasons; each finding points to those it speaks of.
#[test]
fn each_reason_has_a_finding_with_its_own_places() {
    let desk = place(true, ("9", "38.25"), &[("7", "0"), ("1", "3"), ("0", "352483")]);
    let run = check(&desk).ends(1).says("error[HG1101]").says("warning[HG1101]");
    let run = run.says("本表共2格不符");
    let unit = run.out.lines().find(|it| it.contains("较小单位")).unwrap();
    assert!(unit.contains("青山镇人民政府.txt:12:9"), "{unit}");
}

#[test]
fn a_second_report_of_a_body_makes_a_doubt_where_it_has_another_number() {
    let desk = place(true, ("9", "0"), &[("7", "0"), ("1", "0")]);
    // It differs elsewhere alone.
    desk.put("石桥镇另存.txt", report(TOWNS[0], "7", "2"));
    check(&desk).ends(1).says("error[HG1101]");
    desk.put("石桥镇另存.txt", report(TOWNS[0], "8", "0"));
    let run = check(&desk).ends(0).says("warning[HG1101]");
    run.says("石桥镇人民政府2023年度有几份报告，此格的数不同");
    desk.run(&["check", "--select", "HG1101", "--lang", "en", "."])
        .says("has several reports for 2023");
    // Or one of which the cell was not read.
    for number in ["", "—"] {
        desk.put("石桥镇另存.txt", report(TOWNS[0], number, "0"));
        check(&desk).says("warning[HG1101]").keeps_from("error[");
    }
    // So does one of the county.
    let desk = place(true, ("9", "0"), &[("7", "0"), ("1", "0")]);
    desk.put("县另存.txt", report(COUNTY, "8", "0"));
    check(&desk).ends(0).says("云溪县人民政府2023年度有几份报告");
    // None of them makes the sum.
    for county in ["100", "3"] {
        let desk = place(true, (county, "0"), &[("7", "0"), ("1", "0")]);
        desk.put("石桥镇另存.txt", report(TOWNS[0], "8", "0"));
        desk.put("县另存.txt", report(COUNTY, "101", "0"));
        if county == "3" {
            desk.put("县另存.txt", report(COUNTY, "4", "0"));
        }
        check(&desk).ends(1).says("error[HG1101]");
    }
}

#[test]
fn amounts_that_were_rounded_are_right_or_a_doubt() {
    let desk = |county: &str, towns: [&str; 2]| {
        place(true, ("9", county), &[("7", towns[0]), ("2", towns[1])])
    };
    check(&desk("18.43", ["12.1835", "6.2461"])).ends(0).keeps_from("HG1101");
    check(&desk("18.4296", ["12.18", "6.25"])).ends(0).says("可能是四舍五入所致");
    check(&desk("18.4", ["12.1835", "6.2461"])).ends(0).says("可能是四舍五入所致");
    check(&desk("18.44", ["12.1835", "6.2461"])).ends(1).says("error[HG1101]");
    check(&desk("18.4396", ["12.18", "6.25"])).ends(0).says("可能是四舍五入所致");
    check(&desk("18.4496", ["12.18", "6.25"])).ends(1).says("error[HG1101]");
}

#[test]
fn a_wrong_total_is_told_where_it_is_and_not_above() {
    let list =
        |name: &str, parent: &str| format!("[[body]]\nname = \"{name}\"\nparent = \"{parent}\"\n");
    let (city, office) = ("梅江市人民政府", "梅江市人民政府办公室");
    let desk = place(true, ("16", "0"), &[("7", "0"), ("2", "0")]);
    let text = std::fs::read_to_string(desk.path("hegui.toml")).unwrap();
    let text = text.replacen(&format!("[[body]]\nname = \"{COUNTY}\"\n"), &list(COUNTY, city), 1);
    let own = format!("[[body]]\nname = \"{city}\"\n");
    desk.put("hegui.toml", format!("{own}{}{text}", list(office, city)));
    desk.put("市办.txt", report(office, "1", "0"));
    desk.put("市.txt", report(city, "10", "0"));
    let run = check(&desk).ends(1);
    assert_eq!(run.out.matches("error[HG1101]").count(), 1, "{}", run.out);
    run.keeps_from("市.txt:");
    // Two mistakes are two.
    desk.put("市.txt", report(city, "11", "0"));
    assert_eq!(check(&desk).out.matches("error[HG1101]").count(), 2);
}
