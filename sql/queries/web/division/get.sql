-- One division with those above it, the province first. $1 code
with recursive up (code, parent_code, name, level, kind) as (
	select d.code, d.parent_code, d.name, d.level, d.kind
	  from biz.division d
	 where d.code = $1::int
	 union all
	select d.code, d.parent_code, d.name, d.level, d.kind
	  from up
	  join biz.division d on d.code = up.parent_code
)
select d.code, d.name, d.short_name, d.level, d.kind, d.parent_code, d.pinyin, d.initials,
       d.valid_from, d.valid_to, biz.division_path(d.code) as path,
       (select json_agg(json_build_object('code', u.code, 'name', u.name, 'level', u.level)
       		order by u.level)
          from up u
         where u.code <> d.code
           and u.kind <> 'layer') as above
  from biz.division d
 where d.code = $1::int
