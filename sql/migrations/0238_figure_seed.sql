-- 0238_figure_seed.sql - definitions of the figures of referrals and pairings.

set local role yl_owner;

-- Referrals, from fig.referral_table. What the sender did is counted on the day of sending, 上转 and
-- 下转 on the day the patient came.
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, unit_side,
	direction, meaning_zh, meaning_en)
select 'referral', d.place, d.code, d.name_zh, d.name_en, d.unit, d.unit_en, d.kind, 'referral.' || d.measure,
       d.unit_side, d.direction, d.meaning_zh, d.meaning_en
  from (values
	(10, 'up_visits', '上转人次', 'Upward referrals, visits', '人次', 'visits', 'count', 'up_visits', 'from', 'none',
	 '上级机构已接到诊的上转，按到诊日期计；拒收、撤回、未到诊的不计',
	 'Patients referred upwards who came, by the day they came; rejected, withdrawn and missed ones do not count'),
	(11, 'up_persons', '上转人数', 'Upward referrals, persons', '人', 'persons', 'persons', 'up_persons', 'from', 'none',
	 '期内上转到诊的不同患者，同一患者多次只计一人', 'Different patients referred upwards who came in the period'),
	(12, 'down_visits', '下转人次', 'Downward referrals, visits', '人次', 'visits', 'count', 'down_visits', 'to', 'up',
	 '下级机构已接到的下转，按到诊日期计', 'Patients referred downwards who came, by the day they came'),
	(13, 'down_persons', '下转人数', 'Downward referrals, persons', '人', 'persons', 'persons', 'down_persons', 'to', 'up',
	 '期内下转到诊的不同患者，同一患者多次只计一人', 'Different patients referred downwards who came in the period'),
	(14, 'down_inpatient_visits', '住院下转人次', 'Downward referrals of in-patients', '人次', 'visits', 'count',
	 'down_inpatient_visits', 'to', 'up', '下转人次中的住院患者', 'In-patients among those referred downwards'),
	(15, 'same_level_visits', '平级转诊人次', 'Same-level referrals, visits', '人次', 'visits', 'count', 'same_level_visits',
	 'from', 'none', '同级机构之间转诊并已到诊的人次', 'Patients referred between equals who came'),
	(16, 'emergency_visits', '急诊转诊人次', 'Emergency referrals, visits', '人次', 'visits', 'count', 'emergency_visits',
	 'from', 'none', '按急诊转诊并已到诊的人次', 'Patients referred as emergencies who came'),
	(17, 'referrals_sent', '发出转诊', 'Referrals sent', '例', 'cases', 'count', 'sent', 'from', 'none',
	 '发出的转诊单，按发出日期计，草稿不计', 'Referrals sent, by the day of sending; drafts do not count'),
	(18, 'referrals_answered', '已答复转诊', 'Referrals answered', '例', 'cases', 'count', 'answered', 'to', 'up',
	 '期内发出的转诊中接收方已答复的', 'Of those sent in the period: answered by the receiver'),
	(19, 'referrals_accepted', '接收转诊', 'Referrals accepted', '例', 'cases', 'count', 'accepted', 'to', 'up',
	 '期内发出的转诊中接收方同意接收的', 'Of those sent in the period: accepted'),
	(20, 'referrals_arrived', '到诊转诊', 'Referrals arrived', '例', 'cases', 'count', 'came', 'to', 'up',
	 '期内发出的转诊中患者已到诊的（不论何日到诊）', 'Of those sent in the period: whose patient came, on whatever day'),
	(21, 'referrals_rejected', '拒收转诊', 'Referrals rejected', '例', 'cases', 'count', 'rejected', 'to', 'down',
	 '期内发出的转诊中被拒收的', 'Of those sent in the period: rejected'),
	(22, 'referrals_closed_sender', '已结案转诊（按转出方）', 'Referrals closed, by sender', '例', 'cases', 'count',
	 'closed_by_sender', 'from', 'up', '本范围发出的转诊中已结案的', 'Of those sent from the scope: closed'),
	(23, 'referrals_closable_sender', '应结案转诊（按转出方）', 'Referrals to be closed, by sender', '例', 'cases', 'count',
	 'closable_by_sender', 'from', 'none', '本范围发出的转诊，不含撤回和拒收', 'Sent from the scope, less withdrawn and rejected'),
	(24, 'referrals_closed_receiver', '已结案转诊（按接收方）', 'Referrals closed, by receiver', '例', 'cases', 'count',
	 'closed_by_receiver', 'to', 'up', '本范围接到的转诊中已结案的', 'Of those sent to the scope: closed'),
	(25, 'referrals_closable_receiver', '应结案转诊（按接收方）', 'Referrals to be closed, by receiver', '例', 'cases', 'count',
	 'closable_by_receiver', 'to', 'none', '发往本范围的转诊，不含撤回和拒收', 'Sent to the scope, less withdrawn and rejected')
	) as d (place, code, name_zh, name_en, unit, unit_en, kind, measure, unit_side, direction, meaning_zh, meaning_en);

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, times, decimals,
	direction, meaning_zh, meaning_en)
values ('referral', 26, 'referral_answer_hours', '平均答复时间', 'Average time to answer', '小时', 'hours', 'count',
	'referral.answer_seconds_average', 1.0 / 3600, 1, 'down', '期内发出并已答复的转诊，从发出到答复的平均小时数',
	'Of those sent in the period and answered: hours from sending to answer, on average');

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, numerator, denominator,
	times, decimals, direction, meaning_zh, meaning_en, flag_zh, flag_en)
select 'referral', d.place, d.code, d.name_zh, d.name_en, d.unit, d.unit_en, 'ratio', d.numerator, d.denominator,
       d.times, d.decimals, d.direction, d.meaning_zh, d.meaning_en, d.flag_zh, d.flag_en
  from (values
	(30, 'down_up_visits', '下转/上转（人次）', 'Down to up, visits', '%', '%', 'down_visits', 'up_visits', 100, 2, 'up',
	 '下转人次除以上转人次', 'Downward visits by upward visits', null, null),
	(31, 'down_up_persons', '下转/上转（人）', 'Down to up, persons', '%', '%', 'down_persons', 'up_persons', 100, 2, 'up',
	 '下转人数除以上转人数', 'Persons referred downwards by persons referred upwards', null, null),
	(32, 'down_up_mixed', '下转/上转（下转人数比上转人次）', 'Down to up, mixed', '%', '%', 'down_persons', 'up_visits', 100, 2,
	 'up', '沿用部分总结的算法：下转人数除以上转人次', 'As some reports reckon: persons down by visits up',
	 '分子是人、分母是人次，单位混用（X5），仅供对照', 'Persons above visits: mixed units (X5), for comparison only'),
	(33, 'up_down_mixed', '上转:下转（上转人次比下转人数）', 'Up to down, mixed', ':1', ':1', 'up_visits', 'down_persons', 1, 1,
	 'down', '上转人次除以下转人数，即下转1人对应的上转人次', 'Upward visits for each person referred downwards',
	 '分子是人次、分母是人，单位混用（X5），仅供对照', 'Visits above persons: mixed units (X5), for comparison only'),
	(34, 'answer_rate', '转诊答复率', 'Answer rate', '%', '%', 'referrals_answered', 'referrals_sent', 100, 1, 'up',
	 '已答复转诊除以发出转诊', 'Answered by sent', null, null),
	(35, 'acceptance_rate', '转诊接收率', 'Acceptance rate', '%', '%', 'referrals_accepted', 'referrals_answered', 100, 1, 'up',
	 '接收转诊除以已答复转诊', 'Accepted by answered', null, null),
	(36, 'arrival_rate', '转诊到诊率', 'Arrival rate', '%', '%', 'referrals_arrived', 'referrals_accepted', 100, 1, 'up',
	 '到诊转诊除以接收转诊', 'Arrived by accepted', null, null),
	(37, 'closure_rate_sender', '转诊结案率（按转出方）', 'Closure rate, by sender', '%', '%', 'referrals_closed_sender',
	 'referrals_closable_sender', 100, 1, 'up', '本范围发出的转诊中已结案的，除以不含撤回和拒收的发出数',
	 'Closed by sent less withdrawn and rejected, of those sent from the scope', null, null),
	(38, 'closure_rate_receiver', '转诊结案率（按接收方）', 'Closure rate, by receiver', '%', '%', 'referrals_closed_receiver',
	 'referrals_closable_receiver', 100, 1, 'up', '本范围接到的转诊中已结案的，除以不含撤回和拒收的接到数',
	 'Closed by sent less withdrawn and rejected, of those sent to the scope', null, null)
	) as d (place, code, name_zh, name_en, unit, unit_en, numerator, denominator, times, decimals, direction,
		meaning_zh, meaning_en, flag_zh, flag_en);

-- Pairings. Those that hold on the period's last day; those that began in it.
update fig.measure set cut = 'text', marks = false where source = 'pairings';
-- What began is there for good; what is held may have come to 0.
update fig.measure set marks = true where code = 'pairing.started';
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, unit_side, direction,
	meaning_zh, meaning_en)
values
	('pairing', 10, 'pairings_live', '结对关系', 'Pairings', '对', 'pairs', 'stock', 'pairing.live', 'to', 'up',
	 '期末当日有效的结对关系', 'Pairings that hold on the last day of the period'),
	('pairing', 11, 'pairings_started', '新建结对', 'Pairings begun', '对', 'pairs', 'count', 'pairing.started', 'to', 'up',
	 '期内开始的结对关系', 'Pairings that began in the period');
