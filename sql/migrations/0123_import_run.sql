-- 0123_import_run.sql - an import's events come from what it wrote, not from a second search for it.
--
-- run_referrals looked its rows up again for their events: staged rows joined with all referrals by an
-- id inside json. From the sixth step of one worker process on PostgreSQL plans that without the
-- values, takes a range of lines for one row and reads all referrals once for each: 5,000 lines over
-- 14,000 referrals took 141 s instead of 0.2 s.

set local role yl_owner;

-- Writes the good rows of a range of lines; how many were new. Without a state of its own a row is
-- closed history; what came, came on its day of arrival, else on its day of referral.
create or replace function job.run_referrals(job uuid, first int, last int) returns int
language plpgsql volatile
set search_path = ''
as $$
declare
	org constant int := (select j.acting_org_id from job.job j where j.id = $1);
	region constant int := (select o.region_id from biz.organisation o where o.id = org);
	me constant bigint := sec.account_id();
	written uuid[];
	states text[];
begin
	perform job.import_patients($1, org, region, first, last);

	with made as (
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
		on conflict on constraint referral_register_key do nothing
		returning id, state
	)
	select array_agg(m.id), array_agg(m.state)
	  into written, states
	  from made m;

	insert into biz.referral_event (referral_id, account_id, actor_name, org_id, action, to_state,
	       version)
	select x.id, me, sec.account_name(), org, 'import', x.state, 1
	  from unnest(written, states) as x (id, state);
	return coalesce(cardinality(written), 0);
end
$$;
