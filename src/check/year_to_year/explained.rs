//! Whether a report itself says why its table does not go on from that of the year before: a
//! correction, a merger, documents that lapsed.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::{Block, BlockKind};
use crate::facts::figures::{Figure, Role};
use crate::numeral::Amount;
use crate::rule::Wording;
use crate::set::Side;
use crate::text::Span;

/// What counts as the report's own explanation of a difference. Such a finding is at most a warning,
/// and a hint where figures of the same sentences make up the difference.
///
/// 报告自身对出入作出说明的用语。有说明的最多作为警告；说明中的数与相差数相符的只作提示。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Explained {
    /// Words that explain a difference either way: a correction, a merger.
    ///
    /// 增减都能说明的用语，如更正、并入。
    words: Vec<Wording>,
    /// Words that explain why there are fewer, as when documents lapse. Left out: none.
    ///
    /// 只能说明减少的用语，如失效；省略时没有。
    #[serde(default)]
    fewer: Vec<Wording>,
    /// Words for the matter; one of them must stand in the same sentence.
    ///
    /// 所说明事项的用语，须有一个在同一句中。
    about: Vec<Wording>,
}

/// A difference that may be explained.
pub(super) struct Gap {
    pub stated: Amount,
    pub before: Amount,
    pub expected: Amount,
    /// What was added and taken off this year.
    pub flows: [Amount; 2],
}

/// Where a report explains a difference.
pub(super) struct Explanation {
    /// The word that does.
    pub span: Span,
    /// Whether figures beside it make up the difference.
    pub fits: bool,
}

/// What clauses end with.
const CLAUSES: [char; 5] = ['，', '、', '；', '（', '。'];
/// Figures that are added up at most.
const MOST: usize = 8;

impl Explained {
    /// Whether it can never apply.
    pub(super) fn is_empty(&self) -> bool {
        self.about.is_empty() || self.words.is_empty() && self.fewer.is_empty()
    }

    /// The explanation in a report, one whose figures fit before others.
    pub(super) fn find(&self, side: &Side<'_>, gap: &Gap) -> Option<Explanation> {
        let blocks = side.doc.blocks.iter().enumerate();
        let prose =
            blocks.filter(|(_, it)| it.kind != BlockKind::Row && !side.doc.in_table(it.span));
        let found = prose.flat_map(|it| self.in_block(side, gap, it));
        found.max_by_key(|it| it.fits)
    }

    fn in_block(
        &self,
        side: &Side<'_>,
        gap: &Gap,
        (index, block): (usize, &Block),
    ) -> Vec<Explanation> {
        let text = side.doc.folded.slice(block.folded);
        let about = |it: &str| self.about.iter().any(|word| it.contains(word.as_str()));
        if !about(text) {
            return Vec::new();
        }
        let mut start = block.folded.start();
        let sentences = text.split_inclusive('。').map(|sentence| {
            let at = start;
            start += sentence.len();
            (Span::new(at, start), sentence)
        });
        let sentences: Vec<(Span, &str)> = sentences.collect();
        let explanation = |(span, sentence): &(Span, &str)| {
            let word = self.word(sentence, gap).filter(|_| about(sentence))?;
            let figures = side.facts.figures.iter().filter(|it| it.block == index && counts(it));
            let own = figures.filter(|it| span.contains(it.folded));
            // A figure that the table has too explains nothing, unless its own clause says so.
            let says = |it: &Figure| {
                let head = Span::new(block.folded.start(), it.folded.start());
                let clause = side.doc.folded.slice(head).rsplit(CLAUSES).next();
                clause.is_some_and(|it| self.word(it, gap).is_some())
            };
            let (all, telling): (Vec<Amount>, Vec<Option<Amount>>) = own
                .map(|it| (it.value, Some(it.value).filter(|value| !gap.knows(*value) || says(it))))
                .unzip();
            let telling: Vec<Amount> = telling.into_iter().flatten().collect();
            let fits = gap.is_corrected(&all) || gap.is_made_up_by(&telling);
            Some(Explanation { span: side.doc.folded.to_source(word.shift(span.start())), fits })
        };
        sentences.iter().filter_map(explanation).collect()
    }

    /// Where the first word stands in a sentence that explains a difference of this kind.
    fn word(&self, sentence: &str, gap: &Gap) -> Option<Span> {
        let fewer = self.fewer.iter().filter(|_| gap.stated < gap.expected);
        self.words.iter().chain(fewer).find_map(|word| {
            let at = sentence.find(word.as_str())?;
            Some(Span::new(at, at + word.len()))
        })
    }
}

/// Whether a figure is an exact number of applications or documents.
fn counts(figure: &Figure) -> bool {
    figure.unit == "件" && figure.role == Role::Count && !figure.vague
}

impl Gap {
    /// Whether the tables have a figure themselves.
    fn knows(&self, figure: Amount) -> bool {
        let [plus, minus] = self.flows;
        [self.stated, self.expected, plus, minus].contains(&figure)
    }

    /// Whether these tell both what was stated last year and what it should have been.
    fn is_corrected(&self, figures: &[Amount]) -> bool {
        self.flows.iter().all(|it| *it == Amount::ZERO)
            && figures.contains(&self.before)
            && figures.contains(&self.stated)
    }

    /// Whether some of these figures together are the difference.
    fn is_made_up_by(&self, figures: &[Amount]) -> bool {
        let Some(gap) = self.stated.checked_sub(self.expected).map(Amount::abs) else {
            return false;
        };
        let mut sums = vec![Amount::ZERO];
        for figure in figures.iter().take(MOST) {
            let more: Vec<Amount> = sums.iter().filter_map(|it| it.checked_add(*figure)).collect();
            sums.extend(more);
        }
        sums.contains(&gap)
    }
}
