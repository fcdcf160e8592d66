//! 倒计时: how long until a day, in words and as a traffic light.

use crate::notice::Programme;
use chrono::NaiveDate;

/// The lights that offices use for deadlines; never shown without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// Far enough away.
    Calm,
    /// Near: within the programme's first reminder (蓝).
    Near,
    /// Within its last but one reminder: whoever has not begun is behind (黄).
    Pressing,
    /// Past (红).
    Overdue,
}

impl Light {
    /// The light's name on the page.
    pub fn code(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Near => "near",
            Self::Pressing => "pressing",
            Self::Overdue => "overdue",
        }
    }
}

/// A countdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countdown {
    /// Days left; negative when past.
    pub days: i64,
    /// In words.
    pub words: String,
    /// As a light.
    pub light: Light,
}

/// Counts down to a day, which itself still counts (“X前”和“X底前”包括当天, note C).
pub fn countdown(due: NaiveDate, today: NaiveDate, programme: &Programme) -> Countdown {
    let days = (due - today).num_days();
    let reminders = &programme.countdown_days.value;
    let first = reminders.iter().copied().max().map_or(0, i64::from);
    // The reminder before the last: 3 days of 14, 7, 3, 1.
    let last = reminders.iter().copied().min().unwrap_or_default();
    let before_last = reminders.iter().copied().filter(|days| *days > last).min();
    let pressing = i64::from(before_last.unwrap_or(last));
    let light = match days {
        ..0 => Light::Overdue,
        _ if days <= pressing => Light::Pressing,
        _ if days <= first => Light::Near,
        _ => Light::Calm,
    };
    let words = match days {
        ..0 => format!("已逾期 {} 天", -days),
        0 => "今天到期".to_owned(),
        1 => "明天到期".to_owned(),
        _ => format!("还有 {days} 天"),
    };
    Countdown { days, words, light }
}
