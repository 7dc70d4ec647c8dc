//! All integration tests in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod authoring;
mod baseline;
mod body_list;
mod caps;
mod ci;
mod clauses;
mod cli;
mod config;
mod corpus;
mod docs;
mod editors;
mod examples;
mod facts_table;
mod figures;
mod fix_copies;
mod fixes;
mod formats;
mod harmless;
mod hostile_packs;
mod inputs;
mod machine;
mod made;
mod manners;
mod member_sums;
mod meta;
mod outline;
mod outputs;
mod pack_limits;
mod pack_tests;
mod packs;
mod pages;
mod passages;
mod render;
mod replay;
mod scale;
mod sets;
mod sets_files;
mod sets_names;
mod sets_output;
mod sets_partial;
mod stillness;
mod tables;
mod text_rules;
mod threads;
mod told;
mod unread;
mod writers;
