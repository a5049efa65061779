-- A figure by something, also where there is nothing; months in their order, else the highest first.
-- $1 code, $2 kind of scope or null for the caller's own, $3 its id, $4 structure, $5 and $6 first and
-- last day, $7 by (unit, county, month, kind), $8 as of, $9 items at most
with found as (
	select *
	  from fig.figures(array[$1::text], $2::text, $3::text, $4::text, $5::date, $6::date, $7::text,
	       $8::timestamptz)
), item as (
	select key, f.value, f.numerator, f.denominator, coalesce(f.state, 'no_data') as state, k.name
	  from found f
	  full join fig.keys($2::text, $3::text, $5::date, $6::date, $7::text) k using (key)
)
select i.key, coalesce(i.name, fig.key_name($7::text, $2::text, $3::text, i.key)) as name, i.value,
       i.numerator, i.denominator, i.state
  from item i
 order by case when $7::text = 'month' then i.key end, i.value desc nulls last, i.name, i.key
 limit $9::int
