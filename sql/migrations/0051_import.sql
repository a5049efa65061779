-- 0051_import.sql - what the kinds of import do with rows that read well.
--
-- Each kind has two functions: settle looks at the rows together (doubles, what is known already), run
-- writes good rows, a range of lines a call. Writing happens with the rights of the job's owner. To
-- look at 100,000 rows at once settle is a definer function: under the policies no index serves a
-- comparison with a value out of json (security.md F10). It looks at one institution's referrals for
-- the owner of the job only (job.own_job).

set local role yl_owner;

-- The job, where the context is its owner's; refuses anybody else's.
create function job.own_job(job uuid) returns job.job
language plpgsql stable security definer
set search_path = ''
as $$
declare
	j job.job;
begin
	select k.* into j from job.job k where k.id = $1;
	if j.id is null or j.account_id is distinct from sec.account_id()
	   or j.permission is distinct from sec.permission() then
		raise exception using errcode = 'UX404',
			message = '没有这个任务', detail = 'There is no such job';
	end if;
	return j;
end
$$;

comment on function job.own_job(uuid) is 'For definer functions: the job, if it is the caller''s own.';

-- Says of rows what is wrong with them, in one sentence for all.
create function job.blame(job uuid, lines int[], field text, value text[], zh text, en text)
returns void
language plpgsql volatile
set search_path = ''
as $$
begin
	insert into job.import_error (job_id, line, position, field, place, value, zh, en)
	select $1, b.line,
	       100 + (select count(*) from job.import_error e where e.job_id = $1 and e.line = b.line),
	       $3, (j.findings -> 'places' ->> $3)::int, b.value, replace(zh, '%', b.value),
	       replace(en, '%', b.value)
	  from unnest(lines, value) as b (line, value)
	  join job.job j on j.id = $1;
	update job.import_row r
	   set outcome = 'bad'
	 where r.job_id = $1
	   and r.line = any (lines);
end
$$;

comment on function job.blame(uuid, int[], text, text[], text, text) is
	'Adds an error to each of these rows and takes them out; % in the sentences stands for the value.';

-- Counts what a check found.
create function job.count_outcomes(job uuid) returns void
language sql volatile
set search_path = ''
as $$
	update job.job j
	   set good = r.good, known = r.known, updated_at = now(),
	       bad = (select count(distinct e.line) from job.import_error e where e.job_id = $1)
	  from (select count(*) filter (where outcome = 'good') as good,
	               count(*) filter (where outcome = 'known') as known
	          from job.import_row
	         where job_id = $1) r
	 where j.id = $1
$$;

-- Equal rows without a number in the register are told apart by their ordinal.
create function job.number_equal_rows(job uuid) returns void
language sql volatile
set search_path = ''
as $$
	update job.import_row r
	   set identity = r.identity || ':' || n.ordinal
	  from (select line, row_number() over (partition by identity order by line) as ordinal
	          from job.import_row
	         where job_id = $1
	           and identity like 'row:%') n
	 where r.job_id = $1
	   and r.line = n.line
$$;

-- A number that stands twice in one file cannot name a row.
create function job.blame_doubles(job uuid, field text) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
	lines int[];
	numbers text[];
begin
	select array_agg(d.line), array_agg(d.number)
	  into lines, numbers
	  from (select line, data ->> field as number,
	               row_number() over (partition by identity order by line) as nth
	          from job.import_row
	         where job_id = $1
	           and identity not like 'row:%') d
	 where d.nth > 1;
	if lines is not null then
		perform job.blame($1, lines, field, numbers, '“%”在文件中出现了不止一次，请核对后只保留一行',
			'"%" stands in the file more than once; keep one row');
	end if;
end
$$;

-- Rows of a register that are there already: imported before under the same number, or by the other
-- institution from its own register, or sent through the portal.
create function job.settle_referrals(job uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	org constant int := (job.own_job(job)).acting_org_id;
	lines int[];
	numbers text[];
begin
	analyze job.import_row;
	perform job.number_equal_rows($1);
	perform job.blame_doubles($1, 'register');

	select array_agg(w.line), array_agg(w.data ->> 'register')
	  into lines, numbers
	  from job.import_row w
	  join biz.referral r on r.import_org_id = org and r.register_number = w.identity
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and w.identity not like 'row:%'
	   and (r.person_key, r.from_org_id, r.to_org_id) is distinct from ((w.data ->> 'person_key')::bytea,
	       (w.data ->> 'from_org')::int, (w.data ->> 'to_org')::int);
	if lines is not null then
		perform job.blame($1, lines, 'register', numbers,
			'登记号“%”以前已用于另一条转诊（患者或机构不同），请核对登记号',
			'Register number "%" was used before for another referral (patient or institution differ)');
	end if;

	update job.import_row w
	   set outcome = 'known'
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and exists (
	       select
	         from biz.referral r
	        where r.import_org_id = org
	          and r.register_number = w.identity);

	update job.import_row w
	   set outcome = 'known'
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and exists (
	       select
	         from biz.referral r
	        where r.from_org_id = (w.data ->> 'from_org')::int
	          and r.listed_at between biz.day_start((w.data ->> 'sent_on')::date - 3)
	              and biz.day_start((w.data ->> 'sent_on')::date + 4)
	          and r.to_org_id = (w.data ->> 'to_org')::int
	          and r.direction = w.data ->> 'direction'
	          and r.person_key = (w.data ->> 'person_key')::bytea
	          and r.import_org_id is distinct from org
	          and coalesce(abs(r.arrived_on - (w.data ->> 'arrived_on')::date) <= 1, true));
	perform job.count_outcomes($1);
end
$$;

comment on function job.settle_referrals(uuid) is
	'Finds doubles and rows that are there already, and counts good, bad and known ones.';

-- What each line says, as columns.
create type job.referral_line as (
	id              uuid,
	patient_id      uuid,
	register        text,
	direction       text,
	name            text,
	sex             text,
	birth_date      date,
	id_number_enc   bytea,
	id_number_idx   bytea,
	phone_enc       bytea,
	phone_idx       bytea,
	person_key      bytea,
	from_org        int,
	to_org          int,
	from_department text,
	from_doctor     text,
	to_department   text,
	to_doctor       text,
	diagnosis       text,
	diagnosis_code  text,
	reason          text,
	note            text,
	sent_on         date,
	arrived_on      date,
	care            text,
	urgency         text,
	state           text,
	end_reason      text
);

comment on type job.referral_line is 'One line of a register of referrals, as the worker stages it.';

create function job.referral_lines(job uuid, first int, last int)
returns table (line int, identity text, x job.referral_line)
language sql stable
set search_path = ''
as $$
	select w.line, w.identity, jsonb_populate_record(null::job.referral_line, w.data)
	  from job.import_row w
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and w.line between $2 and $3
$$;

-- Patients that the institution does not have yet. Of several lines about one person the first one
-- gives the entry.
create function job.import_patients(job uuid, org int, region int, first int, last int) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
	insert into biz.patient (id, org_id, region_id, name, sex, birth_date, id_number_enc,
	       id_number_idx, phone_enc, phone_idx, person_key, created_by)
	select distinct on ((l.x).id_number_idx) (l.x).patient_id, org, region, (l.x).name, (l.x).sex,
	       (l.x).birth_date, (l.x).id_number_enc, (l.x).id_number_idx, (l.x).phone_enc,
	       (l.x).phone_idx, (l.x).person_key, sec.account_id()
	  from job.referral_lines($1, first, last) l
	 where (l.x).id_number_idx is not null
	 order by (l.x).id_number_idx, l.line
	on conflict on constraint patient_id_number_key do nothing;

	insert into biz.patient (id, org_id, region_id, name, sex, birth_date, phone_enc, phone_idx,
	       person_key, created_by)
	select distinct on ((l.x).name, (l.x).person_key) (l.x).patient_id, org, region, (l.x).name,
	       (l.x).sex, (l.x).birth_date, (l.x).phone_enc, (l.x).phone_idx, (l.x).person_key,
	       sec.account_id()
	  from job.referral_lines($1, first, last) l
	 where (l.x).id_number_idx is null
	   and not exists (
	       select
	         from biz.patient p
	        where p.org_id = org
	          and p.name = (l.x).name
	          and p.person_key = (l.x).person_key
	          and p.id_number_idx is null)
	 order by (l.x).name, (l.x).person_key, l.line;
end
$$;

-- Writes the good rows of a range of lines; how many were new. Without a state of its own a row is
-- closed history; what came, came on its day of arrival, else on its day of referral.
create function job.run_referrals(job uuid, first int, last int) returns int
language plpgsql volatile
set search_path = ''
as $$
declare
	org constant int := (select j.acting_org_id from job.job j where j.id = $1);
	region constant int := (select o.region_id from biz.organisation o where o.id = org);
	me constant bigint := sec.account_id();
	n int;
begin
	perform job.import_patients($1, org, region, first, last);

	insert into biz.referral (id, number, direction, emergency, urgency, care, patient_id,
	       patient_org_id, person_key, from_org_id, from_region_id, from_department, from_doctor,
	       to_org_id, to_region_id, to_department, to_doctor, diagnosis, diagnosis_code, reason,
	       summary, state, listed_at, sent_at, arrived_at, arrived_on, closed_at, ended_at,
	       end_reason, origin, import_org_id, register_number, import_job_id, created_by, updated_by)
	select (l.x).id, biz.referral_number((l.x).id, biz.day_start((l.x).sent_on)), (l.x).direction,
	       (l.x).urgency = 'emergency', (l.x).urgency, (l.x).care, p.id, org, (l.x).person_key,
	       f.id, f.region_id, (l.x).from_department, (l.x).from_doctor, t.id, t.region_id,
	       (l.x).to_department, (l.x).to_doctor, (l.x).diagnosis, (l.x).diagnosis_code, (l.x).reason,
	       (l.x).note, (l.x).state, biz.day_start((l.x).sent_on),
	       case when (l.x).state <> 'draft' then biz.day_start((l.x).sent_on) end,
	       biz.day_start(c.came_on), c.came_on,
	       case when (l.x).state = 'closed' then biz.day_start(c.came_on) end,
	       case when (l.x).state in ('closed', 'rejected', 'redirected', 'cancelled')
	            then biz.day_start(coalesce(c.came_on, (l.x).sent_on)) end,
	       (l.x).end_reason, 'import', org, l.identity, $1, me, me
	  from job.referral_lines($1, first, last) l
	 cross join lateral (
		select case when (l.x).state in ('arrived', 'treated', 'feedback', 'closed')
		            then coalesce((l.x).arrived_on, (l.x).sent_on) end as came_on) c
	  join biz.organisation f on f.id = (l.x).from_org
	  join biz.organisation t on t.id = (l.x).to_org
	 cross join lateral (
		select k.id
		  from biz.patient k
		 where (l.x).id_number_idx is not null
		   and k.org_id = org
		   and k.id_number_idx = (l.x).id_number_idx
		 union all
		(select k.id
		  from biz.patient k
		 where (l.x).id_number_idx is null
		   and k.org_id = org
		   and k.name = (l.x).name
		   and k.person_key = (l.x).person_key
		   and k.id_number_idx is null
		 limit 1)) p
	on conflict on constraint referral_register_key do nothing;
	get diagnostics n = row_count;

	insert into biz.referral_event (referral_id, account_id, actor_name, org_id, action, to_state,
	       version)
	select r.id, me, sec.account_name(), org, 'import', r.state, r.version
	  from job.import_row w
	  join biz.referral r on r.id = (w.data ->> 'id')::uuid
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and w.line between first and last;
	return n;
end
$$;

comment on function job.run_referrals(uuid, int, int) is
	'Writes the good rows of these lines as referrals with origin import; how many were new.';

-- --- institutions ---

-- Whose parent a line names: an institution that is there, by code or by its name now.
create function job.parent_of(parent text) returns int
language sql stable
set search_path = ''
as $$
	select o.id
	  from biz.organisation o
	 where o.valid_to is null
	   and (o.code = parent or o.name = parent)
	 order by o.code = parent desc, o.region_id, o.id
	 limit 1
$$;

create function job.settle_organisations(job uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	lines int[];
	told text[];
begin
	perform job.own_job(job);
	perform job.blame_doubles($1, 'code');

	update job.import_row w
	   set outcome = 'known'
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and exists (
	       select
	         from biz.organisation o
	        where o.code = w.data ->> 'code'
	          and o.name = w.data ->> 'name');

	select array_agg(w.line), array_agg(w.data ->> 'code')
	  into lines, told
	  from job.import_row w
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and exists (select from biz.organisation o where o.code = w.data ->> 'code');
	if lines is not null then
		perform job.blame($1, lines, 'code', told, '机构编码“%”已属于另一个机构，请核对；改名请在机构页面办理',
			'Code "%" belongs to another institution; renaming is done on its page');
	end if;

	select array_agg(w.line), array_agg(w.data ->> 'division_code')
	  into lines, told
	  from job.import_row w
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and not exists (
	       select from biz.division d where d.code = (w.data ->> 'division_code')::int);
	if lines is not null then
		perform job.blame($1, lines, 'division_code', told, '没有区划代码“%”，请核对',
			'There is no division of code "%"');
	end if;

	select array_agg(w.line), array_agg(w.data ->> 'division_code')
	  into lines, told
	  from job.import_row w
	 cross join lateral (select (w.data ->> 'division_code')::int as code) d
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and not coalesce((select sec.sees_all())
	       or case when d.code > 999999 then d.code / 1000 else d.code end
	          between (select sec.region_lo()) and (select sec.region_hi()), false);
	if lines is not null then
		perform job.blame($1, lines, 'division_code', told, '区划“%”不在您的管辖范围内',
			'Division "%" is outside your region');
	end if;

	select array_agg(w.line), array_agg(w.data ->> 'parent')
	  into lines, told
	  from job.import_row w
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and w.data ->> 'parent' is not null
	   and job.parent_of(w.data ->> 'parent') is null
	   and not exists (
	       select
	         from job.import_row p
	        where p.job_id = $1
	          and p.outcome in ('good', 'known')
	          and p.line <> w.line
	          and w.data ->> 'parent' in (p.data ->> 'code', p.data ->> 'name'));
	if lines is not null then
		perform job.blame($1, lines, 'parent', told, '找不到上级机构“%”，请填写它的编码或现在的全称',
			'There is no parent institution "%"; give its code or its present name');
	end if;
	perform job.count_outcomes($1);
end
$$;
comment on function job.settle_organisations(uuid) is
	'Marks the checked rows of an import of institutions: known already, or bad and why. The caller''s own job only.';

-- Makes the institutions of all good lines: those first whose parent is there. The function that
-- makes one checks the scope of the owner again.
create function job.run_organisations(job uuid, first int, last int) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	n int := 0;
	before int := -1;
	l record;
begin
	perform job.own_job(job);
	while n > before loop
		before := n;
		for l in
			select w.data
			  from job.import_row w
			 where w.job_id = $1
			   and w.outcome = 'good'
			   and w.line between first and last
			   and not exists (select from biz.organisation o where o.code = w.data ->> 'code')
			   and (w.data ->> 'parent' is null or job.parent_of(w.data ->> 'parent') is not null)
			 order by w.line
		loop
			perform biz.organisation_create((l.data ->> 'id')::uuid, l.data ->> 'code',
				l.data ->> 'name', l.data ->> 'kind', (l.data ->> 'level')::int, l.data ->> 'grade',
				l.data ->> 'ownership', (l.data ->> 'division_code')::int,
				job.parent_of(l.data ->> 'parent'), (l.data ->> 'beds')::int,
				(l.data ->> 'population')::int, (l.data ->> 'area_km2')::numeric,
				(l.data ->> 'poverty')::boolean, l.data ->> 'pinyin', l.data ->> 'initials',
				l.data ->> 'helpdesk_name', l.data ->> 'helpdesk_phone',
				(l.data ->> 'valid_from')::date);
			n := n + 1;
		end loop;
	end loop;
	return n;
end
$$;

comment on function job.run_organisations(uuid, int, int) is
	'Makes the institutions of these lines; how many.';

-- The end of a run: the number of rows, and one audit row for all of them.
create function job.finish_import(job uuid, written int) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
	j job.job;
begin
	select k.* into j from job.job k where k.id = $1;
	update job.job k set written = $2, updated_at = now() where k.id = $1;
	perform sec.audit(case j.kind when 'import.referrals' then 'referral.import'
		else 'organisation.import' end, 'job', $1::text,
		(select o.region_id from biz.organisation o where o.id = j.acting_org_id), j.acting_org_id,
		jsonb_build_object('rows', j.total, 'written', $2, 'bad', j.bad, 'known', j.known));
end
$$;

grant usage on type job.referral_line to yl_job;
grant execute on function job.blame(uuid, int[], text, text[], text, text),
	job.count_outcomes(uuid), job.number_equal_rows(uuid), job.blame_doubles(uuid, text),
	job.settle_referrals(uuid), job.referral_lines(uuid, int, int),
	job.import_patients(uuid, int, int, int, int), job.run_referrals(uuid, int, int),
	job.finish_import(uuid, int), job.parent_of(text), job.settle_organisations(uuid),
	job.run_organisations(uuid, int, int) to yl_job;
