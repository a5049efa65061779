-- Realms in short.
-- $1 only those in use
select code, name, kind, case when enabled then 'enabled' else 'disabled' end as state,
       array_to_string(suffixes, ' ') as suffixes,
       (select string_agg(case e ->> 'tls' when 'ldaps' then 'ldaps' else 'starttls' end || '://' || (e ->> 'host') || ':'
                  || (e ->> 'port'), ' ') from jsonb_array_elements(endpoints) e) as endpoints,
       jsonb_array_length(org_rules) as org_rules
  from sec.login_realms($1::boolean)
