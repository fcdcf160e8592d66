//! What can go wrong on the disk, in words for people.

use std::fmt;

/// The browser's storage would not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorageError {
    /// The database cannot be opened: private mode, a policy, no disk.
    Unavailable(String),
    /// The transaction was begun but not committed: the disk is full, or the browser gave up.
    NotCommitted(String),
    /// What stands in the database is not what was written there.
    Unreadable(String),
}

impl StorageError {
    /// What happened, what was kept and what to do.
    pub fn words(&self) -> String {
        match self {
            Self::Unavailable(why) => format!(
                "浏览器不让本页使用存储（{why}）。内容还在屏幕上，但没有存盘。请关闭无痕（隐私）模式或换一个浏览器，关闭前先导出备份文件。"
            ),
            Self::NotCommitted(why) => format!(
                "存盘没有成功（{why}）。内容还在屏幕上，没有丢。请先导出备份文件，再清理磁盘空间；本页会自动重试。"
            ),
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

impl From<rexie::Error> for StorageError {
    fn from(error: rexie::Error) -> Self {
        Self::NotCommitted(format!("{error:?}"))
    }
}
