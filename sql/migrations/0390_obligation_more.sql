-- 0390_obligation_more.sql - the rules that made no obligation yet: guidance, funds, batches, lengths, coverage.
--
-- What the documents leave open is decided so (domain.md section 3, S1 and S2):
-- * A guidance visit (S1.r32, S2.y12) is a day on which the supporting side teaches on the spot: a ward
--   round, operation shown, case discussion or exercise of the training register; a day of a touring
--   posting; the first day of a short one. Who resides there is on duty, not on a visit; supervision and
--   visits of leaders are other rules. Several on one day are one visit.
-- * Funds are in place (S0.r3) when the receiver says that they arrived: all that was allocated to it
--   from the year's or the term's beginning up to the day. Nothing allocated keeps no deadline.
-- * A batch (S1.r11) is what the sender sends in it altogether, to whichever institutions; it can be
--   completed for the week in which postings are confirmed.
-- * A length of further study (S1.r28) holds for further study and standard training; what is called
--   short or a rotation is not meant. Who broke off a study that was agreed long enough is excused.
-- * A term of support (S1.r29, r30) runs on through agreements and pairings that follow without a break.
-- * Coverage (S1.r7) is owed by the commission that issued the scheme, for its area.
set local role yl_owner;

alter table fig.obligation drop constraint obligation_kind_check;
alter table fig.obligation add constraint obligation_kind_check check (kind in ('minimum_per_period', 'minimum_at_once',
	'presence', 'days_per_week', 'rotation', 'deadline', 'rank', 'team', 'quota_per_year', 'batch_size', 'length', 'coverage'));

-- The institutions that a coverage is about, by code or as documents call them.
create function biz.coverage_class(word text) returns text
language sql immutable
return (select k.code
          from (values ('primary', '基层医疗卫生机构'), ('township', '乡镇卫生院'), ('central_township', '中心卫生院'),
	('poor_central_township', '贫困地区中心卫生院'), ('community', '社区卫生服务中心'), ('county', '县级医疗卫生机构'),
	('county_general', '县级综合医院'), ('second_b', '二级乙等医院')) as k (code, name)
         where btrim($1) in (k.code, k.name));
comment on function biz.coverage_class(text) is 'Code of a class of institutions, given by code or name; null: there is none such.';

create function biz.coverage_zh(class text) returns text
language sql immutable
return case $1 when 'primary' then '基层医疗卫生机构' when 'township' then '乡镇卫生院' when 'central_township' then '中心卫生院'
	when 'poor_central_township' then '贫困地区中心卫生院' when 'community' then '社区卫生服务中心'
	when 'county' then '县级医疗卫生机构' when 'county_general' then '县级综合医院' when 'second_b' then '二级乙等医院' end;

create function biz.is_of_class(o biz.organisation, class text) returns boolean
language sql immutable
return case $2
	when 'primary' then (o).tier = 2 and (o).kind in ('township_hospital', 'central_township_hospital', 'community_centre')
	when 'township' then (o).kind in ('township_hospital', 'central_township_hospital')
	when 'central_township' then (o).kind = 'central_township_hospital'
	when 'poor_central_township' then (o).kind = 'central_township_hospital' and (o).poverty
	when 'community' then (o).kind = 'community_centre'
	when 'county' then (o).tier = 3 and (o).kind not in ('commission', 'private', 'enterprise')
	when 'county_general' then (o).tier = 3 and (o).kind = 'general_hospital'
	when 'second_b' then (o).level = 2 and (o).grade = 'b' and (o).kind <> 'commission'
	else false end;
comment on function biz.is_of_class(biz.organisation, text) is 'Whether an institution belongs to a class of biz.coverage_class.';

alter table biz.scheme_rule add constraint scheme_rule_coverage_check
	check (rule <> 'coverage' or amount <= 100 and (pattern is null or biz.coverage_class(pattern) is not null)) not valid;
comment on constraint scheme_rule_coverage_check on biz.scheme_rule is
	'/rules|覆盖率不超过100；机构范围请填：基层医疗卫生机构、乡镇卫生院、中心卫生院、贫困地区中心卫生院、社区卫生服务中心、县级医疗卫生机构、县级综合医院或二级乙等医院|Coverage is 100 at most, of: primary, township, central_township, poor_central_township, community, county, county_general or second_b';

-- Kinds that came later; what the other kinds take is as it was.
alter function fig.check_parameters(text, jsonb) rename to check_parameters_of;
comment on function fig.check_parameters_of(text, jsonb) is 'Part of fig.check_parameters: the kinds of 0330.';
create function fig.check_parameters(kind text, p jsonb) returns void
language plpgsql stable
set search_path = ''
as $$
declare
	known constant text[] := case kind when 'batch_size' then '{n}' when 'length' then '{of,amount,unit}'
		when 'coverage' then '{n,class}' end::text[];
	unknown constant text := (select k from jsonb_object_keys(p) k where k <> all (known) limit 1);
begin
	if known is null then
		-- These count like others of their kind.
		perform fig.check_parameters_of(kind, case
			when kind in ('minimum_per_period', 'quota_per_year') and p ->> 'what' = 'guidance' then p || '{"what": "posted"}'
			when kind = 'deadline' and p ->> 'what' = 'funds' then p || '{"what": "arrival"}' else p end);
	elsif unknown is not null then
		perform sec.refuse('UX422', '这类规则没有参数 ' || unknown || '，请去掉', 'This kind of rule has no parameter ' || unknown || ': leave it out',
			'/parameters/' || unknown);
	elsif kind = 'batch_size' and not fig.is_amount(p -> 'n', 1, 10000) then
		perform sec.refuse('UX422', '请填写每批人数，1至10000', 'Enter the size of a batch, 1 to 10000', '/parameters/n');
	elsif kind = 'coverage' and not fig.is_amount(p -> 'n', 0.01, 100) then
		perform sec.refuse('UX422', '请填写覆盖率，不超过100', 'Enter the coverage in per cent, 100 at most', '/parameters/n');
	elsif kind = 'coverage' and (p ->> 'class' is null or biz.coverage_class(p ->> 'class') is distinct from p ->> 'class') then
		perform sec.refuse('UX422', '请选择机构范围', 'Choose the class of institutions', '/parameters/class');
	elsif kind = 'length' and coalesce(p ->> 'of', '') not in ('study', 'support') then
		perform sec.refuse('UX422', '请选择进修或帮扶关系', 'Choose further study or the term of support', '/parameters/of');
	elsif kind = 'length' and not fig.is_amount(p -> 'amount', 1, 400) then
		perform sec.refuse('UX422', '请填写时长，1至400', 'Enter the length, 1 to 400', '/parameters/amount');
	elsif kind = 'length' and coalesce(p ->> 'unit', '') not in ('day', 'week', 'month', 'year') then
		perform sec.refuse('UX422', '请选择时间单位', 'Choose the unit of time', '/parameters/unit');
	end if;
end
$$;
comment on function fig.check_parameters(text, jsonb) is
	'Refuses (UX422 /parameters/…) what a kind of rule lacks. minimum_per_period {n, grain, figure|what}; quota_per_year {n, figure|what}; deadline {target, figure | what: arrival, funds}; minimum_at_once {n, rank_level?}; presence {n, every: day|workday, rank_level?}; days_per_week {n}; rotation {amount, unit, gap?}; rank {of: posting|mentorship, rank_level, rank_years?}; team {pattern}; batch_size {n}; length {of: study|support, amount, unit}; coverage {n, class}. what: posted (different people sent), study (people sent to study free of charge), guidance (days of guidance on the spot).';

create function fig.unit_zh(unit text) returns text
language sql immutable
return case $1 when 'day' then '天' when 'week' then '周' when 'month' then '个月' when 'year' then '年' end;

alter function fig.rule_words(text, jsonb) rename to rule_words_of;
comment on function fig.rule_words_of(text, jsonb) is 'Part of fig.rule_words: the kinds of 0330.';
create function fig.rule_words(kind text, p jsonb) returns jsonb
language sql stable
as $$
	select case
	       when $1 = 'batch_size' then jsonb_build_object('zh', '每批派驻不少于' || (p ->> 'n') || '人',
		'en', 'At least ' || (p ->> 'n') || ' people in each batch')
	       when $1 = 'length' then jsonb_build_object(
		'zh', case p ->> 'of' when 'study' then '每人进修' else '帮扶关系持续' end || '不少于' || (p ->> 'amount') || fig.unit_zh(p ->> 'unit'),
		'en', case p ->> 'of' when 'study' then 'Each further study' else 'Support' end || ' lasts ' || (p ->> 'amount') || ' ' || (p ->> 'unit') || '(s) at least')
	       when $1 = 'coverage' then jsonb_build_object('zh', '辖区' || biz.coverage_zh(p ->> 'class') || '结对覆盖率不低于' || (p ->> 'n') || '%',
		'en', 'At least ' || (p ->> 'n') || '% of institutions (' || replace(p ->> 'class', '_', ' ') || ') in a pairing')
	       when $1 = 'deadline' and p ->> 'what' = 'funds' then '{"zh": "资金按期拨付到账", "en": "Funds arrive in time"}'
	       when p ->> 'what' = 'guidance' then jsonb_build_object(
		'zh', case k.grain when 'week' then '每周' when 'month' then '每月' when 'quarter' then '每季度' when 'half' then '每半年'
		      when 'year' then '每年' else '期内' end || '下乡指导不少于' || (p ->> 'n') || '次',
		'en', 'Guidance on the spot: ' || (p ->> 'n') || ' at least each ' || k.grain)
	       else fig.rule_words_of($1, $2) end
	  from (select coalesce(p ->> 'grain', 'year') as grain) k
$$;
comment on function fig.rule_words(text, jsonb) is 'A rule as a sentence, {zh, en}.';

-- Coverage is a commission's alone.
create function fig.coverage_rules() returns trigger
language plpgsql stable security definer
set search_path = ''
as $$
begin
	if new.kind = 'coverage' and (new.from_org_id <> new.to_org_id
	    or (select o.kind <> 'commission' from biz.organisation o where o.id = new.to_org_id)) then
		perform sec.refuse('UX422', '覆盖率按主管部门的辖区判定：受援单位请选择卫生健康主管部门，支援单位不填',
			'Coverage is judged over a commission''s area: choose a commission, and no supporting institution', '/to_org_id');
	end if;
	return new;
end
$$;
create trigger obligation_rules_coverage before insert on fig.obligation
	for each row execute function fig.coverage_rules();

-- Support on the spot that an obligation is about.
create function fig.pair_postings(o fig.obligation) returns setof biz.posting
language sql stable
as $$
	select p
	  from biz.posting p
	 where p.to_org_id = (o).to_org_id
	   and (p.from_org_id = (o).from_org_id or (o).from_org_id = (o).to_org_id)
	   and p.state in ('confirmed', 'ended')
	   and p.kind = 'support'
	   and p.mode <> 'remote'
$$;
comment on function fig.pair_postings(fig.obligation) is 'Confirmed support postings on the spot between the sides of an obligation.';

alter function fig.obligation_value(fig.obligation, date, date) rename to obligation_value_of;
comment on function fig.obligation_value_of(fig.obligation, date, date) is 'Part of fig.obligation_value: all but guidance.';
create function fig.obligation_value(o fig.obligation, first date, last date) returns numeric
language plpgsql stable
set search_path = ''
as $$
begin
	if o.parameters ->> 'what' is distinct from 'guidance' then
		return fig.obligation_value_of(o, first, last);
	end if;
	return (
		select count(*)
		  from (select t.held_on
		          from biz.training t
		         where t.to_org_id = o.to_org_id
		           and (t.from_org_id = o.from_org_id or o.from_org_id = o.to_org_id)
		           and t.state = 'confirmed'
		           and t.mode in ('on_site', 'hybrid')
		           and t.kind in ('ward_round', 'surgery_demo', 'case_discussion', 'death_discussion', 'skill')
		           and t.held_on between $2 and $3
		         union
		        select a.on_day
		          from fig.pair_postings(o) p
		          join biz.attendance a on a.posting_id = p.id and a.state = 'confirmed' and a.half_days > 0
		         where p.mode = 'touring'
		           and a.on_day between $2 and $3
		         union
		        select k.day
		          from fig.pair_postings(o) p
		         cross join lateral (
		                select min(a.on_day) as day
		                  from biz.attendance a
		                 where a.posting_id = p.id and a.state = 'confirmed' and a.half_days > 0) k
		         where p.mode = 'short'
		           and k.day between $2 and $3) visit);
end
$$;
