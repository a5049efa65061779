-- 0049_organisation_referral.sql - an institution does not end while patients are under way to or from it.

set local role yl_owner;

create function biz.organisation_keep_open_referrals()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
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

comment on function biz.organisation_keep_open_referrals() is
	'Trigger: closing or merging an organisation waits until its open referrals are dealt with, so that none waits unseen.';

create trigger organisation_open_referrals
	before update of valid_to on biz.organisation
	for each row when (old.valid_to is null and new.valid_to is not null)
	execute function biz.organisation_keep_open_referrals();
