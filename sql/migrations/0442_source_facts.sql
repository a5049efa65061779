-- 0442_source_facts.sql - the numbers of measures are joined to facts, not asked for one by one.
--
-- fig.measure_id was a call with a statement of its own for each fact of each record: most of what
-- counting cost. It is left for the sentence that stops a name no measure has.

set local role yl_owner;

create or replace function fig.write_sources_now() returns void
language plpgsql volatile
as $$
declare
	counted constant text := $c$
		select r.%2$I, case when m.id is null then fig.measure_id(f.measure, %1$L) else m.id end, f.day, f.from_org_id,
		       f.to_org_id, f.from_region_id, f.to_region_id, coalesce(f.kind, ''), coalesce(f.person, 0),
		       sum(f.n)::int, coalesce(sum(f.amount), 0)::bigint
		  from %3$s r
		 cross join lateral %4$s(r) f
		  left join fig.measure m on m.code = f.measure and m.source = %1$L%5$s
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


select fig.write_sources();
