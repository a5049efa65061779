/* procedures.c - the register of surgery and techniques; firsts are found by the database (TEC-01, TEC-02). */
#include "record.h"

/* The names of biz.technique: a test holds the two against each other. */
static const struct record_code techniques[] = {
	{ "caesarean", { "剖宫产术", "Caesarean section" } },
	{ "modified_caesarean", { "改良式剖宫产术", "Modified caesarean section" } },
	{ "uterine_repair", { "子宫裂伤修补术", "Repair of a torn uterus" } },
	{ "ectopic_pregnancy", { "宫外孕手术", "Surgery of ectopic pregnancy" }, "异位妊娠手术" },
	{ "hysterectomy", { "子宫全切术", "Total hysterectomy" }, "子宫切除术" },
	{ "hysteroscopy", { "宫腔镜手术", "Hysteroscopic surgery" }, "宫腔镜" },
	{ "laparoscopy", { "腹腔镜手术", "Laparoscopic surgery" }, "腹腔镜" },
	{ "cholecystectomy", { "胆囊切除术", "Cholecystectomy" }, "胆囊切除" },
	{ "bowel_repair", { "小肠穿孔修补术", "Repair of a perforated bowel" } },
	{ "appendectomy", { "阑尾切除术", "Appendectomy" }, "阑尾切除" },
	{ "hernia_repair", { "疝修补术", "Hernia repair" } },
	{ "gastric_cancer", { "胃癌手术", "Surgery of gastric cancer" }, "胃癌根治术" },
	{ "haemorrhoids", { "痔切除术", "Haemorrhoidectomy" } },
	{ "thyroidectomy", { "甲状腺切除术", "Thyroidectomy" } },
	{ "breast_lump", { "乳腺肿物切除术", "Removal of a breast lump" } },
	{ "amputation", { "截肢术", "Amputation" }, "截肢" },
	{ "fracture_fixation", { "骨折切开复位内固定术", "Open reduction and fixation" } },
	{ "joint_replacement", { "人工关节置换术", "Joint replacement" } },
	{ "burr_hole", { "颅骨钻孔引流术", "Burr hole drainage" } },
	{ "cataract", { "白内障手术", "Cataract surgery" } },
	{ "tonsillectomy", { "扁桃体切除术", "Tonsillectomy" } },
	{ "tracheotomy", { "气管切开术", "Tracheotomy" } },
	{ "debridement", { "清创缝合术", "Debridement and suture" } },
	{ "circumcision", { "包皮环切术", "Circumcision" } },
	{ "gastroscopy", { "胃镜检查", "Gastroscopy" }, "胃镜" },
	{ "colonoscopy", { "结肠镜检查", "Colonoscopy" }, "肠镜|结肠镜" },
	{ "bronchoscopy", { "支气管镜检查", "Bronchoscopy" } },
	{ "thrombolysis", { "静脉溶栓治疗", "Thrombolysis" } },
	{ "haemodialysis", { "血液透析", "Haemodialysis" }, "血透" },
	{ "ventilation", { "机械通气", "Mechanical ventilation" } },
	{ "central_line", { "深静脉置管", "Central line" } },
	{ "chest_drain", { "胸腔闭式引流", "Chest drain" } },
	{ "lumbar_puncture", { "腰椎穿刺", "Lumbar puncture" } },
	{ "labour_analgesia", { "分娩镇痛", "Labour analgesia" } },
	{ "spinal_anaesthesia", { "椎管内麻醉", "Spinal anaesthesia" } },
	{ "echocardiography", { "心脏彩超检查", "Echocardiography" }, "心脏彩超" },
	{ "acupuncture", { "针刺治疗", "Acupuncture" } },
	{ "tuina", { "推拿治疗", "Tuina" } },
	{ "other", { "其他（填写名称）", "Other, by name" }, "其他" },
	{ NULL }
};

static const struct record_code categories[] = {
	{ "surgery", { "手术", "Surgery" } }, { "technique", { "技术", "Technique" }, "诊疗技术" }, { NULL }
};

static const struct record_code levels[] = {
	{ "1", { "一级", "Grade 1" }, "1" }, { "2", { "二级", "Grade 2" }, "2" },
	{ "3", { "三级", "Grade 3" }, "3" }, { "4", { "四级", "Grade 4" }, "4" }, { NULL }
};

static const struct record_code performers[] = {
	{ "dispatched", { "支援人员完成", "Supporting staff" }, "派驻人员|支援专家" },
	{ "guided", { "支援人员指导完成", "Under their guidance" }, "指导" },
	{ "local", { "本单位独立完成", "The institution alone" }, "本单位|独立" }, { NULL }
};

static const struct record_code areas[] = {
	{ "institution", { "本单位", "Institution" } }, { "county", { "县域", "County" }, "全县" },
	{ "city", { "市域", "City" }, "全市" }, { "province", { "省域", "Province" }, "全省" }, { NULL }
};

static const struct record_code roles[] = {
	{ "lead", { "主刀（主操作）", "Lead" }, "主刀|术者" }, { "assistant", { "助手", "Assistant" } },
	{ "anaesthetist", { "麻醉", "Anaesthetist" } }, { "nurse", { "护理", "Nurse" } },
	{ "guide", { "现场指导", "Guide" } }, { "other", { "其他", "Other" } }, { NULL }
};

static const struct record_field team[] = {
	{ "role", { "角色", "Role" }, FIELD_CODE, FIELD_REQUIRED, .codes = roles },
	{ "staff", { "登记人员", "Of the register" }, FIELD_STAFF },
	{ "name", { "姓名", "Name" }, FIELD_TEXT, 0, .max = 50 },
	{ "organisation", { "单位", "Institution" }, FIELD_TEXT, 0, .max = 100 },
};

static const struct record_lines lines[] = {
	{ "team", "procedure_member", { "手术（操作）团队", "Team" }, team, RECORD_COUNT(team) },
};

static const struct record_field fields[] = {
	{ "done_on", { "开展日期", "Done on" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "日期|手术日期", .example = "2026-03-02" },
	{ "technique", { "项目", "Technique" }, FIELD_CODE, FIELD_FILTER, .codes = techniques,
	  .example = "阑尾切除术", .hint = { "列表中没有的，请在项目名称中填写",
	    "Where the list lacks it, enter the name" } },
	{ "name", { "项目名称", "Name" }, FIELD_TEXT, FIELD_LISTED | FIELD_SEARCHED, .max = 100,
	  .headers = "手术名称|技术名称|名称", .hint = { "列表中的项目自动填入",
	    "Of a listed one it is filled in" } },
	{ "first", { "首例", "First" }, FIELD_BOOLEAN, FIELD_COMPUTED | FIELD_LISTED | FIELD_FILTER,
	  .hint = { "本单位该项目日期最早的一例", "The earliest of this technique here" } },
	{ "category", { "类别", "Category" }, FIELD_CODE, 0, .codes = categories,
	  .example = "手术",
	  .hint = { "列表中的项目自动填入", "Of a listed one it is filled in" } },
	{ "level", { "手术级别", "Grade" }, FIELD_CODE, 0, .codes = levels,
	  .headers = "级别", .example = "二级" },
	{ "department", { "科室", "Department" }, FIELD_TEXT,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED, .max = 100, .example = "外科" },
	{ "cases", { "例数", "Cases" }, FIELD_INTEGER, FIELD_REQUIRED | FIELD_LISTED, "例", .min = 1,
	  .max = 100000, .headers = "台数|数量", .example = "1" },
	{ "performed_by", { "完成方式", "Done by" }, FIELD_CODE,
	  FIELD_REQUIRED | FIELD_LISTED, .codes = performers, .example = "支援人员完成" },
	{ "posting", { "派驻", "Posting" }, FIELD_RECORD, 0, .refers = "postings",
	  .hint = { "完成或指导者的派驻；选后自动填入支援单位",
	    "Of who did or guided it; names the supporting institution" } },
	{ "support_org", { "支援单位", "Supporting institution" }, FIELD_ORGANISATION,
	  FIELD_LISTED | FIELD_FILTER },
	{ "claim_contradicted", { "首例申报不符", "Contradicted" }, FIELD_BOOLEAN,
	  FIELD_COMPUTED | FIELD_LISTED | FIELD_FILTER,
	  .hint = { "申报为首例，但登记中有更早的", "Called the first, but there is an earlier one" } },
	{ "patient_number", { "病案号", "File number" }, FIELD_TEXT, FIELD_PERSONAL, .max = 40 },
	{ "claimed_first", { "申报首例", "Called the first" }, FIELD_BOOLEAN, 0,
	  .hint = { "是否首例由系统按登记核定", "Whether it is, the register tells" } },
	{ "fills_gap", { "填补空白", "Fills a gap" }, FIELD_BOOLEAN },
	{ "gap_area", { "填补空白范围", "Where the gap was" }, FIELD_CODE, 0, .codes = areas },
};

const struct record_type record_procedures = {
	.name = "procedures",
	.table = "procedure",
	.label = { "手术与技术", "Surgery and techniques" },
	.module = "technique",
	.sides = RECORD_ONE,
	.from_label = { "开展单位", "Institution" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_NONE,
	.supported = true,
	.day = "done_on",
	.title = "name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.lines = lines,
	.nlines = RECORD_COUNT(lines),
};
