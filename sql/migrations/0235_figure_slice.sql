-- 0235_figure_slice.sql - counters of a scope and a period, by whole, month, unit, county or partner.

set local role yl_owner;

create index pair_total_start_idx on fig.pair_total (measure, grain, start);
create index entry_day_idx on fig.entry (measure, day);

create type fig.pair_row as (
	measure        smallint,
	day            date,
	from_org_id    int,
	to_org_id      int,
	from_region_id int,
	to_region_id   int,
	kind           text,
	person         bigint,
	n              bigint,
	amount         bigint
);

comment on type fig.pair_row is 'What a pair of institutions counts for on a day, or in the month or year it begins.';

create type fig.slice as (
	measure smallint,
	key     text,
	kind    text,
	side    text,
	n       bigint,
	amount  bigint
);

comment on type fig.slice is
	'What one key of a scope counts for, and with which side: from, to, or both.';

-- Pairs that lie along a pairing's two sides, by measure.
create function fig.pairs_along(from_orgs int[], to_orgs int[], measures smallint[],
	out measure smallint, out from_org_id int, out to_org_id int)
returns setof record
language sql stable
as $$
	select m.id, f.id, t.id
	  from fig.measure m
	 cross join unnest($1) as f (id)
	 cross join unnest($2) as t (id)
	 where m.id = any ($3) and m.along = 'with'
	 union all
	select m.id, t.id, f.id
	  from fig.measure m
	 cross join unnest($1) as f (id)
	 cross join unnest($2) as t (id)
	 where m.id = any ($3) and m.along = 'against'
	 union all
	select m.id, t.id, t.id
	  from fig.measure m
	 cross join unnest($2) as t (id)
	 where m.id = any ($3) and m.along = 'at'
$$;

-- Whether a row lies in a part of a scope, its days aside.
create function fig.row_fits(p fig.part, measures smallint[], measure smallint, from_org_id int, to_org_id int,
	from_region_id int, to_region_id int)
returns boolean
language sql stable
as $$
	select case
	       when (p).from_orgs is not null then exists (
	       	select from fig.pairs_along((p).from_orgs, (p).to_orgs, $2) k
	       	 where (k.measure, k.from_org_id, k.to_org_id) = ($3, $4, $5))
	       when (p).orgs is null then $6 between (p).lo and (p).hi or $7 between (p).lo and (p).hi
	       when (p).inner then $4 = any ((p).orgs) and $5 = any ((p).orgs)
	       else $4 = any ((p).orgs) or $5 = any ((p).orgs) end
$$;

comment on function fig.row_fits is 'Whether a row lies in a part of a scope, its days aside.';

-- What to add to what is stored now so that it is as it was at a moment; nothing for now (0242).
create function fig.corrections(measures smallint[], as_of timestamptz) returns setof fig.pair_row
language plpgsql stable
as $$
begin
	return;
end
$$;

comment on function fig.corrections is 'What records counted for at a moment, less what they count for now.';

-- What the single days of a part count for, and what is not folded yet of any of its days. Without
-- persons: of everybody; with: of each.
create function fig.day_rows(p fig.part, measures smallint[], days daterange[], persons boolean)
returns setof fig.pair_row
language plpgsql stable
as $$
declare
	days_of daterange;
begin
	foreach days_of in array days
	loop
		if p.from_orgs is not null then
			return query
			select e.measure, e.day, e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id, e.kind,
			       e.person, e.n::bigint, e.amount
			  from fig.pairs_along(p.from_orgs, p.to_orgs, measures) k
			  join fig.entry e on e.from_org_id = k.from_org_id and e.to_org_id = k.to_org_id
			       and e.measure = k.measure
			 where e.day >= lower(days_of) and e.day < upper(days_of)
			   and (not persons or e.person <> 0);
		elsif p.orgs is not null then
			return query
			select e.measure, e.day, e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id, e.kind,
			       e.person, e.n::bigint, e.amount
			  from fig.entry e
			 where e.from_org_id = any (p.orgs) and e.measure = any (measures)
			   and e.day >= lower(days_of) and e.day < upper(days_of)
			   and (not p.inner or e.to_org_id = any (p.orgs))
			   and (not persons or e.person <> 0)
			 union all
			select e.measure, e.day, e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id, e.kind,
			       e.person, e.n::bigint, e.amount
			  from fig.entry e
			 where e.to_org_id = any (p.orgs) and e.measure = any (measures)
			   and e.day >= lower(days_of) and e.day < upper(days_of)
			   and not p.inner and e.from_org_id <> all (p.orgs)
			   and (not persons or e.person <> 0);
		else
			return query
			select e.measure, e.day, e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id, e.kind,
			       e.person, e.n::bigint, e.amount
			  from fig.entry e
			 where e.measure = any (measures)
			   and e.day >= lower(days_of) and e.day < upper(days_of)
			   and (e.from_region_id between p.lo and p.hi or e.to_region_id between p.lo and p.hi)
			   and (not persons or e.person <> 0);
		end if;
	end loop;
	return query
	select d.measure, d.day, d.from_org_id, d.to_org_id, d.from_region_id, d.to_region_id, d.kind,
	       d.person, d.n, d.amount
	  from fig.delta d
	 where d.measure = any (measures)
	   and d.day between p.first and p.last
	   and not exists (select from unnest(days) as x (r) where d.day <@ x.r)
	   and (not persons or d.person <> 0)
	   and fig.row_fits(p, measures, d.measure, d.from_org_id, d.to_org_id, d.from_region_id, d.to_region_id);
	if p.as_of is not null then
		return query
		select c.*
		  from fig.corrections(measures, p.as_of) c
		 where c.day between p.first and p.last
		   and (not persons or c.person <> 0)
		   and fig.row_fits(p, measures, c.measure, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id);
	end if;
end
$$;

comment on function fig.day_rows is 'Single days of a part of a scope, from entries, and the tail that is not folded yet.';

-- The same by pair of institutions for all days of a part: whole years and months from the counters.
create function fig.pair_rows(p fig.part, measures smallint[], widest text) returns setof fig.pair_row
language plpgsql stable
as $$
begin
	if p.from_orgs is not null then
		return query
		select c.measure, c.start, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       0::bigint, c.n, c.amount
		  from fig.pairs_along(p.from_orgs, p.to_orgs, measures) k
		 cross join fig.runs(p.first, p.last, widest) r
		  join fig.pair_total c on c.from_org_id = k.from_org_id and c.to_org_id = k.to_org_id
		       and c.measure = k.measure and c.grain = r.grain and c.start between r.lo and r.hi;
	elsif p.orgs is not null then
		return query
		select c.measure, c.start, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       0::bigint, c.n, c.amount
		  from fig.runs(p.first, p.last, widest) r
		  join fig.pair_total c on c.from_org_id = any (p.orgs) and c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where not p.inner or c.to_org_id = any (p.orgs)
		 union all
		select c.measure, c.start, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       0::bigint, c.n, c.amount
		  from fig.runs(p.first, p.last, widest) r
		  join fig.pair_total c on c.to_org_id = any (p.orgs) and c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where not p.inner and c.from_org_id <> all (p.orgs);
	else
		return query
		select c.measure, c.start, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       0::bigint, c.n, c.amount
		  from fig.runs(p.first, p.last, widest) r
		  join fig.pair_total c on c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where c.from_region_id between p.lo and p.hi
		    or c.to_region_id between p.lo and p.hi;
	end if;
	return query
	select * from fig.day_rows(p, measures, array(
		select daterange(r.lo, r.hi, '[]') from fig.runs(p.first, p.last, widest) r where r.grain = 'd'), false);
end
$$;

comment on function fig.pair_rows is 'Counters of a part of a scope by pair of institutions, exact to this moment.';

-- The same by person: months and years from fig.head.
create function fig.head_rows(p fig.part, measures smallint[], widest text) returns setof fig.pair_row
language plpgsql stable
as $$
begin
	if p.from_orgs is not null then
		return query
		select c.measure, c.start, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       c.person, c.n, 0::bigint
		  from fig.pairs_along(p.from_orgs, p.to_orgs, measures) k
		 cross join fig.runs(p.first, p.last, widest) r
		  join fig.head c on c.from_org_id = k.from_org_id and c.to_org_id = k.to_org_id
		       and c.measure = k.measure and c.grain = r.grain and c.start between r.lo and r.hi;
	elsif p.orgs is not null then
		return query
		select c.measure, c.start, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       c.person, c.n, 0::bigint
		  from fig.runs(p.first, p.last, widest) r
		  join fig.head c on c.from_org_id = any (p.orgs) and c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where not p.inner or c.to_org_id = any (p.orgs)
		 union all
		select c.measure, c.start, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       c.person, c.n, 0::bigint
		  from fig.runs(p.first, p.last, widest) r
		  join fig.head c on c.to_org_id = any (p.orgs) and c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where not p.inner and c.from_org_id <> all (p.orgs);
	else
		return query
		select c.measure, c.start, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.kind,
		       c.person, c.n, 0::bigint
		  from fig.runs(p.first, p.last, widest) r
		  join fig.head c on c.measure = any (measures)
		       and c.grain = r.grain and c.start between r.lo and r.hi
		 where c.from_region_id between p.lo and p.hi
		    or c.to_region_id between p.lo and p.hi;
	end if;
	return query
	select * from fig.day_rows(p, measures, array(
		select daterange(r.lo, r.hi, '[]') from fig.runs(p.first, p.last, widest) r where r.grain = 'd'), true);
end
$$;

comment on function fig.head_rows is 'Who counts in a part of a scope, by pair of institutions, exact to this moment.';

-- Under which keys a row is shown, and with which side: the whole, its month, the partner of an
-- institution; by unit or county it belongs to each of both that lies in the scope.
create function fig.row_keys(p fig.part, by text, day date, from_org_id int, to_org_id int,
	from_region_id int, to_region_id int, out key text, out side text)
returns setof record
language sql immutable
as $$
	with row as (
		select coalesce($4 = any ((p).orgs), $6 between (p).lo and (p).hi, true) as from_in,
		       coalesce($5 = any ((p).orgs), $7 between (p).lo and (p).hi, true) as to_in,
		       case when $2 = 'county' then $6
		       when $2 <> 'unit' then null
		       when (p).level = 1 then $6 / 100 * 100
		       when (p).level = 2 then $6
		       else $4 end as from_key,
		       case when $2 = 'county' then $7
		       when $2 <> 'unit' then null
		       when (p).level = 1 then $7 / 100 * 100
		       when (p).level = 2 then $7
		       else $5 end as to_key
	)
	select case $2 when 'month' then to_char($3, 'YYYY-MM')
	       when 'partner' then (case when r.from_in then $5 else $4 end)::text
	       else '' end,
	       case when r.from_in and r.to_in then 'both' when r.from_in then 'from' else 'to' end
	  from row r
	 where $2 not in ('unit', 'county')
	 union all
	select r.from_key::text, case when r.from_key = r.to_key then 'both' else 'from' end
	  from row r
	 where $2 in ('unit', 'county')
	   and r.from_in
	 union all
	select r.to_key::text, 'to'
	  from row r
	 where $2 in ('unit', 'county')
	   and r.to_in
	   and r.to_key <> r.from_key
$$;

comment on function fig.row_keys is 'Keys a row of a part belongs to when figures are told by something.';

-- Counters of regions: the region itself by whole or month, or the regions one or more levels below.
create function fig.region_rows(p fig.part, measures smallint[], by text) returns setof fig.slice
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	with asked as (
		select case $3 when 'county' then 3 when 'unit' then (p).level + 1 else (p).level end::smallint as level,
		       case $3 when 'month' then 'm' else 'y' end as widest
	)
	select c.measure, case when $3 in ('unit', 'county') then c.region_id::text
	       when $3 = 'month' then to_char(c.start, 'YYYY-MM') else '' end,
	       c.kind, c.side, sum(c.n)::bigint, sum(c.amount)::bigint
	  from asked a
	 cross join fig.runs((p).first, (p).last, a.widest) r
	 cross join unnest($2) as m (id)
	  join fig.region_total c on c.measure = m.id and c.grain = r.grain and c.level = a.level
	       and c.start between r.lo and r.hi
	       and c.region_id between (p).lo and case when $3 in ('unit', 'county') then (p).hi else (p).lo end
	 group by 1, 2, 3, 4
	 union all
	select d.measure, case when $3 in ('unit', 'county') then s.region_id::text
	       when $3 = 'month' then to_char(d.day, 'YYYY-MM') else '' end,
	       d.kind, s.side, d.n, d.amount
	  from asked a
	 cross join (
		select measure, day, from_region_id, to_region_id, kind, n, amount
		  from fig.delta
		 where measure = any ($2)
		 union all
		select c.measure, c.day, c.from_region_id, c.to_region_id, c.kind, c.n, c.amount
		  from fig.corrections($2, (p).as_of) c
		 where (p).as_of is not null) d
	 cross join lateral fig.region_sides(d.from_region_id, d.to_region_id) s
	 where d.day between (p).first and (p).last
	   and s.level = a.level
	   and s.region_id between (p).lo and case when $3 in ('unit', 'county') then (p).hi else (p).lo end;
end
$$;

comment on function fig.region_rows is 'Counters of a region, or of those below it, exact to this moment.';

-- Counters of a scope and a period by key. by: total, month, unit (next below), county, partner.
create function fig.slices(measures smallint[], kind text, id text, structure text, first date,
	last date, by text, as_of timestamptz default null)
returns setof fig.slice
language plpgsql stable
as $$
declare
	p fig.part;
begin
	if coalesce(cardinality(measures), 0) = 0 then
		return;
	end if;
	for p in select * from fig.parts($2, $3, $4, $5, $6, $8)
	loop
		if p.level is not null and ($7 <> 'unit' or p.level < 3) then
			return query select * from fig.region_rows(p, $1, $7);
		else
			return query
			select r.measure, k.key, r.kind, k.side, sum(r.n)::bigint, sum(r.amount)::bigint
			  from fig.pair_rows(p, $1, case $7 when 'month' then 'm' else 'y' end) r
			 cross join lateral fig.row_keys(p, $7, r.day, r.from_org_id, r.to_org_id, r.from_region_id,
			       r.to_region_id) k
			 group by 1, 2, 3, 4;
		end if;
	end loop;
end
$$;

comment on function fig.slices is 'Counters of a scope and a period by key, exact to this moment.';

grant usage on type fig.pair_row, fig.slice to yl_web, yl_job;
grant execute on function fig.pairs_along(int[], int[], smallint[]),
	fig.day_rows(fig.part, smallint[], daterange[], boolean),
	fig.pair_rows(fig.part, smallint[], text), fig.head_rows(fig.part, smallint[], text),
	fig.row_keys(fig.part, text, date, int, int, int, int),
	fig.region_rows(fig.part, smallint[], text),
	fig.slices(smallint[], text, text, text, date, date, text, timestamptz),
	fig.row_fits(fig.part, smallint[], smallint, int, int, int, int), fig.corrections(smallint[], timestamptz)
	to yl_web, yl_job;
