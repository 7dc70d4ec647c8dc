//! Packs as their authors meet them: what CONTRIBUTING promises, the example, new packs.

use std::fs;
use std::path::Path;

use hegui::rule::{FileKind, Packs};

use crate::cli::Desk;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The TOML of a document, block by block.
fn blocks(document: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(document)).unwrap();
    let blocks = text.split("```toml\n").skip(1);
    blocks.map(|it| it.split("```").next().unwrap().to_owned()).collect()
}

/// The pack of the first chapter, written to a desk, and how many lines it has.
fn pack_of(document: &str) -> (Desk, usize) {
    let (desk, mut lines) = (Desk::new(&[]), 0);
    for block in blocks(document) {
        let Some((path, text)) = block.strip_prefix("# ").and_then(|it| it.split_once('\n')) else {
            continue;
        };
        desk.put(path, text);
        lines += text.lines().filter(|it| !it.trim().is_empty()).count();
    }
    (desk, lines)
}

/// A report in order for its year, with or without a section on social media.
fn report(year: i32, section: &str) -> String {
    let text = fs::read_to_string(root().join("fixtures/golden/2023/township.txt")).unwrap();
    assert_eq!(text.matches("　　二、").count(), 1);
    let text = text.replace("2024", "N+1").replace("2023", "N");
    let text = text.replace("N+1", &(year + 1).to_string()).replace('N', &year.to_string());
    text.replace("　　二、", &format!("{section}　　二、"))
}

const SECTION: &str = "　　（六）政务新媒体\n　　公众号发布信息12条。\n";

#[test]
fn the_pack_of_contributing_works_as_it_stands() {
    for document in ["CONTRIBUTING.md", "CONTRIBUTING.zh-CN.md"] {
        let (desk, lines) = pack_of(document);
        assert!((10..30).contains(&lines), "{document}: {lines}");
        desk.run(&["pack", "lint", "qinghe"]).ends(0).warns("无误");
        desk.run(&["pack", "test", "qinghe"]).ends(0);
        desk.put("旧.txt", report(2023, ""));
        desk.put("缺.txt", report(2024, ""));
        desk.put("全.txt", report(2024, SECTION));
        let run = desk.run(&["check", "--pack", "qinghe", "缺.txt"]).ends(1);
        run.says("error[QH0001] 报告没有设“政务新媒体”专节");
        desk.run(&["check", "--pack", "qinghe", "旧.txt"]).ends(0).keeps_from("QH0001");
        desk.run(&["check", "--pack", "qinghe", "全.txt"]).ends(0).keeps_from("QH0001");
        desk.run(&["explain", "media-section", "--pack", "qinghe"]).ends(0).says("《青禾县");
        desk.put("hegui.toml", "packs = [\"qinghe\"]\n");
        desk.run(&["缺.txt"]).ends(1).says("QH0001");
        desk.run(&["explain", "QH0001"]).ends(0).says("政务新媒体");
        desk.run(&["rules"]).ends(0).says("QH0001").says("HG0401");
    }
}

#[test]
fn the_changes_of_contributing_are_taken() {
    for document in ["CONTRIBUTING.md", "CONTRIBUTING.zh-CN.md"] {
        let (desk, _) = pack_of(document);
        let changes: Vec<String> =
            blocks(document).into_iter().filter(|it| it.starts_with("[[adjust]]")).collect();
        assert_eq!(changes.len(), 1);
        desk.put("qinghe/pack.toml", desk.text("qinghe/pack.toml") + &changes.concat());
        desk.run(&["pack", "lint", "qinghe"]).ends(0).warns("调整 2 项");
        let late = report(2024, SECTION) + "\n　　2025年2月25日\n";
        desk.put("迟.txt", late);
        let run = desk.run(&["check", "--pack", "qinghe", "迟.txt", "--format", "json"]);
        let run = run.ends(1).json();
        let findings = run["files"][0]["findings"].as_array().unwrap();
        let late = findings.iter().find(|it| it["code"] == "HG0308").unwrap();
        assert_eq!(late["severity"], "error");
        let acts = late["basis"].as_array().unwrap();
        assert!(acts.iter().any(|it| it["authority"] == "qinghe-notice"), "{acts:?}");
        // Without the pack the date is in time.
        desk.run(&["check", "迟.txt"]).ends(0).keeps_from("HG0308");
    }
}

#[test]
fn the_example_pack_is_in_order() {
    let desk = Desk::new(&[]);
    let pack = root().join("examples/lanchuan");
    let pack = pack.to_str().unwrap();
    desk.run(&["pack", "lint", pack]).ends(0).warns("规则 2 条，调整 3 项");
    desk.run(&["pack", "test", pack]).ends(0);
    desk.run(&["pack", "show", pack]).ends(0).says("HG0308").says("省公开办规定").says("LN0001");
    desk.put("缺.txt", report(2024, ""));
    desk.run(&["check", "--pack", pack, "缺.txt"]).ends(1).says("LN0001").says("LN0002");
}

#[test]
fn a_new_pack_runs_as_it_is_written() {
    let desk = Desk::new(&[]);
    desk.run(&["pack", "new", "规则"]).ends(0).warns("已写出 规则/pack.toml");
    desk.run(&["pack", "new", "规则", "--rule", "late", "--like", "HG0308"]).ends(0);
    desk.run(&["pack", "new", "规则", "--rule", "typo", "--like", "typo-known"]).ends(0);
    desk.run(&["pack", "lint", "规则"]).ends(0).warns("规则 3 条");
    desk.run(&["pack", "test", "规则"]).ends(0);
    let codes = ["required-section", "late", "typo"]
        .map(|it| desk.text(&format!("规则/{it}.toml")).lines().nth(1).unwrap().to_owned());
    assert_eq!(codes, ["code = \"LC0001\"", "code = \"LC0002\"", "code = \"LC0003\""]);
    // Files are written by the schemas beside them.
    for (name, kind) in [("rule", FileKind::Rule), ("pack", FileKind::Pack)] {
        let schema =
            serde_json::from_str(&desk.text(&format!("规则/.schema/{name}.json"))).unwrap();
        assert_eq!(&schema, kind.schema());
        let file = if name == "rule" { "late" } else { name };
        let text = desk.text(&format!("规则/{file}.toml"));
        assert!(text.starts_with(&format!("#:schema .schema/{name}.json\n")), "{text}");
        let value = serde_json::to_value(text.parse::<toml::Table>().unwrap()).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

#[test]
fn nothing_is_overwritten_by_a_new_pack() {
    let desk = Desk::new(&[("在/文.txt", "甲"), ("夹/pack.toml", "坏")]);
    desk.run(&["pack", "new", "在"]).ends(2).warns("在：文件已存在，未作改动");
    desk.run(&["pack", "new", "夹"]).ends(2).warns("文件已存在");
    desk.run(&["pack", "new", "夹", "--rule", "a"]).ends(2).warns("TOML 写法有误");
    desk.run(&["pack", "new", "common"]).ends(2).warns("已有名为 common 的规则包");
    assert!(!desk.path("common").exists());
    desk.run(&["pack", "new", "新", "--rule", "A b"]).ends(2).warns("“A b”不能作为规则名");
    desk.run(&["pack", "new", "新", "--rule", "a", "--like", "sum-mismach"])
        .ends(2)
        .warns("sum-mismatch");
    assert!(!desk.path("新").exists());
    desk.run(&["pack", "new", "新", "--rule", "a"]).ends(0);
    desk.run(&["pack", "new", "新", "--rule", "a"]).ends(2).warns("文件已存在");
}

#[test]
fn packs_are_listed_with_where_they_come_from() {
    let desk = Desk::new(&[]);
    desk.run(&["pack", "new", "lin"]).ends(0);
    desk.put("hegui.toml", "packs = [\"lin\"]\n");
    let list = desk.run(&["pack", "list"]).ends(0).says("common").says("内置").says("2024年度起");
    assert!(
        list.out.lines().any(|it| it.starts_with("lin ") && it.contains(" lin ")),
        "{}",
        list.out
    );
    let json = desk.run(&["pack", "list", "--format", "json"]).ends(0).json();
    assert_eq!(json[5]["id"], "lin");
    assert_eq!(json[5]["builtin"], false);
    assert_eq!(json[5]["report_years"]["from"], 2024);
    desk.run(&["pack", "list", "--format", "markdown", "--lang", "en"]).ends(0).says("| lin |");
    desk.run(&["pack", "show", "lin"]).ends(0).says("LI0001").says("本地补充规则");
    desk.run(&["pack", "show", "form-2012"]).ends(2).warns("form-20");
    desk.run(&["pack", "lint"]).ends(0).warns("lin：无误");
    desk.run(&["pack", "lint", "无"]).ends(2).warns("无");
    desk.run(&["pack"]).ends(2);
}

#[test]
fn kinds_and_schemas_are_told() {
    let desk = Desk::new(&[]);
    desk.run(&["pack", "kinds"]).ends(0).says("required-section").says("共 ").says(" 种");
    let run = desk.run(&["pack", "kinds", "required-section", "phrase"]).ends(0);
    run.says("[check.required-section]")
        .says("{section}")
        .says("[variant.empty]")
        .says("entry[].find");
    desk.run(&["pack", "kinds", "phrse"]).ends(2).warns("没有").warns("phrase");
    let json = desk.run(&["pack", "kinds", "sum", "--format", "json"]).ends(0).json();
    assert_eq!(json[0]["name"], "sum");
    assert_eq!(json[0]["rules"][0], "HG0401");
    for file in ["rule", "pack", "authorities", "mutations"] {
        let schema = desk.run(&["pack", "schema", file]).ends(0).json();
        assert_eq!(schema["additionalProperties"], false, "{file}");
        desk.run(&["pack", "schema", file, "--format", "markdown"]).ends(0).says("必填");
    }
}

/// A kind that no rule uses would be in nobody's examples.
#[test]
fn every_kind_has_a_rule() {
    let folder = root().join("examples/lanchuan");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let files = files.filter(|it| it.extension().is_some_and(|it| it == "toml"));
    let files: Vec<(String, String)> = files
        .map(|it| (it.to_str().unwrap().to_owned(), fs::read_to_string(&it).unwrap()))
        .collect();
    let sources: Vec<(&str, &str)> =
        files.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    let packs = Packs::builtin_and(&sources).unwrap();
    let used: Vec<String> = packs.rules().iter().map(|it| it.kind()).collect();
    let schema = FileKind::Rule.schema();
    let kinds = schema["properties"]["check"]["oneOf"].as_array().unwrap();
    assert!(kinds.len() > 70);
    for kind in kinds {
        let name = kind["required"][0].as_str().unwrap();
        assert!(used.iter().any(|it| it == name), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_pack_has_the_name_that_its_folder_is_given_by() {
    let desk = Desk::new(&[]);
    desk.run(&["pack", "new", "link"]).ends(0);
    fs::rename(desk.path("link"), desk.path("real")).unwrap();
    std::os::unix::fs::symlink("real", desk.path("link")).unwrap();
    for name in ["link", "link/", "./link/.", "link/../link"] {
        desk.run(&["pack", "lint", name]).ends(0).warns("link：无误，规则 1 条");
        desk.run(&["pack", "test", name]).ends(0).says("示例");
    }
    desk.run(&["pack", "lint", "real"]).ends(2).warns("real/pack.toml");
}

#[test]
fn lint_tells_of_files_that_are_not_read() {
    let pack = "id = \"空\"\nexample-year = 2024\ntitle = { zh = \"空\", en = \"empty\" }\n";
    let desk = Desk::new(&[("空/pack.toml", pack)]);
    let run = desk.run(&["pack", "lint", "空"]).ends(0).warns("空：无误，规则 0 条");
    run.warns("提示：空：没有规则，也没有调整").keeps_from("未读取");
    for name in ["a.toml.txt", "b.TOML", "下/c.toml", "mutations/d.txt", ".schema/e.json", "f.md"]
    {
        desk.put(&format!("空/{name}"), "x");
    }
    let run = desk.run(&["pack", "lint", "空"]).ends(0);
    run.warns("这些文件未读取：a.toml.txt、b.TOML、下/c.toml。规则文件须以 .toml 结尾");
}

#[test]
fn a_new_rule_has_a_name_and_code_of_its_own() {
    let desk = Desk::new(&[]);
    desk.run(&["pack", "new", "甲", "--like", "HG0308"]).ends(2).warns("--rule");
    desk.run(&["pack", "new", "甲", "--rule", "sum-mismatch"])
        .ends(2)
        .warns("已有名为 sum-mismatch 的规则。请用 --rule 另取名称");
    assert!(!desk.path("甲").exists());
    let run = desk.run(&["pack", "new", "甲 乙"]).ends(0).warns("pack lint \"甲 乙\"");
    assert_eq!(run.err.matches(".schema/").count(), 1, "{}", run.err);
    let run = desk.run(&["pack", "new", "甲 乙", "--rule", "b", "--like", "required-section"]);
    run.ends(0).keeps_from(".schema/");
    let text = desk.text("甲 乙/b.toml");
    assert_eq!(text.matches("#:schema").count(), 1, "{text}");
    // After the last code comes the first one that is free.
    desk.put("甲 乙/b.toml", text.replace("LC0002", "LC9999"));
    desk.run(&["pack", "new", "甲 乙", "--rule", "c"]).ends(0);
    assert!(desk.text("甲 乙/c.toml").contains("code = \"LC0002\""));
    desk.run(&["pack", "lint", "甲 乙"]).ends(0).warns("规则 3 条");
}

#[test]
fn a_pack_of_changes_alone_has_nothing_to_test() {
    let pack = "id = \"lin\"\nexample-year = 2024\ntitle = { zh = \"临\", en = \"lin\" }\n";
    let change = "[[adjust]]\nrule = \"url-host\"\nwhy = { zh = \"迁移。\", en = \"Moving.\" }\n\
        enabled = false\n";
    let desk = Desk::new(&[("lin/pack.toml", &format!("{pack}{change}"))]);
    desk.run(&["pack", "test", "lin"]).ends(0).says("没有示例可测试，调整 1 项。\n");
    let json = desk.run(&["pack", "test", "lin", "--format", "json"]).ends(0).json();
    assert_eq!(json["summary"]["examples"], 0);
    desk.run(&["pack", "test", "lin", "--rule", "url-host"]).ends(2).warns("没有可测试的内容");
    desk.put("lin/pack.toml", pack);
    desk.run(&["pack", "test", "lin"]).ends(2).warns("没有可测试的内容");
    desk.run(&["pack", "show", "lim"]).ends(2).warns("可用 hegui pack list 查看");
    desk.run(&["pack", "kinds", "phrse"]).ends(2).warns("可用 hegui pack kinds 查看");
}

#[test]
fn a_rule_is_explained_in_the_terminal_as_on_its_page() {
    let desk = Desk::new(&[]);
    let run = desk.run(&["explain", "HG0308"]).ends(0);
    run.says("报告年度：").says("状态：启用").says("判断条件：日期中的年、月、日").says("条款：");
    let packs = Packs::builtin().unwrap();
    let yields = packs.rules().into_iter().find(|it| !it.yields_to.is_empty()).unwrap();
    desk.run(&["explain", yields.id()]).ends(0).says("让位于：");
    let has = |test: fn(&hegui::rule::Example) -> bool| {
        packs.rules().into_iter().find(|it| it.examples().any(test)).unwrap().id()
    };
    desk.run(&["explain", has(|it| it.fixed.is_some())]).ends(0).says("  修改后：\n    ");
    desk.run(&["explain", has(|it| it.own_year)]).ends(0).says("，年度由文中读出：\n");
    let body = desk.run(&["explain", has(|it| it.body.is_some()), "--lang", "en"]).ends(0);
    body.says(", body ").says("report years: ").says("status: active");
}

#[test]
fn drafts_and_retired_rules_are_marked_in_the_list() {
    let desk = Desk::new(&[]);
    desk.run(&["pack", "new", "lin"]).ends(0);
    let text = desk.text("lin/required-section.toml");
    for (status, zh, en) in
        [("draft", "警告（草案）", "warning (draft)"), ("retired", "警告（停用）", "(retired)")]
    {
        let status = format!("status = \"{status}\"");
        desk.put("lin/required-section.toml", text.replace("status = \"active\"", &status));
        desk.run(&["rules", "--pack", "lin"]).ends(0).says(zh);
        desk.run(&["rules", "--pack", "lin", "--lang", "en"]).ends(0).says(en);
    }
}

#[test]
fn a_pack_is_shown_with_its_chapters_and_what_its_changes_set() {
    let pack = root().join("examples/lanchuan");
    let desk = Desk::new(&[]);
    desk.run(&["pack", "show", pack.to_str().unwrap()]).ends(0).says("参数改为 deadline = [");
    let packs = Packs::builtin().unwrap();
    let pack = packs.packs.iter().find(|it| !it.file.chapter.is_empty()).unwrap();
    let chapter = &pack.file.chapter[0];
    let (key, title) = (&chapter.key, &chapter.title);
    desk.run(&["pack", "show", pack.id()]).ends(0).says(&format!("章节：{key}  {title}\n"));
    let run = desk.run(&["pack", "show", pack.id(), "--format", "markdown"]).ends(0);
    run.says(&format!("- `{key}` {title}\n"));
    let json = desk.run(&["pack", "show", pack.id(), "--format", "json"]).ends(0).json();
    assert_eq!(json["chapters"][0]["key"], key.as_str());
    assert_eq!(json["chapters"][0]["title"], title.as_str());
}
