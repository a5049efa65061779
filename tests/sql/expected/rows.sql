-- rows.sql - every role of the catalogue against every table the web worker may touch: how many of
-- the rows of two counties it sees, may insert, update, delete: none, some, all. An account holds
-- the role at its usual scope in town A; a cell is the best over all permissions of the role (and
-- "session"). A table without rows says so: then the fixture below lacks them.
\ir ../helper.psql
\pset fieldsep '\t'
\o /dev/null

-- Two counties, each with a town that refers to its hospital; an alliance in county A; a pairing across.
select org('PROVINCE', 630000, null, 'commission') as province \gset
select org('CITY', 630100, :province, 'commission') as city \gset
select org('A_COM', 630106, :city, 'commission') as a, org('B_COM', 630105, :city, 'commission') as b \gset
select org('A_HOSPITAL', 630106, :a, 'general_hospital') as ah, org('B_HOSPITAL', 630105, :b, 'general_hospital') as bh \gset
select org('A_TOWN', 630106, :ah) as at, org('B_TOWN', 630105, :bh) as bt \gset
select org('A_STATION', 630106, :at, 'village_clinic') as ast \gset
select realm('matrix', :province) as realm \gset

set local role yl_owner;
insert into biz.alliance (name, kind, org_id, region_id, pinyin, initials, started_on)
select x.name, 'county_community', x.org, x.region, 'x', 'x', '2020-01-01'
  from (values ('甲联体', :ah, 630106), ('乙联体', :bh, 630105)) as x (name, org, region);
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
select x.id, m.org, m.role, '2020-01-01'
  from biz.alliance x
  join (values ('甲联体', :ah, 'lead'), ('甲联体', :at, 'member'), ('乙联体', :bh, 'lead'), ('乙联体', :bt, 'member')) as m (name, org, role)
    on m.name = x.name;
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, specialties, starts_on)
select x.f, x.t, '县级', '支援', '{}', '2020-01-01' from (values (:ah, :at), (:bh, :bt), (:ah, :bt)) as x (f, t);
insert into biz.department (organisation_id, name, pinyin, initials) select x, '内科', 'neike', 'nk' from unnest(array[:ah, :bh]) x;
reset role;
select id as alliance from biz.alliance where name = '甲联体' \gset

-- One account for each role, at its usual scope, and one without any.
select account(r.code, :realm, :at, r.code, r.scope_kinds[1], case when r.scope_kinds[1] in ('org', 'org_subtree') then :at end,
           case when r.scope_kinds[1] = 'alliance' then :alliance end,
           case when r.scope_kinds[1] = 'region' then case r.code when 'prov_overseer' then 630000
               when 'city_overseer' then 630100 else 630106 end end)
  from sec.role r;
select account('(none)', :realm, :at);
select session(a.id) from sec.account a;
select sec.refresh_scope(a.id) from sec.account a;
select account('somebody', :realm, :bt, 'clinician') as somebody \gset

insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
select x.id::uuid, x.org, x.region, '患者', sha256('x'), :somebody
  from (values ('00000000-0000-0000-0000-00000000000a', :at, 630106), ('00000000-0000-0000-0000-00000000000b', :bt, 630105)) as x (id, org, region);
insert into biz.referral (id, number, direction, patient_id, patient_org_id, person_key, from_org_id, from_region_id,
    to_org_id, to_region_id, state, sent_at, created_by, updated_by)
select x.id::uuid, x.number, 'up', x.patient::uuid, x.f, sha256('x'), x.f, x.fr, x.t, x.tr, x.state,
       case when x.state <> 'draft' then now() end, :somebody, :somebody
  from (values
	('00000000-0000-0000-0000-000000000001', 'R1', '00000000-0000-0000-0000-00000000000a', :at, 630106, :ah, 630106, 'sent'),
	('00000000-0000-0000-0000-000000000002', 'R2', '00000000-0000-0000-0000-00000000000a', :at, 630106, :ah, 630106, 'draft'),
	('00000000-0000-0000-0000-000000000003', 'R3', '00000000-0000-0000-0000-00000000000b', :bt, 630105, :bh, 630105, 'sent'),
	-- Both come back.
	('00000000-0000-0000-0000-000000000004', 'R4', '00000000-0000-0000-0000-00000000000a', :at, 630106, :ah, 630106, 'sent'),
	('00000000-0000-0000-0000-000000000005', 'R5', '00000000-0000-0000-0000-00000000000b', :bt, 630105, :bh, 630105, 'sent'))
	as x (id, number, patient, f, fr, t, tr, state);
insert into biz.referral_event (referral_id, account_id, actor_name, org_id, action, to_state, version)
select r.id, :somebody, 'x', r.from_org_id, 'create', 'draft', 1 from biz.referral r;
insert into biz.referral_seen (account_id, referral_id, version)
select a.id, r.id, 1 from sec.account a cross join biz.referral r where r.number in ('R1', 'R3');
update biz.referral set state = 'arrived', arrived_at = now(), arrived_on = current_date where number <> 'R2';
insert into biz.draft (account_id, form, content) select a.id, 'referral', 'x' from sec.account a;
insert into job.upload (id, account_id, name, bytes) select gen_random_uuid(), a.id, 'x.csv', 1 from sec.account a;
insert into job.job (id, account_id, permission, kind, acting_org_id, upload_id)
select gen_random_uuid(), u.account_id, 'referral.import', 'import.referrals', :at, u.id from job.upload u;
insert into job.import_row (job_id, line, identity, data) select j.id, 1, 'x', '{}' from job.job j;
insert into biz.organisation_change (organisation_id, account_id, action, effective_on)
select o.id, :somebody, 'alter', current_date from biz.organisation o;
insert into aud.event (action, object_type, region_id) select 'test.event', 'test', x from unnest(array[630106, 630105]) x;
insert into biz.holiday (day, working, name) values ('2016-10-03', false, '国庆节');
select fig.fold_referrals(1000), fig.fold_repeats(1000);
select fig.fold_records(3);
-- What is not folded yet.
update biz.referral set care = 'inpatient', to_department = '内科' where number <> 'R2';
insert into job.import_error (job_id, line, position, field, zh, en) select j.id, 1, 1, 'x', 'x', 'x' from job.job j;
\ir records.psql
reset role;

create temporary table best (role text, target text, command text, level int, primary key (role, target, command));
create function tap.note(role text, target text, command text, n bigint, total bigint) returns void language sql as $$
	insert into best values (role, target, command, case when n = 0 then 0 when n < total then 1 else 2 end)
	on conflict (role, target, command) do update set level = greatest(best.level, excluded.level)
$$;

-- Counts what a statement does as the request set up; errors of privilege or policy are none.
create function tap.measure(statement text) returns bigint language plpgsql as $$
declare
	n bigint := 0;
begin
	begin
		execute statement;
		get diagnostics n = row_count;
		raise exception using errcode = 'RB000';
	exception
		when sqlstate 'RB000' then return n;
		when insufficient_privilege then return 0;
		-- Any other refusal comes after the policy let the row through.
		when others then return 1;
	end;
end $$;

grant execute on all functions in schema tap to public;

-- What the web worker may do with each table at all, how many rows there are, and the rows to insert.
create temporary table asked as
select c.oid::regclass as target, c.relkind = 'v' as is_view, null::bigint as total,
       (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and has_column_privilege('yl_web', c.oid, a.attnum, 'insert')) as insertable,
       (select quote_ident(a.attname) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and has_column_privilege('yl_web', c.oid, a.attnum, 'update') order by a.attnum desc limit 1) as updatable,
       has_table_privilege('yl_web', c.oid, 'delete') as deletable,
       null::jsonb[] as lines
  from pg_class c
  join pg_namespace s on s.oid = c.relnamespace
 where s.nspname in ('aud', 'biz', 'fig', 'job', 'sec', 'meta')
   and c.relkind in ('r', 'p', 'v')
   and not c.relispartition
   and (has_any_column_privilege('yl_web', c.oid, 'select') or has_any_column_privilege('yl_web', c.oid, 'insert')
       or has_any_column_privilege('yl_web', c.oid, 'update') or has_table_privilege('yl_web', c.oid, 'delete'));
do $$
declare
	target record;
begin
	for target in select * from pg_temp.asked loop
		execute format('update pg_temp.asked set total = (select count(*) from %1$s) where target = %1$L::regclass', target.target);
		if not target.is_view then
			execute format('update pg_temp.asked set lines = array(select to_jsonb(x) from %1$s x order by to_jsonb(x)::text limit 60) where target = %1$L::regclass', target.target);
		end if;
	end loop;
end $$;
grant select on pg_temp.asked to public;

-- All of what one account may do under one permission, as one request: each trial is undone.
create function tap.try_all() returns table (target text, command text, n bigint, total bigint) language plpgsql as $$
declare
	a record;
begin
	for a in select * from pg_temp.asked loop
		target := a.target::text;
		total := a.total;
		command := 'select';
		n := tap.measure(format('select from %s', a.target));
		return next;
		if a.updatable is not null then
			command := 'update';
			n := tap.measure(format('update %s set %s = %2$s', a.target, a.updatable));
			return next;
		end if;
		if a.deletable then
			command := 'delete';
			n := tap.measure(format('delete from %s', a.target));
			return next;
		end if;
		if a.insertable is not null and not a.is_view then
			command := 'insert';
			n := 0;
			total := cardinality(a.lines);
			for i in 1 .. total loop
				n := n + tap.measure(format('insert into %s (%s) select %2$s from jsonb_populate_record(null::%1$s, %3$L)',
				    a.target, a.insertable, a.lines[i]));
			end loop;
			return next;
		end if;
	end loop;
end $$;
grant execute on all functions in schema tap to public;

-- Accounts with one scope for a permission see the same: one of them tries for all.
do $$
declare
	who record;
	found jsonb;
begin
	for who in
		select min(a.id) as id, array_agg(a.login_name) as roles, p.permission
		  from sec.account a
		  cross join lateral (select 'session' as permission, null::text as scope
		                      union all
		                      select s.permission, concat_ws('|', s.reach, s.region_lo, s.region_hi, s.orgs, s.alliances)
		                        from sec.account_scope s where s.account_id = a.id) p
		 where a.login_name <> 'somebody'
		 group by p.permission, p.scope
	loop
		perform act(who.id, who.permission);
		found := (select jsonb_agg(to_jsonb(t)) from tap.try_all() t);
		perform quit();
		perform tap.note(role, r.target, r.command, r.n, r.total)
		   from jsonb_to_recordset(found) as r (target text, command text, n bigint, total bigint)
		  cross join unnest(who.roles) as role;
	end loop;
end $$;

\o
select b.target, b.role,
       string_agg(b.command || ' ' || case when h.total = 0 then 'empty' else (array['none', 'some', 'all'])[b.level + 1] end,
           ', ' order by array_position(array['select', 'insert', 'update', 'delete'], b.command))
  from best b
  join asked h on h.target::text = b.target
 group by b.target, b.role
 order by b.target, b.role;
rollback;
