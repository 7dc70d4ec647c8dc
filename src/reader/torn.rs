//! Sentences that a line end tore (断行): a return typed by mistake, a `<br>` left by an editor, a
//! line end copied from a page. The sentence is put together again, so that its sums, dates and
//! names are judged as one reads them, and the place is noted.

use super::{Layout, Part, PartKind};
use crate::document::{Remark, RemarkKind};
use crate::outline;
use crate::text::{Span, Text, from};

/// Marks after which nothing is missing at the end of a line.
const ENDS: [char; 17] =
    ['。', '！', '？', '；', '：', '…', '”', '’', '）', '》', '】', '〕', '.', '!', '?', ';', ')'];
/// Marks that never end a line.
const PAUSES: [char; 2] = ['，', '、'];
const BRACKETS: [(char, char); 4] = [('《', '》'), ('（', '）'), ('“', '”'), ('〔', '〕')];
/// Characters of the shortest line that is a sentence, and of one that begins with a list number.
const LONG: usize = 16;
const LONG_ITEM: usize = 40;
/// Characters of a label: 联系电话：.
const LABEL: usize = 8;
/// Characters of either half of a member of a list: 财政预, 决算57条.
const MEMBER: usize = 10;

/// Joins paragraphs of `layout` that are one sentence in the lines of `text`.
pub(super) fn mend(text: &Text, layout: &mut Layout) {
    let parts = std::mem::take(&mut layout.parts);
    let mut whole: Vec<Part> = Vec::with_capacity(parts.len());
    // The line that was looked at last: of a paragraph put together only its end matters.
    let mut last = None::<Span>;
    for part in parts {
        let (line, before) = (part.span, last.replace(part.span));
        match whole.last_mut().zip(before) {
            Some((paragraph, before)) if is_torn(text, (paragraph, before), &part) => {
                let gap = Span::new(before.end(), line.start());
                paragraph.span = paragraph.span.cover(line);
                layout.dropped.push(gap);
                layout.remarks.push(Remark { kind: RemarkKind::Torn, span: gap });
            }
            _ => whole.push(part),
        }
    }
    layout.parts = whole;
    if !layout.dropped.is_empty() {
        layout.folded = None;
        layout.remarks.sort_by_key(|it| it.span);
    }
}

/// Whether `next` goes on with the sentence in the last line of a paragraph.
fn is_torn(text: &Text, (paragraph, last): (&Part, Span), next: &Part) -> bool {
    let prose = |it: &Part| it.kind == PartKind::Prose && it.at_line_start;
    if !prose(paragraph) || !prose(next) {
        return false;
    }
    let gap = text.slice(Span::new(last.end(), next.span.start().max(last.end())));
    if gap.bytes().filter(|&byte| byte == b'\n').count() > 1 {
        return false;
    }
    let (head, tail) = (text.slice(last), text.slice(next.span));
    if head.ends_with(ENDS) {
        return false;
    }
    let (head, tail) = (full(head), full(tail));
    is_cut_in_bracket(&head, &tail) || is_cut_in_sentence(&head, &tail)
}

/// Half-width marks as full-width ones (全角): what is torn stays so when they are put right.
fn full(text: &str) -> String {
    let mark = |char| match char {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        other => other,
    };
    let text: String = text.chars().map(mark).collect();
    text.strip_suffix('.').map(|it| format!("{it}。")).unwrap_or(text)
}

/// 《中华人民共和 / 国政府信息公开条例》: what the first line opens, the next one closes.
fn is_cut_in_bracket(head: &str, tail: &str) -> bool {
    BRACKETS.iter().any(|&(open, close)| {
        let opened = head.rfind(open).is_some_and(|at| !from(head, at).contains(close));
        let closes = tail.find(close);
        opened && closes.is_some_and(|at| tail.find(open).is_none_or(|next| at < next))
    })
}

/// A line that ends with a pause goes on in the next; so does one that ends in a member of a list that
/// has no figure yet (其中政策文件23条、财政预 / 决算57条) and one that ends in a figure of which the next
/// has the measure word (公开指南12 / 条，).
fn is_cut_in_sentence(head: &str, tail: &str) -> bool {
    let paused = head.ends_with(PAUSES);
    let least = if outline::number_at(head).is_some() { LONG_ITEM } else { LONG };
    head.chars().nth(least).is_some()
        && (paused || is_cut_in_member(head, tail) || is_cut_before_unit(head, tail))
        && tail.contains(['，', '。', '；'])
        && outline::number_at(tail).is_none()
        && !begins_with_label(tail)
}

fn is_cut_in_member(head: &str, tail: &str) -> bool {
    let mut clauses = head.rsplit(['，', '、', '；', '。']);
    let (own, ahead) = (clauses.next().unwrap_or_default(), clauses.next().unwrap_or_default());
    let rest = tail.split(['，', '、', '；', '。']).next().unwrap_or_default();
    let counts = |words: &str| words.contains(|it: char| it.is_ascii_digit());
    let brief = |words: &str| !words.is_empty() && words.chars().nth(MEMBER).is_none();
    counts(ahead) && brief(own) && !counts(own) && counts(rest) && brief(rest)
}

fn is_cut_before_unit(head: &str, tail: &str) -> bool {
    const MEASURES: [&str; 12] =
        ["万元", "人次", "条", "件", "次", "篇", "个", "元", "人", "份", "期", "项"];
    let rest = MEASURES.iter().find_map(|unit| tail.strip_prefix(unit));
    head.ends_with(|char: char| char.is_ascii_digit())
        && rest.is_some_and(|it| it.starts_with(['，', '、', '；', '。', '（', '）']))
}

fn begins_with_label(tail: &str) -> bool {
    tail.chars().take(LABEL).any(|char| char == '：')
}

#[cfg(test)]
mod tests {
    use crate::outline::Vocabulary;
    use crate::reader;
    use crate::source::Format;

    /// Whether the two lines are read as one paragraph, as text and as a page.
    fn joined(head: &str, tail: &str) -> bool {
        let whole = |text: String, format| {
            let doc = reader::read(text, format, &Vocabulary::default());
            doc.blocks.iter().any(|it| {
                let words = doc.folded.slice(it.folded);
                words.starts_with(head) && words.ends_with(tail)
            })
        };
        let [text, page] = [
            whole(format!("某镇2023年报告\n{head}\n{tail}\n落款。"), Format::Txt),
            whole(format!("<p>某镇2023年报告</p><p>{head}<br>{tail}</p>"), Format::Html),
        ];
        assert_eq!(text, page, "{head} / {tail}");
        text
    }

    #[test]
    fn a_sentence_that_a_line_end_tears_is_one_paragraph() {
        let torn = [
            ("全年主动公开信息80条，其中政策文件23条、财政预", "决算57条。"),
            ("我镇根据《中华人民共和", "国政府信息公开条例》编制本报告。"),
            ("全年举行新闻发布会3场，发布解读材料12篇，", "回应公众关切40次。"),
            ("我镇健全制度（包括审查、发布和", "考核），按月公布结果。"),
            ("全年主动公开信息80条，其中政策文件类23", "条，财政预决算类57条。"),
            ("全年收到政府信息公开申请3件，其中予以公开2", "件。"),
        ];
        for (head, tail) in torn {
            assert!(joined(head, tail), "{head} / {tail}");
        }
    }

    #[test]
    fn lines_that_stand_for_themselves_stay_apart() {
        let apart = [
            ("（一）加强组织领导，健全工作机制", "2023年，我镇调整领导小组。"),
            ("加强组织领导，健全工作机制，压实工作责任", "2023年，我镇调整领导小组。"),
            ("全年公开便民信息80条，其中文件40条、动态30条", "发布解读材料12条，回应关切3次。"),
            ("收到来信12件，其中咨询5件、建议4件", "办理群众诉求6件，均已回复。"),
            ("全年主动公开信息80条，公开率和及时率均有提高", "二、依申请公开情况"),
            ("全年主动公开信息80条，公开率和及时率均有提高", "（二）依申请公开。全年收到申请3件。"),
            ("联系地址：某镇中心路18号，邮编：315000", "如有疑问，请与镇党政办公室联系。"),
            ("行政规范性文件，制发5件，废止2件，现行有效", "规章，制发0件，废止0件"),
            ("全年主动公开信息80条，公开率和及时率均有提高", "联系电话：0570-1234567。"),
            ("某镇人民政府关于印发政务公开要点的通知", "2023年，我镇印发要点。"),
            ("全年主动公开信息80条，办结申请3件。", "全年没有收费，也没有减免。"),
            ("各科室按照分工抓好落实，详见附件第12", "条例的宣传由办公室负责，各村配合。"),
        ];
        for (head, tail) in apart {
            assert!(!joined(head, tail), "{head} / {tail}");
        }
    }
}
