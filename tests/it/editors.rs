//! Editors and CI systems jump to the very character that a finding is about.
//!
//! What Vim and Emacs themselves make of the output is tried by `editors/test.sh`; here their
//! patterns are written as regular expressions.

use regex::Regex;
use serde_json::Value;

use crate::cli::{Desk, FLAWED};

/// A path that no pattern may cut short: blanks, brackets, commas, colons, all that Chinese
/// offices put into names.
const PATH: &str = "年报 （2017）/a,b:c.txt";
/// What the finding is about.
const QUOTE: &str = "民计民生";

/// A report in which a character beyond the basic plane, a tab and full-width letters stand before
/// the finding, so that every unit gives another column.
fn desk() -> (Desk, String) {
    let text = FLAWED.replace("全年主动公开", "𠮷\u{3000}ＡＢ局\t主动公开");
    assert!(text.contains("𠮷"));
    (Desk::new(&[(PATH, &text)]), text)
}

/// The place that a tool takes from a line of output.
#[derive(PartialEq, Debug)]
struct Jump {
    path: String,
    line: usize,
    column: usize,
    severity: String,
    code: String,
}

/// The lines of the program's output that a pattern takes for findings.
fn jumps(unit: &str, pattern: &Regex, groups: [usize; 5]) -> Vec<Jump> {
    let (desk, _) = desk();
    let run = desk.run(&[".", "--format", "concise", "--column-unit", unit]).ends(1);
    let found = run.out.lines().filter_map(|line| pattern.captures(line));
    let jumps: Vec<Jump> = found
        .map(|it| {
            let [path, line, column, severity, code] = groups.map(|group| it[group].to_owned());
            let (line, column) = (line.parse().unwrap(), column.parse().unwrap());
            Jump { path, line, column, severity, code }
        })
        .collect();
    assert_eq!(jumps.len(), run.out.lines().count(), "{}", run.out);
    jumps
}

/// Demands that all findings are there and that the one about `QUOTE` begins where `rest_at`
/// leads to.
fn lands(jumps: &[Jump], rest_at: impl Fn(&str, usize) -> String) {
    let codes: Vec<&str> = jumps.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["HG0201", "HG0908"]);
    assert!(jumps.iter().all(|it| it.path == PATH), "{jumps:?}");
    assert_eq!([&*jumps[0].severity, &*jumps[1].severity], ["error", "warning"]);
    let (_, text) = desk();
    let line = text.lines().nth(jumps[1].line - 1).unwrap();
    let rest = rest_at(line, jumps[1].column);
    assert!(rest.starts_with(QUOTE), "{rest}");
}

fn from_utf16(line: &str, column: usize) -> String {
    let units: Vec<u16> = line.encode_utf16().skip(column - 1).collect();
    String::from_utf16(&units).unwrap()
}

fn from_char(line: &str, column: usize) -> String {
    line.chars().skip(column - 1).collect()
}

fn from_byte(line: &str, column: usize) -> String {
    line[column - 1..].to_owned()
}

/// The rest of a line after some columns of the screen, tabs reaching to the next multiple of 8 as
/// in Emacs.
fn from_display(line: &str, column: usize) -> String {
    let mut at = 0;
    let mut chars = line.chars();
    while at < column - 1 {
        let char = chars.next().unwrap();
        at += match char {
            '\t' => 8 - at % 8,
            _ => unicode_width::UnicodeWidthChar::width(char).unwrap_or(0),
        };
    }
    assert_eq!(at, column - 1);
    chars.collect()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The pattern of a matcher and its groups for path, line, column, severity, code.
fn pattern(matcher: &Value) -> (Regex, [usize; 5]) {
    let group = |name: &str| usize::try_from(matcher[name].as_u64().unwrap()).unwrap();
    let groups = ["file", "line", "column", "severity", "code"].map(group);
    (Regex::new(matcher["regexp"].as_str().unwrap()).unwrap(), groups)
}

#[test]
fn vscode_lands_on_the_character() {
    let tasks = json(include_str!("../../editors/vscode/tasks.json"));
    let own: Vec<&Value> = tasks["tasks"].as_array().unwrap()[1..].iter().collect();
    for task in &own {
        let (regex, groups) = pattern(&task["problemMatcher"]["pattern"]);
        assert!(task["args"].as_array().unwrap().contains(&"utf16".into()));
        lands(&jumps("utf16", &regex, groups), from_utf16);
    }
    assert_eq!(own.len(), 2);
}

#[test]
fn github_lands_on_the_character() {
    let matcher = json(include_str!("../../editors/github/hegui-matcher.json"));
    let (regex, groups) = pattern(&matcher["problemMatcher"][0]["pattern"][0]);
    lands(&jumps("char", &regex, groups), from_char);
}

#[test]
fn vim_lands_on_the_character() {
    let plugin = include_str!("../../editors/vim/compiler/hegui.vim");
    assert!(plugin.contains(r"--column-unit\ byte"));
    assert!(plugin.contains(r"errorformat=%f:%l:%c:\ %t%*[a-z]%m,"));
    // %f is as short as it can be, %t one character, %m the rest.
    let regex = Regex::new(r"^(.+?):(\d+):(\d+): (([a-z])[a-z]+)\[(\w+)\] ").unwrap();
    lands(&jumps("byte", &regex, [1, 2, 3, 4, 6]), from_byte);
}

#[test]
fn emacs_lands_on_the_character() {
    let package = include_str!("../../editors/emacs/hegui.el");
    assert!(package.contains(r#""--column-unit" "char""#));
    // The strings of `hegui-error-regexp`, from Lisp and from the notation of Emacs.
    let strings = Regex::new(r#"(?m)^ +(?:\(list \(concat )?"([^\n]+)"\)?$"#).unwrap();
    let start = package.find("(defconst hegui-error-regexp").unwrap();
    let strings = strings.captures_iter(&package[start..]).take(2);
    let lisp: String = strings.map(|it| it[1].to_owned()).collect();
    let emacs = lisp.replace(r"\\(", "(").replace(r"\\)", ")").replace(r"\\|", "|");
    let regex =
        emacs.replace(r"\\[", r"\[").replace(r"[^]\n]", r"([^\]\n])").replace(r"\\]", r"\]");
    let regex = regex.replace("(?:error|(warning)|(info))", "(error|warning|info)");
    let regex = Regex::new(&regex.replace(r"([^\]\n])+", r"([^\]\n]+)")).unwrap();
    lands(&jumps("char", &regex, [1, 2, 3, 4, 5]), from_char);
    // M-x compile without the package takes columns for those of the screen.
    lands(&jumps("display", &regex, [1, 2, 3, 4, 5]), from_display);
}

/// The pattern of the matcher `$msCompile`, from `ProblemPatternRegistry` in
/// src/vs/workbench/contrib/tasks/common/problemMatcher.ts of microsoft/vscode. File, location,
/// severity, code and message are its groups 1, 2, 4, 5, 6.
const MSCOMPILE: &str = r"^\s*(?:\s*\d+>)?(\S.*?)(?:\((\d+|\d+,\d+|\d+,\d+,\d+,\d+)\))?\s*:\s+(?:(\S+)\s+)?((?:fatal +)?error|warning|info)\s+(\w+\d+)?\s*:\s*(.*)$";

#[test]
fn the_matcher_that_vscode_brings_lands_on_the_character() {
    let (desk, _) = desk();
    let run = desk.run(&[".", "--format", "msvc"]).ends(1);
    let mscompile = Regex::new(MSCOMPILE).unwrap();
    let jump = |line: &str| {
        let found = mscompile.captures(line).unwrap();
        let place: Vec<usize> = found[2].split(',').map(|it| it.parse().unwrap()).collect();
        assert_eq!(place.len(), 4);
        assert!(!found[6].is_empty());
        Jump {
            path: found[1].to_owned(),
            line: place[0],
            column: place[1],
            severity: found[4].to_owned(),
            code: found[5].to_owned(),
        }
    };
    let jumps: Vec<Jump> = run.out.lines().map(jump).collect();
    lands(&jumps, from_utf16);
}

#[test]
fn the_watching_task_knows_when_a_check_begins_and_ends() {
    let tasks = json(include_str!("../../editors/vscode/tasks.json"));
    let watching = &tasks["tasks"][2];
    assert_eq!(watching["isBackground"], true);
    let background = &watching["problemMatcher"]["background"];
    for (name, line) in [
        ("beginsPattern", "[hegui] 检查开始 / check started"),
        ("endsPattern", "[hegui] 检查完毕 / check finished"),
    ] {
        let regex = Regex::new(background[name].as_str().unwrap()).unwrap();
        assert!(regex.is_match(line), "{name}");
    }
}

#[test]
fn matchers_are_printed_as_they_lie_in_the_repository() {
    let desk = Desk::new(&[]);
    for (name, text) in [
        ("vscode", include_str!("../../editors/vscode/tasks.json")),
        ("github", include_str!("../../editors/github/hegui-matcher.json")),
        ("vim", include_str!("../../editors/vim/compiler/hegui.vim")),
        ("emacs", include_str!("../../editors/emacs/hegui.el")),
    ] {
        assert_eq!(desk.run(&["matcher", name]).ends(0).out, text);
    }
    desk.run(&["matcher", "nano"]).ends(2).warns("可取的值：vscode、github、vim、emacs。");
}
