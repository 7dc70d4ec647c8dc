//! hegui (合规): a compliance linter for 政府信息公开工作年度报告.

pub mod error;
pub mod lang;
pub mod source;
pub mod text;
