//! Moments, as the clocks on the wall have them.

use super::parse_date;
use chrono::{Duration, NaiveDate};

/// How far the clocks of China, which has one time, are ahead of UTC, in minutes.
const AHEAD: i64 = 8 * 60;

/// The day of a moment (RFC 3339) by the clocks of China, and the minute of that day. `None` for what is no moment.
///
/// ```
/// use jinwei::domain::{on_the_wall, parse_date};
/// let day = |text| parse_date(text).expect("a day");
/// assert_eq!(on_the_wall("2012-07-05T15:30:59.5Z"), Some((day("2012-07-05"), 23 * 60 + 30)));
/// assert_eq!(on_the_wall("2012-07-05T16:00:00Z"), Some((day("2012-07-06"), 0)));
/// assert_eq!(on_the_wall("2012-07-05T15:30:00+08:00"), Some((day("2012-07-05"), 15 * 60 + 30)));
/// assert_eq!(on_the_wall("2012-07-05"), None);
/// ```
pub fn on_the_wall(at: &str) -> Option<(NaiveDate, u32)> {
    let number = |from: usize| at.get(from..from + 2)?.parse::<i64>().ok();
    let day = parse_date(at.get(..10)?)?;
    let offset = match at.len().checked_sub(6) {
        Some(sign) if !at.ends_with('Z') => {
            let minutes = number(sign + 1)? * 60 + number(sign + 4)?;
            if at[sign..].starts_with('-') {
                -minutes
            } else {
                minutes
            }
        }
        _ => 0,
    };
    let minutes = number(11)? * 60 + number(14)? - offset + AHEAD;
    let day = day.checked_add_signed(Duration::days(minutes.div_euclid(1440)))?;
    Some((day, u32::try_from(minutes.rem_euclid(1440)).unwrap_or_default()))
}
