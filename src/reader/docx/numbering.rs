//! Automatic list numbers (自动编号): what Word shows before a paragraph and no text holds.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::DocxFault;
use super::format;
use super::styles::Styles;
use super::xml::{Element, Event, Xml};

/// Levels of a list.
pub(super) const LEVELS: usize = 9;
/// Characters of what a level shows (`w:lvlText`) and of the number made of it; Word knows none
/// longer.
const MAX_LABEL: usize = 255;
/// Bytes of all numbers of a part.
const MAX_LABELS: usize = 8 << 20;

/// Lists, the styles that use them, and how far each list has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: Vec<List>,
    uses: Vec<Use>,
    /// Number ids and what they use: indices into `uses`.
    ids: BTreeMap<String, usize>,
    styles: Styles,
    /// Bytes of the numbers that were made.
    made: usize,
}

/// How far each level of a list has counted.
type Counts = [Option<usize>; LEVELS];

#[derive(Debug, Default)]
struct List {
    levels: Vec<Level>,
    counts: Counts,
}

/// One level of a list.
#[derive(Clone, Debug)]
struct Level {
    start: usize,
    format: String,
    /// What is shown, with `%1` for the number of the first level; none where it is too long.
    text: Option<String>,
    /// Nothing stands between number and text.
    tight: bool,
    /// The style that belongs to it: its name while it is read, then its index.
    named: Option<String>,
    style: Option<usize>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: Some(String::new()),
            tight: false,
            named: None,
            style: None,
        }
    }
}

/// What stands behind a number id: a list, and levels that start anew or look otherwise there.
#[derive(Debug, Default)]
struct Use {
    /// The list: index into [`Numbering::lists`].
    list: Option<usize>,
    starts: BTreeMap<usize, usize>,
    levels: BTreeMap<usize, Level>,
    /// A list that is used with a start of its own counts apart from the others.
    counts: Counts,
}

/// What a paragraph says of its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbered {
    pub style: Option<String>,
    pub number: Option<String>,
    pub level: Option<usize>,
    pub outline: Option<usize>,
}

/// Lists while they are read, with the names that are used once only.
#[derive(Default)]
struct Lists {
    lists: BTreeMap<String, Vec<Level>>,
    uses: BTreeMap<String, (Use, String)>,
}

impl Numbering {
    pub(super) fn read(numbering: &str, styles: &str) -> Result<Self, DocxFault> {
        let mut read = Lists::default();
        read.read(numbering)?;
        let mut all = Self::default();
        let mut names = BTreeMap::new();
        for (name, levels) in read.lists {
            names.insert(name, all.lists.len());
            all.lists.push(List { levels, counts: Counts::default() });
        }
        for (id, (mut used, list)) in read.uses {
            used.list = names.get(&list).copied();
            all.ids.insert(id, all.uses.len());
            all.uses.push(used);
        }
        all.styles = Styles::read(styles, &all.ids)?;
        for level in all.lists.iter_mut().flat_map(|list| &mut list.levels) {
            level.style = level.named.take().and_then(|name| all.styles.index(&name));
        }
        Ok(all)
    }

    /// The outline level (大纲级别) of a paragraph, from 0; none for running text.
    pub(super) fn outline(&self, paragraph: &Numbered) -> Option<usize> {
        let styled = || self.styles.get(self.styles.index(paragraph.style.as_ref()?)?)?.outline;
        paragraph.outline.or_else(styled).filter(|&level| level < LEVELS)
    }

    /// Counts a paragraph and gives the number that stands before it.
    pub(super) fn label(&mut self, paragraph: &Numbered) -> Result<Option<String>, DocxFault> {
        let Some((used, list, at)) = self.place(paragraph) else { return Ok(None) };
        let (Some(used), Some(list)) = (self.uses.get_mut(used), self.lists.get_mut(list)) else {
            return Ok(None);
        };
        let plain = Level::default();
        let level = |it: usize| used.levels.get(&it).or_else(|| list.levels.get(it));
        let shown: Vec<&Level> = (0..=at).map(|it| level(it).unwrap_or(&plain)).collect();
        let counts = if used.starts.is_empty() { &mut list.counts } else { &mut used.counts };
        count(counts, &shown, used.starts.get(&at).copied());
        let label = spell(counts, &shown)?;
        self.made = self.made.saturating_add(label.as_ref().map_or(0, String::len));
        if self.made > MAX_LABELS { Err(DocxFault::LongNumber) } else { Ok(label) }
    }

    /// Which use of which list a paragraph is numbered by, and at which level.
    fn place(&self, paragraph: &Numbered) -> Option<(usize, usize, usize)> {
        let style = paragraph.style.as_ref().and_then(|name| self.styles.index(name));
        let styled = style.and_then(|it| self.styles.get(it)).and_then(|it| it.number);
        let own = paragraph.number.as_ref().map(|id| self.ids.get(id).copied());
        let used = own.unwrap_or_else(|| styled?.used)?;
        let list = self.uses.get(used)?.list?;
        let levels = &self.lists.get(list)?.levels;
        // A style may belong to a level without naming it.
        let of_style = || {
            let styled = styled?;
            let own = |it: &Level| it.style == Some(styled.style);
            styled.level.or_else(|| levels.iter().position(own))
        };
        let at = paragraph.level.or_else(of_style).unwrap_or(0).min(LEVELS - 1);
        Some((used, list, at))
    }
}

/// Counts on at the last of the levels `shown`, which begins at `first` where that is given.
fn count(counts: &mut Counts, shown: &[&Level], first: Option<usize>) {
    let at = shown.len().saturating_sub(1);
    for (index, count) in counts.iter_mut().enumerate() {
        let start = shown.get(index).map_or(1, |it| it.start);
        *count = match index.cmp(&at) {
            Ordering::Less => Some(count.unwrap_or(start)),
            Ordering::Equal => {
                Some(count.map_or(first.unwrap_or(start), |it| it.saturating_add(1)))
            }
            Ordering::Greater => None,
        };
    }
}

/// What the last of the levels `shown` looks like.
fn spell(counts: &Counts, shown: &[&Level]) -> Result<Option<String>, DocxFault> {
    let Some(level) = shown.last().filter(|it| format::number(&it.format, 1).is_some()) else {
        return Ok(None);
    };
    let mut label = level.text.clone().ok_or(DocxFault::LongNumber)?;
    for (index, (count, level)) in counts.iter().zip(shown).enumerate() {
        let sign = format!("%{}", index + 1);
        if label.contains(&sign) {
            let number = format::number(&level.format, count.unwrap_or(1)).unwrap_or_default();
            label = label.replace(&sign, &number);
        }
    }
    if !level.tight && label.ends_with(|char: char| char.is_ascii_alphanumeric()) {
        label.push(' ');
    }
    if is_long(&label) { Err(DocxFault::LongNumber) } else { Ok(Some(label)) }
}

/// Whether there are more characters than Word shows as a number.
fn is_long(label: &str) -> bool {
    label.chars().nth(MAX_LABEL).is_some()
}

impl Lists {
    fn read(&mut self, part: &str) -> Result<(), DocxFault> {
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
                            self.uses.entry(id).or_default().1 = list;
                        }
                    }
                    "startOverride" => {
                        if let (Some(id), Some((at, _)), Some(start)) =
                            (&used, &level, element.number())
                        {
                            self.used(id).starts.insert(*at, start);
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

    fn used(&mut self, id: &str) -> &mut Use {
        &mut self.uses.entry(id.to_owned()).or_default().0
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
            self.used(used).levels.insert(at, level);
        }
    }
}

impl Level {
    fn property(&mut self, element: &Element<'_>) {
        match element.name() {
            "start" => self.start = element.number().unwrap_or(1),
            "numFmt" => self.format = element.value().unwrap_or_default(),
            "lvlText" => {
                self.text = Some(element.value().unwrap_or_default()).filter(|it| !is_long(it));
            }
            "suff" => self.tight = element.value().as_deref() == Some("nothing"),
            "pStyle" => self.named = element.value(),
            _ => {}
        }
    }
}

fn index(element: &Element<'_>) -> usize {
    let level = element.attribute("ilvl").and_then(|it| it.parse().ok()).unwrap_or(0);
    usize::min(level, LEVELS - 1)
}
