-- $1 id
select sec.end_my_session($1::uuid) as _id
