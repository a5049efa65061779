-- Divisions below one, or found by name, pinyin, initials or code; with neither, the provinces.
-- The empty levels of municipalities are skipped.
-- $1 parent, $2 what to find, $3 level, $4 cursor, $5 limit
select d.code, d.name, d.short_name, d.level, d.kind, d.parent_code,
       case when $2::text is not null then biz.division_path(d.code) end as path,
       (select count(*)
          from biz.division c
         where c.kind <> 'layer'
           and c.parent_code = d.code) + (select count(*)
          from biz.division u
          join biz.division c on c.parent_code = u.code
         where u.kind = 'layer'
           and u.parent_code = d.code) as children,
       (select count(*)
          from biz.organisation o
         where o.valid_to is null
           and case d.level when 4 then o.division_code = d.code else true end
           and o.region_id between case d.level when 4 then d.parent_code else d.code end
           	and case d.level when 1 then d.code + 9999 when 2 then d.code + 99
           		when 4 then d.parent_code else d.code end) as organisations,
       d.level || ',' || d.code as _cursor
  from biz.division d
  left join biz.division above on above.code = d.parent_code and above.kind = 'layer'
 where d.kind <> 'layer'
   and ($3::int is null or d.level = $3::int)
   and case
       when $1::int is not null then d.parent_code = $1::int or above.parent_code = $1::int
       when $2::text is null and $3::int is null then d.level = 1
       else true end
   and ($2::text is null or strpos(d.name, $2::text) > 0
   	or starts_with(d.pinyin, lower($2::text)) or starts_with(d.initials, lower($2::text))
   	or starts_with(d.code::text, $2::text))
   and (d.level, d.code) > (coalesce(split_part($4::text, ',', 1)::int, 0),
       coalesce(split_part($4::text, ',', 2)::int, 0))
 order by d.level, d.code
 limit $5::int + 1
