-- 0072_admin_org.sql - what the console calls an organisation.
set local role yl_sec;

create function sec.admin_org_label(org int)
	returns text
	language plpgsql
	stable
	security definer
	set search_path = ''
as $$
begin
	return (select o.code || ' ' || o.name from biz.organisation o where o.id = org);
end
$$;
comment on function sec.admin_org_label(int) is 'Code and name of an organisation, for the console.';
grant execute on function sec.admin_org_label(int) to yl_admin;
