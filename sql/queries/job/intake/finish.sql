-- Ends an import in the transaction that wrote its rows; nothing where its owner asked to stop: a cancel
-- comes either before this or too late. $1 job, $2 rows written
with wanted as materialized (
	select j.id
	  from job.job j
	 where j.id = $1::uuid
	   and not j.stopping
	   for update
)
select job.finish_import(w.id, $2::int), job.enter(w.id, 'done')
  from wanted w
