-- $1 id
select biz.summary_checks(s) as items from biz.summary s where s.id = $1::uuid
