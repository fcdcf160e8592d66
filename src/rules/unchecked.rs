//! Clauses that no rule checks.

/// Clauses without a rule, by number, each with the reason in a clerk's words.
pub static UNCHECKED: &[(&str, &str)] = &[
    (
        "通-1",
        "“参照执行”：说明各项数字可以按单位实际调整，本身没有可查的事项",
    ),
    (
        "前-1",
        "单位的账本里只有本单位的支部，查不出全县的数；局党委办公室的“收到的方案”页拿收到的支部总数和各等次的个数与通知的数字核对",
    ),
];
