-- Every number of a summary with its definition, in the order of the text; those of one figure, scope
-- and period have the same note. $1 id
with token as (
	select t.place, t.token, s.first, s.last, s.as_of,
	       min(t.place) over (partition by t.token -> 'code', t.token -> 'scope', t.token -> 'period',
	       	t.token -> 'structure') as since
	  from biz.summary s
	 cross join lateral fig.document_tokens(s.document) t
	 where s.id = $1::uuid
)
select dense_rank() over (order by t.since) as note, t.token ->> 'id' as token_id, t.token ->> 'code' as code,
       t.token ->> 'name' as name, coalesce(d.meaning_zh, '') as meaning, t.token ->> 'unit' as unit,
       t.token ->> 'version' as version, t.token ->> 'value' as value, t.token ->> 'shown' as shown,
       t.token ->> 'numerator' as numerator, t.token ->> 'denominator' as denominator,
       biz.summary_scope_name(t.token ->> 'scope', t.first, t.last) as scope,
       coalesce(case when t.token ? 'member' then fig.key_name('unit', split_part(t.token ->> 'scope', ':', 1),
       	substr(t.token ->> 'scope', position(':' in t.token ->> 'scope') + 1), t.token ->> 'member') end,
       	t.token ->> 'kind', '') as part,
       fig.period_word(t.token ->> 'period') as period,
       to_char(coalesce((t.token ->> 'at')::timestamptz, t.as_of) at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as as_of,
       coalesce(d.flag_zh, '') as flag
  from token t
  left join fig.definition d on d.code = t.token ->> 'code' and d.version = (t.token ->> 'version')::int
 order by t.place
