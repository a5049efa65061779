-- Every figure there is: what it means, its unit, what it is made of. No parameters.
select d.code, d.version, d.topic, json_build_object('zh', t.name_zh, 'en', t.name_en) as topic_name,
       d.name_zh as "name.zh", d.name_en as "name.en", d.meaning_zh as "meaning.zh",
       d.meaning_en as "meaning.en", d.unit as "unit.zh", d.unit_en as "unit.en", d.kind, d.decimals,
       d.direction, d.numerator as numerator_code, d.denominator as denominator_code, d.plus, d.minus,
       m.source as record_type, m.cut, d.unit_side,
       case when d.flag_zh is not null then json_build_object('zh', d.flag_zh, 'en', d.flag_en) end as flag
  from fig.definition d
  join fig.topic t on t.code = d.topic
  left join fig.measure m on m.code = d.measure
 where d.valid_from <= current_date
   and (d.valid_to is null or d.valid_to > current_date)
 order by t.place, d.place, d.code
