-- The directory said that these accounts are disabled or gone: their sessions and roles end.
-- $1 accounts, $2 disabled or gone
select sec.login_recheck_gone($1::bigint[], $2::text) as sessions
