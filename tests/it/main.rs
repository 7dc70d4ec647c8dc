//! All integration tests in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod cli;
mod corpus;
mod docs;
mod examples;
mod figures;
mod fixes;
mod formats;
mod meta;
mod outline;
mod passages;
mod render;
mod tables;
mod text_rules;
mod unread;
mod writers;
