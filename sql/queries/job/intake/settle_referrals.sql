-- Looks at the rows of a register together. $1 job
select job.settle_referrals($1::uuid)
