-- The directory does not answer: sessions beyond the grace end.
select sec.login_outage($1::int) as sessions
