-- Stops an export. $1 id
select job.act($1::uuid, 'cancel')
