-- Alliances on a day, by pinyin.
-- $1 what to find, $2 kind, $3 an organisation that belongs to it, $4 the day, $5 cursor, $6 limit
select a.id, a.name, a.kind, a.region_id, a.org_id as "seat.id", o.name as "seat.name",
       (select json_agg(json_build_object('id', l.id, 'name', l.name) order by m.joined_on, l.id)
          from biz.alliance_member m
          join biz.organisation l on l.id = m.organisation_id
         where m.alliance_id = a.id
           and m.role = 'lead'
           and m.joined_on <= day.d
           and (m.left_on is null or m.left_on > day.d)) as leads,
       (select count(*)
          from biz.alliance_member m
         where m.alliance_id = a.id
           and m.role = 'member'
           and m.joined_on <= day.d
           and (m.left_on is null or m.left_on > day.d)) as members,
       a.started_on, a.ended_on, a.version, a.pinyin || ',' || a.id as _cursor
  from biz.alliance a
 cross join (select coalesce($4::date, current_date)) as day (d)
  join biz.organisation o on o.id = a.org_id
 where a.started_on <= day.d
   and (a.ended_on is null or a.ended_on > day.d)
   and ($2::text is null or a.kind = $2::text)
   and ($3::int is null or exists (
   	select
   	  from biz.alliance_member m
   	 where m.alliance_id = a.id
   	   and m.organisation_id = $3::int
   	   and m.joined_on <= day.d
   	   and (m.left_on is null or m.left_on > day.d)))
   and ($1::text is null or strpos(a.name, $1::text) > 0
   	or starts_with(a.pinyin, lower($1::text)) or starts_with(a.initials, lower($1::text)))
   and ($5::text is null or (a.pinyin, a.id) > (split_part($5::text, ',', 1),
       split_part($5::text, ',', 2)::int))
 order by a.pinyin, a.id
 limit $6::int + 1
