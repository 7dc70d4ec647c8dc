//! `draft`: the report is final: no mark of a draft at the title, no tracked changes (修订) and no
//! comments (批注) left in the file.

use schemars::JsonSchema;
use serde::Deserialize;

use super::prose::Once;
use super::{Kind, Message, message};
use crate::document::{BlockKind, Document, RemarkKind};
use crate::engine::Context;
use crate::report::{Finding, Findings, Outcome};
use crate::rule::Wording;
use crate::text::{Span, before, from};

/// The report is final: no mark of a draft (稿件标记) at the title, no tracked changes (修订) and
/// no comments (批注) left in the Word file.
///
/// 检查是否定稿：标题处没有稿件标记，Word 文件中没有残留的修订和批注。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Draft {
    /// Words that mark a draft: 征求意见稿. They count in the title and in lines of at most 12
    /// characters beside it; tracked changes and comments are told anyway.
    ///
    /// 稿件标记，如 `["征求意见稿", "送审稿"]`；在标题中，或在标题前后不超过12个字的行中才算。
    /// 修订和批注不论如何都报告。
    marks: Vec<Wording>,
}

/// Characters of a line beside the title that a mark of a draft may stand on.
const LINE_MAX: usize = 12;

impl Kind for Draft {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[
            message("", &["found"]),
            message("changes", &["count"]),
            message("comments", &["count"]),
        ];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let mut findings = self.marked(cx);
        findings.extend(left(cx.doc, "changes", &[RemarkKind::Inserted, RemarkKind::Deleted]));
        findings.extend(left(cx.doc, "comments", &[RemarkKind::Comment]));
        Outcome::of(findings)
    }
}

/// What word processors keep of the work on a text: one finding for all of a kind.
fn left(doc: &Document, variant: &'static str, kinds: &[RemarkKind]) -> Option<Finding> {
    let found = doc.remarks.iter().filter(|remark| kinds.contains(&remark.kind));
    let mut places: Vec<Span> = found.map(|remark| remark.span).collect();
    places.sort_unstable();
    places.dedup();
    let findings = places.into_iter().map(|place| Finding::at(place).variant(variant));
    findings.collect::<Once>().finding()
}

impl Draft {
    /// The marks in titles and in short lines beside them.
    fn marked(&self, cx: &Context<'_>) -> Findings {
        let titles = cx.facts.titles.iter().map(|it| it.span);
        let head = cx.head();
        let lines = cx.doc.blocks.iter().take_while(|it| head.contains(it.span)).filter(|it| {
            let words = cx.doc.folded.slice(it.folded);
            it.kind != BlockKind::Row && words.chars().count() <= LINE_MAX
        });
        let mut places: Vec<Span> = titles.chain(lines.map(|it| it.span)).collect();
        places.sort_unstable();
        places.dedup_by(|next, kept| kept.overlaps(*next));
        let marks = places.into_iter().filter_map(|place| self.mark_in(cx, place));
        marks.map(|span| Finding::at(span).value("found", cx.doc.words(span))).collect()
    }

    /// The mark of a draft in `place`, with the brackets round it.
    fn mark_in(&self, cx: &Context<'_>, place: Span) -> Option<Span> {
        let folded = cx.doc.folded.to_folded(place);
        let words = cx.doc.folded.slice(folded);
        let (start, mark) = self.marks.iter().find_map(|mark| Some((words.find(mark.as_str())?, mark)))?;
        let end = start + mark.len();
        let open = before(words, start).chars().next_back().filter(|it| "（【〔[".contains(*it));
        let close = from(words, end).chars().next().filter(|it| "）】〕]".contains(*it));
        let span = match (open, close) {
            (Some(open), Some(close)) => Span::new(start - open.len_utf8(), end + close.len_utf8()),
            _ => Span::new(start, end),
        };
        Some(cx.doc.folded.to_source(span.shift(folded.start())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Remark;
    use crate::outline::Vocabulary;
    use crate::report::Label;
    use crate::source::Format;
    use crate::testing::marked;

    const TEXT: &str = "收到申请3件，办结3件。\n没有诉讼。\n";

    fn doc(remarks: &[(RemarkKind, usize, usize)]) -> Document {
        let mut doc = crate::reader::read(TEXT.to_owned(), Format::Txt, &Vocabulary::default());
        let remark = |&(kind, start, end)| Remark { kind, span: Span::new(start, end) };
        doc.remarks = remarks.iter().map(remark).collect();
        doc
    }

    #[test]
    fn all_changes_make_one_finding_and_pictures_none() {
        use RemarkKind::{Comment, Deleted, Inserted, Oversized, Picture};
        let doc = doc(&[
            (Inserted, 12, 13),
            (Deleted, 0, 32),
            (Inserted, 12, 13),
            (Comment, 33, 48),
            (Picture, 33, 48),
            (Oversized, 33, 48),
        ]);
        let changes = left(&doc, "changes", &[Inserted, Deleted]).unwrap();
        assert_eq!(changes.variant, "changes");
        assert_eq!(changes.values["count"].to_string(), "2");
        assert_eq!((changes.primary.span, changes.related.len()), (Span::new(0, 32), 1));
        assert_eq!(changes.related[0].label, Some(Label::Again));
        let comments = left(&doc, "comments", &[Comment]).unwrap();
        let shown = marked(TEXT, [comments.primary.span]);
        assert_eq!(shown, "收到申请3件，办结3件。\n⟦没有诉讼。⟧\n");
    }

    #[test]
    fn a_final_text_has_none() {
        assert!(left(&doc(&[]), "changes", &[RemarkKind::Inserted]).is_none());
    }
}
