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
