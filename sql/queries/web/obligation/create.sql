-- $1 owes it or null, $2 to whom, $3 kind, $4 parameters, $5 name, $6 owner, $7 first day, $8 last day, $9 posting
select fig.obligation_create(sec.new_id(), $1::int, $2::int, $3::text, $4::jsonb, $5::text, $6::text, $7::date, $8::date, $9::uuid)::text as _done
