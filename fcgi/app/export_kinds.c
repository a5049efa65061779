/* export_kinds.c - the kinds of list that go out as .xlsx, column by column. */
#include <string.h>

#include "export.h"
#include "referral_list.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

/* --- words for codes that no import knows --- */

static const struct import_code alliance_kinds[] = {
	{ "medical_alliance", "医联体" }, { "county_community", "县域医共体" }, { "strategic", "战略联盟" },
	{ "specialist", "专科联盟" }, { "telemedicine", "远程协作网" }, { NULL, NULL },
};
static const struct import_code member_roles[] = {
	{ "lead", "牵头" }, { "member", "成员" }, { NULL, NULL },
};
static const struct import_code pairing_states[] = {
	{ "planned", "未开始" }, { "live", "在期" }, { "ended", "已终止" }, { "expired", "已到期" },
	{ NULL, NULL },
};
static const struct import_code imported[] = {
	{ "referrals", "转诊登记" }, { "organisations", "机构" }, { NULL, NULL },
};
static const struct import_code import_steps[] = {
	{ "staged", "待读取" }, { "mapping", "待对应列" }, { "checking", "检查中" },
	{ "checked", "已检查" }, { "running", "导入中" }, { "done", "已完成" }, { "failed", "未完成" },
	{ "cancelled", "已取消" }, { NULL, NULL },
};
static const struct import_code unknown[] = { { "unknown", "未填写" }, { NULL, NULL } };
static const struct import_code ranks[] = {
	{ "none", "无职称" }, { "junior", "初级" }, { "mid", "中级" }, { "deputy_senior", "副高级" },
	{ "senior", "正高级" }, { NULL, NULL },
};
static const struct import_code verdicts[] = {
	{ "eligible", "符合" }, { "not_yet", "尚未达到" }, { "not_eligible", "不符合" },
	{ "not_required", "无服务要求" }, { "no_scheme", "未确定方案" }, { NULL, NULL },
};
static const struct import_code paper_states[] = {
	{ "valid", "有效" }, { "revoked", "已撤销" }, { NULL, NULL },
};
static const struct import_code origins[] = {
	{ "portal", "门户" }, { "import", "导入" }, { NULL, NULL },
};

static const struct import_code counted[] = {
	{ "referrals", "转诊" }, { "pairings", "对口支援" }, { "donations", "捐赠" },
	{ "agreements", "协议" }, { "postings", "派驻" }, { "attendance", "出勤" },
	{ "further_studies", "进修" }, { "mentorships", "师带徒" }, { "staff", "人员" },
	{ "trainings", "培训" }, { "procedures", "手术技术" }, { "rescues", "抢救" },
	{ "supervision_visits", "督导" }, { "funds", "资金" }, { "fund_allocations", "资金下拨" },
	{ "fund_spendings", "资金使用" }, { "reported_values", "上报数据" }, { NULL, NULL },
};
static const struct import_code counted_states[] = {
	{ "submitted", "待确认" }, { "confirmed", "已确认" }, { "disputed", "有异议" },
	{ "ended", "已结束" }, { "finished", "已结束" }, { "refused", "已拒绝" }, { "live", "在期" },
	{ "expired", "已到期" }, { "planned", "未开始" }, { "sent", "已发送" }, { "received", "已接收" },
	{ "accepted", "同意接收" }, { "rejected", "已拒收" }, { "booked", "已预约" },
	{ "no_show", "未到诊" }, { "arrived", "已到诊" }, { "treated", "已诊治" },
	{ "feedback", "已反馈" }, { "closed", "已结案" }, { "cancelled", "已撤销" }, { NULL, NULL },
};

/* --- columns --- */

#define MOMENT(title, name)	{ title, name, 17, EXPORT_MOMENT }
#define NUMBER(title, name)	{ title, name, 14, EXPORT_NUMBER }
#define CODE(title, name, width, codes)	{ title, name, width, EXPORT_TEXT, codes }

static const struct export_column referrals[] = {
	{ "转诊编号", "number", 18 }, CODE("方向", "direction", 10, import_directions),
	CODE("状态", "state", 10, import_states), CODE("紧急程度", "urgency", 10, import_urgencies),
	{ "姓名", "_patient_name", 12 }, CODE("性别", "patient.sex", 6, import_sexes),
	{ "出生日期", "patient.birth_date", 12 }, { "转出机构", "from.name", 26 },
	{ "转出科室", "from.department", 14 }, { "转入机构", "to.name", 26 },
	{ "转入科室", "to.department", 14 }, { "诊断", "diagnosis", 30 },
	MOMENT("发送时间", "sent_at"), MOMENT("答复时间", "_answered_at"),
	MOMENT("预约时间", "booked_for"), MOMENT("到诊时间", "arrived_at"), { NULL },
};
static const struct export_column arrivals[] = {
	MOMENT("预约时间", "booked_for"), MOMENT("到诊时间", "arrived_at"), { "转诊编号", "number", 18 },
	{ "急救", "emergency", 8, EXPORT_YES_NO }, { "绿色通道", "green_channel", 10, EXPORT_YES_NO },
	{ "姓名", "_patient_name", 12 }, CODE("性别", "patient.sex", 6, import_sexes),
	{ "出生日期", "patient.birth_date", 12 }, { "诊断", "diagnosis", 30 },
	{ "转入科室", "to.department", 14 }, { "转出机构", "from.name", 26 },
	CODE("状态", "state", 10, import_states), { NULL },
};
/* Headed as an import takes them. */
static const struct export_column organisations[] = {
	{ "机构编码", "code", 16 }, { "机构名称", "name", 30 },
	CODE("类型", "kind", 16, import_organisation_kinds), CODE("级别", "level", 8, import_levels),
	CODE("等次", "grade", 8, import_grades), CODE("举办主体", "ownership", 10, import_ownerships),
	{ "区划代码", "division.code", 12 }, { "所在地", "division.path", 30 },
	{ "上级机构", "_parent", 30 }, { "床位", "beds", 8 }, { "服务人口", "_population", 10 },
	{ "服务面积", "_area_km2", 10 }, { "服务台", "_helpdesk_name", 14 },
	{ "服务台电话", "_helpdesk_phone", 14 }, { "成立日期", "valid_from", 12 },
	{ "撤销日期", "valid_to", 12 }, { NULL },
};
static const struct export_column alliances[] = {
	{ "名称", "name", 30 }, CODE("类型", "kind", 14, alliance_kinds),
	{ "牵头单位", "leads", 40, EXPORT_NAMES }, { "成员数", "members", 8, EXPORT_NUMBER },
	{ "办公室设在", "seat.name", 30 }, { "成立日期", "started_on", 12 },
	{ "结束日期", "ended_on", 12 }, { NULL },
};
static const struct export_column alliance_members[] = {
	{ "机构编码", "code", 16 }, { "机构名称", "name", 30 }, CODE("角色", "role", 8, member_roles),
	CODE("类型", "kind", 16, import_organisation_kinds), { "所在地", "division", 30 },
	{ "加入日期", "joined_on", 12 }, { "退出日期", "left_on", 12 }, { NULL },
};
static const struct export_column pairings[] = {
	{ "支援单位", "from.name", 30 }, { "受援单位", "to.name", 30 }, { "项目", "programme", 24 },
	{ "支援内容", "purpose", 40 }, { "专科", "specialties", 24, EXPORT_NAMES },
	{ "开始日期", "starts_on", 12 }, { "结束日期", "ends_on", 12 },
	CODE("状态", "status", 8, pairing_states), { "终止原因", "end_reason", 24 }, { NULL },
};
static const struct export_column imports[] = {
	MOMENT("导入时间", "created_at"), CODE("类型", "kind", 12, imported), { "文件", "name", 40 },
	CODE("状态", "state", 10, import_steps), NUMBER("总行数", "total"), NUMBER("可导入", "good"),
	NUMBER("有错误", "bad"), NUMBER("已存在", "known"), NUMBER("已写入", "written"),
	MOMENT("结束时间", "ended_at"), { NULL },
};
static const struct export_column quiet[] = {
	{ "机构名称", "organisation.name", 30 },
	CODE("类型", "organisation.kind", 16, import_organisation_kinds),
	{ "所在地", "region.name", 20 }, { "本月无转诊", "no_referral", 12, EXPORT_YES_NO },
	{ "本月无人登录", "no_sign_in", 14, EXPORT_YES_NO }, MOMENT("最近转诊", "last_referral_at"),
	MOMENT("最近登录", "last_sign_in_at"), { NULL },
};
/* Without identity: nothing by which an institution's own list would name the patient. */
static const struct export_column oversight_rows[] = {
	{ "到诊日期", "arrived_on", 12 }, MOMENT("发送时间", "sent_at"),
	CODE("方向", "direction", 10, import_directions), CODE("状态", "state", 10, import_states),
	CODE("紧急程度", "urgency", 10, import_urgencies), CODE("门诊/住院", "care", 10, import_cares),
	{ "急救", "emergency", 8, EXPORT_YES_NO }, { "绿色通道", "green_channel", 10, EXPORT_YES_NO },
	CODE("性别", "sex", 6, import_sexes), CODE("年龄段", "age_band", 10, unknown),
	{ "转出机构", "from.name", 26 }, { "转入机构", "to.name", 26 }, { "转入科室", "department", 14 },
	CODE("病种", "disease", 12, unknown), { "诊断编码", "diagnosis_code", 12 },
	MOMENT("答复时间", "answered_at"), MOMENT("结案时间", "closed_at"),
	CODE("来源", "origin", 8, origins), { NULL },
};
/* Records of any kind behind a number: what all of them have. */
static const struct export_column figure_rows[] = {
	{ "日期", "day", 12 }, CODE("类型", "record_type", 12, counted), { "名称", "title", 30 },
	{ "派出/提供方", "from.name", 26 }, { "接收方", "to.name", 26 }, { "分类", "kind", 16 },
	CODE("状态", "state", 10, counted_states), NUMBER("计入数值", "value"), { NULL },
};
static const struct export_column figures[] = {
	{ "名称", "name", 28 }, { "转入机构", "to_name", 28 }, NUMBER("上转人次", "up_visits"),
	NUMBER("上转人数", "up_persons"), NUMBER("下转人次", "down_visits"),
	NUMBER("下转人数", "down_persons"), NUMBER("下转住院人次", "down_inpatient_visits"),
	NUMBER("下转门急诊人次", "down_outpatient_visits"), NUMBER("同级转诊人次", "same_level_visits"),
	NUMBER("同级转诊人数", "same_level_persons"), NUMBER("急救转诊人次", "emergency_visits"),
	NUMBER("发出", "sent"), NUMBER("已接收", "received"), NUMBER("已答复", "answered"),
	NUMBER("同意接收", "accepted"), NUMBER("拒绝", "rejected"), NUMBER("退回未重发", "returned"),
	NUMBER("转荐", "redirected"), NUMBER("撤销", "cancelled"), NUMBER("到诊", "came"),
	NUMBER("未到诊", "no_show"), NUMBER("已反馈", "fed_back"), NUMBER("结案", "closed"),
	NUMBER("结案（转出方）", "closed_by_sender"), NUMBER("应结案（转出方）", "closable_by_sender"),
	NUMBER("结案（转入方）", "closed_by_receiver"), NUMBER("应结案（转入方）", "closable_by_receiver"),
	NUMBER("绿色通道", "green_channel"), NUMBER("急救", "emergencies"),
	NUMBER("有答复时间", "answers_timed"), NUMBER("平均答复秒数", "answer_seconds_average"),
	NUMBER("答复秒数中位数（估）", "answer_seconds_median"), { NULL },
};
static const struct export_column promotions[] = {
	{ "姓名", "staff.name", 12 }, { "单位", "organisation.name", 30 }, { "科室", "department", 14 },
	{ "职称", "title", 14 }, CODE("现级别", "has_rank", 10, ranks),
	CODE("拟晋升级别", "rank_level", 12, ranks), { "晋升年度", "target_year", 10, EXPORT_NUMBER },
	{ "方案", "scheme.name", 34 }, { "版本", "scheme.version", 8, EXPORT_NUMBER },
	CODE("资格", "result", 14, verdicts), NUMBER("服务天数", "days"),
	{ "达到日期", "reached_on", 12 }, { "最早符合日期", "earliest_on", 14 },
	{ "理由", "_reason_zh", 60 }, { "服务经历及鉴定", "_services", 80 }, { NULL },
};
static const struct export_column certificates[] = {
	{ "证书编号", "number", 20 }, { "姓名", "staff.name", 12 }, { "单位", "organisation.name", 30 },
	CODE("拟晋升级别", "rank_level", 12, ranks), { "方案", "scheme.name", 34 },
	{ "版本", "scheme.version", 8, EXPORT_NUMBER }, { "截至日期", "as_of", 12 },
	NUMBER("服务天数", "days"), MOMENT("签发时间", "issued_at"), { "签发机关", "issuer", 30 },
	CODE("状态", "state", 10, paper_states), MOMENT("撤销时间", "revoked_at"),
	{ "撤销原因", "revoke_reason", 40 }, { NULL },
};

/* --- where the rows come from: mostly the page's own statement --- */

#define LIST "box", "state", "direction", "organisation", "from", "to", "after", "limit", "q"

enum { SOURCE_WORKLIST = WAYS, REFERRAL_SOURCES };

static const struct export_source referral_sources[REFERRAL_SOURCES] = {
	[WAY_NEWEST] = { SQL_OUTGO_LIST, SQL_OUTGO_COUNT, { LIST } },
	[WAY_OLDEST] = { SQL_OUTGO_LIST_OLDEST, SQL_OUTGO_COUNT, { LIST } },
	[WAY_CHANGED_LAST] = { SQL_OUTGO_LIST_CHANGED, SQL_OUTGO_COUNT, { LIST } },
	[WAY_CHANGED_FIRST] = { SQL_OUTGO_LIST_CHANGED_FIRST, SQL_OUTGO_COUNT, { LIST } },
	[WAY_SEARCH] = { SQL_OUTGO_SEARCH, SQL_NONE, { LIST, "sort" } },
	[SOURCE_WORKLIST] = { SQL_OUTGO_WORKLIST, SQL_NONE,
	    { "worklist", "direction", "after", "limit", "sort" } },
};
static const struct export_source arrival_source = { SQL_OUTGO_ARRIVALS, SQL_NONE, { "date" } };

enum { SOURCE_NOW, SOURCE_ON_DAY };

static const struct export_source organisation_sources[] = {
	[SOURCE_NOW] = { SQL_OUTGO_ORGANISATIONS, SQL_NONE,
	    { "q", "kind", "division", "parent", "alliance", "closed", "after", "limit" } },
	[SOURCE_ON_DAY] = { SQL_OUTGO_ORGANISATIONS_ON, SQL_NONE,
	    { "q", "kind", "division", "parent", "alliance", "as_of", "after", "limit" } },
};
static const struct export_source alliance_source = { SQL_OUTGO_ALLIANCES, SQL_NONE,
	{ "q", "kind", "organisation", "as_of", "after", "limit" } };
static const struct export_source member_source = { SQL_OUTGO_MEMBERS, SQL_NONE,
	{ "id", "as_of" } };
static const struct export_source pairing_source = { SQL_OUTGO_PAIRINGS, SQL_NONE,
	{ "organisation", "division", "programme", "status", "as_of", "after", "limit" } };
static const struct export_source import_source = { SQL_OUTGO_IMPORTS, SQL_NONE,
	{ "after", "limit" } };
static const struct export_source quiet_source = { SQL_OUTGO_QUIET, SQL_NONE,
	{ "scope", "what" } };
static const struct export_source figure_source = { SQL_OUTGO_FIGURES, SQL_NONE,
	{ "scope", "period", "by", "step" } };
static const struct export_source row_source = { SQL_OUTGO_ROWS, SQL_NONE,
	{ "scope", "period", "figure", "direction", "sender", "receiver", "county", "department",
	    "disease", "after", "limit" } };
static const struct export_source promotion_source = { SQL_OUTGO_PROMOTIONS, SQL_NONE,
	{ "organisation", "result", "scheme", "rank", "as_of", "q", "after", "limit" } };

static const struct export_source certificate_source = { SQL_OUTGO_CERTIFICATES, SQL_NONE,
	{ "organisation", "state", "rank", "from", "to", "q", "after", "limit" } };

static const struct export_source figure_row_source = { SQL_OUTGO_FIGURE_ROWS, SQL_NONE,
	{ "code", "part", "scope", "structure", "period", "unit", "county", "kind", "after", "limit" } };

static const char *
wish(const json_t *filter, const char *key)
{
	return json_string_value(json_object_get(filter, key));
}

static int
choose_referrals(const json_t *filter)
{
	enum referral_way way = referral_way(wish(filter, "q"), wish(filter, "sort"));

	if (wish(filter, "worklist") != NULL)
		return SOURCE_WORKLIST;
	return way == WAYS ? -1 : (int)way;
}

static int
choose_organisations(const json_t *filter)
{
	return wish(filter, "as_of") != NULL ? SOURCE_ON_DAY : SOURCE_NOW;
}

/* --- the table --- */

#define ONE(source)	&source, 1, NULL
#define SEVERAL(sources, choose)	sources, COUNT(sources), choose

static const struct export_kind kinds[] = {
	{ "referrals", "referral.export", "/referrals", "转诊", "referral.export", referrals,
	  SEVERAL(referral_sources, choose_referrals) },
	{ "arrivals", "referral.export", "/arrivals", "到诊", "referral.export", arrivals,
	  ONE(arrival_source) },
	{ "organisations", "organisation.read", "/organisations", "机构", NULL, organisations,
	  SEVERAL(organisation_sources, choose_organisations) },
	{ "alliances", "alliance.read", "/alliances", "医联体", NULL, alliances, ONE(alliance_source) },
	{ "alliance_members", "alliance.read", "/alliances/{id}", "成员", NULL, alliance_members,
	  ONE(member_source) },
	{ "pairings", "pairing.read", "/pairings", "对口支援", NULL, pairings, ONE(pairing_source) },
	{ "imports", "job.own", "/imports", "导入记录", NULL, imports, ONE(import_source) },
	{ "quiet", "oversight.export", "/oversight/quiet", "零转诊与未登录", NULL, quiet,
	  ONE(quiet_source) },
	{ "oversight", "oversight.export", "/oversight/referrals", "转诊统计", NULL, figures,
	  ONE(figure_source) },
	{ "oversight_rows", "oversight.export", "/oversight/referrals/rows", "转诊明细",
	  "oversight.export", oversight_rows, ONE(row_source) },
	{ "promotions", "promotion.read", "/promotions", "晋升资格", "promotion.export", promotions,
	  ONE(promotion_source) },
	{ "certificates", "promotion.read", "/certificates", "晋升资格证书", "promotion.export", certificates,
	  ONE(certificate_source) },
	{ "figure_rows", "figure.read", "/figures/{code}/rows", "指标明细", "figure.export", figure_rows,
	  ONE(figure_row_source) },
};

const struct export_kind *
export_kind_at(int i)
{
	return i >= 0 && i < COUNT(kinds) ? &kinds[i] : NULL;
}

const struct export_kind *
export_kind_find(const char *name)
{
	for (int i = 0; i < COUNT(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

const struct export_source *
export_source(const struct export_kind *k, const json_t *filter)
{
	int i = k->choose != NULL ? k->choose(filter) : 0;

	return i >= 0 ? &k->sources[i] : NULL;
}

static bool
is_page(const char *key)
{
	return strcmp(key, "after") == 0 || strcmp(key, "limit") == 0;
}

static bool
has_key(const char *const *keys, int n, const char *key)
{
	for (int i = 0; i < n; i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

void
export_keys(const struct export_kind *k, const char *keys_r[EXPORT_PARAMS_MAX])
{
	int n = 0;

	for (int s = 0; s < k->nsources; s++)
		for (const char *const *key = k->sources[s].keys; *key != NULL; key++)
			if (!is_page(*key) && !has_key(keys_r, n, *key))
				keys_r[n++] = *key;
	keys_r[n] = NULL;
}

int
export_params(const struct export_source *s)
{
	int n = 0;

	for (const char *const *key = s->keys; *key != NULL; key++)
		n += strcmp(*key, "scope") == 0 || strcmp(*key, "period") == 0 ? 2 : 1;
	return n;
}
