-- 0273_reported_value.sql - what institutions report by month, up the chain unit, county, city, province (STA-05, OVS-02).
--
-- Submitted, a value waits for its county (for its city or province, where the unit is that one's own).
-- From the county's word (confirmed) it counts; city and province accept after that. Each level may send
-- back to the unit what the level below accepted, with a reason; the unit corrects and reports anew.
-- A value that was reported is locked from a day of the next month on, or when a level locks it: then it
-- is not corrected nor voided until the level above unlocks it, for some days, with a reason. What was
-- never reported may always be reported, late.
set local role yl_sec;

insert into sec.permission (code, name_zh, name_en)
values ('report.county', '县级审核上报数据', 'Review reported values, county'), ('report.city', '市级审核上报数据', 'Review reported values, city'),
       ('report.province', '省级审核上报数据', 'Review reported values, province');
insert into sec.role_permission (role_code, permission)
values ('county_overseer', 'report.county'), ('city_overseer', 'report.city'), ('prov_overseer', 'report.province');
-- Nobody confirms but a level, each by its own permission.
delete from sec.role_permission where permission = 'report.confirm';
update sec.account set scope_fresh_until = '-infinity';

set local role yl_owner;

create table biz.report_item (
	code     text     not null,
	place    smallint not null,
	name_zh  text     not null,
	name_en  text     not null,
	unit_zh  text     not null,
	unit_en  text     not null,
	kinds    text[]   not null,
	due_day  smallint not null default 5,
	lock_day smallint not null default 20,
	constraint report_item_pkey primary key (code),
	constraint report_item_days_check check (due_day between 1 and 28 and lock_day between due_day and 28)
);
comment on table biz.report_item is 'What is reported by month, by whom, until when.';
comment on column biz.report_item.code is 'Code of the item.';
comment on column biz.report_item.place is 'Order.';
comment on column biz.report_item.name_zh is 'Name.';
comment on column biz.report_item.name_en is 'Name in English.';
comment on column biz.report_item.unit_zh is 'Unit: 人次, 台, 元.';
comment on column biz.report_item.unit_en is 'Unit in English.';
comment on column biz.report_item.kinds is 'Kinds of institution that are to report it.';
comment on column biz.report_item.due_day is 'Last day of the next month it is in time.';
comment on column biz.report_item.lock_day is 'Last day of the next month on which it is open to corrections.';
select sec.protect('biz.report_item', 'public_read');
grant select on biz.report_item to yl_web, yl_job;

insert into biz.report_item (code, place, name_zh, name_en, unit_zh, unit_en, kinds)
select i.code, i.place, i.name_zh, i.name_en, i.unit_zh, i.unit_en,
       case when i.basic then '{general_hospital,tcm_hospital,maternal_child,specialist,township_hospital,central_township_hospital,community_centre}'::text[]
            else '{general_hospital,tcm_hospital,maternal_child,specialist}' end
  from (values
	(1, 'inpatients', '住院人次', 'In-patients', '人次', 'visits', true),
	(2, 'discharges', '出院人次', 'Discharges', '人次', 'visits', true),
	(3, 'outpatients', '门急诊人次', 'Out-patients', '人次', 'visits', true),
	(4, 'operations', '手术台次', 'Operations', '台', 'operations', false),
	(5, 'bed_days', '实际占用床日', 'Bed days', '床日', 'bed days', true),
	(6, 'deliveries', '分娩', 'Deliveries', '例', 'cases', false),
	(7, 'home_visits', '入户随访', 'Home visits', '人次', 'visits', false),
	(8, 'income', '医疗收入', 'Medical income', '元', 'yuan', false)) as i (place, code, name_zh, name_en, unit_zh, unit_en, basic);
update biz.report_item set kinds = '{township_hospital,central_township_hospital,community_centre}' where code = 'home_visits';

create table biz.reported_value (
	like biz.record_head_one including all,
	month            date not null,
	item             text,
	amount           int,
	amount_exactness text not null default 'exact',
	source           text,
	name             text,
	unit             text,
	due_on           date,
	lock_on          date,
	late             boolean,
	lock_level       text,
	unlocked_until   date,
	valued_by        bigint,
	county_unit      boolean not null default false,
	city_unit        boolean not null default false,
	province_unit    boolean not null default false,
	county_locked    boolean not null default false,
	city_locked      boolean not null default false,
	province_locked  boolean not null default false,
	constraint reported_value_state_check check (state in ('draft', 'submitted', 'confirmed', 'disputed', 'void', 'city', 'province')),
	constraint reported_value_whole_check check (state in ('draft', 'void') or num_nulls(item, amount) = 0),
	constraint reported_value_amount_check check (amount >= 0),
	constraint reported_value_month_check check (extract(day from month) = 1 and month between '1990-01-01' and '2100-01-01'),
	constraint reported_value_lock_check check (lock_level in ('county', 'city', 'province')),
	constraint reported_value_item_fkey foreign key (item) references biz.report_item (code),
	constraint reported_value_excl exclude using gist (org_id with =, item with =, month with =) where (state <> 'void')
);
comment on table biz.reported_value is 'A number that an institution reports for a month; counts from its county''s word on.';
comment on column biz.reported_value.month is 'First day of the month.';
comment on column biz.reported_value.item is 'What is reported: biz.report_item.';
comment on column biz.reported_value.amount is 'The number, in the item''s unit.';
comment on column biz.reported_value.amount_exactness is 'exact, near, over, about or at_least.';
comment on column biz.reported_value.source is 'Where the number is from.';
comment on column biz.reported_value.name is 'Computed: month and item in words.';
comment on column biz.reported_value.unit is 'Computed: unit of the item.';
comment on column biz.reported_value.due_on is 'Computed: last day it is in time.';
comment on column biz.reported_value.lock_on is 'Computed: last day it is open to corrections.';
comment on column biz.reported_value.late is 'Computed: reported after the day it was due; null: not yet, or imported, so not known.';
comment on column biz.reported_value.lock_level is 'Who locked it: county, city or province; null: nobody did.';
comment on column biz.reported_value.unlocked_until is 'Unlocked: last day it is open to corrections.';
comment on column biz.reported_value.valued_by is 'Computed: account that gave the number; it does not review it.';
comment on column biz.reported_value.county_unit is 'Computed: the unit''s county reviews it first.';
comment on column biz.reported_value.city_unit is 'Computed: its city does, the unit being the city''s own.';
comment on column biz.reported_value.province_unit is 'Computed: its province does.';
comment on column biz.reported_value.county_locked is 'Computed: locked by the county.';
comment on column biz.reported_value.city_locked is 'Computed: locked by the city.';
comment on column biz.reported_value.province_locked is 'Computed: locked by the province.';
comment on constraint reported_value_whole_check on biz.reported_value is
	'/item /amount|提交前请填写指标和数值|Enter item and number before submitting';
comment on constraint reported_value_amount_check on biz.reported_value is
	'/amount|数值不能小于零|The number cannot be below zero';
comment on constraint reported_value_month_check on biz.reported_value is
	'/month|请核对月份|Check the month';
comment on constraint reported_value_excl on biz.reported_value is
	'/month|本单位该月的这项数据已填报，请在原记录上修改|This item of this month is entered already: correct it there';
select biz.make_record('biz.reported_value', 'reported_values', 'report', 'month', 'name');
create index reported_value_item_idx on biz.reported_value (item, month, org_id);

-- Reviews come by region, each under its level's permission.
do $$
declare
	levels constant text := '{report.write,report.county,report.city,report.province}';
begin
	drop policy reported_value_update on biz.reported_value;
	execute format('create policy reported_value_update on biz.reported_value for update to yl_web, yl_job using (%1$s) with check (%1$s)',
		format('case when (select sec.permission()) = ''report.write'' then %s or %s else %2$s end',
			sec.scope_test('biz.reported_value', true, false), sec.scope_test('biz.reported_value', false, true)));
	drop policy reported_value_purpose_update on biz.reported_value;
	execute format('create policy reported_value_purpose_update on biz.reported_value as restrictive for update to yl_web, yl_job using ((select sec.permission()) = any (%L::text[]))', levels);
end
$$;

create function biz.report_level(permission text) returns int
language sql immutable
return array_position('{report.write,report.county,report.city,report.province}'::text[], permission) - 1;
create function biz.lock_rank(level text) returns int
language sql immutable
return coalesce(array_position('{county,city,province}'::text[], level), 0);
comment on function biz.report_level(text) is 'Level of a permission in the chain: 0 unit, 1 county, 2 city, 3 province.';
comment on function biz.lock_rank(text) is 'The same of a lock; 0: none.';

-- What follows from month, item and unit.
create function biz.place_report(v biz.reported_value) returns biz.reported_value
language plpgsql stable
as $$
declare
	i biz.report_item;
begin
	v.month := date_trunc('month', v.month)::date;
	select * into i from biz.report_item x where x.code = v.item;
	v.name := to_char(v.month, 'YYYY"年"FMMM"月"') || coalesce(i.name_zh, '');
	v.unit := i.unit_zh;
	v.due_on := (v.month + interval '1 month')::date + i.due_day - 1;
	v.lock_on := (v.month + interval '1 month')::date + i.lock_day - 1;
	v.province_unit := v.region_id % 10000 = 0;
	v.city_unit := v.region_id % 100 = 0 and not v.province_unit;
	v.county_unit := v.region_id % 100 <> 0;
	return v;
end
$$;

-- What a level may make of a value: that the state it takes it from is the one below.
create function biz.review_report(old biz.reported_value, new biz.reported_value) returns void
language plpgsql stable
as $$
declare
	me constant int := biz.report_level(sec.permission());
	below constant text[] := case me when 1 then '{submitted}'::text[] when 2 then '{confirmed}' else '{city}' end
		|| case when me = 2 and new.city_unit or me = 3 and new.province_unit then '{submitted}'::text[] else '{}' end
		|| case when me = 3 then '{province}'::text[] else '{}' end;
	accepted constant text := case me when 1 then 'confirmed' when 2 then 'city' else 'province' end;
begin
	if (new.month, new.item, new.amount, new.amount_exactness, new.source, new.note)
	   is distinct from (old.month, old.item, old.amount, old.amount_exactness, old.source, old.note) then
		perform sec.refuse('UX403', '审核单位不能修改数据，请退回填报单位修改', 'Who reviews does not change the number: send it back', '/amount');
	elsif new.state <> old.state and (not old.state = any (below) or new.state not in (accepted, 'disputed')
	    or old.state = accepted and new.state <> 'disputed' or me = 1 and not new.county_unit) then
		perform sec.refuse('UX409', '这条数据现在不在本级审核', 'It is not this level''s turn', '/state');
	elsif new.state <> old.state and new.state <> 'disputed' and sec.account_id() in (old.valued_by, old.created_by) then
		perform sec.refuse('UX403', '不能审核自己填报的数据', 'Nobody reviews the own numbers', '/state');
	elsif new.state <> old.state and biz.lock_rank(old.lock_level) > me then
		perform sec.refuse('UX409', '已由上级锁定，请上级解锁', 'Locked by a higher level: that one unlocks it', '/state');
	end if;
end
$$;

create function biz.lock_report(old biz.reported_value, new biz.reported_value, act text) returns biz.reported_value
language plpgsql stable
as $$
declare
	me constant int := biz.report_level(sec.permission());
	today constant date := (now() at time zone 'Asia/Shanghai')::date;
	rank constant int := biz.lock_rank(old.lock_level);
begin
	new.lock_level := old.lock_level;
	if act like '%\_unlock' then
		-- The level above; of the province's own lock the province.
		if rank > me or rank = me and me < 3 then
			perform sec.refuse('UX403', '由上一级解锁', 'The level above unlocks it', '/state');
		elsif rank = 0 and (today <= new.lock_on or old.unlocked_until >= today) then
			perform sec.refuse('UX409', '这条数据没有锁定', 'It is not locked', '/state');
		elsif new.unlocked_until not between today and today + 31 then
			perform sec.refuse('UX422', '开放至的日期应在今天起31天之内', 'Choose a day within 31 days from today', '/unlocked_until');
		end if;
		new.lock_level := null;
	elsif act like '%\_lock' then
		if rank >= me then
			perform sec.refuse('UX409', '这条数据已经锁定', 'It is locked already', '/state');
		end if;
		new.lock_level := split_part(act, '_', 1);
		new.unlocked_until := null;
	elsif new.state = 'disputed' and old.state <> 'disputed' then
		new.lock_level := null;
		new.unlocked_until := null;
	end if;
	return new;
end
$$;

create function biz.report_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	asked constant boolean := biz.acting_account() <> 0;
	today constant date := (now() at time zone 'Asia/Shanghai')::date;
	act text := nullif(current_setting('yilian.record_action', true), '');
begin
	if tg_op = 'UPDATE' and new.version = old.version then
		return new;
	end if;
	new.amount_exactness := coalesce(new.amount_exactness, 'exact');
	new := biz.place_report(new);
	if tg_op = 'INSERT' or (new.amount, new.amount_exactness, new.item, new.month) is distinct from (old.amount, old.amount_exactness, old.item, old.month) then
		new.valued_by := biz.acting_account();
	else
		new.valued_by := old.valued_by;
	end if;
	if new.state <> 'draft' and new.state <> 'void' and new.month > today then
		perform sec.refuse('UX422', '该月份还没有到，不能报送', 'This month has not come yet', '/month');
	end if;
	if not asked then
		null;
	elsif sec.permission() <> 'report.write' then
		perform biz.review_report(old, new);
		new := biz.lock_report(old, new, coalesce(act, ''));
	elsif new.state not in ('draft', 'submitted', 'disputed', 'void') then
		-- An import says its rows are confirmed: a level reviews them none the less.
		new.state := 'submitted';
		new.confirmed_at := null;
		new.confirmed_by := null;
	end if;
	if asked and tg_op = 'UPDATE' and sec.permission() = 'report.write' then
		if old.state in ('city', 'province') then
			perform sec.refuse('UX409', '上级已审核通过，请上级退回后修改', 'Accepted by a higher level: let that one send it back', '/state');
		elsif old.state in ('submitted', 'confirmed') and (old.lock_level is not null
		    or today > old.lock_on and (old.unlocked_until is null or old.unlocked_until < today)) then
			perform sec.refuse('UX409', '数据已锁定，请' || case old.lock_level when 'county' then '市级' when 'city' then '省级' when 'province' then '省级' else '上级' end
				|| '解锁或退回后修改', 'The value is locked: the level above unlocks it or sends it back', '/state');
		end if;
		if (new.lock_level, new.unlocked_until) is distinct from (old.lock_level, old.unlocked_until) then
			perform sec.refuse('UX403', '填报单位不能锁定或解锁', 'The unit itself neither locks nor unlocks', '/lock_level');
		end if;
	end if;
	new.late := case when new.submitted_at is null or new.origin = 'import' then null
		else (new.submitted_at at time zone 'Asia/Shanghai')::date > new.due_on end;
	new.county_locked := new.lock_level is not distinct from 'county';
	new.city_locked := new.lock_level is not distinct from 'city';
	new.province_locked := new.lock_level is not distinct from 'province';
	return new;
end
$$;
comment on function biz.report_rules() is 'Trigger: whose turn it is, what is locked, what was late.';
create trigger reported_value_rules before insert or update on biz.reported_value
	for each row execute function biz.report_rules();

-- Who was to report an item of a month, of the request's institutions and regions (or one region), and
-- who did. An institution is asked while it is open.
create function biz.report_status(item text, month date, region int default null)
returns table (org_id int, org_name text, region_id int, value_id uuid, state text, amount int, submitted_on date, days_late int, status text)
language sql stable
as $$
	with i as (
		select x.*, date_trunc('month', report_status.month)::date as first from biz.report_item x where x.code = report_status.item
	), asked as (
		select o.id, o.name, o.region_id, i.first, (i.first + interval '1 month')::date + i.due_day - 1 as due_on
		  from i
		  join biz.organisation o on o.kind = any (i.kinds)
		 where o.valid_from < (i.first + interval '1 month')::date
		   and (o.valid_to is null or o.valid_to > i.first)
		   and (o.id = any ((select sec.orgs())::int[]) or o.region_id between (select sec.region_lo()) and (select sec.region_hi())
		        or (select sec.sees_all()))
		   and (report_status.region is null or o.region_id between report_status.region and report_status.region
		        + case when report_status.region % 10000 = 0 then 9999 when report_status.region % 100 = 0 then 99 else 0 end)
	)
	select a.id, a.name, a.region_id, v.id, v.state, v.amount, (v.submitted_at at time zone 'Asia/Shanghai')::date,
	       case when v.state is null or v.state = 'draft' then greatest((now() at time zone 'Asia/Shanghai')::date - a.due_on, 0)
	            when v.late then (v.submitted_at at time zone 'Asia/Shanghai')::date - a.due_on else 0 end,
	       case when v.state is null or v.state = 'draft'
	            then case when (now() at time zone 'Asia/Shanghai')::date > a.due_on then 'missing' else 'waiting' end
	            when v.state = 'disputed' then 'returned' when v.late then 'late' when v.late is null then 'imported' else 'in_time' end
	  from asked a
	  left join biz.reported_value v on v.org_id = a.id and v.item = report_status.item and v.month = a.first and v.state <> 'void'
$$;
comment on function biz.report_status(text, date, int) is
	'Who was to report an item for a month and who did, within the request''s scope: missing, waiting (not due yet), returned, late, imported (time unknown), in_time.';
grant execute on function biz.report_status(text, date, int), biz.report_level(text), biz.lock_rank(text) to yl_web, yl_job;
