/* import_kinds.c - the kinds of table that can be brought in, field by field. */
#include <string.h>

#include "import.h"

const struct import_code import_directions[] = {
	{ "up", "上转|上送|向上转诊|上转诊|转上级|up" },
	{ "down", "下转|回转|向下转诊|下转诊|转下级|转回|down" },
	{ "same_level", "同级转诊|同级|平转|平级|平级转诊|横向转诊" },
	{ NULL, NULL },
};

const struct import_code import_sexes[] = {
	{ "M", "男|男性|m|male|1" }, { "F", "女|女性|f|female|2" }, { NULL, NULL },
};

const struct import_code import_cares[] = {
	{ "outpatient", "门诊|门急诊|急诊|门诊病人|门诊患者" },
	{ "inpatient", "住院|住院病人|住院患者|入院" },
	{ NULL, NULL },
};

const struct import_code import_urgencies[] = {
	{ "routine", "普通|一般|常规|平诊" }, { "urgent", "优先|较急|加急|紧急" },
	{ "emergency", "急救|急诊|危急|急危重" }, { NULL, NULL },
};

const struct import_code import_states[] = {
	{ "closed", "已结案|结案|已完成|完成|已结束|结束|已关闭|已出院|出院|已办结|办结|已归档|成功|转诊成功|有效" },
	{ "draft", "草稿|未发送|未提交|暂存|待提交|待发送" },
	{ "sent", "已发送|已提交|待接收|待审核|待处理|审核中|已申请|申请中" },
	{ "received", "已接收|已收到|已受理|受理中|待答复" },
	{ "accepted", "已接受|同意接收|同意|已同意|审核通过|接收同意" },
	{ "rejected", "已拒绝|拒绝|拒收|不同意|已驳回|驳回|审核不通过|未通过|拒绝接收" },
	{ "returned", "已退回|退回|退回补充|退回修改" },
	{ "redirected", "已转荐|转荐|改转|转其他机构" },
	{ "booked", "已预约|预约|预约成功|待就诊|待到诊" },
	{ "arrived", "已到诊|到诊|已到院|到院|已接诊|接诊|已就诊|就诊|已入院|已收治|收治" },
	{ "no_show", "未到诊|未到|爽约|失约|未就诊" },
	{ "treated", "治疗中|在院|住院中|已治疗|诊疗中|已诊治" },
	{ "feedback", "已反馈|反馈|待结案" },
	{ "cancelled", "已撤销|撤销|已撤回|撤回|已取消|取消|作废|已作废" },
	{ NULL, NULL },
};

static const struct import_field referral_fields[] = {
	{ .name = "register", .label = { "登记号", "Register number" }, .max = 60,
	  .headers = "登记编号|转诊单号|转诊编号|转诊登记号|单号|编号|流水号|转诊单编号",
	  .example = "2016-0001", .note = "本单位登记簿上的编号，同一编号再次导入不会重复" },
	{ .name = "direction", .label = { "方向", "Direction" }, .type = IMPORT_CODE,
	  .headers = "转诊方向|转诊类型|转诊类别|上转下转|上下转|类型|类别", .codes = import_directions,
	  .example = "上转", .note = "不填时按两家机构的级别判断" },
	{ .name = "name", .label = { "姓名", "Name" }, .max = 100, .required = true,
	  .headers = "患者姓名|病人姓名|患者|病人", .example = "示例一" },
	{ .name = "sex", .label = { "性别", "Sex" }, .type = IMPORT_CODE, .headers = "患者性别",
	  .codes = import_sexes, .example = "女", .note = "有身份证号时可不填" },
	{ .name = "birth_date", .label = { "出生日期", "Date of birth" }, .type = IMPORT_PAST_DATE,
	  .headers = "出生年月日|生日", .example = "1949-12-31", .note = "有身份证号时可不填" },
	{ .name = "id_number", .label = { "身份证号", "ID number" }, .type = IMPORT_ID_NUMBER,
	  .headers = "身份证|身份证号码|证件号|证件号码|公民身份号码|公民身份证号|患者身份证号|居民身份证号",
	  .example = "11010519491231002X", .note = "请用文本格式，否则 Excel 会丢失末尾几位" },
	{ .name = "phone", .label = { "电话", "Telephone" }, .type = IMPORT_PHONE,
	  .headers = "联系电话|手机|手机号|手机号码|联系方式|患者电话|电话号码", .example = "13800000000",
	  .note = "手机号，或带区号的固定电话" },
	{ .name = "from_org", .label = { "转出机构", "Referring institution" },
	  .type = IMPORT_ORGANISATION,
	  .headers = "转出单位|转出医院|转出医疗机构|转出卫生院|申请机构|申请单位|申请医院|转诊机构|送诊单位|发起机构|来源机构",
	  .note = "机构编码或全称；不填即本单位" },
	{ .name = "from_department", .label = { "转出科室", "Referring department" },
	  .headers = "申请科室|送诊科室|转诊科室", .max = 60 },
	{ .name = "from_doctor", .label = { "转出医生", "Referring doctor" }, .max = 60,
	  .headers = "转诊医生|申请医生|转诊医师|申请医师|经治医生" },
	{ .name = "to_org", .label = { "转入机构", "Receiving institution" },
	  .type = IMPORT_ORGANISATION,
	  .headers = "转入单位|转入医院|转入医疗机构|转入卫生院|接收机构|接收单位|接收医院|接诊机构|接诊医院|接诊单位|目标机构",
	  .note = "机构编码或全称；不填即本单位" },
	{ .name = "to_department", .label = { "转入科室", "Receiving department" },
	  .headers = "接收科室|接诊科室", .max = 60 },
	{ .name = "to_doctor", .label = { "接诊医生", "Receiving doctor" }, .max = 60,
	  .headers = "接收医生|接诊医师|接收医师" },
	{ .name = "diagnosis", .label = { "诊断", "Diagnosis" }, .max = 500,
	  .headers = "初步诊断|转诊诊断|疾病诊断|诊断名称|主要诊断|临床诊断", .example = "原发性高血压" },
	{ .name = "diagnosis_code", .label = { "ICD编码", "ICD code" }, .type = IMPORT_ICD,
	  .headers = "icd10|icd-10|icd|icd10编码|疾病编码|诊断编码", .example = "I10" },
	{ .name = "reason", .label = { "转诊原因", "Reason" }, .type = IMPORT_LINES, .max = 2000,
	  .headers = "原因|转诊理由|转诊目的" },
	{ .name = "sent_on", .label = { "转诊日期", "Date of referral" }, .type = IMPORT_PAST_DATE,
	  .headers = "转出日期|申请日期|转诊时间|申请时间|转出时间|登记日期|日期|上转日期|下转日期",
	  .example = "2016-03-15", .note = "转诊日期和到诊日期至少填一个" },
	{ .name = "arrived_on", .label = { "到诊日期", "Date of arrival" }, .type = IMPORT_PAST_DATE,
	  .headers = "接诊日期|到院日期|就诊日期|入院日期|转入日期|到诊时间|接诊时间|接收日期",
	  .example = "2016-03-16", .note = "不填时以转诊日期为准" },
	{ .name = "care", .label = { "门诊/住院", "Out- or in-patient" }, .type = IMPORT_CODE,
	  .headers = "门诊住院|就诊类型|就诊类别|诊疗类型|门急诊住院", .codes = import_cares, .example = "门诊" },
	{ .name = "urgency", .label = { "紧急程度", "Urgency" }, .type = IMPORT_CODE,
	  .headers = "急缓|转诊级别|优先级", .codes = import_urgencies, .example = "普通" },
	{ .name = "state", .label = { "状态", "State" }, .type = IMPORT_STATE,
	  .headers = "转诊状态|处理状态|当前状态|办理状态|结果|转诊结果|处理结果", .codes = import_states,
	  .example = "已结案", .note = "没有这一列时，每一行都算已完成的历史记录" },
	{ .name = "end_reason", .label = { "未完成原因", "Why it ended" }, .type = IMPORT_LINES,
	  .headers = "拒绝原因|撤销原因|取消原因|退回原因", .max = 2000 },
	{ .name = "note", .label = { "备注", "Note" }, .type = IMPORT_LINES, .max = 4000,
	  .headers = "说明|备注说明" },
};

const struct import_code import_organisation_kinds[] = {
	{ "commission", "卫生健康委员会|卫健委|卫生健康局|卫健局|卫生局" },
	{ "general_hospital", "综合医院|综合" },
	{ "tcm_hospital", "中医医院|中医院|中医|中西医结合医院|民族医医院|藏医院|蒙医院" },
	{ "maternal_child", "妇幼保健院|妇幼保健机构|妇幼" },
	{ "cdc", "疾病预防控制中心|疾控中心|疾控" },
	{ "supervision", "卫生监督所|卫生监督机构|卫生监督" },
	{ "specialist", "专科医院|专科" },
	{ "township_hospital", "乡镇卫生院|卫生院" },
	{ "central_township_hospital", "中心卫生院" },
	{ "community_centre", "社区卫生服务中心|社区中心" },
	{ "community_station", "社区卫生服务站|社区站" },
	{ "village_clinic", "村卫生室|卫生室|村卫生所" },
	{ "private", "民营医院|民营|私立医院" },
	{ "enterprise", "企业医院|企业|职工医院" },
	{ NULL, NULL },
};

const struct import_code import_levels[] = {
	{ "1", "一级|1|1级" }, { "2", "二级|2|2级" }, { "3", "三级|3|3级" }, { NULL, NULL },
};

const struct import_code import_grades[] = {
	{ "a", "甲等|甲|a" }, { "b", "乙等|乙|b" }, { "c", "丙等|丙|c" }, { NULL, NULL },
};

const struct import_code import_ownerships[] = {
	{ "public", "公立|国有|政府办|政府" }, { "collective", "集体" },
	{ "private", "民营|私立|私营|个体" }, { "enterprise", "企业|企业办" },
	{ "military", "军队" }, { NULL, NULL },
};

const struct import_code import_yes_no[] = {
	{ "true", "是|有|√|y|yes|1" }, { "false", "否|无|×|n|no|0" }, { NULL, NULL },
};

static const struct import_field organisation_fields[] = {
	{ .name = "code", .label = { "机构编码", "Code" }, .max = 32, .required = true,
	  .headers = "编码|机构代码|组织机构代码|医疗机构代码", .example = "630106010" },
	{ .name = "name", .label = { "机构名称", "Name" }, .max = 100, .required = true,
	  .headers = "名称|单位名称|医院名称|机构全称", .example = "示范镇卫生院" },
	{ .name = "kind", .label = { "类型", "Kind" }, .type = IMPORT_CODE, .required = true,
	  .headers = "机构类型|机构类别|类别", .codes = import_organisation_kinds, .example = "乡镇卫生院" },
	{ .name = "level", .label = { "级别", "Level" }, .type = IMPORT_CODE, .headers = "医院级别|等级",
	  .codes = import_levels, .example = "一级" },
	{ .name = "grade", .label = { "等次", "Grade" }, .type = IMPORT_CODE, .headers = "医院等次|甲乙等",
	  .codes = import_grades },
	{ .name = "ownership", .label = { "举办主体", "Ownership" }, .type = IMPORT_CODE,
	  .headers = "经济类型|所有制|办医主体", .codes = import_ownerships, .example = "公立" },
	{ .name = "division_code", .label = { "区划代码", "Division code" }, .type = IMPORT_DIVISION,
	  .headers = "行政区划代码|行政区划|区划|地区代码", .required = true, .example = "630106",
	  .note = "县级 6 位或乡镇 9 位" },
	{ .name = "parent", .label = { "上级机构", "Parent" }, .headers = "隶属|隶属机构|主管单位|上级单位",
	  .max = 100, .note = "上级机构的编码或全称；可以是本文件里的另一行" },
	{ .name = "beds", .label = { "床位", "Beds" }, .type = IMPORT_INTEGER, .max = 100000,
	  .headers = "床位数|编制床位|核定床位", .example = "30" },
	{ .name = "population", .label = { "服务人口", "Population" }, .type = IMPORT_INTEGER,
	  .headers = "服务人口数|人口", .max = 2000000000, .example = "18000" },
	{ .name = "area_km2", .label = { "服务面积", "Area" }, .type = IMPORT_DECIMAL,
	  .headers = "面积|服务面积平方公里", .note = "平方公里" },
	{ .name = "poverty", .label = { "贫困标志", "Poverty list" }, .type = IMPORT_CODE,
	  .headers = "贫困县|是否贫困", .codes = import_yes_no, .example = "否" },
	{ .name = "helpdesk_name", .label = { "服务台", "Helpdesk" }, .max = 60,
	  .headers = "联系人|服务台名称|信息科" },
	{ .name = "helpdesk_phone", .label = { "服务台电话", "Helpdesk telephone" }, .max = 40,
	  .headers = "联系电话|电话" },
	{ .name = "valid_from", .label = { "成立日期", "Founded" }, .type = IMPORT_DATE,
	  .headers = "启用日期|设立日期" },
};

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

static const struct import_kind kinds[] = {
	{ "referrals", { "转诊登记", "Register of referrals" }, referral_fields, COUNT(referral_fields),
	  "referral.import" },
	{ "organisations", { "机构", "Institutions" }, organisation_fields, COUNT(organisation_fields),
	  "organisation.write" },
};

const struct import_kind *
import_kind_find(const char *name)
{
	for (int i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

const struct import_kind *
import_kind_at(int i)
{
	return i >= 0 && i < COUNT(kinds) ? &kinds[i] : NULL;
}

int
import_field_find(const struct import_kind *k, const char *name)
{
	for (int i = 0; i < k->nfields; i++)
		if (strcmp(k->fields[i].name, name) == 0)
			return i;
	return -1;
}
