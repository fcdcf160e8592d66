//! The computer's clock.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Day and time by the computer's clock, in its own time zone. Who wants both asks once: midnight may lie
/// between two looks.
pub fn now() -> NaiveDateTime {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    let day = NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_default();
    let time = NaiveTime::from_hms_opt(now.get_hours(), now.get_minutes(), now.get_seconds());
    day.and_time(time.unwrap_or_default())
}

/// The calendar day by the computer's clock, in its own time zone.
pub fn today() -> NaiveDate {
    now().date()
}

/// The time of day by the computer's clock, in its own time zone.
pub fn time_of_day() -> NaiveTime {
    now().time()
}

/// This moment, RFC 3339 in UTC.
pub fn now_rfc3339() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// Milliseconds since some moment, for measuring how long something takes; never for telling the time.
pub fn milliseconds() -> f64 {
    super::window().performance().map_or(0.0, |clock| clock.now())
}
