//! Whose outcomes a sentence goes on to tell, where an earlier clause says so: 自然人申请中，予以公开2件、
//! 部分公开1件; 县教育局予以公开2件、部分公开1件.

use super::residue::residue;
use super::{Clause, Indicators, Matter};
use crate::facts::Facts;
use crate::facts::figures::Figure;
use crate::rule::Wording;
use crate::text::{Span, before, cut, from, is_han};

/// Figures before one that are looked at.
const REACH: usize = 8;
/// Characters before a figure that are looked at.
const SEGMENT: usize = 200;
/// What a clause ends with that only says of which applications the next one tells.
const TOPICS: [&str; 4] = ["申请中", "申请", "件中", "的"];
/// Words before an outcome that say only how it came about: 经审查依法予以公开.
const NEUTRAL: [&str; 25] = [
    "经", "审查", "审核", "研究", "依法", "依规", "依照", "决定", "作出", "答复", "分别", "按照",
    "类型", "结果", "处理", "全部", "区分", "对", "给予", "方式", "经过", "件", "中", "本级",
    "收到",
];
/// Words that limit nothing in such a clause: 在收到的全部申请中.
const WHOLE: [&str; 25] = [
    "中", "收到", "受理", "接收", "接到", "答复", "办结", "办理", "处理", "处置", "全部", "所有",
    "上述", "以上", "这些", "对于", "对", "在", "从", "件", "新收", "本级", "及时", "收悉", "完毕",
];

impl Clause<'_> {
    /// Whether an earlier clause of the sentence limits whose outcome the figure tells.
    pub(super) fn is_of_a_narrower_subject(
        &self,
        index: usize,
        matter: &Matter,
        indicators: &Indicators<'_>,
        facts: &Facts,
    ) -> bool {
        if matter.part.is_none()
            || ["共", "合计", "总计", "全年", "全部"].iter().any(|it| self.label.contains(it))
        {
            return false;
        }
        let known: Vec<&str> = matter.under.iter().map(Wording::as_str).chain(WHOLE).collect();
        let narrow = |clause: &str| {
            let topic = TOPICS.iter().any(|it| clause.ends_with(it)) && clause.contains("申请");
            let counts = clause.contains(|it: char| it.is_ascii_digit()) && clause.contains('件');
            (topic || clause.starts_with('对'))
                && !counts
                && !residue(clause, &known, facts).is_empty()
        };
        // 上半年办结的40件中，予以公开14件
        let segment = self.segment();
        let part = ["上半年", "下半年", "季度"].iter().filter_map(|it| segment.rfind(it)).max();
        let whole = ["全年", "本年", "年内", "共"].iter().filter_map(|it| segment.rfind(it)).max();
        if part > whole {
            return true;
        }
        // The last one is that of the figure itself.
        segment.rsplit(['，', '：']).skip(1).any(narrow)
            || self.follows_a_subject(index, matter, indicators, facts)
    }

    /// The words of its sentence before the figure, from the last semicolon on.
    fn segment(&self) -> &str {
        let near: usize = self.head.chars().rev().take(SEGMENT).map(char::len_utf8).sum();
        let head = from(self.head, self.head.len() - near);
        head.rsplit('；').next().unwrap_or_default()
    }

    /// Whether the outcomes told right before it begin with the name of one of many.
    fn follows_a_subject(
        &self,
        index: usize,
        matter: &Matter,
        indicators: &Indicators<'_>,
        facts: &Facts,
    ) -> bool {
        let start = self.figure.folded.start();
        let same = |it: &&Figure| {
            it.block == self.figure.block
                && it.folded.end() <= start
                && !cut(self.doc.folded.as_str(), Span::new(it.folded.end(), start))
                    .contains(['。', '；'])
        };
        let earlier = facts.figures.get(..index).unwrap_or_default().iter().rev().take(REACH);
        for figure in earlier.take_while(same) {
            let clause = Clause::of(self.doc, figure);
            let alike = |it: &&Matter| it.part == matter.part;
            let told = indicators.known.iter().filter(|it| it.1.as_ref().is_some_and(alike));
            let Some(at) = told.filter_map(|it| clause.stands_at(it.0)).min() else { return false };
            let name = before(clause.label, at).trim_end_matches('共');
            let kind = ["部门", "乡镇", "镇街"].iter().any(|it| name.ends_with(it))
                && !name.contains(['各', '全']);
            if kind || residue(name, &NEUTRAL, facts).chars().any(is_han) {
                return true;
            }
        }
        false
    }

    /// Where in the label the words of an indicator begin.
    fn stands_at(&self, indicator: &super::Indicator) -> Option<usize> {
        let said = indicator
            .says
            .iter()
            .find(|all| all.iter().all(|it| self.label.contains(it.as_str())))?;
        said.iter().filter_map(|it| self.label.find(it.as_str())).min()
    }
}
