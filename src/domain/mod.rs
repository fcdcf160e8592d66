//! The papers of the notice as plain types, one concept a file.
//!
//! A record is declared once, with [`record!`]: its fields, their types, the words a clerk sees and the clause
//! that asks for them. Forms, the file format, its JSON Schema, comparison and merging are all read from that
//! one declaration, so a field added here is at once typed, saved, exported, checked and shown.
//!
//! **Invariant:** nothing here knows a browser, a clock, JSON or the rules.

#[macro_use]
mod choice;
#[macro_use]
pub(crate) mod record;
mod record_list;
#[macro_use]
mod document;
mod versions;

mod hidden;
mod id;
mod moment;
mod order;
mod sorted;
mod value;

mod grade;
mod organisation;

mod activity;
mod decision;
mod goal;
mod ledger;
mod meeting;
mod plan;
mod reason;

mod dispatch;
mod guidance;
mod period;
mod progress;
mod team;

mod acceptance;
mod evaluation;
mod exemplar;

mod register;
mod review;

mod known_key;

mod books;
mod branch_book;
mod office_book;
mod unit_book;

pub use acceptance::{Acceptance, SelfCheck, YearEnd};
pub use activity::{FiveLead, Fulfilment, GoodDeed, OpinionRound, Pledge};
pub use books::{Book, Books};
pub use branch_book::BranchBook;
pub use choice::{Choice, Choose};
pub use decision::MergeDecision;
pub use dispatch::{Bulletin, DispatchMeeting};
pub use document::{Cardinality, Collection, Document, DocumentHead, SetAside};
pub use evaluation::{Ballots, Evaluation, satisfaction_rate};
pub use exemplar::{Exemplar, ExemplarKind, TypicalCase};
pub use goal::{Benchmark, BenchmarkLevel, CatchUp, FiveInOnePart, PromotionGoal, TurnaroundPlan};
pub use grade::Grade;
pub use guidance::{GuidanceVisit, Inspection, LaggingBranch, OnSiteSession, VisitBy};
pub use hidden::{is_hidden, shown};
pub use id::{Id, InvalidId};
pub use known_key::{KeyBook, KeyState, KnownKey};
pub use ledger::{Difficulty, LedgerItem, Milestone, ProblemType, TaskCategory, Term, TypeSolution};
pub use meeting::{BranchDiscussion, SpecialMeeting, UnitMeeting};
pub use moment::on_the_wall;
pub use office_book::OfficeBook;
pub use order::sort_by_text;
pub use organisation::{BranchProfile, LinkPost, SecretaryLink, UnitKind, UnitProfile};
pub use period::{Duty, PeriodReason, PublicNotice, WeeklySummary};
pub use plan::{
    BranchResponsibility, Focus, KeyTask, ResponsibilitySystem, SelfAnalysis, UnitResponsibility,
};
pub use progress::{CloseOut, Extension, Feedback, ProgressEntry};
pub use reason::WarningReason;
pub use record::{Extra, Field, Period, Record, RecordDef, Shape, Slot};
pub use record_list::{One, RecordList};
pub use register::{Register, RegisterBranch, RegisterIssue, RegisterMatch, RegisterUnit, VersionChoice};
pub use review::{Comment, Phrase, Receipt, ReviewSheet, ReviewState, Timeliness, Verdict};
pub use sorted::SortedMap;
pub use team::{AppraisalLink, Support, TeamMember};
pub use unit_book::UnitBook;
pub(crate) use value::day;
pub use value::{FieldType, Kind, Refers, Value, ValueError, parse_date};
