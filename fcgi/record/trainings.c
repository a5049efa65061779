/* trainings.c - training sessions: who organised, taught and came (TRN-03, TRN-06). */
#include "record.h"

static const struct record_code kinds[] = {
	{ "lecture", { "专题讲座", "Lecture" }, "讲座|学术讲座" },
	{ "course", { "培训班", "Course" }, "培训|业务培训" },
	{ "skill", { "操作技能培训", "Skills" }, "操作培训|适宜技术" },
	{ "ward_round", { "教学查房", "Teaching round" }, "查房" },
	{ "surgery_demo", { "手术示教", "Surgery shown" } },
	{ "case_discussion", { "疑难病例讨论", "Case discussion" }, "病例讨论" },
	{ "death_discussion", { "死亡病例讨论", "Discussion of a death" } },
	{ "drill", { "应急演练", "Drill" }, "演练" },
	{ "other", { "其他", "Other" } },
	{ NULL }
};

static const struct record_code modes[] = {
	{ "on_site", { "现场", "On site" }, "线下|面授" },
	{ "online", { "线上直播", "Online" }, "线上|视频|云端" },
	{ "hybrid", { "线上线下结合", "Both" } },
	{ "recorded", { "录播", "Recorded" } },
	{ NULL }
};

static const struct record_code ranks[] = {
	{ "none", { "无职称", "None" } }, { "junior", { "初级", "Junior" } },
	{ "mid", { "中级", "Intermediate" } }, { "deputy_senior", { "副高级", "Deputy senior" } },
	{ "senior", { "正高级", "Senior" } }, { NULL }
};

static const struct record_code results[] = {
	{ "passed", { "合格", "Passed" } }, { "failed", { "不合格", "Failed" } },
	{ "not_examined", { "未考核", "Not examined" } }, { NULL }
};

static const struct record_field speakers[] = {
	{ "staff", { "登记人员", "Of the register" }, FIELD_STAFF },
	{ "name", { "姓名", "Name" }, FIELD_TEXT, 0, .max = 50, .example = "张示例" },
	{ "rank_level", { "职称级别", "Rank level" }, FIELD_CODE, 0, .codes = ranks },
	{ "organisation", { "单位", "Institution" }, FIELD_TEXT, 0, .max = 100 },
	{ "subject", { "授课内容", "Subject" }, FIELD_TEXT, 0, .max = 100 },
};

static const struct record_field audience[] = {
	{ "organisation", { "参训单位", "Institution" }, FIELD_ORGANISATION },
	{ "category", { "人员类别", "Category" }, FIELD_TEXT, 0, .max = 50, .example = "乡村医生" },
	{ "heads", { "人次", "Heads" }, FIELD_QUANTITY, FIELD_REQUIRED, "人次", .min = 1, .max = 100000,
	  .example = "104" },
};

static const struct record_field attendees[] = {
	{ "staff", { "登记人员", "Of the register" }, FIELD_STAFF },
	{ "name", { "姓名", "Name" }, FIELD_TEXT, 0, .max = 50 },
	{ "organisation", { "单位", "Institution" }, FIELD_TEXT, 0, .max = 100 },
	{ "result", { "考核结果", "Test" }, FIELD_CODE, 0, .codes = results },
};

static const struct record_lines lines[] = {
	{ "speakers", "training_speaker", { "讲者", "Speakers" }, speakers, RECORD_COUNT(speakers) },
	{ "audience", "training_audience", { "参训对象", "Audience" }, audience,
	  RECORD_COUNT(audience) },
	{ "attendees", "training_attendee", { "参训名单", "Who came" }, attendees,
	  RECORD_COUNT(attendees) },
};

static const struct record_field fields[] = {
	{ "held_on", { "培训日期", "Held on" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "日期|举办日期|时间", .example = "2026-06-01" },
	{ "topic", { "主题", "Topic" }, FIELD_TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED,
	  .headers = "培训主题|题目|内容", .example = "高危妊娠管理" },
	{ "kind", { "类型", "Kind" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = kinds, .headers = "培训类型", .example = "专题讲座" },
	{ "mode", { "方式", "Mode" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = modes, .headers = "培训方式", .example = "线上直播" },
	{ "heads", { "参训人次", "Heads" }, FIELD_QUANTITY, FIELD_REQUIRED | FIELD_LISTED, "人次",
	  .min = 1, .max = 1000000, .sum_of = "audience.heads", .headers = "人次|参训人数|听课人次",
	  .example = "104", .hint = { "填写参训对象时等于各行之和", "With an audience: the sum of its lines" } },
	{ "hours", { "时长（小时）", "Hours" }, FIELD_DECIMAL, 0, .max = 24, .decimals = 1,
	  .headers = "学时|时长", .example = "2" },
	{ "place", { "地点", "Place" }, FIELD_TEXT, 0, .headers = "培训地点", .example = "门诊楼会议室",
	  .hint = { "线上培训填写平台", "Of an online one: the platform" } },
	{ "programme", { "项目名称", "Programme" }, FIELD_TEXT, FIELD_SEARCHED, .headers = "项目",
	  .example = "组团式帮扶" },
	{ "examined", { "考核人数", "Sat a test" }, FIELD_INTEGER, 0, "人", .max = 1000000 },
	{ "passed", { "考核合格人数", "Passed it" }, FIELD_INTEGER, 0, "人", .max = 1000000 },
	{ "materials", { "学习资料", "Materials" }, FIELD_LINES, 0, .max = 2000,
	  .hint = { "讲义、课件名称及存放处；文件可在保存后作为附件上传",
	    "What they are and where; files are attached once it is saved" } },
	{ "effect", { "培训效果", "Effect" }, FIELD_LINES, 0, .max = 2000 },
	{ "speakers_count", { "讲者", "Speakers" }, FIELD_INTEGER, FIELD_COMPUTED | FIELD_LISTED, "位" },
	{ "listed_count", { "名单人数", "Persons listed" }, FIELD_INTEGER, FIELD_COMPUTED, "人" },
};

const struct record_type record_trainings = {
	.name = "trainings",
	.table = "training",
	.label = { "培训", "Training sessions" },
	.module = "training",
	.sides = RECORD_TWO,
	.from_label = { "主办单位", "Organiser" },
	.to_label = { "受训单位", "Trained institution" },
	.enters = PARTY_EITHER,
	.confirms = CONFIRM_OTHER,
	.in_house = true,
	.day = "held_on",
	.title = "topic",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.lines = lines,
	.nlines = RECORD_COUNT(lines),
};
