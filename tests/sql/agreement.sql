-- agreement.sql - parties, signatures, filing and goals (AGR-01 to 03, 06; G3's four-party letters).
\ir helper.psql
select plan(31);

select tap.org('AC', 650000, null, 'commission') as top \gset
select tap.org('ACC', 650101, :top, 'commission') as county, tap.org('AH', 650101, :top, 'general_hospital') as h,
       tap.org('AT', 650201, :top) as t, tap.org('AX', 650201, :top, 'general_hospital') as third, tap.org('AZ', 650101, :top) as stranger \gset
select tap.realm('agreement-test', :top) as realm \gset
select tap.account('office', :realm, :h, 'med_affairs') as office, tap.account('clerk', :realm, :t, 'thc_operator', 'home_org') as clerk,
       tap.account('third', :realm, :third, 'med_affairs') as third_office, tap.account('stranger', :realm, :stranger, 'med_affairs') as other,
       tap.account('overseer', :realm, null, 'county_overseer', 'region', null, null, 650201) as overseer \gset
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
insert into biz.scheme (id, org_id, region_id, state, valid_from, valid_to, code, name, scheme_version)
values (tap.id(1), :county, 1, 'confirmed', '2020-01-01', '2022-12-31', 'AG', 'x', 1), (tap.id(2), :county, 1, 'confirmed', '2023-01-01', null, 'AG', 'x', 2);

create function tap.agree(who bigint, n int, f int, t int, more jsonb default '{}', state text default 'draft') returns text
	language plpgsql as $$
declare
	r biz.agreement := jsonb_populate_record(null::biz.agreement, '{"starts_on": "2023-01-01", "ends_on": "2025-12-31", "kind": "responsibility"}' || more);
begin
	perform tap.act(who, 'agreement.write');
	insert into biz.agreement (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on,
	       kind, name, term_years, scheme_id)
	values (tap.id(n), f, 1, t, 1, f, agree.state, r.starts_on, r.ends_on, r.kind, '测试责任书', r.term_years, r.scheme_id);
	return 'ok';
end $$;
create function tap.party(n int, line int, org int, signed date default null) returns text language plpgsql as $$
begin
	insert into biz.agreement_party (record_id, line, organisation_id, role, leader, contact_name, signed_on)
	values (tap.id(n), party.line, org, 'other', '李示范', '张示范', signed);
	return 'ok';
end $$;
create function tap.change(who bigint, n int, changes text, permission text default 'agreement.write') returns text language plpgsql as $$
declare
	done bigint;
begin
	perform tap.act(who, permission);
	execute format('update biz.agreement set %s where id = %L', changes, tap.id(n));
	get diagnostics done = row_count;
	return case when done > 0 then 'ok' else 'none' end;
end $$;
create function tap.seen(who bigint) returns bigint language plpgsql as $$
begin
	perform tap.act(who, 'agreement.read');
	return (select count(*) from biz.agreement where name = '测试责任书');
end $$;
grant execute on all functions in schema tap to public;

select is(tap.agree(:office, 11, :h, :t), 'ok', 'a hospital drafts a letter');
select throws_ok(format('select tap.change(%s, 11, %L)', :office, $$state = 'submitted'$$), 'UX422', null, 'without its parties it is not submitted');
select is(tap.party(11, 1, :h, '2023-01-05'), 'ok', 'the first party');
select throws_ok(format('select tap.change(%s, 11, %L)', :office, $$state = 'submitted'$$), 'UX422', null, 'both sides must stand among the parties');
select is(tap.party(11, 2, :t), 'ok', 'the second');
select throws_ok(format('select tap.party(11, 3, %s)', :t), '23505', null, 'nobody is a party twice');
select is(tap.party(11, 3, :county, '2023-01-05') || tap.party(11, 4, :third, '2023-01-06'), 'okok', 'and two more');
select throws_ok(format('select tap.party(11, 5, %s)', :stranger), '23514', null, 'a fifth is refused');
select is(tap.change(:office, 11, $$state = 'submitted'$$), 'ok', 'now it is submitted');
select is(tap.change(:clerk, 11, $$state = 'confirmed'$$, 'agreement.confirm'), 'ok', 'and confirmed by the other side');
select tap.quit() \g /dev/null
select is((select row(parties_count, signed_count, complete, missing_signatures)::text from biz.agreement where id = tap.id(11)), '(4,3,f,机构AT)',
	'G3: three of four signed; who did not is named');
select is((select version from biz.agreement where id = tap.id(11)), 3, 'working that out made no version');

-- Who sees it.
select is(tap.seen(:third_office), 1::bigint, 'the third party sees it');
select is(tap.seen(:overseer), 1::bigint, 'and the county of the supported side');
select is(tap.seen(:other), 0::bigint, 'who is no party does not');
select is(tap.change(:third_office, 11, $$number = 'x'$$), 'none', 'a third party does not change it');

-- Signing, filing.
select throws_ok(format('select tap.change(%s, 11, %L)', :office, 'sign_party_id = ' || :'stranger' || $$, sign_on = '2023-02-01'$$), 'UX422', null,
	'only a party signs');
select throws_ok(format('select tap.change(%s, 11, %L)', :office, 'sign_party_id = ' || :'t'), 'UX422', null, 'on a day');
select throws_ok(format('select tap.change(%s, 11, %L)', :office, 'sign_party_id = ' || :'t' || $$, sign_on = '2093-02-01'$$), 'UX422', null, 'that has been');
select is(tap.change(:office, 11, 'sign_party_id = ' || :'t' || $$, sign_on = '2023-02-01'$$), 'ok', 'the last signature');
select tap.quit() \g /dev/null
select is((select row(signed_count, complete, missing_signatures, sign_party_id)::text from biz.agreement where id = tap.id(11)), '(4,t,,)', 'and it is complete');
select ok((select changes ? 'agreement_party' and changes ? 'sign_on' from biz.record_event where record_id = tap.id(11) order by id desc limit 1),
	'history has the signature with the action');
select throws_ok(format('select tap.change(%s, 11, %L)', :office, $$filed_on = '2023-02-02', filed_with_id = $$ || :'h'), 'UX422', null,
	'it is filed with a commission');
select is(tap.change(:office, 11, $$filed_on = '2023-02-02', filed_with_id = $$ || :'county'), 'ok', 'with the county''s');
select tap.quit() \g /dev/null
select ok((select filed from biz.agreement where id = tap.id(11)), 'so it is filed');

-- Term, scheme, goals.
select throws_ok(format($$select tap.agree(%s, 12, %s, %s, '{"term_years": 5}')$$, :office, :h, :t), '23514', null, 'X2: five years are not three');
select lives_ok(format($$select tap.agree(%s, 12, %s, %s, '{"term_years": 3}')$$, :office, :h, :t), 'three are');
select throws_ok(format($$select tap.agree(%s, 13, %s, %s, '{"scheme_id": "%s"}')$$, :office, :h, :t, tap.id(1)), 'UX422', null,
	'the scheme version is the one in force');
select throws_ok(format($$select tap.agree(%s, 13, %s, %s, '{"ends_on": "2022-01-01"}')$$, :office, :h, :t), '23514', null, 'nothing ends before it begins');
select lives_ok(format($$insert into biz.agreement_goal (record_id, line, name, target, unit, due_on, owner)
	values (%L, 1, '创建二级甲等医院', 1, '项', '2025-12-31', '医务科')$$, tap.id(12)), 'a goal with target, unit, deadline and owner');
select throws_ok(format($$insert into biz.agreement_goal (record_id, line, name, target) values (%L, 2, '门诊量增长', 10)$$, tap.id(12)), '23514', null,
	'a target without a unit is refused');

select * from finish();
rollback;
