//! Replaces one entry of a ZIP archive; every other byte stays as it is.
//!
//! The entries are not written anew: the new data takes the place of the old, and only the sizes,
//! the checksum and the offsets behind it are put right. So all other entries keep their data,
//! headers, names, order and flags, and whatever stands between them.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const DESCRIPTOR: &[u8] = b"PK\x07\x08";
/// Bytes of the fixed part of each record.
const LOCAL_LENGTH: usize = 30;
const CENTRAL_LENGTH: usize = 46;
const END_LENGTH: usize = 22;
/// Sizes and checksum follow the data.
const FLAG_DESCRIPTOR: u16 = 1 << 3;
/// A value that stands elsewhere, for archives of more than 4 GiB.
const ELSEWHERE: usize = 0xFFFF_FFFF;

/// Where the records of an archive lie.
struct Directory {
    /// Offset of the end record.
    end: usize,
    /// Offsets of the central records, in order.
    records: Vec<usize>,
}

/// The archive with `new` in place of the part `name`, which holds `old` now. None where the
/// archive is built in a way that Word does not build it.
pub(super) fn replace(archive: &[u8], name: &str, old: &[u8], new: &[u8]) -> Option<Vec<u8>> {
    let directory = Directory::read(archive)?;
    let is_named = |at: &&usize| {
        let length = u16_at(archive, *at + 28);
        let own =
            length.and_then(|it| archive.get(*at + CENTRAL_LENGTH..*at + CENTRAL_LENGTH + it));
        own.is_some_and(|own| own.strip_prefix(b"/").unwrap_or(own) == name.as_bytes())
    };
    let record = *directory.records.iter().find(is_named)?;
    let local = u32_at(archive, record + 42)?;
    let packed = u32_at(archive, record + 20)?;
    let whole = u32_at(archive, record + 24)?;
    let sum = u32_at(archive, record + 16)?;
    let sized = packed != ELSEWHERE && whole == old.len() && sum == checksum(old);
    if !sized || archive.get(local..local + 4)? != LOCAL {
        return None;
    }
    let start = local + LOCAL_LENGTH + u16_at(archive, local + 26)? + u16_at(archive, local + 28)?;
    let end = start.checked_add(packed)?;
    let data = match u16_at(archive, record + 10)? {
        0 => new.to_vec(),
        8 => deflated(new)?,
        _ => return None,
    };
    let values = [checksum(new), data.len(), new.len()];
    let mut out = archive.get(..start)?.to_vec();
    out.extend_from_slice(&data);
    let tail = out.len();
    out.extend_from_slice(archive.get(end..)?);
    let moved = |at: usize| at + tail - end;
    let flags = u16::try_from(u16_at(archive, local + 6)?).ok()?;
    if flags & FLAG_DESCRIPTOR == 0 {
        put_all(&mut out, local + 14, &values)?;
    } else {
        let marked = archive.get(end..end + 4)? == DESCRIPTOR;
        let at = if marked { end + 4 } else { end };
        let own = [u32_at(archive, at)?, u32_at(archive, at + 4)?, u32_at(archive, at + 8)?];
        if own != [sum, packed, whole] {
            return None;
        }
        put_all(&mut out, moved(at), &values)?;
        // Some programs write the values in the header as well.
        if u32_at(archive, local + 14)? != 0 {
            put_all(&mut out, local + 14, &values)?;
        }
    }
    put_all(&mut out, moved(record) + 16, &values)?;
    for &it in &directory.records {
        let offset = u32_at(archive, it + 42)?;
        if offset > local {
            put(&mut out, moved(it) + 42, moved(offset))?;
        }
    }
    let first = u32_at(archive, directory.end + 16)?;
    put(&mut out, moved(directory.end) + 16, moved(first))?;
    Some(out)
}

impl Directory {
    fn read(archive: &[u8]) -> Option<Self> {
        let end = memchr::memmem::rfind(archive, END)?;
        let count = u16_at(archive, end + 10)?;
        let (size, first) = (u32_at(archive, end + 12)?, u32_at(archive, end + 16)?);
        let comment = u16_at(archive, end + 20)?;
        // Neither an archive behind a program, nor one of several disks, nor a huge one.
        let plain = first != ELSEWHERE
            && first.checked_add(size)? == end
            && end + END_LENGTH + comment == archive.len()
            && u16_at(archive, end + 8)? == count;
        if !plain {
            return None;
        }
        let (mut records, mut at) = (Vec::new(), first);
        for _ in 0..count {
            if archive.get(at..at + 4)? != CENTRAL {
                return None;
            }
            records.push(at);
            let lengths = [28, 30, 32].map(|it| u16_at(archive, at + it));
            at += CENTRAL_LENGTH + lengths.into_iter().sum::<Option<usize>>()?;
        }
        (at == end).then_some(Self { end, records })
    }
}

fn checksum(bytes: &[u8]) -> usize {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum() as usize
}

fn deflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u16::from_le_bytes(two).into())
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

fn put(bytes: &mut [u8], at: usize, value: usize) -> Option<()> {
    let value = u32::try_from(value).ok()?;
    bytes.get_mut(at..at + 4)?.copy_from_slice(&value.to_le_bytes());
    Some(())
}

fn put_all(bytes: &mut [u8], at: usize, values: &[usize]) -> Option<()> {
    values.iter().zip((at..).step_by(4)).try_for_each(|(value, at)| put(bytes, at, *value))
}
