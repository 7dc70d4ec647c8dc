//! Paragraph styles: what each says of numbers and headings, by itself or by those it is based on.

use std::collections::BTreeMap;

use super::DocxFault;
use super::xml::{Event, Xml};

/// The styles, each resolved once: a chain of styles may be long, and many paragraphs may bear it.
#[derive(Debug, Default)]
pub(super) struct Styles {
    names: BTreeMap<String, usize>,
    all: Vec<Style>,
}

/// What a style says, or the nearest of those it is based on that says it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Style {
    pub number: Option<StyleNumber>,
    pub outline: Option<usize>,
}

/// What a style says of the number of its paragraphs.
#[derive(Clone, Copy, Debug)]
pub(super) struct StyleNumber {
    /// The style that says so.
    pub style: usize,
    /// What it is numbered by: an index, unless nothing has its id.
    pub used: Option<usize>,
    pub level: Option<usize>,
}

/// A style as the part has it.
#[derive(Debug, Default)]
struct Raw {
    based_on: Option<String>,
    number: Option<String>,
    level: Option<usize>,
    outline: Option<usize>,
}

impl Styles {
    /// Reads the part; `ids` leads from number ids to what they use.
    pub(super) fn read(part: &str, ids: &BTreeMap<String, usize>) -> Result<Self, DocxFault> {
        let raw = raw(part)?;
        let names = raw.iter().enumerate().map(|(index, it)| (it.0.clone(), index)).collect();
        let mut styles = Self { names, all: Vec::with_capacity(raw.len()) };
        let mut bases = Vec::with_capacity(raw.len());
        for (index, style) in raw.values().enumerate() {
            bases.push(style.based_on.as_ref().and_then(|name| styles.index(name)));
            let used = style.number.as_ref().map(|id| ids.get(id).copied());
            let number = used.map(|used| StyleNumber { style: index, used, level: style.level });
            styles.all.push(Style { number, outline: style.outline });
        }
        styles.resolve(&bases);
        Ok(styles)
    }

    /// The style of a name.
    pub(super) fn index(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// What the style with this index says.
    pub(super) fn get(&self, index: usize) -> Option<Style> {
        self.all.get(index).copied()
    }

    /// Lets every style say what those it is based on say and it does not.
    fn resolve(&mut self, bases: &[Option<usize>]) {
        let mut done = vec![false; bases.len()];
        for first in 0..bases.len() {
            let (mut chain, mut next) = (Vec::new(), Some(first));
            while let Some(index) = next
                && let Some(done) = done.get_mut(index)
                && !std::mem::replace(done, true)
            {
                chain.push(index);
                next = bases.get(index).copied().flatten();
            }
            // In a ring the last one is based on one of this chain: it is known the second time.
            let rings = next.is_some_and(|it| chain.contains(&it));
            for _ in 0..=usize::from(rings) {
                let mut base = next.and_then(|it| self.get(it)).unwrap_or_default();
                for style in chain.iter().rev().copied() {
                    let Some(style) = self.all.get_mut(style) else { continue };
                    style.number = style.number.or(base.number);
                    style.outline = style.outline.or(base.outline);
                    base = *style;
                }
            }
        }
    }
}

/// The styles by their names; of two with one name the last counts.
fn raw(part: &str) -> Result<BTreeMap<String, Raw>, DocxFault> {
    let mut xml = Xml::new(part);
    let mut styles = BTreeMap::new();
    let mut open = None::<(String, Raw)>;
    while let Some(event) = xml.next_event()? {
        match event {
            Event::Open(element) => match (element.name(), &mut open) {
                ("style", _) => {
                    open = element.attribute("styleId").map(|id| (id, Raw::default()));
                }
                ("basedOn", Some((_, style))) => style.based_on = element.value(),
                ("numId", Some((_, style))) => style.number = element.value(),
                ("ilvl", Some((_, style))) => style.level = element.number(),
                ("outlineLvl", Some((_, style))) => style.outline = element.number(),
                _ => {}
            },
            Event::Close("style") => styles.extend(open.take()),
            _ => {}
        }
    }
    Ok(styles)
}
