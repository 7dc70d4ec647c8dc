//! `likeness`: two reports whose prose is the same.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Kind, Message, message};
use crate::report::{Finding, Findings, Label, Mark, Severity};
use crate::rule::{Bilingual, Wording, say};
use crate::set::{Across, Comparison, Main, Member, Set, Side, Sketch, Suspicion, prose};
use crate::text::Span;

/// Two reports whose prose is the same, when figures, years, names, titles of acts, headings and
/// tables are left out: of one body for successive years, or of two bodies. Likeness is the share of
/// runs of four characters that both have. Short sentences that many bodies of a set share, and longer
/// ones that stand in reports otherwise unlike, are the wording of a common template and count for
/// nothing between bodies.
///
/// 两份报告行文雷同：同一机关相邻两个年度的，或者不同机关的。比较时不计数字、年份、单位名称、法规
/// 名称、标题和表格，以连续四字的片段相同的比例计算相似度。不同机关之间，许多单位共用的短句，以及
/// 见于互不雷同的报告的句子，视为统一模板，不计在内。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Likeness {
    /// Which reports are compared.
    ///
    /// 比较哪些报告。
    between: Between,
    /// Key of the only chapter whose prose is compared. Left out: the whole report.
    ///
    /// 只比较哪一章的正文，填章节的 `key`；省略时比较全文。
    #[serde(default)]
    chapter: Option<Wording>,
    /// How like, in per cent, they must be to be told, 70 to 100.
    ///
    /// 相似度达到百分之几才报告，填 70 至 100。
    least: usize,
    /// From how many per cent on there is no doubt; below it is at most a warning. Left out: always
    /// a doubt.
    ///
    /// 达到百分之几即没有疑问，不足的最多作为警告；省略时都作为疑问。
    #[serde(default)]
    certain: Option<usize>,
    /// How many characters of prose both must have, so that a report with little to tell is let
    /// be.
    ///
    /// 双方正文都至少有多少字才比较，内容很少的报告不作比较。
    prose: usize,
    /// How many numbers other than nought in official tables must all be the same for the tables to
    /// be told. Left out: tables are not compared.
    ///
    /// 统一表格中非零的数至少有几个且全部相同时报告；省略时不比较表格。
    #[serde(default)]
    figures: Option<usize>,
    /// Up to how many characters of prose reports are let off with a hint whose official tables hold
    /// nothing but noughts and whose text counts nothing, because there was nothing to report. Left
    /// out: none.
    ///
    /// 统一表格全为零、正文中也没有数量的，正文不超过多少字时只作提示，因为可能确无可报告的工作；省略时
    /// 不作区分。
    #[serde(default)]
    idle: Option<usize>,
    /// Where the whole reports are so like, in per cent, another rule tells it. Left out: the whole
    /// does not matter.
    ///
    /// 全文相似度达到百分之几的由其他规则报告，本规则不再报告；省略时不论全文。
    #[serde(default)]
    unless_whole: Option<usize>,
}

/// Which reports are compared.
///
/// 比较哪些报告。
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Between {
    /// Those of one body for a year and the year before.
    ///
    /// 同一机关本年度与上年度的报告。
    Years,
    /// Those of different bodies.
    ///
    /// 不同机关的报告。
    Bodies,
}

/// How far below what is told an estimate may lie, in thousandths, and still deserve a look.
const MARGIN: usize = 120;
/// From how many thousandths on one report is the other as a whole.
const WHOLE: usize = 980;

const VALUES: &[&str] = &["percent", "other", "year", "other-year", "count"];

impl Kind for Likeness {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES), message("figures", VALUES), message("idle", VALUES)];
        MESSAGES
    }

    fn across(&self) -> Option<&dyn Across> {
        Some(self)
    }

    fn chapters(&self) -> Vec<&str> {
        self.chapter.iter().map(Wording::as_str).collect()
    }

    fn problems(&self) -> Vec<(Span, Bilingual)> {
        let numbers = [Some(self.least), self.certain, self.unless_whole];
        let fits = numbers.into_iter().flatten().all(|it| (70..=100).contains(&it));
        let message = say("相似度应为 70 至 100", "likeness is given as 70 to 100");
        if fits { Vec::new() } else { vec![(Span::at(0), message)] }
    }
}

impl Across for Likeness {
    fn suspects(&self, set: &Set<'_>) -> Vec<Suspicion> {
        let pairs = match self.between {
            Between::Years => set.successive().collect(),
            Between::Bodies => self.alike(set),
        };
        let suspicion = |(now, other): (usize, usize)| {
            let (one, two) = (set.member(now)?, set.member(other)?);
            let year = one.year;
            let needs_look = self.may_be_alike(one, two) || self.same_figures(one, two).is_some();
            let main = Main::Report(now);
            needs_look.then(|| Suspicion { main, others: vec![other], year })
        };
        pairs.into_iter().filter_map(suspicion).collect()
    }

    fn look(&self, cx: &Comparison<'_>) -> Findings {
        self.finding(cx).into_iter().collect()
    }
}

impl Likeness {
    fn sketch<'m>(&self, member: &'m Member) -> Option<&'m Sketch> {
        match &self.chapter {
            Some(key) => member.chapter(key),
            None => Some(&member.prose),
        }
    }

    /// Whether the sketches of two reports leave it open that they are alike.
    fn may_be_alike(&self, one: &Member, two: &Member) -> bool {
        let Some((one, two)) = self.sketch(one).zip(self.sketch(two)) else { return false };
        let long = one.length.min(two.length) >= self.prose;
        long && one.likeness(two) + MARGIN >= self.least * 10
    }

    /// How many numbers two reports have in their tables, if all of them are the same.
    fn same_figures(&self, one: &Member, two: &Member) -> Option<usize> {
        let least = self.figures?;
        let count = one.numbers().count();
        (count >= least && one.numbers().eq(two.numbers())).then_some(count)
    }

    /// Whether neither report has anything to tell, and both are short.
    fn are_idle(&self, one: &Member, two: &Member) -> bool {
        let short = |it: &Member| self.idle.is_some_and(|most| it.prose.length <= most);
        [one, two].into_iter().all(|it| it.is_idle() && short(it))
    }

    /// For each report the one of another body that is most like it, among those that share a band.
    fn alike(&self, set: &Set<'_>) -> Vec<(usize, usize)> {
        let mut bands: Vec<(u64, usize)> = Vec::new();
        for (index, member) in set.members.iter().enumerate() {
            let sketch = self.sketch(member).filter(|it| it.length >= self.prose);
            let named = set.unit_index(index).is_some();
            let sketch = sketch.filter(|_| named);
            bands.extend(sketch.into_iter().flat_map(Sketch::bands).map(|it| (it, index)));
        }
        bands.sort_unstable();
        let mut best: BTreeMap<usize, (usize, bool, usize)> = BTreeMap::new();
        for band in bands.chunk_by(|one, two| one.0 == two.0) {
            // Each is held against its neighbour and the first, so that a crowd costs no more than
            // its number.
            for (before, (_, now)) in band.iter().zip(band.iter().skip(1)) {
                for (_, other) in [Some(before), band.first()].into_iter().flatten() {
                    self.weigh(set, (*now, *other), &mut best);
                }
            }
        }
        best.into_iter().map(|(now, (_, _, other))| (now, other)).collect()
    }

    /// Takes down the likeness of two reports of different bodies, at the later one.
    fn weigh(
        &self,
        set: &Set<'_>,
        (now, other): (usize, usize),
        best: &mut BTreeMap<usize, (usize, bool, usize)>,
    ) {
        let different = set.unit_index(now) != set.unit_index(other);
        let Some((one, two)) = set.member(now).zip(set.member(other)) else { return };
        if !different || set.are_one(now, other) {
            return;
        }
        // What was written first cannot be the copy.
        let (now, other, one, two) =
            if one.year < two.year { (other, now, two, one) } else { (now, other, one, two) };
        let Some((sketch, like)) = self.sketch(one).zip(self.sketch(two)) else { return };
        // Of two that are as like the one for the same year is the likelier source.
        let likeness = (sketch.likeness(like), one.year == two.year, other);
        let known = best.entry(now).or_insert(likeness);
        if (known.0, known.1) < (likeness.0, likeness.1) {
            *known = likeness;
        }
    }

    fn finding(&self, cx: &Comparison<'_>) -> Option<Finding> {
        let (index, other) = cx.only()?;
        let (one, two) = (cx.set.member(cx.main.member?)?, cx.set.member(other.member?)?);
        let whole = |least: usize| self.likeness(cx, other, None, false).is_some_and(|it| it >= least * 10);
        if self.unless_whole.is_some_and(whole) {
            return None;
        }
        let alike = self.told(cx, other);
        let figures = self.same_figures(one, two);
        if alike.is_none() && figures.is_none() {
            return None;
        }
        let label = match self.between {
            Between::Years => Label::LastYear,
            Between::Bodies => Label::OtherBody,
        };
        let there = self.place(other)?;
        let finding = Finding::at(self.place(&cx.main)?)
            .held_against(index, Mark::new(there, Some(label)))
            .value("percent", alike.unwrap_or_default() / 10)
            .value("other", two.body.as_ref().map_or("", |it| it.name.as_str()))
            .value("year", one.year?)
            .value("other-year", two.year?)
            .value("count", figures.unwrap_or_default())
            .variant(if alike.is_some() { "" } else { "figures" });
        if self.are_idle(one, two) {
            return Some(finding.variant("idle").severity(Severity::Info));
        }
        let certain = self.certain.is_some_and(|it| alike.is_some_and(|alike| alike >= it * 10));
        Some(if certain { finding.severity(Severity::Error) } else { finding.at_most(Severity::Warning) })
    }

    /// How like two reports are, where that is enough to be told. Between bodies the wording of a
    /// template counts for nothing, unless the one is the other as a whole.
    fn told(&self, cx: &Comparison<'_>, other: &Side<'_>) -> Option<usize> {
        let chapter = self.chapter.as_deref();
        let whole = self.likeness(cx, other, chapter, false)?;
        match self.between {
            Between::Bodies if whole < WHOLE => self.likeness(cx, other, chapter, true),
            _ => Some(whole),
        }
        .filter(|it| *it >= self.least * 10)
    }

    /// How like the prose of both is, in thousandths, with the wording of templates or without;
    /// none where one has too little.
    fn likeness(
        &self,
        cx: &Comparison<'_>,
        other: &Side<'_>,
        chapter: Option<&str>,
        own_words: bool,
    ) -> Option<usize> {
        let prose = |side: &Side<'_>| {
            let within = match chapter {
                Some(key) => side.verdict.chapter(side.doc, key)?,
                None => side.doc.text.span(),
            };
            let sentences = prose::sentences(side.doc, side.facts);
            let counts = |it: &&prose::Sentence| {
                within.contains(it.block) && !(own_words && cx.set.is_template(&it.words))
            };
            let words = prose::words(sentences.iter().filter(counts));
            (words.chars().count() >= self.prose).then_some(words)
        };
        Some(prose::likeness(&prose(&cx.main)?, &prose(other)?))
    }

    /// The heading of the chapter, or the title.
    fn place(&self, side: &Side<'_>) -> Option<Span> {
        match &self.chapter {
            Some(key) => {
                let index = side.verdict.chapters.iter().find(|it| it.1 == key)?.0;
                side.doc.sections.get(index).map(|it| it.heading)
            }
            None => side.title(),
        }
    }
}
