-- certificate.sql - who sees verdicts, who issues certificates, what anybody may check (PRO-07).
\ir helper.psql
select plan(57);

select tap.org('PTOP', 650000, null, 'commission') as province \gset
select tap.org('PC', 650101, :province, 'commission') as top \gset
select tap.org('PH', 650101, :top, 'general_hospital') as h, tap.org('PT', 650101, :top) as t1,
       tap.org('PX', 650201, :province, 'general_hospital') as x \gset
select tap.realm('cert-test', :province) as realm \gset
select tap.account('hr', :realm, :h, 'hr') as hr, tap.account('doc', :realm, :h, 'clinician') as doctor,
       tap.account('stranger', :realm, :x, 'hr') as stranger, tap.account('sender', :realm, :t1, 'thc_operator') as town,
       tap.account('county', :realm, :top, 'county_overseer', 'region', null, null, 650101) as county,
       tap.account('self', :realm, :h, 'clinician') as self, tap.account('other', :realm, null, 'county_overseer', 'region', null, null, 650201) as other \gset
insert into sec.realm_suffix (suffix, realm_id) values ('cert', :realm);
create function tap.id(n bigint) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind, promotion_target, promotion_year, login)
values (tap.id(1), :h, 1, 'confirmed', '2010-01-01', '甲医生', 'doctor', 'mid', 'practising_doctor', 'deputy_senior', 2022, 'doc@cert'),
       (tap.id(2), :h, 1, 'confirmed', '2010-01-01', '乙医生', 'doctor', 'mid', 'practising_doctor', 'deputy_senior', 2022, null),
       (tap.id(3), :x, 1, 'confirmed', '2010-01-01', '丙医生', 'doctor', 'mid', 'practising_doctor', 'deputy_senior', 2022, null),
       (tap.id(4), :h, 1, 'confirmed', '2010-01-01', '丁护士', 'nurse', 'junior', 'nurse', null, null, null);
insert into biz.scheme (id, org_id, region_id, state, valid_from, code, name, scheme_version)
values (tap.id(21), :top, 1, 'confirmed', '2010-01-01', 'N', '累计一年方案', 1);
insert into biz.scheme_rule (record_id, line, rule, amount, unit, per, rank_level)
values (tap.id(21), 1, 'service_length', 1, 'year', 'total', null), (tap.id(21), 2, 'gate_rank', null, null, null, 'deputy_senior');
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, staff_id, department, role,
       mode, appraisal, passed)
select tap.id(40 + n), :h, 1, :t1, 1, :h, 'confirmed', '2021-01-01', case n when 1 then date '2021-12-31' else '2021-06-30' end, tap.id(n), '内科', 'medical', 'resident', '好', true
  from generate_series(1, 2) n;

create function tap.listed(who bigint, permission text default 'promotion.read', result text default null, own boolean default false) returns text
	language plpgsql as $$
begin
	perform tap.act(who, permission);
	if own then
		return (select string_agg(l.name || ':' || l.verdict, ' ') from biz.promotion_mine() l);
	end if;
	return (select string_agg(l.name || ':' || l.verdict, ' ') from biz.promotion_list(null, listed.result, null, null, null, null, null, 51) l);
end $$;
create function tap.opened(who bigint, n int, permission text default 'promotion.own') returns text language plpgsql as $$
begin
	perform tap.act(who, permission);
	return (select concat_ws(' ', o.result, o.days, o.may_issue) from biz.promotion_open(tap.id(n), null, null, null) o);
end $$;
create function tap.issue(who bigint, n int, id int, permission text default 'promotion.issue') returns text language plpgsql as $$
begin
	perform tap.act(who, permission);
	return (select biz.certificate_issue(tap.id(n), tap.id(21), 'deputy_senior', null, tap.id(id)));
end $$;
create function tap.shown(who bigint, id int) returns text language plpgsql as $$
begin
	perform tap.act(who, 'promotion.own');
	return (select concat_ws(' ', c.state, c.intact, c.result_now, c.may_revoke) from biz.certificate_open(tap.id(id)) c);
end $$;
create function tap.revoke(who bigint, id int) returns text language plpgsql as $$
begin
	perform tap.act(who, 'promotion.issue');
	return biz.certificate_revoke(tap.id(id), '数据有误');
end $$;
create function tap.checked(number text, code text) returns text language plpgsql as $$
begin
	perform set_config('role', 'none', true);
	perform tap.as_role('yl_web');
	return (select c::text from biz.certificate_check(number, code) c);
end $$;
create function tap.paper(id int, what text) returns text language plpgsql as $$
begin
	perform tap.quit();
	return (select to_jsonb(c) ->> what from biz.certificate c where c.id = tap.id(paper.id));
end $$;
grant execute on all functions in schema tap to public;

-- Who sees what.
select is(tap.listed(:hr), '乙医生:not_eligible 甲医生:eligible', 'personnel sees its own people who are up for a rank');
select is(tap.listed(:county), '乙医生:not_eligible 甲医生:eligible', 'the county those of its institutions');
select is(tap.listed(:county, result => 'eligible'), '甲医生:eligible', 'by result');
select is(tap.listed(:stranger), '丙医生:no_scheme', 'another hospital its own');
select is(tap.listed(:town), null, 'the receiver has no list of the sender''s people');
select is(tap.listed(:other), '丙医生:no_scheme', 'another county nothing of this one');
select is(tap.listed(:doctor, 'promotion.own', own => true), '甲医生:eligible', 'a doctor sees the own verdict');
select is(tap.listed(:doctor, 'promotion.own'), null, 'and nobody else''s, whatever is asked');
select is(tap.listed(:self, 'promotion.own', own => true), null, 'an account that is nobody''s sees none');
select throws_ok(format($$select tap.listed(%s)$$, :doctor), 'UX403', null, 'a doctor has no list');
select is(tap.opened(:hr, 1) || '|' || tap.opened(:county, 1) || '|' || tap.opened(:doctor, 1), 'eligible 365 f|eligible 365 t|eligible 365 f',
	'one verdict whoever asks; the county may issue');
select is(tap.opened(:doctor, 2), null, 'a colleague''s ledger is not there');
select is(tap.opened(:town, 1), null, 'nor for the receiver');
select is(tap.opened(:stranger, 1), null, 'nor for another hospital');
select is(tap.opened(:other, 1), null, 'nor for another county');
select throws_ok(format($$select tap.act(%s, 'promotion.own'); select * from biz.promotion_open(tap.id(1), null, null, '2999-01-01')$$, :doctor), 'UX422', null,
	'the future is not judged');

select tap.quit() \g /dev/null
create function tap.served(who bigint, n int, day date default null) returns text language plpgsql as $$
begin
	perform tap.act(who, 'promotion.read');
	return biz.promotion_services(tap.id(n), day);
end $$;
grant execute on function tap.served(bigint, int, date) to public;
select is(tap.served(:hr, 1) || '|' || tap.served(:county, 2, '2021-03-31'),
	'机构PT 2021-01-01至2021-12-31，365天，鉴定合格：好|机构PT 2021-01-01至2021-03-31，90天，鉴定合格：好', 'what was served, in words, up to a day');
select is(tap.served(:stranger, 1), null, 'not of another hospital''s people');

-- Issue.
select throws_ok(format('select tap.issue(%s, 1, 901)', :hr), 'UX403', null, 'the own hospital does not issue');
select throws_ok(format($$select tap.issue(%s, 1, 901, 'promotion.own')$$, :hr), 'UX403', null, 'under no other permission');
select throws_ok(format('select tap.issue(%s, 1, 901)', :other), 'UX404', null, 'to another county the person is not there');
select throws_ok(format('select tap.issue(%s, 2, 901)', :county), 'UX409', null, 'not eligible, no certificate');
select lives_ok(format('select tap.issue(%s, 1, 901)', :county), 'the county issues');
select throws_ok(format('select tap.issue(%s, 1, 902)', :county), 'UX409', null, 'once');
select tap.quit() \g /dev/null
update biz.staff set login = 'county@cert' where id = tap.id(1);
select throws_ok(format('select tap.issue(%s, 1, 902)', :county), 'UX403', null, 'nobody issues the own');
select tap.quit() \g /dev/null
update biz.staff set login = 'doc@cert' where id = tap.id(1);
select matches(tap.paper(901, 'number'), '^[0-9]{4}650101[0-9]{6}[0-9X]$', 'number: year, county, serial, check character');
select is(biz.check_character('0794') || biz.check_character('079') || biz.check_character('000000011476840'), '0X6',
	'ISO 7064 MOD 11-2: the standard''s 0794-0 and 079-X, an ISNI');
select matches(tap.paper(901, 'code'), '^[0-9A-HJKMNP-TV-Z]{16}$', 'a code of 80 bits');
select is((select count(distinct biz.random_code()) from generate_series(1, 500)), 500::bigint, 'no two alike');
select is(biz.canonical_json('{"b": [1, {"y": null, "x": "甲\"\n"}], "a": true, "中": 1.5, "B": {}}'),
	'{"B":{},"a":true,"b":[1,{"x":"甲\"\n","y":null}],"中":1.5}', 'canonical JSON: keys in order, no spaces');
select tap.quit() \g /dev/null
select is((select encode(content_sha256, 'hex') from biz.certificate where id = tap.id(901)),
	(select encode(sha256(convert_to(biz.canonical_json(content), 'UTF8')), 'hex') from biz.certificate where id = tap.id(901)), 'the hash is that of the content');
select is(tap.shown(:doctor, 901) || '|' || tap.shown(:county, 901) || '|' || tap.shown(:hr, 901),
	'valid t eligible f|valid t eligible t|valid t eligible f', 'person, county and personnel see it');
select is(tap.shown(:self, 901), null, 'a colleague does not');
select is(tap.shown(:stranger, 901), null, 'nor another hospital');
select tap.act(:hr, 'promotion.read') \g /dev/null
select throws_ok('select * from biz.certificate', '42501', null, 'the table itself is nobody''s to read');
select tap.quit() \g /dev/null
select throws_ok($$update biz.certificate set content = '{}'$$, 'P0001', null, 'nor to change');

-- The list.
create function tap.page(who bigint, what text default 'promotion.read', q text default null, state text default null, org int default null,
	rank text default null, since date default null, until date default null) returns text language plpgsql as $$
begin
	perform tap.act(who, what);
	return (select string_agg(concat_ws(' ', c.name, c.rank_level, c.org_name, c.days, c.valid), '|')
	          from biz.certificate_page(org, page.state, page.rank, since, until, q, null, 51) c);
end $$;
grant execute on all functions in schema tap to public;
select is(tap.page(:hr) || '#' || tap.page(:county), '甲医生 deputy_senior 机构PH 365 t#甲医生 deputy_senior 机构PH 365 t', 'personnel and the county find it in the list');
select is(tap.page(:stranger), null, 'another hospital does not');
select is(tap.page(:other), null, 'nor another county');
select is(tap.page(:town), null, 'nor the receiver');
select throws_ok(format('select tap.page(%s)', :doctor), 'UX403', null, 'a doctor has no list');
select is(tap.page(:doctor, 'promotion.own'), null, 'nor under another permission');
select is(concat_ws('|', tap.page(:hr, q => '甲'), tap.page(:hr, q => '乙'), tap.page(:hr, q => left(tap.paper(901, 'number'), 9))),
	'甲医生 deputy_senior 机构PH 365 t|甲医生 deputy_senior 机构PH 365 t', 'by name or the number''s beginning');
select is(concat_ws('|', tap.page(:hr, state => 'revoked'), tap.page(:hr, org => :t1), tap.page(:hr, rank => 'senior'),
	tap.page(:hr, since => current_date + 2), tap.page(:hr, until => current_date - 2)), '', 'by state, institution, rank, day');
select is(tap.page(:hr, state => 'valid', org => :h, rank => 'deputy_senior', since => current_date - 2, until => current_date + 2),
	'甲医生 deputy_senior 机构PH 365 t', 'all of them together');
select is((select count(*) from biz.certificate_page(null, null, null, null, null, null, null, 51)
	where to_jsonb(certificate_page) ? 'code'), 0::bigint, 'without the code that shows one holds the paper');
select tap.quit() \g /dev/null

-- Anybody's check.
select alike(tap.checked(tap.paper(901, 'number'), tap.paper(901, 'code')), '(valid,甲**,机构PH,deputy_senior,累计一年方案,1,%,机构PC,%,)', 'valid: masked name, institution, rank aimed at, scheme, issuer, days');
select is(tap.checked(tap.paper(901, 'number'), '0000000000000000'), '(not_found,,,,,,,,,)', 'a wrong code');
select is(tap.checked('20266501010000000', tap.paper(901, 'code')), '(not_found,,,,,,,,,)', 'a wrong number');
select is(tap.checked(null, null), '(not_found,,,,,,,,,)', 'nothing');
select throws_ok(format('select tap.revoke(%s, 901)', :other), 'UX404', null, 'another county revokes nothing');
select is(tap.revoke(:county, 901), tap.id(901)::text, 'the county revokes');
select alike(tap.checked(tap.paper(901, 'number'), tap.paper(901, 'code')), '(revoked,甲**,%', 'revoked');
select throws_ok(format('select tap.revoke(%s, 901)', :county), 'UX409', null, 'once');
select is(tap.page(:hr) || tap.page(:hr, state => 'revoked'), '甲医生 deputy_senior 机构PH 365 f甲医生 deputy_senior 机构PH 365 f', 'the list says so');
select tap.quit() \g /dev/null
create function tap.basis(who bigint, n int) returns text language plpgsql as $$
begin
	perform tap.act(who, 'promotion.own');
	return (select jsonb_array_length(b.choices) || ' ' || jsonb_array_length(b.versions) from biz.promotion_basis(tap.id(n), tap.id(21), 'deputy_senior', current_date, 1) b);
end $$;
grant execute on function tap.basis(bigint, int) to public;
select is(concat_ws('|', tap.basis(:hr, 1), tap.basis(:doctor, 1), tap.basis(:self, 1), tap.basis(:stranger, 1)), '1 1|1 1', 'what a verdict goes by is for whoever may open the ledger');
select tap.quit() \g /dev/null
select results_eq($$select e.action, count(*) from aud.event e where e.action like 'certificate.%' group by 1 order by 1$$,
	$$values ('certificate.issue', 1::bigint), ('certificate.read', 3), ('certificate.revoke', 1)$$, 'each left its audit row');

select * from finish();
rollback;
