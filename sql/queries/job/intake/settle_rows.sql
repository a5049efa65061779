-- Looks at the rows of records together. $1 job
select job.settle_rows($1::uuid)
