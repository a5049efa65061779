-- $1 name
select c.code, c.name_zh, c.name_en, c.note_required
  from biz.code c
 where c.list = $1::text
   and current_date >= c.valid_from
   and (c.valid_to is null or current_date < c.valid_to)
 order by c.position, c.code
