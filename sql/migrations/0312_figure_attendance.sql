-- 0312_figure_attendance.sql - days really worked are counted: person-days, persons, places, what was done.

set local role yl_owner;

-- A day counts once a person: not at two postings at once, as overlapping imported ones would allow.
alter table biz.attendance add constraint attendance_person_excl exclude using gist (staff_id with =, on_day with =,
	(case part when 'full' then int4range(1, 3) when 'am' then int4range(1, 2) else int4range(2, 3) end) with &&)
	where (state <> 'void' and staff_id is not null);
comment on constraint attendance_person_excl on biz.attendance is
	'/on_day|此人这一天（或半天）已在另一项派驻登记出勤|This person has this day, or this half of it, entered at another posting';

-- The amount of days is in half days: two of them are one person-day. What waits for the receiver's
-- word is told apart; leave and travel are no service.
create function fig.attendance_facts(r biz.attendance) returns setof fig.fact
language sql stable
as $$
	select f.measure, r.on_day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, f.kind, f.person, 1,
	       f.amount::bigint
	  from (values
		('attendance.days', r.kind, fig.person_of(r.staff_id), r.half_days, r.state = 'confirmed' and r.half_days > 0),
		('attendance.waiting', r.kind, fig.person_of(r.staff_id), r.half_days,
		 r.state in ('submitted', 'disputed') and r.half_days > 0),
		('attendance.absent', r.kind, fig.person_of(r.staff_id), case r.part when 'full' then 2 else 1 end,
		 r.state = 'confirmed' and r.kind in ('leave', 'travel'))) as f (measure, kind, person, amount, holds)
	 where f.holds
	 union all
	select 'attendance.work', r.on_day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, w.kind, null, 1,
	       w.amount
	  from biz.attendance_work w
	 where w.record_id = r.id
	   and r.state = 'confirmed'
$$;

comment on function fig.attendance_facts is 'What a day of attendance counts for; the only definition.';

select fig.count_records('attendance', 'attendance', 'biz.attendance', 'fig.attendance_facts',
	array['attendance.days', 'attendance.waiting', 'attendance.absent', 'attendance.work'], 'r.staff_name',
	lines => '{biz.attendance_work}');
update fig.measure
   set cut = case when code = 'attendance.work' then 'attendance.work.kind' else 'attendance.kind' end
 where source = 'attendance';

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side, times,
	decimals, direction, meaning_zh, meaning_en)
select 'posting', d.place, d.code, d.name_zh, d.name_en, d.unit, d.unit_en, d.kind, 'attendance.' || d.measure, d.kinds,
       d.unit_side, d.times, d.decimals, d.direction, d.meaning_zh, d.meaning_en
  from (values
	(50, 'person_days', '累计工作日（人天）', 'Person-days', '人天', 'person-days', 'sum', 'days', null::text[], 'to', 0.5, 1, 'up',
	 '期内受援单位已确认的出勤，全天计1、半天计0.5；请假、途中不计；同一人同一天最多计1',
	 'Attendance that the receiver confirmed: a day is 1, half a day 0.5; leave and travel do not count; a person''s day counts once'),
	(51, 'attendance_persons', '出勤人数', 'Persons at work', '人', 'persons', 'persons', 'days', null, 'to', 1, 0, 'up',
	 '期内有已确认出勤的不同人员', 'Different persons with confirmed attendance in the period'),
	(53, 'attendance_receivers', '有人出勤的受援单位', 'Institutions attended', '家', 'institutions', 'units', 'days', null, 'to', 1, 0,
	 'up', '期内有派驻人员出勤（已确认）的不同受援单位', 'Different institutions where posted staff worked in the period'),
	(54, 'attendance_senders', '有人出勤的派出单位', 'Institutions whose staff attended', '家', 'institutions', 'units', 'days', null,
	 'from', 1, 0, 'up', '期内有派驻人员出勤（已确认）的不同派出单位', 'Different institutions whose posted staff worked in the period'),
	(55, 'person_days_waiting', '待确认人天', 'Person-days not confirmed', '人天', 'person-days', 'sum', 'waiting', null, 'to', 0.5, 1,
	 'down', '期内已提交、受援单位尚未确认或有异议的出勤，不计入累计工作日',
	 'Attendance submitted that the receiver has not confirmed, or disputes: no part of the person-days'),
	(58, 'leave_days', '请假天数', 'Days of leave', '天', 'days', 'sum', 'absent', '{leave}', 'to', 0.5, 1, 'none',
	 '派驻期间登记为请假的天数', 'Days of postings entered as leave'),
	(60, 'posted_outpatients', '派驻门急诊诊疗', 'Out-patients seen by posted staff', '人次', 'visits', 'sum', 'work',
	 '{outpatient,emergency}', 'to', 1, 0, 'up', '派驻人员出勤记录中的门诊、急诊诊疗人次', 'Out-patients and emergencies in confirmed attendance'),
	(61, 'posted_surgeries', '派驻手术', 'Operations by posted staff', '台', 'operations', 'sum', 'work', '{surgery}', 'to', 1, 0, 'up',
	 '派驻人员出勤记录中的手术台数（手术登记另计）', 'Operations in confirmed attendance; the register of procedures counts for itself'),
	(62, 'posted_rounds', '派驻查房', 'Ward rounds by posted staff', '次', 'times', 'sum', 'work', '{ward_round}', 'to', 1, 0, 'up',
	 '派驻人员出勤记录中的查房次数', 'Ward rounds in confirmed attendance'),
	(63, 'posted_consultations', '派驻会诊与病例讨论', 'Consultations and case discussions', '次', 'times', 'sum', 'work',
	 '{consultation,case_discussion}', 'to', 1, 0, 'up', '派驻人员出勤记录中的会诊、疑难病例讨论次数', 'Consultations and case discussions in confirmed attendance'),
	(64, 'posted_teaching', '派驻带教与讲座', 'Teaching and lectures by posted staff', '次', 'times', 'sum', 'work', '{teaching,lecture}', 'to', 1,
	 0, 'up', '派驻人员出勤记录中的带教、讲座次数（培训场次另计）', 'Teaching and lectures in confirmed attendance; training sessions count for themselves'),
	(65, 'posted_free_clinics', '派驻义诊与巡诊', 'Free clinics and tours', '次', 'times', 'sum', 'work', '{free_clinic,tour}', 'to', 1, 0,
	 'up', '派驻人员出勤记录中的义诊、巡诊次数', 'Free clinics and tours in confirmed attendance')
	) as d (place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side, times, decimals, direction,
		meaning_zh, meaning_en);

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, plus, decimals, direction,
	meaning_zh, meaning_en)
values ('posting', 56, 'person_days_entered', '登记人天', 'Person-days entered', '人天', 'person-days', 'derived',
	'{person_days,person_days_waiting}', 1, 'none', '累计工作日加待确认人天', 'Person-days, confirmed or not');
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, numerator, denominator, times,
	decimals, direction, meaning_zh, meaning_en)
values
	('posting', 52, 'days_per_person', '人均出勤天数', 'Days worked per person', '天', 'days', 'ratio', 'person_days',
	 'attendance_persons', 1, 1, 'up', '累计工作日除以出勤人数', 'Person-days by persons at work'),
	('posting', 57, 'person_days_confirmed_rate', '出勤确认率', 'Person-days confirmed, share', '%', '%', 'ratio', 'person_days',
	 'person_days_entered', 100, 1, 'up', '累计工作日除以登记人天', 'Confirmed by entered');
