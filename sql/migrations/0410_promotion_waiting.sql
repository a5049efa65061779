-- 0410_promotion_waiting.sql - a week that waits for the receiver's word is not yet a short one.
--
-- Only what the receiver confirmed is service; but a week that is enough once it has, is not lost: nobody
-- loses a year because a township has not answered yet. Such a week counts as hoped for, and the verdict
-- is "not yet" with the weeks to be confirmed for its reasons.
set local role yl_owner;

create function biz.promotion_waiting(postings biz.promotion_posting[], weeks biz.promotion_week[],
	v biz.promotion_version, short datemultirange, as_of date)
returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	open constant datemultirange := (
		select range_agg(daterange(w.first_day, w.last_day, '[]'))
		  from unnest(weeks) w
		 where not w.running
		   and not w.short
		   and w.had < w.wanted);
	needed boolean;
begin
	if open is null then
		return '[]';
	end if;
	needed := (biz.promotion_stage(postings, v, short + open, as_of)).stage < (biz.promotion_stage(postings, v, short, as_of)).stage;
	return coalesce((
		select jsonb_agg(jsonb_build_object('code', 'week_waiting', 'week', w.week, 'first', w.first_day, 'last', w.last_day,
		           'wanted', w.wanted, 'had', w.had, 'waiting', w.waiting, 'postings', w.postings) order by w.first_day)
		  from unnest(weeks) w
		 where w.first_day <@ open
		   and (needed or extract(year from w.last_day) = extract(year from as_of))), '[]');
end
$$;
comment on function biz.promotion_waiting(biz.promotion_posting[], biz.promotion_week[], biz.promotion_version, datemultirange, date) is
	'Weeks that are enough once the receiver confirms them, where the verdict hangs on them: needed for the time, or of the year itself.';

create or replace function biz.promotion_judge(staff uuid, scheme uuid, rank_level text, as_of date,
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
	waits jsonb;
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
	waits := case when stage > 1 then biz.promotion_waiting(postings, weeks, best, short, as_of) else '[]' end;
	reasons := reasons || waits;
	if biz.rank_order(person.rank_level) >= biz.rank_order(promotion_judge.rank_level)
	   and (person.rank_since is null or person.rank_since <= as_of) then
		result := 'not_eligible';
		reasons := jsonb_build_array(jsonb_build_object('code', 'already_ranked', 'since', person.rank_since));
		return;
	end if;
	result := case when barred then 'not_eligible' when stage = 4 and waits = '[]' then 'eligible' when stage > 2 then 'not_yet'
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

create or replace function biz.promotion_reason_zh(reasons jsonb) returns text
language sql immutable
set search_path = ''
as $$
	select string_agg(case r ->> 'code'
	           when 'refused' then (r ->> 'on') || '拒绝派驻，取消' || (r ->> 'bars') || '年度资格'
	           when 'short_week' then (r ->> 'week') || '：出勤' || (r ->> 'had') || '日，应' || (r ->> 'wanted') || '日'
	           when 'week_waiting' then (r ->> 'week') || '：待受援单位确认' || (r ->> 'waiting') || '日'
	           when 'appraisal_missing' then '待受援单位鉴定'
	           when 'appraisal_failed' then '鉴定不合格'
	           when 'already_ranked' then '已具有该级别职称'
	           when 'not_required' then '方案对该级别没有服务要求'
	           when 'too_short' then case r ->> 'per' when 'total' then '累计' else '连续' end || '服务' || (r ->> 'had') || '日'
	               || case when r ->> 'wanted' is null then '' else '，应' || (r ->> 'wanted') || '日' end
	           end, '；' order by n)
	  from jsonb_array_elements(reasons) with ordinality as x (r, n)
$$;
