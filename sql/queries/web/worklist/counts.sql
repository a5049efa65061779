-- How much waits on each of the caller's worklists; 1000 stands for "or more".
with mine as (
	select unnest((select sec.orgs())) as id
)
select w.code, w.count
  from (
	select 'to_send' as code, 1 as position, (
		select count(*) from (
			select
			  from mine o
			  join biz.referral r on r.from_org_id = o.id
			 where r.ended_at is null and r.state in ('draft', 'returned')
			 limit 1000) k) as count
	 union all
	select 'to_answer', 2, (
		select count(*) from (
			select
			  from mine o
			  join biz.referral r on r.to_org_id = o.id
			 where r.ended_at is null and r.state in ('sent', 'received')
			 limit 1000) k)
	 union all
	select 'to_book', 3, (
		select count(*) from (
			select
			  from mine o
			  join biz.referral r on r.to_org_id = o.id
			 where r.ended_at is null and r.state = 'accepted'
			 limit 1000) k)
	 union all
	select 'arriving_today', 4, (
		select count(*) from (
			select
			  from mine o
			  join biz.referral r on r.to_org_id = o.id
			 where r.state in ('accepted', 'booked')
			   and r.booked_for >= biz.day_start(current_date)
			   and r.booked_for < biz.day_start(current_date + 1)
			 limit 1000) k)
	 union all
	select 'overdue', 5, (
		select count(*) from (
			select
			  from mine o
			  join biz.referral r on r.to_org_id = o.id
			 where r.due_at < now() and r.state <> 'feedback'
			 union all
			select
			  from mine o
			  join biz.referral r on r.from_org_id = o.id
			 where r.due_at < now() and r.state = 'feedback'
			 limit 1000) k)
	 union all
	select 'rejected', 6, (
		select count(*) from (
			select
			  from mine o
			  join biz.referral r on r.from_org_id = o.id
			 where r.state in ('rejected', 'redirected', 'no_show')
			   and r.next_id is null
			   and r.listed_at > now() - interval '30 days'
			 limit 1000) k)
	 union all
	select 'feedback_due', 7, (
		select count(*) from (
			select
			  from mine o
			  join biz.referral r on r.to_org_id = o.id
			 where r.ended_at is null and r.state in ('arrived', 'treated')
			 limit 1000) k)
	 union all
	select 'to_close', 8, (
		select count(*) from (
			select
			  from mine o
			  join biz.referral r on r.from_org_id = o.id
			 where r.ended_at is null and r.state = 'feedback'
			 limit 1000) k)
	 union all
	select 'changed', 9, (
		select count(*) from (
			select
			  from biz.referral_seen s
			  join biz.referral r on r.id = s.referral_id
			 where s.account_id = (select sec.account_id())
			   and biz.changed_since(s.version, s.at, r.version)
			 limit 1000) k)) w
 order by w.position
