-- Every figure of a dashboard, beside last year's and what was agreed. $1 to $6 as in get.sql
with code as materialized (
	select fig.dashboard_codes($1::text, '{tiles,series,table,compare}') as codes
), year as materialized (
	select y.* from fig.last_year($5::date, $6::date) y
), now as materialized (
	select f.*
	  from code c
	 cross join lateral fig.figures(c.codes, $2::text, $3::text, $4::text, $5::date, $6::date) f
), before as materialized (
	select f.*
	  from code c
	 cross join year y
	 cross join lateral fig.figures(c.codes, $2::text, $3::text, $4::text, y.since, y.until) f
), goal as materialized (
	select distinct g.figure from biz.agreement_goal g where g.figure is not null
)
select d.code, d.version, d.topic, d.name_zh as "name.zh", d.name_en as "name.en",
       d.meaning_zh as "meaning.zh", d.meaning_en as "meaning.en", d.unit as "unit.zh",
       d.unit_en as "unit.en", d.kind, d.decimals, d.direction,
       case when d.flag_zh is not null then json_build_object('zh', d.flag_zh, 'en', d.flag_en) end as flag,
       d.numerator as numerator_code, d.denominator as denominator_code, m.source as record_type, m.cut,
       n.state, n.value, n.numerator, n.denominator,
       json_build_object('first', y.since, 'last', y.until, 'value', b.value,
           'state', coalesce(b.state, 'no_data'), 'change', n.value - b.value,
           'rate', round((n.value - b.value) * 100 / nullif(abs(b.value), 0), 1)) as "compare.last_year",
       case when g.figure is not null then fig.target_of(d, $2::text, $3::text, $6::date, n.value) end
           as "compare.target"
  from now n
  join fig.definition d on d.code = n.code and d.version = n.version
 cross join year y
  left join before b on b.code = n.code
  left join goal g on g.figure = n.code
  left join fig.measure m on m.code = d.measure
 order by d.topic, d.place
