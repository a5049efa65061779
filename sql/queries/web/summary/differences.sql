-- Numbers of a summary that are others now. $1 id
select d.block, d.token, d.code, d.name, d.old as frozen, d.new as live
  from biz.summary s
 cross join lateral fig.document_changes(s.document) d
 where s.id = $1::uuid
