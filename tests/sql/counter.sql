-- counter.sql - figures of referrals: G1 comes out exactly, counters equal the rows after anything.
\ir helper.psql
select plan(54);

create function tap.fact(kind text, id int, first date, last date, figure text, by text default 'total',
	key text default '') returns bigint language sql as $$
	select coalesce((select (to_jsonb(t) ->> figure)::bigint
	                   from fig.referral_table(kind, id, first, last, by, 'month', last) t
	                  where t.key = fact.key), 0)
$$;
grant execute on all functions in schema tap to public;

select tap.org('GC', 650000, null, 'commission') as top \gset
select tap.org('GH', 650106, :top, 'general_hospital') as h,
       tap.org('GX', 650201, :top, 'general_hospital') as x \gset
select array_agg(tap.org('GT' || n, 650106, :top) order by n) as t from generate_series(1, 14) n \gset
insert into biz.alliance (name, kind, org_id, region_id, pinyin, initials, started_on)
values ('测试医联体', 'county_community', :h, 650106, 'c', 'c', '2013-01-01') returning id as alliance \gset
insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
select :alliance, :h, 'lead', date '2013-01-01'
 union all
select :alliance, t, 'member', '2013-01-01' from unnest(:'t'::int[]) t;

-- Rows of a register: sender, receiver, how many, in which state, from which day on, persons.
create function tap.rows(from_org int, to_org int, n int, state text, day date, direction text default 'up',
	persons int default null, spread int default 300) returns void language plpgsql as $$
begin
	with made as (
		select i, gen_random_uuid() as id, gen_random_uuid() as patient,
		       case when persons is null then sha256(uuid_send(gen_random_uuid()))
		            else sha256(convert_to(from_org || ' ' || i % persons, 'UTF8')) end as person,
		       (day + (i * 7) % spread)::timestamp at time zone 'Asia/Shanghai'
		       + interval '10 hours' as at
		  from generate_series(0, n - 1) i
	), patients as (
		insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
		select m.patient, from_org, o.region_id, '某', m.person, 0
		  from made m join biz.organisation o on o.id = from_org
	)
	insert into biz.referral (id, number, direction, patient_id, patient_org_id, person_key, from_org_id,
	       from_region_id, to_org_id, to_region_id, diagnosis_code, state, listed_at, sent_at,
	       arrived_at, arrived_on, ended_at, origin, import_org_id, register_number, created_by, updated_by)
	select m.id, 'N', rows.direction, m.patient, from_org, m.person, f.id, f.region_id, t.id, t.region_id,
	       case when m.i % 2 = 0 then 'I10' end, rows.state, m.at,
	       case when rows.state <> 'draft' then m.at end,
	       case when rows.state in ('arrived', 'treated', 'feedback', 'closed') then m.at end,
	       case when rows.state in ('arrived', 'treated', 'feedback', 'closed') then m.at::date end,
	       case when rows.state in ('closed', 'rejected', 'redirected', 'cancelled') then m.at end,
	       'import', to_org, m.id::text, 0, 0
	  from made m, biz.organisation f, biz.organisation t
	 where f.id = from_org and t.id = to_org;
end $$;

-- G1
select tap.rows(t, :h, case when place <= 9 then 101 else 100 end,
	(array['arrived', 'closed', 'treated', 'feedback'])[1 + place % 4], '2016-01-01')
  from unnest(:'t'::int[]) with ordinality as k (t, place) \g /dev/null
select tap.rows((:'t'::int[])[1], :h, 20, 'rejected', '2016-02-01'),
       tap.rows((:'t'::int[])[2], :h, 10, 'cancelled', '2016-03-01'),
       tap.rows((:'t'::int[])[3], :h, 5, 'draft', '2016-04-01'),
       tap.rows((:'t'::int[])[4], :h, 4, 'closed', '2015-12-31', 'up', null, 1),
       tap.rows((:'t'::int[])[4], :h, 3, 'closed', '2017-01-01', 'up', null, 1),
       tap.rows(:h, (:'t'::int[])[5], 14, 'closed', '2016-05-01', 'down', 13, 30) \g /dev/null

create function tap.check_g1(what text, alliance int, t int[]) returns setof text language plpgsql as $$
begin
	return next tap.is(tap.fact('alliance', alliance, '2016-01-01', '2016-12-31', 'up_visits'), 1409::bigint,
		what || ': 上转 1409 人次');
	return next tap.is(tap.fact('alliance', alliance, '2016-01-01', '2016-12-31', 'down_visits'), 14::bigint,
		what || ': 下转 14 人次');
	return next tap.is(tap.fact('alliance', alliance, '2016-01-01', '2016-12-31', 'down_persons'), 13::bigint,
		what || ': 下转 13 人');
	return next tap.is(tap.fact('region', 650106, '2016-01-01', '2016-12-31', 'up_visits'), 1409::bigint,
		what || ': the county counts the same');
	return next tap.is(tap.fact('region', 650000, '2016-01-01', '2016-12-31', 'down_persons'), 13::bigint,
		what || ': so does the province');
	return next tap.is((select array_agg(f.up_visits order by k.place)
		from unnest(t) with ordinality as k (org, place)
		join fig.referral_table('alliance', alliance, '2016-01-01', '2016-12-31', 'from', 'month',
			'2016-12-31') f on f.key = k.org::text),
		array[101, 101, 101, 101, 101, 101, 101, 101, 101, 100, 100, 100, 100, 100]::bigint[],
		what || ': by unit 101 × 9, 100 × 5');
	return next tap.is((select sum(f.up_visits) from fig.referral_table('region', 650106, '2016-01-01',
		'2016-12-31', 'time', 'month', '2016-12-31') f), 1409::numeric, what || ': twelve months make the year');
	return next tap.is(tap.fact('region', 650106, '2016-01-01', '2016-06-30', 'up_visits')
		+ tap.fact('region', 650106, '2016-07-01', '2016-12-31', 'up_visits'), 1409::bigint,
		what || ': two halves too');
	return next tap.is((select sum(f.up_visits) from fig.referral_table('alliance', alliance, '2016-01-15',
		'2016-03-10', 'pair', 'month', '2016-12-31') f)::bigint,
		(select count(*) from biz.referral r where r.direction = 'up'
			and r.arrived_on between '2016-01-15' and '2016-03-10'),
		what || ': a free range by pair equals the rows');
	return next tap.is((select sum(f.up_visits) from fig.referral_table('region', 650106, '2016-01-01',
		'2016-12-31', 'disease', 'month', '2016-12-31') f), 1409::numeric, what || ': diseases add up');
	return next tap.is(tap.fact('region', 650106, '2015-12-31', '2015-12-31', 'up_visits'), 4::bigint,
		what || ': the day before the year');
	return next tap.is((select count(*) from fig.prove_referrals()), 0::bigint,
		what || ': counters equal the rows');
end $$;

select sec.set_context(1, 'oversight.read', '-', 650000, 659999, :top, 's', 'r', null, '{}', '{}');
select ok(count(*) > 1000, 'changes wait to be folded') from fig.referral_delta;
select tap.check_g1('unfolded', :alliance, :'t');
select is(fig.fold_referrals(500), 500, 'folding takes what it is told');
select tap.check_g1('half folded', :alliance, :'t');
select fig.fold_referrals(1000000) \g /dev/null
select is((select count(*) from fig.referral_delta), 0::bigint, 'all is folded');
select tap.check_g1('folded', :alliance, :'t');

-- A visit counts on the day of arrival; a person once, whoever sent; an alliance what stays in it.
select tap.rows((:'t'::int[])[1], :h, 1, 'arrived', '2018-12-31'), tap.rows((:'t'::int[])[2], :h, 1, 'arrived', '2018-12-31'),
       tap.rows((:'t'::int[])[1], :x, 1, 'arrived', '2018-12-31'), tap.rows(:h, (:'t'::int[])[1], 2, 'arrived', '2018-12-31', 'down', null, 1) \g /dev/null
update biz.referral set arrived_at = arrived_at + interval '2 days', arrived_on = arrived_on + 2,
       person_key = case when to_org_id = :h then sha256('the same') else person_key end,
       care = case when direction = 'down' and id = (select max(r.id::text)::uuid from biz.referral r where r.direction = 'down' and r.arrived_on = '2018-12-31')
              then 'inpatient' else care end
 where arrived_on = '2018-12-31';
select is(tap.fact('region', 650106, '2018-01-01', '2018-12-31', 'up_visits') || ' ' || tap.fact('region', 650106, '2019-01-01', '2019-12-31', 'up_visits'),
	'0 3', 'sent in one year and arrived in the next: counted in the next');
select is((select string_agg(tap.fact(k.kind, k.id, '2019-01-01', '2019-12-31', 'up_visits') || '/' || tap.fact(k.kind, k.id, '2019-01-01', '2019-12-31', 'up_persons'),
	' ' order by k.n) from (values (1, 'alliance', :alliance), (2, 'region', 650106), (3, 'region', 650000)) as k (n, kind, id)),
	'2/1 3/2 3/2', 'a person whom two units sent is one; who was sent beyond the alliance is none of its own');
select is((select string_agg(tap.fact(k.kind, k.id, '2019-01-02', '2019-03-10', 'up_persons')::text, ' ' order by k.n)
	from (values (1, 'alliance', :alliance), (2, 'region', 650106), (3, 'region', 650000)) as k (n, kind, id)), '1 2 2', 'in days that are no period too');
select is(tap.fact('region', 650106, '2019-01-01', '2019-12-31', 'down_visits') || ' '
	|| tap.fact('region', 650106, '2019-01-01', '2019-12-31', 'down_inpatient_visits'), '2 1', 'one of two was taken in');

-- anything that happens to rows afterwards
update biz.referral set state = 'cancelled', ended_at = now() where state = 'sent' or id in (
	select id from biz.referral where state = 'rejected' limit 5);
update biz.referral set to_department = '内科', care = 'inpatient' where get_byte(uuid_send(id), 15) < 40;
update biz.referral set person_key = '\x0102030405060708' where get_byte(uuid_send(id), 14) = 1;
update biz.referral set answered_at = sent_at + interval '2 hours' where get_byte(uuid_send(id), 13) < 90
	and sent_at is not null;
update biz.referral set arrived_at = arrived_at + interval '1 day', arrived_on = arrived_on + 1
 where get_byte(uuid_send(id), 12) < 20 and arrived_on is not null;
select is((select count(*) from fig.prove_referrals()), 0::bigint, 'after random changes, unfolded');
delete from biz.referral where get_byte(uuid_send(id), 11) < 9;
select fig.fold_referrals(1000000) \g /dev/null
select is((select count(*) from fig.prove_referrals()), 0::bigint, 'after deletions, folded');
select cmp_ok(tap.fact('region', 650106, '2016-01-01', '2016-12-31', 'answer_seconds_average'), '=',
	7200::bigint, 'the time to answer');
update fig.referral_region set visits = visits + 1 where grain = 'y' and cut = 'all' and start = '2016-01-01'
	and direction = 'down';
select is((select string_agg(measure || ' ' || (counted - found), ',') from fig.prove_referrals()),
	'visits 1', 'a counter that lies is named');
select fig.rebuild_referrals();
select is((select count(*) from fig.prove_referrals()), 0::bigint, 'and mended by a rebuild');

-- scopes
select tap.quit();
select sec.set_context(1, 'oversight.read', '-', 650106, 650106, :h, 's', 'r', null, '{}', '{}');
select set_config('role', 'yl_web', true) \g /dev/null
select refuses($$select fig.scope('region', 650201, '2016-12-31')$$, 'UX403', 'another county is refused');
select refuses($$select fig.scope('region', 650000, '2016-12-31')$$, 'UX403', 'and the province');
select refuses($$select fig.scope('region', 650999, '2016-12-31')$$, 'UX404', 'what does not exist is absent');
select is(tap.fact(null, null, '2016-01-01', '2016-12-31', 'down_persons') > 0, true, 'one''s own scope');
select ok(count(*) > 0 and count(*) = count(*) filter (where from_region_id = 650106
	or to_region_id = 650106), 'the policy shows a county its own') from fig.referral_region;
select is_empty($$select from biz.patient$$, 'and no patient');
select * from finish();
rollback;
