-- The red list: broken ones first, then those about to be, then running, then kept.
-- $1 and $2 kind and id of a scope or null, $3 result (broken, ahead, running, over), $4 kind of rule,
-- $5 an organisation on either side, $6 cursor, $7 limit
select j.obligation_id as id, o.source, j.kind, case when o.name is null then w.words else jsonb_build_object('zh', o.name, 'en', o.name) end as name,
       w.words as rule, j.from_org_id as "from.id", f.name as "from.name", j.to_org_id as "to.id", t.name as "to.name",
       p.staff_name as person, o.valid_from, fig.last_day(o) as valid_to,
       (array['broken', 'ahead', 'running', 'over'])[j.place + 1] as result, j.result = 'kept' as kept, j.broken_on, j.breaks_on, j.breaches, j.wanted, j.had,
       j.words, j.as_of, j.judged_at, j.place || ',' || j.sort_day || ',' || j.obligation_id as _cursor
  from fig.judgement j
  join fig.obligation o on o.id = j.obligation_id
  join biz.organisation f on f.id = j.from_org_id
  join biz.organisation t on t.id = j.to_org_id
  left join biz.posting p on p.id = o.posting_id
 cross join lateral (select fig.rule_words(o.kind, o.parameters) as words) w
 where case $1::text
       when 'region' then j.to_region_id between $2::int and $2::int + case when $2::int % 10000 = 0 then 9999 when $2::int % 100 = 0 then 99 else 0 end
           or j.from_region_id between $2::int and $2::int + case when $2::int % 10000 = 0 then 9999 when $2::int % 100 = 0 then 99 else 0 end
       when 'org' then $2::int in (j.from_org_id, j.to_org_id)
       when 'alliance' then exists (select from biz.alliance_member m where m.alliance_id = $2::int and m.organisation_id = j.to_org_id
           and m.joined_on <= j.as_of and (m.left_on is null or m.left_on > j.as_of))
       else true end
   and ($3::text is null or j.place = array_position('{broken,ahead,running,over}'::text[], $3::text) - 1)
   and ($4::text is null or j.kind = $4::text)
   and ($5::int is null or $5::int in (j.from_org_id, j.to_org_id))
   and ($6::text is null or (j.place, j.sort_day, j.obligation_id) > (split_part($6::text, ',', 1)::int, split_part($6::text, ',', 2)::int,
       split_part($6::text, ',', 3)::uuid))
 order by j.place, j.sort_day, j.obligation_id
 limit $7::int + 1
