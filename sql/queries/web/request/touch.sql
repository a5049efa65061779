-- The session was used just now. A statement of its own, after the answer.
-- $1 token hash
select sec.touch($1::bytea)
