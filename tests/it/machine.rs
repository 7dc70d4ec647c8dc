//! Formats for programs: whatever the name of a file and whatever its text, each holds the same
//! findings, and nothing in them is taken for a command or for markup.

mod parse;

use hegui::lang::Lang;
use hegui::render::{Entry, Look, Status, Style, Unread};
use hegui::report::{Finding, Label, Severity};
use hegui::text::Span;
use proptest::prelude::*;
use serde_json::Value;

use self::parse::letters;
use crate::cli::Desk;
use crate::render::{LOOK, finding, finished, render, render_all};

/// A name that every format has to write in its own way.
const NAME: &str = "年报 （2017）/a,b:c.txt";
/// The same with all that could end a property, a tag or a cell.
const WILD: &str = "年报 （2017）/a,b:c%0A;]::error::x\"<&'>]]>.txt";

/// A report with words that CI servers, browsers, spreadsheets and terminals obey.
const HOSTILE: &str = "青禾镇人民政府2012年政府信息公开工作年度报告\n\
    一、主动公开政府信息的情况\n\
    ::error file=x::y %0A %25 ##vso[task.complete result=Failed]民计民生##[error]z <script>alert(1)\
    </script> ]]> &amp; \"a\" 'b' [点](http://evil/) {0} \u{1B}[31m红\u{202E}反\u{2066}😀，布署。\n\
    ::error::民计民生\n\
    二、依申请公开和收费情况\n\
    全年没有收到申请，没有收费。=做为\n\
    三、工作中的不足和下步打算\n\
    更新还不够及时。\n\
    数据的统计期限自2012年1月1日起至2012年12月31日止。\n\
    青禾镇人民政府\n\
    2013年1月20日\n";

fn desk() -> Desk {
    let desk = Desk::new(&[(NAME, HOSTILE), ("通知.txt", "关于召开会议的通知\n请参加。\n")]);
    desk.put("坏.txt", [0, 1, 2, 3]);
    desk
}

/// The formats of this module.
fn styles() -> impl Iterator<Item = (&'static str, Style)> {
    let people = |style: Style| matches!(style, Style::Pretty | Style::Json);
    Style::ALL.into_iter().filter(move |(name, style)| !people(*style) && parse::knows(name))
}

#[test]
fn every_format_parses_back_to_the_same_findings() {
    let desk = desk();
    let args = ["check", NAME, "--min-severity", "info", "--lang", "en"];
    let json = desk.run(&[&args[..], &["--format", "json"]].concat()).ends(1).json();
    assert!(json["files"][0]["findings"].as_array().unwrap().len() > 4);
    for (name, _) in styles() {
        let file = format!("{name}=出 {name}");
        let out = desk.run(&[&args[..], &["--format", name]].concat()).ends(1).out;
        assert_eq!(parse::difference(name, &out, &json, NAME), None);
        desk.run(&[&args[..], &["--format", &file]].concat()).ends(1);
        let written = std::fs::read_to_string(desk.path(&format!("出 {name}"))).unwrap();
        assert_eq!(written, out, "{name} in a file");
    }
}

#[test]
fn no_format_obeys_the_text() {
    let desk = desk();
    for (name, _) in styles() {
        let out = desk.run(&[".", "--format", name, "--show-suppressed", "-q"]).ends(3).out;
        for line in out.lines() {
            let line = line.trim_start();
            assert!(!line.starts_with("::") || name == "github", "{name}: {line}");
            let commands = line.matches("##").count();
            let own = usize::from(name == "azure" && line.starts_with("##vso[task.logissue "));
            let in_json = matches!(name, "jsonl" | "sarif" | "gitlab" | "rdjson");
            assert!(commands == own || in_json || !line.contains("##["), "{name}: {line}");
            assert!(line.matches("##vso[").count() == own || in_json, "{name}: {line}");
        }
        let raw = |char: char| char.is_control() && !"\r\n".contains(char);
        assert!(!out.contains(raw) && !out.contains(['\u{202E}', '\u{2066}']), "{name}: {out}");
        assert!(!out.contains("<script") || !matches!(name, "junit" | "checkstyle"), "{out}");
    }
}

#[test]
fn two_runs_write_the_same_bytes() {
    let desk = desk();
    for (name, _) in styles() {
        let run = || desk.run(&[".", "--format", name, "--max-warnings", "1"]).ends(3).out;
        assert_eq!(run(), run(), "{name}");
    }
}

#[test]
fn what_was_not_read_is_told_by_every_format_of_a_server() {
    let desk = desk();
    for name in ["github", "gitlab", "azure", "junit", "checkstyle", "rdjson", "csv", "sarif"] {
        desk.run(&[".", "--format", name, "--lang", "en"]).ends(3).says("the file holds binary");
    }
    desk.run(&["坏.txt", "--format", "github"])
        .says("::error file=坏.txt,title=unreadable::文件含有二进制内容");
    let junit = desk.run(&["通知.txt", "--select", "HG09", "--format", "junit"]).ends(3);
    junit.says("errors=\"1\"").says("type=\"unrecognised\" message=\"未识别为");
}

#[test]
fn json_formats_follow_their_schemas() {
    let desk = desk();
    let schemas = [
        ("sarif", include_str!("../../fixtures/schemas/sarif.schema.json")),
        ("gitlab", include_str!("../../fixtures/schemas/gitlab.schema.json")),
        ("rdjson", include_str!("../../fixtures/schemas/rdjson.schema.json")),
    ];
    for (name, schema) in schemas {
        let schema = serde_json::from_str(schema).unwrap();
        for args in [
            &["."][..],
            &[NAME, "--min-severity", "info"],
            &[".", "--include", "*.无", "--allow-empty"],
        ] {
            let out = desk.run(&[args, &["--format", name]].concat()).json();
            assert_valid(&schema, &out);
        }
    }
    let contract: Value =
        serde_json::from_str(include_str!("../../docs/check.schema.json")).unwrap();
    let mut line = contract.clone();
    line["$ref"] = "#/$defs/line".into();
    for member in ["required", "type"] {
        line.as_object_mut().unwrap().remove(member);
    }
    let out = desk.run(&[".", "--format", "jsonl"]).ends(3).out;
    let lines: Vec<Value> = out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(lines.len(), 5);
    for it in &lines {
        assert_valid(&line, it);
    }
    let whole = desk.run(&[".", "--format", "json"]).json();
    assert_eq!(lines[4]["summary"], whole["summary"]);
    assert_eq!(lines[1..4], whole["files"].as_array().unwrap()[..]);
}

#[track_caller]
fn assert_valid(schema: &Value, value: &Value) {
    let validator = jsonschema::validator_for(schema).unwrap();
    let problems: Vec<String> =
        validator.iter_errors(value).map(|it| format!("{}: {it}", it.instance_path)).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn sarif_leads_to_rules_places_and_fixes() {
    let desk = desk();
    let log = desk.run(&[".", "--format", "sarif"]).ends(3).json();
    let run = &log["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(
        run["artifacts"][1]["location"]["uri"],
        "%E5%B9%B4%E6%8A%A5%20%EF%BC%882017%EF%BC%89/a%2Cb%3Ac.txt"
    );
    let lines: Vec<Vec<char>> = HOSTILE.lines().map(|line| line.chars().collect()).collect();
    let number = |it: &Value| usize::try_from(it.as_u64().unwrap()).unwrap();
    let mut fixes = 0;
    for it in run["results"].as_array().unwrap() {
        let rule = &run["tool"]["driver"]["rules"][number(&it["ruleIndex"])];
        assert_eq!(rule["id"], it["ruleId"]);
        assert_eq!(it["partialFingerprints"]["heguiFingerprint/v1"].as_str().unwrap().len(), 32);
        let place = &it["locations"][0]["physicalLocation"];
        let file = &run["artifacts"][number(&place["artifactLocation"]["index"])];
        assert_eq!(file["location"]["uri"], place["artifactLocation"]["uri"]);
        if !place["artifactLocation"]["uri"].as_str().unwrap().contains("2017") {
            continue;
        }
        let region = &place["region"];
        let line = &lines[number(&region["startLine"]) - 1];
        let (from, to) = (number(&region["startColumn"]) - 1, number(&region["endColumn"]) - 1);
        let words: String = line[from..to].iter().collect();
        assert_eq!(region["snippet"]["text"], words);
        for change in it["fixes"].as_array().into_iter().flatten() {
            let replacement = &change["artifactChanges"][0]["replacements"][0];
            assert!(replacement["insertedContent"]["text"].is_string());
            assert!(replacement["deletedRegion"]["startLine"].is_number());
            fixes += 1;
        }
    }
    assert!(fixes > 0);
}

#[test]
fn sarif_lists_five_thousand_and_counts_the_rest() {
    let text = "民计民生\n".repeat(6_000);
    let findings: Vec<Finding> =
        (0..5_003).map(|at| finding(Span::new(at * 13, at * 13 + 12), "民计民生")).collect();
    let log: Value =
        serde_json::from_str(&render(Style::Sarif, LOOK, NAME, &text, &findings)).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 5_000);
    let notes = run["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(notes.contains("另有3处未列出"), "{notes}");
}

#[test]
fn github_gets_ten_of_each_level_and_a_word_about_the_rest() {
    let text = "民计民生\n".repeat(40);
    let findings: Vec<Finding> = (0..36)
        .map(|at| {
            let severity = [Severity::Info, Severity::Warning, Severity::Error][at % 3];
            finding(Span::new(at * 13, at * 13 + 12), "民计民生").severity(severity)
        })
        .collect();
    let out = render(Style::Github, LOOK, NAME, &text, &findings);
    let count = |lead: &str| out.lines().filter(|line| line.starts_with(lead)).count();
    assert_eq!([count("::error "), count("::warning ")], [10, 10]);
    assert_eq!(count("::notice ") + count("::notice::"), 10);
    assert_eq!(out.lines().filter(|line| !line.starts_with("::")).count(), 36 - 29);
    assert!(out.ends_with("::notice::另有 7 处未作标注，见日志\n"), "{out}");
    let levels: Vec<usize> = out
        .lines()
        .filter_map(|line| {
            ["::error", "::warning", "::notice"].iter().position(|it| line.starts_with(it))
        })
        .collect();
    assert!(levels.is_sorted());
}

#[test]
fn what_was_not_read_comes_before_findings_on_github() {
    let unread = |path| Unread { path, status: Status::Unreadable, message: "没有读取权限" };
    let names: Vec<String> = (0..12).map(|at| format!("{at}.txt")).collect();
    let unread: Vec<Unread<'_>> = names.iter().map(|name| unread(name)).collect();
    let entries: Vec<Entry<'_>> = unread.iter().map(Entry::Unread).collect();
    let out = finished(Style::Github, LOOK, &entries);
    assert_eq!(out.matches("::error file=").count(), 10);
    assert!(out.contains("error[unreadable] 11.txt: 没有读取权限\n"), "{out}");
    assert!(out.contains("另有 2 处未作标注"), "{out}");
}

#[test]
fn junit_fails_only_where_the_exit_code_does() {
    let desk = Desk::new(&[("报告.txt", HOSTILE)]);
    let args = ["报告.txt", "--ignore", "HG02,HG08", "--format", "junit"];
    let junit = |more: &[&str]| desk.run(&[&args[..], more].concat());
    junit(&[]).ends(0).says("failures=\"0\"").says("<system-out>warning[HG0908]");
    junit(&["--fail-on", "warning"])
        .ends(1)
        .keeps_from("failures=\"0\"")
        .says("<failure type=\"warning\"");
    junit(&["--max-warnings", "0"]).ends(1).says("failures=\"1\"").says("最多允许 0 处");
    junit(&["--max-warnings", "9"]).ends(0).says("name=\"警告总数\"/>").keeps_from("<failure");
    junit(&["--fail-on", "never"]).ends(0).keeps_from("<failure");
}

#[test]
fn what_fails_a_run_is_shown_by_every_format() {
    let desk = Desk::new(&[("报告.txt", HOSTILE)]);
    let stale = "[[ignore]]\nrule = \"HG0801\"\nreason = \"甲\"\n";
    let only = ["报告.txt", "--select", "HG0908"];
    let none = [".", "--select", "HG0801"];
    for (config, args, more, code) in [
        ("", only, &["--fail-on", "error"][..], 0),
        ("", only, &["--fail-on", "warning", "--min-severity", "error"], 1),
        ("[rules.severity]\nHG0908 = \"info\"\n", only, &["--fail-on", "info"], 1),
        ("[rules.severity]\nHG0908 = \"info\"\n", only, &["--fail-on", "warning"], 0),
        ("", only, &["--max-warnings", "0"], 1),
        ("", only, &["--max-warnings", "9"], 0),
        (stale, none, &[], 0),
        (stale, none, &["--fail-on", "warning"], 1),
        (stale, none, &["--max-warnings", "0", "--min-severity", "error"], 1),
        (stale, none, &["--fail-on", "never"], 0),
    ] {
        desk.put("hegui.toml", config);
        let run = |format| desk.run(&[&args[..], more, &["--format", format]].concat()).ends(code);
        let junit = run("junit").out;
        assert_eq!(junit.contains("<failure"), code == 1, "{more:?}: {junit}");
        assert_eq!(run("json").json()["summary"]["failed"], code == 1, "{more:?}");
        let shown = run("concise");
        let words = ["报告.txt:", "hegui.toml:", "超过上限 0 处"];
        let told = words.iter().any(|it| shown.out.contains(it) || shown.err.contains(it));
        assert!(told || code == 0, "{more:?}: {} {}", shown.out, shown.err);
        for (name, style) in Style::ALL.into_iter().filter(|it| !it.1.is_binary()) {
            let told =
                config != stale || style == Style::Pretty || run(name).out.contains("hegui.toml");
            assert!(told, "{name}");
        }
    }
    desk.put("hegui.toml", stale);
    let run = |format| desk.run(&[&none[..], &["--format", format]].concat()).ends(0);
    run("concise").says("hegui.toml:2:8: warning[ignore] 此项豁免没有对应的问题（HG0801）");
    run("msvc").says("hegui.toml(2,8,2,16): warning : 此项豁免没有对应的问题");
    let sarif = run("sarif").json();
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["toolConfigurationNotifications"][0]["level"], "warning");
    assert_eq!(invocation["executionSuccessful"], true);
}

#[test]
fn lines_mark_what_does_not_count_and_name_what_was_not_read() {
    let desk = desk();
    desk.put("hegui.toml", "[[ignore]]\nrule = \"HG0908\"\nreason = \"原文如此\"\n");
    let run = |format| desk.run(&[".", "--show-suppressed", "--format", format]).ends(3);
    run("concise")
        .says(": info[HG0908] （已豁免：原文如此）")
        .says("坏.txt:1:1: error[unreadable] ");
    run("msvc").says(": info HG0908: （已豁免：原文如此）").says("坏.txt(1,1,1,1): error : ");
    run("pretty").says("已豁免[HG0908]").says("豁免理由：原文如此");
}

#[test]
fn no_cell_of_a_table_is_a_formula() {
    let text = "=1+1\t@SUM(A1)\n+甲 -乙\n";
    let of = |words: &str| {
        let start = text.find(words).unwrap();
        finding(Span::new(start, start + words.len()), words)
    };
    let findings = ["=1+1", "@SUM(A1)", "+甲", "-乙", "\t@"].map(of);
    let out = render(Style::Csv, LOOK, "=cmd.txt", text, &findings);
    assert!(out.starts_with('\u{FEFF}'));
    let mut reader = csv::Reader::from_reader(out.trim_start_matches('\u{FEFF}').as_bytes());
    let mut rows = 0;
    for row in reader.records() {
        let row = row.unwrap();
        assert!(!row.iter().any(|it| it.trim_start().starts_with(['=', '+', '-', '@'])), "{row:?}");
        assert_eq!(&row[0], "'=cmd.txt");
        rows += 1;
    }
    assert_eq!(rows, 5);
}

#[test]
fn a_path_that_looks_like_a_command_is_none() {
    for style in [Style::Concise, Style::Msvc, Style::Github, Style::Azure] {
        let out = render(
            style,
            LOOK,
            "::error::a.txt",
            "民计民生",
            &[finding(Span::new(0, 12), "民计民生")],
        );
        assert!(!out.contains("\n::error::") && !out.starts_with("::error::"), "{out}");
    }
}

proptest! {
    // Each case is written in every format, workbooks too.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_and_any_places_parse_back(
        text in "([甲乙，。；a1/.:,;%=+@<>&\"'\\]\\[{}()#\t\n\r\u{0}\u{1}\u{1B}\u{9B}\u{A0}\u{3000}😀\u{202E}\u{301}\u{FFFE}\u{FFFF}]|::error::|##vso\\[|%0A|[一-龥]){0,80}",
        picks in prop::collection::vec((0.0..=1.0f64, 0.0..=1.0f64, 0_usize..3), 1..6),
        english: bool,
    ) {
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
                reason = "picks any offset")]
        let pick = |share: f64| offsets[((offsets.len() - 1) as f64 * share) as usize];
        let findings: Vec<Finding> = picks
            .iter()
            .map(|&(a, b, severity)| {
                let span = Span::new(pick(a.min(b)), pick(a.max(b)));
                let severity = [Severity::Info, Severity::Warning, Severity::Error][severity];
                finding(span, &text[span.range()]).severity(severity).related(span, Label::Again).replace(span, &*text)
            })
            .collect();
        let lang = if english { Lang::En } else { Lang::Zh };
        let all: Vec<(&str, Style)> = [("json", Style::Json)].into_iter().chain(styles()).collect();
        let looks: Vec<(Style, Look)> = all
            .iter()
            .map(|(_, style)| (*style, Look { lang, unit: style.column_unit(), ..LOOK }))
            .collect();
        let outs = render_all(&looks, WILD, &text, &findings);
        let json: Value = serde_json::from_str(&outs[0]).unwrap();
        for ((name, _), out) in all.iter().zip(&outs).skip(1) {
            prop_assert_eq!(parse::difference(name, out, &json, WILD), None);
        }
    }
}

#[test]
fn letters_outlive_escaping() {
    assert_eq!(letters("甲‹U+202E›乙 a"), letters("甲\u{202E}乙\ta"));
}
