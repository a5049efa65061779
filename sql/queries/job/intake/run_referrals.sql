-- Writes a range of lines as referrals. $1 job, $2 first line, $3 last line
select job.run_referrals($1::uuid, $2::int, $3::int) as written
