-- figure_purpose.sql - who asks for figures tells every number, and sees the records of those types alone that it may read.
\ir helper.psql
set local jit = off;
select plan(17);

select tap.org('UP', 650000, null, 'commission') as top \gset
select tap.org('UH', 650101, :top, 'general_hospital') as h, tap.org('UT', 650101, :top) as t,
       tap.org('UX', 650201, :top, 'general_hospital') as x \gset
select tap.realm('purpose-test', :top) as realm \gset
select tap.account('money', :realm, :h, 'finance') as money, tap.account('people', :realm, :h, 'hr') as people,
       tap.account('stranger', :realm, :x, 'hr') as stranger,
       tap.account('county', :realm, null, 'county_overseer', 'region', null, null, 650101) as county \gset
create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind)
select tap.id(n), :h, 1, 'confirmed', '2010-01-01', '人' || n, 'doctor', 'mid', 'practising_doctor' from generate_series(1, 3) n;
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, submitted_at, starts_on, ends_on, staff_id, department, role, mode)
select tap.id(10 + n), :h, 1, :t, 1, :h, 'confirmed', now(), '2023-01-01', '2023-06-30', tap.id(n), '内科', 'medical', 'resident' from generate_series(1, 3) n;
insert into biz.donation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, submitted_at, donated_on, kind, subject, total_fen)
values (tap.id(20), :h, 1, :t, 1, :h, 'confirmed', now(), '2023-01-01', 'money', '捐赠', 100);
select fig.fold_records(null) \g /dev/null

create function tap.seen(who bigint, permission text, target text) returns bigint language plpgsql as $$
declare
	n bigint;
begin
	perform tap.act(who, permission);
	execute format('select count(*) from %s', target) into n;
	return n;
end $$;
create function tap.told(who bigint, code text, as_of timestamptz default null) returns text language plpgsql as $$
begin
	perform tap.act(who, 'figure.read');
	return (select coalesce(f.value::text, f.state) from fig.figures(array[code], null, null, 'then', '2023-01-01', '2023-12-31', 'total', as_of) f);
end $$;
grant execute on all functions in schema tap to public;

select is(tap.seen(:money, 'figure.read', 'biz.posting'), 0::bigint, 'finance asks for figures and sees no posting');
select is(tap.seen(:money, 'figure.read', 'biz.staff'), 0::bigint, 'nor staff');
select is(tap.seen(:money, 'figure.read', $$biz.record_event where record_type = 'postings'$$), 0::bigint, 'nor what was done to them');
select is(tap.seen(:money, 'figure.read', $$fig.record where record_type = 'postings'$$), 0::bigint, 'nor what they are called');
select is(tap.seen(:money, 'figure.read', 'biz.donation'), 1::bigint, 'but donations, which it may read');
select is(tap.seen(:money, 'figure.read', $$biz.record_event where record_type = 'donations'$$), 1::bigint, 'with their history');
select is(tap.seen(:people, 'figure.read', 'biz.posting'), 3::bigint, 'human resources see the postings behind a figure');
select is(tap.seen(:people, 'figure.read', 'biz.donation'), 0::bigint, 'and no donation');
select is(tap.seen(:county, 'oversight.read', 'biz.posting'), 3::bigint, 'an overseer reads all types');
select is(tap.seen(:stranger, 'figure.read', 'biz.posting'), 0::bigint, 'a stranger nothing, whatever its rights');
select is(tap.seen(:people, 'posting.read', 'biz.donation'), 0::bigint, 'a request for records sees its own type alone');

select is(tap.told(:money, 'postings') || ' ' || tap.told(:money, 'staff_live'), '3 3', 'finance is told the numbers all the same');
select tap.quit() \g /dev/null
select clock_timestamp() as before \gset
-- Events of one transaction bear its start.
update biz.record_event set at = :'before'::timestamptz - interval '1 hour' where true;
update biz.posting set state = 'void', state_reason = '误录' where id = tap.id(11);
update biz.record_event set at = clock_timestamp() where action = 'void' or to_state = 'void';
select fig.fold_records(null) \g /dev/null
select is(tap.told(:money, 'postings') || ' ' || tap.told(:money, 'postings', :'before'), '2 3', 'also as they stood before');
select is(tap.told(:people, 'postings', :'before'), '3', 'as those who may read them are');
select is(tap.told(:stranger, 'postings', :'before'), 'no_data', 'and nobody out of scope');
select tap.act(:money, 'figure.read') \g /dev/null
select throws_ok($$select * from fig.undo('postings', now())$$, '42501', null, 'what records held is not looked at directly');
select throws_ok($$select * from fig.corrections_of_rows('{1}', now())$$, '42501', null, 'nor what changed elsewhere');

select * from finish();
rollback;
