//! Clauses, families and rules to come: mistakes in pack files, lists, and pages of hostile packs.

use hegui::rule::Packs;

use crate::cli::Desk;

const HEAD: &str =
    "id = \"本地\"\ntitle = { zh = \"本地\", en = \"local\" }\nexample-year = 2023\n";

const CLAUSE: &str = r#"[[clause]]
authority = "regulation-2019"
article = 33
text = { zh = "二十个工作日内答复。", en = "Replies within twenty working days." }
checked = "in-part"
rules = ["deadline-stale"]
note = { zh = "实际答复时间须查台账。", en = "The files tell when replies were made." }
"#;

const PLANNED: &str = r#"[[planned]]
code = "X0009"
id = "later"
title = { zh = "以后", en = "later" }
reason = { zh = "缺少数据。", en = "No data." }
"#;

/// What is wrong with a pack file: place, message and help.
#[track_caller]
fn wrong(entries: &str) -> Vec<String> {
    let text = format!("{HEAD}{entries}");
    let Err(problems) = Packs::builtin_and(&[("本地/pack.toml", &text)]) else {
        return Vec::new();
    };
    let told = problems.iter().map(|it| {
        let line = text[..it.span.start()].matches('\n').count() + 1;
        let marked = text[it.span.range()].lines().next().unwrap_or_default();
        let help = it.help.as_ref().map(|help| format!("；{}", help.zh)).unwrap_or_default();
        assert!(!it.message.en.is_empty());
        format!("{line} {marked} {}{help}", it.message.zh)
    });
    told.collect()
}

#[test]
fn sound_entries_are_taken() {
    let family = "[[family]]\ncode = \"X00\"\ntitle = { zh = \"本地\", en = \"local\" }\n";
    assert_eq!(wrong(&format!("{family}{CLAUSE}{PLANNED}")), [] as [&str; 0]);
    let whole = CLAUSE.replace("in-part", "automatic");
    let whole = whole.split("note =").next().unwrap();
    assert_eq!(wrong(whole), [] as [&str; 0]);
}

#[test]
fn mistakes_in_clauses_are_told_with_place_and_remedy() {
    let table = [
        (
            CLAUSE.replace("regulation-2019", "regulaton-2019"),
            "5 \"regulaton-2019\" 没有名为 regulaton-2019 的依据；是否想写 regulation-2019？",
        ),
        (
            CLAUSE.replace("deadline-stale", "deadline-stal"),
            "9 \"deadline-stal\" 没有名为 deadline-stal 的规则；是否想写 deadline-stale？",
        ),
        (
            CLAUSE.replace("rules = [\"deadline-stale\"]\n", ""),
            "4 [[clause]] 由规则检查的条款没有列出规则（rules）；列出规则，或改为 checked = \"person\"",
        ),
        (
            CLAUSE.replace("in-part", "person"),
            "9 \"deadline-stale\" 只能由人工判断的条款不应列出规则；\
             去掉 rules，或改为 checked = \"in-part\"",
        ),
        (
            CLAUSE.split("note =").next().unwrap().to_owned(),
            "4 [[clause]] 没有写明哪些内容留待人工判断（note）",
        ),
        (
            CLAUSE.replace("二十个工作日内答复。", " "),
            "4 [[clause]] 中文和英文都必须填写，zh 中应有汉字",
        ),
        (
            CLAUSE.repeat(2),
            "11 [[clause]] 这一条款已经列出；合并为一项，或者用 part 写明是条款的哪一部分",
        ),
    ];
    for (entries, expected) in table {
        assert_eq!(wrong(&entries), [expected]);
    }
}

#[test]
fn mistakes_in_rules_to_come_and_families_are_told() {
    let family = |code: &str| {
        format!("[[family]]\ncode = \"{code}\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\n")
    };
    let taken = "已有规则使用，或者已经列出；规则已经提供的，请删去这一项";
    let table = [
        (PLANNED.replace("X0009", "HG0401"), format!("5 \"HG0401\" HG0401 {taken}")),
        (
            PLANNED.replace("later", "sum-mismatch"),
            format!("6 \"sum-mismatch\" sum-mismatch {taken}"),
        ),
        (PLANNED.replace("X0009", "HG1001"), format!("5 \"HG1001\" HG1001 {taken}")),
        (
            PLANNED.replace("X0009", "X9"),
            "5 \"X9\" 代码应为一至两个大写字母加四位数字，如 HG0401".to_owned(),
        ),
        (
            PLANNED.replace("缺少数据。", ""),
            "5 \"X0009\" 中文和英文都必须填写，zh 中应有汉字".to_owned(),
        ),
        (family("HG04"), "5 \"HG04\" 类别 HG04 重复定义".to_owned()),
        (family("X0"), "5 \"X0\" 类别应为代码去掉末两位数字，如 HG04".to_owned()),
        (
            family("X00").replace("甲", ""),
            "5 \"X00\" 中文和英文都必须填写，zh 中应有汉字".to_owned(),
        ),
    ];
    for (entries, expected) in table {
        assert_eq!(wrong(&entries), [expected]);
    }
}

#[test]
fn a_mistake_is_shown_with_its_line() {
    let desk =
        Desk::new(&[("本地/pack.toml", &format!("{HEAD}{}", CLAUSE.replace("stale", "stal")))]);
    let run = desk.run(&["rules", "--clauses", "--pack", "本地"]).ends(2);
    let run = run.warns("本地/pack.toml:9:10").warns("rules = [\"deadline-stal\"]");
    run.warns("是否想写 deadline-stale？");
}

#[test]
fn clauses_are_listed_and_filtered() {
    let desk = Desk::new(&[("本地/pack.toml", &format!("{HEAD}{CLAUSE}"))]);
    let run = desk.run(&["rules", "--clauses"]).ends(0).says("[部分自动] 第五十条第（四）项");
    let run = run.says("各级人民政府另应报告的事项").says("规则：HG0210").says("[人工]");
    run.says("（国办公开办函〔2021〕30号）").says("部分自动 ");
    let run = desk.run(&["rules", "--clauses", "--lang", "en", "--width", "80"]).ends(0);
    assert!(run.out.lines().all(|it| hegui_width(it) <= 80), "{}", run.out);
    run.says("art. 50(4)").says("[a person]").says("automatic");
    let run = desk.run(&["rules", "--clauses", "--year", "2017"]).ends(0).says("第三十二条");
    run.keeps_from("第五十条").keeps_from("〔2021〕30号");
    desk.run(&["rules", "--clauses", "--era", "R19"])
        .says("〔2019〕60号")
        .keeps_from("〔2021〕30号");
    let run = desk.run(&["rules", "--clauses", "--pack", "本地"]).ends(0);
    run.says("第三十三条：二十个工作日内答复。").says("共 1 项").keeps_from("第五十条");
    let run = desk.run(&["rules", "--clauses", "--format", "json", "--pack", "本地"]).ends(0);
    let clause = &run.json()[0];
    assert_eq!(clause["name"]["zh"], "第三十三条");
    assert_eq!(clause["rules"][0]["code"], "HG0709");
    assert_eq!(clause["checked"], "in-part");
    desk.run(&["rules", "--clauses", "--fixable"]).ends(2);
}

/// Cells of a line, counted simply: Chinese takes two.
fn hegui_width(line: &str) -> usize {
    line.chars().map(|char| if u32::from(char) > 0x2E80 { 2 } else { 1 }).sum()
}

#[test]
fn rules_to_come_are_explained() {
    let desk = Desk::new(&[]);
    let run = desk.run(&["explain", "hg0807"]).ends(0).says("HG0807 url-dead  链接失效");
    run.says("尚未提供").says("须联网访问才能判断");
    desk.run(&["explain", "url-dead", "--lang", "en"]).ends(0).says("never uses");
    let run = desk.run(&["explain", "HG0807", "--format", "markdown"]).ends(0);
    run.says("# HG0807 链接失效 · ").says("](README.md)");
    desk.run(&["rules", "--format", "markdown"]).says("| HG0807 |");
    desk.run(&["rules", "--format", "markdown", "--fixable"]).keeps_from("HG0807");
}

#[test]
fn json_tells_years_and_basis() {
    let rules = Desk::new(&[]).run(&["rules", "--format", "json"]).json();
    let rule = |code: &str| {
        let found = rules.as_array().unwrap().iter().find(|it| it["code"] == code);
        found.unwrap().clone()
    };
    assert_eq!(rule("HG0515")["years"], serde_json::json!({ "from": 2019, "to": 2020 }));
    assert_eq!(rule("HG0401")["years"], serde_json::Value::Null);
    let basis = serde_json::json!([{ "authority": "regulation-2019", "article": "50(4)" }]);
    assert_eq!(rule("HG0210")["basis"], basis);
}

/// Markup in the words of a pack that is not ours stays words.
#[test]
fn hostile_packs_do_not_break_the_pages() {
    const BAD: &str = "x](http://evil.example) | <img src=x> `a` @all\\n# 假标题\\n\\n- 假项";
    let rule = format!(
        r#"code = "X0001"
id = "slogan"
since = "1.0.0"
status = "active"
severity = "warning"
title = {{ zh = "{BAD}", en = "{BAD}" }}
message = {{ zh = "{BAD}", en = "{BAD}" }}
help = {{ zh = "{BAD}", en = "{BAD}" }}
why = {{ zh = "{BAD}", en = "{BAD}" }}
guard = {{ zh = "{BAD}", en = "{BAD}" }}
[[cite]]
authority = "bad"
article = "{BAD}"
[check.phrase]
[[check.phrase.entry]]
find = "大干快上"
[[example]]
expect = "fail"
text = "⟦大干快上⟧\n```\n# 假标题\n````\n\u202E"
[[example]]
expect = "pass"
text = "实干"
"#
    );
    let pack = format!("{HEAD}{}", CLAUSE.replace("regulation-2019", "bad").replace("二十", BAD))
        .replace("deadline-stale", "slogan")
        .replace("zh = \"本地\"", &format!("zh = \"{BAD}\""));
    let acts = format!(
        "[[authority]]\nid = \"bad\"\nname = {{ zh = \"{BAD}\", en = \"{BAD}\" }}\n\
        number = \"{BAD}\"\nbinding = false\nstanding = \"read\"\n\
        note = {{ zh = \"{BAD}\", en = \"{BAD}\" }}\n"
    );
    let desk = Desk::new(&[
        ("本地/pack.toml", &pack),
        ("本地/slogan.toml", &rule),
        ("本地/authorities.toml", &acts),
    ]);
    for args in [&["explain", "X0001"][..], &["rules"], &["rules", "--clauses"]] {
        let args = [args, &["--format", "markdown", "--pack", "本地"]].concat();
        let page = desk.run(&args).ends(0).out;
        let outside = page.split("`````text").next().unwrap();
        assert!(outside.contains("evil"), "{args:?}");
        for markup in ["x](http", "<img", "@all", "\n# 假", "\n- 假", "\u{202E}"] {
            assert!(!outside.contains(markup), "{markup} in {page}");
        }
        // A bar in a word makes no cell: all rows of a table have as many as its head.
        let cells = |line: &str| line.replace("\\|", "").matches('|').count();
        for pair in outside.lines().collect::<Vec<_>>().windows(2) {
            if pair.iter().all(|it| it.starts_with('|')) {
                assert_eq!(cells(pair[0]), cells(pair[1]), "{pair:?}");
            }
        }
    }
    let page = desk.run(&["explain", "X0001", "--format", "markdown", "--pack", "本地"]).out;
    assert!(
        page.contains("`````text\n⟦大干快上⟧\n```\n# 假标题\n````\n‹U+202E›\n`````\n"),
        "{page}"
    );
}
