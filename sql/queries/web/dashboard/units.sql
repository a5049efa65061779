-- Figures of a dashboard by what lies below its scope, also what has none. $1 to $6 as in get.sql
with part as (
	select case when $2::text <> 'region' then 'unit' else p.by end as by, array_agg(distinct c.code) as codes
	  from fig.dashboard_part p
	 cross join lateral unnest(p.figures) as c (code)
	 where p.dashboard = $1::text
	   and p.layout = 'table'
	 group by 1
), told as (
	select p.by, f.key, json_object_agg(f.code, f.value) as values
	  from part p
	 cross join lateral fig.figures(p.codes, $2::text, $3::text, $4::text, $5::date, $6::date, p.by) f
	 group by 1, 2
), known as (
	select p.by, k.key, k.name
	  from part p
	 cross join lateral fig.keys($2::text, $3::text, $5::date, $6::date, p.by) k
)
select by, key, coalesce(k.name, fig.key_name(by, $2::text, $3::text, key)) as name,
       coalesce(t.values, '{}') as values
  from told t
  full join known k using (by, key)
 order by by, t.values is null, key
 limit 500
