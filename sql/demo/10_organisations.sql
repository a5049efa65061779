-- 10_organisations.sql - the demonstration's province: real places, invented institutions.
--
-- Qinghai with a commission and hospitals in every city and county and a township hospital or
-- community centre in every township; the county alliance of G1, the city alliance of G7, and
-- counterpart support from Ningxia and inside the province. Needs the divisions (tools/seed.sh).
-- Run as superuser; a second run changes nothing.

select exists (select from biz.organisation) as loaded \gset
\if :loaded
\else

begin;

-- Parents set below hold from the beginning, not from today.
set local yilian.effective_on = '2000-01-01';

-- What kinds of institution a division of each level gets, and how they are named.
create temporary table made (
	suffix text, name text, pinyin text, initials text, kind text, level smallint, grade text, beds int
);

-- The seats of power: province, cities, counties.
insert into pg_temp.made values
	('C', '卫生健康委员会', 'weishengjiankangweiyuanhui', 'wsjkwyh', 'commission', null, null, null),
	('H', '示范医院', 'shifanyiyuan', 'sfyy', 'general_hospital', 2, 'a', 200),
	('Z', '示范中医院', 'shifanzhongyiyuan', 'sfzyy', 'tcm_hospital', 2, 'b', 80),
	('F', '示范妇幼保健院', 'shifanfuyoubaojianyuan', 'sffybjy', 'maternal_child', 2, 'b', 60);

create temporary table fixed (division_code int, suffix text, code text);
insert into pg_temp.fixed values
	(630000, 'C', 'QH000000'), (630100, 'C', 'XN000000'), (630106, 'C', 'HZ000000'),
	(630100, 'H', 'XNH'), (630106, 'H', 'HZH');

insert into biz.organisation (code, name, kind, level, grade, division_code, region_id, beds,
	population, poverty, pinyin, initials, valid_from)
select coalesce(f.code, d.code || m.suffix), d.name || m.name, m.kind,
       case when m.level is not null and d.level < 3 then 3 else m.level end,
       m.grade, d.code, d.code,
       m.beds * (4 - d.level) + d.code % 37,
       case when m.kind <> 'commission' then 40000 * (4 - d.level) + d.code % 9973 end,
       d.code / 100 in (6326, 6327), d.pinyin || m.pinyin, d.initials || m.initials,
       date '2000-01-01'
  from biz.division d
 cross join pg_temp.made m
  left join pg_temp.fixed f on f.division_code = d.code and f.suffix = m.suffix
 where d.code / 10000 = 63 and d.level <= 3 and d.kind <> 'layer'
   and (m.suffix in ('C', 'H') or d.level < 3 or d.code / 100 in (6301, 6302))
 order by d.level, d.code, m.suffix;

update biz.organisation o
   set parent_id = p.id
  from biz.organisation p
 where p.kind = 'commission'
   and p.region_id = case
	when o.kind <> 'commission' then o.region_id
	when o.region_id % 100 <> 0 then o.region_id / 100 * 100
	when o.region_id % 10000 <> 0 then 630000 end;

-- Townships: the first three towns of a county have central township hospitals; 湟中's have the
-- codes the whole demonstration knows them by.
with township as (
	select d.code, d.name, d.pinyin, d.initials, d.parent_code as county,
	       case when d.name like '%街道' then 'community_centre'
	            when d.code % 1000 in (100, 101, 102) then 'central_township_hospital'
	            else 'township_hospital' end as kind,
	       case when d.parent_code = 630106 and d.code <> 630106102
	            then row_number() over (partition by d.parent_code, d.code = 630106102
			order by d.code) end as place
	  from biz.division d
	 where d.level = 4 and d.kind = 'statutory' and d.code / 10000000 = 63
)
insert into biz.organisation (code, name, kind, level, grade, division_code, region_id, parent_id,
	beds, population, area_km2, poverty, pinyin, initials, valid_from)
select case when t.place is not null then 'HZT' || to_char(t.place, 'FM00') else t.code || 'T' end,
       t.name || case t.kind when 'community_centre' then '示范社区卫生服务中心'
		when 'central_township_hospital' then '示范中心卫生院' else '示范卫生院' end,
       t.kind, 1, case t.kind when 'township_hospital' then null else 'a' end, t.code, t.county, c.id,
       10 + t.code % 41, 4000 + t.code % 19973, 30 + t.code % 397, t.county / 100 in (6326, 6327),
       t.pinyin || case t.kind when 'community_centre' then 'shifanshequweishengfuwuzhongxin'
		when 'central_township_hospital' then 'shifanzhongxinweishengyuan'
		else 'shifanweishengyuan' end,
       t.initials || case t.kind when 'community_centre' then 'sfsqwsfwzx'
		when 'central_township_hospital' then 'sfzxwsy' else 'sfwsy' end,
       date '2000-01-01'
  from township t
  join biz.organisation c on c.kind = 'commission' and c.region_id = t.county
 order by t.code;

-- A village clinic below each township hospital of the county alliance.
insert into biz.organisation (code, name, kind, division_code, region_id, parent_id, population,
	pinyin, initials, valid_from)
select 'HZV' || right(t.code, 2) || '01', d.name || '示范村卫生室', 'village_clinic',
       t.division_code, t.region_id, t.id, 600 + t.division_code % 700,
       d.pinyin || 'shifancunweishengshi', d.initials || 'sfcwss', date '2003-01-01'
  from biz.organisation t
  join biz.division d on d.code = t.division_code
 where t.code like 'HZT%'
 order by t.code;

-- Private and enterprise institutions of the city.
insert into biz.organisation (code, name, kind, level, ownership, division_code, region_id,
	parent_id, beds, pinyin, initials, valid_from)
select 'XN' || case e.kind when 'private' then 'P' else 'E' end || to_char(e.n, 'FM00'),
       d.short_name || e.name, e.kind, case e.kind when 'private' then 1 else 2 end, e.kind,
       d.code, d.code, c.id, 30 + e.n * 7, left(d.pinyin, -2) || e.pinyin,
       left(d.initials, -1) || e.initials, date '2008-01-01' + e.n * 31
  from (values
	(1, 630102, 'private', '示范康复医院', 'shifankangfuyiyuan', 'sfkfyy'),
	(2, 630102, 'private', '示范骨科医院', 'shifangukeyiyuan', 'sfgkyy'),
	(3, 630103, 'private', '示范眼科医院', 'shifanyankeyiyuan', 'sfykyy'),
	(4, 630103, 'private', '示范口腔医院', 'shifankouqiangyiyuan', 'sfkqyy'),
	(5, 630104, 'private', '示范肾病医院', 'shifanshenbingyiyuan', 'sfsbyy'),
	(6, 630104, 'private', '示范护理院', 'shifanhuliyuan', 'sfhly'),
	(7, 630105, 'private', '示范老年病医院', 'shifanlaonianbingyiyuan', 'sflnbyy'),
	(8, 630105, 'private', '示范肿瘤医院', 'shifanzhongliuyiyuan', 'sfzlyy'),
	(1, 630102, 'enterprise', '示范铁路医院', 'shifantieluyiyuan', 'sftlyy'),
	(2, 630104, 'enterprise', '示范钢铁职工医院', 'shifangangtiezhigongyiyuan', 'sfgtzgyy'),
	(3, 630105, 'enterprise', '示范机床职工医院', 'shifanjichuangzhigongyiyuan', 'sfjczgyy'),
	(4, 630106, 'enterprise', '示范铝业职工医院', 'shifanlvyezhigongyiyuan', 'sflyzgyy')
       ) as e (n, division, kind, name, pinyin, initials)
  join biz.division d on d.code = e.division
  join biz.organisation c on c.kind = 'commission' and c.region_id = d.code;

-- The partners in Ningxia.
insert into biz.organisation (code, name, kind, level, grade, division_code, region_id, beds,
	pinyin, initials, valid_from)
select d.code || m.suffix, d.name || m.name, m.kind,
       case when m.level is not null and d.level < 3 then 3 else m.level end, m.grade,
       d.code, d.code, m.beds * (4 - d.level), d.pinyin || m.pinyin, d.initials || m.initials,
       date '2000-01-01'
  from biz.division d
 cross join pg_temp.made m
 where d.code in (640000, 640300, 640302) and m.suffix in ('C', 'H', 'F')
 order by d.level, d.code, m.suffix;

update biz.organisation o
   set parent_id = p.id
  from biz.organisation p
 where o.region_id / 10000 = 64 and p.kind = 'commission'
   and p.region_id = case
	when o.kind <> 'commission' then o.region_id
	when o.region_id % 100 <> 0 then o.region_id / 100 * 100
	when o.region_id % 10000 <> 0 then 640000 end;

-- 湟中 became a district of the city in 2020: its institutions had other names before.
create temporary table former (code text, name text, pinyin text, initials text);
insert into pg_temp.former
select code, replace(name, '湟中区', '湟中县'), replace(pinyin, 'huangzhongqu', 'huangzhongxian'),
       replace(initials, 'hzq', 'hzx')
  from biz.organisation where region_id = 630106 and name like '湟中区%';
update biz.organisation_name n
   set name = f.name, pinyin = f.pinyin, initials = f.initials, valid_to = date '2020-07-01'
  from pg_temp.former f
  join biz.organisation o using (code)
 where n.organisation_id = o.id;
insert into biz.organisation_name (organisation_id, name, pinyin, initials, valid_from)
select o.id, o.name, o.pinyin, o.initials, date '2020-07-01'
  from pg_temp.former f
  join biz.organisation o using (code);
insert into biz.organisation_change (organisation_id, action, effective_on, reason, detail)
select o.id, 'rename', date '2020-07-01', '撤县设区',
       jsonb_build_object('name', jsonb_build_array(f.name, o.name))
  from pg_temp.former f
  join biz.organisation o using (code);

-- Invented desks with numbers that nobody has.
update biz.organisation o
   set helpdesk_name = (array['信息科 安以宁', '信息科 柏青禾', '信息科 辛若川', '信息科 尕玛央',
		'信息科 木子衡', '办公室 简知远', '办公室 祁连月'])[1 + o.id % 7],
       helpdesk_phone = '0000-' || to_char(1000000 + o.id, 'FM0000000');

insert into biz.department (organisation_id, name, pinyin, initials, accepts_referrals, position,
	valid_from)
select o.id, d.name, d.pinyin, d.initials, d.accepts, d.position, date '2000-01-01'
  from biz.organisation o
  join (values
	(1, 3, '急诊科', 'jizhenke', 'jzk', true), (2, 3, '内科', 'neike', 'nk', true),
	(3, 3, '外科', 'waike', 'wk', true), (4, 3, '妇产科', 'fuchanke', 'fck', true),
	(5, 3, '儿科', 'erke', 'ek', true), (6, 3, '骨科', 'guke', 'gk', true),
	(7, 3, '心血管内科', 'xinxueguanneike', 'xxgnk', true),
	(8, 3, '神经内科', 'shenjingneike', 'sjnk', true),
	(9, 3, '康复医学科', 'kangfuyixueke', 'kfyxk', true),
	(10, 3, '中医科', 'zhongyike', 'zyk', true),
	(11, 3, '医学影像科', 'yixueyingxiangke', 'yxyxk', false),
	(12, 3, '检验科', 'jianyanke', 'jyk', false),
	(1, 2, '全科门诊', 'quankemenzhen', 'qkmz', true),
	(2, 2, '住院部', 'zhuyuanbu', 'zyb', true),
	(3, 2, '中医馆', 'zhongyiguan', 'zyg', true),
	(4, 2, '公共卫生科', 'gonggongweishengke', 'ggwsk', true),
	(1, 1, '全科', 'quanke', 'qk', true)
       ) as d (position, tier, name, pinyin, initials, accepts)
    on d.tier = least(o.tier, 3)
 where o.kind <> 'commission'
   and (o.tier < 3 or o.kind = 'general_hospital' or d.position in (2, 4, 5, 10)
	or o.kind = 'tcm_hospital');

-- Five alliances with eight leads; two of them have more than one.
create temporary table league (
	name text, kind text, seat text, started date, pinyin text, initials text, leads text[]
);
insert into pg_temp.league values
	('湟中区示范医共体', 'county_community', 'HZH', '2013-01-01',
	 'huangzhongqushifanyigongti', 'hzqsfygt', '{HZH}'),
	('西宁市示范医疗联盟', 'strategic', 'XNH', '2015-06-01',
	 'xiningshishifanyiliaolianmeng', 'xnssfyllm', '{XNH}'),
	('青海省示范胸痛专科联盟', 'specialist', '630000H', '2017-03-01',
	 'qinghaishengshifanxiongtongzhuankelianmeng', 'qhssfxtzklm', '{630000H,XNH}'),
	('青海省示范远程协作网', 'telemedicine', '630000H', '2018-09-01',
	 'qinghaishengshifanyuanchengxiezuowang', 'qhssfycxzw', '{630000H,XNH,630200H}'),
	('西宁市示范妇幼医联体', 'medical_alliance', '630100F', '2019-01-01',
	 'xiningshishifanfuyouyilianti', 'xnssffyylt', '{630100F}');

insert into biz.alliance (name, kind, org_id, region_id, charter, pinyin, initials, started_on)
select l.name, l.kind, o.id, o.region_id, l.name || '章程', l.pinyin, l.initials, l.started
  from pg_temp.league l
  join biz.organisation o on o.code = l.seat;

insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
select a.id, o.id, 'lead', a.started_on
  from pg_temp.league l
  join biz.alliance a on a.name = l.name
  join biz.organisation o on o.code = any (l.leads);

-- G1: fourteen township hospitals. G7: 19 at county level, 26 central township hospitals, 12 private
-- or of enterprises, over thirteen counties of two cities.
insert into biz.alliance_member (alliance_id, organisation_id, joined_on)
select a.id, o.id, a.started_on
  from biz.alliance a
  join biz.organisation o on o.code like 'HZT%'
 where a.name = '湟中区示范医共体'
union all
select a.id, o.id, a.started_on
  from biz.alliance a
  join (select o.id, o.kind, row_number() over (partition by
			case when o.tier = 2 then 'centre' when o.kind in ('private', 'enterprise') then 'other'
				else 'county' end order by o.region_id / 100, o.kind, o.id) as place
	  from biz.organisation o
	 where o.region_id / 100 in (6301, 6302) and o.region_id % 100 <> 0
	   and o.kind in ('general_hospital', 'tcm_hospital', 'central_township_hospital', 'private',
		'enterprise')) o
    on o.place <= case o.kind when 'central_township_hospital' then 26
		when 'private' then 12 when 'enterprise' then 12 else 19 end
 where a.name = '西宁市示范医疗联盟'
union all
select a.id, o.id, a.started_on
  from biz.alliance a
  join biz.organisation o on o.kind = 'general_hospital' and o.region_id / 10000 = 63
   and (o.tier = 4 or a.kind = 'telemedicine' and o.tier = 3)
 where a.kind in ('specialist', 'telemedicine')
   and not exists (select from biz.alliance_member m
		where m.alliance_id = a.id and m.organisation_id = o.id)
union all
select a.id, o.id, a.started_on
  from biz.alliance a
  join biz.organisation o on o.kind = 'maternal_child' and o.region_id / 100 = 6301
   and o.region_id % 100 <> 0
 where a.name = '西宁市示范妇幼医联体';

-- Counterpart support: between the provinces, from the province to cities, from county hospitals to
-- their township hospitals. Two terms are over, one was ended early.
insert into biz.pairing (from_org_id, to_org_id, programme, purpose, specialties, starts_on, ends_on,
	agreed_until, end_reason)
select f.id, t.id, p.programme, p.purpose, p.specialties, p.starts_on, p.ends_on, p.agreed, p.reason
  from (values
	('640300F', '630100F', '西部协作（示范）', '共建妇幼专科，培养骨干',
	 '{妇产科,儿科}'::text[], date '2021-07-01', date '2027-06-30', null::date, null),
	('640300H', 'HZH', '西部协作（示范）', '共建胸痛、卒中救治单元',
	 '{心血管内科,神经内科}', date '2021-07-01', date '2027-06-30', null, null),
	('640000H', '630000H', '省际协作（示范）', '远程会诊与质量管理互助',
	 '{}', date '2022-01-01', null, null, null),
	('XNH', 'HZH', '城乡医院对口支援（示范）', '提升县级医院综合能力',
	 '{}', date '2016-01-01', date '2030-12-31', null, null),
	('XNH', '632701H', '省内对口支援（示范）', '高原急救能力建设',
	 '{急诊科,外科}', date '2019-01-01', date '2021-12-31', null, null),
	('630200H', '632621H', '省内对口支援（示范）', '妇产科能力建设',
	 '{妇产科}', date '2020-01-01', date '2021-06-30', date '2022-12-31', '受援方调整，改由省级医院支援')
       ) as p (supporting, supported, programme, purpose, specialties, starts_on, ends_on, agreed,
		reason)
  join biz.organisation f on f.code = p.supporting
  join biz.organisation t on t.code = p.supported
union all
select f.id, t.id, '省内对口支援（示范）', '提升市州医院专科能力', '{}', date '2020-01-01',
       date '2029-12-31', null, null
  from biz.organisation f
  join biz.organisation t on t.kind = 'general_hospital' and t.tier = 4 and t.region_id / 10000 = 63
 where f.code = '630000H'
union all
select f.id, t.id, '二级医院对口支援乡镇卫生院（示范）', '派驻医师，坐诊、查房、带教', '{}',
       date '2015-01-01', date '2029-12-31', null, null
  from biz.organisation f
  join biz.organisation t on t.region_id = f.region_id and t.tier = 2
   and t.kind <> 'community_centre'
 where f.kind = 'general_hospital' and f.region_id / 100 in (6301, 6302)
   and f.region_id % 100 <> 0;

drop table pg_temp.made, pg_temp.fixed, pg_temp.former, pg_temp.league;
commit;
analyze biz.organisation, biz.organisation_name, biz.organisation_standing, biz.org_closure,
	biz.department, biz.alliance, biz.alliance_member, biz.pairing;

\endif
