-- 30_referrals.sql - a lively year and a half of referrals for the demonstration; invented people.
--
-- 湟中's townships and their county hospital, the city hospital, and a dozen other counties; what is
-- older than a month has ended, the last days hold every state and some that are overdue. The same
-- rows for the same day. ID numbers and telephones stay empty: their ciphertext is made by the
-- worker, never by SQL. Run as superuser after 10_organisations.sql; a second run changes nothing.

select exists (select from biz.referral) as loaded \gset
\if :loaded
\else

begin;
set local timezone = 'Asia/Shanghai';
set local client_min_messages = warning;
set local jit = off;
set local work_mem = '64MB';

-- A number below n that looks like chance and is always the same.
create function pg_temp.pick(i bigint, salt int, n int) returns int
language sql immutable
return ((hashint8extended(i, salt) & 9007199254740991) % n)::int;

-- Who refers whom, how often of a thousand.
create temporary table way (share int, direction text, from_org int, to_org int);
insert into pg_temp.way
select 45 - substr(t.code, 4)::int, 'up', t.id, h.id
  from biz.organisation t, biz.organisation h
 where t.code ~ '^HZT[0-9]{2}$' and h.code = 'HZH'
 union all
select 8, 'down', h.id, t.id
  from biz.organisation t, biz.organisation h
 where t.code ~ '^HZT[0-9]{2}$' and t.code <> 'HZT05' and h.code = 'HZH'
 union all
select w.share, w.direction, f.id, t.id
  from (values (60, 'up', 'HZH', 'XNH'), (18, 'down', 'XNH', 'HZH'), (6, 'up', 'HZT01', 'XNH'),
               (8, 'up', 'XNH', '630000H'), (5, 'down', '630000H', 'XNH'),
               (4, 'same_level', 'HZH', '630121H'), (3, 'same_level', '630123H', 'HZH'))
       as w (share, direction, from_code, to_code)
  join biz.organisation f on f.code = w.from_code
  join biz.organisation t on t.code = w.to_code;
-- Other counties: the townships that take part, their hospital, and the one above it.
insert into pg_temp.way
select case when k.direction = 'up' then 3 else 1 end, k.direction,
       case when k.direction = 'up' then t.id else h.id end,
       case when k.direction = 'up' then h.id else t.id end
  from biz.organisation h
  join biz.organisation t on t.region_id = h.region_id and t.tier = 2
       and pg_temp.pick(t.id, 20, 3) > 0
 cross join (values ('up'), ('down')) as k (direction)
 where h.code ~ '^63[0-9]{4}H$'
   and h.region_id % 100 <> 0
   and h.region_id <> 630106
   and h.region_id % 7 < 3
   and (k.direction = 'up' or pg_temp.pick(t.id, 21, 3) = 0);
insert into pg_temp.way
select 4, 'up', h.id, c.id
  from biz.organisation h
  join biz.organisation c on c.code in (h.region_id / 100 * 100 || 'H', '630000H')
 where h.code ~ '^63[0-9]{4}H$'
   and h.region_id % 100 <> 0
   and h.region_id % 7 < 3;

create temporary table slot as
select direction, from_org, to_org,
       sum(share) over (order by direction, from_org, to_org) - share as low,
       sum(share) over (order by direction, from_org, to_org) as high
  from pg_temp.way;

create temporary table illness (
	place int, code text, name text, department text, care text, summary text, plan text
);
insert into pg_temp.illness values
	(0, 'I10', '高血压病3级', '心血管内科', 'outpatient', '血压持续升高，最高180/110mmHg，口服两种降压药控制不佳。', '每周测血压两次，低盐饮食，按医嘱服药。'),
	(1, 'E11.9', '2型糖尿病', '内分泌科', 'outpatient', '空腹血糖14.2mmol/L，调整口服药后仍控制不佳。', '监测空腹及餐后血糖，饮食控制，两周复诊。'),
	(2, 'J18.9', '社区获得性肺炎', '呼吸内科', 'inpatient', '发热、咳嗽5天，抗感染治疗3天无好转。', '继续口服抗生素5天，一周后复查胸片。'),
	(3, 'K35.8', '急性阑尾炎', '普外科', 'inpatient', '转移性右下腹痛12小时，麦氏点压痛反跳痛。', '切口换药，术后7天拆线，清淡饮食。'),
	(4, 'I63.9', '脑梗死', '神经内科', 'inpatient', '突发右侧肢体无力3小时，言语含糊。', '肢体功能锻炼每日两次，规律服用抗血小板药。'),
	(5, 'S72.0', '股骨颈骨折', '骨科', 'inpatient', '跌倒后左髋部疼痛、活动受限2小时。', '患肢制动，一个月后复查X线，逐步负重。'),
	(6, 'I21.9', '急性心肌梗死', '心血管内科', 'inpatient', '胸痛2小时不缓解，心电图ST段抬高。', '双联抗血小板治疗一年，心脏康复随访。'),
	(7, 'J44.1', '慢性阻塞性肺疾病急性加重', '呼吸内科', 'inpatient', '咳喘加重一周，静息状态下气促。', '家庭氧疗，吸入剂规范使用，每月随访。'),
	(8, 'O80', '妊娠38周待产', '妇产科', 'inpatient', '孕38周，胎位异常，建议上级医院分娩。', '产后42天访视，母乳喂养指导。'),
	(9, 'N18.9', '慢性肾脏病', '肾内科', 'outpatient', '肌酐进行性升高，需进一步评估。', '低蛋白饮食，每月复查肾功能。'),
	(10, 'K80.2', '胆囊结石', '普外科', 'outpatient', '反复右上腹痛半年，超声提示结石。', '低脂饮食，症状加重及时就诊。'),
	(11, 'B18.1', '慢性乙型肝炎', '感染科', 'outpatient', '转氨酶升高，需抗病毒治疗评估。', '按时服用抗病毒药，三个月复查病毒载量。'),
	(12, 'A16.2', '疑似肺结核', '感染科', 'outpatient', '低热、盗汗、咳嗽一月余。', '督导服药，每月复查痰涂片。'),
	(13, 'M54.5', '腰椎间盘突出', '骨科', 'outpatient', '腰痛伴左下肢放射痛两周。', '卧床休息，腰背肌锻炼。'),
	(14, null, '儿童反复发热待查', '儿科', 'outpatient', '反复发热10天，原因不明。', '观察体温，必要时复诊。');

-- One row a referral: when, by which way, of what, how far it came.
create temporary table draw as
select d.*, s.direction, s.from_org, s.to_org, p.pn,
       case when d.age_s > 30 * 86400 then case
                when fate < 55 then 'rejected' when fate < 95 then 'cancelled'
                when fate < 110 then 'no_show' when fate < 120 then 'redirected' else 'closed' end
            when d.age_s > 10 * 86400 then case
                when fate < 50 then 'rejected' when fate < 80 then 'cancelled'
                when fate < 110 then 'no_show' when fate < 200 then 'treated'
                when fate < 430 then 'feedback' else 'closed' end
            when d.age_s > 3 * 86400 then case
                when fate < 60 then 'rejected' when fate < 90 then 'cancelled'
                when fate < 130 then 'returned' when fate < 160 then 'sent'
                when fate < 300 then 'booked' when fate < 550 then 'arrived'
                when fate < 700 then 'treated' when fate < 850 then 'feedback' else 'closed' end
            else case
                when fate < 100 then 'draft' when fate < 480 then 'sent'
                when fate < 620 then 'received' when fate < 800 then 'accepted'
                when fate < 920 then 'booked' else 'arrived' end end as state
  from (
	select n, pg_temp.pick(n, 2, 1000) as fate, pg_temp.pick(n, 3, 100) as chance,
	       pg_temp.pick(n, 4, (select max(high)::int from pg_temp.slot)) as ticket,
	       -- Denser towards the present, none in the first quarter of an hour.
	       900 + (pg_temp.pick(n, 1, 1000000) / 1e6) ^ 1.4 * 540 * 86400 as age_s
	  from generate_series(1, 14000) n) d
  join pg_temp.slot s on d.ticket >= s.low and d.ticket < s.high
 -- One patient in nine comes again to the same institution.
 cross join lateral (select case when pg_temp.pick(d.n, 5, 9) = 0
                                 then d.n - 1 - pg_temp.pick(d.n, 6, 3) else d.n end as pn) p;

-- A second referral of a patient needs the first one to be of the same sender.
update pg_temp.draw d
   set pn = d.n
 where d.pn <> d.n
   and not exists (select from pg_temp.draw k
                    where k.n = d.pn and k.pn = k.n and k.from_org = d.from_org);

create temporary table patient as
select distinct on (pn) md5('demo patient ' || pn)::uuid as id, pn, from_org,
       sha256(('demo person ' || pn)::bytea) as person_key
  from pg_temp.draw
 order by pn, n;

insert into biz.patient (id, org_id, region_id, name, sex, birth_date, person_key, created_by,
       created_at)
select p.id, o.id, o.region_id,
       (string_to_array('王,李,张,刘,陈,杨,赵,黄,周,吴,马,祁,韩,星,鲍,拉毛,才让,卓玛,扎西,桑杰', ','))
       	[1 + pg_temp.pick(p.pn, 7, 20)]
       || (string_to_array('春,秋,建,文,海,玉,桂,志,永,晓,青,兰,宝,国,新,德,延,吉,万,成', ','))
       	[1 + pg_temp.pick(p.pn, 8, 20)]
       || (string_to_array('生,花,英,林,山,珍,明,芳,云,福,梅,军,霞,平,财,录,莲,元,贵,萍', ','))
       	[1 + pg_temp.pick(p.pn, 9, 20)],
       case pg_temp.pick(p.pn, 10, 2) when 0 then 'M' else 'F' end,
       current_date - 365 * 2 - pg_temp.pick(p.pn, 11, 365 * 84), p.person_key, 0,
       now() - interval '540 days'
  from pg_temp.patient p
  join biz.organisation o on o.id = p.from_org;

create temporary table story as
select d.*, i.*, now() - d.age_s * interval '1 second' as at,
       case when d.direction = 'down' then 'routine' when d.chance < 4 then 'emergency'
            when d.chance < 18 then 'urgent' else 'routine' end as urgency,
       case d.state when 'draft' then 0 when 'sent' then 1 when 'cancelled' then 2
            when 'received' then 2 when 'accepted' then 3 when 'rejected' then 3 when 'returned' then 3
            when 'redirected' then 3 when 'booked' then 4 when 'no_show' then 4 when 'arrived' then 5
            when 'treated' then 6 when 'feedback' then 7 else 8 end as steps
  from pg_temp.draw d
  join pg_temp.illness i on i.place = pg_temp.pick(d.n, 12, 15);

-- Hours of the steps; nothing lies in the future.
create temporary table timed as
select s.*,
       least(s.at + t.answer, now() - interval '1 minute') as answered,
       least(s.at + t.answer + t.come, now() - interval '30 seconds') as came
  from pg_temp.story s
 cross join lateral (
	select case s.urgency when 'emergency' then interval '2 minutes' * (1 + pg_temp.pick(s.n, 13, 20))
	       when 'urgent' then interval '5 minutes' * (1 + pg_temp.pick(s.n, 13, 200))
	       else interval '4 minutes' * (1 + pg_temp.pick(s.n, 13, 300)) end as answer,
	       interval '1 hour' * (2 + pg_temp.pick(s.n, 14, 50)) as come) t;

-- Counted once at the end, which is quicker than row by row.
alter table biz.referral disable trigger user;

insert into biz.referral (id, number, direction, emergency, green_channel, first_contact, urgency,
       care, patient_id, patient_org_id, person_key, from_org_id, from_region_id, from_department,
       from_doctor, to_org_id, to_region_id, to_department, diagnosis, diagnosis_code, reason_code,
       reason, summary, recovery_plan, medicines, follow_up, consent, contact_name, state, version,
       listed_at, sent_at, received_at, answered_at, accepted_at, booked_at, booked_for, arrived_at,
       arrived_on, treated_at, feedback_at, closed_at, ended_at, due_at, answer, bed, treatment,
       feedback_diagnosis, feedback, advice, end_reason_code, end_reason, redirect_to_id, created_by,
       updated_by, created_at, updated_at)
select k.id, biz.referral_number(k.id, t.at), t.direction, t.urgency = 'emergency',
       t.chance % 11 = 0, t.direction = 'up' and t.chance % 2 = 0, t.urgency, t.care, p.id,
       p.from_org, p.person_key, f.id, f.region_id,
       case when f.tier <= 2 then '全科' else t.department end,
       (string_to_array('马建文,李玉芳,祁国平,张海云,韩桂英,周晓林', ','))[1 + pg_temp.pick(t.n, 15, 6)],
       o.id, o.region_id, case when o.tier > 2 then t.department else '全科' end, t.name, t.code,
       case when t.direction = 'down' then 'recovery' when t.chance < 60 then 'beyond_capacity'
            else 'uncertain_diagnosis' end,
       case when t.direction = 'down' then '病情稳定，转回基层继续康复治疗。'
            else '本机构诊疗条件有限，请上级医院进一步诊治。' end,
       t.summary, case when t.direction = 'down' then t.plan end,
       case when t.direction = 'down' then '按出院带药清单继续服用。' end,
       case when t.direction = 'down' then '每两周随访一次，共三个月。' end,
       case when t.steps = 0 then null when t.urgency = 'emergency' then 'emergency'
            else 'written' end,
       '家属', t.state, greatest(1, t.steps + 1), t.at, case when t.steps > 0 then t.at end,
       case when t.steps >= 2 and t.state <> 'cancelled' then t.at + (t.answered - t.at) / 2 end,
       case when t.steps >= 3 then t.answered end,
       case when t.steps >= 3 and t.state not in ('rejected', 'returned', 'redirected')
            then t.answered end,
       case when t.steps >= 4 then t.answered end,
       case when t.steps >= 4 then
            case when t.state = 'booked' then
                 date_trunc('day', now()) + interval '1 hour' * (8 + t.n % 9)
                 + interval '1 day' * (t.n % 4 - 1)
            else t.came end end,
       case when t.steps >= 5 then t.came end,
       case when t.steps >= 5 then (t.came at time zone 'Asia/Shanghai')::date end,
       case when t.steps >= 6 then least(t.came + interval '3 hours', now()) end,
       case when t.steps >= 7 then least(t.came + interval '4 days', now()) end,
       case when t.steps >= 8 then least(t.came + interval '5 days', now()) end,
       case t.state when 'closed' then least(t.came + interval '5 days', now())
            when 'rejected' then t.answered when 'redirected' then t.answered
            when 'cancelled' then t.answered end,
       biz.referral_due(t.state, t.urgency, case t.state when 'sent' then t.at when 'received' then t.at
            when 'accepted' then t.answered
            when 'booked' then date_trunc('day', now()) + interval '1 hour' * (8 + t.n % 9)
                 + interval '1 day' * (t.n % 4 - 1)
            when 'feedback' then least(t.came + interval '4 days', now()) else t.came end),
       case when t.steps >= 3 and t.state not in ('rejected', 'returned', 'redirected')
            then '同意接收，请按预约时间到院。' end,
       case when t.care = 'inpatient' and t.steps >= 3
                 and t.state not in ('rejected', 'returned', 'redirected')
            then pg_temp.pick(t.n, 16, 6) + 2 || '区' || pg_temp.pick(t.n, 17, 40) + 1 || '床' end,
       case when t.steps >= 6 then '已完善检查并给予相应治疗。' end,
       case when t.steps >= 7 then t.name end,
       case when t.steps >= 7 then '经治疗病情好转，生命体征平稳。' end,
       case when t.steps >= 7 then t.plan end,
       case t.state when 'rejected' then 'no_bed' when 'returned' then 'incomplete'
            when 'redirected' then 'better_place' when 'cancelled' then 'improved'
            when 'no_show' then 'unreachable' end,
       case t.state when 'returned' then '请补充近期检查结果。' end,
       case when t.state = 'redirected' then (
            select x.id from biz.organisation x
             where x.code = '630000H' and x.id not in (f.id, o.id)) end,
       0, 0, t.at - interval '5 minutes',
       case when t.steps <= 1 then t.at when t.steps <= 4 then t.answered
            else least(t.came + interval '5 days', now()) end
  from pg_temp.timed t
 cross join lateral (
	select (lpad(to_hex((extract(epoch from t.at) * 1000)::bigint), 12, '0') || '7'
	       || substr(md5('demo' || t.n), 1, 3) || '9' || substr(md5('demo' || t.n), 4, 15))::uuid
	       as id) k
  join pg_temp.patient p on p.pn = t.pn
  join biz.organisation f on f.id = t.from_org
  join biz.organisation o on o.id = t.to_org;

-- The history that goes with each state.
insert into biz.referral_event (referral_id, at, account_id, actor_name, org_id, action, from_state,
       to_state, reason_code, reason, version)
select r.id, e.at, 0, case when e.side = 'f' then coalesce(r.from_doctor, '经办') else '接诊经办' end,
       case when e.side = 'f' then r.from_org_id else r.to_org_id end, e.action, e.before, e.after,
       case when e.action in ('reject', 'return', 'redirect', 'cancel', 'no_show')
            then r.end_reason_code end,
       case when e.action = 'return' then r.end_reason end,
       row_number() over (partition by r.id order by e.place)
  from biz.referral r
 cross join lateral (values
	(1, r.created_at, 'f', 'create', null, 'draft'),
	(2, r.sent_at, 'f', 'send', 'draft', 'sent'),
	(3, r.received_at, 't', 'receive', 'sent', 'received'),
	(4, r.accepted_at, 't', 'accept', 'received', 'accepted'),
	(5, r.booked_at, 't', 'book', 'accepted', 'booked'),
	(6, r.arrived_at, 't', 'arrive', 'booked', 'arrived'),
	(7, r.treated_at, 't', 'treat', 'arrived', 'treated'),
	(8, r.feedback_at, 't', 'feedback', 'treated', 'feedback'),
	(9, r.closed_at, 'f', 'close', 'feedback', 'closed'),
	(10, case when r.state = 'rejected' then r.answered_at end, 't', 'reject', 'received', 'rejected'),
	(11, case when r.state = 'returned' then r.answered_at end, 't', 'return', 'received', 'returned'),
	(12, case when r.state = 'redirected' then r.answered_at end, 't', 'redirect', 'received',
	 'redirected'),
	(13, case when r.state = 'cancelled' then r.ended_at end, 'f', 'cancel', 'sent', 'cancelled'),
	(14, case when r.state = 'no_show' then r.booked_for end, 't', 'no_show', 'booked', 'no_show'))
       as e (place, at, side, action, before, after)
 where e.at is not null
 order by e.at;

update biz.referral r
   set version = k.n
  from (select referral_id, count(*) as n from biz.referral_event group by referral_id) k
 where k.referral_id = r.id
   and r.version <> k.n;

alter table biz.referral enable trigger user;
select fig.rebuild_referrals() \g /dev/null

commit;

analyze biz.patient, biz.referral, biz.referral_event, fig.referral_region, fig.referral_pair,
	fig.referral_visit;
\endif
