//! The office's first page: which units have handed in, and what to do now.

use super::figure::{search_box, sift_box};
use super::issue::addressees_of;
use super::topic::office_topics;
use super::units::{unit_key, unit_table};
use crate::county::{BranchFilter, County, SubmissionState, UnitFilter};
use crate::state::office::{Office, office};
use crate::state::{self, App, Changing, Derived, OpenWorkspace};
use crate::ui::element::{el, part, parts};
use crate::ui::view::{
    all, button, derived, h1, link, live, live_if, nothing, optional, p, press, section, tag, words,
};
use crate::ui::words::date;
use leptos::prelude::*;

/// The element id of the table, to lead to.
const TABLE: &str = "units";

/// What came, what is to be done about it, and the table of units.
pub(super) fn home(open: OpenWorkspace) -> AnyView {
    let app = expect_context::<App>();
    let office = office(&open);
    let has_lines = move || office.county(|county| !county.lines().is_empty());
    let list = live_if(has_lines, move || {
        parts(vec![
            part(told(app, office)),
            part(to_do(office, open)),
            part(units(office)),
        ])
    });
    parts(vec![
        part(h1("收到的方案")),
        part(
            el("div")
                .class("actions")
                .child(link("button primary", "#/import", "导入报送文件"))
                .child(link("button", "#/office/issue", "下发"))
                .child(search_box("")),
        ),
        part(no_register(office)),
        part(list),
        part(office_topics()),
    ])
}

/// What there is instead of a register.
fn no_register(office: Office) -> AnyView {
    live(move || {
        let (has_register, is_empty) =
            office.county(|county| (county.has_register(), county.lines().is_empty()));
        if has_register {
            return nothing();
        }
        let came = if is_empty {
            p(
                "none",
                "还没有收到方案。点“导入报送文件”，一次可以选中所有单位的文件。",
            )
        } else {
            nothing()
        };
        parts(vec![
            part(came),
            part(
                el("p")
                    .class("panel")
                    .child("还没有花名册：下面只列得出报来了的单位，看不出谁没有报，也核对不出 45 个支部缺了哪一个。")
                    .child(link("", "#/office/register", "建立花名册")),
            ),
        ])
    })
}

/// The whole in one sentence.
fn told(app: App, office: Office) -> AnyView {
    let sentence = words(move || {
        let programme = app.programme.get();
        let due = programme.plan_due.value;
        office.county(|county| {
            let count = |filter| county.units(filter).len();
            let (all, came, late) = (
                county.lines().len(),
                count(UnitFilter::Received),
                count(UnitFilter::Late),
            );
            let days = (due - county.today()).num_days();
            let left = match days {
                0 => "今天是报送的最后一天".to_owned(),
                1.. => format!("离{}还有{days}天", date(due)),
                _ => format!("{}的期限已过{}天", date(due), -days),
            };
            let branches = county.total().branches;
            let missing = all - came;
            if county.has_register() {
                format!("应报 {all} 个单位：已报 {came} 个（逾期 {late} 个），{branches} 个支部；未报 {missing} 个。{left}。")
            } else {
                format!("收到 {came} 个单位的方案（逾期 {late} 个），{branches} 个支部。{left}。")
            }
        })
    });
    el("p").class("lead").child(sentence).view()
}

/// What is to be done now, the most pressing first: how many, of what, what to press.
struct ToDo {
    look: &'static str,
    tag: &'static str,
    words: String,
    /// What the table below is to show.
    filter: UnitFilter,
    /// Where else it is done.
    way: Option<(&'static str, &'static str)>,
}

fn wanted(county: &County) -> Vec<ToDo> {
    let mut all = Vec::new();
    let mut put = |look, tag, count: usize, words: &str, filter, way| {
        if count > 0 {
            all.push(ToDo {
                look,
                tag,
                words: format!("{count} {words}"),
                filter,
                way,
            });
        }
    };
    let count = |filter: UnitFilter| county.units(filter).len();
    for (look, tag, words, filter, way) in [
        (
            "errors",
            "✕ 核对",
            "个单位有各改各的版本，或者另起了账本，要由人定以哪一份为准",
            UnitFilter::Doubtful,
            Some(("#/office/matches", "去核对")),
        ),
        (
            "warnings",
            "！审阅",
            "份方案收到了，还没有审阅意见（通-3）",
            UnitFilter::AwaitsOpinion,
            None,
        ),
        (
            "waiting",
            "● 答复",
            "个单位对审阅意见有新答复，等您看",
            UnitFilter::Answered,
            None,
        ),
    ] {
        put(look, tag, count(filter), words, filter, way);
    }
    if county.has_register() {
        let way = Some(("#/office/matches", "去对应"));
        let unmatched = count(UnitFilter::Unmatched);
        put(
            "warnings",
            "！对应",
            unmatched,
            "份方案没有对应到花名册里的单位",
            UnitFilter::Unmatched,
            way,
        );
        let surplus = county.branches(BranchFilter::Surplus).into_iter();
        let surplus = surplus.filter(|row| row.line.entry.is_some()).count();
        put(
            "warnings",
            "！对应",
            surplus,
            "个报来的支部没有对应到花名册里的支部",
            UnitFilter::Received,
            way,
        );
    }
    let owing = count(UnitFilter::Overdue);
    let missing = count(UnitFilter::In(SubmissionState::Missing));
    if owing > 0 {
        put(
            "errors",
            "✕ 催报",
            owing,
            "个单位过了期限还没有报",
            UnitFilter::Overdue,
            None,
        );
    } else {
        let filter = UnitFilter::In(SubmissionState::Missing);
        put("open", "○ 催报", missing, "个单位还没有报", filter, None);
    }
    all
}

fn to_do(office: Office, open: OpenWorkspace) -> AnyView {
    let to = addressees_of(open);
    let list = live(move || {
        let wanted = office.county(wanted);
        let news = to.read().iter().filter(|one| one.news.is_any()).count();
        if wanted.is_empty() && news == 0 {
            return p("accepted", "✓ 眼下没有要办的。");
        }
        // What was said and received is of use to a unit only when it has it.
        let down = if news == 0 {
            nothing()
        } else {
            el("li")
                .child(tag("waiting", "● 下发"))
                .child(link(
                    "",
                    "#/office/issue",
                    format!("{news} 个单位的审阅意见或回执还没有下发"),
                ))
                .view()
        };
        let lines = all(wanted.into_iter().map(|to_do| {
            let show = button("link", to_do.words, move || {
                office.sought.set(String::new());
                office.shown.set(to_do.filter.code().to_owned());
                state::focus_soon(TABLE.into());
            });
            let way = to_do
                .way
                .map_or_else(nothing, |(href, words)| link("", href, words));
            el("li")
                .child(tag(to_do.look, to_do.tag))
                .child(show)
                .child(way)
                .view()
        }));
        el("ul").class("agenda to-do").child(lines).child(down).view()
    });
    section("", "先办这些", list)
}

/// The table, with what it shows above it.
fn units(office: Office) -> AnyView {
    let (shown, sought) = (office.shown, office.sought);
    let keys = derived(move || {
        let filter = UnitFilter::from_code(&shown.read()).unwrap_or_default();
        let words = sought.get();
        office.county(|county| {
            let mut keys = Vec::new();
            if words.trim().is_empty() {
                keys.extend(county.units(filter).into_iter().map(unit_key));
            } else {
                let found = county.search_units(&words).into_iter();
                keys.extend(found.filter(|line| filter.takes(line)).map(unit_key));
            }
            keys
        })
    });
    let none = live_if(
        move || keys.read().is_empty(),
        || p("none", "没有这样的单位。点“全部”看所有单位。"),
    );
    let count = words(move || format!("{} 个单位", keys.read().len()));
    el("section")
        .attr("id", TABLE)
        .attr("tabindex", "-1")
        .attr("aria-label", "各单位")
        .child(el("h2").child("各单位"))
        .child(
            el("div")
                .class("tools")
                .child(toggles(office, shown))
                .child(sift_box("按名称查找单位", sought))
                .child(el("p").class("hint").attr("role", "status").child(count)),
        )
        .child(none)
        .child(unit_table(office, keys))
        .view()
}

/// Each state with how many units stand so: one press shows these alone.
fn toggles(office: Office, shown: Changing<String>) -> AnyView {
    let mut filters = vec![UnitFilter::All];
    filters.extend(SubmissionState::ALL.map(UnitFilter::In));
    filters.extend([
        UnitFilter::Late,
        UnitFilter::AwaitsOpinion,
        UnitFilter::OpenComments,
        UnitFilter::Answered,
        UnitFilter::Doubtful,
        UnitFilter::Unmatched,
    ]);
    let buttons = all(filters.into_iter().map(move |filter| {
        let count = derived(move || office.county(|county| county.units(filter).len()));
        let is_state = matches!(filter, UnitFilter::All | UnitFilter::In(_));
        let is_shown = move || *shown.read() == filter.code();
        // The five states always stand there; of the rest, what there is.
        let stands = move || is_state || count.get() > 0 || is_shown();
        live_if(stands, move || toggle(filter, count, shown))
    }));
    el("div")
        .class("toggles")
        .attr("role", "group")
        .attr("aria-label", "按状态看")
        .child(buttons)
        .view()
}

fn toggle(filter: UnitFilter, count: Derived<usize>, shown: Changing<String>) -> AnyView {
    let pressed = optional(move || {
        let is_shown = *shown.read() == filter.code();
        Some(if is_shown { "true" } else { "false" })
    });
    let label = match filter {
        UnitFilter::All => "全部",
        filter => filter.label(),
    };
    el("button")
        .attr("type", "button")
        .attr("aria-pressed", pressed)
        .attr("data-units", filter.code())
        .on("click", press(move || shown.set(filter.code().to_owned())))
        .child(format!("{label} "))
        .child(el("strong").child(words(move || count.get().to_string())))
        .view()
}
