-- 0101_referral_repeat.sql - counters of repeated visits, from which persons (人) are told.
--
-- A visit repeats in a group when its person has an earlier one in the same group and direction.
-- Groups are what figures are asked for: the visits of a county, city or province, or of an
-- institution, on either side; whole, or by department, disease, sender, receiver, pair. Counting by
-- the time of the visit and of the one before it answers every period at once: in a period from A to
-- B those visits repeat which are not after B and whose earlier one is not before A.
--
-- What a person adds depends on that person's visits alone. So a fold counts the persons whose
-- visits changed once with and once without the changes and adds the difference, whatever the order
-- in which they were written.

set local role yl_owner;

create table fig.referral_repeat (
	region_id        int      not null,
	org_id           int      not null,
	cut              text     not null,
	grain            text     not null,
	day              date     not null,
	earlier          date     not null,
	key              text     not null,
	direction        text     not null,
	n                int      not null,
	constraint referral_repeat_pkey primary key (region_id, org_id, cut, grain, day, earlier, key,
		direction),
	constraint referral_repeat_cut_check check (cut in ('all', 'county', 'department', 'disease',
		'from', 'to', 'pair', 'sent', 'came', 'pair_came')),
	constraint referral_repeat_grain_check check (grain in ('m', 'd', 'w'))
) with (fillfactor = 80);

-- Of all institutions of a region at once.
create index referral_repeat_org_idx on fig.referral_repeat (region_id, cut, grain, day, earlier)
	include (org_id, key, direction, n) where org_id > 0 and cut in ('pair', 'sent', 'came');

comment on table fig.referral_repeat is
	'Visits of persons who had come before, by the time of both; persons = visits - repeats.';
comment on column fig.referral_repeat.region_id is
	'County, city or province whose visits these are, on either side; of an institution: its county.';
comment on column fig.referral_repeat.org_id is
	'Institution whose visits these are, on either side; 0: those of the region.';
comment on column fig.referral_repeat.cut is
	'all, department, disease: what key names. Of a region: from, to, pair by senders (from, pair) or receivers (to) outside it; county: of just this code where it is a city''s or province''s. Of an institution: sent, pair as sender, the whole and by pair; came, pair_came as receiver.';
comment on column fig.referral_repeat.grain is
	'm: month and month before, in cuts all and county only; d: day and month before; w: both days, within one week (from Monday on).';
comment on column fig.referral_repeat.day is 'Day of the visit, or first day of its month.';
comment on column fig.referral_repeat.earlier is
	'Day of the person''s visit before in this group, or first day of its month.';
comment on column fig.referral_repeat.key is
	'Department, disease group, institution, or sender:receiver; else empty.';
comment on column fig.referral_repeat.direction is 'up, down or same_level.';
comment on column fig.referral_repeat.n is 'Repeated visits.';

select sec.protect('fig.referral_repeat', 'one_sided');
grant select on fig.referral_repeat to yl_web, yl_job;

-- The groups a visit belongs to. Where one could be put together from others, it is not among them.
create function fig.visit_groups(from_org_id int, to_org_id int, from_region_id int,
	to_region_id int, department text, disease text, out region_id int, out org_id int,
	out cut text, out key text)
returns setof record
language sql immutable
as $$
	select s.region_id, s.org_id, g.cut, g.key
	  from (values ($3, $3 / 100 * 100, $3 / 10000 * 10000, $4, $4 / 100 * 100, $4 / 10000 * 10000))
	       as r (a, b, c, d, e, f)
	 cross join lateral (values (a, 0), (nullif(b, a), 0),
	       (case when c not in (a, b) then c end, 0),
	       (case when d not in (a, b, c) then d end, 0),
	       (case when e not in (a, b, c, d) then e end, 0),
	       (case when f not in (a, b, c, d, e) then f end, 0),
	       ($3, $1), ($4, nullif($2, $1))) as s (region_id, org_id)
	 cross join lateral (values ('all', ''), ('department', $5), ('disease', $6),
	       ('from', case when s.org_id = 0 and s.region_id not in (a, b, c) then $1::text end),
	       ('to', case when s.org_id = 0 and s.region_id not in (d, e, f) then $2::text end),
	       ('pair', case when s.org_id = $1 or s.org_id = 0 and s.region_id not in (a, b, c)
	       	then $1 || ':' || $2 end),
	       ('sent', case when s.org_id = $1 then '' end),
	       ('came', case when s.org_id = $2 then '' end),
	       ('pair_came', case when s.org_id = $2 and $2 <> $1 then $1 || ':' || $2 end),
	       ('county', case when s.org_id = 0 and s.region_id % 100 = 0
	       	and s.region_id in ($3, $4) then '' end)) as g (cut, key)
	 where s.region_id is not null
	   and s.org_id is not null
	   and g.key is not null
$$;

comment on function fig.visit_groups is 'The groups within which a visit may repeat another.';

-- What these persons add to the counters; folded: without what is not folded yet. The planner cannot
-- know how many persons there are and would sort where hashing is several times faster.
create function fig.count_repeats(persons bigint[], folded boolean)
returns setof fig.referral_repeat
language sql stable
set enable_sort = off set jit = off
as $$
	with came as (
		select k.*, sum(k.n) over (partition by k.person) as visits
		  from (
			select k.person, k.day, k.from_org_id, k.to_org_id, k.from_region_id,
			       k.to_region_id, k.direction, k.department, k.disease, sum(k.n)::int as n
			  from unnest($1) as p (person)
			 cross join lateral (
				select v.person, v.day, v.from_org_id, v.to_org_id, v.from_region_id,
				       v.to_region_id, v.direction, v.department, v.disease, 1 as n
				  from fig.referral_visit v
				 where v.person = p.person
				 union all
				select c.person, c.day, c.from_org_id, c.to_org_id, c.from_region_id,
				       c.to_region_id, c.direction, c.department, c.disease, -c.sign
				  from fig.visit_change c
				 where $2
				   and c.person = p.person) k
			 group by 1, 2, 3, 4, 5, 6, 7, 8, 9) k
		 where k.n <> 0
	), grouped as (
		select c.person, g.region_id, g.org_id, g.cut, g.key, c.direction, c.day, sum(c.n)::int as n
		  from came c
		 cross join lateral fig.visit_groups(c.from_org_id, c.to_org_id, c.from_region_id,
		       c.to_region_id, c.department, c.disease) g
		 where c.visits > 1
		 group by 1, 2, 3, 4, 5, 6, 7
	), ordered as (
		select g.*, lag(g.day) over (partition by g.person, g.region_id, g.org_id, g.cut, g.key,
		       g.direction order by g.day) as earlier
		  from grouped g
	), repeats as (
		select o.region_id, o.org_id, o.cut, o.key, o.direction, e.earlier, o.day, e.n
		  from ordered o
		 cross join lateral (values (o.earlier, 1), (o.day, o.n - 1)) as e (earlier, n)
		 where e.earlier is not null
		   and e.n > 0
	)
	select r.region_id, r.org_id, r.cut, t.grain, t.day, t.earlier, r.key, r.direction,
	       sum(r.n)::int
	  from repeats r
	 cross join lateral (values
		('m', date_trunc('month', r.day::timestamp)::date,
		      date_trunc('month', r.earlier::timestamp)::date),
		('d', r.day, date_trunc('month', r.earlier::timestamp)::date),
		('w', r.day, r.earlier)) as t (grain, day, earlier)
	 where case t.grain
	       when 'm' then r.cut in ('all', 'county')
	       when 'w' then date_trunc('week', r.day::timestamp)
	       	= date_trunc('week', r.earlier::timestamp)
	       else true end
	 group by 1, 2, 3, 4, 5, 6, 7, 8
$$;

comment on function fig.count_repeats is
	'Repeated visits of these persons from their visits; folded: as they were when last folded.';

-- Counts the changes of visits, those of so many changes' persons; returns how many it took. One at
-- a time: a second caller finds the lock taken and returns 0.
create function fig.fold_repeats(most int default 20000) returns int
language plpgsql volatile security definer
set search_path = '' set work_mem = '64MB'
as $$
declare
	who bigint[];
	taken int;
begin
	if not pg_try_advisory_xact_lock(hashtext('fig.fold_repeats')) then
		return 0;
	end if;
	who := array(select distinct k.person
	               from (select c.person from fig.visit_change c order by c.id limit most) k);
	-- One statement, so that visits and changes are of one moment.
	with taken as (
		delete from fig.visit_change c where c.person = any (who) returning c.id
	), counted as (
		insert into fig.referral_repeat as r (region_id, org_id, cut, grain, day, earlier, key,
		       direction, n)
		select k.region_id, k.org_id, k.cut, k.grain, k.day, k.earlier, k.key, k.direction, sum(k.n)
		  from (
			select a.region_id, a.org_id, a.cut, a.grain, a.day, a.earlier, a.key, a.direction, a.n
			  from fig.count_repeats(who, false) a
			 union all
			select b.region_id, b.org_id, b.cut, b.grain, b.day, b.earlier, b.key, b.direction, -b.n
			  from fig.count_repeats(who, true) b) k
		 group by 1, 2, 3, 4, 5, 6, 7, 8
		having sum(k.n) <> 0
		on conflict on constraint referral_repeat_pkey do update set n = r.n + excluded.n
	)
	select count(*) into taken from taken;
	return taken;
end
$$;

comment on function fig.fold_repeats(int) is 'Counts changed visits into fig.referral_repeat; how many it took.';

-- Makes the counters of repeats anew from the visits. Writers wait meanwhile.
create function fig.rebuild_repeats() returns void
language plpgsql volatile security definer
set search_path = '' set work_mem = '256MB'
as $$
begin
	perform pg_advisory_xact_lock(hashtext('fig.fold_repeats'));
	lock table biz.referral in share mode;
	delete from fig.visit_change;
	delete from fig.referral_repeat;
	insert into fig.referral_repeat
	select r.*
	  from fig.count_repeats(array(
		select v.person from fig.referral_visit v group by v.person having count(*) > 1), false) r;
end
$$;

comment on function fig.rebuild_repeats() is 'Makes the counters of repeats anew from the visits.';

alter function fig.rebuild_referrals() rename to rebuild_visits;
comment on function fig.rebuild_visits() is
	'Makes counters and visits anew from the referrals; repeats are for fig.rebuild_repeats.';

create function fig.rebuild_referrals() returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform fig.rebuild_visits();
	perform fig.rebuild_repeats();
end
$$;

comment on function fig.rebuild_referrals() is 'Makes all counters anew from the referrals; writers wait.';

-- What is there already.
select fig.rebuild_repeats();

revoke execute on function fig.rebuild_visits() from yl_job;
grant execute on function fig.fold_repeats(int), fig.rebuild_referrals() to yl_job;
