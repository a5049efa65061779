-- Id of the organisation with this code.
select sec.admin_org($1::text) as id
