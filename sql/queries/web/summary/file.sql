-- What a file of a summary is written from. $1 id
select s.title, s.document, o.name as organisation,
       to_char(coalesce(s.frozen_at, s.as_of) at time zone 'Asia/Shanghai', 'YYYY"年"FMMM"月"FMDD"日"') as day,
       to_char(s.as_of at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as as_of, s.state, s.hash is null or s.hash = biz.summary_hash(s) as intact,
       encode(s.hash, 'hex') as hash
  from biz.summary s
  join biz.organisation o on o.id = s.org_id
 where s.id = $1::uuid
