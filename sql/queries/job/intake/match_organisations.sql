-- Institutions that are there already. $1 job
select job.match_organisations($1::uuid)
