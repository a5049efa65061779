-- 0352_certificate.sql - certificates of eligibility: issued, frozen, revoked, checked by anybody (PRO-07).
--
-- Nobody reads the table; functions answer. The content is frozen as canonical JSON with its SHA-256.
-- The number has a check character against slips; the code beside it (80 random bits) is what shows that
-- somebody holds the paper. A check without both says "not found", whichever is wrong.
set local role yl_owner;

create sequence biz.certificate_serial;

create table biz.certificate (
	id             uuid        not null,
	number         text        not null,
	code           text        not null,
	org_id         int         not null,
	region_id      int         not null,
	staff_id       uuid        not null,
	scheme_id      uuid        not null,
	rank_level     text        not null,
	as_of          date        not null,
	content        jsonb       not null,
	content_sha256 bytea       not null,
	issuer_org_id  int         not null,
	issued_by      bigint      not null,
	issued_at      timestamptz not null default now(),
	revoked_at     timestamptz,
	revoked_by     bigint,
	revoke_reason  text,
	constraint certificate_pkey primary key (id),
	constraint certificate_number_key unique (number),
	constraint certificate_org_fkey foreign key (org_id) references biz.organisation (id),
	constraint certificate_issuer_fkey foreign key (issuer_org_id) references biz.organisation (id),
	constraint certificate_staff_fkey foreign key (staff_id) references biz.staff (id),
	constraint certificate_scheme_fkey foreign key (scheme_id) references biz.scheme (id),
	constraint certificate_number_check check (number ~ '^[0-9]{16}[0-9X]$'),
	constraint certificate_code_check check (code ~ '^[0-9A-HJKMNP-TV-Z]{16}$'),
	constraint certificate_revoked_check check (num_nulls(revoked_at, revoked_by, revoke_reason) in (0, 3))
);
comment on table biz.certificate is 'Certificates that somebody was eligible for a rank on a day, as issued.';
comment on column biz.certificate.id is 'UUIDv7.';
comment on column biz.certificate.number is 'Year, county, serial number and an ISO 7064 MOD 11-2 check character.';
comment on column biz.certificate.code is 'What a check must know beside the number.';
comment on column biz.certificate.org_id is 'Institution of the person when it was issued.';
comment on column biz.certificate.region_id is 'Its region.';
comment on column biz.certificate.staff_id is 'Who.';
comment on column biz.certificate.scheme_id is 'Version of the scheme.';
comment on column biz.certificate.rank_level is 'Rank aimed at.';
comment on column biz.certificate.as_of is 'Day the verdict is of.';
comment on column biz.certificate.content is 'What it says and rests on, frozen.';
comment on column biz.certificate.content_sha256 is 'SHA-256 of its canonical JSON.';
comment on column biz.certificate.issuer_org_id is 'Authority that issued it.';
comment on column biz.certificate.issued_by is 'Account that issued it: not the person.';
comment on column biz.certificate.issued_at is 'When.';
comment on column biz.certificate.revoked_at is 'When it was revoked.';
comment on column biz.certificate.revoked_by is 'By which account.';
comment on column biz.certificate.revoke_reason is 'Why.';
select sec.protect('biz.certificate', 'org_only');
create unique index certificate_live_idx on biz.certificate (staff_id, scheme_id, rank_level) where revoked_at is null;

create function biz.certificate_kept() returns trigger
language plpgsql volatile
set search_path = ''
as $$
begin
	if tg_op = 'DELETE' or old.revoked_at is not null or (to_jsonb(new) - '{revoked_at,revoked_by,revoke_reason}'::text[])
	   <> (to_jsonb(old) - '{revoked_at,revoked_by,revoke_reason}'::text[]) then
		raise exception 'A certificate is revoked once and never changed';
	end if;
	return new;
end
$$;
create trigger certificate_kept before update or delete on biz.certificate
	for each row execute function biz.certificate_kept();

create function biz.canonical_json(value jsonb) returns text
language plpgsql immutable
set search_path = ''
as $$
begin
	return case jsonb_typeof(value)
		when 'object' then '{' || coalesce((
			select string_agg(to_json(e.key)::text || ':' || biz.canonical_json(e.value), ',' order by e.key collate "C")
			  from jsonb_each(value) e), '') || '}'
		when 'array' then '[' || coalesce((
			select string_agg(biz.canonical_json(e.value), ',' order by e.n)
			  from jsonb_array_elements(value) with ordinality as e (value, n)), '') || ']'
		when 'number' then trim_scale((value #>> '{}')::numeric)::text
		else value::text end;
end
$$;
comment on function biz.canonical_json(jsonb) is 'JSON in one way only, to be hashed: members by name, no blanks, numbers without idle zeros (RFC 8785 as far as what we store goes).';

create function biz.check_character(digits text) returns text
language plpgsql immutable
set search_path = ''
as $$
declare
	p int := 0;
begin
	for i in 1 .. length(digits) loop
		p := (p + substr(digits, i, 1)::int) * 2 % 11;
	end loop;
	return substr('0123456789X', (12 - p) % 11 + 1, 1);
end
$$;
comment on function biz.check_character(text) is 'ISO 7064 MOD 11-2 of digits, as in ID numbers.';

create function biz.random_code() returns text
language sql volatile
set search_path = ''
as $$
	select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (get_byte(r.bytes, n) & 31) + 1, 1), '' order by n)
	  from (select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) as bytes) r,
	       generate_series(0, 15) n
$$;
comment on function biz.random_code() is 'Sixteen characters without I, L, O, U: 80 random bits.';

create function biz.certificate_issue(staff uuid, scheme uuid, rank_level text, as_of date, id uuid) returns uuid
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
	content jsonb;
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
	serial := to_char(biz.today(), 'YYYY') || lpad(s.region_id::text, 6, '0') || lpad((nextval('biz.certificate_serial') % 1000000)::text, 6, '0');
	serial := serial || biz.check_character(serial);
	content := jsonb_build_object('number', serial, 'name', s.name, 'rank_level', rank_level, 'as_of', day,
		'issued_on', biz.today(), 'issued_by', sec.account_name(), 'days', fig.service_days(biz.promotion_spans(j.postings, null, null, 'passed', '{}', day)), 'reached_on', j.reached_on,
		'requirement', j.requirement, 'result', j.result, 'reasons', j.reasons,
		'unit', (select jsonb_build_object('id', o.id, 'name', o.name) from biz.organisation o where o.id = s.org_id),
		'issuer', (select jsonb_build_object('id', o.id, 'name', o.name) from biz.organisation o where o.id = issuer),
		'scheme', jsonb_build_object('id', judged.id, 'code', judged.code, 'name', judged.name, 'version', judged.scheme_version),
		'weeks_kept', (select count(*) from unnest(j.weeks) w where not w.short and not w.running),
		'postings', (select jsonb_agg(jsonb_build_object('id', x.id, 'from', f.name, 'to', t.name, 'first', x.first_day,
		                    'last', least(x.last_day, day), 'passed', x.passed) order by x.first_day, x.id)
		               from unnest(j.postings) x
		               join biz.posting p on p.id = x.id
		               join biz.organisation f on f.id = p.from_org_id
		               join biz.organisation t on t.id = p.to_org_id
		              where x.counted
		                and x.passed));
	insert into biz.certificate (id, number, code, org_id, region_id, staff_id, scheme_id, rank_level, as_of, content,
	       content_sha256, issuer_org_id, issued_by)
	values (id, serial, biz.random_code(), s.org_id, s.region_id, s.id, judged.id, rank_level, day, content,
	       sha256(convert_to(biz.canonical_json(content), 'UTF8')), issuer, sec.account_id());
	perform sec.audit('certificate.issue', 'certificate', serial, s.region_id, s.org_id, null);
	return id;
end
$$;
comment on function biz.certificate_issue(uuid, uuid, text, date, uuid) is
	'Issues a certificate where the records say eligible, by the commission in charge, never by the person.';

create function biz.certificate_revoke(certificate uuid, reason text) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	c biz.certificate;
begin
	select * into c from biz.certificate x where x.id = certificate for update;
	if c.id is null or not coalesce(sec.may('promotion.issue', c.org_id), false) then
		perform sec.refuse('UX404', '没有这张证书，或您无权撤销', 'It does not exist, or you may not revoke it');
	end if;
	if c.revoked_at is not null then
		perform sec.refuse('UX409', '该证书已经撤销', 'This certificate is revoked already', '');
	end if;
	update biz.certificate x
	   set revoked_at = now(), revoked_by = sec.account_id(), revoke_reason = reason
	 where x.id = c.id;
	perform sec.audit('certificate.revoke', 'certificate', c.number, c.region_id, c.org_id, null);
	return c.id;
end
$$;
comment on function biz.certificate_revoke(uuid, text) is 'Revokes a certificate. UX404 where there is none in reach, UX409 where it is revoked already.';

create function biz.certificate_open(certificate uuid)
returns table (id uuid, number text, code text, content jsonb, sha256 text, intact boolean, state text,
	issued_at timestamptz, revoked_at timestamptz, revoke_reason text, staff_id uuid, result_now text, may_revoke boolean)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
	c biz.certificate;
begin
	select * into c from biz.certificate x where x.id = certificate;
	if c.id is null or (biz.promotion_person(c.staff_id)).id is null then
		return;
	end if;
	-- The code goes out with it: whoever has both can show it as valid.
	perform sec.audit('certificate.read', 'certificate', c.number, c.region_id, c.org_id, null);
	return query
	select c.id, c.number, c.code, c.content, encode(c.content_sha256, 'hex'),
	       sha256(convert_to(biz.canonical_json(c.content), 'UTF8')) = c.content_sha256,
	       case when c.revoked_at is null then 'valid' else 'revoked' end, c.issued_at, c.revoked_at, c.revoke_reason, c.staff_id,
	       -- Records may have been mended since: the paper stays, the difference shows.
	       (select j.result from biz.promotion_judge(c.staff_id, c.scheme_id, c.rank_level, c.as_of) j),
	       c.revoked_at is null and coalesce(sec.may('promotion.issue', c.org_id), false);
end
$$;
comment on function biz.certificate_open(uuid) is 'A certificate for whoever may open the person''s ledger, with its code, whether its content is intact, and what the records say of that day now; writes an audit row.';

create function biz.certificate_list(staff uuid)
returns table (id uuid, number text, scheme_name text, scheme_version int, rank_level text, as_of date, issuer_name text,
	issued_at timestamptz, revoked_at timestamptz, revoke_reason text, state text)
language sql stable security definer
set search_path = ''
as $$
	select c.id, c.number, v.name, v.scheme_version, c.rank_level, c.as_of, o.name, c.issued_at, c.revoked_at, c.revoke_reason,
	       case when c.revoked_at is null then 'valid' else 'revoked' end
	  from biz.certificate c
	  join biz.scheme v on v.id = c.scheme_id
	  join biz.organisation o on o.id = c.issuer_org_id
	 where c.staff_id = (biz.promotion_person(certificate_list.staff)).id
	 order by c.issued_at desc
$$;
comment on function biz.certificate_list(uuid) is 'Certificates of a person whose ledger this account may open, the newest first.';

-- Hashes are compared, so that time tells nothing of how much of a code was right; one row always, of
-- the same shape.
create function biz.certificate_check(number text, code text)
returns table (result text, name text, unit text, scheme text, scheme_version int, as_of date, issued_on date, revoked_on date)
language sql stable security definer
set search_path = ''
as $$
	select case when c.id is null then 'not_found' when c.revoked_at is null then 'valid' else 'revoked' end,
	       left(c.content ->> 'name', 1) || repeat('*', greatest(length(c.content ->> 'name') - 1, 1)),
	       c.content -> 'unit' ->> 'name', c.content -> 'scheme' ->> 'name', (c.content -> 'scheme' ->> 'version')::int,
	       c.as_of, (c.content ->> 'issued_on')::date, (c.revoked_at at time zone 'Asia/Shanghai')::date
	  from (values (sha256(convert_to(certificate_check.code, 'UTF8')))) as asked (hash)
	  left join biz.certificate c on c.number = certificate_check.number
	       and sha256(convert_to(c.code, 'UTF8')) = asked.hash
	       and sha256(convert_to(biz.canonical_json(c.content), 'UTF8')) = c.content_sha256
$$;
comment on function biz.certificate_check(text, text) is
	'For anybody, without an account: whether number and code belong to a certificate that is valid or revoked; masked name, institution, scheme, days.';

grant execute on function biz.certificate_issue(uuid, uuid, text, date, uuid), biz.certificate_revoke(uuid, text),
	biz.certificate_open(uuid), biz.certificate_list(uuid), biz.certificate_check(text, text) to yl_web;
