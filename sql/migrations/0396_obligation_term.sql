-- 0396_obligation_term.sql - a term of support where there is none: no agreement, no pairing.
--
-- Postings under a scheme without an agreement made an obligation on a term that nothing could keep or
-- break, kept in the end. It is an agreement's now; entered by hand, it is broken where there is neither.
set local role yl_owner;

create or replace function fig.wanted_rules(from_org int, to_org int) returns setof fig.wanted
language sql stable
as $$
	with base as (
		select a.id as agreement_id, null::uuid as posting_id, a.scheme_id, a.starts_on as first, coalesce(a.ended_on, a.ends_on) as last
		  from biz.agreement a
		 where a.from_org_id = $1
		   and a.to_org_id = $2
		   and a.state in ('confirmed', 'ended')
		   and a.scheme_id is not null
		 union all
		select null, null, (array_agg(p.scheme_id))[1], min(p.starts_on), max(coalesce(p.ended_on, p.ends_on))
		  from biz.posting p
		  join biz.scheme s on s.id = p.scheme_id
		 where p.from_org_id = $1
		   and p.to_org_id = $2
		   and p.agreement_id is null
		   and p.state in ('confirmed', 'ended')
		   and p.kind = 'support'
		 group by s.org_id, s.code
		 union all
		select null, p.id, p.scheme_id, greatest(p.starts_on, p.arrived_on), coalesce(p.ended_on, p.ends_on)
		  from biz.posting p
		 where p.from_org_id = $1
		   and p.to_org_id = $2
		   and p.scheme_id is not null
		   and p.state in ('confirmed', 'ended')
		   and p.kind = 'support'
		   and p.mode not in ('remote', 'touring')
		   and coalesce(p.arrived_on, p.starts_on) <= coalesce(p.ended_on, p.ends_on)
	), term as (
		select b.agreement_id, b.posting_id, v.id as scheme_id, b.first as base_first, b.last as base_last,
		       greatest(b.first, v.valid_from) as first, least(b.last, v.valid_to) as last,
		       row_number() over (partition by b.agreement_id, b.posting_id, s.org_id, s.code order by v.valid_from) as nth,
		       (select max(d.due_on) from biz.scheme_rule d where d.record_id = v.id and d.rule = 'arrival_deadline'
		           and d.due_on >= greatest(b.first, v.valid_from) and d.due_on < least(b.last, v.valid_to)) as arrived
		  from base b
		  join biz.scheme s on s.id = b.scheme_id
		  join biz.scheme v on v.org_id = s.org_id and v.code = s.code and v.state = 'confirmed'
		       and v.valid_from <= b.last and (v.valid_to is null or v.valid_to >= b.first)
	)
	select 'scheme', k.kind, k.parameters, r.remark, null::text,
	       case when k.kind in ('presence', 'minimum_at_once', 'team') then coalesce(t.arrived + 1, t.first)
	            when k.whole then t.base_first else t.first end,
	       case when k.kind = 'deadline' then r.due_on when k.whole then t.base_last else t.last end,
	       t.agreement_id, t.scheme_id, t.posting_id, r.line
	  from term t
	  join biz.scheme_rule r on r.record_id = t.scheme_id
	 cross join lateral (select o.kind, o.parameters, coalesce(o.kind = 'days_per_week' or o.kind = 'length' and o.parameters ->> 'of' = 'support', false) as whole
	                       from fig.obligation_of_rule(r) o) k
	 where k.kind is not null
	   and (k.kind = 'days_per_week') = (t.posting_id is not null)
	   and (not k.whole or t.nth = 1)
	   and (k.kind <> 'length' or k.parameters ->> 'of' <> 'support' or t.agreement_id is not null)
	   and (k.kind <> 'deadline' or r.due_on between t.first and t.last)
$$;

create or replace function fig.find_term(o fig.obligation, as_of date) returns setof fig.finding
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

create or replace function fig.breach_words(o fig.obligation, f fig.finding, breaches bigint, days bigint) returns jsonb
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

insert into fig.judgement_due (from_org_id, to_org_id)
select distinct o.from_org_id, o.to_org_id from fig.obligation o where o.kind = 'length';
