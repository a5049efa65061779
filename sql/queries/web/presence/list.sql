-- Postings whose days the caller enters or confirms: those of these weeks, and those of which days wait.
-- $1 today. One's own first, then what waits most.
with seen as (
	select p.id, p.staff_id, p.staff_name, p.from_org_id, p.to_org_id, p.department, p.starts_on,
	       coalesce(p.ended_on, p.ends_on) as ends_on,
	       biz.staff_account(p.staff_id) = (select sec.account_id()) as own
	  from biz.posting p
	 where p.state in ('confirmed', 'ended')
	   and (p.from_org_id = any ((select sec.orgs())::int[]) or p.to_org_id = any ((select sec.orgs())::int[]))
	   and (p.starts_on <= $1::date and coalesce(p.ended_on, p.ends_on) >= $1::date - 14
	        or exists (select from biz.attendance a where a.posting_id = p.id and a.state = 'submitted'))
)
select s.id, s.staff_name, f.id as "from.id", f.name as "from.name", t.id as "to.id", t.name as "to.name",
       s.department, s.starts_on, s.ends_on, coalesce(s.own, false) as own,
       ('attendance.write' = any (p.at_one) or 'attendance.write' = any (p.at_other))
           and (coalesce(s.own, false) or 'posting.write' = any (p.at_one) or 'posting.write' = any (p.at_other)) is true as may_enter,
       coalesce('attendance.confirm' = any (p.at_other), false) as may_confirm,
       (select json_agg(json_build_object('id', a.id, 'part', a.part, 'kind', a.kind, 'state', a.state))
          from biz.attendance a
         where a.posting_id = s.id and a.on_day = $1::date and a.state <> 'void') as today,
       (select a.kind from biz.attendance a
         where a.posting_id = s.id and a.state <> 'void' and a.kind <> 'leave'
         order by a.on_day desc, a.id desc limit 1) as last_kind,
       w.waiting
  from seen s
  join biz.organisation f on f.id = s.from_org_id
  join biz.organisation t on t.id = s.to_org_id
 cross join lateral sec.permissions_of(s.from_org_id, s.to_org_id) p
  left join lateral (
	select json_agg(json_build_object('id', x.id, 'day', x.on_day, 'part', x.part, 'kind', x.kind) order by x.on_day) as waiting,
	       count(*) as n
	  from (select a.id, a.on_day, a.part, a.kind from biz.attendance a
	         where a.posting_id = s.id and a.state = 'submitted' order by a.on_day limit 200) x) w on true
 order by coalesce(s.own, false) desc, w.n desc, s.staff_name, s.id
 limit 100
