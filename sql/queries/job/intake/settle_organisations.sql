-- Looks at the rows of a table of institutions together. $1 job
select job.settle_organisations($1::uuid)
