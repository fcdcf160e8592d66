//! Where files come from: chosen, dropped, or out of an archive.

use crate::bundle::{MAX_FILE_BYTES, MAX_UNPACKED_BYTES, Packing, ZipEntry, zip_entries};
use crate::platform;
use crate::state::import::{not_readable, too_large};
use js_sys::Uint8Array;
use std::cell::Cell;
use std::future::ready;
use std::pin::Pin;
use std::rc::Rc;

/// Where a file comes from.
pub enum Source {
    /// Chosen or dropped.
    File(web_sys::File),
    /// Taken out of an archive.
    Packed {
        /// The archive.
        archive: Rc<Archive>,
        /// The place in it.
        entry: ZipEntry,
        /// Its name, with the archive's.
        name: String,
    },
}

/// An archive whose files are being taken out.
pub struct Archive {
    bytes: Vec<u8>,
    /// How many bytes may still come out of it.
    left: Cell<usize>,
}

fn name_of(source: &Source) -> String {
    match source {
        Source::File(file) => file.name(),
        Source::Packed { name, .. } => name.clone(),
    }
}

/// A file that is being read; or why it cannot be: the error's code, and words.
type BeingRead = Pin<Box<dyn Future<Output = Result<Uint8Array, (&'static str, String)>>>>;

/// Has a file read; tells its name, and whether it lay in an archive.
pub(super) fn begin(source: Source) -> (String, bool, BeingRead) {
    let name = name_of(&source);
    let packed = matches!(source, Source::Packed { .. });
    let reading: BeingRead = match source {
        Source::File(file) => {
            // A folder may hold films as well: what is too large is not read to find that out.
            if let Some(refused) = too_large(&file) {
                return (name, packed, Box::pin(ready(Err(refused))));
            }
            let reading = platform::begin_reading(&file);
            Box::pin(async move { reading.await.map_err(|error| not_readable(&error)) })
        }
        Source::Packed { archive, entry, .. } => Box::pin(async move {
            let bytes = unpack(&archive, &entry).await;
            let bytes = bytes.map_err(|words| ("not_readable", words))?;
            Ok(bytes.as_slice().into())
        }),
    };
    (name, packed, reading)
}

/// Takes a file out of an archive.
async fn unpack(archive: &Archive, entry: &ZipEntry) -> Result<Vec<u8>, String> {
    let packed = archive
        .bytes
        .get(entry.start..entry.start + entry.packed)
        .unwrap_or_default();
    let limit = MAX_FILE_BYTES.min(archive.left.get());
    let too_large = || {
        if limit < MAX_FILE_BYTES {
            return format!(
                "这个压缩包里的文件解开以后一共超过了 {} MB 的上限，这一个没有导入。请分成几个压缩包。",
                MAX_UNPACKED_BYTES >> 20
            );
        }
        format!(
            "解开以后超过了 {} MB 的上限，不像是晋位台账文件，没有导入。",
            MAX_FILE_BYTES >> 20
        )
    };
    match entry.packing {
        Packing::Stored => Ok(packed.to_vec()),
        Packing::Deflated if entry.size > limit => Err(too_large()),
        Packing::Deflated => match platform::inflate(packed, limit).await {
            Ok(Some(bytes)) => {
                archive.left.set(archive.left.get().saturating_sub(bytes.len()));
                Ok(bytes)
            }
            Ok(None) => {
                archive.left.set(archive.left.get().saturating_sub(limit));
                Err(too_large())
            }
            Err(_) if !platform::can_inflate() => Err(
                "这个浏览器不会解压缩包（要 Chromium 103 以上），没有导入。请先解压，再选择里面的文件。"
                    .into(),
            ),
            Err(_) => Err("压缩包里的这个文件损坏了，解不开，没有导入。请让对方重新发送。".into()),
        },
        Packing::Other => {
            Err("压缩包加了密码，或用了本页不认识的压缩方法，没有导入。请先解压，再选择里面的文件。".into())
        }
    }
}

/// The files of an archive.
pub(super) fn unpacked(name: &str, bytes: Vec<u8>) -> Result<Vec<Source>, String> {
    let entries = zip_entries(&bytes).map_err(|error| error.words())?;
    let archive = Rc::new(Archive {
        bytes,
        left: Cell::new(MAX_UNPACKED_BYTES),
    });
    let mut inside = Vec::new();
    for entry in entries {
        let within = match std::str::from_utf8(&entry.name) {
            Ok(within) if entry.utf_8 || within.is_ascii() => within.to_owned(),
            _ => platform::from_gbk(&entry.name).unwrap_or_default(),
        };
        // What a Mac puts beside every file.
        if within.starts_with("__MACOSX/") || within.ends_with(".DS_Store") {
            continue;
        }
        inside.push(Source::Packed {
            archive: Rc::clone(&archive),
            entry,
            name: format!("{name}／{within}"),
        });
    }
    if inside.is_empty() {
        return Err("这个压缩包里没有文件。".into());
    }
    Ok(inside)
}
