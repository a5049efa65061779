-- Who took what out of the house. $1 job, $2 rows
select sec.audit('referral.export', 'job', $1::text, null, sec.home_org(),
	jsonb_build_object('rows', $2::int))
