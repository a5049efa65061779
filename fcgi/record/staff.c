/* staff.c - who works at an institution, with the rank and licence somebody chose (HRM-01). */
#include "record.h"

static const struct record_code sexes[] = {
	{ "M", { "男", "Male" }, "男性" }, { "F", { "女", "Female" }, "女性" }, { NULL }
};

static const struct record_code categories[] = {
	{ "doctor", { "医师", "Doctor" }, "医生|医疗" },
	{ "nurse", { "护理", "Nurse" }, "护士|护师" },
	{ "technician", { "医技", "Technician" }, "技师|检验|影像" },
	{ "pharmacist", { "药学", "Pharmacist" }, "药师|药剂" },
	{ "public_health", { "公共卫生", "Public health" }, "公卫" },
	{ "manager", { "管理", "Manager" }, "行政|管理人员" },
	{ "other", { "其他", "Other" } },
	{ NULL }
};

static const struct record_code licences[] = {
	{ "practising_doctor", { "执业医师", "Practising doctor" }, "医师" },
	{ "assistant_doctor", { "执业助理医师", "Assistant doctor" }, "助理医师" },
	{ "nurse", { "注册护士", "Registered nurse" }, "执业护士|护士" },
	{ "village_doctor", { "乡村医生", "Village doctor" }, "村医" },
	{ "pharmacist", { "药师", "Pharmacist" }, "执业药师" },
	{ "technician", { "技师", "Technician" } },
	{ "none", { "无", "None" }, "无资格" },
	{ NULL }
};

static const struct record_code ranks[] = {
	{ "none", { "无职称", "No rank" }, "无" },
	{ "junior", { "初级", "Junior" }, "师级|士级" },
	{ "mid", { "中级", "Intermediate" } },
	{ "deputy_senior", { "副高级", "Deputy senior" }, "副高" },
	{ "senior", { "正高级", "Senior" }, "正高" },
	{ NULL }
};

static const struct record_code targets[] = {
	{ "mid", { "中级", "Intermediate" } },
	{ "deputy_senior", { "副高级", "Deputy senior" }, "副高" },
	{ "senior", { "正高级", "Senior" }, "正高" },
	{ NULL }
};

static const struct record_code exams[] = {
	{ "preparing", { "备考", "Preparing" } },
	{ "registered", { "已报名", "Registered" } },
	{ "practical_passed", { "实践技能已通过", "Practical part passed" } },
	{ "passed", { "已通过", "Passed" } },
	{ NULL }
};

static const struct record_field fields[] = {
	{ "name", { "姓名", "Name" }, FIELD_TEXT, FIELD_REQUIRED | FIELD_LISTED | FIELD_SEARCHED,
	  .max = 50, .headers = "人员姓名", .example = "王示范" },
	{ "employee_number", { "工号", "Employee number" }, FIELD_TEXT, FIELD_LISTED | FIELD_SEARCHED,
	  .max = 30, .headers = "职工号|人员编号", .example = "A1024" },
	{ "category", { "人员类别", "Category" }, FIELD_CODE,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER, .codes = categories, .headers = "类别",
	  .example = "医师" },
	{ "department", { "科室", "Department" }, FIELD_TEXT, FIELD_LISTED | FIELD_SEARCHED,
	  .max = 100, .example = "内科" },
	{ "specialty", { "专业", "Specialty" }, FIELD_TEXT, FIELD_SEARCHED, .max = 100,
	  .example = "内科", .hint = { "派驻队伍按专业组成，如：内科、外科、妇产科、儿科、麻醉、护理",
	    "Teams are made up by specialty" } },
	{ "professional_title", { "职称", "Professional title" }, FIELD_TEXT, 0, .max = 50,
	  .headers = "专业技术职务", .example = "主治医师" },
	{ "rank_level", { "职称级别", "Rank level" }, FIELD_CODE,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER, .codes = ranks, .headers = "级别",
	  .example = "中级", .hint = { "请按证书选择，系统不从职称名称推断",
	    "Choose it by the certificate: it is never guessed from the title" } },
	{ "rank_since", { "取得该级别日期", "Rank since" }, FIELD_DATE, 0, .example = "2016-12-01",
	  .hint = { "用于判断高年资", "Tells the years of rank" } },
	{ "promotion_target", { "拟晋升级别", "Up for promotion to" }, FIELD_CODE, FIELD_FILTER,
	  .codes = targets },
	{ "promotion_year", { "晋升年度", "Year of promotion" }, FIELD_INTEGER, FIELD_FILTER,
	  .min = 2000, .max = 2100 },
	{ "licence_kind", { "执业资格", "Licence" }, FIELD_CODE,
	  FIELD_REQUIRED | FIELD_LISTED | FIELD_FILTER, .codes = licences, .headers = "执业类别|资格",
	  .example = "执业医师" },
	{ "licence_number", { "执业证书编号", "Licence number" }, FIELD_TEXT, FIELD_PERSONAL, .max = 50 },
	{ "licence_scope", { "执业范围", "Scope of practice" }, FIELD_TEXT, 0, .max = 100 },
	{ "licence_until", { "执业证书有效期至", "Licence valid until" }, FIELD_DATE, FIELD_FILTER,
	  .hint = { "长期有效可不填", "Leave it empty where it has no end" } },
	{ "exam_progress", { "执业考试进展", "Examination" }, FIELD_CODE, FIELD_FILTER, .codes = exams,
	  .hint = { "乡村医生考取执业（助理）医师的进展", "A village doctor's way to the licence" } },
	{ "sex", { "性别", "Sex" }, FIELD_CODE, FIELD_FILTER, .codes = sexes, .example = "女" },
	{ "birth_date", { "出生日期", "Birth date" }, FIELD_DATE, FIELD_PERSONAL, .headers = "出生年月" },
	{ "education", { "学历", "Education" }, FIELD_TEXT, 0, .max = 30, .example = "本科" },
	{ "id_number", { "身份证号", "ID number" }, FIELD_ID_NUMBER, FIELD_PERSONAL,
	  .headers = "身份证号码|证件号码" },
	{ "phone", { "联系电话", "Telephone" }, FIELD_PHONE, FIELD_PERSONAL, .headers = "电话|手机号" },
	{ "joined_on", { "到岗日期", "First day" }, FIELD_DATE, FIELD_REQUIRED | FIELD_LISTED,
	  .headers = "入职日期", .example = "2012-07-01" },
	{ "left_on", { "离岗日期", "Last day" }, FIELD_DATE, 0, .headers = "离职日期" },
	{ "login", { "登录账号", "Account" }, FIELD_TEXT, 0, .max = 100, .example = "wang@hospital",
	  .hint = { "账号@后缀，由人事科填写；派驻期间凭此自动获得受援单位的权限",
	    "name@suffix, entered by human resources: a posting gives it rights at the receiver" } },
};

static const struct record_view views[] = {
	{ "licence", { "证书 90 天内到期", "Licence ends within 90 days" },
	  { { "state", "confirmed" }, { "licence_until_to", "today+90" }, { "sort", "licence_until" } } },
};

const struct record_type record_staff = {
	.name = "staff",
	.table = "staff",
	.label = { "人员", "Staff" },
	.module = "staff",
	.sides = RECORD_ONE,
	.from_label = { "所在单位", "Institution" },
	.enters = PARTY_SENDER,
	.confirms = CONFIRM_NONE,
	.day = "joined_on",
	.title = "name",
	.fields = fields,
	.nfields = RECORD_COUNT(fields),
	.views = views,
	.nviews = RECORD_COUNT(views),
};
