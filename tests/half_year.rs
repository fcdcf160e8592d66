//! The half-year, told as one story: a unit of three branches from 2 July to 31 December, day by day, everything done
//! by the commands that the page sends; then acceptance at the office, and the form.

// A story that names what is not there is a mistake in the story.
#![allow(clippy::expect_used)]

#[path = "half_year/autumn.rs"]
mod autumn;
#[path = "half_year/july.rs"]
mod july;
#[path = "half_year/living.rs"]
mod living;
mod scenario;
#[path = "half_year/year_end.rs"]
mod year_end;

use jinwei::sample;
use living::Living;

const UNIT: &str = "sample-unit";
/// 行政后勤党支部, 一般.
const WEAK: &str = "sample-branch-1";
/// 初中部党支部, 较好.
const FAIRLY_GOOD: &str = "sample-branch-2";
/// 高中部党支部, 好.
const GOOD: &str = "sample-branch-3";

#[test]
fn a_unit_of_three_lives_from_july_to_december() {
    let mut unit = Living::open(sample::unit_of_three());
    july::the_plan_is_sent(&mut unit);
    july::an_item_is_closed_out_in_time(&mut unit);
    july::an_item_runs_over(&mut unit);
    july::the_month_ends(&mut unit);
    autumn::a_week_is_missed(&mut unit);
    autumn::an_item_is_taken_up_again(&mut unit);
    autumn::a_long_item_is_found(&mut unit);
    autumn::september_is_lived(&mut unit);
    autumn::a_meeting_is_missed(&mut unit);
    autumn::november_is_lived(&mut unit);
    year_end::december_asks_for_its_records(&mut unit);
    year_end::december_is_written(&mut unit);
    year_end::the_office_accepts(&unit);
}
