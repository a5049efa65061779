-- One certificate as issued, and what the records say now. $1 id, or null: the one just issued
select c.id, c.number, c.code, c.content, c.sha256, c.intact, c.state, c.issued_at, c.revoked_at, c.revoke_reason,
       c.staff_id, c.result_now, c.may_revoke
  from biz.certificate_open(coalesce($1::uuid, (select sec.new_id()))) c
