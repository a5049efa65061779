-- 0411_promotion_basis.sql - which scheme and which of its versions judge somebody, and why.
set local role yl_owner;

create function biz.promotion_choices(s biz.staff, target text, day date, wanted uuid) returns jsonb
language sql stable
set search_path = ''
as $$
	with candidate as (
		-- Of each scheme the version in force that day, else the last before it, else the first after it.
		select distinct on (v.org_id, v.code) v.id, v.org_id, v.code, v.name, v.valid_from, v.valid_to, o.name as org_name,
		       o.kind, o.region_id, c.served,
		       v.valid_from <= day and (v.valid_to is null or v.valid_to >= day) as in_force
		  from biz.scheme v
		  join biz.organisation o on o.id = v.org_id
		 cross join lateral (
		       select count(*) as served
		         from biz.posting p
		         join biz.scheme x on x.id = p.scheme_id
		        where p.staff_id = (s).id
		          and p.state in ('confirmed', 'ended')
		          and x.org_id = v.org_id
		          and x.code = v.code) c
		 where v.state = 'confirmed'
		   and (c.served > 0 or v.org_id = (s).org_id or v.id = wanted
		       or o.kind = 'commission' and (s).region_id between sec.region_low(o.region_id) and sec.region_high(o.region_id))
		 order by v.org_id, v.code, v.id = wanted desc, v.valid_from <= day desc,
		       case when v.valid_from <= day then day - v.valid_from else v.valid_from - day end
	), judged as (
		select c.*, exists (select from biz.promotion_versions(c.id, target) x where x.gated) as gated,
		       row_number() over (order by c.in_force desc, c.served > 0 desc, c.org_id = (s).org_id desc,
		           c.kind = 'commission' desc, sec.region_high(c.region_id) - c.region_id, c.valid_from desc, c.id) as place
		  from candidate c
	)
	select coalesce(jsonb_agg(jsonb_build_object('id', j.id, 'name', j.name, 'org', j.org_name, 'in_force', j.in_force,
	           'gated', j.gated, 'served', j.served, 'chosen', j.id = wanted,
	           'why', case when j.served > 0 then 'served' when j.org_id = (s).org_id then 'own'
	               when j.kind = 'commission' then 'commission' else 'asked' end) order by j.place), '[]')
	  from judged j
	 where j.gated
	    or j.id = wanted
$$;
comment on function biz.promotion_choices(biz.staff, text, date, uuid) is
	'Schemes that may judge somebody for a rank, in the order in which one is taken where none is named: served under, the own institution''s, a commission''s; one that was asked for stands among them.';

create function biz.promotion_version_reasons(staff uuid, scheme uuid, target text, day date, judged int) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	postings constant biz.promotion_posting[] := array(select p from biz.promotion_postings(staff, scheme, target, day) p);
	short datemultirange;
begin
	select coalesce(range_agg(daterange(w.first_day, w.last_day, '[]')), '{}') into short
	  from biz.promotion_weeks(postings, day) w
	 where w.short;
	return (
		select coalesce(jsonb_agg(jsonb_build_object('version', v.version, 'valid_from', v.valid_from, 'valid_to', v.valid_to,
		           'gated', v.gated, 'judged', v.version = promotion_version_reasons.judged,
		           'in_force', v.valid_from <= day and (v.valid_to is null or v.valid_to >= day), 'posted_on', p.first_day,
		           'reached_on', case when v.gated then (biz.promotion_stage(postings, v, short, day)).reached_on end,
		           'requirement', jsonb_build_object('amount', v.amount, 'unit', v.unit, 'per', v.per, 'week_days', v.week_days))
		           order by v.version), '[]')
		  from biz.promotion_versions(scheme, target) v
		 cross join lateral (select min(x.first_day) as first_day from unnest(postings) x where x.counted and x.version = v.version) p
		 where v.version = promotion_version_reasons.judged
		    or p.first_day is not null
		    or v.valid_from <= day and (v.valid_to is null or v.valid_to >= day));
end
$$;
comment on function biz.promotion_version_reasons(uuid, uuid, text, date, int) is
	'Versions of a scheme that apply to somebody and why: in force on the day, or on the first day of a posting (posted_on: of the first such); what each asks for, when it was reached, and which gave the verdict.';

create function biz.promotion_basis(staff uuid, scheme uuid, target text, day date, judged int)
returns table (choices jsonb, versions jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
declare
	s constant biz.staff := biz.promotion_person(staff);
begin
	if s.id is null then
		return;
	end if;
	choices := biz.promotion_choices(s, target, day, scheme);
	versions := case when scheme is null then '[]' else biz.promotion_version_reasons(s.id, scheme, target, day, judged) end;
	return next;
end
$$;
comment on function biz.promotion_basis(uuid, uuid, text, date, int) is
	'What a ledger goes by, for whoever may open it: schemes to choose from, versions that apply. No row: none such.';
grant execute on function biz.promotion_basis(uuid, uuid, text, date, int) to yl_web;
