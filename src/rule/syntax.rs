//! What is wrong with a file as TOML, in words.

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::Problem;
use super::load::{did_you_mean, problem};
use super::problem::{Bilingual, say};
use crate::text::{Span, before, from};

/// Problems shown of one file: one mistake often makes the parser complain of every line below.
const MAX_SHOWN: usize = 5;

/// The parser's complaints, by how they begin, and what they mean.
const COMPLAINTS: [(&str, &str); 30] = [
    ("key with no value", "应写作“名称 = 取值”"),
    ("invalid key-value pair", "应写作“名称 = 取值”"),
    ("unexpected key or value", "此处有多余的内容，每行只写一项"),
    ("unexpected content", "此处有多余的内容，每行只写一项"),
    ("unquoted keys cannot be empty", "“=”之前缺少名称"),
    ("invalid unquoted key", "名称含有不能使用的字符，请用引号括起"),
    ("missing assignment between key-value pairs", "名称与取值之间缺少“=”"),
    ("missing value", "“=”之后缺少取值"),
    ("missing key", "“=”之前缺少名称"),
    ("extra ", "此处的符号多余"),
    ("string values must be quoted", "文字须用引号括起"),
    ("invalid value", "取值有误；文字须用引号括起"),
    ("unclosed table", "方括号没有写完，缺少“]”"),
    ("unclosed array", "方括号没有写完，缺少“]”"),
    ("unclosed inline table", "花括号没有写完，缺少“}”"),
    ("missing comma", "两项之间缺少逗号，或者前面的括号没有写完"),
    ("unexpected `=` in array", "列表中不能有“=”，可能是前面的方括号没有写完"),
    ("missing opening quote", "缺少前引号"),
    ("invalid basic string", "引号没有写完，或引号内有不能使用的字符"),
    ("invalid literal string", "引号没有写完，或引号内有不能使用的字符"),
    ("missing escaped value", "“\\”之后的写法有误"),
    ("unexpected leading zero", "数字前不能有 0"),
    ("duplicate key", "此项重复"),
    ("invalid type", "取值的类型不符"),
    ("invalid boolean", "取值有误，应为 true 或 false；文字须用引号括起"),
    ("invalid datetime", "日期的写法有误，如 2027-03-31"),
    ("invalid integer", "数字的写法有误"),
    ("invalid float", "数字的写法有误"),
    ("invalid multi-line", "三引号没有写完，或其中有不能使用的字符"),
    ("invalid escape", "“\\”之后的写法有误"),
];

/// The table that `text` spells, or what is wrong with it.
pub(crate) fn table<'t>(path: &str, text: &'t str) -> Result<Spanned<DeTable<'t>>, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(table);
    }
    let first = errors.iter().find_map(Error::span).map_or(0, |it| it.start);
    if let Some(found) = mistyped(path, text, first) {
        return Err(vec![found]);
    }
    let shown = errors.iter().take(MAX_SHOWN);
    let mut problems: Vec<Problem> = shown.map(|error| toml_problem(path, text, error)).collect();
    let more = errors.len() - problems.len();
    if let Some(last) = problems.last_mut().filter(|_| more > 0) {
        let zh = format!("此文件另有 {more} 处写法有误，先改正以上各处");
        let en = format!("{more} more of this file are not shown; mend these first");
        last.help = Some(say(zh, en));
    }
    Err(problems)
}

/// Signs of Chinese writing that are typed for those of TOML, with these.
const SIGNS: [(char, &str); 24] = [
    ('“', "\""),
    ('”', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('＂', "\""),
    ('＇', "'"),
    ('＝', "="),
    ('，', ","),
    ('、', ","),
    ('．', "."),
    ('：', "="),
    ('［', "["),
    ('］', "]"),
    ('【', "["),
    ('】', "]"),
    ('〔', "["),
    ('〕', "]"),
    ('｛', "{"),
    ('｝', "}"),
    ('＃', "#"),
    ('－', "-"),
    ('＿', "_"),
    ('\u{3000}', " "),
    ('\u{A0}', " "),
];

/// A sign of Chinese writing in the line that the parser complains of, outside of quotes: the parser
/// would say everything but that.
fn mistyped(path: &str, text: &str, at: usize) -> Option<Problem> {
    let head = before(text, at.min(text.len()));
    let start = head.rfind('\n').map_or(0, |it| it + 1);
    let line = from(text, start).lines().next()?;
    let mut quote: Option<char> = None;
    for (offset, char) in line.char_indices() {
        match (quote, char) {
            (None, '#') => return None,
            (None, '"' | '\'') => quote = Some(char),
            (Some(open), _) if open == char => quote = None,
            (None, _) => {
                if let Some((_, half)) = SIGNS.iter().find(|(sign, _)| *sign == char) {
                    let span = Span::new(start + offset, start + offset + char.len_utf8());
                    return Some(problem(
                        path,
                        text,
                        span,
                        wrong_sign(char),
                        Some(right_sign(half)),
                    ));
                }
            }
            _ => {}
        }
    }
    None
}

fn wrong_sign(sign: char) -> Bilingual {
    match sign {
        '\u{3000}' | '\u{A0}' => say("此处的空格不是半角空格", "this blank is no plain blank"),
        _ => say(format!("此处用了中文的“{sign}”"), format!("the Chinese sign {sign} stands here")),
    }
}

fn right_sign(half: &str) -> Bilingual {
    match half {
        " " => say("改为半角空格", "type a plain blank"),
        _ => say(format!("改为半角的 {half}"), format!("type {half}")),
    }
}

/// One complaint of the parser.
pub(super) fn toml_problem(path: &str, text: &str, error: &Error) -> Problem {
    let span = error.span().map_or(Span::at(0), |range| Span::new(range.start, range.end));
    let en = error.message().trim().to_owned();
    let (zh, help) = translate(&en);
    problem(path, text, span, say(zh, en), help)
}

/// A complaint in Chinese, with a suggestion where a name is mistyped.
fn translate(message: &str) -> (String, Option<Bilingual>) {
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let Some((name, known)) = quoted.split_first() {
        if message.starts_with("missing field") {
            return (format!("缺少必填项 {name}"), None);
        }
        if message.starts_with("unknown field") || message.starts_with("unknown variant") {
            let zh = format!("不认识的名称 {name}，可用的有：{}", known.join("、"));
            return (zh, did_you_mean(name, known.iter().copied()));
        }
    }
    let known = COMPLAINTS.iter().find(|(en, _)| message.starts_with(en));
    let zh = known.map_or(message, |(_, zh)| zh);
    (format!("TOML 写法有误：{zh}"), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_toml_is_told_in_chinese_and_not_line_by_line() {
        let prose = "This is prose.\n".repeat(300);
        let problems = table("a.toml", &prose).unwrap_err();
        assert_eq!(problems.len(), MAX_SHOWN);
        assert!(problems[4].help.as_ref().unwrap().zh.contains("另有 295 处"));
        assert!(problems[..4].iter().all(|it| it.help.is_none()));
        let mistakes = [
            "a",
            "= 1",
            "a =",
            "a = b",
            "a = [1",
            "a = [1 2]",
            "[a",
            "a = { b = 1",
            "a = \"b",
            "a = 'b",
            "a b = 1",
            "名称 = 1",
            "a = 1 b",
            "a = 01",
            "a = 1\na = 2",
            "a = [\nb = 1\n",
            "[a]]",
            "[a]\n[a]",
            "a == 1",
            "a = \"\\q\"",
            "a = [,]",
            "a = {,}",
            "a = truth",
        ];
        for text in mistakes {
            for it in table("a.toml", text).unwrap_err() {
                let words = it.message.zh.replace("TOML", "").replace("true 或 false", "");
                assert!(
                    !words.contains(|char: char| char.is_ascii_alphabetic()),
                    "{text}: {words}"
                );
            }
        }
    }
}
