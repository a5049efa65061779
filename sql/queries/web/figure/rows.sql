-- Records behind a figure, newest first. $1 code, $2 part of it or null, $3 kind of scope or null for
-- the caller's own, $4 its id, $5 structure, $6 and $7 first and last day, $8 only of this institution,
-- $9 only of this region, $10 only of this kind, $11 cursor, $12 limit
with scope as materialized (
	select fig.scope_name($3::text, $4::text, $6::date, $7::date) as name
)
select (r.row_of).record_type, (r.row_of).id, (r.row_of).day, (r.row_of).title, (r.row_of).state,
       f.id as "from.id", f.name as "from.name", t.id as "to.id", t.name as "to.name", (r.row_of).kind,
       (r.row_of).n, (r.row_of).amount, r.value, (r.row_of).at::text || ',' || (r.row_of).id as _cursor
  from scope s
 cross join lateral fig.rows($1::text, $2::text, $3::text, $4::text, $5::text, $6::date, $7::date, $8::int,
       $9::int, $10::text, $11::text, $12::int + 1) r
  join biz.organisation f on f.id = (r.row_of).from_org_id
  join biz.organisation t on t.id = (r.row_of).to_org_id
 where s.name is not null
 order by (r.row_of).at desc, (r.row_of).id desc
 limit $12::int + 1
