-- A dashboard, what it is asked of, and its parts. $1 code, $2 kind of scope or null for the caller's
-- own, $3 its id, $4 structure, $5 and $6 first and last day
select d.code, d.audience, d.name_zh as "name.zh", d.name_en as "name.en", $2::text as "scope.kind",
       $3::text as "scope.id", fig.scope_name($2::text, $3::text, $5::date, $6::date) as "scope.name",
       $5::date as "period.first", $6::date as "period.last", $4::text as structure, now() as as_of,
       (select json_agg(json_build_object('layout', p.layout, 'by', p.by, 'name',
                  json_build_object('zh', p.name_zh, 'en', p.name_en), 'figures', p.figures)
                  order by p.place)
          from fig.dashboard_part p
         where p.dashboard = d.code) as parts
  from fig.dashboard d
 where d.code = $1::text
