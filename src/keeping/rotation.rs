//! Which copies stay in the folder that is kept up to date by itself.

use crate::bundle::{BundleKind, file_name};
use crate::domain::{parse_date, sort_by_text};
use chrono::{NaiveDateTime, Timelike as _};

/// How many of today's copies stay.
pub const COPIES_TODAY: usize = 3;

/// How many copies of a workspace stay in all.
pub const COPIES_AT_MOST: usize = 10;

/// A copy that the page wrote itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderCopy {
    /// The file's name.
    pub name: String,
    /// When it was written, as its name has it: `2012-07-05_153059`, which sorts as time goes.
    pub at: String,
}

/// The name of a copy of a workspace: that of a backup, with the second and the workspace's id, by which it is known again:
/// `晋位台账_工作区名_备份_2012-07-05_153059_<id>.json`.
pub fn copy_name(id: &str, workspace: &str, when: NaiveDateTime) -> String {
    let name = file_name(BundleKind::Backup, workspace, when, 1);
    let name = name.trim_end_matches(".json");
    format!("{name}{:02}_{id}.json", when.second())
}

impl FolderCopy {
    /// Knows a copy of the workspace with this id by its name; `None` where the page has not written the file, or it is
    /// another workspace's.
    pub fn of(id: &str, name: &str) -> Option<Self> {
        let rest = name.strip_prefix("晋位台账_")?.strip_suffix(".json")?;
        let rest = rest.strip_suffix(id)?.strip_suffix('_')?;
        let (before, at) = rest.split_at_checked(rest.len().checked_sub(17)?)?;
        let (day, time) = at.split_once('_')?;
        let is_time = time.len() == 6 && time.bytes().all(|byte| byte.is_ascii_digit());
        let is_own = before.ends_with("_备份_") && parse_date(day).is_some() && is_time;
        is_own.then(|| Self {
            name: name.to_owned(),
            at: at.to_owned(),
        })
    }
}

/// The copies that may go, the oldest first, after one was written as `now` (as [`FolderCopy::at`]) and read again. There
/// stay today's last three, the last one of each earlier day, and ten in all; always the one just written. What is dated
/// later was written while the clock was wrong: it is neither counted nor touched.
pub fn surplus(copies: &[FolderCopy], now: &str) -> Vec<FolderCopy> {
    let day = |copy: &FolderCopy| copy.at.split('_').next().unwrap_or_default().to_owned();
    let mut past: Vec<_> = copies.iter().filter(|copy| *copy.at <= *now).cloned().collect();
    sort_by_text(&mut past, |copy| &copy.at);
    let mut gone = Vec::new();
    let (mut kept, mut of_day, mut last_day) = (0, 0, String::new());
    for copy in past.into_iter().rev() {
        let of = day(&copy);
        if of != last_day {
            of_day = 0;
        }
        let most = if now.starts_with(&of) { COPIES_TODAY } else { 1 };
        if of_day < most && kept < COPIES_AT_MOST {
            (of_day, kept) = (of_day + 1, kept + 1);
        } else {
            gone.push(copy);
        }
        last_day = of;
    }
    gone.reverse();
    gone
}
