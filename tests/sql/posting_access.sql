-- posting_access.sql - rights at the receiving unit for the posting's days and not one more (DSP-19, 4.3).
\ir helper.psql
select plan(48);

select tap.org('AC', 650000, null, 'commission') as top \gset
select tap.org('AH', 650101, :top, 'general_hospital') as h, tap.org('AT', 650101, :top) as t, tap.org('AU', 650102, :top) as u,
       tap.org('AX', 650201, :top, 'general_hospital') as x \gset
select tap.realm('access-test', :top) as realm \gset
insert into sec.realm_suffix (suffix, realm_id) values ('accesstest', :realm), ('access.alias', :realm);
select tap.account('doc', :realm, :h, 'clinician') as doc, tap.account('nurse', :realm, :h, 'nurse_tech') as nurse,
       tap.account('boss', :realm, :h, 'hosp_director') as boss, tap.account('bare', :realm, :h) as bare,
       tap.account('hr', :realm, :h, 'hr') as hr, tap.account('hr2', :realm, :h, 'hr') as hr2, tap.account('office', :realm, :h, 'med_affairs') as office,
       tap.account('clerk', :realm, :t, 'thc_operator', 'home_org') as clerk,
       tap.account('stranger', :realm, :x, 'clinician') as stranger, tap.account('xhr', :realm, :x, 'hr') as xhr,
       tap.account('root', :realm, :h) as root \gset
insert into sec.account_role (account_id, person_id, role_code, class, source, scope_kind, valid_from, reason, approved_at)
values (:root, :root, 'sys_admin', 'system', 'init', 'system', now(), 'test', now());

create function tap.id(n int) returns uuid language sql as $$ select lpad(n::text, 32, '0')::uuid $$;
create function tap.day(n int) returns date language sql as $$ select (now() at time zone 'Asia/Shanghai')::date + n $$;
insert into biz.staff (id, org_id, region_id, state, joined_on, name, category, rank_level, licence_kind)
select tap.id(n), case when n = 9 then :x else :h end, 1, 'confirmed', '2010-01-01', '人员' || n, 'doctor', 'mid', 'practising_doctor' from generate_series(1, 9) n;
update biz.staff set login = v.login from (values (1, 'Doc@accesstest'), (2, 'nurse@access.alias'), (3, 'boss@accesstest'), (4, 'bare@accesstest'), (5, 'root@accesstest'))
	as v (n, login) where id = tap.id(v.n);
insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
values (tap.id(51), :t, 650101, '乙', sha256('x'), :clerk), (tap.id(52), :u, 650102, '丙', sha256('y'), :clerk);
insert into biz.referral (id, number, direction, patient_id, patient_org_id, person_key, from_org_id, from_region_id, to_org_id, to_region_id, state, sent_at, created_by, updated_by)
values (tap.id(61), 'R1', 'up', tap.id(51), :t, sha256('x'), :t, 650101, :x, 650201, 'sent', now(), :clerk, :clerk),
       (tap.id(62), 'R2', 'up', tap.id(52), :u, sha256('y'), :u, 650102, :x, 650201, 'sent', now(), :clerk, :clerk);

-- A posting of somebody to T from a day to a day; -1 state: confirmed.
create function tap.post(n int, staff int, t int, first int, last int, state text default 'confirmed', role text default 'medical', ended int default null)
	returns text language plpgsql as $$
begin
	perform tap.quit();
	insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, ended_on, staff_id, department, role, mode)
	select tap.id(n), s.org_id, 1, t, 1, s.org_id, post.state, tap.day(first), tap.day(last), tap.day(ended), s.id, '内科', post.role, 'long'
	  from biz.staff s where s.id = tap.id(staff);
	return 'ok';
end $$;
-- What an account sees of T and U: patients, referrals; - where it may not even ask.
create function tap.sees(who bigint) returns text language plpgsql as $$
declare
	told text := '';
	p text;
begin
	foreach p in array '{patient.read,referral.read}'::text[] loop
		begin
			perform tap.act(who, p, true);
			told := told || case p when 'patient.read' then (select count(*)::text from biz.patient where id in (tap.id(51), tap.id(52)))
			    else (select coalesce(string_agg(number, '+' order by number), '0') from biz.referral where id in (tap.id(61), tap.id(62))) end || ' ';
		exception when sqlstate 'UX403' then
			told := told || '- ';
		end;
	end loop;
	perform tap.quit();
	return trim(told);
end $$;
create function tap.alter_posting(n int, changes text) returns text language plpgsql as $$
begin
	perform tap.quit();
	execute format('update biz.posting set %s where id = %L', changes, tap.id(n));
	return 'ok';
end $$;
create function tap.link(who bigint, n int, login text) returns text language plpgsql as $$
declare
	done bigint;
begin
	perform tap.act(who, 'staff.write');
	update biz.staff set login = link.login where id = tap.id(n);
	get diagnostics done = row_count;
	return case when done > 0 then 'ok' else 'none' end;
end $$;
grant execute on all functions in schema tap to public;

select is(tap.sees(:doc), '0 0', 'a doctor of X sees X only');
select tap.post(101, 1, :t, 0, 30, 'submitted') \g /dev/null
select is(tap.sees(:doc), '0 0', 'a posting nobody confirmed gives nothing');
select tap.alter_posting(101, $$state = 'confirmed'$$) \g /dev/null
select is(tap.sees(:doc), '1 R1', 'posted to T, from the receiver''s word on, as T''s; nothing of another unit');
select ok((select scope_fresh_until from sec.account where id = :doc) <= (tap.day(1)::timestamp at time zone 'Asia/Shanghai'), 'for today: anew at midnight');
select tap.act(:doc, 'referral.read') \g /dev/null
select tap.quit() \g /dev/null
select is((select scope_fresh_until from sec.account where id = :doc), tap.day(1)::timestamp at time zone 'Asia/Shanghai', 'kept until midnight, not longer');
select is(tap.sees(:doc), '1 R1', 'from what is kept too');
select is((select array_agg(x order by x) from unnest((select orgs from sec.account_scope where account_id = :doc and permission = 'patient.read')) x), array[:h, :t], 'home and receiver');
select tap.act(:doc, 'patient.write') \g /dev/null
select lives_ok(format($$insert into biz.patient (id, org_id, region_id, name, person_key, created_by) values (tap.id(53), %s, 650101, '新', sha256('z'), %s)$$, :t, :doc),
	'works there');
select throws_ok(format($$insert into biz.patient (id, org_id, region_id, name, person_key, created_by) values (tap.id(54), %s, 650102, '新', sha256('z'), %s)$$, :u, :doc),
	'42501', null, 'and nowhere else');
select tap.quit() \g /dev/null
delete from biz.patient where id = tap.id(53);
select throws_ok(format('select tap.act(%s, %L)', :doc, 'staff.read'), 'UX403', null, 'as a doctor, not as an office');
select throws_ok(format('select tap.act(%s, %L)', :doc, 'posting.confirm'), 'UX403', null, 'nor to confirm the own posting');

-- The calendar ends it: the stored scope of yesterday holds no longer today.
select tap.alter_posting(101, format($$starts_on = %L, ends_on = %L$$, tap.day(-40), tap.day(0))) \g /dev/null
select is(tap.sees(:doc), '1 R1', 'on the last day');
select tap.alter_posting(101, format($$ends_on = %L$$, tap.day(-1))) \g /dev/null
select is(tap.sees(:doc), '0 0', 'not the day after');
select tap.alter_posting(101, format($$starts_on = %L, ends_on = %L$$, tap.day(1), tap.day(5))) \g /dev/null
select is(tap.sees(:doc), '0 0', 'not the day before');
select tap.alter_posting(101, format($$starts_on = %L, ends_on = %L$$, tap.day(0), tap.day(5))) \g /dev/null
select is(tap.sees(:doc), '1 R1', 'on the first');
select tap.act(:doc, 'referral.read') \g /dev/null
select tap.quit() \g /dev/null
-- As if the night had passed without a request: only the calendar is put on, no trigger sees it.
set local session_replication_role = replica;
update biz.posting set starts_on = tap.day(-9), ends_on = tap.day(-1) where id = tap.id(101);
update sec.account set scope_fresh_until = now() where id = :doc;
set local session_replication_role = origin;
select is(tap.sees(:doc), '0 0', 'after midnight what was kept is not believed');
select tap.alter_posting(101, format($$starts_on = %L, ends_on = %L$$, tap.day(-9), tap.day(9))) \g /dev/null
select is(tap.sees(:doc), '1 R1', 'prolonged');
select tap.alter_posting(101, format($$state = 'ended', ended_on = %L$$, tap.day(0))) \g /dev/null
select is(tap.sees(:doc), '1 R1', 'ended early as of tonight: today still');
select tap.alter_posting(101, format($$ended_on = %L$$, tap.day(-1))) \g /dev/null
select is(tap.sees(:doc), '0 0', 'ended early as of yesterday: at once no more');
select tap.alter_posting(101, format($$state = 'confirmed', ended_on = null$$)) \g /dev/null
select is(tap.sees(:doc), '1 R1', 'runs again');
select tap.alter_posting(101, $$state = 'submitted'$$) \g /dev/null
select is(tap.sees(:doc), '0 0', 'corrected, so to be confirmed anew: not meanwhile');
select tap.alter_posting(101, $$state = 'disputed', state_reason = 'x'$$) \g /dev/null
select is(tap.sees(:doc), '0 0', 'nor disputed');
select tap.alter_posting(101, format($$state = 'refused', refused_on = %L, consequence = 'none', state_reason = 'x'$$, tap.day(0))) \g /dev/null
select is(tap.sees(:doc), '0 0', 'nor refused');
select tap.alter_posting(101, $$state = 'confirmed'$$) \g /dev/null
select is(tap.sees(:doc), '1 R1', '(confirmed)');
select tap.alter_posting(101, $$state = 'void', state_reason = 'x'$$) \g /dev/null
select is(tap.sees(:doc), '0 0', 'nor void');

-- As what.
select tap.post(102, 2, :t, -1, 1, 'confirmed', 'nursing'), tap.post(103, 3, :t, -1, 1, 'confirmed', 'management'), tap.post(104, 4, :t, -1, 1),
       tap.post(105, 5, :t, -1, 1) \g /dev/null
select is(tap.sees(:nurse), '1 R1', 'a nurse reads, found by the other suffix');
select throws_ok(format('select tap.act(%s, %L)', :nurse, 'patient.write'), 'UX403', null, 'and does not write');
select is(tap.sees(:boss), '- 0', 'a manager sees no patients');
select is(tap.sees(:bare), '1 R1', 'who has nothing else has this');
select is(tap.sees(:root), '- -', 'an administrator never');
insert into sec.denial (account_id, permission, reason, denied_by) values (:bare, 'patient.read', 'test', :root);
select is(tap.sees(:bare), '- R1', 'what was taken from an account stays taken');

-- Whose account it is.
select tap.post(106, 1, :t, 0, 9) \g /dev/null
select is(tap.sees(:doc), '1 R1', '(posted again)');
update biz.staff set left_on = tap.day(0) where id = tap.id(1);
select is(tap.sees(:doc), '0 0', 'who leaves the institution leaves the posting');
update biz.staff set left_on = null where id = tap.id(1);
update sec.account set home_org = :u where id = :doc;
select is(tap.sees(:doc), '1 R2', 'who moves to another institution, too');
update sec.account set home_org = :h where id = :doc;
select is(tap.sees(:doc), '1 R1', '(back)');
update sec.account set dir_state = 'gone' where id = :doc;
select throws_ok(format('select tap.act(%s, %L)', :doc, 'referral.read'), 'UX401', null, 'who left the directory is out');
update sec.account set dir_state = 'active' where id = :doc;
select throws_ok(format('select tap.link(%s, 6, %L)', :office, 'stranger@accesstest'), 'UX403', null, 'the medical office links nobody');
select is(tap.link(:xhr, 1, 'stranger@accesstest'), 'none', 'nor does human resources of another institution');
select throws_ok(format('select tap.link(%s, 6, %L)', :hr, 'hr@accesstest'), 'UX403', null, 'nor anybody the own account');
select throws_ok(format('select tap.link(%s, 6, %L)', :hr, 'HR@Access.Alias'), 'UX403', null, 'however it is written');
select throws_ok(format('select tap.link(%s, 6, %L)', :hr, 'somebody@elsewhere'), 'UX422', null, 'nor an account of a directory that does not serve it');
select is(tap.link(:hr, 6, 'stranger@accesstest'), 'ok', 'another institution''s account can be written down');
select tap.post(107, 6, :t, 0, 9) \g /dev/null
select tap.act(:stranger, 'referral.read') \g /dev/null
select is(sec.orgs(), array[:x], 'but gets nothing by it');
select is(tap.link(:hr2, 1, null), 'ok', 'the link is taken back');
select is(tap.sees(:doc), '0 0', 'and the access with it');
select is(tap.link(:hr2, 7, 'hr@accesstest'), 'ok', 'a colleague links');
select is(tap.link(:clerk, 1, 'clerk@accesstest'), 'none', 'the receiver does not link the sender''s people');
select tap.quit() \g /dev/null
select is((select count(*) from biz.posting_access(:doc)), 0::bigint, 'nothing is left');

select * from finish();
rollback;
