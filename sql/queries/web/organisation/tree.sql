-- One level of the tree: the organisations that belong to one, or those that belong to nobody.
-- organisation/tree_on is the same for a past day. $1 the one above
select o.id, o.code, o.name, o.kind, o.tier, o.region_id, o.parent_id,
       (select count(*) from biz.organisation c where c.parent_id = o.id and c.valid_to is null)
       	as children,
       (select count(*)
          from biz.org_closure c
          join biz.organisation below on below.id = c.descendant_id and below.valid_to is null
         where c.ancestor_id = o.id
           and c.depth > 0) as below
  from biz.organisation o
 where o.valid_to is null
   and o.parent_id is not distinct from $1::int
 order by o.kind <> 'commission', o.tier desc, o.region_id, o.pinyin
