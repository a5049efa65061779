-- record.sql - what biz.make_record and biz.make_lines give a type: policies, life, history.
\ir helper.psql
select plan(58);

select tap.org('RC', 650000, null, 'commission') as top \gset
select tap.org('RG', 650101, :top, 'general_hospital') as giver, tap.org('RR', 650101, :top) as taker,
       tap.org('RX', 650201, :top) as stranger \gset
select tap.realm('record-test', :top) as realm \gset
select tap.account('giver', :realm, :giver, 'med_affairs') as giver_office,
       tap.account('taker', :realm, :taker, 'thc_operator', 'home_org') as clerk,
       tap.account('taker-office', :realm, :taker, 'med_affairs') as taker_office,
       tap.account('stranger', :realm, :stranger, 'med_affairs') as other,
       tap.account('doctor', :realm, :taker, 'clinician') as doctor,
       tap.account('overseer', :realm, null, 'county_overseer', 'region', null, null, 650101) as overseer,
       tap.account('elsewhere', :realm, null, 'county_overseer', 'region', null, null, 650201) as neighbour \gset

-- A type of two sides with lines, as a migration would make it.
set local role yl_owner;
create table biz.trial (
	like biz.record_head_two including all,
	held_on date not null,
	amount_fen bigint,
	heads int,
	heads_exactness text,
	secret text,
	constraint trial_amount_check check (amount_fen > 0)
);
comment on constraint trial_amount_check on biz.trial is '/amount_fen|金额应大于零|The amount must be above zero';
select biz.make_record('biz.trial', 'trials', 'donation', 'held_on', readers => 'posting', personal => 'secret');
create table biz.trial_part (like biz.record_line including all, what text not null);
select biz.make_lines('biz.trial_part', 'biz.trial');
create table biz.trial_one (like biz.record_head_one including all, held_on date not null);
select biz.make_record('biz.trial_one', 'trial_ones', 'fund', 'held_on');
reset role;

create function tap.enter(who bigint, id int, from_org int, to_org int, entered int, state text default 'draft',
	permission text default 'donation.write') returns void language plpgsql as $$
begin
	perform tap.act(who, permission);
	insert into biz.trial (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, held_on, amount_fen, secret)
	values (lpad(id::text, 32, '0')::uuid, from_org, 1, to_org, 1, entered, enter.state, '2024-05-01', 100, '甲');
end $$;
create function tap.turn(who bigint, id int, state text, permission text default 'donation.write', reason text default null)
	returns bigint language plpgsql as $$
declare
	n bigint;
begin
	perform tap.act(who, permission);
	perform biz.record_say(null, reason);
	update biz.trial t set state = turn.state where t.id = lpad(turn.id::text, 32, '0')::uuid;
	get diagnostics n = row_count;
	return n;
end $$;
create function tap.sees(who bigint, id int, permission text default 'donation.read') returns bigint language plpgsql as $$
begin
	perform tap.act(who, permission);
	return (select count(*) from biz.trial t where t.id = lpad(sees.id::text, 32, '0')::uuid);
end $$;
create function tap.correct(id uuid) returns void language plpgsql as $$
begin
	perform biz.record_say('correct', '更正数量');
	update biz.trial t set state = 'submitted', amount_fen = 200, secret = '乙' where t.id = correct.id;
	delete from biz.trial_part p where p.record_id = correct.id and p.line = 2;
	insert into biz.trial_part (record_id, line, what) values (correct.id, 2, 'c');
end $$;
create function tap.touch_lines(id uuid) returns text language plpgsql as $$
declare
	changed int;
	deleted int;
begin
	update biz.trial_part set what = what || '!' where record_id = id;
	get diagnostics changed = row_count;
	delete from biz.trial_part where record_id = id;
	get diagnostics deleted = row_count;
	return format('%s changed, %s deleted', changed, deleted);
end $$;
grant execute on all functions in schema tap to public;
\set t1 '''00000000-0000-0000-0000-000000000001'''

-- Entering.
select lives_ok(format('select tap.enter(%s, 1, %s, %s, %s)', :giver_office, :giver, :taker, :giver), 'the giver enters a draft');
select tap.quit() \g /dev/null
select is((select array[from_region_id, to_region_id, version] from biz.trial where id = :t1), array[650101, 650101, 1],
	'regions are those of the organisations, whatever was sent');
select is((select created_by from biz.trial where id = :t1), :giver_office::bigint, 'who entered it is written by the database');
select ok((select submitted_at is null and confirmed_at is null from biz.trial where id = :t1), 'a draft is neither sent nor confirmed');
select throws_ok(format('select tap.enter(%s, 2, %s, %s, %s)', :giver_office, :giver, :taker, :taker), '42501', null,
	'nobody enters in the name of the other side');
select throws_ok(format('select tap.enter(%s, 2, %s, %s, %s)', :other, :giver, :taker, :giver), '42501', null,
	'a stranger enters nothing');
select throws_ok(format('select tap.enter(%s, 2, %s, %s, %s)', :giver_office, :giver, :giver, :giver), '23514', null,
	'the two sides differ');
select throws_ok(format($$select tap.enter(%s, 2, %s, %s, %s, 'draft', 'posting.write')$$, :giver_office, :giver, :taker, :giver),
	'42501', null, 'another module''s permission writes nothing');
select tap.act(:giver_office, 'donation.write') \g /dev/null
select throws_ok($$update biz.trial set amount_fen = 0$$, '23514', null, 'a constraint holds');
select throws_ok($$update biz.trial set heads_exactness = 'perhaps'$$, '23514', null, 'exactness is one of five');
select throws_ok($$update biz.trial set confirmed_at = now()$$, '42501', null, 'nobody writes the time of confirmation');
select throws_ok($$delete from biz.trial$$, '42501', null, 'nothing is deleted');
select is((select row(w.pointer, w.zh)::text from biz.constraint_word w where w.constraint_name = 'trial_amount_check'),
	'(/amount_fen,金额应大于零)', 'a constraint has its sentence');

-- Who sees a draft.
select is(tap.sees(:giver_office, 1), 1::bigint, 'who entered it sees the draft');
select is(tap.sees(:clerk, 1), 0::bigint, 'the other side does not');
select is(tap.sees(:overseer, 1), 0::bigint, 'nor does the county');
select is(tap.turn(:clerk, 1, 'confirmed', 'donation.confirm'), 0::bigint, 'nor can the other side confirm it');

-- Submitted.
select is(tap.turn(:giver_office, 1, 'submitted'), 1::bigint, 'submitted');
select is(tap.sees(:clerk, 1), 1::bigint, 'now the other side sees it');
select is(tap.sees(:overseer, 1), 1::bigint, 'and the county');
select is(tap.sees(:neighbour, 1), 0::bigint, 'the neighbouring county does not');
select is(tap.sees(:other, 1), 0::bigint, 'nor an institution that is no side');
select is(tap.sees(:clerk, 1, 'posting.read'), 1::bigint, 'a module named as reader sees it');
select is(tap.sees(:clerk, 1, 'training.read'), 0::bigint, 'any other module does not');
select is(tap.sees(:clerk, 1, 'session'), 0::bigint, 'nor a request without a purpose');
select throws_ok(format('select tap.turn(%s, 1, %L)', :overseer, 'void'), 'UX403', null, 'an overseer has no permission to write here');
select throws_ok(format($$select tap.turn(%s, 1, 'disputed', 'donation.confirm')$$, :clerk), '23514', null, 'to dispute needs a reason');
select is(tap.turn(:clerk, 1, 'disputed', 'donation.confirm', '数量不符'), 1::bigint, 'disputed with one');
select tap.act(:giver_office, 'donation.write') \g /dev/null
select throws_ok(format('update biz.trial set to_org_id = %s where id = %L', :stranger, :t1), 'UX409', null,
	'parties stay once it was submitted');
select lives_ok(format($$insert into biz.trial_part (record_id, line, what) values (%1$L, 1, 'a'), (%1$L, 2, 'b')$$, :t1), 'lines by who may write');
select lives_ok(format('select tap.correct(%L)', :t1), 'corrected');

-- Lines are the entering side's: the other side writes records of its own, not these.
select tap.act(:taker_office, 'donation.write') \g /dev/null
select is((select count(*) from biz.trial_part where record_id = :t1), 2::bigint, 'the other side reads the lines');
select throws_ok(format($$insert into biz.trial_part (record_id, line, what) values (%L, 3, 'x')$$, :t1), '42501', null,
	'it adds none');
select is(tap.touch_lines(:t1), '0 changed, 0 deleted', 'it changes and takes out none');
select tap.act(:clerk, 'donation.confirm') \g /dev/null
select is(tap.touch_lines(:t1), '0 changed, 0 deleted', 'nor with the right to confirm');
select tap.enter(:taker_office, 4, :giver, :taker, :taker, 'submitted') \g /dev/null
select lives_ok(format($$insert into biz.trial_part (record_id, line, what) values (%L, 1, 'a')$$, lpad('4', 32, '0')::uuid),
	'the receiving side writes lines of what it entered');
select is(tap.touch_lines(lpad('4', 32, '0')::uuid), '1 changed, 1 deleted', 'and changes and takes them out');
select tap.act(:giver_office, 'donation.write') \g /dev/null
select throws_ok(format($$insert into biz.trial_part (record_id, line, what) values (%L, 2, 'x')$$, lpad('4', 32, '0')::uuid), '42501', null,
	'where the giving side in turn writes none');
select tap.quit() \g /dev/null
select is((select row(action, from_state, to_state, reason)::text from biz.record_event where record_id = :t1 order by id desc limit 1),
	'(correct,disputed,submitted,更正数量)', 'history says what was done and why');
select is((select changes - 'trial_part' from biz.record_event where record_id = :t1 order by id desc limit 1),
	'{"amount_fen": [100, 200], "secret": "changed"}'::jsonb, 'and what changed; of a personal column only that it did');
select is((select changes -> 'trial_part' from biz.record_event where record_id = :t1 order by id desc limit 1),
	'[[{"line": 2, "what": "b"}], [{"line": 2, "what": "c"}]]'::jsonb, 'lines taken out and put in stand with it');
select is((select array_agg(action order by id) from biz.record_event where record_id = :t1),
	array['create', 'submit', 'dispute', 'correct'], 'nothing is missing from history');
select is((select count(*)::int from aud.event where object_id = :t1), 4, 'each step has its audit row');

-- Confirmed, then void.
select is(tap.turn(:clerk, 1, 'confirmed', 'donation.confirm'), 1::bigint, 'confirmed by the other side');
select tap.quit() \g /dev/null
select is((select confirmed_by from biz.trial where id = :t1), :clerk::bigint, 'with whose word');
select is(tap.turn(:giver_office, 1, 'void', 'donation.write', '重复登记'), 1::bigint, 'void');
select throws_ok(format('select tap.turn(%s, 1, %L)', :giver_office, 'draft'), 'UX409', null, 'void stays void');
select throws_ok(format($$insert into biz.trial_part (record_id, line, what) values (%L, 3, 'd')$$, :t1), '42501', null,
	'and so do its lines');

select tap.quit() \g /dev/null

-- History follows the record.
create function tap.events(who bigint, permission text) returns bigint language plpgsql as $$
begin
	perform tap.act(who, permission);
	return (select count(*) from biz.record_event where record_id = '00000000-0000-0000-0000-000000000001');
end $$;
grant execute on all functions in schema tap to public;
select is(tap.events(:giver_office, 'donation.read'), 6::bigint, 'the entering side sees all of the history');
select is(tap.events(:clerk, 'donation.read'), 5::bigint, 'the other side from the submission on');
select is(tap.events(:clerk, 'training.read'), 0::bigint, 'for its purpose only');
select is(tap.events(:other, 'donation.read'), 0::bigint, 'a stranger nothing');

-- A module that overseers write by region.
select tap.act(:overseer, 'fund.write') \g /dev/null
select lives_ok(format($$insert into biz.trial_one (id, org_id, region_id, held_on, state) values (%L, %s, 1, '2024-01-01', 'confirmed') returning id$$, :t1, :giver),
	'an overseer writes what is its module''s in its region');
select throws_ok(format($$insert into biz.trial_one (id, org_id, region_id, held_on) values (gen_random_uuid(), %s, 1, '2024-01-01')$$, :stranger), '42501', null,
	'and nothing beyond');

-- What the database works out makes no version; who asks makes one.
select tap.enter(:giver_office, 3, :giver, :taker, :giver, 'submitted') \g /dev/null
select set_config('yilian.record_quiet', 'on', true) \g /dev/null
update biz.trial set heads = 3 where id = lpad('3', 32, '0')::uuid;
select is((select version from biz.trial where id = lpad('3', 32, '0')::uuid), 2, 'the web worker cannot change a record without a trace');
insert into biz.trial_part (record_id, line, what) values (lpad('3', 32, '0')::uuid, 1, 'a');
update biz.trial_part set what = 'b' where record_id = lpad('3', 32, '0')::uuid;
select tap.quit() \g /dev/null
select is((select changes -> 'trial_part' from biz.record_event where record_id = lpad('3', 32, '0')::uuid order by id desc limit 1),
	'[[{"line": 1, "what": "a"}], [{"line": 1, "what": "b"}]]'::jsonb, 'a line changed in its place stands in history');
set local role yl_owner;
select biz.record_quiet(true) \g /dev/null
update biz.trial set heads = 4 where id = lpad('3', 32, '0')::uuid;
select biz.record_quiet(false) \g /dev/null
select is((select heads * 10 + version from biz.trial where id = lpad('3', 32, '0')::uuid), 42, 'a computed column changes quietly');
select is((select count(*) from biz.record_event where record_id = lpad('3', 32, '0')::uuid), 2::bigint, 'and leaves no event');
reset role;

select * from finish();
rollback;
