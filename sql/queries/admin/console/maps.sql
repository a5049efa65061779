-- Group mappings of a realm, or of all.
-- $1 realm or null
select id, realm, group_dn, role_code, scope_kind, scope_org, proposed_by, coalesce(approved_by, '-') as approved_by
  from sec.admin_group_maps($1::text)
