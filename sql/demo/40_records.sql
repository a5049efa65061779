-- 40_records.sql - two years of everyday records for the demonstration; invented people.
--
-- Around 湟中: schemes and agreements, four half-years of postings with attendance in the last two,
-- further study, mentors, training, techniques, rescues, supervision, donations and money; a support
-- team from 吴忠, doctors of the city hospital. One township has not seen its doctor for two weeks, a
-- quarter has no visit, an agreement lacks a signature, another runs out within a month, the last week
-- waits for the word of three townships. The same rows for the same day. Run as superuser after
-- 30_referrals.sql; a second run changes nothing.

select exists (select from biz.staff) as loaded \gset
\if :loaded
\else

begin;
set local timezone = 'Asia/Shanghai';
set local client_min_messages = warning;
set local jit = off;

create function pg_temp.pick(i bigint, salt int, n int) returns int
language sql immutable
return ((hashint8extended(i, salt) & 9007199254740991) % n)::int;

create function pg_temp.word(words text, i bigint, salt int) returns text
language sql immutable
return (string_to_array(words, ','))[1 + pg_temp.pick(i, salt, cardinality(string_to_array(words, ',')))];

create function pg_temp.person(i bigint) returns text
language sql immutable
return pg_temp.word('王,李,张,刘,陈,杨,赵,黄,周,吴,马,祁,韩,星,鲍,拉毛,才让,卓玛,扎西,桑杰', i, 41)
	|| pg_temp.word('春,秋,建,文,海,玉,桂,志,永,晓,青,兰,宝,国,新,德,延,吉,万,成', i, 42)
	|| pg_temp.word('生,花,英,林,山,珍,明,芳,云,福,梅,军,霞,平,财,录,莲,元,贵,萍', i, 43);

create function pg_temp.rid(kind text, n bigint) returns uuid
language sql immutable
return md5('demo ' || kind || ' ' || n)::uuid;

create function pg_temp.org(code text) returns int
language sql stable
return (select o.id from biz.organisation o where o.code = $1);

-- Half-years: 0 runs, 1 to 3 went before.
create temporary table half as
select h, first, (first + interval '6 months')::date - 1 as last
  from generate_series(0, 3) h
 cross join lateral (select (make_date(extract(year from current_date)::int,
	case when extract(month from current_date) > 6 then 7 else 1 end, 1) - make_interval(months => 6 * h))::date as first) f;
create temporary table town as
select o.id as org_id, right(o.code, 2)::int as n from biz.organisation o where o.code ~ '^HZT[0-9]{2}$';
create temporary table doing as
select pg_temp.org('HZH') as hospital, pg_temp.org('XNH') as city, pg_temp.org('640300H') as afar,
       pg_temp.org('630000H') as province, pg_temp.org('HZ000000') as county_office,
       pg_temp.org('XN000000') as city_office, pg_temp.org('QH000000') as province_office,
       (select min(first) from half) as begun;

-- Staff: 36 of the county hospital, 12 of the city's, 6 from afar, three of each township.
create temporary table person as
select s.*, (string_to_array('内科,外科,妇产科,儿科,护理,麻醉科,检验科,放射科', ','))[1 + s.n % 8] as specialty
  from (select pg_temp.org('HZH') as org_id, 'hz' as place, n from generate_series(1, 36) n
	 union all
	select pg_temp.org('XNH'), 'xn', n from generate_series(1, 12) n
	 union all
	select pg_temp.org('640300H'), 'wz', n from generate_series(1, 6) n
	 union all
	select t.org_id, 't', t.n * 10 + k from town t, generate_series(1, 3) k) s;

insert into biz.staff (id, org_id, region_id, state, joined_on, name, employee_number, sex, birth_date, department, category,
       specialty, professional_title, rank_level, rank_since, promotion_target, promotion_year, licence_kind, licence_number,
       licence_until, education, login)
select pg_temp.rid('staff ' || p.place, p.n), p.org_id, 0, 'confirmed', current_date - 2000 - pg_temp.pick(p.n, 44, 4000),
       case when l.login is not null then l.name else pg_temp.person(p.n * 7 + length(p.place) * 1000) end,
       upper(p.place) || lpad(p.n::text, 4, '0'),
       case when p.specialty = '护理' or pg_temp.pick(p.n, 45, 2) = 0 then 'F' else 'M' end,
       current_date - 365 * 32 - pg_temp.pick(p.n, 46, 365 * 22), p.specialty, k.category, p.specialty,
       case k.category when 'doctor' then case k.rank when 'junior' then '住院医师' when 'mid' then '主治医师' else '副主任医师' end
            when 'nurse' then case k.rank when 'junior' then '护师' when 'mid' then '主管护师' else '副主任护师' end
            else case k.rank when 'junior' then '技师' when 'mid' then '主管技师' else '副主任技师' end end,
       k.rank, current_date - 365 * 3 - pg_temp.pick(p.n, 47, 2000),
       case when p.place = 'hz' and p.n % 9 = 0 then case k.rank when 'junior' then 'mid' else 'deputy_senior' end end,
       case when p.place = 'hz' and p.n % 9 = 0 then extract(year from current_date)::int + 1 end,
       k.licence, '6300' || lpad((p.n * 131 + length(p.place))::text, 8, '0'), current_date + 900, '本科', l.login
  from person p
 cross join lateral (select
	case when p.specialty = '护理' then 'nurse' when p.specialty in ('检验科', '放射科') then 'technician' else 'doctor' end as category,
	case when p.specialty = '护理' then 'nurse' when p.specialty in ('检验科', '放射科') then 'technician' else 'practising_doctor' end as licence,
	case when p.place = 't' then case p.n % 3 when 0 then 'mid' else 'junior' end
	     when p.n % 6 = 0 then 'deputy_senior' else 'mid' end as rank) k
  left join (values ('hz', 33, 'hzdoctor@hz', '白桦'), ('t', 11, 't01doctor@hz', '青稞')) as l (place, n, login, name)
    on l.place = p.place and l.n = p.n;

-- Schemes: the county's for its townships in two versions, the province's for teams.
insert into biz.scheme (id, org_id, region_id, state, valid_from, valid_to, code, name, scheme_version, programme, policy_basis, issued_by, summary)
select pg_temp.rid('scheme', x.n), x.org, 0, 'confirmed', x.since, x.until, x.code, x.name, x.version, x.programme, x.basis, x.issuer, x.summary
  from doing d
 cross join lateral (values
	(1, d.hospital, d.begun - 365, (select last from half where h = 2), 'HZ-SUPPORT', '县级医院对口支援乡镇卫生院实施方案', 1,
	 '县乡对口支援（示范）', '县卫健委年度工作安排', '湟中区示范医院', '每院常驻1名中级以上职称医务人员，每半年轮换。'),
	(2, d.hospital, (select first from half where h = 1), null, 'HZ-SUPPORT', '县级医院对口支援乡镇卫生院实施方案', 2,
	 '县乡对口支援（示范）', '县卫健委年度工作安排', '湟中区示范医院', '每院常驻2名中级以上职称医务人员，每周在岗不少于3个工作日，每半年轮换。'),
	(3, d.afar, (select first from half where h = 0), null, 'EW-TEAM', '东西部协作医疗队派驻方案', 1, '西部协作（示范）', '东西部协作协议', '吴忠市示范医院',
	 '每批不少于3人，派驻半年。'),
	(4, d.county_office, (select first from half where h = 1), null, 'HZ-COVER', '基层医疗卫生机构对口支援全覆盖实施方案', 1, '县乡对口支援（示范）', '县卫健委年度工作安排',
	 '湟中区卫生健康委员会', '辖区乡镇卫生院和社区卫生服务中心全部结对。')) as x (n, org, since, until, code, name, version, programme, basis, issuer, summary);
insert into biz.scheme_rule (record_id, line, rule, amount, unit, per, rank_level, remark)
select pg_temp.rid('scheme', x.n), x.line, x.rule, x.amount, x.unit, x.per, x.rank, x.remark
  from (values
	(1, 1, 'posted_rank', null::numeric, null, null, 'mid', '中级以上职称'), (1, 2, 'posted_at_once', 1, 'person', null, null, '每院1名'),
	(1, 3, 'rotation', 6, 'month', null, null, '每半年轮换'),
	(2, 1, 'posted_rank', null, null, null, 'mid', '中级以上职称'), (2, 2, 'posted_at_once', 2, 'person', null, null, '每院2名'),
	(2, 3, 'week_days', 3, 'day', 'week', null, '每周不少于3个工作日'), (2, 4, 'rotation', 6, 'month', null, null, '每半年轮换'),
	(2, 5, 'presence', 1, 'person', 'workday', null, '每个工作日至少1人在岗'), (2, 6, 'lectures', 1, 'time', 'quarter', null, '每季度讲座1次'),
	(2, 8, 'service_length', 6, 'month', null, null, '服务满6个月'),
	(2, 9, 'gate_rank', null, null, null, 'mid', '晋升中级'), (2, 10, 'gate_rank', null, null, null, 'deputy_senior', '晋升副高'),
	(2, 11, 'mentor_rank', null, null, null, 'mid', '带教老师中级以上'),
	(2, 12, 'guidance', 1, 'time', 'year', null, '每年下乡指导不少于1次'), (2, 13, 'study_length', 6, 'month', null, null, '进修不少于6个月'),
	(4, 1, 'coverage', 100, 'percent', null, null, '基层医疗卫生机构对口支援全覆盖'),
	(3, 1, 'posted_at_once', 3, 'person', null, null, '每批3人'), (3, 2, 'posted_rank', null, null, null, 'mid', '中级以上职称'))
	as x (n, line, rule, amount, unit, per, rank, remark);

-- Agreements: the county hospital with each township, the city hospital and the team from afar.
insert into biz.agreement (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on,
       term_years, kind, tier, name, number, programme, scheme_id, tasks, methods, filed_on, filed_with_id, filing_number)
select pg_temp.rid('agreement', t.n), d.hospital, 0, t.org_id, 0, d.hospital, 'confirmed', s.since,
       case when t.n = 7 then current_date + 24 else (s.since + interval '3 years')::date - 1 end,
       case when t.n <> 7 then 3 end, 'support', 'institution', o.name || '对口支援协议书', 'HZ-' || extract(year from s.since) || '-' || lpad(t.n::text, 2, '0'),
       '县乡对口支援（示范）', pg_temp.rid('scheme', 1), '派驻医务人员、培训、技术指导、双向转诊。', '驻点、带教、巡回、远程。',
       case when t.n <> 11 then s.since + 12 end, case when t.n <> 11 then d.county_office end,
       case when t.n <> 11 then '湟卫备' || extract(year from s.since) || lpad(t.n::text, 3, '0') end
  from town t
  join biz.organisation o on o.id = t.org_id
 cross join doing d
 cross join lateral (select date_trunc('year', current_date)::date - 365 as since) s
 union all
select pg_temp.rid('agreement', 20), d.city, 0, d.hospital, 0, d.city, 'confirmed', d.begun, (d.begun + interval '3 years')::date - 1, 3,
       'cooperation', 'city', '城市医院与县医院合作协议', 'XN-HZ-01', '城市医疗集团（示范）', null, '专科共建、技术帮扶、进修。', '派驻、远程、进修。',
       d.begun + 20, d.city_office, '宁卫备001'
  from doing d
 union all
select pg_temp.rid('agreement', 21), d.afar, 0, d.hospital, 0, d.afar, 'confirmed', h.first, (h.first + interval '3 years')::date - 1, 3,
       'aid', 'province', '东西部协作医疗帮扶协议', 'EW-01', '西部协作（示范）', pg_temp.rid('scheme', 3), '共建胸痛、卒中救治单元。', '派驻医疗队、进修、捐赠。',
       h.first + 15, d.province_office, '青卫备021'
  from doing d, half h
 where h.h = 0;
insert into biz.agreement_party (record_id, line, organisation_id, role, leader, contact_name, signed_on)
select a.id, x.line, x.org, x.role, pg_temp.person(hashtext(a.number) + x.line), pg_temp.person(hashtext(a.number) + 10 + x.line),
       case when a.id <> pg_temp.rid('agreement', 13) or x.line = 1 then a.starts_on - 5 end
  from biz.agreement a
 cross join lateral (values (1, a.from_org_id, 'supporter'), (2, a.to_org_id, 'supported')) as x (line, org, role);
insert into biz.agreement_goal (record_id, line, name, figure, target, unit, due_on, owner, status)
select a.id, 1, '上转患者得到及时接诊', 'up_visits', 100, '人次', a.ends_on, '医务科', 'open'
  from biz.agreement a
 where a.to_org_id in (select org_id from town);

-- Batches and postings: two to each township in each half-year; a team from afar, two from the city.
insert into biz.batch (id, org_id, region_id, state, starts_on, ends_on, started_on, ended_on, number, name, programme, purpose, planned_heads, scheme_id)
select pg_temp.rid('batch', h.h), d.hospital, 0, 'confirmed', h.first, h.last, h.first, case when h.h > 0 then h.last end, 4 - h.h,
       '第' || (4 - h.h) || '批派驻', '县乡对口支援（示范）', '驻点诊疗与带教', 28, pg_temp.rid('scheme', case when h.h > 1 then 1 else 2 end)
  from half h, doing d;
insert into biz.batch_part (record_id, line, specialty, heads, rank_level)
select pg_temp.rid('batch', h.h), x.line, x.specialty, x.heads, 'mid'
  from half h, (values (1, '内科', 8), (2, '外科', 6), (3, '妇产科', 6), (4, '护理', 8)) as x (line, specialty, heads);
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, ended_on,
       arrived_on, kind, staff_id, department, role, mode, purpose, batch_id, agreement_id, scheme_id)
select pg_temp.rid('posting', h.h * 1000 + t.n * 10 + k), d.hospital, 0, t.org_id, 0, d.hospital, 'confirmed', h.first, h.last, null,
       h.first, 'support', s.id, case when s.category = 'doctor' then '全科' else s.department end,
       case s.category when 'nurse' then 'nursing' when 'technician' then 'technical' else 'medical' end, 'resident', '驻点诊疗与带教',
       pg_temp.rid('batch', h.h), case when h.first >= date_trunc('year', current_date)::date - 365 then pg_temp.rid('agreement', t.n) end,
       pg_temp.rid('scheme', case when h.h > 1 then 1 else 2 end)
  from half h
 cross join town t
 cross join generate_series(1, 2) k
 cross join doing d
  join biz.staff s on s.id = pg_temp.rid('staff hz', (t.n * 2 + k + h.h * 5) % 32 + 1)
 where h.h < 2 or k = 1;
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, arrived_on,
       kind, staff_id, department, role, mode, purpose, agreement_id, scheme_id)
select pg_temp.rid('posting alone', 1), d.hospital, 0, t.org_id, 0, d.hospital, 'confirmed', h.first, h.last, h.first + 1, 'support',
       pg_temp.rid('staff hz', 33), '全科', 'medical', 'resident', '驻点诊疗与带教', pg_temp.rid('agreement', 1), pg_temp.rid('scheme', 2)
  from half h, town t, doing d
 where h.h = 0 and t.n = 1
 union all
select pg_temp.rid('posting afar', k), d.afar, 0, d.hospital, 0, d.afar, 'confirmed', h.first, h.last, h.first + 2, 'support',
       s.id, s.department, case s.category when 'nurse' then 'nursing' when 'technician' then 'technical' else 'medical' end, 'resident',
       '共建胸痛、卒中救治单元', pg_temp.rid('agreement', 21), pg_temp.rid('scheme', 3)
  from half h, doing d, generate_series(1, 3) k
  join biz.staff s on s.id = pg_temp.rid('staff wz', k)
 where h.h = 0
 union all
select pg_temp.rid('posting city', k), d.city, 0, d.hospital, 0, d.city, 'confirmed', h.first, h.last, h.first, 'support',
       s.id, s.department, case s.category when 'nurse' then 'nursing' when 'technician' then 'technical' else 'medical' end, 'long', '专科共建',
       pg_temp.rid('agreement', 20), null
  from half h, doing d, generate_series(1, 2) k
  join biz.staff s on s.id = pg_temp.rid('staff xn', k)
 where h.h = 0
 union all
select pg_temp.rid('posting alone', 2), d.hospital, 0, t.org_id, 0, d.hospital, 'submitted', h.last + 1, h.last + 181, null, 'support',
       pg_temp.rid('staff hz', 35), '全科', 'medical', 'resident', '下一批驻点', null, pg_temp.rid('scheme', 2)
  from half h, town t, doing d
 where h.h = 0 and t.n = 2;
update biz.posting p
   set appraisal = '工作认真负责，带教规范，群众满意。', passed = pg_temp.pick(hashtext(p.id::text), 48, 20) > 0, appraised_on = p.ends_on + 5,
       state = 'ended', ended_on = p.ends_on
 where p.ends_on < current_date;

-- Attendance of the last two half-years: a workday in forty is missed, none in a first or last week; one
-- doctor of 西堡 is not seen for two weeks; of the last week three townships and the hospital have not said yes.
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind,
       submitted_at, confirmed_at, confirmed_by)
select pg_temp.rid('attendance ' || p.id, day.on_day - date '2000-01-01'), p.from_org_id, 0, p.to_org_id, 0, p.from_org_id,
       case when seen.said then 'confirmed' else 'submitted' end, day.on_day, p.id,
       case when seen.edge then 'full' when pg_temp.pick(seen.i, 50, 30) = 0 then 'am' when pg_temp.pick(seen.i, 50, 30) = 1 then 'pm' else 'full' end,
       case when s.category = 'doctor' then pg_temp.word('outpatient,outpatient,outpatient,ward_round,inpatient,teaching,tour,surgery', seen.i, 51)
            else pg_temp.word('inpatient,teaching,public_health,tour', seen.i, 52) end,
       day.on_day + time '18:00', case when seen.said then day.on_day + 1 + time '09:00' end, case when seen.said then 0 end
  from biz.posting p
  join biz.staff s on s.id = p.staff_id
 cross join doing d
 cross join lateral (select w::date as on_day from generate_series(p.starts_on::timestamp, least(p.ends_on, current_date - 1)::timestamp, '1 day') w
                      where biz.is_workday(w::date)) day
 cross join lateral (select hashtext(p.id::text || day.on_day) as i, day.on_day < p.starts_on + 7 or day.on_day > p.ends_on - 7 as edge,
	day.on_day < current_date - 7 or p.to_org_id not in (pg_temp.org('HZT01'), pg_temp.org('HZT02'), pg_temp.org('HZT06'), d.hospital) as said) seen
 where p.starts_on >= (select first from half where h = 1)
   and p.state in ('confirmed', 'ended')
   and (seen.edge or pg_temp.pick(seen.i, 53, 40) > 0)
   and not (p.to_org_id = pg_temp.org('HZT09') and day.on_day >= current_date - 14);

-- Further study and mentors.
insert into biz.further_study (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, ended_on, kind,
       staff_id, department, specialty, free, programme, result, improvement)
select pg_temp.rid('study', t.n * 10 + k), t.org_id, 0, case when t.n % 4 = 0 then d.city else d.hospital end, 0, t.org_id,
       case when y.ends_on < current_date then 'finished' else 'confirmed' end, y.starts_on, y.ends_on,
       case when y.ends_on < current_date then y.ends_on end, case when k = 1 then 'short' else 'further_study' end, pg_temp.rid('staff t', t.n * 10 + k),
       s.department, s.specialty, true, '县乡对口支援（示范）', case when y.ends_on < current_date then 'qualified' end,
       case when y.ends_on < current_date then '掌握常见病规范诊疗。' end
  from town t
 cross join generate_series(1, 2) k
 cross join doing d
 cross join lateral (select (current_date - 420 + t.n * 22 + k * 31) as starts_on, (current_date - 420 + t.n * 22 + k * 31 + 91 * k) as ends_on) y
  join biz.staff s on s.id = pg_temp.rid('staff t', t.n * 10 + k);
insert into biz.mentorship (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, mentor_id,
       pupil_name, pupil_id, specialty, plan, scheme_id)
select pg_temp.rid('mentor', t.n), d.hospital, 0, t.org_id, 0, d.hospital, case when t.n = 4 then 'submitted' else 'confirmed' end,
       h.first + 4, h.last, p.staff_id, s.name, s.id, s.specialty, '每周带教查房一次，每月病例讨论一次，考核两次。', pg_temp.rid('scheme', 2)
  from town t
 cross join doing d
  join half h on h.h = 0
  join biz.posting p on p.id = pg_temp.rid('posting', t.n * 10 + 1)
  join biz.staff s on s.id = pg_temp.rid('staff t', t.n * 10 + 3);

-- Training: the hospital in each township once a quarter, but one; the city hospital every two months.
insert into biz.training (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, held_on, topic, kind, mode, hours, place,
       heads, heads_exactness, examined, passed, programme, effect)
select pg_temp.rid('training', s.n), s.f, 0, s.t, 0, s.f, case when current_date - s.held_on < 12 then 'submitted' else 'confirmed' end, s.held_on,
       pg_temp.word('高血压规范管理,糖尿病足早期识别,心肺复苏操作,产后出血处置,小儿发热处理,卒中识别与转运,抗菌药物合理使用,院感防控,病历书写规范,胸痛中心建设', s.n, 54),
       pg_temp.word('lecture,lecture,skill,case_discussion,course', s.n, 55), case s.n % 5 when 0 then 'online' when 1 then 'hybrid' else 'on_site' end,
       2, '会议室', 18 + pg_temp.pick(s.n, 56, 40), case when s.n % 9 = 0 then 'over' else 'exact' end,
       case when s.n % 3 = 0 then 18 end, case when s.n % 3 = 0 then 16 + s.n % 2 end, s.programme, '考核合格率较培训前提高。'
  from (select q * 100 + t.n as n, d.hospital as f, t.org_id as t, '县乡对口支援（示范）' as programme,
	       (date_trunc('quarter', current_date) - make_interval(months => 3 * q))::date + 2 * t.n + pg_temp.pick(q * 100 + t.n, 64, 20) as held_on
	  from generate_series(0, 7) q, town t, doing d
	 where not (q = 1 and t.n = 12)
	 union all
	select 1000 + q, d.city, d.hospital, '城市医疗集团（示范）', current_date - 9 - 61 * q from generate_series(0, 10) q, doing d) s
 where s.held_on < current_date;
insert into biz.training_speaker (record_id, line, name, rank_level, organisation)
select r.id, 1, pg_temp.person(hashtext(r.id::text)), 'deputy_senior', o.name from biz.training r join biz.organisation o on o.id = r.from_org_id;

-- Techniques, the first of each at an institution found by the register itself; rescues.
insert into biz.procedure (id, org_id, region_id, state, done_on, technique, department, cases, performed_by, support_org_id, posting_id)
select pg_temp.rid('procedure', g.n), case when g.n % 3 = 0 then d.hospital else t.org_id end, 0, 'confirmed', current_date - 10 - g.n * 9, q.code, '外科', 1 + g.n % 4,
       case when g.n % 3 = 0 then 'guided' when g.n % 3 = 1 then 'dispatched' else 'local' end,
       case when g.n % 3 = 0 then d.city when g.n % 3 = 1 then d.hospital end, null
  from generate_series(1, 60) as g (n)
 cross join doing d
  join town t on t.n = pg_temp.pick(g.n, 57, 6) + 1
  join lateral (select x.code from biz.technique x where x.category = 'surgery' order by hashtext(x.code) limit 1 offset pg_temp.pick(g.n, 63, 5)) q on true;
insert into biz.rescue (id, org_id, region_id, state, rescued_on, condition, patients, outcome, department, performed_by, support_org_id)
select pg_temp.rid('rescue', g.n), t.org_id, 0, 'confirmed', current_date - 5 - g.n * 21, pg_temp.word('急性心肌梗死,产后出血,农药中毒,重型颅脑损伤,急性左心衰', g.n, 58),
       1, pg_temp.word('success,success,success,success,transferred,failed', g.n, 59), '急诊科', 'dispatched', d.hospital
  from generate_series(1, 30) as g (n)
 cross join doing d
  join town t on t.n = pg_temp.pick(g.n, 60, 14) + 1;

-- Supervision: each township once a quarter, but three in the one before this; the county hospital by the city.
insert into biz.supervision_visit (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, visited_on, kind, subject, team,
       score, full_score, conclusion)
select pg_temp.rid('visit', t.n * 100 + q), d.county_office, 0, t.org_id, 0, d.county_office, 'confirmed', day.visited_on, 'routine',
       '对口支援与公共卫生督导', '医政股、基层卫生股', 78 + pg_temp.pick(t.n * 100 + q, 61, 20), 100, '总体落实较好，个别制度执行不到位。'
  from town t
 cross join generate_series(0, 7) q
 cross join doing d
 cross join lateral (select (date_trunc('quarter', current_date) - make_interval(months => 3 * q))::date + 12 + t.n as visited_on) day
 where day.visited_on < current_date
   and not (q = 1 and t.n in (5, 9, 12));
insert into biz.supervision_check (record_id, line, area, item, result)
select v.id, x.line, x.area, x.item, case when pg_temp.pick(hashtext(v.id::text), 62 + x.line, 5) = 0 then 'partial' else 'good' end
  from biz.supervision_visit v, (values (1, 'medical', '核心制度执行'), (2, 'infection', '院感防控'), (3, 'records', '病历质量')) as x (line, area, item);
insert into biz.supervision_finding (record_id, line, finding, due_on, responsible)
select v.id, 1, '抢救车药品未按月核查', v.visited_on + 30, pg_temp.person(hashtext(v.id::text))
  from biz.supervision_visit v
 where pg_temp.pick(hashtext(v.id::text), 66, 6) = 0;

-- Donations, and money down the levels.
insert into biz.donation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, donated_on, kind, subject, total_fen, programme,
       received_on, receipt_number)
select pg_temp.rid('donation', x.n), x.f, 0, x.t, 0, x.f, x.state, current_date - x.ago, x.kind, x.subject, x.fen, x.programme,
       case when x.state = 'confirmed' then current_date - x.ago + 3 end, case when x.state = 'confirmed' then 'JZ' || 1000 + x.n end
  from doing d
 cross join lateral (values
	(1, d.afar, d.hospital, 'confirmed', 300, 'equipment', '除颤仪2台', 9600000, '西部协作（示范）'),
	(2, d.afar, d.hospital, 'confirmed', 120, 'medicine', '急救药品一批', 1850000, '西部协作（示范）'),
	(3, d.hospital, pg_temp.org('HZT01'), 'confirmed', 200, 'equipment', '心电图机1台', 1280000, '县乡对口支援（示范）'),
	(4, d.hospital, pg_temp.org('HZT10'), 'confirmed', 90, 'supplies', '病床及床单元10套', 2600000, '县乡对口支援（示范）'),
	(5, d.city, d.hospital, 'confirmed', 400, 'equipment', '便携式超声1台', 15800000, '城市医疗集团（示范）'),
	(6, d.hospital, pg_temp.org('HZT05'), 'submitted', 9, 'equipment', '雾化器5台', 175000, '县乡对口支援（示范）'))
	as x (n, f, t, state, ago, kind, subject, fen, programme);
insert into biz.donation_item (record_id, line, name, quantity, unit, unit_value_fen, value_fen)
select pg_temp.rid('donation', x.n), 1, x.name, x.quantity, x.unit, x.fen, x.quantity * x.fen
  from (values (1, '除颤仪', 2, '台', 4800000), (2, '急救药品', 1, '批', 1850000), (3, '心电图机', 1, '台', 1280000),
               (4, '病床及床单元', 10, '套', 260000), (5, '便携式超声', 1, '台', 15800000), (6, '雾化器', 5, '台', 35000)) as x (n, name, quantity, unit, fen);
insert into biz.fund (id, org_id, region_id, state, issued_on, name, document_number, fund_year, level, programme, amount_fen, pay_by, pay_method)
select pg_temp.rid('fund', y.n), d.province_office, 0, 'confirmed', y.day, y.day_year || '年对口支援专项资金', '青卫财〔' || y.day_year || '〕' || 12 + y.n || '号',
       y.day_year, 'province', '县乡对口支援（示范）', 120000000, y.day + 60, '国库集中支付'
  from doing d
 cross join lateral (select n, date_trunc('year', current_date)::date - 365 * n + 45 as day,
	extract(year from date_trunc('year', current_date)::date - 365 * n + 45)::int as day_year from generate_series(0, 1) n) y;
insert into biz.fund_use (record_id, line, use)
select f.id, x.n, x.use from biz.fund f, unnest(array['training', 'allowance', 'travel', 'equipment']) with ordinality as x (use, n);
insert into biz.fund_allocation (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, allocated_on, fund_id, parent_id,
       amount_fen, document_number, purpose, due_on, paid_on, arrived_on)
select pg_temp.rid('allocation', x.n * 10 + y.n), x.f, 0, x.t, 0, x.f, 'confirmed', f.issued_on + x.after, f.id,
       case when x.n > 1 then pg_temp.rid('allocation', 10 * (x.n - 1) + y.n) end, x.fen, f.document_number, '对口支援工作经费',
       f.issued_on + x.after + 30, f.issued_on + x.after + x.pays, f.issued_on + x.after + x.pays + 4
  from generate_series(0, 1) as y (n)
  join biz.fund f on f.id = pg_temp.rid('fund', y.n)
 cross join doing d
 cross join lateral (values (1, d.province_office, d.city_office, 20, 12, 80000000), (2, d.city_office, d.county_office, 50, 18, 46000000),
	(3, d.county_office, d.hospital, 80, 41, 30000000)) as x (n, f, t, after, pays, fen)
 where f.issued_on + x.after + x.pays + 4 < current_date
 order by x.n;
insert into biz.fund_spending (id, org_id, region_id, state, spent_on, fund_id, allocation_id, use, subject, amount_fen, voucher_number)
select pg_temp.rid('spending', a.y * 10 + x.n), al.to_org_id, 0, 'confirmed', al.arrived_on + 10 * x.n, al.fund_id, al.id, x.use, x.subject, x.fen, 'PZ-' || a.y || x.n
  from (select n as y, pg_temp.rid('allocation', 30 + n) as id from generate_series(0, 1) n) a
  join biz.fund_allocation al on al.id = a.id
 cross join (values (1, 'training', '乡镇医师培训班', 6200000), (2, 'allowance', '派驻人员补助', 11800000), (3, 'equipment', '便携心电图机', 5400000))
	as x (n, use, subject, fen)
 where al.arrived_on + 10 * x.n < current_date;

commit;
\endif
