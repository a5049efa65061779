-- 0261_procedure.sql - the register of surgery and techniques, with the first of its kind found by itself (TEC-01, TEC-02).
--
-- The register is the institution's where it was done. That something was the first there nobody
-- enters: it is the confirmed one of that institution and technique with the earliest day, then the
-- lowest id, worked out anew whenever one is entered, corrected or voided. A claim that the register
-- contradicts is marked.
set local role yl_owner;

create table biz.technique (
	code     text not null,
	name     text not null,
	category text not null,
	level    text,
	constraint technique_pkey primary key (code),
	constraint technique_name_key unique (name),
	constraint technique_category_check check (category in ('surgery', 'technique')),
	constraint technique_level_check check (level in ('1', '2', '3', '4'))
);
comment on table biz.technique is 'Names of surgery and techniques that forms offer; anything else is entered by name under the code other.';
comment on column biz.technique.code is 'What records store.';
comment on column biz.technique.name is 'Its name, as the form shows it in Chinese.';
comment on column biz.technique.category is 'surgery or technique.';
comment on column biz.technique.level is 'Usual grade of surgery, 1 to 4; null: none.';
select sec.protect('biz.technique', 'public_read');
grant select on biz.technique to yl_web, yl_job;
insert into biz.technique (code, name, category, level) values
	('caesarean', '剖宫产术', 'surgery', '2'), ('modified_caesarean', '改良式剖宫产术', 'surgery', '2'),
	('uterine_repair', '子宫裂伤修补术', 'surgery', '3'), ('ectopic_pregnancy', '宫外孕手术', 'surgery', '2'),
	('hysterectomy', '子宫全切术', 'surgery', '3'), ('hysteroscopy', '宫腔镜手术', 'surgery', '3'),
	('laparoscopy', '腹腔镜手术', 'surgery', '3'), ('cholecystectomy', '胆囊切除术', 'surgery', '2'),
	('bowel_repair', '小肠穿孔修补术', 'surgery', '2'), ('appendectomy', '阑尾切除术', 'surgery', '1'),
	('hernia_repair', '疝修补术', 'surgery', '1'), ('gastric_cancer', '胃癌手术', 'surgery', '4'),
	('haemorrhoids', '痔切除术', 'surgery', '1'), ('thyroidectomy', '甲状腺切除术', 'surgery', '3'),
	('breast_lump', '乳腺肿物切除术', 'surgery', '1'), ('amputation', '截肢术', 'surgery', '3'),
	('fracture_fixation', '骨折切开复位内固定术', 'surgery', '2'), ('joint_replacement', '人工关节置换术', 'surgery', '4'),
	('burr_hole', '颅骨钻孔引流术', 'surgery', '3'), ('cataract', '白内障手术', 'surgery', '3'),
	('tonsillectomy', '扁桃体切除术', 'surgery', '2'), ('tracheotomy', '气管切开术', 'surgery', '1'),
	('debridement', '清创缝合术', 'surgery', '1'), ('circumcision', '包皮环切术', 'surgery', '1'),
	('gastroscopy', '胃镜检查', 'technique', null), ('colonoscopy', '结肠镜检查', 'technique', null),
	('bronchoscopy', '支气管镜检查', 'technique', null), ('thrombolysis', '静脉溶栓治疗', 'technique', null),
	('haemodialysis', '血液透析', 'technique', null), ('ventilation', '机械通气', 'technique', null),
	('central_line', '深静脉置管', 'technique', null), ('chest_drain', '胸腔闭式引流', 'technique', null),
	('lumbar_puncture', '腰椎穿刺', 'technique', null), ('labour_analgesia', '分娩镇痛', 'technique', null),
	('spinal_anaesthesia', '椎管内麻醉', 'technique', null), ('echocardiography', '心脏彩超检查', 'technique', null),
	('acupuncture', '针刺治疗', 'technique', null), ('tuina', '推拿治疗', 'technique', null);

create table biz.procedure (
	like biz.record_head_one including all,
	done_on            date    not null,
	technique          text,
	name               text,
	category           text,
	level              text,
	department         text,
	cases              int,
	performed_by       text,
	posting_id         uuid,
	support_org_id     int,
	support_region_id  int,
	patient_number     text,
	fills_gap          boolean not null default false,
	gap_area           text,
	claimed_first      boolean not null default false,
	first              boolean not null default false,
	claim_contradicted boolean not null default false,
	technique_key      text,
	constraint procedure_whole_check check (state in ('draft', 'void')
		or num_nulls(technique, name, category, department, cases, performed_by) = 0),
	constraint procedure_category_check check (category in ('surgery', 'technique')),
	constraint procedure_level_check check (level in ('1', '2', '3', '4')),
	constraint procedure_performed_check check (performed_by in ('dispatched', 'guided', 'local')),
	constraint procedure_cases_check check (cases > 0),
	constraint procedure_day_check check (done_on >= '1990-01-01'),
	constraint procedure_gap_check check (not fills_gap or gap_area is not null),
	constraint procedure_area_check check (gap_area in ('institution', 'county', 'city', 'province')),
	constraint procedure_support_check check (state in ('draft', 'void') or (performed_by = 'local') = (support_org_id is null)),
	constraint procedure_other_check check (support_org_id <> org_id),
	constraint procedure_posting_fkey foreign key (posting_id) references biz.posting (id),
	constraint procedure_support_fkey foreign key (support_org_id) references biz.organisation (id)
);
comment on table biz.procedure is 'Register of the surgery and techniques of an institution: what was done there, how often, by whom.';
comment on column biz.procedure.done_on is 'The day; of several cases the first.';
comment on column biz.procedure.technique is 'Code of biz.technique, or other.';
comment on column biz.procedure.name is 'Its name; of a listed technique that of the list.';
comment on column biz.procedure.category is 'surgery or technique; of a listed one that of the list.';
comment on column biz.procedure.level is 'Grade of surgery, 1 to 4.';
comment on column biz.procedure.department is 'Department.';
comment on column biz.procedure.cases is 'How many cases.';
comment on column biz.procedure.performed_by is 'dispatched: by staff of the supporting institution; guided: under their guidance; local: by the institution alone.';
comment on column biz.procedure.posting_id is 'Posting of who did or guided it.';
comment on column biz.procedure.support_org_id is 'Supporting institution; taken from the posting where one is given.';
comment on column biz.procedure.support_region_id is 'Computed: its region.';
comment on column biz.procedure.patient_number is 'Number of the patient''s file.';
comment on column biz.procedure.fills_gap is 'Whether it fills a gap (填补空白), as the institution says.';
comment on column biz.procedure.gap_area is 'Where there was none before: institution, county, city or province.';
comment on column biz.procedure.claimed_first is 'The institution says it is its first.';
comment on column biz.procedure.first is 'Computed: the first of this technique at this institution, by the register.';
comment on column biz.procedure.claim_contradicted is 'Computed: called the first, but the register has an earlier one.';
comment on column biz.procedure.technique_key is 'Computed: what is one technique: its code, or the name after "=".';
comment on constraint procedure_whole_check on biz.procedure is
	'/name|提交前请填写项目名称、类别、科室、例数和完成方式|Enter technique, category, department, cases and who did it before submitting';
comment on constraint procedure_cases_check on biz.procedure is
	'/cases|例数应大于零|There must be one case at least';
comment on constraint procedure_day_check on biz.procedure is
	'/done_on|开展日期应在1990年之后，请核对年份|The day must lie after 1990: check the year';
comment on constraint procedure_gap_check on biz.procedure is
	'/gap_area|填补空白的请选择范围|Choose where there was a gap';
comment on constraint procedure_support_check on biz.procedure is
	'/support_org|由支援人员完成或指导的请选择支援单位，本单位独立完成的不填|Choose the supporting institution where its staff did or guided it, and none where not';
comment on constraint procedure_other_check on biz.procedure is
	'/support_org|支援单位应是另一个单位|The supporting institution is another one';
select biz.make_record('biz.procedure', 'procedures', 'technique', 'done_on', 'name', personal => 'patient_number');
create index procedure_key_idx on biz.procedure (org_id, technique_key, done_on, id) where state = 'confirmed';
create index procedure_first_idx on biz.procedure (org_id, technique_key) where first or claimed_first;
create index procedure_support_idx on biz.procedure (support_org_id, done_on, id) where support_org_id is not null;
create index procedure_posting_idx on biz.procedure (posting_id) where posting_id is not null;

create table biz.procedure_member (
	like biz.record_line including all,
	staff_id     uuid,
	name         text,
	role         text not null,
	organisation text,
	constraint procedure_member_staff_fkey foreign key (staff_id) references biz.staff (id),
	constraint procedure_member_name_check check (length(name) between 1 and 50),
	constraint procedure_member_role_check check (role in ('lead', 'assistant', 'anaesthetist', 'nurse', 'guide', 'other'))
);
comment on table biz.procedure_member is 'The team of a procedure.';
comment on column biz.procedure_member.staff_id is 'In the register of the institution; null: somebody else, by name.';
comment on column biz.procedure_member.name is 'Name; of staff that of the register.';
comment on column biz.procedure_member.role is 'lead, assistant, anaesthetist, nurse, guide or other.';
comment on column biz.procedure_member.organisation is 'Institution in words; of staff that of the register.';
select biz.make_lines('biz.procedure_member', 'biz.procedure');

create function biz.procedure_person() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	found_name text;
	found_org text;
begin
	if new.staff_id is not null then
		select s.name, o.name into found_name, found_org
		  from biz.staff s
		  join biz.organisation o on o.id = s.org_id
		  join biz.procedure p on p.id = new.record_id and s.org_id in (p.org_id, p.support_org_id)
		 where s.id = new.staff_id and s.state = 'confirmed';
		if found_name is null then
			perform sec.refuse('UX422', '请从本单位或支援单位的人员登记中选择；其他人员请填写姓名和单位',
				'Choose somebody of this institution''s or the supporting one''s register; name others', '/team');
		end if;
		new.name := found_name;
		new.organisation := found_org;
	end if;
	if nullif(btrim(new.name), '') is null then
		perform sec.refuse('UX422', '请选择人员或填写姓名', 'Choose the person or enter a name', '/team');
	end if;
	return new;
end
$$;
create trigger procedure_member_person before insert or update on biz.procedure_member
	for each row execute function biz.procedure_person();

-- Support that a record of one institution names: from the posting, which must be to this institution
-- and hold on the day. Shared with rescues.
create function biz.support_of(posting uuid, org int, day date, support int) returns int
language plpgsql stable security definer
set search_path = ''
as $$
declare
	p biz.posting;
begin
	if posting is null then
		return support;
	end if;
	select * into p from biz.posting x where x.id = posting;
	if p.id is null or p.to_org_id <> org or p.state not in ('confirmed', 'ended')
	   or day not between p.starts_on and coalesce(p.ended_on, p.ends_on) then
		perform sec.refuse('UX422', '请选择派到本单位、当日在派驻期间的派驻', 'Choose a posting to this institution that holds on the day', '/posting');
	end if;
	if support is not null and support <> p.from_org_id then
		perform sec.refuse('UX422', '支援单位与派驻的派出单位不符', 'The supporting institution is not that of the posting', '/support_org');
	end if;
	return p.from_org_id;
end
$$;
comment on function biz.support_of(uuid, int, date, int) is 'The supporting institution by the posting, or as given.';

-- A listed name is one thing, whether chosen or typed.
create function biz.name_technique(p biz.procedure, named boolean) returns biz.procedure
language plpgsql stable
set search_path = ''
as $$
declare
	listed biz.technique;
begin
	p.name := nullif(regexp_replace(p.name, '\s+', '', 'g'), '');
	if p.technique = 'other' or p.technique is null and p.name is not null then
		p.technique := coalesce((select t.code from biz.technique t where t.name = p.name), 'other');
	end if;
	if p.technique <> 'other' then
		select * into listed from biz.technique t where t.code = p.technique;
		if listed.code is null then
			perform sec.refuse('UX422', '请从列表中选择项目；没有的请选“其他”并填写名称',
				'Choose a technique of the list, or other and its name', '/technique');
		end if;
		if named and p.name <> listed.name then
			perform sec.refuse('UX422', '已选择“' || listed.name || '”，名称请留空；列表中没有的请选“其他”',
				'The technique is chosen from the list: leave the name empty, or choose other', '/name');
		end if;
		p.name := listed.name;
		p.category := listed.category;
		p.level := coalesce(p.level, listed.level);
	elsif p.name is null and p.state not in ('draft', 'void') then
		perform sec.refuse('UX422', '请选择项目；列表中没有的请填写名称', 'Choose the technique, or enter its name where the list lacks it',
			case when p.technique is null then '/technique' else '/name' end);
	elsif p.category is null and p.state not in ('draft', 'void') then
		perform sec.refuse('UX422', '请选择是手术还是技术', 'Choose surgery or technique', '/category');
	end if;
	p.technique_key := case p.technique when 'other' then '=' || p.name else p.technique end;
	return p;
end
$$;

create function biz.procedure_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	quiet constant boolean := current_setting('yilian.record_quiet', true) is not distinct from 'on';
	changed constant boolean := tg_op = 'INSERT' or new.technique is distinct from old.technique;
begin
	if quiet and tg_op = 'UPDATE' then
		return new;
	end if;
	new.first := case tg_op when 'UPDATE' then old.first else false end;
	new.claim_contradicted := case tg_op when 'UPDATE' then old.claim_contradicted else false end;
	new.fills_gap := coalesce(new.fills_gap, false);
	new.claimed_first := coalesce(new.claimed_first, false);
	if new.state = 'void' then
		return new;
	end if;
	if changed and tg_op = 'UPDATE' and new.name is not distinct from old.name and old.technique <> 'other' then
		new.name := null;
	end if;
	new := biz.name_technique(new, new.name is not null and (tg_op = 'INSERT' or changed or new.name is distinct from old.name));
	new.support_org_id := biz.support_of(new.posting_id, new.org_id, new.done_on, new.support_org_id);
	new.support_region_id := (select o.region_id from biz.organisation o where o.id = new.support_org_id);
	if new.state <> 'draft' and new.done_on > (now() at time zone 'Asia/Shanghai')::date then
		perform sec.refuse('UX422', '不能登记今天以后的手术和技术', 'A day that has not come cannot be entered', '/done_on');
	end if;
	return new;
end
$$;
create trigger procedure_rules before insert or update on biz.procedure
	for each row execute function biz.procedure_rules();

-- Two who confirm the same technique at once wait for each other.
create function biz.find_first(org int, technique_key text) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	found_id uuid;
begin
	perform pg_advisory_xact_lock(hashtextextended('first ' || $1 || ' ' || $2, 0));
	found_id := (select p.id from biz.procedure p
	              where p.org_id = $1 and p.technique_key = $2 and p.state = 'confirmed'
	              order by p.done_on, p.id limit 1);
	perform biz.record_quiet(true);
	update biz.procedure p
	   set first = p.id is not distinct from found_id,
	       claim_contradicted = p.claimed_first and p.state = 'confirmed' and p.id is distinct from found_id
	 where p.org_id = $1 and p.technique_key = $2
	   and (p.first or p.claimed_first or p.id = found_id)
	   and (p.first, p.claim_contradicted) is distinct from (p.id is not distinct from found_id,
	       p.claimed_first and p.state = 'confirmed' and p.id is distinct from found_id);
	perform biz.record_quiet(false);
end
$$;
comment on function biz.find_first(int, text) is 'Marks the first of a technique at an institution, and what is called so and is not.';

create function biz.procedure_firsts() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	k record;
begin
	if tg_op = 'INSERT' then
		for k in select distinct n.org_id, n.technique_key from now_rows n
		          where n.state = 'confirmed' and n.technique_key is not null order by 1, 2
		loop
			perform biz.find_first(k.org_id, k.technique_key);
		end loop;
	else
		for k in
			select distinct x.org_id, x.technique_key
			  from now_rows n
			  join former_rows f on f.id = n.id
			 cross join lateral (values (n.org_id, n.technique_key), (f.org_id, f.technique_key)) as x (org_id, technique_key)
			 where (n.state = 'confirmed' or f.state = 'confirmed')
			   and (n.state, n.org_id, n.technique_key, n.done_on, n.claimed_first)
			       is distinct from (f.state, f.org_id, f.technique_key, f.done_on, f.claimed_first)
			   and x.technique_key is not null
			 order by 1, 2
		loop
			perform biz.find_first(k.org_id, k.technique_key);
		end loop;
	end if;
	return null;
end
$$;
comment on function biz.procedure_firsts() is 'Trigger: firsts of what was entered, corrected, confirmed or voided.';
create trigger procedure_firsts_new after insert on biz.procedure referencing new table as now_rows
	for each statement execute function biz.procedure_firsts();
create trigger procedure_firsts_changed after update on biz.procedure referencing old table as former_rows new table as now_rows
	for each statement execute function biz.procedure_firsts();

-- The supporting institution sees what its people did, without the patient's file number.
create function biz.let_support_see(target regclass) returns void
language plpgsql volatile
as $$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
begin
	execute format('drop policy %I on %s', name || '_select', target);
	execute format('create policy %I on %s for select to yl_web, yl_job using (%s or (select sec.sees_all()) or support_org_id = any ((select sec.orgs())::int[]))',
		name || '_select', target, sec.scope_test(target, true, true));
end
$$;
comment on function biz.let_support_see(regclass) is 'Widens what is read of a one-sided record to the supporting institution it names. For migrations.';
select biz.let_support_see('biz.procedure');
