-- 0414_summary_save.sql - saving what was typed does not reckon every number anew.
--
-- An editor saves every few seconds. A number that is asked for as it stood already, whatever block it
-- is in now, keeps what the database made of it; only new or changed ones are asked, and carry the moment
-- (at) at which that was. Regeneration renews all. What a client sends as a value is read nowhere.
set local role yl_owner;

create function fig.token_asks(token jsonb) returns jsonb
language sql immutable
return jsonb_build_array($1 -> 'code', $1 -> 'scope', $1 -> 'period', coalesce($1 ->> 'structure', 'then'),
	coalesce($1 ->> 'style', 'exact'), $1 ->> 'member', $1 ->> 'kind');
comment on function fig.token_asks(jsonb) is 'What a token asks for, the same for all that ask the same.';

create function fig.fill_changed(document jsonb, known jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	filled jsonb;
begin
	with stored as materialized (
		select distinct on (fig.token_asks(t.token)) fig.token_asks(t.token) as asks, t.token
		  from fig.document_tokens($2) t
		 order by fig.token_asks(t.token), t.place
	), asked as materialized (
		select t.place::int as place, t.token, t.pointer, s.token as stored
		  from fig.document_tokens($1) t
		  left join stored s on s.asks = fig.token_asks(t.token)
	), found as (
		select a.token ->> 'id' as id, a.stored || jsonb_build_object('id', a.token -> 'id') as token
		  from asked a
		 where a.stored is not null
		 union all
		select v.token ->> 'id', v.token || jsonb_build_object('at', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
		  from (select array_agg(a.place) as places, array_agg(a.token) as tokens, array_agg(a.pointer) as pointers
		          from asked a
		         where a.stored is null) k
		 cross join lateral fig.token_values(k.places, k.tokens, k.pointers) v
	)
	select coalesce(jsonb_object_agg(f.id, f.token), '{}') into filled from found f;
	return $1 || jsonb_build_object('blocks', coalesce((
		select jsonb_agg(fig.fill_block(b.block, filled) order by b.n)
		  from jsonb_array_elements($1 -> 'blocks') with ordinality as b (block, n)), '[]'));
end
$$;
comment on function fig.fill_changed(jsonb, jsonb) is
	'A document with the numbers that a known one has already, and those that it has not made now.';

-- As before, but for the moment, which is the server's too.
create or replace function fig.block_says(block jsonb) returns jsonb
language sql immutable
as $$
	select jsonb_build_array($1 -> 'kind', $1 -> 'level',
	       (select jsonb_agg(case when r.run ? 'token' then (r.run -> 'token')
	               - '{id,version,name,unit,value,numerator,denominator,state,shown,base,names,at}'::text[]
	               || jsonb_build_object('structure', coalesce(r.run -> 'token' -> 'structure', '"then"'),
	                  'style', coalesce(r.run -> 'token' -> 'style', '"exact"')) else r.run end order by r.n)
	          from jsonb_path_query($1, '$.content[*]') with ordinality as r (run, n)),
	       (select jsonb_agg(case when r.run ? 'token' then (r.run -> 'token')
	               - '{id,version,name,unit,value,numerator,denominator,state,shown,base,names,at}'::text[]
	               || jsonb_build_object('structure', coalesce(r.run -> 'token' -> 'structure', '"then"'),
	                  'style', coalesce(r.run -> 'token' -> 'style', '"exact"')) else r.run end order by r.n)
	          from jsonb_path_query($1, '$.rows[*][*][*]') with ordinality as r (run, n)))
$$;

create or replace function biz.summary_edit(id uuid, version int, title text, document jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
	s constant biz.summary := biz.summary_for_writing($1, $2);
	filled jsonb := s.document;
begin
	if $4 is not null then
		-- Numbers of sentences that were offered are known too.
		filled := fig.fill_changed(fig.settle($4, s.document, s.offered), jsonb_build_object('blocks',
			(s.document -> 'blocks') || coalesce((select jsonb_agg(o -> 'block') from jsonb_array_elements(s.offered) o), '[]')));
	end if;
	perform set_config('yilian.summary_action', 'edit', true);
	update biz.summary x
	   set title = coalesce($3, s.title),
	       document = filled,
	       offered = fig.offers_left(s.offered, filled)
	 where x.id = s.id;
end
$$;
comment on column biz.summary.as_of is 'Moment at which its numbers were taken; one taken later carries its own (at).';

comment on function biz.summary_edit is 'Takes a document back from its writer; numbers that are new in it are the database''s, the others stay as they were.';

create or replace function biz.summary_checks(s biz.summary) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	found jsonb := '[]';
	said text;
	said_en text;
begin
	found := coalesce((select jsonb_agg(c) from fig.check_text((s).title, (s).document) c), '[]');
	if (s).hash is not null then
		if (s).hash <> biz.summary_hash(s) then
			found := found || fig.check_row('hash', 'error', null, null, '内容与发布时的校验值不符，可能被改动过',
				'The content differs from what was published: it has been tampered with');
		end if;
		return found;
	end if;
	-- Numbers that this very transaction has made need no second look, and who saves text gets the
	-- findings of the text: all others are told when the summary is opened, and before it is published.
	if (s).as_of = now() or current_setting('yilian.summary_action', true) = 'edit' then
		return fig.check_order(found);
	end if;
	begin
		found := found || coalesce((
			select jsonb_agg(fig.check_row('stale', 'warning', d.block, d.token, '“' || d.name || '”已由' || (d.old ->> 'shown')
			       || '变为' || (d.new ->> 'shown') || '，请重新生成',
			       d.code || ' is ' || (d.new ->> 'shown') || ' now, no longer ' || (d.old ->> 'shown') || ': regenerate'))
			  from fig.document_changes((s).document) d), '[]');
	exception
		when sqlstate 'UX403' or sqlstate 'UX404' or sqlstate 'UX422' then
			get stacked diagnostics said = message_text, said_en = pg_exception_detail;
			found := found || fig.check_row('figure', 'error', null, null, '有数字不能重新计算：' || said,
				'Some number cannot be told any more: ' || said_en);
	end;
	return fig.check_order(found);
end
$$;

grant execute on function fig.token_asks(jsonb), fig.fill_changed(jsonb, jsonb) to yl_web, yl_job;
