-- 0420_record_day.sql - lists of records by another day than their own: when an agreement ends, a finding is due.
set local role yl_owner;

alter table biz.record_type add column days text[] not null default '{}';
comment on column biz.record_type.days is 'Further days that lists are filtered and sorted by: biz.make_day.';

create function biz.make_day(target regclass, day name) returns void
language plpgsql volatile
as $$
declare
	made constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	side text;
begin
	update biz.record_type set days = days || day::text where table_name = made;
	execute format('create index %I on %s (%I, id) where %3$I is not null', made || '_' || day || '_idx', target, day);
	foreach side in array case when sec.has_column(target, 'from_org_id') then '{from_org,to_org,from_region,to_region}'::text[]
		else '{org,region}'::text[] end
	loop
		execute format('create index %I on %s (%I, %I, id) where %4$I is not null',
			made || '_' || side || '_' || day || '_idx', target, side || '_id', day);
	end loop;
end
$$;
comment on function biz.make_day(regclass, name) is
	'Lets lists of a record type go by a further day (FIELD_FILTER on a DATE): indexes for every way a row may be the caller''s. Rows without the day are not in them.';

select biz.make_day('biz.agreement', 'ends_on');
select biz.make_day('biz.posting', 'ends_on');
select biz.make_day('biz.further_study', 'ends_on');
select biz.make_day('biz.mentorship', 'ends_on');
select biz.make_day('biz.supervision_visit', 'next_due_on');
select biz.make_day('biz.staff', 'licence_until');
