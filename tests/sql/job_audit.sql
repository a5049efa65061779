-- job_audit.sql - background jobs act with their owner's present rights; acts leave audit rows.
\ir helper.psql
select plan(18);

select org('ONE', 630106) as one \gset
select realm('r1', :one) as r \gset
select account('clerk', :r, :one, 'thc_operator') as clerk \gset
insert into job.job (id, account_id, permission, kind, acting_org_id)
values ('00000000-0000-0000-0000-000000000001', :clerk, 'referral.import', 'import.referrals', :one);
\set job '''00000000-0000-0000-0000-000000000001'''

-- A job's context.
select as_role('yl_job');
select results_eq(format('select account_id, home_org from sec.begin_job(%L)', :job), format('values (%s::bigint, %s)', :clerk, :one), 'the owner of the job');
select is(sec.account_id(), :clerk::bigint, 'is whom the job acts for');
select is(sec.permission(), 'referral.import', 'with the job''s permission');
select is(sec.orgs(), array[:one], 'in the owner''s scope');
select refuses($$select sec.begin_job('00000000-0000-0000-0000-000000000002')$$, 'UX403', 'no such job');
select refuses($$select * from sec.begin_request('\x00', 'session', true, 'r', null)$$, '42501', 'the job worker has no way to a session');
select quit();
update sec.account_role set revoked_at = now() where account_id = :clerk;
select as_role('yl_job');
select refuses(format('select sec.begin_job(%L)', :job), 'UX403', 'a right withdrawn stops the job');
select quit();
update sec.account_role set revoked_at = null where account_id = :clerk;
update sec.account set blocked_at = now(), block_reason = 'x' where id = :clerk;
select as_role('yl_job');
select refuses(format('select sec.begin_job(%L)', :job), 'UX403', 'so does a block');
select quit();
update sec.account set blocked_at = null where id = :clerk;

-- Audit rows.
select act(:clerk, 'referral.read');
select lives_ok(format($$select sec.audit('referral.send', 'referral', 'x', 630106, %s, '{"n": 1}')$$, :one), 'an act is noted');
select throws_ok($$insert into aud.event (action, object_type) values ('x.y', 'x')$$, '42501', null, 'only by the function');
select is((select count(*)::int from aud.event), 0, 'and not read by who acts');
select quit();
select results_eq($$select account_id, permission, org_id, request_id, host(address), result, xid = pg_current_xact_id(), length(session8)
	from aud.event where action = 'referral.send'$$,
	format($$values (%s::bigint, 'referral.read', %s, 'test-request', '10.0.0.1', 'done', true, 8)$$, :clerk, :one),
	'with who, where, why, from where, and the transaction');
select as_role('yl_web');
select refuses($$select sec.audit('x.y', 'x', null, null, null, null)$$, '28000', 'no context, no row');
select lives_ok(format($$select sec.audit_refusal(%L, 'realm.read', 'r', '10.0.0.1', 403, '/realms')$$, '\x00'), 'a refusal is noted without one');
select quit();
select is((select result || ' ' || reason from aud.event where action = 'request.refuse'), 'refused 403', 'as refused');

-- Partitions and housekeeping.
select is((select count(*)::int from pg_inherits where inhparent = 'aud.event'::regclass), 5, 'four months and the one for strays');
select is((select aud.make_partitions(14)), 11, 'more are made ahead, those there are left');
insert into sec.idempotency (account_id, key, request_hash, object, object_id, created_at)
values (:clerk, 'old-key-1', '\x', 'x', gen_random_uuid(), now() - interval '8 days');
select is((select n from sec.housekeeping() where what = 'idempotency keys forgotten'), 1::bigint, 'old keys are forgotten');
select * from finish();
rollback;
