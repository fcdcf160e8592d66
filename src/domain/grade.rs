//! 定级: the grade of a branch.

choices! {
    /// The grade given to a branch (定级). Ordered: a better grade is greater.
    Grade {
        /// 较差
        Poor = "poor" "较差",
        /// 一般
        Average = "average" "一般",
        /// 较好
        FairlyGood = "fairly_good" "较好",
        /// 好
        Good = "good" "好",
    }
}

impl Grade {
    /// The next better grade; `None` above 好.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Poor => Some(Self::Average),
            Self::Average => Some(Self::FairlyGood),
            Self::FairlyGood => Some(Self::Good),
            Self::Good => None,
        }
    }

    /// Whether a branch of this grade is a key one (重点整顿): 较差 or 一般 (clause 一.2-a).
    pub fn is_key_rectification(self) -> bool {
        matches!(self, Self::Poor | Self::Average)
    }
}
