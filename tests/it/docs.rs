//! What the documents show is what the program prints. `HEGUI_BLESS=1 cargo test docs` writes
//! them anew.
#![allow(clippy::disallowed_methods, reason = "a test may be told to write the documents")]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// The program's output in the repository's folder.
fn print(args: &[&str]) -> String {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("hegui"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).env_clear();
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

/// Compares a document with what it should hold, or writes it.
fn settle(name: &str, wanted: &str) {
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

#[test]
fn docs_list_every_rule() {
    let list = print(&["rules", "--format", "markdown", "--lang", "zh"]);
    let head = "# 规则 · Rules\n\n由规则文件生成。`hegui explain 代码` 显示依据、缘由和示例。\n\
        Generated from the rule files; `hegui explain CODE` tells basis, reason and examples.\n\n";
    settle("docs/rules/README.md", &format!("{head}{list}"));
}
