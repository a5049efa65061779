-- $1 id
select case when not biz.summary_as_member(s) then biz.summary_checks(s) else '[]' end as items from biz.summary s where s.id = $1::uuid
