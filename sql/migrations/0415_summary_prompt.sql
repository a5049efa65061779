-- 0415_summary_prompt.sql - a finding says which text of the template is still to be written.
set local role yl_owner;

create or replace function fig.check_text(title text, document jsonb) returns setof jsonb
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
	select fig.check_row('prompt', 'error', s.block_id, null, '还没有写：“' || left(m.n[1], 40) || '”，请补写或删去这一段',
	       'The template asks for text here (' || left(m.n[1], 40) || '): write it, or remove the paragraph')
	  from sentence s
	 cross join lateral regexp_matches(s.sentence, '【请补充：([^】]*)', 'g') as m (n)
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
