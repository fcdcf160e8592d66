//! What a figure opens to, as the end of an address: `items~type=funding~state=overdue`.
//!
//! One segment, so that it stands where a page's name stands. What comes from an address is read with care: what says
//! nothing that is known here opens nothing.

use super::{
    BranchFilter, DutyFilter, DutyMark, ItemFilter, ItemState, Pick, Rows, SubmissionState, UnitFilter,
};
use crate::domain::{Choose, Id, parse_date};

/// A page of the office's, and what is asked of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The page's name.
    pub page: String,
    answers: Vec<(String, String)>,
}

impl Asked {
    /// A page of which nothing is asked yet.
    pub fn of(page: &str) -> Self {
        Self {
            page: page.to_owned(),
            answers: Vec::new(),
        }
    }

    /// Reads the end of an address. What is no pair is left out.
    pub fn parse(slug: &str) -> Self {
        let mut parts = slug.split('~');
        let mut asked = Self::of(&read(parts.next().unwrap_or_default()));
        for part in parts {
            if let Some((name, answer)) = part.split_once('=') {
                asked.answers.push((read(name), read(answer)));
            }
        }
        asked
    }

    /// Asks one thing more; nothing where the answer is empty.
    #[must_use]
    pub fn with(mut self, name: &str, answer: &str) -> Self {
        if !answer.is_empty() {
            self.answers.push((name.to_owned(), answer.to_owned()));
        }
        self
    }

    /// Asks one thing more, also for nothing at all.
    fn with_even_nothing(mut self, name: &str, answer: Option<&str>) -> Self {
        if let Some(answer) = answer {
            self.answers.push((name.to_owned(), answer.to_owned()));
        }
        self
    }

    /// What is asked under a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut answers = self.answers.iter();
        let found = answers.find(|(known, _)| known == name);
        found.map(|(_, answer)| answer.as_str())
    }

    /// The end of the address.
    pub fn slug(&self) -> String {
        let mut slug = written(&self.page);
        for (name, answer) in &self.answers {
            slug.push('~');
            slug.push_str(&written(name));
            slug.push('=');
            slug.push_str(&written(answer));
        }
        slug
    }

    /// The same choice of an answer, as [`with`](Self::with) takes it.
    fn picked<T: Choose>(self, name: &str, pick: Pick<T>) -> Self {
        self.with(name, pick.code())
    }

    /// The choice under a name: all where nothing is asked, `None` where what is asked is unknown.
    fn pick<T: Choose>(&self, name: &str) -> Option<Pick<T>> {
        self.get(name).map_or(Some(Pick::Any), Pick::from_code)
    }
}

/// Text as it stands in an address: all but the plainest characters as %XX.
fn written(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut all = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            all.push(char::from(byte));
        } else {
            all.push('%');
            all.push(char::from(HEX[usize::from(byte >> 4)]));
            all.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    all
}

/// What stands in an address, as text. What is no %XX stands for itself.
fn read(written: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = written.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let digit = |at: usize| char::from(*others.get(at)?).to_digit(16);
        let byte = match (*first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        if let Some(byte) = byte {
            bytes.push(byte);
            rest = &others[2..];
        } else {
            bytes.push(*first);
            rest = others;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl<T: Choose> Pick<T> {
    /// The name in addresses; empty for any.
    pub fn code(self) -> &'static str {
        match self {
            Self::Any => "",
            Self::Blank => "-",
            Self::Is(answer) => answer.code(),
        }
    }

    /// The choice with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "" => Some(Self::Any),
            "-" => Some(Self::Blank),
            code => T::from_code(code).map(Self::Is),
        }
    }
}

/// Filters of units that are no states, with their names in addresses.
const UNITS: [(UnitFilter, &str); 9] = [
    (UnitFilter::All, "all"),
    (UnitFilter::Received, "came"),
    (UnitFilter::Late, "came-late"),
    (UnitFilter::Overdue, "owing"),
    (UnitFilter::AwaitsOpinion, "unread"),
    (UnitFilter::OpenComments, "commented"),
    (UnitFilter::Answered, "answered"),
    (UnitFilter::Doubtful, "doubtful"),
    (UnitFilter::Unmatched, "unmatched"),
];

impl UnitFilter {
    /// The name in addresses.
    pub fn code(self) -> &'static str {
        if let Self::In(state) = self {
            return state.code();
        }
        let found = UNITS.iter().find(|(known, _)| *known == self);
        found.map_or("all", |(_, code)| *code)
    }

    /// The filter with this name.
    pub fn from_code(code: &str) -> Option<Self> {
        let found = UNITS.iter().find(|(_, known)| *known == code);
        let found = found.map(|(filter, _)| *filter);
        found.or_else(|| SubmissionState::from_code(code).map(Self::In))
    }
}

/// Filters of branches that ask for no grade, with their names in addresses.
const BRANCHES: [(BranchFilter, &str); 9] = [
    (BranchFilter::All, "all"),
    (BranchFilter::Entered, "entered"),
    (BranchFilter::Received, "came"),
    (BranchFilter::Missing, "missing"),
    (BranchFilter::Surplus, "surplus"),
    (BranchFilter::Differs, "differs"),
    (BranchFilter::Key, "key"),
    (BranchFilter::Promoted, "promoted"),
    (BranchFilter::KeyPromoted, "key-promoted"),
];

impl BranchFilter {
    /// What is asked of the page of branches.
    fn ask(self, page: Asked) -> Asked {
        let (code, grade) = match self {
            Self::Initial(grade) => ("initial", grade),
            Self::Entry(grade) => ("entry", grade),
            Self::Target(grade) => ("target", grade),
            Self::Now(grade) => ("now", grade),
            Self::OwnInitial(grade) => ("own", grade),
            Self::Improved => ("improved", Pick::Any),
            other => {
                let found = BRANCHES.iter().find(|(known, _)| *known == other);
                (found.map_or("all", |(_, code)| *code), Pick::Any)
            }
        };
        page.with("is", code).picked("grade", grade)
    }

    fn asked(page: &Asked) -> Option<Self> {
        let grade = page.pick("grade")?;
        Some(match page.get("is").unwrap_or("all") {
            "initial" => Self::Initial(grade),
            "entry" => Self::Entry(grade),
            "target" => Self::Target(grade),
            "now" => Self::Now(grade),
            "own" => Self::OwnInitial(grade),
            "improved" => Self::Improved,
            code => BRANCHES.iter().find(|(_, known)| *known == code)?.0,
        })
    }
}

impl ItemFilter {
    /// What is asked of a page of items.
    #[must_use]
    pub fn ask(&self, page: Asked) -> Asked {
        page.with("unit", self.unit.as_deref().unwrap_or_default())
            .with("branch", self.branch.as_ref().map_or("", Id::as_str))
            .picked("type", self.kind)
            .with_even_nothing("label", self.label.as_deref())
            .picked("category", self.category)
            .picked("term", self.term)
            .with("state", self.state.map_or("", ItemState::code))
            .with("key", if self.key_only { "yes" } else { "" })
            .with("words", &self.words)
    }

    /// The filter that a page asks for; `None` where it asks for something unknown.
    pub fn asked(page: &Asked) -> Option<Self> {
        Some(Self {
            unit: page.get("unit").map(str::to_owned),
            branch: match page.get("branch") {
                Some(id) => Some(Id::parse(id).ok()?),
                None => None,
            },
            kind: page.pick("type")?,
            label: page.get("label").map(str::to_owned),
            category: page.pick("category")?,
            term: page.pick("term")?,
            state: match page.get("state") {
                Some(code) => Some(ItemState::from_code(code)?),
                None => None,
            },
            key_only: page.get("key").is_some(),
            words: page.get("words").unwrap_or_default().to_owned(),
        })
    }
}

impl DutyFilter {
    fn ask(&self, page: Asked) -> Asked {
        let period = self.period.map(|day| day.to_string());
        page.with("unit", self.unit.as_deref().unwrap_or_default())
            .with("branch", self.branch.as_ref().map_or("", Id::as_str))
            .picked("duty", self.duty)
            .with("period", &period.unwrap_or_default())
            .with("mark", self.mark.map_or("", DutyMark::code))
    }

    fn asked(page: &Asked) -> Option<Self> {
        Some(Self {
            unit: page.get("unit").map(str::to_owned),
            branch: match page.get("branch") {
                Some(id) => Some(Id::parse(id).ok()?),
                None => None,
            },
            duty: page.pick("duty")?,
            period: match page.get("period") {
                Some(day) => Some(parse_date(day)?),
                None => None,
            },
            mark: match page.get("mark") {
                Some(code) => Some(DutyMark::from_code(code)?),
                None => None,
            },
        })
    }
}

impl Rows {
    /// Where the rows are shown: the end of an address.
    pub fn slug(&self) -> String {
        let asked = match self {
            Self::Units(filter) => Asked::of("units").with("is", filter.code()),
            Self::Branches(filter) => filter.ask(Asked::of("branches")),
            Self::Items(filter) => filter.ask(Asked::of("items")),
            Self::Duties(filter) => filter.ask(Asked::of("periods")),
        };
        asked.slug()
    }

    /// The rows that a page asks for; `None` where it is none of these pages or asks for something unknown.
    pub fn asked(page: &Asked) -> Option<Self> {
        match page.page.as_str() {
            "units" => UnitFilter::from_code(page.get("is").unwrap_or("all")).map(Self::Units),
            "branches" => BranchFilter::asked(page).map(Self::Branches),
            "items" => ItemFilter::asked(page).map(Self::Items),
            "periods" => DutyFilter::asked(page).map(Self::Duties),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Duty, Grade, ProblemType, TaskCategory, day};
    use proptest::prelude::*;

    fn comes_back(rows: Rows) {
        let slug = rows.slug();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.~=%".contains(c);
        assert!(slug.chars().all(plain), "{slug}");
        assert_eq!(Rows::asked(&Asked::parse(&slug)), Some(rows), "{slug}");
    }

    #[test]
    fn every_figure_has_an_address() {
        for (filter, _) in UNITS {
            comes_back(Rows::Units(filter));
        }
        for state in SubmissionState::ALL {
            comes_back(Rows::Units(UnitFilter::In(state)));
        }
        for (filter, _) in BRANCHES {
            comes_back(Rows::Branches(filter));
        }
        let grades: Vec<Pick<Grade>> = Pick::each().into_iter().chain([Pick::Any]).collect();
        for grade in grades {
            for with in [
                BranchFilter::Initial,
                BranchFilter::Entry,
                BranchFilter::Target,
                BranchFilter::Now,
                BranchFilter::OwnInitial,
            ] {
                comes_back(Rows::Branches(with(grade)));
            }
        }
        comes_back(Rows::Branches(BranchFilter::Improved));
        comes_back(Rows::Items(ItemFilter::default()));
        comes_back(Rows::Items(ItemFilter {
            kind: Pick::Is(ProblemType::Other),
            label: Some(String::new()),
            ..ItemFilter::default()
        }));
        comes_back(Rows::Items(ItemFilter {
            unit: Some("名称：示例 / 小学~=%?#".into()),
            branch: Id::parse("branch-1").ok(),
            kind: Pick::Is(ProblemType::Other),
            label: Some("师德~师风".into()),
            category: Pick::Is(TaskCategory::Rules),
            term: Pick::Blank,
            state: Some(ItemState::Overdue),
            key_only: true,
            words: "经费 不足".into(),
        }));
        comes_back(Rows::Duties(DutyFilter::default()));
        comes_back(Rows::Duties(DutyFilter {
            unit: Some("unit-1".into()),
            branch: Id::parse("branch-1").ok(),
            duty: Pick::Is(Duty::WeeklySummary),
            period: Some(day(2012, 7, 9)),
            mark: Some(DutyMark::Missing),
        }));
    }

    #[test]
    fn what_is_unknown_opens_nothing() {
        for slug in [
            "cases",
            "units~is=nobody",
            "branches~is=initial~grade=excellent",
            "items~state=forgotten",
            "items~type=hunger",
            "items~branch=no id",
            "periods~period=2012-02-30",
            "periods~mark=x",
        ] {
            assert_eq!(Rows::asked(&Asked::parse(slug)), None, "{slug}");
        }
        assert_eq!(
            Rows::asked(&Asked::parse("items~~type~=")),
            Some(Rows::Items(ItemFilter::default()))
        );
    }

    #[test]
    fn an_address_reads_as_it_is_meant() {
        let filter = ItemFilter {
            kind: Pick::Is(ProblemType::Funding),
            state: Some(ItemState::Overdue),
            ..ItemFilter::default()
        };
        assert_eq!(Rows::Items(filter).slug(), "items~type=funding~state=overdue");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in ".*", slug in ".*") {
            let asked = Asked::of("search").with("words", &text);
            let found = Asked::parse(&asked.slug());
            prop_assert_eq!(found.get("words").unwrap_or_default(), text.as_str());
            // And nothing that somebody types into the address stops the page.
            let _ = Rows::asked(&Asked::parse(&slug));
        }
    }
}
