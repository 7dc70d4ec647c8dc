//! Patterns (正则表达式) that rules bring: what they may ask for, and what is wrong with one in
//! words.

use regex::{Regex, RegexBuilder};
use regex_syntax::ast::ErrorKind as Ast;
use regex_syntax::hir::ErrorKind as Hir;
use regex_syntax::{Error, ParserBuilder};
use toml::Spanned;

use crate::rule::{Bilingual, Wording, say};
use crate::text::{Span, before};

/// Bytes of a compiled pattern; to compile it takes a few milliseconds at most.
const SIZE_LIMIT: usize = 256 << 10;
/// Bytes of one that takes no time to speak of.
const LIGHT: usize = 32 << 10;
/// What one that is not light weighs.
const HEAVY: usize = 8;
/// Bytes that a pattern may use to remember while it searches.
const CACHE_LIMIT: usize = 256 << 10;
/// How deep groups may stand in groups.
const NEST_LIMIT: u32 = 50;
/// Characters from its beginning on that a pattern looks at, so that a text full of beginnings is
/// not read again from each.
const REACH: usize = 400;

/// A pattern that matches at the beginning of a text.
pub(super) fn compile(pattern: &str) -> Option<Regex> {
    compile_within(pattern, SIZE_LIMIT)
}

/// What a pattern takes in time and memory: 1 for most.
pub(crate) fn weight(pattern: &str) -> usize {
    if compile_within(pattern, LIGHT).is_some() { 1 } else { HEAVY }
}

fn compile_within(pattern: &str, most: usize) -> Option<Regex> {
    RegexBuilder::new(&format!("^(?:{pattern})"))
        .size_limit(most)
        .dfa_size_limit(CACHE_LIMIT)
        .nest_limit(NEST_LIMIT + 2)
        .build()
        .ok()
}

/// Bytes of the match of a pattern at the beginning of `text`.
pub(super) fn length_at(pattern: &Regex, text: &str) -> Option<usize> {
    let reach = text.char_indices().nth(REACH).map_or(text.len(), |it| it.0);
    pattern.find(before(text, reach)).map(|it| it.end()).filter(|&it| it > 0)
}

/// What is wrong with a pattern, at the very place where its file spells it without escapes.
pub(super) fn problem(pattern: &Spanned<Wording>) -> Option<(Span, Bilingual)> {
    let whole = Span::new(pattern.span().start, pattern.span().end);
    let words = pattern.get_ref();
    let parsed = ParserBuilder::new().nest_limit(NEST_LIMIT).build().parse(words);
    let (place, (zh, en)) = match &parsed {
        Err(Error::Parse(error)) => (Some(error.span()), of_syntax(error.kind())),
        Err(Error::Translate(error)) => (Some(error.span()), of_meaning(error.kind())),
        Ok(_) if compile(words).is_some() => return None,
        _ => {
            (None, ("太复杂，请减少重复次数或字符类", "it is too complex; repeat less".to_owned()))
        }
    };
    let quotes = whole.len() == words.len() + 2;
    let inner = place
        .filter(|_| quotes)
        .map(|it| Span::new(it.start.offset, it.end.offset).shift(whole.start() + 1));
    let message = say(format!("正则表达式有误：{zh}"), format!("bad pattern: {en}"));
    Some((inner.unwrap_or(whole), message))
}

fn of_syntax(kind: &Ast) -> (&'static str, String) {
    let zh = match kind {
        Ast::ClassUnclosed => "方括号没有写完，缺少“]”",
        Ast::ClassRangeInvalid => "字符范围的起止颠倒",
        Ast::ClassEscapeInvalid | Ast::ClassRangeLiteral => "方括号内的写法有误",
        Ast::GroupUnclosed => "圆括号没有写完，缺少“)”",
        Ast::GroupUnopened => "多了一个“)”",
        Ast::RepetitionMissing => "重复符号之前没有内容",
        Ast::RepetitionCountInvalid
        | Ast::RepetitionCountDecimalEmpty
        | Ast::RepetitionCountUnclosed
        | Ast::DecimalEmpty
        | Ast::DecimalInvalid => "重复次数有误，应如 {1,3}",
        Ast::EscapeUnrecognized | Ast::EscapeUnexpectedEof => "“\\”之后的写法有误",
        Ast::EscapeHexEmpty | Ast::EscapeHexInvalid | Ast::EscapeHexInvalidDigit => {
            "字符编码的写法有误"
        }
        Ast::UnsupportedBackreference => "不支持引用前面的内容（\\1）",
        Ast::UnsupportedLookAround => "不支持环视（(?=…)、(?<=…)）",
        Ast::NestLimitExceeded(_) => "括号嵌套太深",
        Ast::GroupNameDuplicate { .. }
        | Ast::GroupNameEmpty
        | Ast::GroupNameInvalid
        | Ast::GroupNameUnexpectedEof => "分组的名称有误",
        _ => "写法有误",
    };
    (zh, kind.to_string())
}

fn of_meaning(kind: &Hir) -> (&'static str, String) {
    let zh = match kind {
        Hir::UnicodePropertyNotFound | Hir::UnicodePropertyValueNotFound => {
            "没有这一类字符，汉字写作 \\p{Han}"
        }
        _ => "写法有误",
    };
    (zh, kind.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(source: &str) -> (String, Bilingual) {
        let table = toml::de::DeTable::parse(source).unwrap();
        let words = table.get_ref().get("pattern").unwrap();
        let span = words.span();
        let value = words.get_ref().as_str().unwrap().to_owned();
        let (place, message) = problem(&Spanned::new(span, value.into())).unwrap();
        (crate::text::cut(source, place).to_owned(), message)
    }

    #[test]
    fn a_mistake_in_a_pattern_is_one_sentence_at_its_place() {
        let table = [
            ("pattern = '甲(乙'", "(", "圆括号没有写完", "unclosed group"),
            ("pattern = \"甲)|(乙\"", ")", "多了一个“)”", "unopened group"),
            ("pattern = '[甲-'", "[", "方括号没有写完", "unclosed character class"),
            ("pattern = '甲{2,1}'", "{2,1}", "重复次数有误", "invalid repetition count range"),
            ("pattern = '(?=甲)'", "(?=", "不支持环视", "look-around"),
            ("pattern = '\\1'", "\\1", "不支持引用", "backreferences"),
            ("pattern = '\\p{Hanzi}'", "\\p{Hanzi}", "\\p{Han}", "property not found"),
            // With escapes the place inside is not known.
            ("pattern = \"\\u7532(乙\"", "\"\\u7532(乙\"", "圆括号没有写完", "unclosed group"),
            ("pattern = '\\w{1,99}'", "'\\w{1,99}'", "太复杂", "too complex"),
            ("pattern = '(?x)甲 # 乙'", "'(?x)甲 # 乙'", "太复杂", "too complex"),
        ];
        for (source, place, zh, en) in table {
            let (found, message) = told(source);
            assert_eq!(found, place, "{source}");
            assert!(message.zh.contains(zh), "{source}: {}", message.zh);
            assert!(message.en.contains(en), "{source}: {}", message.en);
            assert!(!message.en.contains('\n') && !message.zh.contains('\n'), "{source}");
        }
        let deep = format!("pattern = '{}甲{}'", "(".repeat(60), ")".repeat(60));
        assert!(told(&deep).1.zh.contains("括号嵌套太深"));
    }

    #[test]
    fn a_pattern_sees_no_further_than_its_reach() {
        let all = compile("甲*").unwrap();
        assert_eq!(length_at(&all, &"甲".repeat(10_000)), Some(REACH * "甲".len()));
        assert_eq!(length_at(&all, "乙"), None);
    }

    #[test]
    fn what_takes_long_weighs_much() {
        assert_eq!(weight("十五个工作日(之?内)?(依法|按时|及时)?答复"), 1);
        assert_eq!(weight(r"\w{1,20}"), HEAVY);
        assert_eq!(weight("甲(乙"), HEAVY);
    }
}
