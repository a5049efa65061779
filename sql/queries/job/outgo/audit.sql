-- Who took what out of the house. $1 action, $2 job, $3 rows
select sec.audit($1::text, 'job', $2::text, null, sec.home_org(),
	jsonb_build_object('rows', $3::int))
