-- 0365_summary_check.sql - what is not right in a summary yet (domain.md 4.4), and what changed since.

set local role yl_owner;

-- Sentences of a document; numbers stand in them as ⟦n⟧, n their place among its tokens.
create function fig.document_sentences(document jsonb, out block int, out block_id text, out place bigint, out sentence text)
returns setof record
language sql immutable
as $$
	with token as materialized (
		select t.place, t.pointer from fig.document_tokens($1) t
	), run as (
		select b.n as block, b.block ->> 'id' as block_id, 0::bigint as line, 0::bigint as cell, r.n as at,
		       translate(r.run ->> 'text', '⟦⟧', '') as text,
		       format('/document/blocks/%s/content/%s/token', b.n - 1, r.n - 1) as pointer
		  from jsonb_array_elements($1 -> 'blocks') with ordinality as b (block, n)
		 cross join lateral jsonb_array_elements(b.block -> 'content') with ordinality as r (run, n)
		 union all
		select b.n, b.block ->> 'id', w.n, c.n, r.n, translate(r.run ->> 'text', '⟦⟧', ''),
		       format('/document/blocks/%s/rows/%s/%s/%s/token', b.n - 1, w.n - 1, c.n - 1, r.n - 1)
		  from jsonb_array_elements($1 -> 'blocks') with ordinality as b (block, n)
		 cross join lateral jsonb_array_elements(b.block -> 'rows') with ordinality as w (line, n)
		 cross join lateral jsonb_array_elements(w.line) with ordinality as c (cell, n)
		 cross join lateral jsonb_array_elements(c.cell) with ordinality as r (run, n)
	), line as (
		select r.block, r.block_id, r.line, r.cell,
		       string_agg(coalesce(r.text, '⟦' || t.place || '⟧'), '' order by r.at) as text
		  from run r
		  left join token t on t.pointer = r.pointer
		 group by 1, 2, 3, 4
	)
	select l.block::int, l.block_id, row_number() over (order by l.block, l.line, l.cell, s.n), s.sentence
	  from line l
	 cross join lateral regexp_split_to_table(l.text, '[。；;！？!?\n]+') with ordinality as s (sentence, n)
	 where s.sentence <> ''
$$;

create type fig.quantity as (
	sentence bigint,
	block_id text,
	token_id text,
	code     text,
	topic    text,
	measure  text,
	unit     text,
	value    numeric,
	whole    boolean,
	name     text,
	text     text
);

comment on type fig.quantity is 'A number with a unit in a document: a token, or typed by hand (no code); measure: what is counted, however; whole: no part of its figure.';

create function fig.document_quantities(document jsonb) returns setof fig.quantity
language sql stable
as $$
	with sentence as materialized (
		select * from fig.document_sentences($1)
	)
	select s.place, s.block_id, t.token ->> 'id', t.token ->> 'code', d.topic,
	       regexp_replace(coalesce(d.measure, d.code), '_(visits|persons)$', ''), t.token ->> 'unit', (t.token ->> 'value')::numeric,
	       not t.token ?| '{member,kind,names}', d.name_zh, s.sentence
	  from sentence s
	 cross join lateral regexp_matches(s.sentence, '⟦(\d+)⟧', 'g') as m (n)
	  join fig.document_tokens($1) t on t.place = m.n[1]::bigint
	  left join fig.definition d on d.code = t.token ->> 'code' and d.version = (t.token ->> 'version')::int
	 union all
	select s.place, s.block_id, null, null, null, null, case m.n[2] when '名' then '人' else m.n[2] end, m.n[1]::numeric, true, null, s.sentence
	  from sentence s
	 cross join lateral regexp_matches(s.sentence, '(?<![\d.])(\d{1,12}(?:\.\d{1,6})?)\s*[余多]?' || fig.unit_words(), 'g') as m (n)
$$;

comment on function fig.document_quantities is 'Every number with a unit in a document, sentence by sentence.';

-- Days that are in no calendar.
create function fig.impossible_days(source text) returns setof text
language sql immutable
as $$
	select m.n[1] || '年' || m.n[2] || '月' || m.n[3] || '日'
	  from regexp_matches($1, '(?<!\d)(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})(?!\d)', 'g') as m (n)
	 where m.n[2]::int not between 1 and 12
	    or m.n[3]::int not between 1 and extract(day from make_date(m.n[1]::int + case m.n[1] when '0000' then 1 else 0 end,
	       case when m.n[2]::int between 1 and 12 then m.n[2]::int else 1 end, 1) + interval '1 month - 1 day')
	 union all
	select m.n[1] || '月' || m.n[2] || '日'
	  from regexp_matches($1, '(?<![\d年])\s*(?<!\d)(\d{1,2})月(\d{1,2})日', 'g') as m (n)
	 where m.n[1]::int not between 1 and 12
	    or m.n[2]::int not between 1 and (array[31,29,31,30,31,30,31,31,30,31,30,31])[greatest(least(m.n[1]::int, 12), 1)]
	 union all
	select m.n[1] || '年' || m.n[2] || '月'
	  from regexp_matches($1, '(?<!\d)(\d{4})年(\d{1,2})月(?!\d{1,2}日)', 'g') as m (n)
	 where m.n[2]::int not between 1 and 12
$$;

create function fig.check_row("check" text, severity text, block text, token text, zh text, en text) returns jsonb
language sql immutable
return jsonb_build_object('check', "check", 'severity', severity, 'block', block, 'token', token,
	'message', jsonb_build_object('zh', zh, 'en', en));

-- What can be told from the document alone.
create function fig.check_text(title text, document jsonb) returns setof jsonb
language sql stable
as $$
	with sentence as materialized (
		select s.block_id, s.place, s.sentence from fig.document_sentences($2) s
		 union all
		select null, 0, $1
	), quantity as materialized (
		select * from fig.document_quantities($2)
	), token as materialized (
		select t.*, d.flag_zh, d.flag_en
		  from fig.document_tokens($2) t
		  left join fig.definition d on d.code = t.token ->> 'code' and d.version = (t.token ->> 'version')::int
	)
	select fig.check_row('X12', 'error', s.block_id, null, '日期“' || i || '”不存在，请改正', 'There is no such day: ' || i)
	  from sentence s
	 cross join lateral fig.impossible_days(s.sentence) i
	 union all
	select fig.check_row('prompt', 'error', s.block_id, null, '还有“请补充”的内容没有写，请补写或删去这一段',
	       'The template asks for text here: write it, or remove the paragraph')
	  from sentence s
	 where s.sentence like '%【请补充：%'
	 union all
	select fig.check_row('empty', 'error', null, null, '总结还没有内容', 'The summary has no text')
	 where not exists (select from sentence s where s.place > 0)
	 union all
	select fig.check_row('missing', 'warning', t.block_id, t.token ->> 'id', '“' || (t.token ->> 'name') || '”暂无数据',
	       'No data: ' || (t.token ->> 'code'))
	  from token t
	 where t.token ->> 'state' = 'no_data'
	 union all
	select fig.check_row(case when t.flag_zh like '%X5%' then 'X5' else 'flag' end, 'warning', t.block_id, t.token ->> 'id',
	       '“' || (t.token ->> 'name') || '”：' || t.flag_zh, t.flag_en)
	  from token t
	 where t.flag_zh is not null
	 union all
	select distinct on (a.sentence) fig.check_row('X5', 'warning', a.block_id, coalesce(b.token_id, a.token_id),
	       '同一句里既有人次又有人：“' || coalesce(a.name, trim_scale(a.value) || '人次') || '”与“'
	       || coalesce(b.name, trim_scale(b.value) || '人') || '”，请统一单位或分句写明',
	       'Visits and persons in one sentence: use one unit, or say each in a sentence of its own')
	  from quantity a
	  join quantity b on b.sentence = a.sentence
	 where a.unit = '人次'
	   and b.unit = '人'
	   and (a.code is null or b.code is null
	        or a.topic = b.topic and a.measure <> b.measure)
	 union all
	select fig.check_row('X3', 'warning', k.block_id, k.token_id, '“' || k.one || '”与“' || k.other
	       || '”单位相同、数值相近而口径不同，请在各自句中写明指标名称',
	       'Two counts are alike and of one unit: name the figure in the sentence of each')
	  from (
		select distinct on (least(a.code, b.code), greatest(a.code, b.code)) b.block_id, b.token_id, a.name as one, b.name as other
		  from quantity a
		  join quantity b on b.unit = a.unit and b.topic = a.topic and b.sentence >= a.sentence and b.code <> a.code
		 where a.whole
		   and b.whole
		   and a.unit <> '%'
		   and a.value > 0
		   and b.value > 0
		   and a.value <> b.value
		   and abs(a.value - b.value) <= greatest(a.value, b.value) * 0.2
		   and (position(a.name in a.text) = 0 or position(b.name in b.text) = 0)
		   and b.text !~ '其中'
		 order by least(a.code, b.code), greatest(a.code, b.code), b.sentence) k
	 union all
	select fig.check_row('typed', 'warning', q.block_id, null, '“' || trim_scale(q.value) || q.unit
	       || '”是手工填写的数字，没有出处；请改为插入指标，或核对后保留',
	       'A number typed by hand, with nothing behind it: insert a figure instead, or check it')
	  from quantity q
	 where q.code is null
	 union all
	select fig.check_row('unit', 'warning', s.block_id, null, '数字后已带单位，不要再写：“…' || left(m.n[2], 12) || '”',
	       'The number brings its own unit: do not write another after it')
	  from sentence s
	 cross join lateral regexp_matches(s.sentence, '⟦(\d+)⟧\s*(' || fig.unit_words() || '(?![员才们民力均家口]).*)', 'g') as m (n)
	 union all
	select fig.check_row('undated', 'warning', s.block_id, null, '“截止目前”要写明日期', 'Say the day of “up to now”')
	  from sentence s
	 where s.sentence ~ '截[止至](目前|现在|今)(?!\s*[（(]\s*\d{4}年)'
$$;

comment on function fig.check_text is 'What is not right in a document, from its text and numbers alone.';

-- Frozen beside live, token by token.
create function fig.document_changes(document jsonb, out block text, out token text, out code text, out name text,
	out old jsonb, out new jsonb)
returns setof record
language sql stable
as $$
	with live as materialized (
		select v.place, v.token
		  from (select array_agg(t.place::int) as places, array_agg(t.token) as tokens, array_agg(t.pointer) as pointers
		          from fig.document_tokens($1) t) k
		 cross join lateral fig.token_values(k.places, k.tokens, k.pointers) v
	)
	select t.block_id, t.token ->> 'id', t.token ->> 'code', t.token ->> 'name',
	       k.old, k.new
	  from fig.document_tokens($1) t
	  join live l on l.place = t.place
	 cross join lateral (select jsonb_build_object('value', t.token -> 'value', 'numerator', t.token -> 'numerator',
	       'denominator', t.token -> 'denominator', 'shown', t.token -> 'shown', 'state', t.token -> 'state'),
	       jsonb_build_object('value', l.token -> 'value', 'numerator', l.token -> 'numerator',
	       'denominator', l.token -> 'denominator', 'shown', l.token -> 'shown', 'state', l.token -> 'state')) as k (old, new)
	 where k.old <> k.new
	 order by t.place
$$;

comment on function fig.document_changes is 'Numbers of a document that are others now.';

-- Errors first.
create function fig.check_order(checks jsonb) returns jsonb
language sql immutable
as $$
	select coalesce(jsonb_agg(c order by c ->> 'severity', n), '[]')
	  from jsonb_array_elements($1) with ordinality as k (c, n)
$$;

create function biz.summary_checks(s biz.summary) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
	found jsonb := '[]';
	said text;
	said_en text;
	fault_code text;
begin
	found := coalesce((select jsonb_agg(c) from fig.check_text((s).title, (s).document) c), '[]');
	if (s).hash is not null then
		if (s).hash <> biz.summary_hash(s) then
			found := found || fig.check_row('hash', 'error', null, null, '内容与发布时的校验值不符，可能被改动过',
				'The content differs from what was published: it has been tampered with');
		end if;
		return found;
	end if;
	begin
		-- Numbers that this very transaction has made need no second look.
		if (s).as_of = now() then
			return fig.check_order(found);
		end if;
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

comment on function biz.summary_checks is 'Everything that is not right in a summary: errors keep it from being published, warnings do not.';

grant execute on function fig.document_sentences(jsonb), fig.document_quantities(jsonb), fig.impossible_days(text),
	fig.check_row(text, text, text, text, text, text), fig.check_order(jsonb), fig.check_text(text, jsonb), fig.document_changes(jsonb),
	biz.summary_orgs(), biz.summary_permissions(int), biz.canonical_json(jsonb), biz.summary_content(biz.summary),
	biz.summary_hash(biz.summary), biz.summary_create(uuid, text, text, text, text), fig.block_says(jsonb),
	fig.settle(jsonb, jsonb, jsonb), fig.offers_left(jsonb, jsonb), biz.summary_for_writing(uuid, int),
	biz.summary_edit(uuid, int, text, jsonb), biz.summary_regenerate(biz.summary),
	biz.act_on_summary(uuid, text, text[], text[], int, text), biz.summary_checks(biz.summary) to yl_web, yl_job;
grant usage on type fig.quantity to yl_web, yl_job;
