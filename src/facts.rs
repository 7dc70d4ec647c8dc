//! What a report says, found once for all rules.

pub mod dates;
pub mod period;
