-- What this request, or the one it repeats, has made.
select o.id, o.source, o.kind, o.parameters, o.name, o.owner, o.from_org_id, o.to_org_id, o.valid_from, o.valid_to, o.version
  from fig.obligation o
 where o.id = sec.new_id()
