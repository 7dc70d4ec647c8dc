//! Words that a Word document holds twice: programs that know no text boxes of today show the copy in
//! `mc:Fallback` in place of what stands in `mc:Choice`. A repair must not part the two.

use super::Left;
use crate::text::{Span, cut, from};

/// Alternatives inside each other beyond which nobody follows them.
const MOST_DEEP: usize = 8;

/// What stands twice in a part.
#[derive(Default)]
pub(super) struct Copies {
    alternatives: Vec<Alternative>,
    /// They lie too deep inside each other.
    too_deep: bool,
}

/// The contents of elements with words, in order.
#[derive(Default)]
struct Alternative {
    shown: Vec<Span>,
    again: Vec<Span>,
    /// Which of the two is being read.
    is_again: bool,
    /// Whether both say the same in the same elements.
    alike: bool,
}

impl Copies {
    /// Finds what stands twice in the XML of a part.
    pub(super) fn of(xml: &str) -> Self {
        let mut copies = Self::default();
        if !xml.contains("AlternateContent") {
            return copies;
        }
        let mut open: Vec<Alternative> = Vec::new();
        let mut at = 0;
        while let Some(start) = from(xml, at).find('<').map(|it| at + it) {
            let rest = from(xml, start);
            let end = ["<!--", "<![CDATA["].into_iter().zip(["-->", "]]>"]);
            let end = end.into_iter().find(|it| rest.starts_with(it.0)).map_or(">", |it| it.1);
            let Some(close) = rest.find(end).map(|it| start + it + end.len()) else { break };
            at = close;
            let tag = cut(xml, Span::new(start, close));
            let is_end = tag.starts_with("</");
            let is_empty = tag.ends_with("/>");
            let name = tag.trim_start_matches(['<', '/']);
            let name = name.split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default();
            match (name.rsplit(':').next().unwrap_or_default(), is_end) {
                ("AlternateContent", false) if !is_empty => open.push(Alternative::default()),
                ("AlternateContent", true) => copies.add(open.pop(), xml),
                ("Choice" | "Fallback", false) if !is_empty => {
                    if let Some(it) = open.last_mut() {
                        it.is_again = name.ends_with("Fallback");
                    }
                }
                ("t", false) if !is_empty => {
                    let length = from(xml, close).find('<').unwrap_or_default();
                    let words = Span::new(close, close + length);
                    for it in &mut open {
                        it.side().push(words);
                    }
                }
                _ => {}
            }
            if open.len() > MOST_DEEP {
                return Self { alternatives: Vec::new(), too_deep: true };
            }
        }
        copies
    }

    fn add(&mut self, alternative: Option<Alternative>, xml: &str) {
        let Some(mut it) = alternative.filter(|it| !it.again.is_empty()) else { return };
        let words = |list: &[Span]| list.iter().map(|it| cut(xml, *it)).collect::<Vec<_>>();
        it.alike = words(&it.shown) == words(&it.again);
        self.alternatives.push(it);
    }

    /// The other places that say what stands at `place`.
    pub(super) fn places(&self, xml: &str, place: Span) -> Result<Vec<Span>, Left> {
        if self.too_deep {
            return Err(Left::Copies);
        }
        let mut all = vec![place];
        let mut next = 0;
        while let Some(place) = all.get(next).copied() {
            next += 1;
            for it in &self.alternatives {
                let Some(copy) = it.copy(xml, place)? else { continue };
                if !all.contains(&copy) {
                    all.push(copy);
                }
            }
        }
        Ok(all.split_off(1))
    }
}

impl Alternative {
    fn side(&mut self) -> &mut Vec<Span> {
        if self.is_again { &mut self.again } else { &mut self.shown }
    }

    /// Where the copy of a place is.
    fn copy(&self, xml: &str, place: Span) -> Result<Option<Span>, Left> {
        let index = self.shown.partition_point(|it| it.end() < place.start());
        let Some(own) = self.shown.get(index).filter(|it| it.contains(place)) else {
            return Ok(None);
        };
        if self.alike {
            let moved = |it: &Span| {
                let start = it.start() + place.start() - own.start();
                Span::new(start, start + place.len())
            };
            return Ok(self.again.get(index).map(moved));
        }
        // In other runs, or something else.
        let again: String = self.again.iter().map(|it| cut(xml, *it)).collect();
        if again.contains(cut(xml, *own)) { Err(Left::Copies) } else { Ok(None) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(xml: &str, words: &str) -> Result<Vec<usize>, Left> {
        let at = xml.find(words).unwrap();
        let places = Copies::of(xml).places(xml, Span::new(at, at + words.len()))?;
        assert!(places.iter().all(|it| cut(xml, *it) == words));
        Ok(places.iter().map(|it| it.start()).collect())
    }

    fn twice(shown: &str, again: &str) -> String {
        format!(
            "<mc:AlternateContent><mc:Choice Requires=\"wps\">{shown}</mc:Choice><!-- </mc:Fallback> \
             --><mc:Fallback>{again}</mc:Fallback></mc:AlternateContent>"
        )
    }

    #[test]
    fn every_copy_is_found_or_the_place_is_left() {
        let run = "<w:t>甲</w:t><w:t xml:space=\"preserve\">乙,丙</w:t><w:tab/><w:t/>";
        let at = |xml: &str| xml.match_indices(',').skip(1).map(|it| it.0).collect::<Vec<_>>();
        let once = twice(run, run);
        assert_eq!(copied(&once, ","), Ok(at(&once)));
        let nested = twice(&once, &once);
        let mut found = copied(&nested, ",").unwrap();
        found.sort_unstable();
        assert_eq!((found.len(), found), (3, at(&nested)));
        assert_eq!(copied(&twice(run, "<w:t>甲乙,丙</w:t>"), ","), Err(Left::Copies));
        for other in ["", "<w:t>图</w:t>", "<v:rect/>"] {
            assert_eq!(copied(&twice(run, other), ","), Ok(Vec::new()), "{other}");
        }
        assert_eq!(copied(&format!("<w:t>丁,</w:t>{once}"), "丁,"), Ok(Vec::new()));
        let deep = (0..20).fold(run.to_owned(), |it, _| twice(&it, ""));
        assert_eq!(copied(&deep, ","), Err(Left::Copies));
    }
}
