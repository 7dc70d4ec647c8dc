//! Names and texts that steer terminals, CI runners and readers of logs, given to every command in
//! every place where a name can stand: nothing of it comes out as it went in.

use crate::cli::{Desk, FLAWED, Run};

/// A name with a title for a terminal, a direction mark, a command of a runner and a line end.
const NAME: &str = "::error::a\u{1B}]0;x\u{7}##[error]\u{202E}\n::warning::b.txt";
/// Words that do the same.
const WORDS: &str = "\u{1B}[2J\u{9B}31m\u{202E}##[error]x\n::error::y";

/// Nothing that went out steers.
#[track_caller]
fn harmless(run: &Run, what: &[&str]) {
    let own = what.contains(&"github") || what.iter().any(|it| it.starts_with("--format=azure"));
    for (name, text) in [("out", &run.out), ("err", &run.err)] {
        let raw = |char: char| {
            char != '\n' && char != '\r' && char.is_control() || "\u{202E}\u{2066}".contains(char)
        };
        assert!(!text.contains(raw), "{what:?} {name}: {text:?}");
        let formats = ["json", "jsonl", "sarif", "gitlab", "rdjson"];
        let is_data = what.iter().any(|it| formats.contains(it) || *it == "facts") && name == "out";
        for line in text.lines() {
            let line = line.trim_start();
            assert!(own || !line.starts_with("::"), "{what:?} {name}: {line}");
            assert!(is_data || own || !line.contains("##["), "{what:?} {name}: {line}");
        }
    }
}

#[cfg(unix)]
fn desk() -> Desk {
    let desk =
        Desk::new(&[(NAME, &FLAWED.replace("全年没有收到", &format!("{WORDS}全年没有收到")))]);
    desk.put("坏.txt", [0, 1, 2]);
    desk.put(&format!("{NAME}.docx"), b"PK\x03\x04");
    desk
}

#[cfg(unix)]
#[test]
fn no_name_or_text_steers_whatever_is_done_with_it() {
    let desk = desk();
    let docx = format!("{NAME}.docx");
    let missing = format!("无{NAME}");
    let commands: [&[&str]; 24] = [
        &["check", NAME, "--format", "pretty", "--verbose", "--width", "40"],
        &["check", "./"],
        &["check", "./", "--format", "pretty", "--verbose"],
        &["check", "./", "--statistics", "--lang", "en"],
        &["check", "./", "--format", "markdown"],
        &["check", "./", "--format", "html"],
        &["check", "./", "--format", "json"],
        &["check", "./", "--format", "github"],
        &["check", "./", "--format", WORDS],
        &["check", "./", "--select", WORDS],
        &["check", "./", "--pack", &missing],
        &["check", "./", "--config", &missing],
        &["check", "./", "--baseline", &missing],
        &["check", "./", "--include", WORDS],
        &["check", &docx],
        &["check", &missing],
        &["text", NAME],
        &["text", &missing],
        &["facts", NAME],
        &["explain", WORDS],
        &["rules", "--select", WORDS],
        &["pack", "lint", &missing],
        &["pack", WORDS],
        &["completions", WORDS],
    ];
    for args in commands {
        harmless(&desk.run(args), args);
    }
    let flag = format!("--{WORDS}");
    harmless(&desk.run(&["check", &flag]), &["check", "a flag"]);
    harmless(&desk.run(&["check", "--max-size", WORDS, "./"]), &["check", "a size"]);
    harmless(&desk.pipe(&["-", "--stdin-filename", NAME], FLAWED.as_bytes()), &["stdin"]);
}

#[cfg(unix)]
#[test]
fn no_configuration_or_pack_steers() {
    let desk = desk();
    let value =
        WORDS.replace('\u{1B}', "\\u001B").replace('\u{9B}', "\\u009B").replace('\n', "\\n");
    let texts = [
        format!("[rules]\n\"{value}\" = \"off\"\n"),
        format!("packs = [\"{value}\"]\n"),
        format!("[[ignore]]\nrule = \"HG0201\"\nreason = \"{value}\"\nquote = \"{value}\"\n"),
        format!("[org]\nkind = \"{value}\"\n"),
        format!("{WORDS} = 1\n"),
        format!("a = \"{WORDS}\n"),
    ];
    for text in &texts {
        desk.put("hegui.toml", text);
        for args in [&["check", "./", "--show-suppressed"][..], &["config", "./"]] {
            harmless(&desk.run(args), &[text]);
        }
    }
    std::fs::remove_file(desk.path("hegui.toml")).unwrap();
    for (index, text) in texts.iter().enumerate() {
        let folder = format!("包{index}");
        desk.put(&format!("{folder}/pack.toml"), text);
        desk.put(&format!("{folder}/{}.toml", "a\u{1B}]0;x"), text);
        for args in [&["pack", "lint", &folder][..], &["check", "坏.txt", "--pack", &folder]] {
            harmless(&desk.run(args), &[text]);
        }
    }
}
