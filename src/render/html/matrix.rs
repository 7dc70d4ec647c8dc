//! The matrix of units and years on the page.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::page::report_id;
use super::shown::Shown;
use crate::lang::Lang;
use crate::render::digests::Digests;
use crate::render::matrix::{COUNTS, Matrix, Unit, legend};

/// Where on the page the report of a unit for a year is, counted from 0.
type Places<'a> = BTreeMap<(&'a str, i32), usize>;

/// The section with the matrix, its cells with links to the reports; nothing where there is no unit or year.
pub(super) fn matrix(matrix: &Matrix, digests: &Digests, lang: Lang) -> Markup {
    if matrix.units.is_empty() || matrix.years.is_empty() {
        return html! {};
    }
    let title = lang.pick("各单位各年度", "Units and years");
    let totals = matrix.totals();
    let places = digests.by_unit();
    html! {
        section.overview.matrix aria-labelledby="matrix" {
            h2 id="matrix" { (title) }
            div.sheet role="region" tabindex="0" aria-label=(title) {
                table {
                    thead { tr {
                        th scope="col" { (lang.pick("单位", "Body")) }
                        @for year in &matrix.years { th scope="col" { (year) } }
                    } }
                    tbody { @for unit in &matrix.units { (row(unit, &matrix.years, &places, lang)) } }
                    tfoot { @for (zh, en, count) in COUNTS { tr {
                        th scope="row" { (lang.pick(zh, en)) }
                        @for total in &totals { td { (count(total)) } }
                    } } }
                }
            }
            p.legend { (legend(lang)) }
        }
    }
}

fn row(unit: &Unit, years: &[i32], places: &Places<'_>, lang: Lang) -> Markup {
    html! {
        tr {
            th scope="row" { bdi { (Shown(&unit.name)) } }
            @for (index, year) in years.iter().enumerate() {
                @let cell = unit.cell(index);
                td class=[cell.grade()] {
                    @match places.get(&(unit.name.as_str(), *year)) {
                        Some(place) => a href={ "#" (report_id(place + 1)) } { (cell.words(lang)) },
                        None => (cell.words(lang)),
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::matrix::tests::sample;

    #[test]
    fn every_cell_is_there_in_words_under_its_heads() {
        let page = matrix(&sample(), &Digests::default(), Lang::Zh).into_string();
        assert!(page.contains("<th scope=\"col\">2023</th>"), "{page}");
        assert!(page.contains("<th scope=\"row\"><bdi>砚泽县&lt;水利&gt;局</bdi></th>"), "{page}");
        assert!(page.contains("<td class=\"error\">错误2 警告1</td>"), "{page}");
        assert!(page.contains("<td class=\"warning\">警告3</td>"), "{page}");
        assert!(page.contains("<td>—</td><td class=\"error\">未能读取</td>"), "{page}");
        assert!(page.contains("<th scope=\"row\">缺报单位</th><td>1</td><td>0</td>"), "{page}");
        assert_eq!(matrix(&Matrix::default(), &Digests::default(), Lang::Zh).into_string(), "");
    }
}
