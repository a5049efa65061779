-- Ends a step. $1 job, $2 state, $3 and $4 why, in Chinese and English, or null
select job.enter($1::uuid, $2::text, $3::text, $4::text)
