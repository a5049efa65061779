-- $1 id, $2 version, $3 name, $4 pinyin, $5 initials, $6 the day, $7 reason
select biz.organisation_rename($1::int, $2::int, $3::text, $4::text, $5::text, $6::date,
       $7::text) as version
