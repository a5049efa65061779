-- 0301_search.sql - a search among records finds a rare word by an index, also one of two characters.
--
-- Trigrams are of no use for Chinese, whose words have two characters: the index holds pairs. Under
-- row-level security no index serves a condition that is not leakproof, so a definer function of each
-- table gives the ids of what may fit, if they are few, and the list looks at those under the caller's
-- own policies. It tells nothing but ids, and the list tells only rows that the caller sees.
set local role yl_owner;

create function biz.grams(doc text) returns bigint[]
language sql immutable strict parallel safe
begin atomic
	select array_agg(distinct (ascii(p.one)::bigint << 21) | ascii(p.two))
	  from (select string_to_array(lower(doc), null) as c) s
	 cross join unnest(s.c, s.c[2:]) as p (one, two)
	 where p.one > ' ' and p.two > ' ';
end;
comment on function biz.grams(text) is
	'Every two characters that follow each other, lower case, as numbers; pairs with a blank are left out. Null: there is none.';
-- Whoever writes a row writes its index.
grant execute on function biz.grams(text) to yl_web, yl_job;

alter table biz.record_type add column searched text[] not null default '{}';
comment on column biz.record_type.searched is 'Columns that biz.<table>_search looks into.';

create function biz.searchable_columns(target regclass) returns text[]
language sql stable
return (
	select coalesce(array_agg(a.attname::text order by a.attnum), '{}')
	  from pg_catalog.pg_attribute a
	  join pg_catalog.pg_class c on c.oid = a.attrelid
	 where a.attrelid = target
	   and a.attnum > 0
	   and not a.attisdropped
	   and a.atttypid = 'pg_catalog.text'::regtype
	   and a.attname <> all ('{state,state_reason,origin,register_number,note}'::text[])
	   and a.attname not like '%\_exactness'
	   and not exists (select from pg_catalog.pg_constraint k
	                    where k.conrelid = target and k.contype = 'c' and k.conkey = array[a.attnum]
	                      and pg_catalog.pg_get_constraintdef(k.oid) like '%= ANY%')
	   and not exists (select from pg_catalog.pg_trigger g
	                    where g.tgrelid = target and g.tgname = c.relname || '_record_after'
	                      and a.attname = any (string_to_array(split_part(encode(g.tgargs, 'escape'), '\000', 4), ','))));
comment on function biz.searchable_columns(regclass) is
	'Texts of a record table that are neither codes nor personal: what is indexed where nothing else is said.';

create function biz.make_search(target regclass, columns text[] default null) returns void
language plpgsql volatile
as $$
declare
	made constant text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
	chosen constant text[] := coalesce(columns, biz.searchable_columns(target));
	doc text;
begin
	update biz.record_type set searched = chosen where table_name = made;
	execute format('drop function if exists biz.%I(text)', made || '_search');
	execute format('drop index if exists biz.%I', made || '_search_idx');
	if chosen = '{}' then
		return;
	end if;
	-- What is searched has two hundred characters at most.
	select string_agg(format('left(coalesce(%I, ''''), 200)', c), ' || '' '' || ') into doc
	  from unnest(chosen) c;
	execute format('create index %I on %s using gin (biz.grams(%s))', made || '_search_idx', target, doc);
	execute format($f$
		create function biz.%1$I(q text) returns uuid[]
		language plpgsql stable security definer
		set search_path = '' set enable_bitmapscan = on set enable_seqscan = off set enable_indexscan = off
		as $g$
		declare
			wanted constant bigint[] := biz.grams(q);
			found_ids uuid[];
		begin
			if wanted is null then
				return null;
			end if;
			select coalesce(array_agg(x.id), '{}') into found_ids
			  from (select t.id from %2$s t where biz.grams(%3$s) @> wanted limit 2001) x;
			return case when cardinality(found_ids) <= 2000 then found_ids end;
		end
		$g$;
		comment on function biz.%1$I(text) is
			'Ids of records, whoever''s they are, that may hold this text; null: too many, or too short a text: walk the list.';
		grant execute on function biz.%1$I(text) to yl_web, yl_job;
	$f$, made || '_search', target, doc);
end
$$;
comment on function biz.make_search(regclass, text[]) is
	'Makes or remakes the search of a record table over these columns, or all that are searchable.';

alter function biz.make_record(regclass, text, text, name, name, text, text, text) rename to make_record_listed;
comment on function biz.make_record_listed(regclass, text, text, name, name, text, text, text) is 'Part of biz.make_record: all but its search.';

create function biz.make_record(target regclass, type text, module text, day name, title name default null,
	readers text default '', parents text default '', personal text default '')
returns void
language plpgsql volatile
as $$
begin
	perform biz.make_record_listed(target, type, module, day, title, readers, parents, personal);
	perform biz.make_search(target);
end
$$;
comment on function biz.make_record(regclass, text, text, name, name, text, text, text) is
$$Makes a record type of a table that was created like biz.record_head_two or _one: keys, checks, indexes, policies, grants, triggers, search, its row in biz.record_type. type: plural name in the API. module: first part of its permissions. day: the column it is listed and counted by, not null. title: the column other types show where they point to it (biz.make_name); null: none does. readers: further modules, by comma, whose requests may see its rows (where they refer to them); figure, oversight, obligation and summary always may. parents: 'column>schema.table,..' of sec.protect. personal: columns whose values history does not keep. Its search goes over all texts that are neither codes nor personal: biz.make_search says others.$$;

do $$
declare
	t record;
begin
	for t in
		select r.table_name, s.columns
		  from biz.record_type r
		  left join (values
			('agreement', '{name,number,programme}'::text[]),
			('attendance', '{staff_name}'),
			('batch', '{name,programme}'),
			('donation', '{subject,programme,original_giver}'),
			('further_study', '{staff_name,department,specialty,programme}'),
			('posting', '{staff_name,department,team}'),
			('scheme', '{code,name,programme}'),
			('staff', '{name,employee_number,department,specialty}')) s (table_name, columns) using (table_name)
	loop
		perform biz.make_search(('biz.' || t.table_name)::regclass, t.columns);
	end loop;
end
$$;
