-- Who asks, what they may do, and where.
with mine as materialized (
	select *
	  from sec.my_permissions()
)
select a.id as "account.id", a.login_name as "account.login_name",
       a.display_name as "account.display_name", a.realm as "account.realm",
       a.language as "account.language",
       (select to_json(h)
          from (select o.id, o.name, o.kind, o.region_id, o.helpdesk_name, o.helpdesk_phone
                  from biz.organisation o
                 where o.id = a.home_org) h) as "account.home_organisation",
       not exists (select from mine) as pending,
       coalesce((select json_agg(json_build_object('code', r.code, 'name_zh', r.name_zh,
                         'name_en', r.name_en, 'scope_kind', r.scope_kind,
                         'scope_name', coalesce(o.name, l.name, d.name), 'valid_until', r.valid_until))
                   from sec.my_roles() r
                   left join biz.organisation o on o.id = r.scope_org
                   left join biz.alliance l on l.id = r.scope_alliance
                   left join biz.division d on d.code = r.scope_region), '[]') as roles,
       coalesce((select array_agg(permission) from mine), '{}') as permissions,
       (select min(region_lo) from mine) as region_lo,
       (select max(region_hi) from mine) as region_hi,
       coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name, 'kind', o.kind)
                         order by o.id)
                   from biz.organisation o
                  where o.id = any ((select orgs from mine where permission = 'referral.create')::int[])),
                '[]') as sends_for
  from sec.my_account() a
