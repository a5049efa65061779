-- 0035_referral_counter.sql - figures of referrals, kept up to date by what is written.
--
-- One function says what a referral counts for (fig.referral_facts). Triggers append the difference
-- of before and after to fig.referral_delta in the writing transaction; nobody updates a counter
-- there, so no row is hot. The job worker folds the deltas into the counters; whoever reads adds
-- what is not folded yet. fig.prove_referrals() compares all of it with the referrals themselves.
--
-- What the sender did is counted on the day of sending (a share of "those sent in this period" never
-- passes 1); 上转 and 下转 are counted on the day the patient came.

set local role yl_owner;

create type fig.referral_fact as (
	day              date,
	from_org_id      int,
	to_org_id        int,
	from_region_id   int,
	to_region_id     int,
	direction        text,
	department       text,
	disease          text,
	sent             int,
	emergencies      int,
	green_channel    int,
	received         int,
	answered         int,
	accepted         int,
	rejected         int,
	returned         int,
	redirected       int,
	cancelled        int,
	came             int,
	no_show          int,
	fed_back         int,
	closed           int,
	timed            int,
	answer_seconds   bigint,
	within_30m       int,
	within_1h        int,
	within_2h        int,
	within_4h        int,
	within_8h        int,
	within_24h       int,
	within_72h       int,
	visits           int,
	visits_inpatient int,
	visits_emergency int
);

comment on type fig.referral_fact is 'What one referral adds to the counters of one day.';

-- What a referral counts for: nothing before it is sent, then the day of sending and, once the
-- patient came, the day of arrival. The only definition there is.
create function fig.referral_facts(r biz.referral) returns setof fig.referral_fact
language sql stable
as $$
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

comment on function fig.referral_facts is 'What a referral adds to the counters; the only definition.';

-- The first eight bytes of a person's key: enough to tell persons apart, cheap to count.
create function fig.person(person_key bytea) returns bigint
language sql immutable
begin atomic
	select ('x' || encode(substr(person_key, 1, 8), 'hex'))::bit(64)::bigint;
end;

create table fig.referral_delta (
	id               bigint   not null generated always as identity,
	day              date     not null,
	from_org_id      int      not null,
	to_org_id        int      not null,
	from_region_id   int      not null,
	to_region_id     int      not null,
	direction        text     not null,
	department       text     not null,
	disease          text     not null,
	sent             int      not null default 0,
	emergencies      int      not null default 0,
	green_channel    int      not null default 0,
	received         int      not null default 0,
	answered         int      not null default 0,
	accepted         int      not null default 0,
	rejected         int      not null default 0,
	returned         int      not null default 0,
	redirected       int      not null default 0,
	cancelled        int      not null default 0,
	came             int      not null default 0,
	no_show          int      not null default 0,
	fed_back         int      not null default 0,
	closed           int      not null default 0,
	timed            int      not null default 0,
	answer_seconds   bigint   not null default 0,
	within_30m       int      not null default 0,
	within_1h        int      not null default 0,
	within_2h        int      not null default 0,
	within_4h        int      not null default 0,
	within_8h        int      not null default 0,
	within_24h       int      not null default 0,
	within_72h       int      not null default 0,
	visits           int      not null default 0,
	visits_inpatient int      not null default 0,
	visits_emergency int      not null default 0,
	constraint referral_delta_pkey primary key (id)
);

comment on table fig.referral_delta is 'Changes of the counters that are not folded yet; appended only.';

create table fig.referral_region (
	grain            text     not null,
	start            date     not null,
	cut              text     not null,
	from_region_id   int      not null,
	to_region_id     int      not null,
	direction        text     not null,
	key              text     not null,
	sent             int      not null default 0,
	emergencies      int      not null default 0,
	green_channel    int      not null default 0,
	received         int      not null default 0,
	answered         int      not null default 0,
	accepted         int      not null default 0,
	rejected         int      not null default 0,
	returned         int      not null default 0,
	redirected       int      not null default 0,
	cancelled        int      not null default 0,
	came             int      not null default 0,
	no_show          int      not null default 0,
	fed_back         int      not null default 0,
	closed           int      not null default 0,
	timed            int      not null default 0,
	answer_seconds   bigint   not null default 0,
	within_30m       int      not null default 0,
	within_1h        int      not null default 0,
	within_2h        int      not null default 0,
	within_4h        int      not null default 0,
	within_8h        int      not null default 0,
	within_24h       int      not null default 0,
	within_72h       int      not null default 0,
	visits           int      not null default 0,
	visits_inpatient int      not null default 0,
	visits_emergency int      not null default 0,
	constraint referral_region_pkey primary key (grain, start, cut, from_region_id, to_region_id,
		direction, key),
	constraint referral_region_grain_check check (grain in ('d', 'm', 'y')),
	constraint referral_region_cut_check check (cut in ('all', 'department', 'disease'))
) with (fillfactor = 80);

comment on table fig.referral_region is
	'Counters by pair of counties, for days, months and years; whole, by department and by disease.';

create table fig.referral_pair (
	grain            text     not null,
	start            date     not null,
	cut              text     not null,
	from_org_id      int      not null,
	to_org_id        int      not null,
	from_region_id   int      not null,
	to_region_id     int      not null,
	direction        text     not null,
	key              text     not null,
	sent             int      not null default 0,
	emergencies      int      not null default 0,
	green_channel    int      not null default 0,
	received         int      not null default 0,
	answered         int      not null default 0,
	accepted         int      not null default 0,
	rejected         int      not null default 0,
	returned         int      not null default 0,
	redirected       int      not null default 0,
	cancelled        int      not null default 0,
	came             int      not null default 0,
	no_show          int      not null default 0,
	fed_back         int      not null default 0,
	closed           int      not null default 0,
	timed            int      not null default 0,
	answer_seconds   bigint   not null default 0,
	within_30m       int      not null default 0,
	within_1h        int      not null default 0,
	within_2h        int      not null default 0,
	within_4h        int      not null default 0,
	within_8h        int      not null default 0,
	within_24h       int      not null default 0,
	within_72h       int      not null default 0,
	visits           int      not null default 0,
	visits_inpatient int      not null default 0,
	visits_emergency int      not null default 0,
	constraint referral_pair_pkey primary key (grain, start, cut, from_org_id, to_org_id, direction,
		key),
	constraint referral_pair_grain_check check (grain in ('m', 'y')),
	constraint referral_pair_cut_check check (cut in ('all', 'department', 'disease'))
) with (fillfactor = 80);

create index referral_pair_from_idx on fig.referral_pair (from_org_id, cut, grain, start);
create index referral_pair_to_idx on fig.referral_pair (to_org_id, cut, grain, start);

comment on table fig.referral_pair is
	'Counters by pair of institutions, for months and years; days of a broken month come from the referrals.';

create table fig.referral_visit (
	referral_id      uuid     not null,
	day              date     not null,
	from_org_id      int      not null,
	to_org_id        int      not null,
	from_region_id   int      not null,
	to_region_id     int      not null,
	direction        text     not null,
	person           bigint   not null,
	department       text     not null,
	disease          text     not null,
	constraint referral_visit_pkey primary key (referral_id)
);

-- Persons (人) of any range of days by one index-only scan; for that the columns the policy looks at
-- stand in each index too.
create index referral_visit_day_idx on fig.referral_visit (day)
	include (from_org_id, to_org_id, from_region_id, to_region_id, direction, person);
create index referral_visit_from_idx on fig.referral_visit (from_org_id, day)
	include (to_org_id, from_region_id, to_region_id, direction, person);
create index referral_visit_to_idx on fig.referral_visit (to_org_id, day)
	include (from_org_id, from_region_id, to_region_id, direction, person);
create index referral_visit_from_region_idx on fig.referral_visit (from_region_id, day)
	include (to_region_id, from_org_id, to_org_id, direction, person);
create index referral_visit_to_region_idx on fig.referral_visit (to_region_id, day)
	include (from_region_id, from_org_id, to_org_id, direction, person);

comment on table fig.referral_visit is
	'Each arrival with the person''s hash: counts 人 over free ranges, and finds the rows behind 人次.';
comment on column fig.referral_visit.referral_id is 'Which referral.';
comment on column fig.referral_visit.day is 'Day the patient came, in Asia/Shanghai.';
comment on column fig.referral_visit.from_org_id is 'Who referred.';
comment on column fig.referral_visit.to_org_id is 'Where the patient came.';
comment on column fig.referral_visit.from_region_id is 'County of the sender.';
comment on column fig.referral_visit.to_region_id is 'County of the receiver.';
comment on column fig.referral_visit.direction is 'up, down or same_level.';
comment on column fig.referral_visit.person is 'First eight bytes of the person''s key.';
comment on column fig.referral_visit.department is 'Department of the receiver; empty: not given.';
comment on column fig.referral_visit.disease is 'Letter and two digits of the ICD-10 code, or unknown.';

comment on column fig.referral_delta.id is 'Order of writing.';
comment on column fig.referral_delta.day is 'Day it counts on.';
comment on column fig.referral_delta.from_org_id is 'Sender.';
comment on column fig.referral_delta.to_org_id is 'Receiver.';
comment on column fig.referral_delta.from_region_id is 'County of the sender.';
comment on column fig.referral_delta.to_region_id is 'County of the receiver.';
comment on column fig.referral_delta.direction is 'up, down or same_level.';
comment on column fig.referral_delta.department is 'Department of the receiver; empty: not given.';
comment on column fig.referral_delta.disease is 'Letter and two digits of the ICD-10 code, or unknown.';
comment on column fig.referral_delta.sent is 'Referrals sent.';
comment on column fig.referral_delta.emergencies is 'Of these emergencies.';
comment on column fig.referral_delta.green_channel is 'Of these by the green channel.';
comment on column fig.referral_delta.received is 'Opened by the receiver.';
comment on column fig.referral_delta.answered is 'Answered in any way.';
comment on column fig.referral_delta.accepted is 'Accepted.';
comment on column fig.referral_delta.rejected is 'Rejected.';
comment on column fig.referral_delta.returned is 'Returned for completion and not sent again.';
comment on column fig.referral_delta.redirected is 'Redirected elsewhere.';
comment on column fig.referral_delta.cancelled is 'Withdrawn after sending.';
comment on column fig.referral_delta.came is 'Of those sent: who came, on whatever day.';
comment on column fig.referral_delta.no_show is 'Did not come.';
comment on column fig.referral_delta.fed_back is 'With feedback of the receiver.';
comment on column fig.referral_delta.closed is 'Closed by the sender.';
comment on column fig.referral_delta.timed is 'With a known time to answer.';
comment on column fig.referral_delta.answer_seconds is 'Sum of the times to answer.';
comment on column fig.referral_delta.within_30m is 'Answered within half an hour.';
comment on column fig.referral_delta.within_1h is 'Within an hour (includes the former, as do all that follow).';
comment on column fig.referral_delta.within_2h is 'Within two hours.';
comment on column fig.referral_delta.within_4h is 'Within four hours.';
comment on column fig.referral_delta.within_8h is 'Within eight hours.';
comment on column fig.referral_delta.within_24h is 'Within a day.';
comment on column fig.referral_delta.within_72h is 'Within three days.';
comment on column fig.referral_delta.visits is 'Patients who came (人次), counted on the day of arrival.';
comment on column fig.referral_delta.visits_inpatient is 'Of these in-patients.';
comment on column fig.referral_delta.visits_emergency is 'Of these emergencies.';

comment on column fig.referral_region.grain is 'd, m or y: what start begins.';
comment on column fig.referral_region.start is 'First day of the day, month or year.';
comment on column fig.referral_region.cut is 'all, department or disease: what key names.';
comment on column fig.referral_region.from_region_id is 'County of the sender.';
comment on column fig.referral_region.to_region_id is 'County of the receiver.';
comment on column fig.referral_region.direction is 'up, down or same_level.';
comment on column fig.referral_region.key is 'Department or disease group; empty in cut all.';
comment on column fig.referral_region.sent is 'Referrals sent.';
comment on column fig.referral_region.emergencies is 'Of these emergencies.';
comment on column fig.referral_region.green_channel is 'Of these by the green channel.';
comment on column fig.referral_region.received is 'Opened by the receiver.';
comment on column fig.referral_region.answered is 'Answered in any way.';
comment on column fig.referral_region.accepted is 'Accepted.';
comment on column fig.referral_region.rejected is 'Rejected.';
comment on column fig.referral_region.returned is 'Returned for completion and not sent again.';
comment on column fig.referral_region.redirected is 'Redirected elsewhere.';
comment on column fig.referral_region.cancelled is 'Withdrawn after sending.';
comment on column fig.referral_region.came is 'Of those sent: who came, on whatever day.';
comment on column fig.referral_region.no_show is 'Did not come.';
comment on column fig.referral_region.fed_back is 'With feedback of the receiver.';
comment on column fig.referral_region.closed is 'Closed by the sender.';
comment on column fig.referral_region.timed is 'With a known time to answer.';
comment on column fig.referral_region.answer_seconds is 'Sum of the times to answer.';
comment on column fig.referral_region.within_30m is 'Answered within half an hour.';
comment on column fig.referral_region.within_1h is 'Within an hour (includes the former, as do all that follow).';
comment on column fig.referral_region.within_2h is 'Within two hours.';
comment on column fig.referral_region.within_4h is 'Within four hours.';
comment on column fig.referral_region.within_8h is 'Within eight hours.';
comment on column fig.referral_region.within_24h is 'Within a day.';
comment on column fig.referral_region.within_72h is 'Within three days.';
comment on column fig.referral_region.visits is 'Patients who came (人次), counted on the day of arrival.';
comment on column fig.referral_region.visits_inpatient is 'Of these in-patients.';
comment on column fig.referral_region.visits_emergency is 'Of these emergencies.';

comment on column fig.referral_pair.grain is 'd, m or y: what start begins.';
comment on column fig.referral_pair.start is 'First day of the day, month or year.';
comment on column fig.referral_pair.cut is 'all, department or disease: what key names.';
comment on column fig.referral_pair.from_org_id is 'Sender.';
comment on column fig.referral_pair.to_org_id is 'Receiver.';
comment on column fig.referral_pair.from_region_id is 'County of the sender.';
comment on column fig.referral_pair.to_region_id is 'County of the receiver.';
comment on column fig.referral_pair.direction is 'up, down or same_level.';
comment on column fig.referral_pair.key is 'Department or disease group; empty in cut all.';
comment on column fig.referral_pair.sent is 'Referrals sent.';
comment on column fig.referral_pair.emergencies is 'Of these emergencies.';
comment on column fig.referral_pair.green_channel is 'Of these by the green channel.';
comment on column fig.referral_pair.received is 'Opened by the receiver.';
comment on column fig.referral_pair.answered is 'Answered in any way.';
comment on column fig.referral_pair.accepted is 'Accepted.';
comment on column fig.referral_pair.rejected is 'Rejected.';
comment on column fig.referral_pair.returned is 'Returned for completion and not sent again.';
comment on column fig.referral_pair.redirected is 'Redirected elsewhere.';
comment on column fig.referral_pair.cancelled is 'Withdrawn after sending.';
comment on column fig.referral_pair.came is 'Of those sent: who came, on whatever day.';
comment on column fig.referral_pair.no_show is 'Did not come.';
comment on column fig.referral_pair.fed_back is 'With feedback of the receiver.';
comment on column fig.referral_pair.closed is 'Closed by the sender.';
comment on column fig.referral_pair.timed is 'With a known time to answer.';
comment on column fig.referral_pair.answer_seconds is 'Sum of the times to answer.';
comment on column fig.referral_pair.within_30m is 'Answered within half an hour.';
comment on column fig.referral_pair.within_1h is 'Within an hour (includes the former, as do all that follow).';
comment on column fig.referral_pair.within_2h is 'Within two hours.';
comment on column fig.referral_pair.within_4h is 'Within four hours.';
comment on column fig.referral_pair.within_8h is 'Within eight hours.';
comment on column fig.referral_pair.within_24h is 'Within a day.';
comment on column fig.referral_pair.within_72h is 'Within three days.';
comment on column fig.referral_pair.visits is 'Patients who came (人次), counted on the day of arrival.';
comment on column fig.referral_pair.visits_inpatient is 'Of these in-patients.';
comment on column fig.referral_pair.visits_emergency is 'Of these emergencies.';

select sec.protect('fig.referral_delta', 'two_sided');
select sec.protect('fig.referral_pair', 'two_sided');
select sec.protect('fig.referral_visit', 'two_sided');

-- Counters of counties have no institution: for scopes that are regions only.
alter table fig.referral_region enable row level security;
alter table fig.referral_region force row level security;
create policy referral_region_definer on fig.referral_region to yl_owner
	using (true) with check (true);
create policy referral_region_select on fig.referral_region for select to yl_web, yl_job using (
	(select sec.sees_all())
	or from_region_id between (select sec.region_lo()) and (select sec.region_hi())
	or to_region_id between (select sec.region_lo()) and (select sec.region_hi()));

grant usage on type fig.referral_fact to yl_web, yl_job;
grant select on fig.referral_delta, fig.referral_region, fig.referral_pair, fig.referral_visit
	to yl_web, yl_job;
grant execute on function fig.referral_facts(biz.referral), fig.person(bytea) to yl_web, yl_job;
