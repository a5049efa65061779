-- Whether the caller may read patients: then lists show their names in full.
select exists (
	select
	  from sec.my_permissions() p
	 where p.permission = 'patient.read') as visible
