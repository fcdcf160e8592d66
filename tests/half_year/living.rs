//! A desk that lives day by day: what comes back every week and month is done in its time, as the page does it.

use chrono::{Days, NaiveDate};
use jinwei::domain::{Books, Choose, Duty, Value};
use jinwei::papers;
use jinwei::rules::{DutyLine, DutyState, duty_lines};
use jinwei::state::Edit;

use super::scenario::{Scenario, date, id};

/// A scenario whose people keep to the calendar.
pub(crate) struct Living {
    pub(crate) desk: Scenario,
    /// How many records were made.
    made: usize,
    /// What is forgotten: a duty, whose, and the first day of its period.
    forgotten: Vec<(Duty, &'static str, NaiveDate)>,
}

impl Living {
    /// The unit's desk on the first day of the stage.
    pub(crate) fn open(books: Books) -> Self {
        let mut desk = Scenario::open(books);
        desk.today("2012-07-02");
        Self {
            desk,
            made: 0,
            forgotten: Vec::new(),
        }
    }

    /// Lives on to the morning of a day: what the days before it asked for is done, what it asks for itself is not.
    pub(crate) fn morning(&mut self, day: &str) {
        let until = date(day);
        assert!(self.desk.day() <= until, "{day} is over");
        while self.desk.day() < until {
            self.evening();
            self.desk.tomorrow();
        }
    }

    /// Forgets a duty in the period that this day opens.
    pub(crate) fn forget(&mut self, duty: Duty, document: &'static str, first: &str) {
        self.forgotten.push((duty, document, date(first)));
    }

    /// Says why a duty was not done in a period, as the page does.
    pub(crate) fn excuse(&mut self, duty: Duty, document: &str, first: &str, reason: &str) {
        let preset = vec![
            ("duty", Value::One(Some(duty.code()))),
            ("period", Value::Date(Some(date(first)))),
            ("branch", Value::Ref(None)),
            ("leader", Value::Text(String::new())),
            ("reason", Value::Text(reason.to_owned())),
        ];
        self.make(document, "period_reasons", preset);
    }

    /// Adds a record with what it begins with; its name as stories write it.
    pub(crate) fn make(
        &mut self,
        document: &str,
        collection: &'static str,
        preset: papers::Preset,
    ) -> String {
        self.made += 1;
        let name = format!("made-{}", self.made);
        self.desk.edit(Edit::Add {
            document: id(document),
            collection,
            after: None,
            id: id(&name),
            preset,
        });
        format!("{collection}/{name}")
    }

    /// Adds a record that belongs to an item, and types its fields.
    pub(crate) fn write_of(
        &mut self,
        branch: &str,
        collection: &'static str,
        item: &str,
        fields: &[(&str, &str)],
    ) {
        let record = self.make(branch, collection, vec![("item", Value::Ref(Some(id(item))))]);
        self.fill(branch, &record, fields);
    }

    /// Adds a record and types its fields.
    pub(crate) fn write(
        &mut self,
        document: &str,
        collection: &'static str,
        fields: &[(&str, &str)],
    ) -> String {
        let record = self.make(document, collection, Vec::new());
        self.fill(document, &record, fields);
        record
    }

    /// Types fields.
    pub(crate) fn fill(&mut self, document: &str, record: &str, fields: &[(&str, &str)]) {
        for (field, typed) in fields {
            self.desk.answer(document, record, field, typed);
        }
    }

    /// Begins a close-out today, and fills it.
    pub(crate) fn begin_close_out(&mut self, branch: &str, item: &str, result: &str) -> String {
        self.made += 1;
        let name = format!("close-{}", self.made);
        self.desk.edit(Edit::BeginCloseOut {
            document: id(branch),
            item: id(item),
            id: id(&name),
            completed_on: self.desk.day(),
        });
        let fields = [
            ("result", result),
            ("evidence", "会议记录，存支部档案柜"),
            ("verified_by", "党总支组织委员"),
        ];
        self.fill(branch, &format!("close_outs/{name}"), &fields);
        name
    }

    /// Closes an item out today: filled, asked for, confirmed.
    pub(crate) fn close_out(&mut self, branch: &str, item: &str, result: &str) {
        let name = self.begin_close_out(branch, item, result);
        self.ask(branch, &name);
        self.confirm(branch, &name);
    }

    /// The branch asks for a close-out.
    pub(crate) fn ask(&mut self, branch: &str, close_out: &str) {
        self.desk.edit(Edit::ApplyCloseOut {
            document: id(branch),
            close_out: id(close_out),
            on: self.desk.day(),
        });
    }

    /// The unit confirms it.
    pub(crate) fn confirm(&mut self, branch: &str, close_out: &str) {
        self.desk.edit(Edit::ConfirmCloseOut {
            document: id(branch),
            close_out: id(close_out),
            on: self.desk.day(),
        });
    }

    /// What the record of a duty says for the period that this day opens.
    pub(crate) fn said(&self, duty: Duty, document: &str, first: &str, field: &str) -> String {
        let lines = self.lines();
        let mut lines = lines.iter();
        let line = lines.find(|line| line.duty == duty && line.document == id(document));
        let line = line.expect("a line");
        let mut cells = line.cells.iter();
        let cell = cells.find(|cell| cell.span.first == date(first));
        let record = cell.and_then(|cell| cell.record.as_ref()).expect("a record");
        let record = format!("{}/{record}", line.collection());
        self.desk.holds(document, &record, field).to_input()
    }

    fn lines(&self) -> Vec<DutyLine> {
        duty_lines(&self.desk.books, self.desk.programme(), self.desk.day())
    }

    /// Does what has its day today: visits on Wednesdays, summaries on Sundays, the month's meeting three days before
    /// its end, its bulletin and its notices on the last. Each begins with the words that are drafted for it.
    fn evening(&mut self) {
        let today = self.desk.day();
        for line in self.lines() {
            let Some(cell) = line.cells.iter().find(|cell| cell.span.contains(today)) else {
                continue;
            };
            let span = cell.span;
            let its_day = match line.duty {
                Duty::GuidanceVisit => span.first + Days::new(2),
                Duty::DispatchMeeting => span.last - Days::new(3),
                _ => span.last,
            };
            let is_open = matches!(cell.state, DutyState::Running { .. }) && cell.record.is_none();
            let mut forgotten = self.forgotten.iter();
            let is_forgotten = forgotten.any(|(duty, document, first)| {
                *duty == line.duty && id(document) == line.document && *first == span.first
            });
            if !is_open || is_forgotten || today != its_day {
                continue;
            }
            let preset = papers::draft(&self.desk.books, self.desk.programme(), &line, &span, today);
            let document = line.document.to_string();
            let record = self.make(&document, line.collection(), preset);
            let typed: &[(&str, &str)] = match line.duty {
                Duty::WeeklySummary | Duty::Bulletin => &[],
                Duty::PublicNotice => &[("place", "校务公开栏")],
                Duty::DispatchMeeting => &[("decisions", "到期项目限时完成")],
                Duty::GuidanceVisit => &[("advice", "抓紧下一个到期的项目")],
            };
            self.fill(&document, &record, typed);
            match line.duty {
                Duty::WeeklySummary => {}
                Duty::PublicNotice => {
                    self.pick(&document, &record, "from", today);
                    self.pick(&document, &record, "to", today + Days::new(6));
                }
                Duty::DispatchMeeting | Duty::GuidanceVisit => self.pick(&document, &record, "date", today),
                Duty::Bulletin => self.pick(&document, &record, "issued_on", today),
            }
        }
    }

    /// Fills a day of the story's own year.
    fn pick(&mut self, document: &str, record: &str, field: &'static str, day: NaiveDate) {
        let (_, record) = record.split_once('/').expect("a collection and a name");
        self.desk.edit(Edit::Set {
            document: id(document),
            record: id(record),
            field,
            value: Value::Date(Some(day)),
        });
    }
}
