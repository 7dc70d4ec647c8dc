//! hegui (合规): a compliance linter for 政府信息公开工作年度报告.

pub mod date;
pub mod facts;
pub mod numeral;
#[cfg(test)]
mod testing;
pub mod text;
