-- Files of the upload folder that no row knows. $1 names
select name
  from job.unknown_files($1::jsonb) name
