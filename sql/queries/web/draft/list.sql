-- Which forms have a draft, newest first.
select form, updated_at
  from biz.draft
 where account_id = sec.account_id()
 order by updated_at desc, form
 limit 200
