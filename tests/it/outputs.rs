//! Where results go: never over what a run reads, never two to one place, and not back into a check.

use std::fs;

use crate::cli::{Desk, FLAWED};

const REFUSED: &str = "本次检查要读取此文件，不能写入结果";

#[test]
fn nothing_that_a_run_reads_is_written_over() {
    let desk = Desk::new(&[("报告.txt", FLAWED), ("hegui.toml", ""), ("清单.txt", "报告.txt\n")]);
    fs::hard_link(desk.path("报告.txt"), desk.path("别名.txt")).unwrap();
    desk.run(&["baseline", "create", "报告.txt", "--baseline", "基线.json"]).ends(0);
    for target in ["报告.txt", "./报告.txt", "别名.txt", "hegui.toml", "清单.txt", "基线.json"]
    {
        let format = format!("html={target}");
        let before = fs::read(desk.path(target)).unwrap();
        let args = ["--files-from", "清单.txt", "--baseline", "基线.json"];
        desk.run(&[&["check", "--format", &format][..], &args].concat()).ends(2).warns(REFUSED);
        desk.run(&[&["fix", "--output", target][..], &args].concat()).ends(2).warns(REFUSED);
        assert_eq!(fs::read(desk.path(target)).unwrap(), before, "{target}");
    }
}

#[test]
fn two_results_do_not_share_a_file() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let both = ["--format", "json=果", "--format", "sarif=./果"];
    desk.run(&[&["报告.txt"], &both[..]].concat()).ends(2).warns("两种格式不能输出到同一处");
    desk.run(&["fix", "报告.txt", "--output", "./改.txt", "--format", "json=改.txt"]).ends(2);
    assert!(!desk.path("果").exists() && !desk.path("改.txt").exists());
}

#[test]
fn results_in_a_folder_are_no_reports_of_the_next_run() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let args = [".", "--format", "concise", "--format", "html=结果.html"];
    for _ in 0..2 {
        desk.run(&args).ends(1).warns("检查 1 份");
    }
}

#[test]
fn results_of_an_earlier_run_are_passed_over_and_told() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.put(
        "页.html",
        format!("<!DOCTYPE html>\n<html><head><title>报</title></head><pre>{FLAWED}"),
    );
    for lang in ["zh", "en"] {
        for (format, file) in [("html", "结果.html"), ("markdown", "旧/结果.md")] {
            desk.put(file, "");
            let result = format!("{format}={file}");
            desk.run(&["--lang", lang, "报告.txt", "--format", &result]).ends(1);
            for args in
                [&[".", "--format", "concise"][..], &["--format", "concise", "--include", "*.*"]]
            {
                let run = desk.run(args).ends(1).warns("检查 2 份");
                run.warns(&format!("提示：{file}：是以前检查输出的结果，不是年度报告，未作检查"));
            }
            desk.run(&["fix", "--diff"]).warns("未作检查").keeps_from("+++ b/结果");
            fs::remove_file(desk.path(file)).unwrap();
        }
    }
    desk.run(&["报告.txt", "--format", "markdown=甲.md", "--format", "html=乙.html"]).ends(1);
    desk.run(&["--lang", "en"]).warns("note: 乙.html and 1 more: output of an earlier run");
    // Where nothing else is there, nothing was checked.
    desk.put("旧/结果.md", desk.text("甲.md"));
    desk.run(&["check", "旧"]).ends(2);
    // A report is not known by what it says or is called.
    let head = desk.text("甲.md").lines().next().unwrap().to_owned();
    let desk = Desk::new(&[("检查结果.md", &format!("{FLAWED}\n\n{head}\n## 附\n"))]);
    desk.run(&["."]).ends(1).warns("检查 1 份").keeps_from("未作检查");
}

#[test]
fn a_file_that_cannot_be_written_is_named_with_a_remedy() {
    let desk = Desk::new(&[("报告.txt", FLAWED), ("夹/x", "")]);
    let table = [
        ("html=无/x.html", "无/x.html：未能写入，所在文件夹不存在"),
        ("html=夹", "夹：未能写入，这是文件夹"),
    ];
    for (format, words) in table {
        desk.run(&["报告.txt", "--format", format]).ends(2).warns(words);
    }
}

#[test]
fn a_format_of_the_configuration_leaves_room_for_a_patch() {
    let desk = Desk::new(&[
        ("报告.txt", &FLAWED.replace("12条", "１２条")),
        ("hegui.toml", "[output]\nformat = \"json\"\n"),
    ]);
    desk.run(&["fix", "--diff", "报告.txt"]).ends(1).says("+全年主动公开信息12条");
}

#[test]
fn lists_of_files_speak_only_of_what_lies_below_their_configuration() {
    let config = "[files]\nexclude = [\"报告*\"]\n";
    let desk = Desk::new(&[
        ("甲/无误.txt", &crate::cli::sound()),
        ("甲/hegui.toml", config),
        ("乙/报告.txt", FLAWED),
    ]);
    desk.run(&["甲", "乙"]).ends(1).warns("检查 2 份");
}

#[cfg(unix)]
#[test]
fn a_run_ends_when_nobody_reads_on() {
    use std::process::Stdio;
    let desk = Desk::new(&[]);
    for index in 0..60 {
        desk.put(&format!("{index:02}.txt"), FLAWED);
    }
    let mut child =
        desk.command(&[".", "--format", "pretty", "-v"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(3));
}
