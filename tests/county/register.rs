//! The register from a spreadsheet, back to one, and held against the notice.

use jinwei::county::paste::{Pasted, RegisterDraft, Weight, paste, register_sheet, to_register};
use jinwei::county::register_check;
use jinwei::domain::{Choose as _, Grade, Id, Register, RegisterUnit};
use jinwei::notice::Programme;

use crate::made::{id, register_of};

fn ids() -> impl FnMut() -> Id {
    let mut next = 0;
    move || {
        next += 1;
        id(&format!("new-{next}"))
    }
}

fn entered(text: &str, existing: Option<&Register>) -> RegisterDraft {
    to_register(&paste(text), existing, &mut ids())
}

/// Each row as one text: unit, kind, secretary, branch, its secretary, grade.
fn rows(pasted: &Pasted) -> Vec<String> {
    let row = |row: &jinwei::county::paste::PastedRow| {
        let kind = row.kind.map_or("", |kind| kind.code());
        let grade = row.grade.map_or("", |grade| grade.label());
        [
            &row.unit,
            kind,
            &row.unit_secretary,
            &row.branch,
            &row.branch_secretary,
            grade,
        ]
        .join("|")
    };
    pasted.rows.iter().map(row).collect()
}

fn problems(pasted: &Pasted) -> Vec<(usize, Weight)> {
    pasted
        .problems
        .iter()
        .map(|problem| (problem.line, problem.weight))
        .collect()
}

/// What is pasted, the text, the rows read, and the lines of its problems.
type Case<'a> = (&'a str, &'a str, Vec<&'a str>, Vec<(usize, Weight)>);

#[test]
fn pastes_as_people_make_them() {
    use Weight::{Doubt, Error, Note};
    let cases: Vec<Case<'_>> = vec![
        (
            "headings in another order, merged cells, blank rows in the middle",
            "序号\t党支部名称\t原定等次\t单位名称\t党组织类别\t书记\n1\t初中部支部\t较好\t一中\t总支\t甲\n\n\t\t\t\t\t\n2\t高中部支部\t好\t\t\t\n3\t机关支部\t一般\t二中\t党总支\t乙\n",
            vec![
                "一中|general_branch|甲|初中部支部||较好",
                "一中|general_branch|甲|高中部支部||好",
                "二中|general_branch|乙|机关支部||一般",
            ],
            vec![],
        ),
        (
            "a title above, sums below, a column that is not kept",
            "教育系统党支部花名册\t\t\n单位\t支部\t等次（好、较好、一般、较差）\t党员数\n一中\t一支部\t“好”\t12\n合计\t1\t\t12\n",
            vec!["一中|||一支部||好"],
            vec![(1, Note), (2, Note), (4, Note)],
        ),
        (
            "书记 twice",
            "单位名称,类别,书记,党支部,书记,等次\r\n一中,党总支,甲,一支部,乙,较好\r\n",
            vec!["一中|general_branch|甲|一支部|乙|较好"],
            vec![],
        ),
        (
            "no headings: name, kind, secretary, branch, grade",
            "一中；党总支；甲；一支部；较好\n二小；直属支部；丙；；好",
            vec!["一中|general_branch|甲|一支部||较好", "二小|branch|丙|二小|丙|好"],
            vec![(1, Doubt), (2, Note)],
        ),
        (
            "a kind and a grade that are none",
            "单位\t类别\t支部\t等次\n一中\t学校\t一支部\t优秀\n",
            vec!["一中|||一支部||"],
            vec![(2, Doubt), (2, Doubt)],
        ),
        (
            "a branch without any unit",
            "单位\t支部\n\t一支部\n一中\t二支部\n",
            vec!["一中|||二支部||"],
            vec![(2, Error)],
        ),
        (
            "more cells than headings",
            "单位\t支部\n一中\t一支部\t落下的\n",
            vec!["一中|||一支部||"],
            vec![(2, Error)],
        ),
        (
            "a cell of two lines in quotes",
            "单位\t支部\n一中\t\"一\n支部\"\n二中\t二支部",
            vec!["一中|||一 支部||", "二中|||二支部||"],
            vec![],
        ),
        (
            "书记 behind the branch alone",
            "单位\t支部\t书记\n一中\t一支部\t甲\n",
            vec!["一中|||一支部|甲|"],
            vec![(1, Doubt)],
        ),
        ("nothing", " \n\n", vec![], vec![(1, Error)]),
    ];
    for (what, text, expected, said) in cases {
        let pasted = paste(text);
        assert_eq!(rows(&pasted), expected, "{what}: {:#?}", pasted.problems);
        assert_eq!(problems(&pasted), said, "{what}: {:#?}", pasted.problems);
    }
}

#[test]
fn entries_of_the_same_name_keep_their_ids() {
    let existing = register_of(&[1]);
    let text = "单位\t支部\t支部书记\t等次\n第 1 中学党总支\t第1中学初中部党支部\t甲\t好\n第1中学党总支\t新支部\t\t一般\n第2中学\t二支部\t\t好\n";
    let draft = entered(text, Some(&existing));
    assert_eq!(draft.register.id(), existing.id());
    assert_eq!(
        (draft.register.units.len(), draft.register.branches.len()),
        (2, 5)
    );
    assert_eq!(draft.register.branches[1].id, existing.branches[1].id);
    assert_eq!(draft.new_units, ["第2中学"]);
    assert_eq!(draft.new_branches, ["新支部", "二支部"]);
    assert_eq!(
        draft.changes,
        [
            "“第1中学初中部党支部”的原定等次：较好→好",
            "“第1中学初中部党支部”的书记：（空）→甲"
        ]
    );
    assert_eq!(draft.not_pasted.len(), 2);
    assert!(draft.problems.is_empty());
    let new = &draft.register.branches[3];
    assert_eq!(new.unit, Some(existing.units[0].id.clone()));
    // The grade of one that was not pasted stays.
    assert_eq!(draft.register.branches[2], existing.branches[2]);
}

#[test]
fn what_stands_twice_is_refused_with_both_lines() {
    let text = "单位\t类别\t支部\t等次\n一中\t党总支\t一支部\t好\n二中\t党总支\t一支部\t好\n一中\t党委\t一 支部\t较好\n";
    let draft = entered(text, None);
    assert_eq!(draft.register.branches.len(), 2);
    let words: Vec<_> = draft
        .problems
        .iter()
        .map(|problem| (problem.line, problem.words.as_str()))
        .collect();
    assert_eq!(words.len(), 2, "{words:?}");
    assert!(words[0].1.contains("类别与第2行不同"), "{words:?}");
    assert_eq!(words[1].0, 4);
    assert!(words[1].1.contains("与第2行重复"), "{words:?}");
    assert_eq!(
        draft.register.branches[0].initial_grade.map(Grade::label),
        Some("好")
    );
}

#[test]
fn a_register_comes_back_from_its_sheet() {
    let mut register = register_of(&[1, 2]);
    register.units[0].secretary = "=HYPERLINK(\"x\")".into();
    register.units[1].name = "+二中\t总支\n".into();
    register.units[1].secretary = "@乙".into();
    register.branches[0].secretary = "'甲".into();
    register.branches[1].secretary = "＝1+1".into();
    register.branches[2].secretary = "－2".into();
    register.branches[3].secretary = "＋3".into();
    register.branches[4].secretary = "＠丙".into();
    register.units.push(RegisterUnit {
        id: id("empty"),
        name: "还没有支部的学校".into(),
        ..RegisterUnit::default()
    });
    let sheet = register_sheet(&register);
    for line in sheet.lines() {
        for cell in line.split('\t') {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']),
                "{cell}"
            );
        }
        assert_eq!(line.split('\t').count(), 6, "{line}");
    }
    let draft = entered(&sheet, Some(&register));
    assert!(draft.is_unchanged(), "{draft:#?}");
    assert!(
        draft.problems.is_empty() && draft.not_pasted.is_empty(),
        "{draft:#?}"
    );
}

#[test]
fn the_register_is_held_against_the_notice() {
    let mut register = register_of(&[1, 2]);
    let mut programme = Programme::default();
    let counts = &mut programme.branches.value;
    (counts.good, counts.fairly_good, counts.average, counts.poor) = (2, 2, 2, 0);
    let report = register_check(&register, &programme);
    assert!(report.agrees() && report.words().is_empty(), "{report:#?}");
    assert_eq!(report.total, (6, 6));

    assert_eq!(
        register_check(&register, &Programme::default()).words()[0],
        "“好”等次的支部登记了2个，通知是13个，少11个"
    );

    register.branches[0].initial_grade = None;
    register.branches[1].name = " 第1中学高中部党支部".into();
    register.branches[5].unit = Some(id("nobody"));
    register.units[1].name = "第1中学党总支".into();
    register.units[1].kind = None;
    let report = register_check(&register, &programme);
    assert!(!report.may_go_out());
    assert_eq!(report.duplicate_units, ["第1中学党总支"]);
    assert_eq!(report.duplicate_branches, ["第1中学高中部党支部"]);
    assert_eq!(report.without_grade, ["第1中学行政后勤党支部"]);
    assert_eq!(report.without_unit, ["第2中学高中部党支部"]);
    assert_eq!(report.without_kind.len(), 1);
    assert!(report.words().iter().any(|words| words.contains("少1个")));
}

#[test]
fn branches_of_one_name_in_two_schools_are_for_a_person_to_see() {
    let text = "单位\t类别\t支部\t等次\n一中\t党总支\t第一党支部\t好\n二中\t党总支\t第一党支部\t好\n";
    let report = register_check(&entered(text, None).register, &Programme::default());
    assert!(report.may_go_out());
    assert_eq!(report.same_names, ["第一党支部（一中、二中）"]);
}
