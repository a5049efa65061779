-- The context of a job's owner. $1 job
select account_id, display_name, home_org, language
  from sec.begin_job($1::uuid)
