//! Unit tests of comparisons that need no rules.
