-- donation.sql - gifts count when the receiver confirmed them (G3, DON-01, DON-03).
\ir helper.psql
select plan(23);

select tap.org('DC', 650000, null, 'commission') as top \gset
select tap.org('DG', 650101, :top, 'general_hospital') as giver, tap.org('DR', 650201, :top) as taker,
       tap.org('DX', 650101, :top) as neighbour \gset
select tap.realm('donation-test', :top) as realm \gset
select tap.account('giver', :realm, :giver, 'med_affairs') as office,
       tap.account('taker', :realm, :taker, 'thc_operator', 'home_org') as clerk,
       tap.account('station', :realm, :taker, 'station_operator') as station,
       tap.account('neighbour', :realm, :neighbour, 'med_affairs') as stranger,
       tap.account('county', :realm, null, 'county_overseer', 'region', null, null, 650201) as county \gset

create function tap.give_away(who bigint, giver int, taker int, kind text, fen bigint, day date default '2023-03-01')
	returns uuid language plpgsql as $$
declare
	made uuid := gen_random_uuid();
begin
	perform tap.act(who, 'donation.write');
	insert into biz.donation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state,
	       donated_on, kind, subject, total_fen)
	values (made, giver, 1, taker, 1, giver, 'submitted', day, give_away.kind, '测试捐赠', fen);
	perform tap.quit();
	return made;
end $$;
create function tap.total(who bigint) returns bigint language plpgsql as $$
begin
	perform tap.act(who, 'donation.read');
	return (select sum(total_fen) from biz.donation where state = 'confirmed' and donated_on between '2023-01-01' and '2023-12-31');
end $$;
create function tap.told(who bigint) returns text language plpgsql as $$
begin
	perform tap.act(who, 'figure.read');
	return (select string_agg(coalesce(f.value::text, f.state), ' ' order by f.code)
	          from fig.figures('{donation_equipment,donation_medicine,donation_money,donation_supplies,donation_value,donations}', 'region', '650201',
	               'then', '2023-01-01', '2023-12-31') f);
end $$;
grant execute on all functions in schema tap to public;

-- G3: 120000 + 55408 + 30000, and one of 5000 that nobody confirmed.
select tap.give_away(:office, :giver, :taker, 'equipment', 12000000) as equipment,
       tap.give_away(:office, :giver, :taker, 'medicine', 5540800) as medicine,
       tap.give_away(:office, :giver, :taker, 'supplies', 3000000) as supplies,
       tap.give_away(:office, :giver, :taker, 'equipment', 500000) as unconfirmed \gset
select is(tap.total(:office), null, 'what was only submitted does not count');
select is(tap.told(:county), 'no_data no_data no_data no_data no_data no_data', 'nor in figures');
select tap.act(:clerk, 'donation.confirm') \g /dev/null
select lives_ok(format($$update biz.donation set state = 'confirmed', received_on = '2023-03-02' where id in (%L, %L, %L)$$,
	:'equipment', :'medicine', :'supplies'), 'the receiver confirms three');
select is(tap.total(:office), 20540800::bigint, 'G3: 205408 yuan');
select is(tap.told(:county), '120000.00 55408.00 0.00 30000.00 205408.00 3', 'G3: so say the figures, and of what kind');
select is(tap.total(:clerk), 20540800::bigint, 'the receiver counts the same');
select is(tap.total(:county), 20540800::bigint, 'and the receiver''s county');
select is(tap.total(:station), 20540800::bigint, 'who may only read, reads');
select is(tap.total(:stranger), null, 'a neighbour sees nothing of it');
select throws_ok(format('select tap.act(%s, %L)', :station, 'donation.write'), 'UX403', null, 'but does not write');
select throws_ok(format('select tap.act(%s, %L)', :county, 'donation.confirm'), 'UX403', null, 'nor does the county');

select tap.act(:clerk, 'donation.confirm') \g /dev/null
select throws_ok(format($$update biz.donation set received_on = '2023-02-28' where id = %L$$, :'unconfirmed'), '23514', null,
	'nothing arrives before it was given');
select tap.act(:office, 'donation.write') \g /dev/null
select throws_ok(format($$update biz.donation set total_fen = 0 where id = %L$$, :'unconfirmed'), '23514', null, 'the value is above zero');
select throws_ok(format($$update biz.donation set kind = null where id = %L$$, :'unconfirmed'), '23514', null,
	'once submitted, nothing that is needed may be missing');
select lives_ok(format($$insert into biz.donation_item (record_id, line, name, quantity, unit, unit_value_fen, value_fen)
	values (%L, 1, '血压计', 10, '台', 50000, 500000)$$, :'unconfirmed'), 'items');
select throws_ok(format($$insert into biz.donation_item (record_id, line, name, quantity, unit, unit_value_fen, value_fen)
	values (%L, 2, '血压计', 10, '台', 50000, 500001)$$, :'unconfirmed'), '23514', null, 'whose value is unit value times quantity');
select throws_ok(format($$insert into biz.donation_item (record_id, line, name, quantity, quantity_exactness, unit, unit_value_fen, value_fen)
	values (%L, 2, '口罩', 1000, 'over', '只', 100, 103500)$$, :'unconfirmed'), 'UX422', '与明细之和不一致，请核对', 'items may not add up to another total');
select lives_ok(format($$update biz.donation set total_fen = 603500 where id = %L$$, :'unconfirmed'), 'a total changes before its items');
select throws_ok('set constraints all immediate', 'UX422', '与明细之和不一致，请核对', 'but not alone');
select lives_ok(format($$update biz.donation set total_fen = 603500 where id = %L$$, :'unconfirmed'), 'a total changes');
select lives_ok(format($$insert into biz.donation_item (record_id, line, name, quantity, quantity_exactness, unit, unit_value_fen, value_fen)
	values (%L, 2, '口罩', 1000, 'over', '只', 100, 103500)$$, :'unconfirmed'), 'unless the quantity is an approximate one');
select lives_ok('set constraints all immediate', 'and its items with it');
select is(biz.donation_name(:'unconfirmed'), '测试捐赠', 'shown by its subject where another record points to it');

select * from finish();
rollback;
