//! Names in 《》 and the abbreviations that a text declares for them.

use memchr::memmem;

use crate::facts::landmarks::Landmarks;
use crate::text::{Span, before, cut, from};

/// A name in 《》: an act, a notice, a newspaper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    /// The name, folded, without 《》.
    pub name: String,
    /// Its place, with 《》.
    pub span: Span,
    /// It stands here only to be declared as an abbreviation.
    pub declared: bool,
}

/// A short name that the text declares: （以下简称《条例》）.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Abbreviation {
    /// The short name, without brackets or quotes.
    pub short: String,
    /// Where the short name stands, with its 《》 if it has them.
    pub short_span: Span,
    /// The short name is in 《》.
    pub is_act: bool,
    /// The whole declaration, with its brackets.
    pub span: Span,
    /// The act it stands for and where that is named.
    pub full: Option<(String, Span)>,
}

/// Words that declare a short name; all end with 称.
const DECLARING: [&str; 9] = [
    "以下统一简称",
    "以下简称",
    "以下统称",
    "以下合称",
    "以下称",
    "下简称",
    "下统称",
    "下称",
    "简称",
];
/// What may stand between those words and the name.
const LEADING: [char; 6] = ['为', '：', ':', '“', '‘', '"'];
/// What ends a name that is not in 《》.
const NAME_ENDS: [char; 11] = ['”', '’', '"', '，', '、', '；', '（', '）', '。', '《', '\n'];
/// Characters of the longest short name, and of the brackets that may stand round or before it.
const LONGEST: usize = 20;
const BRACKET: usize = 60;
/// More abbreviations than any report declares.
const MOST: usize = 200;

/// Every name in 《》 that is closed on its line; a name inside another is part of that.
pub(super) fn names(text: &str, landmarks: &Landmarks<'_>) -> Vec<Act> {
    let (mut spans, mut open) = (Vec::<Span>::new(), Vec::new());
    for (at, char) in landmarks.iter() {
        match char {
            '《' => open.push(at),
            '》' => {
                let Some(start) = open.pop() else { continue };
                while spans.last().is_some_and(|inner| inner.start() > start) {
                    spans.pop();
                }
                spans.push(Span::new(start, at + char.len_utf8()));
            }
            '\n' => open.clear(),
            _ => {}
        }
    }
    let name = |span| cut(text, span).trim_matches(['《', '》']).to_owned();
    spans.into_iter().map(|span| Act { name: name(span), span, declared: false }).collect()
}

/// The abbreviations declared in `text`; marks the names that stand there as declared.
pub(super) fn abbreviations(text: &str, acts: &mut [Act]) -> Vec<Abbreviation> {
    let mut found: Vec<Abbreviation> = Vec::new();
    for verb in memmem::find_iter(text.as_bytes(), "称") {
        let Some((at, mut it)) = declaration(text, verb + "称".len()) else { continue };
        let full = full_before(text, at, acts);
        it.full = full.map(|act| (act.name.clone(), act.span));
        let own = acts.partition_point(|act| act.span.start() < it.short_span.start());
        if let Some(act) = acts.get_mut(own).filter(|act| act.span == it.short_span) {
            act.declared = true;
        }
        if found.len() < MOST {
            found.push(it);
        }
    }
    found
}

/// The declaration whose verb ends at `end`, behind a bracket or comma, and where that stands.
fn declaration(text: &str, end: usize) -> Option<(usize, Abbreviation)> {
    let opens =
        |verb: &&'static str| before(text, end).strip_suffix(*verb)?.strip_suffix(['（', '，']);
    let at = DECLARING.iter().find_map(opens)?.len();
    let opening = from(text, at).chars().next()?;
    let words = at + opening.len_utf8();
    let rest = from(text, end);
    let start = text.len() - rest.trim_start_matches(LEADING).len();
    let named = first(from(text, start), LONGEST + 3);
    let is_act = named.starts_with('《');
    let end = if is_act { named.find('》')? + '》'.len_utf8() } else { named.find(NAME_ENDS)? };
    let short_span = Span::new(start, start + end);
    let short = cut(text, short_span).trim_matches(['《', '》']).to_owned();
    if short.is_empty() || short.chars().count() > LONGEST {
        return None;
    }
    let span = if opening == '（' {
        let close = first(from(text, short_span.end()), BRACKET).find('）')?;
        Span::new(at, short_span.end() + close + '）'.len_utf8())
    } else {
        Span::new(words, short_span.end())
    };
    Some((at, Abbreviation { short, short_span, is_act, span, full: None }))
}

/// The act that a declaration at `at` follows; brackets between them, as of its number, are passed.
fn full_before<'a>(text: &str, at: usize, acts: &'a [Act]) -> Option<&'a Act> {
    let mut end = outside(text, at);
    while before(text, end).ends_with('）') {
        let mut back = before(text, end).char_indices().rev().take(BRACKET);
        end = back.find(|&(_, char)| char == '（')?.0;
    }
    let last = acts.partition_point(|act| act.span.end() <= end).checked_sub(1)?;
    acts.get(last).filter(|act| act.span.end() == end)
}

/// Where the bracket opens in which `at` stands; `at` itself outside brackets.
fn outside(text: &str, at: usize) -> usize {
    let mut back = before(text, at).char_indices().rev().take(BRACKET);
    let bracket = back.find(|&(_, char)| matches!(char, '（' | '）' | '。'));
    bracket.filter(|&(_, char)| char == '（').map_or(at, |(start, _)| start)
}

/// The first `count` characters of `text`.
fn first(text: &str, count: usize) -> &str {
    before(text, text.chars().take(count).map(char::len_utf8).sum())
}

impl Act {
    pub(super) fn map(self, place: &impl Fn(Span) -> Span) -> Self {
        Self { span: place(self.span), ..self }
    }
}

impl Abbreviation {
    pub(super) fn map(self, place: &impl Fn(Span) -> Span) -> Self {
        Self {
            short_span: place(self.short_span),
            span: place(self.span),
            full: self.full.map(|(name, span)| (name, place(span))),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{marked, unmarked};

    fn found_in(text: &str) -> Vec<Act> {
        names(text, &Landmarks::folded(text))
    }

    #[track_caller]
    fn finds_names(shown: &str) {
        let text = unmarked(shown);
        assert_eq!(marked(&text, found_in(&text).iter().map(|it| it.span)), shown);
    }

    #[test]
    fn names_are_what_stands_in_brackets() {
        finds_names("根据⟦《条例》⟧和⟦《关于施行〈条例〉的意见》⟧，");
        finds_names("⟦《转发《暂行办法》的通知》⟧印发后");
        finds_names("没有收尾的《条例\n⟦《办法》⟧");
    }

    fn declared(text: &str) -> Vec<(String, Option<String>)> {
        let mut acts = found_in(text);
        let found = abbreviations(text, &mut acts);
        found.into_iter().map(|it| (it.short, it.full.map(|(name, _)| name))).collect()
    }

    #[test]
    fn abbreviations_stand_for_the_name_before_them() {
        let table = [
            ("《公开条例》（以下简称《条例》）要求", "条例", Some("公开条例")),
            ("《公开条例》（国务院令第492号，以下简称《条例》）", "条例", Some("公开条例")),
            ("《公开条例》（国务院令第492号）（以下简称“条例”）", "条例", Some("公开条例")),
            ("《公开条例》，以下简称《条例》，", "条例", Some("公开条例")),
            ("省市公开规定（下称《规定》）", "规定", None),
            ("水利局（以下简称：我局）", "我局", None),
        ];
        for (text, short, full) in table {
            let wanted = vec![(short.to_owned(), full.map(str::to_owned))];
            assert_eq!(declared(text), wanted, "{text}");
        }
        assert_eq!(declared("这是简称条例的文件（简要）。"), []);
    }
}
