-- Organisations as they were on a day: those that existed, under the names they had then.
-- $1 what to find, $2 kind, $3 division they lie in, $4 parent, $5 alliance, $6 the day, $7 cursor,
-- $8 limit. What begins with _ is for the export alone.
select o.id, o.code, s.name, s.kind, s.level, s.grade, o.ownership, o.tier,
       o.division_code as "division.code", d.name as "division.name",
       biz.division_path(o.division_code) as "division.path",
       o.region_id, o.beds, s.parent_id, o.valid_from, o.valid_to, o.successor_id, o.version,
       p.name as _parent, o.population as _population, o.area_km2 as _area_km2,
       o.helpdesk_name as _helpdesk_name, o.helpdesk_phone as _helpdesk_phone,
       s.pinyin || ',' || o.id as _cursor
  from biz.organisations_on($6::date) s
  join biz.organisation o on o.id = s.id
  join biz.division d on d.code = o.division_code
  left join biz.organisation p on p.id = s.parent_id
 where ($2::text is null or s.kind = $2::text)
   and ($3::int is null or o.division_code = $3::int
   	or o.region_id between $3::int and $3::int + case
   		when $3::int > 999999 then -1
   		when $3::int % 10000 = 0 then 9999
   		when $3::int % 100 = 0 then 99
   		else 0 end)
   and ($4::int is null or s.parent_id = $4::int)
   and ($5::int is null or exists (
   	select
   	  from biz.alliance_member m
   	 where m.alliance_id = $5::int
   	   and m.organisation_id = o.id
   	   and m.joined_on <= $6::date
   	   and (m.left_on is null or m.left_on > $6::date)))
   and ($1::text is null or strpos(s.name, $1::text) > 0
   	or starts_with(s.pinyin, lower($1::text)) or starts_with(s.initials, lower($1::text))
   	or starts_with(o.code, upper($1::text)))
   and ($7::text is null or (s.pinyin, o.id) > (split_part($7::text, ',', 1),
       split_part($7::text, ',', 2)::int))
 order by s.pinyin, o.id
 limit $8::int + 1
