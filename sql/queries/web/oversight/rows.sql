-- The rows behind a figure, newest first, without identity: no name, number or telephone, the age as
-- a band. $1 kind of scope or null for the caller's own, $2 its number, $3 and $4 first and last day,
-- $5 figure (visits, sent, answered, ...), $6 direction, $7 sender, $8 receiver, $9 county,
-- $10 department, $11 disease group, $12 cursor, $13 limit
select r.id, r.number, r.direction, r.emergency, r.green_channel, r.urgency, r.care, r.state,
       b.sex, b.age_band, f.id as "from.id", f.name as "from.name", t.id as "to.id",
       t.name as "to.name", r.to_department as department, r.disease, r.diagnosis_code,
       r.sent_at, r.answered_at, r.arrived_on, r.closed_at, r.origin,
       p.at::text || ',' || p.id as _cursor
  from fig.rows_page($1::text, $2::int, $3::date, $4::date, $5::text, $6::text, $7::int, $8::int,
       $9::int, $10::text, $11::text, $12::text, $13::int + 1) p
  join biz.referral r on r.id = p.id
  join biz.organisation f on f.id = r.from_org_id
  join biz.organisation t on t.id = r.to_org_id
 cross join lateral fig.patient_band(r.patient_id, coalesce(r.arrived_on, r.listed_at::date)) b
 order by p.at desc, p.id desc
