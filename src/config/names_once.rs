//! The names of the bodies of a list, each of which must stand there once.

use std::collections::BTreeSet;

use super::fields::Reader;
use super::{Body, Placed, folded};
use crate::rule::say;

/// The names and aliases that were met.
#[derive(Default)]
pub(super) struct NamesOnce(BTreeSet<String>);

impl NamesOnce {
    /// Takes in the names of a body, and reports those that were met before.
    pub(super) fn add(&mut self, body: &Body, to: &mut Reader<'_>) {
        for name in names(body) {
            if !self.meet(name) {
                let message = say(
                    format!("机关名称“{}”重复", name.value),
                    format!("the name `{}` is given twice", name.value),
                );
                let help = say("每个名称只归一个机关", "a name belongs to one body only");
                to.report(name.span, message, Some(help));
            }
        }
    }

    /// Takes in the names of a body of which mistakes were told elsewhere.
    pub(super) fn know(&mut self, body: &Body) {
        for name in names(body) {
            self.meet(name);
        }
    }

    /// Whether a name is new, however its characters are spelt.
    fn meet(&mut self, name: &Placed<String>) -> bool {
        self.0.insert(folded(&name.value))
    }
}

fn names(body: &Body) -> impl Iterator<Item = &Placed<String>> {
    std::iter::once(&body.name).chain(&body.aliases)
}
