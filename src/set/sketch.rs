//! Likeness of texts without the texts: MinHash signatures, of which the share of equal entries is
//! about the share of common pieces, and bands by which like ones are found without comparing all.
//!
//! Written here because a signature must be the same on every machine and in every version, and
//! the crates for it seed their hashes at random or bring a thread pool and hash tables of their
//! own for what is forty lines.

/// Entries of a signature: the estimate is right to about 0.05.
const ENTRIES: usize = 64;
/// Entries of a band: two texts of which 0.7 is common share one of 16 bands almost surely.
const BAND: usize = 4;
/// Characters of a piece of text.
pub(crate) const PIECE: usize = 4;

/// What is kept of a text to tell what it is like.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sketch {
    entries: Box<[u32]>,
    /// Characters of the text.
    pub length: usize,
}

impl Sketch {
    /// The signature of a text, from all runs of [`PIECE`] characters.
    pub(crate) fn of(text: &str) -> Self {
        let mut entries = vec![u32::MAX; ENTRIES].into_boxed_slice();
        let length = text.chars().count();
        for piece in pieces(text) {
            let mut state = piece;
            for entry in &mut entries {
                state = mixed(state);
                *entry = (*entry).min(top(state));
            }
        }
        Self { entries, length }
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

/// Hashes of all runs of [`PIECE`] characters of a text, in order.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = u64> + '_ {
    let mut window = [0_u64; PIECE];
    text.chars().enumerate().filter_map(move |(index, char)| {
        window.rotate_left(1);
        if let Some(last) = window.last_mut() {
            *last = u64::from(u32::from(char));
        }
        let hash = || window.iter().fold(0, |state, char| mixed(state ^ char));
        (index + 1 >= PIECE).then(hash)
    })
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

fn top(state: u64) -> u32 {
    u32::try_from(state >> 32).unwrap_or_default()
}
