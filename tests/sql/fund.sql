-- fund.sql - money handed down and spent: never more than there is, never for another use (G3, FND-01 to FND-04).
\ir helper.psql
select plan(59);

select tap.org('FP', 650000, null, 'commission') as p \gset
select tap.org('FC1', 650100, :p, 'commission') as c1, tap.org('FC2', 650200, :p, 'commission') as c2,
       tap.org('FC3', 650400, :p, 'commission') as c3, tap.org('FC4', 652300, :p, 'commission') as c4,
       tap.org('FC5', 652700, :p, 'commission') as c5 \gset
select tap.org('FK', 650102, :c1, 'commission') as k, tap.org('FX', 630100, null, 'commission') as far \gset
select tap.org('FT', 650102, :k) as t, tap.org('FH', 650102, :k, 'general_hospital') as h, tap.org('FT2', 650202, :c2) as t2 \gset
select tap.realm('fund-test', :p) as realm \gset
select tap.account('province', :realm, :p, 'prov_overseer', 'region', null, null, 650000) as province,
       tap.account('city', :realm, :c1, 'city_overseer', 'region', null, null, 650100) as city,
       tap.account('county', :realm, :k, 'county_overseer', 'region', null, null, 650102) as county,
       tap.account('town', :realm, :t, 'thc_operator', 'home_org') as town,
       tap.account('cashier', :realm, :t, 'finance') as cashier,
       tap.account('hospital', :realm, :h, 'finance') as hospital,
       tap.account('other', :realm, :t2, 'finance') as other \gset

create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
create function tap.hand(who bigint, n int, f int, t int, yuan numeric, more jsonb default '{}', state text default 'submitted')
	returns text language plpgsql as $$
declare
	r biz.fund_allocation := jsonb_populate_record(null::biz.fund_allocation,
	    jsonb_build_object('allocated_on', '2022-09-01', 'fund_id', tap.id(1)) || more);
begin
	perform tap.act(who, 'fund.write');
	insert into biz.fund_allocation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, allocated_on,
	       fund_id, parent_id, amount_fen, due_on, paid_on)
	values (tap.id(n), f, 1, t, 1, f, hand.state, r.allocated_on, r.fund_id, r.parent_id, yuan * 100, r.due_on, r.paid_on);
	return 'ok';
end $$;
create function tap.spend(who bigint, n int, org int, yuan numeric, use text default 'training', more jsonb default '{}') returns text
	language plpgsql as $$
declare
	r biz.fund_spending := jsonb_populate_record(null::biz.fund_spending, jsonb_build_object('spent_on', '2022-12-01') || more);
begin
	perform tap.act(who, 'fund.write');
	insert into biz.fund_spending (id, org_id, region_id, state, spent_on, fund_id, allocation_id, use, subject, amount_fen)
	values (tap.id(n), org, 1, 'submitted', r.spent_on, r.fund_id, r.allocation_id, spend.use, '测试支出', yuan * 100);
	update biz.fund_spending set state = 'confirmed' where id = tap.id(n);
	return 'ok';
end $$;
create function tap.change(who bigint, target text, n int, changes text, permission text default 'fund.write') returns text language plpgsql as $$
declare
	done bigint;
begin
	perform tap.act(who, permission);
	perform biz.record_say(null, '测试原因');
	execute format('update biz.%I set %s where id = %L', target, changes, tap.id(n));
	get diagnostics done = row_count;
	return case when done > 0 then 'ok' else 'none' end;
end $$;
create function tap.sums(target text, n int) returns text language plpgsql as $$
declare
	told text;
begin
	perform tap.quit();
	execute format('select coalesce(to_jsonb(x) ->> ''allocated_fen'', to_jsonb(x) ->> ''handed_fen'') || ''/'' || spent_fen || ''/'' || balance_fen from biz.%I x where id = %L',
	    target, tap.id(n)) into told;
	return told;
end $$;
create function tap.seen(who bigint, target text) returns bigint language plpgsql as $$
declare
	n bigint;
begin
	perform tap.act(who, 'fund.read');
	execute format('select count(*) from biz.%I', target) into n;
	return n;
end $$;
create function tap.figure(code text, scope text default '650000', until date default '2022-12-31') returns text language plpgsql as $$
begin
	perform tap.quit();
	perform tap.act((select a.id from sec.account a where a.login_name = 'province'), 'figure.read');
	return (select coalesce(f.value::text, f.state) from fig.figures(array[figure.code], 'region', scope, 'then', '2022-01-01', figure.until, 'total', null) f
	         where f.code = figure.code);
end $$;
grant execute on all functions in schema tap to public;

-- G3: 259 万元 from the centre, for five cities.
select tap.act(:province, 'fund.write') \g /dev/null
insert into biz.fund (id, org_id, region_id, issued_on, name, document_number, fund_year, level, amount_fen, pay_by)
values (tap.id(1), :p, 1, '2022-08-20', '万名医师支援农村卫生工程', '示财社〔2022〕1号', 2022, 'central', 259000000, '2022-10-31');
insert into biz.fund_use (record_id, line, use) values (tap.id(1), 1, 'training'), (tap.id(1), 2, 'equipment');
select throws_ok(format('select tap.hand(%s, 10, %s, %s, 1)', :province, :p, :c1), 'UX422', null, 'nothing is handed out of a draft');
select is(tap.change(:province, 'fund', 1, $$state = 'confirmed'$$), 'ok', 'the fund stands');
select throws_ok(format($$select tap.change(%s, 'fund', 1, 'document_number = null')$$, :province), '23514', null, 'public money has a document');
select is((select allowed_uses from biz.fund where id = tap.id(1)), '人员培训、设备购置', 'its uses in words');
select is(tap.hand(:province, 11, :p, :c1, 600000), 'ok', '60 to a city') union all
select is(tap.hand(:province, 12, :p, :c2, 550000), 'ok', '55') union all
select is(tap.hand(:province, 13, :p, :c3, 520000), 'ok', '52') union all
select is(tap.hand(:province, 14, :p, :c4, 500000), 'ok', '50');
select throws_ok(format('select tap.hand(%s, 15, %s, %s, 430000)', :province, :p, :c5), 'UX422', null, 'G3: 260 in all is refused');
select is(tap.hand(:province, 15, :p, :c5, 420000), 'ok', 'G3: 259 goes');
select throws_ok(format('select tap.hand(%s, 16, %s, %s, 0.01)', :province, :p, :c5), 'UX422', null, 'and not a fen more');
select is(tap.hand(:province, 16, :p, :c5, 10000, '{}', 'draft'), 'ok', 'a draft takes nothing');
select throws_ok(format($$select tap.change(%s, 'fund_allocation', 16, 'state = ''submitted''')$$, :province), 'UX422', null, 'until it is submitted');
select is(tap.sums('fund', 1), '259000000/0/0', 'the holder has nothing left');
select throws_ok(format($$select tap.change(%s, 'fund_allocation', 11, 'amount_fen = 60000001')$$, :province), 'UX422', null, 'nor is an allocation made larger');
select throws_ok(format($$select tap.change(%s, 'fund', 1, 'amount_fen = 258999999')$$, :province), 'UX422', null, 'nor the fund smaller');
select throws_ok(format($$select tap.change(%s, 'fund', 1, 'state = ''void'', state_reason = ''x''')$$, :province), 'UX409', null, 'nor void, while allocations stand');
select is((select due_on::text from biz.fund_allocation where id = tap.id(11)), '2022-10-31', 'due as the fund says');

-- Whose word it is.
select throws_ok(format($$select tap.change(%s, 'fund_allocation', 11, 'state = ''confirmed''', 'fund.confirm')$$, :province), 'UX403', null,
	'who acts for the payer does not confirm for the receiver');
select is(tap.figure('fund_allocated'), 'no_data', 'until then nothing counts');
select tap.quit() \g /dev/null
update biz.fund_allocation set state = 'confirmed' where id in (tap.id(12), tap.id(13), tap.id(14), tap.id(15));
select is(tap.change(:city, 'fund_allocation', 11, $$state = 'confirmed'$$, 'fund.confirm'), 'ok', 'the city confirms');
select throws_ok(format($$select tap.change(%s, 'fund_allocation', 11, 'arrived_on = ''2022-10-12''', 'fund.confirm')$$, :city), '23514', null, 'nothing arrives that was not paid');
select is(tap.figure('fund_overdue'), '5', 'at the year''s end five payments are overdue');
select is(tap.figure('fund_overdue', '650000', '2022-10-31') || ' ' || tap.figure('fund_overdue', '650000', '2022-11-01'), '0 5', 'from the day after it was due');
select is(tap.figure('fund_paid_rate'), '0.00', 'none is paid');
select tap.quit() \g /dev/null
update biz.fund_allocation set paid_on = '2022-10-11' where state = 'confirmed';
select is(tap.figure('fund_overdue'), '0', 'G3: all paid in October, none is');
select is(tap.figure('fund_allocated') || ' ' || tap.figure('fund_paid') || ' ' || tap.figure('fund_paid_rate') || ' ' || tap.figure('fund_total'),
	'259.00 259.00 100.00 259.00', 'G3: allocated 259, paid 100 %');
select is(tap.figure('fund_arrival_rate'), '0.00', 'none arrived');
select is(tap.change(:city, 'fund_allocation', 11, $$arrived_on = '2022-10-20'$$, 'fund.confirm'), 'ok', 'the receiver notes the arrival');
select is(tap.figure('fund_arrival_rate') || ' ' || tap.figure('fund_on_the_way'), '23.17 199.00', '60 of 259 arrived, 199 on the way');
select tap.quit() \g /dev/null
select is((select progress || late_days from biz.fund_allocation where id = tap.id(11)), 'arrived0', 'in time');
select throws_ok(format($$select tap.change(%s, 'fund_allocation', 12, 'paid_on = current_date + 2')$$, :province), 'UX422', null, 'no day to come');

-- Down the levels.
select throws_ok(format('select tap.hand(%s, 20, %s, %s, 1)', :city, :c1, :far), 'UX422', null, 'not to another province') union all
select throws_ok(format('select tap.hand(%s, 20, %s, %s, 1)', :city, :c1, :p), 'UX422', null, 'not upwards') union all
select throws_ok(format('select tap.hand(%s, 20, %s, %s, 1)', :city, :p, :c1), 'UX403', null, 'not in the province''s name') union all
select throws_ok(format('select tap.hand(%s, 20, %s, %s, 600000.01)', :city, :c1, :k), 'UX422', null, 'not more than came');
select is(tap.hand(:city, 20, :c1, :k, 300000, '{"due_on": "2022-11-10", "paid_on": "2022-11-15"}'), 'ok', 'the city hands on, out of what it got of the fund');
select tap.quit() \g /dev/null
select is((select (parent_id = tap.id(11)) || tier || onward || late_days from biz.fund_allocation where id = tap.id(20)), 'truecountytrue5', 'out of its allocation, five days late');
select throws_ok(format($$select tap.change(%s, 'fund_allocation', 11, 'state = ''void'', state_reason = ''x''')$$, :province), 'UX409', null,
	'what others stand upon is not voided') union all
select throws_ok(format($$select tap.change(%s, 'fund_allocation', 11, 'amount_fen = 29999999')$$, :province), 'UX422', null, 'nor made less than that');
select throws_ok(format('select tap.hand(%s, 21, %s, %s, 1)', :county, :k, :t), 'UX422', null, 'nothing is handed on before it is confirmed');
select is(tap.change(:county, 'fund_allocation', 20, $$state = 'confirmed', arrived_on = '2022-11-16'$$, 'fund.confirm'), 'ok', 'the county confirms');
select is(tap.hand(:county, 21, :k, :t, 200000, '{"paid_on": "2022-11-20"}'), 'ok', 'and hands on to a town');
select is(tap.change(:town, 'fund_allocation', 21, $$state = 'confirmed'$$, 'fund.confirm'), 'ok', 'which confirms');
select is(tap.figure('fund_allocated') || ' ' || tap.figure('fund_handed_on'), '259.00 50.00', 'what is handed on counts once');
select is(tap.figure('fund_overdue', '650000', '2022-11-14') || ' ' || tap.figure('fund_overdue', '650000', '2022-11-15') || ' '
	|| tap.figure('fund_overdue', '650000', '2022-11-20'), '2 1 0', 'overdue until the day it is paid');
select is(tap.sums('fund_allocation', 11), '30000000/0/30000000', 'the city has 30 left');

-- Spending.
select throws_ok(format('select tap.spend(%s, 30, %s, 1000, %L, %L)', :cashier, :t, 'training', jsonb_build_object('allocation_id', tap.id(21))), 'UX422', null,
	'nothing is spent before it arrived');
select is(tap.change(:town, 'fund_allocation', 21, $$arrived_on = '2022-11-21'$$, 'fund.confirm'), 'ok', 'it arrives');
select throws_ok(format('select tap.spend(%s, 30, %s, 1000, %L, %L)', :cashier, :t, 'travel', jsonb_build_object('allocation_id', tap.id(21))), 'UX422', null,
	'G3: a use outside the allowed ones is refused (专款专用)') union all
select throws_ok(format('select tap.spend(%s, 30, %s, 200000.01, %L, %L)', :cashier, :t, 'training', jsonb_build_object('allocation_id', tap.id(21))), 'UX422', null, 'more than there is, too') union all
select throws_ok(format('select tap.spend(%s, 30, %s, 1, %L, %L)', :hospital, :h, 'training', jsonb_build_object('allocation_id', tap.id(21))), 'UX422', null, 'and another''s money') union all
select is(tap.spend(:cashier, 30, :t, 150000, 'training', jsonb_build_object('allocation_id', tap.id(21))), 'ok', 'the town spends on training');
select is(tap.sums('fund_allocation', 21) || ' ' || tap.sums('fund', 1), '0/15000000/5000000 259000000/15000000/0', 'the sums follow');
select is(tap.figure('fund_execution_rate') || ' ' || tap.figure('fund_spent', '650102'), '75.00 15.00', '15 of 20 spent');
select is(tap.spend(:city, 31, :c1, 100000, 'training', jsonb_build_object('allocation_id', tap.id(11))) || ' ' || tap.figure('fund_execution_rate') || ' '
	|| tap.figure('fund_spent'), 'ok 75.00 25.00', 'what a commission spends is no unit''s');
select tap.act(:province, 'fund.write') \g /dev/null
delete from biz.fund_use where record_id = tap.id(1);
select throws_ok(format($$insert into biz.fund_use (record_id, line, use) values (%L, 1, 'equipment')$$, tap.id(1)), 'UX422', null, 'a use that was spent on stays');
select is(tap.seen(:town, 'fund') || ' ' || tap.seen(:other, 'fund') || ' ' || tap.seen(:county, 'fund') || ' ' || tap.seen(:other, 'fund_allocation') || ' ' || tap.seen(:town, 'fund_allocation'),
	'1 0 1 0 1', 'who got of a fund sees it, a stranger neither it nor the allocations');
select throws_ok(format('select tap.act(%s, %L)', :town, 'fund.write'), 'UX403', null, 'an operator confirms, but does not enter money');

select * from finish();
rollback;
