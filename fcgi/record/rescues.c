/* rescues.c - patients rescued, of what, and how it ended (TEC-03). */
#include "record.h"

static const struct record_code outcomes[] = {
	{ "success", { "抢救成功", "Success" }, "成功" },
	{ "transferred", { "稳定后转诊", "Stabilised and referred" }, "转诊" },
	{ "failed", { "抢救无效", "Failed" }, "失败|死亡" },
	{ NULL }
};

static const struct record_code performers[] = {
	{ "dispatched", { "支援人员完成", "Supporting staff" }, "派驻人员|支援专家" },
	{ "guided", { "支援人员指导完成", "Under their guidance" }, "指导" },
	{ "local", { "本单位独立完成", "The institution alone" }, "本单位|独立" },
	{ NULL }
};

static const struct record_field fields[] = {
	{ "rescued_on", { "抢救日期", "Day" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "日期", .example = "2026-03-02" },
	{ "condition", { "抢救病种", "Condition" }, FIELD_TEXT,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED, .max = 100, .headers = "病种|诊断",
	  .example = "失血性休克" },
	{ "patients", { "人数", "Patients" }, FIELD_INTEGER, FIELD_REQUIRED | FIELD_LISTED, "例",
	  .min = 1, .max = 10000, .headers = "例数", .example = "1",
	  .hint = { "结果不同的请分开登记", "Enter those that ended otherwise apart" } },
	{ "outcome", { "结果", "Outcome" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = outcomes, .headers = "抢救结果", .example = "抢救成功" },
	{ "department", { "科室", "Department" }, FIELD_TEXT,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED, .max = 100, .example = "急诊科" },
	{ "performed_by", { "完成方式", "Done by" }, FIELD_CODE,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER, .codes = performers, .example = "支援人员完成" },
	{ "posting", { "派驻", "Posting" }, FIELD_RECORD, 0, .refers = "postings",
	  .hint = { "完成或指导者的派驻；选后自动填入支援单位",
	    "Of who did or guided it; names the supporting institution" } },
	{ "support_org", { "支援单位", "Supporting institution" }, FIELD_ORGANISATION,
	  FIELD_LISTED | FIELD_FILTER },
	{ "patient_number", { "病案号", "File number" }, FIELD_TEXT, FIELD_PERSONAL, .max = 40 },
	{ "course", { "抢救经过", "Course" }, FIELD_LINES, FIELD_PERSONAL, .max = 2000 },
};

const struct record_type record_rescues = {
	.name = "rescues",
	.table = "rescue",
	.label = { "抢救", "Rescues" },
	.module = "technique",
	.sides = RECORD_ONE,
	.from_label = { "抢救单位", "Institution" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_NONE,
	.supported = true,
	.day = "rescued_on",
	.title = "condition",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
};
