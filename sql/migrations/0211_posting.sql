-- 0211_posting.sql - a member of staff posted to another institution (DSP-02 to 08, 11, 13 to 17, 20).
--
-- Who may be sent is judged when the posting leaves the draft: by the licence, and by the rank that the
-- scheme version in force on its first day asks for; less needs a reason. Live postings of one person
-- never overlap; imported history may, and is resolved by union (R7).
set local role yl_owner;

create table biz.posting (
	like biz.record_head_two including all,
	starts_on       date not null,
	ends_on         date,
	ended_on        date,
	arrived_on      date,
	kind            text not null default 'support',
	staff_id        uuid,
	staff_name      text,
	rank_level      text,
	licence_kind    text,
	specialty       text,
	department      text,
	role            text,
	mode            text,
	purpose         text,
	batch_id        uuid,
	agreement_id    uuid,
	scheme_id       uuid,
	team            text,
	resident_doctor boolean not null default false,
	pay_kept        boolean,
	no_allowance    boolean,
	override_reason text,
	overridden      boolean not null default false,
	refused_on      date,
	consequence     text,
	appraisal       text,
	passed          boolean,
	appraised_on    date,
	constraint posting_state_check check (state in ('draft', 'submitted', 'confirmed', 'disputed', 'void', 'ended', 'refused')),
	constraint posting_whole_check check (state in ('draft', 'void')
		or num_nulls(staff_id, department, role, mode, ends_on) = 0),
	constraint posting_kind_check check (kind in ('support', 'exchange')),
	constraint posting_role_check check (role in ('medical', 'nursing', 'technical', 'public_health', 'management')),
	constraint posting_mode_check check (mode in ('resident', 'touring', 'short', 'long', 'remote')),
	constraint posting_term_check check (ends_on >= starts_on),
	constraint posting_length_check check (starts_on >= '1990-01-01' and ends_on - starts_on <= 1830),
	constraint posting_ended_check check (ended_on between starts_on and ends_on),
	constraint posting_end_check check ((state = 'ended') <= (ended_on is not null)),
	constraint posting_arrived_check check (arrived_on between starts_on - 60 and ends_on),
	constraint posting_refused_check check (state <> 'refused' or num_nulls(refused_on, consequence) = 0),
	constraint posting_consequence_check check (consequence in ('barred_this_year', 'criticism', 'none')),
	constraint posting_passed_check check ((passed is null) = (appraisal is null)),
	constraint posting_staff_fkey foreign key (staff_id) references biz.staff (id),
	constraint posting_batch_fkey foreign key (batch_id) references biz.batch (id),
	constraint posting_agreement_fkey foreign key (agreement_id) references biz.agreement (id),
	constraint posting_scheme_fkey foreign key (scheme_id) references biz.scheme (id),
	constraint posting_overlap_excl exclude using gist (staff_id with =,
		daterange(starts_on, coalesce(ended_on, ends_on), '[]') with &&)
		where (origin = 'portal' and state in ('submitted', 'confirmed', 'disputed', 'ended'))
);
comment on table biz.posting is 'A person posted from one institution to another; counts when the receiver confirmed it.';
comment on column biz.posting.starts_on is 'First day.';
comment on column biz.posting.ends_on is 'Last day as agreed.';
comment on column biz.posting.ended_on is 'Last day where it was ended early.';
comment on column biz.posting.arrived_on is 'Day of arrival; the receiver''s word.';
comment on column biz.posting.kind is 'support: sent to support; exchange: managers exchanged (互派).';
comment on column biz.posting.staff_id is 'Who.';
comment on column biz.posting.staff_name is 'Computed: name at that time, for the side that does not see the register.';
comment on column biz.posting.rank_level is 'Computed: rank level when it was submitted.';
comment on column biz.posting.licence_kind is 'Computed: licence when it was submitted.';
comment on column biz.posting.specialty is 'Computed: specialty when it was submitted.';
comment on column biz.posting.department is 'Department of the receiving institution.';
comment on column biz.posting.role is 'medical, nursing, technical, public_health or management.';
comment on column biz.posting.mode is 'resident 固定驻守, touring 巡回, short, long or remote.';
comment on column biz.posting.purpose is 'What for.';
comment on column biz.posting.batch_id is 'Batch it belongs to.';
comment on column biz.posting.agreement_id is 'Agreement it fulfils.';
comment on column biz.posting.scheme_id is 'Scheme version in force on its first day; taken from the batch or agreement where none is given.';
comment on column biz.posting.team is 'Team it belongs to at the receiving institution.';
comment on column biz.posting.resident_doctor is 'Is the township''s resident doctor (驻乡责任医生).';
comment on column biz.posting.pay_kept is 'The sender declares that pay and benefits are kept.';
comment on column biz.posting.no_allowance is 'The receiver declares that it pays no allowance.';
comment on column biz.posting.override_reason is 'Why somebody below the scheme''s rank is sent.';
comment on column biz.posting.overridden is 'Computed: sent below the scheme''s rank, with a reason.';
comment on column biz.posting.refused_on is 'Day the person refused to go.';
comment on column biz.posting.consequence is 'What follows from it: barred_this_year (no promotion this year), criticism or none.';
comment on column biz.posting.appraisal is 'The receiver''s appraisal.';
comment on column biz.posting.passed is 'Whether the receiver found the performance good enough.';
comment on column biz.posting.appraised_on is 'Computed: day of the appraisal.';
comment on constraint posting_whole_check on biz.posting is
	'/staff|提交前请填写人员、接收科室、岗位、方式和结束日期|Enter person, department, role, mode and last day before submitting';
comment on constraint posting_term_check on biz.posting is
	'/ends_on|结束日期不能早于开始日期|It cannot end before it begins';
comment on constraint posting_length_check on biz.posting is
	'/ends_on|派驻最长五年，请核对年份|A posting lasts five years at most: check the year';
comment on constraint posting_ended_check on biz.posting is
	'/ended_on|提前结束的日期应在派驻期间之内|The day it was ended must lie in its term';
comment on constraint posting_end_check on biz.posting is
	'/ended_on|请填写提前结束的日期|Enter the day it was ended';
comment on constraint posting_arrived_check on biz.posting is
	'/arrived_on|到位日期与派驻期间不符，请核对|The day of arrival does not fit the term';
comment on constraint posting_refused_check on biz.posting is
	'/consequence|请填写拒绝日期和处理结果|Enter the day of the refusal and what follows from it';
comment on constraint posting_passed_check on biz.posting is
	'/appraisal|鉴定意见和是否合格应同时填写|Appraisal and result belong together';
comment on constraint posting_overlap_excl on biz.posting is
	'/starts_on|此人在这段时间已有另一项派驻，请调整日期或先结束那一项|This person has another posting in these days: change the days or end that one first';
select biz.make_record('biz.posting', 'postings', 'posting', 'starts_on', 'staff_name',
	readers => 'attendance,training,technique,supervision');
create index posting_staff_idx on biz.posting (staff_id, starts_on);
create index posting_batch_idx on biz.posting (batch_id) where batch_id is not null;

create function biz.rank_zh(rank_level text) returns text
language sql immutable
return case rank_level when 'none' then '无职称' when 'junior' then '初级' when 'mid' then '中级'
	when 'deputy_senior' then '副高级' when 'senior' then '正高级' end;

-- Refuses a person below the rank that a rule of the scheme asks for; true where a reason lets it pass.
create function biz.check_rank(person biz.staff, wanted text, years int, day date, override text, pointer text)
returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
	if wanted is null
	   or biz.rank_order(person.rank_level) > biz.rank_order(wanted)
	   or person.rank_level = wanted and (coalesce(years, 0) = 0 or person.rank_since <= day - make_interval(years => years)) then
		return false;
	end if;
	if coalesce(length(override), 0) >= 2 then
		return true;
	end if;
	perform sec.refuse('UX422',
		'方案要求' || biz.rank_zh(wanted) || case when years > 0 then '满' || years || '年' else '' end || '以上，' || person.name || '为'
		|| coalesce(biz.rank_zh(person.rank_level), '未填级别') || '；请另选人员，或填写破格理由',
		'The scheme asks for ' || replace(wanted, '_', ' ') || case when years > 0 then ' of ' || years || ' years' else '' end
		|| ' at least: choose somebody else, or give the reason of the exception', pointer || ' /override_reason');
end
$$;

create function biz.judge_posting(p biz.posting) returns biz.posting
language plpgsql stable
set search_path = ''
as $$
declare
	person biz.staff;
	rule record;
begin
	select * into person from biz.staff s where s.id = p.staff_id;
	if person.org_id is distinct from p.from_org_id or person.state <> 'confirmed' then
		perform sec.refuse('UX422', '请从派出单位的人员登记中选择', 'Choose somebody of the sending institution''s register', '/staff');
	end if;
	if person.left_on < p.starts_on then
		perform sec.refuse('UX422', person.name || '已于' || person.left_on || '离岗', 'This person has left', '/staff');
	end if;
	if p.role <> 'management' and (person.licence_kind = 'none' or person.licence_until < p.starts_on) then
		perform sec.refuse('UX422', person.name || '没有在派驻开始日有效的执业资格', 'This person has no licence that is valid on the first day', '/staff');
	end if;
	select * into rule from biz.scheme_rank(p.scheme_id, 'posted_rank');
	p.overridden := biz.check_rank(person, rule.rank_level, rule.rank_years, p.starts_on, p.override_reason, '/staff');
	p.staff_name := person.name;
	p.rank_level := person.rank_level;
	p.licence_kind := person.licence_kind;
	p.specialty := person.specialty;
	return p;
end
$$;

create function biz.posting_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	told constant boolean := tg_op = 'INSERT' or (new.starts_on, new.scheme_id, new.batch_id, new.agreement_id)
		is distinct from (old.starts_on, old.scheme_id, old.batch_id, old.agreement_id);
begin
	new.kind := coalesce(new.kind, 'support');
	new.resident_doctor := coalesce(new.resident_doctor, false);
	if new.state in ('void', 'refused') then
		return new;
	end if;
	if told then
		if new.batch_id is not null and not exists (select from biz.batch b where b.id = new.batch_id and b.org_id = new.from_org_id) then
			perform sec.refuse('UX422', '请选择派出单位自己的批次', 'Choose a batch of the sending institution', '/batch');
		end if;
		if new.agreement_id is not null and not exists (
		    select from biz.agreement a
		     where a.id = new.agreement_id
		       and a.state in ('confirmed', 'ended')
		       and new.starts_on between a.starts_on and coalesce(a.ended_on, a.ends_on)
		       and (a.from_org_id = new.from_org_id or a.to_org_id = new.to_org_id
		           or biz.is_agreement_party(a.id, array[new.from_org_id, new.to_org_id]))) then
			perform sec.refuse('UX422', '请选择双方参加、并在开始日有效的协议', 'Choose an agreement of these institutions that holds on the first day', '/agreement');
		end if;
		new.scheme_id := coalesce(new.scheme_id,
			(select biz.scheme_on(b.scheme_id, new.starts_on) from biz.batch b where b.id = new.batch_id),
			(select biz.scheme_on(a.scheme_id, new.starts_on) from biz.agreement a where a.id = new.agreement_id));
		perform biz.check_scheme(new.scheme_id, new.starts_on);
	end if;
	if new.state <> 'draft' and (told or old.state = 'draft'
	    or (new.staff_id, new.role, new.override_reason) is distinct from (old.staff_id, old.role, old.override_reason)) then
		new := biz.judge_posting(new);
	elsif new.state = 'draft' then
		new.staff_name := (select s.name from biz.staff s where s.id = new.staff_id and s.org_id = new.from_org_id);
	end if;
	if tg_op = 'UPDATE' and new.passed is not null and (new.passed, new.appraisal) is distinct from (old.passed, old.appraisal) then
		if new.starts_on > (now() at time zone 'Asia/Shanghai')::date then
			perform sec.refuse('UX409', '派驻尚未开始，还不能鉴定', 'The posting has not begun: it is too early for an appraisal', '/appraisal');
		end if;
		new.appraised_on := (now() at time zone 'Asia/Shanghai')::date;
	end if;
	return new;
end
$$;
comment on function biz.posting_rules() is 'Trigger: who may be sent, under which scheme; what is copied of the person.';
create trigger posting_rules before insert or update on biz.posting
	for each row execute function biz.posting_rules();
