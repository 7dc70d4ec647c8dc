//! The targets themselves stand with the tests, which replay what was found.
#![allow(clippy::unwrap_used, reason = "a broken promise is told by panicking")]

#[path = "../../tests/it/replay/sound.rs"]
mod sound;
#[path = "../../tests/it/replay/tables.rs"]
mod tables;
#[path = "../../tests/it/replay/targets.rs"]
mod targets;
#[path = "../../tests/it/replay/written.rs"]
mod written;

/// Holds `data` against the target of this name.
///
/// # Panics
/// Where a promise is broken.
pub fn run(name: &str, data: &[u8]) {
    let (_, target) = targets::TARGETS.iter().find(|it| it.0 == name).unwrap();
    target(data);
}
