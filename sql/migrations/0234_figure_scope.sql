-- 0234_figure_scope.sql - what a scope comes to on each day of a period: then, or as it is now.
--
-- Scopes: a region (its administration), an organisation, an alliance, a pairing, a programme. A
-- scope becomes parts in which nothing changes: a range of regions, a set of institutions, or two
-- sides. With structure "then" an alliance's members and a pairing's days are those of each day; with
-- "now" those of today hold for the whole period, and what was merged counts where it went; "last"
-- (for what is held on a day) takes those of the period's last day.

set local role yl_owner;

create type fig.part as (
	first     date,
	last      date,
	level     smallint,
	lo        int,
	hi        int,
	orgs      int[],
	"inner"   boolean,
	from_orgs int[],
	to_orgs   int[],
	as_of     timestamptz
);

comment on type fig.part is
	'Days on which a scope is one thing: regions lo to hi (level null: no single region), institutions (inner: only between them), or from one set to another; as_of: as records stood at that moment, null: now.';

-- Every organisation that these carry on today, themselves included.
create function fig.forebears(orgs int[]) returns int[]
language sql stable
as $$
	with recursive all_of (id, depth) as (
		select k.id, 0 from unnest($1) as k (id)
		 union
		select o.id, a.depth + 1
		  from all_of a
		  join biz.organisation o on o.successor_id = a.id
		 where a.depth < 20
	)
	select array_agg(distinct a.id) from all_of a
$$;

comment on function fig.forebears is 'Organisations and those merged into them, however long ago.';

-- Pairings of a programme, whoever asks: to tell one seen in part from one seen whole.
create function fig.programme_size(programme text) returns bigint
language sql stable security definer
set search_path = ''
as $$
	select count(*) from biz.pairing p where p.programme = $1
$$;

comment on function fig.programme_size is 'How many pairings a programme has; tells a part seen from the whole.';

-- What a scope is called. UX404 where there is none such, UX403 where it is more than the caller sees.
create function fig.scope_name(kind text, id text, first date, last date) returns text
language plpgsql stable
as $$
declare
	found_name text;
	allowed boolean := true;
begin
	if kind is null or kind in ('region', 'org') then
		return (select s.name from fig.scope($1, $2::int, $4) s);
	elsif kind = 'alliance' then
		found_name := (select a.name from biz.alliance a where a.id = $2::int);
		allowed := coalesce($2::int = any (sec.alliances()), false)
			or (select bool_and(fig.in_scope(o.id, o.region_id))
			      from biz.alliance_member m
			      join biz.organisation o on o.id = m.organisation_id
			     where m.alliance_id = $2::int
			       and m.joined_on <= greatest($4, current_date)
			       and (m.left_on is null or m.left_on > least($3, current_date)));
	elsif kind = 'pairing' then
		found_name := (select f.name || ' → ' || t.name || '（' || p.programme || '）'
		                 from biz.pairing p
		                 join biz.organisation f on f.id = p.from_org_id
		                 join biz.organisation t on t.id = p.to_org_id
		                where p.id = $2::int);
	else
		found_name := (select min(p.programme) from biz.pairing p where p.programme = $2);
		allowed := (select count(*) from biz.pairing p where p.programme = $2) = fig.programme_size($2);
	end if;
	if found_name is null then
		perform sec.refuse('UX404', '没有这个统计范围', 'There is no such scope', '?scope');
	end if;
	if not coalesce(allowed, false) then
		perform sec.refuse('UX403', '这个统计范围超出了您的权限',
			'This scope lies outside what you may see', '?scope');
	end if;
	return found_name;
end
$$;

comment on function fig.scope_name is 'Name of a scope of figures, or a refusal.';

-- Members of an alliance, day by day: one part for each stretch in which they were the same.
create function fig.alliance_parts(alliance int, first date, last date) returns setof fig.part
language sql stable
as $$
	with edge as (
		select $2 as day
		 union
		select m.joined_on from biz.alliance_member m
		 where m.alliance_id = $1 and m.joined_on > $2 and m.joined_on <= $3
		 union
		select m.left_on from biz.alliance_member m
		 where m.alliance_id = $1 and m.left_on > $2 and m.left_on <= $3
	), stretch as (
		select e.day as first, coalesce(lead(e.day) over (order by e.day) - 1, $3) as last from edge e
	)
	select s.first, s.last, null::smallint, null::int, null::int, array_agg(distinct m.organisation_id), true,
	       null::int[], null::int[], null::timestamptz
	  from stretch s
	  join biz.alliance_member m on m.alliance_id = $1 and m.joined_on <= s.first
	       and (m.left_on is null or m.left_on > s.first)
	 group by s.first, s.last
$$;

comment on function fig.alliance_parts is 'An alliance as it was, in stretches of the same members.';

-- A region as it is now: where mergers moved institutions across its border, its institutions.
create function fig.region_now(lo int, hi int) returns int[]
language sql stable
as $$
	select array_agg(o.id)
	  from biz.organisation o
	  join biz.organisation h on h.id = case when o.successor_id is null then o.id else biz.organisation_heir(o.id) end
	 where h.region_id between $1 and $2
	   and exists (select from biz.organisation m
	                 join biz.organisation s on s.id = m.successor_id
	                where m.region_id between $1 and $2 <> (s.region_id between $1 and $2))
$$;

comment on function fig.region_now is
	'Institutions of a region as mergers left it; null where none crossed its border.';

create function fig.parts(kind text, id text, structure text, first date, last date, as_of timestamptz default null)
returns setof fig.part
language plpgsql stable
as $$
#variable_conflict use_column
declare
	s record;
	moved int[];
	day date := case $3 when 'now' then current_date else $5 end;
begin
	if $1 = 'alliance' and $3 = 'then' then
		return query
		select p.first, p.last, p.level, p.lo, p.hi, p.orgs, p.inner, p.from_orgs, p.to_orgs, $6
		  from fig.alliance_parts($2::int, $4, $5) p;
	elsif $1 = 'alliance' then
		return query
		select $4, $5, p.level, p.lo, p.hi,
		       case $3 when 'now' then fig.forebears(p.orgs) else p.orgs end, true, p.from_orgs, p.to_orgs, $6
		  from fig.alliance_parts($2::int, day, day) p;
	elsif $1 in ('pairing', 'programme') then
		return query
		select case $3 when 'then' then greatest($4, p.starts_on) else $4 end,
		       case $3 when 'then' then least($5, p.ends_on) else $5 end,
		       null::smallint, null::int, null::int, null::int[], true,
		       case $3 when 'now' then fig.forebears(array[p.from_org_id]) else array[p.from_org_id] end,
		       case $3 when 'now' then fig.forebears(array[p.to_org_id]) else array[p.to_org_id] end, $6
		  from biz.pairing p
		 where case $1 when 'pairing' then p.id = $2::int else p.programme = $2 end
		   and (p.ends_on is null or p.ends_on >= p.starts_on)
		   and case when $3 = 'then' then p.starts_on <= $5 and (p.ends_on is null or p.ends_on >= $4)
		       else p.starts_on <= day and (p.ends_on is null or p.ends_on >= day) end;
	else
		select * into s from fig.scope($1, $2::int, $5);
		if $3 = 'now' and s.lo is not null then
			moved := fig.region_now(s.lo, s.hi);
		end if;
		return query
		select $4, $5,
		       case when moved is not null then null
		       when s.lo % 10000 = 0 and s.hi = s.lo + 9999 then 1
		       when s.lo % 100 = 0 and s.hi = s.lo + 99 then 2
		       when s.lo = s.hi then 3 end::smallint,
		       case when moved is null then s.lo end, case when moved is null then s.hi end,
		       case when moved is not null then moved
		       when $3 = 'now' then fig.forebears(s.orgs) else s.orgs end,
		       false, null::int[], null::int[], $6;
	end if;
end
$$;

comment on function fig.parts is
	'A scope in a period as parts in which it does not change. fig.scope_name must have let the caller in.';

-- A range of days as few runs of years, months and days: for each the first and last start.
create function fig.runs(first date, last date, widest text, out grain text, out lo date, out hi date)
returns setof record
language sql immutable rows 4
as $$
	select k.grain, min(k.start), max(k.start)
	  from (
		select s.grain, s.start,
		       row_number() over (order by s.start) - row_number() over (partition by s.grain order by s.start) as run
		  from fig.spans($1, $2, $3) s) k
	 group by k.grain, k.run
$$;

comment on function fig.runs is 'A range as runs of whole years, whole months and single days.';

grant usage on type fig.part to yl_web, yl_job;
grant execute on function fig.forebears(int[]), fig.programme_size(text),
	fig.scope_name(text, text, date, date), fig.alliance_parts(int, date, date), fig.region_now(int, int),
	fig.parts(text, text, text, date, date, timestamptz), fig.runs(date, date, text)
	to yl_web, yl_job;
