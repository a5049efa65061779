-- A level accepts several values at once; what is not its turn stays as it is. The level is that of the
-- request's permission. $1 ids
with level as materialized (
	select biz.report_level(sec.permission()) as n, split_part(sec.permission(), '.', 2) as code
), said as materialized (
	select l.n, case l.n when 1 then 'confirmed' else l.code end as next, biz.record_say(l.code || '_accept', null) from level l
), due as materialized (
	select r.id
	  from said l
	 cross join unnest($1::uuid[]) as u (id)
	  join biz.reported_value r on r.id = u.id
	 where case l.n when 1 then r.state = 'submitted' and r.county_unit
	           when 2 then r.state = 'confirmed' or r.state = 'submitted' and r.city_unit
	           else r.state = 'city' or r.state = 'submitted' and r.province_unit end
	   and sec.account_id() not in (r.valued_by, r.created_by)
	   and biz.lock_rank(r.lock_level) <= l.n
	 order by r.id
	   for update of r
), done as (
	update biz.reported_value r set state = l.next from said l, due d where r.id = d.id and not sec.replayed() returning r.id, r.state
)
select count(*) filter (where coalesce(d.state, r.state) = l.next) as accepted,
       count(*) filter (where coalesce(d.state, r.state) is distinct from l.next) as left,
       json_agg(json_build_object('id', u.id, 'ok', coalesce(d.state, r.state) is not distinct from l.next,
           'state', coalesce(d.state, r.state)) order by u.id) as results
  from said l
 cross join (select distinct x.id from unnest($1::uuid[]) as x (id)) u
  left join done d on d.id = u.id
  left join biz.reported_value r on r.id = u.id
