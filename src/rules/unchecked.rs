//! Clauses that no rule checks.

const LATER: &str = "以后的环节（销号、每月通报公示、年终考核验收）再查，现在的台账里还没有这些记录";
const OFFICE: &str = "由局党委办公室汇总各单位材料时核对，单位和支部的台账里查不出来";

/// Clauses without a rule, by number, each with the reason in a clerk's words. What stands here as “later” moves
/// into [`ALL`](super::ALL) when its gate is built.
pub static UNCHECKED: &[(&str, &str)] = &[
    (
        "通-1",
        "“参照执行”：说明各项数字可以按单位实际调整，本身没有可查的事项",
    ),
    ("通-2e", "“普遍实现”是年终的统计结果，不是填报的对错"),
    ("前-1", OFFICE),
    ("一.1-c", OFFICE),
    ("一.2-c", OFFICE),
    ("一.3-e", LATER),
    ("一.4-a", OFFICE),
    ("一.4-b", LATER),
    ("一.4-c", LATER),
    ("二.1-b", LATER),
    ("二.1-c", LATER),
    ("二.1-d", LATER),
    ("二.1-f", LATER),
    ("二.2-b", LATER),
    ("二.2-d", LATER),
    ("三.3-a", LATER),
    ("三.3-b", LATER),
    ("表-1", LATER),
    ("表-2", LATER),
];
