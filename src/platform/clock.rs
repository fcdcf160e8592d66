//! The computer's clock.

use chrono::{NaiveDate, NaiveTime};

/// The calendar day by the computer's clock, in its own time zone.
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default()
}

/// This moment, RFC 3339 in UTC.
pub fn now_rfc3339() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// The time of day by the computer's clock, in its own time zone.
pub fn time_of_day() -> NaiveTime {
    let now = js_sys::Date::new_0();
    NaiveTime::from_hms_opt(now.get_hours(), now.get_minutes(), now.get_seconds()).unwrap_or_default()
}

/// Milliseconds since some moment, for measuring how long something takes; never for telling the time.
pub fn milliseconds() -> f64 {
    super::window().performance().map_or(0.0, |clock| clock.now())
}
