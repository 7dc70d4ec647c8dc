//! The program as users meet it: arguments, output, exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A report of one chapter short of the law's, with a misspelling.
pub(crate) const FLAWED: &str = "青禾镇人民政府2012年政府信息公开工作年度报告\n\
    一、主动公开政府信息的情况\n\
    全年主动公开信息12条，涉及民计民生。\n\
    二、依申请公开和收费情况\n\
    全年没有收到申请，没有收费。\n\
    三、工作中的不足和下步打算\n\
    更新还不够及时，今后将专人负责。\n\
    数据的统计期限自2012年1月1日起至2012年12月31日止。\n\
    青禾镇人民政府\n\
    2013年1月20日\n";

pub(crate) fn sound() -> String {
    FLAWED
        .replace("民计民生", "国计民生")
        .replace("三、工作", "三、行政复议、诉讼情况\n全年没有发生。\n四、工作")
}

/// A folder for one test, in which the program runs.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            desk.put(name, text);
        }
        desk
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    /// What a folder holds, in order.
    pub(crate) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("hegui"));
        command.current_dir(self.0.path()).args(args).env_clear();
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().unwrap())
    }

    /// What a run writes to standard output, text or not.
    pub(crate) fn printed(&self, args: &[&str]) -> Vec<u8> {
        self.command(args).output().unwrap().stdout
    }

    pub(crate) fn pipe(&self, args: &[&str], input: &[u8]) -> Run {
        Run::of(self.pass(args, input))
    }

    /// A run with `input`, whose output may be no text.
    pub(crate) fn pass(&self, args: &[&str], input: &[u8]) -> Output {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
        child.wait_with_output().unwrap()
    }
}

/// What came of a run.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.out.contains(words), "{words} not in out: {}\nerr: {}", self.out, self.err);
        self
    }

    #[track_caller]
    pub(crate) fn warns(self, words: &str) -> Self {
        assert!(self.err.contains(words), "{words} not in err: {}\nout: {}", self.err, self.out);
        self
    }

    #[track_caller]
    pub(crate) fn keeps_from(self, words: &str) -> Self {
        let all = format!("{}{}", self.out, self.err);
        assert!(!all.contains(words), "{words} in: {all}");
        self
    }

    #[track_caller]
    pub(crate) fn says_nothing(self) {
        assert_eq!(self.out, "", "err: {}", self.err);
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

#[test]
fn a_sound_report_ends_with_0() {
    let desk = Desk::new(&[("报告.txt", &sound())]);
    for args in
        [&["报告.txt"][..], &["check", "报告.txt"], &[], &["."], &["--lang", "zh", "报告.txt"]]
    {
        desk.run(args).ends(0).warns("未发现问题 · 检查 1 份（2012年度） · 规则 ");
    }
}

#[test]
fn errors_end_with_1_and_findings_go_to_standard_output() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let run = desk.run(&["报告.txt"]).ends(1);
    let run = run.says("报告.txt:1:1: error[HG0201] 缺少“");
    run.says("报告.txt:3:15: warning[HG0908] ").warns("1 处错误、1 处警告");
}

#[test]
fn statistics_count_findings_and_reports_by_rule() {
    let twice = FLAWED.replace("专人负责", "专人负责民计民生");
    let desk = Desk::new(&[("甲.txt", FLAWED), ("乙.txt", &twice)]);
    let run = desk.run(&[".", "--statistics", "--select", "HG0201,HG0908"]).ends(1);
    run.warns("     2 处      2 份  HG0201  ").warns("     2 处      2 份  HG0908  ");
}

#[test]
fn the_gate_is_set_by_flags() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let table: [(&[&str], i32); 7] = [
        (&["--ignore", "section-missing"], 0),
        (&["--ignore", "section-missing", "--fail-on", "warning"], 1),
        (&["--ignore", "section-missing", "--max-warnings", "0"], 1),
        (&["--ignore", "section-missing", "--max-warnings", "1"], 0),
        (&["--fail-on", "never"], 0),
        (&["--ignore", "HG02,HG09", "--fail-on", "info"], 0),
        (&["--select", "typo-known", "--fail-on", "info"], 1),
    ];
    for (args, code) in table {
        desk.run(&[&["报告.txt"], args].concat()).ends(code);
    }
}

#[test]
fn rules_are_chosen_by_code_id_family_or_pack() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    for name in ["HG0908", "typo-known", "HG09"] {
        desk.run(&["报告.txt", "--select", name]).says("HG0908").keeps_from("HG0201");
        desk.run(&["报告.txt", "--ignore", name]).says("HG0201").keeps_from("HG0908");
    }
    let run = desk.run(&["报告.txt", "--select", "HG0909x"]).ends(2);
    run.warns("没有名为“HG0909x”的规则");
    desk.run(&["报告.txt", "--ignore", "typo-knwon"]).ends(2).warns("是否指 typo-known？");
}

#[test]
fn what_is_below_the_least_severity_is_counted() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let run = desk.run(&["报告.txt", "--min-severity", "error"]).keeps_from("HG0908");
    run.warns("1 处错误（另有 1 处警告未显示）");
    let all = desk.run(&["报告.txt", "--format", "json"]).json();
    assert_eq!(all["files"][0]["findings"].as_array().unwrap().len(), 2);
    let some = desk.run(&["报告.txt", "--format", "json", "--min-severity", "error"]).json();
    assert_eq!(some["files"][0]["findings"].as_array().unwrap().len(), 1);
    assert_eq!(some["summary"]["warnings"], 1);
}

#[test]
fn paths_that_lead_nowhere_end_with_2() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let run = desk.run(&["报告.txt", "无 此.txt"]).ends(2).says("HG0201");
    run.warns("错误：无 此.txt：文件不存在。请核对路径");
    desk.run(&[""]).ends(2);
}

#[test]
fn nothing_to_check_ends_with_2() {
    let desk = Desk::new(&[("空/图.png", "")]);
    desk.run(&["空"]).ends(2).warns("没有可检查的文件");
    desk.run(&["空", "--allow-empty"]).ends(0).warns("未作检查");
    desk.run(&["facts", "空"]).ends(2);
}

#[test]
fn a_folder_with_nothing_to_check_is_named_beside_others() {
    let desk = Desk::new(&[("空/图.png", ""), ("报告.txt", &sound()), ("稿/初稿.txt", FLAWED)]);
    let run = desk.run(&["报告.txt", "空"]).ends(2).warns("空：文件夹中没有可检查的文件");
    run.warns("检查 1 份");
    desk.run(&["报告.txt", "空", "--allow-empty"]).ends(0);
    desk.run(&["空", "空"]).ends(2).warns("没有可检查的文件");
    let left_out = "提示：稿：其中的文件均已排除，未作检查";
    desk.run(&["报告.txt", "稿", "--exclude", "初*"]).ends(0).warns(left_out);
    desk.put("hegui.toml", "[files]\nexclude = [\"稿/**\"]\n");
    desk.run(&["报告.txt", "稿"]).ends(0).warns(left_out);
    desk.run(&["报告.txt", "稿", "空"]).ends(2).warns("空：文件夹中没有可检查的文件");
    desk.run(&["稿"]).ends(2).warns("没有可检查的文件");
}

#[test]
fn what_cannot_be_read_ends_with_3_and_the_rest_is_checked() {
    let desk = Desk::new(&[("b/报告.txt", FLAWED)]);
    desk.put("b/年报.docx", b"PK\x03\x04 word/document.xml");
    desk.put("b/旧.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    desk.put("b/坏.txt", b"\xE5\xB9\xB4\xE6\x8A\xA5\xFF\xFE\xFF".repeat(9));
    let run = desk.run(&["b"]).ends(3).says("HG0201");
    let run = run.warns("错误：b/年报.docx：Word 文档已损坏或不完整。请在 Word");
    run.warns("b/旧.doc").warns("b/坏.txt").warns("检查 1 份（2012年度），3 份未能检查");
    let report = desk.run(&["b", "--format", "json"]).ends(3).json();
    let status = |index: usize| report["files"][index]["status"].as_str().unwrap();
    assert_eq!(report["summary"]["unread"], 3);
    assert_eq!([status(0), status(1), status(2)], ["undecodable", "unreadable", "checked"]);
}

#[test]
fn a_report_year_without_rules_ends_with_3() {
    let text = sound().replace("2012", "1999").replace("2013", "2000");
    let desk = Desk::new(&[("报告.txt", &text)]);
    let words = "年度报告为1999年度，本版本尚无适用该年度的规则包，仅检查了通用规则";
    desk.run(&["报告.txt"]).ends(3).warns(words);
    desk.run(&["报告.txt", "-q", "--format", "json"]).ends(3).warns(words);
    desk.run(&["报告.txt", "--year", "2012", "--select", "HG02"]).ends(0);
    let run = desk.run(&["报告.txt", "--select", "denial-not-reported"]).ends(2);
    run.warns("未作任何检查");
}

#[test]
fn what_is_no_report_ends_with_3_whichever_rules_run() {
    let desk = Desk::new(&[
        ("通知.txt", "关于召开会议的通知\n请各科室准时参加。\n"),
        ("报告.txt", &sound()),
    ]);
    let report = desk.run(&[".", "--format", "json"]).ends(3).json();
    assert_eq!(report["files"][1]["status"], "unrecognised");
    assert_eq!(report["files"][1]["findings"][0]["code"], "HG0001");
    desk.run(&["通知.txt", "--select", "typo-known"])
        .ends(3)
        .warns("通知.txt：未识别为政府信息公开工作年度报告");
    desk.run(&["通知.txt", "--ignore", "HG0001", "--year", "2012", "--select", "HG09"]).ends(0);
}

#[test]
fn a_report_of_an_unknown_year_never_passes() {
    let text = sound()
        .replace("2012年", "")
        .replace("自1月1日起至12月31日止", "为全年")
        .replace("2013年1月20日", "");
    let desk = Desk::new(&[("报告.txt", &text)]);
    desk.run(&["报告.txt"]).ends(1).says("HG0002");
    let run = desk.run(&["报告.txt", "--select", "HG09"]).ends(3);
    run.warns("未能确定报告年度，仅检查了通用规则。请用 --year 指定年度");
}

#[test]
fn paths_may_come_from_a_list() {
    let desk = Desk::new(&[("报告 1.txt", FLAWED), ("清单", "\u{FEFF}报告 1.txt\n\n无.txt\r\n")]);
    desk.run(&["--files-from", "清单"]).ends(2).says("报告 1.txt:1:1").warns("无.txt：文件不存在");
    desk.pipe(&["--files-from", "-"], "报告 1.txt\n".as_bytes()).ends(1);
    desk.pipe(&["-", "--files-from", "-"], b"").ends(2).warns("标准输入");
    desk.run(&["--files-from", "没有"]).ends(2).warns("没有：文件清单无法读取");
    desk.pipe(&["--files-from", "-"], b"").ends(2).warns("没有可检查的文件");
}

#[test]
fn standard_input_is_a_report() {
    let desk = Desk::new(&[]);
    desk.pipe(&["-"], FLAWED.as_bytes()).ends(1).says("-:1:1: error[HG0201]");
    let args = ["-", "--stdin-filename", "报告.md", "--format", "json"];
    let report = desk.pipe(&args, FLAWED.as_bytes()).json();
    assert_eq!(report["files"][0]["path"], "报告.md");
    assert_eq!(report["files"][0]["format"], "md");
    desk.pipe(&["-"], b"").ends(3).warns("文件没有内容");
}

#[test]
fn encodings_and_sizes_are_minded() {
    let desk = Desk::new(&[]);
    let (bytes, ..) = encoding_rs::GB18030.encode(FLAWED);
    desk.put("国标.txt", &bytes);
    desk.run(&["国标.txt"]).ends(1).says("HG0201");
    desk.run(&["国标.txt", "--encoding", "gbk"]).ends(1);
    desk.run(&["国标.txt", "--encoding", "utf-8"]).ends(3);
    desk.run(&["国标.txt", "--max-size", "100"]).ends(3).warns("文件过大");
    desk.run(&["国标.txt", "--max-size", "0"]).ends(2).warns("应写作 500KiB、32MiB 之类的大小");
}

#[test]
fn several_formats_at_once_go_to_their_files() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let args =
        ["报告.txt", "--format", "concise", "--format", "json=出 .json", "--format", "pretty=p"];
    desk.run(&args).ends(1).says("报告.txt:1:1: error");
    let written = fs::read_to_string(desk.path("出 .json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!(json["summary"]["errors"], 1);
    assert!(fs::read_to_string(desk.path("p")).unwrap().contains("错误[HG0201]"));
    desk.run(&["报告.txt", "--format", "json", "--format", "pretty"]).ends(2).warns("同一处");
    desk.run(&["报告.txt", "--format", "json=无/a.json"]).ends(2).warns("所在文件夹不存在");
    desk.run(&["报告.txt", "--format", "json=./报告.txt"]).ends(2).warns("要读取此文件");
    assert_eq!(fs::read_to_string(desk.path("报告.txt")).unwrap(), FLAWED);
}

#[test]
fn a_dash_is_standard_output() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let report = desk.run(&["报告.txt", "--format", "json=-"]).ends(1).json();
    assert_eq!(report["summary"]["files"], 1);
    assert!(!desk.path("-").exists());
    desk.run(&["报告.txt", "--format", "json=-", "--format", "csv"]).ends(2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_the_language_of_the_run() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    for args in [&["报告.txt", "--format", "csv"][..], &["--help"], &["报告.txt"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = Run::of(desk.command(args).stdout(full).output().unwrap());
        run.ends(2).warns("输出失败：磁盘空间不足，请先清理");
    }
    desk.put("改", "");
    desk.put("又.txt", FLAWED);
    let run = desk.run(&["fix", ".", "--output", "改"]);
    run.ends(2).warns("改正稿须存入文件夹，而这不是文件夹");
}

#[test]
fn pictures_have_colours_only_when_wanted() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let colored = |args: &[&str], vars: &[(&str, &str)]| {
        let mut command = desk.command(&[&["报告.txt", "--format", "pretty"], args].concat());
        let run = Run::of(command.envs(vars.iter().copied()).output().unwrap());
        run.out.contains('\u{1B}')
    };
    assert!(!colored(&[], &[]));
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colored(&[], &[("FORCE_COLOR", "1")]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("FORCE_COLOR", "1")]));
    assert!(!colored(&[], &[("FORCE_COLOR", "0")]));
}

#[test]
fn the_locale_chooses_english_and_nothing_else() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let errors = |vars: &[(&str, &str)], args: &[&str]| {
        let mut command = desk.command(&[&["报告.txt"], args].concat());
        Run::of(command.envs(vars.iter().copied()).output().unwrap()).err
    };
    assert!(errors(&[("LANG", "en_US.UTF-8")], &[]).contains("1 error, 1 warning"));
    assert!(errors(&[("LC_ALL", "zh_CN"), ("LANG", "en_US")], &[]).contains("1 处错误"));
    assert!(errors(&[("LANG", "de_DE")], &[]).contains("1 处错误"));
    assert!(errors(&[("LANG", "en_US")], &["--lang=zh"]).contains("1 处错误"));
    assert!(errors(&[], &["--lang", "en"]).contains("1 error, 1 warning"));
}

#[test]
fn quiet_and_verbose_say_less_and_more() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    assert_eq!(desk.run(&["报告.txt", "-q"]).err, "");
    let run =
        desk.run(&["报告.txt", "-v"]).warns("报告年度 2012（R07），机关 青禾镇人民政府（TWN）");
    run.warns("  不符      HG0201  缺少法定章节（1 处）");
    desk.run(&["报告.txt", "-v", "--year", "2016", "--body", "dep"])
        .warns("报告年度 2016（R07），机关 青禾镇人民政府（DEP）");
    desk.run(&["报告.txt", "-q", "-v"]).ends(2).warns("不能与“--verbose”同时使用");
}

#[test]
fn width_and_columns_are_chosen() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let run = desk.run(&["报告.txt", "--format", "pretty", "--width", "50"]);
    let widest = run.out.lines().map(unicode_width::UnicodeWidthStr::width).max();
    assert!(widest <= Some(50), "{}", run.out);
    desk.run(&["报告.txt", "--format", "pretty", "--ambiguous-width", "wide"]).says(" 3 | ");
    desk.run(&["报告.txt", "--column-unit", "byte"]).says("报告.txt:3:39: ");
    desk.run(&["报告.txt", "--width", "39"]).ends(2).warns("不能取“39”。应在 40 至 65535 之间。");
}

#[test]
fn wrong_words_end_with_2_and_a_remedy() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    desk.run(&["报告.txt", "--formt", "json"])
        .ends(2)
        .warns("没有“--formt”这个选项。是否指 --format？");
    desk.run(&["--format", "sarrif=x"]).ends(2).warns("是否指 sarif？");
    desk.run(&["chek"]).ends(2).warns("chek：文件不存在。是否指命令 check？");
    desk.run(&["报告.txt", "--format", "xml"]).ends(2).warns("可取的值：pretty、concise、json、");
    desk.run(&["报告.txt", "--color", "blue"]).ends(2).warns("可取的值：auto、always、never。");
    desk.run(&["报告.txt", "--year", "二〇一七"]).ends(2).warns("应为整数");
    desk.run(&["报告.txt", "--body"]).ends(2).warns("缺少取值");
    desk.run(&["explain"]).ends(2).warns("缺少");
    desk.run(&["--lang", "en", "--formt"]).ends(2).warns("unexpected argument '--formt'");
}

#[test]
fn help_and_version_need_nothing_else() {
    let desk = Desk::new(&[]);
    let version = format!("hegui {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(desk.run(&["--version"]).ends(0).out, version);
    desk.run(&["--help"]).ends(0).says("用法：hegui").says("命令：").keeps_from("Usage");
    desk.run(&["check", "-h"]).ends(0).says("--fail-on").keeps_from("default");
    desk.run(&["--lang", "en", "-h"]).ends(0).says("Usage: hegui");
    for [asked, same] in [
        ["help", "--help"],
        ["help check", "check --help"],
        ["help pack new", "pack new --help"],
        ["--lang en help baseline show", "--lang en baseline show --help"],
    ] {
        let run = |words: &str| desk.run(&words.split(' ').collect::<Vec<_>>()).ends(0).out;
        assert_eq!(run(asked), run(same), "{asked}");
    }
    desk.run(&["help", "chek"]).ends(2).warns("没有“chek”这个命令。是否指 check？").says_nothing();
    desk.run(&["--version", "--pack", "没有"]).ends(0);
}

#[test]
fn explain_tells_everything_of_a_rule() {
    let desk = Desk::new(&[]);
    for name in ["HG0201", "hg0201", "section-missing"] {
        let run = desk.run(&["explain", name]).ends(0).says("HG0201 section-missing  缺少法定章节");
        let run =
            run.says("《中华人民共和国政府信息公开条例》（2007年）第三十二条（国务院令第492号）");
        run.says("有强制力，据其他").says("⟦某镇人民政府2012年").says("只在其他章节提及");
    }
    let run = desk.run(&["--lang", "en", "explain", "HG0201", "HG0908"]).ends(0);
    run.says("art. 32").says("common misspelling");
    desk.run(&["explain", "HG9999"]).ends(2).warns("没有名为“HG9999”的规则。可用 hegui rules");
    desk.run(&["explain", "HG0200"]).ends(2).warns("没有名为“HG0200”的规则。是否指 HG0201？");
}

#[test]
fn rules_are_listed_and_filtered() {
    let desk = Desk::new(&[]);
    desk.run(&["rules"]).ends(0).says("HG0201").says("HG0908").says("共 ");
    desk.run(&["rules", "--severity", "warning", "--fixable"]).says("HG0908").keeps_from("HG0201");
    desk.run(&["rules", "--pack", "common"]).says("HG0908").keeps_from("HG0202");
    desk.run(&["rules", "--year", "1999"]).says("HG0908").keeps_from("HG0202");
    desk.run(&["rules", "--era", "r07"]).says("HG0201");
    desk.run(&["rules", "--era", "R99"]).ends(2).warns("没有名为“R99”的时期");
    desk.run(&["rules", "--pack", "commn"]).ends(2).warns("是否指 common？");
    desk.run(&["rules", "--format", "markdown"])
        .says("|---|")
        .says("[HG0201](HG0201.md) | 错误<br>");
    let rules = desk.run(&["rules", "--format", "json"]).json();
    assert!(rules.as_array().unwrap().iter().any(|rule| rule["code"] == "HG0201"));
}

#[test]
fn text_shows_the_lines_that_positions_name() {
    let desk = Desk::new(&[("报告.txt", "甲\r\n乙\u{202E}\n\n丁")]);
    let run = desk.run(&["text", "报告.txt"]).ends(0);
    assert_eq!(run.out, "1 │ 甲\n2 │ 乙‹U+202E›\n3 │ \n4 │ 丁\n");
    desk.pipe(&["text", "-"], "甲".as_bytes()).ends(0).says("1 │ 甲");
    desk.run(&["text", "无.txt"]).ends(2).warns("文件不存在");
}

#[test]
fn facts_have_places() {
    let desk = Desk::new(&[("报告.txt", FLAWED), ("坏.pdf", "%PDF-1.4")]);
    let report = desk.run(&["facts", "报告.txt"]).ends(0).json();
    let report = &report[0];
    assert_eq!(report["report_year"], 2012);
    assert_eq!(report["bodies"][0]["kind"], "TWN");
    assert_eq!(report["figures"][0]["quote"], "12条");
    assert_eq!(report["figures"][0]["start"]["line"], 3);
    assert_eq!(report["sections"].as_array().unwrap().len(), 3);
    assert_eq!(report["signature"][0]["where"], "落款");
    let run = desk.run(&["facts", ".", "--format", "jsonl"]).ends(3);
    assert_eq!(run.out.lines().count(), 2);
    run.warns("坏.pdf");
}

const PACK: &str = r#"id = "本地"
title = { zh = "本地规则", en = "local rules" }
example-year = 2017
"#;

#[test]
fn packs_of_ones_own_are_used_or_their_mistakes_shown() {
    let desk = Desk::new(&[("报告.txt", &sound().replace("国计民生", "大干快上"))]);
    let rule = |extra: &str| {
        format!(
            r#"code = "X0001"
id = "slogan"
since = "1.0.0"
status = "active"
severity = "warning"
{extra}title = {{ zh = "口号", en = "slogan" }}
message = {{ zh = "“{{found}}”是口号", en = "a slogan: {{found}}" }}
why = {{ zh = "空话。", en = "Empty words." }}
[[cite]]
authority = "convention"
[check.phrase]
[[check.phrase.entry]]
find = "大干快上"
[[example]]
expect = "fail"
text = "⟦大干快上⟧"
[[example]]
expect = "pass"
text = "实干"
"#
        )
    };
    desk.put("本地/pack.toml", PACK);
    desk.put("本地/slogan.toml", rule(""));
    desk.put("common/pack.toml", "id = \"common\"\n");
    desk.put("common/a.toml", "code = \"HG0001\"\n");
    let run = desk.run(&["报告.txt", "--pack", "common"]).ends(2);
    assert_eq!(run.warns("程序已内置名为 common 的规则包").err.matches("规则包有误").count(), 1);
    desk.run(&["报告.txt", "--pack", "本地"]).ends(0).says("[X0001] “大干快上”是口号");
    desk.run(&["rules", "--pack", "本地"]).ends(0).says("X0001").keeps_from("HG0201");
    desk.put("本地/slogan.toml", rule("titel = 1\n"));
    desk.put("本地/pack.toml", PACK.replace("2017", "\"2017\""));
    let run = desk.run(&["报告.txt", "--pack", "本地"]).ends(2);
    let run = run.warns("本地/slogan.toml:6:1").warns("titel").warns("是否想写 title？");
    run.warns("本地/pack.toml:3:16");
    desk.run(&["报告.txt", "--pack", "无"]).ends(2).warns("不能作为规则包读取");
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_is_no_mistake() {
    let desk = Desk::new(&[]);
    desk.put("长.txt", "一行\n".repeat(200_000));
    let program = assert_cmd::cargo::cargo_bin!("hegui");
    let script = format!("{} text 长.txt | head -n 1; exit ${{PIPESTATUS[0]}}", program.display());
    let output = Command::new("bash").args(["-c", &script]).current_dir(desk.0.path()).output();
    let run = Run::of(output.unwrap()).ends(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("     1 │ 一行\n", ""));
}

#[test]
fn inputs_are_left_as_they_are() {
    let desk = Desk::new(&[("报告.txt", FLAWED)]);
    let before = listing(desk.0.path());
    for args in [&["."][..], &["facts"], &["text", "报告.txt"], &[".", "--format", "pretty", "-v"]]
    {
        desk.run(args);
    }
    assert_eq!(listing(desk.0.path()), before);
}

fn listing(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}
