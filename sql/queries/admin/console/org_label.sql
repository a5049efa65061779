-- Code and name of an organisation.
select sec.admin_org_label($1::int) as label
