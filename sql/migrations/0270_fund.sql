-- 0270_fund.sql - money with a purpose: where it came from, how much, and what it may be spent on (FND-01, FND-03).
--
-- A fund is handed down by allocations (0271) and spent (0272). Whoever adds to either locks the row it
-- draws on first, so that two at once never take more than is there. Locks go upwards only: spending or
-- allocation, the allocation above it, the fund.
set local role yl_owner;

create table biz.fund (
	like biz.record_head_one including all,
	issued_on       date   not null,
	name            text,
	document_number text,
	fund_year       int,
	level           text,
	programme       text,
	amount_fen      bigint,
	pay_by          date,
	pay_method      text,
	allowed_uses    text,
	allocated_fen   bigint not null default 0,
	spent_fen       bigint not null default 0,
	balance_fen     bigint,
	constraint fund_whole_check check (state in ('draft', 'void') or num_nulls(name, fund_year, level, amount_fen) = 0),
	constraint fund_number_check check (state in ('draft', 'void') or level in ('hospital', 'street') or document_number is not null),
	constraint fund_level_check check (level in ('central', 'province', 'city', 'county', 'hospital', 'street')),
	constraint fund_year_check check (fund_year between 1990 and 2100),
	constraint fund_amount_check check (amount_fen > 0),
	constraint fund_day_check check (issued_on between '1990-01-01' and '2100-01-01'),
	constraint fund_pay_by_check check (pay_by >= issued_on),
	constraint fund_document_excl exclude using gist (org_id with =, document_number with =, name with =)
		where (state <> 'void' and document_number is not null)
);
comment on table biz.fund is 'Money given for a purpose (专项资金), with what it may be used for.';
comment on column biz.fund.issued_on is 'Day of the document that gave it.';
comment on column biz.fund.name is 'Name of the money.';
comment on column biz.fund.document_number is 'Number of the document (文号); hospital and street budgets may have none.';
comment on column biz.fund.fund_year is 'Budget year.';
comment on column biz.fund.level is 'Where it comes from: central, province, city, county, hospital (own budget), street (办事处、社区).';
comment on column biz.fund.programme is 'Programme (项目) it belongs to.';
comment on column biz.fund.amount_fen is 'How much, in fen.';
comment on column biz.fund.pay_by is 'Day by which it is to be paid down.';
comment on column biz.fund.pay_method is 'How it is paid down (下拨方式).';
comment on column biz.fund.allowed_uses is 'Computed: allowed uses in words.';
comment on column biz.fund.allocated_fen is 'Computed: handed to others by its holder, in fen.';
comment on column biz.fund.spent_fen is 'Computed: spent by whoever got of it, in fen.';
comment on column biz.fund.balance_fen is 'Computed: what its holder neither handed on nor spent, in fen.';
comment on constraint fund_whole_check on biz.fund is
	'/name|提交前请填写资金名称、年度、来源和金额|Enter name, year, source and amount before submitting';
comment on constraint fund_number_check on biz.fund is
	'/document_number|财政资金请填写下达文件的文号|Public money needs the number of the document that gave it';
comment on constraint fund_amount_check on biz.fund is '/amount_fen|金额应大于零|The amount must be above zero';
comment on constraint fund_year_check on biz.fund is '/fund_year|请核对年度|Check the year';
comment on constraint fund_day_check on biz.fund is
	'/issued_on|下达日期应在1990年之后，请核对年份|The day must lie after 1990: check the year';
comment on constraint fund_pay_by_check on biz.fund is
	'/pay_by|拨付期限不能早于下达日期|It cannot be due before it was given';
comment on constraint fund_document_excl on biz.fund is
	'/document_number|该文号的这笔资金已登记|This money of this document is entered already';
select biz.make_record('biz.fund', 'funds', 'fund', 'issued_on', 'name');

create function biz.fund_use_zh(use text) returns text
language sql immutable
return case use when 'equipment' then '设备购置' when 'maintenance' then '设备维修' when 'construction' then '房屋修缮'
	when 'training' then '人员培训' when 'allowance' then '派驻补助' when 'travel' then '交通差旅' when 'supplies' then '药品耗材'
	when 'information' then '信息化' when 'service' then '诊疗服务' when 'supervision' then '督导考核' when 'publicity' then '宣传'
	when 'other' then '其他' end;
comment on function biz.fund_use_zh(text) is 'A use in words; null: there is none of this code.';

create table biz.fund_use (
	like biz.record_line including all,
	use    text not null,
	remark text,
	constraint fund_use_use_check check (biz.fund_use_zh(use) is not null),
	constraint fund_use_use_key unique (record_id, use)
);
comment on table biz.fund_use is 'What a fund may be used for; nothing else is paid from it (专款专用).';
comment on column biz.fund_use.use is 'equipment, maintenance, construction, training, allowance, travel, supplies, information, service, supervision, publicity or other.';
comment on column biz.fund_use.remark is 'How the document says it.';
comment on constraint fund_use_use_key on biz.fund_use is
	'/uses|同一用途只填一行|A use stands only once';
select biz.make_lines('biz.fund_use', 'biz.fund');

create function biz.fund_amount_zh(fen bigint) returns text
language sql immutable
return trim_scale(fen / 1000000.0) || '万元';
comment on function biz.fund_amount_zh(bigint) is 'Fen as 万元, for sentences.';

-- Whether the request acts for an institution, as the engine asks it.
create function biz.acts_for(org int, region int) returns boolean
language sql stable
return (org = any (sec.orgs()) or region between sec.region_lo() and sec.region_hi()) is true;
comment on function biz.acts_for(int, int) is 'Whether this request acts for an institution: by its organisations or its regions.';
grant execute on function biz.fund_use_zh(text), biz.fund_amount_zh(bigint), biz.acts_for(int, int) to yl_web, yl_job;
