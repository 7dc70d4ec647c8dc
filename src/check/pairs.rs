//! `pairs`: every bracket and every quotation mark has its partner (括号引号成对).
//!
//! A pair may be spread over neighbouring paragraphs. List numbers (`1）`, `三）`), document numbers
//! and brackets round an address are left to the rules that know them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::{Once, written};
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::report::{Finding, Label, Outcome};
use crate::text::{Span, before, from, uncommon};

/// Every bracket and every quotation mark has its partner (括号引号成对). List numbers, document
/// numbers and brackets round web addresses are left to other kinds.
///
/// 检查括号、书名号、引号是否成对。序号、发文字号和网址旁的括号由其他检查方式负责。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Pairs {
    /// How many headings and paragraphs further on a partner may stand; 0 asks for the same
    /// paragraph.
    ///
    /// 另一半最远可在其后第几个段落（含标题）；0 表示须在同一段内。
    reach: u32,
}

/// Opening sign and its partner.
const PAIRS: [(char, char); 8] = [
    ('《', '》'),
    ('〈', '〉'),
    ('（', '）'),
    ('〔', '〕'),
    ('【', '】'),
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
];
/// From this many on the text has lost signs, and one finding tells of all.
const MANY: usize = 5;
/// How deep an open sign is looked for: a run of openings without partners must not be slow.
const DEPTH: usize = 16;
/// Characters of the longest list number before a closing bracket.
const NUMBER: usize = 2;

/// A sign that waits for its partner, or has none.
#[derive(Clone, Copy)]
struct Sign {
    char: char,
    /// Its place in the folded text.
    place: Span,
    /// Which of the headings and paragraphs it stands in.
    block: u32,
}

impl Kind for Pairs {
    fn messages(&self) -> &'static [Message] {
        const VALUES: &[&str] = &["found", "partner", "count"];
        const MESSAGES: &[Message] = &[message("", VALUES), message("no-opening", VALUES)];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let text = cx.doc.folded.as_str();
        let mut single = self.unpaired(cx);
        single.retain(|sign| !is_excused(text, *sign));
        let findings = || groups(&single).map(|signs| finding(cx, signs));
        Outcome::of(if groups(&single).take(MANY).count() < MANY {
            findings().collect()
        } else {
            findings().collect::<Once>().finding().into_iter().collect()
        })
    }
}

impl Pairs {
    /// Signs without a partner, in order.
    fn unpaired(&self, cx: &Context<'_>) -> Vec<Sign> {
        let (mut open, mut single): (Vec<Sign>, Vec<Sign>) = (Vec::new(), Vec::new());
        for (block, it) in (0..).zip(written(cx.doc)) {
            let expired = open.iter().take_while(|sign| sign.block.saturating_add(self.reach) < block);
            let expired = expired.count();
            single.extend(open.drain(..expired));
            // In a quotation of several paragraphs each begins with a mark and only the last is closed.
            let again = cx.doc.folded.slice(it.folded).starts_with('“');
            if again && open.last().is_some_and(|last| last.char == '“' && last.block < block) {
                open.pop();
            }
            for (at, char) in uncommon(cx.doc.folded.slice(it.folded)) {
                let place = Span::new(at, at + char.len_utf8()).shift(it.folded.start());
                let sign = Sign { char, place, block };
                if PAIRS.iter().any(|pair| pair.0 == char) {
                    open.push(sign);
                } else if let Some(&(opening, _)) = PAIRS.iter().find(|pair| pair.1 == char) {
                    close(&mut open, &mut single, opening, sign);
                }
            }
        }
        single.extend(open);
        single.sort_unstable_by_key(|sign| sign.place);
        single
    }
}

/// Takes the partner of `sign` from the open signs; what was opened inside the pair has no partner.
fn close(open: &mut Vec<Sign>, single: &mut Vec<Sign>, opening: char, sign: Sign) {
    let deepest = open.len().saturating_sub(DEPTH);
    let found = open.iter().skip(deepest).rposition(|it| it.char == opening).map(|at| at + deepest);
    match found {
        Some(at) => single.extend(open.drain(at..).skip(1)),
        None => single.push(sign),
    }
}

/// Signs that other rules speak of, and closing signs that are none.
fn is_excused(text: &str, sign: Sign) -> bool {
    let head = before(text, sign.place.start());
    let tail = from(text, sign.place.end());
    let (left, right) = (head.chars().next_back(), tail.chars().next());
    let digit = |char: Option<char>| char.is_some_and(|it| it.is_ascii_digit());
    let latin = |char: Option<char>| char.is_some_and(|it| it.is_ascii_alphanumeric() || it == '/');
    match sign.char {
        // 〔2014〕130号 with a bracket lost.
        '〔' | '〕' | '【' | '】' => digit(left) || digit(right),
        // Inside the path of an address.
        '（' => latin(left) && latin(right) && is_address(tail.chars()),
        '）' => is_list_number(head) || latin(left) && is_address(head.chars().rev()),
        '‘' | '’' => latin(left) || latin(right),
        _ => false,
    }
}

/// Whether the Latin word that comes next has the point or sign of an address.
fn is_address(chars: impl Iterator<Item = char>) -> bool {
    chars.take_while(char::is_ascii_graphic).take(200).any(|it| it == '.' || it == '@')
}

/// Whether `head` ends with a list number that a closing bracket would follow: 1）, 三）, a）.
fn is_list_number(head: &str) -> bool {
    let number =
        |char: &char| char.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(*char);
    let length = head.chars().rev().take_while(number).take(NUMBER + 1).count();
    (1..=NUMBER).contains(&length)
}

/// The signs that are one slip each: quotation marks of one direction on both sides (“甲“) are one.
fn groups(signs: &[Sign]) -> impl Iterator<Item = &[Sign]> {
    let mut rest = signs;
    std::iter::from_fn(move || {
        let (first, behind) = rest.split_first()?;
        let quote = matches!(first.char, '“' | '”' | '‘' | '’');
        let twin = |it: &Sign| quote && it.char == first.char && it.block == first.block;
        let (group, others) = rest.split_at(1 + usize::from(behind.first().is_some_and(twin)));
        rest = others;
        Some(group)
    })
}

fn finding(cx: &Context<'_>, signs: &[Sign]) -> Finding {
    let place = |sign: &Sign| cx.doc.folded.to_source(sign.place);
    let first = signs.first().copied().unwrap_or(Sign { char: ' ', place: Span::at(0), block: 0 });
    let closing = PAIRS.iter().find(|pair| pair.1 == first.char);
    let partner = closing
        .map(|pair| pair.0)
        .or_else(|| PAIRS.iter().find(|pair| pair.0 == first.char).map(|pair| pair.1));
    Finding::at(place(&first))
        .labelled(Label::Unpaired)
        .variant(if closing.is_some() { "no-opening" } else { "" })
        .value("found", cx.doc.words(place(&first)))
        .value("partner", partner.map(String::from).unwrap_or_default())
        .value("count", 1_usize)
        .all_related(signs.iter().skip(1).map(place), Label::Unpaired)
}
