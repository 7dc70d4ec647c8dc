//! What the documents show is what the program prints. `HEGUI_BLESS=1 cargo test docs` writes
//! them anew.
#![allow(clippy::disallowed_methods, reason = "a test may be told to write the documents")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use hegui::render;
use hegui::rule::Packs;

/// The program's output in the repository's folder.
fn print(args: &[&str]) -> String {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("hegui"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).env_clear();
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// Compares a document with what it should hold, or writes it.
pub(crate) fn settle(name: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if env::var_os("HEGUI_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, wanted).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "{name} is out of date: run HEGUI_BLESS=1 cargo test docs");
}

/// The text with its first ```text block replaced.
fn with_sample(text: &str, sample: &str) -> String {
    let (head, rest) = text.split_once("```text\n").unwrap();
    let (_, tail) = rest.split_once("```\n").unwrap();
    format!("{head}```text\n{sample}```\n{tail}")
}

#[test]
fn docs_show_the_sample_as_it_is_printed() {
    for (name, lang) in [("README.md", "en"), ("README.zh-CN.md", "zh")] {
        let format = ["--format", "pretty", "--width", "96", "--lang", lang];
        let sample = print(&[&["check", "fixtures/zhangqi-2017/report.txt"], &format[..]].concat());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let wanted = with_sample(&fs::read_to_string(path).unwrap(), &sample);
        settle(name, &wanted);
    }
}

#[test]
fn docs_hold_the_schema_of_the_configuration() {
    settle("docs/hegui.schema.json", &print(&["config", "schema"]));
}

/// The reference of rule authors follows from the types that read their files.
#[test]
fn docs_tell_every_kind_and_every_entry_of_packs() {
    let head = "# 检查方式 · Kinds of check\n\n由程序的类型生成；`hegui pack kinds 名称` 显示同样的内容。\
        写法见 [CONTRIBUTING](../CONTRIBUTING.zh-CN.md)。\n\nGenerated from the program's types; \
        `hegui pack kinds NAME` shows the same. See [CONTRIBUTING](../CONTRIBUTING.md).\n\n";
    let kinds = print(&["pack", "kinds", "--format", "markdown"]);
    settle("docs/kinds.md", &format!("{head}{kinds}"));
    let head = "# 规则包的文件 · Files of a pack\n\n由程序的类型生成；各种检查方式的参数见 \
        [kinds.md](kinds.md)。\n\nGenerated from the program's types; the parameters of kinds are \
        in [kinds.md](kinds.md).\n\n";
    let files = ["pack", "rule", "authorities", "mutations"];
    let files = files.map(|it| print(&["pack", "schema", it, "--format", "markdown"]));
    settle("docs/pack-files.md", &format!("{head}{}", files.join("\n")));
}

/// What docs/rules should hold: a page a rule, the index, the clauses.
fn rule_docs() -> BTreeMap<String, String> {
    let packs = Packs::builtin().unwrap();
    let pages = packs.rules().into_iter();
    let mut docs: BTreeMap<String, String> = pages
        .map(|rule| (format!("{}.md", rule.code()), render::rule_page(rule, &packs)))
        .collect();
    docs.insert("README.md".to_owned(), print(&["rules", "--format", "markdown"]));
    docs.insert("coverage.md".to_owned(), print(&["rules", "--clauses", "--format", "markdown"]));
    docs
}

/// Every link that leads to another file, outside of examples.
fn links(page: &str) -> Vec<&str> {
    let mut fence: Option<&str> = None;
    let mut links = Vec::new();
    for line in page.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            Some(open) if line == open => fence = None,
            None if ticks >= 3 => fence = Some(&line[..ticks]),
            None => links.extend(line.split("](").skip(1).filter_map(|it| it.split(')').next())),
            Some(_) => {}
        }
    }
    links
}

#[test]
fn docs_hold_a_page_a_rule_and_no_other() {
    let docs = rule_docs();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if !docs.contains_key(name) && env::var_os("HEGUI_BLESS").is_some() {
            fs::remove_file(&path).unwrap();
        } else {
            assert!(docs.contains_key(name), "docs/rules/{name} is of no rule");
        }
    }
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (name, wanted) in &docs {
        settle(&format!("docs/rules/{name}"), wanted);
        assert!(!wanted.contains("\n\n\n") && wanted.ends_with('\n'), "{name}");
        for link in links(wanted) {
            let outside = link.strip_prefix("../").map(|it| it.split('#').next().unwrap_or(it));
            let is_there = outside.map_or(docs.contains_key(link), |it| above.join(it).is_file());
            assert!(is_there, "{name} links to {link}");
        }
        let way_back = name == "README.md" || wanted.contains("](README.md)");
        assert!(way_back, "{name} does not lead back to the index");
    }
}

#[test]
fn the_index_and_the_clauses_lead_to_the_pages() {
    let docs = rule_docs();
    let index = links(&docs["README.md"]);
    for name in docs.keys().filter(|it| *it != "README.md") {
        assert!(index.contains(&name.as_str()), "{name} is not in the index");
    }
    assert!(links(&docs["coverage.md"]).len() > 100);
}

#[test]
fn pages_are_what_explain_prints() {
    let docs = rule_docs();
    for lang in ["zh", "en"] {
        let page = print(&["explain", "hg0401", "--format", "markdown", "--lang", lang]);
        assert_eq!(page, docs["HG0401.md"]);
        let index = print(&["rules", "--format", "markdown", "--lang", lang]);
        assert_eq!(index, docs["README.md"]);
    }
}
