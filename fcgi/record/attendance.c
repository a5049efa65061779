/* attendance.c - days of a posting really worked, confirmed by the receiver (DSP-09, DSP-10). */
#include "record.h"

static const struct record_code parts[] = {
	{ "full", { "全天", "Full day" }, "1|一天" }, { "am", { "上午", "Morning" } },
	{ "pm", { "下午", "Afternoon" } }, { NULL }
};

static const struct record_code kinds[] = {
	{ "outpatient", { "门诊", "Outpatients" } }, { "emergency", { "急诊", "Emergency" } },
	{ "inpatient", { "住院诊疗", "Wards" }, "住院" }, { "ward_round", { "查房", "Ward round" } },
	{ "surgery", { "手术", "Surgery" } }, { "consultation", { "会诊", "Consultation" } },
	{ "teaching", { "带教", "Teaching" } }, { "lecture", { "讲座", "Lecture" } },
	{ "free_clinic", { "义诊", "Free clinic" } }, { "rescue", { "抢救", "Rescue" } },
	{ "tour", { "巡诊", "Tour" } }, { "case_discussion", { "病例讨论", "Case discussion" } },
	{ "public_health", { "公共卫生", "Public health" } }, { "management", { "管理", "Management" } },
	{ "travel", { "路途", "Travel" } }, { "leave", { "请假", "Leave" } },
	{ "other", { "其他", "Other" } }, { NULL }
};

static const struct record_field work[] = {
	{ "kind", { "工作类型", "Kind of work" }, FIELD_CODE, FIELD_REQUIRED, .codes = kinds },
	{ "amount", { "工作量", "Count" }, FIELD_INTEGER, FIELD_REQUIRED, .min = 1, .max = 100000 },
};

static const struct record_lines lines[] = {
	{ "work", "attendance_work", { "工作日志", "Work log" }, work, RECORD_COUNT(work) },
};

static const struct record_field fields[] = {
	{ "posting", { "派驻", "Posting" }, FIELD_RECORD, FIELD_REQUIRED | FIELD_FILTER | FIELD_FIXED,
	  .refers = "postings" },
	{ "staff", { "人员", "Person" }, FIELD_STAFF, FIELD_COMPUTED | FIELD_FILTER },
	{ "staff_name", { "姓名", "Name" }, FIELD_TEXT, FIELD_COMPUTED | FIELD_LISTED | FIELD_SEARCHED },
	{ "on_day", { "日期", "Day" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED, .headers = "出勤日期",
	  .example = "2026-03-02" },
	{ "part", { "时段", "Part of the day" }, FIELD_CODE, FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER,
	  .codes = parts, .example = "全天" },
	{ "kind", { "工作类型", "Kind of work" }, FIELD_CODE,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER, .codes = kinds, .example = "门诊" },
	{ "half_days", { "计半天数", "Half days" }, FIELD_INTEGER, FIELD_COMPUTED,
	  .hint = { "全天计2，请假和路途计0", "A full day is 2; leave and travel are 0" } },
	{ "evidence", { "佐证", "Evidence" }, FIELD_TEXT },
};

const struct record_type record_attendance = {
	.name = "attendance",
	.table = "attendance",
	.label = { "出勤", "Attendance" },
	.module = "attendance",
	.sides = RECORD_TWO,
	.from_label = { "派出单位", "Sender" },
	.to_label = { "受援单位", "Receiver" },
	.enters = PARTY_EITHER,
	.confirms = CONFIRM_RECEIVER,
	.day = "on_day",
	.title = "staff_name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.lines = lines,
	.nlines = RECORD_COUNT(lines),
};
