//! Reads every format back, as the programs do that it is made for.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

/// What every format says of a finding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Row {
    code: String,
    severity: String,
    line: u64,
    column: u64,
    /// The letters of the message, without what only some formats can write.
    message: String,
}

/// The member of a position that a format's columns are.
fn unit(format: &str) -> &'static str {
    match format {
        "msvc" => "utf16",
        "rdjson" => "byte",
        _ => "column",
    }
}

impl Row {
    fn new(code: &str, severity: &str, at: (u64, u64), message: &str) -> Self {
        let severity = match severity.to_lowercase().as_str() {
            "critical" | "错误" => "error".to_owned(),
            "minor" | "警告" => "warning".to_owned(),
            "note" | "notice" | "提示" => "info".to_owned(),
            other => other.to_owned(),
        };
        let (line, column) = at;
        Self { code: code.to_owned(), severity, line, column, message: letters(message) }
    }

    /// The findings as the JSON contract gives them, in the unit of another format.
    fn expected(json: &Value, format: &str, path: &str) -> Vec<Self> {
        let file = &json["files"][0];
        assert_eq!(file["path"], path);
        let rows = file["findings"].as_array().unwrap().iter().map(|it| {
            let start = &it["primary"]["start"];
            // GitLab knows no columns, and GitHub none of a place on several lines.
            let lines = start["line"] != it["primary"]["end"]["line"];
            let column = if format == "gitlab" || format == "github" && lines {
                0
            } else {
                number(&start[unit(format)])
            };
            Self::new(
                text(&it["code"]),
                text(&it["severity"]),
                (number(&start["line"]), column),
                text(&it["message"]),
            )
        });
        sorted(rows.collect())
    }
}

/// What a format says otherwise than the JSON contract.
pub(super) fn difference(format: &str, out: &str, json: &Value, path: &str) -> Option<String> {
    let (expected, found) = (Row::expected(json, format, path), rows(format, out, path));
    let same = |(expected, found): (&Row, &Row)| {
        // A comment has no other place for advice than after the message.
        let cut = if format == "rdjson" { expected.message.len() } else { found.message.len() };
        let message = found.message.get(..cut).unwrap_or_default().to_owned();
        Row { message, ..found.clone() } == *expected
    };
    let alike = expected.len() == found.len() && expected.iter().zip(&found).all(same);
    (!alike).then(|| format!("{format}: {expected:#?}\nbut\n{found:#?}\nin\n{out}"))
}

/// Whether a format is one of those read here.
pub(super) fn knows(format: &str) -> bool {
    let known = "concise msvc jsonl github gitlab azure junit checkstyle rdjson csv sarif";
    known.split(' ').any(|name| name == format)
}

/// Words in the place of a code for what is no finding.
const NOTICES: [&str; 5] = ["incomplete", "unrecognised", "unreadable", "undecodable", "ignore"];

/// Whether a line of output is about a finding.
fn is_finding(line: &str) -> bool {
    let of = |it: &str| {
        line.contains(&format!("[{it}] "))
            || line.contains(&format!(",title={it}::"))
            || line.contains(&format!(";code={it};]"))
    };
    // Microsoft's lines have no code then.
    !NOTICES.into_iter().any(of) && !line.contains("(1,1,1,1): warning : ")
}

/// The findings in the output of a format, all of which must be in the file `path`.
fn rows(format: &str, out: &str, path: &str) -> Vec<Row> {
    let lines = || out.lines().filter(|line| is_finding(line));
    let rows: Vec<Row> = match format {
        "concise" => lines().map(|it| concise(it, path)).collect(),
        "msvc" => lines().map(|it| msvc(it, path)).collect(),
        "jsonl" => return jsonl(out, path),
        "github" => lines().map(|it| github(it, path)).collect(),
        "gitlab" => gitlab(out, path),
        "azure" => lines().map(|it| azure(it, path)).collect(),
        "junit" => junit(out, path),
        "checkstyle" => checkstyle(out, path),
        "rdjson" => rdjson(out, path),
        "csv" => csv(out, path),
        "sarif" => sarif(out, path),
        _ => panic!("{format}"),
    };
    sorted(rows.into_iter().filter(|it| !NOTICES.contains(&&*it.code)).collect())
}

/// The letters and digits of a text.
pub(super) fn letters(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once("‹U+") {
        kept += head;
        rest = tail.split_once('›').map_or("", |(_, tail)| tail);
    }
    kept += rest;
    kept.retain(char::is_alphanumeric);
    kept
}

fn sorted(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort();
    rows
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap()
}

/// `4:216` and what follows the colon and blank.
fn at(text: &str) -> ((u64, u64), &str) {
    let (place, rest) = text.split_once(": ").unwrap();
    let (line, column) = place.split_once(':').unwrap();
    ((line.parse().unwrap(), column.parse().unwrap()), rest)
}

fn concise(line: &str, path: &str) -> Row {
    let (at, rest) = at(line.strip_prefix(path).unwrap().strip_prefix(':').unwrap());
    let (severity, rest) = rest.split_once('[').unwrap();
    let (code, message) = rest.split_once("] ").unwrap();
    Row::new(code, severity, at, message)
}

/// A plain line of a log: `warning[HG0908] path:4:216: message`.
fn logged(line: &str, path: &str) -> Row {
    let (severity, rest) = line.split_once('[').unwrap();
    let (code, rest) = rest.split_once("] ").unwrap();
    let (at, message) = at(rest.strip_prefix(path).unwrap().strip_prefix(':').unwrap());
    Row::new(code, severity, at, message)
}

fn msvc(line: &str, path: &str) -> Row {
    let rest = line.strip_prefix(path).unwrap().strip_prefix('(').unwrap();
    let (place, rest) = rest.split_once("): ").unwrap();
    let place: Vec<u64> = place.split(',').map(|it| it.parse().unwrap()).collect();
    assert_eq!(place.len(), 4);
    let (severity, rest) = rest.split_once(' ').unwrap();
    let (code, message) = rest.split_once(": ").unwrap();
    Row::new(code, severity, (place[0], place[1]), message)
}

fn jsonl(out: &str, path: &str) -> Vec<Row> {
    let lines: Vec<Value> = out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["schema"], 1);
    Row::expected(&serde_json::json!({"files": [lines[1]]}), "jsonl", path)
}

/// A value of `name=value` pairs.
fn property<'a>(pairs: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|it| it.0 == name).map(|it| it.1)
}

fn github(line: &str, path: &str) -> Row {
    let Some(command) = line.strip_prefix("::") else { return logged(line, path) };
    let (head, message) = command.split_once("::").unwrap();
    let (level, properties) = head.split_once(' ').unwrap();
    let pairs: Vec<_> = properties.split(',').map(|it| it.split_once('=').unwrap()).collect();
    let get = |name| property(&pairs, name);
    let data = |it: &str| it.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let file = get("file").unwrap().replace("%3A", ":").replace("%2C", ",");
    assert_eq!(data(&file), path);
    let (line, last) = (get("line").unwrap(), get("endLine").unwrap());
    assert_eq!(line == last, get("col").is_some());
    let title = get("title").unwrap();
    let code = title.split_once(' ').unwrap().0;
    // Columns of two lines are not told.
    let column = get("col").map_or(0, |it| it.parse().unwrap());
    Row::new(code, level, (line.parse().unwrap(), column), &data(message))
}

fn azure(line: &str, path: &str) -> Row {
    let Some(command) = line.strip_prefix("##vso[task.logissue ") else {
        return logged(line, path);
    };
    let (properties, message) = command.split_once(']').unwrap();
    let pairs: Vec<_> =
        properties.split_terminator(';').map(|it| it.split_once('=').unwrap()).collect();
    let get = |name| property(&pairs, name).unwrap();
    let data = |it: &str| it.replace("%AZP25", "%");
    let file = get("sourcepath").replace("%3B", ";").replace("%5D", "]");
    assert_eq!(data(&file), path);
    let at = (get("linenumber").parse().unwrap(), get("columnnumber").parse().unwrap());
    Row::new(get("code"), get("type"), at, &data(message))
}

fn gitlab(out: &str, path: &str) -> Vec<Row> {
    let issues: Vec<Value> = serde_json::from_str(out).unwrap();
    let mut prints: Vec<&str> = issues.iter().map(|it| text(&it["fingerprint"])).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), issues.len(), "fingerprints tell findings apart");
    let row = |it: &Value| {
        assert_eq!(it["location"]["path"], path);
        let at = (number(&it["location"]["lines"]["begin"]), 0);
        Row::new(text(&it["check_name"]), text(&it["severity"]), at, text(&it["description"]))
    };
    issues.iter().map(row).collect()
}

fn rdjson(out: &str, path: &str) -> Vec<Row> {
    let result: Value = serde_json::from_str(out).unwrap();
    let row = |it: &Value| {
        assert_eq!(it["location"]["path"], path);
        let start = &it["location"]["range"]["start"];
        let at = (start["line"].as_u64().unwrap_or(0), start["column"].as_u64().unwrap_or(0));
        Row::new(text(&it["code"]["value"]), text(&it["severity"]), at, text(&it["message"]))
    };
    result["diagnostics"].as_array().unwrap().iter().map(row).collect()
}

fn sarif(out: &str, path: &str) -> Vec<Row> {
    let log: Value = serde_json::from_str(out).unwrap();
    let row = |it: &Value| {
        let place = &it["locations"][0]["physicalLocation"];
        assert_eq!(decoded(text(&place["artifactLocation"]["uri"])), path);
        let at = (number(&place["region"]["startLine"]), number(&place["region"]["startColumn"]));
        Row::new(text(&it["ruleId"]), text(&it["level"]), at, text(&it["message"]["text"]))
    };
    log["runs"][0]["results"].as_array().unwrap().iter().map(row).collect()
}

/// A URI without its percent signs.
fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        let digits = [byte, rest.clone().next().unwrap_or(0), rest.clone().nth(1).unwrap_or(0)];
        if byte == b'%' {
            let digits = std::str::from_utf8(&digits[1..]).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest.nth(1);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn csv(out: &str, path: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(out.strip_prefix('\u{FEFF}').unwrap().as_bytes());
    assert_eq!(reader.headers().unwrap().len(), 15);
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        assert_eq!(&row[0], path);
        // What is no finding has no code and no place.
        let code = if row[3].is_empty() { &row[4] } else { &row[3] };
        let [line, column] = [6, 7].map(|at| row[at].parse().unwrap_or(0));
        Row::new(code, &row[5], (line, column), &row[10])
    });
    rows.collect()
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.try_get_attribute(name).unwrap().unwrap();
    quick_xml::escape::unescape(&found.value).unwrap().into_owned()
}

fn checkstyle(out: &str, path: &str) -> Vec<Row> {
    let mut reader = Reader::from_str(out);
    let mut rows = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return rows,
            Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "file" => {
                assert_eq!(attribute(&tag, "name"), path);
            }
            Event::Empty(tag) if tag.name().as_ref() == "error" => {
                let get = |name| attribute(&tag, name);
                let source = get("source");
                let code = source.strip_prefix("hegui.").unwrap();
                if NOTICES.contains(&code) {
                    continue;
                }
                let at = (get("line").parse().unwrap(), get("column").parse().unwrap());
                rows.push(Row::new(code, &get("severity"), at, &get("message")));
            }
            _ => {}
        }
    }
}

fn junit(out: &str, path: &str) -> Vec<Row> {
    let mut reader = Reader::from_str(out);
    let (mut words, mut cases, mut stated) = (String::new(), 0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "system-out" | "failure" => words.push('\n'),
                "testsuite" => {
                    assert_eq!(attribute(&tag, "name"), path);
                    stated = attribute(&tag, "tests").parse().unwrap();
                }
                "testcase" => cases += 1,
                _ => {}
            },
            Event::Text(text) => words += &text,
            Event::GeneralRef(name) => {
                words += &quick_xml::escape::unescape(&format!("&{};", &*name)).unwrap();
            }
            Event::End(_) => words.push('\n'),
            _ => {}
        }
    }
    assert_eq!(cases, stated);
    let told = ["error[", "warning[", "info["];
    words
        .lines()
        .filter(|line| told.iter().any(|it| line.starts_with(it)))
        .map(|it| logged(it, path))
        .collect()
}
