-- 0370_summary_seed.sql - templates T-B (support team) and T-C (progress of an alliance).
--
-- Outlines are those of domain.md §5; the sentences are our own. What no record tells is asked of the
-- writer by a prompt, which keeps the summary from being published until it is answered or removed.

set local role yl_owner;

insert into fig.template (code, place, title_zh, title_en, audience_zh, audience_en, scopes)
values ('T-B', 10, '对口支援工作总结', 'Work of a support team', '支援医院、医疗队向派出和受援双方主管部门总结',
	'The supporting hospital or its team to the authorities of both sides', '{pairing,org,programme}'),
	('T-C', 20, '医联体工作进展情况', 'Progress of an alliance', '医联体办公室、牵头医院向卫生健康行政部门报告',
	'The office or the lead of an alliance to the health commission', '{alliance,region}');

insert into fig.template_part (template, place, code, kind, level, condition, each, text, runs, terms)
select 'T-B', d.place, d.code, d.kind, d.level, d.condition, d.each, d.text, '[]', '[]'
  from (values
	(10, 'opening', 'paragraph', null::int, null, null,
	 '{{@period}}，根据对口支援工作部署，{{@from}}面向{{@to}}开展了以技术指导、人才培养和质量管理为主要内容的支援工作。现将有关情况总结如下。'),

	(100, 'plan', 'heading', 1, null, null, '周密部署，落实支援方案'),
	(110, 'agreement', 'paragraph', null, 'agreements_live > 0', null,
	 '双方以协议明确支援目标、任务和责任，期末有效的协议和责任书共{{agreements_live}}，其中各方签字齐全的{{agreements_complete}}。'),
	(120, 'plan_text', 'prompt', null, null, null, '支援方案的主要内容、领导小组和办公室的分工'),

	(200, 'team', 'heading', 1, null, null, '选派骨干，组建支援队伍'),
	(210, 'postings', 'paragraph', null, 'postings', null,
	 '本期共派驻医务人员{{postings}}，派驻人数{{posted_persons}}，派驻的受援单位为{{postings|||units:6}}。'),
	(220, 'ranks', 'paragraph', null, 'postings_mid_up > 0', null,
	 '坚持选派业务骨干，其中具有中级及以上职称的{{postings_mid_up}}，占{{postings_mid_up_rate}}。'),
	(240, 'days', 'paragraph', null, 'person_days > 0', null,
	 '{{@todate}}，支援队员经受援单位确认的工作日累计{{person_days||todate}}，其中本期{{person_days}}。'),
	(250, 'clinic', 'paragraph', null, 'posted_outpatients > 0', null,
	 '队员在受援单位坐诊、出诊，共完成门急诊诊疗{{posted_outpatients}}。'),
	(260, 'rounds', 'paragraph', null, 'posted_rounds > 0', null,
	 '坚持教学查房，共组织查房{{posted_rounds}}，参加会诊和病例讨论{{posted_consultations}}。'),
	(270, 'appraised', 'paragraph', null, 'appraisals > 0', null,
	 '派驻期满已鉴定{{appraisals}}，其中合格{{appraisals_passed}}，鉴定合格率{{appraisal_pass_rate}}。'),

	(300, 'operations', 'heading', 1, null, null, '以手术和抢救带动技术提升'),
	(310, 'surgeries', 'paragraph', null, 'posted_surgeries > 0', null,
	 '队员在受援单位主刀或指导手术{{posted_surgeries}}。'),
	(320, 'procedures', 'paragraph', null, 'procedures_supported > 0', null,
	 '支援人员完成或指导手术和技术共{{procedures_supported}}，具体如下：'),
	(330, 'procedure_list', 'list', null, 'procedures_supported > 0', 'kind:procedures_supported',
	 '{{@item}}{{procedures_supported|item}}；'),
	(340, 'firsts', 'paragraph', null, 'firsts_supported > 0', null,
	 '在支援人员指导下，受援单位首次开展的项目有{{firsts_supported}}：'),
	(350, 'first_list', 'list', null, 'firsts_supported > 0', 'kind:firsts_supported', '{{@item}}；'),
	(360, 'rescues', 'paragraph', null, 'rescues_supported > 0', null,
	 '支援人员参加抢救危重患者{{rescues_supported}}。'),
	(370, 'rescue_rate', 'paragraph', null, 'rescues > 0', null,
	 '本期抢救{{rescues}}，成功{{rescues_ok}}，抢救成功率{{rescue_rate}}。'),
	(390, 'operations_text', 'prompt', null, null, null, '有代表性的手术、抢救病例和首次开展的技术'),

	(400, 'systems', 'heading', 1, null, null, '健全制度，规范医疗管理'),
	(410, 'systems_text', 'prompt', null, null, null, '帮助受援单位建立的医疗护理核心制度（名称和数量）及执行情况'),

	(500, 'training', 'heading', 1, null, null, '培训带教，留下带不走的队伍'),
	(505, 'sessions', 'paragraph', null, 'trainings > 0', null,
	 '全期举办培训{{trainings}}，参训{{training_heads}}。'),
	(506, 'bedside', 'paragraph', null, 'teaching_rounds > 0', null,
	 '培训场次中，教学查房{{teaching_rounds}}，手术示教{{surgery_demos}}，病例讨论{{case_discussions}}。'),
	(510, 'teaching', 'paragraph', null, 'posted_teaching > 0', null,
	 '队员结合临床工作开展带教和讲座{{posted_teaching}}。'),
	(520, 'study', 'paragraph', null, 'further_studies > 0', null,
	 '受援单位选送人员到支援医院进修，进修人数{{further_study_persons}}，共{{further_studies}}。'),
	(530, 'mentors', 'paragraph', null, 'mentorships > 0', null,
	 '推行一对一结对带教，新结师徒{{mentorships}}，担任带教老师的有{{mentors}}。'),

	(600, 'support', 'heading', 1, null, null, '改善条件，增强服务能力'),
	(610, 'donations', 'paragraph', null, 'donation_value > 0', null,
	 '支援医院向受援单位捐赠设备、药品和物资{{donations}}，折合{{donation_value}}。'),
	(620, 'referrals', 'paragraph', null, 'up_visits > 0', null,
	 '双向转诊渠道保持畅通，上转患者{{up_visits}}。'),

	(700, 'honours', 'heading', 1, null, null, '社会评价与荣誉'),
	(710, 'honours_text', 'prompt', null, null, null, '群众反映、获得的表彰和媒体报道'),
	(800, 'next', 'heading', 1, null, null, '存在问题和下一步打算'),
	(810, 'next_text', 'prompt', null, null, null, '存在的问题和下一步工作安排')
	) as d (place, code, kind, level, condition, each, text);

insert into fig.template_part (template, place, code, kind, level, condition, each, text, runs, terms)
select 'T-C', d.place, d.code, d.kind, d.level, d.condition, d.each, d.text, '[]', '[]'
  from (values
	(10, 'opening', 'paragraph', null::int, null, null,
	 '{{@period}}，{{@scope}}围绕优质资源下沉、患者有序流动，推动各成员单位统一管理、协同发展。现将工作进展情况报告如下。'),

	(100, 'unified', 'heading', 1, null, null, '推进四个统一，夯实协作基础'),
	(110, 'position', 'heading', 2, null, null, '统一功能定位'),
	(111, 'agreements', 'paragraph', null, 'agreements_live > 0', null,
	 '以协议固定各级机构的职责分工，期末有效的协议和责任书共{{agreements_live}}，签字齐全率{{agreement_complete_rate}}，其中已向主管部门报备{{agreements_filed}}。'),
	(112, 'position_text', 'prompt', null, null, null, '牵头医院与基层机构的功能定位、急救转诊和慢性病管理的分工'),
	(120, 'resources', 'heading', 2, null, null, '统一资源配置'),
	(121, 'posted', 'paragraph', null, 'postings', null,
	 '人员由医联体统一调配，全期下派执业{{postings}}，派驻人数{{posted_persons}}；期末仍在岗{{postings_live}}。'),
	(122, 'donated', 'paragraph', null, 'donation_value > 0', null,
	 '设备和物资向基层倾斜，牵头医院捐赠{{donations}}，折合{{donation_value}}，受赠单位有{{donations|||units:5}}。'),
	(130, 'business', 'heading', 2, null, null, '统一业务管理'),
	(131, 'supervised', 'paragraph', null, 'supervision_done', null,
	 '核心医院每季度对成员单位开展督导，应完成{{supervision_expected}}，实际完成{{supervision_done}}，完成率{{supervision_rate}}。'),
	(132, 'findings', 'paragraph', null, 'findings > 0', null,
	 '督导发现问题{{findings}}，已整改到位{{findings_rectified}}，整改率{{rectification_rate}}。'),
	(139, 'business_text', 'prompt', null, null, null, '医护质量管理体系和督导考评的开展情况'),
	(140, 'platform', 'heading', 2, null, null, '统一信息平台'),
	(141, 'portal', 'paragraph', null, 'referrals_sent > 0', null,
	 '通过信息平台办理双向转诊，全期发出转诊{{referrals_sent}}，转诊答复率{{answer_rate}}，平均答复时间{{referral_answer_hours}}。'),
	(142, 'platform_text', 'prompt', null, null, null, '远程会诊、检查检验结果互认和信息系统对接情况'),

	(200, 'together', 'heading', 1, null, null, '坚持互利共赢，提升基层能力'),
	(210, 'cooperation', 'heading', 2, null, null, '深化分工协作'),
	(211, 'covered', 'paragraph', null, 'postings > 0', null,
	 '派驻人员覆盖{{posting_receivers}}受援单位，包括{{postings|||units:5}}。'),
	(212, 'cooperation_text', 'prompt', null, null, null, '首诊在基层、大病进医院的协作机制和绿色通道'),
	(220, 'technique', 'heading', 2, null, null, '做实技术帮扶'),
	(221, 'worked', 'paragraph', null, 'person_days > 0', null,
	 '{{@todate}}，派驻人员经基层确认的工作日累计{{person_days||todate}}，其中本期{{person_days}}。'),
	(222, 'clinic', 'paragraph', null, 'posted_outpatients > 0', null,
	 '派驻人员在基层完成门急诊诊疗{{posted_outpatients}}。'),
	(223, 'surgeries', 'paragraph', null, 'posted_surgeries > 0', null, '帮助基层开展手术{{posted_surgeries}}。'),
	(224, 'rounds', 'paragraph', null, 'posted_rounds > 0', null,
	 '指导查房{{posted_rounds}}，会诊和病例讨论{{posted_consultations}}，带教和讲座{{posted_teaching}}。'),
	(225, 'firsts', 'paragraph', null, 'firsts > 0', null,
	 '在技术帮扶下，成员单位新开展手术和技术项目{{firsts}}，其中支援人员完成或指导的{{firsts_supported}}。'),
	(230, 'people', 'heading', 2, null, null, '加快人才培养'),
	(231, 'study', 'paragraph', null, 'further_studies', null,
	 '基层选送人员到上级医院进修，进修人数{{further_study_persons}}，涉及{{further_study_senders}}选送单位。'),
	(233, 'sessions', 'paragraph', null, 'trainings > 0', null,
	 '举办培训和学术讲座{{trainings}}，参训{{training_heads}}。'),
	(232, 'mentors', 'paragraph', null, 'mentorships', null,
	 '由主治医师以上人员一对一带教，新结师徒{{mentorships}}，带教老师{{mentors}}。'),

	(300, 'results', 'heading', 1, null, null, '畅通双向转诊，成效逐步显现'),
	(310, 'up', 'paragraph', null, 'up_visits', null,
	 '基层向上级医院转诊并到诊{{up_visits}}，涉及患者{{up_persons}}。'),
	(315, 'inpatients', 'paragraph', null, 'reported_inpatients > 0', null,
	 '各单位报送并经审核的住院患者共{{reported_inpatients}}，上转人次占住院人次的{{up_inpatients_rate}}。'),
	(320, 'down', 'paragraph', null, 'down_visits', null,
	 '上级医院将病情稳定的患者转回基层康复，共{{down_persons}}。'),
	(321, 'ratio', 'paragraph', null, 'down_up_visits', null,
	 '按人次计算，下转与上转之比为{{down_up_visits}}。'),
	(330, 'closure', 'paragraph', null, 'closure_rate_receiver', null,
	 '转诊实行闭环管理，按接收方统计的结案率{{closure_rate_receiver|||change}}。'),
	(340, 'units', 'table', null, 'up_visits > 0', 'unit:up_visits',
	 E'单位||上转人次||下转人数\n{{@item}}||{{up_visits|item}}||{{down_persons|item}}'),
	(400, 'next', 'heading', 1, null, null, '存在问题和下一步打算'),
	(410, 'next_text', 'prompt', null, null, null, '存在的问题和下一步工作安排')
	) as d (place, code, kind, level, condition, each, text);
