//! `attachment-missing`: what the text calls its attachment follows (附件).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::{Block, BlockKind};
use crate::engine::Context;
use crate::outline::similarity;
use crate::report::{Finding, Label, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, from};

/// The text speaks of an attachment that does not follow, or that bears another name (附件). Tables
/// or the title of an attachment with text below it count as the attachment.
///
/// 检查附件：正文提到附件，后面却没有，或者附件的名称与正文所说不同。后面有表格，
/// 或有附件标题及其内容的，视为有附件。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct AttachmentMissing {
    /// Words in the text that speak of an attachment: 详见附件, 附后. Quotations and tables do not
    /// count.
    ///
    /// 正文中提到附件的词语，如 `["详见附件", "附后"]`；引号、书名号和表格中的不算。
    mention: Vec<Wording>,
    /// How a line begins that announces an attachment: 附件, as in 附件：某镇统计表 or 附件1：…; a
    /// number and a full-width colon follow.
    ///
    /// 附件说明行的开头，如 `["附件", "附表"]`；其后可有序号，须有冒号，如“附件1：某镇统计表”。
    note: Vec<Wording>,
    /// Signs, anywhere in the text, that the attachment is a file of its own: .xls, 点击下载. With
    /// one of them nothing is reported.
    ///
    /// 表明附件是单独文件的字样，如 `[".xls", "点击下载"]`；全文任何一处出现其中之一的，不再报告。
    file: Vec<Wording>,
}

/// Characters of the longest title of an attachment.
const TITLE: usize = 50;
/// Blocks behind a place that are looked at.
const NEAR: usize = 12;
/// Characters of a line that says no more than 附件1.
const NAMED: usize = 4;
/// Names at least this alike are the same.
const SAME: f64 = 0.6;

/// A statement that there is an attachment.
struct Claim<'a> {
    span: Span,
    /// Its name, where a line announces it.
    name: Option<&'a str>,
}

impl Kind for AttachmentMissing {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[message("", &["words"]), message("other-name", &["words", "found"])];
        MESSAGES
    }

    fn literals(&self) -> Vec<&str> {
        self.mention.iter().map(Wording::as_str).collect()
    }

    fn words_searched(&self) -> usize {
        self.file.len() + self.mention.len()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let claims = self.claims(cx);
        let Some(first) = claims.first() else {
            return Outcome::Inapplicable(Why::NothingToCheck);
        };
        let is_file = self.file.iter().any(|it| cx.doc.folded.as_str().contains(it.as_str()));
        if is_file {
            return Outcome::Pass;
        }
        if cx.doc.tables.iter().any(|it| it.span.start() > first.span.start()) {
            return Outcome::Pass;
        }
        let titles: Vec<&Block> = cx.doc.blocks.iter().filter(|it| self.is_title(cx, it)).collect();
        if titles.is_empty() {
            let again = claims.iter().skip(1).map(|it| it.span);
            let finding = Finding::at(first.span).value("words", cx.doc.words(first.span));
            return Outcome::of((finding.all_related(again, Label::Again)).into());
        }
        Outcome::of(claims.iter().filter_map(|claim| other_name(cx, claim, &titles)).collect())
    }
}

impl AttachmentMissing {
    fn claims<'a>(&self, cx: &'a Context<'_>) -> Vec<Claim<'a>> {
        let mentions = cx.literal_hits().filter_map(|(index, at)| {
            let folded = Span::new(at, at + self.mention.get(index)?.len());
            let span = cx.doc.folded.to_source(folded);
            let own = !cx.in_quotes(folded) && !cx.doc.in_table(span);
            own.then_some(Claim { span, name: None })
        });
        let notes = cx.doc.paragraphs().filter_map(|block| {
            let name = self.note_name(cx.doc.folded.slice(block.folded))?;
            Some(Claim { span: block.span, name: Some(name) })
        });
        // A note whose attachment follows right below is that attachment's title.
        let notes =
            notes.filter(|it| it.name.is_some_and(str::is_empty) || !heads_text(cx, it.span));
        let mut claims: Vec<Claim<'_>> = mentions.chain(notes).collect();
        claims.sort_by_key(|it| it.span);
        claims
    }

    /// The name in a line such as 附件1：某镇统计表.
    fn note_name<'a>(&self, line: &'a str) -> Option<&'a str> {
        let head = self.note.iter().find(|it| line.starts_with(it.as_str()))?;
        let rest = from(line, head.len()).trim_start_matches(|char: char| char.is_ascii_digit());
        let name = rest.strip_prefix('：')?;
        let short = line.len() <= TITLE * 4 && !name.contains('。');
        short.then(|| name.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.'))
    }

    /// Whether a block is the title of an attachment that is there: a short line with its word,
    /// and text after it.
    fn is_title(&self, cx: &Context<'_>, block: &Block) -> bool {
        let words = cx.doc.folded.slice(block.folded);
        let short = words.len() <= TITLE * 4 && !words.contains(['。', '，']);
        let heads = block.kind == BlockKind::Heading || block.at_line_start || cx.doc.flattened;
        let mention = self.mention.iter().any(|it| words.contains(it.as_str()));
        short && heads && !mention && cx.is_attachment(words) && is_followed(cx, block.span)
    }
}

/// Whether more than a signature stands behind a place.
fn is_followed(cx: &Context<'_>, span: Span) -> bool {
    behind(cx, span).any(|line| !is_attachment_line(line))
}

/// Whether text stands right behind a place, before any other attachment.
fn heads_text(cx: &Context<'_>, span: Span) -> bool {
    behind(cx, span).next().is_some_and(|line| !is_attachment_line(line))
}

fn is_attachment_line(line: &str) -> bool {
    ["附件", "附表", "附：", "抄送"].iter().any(|it| line.starts_with(it))
}

/// The lines behind a place, without those of a signature.
fn behind<'a>(cx: &'a Context<'_>, span: Span) -> impl Iterator<Item = &'a str> {
    let first = cx.doc.blocks.partition_point(|it| it.span.start() < span.end());
    let blocks = cx.doc.blocks.iter().skip(first).take(NEAR);
    let body = cx.facts.body.as_ref().map_or("", |it| it.stem.as_str());
    blocks.map(|it| cx.doc.folded.slice(it.folded)).filter(move |line| {
        let date = line.ends_with('日') && line.contains('年');
        let signed = !body.is_empty() && line.contains(body) && !line.contains(['。', '表']);
        !date && !signed
    })
}

/// A finding where an attachment is there, but under another name.
fn other_name(cx: &Context<'_>, claim: &Claim<'_>, titles: &[&Block]) -> Option<Finding> {
    let name = claim.name.filter(|it| !it.is_empty())?;
    let words = |block: &Block| cx.doc.folded.slice(block.folded);
    let named = |block: &&&Block| words(block).chars().count() > NAMED;
    let later = titles.iter().filter(|it| it.span.start() > claim.span.end()).filter(named);
    let later: Vec<&&Block> = later.take(NEAR).collect();
    let first = later.first()?;
    if later.iter().any(|it| similarity(words(it), name) >= SAME || words(it).contains(name)) {
        return None;
    }
    let finding = Finding::at(claim.span).variant("other-name").value("words", name);
    Some(finding.value("found", words(first)).related(first.span, Label::Other))
}
