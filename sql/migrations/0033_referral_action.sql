-- 0033_referral_action.sql - one step of a referral: guarded update, event, audit, in one call.
--
-- Everything here runs with the caller's rights: the policies of the tables hold inside. Counters
-- follow by trigger (0034).

set local role yl_owner;

-- What a step leaves behind: its event, the actor's own mark of having seen it, the audit row.
create function biz.note_referral(referral_id uuid, action text, from_state text, to_state text,
	org_id int, region_id int, reason_code text, reason text, changes jsonb, version int)
returns void
language plpgsql volatile
as $$
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
$$;

comment on function biz.note_referral is 'Event, seen mark and audit row of one step of a referral.';

-- Refuses a reason that the action's list does not offer, or one that needs words and has none.
create function biz.check_reason(list text, code text, note text) returns void
language plpgsql stable
as $$
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
$$;

-- What must be there before a referral leaves the house.
create function biz.check_sending(r biz.referral) returns void
language plpgsql stable
as $$
begin
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

-- When the patient came, as told or now.
create function biz.arrival_time(told timestamptz, sent_at timestamptz) returns timestamptz
language plpgsql stable
as $$
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

-- When the patient is expected: today at the earliest.
create function biz.booking_time(told timestamptz) returns timestamptz
language plpgsql stable
as $$
begin
	if told < date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' then
		raise exception using errcode = 'UX422', hint = '/booked_for',
			message = '预约时间不能早于今天', detail = 'The booking cannot lie before today';
	end if;
	return told;
end
$$;

-- One step of the workflow. The four arrays are the rows of the transition table for this action:
-- from state, next state, party, and a boolean column that must be true ('' for none). Returns
-- nothing where no row of them fits the referral as it is now.
create function biz.act_on_referral(id uuid, action text, states text[], nexts text[],
	parties text[], only_ifs text[], version int, reason_code text, reason text, fields jsonb,
	out new_state text, out new_version int)
returns setof record
language plpgsql volatile
as $$
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
$$;

comment on function biz.act_on_referral is
	'Takes one step of the workflow, or returns no row where the referral is not (any more) as asked.';

grant execute on function biz.note_referral(uuid, text, text, text, int, int, text, text, jsonb, int),
	biz.check_reason(text, text, text), biz.check_sending(biz.referral),
	biz.arrival_time(timestamptz, timestamptz), biz.booking_time(timestamptz),
	biz.act_on_referral(uuid, text, text[], text[], text[], text[], int, text, text, jsonb)
	to yl_web;
