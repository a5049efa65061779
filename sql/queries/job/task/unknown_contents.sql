-- Contents of files that no record needs. $1 hashes
select hash
  from job.unknown_contents($1::jsonb) hash
