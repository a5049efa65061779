-- 0266_figure_supervision.sql - supervision is counted: visits, quarters done of those due, findings put right.
set local role yl_owner;

create function fig.supervision_facts(r biz.supervision_visit) returns setof fig.fact
language sql stable
as $$
	select f.measure, r.visited_on, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, r.kind, null::bigint, f.n, 0::bigint
	  from (values ('supervision.visit', 1), ('supervision.due', r.due::int), ('supervision.finding', r.findings_count),
		('supervision.rectified', r.findings_count - r.open_count)) as f (measure, n)
	 where r.state = 'confirmed'
	   and f.n > 0
$$;
comment on function fig.supervision_facts is 'What a supervision visit counts for; the only definition.';

select fig.count_records('supervision_visits', 'supervision', 'biz.supervision_visit', 'fig.supervision_facts',
	array['supervision.visit', 'supervision.due', 'supervision.finding', 'supervision.rectified'], 'r.subject');
update fig.measure set cut = 'supervision_visits.kind' where source = 'supervision_visits';

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side, direction,
	meaning_zh, meaning_en)
select 'supervision', d.place, d.code, d.name_zh, d.name_en, d.unit, d.unit_en, d.kind, d.measure, d.kinds, 'to', d.direction,
       d.meaning_zh, d.meaning_en
  from (values
	(10, 'supervision_visits', '督导次数', 'Supervision visits', '次', 'visits', 'count', 'supervision.visit',
	 '{routine,special,follow_up}'::text[], 'up', '期内进行并经被督导单位确认的督导，领导走访不在内',
	 'Visits of the period that the visited side confirmed, less leaders'' visits'),
	(11, 'supervised_units', '被督导单位', 'Institutions supervised', '家', 'institutions', 'units', 'supervision.visit',
	 '{routine,special,follow_up}', 'up', '期内至少接受过一次督导的单位', 'Institutions with a visit in the period'),
	(12, 'supervision_done', '季度督导完成', 'Quarterly supervision done', '家次', 'unit quarters', 'unit_quarters', 'supervision.due',
	 null, 'up', '期内各完整季度中接受过督导的医联体成员单位，一家一季度计一次',
	 'Members of alliances with a visit, once for each whole quarter of the period'),
	(16, 'leader_visits', '领导走访', 'Leaders'' visits', '次', 'visits', 'count', 'supervision.visit', '{leader}', 'up',
	 '期内领导到受援单位走访的次数', 'Visits of leaders in the period'),
	(17, 'findings', '督导发现问题', 'Findings', '个', 'findings', 'count', 'supervision.finding', null, 'none',
	 '期内督导发现的问题', 'What visits of the period found'),
	(18, 'findings_rectified', '整改到位问题', 'Findings put right', '个', 'findings', 'count', 'supervision.rectified', null, 'up',
	 '其中已整改并复查通过的', 'Of these: put right and passed a second look')
	) as d (place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, direction, meaning_zh, meaning_en);
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, unit_side, direction, meaning_zh, meaning_en)
values ('supervision', 13, 'supervision_expected', '季度督导应完成', 'Quarterly supervision due', '家次', 'unit quarters', 'expected', 'any', 'none',
	'期内各完整季度末在册的医联体成员单位，一家一季度计一次', 'Members of alliances at the end of each whole quarter of the period, once for each');
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, numerator, denominator, times,
	decimals, direction, meaning_zh, meaning_en)
values
	('supervision', 14, 'supervision_rate', '季度督导完成率', 'Quarterly supervision, share', '%', '%', 'ratio', 'supervision_done',
	 'supervision_expected', 100, 2, 'up', '季度督导完成除以应完成', 'Done by due'),
	('supervision', 19, 'rectification_rate', '问题整改率', 'Findings put right, share', '%', '%', 'ratio', 'findings_rectified', 'findings',
	 100, 1, 'up', '整改到位问题除以发现问题', 'Put right by found');

-- Each member of an alliance once in each quarter: what is due in a scope and a period. For an
-- institution that leads alliances those of its members, else its own.
create function fig.due_quarters(kind text, id text, structure text, first date, last date, whole boolean,
	out org int, out region int, out quarter date)
returns setof record
language sql stable
as $$
	with quarter as (
		select q::date as first, (q + interval '3 months')::date - 1 as last
		  from generate_series(date_trunc('quarter', $4::timestamp), $5::timestamp, '3 months') q
		 where q::date >= $4
		   and ((q + interval '3 months')::date <= $5 + 1 or not $6)
	), led as (
		select distinct m.alliance_id
		  from biz.alliance_member m
		 where $1 = 'org' and m.organisation_id = $2::int and m.role = 'lead'
		   and m.joined_on <= $5 and (m.left_on is null or m.left_on > $4)
	)
	select distinct m.organisation_id, o.region_id, q.first
	  from quarter q
	 cross join fig.parts($1, $2, case $1 when 'alliance' then 'last' else $3 end, $4, $5) p
	  join biz.alliance_member m on m.role = 'member'
	       and m.joined_on <= case $3 when 'now' then current_date else q.last end
	       and (m.left_on is null or m.left_on > case $3 when 'now' then current_date else q.last end)
	  join biz.organisation o on o.id = m.organisation_id
	 where case when $1 = 'alliance' then m.alliance_id = $2::int
	       when exists (select from led) then m.alliance_id in (select l.alliance_id from led l)
	       when p.from_orgs is not null then o.id = any (p.to_orgs)
	       when p.orgs is not null then o.id = any (p.orgs)
	       else o.region_id between p.lo and p.hi end
$$;
comment on function fig.due_quarters is 'Members and quarters of a scope and a period in which a supervision is due; whole: only quarters that lie in it whole.';

create or replace function fig.expected_leaves(defs fig.definition[], kind text, id text, structure text, first date,
	last date, by text)
returns setof fig.leaf
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	select d.code, k.key, count(distinct (u.org, u.quarter))::numeric
	  from unnest($1) d
	 cross join fig.due_quarters($2, $3, $4, $5, $6, true) u
	 cross join lateral (
		select case $7 when 'month' then to_char(u.quarter + interval '2 months', 'YYYY-MM')
		       when 'county' then u.region::text
		       when 'total' then ''
		       when 'unit' then case when $2 <> 'region' then u.org
		       	when $3::int % 10000 = 0 then u.region / 100 * 100
		       	when $3::int % 100 = 0 then u.region else u.org end::text end as key) k
	 where k.key is not null
	 group by 1, 2;
end
$$;

-- Which members had no confirmed visit in which quarter: those that are over, and the one that runs.
create function fig.missed_visits(kind text, id text, structure text, first date, last date,
	out org int, out region int, out quarter date, out over boolean, out last_visit_on date)
returns setof record
language sql stable
as $$
	select u.org, u.region, u.quarter, (u.quarter + interval '3 months')::date <= t.today,
	       (select max(v.visited_on) from biz.supervision_visit v
	         where v.to_org_id = u.org and v.due and v.state = 'confirmed' and v.visited_on < u.quarter)
	  from (select (now() at time zone 'Asia/Shanghai')::date as today) t
	 cross join lateral fig.due_quarters($1, $2, $3, $4, $5, false) u
	 where u.quarter <= t.today
	   and not exists (
		select from fig.parts($1, $2, $3, $4, $5) p
		  join biz.supervision_visit v on v.to_org_id = u.org and v.due and v.state = 'confirmed'
		       and v.visited_on >= u.quarter and v.visited_on < (u.quarter + interval '3 months')::date
		       and v.visited_on between p.first and p.last
		 where case when p.from_orgs is not null then v.from_org_id = any (p.from_orgs) and v.to_org_id = any (p.to_orgs)
		       when p.inner then v.from_org_id = any (p.orgs) and v.to_org_id = any (p.orgs)
		       when p.orgs is not null then v.from_org_id = any (p.orgs) or v.to_org_id = any (p.orgs)
		       else v.from_region_id between p.lo and p.hi or v.to_region_id between p.lo and p.hi end)
$$;
comment on function fig.missed_visits is
	'Members of alliances without a confirmed supervision in a quarter, told as the figure supervision_done tells it. fig.scope_name must have let the caller in.';
grant execute on function fig.due_quarters(text, text, text, date, date, boolean), fig.missed_visits(text, text, text, date, date)
	to yl_web, yl_job;
