-- 0333_judgement.sql - the red list: each obligation's verdict as of today, kept fresh by the job worker.
--
-- What is written about a pair of institutions appends the pair to fig.judgement_due; the worker makes
-- the pair's obligations and verdicts anew, and at night all of them for the new day. fig.prove_judgements
-- judges all anew and tells what differs.
set local role yl_owner;

create table fig.judgement (
	obligation_id  uuid        not null,
	from_org_id    int         not null,
	from_region_id int         not null,
	to_org_id      int         not null,
	to_region_id   int         not null,
	kind           text        not null,
	as_of          date        not null,
	result         text        not null,
	place          smallint    not null,
	sort_day       int         not null,
	broken_on      date,
	breaks_on      date,
	breaches       int         not null,
	wanted         numeric,
	had            numeric,
	words          jsonb       not null,
	stale          boolean     not null default false,
	judged_at      timestamptz not null default clock_timestamp(),
	constraint judgement_pkey primary key (obligation_id),
	constraint judgement_obligation_fkey foreign key (obligation_id) references fig.obligation (id) on delete cascade,
	constraint judgement_result_check check (result in ('broken', 'due', 'kept')),
	constraint judgement_place_check check (place between 0 and 3)
);
create index judgement_list_idx on fig.judgement (place, sort_day, obligation_id);
create index judgement_to_region_idx on fig.judgement (to_region_id, place, sort_day, obligation_id);
create index judgement_from_region_idx on fig.judgement (from_region_id, place, sort_day, obligation_id);
create index judgement_to_org_idx on fig.judgement (to_org_id, place, sort_day, obligation_id);
create index judgement_from_org_idx on fig.judgement (from_org_id, place, sort_day, obligation_id);
create index judgement_as_of_idx on fig.judgement (as_of);
create index judgement_stale_idx on fig.judgement (obligation_id) where stale;
comment on table fig.judgement is 'Verdicts as of the last refresh: the red list. Can be made anew at any time.';
comment on column fig.judgement.obligation_id is 'Of which obligation.';
comment on column fig.judgement.from_org_id is 'Sides and kind of the obligation, copied for the list.';
comment on column fig.judgement.from_region_id is 'Region of that side.';
comment on column fig.judgement.to_org_id is 'Other side.';
comment on column fig.judgement.to_region_id is 'Region of the other side.';
comment on column fig.judgement.kind is 'Kind of rule.';
comment on column fig.judgement.as_of is 'Day it was judged for.';
comment on column fig.judgement.result is 'broken, due (running) or kept.';
comment on column fig.judgement.place is 'Order of the list: 0 broken, 1 about to be broken, 2 running, 3 kept or ended.';
comment on column fig.judgement.sort_day is 'Order within a place: broken ones by the last day broken, the latest first; others by the day to come.';
comment on column fig.judgement.broken_on is 'Last day on which it was broken.';
comment on column fig.judgement.breaks_on is 'Day from which it will be broken, as things stand.';
comment on column fig.judgement.breaches is 'How many breaches.';
comment on column fig.judgement.wanted is 'What is wanted now, or in the present week or period.';
comment on column fig.judgement.had is 'What there is; null: no data.';
comment on column fig.judgement.words is 'The verdict as a sentence, {zh, en}.';
comment on column fig.judgement.stale is 'To be judged anew.';
comment on column fig.judgement.judged_at is 'When it was judged.';
select sec.protect('fig.judgement', 'two_sided');
grant select on fig.judgement to yl_web, yl_job;

create table fig.judgement_due (
	id          bigint not null generated always as identity,
	from_org_id int    not null,
	to_org_id   int    not null,
	constraint judgement_due_pkey primary key (id)
);
comment on table fig.judgement_due is 'Pairs whose records changed since their obligations were judged; appended only.';
comment on column fig.judgement_due.id is 'Order of writing.';
comment on column fig.judgement_due.from_org_id is 'Supporting side.';
comment on column fig.judgement_due.to_org_id is 'Supported side.';
alter table fig.judgement_due enable row level security;
alter table fig.judgement_due force row level security;
create policy judgement_due_definer on fig.judgement_due to yl_owner using (true) with check (true);
create policy judgement_due_none on fig.judgement_due for all to yl_web, yl_job using (false);

create function fig.put_judgement(o fig.obligation, as_of date) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
	v constant fig.verdict := sec.judge(o.id, as_of);
	place constant int := case when o.ended_on < as_of then 3 when v.result = 'broken' then 0 when v.result = 'kept' then 3
		when v.breaks_on is not null then 1 else 2 end;
begin
	insert into fig.judgement as j (obligation_id, from_org_id, from_region_id, to_org_id, to_region_id, kind, as_of, result, place, sort_day,
	       broken_on, breaks_on, breaches, wanted, had, words)
	values (o.id, o.from_org_id, o.from_region_id, o.to_org_id, o.to_region_id, o.kind, as_of, v.result, place,
	       case place when 0 then '1949-10-01'::date - v.broken_on when 1 then v.breaks_on - '1949-10-01'::date
	            else coalesce(fig.last_day(o), '2999-12-31') - '1949-10-01'::date end,
	       v.broken_on, v.breaks_on, v.breaches, v.wanted, v.had, v.words)
	    on conflict (obligation_id) do update
	   set as_of = excluded.as_of,
	       result = excluded.result,
	       place = excluded.place,
	       sort_day = excluded.sort_day,
	       broken_on = excluded.broken_on,
	       breaks_on = excluded.breaks_on,
	       breaches = excluded.breaches,
	       wanted = excluded.wanted,
	       had = excluded.had,
	       words = excluded.words,
	       stale = false,
	       judged_at = clock_timestamp();
end
$$;

-- Takes up changed pairs, then what was judged for an earlier day, so many obligations at most; returns
-- how many it judged. One at a time: a second caller finds the lock taken and returns 0.
create function fig.refresh_judgements(most int default 100) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	today constant date := fig.today();
	pair record;
	o fig.obligation;
	judged int := 0;
begin
	if not pg_try_advisory_xact_lock(hashtext('fig.refresh_judgements')) then
		return 0;
	end if;
	for pair in
		with taken as (
			delete from fig.judgement_due d
			 where d.id in (select k.id from fig.judgement_due k order by k.id limit 1000)
			returning d.from_org_id, d.to_org_id)
		select distinct t.from_org_id, t.to_org_id from taken t
	loop
		perform fig.sync_obligations(pair.from_org_id, pair.to_org_id);
		update fig.judgement j
		   set stale = true
		 where (j.from_org_id, j.to_org_id) = (pair.from_org_id, pair.to_org_id)
		    or j.from_org_id = j.to_org_id and j.to_org_id = pair.to_org_id;
	end loop;
	for o in
		select k.*
		  from fig.obligation k
		  left join fig.judgement j on j.obligation_id = k.id
		 where j.obligation_id is null
		    or j.stale
		    or j.as_of < today and (j.place < 3 or j.as_of < fig.last_day(k))
		 order by j.stale desc nulls first, k.id
		 limit most
	loop
		perform fig.put_judgement(o, today);
		judged := judged + 1;
	end loop;
	return judged;
end
$$;
comment on function fig.refresh_judgements(int) is 'Keeps the red list fresh; how many obligations it judged. The job worker calls it every few seconds.';

-- What the red list has that judging anew, for the day it was judged for, does not give; none: proved.
create function fig.prove_judgements(out obligation uuid, out kept text, out found text) returns setof record
language plpgsql stable security definer
set search_path = ''
as $$
begin
	return query
	select o.id, concat_ws(' ', j.result, j.broken_on, j.breaks_on, j.breaches, fig.plain(j.had)),
	       concat_ws(' ', v.result, v.broken_on, v.breaks_on, v.breaches, fig.plain(v.had))
	  from fig.obligation o
	  join fig.judgement j on j.obligation_id = o.id
	 cross join lateral (select (k.v).* from (select sec.judge(o.id, j.as_of) as v offset 0) k) v
	 where (j.result, j.broken_on, j.breaks_on, j.breaches, j.had, j.words)
	       is distinct from (v.result, v.broken_on, v.breaks_on, v.breaches, v.had, v.words);
end
$$;
comment on function fig.prove_judgements() is 'Judges every obligation anew and lists what differs from the red list; no row: all are equal.';
grant execute on function fig.refresh_judgements(int), fig.prove_judgements() to yl_job;

-- Whose obligations a written row may touch: both directions, for people also go to study.
create function fig.note_pairs(pairs int[][]) returns void
language sql volatile
as $$
	insert into fig.judgement_due (from_org_id, to_org_id)
	select distinct k.a, k.b
	  from generate_subscripts($1, 1) i
	 cross join lateral (values ($1[i][1], $1[i][2]), ($1[i][2], $1[i][1])) as k (a, b)
$$;

-- Agreements and postings make obligations; so does what they come to.
create function fig.note_source() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform fig.note_pairs((select array_agg(array[t.from_org_id, t.to_org_id]) from (select distinct x.from_org_id, x.to_org_id from touched x) t));
	return null;
end
$$;
create trigger posting_obliges after insert on biz.posting referencing new table as touched
	for each statement execute function fig.note_source();
create trigger posting_obliges_again after update on biz.posting referencing new table as touched
	for each statement execute function fig.note_source();
create trigger agreement_obliges after insert on biz.agreement referencing new table as touched
	for each statement execute function fig.note_source();
create trigger agreement_obliges_again after update on biz.agreement referencing new table as touched
	for each statement execute function fig.note_source();

-- By hand; those that follow from records are judged where they are made.
create function fig.note_by_hand() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	insert into fig.judgement_due (from_org_id, to_org_id)
	select distinct t.from_org_id, t.to_org_id from touched t where t.updated_by <> 0;
	return null;
end
$$;
create trigger obligation_due after insert on fig.obligation referencing new table as touched
	for each statement execute function fig.note_by_hand();
create trigger obligation_due_again after update on fig.obligation referencing new table as touched
	for each statement execute function fig.note_by_hand();

-- Goals of an agreement are lines.
create function fig.note_goals() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform fig.note_pairs((select array_agg(array[a.from_org_id, a.to_org_id])
	                          from biz.agreement a
	                         where a.id in (select t.record_id from touched t)));
	return null;
end
$$;
create trigger agreement_goal_obliges after insert on biz.agreement_goal referencing new table as touched
	for each statement execute function fig.note_goals();
create trigger agreement_goal_obliges_again after update on biz.agreement_goal referencing new table as touched
	for each statement execute function fig.note_goals();
create trigger agreement_goal_obliged after delete on biz.agreement_goal referencing old table as touched
	for each statement execute function fig.note_goals();

-- What else counts matters to pairs that have obligations.
create function fig.note_served() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform fig.note_pairs((
		select array_agg(array[t.from_org_id, t.to_org_id])
		  from (select distinct x.from_org_id, x.to_org_id from touched x) t
		 where exists (select from fig.obligation o
		                where (o.from_org_id, o.to_org_id) in ((t.from_org_id, t.to_org_id), (t.to_org_id, t.from_org_id))
		                   or o.from_org_id = o.to_org_id and o.to_org_id in (t.from_org_id, t.to_org_id))));
	return null;
end
$$;
do $$
declare
	target regclass;
begin
	foreach target in array array['biz.attendance', 'biz.further_study', 'biz.mentorship', 'fig.delta']::regclass[]
	loop
		execute format('create trigger obligation_served after insert on %s referencing new table as touched
			for each statement execute function fig.note_served()', target);
		if target <> 'fig.delta'::regclass then
			execute format('create trigger obligation_served_again after update on %s referencing new table as touched
				for each statement execute function fig.note_served()', target);
		end if;
	end loop;
end
$$;

-- A scheme binds whoever points to any of its versions.
create function fig.note_scheme(schemes uuid[]) returns void
language sql volatile
as $$
	with version as (
		select distinct v.id
		  from biz.scheme s
		  join biz.scheme v on v.org_id = s.org_id and v.code = s.code
		 where s.id = any ($1)
	)
	insert into fig.judgement_due (from_org_id, to_org_id)
	select a.from_org_id, a.to_org_id from biz.agreement a join version v on v.id = a.scheme_id
	 union
	select p.from_org_id, p.to_org_id from biz.posting p join version v on v.id = p.scheme_id
$$;
create function fig.note_schemes() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if tg_table_name = 'scheme' then
		perform fig.note_scheme((select array_agg(t.id) from touched t));
	else
		perform fig.note_scheme((select array_agg(distinct t.record_id) from touched t));
	end if;
	return null;
end
$$;
create trigger scheme_obliges after insert on biz.scheme referencing new table as touched
	for each statement execute function fig.note_schemes();
create trigger scheme_obliges_again after update on biz.scheme referencing new table as touched
	for each statement execute function fig.note_schemes();
create trigger scheme_rule_obliges after insert on biz.scheme_rule referencing new table as touched
	for each statement execute function fig.note_schemes();
create trigger scheme_rule_obliges_again after update on biz.scheme_rule referencing new table as touched
	for each statement execute function fig.note_schemes();
create trigger scheme_rule_obliged after delete on biz.scheme_rule referencing old table as touched
	for each statement execute function fig.note_schemes();

-- A holiday touches all that is about days.
create function fig.note_holiday() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	update fig.judgement j set stale = true where j.kind in ('presence', 'days_per_week') and not j.stale;
	return null;
end
$$;
create trigger holiday_judged after insert or update or delete on biz.holiday
	for each statement execute function fig.note_holiday();

-- What was there before.
insert into fig.judgement_due (from_org_id, to_org_id)
select a.from_org_id, a.to_org_id from biz.agreement a
 union
select p.from_org_id, p.to_org_id from biz.posting p where p.scheme_id is not null;
