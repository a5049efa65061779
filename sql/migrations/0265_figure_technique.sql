-- 0265_figure_technique.sql - surgery, techniques, firsts and rescues are counted, by name.
--
-- What the register of an institution holds lies at that institution; what was done with support counts
-- once more as coming from the supporting side, so that a pairing's or a hospital's own share is told.
-- What is kept is marked on both sides: else a supporter without a register of its own had no data of
-- what its people did elsewhere.
set local role yl_owner;

create function fig.procedure_facts(r biz.procedure) returns setof fig.fact
language sql stable
as $$
	select f.measure, r.done_on, coalesce(f.support, r.org_id), r.org_id,
	       case when f.support is null then r.region_id else r.support_region_id end, r.region_id,
	       r.name, null::bigint, f.n, 0::bigint
	  from (values
		('procedure.kept', null, 1),
		('procedure.kept', r.support_org_id, case when r.support_org_id is not null then 1 end),
		('procedure.done', null, r.cases),
		('procedure.surgery', null, case when r.category = 'surgery' then r.cases end),
		('procedure.first', null, case when r.first then 1 end),
		('procedure.gap', null, case when r.fills_gap then 1 end),
		('procedure.supported', r.support_org_id, case when r.support_org_id is not null then r.cases end),
		('procedure.first_supported', r.support_org_id, case when r.first and r.support_org_id is not null then 1 end))
		as f (measure, support, n)
	 where r.state = 'confirmed'
	   and f.n is not null
$$;
comment on function fig.procedure_facts is 'What an entry of the register of techniques counts for; the only definition.';

create function fig.rescue_facts(r biz.rescue) returns setof fig.fact
language sql stable
as $$
	select f.measure, r.rescued_on, coalesce(f.support, r.org_id), r.org_id,
	       case when f.support is null then r.region_id else r.support_region_id end, r.region_id,
	       r.condition, null::bigint, f.n, 0::bigint
	  from (values
		('rescue.kept', null, 1),
		('rescue.kept', r.support_org_id, case when r.support_org_id is not null then 1 end),
		('rescue.done', null, r.patients),
		('rescue.saved', null, case when r.outcome = 'success' then r.patients end),
		('rescue.supported', r.support_org_id, case when r.support_org_id is not null then r.patients end))
		as f (measure, support, n)
	 where r.state = 'confirmed'
	   and f.n is not null
$$;
comment on function fig.rescue_facts is 'What a rescue counts for; the only definition.';

select fig.count_records('procedures', 'technique', 'biz.procedure', 'fig.procedure_facts',
	array['procedure.kept:at', 'procedure.done:at', 'procedure.surgery:at', 'procedure.first:at', 'procedure.gap:at',
		'procedure.supported', 'procedure.first_supported'], 'r.name');
select fig.count_records('rescues', 'technique', 'biz.rescue', 'fig.rescue_facts',
	array['rescue.kept:at', 'rescue.done:at', 'rescue.saved:at', 'rescue.supported'], 'r.condition');
update fig.measure set cut = 'text' where source in ('procedures', 'rescues');

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, unit_side, direction,
	meaning_zh, meaning_en)
select 'technique', d.place, d.code, d.name_zh, d.name_en, d.unit, d.unit_en, 'count', d.measure, 'to', 'up', d.meaning_zh, d.meaning_en
  from (values
	(10, 'procedures', '手术和技术例数', 'Surgery and techniques', '例', 'cases', 'procedure.done',
	 '期内登记的手术和技术例数，可按名称分列', 'Cases in the register of surgery and techniques, to be split by name'),
	(11, 'surgeries', '手术台数', 'Surgery', '台', 'cases', 'procedure.surgery', '其中的手术', 'Of these: surgery'),
	(12, 'procedures_supported', '支援人员完成或指导的手术和技术', 'Surgery and techniques with support', '例', 'cases', 'procedure.supported',
	 '其中由支援单位人员完成或指导的', 'Of these: done or guided by staff of a supporting institution'),
	(13, 'firsts', '首例（新开展）项目', 'Firsts', '项', 'items', 'procedure.first',
	 '期内在该单位首次开展的手术和技术：登记中该单位、该项目日期最早的一例', 'Surgery and techniques done for the first time at an institution, by its register'),
	(14, 'firsts_supported', '支援下开展的首例项目', 'Firsts with support', '项', 'items', 'procedure.first_supported',
	 '首例项目中由支援单位人员完成或指导的', 'Of the firsts: done or guided by staff of a supporting institution'),
	(15, 'gaps_filled', '填补空白项目', 'Gaps filled', '项', 'items', 'procedure.gap',
	 '单位填报为填补空白的项目', 'What institutions enter as filling a gap'),
	(20, 'rescues', '抢救人数', 'Patients rescued', '例', 'cases', 'rescue.done', '期内抢救的患者，可按病种分列', 'Patients rescued, to be split by condition'),
	(21, 'rescues_ok', '抢救成功', 'Rescued with success', '例', 'cases', 'rescue.saved', '其中抢救成功的', 'Of these: with success'),
	(22, 'rescues_supported', '支援人员参加的抢救', 'Rescues with support', '例', 'cases', 'rescue.supported',
	 '其中由支援单位人员完成或指导的', 'Of these: by or under guidance of staff of a supporting institution')
	) as d (place, code, name_zh, name_en, unit, unit_en, measure, meaning_zh, meaning_en);
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, numerator, denominator, times,
	decimals, direction, meaning_zh, meaning_en)
values ('technique', 23, 'rescue_rate', '抢救成功率', 'Rescue rate', '%', '%', 'ratio', 'rescues_ok', 'rescues', 100, 1, 'up',
	'抢救成功除以抢救人数', 'Rescued with success by rescued');
