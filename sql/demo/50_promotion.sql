-- 50_promotion.sql - five doctors up for deputy senior, one for each way it may go; invented people.
--
-- All served the half-year before this one at a township: 孟知秋 is eligible; 宁怀远 too, and has the
-- county's certificate; 薛若谷 has weeks of a single day; 庄晓棠 refused the next posting; 甄北野's
-- certificate was revoked when a week turned out not to have been served. Run as superuser after
-- 40_records.sql; a second run changes nothing.

select exists (select from biz.certificate) as loaded \gset
\if :loaded
\else

begin;
set local timezone = 'Asia/Shanghai';
set local jit = off;

create function pg_temp.rid(kind text, n bigint) returns uuid
language sql immutable
return md5('demo ' || kind || ' ' || n)::uuid;

create function pg_temp.org(code text) returns int
language sql stable
return (select o.id from biz.organisation o where o.code = $1);

create temporary table served as
select f.first, (f.first + interval '6 months')::date - 1 as last, pg_temp.org('HZH') as hospital,
       pg_temp.rid('scheme', 2) as scheme
  from (select (make_date(extract(year from current_date)::int,
	case when extract(month from current_date) > 6 then 7 else 1 end, 1) - interval '6 months')::date as first) f;
create temporary table candidate as
select x.*, pg_temp.rid('candidate', x.n) as staff, pg_temp.rid('candidate posting', x.n) as posting
  from (values (1, '孟知秋', 'F', '儿科', 'HZT03'), (2, '宁怀远', 'M', '内科', 'HZT04'), (3, '薛若谷', 'M', '外科', 'HZT05'),
	(4, '庄晓棠', 'F', '妇产科', 'HZT06'), (5, '甄北野', 'M', '麻醉科', 'HZT08')) as x (n, name, sex, department, town);

insert into biz.staff (id, org_id, region_id, state, joined_on, name, employee_number, sex, birth_date, department, category, specialty,
       professional_title, rank_level, rank_since, promotion_target, promotion_year, licence_kind, licence_number, licence_until, education)
select c.staff, s.hospital, 0, 'confirmed', current_date - 3000 - c.n * 91, c.name, 'HZ01' || lpad(c.n::text, 2, '0'), c.sex,
       current_date - 365 * 38 - c.n * 203, c.department, 'doctor', c.department, '主治医师', 'mid', current_date - 365 * 5 - c.n * 40,
       'deputy_senior', extract(year from current_date)::int, 'practising_doctor', '63009' || lpad((c.n * 77)::text, 7, '0'),
       current_date + 900, '本科'
  from candidate c, served s;

insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on, ended_on,
       arrived_on, kind, staff_id, department, role, mode, purpose, agreement_id, scheme_id, appraisal, passed, appraised_on)
select c.posting, s.hospital, 0, pg_temp.org(c.town), 0, s.hospital, 'ended', s.first, s.last, s.last, s.first, 'support', c.staff, '全科',
       'medical', 'resident', '驻点诊疗与带教', pg_temp.rid('agreement', right(c.town, 2)::int), s.scheme,
       '服从安排，坚持每周查房带教，群众满意。', true, s.last + 5
  from candidate c, served s;
insert into biz.posting (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, starts_on, ends_on,
       kind, staff_id, department, role, mode, purpose, scheme_id)
select pg_temp.rid('candidate posting', 14), s.hospital, 0, pg_temp.org('HZT10'), 0, s.hospital, 'submitted', d.refused + 14,
       d.refused + 194, 'support', c.staff, '全科', 'medical', 'resident', '下一批驻点', s.scheme
  from candidate c, served s,
       (select greatest(date_trunc('year', current_date)::date, current_date - 20) as refused) d
 where c.n = 4;
update biz.posting p
   set state = 'refused', state_reason = '本人以家中有事为由拒绝派驻', refused_on = p.starts_on - 14, consequence = 'barred_this_year'
 where p.id = pg_temp.rid('candidate posting', 14);

-- The county's own scheme: a year in all. Who is judged may be judged by either.
insert into biz.scheme (id, org_id, region_id, state, valid_from, code, name, scheme_version, programme, policy_basis, issued_by, summary)
select pg_temp.rid('scheme', 50), pg_temp.org('HZ000000'), 0, 'confirmed', s.first - 365, 'HZ-YEAR', '卫生技术人员晋升前服务基层规定', 1, '县乡对口支援（示范）',
       '区卫健委年度工作安排', '湟中区卫生健康委员会', '晋升副高级职称前，在基层累计服务满一年。'
  from served s;
insert into biz.scheme_rule (record_id, line, rule, amount, unit, per, rank_level, remark)
values (pg_temp.rid('scheme', 50), 1, 'service_length', 1, 'year', 'total', null, '累计满一年'),
       (pg_temp.rid('scheme', 50), 2, 'gate_rank', null, null, null, 'deputy_senior', '晋升副高');

-- Four days a week; 薛若谷 a single one in two weeks.
insert into biz.attendance (id, from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, state, on_day, posting_id, part, kind,
       submitted_at, confirmed_at, confirmed_by)
select pg_temp.rid('attendance ' || c.posting, d.day - date '2000-01-01'), s.hospital, 0, pg_temp.org(c.town), 0, s.hospital, 'confirmed',
       d.day, c.posting, 'full', case d.nth when 1 then 'ward_round' when 2 then 'teaching' else 'outpatient' end,
       d.day + time '18:00', d.day + 1 + time '09:00', 0
  from candidate c
 cross join served s
 cross join lateral (
       select w::date as day, row_number() over (partition by date_trunc('week', w) order by w) as nth,
              (w::date - date_trunc('week', s.first)::date) / 7 as week
         from generate_series(s.first::timestamp, s.last::timestamp, '1 day') w
        where biz.is_workday(w::date)) d
 where d.nth <= case when c.n = 3 and d.week in (9, 17) then 1 else 4 end;

-- Issued by the county's commission.
select biz.certificate_write(p, v, 'deputy_senior', s.last, pg_temp.rid('certificate', c.n), pg_temp.org('HZ000000'), 0, '喻千山')
  from candidate c
 cross join served s
  join biz.staff p on p.id = c.staff
  join biz.scheme v on v.id = s.scheme
 where c.n in (2, 5) \g /dev/null
update biz.attendance a
   set state = 'void', state_reason = '经核查，该周未到岗'
  from candidate c, served s
 where c.n = 5
   and a.posting_id = c.posting
   and a.on_day between date_trunc('week', s.first)::date + 70 and date_trunc('week', s.first)::date + 76;
update biz.certificate c
   set revoked_at = now(), revoked_by = 0, revoke_reason = '核查发现有一周未到岗，出勤登记有误'
 where c.id = pg_temp.rid('certificate', 5);

commit;
\endif
