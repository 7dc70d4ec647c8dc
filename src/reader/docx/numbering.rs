//! Automatic list numbers (自动编号): what Word shows before a paragraph and no text holds.

use std::collections::BTreeMap;

use super::DocxFault;
use super::format;
use super::xml::{Element, Event, Xml};

/// Levels of a list.
const LEVELS: usize = 9;

/// Lists, the styles that use them, and how far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, Vec<Level>>,
    /// The list behind a number id, and levels that start anew or look otherwise there.
    uses: BTreeMap<String, Use>,
    styles: BTreeMap<String, Style>,
    counters: BTreeMap<String, [Option<usize>; LEVELS]>,
}

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: usize,
    format: String,
    /// What is shown, with `%1` for the number of the first level.
    text: String,
    /// Nothing stands between number and text.
    tight: bool,
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            tight: false,
            style: None,
        }
    }
}

#[derive(Debug, Default)]
struct Use {
    list: String,
    starts: BTreeMap<usize, usize>,
    levels: BTreeMap<usize, Level>,
}

/// What a paragraph style says of numbers and headings.
#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    number: Option<String>,
    level: Option<usize>,
    outline: Option<usize>,
}

/// What a paragraph says of its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbered {
    pub style: Option<String>,
    pub number: Option<String>,
    pub level: Option<usize>,
    pub outline: Option<usize>,
}

impl Numbering {
    pub(super) fn read(numbering: &str, styles: &str) -> Result<Self, DocxFault> {
        let mut all = Self::default();
        all.read_lists(numbering)?;
        all.read_styles(styles)?;
        Ok(all)
    }

    fn read_lists(&mut self, part: &str) -> Result<(), DocxFault> {
        let mut xml = Xml::new(part);
        let (mut list, mut used) = (None::<String>, None::<String>);
        let mut level = None::<(usize, Level)>;
        while let Some(event) = xml.next_event()? {
            match event {
                Event::Open(element) => match element.name() {
                    "abstractNum" => list = element.attribute("abstractNumId"),
                    "num" => used = element.attribute("numId"),
                    "abstractNumId" => {
                        if let Some((id, list)) = used.clone().zip(element.value()) {
                            self.uses.entry(id).or_default().list = list;
                        }
                    }
                    "startOverride" => {
                        if let (Some(id), Some((at, _)), Some(start)) =
                            (&used, &level, element.number())
                        {
                            self.uses.entry(id.clone()).or_default().starts.insert(*at, start);
                        }
                    }
                    "lvl" | "lvlOverride" => level = Some((index(&element), Level::default())),
                    _ => {
                        if let Some((_, level)) = &mut level {
                            level.property(&element);
                        }
                    }
                },
                Event::Close(name) => match name {
                    "lvl" => {
                        if let Some((at, level)) = level.take() {
                            self.add(list.as_ref(), used.as_ref(), at, level);
                        }
                    }
                    "abstractNum" => list = None,
                    "num" => used = None,
                    _ => {}
                },
                Event::Text(..) => {}
            }
        }
        Ok(())
    }

    fn add(&mut self, list: Option<&String>, used: Option<&String>, at: usize, level: Level) {
        if let Some(list) = list {
            let levels = self.lists.entry(list.clone()).or_default();
            if levels.len() <= at {
                levels.resize_with(at + 1, Level::default);
            }
            if let Some(slot) = levels.get_mut(at) {
                *slot = level;
            }
        } else if let Some(used) = used {
            self.uses.entry(used.clone()).or_default().levels.insert(at, level);
        }
    }

    fn read_styles(&mut self, part: &str) -> Result<(), DocxFault> {
        let mut xml = Xml::new(part);
        let mut open = None::<(String, Style)>;
        while let Some(event) = xml.next_event()? {
            match event {
                Event::Open(element) => match (element.name(), &mut open) {
                    ("style", _) => {
                        open = element.attribute("styleId").map(|id| (id, Style::default()));
                    }
                    ("basedOn", Some((_, style))) => style.based_on = element.value(),
                    ("numId", Some((_, style))) => style.number = element.value(),
                    ("ilvl", Some((_, style))) => style.level = element.number(),
                    ("outlineLvl", Some((_, style))) => style.outline = element.number(),
                    _ => {}
                },
                Event::Close("style") => self.styles.extend(open.take()),
                _ => {}
            }
        }
        Ok(())
    }

    /// The styles of a paragraph from its own to the one it is all based on; a ring ends.
    fn chain(&self, style: Option<&String>) -> Vec<(&String, &Style)> {
        let mut chain: Vec<(&String, &Style)> = Vec::new();
        let mut next = style;
        while let Some((id, style)) = next.and_then(|id| self.styles.get_key_value(id)) {
            if chain.iter().any(|it| it.0 == id) || chain.len() > self.styles.len() {
                break;
            }
            chain.push((id, style));
            next = style.based_on.as_ref();
        }
        chain
    }

    /// The outline level (大纲级别) of a paragraph, from 0; none for running text.
    pub(super) fn outline(&self, paragraph: &Numbered) -> Option<usize> {
        let styles = self.chain(paragraph.style.as_ref());
        let named = styles.into_iter().find_map(|it| it.1.outline);
        paragraph.outline.or(named).filter(|&level| level < LEVELS)
    }

    /// Counts a paragraph and gives the number that stands before it.
    pub(super) fn label(&mut self, paragraph: &Numbered) -> Option<String> {
        let chain = self.chain(paragraph.style.as_ref());
        let styled = chain.iter().find_map(|it| it.1.number.as_ref().map(|id| (*it, id.clone())));
        let id = paragraph.number.clone().or_else(|| styled.as_ref().map(|it| it.1.clone()))?;
        let used = self.uses.get(&id)?;
        let levels = self.lists.get(&used.list)?;
        // A style may belong to a level without naming it.
        let of_style = || {
            let (name, style) = styled.as_ref()?.0;
            style.level.or_else(|| levels.iter().position(|it| it.style.as_ref() == Some(name)))
        };
        let at = paragraph.level.or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        let shown: Vec<Level> = (0..=at)
            .map(|it| used.levels.get(&it).or_else(|| levels.get(it)).cloned().unwrap_or_default())
            .collect();
        let first = used.starts.get(&at).copied();
        // A list that is used with a start of its own counts apart from the others.
        let counter = if used.starts.is_empty() { used.list.clone() } else { format!("#{id}") };
        let counts = self.counters.entry(counter).or_default();
        for (index, count) in counts.iter_mut().enumerate() {
            match index.cmp(&at) {
                std::cmp::Ordering::Less => {
                    let start = shown.get(index).map_or(1, |it| it.start);
                    *count = Some(count.unwrap_or(start));
                }
                std::cmp::Ordering::Equal => {
                    let start = first.or_else(|| shown.get(index).map(|it| it.start)).unwrap_or(1);
                    *count = Some(count.map_or(start, |it| it.saturating_add(1)));
                }
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        let counts = *counts;
        let level = shown.last()?;
        format::number(&level.format, 1)?;
        let mut label = level.text.clone();
        for (index, (count, level)) in counts.iter().zip(&shown).enumerate() {
            let sign = format!("%{}", index + 1);
            if label.contains(&sign) {
                let number = format::number(&level.format, count.unwrap_or(1)).unwrap_or_default();
                label = label.replace(&sign, &number);
            }
        }
        let apart = !level.tight && label.ends_with(|char: char| char.is_ascii_alphanumeric());
        Some(if apart { label + " " } else { label })
    }
}

impl Level {
    fn property(&mut self, element: &Element<'_>) {
        match element.name() {
            "start" => self.start = element.number().unwrap_or(1),
            "numFmt" => self.format = element.value().unwrap_or_default(),
            "lvlText" => self.text = element.value().unwrap_or_default(),
            "suff" => self.tight = element.value().as_deref() == Some("nothing"),
            "pStyle" => self.style = element.value(),
            _ => {}
        }
    }
}

fn index(element: &Element<'_>) -> usize {
    let level = element.attribute("ilvl").and_then(|it| it.parse().ok()).unwrap_or(0);
    usize::min(level, LEVELS - 1)
}
