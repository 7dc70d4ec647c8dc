//! The way out: everything the program writes goes through here.

use std::io::{self, BufWriter, ErrorKind, LineWriter, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use super::{progress, terminal};

/// Bytes that wait for the end of their line, or for more.
const CAPACITY: usize = 1 << 16;

/// Whether the reader of standard output has left.
static LEFT: AtomicBool = AtomicBool::new(false);

/// Whether nobody reads standard output any more, as after `hegui … | head`.
pub(super) fn reader_left() -> bool {
    LEFT.load(Ordering::Relaxed)
}

/// A stream whose reader may leave early, as in `hegui … | head`: the rest is then dropped.
#[derive(Debug)]
pub(super) struct Pipe<W> {
    inner: W,
    closed: bool,
    /// Whether it is standard output, of which the run is told.
    is_out: bool,
}

impl<W: Write> Pipe<W> {
    /// Wraps a stream.
    pub(super) fn new(inner: W) -> Self {
        Self { inner, closed: false, is_out: false }
    }

    fn forgive<T>(&mut self, result: io::Result<T>, otherwise: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                if self.is_out {
                    LEFT.store(true, Ordering::Relaxed);
                }
                Ok(otherwise)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let result = progress::aside(|| self.inner.write(bytes));
        self.forgive(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = self.inner.flush();
        self.forgive(result, ())
    }
}

/// Standard output: on a terminal line by line, so that a bar of progress never stands in the
/// middle of one.
pub(super) fn out() -> Box<dyn Write> {
    let pipe = Pipe { is_out: true, ..Pipe::new(io::stdout()) };
    if terminal::is_interactive() {
        Box::new(LineWriter::with_capacity(CAPACITY, pipe))
    } else {
        Box::new(BufWriter::with_capacity(CAPACITY, pipe))
    }
}

/// Standard error, line by line.
pub(super) fn err() -> impl Write {
    LineWriter::with_capacity(CAPACITY, Pipe::new(io::stderr()))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn a_reader_may_leave() {
        let mut pipe = Pipe::new(Gone);
        assert!(pipe.write_all("掌起镇".as_bytes()).is_ok());
        assert!(pipe.flush().is_ok());
    }
}
