//! How long a deleted workspace can be had back.

use crate::domain::on_the_wall;
use chrono::NaiveDate;

/// How many days a workspace lies in the bin before it goes for good.
pub const BIN_DAYS: i64 = 30;

/// How many days a workspace that was deleted at this moment (RFC 3339) still lies in the bin; 0 when its time is over.
/// Where the moment cannot be read, or lies ahead (a clock was wrong), all of them.
///
/// ```
/// use jinwei::keeping::{BIN_DAYS, days_left};
/// let today = "2012-07-31".parse().expect("a day");
/// assert_eq!(days_left("2012-07-05T08:00:00Z", today), 4);
/// assert_eq!(days_left("2012-07-01T08:00:00Z", today), 0);
/// assert_eq!(days_left("2020-01-01T08:00:00Z", today), BIN_DAYS);
/// ```
pub fn days_left(deleted_at: &str, today: NaiveDate) -> i64 {
    let gone = on_the_wall(deleted_at).map_or(0, |(day, _)| (today - day).num_days());
    (BIN_DAYS - gone.max(0)).max(0)
}

/// Whether a workspace can have been deleted at this moment (RFC 3339), when it is known to have been there at those others:
/// a computer that has lost its time says 2009, and days counted from then would be over at once. What is no moment cannot
/// be; what is not known of the others stands in nobody's way.
///
/// ```
/// use jinwei::keeping::can_be;
/// let made_and_written = ["2012-07-01T08:00:00Z", "2012-07-05T08:00:00Z"];
/// assert!(can_be("2012-07-05T08:00:00Z", &made_and_written));
/// assert!(!can_be("2009-01-01T00:00:12Z", &made_and_written));
/// ```
pub fn can_be(deleted_at: &str, was_there_at: &[&str]) -> bool {
    let deleted = on_the_wall(deleted_at);
    deleted.is_some() && was_there_at.iter().all(|at| on_the_wall(at) <= deleted)
}

/// Whether a workspace may go by itself when its time is over: only where the last backup (`backup_at`, empty for none) holds
/// every step of its history. A backup holds no restore points: see [`hold_more`](super::hold_more) for those.
pub fn may_go(backup_at: &str, backup_step: u64, last_step: u64) -> bool {
    !backup_at.is_empty() && last_step <= backup_step
}
