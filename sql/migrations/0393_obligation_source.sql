-- 0393_obligation_source.sql - the obligations that the rules of 0390 make, and when they are judged anew.
set local role yl_owner;

alter function fig.obligation_of_rule(biz.scheme_rule) rename to obligation_of_rule_of;
comment on function fig.obligation_of_rule_of(biz.scheme_rule) is 'Part of fig.obligation_of_rule: the rules of 0332.';
create function fig.obligation_of_rule(r biz.scheme_rule, out kind text, out parameters jsonb)
language sql stable
as $$
	select case k.rule when 'batch_size' then 'batch_size' when 'study_length' then 'length' when 'pairing_term' then 'length'
	            when 'guidance' then 'minimum_per_period' when 'fund_deadline' then 'deadline'
	            -- Days before a rank are the promotion's matter.
	            when 'week_days' then case when (r).rank_level is null then 'days_per_week' end
	            when 'coverage' then null else o.kind end,
	       case k.rule when 'batch_size' then jsonb_build_object('n', least(greatest(ceil((r).amount), 1), 10000))
	            when 'study_length' then jsonb_build_object('of', 'study', 'amount', k.length, 'unit', (r).unit)
	            when 'pairing_term' then jsonb_build_object('of', 'support', 'amount', k.length, 'unit', (r).unit)
	            when 'guidance' then jsonb_build_object('what', 'guidance', 'n', (r).amount, 'grain',
			case when (r).per in ('week', 'month', 'quarter', 'half', 'year') then (r).per else 'total' end)
	            when 'fund_deadline' then '{"what": "funds"}'
	            when 'week_days' then jsonb_build_object('n', trim_scale(least(greatest((r).amount, 1), 7)))
	            else o.parameters end
	  from (select (r).rule, least(greatest(ceil((r).amount), 1), 400) as length) k
	 cross join lateral fig.obligation_of_rule_of(r) o
$$;
comment on function fig.obligation_of_rule(biz.scheme_rule) is
	'The kind of obligation that a rule makes between two sides, and its parameters; null kind: none. Coverage: fig.wanted_coverage.';

-- Agreements, and postings that name no agreement, each with every version of their scheme in turn.
-- Where the scheme has a day by which people arrive, being there is owed from the day after. A posting,
-- and the term of an agreement, go by the version in force on their first day, to their end (R16).
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

-- What a commission owes of its area by its own schemes, from the rule's day on where it has one.
create function fig.wanted_coverage(from_org int, to_org int) returns setof fig.wanted
language sql stable
as $$
	select 'scheme', 'coverage', jsonb_build_object('n', r.amount, 'class', coalesce(biz.coverage_class(r.pattern), 'primary')), r.remark, null::text,
	       greatest(v.valid_from, r.due_on), v.valid_to, null::uuid, v.id, null::uuid, r.line
	  from biz.organisation o
	  join biz.scheme v on v.org_id = o.id and v.state = 'confirmed'
	  join biz.scheme_rule r on r.record_id = v.id and r.rule = 'coverage'
	 where $1 = $2
	   and o.id = $2
	   and o.kind = 'commission'
	   and r.amount <= 100
	   and (v.valid_to is null or r.due_on is null or r.due_on <= v.valid_to)
$$;

alter function fig.wanted_goals(int, int) rename to wanted_goals_of;
comment on function fig.wanted_goals_of(int, int) is 'Part of fig.wanted_goals: goals of agreements.';
create function fig.wanted_goals(from_org int, to_org int) returns setof fig.wanted
language sql stable
as $$
	select * from fig.wanted_goals_of($1, $2)
	 union all
	select * from fig.wanted_coverage($1, $2)
$$;
comment on function fig.wanted_goals(int, int) is 'What fig.sync_obligations makes besides rules between two sides: goals of agreements, coverage of areas.';

-- A scheme binds whoever points to any of its versions, and the commission that issued it.
create or replace function fig.note_scheme(schemes uuid[]) returns void
language sql volatile
as $$
	with version as (
		select distinct v.id, v.org_id
		  from biz.scheme s
		  join biz.scheme v on v.org_id = s.org_id and v.code = s.code
		 where s.id = any ($1)
	)
	insert into fig.judgement_due (from_org_id, to_org_id)
	select a.from_org_id, a.to_org_id from biz.agreement a join version v on v.id = a.scheme_id
	 union
	select p.from_org_id, p.to_org_id from biz.posting p join version v on v.id = p.scheme_id
	 union
	select o.id, o.id from biz.organisation o join version v on v.org_id = o.id where o.kind = 'commission'
$$;

-- Pairings decide coverage, institutions what is to be covered.
create function fig.note_coverage() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	insert into fig.judgement_due (from_org_id, to_org_id)
	select distinct o.from_org_id, o.to_org_id from fig.obligation o where o.kind = 'coverage' and o.ended_on is null;
	return null;
end
$$;
create index obligation_coverage_idx on fig.obligation (to_org_id) where kind = 'coverage';
create trigger pairing_covers after insert or update or delete on biz.pairing
	for each statement execute function fig.note_coverage();

-- Batches are judged by the sender's whole batch, wherever it went.
create function fig.note_batches() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform fig.note_pairs((
		select array_agg(array[k.from_org_id, k.to_org_id])
		  from (select distinct p.from_org_id, p.to_org_id
		          from biz.posting p
		          join fig.obligation o on o.to_org_id = p.to_org_id and o.from_org_id in (p.from_org_id, p.to_org_id) and o.kind = 'batch_size'
		         where p.batch_id in (select t.batch_id from touched t)) k));
	return null;
end
$$;
create trigger posting_in_batch after insert on biz.posting referencing new table as touched
	for each statement execute function fig.note_batches();
create trigger posting_in_batch_again after update on biz.posting referencing new table as touched
	for each statement execute function fig.note_batches();

-- What was there before, by the new rules.
insert into fig.judgement_due (from_org_id, to_org_id)
select a.from_org_id, a.to_org_id from biz.agreement a where a.scheme_id is not null
 union
select p.from_org_id, p.to_org_id from biz.posting p where p.scheme_id is not null
 union
select o.id, o.id from biz.scheme s join biz.organisation o on o.id = s.org_id and o.kind = 'commission';
