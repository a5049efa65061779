-- What waits on one worklist: emergencies and green channel first, then what is due first; or sorted by
-- one time. $1 code of the worklist, $2 direction or null, $3 cursor, $4 limit, $5 sort or null
with mine as (
	select unnest((select sec.orgs())) as id
), waiting as (
	select r.id, r.urgency, r.green_channel, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at
	  from mine o
	  join biz.referral r on r.from_org_id = o.id
	 where $1::text = 'to_send'
	   and r.ended_at is null and r.state in ('draft', 'returned')
	   and ($2::text is null or r.direction = $2::text)
	 union all
	select r.id, r.urgency, r.green_channel, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at
	  from mine o
	  join biz.referral r on r.to_org_id = o.id
	 where $1::text = 'to_answer'
	   and r.ended_at is null and r.state in ('sent', 'received')
	   and ($2::text is null or r.direction = $2::text)
	 union all
	select r.id, r.urgency, r.green_channel, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at
	  from mine o
	  join biz.referral r on r.to_org_id = o.id
	 where $1::text = 'to_book'
	   and r.ended_at is null and r.state = 'accepted'
	   and ($2::text is null or r.direction = $2::text)
	 union all
	select r.id, r.urgency, r.green_channel, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at
	  from mine o
	  join biz.referral r on r.to_org_id = o.id
	 where $1::text = 'arriving_today'
	   and r.state in ('accepted', 'booked')
	   and r.booked_for >= biz.day_start(current_date)
	   and r.booked_for < biz.day_start(current_date + 1)
	   and ($2::text is null or r.direction = $2::text)
	 union all
	select r.id, r.urgency, r.green_channel, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at
	  from mine o
	  join biz.referral r on r.to_org_id = o.id
	 where $1::text = 'overdue'
	   and r.due_at < now() and r.state <> 'feedback'
	   and ($2::text is null or r.direction = $2::text)
	 union all
	select r.id, r.urgency, r.green_channel, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at
	  from mine o
	  join biz.referral r on r.from_org_id = o.id
	 where $1::text = 'overdue'
	   and r.due_at < now() and r.state = 'feedback'
	   and ($2::text is null or r.direction = $2::text)
	 union all
	select r.id, r.urgency, r.green_channel, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at
	  from mine o
	  join biz.referral r on r.from_org_id = o.id
	 where $1::text = 'rejected'
	   and r.state in ('rejected', 'redirected', 'no_show')
	   and r.next_id is null
	   and r.listed_at > now() - interval '30 days'
	   and ($2::text is null or r.direction = $2::text)
	 union all
	select r.id, r.urgency, r.green_channel, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at
	  from mine o
	  join biz.referral r on r.to_org_id = o.id
	 where $1::text = 'feedback_due'
	   and r.ended_at is null and r.state in ('arrived', 'treated')
	   and ($2::text is null or r.direction = $2::text)
	 union all
	select r.id, r.urgency, r.green_channel, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at
	  from mine o
	  join biz.referral r on r.from_org_id = o.id
	 where $1::text = 'to_close'
	   and r.ended_at is null and r.state = 'feedback'
	   and ($2::text is null or r.direction = $2::text)
	 union all
	select r.id, r.urgency, r.green_channel, r.listed_at, r.updated_at, r.booked_for, r.arrived_at,
	       r.due_at
	  from biz.referral_seen s
	  join biz.referral r on r.id = s.referral_id
	 where $1::text = 'changed'
	   and s.account_id = (select sec.account_id())
	   and biz.changed_since(s.version, s.at, r.version)
	   and ($2::text is null or r.direction = $2::text)
), ranked as (
	select w.id, $5::text is not null and biz.sorts_down($5::text) as down,
	       case
	       when $5::text is not null then 0
	       when w.urgency = 'emergency' then 0
	       when w.green_channel then 1
	       else 2 end as rank,
	       case
	       when $5::text is null then coalesce(w.due_at, w.listed_at)
	       else biz.sort_key($5::text, w.listed_at, w.updated_at, w.booked_for, w.arrived_at, w.due_at)
	       end as key
	  from waiting w
), page as (
	select w.id, w.rank, w.key, w.down
	  from ranked w
	 where case
	       when $3::text is null then true
	       when w.down then (w.key, w.id)
	            < (biz.cursor_time($3::text, null), biz.cursor_id($3::text, null))
	       else (w.rank, w.key, w.id) > (split_part($3::text, ',', 3)::int,
	            biz.cursor_time($3::text, null), biz.cursor_id($3::text, null)) end
	 order by w.rank, case when w.down then w.key end desc, case when w.down then w.id end desc, w.key,
	       w.id
	 limit $4::int + 1
)
select l.*, page.key::text || ',' || page.id || ',' || page.rank as _cursor
  from page
  join biz.referral_brief l on l.id = page.id
 order by page.rank, case when page.down then page.key end desc,
       case when page.down then page.id end desc, page.key, page.id
