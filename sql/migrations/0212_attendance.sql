-- 0212_attendance.sql - days of a posting really worked: full or half, confirmed by the receiver (DSP-09, DSP-10).
set local role yl_owner;

create table biz.attendance (
	like biz.record_head_two including all,
	on_day     date not null,
	posting_id uuid,
	staff_id   uuid,
	staff_name text,
	part       text,
	kind       text,
	half_days  int  not null default 0,
	evidence   text,
	constraint attendance_whole_check check (state in ('draft', 'void') or num_nulls(posting_id, part, kind) = 0),
	constraint attendance_part_check check (part in ('full', 'am', 'pm')),
	constraint attendance_kind_check check (kind in ('outpatient', 'emergency', 'inpatient', 'ward_round', 'surgery', 'consultation',
		'teaching', 'lecture', 'free_clinic', 'rescue', 'tour', 'case_discussion', 'public_health', 'management', 'travel', 'leave', 'other')),
	constraint attendance_half_days_check check (half_days between 0 and 2),
	constraint attendance_posting_fkey foreign key (posting_id) references biz.posting (id),
	constraint attendance_staff_fkey foreign key (staff_id) references biz.staff (id),
	constraint attendance_day_excl exclude using gist (posting_id with =, on_day with =,
		(case part when 'full' then int4range(1, 3) when 'am' then int4range(1, 2) else int4range(2, 3) end) with &&)
		where (state <> 'void')
);
comment on table biz.attendance is 'A day, or half of one, that a posted person was at work; counts when the receiver confirmed it.';
comment on column biz.attendance.on_day is 'The day.';
comment on column biz.attendance.posting_id is 'The posting.';
comment on column biz.attendance.staff_id is 'Computed: who, from the posting.';
comment on column biz.attendance.staff_name is 'Computed: the name, from the posting.';
comment on column biz.attendance.part is 'full, am or pm.';
comment on column biz.attendance.kind is 'Main kind of work; leave and travel are no service.';
comment on column biz.attendance.half_days is 'Computed: half days of service, 0, 1 or 2.';
comment on column biz.attendance.evidence is 'What shows it.';
comment on constraint attendance_whole_check on biz.attendance is
	'/posting|提交前请填写派驻、时段和工作类型|Enter posting, part of the day and kind of work before submitting';
comment on constraint attendance_day_excl on biz.attendance is
	'/on_day|这一天（或半天）已经登记过|This day, or this half of it, is entered already';
select biz.make_record('biz.attendance', 'attendance', 'attendance', 'on_day', 'staff_name');
create index attendance_posting_idx on biz.attendance (posting_id, on_day);
create index attendance_staff_idx on biz.attendance (staff_id, on_day);

create table biz.attendance_work (
	like biz.record_line including all,
	kind   text not null,
	amount int  not null,
	constraint attendance_work_kind_check check (kind in ('outpatient', 'emergency', 'inpatient', 'ward_round', 'surgery', 'consultation',
		'teaching', 'lecture', 'free_clinic', 'rescue', 'tour', 'case_discussion', 'public_health', 'management', 'other')),
	constraint attendance_work_amount_check check (amount > 0)
);
comment on table biz.attendance_work is 'What was done on the day, with counts.';
comment on column biz.attendance_work.kind is 'Kind of work.';
comment on column biz.attendance_work.amount is 'How many: visits, operations, rounds.';
comment on constraint attendance_work_amount_check on biz.attendance_work is
	'/work|工作量应大于零|A count must be above zero';
select biz.make_lines('biz.attendance_work', 'biz.attendance');

-- A clinician enters the own days; who writes postings of either side enters anybody's. Who may not
-- confirm at the receiver only submits, even where the receiver's side entered it.
create function biz.attendance_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	p biz.posting;
	asked constant boolean := biz.acting_account() <> 0;
begin
	if asked and sec.permission() = 'attendance.write' and not sec.may('posting.write', new.from_org_id)
	   and not sec.may('posting.write', new.to_org_id) and biz.staff_account((select x.staff_id
	    from biz.posting x where x.id = coalesce(old.posting_id, new.posting_id))) is distinct from sec.account_id() then
		perform sec.refuse('UX403', '只能登记本人的出勤', 'You enter your own days only', '/posting');
	end if;
	if new.state = 'void' then
		return new;
	end if;
	if tg_op = 'INSERT' or (new.posting_id, new.on_day, new.part, new.kind) is distinct from (old.posting_id, old.on_day, old.part, old.kind) then
		select * into p from biz.posting x where x.id = new.posting_id;
		if p.id is null or (p.from_org_id, p.to_org_id) is distinct from (new.from_org_id, new.to_org_id) then
			perform sec.refuse('UX422', '请选择这两个单位之间的派驻', 'Choose a posting between these institutions', '/posting');
		end if;
		if p.state not in ('confirmed', 'ended') then
			perform sec.refuse('UX422', '该派驻尚未经受援单位确认，还不能登记出勤', 'The receiver has not confirmed the posting yet', '/posting');
		end if;
		if new.on_day not between p.starts_on and coalesce(p.ended_on, p.ends_on) then
			perform sec.refuse('UX422', '该日不在派驻期间（' || p.starts_on || '至' || coalesce(p.ended_on, p.ends_on) || '）',
				'The day is not in the posting (' || p.starts_on || ' to ' || coalesce(p.ended_on, p.ends_on) || ')', '/on_day');
		end if;
		if new.on_day > (now() at time zone 'Asia/Shanghai')::date then
			perform sec.refuse('UX422', '不能登记今天以后的出勤', 'A day that has not come cannot be entered', '/on_day');
		end if;
		new.staff_id := p.staff_id;
		new.staff_name := p.staff_name;
		new.half_days := case when new.kind in ('leave', 'travel') then 0 when new.part = 'full' then 2
			when new.part is null then 0 else 1 end;
	end if;
	if asked and new.state = 'confirmed' and (tg_op = 'INSERT' or old.state <> 'confirmed')
	   and not sec.may('attendance.confirm', new.to_org_id) then
		new.state := 'submitted';
		new.confirmed_at := null;
		new.confirmed_by := null;
	end if;
	return new;
end
$$;
comment on function biz.attendance_rules() is 'Trigger: within the posting, own days, the receiver''s word.';
create trigger attendance_rules before insert or update on biz.attendance
	for each row execute function biz.attendance_rules();

-- A posting does not end before days that were worked.
create function biz.posting_ended() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	last date := (select max(a.on_day) from biz.attendance a where a.posting_id = new.id and a.state <> 'void');
begin
	if last > coalesce(new.ended_on, new.ends_on) or (select min(a.on_day) from biz.attendance a
	    where a.posting_id = new.id and a.state <> 'void') < new.starts_on then
		perform sec.refuse('UX409', '派驻期间之外已登记出勤（最后一天为' || last || '），请先作废或调整日期',
			'Days are entered outside the term (the last is ' || last || '): void them first or choose other days',
			case when new.ended_on is null then '/ends_on' else '/ended_on' end);
	end if;
	return null;
end
$$;
create trigger posting_terms after update of starts_on, ends_on, ended_on on biz.posting
	for each row when (new.state not in ('void', 'refused')) execute function biz.posting_ended();
