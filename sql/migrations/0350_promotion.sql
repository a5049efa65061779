-- 0350_promotion.sql - whether service at the grass roots opens the way to a rank (PRO-01 to PRO-09).
--
-- A verdict is reckoned from the records whenever it is asked for, never stored: postings that the
-- receiver confirmed, attendance that it confirmed, its appraisal. It is the same whoever asks, so
-- these functions see every row of the person (in every register: one ID number); who may ask is
-- decided by biz.promotion_open, and the list's own condition.
--
-- What the documents leave open is decided so:
-- * A posting is judged by the version of the scheme in force on its first day (R16). Where a length is
--   added up ("total"), a version counts the days of earlier versions too.
-- * Service of every scheme counts, but by support postings on the spot: no exchange of managers, no
--   remote work. It begins on the day of arrival where that is later than the first day.
-- * A week that falls short is no service, breaks a stretch and bars its year (S1.r18).
-- * Time must be reached by postings whose appraisal is "passed" (S1.r26).
set local role yl_owner;

create type biz.promotion_posting as (
	id uuid, first_day date, last_day date, state text, counted boolean, why_not text, passed boolean,
	version int, week_days numeric, refused_on date, consequence text);
create type biz.promotion_week as (
	week text, first_day date, last_day date, wanted numeric, had numeric, waiting numeric, running boolean,
	short boolean, days jsonb, postings uuid[]);

create type biz.promotion_version as (
	id uuid, version int, valid_from date, valid_to date, gated boolean, amount numeric, unit text, per text,
	week_days numeric);

create function biz.promotion_versions(scheme uuid, rank_level text)
returns setof biz.promotion_version
language plpgsql stable
set search_path = ''
as $$
begin
	return query
	select v.id, v.scheme_version, v.valid_from, v.valid_to,
	       l.amount is not null and coalesce((
	           select bool_or(g.rank_level = promotion_versions.rank_level)
	             from biz.scheme_rule g
	            where g.record_id = v.id
	              and g.rule = 'gate_rank'), true),
	       l.amount, l.unit, case l.per when 'total' then 'total' else 'posting' end, w.amount
	  from biz.scheme s
	  join biz.scheme v on v.org_id = s.org_id and v.code = s.code and v.state = 'confirmed'
	  left join lateral (
	       select r.amount, r.unit, r.per
	         from biz.scheme_rule r
	        where r.record_id = v.id
	          and r.rule = 'service_length'
	          and (r.rank_level is null or r.rank_level = promotion_versions.rank_level)
	        order by r.rank_level nulls last, r.line
	        limit 1) l on true
	  left join lateral (
	       select r.amount
	         from biz.scheme_rule r
	        where r.record_id = v.id
	          and r.rule = 'week_days'
	          and (r.rank_level is null or r.rank_level = promotion_versions.rank_level)
	        order by r.rank_level nulls last, r.line
	        limit 1) w on true
	 where s.id = promotion_versions.scheme;
end
$$;
comment on function biz.promotion_versions(uuid, text) is
	'Versions of a scheme (given by any of them) with what each asks for before a rank: gated false where it asks nothing.';

create function biz.promotion_postings(staff uuid, scheme uuid, rank_level text, as_of date)
returns setof biz.promotion_posting
language plpgsql stable
set search_path = ''
as $$
begin
	return query
	with versions as materialized (
		select * from biz.promotion_versions(promotion_postings.scheme, promotion_postings.rank_level)
	)
	select p.id, d.first_day, d.last_day, p.state, w.why is null, w.why, p.passed, v.version, v.week_days,
	       p.refused_on, p.consequence
	  from biz.staff s
	  join biz.staff o on o.id = s.id or o.id_number_idx = s.id_number_idx and o.state <> 'void'
	  join biz.posting p on p.staff_id = o.id
	       and p.state in ('submitted', 'confirmed', 'disputed', 'ended', 'refused')
	 cross join lateral (
	       select greatest(p.starts_on, p.arrived_on) as first_day, coalesce(p.ended_on, p.ends_on) as last_day) d
	 cross join lateral (
	       select case when p.state = 'refused' then 'refused'
	                   when p.state in ('submitted', 'disputed') then 'unconfirmed'
	                   when p.kind <> 'support' then 'exchange'
	                   when p.mode = 'remote' then 'remote'
	                   when d.first_day > promotion_postings.as_of then 'planned'
	                   when d.first_day > d.last_day then 'absent' end as why) w
	  left join lateral (
	       -- In force that day; else the last before it, else the first after it.
	       select x.version, x.week_days
	         from versions x
	        order by x.valid_from <= d.first_day desc,
	              case when x.valid_from <= d.first_day then d.first_day - x.valid_from else x.valid_from - d.first_day end
	        limit 1) v on true
	 where s.id = promotion_postings.staff
	 order by d.first_day, p.id;
end
$$;
comment on function biz.promotion_postings(uuid, uuid, text, date) is
	'Every posting of a person with the version of the scheme that judges it, and why it does not count.';

create function biz.promotion_weeks(postings biz.promotion_posting[], as_of date)
returns setof biz.promotion_week
language plpgsql stable
set search_path = ''
as $$
begin
	return query
	with covered as (
		select g::date as day, max(p.week_days) as minimum
		  from unnest(postings) p
		 cross join generate_series(p.first_day::timestamp,
		       least(p.last_day, date_trunc('week', as_of)::date + 6)::timestamp, interval '1 day') g
		 where p.counted
		   and p.week_days is not null
		 group by g
	), served as (
		select a.on_day, least(coalesce(sum(a.half_days) filter (where a.state = 'confirmed'), 0), 2) as halves,
		       least(coalesce(sum(a.half_days) filter (where a.state <> 'confirmed'), 0), 2) as waiting
		  from biz.attendance a
		 where a.posting_id = any (array(select p.id from unnest(postings) p where p.counted))
		   and a.state in ('submitted', 'confirmed', 'disputed')
		   and a.on_day <= as_of
		 group by a.on_day
	), days as (
		select c.day, date_trunc('week', c.day)::date as monday, c.minimum,
		       case when h.day is not null then h.working else extract(isodow from c.day) < 6 end as works,
		       coalesce(s.halves, 0) as halves, coalesce(s.waiting, 0) as waiting
		  from covered c
		  left join biz.holiday h on h.day = c.day
		  left join served s on s.on_day = c.day
	), weeks as (
		select monday, min(day) as first_day, max(day) as last_day,
		       least(max(minimum), count(*) filter (where works)) as wanted,
		       round(coalesce(sum(halves) filter (where works), 0) / 2.0, 1) as had,
		       round(coalesce(sum(waiting) filter (where works), 0) / 2.0, 1) as waiting,
		       max(day) > as_of as running,
		       jsonb_object_agg(day, halves) filter (where works) as days,
		       array(select p.id
		               from unnest(postings) p
		              where p.counted
		                and p.week_days is not null
		                and p.first_day <= max(d.day)
		                and p.last_day >= min(d.day)) as ids
		  from days d
		 group by monday
		having bool_or(works)
	)
	select to_char(monday, 'IYYY-"W"IW'), first_day, last_day, wanted, had, waiting, running,
	       not running and had < wanted, days, ids
	  from weeks
	 order by monday;
end
$$;
comment on function biz.promotion_weeks(biz.promotion_posting[], date) is
	'Weeks of service under a week rule (S1.r14): days asked for, pro-rated where the week is broken or has holidays; days served on working days and confirmed, two halves a day, a day once; halves of each day.';

create function biz.promotion_spans(postings biz.promotion_posting[], version int, per text, wanted text,
	short datemultirange, as_of date)
returns daterange[]
language plpgsql stable
set search_path = ''
as $$
begin
	return (
	select array_agg(r)
	  from (select unnest(datemultirange(daterange(p.first_day, least(p.last_day, as_of), '[]')) - short) as r
	          from unnest(postings) p
	         where p.counted
	           and (promotion_spans.version is null or p.version = promotion_spans.version
	               or per = 'total' and p.version < promotion_spans.version)
	           and case wanted when 'passed' then p.passed when 'hoped' then p.passed is distinct from false
	               else true end) s);
end
$$;
comment on function biz.promotion_spans(biz.promotion_posting[], int, text, text, datemultirange, date) is
	'Days of service that a version counts up to a day, without weeks that fell short: passed appraisals alone, all but failed ones (hoped), or all.';

-- What a version finds. stage: 4 reached; 3 reached but for appraisals to come; 2 but for failed ones;
-- 1 but for weeks that fell short; 0 too little time.
create function biz.promotion_stage(postings biz.promotion_posting[], v biz.promotion_version, short datemultirange, as_of date,
	out stage int, out reached_on date)
language plpgsql stable
set search_path = ''
as $$
declare
	tries constant text[] := '{whole,all,hoped,passed}';
begin
	stage := 0;
	for i in 1 .. 4 loop
		select l.reached_on into reached_on
		  from fig.service_length(biz.promotion_spans(postings, v.version, v.per, tries[i],
		           case when i = 1 then '{}' else short end, as_of), v.amount, v.unit, v.per) l;
		exit when reached_on is null;
		stage := i;
	end loop;
end
$$;

create function biz.promotion_earliest(postings biz.promotion_posting[], scheme uuid, rank_level text,
	short datemultirange, as_of date)
returns date
language plpgsql stable
set search_path = ''
as $$
declare
	v biz.promotion_version;
begin
	-- Who is there goes on under the version that judges the posting; else a new one begins tomorrow.
	select x.* into v
	  from biz.promotion_versions(scheme, rank_level) x
	 where x.version = (select p.version
	                      from unnest(postings) p
	                     where p.counted
	                       and p.last_day >= as_of
	                       and p.passed is distinct from false
	                     order by p.first_day
	                     limit 1);
	if v.version is null then
		select x.* into v
		  from biz.promotion_versions(scheme, rank_level) x
		 where x.valid_from <= as_of + 1
		   and (x.valid_to is null or x.valid_to > as_of);
	end if;
	return case when v.gated then fig.service_earliest(
		biz.promotion_spans(postings, v.version, v.per, 'hoped', short, as_of), v.amount, v.unit, v.per, as_of) end;
end
$$;
comment on function biz.promotion_earliest(biz.promotion_posting[], uuid, text, datemultirange, date) is
	'First day on which the time can be reached if service goes on, every week kept and every appraisal passed (PRO-09).';

create function biz.promotion_reasons(postings biz.promotion_posting[], weeks biz.promotion_week[], stage int,
	v biz.promotion_version, as_of date)
returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	spans constant daterange[] := biz.promotion_spans(postings, v.version, v.per, 'all', '{}', as_of);
	year constant int := extract(year from as_of);
	r jsonb;
begin
	select coalesce(jsonb_agg(jsonb_build_object('code', 'refused', 'bars', year, 'on', p.refused_on, 'posting', p.id)
	           order by p.refused_on), '[]') into r
	  from unnest(postings) p
	 where p.state = 'refused'
	   and p.consequence = 'barred_this_year'
	   and p.refused_on <= as_of
	   and extract(year from p.refused_on) = year;
	r := r || coalesce((
		select jsonb_agg(jsonb_build_object('code', 'short_week', 'week', w.week, 'first', w.first_day, 'last', w.last_day,
		           'wanted', w.wanted, 'had', w.had, 'waiting', w.waiting, 'postings', w.postings,
		           'bars', case when extract(year from w.last_day) = year then year end) order by w.first_day)
		  from unnest(weeks) w
		 where w.short
		   and (stage < 2 or extract(year from w.last_day) = year)), '[]');
	if stage in (2, 3) then
		r := r || coalesce((
			select jsonb_agg(jsonb_build_object('code', case when p.passed is null then 'appraisal_missing' else 'appraisal_failed' end,
			           'posting', p.id) order by p.first_day)
			  from unnest(postings) p
			 where p.counted
			   and (p.version = v.version or v.per = 'total' and p.version < v.version)
			   and case when stage = 3 then p.passed is null else p.passed is not true end), '[]');
	elsif stage = 0 then
		r := r || (
			select jsonb_build_object('code', 'too_short', 'per', v.per, 'amount', v.amount, 'unit', v.unit,
			           'wanted', case when v.per = 'total' then fig.length_days(v.amount, v.unit)
			               when longest is not null then fig.length_end(lower(longest), v.amount, v.unit) - lower(longest) + 1 end,
			           'had', case when v.per = 'total' then fig.service_days(spans)
			               else coalesce(upper(longest) - lower(longest), 0) end,
			           'first', lower(longest), 'last', upper(longest) - 1)
			  from (select (select s from (select unnest(range_agg(x)) as s from unnest(spans) x) y
			                 order by upper(s) - lower(s) desc, s desc limit 1) as longest) l);
	end if;
	return r;
end
$$;
comment on function biz.promotion_reasons(biz.promotion_posting[], biz.promotion_week[], int, biz.promotion_version, date) is
	'Why not, each reason with what opens it: posting, week with days wanted and had, time wanted and had; bars: the year it takes away.';

create function biz.promotion_judge(staff uuid, scheme uuid, rank_level text, as_of date,
	out result text, out days int, out reached_on date, out earliest_on date, out reasons jsonb, out version int,
	out requirement jsonb, out postings biz.promotion_posting[], out weeks biz.promotion_week[])
language plpgsql stable
set search_path = ''
as $$
declare
	person constant biz.staff := (select s from biz.staff s where s.id = promotion_judge.staff);
	short datemultirange;
	v biz.promotion_version;
	best biz.promotion_version;
	found record;
	stage int := -1;
	barred boolean;
begin
	postings := array(select p from biz.promotion_postings(staff, scheme, rank_level, as_of) p);
	weeks := array(select w from biz.promotion_weeks(postings, as_of) w);
	short := coalesce((select range_agg(daterange(w.first_day, w.last_day, '[]')) from unnest(weeks) w where w.short), '{}');
	days := fig.service_days(biz.promotion_spans(postings, null, null, 'all', '{}', as_of));
	for v in
		select x.* from biz.promotion_versions(scheme, rank_level) x order by x.version
	loop
		continue when not (v.valid_from <= as_of and (v.valid_to is null or v.valid_to >= as_of))
			and not exists (select from unnest(postings) p where p.counted and p.version = v.version);
		select * into found from biz.promotion_stage(postings, v, short, as_of);
		if v.gated and found.stage >= stage or best.version is null then
			best := v;
			stage := case when v.gated then found.stage else -1 end;
			reached_on := found.reached_on;
		end if;
	end loop;
	if best.version is null then
		select x.* into best from biz.promotion_versions(scheme, rank_level) x order by x.version limit 1;
		stage := case when best.gated then 0 else -1 end;
	end if;
	version := best.version;
	requirement := jsonb_build_object('amount', best.amount, 'unit', best.unit, 'per', best.per, 'week_days', best.week_days);
	if stage < 0 then
		result := 'not_required';
		reached_on := null;
		reasons := '[{"code": "not_required"}]';
		return;
	end if;
	reasons := biz.promotion_reasons(postings, weeks, stage, best, as_of);
	barred := jsonb_path_exists(reasons, '$[*].bars ? (@ != null)');
	if biz.rank_order(person.rank_level) >= biz.rank_order(promotion_judge.rank_level)
	   and (person.rank_since is null or person.rank_since <= as_of) then
		result := 'not_eligible';
		reasons := jsonb_build_array(jsonb_build_object('code', 'already_ranked', 'since', person.rank_since));
		return;
	end if;
	result := case when barred then 'not_eligible' when stage = 4 then 'eligible' when stage = 3 then 'not_yet'
		when exists (select from unnest(postings) p where p.counted and p.last_day > as_of and p.passed is distinct from false)
		then 'not_yet' else 'not_eligible' end;
	if result <> 'eligible' then
		earliest_on := case when stage > 2 then as_of
			else biz.promotion_earliest(postings, scheme, rank_level, short, as_of) end;
		if barred then
			earliest_on := greatest(earliest_on, make_date(extract(year from as_of)::int + 1, 1, 1));
		end if;
	end if;
end
$$;
comment on function biz.promotion_judge(uuid, uuid, text, date) is
	'The verdict on a person, scheme and rank as of a day, from the records alone: eligible, not_yet (running, or an appraisal is to come), not_eligible, not_required (the scheme asks nothing before this rank). best version: the one that finds most, the later of equals.';

create function biz.promotion_reason_zh(reasons jsonb) returns text
language sql immutable
set search_path = ''
as $$
	select string_agg(case r ->> 'code'
	           when 'refused' then (r ->> 'on') || '拒绝派驻，取消' || (r ->> 'bars') || '年度资格'
	           when 'short_week' then (r ->> 'week') || '：出勤' || (r ->> 'had') || '日，应' || (r ->> 'wanted') || '日'
	           when 'appraisal_missing' then '待受援单位鉴定'
	           when 'appraisal_failed' then '鉴定不合格'
	           when 'already_ranked' then '已具有该级别职称'
	           when 'not_required' then '方案对该级别没有服务要求'
	           when 'too_short' then case r ->> 'per' when 'total' then '累计' else '连续' end || '服务' || (r ->> 'had') || '日'
	               || case when r ->> 'wanted' is null then '' else '，应' || (r ->> 'wanted') || '日' end
	           end, '；' order by n)
	  from jsonb_array_elements(reasons) with ordinality as x (r, n)
$$;
comment on function biz.promotion_reason_zh(jsonb) is 'Reasons of a verdict as words, for sheets.';

-- Whose verdict a request may see: its own person's, or that of staff where it reads promotion.
set local role yl_sec;
insert into sec.permission (code, name_zh, name_en) values
	('promotion.own', '查看本人晋升资格', 'Read the own promotion ledger'),
	('promotion.read', '查看晋升资格', 'Read promotion ledgers'),
	('promotion.issue', '签发晋升资格证书', 'Issue promotion certificates');
insert into sec.role_permission (role_code, permission)
select r.role_code, r.permission
  from (values ('clinician', '{own}'::text[]), ('nurse_tech', '{own}'), ('dispatched_doctor', '{own}'), ('station_operator', '{own}'),
	('sci_edu', '{own}'), ('finance', '{own}'), ('med_affairs', '{own,read}'), ('hr', '{own,read}'), ('hosp_director', '{own,read}'),
	('thc_operator', '{own,read}'), ('alliance_office', '{own,read}'), ('prov_overseer', '{own,read,issue}'),
	('city_overseer', '{own,read,issue}'), ('county_overseer', '{own,read,issue}')) as g (role_code, what)
 cross join lateral (select g.role_code, 'promotion.' || w as permission from unnest(g.what) w) r;
grant execute on function sec.region_low(int), sec.region_high(int) to yl_owner;
update sec.account set scope_fresh_until = '-infinity';
