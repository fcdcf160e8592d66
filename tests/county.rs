//! The office's view of the county: states, versions, matching, figures, and the register from a spreadsheet.

// A helper of a test may stop it.
#![allow(clippy::expect_used)]

#[path = "county/made.rs"]
mod made;
#[path = "county/raw.rs"]
mod raw;
mod support;

#[path = "county/arrivals.rs"]
mod arrivals;
#[path = "county/figures.rs"]
mod figures;
#[path = "county/matching.rs"]
mod matching;
#[path = "county/pages.rs"]
mod pages;
#[path = "county/register.rs"]
mod register;
#[path = "county/states.rs"]
mod states;
#[path = "county/summaries.rs"]
mod summaries;
