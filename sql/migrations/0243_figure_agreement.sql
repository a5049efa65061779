-- 0243_figure_agreement.sql - agreements are counted, and what they promise is what figures are held against.

set local role yl_owner;

-- What holds on a day is what began up to it less what ended before it. An agreement is about to
-- expire in the last 90 days of its term.
create function fig.agreement_facts(r biz.agreement) returns setof fig.fact
language sql stable
as $$
	select f.measure, f.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, r.kind,
	       null::bigint, f.n, 0::bigint
	  from (values (coalesce(r.ended_on, r.ends_on), greatest(r.starts_on, coalesce(r.ended_on, r.ends_on) - 89)))
	       as k (until, expiring_from)
	 cross join lateral (values
		('agreement.begun', r.starts_on, 1),
		('agreement.live', r.starts_on, 1), ('agreement.live', k.until + 1, -1),
		('agreement.complete', case when r.complete then r.starts_on end, 1),
		('agreement.complete', case when r.complete then k.until + 1 end, -1),
		('agreement.incomplete', case when not r.complete then r.starts_on end, 1),
		('agreement.incomplete', case when not r.complete then k.until + 1 end, -1),
		('agreement.filed', case when r.filed then r.starts_on end, 1),
		('agreement.filed', case when r.filed then k.until + 1 end, -1),
		('agreement.expiring', case when r.ended_on is null then k.expiring_from end, 1),
		('agreement.expiring', case when r.ended_on is null then k.until + 1 end, -1)) as f (measure, day, n)
	 where r.state in ('confirmed', 'ended')
	   and f.day is not null
$$;

comment on function fig.agreement_facts is 'What an agreement counts for; the only definition.';

select fig.count_records('agreements', 'agreement', 'biz.agreement', 'fig.agreement_facts',
	array['agreement.begun', 'agreement.live', 'agreement.complete', 'agreement.incomplete', 'agreement.filed',
		'agreement.expiring'], 'r.name');
update fig.measure set cut = 'agreements.kind' where source = 'agreements';

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side,
	direction, meaning_zh, meaning_en)
select 'agreement', d.place, d.code, d.name_zh, d.name_en, '份', 'agreements', 'stock', d.measure, d.kinds, 'to',
       d.direction, d.meaning_zh, d.meaning_en
  from (values
	(10, 'agreements_live', '有效协议', 'Agreements in force', 'agreement.live', null::text[], 'up',
	 '期末当日在有效期内、双方已确认的协议和责任书', 'Agreements and letters confirmed and in their term on the last day'),
	(11, 'letters_live', '有效责任书', 'Responsibility letters in force', 'agreement.live', '{responsibility}', 'up',
	 '其中的目标责任书', 'Of these: responsibility letters'),
	(12, 'agreements_complete', '签字齐全的协议', 'Agreements fully signed', 'agreement.complete', null, 'up',
	 '有效协议中各方均已签字的', 'Of those in force: signed by all parties'),
	(13, 'agreements_incomplete', '缺签字的协议', 'Agreements lacking a signature', 'agreement.incomplete', null, 'down',
	 '有效协议中尚有一方未签字的', 'Of those in force: some party has not signed'),
	(14, 'agreements_filed', '已报备的协议', 'Agreements filed', 'agreement.filed', null, 'up',
	 '有效协议中已向卫生健康主管部门报备的', 'Of those in force: filed with the health commission'),
	(15, 'agreements_expiring', '90天内到期的协议', 'Agreements expiring within 90 days', 'agreement.expiring', null, 'down',
	 '期末当日起90天内到期的有效协议', 'Of those in force: their term ends within 90 days')
	) as d (place, code, name_zh, name_en, measure, kinds, direction, meaning_zh, meaning_en);
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, numerator, denominator, times,
	decimals, direction, meaning_zh, meaning_en)
values ('agreement', 16, 'agreement_complete_rate', '协议签字齐全率', 'Agreements fully signed, share', '%', '%', 'ratio',
	'agreements_complete', 'agreements_live', 100, 1, 'up', '签字齐全的协议除以有效协议', 'Fully signed by in force');

-- What was agreed for a figure: the goal due next on the last day, of an agreement in force that day
-- between the sides of the pairing, or whose receiving side is this institution or this region's
-- commission; with whether the value reaches it.
create function fig.target_of(d fig.definition, kind text, id text, last date, value numeric) returns jsonb
language sql stable
as $$
	select jsonb_build_object('value', g.target, 'unit', g.unit, 'due_on', g.due_on, 'goal', g.name,
	       'agreement', jsonb_build_object('id', a.id, 'name', a.name), 'gap', $5 - g.target,
	       'reached', case (d).direction when 'down' then $5 <= g.target else $5 >= g.target end)
	  from biz.agreement a
	  join biz.agreement_goal g on g.record_id = a.id
	  join biz.organisation o on o.id = a.to_org_id
	 where a.state in ('confirmed', 'ended')
	   and a.starts_on <= $4
	   and coalesce(a.ended_on, a.ends_on) >= $4
	   and g.figure = (d).code
	   and g.target is not null
	   and g.status <> 'dropped'
	   and (g.due_on is null or g.due_on >= $4)
	   and case $2
	       when 'org' then a.to_org_id = $3::int
	       when 'region' then o.kind = 'commission' and o.region_id = $3::int
	       when 'pairing' then exists (select from biz.pairing p where p.id = $3::int
	       	and (p.from_org_id, p.to_org_id) = (a.from_org_id, a.to_org_id))
	       else false end
	 order by g.due_on nulls last, a.starts_on desc, a.id, g.line
	 limit 1
$$;

comment on function fig.target_of is 'The goal agreed for a figure of a scope, and whether it is reached; null: none.';

grant execute on function fig.target_of(fig.definition, text, text, date, numeric) to yl_web, yl_job;
