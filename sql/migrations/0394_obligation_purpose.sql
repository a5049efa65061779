-- 0394_obligation_purpose.sql - a request about obligations sees records of the types that its account may read.
--
-- The verdict is judged from all records by a definer function (sec.judge) and tells no more than itself.
-- What stands beside it, names of postings, agreements and schemes, days of people, was open to every request
-- under obligation.*, whatever its account may read: now as for figures (0315).
set local role yl_sec;

create or replace function sec.figure_modules() returns text[]
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	if split_part(sec.permission(), '.', 1) <> all ('{figure,oversight,obligation}'::text[]) then
		return '{}';
	end if;
	return array(
		select split_part(y.permission, '.', 1)
		  from sec.current_scope(sec.account_id()) y
		 where y.permission like '%.read');
end
$$;
comment on function sec.figure_modules() is
	'Modules whose records a request for figures or obligations may see: those its account may read; of any other request none.';

set local role yl_owner;

create or replace function biz.narrow_purpose(target regclass, module text, readers text default '') returns void
language plpgsql volatile
as $$
begin
	execute format('alter policy %I on %s using ((select split_part(sec.permission(), ''.'', 1)) = any (%L::text[])
		or %L = any ((select sec.figure_modules())::text[]))',
		(select c.relname from pg_catalog.pg_class c where c.oid = target) || '_purpose', target,
		array[module, 'summary'] || string_to_array(nullif(readers, ''), ','), module);
end
$$;

do $$
declare
	p record;
begin
	for p in
		select c.oid::regclass as target, t.module, regexp_replace(pg_catalog.pg_get_expr(y.polqual, y.polrelid),
		       '^.*ANY \(''\{(.*)\}''::text\[\]\).*$', '\1') as names
		  from biz.record_type t
		  join pg_catalog.pg_class c on c.oid = ('biz.' || t.table_name)::regclass
		  join pg_catalog.pg_policy y on y.polrelid = c.oid and y.polname = c.relname || '_purpose'
	loop
		if p.names !~ '^[a-z_,]+$' then
			raise exception 'purpose of % is not understood: %', p.target, p.names;
		end if;
		perform biz.narrow_purpose(p.target, p.module, array_to_string(array(
			select n from unnest(string_to_array(p.names, ',')) n
			 where n <> all (array[p.module, 'obligation', 'summary'])), ','));
	end loop;
end
$$;

alter policy record_event_purpose on biz.record_event
	using (module = (select split_part(sec.permission(), '.', 1))
	    or (select split_part(sec.permission(), '.', 1)) = 'summary'
	    or module = any ((select sec.figure_modules())::text[]));
