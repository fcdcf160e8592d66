//! Plain charts: lines over weeks, told apart by their pattern and named in words. The same figures stand in a table
//! below every chart, for whoever would rather read than look.

use leptos::prelude::*;
use std::fmt::Write as _;

const WIDTH: usize = 640;
const HEIGHT: usize = 180;

/// One line of a chart: its class in the style sheet, and its value at every step; it ends where there is none.
pub(in crate::ui) struct Line {
    /// `plan` is dashed, `real` is solid.
    pub(in crate::ui) class: &'static str,
    /// The values, step by step.
    pub(in crate::ui) values: Vec<Option<usize>>,
}

/// Lines over the same steps. `label` says to the ears what the picture shows.
pub(in crate::ui) fn line_chart(label: String, lines: &[Line]) -> AnyView {
    let most = lines
        .iter()
        .flat_map(|line| line.values.iter().flatten())
        .copied()
        .max()
        .unwrap_or_default()
        .max(1);
    let mut paths = Vec::new();
    for line in lines {
        paths.push(path(line.class, trace(&line.values, most)));
    }
    let axis = path("axis", format!("M0 0V{HEIGHT}H{WIDTH}"));
    view! {
        <svg viewBox="-4 -4 648 188" role="img" aria-label=label>
            {axis}
            {paths}
        </svg>
    }
    .into_any()
}

fn path(class: &'static str, trace: String) -> AnyView {
    view! { <path class=class d=trace></path> }.into_any()
}

/// The way of a line: a step down is drawn where it happens, as the ledger knows no half items.
fn trace(values: &[Option<usize>], most: usize) -> String {
    let steps = values.len().max(1);
    let mut trace = String::new();
    for (at, value) in values.iter().enumerate() {
        let Some(value) = value else { break };
        let (from, to) = (at * WIDTH / steps, (at + 1) * WIDTH / steps);
        let height = HEIGHT - value * HEIGHT / most;
        let start = if at == 0 {
            format!("M{from} {height}")
        } else {
            format!("V{height}")
        };
        let _ = write!(trace, "{start}H{to}");
    }
    trace
}
