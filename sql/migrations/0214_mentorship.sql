-- 0214_mentorship.sql - one mentor, one pupil, for a term (TRN-04).
--
-- The mentor's side enters it and chooses the mentor from its register; the pupil's side names the
-- member of its own register when it confirms.
set local role yl_owner;

create table biz.mentorship (
	like biz.record_head_two including all,
	starts_on       date not null,
	ends_on         date,
	mentor_id       uuid,
	mentor_name     text,
	mentor_rank     text,
	pupil_name      text,
	pupil_id        uuid,
	specialty       text,
	plan            text,
	result          text,
	scheme_id       uuid,
	override_reason text,
	overridden      boolean not null default false,
	constraint mentorship_whole_check check (state in ('draft', 'void') or num_nulls(mentor_id, pupil_name, ends_on) = 0),
	constraint mentorship_term_check check (ends_on >= starts_on),
	constraint mentorship_length_check check (starts_on >= '1990-01-01' and ends_on - starts_on <= 1830),
	constraint mentorship_pupil_check check (pupil_id <> mentor_id),
	constraint mentorship_mentor_fkey foreign key (mentor_id) references biz.staff (id),
	constraint mentorship_pupil_fkey foreign key (pupil_id) references biz.staff (id),
	constraint mentorship_scheme_fkey foreign key (scheme_id) references biz.scheme (id),
	constraint mentorship_pupil_excl exclude using gist (to_org_id with =, pupil_name with =,
		daterange(starts_on, ends_on, '[]') with &&)
		where (state in ('submitted', 'confirmed', 'disputed'))
);
comment on table biz.mentorship is 'A mentor of one institution teaches a pupil of another; counts when the pupil''s side confirmed it.';
comment on column biz.mentorship.starts_on is 'First day.';
comment on column biz.mentorship.ends_on is 'Last day.';
comment on column biz.mentorship.mentor_id is 'The mentor.';
comment on column biz.mentorship.mentor_name is 'Computed: the mentor''s name.';
comment on column biz.mentorship.mentor_rank is 'Computed: the mentor''s rank level when it was submitted.';
comment on column biz.mentorship.pupil_name is 'The pupil''s name.';
comment on column biz.mentorship.pupil_id is 'The pupil in the register of the pupil''s side; that side''s word.';
comment on column biz.mentorship.specialty is 'What is taught.';
comment on column biz.mentorship.plan is 'Plan.';
comment on column biz.mentorship.result is 'Result.';
comment on column biz.mentorship.scheme_id is 'Scheme version in force on the first day.';
comment on column biz.mentorship.override_reason is 'Why somebody below the rank teaches.';
comment on column biz.mentorship.overridden is 'Computed: below the rank, with a reason.';
comment on constraint mentorship_whole_check on biz.mentorship is
	'/mentor|提交前请填写带教老师、学员和结束日期|Enter mentor, pupil and last day before submitting';
comment on constraint mentorship_term_check on biz.mentorship is
	'/ends_on|结束日期不能早于开始日期|It cannot end before it begins';
comment on constraint mentorship_length_check on biz.mentorship is
	'/ends_on|带教最长五年，请核对年份|It lasts five years at most: check the year';
comment on constraint mentorship_pupil_excl on biz.mentorship is
	'/pupil_name|该学员在这段时间已有带教老师；同名的请加注科室以区分|This pupil has a mentor in these days; tell namesakes apart by department';
select biz.make_record('biz.mentorship', 'mentorships', 'training', 'starts_on', 'pupil_name');
create index mentorship_mentor_idx on biz.mentorship (mentor_id, starts_on);

create function biz.mentorship_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	person biz.staff;
	rule record;
begin
	if new.state = 'void' then
		return new;
	end if;
	if new.pupil_id is not null and (tg_op = 'INSERT' or new.pupil_id is distinct from old.pupil_id) and not exists (
	    select from biz.staff s where s.id = new.pupil_id and s.org_id = new.to_org_id and s.state = 'confirmed') then
		perform sec.refuse('UX422', '请从学员单位的人员登记中选择', 'Choose somebody of the pupil''s institution', '/pupil');
	end if;
	if tg_op = 'UPDATE' and old.state <> 'draft' and (new.mentor_id, new.starts_on, new.scheme_id, new.override_reason)
	    is not distinct from (old.mentor_id, old.starts_on, old.scheme_id, old.override_reason) then
		return new;
	end if;
	perform biz.check_scheme(new.scheme_id, new.starts_on);
	select * into person from biz.staff s where s.id = new.mentor_id;
	if new.mentor_id is not null and (person.org_id is distinct from new.from_org_id or person.state <> 'confirmed') then
		perform sec.refuse('UX422', '请从带教单位的人员登记中选择', 'Choose somebody of the mentor''s institution', '/mentor');
	end if;
	new.mentor_name := person.name;
	new.mentor_rank := person.rank_level;
	if new.state <> 'draft' then
		-- Without a rule of its own a scheme means what all documents say: 主治医师以上 (S2.r3).
		select * into rule from biz.scheme_rank(new.scheme_id, 'mentor_rank');
		new.overridden := biz.check_rank(person, coalesce(rule.rank_level, 'mid'), rule.rank_years, new.starts_on,
			new.override_reason, '/mentor');
	end if;
	return new;
end
$$;
create trigger mentorship_rules before insert or update on biz.mentorship
	for each row execute function biz.mentorship_rules();
