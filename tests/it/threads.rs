//! Many threads: the output is the same with any number of them, and runs end as they always did.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use crate::cli::{Desk, FLAWED, Run, sound};

/// Every format of `check`.
const FORMATS: [&str; 16] = [
    "pretty",
    "concise",
    "json",
    "msvc",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "azure",
    "junit",
    "checkstyle",
    "rdjson",
    "csv",
    "markdown",
    "html",
    "xlsx",
];

/// Reports of all formats, flawed and sound, short and long, and files that are none.
fn mixed() -> Desk {
    let desk = Desk::new(&[]);
    for index in 0..8 {
        let name = |kind: &str| format!("reports/{index:02}-{kind}");
        let year = |text: &str| text.replace("2012", &(2010 + index % 4).to_string());
        desk.put(&name("flawed.txt"), year(FLAWED));
        desk.put(&name("sound.md"), year(&sound()));
        // Some take far longer than those beside them.
        let filler = "全年开展政策宣传活动。涉及民计民生。\n".repeat(1 + 60 * (index % 3));
        desk.put(&name("long.txt"), FLAWED.replace("二、依", &format!("{filler}二、依")));
        let page = FLAWED.replace('\n', "</p>\n<p>");
        desk.put(&name("page.html"), format!("<html><body><p>{page}</p></body></html>"));
    }
    let (gb18030, ..) = encoding_rs::GB18030.encode(FLAWED);
    desk.put("reports/03-gb.txt", gb18030);
    desk.put("reports/04-empty.txt", "");
    desk.put("reports/05-binary.txt", [0, 159, 146, 150, 0, 1]);
    desk.put("reports/06-broken.txt", [FLAWED.as_bytes(), &[0xFF, 0xC3, 0x28]].concat());
    desk.put("reports/07-old.doc", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    desk.put("reports/08-note.txt", "今天下午两点开会，请带好材料。\n");
    desk.put("reports/09-torn.docx", "PK\u{3}\u{4}");
    let word = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/readers")).unwrap();
    let word = word.map(|entry| entry.unwrap().path());
    for path in word.filter(|path| path.extension().is_some_and(|it| it == "docx")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        desk.put(&format!("reports/{name}"), fs::read(&path).unwrap());
    }
    desk.put(
        "hegui.toml",
        "[[ignore]]\nrule = \"HG0908\"\npath = \"reports/0[0-4]-*\"\nreason = \"沿用原文\"\n\n\
         [[ignore]]\nrule = \"HG0201\"\npath = \"reports/00-flawed.txt\"\nquote = \"没有这些字\"\nreason = \"不再有\"\n",
    );
    let first = ["baseline", "create", "--baseline", "known.json", "reports/01-flawed.txt"];
    desk.run(&[&first[..], &["reports/02-long.txt", "reports/06-page.html"]].concat());
    // Of what is recorded one finding is gone.
    desk.put("reports/01-flawed.txt", FLAWED.replace("民计民生", "国计民生"));
    desk
}

/// What a run prints and says, with its code.
fn ran(desk: &Desk, args: &[&str]) -> (Vec<u8>, String, Option<i32>) {
    let output = desk.command(args).output().unwrap();
    (output.stdout, String::from_utf8(output.stderr).unwrap(), output.status.code())
}

#[test]
fn every_format_is_the_same_with_any_number_of_threads() {
    let desk = mixed();
    let formats = FORMATS.map(|name| format!("--format={name}=out/{name}"));
    fs::create_dir(desk.path("out")).unwrap();
    let all: Vec<&str> = formats.iter().map(String::as_str).collect();
    for paths in
        [&["reports", "missing.txt"][..], &["missing.txt", "reports/07-page.html", "reports"]]
    {
        let run = |threads| {
            let fixed = ["--baseline", "known.json", "--threads", threads];
            let ran = ran(&desk, &[paths, &fixed, &all].concat());
            let files = FORMATS.map(|name| (name, desk.bytes(&format!("out/{name}"))));
            (ran, files)
        };
        let one = run("1");
        let ((out, err, code), files) = &one;
        // All that depends on the order of inputs is there.
        assert_eq!((out.as_slice(), *code), (&[][..], Some(2)), "{err}");
        for words in ["missing.txt", "04-empty.txt", "05-binary.txt", "06-broken.txt", "07-old.doc"]
        {
            assert!(err.contains(words), "{words} not in {err}");
        }
        assert!(err.contains("hegui.toml"), "an ignore should go: {err}");
        assert!(files.iter().all(|(name, bytes)| bytes.len() > 200 || *name == "github"));
        for threads in ["2", "8"] {
            let other = run(threads);
            assert_eq!(one.0, other.0, "{threads} threads");
            for ((name, bytes), (_, others)) in files.iter().zip(&other.1) {
                assert!(bytes == others, "{name} differs with {threads} threads");
            }
        }
    }
}

#[test]
fn standard_output_facts_and_baselines_are_the_same_with_any_number_of_threads() {
    let desk = mixed();
    let table: [&[&str]; 5] = [
        &["check", "reports", "--statistics", "--verbose", "--lang", "en"],
        &["check", "reports", "--format", "json", "--baseline", "known.json"],
        &["facts", "reports", "missing.txt"],
        &["facts", "reports", "--format", "jsonl"],
        &["baseline", "create", "reports", "--baseline", "all.json"],
    ];
    for args in table {
        let run = |threads| {
            let ran = ran(&desk, &[args, &["--threads", threads]].concat());
            let made = desk.path("all.json");
            let made = made.exists().then(|| {
                let bytes = fs::read(&made).unwrap();
                fs::remove_file(made).unwrap();
                bytes
            });
            (ran, made)
        };
        let one = run("1");
        assert!(one.0.1.contains("04-empty.txt"), "{args:?}: {}", one.0.1);
        for threads in ["2", "8"] {
            assert!(one == run(threads), "{args:?} differs with {threads} threads");
        }
    }
}

#[test]
fn standard_input_is_read_once_and_in_its_turn() {
    let desk = mixed();
    let run = |threads| {
        let args = ["reports/00-flawed.txt", "-", "reports/01-sound.md", "--threads", threads];
        let named = ["--stdin-filename", "管道.txt", "--format", "jsonl"];
        desk.pipe(&[&args[..], &named].concat(), FLAWED.as_bytes()).ends(1)
    };
    let (one, eight) = (run("1"), run("8"));
    assert_eq!((one.out.as_str(), one.err.as_str()), (eight.out.as_str(), eight.err.as_str()));
    let paths = one.out.lines().filter_map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        line["path"].as_str().map(str::to_owned)
    });
    let expected = ["reports/00-flawed.txt", "管道.txt", "reports/01-sound.md"];
    assert_eq!(paths.collect::<Vec<_>>(), expected);
}

#[test]
fn a_number_of_threads_is_a_number_from_1_on() {
    let desk = Desk::new(&[("报告.txt", &sound())]);
    for command in ["check", "facts", "fix"] {
        desk.run(&[command, "报告.txt", "--threads", "1024"]).ends(0);
        let run = desk.run(&[command, "报告.txt", "--threads", "0"]).ends(2);
        run.warns("选项“--threads <N>”不能取“0”。应在 1 至 1024 之间。").says_nothing();
        desk.run(&[command, "报告.txt", "--threads", "many"]).ends(2).warns("应为整数。");
    }
    desk.run(&["--help"]).ends(0);
    desk.run(&["check", "--help"]).ends(0).says("--threads <N>").says("线程");
    desk.run(&["check", "--help", "--lang", "en"]).ends(0).says("one for each core");
}

#[test]
fn a_reader_that_leaves_ends_all_threads() {
    let desk = Desk::new(&[]);
    for index in 0..300 {
        desk.put(&format!("{index}.txt"), FLAWED);
    }
    for args in [&["check", "."][..], &["facts", "."]] {
        let mut command = desk.command(&[args, &["--format", "jsonl", "--threads", "8"]].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with('{'), "{line}");
        // What was not looked at does not count as checked.
        let run = Run::of(child.wait_with_output().unwrap()).ends(3);
        assert!(!run.err.contains("输出失败") && !run.err.contains("内部错误"), "{}", run.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_waits_for_the_end_leaves_no_file_behind() {
    let desk = Desk::new(&[]);
    for index in 0..40 {
        desk.put(&format!("reports/{index}.txt"), FLAWED.repeat(8));
    }
    fs::create_dir(desk.path("tmp")).unwrap();
    let mut command = desk.command(&["reports", "--format", "json", "--show-suppressed"]);
    command.env("TMPDIR", desk.path("tmp"));
    let run = Run::of(command.output().unwrap()).ends(1);
    assert_eq!(run.json()["files"].as_array().unwrap().len(), 40);
    assert!(desk.names("tmp").is_empty());
    // Without a folder for such files the output is the same.
    let mut command = desk.command(&["reports", "--format", "json", "--show-suppressed"]);
    command.env("TMPDIR", Path::new("/nowhere/at/all"));
    assert_eq!(Run::of(command.output().unwrap()).ends(1).out, run.out);
}
