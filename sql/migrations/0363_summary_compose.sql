-- 0363_summary_compose.sql - a document from a template, a scope and a period.

set local role yl_owner;

-- Words that are no figures.
create function fig.compose_words(scope text, period text) returns jsonb
language sql stable
as $$
	select jsonb_build_object('scope', case when k.kind = 'pairing' then f.name || '支援' || t.name
	           else fig.scope_name(k.kind, k.id, d.first, d.last) end,
	           'period', fig.period_word($2),
	           'todate', '截止目前（' || fig.day_word(least(d.last, current_date)) || '）',
	           'from', coalesce(f.name, o.name, '支援单位'), 'to', coalesce(t.name, '受援单位'))
	  from (select split_part($1, ':', 1), substr($1, length(split_part($1, ':', 1)) + 2)) as k (kind, id)
	 cross join fig.period_days($2) d
	  left join biz.pairing p on k.kind = 'pairing' and p.id = case when k.kind = 'pairing' then k.id::int end
	  left join biz.organisation f on f.id = p.from_org_id
	  left join biz.organisation t on t.id = p.to_org_id
	  left join biz.organisation o on k.kind = 'org' and o.id = case when k.kind = 'org' then k.id::int end
$$;

-- Runs of a template as runs of a block: words are said, slots become tokens that say what they ask.
-- Text that meets text becomes one.
create function fig.compose_runs(runs jsonb, words jsonb, scope text, period text, item jsonb, id text) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	made jsonb := '[]';
	run jsonb;
	said text;
	n int := 0;
begin
	for run in select r from jsonb_array_elements($1) r
	loop
		if run ? 'slot' then
			n := n + 1;
			made := made || jsonb_build_object('token', jsonb_build_object('id', $6 || '.' || n, 'code', run -> 'slot' -> 'code',
				'scope', $3, 'style', run -> 'slot' -> 'style', 'period', case run -> 'slot' ->> 'period'
					when 'last_year' then (select 'range:' || y.since || '..' || y.until
					                         from fig.period_days($4) d cross join lateral fig.last_year(d.first, d.last) y)
					when 'todate' then (select 'until:' || least(d.last, current_date) from fig.period_days($4) d)
					else $4 end)
				|| case when run -> 'slot' ->> 'scope' = 'item' then $5 - 'name' else '{}' end);
			continue;
		end if;
		said := coalesce(run ->> 'text', case run ->> 'word' when 'item' then $5 ->> 'name' else $2 ->> (run ->> 'word') end);
		if made -> -1 ? 'text' then
			made := jsonb_set(made, array[(jsonb_array_length(made) - 1)::text, 'text'],
				to_jsonb((made -> -1 ->> 'text') || said));
		else
			made := made || jsonb_build_object('text', said);
		end if;
	end loop;
	return made;
end
$$;

-- Units or kinds of a loop, highest first: {"member" | "kind", "name"}.
create function fig.compose_items(loop text, kind text, id text, first date, last date, out item jsonb, out place bigint)
returns setof record
language sql stable
as $$
	select case by.by when 'unit' then jsonb_build_object('member', f.key, 'name', coalesce(fig.key_name('unit', $2, $3, f.key), f.key))
	       else jsonb_build_object('kind', f.key, 'name', coalesce(nullif(f.key, ''), '其他')) end,
	       row_number() over (order by f.value desc, f.key)
	  from (select split_part($1, ':', 1), split_part($1, ':', 2)) as by (by, code)
	 cross join lateral fig.figures(array[by.code], $2, $3, 'then', $4, $5, by.by) f
	 where f.value > 0
	 order by 2
	 limit 60
$$;

create function fig.compose_block(p fig.template_part, words jsonb, scope text, period text, item jsonb) returns jsonb
language sql stable
as $$
	select jsonb_build_object('id', k.id, 'part', (p).code, 'origin', 'generated',
	           'kind', case (p).kind when 'list' then 'list_item' when 'prompt' then 'paragraph' else (p).kind end)
	       || case when (p).level is not null then jsonb_build_object('level', (p).level) else '{}' end
	       || jsonb_build_object('content', case (p).kind
	           when 'prompt' then jsonb_build_array(jsonb_build_object('text', '【请补充：' || (p).text || '】'))
	           else fig.compose_runs((p).runs, $2, $3, $4, $5, k.id) end)
	  from (select (p).code || coalesce('-' || coalesce($5 ->> 'member', left(md5($5 ->> 'kind'), 8)), '')) as k (id)
$$;

create function fig.compose_table(p fig.template_part, words jsonb, scope text, period text, kind text, id text,
	first date, last date)
returns jsonb
language sql stable
as $$
	with line as (
		select w.line, w.n, i.item, i.place, row_number() over (order by w.n, i.place) as r
		  from jsonb_array_elements((p).runs) with ordinality as w (line, n)
		  left join lateral (select x.item, x.place from fig.compose_items((p).each, $5, $6, $7, $8) x
		                      where (p).each is not null and w.n = jsonb_array_length((p).runs)) i on true
		 where (p).each is null
		    or w.n < jsonb_array_length((p).runs)
		    or i.item is not null
	)
	select jsonb_build_object('id', (p).code, 'part', (p).code, 'origin', 'generated', 'kind', 'table', 'rows',
	       (select jsonb_agg((select jsonb_agg(fig.compose_runs(c.cell, $2, $3, $4, l.item,
	                   (p).code || '.' || l.r || '.' || c.n) order by c.n)
	                  from jsonb_array_elements(l.line) with ordinality as c (cell, n)) order by l.r) from line l))
$$;

-- Which parts of a template hold for a scope and days.
create function fig.compose_holds(template text, version int, kind text, id text, first date, last date) returns text[]
language plpgsql stable
set search_path = ''
as $$
declare
	codes text[];
begin
	codes := array(select distinct t.term ->> 'code'
	                 from fig.template_part p
	                cross join lateral jsonb_array_elements(p.terms) as t (term)
	                where (p.template, p.version) = ($1, $2));
	return array(
		with found as materialized (
			select f.code, f.state, f.value
			  from fig.figures(codes, $3, $4, 'then', $5, $6) f
			 where cardinality(codes) > 0
		)
		select p.code
		  from fig.template_part p
		 where (p.template, p.version) = ($1, $2)
		   and not exists (
		       select from jsonb_array_elements(p.terms) as t (term)
		         left join found f on f.code = t.term ->> 'code'
		        where not case t.term ->> 'must'
		              when 'data' then coalesce(f.state = 'ok', false)
		              when 'none' then f.state is distinct from 'ok'
		              else coalesce(f.value > 0, false) end));
end
$$;

-- The document, its tokens not yet filled. A heading with nothing of its own below it is left out.
create function fig.compose(template text, version int, scope text, period text) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	kind constant text := split_part($3, ':', 1);
	id constant text := substr($3, length(split_part($3, ':', 1)) + 2);
	since constant date := (select d.first from fig.period_days($4) d);
	until constant date := (select d.last from fig.period_days($4) d);
	words constant jsonb := fig.compose_words($3, $4);
	holds constant text[] := fig.compose_holds($1, $2, kind, id, since, until);
	blocks jsonb := '[]';
	p fig.template_part;
begin
	for p in
		select x.*
		  from fig.template_part x
		 where (x.template, x.version) = ($1, $2)
		   and x.code = any (holds)
		 order by x.place
	loop
		if p.kind = 'table' then
			blocks := blocks || fig.compose_table(p, words, $3, $4, kind, id, since, until);
		elsif p.each is not null then
			blocks := blocks || coalesce((
				select jsonb_agg(fig.compose_block(p, words, $3, $4, i.item) order by i.place)
				  from fig.compose_items(p.each, kind, id, since, until) i), '[]');
		else
			blocks := blocks || fig.compose_block(p, words, $3, $4, null);
		end if;
	end loop;
	return (
		with b as materialized (
			select e.n, e.block, e.block ->> 'kind' = 'heading' as heading, (e.block ->> 'level')::int as level
			  from jsonb_array_elements(blocks) with ordinality as e (block, n)
		)
		select jsonb_build_object('blocks', coalesce(jsonb_agg(b.block order by b.n), '[]'))
		  from b
		 where not b.heading
		    or exists (select from b o
		                where o.n > b.n
		                  and not o.heading
		                  and not exists (select from b h where h.n > b.n and h.n < o.n and h.level <= b.level)));
end
$$;

comment on function fig.compose is 'The document that a template comes to for a scope and a period; fig.fill_document puts its numbers in.';

grant execute on function fig.compose_words(text, text), fig.compose_runs(jsonb, jsonb, text, text, jsonb, text),
	fig.compose_items(text, text, text, date, date), fig.compose_block(fig.template_part, jsonb, text, text, jsonb),
	fig.compose_table(fig.template_part, jsonb, text, text, text, text, date, date),
	fig.compose_holds(text, int, text, text, date, date), fig.compose(text, int, text, text) to yl_web, yl_job;
