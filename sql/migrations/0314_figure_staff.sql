-- 0314_figure_staff.sql - staff in post are counted, by rank, category and licence.

set local role yl_owner;

create function fig.staff_facts(r biz.staff) returns setof fig.fact
language sql stable
as $$
	select f.measure, f.day, r.org_id, r.org_id, r.region_id, r.region_id, f.kind, null::bigint, f.n, 0::bigint
	  from (values
		('staff.joined', r.joined_on, r.category, 1),
		('staff.rank', r.joined_on, r.rank_level, 1), ('staff.rank', r.left_on + 1, r.rank_level, -1),
		('staff.category', r.joined_on, r.category, 1), ('staff.category', r.left_on + 1, r.category, -1),
		('staff.licence', r.joined_on, r.licence_kind, 1), ('staff.licence', r.left_on + 1, r.licence_kind, -1))
	       as f (measure, day, kind, n)
	 where r.state = 'confirmed'
	   and f.day is not null
$$;

comment on function fig.staff_facts is 'What a member of staff counts for, by the rank and licence of today; the only definition.';

select fig.count_records('staff', 'staff', 'biz.staff', 'fig.staff_facts',
	array['staff.joined:at', 'staff.rank:at', 'staff.category:at', 'staff.licence:at'], 'r.name collate "default"');
update fig.measure
   set cut = case code when 'staff.rank' then 'staff.rank_level' when 'staff.licence' then 'staff.licence_kind' else 'staff.category' end
 where source = 'staff';

insert into fig.topic (code, place, name_zh, name_en) values ('staff', 35, '人员', 'Staff');
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, measure, kinds, direction, meaning_zh,
	meaning_en)
select 'staff', d.place, d.code, d.name_zh, d.name_en, '人', 'persons', 'stock', 'staff.' || d.measure, d.kinds, 'up',
       d.meaning_zh, d.meaning_en
  from (values
	(10, 'staff_live', '在岗人员', 'Staff in post', 'rank', null::text[], '期末当日在岗的登记人员；在两个单位登记的计两人',
	 'Registered staff in post on the last day; who is in two registers counts in both'),
	(11, 'staff_mid_up', '中级及以上人员', 'Staff of intermediate rank or above', 'rank', '{mid,deputy_senior,senior}',
	 '在岗人员中现职称为中级及以上的', 'Of those in post: today''s rank is intermediate or above'),
	(13, 'staff_doctors', '医师', 'Doctors', 'category', '{doctor}', '在岗人员中的医师', 'Of those in post: doctors'),
	(14, 'staff_nurses', '护士', 'Nurses', 'category', '{nurse}', '在岗人员中的护士', 'Of those in post: nurses'),
	(15, 'staff_licensed', '执业（助理）医师', 'Licensed doctors', 'licence', '{practising_doctor,assistant_doctor}',
	 '在岗人员中有执业医师或执业助理医师资格的', 'Of those in post: licensed as practising or assistant doctors')
	) as d (place, code, name_zh, name_en, measure, kinds, meaning_zh, meaning_en);
insert into fig.definition (topic, place, code, name_zh, name_en, unit, unit_en, kind, numerator, denominator, times,
	decimals, direction, meaning_zh, meaning_en)
values ('staff', 12, 'staff_mid_up_rate', '中级及以上人员占比', 'Staff of intermediate rank or above, share', '%', '%', 'ratio',
	'staff_mid_up', 'staff_live', 100, 1, 'up', '中级及以上人员除以在岗人员', 'Of that rank by all in post');
