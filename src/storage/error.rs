//! What can go wrong on the disk, in words for people.

use std::fmt;

/// The browser's storage would not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorageError {
    /// The database cannot be opened or read: private mode, a policy, no disk.
    Unavailable(String),
    /// The transaction was not committed, and nothing of it is there: the disk is full, or the browser gave up.
    NotCommitted(String),
    /// Another tab wrote first: nothing was written. What it wrote is to be taken in, and then this once more.
    Overtaken,
    /// Another tab has the pen: nothing may be written here.
    Following,
    /// A row of the database is not what was written there. It stays as it is; the words name it.
    Unreadable(String),
}

impl StorageError {
    /// What happened, what was kept and what to do.
    pub fn words(&self) -> String {
        match self {
            Self::Unavailable(why) => format!(
                "浏览器打不开本页的存储（{why}）。已经存盘的内容没有改动。请关闭无痕（隐私）模式和本页的其他标签页，再刷新；仍不行请换一个浏览器，用备份文件恢复。"
            ),
            Self::NotCommitted(why) => format!(
                "存盘没有成功（{why}），存储里还是原来的内容。屏幕上的内容没有丢，请先导出备份文件，清理磁盘空间以后再试。"
            ),
            Self::Overtaken => {
                "另一个标签页刚刚改过这个工作区，这一步没有做。请看一下现在的内容，再做一次。".into()
            }
            Self::Following => {
                "这个工作区正在另一个标签页（窗口）里填写，这里只能看。要在这里改，请点上面的“改在这里填写”。"
                    .into()
            }
            Self::Unreadable(why) => {
                format!("存储里有一份内容读不出来（{why}）。其他内容不受影响，原文仍留在存储里。")
            }
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

/// What the browser said, as far as it can be said to a clerk.
pub(super) fn reason(error: &rexie::Error) -> String {
    let said = match error {
        rexie::Error::IdbError(error) => error.to_string(),
        other => other.to_string(),
    };
    let known = [
        ("QuotaExceededError", "磁盘或浏览器给本页的空间已满"),
        (
            "InvalidStateError",
            "与存储的连接断了，可能是在另一个标签页里删除了这个工作区",
        ),
        ("AbortError", "浏览器撤回了写入，磁盘可能已满"),
    ];
    let known = known.into_iter().find(|(name, _)| said.contains(name));
    known.map_or(said, |(_, words)| words.to_owned())
}

impl From<rexie::Error> for StorageError {
    fn from(error: rexie::Error) -> Self {
        Self::NotCommitted(reason(&error))
    }
}
