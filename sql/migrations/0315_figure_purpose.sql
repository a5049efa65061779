-- 0315_figure_purpose.sql - who asks for figures sees records of the types whose rows may be read, no others.
--
-- Numbers come from counters, which read no record. Two things do read records: the rows behind a
-- number, which ask for <module>.read anyway, and as_of, which now does it as the owner and tells no
-- more than what single days counted inside the caller's scope. So a request for figures (or for
-- oversight of referrals) passes the purpose of a record type only where its account may read that type.

set local role yl_sec;

create function sec.figure_modules() returns text[]
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	if split_part(sec.permission(), '.', 1) <> all ('{figure,oversight}'::text[]) then
		return '{}';
	end if;
	return array(
		select split_part(y.permission, '.', 1)
		  from sec.current_scope(sec.account_id()) y
		 where y.permission like '%.read');
end
$$;
comment on function sec.figure_modules() is
	'Modules whose records a request for figures may see: those its account may read; of any other request none.';
grant execute on function sec.figure_modules() to yl_owner, yl_web, yl_job;

set local role yl_owner;

create function biz.narrow_purpose(target regclass, module text, readers text default '') returns void
language plpgsql volatile
as $$
begin
	execute format('alter policy %I on %s using ((select split_part(sec.permission(), ''.'', 1)) = any (%L::text[])
		or %L = any ((select sec.figure_modules())::text[]))',
		(select c.relname from pg_catalog.pg_class c where c.oid = target) || '_purpose', target,
		array[module, 'obligation', 'summary'] || string_to_array(nullif(readers, ''), ','), module);
end
$$;
comment on function biz.narrow_purpose(regclass, text, text) is
	'Part of biz.make_record: whose requests may see rows of a record type.';

alter function biz.make_record(regclass, text, text, name, name, text, text, text) rename to make_record_wide;
comment on function biz.make_record_wide(regclass, text, text, name, name, text, text, text) is
	'Part of biz.make_record: all but who asks for figures.';
create function biz.make_record(target regclass, type text, module text, day name, title name default null,
	readers text default '', parents text default '', personal text default '')
returns void
language plpgsql volatile
as $$
begin
	perform biz.make_record_wide(target, type, module, day, title, readers, parents, personal);
	perform biz.narrow_purpose(target, module, readers);
end
$$;
comment on function biz.make_record(regclass, text, text, name, name, text, text, text) is
$$Makes a record type of a table that was created like biz.record_head_two or _one: keys, checks, indexes, policies, grants, triggers, its row in biz.record_type. type: plural name in the API. module: first part of its permissions. day: the column it is listed and counted by, not null. title: the column other types show where they point to it (biz.make_name); null: none does. readers: further modules, by comma, whose requests may see its rows (where they refer to them); obligation and summary always may, figure and oversight where the account holds <module>.read. parents: 'column>schema.table,..' of sec.protect. personal: columns whose values history does not keep.$$;

-- Those there are: the modules that may see them stand in their policies.
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
			 where n <> all (array[p.module, 'figure', 'oversight', 'obligation', 'summary'])), ','));
	end loop;
end
$$;

alter policy record_event_purpose on biz.record_event
	using (module = (select split_part(sec.permission(), '.', 1))
	    or (select split_part(sec.permission(), '.', 1)) = any ('{obligation,summary}'::text[])
	    or module = any ((select sec.figure_modules())::text[]));

-- What single days counted at a moment less what they count for now, whoever asks, inside the scope.
alter function fig.corrections(smallint[], timestamptz) rename to corrections_of_rows;
alter function fig.corrections_of_rows(smallint[], timestamptz) security definer set search_path = '';
revoke execute on function fig.corrections_of_rows(smallint[], timestamptz) from yl_web, yl_job;
comment on function fig.corrections_of_rows is 'Part of fig.corrections: from the history of the records themselves.';

create function fig.corrections(measures smallint[], as_of timestamptz) returns setof fig.pair_row
language plpgsql stable security definer
set search_path = ''
as $$
declare
	everything constant boolean := sec.sees_all();
	region_lo constant int := sec.region_lo();
	region_hi constant int := sec.region_hi();
	mine constant int[] := sec.orgs();
begin
	return query
	select c.*
	  from fig.corrections_of_rows($1, $2) c
	 where everything
	    or c.from_region_id between region_lo and region_hi
	    or c.to_region_id between region_lo and region_hi
	    or c.from_org_id = any (mine)
	    or c.to_org_id = any (mine);
end
$$;
comment on function fig.corrections is
	'What records counted for at a moment, less what they count for now, as far as it lies in the caller''s scope.';
grant execute on function fig.corrections(smallint[], timestamptz) to yl_web, yl_job;
revoke execute on function fig.undo(text, timestamptz), fig.source_facts_at(text, timestamptz) from yl_web, yl_job;
