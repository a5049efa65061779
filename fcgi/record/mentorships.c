/* mentorships.c - one mentor of one institution, one pupil of another (TRN-04). */
#include "record.h"

static const struct record_code ranks[] = {
	{ "none", { "无职称", "None" } }, { "junior", { "初级", "Junior" } },
	{ "mid", { "中级", "Intermediate" } }, { "deputy_senior", { "副高级", "Deputy senior" } },
	{ "senior", { "正高级", "Senior" } }, { NULL }
};

static const struct record_field fields[] = {
	{ "mentor", { "带教老师", "Mentor" }, FIELD_STAFF, FIELD_REQUIRED | FIELD_FILTER | FIELD_FIXED,
	  .headers = "老师|导师" },
	{ "mentor_name", { "老师姓名", "Mentor's name" }, FIELD_TEXT,
	  FIELD_COMPUTED | FIELD_LISTED | FIELD_SEARCHED },
	{ "mentor_rank", { "老师级别", "Mentor's rank" }, FIELD_CODE, FIELD_COMPUTED | FIELD_LISTED,
	  .codes = ranks },
	{ "pupil_name", { "学员姓名", "Pupil" }, FIELD_TEXT,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED, .max = 50, .headers = "学员|徒弟",
	  .example = "李示范" },
	{ "pupil", { "学员（人员登记）", "Pupil in the register" }, FIELD_STAFF, FIELD_BY_CONFIRMER,
	  .hint = { "学员单位确认时从本单位人员中选择", "The pupil's side chooses from its register" } },
	{ "specialty", { "带教专业", "Specialty" }, FIELD_TEXT, FIELD_LISTED | FIELD_SEARCHED,
	  .max = 100, .example = "内科" },
	{ "starts_on", { "开始日期", "First day" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .example = "2026-01-01" },
	{ "ends_on", { "结束日期", "Last day" }, FIELD_DATE,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .example = "2026-12-31" },
	{ "plan", { "带教计划", "Plan" }, FIELD_LINES },
	{ "result", { "带教结果", "Result" }, FIELD_LINES },
	{ "scheme", { "执行方案", "Scheme" }, FIELD_RECORD, FIELD_FILTER, .refers = "schemes" },
	{ "override_reason", { "破格理由", "Reason of the exception" }, FIELD_TEXT, 0,
	  .hint = { "老师低于方案要求的级别时填写（未定方案的为中级以上）",
	    "Where the mentor is below the scheme's rank; without one: intermediate" } },
	{ "overridden", { "破格", "Exception" }, FIELD_BOOLEAN, FIELD_COMPUTED | FIELD_FILTER },
};

static const struct record_view views[] = {
	{ "running", { "正在带教", "Running" },
	  { { "state", "confirmed" }, { "to", "today" }, { "ends_on_from", "today" },
	    { "sort", "ends_on" } } },
	{ "ending", { "30 天内期满", "End within 30 days" },
	  { { "state", "confirmed" }, { "ends_on_from", "today" }, { "ends_on_to", "today+30" },
	    { "sort", "ends_on" } } },
};

const struct record_type record_mentorships = {
	.name = "mentorships",
	.table = "mentorship",
	.label = { "师带徒", "Mentorships" },
	.module = "training",
	.sides = RECORD_TWO,
	.from_label = { "带教单位", "Mentor's institution" },
	.to_label = { "学员单位", "Pupil's institution" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_RECEIVER,
	.day = "starts_on",
	.title = "pupil_name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.views = views,
	.nviews = RECORD_COUNT(views),
};
