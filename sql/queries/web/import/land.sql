-- Whether records come in submitted or as drafts. $1 id, $2 submit or draft
select job.land($1::uuid, $2::text)
