-- What the caller may do at all, wherever; for what is offered of record types.
select coalesce(array_agg(p.permission), '{}') as codes
  from sec.my_permissions() p
