-- Templates there are, with the kinds of scope they are for. No parameters.
select distinct on (t.place, t.code) t.code, t.version, t.title_zh as "title.zh", t.title_en as "title.en",
       t.audience_zh as "audience.zh", t.audience_en as "audience.en", t.scopes
  from fig.template t
 where not t.withdrawn
 order by t.place, t.code, t.version desc
