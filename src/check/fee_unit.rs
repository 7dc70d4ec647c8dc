//! `fee-unit`: an amount in an official table that seems to be in another unit than the table's:
//! too large for the body, or the very figure that the prose gives in the smaller unit (万元, 元).

use schemars::JsonSchema;
use serde::Deserialize;

use super::table_sum::place;
use super::{Kind, Message, message};
use crate::engine::Context;
use crate::facts::body::{Body, BodyKind, Level};
use crate::form::{Cell, Filled};
use crate::numeral::Amount;
use crate::report::{Finding, Label, Outcome, Why};
use crate::rule::Wording;

/// An amount in an official table that seems to be in another unit than the table's: too large for
/// the body, or the very figure that the prose gives in the smaller unit (万元, 元).
///
/// 检查统一表格中的金额是否错用单位（如应填万元而填了元）：金额对该机关来说过大，
/// 或者与正文中以较小单位写的数字完全相同。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FeeUnit {
    /// Id of the form, as in `[[form]]` of pack.toml.
    ///
    /// 统一表格，填 pack.toml 中 `[[form]]` 的 `id`，如 "T2"。
    form: Wording,
    /// Key of its row with the amount.
    ///
    /// 金额所在的行，填该表格行的 `key`，如 "fees"。
    row: Wording,
    /// The smaller unit, in which the prose may give the amount: 元.
    ///
    /// 正文可能采用的较小单位，如 "元"。
    unit: Wording,
    /// From which amount on a body is doubted; the first entry that fits the body counts, and
    /// without one its amounts are never too large.
    ///
    /// 各类机关的金额达到多少即属可疑；取第一条符合该机关的，没有符合的不按大小检查。
    least: Vec<Least>,
}

/// The smallest amount that is doubted of a kind of body.
///
/// 某类机关的可疑金额起点。
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Least {
    /// The kind of body: GB, DEP or TWN.
    ///
    /// 机关类型："GB"、"DEP" 或 "TWN"。
    kind: BodyKind,
    /// The level of the place that the body serves. Left out: any.
    ///
    /// 机关所在地方的层级；省略时不论层级。
    #[serde(default)]
    level: Option<Level>,
    /// The smallest amount that is doubted, in the table's unit.
    ///
    /// 可疑金额的起点，单位同表格；达到此数即报告。
    amount: u32,
}

const VALUES: &[&str] = &["table", "stated"];

impl Kind for FeeUnit {
    fn messages(&self) -> &'static [Message] {
        const MESSAGES: &[Message] = &[message("", VALUES), message("prose", VALUES)];
        MESSAGES
    }

    fn check(&self, cx: &Context<'_>) -> Outcome {
        let forms = cx.doc.forms.iter().enumerate().filter(|it| it.1.form.id == self.form);
        let own = |filled: &Filled, cell: &Cell| {
            filled.row(cell.at).is_some_and(|row| row.key == self.row)
        };
        let cells = forms.flat_map(|(index, filled)| {
            let cells = filled.cells.iter().filter(move |cell| own(filled, cell));
            cells.map(move |cell| (index, filled, cell))
        });
        let mut cells = cells.peekable();
        if cells.peek().is_none() {
            return Outcome::Inapplicable(Why::NothingToCheck);
        }
        Outcome::of(cells.filter_map(|(at, filled, cell)| self.judge(cx, at, filled, cell)).collect())
    }
}

impl FeeUnit {
    fn judge(&self, cx: &Context<'_>, at: usize, filled: &Filled, cell: &Cell) -> Option<Finding> {
        let stated = cell.content.number().filter(|it| *it != Amount::ZERO)?;
        let told = cx.facts.figures.iter().find(|it| it.value == stated && it.unit == self.unit);
        let finding = Finding::at(place(filled, cell.at)?)
            .in_cell(at, cell.at)
            .value("table", &filled.form.title)
            .value("stated", stated.to_string());
        match told {
            Some(figure) => Some(finding.variant("prose").related(figure.span, Label::Other)),
            None => self.is_large(cx, stated).then_some(finding),
        }
    }

    /// Whether an amount is beyond what such a body charges.
    fn is_large(&self, cx: &Context<'_>, stated: Amount) -> bool {
        let level = cx.facts.body.as_ref().and_then(Body::level);
        let fits = |it: &&Least| {
            cx.body == Some(it.kind) && (it.level.is_none() || it.level == level)
        };
        let least = self.least.iter().find(fits).map(|it| it.amount);
        least.and_then(|it| Amount::new(it.into(), 0)).is_some_and(|least| stated >= least)
    }
}
