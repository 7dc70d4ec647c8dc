//! The kinds of check. A kind is Rust and knows no law, no year and no official title: it takes
//! typed parameters from a rule file, looks at the document and its facts, and returns an outcome.
//!
//! To add a kind: a module with a `Deserialize` struct for its parameters, `impl Kind` for it, and
//! a line in the list below.

mod elsewhere;
mod net;
mod pattern;
mod prose;
pub(crate) mod reference;
#[cfg(test)]
mod tests;

pub(crate) use pattern::weight as pattern_weight;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::engine::Context;
use crate::report::{Outcome, Why};
use crate::rule::{Bilingual, Wording};
use crate::set::Across;
use crate::text::Span;

/// What a kind of check can do.
pub(crate) trait Kind {
    /// The messages it chooses from, and the values each may quote.
    fn messages(&self) -> &'static [Message];

    /// Looks at a document. Kinds that compare reports have nothing to look at in one alone.
    fn check(&self, _: &Context<'_>) -> Outcome {
        Outcome::Inapplicable(Why::NothingToCheck)
    }

    /// What it does with several reports, if it compares them.
    fn across(&self) -> Option<&dyn Across> {
        None
    }

    /// Whether its findings speak of the whole text, and so for all that yield to them.
    fn is_of_whole(&self) -> bool {
        false
    }

    /// Mistakes in its parameters, with their places in the rule file.
    fn problems(&self) -> Vec<(Span, Bilingual)> {
        Vec::new()
    }

    /// Titles of sections by which readers know a heading without a number.
    fn titles(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Words that are looked for on its behalf in the pass for all rules, in order.
    fn literals(&self) -> Vec<&str> {
        Vec::new()
    }

    /// How many of its words each cost a pass over text.
    fn words_searched(&self) -> usize {
        0
    }

    /// Keys of chapters that its parameters name.
    fn chapters(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Keys of indicators that its parameters name.
    fn indicators(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Official tables that its parameters name, by their ids, and cells as `form/row/column`.
    fn cells(&self) -> Vec<Wording> {
        Vec::new()
    }

    /// Patterns that it compiles.
    fn patterns(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// A message of a kind: its name (empty for the main one) and the values it may quote.
#[derive(Debug)]
pub(crate) struct Message {
    pub variant: &'static str,
    pub values: &'static [&'static str],
}

/// A message with these values.
pub(crate) const fn message(variant: &'static str, values: &'static [&'static str]) -> Message {
    Message { variant, values }
}

macro_rules! kinds {
    ($($module:ident :: $kind:ident),* $(,)?) => {
        $(mod $module;)*

        /// A kind of check with its parameters: the table `[check.<kind>]` of a rule file.
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case")]
        pub(crate) enum Check {
            $($kind($module::$kind)),*
        }

        impl Check {
            /// The name of the kind.
            pub(crate) fn name(&self) -> String {
                let module = match self { $(Self::$kind(_) => stringify!($module)),* };
                module.replace('_', "-")
            }

            /// The kind behind it.
            pub(crate) fn kind(&self) -> &dyn Kind {
                match self { $(Self::$kind(kind) => kind),* }
            }
        }
    };
}

kinds! {
    abbreviation::Abbreviation,
    address::Address,
    approx::Approx,
    article_range::ArticleRange,
    as_of::AsOf,
    attachment_missing::AttachmentMissing,
    body_name::BodyName,
    carry_year::CarryYear,
    chapter_empty::ChapterEmpty,
    chapter_missing::ChapterMissing,
    chapter_number::ChapterNumber,
    chapter_order::ChapterOrder,
    chapter_title::ChapterTitle,
    characters::Characters,
    claim::Claim,
    contact::Contact,
    date_form::DateForm,
    date_invalid::DateInvalid,
    document_number::DocumentNumber,
    draft::Draft,
    enumeration::Enumeration,
    fee_sum::FeeSum,
    fee_unit::FeeUnit,
    foreign_place::ForeignPlace,
    generic_text::GenericText,
    growth::Growth,
    heading_level::HeadingLevel,
    heading_marker::HeadingMarker,
    heading_tail::HeadingTail,
    href_mismatch::HrefMismatch,
    indent::Indent,
    late_report::LateReport,
    law_name::LawName,
    law_version::LawVersion,
    likeness::Likeness,
    members_sum::MembersSum,
    missing_report::MissingReport,
    name_variants::NameVariants,
    near_miss::NearMiss,
    number_missing::NumberMissing,
    other_body::OtherBody,
    paired_lists::PairedLists,
    pairs::Pairs,
    part_count::PartCount,
    part_list::PartList,
    partition::Partition,
    period::Period,
    personal_data::PersonalData,
    phrase::Phrase,
    reading::Reading,
    repeat::Repeat,
    repetition::Repetition,
    reported_twice::ReportedTwice,
    required_section::RequiredSection,
    result_untold::ResultUntold,
    running_total::RunningTotal,
    self_name::SelfName,
    sentence::Sentence,
    share::Share,
    signature::Signature,
    signing_day::SigningDay,
    site::Site,
    stock_sentences::StockSentences,
    sum::Sum,
    table_bound::TableBound,
    table_cell::TableCell,
    table_local::TableLocal,
    table_missing::TableMissing,
    table_shape::TableShape,
    table_shift::TableShift,
    table_sum::TableSum,
    table_unread::TableUnread,
    text_table::TextTable,
    title::Title,
    title_form::TitleForm,
    topics::Topics,
    unit_missing::UnitMissing,
    unit_wrong::UnitWrong,
    year_conflict::YearConflict,
    year_jump::YearJump,
    year_outlier::YearOutlier,
    year_to_year::YearToYear,
    year_word::YearWord,
}
