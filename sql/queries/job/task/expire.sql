-- Files that nobody needs any more.
select folder, file
  from job.expire()
