-- A record takes a file that waits, or it is refused: then it waits no longer either. $1 upload, $2 and
-- $3 why, in Chinese and English, or null
select job.take_upload($1::uuid) as taken, $2::text as zh, $3::text as en
 where not sec.replayed()
