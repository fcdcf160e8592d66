//! Why a file cannot be opened, in words for the person who chose it.

use crate::domain::shown;

/// A file that was not opened. Nothing was changed by trying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// No bytes, or white space only.
    Empty,
    /// More bytes than [`MAX_FILE_BYTES`](super::MAX_FILE_BYTES), or [`MAX_SENT_BYTES`](super::MAX_SENT_BYTES) where it is no
    /// backup.
    TooLarge {
        /// The size of the file.
        bytes: usize,
        /// How large it may be.
        most: usize,
    },
    /// It begins like a file of a well-known other program.
    OtherProgram {
        /// What it is, in Chinese.
        what: &'static str,
    },
    /// Text in UTF-16.
    Utf16,
    /// Text in GBK or GB 18030, as far as its bytes tell.
    Gbk,
    /// Bytes that are no UTF-8, nor another encoding that is known here.
    NotUtf8 {
        /// How many bytes are in order before the first that is not.
        at: usize,
    },
    /// JSON that ends too early.
    Truncated,
    /// No JSON.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// Whether it begins like a web page.
        web_page: bool,
    },
    /// Objects and arrays nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
    /// More values than [`MAX_VALUES`](super::MAX_VALUES).
    TooManyValues,
    /// An object with the same key twice.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// Half of a surrogate pair, or an escape that is cut off.
    LoneSurrogate {
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
    },
    /// A number that programs would not agree on: more than 15 digits, or beyond what a double holds.
    NumberOutOfRange,
    /// JSON of another program.
    Foreign,
    /// A file that is encrypted with a passphrase.
    Sealed,
    /// A bundle of a version that this program does not know yet.
    NewerVersion {
        /// Its version.
        found: u64,
    },
    /// A bundle of a kind that this program does not know.
    UnknownKind {
        /// Its kind.
        kind: String,
    },
    /// A bundle without a digest.
    MissingDigest,
    /// A bundle whose content is not what its digest was taken over.
    WrongDigest,
    /// A field of the envelope that is absent or holds what it cannot.
    EnvelopeField {
        /// The field.
        field: &'static str,
    },
    /// A bundle without a document.
    NoDocuments,
    /// A bundle of documents none of which this program can read.
    NothingReadable {
        /// How many there are.
        documents: usize,
        /// Why the first cannot be read.
        reason: String,
    },
    /// Two documents with one id.
    DocumentTwice {
        /// The id.
        id: String,
    },
    /// More documents than [`MAX_DOCUMENTS`](super::MAX_DOCUMENTS).
    TooManyDocuments {
        /// How many there are.
        documents: usize,
        /// How many there may be.
        most: usize,
    },
    /// A document larger than [`MAX_DOCUMENT_BYTES`](super::MAX_DOCUMENT_BYTES).
    DocumentTooLarge {
        /// About how large it is, in bytes.
        bytes: usize,
    },
    /// An archive in which the same bytes are said to be several files, as only bombs have it.
    Overlapping,
    /// A collection with more records than [`MAX_RECORDS`](super::MAX_RECORDS).
    TooManyRecords {
        /// The collection.
        collection: String,
        /// How many there are.
        records: usize,
    },
    /// A stored document that is none.
    BadDocument {
        /// Why.
        reason: String,
    },
    /// A file that was just written and does not read back as the same books.
    NotAsWritten {
        /// The first document that differs.
        document: String,
    },
}

impl Unreadable {
    /// The name of the case: `snake_case`, never changed once released.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::OtherProgram { .. } => "other_program",
            Self::Utf16 => "utf_16",
            Self::Gbk => "gbk",
            Self::NotUtf8 { .. } => "not_utf_8",
            Self::Truncated => "truncated",
            Self::NotJson { .. } => "not_json",
            Self::TooDeep => "too_deep",
            Self::TooManyValues => "too_many_values",
            Self::DuplicateKey { .. } => "duplicate_key",
            Self::LoneSurrogate { .. } => "lone_surrogate",
            Self::NumberOutOfRange => "number_out_of_range",
            Self::Foreign => "foreign",
            Self::Sealed => "sealed",
            Self::NewerVersion { .. } => "newer_version",
            Self::UnknownKind { .. } => "unknown_kind",
            Self::MissingDigest => "missing_digest",
            Self::WrongDigest => "wrong_digest",
            Self::EnvelopeField { .. } => "envelope_field",
            Self::NoDocuments => "no_documents",
            Self::NothingReadable { .. } => "nothing_readable",
            Self::DocumentTwice { .. } => "document_twice",
            Self::TooManyDocuments { .. } => "too_many_documents",
            Self::DocumentTooLarge { .. } => "document_too_large",
            Self::Overlapping => "overlapping",
            Self::TooManyRecords { .. } => "too_many_records",
            Self::BadDocument { .. } => "bad_document",
            Self::NotAsWritten { .. } => "not_as_written",
        }
    }

    /// What happened, what was kept and what to do next, in Chinese.
    pub fn words(&self) -> String {
        let kept = match self {
            Self::NotAsWritten { .. } => "本页里的内容都还在，没有生成文件。",
            Self::BadDocument { .. } => "存着的原文没有改动。",
            _ => "文件没有导入，本页已有的内容没有任何改动。",
        };
        format!("{}{kept}{}", self.what_happened(), self.what_to_do())
    }

    /// The same where the file is one's own, just written and not handed over.
    pub fn words_of_own(&self) -> String {
        if matches!(self, Self::NotAsWritten { .. }) {
            return self.words();
        }
        let happened = self.what_happened().replacen("这个文件", "写出的文件", 1);
        format!("没有导出：{happened}本页里的内容都还在。请删去用不着的记录，或者把太长的内容改短，再导出。")
    }

    fn what_happened(&self) -> String {
        match self {
            Self::Empty => "这个文件是空的，里面没有内容。".into(),
            Self::TooLarge { bytes, most } => format!(
                "这个文件太大（{} MB），超过了 {} MB 的上限。",
                bytes.div_ceil(1 << 20),
                most >> 20
            ),
            Self::OtherProgram { what } => format!("这是{what}，不是晋位台账导出的文件。"),
            Self::Utf16 => "这个文件是 UTF-16（Unicode）编码，像是用记事本等软件另存过。".into(),
            Self::Gbk => "这个文件是 GBK（ANSI）编码，像是用记事本等软件另存过。".into(),
            Self::NotUtf8 { at } => {
                format!("这个文件从第 {} 个字节起不是 UTF-8 文字，可能已经损坏。", at + 1)
            }
            Self::Truncated => "这个文件不完整，后面的内容缺失，可能是复制或下载时中断了。".into(),
            Self::NotJson { web_page: true, .. } => "这是网页文件，不是晋位台账导出的文件。".into(),
            Self::NotJson { line, column, .. } => {
                format!(
                    "这个文件不是有效的 JSON，第 {line} 行第 {column} 列读不下去，可能被改动过或已经损坏。"
                )
            }
            Self::TooDeep => "这个文件的内容层层嵌套过深，不是晋位台账导出的文件。".into(),
            Self::TooManyValues => format!(
                "这个文件零碎得不正常，里面的项目超过 {} 万个，不是晋位台账导出的文件。",
                super::MAX_VALUES / 10_000
            ),
            Self::DuplicateKey { key } => {
                format!("这个文件里同一处写了两个“{}”，无法判断以哪个为准。", quoted(key))
            }
            Self::LoneSurrogate { line, column } => {
                format!("这个文件第 {line} 行第 {column} 列有半个字符（不成对的转义），文字已经损坏。")
            }
            Self::NumberOutOfRange => "这个文件里有一个位数过多的数字，不同程序读出来会不一样。".into(),
            Self::Foreign => "这是别的程序的 JSON 文件，不是晋位台账导出的文件。".into(),
            Self::Sealed => "这个文件加了口令。".into(),
            Self::NewerVersion { found } => format!(
                "这个文件由更新的晋位台账写出（格式第 {found} 版，本页只认到第 {} 版）。",
                super::VERSION
            ),
            Self::UnknownKind { kind } => {
                format!(
                    "这个文件的种类“{}”本页不认识，可能由更新的晋位台账写出。",
                    quoted(kind)
                )
            }
            Self::MissingDigest => "这个文件缺少校验码，无法确认内容完整。".into(),
            Self::WrongDigest => "这个文件的内容与校验码不符：导出之后被改动过，或者已经损坏。".into(),
            Self::EnvelopeField { field } => format!("这个文件开头的“{field}”一项缺失或内容不对。"),
            Self::NoDocuments => "这个文件里一本台账也没有。".into(),
            Self::NothingReadable { documents, reason } => {
                format!("这个文件里有 {documents} 份内容，本页都读不了（{reason}）。")
            }
            Self::DocumentTwice { id } => format!("这个文件里有两本编号相同的台账（{}）。", quoted(id)),
            Self::TooManyDocuments { documents, most } => {
                format!("这个文件里有 {documents} 本台账，超过了 {most} 本的上限。")
            }
            Self::DocumentTooLarge { bytes } => format!(
                "这个文件里有一本台账太大（{} MB），超过了 {} MB 的上限。",
                bytes.div_ceil(1 << 20),
                super::MAX_DOCUMENT_BYTES >> 20
            ),
            Self::Overlapping => {
                "这个压缩包里几个文件叠在一起，不是正常压缩出来的，可能有意损害电脑。".into()
            }
            Self::TooManyRecords { collection, records } => format!(
                "这个文件的“{}”里有 {records} 条记录，超过了 {} 条的上限。",
                quoted(collection),
                super::MAX_RECORDS
            ),
            Self::BadDocument { reason } => format!("存着的这本台账读不出来（{reason}）。"),
            Self::NotAsWritten { document } => {
                format!(
                    "刚写出的文件读回来与台账（{}）不一致，已停止导出。",
                    quoted(document)
                )
            }
        }
    }

    fn what_to_do(&self) -> &'static str {
        match self {
            Self::OtherProgram { .. } | Self::Foreign | Self::NotJson { web_page: true, .. } => {
                "请选择晋位台账导出的、以 .json 结尾的文件；压缩过的请先解压。"
            }
            // On the page only what lies within another sealed file comes here.
            Self::Sealed => {
                "解开一次、里面还是加了口令的，请让对方重新导出，只加一次口令；还没有解开过的，在网页的“导入”里选它。"
            }
            Self::Utf16 | Self::Gbk => "请让对方重新导出并直接发送，不要用其他软件打开后另存。",
            Self::NewerVersion { .. } | Self::UnknownKind { .. } | Self::NothingReadable { .. } => {
                "请先把本页更新到最新版，再打开这个文件。"
            }
            Self::NotAsWritten { .. } => {
                "请检查是否有超过 20000 字的内容，改短后再导出；仍不行请做备份并反映给办公室。"
            }
            Self::BadDocument { .. } => "请用最近的备份恢复，并把情况反映给办公室。",
            Self::TooLarge { .. }
            | Self::TooManyDocuments { .. }
            | Self::DocumentTooLarge { .. }
            | Self::TooManyRecords { .. } => "请核对是否选错了文件；确实需要这么多内容的，请分成几份导出。",
            _ => "请让对方重新导出并发送；如果是自己的备份，请换一份备份再试。",
        }
    }
}

/// Text from a file as it may stand in a sentence: short, on one line, and without characters that are not seen.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut short: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
        .collect();
    short = shown(short);
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
