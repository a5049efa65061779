-- sessions.sql - who measures: a township, a county hospital and a province, each signed in.
--
-- psql -v township=TOKEN -v hospital=TOKEN -v province=TOKEN -f sessions.sql, as superuser, after
-- fill.sql. Signing in itself is not measured here, so the sessions are written straight in.
\set ON_ERROR_STOP on
begin;
create temporary table measurer on commit drop as
select v.login, v.code, v.role, v.kind, v.region, v.token
  from (values ('township', 'B00021', 'thc_operator', 'home_org', null::int, :'township'),
               ('hospital', 'B00001', 'med_affairs', 'home_org', null, :'hospital'),
               ('province', 'B00001', 'prov_overseer', 'region', 630000, :'province'))
       v (login, code, role, kind, region, token);

insert into sec.realm (code, name, kind, base_dn, user_filter, id_attr, group_mode, scope_ceiling_org)
select 'bench-' || m.login, '测量', 'openldap', 'dc=bench,dc=test', '(uid=%u)', 'entryUUID', 'member_search', o.id
  from measurer m
  join biz.organisation o on o.code = m.code;

insert into sec.account (realm_id, dir_uid, login_name, display_name, home_org)
select r.id, sha256(m.login::bytea), m.login, m.login, r.scope_ceiling_org
  from measurer m
  join sec.realm r on r.code = 'bench-' || m.login;

insert into sec.account_role (account_id, person_id, role_code, class, source, scope_kind, scope_region,
       reason, proposed_by, approved_by, approved_at, valid_from)
select a.id, a.id, r.code, r.class, 'portal', m.kind, m.region, 'bench',
       (select min(x.id) from sec.account x where x.id <> a.id),
       (select max(x.id) from sec.account x where x.id <> a.id), now(), now()
  from measurer m
  join sec.account a on a.login_name = m.login
  join sec.role r on r.code = m.role;

insert into sec.session (token_hash, account_id, auth_methods, idle_s, expires_at)
select sha256(m.token::bytea), a.id, '{password}', 86400, now() + interval '1 day'
  from measurer m
  join sec.account a on a.login_name = m.login;

select sec.refresh_scope(a.id)
  from sec.account a
  join measurer m on m.login = a.login_name;
commit;

-- Referrals the county hospital may book over and over, numbered for pgbench.
create table public.bookable as
select row_number() over (order by r.id) as n, r.id
  from biz.referral r
  join biz.organisation o on o.id = r.to_org_id
 where o.code = 'B00001'
   and r.state in ('accepted', 'booked');
create unique index on public.bookable (n);
grant usage on schema public to yl_web;
grant select on public.bookable to yl_web;
vacuum analyze;
