-- waiting.sql - what waits for whom, and what is late: by institution, by what one may do, of all types.
\ir helper.psql
select plan(9);

select tap.org('WC', 650000, null, 'commission') as top \gset
select tap.org('WG', 650101, :top, 'general_hospital') as giver, tap.org('WR', 650201, :top) as taker,
       tap.org('WX', 650101, :top) as neighbour \gset
select tap.realm('waiting-test', :top) as realm \gset
select tap.account('giver', :realm, :giver, 'med_affairs') as office,
       tap.account('taker', :realm, :taker, 'thc_operator', 'home_org') as clerk,
       tap.account('station', :realm, :taker, 'station_operator') as station,
       tap.account('neighbour', :realm, :neighbour, 'med_affairs') as stranger,
       tap.account('county', :realm, null, 'county_overseer', 'region', null, null, 650201) as county \gset

create function tap.waits(who bigint, type text default 'donations') returns text language plpgsql as $$
declare
	told text;
begin
	perform tap.act(who, 'donation.read');
	select format('%s late %s sent %s late %s', w.waits, w.late, w.sent, w.sent_late) into told
	  from biz.waiting() w where w.record_type = type;
	perform tap.quit();
	return told;
end $$;
grant execute on all functions in schema tap to public;

set session_replication_role = replica;
insert into biz.donation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, state_reason, donated_on,
       kind, subject, total_fen, submitted_at, confirmed_at, confirmed_by, created_by, updated_by)
select gen_random_uuid(), :giver, 650101, :taker, 650201, x.entered, x.state, 'x', '2023-03-01', 'equipment', '测试', 100, x.since, case when x.state = 'confirmed' then now() end, case when x.state = 'confirmed' then 0 end, 0, 0
  from (values (:giver, 'submitted', now() - interval '8 days'), (:giver, 'submitted', now()), (:giver, 'draft', null),
	(:giver, 'confirmed', now() - interval '9 days'), (:giver, 'disputed', now() - interval '30 days'),
	(:taker, 'disputed', now())) x (entered, state, since);
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind, submitted_at, created_by, updated_by)
values (gen_random_uuid(), :giver, 650101, :taker, 650201, :taker, 'submitted', '2023-03-01', gen_random_uuid(), 'full', 'outpatient', now(), 0, 0);
set session_replication_role = origin;

select is(tap.waits(:clerk), '3 late 1 sent 0 late 0', 'two gifts to confirm, one of them late, and one to mend');
select is(tap.waits(:office), '1 late 1 sent 2 late 1', 'the giver mends one, and waits for two');
select is(tap.waits(:station), '0 late 0 sent 0 late 0', 'who may only read has nothing to do');
select is(tap.waits(:stranger), '0 late 0 sent 0 late 0', 'nor a neighbour');
select is(tap.waits(:county), '0 late 0 sent 0 late 0', 'nor who sees by region: institutions are asked');
select is(tap.waits(:clerk, 'attendance'), '1 late 0 sent 0 late 0', 'attendance waits for the receiver, also what its own staff entered');
select is(tap.waits(:office, 'attendance'), '0 late 0 sent 0 late 0', 'and not for the sender');
update biz.record_type set remind_days = 9 where name = 'donations';
select lives_ok('select biz.make_waiting()', 'days are data');
select is(tap.waits(:clerk), '3 late 0 sent 0 late 0', 'and count at once');

select * from finish();
rollback;
