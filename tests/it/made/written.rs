//! Made-up reports as the pages and documents that bodies publish: ten times as much markup as words.

use crate::writers::{CONTENT_TYPES, Part, RELATIONSHIPS, escaped, parts, zip};

/// A page of about 80 kB for a report of 7 kB: menus, scripts, and a style at every cell.
pub(crate) fn html(text: &str) -> String {
    let mut body = String::new();
    for part in parts(text) {
        match part {
            Part::Paragraph(words) => {
                body += &format!(
                    "<p style=\"text-indent:2em;margin:0cm 0cm 0pt;line-height:28pt\"><span lang=\"\
                     ZH-CN\" style=\"font-family:仿宋_GB2312;font-size:16pt;color:#333\">{}</span></p>\n",
                    escaped(words.trim_start())
                );
            }
            Part::Table(rows) => {
                body +=
                    "<table class=\"MsoNormalTable\" border=\"1\" cellspacing=\"0\">\n<tbody>\n";
                for row in rows {
                    body += "<tr style=\"height:24pt\">\n";
                    for cell in &row {
                        body += &html_cell(cell);
                    }
                    body += "</tr>\n";
                }
                body += "</tbody>\n</table>\n";
            }
        }
    }
    let menu: String = (0..60).map(menu_item).collect();
    let line = |at: u32| format!("  window.menu[{at}] = {{ open: false, width: {} }};\n", at * 7);
    let script = (0..40).map(line).collect::<Vec<_>>().concat();
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>政府信息公开</title>\n\
         <script>\n{script}</script>\n</head>\n<body>\n<ul class=\"menu\">\n{menu}</ul>\n\
         <div id=\"content\">\n{body}</div>\n<div class=\"footer\">版权所有</div>\n</body>\n</html>\n"
    )
}

fn html_cell(words: &str) -> String {
    format!(
        "<td valign=\"center\" style=\"border:1pt solid windowtext;padding:0cm 5.4pt;width:64pt\">\
         <p style=\"text-align:center;margin:0cm\"><span style=\"font-family:宋体;font-size:10.5pt\">\
         {}</span></p></td>\n",
        escaped(words)
    )
}

fn menu_item(at: usize) -> String {
    format!("<li><a href=\"/zwgk/list_{at}.html\" target=\"_blank\">栏目{at}</a></li>\n")
}

/// A Word document as an editor saves it: runs that end where an author stopped, each with its font.
pub(crate) fn docx(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for part in parts(text) {
        match part {
            Part::Paragraph(words) => body += &paragraph(words.trim_start()),
            Part::Table(rows) => {
                body += "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr>";
                for row in rows {
                    body += "<w:tr>";
                    for cell in row {
                        body += &format!(
                            "<w:tc><w:tcPr><w:tcW w:w=\"1100\" w:type=\"dxa\"/></w:tcPr>{}</w:tc>",
                            paragraph(cell)
                        );
                    }
                    body += "</w:tr>";
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

fn paragraph(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    let runs = chars.chunks(20).map(|run| {
        let words = escaped(&run.iter().collect::<String>());
        format!(
            "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\" w:ascii=\"仿宋\" w:eastAsia=\"仿宋\"/><w:sz \
             w:val=\"32\"/><w:lang w:eastAsia=\"zh-CN\"/></w:rPr><w:t xml:space=\"preserve\">{words}\
             </w:t></w:r>"
        )
    });
    let runs: String = runs.collect();
    format!("<w:p><w:pPr><w:spacing w:line=\"560\" w:lineRule=\"exact\"/></w:pPr>{runs}</w:p>")
}
