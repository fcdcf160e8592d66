//! What an invented county writes: problems, causes and measures such as branches really write down, to be combined.

use crate::domain::{FiveLead, Focus, ProblemType, TaskCategory, Term};

/// A kind of problem, with what can be said of it. One of each list is taken.
pub(super) struct Problem {
    pub(super) kind: ProblemType,
    /// The own label of a problem of another kind.
    pub(super) label: &'static str,
    pub(super) category: TaskCategory,
    pub(super) term: Term,
    pub(super) project: [&'static str; 3],
    pub(super) cause: [&'static str; 3],
    /// What is done first.
    pub(super) first: [&'static str; 3],
    /// What is done then.
    pub(super) then: [&'static str; 3],
}

/// What a problem of no named kind is called.
pub(super) const STAFFING: &str = "组织设置与人员配备";

pub(super) const PROBLEMS: [Problem; 22] = [
    Problem {
        kind: ProblemType::RulesNotKept,
        label: "",
        category: TaskCategory::Rules,
        term: Term::Short,
        project: [
            "支部会与行政会合开，没有单独记录",
            "“三会一课”记录不全，有的事后补记",
            "组织生活会一学期没有开过",
        ],
        cause: [
            "书记兼行政职务，没有固定的组织生活日",
            "记录由多人轮流做，没有统一格式",
            "教学事务忙，组织生活一推再推",
        ],
        first: [
            "每月首周星期五定为组织生活日",
            "统一印发支部工作记录本",
            "由组织委员专人记录、专柜归档",
        ],
        then: ["书记每月查一次记录", "缺的当月补开", "每学期末公布出勤情况"],
    },
    Problem {
        kind: ProblemType::RulesNotKept,
        label: "",
        category: TaskCategory::Rules,
        term: Term::Short,
        project: [
            "党费收缴不及时，有三个月没有公布",
            "党费由一人代交，党员不清楚标准",
            "退休党员的党费长期没有人收",
        ],
        cause: [
            "没有确定收缴的日子",
            "党费标准没有张榜公布",
            "退休党员联系方式不全",
        ],
        first: [
            "每月十日前由党小组长收齐登记",
            "按月核定标准并通知本人",
            "上门登记退休党员的联系方式",
        ],
        then: [
            "每季度在公开栏公布一次",
            "年底由党员大会审议",
            "由纪检委员抽查收据",
        ],
    },
    Problem {
        kind: ProblemType::RulesNotKept,
        label: "",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: [
            "民主评议党员走过场，人人都是合格",
            "批评与自我批评不痛不痒",
            "党务公开栏半年没有更换",
        ],
        cause: [
            "评议标准不具体，怕得罪人",
            "会前没有谈心，意见提不到点子上",
            "没有人负责公开栏",
        ],
        first: [
            "把评议标准细化为十条",
            "会前一对一谈心并做记录",
            "确定宣传委员为公开栏责任人",
        ],
        then: ["请群众代表列席打分", "评议结果与评优挂钩", "每月五日前更换内容"],
    },
    Problem {
        kind: ProblemType::RulesNotKept,
        label: "",
        category: TaskCategory::Rules,
        term: Term::Short,
        project: [
            "流动党员外出不登记，有两人失去联系",
            "请假制度没有执行，会议到会不足六成",
            "支部学习没有计划，临时找材料",
        ],
        cause: [
            "没有建立流动党员台账",
            "请假只打招呼，没有手续",
            "学习内容没有分工准备",
        ],
        first: [
            "逐人核对党员去向，建立流动台账",
            "制订请假单，书记签字才有效",
            "学期初排出学习计划并分工",
        ],
        then: ["每月电话联系一次", "每月公布到会率", "学习后交一篇心得"],
    },
    Problem {
        kind: ProblemType::Other,
        label: STAFFING,
        category: TaskCategory::Staffing,
        term: Term::Short,
        project: [
            "宣传委员缺额半年，宣传工作无人管",
            "纪检委员由他人代管，职责不清",
            "支部委员三人有两人临近退休",
        ],
        cause: [
            "原任委员调走后没有补选",
            "换届时人选没有酝酿成熟",
            "年轻党员不愿担任委员",
        ],
        first: [
            "召开党员大会补选委员",
            "先由书记代管并公布分工",
            "物色两名年轻党员跟班学习",
        ],
        then: [
            "补选结果报上级党组织批准",
            "任职后参加一次业务培训",
            "一月一次委员碰头会",
        ],
    },
    Problem {
        kind: ProblemType::Other,
        label: STAFFING,
        category: TaskCategory::OrganisationSetup,
        term: Term::Short,
        project: [
            "教学点党员编组混乱，有人不知道自己在哪个小组",
            "党小组长长期空缺",
            "退休党员与在职党员混编，活动难统一",
        ],
        cause: [
            "撤并教学点后没有重新划分",
            "小组长轮流当，没人真正负责",
            "编组只按入党时间，不看岗位",
        ],
        first: [
            "按年级重新划分党小组",
            "推选组长并张榜公布",
            "退休党员单独编组，就近活动",
        ],
        then: ["编组名单报总支备案", "每组每月活动一次", "组长每季度向支部汇报"],
    },
    Problem {
        kind: ProblemType::Other,
        label: STAFFING,
        category: TaskCategory::Development,
        term: Term::Long,
        project: [
            "骨干教师中党员少，三年没有发展新党员",
            "党员平均年龄五十二岁，青年教师入党意愿不强",
            "学科带头人没有一人是党员",
        ],
        cause: [
            "发展党员与培养骨干脱节",
            "青年教师流动大，培养中断",
            "没有确定培养联系人",
        ],
        first: [
            "制订两年培养计划",
            "每名骨干党员结对两名青年教师",
            "建立入党积极分子名册",
        ],
        then: ["按学期检查培养情况", "每学期办一次党课", "成熟一个发展一个"],
    },
    Problem {
        kind: ProblemType::Funding,
        label: "",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: [
            "全年活动没有经费预算，开展活动临时凑钱",
            "党报党刊只订一份，传阅不过来",
            "外出学习的费用无处列支",
        ],
        cause: [
            "公用经费预算没有列党建项目",
            "经费渠道不清，报销手续繁",
            "总务与支部没有衔接",
        ],
        first: [
            "在公用经费中列出党建专项",
            "与总务处商定报销办法",
            "按学期编制活动预算",
        ],
        then: ["每学期公布一次支出", "专款专用，书记审批", "年底向党员大会报告"],
    },
    Problem {
        kind: ProblemType::Funding,
        label: "",
        category: TaskCategory::Infrastructure,
        term: Term::Long,
        project: [
            "没有党员活动室，学习开会临时找地方",
            "活动室漏雨，桌椅破旧",
            "教学点没有活动场所和宣传栏",
        ],
        cause: [
            "校舍紧张，改造经费难落实",
            "房屋年久失修，维修计划没有排上",
            "布局调整没有考虑党建阵地",
        ],
        first: [
            "先与会议室共用并挂牌",
            "把旧库房腾空并完成预算",
            "在教学点先设一面宣传墙",
        ],
        then: ["分两步改造到位", "列入下年维修计划", "完工后由党员轮流管理"],
    },
    Problem {
        kind: ProblemType::Funding,
        label: "",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: [
            "远程教育设备坏了半年没有修",
            "电教片少，党员看不到新内容",
            "困难党员慰问没有经费",
        ],
        cause: [
            "维修责任没有落实到人",
            "没有及时到县里更新资料",
            "没有建立帮扶资金",
        ],
        first: ["联系电教站上门检修", "每月更新一次学习资料", "设立党员互助金"],
        then: ["登记每次播放情况", "由管理员签字负责", "节日前走访慰问到户"],
    },
    Problem {
        kind: ProblemType::FewActivities,
        label: "",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: [
            "上学期只开展两次活动，党员参加不积极",
            "活动形式单一，多是念文件",
            "寒暑假党员活动基本停顿",
        ],
        cause: [
            "课务重，活动时间难统一",
            "没有征求党员想参加什么",
            "假期党员分散，没有安排",
        ],
        first: [
            "结合教研日每月开展一次主题活动",
            "活动前征集党员意见",
            "假期按居住地编组活动",
        ],
        then: ["事先公布全学期安排", "活动后请党员打分", "拍照存档，一次一评"],
    },
    Problem {
        kind: ProblemType::FewActivities,
        label: "",
        category: TaskCategory::Other,
        term: Term::Short,
        project: [
            "党员志愿服务只停留在名单上",
            "放学时段校门口拥堵，党员护导不到位",
            "党员联系困难学生没有记录",
        ],
        cause: ["没有固定的服务项目", "值班没有排到人", "联系只靠自觉，没有检查"],
        first: [
            "设立党员护导岗，排出值班表",
            "认领三个服务项目",
            "印发联系学生手册",
        ],
        then: ["每周公布值班情况", "每月由学生家长评价", "由党小组长检查登记"],
    },
    Problem {
        kind: ProblemType::FewActivities,
        label: "",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: [
            "支部与村、社区没有共建活动",
            "家长学校由行政包办，党员没有参与",
            "党员示范岗没有挂牌公示",
        ],
        cause: [
            "没有主动联系所在村",
            "党员作用没有与家校工作结合",
            "示范岗标准没有定出来",
        ],
        first: [
            "与所在村支部签订共建协议",
            "党员轮流主讲家长学校",
            "公布示范岗标准并挂牌",
        ],
        then: ["每季度共办一件实事", "每次活动请家长评课", "一学期评比一次"],
    },
    Problem {
        kind: ProblemType::SplitFromWork,
        label: "",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: [
            "党建计划与教学计划各写各的",
            "党员在教研组里看不出作用",
            "支部不研究教学，只管开会交费",
        ],
        cause: [
            "党建与教学分头布置、分头考核",
            "没有设党员示范课",
            "书记不参加教研活动",
        ],
        first: [
            "党建与教学一同布置、一同检查",
            "设党员示范课，每月两节",
            "书记每周参加一次教研",
        ],
        then: [
            "结果纳入教研组考核",
            "每名党员帮扶一名学困生",
            "学期末公布帮扶成效",
        ],
    },
    Problem {
        kind: ProblemType::SplitFromWork,
        label: "",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: [
            "毕业班优秀率连续两年下滑",
            "青年教师课堂教学合格率低",
            "留守学生无人辅导作业",
        ],
        cause: [
            "骨干教师没有承担薄弱班级",
            "没有人带，听课少",
            "家长外出，学校没有安排",
        ],
        first: ["党员骨干带薄弱班级", "一对一结对听评课", "周末开设留守学生辅导"],
        then: ["每月分析一次成绩", "每学期上两节汇报课", "由年级组长登记考勤"],
    },
    Problem {
        kind: ProblemType::SplitFromWork,
        label: "",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: [
            "评优评先只看教学成绩，不看党员作用",
            "师德投诉没有支部过问",
            "党员有偿补课的反映时有发生",
        ],
        cause: [
            "评优办法没有党建内容",
            "投诉由行政处理，支部不知情",
            "教育管理宽松，没有公开承诺",
        ],
        first: [
            "修订评优办法，增加党员作用一项",
            "设师德意见箱，支部每周开箱",
            "党员公开签订廉洁从教承诺",
        ],
        then: ["结果公示五天", "三天内答复反映人", "违反的在党员大会上检查"],
    },
    Problem {
        kind: ProblemType::FewActivities,
        label: "",
        category: TaskCategory::Rules,
        term: Term::Short,
        project: [
            "党课一年只上一次，内容陈旧",
            "入党积极分子没有参加过支部活动",
            "主题党日没有定下来",
        ],
        cause: [
            "没有安排党课教师",
            "积极分子培养停留在填表",
            "月初没有计划，月底凑数",
        ],
        first: [
            "书记、委员每季度轮流上党课",
            "积极分子编入党小组参加活动",
            "每月十五日定为主题党日",
        ],
        then: ["党课教案存档", "培养人每季度写一次考察意见", "活动情况当月公示"],
    },
    Problem {
        kind: ProblemType::Other,
        label: "服务师生",
        category: TaskCategory::Other,
        term: Term::Short,
        project: [
            "食堂饭菜质量家长意见大",
            "学生饮水机损坏多，课间排长队",
            "教师办公室没有空调，夏天难办公",
        ],
        cause: ["采购没有人监督", "维修报告要转三道手", "用电容量不够，没有增容"],
        first: [
            "党员轮流陪餐并登记",
            "一天内报修、三天内修好",
            "先装风扇，向供电部门申请增容",
        ],
        then: ["每周公布采购价格", "每月请学生代表评议", "由总务处公布进度"],
    },
    Problem {
        kind: ProblemType::Other,
        label: "服务师生",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: [
            "学生宿舍床位不足，两人挤一床",
            "操场雨天积水，体育课难上",
            "校门口道路没有人行道",
        ],
        cause: [
            "寄宿学生增加，宿舍没有扩建",
            "排水沟多年没有疏通",
            "道路属乡镇管理，协调没有到位",
        ],
        first: [
            "调整空余教室作临时宿舍",
            "先清沟，再申报硬化项目",
            "与乡镇政府、交警商定方案",
        ],
        then: ["向县局申报扩建计划", "每学期报告一次进度", "放学时段设党员护送岗"],
    },
    Problem {
        kind: ProblemType::RulesNotKept,
        label: "",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: [
            "支部决定的事没有人督办",
            "重大事项没有经过支部讨论",
            "党员提的意见没有回音",
        ],
        cause: ["会议决定没有写明责任人", "议事规则没有建立", "意见收上来没有登记"],
        first: [
            "决定事项一事一单，写明责任人",
            "制订支部议事规则",
            "设党员意见登记簿",
        ],
        then: [
            "下次会议先报告落实情况",
            "会议记录由委员传阅签字",
            "七天内答复提出人",
        ],
    },
    Problem {
        kind: ProblemType::SplitFromWork,
        label: "",
        category: TaskCategory::Other,
        term: Term::Medium,
        project: ["学校优质生源逐年流失", "薄弱学科三年没有起色", "特色项目没有形成"],
        cause: ["教学质量没有稳定提高", "学科教师结构不合理", "没有集中力量培育"],
        first: [
            "党员骨干组成攻关小组",
            "与先进学校结对教研",
            "选定一个项目本学期起步",
        ],
        then: ["按学期向家长通报进展", "每学期请专家诊断一次", "年底总结一次"],
    },
    Problem {
        kind: ProblemType::Funding,
        label: "",
        category: TaskCategory::Staffing,
        term: Term::Short,
        project: [
            "没有专人管党建资料，账本散落各处",
            "党员电教管理员没有确定",
            "档案柜不够，材料堆在办公室",
        ],
        cause: ["岗位职责没有写进分工", "人员变动后没有交接", "没有申请添置"],
        first: ["确定一名党员教师兼管资料", "办理交接并登记造册", "调剂两个档案柜"],
        then: ["一项一盒归档", "组织委员每月核对", "学期末移交档案室"],
    },
];

/// What a step of a long item reaches.
pub(super) const STEPS: [[&str; 2]; 4] = [
    ["完成方案和预算", "全部完成并投入使用"],
    ["确定人员和分工", "通过上级检查"],
    ["列入年度计划", "完成主要任务"],
    ["完成前期协调", "按计划全面完成"],
];

pub(super) const HANDLERS: [&str; 12] = [
    "组织委员",
    "宣传委员",
    "纪检委员",
    "教务主任",
    "总务主任",
    "政教主任",
    "工会主席",
    "教研组长",
    "年级组长",
    "办公室主任",
    "分管教学副校长",
    "分管后勤副校长",
];

/// Whoever looks whether an item is solved; none of the handlers.
pub(super) const VERIFIERS: [&str; 4] = [
    "党总支组织委员",
    "党总支副书记",
    "党总支纪检委员",
    "群众代表（退休教师）",
];

pub(super) const PROGRESS: [&str; 6] = [
    "已召开会议落实分工，正在办理",
    "材料已经报上去，等批复",
    "完成一半，余下部分本月内办完",
    "措施已落实，申请核验",
    "与有关部门商定了办法，下周动手",
    "已张榜公布，群众没有不同意见",
];

pub(super) const RESULTS: [&str; 5] = [
    "问题已解决，措施形成制度",
    "补选到位，分工已公布",
    "制度已建立并执行一个月",
    "设备已修好，有专人管理",
    "活动按月开展，到会率九成以上",
];

pub(super) const EVIDENCE: [&str; 4] = [
    "会议记录，存支部档案柜",
    "公示照片和名单",
    "制度文本和签到册",
    "验收单和发票复印件",
];

pub(super) const REASONS: [&str; 4] = [
    "承办人外出培训，暑假后才能办",
    "等上级批复经费",
    "学校搬迁，场地未定",
    "暑假党员分散，人员到不齐",
];

pub(super) const DONE: [&str; 6] = [
    "各承办人报告了进展，销号的已公布",
    "召开支委会，逐项过台账",
    "落实两个项目的措施，一个申请核验",
    "走访师生，听取意见",
    "本周没有进展",
    "完成制度起草，交党员讨论",
];

pub(super) const PENDING: [&str; 4] = [
    "没有到期未完成的项目",
    "经费项目等批复",
    "一个项目到期没有完成，正在补办",
    "人员没有到齐，补选推迟",
];

pub(super) const NEXT: [&str; 4] = [
    "抓紧下一个到期的项目",
    "组织核验，申请销号",
    "开好下周的支部会",
    "把意见整理成条",
];

pub(super) const OPINIONS: [&str; 5] = [
    "组织生活要定时间、有记录",
    "多办对学生和家长有帮助的实事",
    "活动经费要公开",
    "党员要多上示范课",
    "放学时段要有人护送",
];

pub(super) const DEEDS: [(&str, &str); 5] = [
    ("为学困生开设免费周末辅导", "家长座谈会提出"),
    ("改善学生饮水条件", "学生代表提出"),
    ("设放学护送岗", "家长和交警反映"),
    ("帮扶困难教师家庭", "工会摸底"),
    ("建留守学生亲情电话室", "班主任反映"),
];

pub(super) const PLEDGES: [(FiveLead, &str); 5] = [
    (FiveLead::Study, "每月读一本书，交一篇心得"),
    (FiveLead::Achieve, "带薄弱班级，学期末达到年级平均"),
    (FiveLead::Serve, "结对帮扶两名学困生"),
    (FiveLead::ObeyLaw, "不从事有偿补课，接受监督"),
    (FiveLead::Integrity, "带头遵守作息，说真话"),
];

pub(super) const TASKS: [(Focus, &str); 6] = [
    (Focus::Leadership, "配强支部班子，坚持组织生活制度"),
    (Focus::Leadership, "落实支委分工，一月一碰头"),
    (Focus::Teaching, "党员带头上示范课，提高教学质量"),
    (Focus::Teaching, "党员骨干帮带薄弱班级"),
    (Focus::ParentsTeachersStudents, "解决放学接送拥堵问题"),
    (Focus::ParentsTeachersStudents, "办好食堂，解决学生饮水问题"),
];

/// Branches of the bureau to catch up with.
pub(super) const BENCHMARKS: [&str; 4] = [
    "示例一中党支部",
    "示例实验小学党支部",
    "示例二中教学党支部",
    "示例职校党支部",
];

pub(super) const APPROACHES: [(&str, &str); 5] = [
    (
        "先补齐班子、立起制度，再解决阵地问题",
        "书记每周到支部指导一次，七月底前完成补选和建制",
    ),
    ("理顺党小组，把活动与教研结合起来", "按年级编组，每月一次主题活动"),
    ("保持好的等次，赶超全县先进", "落实党建预算，实施两年骨干培养计划"),
    ("抓住群众意见大的三件事先办", "一事一单，逐项公布办理结果"),
    ("从记录和台账抓起，先规范后提高", "统一记录本，每月检查一次"),
];

/// What a unit does about a kind of problem, and in which steps.
pub(super) const SOLUTIONS: [(ProblemType, &str, &str, &str); 6] = [
    (
        ProblemType::Funding,
        "",
        "党建经费列入公用经费预算，有计划地改善场所",
        "一、列出专项预算；二、场所先共用、后改造；三、每学期公布支出",
    ),
    (
        ProblemType::FewActivities,
        "",
        "活动与教研、假期服务结合，少而经常",
        "一、每月一次主题活动；二、学期初公布安排；三、支部轮流承办",
    ),
    (
        ProblemType::RulesNotKept,
        "",
        "固定时间、单独记录、按月检查",
        "一、确定组织生活日；二、统一记录本；三、党组织每月查一次",
    ),
    (
        ProblemType::SplitFromWork,
        "",
        "党建与教学一同布置、一同检查、一同考核",
        "一、设党员示范课；二、党员结对帮扶；三、结果纳入考核",
    ),
    (
        ProblemType::Other,
        STAFFING,
        "先摸清底数，再按程序补选、编组",
        "一、核对党员花名册；二、重划党小组；三、补选委员并报批",
    ),
    (
        ProblemType::Other,
        "服务师生",
        "急事先办，办不了的说明理由",
        "一、设意见箱；二、三天内答复；三、每月公布办理结果",
    ),
];

/// Names of places are put together from two characters, and school's kinds stand behind them.
pub(super) const PLACES: [[&str; 20]; 2] = [
    [
        "清", "云", "石", "松", "竹", "梅", "兰", "桂", "枫", "柳", "荷", "莲", "青", "白", "新", "长", "上",
        "下", "双", "金",
    ],
    [
        "溪", "岭", "桥", "塘", "坪", "湾", "洲", "港", "山", "湖", "井", "林", "田", "冲", "垸", "口", "坡",
        "泉", "台", "渡",
    ],
];

/// Kinds of schools, and the three branches that such a one has.
pub(super) const SCHOOLS: [(&str, [&str; 3]); 5] = [
    ("中学", ["行政后勤", "初中部", "高中部"]),
    ("中心小学", ["行政后勤", "低年级", "高年级"]),
    ("九年制学校", ["行政后勤", "小学部", "初中部"]),
    ("职业学校", ["行政后勤", "文化课", "专业课"]),
    ("实验学校", ["行政后勤", "文科教研", "理科教研"]),
];
