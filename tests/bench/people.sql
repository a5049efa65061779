-- people.sql - days worked by posted staff, and what belongs to them, for measuring; the same rows every time.
--
-- psql -v days=1000000 -f people.sql, as superuser, in a database with institutions (fill.sql, or the
-- demonstration's). Of each hundred days one posting, from a county's hospital to an institution of
-- its county, over three years up to now; everybody is posted twice; a tenth as many further studies,
-- mentor pairs and donations, and the counters of all of it. Rules and reminders are not measured, so
-- triggers are off, and the constraints against overlap are gone for good: filling would wait for them.
\set ON_ERROR_STOP on
\if :{?days}
\else
\set days 1000000
\endif
begin;
set local client_min_messages = warning;
set local timezone = 'Asia/Shanghai';
set local synchronous_commit = off;
set local work_mem = '256MB';
set local maintenance_work_mem = '512MB';
set local jit = off;
set local session_replication_role = replica;
-- The job worker folds between whiles: not now.
select pg_advisory_xact_lock(hashtext('fig.fold_records')) \g /dev/null
alter table biz.attendance drop constraint if exists attendance_day_excl, drop constraint if exists attendance_person_excl;

select format('alter table biz.%s alter created_by set default 0, alter updated_by set default 0', t)
  from unnest('{staff,posting,attendance,further_study,mentorship,donation}'::text[]) t \gexec

-- Indexes are made anew when the rows are there: keeping a dozen in random order takes hours at 10^7.
create temporary table index_of on commit drop as
select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made
  from pg_index i
 where i.indrelid in ('biz.attendance'::regclass, 'fig.entry'::regclass)
   and not exists (select from pg_constraint c where c.conindid = i.indexrelid);
select 'drop index ' || name from index_of \gexec

create function pg_temp.pick(i bigint, salt int, n int) returns int
language sql immutable
return ((hashint8extended(i, salt) & 9007199254740991) % n)::int;
create function pg_temp.key(kind int, i bigint) returns uuid
language sql immutable
return (lpad(to_hex(kind), 8, '0') || lpad(to_hex(i), 24, '0'))::uuid;

create temporary table road on commit drop as
select row_number() over (order by t.id) - 1 as n, h.id as f, h.region_id as fr, t.id as t, t.region_id as tr
  from (select distinct on (o.region_id) o.id, o.region_id
          from biz.organisation o
         where o.kind = 'general_hospital'
         order by o.region_id, o.id) h
  join biz.organisation t on t.region_id = h.region_id and t.kind in ('township_hospital', 'community_centre');
select count(*) as roads from road \gset
select greatest(:days / 100, 1) as postings, greatest(:days / 200, 1) as people \gset

create temporary table post on commit drop as
select k.n, k.person, r.f, r.fr, r.t, r.tr,
       (now() at time zone 'Asia/Shanghai')::date - 160 - pg_temp.pick(k.person, 2, 400) - 420 * (k.n / :people)::int as first
  from (select n, n % :people as person from generate_series(0, :postings - 1) n) k
  join road r on r.n = pg_temp.pick(k.person, 1, :roads);

insert into biz.staff (id, org_id, region_id, state, submitted_at, joined_on, name, category, rank_level, licence_kind)
select distinct on (p.person) pg_temp.key(1, p.person), p.f, p.fr, 'confirmed', now(), '2010-01-01', '测试' || p.person, 'doctor',
       (array['junior', 'mid', 'mid', 'deputy_senior', 'senior'])[1 + pg_temp.pick(p.person, 3, 5)], 'practising_doctor'
  from post p;
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, submitted_at, starts_on, ends_on,
       arrived_on, staff_id, staff_name, rank_level, department, role, mode)
select pg_temp.key(2, p.n), p.f, p.fr, p.t, p.tr, p.f, 'confirmed', now(), p.first, p.first + 150, p.first, pg_temp.key(1, p.person),
       '测试' || p.person, (array['junior', 'mid', 'mid', 'deputy_senior', 'senior'])[1 + pg_temp.pick(p.person, 3, 5)], '内科',
       (array['medical', 'medical', 'nursing', 'technical'])[1 + pg_temp.pick(p.person, 4, 4)], 'resident'
  from post p;
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, submitted_at, on_day, posting_id,
       staff_id, staff_name, part, kind, half_days)
select pg_temp.key(3, p.n * 100 + d), p.f, p.fr, p.t, p.tr, p.f,
       case when pg_temp.pick(p.n * 100 + d, 5, 50) = 0 then 'submitted' else 'confirmed' end, now(), p.first + d + d / 5 * 2, pg_temp.key(2, p.n),
       pg_temp.key(1, p.person), '测试' || p.person, case when pg_temp.pick(p.n * 100 + d, 6, 10) = 0 then 'am' else 'full' end,
       (array['outpatient', 'ward_round', 'surgery', 'teaching'])[1 + pg_temp.pick(p.n * 100 + d, 7, 4)],
       case when pg_temp.pick(p.n * 100 + d, 6, 10) = 0 then 1 else 2 end
  from post p
 cross join generate_series(0, 99) d;
insert into biz.further_study (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, submitted_at, starts_on, ends_on,
       kind, staff_id, staff_name, department, free)
select pg_temp.key(4, p.n), p.t, p.tr, p.f, p.fr, p.t, 'confirmed', now(), p.first, p.first + 182, 'further_study', pg_temp.key(1, p.person),
       '测试', '内科', true
  from post p where p.n % 10 = 0;
insert into biz.mentorship (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, submitted_at, starts_on, ends_on,
       mentor_id, mentor_name, mentor_rank, pupil_name)
select pg_temp.key(5, p.n), p.f, p.fr, p.t, p.tr, p.f, 'confirmed', now(), p.first, p.first + 182, pg_temp.key(1, p.person), '测试', 'mid', '学员' || p.n
  from post p where p.n % 10 = 1;
insert into biz.donation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, submitted_at, donated_on, kind, subject,
       total_fen)
select pg_temp.key(6, p.n), p.f, p.fr, p.t, p.tr, p.f, 'confirmed', now(), p.first, 'equipment', '设备', 100000 + 100 * pg_temp.pick(p.n, 8, 100000)
  from post p where p.n % 10 = 2;
select fig.rebuild();
select made from index_of \gexec
commit;
vacuum (analyze) biz.attendance, biz.posting, biz.staff, fig.entry, fig.head, fig.pair_total, fig.region_total;
