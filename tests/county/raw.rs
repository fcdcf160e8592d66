//! An independent count: from the files' JSON alone, without the types, rules and counts of the core.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use serde_json::Value as Json;

/// What files count up to on a day.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) units: usize,
    pub(crate) branches: usize,
    /// By type, category and term, each with open, overdue, waiting and closed.
    pub(crate) items: BTreeMap<String, [usize; 4]>,
    pub(crate) promoted: usize,
    pub(crate) key: usize,
    pub(crate) improved: usize,
    /// Done, excused and missing, by duty.
    pub(crate) duties: BTreeMap<String, [usize; 3]>,
    pub(crate) deeds: [usize; 2],
    pub(crate) pledges: [usize; 3],
    pub(crate) votes: [u64; 2],
}

const GRADES: [&str; 4] = ["poor", "average", "fairly_good", "good"];

fn day(json: &Json) -> Option<NaiveDate> {
    json.as_str()?.parse().ok()
}

fn list<'a>(json: &'a Json, name: &str) -> &'a [Json] {
    json[name].as_array().map_or(&[], Vec::as_slice)
}

fn filled(json: &Json) -> bool {
    json.as_str().is_some_and(|text| !text.trim().is_empty())
}

fn number(json: &Json) -> Option<u64> {
    json.as_u64()
}

/// First and last days of the stage's 26 weeks and six months.
fn periods(weekly: bool) -> Vec<(NaiveDate, NaiveDate)> {
    let start = NaiveDate::from_ymd_opt(2012, 7, 2).expect("a day");
    if weekly {
        let first = (0..26).map(|week| start + Days::new(week * 7));
        return first.map(|first| (first, first + Days::new(6))).collect();
    }
    let first = |month| NaiveDate::from_ymd_opt(2012, month, 1).expect("a day");
    let last = |month| match month {
        12 => NaiveDate::from_ymd_opt(2012, 12, 31).expect("a day"),
        month => first(month + 1) - Days::new(1),
    };
    (7..=12).map(|month| (first(month), last(month))).collect()
}

struct Duty<'a> {
    name: &'a str,
    weekly: bool,
    /// The days in whose periods it is done.
    done: Vec<NaiveDate>,
    /// The first days of periods that are excused.
    excused: Vec<NaiveDate>,
    from: Option<NaiveDate>,
}

impl Raw {
    pub(crate) fn of(files: &[String], today: NaiveDate) -> Self {
        let mut raw = Self::default();
        for duty in [
            "weekly_summary",
            "public_notice",
            "dispatch_meeting",
            "bulletin",
            "guidance_visit",
        ] {
            raw.duties.insert(duty.to_owned(), [0; 3]);
        }
        for file in files {
            let file: Json = serde_json::from_str(file).expect("JSON");
            raw.add(&file, today);
        }
        raw
    }

    fn add(&mut self, file: &Json, today: NaiveDate) {
        let of_kind = |kind: &str| {
            let documents = list(file, "documents").iter();
            documents
                .filter(|document| document["kind"] == *kind)
                .collect::<Vec<_>>()
        };
        let units = of_kind("unit_book");
        self.units += units.len();
        let unit_is_branch = units.iter().any(|unit| unit["profile"]["kind"] == "branch");
        for branch in of_kind("branch_book") {
            self.add_branch(branch, unit_is_branch, today);
            if let Some(unit) = units.first() {
                self.add_visits(unit, branch, today);
            }
        }
        for unit in &units {
            let reasons = |duty: &str| excuses(unit, duty, "", None);
            self.add_duty(
                &Duty {
                    name: "dispatch_meeting",
                    weekly: false,
                    done: list(unit, "dispatch_meetings")
                        .iter()
                        .filter_map(|one| day(&one["date"]))
                        .collect(),
                    excused: reasons("dispatch_meeting"),
                    from: None,
                },
                today,
            );
            let issued = list(unit, "bulletins").iter();
            let issued = issued.filter(|one| day(&one["issued_on"]).is_some_and(|day| day <= today));
            self.add_duty(
                &Duty {
                    name: "bulletin",
                    weekly: false,
                    done: issued.filter_map(|one| day(&one["month"])).collect(),
                    excused: reasons("bulletin"),
                    from: None,
                },
                today,
            );
        }
    }

    fn add_branch(&mut self, branch: &Json, unit_is_branch: bool, today: NaiveDate) {
        self.branches += 1;
        let grade = |json: &Json| GRADES.iter().position(|grade| json == *grade);
        let initial = grade(&branch["profile"]["initial_grade"]);
        let last = grade(&branch["year_end"]["final_grade"]);
        self.promoted += usize::from(initial.is_some() && last > initial);
        self.key += usize::from(initial.is_some_and(|grade| grade < 2));
        self.improved += usize::from(filled(&branch["year_end"]["improvements"]));
        for item in list(branch, "items") {
            let of_item = |name| list(branch, name).iter().filter(|one| one["item"] == item["id"]);
            let standing = || of_item("close_outs").filter(|close| day(&close["reopened_on"]).is_none());
            let closed = standing().any(|close| day(&close["closed_on"]).is_some());
            let asked = standing().rfind(|close| day(&close["closed_on"]).is_none());
            let waits = !unit_is_branch
                && asked.is_some_and(|close| {
                    day(&close["applied_on"]).is_some() && day(&close["completed_on"]).is_some()
                });
            let extended = of_item("extensions")
                .filter_map(|one| day(&one["new_due"]))
                .next_back();
            let due = extended.or(day(&item["due"]));
            for (group, field) in [
                ("type", "problem_type"),
                ("category", "task_category"),
                ("term", "term"),
            ] {
                let key = format!("{group} {}", item[field].as_str().unwrap_or("-"));
                let counts = self.items.entry(key).or_default();
                counts[0] += usize::from(!closed);
                counts[1] += usize::from(!closed && !waits && due.is_some_and(|due| due < today));
                counts[2] += usize::from(!closed && waits);
                counts[3] += usize::from(closed);
            }
        }
        let deeds = list(branch, "good_deeds")
            .iter()
            .filter(|deed| filled(&deed["title"]));
        self.deeds[0] += deeds.clone().count();
        self.deeds[1] += deeds.filter(|deed| day(&deed["done_on"]).is_some()).count();
        for pledge in list(branch, "pledges")
            .iter()
            .filter(|pledge| filled(&pledge["content"]))
        {
            self.pledges[0] += 1;
            self.pledges[1] += usize::from(pledge["fulfilment"] == "kept");
            self.pledges[2] += usize::from(pledge["fulfilment"] == "broken");
        }
        let held = list(branch, "evaluations")
            .iter()
            .filter(|vote| day(&vote["date"]).is_some());
        if let Some(vote) = held.max_by_key(|vote| day(&vote["date"])) {
            let of = |who: &str, what: &str| number(&vote[format!("{who}_{what}")]);
            let votes = ["members", "mass"].iter().map(|who| {
                let against = of(who, "dissatisfied")?;
                Some((of(who, "satisfied")? + of(who, "basically")? + against, against))
            });
            if let Some(votes) = votes.collect::<Option<Vec<_>>>() {
                self.votes[0] += votes.iter().map(|(all, _)| all).sum::<u64>();
                self.votes[1] += votes.iter().map(|(_, against)| against).sum::<u64>();
            }
        }
        let written = list(branch, "weekly_summaries").iter();
        let written =
            written.filter(|one| ["done", "pending", "next"].iter().any(|name| filled(&one[*name])));
        self.add_duty(
            &Duty {
                name: "weekly_summary",
                weekly: true,
                done: written.filter_map(|one| day(&one["week"])).collect(),
                excused: excuses(branch, "weekly_summary", "", None),
                from: None,
            },
            today,
        );
        let hung = list(branch, "public_notices").iter();
        let hung = hung.filter(|one| day(&one["from"]).is_some_and(|from| from <= today));
        self.add_duty(
            &Duty {
                name: "public_notice",
                weekly: false,
                done: hung.filter_map(|one| day(&one["month"])).collect(),
                excused: excuses(branch, "public_notice", "", None),
                from: None,
            },
            today,
        );
    }

    fn add_visits(&mut self, unit: &Json, branch: &Json, today: NaiveDate) {
        let id = &branch["id"];
        let mut leaders: BTreeMap<&str, Option<NaiveDate>> = BTreeMap::new();
        for link in list(unit, "secretary_links") {
            if link["branch"] == *id && link["post"] != "bureau_member" {
                let name = link["leader"].as_str().unwrap_or_default().trim();
                leaders.entry(name).or_insert(day(&link["from"]));
            }
        }
        for member in list(unit, "team_members") {
            if list(member, "branches").contains(id) {
                let name = member["name"].as_str().unwrap_or_default().trim();
                leaders.entry(name).or_insert(day(&member["from"]));
            }
        }
        leaders.remove("");
        for (leader, from) in leaders {
            let visits = list(unit, "guidance_visits").iter().filter(|visit| {
                visit["branch"] == *id
                    && visit["by"] != "bureau"
                    && visit["leader"].as_str().map(str::trim) == Some(leader)
            });
            self.add_duty(
                &Duty {
                    name: "guidance_visit",
                    weekly: true,
                    done: visits.filter_map(|visit| day(&visit["date"])).collect(),
                    excused: excuses(unit, "guidance_visit", leader, id.as_str()),
                    from,
                },
                today,
            );
        }
    }

    fn add_duty(&mut self, duty: &Duty<'_>, today: NaiveDate) {
        let counts = self.duties.entry(duty.name.to_owned()).or_default();
        let done: BTreeSet<NaiveDate> = duty
            .done
            .iter()
            .filter(|day| **day <= today || duty.name == "weekly_summary")
            .map(|day| {
                if duty.weekly {
                    *day - Days::new(u64::from(day.weekday().num_days_from_monday()))
                } else {
                    day.with_day(1).expect("a day")
                }
            })
            .collect();
        for (first, last) in periods(duty.weekly) {
            if duty.from.is_some_and(|from| from > last) {
                continue;
            }
            if done.contains(&first) {
                counts[0] += 1;
            } else if duty.excused.contains(&first) {
                counts[1] += 1;
            } else if last < today {
                counts[2] += 1;
            }
        }
    }
}

fn excuses(book: &Json, duty: &str, leader: &str, branch: Option<&str>) -> Vec<NaiveDate> {
    let reasons = list(book, "period_reasons").iter().filter(|reason| {
        reason["duty"] == *duty
            && reason["branch"].as_str() == branch
            && reason["leader"].as_str().unwrap_or_default().trim() == leader
            && filled(&reason["reason"])
    });
    reasons.filter_map(|reason| day(&reason["period"])).collect()
}
