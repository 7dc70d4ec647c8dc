//! `unit-wrong`: applications, reviews and suits counted in another unit than 件 (量词不当).

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::figures::{Figure, Role};
use crate::facts::tense;
use crate::report::{Finding, Outcome, Why};
use crate::rule::Wording;
use crate::text::{Span, cut, from};

/// What is counted in one unit, such as applications, reviews and suits in 件, is counted in
/// another (量词不当).
///
/// 检查量词是否得当，如申请、复议、诉讼应以“件”计而用了其他量词。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnitWrong {
    /// What is counted, right before the number (共, 为 and the like may stand between) or right
    /// behind the unit: 行政复议.
    ///
    /// 所计的对象，紧接在数字前（中间可有“共、为”等）或者量词后，如 `["行政复议"]`。
    counted: Vec<Wording>,
    /// Words before the number that give it a unit of its own: 群体 in 群体性行政复议2起.
    ///
    /// 数字前表明可用其他量词的词语，如“群体性行政复议2起”中的 `["群体"]`。
    unless: Vec<Wording>,
    /// Words of `counted` that also name a class of documents: 依申请公开. Left out: none.
    ///
    /// `counted` 中也可指文件公开属性的词语，如 `["依申请公开"]`；省略时没有。
    #[serde(default)]
    classes: Vec<Wording>,
    /// Words in the sentence before the number that show that such a class is meant: 文件. Left out:
    /// none.
    ///
    /// 句中数字之前表明所说是文件公开属性的词语，如 `["文件"]`；省略时没有。
    #[serde(default)]
    documents: Vec<Wording>,
    /// Units that do not fit: 起. Other units are let pass.
    ///
    /// 不得当的量词，如 `["起", "宗"]`；未列出的不报告。
    units: Vec<Wording>,
    /// The unit that does: 件.
    ///
    /// 应当使用的量词，如 "件"。
    unit: Wording,
}

/// Words between what is counted and its number that change nothing.
const IDLE: [&str; 8] = ["共", "共计", "总计", "合计", "数量", "为", "案件", "有"];

/// What ends the words that say what is counted.
const STOPS: [char; 7] = ['，', '。', '；', '、', '）', '（', '\n'];

impl Kind for UnitWrong {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", &["found", "unit", "expected"])];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let figures = cx.facts.figures.iter();
        let mut counted =
            figures.filter(|it| it.role == Role::Count && self.counts(cx, it)).peekable();
        if counted.peek().is_none() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        Outcome::of(counted.filter_map(|it| self.judge(cx, it)).collect())
    }
}

impl UnitWrong {
    /// Whether a figure counts what the rule is about.
    fn counts(&self, cx: &Context<'_>, figure: &Figure) -> bool {
        let mut label = cx.doc.plain(figure.label).trim_end();
        while let Some(rest) = IDLE.iter().find_map(|it| label.strip_suffix(it)) {
            label = rest;
        }
        if self.unless.iter().any(|it| label.contains(it.as_str())) {
            return false;
        }
        let ends = |it: &&Wording| label.ends_with(it.as_str());
        if self.classes.iter().any(|it| ends(&it)) && self.is_of_documents(cx, figure) {
            return false;
        }
        let object = from(cx.doc.folded.as_str(), figure.folded.end());
        // 12条申请 but not 12条申请办理信息.
        let behind = |it: &&Wording| {
            let rest = object.strip_prefix(it.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(STOPS))
        };
        self.counted.iter().any(|it| ends(&it) || behind(&it))
    }

    /// Whether the sentence before the figure speaks of documents: 印发文件20份，其中依申请公开5份.
    fn is_of_documents(&self, cx: &Context<'_>, figure: &Figure) -> bool {
        let text = cx.doc.folded.as_str();
        let start = tense::sentence(text, figure.folded).start().min(figure.folded.start());
        let words = cut(text, Span::new(start, figure.folded.start()));
        self.documents.iter().any(|it| words.contains(it.as_str()))
    }

    fn judge(&self, cx: &Context<'_>, figure: &Figure) -> Option<Finding> {
        let wrong = self.units.iter().find(|unit| *unit == figure.unit)?;
        let end = figure.folded.end();
        let unit = cx.doc.folded.to_source(Span::new(end - wrong.len(), end));
        let number =
            cut(cx.doc.folded.as_str(), Span::new(figure.folded.start(), end - wrong.len()));
        Some(
            Finding::at(figure.span)
                .value("found", cx.doc.words(figure.span))
                .value("unit", wrong.as_str())
                .value("expected", format!("{number}{}", self.unit))
                .replace(unit, self.unit.as_str()),
        )
    }
}
