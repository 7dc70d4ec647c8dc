//! Which files a run reads: those of folders, through links, and by whatever ways each once.

use crate::cli::{Desk, FLAWED, sound};

/// The files that a run reads, in order.
fn paths(desk: &Desk, args: &[&str]) -> Vec<String> {
    let report = desk.run(&[args, &["--format", "json"]].concat()).json();
    let files = report["files"].as_array().unwrap().iter();
    files.map(|file| file["path"].as_str().unwrap().to_owned()).collect()
}

#[cfg(unix)]
#[test]
fn links_are_followed_once() {
    let desk = Desk::new(&[("实/报告.txt", &sound()), ("库/说明.png", "")]);
    std::os::unix::fs::symlink(desk.path("实/报告.txt"), desk.path("库/链接.txt")).unwrap();
    std::os::unix::fs::symlink(desk.path("库"), desk.path("库/回环")).unwrap();
    desk.run(&["库"]).ends(0).warns("检查 1 份");
    std::os::unix::fs::symlink(desk.path("无"), desk.path("库/断.txt")).unwrap();
    let run = desk.run(&["库"]).ends(3).warns("库/断.txt：链接所指的文件不存在。请修复或删去");
    assert!(!run.err.contains("os error"), "{}", run.err);
    desk.run(&["库", "--exclude", "断.txt"]).ends(0);
    desk.put("hegui.toml", "[files]\nexclude = [\"断.txt\"]\n");
    desk.run(&["库"]).ends(0);
}

/// By whatever ways a file is reached it is one report, and nobody's second one (HG1108).
#[cfg(unix)]
#[test]
fn a_file_reached_by_several_ways_is_read_once() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new(&[("库/报告.txt", &sound()), ("另/报告.txt", FLAWED)]);
    symlink("报告.txt", desk.path("库/a.txt")).unwrap();
    symlink("../库", desk.path("另/库")).unwrap();
    let paths = |args: &[&str]| paths(&desk, args);
    assert_eq!(paths(&["库"]), ["库/报告.txt"], "the file and not the link beside it");
    assert_eq!(paths(&["库/a.txt"]), ["库/a.txt"]);
    assert_eq!(paths(&["./库/报告.txt", "库", "库/../库/报告.txt"]), ["./库/报告.txt"]);
    assert_eq!(paths(&["另"]), ["另/库/报告.txt", "另/报告.txt"]);
    assert_eq!(paths(&["库", "另"]), ["库/报告.txt", "另/报告.txt"]);
    assert_eq!(paths(&["无.txt", "库", "./无.txt"]), ["无.txt", "库/报告.txt"]);
}

#[test]
fn folders_are_walked_in_order_and_filtered() {
    let desk = Desk::new(&[("甲/b.txt", FLAWED), ("甲/a.md", FLAWED), ("甲/.c.txt", FLAWED)]);
    desk.put("甲/c.csv", FLAWED);
    desk.put("甲/~$d.docx", "x");
    let paths = |args: &[&str]| paths(&desk, args);
    assert_eq!(paths(&["甲"]), ["甲/a.md", "甲/b.txt"]);
    assert_eq!(paths(&["甲/b.txt", "甲", "甲/b.txt"]), ["甲/b.txt", "甲/a.md"]);
    assert_eq!(paths(&["甲", "--no-ignore"]), ["甲/.c.txt", "甲/a.md", "甲/b.txt"]);
    assert_eq!(paths(&["甲", "--exclude", "*.md"]), ["甲/b.txt"]);
    assert_eq!(paths(&["甲", "--include", "*.csv"]), ["甲/c.csv"]);
    desk.run(&["甲", "--include", "a{"]).ends(2).warns("文件名模式“a{”有误");
}
