-- Id of the alliance with this name.
select sec.admin_alliance($1::text) as id
