-- person.sql - persons (人) from counters equal different persons counted one by one, whatever is
-- written in whatever order and however much of it is folded.
\ir helper.psql
select plan(44);

select tap.org('PC', 650106, null, 'commission') as top \gset
create temporary table place as
select tap.org('P' || n, region, :top, 'general_hospital') as id, region
  from unnest(array[650106, 650106, 650107, 650100, 650201, 650000, 660101, 660100]) with ordinality
       as r (region, n);
create temporary table who as
select p.id, gen_random_uuid() as patient from place p;
insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
select w.patient, p.id, p.region, '某', sha256('x'), 0 from who w join place p on p.id = w.id;
grant select on place, who to public;

create function tap.pick(n int) returns int language sql volatile as $$ select floor(random() * n)::int $$;
-- Few days, so that persons come back on the same day, in the same week, month, half-year or year.
create function tap.some_day() returns date language sql volatile as $$
	select date '2019-12-23' + tap.pick(16) + (array[0, 0, 0, 31, 62, 100, 190])[1 + tap.pick(7)]
$$;
create function tap.some_person() returns bytea language sql volatile as $$
	select sha256(convert_to('person ' || tap.pick(9), 'UTF8'))
$$;

create function tap.come(n int, arrived boolean) returns void language plpgsql as $$
declare
	f record;
	t record;
	day date;
begin
	for i in 1 .. n loop
		select p.id, p.region, w.patient into f from place p join who w on w.id = p.id
		 order by random() limit 1;
		select p.id, p.region into t from place p where p.id <> f.id order by random() limit 1;
		day := tap.some_day();
		insert into biz.referral (id, number, direction, patient_id, patient_org_id, person_key,
		       from_org_id, from_region_id, to_org_id, to_region_id, to_department, diagnosis_code,
		       state, listed_at, sent_at, arrived_at, arrived_on, ended_at, created_by, updated_by)
		values (gen_random_uuid(), 'N', (array['up', 'up', 'down', 'same_level'])[1 + tap.pick(4)],
		       f.patient, f.id, tap.some_person(), f.id, f.region, t.id, t.region,
		       (array['内科', '外科', null])[1 + tap.pick(3)], (array['I10', 'K35', null])[1 + tap.pick(3)],
		       case when arrived then 'closed' else 'sent' end, biz.day_start(day), biz.day_start(day),
		       case when arrived then biz.day_start(day) end, case when arrived then day end,
		       case when arrived then biz.day_start(day) end, 0, 0);
	end loop;
end $$;

-- Something happens, many times.
create function tap.shake(times int) returns void language plpgsql as $$
begin
	for i in 1 .. times loop
		case tap.pick(12)
		when 0, 1 then perform tap.come(1, true);
		when 2 then perform tap.come(1 + tap.pick(6), true);
		when 3 then perform tap.come(1, false);
		when 4 then
			update biz.referral r
			   set state = 'arrived', arrived_on = k.day, arrived_at = biz.day_start(k.day)
			  from (select f.id, tap.some_day() as day from biz.referral f where f.state = 'sent'
			         order by random() limit 2) k
			 where r.id = k.id;
		when 5 then
			update biz.referral set arrived_on = tap.some_day()
			 where id in (select id from biz.referral where arrived_on is not null order by random() limit 3);
		when 6 then
			update biz.referral set person_key = tap.some_person()
			 where id in (select id from biz.referral order by random() limit 2);
		when 7 then
			update biz.referral set to_department = (array['内科', '儿科', null])[1 + tap.pick(3)],
			       diagnosis_code = (array['I10', 'S72', null])[1 + tap.pick(3)]
			 where id in (select id from biz.referral order by random() limit 3);
		when 8 then
			update biz.referral set state = 'accepted', arrived_on = null, arrived_at = null, ended_at = null
			 where id in (select id from biz.referral where arrived_on is not null order by random() limit 1);
		when 9 then
			delete from biz.referral where id in (select id from biz.referral order by random() limit 2);
		when 10 then perform fig.fold_repeats(1 + tap.pick(6));
		else perform fig.fold_referrals(1 + tap.pick(30));
		end case;
	end loop;
end $$;

-- Different persons of a scope and a period by something, straight from the referrals.
create function tap.persons(kind text, scope int, first date, last date, by text, unit text)
returns table (key text, direction text, persons bigint) language sql stable as $$
	select g.key, r.direction, count(distinct r.person_key)
	  from biz.referral r
	 cross join lateral (
		select r.from_region_id::text where by = 'county' union select r.to_region_id::text where by = 'county'
		 union select r.from_org_id::text where by = 'from'
		 union select r.to_org_id::text where by = 'to'
		 union select r.from_org_id || ':' || r.to_org_id where by = 'pair'
		 union select coalesce(r.to_department, '') where by = 'department'
		 union select coalesce(left(r.diagnosis_code, 3), 'unknown') where by = 'disease'
		 union select date_trunc(unit, r.arrived_on)::date::text where by = 'time'
		 union select '' where by = 'total') as g (key)
	 where r.arrived_on between first and last
	   and case when kind = 'org' then scope in (r.from_org_id, r.to_org_id)
	       else left(r.from_region_id::text, length(rtrim(scope::text, '0')))
	       	= rtrim(scope::text, '0') or left(r.to_region_id::text, length(rtrim(scope::text, '0')))
	       	= rtrim(scope::text, '0') end
	   and (by <> 'county' or kind = 'org' or left(g.key, length(rtrim(scope::text, '0'))) = rtrim(scope::text, '0'))
	 group by g.key, r.direction
$$;

create temporary table asked as
select s.kind, s.id, p.first, p.last, b.cut, b.unit
  from (select 'org', id from place
         union all
        select 'region', unnest(array[650000, 650100, 650106, 650107, 650201, 660000, 660100])) as s (kind, id)
 cross join (values ('2019-01-01'::date, '2019-12-31'::date), ('2020-01-01', '2020-12-31'),
       ('2020-01-01', '2020-06-30'), ('2020-01-01', '2020-03-31'), ('2019-12-01', '2019-12-31'),
       ('2020-01-01', '2020-01-31'), ('2019-12-30', '2020-01-05'), ('2020-01-04', '2020-01-04'),
       ('2020-01-01', '2020-04-03'), ('2019-12-01', '2020-01-02'), ('2019-12-25', '2020-02-03'),
       ('2019-12-29', '2020-01-02')) as p (first, last)
 cross join (values ('total', 'month'), ('county', 'month'), ('from', 'month'), ('to', 'month'),
       ('pair', 'month'), ('department', 'month'), ('disease', 'month'), ('time', 'day'),
       ('time', 'week'), ('time', 'month'), ('time', 'year')) as b (cut, unit);
grant select on asked to public;

-- Where what is answered and what the referrals give differ, of a share of all that may be asked.
create function tap.differences(share float) returns setof text language sql volatile as $$
	select concat_ws(' ', a.kind, a.id, a.first, a.last, a.cut, a.unit, d.key, d.direction,
	       'answered', coalesce(d.answered, 0), 'found', coalesce(d.found, 0))
	  from (select * from asked where random() < share) a
	 cross join lateral (
		select key, direction, g.persons as answered, e.persons as found
		  from (
			select t.key, k.direction, k.persons
			  from fig.referral_table(a.kind, a.id, a.first, a.last, a.cut, a.unit, a.last) t
			 cross join lateral (values ('up', t.up_persons), ('down', t.down_persons),
			       ('same_level', t.same_level_persons)) as k (direction, persons)
			 where k.persons <> 0) g
		  full join tap.persons(a.kind, a.id, a.first, a.last, a.cut, a.unit) e using (key, direction)
		 where g.persons is distinct from e.persons) d
$$;

create function tap.rounds(times int) returns setof text language plpgsql as $$
declare
	changes bigint := 0;
	n bigint;
begin
	for i in 1 .. times loop
		perform tap.shake(40);
		n := (select count(*) from fig.visit_change);
		changes := greatest(changes, n);
		perform set_config('role', 'yl_web', true);
		return next tap.is_empty('select tap.differences(0.08)', 'round ' || i || ', ' || n
			|| ' changes not folded: every group counts its persons');
		perform set_config('role', 'none', true);
		return next tap.is_empty('select * from fig.prove_repeats()', 'and the proof finds nothing');
	end loop;
	return next tap.ok(changes > 5, 'some were asked with changes not folded');
end $$;

select setseed(0.5) \g /dev/null
select tap.come(60, true) \g /dev/null
select sec.set_context(1, 'oversight.read', '-', 650000, 669999, :top, 's', 'r', null, '{}', '{}') \g /dev/null
grant execute on all functions in schema tap to public;
select tap.rounds(12);
select fig.fold_repeats(1000000) \g /dev/null
select is((select count(*) from fig.visit_change), 0::bigint, 'all is folded');
select set_config('role', 'yl_web', true) \g /dev/null
select is_empty('select tap.differences(1)', 'everything that may be asked is right');
select set_config('role', 'none', true) \g /dev/null

-- What is asked for day by day is answered by counters, not by counting one by one.
select is((select array_agg(k.region_id || ' ' || k.org_id) from (values ('2020-01-01'::date, '2020-12-31'::date),
	('2020-07-01', '2020-12-31'), ('2020-04-01', '2020-06-30'), ('2020-02-01', '2020-02-29'),
	('2020-01-06', '2020-01-12'), ('2020-01-04', '2020-01-04'), ('2020-01-01', '2020-11-22')) as p (first, last)
	cross join (values (650000, 659999), (650100, 650199), (650106, 650106)) as s (lo, hi)
	cross join unnest(array['total', 'county', 'from', 'to', 'pair', 'department', 'disease', 'time']) b (by)
	cross join lateral fig.repeat_scope(s.lo, s.hi, null, false, p.first, p.last, b.by, 'month') k
	where k.region_id is distinct from s.lo or k.org_id is distinct from 0), null, 'a province, city and county');
select is((select array_agg(b.by) from place o
	cross join unnest(array['total', 'from', 'to', 'pair', 'department', 'disease', 'time']) b (by)
	cross join lateral fig.repeat_scope(null, null, array[o.id], false, '2020-01-01', '2020-12-31', b.by, 'month') k
	where k.region_id is distinct from o.region or k.org_id is distinct from o.id), null, 'an institution');
select is(fig.repeat_scope(650106, 650107, null, false, '2020-01-01', '2020-12-31', 'total', 'month')::text, '(,)',
	'not what is no region');
select is(fig.repeat_scope(null, null, array[1, 2], false, '2020-01-01', '2020-12-31', 'total', 'month')::text, '(,)',
	'nor several institutions');
select is(fig.repeat_scope(650106, 650106, null, false, '2020-01-02', '2020-12-31', 'total', 'month')::text, '(,)',
	'nor a range from within a month');

-- Many at once, as imports write them; a part folded by person.
select tap.come(300, true) \g /dev/null
update biz.referral set arrived_on = arrived_on + 1 where arrived_on < '2020-02-01';
select cmp_ok(fig.fold_repeats(3), '>=', 3, 'a fold takes all changes of the persons it takes');
select ok(count(*) > 0, 'and leaves the others') from fig.visit_change;
select set_config('role', 'yl_web', true) \g /dev/null
select is_empty('select tap.differences(0.2)', 'the figures are right meanwhile');
select set_config('role', 'none', true) \g /dev/null
select is_empty('select * from fig.prove_repeats()', 'and proved');
select fig.fold_repeats() \g /dev/null
create temporary table before as select * from fig.referral_repeat where n <> 0;
select fig.rebuild_referrals();
select set_eq('table before', 'table fig.referral_repeat', 'a rebuild gives the same counters');
select is((select count(*) from fig.visit_change), 0::bigint, 'and notes no change');

-- What is wrong is named.
update fig.referral_repeat set n = n + 1
 where (region_id, org_id, cut, grain, day, earlier, key, direction)
       = (select k.region_id, k.org_id, k.cut, k.grain, k.day, k.earlier, k.key, k.direction
            from fig.referral_repeat k
           where k.grain = 'd' and k.cut = 'department' and date_trunc('month', k.day) = k.earlier limit 1);
select is((select count(distinct at) from fig.prove_referrals() where counter = 'repeat' and counted = found + 1),
	4::bigint, 'a counter that lies is named, for the year, half, quarter and month');
select fig.rebuild_repeats();
insert into fig.visit_change (sign, person, day, from_org_id, to_org_id, from_region_id, to_region_id, direction,
       department, disease)
select 1, v.person, v.day, v.from_org_id, v.to_org_id, v.from_region_id, v.to_region_id, v.direction,
       v.department, v.disease
  from fig.referral_visit v
 where v.person in (select person from fig.referral_visit group by person having count(*) > 1)
 limit 1;
select isnt_empty('select * from fig.prove_repeats()', 'so is a change that did not happen');
select fig.rebuild_repeats();

-- Each sees the counters of its own scope.
select sec.set_context(1, 'oversight.read', '-', 650106, 650106, :top, 's', 'r', null, '{}', '{}') \g /dev/null
select set_config('role', 'yl_web', true) \g /dev/null
select is(array_agg(distinct region_id), array[650106], 'a county sees its own counters') from fig.referral_repeat;
select tap.quit();
select id as org from place limit 1 \gset
select sec.set_context(1, 'oversight.read', '-', null, null, :org, 's', 'r', null, '{}', array[:org]) \g /dev/null
select set_config('role', 'yl_web', true) \g /dev/null
select is(array_agg(distinct org_id), array[:org], 'an institution its own') from fig.referral_repeat;
select throws_ok('delete from fig.referral_repeat', '42501', null, 'and changes none');
select throws_ok('select fig.fold_repeats()', '42501', null, 'nor folds');
select * from finish();
rollback;
