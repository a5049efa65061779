-- scheme.sql - versions of schemes: one in force a day, rules with their parameters (AGR-05, R16).
\ir helper.psql
select plan(23);

select tap.org('SC', 650000, null, 'commission') as top \gset
select tap.org('SCC', 650101, :top, 'commission') as county, tap.org('SH', 650101, :top, 'general_hospital') as h,
       tap.org('SX', 650201, :top, 'general_hospital') as x \gset
select tap.realm('scheme-test', :top) as realm \gset
select tap.account('office', :realm, :h, 'med_affairs') as office, tap.account('elsewhere', :realm, :x, 'med_affairs') as stranger,
       tap.account('hr', :realm, :x, 'hr') as hr,
       tap.account('overseer', :realm, null, 'county_overseer', 'region', null, null, 650101) as overseer \gset

create function tap.version(who bigint, n int, org int, v int, first date, last date, state text default 'confirmed') returns text
	language plpgsql as $$
begin
	perform tap.act(who, 'agreement.write');
	insert into biz.scheme (id, org_id, region_id, state, valid_from, valid_to, code, name, scheme_version)
	values (lpad(n::text, 32, '0')::uuid, org, 1, version.state, first, last, 'T', '测试方案', v);
	return 'ok';
end $$;
create function tap.rule(n int, line int, more jsonb) returns text language plpgsql as $$
begin
	insert into biz.scheme_rule (record_id, line, rule, amount, unit, per, rank_level, rank_years, due_on, pattern)
	select lpad(n::text, 32, '0')::uuid, rule.line, r.rule, r.amount, r.unit, r.per, r.rank_level, r.rank_years, r.due_on, r.pattern
	  from jsonb_populate_record(null::biz.scheme_rule, more) r;
	return 'ok';
end $$;
create function tap.seen(who bigint, permission text) returns bigint language plpgsql as $$
begin
	perform tap.act(who, permission);
	return (select count(*) from biz.scheme where code = 'T');
end $$;
grant execute on all functions in schema tap to public;
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
grant execute on all functions in schema tap to public;

select is(tap.version(:overseer, 1, :county, 1, '2013-01-01', '2016-12-31'), 'ok', 'the county issues a scheme');
select throws_ok(format('select tap.version(%s, 2, %s, 1, %L, null)', :overseer, :county, '2017-01-01'), '23P01', null, 'a version number stands once');
select throws_ok(format('select tap.version(%s, 2, %s, 2, %L, null)', :overseer, :county, '2016-12-31'), '23P01', null, 'two are never in force at once');
select lives_ok(format('select tap.version(%s, 2, %s, 2, %L, null)', :overseer, :county, '2017-01-01'), 'the second begins the day after');
select throws_ok(format('select tap.version(%s, 3, %s, 3, %L, %L)', :overseer, :county, '2020-01-01', '2019-12-31'), '23514', null, 'nothing ends before it begins');
select throws_ok(format('select tap.version(%s, 3, %s, 1, %L, null)', :overseer, :x, '2017-01-01'), '42501', null, 'not for another county');
select throws_ok(format('select tap.version(%s, 3, %s, 1, %L, null)', :office, :county, '2017-01-01'), '42501', null, 'nor a hospital for the county');
select lives_ok(format('select tap.version(%s, 3, %s, 3, %L, null, %L)', :overseer, :county, '2020-01-01', 'draft'), 'a draft may overlap');

-- R16: what began in 2016 is judged by version 1.
select tap.quit() \g /dev/null
select is(biz.scheme_on(tap.id(2), '2016-12-31'), tap.id(1), 'version 1 to its last day');
select is(biz.scheme_on(tap.id(1), '2017-01-01'), tap.id(2), 'version 2 from the day after');
select is(biz.scheme_on(tap.id(1), '2012-12-31'), null, 'none before');
select lives_ok(format('select biz.check_scheme(%L, %L)', tap.id(1), '2016-06-01'), 'who points to version 1 in 2016 is right');
select throws_like(format('select biz.check_scheme(%L, %L)', tap.id(2), '2016-06-01'), '%第1版%', 'who points to version 2 is told so');
select throws_ok(format('select biz.check_scheme(%L, %L)', tap.id(2), '2010-01-01'), 'UX422', null, 'and so where there was none');

-- Rules.
select tap.act(:overseer, 'agreement.write') \g /dev/null
select is(tap.rule(1, 1, '{"rule": "posted_rank", "rank_level": "mid", "rank_years": 5}'), 'ok', 'a rank');
select is(tap.rule(1, 2, '{"rule": "team_template", "pattern": "内科+外科+妇产科|儿科|麻醉|护理"}'), 'ok', 'a team');
select throws_ok($$select tap.rule(1, 3, '{"rule": "posted_rank", "amount": 3}')$$, '23514', null, 'a rank rule without a rank is refused');
select throws_ok($$select tap.rule(1, 3, '{"rule": "service_length", "amount": 6}')$$, '23514', null, 'six of what?');
select throws_ok($$select tap.rule(1, 3, '{"rule": "presence", "amount": 1}')$$, '23514', null, 'how often?');
select throws_ok($$select tap.rule(1, 3, '{"rule": "week_days", "amount": 0}')$$, '23514', null, 'no rule asks for nothing');
select tap.quit() \g /dev/null
select is((biz.scheme_rank(tap.id(1), 'posted_rank'))::text, '(mid,5)', 'read by what judges a posting');

-- Everybody reads what is issued; drafts are the issuer's.
select is(tap.seen(:stranger, 'agreement.read'), 2::bigint, 'another county reads the issued versions');
select is(tap.seen(:hr, 'posting.read'), 2::bigint, 'and so does who posts');

select * from finish();
rollback;
