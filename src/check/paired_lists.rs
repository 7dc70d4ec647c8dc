//! `paired-lists`: two numbered lists that belong together have the same length (问题与措施).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::document::Section;
use crate::engine::Context;
use crate::report::{Finding, Label, Outcome, Why};
use crate::rule::Wording;

/// Two numbered lists under neighbouring headings that belong together have the same length
/// (问题与措施). Only a second list that is shorter is told, and only where both have two items or
/// more.
///
/// 检查前后对应的两组编号内容数量是否相当（问题与措施）。两组各有两项以上，
/// 且后一组少于前一组的才报告。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PairedLists {
    /// Words in the heading of the first list: 问题.
    ///
    /// 前一组的标题所含词语，如 `["问题", "不足"]`。
    first: Vec<Wording>,
    /// Words in the heading of the second, which follows on the same level: 措施. A heading with
    /// words of both lists is none of them.
    ///
    /// 后一组（同级、紧接其后）的标题所含词语，如 `["措施", "改进"]`；同时含有两组词语的标题不算。
    second: Vec<Wording>,
}

impl Kind for PairedLists {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["first", "second"])];
        MESSAGES
    }

    fn words_searched(&self) -> usize {
        self.first.len() + self.second.len()
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let holds = |section: &Section, words: &[Wording]| {
            let title = cx.doc.plain(section.title);
            words.iter().any(|word| title.contains(word.as_str()))
        };
        let lists: Vec<(bool, usize, &Section)> = cx
            .doc
            .sections
            .iter()
            .enumerate()
            .filter_map(|(index, it)| match (holds(it, &self.first), holds(it, &self.second)) {
                (true, false) => Some((true, index, it)),
                (false, true) => Some((false, index, it)),
                _ => None,
            })
            .collect();
        let pairs = lists.iter().zip(lists.iter().skip(1)).filter(|(left, right)| {
            left.0 && !right.0 && left.2.level == right.2.level && left.2.parent == right.2.parent
        });
        let counted: Vec<(&Section, &Section, usize, usize)> = pairs
            .map(|(left, right)| (left.2, right.2, items(cx, left.1), items(cx, right.1)))
            .filter(|&(_, _, first, second)| first >= 2 && second >= 2)
            .collect();
        if counted.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        // Several measures against one problem are no defect.
        let short = counted.into_iter().filter(|&(_, _, first, second)| second < first);
        Outcome::of(
            short
                .map(|(left, right, first, second)| {
                    Finding::at(left.heading)
                        .labelled(Label::Heading)
                        .related(right.heading, Label::Other)
                        .value("first", first)
                        .value("second", second)
                })
                .collect(),
        )
    }
}

/// How many numbered items stand directly under section `index`.
fn items(cx: &Context<'_>, index: usize) -> usize {
    let Some(section) = cx.doc.sections.get(index) else { return 0 };
    let inside = cx.doc.sections.iter().skip(index + 1).take_while(|it| it.level > section.level);
    inside.filter(|it| it.parent == Some(index) && it.marker.is_some()).count()
}
