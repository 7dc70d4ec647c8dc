//! Markdown: headings, list points and pipe tables; marks of emphasis are not part of the words.

mod picture;

use super::{Layout, Part, PartKind, merged};
use crate::document::{Table, TableShape};
use crate::text::{Span, Text, cut, from, trim};

pub(super) fn layout(text: &Text) -> Layout {
    let mut layout = Layout::default();
    let mut fenced = false;
    let mut table: Option<Table> = None;
    for line in text.lines() {
        let body = trim(text.as_str(), line);
        let words = text.slice(body);
        if words.starts_with("```") || words.starts_with("~~~") {
            fenced = !fenced;
            layout.dropped.push(body);
            continue;
        }
        if words.starts_with('|') && !fenced {
            row(&mut layout, &mut table, text, body);
            continue;
        }
        layout.tables.extend(table.take().map(|it| merged::joined(it, text)));
        if !words.is_empty() {
            paragraph(&mut layout, text, body);
        }
    }
    layout.tables.extend(table.take().map(|it| merged::joined(it, text)));
    layout
}

fn paragraph(layout: &mut Layout, text: &Text, body: Span) {
    let words = text.slice(body);
    if words.chars().all(|char| matches!(char, '-' | '=' | '*' | '_' | ' ')) {
        layout.dropped.push(body);
        return;
    }
    if picture::take(layout, text, body) {
        return;
    }
    let hashes = words.bytes().take_while(|&byte| byte == b'#').count();
    let is_heading = (1..=6).contains(&hashes) && from(words, hashes).starts_with(' ');
    let marks = if is_heading { hashes } else { list_mark(words) };
    let span = trim(text.as_str(), Span::new(body.start() + marks, body.end()));
    if marks > 0 {
        layout.dropped.push(Span::new(body.start(), span.start()));
    }
    emphasis(layout, text, span);
    let kind = match u8::try_from(hashes) {
        Ok(level @ 2..) if is_heading => PartKind::Heading(level),
        _ => PartKind::Prose,
    };
    layout.parts.push(Part { kind, span, at_line_start: true });
}

/// Length of a quote or bullet mark. Numbers are part of the text, as the author wrote them.
fn list_mark(words: &str) -> usize {
    ["> ", "- ", "* ", "+ "]
        .iter()
        .find(|mark| words.starts_with(**mark))
        .map_or(0, |mark| mark.len())
}

/// Drops `**`, `__` and backquotes.
fn emphasis(layout: &mut Layout, text: &Text, span: Span) {
    let words = cut(text.as_str(), span);
    let mut skip_to = 0;
    for (at, _) in words.char_indices().filter(|(_, char)| matches!(char, '*' | '_' | '`')) {
        if at < skip_to {
            continue;
        }
        let rest = from(words, at);
        let mark = ["**", "__", "`"].iter().find(|mark| rest.starts_with(**mark));
        if let Some(mark) = mark {
            layout.dropped.push(Span::new(at, at + mark.len()).shift(span.start()));
            skip_to = at + mark.len();
        }
    }
}

fn row(layout: &mut Layout, table: &mut Option<Table>, text: &Text, body: Span) {
    let words = text.slice(body);
    if words.chars().all(|char| matches!(char, '|' | '-' | ':' | ' ')) {
        layout.dropped.push(body);
        return;
    }
    let cells = super::table::cells(text, body, '|');
    let row = Table::plain(TableShape::Grid, body, vec![cells]);
    match table {
        Some(open) => {
            open.span = open.span.cover(body);
            open.rows.extend(row.rows);
        }
        None => *table = Some(row),
    }
    layout.parts.push(Part { kind: PartKind::Row, span: body, at_line_start: true });
}
