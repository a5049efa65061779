-- Rows of a register that are there already. $1 job
select job.match_referrals($1::uuid)
