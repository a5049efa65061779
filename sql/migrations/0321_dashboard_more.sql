-- 0321_dashboard_more.sql - training, techniques, supervision, funds and reported values on the dashboards.

set local role yl_owner;

insert into fig.dashboard_part (dashboard, place, layout, name_zh, name_en, figures)
select d.code, p.place, 'tiles', p.name_zh, p.name_en, p.figures
  from (values
	('{province,county,alliance,hospital,pairing}'::text[], 32, '培训', 'Training',
	 '{trainings,training_heads,training_speakers,training_units,teaching_rounds,lectures}'::text[]),
	('{province,county,alliance,hospital,pairing}', 34, '手术、技术与抢救', 'Surgery, techniques and rescues',
	 '{surgeries,procedures,procedures_supported,firsts,rescues,rescue_rate}'),
	('{province,county,alliance,hospital}', 36, '督导', 'Supervision',
	 '{supervision_visits,supervision_rate,supervised_units,leader_visits,findings,rectification_rate}'),
	('{province,county,hospital}', 38, '资金', 'Funds',
	 '{fund_allocated,fund_paid,fund_arrived,fund_spent,fund_execution_rate,fund_overdue}'),
	('{county,hospital}', 39, '上报数据', 'Reported values',
	 '{reported_inpatients,reported_discharges,reported_outpatients,reported_operations}')
	) as p (dashboards, place, name_zh, name_en, figures)
  join fig.dashboard d on d.code = any (p.dashboards);
