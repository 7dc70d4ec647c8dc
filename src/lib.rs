//! hegui (合规): a compliance linter for 政府信息公开工作年度报告.

pub mod baseline;
mod check;
pub mod cli;
pub mod config;
pub mod date;
pub mod document;
pub mod engine;
pub mod error;
pub mod examples;
pub mod facts;
pub mod fix;
pub mod fold;
pub mod form;
pub mod indicator;
pub mod lang;
pub mod mutation;
pub mod numeral;
pub mod origin;
pub mod outline;
pub mod reader;
pub mod render;
pub mod report;
pub mod rule;
pub mod set;
pub mod source;
#[cfg(test)]
mod testing;
pub mod text;
pub mod trial;
mod words;
