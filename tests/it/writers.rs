//! One report in the formats people have: a text with one paragraph a line and tabs between cells,
//! written as a web page and as a Word document.
#![allow(clippy::format_push_string, reason = "short, and speed is no matter here")]

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// A paragraph, or the rows of a table.
pub(crate) enum Part<'a> {
    Paragraph(&'a str),
    Table(Vec<Vec<&'a str>>),
}

pub(crate) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let row: Vec<&str> = line.split('\t').collect();
        match (parts.last_mut(), row.len()) {
            (_, 1) => parts.push(Part::Paragraph(line)),
            (Some(Part::Table(rows)), _) => rows.push(row),
            _ => parts.push(Part::Table(vec![row])),
        }
    }
    parts
}

/// `text` without blank lines: the view of every format.
pub(crate) fn view(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n")
}

pub(crate) fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A whole page with a menu and a footer round the report.
pub(crate) fn html(text: &str, charset: &str) -> String {
    let mut body = String::new();
    for part in parts(text) {
        match part {
            Part::Paragraph(words) => body += &format!("<p>{}</p>\n", escaped(words)),
            Part::Table(rows) => {
                body += "<table border=\"1\">\n";
                for row in rows {
                    let cells = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell)));
                    body += &format!("<tr>{}</tr>\n", cells.collect::<String>());
                }
                body += "</table>\n";
            }
        }
    }
    format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"{charset}\"><title>政府门户网站</title>\
         <style>p {{ color: red }}</style></head>\n<body>\n<nav><a href=\"/\">首页</a> \
         <a href=\"/zwgk/\">政务公开</a></nav>\n<div id=\"content\">\n{body}</div>\n\
         <footer>版权所有</footer></body></html>\n"
    )
}

/// A Word document of paragraphs and plain tables; every paragraph is cut into runs.
pub(crate) fn docx(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for part in parts(text) {
        match part {
            Part::Paragraph(words) => body += &paragraph(words),
            Part::Table(rows) => {
                body += "<w:tbl>";
                for row in rows {
                    let cells = row.iter().map(|it| format!("<w:tc>{}</w:tc>", paragraph(it)));
                    body += &format!("<w:tr>{}</w:tr>", cells.collect::<String>());
                }
                body += "</w:tbl>";
            }
        }
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.\
         openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    zip(&[
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", RELATIONSHIPS),
        ("word/document.xml", &document),
    ])
}

pub(crate) const CONTENT_TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/\
    package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.\
    openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" \
    ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main\
    +xml\"/></Types>";

pub(crate) const RELATIONSHIPS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.\
    org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.\
    org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
    </Relationships>";

/// A paragraph in runs of three characters, as an editor leaves them after many changes.
fn paragraph(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    let runs = chars.chunks(3).map(|run| {
        let words = escaped(&run.iter().collect::<String>());
        format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
    });
    format!("<w:p>{}</w:p>", runs.collect::<String>())
}

/// A ZIP archive of these parts.
pub(crate) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, text) in parts {
        let file = archive.new_file(*name).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().unwrap();
        let encoder = DeflateEncoder::new(&mut entry, Compression::default());
        let mut data = config.wrap(encoder);
        data.write_all(text.as_bytes()).unwrap();
        let (encoder, descriptor) = data.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}
