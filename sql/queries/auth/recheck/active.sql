-- The directory said that these accounts are in use.
select sec.login_recheck_active($1::bigint[]) as sessions
