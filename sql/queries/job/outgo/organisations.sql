-- Institutions as their list shows them, by pinyin. $1 what to find, $2 kind, $3 division they lie in,
-- $4 parent, $5 whether closed ones too, $6 cursor, $7 limit
select o.code, o.name, o.kind, o.level, o.grade, o.ownership, o.division_code,
       biz.division_path(o.division_code) as division, p.name as parent, o.beds, o.population,
       o.area_km2, o.poverty, o.helpdesk_name, o.helpdesk_phone, o.valid_from, o.valid_to,
       o.pinyin || ',' || o.id as _cursor
  from biz.organisation o
  left join biz.organisation p on p.id = o.parent_id
 where (coalesce($5::boolean, false) or o.valid_to is null or o.valid_to > current_date)
   and ($2::text is null or o.kind = $2::text)
   and ($3::int is null or o.division_code = $3::int
   	or o.region_id between $3::int and $3::int + case
   		when $3::int > 999999 then -1
   		when $3::int % 10000 = 0 then 9999
   		when $3::int % 100 = 0 then 99
   		else 0 end)
   and ($4::int is null or o.parent_id = $4::int)
   and ($1::text is null or strpos(o.name, $1::text) > 0
   	or starts_with(o.pinyin, lower($1::text)) or starts_with(o.initials, lower($1::text))
   	or starts_with(o.code, upper($1::text)))
   and ($6::text is null or (o.pinyin, o.id) > (split_part($6::text, ',', 1),
       split_part($6::text, ',', 2)::int))
 order by o.pinyin, o.id
 limit $7::int
