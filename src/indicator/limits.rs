//! What makes a figure that of a part, of a named office or of another matter altogether, though it
//! bears the words of an indicator: 制发公文126件，其中不予公开43件; 市国土局收到31件.

use super::residue::residue;
use super::{Clause, Indicator, Indicators, Matter};
use crate::facts::Facts;
use crate::facts::figures::Figure;
use crate::rule::Wording;
use crate::text::{Span, before, cut, from};

/// Words before a figure by which it is that of one office of many, or of another report.
const OF_OTHERS: [&str; 10] = [
    "最多的",
    "最多为",
    "依次为",
    "居首",
    "居前",
    "排名",
    "前三",
    "法治政府建设",
    "公开属性",
    "属性为",
];
/// Words behind a figure by which it is no matter of disclosure, or not in the tables.
const APART: [&str; 8] = [
    "无关",
    "不属于政府信息公开",
    "不属政府信息公开",
    "非政府信息公开",
    "非信息公开",
    "未计入",
    "不计入",
    "未列入",
];
/// What those are called whose figures are told apart: 市国土局收到31件, 企业新收2件, 低保类申请8件.
pub(super) const SUBJECTS: [&str; 22] = [
    "局",
    "委",
    "办",
    "厅",
    "镇",
    "乡",
    "街道",
    "中心",
    "公司",
    "企业",
    "自然人",
    "机构",
    "站",
    "院",
    "校",
    "大队",
    "支队",
    "科",
    "处",
    "室",
    "所",
    "部门",
];
/// Words for what is told of one of many.
const MATTERS: [&str; 4] = ["申请", "新收", "复议", "诉讼"];
/// Figures before one that may say whose it is.
const REACH: usize = 8;
/// Words that lead back to the whole.
const WHOLE: [&str; 7] = ["共", "合计", "总计", "全年", "全部", "我", "本"];

impl<'a> Clause<'a> {
    /// Whether the heading above limits what it states, it may be about two matters at once (复议7件、
    /// 诉讼3件，其中维持5件), or it counts a part or something else.
    pub(super) fn is_limited(
        &self,
        index: usize,
        indicator: &Indicator,
        indicators: &Indicators<'_>,
        facts: &Facts,
    ) -> bool {
        let heading = self.doc.headings_over(self.figure.span).next();
        let heading = heading.map_or("", |it| self.doc.plain(it));
        let Some(matter) = indicators.matter(indicator) else {
            return contains(heading, &indicator.unless_heading);
        };
        let both = contains(self.head, &matter.under) && contains(self.head, &matter.apart);
        contains(heading, &indicator.unless_heading)
            || both && self.label.starts_with("其中")
            || OF_OTHERS.iter().any(|it| self.head.contains(it))
            || APART.iter().any(|it| self.rest(index, facts).contains(it))
            || self.is_part_of_other(index, matter, indicators, facts)
            || self.is_of_a_named_one(index, facts)
            || self.is_of_a_narrower_subject(index, matter, indicators, facts)
            || self.is_of_some_bodies(index, facts)
            || self.is_listened_to()
            || matter.part.is_some() && self.is_of_documents()
            || self.is_of_several_matters(matter)
    }

    /// Whether it is told of bodies of one kind: 乡镇收到申请13件, 3个乡镇收到申请13件.
    fn is_of_some_bodies(&self, index: usize, facts: &Facts) -> bool {
        let number = index.checked_sub(1).and_then(|it| facts.figures.get(it));
        let counted = number.filter(|it| it.span.end() == self.figure.label.start());
        // 全县35个单位 are all of them.
        let some = counted.is_some_and(|it| !self.doc.plain(it.label).contains(['全', '各', '共']));
        let begins = |words: &[&str]| words.iter().any(|it| self.label.starts_with(it));
        let all = ["全年", "全县", "全区", "全市"].iter().any(|it| self.label.contains(it));
        let kinds = ["单位", "街道", "村", "社区", "县直", "区直", "市直"];
        !all && (begins(&["乡镇", "镇街", "部门", "单位申请"]) || some && begins(&kinds))
    }

    /// Whether the sentence parts documents by how they are open to the public (公文公开属性): 主动公开86件、依申请
    /// 公开12件、不予公开30件.
    fn is_of_documents(&self) -> bool {
        let counted = |(at, word): (usize, &str)| {
            from(self.head, at + word.len())
                .trim_start_matches(['类', '的'])
                .starts_with(|it: char| it.is_ascii_digit())
        };
        self.head.contains("主动公开") && self.head.match_indices("依申请公开").any(counted)
    }

    /// Whether it tells of cases of others that were listened to: 旁听庭审8场，涉及行政诉讼8件.
    fn is_listened_to(&self) -> bool {
        self.label.starts_with("涉及") && ["旁听", "庭审"].iter().any(|it| self.head.contains(it))
    }

    /// Whether what is behind its own matter and another one counts both together: 复议8件，诉讼5件，共13件，
    /// 其中已审结11件.
    fn is_of_several_matters(&self, matter: &Matter) -> bool {
        let end = |list: &[Wording]| words(list).filter_map(|it| self.head.rfind(it)).max();
        let (Some(own), Some(other)) = (end(&matter.under), end(&matter.apart)) else {
            return false;
        };
        matter.part.is_none() && from(self.head, own.max(other)).contains('共')
    }

    /// The sentence behind the figure, up to the next one in another clause: 复议5件、诉讼2件，未计入上表.
    fn rest(&self, index: usize, facts: &Facts) -> &'a str {
        let (text, start) = (self.doc.folded.as_str(), self.figure.folded.end());
        let clause = |it: &&Figure| {
            it.folded.start() >= start
                && cut(text, Span::new(start, it.folded.start())).contains(['，', '；'])
        };
        let behind = facts.figures.get(index + 1..).unwrap_or_default();
        let next = behind.iter().take(REACH).find(clause).map(|it| it.folded.start());
        let end = next.unwrap_or(self.figure.sentence_end).min(self.figure.sentence_end);
        cut(text, Span::new(start, end.max(start)))
    }

    /// Whether it is a part of a count of other things: of documents, of letters, of the applications
    /// that came online. What comes in (a matter that is [`Matter::whole`]) is no part of what is
    /// counted as another matter: 办结11件，其中新收申请9件.
    fn is_part_of_other(
        &self,
        index: usize,
        matter: &Matter,
        indicators: &Indicators<'_>,
        facts: &Facts,
    ) -> bool {
        let listed = facts.groups.with_part(index).filter_map(|it| facts.figures.get(it.total));
        // 信函申请39件中，同意公开12件.
        let within = index.checked_sub(1).and_then(|it| facts.figures.get(it)).filter(|it| {
            let near = it.sentence_end == self.figure.sentence_end;
            near && from(self.doc.folded.as_str(), it.folded.end()).starts_with('中')
        });
        listed.chain(within).any(|total| {
            let total = Clause::of(self.doc, total);
            let told = indicators.known.iter().filter(|it| total.bears(it.0));
            let mut wholes = told.filter_map(|it| it.1).filter(|it| it.whole).peekable();
            let other = wholes.peek().is_some() && wholes.all(|it| it.key != matter.key);
            let known: Vec<&str> =
                indicators.words_of_wholes().chain(words(&matter.under)).collect();
            let words = total.words.trim_end_matches('中');
            matter.whole && other || !residue(words, &known, facts).is_empty()
        })
    }

    /// Whether the words of an indicator stand beside the figure.
    fn bears(&self, indicator: &Indicator) -> bool {
        let all = |words: &Vec<Wording>| words.iter().all(|it| self.words.contains(it.as_str()));
        indicator.says.iter().any(all)
    }

    /// Whether an earlier clause says whose figures follow: 企业新收2件，办结1件、结转下年1件.
    fn is_of_a_named_one(&self, index: usize, facts: &Facts) -> bool {
        if WHOLE.iter().any(|it| self.label.contains(it)) {
            return false;
        }
        let mut alike = self.earlier(index, facts).filter(|it| it.unit == self.figure.unit);
        alike.any(|it| names_a_subject(self.doc.plain(it.label), facts))
    }

    /// The figures before it up to the last semicolon or stop, the nearest first.
    pub(super) fn earlier<'f>(
        &'f self,
        index: usize,
        facts: &'f Facts,
    ) -> impl Iterator<Item = &'f Figure> {
        let start = self.figure.folded.start();
        let same = move |it: &&Figure| {
            it.block == self.figure.block
                && it.folded.end() <= start
                && !cut(self.doc.folded.as_str(), Span::new(it.folded.end(), start))
                    .contains(['。', '；'])
        };
        let figures = facts.figures.get(..index).unwrap_or_default();
        figures.iter().rev().take(REACH).take_while(same)
    }
}

/// Whether a label of applications or cases begins with the name of one of many.
fn names_a_subject(label: &str, facts: &Facts) -> bool {
    if !MATTERS.iter().any(|it| label.contains(it)) {
        return false;
    }
    let ends = label.char_indices().map(|(at, char)| at + char.len_utf8()).skip(1);
    let mut names = ends.filter(|&end| {
        let (name, rest) = (before(label, end), from(label, end));
        let verb = name.ends_with('办') && rest.starts_with(['理', '结', '复', '公']);
        let one = SUBJECTS.iter().any(|it| name.ends_with(it)) && !name.ends_with("法院");
        one && !verb || rest.starts_with('类')
    });
    names.any(|end| residue(before(label, end), &[], facts) == before(label, end))
}

impl Indicator {
    /// All words by which it is known.
    fn words(&self) -> impl Iterator<Item = &str> {
        self.says.iter().flatten().map(Wording::as_str)
    }
}

impl<'a> Indicators<'a> {
    /// The words of all matters of which others are parts.
    fn words_of_wholes(&self) -> impl Iterator<Item = &'a str> {
        let wholes = self.known.iter().filter(|it| it.1.is_some_and(|it| it.whole));
        wholes.flat_map(|it| it.0.words())
    }
}

fn words(list: &[Wording]) -> impl Iterator<Item = &str> {
    list.iter().map(Wording::as_str)
}

fn contains(text: &str, list: &[Wording]) -> bool {
    words(list).any(|it| text.contains(it))
}
