-- 0332_obligation_source.sql - obligations that follow from confirmed agreements, schemes and postings.
--
-- fig.sync_obligations(from, to) makes them equal to what the records of that pair say: new ones come,
-- changed ones follow, and those whose source is gone go with it (they can be made anew at any time).
-- One that somebody ended stays ended. Each version of a scheme has obligations of its own for the
-- days it is in force (R16).
set local role yl_owner;

-- The figure by which rules about work are counted.
create table fig.rule_figure (
	rule   text not null,
	figure text not null,
	constraint rule_figure_pkey primary key (rule)
);
comment on table fig.rule_figure is 'Rules of schemes that are judged by a figure; where it is not defined they make no obligation.';
comment on column fig.rule_figure.rule is 'Rule of a scheme, as biz.scheme_rule has it.';
comment on column fig.rule_figure.figure is 'Code of the figure.';
select sec.protect('fig.rule_figure', 'public_read');
grant select on fig.rule_figure to yl_web, yl_job;

-- The kind of obligation and its parameters; null kind: the rule makes none (promotion has its own).
create function fig.obligation_of_rule(r biz.scheme_rule, out kind text, out parameters jsonb)
language sql stable
as $$
	select k.kind, jsonb_strip_nulls(k.parameters)
	  from (select case
	               when (r).rule = 'presence' then 'presence'
	               when (r).rule = 'posted_at_once' then 'minimum_at_once'
	               when (r).rule = 'team_template' then 'team'
	               when (r).rule = 'week_days' then 'days_per_week'
	               when (r).rule = 'rotation' then 'rotation'
	               when (r).rule in ('posted_rank', 'mentor_rank') then 'rank'
	               when (r).rule = 'arrival_deadline' then 'deadline'
	               when (r).rule in ('posted_per_year', 'study_quota') then case when coalesce((r).per, 'year') = 'year' then 'quota_per_year' else 'minimum_per_period' end
	               when exists (select from fig.definition d where d.code = f.figure) then 'minimum_per_period' end as kind,
	               case (r).rule
	               when 'presence' then jsonb_build_object('n', greatest(ceil((r).amount), 1), 'every', case when (r).per = 'day' then 'day' else 'workday' end, 'rank_level', (r).rank_level)
	               when 'posted_at_once' then jsonb_build_object('n', greatest(ceil((r).amount), 1), 'rank_level', (r).rank_level)
	               when 'team_template' then jsonb_build_object('pattern', (r).pattern)
	               when 'week_days' then jsonb_build_object('n', least(greatest(ceil((r).amount), 1), 7))
	               when 'rotation' then jsonb_build_object('amount', least(greatest(ceil((r).amount), 1), 60), 'unit', (r).unit)
	               when 'posted_rank' then jsonb_build_object('of', 'posting', 'rank_level', (r).rank_level, 'rank_years', (r).rank_years)
	               when 'mentor_rank' then jsonb_build_object('of', 'mentorship', 'rank_level', (r).rank_level, 'rank_years', (r).rank_years)
	               when 'arrival_deadline' then '{"what": "arrival"}'
	               else jsonb_build_object('n', (r).amount, 'grain', case when (r).rule not in ('posted_per_year', 'study_quota') or (r).per <> 'year'
	                    then case when (r).per in ('week', 'month', 'quarter', 'half', 'year') then (r).per when (r).rule = 'leader_visits' then 'year' else 'total' end end)
	                    || case (r).rule when 'posted_per_year' then '{"what": "posted"}' when 'study_quota' then '{"what": "study"}'
	                       else jsonb_build_object('figure', f.figure) end
	               end as parameters
	          from (select case when (r).rule = 'figure' then (r).pattern
	                       else (select m.figure from fig.rule_figure m where m.rule = (r).rule) end as figure) f) k
$$;

create type fig.wanted as (
	source       text,
	kind         text,
	parameters   jsonb,
	name         text,
	owner        text,
	valid_from   date,
	valid_to     date,
	agreement_id uuid,
	scheme_id    uuid,
	posting_id   uuid,
	line         smallint
);
comment on type fig.wanted is 'An obligation that the records of a pair call for.';

create function fig.wanted_goals(from_org int, to_org int) returns setof fig.wanted
language sql stable
as $$
	select 'goal', 'deadline', jsonb_build_object('figure', g.figure, 'target', g.target), g.name, g.owner, a.starts_on,
	       coalesce(g.due_on, a.ends_on), a.id, null::uuid, null::uuid, g.line
	  from biz.agreement a
	  join biz.agreement_goal g on g.record_id = a.id
	 where a.from_org_id = $1
	   and a.to_org_id = $2
	   and a.state in ('confirmed', 'ended')
	   and g.target is not null
	   and g.status <> 'dropped'
	   and coalesce(g.due_on, a.ends_on) between a.starts_on and coalesce(a.ended_on, 'infinity')
	   and exists (select from fig.definition d where d.code = g.figure)
$$;

-- Agreements, and postings that name no agreement, each with every version of their scheme in turn.
-- Where the scheme has a day by which people arrive, being there is owed from the day after.
create function fig.wanted_rules(from_org int, to_org int) returns setof fig.wanted
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
		select null, p.id, p.scheme_id, p.starts_on, coalesce(p.ended_on, p.ends_on)
		  from biz.posting p
		 where p.from_org_id = $1
		   and p.to_org_id = $2
		   and p.scheme_id is not null
		   and p.state in ('confirmed', 'ended')
		   and p.kind = 'support'
		   and p.mode not in ('remote', 'touring')
	), term as (
		select b.agreement_id, b.posting_id, v.id as scheme_id, greatest(b.first, v.valid_from) as first, least(b.last, v.valid_to) as last,
		       (select max(d.due_on) from biz.scheme_rule d where d.record_id = v.id and d.rule = 'arrival_deadline'
		           and d.due_on >= greatest(b.first, v.valid_from) and d.due_on < least(b.last, v.valid_to)) as arrived
		  from base b
		  join biz.scheme s on s.id = b.scheme_id
		  join biz.scheme v on v.org_id = s.org_id and v.code = s.code and v.state = 'confirmed'
		       and v.valid_from <= b.last and (v.valid_to is null or v.valid_to >= b.first)
	)
	select 'scheme', k.kind, k.parameters, r.remark, null::text,
	       case when k.kind in ('presence', 'minimum_at_once', 'team') then coalesce(t.arrived + 1, t.first) else t.first end,
	       case when k.kind = 'deadline' then r.due_on else t.last end, t.agreement_id, t.scheme_id, t.posting_id, r.line
	  from term t
	  join biz.scheme_rule r on r.record_id = t.scheme_id
	 cross join lateral fig.obligation_of_rule(r) k
	 where k.kind is not null
	   and (k.kind = 'days_per_week') = (t.posting_id is not null)
	   and (k.kind <> 'deadline' or r.due_on between t.first and t.last)
$$;

-- The clock of a version runs by what somebody changed: here nothing is written that is the same.
create function fig.sync_obligations(from_org int, to_org int) returns void
language sql volatile security definer
set search_path = ''
as $$
	with wanted as materialized (
		select * from fig.wanted_goals($1, $2)
		 union all
		select * from fig.wanted_rules($1, $2)
	), gone as (
		delete from fig.obligation o
		 where o.from_org_id = $1
		   and o.to_org_id = $2
		   and o.source <> 'manual'
		   and not exists (select from wanted w
		                    where (w.source, w.agreement_id, w.scheme_id, w.posting_id, w.line)
		                          is not distinct from (o.source, o.agreement_id, o.scheme_id, o.posting_id, o.line))
	)
	insert into fig.obligation as o (from_org_id, from_region_id, to_org_id, to_region_id, source, kind, parameters, name, owner, valid_from,
	       valid_to, agreement_id, scheme_id, posting_id, line)
	select $1, 0, $2, 0, w.source, w.kind, w.parameters, nullif(left(w.name, 400), ''), w.owner, w.valid_from, w.valid_to, w.agreement_id,
	       w.scheme_id, w.posting_id, w.line
	  from wanted w
	    on conflict (source, from_org_id, to_org_id, agreement_id, scheme_id, posting_id, line) where source <> 'manual' do update
	   set kind = excluded.kind,
	       parameters = excluded.parameters,
	       name = excluded.name,
	       owner = excluded.owner,
	       valid_from = excluded.valid_from,
	       valid_to = excluded.valid_to
	 where o.ended_on is null
	   and (o.kind, o.parameters, o.name, o.owner, o.valid_from, o.valid_to)
	       is distinct from (excluded.kind, excluded.parameters, excluded.name, excluded.owner, excluded.valid_from, excluded.valid_to)
$$;
comment on function fig.sync_obligations(int, int) is 'Makes the obligations of a pair equal to what its agreements, schemes and postings say.';
grant execute on function fig.sync_obligations(int, int) to yl_job;

insert into fig.rule_figure (rule, figure) values
	('lectures', 'trainings'),
	('supervision', 'supervision_visits'),
	('leader_visits', 'leader_visits');
