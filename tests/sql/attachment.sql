-- attachment.sql - files of records: seen by who sees the record, added by who writes it, removed by who added.
\ir helper.psql
select plan(20);

select tap.org('AC', 650000, null, 'commission') as top \gset
select tap.org('AG', 650101, :top, 'general_hospital') as giver, tap.org('AR', 650201, :top) as taker,
       tap.org('AX', 650101, :top) as neighbour \gset
select tap.realm('attachment-test', :top) as realm \gset
select tap.account('giver', :realm, :giver, 'med_affairs') as office,
       tap.account('giver2', :realm, :giver, 'med_affairs') as colleague,
       tap.account('taker', :realm, :taker, 'thc_operator', 'home_org') as clerk,
       tap.account('station', :realm, :taker, 'station_operator') as station,
       tap.account('neighbour', :realm, :neighbour, 'med_affairs') as stranger,
       tap.account('county', :realm, null, 'county_overseer', 'region', null, null, 650201) as county \gset

create function tap.gift(who bigint, giver int, taker int, new_state text) returns uuid language plpgsql as $$
declare
	made uuid := gen_random_uuid();
begin
	perform tap.act(who, 'donation.write');
	insert into biz.donation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state,
	       donated_on, kind, subject, total_fen)
	values (made, giver, 1, taker, 1, giver, new_state, '2023-03-01', 'equipment', '测试捐赠', 100);
	perform tap.quit();
	return made;
end $$;
create function tap.attach(who bigint, record uuid, content text, permission text default 'donation.write', type text default 'donations') returns uuid
language plpgsql as $$
declare
	made uuid := gen_random_uuid();
begin
	perform tap.act(who, permission);
	insert into biz.attachment (id, record_type, record_id, sha256, name, media_type, bytes)
	values (made, type, record, sha256(content::bytea), content || '.pdf', 'application/pdf', 3);
	perform tap.quit();
	return made;
end $$;
create function tap.files(who bigint, permission text default 'donation.read') returns text language plpgsql as $$
begin
	perform tap.act(who, permission);
	return (select string_agg(name, ' ' order by name) from biz.attachment where removed_at is null);
end $$;
grant execute on all functions in schema tap to public;

select tap.gift(:office, :giver, :taker, 'submitted') as sent, tap.gift(:office, :giver, :taker, 'draft') as draft,
       tap.gift(:office, :giver, :neighbour, 'draft') as moving \gset
select tap.attach(:office, :'sent', 'a') as file, tap.attach(:office, :'draft', 'b') as draft_file \gset
select is(tap.files(:office), 'a.pdf b.pdf', 'who added them sees them');
select is(tap.files(:colleague), 'a.pdf b.pdf', 'and so does the institution');
select is(tap.files(:clerk), 'a.pdf', 'the other side sees those of what was sent');
select is(tap.files(:station), 'a.pdf', 'reading is enough');
select is(tap.files(:stranger), null, 'a neighbour sees none');
select is(tap.files(:county), null, 'nor who sees by region what holds personal values');
select is(tap.files(:office, 'staff.read'), null, 'each module its own files');
select ok(biz.has_personal('donations') and biz.has_personal('staff') and not biz.has_personal('schemes'),
	'donations have a contact, staff are people, schemes are rules');
select throws_ok(format('select tap.attach(%s, %L, %L)', :stranger, :'sent', 'x'), '42501', null, 'a neighbour adds none');
select throws_ok(format('select tap.attach(%s, %L, %L)', :clerk, :'draft', 'x'), '42501', null, 'nor the other side to a draft');
select throws_ok(format('select tap.attach(%s, %L, %L, %L)', :office, :'sent', 'x', 'donation.read'), '42501', null, 'reading does not add');
select throws_ok(format('select tap.attach(%s, %L, %L, %L, %L)', :office, :'sent', 'x', 'donation.write', 'staff'), 'UX404', null,
	'a file belongs to a record that there is');
select throws_ok(format('select tap.attach(%s, %L, %L)', :colleague, :'sent', 'a'), '23P01', null, 'the same content once a record');
select lives_ok(format('select tap.attach(%s, %L, %L)', :clerk, :'sent', 'c'), 'the other side adds its own');
select tap.act(:office, 'donation.write') \g /dev/null
select throws_ok(format($$insert into biz.attachment (id, record_type, record_id, module, sha256, name, media_type, bytes)
	values (gen_random_uuid(), 'donations', %L, 'staff', sha256('d'), 'd', 'application/pdf', 1)$$, :'sent'), '42501', null,
	'sides and module are the record''s, nobody''s to say');
select tap.quit() \g /dev/null

select tap.attach(:office, :'moving', 'm') as moving_file \gset
select tap.act(:office, 'donation.write') \g /dev/null
select lives_ok(format($$update biz.donation set to_org_id = %s, state = 'submitted' where id = %L$$, :taker, :'moving'), 'a draft goes to another side');
select tap.quit() \g /dev/null
select is(tap.files(:clerk), 'a.pdf c.pdf m.pdf', 'and its files with it');

select tap.act(:clerk, 'donation.write') \g /dev/null
update biz.attachment set removed_at = now(), remove_reason = '不是我们的' where id = :'file';
select tap.quit() \g /dev/null
select is(tap.files(:office), 'a.pdf b.pdf c.pdf m.pdf', 'who did not add it does not remove it');
select tap.act(:colleague, 'donation.write') \g /dev/null
update biz.attachment set removed_at = now(), remove_reason = '传错' where id = :'file';
select tap.quit() \g /dev/null
select is(tap.files(:clerk), 'c.pdf m.pdf', 'a colleague of who added it does');
select results_eq(format($$select action, reason, changes -> 'attachment' from biz.record_event where record_id = %L order by id$$, :'sent'),
	$$values ('create', null, null), ('attach', null, '[null, "a.pdf"]'::jsonb), ('attach', null, '[null, "c.pdf"]'),
	('detach', '传错', '["a.pdf", null]')$$, 'history tells it');

select * from finish();
rollback;
