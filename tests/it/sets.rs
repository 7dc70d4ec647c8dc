//! Reports held against each other: the sets of `fixtures/sets` are silent, and each rule that
//! compares speaks once where one of them is changed, pointing into both files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hegui::rule::{Packs, Rule};
use serde_json::Value;

use crate::cli::{Desk, Run};
use crate::made;

/// The rules that compare reports.
const FAMILIES: &str = "HG10,HG11,HG0518";

/// A change to a set, and what must be said of it.
struct Case {
    rule: &'static str,
    /// The files of the set, below `fixtures/sets`.
    files: &'static [&'static str],
    change: Change,
    /// The file in which the finding lies, the words at its place, and its severity.
    told: (&'static str, &'static str, &'static str),
    /// Another file into which it points.
    other: Option<&'static str>,
}

enum Change {
    /// In a file these words become those.
    Words(&'static str, &'static str, &'static str),
    /// A file is the copy of another, in which these words become those.
    Copy(&'static str, &'static str, &'static [(&'static str, &'static str)]),
    /// A file has the last chapter of another, from these words on.
    Chapter(&'static str, &'static str, &'static str),
}

use Change::{Chapter, Copy, Words};

const TOWN: &[&str] = &["town/2016.txt", "town/2017.txt"];
const DEPARTMENT: &[&str] = &["department/2019.txt", "department/2020.txt"];
const OFFICE: &[&str] = &["county/2022/office.txt", "county/2023/office.txt"];
const WEIYUAN: &[&str] = &["county/2022/weiyuan.txt", "county/2023/weiyuan.txt"];
const HUPING: &[&str] = &["county/2022/huping.txt", "county/2023/huping.txt"];
const TOWNS: &[&str] = &["county/2023/huping.txt", "county/2023/weiyuan.txt"];
const COUNTY_2023: &[&str] = &[
    "county/hegui.toml",
    "county/2023/county.txt",
    "county/2023/huping.txt",
    "county/2023/office.txt",
    "county/2023/weiyuan.txt",
];
const LIST: &[&str] = &["county/hegui.toml", "county/2023/office.txt", "county/2023/weiyuan.txt"];
const FOLDER: &[&str] = &[
    "county/2022/huping.txt",
    "county/2023/county.txt",
    "county/2023/office.txt",
    "county/2023/weiyuan.txt",
];

const CASES: &[Case] = &[
    Case {
        rule: "HG1001",
        files: DEPARTMENT,
        change: Words(
            "department/2019.txt",
            "四、结转下年度继续办理\t1\t0\t0\t0\t0\t0\t1",
            "四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2",
        ),
        told: ("department/2020.txt", "1", "error"),
        other: Some("department/2019.txt"),
    },
    Case {
        rule: "HG1002",
        files: OFFICE,
        change: Words(
            "county/2022/office.txt",
            "行政规范性文件\t6\t2\t41",
            "行政规范性文件\t6\t2\t40",
        ),
        told: ("county/2023/office.txt", "43", "warning"),
        other: Some("county/2022/office.txt"),
    },
    Case {
        rule: "HG1003",
        files: DEPARTMENT,
        change: Words("department/2020.txt", "行政许可\t8\t0\t152", "行政许可\t7\t0\t152"),
        told: ("department/2020.txt", "7", "warning"),
        other: Some("department/2019.txt"),
    },
    Case {
        rule: "HG1004",
        files: HUPING,
        change: Copy(
            "county/2023/huping.txt",
            "county/2022/huping.txt",
            &[("2023年", "2024年"), ("2022年", "2023年"), ("97条", "112条")],
        ),
        told: ("county/2023/huping.txt", "槲坪乡人民政府2023年政府信息公开工作年度报告", "error"),
        other: Some("county/2022/huping.txt"),
    },
    Case {
        rule: "HG1005",
        files: TOWN,
        change: Chapter("town/2017.txt", "town/2016.txt", "　　（一）存在的主要问题"),
        told: ("town/2017.txt", "六、政府信息公开工作存在的主要问题及改进情况", "info"),
        other: Some("town/2016.txt"),
    },
    Case {
        rule: "HG1006",
        files: WEIYUAN,
        change: Words("county/2023/weiyuan.txt", "行政许可\t296", "行政许可\t2960"),
        told: ("county/2023/weiyuan.txt", "2960", "info"),
        other: Some("county/2022/weiyuan.txt"),
    },
    Case {
        rule: "HG1007",
        files: TOWN,
        change: Words("town/2017.txt", "政府信息1487条", "政府信息1500条"),
        told: ("town/2017.txt", "1500条", "warning"),
        other: Some("town/2016.txt"),
    },
    Case {
        rule: "HG1101",
        files: COUNTY_2023,
        change: Words("county/2023/county.txt", "行政处罚\t15", "行政处罚\t14"),
        told: ("county/2023/county.txt", "14", "error"),
        other: Some("county/2023/huping.txt"),
    },
    Case {
        rule: "HG0518",
        files: COUNTY_2023,
        change: Words("county/2023/county.txt", "\t2\t1\t0\t0\t0\t1", "\t2\t0\t0\t0\t0\t0"),
        told: ("county/2023/county.txt", "0", "info"),
        other: Some("county/2023/office.txt"),
    },
    Case {
        rule: "HG1102",
        files: LIST,
        change: Words(
            "county/hegui.toml",
            "[[body]]\nname = \"楮陵县人民政府\"\nkind = \"GB\"\ndeadline = \"03-31\"\n",
            "",
        ),
        told: ("county/hegui.toml", "\"槲坪乡人民政府\"", "error"),
        other: None,
    },
    Case {
        rule: "HG1103",
        files: COUNTY_2023,
        change: Words("county/2023/weiyuan.txt", "\n2024年1月11日", "\n2024年2月11日"),
        told: ("county/2023/weiyuan.txt", "2024年2月11日", "error"),
        other: None,
    },
    Case {
        rule: "HG1104",
        files: TOWNS,
        change: Copy(
            "county/2023/weiyuan.txt",
            "county/2023/huping.txt",
            &[("槲坪乡", "苇塬镇"), ("112条", "140条")],
        ),
        told: (
            "county/2023/weiyuan.txt",
            "苇塬镇人民政府2023年政府信息公开工作年度报告",
            "warning",
        ),
        other: Some("county/2023/huping.txt"),
    },
    Case {
        rule: "HG1105",
        files: TOWNS,
        change: Words("county/2023/huping.txt", "2023年，槲坪乡推进", "2023年，苇塬镇推进"),
        told: ("county/2023/huping.txt", "苇塬镇", "warning"),
        other: Some("county/2023/weiyuan.txt"),
    },
    Case {
        rule: "HG1106",
        files: HUPING,
        change: Words("county/2023/huping.txt", "槲坪乡人民政府2023年", "槲坪乡政府2023年"),
        told: ("county/2023/huping.txt", "槲坪乡政府", "info"),
        other: Some("county/2022/huping.txt"),
    },
    Case {
        rule: "HG1107",
        files: FOLDER,
        change: Copy("county/2023/huping.txt", "county/2022/huping.txt", &[]),
        told: ("county/2023/huping.txt", "2022", "warning"),
        other: Some("county/2023/county.txt"),
    },
    Case {
        rule: "HG1108",
        files: TOWNS,
        change: Copy(
            "county/2023/huping-draft.txt",
            "county/2023/huping.txt",
            &[("聘请退休教师", "聘请老师")],
        ),
        told: ("county/2023/huping.txt", "槲坪乡人民政府2023年政府信息公开工作年度报告", "warning"),
        other: Some("county/2023/huping-draft.txt"),
    },
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sets")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap()
}

/// A desk with these files of the sets.
fn desk(files: &[&str]) -> Desk {
    let desk = Desk::new(&[]);
    for name in files {
        desk.put(name, read(name));
    }
    desk
}

impl Case {
    fn desk(&self) -> Desk {
        let desk = desk(self.files);
        match self.change {
            Words(file, old, new) => {
                let text = desk.text(file);
                assert!(text.contains(old), "{}: {old:?} is not in {file}", self.rule);
                desk.put(file, text.replacen(old, new, 1));
            }
            Copy(file, from, changes) => {
                let text = read(from);
                let text = changes.iter().fold(text, |text, (old, new)| text.replace(old, new));
                desk.put(file, text);
                if !self.files.contains(&file) && self.rule != "HG1108" {
                    // The original would be the same report twice.
                    fs::remove_file(desk.path(from)).unwrap();
                }
            }
            Chapter(file, from, words) => {
                let (own, other) = (read(file), read(from));
                let tail = other.split_once(words).unwrap().1;
                desk.put(file, [own.split_once(words).unwrap().0, words, tail].concat());
            }
        }
        desk
    }
}

fn check(desk: &Desk, more: &[&str]) -> Run {
    let words = ["check", ".", "--today", "2025-06-30", "--min-severity", "info"];
    desk.run(&[&words, more].concat())
}

/// File, rule, quote and severity of every finding, and the findings themselves.
fn findings(json: &Value) -> Vec<(String, String, String, String, Value)> {
    let files = json["files"].as_array().unwrap();
    let of = |file: &Value| {
        let path = file["path"].as_str().unwrap().trim_start_matches("./").to_owned();
        let found = file["findings"].as_array().unwrap().clone();
        found.into_iter().map(move |it| {
            let text = |it: &Value| it.as_str().unwrap().to_owned();
            (
                path.clone(),
                text(&it["code"]),
                text(&it["primary"]["quote"]),
                text(&it["severity"]),
                it,
            )
        })
    };
    files.iter().flat_map(of).collect()
}

#[test]
fn sets_are_silent() {
    for set in ["town", "department", "county"] {
        let mut files = Vec::new();
        let mut folders = vec![folder().join(set)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        let desk = Desk::new(&[]);
        for path in files {
            let name = path.strip_prefix(folder()).unwrap().to_str().unwrap().to_owned();
            desk.put(&name, fs::read(&path).unwrap());
        }
        let told = findings(&check(&desk, &["--format", "json"]).ends(0).json());
        let told: Vec<_> = told.iter().map(|it| (&it.0, &it.1, &it.2)).collect();
        assert!(told.is_empty(), "{set}: {told:?}");
    }
}

#[test]
fn every_comparing_rule_speaks_once_and_points_into_both_files() {
    for case in CASES {
        let run = check(&case.desk(), &["--select", FAMILIES, "--format", "json"]);
        let told = findings(&run.json());
        let (file, quote, severity) = case.told;
        let shown: Vec<_> = told.iter().map(|it| (&it.0, &it.1, &it.2, &it.3)).collect();
        let wanted = (file, case.rule, quote, severity);
        let [(path, code, found, level, finding)] = told.as_slice() else {
            panic!("{}: one finding wanted, {shown:?} told", case.rule)
        };
        assert_eq!((path.as_str(), code.as_str(), found.as_str(), level.as_str()), wanted);
        let others: BTreeSet<&str> = finding["related"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|it| it["path"].as_str())
            .map(|it| it.trim_start_matches("./"))
            .collect();
        match case.other {
            Some(other) => assert!(others.contains(other), "{}: {others:?}", case.rule),
            None => assert!(others.is_empty(), "{}: {others:?}", case.rule),
        }
    }
}

#[test]
fn every_comparing_rule_has_a_case() {
    let packs = Packs::builtin().unwrap();
    let comparing: BTreeSet<&str> =
        packs.rules().into_iter().filter(|it| it.compares()).map(Rule::code).collect();
    let tried: BTreeSet<&str> = CASES.iter().map(|it| it.rule).collect();
    assert_eq!(comparing, tried);
}

/// Reports that were put together at random tell of different things: nobody copied anybody, and
/// everybody is told apart.
#[test]
fn bodies_that_write_for_themselves_are_not_accused() {
    const BODIES: usize = 24;
    let desk = Desk::new(&[]);
    for body in 0..BODIES {
        for year in [2022, 2023] {
            desk.put(&format!("{year}/{body:02}.txt"), made::report(body, year));
        }
    }
    let run = check(&desk, &["--select", "HG1004,HG1005,HG11", "--format", "json"]).ends(0);
    let json = run.json();
    assert!(findings(&json).is_empty(), "{:?}", findings(&json));
    assert_eq!(json["compared"]["bodies"], BODIES);
    assert_eq!(json["compared"]["pairs"], BODIES);
    assert_eq!(json["compared"]["units"].as_array().unwrap().len(), BODIES);
}

/// What a page puts round a report.
const ROUND: (&str, &str) = (
    "发布日期：2024-01-20　来源：党政办　字体：大 中 小\n",
    "【打印本页】【关闭窗口】\n附件：年度报告.docx\n",
);

/// A text with lines of 38 characters; rows of tables stay as they are.
fn wrapped(text: &str) -> String {
    let wrap = |line: &str| {
        let chars: Vec<char> = line.chars().collect();
        let width = if line.contains('\t') { chars.len() } else { 38 };
        chars.chunks(width).map(|it| it.iter().collect::<String>() + "\n").collect::<String>()
    };
    text.lines().map(wrap).collect()
}

/// The same report as text, page and Word document is a hint, whatever a page has round it and
/// wherever its lines break; one other figure in prose or table makes another report of it.
#[test]
fn copies_in_other_formats_are_a_hint_and_drafts_are_told() {
    let desk = Desk::new(&[]);
    for body in 0..12 {
        let text = made::report(body, 2023);
        let page = made::html(&[ROUND.0, &text, ROUND.1].concat());
        let draft = |words: &str| {
            let (before, after) = text.split_once(words).unwrap();
            let (first, rest) = after.split_at(1);
            let other = if first == "9" { "8" } else { "9" };
            [before, words, other, rest].concat()
        };
        desk.put(&format!("{body}/a.txt"), &text);
        desk.put(&format!("{body}/same.html"), page);
        desk.put(&format!("{body}/same.docx"), made::docx(&text));
        desk.put(&format!("{body}/same.txt"), wrapped(&text));
        desk.put(&format!("{body}/prose.html"), made::html(&draft("门户网站发布信息")));
        desk.put(&format!("{body}/table.docx"), made::docx(&draft("行政许可\t")));
    }
    let run = check(&desk, &["--select", "HG1108", "--format", "json"]);
    let told: BTreeSet<_> = findings(&run.json()).into_iter().map(|it| (it.0, it.3)).collect();
    for body in 0..12 {
        for (file, severity) in [
            ("same.html", "info"),
            ("same.docx", "info"),
            ("same.txt", "info"),
            ("prose.html", "warning"),
            ("table.docx", "warning"),
        ] {
            let wanted = (format!("{body}/{file}"), severity.to_owned());
            assert!(told.contains(&wanted), "{wanted:?}: {told:?}");
        }
    }
}

/// Two versions of one report, as far as they differ: the first is a draft.
const DRAFTS: &[(&str, &str)] = &[
    ("收取信息处理费0元", "收取信息处理费500元"),
    ("全年收费\n12\n元。", "全年收费\n13\n元。"),
    ("同比增长12%。", "同比增长-12%。"),
    ("占1/3。", "占13。"),
    ("占13‰。", "占13。"),
    ("完成1、2件。", "完成12件。"),
    ("见①。", "见②。"),
    ("没有收费12元。云溪镇人民政府 2024年1月15日", "没有收费13元。云溪镇人民政府 2024年1月15日"),
];

#[test]
fn a_draft_is_no_copy_whatever_differs() {
    let report = |words: &str| {
        format!(
            "云溪镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n全年发布信息12条。\n{words}\n"
        )
    };
    for (one, two) in DRAFTS {
        let desk = Desk::new(&[("甲.txt", &report(one)), ("乙.txt", &report(two))]);
        let words = ["check", ".", "--select", "HG1108", "--min-severity", "info"];
        desk.run(&words).says("warning[HG1108]");
        desk.put("乙.txt", report(one));
        desk.run(&words).says("info[HG1108]");
    }
}

/// Words of which sentences are made; each list has eight.
const WHO: [&str; 8] =
    ["综合窗口", "各科室骨干", "驻村干部", "档案员", "财务室", "网格长", "信访专员", "文印室"];
const DID: [&str; 8] = [
    "逐条核对了",
    "分批补录了",
    "上门讲解了",
    "重新排版了",
    "集中晾晒了",
    "牵头汇编了",
    "抽样复查了",
    "分类归并了",
];
const WHAT: [&str; 8] = [
    "惠农补贴的发放清册",
    "危房改造的验收底稿",
    "水库移民的扶持名单",
    "乡道养护的招标记录",
    "养老服务的收费标准",
    "土地流转的合同摘要",
    "防汛抗旱的物资台账",
    "就业培训的报名指南",
];
const THEN: [&str; 8] = [
    "并当面向群众说明填写要求",
    "查找所需的时间缩短了一半",
    "遗漏之处当天就补齐上传",
    "张贴之前由分管领导签字",
    "来电询问的人随之少了许多",
    "底稿统一编号后装订成册",
    "结果同步挂到大厅触摸屏",
    "为来年的修订留下完整依据",
];

/// Sentences of a body, others for each seed.
fn written(seed: usize) -> String {
    let sentence = |index: usize| {
        let pick = |list: [&'static str; 8], step: usize| list[(index * step + seed * step) % 8];
        let (who, did) = (WHO[index % 8], DID[(index + seed * 3) % 8]);
        format!("{who}{did}{}，{}。", pick(WHAT, 3), THEN[(index * 5 + seed) % 8])
    };
    (0..14).map(sentence).collect()
}

/// The findings of HG1104 on eight towns with these sentences.
fn clones(prose: impl Fn(usize) -> String) -> usize {
    let desk = Desk::new(&[]);
    for (index, town) in
        ["石桥", "柳河", "青山", "清溪", "河口", "白塔", "竹园", "双井"].iter().enumerate()
    {
        let prose = prose(index);
        let text =
            format!("{town}镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n{prose}\n");
        desk.put(&format!("{town}.txt"), text);
    }
    let run = desk.run(&["check", "--select", "HG1104", "."]);
    run.out.matches("HG1104]").count()
}

/// The more copy, the more are told.
#[test]
fn copies_are_told_however_many_there_are() {
    for copies in [2, 3, 5, 7] {
        let prose = |index: usize| match index {
            index if index < copies => written(0) + &format!("第{}口井重修。", WHO[index]),
            index => written(index),
        };
        assert_eq!(clones(prose), copies - 1, "{copies}");
    }
}

/// A template that all have, beside words of their own, makes no copies.
#[test]
fn what_all_have_beside_words_of_their_own_is_no_copy() {
    let template = "本机关严格按照规定的程序受理申请，逐件登记并在法定期限内书面答复申请人。\
                    公开之前由起草人员自查、保密审查员复核、分管负责人签发，做到先审查后公开。\
                    对群众关心的重点领域信息，按照基层公开标准目录逐项对照并及时更新。";
    assert_eq!(clones(|index| template.to_owned() + &written(index)), 0);
}

/// That it is past the day of the Regulations too, a doubt for towns, makes no report less late.
#[test]
fn what_is_later_is_no_milder() {
    for (date, also) in [("2024年1月28日", false), ("2024年4月2日", true)] {
        let text = format!(
            "石桥镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n全年公开信息12条。\n\
             石桥镇人民政府\n{date}\n"
        );
        let list = "[[body]]\nname = \"石桥镇人民政府\"\ndeadline = \"01-20\"\n";
        let desk = Desk::new(&[("石桥镇.txt", &text), ("hegui.toml", list)]);
        let run = desk.run(&["check", "--select", "HG1103,HG0308", "--today", "2024-06-01", "."]);
        let run = run.says("error[HG1103]");
        assert_eq!(run.out.contains("warning[HG0308]"), also, "{}", run.out);
    }
}

/// The reading of names and of copies takes time in proportion to the text.
#[test]
fn long_paragraphs_end_in_time() {
    let title = "云溪镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n";
    let other = "石桥镇人民政府2023年政府信息公开工作年度报告\n一、总体情况\n全年发布信息1条。\n";
    let pages = "首页\n".repeat(400);
    for (one, two) in [
        (title.to_owned() + &"全年发布信息，".repeat(20_000), other.to_owned()),
        (title.to_owned() + &"石桥镇政府信息公开工作情况".repeat(5_000), other.to_owned()),
        (pages.clone() + title + &"甲".repeat(20_000), pages + title + &"乙".repeat(20_000)),
    ] {
        let desk = Desk::new(&[("甲.txt", &one), ("乙.txt", &two)]);
        let begin = std::time::Instant::now();
        desk.run(&["check", ".", "--select", "HG11"]);
        assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
    }
}

/// A rule of a pack that is silent before the others, with a check that finds the year of the title.
fn yielding(code: &str, id: &str, yields_to: &str, check: &str) -> String {
    let words = |name: &str, words: &str| {
        format!("{name} = {{ zh = \"规则{words}\", en = \"{words}\" }}\n")
    };
    let texts = ["title", "message", "help", "why", "guard"].map(|it| words(it, id)).concat();
    let example = |expect: &str, text: &str| {
        format!("[[example]]\nexpect = \"{expect}\"\ntext = \"\"\"\n{text}\n\"\"\"\n")
    };
    let silent = example("pass", "云溪镇人民政府2023年政府信息公开工作年度报告");
    format!(
        "code = \"{code}\"\nid = \"{id}\"\nsince = \"1.0.0\"\nstatus = \"active\"\n\
         severity = \"warning\"\n{texts}yields-to = [{yields_to}]\n\
         [[cite]]\nauthority = \"logic\"\n{check}{silent}"
    )
}

/// A comparing rule falls silent before what is told, and not before what itself falls silent.
#[test]
fn what_a_third_rule_has_silenced_silences_nothing() {
    let report = |name: &str, year: i32| {
        format!("{name}人民政府{year}年政府信息公开工作年度报告\n一、总体情况\n公开信息12条。\n")
    };
    let phrase = |words: &str| {
        let text = format!("云溪镇人民政府⟦{words}⟧政府信息公开工作年度报告");
        format!(
            "[check.phrase]\nscope = \"title\"\nentry = [{{ find = \"{words}\" }}]\n\
             [variant.no-replacement]\nmessage = {{ zh = \"{words}\", en = \"a year\" }}\n\
             [[example]]\nexpect = \"fail\"\ntext = \"\"\"\n{text}\n\"\"\"\n"
        )
    };
    let others =
        ["石桥镇", "柳河镇", "青山镇"].map(|it| format!("\"\"\"\n{}\"\"\"", report(it, 2023)));
    let stray = format!(
        "[check.year-outlier]\nleast = 3\nshare = 75\n[[example]]\nexpect = \"fail\"\n\
         text = \"\"\"\n{}\"\"\"\nothers = [{}]\n",
        report("云溪镇", 2022).replace("2022", "⟦2022⟧"),
        others.join(", ")
    );
    let desk = Desk::new(&[("云溪镇.txt", &report("云溪镇", 2022))]);
    for name in ["石桥镇", "柳河镇", "青山镇"] {
        desk.put(&format!("{name}.txt"), report(name, 2023));
    }
    let pack = "id = \"pk\"\ntitle = { zh = \"本地\", en = \"Local\" }\nexample-year = 2022\n";
    desk.put("pk/pack.toml", pack);
    desk.put("pk/stray.toml", yielding("DE0003", "stray", "\"first\"", &stray));
    desk.put("pk/first.toml", yielding("DE0001", "first", "", &phrase("2022年")));
    let check = || desk.run(&["check", "--pack", "pk", "--select", "pk", "."]);
    check().says("DE0001").keeps_from("DE0003");
    desk.put("pk/first.toml", yielding("DE0001", "first", "\"second\"", &phrase("2022年")));
    desk.put("pk/second.toml", yielding("DE0002", "second", "", &phrase("2022年政府")));
    check().says("DE0002").says("DE0003").keeps_from("DE0001");
}
