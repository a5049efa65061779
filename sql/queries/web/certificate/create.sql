-- $1 staff, $2 scheme, $3 rank, $4 day or null
select biz.certificate_issue($1::uuid, $2::uuid, $3::text, $4::date, (select sec.new_id())) as _id
 where not sec.replayed()
