-- Ends an import in the transaction that wrote its rows. $1 job, $2 rows written
select job.finish_import($1::uuid, $2::int), job.enter($1::uuid, 'done')
