//! Whose outcomes a sentence goes on to tell, where an earlier clause says so: 自然人申请中，予以公开2件、
//! 部分公开1件; 县教育局予以公开2件、部分公开1件.

use super::limits::SUBJECTS;
use super::residue::residue;
use super::{Clause, Indicators, Matter};
use crate::facts::Facts;
use crate::rule::Wording;
use crate::text::{before, from, is_han};

/// Characters before a figure that are looked at.
const SEGMENT: usize = 200;
/// Words by which a clause tells what was done, and not which applications are meant: 认真办理群众申请.
const PREDICATES: [&str; 14] = [
    "办理", "处理", "做好", "规范", "认真", "受理", "接收", "登记", "公布", "畅通", "方便", "引导",
    "接待", "收到",
];
/// Who applies.
const APPLICANTS: [&str; 6] = ["自然人", "企业", "法人", "个人", "组织", "申请"];
/// What outcomes are told apart by besides the names of [`SUBJECTS`]: who applied, how, and when.
const WAYS: [&str; 13] = [
    "法人",
    "单位",
    "个人",
    "网上",
    "网络",
    "线上",
    "线下",
    "当面",
    "信函",
    "施行前",
    "施行后",
    "实施前",
    "实施后",
];
/// Parts of a year.
const PARTS_OF_YEAR: [&str; 3] = ["上半年", "下半年", "季度"];
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
            let counts = clause.contains(|it: char| it.is_ascii_digit()) && clause.contains('件');
            is_topic(clause) && !counts && !residue(clause, &known, facts).is_empty()
        };
        let segment = self.segment();
        // The last clause is that of the figure itself.
        let mut earlier = segment.rsplit(['，', '：']).skip(1);
        let anew = self.label.contains("申请");
        is_of_a_part_of_the_year(segment)
            || !anew && earlier.any(narrow)
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
        for figure in self.earlier(index, facts) {
            let clause = Clause::of(self.doc, figure);
            let alike = |it: &&Matter| it.part == matter.part;
            let told = indicators.known.iter().filter(|it| it.1.as_ref().is_some_and(alike));
            let Some(at) = told.filter_map(|it| clause.stands_at(it.0)).min() else { return false };
            let name = before(clause.label, at).trim_end_matches('共').trim_end_matches("申请");
            let kind = ["部门", "乡镇", "镇街", "单位"].iter().any(|it| name.ends_with(it))
                && !name.contains(['各', '全']);
            let named = SUBJECTS.iter().chain(&WAYS).any(|it| name.ends_with(it));
            if kind || named && residue(name, &[], facts).chars().any(is_han) {
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

/// Whether a clause only says of which applications the next one tells: 自然人申请中, 企业提出的申请, 对自然人.
fn is_topic(clause: &str) -> bool {
    if let Some(whom) = clause.strip_prefix('对') {
        return APPLICANTS.iter().any(|it| whom.ends_with(it));
    }
    let told = PREDICATES.iter().any(|it| clause.contains(it));
    clause.contains("申请") && (clause.ends_with('中') || !told && clause.ends_with(['请', '的']))
}

/// Whether the last clause that says when tells of applications of a part of the year: 上半年办结的40件中.
fn is_of_a_part_of_the_year(segment: &str) -> bool {
    for clause in segment.rsplit(['，', '：']) {
        if ["全年", "本年", "年内", "共"].iter().any(|it| clause.contains(it)) {
            return false;
        }
        let part = PARTS_OF_YEAR.iter().any(|it| clause.contains(it)) && !clause.contains('每');
        let counts = ["申请", "件", "办结", "公开"].iter().any(|it| clause.contains(it));
        if part && counts {
            return true;
        }
    }
    false
}
