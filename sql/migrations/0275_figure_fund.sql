-- 0275_figure_fund.sql - funds are counted: given, handed down, paid, arrived, spent, and what is late.

set local role yl_owner;

create function fig.fund_facts(r biz.fund) returns setof fig.fact
language sql stable
as $$
	select 'fund.given', r.issued_on, r.org_id, r.org_id, r.region_id, r.region_id, r.level, null::bigint, 1, r.amount_fen
	 where r.state = 'confirmed'
$$;
comment on function fig.fund_facts is 'What a fund counts for; the only definition.';

-- What the fund's holder hands out (fund.allocated) is told apart from what is handed on, or the same
-- money would count at each level. Rates are told of all levels, by the day of allocation.
create function fig.fund_allocation_facts(r biz.fund_allocation) returns setof fig.fact
language sql stable
as $$
	select f.measure, f.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, r.tier, null::bigint, f.n,
	       f.n * r.amount_fen
	  from (values
		('fund.granted', r.allocated_on, 1),
		('fund.granted_paid', case when r.paid_on is not null then r.allocated_on end, 1),
		('fund.granted_arrived', case when r.arrived_on is not null then r.allocated_on end, 1),
		('fund.allocated', case when not r.onward then r.allocated_on end, 1),
		('fund.handed_on', case when r.onward then r.allocated_on end, 1),
		('fund.paid', case when not r.onward then r.paid_on end, 1),
		('fund.arrived', case when not r.onward then r.arrived_on end, 1),
		('fund.reached', case when r.tier = 'unit' then r.arrived_on end, 1),
		('fund.overdue', case when r.paid_on is null or r.paid_on > r.due_on then r.due_on + 1 end, 1),
		('fund.overdue', case when r.paid_on > r.due_on then r.paid_on end, -1),
		('fund.on_the_way', r.paid_on, 1), ('fund.on_the_way', r.arrived_on, -1)) as f (measure, day, n)
	 where r.state = 'confirmed'
	   and f.day is not null
$$;
comment on function fig.fund_allocation_facts is 'What an allocation counts for; the only definition.';

create function fig.fund_spending_facts(r biz.fund_spending) returns setof fig.fact
language sql stable
as $$
	select f.measure, r.spent_on, r.org_id, r.org_id, r.region_id, r.region_id, r.use, null::bigint, 1, r.amount_fen
	  from (values ('fund.spent', true), ('fund.unit_spent', r.at_unit)) as f (measure, holds)
	 where r.state = 'confirmed'
	   and f.holds
$$;
comment on function fig.fund_spending_facts is 'What a spending counts for; the only definition.';

select fig.count_records('funds', 'fund', 'biz.fund', 'fig.fund_facts', array['fund.given'], 'r.name');
select fig.count_records('fund_allocations', 'fund', 'biz.fund_allocation', 'fig.fund_allocation_facts',
	array['fund.granted', 'fund.granted_paid', 'fund.granted_arrived', 'fund.allocated', 'fund.handed_on', 'fund.paid',
		'fund.arrived', 'fund.reached', 'fund.overdue', 'fund.on_the_way'], 'r.name');
select fig.count_records('fund_spendings', 'fund', 'biz.fund_spending', 'fig.fund_spending_facts',
	array['fund.spent', 'fund.unit_spent'], 'r.subject');
update fig.measure
   set cut = case source when 'funds' then 'funds.level' when 'fund_spendings' then 'fund_spendings.use' else 'fund_allocations.tier' end
 where source in ('funds', 'fund_allocations', 'fund_spendings');

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, unit_side, times, decimals,
	direction, meaning_zh, meaning_en)
select 'fund', d.place, d.code, d.name_zh, d.name_en, '万元', '10,000 yuan', d.kind, d.measure, d.unit_side, 0.000001, 2, d.direction,
       d.meaning_zh, d.meaning_en
  from (values
	(10, 'fund_total', '资金总额', 'Funds given', 'sum', 'fund.given', 'any', 'none',
	 '期内下达文件确定的资金，按持有单位', 'Money given by documents of the period, by its holder'),
	(11, 'fund_allocated', '分配资金', 'Funds allocated', 'sum', 'fund.allocated', 'to', 'up',
	 '期内由资金持有单位直接分配、收款单位已确认的金额；下级转拨不重复计算',
	 'Handed out by the holders in the period and confirmed by the receivers; what is handed on counts once'),
	(12, 'fund_paid', '拨付资金', 'Funds paid', 'sum', 'fund.paid', 'to', 'up',
	 '期内由资金持有单位拨出的金额，按拨付日期', 'Paid out by the holders, by the day of payment'),
	(13, 'fund_arrived', '到账资金', 'Funds arrived', 'sum', 'fund.arrived', 'to', 'up',
	 '期内收款单位登记到账的金额（首级），按到账日期', 'Arrived at the first receivers, by the day of arrival'),
	(14, 'fund_handed_on', '转拨资金', 'Funds handed on', 'sum', 'fund.handed_on', 'to', 'none',
	 '期内收到上级资金的单位再往下分配的金额', 'Handed on by those who received it'),
	(15, 'fund_reached', '到达基层单位资金', 'Funds that reached units', 'sum', 'fund.reached', 'to', 'up',
	 '期内医疗卫生机构（不含主管部门）登记到账的金额', 'Arrived at institutions, commissions left out'),
	(16, 'fund_spent', '支出金额', 'Funds spent', 'sum', 'fund.spent', 'to', 'up',
	 '期内从资金中支出的金额，按支出日期', 'Spent of funds, by the day of spending'),
	(20, 'fund_granted', '各级分配资金', 'Allocations of all levels', 'sum', 'fund.granted', 'to', 'none',
	 '期内各级分配的金额，转拨的在每一级各计一次', 'Allocations of every level: what is handed on counts at each'),
	(21, 'fund_granted_paid', '其中已拨付', 'Of these: paid', 'sum', 'fund.granted_paid', 'to', 'up',
	 '期内各级分配的金额中已经拨付的', 'Of what was allocated in the period, at any level: paid'),
	(22, 'fund_granted_arrived', '其中已到账', 'Of these: arrived', 'sum', 'fund.granted_arrived', 'to', 'up',
	 '期内各级分配的金额中已经到账的', 'Of what was allocated in the period, at any level: arrived'),
	(30, 'fund_overdue_value', '逾期未拨付金额', 'Overdue payments, value', 'stock_sum', 'fund.overdue', 'from', 'down',
	 '期末已过拨付期限而未拨付的金额', 'Due and not paid on the last day'),
	(31, 'fund_on_the_way', '已拨付未到账金额', 'Paid and not arrived', 'stock_sum', 'fund.on_the_way', 'to', 'down',
	 '期末已拨付而收款单位尚未登记到账的金额', 'Paid and not noted as arrived on the last day'),
	(40, 'fund_reached_to_date', '累计到达基层单位资金', 'Funds that reached units, to date', 'stock_sum', 'fund.reached', 'to', 'up',
	 '截至期末医疗卫生机构登记到账的金额', 'Arrived at institutions up to the last day'),
	(41, 'fund_unit_spent_to_date', '累计基层单位支出', 'Spent by units, to date', 'stock_sum', 'fund.unit_spent', 'to', 'up',
	 '截至期末医疗卫生机构的支出', 'Spent by institutions up to the last day'))
	as d (place, code, name_zh, name_en, kind, measure, unit_side, direction, meaning_zh, meaning_en);
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, unit_side, direction, meaning_zh, meaning_en)
values ('fund', 32, 'fund_overdue', '逾期未拨付笔数', 'Overdue payments', '笔', 'payments', 'stock', 'fund.overdue', 'from', 'down',
	'期末已过拨付期限而未拨付的分配', 'Allocations due and not paid on the last day');
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, numerator, denominator, times, decimals,
	direction, meaning_zh, meaning_en)
values
	('fund', 50, 'fund_allocation_rate', '资金分配率', 'Allocated, share', '%', '%', 'ratio', 'fund_allocated', 'fund_total', 100, 2, 'up',
	 '分配资金除以资金总额', 'Allocated by given'),
	('fund', 51, 'fund_paid_rate', '资金拨付率', 'Paid, share', '%', '%', 'ratio', 'fund_granted_paid', 'fund_granted', 100, 2, 'up',
	 '期内各级分配的金额中已拨付的比例', 'Of what was allocated in the period, at any level: the share that was paid'),
	('fund', 52, 'fund_arrival_rate', '资金到账率', 'Arrived, share', '%', '%', 'ratio', 'fund_granted_arrived', 'fund_granted', 100, 2, 'up',
	 '期内各级分配的金额中已到账的比例', 'Of what was allocated in the period, at any level: the share that arrived'),
	('fund', 53, 'fund_execution_rate', '资金执行率', 'Execution rate', '%', '%', 'ratio', 'fund_unit_spent_to_date', 'fund_reached_to_date',
	 100, 2, 'up', '截至期末基层单位支出除以到达基层单位的资金', 'Spent by units by what reached them, up to the last day');
