-- One summary as it stands, with what is not right in it yet. $1 id or null for the one just made
select s.id, s.state, s.version, s.title, o.id as "org.id", o.name as "org.name", s.template as "template.code",
       s.template_version as "template.version", t.title_zh as "template.title_zh",
       t.title_en as "template.title_en", s.scope, k.name as scope_name, s.period, s.first, s.last, s.as_of,
       s.state_reason, s.document, s.offered, encode(s.hash, 'hex') as hash, s.frozen_at,
       case when s.hash is not null then s.hash = biz.summary_hash(s) end as intact,
       case when not m.as_member then biz.summary_checks(s) else '[]' end as checks, m.as_member, s.created_at, s.updated_at,
       s.state = 'draft' and 'summary.write' = any (p.may) as editable,
       p.may as _from_permissions, '{}'::text[] as _to_permissions
  from biz.summary s
  join biz.organisation o on o.id = s.org_id
  join fig.template t on t.code = s.template and t.version = s.template_version
 cross join lateral (select biz.summary_permissions(s.org_id) as may) p
 cross join lateral (select biz.summary_scope_name(s.scope, s.first, s.last) as name) k
 cross join lateral (select biz.summary_as_member(s) as as_member) m
 where s.id = coalesce($1::uuid, (select sec.new_id()))
