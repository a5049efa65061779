--
-- PostgreSQL database dump
--

\restrict schema


SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: aud; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA aud;


--
-- Name: SCHEMA aud; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA aud IS 'Audit: who did what.';


--
-- Name: biz; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA biz;


--
-- Name: SCHEMA biz; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA biz IS 'Business data.';


--
-- Name: fig; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA fig;


--
-- Name: SCHEMA fig; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA fig IS 'Figures: definitions, counters, values.';


--
-- Name: job; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA job;


--
-- Name: SCHEMA job; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA job IS 'Background work: uploads, imports, exports.';


--
-- Name: meta; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA meta;


--
-- Name: SCHEMA meta; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA meta IS 'What the database knows of itself: applied migrations, extensions.';


--
-- Name: sec; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA sec;


--
-- Name: SCHEMA sec; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON SCHEMA sec IS 'Realms, accounts, grants, sessions, request context.';


--
-- Name: zh; Type: COLLATION; Schema: biz; Owner: -
--

CREATE COLLATION biz.zh (provider = icu, locale = 'zh-u-co-pinyin');


--
-- Name: COLLATION zh; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLLATION biz.zh IS 'Order of Chinese text where people read it: by pinyin.';


--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA meta;


--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';


--
-- Name: fact; Type: TYPE; Schema: fig; Owner: -
--

CREATE TYPE fig.fact AS (
	measure text,
	day date,
	from_org_id integer,
	to_org_id integer,
	from_region_id integer,
	to_region_id integer,
	kind text,
	person bigint,
	n integer,
	amount bigint
);


--
-- Name: TYPE fact; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TYPE fig.fact IS 'What one record adds to one measure on one day. Null kind: not cut; null person: nobody.';


--
-- Name: referral_fact; Type: TYPE; Schema: fig; Owner: -
--

CREATE TYPE fig.referral_fact AS (
	day date,
	from_org_id integer,
	to_org_id integer,
	from_region_id integer,
	to_region_id integer,
	direction text,
	department text,
	disease text,
	sent integer,
	emergencies integer,
	green_channel integer,
	received integer,
	answered integer,
	accepted integer,
	rejected integer,
	returned integer,
	redirected integer,
	cancelled integer,
	came integer,
	no_show integer,
	fed_back integer,
	closed integer,
	timed integer,
	answer_seconds bigint,
	within_30m integer,
	within_1h integer,
	within_2h integer,
	within_4h integer,
	within_8h integer,
	within_24h integer,
	within_72h integer,
	visits integer,
	visits_inpatient integer,
	visits_emergency integer
);


--
-- Name: TYPE referral_fact; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TYPE fig.referral_fact IS 'What one referral adds to the counters of one day.';


--
-- Name: referral_slice; Type: TYPE; Schema: fig; Owner: -
--

CREATE TYPE fig.referral_slice AS (
	start date,
	from_org_id integer,
	to_org_id integer,
	from_region_id integer,
	to_region_id integer,
	direction text,
	key text,
	from_inside boolean,
	to_inside boolean,
	sent integer,
	emergencies integer,
	green_channel integer,
	received integer,
	answered integer,
	accepted integer,
	rejected integer,
	returned integer,
	redirected integer,
	cancelled integer,
	came integer,
	no_show integer,
	fed_back integer,
	closed integer,
	timed integer,
	answer_seconds bigint,
	within_30m integer,
	within_1h integer,
	within_2h integer,
	within_4h integer,
	within_8h integer,
	within_24h integer,
	within_72h integer,
	visits integer,
	visits_inpatient integer,
	visits_emergency integer
);


--
-- Name: TYPE referral_slice; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TYPE fig.referral_slice IS 'Counters of a year, month or day of one pair, and which side lies in the scope asked for.';


--
-- Name: referral_line; Type: TYPE; Schema: job; Owner: -
--

CREATE TYPE job.referral_line AS (
	id uuid,
	patient_id uuid,
	register text,
	direction text,
	name text,
	sex text,
	birth_date date,
	id_number_enc bytea,
	id_number_idx bytea,
	phone_enc bytea,
	phone_idx bytea,
	person_key bytea,
	from_org integer,
	to_org integer,
	from_department text,
	from_doctor text,
	to_department text,
	to_doctor text,
	diagnosis text,
	diagnosis_code text,
	reason text,
	note text,
	sent_on date,
	arrived_on date,
	care text,
	urgency text,
	state text,
	end_reason text
);


--
-- Name: TYPE referral_line; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON TYPE job.referral_line IS 'One line of a register of referrals, as the worker stages it.';


--
-- Name: make_partitions(integer); Type: FUNCTION; Schema: aud; Owner: -
--

CREATE FUNCTION aud.make_partitions(months integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	this_month timestamp := date_trunc('month', now() at time zone 'Asia/Shanghai');
	month timestamp;
	name text;
	made int := 0;
begin
	for month in select generate_series(this_month, this_month + make_interval(months => months), interval '1 month')
	loop
		name := 'event_' || to_char(month, 'YYYYMM');
		continue when to_regclass('aud.' || name) is not null;
		execute format('create table aud.%I partition of aud.event for values from (%L) to (%L)', name,
		    month at time zone 'Asia/Shanghai', (month + interval '1 month') at time zone 'Asia/Shanghai');
		execute format('alter table aud.%I enable row level security', name);
		execute format('alter table aud.%I force row level security', name);
		execute format('comment on table aud.%I is %L', name, 'Audit events of ' || to_char(month, 'YYYY-MM') || '.');
		made := made + 1;
	end loop;
	return made;
end
$$;


--
-- Name: FUNCTION make_partitions(months integer); Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON FUNCTION aud.make_partitions(months integer) IS 'Makes the partitions of this month and so many ahead.';


--
-- Name: act_on_referral(uuid, text, text[], text[], text[], text[], integer, text, text, jsonb); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.act_on_referral(id uuid, action text, states text[], nexts text[], parties text[], only_ifs text[], version integer, reason_code text, reason text, fields jsonb, OUT new_state text, OUT new_version integer) RETURNS SETOF record
    LANGUAGE plpgsql
    AS $_$
declare
	orgs constant int[] := sec.orgs();
	told constant jsonb := coalesce(fields, '{}');
	due_from timestamptz;
	arrival timestamptz;
	old_state text;
	step text;
	who text;
	r biz.referral;
begin
	if sec.replayed() then
		return query select k.state, k.version from biz.referral k where k.id = $1;
		return;
	end if;

	-- The lock makes the second of two actors wait, and then find no row that fits.
	select k.* into r from biz.referral k where k.id = $1 for update;
	select t.next, t.party into step, who
	  from unnest(states, nexts, parties, only_ifs) as t (state, next, party, only_if)
	 where t.state = r.state
	   and ($7 is null or r.version = $7)
	   and (t.party <> 'sender' or r.from_org_id = any (orgs))
	   and (t.party <> 'receiver' or r.to_org_id = any (orgs))
	   and case t.only_if when '' then true else (to_jsonb(r) ->> t.only_if)::boolean end
	 limit 1;
	if step is null then
		return;
	end if;

	old_state := r.state;
	perform biz.check_reason(action || '_reason', $8, $9);
	if step = 'sent' then
		perform biz.check_sending(r);
	elsif step = 'arrived' then
		arrival := biz.arrival_time((told ->> 'arrived_at')::timestamptz, r.sent_at);
	elsif step = 'redirected' then
		perform biz.required((
			select o.id
			  from biz.organisation o
			 where o.id = (told ->> 'redirect_to')::int
			   and o.id not in (r.from_org_id, r.to_org_id)
			   and (o.valid_to is null or o.valid_to > current_date)),
			'/redirect_to', '请选择建议转往的单位', 'Choose the institution to refer to instead');
	end if;
	due_from := case step
		when 'received' then r.sent_at
		when 'booked' then biz.booking_time((told ->> 'booked_for')::timestamptz)
		when 'arrived' then arrival
		when 'treated' then r.arrived_at
		else now() end;

	update biz.referral as k
	   set state = step,
	       version = k.version + 1,
	       updated_by = sec.account_id(),
	       updated_at = now(),
	       due_at = biz.referral_due(step, k.urgency, due_from),
	       listed_at = case step when 'sent' then now() else k.listed_at end,
	       sent_at = case step when 'sent' then now() else k.sent_at end,
	       received_at = case
	               when step = 'sent' then null
	               when step in ('received', 'accepted', 'rejected', 'returned', 'redirected',
	                     'arrived') then coalesce(k.received_at, now())
	               else k.received_at end,
	       answered_at = case
	               when step = 'sent' then null
	               when step in ('accepted', 'rejected', 'returned', 'redirected') then now()
	               when step = 'arrived' then coalesce(k.answered_at, now())
	               else k.answered_at end,
	       accepted_at = case
	               when step = 'accepted' then now()
	               when step = 'arrived' then coalesce(k.accepted_at, now())
	               else k.accepted_at end,
	       booked_at = case step when 'booked' then now() else k.booked_at end,
	       booked_for = case step when 'booked' then due_from else k.booked_for end,
	       arrived_at = case step when 'arrived' then arrival else k.arrived_at end,
	       arrived_on = case step
	               when 'arrived' then (arrival at time zone 'Asia/Shanghai')::date
	               else k.arrived_on end,
	       treated_at = case step when 'treated' then now() else k.treated_at end,
	       feedback_at = case step when 'feedback' then now() else k.feedback_at end,
	       closed_at = case step when 'closed' then now() else k.closed_at end,
	       ended_at = case
	               when step in ('closed', 'rejected', 'redirected', 'cancelled') then now()
	               end,
	       to_department = coalesce(told ->> 'department', k.to_department),
	       to_doctor = coalesce(told ->> 'doctor', k.to_doctor),
	       answer = coalesce(told ->> 'answer', k.answer),
	       bed = coalesce(told ->> 'bed', k.bed),
	       redirect_to_id = coalesce((told ->> 'redirect_to')::int, k.redirect_to_id),
	       treatment = coalesce(told ->> 'treatment', k.treatment),
	       feedback_diagnosis = coalesce(told ->> 'feedback_diagnosis', k.feedback_diagnosis),
	       feedback = coalesce(told ->> 'feedback', k.feedback),
	       advice = coalesce(told ->> 'advice', k.advice),
	       end_reason_code = case step when 'sent' then null else coalesce($8, k.end_reason_code) end,
	       end_reason = case step when 'sent' then null else coalesce($9, k.end_reason) end
	 where k.id = $1
	returning k.* into r;

	perform biz.note_referral(r.id, action, old_state, r.state,
		case when who = 'receiver' or who = 'either' and r.to_org_id = any (orgs)
		     then r.to_org_id else r.from_org_id end,
		case when who = 'receiver' or who = 'either' and r.to_org_id = any (orgs)
		     then r.to_region_id else r.from_region_id end,
		$8, $9, nullif(jsonb_strip_nulls(told), '{}'), r.version);

	new_state := r.state;
	new_version := r.version;
	return next;
end
$_$;


--
-- Name: FUNCTION act_on_referral(id uuid, action text, states text[], nexts text[], parties text[], only_ifs text[], version integer, reason_code text, reason text, fields jsonb, OUT new_state text, OUT new_version integer); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.act_on_referral(id uuid, action text, states text[], nexts text[], parties text[], only_ifs text[], version integer, reason_code text, reason text, fields jsonb, OUT new_state text, OUT new_version integer) IS 'Takes one step of the workflow, or returns no row where the referral is not (any more) as asked.';


--
-- Name: verified(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.verified() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	ctx text := coalesce(current_setting('yilian.ctx', true), '');
	bytes bytea := convert_to(ctx, 'UTF8');
begin
	if split_part(ctx, '|', 2) = pg_backend_pid()::text
	    and split_part(ctx, '|', 15) = encode(sha384(
	        int8send(currval('sec.process_key_high')) || int8send(currval('sec.process_key_low'))
	        || timestamptz_send(now()) || substr(bytes, 1, length(bytes) - 97)), 'hex') then
		return ctx;
	end if;
	return sec.refuse_context();
end
$$;


--
-- Name: FUNCTION verified(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.verified() IS 'The request context, once its signature, process and transaction are right; else raises 28000.';


--
-- Name: account_id(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.account_id() RETURNS bigint
    LANGUAGE sql STABLE
    RETURN (split_part(sec.verified(), '|'::text, 4))::bigint;


--
-- Name: FUNCTION account_id(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.account_id() IS 'Account of this request.';


--
-- Name: acting_account(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.acting_account() RETURNS bigint
    LANGUAGE sql STABLE
    RETURN CASE WHEN (COALESCE(current_setting('yilian.ctx'::text, true), ''::text) = ''::text) THEN (0)::bigint ELSE sec.account_id() END;


--
-- Name: FUNCTION acting_account(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.acting_account() IS 'Account of this request; 0 where nobody asked, which no policy lets through.';


--
-- Name: alliance_alter(integer, integer, jsonb); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.alliance_alter(a_id integer, a_version integer, a_patch jsonb) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	old biz.alliance := biz.alliance_hold(a_id, a_version);
	wish biz.alliance := jsonb_populate_record(old, a_patch);
begin
	if wish.org_id <> old.org_id and not exists (select from biz.alliance_member m
		where m.alliance_id = a_id and m.organisation_id = wish.org_id and m.role = 'lead'
		  and m.left_on is null) then
		raise exception using errcode = 'UX422', hint = '/seat_id',
			message = '办公室所在单位必须是牵头单位',
			detail = 'The seat must be one of the leading organisations';
	end if;
	if wish.name <> old.name and exists (select from biz.alliance a where a.name = wish.name) then
		raise exception using errcode = 'UX409', hint = '/name',
			message = '已有同名的医联体', detail = 'Another alliance has this name';
	end if;
	if wish.ended_on < old.started_on then
		raise exception using errcode = 'UX422', hint = '/ended_on',
			message = '结束日期不能早于成立日期', detail = 'It cannot end before it started';
	end if;
	update biz.alliance a
	   set name = wish.name, kind = wish.kind, org_id = wish.org_id, charter = wish.charter,
	       pinyin = wish.pinyin, initials = wish.initials, ended_on = wish.ended_on,
	       version = a.version + 1
	 where a.id = a_id;
	perform sec.audit('alliance.alter', 'alliance', a_id::text, old.region_id, old.org_id, a_patch);
	return old.version + 1;
end;
$$;


--
-- Name: FUNCTION alliance_alter(a_id integer, a_version integer, a_patch jsonb); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.alliance_alter(a_id integer, a_version integer, a_patch jsonb) IS 'Changes an alliance by the members of the patch and returns its new version.';


--
-- Name: alliance_create(uuid, text, text, integer, text, text, text, date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.alliance_create(a_uid uuid, a_name text, a_kind text, a_seat integer, a_charter text, a_pinyin text, a_initials text, a_started date) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	made int;
	region int;
begin
	select a.id into made from biz.alliance a where a.uid = a_uid;
	if found then
		return made;
	end if;
	select o.region_id into region
	  from biz.organisation o where o.id = a_seat and o.valid_to is null;
	if not found then
		raise exception using errcode = 'UX422', hint = '/seat_id',
			message = '没有这个牵头机构，或它已撤销',
			detail = 'There is no such leading organisation, or it was closed';
	end if;
	if not coalesce(sec.sees_all() or region between sec.region_lo() and sec.region_hi(), false) then
		raise exception using errcode = 'UX422', hint = '/seat_id',
			message = '牵头机构不在您的管辖范围内', detail = 'The leading organisation is outside your region';
	end if;
	if exists (select from biz.alliance a where a.name = a_name) then
		raise exception using errcode = 'UX409', hint = '/name',
			message = '已有同名的医联体', detail = 'Another alliance has this name';
	end if;
	insert into biz.alliance (uid, name, kind, org_id, region_id, charter, pinyin, initials,
		started_on)
	values (a_uid, a_name, a_kind, a_seat, region, a_charter, a_pinyin, a_initials,
		coalesce(a_started, current_date))
	returning id into made;
	insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
	values (made, a_seat, 'lead', coalesce(a_started, current_date));
	perform sec.audit('alliance.create', 'alliance', made::text, region, a_seat,
		jsonb_build_object('name', a_name));
	return made;
end;
$$;


--
-- Name: FUNCTION alliance_create(a_uid uuid, a_name text, a_kind text, a_seat integer, a_charter text, a_pinyin text, a_initials text, a_started date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.alliance_create(a_uid uuid, a_name text, a_kind text, a_seat integer, a_charter text, a_pinyin text, a_initials text, a_started date) IS 'Makes an alliance with its first lead, the seat, and returns its id; the same uid again returns the same id.';


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: alliance; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.alliance (
    id integer NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    org_id integer NOT NULL,
    region_id integer NOT NULL,
    charter text,
    pinyin text NOT NULL,
    initials text NOT NULL,
    started_on date NOT NULL,
    ended_on date,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT alliance_ended_check CHECK ((ended_on >= started_on)),
    CONSTRAINT alliance_kind_check CHECK ((kind = ANY (ARRAY['medical_alliance'::text, 'county_community'::text, 'strategic'::text, 'specialist'::text, 'telemedicine'::text]))),
    CONSTRAINT alliance_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
    CONSTRAINT alliance_region_check CHECK (((region_id >= 110000) AND (region_id <= 999999))),
    CONSTRAINT alliance_version_check CHECK ((version > 0))
);

ALTER TABLE ONLY biz.alliance FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE alliance; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.alliance IS 'Alliances of institutions; their leads and members: biz.alliance_member.';


--
-- Name: COLUMN alliance.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.id IS 'Key.';


--
-- Name: COLUMN alliance.uid; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.uid IS 'What the Idempotency-Key of the creating request claimed: a repeated request finds it.';


--
-- Name: COLUMN alliance.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.name IS 'Name, unique.';


--
-- Name: COLUMN alliance.kind; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.kind IS 'medical_alliance 医联体, county_community 医共体, strategic 战略联盟, specialist 专科联盟, telemedicine 远程协作网.';


--
-- Name: COLUMN alliance.org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.org_id IS 'Seat of its office, one of the leads.';


--
-- Name: COLUMN alliance.region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.region_id IS 'Region of the seat; the commission there may change the alliance.';


--
-- Name: COLUMN alliance.charter; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.charter IS 'Charter (章程), or where it is kept.';


--
-- Name: COLUMN alliance.pinyin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.pinyin IS 'Pinyin of the name without tones and blanks.';


--
-- Name: COLUMN alliance.initials; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.initials IS 'First letters of the pinyin.';


--
-- Name: COLUMN alliance.started_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.started_on IS 'First day.';


--
-- Name: COLUMN alliance.ended_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.ended_on IS 'First day it no longer existed; null: it exists.';


--
-- Name: COLUMN alliance.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance.version IS 'Counts changes, of members too, for ETag and If-Match.';


--
-- Name: alliance_hold(integer, integer); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.alliance_hold(a_id integer, a_version integer) RETURNS biz.alliance
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	held biz.alliance;
begin
	select a.* into held from biz.alliance a where a.id = a_id;
	if not found then
		raise exception using errcode = 'UX404',
			message = '没有这个医联体', detail = 'There is no such alliance';
	end if;
	if sec.permission() <> 'alliance.write' or not coalesce(sec.sees_all()
		or held.region_id between sec.region_lo() and sec.region_hi()
		or held.id = any (sec.alliances()), false) then
		raise exception using errcode = 'UX403',
			message = '该医联体不在您的管辖范围内', detail = 'The alliance is outside your scope';
	end if;
	select a.* into held from biz.alliance a where a.id = a_id for update;
	if held.version <> a_version then
		raise exception using errcode = 'UX412',
			message = '该医联体已被他人修改，请刷新后重试',
			detail = 'Someone changed the alliance meanwhile; reload it and try again';
	end if;
	if held.ended_on <= current_date then
		raise exception using errcode = 'UX409',
			message = '该医联体已结束，不能再更改', detail = 'The alliance has ended and changes no more';
	end if;
	return held;
end;
$$;


--
-- Name: FUNCTION alliance_hold(a_id integer, a_version integer); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.alliance_hold(a_id integer, a_version integer) IS 'Locks an alliance the caller may change at this version; raises UX404, 403, 412, 409.';


--
-- Name: alliance_join(integer, integer, integer, text, date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.alliance_join(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	old biz.alliance;
	day date := coalesce(a_on, current_date);
begin
	if sec.replayed() then
		return a_version;
	end if;
	old := biz.alliance_hold(a_id, a_version);
	if not exists (select from biz.organisation o
		where o.id = a_organisation and o.valid_from <= day
		  and (o.valid_to is null or o.valid_to > day)) then
		raise exception using errcode = 'UX422', hint = '/organisation_id',
			message = '该日期没有这个机构', detail = 'There is no such organisation on that day';
	end if;
	if day < old.started_on then
		raise exception using errcode = 'UX422', hint = '/joined_on',
			message = '加入日期不能早于医联体成立日期', detail = 'Nobody joins before the alliance started';
	end if;
	if exists (select from biz.alliance_member m
		where m.alliance_id = a_id and m.organisation_id = a_organisation
		  and daterange(m.joined_on, m.left_on) && daterange(day, null)) then
		raise exception using errcode = 'UX409', hint = '/organisation_id',
			message = '该机构已是成员', detail = 'The organisation is a member already';
	end if;
	insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
	values (a_id, a_organisation, coalesce(a_role, 'member'), day);
	update biz.alliance a set version = a.version + 1 where a.id = a_id;
	perform sec.audit('alliance.join', 'alliance', a_id::text, old.region_id, a_organisation,
		jsonb_build_object('role', coalesce(a_role, 'member'), 'on', day));
	return old.version + 1;
end;
$$;


--
-- Name: FUNCTION alliance_join(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.alliance_join(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date) IS 'Adds a member or a lead from a day on and returns the alliance''s new version.';


--
-- Name: alliance_leave(integer, integer, integer, text, date, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.alliance_leave(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date, a_reason text) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	old biz.alliance := biz.alliance_hold(a_id, a_version);
	member biz.alliance_member;
	day date := coalesce(a_on, current_date);
begin
	select m.* into member
	  from biz.alliance_member m
	 where m.alliance_id = a_id and m.organisation_id = a_organisation
	   and (m.left_on is null or m.left_on > day);
	if not found then
		raise exception using errcode = 'UX404',
			message = '该机构不是成员', detail = 'The organisation is no member';
	end if;
	if day < member.joined_on then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '日期不能早于加入日期', detail = 'The day lies before it joined';
	end if;
	if a_role = member.role then
		raise exception using errcode = 'UX422', hint = '/role',
			message = '该机构已是此角色', detail = 'The organisation has this role already';
	end if;
	if a_organisation = old.org_id and a_role is distinct from 'lead' then
		raise exception using errcode = 'UX409',
			message = '医联体办公室所在单位不能退出，请先变更办公室所在单位',
			detail = 'The seat of the alliance cannot leave; move the seat first';
	end if;
	update biz.alliance_member m
	   set left_on = day, reason = a_reason
	 where m.alliance_id = a_id and m.organisation_id = a_organisation
	   and m.joined_on = member.joined_on;
	if a_role is not null and day > member.joined_on then
		insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
		values (a_id, a_organisation, a_role, day);
	elsif a_role is not null then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '变更角色的日期须晚于加入日期', detail = 'A role changes after the day of joining';
	end if;
	update biz.alliance a set version = a.version + 1 where a.id = a_id;
	perform sec.audit('alliance.leave', 'alliance', a_id::text, old.region_id, a_organisation,
		jsonb_build_object('role', a_role, 'on', day));
	return old.version + 1;
end;
$$;


--
-- Name: FUNCTION alliance_leave(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date, a_reason text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.alliance_leave(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date, a_reason text) IS 'Ends a membership on a day, or changes its role from then on; returns the alliance''s new version.';


--
-- Name: arrival_time(timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.arrival_time(told timestamp with time zone, sent_at timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS $$
begin
	if told > now() + interval '5 minutes' then
		raise exception using errcode = 'UX422', hint = '/arrived_at',
			message = '到诊时间不能晚于现在', detail = 'The arrival cannot lie in the future';
	end if;
	if told < sent_at - interval '1 day' then
		raise exception using errcode = 'UX422', hint = '/arrived_at',
			message = '到诊时间不能早于转诊发出的前一天',
			detail = 'The arrival cannot lie more than a day before the sending';
	end if;
	return coalesce(told, now());
end
$$;


--
-- Name: booking_time(timestamp with time zone); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.booking_time(told timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS $$
begin
	if told < date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' then
		raise exception using errcode = 'UX422', hint = '/booked_for',
			message = '预约时间不能早于今天', detail = 'The booking cannot lie before today';
	end if;
	return told;
end
$$;


--
-- Name: changed_since(integer, timestamp with time zone, integer); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.changed_since(seen_version integer, seen_at timestamp with time zone, version integer) RETURNS boolean
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT ((seen_version IS NOT NULL) AND (version > seen_version) AND (seen_at > (now() - '60 days'::interval)));
END;


--
-- Name: FUNCTION changed_since(seen_version integer, seen_at timestamp with time zone, version integer); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.changed_since(seen_version integer, seen_at timestamp with time zone, version integer) IS 'Whether a referral of this version is marked as changed for who saw that version then. Never null.';


--
-- Name: check_reason(text, text, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.check_reason(list text, code text, note text) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $_$
declare
	c biz.code;
begin
	if code is null then
		return;
	end if;
	select * into c
	  from biz.code k
	 where k.list = $1
	   and k.code = $2
	   and current_date >= k.valid_from
	   and (k.valid_to is null or current_date < k.valid_to);
	if not found then
		raise exception using errcode = 'UX422', hint = '/reason_code',
			message = '请从列表中选择原因', detail = 'Choose a reason from the list';
	end if;
	if c.note_required and coalesce(note, '') = '' then
		raise exception using errcode = 'UX422', hint = '/reason',
			message = '选择“' || c.name_zh || '”时请补充文字说明',
			detail = 'Say more in words for the reason "' || c.name_en || '"';
	end if;
end
$_$;


--
-- Name: check_scheme(uuid, date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.check_scheme(scheme uuid, day date) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
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


--
-- Name: FUNCTION check_scheme(scheme uuid, day date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.check_scheme(scheme uuid, day date) IS 'Refuses (UX422 /scheme) a version that is not in force on the day.';


--
-- Name: referral; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.referral (
    id uuid NOT NULL,
    number text NOT NULL,
    direction text NOT NULL,
    emergency boolean DEFAULT false NOT NULL,
    green_channel boolean DEFAULT false NOT NULL,
    first_contact boolean DEFAULT false NOT NULL,
    urgency text DEFAULT 'routine'::text NOT NULL,
    care text DEFAULT 'outpatient'::text NOT NULL,
    patient_id uuid NOT NULL,
    patient_org_id integer NOT NULL,
    person_key bytea NOT NULL,
    from_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    from_department text,
    from_doctor text,
    to_org_id integer NOT NULL,
    to_region_id integer NOT NULL,
    to_department text,
    to_doctor text,
    diagnosis text,
    diagnosis_code text,
    disease text GENERATED ALWAYS AS (
CASE
    WHEN (diagnosis_code ~ '^[A-Z][0-9]{2}'::text) THEN "left"(diagnosis_code, 3)
    ELSE 'unknown'::text
END) STORED NOT NULL,
    reason_code text,
    reason text,
    summary text,
    recovery_plan text,
    medicines text,
    follow_up text,
    consent text,
    contact_name text,
    contact_phone_enc bytea,
    state text DEFAULT 'draft'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    listed_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone,
    received_at timestamp with time zone,
    answered_at timestamp with time zone,
    accepted_at timestamp with time zone,
    booked_at timestamp with time zone,
    booked_for timestamp with time zone,
    arrived_at timestamp with time zone,
    arrived_on date,
    treated_at timestamp with time zone,
    feedback_at timestamp with time zone,
    closed_at timestamp with time zone,
    ended_at timestamp with time zone,
    due_at timestamp with time zone,
    answer text,
    bed text,
    redirect_to_id integer,
    treatment text,
    feedback_diagnosis text,
    feedback text,
    advice text,
    end_reason_code text,
    end_reason text,
    previous_id uuid,
    next_id uuid,
    origin text DEFAULT 'portal'::text NOT NULL,
    import_org_id integer,
    register_number text,
    import_job_id uuid,
    created_by bigint NOT NULL,
    updated_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT referral_arrived_check CHECK ((((arrived_at IS NULL) = (arrived_on IS NULL)) AND ((arrived_on IS NOT NULL) OR (state <> ALL (ARRAY['arrived'::text, 'treated'::text, 'feedback'::text, 'closed'::text]))))),
    CONSTRAINT referral_care_check CHECK ((care = ANY (ARRAY['outpatient'::text, 'inpatient'::text]))),
    CONSTRAINT referral_diagnosis_code_check CHECK ((diagnosis_code ~ '^[A-Z][0-9]{2}[0-9A-Za-z.+*]{0,12}$'::text)),
    CONSTRAINT referral_direction_check CHECK ((direction = ANY (ARRAY['up'::text, 'down'::text, 'same_level'::text]))),
    CONSTRAINT referral_emergency_check CHECK ((emergency = (urgency = 'emergency'::text))),
    CONSTRAINT referral_ended_check CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['closed'::text, 'rejected'::text, 'redirected'::text, 'cancelled'::text])))),
    CONSTRAINT referral_import_check CHECK (((origin = 'import'::text) = (import_org_id IS NOT NULL))),
    CONSTRAINT referral_origin_check CHECK ((origin = ANY (ARRAY['portal'::text, 'import'::text]))),
    CONSTRAINT referral_parties_check CHECK ((from_org_id <> to_org_id)),
    CONSTRAINT referral_sent_check CHECK (((sent_at IS NOT NULL) OR (state = ANY (ARRAY['draft'::text, 'cancelled'::text])))),
    CONSTRAINT referral_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'sent'::text, 'received'::text, 'accepted'::text, 'rejected'::text, 'returned'::text, 'redirected'::text, 'booked'::text, 'arrived'::text, 'no_show'::text, 'treated'::text, 'feedback'::text, 'closed'::text, 'cancelled'::text]))),
    CONSTRAINT referral_urgency_check CHECK ((urgency = ANY (ARRAY['routine'::text, 'urgent'::text, 'emergency'::text]))),
    CONSTRAINT referral_version_check CHECK ((version > 0))
);

ALTER TABLE ONLY biz.referral FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE referral; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.referral IS 'One request to take over a patient, from draft to the closing of the case.';


--
-- Name: COLUMN referral.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.id IS 'UUIDv7 made by the worker.';


--
-- Name: COLUMN referral.number; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.number IS 'What people say on the telephone: day and eight letters and digits.';


--
-- Name: COLUMN referral.direction; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.direction IS 'up (上转), down (下转) or same_level (同级转诊).';


--
-- Name: COLUMN referral.emergency; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.emergency IS 'Emergency transfer (急救转诊): the patient may arrive before an answer.';


--
-- Name: COLUMN referral.green_channel; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.green_channel IS 'Green channel (绿色通道): before others, at one desk.';


--
-- Name: COLUMN referral.first_contact; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.first_contact IS 'Whether the sender was the first contact (首诊).';


--
-- Name: COLUMN referral.urgency; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.urgency IS 'routine, urgent or emergency; sets the time to answer.';


--
-- Name: COLUMN referral.care; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.care IS 'outpatient (门急诊) or inpatient (住院).';


--
-- Name: COLUMN referral.patient_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.patient_id IS 'The patient, as the institution of the next column registered it.';


--
-- Name: COLUMN referral.patient_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.patient_org_id IS 'Whose entry the patient is: always one of the writer''s institutions.';


--
-- Name: COLUMN referral.person_key; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.person_key IS 'Copied from the patient; counts 人 apart from 人次.';


--
-- Name: COLUMN referral.from_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.from_org_id IS 'The institution that refers.';


--
-- Name: COLUMN referral.from_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.from_region_id IS 'Its county code; never changes.';


--
-- Name: COLUMN referral.from_department; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.from_department IS 'Department that refers.';


--
-- Name: COLUMN referral.from_doctor; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.from_doctor IS 'Doctor who refers.';


--
-- Name: COLUMN referral.to_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.to_org_id IS 'The institution that is asked to take over.';


--
-- Name: COLUMN referral.to_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.to_region_id IS 'Its county code; changes only with to_org_id, before sending.';


--
-- Name: COLUMN referral.to_department; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.to_department IS 'Department asked for, or given by the answer.';


--
-- Name: COLUMN referral.to_doctor; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.to_doctor IS 'Doctor given by the booking.';


--
-- Name: COLUMN referral.diagnosis; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.diagnosis IS 'Diagnosis of the sender, free text.';


--
-- Name: COLUMN referral.diagnosis_code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.diagnosis_code IS 'ICD-10 code, where known.';


--
-- Name: COLUMN referral.disease; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.disease IS 'Group of figures: letter and two digits of the ICD-10 code, or unknown.';


--
-- Name: COLUMN referral.reason_code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.reason_code IS 'Of code list referral_reason.';


--
-- Name: COLUMN referral.reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.reason IS 'The reason in words.';


--
-- Name: COLUMN referral.summary; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.summary IS 'Course, findings, treatment so far.';


--
-- Name: COLUMN referral.recovery_plan; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.recovery_plan IS 'Of a down-referral: what the grassroots should do; required to send it.';


--
-- Name: COLUMN referral.medicines; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.medicines IS 'Of a down-referral: medicines to go on with.';


--
-- Name: COLUMN referral.follow_up; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.follow_up IS 'Of a down-referral: visits and checks to come.';


--
-- Name: COLUMN referral.consent; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.consent IS 'Of code list consent; required to send.';


--
-- Name: COLUMN referral.contact_name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.contact_name IS 'Whom to call about the patient.';


--
-- Name: COLUMN referral.contact_phone_enc; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.contact_phone_enc IS 'That person''s telephone number, encrypted.';


--
-- Name: COLUMN referral.state; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.state IS 'Where it stands; the workflow of resource/referrals.c moves it.';


--
-- Name: COLUMN referral.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.version IS 'Counts changes, for ETag and If-Match.';


--
-- Name: COLUMN referral.listed_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.listed_at IS 'Place in lists: when sent, and before that when entered.';


--
-- Name: COLUMN referral.sent_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.sent_at IS 'Last sending. Null: nobody but the sender may see it.';


--
-- Name: COLUMN referral.received_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.received_at IS 'When the receiver opened it.';


--
-- Name: COLUMN referral.answered_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.answered_at IS 'When the receiver accepted, rejected, returned or redirected it.';


--
-- Name: COLUMN referral.accepted_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.accepted_at IS 'When the receiver accepted it, by answer or by taking the patient in.';


--
-- Name: COLUMN referral.booked_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.booked_at IS 'When the booking was made.';


--
-- Name: COLUMN referral.booked_for; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.booked_for IS 'When the patient is expected.';


--
-- Name: COLUMN referral.arrived_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.arrived_at IS 'When the patient came.';


--
-- Name: COLUMN referral.arrived_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.arrived_on IS 'The same as a day in Asia/Shanghai: the day 人次 are counted on.';


--
-- Name: COLUMN referral.treated_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.treated_at IS 'When treatment was recorded.';


--
-- Name: COLUMN referral.feedback_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.feedback_at IS 'When the receiver wrote back.';


--
-- Name: COLUMN referral.closed_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.closed_at IS 'When the sender closed the case.';


--
-- Name: COLUMN referral.ended_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.ended_at IS 'When nothing more was to come: closed, rejected, redirected or cancelled.';


--
-- Name: COLUMN referral.due_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.due_at IS 'By when the party whose turn it is must act; null: no limit runs.';


--
-- Name: COLUMN referral.answer; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.answer IS 'What the receiver said.';


--
-- Name: COLUMN referral.bed; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.bed IS 'Bed kept for the patient.';


--
-- Name: COLUMN referral.redirect_to_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.redirect_to_id IS 'Where the receiver suggests to refer instead.';


--
-- Name: COLUMN referral.treatment; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.treatment IS 'What was done.';


--
-- Name: COLUMN referral.feedback_diagnosis; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.feedback_diagnosis IS 'Diagnosis of the receiver.';


--
-- Name: COLUMN referral.feedback; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.feedback IS 'What the receiver reports back.';


--
-- Name: COLUMN referral.advice; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.advice IS 'What the receiver advises for the time after.';


--
-- Name: COLUMN referral.end_reason_code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.end_reason_code IS 'Why it was rejected, returned, redirected, missed or cancelled: code of that action''s list.';


--
-- Name: COLUMN referral.end_reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.end_reason IS 'The same in words.';


--
-- Name: COLUMN referral.previous_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.previous_id IS 'The referral this one was sent again for.';


--
-- Name: COLUMN referral.next_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.next_id IS 'The referral that was sent again for this one.';


--
-- Name: COLUMN referral.origin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.origin IS 'portal, or import from a register.';


--
-- Name: COLUMN referral.import_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.import_org_id IS 'Whose register it came from.';


--
-- Name: COLUMN referral.register_number; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.register_number IS 'Its number in that register, or a hash of the row and its ordinal.';


--
-- Name: COLUMN referral.import_job_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.import_job_id IS 'The import that brought it.';


--
-- Name: COLUMN referral.created_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.created_by IS 'Account that entered it; 0: loaded without one.';


--
-- Name: COLUMN referral.updated_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.updated_by IS 'Account of the last change.';


--
-- Name: COLUMN referral.created_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.created_at IS 'When it was entered.';


--
-- Name: COLUMN referral.updated_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral.updated_at IS 'When it last changed.';


--
-- Name: check_sending(biz.referral); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.check_sending(r biz.referral) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $$
begin
	perform biz.required((
		select o.id
		  from biz.organisation o
		 where o.id = r.from_org_id
		   and (o.valid_to is null or o.valid_to > current_date)),
		'/organisation_id', '转出单位已停用或合并，请取消这张转诊单，以现单位名义重新转诊',
		'The sending institution has closed or merged: cancel this referral and refer anew from the present one');
	perform biz.required(nullif(r.diagnosis, ''), '/diagnosis', '发送前请填写诊断',
		'Enter the diagnosis before sending');
	perform biz.required(coalesce(r.reason_code, nullif(r.reason, '')), '/reason_code',
		'发送前请选择转诊原因', 'Choose the reason of the referral before sending');
	perform biz.check_reason('referral_reason', r.reason_code, r.reason);
	perform biz.required(r.consent, '/consent', '发送前请记录患者知情同意的方式',
		'Record how the patient consented before sending');
	perform biz.required((
		select c.code
		  from biz.code c
		 where c.list = 'consent'
		   and c.code = r.consent
		   and current_date >= c.valid_from
		   and (c.valid_to is null or current_date < c.valid_to)),
		'/consent', '请从列表中选择知情同意的方式', 'Choose from the list how the patient consented');
	if r.direction = 'down' then
		perform biz.required(nullif(r.recovery_plan, ''), '/recovery_plan',
			'下转前请填写康复治疗方案', 'A down-referral needs a recovery plan before sending');
	end if;
	perform biz.required((
		select o.id
		  from biz.organisation o
		 where o.id = r.to_org_id
		   and (o.valid_to is null or o.valid_to > current_date)),
		'/to_organisation_id', '接收单位已停用，请另选接收单位',
		'The receiving institution has closed: choose another one');
end
$$;


--
-- Name: concerns_receiver(text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.concerns_receiver(state text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (state <> ALL (ARRAY['draft'::text, 'cancelled'::text, 'rejected'::text, 'redirected'::text]));
END;


--
-- Name: FUNCTION concerns_receiver(state text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.concerns_receiver(state text) IS 'Whether the receiver of a referral in this state has a reason to see who the patient is.';


--
-- Name: cursor_id(text, uuid); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.cursor_id(cursor text, otherwise uuid) RETURNS uuid
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (cursor IS NULL) THEN otherwise
             ELSE (split_part(cursor, ','::text, 2))::uuid
         END AS split_part;
END;


--
-- Name: cursor_time(text, timestamp with time zone); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.cursor_time(cursor text, otherwise timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (cursor IS NULL) THEN otherwise
             ELSE (split_part(cursor, ','::text, 1))::timestamp with time zone
         END AS split_part;
END;


--
-- Name: day_start(date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.day_start(day date) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT ((day)::timestamp without time zone AT TIME ZONE 'Asia/Shanghai'::text) AS timezone;
END;


--
-- Name: organisation; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.organisation (
    id integer NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    level smallint,
    grade text,
    ownership text DEFAULT 'public'::text NOT NULL,
    division_code integer NOT NULL,
    region_id integer NOT NULL,
    parent_id integer,
    beds integer,
    population integer,
    area_km2 numeric(10,2),
    poverty boolean DEFAULT false NOT NULL,
    pinyin text NOT NULL,
    initials text NOT NULL,
    helpdesk_name text,
    helpdesk_phone text,
    valid_from date DEFAULT CURRENT_DATE NOT NULL,
    valid_to date,
    successor_id integer,
    version integer DEFAULT 1 NOT NULL,
    tier smallint GENERATED ALWAYS AS (
CASE
    WHEN (kind = ANY (ARRAY['village_clinic'::text, 'community_station'::text])) THEN 1
    WHEN (kind = ANY (ARRAY['township_hospital'::text, 'central_township_hospital'::text, 'community_centre'::text])) THEN 2
    WHEN ((region_id % 100) <> 0) THEN 3
    WHEN ((region_id % 10000) <> 0) THEN 4
    ELSE 5
END) STORED NOT NULL,
    CONSTRAINT organisation_area_check CHECK ((area_km2 >= (0)::numeric)),
    CONSTRAINT organisation_beds_check CHECK (((beds >= 0) AND (beds <= 100000))),
    CONSTRAINT organisation_code_check CHECK ((code ~ '^[0-9A-Z][0-9A-Z_-]{1,31}$'::text)),
    CONSTRAINT organisation_grade_check CHECK (((grade IS NULL) OR ((grade = ANY (ARRAY['a'::text, 'b'::text, 'c'::text])) AND (level IS NOT NULL)))),
    CONSTRAINT organisation_kind_check CHECK ((kind = ANY (ARRAY['commission'::text, 'general_hospital'::text, 'tcm_hospital'::text, 'maternal_child'::text, 'cdc'::text, 'supervision'::text, 'specialist'::text, 'township_hospital'::text, 'central_township_hospital'::text, 'community_centre'::text, 'community_station'::text, 'village_clinic'::text, 'private'::text, 'enterprise'::text]))),
    CONSTRAINT organisation_level_check CHECK (((level >= 1) AND (level <= 3))),
    CONSTRAINT organisation_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
    CONSTRAINT organisation_ownership_check CHECK ((ownership = ANY (ARRAY['public'::text, 'collective'::text, 'private'::text, 'enterprise'::text, 'military'::text]))),
    CONSTRAINT organisation_parent_check CHECK ((parent_id <> id)),
    CONSTRAINT organisation_population_check CHECK (((population >= 0) AND (population <= 2000000000))),
    CONSTRAINT organisation_region_check CHECK ((((region_id >= 110000) AND (region_id <= 999999)) AND ((division_code = region_id) OR ((division_code / 1000) = region_id)))),
    CONSTRAINT organisation_successor_check CHECK (((successor_id IS NULL) OR ((successor_id <> id) AND (valid_to IS NOT NULL)))),
    CONSTRAINT organisation_valid_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT organisation_version_check CHECK ((version > 0))
);

ALTER TABLE ONLY biz.organisation FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE organisation; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.organisation IS 'Health commissions and institutions as they are now; a closed one stays, with the day it ended.';


--
-- Name: COLUMN organisation.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.id IS 'Key; scopes of accounts are sets of these ints.';


--
-- Name: COLUMN organisation.uid; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.uid IS 'What the Idempotency-Key of the creating request claimed: a repeated request finds it.';


--
-- Name: COLUMN organisation.code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.code IS 'Institution code (机构编码), unique in the portal.';


--
-- Name: COLUMN organisation.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.name IS 'Present official name; earlier ones: biz.organisation_name.';


--
-- Name: COLUMN organisation.kind; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.kind IS 'What it is: see docs/glossary.md for the Chinese terms.';


--
-- Name: COLUMN organisation.level; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.level IS 'Hospital level 1 to 3 (一级 二级 三级); null: not graded.';


--
-- Name: COLUMN organisation.grade; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.grade IS 'a, b or c (甲等 乙等 丙等) within the level; null: none.';


--
-- Name: COLUMN organisation.ownership; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.ownership IS 'Who owns it (举办主体).';


--
-- Name: COLUMN organisation.division_code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.division_code IS 'Where it stands: the township for grassroots institutions, else the division it serves.';


--
-- Name: COLUMN organisation.region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.region_id IS 'County code; for those of a city or province the city or province code. Never changes: rows of business copy it and overseers'' scopes are ranges of it.';


--
-- Name: COLUMN organisation.parent_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.parent_id IS 'To whom it belongs (隶属): an institution or a commission.';


--
-- Name: COLUMN organisation.beds; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.beds IS 'Approved beds (张).';


--
-- Name: COLUMN organisation.population; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.population IS 'People served (人).';


--
-- Name: COLUMN organisation.area_km2; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.area_km2 IS 'Area served.';


--
-- Name: COLUMN organisation.poverty; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.poverty IS 'Whether it serves a county that was on the poverty list (贫困标志).';


--
-- Name: COLUMN organisation.pinyin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.pinyin IS 'Pinyin of the name without tones and blanks.';


--
-- Name: COLUMN organisation.initials; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.initials IS 'First letters of the pinyin.';


--
-- Name: COLUMN organisation.helpdesk_name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.helpdesk_name IS 'Whom its staff ask about access; shown before sign-in.';


--
-- Name: COLUMN organisation.helpdesk_phone; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.helpdesk_phone IS 'That desk''s telephone number; shown before sign-in.';


--
-- Name: COLUMN organisation.valid_from; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.valid_from IS 'First day it existed.';


--
-- Name: COLUMN organisation.valid_to; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.valid_to IS 'First day it no longer existed; null: it exists.';


--
-- Name: COLUMN organisation.successor_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.successor_id IS 'Into which it was merged.';


--
-- Name: COLUMN organisation.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.version IS 'Counts changes, for ETag and If-Match.';


--
-- Name: COLUMN organisation.tier; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation.tier IS 'Place in the referral ladder: 1 village, 2 township or community, 3 county, 4 city, 5 province.';


--
-- Name: department_hold(integer, integer); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.department_hold(a_organisation integer, a_version integer) RETURNS biz.organisation
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	held biz.organisation;
begin
	select o.* into held from biz.organisation o where o.id = a_organisation;
	if not found then
		raise exception using errcode = 'UX404',
			message = '没有这个机构', detail = 'There is no such organisation';
	end if;
	if sec.permission() <> 'department.write' or not coalesce(sec.sees_all()
		or held.region_id between sec.region_lo() and sec.region_hi()
		or held.id = any (sec.orgs()), false) then
		raise exception using errcode = 'UX403',
			message = '您不能维护该机构的科室', detail = 'You may not maintain the departments of this organisation';
	end if;
	select o.* into held from biz.organisation o where o.id = a_organisation for update;
	if held.version <> a_version then
		raise exception using errcode = 'UX412',
			message = '该机构已被他人修改，请刷新后重试',
			detail = 'Someone changed the organisation meanwhile; reload it and try again';
	end if;
	if held.valid_to is not null then
		raise exception using errcode = 'UX409',
			message = '该机构已撤销或合并，不能再更改',
			detail = 'The organisation was closed or merged and changes no more';
	end if;
	return held;
end;
$$;


--
-- Name: FUNCTION department_hold(a_organisation integer, a_version integer); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.department_hold(a_organisation integer, a_version integer) IS 'Locks an organisation whose departments the caller may change, at this version; raises UX404, 403, 412, 409. For department_save only.';


--
-- Name: department_save(integer, integer, integer, jsonb); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.department_save(a_organisation integer, a_version integer, a_department integer, a_patch jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	owner biz.organisation;
	old biz.department;
	wish biz.department;
begin
	if sec.replayed() then
		return a_version;
	end if;
	owner := biz.department_hold(a_organisation, a_version);
	if a_department is not null then
		select d.* into old
		  from biz.department d
		 where d.id = a_department and d.organisation_id = a_organisation
		   for update;
		if not found then
			raise exception using errcode = 'UX404',
				message = '该机构没有这个科室', detail = 'The organisation has no such department';
		end if;
	end if;
	wish := jsonb_populate_record(old, a_patch);
	if exists (select from biz.department d
		where d.organisation_id = a_organisation and d.name = wish.name
		  and d.id is distinct from a_department) then
		raise exception using errcode = 'UX409', hint = '/name',
			message = '该机构已有同名科室', detail = 'The organisation has a department of this name';
	end if;
	if wish.valid_to < old.valid_from then
		raise exception using errcode = 'UX422', hint = '/valid_to',
			message = '停用日期不能早于启用日期', detail = 'It cannot end before it began';
	end if;
	if a_department is null then
		insert into biz.department (organisation_id, name, pinyin, initials, phone,
			accepts_referrals, position)
		values (a_organisation, wish.name, wish.pinyin, wish.initials, wish.phone,
			coalesce(wish.accepts_referrals, true), coalesce(wish.position, 0));
	else
		update biz.department d
		   set name = wish.name, pinyin = wish.pinyin, initials = wish.initials,
		       phone = wish.phone, accepts_referrals = wish.accepts_referrals,
		       position = wish.position, valid_to = wish.valid_to
		 where d.id = a_department;
	end if;
	update biz.organisation o set version = o.version + 1 where o.id = a_organisation;
	perform sec.audit('organisation.department', 'organisation', a_organisation::text,
		owner.region_id, a_organisation, jsonb_build_object('department', wish.name));
	return owner.version + 1;
end;
$$;


--
-- Name: FUNCTION department_save(a_organisation integer, a_version integer, a_department integer, a_patch jsonb); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.department_save(a_organisation integer, a_version integer, a_department integer, a_patch jsonb) IS 'Adds a department (a_department null) or changes one by the members of the patch; returns the organisation''s new version. For those who may maintain departments there.';


--
-- Name: division; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.division (
    code integer NOT NULL,
    parent_code integer,
    level smallint NOT NULL,
    kind text DEFAULT 'statutory'::text NOT NULL,
    name text NOT NULL,
    short_name text NOT NULL,
    pinyin text NOT NULL,
    initials text NOT NULL,
    valid_from date,
    valid_to date,
    CONSTRAINT division_code_check CHECK (
CASE level
    WHEN 1 THEN (((code >= 110000) AND (code <= 999999)) AND ((code % 10000) = 0))
    WHEN 2 THEN (((code >= 110000) AND (code <= 999999)) AND ((code % 100) = 0) AND ((code % 10000) <> 0))
    WHEN 3 THEN (((code >= 110000) AND (code <= 999999)) AND ((code % 100) <> 0))
    ELSE ((code >= 110000000) AND (code <= 999999999))
END),
    CONSTRAINT division_kind_check CHECK ((kind = ANY (ARRAY['statutory'::text, 'functional'::text, 'pseudo'::text, 'layer'::text]))),
    CONSTRAINT division_level_check CHECK (((level >= 1) AND (level <= 4))),
    CONSTRAINT division_parent_check CHECK (((level = 1) = (parent_code IS NULL))),
    CONSTRAINT division_valid_check CHECK ((valid_to > valid_from))
);

ALTER TABLE ONLY biz.division FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE division; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.division IS 'Administrative divisions: province, city, county, township. Codes of the National Bureau of Statistics; for statutory divisions down to the county they are those of GB/T 2260.';


--
-- Name: COLUMN division.code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.division.code IS 'Six digits down to the county (630106), nine for a township (630106100).';


--
-- Name: COLUMN division.parent_code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.division.parent_code IS 'The division one level up; null for a province.';


--
-- Name: COLUMN division.level; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.division.level IS '1 province, 2 city (prefecture), 3 county, 4 township.';


--
-- Name: COLUMN division.kind; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.division.kind IS 'statutory; functional: a development zone or the like that has a statistical code only; pseudo: a farm, park or prison coded as a township; layer: the empty middle level of a municipality (市辖区, 县), skipped on display.';


--
-- Name: COLUMN division.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.division.name IS 'Full official name.';


--
-- Name: COLUMN division.short_name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.division.short_name IS 'Name without its generic ending, for tiles and narrow columns: 湟中 for 湟中区.';


--
-- Name: COLUMN division.pinyin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.division.pinyin IS 'Pinyin of the name, without tones and blanks, as the place is really called.';


--
-- Name: COLUMN division.initials; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.division.initials IS 'First letters of the pinyin, one for each character.';


--
-- Name: COLUMN division.valid_from; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.division.valid_from IS 'First day the division existed; null: before this register began.';


--
-- Name: COLUMN division.valid_to; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.division.valid_to IS 'First day it no longer existed; null: it exists.';


--
-- Name: division_path(integer); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.division_path(a_code integer) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH RECURSIVE up(code, parent_code, name, kind, depth) AS (
          SELECT d.code,
             d.parent_code,
             d.name,
             d.kind,
             0 AS "?column?"
            FROM biz.division d
           WHERE (d.code = division_path.a_code)
         UNION ALL
          SELECT d.code,
             d.parent_code,
             d.name,
             d.kind,
             (up_1.depth + 1)
            FROM (up up_1
              JOIN biz.division d ON ((d.code = up_1.parent_code)))
         )
  SELECT string_agg(up.name, ''::text ORDER BY up.depth DESC) AS string_agg
    FROM up
   WHERE (up.kind <> 'layer'::text);
END;


--
-- Name: FUNCTION division_path(a_code integer); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.division_path(a_code integer) IS 'Names from the province down to the division, written together: 青海省西宁市湟中区.';


--
-- Name: donation; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.donation (
    id uuid NOT NULL,
    from_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_org_id integer NOT NULL,
    to_region_id integer NOT NULL,
    entered_org_id integer NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    state_reason text,
    origin text DEFAULT 'portal'::text NOT NULL,
    import_org_id integer,
    register_number text,
    import_job_id uuid,
    note text,
    submitted_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    confirmed_by bigint,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    donated_on date NOT NULL,
    kind text,
    subject text,
    total_fen bigint,
    programme text,
    original_giver text,
    contact_name text,
    contact_phone_enc bytea,
    contact_phone_idx bytea,
    received_on date,
    receipt_number text,
    CONSTRAINT donation_confirmed_check CHECK (((confirmed_at IS NULL) = (confirmed_by IS NULL))),
    CONSTRAINT donation_day_check CHECK (((donated_on >= '1990-01-01'::date) AND (donated_on <= '2100-01-01'::date))),
    CONSTRAINT donation_entered_check CHECK (((entered_org_id = from_org_id) OR (entered_org_id = to_org_id))),
    CONSTRAINT donation_kind_check CHECK ((kind = ANY (ARRAY['equipment'::text, 'medicine'::text, 'supplies'::text, 'money'::text]))),
    CONSTRAINT donation_note_check CHECK ((length(note) <= 4000)),
    CONSTRAINT donation_origin_check CHECK (((origin = 'portal'::text) OR ((origin = 'import'::text) AND (import_org_id IS NOT NULL)))),
    CONSTRAINT donation_phone_check CHECK (((contact_phone_enc IS NULL) = (contact_phone_idx IS NULL))),
    CONSTRAINT donation_reason_check CHECK (((state <> ALL (ARRAY['disputed'::text, 'void'::text])) OR (state_reason IS NOT NULL))),
    CONSTRAINT donation_received_check CHECK ((received_on >= donated_on)),
    CONSTRAINT donation_sides_check CHECK ((from_org_id <> to_org_id)),
    CONSTRAINT donation_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'confirmed'::text, 'disputed'::text, 'void'::text]))),
    CONSTRAINT donation_total_check CHECK ((total_fen > 0)),
    CONSTRAINT donation_version_check CHECK ((version > 0)),
    CONSTRAINT donation_whole_check CHECK (((state = ANY (ARRAY['draft'::text, 'void'::text])) OR (num_nulls(kind, subject, total_fen) = 0)))
);

ALTER TABLE ONLY biz.donation FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE donation; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.donation IS 'A gift of equipment, medicines, supplies or money; counts when the receiver confirmed it.';


--
-- Name: COLUMN donation.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.id IS 'UUIDv7.';


--
-- Name: COLUMN donation.from_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.from_org_id IS 'The giving, sending or supporting side.';


--
-- Name: COLUMN donation.from_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.from_region_id IS 'Its region, copied; filled by trigger.';


--
-- Name: COLUMN donation.to_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.to_org_id IS 'The receiving side.';


--
-- Name: COLUMN donation.to_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.to_region_id IS 'Its region, copied; filled by trigger.';


--
-- Name: COLUMN donation.entered_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.entered_org_id IS 'The side that entered it and may correct it.';


--
-- Name: COLUMN donation.state; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.state IS 'draft, submitted, confirmed, disputed, void, or what the type adds.';


--
-- Name: COLUMN donation.state_reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.state_reason IS 'Why it is disputed or void, or what was said at the last change of state.';


--
-- Name: COLUMN donation.origin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.origin IS 'portal or import.';


--
-- Name: COLUMN donation.import_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.import_org_id IS 'Institution whose register it was imported from.';


--
-- Name: COLUMN donation.register_number; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.register_number IS 'Number in that register, unique there.';


--
-- Name: COLUMN donation.import_job_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.import_job_id IS 'The import that brought it.';


--
-- Name: COLUMN donation.note; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.note IS 'Remark.';


--
-- Name: COLUMN donation.submitted_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.submitted_at IS 'When it first left the house; null: only those who entered it see it.';


--
-- Name: COLUMN donation.confirmed_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.confirmed_at IS 'When it came to count; null: it does not.';


--
-- Name: COLUMN donation.confirmed_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.confirmed_by IS 'Account that confirmed it; 0: loaded without one.';


--
-- Name: COLUMN donation.created_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.created_by IS 'Account that entered it; 0: loaded without one.';


--
-- Name: COLUMN donation.created_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.created_at IS 'When it was entered.';


--
-- Name: COLUMN donation.updated_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.updated_by IS 'Account that changed it last.';


--
-- Name: COLUMN donation.updated_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.updated_at IS 'When it was last changed.';


--
-- Name: COLUMN donation.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.version IS 'Counts changes, for ETag and If-Match.';


--
-- Name: COLUMN donation.donated_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.donated_on IS 'Day it was given.';


--
-- Name: COLUMN donation.kind; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.kind IS 'equipment, medicine, supplies or money.';


--
-- Name: COLUMN donation.subject; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.subject IS 'What was given, in a few words.';


--
-- Name: COLUMN donation.total_fen; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.total_fen IS 'Value in fen; with items the sum of their values.';


--
-- Name: COLUMN donation.programme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.programme IS 'Programme (项目) it belongs to.';


--
-- Name: COLUMN donation.original_giver; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.original_giver IS 'Company or body whose gift was passed on.';


--
-- Name: COLUMN donation.contact_name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.contact_name IS 'Who handled it.';


--
-- Name: COLUMN donation.contact_phone_enc; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.contact_phone_enc IS 'Telephone of who handled it, encrypted.';


--
-- Name: COLUMN donation.contact_phone_idx; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.contact_phone_idx IS 'Its keyed hash.';


--
-- Name: COLUMN donation.received_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.received_on IS 'Day it arrived; the receiver''s word.';


--
-- Name: COLUMN donation.receipt_number; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation.receipt_number IS 'Number of the receipt; the receiver''s word.';


--
-- Name: CONSTRAINT donation_day_check ON donation; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT donation_day_check ON biz.donation IS '/donated_on|捐赠日期应在1990年之后，请核对年份|The day of the donation must lie after 1990: check the year';


--
-- Name: CONSTRAINT donation_note_check ON donation; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT donation_note_check ON biz.donation IS '/note|备注最多4000字|A note has at most 4000 characters';


--
-- Name: CONSTRAINT donation_reason_check ON donation; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT donation_reason_check ON biz.donation IS '/reason|请填写原因|Give the reason';


--
-- Name: CONSTRAINT donation_received_check ON donation; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT donation_received_check ON biz.donation IS '/received_on|接收日期不能早于捐赠日期|It cannot be received before it was given';


--
-- Name: CONSTRAINT donation_sides_check ON donation; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT donation_sides_check ON biz.donation IS '/to|双方不能是同一个机构|The two sides cannot be the same institution';


--
-- Name: CONSTRAINT donation_total_check ON donation; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT donation_total_check ON biz.donation IS '/total_fen|总金额应大于零|The total must be above zero';


--
-- Name: CONSTRAINT donation_whole_check ON donation; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT donation_whole_check ON biz.donation IS '/kind|提交前请填写类别、捐赠内容和总金额|Enter kind, subject and total before submitting';


--
-- Name: donation_name(uuid); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.donation_name(uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    RETURN (SELECT t.subject FROM biz.donation t WHERE (t.id = $1));


--
-- Name: FUNCTION donation_name(uuid); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.donation_name(uuid) IS 'Shown name of a row: who sees a record sees the names of what it points to, whoever''s they are.';


--
-- Name: effective_on(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.effective_on() RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE((NULLIF(current_setting('yilian.effective_on'::text, true), ''::text))::date, CURRENT_DATE);


--
-- Name: FUNCTION effective_on(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.effective_on() IS 'From which day a structural change made in this transaction holds.';


--
-- Name: lines_after(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.lines_after() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	side constant int := case tg_op when 'INSERT' then 1 else 0 end;
begin
	update biz.record_event e
	   set changes = jsonb_set(
	           case when e.changes ? tg_table_name then e.changes
	                else coalesce(e.changes, '{}') || jsonb_build_object(tg_table_name, '[[], []]'::jsonb) end,
	           array[tg_table_name, side::text], l.lines)
	  from (select t.record_id, jsonb_agg(to_jsonb(t) - 'record_id' order by t.line) as lines
	          from touched t
	         group by t.record_id) l
	 where e.id = (select max(x.id) from biz.record_event x where x.record_id = l.record_id)
	   and e.at = now()
	   and e.action not in ('create', 'import');
	return null;
end
$$;


--
-- Name: FUNCTION lines_after(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.lines_after() IS 'Trigger of every table of lines: notes lines taken out and put in with the change of their record.';


--
-- Name: lines_changed(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.lines_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	update biz.record_event e
	   set changes = coalesce(e.changes, '{}') || jsonb_build_object(tg_table_name, jsonb_build_array(l.before, l.after))
	  from (select n.record_id, jsonb_agg(to_jsonb(o) - 'record_id' order by o.line) as before,
	               jsonb_agg(to_jsonb(n) - 'record_id' order by n.line) as after
	          from changed n
	          join former o using (record_id, line)
	         where n is distinct from o
	         group by n.record_id) l
	 where e.id = (select max(x.id) from biz.record_event x where x.record_id = l.record_id)
	   and e.at = now();
	return null;
end
$$;


--
-- Name: FUNCTION lines_changed(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.lines_changed() IS 'Trigger of every table of lines: notes lines that an action changed with the event of that action.';


--
-- Name: make_checks(regclass); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.make_checks(target regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
	name text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	field text;
begin
	for field in
		select a.attname
		  from pg_catalog.pg_attribute a
		 where a.attrelid = target
		   and a.attnum > 0
		   and not a.attisdropped
		   and a.attname like '%\_exactness'
	loop
		execute format('alter table %s add constraint %I check (%I in (''exact'', ''near'', ''over'', ''about'', ''at_least''))',
			target, name || '_' || field || '_check', field);
	end loop;
end
$$;


--
-- Name: FUNCTION make_checks(target regclass); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.make_checks(target regclass) IS 'Checks that follow from the names of columns: <quantity>_exactness.';


--
-- Name: make_entering(regclass, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.make_entering(target regclass, module text) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	command text;
begin
	foreach command in array case when sec.has_column(target, 'record_id') then '{insert,update,delete}'::text[]
		else '{insert}'::text[] end
	loop
		execute format('create policy %I on %s as restrictive for %s to yl_web, yl_job %s ((select sec.permission()) = %L)',
			name || '_enter_' || command, target, command,
			case when command = 'insert' then 'with check' else 'using' end, module || '.write');
	end loop;
end
$$;


--
-- Name: FUNCTION make_entering(target regclass, module text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.make_entering(target regclass, module text) IS 'Part of biz.make_record and biz.make_lines: entering is for .write alone.';


--
-- Name: make_lines(regclass, regclass); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.make_lines(child regclass, parent regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
	perform biz.make_lines_base(child, parent);
	perform biz.note_lines(child);
	perform biz.make_entering(child, (select t.module from biz.record_type t
		where t.table_name = (select c.relname from pg_catalog.pg_class c where c.oid = parent)));
end
$$;


--
-- Name: FUNCTION make_lines(child regclass, parent regclass); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.make_lines(child regclass, parent regclass) IS 'Makes a table that was created like biz.record_line the lines of a record table: seen with the record, written and deleted by who may write it.';


--
-- Name: make_lines_base(regclass, regclass); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.make_lines_base(child regclass, parent regclass) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = child);
	module constant text := (select t.module from biz.record_type t
		where t.table_name = (select c.relname from pg_catalog.pg_class c where c.oid = parent));
	writes text;
	fields text;
	command text;
begin
	perform biz.make_checks(child);
	execute format($f$
		alter table %1$s add constraint %2$s_pkey primary key (record_id, line),
			add constraint %2$s_record_fkey foreign key (record_id) references %3$s (id),
			add constraint %2$s_line_check check (line between 1 and 1000);
	$f$, child, name, parent);
	perform sec.protect(child, format('parent:%s.record_id', parent));
	writes := format('(select sec.permission()) = any (%L::text[]) and exists (select from %s p where p.id = %I.record_id and p.state <> ''void'' and (%s or %s))',
		array[module || '.write', module || '.confirm'], parent, name,
		sec.scope_test(parent, true, false, 'p.'), sec.scope_test(parent, false, true, 'p.'));
	foreach command in array array['insert', 'update', 'delete']
	loop
		execute format('drop policy %I on %s', name || '_' || command, child);
		execute format('create policy %I on %s for %s to yl_web, yl_job %s (%s)', name || '_' || command, child, command,
			case when command = 'insert' then 'with check' else 'using' end, writes);
	end loop;
	select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into fields
	  from pg_catalog.pg_attribute a
	 where a.attrelid = child and a.attnum > 0 and not a.attisdropped;
	execute format('grant select, insert (%2$s), delete on %1$s to yl_web, yl_job', child, fields);
	execute format('grant update (%2$s) on %1$s to yl_web, yl_job', child, (
		select string_agg(f, ', ') from regexp_split_to_table(fields, ', ') f where f not in ('record_id', 'line')));
	execute format($f$
		create trigger %2$s_lines_put after insert on %1$s referencing new table as touched
			for each statement execute function biz.lines_after();
		create trigger %2$s_lines_taken after delete on %1$s referencing old table as touched
			for each statement execute function biz.lines_after();
	$f$, child, name);
end
$_$;


--
-- Name: FUNCTION make_lines_base(child regclass, parent regclass); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.make_lines_base(child regclass, parent regclass) IS 'Part of biz.make_lines: keys, policies, grants, triggers.';


--
-- Name: make_name(regclass, name); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.make_name(target regclass, title name) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
begin
	execute format($f$
		create function biz.%1$I(uuid) returns text language sql stable security definer set search_path = ''
		return (select t.%2$I from %3$s t where t.id = $1);
		comment on function biz.%1$I(uuid) is
			'Shown name of a row: who sees a record sees the names of what it points to, whoever''s they are.';
		grant execute on function biz.%1$I(uuid) to yl_web, yl_job;
	$f$, name || '_name', title, target);
end
$_$;


--
-- Name: FUNCTION make_name(target regclass, title name); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.make_name(target regclass, title name) IS 'Makes biz.<table>_name(uuid), which references to this table are shown by.';


--
-- Name: make_record(regclass, text, text, name, name, text, text, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.make_record(target regclass, type text, module text, day name, title name DEFAULT NULL::name, readers text DEFAULT ''::text, parents text DEFAULT ''::text, personal text DEFAULT ''::text) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	two constant boolean := sec.has_column(target, 'from_org_id');
	side text;
begin
	perform biz.make_record_base(target, type, module, day, readers, parents, personal);
	perform biz.make_entering(target, module);
	execute format('create index %I on %s (updated_at, id)', name || '_updated_idx', target);
	foreach side in array case when two then '{from_org,to_org,from_region,to_region}'::text[] else '{org,region}'::text[] end
	loop
		execute format('create index %I on %s (%I, updated_at, id)', name || '_' || side || '_updated_idx', target, side || '_id');
		-- What waits for a word, longest first.
		execute format('create index %I on %s (%I, submitted_at) where state in (''submitted'', ''disputed'')',
			name || '_' || side || '_waiting_idx', target, side || '_id');
	end loop;
	if two then
		execute format($f$comment on constraint %I on %s is
			'/to|双方不能是同一个机构|The two sides cannot be the same institution'$f$, name || '_sides_check', target);
	end if;
	if title is not null then
		perform biz.make_name(target, title);
	end if;
end
$_$;


--
-- Name: FUNCTION make_record(target regclass, type text, module text, day name, title name, readers text, parents text, personal text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.make_record(target regclass, type text, module text, day name, title name, readers text, parents text, personal text) IS 'Makes a record type of a table that was created like biz.record_head_two or _one: keys, checks, indexes, policies, grants, triggers, its row in biz.record_type. type: plural name in the API. module: first part of its permissions. day: the column it is listed and counted by, not null. title: the column other types show where they point to it (biz.make_name); null: none does. readers: further modules, by comma, whose requests may see its rows (where they refer to them); figure, oversight, obligation and summary always may. parents: ''column>schema.table,..'' of sec.protect. personal: columns whose values history does not keep.';


--
-- Name: make_record_base(regclass, text, text, name, text, text, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.make_record_base(target regclass, type text, module text, day name, readers text DEFAULT ''::text, parents text DEFAULT ''::text, personal text DEFAULT ''::text) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
	name constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	two constant boolean := sec.has_column(target, 'from_org_id');
	sides constant text := case when two then '2' else '1' end;
	writes constant text := format('%s.write,%s.confirm', module, module);
	kept constant text[] := '{id,created_by,created_at,updated_by,updated_at,version,submitted_at,confirmed_at,confirmed_by}';
	side text;
	fields text;
begin
	if not (select a.attnotnull from pg_catalog.pg_attribute a where a.attrelid = target and a.attname = day) then
		raise exception 'biz.make_record: % must be not null, lists go by it', day;
	end if;
	insert into biz.record_type (name, table_name, module, sides, day_column)
	values (type, name, module, sides::int, day);
	perform biz.make_checks(target);

	execute format($f$
		alter table %1$s add constraint %2$s_pkey primary key (id),
			add constraint %2$s_import_org_fkey foreign key (import_org_id) references biz.organisation (id),
			add constraint %2$s_register_key unique (import_org_id, register_number),
			add constraint %2$s_reason_check check (state not in ('disputed', 'void') or state_reason is not null),
			add constraint %2$s_origin_check check (origin = 'portal' or origin = 'import' and import_org_id is not null),
			add constraint %2$s_confirmed_check check ((confirmed_at is null) = (confirmed_by is null)),
			add constraint %2$s_note_check check (length(note) <= 4000),
			add constraint %2$s_version_check check (version > 0);
		comment on constraint %2$s_register_key on %1$s is
			'/register_number|本单位登记簿中的这个编号已经导入过|This number of your register was imported already';
		comment on constraint %2$s_reason_check on %1$s is '/reason|请填写原因|Give the reason';
		comment on constraint %2$s_note_check on %1$s is '/note|备注最多4000字|A note has at most 4000 characters';
		create index %2$s_day_idx on %1$s (%3$I, id);
		create index %2$s_import_job_idx on %1$s (import_job_id) where import_job_id is not null;
	$f$, target, name, day);
	if not exists (select from pg_catalog.pg_constraint c where c.conrelid = target and c.conname = name || '_state_check') then
		execute format($f$alter table %s add constraint %s_state_check
			check (state in ('draft', 'submitted', 'confirmed', 'disputed', 'void'))$f$, target, name);
	end if;
	foreach side in array case when two then '{from_,to_}'::text[] else '{""}'::text[] end
	loop
		execute format($f$
			alter table %1$s
				add constraint %2$s_%3$sorg_fkey foreign key (%3$sorg_id) references biz.organisation (id),
				add constraint %2$s_%3$sregion_fkey foreign key (%3$sregion_id) references biz.division (code);
			create index %2$s_%3$sorg_idx on %1$s (%3$sorg_id, %4$I, id);
			create index %2$s_%3$sregion_idx on %1$s (%3$sregion_id, %4$I, id);
		$f$, target, name, side, day);
	end loop;
	if two then
		execute format($f$
			alter table %1$s
				add constraint %2$s_sides_check check (from_org_id <> to_org_id),
				add constraint %2$s_entered_check check (entered_org_id in (from_org_id, to_org_id));
			comment on constraint %2$s_sides_check on %1$s is
				'/to_organisation_id|双方不能是同一个机构|The two sides cannot be the same institution';
		$f$, target, name);
	end if;

	perform sec.protect(target, case when two then 'two_sided:' else 'one_sided:' end || writes, parents);
	execute format('create policy %I on %s as restrictive for select to yl_web, yl_job using (submitted_at is not null or %s = any ((select sec.orgs())::int[]) or created_by = (select sec.account_id()))',
		name || '_unsent', target, case when two then 'entered_org_id' else 'org_id' end);
	execute format('create policy %I on %s as restrictive for select to yl_web, yl_job using ((select split_part(sec.permission(), ''.'', 1)) = any (%L::text[]))',
		name || '_purpose', target, array[module, 'figure', 'oversight', 'obligation', 'summary']
		|| string_to_array(nullif(readers, ''), ','));
	execute format('create policy %I on %s as restrictive for insert to yl_web, yl_job with check ((select sec.permission()) = any (%L::text[])%s)',
		name || '_purpose_insert', target, string_to_array(writes, ','),
		-- Nobody enters in the name of the other side.
		case when two then ' and (entered_org_id = any ((select sec.orgs())::int[]) or case when entered_org_id = from_org_id then from_region_id else to_region_id end between (select sec.region_lo()) and (select sec.region_hi()))' else '' end);
	execute format('create policy %I on %s as restrictive for update to yl_web, yl_job using ((select sec.permission()) = any (%L::text[]))',
		name || '_purpose_update', target, string_to_array(writes, ','));

	execute format('grant select on %s to yl_web, yl_job', target);
	select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into fields
	  from pg_catalog.pg_attribute a
	 where a.attrelid = target and a.attnum > 0 and not a.attisdropped
	   and a.attname <> all (kept[2:] || '{state_reason}'::text[]);
	execute format('grant insert (%s) on %s to yl_job', fields, target);
	execute format('grant insert (%s) on %s to yl_web', (
		select string_agg(f, ', ') from regexp_split_to_table(fields, ', ') f
		 where f <> all ('{origin,import_org_id,register_number,import_job_id}'::text[])), target);
	execute format('grant update (%s) on %s to yl_web, yl_job', (
		select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
		  from pg_catalog.pg_attribute a
		 where a.attrelid = target and a.attnum > 0 and not a.attisdropped
		   and a.attname <> all (kept || '{origin,import_org_id,register_number,import_job_id}'::text[])), target);

	execute format($f$
		create trigger %2$s_record_before before insert or update on %1$s
			for each row execute function biz.record_before(%3$L);
		create trigger %2$s_record_made after insert on %1$s referencing new table as made
			for each statement execute function biz.record_made(%3$L, %4$L, %5$L);
		create trigger %2$s_record_after after update on %1$s
			for each row execute function biz.record_after(%3$L, %4$L, %5$L, %6$L);
	$f$, target, name, sides, type, module, personal);
end
$_$;


--
-- Name: FUNCTION make_record_base(target regclass, type text, module text, day name, readers text, parents text, personal text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.make_record_base(target regclass, type text, module text, day name, readers text, parents text, personal text) IS 'Part of biz.make_record: keys, checks, policies, grants, triggers.';


--
-- Name: note_lines(regclass); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.note_lines(child regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
	execute format('create trigger %I after update on %s referencing old table as former new table as changed for each statement execute function biz.lines_changed()',
		(select c.relname from pg_catalog.pg_class c where c.oid = child) || '_lines_changed', child);
end
$$;


--
-- Name: FUNCTION note_lines(child regclass); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.note_lines(child regclass) IS 'Part of biz.make_lines: history of changed lines.';


--
-- Name: note_referral(uuid, text, text, text, integer, integer, text, text, jsonb, integer); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.note_referral(referral_id uuid, action text, from_state text, to_state text, org_id integer, region_id integer, reason_code text, reason text, changes jsonb, version integer) RETURNS void
    LANGUAGE plpgsql
    AS $_$
begin
	insert into biz.referral_event (referral_id, account_id, actor_name, org_id, action, from_state,
	       to_state, reason_code, reason, changes, version)
	values ($1, sec.account_id(), sec.account_name(), $5, $2, $3, $4, $7, $8, $9, $10);

	insert into biz.referral_seen as s (account_id, referral_id, version)
	values (sec.account_id(), $1, $10)
	on conflict on constraint referral_seen_pkey do update
	   set version = excluded.version, at = now();

	perform sec.audit('referral.' || $2, 'referral', $1::text, $6, $5, null);
end
$_$;


--
-- Name: FUNCTION note_referral(referral_id uuid, action text, from_state text, to_state text, org_id integer, region_id integer, reason_code text, reason text, changes jsonb, version integer); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.note_referral(referral_id uuid, action text, from_state text, to_state text, org_id integer, region_id integer, reason_code text, reason text, changes jsonb, version integer) IS 'Event, seen mark and audit row of one step of a referral.';


--
-- Name: organisation_alter(integer, integer, jsonb, date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_alter(a_id integer, a_version integer, a_patch jsonb, a_on date) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	old biz.organisation := biz.organisation_hold(a_id, a_version);
	wish biz.organisation := jsonb_populate_record(old, a_patch);
begin
	if wish.parent_id = a_id then
		raise exception using errcode = 'UX422', hint = '/parent_id',
			message = '上级机构不能是本机构或其下级机构',
			detail = 'An organisation cannot belong to itself or to one below it';
	end if;
	if wish.parent_id is distinct from old.parent_id and wish.parent_id is not null
		and not exists (select from biz.organisation o
			where o.id = wish.parent_id and o.valid_to is null) then
		raise exception using errcode = 'UX422', hint = '/parent_id',
			message = '没有这个上级机构，或它已撤销',
			detail = 'There is no such parent organisation, or it was closed';
	end if;
	if wish.division_code <> old.division_code and (wish.division_code <> old.region_id
			and wish.division_code / 1000 <> old.region_id
		or not exists (select from biz.division d where d.code = wish.division_code)) then
		raise exception using errcode = 'UX422', hint = '/division_code',
			message = '只能改为本县（区）内的区划',
			detail = 'An organisation moves only within its own region';
	end if;
	if wish.grade is not null and wish.level is null then
		raise exception using errcode = 'UX422', hint = '/level',
			message = '填写等次时须同时填写级别', detail = 'A grade needs a level';
	end if;
	perform set_config('yilian.effective_on', coalesce(a_on, current_date)::text, true);
	update biz.organisation o
	   set kind = wish.kind, level = wish.level, grade = wish.grade, ownership = wish.ownership,
	       division_code = wish.division_code, parent_id = wish.parent_id, beds = wish.beds,
	       population = wish.population, area_km2 = wish.area_km2, poverty = wish.poverty,
	       helpdesk_name = wish.helpdesk_name, helpdesk_phone = wish.helpdesk_phone,
	       version = o.version + 1
	 where o.id = a_id;
	insert into biz.organisation_change (organisation_id, account_id, action, effective_on, detail)
	values (a_id, sec.account_id(), 'alter', coalesce(a_on, current_date), (
		select coalesce(jsonb_object_agg(key, jsonb_build_array(to_jsonb(old) -> key, value)), '{}')
		  from jsonb_each(to_jsonb(wish)) where value <> to_jsonb(old) -> key));
	perform sec.audit('organisation.alter', 'organisation', a_id::text, old.region_id, a_id,
		a_patch);
	return old.version + 1;
end;
$$;


--
-- Name: FUNCTION organisation_alter(a_id integer, a_version integer, a_patch jsonb, a_on date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_alter(a_id integer, a_version integer, a_patch jsonb, a_on date) IS 'Changes attributes of an organisation from a day on and returns its new version.';


--
-- Name: organisation_begin_history(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_begin_history() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	insert into biz.organisation_name (organisation_id, name, pinyin, initials, valid_from)
	select id, name, pinyin, initials, valid_from from made;
	insert into biz.organisation_standing (organisation_id, kind, level, grade, parent_id,
		valid_from)
	select id, kind, level, grade, parent_id, valid_from from made;
	update biz.organisation_name n
	   set valid_to = m.valid_to
	  from made m
	 where n.organisation_id = m.id and m.valid_to is not null;
	update biz.organisation_standing s
	   set valid_to = m.valid_to
	  from made m
	 where s.organisation_id = m.id and m.valid_to is not null;
	insert into biz.org_closure (ancestor_id, descendant_id, depth)
	with recursive up (id, above, parent_id, depth) as (
		select m.id, m.id, m.parent_id, 0 from made m
		union all
		select up.id, o.id, o.parent_id, up.depth + 1
		  from up
		  join biz.organisation o on o.id = up.parent_id
		 where up.depth < 20
	)
	select above, id, depth from up;
	return null;
end;
$$;


--
-- Name: FUNCTION organisation_begin_history(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_begin_history() IS 'Trigger: first name, first standing and closure rows of new organisations.';


--
-- Name: organisation_close(integer, integer, date, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_close(a_id integer, a_version integer, a_on date, a_reason text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	old biz.organisation;
	day date := coalesce(a_on, current_date);
begin
	if sec.replayed() then
		return a_version;
	end if;
	old := biz.organisation_hold(a_id, a_version);
	if day > current_date or day <= old.valid_from then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '撤销日期须晚于成立日期且不晚于今天',
			detail = 'The day must lie after the founding and not in the future';
	end if;
	if exists (select from biz.organisation o where o.parent_id = a_id and o.valid_to is null) then
		raise exception using errcode = 'UX409',
			message = '该机构还有下级机构，请先合并或调整下级机构的隶属',
			detail = 'Organisations still belong to it: merge it instead, or move them first';
	end if;
	if exists (select from biz.alliance a where a.org_id = a_id and a.ended_on is null) then
		raise exception using errcode = 'UX409',
			message = '该机构是医联体办公室所在单位，请先变更医联体的牵头单位',
			detail = 'It is the seat of an alliance: move the seat first';
	end if;
	perform biz.organisation_end_ties(a_id, day, a_reason);
	update biz.organisation o set valid_to = day, version = o.version + 1 where o.id = a_id;
	insert into biz.organisation_change (organisation_id, account_id, action, effective_on, reason)
	values (a_id, sec.account_id(), 'close', day, a_reason);
	perform sec.audit('organisation.close', 'organisation', a_id::text, old.region_id, a_id,
		jsonb_build_object('on', day));
	return old.version + 1;
end;
$$;


--
-- Name: FUNCTION organisation_close(a_id integer, a_version integer, a_on date, a_reason text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_close(a_id integer, a_version integer, a_on date, a_reason text) IS 'Closes an organisation on a day, with its memberships and pairings, and returns its new version; nothing is deleted.';


--
-- Name: organisation_create(uuid, text, text, text, integer, text, text, integer, integer, integer, integer, numeric, boolean, text, text, text, text, date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_create(a_uid uuid, a_code text, a_name text, a_kind text, a_level integer, a_grade text, a_ownership text, a_division integer, a_parent integer, a_beds integer, a_population integer, a_area numeric, a_poverty boolean, a_pinyin text, a_initials text, a_helpdesk_name text, a_helpdesk_phone text, a_from date) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	region int := case when a_division > 999999 then a_division / 1000 else a_division end;
	made int;
begin
	select o.id into made from biz.organisation o where o.uid = a_uid;
	if found then
		return made;
	end if;
	if not exists (select from biz.division d where d.code = a_division) then
		raise exception using errcode = 'UX422', hint = '/division_code',
			message = '没有这个区划代码，请从区划列表中选择',
			detail = 'There is no division of this code; choose one from the list';
	end if;
	if not coalesce(sec.sees_all() or region between sec.region_lo() and sec.region_hi(), false) then
		raise exception using errcode = 'UX422', hint = '/division_code',
			message = '该区划不在您的管辖范围内', detail = 'This division is outside your region';
	end if;
	if exists (select from biz.organisation o where o.code = a_code) then
		raise exception using errcode = 'UX409', hint = '/code',
			message = '机构编码已被使用，请核对', detail = 'Another organisation has this code';
	end if;
	if a_parent is not null and not exists (select from biz.organisation o
		where o.id = a_parent and o.valid_to is null) then
		raise exception using errcode = 'UX422', hint = '/parent_id',
			message = '没有这个上级机构，或它已撤销',
			detail = 'There is no such parent organisation, or it was closed';
	end if;
	if a_grade is not null and a_level is null then
		raise exception using errcode = 'UX422', hint = '/level',
			message = '填写等次时须同时填写级别', detail = 'A grade needs a level';
	end if;
	insert into biz.organisation (uid, code, name, kind, level, grade, ownership, division_code,
		region_id, parent_id, beds, population, area_km2, poverty, pinyin, initials,
		helpdesk_name, helpdesk_phone, valid_from)
	values (a_uid, a_code, a_name, a_kind, a_level::smallint, a_grade,
		coalesce(a_ownership, 'public'), a_division, region, a_parent, a_beds, a_population,
		a_area, coalesce(a_poverty, false), a_pinyin, a_initials, a_helpdesk_name,
		a_helpdesk_phone, coalesce(a_from, current_date))
	returning id into made;
	insert into biz.organisation_change (organisation_id, account_id, action, effective_on, detail)
	values (made, sec.account_id(), 'create', coalesce(a_from, current_date),
		jsonb_build_object('name', a_name, 'kind', a_kind));
	perform sec.audit('organisation.create', 'organisation', made::text, region, made, '{}');
	return made;
end;
$$;


--
-- Name: FUNCTION organisation_create(a_uid uuid, a_code text, a_name text, a_kind text, a_level integer, a_grade text, a_ownership text, a_division integer, a_parent integer, a_beds integer, a_population integer, a_area numeric, a_poverty boolean, a_pinyin text, a_initials text, a_helpdesk_name text, a_helpdesk_phone text, a_from date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_create(a_uid uuid, a_code text, a_name text, a_kind text, a_level integer, a_grade text, a_ownership text, a_division integer, a_parent integer, a_beds integer, a_population integer, a_area numeric, a_poverty boolean, a_pinyin text, a_initials text, a_helpdesk_name text, a_helpdesk_phone text, a_from date) IS 'Makes an organisation and returns its id; the same uid again returns the same id.';


--
-- Name: organisation_end_ties(integer, date, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_end_ties(a_id integer, a_day date, a_reason text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
	update biz.alliance a
	   set version = a.version + 1
	  from biz.alliance_member m
	 where m.alliance_id = a.id and m.organisation_id = a_id
	   and (m.left_on is null or m.left_on > a_day);
	update biz.alliance_member m
	   set left_on = greatest(m.joined_on, a_day), reason = a_reason
	 where m.organisation_id = a_id and (m.left_on is null or m.left_on > a_day);
	update biz.pairing p
	   set agreed_until = p.ends_on, ends_on = greatest(p.starts_on, a_day) - 1,
	       end_reason = a_reason, version = p.version + 1
	 where a_id in (p.from_org_id, p.to_org_id) and (p.ends_on is null or p.ends_on >= a_day);
end;
$$;


--
-- Name: FUNCTION organisation_end_ties(a_id integer, a_day date, a_reason text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_end_ties(a_id integer, a_day date, a_reason text) IS 'Ends memberships and pairings of an organisation on a day. For close and merge only.';


--
-- Name: organisation_follow_history(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_follow_history() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	day date := biz.effective_on();
begin
	if new.name <> old.name then
		update biz.organisation_name n
		   set name = new.name, pinyin = new.pinyin, initials = new.initials
		 where n.organisation_id = new.id and n.valid_to is null and n.valid_from = day;
		if not found then
			update biz.organisation_name n
			   set valid_to = day
			 where n.organisation_id = new.id and n.valid_to is null;
			insert into biz.organisation_name (organisation_id, name, pinyin, initials, valid_from)
			values (new.id, new.name, new.pinyin, new.initials, day);
		end if;
	end if;
	if (new.kind, new.level, new.grade, new.parent_id) is distinct from
	   (old.kind, old.level, old.grade, old.parent_id) then
		update biz.organisation_standing s
		   set kind = new.kind, level = new.level, grade = new.grade, parent_id = new.parent_id
		 where s.organisation_id = new.id and s.valid_to is null and s.valid_from = day;
		if not found then
			update biz.organisation_standing s
			   set valid_to = day
			 where s.organisation_id = new.id and s.valid_to is null;
			insert into biz.organisation_standing (organisation_id, kind, level, grade, parent_id,
				valid_from)
			values (new.id, new.kind, new.level, new.grade, new.parent_id, day);
		end if;
	end if;
	if new.valid_to is distinct from old.valid_to then
		-- What began on the day of the end never held for a day.
		delete from biz.organisation_name n
		 where n.organisation_id = new.id and n.valid_to is null and n.valid_from = new.valid_to;
		delete from biz.organisation_standing s
		 where s.organisation_id = new.id and s.valid_to is null and s.valid_from = new.valid_to;
		update biz.organisation_name n
		   set valid_to = new.valid_to
		 where n.organisation_id = new.id and n.valid_to is not distinct from old.valid_to;
		update biz.organisation_standing s
		   set valid_to = new.valid_to
		 where s.organisation_id = new.id and s.valid_to is not distinct from old.valid_to;
	end if;
	return null;
exception
	when check_violation or exclusion_violation then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '生效日期早于该机构上一次变更，请选择更晚的日期',
			detail = 'The day lies before the last change of this organisation; choose a later one';
end;
$$;


--
-- Name: FUNCTION organisation_follow_history(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_follow_history() IS 'Trigger: ends the former name or standing on the effective day and begins the new one.';


--
-- Name: organisation_heir(integer); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_heir(a_id integer) RETURNS integer
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH RECURSIVE heir(id, successor_id, n) AS (
          SELECT o.id,
             o.successor_id,
             0 AS "?column?"
            FROM biz.organisation o
           WHERE (o.id = organisation_heir.a_id)
         UNION ALL
          SELECT o.id,
             o.successor_id,
             (heir_1.n + 1)
            FROM (heir heir_1
              JOIN biz.organisation o ON ((o.id = heir_1.successor_id)))
           WHERE (heir_1.n < 20)
         )
  SELECT heir.id
    FROM heir
   ORDER BY heir.n DESC
  LIMIT 1;
END;


--
-- Name: FUNCTION organisation_heir(a_id integer); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_heir(a_id integer) IS 'Follows mergers to the organisation that carries on today.';


--
-- Name: organisation_hold(integer, integer); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_hold(a_id integer, a_version integer) RETURNS biz.organisation
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	held biz.organisation;
begin
	select o.* into held from biz.organisation o where o.id = a_id;
	if not found then
		raise exception using errcode = 'UX404',
			message = '没有这个机构', detail = 'There is no such organisation';
	end if;
	if sec.permission() <> 'organisation.write' or not coalesce(sec.sees_all()
		or held.region_id between sec.region_lo() and sec.region_hi(), false) then
		raise exception using errcode = 'UX403',
			message = '该机构不在您的管辖范围内', detail = 'The organisation is outside your region';
	end if;
	select o.* into held from biz.organisation o where o.id = a_id for update;
	if held.version <> a_version then
		raise exception using errcode = 'UX412',
			message = '该机构已被他人修改，请刷新后重试',
			detail = 'Someone changed the organisation meanwhile; reload it and try again';
	end if;
	if held.valid_to is not null then
		raise exception using errcode = 'UX409',
			message = '该机构已撤销或合并，不能再更改',
			detail = 'The organisation was closed or merged and changes no more';
	end if;
	return held;
end;
$$;


--
-- Name: FUNCTION organisation_hold(a_id integer, a_version integer); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_hold(a_id integer, a_version integer) IS 'Locks an organisation the caller may change at this version; raises UX404, 403, 412, 409.';


--
-- Name: organisation_keep_open_referrals(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_keep_open_referrals() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	open_states constant text[] := '{sent,received,accepted,booked,arrived,treated,feedback}';
begin
	if exists (select from biz.referral r
		where r.to_org_id = new.id and r.state = any (open_states)) or exists (
		select from biz.referral r
		where r.from_org_id = new.id and r.state = any (open_states)) then
		raise exception using errcode = 'UX409',
			message = '该机构还有未办结的转诊，请先办结或取消',
			detail = 'Referrals to or from it are still open: close or cancel them first';
	end if;
	return new;
end;
$$;


--
-- Name: FUNCTION organisation_keep_open_referrals(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_keep_open_referrals() IS 'Trigger: closing or merging an organisation waits until its open referrals are dealt with, so that none waits unseen.';


--
-- Name: organisation_keep_region(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_keep_region() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
	if new.region_id <> old.region_id or new.id <> old.id or new.code <> old.code then
		raise exception using errcode = 'UX422', hint = '/region_id',
			message = '机构的编码和所属区划不能更改；如已迁址，请新建机构后合并',
			detail = 'The code and the region of an organisation never change; make a new one and merge';
	end if;
	return new;
end;
$$;


--
-- Name: FUNCTION organisation_keep_region(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_keep_region() IS 'Trigger: id, code and region of an organisation are immutable, as rows of business copy them.';


--
-- Name: organisation_merge(integer, integer, integer, date, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_merge(a_id integer, a_version integer, a_into integer, a_on date, a_reason text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	old biz.organisation;
	day date := coalesce(a_on, current_date);
begin
	if sec.replayed() then
		return a_version;
	end if;
	old := biz.organisation_hold(a_id, a_version);
	if a_into = a_id or not exists (select from biz.organisation o
		where o.id = a_into and o.valid_to is null and o.valid_from <= day) or exists (
		select from biz.org_closure c where c.ancestor_id = a_id and c.descendant_id = a_into) then
		raise exception using errcode = 'UX422', hint = '/into',
			message = '请选择一个现存的、不属于本机构下级的接收机构',
			detail = 'Choose an existing organisation that is not below this one';
	end if;
	if day > current_date or day <= old.valid_from then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '合并日期须晚于成立日期且不晚于今天',
			detail = 'The day must lie after the founding and not in the future';
	end if;
	perform set_config('yilian.effective_on', day::text, true);
	update biz.organisation o
	   set parent_id = a_into, version = o.version + 1
	 where o.parent_id = a_id and o.valid_to is null;
	perform biz.organisation_take_over(a_id, a_into, day);
	perform biz.organisation_end_ties(a_id, day, a_reason);
	update biz.organisation o
	   set valid_to = day, successor_id = a_into, version = o.version + 1
	 where o.id = a_id;
	insert into biz.organisation_change (organisation_id, account_id, action, effective_on, reason,
		detail)
	values (a_id, sec.account_id(), 'merge', day, a_reason,
		jsonb_build_object('into', a_into));
	perform sec.audit('organisation.merge', 'organisation', a_id::text, old.region_id, a_id,
		jsonb_build_object('into', a_into, 'on', day));
	return old.version + 1;
end;
$$;


--
-- Name: FUNCTION organisation_merge(a_id integer, a_version integer, a_into integer, a_on date, a_reason text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_merge(a_id integer, a_version integer, a_into integer, a_on date, a_reason text) IS 'Merges an organisation into another on a day: what belongs to it goes on there; returns its new version.';


--
-- Name: organisation_move(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_move() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	moved int[];
begin
	select array_agg(distinct c.descendant_id)
	  into moved
	  from after_move n
	  join before_move o using (id)
	  join biz.org_closure c on c.ancestor_id = n.id
	 where n.parent_id is distinct from o.parent_id;
	if moved is null then
		return null;
	end if;
	delete from biz.org_closure c where c.descendant_id = any (moved);
	insert into biz.org_closure (ancestor_id, descendant_id, depth)
	with recursive up (id, above, parent_id, depth) as (
		select o.id, o.id, o.parent_id, 0 from biz.organisation o where o.id = any (moved)
		union all
		select up.id, o.id, o.parent_id, up.depth + 1
		  from up
		  join biz.organisation o on o.id = up.parent_id
		 where up.depth < 20
	)
	select above, id, depth from up;
	return null;
exception
	when unique_violation then
		raise exception using errcode = 'UX422', hint = '/parent_id',
			message = '上级机构不能是本机构或其下级机构',
			detail = 'An organisation cannot belong to itself or to one below it';
end;
$$;


--
-- Name: FUNCTION organisation_move(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_move() IS 'Trigger: keeps biz.org_closure when parents change; refuses a ring.';


--
-- Name: organisation_rename(integer, integer, text, text, text, date, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_rename(a_id integer, a_version integer, a_name text, a_pinyin text, a_initials text, a_on date, a_reason text) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	old biz.organisation;
	day date := coalesce(a_on, current_date);
begin
	if sec.replayed() then
		return a_version;
	end if;
	old := biz.organisation_hold(a_id, a_version);
	if a_name = old.name then
		raise exception using errcode = 'UX422', hint = '/name',
			message = '新名称与现名称相同', detail = 'The new name is the present one';
	end if;
	if day > current_date then
		raise exception using errcode = 'UX422', hint = '/on',
			message = '生效日期不能晚于今天', detail = 'The day may not lie in the future';
	end if;
	perform set_config('yilian.effective_on', day::text, true);
	update biz.organisation o
	   set name = a_name, pinyin = a_pinyin, initials = a_initials, version = o.version + 1
	 where o.id = a_id;
	insert into biz.organisation_change (organisation_id, account_id, action, effective_on, reason,
		detail)
	values (a_id, sec.account_id(), 'rename', day, a_reason,
		jsonb_build_object('name', jsonb_build_array(old.name, a_name)));
	perform sec.audit('organisation.rename', 'organisation', a_id::text, old.region_id, a_id,
		jsonb_build_object('name', jsonb_build_array(old.name, a_name)));
	return old.version + 1;
end;
$$;


--
-- Name: FUNCTION organisation_rename(a_id integer, a_version integer, a_name text, a_pinyin text, a_initials text, a_on date, a_reason text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_rename(a_id integer, a_version integer, a_name text, a_pinyin text, a_initials text, a_on date, a_reason text) IS 'Gives an organisation a new name from a day on and returns its new version; the old name stays in the history.';


--
-- Name: organisation_take_over(integer, integer, date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisation_take_over(a_id integer, a_into integer, a_day date) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
	insert into biz.alliance_member (alliance_id, organisation_id, role, joined_on)
	select m.alliance_id, a_into, m.role, greatest(m.joined_on, a_day)
	  from biz.alliance_member m
	 where m.organisation_id = a_id and (m.left_on is null or m.left_on > a_day)
	   and not exists (select from biz.alliance_member had
			where had.alliance_id = m.alliance_id and had.organisation_id = a_into
			  and (had.left_on is null or had.left_on > a_day));
	update biz.alliance a set org_id = a_into where a.org_id = a_id;
	insert into biz.pairing (from_org_id, to_org_id, programme, purpose, specialties, starts_on,
		ends_on)
	select case p.from_org_id when a_id then a_into else p.from_org_id end,
	       case p.to_org_id when a_id then a_into else p.to_org_id end,
	       p.programme, p.purpose, p.specialties, greatest(p.starts_on, a_day), p.ends_on
	  from biz.pairing p
	 where a_id in (p.from_org_id, p.to_org_id) and a_into not in (p.from_org_id, p.to_org_id)
	   and (p.ends_on is null or p.ends_on >= a_day)
	   and not exists (select from biz.pairing had
			where had.programme = p.programme
			  and had.from_org_id = case p.from_org_id when a_id then a_into else p.from_org_id end
			  and had.to_org_id = case p.to_org_id when a_id then a_into else p.to_org_id end
			  and daterange(had.starts_on, had.ends_on + 1)
				&& daterange(greatest(p.starts_on, a_day), p.ends_on + 1));
end;
$$;


--
-- Name: FUNCTION organisation_take_over(a_id integer, a_into integer, a_day date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisation_take_over(a_id integer, a_into integer, a_day date) IS 'Memberships and pairings of a merged organisation go on with its successor. For merge only.';


--
-- Name: organisation_standing; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.organisation_standing (
    organisation_id integer NOT NULL,
    kind text NOT NULL,
    level smallint,
    grade text,
    parent_id integer,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT organisation_standing_valid_check CHECK ((valid_to > valid_from))
);

ALTER TABLE ONLY biz.organisation_standing FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE organisation_standing; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.organisation_standing IS 'What an organisation was and to whom it belonged, with the days; kept by trigger.';


--
-- Name: COLUMN organisation_standing.organisation_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_standing.organisation_id IS 'Whose standing.';


--
-- Name: COLUMN organisation_standing.kind; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_standing.kind IS 'Kind in those days.';


--
-- Name: COLUMN organisation_standing.level; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_standing.level IS 'Level in those days.';


--
-- Name: COLUMN organisation_standing.grade; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_standing.grade IS 'Grade in those days.';


--
-- Name: COLUMN organisation_standing.parent_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_standing.parent_id IS 'To whom it belonged in those days.';


--
-- Name: COLUMN organisation_standing.valid_from; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_standing.valid_from IS 'First day.';


--
-- Name: COLUMN organisation_standing.valid_to; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_standing.valid_to IS 'First day it no longer held; null: it holds.';


--
-- Name: organisations_below(integer, date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisations_below(a_root integer, a_day date) RETURNS TABLE(id integer, depth integer)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 WITH RECURSIVE down(id, depth) AS (
          SELECT s.organisation_id,
             0 AS "?column?"
            FROM biz.organisation_standing s
           WHERE ((s.organisation_id = organisations_below.a_root) AND (s.valid_from <= organisations_below.a_day) AND ((s.valid_to IS NULL) OR (s.valid_to > organisations_below.a_day)))
         UNION ALL
          SELECT s.organisation_id,
             (down_1.depth + 1)
            FROM (down down_1
              JOIN biz.organisation_standing s ON (((s.parent_id = down_1.id) AND (s.valid_from <= organisations_below.a_day) AND ((s.valid_to IS NULL) OR (s.valid_to > organisations_below.a_day)))))
           WHERE (down_1.depth < 20)
         )
  SELECT down.id,
     down.depth
    FROM down;
END;


--
-- Name: FUNCTION organisations_below(a_root integer, a_day date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisations_below(a_root integer, a_day date) IS 'An organisation and all below it on a day; for the present biz.org_closure is quicker.';


--
-- Name: organisation_name; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.organisation_name (
    organisation_id integer NOT NULL,
    name text NOT NULL,
    pinyin text NOT NULL,
    initials text NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    CONSTRAINT organisation_name_valid_check CHECK ((valid_to > valid_from))
);

ALTER TABLE ONLY biz.organisation_name FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE organisation_name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.organisation_name IS 'Every name an organisation ever had, with its days; kept by trigger. An import recognises old names here.';


--
-- Name: COLUMN organisation_name.organisation_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_name.organisation_id IS 'Whose name.';


--
-- Name: COLUMN organisation_name.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_name.name IS 'The name in those days.';


--
-- Name: COLUMN organisation_name.pinyin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_name.pinyin IS 'Its pinyin.';


--
-- Name: COLUMN organisation_name.initials; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_name.initials IS 'Its initials.';


--
-- Name: COLUMN organisation_name.valid_from; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_name.valid_from IS 'First day of the name.';


--
-- Name: COLUMN organisation_name.valid_to; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_name.valid_to IS 'First day the name no longer held; null: it holds.';


--
-- Name: organisations_on(date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.organisations_on(a_day date) RETURNS TABLE(id integer, name text, pinyin text, initials text, kind text, level smallint, grade text, parent_id integer)
    LANGUAGE sql STABLE PARALLEL SAFE
    BEGIN ATOMIC
 SELECT s.organisation_id,
     n.name,
     n.pinyin,
     n.initials,
     s.kind,
     s.level,
     s.grade,
     s.parent_id
    FROM (biz.organisation_standing s
      JOIN biz.organisation_name n ON (((n.organisation_id = s.organisation_id) AND (n.valid_from <= organisations_on.a_day) AND ((n.valid_to IS NULL) OR (n.valid_to > organisations_on.a_day)))))
   WHERE ((s.valid_from <= organisations_on.a_day) AND ((s.valid_to IS NULL) OR (s.valid_to > organisations_on.a_day)));
END;


--
-- Name: FUNCTION organisations_on(a_day date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.organisations_on(a_day date) IS 'Organisations that existed on a day, with the name, standing and parent they had then.';


--
-- Name: pairing_alter(integer, integer, jsonb); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.pairing_alter(a_id integer, a_version integer, a_patch jsonb) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	old biz.pairing;
	wish biz.pairing;
begin
	select p.* into old from biz.pairing p where p.id = a_id;
	if not found then
		raise exception using errcode = 'UX404',
			message = '没有这个结对', detail = 'There is no such pairing';
	end if;
	if sec.permission() <> 'pairing.write' or not coalesce(sec.sees_all()
		or old.from_region_id between sec.region_lo() and sec.region_hi()
		or old.to_region_id between sec.region_lo() and sec.region_hi(), false) then
		raise exception using errcode = 'UX403',
			message = '该结对不在您的管辖范围内', detail = 'The pairing is outside your region';
	end if;
	select p.* into old from biz.pairing p where p.id = a_id for update;
	if old.version <> a_version then
		raise exception using errcode = 'UX412',
			message = '该结对已被他人修改，请刷新后重试',
			detail = 'Someone changed the pairing meanwhile; reload it and try again';
	end if;
	if old.end_reason is not null then
		raise exception using errcode = 'UX409',
			message = '该结对已终止，不能再更改', detail = 'The pairing was ended and changes no more';
	end if;
	wish := jsonb_populate_record(old, a_patch);
	if wish.ends_on < old.starts_on - 1 then
		raise exception using errcode = 'UX422', hint = '/ends_on',
			message = '终止日期不能早于起始日期', detail = 'The term cannot end before it starts';
	end if;
	if (wish.ends_on < old.ends_on or old.ends_on is null and wish.ends_on <= current_date)
		and wish.end_reason is null then
		raise exception using errcode = 'UX422', hint = '/end_reason',
			message = '提前终止须填写原因', detail = 'Ending before the term needs a reason';
	end if;
	if wish.end_reason is not null and wish.ends_on is null then
		raise exception using errcode = 'UX422', hint = '/ends_on',
			message = '填写终止原因时须同时填写终止日期', detail = 'A reason for ending needs the last day';
	end if;
	update biz.pairing p
	   set purpose = wish.purpose, specialties = wish.specialties, ends_on = wish.ends_on,
	       end_reason = wish.end_reason,
	       agreed_until = case when wish.end_reason is not null then old.ends_on end,
	       version = p.version + 1
	 where p.id = a_id;
	perform sec.audit('pairing.alter', 'pairing', a_id::text, old.to_region_id, old.to_org_id,
		a_patch);
	return old.version + 1;
end;
$$;


--
-- Name: FUNCTION pairing_alter(a_id integer, a_version integer, a_patch jsonb); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.pairing_alter(a_id integer, a_version integer, a_patch jsonb) IS 'Changes a pairing, or ends it with a reason, and returns its new version.';


--
-- Name: pairing_create(uuid, integer, integer, text, text, text[], date, date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.pairing_create(a_uid uuid, a_from integer, a_to integer, a_programme text, a_purpose text, a_specialties text[], a_starts date, a_ends date) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	made int;
	sides int[];
	reach boolean;
begin
	select p.id into made from biz.pairing p where p.uid = a_uid;
	if found then
		return made;
	end if;
	if a_from = a_to then
		raise exception using errcode = 'UX422', hint = '/to_org_id',
			message = '支援方和受援方不能是同一机构', detail = 'An organisation cannot support itself';
	end if;
	select array_agg(o.id), bool_or(coalesce(sec.sees_all()
		or o.region_id between sec.region_lo() and sec.region_hi(), false))
	  into sides, reach
	  from biz.organisation o
	 where o.id in (a_from, a_to) and (o.valid_to is null or o.valid_to > a_starts);
	if sides is null or not a_from = any (sides) then
		raise exception using errcode = 'UX422', hint = '/from_org_id',
			message = '没有这个支援机构，或它已撤销',
			detail = 'There is no such supporting organisation, or it was closed';
	end if;
	if not a_to = any (sides) then
		raise exception using errcode = 'UX422', hint = '/to_org_id',
			message = '没有这个受援机构，或它已撤销',
			detail = 'There is no such supported organisation, or it was closed';
	end if;
	if not reach then
		raise exception using errcode = 'UX422', hint = '/to_org_id',
			message = '至少一方须在您的管辖范围内', detail = 'One side at least must lie in your region';
	end if;
	if a_ends < a_starts then
		raise exception using errcode = 'UX422', hint = '/ends_on',
			message = '终止日期不能早于起始日期', detail = 'The term cannot end before it starts';
	end if;
	if exists (select from biz.pairing p
		where p.from_org_id = a_from and p.to_org_id = a_to and p.programme = a_programme
		  and daterange(p.starts_on, p.ends_on + 1) && daterange(a_starts, a_ends + 1)) then
		raise exception using errcode = 'UX409', hint = '/starts_on',
			message = '同一项目下这两个机构在该期间已有结对',
			detail = 'The two are paired under this programme in that term already';
	end if;
	insert into biz.pairing (uid, from_org_id, to_org_id, programme, purpose, specialties,
		starts_on, ends_on)
	values (a_uid, a_from, a_to, a_programme, a_purpose, coalesce(a_specialties, '{}'), a_starts,
		a_ends)
	returning id into made;
	perform sec.audit('pairing.create', 'pairing', made::text,
		(select p.to_region_id from biz.pairing p where p.id = made), a_to,
		jsonb_build_object('from', a_from, 'programme', a_programme));
	return made;
end;
$$;


--
-- Name: FUNCTION pairing_create(a_uid uuid, a_from integer, a_to integer, a_programme text, a_purpose text, a_specialties text[], a_starts date, a_ends date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.pairing_create(a_uid uuid, a_from integer, a_to integer, a_programme text, a_purpose text, a_specialties text[], a_starts date, a_ends date) IS 'Makes a pairing and returns its id; the same uid again returns the same id.';


--
-- Name: pairing_fill_regions(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.pairing_fill_regions() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
begin
	select o.region_id into new.from_region_id
	  from biz.organisation o where o.id = new.from_org_id;
	select o.region_id into new.to_region_id
	  from biz.organisation o where o.id = new.to_org_id;
	return new;
end;
$$;


--
-- Name: FUNCTION pairing_fill_regions(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.pairing_fill_regions() IS 'Trigger: copies both regions from the two organisations.';


--
-- Name: pairing_status(date, date, boolean, date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.pairing_status(a_starts date, a_ends date, a_ended boolean, a_day date) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (a_ends < a_starts) THEN 'ended'::text WHEN (a_day < a_starts) THEN 'planned'::text WHEN ((a_ends IS NULL) OR (a_day <= a_ends)) THEN 'live'::text WHEN a_ended THEN 'ended'::text ELSE 'expired'::text END;


--
-- Name: FUNCTION pairing_status(a_starts date, a_ends date, a_ended boolean, a_day date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.pairing_status(a_starts date, a_ends date, a_ended boolean, a_day date) IS 'Status of a pairing on a day: planned, live, ended (before its term; a_ended says so) or expired.';


--
-- Name: rank_order(text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.rank_order(rank_level text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    RETURN array_position('{none,junior,mid,deputy_senior,senior}'::text[], rank_level);


--
-- Name: FUNCTION rank_order(rank_level text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.rank_order(rank_level text) IS 'Ranks as numbers that can be compared.';


--
-- Name: record_after(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.record_after() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
declare
	me constant bigint := biz.acting_account();
	why constant text := nullif(current_setting('yilian.record_reason', true), '');
	personal constant text[] := string_to_array(tg_argv[3], ',');
	n constant jsonb := to_jsonb(new);
	o constant jsonb := to_jsonb(old);
	act text := nullif(current_setting('yilian.record_action', true), '');
	changes jsonb;
begin
	if new.version = old.version then
		return null;
	end if;
	select jsonb_object_agg(c.key, case when c.key ~ '_(enc|idx)$' or c.key = any (personal) then '"changed"'::jsonb
	           else jsonb_build_array(o -> c.key, c.value) end)
	  into changes
	  from jsonb_each(n) c
	 where c.value is distinct from o -> c.key
	   and c.key <> all ('{state,state_reason,from_region_id,to_region_id,region_id,submitted_at,confirmed_at,confirmed_by,updated_by,updated_at,version}'::text[]);
	if changes is null and new.state = old.state and act is null then
		return null;
	end if;
	act := coalesce(act, case when new.state = old.state then 'correct'
		else case new.state when 'submitted' then 'submit' when 'confirmed' then 'confirm'
			when 'disputed' then 'dispute' else new.state end end);
	insert into biz.record_event (record_type, record_id, module, account_id, actor_name, org_id,
	       from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, action, from_state,
	       to_state, reason, changes, version)
	values (tg_argv[1], new.id, tg_argv[2], me, case when me <> 0 then sec.account_name() end,
	       case when me <> 0 then sec.home_org() end,
	       coalesce(n ->> 'from_org_id', n ->> 'org_id')::int,
	       coalesce(n ->> 'from_region_id', n ->> 'region_id')::int,
	       coalesce(n ->> 'to_org_id', n ->> 'org_id')::int,
	       coalesce(n ->> 'to_region_id', n ->> 'region_id')::int,
	       coalesce(n ->> 'entered_org_id', n ->> 'org_id')::int,
	       act, old.state, new.state,
	       coalesce(why, case when new.state <> old.state then new.state_reason end), changes, new.version);
	if me <> 0 then
		perform sec.audit(tg_table_name || '.' || act, tg_table_name, new.id::text,
			coalesce(n ->> 'from_region_id', n ->> 'region_id')::int,
			coalesce(n ->> 'entered_org_id', n ->> 'org_id')::int, null);
	end if;
	return null;
end
$_$;


--
-- Name: FUNCTION record_after(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.record_after() IS 'Trigger after update of every record table (arguments: sides, type, module, personal columns): event with what changed, audit row.';


--
-- Name: record_before(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.record_before() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	me constant bigint := biz.acting_account();
	two constant boolean := tg_argv[0] = '2';
	moved boolean := true;
begin
	if tg_op = 'UPDATE' and current_user = 'yl_owner' and current_setting('yilian.record_quiet', true) = 'on' then
		return new;
	end if;
	if tg_op = 'UPDATE' then
		if old.state = 'void' then
			perform sec.refuse('UX409', '该记录已作废，不能再修改', 'This record is void and cannot be changed', '/state');
		end if;
		if two then
			moved := (new.from_org_id, new.to_org_id, new.entered_org_id)
				is distinct from (old.from_org_id, old.to_org_id, old.entered_org_id);
		else
			moved := new.org_id <> old.org_id;
		end if;
		if moved and old.state <> 'draft' then
			perform sec.refuse('UX409', '提交后不能更改双方机构；请作废后重新填报',
				'The institutions of a record never change after it was submitted: void it and enter it anew',
				case when two then '/from' else '/org' end);
		end if;
	end if;
	if moved and two then
		select o.region_id into new.from_region_id from biz.organisation o where o.id = new.from_org_id;
		select o.region_id into new.to_region_id from biz.organisation o where o.id = new.to_org_id;
	elsif moved then
		select o.region_id into new.region_id from biz.organisation o where o.id = new.org_id;
	end if;

	if tg_op = 'INSERT' then
		if me <> 0 then
			new.created_at := now();
			new.submitted_at := null;
			new.confirmed_at := null;
		end if;
		new.created_by := me;
		new.updated_by := me;
		new.updated_at := new.created_at;
		new.version := 1;
	else
		new.updated_by := me;
		new.updated_at := now();
		new.version := old.version + 1;
		if new.state is distinct from old.state and new.state_reason is not distinct from old.state_reason then
			new.state_reason := nullif(current_setting('yilian.record_reason', true), '');
		end if;
	end if;

	-- Whatever a type adds to the states comes after confirmation and goes on counting.
	if new.state = 'draft' or new.state = 'void' and new.submitted_at is null then
		new.confirmed_at := null;
		new.confirmed_by := null;
	elsif new.state in ('submitted', 'disputed') then
		new.submitted_at := coalesce(new.submitted_at, now());
		new.confirmed_at := null;
		new.confirmed_by := null;
	elsif new.state <> 'void' then
		new.submitted_at := coalesce(new.submitted_at, new.confirmed_at, now());
		if new.confirmed_at is null then
			new.confirmed_at := now();
			new.confirmed_by := me;
		end if;
		new.confirmed_by := coalesce(new.confirmed_by, me);
	end if;
	return new;
end
$$;


--
-- Name: FUNCTION record_before(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.record_before() IS 'Trigger of every record table (argument: sides): regions, times, version; parties stay after draft, void stays void.';


--
-- Name: record_made(); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.record_made() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	a_me constant bigint := biz.acting_account();
	a_act constant text := coalesce(nullif(current_setting('yilian.record_action', true), ''), 'create');
	a_why constant text := nullif(current_setting('yilian.record_reason', true), '');
	a_name constant text := case when a_me <> 0 then sec.account_name() end;
	a_home constant int := case when a_me <> 0 then sec.home_org() end;
	a_n bigint;
	a_one record;
begin
	if tg_argv[0] = '2' then
		insert into biz.record_event (record_type, record_id, module, at, account_id, actor_name, org_id,
		       from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, action, to_state,
		       reason, version)
		select tg_argv[1], m.id, tg_argv[2], coalesce(m.confirmed_at, m.submitted_at, m.created_at), a_me, a_name, a_home,
		       m.from_org_id, m.from_region_id, m.to_org_id, m.to_region_id, m.entered_org_id,
		       case when m.origin = 'import' then 'import' else a_act end, m.state, a_why, m.version
		  from made m;
		select count(*) into a_n from made;
		if a_n = 1 and a_me <> 0 then
			select m.id, m.entered_org_id as org_id,
			       case when m.entered_org_id = m.to_org_id then m.to_region_id else m.from_region_id end as region_id
			  into a_one from made m;
		end if;
	else
		insert into biz.record_event (record_type, record_id, module, at, account_id, actor_name, org_id,
		       from_org_id, from_region_id, to_org_id, to_region_id, entered_org_id, action, to_state,
		       reason, version)
		select tg_argv[1], m.id, tg_argv[2], coalesce(m.confirmed_at, m.submitted_at, m.created_at), a_me, a_name, a_home,
		       m.org_id, m.region_id, m.org_id, m.region_id, m.org_id,
		       case when m.origin = 'import' then 'import' else a_act end, m.state, a_why, m.version
		  from made m;
		select count(*) into a_n from made;
		if a_n = 1 and a_me <> 0 then
			select m.id, m.org_id, m.region_id into a_one from made m;
		end if;
	end if;
	if a_n = 1 and a_me <> 0 then
		perform sec.audit(tg_table_name || '.' || a_act, tg_table_name, a_one.id::text, a_one.region_id, a_one.org_id, null);
	elsif a_n > 1 and a_me <> 0 then
		perform sec.audit(tg_table_name || '.' || a_act, tg_table_name, null, null, null, jsonb_build_object('rows', a_n));
	end if;
	return null;
end
$$;


--
-- Name: FUNCTION record_made(); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.record_made() IS 'Trigger after insert of every record table (arguments: sides, type, module): events of new records, audit row.';


--
-- Name: record_quiet(boolean); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.record_quiet(quiet boolean) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT set_config('yilian.record_quiet'::text,
         CASE
             WHEN quiet THEN 'on'::text
             ELSE ''::text
         END, true) AS set_config;
END;


--
-- Name: FUNCTION record_quiet(quiet boolean); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.record_quiet(quiet boolean) IS 'For definer functions of yl_owner alone: their updates of records make no version and no event until it is set back.';


--
-- Name: record_say(text, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.record_say(action text, reason text) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT set_config('yilian.record_action'::text, COALESCE(action, ''::text), true) AS set_config,
     set_config('yilian.record_reason'::text, COALESCE(reason, ''::text), true) AS set_config;
END;


--
-- Name: FUNCTION record_say(action text, reason text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.record_say(action text, reason text) IS 'Before the statement that changes a record: what is done (submit, correct, …; null: told from the states) and why. Holds until said otherwise or the transaction ends.';


--
-- Name: setting; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.setting (
    name text NOT NULL,
    value bigint NOT NULL,
    unit text NOT NULL,
    note_zh text NOT NULL,
    note_en text NOT NULL
);

ALTER TABLE ONLY biz.setting FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE setting; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.setting IS 'Numbers that authorities may set: limits and terms.';


--
-- Name: COLUMN setting.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.setting.name IS 'What functions ask for: "referral.answer.urgent".';


--
-- Name: COLUMN setting.value; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.setting.value IS 'The number.';


--
-- Name: COLUMN setting.unit; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.setting.unit IS 'What it counts: minute, hour, day.';


--
-- Name: COLUMN setting.note_zh; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.setting.note_zh IS 'What it governs, in Chinese.';


--
-- Name: COLUMN setting.note_en; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.setting.note_en IS 'What it governs, in English.';


--
-- Name: referral_due(text, text, timestamp with time zone); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.referral_due(state text, urgency text, since timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT (referral_due.since + ((s.value)::double precision * '00:01:00'::interval))
    FROM biz.setting s
   WHERE (s.name =
         CASE
             WHEN (referral_due.state = ANY (ARRAY['sent'::text, 'received'::text])) THEN ('referral.answer.'::text || referral_due.urgency)
             WHEN (referral_due.state = 'accepted'::text) THEN 'referral.book'::text
             WHEN (referral_due.state = 'booked'::text) THEN 'referral.arrive'::text
             WHEN (referral_due.state = ANY (ARRAY['arrived'::text, 'treated'::text])) THEN 'referral.feedback'::text
             WHEN (referral_due.state = 'feedback'::text) THEN 'referral.close'::text
             ELSE NULL::text
         END);
END;


--
-- Name: referral_number(uuid, timestamp with time zone); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.referral_number(id uuid, at timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT ((to_char((referral_number.at AT TIME ZONE 'Asia/Shanghai'::text), 'YYMMDD'::text) || '-'::text) || string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ'::text, ((get_byte(uuid_send(referral_number.id), (8 + i.i)) % 32) + 1), 1), ''::text ORDER BY i.i))
    FROM generate_series(0, 7) i(i);
END;


--
-- Name: required(anyelement, text, text, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.required(value anyelement, pointer text, zh text, en text) RETURNS anyelement
    LANGUAGE plpgsql IMMUTABLE
    AS $$
begin
	if value is null then
		raise exception using errcode = 'UX422', message = zh, detail = en, hint = pointer;
	end if;
	return value;
end
$$;


--
-- Name: scheme; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.scheme (
    id uuid NOT NULL,
    org_id integer NOT NULL,
    region_id integer NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    state_reason text,
    origin text DEFAULT 'portal'::text NOT NULL,
    import_org_id integer,
    register_number text,
    import_job_id uuid,
    note text,
    submitted_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    confirmed_by bigint,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    code text,
    name text,
    scheme_version integer,
    programme text,
    policy_basis text,
    issued_by text,
    summary text,
    CONSTRAINT scheme_code_check CHECK ((code ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$'::text)),
    CONSTRAINT scheme_confirmed_check CHECK (((confirmed_at IS NULL) = (confirmed_by IS NULL))),
    CONSTRAINT scheme_note_check CHECK ((length(note) <= 4000)),
    CONSTRAINT scheme_origin_check CHECK (((origin = 'portal'::text) OR ((origin = 'import'::text) AND (import_org_id IS NOT NULL)))),
    CONSTRAINT scheme_reason_check CHECK (((state <> ALL (ARRAY['disputed'::text, 'void'::text])) OR (state_reason IS NOT NULL))),
    CONSTRAINT scheme_scheme_version_check CHECK (((scheme_version >= 1) AND (scheme_version <= 999))),
    CONSTRAINT scheme_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'confirmed'::text, 'disputed'::text, 'void'::text]))),
    CONSTRAINT scheme_term_check CHECK ((valid_to >= valid_from)),
    CONSTRAINT scheme_version_check CHECK ((version > 0)),
    CONSTRAINT scheme_whole_check CHECK (((state = ANY (ARRAY['draft'::text, 'void'::text])) OR (num_nulls(code, name, scheme_version) = 0)))
);

ALTER TABLE ONLY biz.scheme FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE scheme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.scheme IS 'One version of a scheme (方案): rules with numbers, and the days they hold.';


--
-- Name: COLUMN scheme.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.id IS 'UUIDv7.';


--
-- Name: COLUMN scheme.org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.org_id IS 'The institution whose record it is.';


--
-- Name: COLUMN scheme.region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.region_id IS 'Its region, copied; filled by trigger.';


--
-- Name: COLUMN scheme.state; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.state IS 'draft, submitted, confirmed, disputed, void, or what the type adds.';


--
-- Name: COLUMN scheme.state_reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.state_reason IS 'Why it is disputed or void, or what was said at the last change of state.';


--
-- Name: COLUMN scheme.origin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.origin IS 'portal or import.';


--
-- Name: COLUMN scheme.import_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.import_org_id IS 'Institution whose register it was imported from.';


--
-- Name: COLUMN scheme.register_number; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.register_number IS 'Number in that register, unique there.';


--
-- Name: COLUMN scheme.import_job_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.import_job_id IS 'The import that brought it.';


--
-- Name: COLUMN scheme.note; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.note IS 'Remark.';


--
-- Name: COLUMN scheme.submitted_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.submitted_at IS 'When it first left the house; null: only those who entered it see it.';


--
-- Name: COLUMN scheme.confirmed_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.confirmed_at IS 'When it came to count; null: it does not.';


--
-- Name: COLUMN scheme.confirmed_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.confirmed_by IS 'Account that confirmed it; 0: loaded without one.';


--
-- Name: COLUMN scheme.created_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.created_by IS 'Account that entered it; 0: loaded without one.';


--
-- Name: COLUMN scheme.created_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.created_at IS 'When it was entered.';


--
-- Name: COLUMN scheme.updated_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.updated_by IS 'Account that changed it last.';


--
-- Name: COLUMN scheme.updated_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.updated_at IS 'When it was last changed.';


--
-- Name: COLUMN scheme.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.version IS 'Counts changes, for ETag and If-Match.';


--
-- Name: COLUMN scheme.valid_from; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.valid_from IS 'First day it is in force.';


--
-- Name: COLUMN scheme.valid_to; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.valid_to IS 'Last day it is in force, that day included; null: until another version.';


--
-- Name: COLUMN scheme.code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.code IS 'Names the scheme through its versions.';


--
-- Name: COLUMN scheme.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.name IS 'Title of the document.';


--
-- Name: COLUMN scheme.scheme_version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.scheme_version IS 'Number of the version, from 1.';


--
-- Name: COLUMN scheme.programme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.programme IS 'Programme (项目) it is for.';


--
-- Name: COLUMN scheme.policy_basis; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.policy_basis IS 'Documents it rests on, one number (文号) a line.';


--
-- Name: COLUMN scheme.issued_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.issued_by IS 'Bodies that issued it.';


--
-- Name: COLUMN scheme.summary; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme.summary IS 'Guiding idea, tasks, guarantees in words.';


--
-- Name: CONSTRAINT scheme_code_check ON scheme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT scheme_code_check ON biz.scheme IS '/code|方案代码由字母、数字、点、横线和下划线组成，最多40个|A code is made of letters, digits, dot, dash and underscore, 40 at most';


--
-- Name: CONSTRAINT scheme_note_check ON scheme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT scheme_note_check ON biz.scheme IS '/note|备注最多4000字|A note has at most 4000 characters';


--
-- Name: CONSTRAINT scheme_reason_check ON scheme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT scheme_reason_check ON biz.scheme IS '/reason|请填写原因|Give the reason';


--
-- Name: CONSTRAINT scheme_term_check ON scheme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT scheme_term_check ON biz.scheme IS '/valid_to|失效日期不能早于生效日期|It cannot end before it begins';


--
-- Name: CONSTRAINT scheme_whole_check ON scheme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT scheme_whole_check ON biz.scheme IS '/code|提交前请填写方案代码、名称和版本号|Enter code, name and version before submitting';


--
-- Name: scheme_name(uuid); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.scheme_name(uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    RETURN (SELECT t.name FROM biz.scheme t WHERE (t.id = $1));


--
-- Name: FUNCTION scheme_name(uuid); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.scheme_name(uuid) IS 'Shown name of a row: who sees a record sees the names of what it points to, whoever''s they are.';


--
-- Name: scheme_on(uuid, date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.scheme_on(scheme uuid, day date) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
	select v.id
	  from biz.scheme s
	  join biz.scheme v on v.org_id = s.org_id and v.code = s.code
	 where s.id = scheme_on.scheme
	   and v.state = 'confirmed'
	   and v.valid_from <= scheme_on.day
	   and (v.valid_to is null or v.valid_to >= scheme_on.day)
$$;


--
-- Name: FUNCTION scheme_on(scheme uuid, day date); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.scheme_on(scheme uuid, day date) IS 'The version of a scheme (given by any of its versions) in force on a day, or null.';


--
-- Name: scheme_rank(uuid, text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.scheme_rank(scheme uuid, rule text, OUT rank_level text, OUT rank_years integer) RETURNS record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
	select r.rank_level, r.rank_years
	  from biz.scheme_rule r
	 where r.record_id = scheme_rank.scheme
	   and r.rule = scheme_rank.rule
	 order by biz.rank_order(r.rank_level)
	 limit 1
$$;


--
-- Name: FUNCTION scheme_rank(scheme uuid, rule text, OUT rank_level text, OUT rank_years integer); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.scheme_rank(scheme uuid, rule text, OUT rank_level text, OUT rank_years integer) IS 'Lowest rank and years of rank that a rule of a scheme version asks for; nulls where it has no such rule.';


--
-- Name: since(date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.since(day date) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (day IS NULL) THEN '-infinity'::timestamp with time zone
             ELSE ((day)::timestamp without time zone AT TIME ZONE 'Asia/Shanghai'::text)
         END AS timezone;
END;


--
-- Name: sorts_down(text); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.sorts_down(sort text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT ((sort IS NULL) OR starts_with(sort, '-'::text));
END;


--
-- Name: FUNCTION sorts_down(sort text); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.sorts_down(sort text) IS 'Whether "-sent_at" and the like begin with the latest; so does no wish at all.';


--
-- Name: sort_key(text, timestamp with time zone, timestamp with time zone, timestamp with time zone, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.sort_key(sort text, listed_at timestamp with time zone, updated_at timestamp with time zone, booked_for timestamp with time zone, arrived_at timestamp with time zone, due_at timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT COALESCE(
         CASE ltrim(COALESCE(sort, 'sent_at'::text), '-'::text)
             WHEN 'sent_at'::text THEN listed_at
             WHEN 'updated_at'::text THEN updated_at
             WHEN 'booked_for'::text THEN booked_for
             WHEN 'arrived_at'::text THEN arrived_at
             WHEN 'due_at'::text THEN due_at
             ELSE NULL::timestamp with time zone
         END,
         CASE
             WHEN biz.sorts_down(sort) THEN '-infinity'::timestamp with time zone
             ELSE 'infinity'::timestamp with time zone
         END) AS "coalesce";
END;


--
-- Name: FUNCTION sort_key(sort text, listed_at timestamp with time zone, updated_at timestamp with time zone, booked_for timestamp with time zone, arrived_at timestamp with time zone, due_at timestamp with time zone); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.sort_key(sort text, listed_at timestamp with time zone, updated_at timestamp with time zone, booked_for timestamp with time zone, arrived_at timestamp with time zone, due_at timestamp with time zone) IS 'The time a referral is sorted by; infinity at the far end where it has none.';


--
-- Name: staff_account(uuid); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.staff_account(staff uuid) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
	select a.account_id
	  from biz.staff s
	 cross join lateral sec.account_of_login(s.login) a
	 where s.id = staff_account.staff
	   and s.state = 'confirmed'
	   and s.left_on is null
	   and exists (select
	                 from biz.org_closure c
	                where c.ancestor_id = s.org_id
	                  and c.descendant_id = a.home_org)
$$;


--
-- Name: FUNCTION staff_account(staff uuid); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.staff_account(staff uuid) IS 'The account of a member of staff who is still there, if it belongs to the same institution.';


--
-- Name: staff; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.staff (
    id uuid NOT NULL,
    org_id integer NOT NULL,
    region_id integer NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    state_reason text,
    origin text DEFAULT 'portal'::text NOT NULL,
    import_org_id integer,
    register_number text,
    import_job_id uuid,
    note text,
    submitted_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    confirmed_by bigint,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    joined_on date NOT NULL,
    left_on date,
    name text COLLATE pg_catalog."C",
    employee_number text,
    sex text,
    birth_date date,
    id_number_enc bytea,
    id_number_idx bytea,
    phone_enc bytea,
    phone_idx bytea,
    login text,
    department text,
    category text,
    specialty text,
    professional_title text,
    rank_level text,
    rank_since date,
    promotion_target text,
    promotion_year integer,
    licence_kind text,
    licence_number text,
    licence_scope text,
    licence_until date,
    exam_progress text,
    education text,
    CONSTRAINT staff_birth_check CHECK ((((birth_date >= '1920-01-01'::date) AND (birth_date <= '2100-01-01'::date)) AND (joined_on >= (birth_date + (15 * 365))))),
    CONSTRAINT staff_category_check CHECK ((category = ANY (ARRAY['doctor'::text, 'nurse'::text, 'technician'::text, 'pharmacist'::text, 'public_health'::text, 'manager'::text, 'other'::text]))),
    CONSTRAINT staff_confirmed_check CHECK (((confirmed_at IS NULL) = (confirmed_by IS NULL))),
    CONSTRAINT staff_exam_check CHECK ((exam_progress = ANY (ARRAY['preparing'::text, 'registered'::text, 'practical_passed'::text, 'passed'::text]))),
    CONSTRAINT staff_id_number_check CHECK (((id_number_enc IS NULL) = (id_number_idx IS NULL))),
    CONSTRAINT staff_left_check CHECK ((left_on >= joined_on)),
    CONSTRAINT staff_licence_check CHECK ((licence_kind = ANY (ARRAY['practising_doctor'::text, 'assistant_doctor'::text, 'nurse'::text, 'village_doctor'::text, 'pharmacist'::text, 'technician'::text, 'none'::text]))),
    CONSTRAINT staff_name_check CHECK (((length(name) >= 1) AND (length(name) <= 50))),
    CONSTRAINT staff_note_check CHECK ((length(note) <= 4000)),
    CONSTRAINT staff_origin_check CHECK (((origin = 'portal'::text) OR ((origin = 'import'::text) AND (import_org_id IS NOT NULL)))),
    CONSTRAINT staff_phone_check CHECK (((phone_enc IS NULL) = (phone_idx IS NULL))),
    CONSTRAINT staff_promotion_check CHECK (((promotion_target IS NULL) = (promotion_year IS NULL))),
    CONSTRAINT staff_rank_check CHECK ((rank_level = ANY (ARRAY['none'::text, 'junior'::text, 'mid'::text, 'deputy_senior'::text, 'senior'::text]))),
    CONSTRAINT staff_rank_since_check CHECK ((rank_since <= '2100-01-01'::date)),
    CONSTRAINT staff_reason_check CHECK (((state <> ALL (ARRAY['disputed'::text, 'void'::text])) OR (state_reason IS NOT NULL))),
    CONSTRAINT staff_sex_check CHECK ((sex = ANY (ARRAY['M'::text, 'F'::text]))),
    CONSTRAINT staff_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'submitted'::text, 'confirmed'::text, 'disputed'::text, 'void'::text]))),
    CONSTRAINT staff_target_check CHECK ((promotion_target = ANY (ARRAY['mid'::text, 'deputy_senior'::text, 'senior'::text]))),
    CONSTRAINT staff_version_check CHECK ((version > 0)),
    CONSTRAINT staff_whole_check CHECK (((state = ANY (ARRAY['draft'::text, 'void'::text])) OR (num_nulls(name, category, rank_level, licence_kind) = 0))),
    CONSTRAINT staff_year_check CHECK (((promotion_year >= 2000) AND (promotion_year <= 2100)))
);

ALTER TABLE ONLY biz.staff FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.staff IS 'Register of the staff of an institution.';


--
-- Name: COLUMN staff.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.id IS 'UUIDv7.';


--
-- Name: COLUMN staff.org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.org_id IS 'The institution whose record it is.';


--
-- Name: COLUMN staff.region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.region_id IS 'Its region, copied; filled by trigger.';


--
-- Name: COLUMN staff.state; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.state IS 'draft, submitted, confirmed, disputed, void, or what the type adds.';


--
-- Name: COLUMN staff.state_reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.state_reason IS 'Why it is disputed or void, or what was said at the last change of state.';


--
-- Name: COLUMN staff.origin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.origin IS 'portal or import.';


--
-- Name: COLUMN staff.import_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.import_org_id IS 'Institution whose register it was imported from.';


--
-- Name: COLUMN staff.register_number; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.register_number IS 'Number in that register, unique there.';


--
-- Name: COLUMN staff.import_job_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.import_job_id IS 'The import that brought it.';


--
-- Name: COLUMN staff.note; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.note IS 'Remark.';


--
-- Name: COLUMN staff.submitted_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.submitted_at IS 'When it first left the house; null: only those who entered it see it.';


--
-- Name: COLUMN staff.confirmed_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.confirmed_at IS 'When it came to count; null: it does not.';


--
-- Name: COLUMN staff.confirmed_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.confirmed_by IS 'Account that confirmed it; 0: loaded without one.';


--
-- Name: COLUMN staff.created_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.created_by IS 'Account that entered it; 0: loaded without one.';


--
-- Name: COLUMN staff.created_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.created_at IS 'When it was entered.';


--
-- Name: COLUMN staff.updated_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.updated_by IS 'Account that changed it last.';


--
-- Name: COLUMN staff.updated_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.updated_at IS 'When it was last changed.';


--
-- Name: COLUMN staff.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.version IS 'Counts changes, for ETag and If-Match.';


--
-- Name: COLUMN staff.joined_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.joined_on IS 'First day at this institution.';


--
-- Name: COLUMN staff.left_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.left_on IS 'Last day at this institution; null: still there.';


--
-- Name: COLUMN staff.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.name IS 'Full name.';


--
-- Name: COLUMN staff.employee_number; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.employee_number IS 'Number in the institution''s own books.';


--
-- Name: COLUMN staff.sex; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.sex IS 'M or F.';


--
-- Name: COLUMN staff.birth_date; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.birth_date IS 'Day of birth.';


--
-- Name: COLUMN staff.id_number_enc; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.id_number_enc IS 'ID number, encrypted.';


--
-- Name: COLUMN staff.id_number_idx; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.id_number_idx IS 'Its keyed hash: tells one person in two registers.';


--
-- Name: COLUMN staff.phone_enc; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.phone_enc IS 'Telephone, encrypted.';


--
-- Name: COLUMN staff.phone_idx; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.phone_idx IS 'Its keyed hash.';


--
-- Name: COLUMN staff.login; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.login IS 'Account of the portal: name@suffix of its directory; gets the rights of a posting.';


--
-- Name: COLUMN staff.department; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.department IS 'Department.';


--
-- Name: COLUMN staff.category; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.category IS 'doctor, nurse, technician, pharmacist, public_health, manager or other.';


--
-- Name: COLUMN staff.specialty; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.specialty IS 'Specialty, as team templates name it: 内科, 外科, 妇产科.';


--
-- Name: COLUMN staff.professional_title; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.professional_title IS 'Professional title in words: 主治医师.';


--
-- Name: COLUMN staff.rank_level; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.rank_level IS 'Rank level, chosen: none, junior, mid, deputy_senior or senior.';


--
-- Name: COLUMN staff.rank_since; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.rank_since IS 'Since when, for rules that ask for years of rank (高年资).';


--
-- Name: COLUMN staff.promotion_target; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.promotion_target IS 'Rank the person is up for: mid, deputy_senior or senior.';


--
-- Name: COLUMN staff.promotion_year; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.promotion_year IS 'In which year.';


--
-- Name: COLUMN staff.licence_kind; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.licence_kind IS 'Licence, chosen: practising_doctor, assistant_doctor, nurse, village_doctor, pharmacist, technician or none.';


--
-- Name: COLUMN staff.licence_number; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.licence_number IS 'Number of the licence.';


--
-- Name: COLUMN staff.licence_scope; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.licence_scope IS 'Scope of practice.';


--
-- Name: COLUMN staff.licence_until; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.licence_until IS 'Last day the licence holds; null: no end.';


--
-- Name: COLUMN staff.exam_progress; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.exam_progress IS 'Village doctor on the way to the licence: preparing, registered, practical_passed or passed.';


--
-- Name: COLUMN staff.education; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.staff.education IS 'Highest education in words.';


--
-- Name: CONSTRAINT staff_birth_check ON staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT staff_birth_check ON biz.staff IS '/birth_date|出生日期与到岗日期不符，请核对|Birth and first day do not fit: check them';


--
-- Name: CONSTRAINT staff_left_check ON staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT staff_left_check ON biz.staff IS '/left_on|离岗日期不能早于到岗日期|The last day cannot lie before the first';


--
-- Name: CONSTRAINT staff_note_check ON staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT staff_note_check ON biz.staff IS '/note|备注最多4000字|A note has at most 4000 characters';


--
-- Name: CONSTRAINT staff_promotion_check ON staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT staff_promotion_check ON biz.staff IS '/promotion_year|拟晋升级别和晋升年度应同时填写|Rank aimed at and year of promotion belong together';


--
-- Name: CONSTRAINT staff_reason_check ON staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT staff_reason_check ON biz.staff IS '/reason|请填写原因|Give the reason';


--
-- Name: CONSTRAINT staff_whole_check ON staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT staff_whole_check ON biz.staff IS '/name|提交前请填写姓名、人员类别、职称级别和执业资格|Enter name, category, rank level and licence before submitting';


--
-- Name: staff_name(uuid); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.staff_name(uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    RETURN (SELECT t.name FROM biz.staff t WHERE (t.id = $1));


--
-- Name: FUNCTION staff_name(uuid); Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON FUNCTION biz.staff_name(uuid) IS 'Shown name of a row: who sees a record sees the names of what it points to, whoever''s they are.';


--
-- Name: until(date); Type: FUNCTION; Schema: biz; Owner: -
--

CREATE FUNCTION biz.until(day date) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (day IS NULL) THEN 'infinity'::timestamp with time zone
             ELSE (((day + 1))::timestamp without time zone AT TIME ZONE 'Asia/Shanghai'::text)
         END AS timezone;
END;


--
-- Name: age_band(date, date); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.age_band(birth_date date, day date) RETURNS text
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN ((birth_date IS NULL) OR (birth_date > day)) THEN 'unknown'::text
             WHEN (EXTRACT(year FROM age((day)::timestamp with time zone, (birth_date)::timestamp with time zone)) < (15)::numeric) THEN '0-14'::text
             WHEN (EXTRACT(year FROM age((day)::timestamp with time zone, (birth_date)::timestamp with time zone)) < (45)::numeric) THEN '15-44'::text
             WHEN (EXTRACT(year FROM age((day)::timestamp with time zone, (birth_date)::timestamp with time zone)) < (60)::numeric) THEN '45-59'::text
             WHEN (EXTRACT(year FROM age((day)::timestamp with time zone, (birth_date)::timestamp with time zone)) < (75)::numeric) THEN '60-74'::text
             ELSE '75+'::text
         END AS "case";
END;


--
-- Name: count_changes(text, regclass, text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.count_changes(source text, target regclass, key text) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
	name text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
begin
	execute format($f$create function fig.%1$I() returns trigger
language plpgsql volatile security definer set search_path = '' as $body$
declare
	ids uuid[];
begin
	if tg_op = 'DELETE' then
		ids := array(select distinct o.%2$I from old_rows o);
	else
		ids := array(select distinct n.%2$I from new_rows n);
	end if;
	if cardinality(ids) > 0 then
		perform fig.count_ids(%3$L, ids);
	end if;
	return null;
end
$body$ $f$, 'count_' || name, key, source);
	execute format('create trigger %I after insert on %s referencing new table as new_rows
		for each statement execute function fig.%I()', name || '_count_inserted', target, 'count_' || name);
	execute format('create trigger %I after update on %s referencing new table as new_rows
		for each statement execute function fig.%I()', name || '_count_updated', target, 'count_' || name);
	execute format('create trigger %I after delete on %s referencing old table as old_rows
		for each statement execute function fig.%I()', name || '_count_deleted', target, 'count_' || name);
end
$_$;


--
-- Name: FUNCTION count_changes(source text, target regclass, key text); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.count_changes(source text, target regclass, key text) IS 'Triggers that count changes of a table: of the records themselves, or of their lines (key: the record''s id). For migrations.';


--
-- Name: count_deleted(); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.count_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	insert into fig.referral_delta (day, from_org_id, to_org_id, from_region_id, to_region_id,
	       direction, department, disease,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease,
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)
	  from (select -1 as sign, row(o.*)::biz.referral as referral from old_rows o) k
	 cross join lateral fig.referral_facts(k.referral) f
	 group by f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease
	having array[
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)]
	       <> array_fill(0::numeric, array[26]);

	delete from fig.referral_visit v
	 using old_rows o
	 where v.referral_id = o.id;
	return null;
end
$$;


--
-- Name: count_ids(text, uuid[]); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.count_ids(source text, ids uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
begin
	with now as materialized (
		select f.* from fig.source_facts($1, $2) f
	), kept as materialized (
		select e.*
		  from fig.entry e
		  join fig.measure m on m.id = e.measure and m.source = $1
		 where e.record_id = any ($2)
	), gone as (
		delete from fig.entry e
		 using kept k
		 where (k.record_id, k.measure, k.day, k.from_org_id, k.to_org_id, k.kind, k.person)
		       = (e.record_id, e.measure, e.day, e.from_org_id, e.to_org_id, e.kind, e.person)
		   and not exists (
			select from now n
			 where (n.record_id, n.measure, n.day, n.from_org_id, n.to_org_id, n.kind, n.person)
			       = (k.record_id, k.measure, k.day, k.from_org_id, k.to_org_id, k.kind, k.person))
	), put as (
		insert into fig.entry as e
		select * from now
		except
		select * from kept
		on conflict on constraint entry_pkey do update
		   set from_region_id = excluded.from_region_id,
		       to_region_id = excluded.to_region_id,
		       n = excluded.n,
		       amount = excluded.amount
	)
	insert into fig.delta (measure, day, from_org_id, to_org_id, from_region_id, to_region_id, kind,
	       person, n, amount)
	select d.measure, d.day, d.from_org_id, d.to_org_id, d.from_region_id, d.to_region_id, d.kind,
	       d.person, sum(d.n), sum(d.amount)
	  from (
		select n.measure, n.day, n.from_org_id, n.to_org_id, n.from_region_id, n.to_region_id,
		       n.kind, n.person, n.n, n.amount
		  from now n
		 union all
		select k.measure, k.day, k.from_org_id, k.to_org_id, k.from_region_id, k.to_region_id,
		       k.kind, k.person, -k.n, -k.amount
		  from kept k) d
	 group by 1, 2, 3, 4, 5, 6, 7, 8
	having sum(d.n) <> 0
	    or sum(d.amount) <> 0;
end
$_$;


--
-- Name: FUNCTION count_ids(source text, ids uuid[]); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.count_ids(source text, ids uuid[]) IS 'Compares what these records count for with what was counted, and appends the difference.';


--
-- Name: count_inserted(); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.count_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	if not exists (select from new_rows n where n.sent_at is not null) then
		return null;
	end if;
	insert into fig.referral_delta (day, from_org_id, to_org_id, from_region_id, to_region_id,
	       direction, department, disease,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease,
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)
	  from (select 1 as sign, row(n.*)::biz.referral as referral from new_rows n) k
	 cross join lateral fig.referral_facts(k.referral) f
	 group by f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease
	having array[
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)]
	       <> array_fill(0::numeric, array[26]);

	insert into fig.referral_visit (referral_id, day, from_org_id, to_org_id, from_region_id,
	       to_region_id, direction, person, department, disease)
	select n.id, n.arrived_on, n.from_org_id, n.to_org_id, n.from_region_id, n.to_region_id,
	       n.direction, fig.person(n.person_key), coalesce(n.to_department, ''), n.disease
	  from new_rows n
	 where n.arrived_on is not null
	   and n.sent_at is not null;
	return null;
end
$$;


--
-- Name: count_pairing(); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.count_pairing() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	ids uuid[];
begin
	if tg_op = 'DELETE' then
		ids := array(select distinct o.uid from old_rows o);
	else
		ids := array(select distinct n.uid from new_rows n);
	end if;
	if cardinality(ids) > 0 then
		perform fig.count_ids('pairings', ids);
	end if;
	return null;
end
$$;


--
-- Name: count_records(text, text, regclass, regproc, text[], text, text, text, regclass[]); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.count_records(source text, module text, target regclass, facts regproc, measures text[], title text, key text DEFAULT 'id'::text, state text DEFAULT 'r.state'::text, lines regclass[] DEFAULT '{}'::regclass[]) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
	line regclass;
begin
	insert into fig.source (name, module, target, facts, key, title, state)
	values ($1, $2, $3::text, $4::text, $7, $6, $8);
	insert into fig.measure (code, source, along, marks)
	select split_part(m.code, ':', 1), $1, coalesce(nullif(split_part(m.code, ':', 2), ''), 'with'),
	       m.place = 1
	  from unnest($5) with ordinality as m (code, place);
	perform fig.write_sources();
	perform fig.count_changes($1, $3, $7);
	foreach line in array $9
	loop
		perform fig.count_changes($1, line, 'record_id');
	end loop;
	perform fig.rebuild($1);
end
$_$;


--
-- Name: FUNCTION count_records(source text, module text, target regclass, facts regproc, measures text[], title text, key text, state text, lines regclass[]); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.count_records(source text, module text, target regclass, facts regproc, measures text[], title text, key text, state text, lines regclass[]) IS 'Makes figures count the records of a table. Call it as yl_owner in the migration that writes the function of facts (table row -> setof fig.fact; nothing for records that do not count; it may look at the record''s lines).
  source    the record type as its addresses call it; module: first part of its permissions
  measures  ''code'' or ''code:against'' or ''code:at'' (fig.measure.along); the first one marks that such records are kept
  title, state  SQL expressions over the record r, for the list of rows behind a figure
  key       the uuid column; lines: child tables with record_id whose changes count anew';


--
-- Name: count_updated(); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.count_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	if not exists (select from new_rows n where n.sent_at is not null) then
		return null;
	end if;
	insert into fig.referral_delta (day, from_org_id, to_org_id, from_region_id, to_region_id,
	       direction, department, disease,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease,
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)
	  from (select 1 as sign, row(n.*)::biz.referral as referral from new_rows n
		union all select -1, row(o.*)::biz.referral from old_rows o) k
	 cross join lateral fig.referral_facts(k.referral) f
	 group by f.day, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction,
	       f.department, f.disease
	having array[
	       sum(k.sign * f.sent), sum(k.sign * f.emergencies), sum(k.sign * f.green_channel),
	       sum(k.sign * f.received), sum(k.sign * f.answered), sum(k.sign * f.accepted),
	       sum(k.sign * f.rejected), sum(k.sign * f.returned), sum(k.sign * f.redirected),
	       sum(k.sign * f.cancelled), sum(k.sign * f.came), sum(k.sign * f.no_show),
	       sum(k.sign * f.fed_back), sum(k.sign * f.closed), sum(k.sign * f.timed),
	       sum(k.sign * f.answer_seconds), sum(k.sign * f.within_30m), sum(k.sign * f.within_1h),
	       sum(k.sign * f.within_2h), sum(k.sign * f.within_4h), sum(k.sign * f.within_8h),
	       sum(k.sign * f.within_24h), sum(k.sign * f.within_72h), sum(k.sign * f.visits),
	       sum(k.sign * f.visits_inpatient), sum(k.sign * f.visits_emergency)]
	       <> array_fill(0::numeric, array[26]);

	-- Only what differs: a change of state after the arrival leaves the visit alone.
	insert into fig.referral_visit as v (referral_id, day, from_org_id, to_org_id, from_region_id,
	       to_region_id, direction, person, department, disease)
	select n.id, n.arrived_on, n.from_org_id, n.to_org_id, n.from_region_id, n.to_region_id,
	       n.direction, fig.person(n.person_key), coalesce(n.to_department, ''), n.disease
	  from new_rows n
	  join old_rows o on o.id = n.id
	 where n.arrived_on is not null
	   and n.sent_at is not null
	   and (o.arrived_on is null
	        or (o.arrived_on, o.to_org_id, o.to_region_id, o.direction, o.person_key,
	            coalesce(o.to_department, ''), o.disease)
	        is distinct from (n.arrived_on, n.to_org_id, n.to_region_id, n.direction, n.person_key,
	            coalesce(n.to_department, ''), n.disease))
	on conflict on constraint referral_visit_pkey do update
	   set day = excluded.day,
	       to_org_id = excluded.to_org_id,
	       to_region_id = excluded.to_region_id,
	       direction = excluded.direction,
	       person = excluded.person,
	       department = excluded.department,
	       disease = excluded.disease;
	delete from fig.referral_visit v
	 using new_rows n
	  join old_rows o on o.id = n.id
	 where v.referral_id = n.id
	   and o.arrived_on is not null
	   and n.arrived_on is null;
	return null;
end
$$;


--
-- Name: counts_for(biz.referral, text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.counts_for(r biz.referral, figure text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $_$
	select coalesce(bool_or((to_jsonb(f) ->> $2)::int = 1), false)
	  from fig.referral_facts($1) f
	 where f.sent = 1
$_$;


--
-- Name: day_facts(integer, integer, integer[], date[]); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.day_facts(lo integer, hi integer, orgs integer[], days date[]) RETURNS SETOF fig.referral_fact
    LANGUAGE plpgsql STABLE
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
declare
	run record;
	since timestamptz;
	until timestamptz;
begin
	for run in
		select min(k.day) as first, max(k.day) as last
		  from (select d.day, d.day - row_number() over (order by d.day)::int as base
		          from unnest($4) as d (day)) k
		 group by k.base
	loop
		since := biz.day_start(run.first);
		until := biz.day_start(run.last + 1);
		return query
		with touched as (
			select k.id
			  from unnest($3) as o (id)
			 cross join lateral (
				select r.id
				  from biz.referral r
				 where r.from_org_id = o.id and r.listed_at >= since and r.listed_at < until
				offset 0) k
			 union
			select k.id
			  from unnest($3) as o (id)
			 cross join lateral (
				select r.id
				  from biz.referral r
				 where r.to_org_id = o.id and r.listed_at >= since and r.listed_at < until
				offset 0) k
			 union
			select k.id
			  from biz.division d
			 cross join lateral (
				select r.id
				  from biz.referral r
				 where r.from_region_id = d.code and r.listed_at >= since
				   and r.listed_at < until
				offset 0) k
			 where d.code between $1 and $2
			   and d.level <= 3
			 union
			select k.id
			  from biz.division d
			 cross join lateral (
				select r.id
				  from biz.referral r
				 where r.to_region_id = d.code and r.listed_at >= since
				   and r.listed_at < until
				offset 0) k
			 where d.code between $1 and $2
			   and d.level <= 3
			 union
			select v.referral_id
			  from fig.referral_visit v
			 where v.day between run.first and run.last
			   and (v.from_org_id = any ($3) or v.to_org_id = any ($3)
			        or v.from_region_id between $1 and $2 or v.to_region_id between $1 and $2)
		)
		select f.*
		  from touched t
		 cross join lateral (select k.* from biz.referral k where k.id = t.id offset 0) r
		 cross join lateral fig.referral_facts(r::biz.referral) f
		 where f.day between run.first and run.last;
	end loop;
end
$_$;


--
-- Name: FUNCTION day_facts(lo integer, hi integer, orgs integer[], days date[]); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.day_facts(lo integer, hi integer, orgs integer[], days date[]) IS 'What single days count, from the referrals themselves.';


--
-- Name: fold_records(integer); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.fold_records(most integer DEFAULT 20000) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	folded int;
begin
	if not pg_try_advisory_xact_lock(hashtext('fig.fold_records')) then
		return 0;
	end if;
	with taken as (
		delete from fig.delta d
		 where d.id in (select k.id from fig.delta k order by k.id limit most)
		returning d.*
	), months as materialized (
		select t.measure, g.grain, g.start, t.from_org_id, t.to_org_id, t.from_region_id,
		       t.to_region_id, t.kind, t.person, sum(t.n) as n, sum(t.amount) as amount
		  from taken t
		 cross join lateral (values ('d', t.day), ('m', date_trunc('month', t.day)::date),
		       ('y', date_trunc('year', t.day)::date)) as g (grain, start)
		 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
	), by_region as (
		insert into fig.region_total as c (measure, grain, start, level, region_id, side, kind, n, amount)
		select s.measure, s.grain, s.start, r.level, r.region_id, r.side, s.kind, sum(s.n), sum(s.amount)
		  from months s
		 cross join lateral fig.region_sides(s.from_region_id, s.to_region_id) r
		 group by 1, 2, 3, 4, 5, 6, 7
		on conflict on constraint region_total_pkey do update
		   set n = c.n + excluded.n,
		       amount = c.amount + excluded.amount
	), by_pair as (
		insert into fig.pair_total as c (measure, grain, start, from_org_id, to_org_id, from_region_id,
		       to_region_id, kind, n, amount)
		select s.measure, s.grain, s.start, s.from_org_id, s.to_org_id, s.from_region_id, s.to_region_id,
		       s.kind, sum(s.n), sum(s.amount)
		  from months s
		 where s.grain <> 'd'
		 group by 1, 2, 3, 4, 5, 6, 7, 8
		on conflict on constraint pair_total_pkey do update
		   set n = c.n + excluded.n,
		       amount = c.amount + excluded.amount
	), by_person as (
		insert into fig.head as c (measure, grain, start, from_org_id, to_org_id, from_region_id,
		       to_region_id, kind, person, n)
		select s.measure, s.grain, s.start, s.from_org_id, s.to_org_id, s.from_region_id, s.to_region_id,
		       s.kind, s.person, s.n
		  from months s
		 where s.grain <> 'd'
		   and s.person <> 0
		on conflict on constraint head_pkey do update
		   set n = c.n + excluded.n
	)
	select count(*) into folded from taken;
	return folded;
end
$$;


--
-- Name: FUNCTION fold_records(most integer); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.fold_records(most integer) IS 'Moves appended deltas into the counters; how many it took.';


--
-- Name: fold_referrals(integer); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.fold_referrals(most integer DEFAULT 20000) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	folded int;
begin
	if not pg_try_advisory_xact_lock(hashtext('fig.fold_referrals')) then
		return 0;
	end if;
	with taken as (
		delete from fig.referral_delta d
		 where d.id in (select k.id from fig.referral_delta k order by k.id limit most)
		returning d.*
	), by_region as (
		insert into fig.referral_region as c (grain, start, cut, from_region_id, to_region_id, direction, key,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency)
		select g.grain, g.start, k.cut, t.from_region_id, t.to_region_id, t.direction, k.key,
		       sum(t.sent), sum(t.emergencies), sum(t.green_channel), sum(t.received),
		       sum(t.answered), sum(t.accepted), sum(t.rejected), sum(t.returned),
		       sum(t.redirected), sum(t.cancelled), sum(t.came), sum(t.no_show), sum(t.fed_back),
		       sum(t.closed), sum(t.timed), sum(t.answer_seconds), sum(t.within_30m),
		       sum(t.within_1h), sum(t.within_2h), sum(t.within_4h), sum(t.within_8h),
		       sum(t.within_24h), sum(t.within_72h), sum(t.visits), sum(t.visits_inpatient),
		       sum(t.visits_emergency)
		  from taken t
		 cross join lateral (values ('d', t.day), ('m', date_trunc('month', t.day)::date), ('y', date_trunc('year', t.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', t.department), ('disease', t.disease))
		       as k (cut, key)
		 group by g.grain, g.start, k.cut, t.from_region_id, t.to_region_id, t.direction, k.key
		on conflict on constraint referral_region_pkey do update
		   set sent = c.sent + excluded.sent,
		       emergencies = c.emergencies + excluded.emergencies,
		       green_channel = c.green_channel + excluded.green_channel,
		       received = c.received + excluded.received,
		       answered = c.answered + excluded.answered,
		       accepted = c.accepted + excluded.accepted,
		       rejected = c.rejected + excluded.rejected,
		       returned = c.returned + excluded.returned,
		       redirected = c.redirected + excluded.redirected,
		       cancelled = c.cancelled + excluded.cancelled,
		       came = c.came + excluded.came,
		       no_show = c.no_show + excluded.no_show,
		       fed_back = c.fed_back + excluded.fed_back,
		       closed = c.closed + excluded.closed,
		       timed = c.timed + excluded.timed,
		       answer_seconds = c.answer_seconds + excluded.answer_seconds,
		       within_30m = c.within_30m + excluded.within_30m,
		       within_1h = c.within_1h + excluded.within_1h,
		       within_2h = c.within_2h + excluded.within_2h,
		       within_4h = c.within_4h + excluded.within_4h,
		       within_8h = c.within_8h + excluded.within_8h,
		       within_24h = c.within_24h + excluded.within_24h,
		       within_72h = c.within_72h + excluded.within_72h,
		       visits = c.visits + excluded.visits,
		       visits_inpatient = c.visits_inpatient + excluded.visits_inpatient,
		       visits_emergency = c.visits_emergency + excluded.visits_emergency
	), by_pair as (
		insert into fig.referral_pair as c (grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id, direction, key,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency)
		select g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id, t.direction, k.key,
		       sum(t.sent), sum(t.emergencies), sum(t.green_channel), sum(t.received),
		       sum(t.answered), sum(t.accepted), sum(t.rejected), sum(t.returned),
		       sum(t.redirected), sum(t.cancelled), sum(t.came), sum(t.no_show), sum(t.fed_back),
		       sum(t.closed), sum(t.timed), sum(t.answer_seconds), sum(t.within_30m),
		       sum(t.within_1h), sum(t.within_2h), sum(t.within_4h), sum(t.within_8h),
		       sum(t.within_24h), sum(t.within_72h), sum(t.visits), sum(t.visits_inpatient),
		       sum(t.visits_emergency)
		  from taken t
		 cross join lateral (values ('m', date_trunc('month', t.day)::date), ('y', date_trunc('year', t.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', t.department), ('disease', t.disease))
		       as k (cut, key)
		 group by g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id, t.direction, k.key
		on conflict on constraint referral_pair_pkey do update
		   set sent = c.sent + excluded.sent,
		       emergencies = c.emergencies + excluded.emergencies,
		       green_channel = c.green_channel + excluded.green_channel,
		       received = c.received + excluded.received,
		       answered = c.answered + excluded.answered,
		       accepted = c.accepted + excluded.accepted,
		       rejected = c.rejected + excluded.rejected,
		       returned = c.returned + excluded.returned,
		       redirected = c.redirected + excluded.redirected,
		       cancelled = c.cancelled + excluded.cancelled,
		       came = c.came + excluded.came,
		       no_show = c.no_show + excluded.no_show,
		       fed_back = c.fed_back + excluded.fed_back,
		       closed = c.closed + excluded.closed,
		       timed = c.timed + excluded.timed,
		       answer_seconds = c.answer_seconds + excluded.answer_seconds,
		       within_30m = c.within_30m + excluded.within_30m,
		       within_1h = c.within_1h + excluded.within_1h,
		       within_2h = c.within_2h + excluded.within_2h,
		       within_4h = c.within_4h + excluded.within_4h,
		       within_8h = c.within_8h + excluded.within_8h,
		       within_24h = c.within_24h + excluded.within_24h,
		       within_72h = c.within_72h + excluded.within_72h,
		       visits = c.visits + excluded.visits,
		       visits_inpatient = c.visits_inpatient + excluded.visits_inpatient,
		       visits_emergency = c.visits_emergency + excluded.visits_emergency
	)
	select count(*) into folded from taken;
	return folded;
end
$$;


--
-- Name: FUNCTION fold_referrals(most integer); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.fold_referrals(most integer) IS 'Moves appended deltas into the counters; how many it took.';


--
-- Name: group_keys(text, text, date, integer, integer, integer, integer, text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.group_keys(by text, unit text, start date, from_org_id integer, to_org_id integer, from_region_id integer, to_region_id integer, key text) RETURNS SETOF text
    LANGUAGE sql IMMUTABLE
    AS $_$
	select case $1
	       when 'pair' then $4 || ':' || $5
	       when 'from' then $4::text
	       when 'to' then $5::text
	       when 'county' then $6::text
	       when 'time' then date_trunc($2, $3)::date::text
	       when 'total' then ''
	       else $8 end
	 union all
	select $7::text
	 where $1 = 'county'
	   and $7 <> $6
$_$;


--
-- Name: hold_source(text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.hold_source(source text) RETURNS void
    LANGUAGE plpgsql
    AS $_$
begin
	if $1 = 'pairings' then
		lock table biz.pairing in share mode;
	end if;
end
$_$;


--
-- Name: orgs(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.orgs() RETURNS integer[]
    LANGUAGE sql STABLE
    RETURN (split_part(sec.verified(), '|'::text, 14))::integer[];


--
-- Name: FUNCTION orgs(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.orgs() IS 'Organisations of this request''s scope.';


--
-- Name: region_hi(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.region_hi() RETURNS integer
    LANGUAGE sql STABLE
    RETURN (NULLIF(split_part(sec.verified(), '|'::text, 8), ''::text))::integer;


--
-- Name: FUNCTION region_hi(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.region_hi() IS 'Last region id of this request''s scope, or null.';


--
-- Name: region_lo(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.region_lo() RETURNS integer
    LANGUAGE sql STABLE
    RETURN (NULLIF(split_part(sec.verified(), '|'::text, 7), ''::text))::integer;


--
-- Name: FUNCTION region_lo(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.region_lo() IS 'First region id of this request''s scope, or null.';


--
-- Name: sees_all(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.sees_all() RETURNS boolean
    LANGUAGE sql STABLE
    RETURN (split_part(sec.verified(), '|'::text, 6) = 'a'::text);


--
-- Name: FUNCTION sees_all(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.sees_all() IS 'Whether this request sees all business rows. Administrators of the system do not.';


--
-- Name: in_scope(integer, integer); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.in_scope(org integer, region integer) RETURNS boolean
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT (sec.sees_all() OR COALESCE((org = ANY (sec.orgs())), false) OR COALESCE(((region >= sec.region_lo()) AND (region <= sec.region_hi())), false));
END;


--
-- Name: measure_id(text, text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.measure_id(code text, source text) RETURNS smallint
    LANGUAGE plpgsql STABLE
    AS $_$
declare
	found_id smallint := (select m.id from fig.measure m where m.code = $1 and m.source = $2);
begin
	if found_id is null then
		raise exception 'fig.measure has no % of %', $1, $2;
	end if;
	return found_id;
end
$_$;


--
-- Name: median_seconds(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.median_seconds(timed bigint, m30 bigint, h1 bigint, h2 bigint, h4 bigint, h8 bigint, h24 bigint, h72 bigint) RETURNS integer
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (((k.lower_s)::numeric + (((((median_seconds.timed)::numeric / 2.0) - (k.before)::numeric) / ((k.upto - k.before))::numeric) * ((k.upper_s - k.lower_s))::numeric)))::integer AS int4
    FROM ( VALUES (0,1800,(0)::bigint,median_seconds.m30), (1800,3600,median_seconds.m30,median_seconds.h1), (3600,7200,median_seconds.h1,median_seconds.h2), (7200,14400,median_seconds.h2,median_seconds.h4), (14400,28800,median_seconds.h4,median_seconds.h8), (28800,86400,median_seconds.h8,median_seconds.h24), (86400,259200,median_seconds.h24,median_seconds.h72)) k(lower_s, upper_s, before, upto)
   WHERE ((median_seconds.timed > 0) AND (k.upto > k.before) AND ((k.upto)::numeric >= ((median_seconds.timed)::numeric / 2.0)))
   ORDER BY k.upper_s
  LIMIT 1;
END;


--
-- Name: pair_slices(integer, integer, integer[], boolean, date, date, text, text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.pair_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, cut text) RETURNS SETOF fig.referral_slice
    LANGUAGE plpgsql STABLE
    AS $_$
declare
	days date[];
begin
	days := array(select s.start from fig.spans($5, $6, $7) s where s.grain = 'd');
	return query
	with whole as materialized (
		select s.grain, s.start from fig.spans($5, $6, $7) s where s.grain <> 'd'
	), kept as (
		select c.*
		  from whole w
		  join fig.referral_pair c on c.grain = w.grain and c.start = w.start and c.cut = $8
		 where c.from_region_id between $1 and $2
		    or c.to_region_id between $1 and $2
		 union all
		select c.*
		  from unnest($3) as o (id)
		 cross join whole w
		  join fig.referral_pair c on c.from_org_id = o.id and c.cut = $8 and c.grain = w.grain
		       and c.start = w.start
		 union all
		select c.*
		  from unnest($3) as o (id)
		 cross join whole w
		  join fig.referral_pair c on c.to_org_id = o.id and c.cut = $8 and c.grain = w.grain
		       and c.start = w.start
		 where c.from_org_id <> all ($3)
	), rows as (
		select start, from_org_id, to_org_id, from_region_id, to_region_id, direction, key,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency
		  from kept
		 union all
		select day, from_org_id, to_org_id, from_region_id, to_region_id, direction,
		       case $8 when 'department' then department when 'disease' then disease else '' end,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency
		  from fig.referral_delta
		 where day between $5 and $6
		   and day <> all (days)
	), sided as (
		select r.*,
		       coalesce(r.from_region_id between $1 and $2, r.from_org_id = any ($3), false)
		       	as from_inside,
		       coalesce(r.to_region_id between $1 and $2, r.to_org_id = any ($3), false)
		       	as to_inside
		  from rows r
	)
	select s.start, s.from_org_id, s.to_org_id, s.from_region_id, s.to_region_id, s.direction,
	       s.key, s.from_inside, s.to_inside,
	       s.sent, s.emergencies, s.green_channel, s.received, s.answered, s.accepted,
	       s.rejected, s.returned, s.redirected, s.cancelled, s.came, s.no_show, s.fed_back,
	       s.closed, s.timed, s.answer_seconds, s.within_30m, s.within_1h, s.within_2h,
	       s.within_4h, s.within_8h, s.within_24h, s.within_72h, s.visits, s.visits_inpatient,
	       s.visits_emergency
	  from sided s
	 where case when $4 then s.from_inside and s.to_inside else s.from_inside or s.to_inside end;

	if cardinality(days) = 0 then
		return;
	end if;
	return query
	with sided as (
		select f.*,
		       case $8 when 'department' then f.department when 'disease' then f.disease else '' end
		       	as key,
		       coalesce(f.from_region_id between $1 and $2, f.from_org_id = any ($3), false)
		       	as from_inside,
		       coalesce(f.to_region_id between $1 and $2, f.to_org_id = any ($3), false)
		       	as to_inside
		  from fig.day_facts($1, $2, $3, days) f
	)
	select s.day, s.from_org_id, s.to_org_id, s.from_region_id, s.to_region_id, s.direction,
	       s.key, s.from_inside, s.to_inside,
	       s.sent, s.emergencies, s.green_channel, s.received, s.answered, s.accepted,
	       s.rejected, s.returned, s.redirected, s.cancelled, s.came, s.no_show, s.fed_back,
	       s.closed, s.timed, s.answer_seconds, s.within_30m, s.within_1h, s.within_2h,
	       s.within_4h, s.within_8h, s.within_24h, s.within_72h, s.visits, s.visits_inpatient,
	       s.visits_emergency
	  from sided s
	 where case when $4 then s.from_inside and s.to_inside else s.from_inside or s.to_inside end;
end
$_$;


--
-- Name: FUNCTION pair_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, cut text); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.pair_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, cut text) IS 'Counters by pair of institutions, exact to this moment.';


--
-- Name: pairing; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.pairing (
    id integer NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    from_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_org_id integer NOT NULL,
    to_region_id integer NOT NULL,
    programme text NOT NULL,
    purpose text NOT NULL,
    specialties text[] DEFAULT '{}'::text[] NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    agreed_until date,
    end_reason text,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pairing_agreed_check CHECK ((agreed_until >= starts_on)),
    CONSTRAINT pairing_programme_check CHECK (((length(programme) >= 2) AND (length(programme) <= 100))),
    CONSTRAINT pairing_purpose_check CHECK (((length(purpose) >= 2) AND (length(purpose) <= 400))),
    CONSTRAINT pairing_sides_check CHECK ((from_org_id <> to_org_id)),
    CONSTRAINT pairing_specialties_check CHECK ((cardinality(specialties) <= 20)),
    CONSTRAINT pairing_term_check CHECK ((ends_on >= (starts_on - 1))),
    CONSTRAINT pairing_version_check CHECK ((version > 0))
);

ALTER TABLE ONLY biz.pairing FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE pairing; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.pairing IS 'Counterpart support: one row for each pair of a supporting and a supported organisation in a programme.';


--
-- Name: COLUMN pairing.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.id IS 'Key.';


--
-- Name: COLUMN pairing.uid; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.uid IS 'What the Idempotency-Key of the creating request claimed: a repeated request finds it.';


--
-- Name: COLUMN pairing.from_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.from_org_id IS 'The supporting side (支援方).';


--
-- Name: COLUMN pairing.from_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.from_region_id IS 'Its region, copied and immutable.';


--
-- Name: COLUMN pairing.to_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.to_org_id IS 'The supported side (受援方).';


--
-- Name: COLUMN pairing.to_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.to_region_id IS 'Its region, copied and immutable.';


--
-- Name: COLUMN pairing.programme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.programme IS 'Programme (项目) under which it runs, such as 东西部协作.';


--
-- Name: COLUMN pairing.purpose; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.purpose IS 'What is to be reached.';


--
-- Name: COLUMN pairing.specialties; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.specialties IS 'Specialties it covers; empty: all.';


--
-- Name: COLUMN pairing.starts_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.starts_on IS 'First day of the term.';


--
-- Name: COLUMN pairing.ends_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.ends_on IS 'Last day of the term, that day included, as agreements are written; null: open; the day before starts_on: withdrawn before it began.';


--
-- Name: COLUMN pairing.agreed_until; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.agreed_until IS 'Last day as first agreed, when the pairing was ended before it; else null.';


--
-- Name: COLUMN pairing.end_reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.end_reason IS 'Why it was ended before its term.';


--
-- Name: COLUMN pairing.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.version IS 'Counts changes, for ETag and If-Match.';


--
-- Name: COLUMN pairing.created_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.pairing.created_at IS 'When it was entered.';


--
-- Name: pairing_facts(biz.pairing); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.pairing_facts(r biz.pairing) RETURNS SETOF fig.fact
    LANGUAGE sql STABLE
    AS $$
	select f.measure, f.day, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id, r.programme,
	       null::bigint, f.n, 0::bigint
	  from (values ('pairing.live', r.starts_on, 1), ('pairing.live', r.ends_on + 1, -1),
	       ('pairing.started', r.starts_on, 1)) as f (measure, day, n)
	 where f.day is not null
	   and (r.ends_on is null or r.ends_on >= r.starts_on)
$$;


--
-- Name: FUNCTION pairing_facts(r biz.pairing); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.pairing_facts(r biz.pairing) IS 'What a pairing counts for; the only definition.';


--
-- Name: patient_band(uuid, date); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.patient_band(patient_id uuid, day date, OUT sex text, OUT age_band text) RETURNS record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
	select p.sex, fig.age_band(p.birth_date, day)
	  from biz.patient p
	 where p.id = patient_id
$$;


--
-- Name: FUNCTION patient_band(patient_id uuid, day date, OUT sex text, OUT age_band text); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.patient_band(patient_id uuid, day date, OUT sex text, OUT age_band text) IS 'Sex and age band of a patient, for rows without identity.';


--
-- Name: person(bytea); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.person(person_key bytea) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT ((('x'::text || encode(substr(person_key, 1, 8), 'hex'::text)))::bit(64))::bigint AS int8;
END;


--
-- Name: person_of(uuid); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.person_of(id uuid) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT ((('x'::text || encode(substr(uuid_send(id), 9, 8), 'hex'::text)))::bit(64))::bigint AS int8;
END;


--
-- Name: prove(text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.prove(source text DEFAULT NULL::text, OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint) RETURNS SETOF record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $_$
#variable_conflict use_column
declare
	s record;
begin
	for s in
		select k.name, array(select m.id from fig.measure m where m.source = k.name) as measures
		  from fig.source k
		 where $1 is null or k.name = $1
	loop
		return query
		select 'entry', concat_ws(' ', e.record_id, e.day, e.from_org_id, e.to_org_id, e.kind, e.person),
		       m.code, coalesce(e.kept, 0)::bigint, coalesce(e.found, 0)::bigint
		  from (
			select record_id, measure, day, from_org_id, to_org_id, kind, person, k.n as kept,
			       f.n as found, k.amount = f.amount as equal
			  from (select * from fig.entry where measure = any (s.measures)) k
			  full join fig.source_facts(s.name, null) f
			       using (record_id, measure, day, from_org_id, to_org_id, from_region_id, to_region_id,
			       kind, person)) e
		  join fig.measure m on m.id = e.measure
		 where e.kept is distinct from e.found
		    or not e.equal;

		return query
		with raw as (
			select measure, day, from_org_id, to_org_id, from_region_id, to_region_id, kind, person,
			       n::bigint, amount
			  from fig.entry
			 where measure = any (s.measures)
			 union all
			select measure, day, from_org_id, to_org_id, from_region_id, to_region_id, kind, person, -n, -amount
			  from fig.delta
			 where measure = any (s.measures)
		), grains as materialized (
			select r.measure, g.grain, g.start, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id,
			       r.kind, r.person, sum(r.n) as n, sum(r.amount) as amount
			  from raw r
			 cross join lateral (values ('d', r.day), ('m', date_trunc('month', r.day)::date),
			       ('y', date_trunc('year', r.day)::date)) as g (grain, start)
			 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
		), sums as (
			select 'region' as counter, g.measure, g.grain, g.start, r.level::int as a, r.region_id as b, r.side,
			       g.kind, 0::bigint as person, sum(g.n) as n, sum(g.amount) as amount
			  from grains g
			 cross join lateral fig.region_sides(g.from_region_id, g.to_region_id) r
			 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
			 union all
			select 'pair', measure, grain, start, from_org_id, to_org_id, '', kind, 0, sum(n), sum(amount)
			  from grains
			 where grain <> 'd'
			 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
			 union all
			select 'person', measure, grain, start, from_org_id, to_org_id, '', kind, person, n, 0
			  from grains
			 where grain <> 'd' and person <> 0
		), kept as (
			select 'region' as counter, measure, grain, start, level::int as a, region_id as b, side, kind,
			       0::bigint as person, n, amount
			  from fig.region_total
			 where measure = any (s.measures)
			 union all
			select 'pair', measure, grain, start, from_org_id, to_org_id, '', kind, 0, n, amount
			  from fig.pair_total
			 where measure = any (s.measures)
			 union all
			select 'person', measure, grain, start, from_org_id, to_org_id, '', kind, person, n, 0
			  from fig.head
			 where measure = any (s.measures)
		), compared as (
			select counter, measure, grain, start, a, b, side, kind, person,
			       coalesce(kept.n, 0) as kept_n, coalesce(sums.n, 0) as n,
			       coalesce(kept.amount, 0) as kept_amount, coalesce(sums.amount, 0) as amount
			  from kept
			  full join sums using (counter, measure, grain, start, a, b, side, kind, person)
		)
		select c.counter, concat_ws(' ', c.grain, c.start, c.a, c.b, c.side, c.kind, nullif(c.person, 0)), m.code,
		       case when c.kept_n <> c.n then c.kept_n else c.kept_amount end::bigint,
		       case when c.kept_n <> c.n then c.n else c.amount end::bigint
		  from compared c
		  join fig.measure m on m.id = c.measure
		 where c.kept_n <> c.n
		    or c.kept_amount <> c.amount;
	end loop;
end
$_$;


--
-- Name: FUNCTION prove(source text, OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.prove(source text, OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint) IS 'Lists every entry and counter of a record type (null: all) that differs from the records, with both numbers; no row: all are equal.';


--
-- Name: prove_referrals(); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.prove_referrals(OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint) RETURNS SETOF record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
#variable_conflict use_column
declare
	measures constant text[] := array['sent', 'emergencies', 'green_channel', 'received', 'answered', 'accepted', 'rejected',
		'returned', 'redirected', 'cancelled', 'came', 'no_show', 'fed_back', 'closed', 'timed',
		'answer_seconds', 'within_30m', 'within_1h', 'within_2h', 'within_4h', 'within_8h',
		'within_24h', 'within_72h', 'visits', 'visits_inpatient', 'visits_emergency'];
	zero constant numeric[] := array_fill(0::numeric, array[26]);
begin
	return query
	with raw as (
		select g.grain, g.start, k.cut, f.from_region_id, f.to_region_id, f.direction, k.key,
		       array[
		       sum(f.sent), sum(f.emergencies), sum(f.green_channel), sum(f.received),
		       sum(f.answered), sum(f.accepted), sum(f.rejected), sum(f.returned),
		       sum(f.redirected), sum(f.cancelled), sum(f.came), sum(f.no_show), sum(f.fed_back),
		       sum(f.closed), sum(f.timed), sum(f.answer_seconds), sum(f.within_30m),
		       sum(f.within_1h), sum(f.within_2h), sum(f.within_4h), sum(f.within_8h),
		       sum(f.within_24h), sum(f.within_72h), sum(f.visits), sum(f.visits_inpatient),
		       sum(f.visits_emergency)] as n
		  from biz.referral r
		 cross join lateral fig.referral_facts(r) f
		 cross join lateral (values ('d', f.day), ('m', date_trunc('month', f.day)::date), ('y', date_trunc('year', f.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', f.department), ('disease', f.disease))
		       as k (cut, key)
		 group by g.grain, g.start, k.cut, f.from_region_id, f.to_region_id, f.direction, k.key
	), kept as (
		select c.grain, c.start, c.cut, c.from_region_id, c.to_region_id, c.direction, c.key,
		       array[
		       sum(c.sent), sum(c.emergencies), sum(c.green_channel), sum(c.received),
		       sum(c.answered), sum(c.accepted), sum(c.rejected), sum(c.returned),
		       sum(c.redirected), sum(c.cancelled), sum(c.came), sum(c.no_show), sum(c.fed_back),
		       sum(c.closed), sum(c.timed), sum(c.answer_seconds), sum(c.within_30m),
		       sum(c.within_1h), sum(c.within_2h), sum(c.within_4h), sum(c.within_8h),
		       sum(c.within_24h), sum(c.within_72h), sum(c.visits), sum(c.visits_inpatient),
		       sum(c.visits_emergency)] as n
		  from (
			select grain, start, cut, from_region_id, to_region_id, direction, key,
			       sent, emergencies, green_channel, received, answered, accepted, rejected,
			       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
			       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
			       within_24h, within_72h, visits, visits_inpatient, visits_emergency
			  from fig.referral_region
			 union all
			select g.grain, g.start, k.cut, d.from_region_id, d.to_region_id, d.direction, k.key,
			       sent, emergencies, green_channel, received, answered, accepted, rejected,
			       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
			       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
			       within_24h, within_72h, visits, visits_inpatient, visits_emergency
			  from fig.referral_delta d
			 cross join lateral (values ('d', d.day), ('m', date_trunc('month', d.day)::date), ('y', date_trunc('year', d.day)::date)) as g (grain, start)
			 cross join lateral (values ('all', ''), ('department', d.department),
			       ('disease', d.disease)) as k (cut, key)) c
		 group by c.grain, c.start, c.cut, c.from_region_id, c.to_region_id, c.direction, c.key
	)
	select 'region', concat_ws(' ', grain, start, cut, from_region_id, to_region_id, direction, key), m.name,
	       m.c::bigint, m.r::bigint
	  from kept
	  full join raw using (grain, start, cut, from_region_id, to_region_id, direction, key)
	 cross join lateral unnest(measures, coalesce(kept.n, zero), coalesce(raw.n, zero))
	       as m (name, c, r)
	 where coalesce(kept.n, zero) <> coalesce(raw.n, zero)
	   and m.c <> m.r;

	return query
	with raw as (
		select g.grain, g.start, k.cut, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction, k.key,
		       array[
		       sum(f.sent), sum(f.emergencies), sum(f.green_channel), sum(f.received),
		       sum(f.answered), sum(f.accepted), sum(f.rejected), sum(f.returned),
		       sum(f.redirected), sum(f.cancelled), sum(f.came), sum(f.no_show), sum(f.fed_back),
		       sum(f.closed), sum(f.timed), sum(f.answer_seconds), sum(f.within_30m),
		       sum(f.within_1h), sum(f.within_2h), sum(f.within_4h), sum(f.within_8h),
		       sum(f.within_24h), sum(f.within_72h), sum(f.visits), sum(f.visits_inpatient),
		       sum(f.visits_emergency)] as n
		  from biz.referral r
		 cross join lateral fig.referral_facts(r) f
		 cross join lateral (values ('m', date_trunc('month', f.day)::date), ('y', date_trunc('year', f.day)::date)) as g (grain, start)
		 cross join lateral (values ('all', ''), ('department', f.department), ('disease', f.disease))
		       as k (cut, key)
		 group by g.grain, g.start, k.cut, f.from_org_id, f.to_org_id, f.from_region_id, f.to_region_id, f.direction, k.key
	), kept as (
		select c.grain, c.start, c.cut, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.direction, c.key,
		       array[
		       sum(c.sent), sum(c.emergencies), sum(c.green_channel), sum(c.received),
		       sum(c.answered), sum(c.accepted), sum(c.rejected), sum(c.returned),
		       sum(c.redirected), sum(c.cancelled), sum(c.came), sum(c.no_show), sum(c.fed_back),
		       sum(c.closed), sum(c.timed), sum(c.answer_seconds), sum(c.within_30m),
		       sum(c.within_1h), sum(c.within_2h), sum(c.within_4h), sum(c.within_8h),
		       sum(c.within_24h), sum(c.within_72h), sum(c.visits), sum(c.visits_inpatient),
		       sum(c.visits_emergency)] as n
		  from (
			select grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id, direction, key,
			       sent, emergencies, green_channel, received, answered, accepted, rejected,
			       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
			       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
			       within_24h, within_72h, visits, visits_inpatient, visits_emergency
			  from fig.referral_pair
			 union all
			select g.grain, g.start, k.cut, d.from_org_id, d.to_org_id, d.from_region_id, d.to_region_id, d.direction, k.key,
			       sent, emergencies, green_channel, received, answered, accepted, rejected,
			       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
			       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
			       within_24h, within_72h, visits, visits_inpatient, visits_emergency
			  from fig.referral_delta d
			 cross join lateral (values ('m', date_trunc('month', d.day)::date), ('y', date_trunc('year', d.day)::date)) as g (grain, start)
			 cross join lateral (values ('all', ''), ('department', d.department),
			       ('disease', d.disease)) as k (cut, key)) c
		 group by c.grain, c.start, c.cut, c.from_org_id, c.to_org_id, c.from_region_id, c.to_region_id, c.direction, c.key
	)
	select 'pair', concat_ws(' ', grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id, direction, key), m.name,
	       m.c::bigint, m.r::bigint
	  from kept
	  full join raw using (grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id, direction, key)
	 cross join lateral unnest(measures, coalesce(kept.n, zero), coalesce(raw.n, zero))
	       as m (name, c, r)
	 where coalesce(kept.n, zero) <> coalesce(raw.n, zero)
	   and m.c <> m.r;

	return query
	select 'visit', coalesce(v.referral_id, r.id)::text, 'visits',
	       (v.referral_id is not null)::int::bigint, (r.id is not null)::int::bigint
	  from fig.referral_visit v
	  full join (
		select n.*
		  from biz.referral n
		 where n.arrived_on is not null
		   and n.sent_at is not null) r
	       on r.id = v.referral_id
	      and (r.arrived_on, r.from_org_id, r.to_org_id, r.from_region_id, r.to_region_id,
	           r.direction, fig.person(r.person_key), coalesce(r.to_department, ''), r.disease)
	          = (v.day, v.from_org_id, v.to_org_id, v.from_region_id, v.to_region_id,
	           v.direction, v.person, v.department, v.disease)
	 where v.referral_id is null
	    or r.id is null;
end
$$;


--
-- Name: FUNCTION prove_referrals(OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.prove_referrals(OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint) IS 'Lists every counter that differs from the raw rows, with both numbers; no row: all are equal.';


--
-- Name: rebuild(text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.rebuild(source text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
declare
	s record;
	wanted smallint[];
begin
	perform pg_advisory_xact_lock(hashtext('fig.fold_records'));
	for s in select k.name from fig.source k where $1 is null or k.name = $1
	loop
		perform fig.hold_source(s.name);
		wanted := array(select m.id from fig.measure m where m.source = s.name);
		delete from fig.delta d where d.measure = any (wanted);
		delete from fig.region_total t where t.measure = any (wanted);
		delete from fig.pair_total t where t.measure = any (wanted);
		delete from fig.head h where h.measure = any (wanted);
		delete from fig.entry e where e.measure = any (wanted);
		insert into fig.entry select f.* from fig.source_facts(s.name, null) f;
		insert into fig.delta (measure, day, from_org_id, to_org_id, from_region_id, to_region_id,
		       kind, person, n, amount)
		select e.measure, e.day, e.from_org_id, e.to_org_id, e.from_region_id, e.to_region_id,
		       e.kind, e.person, sum(e.n), sum(e.amount)
		  from fig.entry e
		 where e.measure = any (wanted)
		 group by 1, 2, 3, 4, 5, 6, 7, 8;
		perform fig.fold_records(null);
	end loop;
end
$_$;


--
-- Name: FUNCTION rebuild(source text); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.rebuild(source text) IS 'Makes entries and counters of a record type anew from its records; writers wait.';


--
-- Name: rebuild_referrals(); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.rebuild_referrals() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	lock table biz.referral in share mode;
	delete from fig.referral_delta;
	delete from fig.referral_region;
	delete from fig.referral_pair;
	delete from fig.referral_visit;
	insert into fig.referral_region as c (grain, start, cut, from_region_id, to_region_id, direction, key,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select g.grain, g.start, k.cut, t.from_region_id, t.to_region_id, t.direction, k.key,
	       sum(t.sent), sum(t.emergencies), sum(t.green_channel), sum(t.received),
	       sum(t.answered), sum(t.accepted), sum(t.rejected), sum(t.returned), sum(t.redirected),
	       sum(t.cancelled), sum(t.came), sum(t.no_show), sum(t.fed_back), sum(t.closed),
	       sum(t.timed), sum(t.answer_seconds), sum(t.within_30m), sum(t.within_1h),
	       sum(t.within_2h), sum(t.within_4h), sum(t.within_8h), sum(t.within_24h),
	       sum(t.within_72h), sum(t.visits), sum(t.visits_inpatient), sum(t.visits_emergency)
	  from (select f.* from biz.referral r cross join lateral fig.referral_facts(r) f) t
	 cross join lateral (values ('d', t.day), ('m', date_trunc('month', t.day)::date), ('y', date_trunc('year', t.day)::date)) as g (grain, start)
	 cross join lateral (values ('all', ''), ('department', t.department), ('disease', t.disease))
	       as k (cut, key)
	 group by g.grain, g.start, k.cut, t.from_region_id, t.to_region_id, t.direction, k.key
	on conflict on constraint referral_region_pkey do update
	   set sent = c.sent + excluded.sent,
	       emergencies = c.emergencies + excluded.emergencies,
	       green_channel = c.green_channel + excluded.green_channel,
	       received = c.received + excluded.received,
	       answered = c.answered + excluded.answered,
	       accepted = c.accepted + excluded.accepted,
	       rejected = c.rejected + excluded.rejected,
	       returned = c.returned + excluded.returned,
	       redirected = c.redirected + excluded.redirected,
	       cancelled = c.cancelled + excluded.cancelled,
	       came = c.came + excluded.came,
	       no_show = c.no_show + excluded.no_show,
	       fed_back = c.fed_back + excluded.fed_back,
	       closed = c.closed + excluded.closed,
	       timed = c.timed + excluded.timed,
	       answer_seconds = c.answer_seconds + excluded.answer_seconds,
	       within_30m = c.within_30m + excluded.within_30m,
	       within_1h = c.within_1h + excluded.within_1h,
	       within_2h = c.within_2h + excluded.within_2h,
	       within_4h = c.within_4h + excluded.within_4h,
	       within_8h = c.within_8h + excluded.within_8h,
	       within_24h = c.within_24h + excluded.within_24h,
	       within_72h = c.within_72h + excluded.within_72h,
	       visits = c.visits + excluded.visits,
	       visits_inpatient = c.visits_inpatient + excluded.visits_inpatient,
	       visits_emergency = c.visits_emergency + excluded.visits_emergency;
	insert into fig.referral_pair as c (grain, start, cut, from_org_id, to_org_id, from_region_id, to_region_id, direction, key,
	       sent, emergencies, green_channel, received, answered, accepted, rejected, returned,
	       redirected, cancelled, came, no_show, fed_back, closed, timed, answer_seconds,
	       within_30m, within_1h, within_2h, within_4h, within_8h, within_24h, within_72h,
	       visits, visits_inpatient, visits_emergency)
	select g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id, t.direction, k.key,
	       sum(t.sent), sum(t.emergencies), sum(t.green_channel), sum(t.received),
	       sum(t.answered), sum(t.accepted), sum(t.rejected), sum(t.returned), sum(t.redirected),
	       sum(t.cancelled), sum(t.came), sum(t.no_show), sum(t.fed_back), sum(t.closed),
	       sum(t.timed), sum(t.answer_seconds), sum(t.within_30m), sum(t.within_1h),
	       sum(t.within_2h), sum(t.within_4h), sum(t.within_8h), sum(t.within_24h),
	       sum(t.within_72h), sum(t.visits), sum(t.visits_inpatient), sum(t.visits_emergency)
	  from (select f.* from biz.referral r cross join lateral fig.referral_facts(r) f) t
	 cross join lateral (values ('m', date_trunc('month', t.day)::date), ('y', date_trunc('year', t.day)::date)) as g (grain, start)
	 cross join lateral (values ('all', ''), ('department', t.department), ('disease', t.disease))
	       as k (cut, key)
	 group by g.grain, g.start, k.cut, t.from_org_id, t.to_org_id, t.from_region_id, t.to_region_id, t.direction, k.key
	on conflict on constraint referral_pair_pkey do update
	   set sent = c.sent + excluded.sent,
	       emergencies = c.emergencies + excluded.emergencies,
	       green_channel = c.green_channel + excluded.green_channel,
	       received = c.received + excluded.received,
	       answered = c.answered + excluded.answered,
	       accepted = c.accepted + excluded.accepted,
	       rejected = c.rejected + excluded.rejected,
	       returned = c.returned + excluded.returned,
	       redirected = c.redirected + excluded.redirected,
	       cancelled = c.cancelled + excluded.cancelled,
	       came = c.came + excluded.came,
	       no_show = c.no_show + excluded.no_show,
	       fed_back = c.fed_back + excluded.fed_back,
	       closed = c.closed + excluded.closed,
	       timed = c.timed + excluded.timed,
	       answer_seconds = c.answer_seconds + excluded.answer_seconds,
	       within_30m = c.within_30m + excluded.within_30m,
	       within_1h = c.within_1h + excluded.within_1h,
	       within_2h = c.within_2h + excluded.within_2h,
	       within_4h = c.within_4h + excluded.within_4h,
	       within_8h = c.within_8h + excluded.within_8h,
	       within_24h = c.within_24h + excluded.within_24h,
	       within_72h = c.within_72h + excluded.within_72h,
	       visits = c.visits + excluded.visits,
	       visits_inpatient = c.visits_inpatient + excluded.visits_inpatient,
	       visits_emergency = c.visits_emergency + excluded.visits_emergency;
	insert into fig.referral_visit (referral_id, day, from_org_id, to_org_id, from_region_id,
	       to_region_id, direction, person, department, disease)
	select n.id, n.arrived_on, n.from_org_id, n.to_org_id, n.from_region_id, n.to_region_id,
	       n.direction, fig.person(n.person_key), coalesce(n.to_department, ''), n.disease
	  from biz.referral n
	 where n.arrived_on is not null
	   and n.sent_at is not null;
end
$$;


--
-- Name: FUNCTION rebuild_referrals(); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.rebuild_referrals() IS 'Makes counters and visits anew from the referrals; writers wait.';


--
-- Name: referral_facts(biz.referral); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.referral_facts(r biz.referral) RETURNS SETOF fig.referral_fact
    LANGUAGE sql STABLE
    AS $$
	select (r.sent_at at time zone 'Asia/Shanghai')::date, r.from_org_id, r.to_org_id,
	       r.from_region_id, r.to_region_id, r.direction, coalesce(r.to_department, ''), r.disease,
	       1,
	       r.emergency::int,
	       r.green_channel::int,
	       (r.received_at is not null or r.answered_at is not null
	       	or r.arrived_on is not null)::int,
	       (r.answered_at is not null or r.arrived_on is not null or r.state in ('accepted',
	       	'rejected', 'returned', 'redirected', 'booked', 'no_show'))::int,
	       (r.accepted_at is not null or r.arrived_on is not null
	       	or r.state in ('accepted', 'booked', 'no_show'))::int,
	       (r.state = 'rejected')::int,
	       (r.state = 'returned')::int,
	       (r.state = 'redirected')::int,
	       (r.state = 'cancelled')::int,
	       (r.arrived_on is not null)::int,
	       (r.state = 'no_show')::int,
	       (r.feedback_at is not null or r.state in ('feedback', 'closed'))::int,
	       (r.state = 'closed')::int,
	       (t.seconds is not null)::int,
	       coalesce(t.seconds, 0),
	       coalesce(t.seconds <= 1800, false)::int,
	       coalesce(t.seconds <= 3600, false)::int,
	       coalesce(t.seconds <= 7200, false)::int,
	       coalesce(t.seconds <= 14400, false)::int,
	       coalesce(t.seconds <= 28800, false)::int,
	       coalesce(t.seconds <= 86400, false)::int,
	       coalesce(t.seconds <= 259200, false)::int,
	       0, 0, 0
	  from (select extract(epoch from r.answered_at - r.sent_at)::bigint as seconds) t
	 where r.sent_at is not null
	 union all
	select r.arrived_on, r.from_org_id, r.to_org_id,
	       r.from_region_id, r.to_region_id, r.direction, coalesce(r.to_department, ''), r.disease,
	       0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	       1, (r.care = 'inpatient')::int, r.emergency::int
	 where r.arrived_on is not null
	   and r.sent_at is not null
$$;


--
-- Name: FUNCTION referral_facts(r biz.referral); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.referral_facts(r biz.referral) IS 'What a referral adds to the counters; the only definition.';


--
-- Name: referral_persons(integer, integer, integer[], boolean, date, date, text, text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.referral_persons(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, by text, unit text, OUT key text, OUT direction text, OUT persons bigint) RETURNS SETOF record
    LANGUAGE plpgsql STABLE
    SET work_mem TO '64MB'
    SET enable_sort TO 'off'
    SET enable_bitmapscan TO 'off'
    AS $_$
#variable_conflict use_column
begin
	if $7 = 'total' and $1 is not null and $1 < $2 then
		return query
		select '', k.direction, count(*)
		  from (
			select v.direction, v.person
			  from fig.referral_visit v
			 where v.day between $5 and $6
			   and case when v.from_region_id between $1 and $2 then true
			       else v.to_region_id between $1 and $2 end
			 group by v.direction, v.person) k
		 group by k.direction;
		return;
	end if;
	-- By county or time persons are told apart on short keys, which become text at the end.
	if $7 = 'county' and $1 is not null and $1 < $2 then
		return query
		select k.region::text, k.direction, count(*)
		  from (
			select c.region, v.direction, v.person
			  from fig.referral_visit v
			 cross join lateral (values (v.from_region_id),
			       (nullif(v.to_region_id, v.from_region_id))) as c (region)
			 where v.day between $5 and $6
			   and case when v.from_region_id between $1 and $2 then true
			       else v.to_region_id between $1 and $2 end
			   and c.region is not null
			 group by c.region, v.direction, v.person) k
		 group by k.region, k.direction;
		return;
	end if;
	if $7 = 'time' and $1 is not null and $1 < $2 then
		return query
		select k.start::text, k.direction, count(*)
		  from (
			select d.start, v.direction, v.person
			  from fig.referral_visit v
			  join (select t::date as day, date_trunc($8, t)::date as start
			          from generate_series($5::timestamp, $6::timestamp, '1 day') t) d
			       on d.day = v.day
			 where v.day between $5 and $6
			   and case when v.from_region_id between $1 and $2 then true
			       else v.to_region_id between $1 and $2 end
			 group by d.start, v.direction, v.person) k
		 group by k.start, k.direction;
		return;
	end if;
	return query
	with came as (
		select v.*
		  from fig.referral_visit v
		 where $1 < $2
		   and v.day between $5 and $6
		   and case when v.from_region_id between $1 and $2 then true
		       else v.to_region_id between $1 and $2 end
		 union all
		select v.*
		  from fig.referral_visit v
		 where $1 = $2
		   and v.from_region_id = $1
		   and v.day between $5 and $6
		 union all
		select v.*
		  from fig.referral_visit v
		 where $1 = $2
		   and v.to_region_id = $1
		   and v.from_region_id <> $1
		   and v.day between $5 and $6
		 union all
		select v.*
		  from unnest($3) as o (id)
		  join fig.referral_visit v on v.from_org_id = o.id
		 where v.day between $5 and $6
		   and (not $4 or v.to_org_id = any ($3))
		 union all
		select v.*
		  from unnest($3) as o (id)
		  join fig.referral_visit v on v.to_org_id = o.id
		 where not $4
		   and v.from_org_id <> all ($3)
		   and v.day between $5 and $6
	)
	select k.key, k.direction, count(*)
	  from (
		select g.key, c.direction, c.person
		  from came c
		 cross join lateral fig.group_keys($7, $8, c.day, c.from_org_id, c.to_org_id,
		       c.from_region_id, c.to_region_id,
		       case $7 when 'department' then c.department else c.disease end) as g (key)
		 group by g.key, c.direction, c.person) k
	 group by k.key, k.direction;
end
$_$;


--
-- Name: FUNCTION referral_persons(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, by text, unit text, OUT key text, OUT direction text, OUT persons bigint); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.referral_persons(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, by text, unit text, OUT key text, OUT direction text, OUT persons bigint) IS 'Different persons (人) who came in a period, by group.';


--
-- Name: referral_slices(integer, integer, integer[], boolean, date, date, text, text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.referral_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, by text) RETURNS SETOF fig.referral_slice
    LANGUAGE plpgsql STABLE
    AS $_$
begin
	if $1 is not null and $8 not in ('pair', 'from', 'to') then
		return query
		select * from fig.region_slices($1, $2, $5, $6, $7,
			case when $8 in ('department', 'disease') then $8 else 'all' end);
	else
		return query
		select * from fig.pair_slices($1, $2, $3, $4, $5, $6, $7,
			case when $8 in ('department', 'disease') then $8 else 'all' end);
	end if;
end
$_$;


--
-- Name: referral_table(text, integer, date, date, text, text, date); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.referral_table(kind text, id integer, first date, last date, by text, unit text, as_of date, OUT key text, OUT up_visits bigint, OUT up_persons bigint, OUT down_visits bigint, OUT down_persons bigint, OUT down_inpatient_visits bigint, OUT down_outpatient_visits bigint, OUT same_level_visits bigint, OUT same_level_persons bigint, OUT emergency_visits bigint, OUT sent bigint, OUT received bigint, OUT answered bigint, OUT accepted bigint, OUT rejected bigint, OUT returned bigint, OUT redirected bigint, OUT cancelled bigint, OUT came bigint, OUT no_show bigint, OUT fed_back bigint, OUT closed bigint, OUT closed_by_sender bigint, OUT closable_by_sender bigint, OUT closed_by_receiver bigint, OUT closable_by_receiver bigint, OUT green_channel bigint, OUT emergencies bigint, OUT answers_timed bigint, OUT answer_seconds_average integer, OUT answer_seconds_median integer) RETURNS SETOF record
    LANGUAGE plpgsql STABLE
    AS $_$
#variable_conflict use_column
declare
	s record;
begin
	select * into s from fig.scope($1, $2, $7);
	return query
	with slices as (
		select g.key, k.*
		  from fig.referral_slices(s.lo, s.hi, s.orgs, s."inner", $3, $4,
		       case when $5 <> 'time' then 'y' when $6 = 'year' then 'y'
		       when $6 = 'month' then 'm' else 'd' end, $5) k
		 cross join lateral fig.group_keys($5, $6, k.start, k.from_org_id, k.to_org_id,
		       k.from_region_id, k.to_region_id, k.key) as g (key)
	), figures as (
		select k.key,
		       sum(visits) filter (where direction = 'up') as up,
		       sum(visits) filter (where direction = 'down') as down,
		       sum(visits_inpatient) filter (where direction = 'down') as down_inpatient,
		       sum(visits) filter (where direction = 'same_level') as level,
		       sum(visits_emergency) as emergency, sum(sent) as sent, sum(received) as received,
		       sum(answered) as answered, sum(accepted) as accepted, sum(rejected) as rejected,
		       sum(returned) as returned, sum(redirected) as redirected,
		       sum(cancelled) as cancelled, sum(came) as came, sum(no_show) as no_show,
		       sum(fed_back) as fed_back, sum(closed) as closed,
		       sum(closed) filter (where from_inside) as closed_from,
		       sum(sent - cancelled - rejected) filter (where from_inside) as closable_from,
		       sum(closed) filter (where to_inside) as closed_to,
		       sum(sent - cancelled - rejected) filter (where to_inside) as closable_to,
		       sum(green_channel) as green_channel, sum(emergencies) as emergencies, sum(timed) as timed,
		       sum(answer_seconds) as seconds, sum(within_30m) as m30, sum(within_1h) as h1,
		       sum(within_2h) as h2, sum(within_4h) as h4, sum(within_8h) as h8,
		       sum(within_24h) as h24, sum(within_72h) as h72
		  from slices k (key, start, from_org_id, to_org_id, from_region_id, to_region_id,
		       direction, part, from_inside, to_inside,
		       sent, emergencies, green_channel, received, answered, accepted, rejected,
		       returned, redirected, cancelled, came, no_show, fed_back, closed, timed,
		       answer_seconds, within_30m, within_1h, within_2h, within_4h, within_8h,
		       within_24h, within_72h, visits, visits_inpatient, visits_emergency)
		 where case
		       when $5 = 'county' and s.lo is not null then k.key::int between s.lo and s.hi
		       else true end
		 group by k.key
	), persons as (
		select p.key,
		       sum(p.persons) filter (where p.direction = 'up') as up,
		       sum(p.persons) filter (where p.direction = 'down') as down,
		       sum(p.persons) filter (where p.direction = 'same_level') as level
		  from fig.referral_persons(s.lo, s.hi, s.orgs, s."inner", $3, $4, $5, $6) p
		 group by p.key
	)
	select f.key, coalesce(f.up, 0), coalesce(p.up, 0)::bigint, coalesce(f.down, 0),
	       coalesce(p.down, 0)::bigint, coalesce(f.down_inpatient, 0),
	       coalesce(f.down, 0) - coalesce(f.down_inpatient, 0), coalesce(f.level, 0),
	       coalesce(p.level, 0)::bigint, f.emergency, f.sent, f.received, f.answered, f.accepted,
	       f.rejected, f.returned, f.redirected, f.cancelled, f.came, f.no_show, f.fed_back,
	       f.closed, coalesce(f.closed_from, 0), coalesce(f.closable_from, 0),
	       coalesce(f.closed_to, 0), coalesce(f.closable_to, 0), f.green_channel, f.emergencies, f.timed,
	       (f.seconds / nullif(f.timed, 0))::int,
	       fig.median_seconds(f.timed, f.m30, f.h1, f.h2, f.h4, f.h8, f.h24, f.h72)
	  from figures f
	  left join persons p on p.key = f.key
	 where f.sent <> 0
	    or coalesce(f.up, 0) <> 0
	    or coalesce(f.down, 0) <> 0
	    or coalesce(f.level, 0) <> 0;
end
$_$;


--
-- Name: FUNCTION referral_table(kind text, id integer, first date, last date, by text, unit text, as_of date, OUT key text, OUT up_visits bigint, OUT up_persons bigint, OUT down_visits bigint, OUT down_persons bigint, OUT down_inpatient_visits bigint, OUT down_outpatient_visits bigint, OUT same_level_visits bigint, OUT same_level_persons bigint, OUT emergency_visits bigint, OUT sent bigint, OUT received bigint, OUT answered bigint, OUT accepted bigint, OUT rejected bigint, OUT returned bigint, OUT redirected bigint, OUT cancelled bigint, OUT came bigint, OUT no_show bigint, OUT fed_back bigint, OUT closed bigint, OUT closed_by_sender bigint, OUT closable_by_sender bigint, OUT closed_by_receiver bigint, OUT closable_by_receiver bigint, OUT green_channel bigint, OUT emergencies bigint, OUT answers_timed bigint, OUT answer_seconds_average integer, OUT answer_seconds_median integer); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.referral_table(kind text, id integer, first date, last date, by text, unit text, as_of date, OUT key text, OUT up_visits bigint, OUT up_persons bigint, OUT down_visits bigint, OUT down_persons bigint, OUT down_inpatient_visits bigint, OUT down_outpatient_visits bigint, OUT same_level_visits bigint, OUT same_level_persons bigint, OUT emergency_visits bigint, OUT sent bigint, OUT received bigint, OUT answered bigint, OUT accepted bigint, OUT rejected bigint, OUT returned bigint, OUT redirected bigint, OUT cancelled bigint, OUT came bigint, OUT no_show bigint, OUT fed_back bigint, OUT closed bigint, OUT closed_by_sender bigint, OUT closable_by_sender bigint, OUT closed_by_receiver bigint, OUT closable_by_receiver bigint, OUT green_channel bigint, OUT emergencies bigint, OUT answers_timed bigint, OUT answer_seconds_average integer, OUT answer_seconds_median integer) IS '上转 and 下转 in 人次 and 人 on the day of arrival, and what became of those sent in the period.';


--
-- Name: region_sides(integer, integer); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.region_sides(from_region_id integer, to_region_id integer, OUT level smallint, OUT region_id integer, OUT side text) RETURNS SETOF record
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (k.level)::smallint AS level,
     k.f,
         CASE
             WHEN (k.f = k.t) THEN 'both'::text
             ELSE 'from'::text
         END AS "case"
    FROM ( VALUES (1,((region_sides.from_region_id / 10000) * 10000),((region_sides.to_region_id / 10000) * 10000)), (2,((region_sides.from_region_id / 100) * 100),((region_sides.to_region_id / 100) * 100)), (3,region_sides.from_region_id,region_sides.to_region_id)) k(level, f, t)
 UNION ALL
  SELECT k.level,
     k.t,
     'to'::text
    FROM ( VALUES (1,((region_sides.from_region_id / 10000) * 10000),((region_sides.to_region_id / 10000) * 10000)), (2,((region_sides.from_region_id / 100) * 100),((region_sides.to_region_id / 100) * 100)), (3,region_sides.from_region_id,region_sides.to_region_id)) k(level, f, t)
   WHERE (k.f <> k.t);
END;


--
-- Name: region_slices(integer, integer, date, date, text, text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.region_slices(lo integer, hi integer, first date, last date, widest text, cut text) RETURNS SETOF fig.referral_slice
    LANGUAGE sql STABLE
    AS $_$
	select c.start, null::int, null::int, c.from_region_id, c.to_region_id, c.direction, c.key,
	       c.from_region_id between $1 and $2, c.to_region_id between $1 and $2,
	       c.sent, c.emergencies, c.green_channel, c.received, c.answered, c.accepted,
	       c.rejected, c.returned, c.redirected, c.cancelled, c.came, c.no_show, c.fed_back,
	       c.closed, c.timed, c.answer_seconds, c.within_30m, c.within_1h, c.within_2h,
	       c.within_4h, c.within_8h, c.within_24h, c.within_72h, c.visits, c.visits_inpatient,
	       c.visits_emergency
	  from fig.spans($3, $4, $5) s
	  join fig.referral_region c on c.grain = s.grain and c.start = s.start and c.cut = $6
	 where c.from_region_id between $1 and $2
	    or c.to_region_id between $1 and $2
	 union all
	select d.day, null, null, d.from_region_id, d.to_region_id, d.direction,
	       case $6 when 'department' then d.department when 'disease' then d.disease else '' end,
	       d.from_region_id between $1 and $2, d.to_region_id between $1 and $2,
	       d.sent, d.emergencies, d.green_channel, d.received, d.answered, d.accepted,
	       d.rejected, d.returned, d.redirected, d.cancelled, d.came, d.no_show, d.fed_back,
	       d.closed, d.timed, d.answer_seconds, d.within_30m, d.within_1h, d.within_2h,
	       d.within_4h, d.within_8h, d.within_24h, d.within_72h, d.visits, d.visits_inpatient,
	       d.visits_emergency
	  from fig.referral_delta d
	 where d.day between $3 and $4
	   and (d.from_region_id between $1 and $2 or d.to_region_id between $1 and $2)
$_$;


--
-- Name: FUNCTION region_slices(lo integer, hi integer, first date, last date, widest text, cut text); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.region_slices(lo integer, hi integer, first date, last date, widest text, cut text) IS 'Counters of a range of regions, exact to this moment.';


--
-- Name: rows_page(text, integer, date, date, text, text, integer, integer, integer, text, text, text, integer); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.rows_page(kind text, scope_id integer, first date, last date, figure text, direction text, sender integer, receiver integer, county integer, department text, disease text, cursor text, most integer, OUT id uuid, OUT at timestamp with time zone) RETURNS SETOF record
    LANGUAGE plpgsql STABLE
    SET enable_sort TO 'off'
    SET enable_bitmapscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $_$
#variable_conflict use_column
declare
	since constant timestamptz := biz.day_start($3);
	until constant timestamptz := biz.day_start($4 + 1);
	before_at constant timestamptz := biz.cursor_time($12, 'infinity');
	before_day constant date := (before_at at time zone 'Asia/Shanghai')::date;
	before_id constant uuid := biz.cursor_id($12, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
	return query
	with side as materialized (
		select o.id as org, null::int as region, case when s."inner" then s.orgs end as orgs
		  from fig.scope($1, $2, least($4, current_date)) s
		 cross join unnest(s.orgs) as o (id)
		 union all
		select null, d.code, null
		  from fig.scope($1, $2, least($4, current_date)) s
		  join biz.division d on d.code between s.lo and s.hi and d.level <= 3
	)
	select p.id, p.at
	  from (
		select x.id, x.at
		  from side k
		 cross join lateral (
			select v.referral_id as id, biz.day_start(v.day) as at
			  from fig.referral_visit v
			 where "figure" = 'visits'
			   and v.from_org_id = k.org
			   and v.day between $3 and $4
			   and (v.day, v.referral_id) < (before_day, before_id)
			   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
			   and ($6 is null or v.direction = $6)
			   and ($7 is null or v.from_org_id = $7)
			   and ($8 is null or v.to_org_id = $8)
			   and ($9 is null or $9 in (v.from_region_id, v.to_region_id))
			   and ($10 is null or v.department = $10)
			   and ($11 is null or v.disease = $11)
			 order by v.day desc, v.referral_id desc
			 limit $13) x
		 union
		select x.id, x.at
		  from side k
		 cross join lateral (
			select v.referral_id as id, biz.day_start(v.day) as at
			  from fig.referral_visit v
			 where "figure" = 'visits'
			   and v.to_org_id = k.org
			   and v.day between $3 and $4
			   and (v.day, v.referral_id) < (before_day, before_id)
			   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
			   and ($6 is null or v.direction = $6)
			   and ($7 is null or v.from_org_id = $7)
			   and ($8 is null or v.to_org_id = $8)
			   and ($9 is null or $9 in (v.from_region_id, v.to_region_id))
			   and ($10 is null or v.department = $10)
			   and ($11 is null or v.disease = $11)
			 order by v.day desc, v.referral_id desc
			 limit $13) x
		 union
		select x.id, x.at
		  from side k
		 cross join lateral (
			select v.referral_id as id, biz.day_start(v.day) as at
			  from fig.referral_visit v
			 where "figure" = 'visits'
			   and v.from_region_id = k.region
			   and v.day between $3 and $4
			   and (v.day, v.referral_id) < (before_day, before_id)
			   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
			   and ($6 is null or v.direction = $6)
			   and ($7 is null or v.from_org_id = $7)
			   and ($8 is null or v.to_org_id = $8)
			   and ($9 is null or $9 in (v.from_region_id, v.to_region_id))
			   and ($10 is null or v.department = $10)
			   and ($11 is null or v.disease = $11)
			 order by v.day desc, v.referral_id desc
			 limit $13) x
		 union
		select x.id, x.at
		  from side k
		 cross join lateral (
			select v.referral_id as id, biz.day_start(v.day) as at
			  from fig.referral_visit v
			 where "figure" = 'visits'
			   and v.to_region_id = k.region
			   and v.day between $3 and $4
			   and (v.day, v.referral_id) < (before_day, before_id)
			   and (k.orgs is null or (v.from_org_id = any (k.orgs) and v.to_org_id = any (k.orgs)))
			   and ($6 is null or v.direction = $6)
			   and ($7 is null or v.from_org_id = $7)
			   and ($8 is null or v.to_org_id = $8)
			   and ($9 is null or $9 in (v.from_region_id, v.to_region_id))
			   and ($10 is null or v.department = $10)
			   and ($11 is null or v.disease = $11)
			 order by v.day desc, v.referral_id desc
			 limit $13) x
		 union
		select x.id, x.listed_at
		  from side k
		 cross join lateral (
			select r.id, r.listed_at
			  from biz.referral r
			 where "figure" <> 'visits'
			   and r.from_org_id = k.org
			   and r.listed_at >= since
			   and r.listed_at < until
			   and (r.listed_at, r.id) < (before_at, before_id)
			   and r.sent_at is not null
			   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
			   and ($6 is null or r.direction = $6)
			   and ($7 is null or r.from_org_id = $7)
			   and ($8 is null or r.to_org_id = $8)
			   and ($9 is null or $9 in (r.from_region_id, r.to_region_id))
			   and ($10 is null or coalesce(r.to_department, '') = $10)
			   and ($11 is null or r.disease = $11)
			   and case
		       when "figure" = 'sent' then true
		       when "figure" in ('rejected', 'returned', 'redirected', 'cancelled', 'no_show',
		            'closed') then r.state = "figure"
		       else fig.counts_for(r, "figure") end
			 order by r.listed_at desc, r.id desc
			 limit $13) x
		 union
		select x.id, x.listed_at
		  from side k
		 cross join lateral (
			select r.id, r.listed_at
			  from biz.referral r
			 where "figure" <> 'visits'
			   and r.to_org_id = k.org
			   and r.listed_at >= since
			   and r.listed_at < until
			   and (r.listed_at, r.id) < (before_at, before_id)
			   and r.sent_at is not null
			   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
			   and ($6 is null or r.direction = $6)
			   and ($7 is null or r.from_org_id = $7)
			   and ($8 is null or r.to_org_id = $8)
			   and ($9 is null or $9 in (r.from_region_id, r.to_region_id))
			   and ($10 is null or coalesce(r.to_department, '') = $10)
			   and ($11 is null or r.disease = $11)
			   and case
		       when "figure" = 'sent' then true
		       when "figure" in ('rejected', 'returned', 'redirected', 'cancelled', 'no_show',
		            'closed') then r.state = "figure"
		       else fig.counts_for(r, "figure") end
			 order by r.listed_at desc, r.id desc
			 limit $13) x
		 union
		select x.id, x.listed_at
		  from side k
		 cross join lateral (
			select r.id, r.listed_at
			  from biz.referral r
			 where "figure" <> 'visits'
			   and r.from_region_id = k.region
			   and r.listed_at >= since
			   and r.listed_at < until
			   and (r.listed_at, r.id) < (before_at, before_id)
			   and r.sent_at is not null
			   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
			   and ($6 is null or r.direction = $6)
			   and ($7 is null or r.from_org_id = $7)
			   and ($8 is null or r.to_org_id = $8)
			   and ($9 is null or $9 in (r.from_region_id, r.to_region_id))
			   and ($10 is null or coalesce(r.to_department, '') = $10)
			   and ($11 is null or r.disease = $11)
			   and case
		       when "figure" = 'sent' then true
		       when "figure" in ('rejected', 'returned', 'redirected', 'cancelled', 'no_show',
		            'closed') then r.state = "figure"
		       else fig.counts_for(r, "figure") end
			 order by r.listed_at desc, r.id desc
			 limit $13) x
		 union
		select x.id, x.listed_at
		  from side k
		 cross join lateral (
			select r.id, r.listed_at
			  from biz.referral r
			 where "figure" <> 'visits'
			   and r.to_region_id = k.region
			   and r.listed_at >= since
			   and r.listed_at < until
			   and (r.listed_at, r.id) < (before_at, before_id)
			   and r.sent_at is not null
			   and (k.orgs is null or (r.from_org_id = any (k.orgs) and r.to_org_id = any (k.orgs)))
			   and ($6 is null or r.direction = $6)
			   and ($7 is null or r.from_org_id = $7)
			   and ($8 is null or r.to_org_id = $8)
			   and ($9 is null or $9 in (r.from_region_id, r.to_region_id))
			   and ($10 is null or coalesce(r.to_department, '') = $10)
			   and ($11 is null or r.disease = $11)
			   and case
		       when "figure" = 'sent' then true
		       when "figure" in ('rejected', 'returned', 'redirected', 'cancelled', 'no_show',
		            'closed') then r.state = "figure"
		       else fig.counts_for(r, "figure") end
			 order by r.listed_at desc, r.id desc
			 limit $13) x
		) p
	 order by p.at desc, p.id desc
	 limit $13;
end
$_$;


--
-- Name: FUNCTION rows_page(kind text, scope_id integer, first date, last date, figure text, direction text, sender integer, receiver integer, county integer, department text, disease text, cursor text, most integer, OUT id uuid, OUT at timestamp with time zone); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.rows_page(kind text, scope_id integer, first date, last date, figure text, direction text, sender integer, receiver integer, county integer, department text, disease text, cursor text, most integer, OUT id uuid, OUT at timestamp with time zone) IS 'Ids of the referrals behind a figure, a page at a time.';


--
-- Name: scope(text, integer, date); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.scope(kind text, id integer, as_of date, OUT lo integer, OUT hi integer, OUT orgs integer[], OUT "inner" boolean, OUT name text) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
#variable_conflict use_column
declare
	allowed boolean;
	scope_kind text := kind;
	scope_id int := id;
begin
	"inner" := false;
	if scope_kind is null then
		if sec.region_lo() is not null then
			lo := sec.region_lo();
			hi := sec.region_hi();
			name := (select d.name from biz.division d where d.code = sec.region_lo());
			return;
		end if;
		orgs := sec.orgs();
		name := (select o.name from biz.organisation o where o.id = sec.home_org());
		return;
	end if;
	if scope_kind = 'region' then
		lo := scope_id;
		hi := case when scope_id % 10000 = 0 then scope_id + 9999
		      when scope_id % 100 = 0 then scope_id + 99 else scope_id end;
		name := (select d.name from biz.division d where d.code = scope_id and d.level <= 3);
		allowed := sec.sees_all()
			or coalesce(lo >= sec.region_lo() and hi <= sec.region_hi(), false);
	elsif scope_kind = 'org' then
		select array[o.id], o.name, fig.in_scope(o.id, o.region_id)
		  into orgs, name, allowed
		  from biz.organisation o
		 where o.id = scope_id;
	else
		"inner" := true;
		name := (select a.name from biz.alliance a where a.id = scope_id);
		select array_agg(distinct o.id), bool_and(fig.in_scope(o.id, o.region_id))
		  into orgs, allowed
		  from biz.alliance_member m
		  join biz.organisation o on o.id = m.organisation_id
		 where m.alliance_id = scope_id
		   and m.joined_on <= as_of
		   and (m.left_on is null or m.left_on > as_of);
		orgs := coalesce(orgs, '{}');
		allowed := coalesce(allowed, false) or scope_id = any (sec.alliances());
	end if;
	if name is null then
		perform sec.refuse('UX404', '没有这个统计范围', 'There is no such scope', '?scope');
	end if;
	if not coalesce(allowed, false) then
		perform sec.refuse('UX403', '这个统计范围超出了您的权限',
			'This scope lies outside what you may see', '?scope');
	end if;
end
$$;


--
-- Name: FUNCTION scope(kind text, id integer, as_of date, OUT lo integer, OUT hi integer, OUT orgs integer[], OUT "inner" boolean, OUT name text); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.scope(kind text, id integer, as_of date, OUT lo integer, OUT hi integer, OUT orgs integer[], OUT "inner" boolean, OUT name text) IS 'Regions or institutions of a scope, or a refusal.';


--
-- Name: entry; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.entry (
    record_id uuid NOT NULL,
    measure smallint NOT NULL,
    day date NOT NULL,
    from_org_id integer NOT NULL,
    to_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_region_id integer NOT NULL,
    kind text NOT NULL,
    person bigint NOT NULL,
    n integer NOT NULL,
    amount bigint NOT NULL
);

ALTER TABLE ONLY fig.entry FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE entry; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.entry IS 'What each record counts for now: single days, the rows behind a figure, and what a change is compared with.';


--
-- Name: COLUMN entry.record_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.record_id IS 'Which record.';


--
-- Name: COLUMN entry.measure; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.measure IS 'Which measure.';


--
-- Name: COLUMN entry.day; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.day IS 'Day it counts on.';


--
-- Name: COLUMN entry.from_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.from_org_id IS 'Side it comes from; of one-sided records both are the same.';


--
-- Name: COLUMN entry.to_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.to_org_id IS 'Side it goes to.';


--
-- Name: COLUMN entry.from_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.from_region_id IS 'County of the one side.';


--
-- Name: COLUMN entry.to_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.to_region_id IS 'County of the other side.';


--
-- Name: COLUMN entry.kind; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.kind IS 'Code by which the measure is cut; empty: none.';


--
-- Name: COLUMN entry.person; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.person IS 'Who, by fig.person_of; 0: nobody.';


--
-- Name: COLUMN entry.n; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.n IS 'How many.';


--
-- Name: COLUMN entry.amount; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.entry.amount IS 'How much, in the measure''s smallest unit.';


--
-- Name: source_facts(text, uuid[]); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.source_facts(source text, ids uuid[]) RETURNS SETOF fig.entry
    LANGUAGE plpgsql STABLE
    AS $_$
begin
	if $1 = 'pairings' and $2 is null then
		return query
		select r.uid, fig.measure_id(f.measure, 'pairings'), f.day, f.from_org_id, f.to_org_id,
		       f.from_region_id, f.to_region_id, coalesce(f.kind, ''), coalesce(f.person, 0),
		       sum(f.n)::int, coalesce(sum(f.amount), 0)::bigint
		  from biz.pairing r
		 cross join lateral fig.pairing_facts(r) f
		 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
		having sum(f.n) <> 0
		    or sum(f.amount) <> 0;
		return;
	elsif $1 = 'pairings' then
		return query
		select r.uid, fig.measure_id(f.measure, 'pairings'), f.day, f.from_org_id, f.to_org_id,
		       f.from_region_id, f.to_region_id, coalesce(f.kind, ''), coalesce(f.person, 0),
		       sum(f.n)::int, coalesce(sum(f.amount), 0)::bigint
		  from biz.pairing r
		 cross join lateral fig.pairing_facts(r) f
		 where r.uid = any ($2)
		 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
		having sum(f.n) <> 0
		    or sum(f.amount) <> 0;
		return;
	end if;
	raise exception 'no records of % are counted', $1;
end
$_$;


--
-- Name: spans(date, date, text); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.spans(first date, last date, widest text, OUT grain text, OUT start date) RETURNS SETOF record
    LANGUAGE plpgsql IMMUTABLE ROWS 10
    AS $$
declare
	day date := first;
begin
	while day <= last loop
		if widest = 'y' and extract(doy from day) = 1
		    and day + interval '1 year' <= last + 1 then
			grain := 'y';
			start := day;
			day := day + interval '1 year';
		elsif widest in ('y', 'm') and extract(day from day) = 1
		    and day + interval '1 month' <= last + 1 then
			grain := 'm';
			start := day;
			day := day + interval '1 month';
		else
			grain := 'd';
			start := day;
			day := day + 1;
		end if;
		return next;
	end loop;
end
$$;


--
-- Name: FUNCTION spans(first date, last date, widest text, OUT grain text, OUT start date); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.spans(first date, last date, widest text, OUT grain text, OUT start date) IS 'A range as whole years, whole months and single days.';


--
-- Name: write_sources(); Type: FUNCTION; Schema: fig; Owner: -
--

CREATE FUNCTION fig.write_sources() RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
	counted constant text := $c$
		select r.%2$I, fig.measure_id(f.measure, %1$L), f.day, f.from_org_id, f.to_org_id,
		       f.from_region_id, f.to_region_id, coalesce(f.kind, ''), coalesce(f.person, 0),
		       sum(f.n)::int, coalesce(sum(f.amount), 0)::bigint
		  from %3$s r
		 cross join lateral %4$s(r) f%5$s
		 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
		having sum(f.n) <> 0
		    or sum(f.amount) <> 0;$c$;
	branches text := '';
	holds text := '';
	views text[] := '{}';
	s fig.source;
begin
	for s in select k.* from fig.source k order by k.name
	loop
		branches := branches || format(E'\n\tif $1 = %L and $2 is null then\n\t\treturn query', s.name)
			|| format(counted, s.name, s.key, s.target, s.facts, '')
			|| format(E'\n\t\treturn;\n\telsif $1 = %L then\n\t\treturn query', s.name)
			|| format(counted, s.name, s.key, s.target, s.facts,
				format(E'\n\t\t where r.%I = any ($2)', s.key))
			|| E'\n\t\treturn;\n\tend if;';
		holds := holds || format(E'\n\tif $1 = %L then\n\t\tlock table %s in share mode;\n\tend if;',
			s.name, s.target);
		views := views || format(
			'select %L::text as record_type, r.%I as id, (%s)::text as state, (%s)::text as title from %s r',
			s.name, s.key, s.state, s.title, s.target);
	end loop;
	execute format($f$create or replace function fig.source_facts(source text, ids uuid[])
returns setof fig.entry language plpgsql stable as $body$
begin%s
	raise exception 'no records of %% are counted', $1;
end
$body$ $f$, branches);
	execute format($f$create or replace function fig.hold_source(source text)
returns void language plpgsql volatile as $body$
begin%s
end
$body$ $f$, holds);
	execute 'create or replace view fig.record with (security_invoker = true) as '
		|| array_to_string(views, ' union all ');
end
$_$;


--
-- Name: FUNCTION write_sources(); Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON FUNCTION fig.write_sources() IS 'Writes fig.source_facts and fig.record anew from fig.source. For migrations.';


--
-- Name: act(uuid, text); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.act(job uuid, action text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $_$
begin
	if sec.replayed() then
		return;
	end if;
	update job.job j
	   set state = case
	               when action = 'check' then 'checking'
	               when action = 'run' then 'running'
	               when j.state in ('mapping', 'checked') then 'cancelled'
	               else j.state end,
	       stopping = action = 'cancel',
	       ended_at = case when action = 'cancel' and j.state in ('mapping', 'checked')
	               then now() end,
	       queued_at = now(),
	       updated_at = now(),
	       attempts = 0,
	       done = case when action = 'cancel' then j.done else 0 end,
	       version = j.version + 1
	 where j.id = $1
	   and (action = 'check' and j.state in ('mapping', 'checked')
	        or action = 'run' and j.state = 'checked'
	        or action = 'cancel' and j.state in ('staged', 'mapping', 'checking', 'checked', 'running'));
	if not found then
		perform job.refuse($1);
	end if;
end
$_$;


--
-- Name: FUNCTION act(job uuid, action text); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.act(job uuid, action text) IS 'check, run or cancel, where the state of the job allows it.';


--
-- Name: upload; Type: TABLE; Schema: job; Owner: -
--

CREATE TABLE job.upload (
    id uuid NOT NULL,
    account_id bigint NOT NULL,
    name text NOT NULL,
    bytes bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '1 day'::interval) NOT NULL,
    CONSTRAINT upload_bytes_check CHECK (((bytes >= 1) AND (bytes <= 67108864))),
    CONSTRAINT upload_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

ALTER TABLE ONLY job.upload FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE upload; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON TABLE job.upload IS 'Files that people sent; the bytes lie in the upload folder under the id.';


--
-- Name: COLUMN upload.id; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.upload.id IS 'UUIDv7, and the name of the file.';


--
-- Name: COLUMN upload.account_id; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.upload.account_id IS 'Who sent it; nobody else sees it.';


--
-- Name: COLUMN upload.name; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.upload.name IS 'What its owner calls it.';


--
-- Name: COLUMN upload.bytes; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.upload.bytes IS 'Its size.';


--
-- Name: COLUMN upload.created_at; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.upload.created_at IS 'When it came.';


--
-- Name: COLUMN upload.expires_at; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.upload.expires_at IS 'When it is deleted, unless an import that is still there took it in.';


--
-- Name: add_upload(uuid, text, bigint, integer, bigint); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.add_upload(id uuid, name text, bytes bigint, files_max integer, bytes_max bigint) RETURNS SETOF job.upload
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $_$
declare
	me constant bigint := sec.account_id();
	files int;
	total bigint;
	next timestamptz;
begin
	if not exists (
		select
		  from sec.my_permissions() p
		 where p.permission in (job.permission_of('import.referrals'),
		       job.permission_of('import.organisations'))) then
		perform sec.refuse('UX403', '您没有导入的权限，不能上传文件',
			'You may import nothing, so no file of yours is taken');
	end if;
	-- One after the other, or two at once would both be the last.
	perform pg_advisory_xact_lock(hashtextextended('job.upload', me));
	select count(*), coalesce(sum(u.bytes), 0), min(u.expires_at)
	  into files, total, next
	  from job.upload u
	 where u.account_id = me
	   and u.expires_at > now()
	   and not exists (select from job.job j where j.upload_id = u.id);
	if files >= files_max or total + bytes > bytes_max then
		perform sec.refuse('UX429',
			format('您上传的文件中有 %s 个（%s MB）还没有用来导入，上限为 %s 个、%s MB：请先导入它们，或等待自动删除（上传满一天）后再试',
				files, total / 1048576, files_max, bytes_max / 1048576),
			format('%s of your files (%s MB) wait to be imported, and %s or %s MB may: import them, or try again when they are deleted, a day after they came',
				files, total / 1048576, files_max, bytes_max / 1048576),
			greatest(1, ceil(extract(epoch from next - now())))::int::text);
	end if;
	return query
	insert into job.upload as u (id, account_id, name, bytes)
	values ($1, me, $2, $3)
	returning u.*;
end
$_$;


--
-- Name: FUNCTION add_upload(id uuid, name text, bytes bigint, files_max integer, bytes_max bigint); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.add_upload(id uuid, name text, bytes bigint, files_max integer, bytes_max bigint) IS 'Notes a file that came; refuses who may import nothing (UX403) and whose files wait already (UX429).';


--
-- Name: blame(uuid, integer[], text, text[], text, text); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.blame(job uuid, lines integer[], field text, value text[], zh text, en text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $_$
begin
	insert into job.import_error (job_id, line, position, field, place, value, zh, en)
	select $1, b.line,
	       100 + (select count(*) from job.import_error e where e.job_id = $1 and e.line = b.line),
	       $3, (j.findings -> 'places' ->> $3)::int, b.value, replace(zh, '%', b.value),
	       replace(en, '%', b.value)
	  from unnest(lines, value) as b (line, value)
	  join job.job j on j.id = $1;
	update job.import_row r
	   set outcome = 'bad'
	 where r.job_id = $1
	   and r.line = any (lines);
end
$_$;


--
-- Name: FUNCTION blame(job uuid, lines integer[], field text, value text[], zh text, en text); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.blame(job uuid, lines integer[], field text, value text[], zh text, en text) IS 'Adds an error to each of these rows and takes them out; % in the sentences stands for the value.';


--
-- Name: blame_doubles(uuid, text); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.blame_doubles(job uuid, field text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $_$
declare
	lines int[];
	numbers text[];
begin
	select array_agg(d.line), array_agg(d.number)
	  into lines, numbers
	  from (select line, data ->> field as number,
	               row_number() over (partition by identity order by line) as nth
	          from job.import_row
	         where job_id = $1
	           and identity not like 'row:%') d
	 where d.nth > 1;
	if lines is not null then
		perform job.blame($1, lines, field, numbers, '“%”在文件中出现了不止一次，请核对后只保留一行',
			'"%" stands in the file more than once; keep one row');
	end if;
end
$_$;


--
-- Name: check_mapping(jsonb, jsonb, jsonb, jsonb); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.check_mapping(mapping jsonb, states jsonb, kind jsonb, headings jsonb) RETURNS void
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO ''
    AS $_$
declare
	k text;
	v jsonb;
begin
	if jsonb_typeof(mapping) <> 'object' then
		perform job.refuse_mapping('/mapping', null, '应为 {字段: 列号} 的对象',
			'It must be an object of {field: column}');
	end if;
	if jsonb_typeof(states) <> 'object' then
		perform job.refuse_mapping('/states', null, '应为 {文字: 状态} 的对象',
			'It must be an object of {text: state}');
	end if;
	for k, v in select * from jsonb_each(mapping) loop
		if not kind -> 'fields' ? k then
			perform job.refuse_mapping('/mapping', k, '没有这个字段，请去掉',
				'There is no such field: leave it out');
		end if;
		if jsonb_typeof(v) <> 'null'
		   and (jsonb_typeof(v) <> 'number' or v::text !~ '^\d{1,4}$'
		        or v::int >= jsonb_array_length(headings)) then
			perform job.refuse_mapping('/mapping', k, '文件没有这一列，请填列号（从 0 起）或 null',
				'The file has no such column: give its number from 0, or null');
		end if;
	end loop;
	for k, v in select * from jsonb_each(states) loop
		if jsonb_typeof(v) <> 'string' or not kind -> 'states' ? (v #>> '{}') then
			perform job.refuse_mapping('/states', k, '没有这种状态，请改为列出的状态之一',
				'There is no such state: choose one of those that are offered');
		end if;
	end loop;
end
$_$;


--
-- Name: FUNCTION check_mapping(mapping jsonb, states jsonb, kind jsonb, headings jsonb); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.check_mapping(mapping jsonb, states jsonb, kind jsonb, headings jsonb) IS 'Refuses fields, columns and states that do not exist. kind: {"fields": [...], "states": [...]}.';


--
-- Name: count_outcomes(uuid); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.count_outcomes(job uuid) RETURNS void
    LANGUAGE sql
    SET search_path TO ''
    AS $_$
	update job.job j
	   set good = r.good, known = r.known, updated_at = now(),
	       bad = (select count(distinct e.line) from job.import_error e where e.job_id = $1)
	  from (select count(*) filter (where outcome = 'good') as good,
	               count(*) filter (where outcome = 'known') as known
	          from job.import_row
	         where job_id = $1) r
	 where j.id = $1
$_$;


--
-- Name: create_export(text, jsonb); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.create_export(kind text, filter jsonb) RETURNS uuid
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	wanted constant text := job.permission_of('export.' || kind);
begin
	if sec.replayed() then
		return sec.new_id();
	end if;
	if wanted is null then
		raise exception using errcode = 'UX422', hint = '/kind',
			message = '没有这种导出', detail = 'There is no export of this kind';
	end if;
	if not exists (select from sec.my_permissions() p where p.permission = wanted) then
		raise exception using errcode = 'UX403',
			message = '您没有导出的权限', detail = 'You may not export';
	end if;
	insert into job.job (id, account_id, permission, kind, acting_org_id, wishes)
	values (sec.new_id(), sec.account_id(), wanted, 'export.' || kind, sec.home_org(),
		coalesce(filter, '{}'));
	return sec.new_id();
end
$$;


--
-- Name: create_import(uuid, text, integer); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.create_import(upload uuid, kind text, organisation integer) RETURNS uuid
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $$
declare
	wanted constant text := job.permission_of('import.' || kind);
	file job.upload;
	org constant int := coalesce(organisation, sec.home_org());
begin
	if sec.replayed() then
		return sec.new_id();
	end if;
	select u.* into file from job.upload u where u.id = upload and u.expires_at > now();
	if not found then
		raise exception using errcode = 'UX422', hint = '/upload_id',
			message = '上传的文件已不在，请重新上传', detail = 'The uploaded file is gone; send it again';
	end if;
	if wanted is null then
		raise exception using errcode = 'UX422', hint = '/kind',
			message = '没有这种导入', detail = 'There is no import of this kind';
	end if;
	if org is null or not sec.may(wanted, org) then
		raise exception using errcode = 'UX403',
			message = '您不能为这个单位导入，请联系本单位授权管理员',
			detail = 'You may not import for this institution; ask its administrator';
	end if;
	insert into job.job (id, account_id, permission, kind, acting_org_id, upload_id, file_name)
	values (sec.new_id(), sec.account_id(), wanted, 'import.' || kind, org, upload, file.name);
	return sec.new_id();
end
$$;


--
-- Name: enter(uuid, text, text, text); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.enter(job uuid, state text, zh text DEFAULT NULL::text, en text DEFAULT NULL::text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
	update job.job j
	   set state = case when j.stopping and $2 in ('mapping', 'checked') then 'cancelled' else $2 end,
	       attempts = 0,
	       queued_at = now(),
	       updated_at = now(),
	       version = j.version + 1,
	       problem_zh = $3,
	       problem_en = $4,
	       ended_at = case when $2 in ('done', 'failed', 'cancelled')
	               or j.stopping and $2 in ('mapping', 'checked') then now() end,
	       expires_at = now() + case when j.kind like 'export.%' then interval '1 day'
	               else interval '7 days' end
	 where j.id = $1
	   and j.state in ('staged', 'checking', 'running')
$_$;


--
-- Name: FUNCTION enter(job uuid, state text, zh text, en text); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.enter(job uuid, state text, zh text, en text) IS 'Ends the present step of a job.';


--
-- Name: expire(); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.expire(OUT folder text, OUT file text) RETURNS SETOF record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	return query
	with gone as (
		delete from job.job j
		 where j.expires_at < now()
		   and j.state not in ('checking', 'running')
		returning j.id)
	select 'spool'::text, gone.id::text || '.xlsx' from gone;
	return query
	with gone as (
		delete from job.upload u
		 where u.expires_at < now()
		   and not exists (select from job.job j where j.upload_id = u.id)
		returning u.id)
	select 'upload'::text, gone.id::text from gone;
	-- What was written stands in its own tables; the staged copy is of no more use.
	delete from job.import_row r
	 using job.job j
	 where j.id = r.job_id
	   and j.state in ('done', 'failed', 'cancelled');
end
$$;


--
-- Name: FUNCTION expire(OUT folder text, OUT file text); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.expire(OUT folder text, OUT file text) IS 'Deletes what ran out, and names the files to delete.';


--
-- Name: finish_import(uuid, integer); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.finish_import(job uuid, written integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $_$
declare
	j job.job;
begin
	select k.* into j from job.job k where k.id = $1;
	update job.job k set written = $2, updated_at = now() where k.id = $1;
	perform sec.audit(case j.kind when 'import.referrals' then 'referral.import'
		else 'organisation.import' end, 'job', $1::text,
		(select o.region_id from biz.organisation o where o.id = j.acting_org_id), j.acting_org_id,
		jsonb_build_object('rows', j.total, 'written', $2, 'bad', j.bad, 'known', j.known));
end
$_$;


--
-- Name: import_patients(uuid, integer, integer, integer, integer); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.import_patients(job uuid, org integer, region integer, first integer, last integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $_$
begin
	insert into biz.patient (id, org_id, region_id, name, sex, birth_date, id_number_enc,
	       id_number_idx, phone_enc, phone_idx, person_key, created_by)
	select distinct on ((l.x).id_number_idx) (l.x).patient_id, org, region, (l.x).name, (l.x).sex,
	       (l.x).birth_date, (l.x).id_number_enc, (l.x).id_number_idx, (l.x).phone_enc,
	       (l.x).phone_idx, (l.x).person_key, sec.account_id()
	  from job.referral_lines($1, first, last) l
	 where (l.x).id_number_idx is not null
	 order by (l.x).id_number_idx, l.line
	on conflict on constraint patient_id_number_key do nothing;

	insert into biz.patient (id, org_id, region_id, name, sex, birth_date, phone_enc, phone_idx,
	       person_key, created_by)
	select distinct on ((l.x).name, (l.x).person_key) (l.x).patient_id, org, region, (l.x).name,
	       (l.x).sex, (l.x).birth_date, (l.x).phone_enc, (l.x).phone_idx, (l.x).person_key,
	       sec.account_id()
	  from job.referral_lines($1, first, last) l
	 where (l.x).id_number_idx is null
	   and not exists (
	       select
	         from biz.patient p
	        where p.org_id = org
	          and p.name = (l.x).name
	          and p.person_key = (l.x).person_key
	          and p.id_number_idx is null)
	 order by (l.x).name, (l.x).person_key, l.line;
end
$_$;


--
-- Name: map(uuid, jsonb, jsonb); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.map(job uuid, mapping jsonb, states jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $_$
begin
	update job.job j
	   set wishes = j.wishes
	               || case when mapping is null then '{}' else jsonb_build_object('mapping', mapping) end
	               || case when states is null then '{}' else jsonb_build_object('states', states) end,
	       findings = case
	               when mapping is null then j.findings
	               else j.findings || jsonb_build_object('places', jsonb_strip_nulls(mapping)) end,
	       state = 'mapping', updated_at = now(), version = j.version + 1
	 where j.id = $1
	   and j.state in ('mapping', 'checked');
	if not found then
		perform job.refuse($1);
	end if;
end
$_$;


--
-- Name: FUNCTION map(job uuid, mapping jsonb, states jsonb); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.map(job uuid, mapping jsonb, states jsonb) IS 'The former release''s: superseded by the form with kinds, which checks what it is told.';


--
-- Name: map(uuid, jsonb, jsonb, jsonb); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.map(job uuid, mapping jsonb, states jsonb, kinds jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $_$
declare
	j job.job;
	anew boolean;
begin
	select k.* into j
	  from job.job k
	 where k.id = $1
	   and k.account_id = (select sec.account_id())
	   and k.kind like 'import.%'
	   and k.state in ('mapping', 'checked')
	   for update;
	if not found then
		perform job.refuse($1);
	end if;
	perform job.check_mapping(mapping, states, kinds -> substr(j.kind, 8),
		coalesce(j.findings -> 'headings', '[]'));
	anew := mapping is not null
	    and mapping ->> 'state' is distinct from j.findings -> 'places' ->> 'state';
	update job.job k
	   set wishes = k.wishes
	               || case when mapping is null then '{}' else jsonb_build_object('mapping', mapping) end
	               || case when states is null then '{}' else jsonb_build_object('states', states) end,
	       findings = case
	               when mapping is null then k.findings
	               else k.findings || jsonb_build_object('places', jsonb_strip_nulls(mapping)) end,
	       state = case when anew then 'staged' else 'mapping' end,
	       queued_at = case when anew then now() else k.queued_at end,
	       attempts = case when anew then 0 else k.attempts end,
	       updated_at = now(), version = k.version + 1
	 where k.id = $1;
end
$_$;


--
-- Name: FUNCTION map(job uuid, mapping jsonb, states jsonb, kinds jsonb); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.map(job uuid, mapping jsonb, states jsonb, kinds jsonb) IS 'Columns and states as the owner wants them. kinds: what each kind of import has.';


--
-- Name: next(); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.next(OUT id uuid, OUT kind text, OUT state text, OUT attempts integer) RETURNS SETOF record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	update job.job j
	   set state = 'failed', ended_at = now(), updated_at = now(), version = j.version + 1,
	       problem_zh = '多次处理都没有完成，请把文件交给管理员检查',
	       problem_en = 'It was tried several times and never ended; show the file to an administrator'
	 where j.state in ('staged', 'checking', 'running')
	   and j.attempts >= 3;
	return query
	update job.job j
	   set attempts = j.attempts + 1, updated_at = now()
	 where j.id = (
		select k.id
		  from job.job k
		 where k.state in ('staged', 'checking', 'running')
		 order by k.queued_at
		 limit 1
		   for update skip locked)
	returning j.id, j.kind, j.state, j.attempts::int;
end
$$;


--
-- Name: FUNCTION next(OUT id uuid, OUT kind text, OUT state text, OUT attempts integer); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.next(OUT id uuid, OUT kind text, OUT state text, OUT attempts integer) IS 'The job that waits longest for the worker, and counts the attempt.';


--
-- Name: number_equal_rows(uuid); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.number_equal_rows(job uuid) RETURNS void
    LANGUAGE sql
    SET search_path TO ''
    AS $_$
	update job.import_row r
	   set identity = r.identity || ':' || n.ordinal
	  from (select line, row_number() over (partition by identity order by line) as ordinal
	          from job.import_row
	         where job_id = $1
	           and identity like 'row:%') n
	 where r.job_id = $1
	   and r.line = n.line
$_$;


--
-- Name: job; Type: TABLE; Schema: job; Owner: -
--

CREATE TABLE job.job (
    id uuid NOT NULL,
    account_id bigint NOT NULL,
    permission text NOT NULL,
    kind text NOT NULL,
    acting_org_id integer,
    state text DEFAULT 'staged'::text NOT NULL,
    stopping boolean DEFAULT false NOT NULL,
    upload_id uuid,
    file_name text,
    wishes jsonb DEFAULT '{}'::jsonb NOT NULL,
    findings jsonb DEFAULT '{}'::jsonb NOT NULL,
    total integer DEFAULT 0 NOT NULL,
    done integer DEFAULT 0 NOT NULL,
    good integer DEFAULT 0 NOT NULL,
    bad integer DEFAULT 0 NOT NULL,
    known integer DEFAULT 0 NOT NULL,
    written integer DEFAULT 0 NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    problem_zh text,
    problem_en text,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    queued_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    expires_at timestamp with time zone DEFAULT (now() + '7 days'::interval) NOT NULL,
    CONSTRAINT job_ended_check CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['done'::text, 'failed'::text, 'cancelled'::text])))),
    CONSTRAINT job_kind_check CHECK ((kind ~ '^(import|export)\.[a-z_]+$'::text)),
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['staged'::text, 'mapping'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY job.job FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE job; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON TABLE job.job IS 'One import or export: what is wanted, how far it is, what was found.';


--
-- Name: COLUMN job.id; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.id IS 'UUIDv7.';


--
-- Name: COLUMN job.account_id; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.account_id IS 'Its owner; the worker acts with this account''s present rights.';


--
-- Name: COLUMN job.permission; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.permission IS 'Under which permission it acts.';


--
-- Name: COLUMN job.kind; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.kind IS 'import.referrals, import.organisations, export.referrals, export.organisations, export.quiet, export.oversight.';


--
-- Name: COLUMN job.acting_org_id; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.acting_org_id IS 'The institution whose register is imported.';


--
-- Name: COLUMN job.state; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.state IS 'staged: to be read; mapping: its owner looks at the columns; checking; checked; running; done, failed or cancelled.';


--
-- Name: COLUMN job.stopping; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.stopping IS 'Its owner asked to stop; the worker notices.';


--
-- Name: COLUMN job.upload_id; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.upload_id IS 'The file of an import.';


--
-- Name: COLUMN job.file_name; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.file_name IS 'What the file is called.';


--
-- Name: COLUMN job.wishes; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.wishes IS 'What the owner chose: {"mapping": {field: column}, "states": {text: state}}, or a filter.';


--
-- Name: COLUMN job.findings; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.findings IS 'What the worker found: columns, guessed mapping, texts of states.';


--
-- Name: COLUMN job.total; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.total IS 'Rows there are.';


--
-- Name: COLUMN job.done; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.done IS 'Rows treated in the present step.';


--
-- Name: COLUMN job.good; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.good IS 'Rows without error that are not known yet.';


--
-- Name: COLUMN job.bad; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.bad IS 'Rows with an error.';


--
-- Name: COLUMN job.known; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.known IS 'Rows that an earlier import, or the other side, brought already.';


--
-- Name: COLUMN job.written; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.written IS 'Rows that the import added.';


--
-- Name: COLUMN job.attempts; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.attempts IS 'How often the present step was begun: a step that kills the worker ends.';


--
-- Name: COLUMN job.problem_zh; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.problem_zh IS 'Why it failed, in Chinese.';


--
-- Name: COLUMN job.problem_en; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.problem_en IS 'The same in English.';


--
-- Name: COLUMN job.version; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.version IS 'Counts what its owner and the worker''s steps changed.';


--
-- Name: COLUMN job.created_at; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.created_at IS 'When it was asked for.';


--
-- Name: COLUMN job.queued_at; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.queued_at IS 'Since when the worker should take it up.';


--
-- Name: COLUMN job.updated_at; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.updated_at IS 'Last sign of life.';


--
-- Name: COLUMN job.ended_at; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.ended_at IS 'When it was done, failed or was cancelled.';


--
-- Name: COLUMN job.expires_at; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.job.expires_at IS 'When its files and rows are deleted.';


--
-- Name: own_job(uuid); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.own_job(job uuid) RETURNS job.job
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $_$
declare
	j job.job;
begin
	select k.* into j from job.job k where k.id = $1;
	if j.id is null or j.account_id is distinct from sec.account_id()
	   or j.permission is distinct from sec.permission() then
		raise exception using errcode = 'UX404',
			message = '没有这个任务', detail = 'There is no such job';
	end if;
	return j;
end
$_$;


--
-- Name: FUNCTION own_job(job uuid); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.own_job(job uuid) IS 'For definer functions: the job, if it is the caller''s own.';


--
-- Name: parent_of(text); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.parent_of(parent text) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO ''
    AS $$
	select o.id
	  from biz.organisation o
	 where o.valid_to is null
	   and (o.code = parent or o.name = parent)
	 order by o.code = parent desc, o.region_id, o.id
	 limit 1
$$;


--
-- Name: permission_of(text); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.permission_of(kind text) RETURNS text
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT
         CASE kind
             WHEN 'import.referrals'::text THEN 'referral.import'::text
             WHEN 'import.organisations'::text THEN 'organisation.write'::text
             WHEN 'export.referrals'::text THEN 'referral.export'::text
             WHEN 'export.organisations'::text THEN 'organisation.read'::text
             WHEN 'export.quiet'::text THEN 'oversight.export'::text
             WHEN 'export.oversight'::text THEN 'oversight.export'::text
             ELSE NULL::text
         END AS "case";
END;


--
-- Name: FUNCTION permission_of(kind text); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.permission_of(kind text) IS 'Under which permission a kind of job acts; null: there is no such kind.';


--
-- Name: progress(uuid, integer, integer, integer, integer); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.progress(job uuid, total integer, done integer, good integer, bad integer) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
	update job.job j
	   set total = coalesce($2, j.total), done = $3, good = $4, bad = $5, updated_at = now()
	 where j.id = $1
	returning j.stopping
$_$;


--
-- Name: FUNCTION progress(job uuid, total integer, done integer, good integer, bad integer); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.progress(job uuid, total integer, done integer, good integer, bad integer) IS 'Notes how far the worker is; true: the owner wants it to stop.';


--
-- Name: referral_lines(uuid, integer, integer); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.referral_lines(job uuid, first integer, last integer) RETURNS TABLE(line integer, identity text, x job.referral_line)
    LANGUAGE sql STABLE
    SET search_path TO ''
    AS $_$
	select w.line, w.identity, jsonb_populate_record(null::job.referral_line, w.data)
	  from job.import_row w
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and w.line between $2 and $3
$_$;


--
-- Name: refuse(uuid); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.refuse(job uuid) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO ''
    AS $_$
declare
	now_in text;
begin
	select j.state into now_in from job.job j where j.id = $1;
	if now_in is null then
		raise exception using errcode = 'UX404',
			message = '没有这个任务', detail = 'There is no such job';
	end if;
	raise exception using errcode = 'UX409',
		message = '任务现在的状态不允许这样做，请刷新后再试',
		detail = 'The present state of the job does not allow it: ' || now_in;
end
$_$;


--
-- Name: refuse_mapping(text, text, text, text); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.refuse_mapping(pointer text, key text, zh text, en text) RETURNS void
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO ''
    AS $$
begin
	raise exception using errcode = 'UX422', message = zh, detail = en,
		hint = pointer || coalesce('/' || replace(replace(key, '~', '~0'), '/', '~1'), '');
end
$$;


--
-- Name: FUNCTION refuse_mapping(pointer text, key text, zh text, en text); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.refuse_mapping(pointer text, key text, zh text, en text) IS 'Refuses one member of a mapping by its JSON pointer.';


--
-- Name: run_organisations(uuid, integer, integer); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.run_organisations(job uuid, first integer, last integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
declare
	n int := 0;
	before int := -1;
	l record;
begin
	perform job.own_job(job);
	while n > before loop
		before := n;
		for l in
			select w.data
			  from job.import_row w
			 where w.job_id = $1
			   and w.outcome = 'good'
			   and w.line between first and last
			   and not exists (select from biz.organisation o where o.code = w.data ->> 'code')
			   and (w.data ->> 'parent' is null or job.parent_of(w.data ->> 'parent') is not null)
			 order by w.line
		loop
			perform biz.organisation_create((l.data ->> 'id')::uuid, l.data ->> 'code',
				l.data ->> 'name', l.data ->> 'kind', (l.data ->> 'level')::int, l.data ->> 'grade',
				l.data ->> 'ownership', (l.data ->> 'division_code')::int,
				job.parent_of(l.data ->> 'parent'), (l.data ->> 'beds')::int,
				(l.data ->> 'population')::int, (l.data ->> 'area_km2')::numeric,
				(l.data ->> 'poverty')::boolean, l.data ->> 'pinyin', l.data ->> 'initials',
				l.data ->> 'helpdesk_name', l.data ->> 'helpdesk_phone',
				(l.data ->> 'valid_from')::date);
			n := n + 1;
		end loop;
	end loop;
	return n;
end
$_$;


--
-- Name: FUNCTION run_organisations(job uuid, first integer, last integer); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.run_organisations(job uuid, first integer, last integer) IS 'Makes the institutions of these lines; how many.';


--
-- Name: run_referrals(uuid, integer, integer); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.run_referrals(job uuid, first integer, last integer) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO ''
    AS $_$
declare
	org constant int := (select j.acting_org_id from job.job j where j.id = $1);
	region constant int := (select o.region_id from biz.organisation o where o.id = org);
	me constant bigint := sec.account_id();
	written uuid[];
	states text[];
begin
	perform job.import_patients($1, org, region, first, last);

	with made as (
		insert into biz.referral (id, number, direction, emergency, urgency, care, patient_id,
		       patient_org_id, person_key, from_org_id, from_region_id, from_department, from_doctor,
		       to_org_id, to_region_id, to_department, to_doctor, diagnosis, diagnosis_code, reason,
		       summary, state, listed_at, sent_at, arrived_at, arrived_on, closed_at, ended_at,
		       end_reason, origin, import_org_id, register_number, import_job_id, created_by, updated_by)
		select (l.x).id, biz.referral_number((l.x).id, biz.day_start((l.x).sent_on)), (l.x).direction,
		       (l.x).urgency = 'emergency', (l.x).urgency, (l.x).care, p.id, org, (l.x).person_key,
		       f.id, f.region_id, (l.x).from_department, (l.x).from_doctor, t.id, t.region_id,
		       (l.x).to_department, (l.x).to_doctor, (l.x).diagnosis, (l.x).diagnosis_code, (l.x).reason,
		       (l.x).note, (l.x).state, biz.day_start((l.x).sent_on),
		       case when (l.x).state <> 'draft' then biz.day_start((l.x).sent_on) end,
		       biz.day_start(c.came_on), c.came_on,
		       case when (l.x).state = 'closed' then biz.day_start(c.came_on) end,
		       case when (l.x).state in ('closed', 'rejected', 'redirected', 'cancelled')
		            then biz.day_start(coalesce(c.came_on, (l.x).sent_on)) end,
		       (l.x).end_reason, 'import', org, l.identity, $1, me, me
		  from job.referral_lines($1, first, last) l
		 cross join lateral (
			select case when (l.x).state in ('arrived', 'treated', 'feedback', 'closed')
			            then coalesce((l.x).arrived_on, (l.x).sent_on) end as came_on) c
		  join biz.organisation f on f.id = (l.x).from_org
		  join biz.organisation t on t.id = (l.x).to_org
		 cross join lateral (
			select k.id
			  from biz.patient k
			 where (l.x).id_number_idx is not null
			   and k.org_id = org
			   and k.id_number_idx = (l.x).id_number_idx
			 union all
			(select k.id
			  from biz.patient k
			 where (l.x).id_number_idx is null
			   and k.org_id = org
			   and k.name = (l.x).name
			   and k.person_key = (l.x).person_key
			   and k.id_number_idx is null
			 limit 1)) p
		on conflict on constraint referral_register_key do nothing
		returning id, state
	)
	select array_agg(m.id), array_agg(m.state)
	  into written, states
	  from made m;

	insert into biz.referral_event (referral_id, account_id, actor_name, org_id, action, to_state,
	       version)
	select x.id, me, sec.account_name(), org, 'import', x.state, 1
	  from unnest(written, states) as x (id, state);
	return coalesce(cardinality(written), 0);
end
$_$;


--
-- Name: FUNCTION run_referrals(job uuid, first integer, last integer); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.run_referrals(job uuid, first integer, last integer) IS 'Writes the good rows of these lines as referrals with origin import; how many were new.';


--
-- Name: settle_organisations(uuid); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.settle_organisations(job uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
declare
	lines int[];
	told text[];
begin
	perform job.own_job(job);
	perform job.blame_doubles($1, 'code');

	update job.import_row w
	   set outcome = 'known'
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and exists (
	       select
	         from biz.organisation o
	        where o.code = w.data ->> 'code'
	          and o.name = w.data ->> 'name');

	select array_agg(w.line), array_agg(w.data ->> 'code')
	  into lines, told
	  from job.import_row w
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and exists (select from biz.organisation o where o.code = w.data ->> 'code');
	if lines is not null then
		perform job.blame($1, lines, 'code', told, '机构编码“%”已属于另一个机构，请核对；改名请在机构页面办理',
			'Code "%" belongs to another institution; renaming is done on its page');
	end if;

	select array_agg(w.line), array_agg(w.data ->> 'division_code')
	  into lines, told
	  from job.import_row w
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and not exists (
	       select from biz.division d where d.code = (w.data ->> 'division_code')::int);
	if lines is not null then
		perform job.blame($1, lines, 'division_code', told, '没有区划代码“%”，请核对',
			'There is no division of code "%"');
	end if;

	select array_agg(w.line), array_agg(w.data ->> 'division_code')
	  into lines, told
	  from job.import_row w
	 cross join lateral (select (w.data ->> 'division_code')::int as code) d
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and not coalesce((select sec.sees_all())
	       or case when d.code > 999999 then d.code / 1000 else d.code end
	          between (select sec.region_lo()) and (select sec.region_hi()), false);
	if lines is not null then
		perform job.blame($1, lines, 'division_code', told, '区划“%”不在您的管辖范围内',
			'Division "%" is outside your region');
	end if;

	select array_agg(w.line), array_agg(w.data ->> 'parent')
	  into lines, told
	  from job.import_row w
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and w.data ->> 'parent' is not null
	   and job.parent_of(w.data ->> 'parent') is null
	   and not exists (
	       select
	         from job.import_row p
	        where p.job_id = $1
	          and p.outcome in ('good', 'known')
	          and p.line <> w.line
	          and w.data ->> 'parent' in (p.data ->> 'code', p.data ->> 'name'));
	if lines is not null then
		perform job.blame($1, lines, 'parent', told, '找不到上级机构“%”，请填写它的编码或现在的全称',
			'There is no parent institution "%"; give its code or its present name');
	end if;
	perform job.count_outcomes($1);
end
$_$;


--
-- Name: FUNCTION settle_organisations(job uuid); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.settle_organisations(job uuid) IS 'Marks the checked rows of an import of institutions: known already, or bad and why. The caller''s own job only.';


--
-- Name: settle_referrals(uuid); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.settle_referrals(job uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $_$
declare
	org constant int := (job.own_job(job)).acting_org_id;
	lines int[];
	numbers text[];
begin
	analyze job.import_row;
	perform job.number_equal_rows($1);
	perform job.blame_doubles($1, 'register');

	select array_agg(w.line), array_agg(w.data ->> 'register')
	  into lines, numbers
	  from job.import_row w
	  join biz.referral r on r.import_org_id = org and r.register_number = w.identity
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and w.identity not like 'row:%'
	   and (r.person_key, r.from_org_id, r.to_org_id) is distinct from ((w.data ->> 'person_key')::bytea,
	       (w.data ->> 'from_org')::int, (w.data ->> 'to_org')::int);
	if lines is not null then
		perform job.blame($1, lines, 'register', numbers,
			'登记号“%”以前已用于另一条转诊（患者或机构不同），请核对登记号',
			'Register number "%" was used before for another referral (patient or institution differ)');
	end if;

	update job.import_row w
	   set outcome = 'known'
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and exists (
	       select
	         from biz.referral r
	        where r.import_org_id = org
	          and r.register_number = w.identity);

	update job.import_row w
	   set outcome = 'known'
	 where w.job_id = $1
	   and w.outcome = 'good'
	   and exists (
	       select
	         from biz.referral r
	        where r.from_org_id = (w.data ->> 'from_org')::int
	          and r.listed_at between biz.day_start((w.data ->> 'sent_on')::date - 3)
	              and biz.day_start((w.data ->> 'sent_on')::date + 4)
	          and r.to_org_id = (w.data ->> 'to_org')::int
	          and r.direction = w.data ->> 'direction'
	          and r.person_key = (w.data ->> 'person_key')::bytea
	          and r.import_org_id is distinct from org
	          and coalesce(abs(r.arrived_on - (w.data ->> 'arrived_on')::date) <= 1, true));
	perform job.count_outcomes($1);
end
$_$;


--
-- Name: FUNCTION settle_referrals(job uuid); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.settle_referrals(job uuid) IS 'Finds doubles and rows that are there already, and counts good, bad and known ones.';


--
-- Name: unknown_files(jsonb); Type: FUNCTION; Schema: job; Owner: -
--

CREATE FUNCTION job.unknown_files(names jsonb) RETURNS SETOF text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
	select n.name
	  from jsonb_array_elements_text(names) n (name)
	 where not exists (select from job.upload u where u.id::text = n.name)
$$;


--
-- Name: FUNCTION unknown_files(names jsonb); Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON FUNCTION job.unknown_files(names jsonb) IS 'Which of these files of the upload folder belong to no row: their request failed, or they were never finished.';


--
-- Name: account_ceiling(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.account_ceiling() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
	if new.home_org is not null and not sec.org_within(
	    (select m.scope_ceiling_org from sec.realm m where m.id = new.realm_id), new.home_org) then
		perform sec.refuse('UX422', '机构超出此目录域的上限', 'The organisation is beyond the ceiling of this realm', '/home_org');
	end if;
	return new;
end
$$;


--
-- Name: FUNCTION account_ceiling(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.account_ceiling() IS 'Accounts of a realm belong to organisations below its ceiling.';


--
-- Name: account_fill(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.account_fill() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
	new.person_id := coalesce(new.person_id, new.id);
	return new;
end
$$;


--
-- Name: FUNCTION account_fill(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.account_fill() IS 'A new account is a person of its own.';


--
-- Name: account_last(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.account_last() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
	if old.blocked_at is null and new.blocked_at is not null and exists (
	    select
	      from sec.account_role r
	     where r.account_id = new.id
	       and sec.is_last_administrator(r)) then
		perform sec.refuse('UX409', '最后一名此类管理员不能停用,请先任命另一人',
		    'The last administrator of a kind cannot be blocked; appoint another first');
	end if;
	return new;
end
$$;


--
-- Name: FUNCTION account_last(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.account_last() IS 'The last administrator of a kind is not blocked.';


--
-- Name: account_moved(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.account_moved() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
	if new.home_org is distinct from old.home_org then
		new.scope_fresh_until := '-infinity';
	end if;
	return new;
end
$$;


--
-- Name: FUNCTION account_moved(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.account_moved() IS 'Scopes by home organisation follow it.';


--
-- Name: account_name(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.account_name() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$ begin return (select a.display_name from sec.account a where a.id = (select split_part(sec.verified(), '|', 4)::bigint)); end $$;


--
-- Name: FUNCTION account_name(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.account_name() IS 'Shown name of this request''s account.';


--
-- Name: account_of_login(text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.account_of_login(login text) RETURNS TABLE(account_id bigint, home_org integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $_$
	select a.id, a.home_org
	  from sec.realm_suffix x
	  join sec.account a on a.realm_id = x.realm_id
	 where x.suffix = lower(substring(login from '@([^@]+)$'))
	   and a.login_name = lower(substring(login from '^(.+)@[^@]+$'))
	   and a.dir_state <> 'gone'
	 order by a.id desc
	 limit 1
$_$;


--
-- Name: FUNCTION account_of_login(login text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.account_of_login(login text) IS 'The account that signs in as name@suffix, where it signed in once or was granted something.';


--
-- Name: account_role_guard(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.account_role_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
	kind sec.role;
begin
	select * into kind from sec.role where code = new.role_code;
	if kind.code is null then
		perform sec.refuse('UX422', '没有这个角色', 'There is no such role', '/role');
	end if;
	-- One at a time per person: what follows looks at the person's other grants.
	select a.person_id into new.person_id from sec.account a where a.id = new.account_id for update;
	new.class := kind.class;
	if not new.scope_kind = any (kind.scope_kinds) then
		perform sec.refuse('UX422', '此角色不能授予这种范围', 'This role cannot have a scope of this kind', '/scope_kind');
	end if;
	if new.source = 'directory' and not kind.dir_mappable then
		perform sec.refuse('UX422', '此角色不能由目录授予', 'No directory can give this role', '/role');
	end if;
	if new.scope_kind = 'region' and new.role_code = any (array['prov_overseer', 'city_overseer', 'county_overseer'])
	    and new.role_code <> (case
	        when new.scope_region % 10000 = 0 then 'prov_overseer'
	        when new.scope_region % 100 = 0 then 'city_overseer'
	        else 'county_overseer'
	    end) then
		perform sec.refuse('UX422', '监管范围与角色级别不符', 'The region is not of this overseer''s level', '/scope_region');
	end if;
	if new.approved_at is null or new.revoked_at is not null then
		return new;
	end if;
	if exists (select
	             from sec.account_role r
	            where r.person_id = new.person_id
	              and r.id <> new.id
	              and r.class <> new.class
	              and r.approved_at is not null
	              and r.revoked_at is null
	              and tstzrange(r.valid_from, r.valid_until) && tstzrange(new.valid_from, new.valid_until)) then
		perform sec.refuse('UX409', '三员分立:系统管理员、安全管理员、审计员与业务角色不能由同一人担任',
		    'System administrator, security administrator, auditor and business roles cannot belong to one person', '/role');
	end if;
	-- A context carries one range: two ranges of an account must lie one in the other.
	if new.scope_kind = 'region' and exists (select
	             from sec.account_role r
	            where r.account_id = new.account_id
	              and r.id <> new.id
	              and r.scope_kind = 'region'
	              and r.approved_at is not null
	              and r.revoked_at is null
	              and tstzrange(r.valid_from, r.valid_until) && tstzrange(new.valid_from, new.valid_until)
	              and not int4range(r.region_lo, r.region_hi, '[]')
	                  @> int4range(sec.region_low(new.scope_region), sec.region_high(new.scope_region), '[]')
	              and not int4range(r.region_lo, r.region_hi, '[]')
	                  <@ int4range(sec.region_low(new.scope_region), sec.region_high(new.scope_region), '[]')) then
		perform sec.refuse('UX409', '同一账号的监管范围必须逐级包含,不能并列两个地区',
		    'Regions of one account must contain one another; two side by side need two accounts', '/scope_region');
	end if;
	return new;
end
$$;


--
-- Name: FUNCTION account_role_guard(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.account_role_guard() IS 'What a grant must be: scope fit for the role, no role from a directory that may not give it, separation of administrators per person, nested regions per account.';


--
-- Name: account_role_last(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.account_role_last() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
	if tg_op = 'DELETE' or not sec.is_active(new) or new.valid_until is not null
	    or new.role_code <> old.role_code or new.scope_kind <> 'system' or new.account_id <> old.account_id then
		if sec.is_last_administrator(old) then
			perform sec.refuse('UX409', '最后一名此类管理员不能撤销,请先任命另一人',
			    'The last administrator of a kind cannot be removed; appoint another first');
		end if;
	end if;
	return case when tg_op = 'DELETE' then old else new end;
end
$$;


--
-- Name: FUNCTION account_role_last(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.account_role_last() IS 'The last administrator of a kind stays.';


--
-- Name: account; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.account (
    id bigint NOT NULL,
    realm_id integer NOT NULL,
    dir_uid bytea NOT NULL,
    login_name text NOT NULL,
    display_name text NOT NULL,
    person_id bigint NOT NULL,
    home_org integer,
    language text DEFAULT 'zh'::text NOT NULL,
    dir_state text DEFAULT 'active'::text NOT NULL,
    dir_state_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    blocked_at timestamp with time zone,
    blocked_by bigint,
    block_reason text,
    scope_fresh_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    first_sign_in_at timestamp with time zone,
    last_sign_in_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT account_block_has_reason CHECK (((blocked_at IS NULL) OR (block_reason IS NOT NULL))),
    CONSTRAINT account_dir_state_known CHECK ((dir_state = ANY (ARRAY['active'::text, 'disabled'::text, 'gone'::text]))),
    CONSTRAINT account_dir_uid_length CHECK (((length(dir_uid) >= 8) AND (length(dir_uid) <= 64))),
    CONSTRAINT account_language_known CHECK ((language = ANY (ARRAY['zh'::text, 'en'::text])))
);

ALTER TABLE ONLY sec.account FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE account; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.account IS 'A person''s account in one directory; never deleted. The directory''s id makes it the same, never a name.';


--
-- Name: COLUMN account.id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.id IS 'Key.';


--
-- Name: COLUMN account.realm_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.realm_id IS 'Its directory.';


--
-- Name: COLUMN account.dir_uid; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.dir_uid IS 'Immutable id in the directory (entryUUID, objectGUID), as bytes.';


--
-- Name: COLUMN account.login_name; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.login_name IS 'Name typed at sign-in, folded; may change, may be used by another later.';


--
-- Name: COLUMN account.display_name; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.display_name IS 'Shown name.';


--
-- Name: COLUMN account.person_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.person_id IS 'First account of this person; its own id unless human resources linked two.';


--
-- Name: COLUMN account.home_org; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.home_org IS 'Organisation by the realm''s rules; null: none matched.';


--
-- Name: COLUMN account.language; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.language IS 'zh or en.';


--
-- Name: COLUMN account.dir_state; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.dir_state IS 'What the directory says; written by the login worker only.';


--
-- Name: COLUMN account.dir_state_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.dir_state_at IS 'Since when.';


--
-- Name: COLUMN account.blocked_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.blocked_at IS 'Blocked in the portal since; the directory never clears it.';


--
-- Name: COLUMN account.blocked_by; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.blocked_by IS 'Who blocked it.';


--
-- Name: COLUMN account.block_reason; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.block_reason IS 'Why.';


--
-- Name: COLUMN account.scope_fresh_until; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.scope_fresh_until IS 'Until when sec.account_scope holds for this account.';


--
-- Name: COLUMN account.first_sign_in_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.first_sign_in_at IS 'First sign-in; null: granted before ever signing in.';


--
-- Name: COLUMN account.last_sign_in_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.last_sign_in_at IS 'Last sign-in.';


--
-- Name: COLUMN account.created_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account.created_at IS 'When the account was made.';


--
-- Name: realm; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.realm (
    id integer NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    ca_pem text DEFAULT ''::text NOT NULL,
    min_tls text DEFAULT '1.2'::text NOT NULL,
    base_dn text NOT NULL,
    user_filter text NOT NULL,
    id_attr text NOT NULL,
    name_attr text DEFAULT 'cn'::text NOT NULL,
    active_filter text DEFAULT ''::text NOT NULL,
    group_mode text NOT NULL,
    group_base_dn text DEFAULT ''::text NOT NULL,
    service_dn text DEFAULT ''::text NOT NULL,
    service_secret text DEFAULT ''::text NOT NULL,
    krb_realm text,
    scope_ceiling_org integer NOT NULL,
    connect_ms integer DEFAULT 1500 NOT NULL,
    total_ms integer DEFAULT 5000 NOT NULL,
    max_concurrent integer DEFAULT 4 NOT NULL,
    queue integer DEFAULT 16 NOT NULL,
    forward_fail_limit integer DEFAULT 3 NOT NULL,
    recheck_s integer DEFAULT 300 NOT NULL,
    outage_grace_s integer DEFAULT 3600 NOT NULL,
    enabled boolean DEFAULT false NOT NULL,
    row_version bigint DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT realm_code_form CHECK ((code ~ '^[a-z0-9-]{2,32}$'::text)),
    CONSTRAINT realm_group_mode_known CHECK ((group_mode = ANY (ARRAY['member_search'::text, 'memberof'::text, 'ad_in_chain'::text, 'ad_token_groups'::text]))),
    CONSTRAINT realm_id_attr_immutable CHECK ((id_attr = ANY (ARRAY['entryUUID'::text, 'objectGUID'::text]))),
    CONSTRAINT realm_kind_known CHECK ((kind = ANY (ARRAY['openldap'::text, 'ad'::text, 'hosted'::text, 'oidc'::text, 'cas'::text]))),
    CONSTRAINT realm_limits_sane CHECK ((((connect_ms >= 100) AND (connect_ms <= 10000)) AND ((total_ms >= 200) AND (total_ms <= 30000)) AND ((max_concurrent >= 1) AND (max_concurrent <= 64)) AND ((queue >= 0) AND (queue <= 256)) AND ((forward_fail_limit >= 1) AND (forward_fail_limit <= 20)) AND ((recheck_s >= 10) AND (recheck_s <= 86400)) AND ((outage_grace_s >= 0) AND (outage_grace_s <= 86400)))),
    CONSTRAINT realm_min_tls_known CHECK ((min_tls = ANY (ARRAY['1.2'::text, '1.3'::text]))),
    CONSTRAINT realm_secret_is_name CHECK ((service_secret ~ '^[A-Za-z0-9._-]*$'::text)),
    CONSTRAINT realm_user_filter_one_place CHECK (((length(user_filter) - length(replace(user_filter, '%u'::text, ''::text))) = 2))
);

ALTER TABLE ONLY sec.realm FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE realm; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.realm IS 'A directory in which people have their accounts.';


--
-- Name: COLUMN realm.id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.id IS 'Key.';


--
-- Name: COLUMN realm.code; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.code IS 'Short name in addresses and logs.';


--
-- Name: COLUMN realm.name; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.name IS 'Shown name.';


--
-- Name: COLUMN realm.kind; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.kind IS 'openldap, ad, hosted (kept by the portal), oidc, cas.';


--
-- Name: COLUMN realm.ca_pem; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.ca_pem IS 'The only certificate authorities trusted for this directory.';


--
-- Name: COLUMN realm.min_tls; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.min_tls IS 'Lowest TLS version spoken.';


--
-- Name: COLUMN realm.base_dn; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.base_dn IS 'Where people are searched.';


--
-- Name: COLUMN realm.user_filter; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.user_filter IS 'Search filter with exactly one %u, which is escaped by us.';


--
-- Name: COLUMN realm.id_attr; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.id_attr IS 'Attribute that never changes for a person: entryUUID or objectGUID.';


--
-- Name: COLUMN realm.name_attr; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.name_attr IS 'Attribute with the shown name.';


--
-- Name: COLUMN realm.active_filter; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.active_filter IS 'Filter that matches accounts in use; empty: all.';


--
-- Name: COLUMN realm.group_mode; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.group_mode IS 'How groups of a person are read.';


--
-- Name: COLUMN realm.group_base_dn; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.group_base_dn IS 'Where groups are searched; empty: base_dn.';


--
-- Name: COLUMN realm.service_dn; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.service_dn IS 'Account the portal searches with.';


--
-- Name: COLUMN realm.service_secret; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.service_secret IS 'Name of the file with its password in the secrets directory, never the password.';


--
-- Name: COLUMN realm.krb_realm; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.krb_realm IS 'Kerberos realm, for single sign-on.';


--
-- Name: COLUMN realm.scope_ceiling_org; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.scope_ceiling_org IS 'Nothing this directory says reaches outside this organisation and what is below it.';


--
-- Name: COLUMN realm.connect_ms; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.connect_ms IS 'Longest time for a connection.';


--
-- Name: COLUMN realm.total_ms; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.total_ms IS 'Longest time for one question.';


--
-- Name: COLUMN realm.max_concurrent; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.max_concurrent IS 'Questions at once.';


--
-- Name: COLUMN realm.queue; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.queue IS 'Sign-ins that may wait.';


--
-- Name: COLUMN realm.forward_fail_limit; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.forward_fail_limit IS 'Wrong passwords per account in 30 minutes that are forwarded.';


--
-- Name: COLUMN realm.recheck_s; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.recheck_s IS 'Interval of re-checks of accounts with a session.';


--
-- Name: COLUMN realm.outage_grace_s; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.outage_grace_s IS 'How long sessions outlive the last answer of the directory.';


--
-- Name: COLUMN realm.enabled; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.enabled IS 'Whether people can sign in.';


--
-- Name: COLUMN realm.row_version; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.row_version IS 'Grows with every change, of endpoints, suffixes and rules too.';


--
-- Name: COLUMN realm.created_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm.created_at IS 'When it was added.';


--
-- Name: admin_account_find(text, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_account_find(realm_code text, login_name text) RETURNS TABLE(id bigint, dir_uid bytea, display_name text, home_org integer, dir_state text, blocked boolean, last_sign_in_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    BEGIN ATOMIC
 SELECT a.id,
     a.dir_uid,
     a.display_name,
     a.home_org,
     a.dir_state,
     (a.blocked_at IS NOT NULL),
     a.last_sign_in_at
    FROM (sec.account a
      JOIN sec.realm m ON ((m.id = a.realm_id)))
   WHERE ((m.code = admin_account_find.realm_code) AND (a.login_name = admin_account_find.login_name))
   ORDER BY (a.dir_state = 'active'::text) DESC, a.id DESC;
END;


--
-- Name: FUNCTION admin_account_find(realm_code text, login_name text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_account_find(realm_code text, login_name text) IS 'Accounts that last signed in under this name, the one in use first; the directory''s id decides who is who.';


--
-- Name: login_account(integer, bytea, text, text, integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_account(realm_id integer, dir_uid bytea, login_name text, display_name text, home_org integer) RETURNS TABLE(account_id bigint, first boolean, blocked boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	-- The realm's rules may still name what was merged meanwhile.
	home int := biz.organisation_heir(login_account.home_org);
	a sec.account;
begin
	if home is not null and not sec.org_within(
	    (select m.scope_ceiling_org from sec.realm m where m.id = login_account.realm_id), home) then
		perform sec.note(null, 'auth.ceiling', 'realm', login_account.realm_id::text, home, null, 'refused',
		    'home organisation outside the realm''s ceiling', null);
		home := null;
	end if;
	insert into sec.account as t (realm_id, dir_uid, login_name, display_name, home_org)
	values (login_account.realm_id, login_account.dir_uid, login_account.login_name, login_account.display_name, home)
	on conflict on constraint account_realm_dir_uid_key do update
	   set login_name = excluded.login_name,
	       display_name = excluded.display_name,
	       home_org = excluded.home_org,
	       dir_state = 'active',
	       dir_state_at = case when t.dir_state = 'active' then t.dir_state_at else clock_timestamp() end
	returning * into a;
	return query select a.id, a.first_sign_in_at is null, a.blocked_at is not null;
end
$$;


--
-- Name: FUNCTION login_account(realm_id integer, dir_uid bytea, login_name text, display_name text, home_org integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_account(realm_id integer, dir_uid bytea, login_name text, display_name text, home_org integer) IS 'After a right password: the account of this immutable directory id, made at the first sign-in, with today''s names and home organisation (null: no rule matched, or outside the realm''s ceiling). blocked: tell the user that the account is disabled and make no session.';


--
-- Name: realm_by_code(text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.realm_by_code(realm_code text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS $$
declare
	found_id int := (select m.id from sec.realm m where m.code = realm_code);
begin
	if found_id is null then
		perform sec.refuse('UX422', format('没有目录域 %s', realm_code), format('There is no realm %s', realm_code), '/realm');
	end if;
	return found_id;
end
$$;


--
-- Name: FUNCTION realm_by_code(realm_code text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.realm_by_code(realm_code text) IS 'Id of a realm, or UX422.';


--
-- Name: admin_account_put(text, bytea, text, text, integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_account_put(realm_code text, dir_uid bytea, login_name text, display_name text, home_org integer) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN (SELECT x.account_id FROM sec.login_account(sec.realm_by_code(admin_account_put.realm_code), admin_account_put.dir_uid, admin_account_put.login_name, admin_account_put.display_name, admin_account_put.home_org) x(account_id, first, blocked));


--
-- Name: FUNCTION admin_account_put(realm_code text, dir_uid bytea, login_name text, display_name text, home_org integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_account_put(realm_code text, dir_uid bytea, login_name text, display_name text, home_org integer) IS 'Account of somebody found in a directory, who need not have signed in yet: so grants can name her.';


--
-- Name: admin_alliance(text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_alliance(alliance_name text) RETURNS integer
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	found_id int := (select x.id from biz.alliance x where x.name = alliance_name);
begin
	if found_id is null then
		perform sec.refuse('UX422', format('没有名为 %s 的医联体', alliance_name),
		    format('There is no alliance named %s', alliance_name), '/alliance');
	end if;
	return found_id;
end
$$;


--
-- Name: FUNCTION admin_alliance(alliance_name text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_alliance(alliance_name text) IS 'Id of the alliance with this name, or UX422.';


--
-- Name: block_account(bigint, bigint, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.block_account(actor bigint, who bigint, reason text) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
	home int;
	ended int;
begin
	select a.home_org into home from sec.account a where a.id = who for update;
	if not found then
		perform sec.refuse('UX404', '没有这个账号', 'There is no such account');
	end if;
	if length(coalesce(reason, '')) < 2 then
		perform sec.refuse('UX422', '请填写理由', 'Give a reason', '/reason');
	end if;
	perform sec.must_be_other(actor, who);
	perform sec.must_hold(actor, 'session.any', case when home is null then int4range(null, null)
	    else sec.scope_span('org', home, null, null, null) end);
	update sec.account a
	   set blocked_at = clock_timestamp(), blocked_by = actor, block_reason = reason
	 where a.id = who
	   and a.blocked_at is null;
	ended := sec.end_sessions(who, 'blocked');
	perform sec.note(actor, 'account.block', 'account', who::text, home, null, 'done', reason, null);
	return ended;
end
$$;


--
-- Name: FUNCTION block_account(actor bigint, who bigint, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.block_account(actor bigint, who bigint, reason text) IS 'Blocks an account in the portal and ends its sessions; the directory never unblocks it.';


--
-- Name: admin_block(bigint, bigint, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_block(actor bigint, who bigint, reason text) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.block_account(actor, who, reason);


--
-- Name: FUNCTION admin_block(actor bigint, who bigint, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_block(actor bigint, who bigint, reason text) IS 'sec.block_account.';


--
-- Name: admin_deny(bigint, bigint, text, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_deny(actor bigint, who bigint, permission text, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
#variable_conflict use_column
begin
	perform sec.must_be_other(admin_deny.actor, admin_deny.who);
	perform sec.must_hold(admin_deny.actor, 'grant.propose', int4range(null, null));
	insert into sec.denial (account_id, permission, reason, denied_by)
	values (admin_deny.who, admin_deny.permission, admin_deny.reason, admin_deny.actor)
	on conflict on constraint denial_pkey do nothing;
	perform sec.note(admin_deny.actor, 'grant.deny', 'account', admin_deny.who::text, null, null, 'done',
	    admin_deny.reason, jsonb_build_object('permission', admin_deny.permission));
end
$$;


--
-- Name: FUNCTION admin_deny(actor bigint, who bigint, permission text, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_deny(actor bigint, who bigint, permission text, reason text) IS 'Takes one permission from an account, whatever its roles give.';


--
-- Name: approve_role(bigint, bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.approve_role(actor bigint, grant_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
	r sec.account_role;
	home int;
begin
	select * into r from sec.account_role x where x.id = grant_id for update;
	if r.id is null then
		perform sec.refuse('UX404', '没有这项授权', 'There is no such grant');
	end if;
	if r.approved_at is not null or r.revoked_at is not null then
		perform sec.refuse('UX409', '这项授权已经处理过', 'This grant was decided already');
	end if;
	if r.proposed_by = actor then
		perform sec.refuse('UX403', '提出人与批准人不能是同一人', 'Who proposed it cannot approve it');
	end if;
	perform sec.must_be_other(actor, r.proposed_by);
	perform sec.must_be_other(actor, r.account_id);
	select a.home_org into home from sec.account a where a.id = r.account_id;
	perform sec.must_hold(actor, 'grant.approve', sec.scope_span(r.scope_kind, r.scope_org, r.scope_alliance, r.scope_region, home));
	if r.class <> 'business' then
		-- From now on an administrator: what the directory gave is no longer due.
		update sec.account_role x
		   set revoked_at = clock_timestamp(), revoked_by = actor, revoke_reason = 'became an administrator'
		 where x.account_id = r.account_id
		   and x.source = 'directory'
		   and x.revoked_at is null;
	end if;
	update sec.account_role x
	   set approved_by = actor, approved_at = clock_timestamp()
	 where x.id = grant_id;
	-- Sessions of the old rights had longer limits.
	if exists (select from sec.role o where o.code = r.role_code and (o.short_session or o.single_session)) then
		perform sec.end_sessions(r.account_id, 'rights');
	end if;
	perform sec.note(actor, 'grant.approve', 'account_role', grant_id::text, home, null, 'done', null,
	    jsonb_build_object('account', r.account_id, 'role', r.role_code));
end
$$;


--
-- Name: FUNCTION approve_role(actor bigint, grant_id bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.approve_role(actor bigint, grant_id bigint) IS 'Another security administrator approves a grant: it holds from now, or from its first day.';


--
-- Name: admin_grant_approve(bigint, bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_grant_approve(actor bigint, grant_id bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.approve_role(actor, grant_id);


--
-- Name: FUNCTION admin_grant_approve(actor bigint, grant_id bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_grant_approve(actor bigint, grant_id bigint) IS 'Another security administrator approves it.';


--
-- Name: propose_role(bigint, bigint, text, text, integer, integer, integer, timestamp with time zone, timestamp with time zone, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.propose_role(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
declare
	a sec.account;
	made bigint;
begin
	select * into a from sec.account x where x.id = propose_role.who;
	if a.id is null then
		perform sec.refuse('UX422', '没有这个账号', 'There is no such account', '/account_id');
	end if;
	if length(coalesce(propose_role.reason, '')) < 2 then
		perform sec.refuse('UX422', '请填写理由', 'Give a reason', '/reason');
	end if;
	perform sec.must_be_other(propose_role.actor, a.id);
	perform sec.must_hold(propose_role.actor, 'grant.propose', sec.scope_span(propose_role.scope_kind,
	    propose_role.scope_org, propose_role.scope_alliance, propose_role.scope_region, a.home_org));
	insert into sec.account_role (account_id, person_id, role_code, class, source, scope_kind, scope_org, scope_alliance,
	    scope_region, valid_from, valid_until, reason, proposed_by)
	values (a.id, a.person_id, propose_role.role_code, 'business', 'portal', propose_role.scope_kind, propose_role.scope_org,
	    propose_role.scope_alliance, propose_role.scope_region, coalesce(propose_role.valid_from, now()),
	    propose_role.valid_until, propose_role.reason, propose_role.actor)
	returning id into made;
	perform sec.note(propose_role.actor, 'grant.propose', 'account_role', made::text, a.home_org, null, 'done',
	    propose_role.reason, jsonb_build_object('account', a.id, 'role', propose_role.role_code, 'scope', propose_role.scope_kind));
	return made;
end
$$;


--
-- Name: FUNCTION propose_role(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.propose_role(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) IS 'A security administrator proposes a grant; it holds when another one approves it.';


--
-- Name: admin_grant_propose(bigint, bigint, text, text, integer, integer, integer, timestamp with time zone, timestamp with time zone, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_grant_propose(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.propose_role(actor, who, role_code, scope_kind, scope_org, scope_alliance, scope_region, valid_from, valid_until, reason);


--
-- Name: FUNCTION admin_grant_propose(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_grant_propose(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) IS 'A security administrator (actor, who has just proved herself by her directory''s password) proposes a grant.';


--
-- Name: revoke_role(bigint, bigint, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.revoke_role(actor bigint, grant_id bigint, reason text) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
	r sec.account_role;
	home int;
begin
	select * into r from sec.account_role x where x.id = grant_id for update;
	if r.id is null then
		perform sec.refuse('UX404', '没有这项授权', 'There is no such grant');
	end if;
	if r.revoked_at is not null then
		perform sec.refuse('UX409', '这项授权已经撤销', 'This grant was revoked already');
	end if;
	if length(coalesce(revoke_role.reason, '')) < 2 then
		perform sec.refuse('UX422', '请填写理由', 'Give a reason', '/reason');
	end if;
	select a.home_org into home from sec.account a where a.id = r.account_id;
	perform sec.must_hold(actor, 'grant.propose', sec.scope_span(r.scope_kind, r.scope_org, r.scope_alliance, r.scope_region, home));
	update sec.account_role x
	   set revoked_at = clock_timestamp(), revoked_by = actor, revoke_reason = revoke_role.reason
	 where x.id = grant_id;
	perform sec.note(actor, 'grant.revoke', 'account_role', grant_id::text, home, null, 'done', revoke_role.reason,
	    jsonb_build_object('account', r.account_id, 'role', r.role_code));
end
$$;


--
-- Name: FUNCTION revoke_role(actor bigint, grant_id bigint, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.revoke_role(actor bigint, grant_id bigint, reason text) IS 'Takes a grant back at once; one person suffices. What a directory gives comes back at the next sign-in unless the group is left or the permission denied.';


--
-- Name: admin_grant_revoke(bigint, bigint, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_grant_revoke(actor bigint, grant_id bigint, reason text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.revoke_role(actor, grant_id, reason);


--
-- Name: FUNCTION admin_grant_revoke(actor bigint, grant_id bigint, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_grant_revoke(actor bigint, grant_id bigint, reason text) IS 'A security administrator takes a grant back.';


--
-- Name: admin_group_map_approve(bigint, bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_group_map_approve(actor bigint, map_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	m sec.group_map;
begin
	select * into m from sec.group_map x where x.id = map_id for update;
	if m.id is null then
		perform sec.refuse('UX404', '没有这项组映射', 'There is no such group mapping');
	end if;
	if m.approved_at is not null or m.retired_at is not null then
		perform sec.refuse('UX409', '这项组映射已经处理过', 'This group mapping was decided already');
	end if;
	perform sec.must_be_other(actor, m.proposed_by);
	perform sec.must_hold(actor, 'grant.approve', sec.scope_span('org', coalesce(m.scope_org,
	    (select r.scope_ceiling_org from sec.realm r where r.id = m.realm_id)), null, null, null));
	update sec.group_map x
	   set approved_by = actor, approved_at = clock_timestamp()
	 where x.id = map_id;
	perform sec.note(actor, 'group_map.approve', 'group_map', map_id::text, null, null, 'done', m.role_code, null);
end
$$;


--
-- Name: FUNCTION admin_group_map_approve(actor bigint, map_id bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_group_map_approve(actor bigint, map_id bigint) IS 'Another security administrator approves it; it gives the role from each member''s next sign-in or re-check.';


--
-- Name: admin_group_map_propose(bigint, text, bytea, text, text, text, integer, integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_group_map_propose(actor bigint, realm_code text, group_uid bytea, group_dn text, role_code text, scope_kind text, scope_org integer, max_days integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
#variable_conflict use_column
declare
	made bigint;
	realm sec.realm;
begin
	select * into realm from sec.realm m where m.id = sec.realm_by_code(admin_group_map_propose.realm_code);
	if not exists (select from sec.role o where o.code = admin_group_map_propose.role_code and o.dir_mappable) then
		perform sec.refuse('UX422', '此角色不能由目录授予', 'No directory can give this role', '/role');
	end if;
	perform sec.must_hold(admin_group_map_propose.actor, 'grant.propose', sec.scope_span('org',
	    coalesce(admin_group_map_propose.scope_org, realm.scope_ceiling_org), null, null, null));
	insert into sec.group_map (realm_id, group_uid, group_dn, role_code, scope_kind, scope_org, max_days, proposed_by)
	values (realm.id, admin_group_map_propose.group_uid, admin_group_map_propose.group_dn,
	    admin_group_map_propose.role_code, admin_group_map_propose.scope_kind, admin_group_map_propose.scope_org,
	    admin_group_map_propose.max_days, admin_group_map_propose.actor)
	returning id into made;
	perform sec.note(admin_group_map_propose.actor, 'group_map.propose', 'group_map', made::text, null, null, 'done',
	    admin_group_map_propose.role_code, null);
	return made;
end
$$;


--
-- Name: FUNCTION admin_group_map_propose(actor bigint, realm_code text, group_uid bytea, group_dn text, role_code text, scope_kind text, scope_org integer, max_days integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_group_map_propose(actor bigint, realm_code text, group_uid bytea, group_dn text, role_code text, scope_kind text, scope_org integer, max_days integer) IS 'Proposes that a group of a directory (immutable id; the DN is for display) gives a role at home_org, home_subtree, org or org_subtree.';


--
-- Name: admin_group_map_retire(bigint, bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_group_map_retire(actor bigint, map_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	perform sec.must_hold(actor, 'grant.propose', sec.scope_span('org', (select coalesce(m.scope_org, r.scope_ceiling_org)
	    from sec.group_map m join sec.realm r on r.id = m.realm_id where m.id = map_id), null, null, null));
	update sec.group_map m set retired_at = clock_timestamp() where m.id = map_id and m.retired_at is null;
	-- What only this mapping gave ends at once.
	update sec.account_role r
	   set revoked_at = clock_timestamp(), revoke_reason = 'group mapping retired'
	  from sec.group_map m, sec.account a
	 where m.id = map_id
	   and a.id = r.account_id
	   and a.realm_id = m.realm_id
	   and r.source = 'directory'
	   and r.revoked_at is null
	   and r.role_code = m.role_code
	   and r.scope_kind = m.scope_kind
	   and r.scope_org is not distinct from m.scope_org
	   and not exists (select from sec.group_map o where o.realm_id = m.realm_id and o.id <> m.id
	                       and o.retired_at is null and o.approved_at is not null and o.role_code = m.role_code
	                       and o.scope_kind = m.scope_kind and o.scope_org is not distinct from m.scope_org);
	perform sec.note(actor, 'group_map.retire', 'group_map', map_id::text, null, null, 'done', null, null);
end
$$;


--
-- Name: FUNCTION admin_group_map_retire(actor bigint, map_id bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_group_map_retire(actor bigint, map_id bigint) IS 'Takes a group mapping out of use, and the roles that came by it alone.';


--
-- Name: admin_group_maps(text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_group_maps(realm_code text) RETURNS TABLE(id bigint, realm text, group_dn text, group_uid bytea, role_code text, scope_kind text, scope_org text, proposed_by text, approved_by text, approved_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	return query
	select m.id, r.code, m.group_dn, m.group_uid, m.role_code, m.scope_kind,
	       (select o.code from biz.organisation o where o.id = m.scope_org), p.login_name, q.login_name, m.approved_at
	  from sec.group_map m
	  join sec.realm r on r.id = m.realm_id
	  join sec.account p on p.id = m.proposed_by
	  left join sec.account q on q.id = m.approved_by
	 where m.retired_at is null
	   and (realm_code is null or r.code = realm_code)
	 order by r.code, m.group_dn, m.role_code;
end
$$;


--
-- Name: FUNCTION admin_group_maps(realm_code text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_group_maps(realm_code text) IS 'Group mappings of a realm, or of all (null).';


--
-- Name: admin_init(bigint, bigint, bigint, bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_init(sys_admin bigint, sec_admin bigint, auditor bigint, second_sec_admin bigint DEFAULT NULL::bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	pair record;
begin
	perform pg_advisory_xact_lock(742018);
	if sec.admin_initialised() then
		perform sec.refuse('UX409', '首批管理员已经任命;其后的任命由两名安全管理员办理',
		    'The first administrators exist already; from now on two security administrators appoint');
	end if;
	for pair in
		select * from (values ('sys_admin', sys_admin), ('sec_admin', sec_admin), ('auditor', auditor),
		    ('sec_admin', second_sec_admin)) as x (role_code, account)
		 where x.account is not null or x.role_code <> 'sec_admin'
	loop
		insert into sec.account_role (account_id, person_id, role_code, class, source, scope_kind, valid_from, reason, approved_at)
		values (pair.account, pair.account, pair.role_code, 'business', 'init', 'system', now(), 'yilian-admin init', now());
		perform sec.note(null, 'admin.init', 'account', pair.account::text, null, null, 'done', pair.role_code, null);
	end loop;
end
$$;


--
-- Name: FUNCTION admin_init(sys_admin bigint, sec_admin bigint, auditor bigint, second_sec_admin bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_init(sys_admin bigint, sec_admin bigint, auditor bigint, second_sec_admin bigint) IS 'The first system administrator, security administrator and auditor: accounts of three people found in a directory (admin_account_put). A second security administrator is wise: without one nobody can approve. Once only.';


--
-- Name: region_high(integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.region_high(code integer) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN ((code % 10000) = 0) THEN (code + 9999) WHEN ((code % 100) = 0) THEN (code + 99) ELSE code END;


--
-- Name: FUNCTION region_high(code integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.region_high(code integer) IS 'Highest region id below this division: province xx9999, city xxyy99, county itself.';


--
-- Name: region_low(integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.region_low(code integer) RETURNS integer
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN code;


--
-- Name: FUNCTION region_low(code integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.region_low(code integer) IS 'Lowest region id below this division: the code itself.';


--
-- Name: account_role; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.account_role (
    id bigint NOT NULL,
    account_id bigint NOT NULL,
    person_id bigint NOT NULL,
    role_code text NOT NULL,
    class text NOT NULL,
    source text NOT NULL,
    scope_kind text NOT NULL,
    scope_org integer,
    scope_alliance integer,
    scope_region integer,
    region_lo integer GENERATED ALWAYS AS (sec.region_low(scope_region)) STORED,
    region_hi integer GENERATED ALWAYS AS (sec.region_high(scope_region)) STORED,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    valid_until timestamp with time zone,
    reason text NOT NULL,
    proposed_by bigint,
    proposed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    approved_by bigint,
    approved_at timestamp with time zone,
    revoked_by bigint,
    revoked_at timestamp with time zone,
    revoke_reason text,
    CONSTRAINT account_role_approval_whole CHECK (((source <> 'portal'::text) OR ((approved_by IS NULL) = (approved_at IS NULL)))),
    CONSTRAINT account_role_scope_alliance_given CHECK (((scope_kind = 'alliance'::text) = (scope_alliance IS NOT NULL))),
    CONSTRAINT account_role_scope_kind_known CHECK ((scope_kind = ANY (ARRAY['home_org'::text, 'home_subtree'::text, 'org'::text, 'org_subtree'::text, 'alliance'::text, 'region'::text, 'system'::text]))),
    CONSTRAINT account_role_scope_org_given CHECK (((scope_kind = ANY (ARRAY['org'::text, 'org_subtree'::text])) = (scope_org IS NOT NULL))),
    CONSTRAINT account_role_scope_region_form CHECK (((scope_region >= 110000) AND (scope_region <= 829999))),
    CONSTRAINT account_role_scope_region_given CHECK (((scope_kind = 'region'::text) = (scope_region IS NOT NULL))),
    CONSTRAINT account_role_source_known CHECK ((source = ANY (ARRAY['directory'::text, 'portal'::text, 'init'::text]))),
    CONSTRAINT account_role_two_people CHECK (((source <> 'portal'::text) OR ((proposed_by IS NOT NULL) AND (proposed_by <> account_id) AND (approved_by IS DISTINCT FROM account_id) AND ((approved_by IS NULL) OR (approved_by <> proposed_by))))),
    CONSTRAINT account_role_valid CHECK (((valid_until IS NULL) OR (valid_until > valid_from)))
);

ALTER TABLE ONLY sec.account_role FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE account_role; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.account_role IS 'Grants: an account holds a role at a scope for a time. Given by the directory''s groups, or by two people in the portal.';


--
-- Name: COLUMN account_role.id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.id IS 'Key.';


--
-- Name: COLUMN account_role.account_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.account_id IS 'Who.';


--
-- Name: COLUMN account_role.person_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.person_id IS 'The person behind the account, for the separation of administrators.';


--
-- Name: COLUMN account_role.role_code; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.role_code IS 'Which role.';


--
-- Name: COLUMN account_role.class; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.class IS 'The role''s class, for the separation of administrators.';


--
-- Name: COLUMN account_role.source; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.source IS 'directory (rebuilt at every sign-in and re-check), portal, init (the first administrators).';


--
-- Name: COLUMN account_role.scope_kind; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.scope_kind IS 'Where: home_org, home_subtree, org, org_subtree, alliance, region, system.';


--
-- Name: COLUMN account_role.scope_org; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.scope_org IS 'Organisation of org and org_subtree.';


--
-- Name: COLUMN account_role.scope_alliance; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.scope_alliance IS 'Alliance of alliance.';


--
-- Name: COLUMN account_role.scope_region; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.scope_region IS 'Division code of region: province, city or county.';


--
-- Name: COLUMN account_role.region_lo; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.region_lo IS 'First region id of the scope.';


--
-- Name: COLUMN account_role.region_hi; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.region_hi IS 'Last region id of the scope.';


--
-- Name: COLUMN account_role.valid_from; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.valid_from IS 'Holds from.';


--
-- Name: COLUMN account_role.valid_until; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.valid_until IS 'Holds until before this; null: no end.';


--
-- Name: COLUMN account_role.reason; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.reason IS 'Why it was given; for the directory the group.';


--
-- Name: COLUMN account_role.proposed_by; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.proposed_by IS 'Who proposed it.';


--
-- Name: COLUMN account_role.proposed_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.proposed_at IS 'When.';


--
-- Name: COLUMN account_role.approved_by; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.approved_by IS 'Who approved it: another person.';


--
-- Name: COLUMN account_role.approved_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.approved_at IS 'When; null: only proposed.';


--
-- Name: COLUMN account_role.revoked_by; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.revoked_by IS 'Who took it back; null with revoked_at: the directory.';


--
-- Name: COLUMN account_role.revoked_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.revoked_at IS 'When it was taken back.';


--
-- Name: COLUMN account_role.revoke_reason; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_role.revoke_reason IS 'Why.';


--
-- Name: admin_initialised(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_initialised() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    RETURN (EXISTS (SELECT FROM sec.account_role WHERE (account_role.source = 'init'::text)));


--
-- Name: FUNCTION admin_initialised(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_initialised() IS 'Whether the first administrators exist.';


--
-- Name: admin_link_person(bigint, bigint, bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_link_person(actor bigint, who bigint, same_as bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	perform sec.must_be_other(actor, who);
	perform sec.must_be_other(actor, same_as);
	perform sec.must_hold(actor, 'grant.propose', int4range(null, null));
	update sec.account a
	   set person_id = (select b.person_id from sec.account b where b.id = same_as)
	 where a.id = who;
	perform sec.note(actor, 'account.link', 'account', who::text, null, null, 'done', null,
	    jsonb_build_object('same_as', same_as));
end
$$;


--
-- Name: FUNCTION admin_link_person(actor bigint, who bigint, same_as bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_link_person(actor bigint, who bigint, same_as bigint) IS 'Notes that two accounts are one person''s. Merges no rights; refused (23P01) where the person would hold roles that must be apart.';


--
-- Name: event; Type: TABLE; Schema: aud; Owner: -
--

CREATE TABLE aud.event (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    program text DEFAULT SESSION_USER NOT NULL,
    account_id bigint,
    realm_id integer,
    permission text,
    org_id integer,
    region_id integer,
    session8 text,
    request_id text,
    address inet,
    action text NOT NULL,
    object_type text NOT NULL,
    object_id text,
    result text DEFAULT 'done'::text NOT NULL,
    reason text,
    detail jsonb,
    CONSTRAINT event_action_form CHECK ((action ~ '^[a-z_]+(\.[a-z_]+)+$'::text)),
    CONSTRAINT event_result_known CHECK ((result = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])))
)
PARTITION BY RANGE (at);

ALTER TABLE ONLY aud.event FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE event; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON TABLE aud.event IS 'Audit log, one partition a month. Rows are only added, by sec.audit and its like.';


--
-- Name: COLUMN event.id; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.id IS 'Grows.';


--
-- Name: COLUMN event.at; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.at IS 'When.';


--
-- Name: COLUMN event.xid; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.xid IS 'Transaction, for the sealer.';


--
-- Name: COLUMN event.program; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.program IS 'Database role of the program.';


--
-- Name: COLUMN event.account_id; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.account_id IS 'Who; null: nobody known, or the console.';


--
-- Name: COLUMN event.realm_id; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.realm_id IS 'Directory the event is about, at sign-in.';


--
-- Name: COLUMN event.permission; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.permission IS 'Permission the request came with.';


--
-- Name: COLUMN event.org_id; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.org_id IS 'Organisation the object belongs to.';


--
-- Name: COLUMN event.region_id; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.region_id IS 'Region the object belongs to.';


--
-- Name: COLUMN event.session8; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.session8 IS 'First eight hex digits of the session''s token hash.';


--
-- Name: COLUMN event.request_id; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.request_id IS 'Request, as in the log.';


--
-- Name: COLUMN event.address; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.address IS 'Address of the client.';


--
-- Name: COLUMN event.action; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.action IS 'object.verb, e.g. referral.accept, auth.login.';


--
-- Name: COLUMN event.object_type; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.object_type IS 'Kind of thing.';


--
-- Name: COLUMN event.object_id; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.object_id IS 'Which one.';


--
-- Name: COLUMN event.result; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.result IS 'done, refused, failed.';


--
-- Name: COLUMN event.reason; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.reason IS 'Why it was refused, or the reason given.';


--
-- Name: COLUMN event.detail; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON COLUMN aud.event.detail IS 'More, without personal data, secrets or clinical text.';


--
-- Name: note(bigint, text, text, text, integer, integer, text, text, jsonb); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.note(actor bigint, action text, object_type text, object_id text, org integer, region integer, result text, reason text, detail jsonb) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO aud.event (account_id, action, object_type, object_id, org_id, region_id, result, reason, detail)
   VALUES (note.actor, note.action, note.object_type, note.object_id, note.org, note.region, note.result, note.reason, note.detail);
END;


--
-- Name: FUNCTION note(actor bigint, action text, object_type text, object_id text, org integer, region integer, result text, reason text, detail jsonb); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.note(actor bigint, action text, object_type text, object_id text, org integer, region integer, result text, reason text, detail jsonb) IS 'Audit row of an act outside a request: console, login worker. For functions of yl_sec.';


--
-- Name: admin_note(text, text, text, text, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_note(action text, object_type text, object_id text, result text, reason text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.note(NULL::bigint, action, object_type, object_id, NULL::integer, NULL::integer, result, reason, NULL::jsonb);


--
-- Name: FUNCTION admin_note(action text, object_type text, object_id text, result text, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_note(action text, object_type text, object_id text, result text, reason text) IS 'Audit row of an act on the console (realm.test …).';


--
-- Name: org_by_code(text, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.org_by_code(org_code text, pointer text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS $$
declare
	found_id int := (select o.id from biz.organisation o where o.code = org_code);
begin
	if found_id is null then
		perform sec.refuse('UX422', format('没有机构编码为 %s 的机构', org_code),
		    format('No organisation has the code %s', org_code), pointer);
	end if;
	return found_id;
end
$$;


--
-- Name: FUNCTION org_by_code(org_code text, pointer text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.org_by_code(org_code text, pointer text) IS 'Id of an organisation, or UX422.';


--
-- Name: admin_org(text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_org(org_code text) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.org_by_code(org_code, '/organisation'::text);


--
-- Name: FUNCTION admin_org(org_code text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_org(org_code text) IS 'Id of the organisation with this code, or UX422.';


--
-- Name: admin_org_label(integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_org_label(org integer) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	return (select o.code || ' ' || o.name from biz.organisation o where o.id = org);
end
$$;


--
-- Name: FUNCTION admin_org_label(org integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_org_label(org integer) IS 'Code and name of an organisation, for the console.';


--
-- Name: admin_realm_enable(text, boolean); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_realm_enable(realm_code text, enabled boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	realm int := sec.realm_by_code(realm_code);
begin
	if admin_realm_enable.enabled and not exists (select from sec.realm_endpoint e where e.realm_id = realm) then
		perform sec.refuse('UX422', '目录域没有服务器地址', 'The realm has no endpoint', '/endpoints');
	end if;
	update sec.realm m set enabled = admin_realm_enable.enabled where m.id = realm;
	perform sec.note(null, case when admin_realm_enable.enabled then 'realm.enable' else 'realm.disable' end, 'realm',
	    realm::text, null, null, 'done', null, null);
end
$$;


--
-- Name: FUNCTION admin_realm_enable(realm_code text, enabled boolean); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_realm_enable(realm_code text, enabled boolean) IS 'Lets people of a realm sign in, or no longer.';


--
-- Name: admin_realm_put(text, jsonb); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_realm_put(realm_code text, settings jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	known text[] := array['name', 'kind', 'ca_pem', 'min_tls', 'base_dn', 'user_filter', 'id_attr', 'name_attr',
	    'active_filter', 'group_mode', 'group_base_dn', 'service_dn', 'service_secret', 'krb_realm', 'scope_ceiling',
	    'connect_ms', 'total_ms', 'max_concurrent', 'queue', 'forward_fail_limit', 'recheck_s', 'outage_grace_s',
	    'enabled', 'suffixes', 'endpoints', 'org_rules'];
	strange text := (select string_agg(k, ', ') from jsonb_object_keys(settings) k where not k = any (known));
	old sec.realm;
	made sec.realm;
begin
	if strange is not null then
		perform sec.refuse('UX422', format('目录域没有这些设置:%s', strange), format('A realm has no such settings: %s', strange));
	end if;
	select * into old from sec.realm m where m.code = realm_code for update;
	made := jsonb_populate_record(old, settings - array['scope_ceiling', 'suffixes', 'endpoints', 'org_rules']);
	if settings ? 'scope_ceiling' then
		made.scope_ceiling_org := sec.org_by_code(settings ->> 'scope_ceiling', '/scope_ceiling');
	end if;
	if old.id is null then
		insert into sec.realm (code, name, kind, base_dn, user_filter, id_attr, group_mode, scope_ceiling_org)
		values (realm_code, coalesce(made.name, realm_code), made.kind, made.base_dn, made.user_filter, made.id_attr,
		    coalesce(made.group_mode, 'member_search'), made.scope_ceiling_org)
		returning * into old;
		made := jsonb_populate_record(old, settings - array['scope_ceiling', 'suffixes', 'endpoints', 'org_rules']);
	end if;
	update sec.realm m
	   set name = made.name, kind = made.kind, ca_pem = made.ca_pem, min_tls = made.min_tls, base_dn = made.base_dn,
	       user_filter = made.user_filter, id_attr = made.id_attr, name_attr = made.name_attr,
	       active_filter = made.active_filter, group_mode = made.group_mode, group_base_dn = made.group_base_dn,
	       service_dn = made.service_dn, service_secret = made.service_secret, krb_realm = made.krb_realm,
	       scope_ceiling_org = made.scope_ceiling_org, connect_ms = made.connect_ms, total_ms = made.total_ms,
	       max_concurrent = made.max_concurrent, queue = made.queue, forward_fail_limit = made.forward_fail_limit,
	       recheck_s = made.recheck_s, outage_grace_s = made.outage_grace_s, enabled = made.enabled
	 where m.id = old.id;
	if settings ? 'suffixes' then
		delete from sec.realm_suffix s where s.realm_id = old.id;
		insert into sec.realm_suffix (suffix, realm_id)
		select lower(x), old.id from jsonb_array_elements_text(settings -> 'suffixes') x;
	end if;
	if settings ? 'endpoints' then
		delete from sec.realm_endpoint e where e.realm_id = old.id;
		insert into sec.realm_endpoint (realm_id, priority, host, port, tls, server_name)
		select old.id, x.n, x.e ->> 'host', (x.e ->> 'port')::int, x.e ->> 'tls', x.e ->> 'server_name'
		  from jsonb_array_elements(settings -> 'endpoints') with ordinality x (e, n);
	end if;
	if settings ? 'org_rules' then
		delete from sec.realm_org_rule r where r.realm_id = old.id;
		insert into sec.realm_org_rule (realm_id, priority, kind, value, org_id)
		select old.id, x.n, x.r ->> 'kind', coalesce(x.r ->> 'value', ''), sec.org_by_code(x.r ->> 'organisation', '/org_rules')
		  from jsonb_array_elements(settings -> 'org_rules') with ordinality x (r, n);
	end if;
	perform sec.note(null, 'realm.put', 'realm', old.id::text, made.scope_ceiling_org, null, 'done', null,
	    (select jsonb_build_object('settings', jsonb_agg(k)) from jsonb_object_keys(settings) k));
	return old.id;
end
$$;


--
-- Name: FUNCTION admin_realm_put(realm_code text, settings jsonb); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_realm_put(realm_code text, settings jsonb) IS 'Adds a realm or changes the settings given: name, kind, ca_pem, base_dn, user_filter, id_attr, group_mode, group_base_dn, service_dn, service_secret, scope_ceiling (organisation code) …; suffixes [text], endpoints [{host, port, tls, server_name}] in order, org_rules [{kind, value, organisation (code)}] in order: these three are replaced whole. A realm is made disabled: enable it after its test.';


--
-- Name: admin_rotate_context_key(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_rotate_context_key() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	perform sec.new_context_key();
	perform sec.note(null, 'context_key.rotate', 'context_key', null, null, null, 'done', null, null);
end
$$;


--
-- Name: FUNCTION admin_rotate_context_key(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_rotate_context_key() IS 'Makes a new key for request contexts; running requests end with the old one.';


--
-- Name: unblock_account(bigint, bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.unblock_account(actor bigint, who bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
	home int;
begin
	select a.home_org into home from sec.account a where a.id = who for update;
	perform sec.must_be_other(actor, who);
	perform sec.must_hold(actor, 'session.any', case when home is null then int4range(null, null)
	    else sec.scope_span('org', home, null, null, null) end);
	update sec.account a
	   set blocked_at = null, blocked_by = null, block_reason = null
	 where a.id = who;
	perform sec.note(actor, 'account.unblock', 'account', who::text, home, null, 'done', null, null);
end
$$;


--
-- Name: FUNCTION unblock_account(actor bigint, who bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.unblock_account(actor bigint, who bigint) IS 'Takes a block away.';


--
-- Name: admin_unblock(bigint, bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_unblock(actor bigint, who bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.unblock_account(actor, who);


--
-- Name: FUNCTION admin_unblock(actor bigint, who bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_unblock(actor bigint, who bigint) IS 'sec.unblock_account.';


--
-- Name: admin_undeny(bigint, bigint, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_undeny(actor bigint, who bigint, permission text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	perform sec.must_be_other(actor, who);
	perform sec.must_hold(actor, 'grant.propose', int4range(null, null));
	delete from sec.denial d where d.account_id = who and d.permission = admin_undeny.permission;
	perform sec.note(actor, 'grant.undeny', 'account', who::text, null, null, 'done', null,
	    jsonb_build_object('permission', admin_undeny.permission));
end
$$;


--
-- Name: FUNCTION admin_undeny(actor bigint, who bigint, permission text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_undeny(actor bigint, who bigint, permission text) IS 'Takes a denial away.';


--
-- Name: admin_who_may(text, text, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.admin_who_may(realm_code text, role text, permission text) RETURNS TABLE(account_id bigint, realm text, login_name text, display_name text, home_org text, dir_state text, blocked boolean, grant_id bigint, role_code text, source text, scope_kind text, scope text, valid_from timestamp with time zone, valid_until timestamp with time zone, approved boolean, permissions text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	return query
	select a.id, m.code, a.login_name, a.display_name, h.code, a.dir_state, a.blocked_at is not null, r.id, r.role_code,
	       r.source, r.scope_kind,
	       coalesce((select o.code from biz.organisation o where o.id = r.scope_org),
	           (select x.name from biz.alliance x where x.id = r.scope_alliance), r.scope_region::text),
	       r.valid_from, r.valid_until, r.approved_at is not null,
	       (select array_agg(p.permission order by p.permission) from sec.role_permission p where p.role_code = r.role_code)
	  from sec.account a
	  join sec.realm m on m.id = a.realm_id
	  left join biz.organisation h on h.id = a.home_org
	  left join sec.account_role r on r.account_id = a.id
	       and r.revoked_at is null
	       and (r.valid_until is null or r.valid_until > now())
	 where (admin_who_may.realm_code is null or m.code = admin_who_may.realm_code)
	   and (admin_who_may.role is null or r.role_code = admin_who_may.role)
	   and (admin_who_may.permission is null or exists (select from sec.role_permission p
	       where p.role_code = r.role_code and p.permission = admin_who_may.permission))
	 order by m.code, a.login_name, r.role_code, r.id;
end
$$;


--
-- Name: FUNCTION admin_who_may(realm_code text, role text, permission text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.admin_who_may(realm_code text, role text, permission text) IS 'Who may do what: accounts with their grants, proposed ones too (approved false); filters by realm, role, permission; null: all.';


--
-- Name: alliance_changed(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.alliance_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.scope_fresh_until > '-infinity'
	   and exists (select
	                 from sec.account_role r
	                where r.account_id = a.id
	                  and r.revoked_at is null
	                  and r.scope_kind = 'alliance');
	return null;
end
$$;


--
-- Name: FUNCTION alliance_changed(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.alliance_changed() IS 'Scopes by alliance are made anew after members changed.';


--
-- Name: alliances(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.alliances() RETURNS integer[]
    LANGUAGE sql STABLE
    RETURN (split_part(sec.verified(), '|'::text, 13))::integer[];


--
-- Name: FUNCTION alliances(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.alliances() IS 'Alliances whose office this request acts for.';


--
-- Name: apply_groups(bigint, bytea[]); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.apply_groups(who bigint, group_uids bytea[]) RETURNS integer
    LANGUAGE plpgsql
    AS $$
declare
	a sec.account;
	held int;
begin
	select * into a from sec.account where id = who for update;
	-- An administrator does no business: groups give nothing to the three, nor to one to be.
	if exists (select
	             from sec.account_role r
	            where r.person_id = a.person_id
	              and r.class <> 'business'
	              and r.approved_at is not null
	              and r.revoked_at is null
	              and (r.valid_until is null or r.valid_until > now())) then
		group_uids := '{}';
	end if;
	update sec.account_role r
	   set revoked_at = clock_timestamp(),
	       revoke_reason = 'no longer in the group'
	 where r.account_id = who
	   and r.source = 'directory'
	   and r.revoked_at is null
	   and not exists (select
	                     from sec.group_map m
	                    where m.realm_id = a.realm_id
	                      and m.group_uid = any (group_uids)
	                      and m.approved_at is not null
	                      and m.retired_at is null
	                      and m.role_code = r.role_code
	                      and m.scope_kind = r.scope_kind
	                      and m.scope_org is not distinct from r.scope_org);
	update sec.account_role r
	   set valid_until = now() + make_interval(days => d.max_days)
	  from (select m.role_code, m.scope_kind, m.scope_org, max(m.max_days) as max_days
	          from sec.group_map m
	         where m.realm_id = a.realm_id
	           and m.group_uid = any (group_uids)
	           and m.approved_at is not null
	           and m.retired_at is null
	         group by m.role_code, m.scope_kind, m.scope_org
	        having count(m.max_days) = count(*)) d
	 where r.account_id = who
	   and r.source = 'directory'
	   and r.revoked_at is null
	   and r.role_code = d.role_code
	   and r.scope_kind = d.scope_kind
	   and r.scope_org is not distinct from d.scope_org;
	insert into sec.account_role (account_id, person_id, role_code, class, source, scope_kind, scope_org,
	    valid_from, valid_until, reason, approved_at)
	select who, a.person_id, m.role_code, 'business', 'directory', m.scope_kind, m.scope_org, now(),
	       case when count(m.max_days) = count(*) then now() + make_interval(days => max(m.max_days)) end,
	       left(string_agg(m.group_dn, '; ' order by m.group_dn), 500), now()
	  from sec.group_map m
	 where m.realm_id = a.realm_id
	   and m.group_uid = any (group_uids)
	   and m.approved_at is not null
	   and m.retired_at is null
	   and not exists (select
	                     from sec.account_role r
	                    where r.account_id = who
	                      and r.source = 'directory'
	                      and r.revoked_at is null
	                      and r.role_code = m.role_code
	                      and r.scope_kind = m.scope_kind
	                      and r.scope_org is not distinct from m.scope_org)
	 group by m.role_code, m.scope_kind, m.scope_org;
	perform sec.refresh_scope(who);
	select count(*)
	  into held
	  from sec.account_role r
	 where r.account_id = who
	   and r.source = 'directory'
	   and sec.is_active(r);
	return held;
end
$$;


--
-- Name: FUNCTION apply_groups(who bigint, group_uids bytea[]); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.apply_groups(who bigint, group_uids bytea[]) IS 'Makes the directory''s grants of an account those its groups give; changes only what differs.';


--
-- Name: audit(text, text, text, integer, integer, jsonb); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.audit(action text, object_type text, object_id text, region integer, org integer, detail jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	field text[] := sec.context();
begin
	insert into aud.event (account_id, permission, org_id, region_id, session8, request_id, address,
	    action, object_type, object_id, detail)
	values (field[4]::bigint, field[5], org, region, field[10], field[11], nullif(field[12], '')::inet,
	    action, object_type, object_id, detail);
end
$$;


--
-- Name: FUNCTION audit(action text, object_type text, object_id text, region integer, org integer, detail jsonb); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.audit(action text, object_type text, object_id text, region integer, org integer, detail jsonb) IS 'Writes the audit row of an act, in its transaction: without the row there is no act.';


--
-- Name: audit_refusal(bytea, text, text, inet, integer, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.audit_refusal(token bytea, permission text, request_id text, ip inet, status integer, path text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	insert into aud.event (account_id, permission, session8, request_id, address, action, object_type,
	    object_id, result, reason)
	values ((select s.account_id from sec.session s where s.token_hash = token), permission,
	    left(encode(token, 'hex'), 8), left(request_id, 64), ip, 'request.refuse', 'route', left(path, 200),
	    'refused', status::text);
end
$$;


--
-- Name: FUNCTION audit_refusal(token bytea, permission text, request_id text, ip inet, status integer, path text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.audit_refusal(token bytea, permission text, request_id text, ip inet, status integer, path text) IS 'Notes a refused request, in a transaction of its own: the request''s was rolled back.';


--
-- Name: begin_job(uuid); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.begin_job(job uuid, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	wanted record;
	a sec.account;
	s sec.account_scope;
begin
	select j.account_id, j.permission into wanted from job.job j where j.id = job;
	select * into a from sec.account x where x.id = wanted.account_id;
	if a.id is null or a.blocked_at is not null or a.dir_state <> 'active' then
		perform sec.refuse('UX403', '任务的提交者已停用', 'The owner of this job is no longer active');
	end if;
	if a.scope_fresh_until <= now() then
		perform sec.refresh_scope(a.id);
	end if;
	select * into s from sec.account_scope y where y.account_id = a.id and y.permission = wanted.permission;
	if s.reach is null then
		perform sec.refuse('UX403', '任务的提交者已无此项权限', 'The owner of this job may no longer do this');
	end if;
	perform sec.set_context(a.id, wanted.permission, s.reach, s.region_lo, s.region_hi, a.home_org,
	    'job', job::text, null, s.alliances, s.orgs);
	account_id := a.id;
	display_name := a.display_name;
	home_org := a.home_org;
	language := a.language;
end
$$;


--
-- Name: FUNCTION begin_job(job uuid, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.begin_job(job uuid, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text) IS 'First statement of every transaction of a background job: the context of the job''s owner (job.job.account_id) with the job''s permission (job.job.permission) as they are now, so that a withdrawn right stops a running job (UX403).';


--
-- Name: begin_request(bytea, text, boolean, text, inet); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.begin_request(token bytea, permission text, read_only boolean, request_id text, ip inet, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	found_out text;
	why text;
begin
	select p.account_id, p.display_name, p.home_org, p.language, p.found_out,
	       case
	           when p.found_out = 'in' then set_config('yilian.ctx', p.payload || '|' || sec.signature(p.key,
	               convert_to(p.payload, 'UTF8')), true)
	           else p.end_reason
	       end
	  into account_id, display_name, home_org, language, found_out, why
	  from (select x.account_id, a.display_name, a.home_org, a.language, sec.process_key(k.id) as key,
	               x.end_reason,
	               case
	                   when x.ended_at is not null
	                       or x.expires_at <= now()
	                       or x.last_seen_at + x.idle_s * interval '1 second' <= now() then 'ended'
	                   when a.blocked_at is not null or a.dir_state <> 'active' then 'blocked'
	                   when begin_request.permission = 'session' then 'in'
	                   when a.scope_fresh_until <= now() then 'stale'
	                   when c.reach is null then 'without'
	                   else 'in'
	               end as found_out,
	               concat(k.id, '|', pg_backend_pid(), '|', extract(epoch from now()), '|', x.account_id,
	                   '|', begin_request.permission, '|', coalesce(c.reach, '-'), '|', c.region_lo, '|', c.region_hi,
	                   '|', a.home_org, '|', left(encode(token, 'hex'), 8),
	                   '|', translate(left(request_id, 64), '|', ''), '|', host(ip),
	                   '|', coalesce(c.alliances, '{}'), '|', coalesce(c.orgs, '{}')) as payload
	          from sec.session x
	          join sec.account a on a.id = x.account_id
	          left join sec.account_scope c on c.account_id = x.account_id and c.permission = begin_request.permission
	          cross join sec.context_key k
	         where x.token_hash = token
	           and k.retired_at is null
	        offset 0) p;
	if found_out is distinct from 'in' then
		if found_out = 'stale' and sec.begin_stale(token, account_id, permission, read_only, request_id, ip) then
			found_out := 'in';
		elsif found_out in ('stale', 'without') then
			perform sec.refuse('UX403', '您没有此项权限', 'You may not do this');
		else
			perform sec.refuse_session(case when found_out = 'blocked' then found_out else why end, found_out = 'ended');
		end if;
	end if;
	if read_only then
		perform set_config('transaction_read_only', 'on', true);
	end if;
end
$$;


--
-- Name: FUNCTION begin_request(token bytea, permission text, read_only boolean, request_id text, ip inet, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.begin_request(token bytea, permission text, read_only boolean, request_id text, ip inet, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text) IS 'First statement of every request: checks the session (sha256 of the cookie''s token), account and permission ("session": any account, without a scope), and sets the signed context for this transaction. UX401, UX403. read_only makes the transaction READ ONLY.';


--
-- Name: begin_stale(bytea, bigint, text, boolean, text, inet); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.begin_stale(token bytea, who bigint, permission text, read_only boolean, request_id text, ip inet) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
declare
	s sec.account_scope;
	home int;
begin
	if not read_only then
		perform sec.refresh_scope(who);
	end if;
	select * into s from sec.current_scope(who) y where y.permission = begin_stale.permission;
	if not found then
		return false;
	end if;
	select a.home_org into home from sec.account a where a.id = who;
	perform sec.set_context(who, permission, s.reach, s.region_lo, s.region_hi, home,
	    left(encode(token, 'hex'), 8), request_id, ip, s.alliances, s.orgs);
	return true;
end
$$;


--
-- Name: FUNCTION begin_stale(token bytea, who bigint, permission text, read_only boolean, request_id text, ip inet); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.begin_stale(token bytea, who bigint, permission text, read_only boolean, request_id text, ip inet) IS 'begin_request for an account whose stored scopes are out of date; false: it may not do this.';


--
-- Name: claim(text, bytea, uuid, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.claim(key text, request_hash bytea, proposed_id uuid, object text) RETURNS TABLE(id uuid, replayed boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	me bigint := sec.account_id();
	old sec.idempotency;
	given uuid;
begin
	if key is null or length(key) not between 8 and 128 then
		perform sec.refuse('UX422', '请求缺少 Idempotency-Key,或其长度不在 8 到 128 之间',
		    'Idempotency-Key is missing or not 8 to 128 characters long', 'Idempotency-Key');
	end if;
	delete from sec.idempotency i
	 where i.account_id = me
	   and i.key = claim.key
	   and i.created_at < now() - interval '7 days';
	-- Waits for a first try still running: afterwards it is there, or was undone.
	insert into sec.idempotency (account_id, key, request_hash, object, object_id)
	values (me, claim.key, claim.request_hash, claim.object, claim.proposed_id)
	on conflict on constraint idempotency_pkey do nothing
	returning object_id into given;
	if given is null then
		select * into old from sec.idempotency i where i.account_id = me and i.key = claim.key;
		if old.request_hash <> claim.request_hash or old.object <> claim.object then
			perform sec.refuse('UX422', '同一个 Idempotency-Key 用于了不同的请求',
			    'The same Idempotency-Key was used for another request', 'Idempotency-Key');
		end if;
	end if;
	perform set_config('yilian.claim', concat(extract(epoch from now()), '|', coalesce(given, old.object_id), '|', given is null), true);
	return query select coalesce(given, old.object_id), given is null;
end
$$;


--
-- Name: FUNCTION claim(key text, request_hash bytea, proposed_id uuid, object text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.claim(key text, request_hash bytea, proposed_id uuid, object text) IS 'Second statement of every POST that changes something: notes the Idempotency-Key, or finds that it was carried out (replayed, with the id of the first try). Another request under the same key: UX422.';


--
-- Name: claimed_at(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.claimed_at() RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
	select i.created_at
	  from sec.idempotency i
	 where i.account_id = sec.account_id()
	   and i.object_id = sec.new_id()
$$;


--
-- Name: FUNCTION claimed_at(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.claimed_at() IS 'When this request was first carried out: what it wrote bears that time as its now.';


--
-- Name: context(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.context() RETURNS text[]
    LANGUAGE plpgsql STABLE
    AS $$
begin
	return string_to_array(sec.verified(), '|');
end
$$;


--
-- Name: FUNCTION context(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.context() IS 'The fields of the request context, verified.';


--
-- Name: account_scope; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.account_scope (
    account_id bigint NOT NULL,
    permission text NOT NULL,
    reach text NOT NULL,
    region_lo integer,
    region_hi integer,
    orgs integer[] NOT NULL,
    alliances integer[] NOT NULL,
    CONSTRAINT account_scope_reach_known CHECK ((reach = ANY (ARRAY['-'::text, 'a'::text, 's'::text])))
);

ALTER TABLE ONLY sec.account_scope FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE account_scope; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.account_scope IS 'What the grants of an account come to, per permission; made from them by sec.refresh_scope.';


--
-- Name: COLUMN account_scope.account_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_scope.account_id IS 'Who.';


--
-- Name: COLUMN account_scope.permission; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_scope.permission IS 'May do what.';


--
-- Name: COLUMN account_scope.reach; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_scope.reach IS 'a: sees all business rows; s: an administrator of the whole system, who sees no business rows by it; -: the columns below.';


--
-- Name: COLUMN account_scope.region_lo; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_scope.region_lo IS 'First region id; null: none.';


--
-- Name: COLUMN account_scope.region_hi; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_scope.region_hi IS 'Last region id.';


--
-- Name: COLUMN account_scope.orgs; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_scope.orgs IS 'Organisations.';


--
-- Name: COLUMN account_scope.alliances; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.account_scope.alliances IS 'Alliances whose office this is.';


--
-- Name: current_scope(bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.current_scope(who bigint) RETURNS SETOF sec.account_scope
    LANGUAGE plpgsql STABLE
    AS $$
begin
	if (select a.scope_fresh_until > now() from sec.account a where a.id = who) then
		return query select s.* from sec.account_scope s where s.account_id = who;
	else
		return query select s.* from sec.scope_rows(who) s;
	end if;
end
$$;


--
-- Name: FUNCTION current_scope(who bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.current_scope(who bigint) IS 'What an account may do now: the stored product where it is fresh, else made from the grants.';


--
-- Name: end_my_session(uuid); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.end_my_session(session uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	ended uuid;
begin
	update sec.session x
	   set ended_at = now(),
	       end_reason = 'revoked'
	 where x.id = session
	   and x.account_id = sec.account_id()
	   and x.ended_at is null
	returning x.id into ended;
	if ended is null then
		perform sec.refuse('UX404', '没有这个会话', 'There is no such session');
	end if;
	perform sec.audit('session.end', 'session', ended::text, null, null, null);
	return ended;
end
$$;


--
-- Name: FUNCTION end_my_session(session uuid); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.end_my_session(session uuid) IS 'Ends one session of the account of this request.';


--
-- Name: session; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.session (
    token_hash bytea NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    account_id bigint NOT NULL,
    auth_methods text[] NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    idle_s integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    dir_checked_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    address inet,
    agent text,
    ended_at timestamp with time zone,
    end_reason text,
    CONSTRAINT session_agent_length CHECK ((length(agent) <= 200)),
    CONSTRAINT session_end_has_reason CHECK (((ended_at IS NULL) = (end_reason IS NULL))),
    CONSTRAINT session_end_reason_known CHECK ((end_reason = ANY (ARRAY['logout'::text, 'displaced'::text, 'replaced'::text, 'revoked'::text, 'directory'::text, 'outage'::text, 'rights'::text, 'blocked'::text, 'password'::text]))),
    CONSTRAINT session_idle_positive CHECK ((idle_s > 0)),
    CONSTRAINT session_token_is_sha256 CHECK ((length(token_hash) = 32))
);

ALTER TABLE ONLY sec.session FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE session; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.session IS 'Signed-in browsers. The token itself is nowhere in the database.';


--
-- Name: COLUMN session.token_hash; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.token_hash IS 'SHA-256 of the token in the cookie.';


--
-- Name: COLUMN session.id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.id IS 'Name of the session that may be shown.';


--
-- Name: COLUMN session.account_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.account_id IS 'Whose.';


--
-- Name: COLUMN session.auth_methods; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.auth_methods IS 'How the person signed in: password, kerberos, totp.';


--
-- Name: COLUMN session.created_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.created_at IS 'Signed in at.';


--
-- Name: COLUMN session.last_seen_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.last_seen_at IS 'Last request, to the minute.';


--
-- Name: COLUMN session.idle_s; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.idle_s IS 'Ends after so many seconds without a request.';


--
-- Name: COLUMN session.expires_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.expires_at IS 'Ends at the latest.';


--
-- Name: COLUMN session.dir_checked_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.dir_checked_at IS 'When the directory last said that the account is in use.';


--
-- Name: COLUMN session.address; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.address IS 'Address at sign-in.';


--
-- Name: COLUMN session.agent; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.agent IS 'Browser at sign-in.';


--
-- Name: COLUMN session.ended_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.ended_at IS 'Ended before its time.';


--
-- Name: COLUMN session.end_reason; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.session.end_reason IS 'Why: logout, displaced (too many), replaced (signed in again), revoked, directory (account disabled), outage, rights (role changed), blocked, password.';


--
-- Name: end_sessions(bigint, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.end_sessions(who bigint, why text) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 WITH ended AS (
          UPDATE sec.session SET ended_at = clock_timestamp(), end_reason = end_sessions.why
           WHERE ((session.account_id = end_sessions.who) AND (session.ended_at IS NULL) AND (session.expires_at > now()))
           RETURNING 1 AS "?column?"
         )
  SELECT (count(*))::integer AS count
    FROM ended;
END;


--
-- Name: FUNCTION end_sessions(who bigint, why text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.end_sessions(who bigint, why text) IS 'Ends all sessions of an account.';


--
-- Name: must_be_here_for(text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.must_be_here_for(permission text) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS $$
begin
	if sec.permission() <> permission then
		raise exception using errcode = '42501', message = format('this needs the permission %s', permission);
	end if;
	return sec.account_id();
end
$$;


--
-- Name: FUNCTION must_be_here_for(permission text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.must_be_here_for(permission text) IS 'The request''s account, if the request came with this permission.';


--
-- Name: grant_approve(bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.grant_approve(grant_id bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.approve_role(sec.must_be_here_for('grant.approve'::text), grant_id);


--
-- Name: FUNCTION grant_approve(grant_id bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.grant_approve(grant_id bigint) IS 'For the grants page (permission grant.approve).';


--
-- Name: grant_list(bigint, boolean, bigint, integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.grant_list(who bigint, only_proposed boolean, after bigint, row_limit integer) RETURNS TABLE(id bigint, account_id bigint, realm text, login_name text, display_name text, role_code text, name_zh text, name_en text, source text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text, proposed_by text, proposed_at timestamp with time zone, approved_by text, approved_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	me bigint := sec.must_be_here_for('grant.read');
	everywhere boolean := sec.is_system();
	span int4range := int4range(sec.region_lo(), sec.region_hi(), '[]');
begin
	return query
	select r.id, a.id, m.code, a.login_name, a.display_name, r.role_code, o.name_zh, o.name_en, r.source, r.scope_kind,
	       r.scope_org, r.scope_alliance, r.scope_region, r.valid_from, r.valid_until, r.reason,
	       p.display_name, r.proposed_at, q.display_name, r.approved_at
	  from sec.account_role r
	  join sec.account a on a.id = r.account_id
	  join sec.realm m on m.id = a.realm_id
	  join sec.role o on o.code = r.role_code
	  left join sec.account p on p.id = r.proposed_by
	  left join sec.account q on q.id = r.approved_by
	 where r.revoked_at is null
	   and (r.valid_until is null or r.valid_until > now())
	   and (who is null or r.account_id = who)
	   and (not only_proposed or r.approved_at is null)
	   and (after is null or r.id < after)
	   and (everywhere
	       or (select h.region_id from biz.organisation h where h.id = coalesce(r.scope_org, a.home_org)) <@ span
	       or r.scope_region <@ span)
	 order by r.id desc
	 limit row_limit;
end
$$;


--
-- Name: FUNCTION grant_list(who bigint, only_proposed boolean, after bigint, row_limit integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.grant_list(who bigint, only_proposed boolean, after bigint, row_limit integer) IS 'For the grants page (permission grant.read): grants in force or proposed, newest first, within the region of a county''s administrator.';


--
-- Name: grant_propose(bigint, text, text, integer, integer, integer, timestamp with time zone, timestamp with time zone, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.grant_propose(who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.propose_role(sec.must_be_here_for('grant.propose'::text), who, role_code, scope_kind, scope_org, scope_alliance, scope_region, valid_from, valid_until, reason);


--
-- Name: FUNCTION grant_propose(who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.grant_propose(who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) IS 'For the grants page (permission grant.propose): sec.propose_role by the request''s account.';


--
-- Name: grant_revoke(bigint, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.grant_revoke(grant_id bigint, reason text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.revoke_role(sec.must_be_here_for('grant.propose'::text), grant_id, reason);


--
-- Name: FUNCTION grant_revoke(grant_id bigint, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.grant_revoke(grant_id bigint, reason text) IS 'For the grants page (permission grant.propose).';


--
-- Name: group_map_guard(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.group_map_guard() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
	if new.scope_org is not null and not sec.org_within(
	    (select m.scope_ceiling_org from sec.realm m where m.id = new.realm_id), new.scope_org) then
		perform sec.refuse('UX422', '范围超出此目录域的上限', 'The scope reaches beyond the ceiling of this realm', '/scope_org');
	end if;
	if not exists (select from sec.role r where r.code = new.role_code and new.scope_kind = any (r.scope_kinds)) then
		perform sec.refuse('UX422', '此角色不能授予这种范围', 'This role cannot have a scope of this kind', '/scope_kind');
	end if;
	return new;
end
$$;


--
-- Name: FUNCTION group_map_guard(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.group_map_guard() IS 'A directory''s groups give nothing outside the realm''s ceiling.';


--
-- Name: guard(regclass); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.guard(target regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
	name text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
begin
	execute format('alter table %s enable row level security', target);
	execute format('alter table %s force row level security', target);
	execute format('create policy %I on %s for all to yl_sec using (true) with check (true)',
	    name || '_sec', target);
end
$$;


--
-- Name: FUNCTION guard(target regclass); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.guard(target regclass) IS 'For tables of sec and aud: row-level security, forced, open to functions of yl_sec alone.';


--
-- Name: has_column(regclass, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.has_column(target regclass, name text) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN (EXISTS (SELECT FROM pg_attribute a WHERE ((a.attrelid = (has_column.target)::oid) AND (a.attname = has_column.name) AND (NOT a.attisdropped))));


--
-- Name: FUNCTION has_column(target regclass, name text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.has_column(target regclass, name text) IS 'Whether a table has this column.';


--
-- Name: home_org(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.home_org() RETURNS integer
    LANGUAGE sql STABLE
    RETURN (NULLIF(split_part(sec.verified(), '|'::text, 9), ''::text))::integer;


--
-- Name: FUNCTION home_org(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.home_org() IS 'Home organisation of this request''s account, or null.';


--
-- Name: housekeeping(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.housekeeping() RETURNS TABLE(what text, n bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	count bigint;
begin
	what := 'audit partitions made';
	n := aud.make_partitions(3);
	return next;
	delete from sec.idempotency where created_at < now() - interval '7 days';
	get diagnostics count = row_count;
	what := 'idempotency keys forgotten';
	n := count;
	return next;
	delete from sec.session where expires_at < now() - interval '30 days';
	get diagnostics count = row_count;
	what := 'old sessions forgotten';
	n := count;
	return next;
end
$$;


--
-- Name: FUNCTION housekeeping(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.housekeeping() IS 'Daily: audit partitions ahead, old keys and sessions away.';


--
-- Name: is_active(sec.account_role); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.is_active(held sec.account_role) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN (((held).approved_at IS NOT NULL) AND ((held).revoked_at IS NULL) AND ((held).valid_from <= now()) AND (((held).valid_until IS NULL) OR ((held).valid_until > now())));


--
-- Name: FUNCTION is_active(held sec.account_role); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.is_active(held sec.account_role) IS 'Whether a grant holds now.';


--
-- Name: is_last_administrator(sec.account_role); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.is_last_administrator(held sec.account_role) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
	if (held).class = 'business' or (held).scope_kind <> 'system' or (held).valid_until is not null
	    or not sec.is_active(held) then
		return false;
	end if;
	-- Two removed at once: the second waits here, then sees that the first is gone.
	perform pg_advisory_xact_lock(742017, hashtext((held).role_code));
	return not exists (select
	                     from sec.account_role r
	                     join sec.account a on a.id = r.account_id
	                    where r.role_code = (held).role_code
	                      and r.account_id <> (held).account_id
	                      and r.scope_kind = 'system'
	                      and r.valid_until is null
	                      and sec.is_active(r)
	                      and a.blocked_at is null
	                      and a.dir_state = 'active');
end
$$;


--
-- Name: FUNCTION is_last_administrator(held sec.account_role); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.is_last_administrator(held sec.account_role) IS 'Whether no other active account holds this administrator''s role for the whole system without an end.';


--
-- Name: is_system(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.is_system() RETURNS boolean
    LANGUAGE sql STABLE
    RETURN (split_part(sec.verified(), '|'::text, 6) = 's'::text);


--
-- Name: FUNCTION is_system(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.is_system() IS 'Whether this request is an administrator''s for the whole system: realms, grants, audit, no business rows.';


--
-- Name: last_sign_in(integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.last_sign_in(org integer) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$ begin
	perform sec.context();
	return (select s.last_at from sec.org_sign_in s where s.org_id = org);
end $$;


--
-- Name: FUNCTION last_sign_in(org integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.last_sign_in(org integer) IS 'When somebody of this organisation last signed in, or null.';


--
-- Name: login_end(bytea, inet, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_end(token_hash bytea, ip inet, request_id text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
#variable_conflict use_column
declare
	s sec.session;
begin
	update sec.session x
	   set ended_at = clock_timestamp(),
	       end_reason = 'logout'
	 where x.token_hash = login_end.token_hash
	   and x.ended_at is null
	returning * into s;
	if s.id is null then
		return false;
	end if;
	insert into aud.event (account_id, session8, request_id, address, action, object_type, object_id)
	values (s.account_id, left(encode(s.token_hash, 'hex'), 8), left(login_end.request_id, 64), login_end.ip,
	    'auth.logout', 'session', s.id::text);
	return true;
end
$$;


--
-- Name: FUNCTION login_end(token_hash bytea, ip inet, request_id text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_end(token_hash bytea, ip inet, request_id text) IS 'Signs out; false where there was no such session.';


--
-- Name: login_groups(bigint, bytea[]); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_groups(account_id bigint, group_uids bytea[]) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    RETURN sec.apply_groups(account_id, group_uids);


--
-- Name: FUNCTION login_groups(account_id bigint, group_uids bytea[]); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_groups(account_id bigint, group_uids bytea[]) IS 'Replaces the roles the directory gives an account by those of its groups (immutable ids, nested ones included). Answers how many it now has. At sign-in after login_account, and at every re-check.';


--
-- Name: login_note(text, integer, bigint, text, text, inet, text, jsonb); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_note(action text, realm_id integer, account_id bigint, result text, reason text, ip inet, request_id text, detail jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    BEGIN ATOMIC
 INSERT INTO aud.event (account_id, realm_id, request_id, address, action, object_type, object_id, result, reason, detail)
   VALUES (login_note.account_id, login_note.realm_id, "left"(login_note.request_id, 64), login_note.ip, login_note.action, 'realm'::text, (login_note.realm_id)::text, login_note.result, login_note.reason, login_note.detail);
END;


--
-- Name: FUNCTION login_note(action text, realm_id integer, account_id bigint, result text, reason text, ip inet, request_id text, detail jsonb); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_note(action text, realm_id integer, account_id bigint, result text, reason text, ip inet, request_id text, detail jsonb) IS 'Audit row of a sign-in that failed, a breaker that opened, a realm that was tested. result: done, refused, failed. No login names, no passwords.';


--
-- Name: login_outage(integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_outage(realm_id integer) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    BEGIN ATOMIC
 WITH ended AS (
          UPDATE sec.session AS s SET ended_at = clock_timestamp(), end_reason = 'outage'::text
            FROM (sec.account a
              JOIN sec.realm m ON ((m.id = a.realm_id)))
           WHERE ((s.account_id = a.id) AND (m.id = login_outage.realm_id) AND (s.ended_at IS NULL) AND (s.expires_at > now()) AND (s.dir_checked_at < (now() - make_interval(secs => (
                 CASE
                     WHEN (s.idle_s < 1800) THEN LEAST(900, m.outage_grace_s)
                     ELSE m.outage_grace_s
                 END)::double precision))))
           RETURNING 1 AS "?column?"
         )
  SELECT (count(*))::integer AS count
    FROM ended;
END;


--
-- Name: FUNCTION login_outage(realm_id integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_outage(realm_id integer) IS 'The directory does not answer: ends sessions whose last check is older than the grace (administrators, overseers and finance: 15 minutes).';


--
-- Name: login_password_changed(bigint, timestamp with time zone); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_password_changed(account_id bigint, changed_at timestamp with time zone) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    BEGIN ATOMIC
 WITH ended AS (
          UPDATE sec.session AS s SET ended_at = clock_timestamp(), end_reason = 'password'::text
           WHERE ((s.account_id = login_password_changed.account_id) AND (s.ended_at IS NULL) AND (s.created_at < login_password_changed.changed_at))
           RETURNING 1 AS "?column?"
         )
  SELECT (count(*))::integer AS count
    FROM ended;
END;


--
-- Name: FUNCTION login_password_changed(account_id bigint, changed_at timestamp with time zone); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_password_changed(account_id bigint, changed_at timestamp with time zone) IS 'Ends sessions older than the password.';


--
-- Name: login_picker(text, integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_picker(q text, n integer) RETURNS TABLE(realm text, organisation_id integer, name text, county text, initials text, suffix text, helpdesk_name text, helpdesk_phone text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
#variable_conflict use_column
declare
	-- Typed by anybody: % and _ are letters here, not patterns.
	word text := lower(regexp_replace(coalesce(q, ''), '([\\%_])', '\\\1', 'g'));
begin
	return query
	select m.code, o.id, o.name, d.name, o.initials,
	       (select min(s.suffix) from sec.realm_suffix s where s.realm_id = m.id),
	       coalesce(o.helpdesk_name, p.helpdesk_name), coalesce(o.helpdesk_phone, p.helpdesk_phone)
	  from (select r.realm_id, r.org_id, min(r.priority) as priority
	          from sec.realm_org_rule r
	         group by r.realm_id, r.org_id) r
	  join sec.realm m on m.id = r.realm_id and m.enabled
	  join biz.organisation o on o.id = r.org_id
	  left join biz.organisation p on p.id = o.parent_id
	  join biz.division d on d.code = o.region_id
	 where (o.valid_to is null or o.valid_to > current_date)
	   and (word = ''
	       or o.name like '%' || word || '%'
	       or o.initials like word || '%'
	       or o.pinyin like word || '%'
	       or lower(o.code) like word || '%')
	 order by o.initials not like word || '%', o.initials, o.id
	 limit least(n, 101);
end
$$;


--
-- Name: FUNCTION login_picker(q text, n integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_picker(q text, n integer) IS 'Institutions with a directory whose name holds q, or whose pinyin, initials or code begin with it; with the helpdesk of the institution, or of the one above it.';


--
-- Name: realm_endpoint; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.realm_endpoint (
    realm_id integer NOT NULL,
    priority integer NOT NULL,
    host text NOT NULL,
    port integer NOT NULL,
    tls text NOT NULL,
    server_name text,
    CONSTRAINT realm_endpoint_host_form CHECK ((host ~ '^[A-Za-z0-9.:-]{1,253}$'::text)),
    CONSTRAINT realm_endpoint_port_range CHECK (((port >= 1) AND (port <= 65535))),
    CONSTRAINT realm_endpoint_tls_known CHECK ((tls = ANY (ARRAY['ldaps'::text, 'starttls'::text])))
);

ALTER TABLE ONLY sec.realm_endpoint FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE realm_endpoint; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.realm_endpoint IS 'Servers of a directory, tried in order.';


--
-- Name: COLUMN realm_endpoint.realm_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_endpoint.realm_id IS 'Its realm.';


--
-- Name: COLUMN realm_endpoint.priority; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_endpoint.priority IS 'Lowest first.';


--
-- Name: COLUMN realm_endpoint.host; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_endpoint.host IS 'Name or address.';


--
-- Name: COLUMN realm_endpoint.port; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_endpoint.port IS 'TCP port.';


--
-- Name: COLUMN realm_endpoint.tls; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_endpoint.tls IS 'ldaps or starttls; plain text does not exist.';


--
-- Name: COLUMN realm_endpoint.server_name; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_endpoint.server_name IS 'Name the certificate must be for; null: host.';


--
-- Name: realm_org_rule; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.realm_org_rule (
    realm_id integer NOT NULL,
    priority integer NOT NULL,
    kind text NOT NULL,
    value text DEFAULT ''::text NOT NULL,
    org_id integer NOT NULL,
    CONSTRAINT realm_org_rule_kind_known CHECK ((kind = ANY (ARRAY['dn_under'::text, 'attr_equals'::text, 'default'::text]))),
    CONSTRAINT realm_org_rule_value_given CHECK (((kind = 'default'::text) = (value = ''::text)))
);

ALTER TABLE ONLY sec.realm_org_rule FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE realm_org_rule; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.realm_org_rule IS 'Which organisation a person of this directory belongs to; first match wins.';


--
-- Name: COLUMN realm_org_rule.realm_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_org_rule.realm_id IS 'Its realm.';


--
-- Name: COLUMN realm_org_rule.priority; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_org_rule.priority IS 'Lowest first.';


--
-- Name: COLUMN realm_org_rule.kind; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_org_rule.kind IS 'dn_under (entry below this DN), attr_equals (name=value), default.';


--
-- Name: COLUMN realm_org_rule.value; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_org_rule.value IS 'The DN or name=value; empty for default.';


--
-- Name: COLUMN realm_org_rule.org_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_org_rule.org_id IS 'Home organisation.';


--
-- Name: realm_suffix; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.realm_suffix (
    suffix text NOT NULL,
    realm_id integer NOT NULL,
    CONSTRAINT realm_suffix_form CHECK ((suffix ~ '^[a-z0-9.-]{2,64}$'::text))
);

ALTER TABLE ONLY sec.realm_suffix FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE realm_suffix; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.realm_suffix IS 'What is typed after @ (or before the backslash); belongs to one realm.';


--
-- Name: COLUMN realm_suffix.suffix; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_suffix.suffix IS 'Lower case.';


--
-- Name: COLUMN realm_suffix.realm_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.realm_suffix.realm_id IS 'Its realm.';


--
-- Name: login_realms(boolean); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_realms(only_enabled boolean) RETURNS TABLE(id integer, code text, name text, kind text, ca_pem text, min_tls text, base_dn text, user_filter text, id_attr text, name_attr text, active_filter text, group_mode text, group_base_dn text, service_dn text, service_secret text, krb_realm text, scope_ceiling_org integer, connect_ms integer, total_ms integer, max_concurrent integer, queue integer, forward_fail_limit integer, recheck_s integer, outage_grace_s integer, enabled boolean, row_version bigint, suffixes text[], endpoints jsonb, org_rules jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    BEGIN ATOMIC
 SELECT r.id,
     r.code,
     r.name,
     r.kind,
     r.ca_pem,
     r.min_tls,
     r.base_dn,
     r.user_filter,
     r.id_attr,
     r.name_attr,
     r.active_filter,
     r.group_mode,
     r.group_base_dn,
     r.service_dn,
     r.service_secret,
     r.krb_realm,
     r.scope_ceiling_org,
     r.connect_ms,
     r.total_ms,
     r.max_concurrent,
     r.queue,
     r.forward_fail_limit,
     r.recheck_s,
     r.outage_grace_s,
     r.enabled,
     r.row_version,
     COALESCE(( SELECT array_agg(s.suffix ORDER BY s.suffix) AS array_agg
            FROM sec.realm_suffix s
           WHERE (s.realm_id = r.id)), '{}'::text[]) AS "coalesce",
     COALESCE(( SELECT jsonb_agg(jsonb_build_object('host', e.host, 'port', e.port, 'tls', e.tls, 'server_name', e.server_name) ORDER BY e.priority) AS jsonb_agg
            FROM sec.realm_endpoint e
           WHERE (e.realm_id = r.id)), '[]'::jsonb) AS "coalesce",
     COALESCE(( SELECT jsonb_agg(jsonb_build_object('kind', o.kind, 'value', o.value, 'org_id', o.org_id) ORDER BY o.priority) AS jsonb_agg
            FROM sec.realm_org_rule o
           WHERE (o.realm_id = r.id)), '[]'::jsonb) AS "coalesce"
    FROM sec.realm r
   WHERE (r.enabled OR (NOT login_realms.only_enabled))
   ORDER BY r.code;
END;


--
-- Name: FUNCTION login_realms(only_enabled boolean); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_realms(only_enabled boolean) IS 'All realms with endpoints ([{host, port, tls: ldaps|starttls, server_name}] in order) and org_rules ([{kind: dn_under|attr_equals|default, value, org_id}] in order).';


--
-- Name: login_realms_version(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_realms_version() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    RETURN (SELECT (COALESCE(sum(realm.row_version), (0)::numeric) + ((count(*) * 1000000007))::numeric) FROM sec.realm);


--
-- Name: FUNCTION login_realms_version(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_realms_version() IS 'Differs from the last answer when any realm changed: then read login_realms again.';


--
-- Name: login_recheck_active(bigint[]); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_recheck_active(account_ids bigint[]) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO ''
    BEGIN ATOMIC
 WITH checked AS (
          UPDATE sec.session SET dir_checked_at = now()
           WHERE ((session.account_id = ANY (login_recheck_active.account_ids)) AND (session.ended_at IS NULL))
           RETURNING 1 AS "?column?"
         )
  SELECT (count(*))::integer AS count
    FROM checked;
END;


--
-- Name: FUNCTION login_recheck_active(account_ids bigint[]); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_recheck_active(account_ids bigint[]) IS 'The directory said that these accounts are in use.';


--
-- Name: login_recheck_due(integer, boolean); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_recheck_due(realm_id integer, everyone boolean) RETURNS TABLE(account_id bigint, dir_uid bytea, login_name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    BEGIN ATOMIC
 SELECT a.id,
     a.dir_uid,
     a.login_name
    FROM (sec.account a
      JOIN sec.realm m ON ((m.id = a.realm_id)))
   WHERE ((a.realm_id = login_recheck_due.realm_id) AND (a.dir_state = 'active'::text) AND
         CASE
             WHEN login_recheck_due.everyone THEN (EXISTS ( SELECT
                FROM sec.account_role r
               WHERE ((r.account_id = a.id) AND sec.is_active(r.*))))
             ELSE (EXISTS ( SELECT
                FROM sec.session s
               WHERE ((s.account_id = a.id) AND (s.ended_at IS NULL) AND (s.expires_at > now()) AND ((s.last_seen_at + make_interval(secs => (s.idle_s)::double precision)) > now()) AND (s.dir_checked_at < (now() - make_interval(secs => (m.recheck_s)::double precision))))))
         END)
   ORDER BY a.id;
END;


--
-- Name: FUNCTION login_recheck_due(realm_id integer, everyone boolean); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_recheck_due(realm_id integer, everyone boolean) IS 'Accounts to look up again in their directory: with a session not checked lately; everyone: all with rights (once a day).';


--
-- Name: login_recheck_gone(bigint[], text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_recheck_gone(account_ids bigint[], state text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	who bigint;
	ended int := 0;
	n int;
begin
	foreach who in array account_ids
	loop
		update sec.account a
		   set dir_state = state,
		       dir_state_at = clock_timestamp()
		 where a.id = who;
		n := sec.end_sessions(who, 'directory');
		ended := ended + n;
		perform sec.apply_groups(who, '{}');
		perform sec.note(who, 'auth.gone', 'account', who::text, null, null, 'done', state,
		    jsonb_build_object('sessions', n));
	end loop;
	return ended;
end
$$;


--
-- Name: FUNCTION login_recheck_gone(account_ids bigint[], state text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_recheck_gone(account_ids bigint[], state text) IS 'A search that succeeded said that these accounts are disabled or gone (state): ends their sessions and directory roles; names stay on old records. Never call it after an error or for a mass change.';


--
-- Name: login_session(bigint, bytea, text[], inet, text, bytea, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.login_session(account_id bigint, token_hash bytea, auth_methods text[], ip inet, agent text, old_token_hash bytea, request_id text) RETURNS TABLE(session_id uuid, idle_s integer, expires_at timestamp with time zone, displaced integer, pending boolean, display_name text, login_name text, realm text, home_org integer, home_org_name text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
#variable_conflict use_column
declare
	a sec.account;
	short boolean;
	single boolean;
	gone int;
	made sec.session;
begin
	select * into a from sec.account x where x.id = login_session.account_id for update;
	if a.id is null or a.blocked_at is not null or a.dir_state <> 'active' then
		perform sec.refuse_session('blocked', false);
	end if;
	select coalesce(bool_or(o.short_session), false), coalesce(bool_or(o.single_session), false)
	  into short, single
	  from sec.account_role r
	  join sec.role o on o.code = r.role_code
	 where r.account_id = a.id
	   and sec.is_active(r);
	update sec.session x
	   set ended_at = clock_timestamp(),
	       end_reason = 'replaced'
	 where x.token_hash = login_session.old_token_hash
	   and x.ended_at is null;
	-- The oldest go, so that with the new one there are three, or one.
	with live as (
		select x.token_hash, row_number() over (order by x.created_at desc) as place
		  from sec.session x
		 where x.account_id = a.id
		   and x.ended_at is null
		   and x.expires_at > now()
		   and x.last_seen_at + make_interval(secs => x.idle_s) > now()
	)
	update sec.session x
	   set ended_at = clock_timestamp(),
	       end_reason = 'displaced'
	  from live
	 where x.token_hash = live.token_hash
	   and live.place >= case when single then 1 else 3 end;
	get diagnostics gone = row_count;
	insert into sec.session (token_hash, account_id, auth_methods, idle_s, expires_at, address, agent)
	values (login_session.token_hash, a.id, login_session.auth_methods,
	    case when short then 900 else 1800 end,
	    clock_timestamp() + case when single then interval '8 hours' else interval '12 hours' end,
	    login_session.ip, left(login_session.agent, 200))
	returning * into made;
	update sec.account x
	   set first_sign_in_at = coalesce(x.first_sign_in_at, clock_timestamp()),
	       last_sign_in_at = clock_timestamp()
	 where x.id = a.id;
	if a.home_org is not null then
		insert into sec.org_sign_in as s (org_id, last_at)
		values (a.home_org, clock_timestamp())
		on conflict on constraint org_sign_in_pkey do update
		   set last_at = excluded.last_at
		 where s.last_at < excluded.last_at - interval '1 hour';
	end if;
	if a.scope_fresh_until <= now() then
		perform sec.refresh_scope(a.id);
	end if;
	insert into aud.event (account_id, realm_id, org_id, session8, request_id, address, action, object_type,
	    object_id, detail)
	values (a.id, a.realm_id, a.home_org, left(encode(login_session.token_hash, 'hex'), 8),
	    left(login_session.request_id, 64), login_session.ip, 'auth.login', 'session', made.id::text,
	    jsonb_build_object('methods', login_session.auth_methods, 'displaced', gone));
	return query
	select made.id, made.idle_s, made.expires_at, gone,
	       not exists (select from sec.account_scope s where s.account_id = a.id),
	       a.display_name, a.login_name, (select m.code from sec.realm m where m.id = a.realm_id),
	       a.home_org, (select o.name from biz.organisation o where o.id = a.home_org);
end
$$;


--
-- Name: FUNCTION login_session(account_id bigint, token_hash bytea, auth_methods text[], ip inet, agent text, old_token_hash bytea, request_id text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.login_session(account_id bigint, token_hash bytea, auth_methods text[], ip inet, agent text, old_token_hash bytea, request_id text) IS 'Makes a session (token_hash: sha256 of 32 random bytes). Ends the browser''s old one, and the oldest beyond three (administrators: one). pending: the account has no rights yet. Writes auth.login.';


--
-- Name: may(text, integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.may(permission text, org integer) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	return permission = any (sec.permissions_at(org));
end
$$;


--
-- Name: FUNCTION may(permission text, org integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.may(permission text, org integer) IS 'Whether this request''s account holds the permission at this organisation.';


--
-- Name: must_be_other(bigint, bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.must_be_other(actor bigint, account bigint) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $$
begin
	if (select x.person_id = y.person_id from sec.account x, sec.account y where x.id = actor and y.id = must_be_other.account) then
		perform sec.refuse('UX403', '不能处理授予本人的权限', 'Nobody decides on rights of his own');
	end if;
end
$$;


--
-- Name: FUNCTION must_be_other(actor bigint, account bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.must_be_other(actor bigint, account bigint) IS 'Refuses (UX403) where both accounts are one person''s.';


--
-- Name: must_hold(bigint, text, int4range); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.must_hold(actor bigint, permission text, span int4range) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $$
begin
	if not exists (
	    select
	      from sec.current_scope(actor) s
	      join sec.account a on a.id = actor
	     where s.permission = must_hold.permission
	       and (s.reach = 's' or int4range(s.region_lo, s.region_hi, '[]') @> span and s.region_lo is not null)
	       and a.blocked_at is null
	       and a.dir_state = 'active') then
		perform sec.refuse('UX403', '您没有此项权限,或超出您的管理范围', 'You may not do this, or not for this scope');
	end if;
end
$$;


--
-- Name: FUNCTION must_hold(actor bigint, permission text, span int4range); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.must_hold(actor bigint, permission text, span int4range) IS 'Refuses (UX403) unless this account holds the permission for these regions.';


--
-- Name: must_rule(bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.must_rule(who bigint) RETURNS void
    LANGUAGE plpgsql STABLE
    AS $$
declare
	home int := (select a.home_org from sec.account a where a.id = who);
begin
	perform sec.must_hold(sec.must_be_here_for('session.any'), 'session.any', case
	    when home is null then int4range(null, null)
	    else sec.scope_span('org', home, null, null, null)
	end);
end
$$;


--
-- Name: FUNCTION must_rule(who bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.must_rule(who bigint) IS 'Refuses unless the request may manage this account''s sessions: permission session.any, in scope.';


--
-- Name: my_account(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.my_account() RETURNS TABLE(id bigint, login_name text, display_name text, realm text, home_org integer, language text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
	select a.id, a.login_name, a.display_name, r.code, a.home_org, a.language
	  from sec.account a
	  join sec.realm r on r.id = a.realm_id
	 where a.id = sec.account_id()
$$;


--
-- Name: FUNCTION my_account(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.my_account() IS 'The account of this request.';


--
-- Name: my_permissions(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.my_permissions() RETURNS TABLE(permission text, reach text, region_lo integer, region_hi integer, orgs integer[])
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
	select s.permission, s.reach, s.region_lo, s.region_hi, s.orgs
	  from sec.current_scope(sec.account_id()) s
	 order by s.permission
$$;


--
-- Name: FUNCTION my_permissions(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.my_permissions() IS 'What the account of this request may do, and where.';


--
-- Name: my_roles(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.my_roles() RETURNS TABLE(code text, name_zh text, name_en text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_until timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
	select r.code, r.name_zh, r.name_en, g.scope_kind,
	       case when g.scope_kind in ('home_org', 'home_subtree') then sec.home_org() else g.scope_org end,
	       g.scope_alliance, g.scope_region, g.valid_until
	  from sec.account_role g
	  join sec.role r on r.code = g.role_code
	 where g.account_id = sec.account_id()
	   and g.approved_at is not null
	   and g.revoked_at is null
	   and g.valid_from <= now()
	   and (g.valid_until is null or g.valid_until > now())
	 order by r.code, g.id
$$;


--
-- Name: FUNCTION my_roles(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.my_roles() IS 'The roles the account of this request holds now, and where.';


--
-- Name: my_sessions(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.my_sessions() RETURNS TABLE(id uuid, created_at timestamp with time zone, last_seen_at timestamp with time zone, expires_at timestamp with time zone, address inet, agent text, current boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
	select x.id, x.created_at, x.last_seen_at, x.expires_at, x.address, x.agent,
	       left(encode(x.token_hash, 'hex'), 8) = (sec.context())[10]
	  from sec.session x
	 where x.account_id = sec.account_id()
	   and x.ended_at is null
	   and x.expires_at > now()
	   and x.last_seen_at + x.idle_s * interval '1 second' > now()
	 order by x.last_seen_at desc, x.id
$$;


--
-- Name: FUNCTION my_sessions(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.my_sessions() IS 'The live sessions of the account of this request.';


--
-- Name: new_context_key(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.new_context_key() RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
	inner_pad bytea := '\x';
	outer_pad bytea := '\x';
	key bytea;
	i int;
begin
	-- 32 bytes from the server's strong random source, spread over four version-4 uuids.
	key := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
	    || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
	inner_pad := key || decode(repeat('00', 32), 'hex');
	outer_pad := inner_pad;
	for i in 0..63 loop
		inner_pad := set_byte(inner_pad, i, get_byte(inner_pad, i) # 54);
		outer_pad := set_byte(outer_pad, i, get_byte(outer_pad, i) # 92);
	end loop;
	update sec.context_key set retired_at = clock_timestamp() where retired_at is null;
	insert into sec.context_key (inner_pad, outer_pad) values (inner_pad, outer_pad);
	delete from sec.context_key where retired_at < clock_timestamp() - interval '1 hour';
end
$$;


--
-- Name: FUNCTION new_context_key(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.new_context_key() IS 'Retires the key that signs contexts and makes another.';


--
-- Name: new_id(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.new_id() RETURNS uuid
    LANGUAGE plpgsql STABLE
    AS $$
declare
	claimed text[] := string_to_array(current_setting('yilian.claim', true), '|');
begin
	if claimed[1] is distinct from extract(epoch from now())::text then
		raise exception using errcode = '28000', message = 'no claim in this transaction';
	end if;
	return claimed[2]::uuid;
end
$$;


--
-- Name: FUNCTION new_id(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.new_id() IS 'Id of the thing this request creates: the one the worker proposed, on a replay that of the first try.';


--
-- Name: new_process_key(integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.new_process_key(key_id integer) RETURNS bytea
    LANGUAGE plpgsql
    AS $$
declare
	made bytea;
begin
	select sha256(k.outer_pad || sha256(k.inner_pad || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())))
	  into strict made
	  from sec.context_key k
	 where k.id = key_id;
	perform setval('sec.process_key_high', ('x' || encode(substr(made, 1, 8), 'hex'))::bit(64)::bigint),
	        setval('sec.process_key_low', ('x' || encode(substr(made, 9, 8), 'hex'))::bit(64)::bigint),
	        set_config('yilian.key', key_id::text, false);
	return substr(made, 1, 16);
end
$$;


--
-- Name: FUNCTION new_process_key(key_id integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.new_process_key(key_id integer) IS 'Draws the key of this server process: at its first request, and once sec.context_key was rotated. yilian.key says which it was made from; who falsifies it is refused.';


--
-- Name: org_merged(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.org_merged() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	-- Where the successor is beyond a realm's ceiling, its people stay behind.
	update sec.account a
	   set home_org = new.successor_id
	 where a.home_org = new.id
	   and sec.org_within((select m.scope_ceiling_org from sec.realm m where m.id = a.realm_id), new.successor_id);
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.id in (
		with recursive merged (id) as (
			select new.id
			 union
			select o.id
			  from merged
			  join biz.organisation o on o.successor_id = merged.id
		)
		select r.account_id
		  from merged
		  join sec.account_role r on r.scope_org = merged.id and r.revoked_at is null
		 union all
		select k.id
		  from merged
		  join sec.realm m on m.scope_ceiling_org = merged.id
		  join sec.account k on k.realm_id = m.id
		 union all
		select s.account_id
		  from sec.account_scope s
		 where s.orgs && array[new.id, new.successor_id]);
	return null;
end
$$;


--
-- Name: FUNCTION org_merged(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.org_merged() IS 'People of a merged organisation belong to its successor; scopes that reach either are made anew.';


--
-- Name: org_tree_changed(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.org_tree_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.scope_fresh_until > '-infinity'
	   and exists (select
	                 from sec.account_role r
	                where r.account_id = a.id
	                  and r.revoked_at is null
	                  and (r.scope_kind in ('home_subtree', 'org_subtree')
	                      or tg_op <> 'INSERT' and r.source = 'directory'));
	return null;
end
$$;


--
-- Name: FUNCTION org_tree_changed(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.org_tree_changed() IS 'Scopes that go down the tree, or end at a ceiling, are made anew after the tree changed.';


--
-- Name: org_within(integer, integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.org_within(ceiling integer, org integer) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
begin
	return exists (select
	                 from biz.org_closure c
	                where c.ancestor_id in (ceiling, biz.organisation_heir(ceiling))
	                  and c.descendant_id = org);
end
$$;


--
-- Name: FUNCTION org_within(ceiling integer, org integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.org_within(ceiling integer, org integer) IS 'Whether an organisation is the other, or below it; a merged one reaches on in its successor.';


--
-- Name: permission(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.permission() RETURNS text
    LANGUAGE sql STABLE
    RETURN split_part(sec.verified(), '|'::text, 5);


--
-- Name: FUNCTION permission(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.permission() IS 'Permission this request was let in with.';


--
-- Name: permission_codes(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.permission_codes() RETURNS text[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$ select array_agg(p.code order by p.code) from sec.permission p $$;


--
-- Name: FUNCTION permission_codes(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.permission_codes() IS 'Every permission there is: a worker does not start with a route that names another.';


--
-- Name: permissions_at(integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.permissions_at(org integer) RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	return (select p.at_one from sec.permissions_of(org, null) p);
end
$$;


--
-- Name: FUNCTION permissions_at(org integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.permissions_at(org integer) IS 'The same at one organisation.';


--
-- Name: permissions_of(integer, integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.permissions_of(one integer, other integer, OUT at_one text[], OUT at_other text[]) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	me bigint := sec.account_id();
	fresh boolean := (select a.scope_fresh_until > now() from sec.account a where a.id = me);
begin
	-- Two statements: one plan for both cases would be made anew at each call.
	if fresh then
		select array_agg(s.permission order by s.permission) filter (where s.reach = 'a'
		           or one = any (s.orgs)
		           or (select o.region_id from biz.organisation o where o.id = one) between s.region_lo and s.region_hi),
		       array_agg(s.permission order by s.permission) filter (where s.reach = 'a'
		           or other = any (s.orgs)
		           or (select o.region_id from biz.organisation o where o.id = other) between s.region_lo and s.region_hi)
		  into at_one, at_other
		  from sec.account_scope s
		 where s.account_id = me;
	else
		select array_agg(s.permission order by s.permission) filter (where s.reach = 'a'
		           or one = any (s.orgs)
		           or (select o.region_id from biz.organisation o where o.id = one) between s.region_lo and s.region_hi),
		       array_agg(s.permission order by s.permission) filter (where s.reach = 'a'
		           or other = any (s.orgs)
		           or (select o.region_id from biz.organisation o where o.id = other) between s.region_lo and s.region_hi)
		  into at_one, at_other
		  from sec.scope_rows(me) s;
	end if;
	at_one := coalesce(at_one, '{}');
	at_other := coalesce(at_other, '{}');
end
$$;


--
-- Name: FUNCTION permissions_of(one integer, other integer, OUT at_one text[], OUT at_other text[]); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.permissions_of(one integer, other integer, OUT at_one text[], OUT at_other text[]) IS 'All this request''s account may do at two organisations, whatever permission the request came with.';


--
-- Name: process_key_high; Type: SEQUENCE; Schema: sec; Owner: -
--

CREATE UNLOGGED SEQUENCE sec.process_key_high
    START WITH 0
    INCREMENT BY 1
    MINVALUE -9223372036854775808
    NO MAXVALUE
    CACHE 1;


--
-- Name: SEQUENCE process_key_high; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON SEQUENCE sec.process_key_high IS 'currval: one half of the key with which this process signs contexts. Never granted.';


--
-- Name: process_key_low; Type: SEQUENCE; Schema: sec; Owner: -
--

CREATE UNLOGGED SEQUENCE sec.process_key_low
    START WITH 0
    INCREMENT BY 1
    MINVALUE -9223372036854775808
    NO MAXVALUE
    CACHE 1;


--
-- Name: SEQUENCE process_key_low; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON SEQUENCE sec.process_key_low IS 'currval: the other half. Never granted.';


--
-- Name: process_key(integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.process_key(key_id integer) RETURNS bytea
    LANGUAGE sql
    RETURN CASE WHEN (current_setting('yilian.key'::text, true) = (key_id)::text) THEN (int8send(currval('sec.process_key_high'::regclass)) || int8send(currval('sec.process_key_low'::regclass))) ELSE sec.new_process_key(key_id) END;


--
-- Name: FUNCTION process_key(key_id integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.process_key(key_id integer) IS 'The key this process signs with, made if need be.';


--
-- Name: protect(regclass, text, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.protect(target regclass, form text, parents text DEFAULT ''::text) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
	kind text := split_part(form, ':', 1);
	rest text := substr(form, length(split_part(form, ':', 1)) + 2);
	name text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	schema_name text := (select n.nspname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = target);
	granted text;
	sees text;
	writes text;
	deletes text := 'false';
	parent regclass;
	key text;
	pair text;
begin
	if kind in ('two_sided', 'one_sided', 'org_only') then
		-- What most requests have first: each sub-select runs only if those before it did not hold.
		sees := sec.scope_test(target, true, kind <> 'org_only') || ' or (select sec.sees_all())';
		writes := sec.scope_test(target, true, false);
		if rest <> '' then
			granted := format('(select sec.permission()) = any (%L::text[])', string_to_array(rest, ','));
			writes := format('%s or %s and (%s)', writes, granted, sec.scope_test(target, false, true));
		end if;
	elsif kind = 'own' then
		sees := 'account_id = (select sec.account_id())';
		writes := sees;
		deletes := sees;
	elsif kind = 'public_read' then
		sees := 'true';
		writes := 'false';
		if rest <> '' then
			writes := format('(select sec.permission()) = any (%L::text[])', string_to_array(rest, ','));
			if sec.scope_test(target, true, true) <> '' then
				writes := format('%s and ((select sec.sees_all()) or %s)', writes, sec.scope_test(target, true, true));
			end if;
			deletes := writes;
		end if;
	elsif kind = 'parent' then
		parent := regexp_replace(rest, '\.[^.]+$', '')::regclass;
		key := regexp_replace(rest, '^.*\.', '');
		sees := format('exists (select from %s p where p.id = %I.%I', parent, name, key);
		writes := sees;
		if sec.scope_test(parent, true, false) <> '' then
			writes := format('%s and (%s)', sees, sec.scope_test(parent, true, false, 'p.'));
		elsif sec.has_column(parent, 'account_id') then
			deletes := sees || ')';
		end if;
		sees := sees || ')';
		writes := writes || ')';
	else
		raise exception 'sec.protect: no form %', kind;
	end if;
	if writes is null or writes = '' or sees is null or sees ~ '^ or ' then
		raise exception 'sec.protect: % lacks the columns of form %', target, kind;
	end if;
	foreach pair in array string_to_array(parents, ',')
	loop
		writes := format('(%s) and (%I.%I is null or exists (select from %s p where p.id = %I.%I))', writes,
		    name, split_part(pair, '>', 1), split_part(pair, '>', 2)::regclass, name, split_part(pair, '>', 1));
	end loop;

	execute format('alter table %s enable row level security', target);
	execute format('alter table %s force row level security', target);
	for pair in select p.policyname from pg_catalog.pg_policies p where p.schemaname = schema_name and p.tablename = name
	loop
		execute format('drop policy %I on %s', pair, target);
	end loop;
	-- Definer functions: what they may touch is said by grants, what they do is reviewed.
	execute format('create policy %I on %s for all to yl_owner, yl_sec using (true) with check (true)', name || '_definer', target);
	execute format('create policy %I on %s for select to yl_web, yl_job using (%s)', name || '_select', target, sees);
	execute format('create policy %I on %s for insert to yl_web, yl_job with check (%s)', name || '_insert', target, writes);
	execute format('create policy %I on %s for update to yl_web, yl_job using (%s) with check (%s)', name || '_update', target, writes, writes);
	execute format('create policy %I on %s for delete to yl_web, yl_job using (%s)', name || '_delete', target, deletes);
	if kind = 'public_read' then
		execute format('create policy %I on %s for select to yl_auth, yl_admin using (true)', name || '_public', target);
	end if;
end
$_$;


--
-- Name: FUNCTION protect(target regclass, form text, parents text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.protect(target regclass, form text, parents text) IS 'Row-level security, forced, and policies for yl_web and yl_job. Call it as the table''s owner, in the migration that makes the table, before its grants (it grants nothing; select, insert and update grants are yours, with columns). It may be called again for another form. Forms:
  two_sided[:perm,..]   seen by the scope of either side (from_/to_ org_id or region_id); written by organisations of either side, and by region under the permissions named
  one_sided[:perm,..]   the same with org_id, region_id
  org_only              org_id (or both sides) alone: never seen by region
  own                   account_id = the request''s account; delete too
  public_read[:perm,..] seen by everyone, without a context too; written only under the permissions named, in scope where the table has scope columns (region_id, org_id, organisation_id, alliance_id, from_/to_)
  parent:schema.table.fk  seen with its parent row (fk -> id); written if the parent is in the scope of the request''s organisations
parents: ''column>schema.table,..'': rows written must point to a row the writer sees (security.md F11). Beware of two tables whose policies look at each other: PostgreSQL refuses the recursion; put one look into a definer function.
yl_owner and yl_sec see all rows where grants let them: for definer functions and seeds.';


--
-- Name: realm_ceiling(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.realm_ceiling() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
	if exists (select from sec.group_map m where m.realm_id = new.id and m.retired_at is null
	               and m.scope_org is not null and not sec.org_within(new.scope_ceiling_org, m.scope_org)) then
		perform sec.refuse('UX409', '有组映射超出新的上限,请先停用', 'Group mappings lie beyond the new ceiling; retire them first',
		    '/scope_ceiling');
	end if;
	update sec.account a
	   set home_org = null
	 where a.realm_id = new.id
	   and a.home_org is not null
	   and not sec.org_within(new.scope_ceiling_org, a.home_org);
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.realm_id = new.id;
	return null;
end
$$;


--
-- Name: FUNCTION realm_ceiling(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.realm_ceiling() IS 'A lowered ceiling holds for what is there.';


--
-- Name: realm_changed(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.realm_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
	if tg_table_name = 'realm' then
		new.row_version := old.row_version + 1;
		return new;
	end if;
	if tg_op <> 'INSERT' then
		update sec.realm set row_version = row_version where id = old.realm_id;
	end if;
	if tg_op <> 'DELETE' then
		update sec.realm set row_version = row_version where id = new.realm_id;
	end if;
	return null;
end
$$;


--
-- Name: FUNCTION realm_changed(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.realm_changed() IS 'Counts changes of a realm, so that the login worker reads it again.';


--
-- Name: refresh_scope(bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.refresh_scope(who bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
	fresh timestamptz;
begin
	perform from sec.account where id = who for update;
	delete from sec.account_scope s where s.account_id = who;
	insert into sec.account_scope
	select * from sec.scope_rows(who);
	-- Good until the next grant begins or ends; members of alliances change at midnight.
	select least(
	           min(r.valid_from) filter (where r.valid_from > now()),
	           min(r.valid_until) filter (where r.valid_until > now()),
	           min(date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' + interval '1 day')
	               filter (where r.scope_kind = 'alliance'))
	  into fresh
	  from sec.account_role r
	 where r.account_id = who
	   and r.approved_at is not null
	   and r.revoked_at is null;
	update sec.account
	   set scope_fresh_until = coalesce(fresh, 'infinity')
	 where id = who;
end
$$;


--
-- Name: FUNCTION refresh_scope(who bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.refresh_scope(who bigint) IS 'Makes sec.account_scope of an account anew and notes how long it holds.';


--
-- Name: refuse(text, text, text, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.refuse(code text, zh text, en text, pointer text DEFAULT ''::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
	raise exception using errcode = code, message = zh, detail = en, hint = pointer;
end
$$;


--
-- Name: FUNCTION refuse(code text, zh text, en text, pointer text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.refuse(code text, zh text, en text, pointer text) IS 'Ends the transaction with an answer for the user: UX + status, Chinese, English, pointer of the wrong value.';


--
-- Name: refuse_context(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.refuse_context() RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
begin
	if coalesce(current_setting('yilian.ctx', true), '') = '' then
		raise exception using errcode = '28000', message = 'no request context';
	end if;
	raise exception using errcode = '28000', message = 'bad or stale request context';
end
$$;


--
-- Name: FUNCTION refuse_context(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.refuse_context() IS 'Says why a context does not count; never returns.';


--
-- Name: refuse_session(text, boolean); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.refuse_session(end_reason text, expired boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
	case
	when end_reason = 'displaced' then
		perform sec.refuse('UX401', '您的账号在别处登录过多,此会话已结束,请重新登录',
		    'Your account signed in elsewhere too often, so this session was ended; sign in again');
	when end_reason in ('directory', 'blocked') then
		perform sec.refuse('UX401', '账号已停用,请联系本单位信息科',
		    'The account was disabled; ask the IT office of your institution');
	when end_reason = 'outage' then
		perform sec.refuse('UX401', '本单位目录长时间不可用,会话已结束,请稍后重新登录',
		    'The directory of your institution did not answer for long, so the session was ended; sign in again later');
	when end_reason in ('rights', 'password', 'revoked') then
		perform sec.refuse('UX401', '权限、密码或会话已变更,请重新登录',
		    'Rights, password or session changed; sign in again');
	when expired then
		perform sec.refuse('UX401', '登录已过期,请重新登录', 'The session has expired; sign in again');
	else
		perform sec.refuse('UX401', '请先登录', 'Sign in first');
	end case;
end
$$;


--
-- Name: FUNCTION refuse_session(end_reason text, expired boolean); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.refuse_session(end_reason text, expired boolean) IS 'Tells why a session no longer counts.';


--
-- Name: replayed(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.replayed() RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
declare
	claimed text[] := string_to_array(current_setting('yilian.claim', true), '|');
begin
	return coalesce(claimed[1] = extract(epoch from now())::text and claimed[3] = 't', false);
end
$$;


--
-- Name: FUNCTION replayed(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.replayed() IS 'Whether this request was carried out before: then writes do nothing.';


--
-- Name: reveal(text, text, integer, integer, text, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.reveal(object_type text, object_id text, region integer, org integer, field text, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	hourly constant int := 60;
	me constant bigint := sec.account_id();
	first timestamptz;
	n int;
begin
	-- One after the other, or two at once would both be the sixtieth.
	perform pg_advisory_xact_lock(hashtextextended('sec.reveal', me));
	select count(*), min(e.at)
	  into n, first
	  from aud.event e
	 where e.account_id = me
	   and e.action = 'patient.reveal'
	   and e.at > now() - interval '1 hour';
	if n >= hourly then
		perform sec.refuse('UX429', '每小时最多查看 60 项被遮盖的内容，请稍后再试',
		    'At most 60 masked values are shown in an hour: try again later',
		    ceil(extract(epoch from first + interval '1 hour' - now()))::int::text);
	end if;
	perform sec.audit('patient.reveal', object_type, object_id, region, org,
	    jsonb_build_object('field', field, 'reason', reason));
end
$$;


--
-- Name: FUNCTION reveal(object_type text, object_id text, region integer, org integer, field text, reason text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.reveal(object_type text, object_id text, region integer, org integer, field text, reason text) IS 'Audit row of showing one masked value; refuses the 61st of an account in an hour (UX429, hint: seconds to wait).';


--
-- Name: role_orgs(bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.role_orgs(who bigint) RETURNS TABLE(account_role_id bigint, org_id integer)
    LANGUAGE plpgsql STABLE
    AS $$
begin
	return query
	with recursive held as (
		select r.id, r.source, r.scope_kind, r.scope_alliance, m.scope_ceiling_org,
		       case
		           when r.scope_kind in ('home_org', 'home_subtree') then a.home_org
		           else r.scope_org
		       end as root
		  from sec.account_role r
		  join sec.account a on a.id = r.account_id
		  join sec.realm m on m.id = a.realm_id
		 where r.account_id = who
		   and sec.is_active(r)
	), rooted as (
		-- What was merged goes on in its successor.
		select h.id, h.source, h.scope_kind, h.scope_ceiling_org, o.root
		  from held h
		 cross join lateral (values (h.root), (biz.organisation_heir(h.root))) as o (root)
	), reached as (
		select h.id, h.source, h.scope_ceiling_org, h.root as org
		  from rooted h
		 where h.scope_kind in ('home_org', 'org')
		   and h.root is not null
		union all
		select h.id, h.source, h.scope_ceiling_org, c.descendant_id
		  from rooted h
		  join biz.org_closure c on c.ancestor_id = h.root
		 where h.scope_kind in ('home_subtree', 'org_subtree')
		union all
		select h.id, h.source, h.scope_ceiling_org, m.organisation_id
		  from held h
		  join biz.alliance_member m on m.alliance_id = h.scope_alliance
		 where h.scope_kind = 'alliance'
		   and m.joined_on <= (now() at time zone 'Asia/Shanghai')::date
		   and (m.left_on is null or m.left_on > (now() at time zone 'Asia/Shanghai')::date)
	), kept as (
		select r.id, r.org
		  from reached r
		 where r.source <> 'directory'
		    or exists (select
		                 from biz.org_closure c
		                where c.ancestor_id in (r.scope_ceiling_org, biz.organisation_heir(r.scope_ceiling_org))
		                  and c.descendant_id = r.org)
	), line as (
		-- And what was merged into it, after the ceiling: it has no place in the tree of its own.
		select k.id, k.org
		  from kept k
		union
		select l.id, o.id
		  from line l
		  join biz.organisation o on o.successor_id = l.org
	)
	select l.id, l.org
	  from line l;
end
$$;


--
-- Name: FUNCTION role_orgs(who bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.role_orgs(who bigint) IS 'Organisations each active grant of an account reaches. What a directory gave never reaches past its ceiling, even after organisations moved; what was merged is reached in its successor too, and the successor''s people reach what was merged into it.';


--
-- Name: scope_rows(bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.scope_rows(who bigint) RETURNS SETOF sec.account_scope
    LANGUAGE plpgsql STABLE
    AS $$
begin
	return query
	with held as materialized (
		select r.id, r.role_code, r.class, r.scope_kind, r.scope_alliance, r.region_lo, r.region_hi
		  from sec.account_role r
		 where r.account_id = who
		   and sec.is_active(r)
	), reach as materialized (
		select o.account_role_id, array_agg(o.org_id) as orgs
		  from sec.role_orgs(who) o
		 group by o.account_role_id
	)
	select who,
	       p.permission,
	       case
	           when bool_or(h.scope_kind = 'system' and h.class = 'business') then 'a'
	           when bool_or(h.scope_kind = 'system') then 's'
	           else '-'
	       end,
	       min(h.region_lo),
	       max(h.region_hi),
	       coalesce((select array_agg(distinct x.org order by x.org)
	                   from reach
	                   cross join unnest(reach.orgs) as x (org)
	                  where reach.account_role_id = any (array_agg(h.id))), '{}'),
	       coalesce(array_agg(distinct h.scope_alliance) filter (where h.scope_alliance is not null), '{}')
	  from held h
	  join sec.role_permission p on p.role_code = h.role_code
	 where not exists (select
	                     from sec.denial d
	                    where d.account_id = who
	                      and d.permission = p.permission)
	 group by p.permission;
end
$$;


--
-- Name: FUNCTION scope_rows(who bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.scope_rows(who bigint) IS 'The rows of sec.account_scope as the grants give them now. Region ranges of one account are nested (sec.account_role_guard), so the widest is the union.';


--
-- Name: scope_span(text, integer, integer, integer, integer); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.scope_span(scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, home integer) RETURNS int4range
    LANGUAGE plpgsql STABLE
    AS $$
declare
	region int;
begin
	case scope_kind
	when 'region' then
		region := scope_region;
	when 'alliance' then
		select x.region_id into region from biz.alliance x where x.id = scope_alliance;
	when 'system' then
		return int4range(null, null);
	else
		select o.region_id into region from biz.organisation o where o.id = coalesce(scope_org, home);
	end case;
	if region is null then
		perform sec.refuse('UX422', '范围所指的机构、联体或地区不存在', 'The organisation, alliance or region of the scope does not exist', '/scope');
	end if;
	return int4range(sec.region_low(region), sec.region_high(region), '[]');
end
$$;


--
-- Name: FUNCTION scope_span(scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, home integer); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.scope_span(scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, home integer) IS 'Regions a scope lies in.';


--
-- Name: scope_test(regclass, boolean, boolean, text); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.scope_test(target regclass, by_org boolean, by_region boolean, alias text DEFAULT ''::text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
declare
	test text[] := '{}';
	side text;
	org text;
begin
	foreach side in array array['', 'from_', 'to_']
	loop
		foreach org in array array['org_id', 'organisation_id']
		loop
			if by_org and sec.has_column(target, side || org) then
				test := test || format('%s%s = any ((select sec.orgs())::int[])', alias, side || org);
			end if;
		end loop;
	end loop;
	if by_org and sec.has_column(target, 'alliance_id') then
		test := test || format('%salliance_id = any ((select sec.alliances())::int[])', alias);
	end if;
	foreach side in array array['', 'from_', 'to_']
	loop
		if by_region and sec.has_column(target, side || 'region_id') then
			test := test || format('%s%sregion_id between (select sec.region_lo()) and (select sec.region_hi())', alias, side);
		end if;
	end loop;
	return array_to_string(test, ' or ');
end
$$;


--
-- Name: FUNCTION scope_test(target regclass, by_org boolean, by_region boolean, alias text); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.scope_test(target regclass, by_org boolean, by_region boolean, alias text) IS 'Condition over the scope columns a table has: [from_|to_]org_id (organisation_id), alliance_id, [from_|to_]region_id.';


--
-- Name: session_end(uuid); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.session_end(session uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	owner bigint := (select s.account_id from sec.session s where s.id = session and s.ended_at is null for update);
begin
	if owner is null then
		perform sec.refuse('UX404', '没有这个会话', 'There is no such session');
	end if;
	perform sec.must_rule(owner);
	update sec.session s
	   set ended_at = clock_timestamp(),
	       end_reason = 'revoked'
	 where s.id = session;
	perform sec.audit('session.end', 'session', session::text, null, null, jsonb_build_object('account', owner));
	return session;
end
$$;


--
-- Name: FUNCTION session_end(session uuid); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.session_end(session uuid) IS 'Ends anybody''s session, for a security administrator (permission session.any).';


--
-- Name: session_list(bigint); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.session_list(who bigint) RETURNS TABLE(id uuid, created_at timestamp with time zone, last_seen_at timestamp with time zone, expires_at timestamp with time zone, address inet, agent text, auth_methods text[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO ''
    AS $$
begin
	perform sec.must_rule(who);
	return query
	select s.id, s.created_at, s.last_seen_at, s.expires_at, s.address, s.agent, s.auth_methods
	  from sec.session s
	 where s.account_id = who
	   and s.ended_at is null
	   and s.expires_at > now()
	   and s.last_seen_at + s.idle_s * interval '1 second' > now()
	 order by s.last_seen_at desc, s.id;
end
$$;


--
-- Name: FUNCTION session_list(who bigint); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.session_list(who bigint) IS 'Live sessions of an account, for a security administrator (permission session.any).';


--
-- Name: set_context(bigint, text, text, integer, integer, integer, text, text, inet, integer[], integer[]); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.set_context(who bigint, permission text, reach text, region_lo integer, region_hi integer, home_org integer, session text, request_id text, ip inet, alliances integer[], orgs integer[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
	key_id int := (select k.id from sec.context_key k where k.retired_at is null);
	key bytea := sec.process_key(key_id);
	payload text;
begin
	-- What the worker hands over may not add fields.
	payload := concat(key_id, '|', pg_backend_pid(), '|', extract(epoch from now()), '|', who, '|', permission,
	    '|', reach, '|', region_lo, '|', region_hi, '|', home_org, '|', session,
	    '|', translate(left(request_id, 64), '|', ''), '|', host(ip), '|', alliances, '|', orgs);
	perform set_config('yilian.ctx', concat(payload, '|',
	    sec.signature(key, convert_to(payload, 'UTF8'))), true);
end
$$;


--
-- Name: FUNCTION set_context(who bigint, permission text, reach text, region_lo integer, region_hi integer, home_org integer, session text, request_id text, ip inet, alliances integer[], orgs integer[]); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.set_context(who bigint, permission text, reach text, region_lo integer, region_hi integer, home_org integer, session text, request_id text, ip inet, alliances integer[], orgs integer[]) IS 'Signs and sets the request context of this transaction.';


--
-- Name: signature(bytea, bytea); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.signature(key bytea, payload bytea) RETURNS text
    LANGUAGE sql STABLE
    RETURN encode(sha384(((key || timestamptz_send(now())) || payload)), 'hex'::text);


--
-- Name: FUNCTION signature(key bytea, payload bytea); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.signature(key bytea, payload bytea) IS 'Signature of a context: keyed hash over transaction time and payload; 96 characters.';


--
-- Name: stale_scopes(); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.stale_scopes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
	update sec.account a
	   set scope_fresh_until = '-infinity'
	 where a.scope_fresh_until > '-infinity'
	   and a.id in (select coalesce(n.account_id, 0)
	                  from changed n);
	return null;
end
$$;


--
-- Name: FUNCTION stale_scopes(); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.stale_scopes() IS 'Grants or denials changed: their accounts'' scopes are made anew at the next request.';


--
-- Name: touch(bytea); Type: FUNCTION; Schema: sec; Owner: -
--

CREATE FUNCTION sec.touch(token bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO ''
    AS $$
declare
	owner bigint;
begin
	-- A clock set back never makes a session younger.
	update sec.session x
	   set last_seen_at = now()
	 where x.token_hash = token
	   and x.ended_at is null
	   and x.last_seen_at < now() - interval '1 minute'
	returning x.account_id into owner;
	select a.id
	  into owner
	  from sec.session x
	  join sec.account a on a.id = x.account_id
	 where x.token_hash = token
	   and a.scope_fresh_until <= now();
	if owner is not null then
		perform sec.refresh_scope(owner);
	end if;
end
$$;


--
-- Name: FUNCTION touch(token bytea); Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON FUNCTION sec.touch(token bytea) IS 'After the answer, a statement of its own: notes that the session is in use (once a minute) and stores scopes that grew stale.';


--
-- Name: event_default; Type: TABLE; Schema: aud; Owner: -
--

CREATE TABLE aud.event_default (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    program text DEFAULT SESSION_USER NOT NULL,
    account_id bigint,
    realm_id integer,
    permission text,
    org_id integer,
    region_id integer,
    session8 text,
    request_id text,
    address inet,
    action text NOT NULL,
    object_type text NOT NULL,
    object_id text,
    result text DEFAULT 'done'::text NOT NULL,
    reason text,
    detail jsonb,
    CONSTRAINT event_action_form CHECK ((action ~ '^[a-z_]+(\.[a-z_]+)+$'::text)),
    CONSTRAINT event_result_known CHECK ((result = ANY (ARRAY['done'::text, 'refused'::text, 'failed'::text])))
);

ALTER TABLE ONLY aud.event_default FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE event_default; Type: COMMENT; Schema: aud; Owner: -
--

COMMENT ON TABLE aud.event_default IS 'Events of months that have no partition: none, unless housekeeping stopped.';


--
-- Name: event_id_seq; Type: SEQUENCE; Schema: aud; Owner: -
--

ALTER TABLE aud.event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME aud.event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: alliance_id_seq; Type: SEQUENCE; Schema: biz; Owner: -
--

ALTER TABLE biz.alliance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME biz.alliance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: alliance_member; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.alliance_member (
    alliance_id integer NOT NULL,
    organisation_id integer NOT NULL,
    role text DEFAULT 'member'::text NOT NULL,
    joined_on date NOT NULL,
    left_on date,
    reason text,
    CONSTRAINT alliance_member_left_check CHECK ((left_on >= joined_on)),
    CONSTRAINT alliance_member_role_check CHECK ((role = ANY (ARRAY['lead'::text, 'member'::text])))
);

ALTER TABLE ONLY biz.alliance_member FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE alliance_member; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.alliance_member IS 'Who belonged to an alliance, as what, on which days. A change of role ends one row and begins another.';


--
-- Name: COLUMN alliance_member.alliance_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance_member.alliance_id IS 'The alliance.';


--
-- Name: COLUMN alliance_member.organisation_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance_member.organisation_id IS 'The member.';


--
-- Name: COLUMN alliance_member.role; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance_member.role IS 'lead (牵头单位; there may be several) or member.';


--
-- Name: COLUMN alliance_member.joined_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance_member.joined_on IS 'First day in this role.';


--
-- Name: COLUMN alliance_member.left_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance_member.left_on IS 'First day no longer; null: still; the day of joining: it never came into force.';


--
-- Name: COLUMN alliance_member.reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.alliance_member.reason IS 'Why it left, as written by who entered it.';


--
-- Name: attachment; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.attachment (
    id uuid NOT NULL,
    record_type text NOT NULL,
    record_id uuid NOT NULL,
    module text NOT NULL,
    from_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_org_id integer NOT NULL,
    to_region_id integer NOT NULL,
    sha256 bytea NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    bytes integer NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    removed_at timestamp with time zone,
    removed_by bigint,
    remove_reason text,
    CONSTRAINT attachment_bytes_check CHECK (((bytes >= 1) AND (bytes <= 26214400))),
    CONSTRAINT attachment_media_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text, 'image/webp'::text]))),
    CONSTRAINT attachment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
    CONSTRAINT attachment_removal_check CHECK ((((removed_at IS NULL) = (removed_by IS NULL)) AND ((removed_at IS NULL) = (remove_reason IS NULL)))),
    CONSTRAINT attachment_sha256_check CHECK ((length(sha256) = 32))
);

ALTER TABLE ONLY biz.attachment FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE attachment; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.attachment IS 'Files that belong to records; the bytes stand outside the database under their hash.';


--
-- Name: COLUMN attachment.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.id IS 'UUIDv7.';


--
-- Name: COLUMN attachment.record_type; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.record_type IS 'Plural name of the type.';


--
-- Name: COLUMN attachment.record_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.record_id IS 'The record.';


--
-- Name: COLUMN attachment.module; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.module IS 'Module of the type, for the policy.';


--
-- Name: COLUMN attachment.from_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.from_org_id IS 'Sides of the record, copied from it when the file came.';


--
-- Name: COLUMN attachment.from_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.from_region_id IS 'Region of that side.';


--
-- Name: COLUMN attachment.to_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.to_org_id IS 'Other side.';


--
-- Name: COLUMN attachment.to_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.to_region_id IS 'Region of the other side.';


--
-- Name: COLUMN attachment.sha256; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.sha256 IS 'Hash of the bytes: where they are stored.';


--
-- Name: COLUMN attachment.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.name IS 'Name it was given.';


--
-- Name: COLUMN attachment.media_type; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.media_type IS 'What the worker found it to be.';


--
-- Name: COLUMN attachment.bytes; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.bytes IS 'Size.';


--
-- Name: COLUMN attachment.created_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.created_by IS 'Account that put it there.';


--
-- Name: COLUMN attachment.created_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.created_at IS 'When.';


--
-- Name: COLUMN attachment.removed_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.removed_at IS 'Taken away at; the row stays.';


--
-- Name: COLUMN attachment.removed_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.removed_by IS 'By whom.';


--
-- Name: COLUMN attachment.remove_reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.attachment.remove_reason IS 'Why.';


--
-- Name: code; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.code (
    list text NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    note_required boolean DEFAULT false NOT NULL,
    "position" smallint NOT NULL,
    valid_from date DEFAULT '2000-01-01'::date NOT NULL,
    valid_to date,
    CONSTRAINT code_code_check CHECK ((code ~ '^[a-z][a-z0-9_]{0,39}$'::text)),
    CONSTRAINT code_valid_check CHECK ((valid_to > valid_from))
);

ALTER TABLE ONLY biz.code FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.code IS 'The codes of each list; a code is never deleted, it ends.';


--
-- Name: COLUMN code.list; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code.list IS 'Of which list.';


--
-- Name: COLUMN code.code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code.code IS 'What records store.';


--
-- Name: COLUMN code.name_zh; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code.name_zh IS 'Shown in Chinese.';


--
-- Name: COLUMN code.name_en; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code.name_en IS 'Shown in English.';


--
-- Name: COLUMN code.note_required; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code.note_required IS 'Whether a sentence must say more ("other").';


--
-- Name: COLUMN code."position"; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code."position" IS 'Order in which forms show it.';


--
-- Name: COLUMN code.valid_from; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code.valid_from IS 'First day it may be chosen.';


--
-- Name: COLUMN code.valid_to; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code.valid_to IS 'First day it may no longer be chosen; null: still offered.';


--
-- Name: code_list; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.code_list (
    name text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT code_list_name_check CHECK ((name ~ '^[a-z][a-z_]{1,39}$'::text))
);

ALTER TABLE ONLY biz.code_list FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE code_list; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.code_list IS 'Lists of codes that forms offer and workflows ask for.';


--
-- Name: COLUMN code_list.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code_list.name IS 'What routes and columns call it: "reject_reason".';


--
-- Name: COLUMN code_list.name_zh; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code_list.name_zh IS 'Name for people, in Chinese.';


--
-- Name: COLUMN code_list.name_en; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.code_list.name_en IS 'Name for people, in English.';


--
-- Name: constraint_word; Type: VIEW; Schema: biz; Owner: -
--

CREATE VIEW biz.constraint_word WITH (security_invoker='true') AS
 SELECT (c.relname)::text AS table_name,
    (k.conname)::text AS constraint_name,
    split_part(d.description, '|'::text, 1) AS pointer,
    split_part(d.description, '|'::text, 2) AS zh,
    split_part(d.description, '|'::text, 3) AS en
   FROM (((pg_constraint k
     JOIN pg_class c ON ((c.oid = k.conrelid)))
     JOIN pg_namespace n ON ((n.oid = c.relnamespace)))
     JOIN pg_description d ON (((d.objoid = k.oid) AND (d.classoid = ('pg_constraint'::regclass)::oid))))
  WHERE ((n.nspname = 'biz'::name) AND (d.description ~~ '/%|%|%'::text));


--
-- Name: VIEW constraint_word; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON VIEW biz.constraint_word IS 'What users are told where a constraint refuses: pointer and sentences, from the comment on it, ''/pointer|中文|English''.';


--
-- Name: department; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.department (
    id integer NOT NULL,
    organisation_id integer NOT NULL,
    name text NOT NULL,
    pinyin text NOT NULL,
    initials text NOT NULL,
    phone text,
    accepts_referrals boolean DEFAULT true NOT NULL,
    "position" smallint DEFAULT 0 NOT NULL,
    valid_from date DEFAULT CURRENT_DATE NOT NULL,
    valid_to date,
    CONSTRAINT department_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT department_valid_check CHECK ((valid_to >= valid_from))
);

ALTER TABLE ONLY biz.department FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE department; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.department IS 'Departments of institutions, as targets of referrals.';


--
-- Name: COLUMN department.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.department.id IS 'Key.';


--
-- Name: COLUMN department.organisation_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.department.organisation_id IS 'Whose department.';


--
-- Name: COLUMN department.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.department.name IS 'Its name (科室).';


--
-- Name: COLUMN department.pinyin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.department.pinyin IS 'Pinyin of the name.';


--
-- Name: COLUMN department.initials; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.department.initials IS 'First letters of the pinyin.';


--
-- Name: COLUMN department.phone; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.department.phone IS 'Telephone of its desk.';


--
-- Name: COLUMN department.accepts_referrals; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.department.accepts_referrals IS 'Whether a referral may name it.';


--
-- Name: COLUMN department."position"; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.department."position" IS 'Order in lists; equal ones go by pinyin.';


--
-- Name: COLUMN department.valid_from; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.department.valid_from IS 'First day it existed.';


--
-- Name: COLUMN department.valid_to; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.department.valid_to IS 'First day it no longer existed; null: it exists.';


--
-- Name: department_id_seq; Type: SEQUENCE; Schema: biz; Owner: -
--

ALTER TABLE biz.department ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME biz.department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: donation_item; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.donation_item (
    record_id uuid NOT NULL,
    line smallint NOT NULL,
    name text NOT NULL,
    specification text,
    quantity integer NOT NULL,
    quantity_exactness text DEFAULT 'exact'::text NOT NULL,
    unit text NOT NULL,
    unit_value_fen bigint,
    value_fen bigint NOT NULL,
    CONSTRAINT donation_item_line_check CHECK (((line >= 1) AND (line <= 1000))),
    CONSTRAINT donation_item_product_check CHECK (((quantity_exactness <> 'exact'::text) OR (value_fen = (quantity * unit_value_fen)))),
    CONSTRAINT donation_item_quantity_check CHECK ((quantity > 0)),
    CONSTRAINT donation_item_quantity_exactness_check CHECK ((quantity_exactness = ANY (ARRAY['exact'::text, 'near'::text, 'over'::text, 'about'::text, 'at_least'::text]))),
    CONSTRAINT donation_item_value_check CHECK ((value_fen >= 0))
);

ALTER TABLE ONLY biz.donation_item FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE donation_item; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.donation_item IS 'Items of a donation.';


--
-- Name: COLUMN donation_item.record_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation_item.record_id IS 'The record.';


--
-- Name: COLUMN donation_item.line; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation_item.line IS 'Place among its lines, from 1.';


--
-- Name: COLUMN donation_item.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation_item.name IS 'What.';


--
-- Name: COLUMN donation_item.specification; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation_item.specification IS 'Make and model.';


--
-- Name: COLUMN donation_item.quantity; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation_item.quantity IS 'How many.';


--
-- Name: COLUMN donation_item.quantity_exactness; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation_item.quantity_exactness IS 'exact, near, over, about or at_least.';


--
-- Name: COLUMN donation_item.unit; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation_item.unit IS 'Of what: 台, 盒, 件.';


--
-- Name: COLUMN donation_item.unit_value_fen; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation_item.unit_value_fen IS 'Value of one, in fen.';


--
-- Name: COLUMN donation_item.value_fen; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.donation_item.value_fen IS 'Value of all, in fen.';


--
-- Name: CONSTRAINT donation_item_product_check ON donation_item; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT donation_item_product_check ON biz.donation_item IS '/items|明细的金额应等于单价乘以数量|The value of an item must be its unit value times its quantity';


--
-- Name: CONSTRAINT donation_item_quantity_check ON donation_item; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT donation_item_quantity_check ON biz.donation_item IS '/items|明细的数量应大于零|The quantity of an item must be above zero';


--
-- Name: draft; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.draft (
    account_id bigint NOT NULL,
    form text NOT NULL,
    content bytea NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT draft_content_check CHECK ((length(content) <= 131072)),
    CONSTRAINT draft_form_check CHECK ((form ~ '^[a-z][a-z0-9_.:-]{0,79}$'::text))
);

ALTER TABLE ONLY biz.draft FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE draft; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.draft IS 'What someone has typed and not yet sent; survives a time-out and a lost line.';


--
-- Name: COLUMN draft.account_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.draft.account_id IS 'Whose.';


--
-- Name: COLUMN draft.form; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.draft.form IS 'Which form, with the id of what it changes: referral, referral:<id>.';


--
-- Name: COLUMN draft.content; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.draft.content IS 'JSON as the front end gave it, encrypted: it may name patients.';


--
-- Name: COLUMN draft.updated_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.draft.updated_at IS 'Last kept.';


--
-- Name: org_closure; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.org_closure (
    ancestor_id integer NOT NULL,
    descendant_id integer NOT NULL,
    depth smallint NOT NULL,
    CONSTRAINT org_closure_depth_check CHECK ((depth >= 0))
);

ALTER TABLE ONLY biz.org_closure FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE org_closure; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.org_closure IS 'All ancestors of all organisations by present parents, each itself included; kept by trigger. Closed organisations stay in it: their past counts for those above them.';


--
-- Name: COLUMN org_closure.ancestor_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.org_closure.ancestor_id IS 'The one above, or the same.';


--
-- Name: COLUMN org_closure.descendant_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.org_closure.descendant_id IS 'The one below, or the same.';


--
-- Name: COLUMN org_closure.depth; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.org_closure.depth IS 'Steps between the two; 0 is the organisation itself.';


--
-- Name: organisation_change; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.organisation_change (
    id bigint NOT NULL,
    organisation_id integer NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    account_id bigint,
    action text NOT NULL,
    effective_on date NOT NULL,
    reason text,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT organisation_change_action_check CHECK ((action = ANY (ARRAY['create'::text, 'alter'::text, 'rename'::text, 'merge'::text, 'close'::text])))
);

ALTER TABLE ONLY biz.organisation_change FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE organisation_change; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.organisation_change IS 'Who changed an organisation, when, why and from what; appended by the functions that change it.';


--
-- Name: COLUMN organisation_change.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_change.id IS 'Key, in order of entry.';


--
-- Name: COLUMN organisation_change.organisation_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_change.organisation_id IS 'What was changed.';


--
-- Name: COLUMN organisation_change.at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_change.at IS 'When it was entered.';


--
-- Name: COLUMN organisation_change.account_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_change.account_id IS 'Who; null: loaded by an administrator''s command.';


--
-- Name: COLUMN organisation_change.action; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_change.action IS 'create, alter, rename, merge or close.';


--
-- Name: COLUMN organisation_change.effective_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_change.effective_on IS 'From which day it holds.';


--
-- Name: COLUMN organisation_change.reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_change.reason IS 'Why, as written by who did it.';


--
-- Name: COLUMN organisation_change.detail; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.organisation_change.detail IS 'Former and new values by column.';


--
-- Name: organisation_change_id_seq; Type: SEQUENCE; Schema: biz; Owner: -
--

ALTER TABLE biz.organisation_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME biz.organisation_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: organisation_id_seq; Type: SEQUENCE; Schema: biz; Owner: -
--

ALTER TABLE biz.organisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME biz.organisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: pairing_id_seq; Type: SEQUENCE; Schema: biz; Owner: -
--

ALTER TABLE biz.pairing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME biz.pairing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: patient; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.patient (
    id uuid NOT NULL,
    org_id integer NOT NULL,
    region_id integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    sex text,
    birth_date date,
    id_number_enc bytea,
    id_number_idx bytea,
    phone_enc bytea,
    phone_idx bytea,
    address_enc bytea,
    person_key bytea NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT patient_birth_check CHECK (((birth_date >= '1870-01-01'::date) AND (birth_date <= '2200-01-01'::date))),
    CONSTRAINT patient_id_number_check CHECK (((id_number_enc IS NULL) = (id_number_idx IS NULL))),
    CONSTRAINT patient_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
    CONSTRAINT patient_person_check CHECK (((length(person_key) >= 8) AND (length(person_key) <= 32))),
    CONSTRAINT patient_phone_check CHECK (((phone_enc IS NULL) = (phone_idx IS NULL))),
    CONSTRAINT patient_sex_check CHECK ((sex = ANY (ARRAY['M'::text, 'F'::text]))),
    CONSTRAINT patient_version_check CHECK ((version > 0))
);

ALTER TABLE ONLY biz.patient FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE patient; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.patient IS 'A person as one institution registered it; the same person may stand in several.';


--
-- Name: COLUMN patient.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.id IS 'UUIDv7.';


--
-- Name: COLUMN patient.org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.org_id IS 'The institution that registered the patient and may correct the entry.';


--
-- Name: COLUMN patient.region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.region_id IS 'County code of that institution; never changes.';


--
-- Name: COLUMN patient.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.name IS 'Full name. Byte order, so that a prefix is an index range under a policy.';


--
-- Name: COLUMN patient.sex; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.sex IS 'M or F; null: not known (imported).';


--
-- Name: COLUMN patient.birth_date; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.birth_date IS 'From the ID number where there is one.';


--
-- Name: COLUMN patient.id_number_enc; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.id_number_enc IS 'ID number, encrypted (crypto.h: patient|id_number|id).';


--
-- Name: COLUMN patient.id_number_idx; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.id_number_idx IS 'Keyed hash of the ID number; unique in one institution only.';


--
-- Name: COLUMN patient.phone_enc; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.phone_enc IS 'Telephone number, encrypted.';


--
-- Name: COLUMN patient.phone_idx; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.phone_idx IS 'Keyed hash of the telephone number.';


--
-- Name: COLUMN patient.address_enc; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.address_enc IS 'Address, encrypted.';


--
-- Name: COLUMN patient.person_key; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.person_key IS 'The same for one person everywhere: keyed hash of the ID number, else of the id of this row. Its first 8 bytes count persons.';


--
-- Name: COLUMN patient.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.version IS 'Counts changes, for ETag and If-Match.';


--
-- Name: COLUMN patient.created_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.created_by IS 'Account that entered it; 0: loaded without one.';


--
-- Name: COLUMN patient.created_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.created_at IS 'When it was entered.';


--
-- Name: COLUMN patient.updated_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.patient.updated_at IS 'When it was last corrected.';


--
-- Name: record_event; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.record_event (
    id bigint NOT NULL,
    record_type text NOT NULL,
    record_id uuid NOT NULL,
    module text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    account_id bigint NOT NULL,
    actor_name text,
    org_id integer,
    from_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_org_id integer NOT NULL,
    to_region_id integer NOT NULL,
    entered_org_id integer NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    reason text,
    changes jsonb,
    version integer NOT NULL
);

ALTER TABLE ONLY biz.record_event FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE record_event; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.record_event IS 'History of all records: one row for each thing done to one. Written by trigger alone.';


--
-- Name: COLUMN record_event.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.id IS 'Key, in the order of doing.';


--
-- Name: COLUMN record_event.record_type; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.record_type IS 'Plural name of the type.';


--
-- Name: COLUMN record_event.record_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.record_id IS 'The record.';


--
-- Name: COLUMN record_event.module; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.module IS 'Module of the type, for the policy.';


--
-- Name: COLUMN record_event.at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.at IS 'When.';


--
-- Name: COLUMN record_event.account_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.account_id IS 'Who; 0: loaded without an account.';


--
-- Name: COLUMN record_event.actor_name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.actor_name IS 'Name at that time.';


--
-- Name: COLUMN record_event.org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.org_id IS 'Home organisation of who did it.';


--
-- Name: COLUMN record_event.from_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.from_org_id IS 'Side of the record; for one-sided records both sides are its institution.';


--
-- Name: COLUMN record_event.from_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.from_region_id IS 'Region of that side.';


--
-- Name: COLUMN record_event.to_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.to_org_id IS 'Other side.';


--
-- Name: COLUMN record_event.to_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.to_region_id IS 'Region of the other side.';


--
-- Name: COLUMN record_event.entered_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.entered_org_id IS 'Side that entered the record: only it sees events of drafts.';


--
-- Name: COLUMN record_event.action; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.action IS 'create, import, submit, confirm, dispute, correct, void, or an action of the type.';


--
-- Name: COLUMN record_event.from_state; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.from_state IS 'State before; null: it was made.';


--
-- Name: COLUMN record_event.to_state; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.to_state IS 'State after.';


--
-- Name: COLUMN record_event.reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.reason IS 'The reason in words.';


--
-- Name: COLUMN record_event.changes; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.changes IS '{column: [before, after]}; of personal columns only "changed"; lines under their table''s name.';


--
-- Name: COLUMN record_event.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_event.version IS 'Version of the record after it.';


--
-- Name: record_event_id_seq; Type: SEQUENCE; Schema: biz; Owner: -
--

ALTER TABLE biz.record_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME biz.record_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: record_head_one; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.record_head_one (
    id uuid NOT NULL,
    org_id integer NOT NULL,
    region_id integer NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    state_reason text,
    origin text DEFAULT 'portal'::text NOT NULL,
    import_org_id integer,
    register_number text,
    import_job_id uuid,
    note text,
    submitted_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    confirmed_by bigint,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY biz.record_head_one FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE record_head_one; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.record_head_one IS 'Pattern of records of one institution; holds no rows.';


--
-- Name: COLUMN record_head_one.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.id IS 'UUIDv7.';


--
-- Name: COLUMN record_head_one.org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.org_id IS 'The institution whose record it is.';


--
-- Name: COLUMN record_head_one.region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.region_id IS 'Its region, copied; filled by trigger.';


--
-- Name: COLUMN record_head_one.state; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.state IS 'draft, submitted, confirmed, disputed, void, or what the type adds.';


--
-- Name: COLUMN record_head_one.state_reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.state_reason IS 'Why it is disputed or void, or what was said at the last change of state.';


--
-- Name: COLUMN record_head_one.origin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.origin IS 'portal or import.';


--
-- Name: COLUMN record_head_one.import_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.import_org_id IS 'Institution whose register it was imported from.';


--
-- Name: COLUMN record_head_one.register_number; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.register_number IS 'Number in that register, unique there.';


--
-- Name: COLUMN record_head_one.import_job_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.import_job_id IS 'The import that brought it.';


--
-- Name: COLUMN record_head_one.note; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.note IS 'Remark.';


--
-- Name: COLUMN record_head_one.submitted_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.submitted_at IS 'When it first left the house; null: only those who entered it see it.';


--
-- Name: COLUMN record_head_one.confirmed_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.confirmed_at IS 'When it came to count; null: it does not.';


--
-- Name: COLUMN record_head_one.confirmed_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.confirmed_by IS 'Account that confirmed it; 0: loaded without one.';


--
-- Name: COLUMN record_head_one.created_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.created_by IS 'Account that entered it; 0: loaded without one.';


--
-- Name: COLUMN record_head_one.created_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.created_at IS 'When it was entered.';


--
-- Name: COLUMN record_head_one.updated_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.updated_by IS 'Account that changed it last.';


--
-- Name: COLUMN record_head_one.updated_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.updated_at IS 'When it was last changed.';


--
-- Name: COLUMN record_head_one.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_one.version IS 'Counts changes, for ETag and If-Match.';


--
-- Name: record_head_two; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.record_head_two (
    id uuid NOT NULL,
    from_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_org_id integer NOT NULL,
    to_region_id integer NOT NULL,
    entered_org_id integer NOT NULL,
    state text DEFAULT 'draft'::text NOT NULL,
    state_reason text,
    origin text DEFAULT 'portal'::text NOT NULL,
    import_org_id integer,
    register_number text,
    import_job_id uuid,
    note text,
    submitted_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    confirmed_by bigint,
    created_by bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL
);

ALTER TABLE ONLY biz.record_head_two FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE record_head_two; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.record_head_two IS 'Pattern of records that concern two institutions; holds no rows.';


--
-- Name: COLUMN record_head_two.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.id IS 'UUIDv7.';


--
-- Name: COLUMN record_head_two.from_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.from_org_id IS 'The giving, sending or supporting side.';


--
-- Name: COLUMN record_head_two.from_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.from_region_id IS 'Its region, copied; filled by trigger.';


--
-- Name: COLUMN record_head_two.to_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.to_org_id IS 'The receiving side.';


--
-- Name: COLUMN record_head_two.to_region_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.to_region_id IS 'Its region, copied; filled by trigger.';


--
-- Name: COLUMN record_head_two.entered_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.entered_org_id IS 'The side that entered it and may correct it.';


--
-- Name: COLUMN record_head_two.state; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.state IS 'draft, submitted, confirmed, disputed, void, or what the type adds.';


--
-- Name: COLUMN record_head_two.state_reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.state_reason IS 'Why it is disputed or void, or what was said at the last change of state.';


--
-- Name: COLUMN record_head_two.origin; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.origin IS 'portal or import.';


--
-- Name: COLUMN record_head_two.import_org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.import_org_id IS 'Institution whose register it was imported from.';


--
-- Name: COLUMN record_head_two.register_number; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.register_number IS 'Number in that register, unique there.';


--
-- Name: COLUMN record_head_two.import_job_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.import_job_id IS 'The import that brought it.';


--
-- Name: COLUMN record_head_two.note; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.note IS 'Remark.';


--
-- Name: COLUMN record_head_two.submitted_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.submitted_at IS 'When it first left the house; null: only those who entered it see it.';


--
-- Name: COLUMN record_head_two.confirmed_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.confirmed_at IS 'When it came to count; null: it does not.';


--
-- Name: COLUMN record_head_two.confirmed_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.confirmed_by IS 'Account that confirmed it; 0: loaded without one.';


--
-- Name: COLUMN record_head_two.created_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.created_by IS 'Account that entered it; 0: loaded without one.';


--
-- Name: COLUMN record_head_two.created_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.created_at IS 'When it was entered.';


--
-- Name: COLUMN record_head_two.updated_by; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.updated_by IS 'Account that changed it last.';


--
-- Name: COLUMN record_head_two.updated_at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.updated_at IS 'When it was last changed.';


--
-- Name: COLUMN record_head_two.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_head_two.version IS 'Counts changes, for ETag and If-Match.';


--
-- Name: record_line; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.record_line (
    record_id uuid NOT NULL,
    line smallint NOT NULL
);

ALTER TABLE ONLY biz.record_line FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE record_line; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.record_line IS 'Pattern of the lines of a record; holds no rows.';


--
-- Name: COLUMN record_line.record_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_line.record_id IS 'The record.';


--
-- Name: COLUMN record_line.line; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_line.line IS 'Place among its lines, from 1.';


--
-- Name: record_type; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.record_type (
    name text NOT NULL,
    table_name text NOT NULL,
    module text NOT NULL,
    sides integer NOT NULL,
    day_column text NOT NULL,
    CONSTRAINT record_type_sides_check CHECK ((sides = ANY (ARRAY[1, 2])))
);

ALTER TABLE ONLY biz.record_type FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE record_type; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.record_type IS 'The record types there are; one row from each biz.make_record.';


--
-- Name: COLUMN record_type.name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_type.name IS 'Plural, as in the API: donations.';


--
-- Name: COLUMN record_type.table_name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_type.table_name IS 'Table in biz.';


--
-- Name: COLUMN record_type.module; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_type.module IS 'First part of the permissions: donation.read, .write, .confirm.';


--
-- Name: COLUMN record_type.sides; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_type.sides IS 'Whether it concerns one institution or two.';


--
-- Name: COLUMN record_type.day_column; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.record_type.day_column IS 'The day it is listed and counted by.';


--
-- Name: referral_event; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.referral_event (
    id bigint NOT NULL,
    referral_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    account_id bigint NOT NULL,
    actor_name text NOT NULL,
    org_id integer NOT NULL,
    action text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    reason_code text,
    reason text,
    changes jsonb,
    version integer NOT NULL
);

ALTER TABLE ONLY biz.referral_event FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE referral_event; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.referral_event IS 'Every change of a referral: who, when, from which state to which, why.';


--
-- Name: COLUMN referral_event.id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.id IS 'Order of events.';


--
-- Name: COLUMN referral_event.referral_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.referral_id IS 'Of which referral.';


--
-- Name: COLUMN referral_event.at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.at IS 'When.';


--
-- Name: COLUMN referral_event.account_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.account_id IS 'Account that acted.';


--
-- Name: COLUMN referral_event.actor_name; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.actor_name IS 'Its name then; stays though the account goes.';


--
-- Name: COLUMN referral_event.org_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.org_id IS 'For which party it acted.';


--
-- Name: COLUMN referral_event.action; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.action IS 'create, change, import or an action of the workflow.';


--
-- Name: COLUMN referral_event.from_state; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.from_state IS 'State before; null: it did not exist.';


--
-- Name: COLUMN referral_event.to_state; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.to_state IS 'State after.';


--
-- Name: COLUMN referral_event.reason_code; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.reason_code IS 'Code of the action''s list of reasons.';


--
-- Name: COLUMN referral_event.reason; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.reason IS 'The reason in words.';


--
-- Name: COLUMN referral_event.changes; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.changes IS 'Values the action brought, by field.';


--
-- Name: COLUMN referral_event.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_event.version IS 'Version of the referral after it.';


--
-- Name: referral_event_id_seq; Type: SEQUENCE; Schema: biz; Owner: -
--

ALTER TABLE biz.referral_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME biz.referral_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: referral_seen; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.referral_seen (
    account_id bigint NOT NULL,
    referral_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY biz.referral_seen FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE referral_seen; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.referral_seen IS 'The version of a referral that an account saw last: what is newer is marked.';


--
-- Name: COLUMN referral_seen.account_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_seen.account_id IS 'Who looked.';


--
-- Name: COLUMN referral_seen.referral_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_seen.referral_id IS 'At what.';


--
-- Name: COLUMN referral_seen.version; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_seen.version IS 'Version seen.';


--
-- Name: COLUMN referral_seen.at; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.referral_seen.at IS 'When.';


--
-- Name: referral_line; Type: VIEW; Schema: biz; Owner: -
--

CREATE VIEW biz.referral_line WITH (security_invoker='true') AS
 SELECT r.id,
    r.number,
    r.direction,
    r.emergency,
    r.green_channel,
    r.urgency,
    r.care,
    r.state,
    r.version,
    biz.changed_since(s.version, s.at, r.version) AS changed,
    p.name AS _patient_name,
    p.sex AS "patient.sex",
    p.birth_date AS "patient.birth_date",
    (EXTRACT(year FROM age(COALESCE(r.sent_at, now()), (p.birth_date)::timestamp with time zone)))::integer AS "patient.age",
    f.id AS "from.id",
    f.name AS "from.name",
    r.from_department AS "from.department",
    t.id AS "to.id",
    t.name AS "to.name",
    r.to_department AS "to.department",
    r.diagnosis,
    r.listed_at,
    r.sent_at,
    r.answered_at,
    r.booked_for,
    r.arrived_at,
    r.updated_at,
    r.due_at,
    COALESCE((r.due_at < now()), false) AS overdue,
    (((r.listed_at)::text || ','::text) || r.id) AS _cursor
   FROM ((((biz.referral r
     JOIN biz.organisation f ON ((f.id = r.from_org_id)))
     JOIN biz.organisation t ON ((t.id = r.to_org_id)))
     LEFT JOIN biz.patient p ON ((p.id = r.patient_id)))
     LEFT JOIN biz.referral_seen s ON (((s.referral_id = r.id) AND (s.account_id = ( SELECT sec.account_id() AS account_id)))));


--
-- Name: VIEW referral_line; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON VIEW biz.referral_line IS 'One line of a list, under the caller''s own policies. Join it to the few ids of a page.';


--
-- Name: scheme_rule; Type: TABLE; Schema: biz; Owner: -
--

CREATE TABLE biz.scheme_rule (
    record_id uuid NOT NULL,
    line smallint NOT NULL,
    rule text NOT NULL,
    amount numeric,
    unit text,
    per text,
    rank_level text,
    rank_years integer,
    due_on date,
    pattern text,
    remark text,
    CONSTRAINT scheme_rule_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT scheme_rule_line_check CHECK (((line >= 1) AND (line <= 1000))),
    CONSTRAINT scheme_rule_per_check CHECK ((per = ANY (ARRAY['day'::text, 'workday'::text, 'week'::text, 'month'::text, 'quarter'::text, 'half'::text, 'year'::text, 'posting'::text, 'total'::text]))),
    CONSTRAINT scheme_rule_rank_check CHECK ((rank_level = ANY (ARRAY['none'::text, 'junior'::text, 'mid'::text, 'deputy_senior'::text, 'senior'::text]))),
    CONSTRAINT scheme_rule_rule_check CHECK ((rule = ANY (ARRAY['service_length'::text, 'gate_rank'::text, 'week_days'::text, 'presence'::text, 'posted_at_once'::text, 'posted_per_year'::text, 'posted_rank'::text, 'team_template'::text, 'batch_size'::text, 'rotation'::text, 'study_quota'::text, 'study_length'::text, 'mentor_rank'::text, 'lectures'::text, 'guidance'::text, 'supervision'::text, 'leader_visits'::text, 'pairing_term'::text, 'arrival_deadline'::text, 'fund_deadline'::text, 'coverage'::text, 'figure'::text]))),
    CONSTRAINT scheme_rule_unit_check CHECK ((unit = ANY (ARRAY['person'::text, 'day'::text, 'week'::text, 'month'::text, 'year'::text, 'time'::text, 'percent'::text, 'other'::text]))),
    CONSTRAINT scheme_rule_whole_check CHECK (
CASE
    WHEN (rule = ANY (ARRAY['gate_rank'::text, 'posted_rank'::text, 'mentor_rank'::text])) THEN (rank_level IS NOT NULL)
    WHEN (rule = 'team_template'::text) THEN (pattern IS NOT NULL)
    WHEN (rule = ANY (ARRAY['arrival_deadline'::text, 'fund_deadline'::text])) THEN (due_on IS NOT NULL)
    WHEN (rule = 'figure'::text) THEN ((pattern IS NOT NULL) AND (amount IS NOT NULL))
    WHEN (rule = ANY (ARRAY['service_length'::text, 'rotation'::text, 'study_length'::text, 'pairing_term'::text])) THEN ((amount IS NOT NULL) AND (unit IS NOT NULL) AND (unit = ANY (ARRAY['day'::text, 'week'::text, 'month'::text, 'year'::text])))
    WHEN (rule = ANY (ARRAY['presence'::text, 'lectures'::text, 'guidance'::text, 'supervision'::text])) THEN ((amount IS NOT NULL) AND (per IS NOT NULL))
    ELSE (amount IS NOT NULL)
END),
    CONSTRAINT scheme_rule_years_check CHECK (((rank_years >= 0) AND (rank_years <= 30)))
);

ALTER TABLE ONLY biz.scheme_rule FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE scheme_rule; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON TABLE biz.scheme_rule IS 'Rules of a scheme version with their parameters.';


--
-- Name: COLUMN scheme_rule.record_id; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.record_id IS 'The record.';


--
-- Name: COLUMN scheme_rule.line; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.line IS 'Place among its lines, from 1.';


--
-- Name: COLUMN scheme_rule.rule; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.rule IS 'Which rule.';


--
-- Name: COLUMN scheme_rule.amount; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.amount IS 'How much of the unit.';


--
-- Name: COLUMN scheme_rule.unit; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.unit IS 'person, day, week, month, year, time, percent or other.';


--
-- Name: COLUMN scheme_rule.per; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.per IS 'In which time: day, workday, week, month, quarter, half, year, posting, total.';


--
-- Name: COLUMN scheme_rule.rank_level; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.rank_level IS 'Lowest rank (posted_rank, mentor_rank), or the rank aimed at (gate_rank; one line each).';


--
-- Name: COLUMN scheme_rule.rank_years; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.rank_years IS 'Years at that rank (高年资).';


--
-- Name: COLUMN scheme_rule.due_on; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.due_on IS 'Deadline.';


--
-- Name: COLUMN scheme_rule.pattern; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.pattern IS 'team_template: specialties joined by +, choices by |: 内科+外科+妇产科|儿科|麻醉|护理; figure: its code.';


--
-- Name: COLUMN scheme_rule.remark; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON COLUMN biz.scheme_rule.remark IS 'How the document says it.';


--
-- Name: CONSTRAINT scheme_rule_amount_check ON scheme_rule; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT scheme_rule_amount_check ON biz.scheme_rule IS '/rules|规则的数量应大于零|The amount of a rule must be above zero';


--
-- Name: CONSTRAINT scheme_rule_whole_check ON scheme_rule; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT scheme_rule_whole_check ON biz.scheme_rule IS '/rules|规则缺少参数：级别类填级别，期限类填数量和时间单位，频次类填数量和周期，截止类填日期，队伍组成填专业|A rule lacks its parameter: a rank, an amount with a unit of time, an amount with a period, a date, or the specialties of a team';


--
-- Name: delta; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.delta (
    id bigint NOT NULL,
    measure smallint NOT NULL,
    day date NOT NULL,
    from_org_id integer NOT NULL,
    to_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_region_id integer NOT NULL,
    kind text NOT NULL,
    person bigint NOT NULL,
    n bigint NOT NULL,
    amount bigint NOT NULL
);

ALTER TABLE ONLY fig.delta FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE delta; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.delta IS 'Changes of the counters that are not folded yet; appended only.';


--
-- Name: COLUMN delta.id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.id IS 'Order of writing.';


--
-- Name: COLUMN delta.measure; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.measure IS 'Which measure.';


--
-- Name: COLUMN delta.day; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.day IS 'Day it counts on.';


--
-- Name: COLUMN delta.from_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.from_org_id IS 'Side it comes from.';


--
-- Name: COLUMN delta.to_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.to_org_id IS 'Side it goes to.';


--
-- Name: COLUMN delta.from_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.from_region_id IS 'County of the one side.';


--
-- Name: COLUMN delta.to_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.to_region_id IS 'County of the other side.';


--
-- Name: COLUMN delta.kind; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.kind IS 'Code by which the measure is cut; empty: none.';


--
-- Name: COLUMN delta.person; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.person IS 'Who; 0: nobody.';


--
-- Name: COLUMN delta.n; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.n IS 'How many more, or fewer.';


--
-- Name: COLUMN delta.amount; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.delta.amount IS 'How much more, or less.';


--
-- Name: delta_id_seq; Type: SEQUENCE; Schema: fig; Owner: -
--

ALTER TABLE fig.delta ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fig.delta_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: head; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.head (
    measure smallint NOT NULL,
    grain text NOT NULL,
    start date NOT NULL,
    from_org_id integer NOT NULL,
    to_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_region_id integer NOT NULL,
    kind text NOT NULL,
    person bigint NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT head_grain_check CHECK ((grain = ANY (ARRAY['m'::text, 'y'::text])))
)
WITH (fillfactor='80');

ALTER TABLE ONLY fig.head FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE head; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.head IS 'Who counted in a month or year, once for each pair: persons (人) of any range are told from it and from single days of fig.entry.';


--
-- Name: COLUMN head.measure; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.head.measure IS 'Which measure.';


--
-- Name: COLUMN head.grain; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.head.grain IS 'm or y: what start begins.';


--
-- Name: COLUMN head.start; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.head.start IS 'First day of the month or year.';


--
-- Name: COLUMN head.from_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.head.from_org_id IS 'Side the person comes from.';


--
-- Name: COLUMN head.to_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.head.to_org_id IS 'Side the person goes to.';


--
-- Name: COLUMN head.from_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.head.from_region_id IS 'County of the one side.';


--
-- Name: COLUMN head.to_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.head.to_region_id IS 'County of the other side.';


--
-- Name: COLUMN head.kind; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.head.kind IS 'Code by which the measure is cut; empty: none.';


--
-- Name: COLUMN head.person; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.head.person IS 'Who, by fig.person_of.';


--
-- Name: COLUMN head.n; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.head.n IS 'How often; the person counts while it is above 0.';


--
-- Name: measure; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.measure (
    id smallint NOT NULL,
    code text NOT NULL,
    source text NOT NULL,
    along text NOT NULL,
    marks boolean DEFAULT false NOT NULL,
    CONSTRAINT measure_along_check CHECK ((along = ANY (ARRAY['with'::text, 'against'::text, 'at'::text])))
);

ALTER TABLE ONLY fig.measure FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE measure; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.measure IS 'What is counted: the measures that the functions of facts may name.';


--
-- Name: COLUMN measure.id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.measure.id IS 'Key in the counters.';


--
-- Name: COLUMN measure.code; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.measure.code IS 'Name in facts and definitions: donation.given.';


--
-- Name: COLUMN measure.source; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.measure.source IS 'Record type it is counted from.';


--
-- Name: COLUMN measure.along; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.measure.along IS 'How it lies to a pairing: with (from the supporting to the supported side), against, or at (at the supported unit alone).';


--
-- Name: COLUMN measure.marks; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.measure.marks IS 'Whether its presence in a scope and a period shows that records of this type are kept there: what then is not found is 0, else there is no data.';


--
-- Name: measure_id_seq; Type: SEQUENCE; Schema: fig; Owner: -
--

ALTER TABLE fig.measure ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fig.measure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: pair_total; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.pair_total (
    measure smallint NOT NULL,
    grain text NOT NULL,
    start date NOT NULL,
    from_org_id integer NOT NULL,
    to_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_region_id integer NOT NULL,
    kind text NOT NULL,
    n bigint NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT pair_total_grain_check CHECK ((grain = ANY (ARRAY['m'::text, 'y'::text])))
)
WITH (fillfactor='80');

ALTER TABLE ONLY fig.pair_total FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE pair_total; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.pair_total IS 'Counters by pair of institutions for months and years; single days come from fig.entry.';


--
-- Name: COLUMN pair_total.measure; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.pair_total.measure IS 'Which measure.';


--
-- Name: COLUMN pair_total.grain; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.pair_total.grain IS 'm or y: what start begins.';


--
-- Name: COLUMN pair_total.start; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.pair_total.start IS 'First day of the month or year.';


--
-- Name: COLUMN pair_total.from_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.pair_total.from_org_id IS 'Side it comes from; of one-sided records both are the same.';


--
-- Name: COLUMN pair_total.to_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.pair_total.to_org_id IS 'Side it goes to.';


--
-- Name: COLUMN pair_total.from_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.pair_total.from_region_id IS 'County of the one side.';


--
-- Name: COLUMN pair_total.to_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.pair_total.to_region_id IS 'County of the other side.';


--
-- Name: COLUMN pair_total.kind; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.pair_total.kind IS 'Code by which the measure is cut; empty: none.';


--
-- Name: COLUMN pair_total.n; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.pair_total.n IS 'How many.';


--
-- Name: COLUMN pair_total.amount; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.pair_total.amount IS 'How much, in the measure''s smallest unit.';


--
-- Name: record; Type: VIEW; Schema: fig; Owner: -
--

CREATE VIEW fig.record WITH (security_invoker='true') AS
 SELECT 'pairings'::text AS record_type,
    r.uid AS id,
    biz.pairing_status(r.starts_on, r.ends_on, (r.agreed_until IS NOT NULL), CURRENT_DATE) AS state,
    r.programme AS title
   FROM biz.pairing r;


--
-- Name: VIEW record; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON VIEW fig.record IS 'Records that figures count, with what they are called.';


--
-- Name: referral_delta; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.referral_delta (
    id bigint NOT NULL,
    day date NOT NULL,
    from_org_id integer NOT NULL,
    to_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_region_id integer NOT NULL,
    direction text NOT NULL,
    department text NOT NULL,
    disease text NOT NULL,
    sent integer DEFAULT 0 NOT NULL,
    emergencies integer DEFAULT 0 NOT NULL,
    green_channel integer DEFAULT 0 NOT NULL,
    received integer DEFAULT 0 NOT NULL,
    answered integer DEFAULT 0 NOT NULL,
    accepted integer DEFAULT 0 NOT NULL,
    rejected integer DEFAULT 0 NOT NULL,
    returned integer DEFAULT 0 NOT NULL,
    redirected integer DEFAULT 0 NOT NULL,
    cancelled integer DEFAULT 0 NOT NULL,
    came integer DEFAULT 0 NOT NULL,
    no_show integer DEFAULT 0 NOT NULL,
    fed_back integer DEFAULT 0 NOT NULL,
    closed integer DEFAULT 0 NOT NULL,
    timed integer DEFAULT 0 NOT NULL,
    answer_seconds bigint DEFAULT 0 NOT NULL,
    within_30m integer DEFAULT 0 NOT NULL,
    within_1h integer DEFAULT 0 NOT NULL,
    within_2h integer DEFAULT 0 NOT NULL,
    within_4h integer DEFAULT 0 NOT NULL,
    within_8h integer DEFAULT 0 NOT NULL,
    within_24h integer DEFAULT 0 NOT NULL,
    within_72h integer DEFAULT 0 NOT NULL,
    visits integer DEFAULT 0 NOT NULL,
    visits_inpatient integer DEFAULT 0 NOT NULL,
    visits_emergency integer DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY fig.referral_delta FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE referral_delta; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.referral_delta IS 'Changes of the counters that are not folded yet; appended only.';


--
-- Name: COLUMN referral_delta.id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.id IS 'Order of writing.';


--
-- Name: COLUMN referral_delta.day; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.day IS 'Day it counts on.';


--
-- Name: COLUMN referral_delta.from_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.from_org_id IS 'Sender.';


--
-- Name: COLUMN referral_delta.to_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.to_org_id IS 'Receiver.';


--
-- Name: COLUMN referral_delta.from_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.from_region_id IS 'County of the sender.';


--
-- Name: COLUMN referral_delta.to_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.to_region_id IS 'County of the receiver.';


--
-- Name: COLUMN referral_delta.direction; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.direction IS 'up, down or same_level.';


--
-- Name: COLUMN referral_delta.department; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.department IS 'Department of the receiver; empty: not given.';


--
-- Name: COLUMN referral_delta.disease; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.disease IS 'Letter and two digits of the ICD-10 code, or unknown.';


--
-- Name: COLUMN referral_delta.sent; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.sent IS 'Referrals sent.';


--
-- Name: COLUMN referral_delta.emergencies; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.emergencies IS 'Of these emergencies.';


--
-- Name: COLUMN referral_delta.green_channel; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.green_channel IS 'Of these by the green channel.';


--
-- Name: COLUMN referral_delta.received; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.received IS 'Opened by the receiver.';


--
-- Name: COLUMN referral_delta.answered; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.answered IS 'Answered in any way.';


--
-- Name: COLUMN referral_delta.accepted; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.accepted IS 'Accepted.';


--
-- Name: COLUMN referral_delta.rejected; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.rejected IS 'Rejected.';


--
-- Name: COLUMN referral_delta.returned; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.returned IS 'Returned for completion and not sent again.';


--
-- Name: COLUMN referral_delta.redirected; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.redirected IS 'Redirected elsewhere.';


--
-- Name: COLUMN referral_delta.cancelled; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.cancelled IS 'Withdrawn after sending.';


--
-- Name: COLUMN referral_delta.came; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.came IS 'Of those sent: who came, on whatever day.';


--
-- Name: COLUMN referral_delta.no_show; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.no_show IS 'Did not come.';


--
-- Name: COLUMN referral_delta.fed_back; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.fed_back IS 'With feedback of the receiver.';


--
-- Name: COLUMN referral_delta.closed; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.closed IS 'Closed by the sender.';


--
-- Name: COLUMN referral_delta.timed; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.timed IS 'With a known time to answer.';


--
-- Name: COLUMN referral_delta.answer_seconds; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.answer_seconds IS 'Sum of the times to answer.';


--
-- Name: COLUMN referral_delta.within_30m; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.within_30m IS 'Answered within half an hour.';


--
-- Name: COLUMN referral_delta.within_1h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.within_1h IS 'Within an hour (includes the former, as do all that follow).';


--
-- Name: COLUMN referral_delta.within_2h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.within_2h IS 'Within two hours.';


--
-- Name: COLUMN referral_delta.within_4h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.within_4h IS 'Within four hours.';


--
-- Name: COLUMN referral_delta.within_8h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.within_8h IS 'Within eight hours.';


--
-- Name: COLUMN referral_delta.within_24h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.within_24h IS 'Within a day.';


--
-- Name: COLUMN referral_delta.within_72h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.within_72h IS 'Within three days.';


--
-- Name: COLUMN referral_delta.visits; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.visits IS 'Patients who came (人次), counted on the day of arrival.';


--
-- Name: COLUMN referral_delta.visits_inpatient; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.visits_inpatient IS 'Of these in-patients.';


--
-- Name: COLUMN referral_delta.visits_emergency; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_delta.visits_emergency IS 'Of these emergencies.';


--
-- Name: referral_delta_id_seq; Type: SEQUENCE; Schema: fig; Owner: -
--

ALTER TABLE fig.referral_delta ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fig.referral_delta_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: referral_pair; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.referral_pair (
    grain text NOT NULL,
    start date NOT NULL,
    cut text NOT NULL,
    from_org_id integer NOT NULL,
    to_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_region_id integer NOT NULL,
    direction text NOT NULL,
    key text NOT NULL,
    sent integer DEFAULT 0 NOT NULL,
    emergencies integer DEFAULT 0 NOT NULL,
    green_channel integer DEFAULT 0 NOT NULL,
    received integer DEFAULT 0 NOT NULL,
    answered integer DEFAULT 0 NOT NULL,
    accepted integer DEFAULT 0 NOT NULL,
    rejected integer DEFAULT 0 NOT NULL,
    returned integer DEFAULT 0 NOT NULL,
    redirected integer DEFAULT 0 NOT NULL,
    cancelled integer DEFAULT 0 NOT NULL,
    came integer DEFAULT 0 NOT NULL,
    no_show integer DEFAULT 0 NOT NULL,
    fed_back integer DEFAULT 0 NOT NULL,
    closed integer DEFAULT 0 NOT NULL,
    timed integer DEFAULT 0 NOT NULL,
    answer_seconds bigint DEFAULT 0 NOT NULL,
    within_30m integer DEFAULT 0 NOT NULL,
    within_1h integer DEFAULT 0 NOT NULL,
    within_2h integer DEFAULT 0 NOT NULL,
    within_4h integer DEFAULT 0 NOT NULL,
    within_8h integer DEFAULT 0 NOT NULL,
    within_24h integer DEFAULT 0 NOT NULL,
    within_72h integer DEFAULT 0 NOT NULL,
    visits integer DEFAULT 0 NOT NULL,
    visits_inpatient integer DEFAULT 0 NOT NULL,
    visits_emergency integer DEFAULT 0 NOT NULL,
    CONSTRAINT referral_pair_cut_check CHECK ((cut = ANY (ARRAY['all'::text, 'department'::text, 'disease'::text]))),
    CONSTRAINT referral_pair_grain_check CHECK ((grain = ANY (ARRAY['m'::text, 'y'::text])))
)
WITH (fillfactor='80');

ALTER TABLE ONLY fig.referral_pair FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE referral_pair; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.referral_pair IS 'Counters by pair of institutions, for months and years; days of a broken month come from the referrals.';


--
-- Name: COLUMN referral_pair.grain; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.grain IS 'd, m or y: what start begins.';


--
-- Name: COLUMN referral_pair.start; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.start IS 'First day of the day, month or year.';


--
-- Name: COLUMN referral_pair.cut; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.cut IS 'all, department or disease: what key names.';


--
-- Name: COLUMN referral_pair.from_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.from_org_id IS 'Sender.';


--
-- Name: COLUMN referral_pair.to_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.to_org_id IS 'Receiver.';


--
-- Name: COLUMN referral_pair.from_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.from_region_id IS 'County of the sender.';


--
-- Name: COLUMN referral_pair.to_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.to_region_id IS 'County of the receiver.';


--
-- Name: COLUMN referral_pair.direction; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.direction IS 'up, down or same_level.';


--
-- Name: COLUMN referral_pair.key; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.key IS 'Department or disease group; empty in cut all.';


--
-- Name: COLUMN referral_pair.sent; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.sent IS 'Referrals sent.';


--
-- Name: COLUMN referral_pair.emergencies; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.emergencies IS 'Of these emergencies.';


--
-- Name: COLUMN referral_pair.green_channel; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.green_channel IS 'Of these by the green channel.';


--
-- Name: COLUMN referral_pair.received; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.received IS 'Opened by the receiver.';


--
-- Name: COLUMN referral_pair.answered; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.answered IS 'Answered in any way.';


--
-- Name: COLUMN referral_pair.accepted; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.accepted IS 'Accepted.';


--
-- Name: COLUMN referral_pair.rejected; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.rejected IS 'Rejected.';


--
-- Name: COLUMN referral_pair.returned; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.returned IS 'Returned for completion and not sent again.';


--
-- Name: COLUMN referral_pair.redirected; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.redirected IS 'Redirected elsewhere.';


--
-- Name: COLUMN referral_pair.cancelled; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.cancelled IS 'Withdrawn after sending.';


--
-- Name: COLUMN referral_pair.came; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.came IS 'Of those sent: who came, on whatever day.';


--
-- Name: COLUMN referral_pair.no_show; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.no_show IS 'Did not come.';


--
-- Name: COLUMN referral_pair.fed_back; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.fed_back IS 'With feedback of the receiver.';


--
-- Name: COLUMN referral_pair.closed; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.closed IS 'Closed by the sender.';


--
-- Name: COLUMN referral_pair.timed; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.timed IS 'With a known time to answer.';


--
-- Name: COLUMN referral_pair.answer_seconds; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.answer_seconds IS 'Sum of the times to answer.';


--
-- Name: COLUMN referral_pair.within_30m; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.within_30m IS 'Answered within half an hour.';


--
-- Name: COLUMN referral_pair.within_1h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.within_1h IS 'Within an hour (includes the former, as do all that follow).';


--
-- Name: COLUMN referral_pair.within_2h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.within_2h IS 'Within two hours.';


--
-- Name: COLUMN referral_pair.within_4h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.within_4h IS 'Within four hours.';


--
-- Name: COLUMN referral_pair.within_8h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.within_8h IS 'Within eight hours.';


--
-- Name: COLUMN referral_pair.within_24h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.within_24h IS 'Within a day.';


--
-- Name: COLUMN referral_pair.within_72h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.within_72h IS 'Within three days.';


--
-- Name: COLUMN referral_pair.visits; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.visits IS 'Patients who came (人次), counted on the day of arrival.';


--
-- Name: COLUMN referral_pair.visits_inpatient; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.visits_inpatient IS 'Of these in-patients.';


--
-- Name: COLUMN referral_pair.visits_emergency; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_pair.visits_emergency IS 'Of these emergencies.';


--
-- Name: referral_region; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.referral_region (
    grain text NOT NULL,
    start date NOT NULL,
    cut text NOT NULL,
    from_region_id integer NOT NULL,
    to_region_id integer NOT NULL,
    direction text NOT NULL,
    key text NOT NULL,
    sent integer DEFAULT 0 NOT NULL,
    emergencies integer DEFAULT 0 NOT NULL,
    green_channel integer DEFAULT 0 NOT NULL,
    received integer DEFAULT 0 NOT NULL,
    answered integer DEFAULT 0 NOT NULL,
    accepted integer DEFAULT 0 NOT NULL,
    rejected integer DEFAULT 0 NOT NULL,
    returned integer DEFAULT 0 NOT NULL,
    redirected integer DEFAULT 0 NOT NULL,
    cancelled integer DEFAULT 0 NOT NULL,
    came integer DEFAULT 0 NOT NULL,
    no_show integer DEFAULT 0 NOT NULL,
    fed_back integer DEFAULT 0 NOT NULL,
    closed integer DEFAULT 0 NOT NULL,
    timed integer DEFAULT 0 NOT NULL,
    answer_seconds bigint DEFAULT 0 NOT NULL,
    within_30m integer DEFAULT 0 NOT NULL,
    within_1h integer DEFAULT 0 NOT NULL,
    within_2h integer DEFAULT 0 NOT NULL,
    within_4h integer DEFAULT 0 NOT NULL,
    within_8h integer DEFAULT 0 NOT NULL,
    within_24h integer DEFAULT 0 NOT NULL,
    within_72h integer DEFAULT 0 NOT NULL,
    visits integer DEFAULT 0 NOT NULL,
    visits_inpatient integer DEFAULT 0 NOT NULL,
    visits_emergency integer DEFAULT 0 NOT NULL,
    CONSTRAINT referral_region_cut_check CHECK ((cut = ANY (ARRAY['all'::text, 'department'::text, 'disease'::text]))),
    CONSTRAINT referral_region_grain_check CHECK ((grain = ANY (ARRAY['d'::text, 'm'::text, 'y'::text])))
)
WITH (fillfactor='80');

ALTER TABLE ONLY fig.referral_region FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE referral_region; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.referral_region IS 'Counters by pair of counties, for days, months and years; whole, by department and by disease.';


--
-- Name: COLUMN referral_region.grain; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.grain IS 'd, m or y: what start begins.';


--
-- Name: COLUMN referral_region.start; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.start IS 'First day of the day, month or year.';


--
-- Name: COLUMN referral_region.cut; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.cut IS 'all, department or disease: what key names.';


--
-- Name: COLUMN referral_region.from_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.from_region_id IS 'County of the sender.';


--
-- Name: COLUMN referral_region.to_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.to_region_id IS 'County of the receiver.';


--
-- Name: COLUMN referral_region.direction; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.direction IS 'up, down or same_level.';


--
-- Name: COLUMN referral_region.key; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.key IS 'Department or disease group; empty in cut all.';


--
-- Name: COLUMN referral_region.sent; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.sent IS 'Referrals sent.';


--
-- Name: COLUMN referral_region.emergencies; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.emergencies IS 'Of these emergencies.';


--
-- Name: COLUMN referral_region.green_channel; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.green_channel IS 'Of these by the green channel.';


--
-- Name: COLUMN referral_region.received; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.received IS 'Opened by the receiver.';


--
-- Name: COLUMN referral_region.answered; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.answered IS 'Answered in any way.';


--
-- Name: COLUMN referral_region.accepted; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.accepted IS 'Accepted.';


--
-- Name: COLUMN referral_region.rejected; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.rejected IS 'Rejected.';


--
-- Name: COLUMN referral_region.returned; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.returned IS 'Returned for completion and not sent again.';


--
-- Name: COLUMN referral_region.redirected; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.redirected IS 'Redirected elsewhere.';


--
-- Name: COLUMN referral_region.cancelled; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.cancelled IS 'Withdrawn after sending.';


--
-- Name: COLUMN referral_region.came; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.came IS 'Of those sent: who came, on whatever day.';


--
-- Name: COLUMN referral_region.no_show; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.no_show IS 'Did not come.';


--
-- Name: COLUMN referral_region.fed_back; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.fed_back IS 'With feedback of the receiver.';


--
-- Name: COLUMN referral_region.closed; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.closed IS 'Closed by the sender.';


--
-- Name: COLUMN referral_region.timed; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.timed IS 'With a known time to answer.';


--
-- Name: COLUMN referral_region.answer_seconds; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.answer_seconds IS 'Sum of the times to answer.';


--
-- Name: COLUMN referral_region.within_30m; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.within_30m IS 'Answered within half an hour.';


--
-- Name: COLUMN referral_region.within_1h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.within_1h IS 'Within an hour (includes the former, as do all that follow).';


--
-- Name: COLUMN referral_region.within_2h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.within_2h IS 'Within two hours.';


--
-- Name: COLUMN referral_region.within_4h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.within_4h IS 'Within four hours.';


--
-- Name: COLUMN referral_region.within_8h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.within_8h IS 'Within eight hours.';


--
-- Name: COLUMN referral_region.within_24h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.within_24h IS 'Within a day.';


--
-- Name: COLUMN referral_region.within_72h; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.within_72h IS 'Within three days.';


--
-- Name: COLUMN referral_region.visits; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.visits IS 'Patients who came (人次), counted on the day of arrival.';


--
-- Name: COLUMN referral_region.visits_inpatient; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.visits_inpatient IS 'Of these in-patients.';


--
-- Name: COLUMN referral_region.visits_emergency; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_region.visits_emergency IS 'Of these emergencies.';


--
-- Name: referral_visit; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.referral_visit (
    referral_id uuid NOT NULL,
    day date NOT NULL,
    from_org_id integer NOT NULL,
    to_org_id integer NOT NULL,
    from_region_id integer NOT NULL,
    to_region_id integer NOT NULL,
    direction text NOT NULL,
    person bigint NOT NULL,
    department text NOT NULL,
    disease text NOT NULL
);

ALTER TABLE ONLY fig.referral_visit FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE referral_visit; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.referral_visit IS 'Each arrival with the person''s hash: counts 人 over free ranges, and finds the rows behind 人次.';


--
-- Name: COLUMN referral_visit.referral_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_visit.referral_id IS 'Which referral.';


--
-- Name: COLUMN referral_visit.day; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_visit.day IS 'Day the patient came, in Asia/Shanghai.';


--
-- Name: COLUMN referral_visit.from_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_visit.from_org_id IS 'Who referred.';


--
-- Name: COLUMN referral_visit.to_org_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_visit.to_org_id IS 'Where the patient came.';


--
-- Name: COLUMN referral_visit.from_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_visit.from_region_id IS 'County of the sender.';


--
-- Name: COLUMN referral_visit.to_region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_visit.to_region_id IS 'County of the receiver.';


--
-- Name: COLUMN referral_visit.direction; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_visit.direction IS 'up, down or same_level.';


--
-- Name: COLUMN referral_visit.person; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_visit.person IS 'First eight bytes of the person''s key.';


--
-- Name: COLUMN referral_visit.department; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_visit.department IS 'Department of the receiver; empty: not given.';


--
-- Name: COLUMN referral_visit.disease; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.referral_visit.disease IS 'Letter and two digits of the ICD-10 code, or unknown.';


--
-- Name: region_total; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.region_total (
    measure smallint NOT NULL,
    grain text NOT NULL,
    start date NOT NULL,
    level smallint NOT NULL,
    region_id integer NOT NULL,
    side text NOT NULL,
    kind text NOT NULL,
    n bigint NOT NULL,
    amount bigint NOT NULL,
    CONSTRAINT region_total_grain_check CHECK ((grain = ANY (ARRAY['d'::text, 'm'::text, 'y'::text]))),
    CONSTRAINT region_total_level_check CHECK (((level >= 1) AND (level <= 3))),
    CONSTRAINT region_total_side_check CHECK ((side = ANY (ARRAY['from'::text, 'to'::text, 'both'::text])))
)
WITH (fillfactor='80');

ALTER TABLE ONLY fig.region_total FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE region_total; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.region_total IS 'Counters by province, city and county for days, months and years: a province''s year is a few rows.';


--
-- Name: COLUMN region_total.measure; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.region_total.measure IS 'Which measure.';


--
-- Name: COLUMN region_total.grain; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.region_total.grain IS 'd, m or y: what start begins.';


--
-- Name: COLUMN region_total.start; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.region_total.start IS 'First day of the day, month or year.';


--
-- Name: COLUMN region_total.level; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.region_total.level IS '1 province, 2 city, 3 county; a city''s or province''s own institutions are a county of its code.';


--
-- Name: COLUMN region_total.region_id; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.region_total.region_id IS 'The province, city or county.';


--
-- Name: COLUMN region_total.side; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.region_total.side IS 'Which side lies in the region: from or to alone, or both.';


--
-- Name: COLUMN region_total.kind; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.region_total.kind IS 'Code by which the measure is cut; empty: none.';


--
-- Name: COLUMN region_total.n; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.region_total.n IS 'How many.';


--
-- Name: COLUMN region_total.amount; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.region_total.amount IS 'How much, in the measure''s smallest unit.';


--
-- Name: source; Type: TABLE; Schema: fig; Owner: -
--

CREATE TABLE fig.source (
    name text NOT NULL,
    module text NOT NULL,
    target text NOT NULL,
    facts text NOT NULL,
    key text NOT NULL,
    title text NOT NULL,
    state text NOT NULL
);

ALTER TABLE ONLY fig.source FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE source; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON TABLE fig.source IS 'Tables whose records figures count; rows come from fig.count_records.';


--
-- Name: COLUMN source.name; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.source.name IS 'Record type, as its addresses call it: donations.';


--
-- Name: COLUMN source.module; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.source.module IS 'First part of its permissions: who holds <module>.read sees the records behind a figure.';


--
-- Name: COLUMN source.target; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.source.target IS 'Its table.';


--
-- Name: COLUMN source.facts; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.source.facts IS 'The function that says what a record counts for.';


--
-- Name: COLUMN source.key; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.source.key IS 'The table''s uuid column.';


--
-- Name: COLUMN source.title; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.source.title IS 'SQL expression over a record r: what it is called in lists.';


--
-- Name: COLUMN source.state; Type: COMMENT; Schema: fig; Owner: -
--

COMMENT ON COLUMN fig.source.state IS 'SQL expression over a record r: its state.';


--
-- Name: import_error; Type: TABLE; Schema: job; Owner: -
--

CREATE TABLE job.import_error (
    job_id uuid NOT NULL,
    line integer NOT NULL,
    "position" smallint NOT NULL,
    field text NOT NULL,
    place integer,
    value text,
    zh text NOT NULL,
    en text NOT NULL
);

ALTER TABLE ONLY job.import_error FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE import_error; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON TABLE job.import_error IS 'What is wrong with a file, by row and column.';


--
-- Name: COLUMN import_error.job_id; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_error.job_id IS 'Of which import.';


--
-- Name: COLUMN import_error.line; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_error.line IS 'Row number as Excel shows it.';


--
-- Name: COLUMN import_error."position"; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_error."position" IS 'Order within the row.';


--
-- Name: COLUMN import_error.field; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_error.field IS 'Field of the kind.';


--
-- Name: COLUMN import_error.place; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_error.place IS 'Column of the file, from 0; null: the file has none for the field.';


--
-- Name: COLUMN import_error.value; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_error.value IS 'What stands there; ID numbers and telephones masked.';


--
-- Name: COLUMN import_error.zh; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_error.zh IS 'What is wrong and how to mend it, in Chinese.';


--
-- Name: COLUMN import_error.en; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_error.en IS 'The same in English.';


--
-- Name: import_row; Type: TABLE; Schema: job; Owner: -
--

CREATE TABLE job.import_row (
    job_id uuid NOT NULL,
    line integer NOT NULL,
    identity text NOT NULL,
    data jsonb NOT NULL,
    outcome text DEFAULT 'good'::text NOT NULL,
    CONSTRAINT import_row_outcome_check CHECK ((outcome = ANY (ARRAY['good'::text, 'bad'::text, 'known'::text])))
);

ALTER TABLE ONLY job.import_row FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE import_row; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON TABLE job.import_row IS 'Rows of a file that read well, waiting to be written; ID numbers and telephones encrypted.';


--
-- Name: COLUMN import_row.job_id; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_row.job_id IS 'Of which import.';


--
-- Name: COLUMN import_row.line; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_row.line IS 'Row number as Excel shows it.';


--
-- Name: COLUMN import_row.identity; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_row.identity IS 'By which the row is known again: its number in the register, else "row:", a keyed hash of its content and its ordinal among equal rows.';


--
-- Name: COLUMN import_row.data; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_row.data IS 'Values by field, as the target function of the kind takes them.';


--
-- Name: COLUMN import_row.outcome; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON COLUMN job.import_row.outcome IS 'good: to be written; bad: an error was found later; known: it is there already.';


--
-- Name: institution; Type: VIEW; Schema: job; Owner: -
--

CREATE VIEW job.institution WITH (security_invoker='true') AS
 SELECT o.id,
    o.code,
    n.name,
    o.region_id,
    o.tier,
    ((n.valid_to IS NULL) AND (o.valid_to IS NULL)) AS current
   FROM (biz.organisation o
     JOIN biz.organisation_name n ON ((n.organisation_id = o.id)));


--
-- Name: VIEW institution; Type: COMMENT; Schema: job; Owner: -
--

COMMENT ON VIEW job.institution IS 'Every name of every institution.';


--
-- Name: migration; Type: TABLE; Schema: meta; Owner: -
--

CREATE TABLE meta.migration (
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT migration_sha256_is_hex CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE ONLY meta.migration FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE migration; Type: COMMENT; Schema: meta; Owner: -
--

COMMENT ON TABLE meta.migration IS 'Migrations applied, written by tools/migrate.sh.';


--
-- Name: COLUMN migration.name; Type: COMMENT; Schema: meta; Owner: -
--

COMMENT ON COLUMN meta.migration.name IS 'File name, NNNN_noun.sql.';


--
-- Name: COLUMN migration.sha256; Type: COMMENT; Schema: meta; Owner: -
--

COMMENT ON COLUMN meta.migration.sha256 IS 'Hash of the file when it was applied; a changed file is refused.';


--
-- Name: COLUMN migration.applied_at; Type: COMMENT; Schema: meta; Owner: -
--

COMMENT ON COLUMN meta.migration.applied_at IS 'When its transaction ran.';


--
-- Name: account_id_seq; Type: SEQUENCE; Schema: sec; Owner: -
--

ALTER TABLE sec.account ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sec.account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: account_role_id_seq; Type: SEQUENCE; Schema: sec; Owner: -
--

ALTER TABLE sec.account_role ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sec.account_role_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: context_key; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.context_key (
    id integer NOT NULL,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT context_key_pads_are_blocks CHECK (((length(inner_pad) = 64) AND (length(outer_pad) = 64)))
);

ALTER TABLE ONLY sec.context_key FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE context_key; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.context_key IS 'Keys that sign request contexts. Readable by functions of yl_sec alone.';


--
-- Name: COLUMN context_key.id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.context_key.id IS 'Key number, named in the context.';


--
-- Name: COLUMN context_key.inner_pad; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.context_key.inner_pad IS 'HMAC inner block: key xor 0x36.';


--
-- Name: COLUMN context_key.outer_pad; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.context_key.outer_pad IS 'HMAC outer block: key xor 0x5c.';


--
-- Name: COLUMN context_key.created_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.context_key.created_at IS 'When it was made.';


--
-- Name: COLUMN context_key.retired_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.context_key.retired_at IS 'No new context since; those signed live on until their transaction ends, an hour at most.';


--
-- Name: context_key_id_seq; Type: SEQUENCE; Schema: sec; Owner: -
--

ALTER TABLE sec.context_key ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sec.context_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: denial; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.denial (
    account_id bigint NOT NULL,
    permission text NOT NULL,
    reason text NOT NULL,
    denied_by bigint NOT NULL,
    denied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ONLY sec.denial FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE denial; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.denial IS 'Permissions taken from an account, whatever its roles give.';


--
-- Name: COLUMN denial.account_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.denial.account_id IS 'Who.';


--
-- Name: COLUMN denial.permission; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.denial.permission IS 'What.';


--
-- Name: COLUMN denial.reason; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.denial.reason IS 'Why.';


--
-- Name: COLUMN denial.denied_by; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.denial.denied_by IS 'By whom.';


--
-- Name: COLUMN denial.denied_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.denial.denied_at IS 'When.';


--
-- Name: group_map; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.group_map (
    id bigint NOT NULL,
    realm_id integer NOT NULL,
    group_uid bytea NOT NULL,
    group_dn text NOT NULL,
    role_code text NOT NULL,
    dir_mappable boolean DEFAULT true NOT NULL,
    scope_kind text NOT NULL,
    scope_org integer,
    max_days integer,
    proposed_by bigint NOT NULL,
    proposed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    approved_by bigint,
    approved_at timestamp with time zone,
    retired_at timestamp with time zone,
    CONSTRAINT group_map_approval_whole CHECK (((approved_by IS NULL) = (approved_at IS NULL))),
    CONSTRAINT group_map_group_uid_length CHECK (((length(group_uid) >= 8) AND (length(group_uid) <= 64))),
    CONSTRAINT group_map_max_days_positive CHECK ((max_days > 0)),
    CONSTRAINT group_map_role_from_directory CHECK (dir_mappable),
    CONSTRAINT group_map_scope_kind_known CHECK ((scope_kind = ANY (ARRAY['home_org'::text, 'home_subtree'::text, 'org'::text, 'org_subtree'::text]))),
    CONSTRAINT group_map_scope_org_given CHECK (((scope_kind = ANY (ARRAY['org'::text, 'org_subtree'::text])) = (scope_org IS NOT NULL))),
    CONSTRAINT group_map_two_people CHECK (((approved_by IS NULL) OR (approved_by <> proposed_by)))
);

ALTER TABLE ONLY sec.group_map FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE group_map; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.group_map IS 'A group of a directory gives a role.';


--
-- Name: COLUMN group_map.id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.id IS 'Key.';


--
-- Name: COLUMN group_map.realm_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.realm_id IS 'Its directory.';


--
-- Name: COLUMN group_map.group_uid; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.group_uid IS 'Immutable id of the group, as bytes; a name never decides.';


--
-- Name: COLUMN group_map.group_dn; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.group_dn IS 'Its name when it was mapped, for display.';


--
-- Name: COLUMN group_map.role_code; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.role_code IS 'The role it gives.';


--
-- Name: COLUMN group_map.dir_mappable; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.dir_mappable IS 'Always true: holds the role to those a directory may give.';


--
-- Name: COLUMN group_map.scope_kind; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.scope_kind IS 'Where the role holds.';


--
-- Name: COLUMN group_map.scope_org; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.scope_org IS 'Organisation of org and org_subtree.';


--
-- Name: COLUMN group_map.max_days; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.max_days IS 'The role ends so many days after the last sign-in; null: never.';


--
-- Name: COLUMN group_map.proposed_by; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.proposed_by IS 'Who proposed it.';


--
-- Name: COLUMN group_map.proposed_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.proposed_at IS 'When.';


--
-- Name: COLUMN group_map.approved_by; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.approved_by IS 'Who approved it: another person.';


--
-- Name: COLUMN group_map.approved_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.approved_at IS 'When it became active.';


--
-- Name: COLUMN group_map.retired_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.group_map.retired_at IS 'When it was taken out of use.';


--
-- Name: group_map_id_seq; Type: SEQUENCE; Schema: sec; Owner: -
--

ALTER TABLE sec.group_map ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sec.group_map_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: idempotency; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.idempotency (
    account_id bigint NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    object text NOT NULL,
    object_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_key_length CHECK (((length(key) >= 8) AND (length(key) <= 128)))
);

ALTER TABLE ONLY sec.idempotency FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE idempotency; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.idempotency IS 'Requests already carried out, so that a retry does nothing twice; kept 7 days.';


--
-- Name: COLUMN idempotency.account_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.idempotency.account_id IS 'Whose request.';


--
-- Name: COLUMN idempotency.key; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.idempotency.key IS 'The Idempotency-Key header.';


--
-- Name: COLUMN idempotency.request_hash; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.idempotency.request_hash IS 'Hash of method, path and body.';


--
-- Name: COLUMN idempotency.object; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.idempotency.object IS 'What kind of thing it was about.';


--
-- Name: COLUMN idempotency.object_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.idempotency.object_id IS 'Id the first try gave.';


--
-- Name: COLUMN idempotency.created_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.idempotency.created_at IS 'Now of the transaction of the first try, and so of all it wrote.';


--
-- Name: org_sign_in; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.org_sign_in (
    org_id integer NOT NULL,
    last_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY sec.org_sign_in FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE org_sign_in; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.org_sign_in IS 'When somebody of an organisation last signed in.';


--
-- Name: COLUMN org_sign_in.org_id; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.org_sign_in.org_id IS 'Home organisation of the account.';


--
-- Name: COLUMN org_sign_in.last_at; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.org_sign_in.last_at IS 'Last sign-in.';


--
-- Name: permission; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.permission (
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT permission_code_form CHECK ((code ~ '^[a-z_]+\.[a-z_]+$'::text))
);

ALTER TABLE ONLY sec.permission FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE permission; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.permission IS 'What a route can ask for: object.action.';


--
-- Name: COLUMN permission.code; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.permission.code IS 'object.action, as routes name it.';


--
-- Name: COLUMN permission.name_zh; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.permission.name_zh IS 'Shown name, Chinese.';


--
-- Name: COLUMN permission.name_en; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.permission.name_en IS 'Shown name, English.';


--
-- Name: realm_id_seq; Type: SEQUENCE; Schema: sec; Owner: -
--

ALTER TABLE sec.realm ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME sec.realm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: role; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.role (
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    class text NOT NULL,
    dir_mappable boolean NOT NULL,
    scope_kinds text[] NOT NULL,
    second_factor boolean NOT NULL,
    short_session boolean NOT NULL,
    single_session boolean NOT NULL,
    CONSTRAINT role_admin_not_from_directory CHECK (((class = 'business'::text) OR (NOT dir_mappable))),
    CONSTRAINT role_class_known CHECK ((class = ANY (ARRAY['business'::text, 'system'::text, 'security'::text, 'audit'::text]))),
    CONSTRAINT role_code_form CHECK ((code ~ '^[a-z_]+$'::text)),
    CONSTRAINT role_scope_kinds_known CHECK ((scope_kinds <@ ARRAY['home_org'::text, 'home_subtree'::text, 'org'::text, 'org_subtree'::text, 'alliance'::text, 'region'::text, 'system'::text]))
);

ALTER TABLE ONLY sec.role FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE role; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.role IS 'Role catalogue.';


--
-- Name: COLUMN role.code; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role.code IS 'Name used in mappings and grants.';


--
-- Name: COLUMN role.name_zh; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role.name_zh IS 'Shown name, Chinese.';


--
-- Name: COLUMN role.name_en; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role.name_en IS 'Shown name, English.';


--
-- Name: COLUMN role.class; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role.class IS 'business, or one of the three administrators: system, security, audit. One person holds roles of one class.';


--
-- Name: COLUMN role.dir_mappable; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role.dir_mappable IS 'Whether a group of a hospital''s directory can give it.';


--
-- Name: COLUMN role.scope_kinds; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role.scope_kinds IS 'Scopes a grant of this role can have; the first is the usual one.';


--
-- Name: COLUMN role.second_factor; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role.second_factor IS 'Whether it will need a second factor.';


--
-- Name: COLUMN role.short_session; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role.short_session IS 'Idle limit 15 instead of 30 minutes.';


--
-- Name: COLUMN role.single_session; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role.single_session IS 'One session at a time, 8 instead of 12 hours.';


--
-- Name: role_permission; Type: TABLE; Schema: sec; Owner: -
--

CREATE TABLE sec.role_permission (
    role_code text NOT NULL,
    permission text NOT NULL
);

ALTER TABLE ONLY sec.role_permission FORCE ROW LEVEL SECURITY;


--
-- Name: TABLE role_permission; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON TABLE sec.role_permission IS 'Which role holds which permission.';


--
-- Name: COLUMN role_permission.role_code; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role_permission.role_code IS 'The role.';


--
-- Name: COLUMN role_permission.permission; Type: COMMENT; Schema: sec; Owner: -
--

COMMENT ON COLUMN sec.role_permission.permission IS 'The permission it holds.';


--
-- Name: event_default; Type: TABLE ATTACH; Schema: aud; Owner: -
--

ALTER TABLE ONLY aud.event ATTACH PARTITION aud.event_default DEFAULT;


--
-- Name: event event_pkey; Type: CONSTRAINT; Schema: aud; Owner: -
--

ALTER TABLE ONLY aud.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (at, id);


--
-- Name: event_default event_default_pkey; Type: CONSTRAINT; Schema: aud; Owner: -
--

ALTER TABLE ONLY aud.event_default
    ADD CONSTRAINT event_default_pkey PRIMARY KEY (at, id);


--
-- Name: alliance_member alliance_member_overlap_excl; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.alliance_member
    ADD CONSTRAINT alliance_member_overlap_excl EXCLUDE USING gist (int4range(alliance_id, alliance_id, '[]'::text) WITH &&, int4range(organisation_id, organisation_id, '[]'::text) WITH &&, daterange(joined_on, left_on) WITH &&);


--
-- Name: alliance_member alliance_member_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.alliance_member
    ADD CONSTRAINT alliance_member_pkey PRIMARY KEY (alliance_id, organisation_id, joined_on);


--
-- Name: alliance alliance_name_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.alliance
    ADD CONSTRAINT alliance_name_key UNIQUE (name);


--
-- Name: alliance alliance_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.alliance
    ADD CONSTRAINT alliance_pkey PRIMARY KEY (id);


--
-- Name: alliance alliance_uid_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.alliance
    ADD CONSTRAINT alliance_uid_key UNIQUE (uid);


--
-- Name: attachment attachment_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.attachment
    ADD CONSTRAINT attachment_pkey PRIMARY KEY (id);


--
-- Name: code_list code_list_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.code_list
    ADD CONSTRAINT code_list_pkey PRIMARY KEY (name);


--
-- Name: code code_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.code
    ADD CONSTRAINT code_pkey PRIMARY KEY (list, code);


--
-- Name: department department_name_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.department
    ADD CONSTRAINT department_name_key UNIQUE (organisation_id, name);


--
-- Name: department department_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.department
    ADD CONSTRAINT department_pkey PRIMARY KEY (id);


--
-- Name: division division_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.division
    ADD CONSTRAINT division_pkey PRIMARY KEY (code);


--
-- Name: donation_item donation_item_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.donation_item
    ADD CONSTRAINT donation_item_pkey PRIMARY KEY (record_id, line);


--
-- Name: donation donation_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.donation
    ADD CONSTRAINT donation_pkey PRIMARY KEY (id);


--
-- Name: donation donation_register_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.donation
    ADD CONSTRAINT donation_register_key UNIQUE (import_org_id, register_number);


--
-- Name: CONSTRAINT donation_register_key ON donation; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT donation_register_key ON biz.donation IS '/register_number|本单位登记簿中的这个编号已经导入过|This number of your register was imported already';


--
-- Name: draft draft_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (account_id, form);


--
-- Name: org_closure org_closure_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.org_closure
    ADD CONSTRAINT org_closure_pkey PRIMARY KEY (ancestor_id, descendant_id);


--
-- Name: organisation_change organisation_change_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation_change
    ADD CONSTRAINT organisation_change_pkey PRIMARY KEY (id);


--
-- Name: organisation organisation_code_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation
    ADD CONSTRAINT organisation_code_key UNIQUE (code);


--
-- Name: organisation_name organisation_name_overlap_excl; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation_name
    ADD CONSTRAINT organisation_name_overlap_excl EXCLUDE USING gist (int4range(organisation_id, organisation_id, '[]'::text) WITH &&, daterange(valid_from, valid_to) WITH &&);


--
-- Name: organisation_name organisation_name_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation_name
    ADD CONSTRAINT organisation_name_pkey PRIMARY KEY (organisation_id, valid_from);


--
-- Name: organisation organisation_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);


--
-- Name: organisation_standing organisation_standing_overlap_excl; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation_standing
    ADD CONSTRAINT organisation_standing_overlap_excl EXCLUDE USING gist (int4range(organisation_id, organisation_id, '[]'::text) WITH &&, daterange(valid_from, valid_to) WITH &&);


--
-- Name: organisation_standing organisation_standing_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation_standing
    ADD CONSTRAINT organisation_standing_pkey PRIMARY KEY (organisation_id, valid_from);


--
-- Name: organisation organisation_uid_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation
    ADD CONSTRAINT organisation_uid_key UNIQUE (uid);


--
-- Name: pairing pairing_overlap_excl; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.pairing
    ADD CONSTRAINT pairing_overlap_excl EXCLUDE USING gist (int4range(from_org_id, from_org_id, '[]'::text) WITH &&, int4range(to_org_id, to_org_id, '[]'::text) WITH &&, int8range(hashtextextended(programme, (0)::bigint), hashtextextended(programme, (0)::bigint), '[]'::text) WITH &&, daterange(starts_on, (ends_on + 1)) WITH &&);


--
-- Name: pairing pairing_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.pairing
    ADD CONSTRAINT pairing_pkey PRIMARY KEY (id);


--
-- Name: pairing pairing_uid_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.pairing
    ADD CONSTRAINT pairing_uid_key UNIQUE (uid);


--
-- Name: patient patient_id_number_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.patient
    ADD CONSTRAINT patient_id_number_key UNIQUE (org_id, id_number_idx);


--
-- Name: CONSTRAINT patient_id_number_key ON patient; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT patient_id_number_key ON biz.patient IS '/id_number|本单位已登记过这个身份证号，请按身份证号查找该患者|Your institution has registered this ID number already: search for the patient by it';


--
-- Name: patient patient_id_org_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.patient
    ADD CONSTRAINT patient_id_org_key UNIQUE (id, org_id);


--
-- Name: patient patient_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.patient
    ADD CONSTRAINT patient_pkey PRIMARY KEY (id);


--
-- Name: record_event record_event_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.record_event
    ADD CONSTRAINT record_event_pkey PRIMARY KEY (id);


--
-- Name: record_type record_type_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.record_type
    ADD CONSTRAINT record_type_pkey PRIMARY KEY (name);


--
-- Name: record_type record_type_table_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.record_type
    ADD CONSTRAINT record_type_table_key UNIQUE (table_name);


--
-- Name: referral_event referral_event_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral_event
    ADD CONSTRAINT referral_event_pkey PRIMARY KEY (id);


--
-- Name: referral referral_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral
    ADD CONSTRAINT referral_pkey PRIMARY KEY (id);


--
-- Name: referral referral_register_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral
    ADD CONSTRAINT referral_register_key UNIQUE (import_org_id, register_number);


--
-- Name: referral_seen referral_seen_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral_seen
    ADD CONSTRAINT referral_seen_pkey PRIMARY KEY (account_id, referral_id);


--
-- Name: scheme scheme_force_excl; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.scheme
    ADD CONSTRAINT scheme_force_excl EXCLUDE USING gist (org_id WITH =, code WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE ((state = 'confirmed'::text));


--
-- Name: CONSTRAINT scheme_force_excl ON scheme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT scheme_force_excl ON biz.scheme IS '/valid_from|与同一方案另一版本的有效期重叠，请先为上一版本填写失效日期|Another version of the scheme holds on these days: give it a last day first';


--
-- Name: scheme scheme_number_excl; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.scheme
    ADD CONSTRAINT scheme_number_excl EXCLUDE USING gist (org_id WITH =, code WITH =, scheme_version WITH =) WHERE ((state <> 'void'::text));


--
-- Name: CONSTRAINT scheme_number_excl ON scheme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT scheme_number_excl ON biz.scheme IS '/scheme_version|该方案已有这个版本号，请用下一个|The scheme has this version already: take the next number';


--
-- Name: scheme scheme_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.scheme
    ADD CONSTRAINT scheme_pkey PRIMARY KEY (id);


--
-- Name: scheme scheme_register_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.scheme
    ADD CONSTRAINT scheme_register_key UNIQUE (import_org_id, register_number);


--
-- Name: CONSTRAINT scheme_register_key ON scheme; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT scheme_register_key ON biz.scheme IS '/register_number|本单位登记簿中的这个编号已经导入过|This number of your register was imported already';


--
-- Name: scheme_rule scheme_rule_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.scheme_rule
    ADD CONSTRAINT scheme_rule_pkey PRIMARY KEY (record_id, line);


--
-- Name: setting setting_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);


--
-- Name: staff staff_login_excl; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.staff
    ADD CONSTRAINT staff_login_excl EXCLUDE USING gist (org_id WITH =, login WITH =) WHERE (((state <> 'void'::text) AND (left_on IS NULL)));


--
-- Name: CONSTRAINT staff_login_excl ON staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT staff_login_excl ON biz.staff IS '/login|该登录账号已登记给本单位另一人|This account is another person''s of this institution';


--
-- Name: staff staff_number_excl; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.staff
    ADD CONSTRAINT staff_number_excl EXCLUDE USING gist (org_id WITH =, employee_number WITH =) WHERE ((state <> 'void'::text));


--
-- Name: CONSTRAINT staff_number_excl ON staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT staff_number_excl ON biz.staff IS '/employee_number|本单位已有使用该工号的人员|Somebody of this institution has this employee number';


--
-- Name: staff staff_person_excl; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.staff
    ADD CONSTRAINT staff_person_excl EXCLUDE USING gist (org_id WITH =, id_number_idx WITH =) WHERE (((state <> 'void'::text) AND (left_on IS NULL)));


--
-- Name: CONSTRAINT staff_person_excl ON staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT staff_person_excl ON biz.staff IS '/id_number|本单位已登记此身份证号的人员|A person with this ID number is registered here already';


--
-- Name: staff staff_pkey; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (id);


--
-- Name: staff staff_register_key; Type: CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.staff
    ADD CONSTRAINT staff_register_key UNIQUE (import_org_id, register_number);


--
-- Name: CONSTRAINT staff_register_key ON staff; Type: COMMENT; Schema: biz; Owner: -
--

COMMENT ON CONSTRAINT staff_register_key ON biz.staff IS '/register_number|本单位登记簿中的这个编号已经导入过|This number of your register was imported already';


--
-- Name: delta delta_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.delta
    ADD CONSTRAINT delta_pkey PRIMARY KEY (id);


--
-- Name: entry entry_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (record_id, measure, day, from_org_id, to_org_id, kind, person);


--
-- Name: head head_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (from_org_id, measure, grain, start, to_org_id, kind, person);


--
-- Name: measure measure_code_key; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.measure
    ADD CONSTRAINT measure_code_key UNIQUE (code);


--
-- Name: measure measure_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.measure
    ADD CONSTRAINT measure_pkey PRIMARY KEY (id);


--
-- Name: pair_total pair_total_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.pair_total
    ADD CONSTRAINT pair_total_pkey PRIMARY KEY (from_org_id, measure, grain, start, to_org_id, kind);


--
-- Name: referral_delta referral_delta_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.referral_delta
    ADD CONSTRAINT referral_delta_pkey PRIMARY KEY (id);


--
-- Name: referral_pair referral_pair_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.referral_pair
    ADD CONSTRAINT referral_pair_pkey PRIMARY KEY (grain, start, cut, from_org_id, to_org_id, direction, key);


--
-- Name: referral_region referral_region_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.referral_region
    ADD CONSTRAINT referral_region_pkey PRIMARY KEY (grain, start, cut, from_region_id, to_region_id, direction, key);


--
-- Name: referral_visit referral_visit_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.referral_visit
    ADD CONSTRAINT referral_visit_pkey PRIMARY KEY (referral_id);


--
-- Name: region_total region_total_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.region_total
    ADD CONSTRAINT region_total_pkey PRIMARY KEY (measure, grain, level, region_id, start, side, kind);


--
-- Name: source source_pkey; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.source
    ADD CONSTRAINT source_pkey PRIMARY KEY (name);


--
-- Name: source source_target_key; Type: CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.source
    ADD CONSTRAINT source_target_key UNIQUE (target);


--
-- Name: import_error import_error_pkey; Type: CONSTRAINT; Schema: job; Owner: -
--

ALTER TABLE ONLY job.import_error
    ADD CONSTRAINT import_error_pkey PRIMARY KEY (job_id, line, "position");


--
-- Name: import_row import_row_pkey; Type: CONSTRAINT; Schema: job; Owner: -
--

ALTER TABLE ONLY job.import_row
    ADD CONSTRAINT import_row_pkey PRIMARY KEY (job_id, line);


--
-- Name: job job_pkey; Type: CONSTRAINT; Schema: job; Owner: -
--

ALTER TABLE ONLY job.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);


--
-- Name: upload upload_pkey; Type: CONSTRAINT; Schema: job; Owner: -
--

ALTER TABLE ONLY job.upload
    ADD CONSTRAINT upload_pkey PRIMARY KEY (id);


--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: meta; Owner: -
--

ALTER TABLE ONLY meta.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (name);


--
-- Name: account account_id_person_key; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account
    ADD CONSTRAINT account_id_person_key UNIQUE (id, person_id);


--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);


--
-- Name: account account_realm_dir_uid_key; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account
    ADD CONSTRAINT account_realm_dir_uid_key UNIQUE (realm_id, dir_uid);


--
-- Name: account_role account_role_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_role
    ADD CONSTRAINT account_role_pkey PRIMARY KEY (id);


--
-- Name: account_role account_role_separation; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_role
    ADD CONSTRAINT account_role_separation EXCLUDE USING gist (person_id WITH =, class WITH <>, tstzrange(valid_from, valid_until) WITH &&) WHERE (((approved_at IS NOT NULL) AND (revoked_at IS NULL)));


--
-- Name: account_scope account_scope_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_scope
    ADD CONSTRAINT account_scope_pkey PRIMARY KEY (account_id, permission);


--
-- Name: context_key context_key_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.context_key
    ADD CONSTRAINT context_key_pkey PRIMARY KEY (id);


--
-- Name: denial denial_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.denial
    ADD CONSTRAINT denial_pkey PRIMARY KEY (account_id, permission);


--
-- Name: group_map group_map_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.group_map
    ADD CONSTRAINT group_map_pkey PRIMARY KEY (id);


--
-- Name: idempotency idempotency_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (account_id, key);


--
-- Name: org_sign_in org_sign_in_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.org_sign_in
    ADD CONSTRAINT org_sign_in_pkey PRIMARY KEY (org_id);


--
-- Name: permission permission_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.permission
    ADD CONSTRAINT permission_pkey PRIMARY KEY (code);


--
-- Name: realm realm_code_key; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm
    ADD CONSTRAINT realm_code_key UNIQUE (code);


--
-- Name: realm_endpoint realm_endpoint_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm_endpoint
    ADD CONSTRAINT realm_endpoint_pkey PRIMARY KEY (realm_id, priority);


--
-- Name: realm realm_krb_realm_key; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm
    ADD CONSTRAINT realm_krb_realm_key UNIQUE (krb_realm);


--
-- Name: realm_org_rule realm_org_rule_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm_org_rule
    ADD CONSTRAINT realm_org_rule_pkey PRIMARY KEY (realm_id, priority);


--
-- Name: realm realm_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm
    ADD CONSTRAINT realm_pkey PRIMARY KEY (id);


--
-- Name: realm_suffix realm_suffix_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm_suffix
    ADD CONSTRAINT realm_suffix_pkey PRIMARY KEY (suffix);


--
-- Name: role role_code_class_key; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.role
    ADD CONSTRAINT role_code_class_key UNIQUE (code, class);


--
-- Name: role role_code_dir_mappable_key; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.role
    ADD CONSTRAINT role_code_dir_mappable_key UNIQUE (code, dir_mappable);


--
-- Name: role_permission role_permission_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.role_permission
    ADD CONSTRAINT role_permission_pkey PRIMARY KEY (role_code, permission);


--
-- Name: role role_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (code);


--
-- Name: session session_id_key; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.session
    ADD CONSTRAINT session_id_key UNIQUE (id);


--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_hash);


--
-- Name: event_account_idx; Type: INDEX; Schema: aud; Owner: -
--

CREATE INDEX event_account_idx ON ONLY aud.event USING btree (account_id, at);


--
-- Name: event_default_account_id_at_idx; Type: INDEX; Schema: aud; Owner: -
--

CREATE INDEX event_default_account_id_at_idx ON aud.event_default USING btree (account_id, at);


--
-- Name: event_object_idx; Type: INDEX; Schema: aud; Owner: -
--

CREATE INDEX event_object_idx ON ONLY aud.event USING btree (object_type, object_id, at);


--
-- Name: event_default_object_type_object_id_at_idx; Type: INDEX; Schema: aud; Owner: -
--

CREATE INDEX event_default_object_type_object_id_at_idx ON aud.event_default USING btree (object_type, object_id, at);


--
-- Name: event_region_idx; Type: INDEX; Schema: aud; Owner: -
--

CREATE INDEX event_region_idx ON ONLY aud.event USING btree (region_id, at);


--
-- Name: event_default_region_id_at_idx; Type: INDEX; Schema: aud; Owner: -
--

CREATE INDEX event_default_region_id_at_idx ON aud.event_default USING btree (region_id, at);


--
-- Name: event_xid_idx; Type: INDEX; Schema: aud; Owner: -
--

CREATE INDEX event_xid_idx ON ONLY aud.event USING btree (xid, id);


--
-- Name: event_default_xid_id_idx; Type: INDEX; Schema: aud; Owner: -
--

CREATE INDEX event_default_xid_id_idx ON aud.event_default USING btree (xid, id);


--
-- Name: alliance_member_organisation_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX alliance_member_organisation_idx ON biz.alliance_member USING btree (organisation_id, alliance_id);


--
-- Name: alliance_org_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX alliance_org_idx ON biz.alliance USING btree (org_id);


--
-- Name: alliance_pinyin_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX alliance_pinyin_idx ON biz.alliance USING btree (pinyin, id);


--
-- Name: attachment_record_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX attachment_record_idx ON biz.attachment USING btree (record_id, id);


--
-- Name: attachment_sha256_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX attachment_sha256_idx ON biz.attachment USING btree (sha256);


--
-- Name: division_parent_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX division_parent_idx ON biz.division USING btree (parent_code, code);


--
-- Name: division_pinyin_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX division_pinyin_idx ON biz.division USING btree (pinyin, code);


--
-- Name: donation_day_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_day_idx ON biz.donation USING btree (donated_on, id);


--
-- Name: donation_from_org_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_from_org_idx ON biz.donation USING btree (from_org_id, donated_on, id);


--
-- Name: donation_from_org_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_from_org_updated_idx ON biz.donation USING btree (from_org_id, updated_at, id);


--
-- Name: donation_from_org_waiting_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_from_org_waiting_idx ON biz.donation USING btree (from_org_id, submitted_at) WHERE (state = ANY (ARRAY['submitted'::text, 'disputed'::text]));


--
-- Name: donation_from_region_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_from_region_idx ON biz.donation USING btree (from_region_id, donated_on, id);


--
-- Name: donation_from_region_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_from_region_updated_idx ON biz.donation USING btree (from_region_id, updated_at, id);


--
-- Name: donation_from_region_waiting_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_from_region_waiting_idx ON biz.donation USING btree (from_region_id, submitted_at) WHERE (state = ANY (ARRAY['submitted'::text, 'disputed'::text]));


--
-- Name: donation_import_job_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_import_job_idx ON biz.donation USING btree (import_job_id) WHERE (import_job_id IS NOT NULL);


--
-- Name: donation_to_org_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_to_org_idx ON biz.donation USING btree (to_org_id, donated_on, id);


--
-- Name: donation_to_org_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_to_org_updated_idx ON biz.donation USING btree (to_org_id, updated_at, id);


--
-- Name: donation_to_org_waiting_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_to_org_waiting_idx ON biz.donation USING btree (to_org_id, submitted_at) WHERE (state = ANY (ARRAY['submitted'::text, 'disputed'::text]));


--
-- Name: donation_to_region_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_to_region_idx ON biz.donation USING btree (to_region_id, donated_on, id);


--
-- Name: donation_to_region_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_to_region_updated_idx ON biz.donation USING btree (to_region_id, updated_at, id);


--
-- Name: donation_to_region_waiting_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_to_region_waiting_idx ON biz.donation USING btree (to_region_id, submitted_at) WHERE (state = ANY (ARRAY['submitted'::text, 'disputed'::text]));


--
-- Name: donation_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX donation_updated_idx ON biz.donation USING btree (updated_at, id);


--
-- Name: org_closure_descendant_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX org_closure_descendant_idx ON biz.org_closure USING btree (descendant_id, ancestor_id);


--
-- Name: organisation_change_organisation_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX organisation_change_organisation_idx ON biz.organisation_change USING btree (organisation_id, id);


--
-- Name: organisation_division_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX organisation_division_idx ON biz.organisation USING btree (division_code);


--
-- Name: organisation_name_name_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX organisation_name_name_idx ON biz.organisation_name USING btree (name);


--
-- Name: organisation_parent_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX organisation_parent_idx ON biz.organisation USING btree (parent_id);


--
-- Name: organisation_pinyin_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX organisation_pinyin_idx ON biz.organisation USING btree (pinyin, id);


--
-- Name: organisation_region_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX organisation_region_idx ON biz.organisation USING btree (region_id, id);


--
-- Name: organisation_standing_parent_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX organisation_standing_parent_idx ON biz.organisation_standing USING btree (parent_id);


--
-- Name: organisation_successor_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX organisation_successor_idx ON biz.organisation USING btree (successor_id) WHERE (successor_id IS NOT NULL);


--
-- Name: pairing_from_org_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX pairing_from_org_idx ON biz.pairing USING btree (from_org_id, id);


--
-- Name: pairing_from_region_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX pairing_from_region_idx ON biz.pairing USING btree (from_region_id, id);


--
-- Name: pairing_to_org_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX pairing_to_org_idx ON biz.pairing USING btree (to_org_id, id);


--
-- Name: pairing_to_region_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX pairing_to_region_idx ON biz.pairing USING btree (to_region_id, id);


--
-- Name: patient_id_number_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX patient_id_number_idx ON biz.patient USING btree (id_number_idx) WHERE (id_number_idx IS NOT NULL);


--
-- Name: patient_name_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX patient_name_idx ON biz.patient USING btree (name, id);


--
-- Name: patient_org_name_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX patient_org_name_idx ON biz.patient USING btree (org_id, name, id);


--
-- Name: patient_phone_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX patient_phone_idx ON biz.patient USING btree (phone_idx) WHERE (phone_idx IS NOT NULL);


--
-- Name: record_event_record_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX record_event_record_idx ON biz.record_event USING btree (record_id, id);


--
-- Name: referral_event_referral_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_event_referral_idx ON biz.referral_event USING btree (referral_id, id);


--
-- Name: referral_from_changed_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_from_changed_idx ON biz.referral USING btree (from_org_id, updated_at, id);


--
-- Name: referral_from_due_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_from_due_idx ON biz.referral USING btree (from_org_id, due_at) WHERE (due_at IS NOT NULL);


--
-- Name: referral_from_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_from_idx ON biz.referral USING btree (from_org_id, listed_at, id);


--
-- Name: referral_from_open_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_from_open_idx ON biz.referral USING btree (from_org_id, state, listed_at, id) WHERE (ended_at IS NULL);


--
-- Name: referral_from_refused_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_from_refused_idx ON biz.referral USING btree (from_org_id, listed_at, id) WHERE ((state = ANY (ARRAY['rejected'::text, 'redirected'::text, 'no_show'::text])) AND (next_id IS NULL));


--
-- Name: referral_from_region_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_from_region_idx ON biz.referral USING btree (from_region_id, listed_at, id);


--
-- Name: referral_import_job_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_import_job_idx ON biz.referral USING btree (import_job_id) WHERE (import_job_id IS NOT NULL);


--
-- Name: referral_number_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_number_idx ON biz.referral USING btree (number COLLATE "C");


--
-- Name: referral_patient_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_patient_idx ON biz.referral USING btree (patient_id, listed_at);


--
-- Name: referral_previous_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_previous_idx ON biz.referral USING btree (previous_id) WHERE (previous_id IS NOT NULL);


--
-- Name: referral_seen_at_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_seen_at_idx ON biz.referral_seen USING btree (account_id, at);


--
-- Name: referral_to_booked_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_to_booked_idx ON biz.referral USING btree (to_org_id, booked_for) WHERE ((state = ANY (ARRAY['accepted'::text, 'booked'::text])) AND (booked_for IS NOT NULL));


--
-- Name: referral_to_changed_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_to_changed_idx ON biz.referral USING btree (to_org_id, updated_at, id);


--
-- Name: referral_to_due_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_to_due_idx ON biz.referral USING btree (to_org_id, due_at) WHERE (due_at IS NOT NULL);


--
-- Name: referral_to_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_to_idx ON biz.referral USING btree (to_org_id, listed_at, id);


--
-- Name: referral_to_open_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_to_open_idx ON biz.referral USING btree (to_org_id, state, listed_at, id) WHERE (ended_at IS NULL);


--
-- Name: referral_to_region_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX referral_to_region_idx ON biz.referral USING btree (to_region_id, listed_at, id);


--
-- Name: scheme_day_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX scheme_day_idx ON biz.scheme USING btree (valid_from, id);


--
-- Name: scheme_import_job_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX scheme_import_job_idx ON biz.scheme USING btree (import_job_id) WHERE (import_job_id IS NOT NULL);


--
-- Name: scheme_org_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX scheme_org_idx ON biz.scheme USING btree (org_id, valid_from, id);


--
-- Name: scheme_org_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX scheme_org_updated_idx ON biz.scheme USING btree (org_id, updated_at, id);


--
-- Name: scheme_org_waiting_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX scheme_org_waiting_idx ON biz.scheme USING btree (org_id, submitted_at) WHERE (state = ANY (ARRAY['submitted'::text, 'disputed'::text]));


--
-- Name: scheme_region_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX scheme_region_idx ON biz.scheme USING btree (region_id, valid_from, id);


--
-- Name: scheme_region_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX scheme_region_updated_idx ON biz.scheme USING btree (region_id, updated_at, id);


--
-- Name: scheme_region_waiting_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX scheme_region_waiting_idx ON biz.scheme USING btree (region_id, submitted_at) WHERE (state = ANY (ARRAY['submitted'::text, 'disputed'::text]));


--
-- Name: scheme_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX scheme_updated_idx ON biz.scheme USING btree (updated_at, id);


--
-- Name: staff_day_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_day_idx ON biz.staff USING btree (joined_on, id);


--
-- Name: staff_id_number_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_id_number_idx ON biz.staff USING btree (id_number_idx) WHERE (id_number_idx IS NOT NULL);


--
-- Name: staff_import_job_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_import_job_idx ON biz.staff USING btree (import_job_id) WHERE (import_job_id IS NOT NULL);


--
-- Name: staff_login_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_login_idx ON biz.staff USING btree (login) WHERE (login IS NOT NULL);


--
-- Name: staff_org_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_org_idx ON biz.staff USING btree (org_id, joined_on, id);


--
-- Name: staff_org_name_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_org_name_idx ON biz.staff USING btree (org_id, name, id);


--
-- Name: staff_org_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_org_updated_idx ON biz.staff USING btree (org_id, updated_at, id);


--
-- Name: staff_org_waiting_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_org_waiting_idx ON biz.staff USING btree (org_id, submitted_at) WHERE (state = ANY (ARRAY['submitted'::text, 'disputed'::text]));


--
-- Name: staff_region_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_region_idx ON biz.staff USING btree (region_id, joined_on, id);


--
-- Name: staff_region_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_region_updated_idx ON biz.staff USING btree (region_id, updated_at, id);


--
-- Name: staff_region_waiting_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_region_waiting_idx ON biz.staff USING btree (region_id, submitted_at) WHERE (state = ANY (ARRAY['submitted'::text, 'disputed'::text]));


--
-- Name: staff_updated_idx; Type: INDEX; Schema: biz; Owner: -
--

CREATE INDEX staff_updated_idx ON biz.staff USING btree (updated_at, id);


--
-- Name: entry_from_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX entry_from_idx ON fig.entry USING btree (from_org_id, measure, day, record_id);


--
-- Name: entry_to_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX entry_to_idx ON fig.entry USING btree (to_org_id, measure, day, record_id);


--
-- Name: head_start_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX head_start_idx ON fig.head USING btree (measure, grain, start);


--
-- Name: head_to_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX head_to_idx ON fig.head USING btree (to_org_id, measure, grain, start);


--
-- Name: measure_marks_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE UNIQUE INDEX measure_marks_idx ON fig.measure USING btree (source) WHERE marks;


--
-- Name: pair_total_to_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX pair_total_to_idx ON fig.pair_total USING btree (to_org_id, measure, grain, start);


--
-- Name: referral_pair_from_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX referral_pair_from_idx ON fig.referral_pair USING btree (from_org_id, cut, grain, start);


--
-- Name: referral_pair_to_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX referral_pair_to_idx ON fig.referral_pair USING btree (to_org_id, cut, grain, start);


--
-- Name: referral_visit_day_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX referral_visit_day_idx ON fig.referral_visit USING btree (day) INCLUDE (from_org_id, to_org_id, from_region_id, to_region_id, direction, person);


--
-- Name: referral_visit_from_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX referral_visit_from_idx ON fig.referral_visit USING btree (from_org_id, day) INCLUDE (to_org_id, from_region_id, to_region_id, direction, person);


--
-- Name: referral_visit_from_region_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX referral_visit_from_region_idx ON fig.referral_visit USING btree (from_region_id, day) INCLUDE (to_region_id, from_org_id, to_org_id, direction, person);


--
-- Name: referral_visit_to_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX referral_visit_to_idx ON fig.referral_visit USING btree (to_org_id, day) INCLUDE (from_org_id, from_region_id, to_region_id, direction, person);


--
-- Name: referral_visit_to_region_idx; Type: INDEX; Schema: fig; Owner: -
--

CREATE INDEX referral_visit_to_region_idx ON fig.referral_visit USING btree (to_region_id, day) INCLUDE (from_region_id, from_org_id, to_org_id, direction, person);


--
-- Name: import_row_identity_idx; Type: INDEX; Schema: job; Owner: -
--

CREATE INDEX import_row_identity_idx ON job.import_row USING btree (job_id, identity);


--
-- Name: job_account_idx; Type: INDEX; Schema: job; Owner: -
--

CREATE INDEX job_account_idx ON job.job USING btree (account_id, created_at);


--
-- Name: job_expires_idx; Type: INDEX; Schema: job; Owner: -
--

CREATE INDEX job_expires_idx ON job.job USING btree (expires_at);


--
-- Name: job_queue_idx; Type: INDEX; Schema: job; Owner: -
--

CREATE INDEX job_queue_idx ON job.job USING btree (queued_at) WHERE (state = ANY (ARRAY['staged'::text, 'checking'::text, 'running'::text]));


--
-- Name: job_upload_idx; Type: INDEX; Schema: job; Owner: -
--

CREATE INDEX job_upload_idx ON job.job USING btree (upload_id) WHERE (upload_id IS NOT NULL);


--
-- Name: upload_account_idx; Type: INDEX; Schema: job; Owner: -
--

CREATE INDEX upload_account_idx ON job.upload USING btree (account_id, created_at);


--
-- Name: upload_expires_idx; Type: INDEX; Schema: job; Owner: -
--

CREATE INDEX upload_expires_idx ON job.upload USING btree (expires_at);


--
-- Name: account_home_org_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE INDEX account_home_org_idx ON sec.account USING btree (home_org);


--
-- Name: account_login_name_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE INDEX account_login_name_idx ON sec.account USING btree (realm_id, login_name);


--
-- Name: account_person_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE INDEX account_person_idx ON sec.account USING btree (person_id);


--
-- Name: account_role_account_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE INDEX account_role_account_idx ON sec.account_role USING btree (account_id) WHERE (revoked_at IS NULL);


--
-- Name: account_role_role_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE INDEX account_role_role_idx ON sec.account_role USING btree (role_code) WHERE (revoked_at IS NULL);


--
-- Name: context_key_current_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE UNIQUE INDEX context_key_current_idx ON sec.context_key USING btree ((true)) WHERE (retired_at IS NULL);


--
-- Name: group_map_live_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE UNIQUE INDEX group_map_live_idx ON sec.group_map USING btree (realm_id, group_uid, role_code, scope_kind, scope_org) NULLS NOT DISTINCT WHERE (retired_at IS NULL);


--
-- Name: idempotency_created_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE INDEX idempotency_created_idx ON sec.idempotency USING btree (created_at);


--
-- Name: realm_org_rule_org_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE INDEX realm_org_rule_org_idx ON sec.realm_org_rule USING btree (org_id);


--
-- Name: realm_suffix_realm_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE INDEX realm_suffix_realm_idx ON sec.realm_suffix USING btree (realm_id);


--
-- Name: session_account_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE INDEX session_account_idx ON sec.session USING btree (account_id) WHERE (ended_at IS NULL);


--
-- Name: session_expires_idx; Type: INDEX; Schema: sec; Owner: -
--

CREATE INDEX session_expires_idx ON sec.session USING btree (expires_at);


--
-- Name: event_default_account_id_at_idx; Type: INDEX ATTACH; Schema: aud; Owner: -
--

ALTER INDEX aud.event_account_idx ATTACH PARTITION aud.event_default_account_id_at_idx;


--
-- Name: event_default_object_type_object_id_at_idx; Type: INDEX ATTACH; Schema: aud; Owner: -
--

ALTER INDEX aud.event_object_idx ATTACH PARTITION aud.event_default_object_type_object_id_at_idx;


--
-- Name: event_default_pkey; Type: INDEX ATTACH; Schema: aud; Owner: -
--

ALTER INDEX aud.event_pkey ATTACH PARTITION aud.event_default_pkey;


--
-- Name: event_default_region_id_at_idx; Type: INDEX ATTACH; Schema: aud; Owner: -
--

ALTER INDEX aud.event_region_idx ATTACH PARTITION aud.event_default_region_id_at_idx;


--
-- Name: event_default_xid_id_idx; Type: INDEX ATTACH; Schema: aud; Owner: -
--

ALTER INDEX aud.event_xid_idx ATTACH PARTITION aud.event_default_xid_id_idx;


--
-- Name: alliance_member alliance_member_changed; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER alliance_member_changed AFTER INSERT OR DELETE OR UPDATE ON biz.alliance_member FOR EACH STATEMENT EXECUTE FUNCTION sec.alliance_changed();


--
-- Name: donation_item donation_item_lines_changed; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER donation_item_lines_changed AFTER UPDATE ON biz.donation_item REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION biz.lines_changed();


--
-- Name: donation_item donation_item_lines_put; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER donation_item_lines_put AFTER INSERT ON biz.donation_item REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION biz.lines_after();


--
-- Name: donation_item donation_item_lines_taken; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER donation_item_lines_taken AFTER DELETE ON biz.donation_item REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION biz.lines_after();


--
-- Name: donation donation_record_after; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER donation_record_after AFTER UPDATE ON biz.donation FOR EACH ROW EXECUTE FUNCTION biz.record_after('2', 'donations', 'donation', 'contact_name');


--
-- Name: donation donation_record_before; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER donation_record_before BEFORE INSERT OR UPDATE ON biz.donation FOR EACH ROW EXECUTE FUNCTION biz.record_before('2');


--
-- Name: donation donation_record_made; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER donation_record_made AFTER INSERT ON biz.donation REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION biz.record_made('2', 'donations', 'donation');


--
-- Name: org_closure org_closure_changed; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER org_closure_changed AFTER INSERT OR DELETE OR UPDATE ON biz.org_closure FOR EACH STATEMENT EXECUTE FUNCTION sec.org_tree_changed();


--
-- Name: organisation organisation_changed; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER organisation_changed AFTER UPDATE OF name, kind, level, grade, parent_id, valid_to ON biz.organisation FOR EACH ROW EXECUTE FUNCTION biz.organisation_follow_history();


--
-- Name: organisation organisation_made; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER organisation_made AFTER INSERT ON biz.organisation REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION biz.organisation_begin_history();


--
-- Name: organisation organisation_merged; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER organisation_merged AFTER UPDATE OF successor_id ON biz.organisation FOR EACH ROW WHEN ((new.successor_id IS NOT NULL)) EXECUTE FUNCTION sec.org_merged();


--
-- Name: organisation organisation_moved; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER organisation_moved AFTER UPDATE ON biz.organisation REFERENCING OLD TABLE AS before_move NEW TABLE AS after_move FOR EACH STATEMENT EXECUTE FUNCTION biz.organisation_move();


--
-- Name: organisation organisation_open_referrals; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER organisation_open_referrals BEFORE UPDATE OF valid_to ON biz.organisation FOR EACH ROW WHEN (((old.valid_to IS NULL) AND (new.valid_to IS NOT NULL))) EXECUTE FUNCTION biz.organisation_keep_open_referrals();


--
-- Name: organisation organisation_region; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER organisation_region BEFORE UPDATE ON biz.organisation FOR EACH ROW EXECUTE FUNCTION biz.organisation_keep_region();


--
-- Name: pairing pairing_count_deleted; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER pairing_count_deleted AFTER DELETE ON biz.pairing REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION fig.count_pairing();


--
-- Name: pairing pairing_count_inserted; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER pairing_count_inserted AFTER INSERT ON biz.pairing REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION fig.count_pairing();


--
-- Name: pairing pairing_count_updated; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER pairing_count_updated AFTER UPDATE ON biz.pairing REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION fig.count_pairing();


--
-- Name: pairing pairing_regions; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER pairing_regions BEFORE INSERT ON biz.pairing FOR EACH ROW EXECUTE FUNCTION biz.pairing_fill_regions();


--
-- Name: referral referral_count_deleted; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER referral_count_deleted AFTER DELETE ON biz.referral REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION fig.count_deleted();


--
-- Name: referral referral_count_inserted; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER referral_count_inserted AFTER INSERT ON biz.referral REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION fig.count_inserted();


--
-- Name: referral referral_count_updated; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER referral_count_updated AFTER UPDATE ON biz.referral REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION fig.count_updated();


--
-- Name: scheme scheme_record_after; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER scheme_record_after AFTER UPDATE ON biz.scheme FOR EACH ROW EXECUTE FUNCTION biz.record_after('1', 'schemes', 'agreement', '');


--
-- Name: scheme scheme_record_before; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER scheme_record_before BEFORE INSERT OR UPDATE ON biz.scheme FOR EACH ROW EXECUTE FUNCTION biz.record_before('1');


--
-- Name: scheme scheme_record_made; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER scheme_record_made AFTER INSERT ON biz.scheme REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION biz.record_made('1', 'schemes', 'agreement');


--
-- Name: scheme_rule scheme_rule_lines_changed; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER scheme_rule_lines_changed AFTER UPDATE ON biz.scheme_rule REFERENCING OLD TABLE AS former NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION biz.lines_changed();


--
-- Name: scheme_rule scheme_rule_lines_put; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER scheme_rule_lines_put AFTER INSERT ON biz.scheme_rule REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION biz.lines_after();


--
-- Name: scheme_rule scheme_rule_lines_taken; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER scheme_rule_lines_taken AFTER DELETE ON biz.scheme_rule REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION biz.lines_after();


--
-- Name: staff staff_record_after; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER staff_record_after AFTER UPDATE ON biz.staff FOR EACH ROW EXECUTE FUNCTION biz.record_after('1', 'staff', 'staff', 'birth_date,licence_number');


--
-- Name: staff staff_record_before; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER staff_record_before BEFORE INSERT OR UPDATE ON biz.staff FOR EACH ROW EXECUTE FUNCTION biz.record_before('1');


--
-- Name: staff staff_record_made; Type: TRIGGER; Schema: biz; Owner: -
--

CREATE TRIGGER staff_record_made AFTER INSERT ON biz.staff REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION biz.record_made('1', 'staff', 'staff');


--
-- Name: account account_ceiling; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER account_ceiling BEFORE INSERT OR UPDATE OF home_org ON sec.account FOR EACH ROW EXECUTE FUNCTION sec.account_ceiling();


--
-- Name: account account_fill; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER account_fill BEFORE INSERT ON sec.account FOR EACH ROW EXECUTE FUNCTION sec.account_fill();


--
-- Name: account account_last; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER account_last BEFORE UPDATE OF blocked_at ON sec.account FOR EACH ROW EXECUTE FUNCTION sec.account_last();


--
-- Name: account account_moved; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER account_moved BEFORE UPDATE OF home_org ON sec.account FOR EACH ROW EXECUTE FUNCTION sec.account_moved();


--
-- Name: account_role account_role_deleted; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER account_role_deleted AFTER DELETE ON sec.account_role REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sec.stale_scopes();


--
-- Name: account_role account_role_guard; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER account_role_guard BEFORE INSERT OR UPDATE ON sec.account_role FOR EACH ROW EXECUTE FUNCTION sec.account_role_guard();


--
-- Name: account_role account_role_inserted; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER account_role_inserted AFTER INSERT ON sec.account_role REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sec.stale_scopes();


--
-- Name: account_role account_role_last; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER account_role_last BEFORE DELETE OR UPDATE ON sec.account_role FOR EACH ROW EXECUTE FUNCTION sec.account_role_last();


--
-- Name: account_role account_role_updated; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER account_role_updated AFTER UPDATE ON sec.account_role REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sec.stale_scopes();


--
-- Name: denial denial_deleted; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER denial_deleted AFTER DELETE ON sec.denial REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sec.stale_scopes();


--
-- Name: denial denial_inserted; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER denial_inserted AFTER INSERT ON sec.denial REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION sec.stale_scopes();


--
-- Name: group_map group_map_guard; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER group_map_guard BEFORE INSERT OR UPDATE ON sec.group_map FOR EACH ROW EXECUTE FUNCTION sec.group_map_guard();


--
-- Name: realm realm_ceiling; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER realm_ceiling AFTER UPDATE OF scope_ceiling_org ON sec.realm FOR EACH ROW WHEN ((old.scope_ceiling_org <> new.scope_ceiling_org)) EXECUTE FUNCTION sec.realm_ceiling();


--
-- Name: realm realm_changed; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER realm_changed BEFORE UPDATE ON sec.realm FOR EACH ROW EXECUTE FUNCTION sec.realm_changed();


--
-- Name: realm_endpoint realm_endpoint_changed; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER realm_endpoint_changed AFTER INSERT OR DELETE OR UPDATE ON sec.realm_endpoint FOR EACH ROW EXECUTE FUNCTION sec.realm_changed();


--
-- Name: realm_org_rule realm_org_rule_changed; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER realm_org_rule_changed AFTER INSERT OR DELETE OR UPDATE ON sec.realm_org_rule FOR EACH ROW EXECUTE FUNCTION sec.realm_changed();


--
-- Name: realm_suffix realm_suffix_changed; Type: TRIGGER; Schema: sec; Owner: -
--

CREATE TRIGGER realm_suffix_changed AFTER INSERT OR DELETE OR UPDATE ON sec.realm_suffix FOR EACH ROW EXECUTE FUNCTION sec.realm_changed();


--
-- Name: alliance_member alliance_member_alliance_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.alliance_member
    ADD CONSTRAINT alliance_member_alliance_fkey FOREIGN KEY (alliance_id) REFERENCES biz.alliance(id);


--
-- Name: alliance_member alliance_member_organisation_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.alliance_member
    ADD CONSTRAINT alliance_member_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES biz.organisation(id);


--
-- Name: alliance alliance_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.alliance
    ADD CONSTRAINT alliance_org_fkey FOREIGN KEY (org_id) REFERENCES biz.organisation(id);


--
-- Name: alliance alliance_region_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.alliance
    ADD CONSTRAINT alliance_region_fkey FOREIGN KEY (region_id) REFERENCES biz.division(code);


--
-- Name: attachment attachment_type_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.attachment
    ADD CONSTRAINT attachment_type_fkey FOREIGN KEY (record_type) REFERENCES biz.record_type(name);


--
-- Name: code code_list_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.code
    ADD CONSTRAINT code_list_fkey FOREIGN KEY (list) REFERENCES biz.code_list(name);


--
-- Name: department department_organisation_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.department
    ADD CONSTRAINT department_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES biz.organisation(id);


--
-- Name: division division_parent_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.division
    ADD CONSTRAINT division_parent_fkey FOREIGN KEY (parent_code) REFERENCES biz.division(code) DEFERRABLE;


--
-- Name: donation donation_from_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.donation
    ADD CONSTRAINT donation_from_org_fkey FOREIGN KEY (from_org_id) REFERENCES biz.organisation(id);


--
-- Name: donation donation_from_region_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.donation
    ADD CONSTRAINT donation_from_region_fkey FOREIGN KEY (from_region_id) REFERENCES biz.division(code);


--
-- Name: donation donation_import_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.donation
    ADD CONSTRAINT donation_import_org_fkey FOREIGN KEY (import_org_id) REFERENCES biz.organisation(id);


--
-- Name: donation_item donation_item_record_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.donation_item
    ADD CONSTRAINT donation_item_record_fkey FOREIGN KEY (record_id) REFERENCES biz.donation(id);


--
-- Name: donation donation_to_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.donation
    ADD CONSTRAINT donation_to_org_fkey FOREIGN KEY (to_org_id) REFERENCES biz.organisation(id);


--
-- Name: donation donation_to_region_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.donation
    ADD CONSTRAINT donation_to_region_fkey FOREIGN KEY (to_region_id) REFERENCES biz.division(code);


--
-- Name: draft draft_account_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.draft
    ADD CONSTRAINT draft_account_fkey FOREIGN KEY (account_id) REFERENCES sec.account(id);


--
-- Name: org_closure org_closure_ancestor_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.org_closure
    ADD CONSTRAINT org_closure_ancestor_fkey FOREIGN KEY (ancestor_id) REFERENCES biz.organisation(id);


--
-- Name: org_closure org_closure_descendant_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.org_closure
    ADD CONSTRAINT org_closure_descendant_fkey FOREIGN KEY (descendant_id) REFERENCES biz.organisation(id);


--
-- Name: organisation_change organisation_change_organisation_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation_change
    ADD CONSTRAINT organisation_change_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES biz.organisation(id);


--
-- Name: organisation organisation_division_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation
    ADD CONSTRAINT organisation_division_fkey FOREIGN KEY (division_code) REFERENCES biz.division(code);


--
-- Name: organisation_name organisation_name_organisation_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation_name
    ADD CONSTRAINT organisation_name_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES biz.organisation(id);


--
-- Name: organisation organisation_parent_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation
    ADD CONSTRAINT organisation_parent_fkey FOREIGN KEY (parent_id) REFERENCES biz.organisation(id);


--
-- Name: organisation organisation_region_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation
    ADD CONSTRAINT organisation_region_fkey FOREIGN KEY (region_id) REFERENCES biz.division(code);


--
-- Name: organisation_standing organisation_standing_organisation_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation_standing
    ADD CONSTRAINT organisation_standing_organisation_fkey FOREIGN KEY (organisation_id) REFERENCES biz.organisation(id);


--
-- Name: organisation_standing organisation_standing_parent_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation_standing
    ADD CONSTRAINT organisation_standing_parent_fkey FOREIGN KEY (parent_id) REFERENCES biz.organisation(id);


--
-- Name: organisation organisation_successor_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.organisation
    ADD CONSTRAINT organisation_successor_fkey FOREIGN KEY (successor_id) REFERENCES biz.organisation(id);


--
-- Name: pairing pairing_from_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.pairing
    ADD CONSTRAINT pairing_from_org_fkey FOREIGN KEY (from_org_id) REFERENCES biz.organisation(id);


--
-- Name: pairing pairing_from_region_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.pairing
    ADD CONSTRAINT pairing_from_region_fkey FOREIGN KEY (from_region_id) REFERENCES biz.division(code);


--
-- Name: pairing pairing_to_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.pairing
    ADD CONSTRAINT pairing_to_org_fkey FOREIGN KEY (to_org_id) REFERENCES biz.organisation(id);


--
-- Name: pairing pairing_to_region_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.pairing
    ADD CONSTRAINT pairing_to_region_fkey FOREIGN KEY (to_region_id) REFERENCES biz.division(code);


--
-- Name: patient patient_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.patient
    ADD CONSTRAINT patient_org_fkey FOREIGN KEY (org_id) REFERENCES biz.organisation(id);


--
-- Name: record_event record_event_type_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.record_event
    ADD CONSTRAINT record_event_type_fkey FOREIGN KEY (record_type) REFERENCES biz.record_type(name);


--
-- Name: referral_event referral_event_referral_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral_event
    ADD CONSTRAINT referral_event_referral_fkey FOREIGN KEY (referral_id) REFERENCES biz.referral(id);


--
-- Name: referral referral_from_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral
    ADD CONSTRAINT referral_from_org_fkey FOREIGN KEY (from_org_id) REFERENCES biz.organisation(id);


--
-- Name: referral referral_import_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral
    ADD CONSTRAINT referral_import_org_fkey FOREIGN KEY (import_org_id) REFERENCES biz.organisation(id);


--
-- Name: referral referral_patient_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral
    ADD CONSTRAINT referral_patient_fkey FOREIGN KEY (patient_id, patient_org_id) REFERENCES biz.patient(id, org_id);


--
-- Name: referral referral_previous_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral
    ADD CONSTRAINT referral_previous_fkey FOREIGN KEY (previous_id) REFERENCES biz.referral(id);


--
-- Name: referral referral_redirect_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral
    ADD CONSTRAINT referral_redirect_fkey FOREIGN KEY (redirect_to_id) REFERENCES biz.organisation(id);


--
-- Name: referral_seen referral_seen_referral_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral_seen
    ADD CONSTRAINT referral_seen_referral_fkey FOREIGN KEY (referral_id) REFERENCES biz.referral(id);


--
-- Name: referral referral_to_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.referral
    ADD CONSTRAINT referral_to_org_fkey FOREIGN KEY (to_org_id) REFERENCES biz.organisation(id);


--
-- Name: scheme scheme_import_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.scheme
    ADD CONSTRAINT scheme_import_org_fkey FOREIGN KEY (import_org_id) REFERENCES biz.organisation(id);


--
-- Name: scheme scheme_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.scheme
    ADD CONSTRAINT scheme_org_fkey FOREIGN KEY (org_id) REFERENCES biz.organisation(id);


--
-- Name: scheme scheme_region_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.scheme
    ADD CONSTRAINT scheme_region_fkey FOREIGN KEY (region_id) REFERENCES biz.division(code);


--
-- Name: scheme_rule scheme_rule_record_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.scheme_rule
    ADD CONSTRAINT scheme_rule_record_fkey FOREIGN KEY (record_id) REFERENCES biz.scheme(id);


--
-- Name: staff staff_import_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.staff
    ADD CONSTRAINT staff_import_org_fkey FOREIGN KEY (import_org_id) REFERENCES biz.organisation(id);


--
-- Name: staff staff_org_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.staff
    ADD CONSTRAINT staff_org_fkey FOREIGN KEY (org_id) REFERENCES biz.organisation(id);


--
-- Name: staff staff_region_fkey; Type: FK CONSTRAINT; Schema: biz; Owner: -
--

ALTER TABLE ONLY biz.staff
    ADD CONSTRAINT staff_region_fkey FOREIGN KEY (region_id) REFERENCES biz.division(code);


--
-- Name: measure measure_source_fkey; Type: FK CONSTRAINT; Schema: fig; Owner: -
--

ALTER TABLE ONLY fig.measure
    ADD CONSTRAINT measure_source_fkey FOREIGN KEY (source) REFERENCES fig.source(name);


--
-- Name: import_error import_error_job_fkey; Type: FK CONSTRAINT; Schema: job; Owner: -
--

ALTER TABLE ONLY job.import_error
    ADD CONSTRAINT import_error_job_fkey FOREIGN KEY (job_id) REFERENCES job.job(id) ON DELETE CASCADE;


--
-- Name: import_row import_row_job_fkey; Type: FK CONSTRAINT; Schema: job; Owner: -
--

ALTER TABLE ONLY job.import_row
    ADD CONSTRAINT import_row_job_fkey FOREIGN KEY (job_id) REFERENCES job.job(id) ON DELETE CASCADE;


--
-- Name: job job_org_fkey; Type: FK CONSTRAINT; Schema: job; Owner: -
--

ALTER TABLE ONLY job.job
    ADD CONSTRAINT job_org_fkey FOREIGN KEY (acting_org_id) REFERENCES biz.organisation(id);


--
-- Name: job job_upload_fkey; Type: FK CONSTRAINT; Schema: job; Owner: -
--

ALTER TABLE ONLY job.job
    ADD CONSTRAINT job_upload_fkey FOREIGN KEY (upload_id) REFERENCES job.upload(id);


--
-- Name: account account_blocked_by_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account
    ADD CONSTRAINT account_blocked_by_fkey FOREIGN KEY (blocked_by) REFERENCES sec.account(id);


--
-- Name: account account_home_org_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account
    ADD CONSTRAINT account_home_org_fkey FOREIGN KEY (home_org) REFERENCES biz.organisation(id);


--
-- Name: account account_person_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account
    ADD CONSTRAINT account_person_fkey FOREIGN KEY (person_id) REFERENCES sec.account(id);


--
-- Name: account account_realm_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account
    ADD CONSTRAINT account_realm_fkey FOREIGN KEY (realm_id) REFERENCES sec.realm(id);


--
-- Name: account_role account_role_account_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_role
    ADD CONSTRAINT account_role_account_fkey FOREIGN KEY (account_id, person_id) REFERENCES sec.account(id, person_id) ON UPDATE CASCADE;


--
-- Name: account_role account_role_approved_by_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_role
    ADD CONSTRAINT account_role_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES sec.account(id);


--
-- Name: account_role account_role_proposed_by_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_role
    ADD CONSTRAINT account_role_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES sec.account(id);


--
-- Name: account_role account_role_revoked_by_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_role
    ADD CONSTRAINT account_role_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES sec.account(id);


--
-- Name: account_role account_role_role_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_role
    ADD CONSTRAINT account_role_role_fkey FOREIGN KEY (role_code, class) REFERENCES sec.role(code, class);


--
-- Name: account_role account_role_scope_alliance_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_role
    ADD CONSTRAINT account_role_scope_alliance_fkey FOREIGN KEY (scope_alliance) REFERENCES biz.alliance(id);


--
-- Name: account_role account_role_scope_org_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_role
    ADD CONSTRAINT account_role_scope_org_fkey FOREIGN KEY (scope_org) REFERENCES biz.organisation(id);


--
-- Name: account_role account_role_scope_region_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_role
    ADD CONSTRAINT account_role_scope_region_fkey FOREIGN KEY (scope_region) REFERENCES biz.division(code);


--
-- Name: account_scope account_scope_account_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_scope
    ADD CONSTRAINT account_scope_account_fkey FOREIGN KEY (account_id) REFERENCES sec.account(id);


--
-- Name: account_scope account_scope_permission_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.account_scope
    ADD CONSTRAINT account_scope_permission_fkey FOREIGN KEY (permission) REFERENCES sec.permission(code);


--
-- Name: denial denial_account_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.denial
    ADD CONSTRAINT denial_account_fkey FOREIGN KEY (account_id) REFERENCES sec.account(id);


--
-- Name: denial denial_denied_by_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.denial
    ADD CONSTRAINT denial_denied_by_fkey FOREIGN KEY (denied_by) REFERENCES sec.account(id);


--
-- Name: denial denial_permission_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.denial
    ADD CONSTRAINT denial_permission_fkey FOREIGN KEY (permission) REFERENCES sec.permission(code);


--
-- Name: group_map group_map_approved_by_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.group_map
    ADD CONSTRAINT group_map_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES sec.account(id);


--
-- Name: group_map group_map_proposed_by_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.group_map
    ADD CONSTRAINT group_map_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES sec.account(id);


--
-- Name: group_map group_map_realm_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.group_map
    ADD CONSTRAINT group_map_realm_fkey FOREIGN KEY (realm_id) REFERENCES sec.realm(id);


--
-- Name: group_map group_map_role_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.group_map
    ADD CONSTRAINT group_map_role_fkey FOREIGN KEY (role_code, dir_mappable) REFERENCES sec.role(code, dir_mappable);


--
-- Name: group_map group_map_scope_org_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.group_map
    ADD CONSTRAINT group_map_scope_org_fkey FOREIGN KEY (scope_org) REFERENCES biz.organisation(id);


--
-- Name: idempotency idempotency_account_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.idempotency
    ADD CONSTRAINT idempotency_account_fkey FOREIGN KEY (account_id) REFERENCES sec.account(id);


--
-- Name: org_sign_in org_sign_in_org_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.org_sign_in
    ADD CONSTRAINT org_sign_in_org_fkey FOREIGN KEY (org_id) REFERENCES biz.organisation(id);


--
-- Name: realm_endpoint realm_endpoint_realm_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm_endpoint
    ADD CONSTRAINT realm_endpoint_realm_fkey FOREIGN KEY (realm_id) REFERENCES sec.realm(id) ON DELETE CASCADE;


--
-- Name: realm_org_rule realm_org_rule_org_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm_org_rule
    ADD CONSTRAINT realm_org_rule_org_fkey FOREIGN KEY (org_id) REFERENCES biz.organisation(id);


--
-- Name: realm_org_rule realm_org_rule_realm_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm_org_rule
    ADD CONSTRAINT realm_org_rule_realm_fkey FOREIGN KEY (realm_id) REFERENCES sec.realm(id) ON DELETE CASCADE;


--
-- Name: realm realm_scope_ceiling_org_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm
    ADD CONSTRAINT realm_scope_ceiling_org_fkey FOREIGN KEY (scope_ceiling_org) REFERENCES biz.organisation(id);


--
-- Name: realm_suffix realm_suffix_realm_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.realm_suffix
    ADD CONSTRAINT realm_suffix_realm_fkey FOREIGN KEY (realm_id) REFERENCES sec.realm(id) ON DELETE CASCADE;


--
-- Name: role_permission role_permission_permission_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.role_permission
    ADD CONSTRAINT role_permission_permission_fkey FOREIGN KEY (permission) REFERENCES sec.permission(code);


--
-- Name: role_permission role_permission_role_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.role_permission
    ADD CONSTRAINT role_permission_role_fkey FOREIGN KEY (role_code) REFERENCES sec.role(code);


--
-- Name: session session_account_fkey; Type: FK CONSTRAINT; Schema: sec; Owner: -
--

ALTER TABLE ONLY sec.session
    ADD CONSTRAINT session_account_fkey FOREIGN KEY (account_id) REFERENCES sec.account(id);


--
-- Name: event; Type: ROW SECURITY; Schema: aud; Owner: -
--

ALTER TABLE aud.event ENABLE ROW LEVEL SECURITY;

--
-- Name: event event_auditor; Type: POLICY; Schema: aud; Owner: -
--

CREATE POLICY event_auditor ON aud.event FOR SELECT TO yl_web USING (((( SELECT sec.permission() AS permission) = 'audit.read'::text) AND (( SELECT sec.is_system() AS is_system) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: event_default; Type: ROW SECURITY; Schema: aud; Owner: -
--

ALTER TABLE aud.event_default ENABLE ROW LEVEL SECURITY;

--
-- Name: event event_sec; Type: POLICY; Schema: aud; Owner: -
--

CREATE POLICY event_sec ON aud.event TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: alliance; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.alliance ENABLE ROW LEVEL SECURITY;

--
-- Name: alliance alliance_add; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_add ON biz.alliance FOR INSERT TO yl_web, yl_job WITH CHECK (((( SELECT sec.permission() AS permission) = 'alliance.write'::text) AND (( SELECT sec.sees_all() AS sees_all) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: alliance alliance_alter; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_alter ON biz.alliance FOR UPDATE TO yl_web, yl_job USING (((( SELECT sec.permission() AS permission) = 'alliance.write'::text) AND (( SELECT sec.sees_all() AS sees_all) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))) OR (id = ANY (( SELECT sec.alliances() AS alliances)::integer[])))));


--
-- Name: alliance alliance_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_definer ON biz.alliance TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: alliance alliance_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_delete ON biz.alliance FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: alliance alliance_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_insert ON biz.alliance FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: alliance_member; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.alliance_member ENABLE ROW LEVEL SECURITY;

--
-- Name: alliance_member alliance_member_add; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_member_add ON biz.alliance_member FOR INSERT TO yl_web, yl_job WITH CHECK (((( SELECT sec.permission() AS permission) = 'alliance.write'::text) AND (EXISTS ( SELECT
   FROM biz.alliance a
  WHERE ((a.id = alliance_member.alliance_id) AND (( SELECT sec.sees_all() AS sees_all) OR ((a.region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (a.region_id <= ( SELECT sec.region_hi() AS region_hi))) OR (a.id = ANY (( SELECT sec.alliances() AS alliances)::integer[]))))))));


--
-- Name: alliance_member alliance_member_alter; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_member_alter ON biz.alliance_member FOR UPDATE TO yl_web, yl_job USING (((( SELECT sec.permission() AS permission) = 'alliance.write'::text) AND (EXISTS ( SELECT
   FROM biz.alliance a
  WHERE ((a.id = alliance_member.alliance_id) AND (( SELECT sec.sees_all() AS sees_all) OR ((a.region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (a.region_id <= ( SELECT sec.region_hi() AS region_hi))) OR (a.id = ANY (( SELECT sec.alliances() AS alliances)::integer[]))))))));


--
-- Name: alliance_member alliance_member_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_member_definer ON biz.alliance_member TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: alliance_member alliance_member_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_member_delete ON biz.alliance_member FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: alliance_member alliance_member_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_member_insert ON biz.alliance_member FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: alliance_member alliance_member_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_member_public ON biz.alliance_member FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: alliance_member alliance_member_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_member_select ON biz.alliance_member FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: alliance_member alliance_member_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_member_update ON biz.alliance_member FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: alliance alliance_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_public ON biz.alliance FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: alliance alliance_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_select ON biz.alliance FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: alliance alliance_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY alliance_update ON biz.alliance FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: attachment; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.attachment ENABLE ROW LEVEL SECURITY;

--
-- Name: attachment attachment_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY attachment_definer ON biz.attachment TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: attachment attachment_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY attachment_delete ON biz.attachment FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: attachment attachment_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY attachment_insert ON biz.attachment FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm,fund.write,fund.confirm,supervision.write,supervision.confirm,report.write,report.confirm}'::text[])) AND (((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi)))))));


--
-- Name: attachment attachment_own; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY attachment_own ON biz.attachment AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK (((created_by = ( SELECT sec.account_id() AS account_id)) AND (EXISTS ( SELECT
   FROM biz.record_event e
  WHERE ((e.record_id = attachment.record_id) AND (e.record_type = attachment.record_type))))));


--
-- Name: attachment attachment_purpose; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY attachment_purpose ON biz.attachment AS RESTRICTIVE TO yl_web, yl_job USING ((module = ( SELECT split_part(sec.permission(), '.'::text, 1) AS split_part)));


--
-- Name: attachment attachment_remove; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY attachment_remove ON biz.attachment AS RESTRICTIVE FOR UPDATE TO yl_web, yl_job USING ((( SELECT split_part(sec.permission(), '.'::text, 2) AS split_part) = ANY ('{write,confirm}'::text[])));


--
-- Name: attachment attachment_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY attachment_select ON biz.attachment FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: attachment attachment_unsent; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY attachment_unsent ON biz.attachment AS RESTRICTIVE FOR SELECT TO yl_web, yl_job USING (((created_by = ( SELECT sec.account_id() AS account_id)) OR (EXISTS ( SELECT
   FROM biz.record_event e
  WHERE (e.record_id = attachment.record_id)))));


--
-- Name: attachment attachment_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY attachment_update ON biz.attachment FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm,fund.write,fund.confirm,supervision.write,supervision.confirm,report.write,report.confirm}'::text[])) AND (((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))))))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm,fund.write,fund.confirm,supervision.write,supervision.confirm,report.write,report.confirm}'::text[])) AND (((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi)))))));


--
-- Name: attachment attachment_write; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY attachment_write ON biz.attachment AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK ((( SELECT split_part(sec.permission(), '.'::text, 2) AS split_part) = ANY ('{write,confirm}'::text[])));


--
-- Name: code; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.code ENABLE ROW LEVEL SECURITY;

--
-- Name: code code_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_definer ON biz.code TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: code code_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_delete ON biz.code FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: code code_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_insert ON biz.code FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: code_list; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.code_list ENABLE ROW LEVEL SECURITY;

--
-- Name: code_list code_list_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_list_definer ON biz.code_list TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: code_list code_list_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_list_delete ON biz.code_list FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: code_list code_list_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_list_insert ON biz.code_list FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: code_list code_list_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_list_public ON biz.code_list FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: code_list code_list_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_list_select ON biz.code_list FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: code_list code_list_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_list_update ON biz.code_list FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: code code_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_public ON biz.code FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: code code_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_select ON biz.code FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: code code_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY code_update ON biz.code FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: department; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.department ENABLE ROW LEVEL SECURITY;

--
-- Name: department department_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY department_definer ON biz.department TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: department department_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY department_delete ON biz.department FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: department department_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY department_insert ON biz.department FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: department department_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY department_public ON biz.department FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: department department_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY department_select ON biz.department FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: department department_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY department_update ON biz.department FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: division; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.division ENABLE ROW LEVEL SECURITY;

--
-- Name: division division_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY division_definer ON biz.division TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: division division_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY division_delete ON biz.division FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: division division_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY division_insert ON biz.division FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: division division_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY division_public ON biz.division FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: division division_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY division_select ON biz.division FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: division division_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY division_update ON biz.division FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: donation; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.donation ENABLE ROW LEVEL SECURITY;

--
-- Name: donation donation_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_definer ON biz.donation TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: donation donation_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_delete ON biz.donation FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: donation donation_enter_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_enter_insert ON biz.donation AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK ((( SELECT sec.permission() AS permission) = 'donation.write'::text));


--
-- Name: donation donation_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_insert ON biz.donation FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{donation.write,donation.confirm}'::text[])) AND (((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi)))))));


--
-- Name: donation_item; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.donation_item ENABLE ROW LEVEL SECURITY;

--
-- Name: donation_item donation_item_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_item_definer ON biz.donation_item TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: donation_item donation_item_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_item_delete ON biz.donation_item FOR DELETE TO yl_web, yl_job USING (((( SELECT sec.permission() AS permission) = ANY ('{donation.write,donation.confirm}'::text[])) AND (EXISTS ( SELECT
   FROM biz.donation p
  WHERE ((p.id = donation_item.record_id) AND (p.state <> 'void'::text) AND ((p.from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (p.to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((p.from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (p.from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((p.to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (p.to_region_id <= ( SELECT sec.region_hi() AS region_hi)))))))));


--
-- Name: donation_item donation_item_enter_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_item_enter_delete ON biz.donation_item AS RESTRICTIVE FOR DELETE TO yl_web, yl_job USING ((( SELECT sec.permission() AS permission) = 'donation.write'::text));


--
-- Name: donation_item donation_item_enter_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_item_enter_insert ON biz.donation_item AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK ((( SELECT sec.permission() AS permission) = 'donation.write'::text));


--
-- Name: donation_item donation_item_enter_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_item_enter_update ON biz.donation_item AS RESTRICTIVE FOR UPDATE TO yl_web, yl_job USING ((( SELECT sec.permission() AS permission) = 'donation.write'::text));


--
-- Name: donation_item donation_item_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_item_insert ON biz.donation_item FOR INSERT TO yl_web, yl_job WITH CHECK (((( SELECT sec.permission() AS permission) = ANY ('{donation.write,donation.confirm}'::text[])) AND (EXISTS ( SELECT
   FROM biz.donation p
  WHERE ((p.id = donation_item.record_id) AND (p.state <> 'void'::text) AND ((p.from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (p.to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((p.from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (p.from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((p.to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (p.to_region_id <= ( SELECT sec.region_hi() AS region_hi)))))))));


--
-- Name: donation_item donation_item_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_item_select ON biz.donation_item FOR SELECT TO yl_web, yl_job USING ((EXISTS ( SELECT
   FROM biz.donation p
  WHERE (p.id = donation_item.record_id))));


--
-- Name: donation_item donation_item_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_item_update ON biz.donation_item FOR UPDATE TO yl_web, yl_job USING (((( SELECT sec.permission() AS permission) = ANY ('{donation.write,donation.confirm}'::text[])) AND (EXISTS ( SELECT
   FROM biz.donation p
  WHERE ((p.id = donation_item.record_id) AND (p.state <> 'void'::text) AND ((p.from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (p.to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((p.from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (p.from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((p.to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (p.to_region_id <= ( SELECT sec.region_hi() AS region_hi)))))))));


--
-- Name: donation donation_purpose; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_purpose ON biz.donation AS RESTRICTIVE FOR SELECT TO yl_web, yl_job USING ((( SELECT split_part(sec.permission(), '.'::text, 1) AS split_part) = ANY ('{donation,figure,oversight,obligation,summary}'::text[])));


--
-- Name: donation donation_purpose_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_purpose_insert ON biz.donation AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK (((( SELECT sec.permission() AS permission) = ANY ('{donation.write,donation.confirm}'::text[])) AND ((entered_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((
CASE
    WHEN (entered_org_id = from_org_id) THEN from_region_id
    ELSE to_region_id
END >= ( SELECT sec.region_lo() AS region_lo)) AND (
CASE
    WHEN (entered_org_id = from_org_id) THEN from_region_id
    ELSE to_region_id
END <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: donation donation_purpose_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_purpose_update ON biz.donation AS RESTRICTIVE FOR UPDATE TO yl_web, yl_job USING ((( SELECT sec.permission() AS permission) = ANY ('{donation.write,donation.confirm}'::text[])));


--
-- Name: donation donation_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_select ON biz.donation FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: donation donation_unsent; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_unsent ON biz.donation AS RESTRICTIVE FOR SELECT TO yl_web, yl_job USING (((submitted_at IS NOT NULL) OR (entered_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (created_by = ( SELECT sec.account_id() AS account_id))));


--
-- Name: donation donation_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY donation_update ON biz.donation FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{donation.write,donation.confirm}'::text[])) AND (((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))))))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{donation.write,donation.confirm}'::text[])) AND (((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi)))))));


--
-- Name: draft; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.draft ENABLE ROW LEVEL SECURITY;

--
-- Name: draft draft_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY draft_definer ON biz.draft TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: draft draft_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY draft_delete ON biz.draft FOR DELETE TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: draft draft_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY draft_insert ON biz.draft FOR INSERT TO yl_web, yl_job WITH CHECK ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: draft draft_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY draft_select ON biz.draft FOR SELECT TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: draft draft_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY draft_update ON biz.draft FOR UPDATE TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id))) WITH CHECK ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: org_closure; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.org_closure ENABLE ROW LEVEL SECURITY;

--
-- Name: org_closure org_closure_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY org_closure_definer ON biz.org_closure TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: org_closure org_closure_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY org_closure_delete ON biz.org_closure FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: org_closure org_closure_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY org_closure_insert ON biz.org_closure FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: org_closure org_closure_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY org_closure_public ON biz.org_closure FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: org_closure org_closure_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY org_closure_select ON biz.org_closure FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: org_closure org_closure_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY org_closure_update ON biz.org_closure FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: organisation; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.organisation ENABLE ROW LEVEL SECURITY;

--
-- Name: organisation_change; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.organisation_change ENABLE ROW LEVEL SECURITY;

--
-- Name: organisation_change organisation_change_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_change_definer ON biz.organisation_change TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: organisation_change organisation_change_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_change_delete ON biz.organisation_change FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: organisation_change organisation_change_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_change_insert ON biz.organisation_change FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: organisation_change organisation_change_note; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_change_note ON biz.organisation_change FOR INSERT TO yl_web, yl_job WITH CHECK (((( SELECT sec.permission() AS permission) = 'organisation.write'::text) AND (account_id = ( SELECT sec.account_id() AS account_id))));


--
-- Name: organisation_change organisation_change_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_change_public ON biz.organisation_change FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: organisation_change organisation_change_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_change_select ON biz.organisation_change FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: organisation_change organisation_change_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_change_update ON biz.organisation_change FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: organisation organisation_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_definer ON biz.organisation TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: organisation organisation_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_delete ON biz.organisation FOR DELETE TO yl_web, yl_job USING (((( SELECT sec.permission() AS permission) = ANY ('{organisation.write}'::text[])) AND (( SELECT sec.sees_all() AS sees_all) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: organisation organisation_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_insert ON biz.organisation FOR INSERT TO yl_web, yl_job WITH CHECK (((( SELECT sec.permission() AS permission) = ANY ('{organisation.write}'::text[])) AND (( SELECT sec.sees_all() AS sees_all) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: organisation_name; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.organisation_name ENABLE ROW LEVEL SECURITY;

--
-- Name: organisation_name organisation_name_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_name_definer ON biz.organisation_name TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: organisation_name organisation_name_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_name_delete ON biz.organisation_name FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: organisation_name organisation_name_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_name_insert ON biz.organisation_name FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: organisation_name organisation_name_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_name_public ON biz.organisation_name FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: organisation_name organisation_name_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_name_select ON biz.organisation_name FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: organisation_name organisation_name_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_name_update ON biz.organisation_name FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: organisation organisation_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_public ON biz.organisation FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: organisation organisation_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_select ON biz.organisation FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: organisation_standing; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.organisation_standing ENABLE ROW LEVEL SECURITY;

--
-- Name: organisation_standing organisation_standing_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_standing_definer ON biz.organisation_standing TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: organisation_standing organisation_standing_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_standing_delete ON biz.organisation_standing FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: organisation_standing organisation_standing_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_standing_insert ON biz.organisation_standing FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: organisation_standing organisation_standing_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_standing_public ON biz.organisation_standing FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: organisation_standing organisation_standing_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_standing_select ON biz.organisation_standing FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: organisation_standing organisation_standing_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_standing_update ON biz.organisation_standing FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: organisation organisation_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY organisation_update ON biz.organisation FOR UPDATE TO yl_web, yl_job USING (((( SELECT sec.permission() AS permission) = ANY ('{organisation.write}'::text[])) AND (( SELECT sec.sees_all() AS sees_all) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi)))))) WITH CHECK (((( SELECT sec.permission() AS permission) = ANY ('{organisation.write}'::text[])) AND (( SELECT sec.sees_all() AS sees_all) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: pairing; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.pairing ENABLE ROW LEVEL SECURITY;

--
-- Name: pairing pairing_add; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY pairing_add ON biz.pairing FOR INSERT TO yl_web, yl_job WITH CHECK (((( SELECT sec.permission() AS permission) = 'pairing.write'::text) AND (( SELECT sec.sees_all() AS sees_all) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: pairing pairing_alter; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY pairing_alter ON biz.pairing FOR UPDATE TO yl_web, yl_job USING (((( SELECT sec.permission() AS permission) = 'pairing.write'::text) AND (( SELECT sec.sees_all() AS sees_all) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: pairing pairing_owner; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY pairing_owner ON biz.pairing TO yl_owner, yl_sec USING (true);


--
-- Name: pairing pairing_see; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY pairing_see ON biz.pairing FOR SELECT TO yl_web, yl_job USING ((( SELECT sec.sees_all() AS sees_all) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR (from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: patient; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.patient ENABLE ROW LEVEL SECURITY;

--
-- Name: patient patient_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY patient_definer ON biz.patient TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: patient patient_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY patient_delete ON biz.patient FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: patient patient_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY patient_insert ON biz.patient FOR INSERT TO yl_web, yl_job WITH CHECK ((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])));


--
-- Name: patient patient_purpose; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY patient_purpose ON biz.patient AS RESTRICTIVE TO yl_web, yl_job USING ((( SELECT split_part(sec.permission(), '.'::text, 1) AS split_part) = ANY ('{referral,patient}'::text[])));


--
-- Name: patient patient_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY patient_select ON biz.patient FOR SELECT TO yl_web, yl_job USING (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ( SELECT true
   FROM biz.referral r
  WHERE ((r.patient_id = patient.id) AND ((r.from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (r.to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))))
 LIMIT 1)));


--
-- Name: patient patient_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY patient_update ON biz.patient FOR UPDATE TO yl_web, yl_job USING ((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))) WITH CHECK ((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])));


--
-- Name: record_event; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.record_event ENABLE ROW LEVEL SECURITY;

--
-- Name: record_event record_event_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_event_definer ON biz.record_event TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: record_event record_event_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_event_delete ON biz.record_event FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: record_event record_event_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_event_insert ON biz.record_event FOR INSERT TO yl_web, yl_job WITH CHECK (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: record_event record_event_purpose; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_event_purpose ON biz.record_event AS RESTRICTIVE TO yl_web, yl_job USING (((module = ( SELECT split_part(sec.permission(), '.'::text, 1) AS split_part)) OR (( SELECT split_part(sec.permission(), '.'::text, 1) AS split_part) = ANY ('{figure,oversight,obligation,summary}'::text[]))));


--
-- Name: record_event record_event_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_event_select ON biz.record_event FOR SELECT TO yl_web, yl_job USING (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: record_event record_event_unsent; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_event_unsent ON biz.record_event AS RESTRICTIVE FOR SELECT TO yl_web, yl_job USING (((to_state <> 'draft'::text) OR (entered_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (account_id = ( SELECT sec.account_id() AS account_id))));


--
-- Name: record_event record_event_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_event_update ON biz.record_event FOR UPDATE TO yl_web, yl_job USING (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))) WITH CHECK (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: record_head_one; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.record_head_one ENABLE ROW LEVEL SECURITY;

--
-- Name: record_head_one record_head_one_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_head_one_definer ON biz.record_head_one TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: record_head_one record_head_one_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_head_one_delete ON biz.record_head_one FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: record_head_one record_head_one_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_head_one_insert ON biz.record_head_one FOR INSERT TO yl_web, yl_job WITH CHECK ((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])));


--
-- Name: record_head_one record_head_one_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_head_one_select ON biz.record_head_one FOR SELECT TO yl_web, yl_job USING (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: record_head_one record_head_one_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_head_one_update ON biz.record_head_one FOR UPDATE TO yl_web, yl_job USING ((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))) WITH CHECK ((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])));


--
-- Name: record_head_two; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.record_head_two ENABLE ROW LEVEL SECURITY;

--
-- Name: record_head_two record_head_two_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_head_two_definer ON biz.record_head_two TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: record_head_two record_head_two_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_head_two_delete ON biz.record_head_two FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: record_head_two record_head_two_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_head_two_insert ON biz.record_head_two FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: record_head_two record_head_two_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_head_two_select ON biz.record_head_two FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: record_head_two record_head_two_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_head_two_update ON biz.record_head_two FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: record_line; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.record_line ENABLE ROW LEVEL SECURITY;

--
-- Name: record_line record_line_none; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_line_none ON biz.record_line TO yl_web, yl_job USING (false);


--
-- Name: record_type; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.record_type ENABLE ROW LEVEL SECURITY;

--
-- Name: record_type record_type_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_type_definer ON biz.record_type TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: record_type record_type_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_type_delete ON biz.record_type FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: record_type record_type_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_type_insert ON biz.record_type FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: record_type record_type_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_type_public ON biz.record_type FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: record_type record_type_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_type_select ON biz.record_type FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: record_type record_type_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY record_type_update ON biz.record_type FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: referral; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.referral ENABLE ROW LEVEL SECURITY;

--
-- Name: referral referral_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_definer ON biz.referral TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: referral referral_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_delete ON biz.referral FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: referral_event; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.referral_event ENABLE ROW LEVEL SECURITY;

--
-- Name: referral_event referral_event_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_event_definer ON biz.referral_event TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: referral_event referral_event_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_event_delete ON biz.referral_event FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: referral_event referral_event_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_event_insert ON biz.referral_event FOR INSERT TO yl_web, yl_job WITH CHECK ((EXISTS ( SELECT
   FROM biz.referral p
  WHERE ((p.id = referral_event.referral_id) AND ((p.from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (p.to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))))));


--
-- Name: referral_event referral_event_purpose; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_event_purpose ON biz.referral_event AS RESTRICTIVE TO yl_web, yl_job USING ((( SELECT split_part(sec.permission(), '.'::text, 1) AS split_part) = ANY ('{referral,patient}'::text[])));


--
-- Name: referral_event referral_event_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_event_select ON biz.referral_event FOR SELECT TO yl_web, yl_job USING ((EXISTS ( SELECT
   FROM biz.referral p
  WHERE (p.id = referral_event.referral_id))));


--
-- Name: referral_event referral_event_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_event_update ON biz.referral_event FOR UPDATE TO yl_web, yl_job USING ((EXISTS ( SELECT
   FROM biz.referral p
  WHERE ((p.id = referral_event.referral_id) AND ((p.from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (p.to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))))))) WITH CHECK ((EXISTS ( SELECT
   FROM biz.referral p
  WHERE ((p.id = referral_event.referral_id) AND ((p.from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (p.to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))))));


--
-- Name: referral referral_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_insert ON biz.referral FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: referral referral_own_patient; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_own_patient ON biz.referral AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK ((patient_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])));


--
-- Name: referral referral_purpose; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_purpose ON biz.referral AS RESTRICTIVE TO yl_web, yl_job USING ((( SELECT split_part(sec.permission(), '.'::text, 1) AS split_part) = ANY ('{referral,patient,oversight}'::text[])));


--
-- Name: referral_seen; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.referral_seen ENABLE ROW LEVEL SECURITY;

--
-- Name: referral_seen referral_seen_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_seen_definer ON biz.referral_seen TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: referral_seen referral_seen_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_seen_delete ON biz.referral_seen FOR DELETE TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: referral_seen referral_seen_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_seen_insert ON biz.referral_seen FOR INSERT TO yl_web, yl_job WITH CHECK ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: referral_seen referral_seen_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_seen_select ON biz.referral_seen FOR SELECT TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: referral_seen referral_seen_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_seen_update ON biz.referral_seen FOR UPDATE TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id))) WITH CHECK ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: referral referral_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_select ON biz.referral FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: referral referral_unsent; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_unsent ON biz.referral AS RESTRICTIVE FOR SELECT TO yl_web, yl_job USING (((sent_at IS NOT NULL) OR (from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (import_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: referral referral_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY referral_update ON biz.referral FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: scheme; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.scheme ENABLE ROW LEVEL SECURITY;

--
-- Name: scheme scheme_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_definer ON biz.scheme TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: scheme scheme_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_delete ON biz.scheme FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: scheme scheme_enter_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_enter_insert ON biz.scheme AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK ((( SELECT sec.permission() AS permission) = 'agreement.write'::text));


--
-- Name: scheme scheme_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_insert ON biz.scheme FOR INSERT TO yl_web, yl_job WITH CHECK (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm}'::text[])) AND ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: scheme scheme_purpose; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_purpose ON biz.scheme AS RESTRICTIVE FOR SELECT TO yl_web, yl_job USING ((( SELECT split_part(sec.permission(), '.'::text, 1) AS split_part) = ANY ('{agreement,figure,oversight,obligation,summary,staff,posting,attendance,training,technique,fund,supervision}'::text[])));


--
-- Name: scheme scheme_purpose_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_purpose_insert ON biz.scheme AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK ((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm}'::text[])));


--
-- Name: scheme scheme_purpose_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_purpose_update ON biz.scheme AS RESTRICTIVE FOR UPDATE TO yl_web, yl_job USING ((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm}'::text[])));


--
-- Name: scheme_rule; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.scheme_rule ENABLE ROW LEVEL SECURITY;

--
-- Name: scheme_rule scheme_rule_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_rule_definer ON biz.scheme_rule TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: scheme_rule scheme_rule_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_rule_delete ON biz.scheme_rule FOR DELETE TO yl_web, yl_job USING (((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm}'::text[])) AND (EXISTS ( SELECT
   FROM biz.scheme p
  WHERE ((p.id = scheme_rule.record_id) AND (p.state <> 'void'::text) AND ((p.org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((p.region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (p.region_id <= ( SELECT sec.region_hi() AS region_hi)))))))));


--
-- Name: scheme_rule scheme_rule_enter_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_rule_enter_delete ON biz.scheme_rule AS RESTRICTIVE FOR DELETE TO yl_web, yl_job USING ((( SELECT sec.permission() AS permission) = 'agreement.write'::text));


--
-- Name: scheme_rule scheme_rule_enter_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_rule_enter_insert ON biz.scheme_rule AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK ((( SELECT sec.permission() AS permission) = 'agreement.write'::text));


--
-- Name: scheme_rule scheme_rule_enter_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_rule_enter_update ON biz.scheme_rule AS RESTRICTIVE FOR UPDATE TO yl_web, yl_job USING ((( SELECT sec.permission() AS permission) = 'agreement.write'::text));


--
-- Name: scheme_rule scheme_rule_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_rule_insert ON biz.scheme_rule FOR INSERT TO yl_web, yl_job WITH CHECK (((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm}'::text[])) AND (EXISTS ( SELECT
   FROM biz.scheme p
  WHERE ((p.id = scheme_rule.record_id) AND (p.state <> 'void'::text) AND ((p.org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((p.region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (p.region_id <= ( SELECT sec.region_hi() AS region_hi)))))))));


--
-- Name: scheme_rule scheme_rule_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_rule_select ON biz.scheme_rule FOR SELECT TO yl_web, yl_job USING ((EXISTS ( SELECT
   FROM biz.scheme p
  WHERE (p.id = scheme_rule.record_id))));


--
-- Name: scheme_rule scheme_rule_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_rule_update ON biz.scheme_rule FOR UPDATE TO yl_web, yl_job USING (((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm}'::text[])) AND (EXISTS ( SELECT
   FROM biz.scheme p
  WHERE ((p.id = scheme_rule.record_id) AND (p.state <> 'void'::text) AND ((p.org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((p.region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (p.region_id <= ( SELECT sec.region_hi() AS region_hi)))))))));


--
-- Name: scheme scheme_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_select ON biz.scheme FOR SELECT TO yl_web, yl_job USING (((state = 'confirmed'::text) OR (org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: scheme scheme_unsent; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_unsent ON biz.scheme AS RESTRICTIVE FOR SELECT TO yl_web, yl_job USING (((submitted_at IS NOT NULL) OR (org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (created_by = ( SELECT sec.account_id() AS account_id))));


--
-- Name: scheme scheme_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY scheme_update ON biz.scheme FOR UPDATE TO yl_web, yl_job USING (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm}'::text[])) AND ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi)))))) WITH CHECK (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{agreement.write,agreement.confirm}'::text[])) AND ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: setting; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.setting ENABLE ROW LEVEL SECURITY;

--
-- Name: setting setting_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY setting_definer ON biz.setting TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: setting setting_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY setting_delete ON biz.setting FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: setting setting_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY setting_insert ON biz.setting FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: setting setting_public; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY setting_public ON biz.setting FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: setting setting_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY setting_select ON biz.setting FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: setting setting_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY setting_update ON biz.setting FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: staff; Type: ROW SECURITY; Schema: biz; Owner: -
--

ALTER TABLE biz.staff ENABLE ROW LEVEL SECURITY;

--
-- Name: staff staff_definer; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY staff_definer ON biz.staff TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: staff staff_delete; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY staff_delete ON biz.staff FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: staff staff_enter_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY staff_enter_insert ON biz.staff AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK ((( SELECT sec.permission() AS permission) = 'staff.write'::text));


--
-- Name: staff staff_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY staff_insert ON biz.staff FOR INSERT TO yl_web, yl_job WITH CHECK (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{staff.write,staff.confirm}'::text[])) AND ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: staff staff_purpose; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY staff_purpose ON biz.staff AS RESTRICTIVE FOR SELECT TO yl_web, yl_job USING ((( SELECT split_part(sec.permission(), '.'::text, 1) AS split_part) = ANY ('{staff,figure,oversight,obligation,summary,posting,attendance,training,technique}'::text[])));


--
-- Name: staff staff_purpose_insert; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY staff_purpose_insert ON biz.staff AS RESTRICTIVE FOR INSERT TO yl_web, yl_job WITH CHECK ((( SELECT sec.permission() AS permission) = ANY ('{staff.write,staff.confirm}'::text[])));


--
-- Name: staff staff_purpose_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY staff_purpose_update ON biz.staff AS RESTRICTIVE FOR UPDATE TO yl_web, yl_job USING ((( SELECT sec.permission() AS permission) = ANY ('{staff.write,staff.confirm}'::text[])));


--
-- Name: staff staff_select; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY staff_select ON biz.staff FOR SELECT TO yl_web, yl_job USING (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: staff staff_unsent; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY staff_unsent ON biz.staff AS RESTRICTIVE FOR SELECT TO yl_web, yl_job USING (((submitted_at IS NOT NULL) OR (org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (created_by = ( SELECT sec.account_id() AS account_id))));


--
-- Name: staff staff_update; Type: POLICY; Schema: biz; Owner: -
--

CREATE POLICY staff_update ON biz.staff FOR UPDATE TO yl_web, yl_job USING (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{staff.write,staff.confirm}'::text[])) AND ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi)))))) WITH CHECK (((org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((( SELECT sec.permission() AS permission) = ANY ('{staff.write,staff.confirm}'::text[])) AND ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi))))));


--
-- Name: delta; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.delta ENABLE ROW LEVEL SECURITY;

--
-- Name: delta delta_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY delta_definer ON fig.delta TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: delta delta_delete; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY delta_delete ON fig.delta FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: delta delta_insert; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY delta_insert ON fig.delta FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: delta delta_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY delta_select ON fig.delta FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: delta delta_update; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY delta_update ON fig.delta FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: entry; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.entry ENABLE ROW LEVEL SECURITY;

--
-- Name: entry entry_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY entry_definer ON fig.entry TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: entry entry_delete; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY entry_delete ON fig.entry FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: entry entry_insert; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY entry_insert ON fig.entry FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: entry entry_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY entry_select ON fig.entry FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: entry entry_update; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY entry_update ON fig.entry FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: head; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.head ENABLE ROW LEVEL SECURITY;

--
-- Name: head head_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY head_definer ON fig.head TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: head head_delete; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY head_delete ON fig.head FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: head head_insert; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY head_insert ON fig.head FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: head head_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY head_select ON fig.head FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: head head_update; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY head_update ON fig.head FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: measure; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.measure ENABLE ROW LEVEL SECURITY;

--
-- Name: measure measure_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY measure_definer ON fig.measure TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: measure measure_delete; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY measure_delete ON fig.measure FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: measure measure_insert; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY measure_insert ON fig.measure FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: measure measure_public; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY measure_public ON fig.measure FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: measure measure_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY measure_select ON fig.measure FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: measure measure_update; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY measure_update ON fig.measure FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: pair_total; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.pair_total ENABLE ROW LEVEL SECURITY;

--
-- Name: pair_total pair_total_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY pair_total_definer ON fig.pair_total TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: pair_total pair_total_delete; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY pair_total_delete ON fig.pair_total FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: pair_total pair_total_insert; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY pair_total_insert ON fig.pair_total FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: pair_total pair_total_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY pair_total_select ON fig.pair_total FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: pair_total pair_total_update; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY pair_total_update ON fig.pair_total FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: referral_delta; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.referral_delta ENABLE ROW LEVEL SECURITY;

--
-- Name: referral_delta referral_delta_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_delta_definer ON fig.referral_delta TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: referral_delta referral_delta_delete; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_delta_delete ON fig.referral_delta FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: referral_delta referral_delta_insert; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_delta_insert ON fig.referral_delta FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: referral_delta referral_delta_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_delta_select ON fig.referral_delta FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: referral_delta referral_delta_update; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_delta_update ON fig.referral_delta FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: referral_pair; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.referral_pair ENABLE ROW LEVEL SECURITY;

--
-- Name: referral_pair referral_pair_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_pair_definer ON fig.referral_pair TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: referral_pair referral_pair_delete; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_pair_delete ON fig.referral_pair FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: referral_pair referral_pair_insert; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_pair_insert ON fig.referral_pair FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: referral_pair referral_pair_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_pair_select ON fig.referral_pair FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: referral_pair referral_pair_update; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_pair_update ON fig.referral_pair FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: referral_region; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.referral_region ENABLE ROW LEVEL SECURITY;

--
-- Name: referral_region referral_region_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_region_definer ON fig.referral_region TO yl_owner USING (true) WITH CHECK (true);


--
-- Name: referral_region referral_region_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_region_select ON fig.referral_region FOR SELECT TO yl_web, yl_job USING ((( SELECT sec.sees_all() AS sees_all) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi)))));


--
-- Name: referral_visit; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.referral_visit ENABLE ROW LEVEL SECURITY;

--
-- Name: referral_visit referral_visit_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_visit_definer ON fig.referral_visit TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: referral_visit referral_visit_delete; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_visit_delete ON fig.referral_visit FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: referral_visit referral_visit_insert; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_visit_insert ON fig.referral_visit FOR INSERT TO yl_web, yl_job WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: referral_visit referral_visit_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_visit_select ON fig.referral_visit FOR SELECT TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR ((from_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (from_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ((to_region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (to_region_id <= ( SELECT sec.region_hi() AS region_hi))) OR ( SELECT sec.sees_all() AS sees_all)));


--
-- Name: referral_visit referral_visit_update; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY referral_visit_update ON fig.referral_visit FOR UPDATE TO yl_web, yl_job USING (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])))) WITH CHECK (((from_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[])) OR (to_org_id = ANY (( SELECT sec.orgs() AS orgs)::integer[]))));


--
-- Name: region_total; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.region_total ENABLE ROW LEVEL SECURITY;

--
-- Name: region_total region_total_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY region_total_definer ON fig.region_total TO yl_owner USING (true) WITH CHECK (true);


--
-- Name: region_total region_total_delete; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY region_total_delete ON fig.region_total FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: region_total region_total_insert; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY region_total_insert ON fig.region_total FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: region_total region_total_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY region_total_select ON fig.region_total FOR SELECT TO yl_web, yl_job USING ((( SELECT sec.sees_all() AS sees_all) OR ((region_id >= ( SELECT sec.region_lo() AS region_lo)) AND (region_id <= ( SELECT sec.region_hi() AS region_hi)))));


--
-- Name: region_total region_total_update; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY region_total_update ON fig.region_total FOR UPDATE TO yl_web, yl_job USING (false);


--
-- Name: source; Type: ROW SECURITY; Schema: fig; Owner: -
--

ALTER TABLE fig.source ENABLE ROW LEVEL SECURITY;

--
-- Name: source source_definer; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY source_definer ON fig.source TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: source source_delete; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY source_delete ON fig.source FOR DELETE TO yl_web, yl_job USING (false);


--
-- Name: source source_insert; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY source_insert ON fig.source FOR INSERT TO yl_web, yl_job WITH CHECK (false);


--
-- Name: source source_public; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY source_public ON fig.source FOR SELECT TO yl_auth, yl_admin USING (true);


--
-- Name: source source_select; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY source_select ON fig.source FOR SELECT TO yl_web, yl_job USING (true);


--
-- Name: source source_update; Type: POLICY; Schema: fig; Owner: -
--

CREATE POLICY source_update ON fig.source FOR UPDATE TO yl_web, yl_job USING (false) WITH CHECK (false);


--
-- Name: import_error; Type: ROW SECURITY; Schema: job; Owner: -
--

ALTER TABLE job.import_error ENABLE ROW LEVEL SECURITY;

--
-- Name: import_error import_error_definer; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY import_error_definer ON job.import_error TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: import_error import_error_delete; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY import_error_delete ON job.import_error FOR DELETE TO yl_web, yl_job USING ((EXISTS ( SELECT
   FROM job.job p
  WHERE (p.id = import_error.job_id))));


--
-- Name: import_error import_error_insert; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY import_error_insert ON job.import_error FOR INSERT TO yl_web, yl_job WITH CHECK ((EXISTS ( SELECT
   FROM job.job p
  WHERE (p.id = import_error.job_id))));


--
-- Name: import_error import_error_select; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY import_error_select ON job.import_error FOR SELECT TO yl_web, yl_job USING ((EXISTS ( SELECT
   FROM job.job p
  WHERE (p.id = import_error.job_id))));


--
-- Name: import_error import_error_update; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY import_error_update ON job.import_error FOR UPDATE TO yl_web, yl_job USING ((EXISTS ( SELECT
   FROM job.job p
  WHERE (p.id = import_error.job_id)))) WITH CHECK ((EXISTS ( SELECT
   FROM job.job p
  WHERE (p.id = import_error.job_id))));


--
-- Name: import_row; Type: ROW SECURITY; Schema: job; Owner: -
--

ALTER TABLE job.import_row ENABLE ROW LEVEL SECURITY;

--
-- Name: import_row import_row_definer; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY import_row_definer ON job.import_row TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: import_row import_row_delete; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY import_row_delete ON job.import_row FOR DELETE TO yl_web, yl_job USING ((EXISTS ( SELECT
   FROM job.job p
  WHERE (p.id = import_row.job_id))));


--
-- Name: import_row import_row_insert; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY import_row_insert ON job.import_row FOR INSERT TO yl_web, yl_job WITH CHECK ((EXISTS ( SELECT
   FROM job.job p
  WHERE (p.id = import_row.job_id))));


--
-- Name: import_row import_row_select; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY import_row_select ON job.import_row FOR SELECT TO yl_web, yl_job USING ((EXISTS ( SELECT
   FROM job.job p
  WHERE (p.id = import_row.job_id))));


--
-- Name: import_row import_row_update; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY import_row_update ON job.import_row FOR UPDATE TO yl_web, yl_job USING ((EXISTS ( SELECT
   FROM job.job p
  WHERE (p.id = import_row.job_id)))) WITH CHECK ((EXISTS ( SELECT
   FROM job.job p
  WHERE (p.id = import_row.job_id))));


--
-- Name: job; Type: ROW SECURITY; Schema: job; Owner: -
--

ALTER TABLE job.job ENABLE ROW LEVEL SECURITY;

--
-- Name: job job_definer; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY job_definer ON job.job TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: job job_delete; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY job_delete ON job.job FOR DELETE TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: job job_insert; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY job_insert ON job.job FOR INSERT TO yl_web, yl_job WITH CHECK ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: job job_select; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY job_select ON job.job FOR SELECT TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: job job_update; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY job_update ON job.job FOR UPDATE TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id))) WITH CHECK ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: upload; Type: ROW SECURITY; Schema: job; Owner: -
--

ALTER TABLE job.upload ENABLE ROW LEVEL SECURITY;

--
-- Name: upload upload_definer; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY upload_definer ON job.upload TO yl_owner, yl_sec USING (true) WITH CHECK (true);


--
-- Name: upload upload_delete; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY upload_delete ON job.upload FOR DELETE TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: upload upload_insert; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY upload_insert ON job.upload FOR INSERT TO yl_web, yl_job WITH CHECK ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: upload upload_select; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY upload_select ON job.upload FOR SELECT TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: upload upload_update; Type: POLICY; Schema: job; Owner: -
--

CREATE POLICY upload_update ON job.upload FOR UPDATE TO yl_web, yl_job USING ((account_id = ( SELECT sec.account_id() AS account_id))) WITH CHECK ((account_id = ( SELECT sec.account_id() AS account_id)));


--
-- Name: migration; Type: ROW SECURITY; Schema: meta; Owner: -
--

ALTER TABLE meta.migration ENABLE ROW LEVEL SECURITY;

--
-- Name: account; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.account ENABLE ROW LEVEL SECURITY;

--
-- Name: account_role; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.account_role ENABLE ROW LEVEL SECURITY;

--
-- Name: account_role account_role_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY account_role_sec ON sec.account_role TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: account_scope; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.account_scope ENABLE ROW LEVEL SECURITY;

--
-- Name: account_scope account_scope_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY account_scope_sec ON sec.account_scope TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: account account_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY account_sec ON sec.account TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: context_key; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.context_key ENABLE ROW LEVEL SECURITY;

--
-- Name: context_key context_key_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY context_key_sec ON sec.context_key TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: denial; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.denial ENABLE ROW LEVEL SECURITY;

--
-- Name: denial denial_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY denial_sec ON sec.denial TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: group_map; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.group_map ENABLE ROW LEVEL SECURITY;

--
-- Name: group_map group_map_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY group_map_sec ON sec.group_map TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: idempotency; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.idempotency ENABLE ROW LEVEL SECURITY;

--
-- Name: idempotency idempotency_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY idempotency_sec ON sec.idempotency TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: org_sign_in; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.org_sign_in ENABLE ROW LEVEL SECURITY;

--
-- Name: org_sign_in org_sign_in_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY org_sign_in_sec ON sec.org_sign_in TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: permission; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.permission ENABLE ROW LEVEL SECURITY;

--
-- Name: permission permission_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY permission_sec ON sec.permission TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: realm; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.realm ENABLE ROW LEVEL SECURITY;

--
-- Name: realm_endpoint; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.realm_endpoint ENABLE ROW LEVEL SECURITY;

--
-- Name: realm_endpoint realm_endpoint_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY realm_endpoint_sec ON sec.realm_endpoint TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: realm_org_rule; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.realm_org_rule ENABLE ROW LEVEL SECURITY;

--
-- Name: realm_org_rule realm_org_rule_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY realm_org_rule_sec ON sec.realm_org_rule TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: realm realm_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY realm_sec ON sec.realm TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: realm_suffix; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.realm_suffix ENABLE ROW LEVEL SECURITY;

--
-- Name: realm_suffix realm_suffix_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY realm_suffix_sec ON sec.realm_suffix TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: role; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.role ENABLE ROW LEVEL SECURITY;

--
-- Name: role_permission; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.role_permission ENABLE ROW LEVEL SECURITY;

--
-- Name: role_permission role_permission_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY role_permission_sec ON sec.role_permission TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: role role_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY role_sec ON sec.role TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: session; Type: ROW SECURITY; Schema: sec; Owner: -
--

ALTER TABLE sec.session ENABLE ROW LEVEL SECURITY;

--
-- Name: session session_sec; Type: POLICY; Schema: sec; Owner: -
--

CREATE POLICY session_sec ON sec.session TO yl_sec USING (true) WITH CHECK (true);


--
-- Name: SCHEMA aud; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA aud TO yl_web;


--
-- Name: SCHEMA biz; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA biz TO yl_sec;
GRANT USAGE ON SCHEMA biz TO yl_web;
GRANT USAGE ON SCHEMA biz TO yl_auth;
GRANT USAGE ON SCHEMA biz TO yl_job;


--
-- Name: SCHEMA fig; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA fig TO yl_sec;
GRANT USAGE ON SCHEMA fig TO yl_web;
GRANT USAGE ON SCHEMA fig TO yl_job;


--
-- Name: SCHEMA job; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA job TO yl_sec;
GRANT USAGE ON SCHEMA job TO yl_web;
GRANT USAGE ON SCHEMA job TO yl_job;


--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: -
--

REVOKE USAGE ON SCHEMA public FROM PUBLIC;


--
-- Name: SCHEMA sec; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA sec TO yl_owner;
GRANT USAGE ON SCHEMA sec TO yl_web;
GRANT USAGE ON SCHEMA sec TO yl_auth;
GRANT USAGE ON SCHEMA sec TO yl_job;
GRANT USAGE ON SCHEMA sec TO yl_admin;


--
-- Name: TYPE fact; Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON TYPE fig.fact FROM PUBLIC;
GRANT ALL ON TYPE fig.fact TO yl_web;
GRANT ALL ON TYPE fig.fact TO yl_job;


--
-- Name: TYPE referral_fact; Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON TYPE fig.referral_fact FROM PUBLIC;
GRANT ALL ON TYPE fig.referral_fact TO yl_web;
GRANT ALL ON TYPE fig.referral_fact TO yl_job;


--
-- Name: TYPE referral_slice; Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON TYPE fig.referral_slice FROM PUBLIC;
GRANT ALL ON TYPE fig.referral_slice TO yl_web;
GRANT ALL ON TYPE fig.referral_slice TO yl_job;


--
-- Name: TYPE referral_line; Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON TYPE job.referral_line FROM PUBLIC;
GRANT ALL ON TYPE job.referral_line TO yl_job;


--
-- Name: FUNCTION gbtreekey16_in(cstring); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey16_in(cstring) FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey16_out(meta.gbtreekey16); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey16_out(meta.gbtreekey16) FROM PUBLIC;


--
-- Name: TYPE gbtreekey16; Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON TYPE meta.gbtreekey16 FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey2_in(cstring); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey2_in(cstring) FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey2_out(meta.gbtreekey2); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey2_out(meta.gbtreekey2) FROM PUBLIC;


--
-- Name: TYPE gbtreekey2; Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON TYPE meta.gbtreekey2 FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey32_in(cstring); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey32_in(cstring) FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey32_out(meta.gbtreekey32); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey32_out(meta.gbtreekey32) FROM PUBLIC;


--
-- Name: TYPE gbtreekey32; Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON TYPE meta.gbtreekey32 FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey4_in(cstring); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey4_in(cstring) FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey4_out(meta.gbtreekey4); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey4_out(meta.gbtreekey4) FROM PUBLIC;


--
-- Name: TYPE gbtreekey4; Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON TYPE meta.gbtreekey4 FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey8_in(cstring); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey8_in(cstring) FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey8_out(meta.gbtreekey8); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey8_out(meta.gbtreekey8) FROM PUBLIC;


--
-- Name: TYPE gbtreekey8; Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON TYPE meta.gbtreekey8 FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey_var_in(cstring); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey_var_in(cstring) FROM PUBLIC;


--
-- Name: FUNCTION gbtreekey_var_out(meta.gbtreekey_var); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbtreekey_var_out(meta.gbtreekey_var) FROM PUBLIC;


--
-- Name: TYPE gbtreekey_var; Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON TYPE meta.gbtreekey_var FROM PUBLIC;


--
-- Name: FUNCTION make_partitions(months integer); Type: ACL; Schema: aud; Owner: -
--

REVOKE ALL ON FUNCTION aud.make_partitions(months integer) FROM PUBLIC;


--
-- Name: FUNCTION act_on_referral(id uuid, action text, states text[], nexts text[], parties text[], only_ifs text[], version integer, reason_code text, reason text, fields jsonb, OUT new_state text, OUT new_version integer); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.act_on_referral(id uuid, action text, states text[], nexts text[], parties text[], only_ifs text[], version integer, reason_code text, reason text, fields jsonb, OUT new_state text, OUT new_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.act_on_referral(id uuid, action text, states text[], nexts text[], parties text[], only_ifs text[], version integer, reason_code text, reason text, fields jsonb, OUT new_state text, OUT new_version integer) TO yl_web;


--
-- Name: FUNCTION verified(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.verified() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.verified() TO yl_owner;
GRANT ALL ON FUNCTION sec.verified() TO yl_web;
GRANT ALL ON FUNCTION sec.verified() TO yl_job;


--
-- Name: FUNCTION account_id(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.account_id() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.account_id() TO yl_owner;
GRANT ALL ON FUNCTION sec.account_id() TO yl_web;
GRANT ALL ON FUNCTION sec.account_id() TO yl_job;


--
-- Name: FUNCTION acting_account(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.acting_account() FROM PUBLIC;
GRANT ALL ON FUNCTION biz.acting_account() TO yl_web;
GRANT ALL ON FUNCTION biz.acting_account() TO yl_job;


--
-- Name: FUNCTION alliance_alter(a_id integer, a_version integer, a_patch jsonb); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.alliance_alter(a_id integer, a_version integer, a_patch jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.alliance_alter(a_id integer, a_version integer, a_patch jsonb) TO yl_web;
GRANT ALL ON FUNCTION biz.alliance_alter(a_id integer, a_version integer, a_patch jsonb) TO yl_job;


--
-- Name: FUNCTION alliance_create(a_uid uuid, a_name text, a_kind text, a_seat integer, a_charter text, a_pinyin text, a_initials text, a_started date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.alliance_create(a_uid uuid, a_name text, a_kind text, a_seat integer, a_charter text, a_pinyin text, a_initials text, a_started date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.alliance_create(a_uid uuid, a_name text, a_kind text, a_seat integer, a_charter text, a_pinyin text, a_initials text, a_started date) TO yl_web;
GRANT ALL ON FUNCTION biz.alliance_create(a_uid uuid, a_name text, a_kind text, a_seat integer, a_charter text, a_pinyin text, a_initials text, a_started date) TO yl_job;


--
-- Name: TABLE alliance; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.alliance TO yl_web;
GRANT SELECT ON TABLE biz.alliance TO yl_job;
GRANT SELECT,REFERENCES ON TABLE biz.alliance TO yl_sec;


--
-- Name: COLUMN alliance.uid; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(uid) ON TABLE biz.alliance TO yl_web;
GRANT INSERT(uid) ON TABLE biz.alliance TO yl_job;


--
-- Name: COLUMN alliance.name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE biz.alliance TO yl_web;
GRANT INSERT(name),UPDATE(name) ON TABLE biz.alliance TO yl_job;


--
-- Name: COLUMN alliance.kind; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(kind),UPDATE(kind) ON TABLE biz.alliance TO yl_web;
GRANT INSERT(kind),UPDATE(kind) ON TABLE biz.alliance TO yl_job;


--
-- Name: COLUMN alliance.org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(org_id),UPDATE(org_id) ON TABLE biz.alliance TO yl_web;
GRANT INSERT(org_id),UPDATE(org_id) ON TABLE biz.alliance TO yl_job;


--
-- Name: COLUMN alliance.region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(region_id) ON TABLE biz.alliance TO yl_web;
GRANT INSERT(region_id) ON TABLE biz.alliance TO yl_job;


--
-- Name: COLUMN alliance.charter; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(charter),UPDATE(charter) ON TABLE biz.alliance TO yl_web;
GRANT INSERT(charter),UPDATE(charter) ON TABLE biz.alliance TO yl_job;


--
-- Name: COLUMN alliance.pinyin; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(pinyin),UPDATE(pinyin) ON TABLE biz.alliance TO yl_web;
GRANT INSERT(pinyin),UPDATE(pinyin) ON TABLE biz.alliance TO yl_job;


--
-- Name: COLUMN alliance.initials; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(initials),UPDATE(initials) ON TABLE biz.alliance TO yl_web;
GRANT INSERT(initials),UPDATE(initials) ON TABLE biz.alliance TO yl_job;


--
-- Name: COLUMN alliance.started_on; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(started_on),UPDATE(started_on) ON TABLE biz.alliance TO yl_web;
GRANT INSERT(started_on),UPDATE(started_on) ON TABLE biz.alliance TO yl_job;


--
-- Name: COLUMN alliance.ended_on; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(ended_on) ON TABLE biz.alliance TO yl_web;
GRANT UPDATE(ended_on) ON TABLE biz.alliance TO yl_job;


--
-- Name: COLUMN alliance.version; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(version) ON TABLE biz.alliance TO yl_web;
GRANT UPDATE(version) ON TABLE biz.alliance TO yl_job;


--
-- Name: FUNCTION alliance_hold(a_id integer, a_version integer); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.alliance_hold(a_id integer, a_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.alliance_hold(a_id integer, a_version integer) TO yl_web;
GRANT ALL ON FUNCTION biz.alliance_hold(a_id integer, a_version integer) TO yl_job;


--
-- Name: FUNCTION alliance_join(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.alliance_join(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.alliance_join(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date) TO yl_web;
GRANT ALL ON FUNCTION biz.alliance_join(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date) TO yl_job;


--
-- Name: FUNCTION alliance_leave(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date, a_reason text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.alliance_leave(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date, a_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.alliance_leave(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date, a_reason text) TO yl_web;
GRANT ALL ON FUNCTION biz.alliance_leave(a_id integer, a_version integer, a_organisation integer, a_role text, a_on date, a_reason text) TO yl_job;


--
-- Name: FUNCTION arrival_time(told timestamp with time zone, sent_at timestamp with time zone); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.arrival_time(told timestamp with time zone, sent_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.arrival_time(told timestamp with time zone, sent_at timestamp with time zone) TO yl_web;


--
-- Name: FUNCTION booking_time(told timestamp with time zone); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.booking_time(told timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.booking_time(told timestamp with time zone) TO yl_web;


--
-- Name: FUNCTION changed_since(seen_version integer, seen_at timestamp with time zone, version integer); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.changed_since(seen_version integer, seen_at timestamp with time zone, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.changed_since(seen_version integer, seen_at timestamp with time zone, version integer) TO yl_web;
GRANT ALL ON FUNCTION biz.changed_since(seen_version integer, seen_at timestamp with time zone, version integer) TO yl_job;


--
-- Name: FUNCTION check_reason(list text, code text, note text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.check_reason(list text, code text, note text) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.check_reason(list text, code text, note text) TO yl_web;


--
-- Name: FUNCTION check_scheme(scheme uuid, day date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.check_scheme(scheme uuid, day date) FROM PUBLIC;


--
-- Name: TABLE referral; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.referral TO yl_web;
GRANT SELECT,INSERT ON TABLE biz.referral TO yl_job;


--
-- Name: COLUMN referral.id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(id) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.number; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(number) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.direction; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(direction),UPDATE(direction) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.emergency; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(emergency),UPDATE(emergency) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.green_channel; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(green_channel),UPDATE(green_channel) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.first_contact; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(first_contact),UPDATE(first_contact) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.urgency; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(urgency),UPDATE(urgency) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.care; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(care),UPDATE(care) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.patient_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(patient_id) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.patient_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(patient_org_id) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.person_key; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(person_key),UPDATE(person_key) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.from_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(from_org_id) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.from_region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(from_region_id) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.from_department; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(from_department),UPDATE(from_department) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.from_doctor; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(from_doctor),UPDATE(from_doctor) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.to_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(to_org_id),UPDATE(to_org_id) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.to_region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(to_region_id),UPDATE(to_region_id) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.to_department; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(to_department),UPDATE(to_department) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.to_doctor; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(to_doctor) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.diagnosis; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(diagnosis),UPDATE(diagnosis) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.diagnosis_code; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(diagnosis_code),UPDATE(diagnosis_code) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.reason_code; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(reason_code),UPDATE(reason_code) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.reason; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(reason),UPDATE(reason) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.summary; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(summary),UPDATE(summary) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.recovery_plan; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(recovery_plan),UPDATE(recovery_plan) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.medicines; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(medicines),UPDATE(medicines) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.follow_up; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(follow_up),UPDATE(follow_up) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.consent; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(consent),UPDATE(consent) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.contact_name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(contact_name),UPDATE(contact_name) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.contact_phone_enc; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(contact_phone_enc),UPDATE(contact_phone_enc) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.state; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(state) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.version; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(version) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.listed_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(listed_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.sent_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(sent_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.received_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(received_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.answered_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(answered_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.accepted_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(accepted_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.booked_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(booked_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.booked_for; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(booked_for) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.arrived_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(arrived_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.arrived_on; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(arrived_on) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.treated_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(treated_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.feedback_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(feedback_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.closed_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(closed_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.ended_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(ended_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.due_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(due_at) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.answer; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(answer) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.bed; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(bed) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.redirect_to_id; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(redirect_to_id) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.treatment; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(treatment) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.feedback_diagnosis; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(feedback_diagnosis) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.feedback; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(feedback) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.advice; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(advice) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.end_reason_code; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(end_reason_code) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.end_reason; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(end_reason) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.previous_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(previous_id) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.next_id; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(next_id) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.created_by; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(created_by) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.updated_by; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(updated_by),UPDATE(updated_by) ON TABLE biz.referral TO yl_web;


--
-- Name: COLUMN referral.updated_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(updated_at) ON TABLE biz.referral TO yl_web;


--
-- Name: FUNCTION check_sending(r biz.referral); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.check_sending(r biz.referral) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.check_sending(r biz.referral) TO yl_web;


--
-- Name: FUNCTION concerns_receiver(state text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.concerns_receiver(state text) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.concerns_receiver(state text) TO yl_web;


--
-- Name: FUNCTION cursor_id(cursor text, otherwise uuid); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.cursor_id(cursor text, otherwise uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.cursor_id(cursor text, otherwise uuid) TO yl_web;
GRANT ALL ON FUNCTION biz.cursor_id(cursor text, otherwise uuid) TO yl_job;


--
-- Name: FUNCTION cursor_time(cursor text, otherwise timestamp with time zone); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.cursor_time(cursor text, otherwise timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.cursor_time(cursor text, otherwise timestamp with time zone) TO yl_web;
GRANT ALL ON FUNCTION biz.cursor_time(cursor text, otherwise timestamp with time zone) TO yl_job;


--
-- Name: FUNCTION day_start(day date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.day_start(day date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.day_start(day date) TO yl_web;
GRANT ALL ON FUNCTION biz.day_start(day date) TO yl_job;


--
-- Name: TABLE organisation; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.organisation TO yl_web;
GRANT SELECT ON TABLE biz.organisation TO yl_job;
GRANT SELECT,REFERENCES ON TABLE biz.organisation TO yl_sec;


--
-- Name: COLUMN organisation.uid; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(uid) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(uid) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.code; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(code) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(code) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(name),UPDATE(name) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.kind; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(kind),UPDATE(kind) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(kind),UPDATE(kind) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.level; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(level),UPDATE(level) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(level),UPDATE(level) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.grade; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(grade),UPDATE(grade) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(grade),UPDATE(grade) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.ownership; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(ownership),UPDATE(ownership) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(ownership),UPDATE(ownership) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.division_code; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(division_code),UPDATE(division_code) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(division_code),UPDATE(division_code) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(region_id) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(region_id) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.parent_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(parent_id),UPDATE(parent_id) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(parent_id),UPDATE(parent_id) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.beds; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(beds),UPDATE(beds) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(beds),UPDATE(beds) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.population; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(population),UPDATE(population) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(population),UPDATE(population) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.area_km2; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(area_km2),UPDATE(area_km2) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(area_km2),UPDATE(area_km2) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.poverty; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(poverty),UPDATE(poverty) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(poverty),UPDATE(poverty) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.pinyin; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(pinyin),UPDATE(pinyin) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(pinyin),UPDATE(pinyin) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.initials; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(initials),UPDATE(initials) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(initials),UPDATE(initials) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.helpdesk_name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(helpdesk_name),UPDATE(helpdesk_name) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(helpdesk_name),UPDATE(helpdesk_name) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.helpdesk_phone; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(helpdesk_phone),UPDATE(helpdesk_phone) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(helpdesk_phone),UPDATE(helpdesk_phone) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.valid_from; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(valid_from) ON TABLE biz.organisation TO yl_web;
GRANT INSERT(valid_from) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.valid_to; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(valid_to) ON TABLE biz.organisation TO yl_web;
GRANT UPDATE(valid_to) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.successor_id; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(successor_id) ON TABLE biz.organisation TO yl_web;
GRANT UPDATE(successor_id) ON TABLE biz.organisation TO yl_job;


--
-- Name: COLUMN organisation.version; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(version) ON TABLE biz.organisation TO yl_web;
GRANT UPDATE(version) ON TABLE biz.organisation TO yl_job;


--
-- Name: FUNCTION department_hold(a_organisation integer, a_version integer); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.department_hold(a_organisation integer, a_version integer) FROM PUBLIC;


--
-- Name: FUNCTION department_save(a_organisation integer, a_version integer, a_department integer, a_patch jsonb); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.department_save(a_organisation integer, a_version integer, a_department integer, a_patch jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.department_save(a_organisation integer, a_version integer, a_department integer, a_patch jsonb) TO yl_web;


--
-- Name: TABLE division; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.division TO yl_web;
GRANT SELECT ON TABLE biz.division TO yl_job;
GRANT SELECT,REFERENCES ON TABLE biz.division TO yl_sec;


--
-- Name: FUNCTION division_path(a_code integer); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.division_path(a_code integer) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.division_path(a_code integer) TO yl_web;
GRANT ALL ON FUNCTION biz.division_path(a_code integer) TO yl_job;


--
-- Name: TABLE donation; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.donation TO yl_web;
GRANT SELECT ON TABLE biz.donation TO yl_job;


--
-- Name: COLUMN donation.id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(id) ON TABLE biz.donation TO yl_job;
GRANT INSERT(id) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.from_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(from_org_id),UPDATE(from_org_id) ON TABLE biz.donation TO yl_job;
GRANT INSERT(from_org_id),UPDATE(from_org_id) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.from_region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(from_region_id),UPDATE(from_region_id) ON TABLE biz.donation TO yl_job;
GRANT INSERT(from_region_id),UPDATE(from_region_id) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.to_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(to_org_id),UPDATE(to_org_id) ON TABLE biz.donation TO yl_job;
GRANT INSERT(to_org_id),UPDATE(to_org_id) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.to_region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(to_region_id),UPDATE(to_region_id) ON TABLE biz.donation TO yl_job;
GRANT INSERT(to_region_id),UPDATE(to_region_id) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.entered_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(entered_org_id),UPDATE(entered_org_id) ON TABLE biz.donation TO yl_job;
GRANT INSERT(entered_org_id),UPDATE(entered_org_id) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.state; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(state),UPDATE(state) ON TABLE biz.donation TO yl_job;
GRANT INSERT(state),UPDATE(state) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.state_reason; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(state_reason) ON TABLE biz.donation TO yl_web;
GRANT UPDATE(state_reason) ON TABLE biz.donation TO yl_job;


--
-- Name: COLUMN donation.origin; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(origin) ON TABLE biz.donation TO yl_job;


--
-- Name: COLUMN donation.import_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(import_org_id) ON TABLE biz.donation TO yl_job;


--
-- Name: COLUMN donation.register_number; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(register_number) ON TABLE biz.donation TO yl_job;


--
-- Name: COLUMN donation.import_job_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(import_job_id) ON TABLE biz.donation TO yl_job;


--
-- Name: COLUMN donation.note; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(note),UPDATE(note) ON TABLE biz.donation TO yl_job;
GRANT INSERT(note),UPDATE(note) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.donated_on; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(donated_on),UPDATE(donated_on) ON TABLE biz.donation TO yl_job;
GRANT INSERT(donated_on),UPDATE(donated_on) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.kind; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(kind),UPDATE(kind) ON TABLE biz.donation TO yl_job;
GRANT INSERT(kind),UPDATE(kind) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.subject; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(subject),UPDATE(subject) ON TABLE biz.donation TO yl_job;
GRANT INSERT(subject),UPDATE(subject) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.total_fen; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(total_fen),UPDATE(total_fen) ON TABLE biz.donation TO yl_job;
GRANT INSERT(total_fen),UPDATE(total_fen) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.programme; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(programme),UPDATE(programme) ON TABLE biz.donation TO yl_job;
GRANT INSERT(programme),UPDATE(programme) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.original_giver; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(original_giver),UPDATE(original_giver) ON TABLE biz.donation TO yl_job;
GRANT INSERT(original_giver),UPDATE(original_giver) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.contact_name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(contact_name),UPDATE(contact_name) ON TABLE biz.donation TO yl_job;
GRANT INSERT(contact_name),UPDATE(contact_name) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.contact_phone_enc; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(contact_phone_enc),UPDATE(contact_phone_enc) ON TABLE biz.donation TO yl_job;
GRANT INSERT(contact_phone_enc),UPDATE(contact_phone_enc) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.contact_phone_idx; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(contact_phone_idx),UPDATE(contact_phone_idx) ON TABLE biz.donation TO yl_job;
GRANT INSERT(contact_phone_idx),UPDATE(contact_phone_idx) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.received_on; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(received_on),UPDATE(received_on) ON TABLE biz.donation TO yl_job;
GRANT INSERT(received_on),UPDATE(received_on) ON TABLE biz.donation TO yl_web;


--
-- Name: COLUMN donation.receipt_number; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(receipt_number),UPDATE(receipt_number) ON TABLE biz.donation TO yl_job;
GRANT INSERT(receipt_number),UPDATE(receipt_number) ON TABLE biz.donation TO yl_web;


--
-- Name: FUNCTION donation_name(uuid); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.donation_name(uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.donation_name(uuid) TO yl_web;
GRANT ALL ON FUNCTION biz.donation_name(uuid) TO yl_job;


--
-- Name: FUNCTION effective_on(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.effective_on() FROM PUBLIC;
GRANT ALL ON FUNCTION biz.effective_on() TO yl_web;
GRANT ALL ON FUNCTION biz.effective_on() TO yl_job;


--
-- Name: FUNCTION lines_after(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.lines_after() FROM PUBLIC;


--
-- Name: FUNCTION lines_changed(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.lines_changed() FROM PUBLIC;


--
-- Name: FUNCTION make_checks(target regclass); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.make_checks(target regclass) FROM PUBLIC;


--
-- Name: FUNCTION make_entering(target regclass, module text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.make_entering(target regclass, module text) FROM PUBLIC;


--
-- Name: FUNCTION make_lines(child regclass, parent regclass); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.make_lines(child regclass, parent regclass) FROM PUBLIC;


--
-- Name: FUNCTION make_lines_base(child regclass, parent regclass); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.make_lines_base(child regclass, parent regclass) FROM PUBLIC;


--
-- Name: FUNCTION make_name(target regclass, title name); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.make_name(target regclass, title name) FROM PUBLIC;


--
-- Name: FUNCTION make_record(target regclass, type text, module text, day name, title name, readers text, parents text, personal text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.make_record(target regclass, type text, module text, day name, title name, readers text, parents text, personal text) FROM PUBLIC;


--
-- Name: FUNCTION make_record_base(target regclass, type text, module text, day name, readers text, parents text, personal text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.make_record_base(target regclass, type text, module text, day name, readers text, parents text, personal text) FROM PUBLIC;


--
-- Name: FUNCTION note_lines(child regclass); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.note_lines(child regclass) FROM PUBLIC;


--
-- Name: FUNCTION note_referral(referral_id uuid, action text, from_state text, to_state text, org_id integer, region_id integer, reason_code text, reason text, changes jsonb, version integer); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.note_referral(referral_id uuid, action text, from_state text, to_state text, org_id integer, region_id integer, reason_code text, reason text, changes jsonb, version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.note_referral(referral_id uuid, action text, from_state text, to_state text, org_id integer, region_id integer, reason_code text, reason text, changes jsonb, version integer) TO yl_web;


--
-- Name: FUNCTION organisation_alter(a_id integer, a_version integer, a_patch jsonb, a_on date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_alter(a_id integer, a_version integer, a_patch jsonb, a_on date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.organisation_alter(a_id integer, a_version integer, a_patch jsonb, a_on date) TO yl_web;
GRANT ALL ON FUNCTION biz.organisation_alter(a_id integer, a_version integer, a_patch jsonb, a_on date) TO yl_job;


--
-- Name: FUNCTION organisation_begin_history(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_begin_history() FROM PUBLIC;


--
-- Name: FUNCTION organisation_close(a_id integer, a_version integer, a_on date, a_reason text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_close(a_id integer, a_version integer, a_on date, a_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.organisation_close(a_id integer, a_version integer, a_on date, a_reason text) TO yl_web;
GRANT ALL ON FUNCTION biz.organisation_close(a_id integer, a_version integer, a_on date, a_reason text) TO yl_job;


--
-- Name: FUNCTION organisation_create(a_uid uuid, a_code text, a_name text, a_kind text, a_level integer, a_grade text, a_ownership text, a_division integer, a_parent integer, a_beds integer, a_population integer, a_area numeric, a_poverty boolean, a_pinyin text, a_initials text, a_helpdesk_name text, a_helpdesk_phone text, a_from date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_create(a_uid uuid, a_code text, a_name text, a_kind text, a_level integer, a_grade text, a_ownership text, a_division integer, a_parent integer, a_beds integer, a_population integer, a_area numeric, a_poverty boolean, a_pinyin text, a_initials text, a_helpdesk_name text, a_helpdesk_phone text, a_from date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.organisation_create(a_uid uuid, a_code text, a_name text, a_kind text, a_level integer, a_grade text, a_ownership text, a_division integer, a_parent integer, a_beds integer, a_population integer, a_area numeric, a_poverty boolean, a_pinyin text, a_initials text, a_helpdesk_name text, a_helpdesk_phone text, a_from date) TO yl_web;
GRANT ALL ON FUNCTION biz.organisation_create(a_uid uuid, a_code text, a_name text, a_kind text, a_level integer, a_grade text, a_ownership text, a_division integer, a_parent integer, a_beds integer, a_population integer, a_area numeric, a_poverty boolean, a_pinyin text, a_initials text, a_helpdesk_name text, a_helpdesk_phone text, a_from date) TO yl_job;


--
-- Name: FUNCTION organisation_end_ties(a_id integer, a_day date, a_reason text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_end_ties(a_id integer, a_day date, a_reason text) FROM PUBLIC;


--
-- Name: FUNCTION organisation_follow_history(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_follow_history() FROM PUBLIC;


--
-- Name: FUNCTION organisation_heir(a_id integer); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_heir(a_id integer) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.organisation_heir(a_id integer) TO yl_web;
GRANT ALL ON FUNCTION biz.organisation_heir(a_id integer) TO yl_job;
GRANT ALL ON FUNCTION biz.organisation_heir(a_id integer) TO yl_sec;


--
-- Name: FUNCTION organisation_hold(a_id integer, a_version integer); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_hold(a_id integer, a_version integer) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.organisation_hold(a_id integer, a_version integer) TO yl_web;
GRANT ALL ON FUNCTION biz.organisation_hold(a_id integer, a_version integer) TO yl_job;


--
-- Name: FUNCTION organisation_keep_open_referrals(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_keep_open_referrals() FROM PUBLIC;


--
-- Name: FUNCTION organisation_keep_region(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_keep_region() FROM PUBLIC;


--
-- Name: FUNCTION organisation_merge(a_id integer, a_version integer, a_into integer, a_on date, a_reason text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_merge(a_id integer, a_version integer, a_into integer, a_on date, a_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.organisation_merge(a_id integer, a_version integer, a_into integer, a_on date, a_reason text) TO yl_web;
GRANT ALL ON FUNCTION biz.organisation_merge(a_id integer, a_version integer, a_into integer, a_on date, a_reason text) TO yl_job;


--
-- Name: FUNCTION organisation_move(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_move() FROM PUBLIC;


--
-- Name: FUNCTION organisation_rename(a_id integer, a_version integer, a_name text, a_pinyin text, a_initials text, a_on date, a_reason text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_rename(a_id integer, a_version integer, a_name text, a_pinyin text, a_initials text, a_on date, a_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.organisation_rename(a_id integer, a_version integer, a_name text, a_pinyin text, a_initials text, a_on date, a_reason text) TO yl_web;
GRANT ALL ON FUNCTION biz.organisation_rename(a_id integer, a_version integer, a_name text, a_pinyin text, a_initials text, a_on date, a_reason text) TO yl_job;


--
-- Name: FUNCTION organisation_take_over(a_id integer, a_into integer, a_day date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisation_take_over(a_id integer, a_into integer, a_day date) FROM PUBLIC;


--
-- Name: TABLE organisation_standing; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.organisation_standing TO yl_web;
GRANT SELECT ON TABLE biz.organisation_standing TO yl_job;


--
-- Name: FUNCTION organisations_below(a_root integer, a_day date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisations_below(a_root integer, a_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.organisations_below(a_root integer, a_day date) TO yl_web;
GRANT ALL ON FUNCTION biz.organisations_below(a_root integer, a_day date) TO yl_job;


--
-- Name: TABLE organisation_name; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.organisation_name TO yl_web;
GRANT SELECT ON TABLE biz.organisation_name TO yl_job;


--
-- Name: FUNCTION organisations_on(a_day date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.organisations_on(a_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.organisations_on(a_day date) TO yl_web;
GRANT ALL ON FUNCTION biz.organisations_on(a_day date) TO yl_job;


--
-- Name: FUNCTION pairing_alter(a_id integer, a_version integer, a_patch jsonb); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.pairing_alter(a_id integer, a_version integer, a_patch jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.pairing_alter(a_id integer, a_version integer, a_patch jsonb) TO yl_web;
GRANT ALL ON FUNCTION biz.pairing_alter(a_id integer, a_version integer, a_patch jsonb) TO yl_job;


--
-- Name: FUNCTION pairing_create(a_uid uuid, a_from integer, a_to integer, a_programme text, a_purpose text, a_specialties text[], a_starts date, a_ends date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.pairing_create(a_uid uuid, a_from integer, a_to integer, a_programme text, a_purpose text, a_specialties text[], a_starts date, a_ends date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.pairing_create(a_uid uuid, a_from integer, a_to integer, a_programme text, a_purpose text, a_specialties text[], a_starts date, a_ends date) TO yl_web;
GRANT ALL ON FUNCTION biz.pairing_create(a_uid uuid, a_from integer, a_to integer, a_programme text, a_purpose text, a_specialties text[], a_starts date, a_ends date) TO yl_job;


--
-- Name: FUNCTION pairing_fill_regions(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.pairing_fill_regions() FROM PUBLIC;


--
-- Name: FUNCTION pairing_status(a_starts date, a_ends date, a_ended boolean, a_day date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.pairing_status(a_starts date, a_ends date, a_ended boolean, a_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.pairing_status(a_starts date, a_ends date, a_ended boolean, a_day date) TO yl_web;
GRANT ALL ON FUNCTION biz.pairing_status(a_starts date, a_ends date, a_ended boolean, a_day date) TO yl_job;


--
-- Name: FUNCTION rank_order(rank_level text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.rank_order(rank_level text) FROM PUBLIC;


--
-- Name: FUNCTION record_after(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.record_after() FROM PUBLIC;


--
-- Name: FUNCTION record_before(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.record_before() FROM PUBLIC;


--
-- Name: FUNCTION record_made(); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.record_made() FROM PUBLIC;


--
-- Name: FUNCTION record_quiet(quiet boolean); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.record_quiet(quiet boolean) FROM PUBLIC;


--
-- Name: FUNCTION record_say(action text, reason text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.record_say(action text, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.record_say(action text, reason text) TO yl_web;
GRANT ALL ON FUNCTION biz.record_say(action text, reason text) TO yl_job;


--
-- Name: TABLE setting; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.setting TO yl_web;
GRANT SELECT ON TABLE biz.setting TO yl_job;


--
-- Name: FUNCTION referral_due(state text, urgency text, since timestamp with time zone); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.referral_due(state text, urgency text, since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.referral_due(state text, urgency text, since timestamp with time zone) TO yl_web;
GRANT ALL ON FUNCTION biz.referral_due(state text, urgency text, since timestamp with time zone) TO yl_job;


--
-- Name: FUNCTION referral_number(id uuid, at timestamp with time zone); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.referral_number(id uuid, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.referral_number(id uuid, at timestamp with time zone) TO yl_web;
GRANT ALL ON FUNCTION biz.referral_number(id uuid, at timestamp with time zone) TO yl_job;


--
-- Name: FUNCTION required(value anyelement, pointer text, zh text, en text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.required(value anyelement, pointer text, zh text, en text) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.required(value anyelement, pointer text, zh text, en text) TO yl_web;
GRANT ALL ON FUNCTION biz.required(value anyelement, pointer text, zh text, en text) TO yl_job;


--
-- Name: TABLE scheme; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.scheme TO yl_web;
GRANT SELECT ON TABLE biz.scheme TO yl_job;


--
-- Name: COLUMN scheme.id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(id) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(id) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(org_id),UPDATE(org_id) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(org_id),UPDATE(org_id) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(region_id),UPDATE(region_id) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.state; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(state),UPDATE(state) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(state),UPDATE(state) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.state_reason; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(state_reason) ON TABLE biz.scheme TO yl_web;
GRANT UPDATE(state_reason) ON TABLE biz.scheme TO yl_job;


--
-- Name: COLUMN scheme.origin; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(origin) ON TABLE biz.scheme TO yl_job;


--
-- Name: COLUMN scheme.import_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(import_org_id) ON TABLE biz.scheme TO yl_job;


--
-- Name: COLUMN scheme.register_number; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(register_number) ON TABLE biz.scheme TO yl_job;


--
-- Name: COLUMN scheme.import_job_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(import_job_id) ON TABLE biz.scheme TO yl_job;


--
-- Name: COLUMN scheme.note; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(note),UPDATE(note) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(note),UPDATE(note) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.valid_from; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(valid_from),UPDATE(valid_from) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(valid_from),UPDATE(valid_from) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.valid_to; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(valid_to),UPDATE(valid_to) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(valid_to),UPDATE(valid_to) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.code; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(code),UPDATE(code) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(code),UPDATE(code) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(name),UPDATE(name) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.scheme_version; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(scheme_version),UPDATE(scheme_version) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(scheme_version),UPDATE(scheme_version) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.programme; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(programme),UPDATE(programme) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(programme),UPDATE(programme) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.policy_basis; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(policy_basis),UPDATE(policy_basis) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(policy_basis),UPDATE(policy_basis) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.issued_by; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(issued_by),UPDATE(issued_by) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(issued_by),UPDATE(issued_by) ON TABLE biz.scheme TO yl_web;


--
-- Name: COLUMN scheme.summary; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(summary),UPDATE(summary) ON TABLE biz.scheme TO yl_job;
GRANT INSERT(summary),UPDATE(summary) ON TABLE biz.scheme TO yl_web;


--
-- Name: FUNCTION scheme_name(uuid); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.scheme_name(uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.scheme_name(uuid) TO yl_web;
GRANT ALL ON FUNCTION biz.scheme_name(uuid) TO yl_job;


--
-- Name: FUNCTION scheme_on(scheme uuid, day date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.scheme_on(scheme uuid, day date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.scheme_on(scheme uuid, day date) TO yl_web;
GRANT ALL ON FUNCTION biz.scheme_on(scheme uuid, day date) TO yl_job;


--
-- Name: FUNCTION scheme_rank(scheme uuid, rule text, OUT rank_level text, OUT rank_years integer); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.scheme_rank(scheme uuid, rule text, OUT rank_level text, OUT rank_years integer) FROM PUBLIC;


--
-- Name: FUNCTION since(day date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.since(day date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.since(day date) TO yl_web;
GRANT ALL ON FUNCTION biz.since(day date) TO yl_job;


--
-- Name: FUNCTION sorts_down(sort text); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.sorts_down(sort text) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.sorts_down(sort text) TO yl_web;
GRANT ALL ON FUNCTION biz.sorts_down(sort text) TO yl_job;


--
-- Name: FUNCTION sort_key(sort text, listed_at timestamp with time zone, updated_at timestamp with time zone, booked_for timestamp with time zone, arrived_at timestamp with time zone, due_at timestamp with time zone); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.sort_key(sort text, listed_at timestamp with time zone, updated_at timestamp with time zone, booked_for timestamp with time zone, arrived_at timestamp with time zone, due_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.sort_key(sort text, listed_at timestamp with time zone, updated_at timestamp with time zone, booked_for timestamp with time zone, arrived_at timestamp with time zone, due_at timestamp with time zone) TO yl_web;
GRANT ALL ON FUNCTION biz.sort_key(sort text, listed_at timestamp with time zone, updated_at timestamp with time zone, booked_for timestamp with time zone, arrived_at timestamp with time zone, due_at timestamp with time zone) TO yl_job;


--
-- Name: FUNCTION staff_account(staff uuid); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.staff_account(staff uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.staff_account(staff uuid) TO yl_web;
GRANT ALL ON FUNCTION biz.staff_account(staff uuid) TO yl_job;


--
-- Name: TABLE staff; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.staff TO yl_web;
GRANT SELECT ON TABLE biz.staff TO yl_job;


--
-- Name: COLUMN staff.id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(id) ON TABLE biz.staff TO yl_job;
GRANT INSERT(id) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(org_id),UPDATE(org_id) ON TABLE biz.staff TO yl_job;
GRANT INSERT(org_id),UPDATE(org_id) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(region_id),UPDATE(region_id) ON TABLE biz.staff TO yl_job;
GRANT INSERT(region_id),UPDATE(region_id) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.state; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(state),UPDATE(state) ON TABLE biz.staff TO yl_job;
GRANT INSERT(state),UPDATE(state) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.state_reason; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(state_reason) ON TABLE biz.staff TO yl_web;
GRANT UPDATE(state_reason) ON TABLE biz.staff TO yl_job;


--
-- Name: COLUMN staff.origin; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(origin) ON TABLE biz.staff TO yl_job;


--
-- Name: COLUMN staff.import_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(import_org_id) ON TABLE biz.staff TO yl_job;


--
-- Name: COLUMN staff.register_number; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(register_number) ON TABLE biz.staff TO yl_job;


--
-- Name: COLUMN staff.import_job_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(import_job_id) ON TABLE biz.staff TO yl_job;


--
-- Name: COLUMN staff.note; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(note),UPDATE(note) ON TABLE biz.staff TO yl_job;
GRANT INSERT(note),UPDATE(note) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.joined_on; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(joined_on),UPDATE(joined_on) ON TABLE biz.staff TO yl_job;
GRANT INSERT(joined_on),UPDATE(joined_on) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.left_on; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(left_on),UPDATE(left_on) ON TABLE biz.staff TO yl_job;
GRANT INSERT(left_on),UPDATE(left_on) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE biz.staff TO yl_job;
GRANT INSERT(name),UPDATE(name) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.employee_number; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(employee_number),UPDATE(employee_number) ON TABLE biz.staff TO yl_job;
GRANT INSERT(employee_number),UPDATE(employee_number) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.sex; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(sex),UPDATE(sex) ON TABLE biz.staff TO yl_job;
GRANT INSERT(sex),UPDATE(sex) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.birth_date; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(birth_date),UPDATE(birth_date) ON TABLE biz.staff TO yl_job;
GRANT INSERT(birth_date),UPDATE(birth_date) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.id_number_enc; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(id_number_enc),UPDATE(id_number_enc) ON TABLE biz.staff TO yl_job;
GRANT INSERT(id_number_enc),UPDATE(id_number_enc) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.id_number_idx; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(id_number_idx),UPDATE(id_number_idx) ON TABLE biz.staff TO yl_job;
GRANT INSERT(id_number_idx),UPDATE(id_number_idx) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.phone_enc; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(phone_enc),UPDATE(phone_enc) ON TABLE biz.staff TO yl_job;
GRANT INSERT(phone_enc),UPDATE(phone_enc) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.phone_idx; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(phone_idx),UPDATE(phone_idx) ON TABLE biz.staff TO yl_job;
GRANT INSERT(phone_idx),UPDATE(phone_idx) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.login; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(login),UPDATE(login) ON TABLE biz.staff TO yl_job;
GRANT INSERT(login),UPDATE(login) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.department; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(department),UPDATE(department) ON TABLE biz.staff TO yl_job;
GRANT INSERT(department),UPDATE(department) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.category; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(category),UPDATE(category) ON TABLE biz.staff TO yl_job;
GRANT INSERT(category),UPDATE(category) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.specialty; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(specialty),UPDATE(specialty) ON TABLE biz.staff TO yl_job;
GRANT INSERT(specialty),UPDATE(specialty) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.professional_title; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(professional_title),UPDATE(professional_title) ON TABLE biz.staff TO yl_job;
GRANT INSERT(professional_title),UPDATE(professional_title) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.rank_level; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(rank_level),UPDATE(rank_level) ON TABLE biz.staff TO yl_job;
GRANT INSERT(rank_level),UPDATE(rank_level) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.rank_since; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(rank_since),UPDATE(rank_since) ON TABLE biz.staff TO yl_job;
GRANT INSERT(rank_since),UPDATE(rank_since) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.promotion_target; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(promotion_target),UPDATE(promotion_target) ON TABLE biz.staff TO yl_job;
GRANT INSERT(promotion_target),UPDATE(promotion_target) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.promotion_year; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(promotion_year),UPDATE(promotion_year) ON TABLE biz.staff TO yl_job;
GRANT INSERT(promotion_year),UPDATE(promotion_year) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.licence_kind; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(licence_kind),UPDATE(licence_kind) ON TABLE biz.staff TO yl_job;
GRANT INSERT(licence_kind),UPDATE(licence_kind) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.licence_number; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(licence_number),UPDATE(licence_number) ON TABLE biz.staff TO yl_job;
GRANT INSERT(licence_number),UPDATE(licence_number) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.licence_scope; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(licence_scope),UPDATE(licence_scope) ON TABLE biz.staff TO yl_job;
GRANT INSERT(licence_scope),UPDATE(licence_scope) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.licence_until; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(licence_until),UPDATE(licence_until) ON TABLE biz.staff TO yl_job;
GRANT INSERT(licence_until),UPDATE(licence_until) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.exam_progress; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(exam_progress),UPDATE(exam_progress) ON TABLE biz.staff TO yl_job;
GRANT INSERT(exam_progress),UPDATE(exam_progress) ON TABLE biz.staff TO yl_web;


--
-- Name: COLUMN staff.education; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(education),UPDATE(education) ON TABLE biz.staff TO yl_job;
GRANT INSERT(education),UPDATE(education) ON TABLE biz.staff TO yl_web;


--
-- Name: FUNCTION staff_name(uuid); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.staff_name(uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.staff_name(uuid) TO yl_web;
GRANT ALL ON FUNCTION biz.staff_name(uuid) TO yl_job;


--
-- Name: FUNCTION until(day date); Type: ACL; Schema: biz; Owner: -
--

REVOKE ALL ON FUNCTION biz.until(day date) FROM PUBLIC;
GRANT ALL ON FUNCTION biz.until(day date) TO yl_web;
GRANT ALL ON FUNCTION biz.until(day date) TO yl_job;


--
-- Name: FUNCTION age_band(birth_date date, day date); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.age_band(birth_date date, day date) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.age_band(birth_date date, day date) TO yl_web;
GRANT ALL ON FUNCTION fig.age_band(birth_date date, day date) TO yl_job;


--
-- Name: FUNCTION count_changes(source text, target regclass, key text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.count_changes(source text, target regclass, key text) FROM PUBLIC;


--
-- Name: FUNCTION count_deleted(); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.count_deleted() FROM PUBLIC;


--
-- Name: FUNCTION count_ids(source text, ids uuid[]); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.count_ids(source text, ids uuid[]) FROM PUBLIC;


--
-- Name: FUNCTION count_inserted(); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.count_inserted() FROM PUBLIC;


--
-- Name: FUNCTION count_pairing(); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.count_pairing() FROM PUBLIC;


--
-- Name: FUNCTION count_records(source text, module text, target regclass, facts regproc, measures text[], title text, key text, state text, lines regclass[]); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.count_records(source text, module text, target regclass, facts regproc, measures text[], title text, key text, state text, lines regclass[]) FROM PUBLIC;


--
-- Name: FUNCTION count_updated(); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.count_updated() FROM PUBLIC;


--
-- Name: FUNCTION counts_for(r biz.referral, figure text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.counts_for(r biz.referral, figure text) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.counts_for(r biz.referral, figure text) TO yl_web;
GRANT ALL ON FUNCTION fig.counts_for(r biz.referral, figure text) TO yl_job;


--
-- Name: FUNCTION day_facts(lo integer, hi integer, orgs integer[], days date[]); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.day_facts(lo integer, hi integer, orgs integer[], days date[]) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.day_facts(lo integer, hi integer, orgs integer[], days date[]) TO yl_web;
GRANT ALL ON FUNCTION fig.day_facts(lo integer, hi integer, orgs integer[], days date[]) TO yl_job;


--
-- Name: FUNCTION fold_records(most integer); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.fold_records(most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.fold_records(most integer) TO yl_job;


--
-- Name: FUNCTION fold_referrals(most integer); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.fold_referrals(most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.fold_referrals(most integer) TO yl_job;


--
-- Name: FUNCTION group_keys(by text, unit text, start date, from_org_id integer, to_org_id integer, from_region_id integer, to_region_id integer, key text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.group_keys(by text, unit text, start date, from_org_id integer, to_org_id integer, from_region_id integer, to_region_id integer, key text) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.group_keys(by text, unit text, start date, from_org_id integer, to_org_id integer, from_region_id integer, to_region_id integer, key text) TO yl_web;
GRANT ALL ON FUNCTION fig.group_keys(by text, unit text, start date, from_org_id integer, to_org_id integer, from_region_id integer, to_region_id integer, key text) TO yl_job;


--
-- Name: FUNCTION hold_source(source text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.hold_source(source text) FROM PUBLIC;


--
-- Name: FUNCTION orgs(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.orgs() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.orgs() TO yl_owner;
GRANT ALL ON FUNCTION sec.orgs() TO yl_web;
GRANT ALL ON FUNCTION sec.orgs() TO yl_job;


--
-- Name: FUNCTION region_hi(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.region_hi() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.region_hi() TO yl_owner;
GRANT ALL ON FUNCTION sec.region_hi() TO yl_web;
GRANT ALL ON FUNCTION sec.region_hi() TO yl_job;


--
-- Name: FUNCTION region_lo(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.region_lo() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.region_lo() TO yl_owner;
GRANT ALL ON FUNCTION sec.region_lo() TO yl_web;
GRANT ALL ON FUNCTION sec.region_lo() TO yl_job;


--
-- Name: FUNCTION sees_all(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.sees_all() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.sees_all() TO yl_owner;
GRANT ALL ON FUNCTION sec.sees_all() TO yl_web;
GRANT ALL ON FUNCTION sec.sees_all() TO yl_job;


--
-- Name: FUNCTION in_scope(org integer, region integer); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.in_scope(org integer, region integer) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.in_scope(org integer, region integer) TO yl_web;
GRANT ALL ON FUNCTION fig.in_scope(org integer, region integer) TO yl_job;


--
-- Name: FUNCTION measure_id(code text, source text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.measure_id(code text, source text) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.measure_id(code text, source text) TO yl_web;
GRANT ALL ON FUNCTION fig.measure_id(code text, source text) TO yl_job;


--
-- Name: FUNCTION median_seconds(timed bigint, m30 bigint, h1 bigint, h2 bigint, h4 bigint, h8 bigint, h24 bigint, h72 bigint); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.median_seconds(timed bigint, m30 bigint, h1 bigint, h2 bigint, h4 bigint, h8 bigint, h24 bigint, h72 bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.median_seconds(timed bigint, m30 bigint, h1 bigint, h2 bigint, h4 bigint, h8 bigint, h24 bigint, h72 bigint) TO yl_web;
GRANT ALL ON FUNCTION fig.median_seconds(timed bigint, m30 bigint, h1 bigint, h2 bigint, h4 bigint, h8 bigint, h24 bigint, h72 bigint) TO yl_job;


--
-- Name: FUNCTION pair_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, cut text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.pair_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, cut text) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.pair_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, cut text) TO yl_web;
GRANT ALL ON FUNCTION fig.pair_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, cut text) TO yl_job;


--
-- Name: TABLE pairing; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.pairing TO yl_web;
GRANT SELECT ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.uid; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(uid) ON TABLE biz.pairing TO yl_web;
GRANT INSERT(uid) ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.from_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(from_org_id) ON TABLE biz.pairing TO yl_web;
GRANT INSERT(from_org_id) ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.to_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(to_org_id) ON TABLE biz.pairing TO yl_web;
GRANT INSERT(to_org_id) ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.programme; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(programme),UPDATE(programme) ON TABLE biz.pairing TO yl_web;
GRANT INSERT(programme),UPDATE(programme) ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.purpose; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(purpose),UPDATE(purpose) ON TABLE biz.pairing TO yl_web;
GRANT INSERT(purpose),UPDATE(purpose) ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.specialties; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(specialties),UPDATE(specialties) ON TABLE biz.pairing TO yl_web;
GRANT INSERT(specialties),UPDATE(specialties) ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.starts_on; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(starts_on) ON TABLE biz.pairing TO yl_web;
GRANT INSERT(starts_on) ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.ends_on; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(ends_on),UPDATE(ends_on) ON TABLE biz.pairing TO yl_web;
GRANT INSERT(ends_on),UPDATE(ends_on) ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.agreed_until; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(agreed_until) ON TABLE biz.pairing TO yl_web;
GRANT UPDATE(agreed_until) ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.end_reason; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(end_reason) ON TABLE biz.pairing TO yl_web;
GRANT UPDATE(end_reason) ON TABLE biz.pairing TO yl_job;


--
-- Name: COLUMN pairing.version; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(version) ON TABLE biz.pairing TO yl_web;
GRANT UPDATE(version) ON TABLE biz.pairing TO yl_job;


--
-- Name: FUNCTION pairing_facts(r biz.pairing); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.pairing_facts(r biz.pairing) FROM PUBLIC;


--
-- Name: FUNCTION patient_band(patient_id uuid, day date, OUT sex text, OUT age_band text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.patient_band(patient_id uuid, day date, OUT sex text, OUT age_band text) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.patient_band(patient_id uuid, day date, OUT sex text, OUT age_band text) TO yl_web;
GRANT ALL ON FUNCTION fig.patient_band(patient_id uuid, day date, OUT sex text, OUT age_band text) TO yl_job;


--
-- Name: FUNCTION person(person_key bytea); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.person(person_key bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.person(person_key bytea) TO yl_web;
GRANT ALL ON FUNCTION fig.person(person_key bytea) TO yl_job;


--
-- Name: FUNCTION person_of(id uuid); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.person_of(id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.person_of(id uuid) TO yl_web;
GRANT ALL ON FUNCTION fig.person_of(id uuid) TO yl_job;


--
-- Name: FUNCTION prove(source text, OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.prove(source text, OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.prove(source text, OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint) TO yl_job;


--
-- Name: FUNCTION prove_referrals(OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.prove_referrals(OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.prove_referrals(OUT counter text, OUT at text, OUT measure text, OUT counted bigint, OUT found bigint) TO yl_job;


--
-- Name: FUNCTION rebuild(source text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.rebuild(source text) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.rebuild(source text) TO yl_job;


--
-- Name: FUNCTION rebuild_referrals(); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.rebuild_referrals() FROM PUBLIC;
GRANT ALL ON FUNCTION fig.rebuild_referrals() TO yl_job;


--
-- Name: FUNCTION referral_facts(r biz.referral); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.referral_facts(r biz.referral) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.referral_facts(r biz.referral) TO yl_web;
GRANT ALL ON FUNCTION fig.referral_facts(r biz.referral) TO yl_job;


--
-- Name: FUNCTION referral_persons(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, by text, unit text, OUT key text, OUT direction text, OUT persons bigint); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.referral_persons(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, by text, unit text, OUT key text, OUT direction text, OUT persons bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.referral_persons(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, by text, unit text, OUT key text, OUT direction text, OUT persons bigint) TO yl_web;
GRANT ALL ON FUNCTION fig.referral_persons(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, by text, unit text, OUT key text, OUT direction text, OUT persons bigint) TO yl_job;


--
-- Name: FUNCTION referral_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, by text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.referral_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, by text) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.referral_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, by text) TO yl_web;
GRANT ALL ON FUNCTION fig.referral_slices(lo integer, hi integer, orgs integer[], "inner" boolean, first date, last date, widest text, by text) TO yl_job;


--
-- Name: FUNCTION referral_table(kind text, id integer, first date, last date, by text, unit text, as_of date, OUT key text, OUT up_visits bigint, OUT up_persons bigint, OUT down_visits bigint, OUT down_persons bigint, OUT down_inpatient_visits bigint, OUT down_outpatient_visits bigint, OUT same_level_visits bigint, OUT same_level_persons bigint, OUT emergency_visits bigint, OUT sent bigint, OUT received bigint, OUT answered bigint, OUT accepted bigint, OUT rejected bigint, OUT returned bigint, OUT redirected bigint, OUT cancelled bigint, OUT came bigint, OUT no_show bigint, OUT fed_back bigint, OUT closed bigint, OUT closed_by_sender bigint, OUT closable_by_sender bigint, OUT closed_by_receiver bigint, OUT closable_by_receiver bigint, OUT green_channel bigint, OUT emergencies bigint, OUT answers_timed bigint, OUT answer_seconds_average integer, OUT answer_seconds_median integer); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.referral_table(kind text, id integer, first date, last date, by text, unit text, as_of date, OUT key text, OUT up_visits bigint, OUT up_persons bigint, OUT down_visits bigint, OUT down_persons bigint, OUT down_inpatient_visits bigint, OUT down_outpatient_visits bigint, OUT same_level_visits bigint, OUT same_level_persons bigint, OUT emergency_visits bigint, OUT sent bigint, OUT received bigint, OUT answered bigint, OUT accepted bigint, OUT rejected bigint, OUT returned bigint, OUT redirected bigint, OUT cancelled bigint, OUT came bigint, OUT no_show bigint, OUT fed_back bigint, OUT closed bigint, OUT closed_by_sender bigint, OUT closable_by_sender bigint, OUT closed_by_receiver bigint, OUT closable_by_receiver bigint, OUT green_channel bigint, OUT emergencies bigint, OUT answers_timed bigint, OUT answer_seconds_average integer, OUT answer_seconds_median integer) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.referral_table(kind text, id integer, first date, last date, by text, unit text, as_of date, OUT key text, OUT up_visits bigint, OUT up_persons bigint, OUT down_visits bigint, OUT down_persons bigint, OUT down_inpatient_visits bigint, OUT down_outpatient_visits bigint, OUT same_level_visits bigint, OUT same_level_persons bigint, OUT emergency_visits bigint, OUT sent bigint, OUT received bigint, OUT answered bigint, OUT accepted bigint, OUT rejected bigint, OUT returned bigint, OUT redirected bigint, OUT cancelled bigint, OUT came bigint, OUT no_show bigint, OUT fed_back bigint, OUT closed bigint, OUT closed_by_sender bigint, OUT closable_by_sender bigint, OUT closed_by_receiver bigint, OUT closable_by_receiver bigint, OUT green_channel bigint, OUT emergencies bigint, OUT answers_timed bigint, OUT answer_seconds_average integer, OUT answer_seconds_median integer) TO yl_web;
GRANT ALL ON FUNCTION fig.referral_table(kind text, id integer, first date, last date, by text, unit text, as_of date, OUT key text, OUT up_visits bigint, OUT up_persons bigint, OUT down_visits bigint, OUT down_persons bigint, OUT down_inpatient_visits bigint, OUT down_outpatient_visits bigint, OUT same_level_visits bigint, OUT same_level_persons bigint, OUT emergency_visits bigint, OUT sent bigint, OUT received bigint, OUT answered bigint, OUT accepted bigint, OUT rejected bigint, OUT returned bigint, OUT redirected bigint, OUT cancelled bigint, OUT came bigint, OUT no_show bigint, OUT fed_back bigint, OUT closed bigint, OUT closed_by_sender bigint, OUT closable_by_sender bigint, OUT closed_by_receiver bigint, OUT closable_by_receiver bigint, OUT green_channel bigint, OUT emergencies bigint, OUT answers_timed bigint, OUT answer_seconds_average integer, OUT answer_seconds_median integer) TO yl_job;


--
-- Name: FUNCTION region_sides(from_region_id integer, to_region_id integer, OUT level smallint, OUT region_id integer, OUT side text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.region_sides(from_region_id integer, to_region_id integer, OUT level smallint, OUT region_id integer, OUT side text) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.region_sides(from_region_id integer, to_region_id integer, OUT level smallint, OUT region_id integer, OUT side text) TO yl_web;
GRANT ALL ON FUNCTION fig.region_sides(from_region_id integer, to_region_id integer, OUT level smallint, OUT region_id integer, OUT side text) TO yl_job;


--
-- Name: FUNCTION region_slices(lo integer, hi integer, first date, last date, widest text, cut text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.region_slices(lo integer, hi integer, first date, last date, widest text, cut text) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.region_slices(lo integer, hi integer, first date, last date, widest text, cut text) TO yl_web;
GRANT ALL ON FUNCTION fig.region_slices(lo integer, hi integer, first date, last date, widest text, cut text) TO yl_job;


--
-- Name: FUNCTION rows_page(kind text, scope_id integer, first date, last date, figure text, direction text, sender integer, receiver integer, county integer, department text, disease text, cursor text, most integer, OUT id uuid, OUT at timestamp with time zone); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.rows_page(kind text, scope_id integer, first date, last date, figure text, direction text, sender integer, receiver integer, county integer, department text, disease text, cursor text, most integer, OUT id uuid, OUT at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.rows_page(kind text, scope_id integer, first date, last date, figure text, direction text, sender integer, receiver integer, county integer, department text, disease text, cursor text, most integer, OUT id uuid, OUT at timestamp with time zone) TO yl_web;
GRANT ALL ON FUNCTION fig.rows_page(kind text, scope_id integer, first date, last date, figure text, direction text, sender integer, receiver integer, county integer, department text, disease text, cursor text, most integer, OUT id uuid, OUT at timestamp with time zone) TO yl_job;


--
-- Name: FUNCTION scope(kind text, id integer, as_of date, OUT lo integer, OUT hi integer, OUT orgs integer[], OUT "inner" boolean, OUT name text); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.scope(kind text, id integer, as_of date, OUT lo integer, OUT hi integer, OUT orgs integer[], OUT "inner" boolean, OUT name text) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.scope(kind text, id integer, as_of date, OUT lo integer, OUT hi integer, OUT orgs integer[], OUT "inner" boolean, OUT name text) TO yl_web;
GRANT ALL ON FUNCTION fig.scope(kind text, id integer, as_of date, OUT lo integer, OUT hi integer, OUT orgs integer[], OUT "inner" boolean, OUT name text) TO yl_job;


--
-- Name: TABLE entry; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.entry TO yl_web;
GRANT SELECT ON TABLE fig.entry TO yl_job;


--
-- Name: FUNCTION source_facts(source text, ids uuid[]); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.source_facts(source text, ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.source_facts(source text, ids uuid[]) TO yl_web;
GRANT ALL ON FUNCTION fig.source_facts(source text, ids uuid[]) TO yl_job;


--
-- Name: FUNCTION spans(first date, last date, widest text, OUT grain text, OUT start date); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.spans(first date, last date, widest text, OUT grain text, OUT start date) FROM PUBLIC;
GRANT ALL ON FUNCTION fig.spans(first date, last date, widest text, OUT grain text, OUT start date) TO yl_web;
GRANT ALL ON FUNCTION fig.spans(first date, last date, widest text, OUT grain text, OUT start date) TO yl_job;


--
-- Name: FUNCTION write_sources(); Type: ACL; Schema: fig; Owner: -
--

REVOKE ALL ON FUNCTION fig.write_sources() FROM PUBLIC;


--
-- Name: FUNCTION act(job uuid, action text); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.act(job uuid, action text) FROM PUBLIC;
GRANT ALL ON FUNCTION job.act(job uuid, action text) TO yl_web;


--
-- Name: TABLE upload; Type: ACL; Schema: job; Owner: -
--

GRANT SELECT ON TABLE job.upload TO yl_web;
GRANT SELECT ON TABLE job.upload TO yl_job;


--
-- Name: COLUMN upload.id; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(id) ON TABLE job.upload TO yl_web;


--
-- Name: COLUMN upload.account_id; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(account_id) ON TABLE job.upload TO yl_web;


--
-- Name: COLUMN upload.name; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(name) ON TABLE job.upload TO yl_web;


--
-- Name: COLUMN upload.bytes; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(bytes) ON TABLE job.upload TO yl_web;


--
-- Name: FUNCTION add_upload(id uuid, name text, bytes bigint, files_max integer, bytes_max bigint); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.add_upload(id uuid, name text, bytes bigint, files_max integer, bytes_max bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION job.add_upload(id uuid, name text, bytes bigint, files_max integer, bytes_max bigint) TO yl_web;


--
-- Name: FUNCTION blame(job uuid, lines integer[], field text, value text[], zh text, en text); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.blame(job uuid, lines integer[], field text, value text[], zh text, en text) FROM PUBLIC;
GRANT ALL ON FUNCTION job.blame(job uuid, lines integer[], field text, value text[], zh text, en text) TO yl_job;


--
-- Name: FUNCTION blame_doubles(job uuid, field text); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.blame_doubles(job uuid, field text) FROM PUBLIC;
GRANT ALL ON FUNCTION job.blame_doubles(job uuid, field text) TO yl_job;


--
-- Name: FUNCTION check_mapping(mapping jsonb, states jsonb, kind jsonb, headings jsonb); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.check_mapping(mapping jsonb, states jsonb, kind jsonb, headings jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION job.check_mapping(mapping jsonb, states jsonb, kind jsonb, headings jsonb) TO yl_web;


--
-- Name: FUNCTION count_outcomes(job uuid); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.count_outcomes(job uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION job.count_outcomes(job uuid) TO yl_job;


--
-- Name: FUNCTION create_export(kind text, filter jsonb); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.create_export(kind text, filter jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION job.create_export(kind text, filter jsonb) TO yl_web;


--
-- Name: FUNCTION create_import(upload uuid, kind text, organisation integer); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.create_import(upload uuid, kind text, organisation integer) FROM PUBLIC;
GRANT ALL ON FUNCTION job.create_import(upload uuid, kind text, organisation integer) TO yl_web;


--
-- Name: FUNCTION enter(job uuid, state text, zh text, en text); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.enter(job uuid, state text, zh text, en text) FROM PUBLIC;
GRANT ALL ON FUNCTION job.enter(job uuid, state text, zh text, en text) TO yl_job;


--
-- Name: FUNCTION expire(OUT folder text, OUT file text); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.expire(OUT folder text, OUT file text) FROM PUBLIC;
GRANT ALL ON FUNCTION job.expire(OUT folder text, OUT file text) TO yl_job;


--
-- Name: FUNCTION finish_import(job uuid, written integer); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.finish_import(job uuid, written integer) FROM PUBLIC;
GRANT ALL ON FUNCTION job.finish_import(job uuid, written integer) TO yl_job;


--
-- Name: FUNCTION import_patients(job uuid, org integer, region integer, first integer, last integer); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.import_patients(job uuid, org integer, region integer, first integer, last integer) FROM PUBLIC;
GRANT ALL ON FUNCTION job.import_patients(job uuid, org integer, region integer, first integer, last integer) TO yl_job;


--
-- Name: FUNCTION map(job uuid, mapping jsonb, states jsonb); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.map(job uuid, mapping jsonb, states jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION job.map(job uuid, mapping jsonb, states jsonb) TO yl_web;


--
-- Name: FUNCTION map(job uuid, mapping jsonb, states jsonb, kinds jsonb); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.map(job uuid, mapping jsonb, states jsonb, kinds jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION job.map(job uuid, mapping jsonb, states jsonb, kinds jsonb) TO yl_web;


--
-- Name: FUNCTION next(OUT id uuid, OUT kind text, OUT state text, OUT attempts integer); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.next(OUT id uuid, OUT kind text, OUT state text, OUT attempts integer) FROM PUBLIC;
GRANT ALL ON FUNCTION job.next(OUT id uuid, OUT kind text, OUT state text, OUT attempts integer) TO yl_job;


--
-- Name: FUNCTION number_equal_rows(job uuid); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.number_equal_rows(job uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION job.number_equal_rows(job uuid) TO yl_job;


--
-- Name: TABLE job; Type: ACL; Schema: job; Owner: -
--

GRANT SELECT ON TABLE job.job TO yl_sec;
GRANT SELECT ON TABLE job.job TO yl_web;
GRANT SELECT ON TABLE job.job TO yl_job;


--
-- Name: COLUMN job.id; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(id) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.account_id; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(account_id) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.permission; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(permission) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.kind; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(kind) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.acting_org_id; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(acting_org_id) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.state; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(state) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.stopping; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(stopping) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.upload_id; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(upload_id) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.file_name; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(file_name) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.wishes; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(wishes),UPDATE(wishes) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.findings; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(findings) ON TABLE job.job TO yl_web;
GRANT UPDATE(findings) ON TABLE job.job TO yl_job;


--
-- Name: COLUMN job.total; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(total) ON TABLE job.job TO yl_job;


--
-- Name: COLUMN job.done; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(done) ON TABLE job.job TO yl_web;
GRANT UPDATE(done) ON TABLE job.job TO yl_job;


--
-- Name: COLUMN job.good; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(good) ON TABLE job.job TO yl_job;


--
-- Name: COLUMN job.bad; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(bad) ON TABLE job.job TO yl_job;


--
-- Name: COLUMN job.known; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(known) ON TABLE job.job TO yl_job;


--
-- Name: COLUMN job.written; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(written) ON TABLE job.job TO yl_job;


--
-- Name: COLUMN job.attempts; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(attempts) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.version; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(version) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.queued_at; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(queued_at) ON TABLE job.job TO yl_web;


--
-- Name: COLUMN job.updated_at; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(updated_at) ON TABLE job.job TO yl_web;
GRANT UPDATE(updated_at) ON TABLE job.job TO yl_job;


--
-- Name: COLUMN job.ended_at; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(ended_at) ON TABLE job.job TO yl_web;


--
-- Name: FUNCTION own_job(job uuid); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.own_job(job uuid) FROM PUBLIC;


--
-- Name: FUNCTION parent_of(parent text); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.parent_of(parent text) FROM PUBLIC;
GRANT ALL ON FUNCTION job.parent_of(parent text) TO yl_job;


--
-- Name: FUNCTION permission_of(kind text); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.permission_of(kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION job.permission_of(kind text) TO yl_web;


--
-- Name: FUNCTION progress(job uuid, total integer, done integer, good integer, bad integer); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.progress(job uuid, total integer, done integer, good integer, bad integer) FROM PUBLIC;
GRANT ALL ON FUNCTION job.progress(job uuid, total integer, done integer, good integer, bad integer) TO yl_job;


--
-- Name: FUNCTION referral_lines(job uuid, first integer, last integer); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.referral_lines(job uuid, first integer, last integer) FROM PUBLIC;
GRANT ALL ON FUNCTION job.referral_lines(job uuid, first integer, last integer) TO yl_job;


--
-- Name: FUNCTION refuse(job uuid); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.refuse(job uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION job.refuse(job uuid) TO yl_web;


--
-- Name: FUNCTION refuse_mapping(pointer text, key text, zh text, en text); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.refuse_mapping(pointer text, key text, zh text, en text) FROM PUBLIC;
GRANT ALL ON FUNCTION job.refuse_mapping(pointer text, key text, zh text, en text) TO yl_web;


--
-- Name: FUNCTION run_organisations(job uuid, first integer, last integer); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.run_organisations(job uuid, first integer, last integer) FROM PUBLIC;
GRANT ALL ON FUNCTION job.run_organisations(job uuid, first integer, last integer) TO yl_job;


--
-- Name: FUNCTION run_referrals(job uuid, first integer, last integer); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.run_referrals(job uuid, first integer, last integer) FROM PUBLIC;
GRANT ALL ON FUNCTION job.run_referrals(job uuid, first integer, last integer) TO yl_job;


--
-- Name: FUNCTION settle_organisations(job uuid); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.settle_organisations(job uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION job.settle_organisations(job uuid) TO yl_job;


--
-- Name: FUNCTION settle_referrals(job uuid); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.settle_referrals(job uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION job.settle_referrals(job uuid) TO yl_job;


--
-- Name: FUNCTION unknown_files(names jsonb); Type: ACL; Schema: job; Owner: -
--

REVOKE ALL ON FUNCTION job.unknown_files(names jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION job.unknown_files(names jsonb) TO yl_job;


--
-- Name: FUNCTION cash_dist(money, money); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.cash_dist(money, money) FROM PUBLIC;


--
-- Name: FUNCTION date_dist(date, date); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.date_dist(date, date) FROM PUBLIC;


--
-- Name: FUNCTION float4_dist(real, real); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.float4_dist(real, real) FROM PUBLIC;


--
-- Name: FUNCTION float8_dist(double precision, double precision); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.float8_dist(double precision, double precision) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bit_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bit_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bit_consistent(internal, bit, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bit_consistent(internal, bit, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bit_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bit_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bit_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bit_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bit_same(meta.gbtreekey_var, meta.gbtreekey_var, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bit_same(meta.gbtreekey_var, meta.gbtreekey_var, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bit_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bit_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bool_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bool_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bool_consistent(internal, boolean, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bool_consistent(internal, boolean, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bool_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bool_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bool_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bool_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bool_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bool_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bool_same(meta.gbtreekey2, meta.gbtreekey2, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bool_same(meta.gbtreekey2, meta.gbtreekey2, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bool_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bool_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bpchar_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bpchar_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bpchar_consistent(internal, character, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bpchar_consistent(internal, character, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bytea_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bytea_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bytea_consistent(internal, bytea, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bytea_consistent(internal, bytea, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bytea_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bytea_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bytea_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bytea_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bytea_same(meta.gbtreekey_var, meta.gbtreekey_var, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bytea_same(meta.gbtreekey_var, meta.gbtreekey_var, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_bytea_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_bytea_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_cash_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_cash_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_cash_consistent(internal, money, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_cash_consistent(internal, money, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_cash_distance(internal, money, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_cash_distance(internal, money, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_cash_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_cash_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_cash_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_cash_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_cash_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_cash_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_cash_same(meta.gbtreekey16, meta.gbtreekey16, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_cash_same(meta.gbtreekey16, meta.gbtreekey16, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_cash_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_cash_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_date_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_date_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_date_consistent(internal, date, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_date_consistent(internal, date, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_date_distance(internal, date, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_date_distance(internal, date, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_date_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_date_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_date_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_date_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_date_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_date_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_date_same(meta.gbtreekey8, meta.gbtreekey8, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_date_same(meta.gbtreekey8, meta.gbtreekey8, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_date_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_date_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_decompress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_decompress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_enum_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_enum_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_enum_consistent(internal, anyenum, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_enum_consistent(internal, anyenum, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_enum_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_enum_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_enum_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_enum_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_enum_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_enum_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_enum_same(meta.gbtreekey8, meta.gbtreekey8, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_enum_same(meta.gbtreekey8, meta.gbtreekey8, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_enum_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_enum_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float4_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float4_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float4_consistent(internal, real, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float4_consistent(internal, real, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float4_distance(internal, real, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float4_distance(internal, real, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float4_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float4_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float4_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float4_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float4_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float4_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float4_same(meta.gbtreekey8, meta.gbtreekey8, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float4_same(meta.gbtreekey8, meta.gbtreekey8, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float4_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float4_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float8_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float8_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float8_consistent(internal, double precision, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float8_consistent(internal, double precision, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float8_distance(internal, double precision, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float8_distance(internal, double precision, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float8_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float8_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float8_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float8_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float8_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float8_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float8_same(meta.gbtreekey16, meta.gbtreekey16, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float8_same(meta.gbtreekey16, meta.gbtreekey16, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_float8_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_float8_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_inet_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_inet_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_inet_consistent(internal, inet, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_inet_consistent(internal, inet, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_inet_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_inet_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_inet_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_inet_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_inet_same(meta.gbtreekey16, meta.gbtreekey16, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_inet_same(meta.gbtreekey16, meta.gbtreekey16, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_inet_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_inet_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int2_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int2_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int2_consistent(internal, smallint, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int2_consistent(internal, smallint, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int2_distance(internal, smallint, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int2_distance(internal, smallint, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int2_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int2_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int2_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int2_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int2_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int2_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int2_same(meta.gbtreekey4, meta.gbtreekey4, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int2_same(meta.gbtreekey4, meta.gbtreekey4, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int2_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int2_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int4_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int4_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int4_consistent(internal, integer, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int4_consistent(internal, integer, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int4_distance(internal, integer, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int4_distance(internal, integer, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int4_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int4_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int4_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int4_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int4_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int4_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int4_same(meta.gbtreekey8, meta.gbtreekey8, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int4_same(meta.gbtreekey8, meta.gbtreekey8, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int4_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int4_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int8_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int8_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int8_consistent(internal, bigint, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int8_consistent(internal, bigint, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int8_distance(internal, bigint, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int8_distance(internal, bigint, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int8_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int8_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int8_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int8_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int8_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int8_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int8_same(meta.gbtreekey16, meta.gbtreekey16, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int8_same(meta.gbtreekey16, meta.gbtreekey16, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_int8_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_int8_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_intv_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_intv_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_intv_consistent(internal, interval, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_intv_consistent(internal, interval, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_intv_decompress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_intv_decompress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_intv_distance(internal, interval, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_intv_distance(internal, interval, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_intv_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_intv_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_intv_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_intv_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_intv_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_intv_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_intv_same(meta.gbtreekey32, meta.gbtreekey32, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_intv_same(meta.gbtreekey32, meta.gbtreekey32, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_intv_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_intv_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad8_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad8_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad8_consistent(internal, macaddr8, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad8_consistent(internal, macaddr8, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad8_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad8_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad8_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad8_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad8_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad8_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad8_same(meta.gbtreekey16, meta.gbtreekey16, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad8_same(meta.gbtreekey16, meta.gbtreekey16, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad8_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad8_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad_consistent(internal, macaddr, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad_consistent(internal, macaddr, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad_same(meta.gbtreekey16, meta.gbtreekey16, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad_same(meta.gbtreekey16, meta.gbtreekey16, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_macad_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_macad_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_numeric_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_numeric_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_numeric_consistent(internal, numeric, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_numeric_consistent(internal, numeric, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_numeric_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_numeric_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_numeric_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_numeric_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_numeric_same(meta.gbtreekey_var, meta.gbtreekey_var, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_numeric_same(meta.gbtreekey_var, meta.gbtreekey_var, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_numeric_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_numeric_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_oid_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_oid_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_oid_consistent(internal, oid, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_oid_consistent(internal, oid, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_oid_distance(internal, oid, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_oid_distance(internal, oid, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_oid_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_oid_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_oid_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_oid_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_oid_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_oid_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_oid_same(meta.gbtreekey8, meta.gbtreekey8, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_oid_same(meta.gbtreekey8, meta.gbtreekey8, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_oid_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_oid_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_text_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_text_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_text_consistent(internal, text, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_text_consistent(internal, text, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_text_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_text_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_text_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_text_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_text_same(meta.gbtreekey_var, meta.gbtreekey_var, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_text_same(meta.gbtreekey_var, meta.gbtreekey_var, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_text_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_text_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_time_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_time_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_time_consistent(internal, time without time zone, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_time_consistent(internal, time without time zone, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_time_distance(internal, time without time zone, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_time_distance(internal, time without time zone, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_time_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_time_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_time_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_time_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_time_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_time_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_time_same(meta.gbtreekey16, meta.gbtreekey16, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_time_same(meta.gbtreekey16, meta.gbtreekey16, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_time_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_time_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_timetz_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_timetz_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_timetz_consistent(internal, time with time zone, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_timetz_consistent(internal, time with time zone, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_ts_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_ts_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_ts_consistent(internal, timestamp without time zone, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_ts_consistent(internal, timestamp without time zone, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_ts_distance(internal, timestamp without time zone, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_ts_distance(internal, timestamp without time zone, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_ts_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_ts_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_ts_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_ts_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_ts_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_ts_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_ts_same(meta.gbtreekey16, meta.gbtreekey16, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_ts_same(meta.gbtreekey16, meta.gbtreekey16, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_ts_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_ts_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_tstz_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_tstz_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_tstz_consistent(internal, timestamp with time zone, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_tstz_consistent(internal, timestamp with time zone, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_tstz_distance(internal, timestamp with time zone, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_tstz_distance(internal, timestamp with time zone, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_uuid_compress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_uuid_compress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_uuid_consistent(internal, uuid, smallint, oid, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_uuid_consistent(internal, uuid, smallint, oid, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_uuid_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_uuid_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_uuid_penalty(internal, internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_uuid_penalty(internal, internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_uuid_picksplit(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_uuid_picksplit(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_uuid_same(meta.gbtreekey32, meta.gbtreekey32, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_uuid_same(meta.gbtreekey32, meta.gbtreekey32, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_uuid_union(internal, internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_uuid_union(internal, internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_var_decompress(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_var_decompress(internal) FROM PUBLIC;


--
-- Name: FUNCTION gbt_var_fetch(internal); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.gbt_var_fetch(internal) FROM PUBLIC;


--
-- Name: FUNCTION int2_dist(smallint, smallint); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.int2_dist(smallint, smallint) FROM PUBLIC;


--
-- Name: FUNCTION int4_dist(integer, integer); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.int4_dist(integer, integer) FROM PUBLIC;


--
-- Name: FUNCTION int8_dist(bigint, bigint); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.int8_dist(bigint, bigint) FROM PUBLIC;


--
-- Name: FUNCTION interval_dist(interval, interval); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.interval_dist(interval, interval) FROM PUBLIC;


--
-- Name: FUNCTION oid_dist(oid, oid); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.oid_dist(oid, oid) FROM PUBLIC;


--
-- Name: FUNCTION time_dist(time without time zone, time without time zone); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.time_dist(time without time zone, time without time zone) FROM PUBLIC;


--
-- Name: FUNCTION ts_dist(timestamp without time zone, timestamp without time zone); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.ts_dist(timestamp without time zone, timestamp without time zone) FROM PUBLIC;


--
-- Name: FUNCTION tstz_dist(timestamp with time zone, timestamp with time zone); Type: ACL; Schema: meta; Owner: -
--

REVOKE ALL ON FUNCTION meta.tstz_dist(timestamp with time zone, timestamp with time zone) FROM PUBLIC;


--
-- Name: FUNCTION account_ceiling(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.account_ceiling() FROM PUBLIC;


--
-- Name: FUNCTION account_fill(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.account_fill() FROM PUBLIC;


--
-- Name: FUNCTION account_last(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.account_last() FROM PUBLIC;


--
-- Name: FUNCTION account_moved(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.account_moved() FROM PUBLIC;


--
-- Name: FUNCTION account_name(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.account_name() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.account_name() TO yl_owner;
GRANT ALL ON FUNCTION sec.account_name() TO yl_web;
GRANT ALL ON FUNCTION sec.account_name() TO yl_job;


--
-- Name: FUNCTION account_of_login(login text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.account_of_login(login text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.account_of_login(login text) TO yl_owner;


--
-- Name: FUNCTION account_role_guard(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.account_role_guard() FROM PUBLIC;


--
-- Name: FUNCTION account_role_last(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.account_role_last() FROM PUBLIC;


--
-- Name: COLUMN account.id; Type: ACL; Schema: sec; Owner: -
--

GRANT REFERENCES(id) ON TABLE sec.account TO yl_owner;


--
-- Name: FUNCTION admin_account_find(realm_code text, login_name text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_account_find(realm_code text, login_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_account_find(realm_code text, login_name text) TO yl_admin;


--
-- Name: FUNCTION login_account(realm_id integer, dir_uid bytea, login_name text, display_name text, home_org integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_account(realm_id integer, dir_uid bytea, login_name text, display_name text, home_org integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_account(realm_id integer, dir_uid bytea, login_name text, display_name text, home_org integer) TO yl_auth;


--
-- Name: FUNCTION realm_by_code(realm_code text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.realm_by_code(realm_code text) FROM PUBLIC;


--
-- Name: FUNCTION admin_account_put(realm_code text, dir_uid bytea, login_name text, display_name text, home_org integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_account_put(realm_code text, dir_uid bytea, login_name text, display_name text, home_org integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_account_put(realm_code text, dir_uid bytea, login_name text, display_name text, home_org integer) TO yl_admin;


--
-- Name: FUNCTION admin_alliance(alliance_name text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_alliance(alliance_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_alliance(alliance_name text) TO yl_admin;


--
-- Name: FUNCTION block_account(actor bigint, who bigint, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.block_account(actor bigint, who bigint, reason text) FROM PUBLIC;


--
-- Name: FUNCTION admin_block(actor bigint, who bigint, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_block(actor bigint, who bigint, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_block(actor bigint, who bigint, reason text) TO yl_admin;


--
-- Name: FUNCTION admin_deny(actor bigint, who bigint, permission text, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_deny(actor bigint, who bigint, permission text, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_deny(actor bigint, who bigint, permission text, reason text) TO yl_admin;


--
-- Name: FUNCTION approve_role(actor bigint, grant_id bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.approve_role(actor bigint, grant_id bigint) FROM PUBLIC;


--
-- Name: FUNCTION admin_grant_approve(actor bigint, grant_id bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_grant_approve(actor bigint, grant_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_grant_approve(actor bigint, grant_id bigint) TO yl_admin;


--
-- Name: FUNCTION propose_role(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.propose_role(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) FROM PUBLIC;


--
-- Name: FUNCTION admin_grant_propose(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_grant_propose(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_grant_propose(actor bigint, who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) TO yl_admin;


--
-- Name: FUNCTION revoke_role(actor bigint, grant_id bigint, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.revoke_role(actor bigint, grant_id bigint, reason text) FROM PUBLIC;


--
-- Name: FUNCTION admin_grant_revoke(actor bigint, grant_id bigint, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_grant_revoke(actor bigint, grant_id bigint, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_grant_revoke(actor bigint, grant_id bigint, reason text) TO yl_admin;


--
-- Name: FUNCTION admin_group_map_approve(actor bigint, map_id bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_group_map_approve(actor bigint, map_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_group_map_approve(actor bigint, map_id bigint) TO yl_admin;


--
-- Name: FUNCTION admin_group_map_propose(actor bigint, realm_code text, group_uid bytea, group_dn text, role_code text, scope_kind text, scope_org integer, max_days integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_group_map_propose(actor bigint, realm_code text, group_uid bytea, group_dn text, role_code text, scope_kind text, scope_org integer, max_days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_group_map_propose(actor bigint, realm_code text, group_uid bytea, group_dn text, role_code text, scope_kind text, scope_org integer, max_days integer) TO yl_admin;


--
-- Name: FUNCTION admin_group_map_retire(actor bigint, map_id bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_group_map_retire(actor bigint, map_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_group_map_retire(actor bigint, map_id bigint) TO yl_admin;


--
-- Name: FUNCTION admin_group_maps(realm_code text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_group_maps(realm_code text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_group_maps(realm_code text) TO yl_admin;


--
-- Name: FUNCTION admin_init(sys_admin bigint, sec_admin bigint, auditor bigint, second_sec_admin bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_init(sys_admin bigint, sec_admin bigint, auditor bigint, second_sec_admin bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_init(sys_admin bigint, sec_admin bigint, auditor bigint, second_sec_admin bigint) TO yl_admin;


--
-- Name: FUNCTION region_high(code integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.region_high(code integer) FROM PUBLIC;


--
-- Name: FUNCTION region_low(code integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.region_low(code integer) FROM PUBLIC;


--
-- Name: FUNCTION admin_initialised(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_initialised() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_initialised() TO yl_admin;


--
-- Name: FUNCTION admin_link_person(actor bigint, who bigint, same_as bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_link_person(actor bigint, who bigint, same_as bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_link_person(actor bigint, who bigint, same_as bigint) TO yl_admin;


--
-- Name: TABLE event; Type: ACL; Schema: aud; Owner: -
--

GRANT SELECT ON TABLE aud.event TO yl_web;


--
-- Name: FUNCTION note(actor bigint, action text, object_type text, object_id text, org integer, region integer, result text, reason text, detail jsonb); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.note(actor bigint, action text, object_type text, object_id text, org integer, region integer, result text, reason text, detail jsonb) FROM PUBLIC;


--
-- Name: FUNCTION admin_note(action text, object_type text, object_id text, result text, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_note(action text, object_type text, object_id text, result text, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_note(action text, object_type text, object_id text, result text, reason text) TO yl_admin;


--
-- Name: FUNCTION org_by_code(org_code text, pointer text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.org_by_code(org_code text, pointer text) FROM PUBLIC;


--
-- Name: FUNCTION admin_org(org_code text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_org(org_code text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_org(org_code text) TO yl_admin;


--
-- Name: FUNCTION admin_org_label(org integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_org_label(org integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_org_label(org integer) TO yl_admin;


--
-- Name: FUNCTION admin_realm_enable(realm_code text, enabled boolean); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_realm_enable(realm_code text, enabled boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_realm_enable(realm_code text, enabled boolean) TO yl_admin;


--
-- Name: FUNCTION admin_realm_put(realm_code text, settings jsonb); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_realm_put(realm_code text, settings jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_realm_put(realm_code text, settings jsonb) TO yl_admin;


--
-- Name: FUNCTION admin_rotate_context_key(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_rotate_context_key() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_rotate_context_key() TO yl_admin;


--
-- Name: FUNCTION unblock_account(actor bigint, who bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.unblock_account(actor bigint, who bigint) FROM PUBLIC;


--
-- Name: FUNCTION admin_unblock(actor bigint, who bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_unblock(actor bigint, who bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_unblock(actor bigint, who bigint) TO yl_admin;


--
-- Name: FUNCTION admin_undeny(actor bigint, who bigint, permission text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_undeny(actor bigint, who bigint, permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_undeny(actor bigint, who bigint, permission text) TO yl_admin;


--
-- Name: FUNCTION admin_who_may(realm_code text, role text, permission text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.admin_who_may(realm_code text, role text, permission text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.admin_who_may(realm_code text, role text, permission text) TO yl_admin;


--
-- Name: FUNCTION alliance_changed(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.alliance_changed() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.alliance_changed() TO yl_owner;


--
-- Name: FUNCTION alliances(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.alliances() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.alliances() TO yl_owner;
GRANT ALL ON FUNCTION sec.alliances() TO yl_web;
GRANT ALL ON FUNCTION sec.alliances() TO yl_job;


--
-- Name: FUNCTION apply_groups(who bigint, group_uids bytea[]); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.apply_groups(who bigint, group_uids bytea[]) FROM PUBLIC;


--
-- Name: FUNCTION audit(action text, object_type text, object_id text, region integer, org integer, detail jsonb); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.audit(action text, object_type text, object_id text, region integer, org integer, detail jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.audit(action text, object_type text, object_id text, region integer, org integer, detail jsonb) TO yl_owner;
GRANT ALL ON FUNCTION sec.audit(action text, object_type text, object_id text, region integer, org integer, detail jsonb) TO yl_web;
GRANT ALL ON FUNCTION sec.audit(action text, object_type text, object_id text, region integer, org integer, detail jsonb) TO yl_job;


--
-- Name: FUNCTION audit_refusal(token bytea, permission text, request_id text, ip inet, status integer, path text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.audit_refusal(token bytea, permission text, request_id text, ip inet, status integer, path text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.audit_refusal(token bytea, permission text, request_id text, ip inet, status integer, path text) TO yl_web;


--
-- Name: FUNCTION begin_job(job uuid, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.begin_job(job uuid, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.begin_job(job uuid, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text) TO yl_job;


--
-- Name: FUNCTION begin_request(token bytea, permission text, read_only boolean, request_id text, ip inet, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.begin_request(token bytea, permission text, read_only boolean, request_id text, ip inet, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.begin_request(token bytea, permission text, read_only boolean, request_id text, ip inet, OUT account_id bigint, OUT display_name text, OUT home_org integer, OUT language text) TO yl_web;


--
-- Name: FUNCTION begin_stale(token bytea, who bigint, permission text, read_only boolean, request_id text, ip inet); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.begin_stale(token bytea, who bigint, permission text, read_only boolean, request_id text, ip inet) FROM PUBLIC;


--
-- Name: FUNCTION claim(key text, request_hash bytea, proposed_id uuid, object text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.claim(key text, request_hash bytea, proposed_id uuid, object text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.claim(key text, request_hash bytea, proposed_id uuid, object text) TO yl_web;


--
-- Name: FUNCTION claimed_at(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.claimed_at() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.claimed_at() TO yl_web;


--
-- Name: FUNCTION context(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.context() FROM PUBLIC;


--
-- Name: FUNCTION current_scope(who bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.current_scope(who bigint) FROM PUBLIC;


--
-- Name: FUNCTION end_my_session(session uuid); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.end_my_session(session uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.end_my_session(session uuid) TO yl_web;


--
-- Name: FUNCTION end_sessions(who bigint, why text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.end_sessions(who bigint, why text) FROM PUBLIC;


--
-- Name: FUNCTION must_be_here_for(permission text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.must_be_here_for(permission text) FROM PUBLIC;


--
-- Name: FUNCTION grant_approve(grant_id bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.grant_approve(grant_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.grant_approve(grant_id bigint) TO yl_web;


--
-- Name: FUNCTION grant_list(who bigint, only_proposed boolean, after bigint, row_limit integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.grant_list(who bigint, only_proposed boolean, after bigint, row_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.grant_list(who bigint, only_proposed boolean, after bigint, row_limit integer) TO yl_web;


--
-- Name: FUNCTION grant_propose(who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.grant_propose(who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.grant_propose(who bigint, role_code text, scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, valid_from timestamp with time zone, valid_until timestamp with time zone, reason text) TO yl_web;


--
-- Name: FUNCTION grant_revoke(grant_id bigint, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.grant_revoke(grant_id bigint, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.grant_revoke(grant_id bigint, reason text) TO yl_web;


--
-- Name: FUNCTION group_map_guard(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.group_map_guard() FROM PUBLIC;


--
-- Name: FUNCTION guard(target regclass); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.guard(target regclass) FROM PUBLIC;


--
-- Name: FUNCTION has_column(target regclass, name text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.has_column(target regclass, name text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.has_column(target regclass, name text) TO yl_owner;


--
-- Name: FUNCTION home_org(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.home_org() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.home_org() TO yl_owner;
GRANT ALL ON FUNCTION sec.home_org() TO yl_web;
GRANT ALL ON FUNCTION sec.home_org() TO yl_job;


--
-- Name: FUNCTION housekeeping(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.housekeeping() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.housekeeping() TO yl_job;


--
-- Name: FUNCTION is_active(held sec.account_role); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.is_active(held sec.account_role) FROM PUBLIC;


--
-- Name: FUNCTION is_last_administrator(held sec.account_role); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.is_last_administrator(held sec.account_role) FROM PUBLIC;


--
-- Name: FUNCTION is_system(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.is_system() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.is_system() TO yl_owner;
GRANT ALL ON FUNCTION sec.is_system() TO yl_web;
GRANT ALL ON FUNCTION sec.is_system() TO yl_job;


--
-- Name: FUNCTION last_sign_in(org integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.last_sign_in(org integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.last_sign_in(org integer) TO yl_owner;
GRANT ALL ON FUNCTION sec.last_sign_in(org integer) TO yl_web;
GRANT ALL ON FUNCTION sec.last_sign_in(org integer) TO yl_job;


--
-- Name: FUNCTION login_end(token_hash bytea, ip inet, request_id text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_end(token_hash bytea, ip inet, request_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_end(token_hash bytea, ip inet, request_id text) TO yl_auth;


--
-- Name: FUNCTION login_groups(account_id bigint, group_uids bytea[]); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_groups(account_id bigint, group_uids bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_groups(account_id bigint, group_uids bytea[]) TO yl_auth;


--
-- Name: FUNCTION login_note(action text, realm_id integer, account_id bigint, result text, reason text, ip inet, request_id text, detail jsonb); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_note(action text, realm_id integer, account_id bigint, result text, reason text, ip inet, request_id text, detail jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_note(action text, realm_id integer, account_id bigint, result text, reason text, ip inet, request_id text, detail jsonb) TO yl_auth;


--
-- Name: FUNCTION login_outage(realm_id integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_outage(realm_id integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_outage(realm_id integer) TO yl_auth;


--
-- Name: FUNCTION login_password_changed(account_id bigint, changed_at timestamp with time zone); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_password_changed(account_id bigint, changed_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_password_changed(account_id bigint, changed_at timestamp with time zone) TO yl_auth;


--
-- Name: FUNCTION login_picker(q text, n integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_picker(q text, n integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_picker(q text, n integer) TO yl_auth;


--
-- Name: FUNCTION login_realms(only_enabled boolean); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_realms(only_enabled boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_realms(only_enabled boolean) TO yl_auth;
GRANT ALL ON FUNCTION sec.login_realms(only_enabled boolean) TO yl_admin;


--
-- Name: FUNCTION login_realms_version(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_realms_version() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_realms_version() TO yl_auth;
GRANT ALL ON FUNCTION sec.login_realms_version() TO yl_admin;


--
-- Name: FUNCTION login_recheck_active(account_ids bigint[]); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_recheck_active(account_ids bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_recheck_active(account_ids bigint[]) TO yl_auth;


--
-- Name: FUNCTION login_recheck_due(realm_id integer, everyone boolean); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_recheck_due(realm_id integer, everyone boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_recheck_due(realm_id integer, everyone boolean) TO yl_auth;


--
-- Name: FUNCTION login_recheck_gone(account_ids bigint[], state text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_recheck_gone(account_ids bigint[], state text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_recheck_gone(account_ids bigint[], state text) TO yl_auth;


--
-- Name: FUNCTION login_session(account_id bigint, token_hash bytea, auth_methods text[], ip inet, agent text, old_token_hash bytea, request_id text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.login_session(account_id bigint, token_hash bytea, auth_methods text[], ip inet, agent text, old_token_hash bytea, request_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.login_session(account_id bigint, token_hash bytea, auth_methods text[], ip inet, agent text, old_token_hash bytea, request_id text) TO yl_auth;


--
-- Name: FUNCTION may(permission text, org integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.may(permission text, org integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.may(permission text, org integer) TO yl_owner;
GRANT ALL ON FUNCTION sec.may(permission text, org integer) TO yl_web;
GRANT ALL ON FUNCTION sec.may(permission text, org integer) TO yl_job;


--
-- Name: FUNCTION must_be_other(actor bigint, account bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.must_be_other(actor bigint, account bigint) FROM PUBLIC;


--
-- Name: FUNCTION must_hold(actor bigint, permission text, span int4range); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.must_hold(actor bigint, permission text, span int4range) FROM PUBLIC;


--
-- Name: FUNCTION must_rule(who bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.must_rule(who bigint) FROM PUBLIC;


--
-- Name: FUNCTION my_account(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.my_account() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.my_account() TO yl_web;


--
-- Name: FUNCTION my_permissions(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.my_permissions() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.my_permissions() TO yl_web;


--
-- Name: FUNCTION my_roles(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.my_roles() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.my_roles() TO yl_web;


--
-- Name: FUNCTION my_sessions(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.my_sessions() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.my_sessions() TO yl_web;


--
-- Name: FUNCTION new_context_key(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.new_context_key() FROM PUBLIC;


--
-- Name: FUNCTION new_id(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.new_id() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.new_id() TO yl_owner;
GRANT ALL ON FUNCTION sec.new_id() TO yl_web;
GRANT ALL ON FUNCTION sec.new_id() TO yl_job;


--
-- Name: FUNCTION new_process_key(key_id integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.new_process_key(key_id integer) FROM PUBLIC;


--
-- Name: FUNCTION org_merged(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.org_merged() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.org_merged() TO yl_owner;


--
-- Name: FUNCTION org_tree_changed(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.org_tree_changed() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.org_tree_changed() TO yl_owner;


--
-- Name: FUNCTION org_within(ceiling integer, org integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.org_within(ceiling integer, org integer) FROM PUBLIC;


--
-- Name: FUNCTION permission(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.permission() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.permission() TO yl_owner;
GRANT ALL ON FUNCTION sec.permission() TO yl_web;
GRANT ALL ON FUNCTION sec.permission() TO yl_job;


--
-- Name: FUNCTION permission_codes(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.permission_codes() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.permission_codes() TO yl_web;


--
-- Name: FUNCTION permissions_at(org integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.permissions_at(org integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.permissions_at(org integer) TO yl_owner;
GRANT ALL ON FUNCTION sec.permissions_at(org integer) TO yl_web;
GRANT ALL ON FUNCTION sec.permissions_at(org integer) TO yl_job;


--
-- Name: FUNCTION permissions_of(one integer, other integer, OUT at_one text[], OUT at_other text[]); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.permissions_of(one integer, other integer, OUT at_one text[], OUT at_other text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.permissions_of(one integer, other integer, OUT at_one text[], OUT at_other text[]) TO yl_owner;
GRANT ALL ON FUNCTION sec.permissions_of(one integer, other integer, OUT at_one text[], OUT at_other text[]) TO yl_web;
GRANT ALL ON FUNCTION sec.permissions_of(one integer, other integer, OUT at_one text[], OUT at_other text[]) TO yl_job;


--
-- Name: FUNCTION process_key(key_id integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.process_key(key_id integer) FROM PUBLIC;


--
-- Name: FUNCTION protect(target regclass, form text, parents text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.protect(target regclass, form text, parents text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.protect(target regclass, form text, parents text) TO yl_owner;


--
-- Name: FUNCTION realm_ceiling(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.realm_ceiling() FROM PUBLIC;


--
-- Name: FUNCTION realm_changed(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.realm_changed() FROM PUBLIC;


--
-- Name: FUNCTION refresh_scope(who bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.refresh_scope(who bigint) FROM PUBLIC;


--
-- Name: FUNCTION refuse(code text, zh text, en text, pointer text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.refuse(code text, zh text, en text, pointer text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.refuse(code text, zh text, en text, pointer text) TO yl_owner;
GRANT ALL ON FUNCTION sec.refuse(code text, zh text, en text, pointer text) TO yl_web;
GRANT ALL ON FUNCTION sec.refuse(code text, zh text, en text, pointer text) TO yl_auth;
GRANT ALL ON FUNCTION sec.refuse(code text, zh text, en text, pointer text) TO yl_job;
GRANT ALL ON FUNCTION sec.refuse(code text, zh text, en text, pointer text) TO yl_admin;


--
-- Name: FUNCTION refuse_context(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.refuse_context() FROM PUBLIC;


--
-- Name: FUNCTION refuse_session(end_reason text, expired boolean); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.refuse_session(end_reason text, expired boolean) FROM PUBLIC;


--
-- Name: FUNCTION replayed(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.replayed() FROM PUBLIC;
GRANT ALL ON FUNCTION sec.replayed() TO yl_owner;
GRANT ALL ON FUNCTION sec.replayed() TO yl_web;
GRANT ALL ON FUNCTION sec.replayed() TO yl_job;


--
-- Name: FUNCTION reveal(object_type text, object_id text, region integer, org integer, field text, reason text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.reveal(object_type text, object_id text, region integer, org integer, field text, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.reveal(object_type text, object_id text, region integer, org integer, field text, reason text) TO yl_web;


--
-- Name: FUNCTION role_orgs(who bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.role_orgs(who bigint) FROM PUBLIC;


--
-- Name: FUNCTION scope_rows(who bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.scope_rows(who bigint) FROM PUBLIC;


--
-- Name: FUNCTION scope_span(scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, home integer); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.scope_span(scope_kind text, scope_org integer, scope_alliance integer, scope_region integer, home integer) FROM PUBLIC;


--
-- Name: FUNCTION scope_test(target regclass, by_org boolean, by_region boolean, alias text); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.scope_test(target regclass, by_org boolean, by_region boolean, alias text) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.scope_test(target regclass, by_org boolean, by_region boolean, alias text) TO yl_owner;


--
-- Name: FUNCTION session_end(session uuid); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.session_end(session uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.session_end(session uuid) TO yl_web;


--
-- Name: FUNCTION session_list(who bigint); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.session_list(who bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.session_list(who bigint) TO yl_web;


--
-- Name: FUNCTION set_context(who bigint, permission text, reach text, region_lo integer, region_hi integer, home_org integer, session text, request_id text, ip inet, alliances integer[], orgs integer[]); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.set_context(who bigint, permission text, reach text, region_lo integer, region_hi integer, home_org integer, session text, request_id text, ip inet, alliances integer[], orgs integer[]) FROM PUBLIC;


--
-- Name: FUNCTION signature(key bytea, payload bytea); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.signature(key bytea, payload bytea) FROM PUBLIC;


--
-- Name: FUNCTION stale_scopes(); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.stale_scopes() FROM PUBLIC;


--
-- Name: FUNCTION touch(token bytea); Type: ACL; Schema: sec; Owner: -
--

REVOKE ALL ON FUNCTION sec.touch(token bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION sec.touch(token bytea) TO yl_web;


--
-- Name: TABLE alliance_member; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.alliance_member TO yl_web;
GRANT SELECT ON TABLE biz.alliance_member TO yl_job;
GRANT SELECT ON TABLE biz.alliance_member TO yl_sec;


--
-- Name: COLUMN alliance_member.alliance_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(alliance_id) ON TABLE biz.alliance_member TO yl_web;
GRANT INSERT(alliance_id) ON TABLE biz.alliance_member TO yl_job;


--
-- Name: COLUMN alliance_member.organisation_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(organisation_id) ON TABLE biz.alliance_member TO yl_web;
GRANT INSERT(organisation_id) ON TABLE biz.alliance_member TO yl_job;


--
-- Name: COLUMN alliance_member.role; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(role) ON TABLE biz.alliance_member TO yl_web;
GRANT INSERT(role) ON TABLE biz.alliance_member TO yl_job;


--
-- Name: COLUMN alliance_member.joined_on; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(joined_on) ON TABLE biz.alliance_member TO yl_web;
GRANT INSERT(joined_on) ON TABLE biz.alliance_member TO yl_job;


--
-- Name: COLUMN alliance_member.left_on; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(left_on) ON TABLE biz.alliance_member TO yl_web;
GRANT UPDATE(left_on) ON TABLE biz.alliance_member TO yl_job;


--
-- Name: COLUMN alliance_member.reason; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(reason) ON TABLE biz.alliance_member TO yl_web;
GRANT UPDATE(reason) ON TABLE biz.alliance_member TO yl_job;


--
-- Name: TABLE attachment; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.attachment TO yl_web;
GRANT SELECT ON TABLE biz.attachment TO yl_job;


--
-- Name: COLUMN attachment.id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(id) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.record_type; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(record_type) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.record_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(record_id) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.module; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(module) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.from_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(from_org_id) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.from_region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(from_region_id) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.to_org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(to_org_id) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.to_region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(to_region_id) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.sha256; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(sha256) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(name) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.media_type; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(media_type) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.bytes; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(bytes) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.created_by; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(created_by) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.removed_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(removed_at) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.removed_by; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(removed_by) ON TABLE biz.attachment TO yl_web;


--
-- Name: COLUMN attachment.remove_reason; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(remove_reason) ON TABLE biz.attachment TO yl_web;


--
-- Name: TABLE code; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.code TO yl_web;
GRANT SELECT ON TABLE biz.code TO yl_job;


--
-- Name: TABLE code_list; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.code_list TO yl_web;
GRANT SELECT ON TABLE biz.code_list TO yl_job;


--
-- Name: TABLE constraint_word; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.constraint_word TO yl_web;
GRANT SELECT ON TABLE biz.constraint_word TO yl_job;


--
-- Name: TABLE department; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.department TO yl_web;
GRANT SELECT ON TABLE biz.department TO yl_job;


--
-- Name: TABLE donation_item; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT,DELETE ON TABLE biz.donation_item TO yl_web;
GRANT SELECT,DELETE ON TABLE biz.donation_item TO yl_job;


--
-- Name: COLUMN donation_item.record_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(record_id) ON TABLE biz.donation_item TO yl_web;
GRANT INSERT(record_id) ON TABLE biz.donation_item TO yl_job;


--
-- Name: COLUMN donation_item.line; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(line) ON TABLE biz.donation_item TO yl_web;
GRANT INSERT(line) ON TABLE biz.donation_item TO yl_job;


--
-- Name: COLUMN donation_item.name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE biz.donation_item TO yl_web;
GRANT INSERT(name),UPDATE(name) ON TABLE biz.donation_item TO yl_job;


--
-- Name: COLUMN donation_item.specification; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(specification),UPDATE(specification) ON TABLE biz.donation_item TO yl_web;
GRANT INSERT(specification),UPDATE(specification) ON TABLE biz.donation_item TO yl_job;


--
-- Name: COLUMN donation_item.quantity; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(quantity),UPDATE(quantity) ON TABLE biz.donation_item TO yl_web;
GRANT INSERT(quantity),UPDATE(quantity) ON TABLE biz.donation_item TO yl_job;


--
-- Name: COLUMN donation_item.quantity_exactness; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(quantity_exactness),UPDATE(quantity_exactness) ON TABLE biz.donation_item TO yl_web;
GRANT INSERT(quantity_exactness),UPDATE(quantity_exactness) ON TABLE biz.donation_item TO yl_job;


--
-- Name: COLUMN donation_item.unit; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(unit),UPDATE(unit) ON TABLE biz.donation_item TO yl_web;
GRANT INSERT(unit),UPDATE(unit) ON TABLE biz.donation_item TO yl_job;


--
-- Name: COLUMN donation_item.unit_value_fen; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(unit_value_fen),UPDATE(unit_value_fen) ON TABLE biz.donation_item TO yl_web;
GRANT INSERT(unit_value_fen),UPDATE(unit_value_fen) ON TABLE biz.donation_item TO yl_job;


--
-- Name: COLUMN donation_item.value_fen; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(value_fen),UPDATE(value_fen) ON TABLE biz.donation_item TO yl_web;
GRANT INSERT(value_fen),UPDATE(value_fen) ON TABLE biz.donation_item TO yl_job;


--
-- Name: TABLE draft; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT,DELETE ON TABLE biz.draft TO yl_web;


--
-- Name: COLUMN draft.account_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(account_id) ON TABLE biz.draft TO yl_web;


--
-- Name: COLUMN draft.form; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(form) ON TABLE biz.draft TO yl_web;


--
-- Name: COLUMN draft.content; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(content),UPDATE(content) ON TABLE biz.draft TO yl_web;


--
-- Name: COLUMN draft.updated_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(updated_at) ON TABLE biz.draft TO yl_web;


--
-- Name: TABLE org_closure; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.org_closure TO yl_web;
GRANT SELECT ON TABLE biz.org_closure TO yl_job;
GRANT SELECT ON TABLE biz.org_closure TO yl_sec;


--
-- Name: TABLE organisation_change; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.organisation_change TO yl_web;
GRANT SELECT ON TABLE biz.organisation_change TO yl_job;


--
-- Name: COLUMN organisation_change.organisation_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(organisation_id) ON TABLE biz.organisation_change TO yl_web;
GRANT INSERT(organisation_id) ON TABLE biz.organisation_change TO yl_job;


--
-- Name: COLUMN organisation_change.account_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(account_id) ON TABLE biz.organisation_change TO yl_web;
GRANT INSERT(account_id) ON TABLE biz.organisation_change TO yl_job;


--
-- Name: COLUMN organisation_change.action; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(action) ON TABLE biz.organisation_change TO yl_web;
GRANT INSERT(action) ON TABLE biz.organisation_change TO yl_job;


--
-- Name: COLUMN organisation_change.effective_on; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(effective_on) ON TABLE biz.organisation_change TO yl_web;
GRANT INSERT(effective_on) ON TABLE biz.organisation_change TO yl_job;


--
-- Name: COLUMN organisation_change.reason; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(reason) ON TABLE biz.organisation_change TO yl_web;
GRANT INSERT(reason) ON TABLE biz.organisation_change TO yl_job;


--
-- Name: COLUMN organisation_change.detail; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(detail) ON TABLE biz.organisation_change TO yl_web;
GRANT INSERT(detail) ON TABLE biz.organisation_change TO yl_job;


--
-- Name: TABLE patient; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.patient TO yl_web;
GRANT SELECT ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(id) ON TABLE biz.patient TO yl_web;
GRANT INSERT(id) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(org_id) ON TABLE biz.patient TO yl_web;
GRANT INSERT(org_id) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.region_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(region_id) ON TABLE biz.patient TO yl_web;
GRANT INSERT(region_id) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(name),UPDATE(name) ON TABLE biz.patient TO yl_web;
GRANT INSERT(name),UPDATE(name) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.sex; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(sex),UPDATE(sex) ON TABLE biz.patient TO yl_web;
GRANT INSERT(sex),UPDATE(sex) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.birth_date; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(birth_date),UPDATE(birth_date) ON TABLE biz.patient TO yl_web;
GRANT INSERT(birth_date),UPDATE(birth_date) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.id_number_enc; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(id_number_enc),UPDATE(id_number_enc) ON TABLE biz.patient TO yl_web;
GRANT INSERT(id_number_enc),UPDATE(id_number_enc) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.id_number_idx; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(id_number_idx),UPDATE(id_number_idx) ON TABLE biz.patient TO yl_web;
GRANT INSERT(id_number_idx),UPDATE(id_number_idx) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.phone_enc; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(phone_enc),UPDATE(phone_enc) ON TABLE biz.patient TO yl_web;
GRANT INSERT(phone_enc),UPDATE(phone_enc) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.phone_idx; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(phone_idx),UPDATE(phone_idx) ON TABLE biz.patient TO yl_web;
GRANT INSERT(phone_idx),UPDATE(phone_idx) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.address_enc; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(address_enc),UPDATE(address_enc) ON TABLE biz.patient TO yl_web;
GRANT INSERT(address_enc),UPDATE(address_enc) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.person_key; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(person_key),UPDATE(person_key) ON TABLE biz.patient TO yl_web;
GRANT INSERT(person_key),UPDATE(person_key) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.version; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(version) ON TABLE biz.patient TO yl_web;
GRANT UPDATE(version) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.created_by; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(created_by) ON TABLE biz.patient TO yl_web;
GRANT INSERT(created_by) ON TABLE biz.patient TO yl_job;


--
-- Name: COLUMN patient.updated_at; Type: ACL; Schema: biz; Owner: -
--

GRANT UPDATE(updated_at) ON TABLE biz.patient TO yl_web;
GRANT UPDATE(updated_at) ON TABLE biz.patient TO yl_job;


--
-- Name: TABLE record_event; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.record_event TO yl_web;
GRANT SELECT ON TABLE biz.record_event TO yl_job;


--
-- Name: TABLE record_type; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.record_type TO yl_web;
GRANT SELECT ON TABLE biz.record_type TO yl_job;


--
-- Name: TABLE referral_event; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.referral_event TO yl_web;
GRANT SELECT ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.referral_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(referral_id) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(referral_id) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.at; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(at) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.account_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(account_id) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(account_id) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.actor_name; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(actor_name) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(actor_name) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.org_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(org_id) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(org_id) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.action; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(action) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(action) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.from_state; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(from_state) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(from_state) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.to_state; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(to_state) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(to_state) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.reason_code; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(reason_code) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(reason_code) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.reason; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(reason) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(reason) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.changes; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(changes) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(changes) ON TABLE biz.referral_event TO yl_job;


--
-- Name: COLUMN referral_event.version; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(version) ON TABLE biz.referral_event TO yl_web;
GRANT INSERT(version) ON TABLE biz.referral_event TO yl_job;


--
-- Name: TABLE referral_seen; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.referral_seen TO yl_web;
GRANT SELECT ON TABLE biz.referral_seen TO yl_job;


--
-- Name: COLUMN referral_seen.account_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(account_id) ON TABLE biz.referral_seen TO yl_web;


--
-- Name: COLUMN referral_seen.referral_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(referral_id) ON TABLE biz.referral_seen TO yl_web;


--
-- Name: COLUMN referral_seen.version; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(version),UPDATE(version) ON TABLE biz.referral_seen TO yl_web;


--
-- Name: COLUMN referral_seen.at; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(at),UPDATE(at) ON TABLE biz.referral_seen TO yl_web;


--
-- Name: TABLE referral_line; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT ON TABLE biz.referral_line TO yl_web;
GRANT SELECT ON TABLE biz.referral_line TO yl_job;


--
-- Name: TABLE scheme_rule; Type: ACL; Schema: biz; Owner: -
--

GRANT SELECT,DELETE ON TABLE biz.scheme_rule TO yl_web;
GRANT SELECT,DELETE ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.record_id; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(record_id) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(record_id) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.line; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(line) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(line) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.rule; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(rule),UPDATE(rule) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(rule),UPDATE(rule) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.amount; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(amount),UPDATE(amount) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(amount),UPDATE(amount) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.unit; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(unit),UPDATE(unit) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(unit),UPDATE(unit) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.per; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(per),UPDATE(per) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(per),UPDATE(per) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.rank_level; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(rank_level),UPDATE(rank_level) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(rank_level),UPDATE(rank_level) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.rank_years; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(rank_years),UPDATE(rank_years) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(rank_years),UPDATE(rank_years) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.due_on; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(due_on),UPDATE(due_on) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(due_on),UPDATE(due_on) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.pattern; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(pattern),UPDATE(pattern) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(pattern),UPDATE(pattern) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: COLUMN scheme_rule.remark; Type: ACL; Schema: biz; Owner: -
--

GRANT INSERT(remark),UPDATE(remark) ON TABLE biz.scheme_rule TO yl_web;
GRANT INSERT(remark),UPDATE(remark) ON TABLE biz.scheme_rule TO yl_job;


--
-- Name: TABLE delta; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.delta TO yl_web;
GRANT SELECT ON TABLE fig.delta TO yl_job;


--
-- Name: TABLE head; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.head TO yl_web;
GRANT SELECT ON TABLE fig.head TO yl_job;


--
-- Name: TABLE measure; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.measure TO yl_web;
GRANT SELECT ON TABLE fig.measure TO yl_job;


--
-- Name: TABLE pair_total; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.pair_total TO yl_web;
GRANT SELECT ON TABLE fig.pair_total TO yl_job;


--
-- Name: TABLE record; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.record TO yl_web;
GRANT SELECT ON TABLE fig.record TO yl_job;


--
-- Name: TABLE referral_delta; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.referral_delta TO yl_web;
GRANT SELECT ON TABLE fig.referral_delta TO yl_job;


--
-- Name: TABLE referral_pair; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.referral_pair TO yl_web;
GRANT SELECT ON TABLE fig.referral_pair TO yl_job;


--
-- Name: TABLE referral_region; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.referral_region TO yl_web;
GRANT SELECT ON TABLE fig.referral_region TO yl_job;


--
-- Name: TABLE referral_visit; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.referral_visit TO yl_web;
GRANT SELECT ON TABLE fig.referral_visit TO yl_job;


--
-- Name: TABLE region_total; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.region_total TO yl_web;
GRANT SELECT ON TABLE fig.region_total TO yl_job;


--
-- Name: TABLE source; Type: ACL; Schema: fig; Owner: -
--

GRANT SELECT ON TABLE fig.source TO yl_web;
GRANT SELECT ON TABLE fig.source TO yl_job;


--
-- Name: TABLE import_error; Type: ACL; Schema: job; Owner: -
--

GRANT SELECT ON TABLE job.import_error TO yl_web;
GRANT SELECT,DELETE ON TABLE job.import_error TO yl_job;


--
-- Name: COLUMN import_error.job_id; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(job_id) ON TABLE job.import_error TO yl_job;


--
-- Name: COLUMN import_error.line; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(line) ON TABLE job.import_error TO yl_job;


--
-- Name: COLUMN import_error."position"; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT("position") ON TABLE job.import_error TO yl_job;


--
-- Name: COLUMN import_error.field; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(field) ON TABLE job.import_error TO yl_job;


--
-- Name: COLUMN import_error.place; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(place) ON TABLE job.import_error TO yl_job;


--
-- Name: COLUMN import_error.value; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(value) ON TABLE job.import_error TO yl_job;


--
-- Name: COLUMN import_error.zh; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(zh) ON TABLE job.import_error TO yl_job;


--
-- Name: COLUMN import_error.en; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(en) ON TABLE job.import_error TO yl_job;


--
-- Name: TABLE import_row; Type: ACL; Schema: job; Owner: -
--

GRANT SELECT,DELETE ON TABLE job.import_row TO yl_job;


--
-- Name: COLUMN import_row.job_id; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(job_id) ON TABLE job.import_row TO yl_job;


--
-- Name: COLUMN import_row.line; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(line) ON TABLE job.import_row TO yl_job;


--
-- Name: COLUMN import_row.identity; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(identity),UPDATE(identity) ON TABLE job.import_row TO yl_job;


--
-- Name: COLUMN import_row.data; Type: ACL; Schema: job; Owner: -
--

GRANT INSERT(data) ON TABLE job.import_row TO yl_job;


--
-- Name: COLUMN import_row.outcome; Type: ACL; Schema: job; Owner: -
--

GRANT UPDATE(outcome) ON TABLE job.import_row TO yl_job;


--
-- Name: TABLE institution; Type: ACL; Schema: job; Owner: -
--

GRANT SELECT ON TABLE job.institution TO yl_job;


--
-- Name: DEFAULT PRIVILEGES FOR TYPES; Type: DEFAULT ACL; Schema: -; Owner: -
--

ALTER DEFAULT PRIVILEGES FOR ROLE postgres REVOKE ALL ON TYPES  FROM PUBLIC;


--
-- Name: DEFAULT PRIVILEGES FOR TYPES; Type: DEFAULT ACL; Schema: -; Owner: -
--

ALTER DEFAULT PRIVILEGES FOR ROLE yl_owner REVOKE ALL ON TYPES  FROM PUBLIC;


--
-- Name: DEFAULT PRIVILEGES FOR TYPES; Type: DEFAULT ACL; Schema: -; Owner: -
--

ALTER DEFAULT PRIVILEGES FOR ROLE yl_sec REVOKE ALL ON TYPES  FROM PUBLIC;


--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: -
--

ALTER DEFAULT PRIVILEGES FOR ROLE postgres REVOKE ALL ON FUNCTIONS  FROM PUBLIC;


--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: -
--

ALTER DEFAULT PRIVILEGES FOR ROLE yl_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;


--
-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: -
--

ALTER DEFAULT PRIVILEGES FOR ROLE yl_sec REVOKE ALL ON FUNCTIONS  FROM PUBLIC;


--
-- PostgreSQL database dump complete
--

\unrestrict schema

