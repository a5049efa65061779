-- 0311_figure_posting.sql - postings are counted: begun, live on a day, refused, ended early, how long.

set local role yl_owner;

-- Days from Monday to Friday in a range, both ends included.
create function fig.weekdays(first date, last date) returns int
language sql immutable
begin atomic
	select case when $2 < $1 then 0 else
	       ($2 + 1 - date '1900-01-01') / 7 * 5 + least(($2 + 1 - date '1900-01-01') % 7, 5)
	       - ($1 - date '1900-01-01') / 7 * 5 - least(($1 - date '1900-01-01') % 7, 5) end;
end;
comment on function fig.weekdays(date, date) is 'Days from Monday to Friday, whatever the holidays: 1900-01-01 was a Monday.';

-- Managers who change places (互派) are no support: they have a measure of their own. A posting that was
-- ended early is as long as it was. Who came by the first day came in time.
create function fig.posting_facts(r biz.posting) returns setof fig.fact
language sql stable
as $$
	select f.measure, f.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, f.kind, f.person, f.n,
	       f.amount::bigint
	  from (values (coalesce(r.ended_on, r.ends_on), case when r.kind = 'support' then r.starts_on end,
	       case when r.state = 'refused' then r.refused_on end)) as k (until, supports_on, refused_on)
	 cross join lateral (values
		('posting.begun', k.supports_on, r.rank_level, fig.person_of(r.staff_id), 1, k.until - r.starts_on + 1),
		('posting.role', k.supports_on, r.role, null, 1, fig.weekdays(r.starts_on, k.until)),
		('posting.batch', case when r.batch_id is not null then k.supports_on end, '', fig.person_of(r.batch_id), 1, 0),
		('posting.live', k.supports_on, r.rank_level, null, 1, 0),
		('posting.live', case when r.kind = 'support' then k.until + 1 end, r.rank_level, null, -1, 0),
		('posting.resident', case when r.resident_doctor then k.supports_on end, '', null, 1, 0),
		('posting.resident', case when r.resident_doctor and r.kind = 'support' then k.until + 1 end, '', null, -1, 0),
		('posting.exchange', case when r.kind = 'exchange' then r.starts_on end, r.role, fig.person_of(r.staff_id), 1, 0),
		('posting.ended_early', case when r.state = 'ended' and r.ended_on < r.ends_on then r.ended_on end, r.rank_level,
		 null, 1, r.ends_on - r.ended_on),
		('posting.arrived', case when r.arrived_on is not null then r.starts_on end,
		 case when r.arrived_on <= r.starts_on then 'in_time' else 'late' end, null, 1, 0),
		('posting.appraised', r.appraised_on, case when r.passed then 'passed' else 'failed' end, null, 1, 0))
	       as f (measure, day, kind, person, n, amount)
	 where r.state in ('confirmed', 'ended')
	   and f.day is not null
	 union all
	select 'posting.refused', r.refused_on, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, r.consequence,
	       fig.person_of(r.staff_id), 1, 0
	 where r.state = 'refused'
	   and r.refused_on is not null
$$;

comment on function fig.posting_facts is 'What a posting counts for; the only definition.';

select fig.count_records('postings', 'posting', 'biz.posting', 'fig.posting_facts',
	array['posting.begun', 'posting.role', 'posting.batch', 'posting.live', 'posting.resident', 'posting.exchange',
		'posting.ended_early', 'posting.arrived', 'posting.appraised', 'posting.refused'], 'r.staff_name');
update fig.measure
   set cut = case
       when code in ('posting.begun', 'posting.live', 'posting.ended_early') then 'postings.rank_level'
       when code in ('posting.role', 'posting.exchange') then 'postings.role'
       when code = 'posting.refused' then 'postings.consequence' end
 where source = 'postings';

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side,
	direction, meaning_zh, meaning_en)
select 'posting', d.place, d.code, d.name_zh, d.name_en, d.unit, d.unit_en, d.kind, 'posting.' || d.measure, d.kinds,
       d.unit_side, d.direction, d.meaning_zh, d.meaning_en
  from (values
	(10, 'postings', '派驻人次', 'Postings', '人次', 'postings', 'count', 'begun', null::text[], 'to', 'up',
	 '期内开始、受援单位已确认的派驻，一人派驻两次计两人次；互派管理人员不计',
	 'Postings that began in the period and that the receiver confirmed; one person twice is two; managers exchanged do not count'),
	(11, 'posted_persons', '派驻人数', 'Persons posted', '人', 'persons', 'persons', 'begun', null, 'to', 'up',
	 '期内开始派驻的不同人员，同一人多次只计一人', 'Different persons whose posting began in the period'),
	(12, 'postings_live', '在岗派驻', 'Postings in force', '人次', 'postings', 'stock', 'live', null, 'to', 'up',
	 '期末当日在派驻期内的派驻（提前结束的算到实际结束日）', 'Postings in their term on the last day; those ended early until they ended'),
	(13, 'postings_mid_up', '中级及以上派驻人次', 'Postings of intermediate rank or above', '人次', 'postings', 'count', 'begun',
	 '{mid,deputy_senior,senior}', 'to', 'up', '派驻人次中提交时职称为中级、副高、正高的', 'Of the postings: rank intermediate or above when submitted'),
	(14, 'postings_senior', '副高及以上派驻人次', 'Postings of deputy senior rank or above', '人次', 'postings', 'count', 'begun',
	 '{deputy_senior,senior}', 'to', 'up', '派驻人次中提交时职称为副高、正高的', 'Of the postings: rank deputy senior or above when submitted'),
	(16, 'postings_live_mid_up', '在岗中级及以上', 'In force, intermediate rank or above', '人次', 'postings', 'stock', 'live',
	 '{mid,deputy_senior,senior}', 'to', 'up', '在岗派驻中职称为中级及以上的', 'Of those in force: rank intermediate or above'),
	(17, 'posting_roles', '派驻人次（按岗位）', 'Postings by role', '人次', 'postings', 'count', 'role', null, 'to', 'up',
	 '同派驻人次，按医疗、护理、医技、公共卫生、管理岗位分列', 'The postings, to be split by role'),
	(18, 'posting_batches', '派驻批次', 'Batches', '批', 'batches', 'persons', 'batch', null, 'to', 'up',
	 '期内开始的派驻所属的不同批次', 'Different batches that the postings of the period belong to'),
	(19, 'posting_days', '派驻总天数', 'Days posted', '天', 'days', 'sum', 'begun', null, 'to', 'up',
	 '期内开始的派驻的起止天数之和，含首尾两日，提前结束的按实际；不论是否出勤',
	 'Days from first to last of the postings that began in the period, both included; whether worked or not'),
	(20, 'posting_weekdays', '派驻工作日数', 'Weekdays posted', '天', 'days', 'sum', 'role', null, 'to', 'up',
	 '派驻总天数中的星期一至星期五，不扣法定节假日', 'Of the days posted: Monday to Friday, holidays included'),
	(22, 'posting_receivers', '受援单位（派驻）', 'Institutions with postings', '家', 'institutions', 'units', 'begun', null, 'to', 'up',
	 '期内有派驻开始的不同受援单位', 'Different institutions where a posting began in the period'),
	(23, 'posting_senders', '派出单位', 'Institutions that post', '家', 'institutions', 'units', 'begun', null, 'from', 'up',
	 '期内有派驻开始的不同派出单位', 'Different institutions that began a posting in the period'),
	(24, 'postings_refused', '拒绝派驻', 'Refusals', '人次', 'cases', 'count', 'refused', null, 'from', 'down',
	 '期内登记拒绝的派驻，按拒绝日期计', 'Postings that somebody refused, by the day of refusal'),
	(25, 'postings_ended_early', '提前结束', 'Ended early', '人次', 'postings', 'count', 'ended_early', null, 'to', 'down',
	 '实际结束日早于约定结束日的派驻，按实际结束日计', 'Postings that ended before the day agreed, by the day they ended'),
	(26, 'arrivals_noted', '已登记到位', 'Arrivals noted', '人次', 'postings', 'count', 'arrived', null, 'to', 'up',
	 '期内开始的派驻中受援单位已登记到位日期的', 'Of the postings begun in the period: the receiver noted the arrival'),
	(27, 'arrivals_in_time', '按时到位', 'Arrivals in time', '人次', 'postings', 'count', 'arrived', '{in_time}', 'to', 'up',
	 '到位日期不晚于派驻开始日期的', 'Arrived by the first day of the posting'),
	(29, 'appraisals', '已鉴定', 'Appraisals', '人次', 'postings', 'count', 'appraised', null, 'to', 'up',
	 '期内由受援单位作出鉴定的派驻', 'Postings that the receiver appraised in the period'),
	(30, 'appraisals_passed', '鉴定合格', 'Appraisals passed', '人次', 'postings', 'count', 'appraised', '{passed}', 'to', 'up',
	 '其中鉴定为合格的', 'Of these: found good enough'),
	(32, 'residents_live', '在岗驻乡责任医生', 'Resident doctors', '人次', 'postings', 'stock', 'resident', null, 'to', 'up',
	 '期末当日在派驻期内的驻乡责任医生', 'Resident doctors of townships in their term on the last day'),
	(33, 'exchanges', '互派管理人员', 'Managers exchanged', '人次', 'postings', 'count', 'exchange', null, 'to', 'up',
	 '期内开始的互派（管理输出、挂职）', 'Managers who began to work at the other side in the period')
	) as d (place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side, direction, meaning_zh, meaning_en);

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, numerator, denominator, times,
	decimals, direction, meaning_zh, meaning_en)
values
	('posting', 15, 'postings_mid_up_rate', '中级及以上占比', 'Share of intermediate rank or above', '%', '%', 'ratio',
	 'postings_mid_up', 'postings', 100, 1, 'up', '中级及以上派驻人次除以派驻人次', 'Postings of that rank by postings'),
	('posting', 21, 'days_per_posting', '平均派驻天数', 'Days per posting', '天', 'days', 'ratio', 'posting_days', 'postings', 1, 1,
	 'up', '派驻总天数除以派驻人次', 'Days posted by postings'),
	('posting', 28, 'arrival_in_time_rate', '按时到位率', 'Arrivals in time, share', '%', '%', 'ratio', 'arrivals_in_time',
	 'arrivals_noted', 100, 2, 'up', '按时到位除以已登记到位', 'In time by noted'),
	('posting', 31, 'appraisal_pass_rate', '鉴定合格率', 'Appraisals passed, share', '%', '%', 'ratio', 'appraisals_passed',
	 'appraisals', 100, 1, 'up', '鉴定合格除以已鉴定', 'Passed by appraised');

grant execute on function fig.weekdays(date, date) to yl_web, yl_job;
