-- 0262_rescue.sql - patients rescued, and how it ended (TEC-03).
set local role yl_owner;

create table biz.rescue (
	like biz.record_head_one including all,
	rescued_on        date not null,
	condition         text,
	patients          int,
	outcome           text,
	department        text,
	performed_by      text,
	posting_id        uuid,
	support_org_id    int,
	support_region_id int,
	patient_number    text,
	course            text,
	constraint rescue_whole_check check (state in ('draft', 'void')
		or num_nulls(condition, patients, outcome, department, performed_by) = 0),
	constraint rescue_outcome_check check (outcome in ('success', 'transferred', 'failed')),
	constraint rescue_performed_check check (performed_by in ('dispatched', 'guided', 'local')),
	constraint rescue_patients_check check (patients > 0),
	constraint rescue_day_check check (rescued_on >= '1990-01-01'),
	constraint rescue_support_check check (state in ('draft', 'void') or (performed_by = 'local') = (support_org_id is null)),
	constraint rescue_other_check check (support_org_id <> org_id),
	constraint rescue_posting_fkey foreign key (posting_id) references biz.posting (id),
	constraint rescue_support_fkey foreign key (support_org_id) references biz.organisation (id)
);
comment on table biz.rescue is 'Rescues at an institution: how many patients, of what, how it ended.';
comment on column biz.rescue.rescued_on is 'The day.';
comment on column biz.rescue.condition is 'What of: 失血性休克, 新生儿重度窒息.';
comment on column biz.rescue.patients is 'How many patients, all with the same outcome.';
comment on column biz.rescue.outcome is 'success, transferred (stabilised and referred on) or failed.';
comment on column biz.rescue.department is 'Department.';
comment on column biz.rescue.performed_by is 'dispatched: by staff of the supporting institution; guided: under their guidance; local: by the institution alone.';
comment on column biz.rescue.posting_id is 'Posting of who did or guided it.';
comment on column biz.rescue.support_org_id is 'Supporting institution; taken from the posting where one is given.';
comment on column biz.rescue.support_region_id is 'Computed: its region.';
comment on column biz.rescue.patient_number is 'Number of the patient''s file.';
comment on column biz.rescue.course is 'What was done.';
comment on constraint rescue_whole_check on biz.rescue is
	'/condition|提交前请填写抢救病种、人数、结果、科室和完成方式|Enter condition, patients, outcome, department and who did it before submitting';
comment on constraint rescue_patients_check on biz.rescue is
	'/patients|抢救人数应大于零|There must be one patient at least';
comment on constraint rescue_day_check on biz.rescue is
	'/rescued_on|抢救日期应在1990年之后，请核对年份|The day must lie after 1990: check the year';
comment on constraint rescue_support_check on biz.rescue is
	'/support_org|由支援人员完成或指导的请选择支援单位，本单位独立完成的不填|Choose the supporting institution where its staff did or guided it, and none where not';
comment on constraint rescue_other_check on biz.rescue is
	'/support_org|支援单位应是另一个单位|The supporting institution is another one';
select biz.make_record('biz.rescue', 'rescues', 'technique', 'rescued_on', 'condition', personal => 'patient_number,course');
create index rescue_support_idx on biz.rescue (support_org_id, rescued_on, id) where support_org_id is not null;
create index rescue_posting_idx on biz.rescue (posting_id) where posting_id is not null;

create function biz.rescue_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if new.state = 'void' then
		return new;
	end if;
	new.condition := nullif(regexp_replace(new.condition, '\s+', '', 'g'), '');
	new.support_org_id := biz.support_of(new.posting_id, new.org_id, new.rescued_on, new.support_org_id);
	new.support_region_id := (select o.region_id from biz.organisation o where o.id = new.support_org_id);
	if new.state <> 'draft' and new.rescued_on > (now() at time zone 'Asia/Shanghai')::date then
		perform sec.refuse('UX422', '不能登记今天以后的抢救', 'A day that has not come cannot be entered', '/rescued_on');
	end if;
	return new;
end
$$;
create trigger rescue_rules before insert or update on biz.rescue
	for each row execute function biz.rescue_rules();
select biz.let_support_see('biz.rescue');
