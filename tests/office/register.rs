//! Entries of the register.

use jinwei::county::paste::{paste, to_register};
use jinwei::domain::{Book, Books};
use jinwei::state::Edit;
use jinwei::state::apply;
use jinwei::state::office::{
    add_branch, add_unit, draft_words, has_branch, has_unit, register_if_missing, remove_all, undo_draft,
    with_branches,
};

use super::given::{carry_out, id, ids, office, register, shelf};

fn two() -> Books {
    shelf(vec![Book::Register(register(&[
        ("一中", &["一中甲支部", "一中乙支部"]),
        ("二中", &["二中党支部"]),
    ]))])
}

#[test]
fn a_register_begins_once() {
    let mut own = office();
    let edits = register_if_missing(&own, id("register"));
    carry_out(&mut own, edits);
    assert!(own.register.is_some());
    assert!(register_if_missing(&own, id("another")).is_empty());
}

#[test]
fn a_name_is_entered_once() {
    let mut own = two();
    let register = own.register.clone().expect("a register");
    for (name, why) in [(" 一 中 ", "已经有"), ("  ", "请先写")] {
        let refused = add_unit(&register, name, id("x")).expect_err(name);
        assert!(refused.contains(why), "{refused}");
    }
    let unit = id("entry-0");
    assert!(has_branch(&register, &unit, "一中 甲支部", None));
    assert!(!has_branch(
        &register,
        &unit,
        "一中甲支部",
        Some(&id("entry-0-0"))
    ));
    assert!(add_branch(&register, &unit, "一中甲支部", id("x")).is_err());
    assert!(has_unit(&register, "二中", None) && !has_unit(&register, "二中", Some(&id("entry-1"))));
    let edits = vec![
        add_branch(&register, &unit, " 一中丙支部 ", id("third")).expect("a new name"),
        add_unit(&register, "三中", id("unit-3")).expect("a new name"),
    ];
    carry_out(&mut own, edits);
    let register = own.register.expect("a register");
    let names: Vec<_> = register
        .branches
        .iter()
        .map(|branch| branch.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["一中甲支部", "一中乙支部", "一中丙支部", "二中党支部"],
        "beside its like"
    );
    assert_eq!(register.units[2].name, "三中");
}

#[test]
fn a_unit_goes_with_its_branches_and_all_of_it_comes_back() {
    let mut own = two();
    let before = own.clone();
    let register = own.register.clone().expect("a register");
    let records = with_branches(&register, &id("entry-0"));
    assert_eq!(records.len(), 3);
    let back = remove_all(register.id(), records, &mut |edit| {
        apply(&mut own, edit).ok()?.undo
    });
    let left = own.register.as_ref().expect("a register");
    assert_eq!((left.units.len(), left.branches.len()), (1, 1));
    carry_out(&mut own, vec![back.expect("a way back")]);
    assert_eq!(own, before);
}

#[test]
fn a_paste_is_told_before_it_is_put_in_and_can_be_taken_back() {
    let mut own = two();
    let before = own.register.clone();
    let text = "单位名称\t党支部名称\t原定等次\n一中\t一中甲支部\t好\n三中\t三中党支部\t较差\n";
    let draft = to_register(&paste(text), before.as_ref(), &mut ids());
    assert_eq!(
        draft_words(&draft),
        "新增1个单位，新增1个支部，改动1处，原有的3个单位、支部没有粘贴，照旧保留。"
    );
    let after = draft.register;
    carry_out(
        &mut own,
        vec![Edit::PutBooks {
            books: vec![Book::Register(after.clone())],
        }],
    );
    let back = undo_draft(own.register.as_ref(), before.as_ref(), &after).expect("nothing was done since");
    carry_out(&mut own, vec![back]);
    assert_eq!(own.register, before);

    let same = to_register(&paste("一中\t一中甲支部\n"), before.as_ref(), &mut ids());
    assert_eq!(draft_words(&same), "花名册不会有变化。");
}

#[test]
fn a_first_paste_is_taken_back_to_none_and_not_over_later_work() {
    let mut own = office();
    let draft = to_register(&paste("一中\t一中党支部\n"), None, &mut ids());
    let after = draft.register;
    let put = Edit::PutBooks {
        books: vec![Book::Register(after.clone())],
    };
    carry_out(&mut own, vec![put.clone()]);
    let back = undo_draft(own.register.as_ref(), None, &after).expect("nothing was done since");
    carry_out(&mut own, vec![back]);
    assert_eq!(own.register, None);

    carry_out(&mut own, vec![put]);
    own.register.as_mut().expect("a register").units[0].secretary = "书记".into();
    let refused = undo_draft(own.register.as_ref(), None, &after).expect_err("it was written in since");
    assert!(refused.contains("又改过"));
}
