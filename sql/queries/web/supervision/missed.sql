-- Members of alliances without a confirmed supervision in a quarter, the oldest quarter first.
-- $1 kind of scope or null for the caller's own, $2 its id, $3 structure, $4 and $5 first and last day,
-- $6 what of it (all, missed, running), $7 cursor, $8 limit
with scope as materialized (
	select fig.scope_name($1::text, $2::text, $4::date, $5::date) as name
)
select o.id as "organisation.id", o.name as "organisation.name", d.code as "county.id", d.name as "county.name",
       to_char(m.quarter, 'YYYY-"Q"Q') as quarter, m.quarter as first,
       (m.quarter + interval '3 months')::date - 1 as last, case when m.over then 'missed' else 'running' end as state,
       m.last_visit_on, to_char(m.quarter, 'YYYY-MM-DD') || ',' || o.id as _cursor
  from scope s
 cross join lateral fig.missed_visits($1::text, $2::text, $3::text, $4::date, $5::date) m
  join biz.organisation o on o.id = m.org
  join biz.division d on d.code = m.region
 where s.name is not null
   and case $6::text when 'missed' then m.over when 'running' then not m.over else true end
   and ($7::text is null
    or (m.quarter, o.id) > (split_part($7::text, ',', 1)::date, split_part($7::text, ',', 2)::int))
 order by m.quarter, o.id
 limit $8::int + 1
