-- Adds a department, or changes one. $1 organisation, $2 its version, $3 department or null, $4 patch
select biz.department_save($1::int, $2::int, $3::int, $4::jsonb) as version
