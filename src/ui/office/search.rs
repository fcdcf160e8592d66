//! Looking for something in the whole county: units, branches and items that hold the words.

use super::figure::{back, search_box};
use super::rows::listed;
use crate::county::{Asked, BranchFilter, ItemFilter, Rows, UnitFilter};
use crate::state::office::{Office, office};
use crate::state::{Changing, OpenWorkspace};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{h1, live_if, p, words};
use leptos::prelude::*;

/// The page.
pub(super) fn search(open: &OpenWorkspace, asked: &Asked) -> AnyView {
    let office = office(open);
    let sought = asked.get("words").unwrap_or_default().trim().to_owned();
    let found = if sought.is_empty() {
        p(
            "hint",
            "写几个字再查：单位、支部、书记的名称，或者问题里的话。几个词用空格隔开，要同时有才算。",
        )
    } else {
        parts(vec![
            part(found(office, &sought, "单位", Rows::Units(UnitFilter::All))),
            part(found(office, &sought, "支部", Rows::Branches(BranchFilter::All))),
            part(found(
                office,
                &sought,
                "整改项目",
                Rows::Items(ItemFilter::default()),
            )),
        ])
    };
    parts(vec![
        part(back()),
        part(h1("全县查找")),
        part(search_box(&sought)),
        part(found),
    ])
}

fn found(office: Office, sought: &str, what: &'static str, rows: Rows) -> AnyView {
    let (keys, list) = listed(office, rows, Changing::new(sought.to_owned()));
    let title = words(move || match keys.read().len() {
        0 => format!("{what}：没有找到"),
        count => format!("{what}：{count} 条"),
    });
    let list = StoredValue::new_local(Some(list));
    el("section")
        .class("found")
        .child(el("h2").child(title))
        .child(live_if(
            move || !keys.read().is_empty(),
            move || list.try_update_value(Option::take).flatten().into_any(),
        ))
        .view()
}
