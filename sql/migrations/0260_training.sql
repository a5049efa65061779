-- 0260_training.sql - training sessions: who taught, who came, how many (TRN-03, TRN-06).
--
-- One side organises, the other is trained; what the other side confirmed counts. A session is told in
-- sessions (场次), heads (人次) and, where people are listed, persons (人): three numbers, never one.
set local role yl_owner;

create table biz.training (
	like biz.record_head_two including all,
	held_on         date not null,
	topic           text,
	kind            text,
	mode            text,
	hours           numeric,
	place           text,
	heads           int,
	heads_exactness text,
	examined        int,
	passed          int,
	programme       text,
	materials       text,
	effect          text,
	speakers_count  int not null default 0,
	listed_count    int not null default 0,
	constraint training_whole_check check (state in ('draft', 'void') or num_nulls(topic, kind, mode, heads) = 0),
	constraint training_kind_check check (kind in ('lecture', 'course', 'skill', 'ward_round', 'surgery_demo', 'case_discussion',
		'death_discussion', 'drill', 'other')),
	constraint training_mode_check check (mode in ('on_site', 'online', 'hybrid', 'recorded')),
	constraint training_day_check check (held_on between '1990-01-01' and '2100-01-01'),
	constraint training_hours_check check (hours > 0 and hours <= 24),
	constraint training_heads_check check (heads > 0),
	constraint training_exactness_check check ((heads is null) = (heads_exactness is null)),
	constraint training_passed_check check (passed <= examined)
);
comment on table biz.training is 'A training session that one institution organised for another; counts when the other side confirmed it.';
comment on column biz.training.held_on is 'Day it was held.';
comment on column biz.training.topic is 'Topic.';
comment on column biz.training.kind is 'lecture, course, skill, ward_round, surgery_demo, case_discussion, death_discussion, drill or other.';
comment on column biz.training.mode is 'on_site, online, hybrid or recorded.';
comment on column biz.training.hours is 'How long, in hours.';
comment on column biz.training.place is 'Where; of an online one the platform.';
comment on column biz.training.heads is 'Heads (人次); with lines of audience their sum.';
comment on column biz.training.heads_exactness is 'exact, near, over, about or at_least; with lines of audience told from them.';
comment on column biz.training.examined is 'How many sat a test.';
comment on column biz.training.passed is 'How many passed it.';
comment on column biz.training.programme is 'Programme (项目) it belongs to.';
comment on column biz.training.materials is 'Learning materials: what they are, where they are.';
comment on column biz.training.effect is 'What came of it.';
comment on column biz.training.speakers_count is 'Computed: different speakers.';
comment on column biz.training.listed_count is 'Computed: different persons on the list of who came.';
comment on constraint training_whole_check on biz.training is
	'/topic|提交前请填写主题、类型、方式和参训人次|Enter topic, kind, mode and heads before submitting';
comment on constraint training_day_check on biz.training is
	'/held_on|培训日期应在1990年之后，请核对年份|The day of the session must lie after 1990: check the year';
comment on constraint training_hours_check on biz.training is
	'/hours|每场时长应大于0、不超过24小时；几天的培训请每天登记一场|A session lasts 24 hours at most: enter a course of several days day by day';
comment on constraint training_heads_check on biz.training is
	'/heads|参训人次应大于零|There must be somebody who came';
comment on constraint training_passed_check on biz.training is
	'/passed|考核合格人数不能多于考核人数|No more can pass a test than sit it';
select biz.make_record('biz.training', 'trainings', 'training', 'held_on', 'topic');

create table biz.training_speaker (
	like biz.record_line including all,
	staff_id     uuid,
	name         text,
	rank_level   text,
	organisation text,
	subject      text,
	person       bigint not null default 0,
	constraint training_speaker_staff_fkey foreign key (staff_id) references biz.staff (id),
	constraint training_speaker_name_check check (length(name) between 1 and 50),
	constraint training_speaker_rank_check check (rank_level in ('none', 'junior', 'mid', 'deputy_senior', 'senior')),
	constraint training_speaker_person_key unique (record_id, person)
);
comment on table biz.training_speaker is 'Who taught at a session: of the register of either side, or named.';
comment on column biz.training_speaker.staff_id is 'In the register of either side; null: somebody else, by name.';
comment on column biz.training_speaker.name is 'Name; of staff that of the register.';
comment on column biz.training_speaker.rank_level is 'Rank level; of staff that of the register.';
comment on column biz.training_speaker.organisation is 'Institution in words; of staff that of the register.';
comment on column biz.training_speaker.subject is 'What about.';
comment on column biz.training_speaker.person is 'Computed: who, as figures tell persons apart (biz.named_person).';
comment on constraint training_speaker_person_key on biz.training_speaker is
	'/speakers|同一位讲者只填一行|A speaker stands there once';
select biz.make_lines('biz.training_speaker', 'biz.training');

create table biz.training_audience (
	like biz.record_line including all,
	organisation_id int,
	category        text,
	heads           int  not null,
	heads_exactness text not null default 'exact',
	constraint training_audience_organisation_fkey foreign key (organisation_id) references biz.organisation (id),
	constraint training_audience_who_check check (num_nonnulls(organisation_id, category) > 0),
	constraint training_audience_heads_check check (heads > 0)
);
comment on table biz.training_audience is 'Who came to a session: heads by institution, by category, or both.';
comment on column biz.training_audience.organisation_id is 'Of which institution.';
comment on column biz.training_audience.category is 'Of what kind: 医生, 护士, 村医.';
comment on column biz.training_audience.heads is 'How many.';
comment on column biz.training_audience.heads_exactness is 'exact, near, over, about or at_least.';
comment on constraint training_audience_who_check on biz.training_audience is
	'/audience|每行参训对象请填写单位或人员类别|A line of the audience needs an institution or a category';
comment on constraint training_audience_heads_check on biz.training_audience is
	'/audience|每行的人次应大于零|A line of the audience has somebody in it';
select biz.make_lines('biz.training_audience', 'biz.training');

create table biz.training_attendee (
	like biz.record_line including all,
	staff_id     uuid,
	name         text,
	organisation text,
	result       text,
	person       bigint not null default 0,
	constraint training_attendee_staff_fkey foreign key (staff_id) references biz.staff (id),
	constraint training_attendee_name_check check (length(name) between 1 and 50),
	constraint training_attendee_result_check check (result in ('passed', 'failed', 'not_examined')),
	constraint training_attendee_person_key unique (record_id, person)
);
comment on table biz.training_attendee is 'The list of those who came, where there is one: persons, not heads.';
comment on column biz.training_attendee.staff_id is 'In the register of either side; null: somebody else, by name.';
comment on column biz.training_attendee.name is 'Name; of staff that of the register.';
comment on column biz.training_attendee.organisation is 'Institution in words; of staff that of the register.';
comment on column biz.training_attendee.result is 'Of the test: passed, failed or not_examined.';
comment on column biz.training_attendee.person is 'Computed: who, as figures tell persons apart (biz.named_person).';
comment on constraint training_attendee_person_key on biz.training_attendee is
	'/attendees|同一人只填一行；同名的请写明单位以区分|A person stands there once; tell namesakes apart by institution';
select biz.make_lines('biz.training_attendee', 'biz.training');

-- Two who bear one name at one institution are taken for one: what a list on paper allows.
create function biz.named_person(staff uuid, name text, organisation text) returns bigint
language sql immutable
return case when staff is not null then fig.person_of(staff)
	else hashtextextended(regexp_replace(name, '\s', '', 'g') || '@' || regexp_replace(coalesce(organisation, ''), '\s', '', 'g'), 0) end;
comment on function biz.named_person(uuid, text, text) is
	'Tells persons apart who stand in lines: by the register, else by name and institution.';

-- What is known of a person of the register is copied, so that the other side, which does not see the
-- register, sees who it was.
create function biz.training_person() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	pointer constant text := case tg_table_name when 'training_speaker' then '/speakers' else '/attendees' end;
	found_name text;
	found_rank text;
	found_org text;
begin
	if new.staff_id is not null then
		select s.name, s.rank_level, o.name into found_name, found_rank, found_org
		  from biz.staff s
		  join biz.organisation o on o.id = s.org_id
		  join biz.training t on t.id = new.record_id and s.org_id in (t.from_org_id, t.to_org_id)
		 where s.id = new.staff_id and s.state = 'confirmed';
		if found_name is null then
			perform sec.refuse('UX422', '请从双方单位的人员登记中选择；外请人员请填写姓名和单位',
				'Choose somebody of either side''s register; name others and their institution', pointer);
		end if;
		new.name := found_name;
		new.organisation := found_org;
		if tg_table_name = 'training_speaker' then
			new.rank_level := found_rank;
		end if;
	end if;
	if nullif(btrim(new.name), '') is null then
		perform sec.refuse('UX422', '请选择人员或填写姓名', 'Choose the person or enter a name', pointer);
	end if;
	new.name := btrim(new.name);
	new.person := biz.named_person(new.staff_id, new.name, new.organisation);
	return new;
end
$$;
comment on function biz.training_person() is 'Trigger of lines that name people: who it is, from the register or in words.';
create trigger training_speaker_person before insert or update on biz.training_speaker
	for each row execute function biz.training_person();
create trigger training_attendee_person before insert or update on biz.training_attendee
	for each row execute function biz.training_person();

create function biz.training_rules() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
	new.heads_exactness := case when new.heads is not null then coalesce(new.heads_exactness, 'exact') end;
	if coalesce(current_setting('yilian.record_quiet', true), '') <> 'on' then
		new.speakers_count := case tg_op when 'UPDATE' then old.speakers_count else 0 end;
		new.listed_count := case tg_op when 'UPDATE' then old.listed_count else 0 end;
	end if;
	if new.state not in ('draft', 'void') and (tg_op = 'INSERT' or (new.state, new.held_on) is distinct from (old.state, old.held_on))
	   and new.held_on > (now() at time zone 'Asia/Shanghai')::date then
		perform sec.refuse('UX422', '培训尚未举办，可先存为草稿，举办后再提交',
			'It has not been held yet: keep it as a draft and submit it afterwards', '/held_on');
	end if;
	return new;
end
$$;
create trigger training_rules before insert or update on biz.training
	for each row execute function biz.training_rules();

-- Heads, which biz.make_sum holds to the lines (0291), are as exact as these: one kind of inexact lines
-- gives its own word, several give 约.
create function biz.count_training(trainings uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform biz.record_quiet(true);
	update biz.training t
	   set heads_exactness = c.exactness, speakers_count = c.speakers, listed_count = c.listed
	  from (select x.id, case when a.lines = 0 then o.heads_exactness when a.kinds = 0 then 'exact'
	                    when a.kinds = 1 then a.kind else 'about' end as exactness,
	               (select count(distinct s.person) from biz.training_speaker s where s.record_id = x.id)::int as speakers,
	               (select count(distinct s.person) from biz.training_attendee s where s.record_id = x.id)::int as listed
	          from (select distinct u.id from unnest(trainings) as u (id)) x
	          join biz.training o on o.id = x.id
	         cross join lateral (
	               select count(*) as lines, count(distinct l.heads_exactness) filter (where l.heads_exactness <> 'exact') as kinds,
	                      min(l.heads_exactness) filter (where l.heads_exactness <> 'exact') as kind
	                 from biz.training_audience l where l.record_id = x.id) a) c
	 where t.id = c.id
	   and (t.heads_exactness, t.speakers_count, t.listed_count) is distinct from (c.exactness, c.speakers, c.listed);
	perform biz.record_quiet(false);
end
$$;
comment on function biz.count_training(uuid[]) is 'Works out from their lines how exact the heads of sessions are, speakers and listed persons.';

create function biz.training_lines_changed() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform biz.count_training((select array_agg(t.record_id) from touched t));
	return null;
end
$$;
do $$
declare
	line text;
begin
	foreach line in array '{training_speaker,training_audience,training_attendee}'::text[]
	loop
		execute format('create trigger %1$s_put after insert on biz.%1$I referencing new table as touched
			for each statement execute function biz.training_lines_changed()', line);
		execute format('create trigger %1$s_taken after delete on biz.%1$I referencing old table as touched
			for each statement execute function biz.training_lines_changed()', line);
		execute format('create trigger %1$s_altered after update on biz.%1$I referencing new table as touched
			for each statement execute function biz.training_lines_changed()', line);
	end loop;
end
$$;
