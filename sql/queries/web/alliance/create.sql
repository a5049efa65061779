-- $1 name, $2 kind, $3 seat, $4 charter, $5 first day, $6 pinyin, $7 initials
select biz.alliance_create(sec.new_id(), $1::text, $2::text, $3::int, $4::text, $6::text, $7::text,
       $5::date) as _id
