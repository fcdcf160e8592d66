//! 周与月: the weeks and months of the stage, each named by its first day.
//!
//! A week runs from Monday to Sunday and is never numbered by a calendar year: 2012-12-31, a Monday, belongs to week 1 of
//! 2013 by ISO 8601, and to no week of a stage whose 26th ends on the 30th (note C).

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Programme;

/// A week or a month of the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its number in the stage, from 1.
    pub number: u32,
    /// Its first day: a Monday, or the first of a month.
    pub first: NaiveDate,
    /// Its last day: a Sunday, or the last of a month.
    pub last: NaiveDate,
}

impl Span {
    /// Whether a day lies in it.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether it is over on this day.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        self.last < today
    }

    /// Whether it has begun by this day.
    pub fn has_begun(&self, today: NaiveDate) -> bool {
        self.first <= today
    }
}

impl Programme {
    /// The weeks of the stage, in order.
    pub fn weeks(&self) -> impl Iterator<Item = Span> + use<> {
        let start = monday_of(self.stage_start.value);
        (0..self.weeks.value).filter_map(move |at| {
            let first = start.checked_add_days(Days::new(u64::from(at) * 7))?;
            Some(Span {
                number: at + 1,
                first,
                last: first.checked_add_days(Days::new(6))?,
            })
        })
    }

    /// The months of the stage, in order.
    pub fn months(&self) -> impl Iterator<Item = Span> + use<> {
        let start = first_of_month(self.stage_start.value);
        (0..self.months.value).filter_map(move |at| {
            let first = start.checked_add_months(Months::new(at))?;
            Some(Span {
                number: at + 1,
                first,
                last: first.checked_add_months(Months::new(1))?.pred_opt()?,
            })
        })
    }

    /// The periods of a duty that comes back every week or every month.
    pub fn spans(&self, weekly: bool) -> Vec<Span> {
        if weekly {
            self.weeks().collect()
        } else {
            self.months().collect()
        }
    }

    /// Whether a period is in its last days, in which what is missing in it is called to mind.
    pub fn is_ending(&self, span: &Span, today: NaiveDate) -> bool {
        span.contains(today) && (span.last - today).num_days() < i64::from(self.period_reminder_days.value)
    }
}

/// The Monday of a day's week.
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    let after = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(after)).unwrap_or(day)
}

/// The first day of a day's month.
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day;

    #[test]
    fn the_stage_has_26_whole_weeks_and_six_months() {
        let programme = Programme::default();
        let weeks: Vec<_> = programme.weeks().collect();
        assert_eq!(weeks.len(), 26);
        assert_eq!(
            (weeks[0].first, weeks[0].last),
            (day(2012, 7, 2), day(2012, 7, 8))
        );
        assert_eq!(
            (weeks[25].first, weeks[25].last),
            (day(2012, 12, 24), day(2012, 12, 30))
        );
        for pair in weeks.windows(2) {
            assert_eq!(pair[0].last.succ_opt(), Some(pair[1].first));
        }
        let months: Vec<_> = programme.months().collect();
        assert_eq!(months.len(), 6);
        assert_eq!(months[0].first, day(2012, 7, 1));
        assert_eq!(months[5].last, day(2012, 12, 31));
    }

    /// Note C: the last day of the year is a Monday and opens a week of its own, in no year's numbering.
    #[test]
    fn the_last_day_of_2012_lies_in_no_week_of_the_stage() {
        let last = day(2012, 12, 31);
        assert_eq!(monday_of(last), last);
        assert!(!Programme::default().weeks().any(|week| week.contains(last)));
        assert_eq!(monday_of(day(2013, 1, 6)), last);
        assert!(Programme::default().months().any(|month| month.contains(last)));
    }

    #[test]
    fn a_period_ends_in_its_last_days() {
        let programme = Programme::default();
        let july = programme.months().next();
        let ending = |date| july.is_some_and(|july| programme.is_ending(&july, date));
        assert!(!ending(day(2012, 7, 26)));
        assert!(ending(day(2012, 7, 27)) && ending(day(2012, 7, 31)));
        assert!(!ending(day(2012, 8, 1)));
    }
}
