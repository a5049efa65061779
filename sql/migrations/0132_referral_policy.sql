-- 0132_referral_policy.sql - what every request tests of a referral, in half the sub-selects.
--
-- Each sub-select of a policy is set up once for each place a statement names the table, whether it
-- then runs or not: about a microsecond, and the policies of biz.referral had ten. Scopes by region
-- become one range, and who sees all has the unbounded one. Not in sec.protect: over many rows (the
-- counters) comparing ints is cheaper than building arrays.
set local role yl_sec;

create function sec.regions()
	returns int4range
	language sql
	stable
return case
	when sec.field(4) = 'a' then '(,)'::int4range
	when '' in (sec.field(5), sec.field(6)) then 'empty'::int4range
	else int4range(sec.field(5)::int, sec.field(6)::int, '[]')
end;
comment on function sec.regions() is 'Region ids of this request''s scope: all, a range, or none.';
grant execute on function sec.regions() to yl_owner, yl_web, yl_job;

set local role yl_owner;

alter policy referral_select on biz.referral using (
	from_org_id = any ((select sec.orgs())::int[])
	or to_org_id = any ((select sec.orgs())::int[])
	or (select sec.regions()) @> any (array[from_region_id, to_region_id]));

alter policy referral_unsent on biz.referral using (
	sent_at is not null
	or array[from_org_id, import_org_id] && (select sec.orgs()));
