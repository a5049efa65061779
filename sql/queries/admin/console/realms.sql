-- Every realm, with its endpoints and rules as JSON.
-- $1 only those in use
select id, code, name, kind, ca_pem, min_tls, base_dn, user_filter, id_attr, name_attr, active_filter,
       group_mode, coalesce(nullif(group_base_dn, ''), base_dn) as group_base_dn, service_dn,
       service_secret, connect_ms, total_ms, max_concurrent, queue, forward_fail_limit, recheck_s,
       outage_grace_s, enabled, scope_ceiling_org, row_version, to_json(suffixes) as suffixes, endpoints, org_rules
  from sec.login_realms($1::boolean)
