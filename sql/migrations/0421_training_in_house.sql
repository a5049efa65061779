-- 0421_training_in_house.sql - a training inside one house: entered by the house, confirmed by nobody.
--
-- A weekly lesson for one's own staff has no other side (S0.r1, S4.y23). It is no support: figures of
-- training go on telling what another side confirmed, and what was in house is told by itself.
set local role yl_owner;

alter table biz.training drop constraint training_sides_check;
comment on table biz.training is
	'A training session that one institution organised for another, which counts when the other side confirmed it, or for its own staff: both sides are then the same.';

create or replace function fig.training_facts(r biz.training) returns setof fig.fact
language sql stable
as $$
	select f.measure, r.held_on, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, f.kind, f.person, f.n, f.amount
	  from (
		select 'training.kept' as measure, '' as kind, null::bigint as person, 1 as n, 0::bigint as amount
		 union all
		select case k.own when true then 'training.own' else 'training.held' end, r.kind, null, 1, (r.hours * 60)::bigint
		  from (values (r.from_org_id = r.to_org_id)) as k (own)
		 union all
		select case k.own when true then 'training.own_heads' else 'training.heads' end, r.kind, null, r.heads, 0
		  from (values (r.from_org_id = r.to_org_id)) as k (own)
		 union all
		select 'training.online', r.kind, null, 1, 0 where r.mode <> 'on_site' and r.from_org_id <> r.to_org_id
		 union all
		select 'training.speaker', '', s.person, 1, 0
		  from biz.training_speaker s where s.record_id = r.id and r.from_org_id <> r.to_org_id
		 union all
		select 'training.person', '', a.person, 1, 0
		  from biz.training_attendee a where a.record_id = r.id and r.from_org_id <> r.to_org_id) f
	 where r.state = 'confirmed'
$$;
comment on function fig.training_facts is 'What a training session counts for; the only definition.';

update fig.measure set marks = false where code = 'training.held';
insert into fig.measure (code, source, along, marks, cut)
values ('training.kept', 'trainings', 'with', true, null),
       ('training.own', 'trainings', 'at', false, 'trainings.kind'),
       ('training.own_heads', 'trainings', 'at', false, 'trainings.kind');
select fig.rebuild('trainings');

update fig.definition
   set meaning_zh = meaning_zh || '；院内培训不在内', meaning_en = meaning_en || '; those in one''s own house are not in it'
 where code in ('trainings', 'training_heads');
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, unit_side, times, decimals, direction,
	meaning_zh, meaning_en)
values
	('training', 56, 'trainings_own', '院内培训场次', 'Trainings in one''s own house', '场', 'sessions', 'count', 'training.own', 'to', 1, 0,
	 'up', '期内单位为本单位人员举办的培训场次，由单位自行登记，无需对方确认',
	 'Sessions of the period that an institution held for its own staff and entered by itself'),
	('training', 57, 'training_own_heads', '院内培训人次', 'Heads trained in one''s own house', '人次', 'heads', 'count',
	 'training.own_heads', 'to', 1, 0, 'up', '院内各场培训参训人次之和', 'Heads of all sessions in one''s own house'),
	('training', 58, 'training_own_hours', '院内培训时长', 'Hours of training in one''s own house', '小时', 'hours', 'sum', 'training.own',
	 'to', 1.0 / 60, 1, 'up', '院内各场培训时长之和，未填时长的不计', 'Hours of all sessions in one''s own house, where they were told');
update fig.dashboard_part set figures = figures || 'trainings_own'::text
 where dashboard = 'hospital' and figures[1] = 'trainings';
