-- 0264_figure_training.sql - training sessions, heads, persons and speakers are counted, each by itself.
set local role yl_owner;

create function fig.training_facts(r biz.training) returns setof fig.fact
language sql stable
as $$
	select f.measure, r.held_on, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, f.kind, f.person, f.n, f.amount
	  from (
		select 'training.held' as measure, r.kind as kind, null::bigint as person, 1 as n, (r.hours * 60)::bigint as amount
		 union all
		select 'training.online', r.kind, null, 1, 0 where r.mode <> 'on_site'
		 union all
		select 'training.heads', r.kind, null, r.heads, 0
		 union all
		select 'training.speaker', '', s.person, 1, 0 from biz.training_speaker s where s.record_id = r.id
		 union all
		select 'training.person', '', a.person, 1, 0 from biz.training_attendee a where a.record_id = r.id) f
	 where r.state = 'confirmed'
$$;
comment on function fig.training_facts is 'What a training session counts for; the only definition.';

select fig.count_records('trainings', 'training', 'biz.training', 'fig.training_facts',
	array['training.held', 'training.online', 'training.heads', 'training.speaker', 'training.person'], 'r.topic',
	lines => array['biz.training_speaker', 'biz.training_attendee']::regclass[]);
update fig.measure set cut = 'trainings.kind' where code in ('training.held', 'training.online', 'training.heads');

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side, times, decimals,
	direction, meaning_zh, meaning_en)
select 'training', d.place, d.code, d.name_zh, d.name_en, d.unit, d.unit_en, d.kind, d.measure, d.kinds, 'to', d.times, d.decimals,
       'up', d.meaning_zh, d.meaning_en
  from (values
	(40, 'trainings', '培训场次', 'Training sessions', '场', 'sessions', 'count', 'training.held', null::text[], 1, 0,
	 '期内举办并经对方确认的培训场次', 'Sessions held in the period and confirmed by the other side'),
	(41, 'trainings_online', '线上培训场次', 'Online training sessions', '场', 'sessions', 'count', 'training.online', null, 1, 0,
	 '其中线上、线上线下结合或录播的', 'Of these: online, hybrid or recorded'),
	(50, 'lectures', '专题讲座', 'Lectures', '期', 'lectures', 'count', 'training.held', '{lecture}', 1, 0,
	 '培训场次中的专题讲座', 'Of the sessions: lectures'),
	(42, 'training_heads', '培训人次', 'Heads trained', '人次', 'heads', 'count', 'training.heads', null, 1, 0,
	 '各场参训人次之和，同一人参加两场计两次；约数按所填数字计', 'Heads of all sessions: who came twice counts twice; approximate ones as the number told'),
	(43, 'training_persons', '培训人数（有名单的）', 'Persons trained, as listed', '人', 'persons', 'persons', 'training.person', null, 1, 0,
	 '参训名单上的不同人员，同一人只计一次；未列名单的场次不在内', 'Different persons on the lists of who came; sessions without a list are not in it'),
	(44, 'training_speakers', '授课专家', 'Speakers', '位', 'persons', 'persons', 'training.speaker', null, 1, 0,
	 '期内授课的不同讲者', 'Different speakers of the period'),
	(45, 'training_hours', '培训时长', 'Hours of training', '小时', 'hours', 'sum', 'training.held', null, 1.0 / 60, 1,
	 '各场时长之和，未填时长的不计', 'Hours of all sessions, where they were told'),
	(46, 'teaching_rounds', '教学查房', 'Teaching rounds', '次', 'times', 'count', 'training.held', '{ward_round}', 1, 0,
	 '培训场次中的教学查房', 'Of the sessions: teaching rounds'),
	(47, 'surgery_demos', '手术示教', 'Surgery shown', '次', 'times', 'count', 'training.held', '{surgery_demo}', 1, 0,
	 '培训场次中的手术示教', 'Of the sessions: surgery shown for teaching'),
	(48, 'case_discussions', '病例讨论', 'Case discussions', '次', 'times', 'count', 'training.held',
	 '{case_discussion,death_discussion}', 1, 0, '培训场次中的疑难和死亡病例讨论', 'Of the sessions: discussions of difficult and fatal cases')
	) as d (place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, times, decimals, meaning_zh, meaning_en);
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, side, unit_side, direction,
	meaning_zh, meaning_en)
values ('training', 49, 'training_units', '受训单位', 'Institutions trained', '家', 'institutions', 'units', 'training.held',
	'any', 'to', 'up', '期内有培训（已确认）的受训单位', 'Institutions that were trained in a session of the period');
