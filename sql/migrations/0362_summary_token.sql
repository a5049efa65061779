-- 0362_summary_token.sql - numbers in summaries: tokens, their values, what they show.
--
-- A token says what it is asked for: code, scope, period, structure, style, and member (an institution
-- or region of the scope) or kind where it is a part of the figure. Everything else in it is computed
-- here and nowhere else: value, numerator, denominator, base, version, name, unit, shown, state.
-- A document is {"blocks": [{id, kind, level, part, origin, content: [{text} | {token}]}]}, a table has
-- rows of cells of content instead.

set local role yl_owner;

-- Every token of a document, with the block it is in and its place as a pointer.
create function fig.document_tokens(document jsonb, out place bigint, out block int, out block_id text, out pointer text,
	out token jsonb)
returns setof record
language sql immutable
as $$
	select row_number() over (order by k.block, k.line, k.cell, k.run), k.block::int, k.block_id, k.pointer, k.token
	  from (
		select b.n as block, 0::bigint as line, 0::bigint as cell, r.n as run, b.block ->> 'id' as block_id,
		       format('/document/blocks/%s/content/%s/token', b.n - 1, r.n - 1) as pointer, r.run -> 'token' as token
		  from jsonb_array_elements($1 -> 'blocks') with ordinality as b (block, n)
		 cross join lateral jsonb_array_elements(b.block -> 'content') with ordinality as r (run, n)
		 where r.run ? 'token'
		 union all
		select b.n, w.n, c.n, r.n, b.block ->> 'id',
		       format('/document/blocks/%s/rows/%s/%s/%s/token', b.n - 1, w.n - 1, c.n - 1, r.n - 1), r.run -> 'token'
		  from jsonb_array_elements($1 -> 'blocks') with ordinality as b (block, n)
		 cross join lateral jsonb_array_elements(b.block -> 'rows') with ordinality as w (line, n)
		 cross join lateral jsonb_array_elements(w.line) with ordinality as c (cell, n)
		 cross join lateral jsonb_array_elements(c.cell) with ordinality as r (run, n)
		 where r.run ? 'token') k
$$;

comment on function fig.document_tokens is 'Every token of a document and where it stands.';

create type fig.question as (
	place     int,
	code      text,
	kind      text,
	id        text,
	structure text,
	first     date,
	last      date,
	told      text,
	key       text
);

comment on type fig.question is 'A number asked for: of a scope and days, whole (told by total, key empty) or the part with this key.';

create type fig.answer as (
	place       int,
	version     int,
	value       numeric,
	numerator   numeric,
	denominator numeric,
	state       text,
	names       text[]
);

comment on type fig.answer is 'What a question came to; names: of the units above 0, highest first, where those were asked for.';

-- Numbers of one scope and days are told together. A kind that is not there is 0 where the figure as
-- a whole has data.
create function fig.ask(questions fig.question[]) returns setof fig.answer
language plpgsql stable
set search_path = ''
as $$
declare
	g record;
begin
	for g in
		select q.kind, q.id, q.structure, q.first, q.last, q.told, array_agg(distinct q.code) as codes,
		       array_agg(q) as asked
		  from unnest($1) q
		 group by 1, 2, 3, 4, 5, 6
	loop
		perform fig.scope_name(g.kind, g.id, g.first, g.last);
		return query
		with found as materialized (
			select f.* from fig.figures(g.codes, g.kind, g.id, g.structure, g.first, g.last,
			       case g.told when 'names' then 'unit' else g.told end) f
		), whole as materialized (
			select f.* from fig.figures(case when g.told in ('kind', 'names') then g.codes else '{}' end, g.kind, g.id, g.structure, g.first, g.last) f
		), named as (
			select f.code, array_agg(coalesce(fig.key_name('unit', g.kind, g.id, f.key), f.key)
			       order by f.value desc, f.key) as names
			  from found f
			 where g.told = 'names'
			   and f.value > 0
			 group by f.code
		)
		select q.place, d.version,
		       case when g.told = 'names' then case when w.state = 'ok' then coalesce(cardinality(n.names), 0) end
		       else coalesce(f.value, case when w.state = 'ok' then 0 end) end::numeric,
		       f.numerator, f.denominator,
		       case when coalesce(f.state, w.state, 'no_data') = 'ok' then 'ok' else 'no_data' end,
		       case when g.told = 'names' and w.state = 'ok' then coalesce(n.names, '{}') end
		  from unnest(g.asked) q
		  join fig.definition d on d.code = q.code and d.valid_from <= g.last and (d.valid_to is null or d.valid_to > g.last)
		  left join found f on g.told <> 'names' and f.code = q.code and (g.told = 'total' or f.key = q.key)
		  left join whole w on w.code = q.code
		  left join named n on n.code = q.code;
	end loop;
end
$$;

comment on function fig.ask is 'The numbers asked for. UX403, UX404 for a scope that the caller may not see or that is not there.';

-- What a token asks for, by its place among the tokens given. UX422 at its pointer.
create function fig.token_question(place int, token jsonb, pointer text) returns fig.question
language plpgsql stable
set search_path = ''
as $$
declare
	q fig.question;
	style constant text := coalesce(token ->> 'style', 'exact');
	scope constant text := token ->> 'scope';
begin
	select d.first, d.last into q.first, q.last from fig.period_days(token ->> 'period') d;
	if q.first is null then
		perform sec.refuse('UX422', '数字的统计期有误', 'The period of a number is none', pointer || '/period');
	end if;
	q.code := token ->> 'code';
	if not exists (select from fig.definition d where d.code = q.code and d.valid_from <= q.last
	                  and (d.valid_to is null or d.valid_to > q.last)) then
		perform sec.refuse('UX422', '没有名为“' || left(coalesce(q.code, ''), 60) || '”的指标',
			'There is no figure ' || left(coalesce(q.code, ''), 60), pointer || '/code');
	end if;
	q.kind := split_part(scope, ':', 1);
	q.id := substr(scope, length(q.kind) + 2);
	if coalesce(scope !~ '^((region|org|alliance|pairing):[1-9][0-9]{0,8}|programme:.{1,100})$', true) then
		perform sec.refuse('UX422', '数字的统计范围有误', 'The scope of a number is none', pointer || '/scope');
	end if;
	if not fig.styles(style) then
		perform sec.refuse('UX422', '没有这种数字样式', 'There is no such style of numbers', pointer || '/style');
	end if;
	q.structure := coalesce(token ->> 'structure', 'then');
	if q.structure not in ('then', 'now') then
		perform sec.refuse('UX422', 'structure 应为 then 或 now', 'structure is then or now', pointer || '/structure');
	end if;
	q.place := place;
	q.told := case when style like 'units%' then 'names' when token ? 'member' then 'unit' when token ? 'kind' then 'kind'
		else 'total' end;
	q.key := coalesce(token ->> 'member', token ->> 'kind', '');
	return q;
end
$$;

comment on function fig.token_question is 'The number a token asks for; UX422 where it is mistaken.';

-- Last year's number for a change.
create function fig.question_before(q fig.question) returns fig.question
language sql stable
as $$
	select row((q).place, (q).code, (q).kind, (q).id, (q).structure, y.since, y.until, (q).told, (q).key)::fig.question
	  from fig.last_year((q).first, (q).last) y
$$;

-- A token as it is, from what it asks and what that came to. The true value of a ratio is that of its
-- parts: what is stored is rounded.
create function fig.token_shown(token jsonb, d fig.definition, q fig.question, now fig.answer, before fig.answer,
	thresholds numeric[])
returns jsonb
language plpgsql stable
as $$
#variable_conflict use_column
begin
	return (
		select jsonb_strip_nulls(jsonb_build_object('id', $1 -> 'id', 'code', $1 -> 'code', 'scope', $1 -> 'scope',
		           'period', $1 -> 'period', 'structure', (q).structure, 'style', k.style, 'member', $1 -> 'member',
		           'kind', $1 -> 'kind', 'names', to_jsonb((now).names)))
		       || case when k.style = 'change' then jsonb_build_object('base', (before).value) else '{}' end
		       || jsonb_build_object('version', (d).version, 'name', (d).name_zh, 'unit', k.unit, 'value', (now).value,
		           'numerator', (now).numerator, 'denominator', (now).denominator, 'state', (now).state,
		           'shown', case
		           	when k.style = 'change' then fig.change_word(k.value, k.base, (d).decimals, (d).unit, $6)
		           	when k.style like 'units%' then fig.names_word((now).names, coalesce(nullif(split_part(k.style, ':', 2), ''), '5')::int)
		           	else fig.number_word(k.value, (d).decimals, (d).unit, k.style, $6) end)
		  from (select coalesce($1 ->> 'style', 'exact') as style,
		               case when $1 ->> 'style' like 'units%' then '家' else (d).unit end as unit,
		               coalesce((now).numerator / nullif((now).denominator, 0) * (d).times, (now).value) as value,
		               coalesce((before).numerator / nullif((before).denominator, 0) * (d).times, (before).value) as base) k);
end
$$;

-- Tokens with their values, each under its place.
create function fig.token_values(places int[], tokens jsonb[], pointers text[], out place int, out token jsonb)
returns setof record
language plpgsql stable
set search_path = ''
as $$
#variable_conflict use_column
declare
	asked fig.question[];
	earlier fig.question[];
begin
	asked := array(select fig.token_question(k.p, k.t, k.w) from unnest(places, tokens, pointers) as k (p, t, w));
	earlier := array(
		select fig.question_before(q)
		  from unnest(asked) q
		  join unnest(places, tokens) as k (p, t) on k.p = q.place
		 where k.t ->> 'style' = 'change');
	return query
	with answer as materialized (
		select a from fig.ask(asked) a
	), before as materialized (
		select a from fig.ask(earlier) a
	)
	select q.place, fig.token_shown(k.t, d, q, (select a from answer where (answer.a).place = q.place),
	       (select a from before where (before.a).place = q.place),
	       -- The goal agreed; looked up where something may be rounded.
	       case when q.told = 'total' and q.kind in ('org', 'region', 'pairing')
	                 and (d.kind = 'ratio' or k.t ->> 'style' in ('nearly', 'over', 'above', 'about'))
	            then array[(fig.target_of(d, q.kind, q.id, q.last, (select (a).value from answer where (answer.a).place = q.place))
	                 ->> 'value')::numeric] else '{}' end)
	  from unnest(asked) q
	  join unnest(places, tokens) as k (p, t) on k.p = q.place
	  join fig.definition d on d.code = q.code and d.valid_from <= q.last and (d.valid_to is null or d.valid_to > q.last);
end
$$;

comment on function fig.token_values is 'Tokens with values and what they show. UX422, UX403, UX404 with the pointer of the token.';

create function fig.fill_runs(content jsonb, filled jsonb) returns jsonb
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	return (
		select coalesce(jsonb_agg(case when r.run ? 'token' then jsonb_build_object('token', $2 -> (r.run -> 'token' ->> 'id'))
		       else r.run end order by r.n), '[]')
		  from jsonb_array_elements($1) with ordinality as r (run, n));
end
$$;

create function fig.fill_block(block jsonb, filled jsonb) returns jsonb
language plpgsql immutable
as $$
#variable_conflict use_column
begin
	return (
		select case when $1 ? 'rows' then $1 || jsonb_build_object('rows', coalesce((
		           select jsonb_agg((select jsonb_agg(fig.fill_runs(c.cell, $2) order by c.n)
		                               from jsonb_array_elements(w.line) with ordinality as c (cell, n)) order by w.n)
		             from jsonb_array_elements($1 -> 'rows') with ordinality as w (line, n)), '[]'))
		       else $1 || jsonb_build_object('content', fig.fill_runs(coalesce($1 -> 'content', '[]'), $2)) end);
end
$$;

-- A document whose tokens say what they ask for, with every number in it made anew.
create function fig.fill_document(document jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	filled jsonb;
begin
	select coalesce(jsonb_object_agg(v.token ->> 'id', v.token), '{}')
	  into filled
	  from (select array_agg(t.place::int) as places, array_agg(t.token) as tokens, array_agg(t.pointer) as pointers
	          from fig.document_tokens($1) t) k
	 cross join lateral fig.token_values(k.places, k.tokens, k.pointers) v;
	return $1 || jsonb_build_object('blocks', coalesce((
		select jsonb_agg(fig.fill_block(b.block, filled) order by b.n)
		  from jsonb_array_elements($1 -> 'blocks') with ordinality as b (block, n)), '[]'));
end
$$;

comment on function fig.fill_document is 'A document with every number in it made anew.';

grant usage on type fig.question, fig.answer to yl_web, yl_job;
grant execute on function fig.document_tokens(jsonb), fig.ask(fig.question[]), fig.token_question(int, jsonb, text),
	fig.question_before(fig.question), fig.token_shown(jsonb, fig.definition, fig.question, fig.answer, fig.answer, numeric[]),
	fig.token_values(int[], jsonb[], text[]), fig.fill_runs(jsonb, jsonb), fig.fill_block(jsonb, jsonb),
	fig.fill_document(jsonb) to yl_web, yl_job;
