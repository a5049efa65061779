-- 0263_supervision.sql - supervision visits: checklist, findings put right and looked at again (SUP-01, SUP-03).
--
-- The visitor enters the visit, the visited side confirms that it took place. Then the visited side
-- notes for each finding how it was put right (rectify), and the visitor whether that is enough
-- (recheck); these two are actions, whose values move into the finding's line.
set local role yl_owner;

create table biz.supervision_visit (
	like biz.record_head_two including all,
	visited_on      date not null,
	kind            text,
	subject         text,
	team            text,
	score           numeric,
	full_score      numeric,
	conclusion      text,
	problems_solved text,
	finding_number  int,
	act_on          date,
	act_text        text,
	act_passed      boolean,
	findings_count  int     not null default 0,
	open_count      int     not null default 0,
	next_due_on     date,
	to_rectify      boolean not null default false,
	to_recheck      boolean not null default false,
	due             boolean not null default false,
	constraint supervision_visit_whole_check check (state in ('draft', 'void') or num_nulls(kind, subject, team) = 0),
	constraint supervision_visit_kind_check check (kind in ('routine', 'special', 'follow_up', 'leader')),
	constraint supervision_visit_day_check check (visited_on >= '1990-01-01'),
	constraint supervision_visit_score_check check ((score is null or full_score is not null) and full_score > 0 and score between 0 and full_score)
);
comment on table biz.supervision_visit is 'A visit of supervision; counts when the visited side confirmed that it took place.';
comment on column biz.supervision_visit.visited_on is 'The day.';
comment on column biz.supervision_visit.kind is 'routine 常规督导, special 专项督导, follow_up 复查, leader 领导走访 (which is no supervision of a quarter).';
comment on column biz.supervision_visit.subject is 'What it was about.';
comment on column biz.supervision_visit.team is 'Who came.';
comment on column biz.supervision_visit.score is 'Points given.';
comment on column biz.supervision_visit.full_score is 'Points there were.';
comment on column biz.supervision_visit.conclusion is 'What was found on the whole.';
comment on column biz.supervision_visit.problems_solved is 'What was solved on the spot.';
comment on column biz.supervision_visit.finding_number is 'Actions rectify and recheck: which finding; moves into its line.';
comment on column biz.supervision_visit.act_on is 'Actions rectify and recheck: on which day.';
comment on column biz.supervision_visit.act_text is 'Action rectify: what was done; recheck: what was seen.';
comment on column biz.supervision_visit.act_passed is 'Action recheck: whether it is put right.';
comment on column biz.supervision_visit.findings_count is 'Computed: findings.';
comment on column biz.supervision_visit.open_count is 'Computed: findings that have not passed the second look.';
comment on column biz.supervision_visit.next_due_on is 'Computed: earliest deadline of these.';
comment on column biz.supervision_visit.to_rectify is 'Computed: some finding waits for the visited side.';
comment on column biz.supervision_visit.to_recheck is 'Computed: some finding waits for the second look.';
comment on column biz.supervision_visit.due is 'Computed: it is a supervision of the quarter: of a member of an alliance at the quarter''s end, and no leaders'' visit.';
comment on constraint supervision_visit_whole_check on biz.supervision_visit is
	'/subject|提交前请填写类型、主题和督导组成员|Enter kind, subject and team before submitting';
comment on constraint supervision_visit_day_check on biz.supervision_visit is
	'/visited_on|督导日期应在1990年之后，请核对年份|The day must lie after 1990: check the year';
comment on constraint supervision_visit_score_check on biz.supervision_visit is
	'/score|得分应在0和满分之间，并填写满分|The score lies between 0 and the full score, which is needed with it';
select biz.make_record('biz.supervision_visit', 'supervision_visits', 'supervision', 'visited_on', 'subject');
create index supervision_visit_due_idx on biz.supervision_visit (to_org_id, visited_on) where due and state = 'confirmed';

create table biz.supervision_check (
	like biz.record_line including all,
	area   text not null,
	item   text not null,
	result text not null,
	points numeric,
	remark text,
	constraint supervision_check_area_check check (area in ('medical', 'nursing', 'infection', 'medication', 'records', 'public_health',
		'management', 'other')),
	constraint supervision_check_result_check check (result in ('good', 'partial', 'bad', 'not_applicable')),
	constraint supervision_check_points_check check (points >= 0)
);
comment on table biz.supervision_check is 'Checklist of a supervision visit.';
comment on column biz.supervision_check.area is 'medical, nursing, infection, medication, records, public_health, management or other.';
comment on column biz.supervision_check.item is 'What was looked at.';
comment on column biz.supervision_check.result is 'good, partial, bad or not_applicable.';
comment on column biz.supervision_check.points is 'Points given.';
comment on column biz.supervision_check.remark is 'What was seen.';
select biz.make_lines('biz.supervision_check', 'biz.supervision_visit');

create table biz.supervision_finding (
	like biz.record_line including all,
	finding        text not null,
	due_on         date not null,
	responsible    text not null,
	progress       text not null default 'open',
	rectified_on   date,
	rectification  text,
	rechecked_on   date,
	recheck_remark text,
	constraint supervision_finding_progress_check check (progress in ('open', 'rectified', 'passed', 'failed')),
	constraint supervision_finding_rectified_check check (progress = 'open' or num_nulls(rectified_on, rectification) = 0),
	constraint supervision_finding_rechecked_check check ((progress in ('passed', 'failed')) = (rechecked_on is not null))
);
comment on table biz.supervision_finding is 'Findings of a supervision visit: who puts them right by when, and what came of it.';
comment on column biz.supervision_finding.finding is 'What is wrong.';
comment on column biz.supervision_finding.due_on is 'Deadline.';
comment on column biz.supervision_finding.responsible is 'Who answers for it at the visited institution.';
comment on column biz.supervision_finding.progress is 'Computed: open, rectified (waits for the second look), passed or failed (to be done again).';
comment on column biz.supervision_finding.rectified_on is 'Action rectify: when it was put right.';
comment on column biz.supervision_finding.rectification is 'Action rectify: how.';
comment on column biz.supervision_finding.rechecked_on is 'Action recheck: when it was looked at again.';
comment on column biz.supervision_finding.recheck_remark is 'Action recheck: what was seen.';
select biz.make_lines('biz.supervision_finding', 'biz.supervision_visit');

-- What the visited side said stays: a visit whose findings are being put right is not written anew.
create function biz.finding_guard() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if tg_op = 'DELETE' then
		if old.progress <> 'open' then
			perform sec.refuse('UX409', '已登记整改的问题不能再改；新的问题请另行登记一次督导',
				'A finding that was put right stays as it is: enter what is new with another visit', '/findings');
		end if;
		return old;
	end if;
	new.progress := 'open';
	new.rectified_on := null;
	new.rectification := null;
	new.rechecked_on := null;
	new.recheck_remark := null;
	if new.due_on < (select v.visited_on from biz.supervision_visit v where v.id = new.record_id) then
		perform sec.refuse('UX422', '整改期限不能早于督导日期', 'A deadline cannot lie before the visit', '/findings');
	end if;
	return new;
end
$$;
create trigger supervision_finding_guard before insert or delete on biz.supervision_finding
	for each row execute function biz.finding_guard();

-- Nobody writes into a line what is an action's to say.
revoke update on biz.supervision_finding from yl_web, yl_job;

create function biz.visit_is_due(org int, day date, kind text) returns boolean
language sql stable security definer
set search_path = ''
return kind <> 'leader' and exists (
	select from biz.alliance_member m
	 where m.organisation_id = org and m.role = 'member'
	   and m.joined_on < (date_trunc('quarter', day::timestamp) + interval '3 months')::date
	   and (m.left_on is null or m.left_on >= (date_trunc('quarter', day::timestamp) + interval '3 months')::date));
comment on function biz.visit_is_due(int, date, text) is
	'Whether a visit on this day is one of those that are due: each member of an alliance, as on the quarter''s last day, once a quarter.';

create function biz.supervision_rules() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if tg_op = 'UPDATE' and current_setting('yilian.record_quiet', true) is not distinct from 'on' then
		return new;
	end if;
	if tg_op = 'INSERT' then
		new.findings_count := 0;
		new.open_count := 0;
		new.next_due_on := null;
		new.to_rectify := false;
		new.to_recheck := false;
		new.finding_number := null;
	else
		new.findings_count := old.findings_count;
		new.open_count := old.open_count;
		new.next_due_on := old.next_due_on;
		new.to_rectify := old.to_rectify;
		new.to_recheck := old.to_recheck;
	end if;
	new.due := case when new.state = 'void' then false else coalesce(biz.visit_is_due(new.to_org_id, new.visited_on, new.kind), false) end;
	if new.state not in ('draft', 'void') and new.visited_on > (now() at time zone 'Asia/Shanghai')::date then
		perform sec.refuse('UX422', '督导尚未进行，可先存为草稿', 'The visit has not taken place yet: keep it as a draft', '/visited_on');
	end if;
	if new.act_on > (now() at time zone 'Asia/Shanghai')::date or new.act_on < new.visited_on then
		perform sec.refuse('UX422', '日期应在督导日期与今天之间', 'The day lies between the visit and today', '/act_on');
	end if;
	return new;
end
$$;
create trigger supervision_visit_rules before insert or update on biz.supervision_visit
	for each row execute function biz.supervision_rules();

create function biz.count_findings(visits uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform biz.record_quiet(true);
	update biz.supervision_visit v
	   set findings_count = c.n, open_count = c.open, next_due_on = c.due_on, to_rectify = c.waiting > 0, to_recheck = c.rectified > 0,
	       finding_number = null, act_on = null, act_text = null, act_passed = null
	  from (select x.id, count(f.line)::int as n, count(f.line) filter (where f.progress <> 'passed')::int as open,
	               min(f.due_on) filter (where f.progress <> 'passed') as due_on,
	               count(f.line) filter (where f.progress in ('open', 'failed')) as waiting,
	               count(f.line) filter (where f.progress = 'rectified') as rectified
	          from (select distinct u.id from unnest(visits) as u (id)) x
	          left join biz.supervision_finding f on f.record_id = x.id
	         group by x.id) c
	 where v.id = c.id
	   and (v.findings_count, v.open_count, v.next_due_on, v.to_rectify, v.to_recheck, v.act_on)
	       is distinct from (c.n, c.open, c.due_on, c.waiting > 0, c.rectified > 0, null);
	perform biz.record_quiet(false);
end
$$;
comment on function biz.count_findings(uuid[]) is 'Works out how far the findings of these visits are.';

create function biz.findings_changed() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform biz.count_findings((select array_agg(t.record_id) from touched t));
	return null;
end
$$;
create trigger supervision_finding_put after insert on biz.supervision_finding referencing new table as touched
	for each statement execute function biz.findings_changed();
create trigger supervision_finding_taken after delete on biz.supervision_finding referencing old table as touched
	for each statement execute function biz.findings_changed();
create trigger supervision_finding_altered after update on biz.supervision_finding referencing new table as touched
	for each statement execute function biz.findings_changed();

-- Actions rectify and recheck: into the line of that finding, after the event of the action was written;
-- the only one that waits needs no number.
create function biz.supervision_act() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	again constant boolean := new.act_passed is not null;
	waits constant text[] := case when again then '{rectified}' else '{open,failed}' end;
	lines smallint[] := (select array_agg(f.line order by f.line) from biz.supervision_finding f
	                      where f.record_id = new.id and f.progress = any (waits));
	place int := coalesce(new.finding_number, case when cardinality(lines) = 1 then lines[1] end);
	finding biz.supervision_finding;
begin
	if place is null or not coalesce(place = any (lines), false) then
		perform sec.refuse('UX422',
			case when lines is null then '没有等待' || case when again then '复查' else '整改' end || '的问题'
			     else '请填写问题序号：' || array_to_string(lines, '、') end,
			case when lines is null then 'No finding waits for it' else 'Enter the number of the finding: ' || array_to_string(lines, ', ') end,
			'/finding_number');
	end if;
	select * into finding from biz.supervision_finding f where f.record_id = new.id and f.line = place;
	if again and new.act_on < finding.rectified_on then
		perform sec.refuse('UX422', '复查日期不能早于整改日期（' || finding.rectified_on || '）',
			'It was put right on ' || finding.rectified_on || ': the second look comes after', '/act_on');
	end if;
	if again then
		update biz.supervision_finding f
		   set progress = case when new.act_passed then 'passed' else 'failed' end, rechecked_on = new.act_on, recheck_remark = new.act_text
		 where f.record_id = new.id and f.line = place;
	else
		update biz.supervision_finding f
		   set progress = 'rectified', rectified_on = new.act_on, rectification = new.act_text, rechecked_on = null, recheck_remark = null
		 where f.record_id = new.id and f.line = place;
	end if;
	return null;
end
$$;
create trigger supervision_visit_take_act after update on biz.supervision_visit
	for each row when (new.act_on is not null) execute function biz.supervision_act();

-- Who belongs to an alliance may be entered after the visit.
create function biz.member_visits() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	perform biz.record_quiet(true);
	update biz.supervision_visit v
	   set due = not v.due
	 where v.to_org_id in (select t.organisation_id from touched t)
	   and v.state <> 'void'
	   and v.due is distinct from coalesce(biz.visit_is_due(v.to_org_id, v.visited_on, v.kind), false);
	perform biz.record_quiet(false);
	return null;
end
$$;
comment on function biz.member_visits() is 'Trigger: which visits are those of a quarter follows who was a member.';
create trigger alliance_member_visits_new after insert on biz.alliance_member referencing new table as touched
	for each statement execute function biz.member_visits();
create trigger alliance_member_visits_altered after update on biz.alliance_member referencing new table as touched
	for each statement execute function biz.member_visits();
create trigger alliance_member_visits_gone after delete on biz.alliance_member referencing old table as touched
	for each statement execute function biz.member_visits();
