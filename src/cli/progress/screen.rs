//! The terminal as the bar sees it: a little narrower than it is, so that the ^C which a terminal
//! shows does not push the bar on to a second line, where nobody would clear it away.

use std::io::{self, Write};

use indicatif::TermLike;

use crate::cli::terminal;

/// Cells that stay free at the end of a line.
const MARGIN: u16 = 3;

/// Standard error, a terminal.
#[derive(Debug)]
pub(super) struct Screen;

impl Screen {
    fn write(text: &str) -> io::Result<()> {
        io::stderr().write_all(text.as_bytes())
    }

    /// Moves the cursor, which no step of nought does.
    fn go(steps: usize, way: char) -> io::Result<()> {
        if steps == 0 { Ok(()) } else { Self::write(&format!("\u{1B}[{steps}{way}")) }
    }
}

impl TermLike for Screen {
    fn width(&self) -> u16 {
        terminal::error_width().saturating_sub(MARGIN).max(1)
    }

    fn move_cursor_up(&self, steps: usize) -> io::Result<()> {
        Self::go(steps, 'A')
    }

    fn move_cursor_down(&self, steps: usize) -> io::Result<()> {
        Self::go(steps, 'B')
    }

    fn move_cursor_right(&self, steps: usize) -> io::Result<()> {
        Self::go(steps, 'C')
    }

    fn move_cursor_left(&self, steps: usize) -> io::Result<()> {
        Self::go(steps, 'D')
    }

    fn write_line(&self, text: &str) -> io::Result<()> {
        Self::write(&format!("{text}\r\n"))
    }

    fn write_str(&self, text: &str) -> io::Result<()> {
        Self::write(text)
    }

    fn clear_line(&self) -> io::Result<()> {
        Self::write("\r\u{1B}[2K")
    }

    fn flush(&self) -> io::Result<()> {
        io::stderr().flush()
    }
}
