//! What can go wrong on the disk, in words for people.

use js_sys::{Object, Reflect};
use std::fmt;
use wasm_bindgen::JsValue;
use web_sys::DomException;

/// The browser's storage would not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StorageError {
    /// The database cannot be opened or read: private mode, a policy, no disk.
    Unavailable(String),
    /// There is no room left, on the disk or in what the browser gives this page. Nothing was written.
    Full,
    /// The transaction was not committed, and nothing of it is there: the browser gave it up.
    NotCommitted(String),
    /// The connection is gone: the browser closed it, or the database was deleted or changed by another tab.
    Cut,
    /// A person deleted this workspace in another tab.
    Removed,
    /// The database, or something in it, is a newer page's: it is looked at and carried away, and never written to.
    Newer,
    /// Another tab wrote first: nothing was written. What it wrote is to be taken in, and then this once more.
    Overtaken,
    /// What was typed in the open workspace is not on the disk, so nothing was done that would let go of it. Whether
    /// nothing is written there any more either.
    Unsaved(bool),
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
            Self::Full => "磁盘或浏览器给本页的空间已满，存储里还是原来的内容。屏幕上的内容没有丢，请先导出备份文件，再清理磁盘、回收站，或者删除不用的工作区。".into(),
            Self::NotCommitted(why) => format!(
                "存盘没有成功（{why}），存储里还是原来的内容。屏幕上的内容没有丢，请先导出备份文件。"
            ),
            Self::Cut => "与存储的连接断了：可能是网站数据被清除、磁盘断开，或者另一个标签页正在改动存储。屏幕上的内容没有丢，请不要关闭本页，先导出备份文件。".into(),
            Self::Removed => "这个工作区在另一个标签页里删除了，这里不再存盘。屏幕上的内容还在：要留下来，请先导出备份文件。还在回收站里的，放回以后刷新本页；已经彻底删除的，从备份文件恢复。".into(),
            Self::Newer => "存储里的内容是新版本的晋位台账写的，这个页面是旧版本，只能看、导出备份，不能改。请刷新本页，换用新版本。".into(),
            Self::Overtaken => {
                "另一个标签页刚刚改过这个工作区，这一步没有做。请看一下现在的内容，再做一次。".into()
            }
            Self::Unsaved(false) => "现在打开的工作区还有内容没有存上，所以没有离开它，什么也没有改动。屏幕上的内容没有丢：请先导出备份文件，再按页面上方“没有存上”后面写的原因处理，存上以后再来。".into(),
            Self::Unsaved(true) => "现在打开的工作区还有内容没有存上，本页也不能再存，所以没有离开它，什么也没有改动。请先导出备份文件；导出以后，到“工作区与设置”最下面点“不再存盘，照样离开”。".into(),
            Self::Following => {
                "这个工作区正在另一个标签页（窗口）里填写，这里只能看。要在这里改，请点上面的“改在这里填写”。"
                    .into()
            }
            Self::Unreadable(why) => {
                format!("存储里有一份内容读不出来（{why}）。其他内容不受影响，原文仍留在存储里，导出备份时一起带走。")
            }
        }
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

/// What the browser threw, as what it means here.
pub(super) fn failure(thrown: &JsValue) -> StorageError {
    let name = Reflect::get(thrown, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    let name = name.unwrap_or_default();
    match &*name {
        "QuotaExceededError" => StorageError::Full,
        "InvalidStateError" => StorageError::Cut,
        "VersionError" => StorageError::Newer,
        // Nothing but a number of a transaction is asked for to be new.
        "ConstraintError" => StorageError::Overtaken,
        "" | "AbortError" => StorageError::NotCommitted("浏览器撤回了写入".into()),
        _ => StorageError::NotCommitted(Object::from(thrown.clone()).to_string().into()),
    }
}

/// The same for what the browser says afterwards; it says nothing of what somebody took back.
pub(super) fn failure_of(error: Option<DomException>) -> StorageError {
    failure(&error.map_or(JsValue::UNDEFINED, Into::into))
}
