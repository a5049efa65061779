-- 0241_figure_rows.sql - the records behind a figure, under the caller's right to read such records.
--
-- A number may be seen by who may not see its rows: who asks for rows must hold <module>.read (for
-- referrals oversight.rows or referral.read), and sees those of the scope of that right.

set local role yl_owner;

create type fig.row_behind as (
	record_type text,
	id          uuid,
	at          timestamptz,
	day         date,
	title       text,
	state       text,
	from_org_id int,
	to_org_id   int,
	kind        text,
	n           bigint,
	amount      bigint
);

comment on type fig.row_behind is 'One record behind a figure on one day, and what it adds; at and id: its place in the list.';

-- The institutions by which the entries of a scope are found: on which side each lies, and which other
-- sides count (null: any). unit, county: only those of this institution, of this region.
create function fig.row_sides(kind text, id text, structure text, first date, last date, measure smallint,
	side text, unit_side text, unit int, county int, out org int, out as_from boolean, out others int[],
	out first_day date, out last_day date)
returns setof record
language plpgsql stable
as $$
declare
	p fig.part;
	wanted text := case when unit is null and county is null then $7 else $8 end;
begin
	for p in select * from fig.parts($1, $2, $3, $4, $5)
	loop
		if p.from_orgs is not null then
			return query
			select k.from_org_id, true, array_agg(k.to_org_id), p.first, p.last
			  from fig.pairs_along(p.from_orgs, p.to_orgs, array[$6]) k
			 where $9 is null
			    or $9 in (k.from_org_id, k.to_org_id)
			 group by k.from_org_id;
		else
			return query
			select o.id, s.as_from,
			       case when p.inner then p.orgs when $1 = 'org' and $9 is not null then array[$9] end,
			       p.first, p.last
			  from biz.organisation o
			 cross join (values (true), (false)) as s (as_from)
			 where (o.id = any (p.orgs) or o.region_id between p.lo and p.hi)
			   and fig.side_fits(wanted, case when s.as_from then 'from' else 'to' end)
			   and ($9 is null or $1 = 'org' or o.id = $9)
			   and ($10 is null or o.region_id between $10
			       and case when $10 % 100 = 0 and $10 % 10000 <> 0 then $10 + 99 else $10 end);
		end if;
	end loop;
end
$$;

comment on function fig.row_sides is 'Institutions whose entries are behind a figure, side by side.';

-- Records behind one figure that is made of no others, newest first.
create function fig.entry_rows(d fig.definition, kind text, id text, structure text, first date, last date,
	unit int, county int, of_kind text, before_at timestamptz, before_id uuid, most int)
returns setof fig.row_behind
language plpgsql stable
set enable_sort = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
	m constant fig.measure := (select x from fig.measure x where x.code = d.measure);
	held constant boolean := d.kind in ('stock', 'stock_sum');
	before_day constant date := (before_at at time zone 'Asia/Shanghai')::date;
	seen record;
	from_orgs int[];
begin
	select * into seen
	  from fig.source s
	 cross join lateral sec.scope_of(s.module || '.read') r
	 where s.name = m.source;
	if seen.reach is null then
		perform sec.refuse('UX403', '您可以看到这个数字，但没有查看这类记录明细的权限',
			'You may see this number, but not the records behind it');
	end if;
	from_orgs := array(
		select s.org from fig.row_sides($2, $3, case when held and $4 = 'then' then 'last' else $4 end, $5, $6,
		       m.id, d.side, d.unit_side, $7, $8) s where s.as_from);
	return query
	with side as materialized (
		select s.org, s.as_from, s.others, case when held then '-infinity' else s.first_day end as first_day, s.last_day
		  from fig.row_sides($2, $3, case when held and $4 = 'then' then 'last' else $4 end, $5, $6, m.id, d.side,
		       d.unit_side, $7, $8) s
	), found as (
		select x.*
		  from side s
		 cross join lateral (
			select e.record_id, e.day, min(e.from_org_id) as from_org_id, min(e.to_org_id) as to_org_id,
			       min(e.kind) as kind, sum(e.n) as n, sum(e.amount) as amount
			  from fig.entry e
			 where s.as_from
			   and e.from_org_id = s.org
			   and e.measure = m.id
			   and e.day between s.first_day and s.last_day
			   and (held or (e.day, e.record_id) < (before_day, before_id))
			   and (s.others is null or e.to_org_id = any (s.others))
			   and (d.kinds is null or e.kind = any (d.kinds))
			   and ($9 is null or e.kind = $9)
			   and (d.kind <> 'persons' or e.person <> 0)
			   and (seen.reach = 'a' or e.from_region_id between seen.region_lo and seen.region_hi
			        or e.to_region_id between seen.region_lo and seen.region_hi
			        or e.from_org_id = any (seen.orgs) or e.to_org_id = any (seen.orgs))
			 group by e.day, e.record_id
			 order by e.day desc, e.record_id desc
			 limit case when held then null else most end) x
		 union all
		select x.*
		  from side s
		 cross join lateral (
			select e.record_id, e.day, min(e.from_org_id), min(e.to_org_id), min(e.kind), sum(e.n), sum(e.amount)
			  from fig.entry e
			 where not s.as_from
			   and e.to_org_id = s.org
			   and e.measure = m.id
			   and e.day between s.first_day and s.last_day
			   and (held or (e.day, e.record_id) < (before_day, before_id))
			   and (s.others is null or e.from_org_id = any (s.others))
			   and e.from_org_id <> all (from_orgs)
			   and (d.kinds is null or e.kind = any (d.kinds))
			   and ($9 is null or e.kind = $9)
			   and (d.kind <> 'persons' or e.person <> 0)
			   and (seen.reach = 'a' or e.from_region_id between seen.region_lo and seen.region_hi
			        or e.to_region_id between seen.region_lo and seen.region_hi
			        or e.from_org_id = any (seen.orgs) or e.to_org_id = any (seen.orgs))
			 group by e.day, e.record_id
			 order by e.day desc, e.record_id desc
			 limit case when held then null else most end) x
	), record as (
		select f.record_id, min(f.day) as day, min(f.from_org_id) as from_org_id, min(f.to_org_id) as to_org_id,
		       min(f.kind) as kind, sum(f.n)::bigint as n, sum(f.amount)::bigint as amount
		  from found f
		 group by f.record_id, case when held then null else f.day end
		having sum(f.n) <> 0
		    or sum(f.amount) <> 0
	), page as (
		select * from record r
		 where not held
		    or (r.day, r.record_id) < (before_day, before_id)
		 order by r.day desc, r.record_id desc
		 limit most
	)
	select m.source, p.record_id, biz.day_start(p.day), p.day, k.title, k.state, p.from_org_id, p.to_org_id, p.kind,
	       p.n, p.amount
	  from page p
	  join fig.record k on k.record_type = m.source and k.id = p.record_id;
end
$$;

comment on function fig.entry_rows is 'A page of the records behind a figure, newest first.';

-- Whether a referral adds to a column of fig.referral_table, by the day it was sent or came.
create function fig.referral_adds(r biz.referral, name text) returns boolean
language sql stable
as $$
	select case
	       when $2 in ('up_visits', 'up_persons') then r.direction = 'up'
	       when $2 in ('down_visits', 'down_persons') then r.direction = 'down'
	       when $2 = 'down_inpatient_visits' then r.direction = 'down' and r.care = 'inpatient'
	       when $2 in ('same_level_visits', 'same_level_persons') then r.direction = 'same_level'
	       when $2 = 'emergency_visits' then r.emergency
	       when $2 in ('closed_by_sender', 'closed_by_receiver') then r.state = 'closed'
	       when $2 in ('closable_by_sender', 'closable_by_receiver') then r.state not in ('cancelled', 'rejected')
	       when $2 in ('answer_seconds_average', 'answers_timed') then r.answered_at is not null
	       when $2 = 'sent' then true
	       else fig.counts_for(r, $2) end
$$;

-- Referrals behind a figure, without identity; as the owner, because they are for their purpose
-- (0090): the right to see such rows is looked at here.
create function fig.referral_rows(name text, kind text, id text, structure text, first date, last date,
	unit int, county int, unit_side text, before_at timestamptz, before_id uuid, most int)
returns setof fig.row_behind
language plpgsql stable security definer
set search_path = '' set enable_sort = off set enable_bitmapscan = off set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
	visits constant boolean := $1 like '%\_visits' or $1 like '%\_persons';
	wanted constant text := case when unit is not null or county is not null then unit_side
		when $1 like '%\_by\_sender' then 'from' when $1 like '%\_by\_receiver' then 'to' else 'any' end;
	county_hi constant int := case when county % 100 = 0 and county % 10000 <> 0 then county + 99 else county end;
	before_day constant date := (before_at at time zone 'Asia/Shanghai')::date;
	rights int;
	everything boolean;
	region_lo int;
	region_hi int;
	mine int[];
	from_orgs int[];
begin
	select count(*), coalesce(bool_or(r.reach = 'a'), false), min(r.region_lo), max(r.region_hi),
	       array(select distinct o.id
	               from (values ('oversight.rows'), ('referral.read')) as k (permission)
	              cross join lateral sec.scope_of(k.permission) r
	              cross join lateral unnest(r.orgs) as o (id))
	  into rights, everything, region_lo, region_hi, mine
	  from (values ('oversight.rows'), ('referral.read')) as k (permission)
	 cross join lateral sec.scope_of(k.permission) r
	 where r.reach is not null;
	if rights = 0 then
		perform sec.refuse('UX403', '您可以看到这个数字，但没有查看转诊明细的权限',
			'You may see this number, but not the referrals behind it');
	end if;
	from_orgs := array(
		select o.id
		  from fig.parts($2, $3, $4, $5, $6) p
		  join biz.organisation o on o.id = any (coalesce(p.orgs, p.from_orgs || p.to_orgs))
		       or o.region_id between p.lo and p.hi
		 where fig.side_fits(wanted, 'from')
		   and (unit is null or $2 = 'org' or o.id = unit)
		   and (county is null or o.region_id between county and county_hi));
	return query
	with side as materialized (
		select o.id as org, p.first, p.last,
		       case when p.from_orgs is not null and o.id = any (p.from_orgs) then p.to_orgs
		       when p.from_orgs is not null then p.from_orgs
		       when p.inner then p.orgs
		       when $2 = 'org' and unit is not null then array[unit] end as others
		  from fig.parts($2, $3, $4, $5, $6) p
		  join biz.organisation o on o.id = any (coalesce(p.orgs, p.from_orgs || p.to_orgs))
		       or o.region_id between p.lo and p.hi
		 where (unit is null or $2 = 'org' or o.id = unit)
		   and (county is null or o.region_id between county and county_hi)
	), found as (
		select x.*
		  from side s
		 cross join lateral (
			select v.referral_id as id, biz.day_start(v.day) as at
			  from fig.referral_visit v
			  join biz.referral r on r.id = v.referral_id
			 where visits
			   and v.from_org_id = s.org
			   and s.org = any (from_orgs)
			   and v.day between s.first and s.last
			   and (v.day, v.referral_id) < (before_day, before_id)
			   and (s.others is null or v.to_org_id = any (s.others))
			   and fig.referral_adds(r, $1)
			   and (everything or v.from_region_id between region_lo and region_hi
			        or v.to_region_id between region_lo and region_hi
			        or v.from_org_id = any (mine) or v.to_org_id = any (mine))
			 order by v.day desc, v.referral_id desc
			 limit most) x
		 union all
		select x.*
		  from side s
		 cross join lateral (
			select v.referral_id, biz.day_start(v.day)
			  from fig.referral_visit v
			  join biz.referral r on r.id = v.referral_id
			 where visits
			   and fig.side_fits(wanted, 'to')
			   and v.to_org_id = s.org
			   and v.from_org_id <> all (from_orgs)
			   and v.day between s.first and s.last
			   and (v.day, v.referral_id) < (before_day, before_id)
			   and (s.others is null or v.from_org_id = any (s.others))
			   and fig.referral_adds(r, $1)
			   and (everything or v.from_region_id between region_lo and region_hi
			        or v.to_region_id between region_lo and region_hi
			        or v.from_org_id = any (mine) or v.to_org_id = any (mine))
			 order by v.day desc, v.referral_id desc
			 limit most) x
		 union all
		select x.*
		  from side s
		 cross join lateral (
			select r.id, r.listed_at
			  from biz.referral r
			 where not visits
			   and r.from_org_id = s.org
			   and s.org = any (from_orgs)
			   and r.listed_at >= biz.day_start(s.first)
			   and r.listed_at < biz.day_start(s.last + 1)
			   and (r.listed_at, r.id) < (before_at, before_id)
			   and r.sent_at is not null
			   and (s.others is null or r.to_org_id = any (s.others))
			   and fig.referral_adds(r, $1)
			   and (everything or r.from_region_id between region_lo and region_hi
			        or r.to_region_id between region_lo and region_hi
			        or r.from_org_id = any (mine) or r.to_org_id = any (mine))
			 order by r.listed_at desc, r.id desc
			 limit most) x
		 union all
		select x.*
		  from side s
		 cross join lateral (
			select r.id, r.listed_at
			  from biz.referral r
			 where not visits
			   and fig.side_fits(wanted, 'to')
			   and r.to_org_id = s.org
			   and r.from_org_id <> all (from_orgs)
			   and r.listed_at >= biz.day_start(s.first)
			   and r.listed_at < biz.day_start(s.last + 1)
			   and (r.listed_at, r.id) < (before_at, before_id)
			   and r.sent_at is not null
			   and (s.others is null or r.from_org_id = any (s.others))
			   and fig.referral_adds(r, $1)
			   and (everything or r.from_region_id between region_lo and region_hi
			        or r.to_region_id between region_lo and region_hi
			        or r.from_org_id = any (mine) or r.to_org_id = any (mine))
			 order by r.listed_at desc, r.id desc
			 limit most) x
	)
	select 'referrals', r.id, f.at, (f.at at time zone 'Asia/Shanghai')::date, r.number, r.state, r.from_org_id,
	       r.to_org_id, r.direction, 1::bigint, 0::bigint
	  from (select * from found x order by x.at desc, x.id desc limit most) f
	  join biz.referral r on r.id = f.id
	 order by f.at desc, f.id desc;
end
$$;

comment on function fig.referral_rows is
	'A page of the referrals behind a figure, newest first: number, day, state and institutions alone.';

-- Records behind a figure, newest first. Of a ratio those of its numerator, unless part names another
-- figure it is made of; of a derived figure those of all its parts, taken off where it takes off.
create function fig.rows(code text, part text, kind text, id text, structure text, first date, last date,
	unit int, county int, of_kind text, cursor text, most int, out row_of fig.row_behind, out value numeric)
returns setof record
language plpgsql stable
as $$
#variable_conflict use_column
declare
	before_at constant timestamptz := biz.cursor_time($11, 'infinity');
	before_id constant uuid := biz.cursor_id($11, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
	whole fig.definition;
	wanted text[];
	d fig.definition;
begin
	select x.* into whole from fig.definitions(array[$1], $7) x where x.code = coalesce($2, $1);
	if whole.code is null then
		perform sec.refuse('UX404', '没有这个指标', 'There is no such figure', case when $2 is null then '{code}' else '?part' end);
	end if;
	if whole.kind = 'ratio' then
		select x.* into whole from fig.definitions(array[whole.numerator], $7) x where x.code = whole.numerator;
	end if;
	wanted := case whole.kind when 'derived' then whole.plus || coalesce(whole.minus, '{}') else array[whole.code] end;
	for d in select x.* from fig.definitions(wanted, $7) x where x.code = any (wanted)
	loop
		if d.measure like 'referral.%' then
			return query
			select r, r.n::numeric
			  from fig.referral_rows(split_part(d.measure, '.', 2), $3, $4, $5, $6, $7, $8, $9, d.unit_side,
			       before_at, before_id, $12) r;
		elsif d.measure is not null then
			return query
			select r, case when d.kind in ('sum', 'stock_sum', 'reported') then r.amount else r.n end * d.times
			       * case when d.code = any (whole.minus) then -1 else 1 end
			  from fig.entry_rows(d, $3, $4, $5, $6, $7, $8, $9, $10, before_at, before_id, $12) r;
		end if;
	end loop;
end
$$;

comment on function fig.rows is 'A page of the records behind a figure, to be ordered by at and id. fig.scope_name must have let the caller in.';

grant usage on type fig.row_behind to yl_web, yl_job;
grant execute on function fig.row_sides(text, text, text, date, date, smallint, text, text, int, int),
	fig.entry_rows(fig.definition, text, text, text, date, date, int, int, text, timestamptz, uuid, int),
	fig.referral_rows(text, text, text, text, date, date, int, int, text, timestamptz, uuid, int),
	fig.rows(text, text, text, text, text, date, date, int, int, text, text, int)
	to yl_web, yl_job;
