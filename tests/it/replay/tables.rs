//! Tables and documents drawn up from arbitrary bytes.
#![allow(clippy::format_push_string, reason = "short, and speed is no matter here")]

use std::io::Write;

use rawzip::{CompressionMethod, ZipArchiveWriter};

/// An archive of parts that are not compressed, so that a change to them is a change to one byte.
pub(crate) fn stored(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in parts {
        let file = archive.new_file(*name).compression_method(CompressionMethod::STORE);
        let (mut entry, config) = file.start().unwrap();
        let mut data = config.wrap(&mut entry);
        data.write_all(bytes).unwrap();
        let (_, descriptor) = data.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

/// Widths and heights as files give them, sound or not.
const SIZES: [&str; 16] = [
    "1",
    "2",
    "3",
    "5",
    "0",
    "7",
    "12",
    "40",
    "999",
    "1000",
    "1001",
    "65534",
    "65535",
    "4294967296",
    "-1",
    "99999999999999999999999999",
];

/// The same table as a web page and as the text part of a Word document. Two bytes make a cell or
/// begin a row.
pub(crate) fn drawn(data: &[u8]) -> (String, String) {
    let mut page = "<p>甲</p><table><tr>".to_owned();
    let mut body = "<w:document xmlns:w=\"w\"><w:body><w:tbl><w:tr>".to_owned();
    for (index, two) in data.chunks_exact(2).take(400).enumerate() {
        let (kind, size) = (two[0], two[1]);
        let size = |shift: u8| SIZES[usize::from(size >> shift) % 16];
        match kind % 8 {
            0 | 1 => {
                page += "</tr><tr>";
                body += "</w:tr><w:tr>";
            }
            2 => {
                page += "<table><tr><td>";
                body += "<w:tc><w:tbl><w:tr>";
            }
            3 => {
                page += "</table>";
                body += "</w:tr></w:tbl></w:tc>";
            }
            _ => {
                let word =
                    ["", "本年新收政府信息公开申请数量", "12", "总计"][usize::from(kind >> 6)];
                let (columns, rows) = (size(0), size(4));
                page += &format!("<td colspan={columns} rowspan=\"{rows}\">{word}{index}</td>");
                let merge =
                    ["", "<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>", "<w:vMerge w:val=\"x\"/>"];
                let merge = merge[usize::from(kind >> 3) % 4];
                body += &format!(
                    "<w:tc><w:tcPr><w:gridSpan w:val=\"{columns}\"/>{merge}</w:tcPr>\
                     <w:p><w:r><w:t>{word}{index}</w:t></w:r></w:p></w:tc>"
                );
            }
        }
    }
    // Whatever is still open or was never opened: a page bears it, a document must be whole.
    (page, closed(&body))
}

/// `body` without ends of what was never begun, and with those that are missing.
fn closed(body: &str) -> String {
    let (mut out, mut open) = (String::new(), Vec::new());
    for piece in body.split_inclusive('>') {
        let tag = piece.rsplit('<').next().unwrap_or_default().trim_end_matches('>');
        if let Some(name) = tag.strip_prefix('/') {
            if open.last() != Some(&name) {
                continue;
            }
            open.pop();
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap_or_default());
        }
        out.push_str(piece);
    }
    for name in open.iter().rev() {
        out += &format!("</{name}>");
    }
    out
}
