-- Summaries the caller may see, last changed first. $1 state, $2 part of the title, $3 cursor, $4 limit
select s.id, s.state, s.version, s.title, o.id as "org.id", o.name as "org.name", s.template as "template.code",
       t.title_zh as "template.title_zh", t.title_en as "template.title_en", s.scope, s.period, s.first, s.last,
       s.as_of, s.frozen_at, s.updated_at, s.updated_at::text || ',' || s.id as _cursor
  from biz.summary s
  join biz.organisation o on o.id = s.org_id
  join fig.template t on t.code = s.template and t.version = s.template_version
 where ($1::text is null or s.state = $1::text)
   and ($2::text is null or position(lower($2::text) in lower(s.title)) > 0)
   and ($3::text is null or (s.updated_at, s.id) < (biz.cursor_time($3::text, 'infinity'),
       biz.cursor_id($3::text, 'ffffffff-ffff-ffff-ffff-ffffffffffff')))
 order by s.updated_at desc, s.id desc
 limit $4::int + 1
