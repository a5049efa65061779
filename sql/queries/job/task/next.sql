-- The job that waits longest.
select id, kind, state, attempts
  from job.next()
