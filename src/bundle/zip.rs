//! What lies in a .zip: its directory, as PKWARE's APPNOTE 6.3 has it. Taking the files out is the browser's work.
//!
//! Schools mail their files zipped, and an office drops the whole post into the page. Only the directory at the end is
//! believed; encrypted entries, archives over several disks and zip64 are named and left. An archive whose entries
//! share bytes is refused whole.

use super::Unreadable;

/// The most files that one archive may hold.
pub const MAX_ZIP_ENTRIES: usize = 10_000;

/// One file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZipEntry {
    /// Its name with its folders, as the archive has it: UTF-8 when `utf_8`, else in the maker's own encoding.
    pub name: Vec<u8>,
    /// Whether the name is UTF-8.
    pub utf_8: bool,
    /// How it is packed.
    pub packing: Packing,
    /// Where its bytes begin in the archive.
    pub start: usize,
    /// How many bytes they are.
    pub packed: usize,
    /// How many bytes they are said to become.
    pub size: usize,
}

/// How an entry is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Stored,
    /// Deflate (RFC 1951).
    Deflated,
    /// In a way that is not read here, or with a password.
    Other,
}

/// Whether bytes begin like an archive.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The files of an archive, in the order of its directory; folders are left out.
pub fn zip_entries(bytes: &[u8]) -> Result<Vec<ZipEntry>, Unreadable> {
    let end = end_record(bytes).ok_or(Unreadable::Truncated)?;
    let count = usize::from(two(bytes, end + 10)?);
    let mut at = four(bytes, end + 16)?;
    let mut entries = Vec::new();
    if count > MAX_ZIP_ENTRIES {
        return Err(Unreadable::TooManyDocuments {
            documents: count,
            most: MAX_ZIP_ENTRIES,
        });
    }
    for _ in 0..count {
        if bytes.get(at..at.saturating_add(4)) != Some(b"PK\x01\x02") {
            return Err(Unreadable::Truncated);
        }
        let flags = two(bytes, at + 8)?;
        let method = two(bytes, at + 10)?;
        let (packed, size) = (four(bytes, at + 20)?, four(bytes, at + 24)?);
        let name_length = usize::from(two(bytes, at + 28)?);
        let behind = usize::from(two(bytes, at + 30)?) + usize::from(two(bytes, at + 32)?);
        let local = four(bytes, at + 42)?;
        let name = bytes.get(at + 46..at + 46 + name_length);
        let name = name.ok_or(Unreadable::Truncated)?.to_vec();
        at += 46 + name_length + behind;
        if name.ends_with(b"/") {
            continue;
        }
        if bytes.get(local..local.saturating_add(4)) != Some(b"PK\x03\x04") {
            return Err(Unreadable::Truncated);
        }
        // The local header's own lengths: its extra field may differ from the directory's.
        let start = local + 30 + usize::from(two(bytes, local + 26)?) + usize::from(two(bytes, local + 28)?);
        if bytes.len() < start.saturating_add(packed) {
            return Err(Unreadable::Truncated);
        }
        let packing = match (flags & 1, method) {
            (0, 0) => Packing::Stored,
            (0, 8) => Packing::Deflated,
            _ => Packing::Other,
        };
        entries.push(ZipEntry {
            name,
            utf_8: flags & 0x800 != 0,
            packing,
            start,
            packed,
            size,
        });
    }
    if overlap(&entries) {
        return Err(Unreadable::Overlapping);
    }
    Ok(entries)
}

/// Whether two entries share bytes: a few megabytes could then become any number of files of any size.
fn overlap(entries: &[ZipEntry]) -> bool {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for entry in entries.iter().filter(|entry| entry.packed > 0) {
        places.push((entry.start, entry.start + entry.packed));
    }
    places.sort_unstable();
    places.windows(2).any(|pair| pair[1].0 < pair[0].1)
}

/// The end of the directory lies at the end of the archive, before a comment of at most 65,535 bytes.
fn end_record(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    let mut at = last;
    loop {
        if bytes[at..].starts_with(b"PK\x05\x06") {
            return Some(at);
        }
        if at == 0 || last - at >= usize::from(u16::MAX) {
            return None;
        }
        at -= 1;
    }
}

fn two(bytes: &[u8], at: usize) -> Result<u16, Unreadable> {
    match bytes.get(at..at.saturating_add(2)) {
        Some(&[low, high]) => Ok(u16::from_le_bytes([low, high])),
        _ => Err(Unreadable::Truncated),
    }
}

fn four(bytes: &[u8], at: usize) -> Result<usize, Unreadable> {
    let (low, high) = (two(bytes, at)?, two(bytes, at.saturating_add(2))?);
    Ok(usize::from(low) | usize::from(high) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An archive of stored files, and its comment.
    fn archive(files: &[(&str, &[u8])], comment: &str) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        let count = u16::try_from(files.len()).unwrap();
        let number = |bytes: &mut Vec<u8>, number: usize| {
            bytes.extend(u32::try_from(number).unwrap().to_le_bytes());
        };
        for (name, content) in files {
            let local = bytes.len();
            let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
            let mut shared = vec![20, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            number(&mut shared, content.len());
            number(&mut shared, content.len());
            shared.extend(name_length);
            bytes.extend(b"PK\x03\x04");
            bytes.extend(&shared);
            // A local extra field that the directory does not have.
            bytes.extend([4, 0]);
            bytes.extend(name.as_bytes());
            bytes.extend([1, 2, 3, 4]);
            bytes.extend(*content);
            directory.extend(b"PK\x01\x02\x14\x00");
            directory.extend(&shared);
            directory.extend([0; 12]);
            number(&mut directory, local);
            directory.extend(name.as_bytes());
        }
        let start = bytes.len();
        bytes.extend(&directory);
        bytes.extend(b"PK\x05\x06\x00\x00\x00\x00");
        bytes.extend(count.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        number(&mut bytes, directory.len());
        number(&mut bytes, start);
        bytes.extend(u16::try_from(comment.len()).unwrap().to_le_bytes());
        bytes.extend(comment.as_bytes());
        bytes
    }

    #[test]
    fn files_are_found_and_folders_left_out() {
        let bytes = archive(
            &[("报送/", b""), ("报送/一中.json", b"{}"), ("b", b"xyz")],
            "说明",
        );
        assert!(is_zip(&bytes));
        let entries = zip_entries(&bytes).unwrap();
        let read: Vec<_> = entries
            .iter()
            .map(|entry| {
                let name = String::from_utf8(entry.name.clone()).unwrap();
                (
                    name,
                    &bytes[entry.start..entry.start + entry.packed],
                    entry.packing,
                )
            })
            .collect();
        assert_eq!(
            read,
            [
                ("报送/一中.json".to_owned(), &b"{}"[..], Packing::Stored),
                ("b".to_owned(), &b"xyz"[..], Packing::Stored),
            ]
        );
        assert!(
            entries
                .iter()
                .all(|entry| entry.utf_8 && entry.size == entry.packed)
        );
    }

    #[test]
    fn what_is_cut_off_is_no_archive() {
        let bytes = archive(&[("a.json", b"{}"), ("b.json", b"[]")], "");
        for end in 0..bytes.len() {
            assert!(zip_entries(&bytes[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn one_part_of_an_archive_is_not_two_files() {
        let mut bytes = archive(&[("a.json", b"{}"), ("b.json", b"[]")], "");
        // Where the second file begins, as the directory has it, becomes where the first does.
        let second = bytes.len() - 22 - "b.json".len() - 4;
        bytes[second..second + 4].copy_from_slice(&[0; 4]);
        assert_eq!(zip_entries(&bytes), Err(Unreadable::Overlapping));
    }

    #[test]
    fn an_archive_of_too_many_files_is_refused_before_any_is_looked_at() {
        let many = |count| archive(&vec![("a", &b""[..]); count], "");
        let entries = zip_entries(&many(MAX_ZIP_ENTRIES)).unwrap();
        assert_eq!(entries.len(), MAX_ZIP_ENTRIES);
        assert_eq!(
            zip_entries(&many(MAX_ZIP_ENTRIES + 1)),
            Err(Unreadable::TooManyDocuments {
                documents: MAX_ZIP_ENTRIES + 1,
                most: MAX_ZIP_ENTRIES,
            })
        );
    }

    proptest! {
        #[test]
        fn no_bytes_bring_it_down(mut bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..200) {
            let _ = zip_entries(&bytes);
            let end = archive(&[("a", b"")], "");
            let at = at.min(bytes.len());
            bytes.splice(at..at, end);
            let _ = zip_entries(&bytes);
        }

        #[test]
        fn a_changed_byte_does_not_bring_it_down(at in 0_usize..180, byte in any::<u8>()) {
            let mut bytes = archive(&[("a.json", b"{}"), ("b.json", b"[]")], "comment");
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(entries) = zip_entries(&bytes) {
                for entry in entries {
                    prop_assert!(entry.start + entry.packed <= bytes.len());
                }
            }
        }
    }
}
