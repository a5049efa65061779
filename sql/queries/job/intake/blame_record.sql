-- Further rows of records with an error; counts. $1 job
select job.blame_record($1::uuid)
