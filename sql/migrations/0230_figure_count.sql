-- 0230_figure_count.sql - what records count for, kept up to date by what is written.
--
-- For each record table one function written by hand says what a record counts for: rows of
-- fig.fact, each with a measure and a day; it is the only definition. fig.count_records() ties it to
-- the table: triggers keep in fig.entry what each record counts for now and append the difference to
-- fig.delta in the writing transaction; nobody updates a counter there, so no row is hot. The job
-- worker folds the deltas into the counters (0231); whoever reads adds what is not folded yet.
-- fig.prove() compares all of it with the records themselves.

set local role yl_owner;

create type fig.fact as (
	measure        text,
	day            date,
	from_org_id    int,
	to_org_id      int,
	from_region_id int,
	to_region_id   int,
	kind           text,
	person         bigint,
	n              int,
	amount         bigint
);

comment on type fig.fact is 'What one record adds to one measure on one day. Null kind: not cut; null person: nobody.';

create table fig.source (
	name   text not null,
	module text not null,
	target text not null,
	facts  text not null,
	key    text not null,
	title  text not null,
	state  text not null,
	constraint source_pkey primary key (name),
	constraint source_target_key unique (target)
);

comment on table fig.source is 'Tables whose records figures count; rows come from fig.count_records.';
comment on column fig.source.name is 'Record type, as its addresses call it: donations.';
comment on column fig.source.module is
	'First part of its permissions: who holds <module>.read sees the records behind a figure.';
comment on column fig.source.target is 'Its table.';
comment on column fig.source.facts is 'The function that says what a record counts for.';
comment on column fig.source.key is 'The table''s uuid column.';
comment on column fig.source.title is 'SQL expression over a record r: what it is called in lists.';
comment on column fig.source.state is 'SQL expression over a record r: its state.';

create table fig.measure (
	id     smallint not null generated always as identity,
	code   text     not null,
	source text     not null,
	along  text     not null,
	marks  boolean  not null default false,
	constraint measure_pkey primary key (id),
	constraint measure_code_key unique (code),
	constraint measure_source_fkey foreign key (source) references fig.source (name),
	constraint measure_along_check check (along in ('with', 'against', 'at'))
);

create unique index measure_marks_idx on fig.measure (source) where marks;

comment on table fig.measure is 'What is counted: the measures that the functions of facts may name.';
comment on column fig.measure.id is 'Key in the counters.';
comment on column fig.measure.code is 'Name in facts and definitions: donation.given.';
comment on column fig.measure.source is 'Record type it is counted from.';
comment on column fig.measure.along is
	'How it lies to a pairing: with (from the supporting to the supported side), against, or at (at the supported unit alone).';
comment on column fig.measure.marks is
	'Whether its presence in a scope and a period shows that records of this type are kept there: what then is not found is 0, else there is no data.';

create table fig.entry (
	record_id      uuid     not null,
	measure        smallint not null,
	day            date     not null,
	from_org_id    int      not null,
	to_org_id      int      not null,
	from_region_id int      not null,
	to_region_id   int      not null,
	kind           text     not null,
	person         bigint   not null,
	n              int      not null,
	amount         bigint   not null,
	constraint entry_pkey primary key (record_id, measure, day, from_org_id, to_org_id, kind, person)
);

create index entry_from_idx on fig.entry (from_org_id, measure, day, record_id);
create index entry_to_idx on fig.entry (to_org_id, measure, day, record_id);

comment on table fig.entry is
	'What each record counts for now: single days, the rows behind a figure, and what a change is compared with.';
comment on column fig.entry.record_id is 'Which record.';
comment on column fig.entry.measure is 'Which measure.';
comment on column fig.entry.day is 'Day it counts on.';
comment on column fig.entry.from_org_id is 'Side it comes from; of one-sided records both are the same.';
comment on column fig.entry.to_org_id is 'Side it goes to.';
comment on column fig.entry.from_region_id is 'County of the one side.';
comment on column fig.entry.to_region_id is 'County of the other side.';
comment on column fig.entry.kind is 'Code by which the measure is cut; empty: none.';
comment on column fig.entry.person is 'Who, by fig.person_of; 0: nobody.';
comment on column fig.entry.n is 'How many.';
comment on column fig.entry.amount is 'How much, in the measure''s smallest unit.';

create table fig.delta (
	id             bigint   not null generated always as identity,
	measure        smallint not null,
	day            date     not null,
	from_org_id    int      not null,
	to_org_id      int      not null,
	from_region_id int      not null,
	to_region_id   int      not null,
	kind           text     not null,
	person         bigint   not null,
	n              bigint   not null,
	amount         bigint   not null,
	constraint delta_pkey primary key (id)
);

comment on table fig.delta is 'Changes of the counters that are not folded yet; appended only.';
comment on column fig.delta.id is 'Order of writing.';
comment on column fig.delta.measure is 'Which measure.';
comment on column fig.delta.day is 'Day it counts on.';
comment on column fig.delta.from_org_id is 'Side it comes from.';
comment on column fig.delta.to_org_id is 'Side it goes to.';
comment on column fig.delta.from_region_id is 'County of the one side.';
comment on column fig.delta.to_region_id is 'County of the other side.';
comment on column fig.delta.kind is 'Code by which the measure is cut; empty: none.';
comment on column fig.delta.person is 'Who; 0: nobody.';
comment on column fig.delta.n is 'How many more, or fewer.';
comment on column fig.delta.amount is 'How much more, or less.';

-- A person as figures tell persons apart. The last eight bytes: the first of a UUIDv7 are the time,
-- which those of one import share.
create function fig.person_of(id uuid) returns bigint
language sql immutable
begin atomic
	select ('x' || encode(substr(uuid_send(id), 9, 8), 'hex'))::bit(64)::bigint;
end;

-- Every table whose records are counted has its branch here, written by fig.count_records.
create function fig.source_facts(source text, ids uuid[]) returns setof fig.entry
language plpgsql stable
as $$
begin
	raise exception 'no records are counted';
end
$$;

-- Its writers wait until the transaction ends; branches as above.
create function fig.hold_source(source text) returns void
language plpgsql volatile
as $$
begin
	raise exception 'no records are counted';
end
$$;

-- The number of a measure: a name no measure has stops the writing rather than count nowhere.
create function fig.measure_id(code text, source text) returns smallint
language plpgsql stable
as $$
declare
	found_id smallint := (select m.id from fig.measure m where m.code = $1 and m.source = $2);
begin
	if found_id is null then
		raise exception 'fig.measure has no % of %', $1, $2;
	end if;
	return found_id;
end
$$;

-- Brings up to date what these records count for. Their rows are locked by who writes them, so
-- nobody else changes the entries of the same records meanwhile.
create function fig.count_ids(source text, ids uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
	with now as materialized (
		select f.* from fig.source_facts($1, $2) f
	), kept as materialized (
		select e.*
		  from fig.entry e
		  join fig.measure m on m.id = e.measure and m.source = $1
		 where e.record_id = any ($2)
	), gone as (
		delete from fig.entry e
		 using kept k
		 where (k.record_id, k.measure, k.day, k.from_org_id, k.to_org_id, k.kind, k.person)
		       = (e.record_id, e.measure, e.day, e.from_org_id, e.to_org_id, e.kind, e.person)
		   and not exists (
			select from now n
			 where (n.record_id, n.measure, n.day, n.from_org_id, n.to_org_id, n.kind, n.person)
			       = (k.record_id, k.measure, k.day, k.from_org_id, k.to_org_id, k.kind, k.person))
	), put as (
		insert into fig.entry as e
		select * from now
		except
		select * from kept
		on conflict on constraint entry_pkey do update
		   set from_region_id = excluded.from_region_id,
		       to_region_id = excluded.to_region_id,
		       n = excluded.n,
		       amount = excluded.amount
	)
	insert into fig.delta (measure, day, from_org_id, to_org_id, from_region_id, to_region_id, kind,
	       person, n, amount)
	select d.measure, d.day, d.from_org_id, d.to_org_id, d.from_region_id, d.to_region_id, d.kind,
	       d.person, sum(d.n), sum(d.amount)
	  from (
		select n.measure, n.day, n.from_org_id, n.to_org_id, n.from_region_id, n.to_region_id,
		       n.kind, n.person, n.n, n.amount
		  from now n
		 union all
		select k.measure, k.day, k.from_org_id, k.to_org_id, k.from_region_id, k.to_region_id,
		       k.kind, k.person, -k.n, -k.amount
		  from kept k) d
	 group by 1, 2, 3, 4, 5, 6, 7, 8
	having sum(d.n) <> 0
	    or sum(d.amount) <> 0;
end
$$;

comment on function fig.count_ids(text, uuid[]) is
	'Compares what these records count for with what was counted, and appends the difference.';

-- Every record that figures count, for the rows behind a figure; under the caller's policies. Each
-- table has its branch, written by fig.count_records.
create view fig.record with (security_invoker = true) as
	select null::text as record_type, null::uuid as id, null::text as state, null::text as title
	 where false;

comment on view fig.record is 'Records that figures count, with what they are called.';

-- Writes fig.source_facts, fig.hold_source and fig.record anew, with a branch for each source.
create function fig.write_sources() returns void
language plpgsql volatile
as $$
declare
	counted constant text := $c$
		select r.%2$I, fig.measure_id(f.measure, %1$L), f.day, f.from_org_id, f.to_org_id,
		       f.from_region_id, f.to_region_id, coalesce(f.kind, ''), coalesce(f.person, 0),
		       sum(f.n)::int, coalesce(sum(f.amount), 0)::bigint
		  from %3$s r
		 cross join lateral %4$s(r) f%5$s
		 group by 1, 2, 3, 4, 5, 6, 7, 8, 9
		having sum(f.n) <> 0
		    or sum(f.amount) <> 0;$c$;
	branches text := '';
	holds text := '';
	views text[] := '{}';
	s fig.source;
begin
	for s in select k.* from fig.source k order by k.name
	loop
		branches := branches || format(E'\n\tif $1 = %L and $2 is null then\n\t\treturn query', s.name)
			|| format(counted, s.name, s.key, s.target, s.facts, '')
			|| format(E'\n\t\treturn;\n\telsif $1 = %L then\n\t\treturn query', s.name)
			|| format(counted, s.name, s.key, s.target, s.facts,
				format(E'\n\t\t where r.%I = any ($2)', s.key))
			|| E'\n\t\treturn;\n\tend if;';
		holds := holds || format(E'\n\tif $1 = %L then\n\t\tlock table %s in share mode;\n\tend if;',
			s.name, s.target);
		views := views || format(
			'select %L::text as record_type, r.%I as id, (%s)::text as state, (%s)::text as title from %s r',
			s.name, s.key, s.state, s.title, s.target);
	end loop;
	execute format($f$create or replace function fig.source_facts(source text, ids uuid[])
returns setof fig.entry language plpgsql stable as $body$
begin%s
	raise exception 'no records of %% are counted', $1;
end
$body$ $f$, branches);
	execute format($f$create or replace function fig.hold_source(source text)
returns void language plpgsql volatile as $body$
begin%s
end
$body$ $f$, holds);
	execute 'create or replace view fig.record with (security_invoker = true) as '
		|| array_to_string(views, ' union all ');
end
$$;

comment on function fig.write_sources() is 'Writes fig.source_facts and fig.record anew from fig.source. For migrations.';

-- Puts the triggers on a table that carry its changes to fig.count_ids.
create function fig.count_changes(source text, target regclass, key text) returns void
language plpgsql volatile
as $$
declare
	name text := (select c.relname from pg_catalog.pg_class c where c.oid = target);
begin
	execute format($f$create function fig.%1$I() returns trigger
language plpgsql volatile security definer set search_path = '' as $body$
declare
	ids uuid[];
begin
	if tg_op = 'DELETE' then
		ids := array(select distinct o.%2$I from old_rows o);
	else
		ids := array(select distinct n.%2$I from new_rows n);
	end if;
	if cardinality(ids) > 0 then
		perform fig.count_ids(%3$L, ids);
	end if;
	return null;
end
$body$ $f$, 'count_' || name, key, source);
	execute format('create trigger %I after insert on %s referencing new table as new_rows
		for each statement execute function fig.%I()', name || '_count_inserted', target, 'count_' || name);
	execute format('create trigger %I after update on %s referencing new table as new_rows
		for each statement execute function fig.%I()', name || '_count_updated', target, 'count_' || name);
	execute format('create trigger %I after delete on %s referencing old table as old_rows
		for each statement execute function fig.%I()', name || '_count_deleted', target, 'count_' || name);
end
$$;

comment on function fig.count_changes(text, regclass, text) is
	'Triggers that count changes of a table: of the records themselves, or of their lines (key: the record''s id). For migrations.';

-- Ties a table to the function that says what its records count for, and counts what is there.
create function fig.count_records(source text, module text, target regclass, facts regproc,
	measures text[], title text, key text default 'id', state text default 'r.state',
	lines regclass[] default '{}')
returns void
language plpgsql volatile
as $$
declare
	line regclass;
begin
	insert into fig.source (name, module, target, facts, key, title, state)
	values ($1, $2, $3::text, $4::text, $7, $6, $8);
	insert into fig.measure (code, source, along, marks)
	select split_part(m.code, ':', 1), $1, coalesce(nullif(split_part(m.code, ':', 2), ''), 'with'),
	       m.place = 1
	  from unnest($5) with ordinality as m (code, place);
	perform fig.write_sources();
	perform fig.count_changes($1, $3, $7);
	foreach line in array $9
	loop
		perform fig.count_changes($1, line, 'record_id');
	end loop;
	perform fig.rebuild($1);
end
$$;

comment on function fig.count_records(text, text, regclass, regproc, text[], text, text, text, regclass[]) is
$$Makes figures count the records of a table. Call it as yl_owner in the migration that writes the function of facts (table row -> setof fig.fact; nothing for records that do not count; it may look at the record's lines).
  source    the record type as its addresses call it; module: first part of its permissions
  measures  'code' or 'code:against' or 'code:at' (fig.measure.along); the first one marks that such records are kept
  title, state  SQL expressions over the record r, for the list of rows behind a figure
  key       the uuid column; lines: child tables with record_id whose changes count anew$$;

-- All protected alike: seen by the scope of either side, written by nobody but the triggers.
select sec.protect('fig.entry', 'two_sided');
select sec.protect('fig.delta', 'two_sided');
select sec.protect('fig.source', 'public_read');
select sec.protect('fig.measure', 'public_read');

grant select on fig.entry, fig.delta, fig.source, fig.measure, fig.record to yl_web, yl_job;
grant usage on type fig.fact to yl_web, yl_job;
grant execute on function fig.person_of(uuid), fig.source_facts(text, uuid[]), fig.measure_id(text, text)
	to yl_web, yl_job;
