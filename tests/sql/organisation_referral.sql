-- organisation_referral.sql - an institution with patients under way is neither closed nor merged.
\ir helper.psql
select plan(9);

select tap.org('RA', 650106) as a, tap.org('RB', 650106) as b,
       tap.org('RH', 650106, null, 'general_hospital') as h \gset
insert into biz.patient (id, org_id, region_id, name, person_key, created_by)
values ('00000000-0000-7000-8000-000000000001', :a, 650106, '某', sha256('a'), 0);
insert into biz.referral (id, number, direction, patient_id, patient_org_id, person_key, from_org_id,
	from_region_id, to_org_id, to_region_id, state, sent_at, created_by, updated_by)
values ('00000000-0000-7000-8000-000000000002', 'N', 'up', '00000000-0000-7000-8000-000000000001', :a,
	sha256('a'), :a, 650106, :h, 650106, 'sent', now(), 0, 0);

create function tap.ending(statement text) returns text language plpgsql as $$
begin
	perform sec.set_context(7, 'organisation.write', 'r', 650106, 650106, null, 'session', 'request', null, '{}', '{}');
	perform set_config('role', 'yl_web', true);
	execute statement;
	perform set_config('role', 'none', true);
	return 'done';
exception when others then
	perform set_config('role', 'none', true);
	return sqlstate;
end $$;

select is(tap.ending(format($$select biz.organisation_close(%s, 1, current_date, '撤销')$$, :a)), 'UX409',
	'the sender of an open referral is not closed');
select is(tap.ending(format($$select biz.organisation_close(%s, 1, current_date, '撤销')$$, :h)), 'UX409',
	'nor its receiver');
select is(tap.ending(format($$select biz.organisation_merge(%s, 1, %s, current_date, '合并')$$, :a, :b)), 'UX409',
	'nor merged');
select is((select valid_to from biz.organisation where id = :a), null, 'nothing of it was done');
select is(tap.ending(format($$select biz.organisation_rename(%s, 1, '新名卫生院', 'x', 'x', null, '更名')$$, :a)), 'done',
	'a rename does not mind');
update biz.referral set state = 'arrived', arrived_at = now(), arrived_on = current_date where id = '00000000-0000-7000-8000-000000000002';
select is(tap.ending(format($$select biz.organisation_close(%s, 2, current_date, '撤销')$$, :a)), 'UX409',
	'a patient who arrived is still under way');
update biz.referral set state = 'closed', ended_at = now(), closed_at = now() where id = '00000000-0000-7000-8000-000000000002';
select is(tap.ending(format($$select biz.organisation_merge(%s, 2, %s, current_date, '合并')$$, :a, :b)), 'done',
	'afterwards it is merged, on the very day of its new name');
select is(tap.ending(format($$select biz.organisation_close(%s, 1, current_date, '撤销')$$, :h)), 'done',
	'and the receiver closed');
select is((select count(*)::int from biz.referral where from_org_id = :a), 1, 'the record stays with the one that made it');

select * from finish();
rollback;
