//! The least that a process costs.

fn main() {}
