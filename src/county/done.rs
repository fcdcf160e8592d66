//! The periods in which a duty is done, as one short text.

use chrono::{Days, NaiveDate};

use crate::domain::parse_date;

/// The first days of the periods in which a duty is done, each with the day from which it is.
///
/// As text: the first days with blanks between; where it is done from a certain day on, how many days that is after the
/// first. `2012-07-02 2012-07-09+2`: the first week's from any day on, the second's from Wednesday, 11 July.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DonePeriods(pub Vec<(NaiveDate, NaiveDate)>);

impl DonePeriods {
    /// As text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for (first, since) in &self.0 {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&first.to_string());
            if *since != NaiveDate::MIN {
                let after = (*since - *first).num_days();
                if after >= 0 {
                    text.push('+');
                }
                text.push_str(&after.to_string());
            }
        }
        text
    }

    /// From text; what is no period is left out.
    pub fn from_text(text: &str) -> Self {
        let mut all = Vec::new();
        for token in text.split_ascii_whitespace() {
            let Some(first) = token.get(..10).and_then(parse_date) else {
                continue;
            };
            let after = token.get(10..).unwrap_or_default();
            let since = match after.strip_prefix('+') {
                _ if after.is_empty() => Some(NaiveDate::MIN),
                Some(days) => days
                    .parse()
                    .ok()
                    .and_then(|days| first.checked_add_days(Days::new(days))),
                None => {
                    let days = after.strip_prefix('-').and_then(|days| days.parse().ok());
                    days.and_then(|days| first.checked_sub_days(Days::new(days)))
                }
            };
            if let Some(since) = since {
                all.push((first, since));
            }
        }
        Self(all)
    }

    /// Whether it is done in the period with this first day, on this day.
    pub fn is_done(&self, first: NaiveDate, today: NaiveDate) -> bool {
        let mut all = self.0.iter();
        all.any(|(period, since)| *period == first && *since <= today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    #[test]
    fn periods_come_back() {
        let text = "2012-07-02 2012-07-09+2 2012-07-16+0 2012-07-23-3";
        let periods = DonePeriods::from_text(text);
        assert_eq!(
            periods.0,
            [
                (day(2012, 7, 2), NaiveDate::MIN),
                (day(2012, 7, 9), day(2012, 7, 11)),
                (day(2012, 7, 16), day(2012, 7, 16)),
                (day(2012, 7, 23), day(2012, 7, 20)),
            ]
        );
        assert_eq!(periods.to_text(), text);
        assert!(!periods.is_done(day(2012, 7, 9), day(2012, 7, 10)));
        assert!(periods.is_done(day(2012, 7, 9), day(2012, 7, 11)));
        assert_eq!(
            DonePeriods::from_text("x 2012-07-02*1 一二三四五六"),
            DonePeriods::default()
        );
    }
}
