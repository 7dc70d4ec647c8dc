//! The table of all reports at the head of the page.

use maud::{Markup, html};

use super::shown::Shown;
use crate::lang::Lang;
use crate::render::digest::{Digest, Grade};

/// Unit, year, state and counts of every input, with a link to what is said of it; nothing where
/// there is only one.
pub(super) fn table(digests: &[Digest], lang: Lang) -> Markup {
    if digests.len() < 2 {
        return html! {};
    }
    let heads = [
        lang.pick("序号", "No."),
        lang.pick("单位", "Body"),
        lang.pick("年度", "Year"),
        lang.pick("结果", "Result"),
        lang.pick("错误", "Errors"),
        lang.pick("警告", "Warnings"),
        lang.pick("提示", "Hints"),
        lang.pick("未能判断", "Undecided"),
        lang.pick("表格读取", "Cells read"),
        lang.pick("文件", "File"),
    ];
    html! {
        nav.overview aria-labelledby="overview" {
            h2 id="overview" { (lang.pick("各份报告", "Reports")) }
            div.sheet role="region" tabindex="0" aria-label=(lang.pick("各份报告", "Reports")) {
                table {
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody {
                        @for (index, it) in digests.iter().enumerate() { (row(index + 1, it, lang)) }
                    }
                }
            }
        }
    }
}

fn row(number: usize, it: &Digest, lang: Lang) -> Markup {
    let class = match it.grade() {
        Grade::Unchecked | Grade::Wrong => "error",
        Grade::Doubtful => "warning",
        Grade::Hints | Grade::Clean => "clean",
    };
    let unread = it.rules.sum() == 0;
    let count = |count: usize| if unread { "—".to_owned() } else { count.to_string() };
    let file = it.path.rsplit(['/', '\\']).next().unwrap_or(&it.path);
    let name = it.body.as_deref().unwrap_or(file);
    html! {
        tr.(class) {
            td.figure { (number) }
            th scope="row" { a href={ "#r" (number) } { bdi { (Shown(name)) } } }
            td.figure { (it.year_in_words()) }
            td.state { (it.state(lang)) }
            td.figure { (count(it.found.errors)) }
            td.figure { (count(it.found.warnings)) }
            td.figure { (count(it.found.infos)) }
            td.figure { (count(it.rules.undecided)) }
            td.figure { (it.cells_in_words()) }
            td.path { bdi { (Shown(&it.path)) } }
        }
    }
}
