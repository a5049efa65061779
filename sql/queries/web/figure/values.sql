-- Values of figures, each for its scope and period. $1 [{place, code, kind, id, structure, first, last,
-- as_of}], $2 with the same days of last year, $3 with the target agreed
select d.code, d.version, d.topic, d.name_zh as "name.zh", d.name_en as "name.en",
       d.meaning_zh as "meaning.zh", d.meaning_en as "meaning.en", d.unit as "unit.zh",
       d.unit_en as "unit.en", d.kind, d.decimals, d.direction,
       case when d.flag_zh is not null then json_build_object('zh', d.flag_zh, 'en', d.flag_en) end as flag,
       a.kind as "scope.kind", a.id as "scope.id", c.scope_name as "scope.name",
       a.first as "period.first", a.last as "period.last", coalesce(a.structure, 'then') as structure,
       coalesce(a.as_of, now()) as as_of, c.state, c.value, c.numerator, c.denominator,
       d.numerator as numerator_code, d.denominator as denominator_code, m.source as record_type, m.cut,
       case when $2::boolean then c.before end as "compare.last_year",
       case when $3::boolean then fig.target_of(d, a.kind, a.id, a.last, c.value) end as "compare.target"
  from fig.compared($1::jsonb, $2::boolean) c
  join jsonb_to_recordset($1::jsonb) as a (place int, kind text, id text, structure text, first date,
       last date, as_of timestamptz) on a.place = c.place
  join fig.definition d on d.code = c.code and d.version = c.version
  left join fig.measure m on m.code = d.measure
 order by c.place
