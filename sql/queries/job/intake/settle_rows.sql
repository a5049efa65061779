-- Looks at the rows of a file together. $1 job
select job.settle_rows($1::uuid)
