//! How much a file may hold. Far above what a county ever writes; below what stalls an old computer.

/// The largest file that is opened, in bytes (256 MiB): a backup of an office with a thousand units is a third of it. The
/// largest archive as well: nothing larger is read, whatever it may be.
pub const MAX_FILE_BYTES: usize = 256 * 1024 * 1024;

/// The largest file that others send, in bytes (16 MiB): four times what one unit with all the county's branches would write.
/// What was received goes word for word with every backup, which has to stay within [`MAX_FILE_BYTES`].
pub const MAX_SENT_BYTES: usize = 16 * 1024 * 1024;

/// The most bytes that may come out of one archive (1 GiB). A few megabytes of it could become any number else.
pub const MAX_UNPACKED_BYTES: usize = 1024 * 1024 * 1024;

/// How deep arrays and objects may stand in each other. A bundle of this version needs six.
pub const MAX_DEPTH: usize = 32;

/// The most values, of any kind and together, that one text may hold. Each takes some fifty bytes of memory, however short
/// it is written: a file of commas would otherwise need more than there is.
pub const MAX_VALUES: usize = 2_000_000;

/// The most records that one collection of one document may hold.
pub const MAX_RECORDS: usize = 5_000;

/// The most records of all collections of one document together. What is looked up in what grows with its square.
pub const MAX_DOCUMENT_RECORDS: usize = 10_000;

/// The most references to other records that one document may hold: every rule that asks which items a record names
/// looks through them for every item.
pub const MAX_DOCUMENT_REFS: usize = 20_000;

/// About how large one document may be, in bytes (8 MiB): a county's register is a quarter of it, a branch's book a
/// hundredth.
pub const MAX_DOCUMENT_BYTES: usize = 8 * 1024 * 1024;

/// The longest text that one field may hold, in characters.
pub const MAX_TEXT_CHARS: usize = 20_000;

/// The most documents that one bundle may hold.
pub const MAX_DOCUMENTS: usize = 10_000;

/// The most units' and branches' books that one bundle may hold. The county has 45 branches.
pub const MAX_BRANCHES: usize = 500;

/// What is measured while a document is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// The longest text of a field, in characters.
    pub(super) text_chars: usize,
    /// The most records of a collection.
    pub(super) records: usize,
    /// The most records of a document.
    pub(super) document_records: usize,
    /// The most references in a document.
    pub(super) document_refs: usize,
    /// The size of a document.
    pub(super) document_bytes: usize,
}

impl Bounds {
    /// For files, which anybody may have written.
    pub(super) const FILE: Self = Self {
        text_chars: MAX_TEXT_CHARS,
        records: MAX_RECORDS,
        document_records: MAX_DOCUMENT_RECORDS,
        document_refs: MAX_DOCUMENT_REFS,
        document_bytes: MAX_DOCUMENT_BYTES,
    };

    /// For the page's own store: what was once accepted there is never held back later.
    pub(super) const STORE: Self = Self {
        text_chars: usize::MAX,
        records: usize::MAX,
        document_records: usize::MAX,
        document_refs: usize::MAX,
        document_bytes: usize::MAX,
    };
}
