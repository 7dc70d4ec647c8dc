//! Where a format keeps what it writes at the end.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

/// Bytes that wait in memory.
const IN_MEMORY: usize = 4 << 20;

/// A little in memory, more in a file without a name, which vanishes with the run. The file is made
/// when it is needed, so that a run opens nothing it has no use for; where none can be made it all
/// stays in memory.
pub(super) struct Spill {
    place: Place,
    /// Whether no file could be made.
    refused: bool,
}

enum Place {
    Memory(Cursor<Vec<u8>>),
    File(File),
}

impl Spill {
    pub(super) fn new() -> Self {
        Self { place: Place::Memory(Cursor::default()), refused: false }
    }

    /// Moves to a file if so many more bytes are too many for memory.
    fn make_room(&mut self, more: usize) {
        let Place::Memory(held) = &self.place else { return };
        if self.refused || held.get_ref().len() + more <= IN_MEMORY {
            return;
        }
        match moved(held) {
            Ok(file) => self.place = Place::File(file),
            Err(_) => self.refused = true,
        }
    }
}

fn moved(held: &Cursor<Vec<u8>>) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    file.write_all(held.get_ref())?;
    file.seek(SeekFrom::Start(held.position()))?;
    Ok(file)
}

impl Write for Spill {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.make_room(bytes.len());
        match &mut self.place {
            Place::Memory(held) => held.write(bytes),
            Place::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.place {
            Place::Memory(held) => held.flush(),
            Place::File(file) => file.flush(),
        }
    }
}

impl Read for Spill {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match &mut self.place {
            Place::Memory(held) => held.read(bytes),
            Place::File(file) => file.read(bytes),
        }
    }
}

impl Seek for Spill {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match &mut self.place {
            Place::Memory(held) => held.seek(to),
            Place::File(file) => file.seek(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read back of `count` lines, and whether it all stayed in memory.
    fn kept(mut spill: Spill, count: usize) -> (bool, bool) {
        let line = "掌起镇".repeat(100);
        for _ in 0..count {
            spill.write_all(line.as_bytes()).unwrap();
        }
        spill.rewind().unwrap();
        let mut back = String::new();
        spill.read_to_string(&mut back).unwrap();
        (back == line.repeat(count), matches!(spill.place, Place::Memory(_)))
    }

    #[test]
    fn what_was_put_there_comes_back_however_much() {
        let many = 2 * IN_MEMORY / "掌起镇".repeat(100).len();
        assert_eq!(kept(Spill::new(), 10), (true, true));
        assert_eq!(kept(Spill::new(), many), (true, false));
        let without_files = Spill { refused: true, ..Spill::new() };
        assert_eq!(kept(without_files, many), (true, true));
    }
}
