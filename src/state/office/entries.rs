//! Entries of the register: adding, removing, and telling one from another.

use crate::county::paste::RegisterDraft;
use crate::domain::{Book, Books, Id, Register, Value};
use crate::rules::bare;
use crate::state::Edit;

/// Puts an empty register on the shelf, where none is there.
pub fn register_if_missing(own: &Books, id: Id) -> Vec<Edit> {
    if own.register.is_some() {
        return Vec::new();
    }
    vec![Edit::PutBooks {
        books: vec![Book::Register(Register::new(id))],
    }]
}

/// Whether another unit has this name, spaces and punctuation aside.
pub fn has_unit(register: &Register, name: &str, but: Option<&Id>) -> bool {
    let name = bare(name);
    let mut units = register.units.iter().filter(|unit| Some(&unit.id) != but);
    !name.is_empty() && units.any(|unit| bare(&unit.name) == name)
}

/// Whether another branch of the unit has this name.
pub fn has_branch(register: &Register, unit: &Id, name: &str, but: Option<&Id>) -> bool {
    let name = bare(name);
    let mut branches = register.branches_of(unit).into_iter();
    !name.is_empty() && branches.any(|branch| Some(&branch.id) != but && bare(&branch.name) == name)
}

/// Adds a unit under a name that no other has, or says why not.
pub fn add_unit(register: &Register, name: &str, id: Id) -> Result<Edit, String> {
    let name = name.trim();
    if bare(name).is_empty() {
        return Err("没有添加：请先写单位名称。".into());
    }
    if has_unit(register, name, None) {
        return Err(format!("没有添加：花名册里已经有“{name}”。"));
    }
    Ok(Edit::Add {
        document: register.id().clone(),
        collection: "units",
        after: None,
        id,
        preset: vec![("name", Value::Text(name.into()))],
    })
}

/// Adds a branch to a unit, under a name that none of its branches has, or says why not. It comes behind the unit's last.
pub fn add_branch(register: &Register, unit: &Id, name: &str, id: Id) -> Result<Edit, String> {
    let name = name.trim();
    if bare(name).is_empty() {
        return Err("没有添加：请先写党支部名称。".into());
    }
    if has_branch(register, unit, name, None) {
        return Err(format!("没有添加：这个单位已经有“{name}”。"));
    }
    Ok(Edit::Add {
        document: register.id().clone(),
        collection: "branches",
        after: register.branches_of(unit).last().map(|last| last.id.clone()),
        id,
        preset: vec![
            ("unit", Value::Ref(Some(unit.clone()))),
            ("name", Value::Text(name.into())),
        ],
    })
}

/// What goes when a unit goes: its branches, then itself.
pub fn with_branches(register: &Register, unit: &Id) -> Vec<Id> {
    let mut records = Vec::new();
    for branch in register.branches_of(unit) {
        records.push(branch.id.clone());
    }
    records.push(unit.clone());
    records
}

/// Removes records, and gives the one command that puts all of them back.
pub fn remove_all(
    document: &Id,
    records: Vec<Id>,
    dispatch: &mut dyn FnMut(Edit) -> Option<Edit>,
) -> Option<Edit> {
    let mut all = Vec::new();
    for record in records {
        let document = document.clone();
        if let Some(Edit::PutBack { removed, .. }) = dispatch(Edit::Remove { document, record }) {
            all.extend(removed);
        }
    }
    (!all.is_empty()).then(|| Edit::PutBack {
        document: document.clone(),
        removed: all,
    })
}

/// What a draft would do, in words.
pub fn draft_words(draft: &RegisterDraft) -> String {
    if draft.is_unchanged() {
        return "花名册不会有变化。".into();
    }
    let mut all = Vec::new();
    for (count, what) in [
        (draft.new_units.len(), "个单位"),
        (draft.new_branches.len(), "个支部"),
    ] {
        if count > 0 {
            all.push(format!("新增{count}{what}"));
        }
    }
    if !draft.changes.is_empty() {
        all.push(format!("改动{}处", draft.changes.len()));
    }
    if !draft.not_pasted.is_empty() {
        all.push(format!(
            "原有的{}个单位、支部没有粘贴，照旧保留",
            draft.not_pasted.len()
        ));
    }
    format!("{}。", all.join("，"))
}

/// The way back after a draft was put in: the register as it was, while it still is what the draft made it.
pub fn undo_draft(
    now: Option<&Register>,
    before: Option<&Register>,
    after: &Register,
) -> Result<Edit, String> {
    let document: &dyn crate::domain::Document = after;
    if !now.is_some_and(|now| document.same_content(now)) {
        return Err("没有撤销：放入以后花名册又改过。可以逐条删改，或者从备份恢复。".into());
    }
    Ok(match before {
        Some(before) => Edit::PutBooks {
            books: vec![Book::Register(before.clone())],
        },
        None => Edit::RemoveBook {
            id: after.id().clone(),
        },
    })
}
