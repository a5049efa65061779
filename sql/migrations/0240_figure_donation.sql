-- 0240_figure_donation.sql - donations are counted: how many, what they are worth, by kind.

set local role yl_owner;

create function fig.donation_facts(r biz.donation) returns setof fig.fact
language sql stable
as $$
	select 'donation.given', r.donated_on, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id,
	       r.kind, null::bigint, 1, r.total_fen
	 where r.state = 'confirmed'
$$;

comment on function fig.donation_facts is 'What a donation counts for; the only definition.';

select fig.count_records('donations', 'donation', 'biz.donation', 'fig.donation_facts',
	array['donation.given'], 'r.subject');
update fig.measure set cut = 'donations.kind' where source = 'donations';

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, unit_side,
	times, decimals, direction, meaning_zh, meaning_en)
select 'donation', d.place, d.code, d.name_zh, d.name_en, d.unit, d.unit_en, d.kind, 'donation.given', d.kinds, 'to',
       d.times, d.decimals, 'up', d.meaning_zh, d.meaning_en
  from (values
	(10, 'donation_value', '捐赠折合金额', 'Value of donations', '元', 'yuan', 'sum', null::text[], 0.01, 2,
	 '期内捐赠并经受赠方确认的折合金额', 'Value of what was given in the period and confirmed by the receiver'),
	(11, 'donation_equipment', '捐赠设备金额', 'Value of equipment given', '元', 'yuan', 'sum', '{equipment}', 0.01, 2,
	 '其中的设备', 'Of these: equipment'),
	(12, 'donation_medicine', '捐赠药品金额', 'Value of medicines given', '元', 'yuan', 'sum', '{medicine}', 0.01, 2,
	 '其中的药品', 'Of these: medicines'),
	(13, 'donation_supplies', '捐赠物资金额', 'Value of supplies given', '元', 'yuan', 'sum', '{supplies}', 0.01, 2,
	 '其中的物资', 'Of these: supplies'),
	(14, 'donation_money', '捐赠经费', 'Money given', '元', 'yuan', 'sum', '{money}', 0.01, 2,
	 '其中的经费', 'Of these: money'),
	(15, 'donations', '捐赠次数', 'Donations', '次', 'times', 'count', null, 1, 0,
	 '期内捐赠并经受赠方确认的次数', 'Donations of the period that the receiver confirmed')
	) as d (place, code, name_zh, name_en, unit, unit_en, kind, kinds, times, decimals, meaning_zh, meaning_en);

insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, side, unit_side,
	meaning_zh, meaning_en)
values
	('donation', 16, 'donation_givers', '捐赠单位', 'Institutions that gave', '家', 'institutions', 'units', 'donation.given',
	 'any', 'from', '期内有捐赠（已确认）的单位', 'Institutions that gave something in the period'),
	('donation', 17, 'donation_receivers', '受赠单位', 'Institutions that received', '家', 'institutions', 'units',
	 'donation.given', 'any', 'to', '期内受赠（已确认）的单位', 'Institutions that received something in the period');
