-- 0302_waiting.sql - what waits for whom among records of all types, and since when it is late.
set local role yl_sec;
grant execute on function sec.my_permissions() to yl_owner;
set local role yl_owner;

alter table biz.record_type
	add column awaits text not null default 'other',
	add column remind_days int not null default 7,
	add constraint record_type_awaits_check check (awaits in ('other', 'from', 'to')),
	add constraint record_type_remind_check check (remind_days between 1 and 365);
comment on column biz.record_type.awaits is
	'Whose word a submitted record waits for: the side that did not enter it, or always this one.';
comment on column biz.record_type.remind_days is
	'After so many days without it the silent side is reminded: late is listed first and counted on its start page.';
-- What a nurse of the receiver enters still wants the word of who may give it there.
update biz.record_type set awaits = 'to' where name = 'attendance';

create function biz.make_waiting() returns void
language plpgsql volatile
as $$
declare
	t record;
	side record;
	body text := '';
	rows_of text;
begin
	for t in select * from biz.record_type r where r.sides = 2 order by r.name
	loop
		rows_of := '';
		for side in
			select s.code, s.code || '_org_id' as org,
			       case t.awaits when 'other' then format('r.entered_org_id <> r.%s_org_id', s.code)
			                     else case when t.awaits = s.code then 'true' else 'false' end end as awaited
			  from unnest('{from,to}'::text[]) s (code)
		loop
			rows_of := rows_of || format($f$%s
				(select 'waits', r.submitted_at from biz.%I r where r.%s = any (k.confirms) and r.state = 'submitted' and %s limit 1000)
				union all
				(select 'waits', r.submitted_at from biz.%2$I r where r.%3$s = any (k.writes) and r.state = 'disputed' and r.entered_org_id = r.%3$s limit 1000)
				union all
				(select 'sent', r.submitted_at from biz.%2$I r where r.%3$s = any (k.writes) and r.state = 'submitted' and r.entered_org_id = r.%3$s and not (%4$s) limit 1000)
				$f$, case when rows_of = '' then '' else ' union all ' end, t.table_name, side.org, side.awaited);
		end loop;
		body := body || format($f$%s
			select %L, count(*) filter (where w.of = 'waits')::int, count(*) filter (where w.of = 'waits' and w.since < now() - interval '%s days')::int,
			       count(*) filter (where w.of = 'sent')::int, count(*) filter (where w.of = 'sent' and w.since < now() - interval '%3$s days')::int, %3$s
			  from (select (select p.orgs from p where p.permission = %4$L), (select p.orgs from p where p.permission = %5$L)) k (writes, confirms)
			 cross join lateral (%6$s) w (of, since)
			 where k.writes is not null or k.confirms is not null
			$f$, case when body = '' then '' else ' union all ' end, t.name, t.remind_days, t.module || '.write', t.module || '.confirm', rows_of);
	end loop;
	execute format($f$
		create or replace function biz.waiting()
		returns table (record_type text, waits int, late int, sent int, sent_late int, remind_days int)
		language sql stable security definer
		set search_path = ''
		as $g$
		with p as materialized (select m.permission, m.orgs from sec.my_permissions() m where cardinality(m.orgs) > 0)
		%s
		$g$
	$f$, body);
end
$$;
comment on function biz.make_waiting() is
	'Makes biz.waiting() anew from biz.record_type: after a record type was made, or one''s awaits or remind_days changed.';
select biz.make_waiting();
comment on function biz.waiting() is
	'Of each type of record, up to a thousand: what waits for a word or a mend of the caller''s institutions, what of theirs waits for others, and how much of each is late.';

alter function biz.make_record(regclass, text, text, name, name, text, text, text) rename to make_record_searched;
comment on function biz.make_record_searched(regclass, text, text, name, name, text, text, text) is 'Part of biz.make_record: all but what waits.';

create function biz.make_record(target regclass, type text, module text, day name, title name default null,
	readers text default '', parents text default '', personal text default '')
returns void
language plpgsql volatile
as $$
begin
	perform biz.make_record_searched(target, type, module, day, title, readers, parents, personal);
	perform biz.make_waiting();
end
$$;
comment on function biz.make_record(regclass, text, text, name, name, text, text, text) is
$$Makes a record type of a table that was created like biz.record_head_two or _one: keys, checks, indexes, policies, grants, triggers, search, counts of what waits, its row in biz.record_type. type: plural name in the API. module: first part of its permissions. day: the column it is listed and counted by, not null. title: the column other types show where they point to it (biz.make_name); null: none does. readers: further modules, by comma, whose requests may see its rows (where they refer to them); figure, oversight, obligation and summary always may. parents: 'column>schema.table,..' of sec.protect. personal: columns whose values history does not keep. Its search goes over all texts that are neither codes nor personal: biz.make_search says others.$$;

grant execute on function biz.waiting() to yl_web;
