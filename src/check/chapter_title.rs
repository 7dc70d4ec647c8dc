//! `chapter-title`: chapters bear the titles of the form (章节标题用语).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, chapter_number, message};
use crate::engine::Context;
use crate::outline::key;
use crate::report::{Finding, Findings, Label, Outcome, Why};

/// Chapters bear the `title` that pack.toml gives them (章节标题用语), 的, 和, 及, 与, 工作 and
/// separators apart. It has no parameters.
///
/// 检查章节标题是否采用 pack.toml 规定的 `title`；“的、和、及、与、工作”和间隔符号的出入不计。
/// 没有参数。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ChapterTitle {}

impl Kind for ChapterTitle {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "title"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        if cx.found.is_empty() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        let mut findings = Findings::default();
        let inner = chapter_number::subsections(cx);
        for &(index, name) in cx.found.iter().filter(|it| inner.binary_search(&it.0).is_err()) {
            let Some(section) = cx.doc.sections.get(index) else { continue };
            let Some(chapter) = cx.chapters.iter().find(|it| it.key == name) else { continue };
            let found = cx.doc.plain(section.title);
            // A title of several chapters is a matter of structure.
            if cx.keys_of(index).count() > 1 || key(found) == key(&chapter.title) {
                continue;
            }
            findings.push(
                Finding::at(section.title)
                    .labelled(Label::Heading)
                    .value("found", found)
                    .value("title", chapter.title.as_str())
                    .replace(section.title, chapter.title.as_str()),
            );
        }
        Outcome::of(findings)
    }
}
