//! The notice's parts.

/// A part of the notice, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chapter {
    /// 总述: the covering letter and the preamble, before the numbered chapters.
    General,
    /// Chapter one: measures.
    Measures,
    /// Chapter two: responsibility.
    Responsibility,
    /// Chapter three: promotion.
    Promotion,
    /// The annexed form.
    Form,
}

impl Chapter {
    /// Every part, in order.
    pub const ALL: [Self; 5] = [
        Self::General,
        Self::Measures,
        Self::Responsibility,
        Self::Promotion,
        Self::Form,
    ];

    /// Its heading in the notice; for the parts that have none, what they are.
    pub fn title(self) -> &'static str {
        match self {
            Self::General => "总述",
            Self::Measures => "一、落实整改提高的具体措施",
            Self::Responsibility => "二、强化整改提高的工作责任",
            Self::Promotion => "三、通过整改提高推动晋位升级",
            Self::Form => "附表：党支部整改提高晋位升级情况表",
        }
    }
}
