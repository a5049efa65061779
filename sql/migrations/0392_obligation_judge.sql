-- 0392_obligation_judge.sql - judging batches, lengths, coverage and funds; people who stay beyond a rotation.
set local role yl_owner;

-- S1.r11: each batch, from the week after it set out; by the version in force on its first day.
create function fig.find_batches(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	n constant int := (o.parameters ->> 'n')::int;
begin
	return query
	with batch as (
		select q.batch_id as id, min(q.starts_on) as first, count(distinct q.staff_id)::int as had
		  from biz.posting q
		 where q.batch_id in (select p.batch_id from fig.pair_postings(o) p)
		   and q.state in ('confirmed', 'ended')
		   and q.kind = 'support'
		   and q.mode <> 'remote'
		 group by q.batch_id
	)
	select case when b.had >= n then 'kept' when b.first + fig.late_days() > as_of then 'ahead' else 'broken' end,
	       case when b.had < n and b.first + fig.late_days() > as_of then b.first + fig.late_days() else b.first end,
	       b.first, n::numeric, b.had::numeric, coalesce(x.name, '第' || x.number || '批'), 'batches', b.id
	  from batch b
	  join biz.batch x on x.id = b.id
	 where b.first between o.valid_from and coalesce(fig.last_day(o), 'infinity')
	   and b.first <= as_of + fig.days_ahead();
end
$$;

-- S1.r28: each study. One that is agreed long enough and was broken off is nobody's breach.
create function fig.find_studies(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
begin
	return query
	select case when k.last >= k.whole then case when k.last <= as_of then 'kept' else 'open' end
	       when s.result = 'broken_off' and s.ends_on >= k.whole then 'excused' when k.last < as_of then 'broken' else 'ahead' end,
	       case when k.last < k.whole and k.last >= as_of then k.last + 1 else s.starts_on end, k.last,
	       (k.whole - s.starts_on + 1)::numeric, (k.last - s.starts_on + 1)::numeric, s.staff_name, 'further_studies', s.id
	  from biz.further_study s
	 cross join lateral (select coalesce(s.ended_on, s.ends_on) as last,
	       fig.length_end(s.starts_on, (o.parameters ->> 'amount')::numeric, o.parameters ->> 'unit') as whole) k
	 where s.from_org_id = o.to_org_id
	   and (s.to_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
	   and s.state in ('confirmed', 'finished')
	   and s.kind in ('further_study', 'standard')
	   and s.starts_on between o.valid_from and coalesce(fig.last_day(o), 'infinity');
end
$$;

-- S1.r29, r30: the stretch of agreements and pairings that the obligation's first day lies in.
create function fig.find_term(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
begin
	return query
	with span as (
		select daterange(a.starts_on, coalesce(a.ended_on, a.ends_on), '[]') as days
		  from biz.agreement a
		 where a.to_org_id = o.to_org_id
		   and (a.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and a.state in ('confirmed', 'ended')
		 union all
		select daterange(p.starts_on, p.ends_on, '[]')
		  from biz.pairing p
		 where p.to_org_id = o.to_org_id
		   and (p.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and (p.ends_on is null or p.ends_on >= p.starts_on)
	), stretch as (
		select lower(r) as first, upper(r) - 1 as last,
		       fig.length_end(lower(r), (o.parameters ->> 'amount')::numeric, o.parameters ->> 'unit') as whole
		  from (select unnest(range_agg(s.days)) as r from span s) k
		 where r @> o.valid_from
	)
	select case when t.last is null or t.last >= t.whole then case when t.whole <= as_of then 'kept' else 'open' end
	       when t.last < as_of then 'broken' else 'ahead' end,
	       case when t.last < t.whole and t.last >= as_of then t.last + 1 else t.first end, t.last,
	       (t.whole - t.first + 1)::numeric, (coalesce(t.last, t.whole) - t.first + 1)::numeric, ''::text, null::text, null::uuid
	  from stretch t
	 union all
	select 'broken', o.valid_from, least(as_of, fig.last_day(o)),
	       (fig.length_end(o.valid_from, (o.parameters ->> 'amount')::numeric, o.parameters ->> 'unit') - o.valid_from + 1)::numeric, 0::numeric,
	       null::text, null::text, null::uuid
	 where not exists (select from stretch);
end
$$;

-- S1.r7: what of a commission's area is in a pairing on the day; the institutions that are not, and those
-- whose pairing ends soon. What was kept before is not held against it: coverage is how things stand.
create function fig.find_coverage(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
#variable_conflict use_column
declare
	n constant numeric := (o.parameters ->> 'n')::numeric;
begin
	return query
	with unit as (
		select u.id, u.name, greatest(u.valid_from, o.valid_from) as since
		  from biz.organisation u
		 where u.region_id between o.to_region_id and o.to_region_id + case when o.to_region_id % 10000 = 0 then 9999
		       when o.to_region_id % 100 = 0 then 99 else 0 end
		   and biz.is_of_class(u, o.parameters ->> 'class')
		   and u.valid_from <= as_of
		   and (u.valid_to is null or u.valid_to > as_of)
	), covered as (
		select u.id, u.name, u.since, s.r @> as_of as holds, case when s.r @> as_of then upper(s.r) - 1 end as until,
		       case when not s.r @> as_of then upper(s.r) end as ended
		  from unit u
		  left join lateral (
		       select k.r
		         from (select unnest(range_agg(daterange(p.starts_on, p.ends_on, '[]'))) as r
		                 from biz.pairing p
		                where p.to_org_id = u.id
		                  and (p.ends_on is null or p.ends_on >= p.starts_on)) k
		        where lower(k.r) <= as_of
		        order by lower(k.r) desc
		        limit 1) s on true
	), told as (
		select c.*, coalesce(c.holds, false) as live, count(*) over () as units, count(*) filter (where c.holds) over () as had,
		       row_number() over (partition by coalesce(c.holds, false) order by c.until, c.name) as nth
		  from covered c
	), share as (
		select t.*, round(100.0 * t.had / t.units, 2) as percent, 100.0 * (t.had - t.nth) / t.units < n as falls from told t
	)
	select case when t.live then 'ahead' when t.percent < n then 'broken' else 'open' end,
	       case when t.live then t.until + 1 else greatest(t.since, t.ended) end, case when t.live then t.until + 1 else as_of end,
	       n, case when t.live then round(100.0 * (t.had - t.nth) / t.units, 2) else t.percent end, t.name, null::text, null::uuid
	  from share t
	 where not t.live
	    or t.until <= as_of + fig.days_ahead() and t.falls
	 union all
	select 'now', as_of, as_of, n, max(t.percent), null, null, null
	  from share t
	having count(*) > 0;
end
$$;

-- R11, S1.r24: days without anybody between batches, and people who are there for longer than the length
-- without being relieved. A gap that the rule allows is none; so is as late a relief.
create function fig.find_overstays(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	allowed constant int := coalesce((o.parameters ->> 'gap')::int, 0);
begin
	return query
	with stay as (
		select p.staff_id, unnest(range_agg(daterange(greatest(p.starts_on, p.arrived_on), coalesce(p.ended_on, p.ends_on), '[]'))) as days
		  from fig.pair_postings(o) p
		 where p.mode <> 'touring'
		   and coalesce(p.arrived_on, p.starts_on) <= coalesce(p.ended_on, p.ends_on)
		 group by p.staff_id
	), over as (
		select s.staff_id, greatest(k.due + 1, o.valid_from) as first, least(upper(s.days) - 1, fig.last_day(o)) as last
		  from stay s
		 cross join lateral (select fig.length_end(lower(s.days), (o.parameters ->> 'amount')::numeric, o.parameters ->> 'unit') as due) k
		 where upper(s.days) - 1 > k.due + allowed
	)
	select case when v.first + allowed > as_of then 'ahead' else 'broken' end,
	       case when v.first + allowed > as_of then v.first + allowed else v.first end,
	       case when v.first + allowed > as_of then v.last else least(v.last, as_of) end, allowed::numeric,
	       (case when v.first + allowed > as_of then v.last else least(v.last, as_of) end - v.first + 1)::numeric,
	       p.staff_name, 'postings', p.id
	  from over v
	 cross join lateral (
	       select x.id, x.staff_name
	         from fig.pair_postings(o) x
	        where x.staff_id = v.staff_id
	          and coalesce(x.ended_on, x.ends_on) >= v.first
	        order by x.starts_on
	        limit 1) p
	 where v.first <= least(v.last, as_of + fig.days_ahead());
end
$$;

-- S0.r3: what was allocated, in 万元, and what of it had arrived by the day.
create function fig.find_funds(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	due constant date := fig.last_day(o);
	wanted numeric;
	had numeric;
begin
	select sum(a.amount_fen) / 1000000.0, coalesce(sum(a.amount_fen) filter (where a.arrived_on <= least(due, as_of)), 0) / 1000000.0
	  into wanted, had
	  from biz.fund_allocation a
	 where a.to_org_id = o.to_org_id
	   and (a.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
	   and a.state = 'confirmed'
	   and a.allocated_on between least(o.valid_from, date_trunc('year', due)::date) and due;
	return query
	select case when had >= wanted then 'kept' when as_of > due then 'broken' when due - as_of <= 30 then 'ahead' else 'open' end,
	       case when as_of > due then due else due + 1 end, due, trim_scale(wanted), case when wanted is not null then trim_scale(had) end,
	       null::text, null::text, null::uuid;
end
$$;

-- Beside the one finding that judges: each that was not there on the day, with the day it came.
create function fig.find_late(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
declare
	due constant date := fig.last_day(o);
begin
	if as_of <= due then
		return;
	elsif o.parameters ->> 'what' = 'funds' then
		return query
		select 'late', coalesce(a.arrived_on, due), coalesce(a.arrived_on, due), trim_scale(a.amount_fen / 1000000.0), 0::numeric, a.name,
		       'fund_allocations', a.id
		  from biz.fund_allocation a
		 where a.to_org_id = o.to_org_id
		   and (a.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and a.state = 'confirmed'
		   and a.allocated_on between least(o.valid_from, date_trunc('year', due)::date) and due
		   and (a.arrived_on is null or a.arrived_on > due);
	elsif o.parameters ->> 'what' = 'arrival' then
		return query
		select 'late', coalesce(k.arrived, due), coalesce(k.arrived, due), 1::numeric, 0::numeric, p.staff_name, 'postings', p.id
		  from biz.posting p
		 cross join lateral (
		       select least(p.arrived_on, (select min(a.on_day) from biz.attendance a
		              where a.posting_id = p.id and a.state = 'confirmed' and a.half_days > 0)) as arrived) k
		 where p.to_org_id = o.to_org_id
		   and (p.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		   and p.state in ('confirmed', 'ended')
		   and p.kind = 'support'
		   and p.starts_on <= due
		   and coalesce(p.ended_on, p.ends_on) >= due
		   and (k.arrived is null or k.arrived > due);
	end if;
end
$$;
comment on function fig.find_late(fig.obligation, date) is 'People or allocations that were not there on the day of a deadline that is over.';

alter function fig.findings(fig.obligation, date) rename to findings_of;
comment on function fig.findings_of(fig.obligation, date) is 'Part of fig.findings: the kinds of 0331.';
create function fig.findings(o fig.obligation, as_of date) returns setof fig.finding
language plpgsql stable
set search_path = ''
as $$
begin
	if as_of < o.valid_from then
		return;
	elsif o.kind = 'batch_size' then
		return query select * from fig.find_batches(o, as_of);
	elsif o.kind = 'length' and o.parameters ->> 'of' = 'study' then
		return query select * from fig.find_studies(o, as_of);
	elsif o.kind = 'length' then
		return query select * from fig.find_term(o, as_of);
	elsif o.kind = 'coverage' then
		return query select * from fig.find_coverage(o, as_of);
	elsif o.kind = 'deadline' and o.parameters ->> 'what' = 'funds' then
		return query select * from fig.find_funds(o, as_of) union all select * from fig.find_late(o, as_of);
	else
		return query select * from fig.findings_of(o, as_of);
		if o.kind = 'rotation' then
			return query select * from fig.find_overstays(o, as_of);
		elsif o.kind = 'deadline' then
			return query select * from fig.find_late(o, as_of);
		end if;
	end if;
end
$$;
comment on function fig.findings(fig.obligation, date) is 'What is found of an obligation as of a day.';

alter function fig.breach_words(fig.obligation, fig.finding, bigint, bigint) rename to breach_words_of;
comment on function fig.breach_words_of(fig.obligation, fig.finding, bigint, bigint) is 'Part of fig.breach_words: the kinds of 0331.';
create function fig.breach_words(o fig.obligation, f fig.finding, breaches bigint, days bigint) returns jsonb
language sql stable
as $$
	select case
	       when (o).kind = 'batch_size' then jsonb_build_object(
		'zh', case when breaches > 1 then '共' || breaches || '批人数不足，最近为' else '' end || f.label || '派驻' || fig.plain(f.had) || '人，应不少于' || fig.plain(f.wanted) || '人',
		'en', breaches || ' batch(es) too small, last of ' || f.first || ': ' || fig.plain(f.had) || ' of ' || fig.plain(f.wanted) || ' people')
	       when (o).kind = 'length' and (o).parameters ->> 'of' = 'study' then jsonb_build_object(
		'zh', case when breaches > 1 then '共' || breaches || '人进修时间不足，最近为' else '' end || f.label || '进修' || k.span_zh || '，不足' || k.length_zh,
		'en', breaches || ' further stud(ies) too short, last ' || k.span_en || ', less than ' || k.length_en)
	       when (o).kind = 'length' and f.label is null then jsonb_build_object('zh', '自' || fig.zh_day(f.first) || '起没有有效的协议或结对关系',
		'en', 'No agreement and no pairing since ' || f.first)
	       when (o).kind = 'length' then jsonb_build_object('zh', '帮扶关系' || k.span_zh || '，不足' || k.length_zh,
		'en', 'Support from ' || k.span_en || ', less than ' || k.length_en)
	       when (o).kind = 'coverage' then jsonb_build_object(
		'zh', '覆盖率' || fig.plain(f.had) || '%，应不低于' || fig.plain(f.wanted) || '%；' || breaches || '家没有有效的结对关系，如' || f.label,
		'en', 'Coverage ' || fig.plain(f.had) || '%, ' || fig.plain(f.wanted) || '% wanted; ' || breaches || ' without a pairing')
	       when (o).kind = 'deadline' and (o).parameters ->> 'what' = 'funds' then jsonb_build_object(
		'zh', '至' || fig.zh_day(f.last) || coalesce('应到账' || fig.plain(f.wanted) || '万元，实际到账' || fig.plain(f.had) || '万元', '没有已确认的资金下达'),
		'en', 'By ' || f.last || ': ' || coalesce(fig.plain(f.had * 10000) || ' of ' || fig.plain(f.wanted * 10000) || ' yuan arrived', 'nothing was allocated'))
	       when (o).kind = 'deadline' and (o).parameters ->> 'what' = 'arrival' then jsonb_build_object(
		'zh', '至' || fig.zh_day(f.last) || '应到位' || fig.plain(f.wanted) || '人，实际到位' || fig.plain(f.had) || '人',
		'en', 'By ' || f.last || ': ' || fig.plain(f.had) || ' of ' || fig.plain(f.wanted) || ' had arrived')
	       when (o).kind = 'rotation' and (f.label is not null or breaches > 1) then jsonb_build_object(
		'zh', case when breaches > 1 then '未按期轮换' || breaches || '处，最近为' else '未按期轮换：' end
		      || coalesce(f.label || '在岗超过' || k.length_zh || '未轮换，' || k.span_zh || '，共' || fig.plain(f.had) || '天',
		           k.span_zh || '无人派驻，共' || fig.plain(f.had) || '天'),
		'en', breaches || ' breach(es) of rotation, last ' || k.span_en || ', ' || fig.plain(f.had) || ' day(s) '
		      || case when f.label is null then 'without anybody' else 'beyond ' || k.length_en end)
	       else fig.breach_words_of($1, $2, $3, $4) end
	  from (select case when f.last > f.first then fig.zh_day(f.first) || '至' || fig.zh_day(f.last) else fig.zh_day(f.first) end as span_zh,
	               f.first || case when f.last > f.first then ' to ' || f.last else '' end as span_en,
	               (o).parameters ->> 'amount' || fig.unit_zh((o).parameters ->> 'unit') as length_zh,
	               (o).parameters ->> 'amount' || ' ' || ((o).parameters ->> 'unit') || '(s)' as length_en) k
$$;

alter function fig.ahead_words(fig.obligation, fig.finding) rename to ahead_words_of;
comment on function fig.ahead_words_of(fig.obligation, fig.finding) is 'Part of fig.ahead_words: the kinds of 0331.';
create function fig.ahead_words(o fig.obligation, f fig.finding) returns jsonb
language sql stable
as $$
	select case
	       when (o).kind = 'batch_size' then jsonb_build_object(
		'zh', f.label || '现有派驻' || fig.plain(f.had) || '人，应不少于' || fig.plain(f.wanted) || '人；' || fig.zh_day(f.first) || '前未补足的，将违反',
		'en', 'Will be broken on ' || f.first || ': ' || fig.plain(f.had) || ' of ' || fig.plain(f.wanted) || ' people in the batch so far')
	       when (o).kind = 'length' then jsonb_build_object(
		'zh', case (o).parameters ->> 'of' when 'study' then f.label || '进修' else '帮扶关系' end || '至' || fig.zh_day(f.last) || '止，不足' || k.length_zh
		      || '；未延长的，自' || fig.zh_day(f.first) || '起将违反',
		'en', 'Will be broken on ' || f.first || ': ends on ' || f.last || ', less than ' || k.length_en)
	       when (o).kind = 'coverage' then jsonb_build_object(
		'zh', '自' || fig.zh_day(f.first) || '起将违反：' || f.label || '结对到期，覆盖率降至' || fig.plain(f.had) || '%，应不低于' || fig.plain(f.wanted) || '%',
		'en', 'Will be broken on ' || f.first || ': a pairing ends, coverage falls to ' || fig.plain(f.had) || '%')
	       when (o).kind = 'deadline' and (o).parameters ->> 'what' = 'funds' then jsonb_build_object(
		'zh', coalesce('应到账' || fig.plain(f.wanted) || '万元，现已到账' || fig.plain(f.had) || '万元', '尚无已确认的资金下达')
		      || '；' || fig.zh_day(f.last) || '前未到账的，将违反',
		'en', 'Will be broken on ' || f.first || ': ' || coalesce(fig.plain(f.had * 10000) || ' of ' || fig.plain(f.wanted * 10000) || ' yuan arrived', 'nothing is allocated'))
	       when (o).kind = 'rotation' and f.label is not null then jsonb_build_object(
		'zh', '自' || fig.zh_day(f.first) || '起将违反：' || f.label || '届时在岗超过' || k.length_zh || '，派驻期未按轮换安排',
		'en', 'Will be broken on ' || f.first || ': somebody stays beyond ' || k.length_en)
	       else fig.ahead_words_of($1, $2) end
	  from (select (o).parameters ->> 'amount' || fig.unit_zh((o).parameters ->> 'unit') as length_zh,
	               (o).parameters ->> 'amount' || ' ' || ((o).parameters ->> 'unit') || '(s)' as length_en) k
$$;
grant execute on function fig.check_parameters(text, jsonb), fig.rule_words(text, jsonb), fig.unit_zh(text), biz.coverage_class(text),
	biz.coverage_zh(text), biz.is_of_class(biz.organisation, text) to yl_web, yl_job;
