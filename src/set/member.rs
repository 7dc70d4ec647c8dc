//! What is kept of a report when its text is gone.

use std::cmp::Reverse;
use std::sync::Arc;

use super::sketch::hash;
use super::{Sketch, mentions, prose, spelling};
use crate::date::Date;
use crate::document::Document;
use crate::engine::Verdict;
use crate::facts::Facts;
use crate::facts::body::{Body, Reach, is_same};
use crate::form::{CellAddress, Filled, Form};
use crate::indicator::Statement;
use crate::numeral::Amount;
use crate::text::{Span, before, from};

/// What marks a draft or a copy, in a title or a path.
const DRAFTS: [&str; 26] = [
    "初稿",
    "草稿",
    "草案",
    "征求意见稿",
    "送审稿",
    "讨论稿",
    "审议稿",
    "修改稿",
    "校对稿",
    "未定稿",
    "原稿",
    "旧稿",
    "旧版",
    "（旧",
    "(旧",
    "-旧",
    "_旧",
    "更正前",
    "订正前",
    "修订前",
    "修改前",
    "未盖章",
    "未审",
    "副本",
    "备份",
    "作废",
];
/// What marks a report that takes the place of another, where it does not stand before 前.
const SETTLED: [&str; 12] = [
    "更正",
    "订正",
    "勘误",
    "修订",
    "修改后",
    "正式稿",
    "正式版",
    "定稿",
    "终稿",
    "终版",
    "最终",
    "盖章",
];

/// What there is to keep besides, by what the rules in force compare.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Taking {
    /// Keys of chapters whose prose is compared by itself.
    pub chapters: Vec<String>,
}

/// A report as comparisons remember it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Which input it is: a number of the caller's.
    pub id: usize,
    /// The folder it lies in: a number of the caller's.
    pub folder: u32,
    /// The configuration with the lists that hold for it: a number of the caller's.
    pub scope: Option<usize>,
    /// Whether the report contradicts itself about its year.
    pub disputed: bool,
    /// The report year.
    pub year: Option<i32>,
    /// The reporting body.
    pub body: Option<Body>,
    /// Who signed it, if that is another body than the title names.
    pub(crate) signer: Option<Box<str>>,
    /// Its name in the signature, where the title leaves out the place in which it lies.
    whole: Option<Box<str>>,
    /// What its title, its file and its folder say of it.
    marks: Marks,
    /// The day of signature.
    pub signed: Option<Date>,
    /// Its prose.
    pub(crate) prose: Sketch,
    /// The prose of single chapters, by the hash of their keys.
    chapters: Box<[(u32, Sketch)]>,
    /// Hashes of its sentences.
    pub(crate) sentences: Box<[u32]>,
    /// Hashes of names of bodies that it uses as if they were its own.
    pub(crate) mentions: Box<[u32]>,
    tables: Box<[Table]>,
    /// Figures in prose that state one indicator.
    stated: Box<[Stated]>,
}

/// What stands round a report and tells which of several counts.
#[derive(Clone, Copy, Default, Debug)]
struct Marks {
    /// It is a draft or a copy.
    draft: bool,
    /// It takes the place of another.
    settled: bool,
    /// Its file goes by the name of another body.
    misnamed: bool,
}

/// The numbers of an official table.
#[derive(Clone, Debug)]
struct Table {
    form: Arc<Form>,
    /// Cells with a number other than nought.
    held: Box<[Held]>,
    /// Hashes of the keys of cells without a number.
    blank: Box<[u32]>,
    /// Cells that may be why the table does not add up, with what they must hold so that it does.
    meant: Box<[Held]>,
}

/// A number other than nought in a cell.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Held {
    /// Hash of the keys of its row and column.
    cell: u32,
    scale: u8,
    mantissa: i64,
}

/// A figure in prose that states one indicator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Stated {
    /// Hash of the key of the indicator.
    indicator: u32,
    /// The figure.
    value: Amount,
    /// Whether it counts over the years (历年累计) and not for the report year.
    running: bool,
}

impl Member {
    /// What is to be kept of a report.
    pub fn of(
        (id, folder): (usize, u32),
        (doc, facts): (&Document, &Facts),
        verdict: &Verdict<'_>,
        taking: &Taking,
    ) -> Self {
        let sentences = prose::sentences(doc, facts);
        let mut hashes: Vec<u32> = sentences.iter().map(|it| hash(&it.words)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let chapter = |key: &String| {
            let within = verdict.chapter(doc, key)?;
            let there = sentences.iter().filter(|it| within.contains(it.block));
            Some((hash(key), Sketch::of(&prose::words(there))))
        };
        let mut member = Self {
            id,
            folder,
            scope: None,
            disputed: facts.is_year_disputed(),
            // A year that the user gives for all reports does not tell one from another.
            year: facts.year.or(verdict.year),
            body: facts.body.clone(),
            signer: signer(doc, facts),
            marks: Marks::default(),
            whole: whole(doc, facts),
            signed: facts.signing_date().and_then(|it| it.date.date()),
            prose: Sketch::of(&prose::words(sentences.iter())),
            chapters: taking.chapters.iter().filter_map(chapter).collect(),
            sentences: hashes.into(),
            mentions: mentions::of(doc, facts).into_iter().map(|it| it.0).collect(),
            tables: tables(doc, verdict),
            stated: stated(facts, verdict),
        };
        facts.titles.iter().for_each(|it| member.is_marked(&it.suffix));
        member
    }

    /// Takes down what words, such as those of its path, say of it.
    pub fn is_marked(&mut self, words: &str) {
        const NOT_YET: [&str; 7] = ["待", "未", "无", "非", "需", "拟", "退回"];
        let places = |word: &&'static str| {
            let word = *word;
            words
                .match_indices(word)
                .map(move |it| (before(words, it.0), from(words, it.0 + word.len())))
        };
        // 更正前, 待盖章 and 修订痕迹 settle nothing.
        let open = |(head, rest): (&str, &str)| {
            rest.starts_with('前')
                || rest.starts_with("痕迹")
                || NOT_YET.iter().any(|it| head.ends_with(it))
        };
        self.marks.draft |=
            DRAFTS.iter().any(|it| words.contains(it)) || SETTLED.iter().flat_map(places).any(open);
        let settles = |word: &&'static str| places(word).any(|it| !open(it));
        self.marks.settled |= SETTLED.iter().any(settles);
    }

    /// Takes down that its file goes by the name of another body.
    pub(super) fn is_misnamed(&mut self) {
        self.marks.misnamed = true;
    }

    /// What is the less for the report that counts among several of one body and year.
    pub(super) fn standing(&self) -> impl Ord + use<> {
        let cells = self.cells_read();
        let Marks { draft, settled, misnamed } = self.marks;
        let doubts = (cells == 0, draft, misnamed, self.signer.is_some(), !settled);
        (doubts, Reverse(cells))
    }

    /// Whether it says that it tells of the body alone, and not of those below.
    pub(crate) fn is_own_level(&self) -> bool {
        self.body.as_ref().is_some_and(|it| it.reach == Some(Reach::Own))
    }

    /// The name of its body, as whole as it tells; empty where it names none.
    pub(crate) fn name(&self) -> &str {
        let titled = || self.body.as_ref().map_or("", |it| it.name.as_str());
        self.whole.as_deref().unwrap_or_else(titled)
    }

    /// The prose of a chapter.
    pub(crate) fn chapter(&self, key: &str) -> Option<&Sketch> {
        let key = hash(key);
        self.chapters.iter().find(|it| it.0 == key).map(|it| &it.1)
    }

    /// The number in a cell of an official table: none where it has no such cell, where that holds
    /// no number, or where the report fills in the form several times (本级 and 全县) with
    /// several.
    pub(crate) fn cell(&self, form: &str, row: &str, column: &str) -> Option<Amount> {
        self.number(form, &|it| it.cell(row, column))
    }

    /// The same, but where the table itself shows that the cell may be wrong what it must hold so that
    /// the table adds up.
    pub(crate) fn meant(&self, form: &str, row: &str, column: &str) -> Option<Amount> {
        self.number(form, &|it| it.meant(row, column))
    }

    fn number(&self, form: &str, read: &dyn Fn(&Table) -> Option<Amount>) -> Option<Amount> {
        let mut numbers = self.tables.iter().filter(|it| it.form.id == form).filter_map(read);
        let first = numbers.next()?;
        numbers.all(|it| it == first).then_some(first)
    }

    /// The form of an official table that it has.
    pub(crate) fn form(&self, id: &str) -> Option<&Arc<Form>> {
        self.tables.iter().map(|it| &it.form).find(|it| it.id == id)
    }

    /// Whether nothing in its official tables and its signature contradicts another report.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        let days = self.signed.zip(other.signed);
        days.is_none_or(|(one, two)| one == two) && self.numbers().eq(other.numbers())
    }

    /// Whether all its figures are those of another report, in tables and in prose.
    pub(crate) fn has_figures_of(&self, other: &Self) -> bool {
        self.agrees_with(other) && self.stated == other.stated
    }

    /// Whether it tells of no work that can be counted: its official tables hold noughts alone, and no
    /// figure in prose anything else.
    pub(crate) fn is_idle(&self) -> bool {
        self.cells_read() > 0
            && self.numbers().next().is_none()
            && self.stated.iter().all(|it| it.value == Amount::ZERO)
    }

    /// How many cells of its official tables hold a number.
    pub(crate) fn cells_read(&self) -> usize {
        let read = |it: &Table| it.form.addresses().count().saturating_sub(it.blank.len());
        self.tables.iter().map(read).sum()
    }

    /// The only figure in prose that states an indicator, for the year or over the years.
    pub(crate) fn stated(&self, indicator: &str, running: bool) -> Option<Amount> {
        let key = hash(indicator);
        let mut all = self.stated.iter().filter(|it| (it.indicator, it.running) == (key, running));
        let only = all.next()?.value;
        all.next().is_none().then_some(only)
    }

    /// Its numbers other than nought in official tables, in order.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = (&str, &Held)> {
        self.tables.iter().flat_map(|it| it.held.iter().map(|held| (it.form.id.as_str(), held)))
    }
}

impl Table {
    fn of(filled: &Filled, mended: impl Iterator<Item = (CellAddress, Amount)>) -> Self {
        let (mut held, mut blank) = (Vec::new(), Vec::new());
        for at in filled.form.addresses() {
            let Some(key) = key_at(&filled.form, at) else { continue };
            let number = filled.cell(at).and_then(|it| it.content.number());
            match number.map(|it| Held::of(key, it)) {
                Some(Some(Held { mantissa: 0, .. })) => {}
                Some(Some(it)) => held.push(it),
                _ => blank.push(key),
            }
        }
        held.sort_unstable();
        blank.sort_unstable();
        let meant = mended.filter_map(|(at, it)| Held::of(key_at(&filled.form, at)?, it));
        let mut meant: Vec<Held> = meant.collect();
        meant.sort_by_key(|it| it.cell);
        meant.dedup_by_key(|it| it.cell);
        let form = Arc::clone(&filled.form);
        Self { form, held: held.into(), blank: blank.into(), meant: meant.into() }
    }

    /// What a cell must hold, if the table itself shows that it may be wrong, else what it holds.
    fn meant(&self, row: &str, column: &str) -> Option<Amount> {
        match self.meant.binary_search_by_key(&cell_key(row, column), |it| it.cell) {
            Ok(at) => self.meant.get(at)?.amount(),
            Err(_) => self.cell(row, column),
        }
    }

    fn cell(&self, row: &str, column: &str) -> Option<Amount> {
        address(&self.form, row, column)?;
        let key = cell_key(row, column);
        if self.blank.binary_search(&key).is_ok() {
            return None;
        }
        match self.held.binary_search_by_key(&key, |it| it.cell) {
            Ok(at) => self.held.get(at)?.amount(),
            Err(_) => Some(Amount::ZERO),
        }
    }
}

impl Held {
    fn of(cell: u32, number: Amount) -> Option<Self> {
        let mantissa = i64::try_from(number.mantissa()).ok()?;
        Some(Self { cell, scale: number.scale(), mantissa })
    }

    fn amount(self) -> Option<Amount> {
        Amount::new(self.mantissa.into(), self.scale)
    }
}

/// What is kept of the official tables.
fn tables(doc: &Document, verdict: &Verdict<'_>) -> Box<[Table]> {
    let official = doc.forms.iter().enumerate().filter(|it| it.1.form.local.is_none());
    let table = |(index, filled): (usize, &Filled)| {
        let mended = verdict.mended.iter().filter(|it| it.0 == index);
        Table::of(filled, mended.map(|it| (it.1, it.2)))
    };
    official.map(table).collect()
}

/// Block and row of the row with a key.
fn row_of(form: &Form, key: &str) -> Option<(usize, usize)> {
    let blocks = form.block.iter().enumerate();
    blocks
        .flat_map(|(at, it)| it.row.iter().enumerate().map(move |row| (at, row)))
        .find(|(_, (_, row))| row.key == key)
        .map(|(block, (row, _))| (block, row))
}

/// The address of the cell with these keys.
pub(crate) fn address(form: &Form, row: &str, column: &str) -> Option<CellAddress> {
    let (block, row) = row_of(form, row)?;
    let columns = &form.block.get(block)?.column;
    let column = columns.iter().position(|it| it.key == column)?;
    Some(CellAddress { block, row, column })
}

fn key_at(form: &Form, at: CellAddress) -> Option<u32> {
    let block = form.block.get(at.block)?;
    Some(cell_key(&block.row.get(at.row)?.key, &block.column.get(at.column)?.key))
}

fn cell_key(row: &str, column: &str) -> u32 {
    hash(&[row, column].join("/"))
}

/// Who signed, where that is another body of the kind than the title names.
fn signer(doc: &Document, facts: &Facts) -> Option<Box<str>> {
    let (titled, at) = (facts.body.as_ref()?, facts.signature.as_ref()?.body?);
    let signer = Body::named(doc.plain(at), at);
    let other = signer.sub.is_some() && signer.sub == titled.sub && !is_same(&signer, titled);
    other.then(|| signer.name.into())
}

fn whole(doc: &Document, facts: &Facts) -> Option<Box<str>> {
    let titled = &facts.body.as_ref()?.name;
    let signed = facts.signature.as_ref()?.body.map(|it| doc.plain(it));
    spelling::whole(titled, signed).map(Box::from)
}

fn stated(facts: &Facts, verdict: &Verdict<'_>) -> Box<[Stated]> {
    let of = |running: bool| {
        move |it: &Statement<'_>| {
            let [only] = it.of.as_slice() else { return None };
            let figure = it.figure(facts).filter(|it| !it.vague)?;
            Some(Stated { indicator: hash(&only.key), value: figure.value, running })
        }
    };
    let own = verdict.statements.iter().filter(|it| it.plain).filter_map(of(false));
    own.chain(verdict.running.iter().filter_map(of(true))).collect()
}

/// Where the cell with these keys stands in a document: the index of its table, and its place, or
/// that of its row's label if it is empty.
pub(crate) fn place(
    doc: &Document,
    form: &str,
    row: &str,
    column: &str,
) -> Option<(usize, CellAddress, Span)> {
    doc.forms.iter().enumerate().filter(|(_, it)| it.form.id == form).find_map(|(index, filled)| {
        let at = address(&filled.form, row, column)?;
        let cell = filled.cell(at)?;
        let label = || {
            let own = |it: &&(usize, usize, Span)| (it.0, it.1) == (at.block, at.row);
            filled.row_labels.iter().find(own).map_or(cell.span, |it| it.2)
        };
        let span = if cell.span.is_empty() { label() } else { cell.span };
        Some((index, at, span))
    })
}
