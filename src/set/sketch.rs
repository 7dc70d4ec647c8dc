//! Likeness of texts without the texts: MinHash signatures, of which the share of equal entries is
//! about the share of common pieces, and bands by which like ones are found without comparing all.
//!
//! Written here because a signature must be the same on every machine and in every version, and
//! the crates for it seed their hashes at random or bring a thread pool and hash tables of their
//! own for what is forty lines.

/// Entries of a signature: the estimate is right to about 0.05. A power of two.
const ENTRIES: usize = 64;
/// Entries of a band: two texts of which 0.7 is common share one of 16 bands almost surely.
const BAND: usize = 4;
/// Characters of a piece of text.
pub(crate) const PIECE: usize = 4;

/// What is kept of a text to tell what it is like.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sketch {
    entries: Box<[u16]>,
    /// Characters of the text.
    pub length: usize,
}

impl Sketch {
    /// The signature of a text, from all runs of [`PIECE`] characters: one part of the hash of a piece
    /// says which entry it is for, and the least of another is kept there.
    pub(crate) fn of(text: &str) -> Self {
        let mut entries = [None; ENTRIES];
        for piece in pieces(text) {
            if let Some(entry) = entries.get_mut(place(piece)) {
                let value = value(piece);
                *entry = Some(entry.map_or(value, |least: u16| least.min(value)));
            }
        }
        Self { entries: densified(&entries), length: text.chars().count() }
    }

    /// About how like two texts are, in thousandths: twice the common pieces by the pieces of both.
    pub(crate) fn likeness(&self, other: &Self) -> usize {
        let alike = self.entries.iter().zip(&other.entries).filter(|(one, two)| one == two).count();
        // Of n entries k alike, k/n is the share of common pieces among all, j; 2j/(1+j) follows.
        (alike * 2_000).checked_div(ENTRIES + alike).unwrap_or_default()
    }

    /// Numbers of which texts with much in common share at least one.
    pub(crate) fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        self.entries.chunks(BAND).enumerate().map(|(index, band)| {
            let start = mixed(u64::try_from(index).unwrap_or_default());
            band.iter().fold(start, |state, entry| mixed(state ^ u64::from(*entry)))
        })
    }
}

/// Entries for which a text had no piece, lent from those that have one, always in the same order,
/// so that two texts that are alike lend alike. (“Optimal densification”, Shrivastava 2017.)
fn densified(entries: &[Option<u16>; ENTRIES]) -> Box<[u16]> {
    if entries.iter().all(Option::is_none) {
        return [u16::MAX; ENTRIES].into();
    }
    let lent = |index: usize| {
        let start = mixed(u64::try_from(index).unwrap_or_default());
        let mut lenders = (0..).map(|attempt| place(mixed(start ^ attempt)));
        lenders.find_map(|it| entries.get(it).copied().flatten()).unwrap_or(u16::MAX)
    };
    entries.iter().enumerate().map(|(index, entry)| entry.unwrap_or_else(|| lent(index))).collect()
}

/// Hashes of all runs of [`PIECE`] characters of a text, in order.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = u64> + '_ {
    /// Bits of a character.
    const BITS: u32 = 21;
    const KEPT: u64 = (1 << (BITS * 3)) - 1;
    let mut before = 0_u64;
    let hashes = text.chars().map(move |char| {
        let char = u64::from(u32::from(char));
        let hash = mixed(mixed(before) ^ char);
        before = (before << BITS | char) & KEPT;
        hash
    });
    hashes.skip(PIECE - 1)
}

/// A hash of words that is the same everywhere and always.
pub(crate) fn hash(words: &str) -> u32 {
    top(words.bytes().fold(0, |state, byte| mixed(state ^ u64::from(byte))))
}

/// The finisher of SplitMix64: every bit of the input changes half of the output.
fn mixed(state: u64) -> u64 {
    let state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}

/// The entry that a hash is for, from its lower half.
fn place(hash: u64) -> usize {
    usize::try_from(hash & u64::from(u32::MAX)).unwrap_or_default() % ENTRIES
}

/// What an entry keeps the least of, from its upper half: one in 65,536 is alike by chance.
fn value(hash: u64) -> u16 {
    u16::try_from(hash >> 48).unwrap_or_default()
}

fn top(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Sketch, mixed};
    use crate::set::prose::likeness;

    /// A text of `length` characters, another for each seed.
    fn text(seed: u64, length: u64) -> String {
        let char = |index| {
            char::from_u32(0x4E00 + u32::try_from(mixed(seed << 32 | index) % 5_000).unwrap())
        };
        (0..length).filter_map(char).collect()
    }

    /// How far the estimates for texts of `length` characters that share `common` of them lie from
    /// the truth: on average, and at most, in thousandths.
    fn error(length: u64, common: u64) -> (i64, i64) {
        let each = (0..100).map(|seed| {
            let shared = text(seed, common);
            let [one, two] =
                [1_000, 2_000].map(|own| shared.clone() + &text(own + seed, length - common));
            let estimate = Sketch::of(&one).likeness(&Sketch::of(&two));
            i64::try_from(estimate).unwrap() - i64::try_from(likeness(&one, &two)).unwrap()
        });
        let each: Vec<i64> = each.collect();
        (each.iter().sum::<i64>() / 100, each.iter().map(|it| it.abs()).max().unwrap())
    }

    #[test]
    fn estimates_are_right_on_average_and_never_far_off() {
        for (length, common) in [(80, 70), (200, 180), (1_000, 800), (1_000, 950), (6_000, 5_400)] {
            let (average, most) = error(length, common);
            assert!(average.abs() <= 15 && most <= 150, "{length} {common}: {average} {most}");
        }
        let (average, _) = error(1_000, 300);
        assert!(average.abs() <= 20, "{average}");
    }

    #[test]
    fn the_same_text_is_alike_however_short_and_another_is_not() {
        for length in [0, 3, 4, 5, 30, 300] {
            let (one, two) = (text(1, length), text(2, length));
            assert_eq!(Sketch::of(&one).likeness(&Sketch::of(&one)), 1_000, "{length}");
            assert_eq!(Sketch::of(&one).length, one.chars().count());
            let other = Sketch::of(&one).likeness(&Sketch::of(&two));
            assert!(length < 4 || other < 100, "{length}: {other}");
        }
    }
}
