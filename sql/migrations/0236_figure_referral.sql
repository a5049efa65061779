-- 0236_figure_referral.sql - figures of referrals by key, from their own counters (0035 to 0040).

set local role yl_owner;

-- One referral column of a scope that is no range of regions: an alliance, a pairing, a programme, or
-- institutions as mergers left them. Persons are told apart over all parts together.
create function fig.referral_parts(kind text, id text, structure text, first date, last date, by text,
	out key text, out side text, out name text, out n bigint)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	with part as materialized (
		select p as whole, p.first, p.last, coalesce(p.orgs, p.from_orgs || p.to_orgs) as orgs, p.inner,
		       p.from_orgs, p.to_orgs
		  from fig.parts($1, $2, $3, $4, $5) p
	), counted as (
		select k.key, k.side, m.name, sum(m.n)::bigint as n
		  from part p
		 cross join lateral fig.pair_slices(null, null, p.orgs, p.inner, p.first, p.last,
		       case $6 when 'month' then 'm' else 'y' end, 'all') s
		 cross join lateral fig.row_keys(p.whole, $6, s.start, s.from_org_id, s.to_org_id, s.from_region_id,
		       s.to_region_id) k
		 cross join lateral (values
			('up_visits', case s.direction when 'up' then s.visits end),
			('down_visits', case s.direction when 'down' then s.visits end),
			('down_inpatient_visits', case s.direction when 'down' then s.visits_inpatient end),
			('same_level_visits', case s.direction when 'same_level' then s.visits end),
			('emergency_visits', s.visits_emergency), ('sent', s.sent), ('received', s.received),
			('answered', s.answered), ('accepted', s.accepted), ('rejected', s.rejected),
			('returned', s.returned), ('redirected', s.redirected), ('cancelled', s.cancelled),
			('came', s.came), ('no_show', s.no_show), ('fed_back', s.fed_back), ('closed', s.closed),
			('closed_by_sender', case when s.from_inside then s.closed end),
			('closable_by_sender', case when s.from_inside then s.sent - s.cancelled - s.rejected end),
			('closed_by_receiver', case when s.to_inside then s.closed end),
			('closable_by_receiver', case when s.to_inside then s.sent - s.cancelled - s.rejected end),
			('green_channel', s.green_channel), ('emergencies', s.emergencies),
			('answers_timed', s.timed), ('answer_seconds', s.answer_seconds)) as m (name, n)
		 where m.n <> 0
		   and (p.from_orgs is null
		        or s.from_org_id = any (p.from_orgs) and s.to_org_id = any (p.to_orgs)
		        or s.from_org_id = any (p.to_orgs) and s.to_org_id = any (p.from_orgs))
		 group by 1, 2, 3
		having sum(m.n) <> 0
	), came as (
		select k.key, k.side, v.direction, v.person
		  from part p
		 cross join unnest(p.orgs) as o (id)
		  join fig.referral_visit v on v.from_org_id = o.id and v.day between p.first and p.last
		 cross join lateral fig.row_keys(p.whole, $6, v.day, v.from_org_id, v.to_org_id, v.from_region_id,
		       v.to_region_id) k
		 where not p.inner
		    or case when p.from_orgs is null then v.to_org_id = any (p.orgs)
		       else v.from_org_id = any (p.from_orgs) and v.to_org_id = any (p.to_orgs)
		         or v.from_org_id = any (p.to_orgs) and v.to_org_id = any (p.from_orgs) end
		 union all
		select k.key, k.side, v.direction, v.person
		  from part p
		 cross join unnest(p.orgs) as o (id)
		  join fig.referral_visit v on v.to_org_id = o.id and v.day between p.first and p.last
		       and v.from_org_id <> all (p.orgs)
		 cross join lateral fig.row_keys(p.whole, $6, v.day, v.from_org_id, v.to_org_id, v.from_region_id,
		       v.to_region_id) k
		 where not p.inner
	)
	select c.key, c.side, c.name, c.n from counted c where c.name <> 'answer_seconds'
	 union all
	select c.key, c.side, 'answer_seconds_average', (c.n / t.n)
	  from counted c
	  join counted t on t.key = c.key and t.side = c.side and t.name = 'answers_timed'
	 where c.name = 'answer_seconds'
	 union all
	select c.key, c.side, c.direction || '_persons', count(distinct c.person)
	  from came c
	 group by 1, 2, 3;
end
$$;

comment on function fig.referral_parts is 'Referral counters of a scope of institutions, by key and name.';

-- The columns of fig.referral_table as rows.
create function fig.referral_columns(kind text, id int, first date, last date, by text, unit text,
	out key text, out name text, out n bigint)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	select t.key, c.key, c.value::bigint
	  from fig.referral_table($1, $2, $3, $4, $5, $6, $4) t
	 cross join lateral jsonb_each_text(to_jsonb(t) - 'key') c
	 where c.value is not null;
end
$$;

comment on function fig.referral_columns is 'Referral counters of one scope, by key and name.';

-- Referral counters of a scope by key; sides as in fig.slices. by: as there.
create function fig.referral_slices_by(kind text, id text, structure text, first date, last date, by text,
	out key text, out side text, out name text, out n bigint)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
declare
	p fig.part;
	plain boolean;
begin
	select * into p from fig.parts($1, $2, $3, $4, $5) x limit 1;
	plain := p.level is not null or $1 = 'org' and p.orgs = array[$2::int];
	if plain and $6 in ('total', 'month') then
		return query
		select case $6 when 'month' then left(c.key, 7) else '' end, 'both', c.name, c.n
		  from fig.referral_columns($1, $2::int, $4, $5, case $6 when 'month' then 'time' else 'total' end, 'month') c;
	elsif p.level is not null and ($6 = 'county' or $6 = 'unit' and p.level = 2) then
		return query
		select c.key, 'both', c.name, c.n
		  from fig.referral_columns($1, $2::int, $4, $5, 'county', 'month') c;
	elsif p.level = 1 and $6 = 'unit' then
		return query
		select d.code::text, 'both', c.name, c.n
		  from biz.division d
		 cross join lateral fig.referral_columns('region', d.code, $4, $5, 'total', 'month') c
		 where d.level = 2
		   and d.code between p.lo and p.hi;
	elsif p.level = 3 and $6 = 'unit' then
		return query
		select c.key, 'from', c.name, c.n
		  from fig.referral_columns($1, $2::int, $4, $5, 'from', 'month') c
		  join biz.organisation o on o.id = c.key::int and o.region_id between p.lo and p.hi
		 union all
		select c.key, 'to', c.name, c.n
		  from fig.referral_columns($1, $2::int, $4, $5, 'to', 'month') c
		  join biz.organisation o on o.id = c.key::int and o.region_id between p.lo and p.hi;
	elsif $6 not in ('county') then
		return query select r.key, r.side, r.name, r.n from fig.referral_parts($1, $2, $3, $4, $5, $6) r;
	end if;
end
$$;

comment on function fig.referral_slices_by is 'Referral counters of a scope and a period by key, exact to this moment.';

grant execute on function fig.referral_parts(text, text, text, date, date, text),
	fig.referral_columns(text, int, date, date, text, text),
	fig.referral_slices_by(text, text, text, date, date, text)
	to yl_web, yl_job;
