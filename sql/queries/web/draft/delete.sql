-- $1 form. Deleting what is not there is no failure: the wish is fulfilled.
delete from biz.draft
 where account_id = sec.account_id()
   and form = $1::text
