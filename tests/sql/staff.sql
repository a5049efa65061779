-- staff.sql - the register of staff: who keeps it, who sees it, what it refuses, whose account it is.
\ir helper.psql
select plan(24);

select tap.org('SC', 650000, null, 'commission') as top \gset
select tap.org('SH', 650101, :top, 'general_hospital') as h, tap.org('ST', 650101, :top) as t,
       tap.org('SX', 650201, :top) as x \gset
select tap.realm('staff-test', :top) as realm \gset
insert into sec.realm_suffix (suffix, realm_id) values ('stafftest', :realm);
select tap.account('hr', :realm, :h, 'hr') as hr, tap.account('director', :realm, :h, 'hosp_director') as director,
       tap.account('wang', :realm, :h, 'clinician') as doctor, tap.account('zhao', :realm, :t, 'thc_operator', 'home_org') as clerk,
       tap.account('county', :realm, null, 'county_overseer', 'region', null, null, 650101) as county \gset

create function tap.staff(who bigint, n int, org int, more jsonb default '{}', state text default 'confirmed') returns text
	language plpgsql as $$
declare
	r biz.staff := jsonb_populate_record(null::biz.staff, '{"joined_on": "2015-07-01", "name": "王示范", "category": "doctor",
		"rank_level": "mid", "licence_kind": "practising_doctor"}' || more);
begin
	perform tap.act(who, 'staff.write');
	insert into biz.staff (id, org_id, region_id, state, joined_on, left_on, name, category, rank_level, licence_kind, employee_number,
	       id_number_enc, id_number_idx, birth_date, login, promotion_target, promotion_year)
	values (lpad(n::text, 32, '0')::uuid, org, 1, staff.state, r.joined_on, r.left_on, r.name, r.category, r.rank_level, r.licence_kind,
	       r.employee_number, r.id_number_idx, r.id_number_idx, r.birth_date, r.login, r.promotion_target, r.promotion_year);
	return 'ok';
end $$;
create function tap.seen(who bigint, permission text) returns bigint language plpgsql as $$
begin
	perform tap.act(who, permission);
	return (select count(*) from biz.staff where org_id in (select id from biz.organisation where code in ('SH', 'ST', 'SX')));
end $$;
grant execute on all functions in schema tap to public;

select is(tap.staff(:hr, 1, :h, '{"employee_number": "A1", "id_number_idx": "\\x01", "login": "wang@stafftest"}'), 'ok', 'human resources enter a doctor');
select throws_ok(format('select tap.staff(%s, 2, %s)', :hr, :t), '42501', null, 'not for another institution');
select throws_ok(format($$select tap.staff(%s, 2, %s, '{"rank_level": null}')$$, :hr, :h), '23514', null, 'rank is chosen, not left open');
select throws_ok(format($$select tap.staff(%s, 2, %s, '{"licence_kind": null}')$$, :hr, :h), '23514', null, 'and so is the licence');
select throws_ok(format($$select tap.staff(%s, 2, %s, '{"rank_level": "主治"}')$$, :hr, :h), '23514', null, 'rank is one of the levels');
select lives_ok(format($$select tap.staff(%s, 2, %s, '{"rank_level": null}', 'draft')$$, :hr, :h), 'a draft may lack both');
select throws_ok(format($$select tap.staff(%s, 3, %s, '{"employee_number": "A1"}')$$, :hr, :h), '23P01', null, 'an employee number stands once');
select throws_ok(format($$select tap.staff(%s, 3, %s, '{"id_number_idx": "\\x01"}')$$, :hr, :h), '23P01', null, 'and so does an ID number');
select lives_ok(format($$select tap.staff(%s, 4, %s, '{"id_number_idx": "\\x01", "employee_number": "A1"}')$$, :clerk, :t),
	'in another institution it may');
select throws_ok(format($$select tap.staff(%s, 3, %s, '{"left_on": "2015-06-30"}')$$, :hr, :h), '23514', null, 'nobody leaves before coming');
select throws_ok(format($$select tap.staff(%s, 3, %s, '{"birth_date": "2010-01-01"}')$$, :hr, :h), '23514', null, 'nor works as a child');
select throws_ok(format($$select tap.staff(%s, 3, %s, '{"promotion_target": "deputy_senior"}')$$, :hr, :h), '23514', null,
	'who is up for promotion is so in a year');
select is(tap.seen(:director, 'staff.read'), 2::bigint, 'the director sees the hospital''s');
select is(tap.seen(:hr, 'staff.read'), 2::bigint, 'the hospital sees its own');
select is(tap.seen(:county, 'staff.read'), 2::bigint, 'the county sees both, not the draft');
select is(tap.seen(:clerk, 'staff.read'), 1::bigint, 'a town its own');
select is(tap.seen(:hr, 'posting.read'), 2::bigint, 'postings refer to staff');
select throws_ok(format('select tap.act(%s, %L)', :doctor, 'staff.read'), 'UX403', null, 'a clinician has no business here');
select tap.quit() \g /dev/null
select is(biz.staff_name(lpad('1', 32, '0')::uuid), '王示范', 'the name is known to who sees a record that points here');
select is(biz.staff_account(lpad('1', 32, '0')::uuid), :doctor::bigint, 'the account by its login');
select is((select array_agg(biz.rank_order(r)) from unnest('{none,junior,mid,deputy_senior,senior}'::text[]) r), '{1,2,3,4,5}', 'ranks are ordered');
select tap.staff(:hr, 5, :h, '{"login": "zhao@stafftest"}') \g /dev/null
select tap.quit() \g /dev/null
select is(biz.staff_account(lpad('5', 32, '0')::uuid), null, 'not somebody of another institution');
update biz.staff set left_on = '2024-01-01' where id = lpad('1', 32, '0')::uuid;
select is(biz.staff_account(lpad('1', 32, '0')::uuid), null, 'nor who has left');
select ok((select changes ? 'left_on' and reason is null from biz.record_event where record_id = lpad('1', 32, '0')::uuid order by id desc limit 1),
	'history says that he left');

select * from finish();
rollback;
