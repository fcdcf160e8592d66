//! Sorting short lists.

/// Sorts by a text of each element, keeping the order of equal ones.
///
/// Lists here hold files, names and workspaces: tens, seldom hundreds. Inserting one by one is fast enough for them,
/// and the page carries a tenth of what the standard library's sort weighs for every type that is sorted.
pub fn sort_by_text<T>(items: &mut Vec<T>, text: impl Fn(&T) -> &str) {
    for at in 1..items.len() {
        let place = items[..at].partition_point(|item| text(item) <= text(&items[at]));
        if place < at {
            items[place..=at].rotate_right(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort_by_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(words in prop::collection::vec("[a-c]{0,2}", 0..20)) {
            let mut numbered: Vec<(String, usize)> = words.into_iter().zip(0..).collect();
            let mut expected = numbered.clone();
            expected.sort_by(|a, b| a.0.cmp(&b.0));
            sort_by_text(&mut numbered, |pair| &pair.0);
            prop_assert_eq!(numbered, expected);
        }
    }
}
