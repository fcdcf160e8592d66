//! Files going up and down between a branch, its unit and the office: in order and out of it, twice, late, from an old
//! copy, and changed on both sides.

// A story that cannot be told has failed.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use jinwei::bundle::{self, Bundle, BundleKind, CreatedBy, Desk, Outgoing};
use jinwei::domain::{Book, Books, BranchBook, Comment, Id, ReviewSheet, UnitBook};
use jinwei::merge::{Decision, Take};
use jinwei::sample;
use jinwei::state::{self, Arrival, Decided, Kinship, arrivals, meant_for, settled_books, stamp};

fn id(text: &str) -> Id {
    Id::parse(text).unwrap()
}

/// A desk with its books and everything it sent and received.
#[derive(Clone)]
struct Place {
    desk: Desk,
    name: &'static str,
    books: Books,
    files: Vec<String>,
    made: u32,
}

impl Place {
    fn new(desk: Desk, name: &'static str, books: Books) -> Self {
        Self {
            desk,
            name,
            books,
            files: Vec::new(),
            made: 0,
        }
    }

    fn new_id(&mut self) -> Id {
        self.made += 1;
        id(&format!("{}-{}", self.desk_code(), self.made))
    }

    fn desk_code(&self) -> &'static str {
        match self.desk {
            Desk::Branch => "branch-made",
            Desk::Unit => "unit-made",
            Desk::Office => "office-made",
        }
    }

    fn base(&self, version: &Id) -> Option<Book> {
        let read = |text: &String| bundle::read(text.as_bytes()).ok();
        let books = self.files.iter().filter_map(read).flat_map(|bundle| bundle.books);
        let mut at = books.filter(|book| book.as_document().head().version_id.as_ref() == Some(version));
        at.next()
    }

    /// Sends these books of its own, as the page does.
    fn send(&mut self, kind: BundleKind, documents: &[&Id]) -> String {
        let mut books: Vec<Book> = documents.iter().map(|id| self.books.book(id).unwrap()).collect();
        for book in &mut books {
            let version = book.as_document().head().version_id.clone();
            let sent = version.and_then(|version| self.base(&version));
            let next = self.new_id();
            stamp(book, sent.as_ref(), next);
            self.books.put(book.clone());
        }
        let bundle_id = self.new_id();
        let unit_id = self.books.unit.as_ref().map(|unit| unit.id().clone());
        let written = bundle::write(&Outgoing {
            kind,
            bundle_id,
            supersedes: None,
            programme: "test",
            created_at: "2012-07-05T08:00:00Z",
            created_by: CreatedBy {
                desk: self.desk,
                unit: self.name.into(),
                unit_id,
            },
            revision: 1,
            books: &books,
            findings: &[],
            attachments: &[],
        });
        self.files.push(written.text.clone());
        written.text
    }

    /// Sends it as somebody else, as anybody can write it.
    fn send_as(&mut self, kind: BundleKind, desk: Desk, unit_id: Option<&str>, books: &[Book]) -> String {
        let bundle_id = self.new_id();
        let written = bundle::write(&Outgoing {
            kind,
            bundle_id,
            supersedes: None,
            programme: "test",
            created_at: "2012-07-05T08:00:00Z",
            created_by: CreatedBy {
                desk,
                unit: self.name.into(),
                unit_id: unit_id.map(id),
            },
            revision: 1,
            books,
            findings: &[],
            attachments: &[],
        });
        written.text
    }

    fn look(&self, text: &str, decided: &[Decided]) -> Result<Vec<Arrival>, String> {
        let Bundle { envelope, books, .. } = bundle::read(text.as_bytes()).unwrap();
        let meant = meant_for(self.desk, &self.books, &envelope, &books)?;
        Ok(arrivals(
            &self.books,
            meant,
            &|version| self.base(version),
            decided,
        ))
    }

    /// Takes a file in, and tells how each of its books stood to what was here.
    fn take(&mut self, text: &str, decided: &[Decided]) -> Vec<Kinship> {
        let arrivals = self.look(text, decided).expect("it is meant for this desk");
        assert_eq!(state::undecided(&arrivals), 0, "{arrivals:#?}");
        let kinships = arrivals.iter().map(|arrival| arrival.kinship).collect();
        let Bundle { envelope, books, .. } = bundle::read(text.as_bytes()).unwrap();
        let names = [self.name, envelope.created_by.unit.as_str()];
        let day = "2012-07-05".parse().unwrap();
        let mut made = self.made;
        let code = self.desk_code();
        let mut new_id = || {
            made += 1;
            id(&format!("{code}-{made}"))
        };
        for book in settled_books(&self.books, arrivals, &books, names, day, &mut new_id) {
            self.books.put(book);
        }
        self.made = made;
        self.files.push(text.to_owned());
        kinships
    }

    fn branch(&mut self) -> &mut BranchBook {
        self.books.branch_mut(&id(BRANCH)).unwrap()
    }
}

const BRANCH: &str = "sample-branch-1";

/// A branch with its book, and its unit, which has the same to begin with.
fn branch_and_unit() -> (Place, Place) {
    let mut books = sample::unit_of_three();
    books.number_branches();
    let unit_name = books.unit.as_ref().unwrap().profile.name.clone();
    for branch in &mut books.branches {
        branch.profile.unit = Some(id("sample-unit"));
        branch.profile.unit_name.clone_from(&unit_name);
    }
    let own = Books {
        branches: vec![books.branches[0].clone()],
        ..Books::default()
    };
    let mut branch = Place::new(Desk::Branch, "支部", own);
    let mut unit = Place::new(Desk::Unit, "单位", books);
    unit.books.branches.remove(0);
    let first = branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    assert_eq!(unit.take(&first, &[]), [Kinship::New]);
    unit.books.sort_branches();
    (branch, unit)
}

fn same(one: &Place, other: &Place) -> bool {
    let of = |place: &Place| Book::Branch(place.books.branch(&id(BRANCH)).unwrap().clone());
    let (mut one, mut other) = (of(one), of(other));
    // The unit's shelf has places that the branch's desk does not know.
    for book in [&mut one, &mut other] {
        if let Book::Branch(branch) = book {
            branch.profile.position = None;
        }
    }
    one.as_document().same_content(other.as_document())
}

#[test]
fn a_branchs_next_file_takes_the_place_of_the_last_and_coming_twice_changes_nothing() {
    let (mut branch, mut unit) = branch_and_unit();
    branch.branch().items[0].remark = "补充".into();
    let second = branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    assert_eq!(unit.take(&second, &[]), [Kinship::Newer]);
    assert!(same(&branch, &unit));
    assert_eq!(unit.take(&second, &[]), [Kinship::Same]);
}

#[test]
fn files_in_the_wrong_order_leave_the_newest() {
    let (mut branch, mut unit) = branch_and_unit();
    branch.branch().items[0].remark = "第二版".into();
    let second = branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    branch.branch().items[0].remark = "第三版".into();
    let third = branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    assert_eq!(unit.take(&third, &[]), [Kinship::Newer]);
    assert_eq!(unit.take(&second, &[]), [Kinship::Older]);
    assert!(same(&branch, &unit));
}

#[test]
fn what_the_unit_corrected_and_what_the_branch_went_on_with_come_together_both_ways() {
    let (mut branch, mut unit) = branch_and_unit();
    // The unit corrects one item while the branch writes another and takes a third out.
    unit.branch().items[0].handler = "单位改的承办人".into();
    branch.branch().items[1].remark = "支部补的备注".into();
    let gone = branch.branch().items.pop().unwrap().id;
    let up = branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    assert_eq!(unit.take(&up, &[]), [Kinship::Forked]);
    let here = unit.books.branch(&id(BRANCH)).unwrap();
    assert_eq!(here.items[0].handler, "单位改的承办人");
    assert_eq!(here.items[1].remark, "支部补的备注");
    assert!(here.items.iter().all(|item| item.id != gone));
    // Handed back, the branch goes on from it without a merge; and what comes up then is newer.
    let down = unit.send(BundleKind::Review, &[&id(BRANCH)]);
    assert_eq!(branch.take(&down, &[]), [Kinship::Newer]);
    assert!(same(&branch, &unit));
    branch.branch().items[0].remark = "再补一句".into();
    let again = branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    assert_eq!(unit.take(&again, &[]), [Kinship::Newer]);
    // An old copy of the first file is known, however late it comes.
    assert_eq!(unit.take(&up, &[]), [Kinship::Older]);
    assert!(same(&branch, &unit));
}

#[test]
fn one_field_changed_on_both_sides_waits_for_a_person_and_keeps_what_was_not_taken() {
    let (mut branch, mut unit) = branch_and_unit();
    unit.branch().items[0].measures = "单位的措施".into();
    branch.branch().items[0].measures = "支部的措施".into();
    let up = branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    let asked = unit.look(&up, &[]).unwrap();
    let questions = &asked[0].questions;
    assert_eq!(questions.len(), 1);
    assert_eq!(
        (questions[0].mine.as_str(), questions[0].theirs.as_str()),
        ("单位的措施", "支部的措施")
    );
    let place = questions[0].place.clone();
    let take = Take::Theirs;
    let decided = [(id(BRANCH), Decision { place, take })];
    assert_eq!(unit.take(&up, &decided), [Kinship::Forked]);
    let here = unit.books.branch(&id(BRANCH)).unwrap();
    assert_eq!(here.items[0].measures, "支部的措施");
    let kept = &here.merge_decisions[0];
    assert_eq!(
        (kept.dropped.as_str(), kept.dropped_from.as_str()),
        ("单位的措施", "单位")
    );
    assert_eq!(
        (kept.kept.as_str(), kept.kept_from.as_str()),
        ("支部的措施", "支部")
    );
    // Asked once: the same file is known from now on.
    assert_eq!(unit.take(&up, &[]), [Kinship::Older]);
}

#[test]
fn an_old_backup_that_went_on_by_itself_is_merged_and_nothing_of_either_is_lost() {
    let (mut branch, mut unit) = branch_and_unit();
    let mut backup = branch.clone();
    branch.branch().items[0].remark = "新电脑上写的".into();
    let new = branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    unit.take(&new, &[]);
    // The old copy is opened on another computer; it makes ids of its own.
    backup.made += 100;
    backup.branch().items[1].remark = "旧备份上写的".into();
    let old = backup.send(BundleKind::Submission, &[&id(BRANCH)]);
    assert_eq!(unit.take(&old, &[]), [Kinship::Forked]);
    let here = unit.books.branch(&id(BRANCH)).unwrap();
    assert_eq!(
        [&*here.items[0].remark, &*here.items[1].remark],
        ["新电脑上写的", "旧备份上写的"]
    );
}

#[test]
fn what_is_not_meant_for_a_desk_is_refused_with_words() {
    let (mut branch, mut unit) = branch_and_unit();
    let mut other = Place::new(Desk::Unit, "别的单位", Books::default());
    let mut own = UnitBook::new(id("other-unit"));
    own.profile.name = "别的单位".into();
    other.books.unit = Some(own);
    let theirs = other.send(BundleKind::Submission, &[&id("other-unit")]);
    assert!(unit.look(&theirs, &[]).unwrap_err().contains("另一个单位"));
    assert!(branch.look(&theirs, &[]).unwrap_err().contains("没有本支部"));
    let third = id("sample-branch-3");
    let not_ours = unit.send(BundleKind::Review, &[&third]);
    assert!(branch.look(&not_ours, &[]).unwrap_err().contains("没有本支部"));
    let up = branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    assert!(
        other.look(&up, &[]).is_ok(),
        "a unit takes a branch that is new to it"
    );
}

/// The office's remarks go down, the answers come up, while both go on writing.
#[test]
fn answers_and_new_remarks_meet_in_one_review() {
    let (_, mut unit) = branch_and_unit();
    let unit_id = id("sample-unit");
    let mut sheet = ReviewSheet::new(id("review-sample-unit"));
    sheet.verdict.unit = Some(unit_id.clone());
    sheet.comments.push(Comment {
        id: id("first"),
        text: "原因写得太笼统".into(),
        ..Comment::default()
    });
    let sheet_id = sheet.id().clone();
    let mut office = Place::new(Desk::Office, "办公室", Books::default());
    office.books.put(Book::Review(sheet));
    let down = office.send(BundleKind::Review, &[&sheet_id]);
    assert_eq!(unit.take(&down, &[]), [Kinship::New]);

    unit.books.reviews[0].comments[0].answer = "已补充".into();
    let mut second = Comment {
        id: id("second"),
        text: "措施缺时限".into(),
        ..Comment::default()
    };
    second.place = "第二项".into();
    office.books.reviews[0].comments.push(second);
    // The answer travels with the submission; the office takes the sheet out of it as its inbox does.
    let up = unit.send(BundleKind::Submission, &[&unit_id, &sheet_id]);
    let carried: Vec<Book> = bundle::read(up.as_bytes())
        .unwrap()
        .books
        .into_iter()
        .filter(|book| matches!(book, Book::Review(_)))
        .collect();
    office.files.push(up.clone());
    let arrived = arrivals(&office.books, carried, &|version| office.base(version), &[]);
    assert_eq!(arrived[0].kinship, Kinship::Forked);
    assert!(arrived[0].questions.is_empty());
    for arrival in arrived {
        office.books.put(arrival.result.unwrap());
    }
    let comments = &office.books.reviews[0].comments;
    assert_eq!((comments.len(), comments[0].answer.as_str()), (2, "已补充"));

    office.books.reviews[0].comments[0].resolved_on = Some("2012-07-06".parse().unwrap());
    let down = office.send(BundleKind::Review, &[&sheet_id]);
    assert_eq!(unit.take(&down, &[]), [Kinship::Newer]);
    let comments = &unit.books.reviews[0].comments;
    assert_eq!(comments.len(), 2);
    assert!(!comments[0].is_open() && comments[1].is_open());
}

#[test]
fn a_review_of_everybody_gives_a_unit_its_own() {
    let (_, mut unit) = branch_and_unit();
    let mut office = Place::new(Desk::Office, "办公室", Books::default());
    for of in ["sample-unit", "other-unit"] {
        let mut sheet = ReviewSheet::new(id(&format!("review-{of}")));
        sheet.verdict.unit = Some(id(of));
        office.books.put(Book::Review(sheet));
    }
    let all = office.send(
        BundleKind::Review,
        &[&id("review-sample-unit"), &id("review-other-unit")],
    );
    assert_eq!(unit.take(&all, &[]), [Kinship::New]);
    assert_eq!(unit.books.reviews.len(), 1);
    let mut office_only_other = office.clone();
    let other = office_only_other.send(BundleKind::Review, &[&id("review-other-unit")]);
    assert!(unit.look(&other, &[]).unwrap_err().contains("没有本单位"));
}

/// The page computes an import, waits for the disk, and shows it then; somebody goes on typing meanwhile.
#[test]
fn what_is_typed_while_a_file_is_taken_in_stays() {
    let (mut branch, mut unit) = branch_and_unit();
    branch.branch().items[0].remark = "支部补的".into();
    branch.branch().items[1].remark = "支部写的".into();
    let up = branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    let before = vec![unit.books.book(&id(BRANCH)).unwrap()];
    let mut written = unit.clone();
    written.take(&up, &[]);
    let written = vec![written.books.book(&id(BRANCH)).unwrap()];
    // Nothing was typed: what was written stands, and nothing is to be written again.
    let (books, again) = state::with_typed(&unit.books, &before, written.clone());
    assert_eq!((books, again.len()), (written.clone(), 0));

    unit.branch().items[2].handler = "刚打的字".into();
    unit.branch().items[1].remark = "刚改的".into();
    let (books, again) = state::with_typed(&unit.books, &before, written.clone());
    let Book::Branch(shown) = &books[0] else {
        unreachable!()
    };
    assert_eq!(shown.items[0].remark, "支部补的");
    assert_eq!(shown.items[2].handler, "刚打的字");
    assert_eq!(shown.items[1].remark, "刚改的", "the last word is the typing's");
    assert_eq!(shown.head, *written[0].as_document().head());
    assert_eq!(again, [id(BRANCH)]);
}

/// A file is signed and sealed for some seconds; a branch is removed meanwhile.
#[test]
fn what_is_removed_while_a_file_is_made_stays_removed() {
    let (_, mut unit) = branch_and_unit();
    let before = unit.books.all();
    let sent = before.clone();
    unit.books.take(&id(BRANCH));
    let (books, again) = state::with_typed(&unit.books, &before, sent);
    let ids: Vec<_> = books.iter().map(|book| book.as_document().id().clone()).collect();
    assert!(!ids.contains(&id(BRANCH)));
    assert_eq!((books.len(), again.len()), (before.len() - 1, 0));
}

/// Two files make a book that was not here; the second is written when the first one's is there.
#[test]
fn a_book_that_came_meanwhile_is_not_replaced_by_one_that_was_begun_before() {
    let (_, unit) = branch_and_unit();
    let mut now = unit.clone();
    now.branch().items[0].remark = "先到的".into();
    let mut begun = unit.clone();
    begun.branch().items[1].remark = "后到的".into();
    let begun = vec![begun.books.book(&id(BRANCH)).unwrap()];
    let (books, again) = state::with_typed(&now.books, &[], begun);
    let Book::Branch(shown) = &books[0] else {
        unreachable!()
    };
    assert_eq!(shown.items[0].remark, "先到的");
    assert_eq!(again, [id(BRANCH)]);
}

#[test]
fn what_was_not_changed_keeps_its_version() {
    let (mut branch, _) = branch_and_unit();
    let version = branch.branch().head.version_id.clone();
    branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    assert_eq!(branch.branch().head.version_id, version);
    branch.branch().items[0].remark = "改".into();
    branch.send(BundleKind::Submission, &[&id(BRANCH)]);
    assert_ne!(branch.branch().head.version_id, version);
}

/// The review of the sample's unit, with one remark.
fn review(text: &str) -> ReviewSheet {
    let mut sheet = ReviewSheet::new(id("review-sample-unit"));
    sheet.verdict.unit = Some(id("sample-unit"));
    sheet.comments.push(Comment {
        id: id("first"),
        text: text.into(),
        ..Comment::default()
    });
    sheet
}

/// Whoever writes a file may write any envelope on it.
#[test]
fn what_a_file_may_bring_depends_on_whose_it_is() {
    let (branch, unit) = branch_and_unit();
    let own = Book::Branch(branch.books.branches[0].clone());
    let other = Book::Branch(unit.books.branches[1].clone());
    let unit_book = Book::Unit(unit.books.unit.clone().unwrap());
    let sheet = Book::Review(review("冒名的意见"));
    let mut of_other = review("别人的");
    of_other.head.id = id("review-other-unit");
    of_other.verdict.unit = Some(id("other-unit"));
    let of_other = Book::Review(of_other);
    let (up, down, register) = (BundleKind::Submission, BundleKind::Review, BundleKind::Register);
    let unit_id = Some("sample-unit");
    let all = [Desk::Branch, Desk::Unit, Desk::Office];
    let [by_branch, by_unit, by_office] = all;
    // What is taken, by the books' ids; or words of the refusal.
    for (at, (at_desk, kind, from, unit_id, books, expected)) in [
        (
            by_unit,
            down,
            by_office,
            None,
            vec![&sheet],
            Ok(vec!["review-sample-unit"]),
        ),
        (by_unit, down, by_office, None, vec![&of_other], Err("没有本单位")),
        (
            by_unit,
            down,
            by_unit,
            unit_id,
            vec![&sheet],
            Err("只收局党委办公室"),
        ),
        (
            by_unit,
            down,
            by_branch,
            None,
            vec![&sheet],
            Err("只收局党委办公室"),
        ),
        // The same by way of a submission.
        (
            by_unit,
            up,
            by_unit,
            unit_id,
            vec![&unit_book, &sheet],
            Ok(vec!["sample-unit"]),
        ),
        (
            by_unit,
            up,
            by_unit,
            unit_id,
            vec![&sheet],
            Err("没有这个工作区要收的内容"),
        ),
        (
            by_unit,
            up,
            by_office,
            unit_id,
            vec![&unit_book],
            Err("不收这种文件"),
        ),
        (
            by_unit,
            up,
            by_unit,
            Some("other-unit"),
            vec![&unit_book],
            Err("对不上"),
        ),
        (by_unit, up, by_unit, None, vec![&unit_book], Err("另一个单位")),
        (by_unit, up, by_branch, None, vec![&own, &sheet], Ok(vec![BRANCH])),
        (
            by_unit,
            up,
            by_branch,
            None,
            vec![&own, &other],
            Err("正好有一个支部"),
        ),
        (by_unit, up, by_branch, None, vec![&sheet], Err("正好有一个支部")),
        (
            by_branch,
            down,
            by_unit,
            unit_id,
            vec![&own, &sheet, &of_other],
            Ok(vec![BRANCH, "review-sample-unit"]),
        ),
        (
            by_branch,
            down,
            by_unit,
            None,
            vec![&own, &sheet],
            Ok(vec![BRANCH]),
        ),
        (by_branch, down, by_unit, unit_id, vec![&other], Err("没有本支部")),
        (
            by_branch,
            down,
            by_office,
            None,
            vec![&own, &sheet, &of_other],
            Ok(vec!["review-sample-unit"]),
        ),
        (by_branch, down, by_office, None, vec![&own], Err("没有本支部")),
        (
            by_branch,
            up,
            by_branch,
            None,
            vec![&own, &sheet],
            Ok(vec![BRANCH]),
        ),
        (
            by_branch,
            up,
            by_branch,
            None,
            vec![&own, &other],
            Err("正好有一个支部"),
        ),
        (by_branch, up, by_office, None, vec![&sheet], Err("没有本支部")),
        // Nobody exports such, and another branch's book in it would be the one whose key is asked for.
        (
            by_branch,
            down,
            by_branch,
            None,
            vec![&other, &own],
            Err("不收这种文件"),
        ),
        (by_branch, down, by_branch, None, vec![&own], Err("不收这种文件")),
        (
            by_office,
            register,
            by_office,
            None,
            vec![&own],
            Err("没有这个工作区要收的内容"),
        ),
        (
            by_office,
            down,
            by_office,
            None,
            vec![&own],
            Err("没有这个工作区要收的内容"),
        ),
        (
            by_office,
            down,
            by_unit,
            unit_id,
            vec![&sheet],
            Err("不收这种文件"),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let mut sender = Place::new(from, "谁", Books::default());
        let books: Vec<Book> = books.into_iter().cloned().collect();
        let text = sender.send_as(kind, from, unit_id, &books);
        let Bundle { envelope, books, .. } = bundle::read(text.as_bytes()).unwrap();
        let mine = match at_desk {
            Desk::Branch => &branch.books,
            Desk::Unit => &unit.books,
            Desk::Office => &Books::default(),
        };
        match (meant_for(at_desk, mine, &envelope, &books), expected) {
            (Ok(meant), Ok(expected)) => {
                let ids: Vec<_> = meant
                    .iter()
                    .map(|book| book.as_document().id().as_str())
                    .collect();
                assert_eq!(ids, expected, "line {at}");
            }
            (Err(words), Err(part)) => assert!(words.contains(part), "line {at}: {words}"),
            (found, expected) => panic!("line {at}: {found:?} instead of {expected:?}"),
        }
    }
}

/// A branch answers; that is all it can do to what the office wrote.
#[test]
fn a_review_from_a_branch_brings_answers_alone() {
    let (mut branch, mut unit) = branch_and_unit();
    let mut office = Place::new(Desk::Office, "办公室", Books::default());
    let sheet = review("原因写得太笼统");
    let sheet_id = sheet.id().clone();
    office.books.put(Book::Review(sheet));
    let down = office.send(BundleKind::Review, &[&sheet_id]);
    assert_eq!(unit.take(&down, &[]), [Kinship::New]);
    let on = unit.send(BundleKind::Review, &[&id(BRANCH), &sheet_id]);
    branch.take(&on, &[]);
    let theirs = &mut branch.books.reviews[0];
    theirs.comments[0].answer = "已补充".into();
    theirs.comments[0].text = "写得很好".into();
    theirs.verdict.opinion = "冒名的意见".into();
    theirs.comments.push(Comment {
        id: id("made-up"),
        text: "编的".into(),
        ..Comment::default()
    });
    let up = branch.send(BundleKind::Submission, &[&id(BRANCH), &sheet_id]);
    unit.take(&up, &[]);
    let here = &unit.books.reviews[0];
    assert_eq!(here.comments.len(), 1);
    assert_eq!(here.comments[0].answer, "已补充");
    assert_eq!(
        (&*here.comments[0].text, &*here.verdict.opinion),
        ("原因写得太笼统", "")
    );
    // Once more there is nothing to take of it.
    assert_eq!(unit.look(&up, &[]).unwrap().len(), 1);
}

/// The review goes to the unit and, in everybody's file, straight to the branch: whose answers come up before the unit has
/// read it takes nothing from it.
#[test]
fn answers_do_not_make_old_what_the_office_has_still_to_say() {
    let (mut branch, mut unit) = branch_and_unit();
    let mut office = Place::new(Desk::Office, "办公室", Books::default());
    let sheet = review("原因写得太笼统");
    let sheet_id = sheet.id().clone();
    office.books.put(Book::Review(sheet));
    let first = office.send(BundleKind::Review, &[&sheet_id]);
    unit.take(&first, &[]);
    branch.take(&first, &[]);
    // The branch answers, and corrects its answer; late and twice changes nothing.
    branch.books.reviews[0].comments[0].answer = "已补充".into();
    let one = branch.send(BundleKind::Submission, &[&id(BRANCH), &sheet_id]);
    branch.books.reviews[0].comments[0].answer = "已补充，见第一项".into();
    let two = branch.send(BundleKind::Submission, &[&id(BRANCH), &sheet_id]);
    assert_eq!(unit.take(&one, &[])[1], Kinship::Newer);
    assert_eq!(unit.take(&two, &[])[1], Kinship::Newer);
    assert_eq!(unit.take(&one, &[])[1], Kinship::Older);
    assert_eq!(unit.books.reviews[0].comments[0].answer, "已补充，见第一项");

    office.books.reviews[0].verdict.opinion = "总体可行".into();
    office.books.reviews[0].comments.push(Comment {
        id: id("second"),
        text: "措施缺时限".into(),
        ..Comment::default()
    });
    let second = office.send(BundleKind::Review, &[&sheet_id]);
    branch.take(&second, &[]);
    let theirs = &mut branch.books.reviews[0].comments;
    theirs[0].answer = "第三次补充".into();
    theirs[1].answer = "已写明时限".into();
    let up = branch.send(BundleKind::Submission, &[&id(BRANCH), &sheet_id]);
    unit.take(&up, &[]);
    let comments = &unit.books.reviews[0].comments;
    assert_eq!((comments.len(), &*comments[0].answer), (1, "第三次补充"));
    // What the office said comes whole, and with the file once more the answer to it.
    unit.take(&second, &[]);
    let here = &unit.books.reviews[0];
    assert_eq!((here.comments.len(), &*here.verdict.opinion), (2, "总体可行"));
    assert_eq!(here.comments[0].answer, "第三次补充");
    unit.take(&up, &[]);
    assert_eq!(unit.books.reviews[0].comments[1].answer, "已写明时限");
}
