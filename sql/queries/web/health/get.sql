-- Whether the database answers, and whether it takes writes.
select 'ok' as worker,
       case when pg_is_in_recovery() then 'read only' else 'ok' end as database
