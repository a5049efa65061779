-- 0113_sort_key.sql - by what a set of referrals that is in hand is sorted: a search, a worklist.
--
-- The whole list is walked along an index and sorts by what an index carries, a statement each. Few
-- rows may be sorted by any of their times; a row without that time comes last, either way.

set local role yl_owner;

create function biz.sorts_down(sort text) returns boolean
language sql immutable
begin atomic
	select sort is null or starts_with(sort, '-');
end;

comment on function biz.sorts_down(text) is 'Whether "-sent_at" and the like begin with the latest; so does no wish at all.';

create function biz.sort_key(sort text, listed_at timestamptz, updated_at timestamptz,
	booked_for timestamptz, arrived_at timestamptz, due_at timestamptz) returns timestamptz
language sql immutable
begin atomic
	select coalesce(case ltrim(coalesce(sort, 'sent_at'), '-')
	       when 'sent_at' then listed_at
	       when 'updated_at' then updated_at
	       when 'booked_for' then booked_for
	       when 'arrived_at' then arrived_at
	       when 'due_at' then due_at end,
	       case when biz.sorts_down(sort) then '-infinity'::timestamptz
	       else 'infinity'::timestamptz end);
end;

comment on function biz.sort_key(text, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz) is
	'The time a referral is sorted by; infinity at the far end where it has none.';

grant execute on function biz.sorts_down(text),
	biz.sort_key(text, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz)
	to yl_web, yl_job;
