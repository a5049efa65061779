-- 0403_import_rehearsal.sql - registers of referrals and institutions are tried on the database as records are.
--
-- Their check looked for what it knew could go wrong; what else a constraint refused failed the whole
-- import when it was run. Now each kind tells only which rows are there already, and the check writes the
-- rest and takes it back (fcgi/job/import_write.c). settle_referrals and settle_organisations stay for the
-- workers of the release before.
set local role yl_owner;

create or replace function job.settle_rows(job uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	j constant job.job := job.own_job(job);
begin
	analyze job.import_row;
	perform job.number_equal_rows(job);
	perform job.blame_doubles(job, case when j.kind = 'import.organisations' then 'code' else 'register' end);
end
$$;

-- Rows of a register that are there already: imported before under the same number, or by the other
-- institution from its own register, or sent through the portal.
create function job.match_referrals(job uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	org constant int := (job.own_job(job)).acting_org_id;
	lines int[];
	numbers text[];
begin
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
end
$$;
comment on function job.match_referrals(uuid) is
	'Marks rows of a register that are there already, and blames numbers that another referral has. The caller''s own job only.';

create or replace function job.settle_referrals(job uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform job.settle_rows(job);
	perform job.match_referrals(job);
	perform job.count_outcomes(job);
end
$$;
comment on function job.settle_referrals(uuid) is 'The former release''s: settle_rows, match_referrals and the counts.';

create function job.match_organisations(job uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	lines int[];
	told text[];
begin
	perform job.own_job(job);
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
end
$$;
comment on function job.match_organisations(uuid) is
	'Marks institutions that are there already, and blames codes that another one has. The caller''s own job only.';

create or replace function job.settle_organisations(job uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform job.settle_rows(job);
	perform job.match_organisations(job);
	perform job.count_outcomes(job);
end
$$;
comment on function job.settle_organisations(uuid) is 'The former release''s: settle_rows, match_organisations and the counts.';

-- An institution stands on any row of the file, before or behind its parent: that is made first.
create function job.make_organisation(job uuid, row_line int, below int[]) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	l jsonb;
	above int;
	made int := 0;
begin
	perform job.own_job(job);
	select w.data into l from job.import_row w where w.job_id = $1 and w.line = row_line and w.outcome = 'good';
	if l is null or exists (select from biz.organisation o where o.code = l ->> 'code') then
		return 0;
	end if;
	if l ->> 'parent' is not null and job.parent_of(l ->> 'parent') is null then
		select p.line
		  into above
		  from job.import_row p
		 where p.job_id = $1
		   and p.outcome = 'good'
		   and p.line <> all (below || row_line)
		   and l ->> 'parent' in (p.data ->> 'code', p.data ->> 'name')
		 order by p.line
		 limit 1;
		if above is null then
			perform sec.refuse('UX422', format('找不到上级机构“%s”，请填写它的编码或现在的全称', l ->> 'parent'),
				format('There is no parent institution "%s"; give its code or its present name', l ->> 'parent'), '/parent');
		end if;
		begin
			made := job.make_organisation($1, above, below || row_line);
		exception
			when sqlstate 'UX422' or sqlstate 'UX409' or integrity_constraint_violation or data_exception then
				perform sec.refuse('UX422', format('上级机构“%s”在第 %s 行，那一行有错误，请一并改好', l ->> 'parent', above),
					format('The row of the parent institution "%s" (%s) has an error: mend both', l ->> 'parent', above), '/parent');
		end;
	end if;
	perform biz.organisation_create((l ->> 'id')::uuid, l ->> 'code', l ->> 'name', l ->> 'kind', (l ->> 'level')::int,
		l ->> 'grade', l ->> 'ownership', (l ->> 'division_code')::int, job.parent_of(l ->> 'parent'), (l ->> 'beds')::int,
		(l ->> 'population')::int, (l ->> 'area_km2')::numeric, (l ->> 'poverty')::boolean, l ->> 'pinyin',
		l ->> 'initials', l ->> 'helpdesk_name', l ->> 'helpdesk_phone', (l ->> 'valid_from')::date);
	return made + 1;
end
$$;
comment on function job.make_organisation(uuid, int, int[]) is
	'Makes the institution of this row, and the one it belongs to where the file has it; how many. below: rows that wait for it. The function that makes one checks the scope of the owner.';

create or replace function job.run_organisations(job uuid, first int, last int) returns int
language sql volatile
set search_path = ''
as $$
	select coalesce(sum(job.make_organisation($1, w.line, '{}')), 0)::int
	  from (select r.line from job.import_row r
	         where r.job_id = $1 and r.outcome = 'good' and r.line between $2 and $3
	         order by r.line) w
$$;

comment on constraint organisation_name_check on biz.organisation is
	'/name|机构名称应为 2 到 100 个字，请核对|The name has 2 to 100 characters: check it';

grant execute on function job.match_referrals(uuid), job.match_organisations(uuid),
	job.make_organisation(uuid, int, int[]) to yl_job;
