-- 0030_code_list.sql - lists of codes with Chinese and English names, and the settings of the portal.

set local role yl_owner;

create table biz.code_list (
	name    text not null,
	name_zh text not null,
	name_en text not null,
	constraint code_list_pkey primary key (name),
	constraint code_list_name_check check (name ~ '^[a-z][a-z_]{1,39}$')
);

comment on table biz.code_list is 'Lists of codes that forms offer and workflows ask for.';
comment on column biz.code_list.name is 'What routes and columns call it: "reject_reason".';
comment on column biz.code_list.name_zh is 'Name for people, in Chinese.';
comment on column biz.code_list.name_en is 'Name for people, in English.';

create table biz.code (
	list          text     not null,
	code          text     not null,
	name_zh       text     not null,
	name_en       text     not null,
	note_required boolean  not null default false,
	position      smallint not null,
	valid_from    date     not null default '2000-01-01',
	valid_to      date,
	constraint code_pkey primary key (list, code),
	constraint code_list_fkey foreign key (list) references biz.code_list (name),
	constraint code_code_check check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
	constraint code_valid_check check (valid_to > valid_from)
);

comment on table biz.code is 'The codes of each list; a code is never deleted, it ends.';
comment on column biz.code.list is 'Of which list.';
comment on column biz.code.code is 'What records store.';
comment on column biz.code.name_zh is 'Shown in Chinese.';
comment on column biz.code.name_en is 'Shown in English.';
comment on column biz.code.note_required is 'Whether a sentence must say more ("other").';
comment on column biz.code.position is 'Order in which forms show it.';
comment on column biz.code.valid_from is 'First day it may be chosen.';
comment on column biz.code.valid_to is 'First day it may no longer be chosen; null: still offered.';

create table biz.setting (
	name    text   not null,
	value   bigint not null,
	unit    text   not null,
	note_zh text   not null,
	note_en text   not null,
	constraint setting_pkey primary key (name)
);

comment on table biz.setting is 'Numbers that authorities may set: limits and terms.';
comment on column biz.setting.name is 'What functions ask for: "referral.answer.urgent".';
comment on column biz.setting.value is 'The number.';
comment on column biz.setting.unit is 'What it counts: minute, hour, day.';
comment on column biz.setting.note_zh is 'What it governs, in Chinese.';
comment on column biz.setting.note_en is 'What it governs, in English.';

insert into biz.setting (name, value, unit, note_zh, note_en) values
	('referral.answer.emergency', 30, 'minute', '急救转诊的应答时限', 'Time to answer an emergency'),
	('referral.answer.urgent', 1440, 'minute', '优先转诊的应答时限', 'Time to answer an urgent referral'),
	('referral.answer.routine', 4320, 'minute', '普通转诊的应答时限', 'Time to answer a routine referral'),
	('referral.book', 4320, 'minute', '接收后安排就诊的时限', 'Time from acceptance to a booking'),
	('referral.arrive', 1440, 'minute', '预约时间过后确认到诊的时限',
	 'Time after the booked hour to record an arrival or a no-show'),
	('referral.feedback', 20160, 'minute', '到诊后反馈诊疗结果的时限',
	 'Time from arrival to feedback'),
	('referral.close', 10080, 'minute', '收到反馈后确认结案的时限', 'Time from feedback to closing');

insert into biz.code_list (name, name_zh, name_en) values
	('referral_reason', '转诊原因', 'Reason of referral'),
	('reject_reason', '拒绝原因', 'Reason of rejection'),
	('return_reason', '退回原因', 'Reason of return'),
	('redirect_reason', '转荐原因', 'Reason of redirection'),
	('cancel_reason', '撤销原因', 'Reason of cancellation'),
	('no_show_reason', '未到诊原因', 'Reason of no-show'),
	('consent', '患者知情同意', 'Consent of the patient');

insert into biz.code (list, code, name_zh, name_en, note_required, position) values
	('referral_reason', 'beyond_capacity', '超出本机构诊疗能力', 'Beyond our capacity', false, 1),
	('referral_reason', 'equipment', '缺少必要的设备或药品', 'Equipment or medicines lacking', false, 2),
	('referral_reason', 'critical', '病情危急重', 'Critical condition', false, 3),
	('referral_reason', 'uncertain_diagnosis', '诊断不明确', 'Diagnosis uncertain', false, 4),
	('referral_reason', 'surgery', '需要手术治疗', 'Surgery needed', false, 5),
	('referral_reason', 'recovery', '病情稳定，转入康复期', 'Stable, in recovery', false, 6),
	('referral_reason', 'chronic', '慢性病长期管理', 'Long-term care of a chronic disease', false, 7),
	('referral_reason', 'patient_wish', '患者要求', 'Wish of the patient', false, 8),
	('referral_reason', 'other', '其他', 'Other', true, 9),
	('reject_reason', 'no_bed', '暂无床位', 'No free bed', false, 1),
	('reject_reason', 'no_department', '无相应科室或技术', 'No such department or skill', false, 2),
	('reject_reason', 'not_indicated', '不符合转诊指征', 'Referral not indicated', false, 3),
	('reject_reason', 'treat_locally', '建议在本地继续治疗', 'Treatment on the spot advised', true, 4),
	('reject_reason', 'duplicate', '重复申请', 'Duplicate', false, 5),
	('reject_reason', 'other', '其他', 'Other', true, 6),
	('return_reason', 'incomplete', '资料不完整', 'Incomplete', true, 1),
	('return_reason', 'examination', '需补充检查', 'Examination missing', true, 2),
	('return_reason', 'consent', '缺少知情同意', 'Consent missing', false, 3),
	('return_reason', 'other', '其他', 'Other', true, 4),
	('redirect_reason', 'better_place', '另一机构更合适', 'Another institution is better suited', false, 1),
	('redirect_reason', 'no_bed', '本院暂无床位', 'No free bed here', false, 2),
	('redirect_reason', 'nearer', '就近就医', 'Nearer to the patient', false, 3),
	('redirect_reason', 'other', '其他', 'Other', true, 4),
	('cancel_reason', 'patient_declined', '患者放弃转诊', 'Patient declined', false, 1),
	('cancel_reason', 'went_elsewhere', '患者已自行就医', 'Patient went elsewhere', false, 2),
	('cancel_reason', 'improved', '病情好转', 'Condition improved', false, 3),
	('cancel_reason', 'died', '患者死亡', 'Patient died', false, 4),
	('cancel_reason', 'mistake', '填写错误', 'Entered by mistake', false, 5),
	('cancel_reason', 'other', '其他', 'Other', true, 6),
	('no_show_reason', 'unreachable', '联系不上', 'Not reachable', false, 1),
	('no_show_reason', 'declined', '患者放弃', 'Patient declined', false, 2),
	('no_show_reason', 'weather', '天气或交通原因', 'Weather or transport', false, 3),
	('no_show_reason', 'other', '其他', 'Other', true, 4),
	('consent', 'written', '患者书面同意', 'Written, by the patient', false, 1),
	('consent', 'guardian', '监护人书面同意', 'Written, by the guardian', false, 2),
	('consent', 'oral', '口头同意并已记录', 'Oral, noted in the record', false, 3),
	('consent', 'emergency', '紧急情况，依法免予同意', 'Emergency: not needed by law', false, 4);

-- A value, or a refusal that names the member of the body that must be mended.
create function biz.required(value anyelement, pointer text, zh text, en text) returns anyelement
language plpgsql immutable
as $$
begin
	if value is null then
		raise exception using errcode = 'UX422', message = zh, detail = en, hint = pointer;
	end if;
	return value;
end
$$;

select sec.protect('biz.code_list', 'public_read');
select sec.protect('biz.code', 'public_read');
select sec.protect('biz.setting', 'public_read');

grant select on biz.code_list, biz.code, biz.setting to yl_web, yl_job;
grant execute on function biz.required(anyelement, text, text, text) to yl_web, yl_job;
