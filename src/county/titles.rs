//! What the rows behind a figure are called: the heading of their page.

use super::{BranchFilter, County, DutyFilter, ItemFilter, Pick, Rows, UnitFilter};
use crate::domain::{Choose as _, Duty, Grade, ProblemType};

impl UnitFilter {
    /// The words a clerk sees.
    pub fn label(self) -> &'static str {
        match self {
            Self::All => "全部单位",
            Self::In(state) => state.label(),
            Self::Received => "已经报来",
            Self::Late => "报来时已逾期",
            Self::Overdue => "期限已过，还没有报",
            Self::AwaitsOpinion => "还没有审阅意见",
            Self::OpenComments => "意见还没有办结",
            Self::Answered => "有新答复",
            Self::Doubtful => "有几个版本要核对",
            Self::Unmatched => "没有对应花名册",
        }
    }
}

impl BranchFilter {
    /// The words a clerk sees.
    pub fn title(self) -> String {
        let graded = |what: &str, grade: Pick<Grade>| match grade {
            Pick::Any => "全部支部".to_owned(),
            Pick::Blank => format!("没有填{what}的支部"),
            Pick::Is(grade) => format!("{what}“{}”的支部", grade.label()),
        };
        match self {
            Self::All => "全部支部",
            Self::Entered | Self::Entry(Pick::Any) => "花名册里的支部",
            Self::Received | Self::OwnInitial(Pick::Any) => "已经报来的支部",
            Self::Missing => "花名册里有、还没有报来的支部",
            Self::Surplus => "报来了、不在花名册里的支部",
            Self::Differs => "自报等次与花名册不同的支部",
            Self::Key => "重点整顿的支部（较差、一般）",
            Self::Promoted => "已晋位升级的支部",
            Self::KeyPromoted => "已晋位升级的较差、一般支部",
            Self::Improved => "写明新的提高的支部",
            Self::Initial(grade) => return graded("原定等次", grade),
            Self::Entry(grade) => return graded("花名册登记等次", grade),
            Self::Target(grade) => return graded("目标等次", grade),
            Self::Now(grade) => return graded("现等次", grade),
            Self::OwnInitial(grade) => return graded("自报原定等次", grade),
        }
        .to_owned()
    }
}

impl County {
    /// What these rows are called.
    pub fn title(&self, rows: &Rows) -> String {
        match rows {
            Rows::Units(UnitFilter::All) => "全部单位".to_owned(),
            Rows::Units(filter) => format!("{}的单位", filter.label()),
            Rows::Branches(filter) => filter.title(),
            Rows::Items(filter) => self.title_of_items(filter),
            Rows::Duties(filter) => self.title_of_duties(filter),
        }
    }

    fn title_of_items(&self, filter: &ItemFilter) -> String {
        let mut parts = Vec::new();
        self.put_place(&mut parts, filter.unit.as_deref(), filter.branch.as_ref());
        if filter.key_only {
            parts.push("重点整顿支部".to_owned());
        }
        match (filter.kind, filter.label.as_deref()) {
            (Pick::Any, _) => {}
            (Pick::Is(ProblemType::Other), Some(label)) if !label.is_empty() => {
                parts.push(format!("其他类型：{label}"));
            }
            (Pick::Blank, _) => parts.push("没有填类型".to_owned()),
            (kind, _) => parts.push(kind.label().to_owned()),
        }
        for (label, blank, is_blank) in [
            (
                filter.category.label(),
                "没有填任务类别",
                filter.category == Pick::Blank,
            ),
            (
                filter.term.label(),
                "没有填长、中、短期",
                filter.term == Pick::Blank,
            ),
        ] {
            if is_blank {
                parts.push(blank.to_owned());
            } else if label != Pick::<Grade>::Any.label() {
                parts.push(label.to_owned());
            }
        }
        if let Some(state) = filter.state {
            parts.push(state.label().to_owned());
        }
        if parts.is_empty() {
            return "全部整改项目".to_owned();
        }
        format!("整改项目：{}", parts.join("，"))
    }

    fn title_of_duties(&self, filter: &DutyFilter) -> String {
        let mut parts = Vec::new();
        self.put_place(&mut parts, filter.unit.as_deref(), filter.branch.as_ref());
        let duty = match filter.duty {
            Pick::Is(duty) => duty.label(),
            _ => "各项日程",
        };
        if let Some(period) = filter.period {
            let weekly = matches!(filter.duty, Pick::Is(duty) if Duty::is_weekly(duty));
            let spans = if weekly {
                &self.ground.weeks
            } else {
                &self.ground.months
            };
            let span = spans.iter().find(|span| span.first == period);
            parts.push(match span {
                Some(span) if weekly => format!("第{}周", span.number),
                Some(span) => format!("{}月", chrono::Datelike::month(&span.first)),
                None => period.to_string(),
            });
        }
        if let Some(mark) = filter.mark {
            parts.push(mark.label().to_owned());
        }
        if parts.is_empty() {
            return duty.to_owned();
        }
        format!("{duty}：{}", parts.join("，"))
    }

    /// Names the unit and the branch that rows are of.
    fn put_place(&self, parts: &mut Vec<String>, unit: Option<&str>, branch: Option<&crate::domain::Id>) {
        let line = unit.and_then(|unit| self.line(unit));
        if let (Some(unit), None) = (unit, line) {
            parts.push(unit.to_owned());
        }
        if let (Some(line), None) = (line, branch) {
            parts.push(line.name.clone());
        }
        if let Some(branch) = branch {
            let mut cells = self.lines.iter().flat_map(|line| &line.branches);
            let cell = cells.find(|cell| cell.book.as_ref() == Some(branch));
            parts.push(cell.map_or_else(|| "已不在这里的支部".to_owned(), |cell| cell.name.clone()));
        }
    }
}
