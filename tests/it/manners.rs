//! Manners: the gate is the same in every format, runs end as they are asked to, and nothing that
//! belongs on a terminal gets into a pipe.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use hegui::render::Style;

use crate::cli::{Desk, FLAWED, Run, sound};

#[test]
fn the_gate_is_the_same_in_every_format() {
    let desk = Desk::new(&[("报告.txt", FLAWED), ("好.txt", &sound())]);
    let table: [(&[&str], i32); 9] = [
        (&["报告.txt"], 1),
        (&["好.txt"], 0),
        (&["报告.txt", "--fail-on", "never"], 0),
        (&["报告.txt", "--ignore", "section-missing"], 0),
        (&["报告.txt", "--ignore", "section-missing", "--fail-on", "warning"], 1),
        (&["报告.txt", "--ignore", "section-missing", "--max-warnings", "0"], 1),
        (&["报告.txt", "--fail-on", "never", "--max-warnings", "1"], 0),
        // What is not shown counts all the same.
        (
            &[
                "报告.txt",
                "--ignore",
                "section-missing",
                "--min-severity",
                "error",
                "--max-warnings",
                "0",
            ],
            1,
        ),
        (&["报告.txt", "无.txt", "--fail-on", "never"], 2),
    ];
    for (name, _) in Style::ALL {
        for (args, code) in table {
            let into = format!("{name}=结果");
            desk.run(&[args, &["--format", &into]].concat()).ends(code);
            fs::remove_file(desk.path("结果")).unwrap();
        }
    }
}

#[test]
fn a_mistyped_path_is_guessed() {
    let desk = Desk::new(&[("年报 （2017）/掌起镇.txt", FLAWED)]);
    for wrong in ["年报(2017)/掌起镇.txt", "年报 （2017）/掌起镇.docx", "年报 （2017）/掌启镇.txt"]
    {
        desk.run(&[wrong]).ends(2).warns("文件不存在。是否指“年报 （2017）/掌起镇.txt”？");
    }
    desk.run(&["--lang", "en", "text", "年报 （2017）/掌起镇"])
        .ends(2)
        .warns("Did you mean `年报 （2017）/掌起镇.txt`?");
    desk.run(&["毫不相干.txt"]).ends(2).warns("请核对路径");
}

#[test]
fn nothing_of_a_terminal_gets_into_a_pipe() {
    let desk = Desk::new(&[]);
    for index in 0..60 {
        desk.put(&format!("{index}.txt"), FLAWED);
    }
    for format in ["pretty", "concise"] {
        let mut command = desk.command(&[".", "--format", format]);
        command.env("FORCE_HYPERLINK", "1").env("TERM", "xterm-kitty");
        let run = Run::of(command.output().unwrap()).ends(1).keeps_from("\u{1B}");
        run.keeps_from("\r");
    }
    desk.run(&["--no-progress", "."]).ends(1);
}

#[test]
fn completions_know_commands_flags_and_rules() {
    let desk = Desk::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = desk.run(&["completions", shell]).ends(0);
        let run = run.says("explain").says("max-warnings").says("HG0201").says("section-missing");
        // bash shows no words beside a completion.
        assert!(shell == "bash" || run.out.contains("缺少法定章节"), "{shell}");
        let run = desk.run(&["--lang", "en", "completions", shell]).ends(0);
        assert!(!run.out.contains("缺少法定章节"), "{shell}");
    }
    for (shell, count) in [("bash", 2), ("zsh", 2), ("fish", 2)] {
        let script = desk.run(&["completions", shell]).ends(0).out;
        assert!(script.matches("sarif").count() >= count, "{shell}");
    }
    desk.run(&["completions", "xyz"]).ends(2).warns("可取的值：bash");
    // A rule may be named in small letters, by its family or its pack; a script is no parser.
    desk.run(&["explain", "hg0201"]).ends(0);
}

#[cfg(unix)]
#[test]
fn bash_completes_a_rule() {
    let desk = Desk::new(&[]);
    desk.put("hegui.bash", desk.run(&["completions", "bash"]).out);
    let script = "source ./hegui.bash; COMP_WORDS=(hegui explain HG020); COMP_CWORD=2; \
        _hegui hegui HG020 explain; printf '%s\\n' \"${COMPREPLY[@]}\"";
    let output = Command::new("bash").args(["-c", script]).current_dir(desk.path("")).output();
    let run = Run::of(output.unwrap()).ends(0).says("HG0201\n").says("HG0202\n");
    run.keeps_from("HG0301");
}

#[test]
fn the_manual_has_every_command_and_flag() {
    let desk = Desk::new(&[]);
    for (lang, titles) in [("zh", ["名称", "退出码"]), ("en", ["NAME", "EXIT STATUS"])] {
        let page = desk.run(&["--lang", lang, "man"]).ends(0).out;
        let plain = page.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "");
        for title in titles {
            assert!(plain.lines().any(|it| it.trim_matches('"').starts_with(".SH")), "{title}");
            assert!(plain.contains(title), "{title}");
        }
        for command in ["check", "explain", "rules", "text", "facts", "init", "matcher", "man"] {
            let help = desk.run(&["--lang", lang, command, "--help"]).ends(0).out;
            assert!(plain.contains(&format!("hegui {command}")), "{command}");
            let flags = help.split_whitespace().filter(|word| word.starts_with("--"));
            for flag in flags.map(|it| it.trim_end_matches(|it: char| !it.is_ascii_alphanumeric()))
            {
                assert!(plain.contains(flag) || flag == "--help", "{lang} {command} {flag}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn readers_may_leave_every_command_early() {
    let desk = Desk::new(&[("长.txt", &FLAWED.repeat(300)), ("报告.txt", FLAWED)]);
    let program = assert_cmd::cargo::cargo_bin!("hegui");
    let rules = desk.run(&["rules", "--format", "json"]).json();
    let codes: Vec<&str> =
        rules.as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
    let explain = format!("explain {}", codes.join(" "));
    let commands = [
        ("rules --format json", 0),
        (&*explain, 0),
        ("completions zsh", 0),
        ("man", 0),
        ("matcher vscode", 0),
        ("text 长.txt", 0),
        ("facts 长.txt", 0),
        ("check --help", 0),
        ("报告.txt --format json", 1),
        ("报告.txt --format pretty -v", 1),
    ];
    for (words, code) in commands {
        let program = program.display();
        let script = format!("{program} {words} 2>err | head -c 1 >out; exit ${{PIPESTATUS[0]}}");
        let output = Command::new("bash").args(["-c", &script]).current_dir(desk.path("")).output();
        let run = Run::of(output.unwrap()).ends(code);
        assert_eq!(run.err, "");
        let told = fs::read_to_string(desk.path("err")).unwrap();
        assert!(!told.contains("输出失败") && !told.contains("panic"), "{words}: {told}");
    }
}

/// Waits for what another process does.
fn until(what: &str, mut done: impl FnMut() -> bool) {
    for _ in 0..600 {
        if done() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("waited in vain: {what}");
}

/// Names in a folder that are not those of reports.
fn leftovers(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name());
    let names = names.map(|it| it.into_string().unwrap());
    names.filter(|it| Path::new(it).extension() != Some("txt".as_ref())).collect()
}

#[cfg(unix)]
fn signal(name: &str, child: &std::process::Child) {
    let id = child.id().to_string();
    assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_with_130_and_leaves_nothing() {
    for name in ["-INT", "-TERM"] {
        let desk = Desk::new(&[]);
        for index in 0..1500 {
            desk.put(&format!("{index}.txt"), FLAWED);
        }
        let mut command = desk.command(&[".", "--format", "json=out.json", "--format", "concise"]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        until("the draft", || !leftovers(&desk.path("")).is_empty());
        signal(name, &child);
        let run = Run::of(child.wait_with_output().unwrap()).ends(130).warns("已中断");
        assert_eq!(leftovers(&desk.path("")), [] as [&str; 0], "{}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn who_types_a_report_may_think_better_of_it() {
    for args in [&["-", "--format", "json=out.json"][..], &["facts", "-"], &["--files-from", "-"]] {
        let desk = Desk::new(&[]);
        let mut command = desk.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let typing = child.stdin.take();
        // Long enough for the program to wait for its input.
        std::thread::sleep(std::time::Duration::from_secs(1));
        signal("-INT", &child);
        let run = Run::of(child.wait_with_output().unwrap()).ends(130);
        assert_eq!(run.err, "错误：已中断，检查未完成。请重新运行。\n");
        assert_eq!(leftovers(&desk.path("")), [] as [&str; 0]);
        drop(typing);
    }
}

/// A run of `--watch` whose output is read line by line.
struct Watching {
    child: std::process::Child,
    lines: std::sync::mpsc::Receiver<String>,
}

impl Watching {
    fn start(desk: &Desk, args: &[&str]) -> Self {
        let mut command = desk.command(&[&["check", "--watch"], args].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (sender, lines) = std::sync::mpsc::channel();
        let out = std::io::BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in std::io::BufRead::lines(out) {
                let Ok(()) = sender.send(line.unwrap()) else { return };
            }
        });
        Self { child, lines }
    }

    /// The findings of the next check.
    fn round(&self) -> Vec<String> {
        let wait = std::time::Duration::from_secs(30);
        let next = || self.lines.recv_timeout(wait).unwrap();
        assert_eq!(next(), "[hegui] 检查开始 / check started");
        let lines = std::iter::from_fn(|| {
            Some(next()).filter(|line| line != "[hegui] 检查完毕 / check finished")
        });
        lines.collect()
    }

    /// Demands that no check follows by itself.
    fn rests(&self) {
        let wait = std::time::Duration::from_secs(3);
        assert!(self.lines.recv_timeout(wait).is_err());
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_watched_report_is_checked_again_when_it_is_saved() {
    let desk = Desk::new(&[("甲/报告.txt", FLAWED)]);
    let watching = Watching::start(&desk, &["甲/报告.txt", "--format", "concise"]);
    assert_eq!(watching.round().len(), 2);
    desk.put("甲/报告.txt", FLAWED.replace("民计民生", "国计民生"));
    assert_eq!(watching.round().len(), 1);
    // Editors put a new file in place of the old one.
    desk.put("甲/报告.txt~", FLAWED);
    fs::rename(desk.path("甲/报告.txt~"), desk.path("甲/报告.txt")).unwrap();
    assert_eq!(watching.round().len(), 2);
    desk.put("甲/别的.txt", FLAWED);
    watching.rests();
}

#[test]
fn what_a_program_reads_of_a_watched_report_holds_nothing_else() {
    use std::io::BufRead;
    let mark = "[hegui] 检查开始 / check started";
    for (config, args) in [("", &["--format", "jsonl"][..]), ("[output]\nformat = \"json\"\n", &[])]
    {
        let desk = Desk::new(&[("甲/报告.txt", FLAWED), ("hegui.toml", config)]);
        let mut command = desk.command(&[&["check", "--watch", "甲"], args].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut told = std::io::BufReader::new(child.stderr.take().unwrap()).lines();
        assert_eq!(told.next().unwrap().unwrap(), mark);
        let ends = "[hegui] 检查完毕 / check finished";
        assert!(told.any(|it| it.unwrap() == ends));
        child.kill().unwrap();
        let out = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        assert!(out.starts_with('{') && !out.contains("[hegui]"), "{out}");
    }
}

#[test]
fn a_watched_folder_is_checked_again_when_files_come_and_go() {
    let desk = Desk::new(&[("甲/报告.txt", FLAWED)]);
    let watching =
        Watching::start(&desk, &["甲", "--format", "concise", "--format", "json=甲/结果.json"]);
    assert_eq!(watching.round().len(), 2);
    desk.put("甲/新/报告.txt", FLAWED);
    assert_eq!(watching.round().len(), 4);
    fs::remove_file(desk.path("甲/报告.txt")).unwrap();
    assert_eq!(watching.round().len(), 2);
    // The results that were written there are no change.
    assert!(desk.path("甲/结果.json").exists());
    watching.rests();
    desk.put("甲/hegui.toml", "");
    assert_eq!(watching.round().len(), 2);
}

#[test]
fn watching_needs_something_that_can_change() {
    let desk = Desk::new(&[]);
    desk.pipe(&["--watch", "-"], b"").ends(2).warns("--watch 不能用于标准输入");
    desk.run(&["--watch", "无.txt"]).ends(2).warns("文件不存在");
}

#[cfg(unix)]
#[test]
fn watching_ends_when_it_is_asked_to() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let mut watching = Watching::start(&desk, &["报告.txt", "--format", "concise"]);
    watching.round();
    signal("-INT", &watching.child);
    assert_eq!(watching.child.wait().unwrap().code(), Some(130));
}
