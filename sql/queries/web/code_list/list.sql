-- The lists there are.
select l.name, l.name_zh, l.name_en
  from biz.code_list l
 order by l.name
