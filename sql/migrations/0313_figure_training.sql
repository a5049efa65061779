-- 0313_figure_training.sql - further study and mentors are counted: persons, times, months, pairs.

set local role yl_owner;

-- Length in thirtieths of a month: whole months by the calendar, the days that remain as thirtieths, 29 at
-- most: half a year is whole only when its last day is over.
create function fig.month_thirtieths(first date, last date) returns int
language sql immutable
begin atomic
	select (m.whole * 30 + least($2 + 1 - ($1 + m.whole * interval '1 month')::date, 29))::int
	  from age(($2 + 1)::timestamp, $1::timestamp) g
	 cross join lateral (select (extract(year from g) * 12 + extract(month from g))::int as whole) m;
end;
comment on function fig.month_thirtieths(date, date) is 'Length of a term, both ends included, in thirtieths of a month.';

create function fig.further_study_facts(r biz.further_study) returns setof fig.fact
language sql stable
as $$
	select f.measure, f.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, f.kind,
	       fig.person_of(r.staff_id), f.n, f.amount::bigint
	  from (values (coalesce(r.ended_on, r.ends_on), fig.month_thirtieths(r.starts_on, coalesce(r.ended_on, r.ends_on))))
	       as k (until, length)
	 cross join lateral (values
		('further_study.begun', r.starts_on, r.kind, 1, k.length),
		('further_study.free', case when r.free then r.starts_on end, r.kind, 1, k.length),
		('further_study.half_year', case when k.length >= 180 then r.starts_on end, r.kind, 1, k.length),
		('further_study.live', r.starts_on, r.kind, 1, 0), ('further_study.live', k.until + 1, r.kind, -1, 0),
		('further_study.finished', case when r.state = 'finished' then r.ended_on end, r.result, 1, k.length))
	       as f (measure, day, kind, n, amount)
	 where r.state in ('confirmed', 'finished')
	   and f.day is not null
$$;

comment on function fig.further_study_facts is 'What a further study counts for; the only definition.';

-- From the township to the hospital: against the direction in which support goes.
select fig.count_records('further_studies', 'training', 'biz.further_study', 'fig.further_study_facts',
	array['further_study.begun:against', 'further_study.free:against', 'further_study.half_year:against',
		'further_study.live:against', 'further_study.finished:against'], 'r.staff_name');
update fig.measure
   set cut = case when code = 'further_study.finished' then 'further_studies.result' else 'further_studies.kind' end
 where source = 'further_studies';

-- A pupil whom no register has is told apart by name and institution, as the rule of one mentor at a
-- time does.
create function fig.mentorship_facts(r biz.mentorship) returns setof fig.fact
language sql stable
as $$
	select f.measure, f.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, r.mentor_rank, f.person, f.n,
	       0::bigint
	  from (values
		('mentorship.begun', r.starts_on, fig.person_of(r.mentor_id), 1),
		('mentorship.pupil', r.starts_on,
		 coalesce(fig.person_of(r.pupil_id), hashtextextended(r.pupil_name, r.to_org_id)), 1),
		('mentorship.live', r.starts_on, null, 1), ('mentorship.live', r.ends_on + 1, null, -1),
		('mentorship.ended', r.ends_on, null, 1)) as f (measure, day, person, n)
	 where r.state = 'confirmed'
$$;

comment on function fig.mentorship_facts is 'What a mentorship counts for; the only definition.';

select fig.count_records('mentorships', 'training', 'biz.mentorship', 'fig.mentorship_facts',
	array['mentorship.begun', 'mentorship.pupil', 'mentorship.live', 'mentorship.ended'], 'r.pupil_name');
update fig.measure set cut = 'mentorships.mentor_rank' where source = 'mentorships';

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side, times,
	decimals, direction, meaning_zh, meaning_en)
select 'training', d.place, d.code, d.name_zh, d.name_en, d.unit, d.unit_en, d.kind, d.measure, d.kinds, d.unit_side,
       d.times, d.decimals, d.direction, d.meaning_zh, d.meaning_en
  from (values
	(40, 'further_studies', '进修人次', 'Further studies', '人次', 'times', 'count', 'further_study.begun', null::text[], 'from',
	 1::numeric, 0, 'up', '期内开始、对方已确认的进修、规范化培训、轮修和短期培训，一人两次计两人次',
	 'Further study, standard training, rotation and short courses that began in the period and were confirmed; one person twice is two'),
	(41, 'further_study_persons', '进修人数', 'Persons in further study', '人', 'persons', 'persons', 'further_study.begun', null, 'from',
	 1, 0, 'up', '期内开始进修或培训的不同人员', 'Different persons who began in the period'),
	(42, 'further_study_senders', '选送单位', 'Institutions that send to study', '家', 'institutions', 'units', 'further_study.begun', null,
	 'from', 1, 0, 'up', '期内有人开始进修的不同选送单位', 'Different institutions that sent somebody in the period'),
	(43, 'further_study_hosts', '接收进修单位', 'Institutions that teach', '家', 'institutions', 'units', 'further_study.begun', null, 'to',
	 1, 0, 'up', '期内接收进修的不同单位', 'Different institutions that took somebody in the period'),
	(44, 'further_study_months', '进修人月', 'Months of further study', '人月', 'person-months', 'sum', 'further_study.begun', null, 'from',
	 1 / 30::numeric, 1, 'up', '期内开始的进修的时长之和，整月按月计，余日按30天折算；提前结束的按实际',
	 'Length of those that began in the period: whole months by the calendar, days that remain as thirtieths'),
	(45, 'further_study_proper', '进修（狭义）人次', 'Further study proper', '人次', 'times', 'count', 'further_study.begun',
	 '{further_study}', 'from', 1, 0, 'up', '进修人次中类别为进修的', 'Of the further studies: those of that kind'),
	(46, 'standard_trainings', '规范化培训人次', 'Standard training', '人次', 'times', 'count', 'further_study.begun', '{standard}', 'from',
	 1, 0, 'up', '进修人次中类别为规范化培训的', 'Of the further studies: standard training'),
	(47, 'study_rotations', '轮修人次', 'Rotations', '人次', 'times', 'count', 'further_study.begun', '{rotation}', 'from', 1, 0, 'up',
	 '进修人次中类别为轮修的', 'Of the further studies: rotation'),
	(48, 'short_courses', '短期培训人次', 'Short courses', '人次', 'times', 'count', 'further_study.begun', '{short}', 'from', 1, 0, 'up',
	 '进修人次中类别为短期培训的', 'Of the further studies: short courses'),
	(49, 'further_studies_free', '免费进修人次', 'Further studies free of charge', '人次', 'times', 'count', 'further_study.free', null,
	 'from', 1, 0, 'up', '进修人次中免收费用的', 'Of the further studies: free of charge'),
	(50, 'further_studies_half_year', '满六个月的进修', 'Further studies of half a year', '人次', 'times', 'count',
	 'further_study.half_year', null, 'from', 1, 0, 'up', '进修人次中时长满六个月的', 'Of the further studies: six months or longer'),
	(51, 'further_studies_live', '在修人次', 'In further study', '人次', 'times', 'stock', 'further_study.live', null, 'from', 1, 0, 'up',
	 '期末当日在进修期内的', 'In their term on the last day'),
	(52, 'further_studies_finished', '结业人次', 'Further studies finished', '人次', 'times', 'count', 'further_study.finished', null,
	 'from', 1, 0, 'up', '期内结束并登记结果的进修', 'Ended in the period with a result'),
	(53, 'further_studies_qualified', '合格结业', 'Finished and qualified', '人次', 'times', 'count', 'further_study.finished',
	 '{qualified,excellent}', 'from', 1, 0, 'up', '其中结果为合格、优秀的', 'Of these: qualified or excellent'),
	(60, 'mentorships', '师带徒', 'Mentor pairs', '对', 'pairs', 'count', 'mentorship.begun', null, 'to', 1, 0, 'up',
	 '期内开始、学员单位已确认的师徒，一师两徒计两对', 'Pairs that began in the period and were confirmed; a mentor with two pupils is two'),
	(61, 'mentorships_live', '在带师徒', 'Mentor pairs live', '对', 'pairs', 'stock', 'mentorship.live', null, 'to', 1, 0, 'up',
	 '期末当日在带教期内的师徒', 'Pairs in their term on the last day'),
	(62, 'mentorships_ended', '到期师徒', 'Mentor pairs ended', '对', 'pairs', 'count', 'mentorship.ended', null, 'to', 1, 0, 'none',
	 '结束日期在期内的师徒', 'Pairs whose last day lies in the period'),
	(63, 'mentors', '带教老师', 'Mentors', '人', 'persons', 'persons', 'mentorship.begun', null, 'from', 1, 0, 'up',
	 '期内开始的师徒中的不同老师', 'Different mentors of the pairs that began in the period'),
	(64, 'pupils', '学员', 'Pupils', '人', 'persons', 'persons', 'mentorship.pupil', null, 'to', 1, 0, 'up',
	 '期内开始的师徒中的不同学员，未对应人员登记的按单位和姓名区分',
	 'Different pupils of the pairs that began in the period; by institution and name where no register has them'),
	(65, 'mentorship_receivers', '有师带徒的单位', 'Institutions with pupils', '家', 'institutions', 'units', 'mentorship.begun', null,
	 'to', 1, 0, 'up', '期内有师徒开始的不同学员单位', 'Different institutions whose staff became pupils in the period')
	) as d (place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side, times, decimals, direction,
		meaning_zh, meaning_en);

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, numerator, denominator, times,
	decimals, direction, meaning_zh, meaning_en)
values ('training', 54, 'further_study_pass_rate', '结业合格率', 'Qualified, share', '%', '%', 'ratio',
	'further_studies_qualified', 'further_studies_finished', 100, 1, 'up', '合格结业除以结业人次', 'Qualified by finished');

grant execute on function fig.month_thirtieths(date, date) to yl_web, yl_job;
