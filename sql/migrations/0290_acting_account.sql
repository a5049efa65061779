-- 0290_acting_account.sql - who changes a record, by the context of 0130.
set local role yl_owner;

create or replace function biz.acting_account() returns bigint
language sql stable
return case when sec.has_context() then sec.account_id() else 0 end;
