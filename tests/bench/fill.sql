-- fill.sql - many referrals over many institutions for measuring; the same rows every time.
--
-- psql -v referrals=1000000 -v institutions=1000 -v counties=20 -f fill.sql, as superuser, in a
-- database that is migrated and has its divisions (tools/seed.sh). Institutions get the codes B00001
-- and on, the first of each county being its hospital; an institution's county follows from its
-- number. Nine tenths of the referrals go from a township to its county hospital, spread over three
-- years up to now; what is older than a month has ended. People are referred by their own township:
-- most once, a fifth of them twice, and a tenth of the referrals are of people who come about ten
-- times. The first hospital has many to book, so that whoever measures finds rows of its own.
-- Ciphertext stays empty: SQL cannot make it.
\set ON_ERROR_STOP on
\if :{?referrals}
\else
\set referrals 1000000
\endif
\if :{?institutions}
\else
\set institutions 1000
\endif
\if :{?counties}
\else
\set counties 20
\endif
begin;
set local client_min_messages = warning;
set local timezone = 'Asia/Shanghai';
set local synchronous_commit = off;
set local work_mem = '256MB';
set local maintenance_work_mem = '256MB';
set local jit = off;

-- A number below n that looks like chance and is always the same.
create function pg_temp.pick(i bigint, salt int, n int) returns int
language sql immutable
return ((hashint8extended(i, salt) & 9007199254740991) % n)::int;

create temporary table county on commit drop as
select code, row_number() over (order by code) - 1 as place
  from (
	select d.code
	  from biz.division d
	 where d.level = 3
	   and d.code between 630000 and 649999
	 order by d.code
	 limit :counties) c;

insert into biz.organisation (code, name, kind, level, division_code, region_id, beds, pinyin,
       initials, valid_from)
select 'B' || lpad(i::text, 5, '0'),
       case when i <= :counties then '测试县医院' else '测试卫生院' end || i,
       case when i <= :counties then 'general_hospital' else 'township_hospital' end,
       case when i <= :counties then 2 else 1 end,
       c.code, c.code, 50, 'ceshi' || i, 'cs', '2010-01-01'
  from generate_series(1, :institutions) i
  join county c on c.place = (i - 1) % :counties;

create temporary table place on commit drop as
select o.id, o.region_id, substr(o.code, 2)::int as i
  from biz.organisation o
 where o.code ~ '^B[0-9]{5}$';
create unique index on place (i);
analyze place;

-- Who refers whom: numbers of the sender, of the receiver, and all that varies.
create temporary table draw on commit drop as
select n,
       lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
       || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15) as hex,
       sha256(('person' || person)::bytea) as person_key,
       kind, town, (town - 1) % :counties + 1 as hospital, at, fate,
       pg_temp.pick(n, 5, 100) as chance
  from (
	select n, person,
	       pg_temp.pick(n, 1, 100) as kind,
	       :counties + 1 + pg_temp.pick(person, 2, :institutions - :counties) as town,
	       date_trunc('second', now()) - pg_temp.pick(n, 3, 1095 * 24 * 3600)
	       	* interval '1 second' as at,
	       pg_temp.pick(n, 4, 1000) as fate
	  from generate_series(1, :referrals) n
	 cross join lateral (
		select case when pg_temp.pick(n, 15, 10) = 0 then -1 - pg_temp.pick(n, 16, 1 + :referrals / 100)
		       else n - n % 5 / 4 end) as who (person)) k;

insert into biz.patient (id, org_id, region_id, name, sex, birth_date, person_key, created_by,
       created_at)
select md5('patient' || d.n)::uuid, f.id, f.region_id,
       substr('王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗', 1 + pg_temp.pick(d.n, 6, 20), 1)
       || substr('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平', 1 + pg_temp.pick(d.n, 7, 20), 1)
       || substr('一二三四五六七八九十东西南北春夏秋冬云山', 1 + pg_temp.pick(d.n, 8, 20), 1),
       case pg_temp.pick(d.n, 9, 2) when 0 then 'M' else 'F' end,
       date '1935-01-01' + pg_temp.pick(d.n, 10, 30000),
       d.person_key, 0, d.at
  from draw d
  join place f on f.i = case when d.kind < 92 then d.town else d.hospital end;

alter table biz.referral disable trigger user;

insert into biz.referral (id, number, direction, emergency, green_channel, first_contact, urgency,
       care, patient_id, patient_org_id, person_key, from_org_id, from_region_id, from_department,
       to_org_id, to_region_id, to_department, diagnosis, diagnosis_code, reason_code, reason,
       recovery_plan, consent, contact_name, state, version, listed_at, sent_at, received_at,
       answered_at, accepted_at, booked_at, booked_for, arrived_at, arrived_on, treated_at,
       feedback_at, closed_at, ended_at, due_at, feedback, created_by, updated_by, created_at,
       updated_at)
select d.hex::uuid, biz.referral_number(d.hex::uuid, d.at), d.direction, d.urgency = 'emergency',
       d.chance < 8, d.chance < 60, d.urgency,
       case when d.chance % 3 = 0 then 'inpatient' else 'outpatient' end,
       md5('patient' || d.n)::uuid, f.id, d.person_key,
       f.id, f.region_id, '全科', t.id, t.region_id,
       (array['内科', '外科', '妇产科', '儿科', '骨科', '急诊科'])[1 + pg_temp.pick(d.n, 11, 6)],
       (array['高血压3级', '急性阑尾炎', '2型糖尿病', '肺炎', '脑梗死', '股骨骨折'])
       	[1 + pg_temp.pick(d.n, 12, 6)],
       (array['I10', 'K35.8', 'E11.9', 'J18.9', 'I63.9', 'S72.0'])[1 + pg_temp.pick(d.n, 12, 6)],
       'beyond_capacity', '基层诊疗条件有限，建议上级医院进一步诊治',
       case d.direction when 'down' then '按康复方案每周随访一次' end, 'written', '家属',
       d.state, 1 + d.steps, d.at, case when d.state <> 'draft' then d.at end,
       case when d.steps >= 1 then d.answered end, case when d.steps >= 2 then d.answered end,
       case when d.steps >= 2 and d.state <> 'rejected' and d.state <> 'cancelled'
       	then d.answered end,
       case when d.steps >= 3 then d.answered end,
       case when d.steps >= 3 then d.answered + interval '1 day' end,
       case when d.steps >= 4 then d.came end,
       case when d.steps >= 4 then (d.came at time zone 'Asia/Shanghai')::date end,
       case when d.steps >= 5 then d.came + interval '2 hours' end,
       case when d.steps >= 6 then d.came + interval '3 hours' end,
       case when d.steps >= 7 then d.came + interval '4 hours' end,
       case when d.state in ('closed', 'rejected', 'cancelled') then d.came + interval '4 hours' end,
       case when d.state in ('sent', 'received') then d.at + interval '3 days' end,
       case when d.steps >= 6 then '经治疗好转，请基层继续随访' end, 0, 0, d.at,
       case when d.steps = 0 then d.at else least(d.came + interval '4 hours', now()) end
  from (
	select k.*,
	       case k.state when 'draft' then 0 when 'sent' then 0 when 'received' then 1
	       when 'cancelled' then 1 when 'accepted' then 2 when 'rejected' then 2
	       when 'booked' then 3 when 'no_show' then 3 when 'arrived' then 4 when 'treated' then 5
	       when 'feedback' then 6 else 7 end as steps,
	       k.at + pg_temp.pick(k.n, 13, 40000) * interval '1 second' as answered,
	       k.at + (40000 + pg_temp.pick(k.n, 14, 80000)) * interval '1 second' as came
	  from (
		select w.*,
		       case when kind < 92 then 'up' when kind < 98 then 'down' else 'same_level' end
		       	as direction,
		       case when chance < 3 then 'emergency' when chance < 15 then 'urgent'
		       else 'routine' end as urgency,
		       case
		       when hospital = 1 and at > now() - interval '60 days' and fate < 900 then 'booked'
		       when at > now() - interval '4 days' then case
		       	when fate < 60 then 'draft' when fate < 400 then 'sent' when fate < 600 then 'received'
		       	when fate < 700 then 'rejected' when fate < 760 then 'cancelled' else 'accepted' end
		       when at > now() - interval '30 days' then case
		       	when fate < 150 then 'booked' when fate < 300 then 'arrived' when fate < 400 then 'treated'
		       	when fate < 600 then 'feedback' when fate < 650 then 'no_show' else 'closed' end
		       when fate < 50 then 'rejected' when fate < 90 then 'cancelled' else 'closed' end as state
		  from draw w) k) d
  join place f on f.i = case when d.kind < 92 then d.town else d.hospital end
  join place t on t.i = case
       when d.kind < 92 then d.hospital
       when d.kind < 98 then d.town
       else d.hospital % :counties + 1 end;

alter table biz.referral enable trigger user;
select fig.rebuild_referrals();

insert into biz.referral_event (referral_id, at, account_id, actor_name, org_id, action, from_state,
       to_state, version)
select r.id, r.created_at, 0, '测试', r.from_org_id, 'create', null, 'draft', 1
  from biz.referral r
  join place f on f.id = r.from_org_id;

commit;
vacuum (analyze) biz.organisation, biz.patient, biz.referral, biz.referral_event,
	fig.referral_region, fig.referral_pair, fig.referral_visit, fig.referral_delta;
