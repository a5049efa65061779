-- Takes a staged row out. $1 job, $2 line, $3 array of {field, place, zh, en}
select job.blame_row($1::uuid, $2::int, $3::jsonb)
