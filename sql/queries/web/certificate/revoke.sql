-- $1 id, $2 reason
select biz.certificate_revoke($1::uuid, $2::text) as _id
 where not sec.replayed()
