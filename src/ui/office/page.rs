//! Which page of the office's an address means.

use super::{accept, county, duties, issue, key, map, matches, problems, register, rows, search, topic};
use crate::county::{Asked, Rows};
use crate::state::OpenWorkspace;
use leptos::prelude::*;

/// The page at `#/office/<slug>`: one of the county's, the rows behind a figure, or a topic of the office's book.
pub(super) fn page(open: &OpenWorkspace, slug: &str) -> AnyView {
    let asked = Asked::parse(slug);
    match asked.page.as_str() {
        "county" => county::county(open),
        "map" => map::map(open),
        "key" => key::key(open),
        "duties" => duties::duties(open, &asked),
        "problems" => problems::problems(open, &asked),
        "search" => search::search(open, &asked),
        "register" => register::register(open),
        "matches" => matches::matches(open),
        "issue" => issue::issue(open),
        "accept" => accept::accept(open),
        _ => match Rows::asked(&asked) {
            Some(rows) => rows::rows_page(open, rows),
            None => topic::office_topic(open, slug),
        },
    }
}
