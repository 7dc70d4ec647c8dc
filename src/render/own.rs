//! The mark of results that look like reports, by which an earlier run's are known.

/// Bytes of a file that tell whether it is one.
pub(crate) const HEAD: usize = 2048;

/// Name and version of the program.
pub(super) fn generator() -> String {
    format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))
}

/// The first line of a result in Markdown, which is not shown.
pub(super) fn comment() -> String {
    format!("{COMMENT}{} -->", env!("CARGO_PKG_VERSION"))
}

const COMMENT: &str = concat!("<!-- generator: ", env!("CARGO_PKG_NAME"), " ");
const META: &str = concat!("<meta name=\"generator\" content=\"", env!("CARGO_PKG_NAME"), " ");

/// Whether a file that begins so is a result of this program, of whatever version. Nothing that a
/// report says can stand there: before the title of a page, or in the first line before our heading.
pub(crate) fn is_result(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{FEFF}');
    let in_page = || {
        let before = head.split("<title").next().unwrap_or_default();
        before.starts_with("<!DOCTYPE html>") && before.contains(META)
    };
    let in_list = || {
        let mut lines = head.lines().filter(|it| !it.trim().is_empty());
        let comment = lines.next().and_then(|it| it.strip_prefix(COMMENT));
        comment.is_some_and(|it| it.trim_end().ends_with("-->"))
            && lines.next().is_some_and(|it| it.starts_with("## "))
    };
    in_page() || in_list()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_mark_in_its_place_counts() {
        let page = |head: &str, title: &str| {
            format!("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>{head}<title>{title}</title>")
        };
        let (mark, list) = (format!("{META}9.9.9\">"), format!("{COMMENT}9.9.9 -->"));
        let ours = [
            page(&mark, "年度报告"),
            format!("\u{FEFF}{}", page(&mark, "")),
            format!("{list}\r\n## 检查结果\r\n"),
            format!("{}\n## Check\n", comment()),
        ];
        for text in ours {
            assert!(is_result(text.as_bytes()), "{text}");
        }
        let others = [
            page("<meta name=\"generator\" content=\"Microsoft Word 15\">", "年度报告"),
            page("", &mark),
            format!("年度报告\n{}", page(&mark, "")),
            format!("# 某县2023年政府信息公开工作年度报告\n{list}\n## 一、总体情况\n"),
            format!("{list}\n某县2023年政府信息公开工作年度报告\n"),
            "<!-- hegui -->\n## 一、总体情况\n".to_owned(),
            String::new(),
        ];
        for text in others {
            assert!(!is_result(text.as_bytes()), "{text}");
        }
    }
}
