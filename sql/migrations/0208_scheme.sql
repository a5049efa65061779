-- 0208_scheme.sql - schemes: the rules that documents disagree on, as versions with a validity (AGR-05).
--
-- A version is a record: scheme code and version number of the institution that issued it, the days it
-- holds, its rules as lines. Postings and agreements point to the version in force on their first day.
set local role yl_owner;

create table biz.scheme (
	like biz.record_head_one including all,
	valid_from     date not null,
	valid_to       date,
	code           text,
	name           text,
	scheme_version int,
	programme      text,
	policy_basis   text,
	issued_by      text,
	summary        text,
	constraint scheme_whole_check check (state in ('draft', 'void') or num_nulls(code, name, scheme_version) = 0),
	constraint scheme_code_check check (code ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$'),
	constraint scheme_scheme_version_check check (scheme_version between 1 and 999),
	constraint scheme_term_check check (valid_to >= valid_from),
	constraint scheme_number_excl exclude using gist (org_id with =, code with =, scheme_version with =) where (state <> 'void'),
	constraint scheme_force_excl exclude using gist (org_id with =, code with =, daterange(valid_from, valid_to, '[]') with &&)
		where (state = 'confirmed')
);
comment on table biz.scheme is 'One version of a scheme (方案): rules with numbers, and the days they hold.';
comment on column biz.scheme.valid_from is 'First day it is in force.';
comment on column biz.scheme.valid_to is 'Last day it is in force, that day included; null: until another version.';
comment on column biz.scheme.code is 'Names the scheme through its versions.';
comment on column biz.scheme.name is 'Title of the document.';
comment on column biz.scheme.scheme_version is 'Number of the version, from 1.';
comment on column biz.scheme.programme is 'Programme (项目) it is for.';
comment on column biz.scheme.policy_basis is 'Documents it rests on, one number (文号) a line.';
comment on column biz.scheme.issued_by is 'Bodies that issued it.';
comment on column biz.scheme.summary is 'Guiding idea, tasks, guarantees in words.';
comment on constraint scheme_whole_check on biz.scheme is
	'/code|提交前请填写方案代码、名称和版本号|Enter code, name and version before submitting';
comment on constraint scheme_code_check on biz.scheme is
	'/code|方案代码由字母、数字、点、横线和下划线组成，最多40个|A code is made of letters, digits, dot, dash and underscore, 40 at most';
comment on constraint scheme_term_check on biz.scheme is
	'/valid_to|失效日期不能早于生效日期|It cannot end before it begins';
comment on constraint scheme_number_excl on biz.scheme is
	'/scheme_version|该方案已有这个版本号，请用下一个|The scheme has this version already: take the next number';
comment on constraint scheme_force_excl on biz.scheme is
	'/valid_from|与同一方案另一版本的有效期重叠，请先为上一版本填写失效日期|Another version of the scheme holds on these days: give it a last day first';
select biz.make_record('biz.scheme', 'schemes', 'agreement', 'valid_from', 'name',
	readers => 'staff,posting,attendance,training,technique,fund,supervision');

-- What is issued is for all to read.
drop policy scheme_select on biz.scheme;
create policy scheme_select on biz.scheme for select to yl_web, yl_job using (
	state = 'confirmed'
	or org_id = any ((select sec.orgs())::int[])
	or region_id between (select sec.region_lo()) and (select sec.region_hi())
	or (select sec.sees_all()));

create table biz.scheme_rule (
	like biz.record_line including all,
	rule       text not null,
	amount     numeric,
	unit       text,
	per        text,
	rank_level text,
	rank_years int,
	due_on     date,
	pattern    text,
	remark     text,
	constraint scheme_rule_rule_check check (rule in ('service_length', 'gate_rank', 'week_days', 'presence', 'posted_at_once',
		'posted_per_year', 'posted_rank', 'team_template', 'batch_size', 'rotation', 'study_quota', 'study_length', 'mentor_rank',
		'lectures', 'guidance', 'supervision', 'leader_visits', 'pairing_term', 'arrival_deadline', 'fund_deadline', 'coverage',
		'figure')),
	constraint scheme_rule_unit_check check (unit in ('person', 'day', 'week', 'month', 'year', 'time', 'percent', 'other')),
	constraint scheme_rule_per_check check (per in ('day', 'workday', 'week', 'month', 'quarter', 'half', 'year', 'posting', 'total')),
	constraint scheme_rule_rank_check check (rank_level in ('none', 'junior', 'mid', 'deputy_senior', 'senior')),
	constraint scheme_rule_years_check check (rank_years between 0 and 30),
	constraint scheme_rule_amount_check check (amount > 0),
	constraint scheme_rule_whole_check check (case
		when rule in ('gate_rank', 'posted_rank', 'mentor_rank') then rank_level is not null
		when rule = 'team_template' then pattern is not null
		when rule in ('arrival_deadline', 'fund_deadline') then due_on is not null
		when rule = 'figure' then pattern is not null and amount is not null
		when rule in ('service_length', 'rotation', 'study_length', 'pairing_term') then amount is not null
			and unit is not null and unit in ('day', 'week', 'month', 'year')
		when rule in ('presence', 'lectures', 'guidance', 'supervision') then amount is not null and per is not null
		else amount is not null end)
);
comment on table biz.scheme_rule is 'Rules of a scheme version with their parameters.';
comment on column biz.scheme_rule.rule is 'Which rule.';
comment on column biz.scheme_rule.amount is 'How much of the unit.';
comment on column biz.scheme_rule.unit is 'person, day, week, month, year, time, percent or other.';
comment on column biz.scheme_rule.per is 'In which time: day, workday, week, month, quarter, half, year, posting, total.';
comment on column biz.scheme_rule.rank_level is 'Lowest rank (posted_rank, mentor_rank), or the rank aimed at (gate_rank; one line each).';
comment on column biz.scheme_rule.rank_years is 'Years at that rank (高年资).';
comment on column biz.scheme_rule.due_on is 'Deadline.';
comment on column biz.scheme_rule.pattern is 'team_template: specialties joined by +, choices by |: 内科+外科+妇产科|儿科|麻醉|护理; figure: its code.';
comment on column biz.scheme_rule.remark is 'How the document says it.';
comment on constraint scheme_rule_whole_check on biz.scheme_rule is
	'/rules|规则缺少参数：级别类填级别，期限类填数量和时间单位，频次类填数量和周期，截止类填日期，队伍组成填专业|A rule lacks its parameter: a rank, an amount with a unit of time, an amount with a period, a date, or the specialties of a team';
comment on constraint scheme_rule_amount_check on biz.scheme_rule is
	'/rules|规则的数量应大于零|The amount of a rule must be above zero';
select biz.make_lines('biz.scheme_rule', 'biz.scheme');

create function biz.scheme_on(scheme uuid, day date) returns uuid
language sql stable security definer
set search_path = ''
as $$
	select v.id
	  from biz.scheme s
	  join biz.scheme v on v.org_id = s.org_id and v.code = s.code
	 where s.id = scheme_on.scheme
	   and v.state = 'confirmed'
	   and v.valid_from <= scheme_on.day
	   and (v.valid_to is null or v.valid_to >= scheme_on.day)
$$;
comment on function biz.scheme_on(uuid, date) is 'The version of a scheme (given by any of its versions) in force on a day, or null.';
grant execute on function biz.scheme_on(uuid, date) to yl_web, yl_job;

-- For the rules of other records: what they point to must be the version of their day.
create function biz.check_scheme(scheme uuid, day date) returns void
language plpgsql stable security definer
set search_path = ''
as $$
declare
	in_force uuid;
begin
	if scheme is null then
		return;
	end if;
	in_force := biz.scheme_on(scheme, day);
	if in_force is distinct from scheme then
		perform sec.refuse('UX422',
			coalesce('方案在' || day || '执行的是第' || (select v.scheme_version from biz.scheme v where v.id = in_force) || '版，请改选该版本',
				'方案在' || day || '尚未生效或已失效，请改选当日有效的方案'),
			coalesce('On ' || day || ' version ' || (select v.scheme_version from biz.scheme v where v.id = in_force) || ' of the scheme is in force: choose it',
				'The scheme is not in force on ' || day || ': choose one that is'), '/scheme');
	end if;
end
$$;
comment on function biz.check_scheme(uuid, date) is 'Refuses (UX422 /scheme) a version that is not in force on the day.';

create function biz.scheme_rank(scheme uuid, rule text, out rank_level text, out rank_years int)
language sql stable security definer
set search_path = ''
as $$
	select r.rank_level, r.rank_years
	  from biz.scheme_rule r
	 where r.record_id = scheme_rank.scheme
	   and r.rule = scheme_rank.rule
	 order by biz.rank_order(r.rank_level)
	 limit 1
$$;
comment on function biz.scheme_rank(uuid, text) is 'Lowest rank and years of rank that a rule of a scheme version asks for; nulls where it has no such rule.';
