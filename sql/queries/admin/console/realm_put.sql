-- Adds a realm, or changes the settings given.
-- $1 code, $2 settings
select sec.admin_realm_put($1::text, $2::jsonb) as id
