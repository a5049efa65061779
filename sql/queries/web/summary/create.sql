-- $1 template, $2 scope, $3 period, $4 title or null
select case when not sec.replayed() then biz.summary_create(sec.new_id(), $1::text, $2::text, $3::text, $4::text) end as _id
