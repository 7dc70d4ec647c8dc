//! Rows of cells as aligned columns or as a Markdown table.

use super::Look;
use super::markdown::escape;

/// Aligned columns, the first row being the heads.
pub(super) fn aligned<const N: usize>(rows: &[[String; N]], look: Look) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = look.width_of(cell).max(*width);
        }
    }
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| look.padded(cell, width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

/// A Markdown table, the first row being the heads.
pub(super) fn markdown<const N: usize>(rows: &[[String; N]]) -> String {
    let mut lines = rows.iter().map(|row| escape::row(row.as_slice()));
    let heads = lines.next().unwrap_or_default();
    let rule = format!("|{}\n", "---|".repeat(N));
    heads + &rule + &lines.collect::<String>()
}
