-- 0276_figure_report.sql - reported values as figures; what nobody reported is no data, never 0.

set local role yl_owner;

create function fig.reported_value_facts(r biz.reported_value) returns setof fig.fact
language sql stable
as $$
	select 'report.value', r.month, r.org_id, r.org_id, r.region_id, r.region_id, r.item, null::bigint, 1, r.amount::bigint
	 where r.state in ('confirmed', 'city', 'province')
$$;
comment on function fig.reported_value_facts is 'What a reported value counts for; the only definition.';

select fig.count_records('reported_values', 'report', 'biz.reported_value', 'fig.reported_value_facts',
	array['report.value:at'], 'r.name');
update fig.measure set cut = 'reported_values.item' where source = 'reported_values';

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side, direction,
	meaning_zh, meaning_en)
select 'report', i.place * 10, 'reported_' || i.code, i.name_zh, i.name_en, i.unit_zh, i.unit_en, 'reported', 'report.value', array[i.code],
       'to', 'none', '各单位按月报送、经县级（市属、省属单位经市级、省级）审核的' || i.name_zh || '之和',
       i.name_en || ' as institutions reported them by month and the level above accepted them, added up'
  from biz.report_item i;
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, numerator, denominator, times, decimals,
	direction, meaning_zh, meaning_en)
values ('referral', 40, 'up_inpatients_rate', '上转/住院', 'Upward referrals by in-patients', '%', '%', 'ratio', 'up_visits', 'reported_inpatients',
	100, 2, 'none', '上转人次除以报送的住院人次', 'Upward visits by the in-patients reported');

-- What was reported of an item is a number, 0 too; where only other items were reported there is none.
create function fig.reported_leaves(defs fig.definition[], kind text, id text, structure text, first date,
	last date, by text, as_of timestamptz)
returns setof fig.leaf
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return query
	select n.code, n.key, coalesce(v.counted, 0)
	  from fig.flow_leaves(array(select jsonb_populate_record(d, '{"kind": "count"}') from unnest($1) d),
	       $2, $3, $4, $5, $6, $7, $8) n
	  left join fig.flow_leaves($1, $2, $3, $4, $5, $6, $7, $8) v on (v.code, v.key) = (n.code, n.key)
	 where n.counted <> 0;
end
$$;
comment on function fig.reported_leaves is 'Figures that are sums of reported values, by key; a key is there where the item was reported.';
grant execute on function fig.reported_leaves(fig.definition[], text, text, text, date, date, text, timestamptz) to yl_web, yl_job;

-- As in 0237, with reported values on their own.
create or replace function fig.leaves(defs fig.definition[], kind text, id text, structure text, first date, last date,
	by text, as_of timestamptz)
returns setof fig.leaf
language plpgsql stable
as $$
declare
	referrals constant fig.definition[] := array(select d from unnest($1) d where d.measure like 'referral.%');
	flows constant fig.definition[] := array(select d from unnest($1) d
		where d.kind in ('count', 'sum') and d.measure not like 'referral.%');
	reported constant fig.definition[] := array(select d from unnest($1) d where d.kind = 'reported');
	stocks constant fig.definition[] := array(select d from unnest($1) d where d.kind in ('stock', 'stock_sum'));
	distincts constant fig.definition[] := array(select d from unnest($1) d
		where d.kind in ('persons', 'units', 'unit_quarters') and d.measure not like 'referral.%');
	due constant fig.definition[] := array(select d from unnest($1) d where d.kind = 'expected');
begin
	if cardinality(referrals) > 0 and $8 is not null then
		perform sec.refuse('UX422', '转诊指标只能按现有数据统计，请去掉截至时间',
			'Figures of referrals are told of what is stored now: leave as_of out', '?as_of');
	end if;
	if cardinality(referrals) > 0 and $7 <> 'kind' then
		return query select * from fig.referral_leaves(referrals, $2, $3, $4, $5, $6, $7);
	end if;
	if cardinality(flows) > 0 then
		return query select * from fig.flow_leaves(flows, $2, $3, $4, $5, $6, $7, $8);
	end if;
	if cardinality(reported) > 0 then
		return query select * from fig.reported_leaves(reported, $2, $3, $4, $5, $6, $7, $8);
	end if;
	if cardinality(stocks) > 0 then
		return query select * from fig.stock_leaves(stocks, $2, $3, $4, $5, $6, $7, $8);
	end if;
	if cardinality(distincts) > 0 then
		return query select * from fig.distinct_or_none(distincts, $2, $3, $4, $5, $6, $7, $8);
	end if;
	if cardinality(due) > 0 then
		return query select * from fig.expected_leaves(due, $2, $3, $4, $5, $6, $7);
	end if;
end
$$;
