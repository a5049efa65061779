-- 0100_visit_change.sql - what changes among the visits, kept until the repeats are counted.
--
-- Persons (人) = visits (人次) less repeats: visits of somebody who had been in the same group and
-- period before. Repeats are few, so counters of them are small and quick to read (0101).

set local role yl_owner;

create table fig.visit_change (
	id               bigint   not null generated always as identity,
	sign             smallint not null,
	person           bigint   not null,
	day              date     not null,
	from_org_id      int      not null,
	to_org_id        int      not null,
	from_region_id   int      not null,
	to_region_id     int      not null,
	direction        text     not null,
	department       text     not null,
	disease          text     not null,
	constraint visit_change_pkey primary key (id),
	constraint visit_change_sign_check check (sign in (-1, 1))
);

create index visit_change_person_idx on fig.visit_change (person);
create index referral_visit_person_idx on fig.referral_visit (person);

comment on table fig.visit_change is
	'Visits that came or went since the repeats were counted; appended only, folded by fig.fold_repeats.';
comment on column fig.visit_change.id is 'Order of writing.';
comment on column fig.visit_change.sign is '1: a visit came; -1: it went.';
comment on column fig.visit_change.person is 'First eight bytes of the person''s key.';
comment on column fig.visit_change.day is 'Day of the visit.';
comment on column fig.visit_change.from_org_id is 'Who referred.';
comment on column fig.visit_change.to_org_id is 'Where the patient came.';
comment on column fig.visit_change.from_region_id is 'County of the sender.';
comment on column fig.visit_change.to_region_id is 'County of the receiver.';
comment on column fig.visit_change.direction is 'up, down or same_level.';
comment on column fig.visit_change.department is 'Department of the receiver; empty: not given.';
comment on column fig.visit_change.disease is 'Letter and two digits of the ICD-10 code, or unknown.';

create function fig.note_visit() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	if tg_op <> 'INSERT' then
		insert into fig.visit_change (sign, person, day, from_org_id, to_org_id, from_region_id,
		       to_region_id, direction, department, disease)
		values (-1, old.person, old.day, old.from_org_id, old.to_org_id, old.from_region_id,
		       old.to_region_id, old.direction, old.department, old.disease);
	end if;
	if tg_op <> 'DELETE' then
		insert into fig.visit_change (sign, person, day, from_org_id, to_org_id, from_region_id,
		       to_region_id, direction, department, disease)
		values (1, new.person, new.day, new.from_org_id, new.to_org_id, new.from_region_id,
		       new.to_region_id, new.direction, new.department, new.disease);
	end if;
	return null;
end
$$;

-- Visits are written by the triggers of biz.referral. A rebuild writes them directly, and counts
-- the repeats itself.
create trigger referral_visit_noted after insert or update or delete on fig.referral_visit
	for each row when (pg_trigger_depth() > 0) execute function fig.note_visit();

select sec.protect('fig.visit_change', 'two_sided');
grant select on fig.visit_change to yl_web, yl_job;
