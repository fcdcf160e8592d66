//! Examples of rules: scenes made from the sample books. The page needs none of this and ships none of it.

#[cfg(not(target_arch = "wasm32"))]
pub use native::{Example, Scene};
#[cfg(target_arch = "wasm32")]
pub use page::Example;

/// Both examples of a rule, out of what each does to a fresh scene.
macro_rules! example {
    ($passing:expr, $failing:expr) => {{
        #[cfg(not(target_arch = "wasm32"))]
        let example = {
            // What examples name is imported here, so that rule files import what checks need and no more.
            #[allow(unused_imports, clippy::wildcard_imports)]
            use $crate::domain::*;
            $crate::rules::Example {
                passing: $passing,
                failing: $failing,
            }
        };
        #[cfg(target_arch = "wasm32")]
        let example = $crate::rules::Example;
        example
    }};
}

#[cfg(target_arch = "wasm32")]
mod page {
    /// What the page keeps of examples: nothing.
    pub struct Example;
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use chrono::NaiveDate;

    use crate::domain::{Books, BranchBook, CloseOut, Extension, Id, LedgerItem, OfficeBook, UnitBook, day};
    use crate::notice::Programme;
    use crate::sample;

    /// What makes the sample books an example that passes a rule, and one that fails it.
    pub struct Example {
        /// Makes the passing one.
        pub passing: fn(&mut Scene),
        /// Makes the failing one.
        pub failing: fn(&mut Scene),
    }

    impl Example {
        /// The passing scene.
        pub fn passing(&self) -> Scene {
            Scene::after(self.passing)
        }

        /// The failing scene.
        pub fn failing(&self) -> Scene {
            Scene::after(self.failing)
        }
    }

    /// Books, and the programme and day by which they are looked at.
    #[derive(Debug, Clone)]
    pub struct Scene {
        /// The books.
        pub books: Books,
        /// The programme.
        pub programme: Programme,
        /// The day.
        pub today: NaiveDate,
    }

    impl Scene {
        fn after(change: fn(&mut Self)) -> Self {
            let mut scene = Self {
                books: sample::unit_of_three(),
                programme: Programme::default(),
                today: sample::TODAY,
            };
            change(&mut scene);
            scene
        }

        /// Goes over to the school that is unit and branch at once.
        pub(in crate::rules) fn single(&mut self) -> &mut Self {
            self.books = sample::single_branch();
            self
        }

        /// Goes on to a later day of the stage, the plan having been sent in time.
        pub(in crate::rules) fn later(&mut self, month: u32, date: u32) {
            self.unit().responsibility.submitted_on = Some(sample::TODAY);
            self.today = day(2012, month, date);
        }

        /// Lives on until the end of this day: everything was done in its time, so nothing is found.
        pub(in crate::rules) fn lived(&mut self, month: u32, date: u32) -> &mut Self {
            self.today = day(2012, month, date);
            self.books = sample::lived(self.today);
            self
        }

        /// Goes over to the office's desk after acceptance.
        pub(in crate::rules) fn office(&mut self) -> &mut OfficeBook {
            self.today = day(2012, 12, 31);
            let accepted = sample::accepted(&sample::lived(self.today));
            self.books = Books::default();
            self.books.office.insert(accepted)
        }

        /// The close-out of the first branch's first item, in a scene that was lived until August or later.
        pub(in crate::rules) fn close_out(&mut self) -> &mut CloseOut {
            &mut self.first().close_outs[0]
        }

        /// An extension of the medium item, complete and asked for in time.
        pub(in crate::rules) fn extension(&mut self) -> &mut Extension {
            let item = self.medium().clone();
            let extensions = &mut self.fairly_good().extensions;
            *extensions = vec![Extension {
                id: Id::of_collection("sample-extension"),
                item: Some(item.id),
                from_due: item.due,
                asked_on: Some(day(2012, 8, 8)),
                new_due: Some(day(2012, 11, 30)),
                reason: "活动场地9月才能腾出".into(),
                ..Extension::default()
            }];
            &mut extensions[0]
        }

        /// The unit.
        pub(in crate::rules) fn unit(&mut self) -> &mut UnitBook {
            self.books
                .unit
                .get_or_insert_with(|| UnitBook::new(Id::default()))
        }

        /// The first branch: the one graded 一般 or, in the single school, the only one.
        pub(in crate::rules) fn first(&mut self) -> &mut BranchBook {
            &mut self.books.branches[0]
        }

        /// The branch graded 较好.
        pub(in crate::rules) fn fairly_good(&mut self) -> &mut BranchBook {
            &mut self.books.branches[1]
        }

        /// The branch graded 好.
        pub(in crate::rules) fn good(&mut self) -> &mut BranchBook {
            &mut self.books.branches[2]
        }

        /// An item of a short term, whose task counts as quick.
        pub(in crate::rules) fn short(&mut self) -> &mut LedgerItem {
            &mut self.first().items[0]
        }

        /// An item of a medium term.
        pub(in crate::rules) fn medium(&mut self) -> &mut LedgerItem {
            &mut self.fairly_good().items[1]
        }

        /// An item of a long term, with a plan in steps.
        pub(in crate::rules) fn long(&mut self) -> &mut LedgerItem {
            &mut self.first().items[2]
        }
    }
}
