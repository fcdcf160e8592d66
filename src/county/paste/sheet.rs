//! The register as a spreadsheet takes it.

use super::calculates;
use crate::domain::{Choose as _, Register};

const HEADINGS: [&str; 6] = [
    "单位名称",
    "党组织类别",
    "党组织书记",
    "党支部名称",
    "支部书记",
    "原定等次",
];

/// The register as text to be pasted into a spreadsheet: a row a branch, tabs between the cells. [`paste`](super::paste)
/// reads it. A cell that a spreadsheet would calculate begins with `'`, and one that begins with a quote is quoted, so that
/// nothing that a school wrote is run there.
pub fn register_sheet(register: &Register) -> String {
    let mut sheet = String::new();
    put_row(&mut sheet, HEADINGS);
    // Before all units, so that none of them gets it when the sheet is pasted back.
    for branch in &register.branches {
        if branch
            .unit
            .as_ref()
            .is_none_or(|unit| register.unit(unit).is_none())
        {
            let grade = branch.initial_grade.map_or("", |grade| grade.label());
            put_row(&mut sheet, ["", "", "", &branch.name, &branch.secretary, grade]);
        }
    }
    for unit in &register.units {
        let kind = unit.kind.map_or("", |kind| kind.label());
        let branches = register.branches_of(&unit.id);
        if branches.is_empty() {
            put_row(&mut sheet, [&unit.name, kind, &unit.secretary, "", "", ""]);
        }
        for branch in branches {
            let grade = branch.initial_grade.map_or("", |grade| grade.label());
            put_row(
                &mut sheet,
                [
                    &unit.name,
                    kind,
                    &unit.secretary,
                    &branch.name,
                    &branch.secretary,
                    grade,
                ],
            );
        }
    }
    sheet
}

fn put_row(sheet: &mut String, cells: [&str; 6]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            sheet.push('\t');
        }
        let cell = cell.trim();
        // A spreadsheet takes the quotes off and then looks whether it can calculate: `"=1"` is a formula to it.
        let quoted = cell.starts_with('"');
        if quoted {
            sheet.push('"');
        } else if calculates(cell) {
            sheet.push('\'');
        }
        for c in cell.chars() {
            if quoted && c == '"' {
                sheet.push('"');
            }
            // What breaks a cell or a row would move all that follows.
            let breaks = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
            sheet.push(if breaks { ' ' } else { c });
        }
        if quoted {
            sheet.push('"');
        }
    }
    sheet.push('\n');
}
