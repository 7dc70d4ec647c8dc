//! Which edits are made: those of each place together, and of places that touch the first one.

use std::collections::BTreeMap;

use super::PartEdit;
use crate::engine::{Reported, Verdict};
use crate::render::Judged;
use crate::report::{Edit, Label};
use crate::rule::{FixSafety, Rule};
use crate::text::Span;

/// Which repairs are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// Only what can be meant in no other way.
    Safe,
    /// What is suggested, too.
    Suggested,
}

/// The edits of one place: all are made or none.
pub(super) struct Change<'p> {
    pub rule: &'p Rule,
    /// In the view.
    pub edits: Vec<Edit>,
    /// Whether it may be made unasked.
    safe: bool,
}

/// A change that can be made.
pub(super) struct Ready<'p> {
    pub rule: &'p Rule,
    pub view: Vec<Edit>,
    /// In the parts of the input.
    pub edits: Vec<PartEdit>,
}

/// How many places can be repaired.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Count {
    /// Unasked.
    pub safe: usize,
    /// As suggested.
    pub suggested: usize,
}

/// Counts the places of a report that can be repaired.
pub fn count(judged: &Judged<'_>) -> Count {
    let mut count = Count::default();
    for change in of(&judged.verdict, Level::Suggested) {
        if change.edits.iter().all(|it| judged.doc.origin.replaceable(it.span).is_some()) {
            *(if change.safe { &mut count.safe } else { &mut count.suggested }) += 1;
        }
    }
    count
}

/// The changes that the findings offer; none for what is suppressed.
pub(super) fn of<'p>(verdict: &Verdict<'p>, level: Level) -> Vec<Change<'p>> {
    let offered = verdict.findings.iter().filter(|it| it.suppressed.is_none());
    let changes = offered.flat_map(by_place);
    changes.filter(|it| it.safe || level == Level::Suggested).collect()
}

/// The edits of a finding by the place they are about: a slip told once with all its places is
/// repaired place by place.
fn by_place<'p>(it: &Reported<'p>) -> Vec<Change<'p>> {
    let edits = it.finding.fix.iter().flat_map(|fix| &fix.edits);
    let again = it.finding.related.iter().filter(|mark| mark.label == Some(Label::Again));
    let places: Vec<Span> =
        std::iter::once(&it.finding.primary).chain(again).map(|mark| mark.span).collect();
    let mut groups: BTreeMap<Option<usize>, Vec<Edit>> = BTreeMap::new();
    for edit in edits.filter(|_| it.rule.fix != FixSafety::No) {
        let index = places.partition_point(|place| place.start() <= edit.span.start());
        let place = index.checked_sub(1);
        let holds = |at: &usize| places.get(*at).is_some_and(|place| place.contains(edit.span));
        groups.entry(place.filter(holds)).or_default().push(edit.clone());
    }
    let safe = |edits: &[Edit]| it.rule.fix == FixSafety::Safe && edits.iter().all(|it| it.sure);
    let changes = groups.into_values().filter(|edits| are_apart(edits));
    changes.map(|edits| Change { rule: it.rule, safe: safe(&edits), edits }).collect()
}

fn are_apart(edits: &[Edit]) -> bool {
    edits.windows(2).all(|pair| match pair {
        [left, right] => left.span.end() <= right.span.start(),
        _ => true,
    })
}

/// The changes that stand apart, whatever order they come in: of two that touch, the first in the
/// text. Two that want the same are both made.
pub(super) fn apart(mut ready: Vec<Ready<'_>>) -> Vec<Ready<'_>> {
    let key = |it: &Ready<'_>| {
        let edits: Vec<(Span, String)> =
            it.view.iter().map(|edit| (edit.span, edit.text.clone())).collect();
        (edits, it.rule.code().to_owned())
    };
    ready.sort_by_cached_key(key);
    let mut taken = Taken::default();
    ready.retain(|it| {
        let free = it.view.iter().all(|edit| taken.has_room(edit, it.rule.code()));
        if free {
            it.view.iter().for_each(|edit| taken.add(edit, it.rule.code()));
        }
        free
    });
    ready
}

/// Edits that will be made, by where they begin.
#[derive(Default)]
struct Taken(BTreeMap<usize, (Edit, String)>);

impl Taken {
    fn add(&mut self, edit: &Edit, code: &str) {
        self.0.insert(edit.span.start(), (edit.clone(), code.to_owned()));
    }

    fn has_room(&self, edit: &Edit, code: &str) -> bool {
        let start = edit.span.start();
        let before = self.0.range(..=start).next_back();
        let after = self.0.range(start + 1..).next();
        before.into_iter().chain(after).all(|(_, (other, by))| {
            let same = other.span == edit.span && other.text == edit.text;
            same || are_clear(edit.span, other.span, by == code)
        })
    }
}

/// Whether two edits leave each other alone. Those of different rules must not even touch: what
/// one makes may change what the other is for.
fn are_clear(a: Span, b: Span, one_rule: bool) -> bool {
    let touch = a.start() <= b.end() && b.start() <= a.end();
    let strict = !one_rule || a.is_empty() || b.is_empty();
    if strict { !touch } else { !a.overlaps(b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Packs;
    use proptest::prelude::*;

    /// Which edits are made of changes that come in the order given.
    fn made<'p>(
        rules: &[&'p Rule],
        changes: &[(usize, Vec<(usize, usize)>)],
    ) -> Vec<(&'p str, Vec<Edit>)> {
        let edit = |&(start, length): &(usize, usize)| Edit {
            span: Span::new(start, start + length),
            text: "字".repeat(start % 2),
            sure: true,
        };
        let ready = changes.iter().map(|(rule, edits)| Ready {
            rule: rules[rule % rules.len()],
            view: edits.iter().map(edit).collect(),
            edits: Vec::new(),
        });
        let made = apart(ready.collect()).into_iter();
        made.map(|it| (it.rule.code(), it.view)).collect()
    }

    proptest! {
        #[test]
        fn the_order_of_findings_is_no_matter(
            changes in prop::collection::vec((0..3_usize, prop::collection::vec((0..60_usize, 0..6_usize), 1..3)), 0..20),
            by in 0..20_usize,
        ) {
            static PACKS: std::sync::OnceLock<Packs> = std::sync::OnceLock::new();
            let rules = PACKS.get_or_init(|| Packs::builtin().unwrap()).rules();
            let mut changes = changes;
            for it in &mut changes {
                it.1.sort_unstable();
            }
            changes.retain(|it| it.1.windows(2).all(|two| two[0].0 + two[0].1 < two[1].0));
            let once = made(&rules, &changes);
            let mut turned = changes.clone();
            turned.reverse();
            turned.rotate_left(by.min(changes.len()));
            prop_assert_eq!(&made(&rules, &turned), &once);
            let edits: Vec<&Edit> = once.iter().flat_map(|it| &it.1).collect();
            for (index, a) in edits.iter().enumerate() {
                for b in &edits[index + 1..] {
                    prop_assert!(a == b || !a.span.overlaps(b.span) && a.span != b.span);
                }
            }
            prop_assert_eq!(once.is_empty(), changes.is_empty());
        }
    }

    #[test]
    fn edits_of_two_rules_do_not_touch() {
        let span = Span::new;
        assert!(are_clear(span(0, 3), span(3, 6), true));
        assert!(!are_clear(span(0, 3), span(3, 6), false));
        assert!(are_clear(span(0, 3), span(4, 6), false));
        assert!(!are_clear(span(0, 3), span(2, 6), true));
        assert!(!are_clear(Span::at(3), span(3, 6), true));
        assert!(!are_clear(span(0, 3), Span::at(3), true));
        assert!(!are_clear(Span::at(1), span(0, 3), true));
    }
}
