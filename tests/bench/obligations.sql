-- obligations.sql - how long the judging of a province takes: 500 obligations of 50 pairs over two
-- years, each pair with six people posted in turns and their attendance (about 25,000 rows). On a
-- throwaway instance: psql -d yilian -f tests/bench/obligations.sql; all is rolled back.
\set ON_ERROR_STOP on
\set QUIET on
begin;
-- As the programs' roles have it.
set local jit = off;
create function pg_temp.id(n int) returns uuid language sql immutable as $$ select lpad(n::text, 32, '0')::uuid $$;
create temporary table pair as
select row_number() over (order by o.id)::int as n, (select h.id from biz.organisation h where h.code = 'HZH') as f, o.id as t
  from biz.organisation o where o.kind not in ('commission', 'village_clinic') and o.code <> 'HZH' and o.valid_to is null order by o.id limit 50;
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind, specialty)
select pg_temp.id(p.n * 1000 + k), p.f, 0, 'confirmed', '2010-01-01', '测' || p.n || k, 'doctor', 'mid', 'practising_doctor',
       (array['内科', '外科', '妇产科'])[k % 3 + 1]
  from pair p, generate_series(1, 6) k;
insert into biz.scheme (id, org_id, region_id, state, valid_from, code, name, scheme_version)
select pg_temp.id(1), p.f, 0, 'confirmed', '2020-01-01', 'BENCH', 'x', 1 from pair p where p.n = 1;
insert into biz.scheme_rule (record_id, line, rule, amount, unit, per, rank_level, pattern) values
	(pg_temp.id(1), 1, 'presence', 1, 'person', 'day', null, null), (pg_temp.id(1), 2, 'week_days', 3, 'day', 'week', null, null),
	(pg_temp.id(1), 3, 'rotation', 6, 'month', null, null, null), (pg_temp.id(1), 4, 'team_template', null, null, null, null, '内科+外科+妇产科|儿科');
insert into biz.agreement (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, kind, name, scheme_id)
select pg_temp.id(p.n * 1000 + 100), p.f, 0, p.t, 0, p.f, 'confirmed', current_date - 700, current_date + 30, 'support', 'x', pg_temp.id(1) from pair p;
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, department, role,
	mode, agreement_id)
select pg_temp.id(p.n * 1000 + 200 + k), p.f, 0, p.t, 0, p.f, 'confirmed', current_date - 700 + (k - 1) / 3 * 350, current_date - 350 + (k - 1) / 3 * 350,
       pg_temp.id(p.n * 1000 + k), 'x', 'medical', 'resident', pg_temp.id(p.n * 1000 + 100)
  from pair p, generate_series(1, 6) k;
insert into fig.obligation (from_org_id, from_region_id, to_org_id, to_region_id, source, kind, parameters, valid_from)
select p.f, 0, p.t, 0, 'manual', 'minimum_per_period', '{"n": 2, "grain": "month", "figure": "donations"}', current_date - 700 from pair p;
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind)
select gen_random_uuid(), s.from_org_id, 0, s.to_org_id, 0, s.to_org_id, 'confirmed', d::date, s.id, 'full', 'outpatient'
  from biz.posting s
 cross join generate_series(s.starts_on::timestamp, least(s.ends_on, current_date - 1)::timestamp, interval '1 day') d
 where s.agreement_id in (select pg_temp.id(p.n * 1000 + 100) from pair p)
   and extract(isodow from d) in (1, 3, 5, 7) and random() < 0.9;
analyze biz.posting, biz.attendance, fig.obligation;
select count(*) as attendance from biz.attendance;
\timing on
select fig.refresh_judgements(1000) as first_sync_and_judged;
update fig.judgement set stale = true;
select fig.refresh_judgements(1000) as all_anew;
\timing off
select kind, count(*), round(avg(breaches)) as breaches from fig.judgement group by 1 order by 1;
rollback;
