//! 华教发[2012]12号: its clauses in its own words, and its figures, each with the clause it comes from.
//!
//! **Invariant:** nothing here decides anything. What follows from words and figures is said in `rules`, and no
//! date, count or threshold of the notice stands there.

mod calendar;
mod chapter;
mod clause;
mod clauses;
mod figure;
mod programme;

pub use calendar::{Span, first_of_month, monday_of};
pub use chapter::Chapter;
pub use clause::{Clause, clause};
pub use clauses::CLAUSES;
pub use figure::{Figure, FigureLine};
pub use programme::{BranchCounts, Programme};
