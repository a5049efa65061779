-- $1 id, $2 version, $3 title or null, $4 document or null
select biz.summary_edit($1::uuid, $2::int, $3::text, $4::jsonb)::text as _done
