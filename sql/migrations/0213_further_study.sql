-- 0213_further_study.sql - people sent to study elsewhere (TRN-01).
set local role yl_owner;

create table biz.further_study (
	like biz.record_head_two including all,
	starts_on    date not null,
	ends_on      date,
	ended_on     date,
	kind         text,
	staff_id     uuid,
	staff_name   text,
	rank_level   text,
	department   text,
	specialty    text,
	free         boolean,
	programme    text,
	agreement_id uuid,
	result       text,
	improvement  text,
	constraint further_study_state_check check (state in ('draft', 'submitted', 'confirmed', 'disputed', 'void', 'finished')),
	constraint further_study_whole_check check (state in ('draft', 'void') or num_nulls(staff_id, kind, department, ends_on) = 0),
	constraint further_study_kind_check check (kind in ('further_study', 'standard', 'rotation', 'short')),
	constraint further_study_term_check check (ends_on >= starts_on),
	constraint further_study_length_check check (starts_on >= '1990-01-01' and ends_on - starts_on <= 1830),
	constraint further_study_ended_check check (ended_on between starts_on and ends_on),
	constraint further_study_result_check check (result in ('qualified', 'excellent', 'failed', 'broken_off')),
	constraint further_study_finish_check check (state <> 'finished' or num_nulls(ended_on, result) = 0),
	constraint further_study_staff_fkey foreign key (staff_id) references biz.staff (id),
	constraint further_study_agreement_fkey foreign key (agreement_id) references biz.agreement (id),
	constraint further_study_overlap_excl exclude using gist (staff_id with =,
		daterange(starts_on, coalesce(ended_on, ends_on), '[]') with &&)
		where (origin = 'portal' and state in ('submitted', 'confirmed', 'disputed', 'finished'))
);
comment on table biz.further_study is 'A member of staff who studies at another institution; counts when the other side confirmed it.';
comment on column biz.further_study.starts_on is 'First day.';
comment on column biz.further_study.ends_on is 'Last day as agreed.';
comment on column biz.further_study.ended_on is 'Last day really.';
comment on column biz.further_study.kind is 'further_study 进修, standard 规范化培训, rotation 轮修, short 短期培训.';
comment on column biz.further_study.staff_id is 'Who.';
comment on column biz.further_study.staff_name is 'Computed: name.';
comment on column biz.further_study.rank_level is 'Computed: rank level when it was submitted.';
comment on column biz.further_study.department is 'Department of the teaching institution.';
comment on column biz.further_study.specialty is 'Specialty studied.';
comment on column biz.further_study.free is 'Free of charge.';
comment on column biz.further_study.programme is 'Programme (项目) it belongs to.';
comment on column biz.further_study.agreement_id is 'Agreement it fulfils.';
comment on column biz.further_study.result is 'qualified, excellent, failed or broken_off.';
comment on column biz.further_study.improvement is 'What is done better since.';
comment on constraint further_study_whole_check on biz.further_study is
	'/staff|提交前请填写人员、类别、进修科室和结束日期|Enter person, kind, department and last day before submitting';
comment on constraint further_study_term_check on biz.further_study is
	'/ends_on|结束日期不能早于开始日期|It cannot end before it begins';
comment on constraint further_study_length_check on biz.further_study is
	'/ends_on|进修最长五年，请核对年份|It lasts five years at most: check the year';
comment on constraint further_study_ended_check on biz.further_study is
	'/ended_on|实际结束日期应在进修期间之内|The day it ended must lie in its term';
comment on constraint further_study_finish_check on biz.further_study is
	'/result|请填写实际结束日期和结果|Enter the last day and the result';
comment on constraint further_study_overlap_excl on biz.further_study is
	'/starts_on|此人在这段时间已有另一项进修|This person studies elsewhere in these days';
select biz.make_record('biz.further_study', 'further_studies', 'training', 'starts_on', 'staff_name');
create index further_study_staff_idx on biz.further_study (staff_id, starts_on);

create function biz.further_study_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	person biz.staff;
begin
	if new.state = 'void' or tg_op = 'UPDATE' and old.state <> 'draft' and new.staff_id is not distinct from old.staff_id then
		return new;
	end if;
	select * into person from biz.staff s where s.id = new.staff_id;
	if new.staff_id is not null and (person.org_id is distinct from new.from_org_id or person.state <> 'confirmed') then
		perform sec.refuse('UX422', '请从选送单位的人员登记中选择', 'Choose somebody of the sending institution''s register', '/staff');
	end if;
	if person.left_on < new.starts_on then
		perform sec.refuse('UX422', person.name || '已于' || person.left_on || '离岗', 'This person has left', '/staff');
	end if;
	new.staff_name := person.name;
	new.rank_level := person.rank_level;
	return new;
end
$$;
create trigger further_study_rules before insert or update on biz.further_study
	for each row execute function biz.further_study_rules();
