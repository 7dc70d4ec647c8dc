//! Plain text: one paragraph a line, hard-wrapped lines, or a whole page on one line.

use super::table;
use super::{Layout, Part, PartKind};
use crate::document::{Table, TableShape};
use crate::fold::Folded;
use crate::form;
use crate::outline::Vocabulary;
use crate::text::{Span, Text, cells, cut, from, is_blank, trim};

/// A text of at most this many lines and at least [`FLAT_CHARS`] characters was flattened.
const FLAT_LINES: usize = 3;
const FLAT_CHARS: usize = 500;
/// In the head of a flattened text (bytes) every blank between words divides title from text.
const HEAD: usize = 2400;

pub(super) fn layout(text: &Text, vocabulary: &Vocabulary) -> Layout {
    let lines: Vec<Span> = text
        .lines()
        .map(|line| trim(text.as_str(), line))
        .filter(|line| !line.is_empty())
        .collect();
    let chars = || lines.iter().map(|&line| text.slice(line).chars().count()).sum::<usize>();
    if lines.len() <= FLAT_LINES && chars() >= FLAT_CHARS {
        return flattened(text, &lines, vocabulary);
    }
    let (mut tables, mut is_row) = table::find(text, &lines);
    let folded = Folded::new(text.as_str(), &[]);
    official(&folded, &lines, vocabulary, (&mut tables, &mut is_row));
    let mut layout = Layout { tables, ..Layout::default() };
    let width = wrap_width(text, &lines);
    let mut open: Option<Span> = None;
    for (index, &line) in lines.iter().enumerate() {
        let row = is_row.get(index).copied().unwrap_or(false);
        let page = width.is_some() && is_page_number(text.slice(line));
        if page {
            layout.dropped.push(line);
            continue;
        }
        let kind = if row { PartKind::Row } else { PartKind::Prose };
        match (open.take(), width) {
            (Some(before), Some(width)) if !row && continues(text, before, line, width) => {
                layout.dropped.push(Span::new(before.end(), line.start()));
                let merged = before.cover(line);
                if let Some(part) = layout.parts.last_mut() {
                    part.span = merged;
                }
                open = Some(merged);
            }
            _ => {
                layout.parts.push(Part { kind, span: line, at_line_start: true });
                open = (!row).then_some(line);
            }
        }
    }
    layout.dropped.sort_unstable();
    layout.folded = Some(folded).filter(|_| layout.dropped.is_empty());
    layout
}

/// Takes the lines of official tables that stand in running text, or one cell a line, as rows.
fn official(
    folded: &Folded,
    lines: &[Span],
    vocabulary: &Vocabulary,
    (tables, rows): (&mut Vec<Table>, &mut [bool]),
) {
    let form::Regions { official, local } = form::regions(folded, vocabulary.forms());
    for span in official {
        let grid = |it: &Table| it.shape == TableShape::Grid && it.span.overlaps(span);
        if tables.iter().any(grid) {
            continue;
        }
        // What looked like cells may have swallowed headings beside the table.
        for wrong in tables.iter().filter(|it| it.span.overlaps(span)) {
            let within = lines.iter().zip(rows.iter_mut()).filter(|it| wrong.span.contains(*it.0));
            within.for_each(|it| *it.1 = false);
        }
        tables.retain(|it| !it.span.overlaps(span));
        tables.push(of_lines(lines, rows, span));
    }
    if let Some(span) = local.filter(|it| !tables.iter().any(|of| of.span.overlaps(*it))) {
        tables.push(of_lines(lines, rows, span));
    }
    tables.sort_by_key(|it| it.span);
}

/// A table of the lines in a stretch, which are taken as rows.
fn of_lines(lines: &[Span], rows: &mut [bool], span: Span) -> Table {
    let mut whole = span;
    for (line, row) in lines.iter().zip(rows.iter_mut()).filter(|it| it.0.overlaps(span)) {
        *row = true;
        whole = whole.cover(*line);
    }
    Table::plain(TableShape::Lines, whole, Vec::new())
}

/// Cells of the full lines, where the text is wrapped at a width.
fn wrap_width(text: &Text, lines: &[Span]) -> Option<usize> {
    let unended = lines.iter().filter(|&&line| !ends_sentence(text.slice(line))).count();
    if lines.len() < 8 || unended * 2 < lines.len() {
        return None;
    }
    let mut widths: Vec<usize> =
        lines.iter().map(|&line| text.slice(line).chars().map(cells).sum()).collect();
    widths.sort_unstable();
    let full = *widths.get(widths.len() * 9 / 10)?;
    let at_full = widths.iter().filter(|&&width| width + 6 >= full && width <= full + 6).count();
    let wrapped = (36..=130).contains(&full) && at_full * 3 >= lines.len();
    wrapped.then_some(full)
}

/// Whether `line` goes on the paragraph whose last line ends `before`.
fn continues(text: &Text, before: Span, line: Span, width: usize) -> bool {
    let number = text.line_at(before.end());
    let last = trim(text.as_str(), text.line(number));
    let full = text.slice(last).chars().map(cells).sum::<usize>() + 8 >= width;
    let follows = text.line_at(line.start()) == number + 1
        || text.slice(Span::new(before.end(), line.start())).trim_matches(is_blank).contains('-');
    let indented = text.line(text.line_at(line.start())).start() < line.start()
        && text
            .slice(Span::new(text.line(text.line_at(line.start())).start(), line.start()))
            .contains('\u{3000}');
    let whole = follows && !is_heading(text.slice(last), number);
    full && whole && !indented && !begins_item(text.slice(line), text.slice(last))
}

/// Lines of the head in which the title stands.
const TITLE_LINES: usize = 6;

/// Whether a line is the title or the heading of a chapter, which the next one does not go on.
fn is_heading(line: &str, number: usize) -> bool {
    let ends = |words: &[&str]| words.iter().any(|it| line.ends_with(it));
    let numbered = line.chars().nth(1) == Some('、');
    !line.contains(['，', '。', '；', '：', ','])
        && (number < TITLE_LINES && ends(&["报告", "年报"])
            || numbered && ends(&["情况", "措施", "事项", "概述", "问题"]))
}

/// A list number at the start of a line begins a paragraph, unless the line before it was cut in
/// the middle of a sentence.
fn begins_item(line: &str, before: &str) -> bool {
    let item = line.starts_with(['（', '('])
        && line.chars().take(5).any(|it| it == '）' || it == ')')
        || line.chars().nth(1) == Some('、')
        || line.chars().take(3).any(|it| it == '.');
    item && ends_sentence(before)
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['。', '！', '？', '：', '；', '”', '）'])
}

fn is_page_number(line: &str) -> bool {
    let inner = line.trim_matches(['-', '—', '–', ' ', '第', '页']);
    inner.len() < line.len() && !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit())
}

/// Cuts a flattened page into pieces: where a blank follows a sentence, and around tables.
fn flattened(text: &Text, lines: &[Span], vocabulary: &Vocabulary) -> Layout {
    let mut tables = table::find_run(text, vocabulary);
    let folded = Folded::new(text.as_str(), &[]);
    let form::Regions { official, local } = form::regions(&folded, vocabulary.forms());
    for span in official {
        tables.retain(|it| !it.span.overlaps(span));
        tables.push(Table::plain(TableShape::Run, span, Vec::new()));
    }
    if let Some(span) = local.filter(|it| !tables.iter().any(|of| of.span.overlaps(*it))) {
        tables.push(Table::plain(TableShape::Run, span, Vec::new()));
    }
    tables.sort_by_key(|it| it.span);
    let edges: Vec<usize> = tables.iter().flat_map(|it| [it.span.start(), it.span.end()]).collect();
    let mut layout = Layout { flattened: true, tables, folded: Some(folded), ..Layout::default() };
    for &line in lines {
        let mut cuts = cuts(text, line);
        cuts.extend(edges.iter().filter(|&&edge| line.start() < edge && edge < line.end()));
        cuts.push(line.end());
        cuts.sort_unstable();
        let mut start = line.start();
        for end in cuts {
            push_piece(&mut layout, text, Span::new(start, end), start == line.start());
            start = end;
        }
    }
    layout
}

fn push_piece(layout: &mut Layout, text: &Text, span: Span, at_line_start: bool) {
    let span = trim(text.as_str(), span);
    let row = layout.tables.iter().any(|table| table.span.contains(span));
    let kind = if row { PartKind::Row } else { PartKind::Prose };
    if !span.is_empty() {
        layout.parts.push(Part { kind, span, at_line_start });
    }
}

/// Offsets of blanks that divide pieces.
fn cuts(text: &Text, line: Span) -> Vec<usize> {
    let words = cut(text.as_str(), line);
    let mut cuts = Vec::new();
    let mut before = None;
    for (at, char) in words.char_indices() {
        if !is_blank(char) {
            before = Some(char);
            continue;
        }
        // The first blank of a run decides for all of it.
        let Some(last) = before.take() else { continue };
        let next = from(words, at).chars().find(|&it| !is_blank(it));
        // No piece begins with a stop: a blank before one is a slip of the pen.
        let goes_on = next.is_some_and(|it| matches!(it, '，' | '。' | '；' | '：' | '、'));
        let ended = matches!(last, '。' | '！' | '？' | '；' | '）' | ')');
        let in_head = at < HEAD && !matches!(last, '，' | '、' | '：' | '；');
        if !goes_on && (ended || in_head) {
            cuts.push(line.start() + at);
        }
    }
    cuts
}
