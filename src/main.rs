//! The `hegui` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    hegui::cli::run(std::env::args_os()).into()
}
