-- Of what and of when the figures of an answer are. $1 kind of scope or null for the caller's own,
-- $2 its number, $3 and $4 first and last day
select now() as as_of, $1::text as "scope.kind", $2::int as "scope.id", s.name as "scope.name",
       $3::date as "period.first", $4::date as "period.last"
  from fig.scope($1::text, $2::int, least($4::date, current_date)) s
