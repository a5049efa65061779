-- $1 id, $2 version, $3 what changes, $4 parameters or null
select $1::uuid as id, fig.obligation_alter($1::uuid, $2::int, $3::jsonb
       || case when $4::text is null then '{}' else jsonb_build_object('parameters', $4::jsonb) end) as version
 where not sec.replayed()
