-- 0412_certificate_page.sql - certificates as a list, and what a stranger's check tells.
set local role yl_owner;

-- The list goes by the day of issue; a scope of many institutions walks all of it.
create index certificate_issued_idx on biz.certificate (issued_at desc, id desc);
create index certificate_org_idx on biz.certificate (org_id, issued_at desc, id desc);

create function biz.certificate_write(s biz.staff, v biz.scheme, rank_level text, as_of date, id uuid, issuer int,
	account bigint, account_name text)
returns text
language plpgsql volatile
set search_path = ''
as $$
declare
	j record;
	serial text;
	content jsonb;
begin
	select * into j from biz.promotion_judge((s).id, (v).id, rank_level, as_of);
	serial := to_char(biz.today(), 'YYYY') || lpad((s).region_id::text, 6, '0')
		|| lpad((nextval('biz.certificate_serial') % 1000000)::text, 6, '0');
	serial := serial || biz.check_character(serial);
	content := jsonb_build_object('number', serial, 'name', (s).name, 'rank_level', rank_level, 'as_of', as_of,
		'issued_on', biz.today(), 'issued_by', account_name,
		'days', fig.service_days(biz.promotion_spans(j.postings, null, null, 'passed', '{}', as_of)), 'reached_on', j.reached_on,
		'requirement', j.requirement, 'result', j.result, 'reasons', j.reasons,
		'unit', (select jsonb_build_object('id', o.id, 'name', o.name) from biz.organisation o where o.id = (s).org_id),
		'issuer', (select jsonb_build_object('id', o.id, 'name', o.name) from biz.organisation o where o.id = issuer),
		'scheme', jsonb_build_object('id', (v).id, 'code', (v).code, 'name', (v).name, 'version', (v).scheme_version),
		'weeks_kept', (select count(*) from unnest(j.weeks) w where not w.short and not w.running),
		'postings', (select jsonb_agg(jsonb_build_object('id', x.id, 'from', f.name, 'to', t.name, 'first', x.first_day,
		                    'last', least(x.last_day, as_of), 'passed', x.passed) order by x.first_day, x.id)
		               from unnest(j.postings) x
		               join biz.posting p on p.id = x.id
		               join biz.organisation f on f.id = p.from_org_id
		               join biz.organisation t on t.id = p.to_org_id
		              where x.counted
		                and x.passed));
	insert into biz.certificate (id, number, code, org_id, region_id, staff_id, scheme_id, rank_level, as_of, content,
	       content_sha256, issuer_org_id, issued_by)
	values (id, serial, biz.random_code(), (s).org_id, (s).region_id, (s).id, (v).id, rank_level, as_of, content,
	       sha256(convert_to(biz.canonical_json(content), 'UTF8')), issuer, account);
	return serial;
end
$$;
comment on function biz.certificate_write(biz.staff, biz.scheme, text, date, uuid, int, bigint, text) is
	'Freezes a certificate and gives its number; who may and whether it is right is asked before.';

create or replace function biz.certificate_issue(staff uuid, scheme uuid, rank_level text, as_of date, id uuid) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	s constant biz.staff := biz.promotion_person(staff);
	day constant date := biz.promotion_day(as_of, '/as_of');
	issuer constant int := sec.home_org();
	version constant biz.scheme := (select v from biz.scheme v where v.id = scheme and v.state = 'confirmed');
	judged biz.scheme;
	serial text;
	j record;
begin
	if s.id is null then
		perform sec.refuse('UX404', '没有这位人员，或不在您的权限范围内', 'There is no such person, or not in your scope', '/staff');
	end if;
	if issuer is null or not coalesce(sec.may('promotion.issue', s.org_id), false) then
		perform sec.refuse('UX403', '证书由主管卫生健康部门签发', 'Certificates are issued by the health commission in charge', '/staff');
	end if;
	if biz.promotion_is_me(s.id) then
		perform sec.refuse('UX403', '不能为本人签发证书，请由他人签发', 'Nobody issues the own certificate: let somebody else do it', '/staff');
	end if;
	if version.id is null then
		perform sec.refuse('UX422', '没有这个方案，或尚未发布', 'There is no such scheme, or it is not issued', '/scheme');
	end if;
	select * into j from biz.promotion_judge(s.id, version.id, rank_level, day);
	if j.result <> 'eligible' then
		perform sec.refuse('UX409', '尚不符合资格，不能签发：' || coalesce(biz.promotion_reason_zh(j.reasons), ''),
			'Not eligible, so no certificate: open the ledger for the reasons', '/staff');
	end if;
	select v.* into judged from biz.scheme v
	 where v.org_id = version.org_id and v.code = version.code and v.scheme_version = j.version and v.state = 'confirmed';
	if exists (select from biz.certificate c where c.staff_id = s.id and c.scheme_id = judged.id
	            and c.rank_level = certificate_issue.rank_level and c.revoked_at is null) then
		perform sec.refuse('UX409', '该人员已有同一方案、同一级别的有效证书', 'This person has a valid certificate for this scheme and rank already', '/staff');
	end if;
	serial := biz.certificate_write(s, judged, rank_level, day, id, issuer, sec.account_id(), sec.account_name());
	perform sec.audit('certificate.issue', 'certificate', serial, s.region_id, s.org_id, null);
	return id;
end
$$;

create function biz.certificate_page(organisation int, state text, rank text, since date, until date, q text, after text, lim int)
returns table (id uuid, number text, staff_id uuid, name text, org_id int, org_name text, rank_level text, scheme_name text,
	scheme_version int, as_of date, days int, issued_at timestamptz, issuer_name text, valid boolean, revoked_at timestamptz,
	revoke_reason text, mark text)
language plpgsql stable security definer
set search_path = ''
as $$
declare
	orgs constant int[] := sec.orgs();
	lo constant int := sec.region_lo();
	hi constant int := sec.region_hi();
	all_seen constant boolean := sec.sees_all();
begin
	if sec.permission() is distinct from 'promotion.read' then
		return;
	end if;
	return query
	select c.id, c.number, c.staff_id, c.content ->> 'name', c.org_id, c.content -> 'unit' ->> 'name', c.rank_level,
	       c.content -> 'scheme' ->> 'name', (c.content -> 'scheme' ->> 'version')::int, c.as_of, (c.content ->> 'days')::int,
	       c.issued_at, c.content -> 'issuer' ->> 'name', c.revoked_at is null, c.revoked_at, c.revoke_reason,
	       c.issued_at::text || ',' || c.id
	  from biz.certificate c
	 where (c.org_id = any (orgs) or c.region_id between lo and hi or all_seen)
	   and (organisation is null or c.org_id in (
	       select k.descendant_id from biz.org_closure k where k.ancestor_id = organisation))
	   and (certificate_page.state is null or (c.revoked_at is null) = (certificate_page.state = 'valid'))
	   and (rank is null or c.rank_level = rank)
	   and (since is null or c.issued_at >= biz.day_start(since))
	   and (until is null or c.issued_at < biz.day_start(until + 1))
	   and (q is null or strpos(c.content ->> 'name', q) > 0 or starts_with(c.number, upper(q)))
	   and (after is null or (c.issued_at, c.id) < (biz.cursor_time(after, 'infinity'),
	       biz.cursor_id(after, 'ffffffff-ffff-ffff-ffff-ffffffffffff')))
	 order by c.issued_at desc, c.id desc
	 limit lim;
end
$$;
comment on function biz.certificate_page(int, text, text, date, date, text, text, int) is
	'Certificates of people in the request''s scope, the newest first; by institution, state, rank, days of issue, name or number. Without their codes.';
grant execute on function biz.certificate_page(int, text, text, date, date, text, text, int) to yl_web, yl_job;

-- Whoever hires needs to know for which rank it is; the present rank, the service and the rest are not theirs.
drop function biz.certificate_check(text, text);
create function biz.certificate_check(number text, code text)
returns table (result text, name text, unit text, rank_level text, scheme text, scheme_version int, as_of date, issuer text,
	issued_on date, revoked_on date)
language sql stable security definer
set search_path = ''
as $$
	select case when c.id is null then 'not_found' when c.revoked_at is null then 'valid' else 'revoked' end,
	       left(c.content ->> 'name', 1) || repeat('*', greatest(length(c.content ->> 'name') - 1, 1)),
	       c.content -> 'unit' ->> 'name', c.content ->> 'rank_level', c.content -> 'scheme' ->> 'name',
	       (c.content -> 'scheme' ->> 'version')::int, c.as_of, c.content -> 'issuer' ->> 'name',
	       (c.content ->> 'issued_on')::date, (c.revoked_at at time zone 'Asia/Shanghai')::date
	  from (values (sha256(convert_to(certificate_check.code, 'UTF8')))) as asked (hash)
	  left join biz.certificate c on c.number = certificate_check.number
	       and sha256(convert_to(c.code, 'UTF8')) = asked.hash
	       and sha256(convert_to(biz.canonical_json(c.content), 'UTF8')) = c.content_sha256
$$;
comment on function biz.certificate_check(text, text) is
	'For anybody, without an account: whether number and code belong to a certificate that is valid or revoked; masked name, institution, rank aimed at, scheme, issuer, days. One row always.';
grant execute on function biz.certificate_check(text, text) to yl_web;
