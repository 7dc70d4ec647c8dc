//! `heading-tail`: a heading on a line of its own ends without a mark (标题末标点).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::Section;
use crate::engine::Context;
use crate::report::{Edit, Finding, Label, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, is_blank};

/// A heading on a line of its own ends without a colon, comma, 、 or blank (标题末标点). Headings
/// of the first two levels are judged.
///
/// 检查独占一行的标题末尾有无多余的冒号、逗号、顿号或空格。只看前两级标题。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct HeadingTail {
    /// Words of a line that leads on to a list and is no heading: 如下. A heading with one of them,
    /// or with a comma inside, is not judged.
    ///
    /// 引出下文、不属标题的行中的词语，如 `["如下"]`；含有其中之一或者中间有逗号的行不检查。
    lead_in: Vec<Wording>,
}

/// Levels of headings; below them stand list items, which are sentences.
const LEVELS: u8 = 2;
/// Characters of the longest heading of the second level; what is longer is a sentence.
const LONGEST: usize = 20;
/// Marks that a heading does not end with.
const MARKS: [char; 5] = ['：', ':', '，', ',', '、'];

impl Kind for HeadingTail {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] =
            &[message("", &["found", "count"]), message("blank", &["count"])];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.lead_in.len()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let own_line = cx.doc.sections.iter().filter(|it| it.at_line_start && !it.run_in);
        let headings: Vec<&Section> = own_line.filter(|it| self.is_heading(cx, it)).collect();
        if headings.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let tails = headings.iter().map(|it| tail(cx, it)).filter(|it| !it.is_empty());
        let (blank, marked): (Vec<Span>, Vec<Span>) =
            tails.partition(|it| cx.doc.words(*it).chars().all(is_blank));
        let marked = finding(cx, &marked).map(|it| {
            let found = cx.doc.words(it.primary.span).to_owned();
            it.value("found", found)
        });
        let blank = finding(cx, &blank).map(|it| it.variant("blank"));
        Outcome::of(marked.into_iter().chain(blank).collect())
    }
}

impl HeadingTail {
    fn is_heading(&self, cx: &Context<'_>, section: &Section) -> bool {
        let title = cx.doc.plain(section.title);
        let short = section.level == 1 || title.chars().count() <= LONGEST;
        let sentence =
            title.contains('，') || self.lead_in.iter().any(|it| title.contains(it.as_str()));
        section.level <= LEVELS && short && !sentence && !title.is_empty()
    }
}

/// What stands between the title and the end of its line; nothing where that is more than a mark.
fn tail(cx: &Context<'_>, section: &Section) -> Span {
    let line = cx.doc.text.line(cx.doc.text.line_at(section.title.end()));
    let tail = Span::new(section.title.end(), line.end());
    let words = cx.doc.words(tail);
    let only_marks = words.chars().all(|char| is_blank(char) || MARKS.contains(&char));
    let mark = words.trim_end_matches(is_blank).len();
    if !only_marks {
        return Span::at(tail.end());
    }
    if mark == 0 { tail } else { Span::new(tail.start(), tail.start() + mark) }
}

fn finding(cx: &Context<'_>, places: &[Span]) -> Option<Finding> {
    let (&first, again) = places.split_first()?;
    let finding = Finding::at(first)
        .all_related(again.iter().copied(), Label::Again)
        .value("count", places.len());
    Some(places.iter().fold(finding, |finding, &span| {
        // After a comma the heading may go on in the next line.
        let sure = !cx.doc.words(span).contains(['，', ',', '、']);
        finding.edit(Edit { span, text: String::new(), sure })
    }))
}
