-- $1 form
select form, content as _content, updated_at
  from biz.draft
 where account_id = sec.account_id()
   and form = $1::text
