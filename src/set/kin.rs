//! Bodies whose reports are so like each other, by their sketches, that what they share was copied
//! with the rest: such a crowd proves no more than one of them that a sentence is a template.

use super::Member;

/// From how many thousandths on, by estimate, two reports are alike. Lower than what is told, since
/// estimates may be too low, and one copy too many in a crowd is no harm.
const ALIKE: usize = 850;
/// Characters of prose that both must have: short reports are alike because there is little to tell.
const PROSE: usize = 240;

/// For each of `count` bodies one that stands for all that are alike.
pub(super) fn groups(members: &[Member], bodies: &[Option<usize>], count: usize) -> Vec<usize> {
    let mut groups = Groups((0..count).collect());
    let mut bands: Vec<(u64, usize, &Member)> = Vec::new();
    for (member, body) in members.iter().zip(bodies) {
        if let Some(body) = body.filter(|_| member.prose.length >= PROSE) {
            bands.extend(member.prose.bands().map(|band| (band, body, member)));
        }
    }
    bands.sort_by_key(|it| (it.0, it.1));
    for band in bands.chunk_by(|one, two| one.0 == two.0) {
        // Each is held against its neighbour and the first, as is done to find copies.
        for (before, (_, body, member)) in band.iter().zip(band.iter().skip(1)) {
            for (_, other, like) in [Some(before), band.first()].into_iter().flatten() {
                if !groups.are_one(*body, *other) && member.prose.likeness(&like.prose) >= ALIKE {
                    groups.join(*body, *other);
                }
            }
        }
    }
    (0..count).map(|it| groups.head(it)).collect()
}

/// For each number one that leads towards the least of its group.
struct Groups(Vec<usize>);

impl Groups {
    fn next(&self, at: usize) -> usize {
        self.0.get(at).copied().unwrap_or(at)
    }

    /// The least of the group; the way to it is made shorter.
    fn head(&mut self, mut at: usize) -> usize {
        while self.next(at) != at {
            let further = self.next(self.next(at));
            if let Some(next) = self.0.get_mut(at) {
                *next = further;
            }
            at = further;
        }
        at
    }

    fn are_one(&mut self, one: usize, two: usize) -> bool {
        self.head(one) == self.head(two)
    }

    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.head(one), self.head(two));
        if let Some(next) = self.0.get_mut(one.max(two)) {
            *next = one.min(two);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Groups;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn who_is_joined_is_of_one_group(
            pairs in proptest::collection::vec((0..12_usize, 0..12_usize), 0..12),
        ) {
            let mut groups = Groups((0..12).collect());
            let mut plain: Vec<usize> = (0..12).collect();
            for (one, two) in pairs {
                groups.join(one, two);
                let (from, to) = (plain[one].max(plain[two]), plain[one].min(plain[two]));
                plain.iter_mut().filter(|it| **it == from).for_each(|it| *it = to);
            }
            prop_assert_eq!((0..12).map(|it| groups.head(it)).collect::<Vec<_>>(), plain);
        }
    }
}
