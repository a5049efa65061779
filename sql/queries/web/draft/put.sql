-- $1 form, $2 content, encrypted
insert into biz.draft as d (account_id, form, content)
values (sec.account_id(), $1::text, $2::bytea)
on conflict on constraint draft_pkey do update
   set content = excluded.content,
       updated_at = now()
returning d.form, d.updated_at
