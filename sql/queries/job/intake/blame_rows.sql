-- Takes staged rows out. $1 job, $2 array of {line, nth, field, place, zh, en}
select job.blame_rows($1::uuid, $2::jsonb)
