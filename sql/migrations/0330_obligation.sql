-- 0330_obligation.sql - what one institution owes another (or itself): a rule with parameters and days.
--
-- Rows come from confirmed agreements (their goals, and the rules of the schemes they point to),
-- from postings under a scheme (0332), or by hand. How each kind of rule is judged: 0331.
set local role yl_owner;

create table fig.obligation (
	id             uuid        not null default gen_random_uuid(),
	from_org_id    int         not null,
	from_region_id int         not null,
	to_org_id      int         not null,
	to_region_id   int         not null,
	source         text        not null,
	kind           text        not null,
	parameters     jsonb       not null,
	name           text,
	owner          text,
	valid_from     date        not null,
	valid_to       date,
	agreement_id   uuid,
	scheme_id      uuid,
	posting_id     uuid,
	line           smallint,
	ended_on       date,
	end_reason     text,
	created_by     bigint      not null default 0,
	created_at     timestamptz not null default now(),
	updated_by     bigint      not null default 0,
	updated_at     timestamptz not null default now(),
	version        int         not null default 1,
	constraint obligation_pkey primary key (id),
	constraint obligation_from_org_fkey foreign key (from_org_id) references biz.organisation (id),
	constraint obligation_to_org_fkey foreign key (to_org_id) references biz.organisation (id),
	constraint obligation_agreement_fkey foreign key (agreement_id) references biz.agreement (id),
	constraint obligation_scheme_fkey foreign key (scheme_id) references biz.scheme (id),
	constraint obligation_posting_fkey foreign key (posting_id) references biz.posting (id),
	constraint obligation_source_check check (source in ('goal', 'scheme') or source = 'manual' and line is null),
	constraint obligation_kind_check check (kind in ('minimum_per_period', 'minimum_at_once', 'presence', 'days_per_week',
		'rotation', 'deadline', 'rank', 'team', 'quota_per_year')),
	constraint obligation_term_check check (valid_to >= valid_from),
	constraint obligation_due_check check (kind <> 'deadline' or valid_to is not null),
	constraint obligation_posting_check check ((kind = 'days_per_week') <= (posting_id is not null)),
	constraint obligation_end_check check ((ended_on is null) = (end_reason is null)),
	constraint obligation_name_check check (length(name) between 2 and 400),
	constraint obligation_owner_check check (length(owner) between 1 and 200),
	constraint obligation_version_check check (version > 0)
);
-- By hand there may be several of a kind between the same two.
create unique index obligation_source_key on fig.obligation (source, from_org_id, to_org_id, agreement_id, scheme_id, posting_id, line)
	nulls not distinct where source <> 'manual';
create index obligation_pair_idx on fig.obligation (from_org_id, to_org_id);
create index obligation_to_idx on fig.obligation (to_org_id);
create index obligation_posting_idx on fig.obligation (posting_id) where posting_id is not null;

comment on table fig.obligation is 'Obligations (应尽义务): a rule, its parameters, who owes it to whom, and on which days.';
comment on column fig.obligation.id is 'Key.';
comment on column fig.obligation.from_org_id is 'Who owes it; the same as to_org_id: whoever supports that one.';
comment on column fig.obligation.from_region_id is 'Its region, copied by trigger.';
comment on column fig.obligation.to_org_id is 'To whom.';
comment on column fig.obligation.to_region_id is 'Its region, copied by trigger.';
comment on column fig.obligation.source is 'goal (of an agreement), scheme (a rule of it) or manual.';
comment on column fig.obligation.kind is 'Kind of rule.';
comment on column fig.obligation.parameters is 'Parameters of that kind: see fig.check_parameters.';
comment on column fig.obligation.name is 'How the document says it.';
comment on column fig.obligation.owner is 'Who answers for it.';
comment on column fig.obligation.valid_from is 'First day it holds.';
comment on column fig.obligation.valid_to is 'Last day it holds; of a deadline: the day it is due. null: open.';
comment on column fig.obligation.agreement_id is 'Agreement it comes from.';
comment on column fig.obligation.scheme_id is 'Scheme version it comes from: each version has its own obligations for its days.';
comment on column fig.obligation.posting_id is 'Posting it is about, where the rule is about each person.';
comment on column fig.obligation.line is 'Line of the goal or the rule.';
comment on column fig.obligation.ended_on is 'Ended by somebody: last day it held.';
comment on column fig.obligation.end_reason is 'Why.';
comment on column fig.obligation.created_by is 'Account; 0: made from records.';
comment on column fig.obligation.created_at is 'When.';
comment on column fig.obligation.updated_by is 'Account that changed it last; 0: made from records.';
comment on column fig.obligation.updated_at is 'When.';
comment on column fig.obligation.version is 'Counts changes, for ETag and If-Match.';

select sec.protect('fig.obligation', 'two_sided:obligation.write');
create policy obligation_purpose_insert on fig.obligation as restrictive for insert to yl_web, yl_job
	with check ((select sec.permission()) = 'obligation.write' and source = 'manual');
create policy obligation_purpose_update on fig.obligation as restrictive for update to yl_web, yl_job
	using ((select sec.permission()) = 'obligation.write');
grant select on fig.obligation to yl_web, yl_job;
grant insert (id, from_org_id, from_region_id, to_org_id, to_region_id, source, kind, parameters, name, owner, valid_from, valid_to, posting_id),
	update (parameters, name, owner, valid_from, valid_to, ended_on, end_reason) on fig.obligation to yl_web;

create function fig.today() returns date
language sql stable
return (now() at time zone 'Asia/Shanghai')::date;
comment on function fig.today() is 'Today in Asia/Shanghai, whatever the session''s zone.';

-- The last day an obligation holds, or null.
create function fig.last_day(o fig.obligation) returns date
language sql immutable
return least((o).valid_to, (o).ended_on);

create function fig.is_amount(v jsonb, lowest numeric, highest numeric) returns boolean
language sql immutable
return case when jsonb_typeof(v) = 'number' then (v #>> '{}')::numeric between lowest and highest else false end;

-- Refuses, with the pointer of the parameter, what a kind of rule cannot be judged by.
create function fig.check_parameters(kind text, p jsonb) returns void
language plpgsql stable
set search_path = ''
as $$
declare
	counted constant boolean := kind in ('minimum_per_period', 'quota_per_year', 'deadline');
	amount constant text := case kind when 'deadline' then 'target' when 'rotation' then 'amount' else 'n' end;
	known constant text[] := case kind
		when 'minimum_per_period' then '{n,figure,what,grain}' when 'quota_per_year' then '{n,figure,what}'
		when 'deadline' then '{target,figure,what}' when 'minimum_at_once' then '{n,rank_level}'
		when 'presence' then '{n,every,rank_level}' when 'days_per_week' then '{n}'
		when 'rotation' then '{amount,unit,gap}' when 'rank' then '{of,rank_level,rank_years}'
		else '{pattern}' end::text[];
	unknown constant text := (select k from jsonb_object_keys(p) k where k <> all (known) limit 1);
begin
	if unknown is not null then
		perform sec.refuse('UX422', '这类规则没有参数 ' || unknown || '，请去掉', 'This kind of rule has no parameter ' || unknown || ': leave it out',
			'/parameters/' || unknown);
	end if;
	if amount = any (known) and (kind <> 'deadline' or p ->> 'what' is distinct from 'arrival')
	    and not fig.is_amount(p -> amount, case when kind = 'deadline' then -1e12 when counted then 0.01 else 1 end,
		case kind when 'days_per_week' then 7 when 'deadline' then 1e12 when 'rotation' then 60 else 1e9 end) then
		perform sec.refuse('UX422', case kind when 'days_per_week' then '请填写每周天数，1至7' when 'rotation' then '请填写轮换时长，1至60'
			else '请填写数量，应大于零' end, 'Enter the amount', '/parameters/' || amount);
	end if;
	if counted and ((p ->> 'figure' is null) = (p ->> 'what' is null)
	    or p ->> 'what' <> all (case kind when 'deadline' then '{arrival}' else '{posted,study}' end::text[])) then
		perform sec.refuse('UX422', '请选择按哪项指标或哪类记录考核', 'Choose the figure or the records it is judged by', '/parameters/figure');
	end if;
	if p ->> 'figure' is not null and not exists (select from fig.definition d where d.code = p ->> 'figure') then
		perform sec.refuse('UX422', '没有名为 ' || (p ->> 'figure') || ' 的指标', 'There is no such figure', '/parameters/figure');
	end if;
	if kind = 'minimum_per_period' and coalesce(p ->> 'grain', '') not in ('week', 'month', 'quarter', 'half', 'year', 'total') then
		perform sec.refuse('UX422', '请选择周期：周、月、季、半年、年或全期', 'Choose the period', '/parameters/grain');
	elsif kind = 'presence' and coalesce(p ->> 'every', '') not in ('day', 'workday') then
		perform sec.refuse('UX422', '请选择每天或每个工作日', 'Choose every day or every workday', '/parameters/every');
	elsif kind = 'rotation' and (coalesce(p ->> 'unit', '') not in ('day', 'week', 'month', 'year')
	    or p ? 'gap' and not fig.is_amount(p -> 'gap', 0, 60)) then
		perform sec.refuse('UX422', '请填写轮换的时间单位，允许空档为0至60天', 'Enter the unit of time; a gap of 0 to 60 days',
			case when p ? 'gap' and p ->> 'unit' is not null then '/parameters/gap' else '/parameters/unit' end);
	elsif kind = 'rank' and coalesce(p ->> 'of', '') not in ('posting', 'mentorship') then
		perform sec.refuse('UX422', '请选择派驻人员或带教老师', 'Choose posted staff or mentors', '/parameters/of');
	elsif kind = 'team' and coalesce(p ->> 'pattern', '') !~ '[^+| ]' then
		perform sec.refuse('UX422', '请填写队伍组成，如 内科+外科+妇产科|儿科', 'Enter the specialties of the team', '/parameters/pattern');
	end if;
	if kind = 'rank' and p ->> 'rank_level' is null
	    or p ->> 'rank_level' <> all ('{none,junior,mid,deputy_senior,senior}'::text[]) then
		perform sec.refuse('UX422', '请选择职称级别', 'Choose the rank', '/parameters/rank_level');
	end if;
end
$$;
comment on function fig.check_parameters(text, jsonb) is
	'Refuses (UX422 /parameters/…) what a kind of rule lacks. minimum_per_period {n, grain, figure|what}; quota_per_year {n, figure|what}; deadline {target, figure | what: arrival}; minimum_at_once {n, rank_level?}; presence {n, every: day|workday, rank_level?}; days_per_week {n}; rotation {amount, unit, gap?}; rank {of: posting|mentorship, rank_level, rank_years?}; team {pattern}. what: posted (different people sent), study (people sent to study free of charge).';

create function fig.obligation_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	me constant bigint := biz.acting_account();
begin
	new.parameters := jsonb_strip_nulls(new.parameters);
	if tg_op = 'INSERT' then
		select f.region_id, t.region_id into new.from_region_id, new.to_region_id
		  from biz.organisation f, biz.organisation t
		 where f.id = new.from_org_id and t.id = new.to_org_id;
		new.created_by := me;
	else
		if old.source <> 'manual' and me <> 0 and (new.parameters, new.name, new.owner, new.valid_from, new.valid_to)
		    is distinct from (old.parameters, old.name, old.owner, old.valid_from, old.valid_to) then
			perform sec.refuse('UX409', '这项义务由协议或方案产生，请修改协议或方案；也可以填写原因将其终止',
				'This obligation follows from an agreement or a scheme: change that, or end it with a reason');
		end if;
		if old.ended_on is not null and me <> 0 then
			perform sec.refuse('UX409', '这项义务已终止，不能再修改', 'This obligation was ended and changes no more');
		end if;
		new.updated_at := now();
		new.version := old.version + 1;
	end if;
	if tg_op = 'INSERT' or new.parameters is distinct from old.parameters then
		perform fig.check_parameters(new.kind, new.parameters);
	end if;
	if new.valid_to < new.valid_from or new.kind = 'deadline' and new.valid_to is null then
		perform sec.refuse('UX422', case when new.valid_to is null then '请填写到期日期' else '终止日期不能早于起始日期' end,
			case when new.valid_to is null then 'Enter the day it is due' else 'It cannot end before it begins' end, '/valid_to');
	end if;
	if new.kind = 'days_per_week' and new.posting_id is null then
		perform sec.refuse('UX422', '请选择派驻', 'Choose the posting', '/posting_id');
	end if;
	if new.ended_on < new.valid_from or new.ended_on > new.valid_to then
		perform sec.refuse('UX422', '终止日期应在起止日期之内', 'It ends within its term', '/on');
	end if;
	if new.posting_id is not null and not exists (select from biz.posting p where p.id = new.posting_id
	    and (p.from_org_id, p.to_org_id) = (new.from_org_id, new.to_org_id)) then
		perform sec.refuse('UX422', '请选择这两个单位之间的派驻', 'Choose a posting between these institutions', '/posting_id');
	end if;
	new.updated_by := me;
	if me <> 0 then
		perform sec.audit('obligation.' || case when tg_op = 'INSERT' then 'create' when new.ended_on is not null then 'end' else 'change' end,
			'obligation', new.id::text, new.to_region_id, new.to_org_id, null);
	end if;
	return new;
end
$$;
create trigger obligation_rules before insert or update on fig.obligation
	for each row execute function fig.obligation_rules();

-- Days as documents write them.
create function fig.zh_day(day date) returns text
language sql immutable
return to_char(day, 'FMYYYY"年"FMMM"月"FMDD"日"');

-- How a rule is said where the document's own words are not known.
create function fig.rule_words(kind text, p jsonb) returns jsonb
language sql stable
as $$
	select jsonb_build_object('zh', case $1
		when 'presence' then case p ->> 'every' when 'day' then '每天' else '每个工作日' end || '至少' || n || '名' || k.rank_zh || '人员在岗'
		when 'minimum_at_once' then '同时派驻' || k.rank_zh || '人员不少于' || n || '名'
		when 'days_per_week' then '每周出勤不少于' || n || '个工作日'
		when 'rotation' then '每' || (p ->> 'amount') || case p ->> 'unit' when 'day' then '天' when 'week' then '周' when 'month' then '个月' else '年' end
			|| '轮换一批，' || case when coalesce((p ->> 'gap')::int, 0) = 0 then '不断档' else '空档不超过' || (p ->> 'gap') || '天' end
		when 'rank' then case p ->> 'of' when 'posting' then '派驻人员' else '带教老师' end || '应为' || k.rank_zh
			|| case when (p ->> 'rank_years')::int > 0 then '满' || (p ->> 'rank_years') || '年' else '' end || '以上'
		when 'team' then '队伍组成：' || replace(replace(p ->> 'pattern', '|', '或'), '+', '、')
		when 'deadline' then case when p ->> 'what' = 'arrival' then '派驻人员按期到位' else k.figure_zh || '达到' || (p ->> 'target') || k.unit_zh end
		else case when $1 = 'quota_per_year' then '每年' else case p ->> 'grain' when 'week' then '每周' when 'month' then '每月'
			when 'quarter' then '每季度' when 'half' then '每半年' when 'year' then '每年' else '期内' end end
			|| k.figure_zh || '不少于' || n || k.unit_zh end,
	       'en', case $1
		when 'presence' then 'At least ' || n || ' present every ' || (p ->> 'every')
		when 'minimum_at_once' then 'At least ' || n || ' posted at the same time'
		when 'days_per_week' then 'At least ' || n || ' workdays a week'
		when 'rotation' then 'A new batch every ' || (p ->> 'amount') || ' ' || (p ->> 'unit') || ', gap of ' || coalesce(p ->> 'gap', '0') || ' days at most'
		when 'rank' then case p ->> 'of' when 'posting' then 'Posted staff' else 'Mentors' end || ' of rank ' || replace(p ->> 'rank_level', '_', ' ') || ' or above'
		when 'team' then 'Team: ' || (p ->> 'pattern')
		when 'deadline' then case when p ->> 'what' = 'arrival' then 'Posted staff arrive in time' else k.figure_en || ' reaches ' || (p ->> 'target') end
		else k.figure_en || ': ' || n || ' at least each ' || case when $1 = 'quota_per_year' then 'year' else p ->> 'grain' end end)
	  from (select coalesce(d.name_zh, case p ->> 'what' when 'study' then '免费进修（规范化培训）' when 'posted' then '派驻人员' else '' end) as figure_zh,
	               coalesce(d.name_en, case p ->> 'what' when 'study' then 'People sent to study free of charge' when 'posted' then 'People posted' else '' end) as figure_en,
	               coalesce(d.unit, case when p ->> 'what' is not null then '名' else '' end) as unit_zh,
	               coalesce(biz.rank_zh(p ->> 'rank_level'), '') as rank_zh, p ->> 'n' as n
	          from (values (1)) one
	          left join fig.definition d on d.code = p ->> 'figure' and d.valid_to is null
	         limit 1) k
$$;
comment on function fig.rule_words(text, jsonb) is 'A rule as a sentence, {zh, en}.';

-- By hand.
create function fig.obligation_create(a_id uuid, a_from int, a_to int, a_kind text, a_parameters jsonb, a_name text, a_owner text,
	a_valid_from date, a_valid_to date, a_posting uuid)
returns void
language plpgsql volatile
set search_path = ''
as $$
declare
	region int := (select o.region_id from biz.organisation o where o.id = a_to);
	other int := (select o.region_id from biz.organisation o where o.id = coalesce(a_from, a_to));
begin
	if exists (select from fig.obligation o where o.id = a_id) then
		return;
	end if;
	if region is null or other is null then
		perform sec.refuse('UX422', '没有这个机构', 'There is no such institution', case when region is null then '/to_org_id' else '/from_org_id' end);
	end if;
	if not (fig.in_scope(a_to, region) or fig.in_scope(coalesce(a_from, a_to), other)) then
		perform sec.refuse('UX422', '双方都不在您的管辖范围内', 'Neither institution is in your scope', '/to_org_id');
	end if;
	insert into fig.obligation (id, from_org_id, from_region_id, to_org_id, to_region_id, source, kind, parameters, name, owner, valid_from, valid_to, posting_id)
	values (a_id, coalesce(a_from, a_to), other, a_to, region, 'manual', a_kind, a_parameters, a_name, a_owner, a_valid_from, a_valid_to, a_posting);
end
$$;

create function fig.obligation_hold(a_id uuid, a_version int) returns fig.obligation
language plpgsql volatile
set search_path = ''
as $$
declare
	o fig.obligation;
begin
	select * into o from fig.obligation x where x.id = a_id;
	if not found then
		perform sec.refuse('UX404', '没有这项义务', 'There is no such obligation');
	end if;
	if not (fig.in_scope(o.to_org_id, o.to_region_id) or fig.in_scope(o.from_org_id, o.from_region_id)) then
		perform sec.refuse('UX403', '这项义务不在您的管辖范围内', 'The obligation is outside your scope');
	end if;
	select * into o from fig.obligation x where x.id = a_id for update;
	if o.version <> a_version then
		perform sec.refuse('UX412', '该义务已被修改，请刷新后重试', 'It was changed meanwhile: reload it and try again');
	end if;
	return o;
end
$$;

create function fig.obligation_alter(a_id uuid, a_version int, a_patch jsonb) returns int
language plpgsql volatile
set search_path = ''
as $$
declare
	o constant fig.obligation := fig.obligation_hold(a_id, a_version);
	p constant jsonb := to_jsonb(o) || a_patch;
begin
	update fig.obligation x
	   set parameters = p -> 'parameters',
	       name = p ->> 'name',
	       owner = p ->> 'owner',
	       valid_from = (p ->> 'valid_from')::date,
	       valid_to = (p ->> 'valid_to')::date,
	       ended_on = (p ->> 'ended_on')::date,
	       end_reason = p ->> 'end_reason'
	 where x.id = o.id;
	return a_version + 1;
end
$$;
comment on function fig.obligation_alter(uuid, int, jsonb) is 'Changes or ends an obligation at this version; raises UX404, 403, 409, 412, 422.';

grant execute on function fig.today(), fig.last_day(fig.obligation), fig.is_amount(jsonb, numeric, numeric), fig.check_parameters(text, jsonb),
	fig.zh_day(date), fig.rule_words(text, jsonb), biz.rank_zh(text),
	fig.obligation_create(uuid, int, int, text, jsonb, text, text, date, date, uuid), fig.obligation_hold(uuid, int),
	fig.obligation_alter(uuid, int, jsonb) to yl_web, yl_job;

set local role yl_sec;
insert into sec.permission (code, name_zh, name_en) values
	('obligation.read', '查看义务履行情况', 'Read obligations'),
	('obligation.write', '登记和终止义务', 'Enter and end obligations');
insert into sec.role_permission (role_code, permission)
select r.code, 'obligation.read'
  from (values ('prov_overseer'), ('city_overseer'), ('county_overseer'), ('alliance_office'), ('hosp_director'), ('med_affairs'),
       ('hr'), ('sci_edu'), ('thc_operator')) as r (code);
insert into sec.role_permission (role_code, permission)
select r.code, 'obligation.write'
  from (values ('prov_overseer'), ('city_overseer'), ('county_overseer'), ('alliance_office')) as r (code);
update sec.account set scope_fresh_until = '-infinity';
